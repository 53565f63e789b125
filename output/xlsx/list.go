package xlsx

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// columns of the list, with their widths in characters: together the width of A4
// laid across.
var columns = []struct {
	name  string
	width float64
}{{"STT", 6}, {"Mức", 11}, {"Sheet", 15}, {"Ô", 8}, {"Đang ghi", 22}, {"Vì sao", 46}, {"Cách sửa", 46}}

// listHead is the row of the list's headings.
const listHead = 5

// longestQuote is how many characters of what stands in a cell the list shows.
const longestQuote = 300

// list writes the sheet of all findings and makes it the first one.
func (m *marker) list(findings []finding.Finding) error {
	name := m.freeName()
	w := &writer{file: m.file, sheet: name}
	first := m.file.GetSheetName(0)
	_, err := m.file.NewSheet(name)
	w.do(err)
	title := w.style(excelize.Style{Font: &excelize.Font{Family: fontName, Size: 14, Bold: true, Color: "C00000"}})
	plain := w.style(excelize.Style{Font: &excelize.Font{Family: fontName, Size: 11}})
	for i, line := range headLines(findings) {
		w.text(fmt.Sprintf("A%d", i+1), line, []int{title, plain, plain}[i])
	}
	head := w.style(excelize.Style{Font: &excelize.Font{Family: fontName, Size: 11, Bold: true}, Fill: solid("D6E4F0"), Border: thin, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}})
	for i, c := range columns {
		letter, _ := excelize.ColumnNumberToName(i + 1)
		w.do(m.file.SetColWidth(name, letter, letter, c.width))
		w.text(fmt.Sprintf("%s%d", letter, listHead), c.name, head)
	}
	w.do(m.file.SetRowHeight(name, listHead, 24))
	m.rows(w, findings)
	w.do(m.keepFills(w))
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
	w.do(m.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$%d:$%[2]d", name, listHead), Scope: name}))
	m.file.SetActiveSheet(0)
	return w.err
}

// headLines are the lines above the list: what it is, how much there is, what to do.
func headLines(findings []finding.Finding) []string {
	count := map[finding.Severity]int{}
	for _, f := range findings {
		count[f.Severity]++
	}
	red, yellow := fmt.Sprintf("%d lỗi phải sửa (ô tô đỏ)", count[finding.Error]), fmt.Sprintf("%d chỗ nên xem lại (ô tô vàng)", count[finding.Warning])
	const how = "Bấm vào địa chỉ ở cột “Ô” để đến đúng chỗ. "
	switch {
	case count[finding.Error] == 0:
		return []string{"BÁO CÁO ĐÃ ĐƯỢC NHẬN – CÁC CHỖ NÊN XEM LẠI", "Có " + yellow + "; không bắt buộc sửa.", how + "Nếu có chỗ ghi nhầm thì sửa ngay trong tệp này, lưu lại rồi gửi lại cả tệp."}
	case count[finding.Warning] == 0:
		yellow = ""
	default:
		yellow = " và " + yellow
	}
	return []string{"BÁO CÁO CHƯA NHẬN ĐƯỢC – CÁC CHỖ CẦN SỬA", "Có " + red + yellow + ".", how + "Sửa ngay trong tệp này, lưu lại rồi gửi lại cả tệp; không phải xóa sheet này, màu và ghi chú."}
}

// thin is a border on all sides.
var thin = func() (all []excelize.Border) {
	for _, side := range []string{"left", "top", "right", "bottom"} {
		all = append(all, excelize.Border{Type: side, Style: 1, Color: "9AA5B1"})
	}
	return all
}()

// rows writes the findings, one a row.
func (m *marker) rows(w *writer, findings []finding.Finding) {
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	body := w.style(excelize.Style{Font: &excelize.Font{Family: fontName, Size: 11}, Border: thin, NumFmt: 49, Alignment: top})
	number := w.style(excelize.Style{Font: &excelize.Font{Family: fontName, Size: 11}, Border: thin, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "center"}})
	link := w.style(excelize.Style{Font: &excelize.Font{Family: fontName, Size: 11, Underline: "single", Color: "0563C1"}, Border: thin, NumFmt: 49, Alignment: top})
	levels := map[finding.Severity]int{finding.Info: body}
	for _, s := range []finding.Severity{finding.Error, finding.Warning} {
		levels[s] = w.style(excelize.Style{Font: &excelize.Font{Family: fontName, Size: 11, Bold: true}, Fill: solid(colorOf(s)), Border: thin, NumFmt: 49, Alignment: top})
	}
	for i, f := range findings {
		row := i + listHead + 1
		ref := func(col string) string { return fmt.Sprintf("%s%d", col, row) }
		w.do(m.file.SetCellInt(w.sheet, ref("A"), int64(i+1)))
		w.do(m.file.SetCellStyle(w.sheet, ref("A"), ref("A"), number))
		lines := 1
		for j, text := range []string{heading(f.Severity), f.Pos.Sheet, f.Pos.Cell, quoted(f.Found), sentence(f.Message), sentence(f.Hint)} {
			letter, _ := excelize.ColumnNumberToName(j + 2)
			style := body
			if j == 0 {
				style = levels[f.Severity]
			}
			w.text(ref(letter), text, style)
			lines = max(lines, linesOf(text, columns[j+1].width))
		}
		if sheet := m.sheets[f.Pos.Sheet]; sheet != "" && f.Pos.Cell != "" {
			w.do(m.file.SetCellHyperLink(w.sheet, ref("D"), fmt.Sprintf("'%s'!%s", strings.ReplaceAll(sheet, "'", "''"), f.Pos.Cell), "Location"))
			w.do(m.file.SetCellStyle(w.sheet, ref("D"), ref("D"), link))
		}
		w.do(m.file.SetRowHeight(w.sheet, row, min(409, float64(lines)*lineHeight+4)))
	}
}

// quoted shortens what stands in a cell to what a list can show.
func quoted(s string) string {
	if r := []rune(s); len(r) > longestQuote {
		return string(r[:longestQuote]) + "…"
	}
	return s
}

// keepFills writes what unmark needs into a column that is not shown, behind the
// last one.
func (m *marker) keepFills(w *writer) error {
	letter, _ := excelize.ColumnNumberToName(len(columns) + 1)
	for i, p := range m.before {
		text, err := json.Marshal(p)
		if err != nil {
			return err
		}
		if err := m.file.SetCellStr(w.sheet, fmt.Sprintf("%s%d", letter, i+listHead+1), string(text)); err != nil {
			return err
		}
	}
	return m.file.SetColVisible(w.sheet, letter, false)
}

// freeName is the list's name, numbered where a sheet of that name is the only one
// of the file, so that unmark could not delete it.
func (m *marker) freeName() string {
	name := report.FaultSheet
	for n := 2; ; n++ {
		if i, err := m.file.GetSheetIndex(name); err != nil || i < 0 {
			return name
		}
		name = fmt.Sprintf("%s (%d)", report.FaultSheet, n)
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
	w.do(w.file.SetPanes(w.sheet, &excelize.Panes{Freeze: true, YSplit: listHead, TopLeftCell: "A6", ActivePane: "bottomLeft", Selection: []excelize.Selection{{SQRef: "A6", ActiveCell: "A6", Pane: "bottomLeft"}}}))
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
