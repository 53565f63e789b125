package layout

import (
	"cmp"

	"vanthu/output/length"
	"vanthu/output/wordml"
)

// extent is how narrow and how wide a content may be (17.18.87): with a line
// broken wherever it may be, and with none broken.
type extent struct{ least, most length.Length }

func (x *extent) cover(y extent) {
	x.least, x.most = max(x.least, y.least), max(x.most, y.most)
}

// fitSlack forgives what two programs differ in when they measure a column's text.
const fitSlack = length.Point

// autofit sets the columns of a table that is fitted to its contents (17.18.87).
// Word stores the columns that it has found as the grid, so a grid that holds the
// contents stands as it is. One that does not was written before the contents, or
// by a program that left the columns to Word: then each column is as wide as its
// cells prefer, or as their longest line, and never narrower than their longest
// word while there is room on the page. want is the width that the table asks for,
// 0 where none; width is that of the text; stored tells whether the columns are a
// grid of that width. fitted tells whether they are set anew.
func (e *engine) autofit(t *wordml.Table, cols []length.Length, stored bool, want, width length.Length) (fitted bool) {
	fit, preferred, stated, percent := e.extents(t, cols, cmp.Or(want, width))
	holds := stored || stated
	for i, w := range cols {
		holds = holds && w >= fit[i].least-fitSlack && (stated || want > 0 || w <= fit[i].most+fitSlack)
	}
	if holds {
		return false
	}
	anew := fitColumns(fit, preferred, percent, want, width)
	near := stored
	for i, w := range anew {
		near = near && w > cols[i]-fitSlack && w < cols[i]+fitSlack
	}
	if near {
		return false
	}
	copy(cols, anew)
	return true
}

// fitColumns shares a table's width out to its columns. (Measured on grids that
// Word has stored, which it meets to a twip or two.)
func fitColumns(fit []extent, preferred []length.Length, percent bool, want, width length.Length) []length.Length {
	cols := make([]length.Length, len(fit))
	var sum, least, open length.Length // open: the sum of the columns that no cell states
	for i, x := range fit {
		if cols[i] = max(preferred[i], x.least); preferred[i] == 0 {
			cols[i] = max(x.most, x.least)
			open += cols[i]
		}
		sum += cols[i]
		least += x.least
	}
	if want == 0 {
		want = min(sum, width)
	}
	room := max(want, min(least, width))
	if percent && least < room {
		return inProportion(fit, preferred, room)
	}
	for i, x := range fit {
		switch {
		case least >= room: // not even the words fit
			cols[i] = shareOf(room, x.least, least)
		case sum > room:
			cols[i] -= shareOf(sum-room, cols[i]-x.least, sum-least)
		case open == 0:
			cols[i] = shareOf(room, cols[i], sum)
		case preferred[i] == 0:
			cols[i] += shareOf(room-sum, cols[i], open)
		}
	}
	return cols
}

// shareOf is the part of a length that falls to one of a sum. (The product of two
// lengths of a hostile document would run over.)
func shareOf(of, one, sum length.Length) length.Length {
	return length.Length(float64(of) * float64(one) / float64(max(sum, 1)))
}

// inProportion shares a width out in proportion to what the columns prefer, where
// that holds their words.
func inProportion(fit []extent, preferred []length.Length, room length.Length) []length.Length {
	cols := make([]length.Length, len(fit))
	held := make([]bool, len(fit)) // as wide as its words
	for again := true; again; {
		again = false
		left, sum := room, length.Length(0)
		for i, x := range fit {
			if held[i] {
				left -= x.least
			} else {
				sum += preferred[i]
			}
		}
		for i, x := range fit {
			if held[i] {
				continue
			}
			if cols[i] = shareOf(left, preferred[i], sum); cols[i] < x.least {
				cols[i], held[i], again = x.least, true, true
			}
		}
	}
	return cols
}

