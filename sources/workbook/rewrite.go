package workbook

import (
	"archive/zip"
	"bytes"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/report"
	"vanthu/sources/spreadsheet"
)

// Widths of the columns of a rewritten sheet, in characters: wide enough for the
// texts, within what a page can bear.
const (
	narrowest = 8
	widest    = 30
	fewest    = 4 // cells that make a row one of a table; fewer are a title
)

// Rewrite makes an .xlsx of any book that was read (an .xls, .ods or .csv): the
// same texts, numbers, dates and merged areas at the same addresses, sheets in
// their order and named by SheetNames. Texts are texts whatever they begin with; no
// formula comes over, its stored value stands in its place. Of looks it keeps only
// how numbers are shown. The same book gives the same bytes.
func Rewrite(b *spreadsheet.Book) ([]byte, error) {
	names := SheetNames(b)
	p := newPen(names[0], "")
	if b.Date1904 {
		p.do(p.file.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &b.Date1904}))
	}
	w := &rewriter{pen: p, date1904: b.Date1904, formats: map[cellLook]int{}}
	seen := false
	for i, s := range b.Sheets {
		if i > 0 {
			_, err := p.file.NewSheet(names[i])
			p.do(err)
		}
		w.sheet(names[i], s)
		if !s.VeryHidden && !seen {
			p.file.SetActiveSheet(i)
			seen = true
		}
	}
	for i, s := range b.Sheets {
		if s.VeryHidden && seen { // of a workbook one sheet must be seen
			p.do(p.file.SetSheetVisible(names[i], false, true))
		}
	}
	data, err := p.bytes("rewritten workbook")
	if err != nil {
		return nil, err
	}
	return inOrder(data)
}

