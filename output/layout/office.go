package layout

import (
	"strings"

	"vanthu/output/length"
	"vanthu/output/wordml"
)

// likeOffice sets a line's height as LibreOffice does where it reads the font
// at the wrong place (all measured; Word takes the text, and the mark for a line
// without text). It knows the mark's properties in empty paragraphs only, and takes
// elsewhere, and in an empty paragraph that ends the document, what the style says:
//   - a last line of nothing but spaces and tabs, or after a break, is as high
//     as that;
//   - the last line of a cell is spaced by it;
//   - a line that ends within a merge field is spaced by what follows the field.
func (f *filling) likeOffice(l *line, to int) {
	if to < len(f.tokens) {
		if next, ok := f.afterMerge(to); ok {
			l.boxed, l.lead = true, f.e.textHeight(next)
		}
		return
	}
	if len(f.tokens) == 0 {
		if f.e.ends(f.p) {
			l.ascent, l.descent = f.plainHeight()
		}
		return
	}
	lead := l.ascent + l.descent
	blank, tab := f.blankEnd()
	if blank {
		l.ascent, l.descent = f.plainHeight()
	}
	switch {
	case f.p == f.e.cellEnd:
		l.boxed, l.lead = true, f.e.textHeight(f.plain())
	case tab:
		l.boxed, l.lead = true, lead
	}
}

// blankEnd tells whether the last line holds nothing but spaces and tabs, or
// follows a break, and whether a tab is on it.
func (f *filling) blankEnd() (blank, tab bool) {
	rest := f.tokens[f.from:]
	if len(rest) == 0 {
		return f.from > 0 && f.tokens[f.from-1].kind == lineToken, false
	}
	for _, t := range rest {
		if t.kind != spaceToken && t.kind != tabToken {
			return false, false
		}
		tab = tab || t.kind == tabToken
	}
	return true, tab
}

// afterMerge gives the look of what follows the merge field that a line ends in.
func (f *filling) afterMerge(to int) (*wordml.RunProps, bool) {
	if to == f.from {
		return nil, false
	}
	last, first := f.tokens[to-1].frags, f.tokens[to].frags
	if len(last) == 0 || len(first) == 0 {
		return nil, false
	}
	merge := first[0].merge
	if merge == 0 || last[len(last)-1].merge != merge {
		return nil, false
	}
	for _, t := range f.tokens[to:] {
		for i := range t.frags {
			if t.frags[i].merge != merge {
				return t.frags[i].props, true
			}
		}
	}
	return f.plain(), true
}

// betweenMerges tells whether the line is full within a merge field that another
// one stands before in the same word. LibreOffice does not go back into a field that
// it has placed: it fills the line and parts the word there (measured).
func (f *filling) betweenMerges(t *token, room length.Length) bool {
	if f.e.opt.Like != LikeLibreOffice {
		return false
	}
	for i := range t.frags {
		if room -= t.frags[i].width; room < 0 {
			merge, before := t.frags[i].merge, t.frags[0].merge
			return merge != 0 && before != 0 && merge != before
		}
	}
	return false
}

// plain is how text looks that says nothing of its own.
func (f *filling) plain() *wordml.RunProps {
	if f.p.Plain == nil {
		return &f.p.Mark
	}
	return f.p.Plain
}

// plainHeight is the height of a line of such text.
func (f *filling) plainHeight() (ascent, descent length.Length) {
	p := f.plain()
	return f.e.height(f.e.fonts.Face(p.Font, p.Bold, p.Italic), p.Size)
}

// ends tells whether the document ends with the paragraph.
func (e *engine) ends(p *wordml.Paragraph) bool {
	n := len(e.doc.Sections)
	if n == 0 {
		return false
	}
	last := e.doc.Sections[n-1].Blocks
	return len(last) > 0 && last[len(last)-1] == p
}

// textHeight is the height of a line of text that looks so.
func (e *engine) textHeight(p *wordml.RunProps) length.Length {
	ascent, descent := e.height(e.fonts.Face(p.Font, p.Bold, p.Italic), p.Size)
	return ascent + descent
}

