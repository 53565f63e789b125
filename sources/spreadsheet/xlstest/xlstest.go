// Package xlstest writes workbooks of Excel 97 to 2003 (.xls, BIFF8) for tests,
// from a description of their cells.
//
//	data := xlstest.Write(xlstest.Book{Sheets: []xlstest.Sheet{{Name: "Báo cáo", Cells: []xlstest.Cell{
//		{Col: 2, Row: 7, Value: "Kết quả"},
//		{Col: 8, Row: 7, Value: 1234.5, Format: "#,##0.0"},
//		{Col: 9, Row: 7, Value: 45823.0, Format: "dd/mm/yyyy"},
//	}}}})
package xlstest

import (
	"cmp"
	"math"
	"slices"
	"unicode/utf16"
)

// Book describes a workbook.
type Book struct {
	Sheets   []Sheet
	Date1904 bool
	Part     int // the most bytes of a record before it is continued; 8224 where 0
}

// Sheet describes a sheet.
type Sheet struct {
	Name   string
	State  State
	Type   Type
	Cells  []Cell // in any order
	Merges []Area
}

// State tells whether a sheet is seen.
type State byte

// Visible sheets are seen, Hidden ones a person can show, VeryHidden ones only a
// program.
const (
	Visible State = iota
	Hidden
	VeryHidden
)

// Type is what a sheet is.
type Type byte

// The types of sheets ([MS-XLS] 2.4.28); only worksheets hold cells.
const (
	Worksheet Type = 0
	Macro     Type = 1
	Chart     Type = 2
	Module    Type = 6
)

// Area is a merged area, its corners included, from 1.
type Area struct{ Col1, Row1, Col2, Row2 int }

// Cell describes a cell. Its value is one of
//
//	nil      a blank cell; neighbours share a record
//	string   a text of the shared table
//	Rich     a text of the shared table in several fonts
//	Label    a text in the cell's own record
//	float64  a number in full
//	int, RK  a number in four bytes; neighbours share a record
//	bool
//	Error    #REF! and the like, by code
//	Formula  a formula with its result
type Cell struct {
	Col, Row int // from 1
	Value    any
	Font     string // a face; "Arial" where empty
	Format   string // a number format; General where empty
}

// Run is a part of a text in a font; "" is the cell's own.
type Run struct{ Text, Font string }

// Rich is a text in several fonts, with as many bytes of phonetic guides.
type Rich struct {
	Runs     []Run
	Phonetic int
}

// Label is a text in a record of the cell's own: LABEL, or RSTRING where a run has
// a font.
type Label []Run

// RK is a number as the four bytes of an RK record.
type RK uint32

// Error is an error by its code: 0x17 is #REF!.
type Error byte

// Formula is a formula that gives its result: a string, float64, bool or Error.
type Formula struct {
	Result any
	Shared bool // the formula stands in a record behind it
	Never  bool // stored as by programs that do not calculate
}

// Write writes the workbook as a file.
func Write(b Book) []byte {
	return Compound{Streams: []Stream{{"Workbook", Stream8(b)}}}.Bytes()
}

// Stream8 writes the stream of records that a file holds.
func Stream8(b Book) []byte {
	w := &writer{limit: b.Part, styles: map[style]int{}, formats: map[string]int{"": 0, "General": 0}, fonts: map[string]int{}, strings: map[string]int{}}
	if w.limit == 0 {
		w.limit = 8224
	}
	w.font("")
	for len(w.fontNames) < 4 { // Excel expects four
		w.fontNames = append(w.fontNames, "Arial")
	}
	for i := range b.Sheets {
		for _, c := range b.Sheets[i].Cells {
			w.learn(c)
		}
	}
	places := w.globals(b)
	for i, s := range b.Sheets {
		le.PutUint32(w.out[places[i]:], uint32(len(w.out)))
		w.sheet(s)
	}
	return w.out
}

// style is what an XF record says.
type style struct{ font, format int }