// inOrder puts the parts of a package in the order of their names; those that were
// written as streams come in any order.
func inOrder(data []byte) ([]byte, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(r.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range r.File {
		if err := w.Copy(part); err != nil {
			return nil, err
		}
	}
	err = w.Close()
	return out.Bytes(), err
}

// SheetNames are the names of a book's sheets as an .xlsx can hold them, in their
// order: what Excel does not allow in a name is replaced, a name is at most 31
// characters long, and none is there twice.
func SheetNames(b *spreadsheet.Book) []string {
	taken := map[string]bool{}
	var names []string
	for _, s := range b.Sheets {
		base := strings.Trim(strings.Map(func(r rune) rune {
			if strings.ContainsRune(`:\/?*[]`, r) {
				return '_'
			}
			return r
		}, report.CleanText(s.Name)), "' ")
		if base == "" {
			base = "Sheet"
		}
		name := cut(base, excelize.MaxSheetNameLength)
		for n := 2; taken[strings.ToLower(name)]; n++ {
			mark := " (" + strconv.Itoa(n) + ")"
			name = cut(base, excelize.MaxSheetNameLength-len(mark)) + mark
		}
		taken[strings.ToLower(name)] = true
		names = append(names, name)
	}
	return names
}

// cut shortens a name to a length in UTF-16, as Excel counts.
func cut(s string, most int) string {
	for len(utf16.Encode([]rune(s))) > most {
		r := []rune(s)
		s = string(r[:len(r)-1])
	}
	return strings.TrimRight(s, "' ")
}

type rewriter struct {
	*pen
	date1904 bool
	formats  map[cellLook]int
}

// cellLook is what a rewritten cell looks like.
type cellLook struct {
	format string
	wrap   bool // texts of a table; titles run over the cells beside them
}

// sheet writes a sheet as a stream: that alone leaves standing what a merged area
// covers.
func (w *rewriter) sheet(name string, s *spreadsheet.Sheet) {
	if w.err != nil {
		return
	}
	w.print(name, true, 0) // before the stream begins, for it stands at the sheet's head
	out, err := w.file.NewStreamWriter(name)
	if w.do(err); err != nil {
		return
	}
	corners := map[[2]int]bool{} // their texts have room over several cells
	for _, a := range s.Merges {
		corners[[2]int{a.Col1, a.Row1}] = true
	}
	widths := w.widths(s)
	for _, col := range slices.Sorted(maps.Keys(widths)) {
		w.do(out.SetColWidth(col, col, widths[col]))
	}
	for _, l := range s.Lines {
		first, last := l.Cells[0].Col, l.Cells[len(l.Cells)-1].Col
		row := make([]any, last-first+1)
		table, height := len(l.Cells) >= fewest, lineHeight
		for _, c := range l.Cells {
			row[c.Col-first] = w.cellOf(c, table)
			if table && !corners[[2]int{c.Col, c.Row}] {
				height = max(height, float64(linesOf(c.Seen(w.date1904), widths[c.Col]))*lineHeight)
			}
		}
		w.do(out.SetRow(spreadsheet.Ref(first, l.N), row, excelize.RowOpts{Height: min(height, maxHeight)}))
	}
	for _, a := range apart(s.Merges) {
		w.do(out.MergeCell(spreadsheet.Ref(a.Col1, a.Row1), spreadsheet.Ref(a.Col2, a.Row2)))
	}
	w.do(out.Flush())
}

// widths are the columns' by the texts of the table: rows of a few cells are titles,
// which run over the cells beside them.
func (w *rewriter) widths(s *spreadsheet.Sheet) map[int]float64 {
	widths := map[int]float64{}
	for _, l := range s.Lines {
		for _, c := range l.Cells {
			text := 0
			if len(l.Cells) >= fewest {
				text = longestLine(c.Seen(w.date1904)) + 2
			}
			widths[c.Col] = min(max(widths[c.Col], float64(text), narrowest), widest)
		}
	}
	return widths
}

// apart leaves out merged areas that Excel would call damage: of one cell, or over
// another.
func apart(areas []spreadsheet.Area) []spreadsheet.Area {
	var kept []spreadsheet.Area
	for _, a := range areas {
		a.Col2, a.Row2 = min(a.Col2, excelize.MaxColumns), min(a.Row2, excelize.TotalRows)
		meets := func(b spreadsheet.Area) bool {
			return a.Col1 <= b.Col2 && b.Col1 <= a.Col2 && a.Row1 <= b.Row2 && b.Row1 <= a.Row2
		}
		if (a.Col1 < a.Col2 || a.Row1 < a.Row2) && !slices.ContainsFunc(kept, meets) {
			kept = append(kept, a)
		}
	}
	return kept
}

// cellOf makes a cell of its kind.
func (w *rewriter) cellOf(c spreadsheet.Cell, table bool) excelize.Cell {
	code, number := w.formatOf(c)
	out := excelize.Cell{StyleID: w.style(cellLook{code, table && code == codeText})}
	switch {
	case c.Kind == spreadsheet.Bool:
		out.Value = strings.EqualFold(c.Text, "TRUE")
	case c.Kind == spreadsheet.ErrorValue && slices.Contains(errorValues, c.Text):
		// As a text it would be none: a formula that is this error and nothing else. It
		// reads as one without a value until a spreadsheet program has opened it.
		out.Formula = c.Text
	case number != nil:
		out.Value = *number
	default:
		out.Value = c.Text
	}
	return out
}

// errorValues are the errors that a cell can show (ECMA-376 part 1, 18.17.3).
var errorValues = []string{"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}

// Number formats by which a rewritten number is shown as it was.
const (
	codeGeneral = "General"
	codeText    = "@"
	codeTime    = "[h]:mm"
	codeBool    = `"TRUE";"TRUE";"FALSE"`
)

// formatOf gives the number format of a cell, and the number where it holds one.
func (w *rewriter) formatOf(c spreadsheet.Cell) (code string, number *float64) {
	switch c.Kind {
	case spreadsheet.Bool, spreadsheet.ErrorValue:
		return codeGeneral, nil
	case spreadsheet.ISODate:
		day, _, _ := strings.Cut(c.Text, "T")
		if d, err := report.ParseDate(day); err == nil && d.Year >= 1904 {
			serial := float64(serialOf(d))
			if w.date1904 {
				serial -= 1462 // days between the two counts
			}
			return formatDate, &serial
		}
	case spreadsheet.Number:
		f, err := strconv.ParseFloat(c.Text, 64)
		if err == nil && !math.IsInf(f, 0) && !math.IsNaN(f) {
			return map[spreadsheet.Show]string{
				spreadsheet.AsNumber: codeGeneral, spreadsheet.AsDate: formatDate, spreadsheet.AsTime: codeTime,
				spreadsheet.AsPercent: "0.##%", spreadsheet.AsBool: codeBool,
			}[c.Show], &f
		}
	}
	return codeText, nil
}

// style makes the style of a look.
func (w *rewriter) style(l cellLook) int {
	if id, ok := w.formats[l]; ok {
		return id
	}
	s := &excelize.Style{Font: &excelize.Font{Family: fontName, Size: 11}, Alignment: &excelize.Alignment{Vertical: "top", WrapText: l.wrap}}
	if l.format != codeGeneral {
		s.CustomNumFmt = &l.format
	}
	id, err := w.file.NewStyle(s)
	w.do(err)
	w.formats[l] = id
	return id
}

// longestLine counts the characters of the longest line of a text.
func longestLine(s string) int {
	n := 0
	for _, line := range strings.Split(s, "\n") {
		n = max(n, len([]rune(line)))
	}
	return n
}
