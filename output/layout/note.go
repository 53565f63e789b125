package layout

import (
	"slices"

	"vanthu/output/length"
	"vanthu/output/wordml"
)

// calls lists the footnotes that a piece calls for, those in the cells of a row
// included.
func (p *piece) calls() []*wordml.Note {
	if p.row == nil {
		return p.notes
	}
	out := slices.Clone(p.notes)
	for _, c := range p.row.cells {
		for i := range c.pieces {
			out = append(out, c.pieces[i].calls()...)
		}
	}
	return out
}

// foot is what stands at the foot of a column: the rule, what goes on from the
// column before and the notes called for above.
type foot struct {
	sets   []set
	height length.Length
	rest   []piece // goes on at the foot of the next column
}

// noteBox is a note laid out, with the space that it asks for below.
type noteBox struct {
	pieces []piece
	after  length.Length
}

func (e *engine) noteBox(n *wordml.Note) noteBox {
	b, ok := e.noteBoxes[n]
	if !ok {
		e.inNote = true
		b = noteBox{e.blocks(n.Blocks, e.noteWidth, false), e.spaceBelow(n.Blocks)}
		e.inNote = false
		e.noteBoxes[n] = b
	}
	return b
}

// spaceBelow is what the last of some blocks asks for below itself.
func (e *engine) spaceBelow(bs []wordml.Block) length.Length {
	if len(bs) == 0 {
		return 0
	}
	p, ok := bs[len(bs)-1].(*wordml.Paragraph)
	switch {
	case !ok:
		return 0
	case p.Props.AfterAuto:
		return e.autoSpace(false)
	}
	return p.Props.After
}

// separator gives the rule above notes; goesOn that the first of them comes from
// the page before. Word takes the paragraphs that the document brings, with
// their spacing; where it brings none, a line in the default look.
//
// LibreOffice drops those paragraphs, measured with five kinds of them: it
// leaves a millimetre above and below a line over a quarter of the column.
func (e *engine) separator(goesOn bool) (out []piece, after length.Length) {
	if e.opt.Like == LikeLibreOffice {
		y := length.Mmeter
		rule := Line{X1: 0, Y1: y, X2: e.noteWidth / 4, Y2: y, Width: length.Point / 2, Style: "single"}
		return []piece{{height: 2 * y, items: []Item{rule}}}, 0
	}
	blocks := e.doc.Footnotes.Rule
	if goesOn {
		blocks = e.doc.Footnotes.Continuation
	}
	if len(blocks) == 0 {
		blocks = e.rules[goesOn]
	}
	return e.blocks(blocks, e.noteWidth, false), e.spaceBelow(blocks)
}

// defaultRules are the rules above notes of a document that brings none, by
// whether the notes go on from the page before: lines in the default look.
func defaultRules(part string) map[bool][]wordml.Block {
	out := map[bool][]wordml.Block{}
	for goesOn, width := range map[bool]length.Length{false: 2 * length.Inch, true: 0} {
		in := wordml.Inline{Kind: wordml.Rule, W: width, Props: &wordml.RunProps{Font: "Times New Roman", Size: 10 * length.Point, Scale: 100}}
		out[goesOn] = []wordml.Block{&wordml.Paragraph{Part: part, Props: wordml.ParaProps{Line: 240}, Inlines: []wordml.Inline{in}}}
	}
	return out
}

// footOf sets what is carried over and the notes at the foot of a column, where
// there is room for so much. As in Word, all notes but the last stand there
// whole, and at least the first line of the last; where that does not fit, fits
// is false and the foot holds what it can.
func (e *engine) footOf(carried []piece, notes []*wordml.Note, room length.Length) (f foot, fits bool) {
	if len(carried) == 0 && len(notes) == 0 {
		return f, true
	}
	rule, after := e.separator(len(carried) > 0)
	first := len(carried) // of the notes; what is carried may be long, and is not copied
	var more []piece
	last := 0 // pieces that must stand here
	below := after
	for i, n := range notes {
		b := e.noteBox(n)
		if i == len(notes)-1 {
			last = first + len(more) + min(1, len(b.pieces))
		}
		for j, p := range b.pieces {
			if j == 0 {
				p.gap = e.between(below, p.gapTop) // the notes follow each other as paragraphs do
			}
			more = append(more, p)
		}
		below = b.after
	}
	piece := func(k int) *piece {
		if k < first {
			return &carried[k]
		}
		return &more[k-first]
	}
	y := length.Length(0)
	for _, p := range rule {
		f.sets = append(f.sets, set{p, y + p.gap})
		y += p.gap + p.height
	}
	heads := len(f.sets)
	n, all := 0, first+len(more)
	at := y
	ends := []length.Length{y}
	for ; n < all; n++ {
		p := *piece(n)
		if n == 0 && first > 0 {
			p.gap = after
		}
		if n > 0 && at+p.gap+p.height > room+slack {
			break
		}
		at += p.gap
		f.sets = append(f.sets, set{p, at})
		at += p.height
		ends = append(ends, at)
	}
	fits = n == all
	if !fits {
		k := n
		for k > 0 && !noteMayPart(piece(k-1), piece(k)) {
			k--
		}
		// What goes on from the page before goes on here by a line at least.
		if fits = k >= last; fits && k > 0 {
			n = k
		}
	}
	f.sets, f.height = f.sets[:heads+n], ends[n]
	if n < first {
		f.rest = carried[n:]
		if len(more) > 0 {
			f.rest = slices.Concat(f.rest, more)
		}
	} else {
		f.rest = more[n-first:]
	}
	return f, fits && f.height <= room+slack
}

// noteMayPart tells whether a page may end between two pieces of notes: two lines
// of a paragraph stand at least before the break. Behind it one may stand
// alone, measured on LibreOffice.
func noteMayPart(a, b *piece) bool {
	if b.par != nil && b.par == a.par && !b.par.Props.KeepLines {
		return b.index >= 2 || !b.par.Props.WidowControl
	}
	return partable(a, b)
}

// emitFoot draws the foot of a column whose lower end is bottom.
func (e *engine) emitFoot(page *Page, f foot, dx, bottom length.Length) {
	if len(f.sets) > 0 {
		e.emit(page, f.sets, dx, bottom-f.height)
	}
}

// noteLabel is what stands for a note. Where numbers begin anew on each page,
// the pass before tells them.
func (e *engine) noteLabel(n *wordml.Note) string {
	if n.Rules != nil && n.Rules.Restart == wordml.RestartPage && !n.Custom {
		if k, ok := e.last.notes[n]; ok {
			return wordml.FormatNumber(k, n.Rules.Format)
		}
	}
	return n.Label
}

// countNotes numbers the notes of one more stretch of a page, for those that
// are counted by page.
func (e *engine) countNotes(placed []set) {
	for i := range placed {
		for _, n := range placed[i].calls() {
			if n.Rules == nil || n.Rules.Restart != wordml.RestartPage || n.Custom {
				continue
			}
			if e.notePage != e.pageIndex {
				e.notePage, e.noteCount = e.pageIndex, n.Rules.Start-1
			}
			e.noteCount++
			e.noteNumbers[n] = e.noteCount
		}
	}
}
