package layout

import (
	"vanthu/output/length"
	"vanthu/output/wordml"
)

// calls lists the footnotes that a piece calls for, those in the cells of a row
// included.
func (p *piece) calls() []*wordml.Note {
	if p.row == nil {
		return p.notes
	}
	var out []*wordml.Note
	for _, c := range p.row.cells {
		for i := range c.pieces {
			out = append(out, c.pieces[i].calls()...)
		}
	}
	return out
}

// The rule above footnotes: Word draws it as a paragraph of its own, two inches
// long; LibreOffice leaves a millimetre above and below a line over a quarter
// of the column.
const noteRule = 2 * length.Inch

// ruleHeight is the height of what parts the notes from the text.
func (e *engine) ruleHeight() length.Length {
	if e.opt.Like == LikeLibreOffice {
		return 2 * length.Mmeter
	}
	a, d := e.height(e.fonts.Face("Times New Roman", false, false), 12*length.Point)
	return a + d
}

func (e *engine) noteBox(n *wordml.Note) []piece {
	ps, ok := e.noteBoxes[n]
	if !ok {
		ps = e.blocks(n.Blocks, e.column, false)
		e.noteBoxes[n] = ps
	}
	return ps
}

func (e *engine) notesHeight(notes []*wordml.Note) length.Length {
	h := e.ruleHeight()
	for _, n := range notes {
		h += stackHeight(e.noteBox(n))
	}
	return h
}

// emitNotes draws the footnotes of what was placed at the foot of the column.
func (e *engine) emitNotes(page *Page, placed []set, dx, bottom length.Length) {
	var notes []*wordml.Note
	for i := range placed {
		notes = append(notes, placed[i].calls()...)
	}
	if len(notes) == 0 {
		return
	}
	y := bottom - e.notesHeight(notes)
	rule, long := y+e.ruleHeight()/2, length.Length(noteRule)
	if e.opt.Like == LikeLibreOffice {
		long = e.column / 4
	}
	page.Items = append(page.Items, Line{X1: dx, Y1: rule, X2: dx + min(long, e.column), Y2: rule, Width: length.Point / 2, Style: "single"})
	y += e.ruleHeight()
	for _, n := range notes {
		var sets []set
		at := length.Length(0)
		for i, p := range e.noteBox(n) {
			if i == 0 {
				at += p.gapTop
			} else {
				at += p.gap
			}
			sets = append(sets, set{p, at})
			at += p.height
		}
		e.emit(page, sets, dx, y)
		y += at
	}
}
