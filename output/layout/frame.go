package layout

import (
	"slices"

	"vanthu/output/length"
	"vanthu/output/wordml"
)

// anchorsIn tells whether a block follows that frames and floating tables before
// it can be anchored in.
func anchorsIn(bs []wordml.Block, i int) bool {
	for _, b := range bs[i+1:] {
		switch b := b.(type) {
		case *wordml.Paragraph:
			return true
		case *wordml.Table:
			if b.Float == nil {
				return true
			}
		}
	}
	return false
}

// frame lays out a frame that is anchored in a column of the given width
// (17.3.1.11).
func (e *engine) frame(f *wordml.Frame, column length.Length) *floatBox {
	place := f.Float
	b := &floatBox{Float: &f.Float, column: column, w: f.W, alone: e.depth+e.aside > 0}
	e.apart(b, func() {
		if b.w <= 0 && e.aside > maxAside {
			b.w = column
		} else if b.w <= 0 {
			b.w = min(e.natural(f.Blocks, column), column)
		}
		ps := e.clear(e.blocks(f.Blocks, b.w, false), Point{})
		b.take(e, ps)
	})
	switch {
	case f.HeightRule == wordml.Exact:
		b.h = f.H
	case f.HeightRule == wordml.AtLeast:
		b.h = max(b.h, f.H)
	}
	switch f.DropCap {
	case "drop":
		place.FromH, place.X, place.AlignH = "column", 0, "left"
	case "margin":
		place.FromH, place.X, place.AlignH = "column", -b.w-place.Dist.Right, ""
	}
	if f.DropCap != "" {
		place.FromV, place.Y, place.AlignV = "paragraph", 0, ""
		b.Float = &place
	}
	return b
}

// maxAside bounds frames within frames and boxes whose width is found out by
// laying them out twice.
const maxAside = 2

// take draws pieces into a box as high as they are. Their footnotes go with its
// anchor.
func (b *floatBox) take(e *engine, ps []piece) {
	b.h = stackHeight(ps)
	for i := range ps {
		b.notes = append(b.notes, ps[i].calls()...)
	}
	b.items = e.stacked(ps)
}

// natural is how wide a frame must be for its text to stand in lines as they are
// given.
func (e *engine) natural(bs []wordml.Block, column length.Length) (w length.Length) {
	for _, p := range e.blocks(bs, column, false) {
		if p.row != nil {
			return column
		}
		left, right := length.Length(1<<40), length.Length(0)
		extent := func(x, width length.Length) { left, right = min(left, x), max(right, x+width) }
		for _, it := range p.items {
			if t, ok := it.(Text); ok {
				extent(t.X, t.Width)
			}
		}
		for _, d := range p.drawings {
			extent(d.x, d.box.w)
		}
		pr := &p.par.Props
		w = max(w, right-left+max(pr.Left, 0)+max(pr.Left+pr.First, pr.Left)-pr.Left+max(pr.Right, 0))
	}
	return max(w, 0)
}

// floatTable lays out a table that stands beside the text (17.4.57). ok is
// false where it stays in the text: without an anchor after it, within a cell (but
// see floatsInCell), where it is higher than the page, and where it leaves no room
// beside it, so that text goes on below it as below any table.
func (e *engine) floatTable(t *wordml.Table, column length.Length, bs []wordml.Block, i int) (b *floatBox, ok bool) {
	inCell := e.floatsInCell(i)
	if !anchorsIn(bs, i) || e.depth+e.aside > 0 && !inCell {
		return nil, false
	}
	place := *t.Float
	b = &floatBox{Float: &place, column: column, inCell: inCell, alone: inCell, pad: e.pad}
	plain := *t
	plain.Float, plain.Indent, plain.Align = nil, 0, wordml.Left
	var x0 length.Length
	e.apart(b, func() {
		ps := e.table(&plain, column)
		if len(ps) > 0 {
			tb := ps[0].row.table
			b.w = tb.edges[len(tb.edges)-1]
			x0 = left(ps)
			if cells := ps[0].row.cells; (e.doc.Settings.CompatMode >= 15 || inCell) && len(cells) > 0 {
				place.X -= cells[0].c.Margins.Left // of old documents x0 tells it
			}
		}
		b.take(e, ps)
	})
	b.items = shift(b.items, -x0, 0)
	if place.AlignH == "" {
		// The text of its first cell stands at the place, not its edge.
		place.X += x0
	}
	p := &e.setup
	if inCell {
		place.X = min(place.X, column+2*e.pad-b.w)
		return b, b.h <= p.Height-p.Top-p.Bottom
	}
	l, _ := e.place(b, p.Left, p.Top, 0)
	l -= p.Left
	room := e.roomBeside()
	beside := l-place.Dist.Left >= room || column-(l+b.w+place.Dist.Right) >= room
	high := p.Height - p.Top - p.Bottom
	if place.FromV == "page" || e.inPage != nil {
		high = p.Height
	}
	if b.h > high || !beside && place.FromV == "paragraph" {
		return nil, false
	}
	if !beside {
		place.Wrap = wordml.TopAndBottom
	}
	return b, true
}

// floatsInCell tells whether a floating table, the i-th block, floats within a cell:
// in LibreOffice, where it is not the first there (measured; then it goes from the
// cell's edge and does not reach over it).
func (e *engine) floatsInCell(i int) bool {
	return e.opt.Like == LikeLibreOffice && e.depth == 1 && e.aside == 0 && i > 0
}

// left is where the first row of a table begins.
func left(rows []piece) length.Length {
	if cells := rows[0].row.cells; len(cells) > 0 {
		return cells[0].x
	}
	return 0
}

// inText gives a floating table as it stands in the text: at its own place
// across, below the text before it.
func (e *engine) inText(t *wordml.Table, column length.Length) *wordml.Table {
	out := *t
	f := t.Float
	out.Float, out.Indent, out.Align = nil, f.X, wordml.Left
	if e.depth > 0 && e.opt.Like == LikeLibreOffice {
		out.Indent = 0 // its place is lost there
		return &out
	}
	switch f.AlignH {
	case "center":
		out.Align = wordml.Center
	case "right", "outside":
		out.Align = wordml.Right
	case "left", "inside":
		out.Indent = 0
	}
	if rows := t.Rows; f.AlignH == "" && (e.doc.Settings.CompatMode >= 15 || e.depth > 0) && len(rows) > 0 && len(rows[0].Cells) > 0 {
		out.Indent -= rows[0].Cells[0].Margins.Left // as of a table that floats
	}
	if f.FromH == "page" && f.AlignH == "" && e.depth == 0 {
		out.Indent -= e.setup.Left
	}
	return &out
}

// hang puts floats onto the piece that they are anchored in.
func (p *piece) hang(boxes []*floatBox) {
	p.floats = append(slices.Clone(boxes), p.floats...)
	for _, b := range boxes {
		p.notes = append(p.notes, b.notes...)
	}
}
