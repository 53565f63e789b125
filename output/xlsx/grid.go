package xlsx

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/report"
)

// grid is one sheet: a title, headings and rows. A value is a string, an int, a
// report.Number or *report.Number, a starred one, or a sign.
type grid struct {
	name, title string
	heads       []string
	widths      []float64 // characters; the last one is that of all further columns
	still       int       // columns that stay in sight
	rows        [][]any
	optional    bool // left out where it has no rows
	wide        bool // as many pages wide as it needs, the still columns on each
	filter      bool
}

// starred is a figure that lacks some of its parts: a number all the same, whose
// format shows the star, so that sums over it are right.
type starred struct{ report.Number }

// sign stands where there is no figure.
type sign string

const gridHead = 4 // the row of the headings

// sheetWriter writes a grid.
type sheetWriter struct {
	writer
	border  []excelize.Border
	text    int            // style
	sign    int            // style
	numbers map[string]int // styles by number format
}

func newSheetWriter(file *excelize.File, sheet string) *sheetWriter {
	w := &sheetWriter{writer: writer{file: file, sheet: sheet}, numbers: map[string]int{}}
	for _, side := range []string{"left", "top", "right", "bottom"} {
		w.border = append(w.border, excelize.Border{Type: side, Style: 1, Color: "9AA5B1"})
	}
	w.text, w.sign = w.body("@", "left"), w.body("@", "right")
	return w
}

// body is the style of a cell; texts keep off the figures to their left.
func (w *sheetWriter) body(format, horizontal string) int {
	indent := 0
	if horizontal == "left" {
		indent = 1
	}
	return w.style(excelize.Style{Font: &excelize.Font{Family: fontName, Size: 11}, Border: w.border, CustomNumFmt: &format, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: horizontal, Indent: indent, WrapText: true}})
}

func cellName(col, row int) string {
	letter, _ := excelize.ColumnNumberToName(col)
	return letter + strconv.Itoa(row)
}

func (c *consolidated) write(g grid) error {
	if c.sheets++; c.sheets == 1 {
		if err := c.file.SetSheetName("Sheet1", g.name); err != nil {
			return err
		}
	} else if _, err := c.file.NewSheet(g.name); err != nil {
		return err
	}
	w := newSheetWriter(c.file, g.name)
	w.writer.text("A1", g.title, w.style(excelize.Style{Font: &excelize.Font{Family: fontName, Size: 14, Bold: true, Color: "1F3864"}}))
	w.note(g, fmt.Sprintf("Kỳ: %s. Số liệu từ ngày %s đến hết ngày %s. Chỉ tiêu và tỷ lệ tính theo cả năm. Dấu * sau con số: chưa đủ các kỳ.", c.figures.Period.Words(), c.figures.From.Short(), c.figures.To.Short()))
	w.heads(g)
	for r, row := range g.rows {
		lines := 1
		for i, v := range row {
			lines = max(lines, w.value(cellName(i+1, gridHead+1+r), v, g.width(i)))
		}
		w.do(c.file.SetRowHeight(g.name, gridHead+1+r, min(409, float64(lines)*lineHeight+3)))
	}
	w.freeze(g.still)
	if g.filter && len(g.rows) > 0 { // before the print: the library forgets it here
		w.do(c.file.AutoFilter(g.name, "A"+strconv.Itoa(gridHead)+":"+cellName(len(g.heads), gridHead+len(g.rows)), nil))
	}
	w.print(g)
	return w.err
}

func (g grid) width(col int) float64 { return g.widths[min(col, len(g.widths)-1)] }

// note writes the line below the title; on a wide sheet within the columns that
// every page repeats, or it would be cut off on all but the first.
func (w *sheetWriter) note(g grid, text string) {
	style := excelize.Style{Font: &excelize.Font{Family: fontName, Size: 11, Italic: true}}
	if g.wide {
		style.Alignment = &excelize.Alignment{Vertical: "top", WrapText: true}
		width := 0.0
		for i := range g.still {
			width += g.width(i)
		}
		w.do(w.file.MergeCell(w.sheet, "A2", cellName(g.still, 2)))
		w.do(w.file.SetRowHeight(w.sheet, 2, float64(linesOf(text, width))*lineHeight+3))
	}
	w.writer.text("A2", text, w.style(style))
}

