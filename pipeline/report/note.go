package report

import (
	"regexp"
	"strings"
)

// noteMark is a mark in a text of the plan's lists that calls for a footnote:
// "[1]" for the row of the sheet "Chú thích" whose TT is 1. White space before
// it goes, since the number of a footnote stands at the word.
var noteMark = regexp.MustCompile(`\s*\[\s*([0-9]{1,3})\s*\]`)

// Piece (phần) is a stretch of a text and the footnote at its end, "" where it
// has none.
type Piece struct {
	Text string
	Note string
}

// Pieces takes a text apart at its footnotes. A mark that no note answers to
// stays text.
func (p *Plan) Pieces(text string) []Piece {
	var out []Piece
	begin := 0
	for _, m := range noteMark.FindAllStringSubmatchIndex(text, -1) {
		if note, ok := p.note(text[m[2]:m[3]]); ok {
			out = append(out, Piece{text[begin:m[0]], note})
			begin = m[1]
		}
	}
	if begin < len(text) || len(out) == 0 {
		out = append(out, Piece{Text: text[begin:]})
	}
	return out
}

func (p *Plan) note(mark string) (string, bool) {
	l, ok := find(p.Notes, func(l Line) bool { return NoteNumber(l.Number) == NoteNumber(mark) })
	return l.Text, ok
}

// NoteMarks lists the numbers that a text calls for, in its order.
func NoteMarks(text string) []string {
	var out []string
	for _, m := range noteMark.FindAllStringSubmatch(text, -1) {
		out = append(out, NoteNumber(m[1]))
	}
	return out
}

// NoteNumber makes the numbers of notes and of marks comparable: "01." is "1".
func NoteNumber(s string) string {
	return strings.TrimLeft(strings.Trim(s, " .)[]"), "0")
}
