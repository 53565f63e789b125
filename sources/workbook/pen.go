package workbook

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"vanthu/sources/spreadsheet"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/report"
)

const (
	fontName  = "Times New Roman"
	headFill  = "D6E4F0" // headings: light blue, also readable in a grey print
	entryFill = "FFF7DB" // cells to fill in: light yellow
	fixedFill = "F7F8FA"
	lineColor = "9AA5B1"

	lineHeight = 15.5  // points, one line of 11 point text
	maxHeight  = 409.0 // points, Excel's tallest row
)

// Number formats by their fixed numbers; the date has a code of its own, so that
// it does not follow the computer's country.
const (
	formatGeneral = 0
	formatWhole   = 3  // #,##0
	formatText    = 49 // @
	formatDate    = "dd/mm/yyyy"
)

// pen writes into a workbook of excelize. The first error stays and makes the
// rest do nothing, so that layout reads without ifs.
type pen struct {
	file   *excelize.File
	styles map[look]int
	err    error
}

// look is the appearance of a cell.
type look struct {
	size                  float64
	bold, italic          bool
	fill, color           string
	border, open, wrapOff bool // open: not locked
	center, middle        bool
	format                int
	date                  bool
}

func newPen(firstSheet, title string) *pen {
	p := &pen{file: excelize.NewFile(), styles: map[look]int{}}
	p.do(p.file.SetSheetName("Sheet1", firstSheet))
	p.do(p.file.SetDocProps(&excelize.DocProperties{Creator: "vanthu", LastModifiedBy: "vanthu", Title: title, Language: "vi-VN", Created: "2006-09-16T00:00:00Z", Modified: "2006-09-16T00:00:00Z"}))
	p.do(p.file.SetDefaultFont(fontName))
	return p
}

func (p *pen) do(err error) {
	if p.err == nil {
		p.err = err
	}
}

// bytes ends the work.
func (p *pen) bytes(what string) (_ []byte, err error) {
	defer func() {
		if closeErr := p.file.Close(); err == nil && closeErr != nil {
			err = fmt.Errorf("close %s: %w", what, closeErr)
		}
	}()
	if p.err != nil {
		return nil, fmt.Errorf("write %s: %w", what, p.err)
	}
	buf, err := p.file.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", what, err)
	}
	return buf.Bytes(), nil
}

func (p *pen) style(l look) int {
	if id, ok := p.styles[l]; ok {
		return id
	}
	if l.size == 0 {
		l.size = 11
	}
	s := &excelize.Style{
		Font:       &excelize.Font{Family: fontName, Size: l.size, Bold: l.bold, Italic: l.italic, Color: l.color},
		Alignment:  &excelize.Alignment{Vertical: "top", WrapText: !l.wrapOff},
		Protection: &excelize.Protection{Locked: !l.open},
		NumFmt:     l.format,
	}
	switch {
	case l.center:
		s.Alignment.Horizontal = "center"
	case l.border: // keep the letters off the line
		s.Alignment.Horizontal, s.Alignment.Indent = "left", 1
	}
	if l.middle {
		s.Alignment.Vertical = "center"
	}
	if l.date {
		code := formatDate
		s.CustomNumFmt = &code
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.border {
		for _, side := range []string{"left", "top", "right", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Style: 1, Color: lineColor})
		}
	}
	id, err := p.file.NewStyle(s)
	p.do(err)
	p.styles[l] = id
	return id
}

// put writes a value as its kind: a text always as text, whatever it begins
// with; a number as a number where a spreadsheet can hold it exactly; nil and ""
// leave the cell empty.
func (p *pen) put(sheet, ref string, v any) {
	if p.err != nil {
		return
	}
	switch v := v.(type) {
	case nil:
	case string:
		if v != "" {
			p.do(p.file.SetCellStr(sheet, ref, v))
		}
	case int:
		p.do(p.file.SetCellInt(sheet, ref, int64(v)))
	case float64:
		p.do(p.file.SetCellFloat(sheet, ref, v, -1, 64))
	case report.Date:
		if !v.IsZero() {
			p.do(p.file.SetCellInt(sheet, ref, int64(serialOf(v))))
		}
	case *report.Number:
		if v != nil {
			p.put(sheet, ref, *v)
		}
	case report.Number:
		f, err := strconv.ParseFloat(v.String(), 64)
		if back, ok := spreadsheet.Decimal(v.String()); err == nil && ok && back == v {
			p.do(p.file.SetCellFloat(sheet, ref, f, -1, 64))
			return
		}
		p.do(p.file.SetCellStr(sheet, ref, report.FormatNumber(v)))
	default:
		p.do(fmt.Errorf("cell %s!%s: a %T is no cell value", sheet, ref, v))
	}
}

