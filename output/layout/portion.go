package layout

import (
	"slices"
	"unicode"

	"vanthu/output/length"
	"vanthu/output/wordml"
)

// portions tells which characters LibreOffice draws together: Writer parts a line
// where the look of the text changes, at tabs and fields, and where the script
// does. It draws a portion's characters in its font first, and then those that
// the font lacks, in other faces. Who takes text out of such a file finds words
// cut there, so that a comparison with LibreOffice needs the same order.
type portions struct {
	number int
	asian  bool             // the script of the open one
	props  *wordml.RunProps // its look
	width  length.Length    // so far
	over   length.Length    // what rounding added to the one before
}

// open begins the portions of a paragraph. Characters of no script at its
// beginning have that of the first that has one.
func (o *portions) open(p *wordml.Paragraph) {
	o.number, o.props, o.asian = o.number+1, nil, false
	for i := range p.Inlines {
		for _, c := range p.Inlines[i].Text {
			if asian, weak := script(c); !weak {
				o.asian = asian
				return
			}
		}
	}
}

// holds tells whether a character belongs to the open portion.
func (o *portions) holds(c rune, props *wordml.RunProps) bool {
	asian, weak := script(c)
	return (weak || asian == o.asian) && alike(o.props, props)
}

// next opens a portion with a character.
func (o *portions) next(c rune, props *wordml.RunProps) {
	if asian, weak := script(c); !weak {
		o.asian = asian
	}
	o.number++
	o.props = props
	o.over = (o.width+length.Twip*55/100)/length.Twip*length.Twip - o.width
	o.width = 0
}

// widen counts the width of text of the open portion and gives it what is due.
func (o *portions) widen(f *frag) {
	o.width += f.width
	f.width += o.over
	o.over = 0
}

// font names the font of a character of the open portion: the script decides, not
// the hint.
func (o *portions) font(props *wordml.RunProps) string {
	if o.asian && props.FontEast != "" {
		return props.FontEast
	}
	return props.Font
}

// alike tells whether text looks the same; the hint is no look.
func alike(a, b *wordml.RunProps) bool {
	if a == nil || b == nil || a == b {
		return a == b
	}
	x, y := *a, *b
	x.HintEast, y.HintEast = false, false
	return x == y
}

// script tells the script of a character; spaces and common signs are weak: they
// belong to what stands before them.
func script(c rune) (asian, weak bool) {
	switch {
	case wordml.Eastern(c):
		return true, false
	case c == ' ' || c == '\u00A0':
		return false, true
	}
	return false, c >= 0x2000 && unicode.In(c, unicode.Common, unicode.Inherited)
}

// drawOrder gives the fragments of a line as they are drawn: in the order of
// reading, like LibreOffice by portions.
func (e *engine) drawOrder(frags []placed) []placed {
	if e.opt.Like != LikeLibreOffice || !slices.ContainsFunc(frags, func(f placed) bool { return f.lent() }) {
		return frags
	}
	out := slices.Clone(frags)
	for i := range out[:len(out)-1] {
		if f := &out[i]; f.lent() && f.portion == out[i+1].portion {
			f.space = false // it is not drawn behind the character
		}
	}
	slices.SortStableFunc(out, func(a, b placed) int {
		switch {
		case a.portion != b.portion:
			return a.portion - b.portion
		case a.lent() == b.lent():
			return 0
		case b.lent():
			return -1
		}
		return 1
	})
	return out
}