type writer struct {
	out       []byte
	limit     int
	record    int // where the length of the open record stands
	fonts     map[string]int
	fontNames []string
	formats   map[string]int
	codes     []string
	styles    map[style]int
	order     []style
	strings   map[string]int // by what is written
	table     []Rich
	uses      int
}

const (
	firstStyle  = 16  // behind the styles that Excel expects
	firstFormat = 164 // behind the formats without a code
)

// font gives the index of a face; index 4 does not exist.
func (w *writer) font(name string) int {
	name = cmp.Or(name, "Arial")
	if _, ok := w.fonts[name]; !ok {
		w.fonts[name] = len(w.fontNames)
		w.fontNames = append(w.fontNames, name)
	}
	if n := w.fonts[name]; n < 4 {
		return n
	}
	return w.fonts[name] + 1
}

// learn collects what a cell needs of the globals.
func (w *writer) learn(c Cell) {
	if _, ok := w.formats[c.Format]; !ok {
		w.formats[c.Format] = firstFormat + len(w.codes)
		w.codes = append(w.codes, c.Format)
	}
	s := style{w.font(c.Font), w.formats[c.Format]}
	if _, ok := w.styles[s]; !ok {
		w.styles[s] = firstStyle + len(w.order)
		w.order = append(w.order, s)
	}
	switch v := c.Value.(type) {
	case string:
		w.share(Rich{Runs: []Run{{Text: v}}})
	case Rich:
		w.share(v)
	case Label:
		for _, r := range v {
			w.font(r.Font)
		}
	}
}

// share puts a text into the table once and gives its index.
func (w *writer) share(v Rich) int {
	key := string(byte(v.Phonetic))
	for _, r := range v.Runs {
		key += r.Font + "\x00" + r.Text + "\x00"
		if r.Font != "" {
			w.font(r.Font)
		}
	}
	i, ok := w.strings[key]
	if !ok {
		i = len(w.table)
		w.strings[key] = i
		w.table = append(w.table, v)
	}
	w.uses++
	return i
}

// globals writes the first substream and tells where the places of the sheets
// are to be written.
func (w *writer) globals(b Book) (places []int) {
	w.plain(0x0809, 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 0, 0x0006, 0)
	w.plain(0x0042, 1200)
	w.plain(0x003D, 0, 0, 0x3840, 0x1C20, 0x38, 0, 0, 1, 0x0258)
	date1904 := uint16(0)
	if b.Date1904 {
		date1904 = 1
	}
	w.plain(0x0022, date1904)
	for _, name := range w.fontNames {
		w.begin(0x0031)
		w.words(200, 0, 0x7FFF, 400, 0, 0, 0)
		w.name(name)
	}
	for i, code := range w.codes {
		w.begin(0x041E)
		w.words(uint16(firstFormat + i))
		w.text(utf16.Encode([]rune(code)))
	}
	for i := range firstStyle {
		kind := uint16(0xFFF5) // a style
		if i == firstStyle-1 {
			kind = 1 // a cell
		}
		w.plain(0x00E0, 0, 0, kind, 0x0020, 0, 0, 0, 0, 0, 0x20C0)
	}
	for _, s := range w.order {
		w.plain(0x00E0, uint16(s.font), uint16(s.format), 1, 0x0020, 0, 0x0C00, 0, 0, 0, 0x20C0)
	}
	w.plain(0x0293, 0x8000, 0xFF00)
	for _, s := range b.Sheets {
		w.begin(0x0085)
		places = append(places, len(w.out))
		w.words(0, 0, uint16(s.State)|uint16(s.Type)<<8)
		w.name(s.Name)
	}
	w.begin(0x00FC)
	w.words(uint16(w.uses), uint16(w.uses>>16), uint16(len(w.table)), uint16(len(w.table)>>16))
	for _, v := range w.table {
		w.rich(v)
	}
	w.plain(0x000A)
	return places
}