// extents measures the columns of a table, and tells which width the first cell of
// each that states one prefers, 0 where none does; whether any cell states one, and
// whether all columns are stated as percentages, which are of full. A column in
// which no cell stands alone is as wide as the grid says.
func (e *engine) extents(t *wordml.Table, cols []length.Length, full length.Length) (fit []extent, preferred []length.Length, stated, percent bool) {
	fit, preferred = make([]extent, len(cols)), make([]length.Length, len(cols))
	alone := make([]bool, len(cols))
	percent = true
	type wide struct {
		from, to int
		extent
	}
	var spans []wide
	for _, r := range t.Rows {
		at := r.Before
		for _, c := range r.Cells {
			from, to := min(at, len(cols)), min(at+c.Span, len(cols))
			at += c.Span
			if from == to || c.Merge == wordml.MergeContinue || e.full() {
				continue
			}
			x, own := e.cellExtent(c), c.Width.Length
			if c.Width.Kind == wordml.WidthPercent {
				own = length.Length(float64(full) * c.Width.Percent / 100)
			}
			stated = stated || own > 0
			if c.NoWrap {
				// Its lines are broken only where it states a width (17.4.30).
				if x.least = x.most; c.Width.Kind == wordml.WidthLength {
					x.least = min(x.most, own)
				}
			}
			if to > from+1 {
				spans = append(spans, wide{from, to, x})
				continue
			}
			fit[from].cover(x)
			alone[from] = true
			if preferred[from] == 0 && own > 0 {
				preferred[from] = own
				percent = percent && c.Width.Kind == wordml.WidthPercent
			}
		}
	}
	for i := range cols {
		percent = percent && preferred[i] > 0
		if !alone[i] {
			preferred[i] = cols[i]
		}
	}
	for _, s := range spans {
		s.spread(fit[s.from:s.to], cols[s.from:s.to])
	}
	return fit, preferred, stated, percent
}

// spread enlarges the columns that a cell stands over until they hold it, in
// proportion to the grid.
func (x extent) spread(fit []extent, cols []length.Length) {
	var sum length.Length
	var have extent
	for i := range fit {
		sum += cols[i]
		have.least += fit[i].least
		have.most += fit[i].most
	}
	for i := range fit {
		share := func(lacking length.Length) length.Length {
			switch {
			case lacking <= 0:
				return 0
			case sum > 0:
				return shareOf(lacking, cols[i], sum)
			}
			return lacking / length.Length(len(fit))
		}
		fit[i].least += share(x.least - have.least)
		fit[i].most = max(fit[i].most+share(x.most-have.most), fit[i].least)
	}
}

// cellExtent measures a cell, its margins included. Turned text asks for the width
// of its paragraphs side by side, none of them broken.
func (e *engine) cellExtent(c *wordml.Cell) (x extent) {
	outer := e.measuring
	e.measuring = true
	if turnOf(c) == 0 {
		x = e.blocksExtent(c.Blocks)
	} else {
		x.most = stackHeight(e.content(c, endless))
		x.least = x.most
	}
	e.measuring = outer
	margins := c.Margins.Left + c.Margins.Right
	return extent{x.least + margins, x.most + margins}
}

func (e *engine) blocksExtent(bs []wordml.Block) (x extent) {
	for _, b := range bs {
		switch b := b.(type) {
		case *wordml.Paragraph:
			x.cover(e.paragraphExtent(b))
		case *wordml.Frame:
			x.cover(e.blocksExtent(b.Blocks))
		case *wordml.Table:
			x.cover(e.tableExtent(b))
		}
	}
	return x
}

// tableExtent measures a table in a cell.
func (e *engine) tableExtent(t *wordml.Table) (x extent) {
	cols := gridOf(t)
	if t.Width.Kind == wordml.WidthLength {
		x.most = t.Width.Length
	}
	var grid length.Length
	for _, w := range cols {
		grid += w
	}
	if t.Fixed {
		x.most = max(x.most, grid)
		return extent{x.most, x.most}
	}
	fit, preferred, _, _ := e.extents(t, cols, x.most)
	var inside extent
	for i, f := range fit {
		inside.least += f.least
		inside.most += max(f.least, preferred[i])
		if preferred[i] == 0 {
			inside.most += max(f.most-f.least, 0)
		}
	}
	x.cover(inside)
	return x
}

// paragraphExtent measures a paragraph with its indents.
func (e *engine) paragraphExtent(p *wordml.Paragraph) (x extent) {
	sh := e.shape(p)
	defer func() { e.spare = shaped{sh.tokens[:0], sh.slab[:0]} }()
	left := p.Props.Left
	at := left + p.Props.First // where the stretch that may not be broken begins
	end := at
	for i := range sh.tokens {
		switch t := &sh.tokens[i]; t.kind {
		case tabToken:
			end = max(end, left)
		case wordToken, spaceToken:
			end += t.width
			if t.kind == wordToken {
				hyphen := length.Length(0) // shown where the line breaks behind it
				if i+1 < len(sh.tokens) && sh.tokens[i+1].kind == softToken {
					hyphen = sh.tokens[i+1].frags[0].width
				}
				x.least = max(x.least, end+hyphen)
			}
		}
		if !sh.tokens[i].glue {
			end = left
		}
	}
	whole := *p
	whole.Props.Align = wordml.Left // nothing is stretched or moved
	br := &breaker{e: e, p: &whole, tokens: sh.tokens, width: endless, span: everywhere, inCell: true}
	for _, l := range br.lines() {
		for _, f := range l.frags {
			x.most = max(x.most, f.x+f.width)
		}
	}
	x.least, x.most = x.least+p.Props.Right, x.most+p.Props.Right
	x.most = max(x.most, x.least)
	return x
}
