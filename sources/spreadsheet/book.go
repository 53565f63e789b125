// Package spreadsheet reads what an office may send as a spreadsheet into sheets
// of cells, one shape for every kind of file, and refuses what is none with the
// words for its sender. It knows how each kind of file stores texts, numbers,
// dates and merged areas; of forms, units and periods it knows nothing.
//
//	book, err := spreadsheet.Read(data, spreadsheet.Limits{})
//	if err != nil { f := spreadsheet.Refused(err).Finding("U01.xlsx") }
//	c := book.Sheets[0].Line(7).At(2) // B7
//
// The kinds: packages of Office Open XML (.xlsx, .xlsm) and workbooks of Excel 97
// to 2003 (.xls, BIFF8), in a compound file or bare.
//
// The kind of a file is told by its content, never by its name. The readers are
// our own scanners, because a reader must know of every cell whether a number is
// shown as a date or as percent, whether a formula has a stored value, and
// whether a sheet ends where it should: things that a table of strings no longer
// tells.
package spreadsheet

import (
	"slices"
	"strconv"
	"strings"

	"vanthu/pipeline/report"
)

// Kind is what a cell holds.
type Kind int

const (
	Text         Kind = iota + 1
	Number            // text is the stored decimal
	Bool              // text is TRUE or FALSE
	ErrorValue        // text is #REF! and the like
	ISODate           // t="d": text is 2025-06-15 or 2025-06-15T00:00:00
	Uncalculated      // a formula without a stored value; text is the formula, where the cell holds it
)

// Cell is a filled cell.
type Cell struct {
	Col, Row int // from 1
	Kind     Kind
	Text     string   // text in NFC without control characters; numbers as stored
	Show     Show     // how its number format shows a number
	From     Encoding // what the text was converted from
	Doubt    Encoding // what the text may be stored in that was left as it stands
}

// Encoding is the encoding that a text was converted from.
type Encoding string

// Unicode is what texts are stored in today; they are not converted.
const Unicode Encoding = ""

// run is a stretch of a cell's text in one font.
type run struct{ text, font string }

// setText makes a text of the cell, as it is stored; nothing that can be seen
// makes none. What stands there in TCVN3 or VNI is converted, before anything is
// cleaned away: the soft hyphen is a letter of TCVN3.
func (c *Cell) setText(runs ...run) {
	text, from, doubt := toUnicode(runs)
	if c.Text = report.CleanText(text); c.Text != "" {
		c.Kind, c.From, c.Doubt = Text, from, doubt
	}
}

// Decoded is the text of a cell as it reads in the encoding that it may be stored
// in; where none is in doubt, the text as it stands.
func (c Cell) Decoded() string {
	if c.Doubt == Unicode {
		return c.Text
	}
	text, _ := c.Doubt.decode(c.Text)
	return report.CleanText(text)
}

// Ref is the cell's address, B7.
func (c Cell) Ref() string { return Ref(c.Col, c.Row) }

// Empty tells whether nothing stands in the cell.
func (c Cell) Empty() bool { return c.Kind == 0 }

// Line is a row with something in it; cells stand from left to right.
type Line struct {
	N     int
	Cells []Cell
}

// At gives the cell of a column; an empty one where there is none.
func (l Line) At(col int) Cell {
	i, ok := slices.BinarySearchFunc(l.Cells, col, func(c Cell, col int) int { return c.Col - col })
	if !ok {
		return Cell{Col: col, Row: l.N}
	}
	return l.Cells[i]
}

// Area is a rectangle of cells, its corners included.
type Area struct{ Col1, Row1, Col2, Row2 int }

// Holds tells whether a cell lies in the area.
func (a Area) Holds(col, row int) bool {
	return a.Col1 <= col && col <= a.Col2 && a.Row1 <= row && row <= a.Row2
}

// Sheet is a worksheet.
type Sheet struct {
	Name       string
	VeryHidden bool
	Lines      []Line // from top to bottom
	Merges     []Area
	Hollow     map[[2]int]bool // column and row of formulas that gave an empty text
}

// Line gives a row; an empty one where nothing stands in it.
func (s *Sheet) Line(n int) Line {
	i, ok := slices.BinarySearchFunc(s.Lines, n, func(l Line, n int) int { return l.N - n })
	if !ok {
		return Line{N: n}
	}
	return s.Lines[i]
}

// Through gives the cell that a person sees at a place: within a merged area,
// its top left one.
func (s *Sheet) Through(col, row int) Cell {
	c := s.Line(row).At(col)
	if !c.Empty() {
		return c
	}
	for _, m := range s.Merges {
		if m.Holds(col, row) {
			return s.Line(m.Row1).At(m.Col1)
		}
	}
	return c
}

// Book is a workbook as it was read.
type Book struct {
	Sheets   []*Sheet
	Date1904 bool
}

// Ref writes an A1 reference.
func Ref(col, row int) string { return ColumnName(col) + strconv.Itoa(row) }

// ColumnName gives the letters of a column, from 1.
func ColumnName(col int) string {
	var name []byte
	for ; col > 0; col = (col - 1) / 26 {
		name = append(name, byte('A'+(col-1)%26))
	}
	slices.Reverse(name)
	return string(name)
}

// ParseRef reads an A1 reference.
func ParseRef(ref string) (col, row int, ok bool) {
	i := 0
	for ; i < len(ref) && i < 3 && 'A' <= ref[i]&^0x20 && ref[i]&^0x20 <= 'Z'; i++ {
		col = col*26 + int(ref[i]&^0x20-'A') + 1
	}
	row, err := strconv.Atoi(ref[i:])
	return col, row, err == nil && col >= 1 && col <= 16384 && row >= 1 && row <= 1<<20 && ref[i] != '+'
}

func parseArea(ref string) (Area, bool) {
	from, to, two := strings.Cut(strings.ReplaceAll(ref, "$", ""), ":")
	if !two {
		to = from
	}
	c1, r1, ok1 := ParseRef(from)
	c2, r2, ok2 := ParseRef(to)
	return Area{min(c1, c2), min(r1, r2), max(c1, c2), max(r1, r2)}, ok1 && ok2
}
