package layout

import (
	"strings"

	"vanthu/output/length"
	"vanthu/output/wordml"
)

// labelWidth is the width of a label, the first tokens of its paragraph, without
// what parts it from the text.
func labelWidth(tokens []token, l *wordml.Label) (w length.Length) {
	n := 0
	for n < len(tokens) && tokens[n].glue && tokens[n].kind == wordToken {
		n++
	}
	if l.Suffix == "space" {
		n--
	}
	for i := range max(n, 0) {
		w += tokens[i].width
	}
	return w
}

// upToPoint gives the width of a word up to its decimal sign, or up to the end
// of its number where it has none: "12%" stands with its digits left of the
// stop. A word without digits has no point.
func upToPoint(t *token, sign string) (length.Length, bool) {
	var w length.Length
	digits := false
	for _, f := range t.frags {
		for i, c := range f.text {
			digit := c >= '0' && c <= '9'
			at := strings.HasPrefix(f.text[i:], sign)
			if at && (digits || startsDigit(f.text[i+len(sign):])) || digits && !digit && c != '.' && c != ',' {
				part := f
				part.text = f.text[:i]
				part.measure()
				return w + part.width, true
			}
			digits = digits || digit
		}
		w += f.width
	}
	return w, digits
}

func startsDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }
