package report

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Normalize makes texts comparable: NFC, lower case, runs of white space
// (no-break ones too) as one space, none at the ends. "The same after
// normalising" in the contract means equal under Normalize.
func Normalize(s string) string {
	if !isPlain(s) {
		s = norm.NFC.String(s)
	}
	return strings.ToLower(strings.Join(strings.Fields(s), " "))
}

// CleanText makes a text fit for the store and for Word: NFC, control
// characters removed (line breaks and tabs stay), CRLF as LF, no white space at
// the ends.
func CleanText(s string) string {
	if isPlain(s) {
		return strings.TrimSpace(s)
	}
	s = strings.ReplaceAll(norm.NFC.String(s), "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r':
			return '\n'
		case unicode.IsControl(r) || r == '\uFFFE' || r == '\uFFFF':
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// isPlain tells a text of nothing but line breaks, tabs and the characters of
// everyday Vietnamese: NFC and CleanText leave it as it is. It need not know all
// such texts; it is there because nearly all are.
func isPlain(s string) bool {
	for _, r := range s {
		switch {
		case ' ' <= r && r < 0x7F, r == '\n', r == '\t':
		case 0xA0 <= r && r < 0x300, 0x1E00 <= r && r < 0x1F00, 0x2010 <= r && r < 0x2028: // Latin letters, their Vietnamese ones, dashes and quotes
		default:
			return false
		}
	}
	return true
}

// Roman writes 1 to 3999 in Roman numerals.
func Roman(n int) string {
	digits := []struct {
		value int
		text  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}}
	var b strings.Builder
	for _, d := range digits {
		for n >= d.value {
			b.WriteString(d.text)
			n -= d.value
		}
	}
	return b.String()
}

// pointLetters are the letters that number the points of a document: the base
// letters of the Vietnamese alphabet and đ (spec 1.6; the decree's own article
// 8 counts so).
const pointLetters = "abcdđeghiklmnopqrstuvxy"

// PointLetter gives the letter of the n-th point, from 1: a b c d đ e g …; after
// the last one it goes on aa, ab ….
func PointLetter(n int) string {
	letters := []rune(pointLetters)
	if n > len(letters) {
		return PointLetter((n-1)/len(letters)) + PointLetter((n-1)%len(letters)+1)
	}
	return string(letters[n-1])
}
