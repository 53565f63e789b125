package layout

import (
	"strings"

	"vanthu/output/length"
	"vanthu/output/wordml"
)

// maxCombined bounds the text of which two lines are made in one.
const maxCombined = 500

// combined gives the texts, from the first inline on, that are set together as two
// lines in one.
func combined(ins []wordml.Inline) (out []string) {
	for _, in := range ins {
		if in.Kind != wordml.Text || in.Props.Combine != ins[0].Props.Combine {
			break
		}
		out = append(out, in.Text)
	}
	return out
}

// combine sets text in two lines of half the size that stand in one (17.3.2.10),
// parted where they become as narrow as they can.
func (s *shaper) combine(text string, props *wordml.RunProps) {
	if len(text) > maxCombined {
		text = strings.ToValidUTF8(text[:maxCombined], "")
	}
	whole := *props
	whole.Combine = 0
	half := whole
	half.Size /= 2
	before, after := brackets(props.Brackets)
	s.text(before, &whole)
	s.flush()
	f := s.apart(&whole)
	high := f.ascent + f.descent
	upper, lower := s.halves(text, &half)
	for i, str := range []string{upper, lower} {
		l := line{}
		var x length.Length
		for _, t := range s.faced(nil, str, &half, false) {
			l.frags = append(l.frags, placed{frag: t, x: x})
			x += t.width
			l.grow(t)
		}
		f.width = max(f.width, x)
		pc := piece{}
		flow := textFlow{engine: s.engine, p: s.p, ground: s.shade}
		flow.draw(&pc, s.p, &l, length.Length(i)*high/2+l.ascent, 0, high)
		f.within = append(f.within, pc.items...)
	}
	s.portions.number++
	s.tokens = append(s.tokens, token{kind: wordToken, frags: s.own(f), width: f.width})
	s.text(after, &whole)
}

// halves parts a text at a space or beside an East Asian character, so that the
// wider half is as narrow as can be. Spaces at the end of a half do not count.
func (s *shaper) halves(text string, props *wordml.RunProps) (upper, lower string) {
	width := func(str string) (w length.Length) {
		for _, f := range s.faced(nil, str, props, false) {
			w += f.width
		}
		return w
	}
	upper = strings.TrimRight(text, " ")
	least := width(upper)
	prev := ' '
	for i, c := range text {
		if prev == ' ' || wordml.Eastern(prev) || wordml.Eastern(c) {
			a, b := strings.TrimRight(text[:i], " "), strings.TrimSpace(text[i:])
			if w := max(width(a), width(b)); w < least {
				upper, lower, least = a, b, w
			}
		}
		prev = c
	}
	return upper, lower
}

// brackets gives the signs about two lines in one (17.18.8).
func brackets(kind string) (before, after string) {
	switch kind {
	case "round":
		return "(", ")"
	case "square":
		return "[", "]"
	case "angle":
		return "<", ">"
	case "curly":
		return "{", "}"
	}
	return "", ""
}