func (w *writer) sheet(s Sheet) {
	kind := map[Type]uint16{Worksheet: 0x0010, Macro: 0x0040, Chart: 0x0020, Module: 0x0006}[s.Type]
	w.plain(0x0809, 0x0600, kind, 0x0DBB, 0x07CC, 0, 0, 0x0006, 0)
	cells := slices.Clone(s.Cells)
	slices.SortStableFunc(cells, func(a, b Cell) int { return cmp.Or(a.Row-b.Row, a.Col-b.Col) })
	rows, cols := 0, 0
	for _, c := range cells {
		rows, cols = max(rows, c.Row), max(cols, c.Col)
	}
	w.plain(0x0200, 0, 0, uint16(rows), uint16(rows>>16), 0, uint16(cols), 0)
	for len(cells) > 0 {
		cells = cells[w.cells(cells):]
	}
	w.plain(0x023E, 0x06B6, 0, 0, 64, 0, 0, 0, 0, 0)
	for merges := range slices.Chunk(s.Merges, 1026) {
		w.begin(0x00E5)
		w.words(uint16(len(merges)))
		for _, m := range merges {
			w.words(uint16(m.Row1-1), uint16(m.Row2-1), uint16(m.Col1-1), uint16(m.Col2-1))
		}
	}
	w.plain(0x000A)
}

// rk gives a value that an RK record holds.
func rk(value any) (RK, bool) {
	switch v := value.(type) {
	case RK:
		return v, true
	case int:
		return RK(uint32(int32(v))<<2 | 2), true
	}
	return 0, false
}

// cells writes the first cell and the neighbours that share its record, and tells
// how many.
func (w *writer) cells(cells []Cell) int {
	first := cells[0]
	_, isRK := rk(first.Value)
	n := 1
	for ; n < len(cells) && cells[n].Row == first.Row && cells[n].Col == first.Col+n; n++ {
		_, alsoRK := rk(cells[n].Value)
		if first.Value == nil && cells[n].Value != nil || first.Value != nil && !(isRK && alsoRK) {
			break
		}
	}
	if n == 1 {
		w.cell(first)
		return 1
	}
	if isRK {
		w.begin(0x00BD)
	} else {
		w.begin(0x00BE)
	}
	w.words(uint16(first.Row-1), uint16(first.Col-1))
	for _, c := range cells[:n] {
		w.words(w.xf(c))
		if v, ok := rk(c.Value); ok {
			w.words(uint16(v), uint16(v>>16))
		}
	}
	w.words(uint16(first.Col - 1 + n - 1))
	return n
}

func (w *writer) xf(c Cell) uint16 {
	return uint16(w.styles[style{w.font(c.Font), w.formats[c.Format]}])
}

// at opens the record of a cell.
func (w *writer) at(kind uint16, c Cell) {
	w.begin(kind)
	w.words(uint16(c.Row-1), uint16(c.Col-1), w.xf(c))
}

func (w *writer) cell(c Cell) {
	switch v := c.Value.(type) {
	case nil:
		w.at(0x0201, c)
	case string:
		w.shared(c, Rich{Runs: []Run{{Text: v}}})
	case Rich:
		w.shared(c, v)
	case Label:
		w.label(c, v)
	case float64:
		w.at(0x0203, c)
		w.bytes(le.AppendUint64(nil, math.Float64bits(v)))
	case int, RK:
		n, _ := rk(v)
		w.at(0x027E, c)
		w.words(uint16(n), uint16(n>>16))
	case bool:
		w.at(0x0205, c)
		w.bytes([]byte{truth(v), 0})
	case Error:
		w.at(0x0205, c)
		w.bytes([]byte{byte(v), 1})
	case Formula:
		w.formula(c, v)
	default:
		panic("xlstest: no record for such a value")
	}
}

func truth(v bool) byte {
	if v {
		return 1
	}
	return 0
}

func (w *writer) shared(c Cell, v Rich) {
	i := w.share(v)
	w.at(0x00FD, c)
	w.words(uint16(i), uint16(i>>16))
}