func (w *sheetWriter) heads(g grid) {
	head := w.style(excelize.Style{Font: &excelize.Font{Family: fontName, Size: 11, Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"D6E4F0"}}, Border: w.border, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}})
	lines := 1
	for i, name := range g.heads {
		letter, _ := excelize.ColumnNumberToName(i + 1)
		w.do(w.file.SetColWidth(g.name, letter, letter, g.width(i)))
		w.writer.text(cellName(i+1, gridHead), name, head)
		lines = max(lines, linesOf(name, g.width(i)))
	}
	w.do(w.file.SetRowHeight(g.name, gridHead, min(409, float64(lines)*lineHeight+6)))
}

// value writes one cell and tells how many lines it takes.
func (w *sheetWriter) value(ref string, v any, width float64) int {
	switch v := v.(type) {
	case string:
		w.writer.text(ref, v, w.text)
		return linesOf(v, width)
	case sign:
		w.writer.text(ref, string(v), w.sign)
	case int:
		w.number(ref, report.NumberOf(int64(v)), "")
	case report.Number:
		w.number(ref, v, "")
	case starred:
		w.number(ref, v.Number, partialMark)
	case *report.Number:
		if v == nil {
			w.writer.text(ref, "", w.text)
			break
		}
		w.number(ref, *v, "")
	default:
		w.do(fmt.Errorf("cell %s: a %T is no cell value", ref, v))
	}
	return 1
}

// number writes a figure as a number where a spreadsheet can hold it exactly,
// else as the text of an official document; the mark behind it is part of the
// number's format.
func (w *sheetWriter) number(ref string, n report.Number, mark string) {
	f, err := strconv.ParseFloat(n.String(), 64)
	if digits := strings.Trim(strings.ReplaceAll(n.String(), ".", ""), "-0"); err != nil || len(digits) > 15 {
		w.writer.text(ref, report.FormatNumber(n)+mark, w.sign)
		return
	}
	format := "#,##0"
	if _, behind, _ := strings.Cut(n.String(), "."); behind != "" {
		format += "." + strings.Repeat("0", len(behind))
	}
	if mark != "" {
		format += `"` + mark + `"`
	}
	if w.numbers[format] == 0 {
		w.numbers[format] = w.body(format, "right")
	}
	w.do(w.file.SetCellFloat(w.sheet, ref, f, -1, 64))
	w.do(w.file.SetCellStyle(w.sheet, ref, ref, w.numbers[format]))
}

// freeze keeps some columns and the headings in sight.
func (w *sheetWriter) freeze(columns int) {
	ref := cellName(columns+1, gridHead+1)
	pane := "bottomRight"
	if columns == 0 {
		pane = "bottomLeft"
	}
	w.do(w.file.SetPanes(w.sheet, &excelize.Panes{Freeze: true, XSplit: columns, YSplit: gridHead, TopLeftCell: ref, ActivePane: pane, Selection: []excelize.Selection{{SQRef: ref, ActiveCell: ref, Pane: pane}}}))
}

// print prepares the print, with the headings on every page. A sheet with a
// column a unit takes several pages side by side: on one, its figures would be
// too small to read.
func (w *sheetWriter) print(g grid) {
	w.pageWide()
	titles := fmt.Sprintf("'%s'!$%d:$%d", w.sheet, gridHead, gridHead)
	if g.wide {
		letter, _ := excelize.ColumnNumberToName(g.still)
		titles = fmt.Sprintf("'%s'!$A:$%s,%s", w.sheet, letter, titles)
		no, percent := false, uint(widePercent)
		w.do(w.file.SetSheetProps(w.sheet, &excelize.SheetPropsOptions{FitToPage: &no}))
		w.do(w.file.SetPageLayout(w.sheet, &excelize.PageLayoutOptions{AdjustTo: &percent}))
	}
	w.do(w.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: titles, Scope: w.sheet}))
}

// widePercent prints the 11 points of a wide sheet as 9.
const widePercent = 80
