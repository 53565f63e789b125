package xlsx

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/finding"
)

// columns of the list, with their widths in characters.
var columns = []struct {
	name  string
	width float64
}{{"STT", 6}, {"Sheet", 18}, {"Ô", 8}, {"Đang ghi", 26}, {"Lỗi", 58}, {"Cách sửa", 58}}

// list writes the sheet of all findings and makes it the first one.
func (m *marker) list(findings []finding.Finding) error {
	name := m.freeName()
	w := &writer{file: m.file, sheet: name}
	first := m.file.GetSheetName(0)
	_, err := m.file.NewSheet(name)
	w.do(err)
	errors, warnings := 0, 0
	for _, f := range findings {
		switch f.Severity {
		case finding.Error:
			errors++
		case finding.Warning:
			warnings++
		}
	}
	title := w.style(excelize.Style{Font: &excelize.Font{Family: fontName, Size: 14, Bold: true, Color: "C00000"}})
	plain := w.style(excelize.Style{Font: &excelize.Font{Family: fontName, Size: 11}})
	w.text("A1", "BÁO CÁO CHƯA NHẬN ĐƯỢC – CÁC CHỖ CẦN SỬA", title)
	count := fmt.Sprintf("Có %d lỗi phải sửa (ô tô màu đỏ)", errors)
	if warnings > 0 {
		count += fmt.Sprintf(" và %d chỗ cần xem lại (ô tô màu vàng)", warnings)
	}
	w.text("A2", count+". Sửa ngay trong mẫu báo cáo, lưu rồi gửi lại.", plain)
	border := []excelize.Border{{Type: "left", Style: 1, Color: "9AA5B1"}, {Type: "top", Style: 1, Color: "9AA5B1"}, {Type: "right", Style: 1, Color: "9AA5B1"}, {Type: "bottom", Style: 1, Color: "9AA5B1"}}
	head := w.style(excelize.Style{Font: &excelize.Font{Family: fontName, Size: 11, Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"D6E4F0"}}, Border: border, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}})
	body := w.style(excelize.Style{Font: &excelize.Font{Family: fontName, Size: 11}, Border: border, NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	link := w.style(excelize.Style{Font: &excelize.Font{Family: fontName, Size: 11, Underline: "single", Color: "0563C1"}, Border: border, NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	for i, c := range columns {
		letter, _ := excelize.ColumnNumberToName(i + 1)
		w.do(m.file.SetColWidth(name, letter, letter, c.width))
		w.text(letter+"4", c.name, head)
	}
	w.do(m.file.SetRowHeight(name, 4, 24))
	for i, f := range findings {
		row := i + 5
		message := sentence(f.Message)
		if f.Severity != finding.Error {
			message = heading(f.Severity) + ": " + message
		}
		ref := func(col string) string { return fmt.Sprintf("%s%d", col, row) }
		w.do(m.file.SetCellInt(name, ref("A"), int64(i+1)))
		w.do(m.file.SetCellStyle(name, ref("A"), ref("A"), body))
		texts := []string{f.Pos.Sheet, f.Pos.Cell, f.Found, message, sentence(f.Hint)}
		lines := 1
		for j, text := range texts {
			letter, _ := excelize.ColumnNumberToName(j + 2)
			w.text(ref(letter), text, body)
			lines = max(lines, linesOf(text, columns[j+1].width))
		}
		if sheet := m.sheets[f.Pos.Sheet]; sheet != "" && f.Pos.Cell != "" {
			w.do(m.file.SetCellHyperLink(name, ref("C"), fmt.Sprintf("'%s'!%s", strings.ReplaceAll(sheet, "'", "''"), f.Pos.Cell), "Location"))
			w.do(m.file.SetCellStyle(name, ref("C"), ref("C"), link))
		}
		w.do(m.file.SetRowHeight(name, row, min(409, float64(lines)*lineHeight+4)))
	}
	w.setUp()
	w.do(m.file.MoveSheet(name, first))
	if w.err != nil {
		return fmt.Errorf("write sheet %q: %w", name, w.err)
	}
	// Names that belong to one sheet count it by position; all moved down by one.
	if names := m.file.WorkBook.DefinedNames; names != nil {
		for i := range names.DefinedName {
			if local := names.DefinedName[i].LocalSheetID; local != nil {
				*local++
			}
		}
	}
	m.file.SetActiveSheet(0)
	return nil
}

// freeName is the list's name, numbered where the file already has such a sheet:
// a marked copy sent in again.
func (m *marker) freeName() string {
	name := listSheet
	for n := 2; ; n++ {
		if i, err := m.file.GetSheetIndex(name); err != nil || i < 0 {
			return name
		}
		name = fmt.Sprintf("%s (%d)", listSheet, n)
	}
}

// writer keeps the first error of a sheet's making.
type writer struct {
	file  *excelize.File
	sheet string
	err   error
}

func (w *writer) do(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *writer) style(s excelize.Style) int {
	id, err := w.file.NewStyle(&s)
	w.do(err)
	return id
}

// text writes a text as text, whatever it begins with.
func (w *writer) text(ref, s string, style int) {
	if s != "" {
		w.do(w.file.SetCellStr(w.sheet, ref, s))
	}
	w.do(w.file.SetCellStyle(w.sheet, ref, ref, style))
}

// setUp freezes the heading of the list and prepares the print.
func (w *writer) setUp() {
	w.do(w.file.SetPanes(w.sheet, &excelize.Panes{Freeze: true, YSplit: 4, TopLeftCell: "A5", ActivePane: "bottomLeft", Selection: []excelize.Selection{{SQRef: "A5", ActiveCell: "A5", Pane: "bottomLeft"}}}))
	w.pageWide()
}

// pageWide prints a sheet on A4 landscape, as wide as the page.
func (w *writer) pageWide() {
	a4, landscape, one, free, yes := 9, "landscape", 1, 0, true
	w.do(w.file.SetSheetProps(w.sheet, &excelize.SheetPropsOptions{FitToPage: &yes}))
	w.do(w.file.SetPageLayout(w.sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &one, FitToHeight: &free}))
	side, foot, edge := 0.4, 0.6, 0.3 // inches
	w.do(w.file.SetPageMargins(w.sheet, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &side, Bottom: &foot, Header: &edge, Footer: &edge}))
	w.do(w.file.SetHeaderFooter(w.sheet, &excelize.HeaderFooterOptions{OddFooter: "&R&\"" + fontName + "\"&9Trang &P/&N"}))
}

// linesOf estimates the lines of a text in a column of some width in characters.
func linesOf(text string, width float64) int {
	lines := 0
	for _, paragraph := range strings.Split(text, "\n") {
		lines += 1 + int(float64(len([]rune(paragraph)))*0.95/(width-2))
	}
	return lines
}
