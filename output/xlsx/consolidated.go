package xlsx

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/report"
)

// Signs for what is not a figure (contract, section 3).
const (
	signBlank       = "…"
	signKAD         = "KAD"
	signNotReported = "chưa BC"
	signNotAsked    = "-"
	partialMark     = " *"
)

// Consolidated makes the workbook `tong-hop` of a period: totals by item, every
// figure by unit, where each figure comes from, how the units stand, and, where
// there are any, figures outside the plan and disagreements. The same figures
// give the same bytes.
func Consolidated(f *report.Figures) (data []byte, err error) {
	file := excelize.NewFile()
	defer func() {
		if closeErr := file.Close(); err == nil && closeErr != nil {
			data, err = nil, fmt.Errorf("close consolidated workbook: %w", closeErr)
		}
	}()
	if err := file.SetDocProps(&excelize.DocProperties{Creator: "vanthu", LastModifiedBy: "vanthu", Title: "Tổng hợp số liệu " + f.Period.Words(), Language: "vi-VN", Created: "2006-09-16T00:00:00Z", Modified: "2006-09-16T00:00:00Z"}); err != nil {
		return nil, fmt.Errorf("write consolidated workbook: %w", err)
	}
	c := &consolidated{file: file, figures: f, names: map[string]string{}}
	for _, u := range f.Plan.Units {
		c.names[u.Code] = u.Name
	}
	for _, sheet := range []func() grid{c.byItem, c.byUnit, c.sources, c.standings, c.outside, c.doubts} {
		g := sheet()
		if len(g.rows) == 0 && g.optional {
			continue
		}
		if err := c.write(g); err != nil {
			return nil, fmt.Errorf("write sheet %q: %w", g.name, err)
		}
	}
	buf, err := file.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("write consolidated workbook: %w", err)
	}
	return buf.Bytes(), nil
}

type consolidated struct {
	file    *excelize.File
	figures *report.Figures
	names   map[string]string // of units, by code
	sheets  int
}

// grid is one sheet: a title, headings and rows of string, int, report.Number or
// *report.Number.
type grid struct {
	name, title string
	heads       []string
	widths      []float64
	still       int // columns that stay in sight
	rows        [][]any
	optional    bool // left out where it has no rows
}

const gridHead = 4 // the row of the headings

