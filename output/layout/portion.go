package layout

import (
	"slices"
	"strings"
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
	loose  bool             // a character that may begin a line stands in it, or before it in its script
	width  length.Length    // so far
	over   length.Length    // what rounding added to the one before
}

// open begins the portions of a paragraph. What begins it and has no script counts
// as Latin.
func (o *portions) open() {
	*o = portions{number: o.number + 1}
}

// holds tells whether a character belongs to the open portion.
func (o *portions) holds(c rune, props *wordml.RunProps) bool {
	asian, weak := script(c)
	return (weak || asian == o.asian) && alike(o.props, props)
}

// next opens a portion with a character.
func (o *portions) next(c rune, props *wordml.RunProps) {
	o.loose = o.loose && o.asian
	if asian, weak := script(c); !weak {
		o.asian = asian
	}
	o.number++
	o.props = props
	o.over = (o.width+length.Twip*55/100)/length.Twip*length.Twip - o.width
	o.width = 0
}

// widen counts the width of text of the open portion and gives it what is due.
// LibreOffice measures characters for a device of 8640 dots to the inch, portions
// in whole twips (measured on lines of digits in DejaVu Sans). Rounding adds up over
// a line: Latin text keeps its width unless the paragraph holds East Asian text
// (measured on justified lines of Liberation Serif that end within a hair).
func (o *portions) widen(f *frag) {
	dots, n := int64(0), 0
	var prev rune
	for _, c := range f.text {
		u, _ := f.face.Advance(c)
		if f.kern != nil {
			if n > 0 {
				u += f.kern.Kern(prev, c)
			}
			prev = c
		}
		upm := int64(max(f.face.UnitsPerEm(), 1)) * int64(length.Twip)
		dots += (int64(u)*int64(f.size)*6 + upm/2) / upm
		n++
	}
	if s := f.props.Scale; s > 0 && s != 100 {
		dots = dots * int64(s) / 100
	}
	f.width = length.Length(dots)*length.Twip/6 + length.Length(n)*f.props.Spacing
	o.width += f.width
	f.width += o.over
	o.over = 0
}

// holdsEastern tells whether East Asian text stands in a paragraph.
func holdsEastern(p *wordml.Paragraph) bool {
	return slices.ContainsFunc(p.Inlines, func(in wordml.Inline) bool { return strings.ContainsFunc(in.Text, wordml.Eastern) })
}

// hangs tells whether an East Asian character may hang over the line's end: in
// LibreOffice only where East Asian text could be parted before it (measured).
func (o *portions) hangs(like Like, c rune) bool {
	may := strings.ContainsRune(mayHang, c) && (like != LikeLibreOffice || o.loose)
	o.loose = o.loose || !strings.ContainsRune(noBegin, c) && !strings.ContainsRune(noEnd, c)
	return may
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

// lag is what the characters of a portion stay behind their places on a justified
// line: LibreOffice stretches East Asian text by whole twips and lets what is left
// stand before the next portion (measured).
type lag struct {
	on      bool
	portion int
	behind  length.Length
}

// of gives the lag of a fragment; first says that it opens a portion in any case.
func (g *lag) of(f *frag, first bool) length.Length {
	if first || f.portion != g.portion {
		g.portion, g.behind = f.portion, 0
	}
	return g.behind
}

// grow adds what a stretch between characters exceeds whole twips by.
func (g *lag) grow(stretch length.Length) {
	if g.on && stretch > 0 {
		g.behind += max((stretch+2)%length.Twip-2, 0)
	}
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