// openSymbol is how far OpenSymbol reaches above and below the baseline, and its
// em: LibreOffice draws bullets of Symbol and Wingdings with it (measured in five
// sizes), which are higher in Word.
var openSymbol = metrics{ascent: 1420, descent: 442, em: 2048}

// metrics are the heights of a font, in parts of its em.
type metrics struct{ ascent, descent, gap, em int }

// officeHeight is the height of a line in LibreOffice: the three heights are
// rounded to dots of a device of 8640 to the inch, six a twip, and then to twips,
// what is above and below the baseline as one and the gap for itself (measured:
// four faces in 19 sizes each, to the twip).
func officeHeight(m metrics, size length.Length) (ascent, descent length.Length) {
	em := int64(max(m.em, 1)) * int64(length.Twip)
	dots := func(units int) length.Length { return length.Length((int64(units)*int64(size)*6 + em/2) / em) }
	twips := func(dots length.Length) length.Length { return (dots + 3) / 6 * length.Twip }
	above, below, gap := dots(m.ascent), dots(m.descent), twips(dots(m.gap))
	ascent = twips(above)
	return ascent + gap, twips(above+below) - ascent
}

// opened gives what a section holds. In LibreOffice one that begins with a table
// and calls for a footnote or an endnote has an empty line before the table
// (measured; not so in Word).
func (e *engine) opened(s *wordml.Section) []wordml.Block {
	if e.opt.Like != LikeLibreOffice || len(s.Blocks) == 0 || e.doc.Empty == nil {
		return s.Blocks
	}
	if _, table := s.Blocks[0].(*wordml.Table); !table || !callsNotes(s.Blocks) {
		return s.Blocks
	}
	return append([]wordml.Block{e.doc.Empty}, s.Blocks...)
}

// callsNotes tells whether a note is called for among blocks.
func callsNotes(bs []wordml.Block) bool {
	for _, b := range bs {
		switch b := b.(type) {
		case *wordml.Paragraph:
			for i := range b.Inlines {
				if b.Inlines[i].Kind == wordml.NoteRef {
					return true
				}
			}
		case *wordml.Table:
			for _, r := range b.Rows {
				for _, c := range r.Cells {
					if callsNotes(c.Blocks) {
						return true
					}
				}
			}
		}
	}
	return false
}

// holdsOn tells whether the text so far holds on to the word after a space: in
// LibreOffice, after an opening bracket (UAX 14, rule LB14; measured), where Word
// breaks.
func (s *shaper) holdsOn() bool {
	if s.opt.Like != LikeLibreOffice {
		return false
	}
	if len(s.word) > 0 {
		return s.prev != 0 && strings.ContainsRune("([{", s.prev)
	}
	n := len(s.tokens)
	return n > 0 && s.tokens[n-1].kind == spaceToken && s.tokens[n-1].glue
}

// officeSpaced is the height of a line of more than one: LibreOffice knows whole
// per cents of lines and whole twips (measured: six sizes in five spacings).
func officeSpaced(natural, share length.Length) length.Length {
	percent := (share*100 + 120) / 240
	return natural * percent / 100 / length.Twip * length.Twip
}

// officeRaise tells how far LibreOffice moves small letters up and down: they
// reach as high above the line, and as deep below, as large ones (measured in
// seven sizes).
func (e *engine) officeRaise(face Face, full, small length.Length) (up, down length.Length) {
	above, below := e.height(face, full)
	a, b := e.height(face, small)
	return above - a, below - b
}

// leaderSigns tells how many signs fill a tab. LibreOffice measures a sign in
// whole twips, and draws one underscore more (measured).
func (e *engine) leaderSigns(t leader, sign length.Length) int {
	if e.opt.Like != LikeLibreOffice {
		return int(t.width / sign)
	}
	n := int(t.width / max((sign+length.Twip/2)/length.Twip*length.Twip, length.Twip))
	if t.mark == "underscore" || t.mark == "heavy" {
		n++
	}
	return n
}
