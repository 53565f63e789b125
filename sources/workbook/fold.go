package workbook

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold makes headings and labels comparable that people have retyped: no marks,
// no case, no remarks in brackets, only letters and digits.
func fold(s string) string {
	var short [128]byte
	out := short[:0]
	if len(s) > len(short) {
		out = make([]byte, 0, len(s))
	}
	return string(appendFold(out, s))
}

// appendFold puts the folded text into out, which is empty; what is longer than
// its capacity may be cut.
func appendFold(out []byte, s string) []byte {
	depth, folded := 0, foldedRunes()
	for _, r := range s {
		switch {
		case len(out) == cap(out):
			return out
		case r == '(':
			depth++
		case r == ')':
			depth = max(0, depth-1)
		case depth > 0:
		case 0x2010 <= r && r < 0x2028: // dashes and quotes
		case int(r) >= len(folded) || folded[r] == unknown:
			return append(out[:0], foldAny(s)...)
		case folded[r] != dropped:
			out = append(out, folded[r])
		}
	}
	return out
}

// foldAny is fold for texts of any characters.
func foldAny(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth = max(0, depth-1)
		case depth > 0:
		case r == 'đ':
			b.WriteByte('d')
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// foldedRunes tells what becomes of a character by itself: a letter or digit of
// ASCII, or one of the two others.
var foldedRunes = sync.OnceValue(func() *[0x1F00]byte {
	var table [0x1F00]byte
	for r := range table {
		switch s := foldAny(string(rune(r))); {
		case s == "":
			table[r] = dropped
		case len(s) == 1 && s[0] < 0x80:
			table[r] = s[0]
		}
	}
	return &table
})

const (
	unknown = iota // only foldAny knows
	dropped
)

// pattern is a regular expression that is compiled when it is first asked: most
// commands read no form, and compiling all of them takes longer than drawing a page.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