func serialOf(d report.Date) int {
	// Excel counts days from 30 December 1899 for all dates of this century.
	epoch := report.Date{Year: 1899, Month: 12, Day: 30}
	return int(math.Round(d.EndInVietnam().Sub(epoch.EndInVietnam()).Hours() / 24))
}

func (p *pen) cell(sheet, ref string, v any, l look) {
	p.put(sheet, ref, v)
	p.do(p.file.SetCellStyle(sheet, ref, ref, p.style(l)))
}

func (p *pen) fill(sheet, from, to string, l look) {
	p.do(p.file.SetCellStyle(sheet, from, to, p.style(l)))
}

func (p *pen) width(sheet string, col int, width float64) {
	p.do(p.file.SetColWidth(sheet, spreadsheet.ColumnName(col), spreadsheet.ColumnName(col), width))
}

func (p *pen) height(sheet string, row int, height float64) {
	p.do(p.file.SetRowHeight(sheet, row, min(height, maxHeight)))
}

// print sets a sheet up for A4, landscape or upright, as wide as the page, with
// the heading row on every page.
func (p *pen) print(sheet string, landscape bool, headRow int) {
	a4, orientation, one, free := 9, "portrait", 1, 0
	if landscape {
		orientation = "landscape"
	}
	yes := true
	p.do(p.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}))
	p.do(p.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &orientation, FitToWidth: &one, FitToHeight: &free}))
	margin, edge := 0.4, 0.3 // inches
	p.do(p.file.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &margin, Bottom: ptr(0.6), Header: &edge, Footer: &edge, Horizontally: &yes}))
	p.do(p.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&R&\"" + fontName + "\"&9Trang &P/&N"}))
	if headRow > 0 {
		p.do(p.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$%d:$%d", sheet, headRow, headRow), Scope: sheet}))
	}
}

func ptr[T any](v T) *T { return &v }

// freeze keeps the rows above and the columns left of a cell in sight.
func (p *pen) freeze(sheet string, col, row int) {
	pane := "bottomRight"
	if col == 1 {
		pane = "bottomLeft"
	}
	ref := spreadsheet.Ref(col, row)
	p.do(p.file.SetPanes(sheet, &excelize.Panes{Freeze: true, XSplit: col - 1, YSplit: row - 1, TopLeftCell: ref, ActivePane: pane, Selection: []excelize.Selection{{SQRef: ref, ActiveCell: ref, Pane: pane}}}))
}

// protect locks a sheet without a password: against slips, not against people.
// Rows and columns may still be sized.
func (p *pen) protect(sheet string) {
	p.do(p.file.ProtectSheet(sheet, &excelize.SheetProtectionOptions{FormatRows: true, FormatColumns: true, SelectLockedCells: true, SelectUnlockedCells: true, EditObjects: true, EditScenarios: true}))
}

// linesOf estimates how many lines a text takes in a column of some width in
// characters, at 11 points. Spreadsheet programs do not grow merged rows by
// themselves, so the form has to know. Letters are counted as wide as Times
// sets them, against the width of a digit; a little too many rather than too few.
func linesOf(text string, width float64) int {
	width -= 2.4 // the cell's own padding and the indent
	lines := 0
	for _, paragraph := range strings.Split(text, "\n") {
		lines++
		at := 0.0
		for _, word := range strings.Fields(paragraph) {
			w := 0.0
			for _, r := range word {
				w += runeWidth(r)
			}
			if at > 0 && at+0.5+w > width {
				lines++
				at = 0
			}
			if at > 0 {
				at += 0.5
			}
			for at += w; at > width; at -= width {
				lines++ // a word longer than the column is broken
			}
		}
	}
	return lines
}

func runeWidth(r rune) float64 {
	switch {
	case unicode.Is(unicode.Mn, r):
		return 0
	case unicode.IsUpper(r):
		return 1.42
	case strings.ContainsRune("mw—", r):
		return 1.5
	case strings.ContainsRune("ijlt.,;:'()/-f", r):
		return 0.6
	}
	return 0.93
}