func (c *consolidated) write(g grid) error {
	if c.sheets++; c.sheets == 1 {
		if err := c.file.SetSheetName("Sheet1", g.name); err != nil {
			return err
		}
	} else if _, err := c.file.NewSheet(g.name); err != nil {
		return err
	}
	w := &writer{file: c.file, sheet: g.name}
	border := []excelize.Border{{Type: "left", Style: 1, Color: "9AA5B1"}, {Type: "top", Style: 1, Color: "9AA5B1"}, {Type: "right", Style: 1, Color: "9AA5B1"}, {Type: "bottom", Style: 1, Color: "9AA5B1"}}
	body := func(format int, horizontal string) int {
		return w.style(excelize.Style{Font: &excelize.Font{Family: fontName, Size: 11}, Border: border, NumFmt: format, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: horizontal, WrapText: true}})
	}
	text, whole, decimal, sign := body(49, "left"), body(3, "right"), body(0, "right"), body(49, "right")
	head := w.style(excelize.Style{Font: &excelize.Font{Family: fontName, Size: 11, Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"D6E4F0"}}, Border: border, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}})
	w.text("A1", g.title, w.style(excelize.Style{Font: &excelize.Font{Family: fontName, Size: 14, Bold: true, Color: "1F3864"}}))
	w.text("A2", fmt.Sprintf("Kỳ: %s. Số liệu từ ngày %s đến hết ngày %s. Chỉ tiêu và tỷ lệ tính theo cả năm. Dấu * sau con số: chưa đủ các kỳ.", c.figures.Period.Words(), c.figures.From.Short(), c.figures.To.Short()),
		w.style(excelize.Style{Font: &excelize.Font{Family: fontName, Size: 11, Italic: true}}))
	headLines := 1
	for i, name := range g.heads {
		width := g.widths[min(i, len(g.widths)-1)]
		letter, _ := excelize.ColumnNumberToName(i + 1)
		w.do(c.file.SetColWidth(g.name, letter, letter, width))
		w.text(letter+strconv.Itoa(gridHead), name, head)
		headLines = max(headLines, linesOf(name, width))
	}
	w.do(c.file.SetRowHeight(g.name, gridHead, min(409, float64(headLines)*lineHeight+6)))
	for r, row := range g.rows {
		lines := 1
		for i, v := range row {
			letter, _ := excelize.ColumnNumberToName(i + 1)
			ref := letter + strconv.Itoa(gridHead+1+r)
			switch v := v.(type) {
			case string:
				if isSign(v) {
					w.text(ref, v, sign)
					continue
				}
				w.text(ref, v, text)
				lines = max(lines, linesOf(v, g.widths[min(i, len(g.widths)-1)]))
			case int:
				w.do(c.file.SetCellInt(g.name, ref, int64(v)))
				w.do(c.file.SetCellStyle(g.name, ref, ref, whole))
			case report.Number:
				w.number(ref, v, whole, decimal)
			case *report.Number:
				if v == nil {
					w.text(ref, "", text)
					continue
				}
				w.number(ref, *v, whole, decimal)
			}
		}
		w.do(c.file.SetRowHeight(g.name, gridHead+1+r, min(409, float64(lines)*lineHeight+3)))
	}
	w.setUpAt(g.still, gridHead)
	return w.err
}

func isSign(s string) bool {
	return s == signBlank || s == signKAD || s == signNotReported || s == signNotAsked || strings.HasSuffix(s, partialMark)
}

// number writes a figure as a number where a spreadsheet can hold it exactly,
// else as the text of an official document.
func (w *writer) number(ref string, n report.Number, whole, decimal int) {
	style := decimal
	if n.IsWhole() {
		style = whole
	}
	f, err := strconv.ParseFloat(n.String(), 64)
	if digits := strings.Trim(strings.ReplaceAll(n.String(), ".", ""), "-0"); err != nil || len(digits) > 15 {
		w.text(ref, report.FormatNumber(n), style)
		return
	}
	w.do(w.file.SetCellFloat(w.sheet, ref, f, -1, 64))
	w.do(w.file.SetCellStyle(w.sheet, ref, ref, style))
}

// setUpAt freezes columns and the headings and prepares the print, with the
// headings on every page.
func (w *writer) setUpAt(columns, head int) {
	letter, _ := excelize.ColumnNumberToName(columns + 1)
	ref := letter + strconv.Itoa(head+1)
	pane := "bottomRight"
	if columns == 0 {
		pane = "bottomLeft"
	}
	w.do(w.file.SetPanes(w.sheet, &excelize.Panes{Freeze: true, XSplit: columns, YSplit: head, TopLeftCell: ref, ActivePane: pane, Selection: []excelize.Selection{{SQRef: ref, ActiveCell: ref, Pane: pane}}}))
	w.pageWide()
	w.do(w.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$%d:$%d", w.sheet, head, head), Scope: w.sheet}))
}

// shown is a figure as a table shows it.
func shown(f report.Figure) any {
	switch f.State {
	case report.NotApplicable:
		return signKAD
	case report.Blank:
		return signBlank
	case report.Value:
		if f.Source == report.Partial {
			return report.FormatNumber(f.Value) + partialMark
		}
		return f.Value
	}
	return signNotReported
}

var measureWords = map[report.Measure]string{report.Result: "Kết quả", report.People: "Lượt người"}

var sourceWords = map[report.Source]string{report.Own: "báo cáo của kỳ", report.Tiled: "ghép các kỳ ngắn", report.Partial: "chưa đủ các kỳ"}
