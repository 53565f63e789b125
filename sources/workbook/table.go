package workbook

import (
	"fmt"
	"slices"
	"strings"

	"vanthu/sources/spreadsheet"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// key makes the names of the plan workbook's sheets and columns comparable:
// case, spaces and the Unicode form do not count.
func key(s string) string { return strings.ReplaceAll(report.Normalize(s), " ", "") }

// column of a sheet of the plan workbook.
type column struct {
	name     string
	optional bool // the column may be absent
}

func must(names ...string) []column {
	var cols []column
	for _, name := range names {
		cols = append(cols, column{name, false})
	}
	return cols
}

func may(names ...string) []column {
	var cols []column
	for _, name := range names {
		cols = append(cols, column{name, true})
	}
	return cols
}

// notebook collects what is found while the sheets of one file are read.
type notebook struct {
	file     string
	form     string // what the sheets should be like: "mẫu kế hoạch"
	date1904 bool
	found    []finding.Finding
}

func (n *notebook) add(severity finding.Severity, code string, pos finding.Pos, found, message, hint string) {
	n.found = append(n.found, finding.Finding{Severity: severity, Code: code, Pos: pos, Found: found, Message: message, Hint: hint})
}

// finish gives what was found, in order and each once.
func (n *notebook) finish() []finding.Finding {
	finding.Sort(n.found)
	return slices.Compact(n.found)
}

// table is a sheet with its heading row found.
type table struct {
	*notebook
	sheet *spreadsheet.Sheet
	head  int
	cols  map[string]int // name of the contract → column
	rows  []tableRow
}

type tableRow struct {
	*table
	line spreadsheet.Line
}

func (n *notebook) pos(sheet, cell string) finding.Pos { return finding.Cell(n.file, sheet, cell) }

// openTable finds the heading row among the first lines of a sheet, and the
// columns in it.
func (n *notebook) openTable(s *spreadsheet.Sheet, cols []column) *table {
	t := &table{notebook: n, sheet: s, cols: map[string]int{}}
	names := map[string]string{}
	for _, c := range cols {
		names[key(c.name)] = c.name
	}
	best := 0
	for _, l := range s.Lines[:min(len(s.Lines), 20)] {
		count := 0
		for _, c := range l.Cells {
			if c.Kind == spreadsheet.Text && names[key(c.Text)] != "" {
				count++
			}
		}
		if count > best {
			best, t.head = count, l.N
		}
	}
	known := map[int]bool{}
	for _, c := range s.Line(t.head).Cells {
		name, ok := names[key(c.Text)]
		known[c.Col] = true
		switch {
		case best == 0:
		case !ok:
			n.add(finding.Warning, "cot-la", n.pos(s.Name, c.Ref()), c.Text, "cột này không có trong "+n.form+" nên không được đọc", "xóa cột, hoặc sửa tên cột nếu gõ nhầm")
		case t.cols[name] != 0:
			n.add(finding.Error, "cot-trung", n.pos(s.Name, c.Ref()), c.Text, fmt.Sprintf("cột “%s” có hai lần (lần đầu ở %s)", name, spreadsheet.Ref(t.cols[name], t.head)), "bỏ một trong hai cột")
		default:
			t.cols[name] = c.Col
		}
	}
	for _, c := range cols {
		if !c.optional && t.cols[c.name] == 0 {
			n.add(finding.Error, "thieu-cot", n.pos(s.Name, ""), "", fmt.Sprintf("thiếu cột “%s”", c.name), "thêm cột có đúng tên này ở dòng tiêu đề")
		}
	}
	if best == 0 {
		return t
	}
	for _, l := range s.Lines {
		if l.N <= t.head {
			continue
		}
		filled := false
		for _, c := range l.Cells {
			filled = filled || slices.ContainsFunc(cols, func(k column) bool { return t.cols[k.name] == c.Col })
			if !known[c.Col] {
				known[c.Col] = true
				n.add(finding.Warning, "cot-la", n.pos(s.Name, c.Ref()), c.Text, "cột này không có tên ở dòng tiêu đề nên không được đọc", "đặt tên cột theo mẫu, hoặc xóa")
			}
		}
		if filled {
			t.rows = append(t.rows, tableRow{t, l})
			t.checkHollow(cols, l.N)
		}
	}
	return t
}

// checkHollow warns of formulas that gave an empty text.
func (t *table) checkHollow(cols []column, row int) {
	for _, c := range cols {
		if at := t.cols[c.name]; at != 0 && t.sheet.Hollow[[2]int{at, row}] {
			t.add(finding.Warning, "cong-thuc-rong", t.pos(t.sheet.Name, spreadsheet.Ref(at, row)), "", messageHollow, hintHollow)
		}
	}
}

// cell gives the cell of a named column; an empty one where there is no such
// column. Merged areas count as their top left cell.
func (r tableRow) cell(name string) spreadsheet.Cell {
	col := r.cols[name]
	if col == 0 {
		return spreadsheet.Cell{Row: r.line.N}
	}
	c := r.sheet.Through(col, r.line.N)
	if c.Empty() {
		return spreadsheet.Cell{Col: col, Row: r.line.N}
	}
	return c
}

// posOf is the place of a row's cell; the row's first cell where the sheet has
// no such column.
func (r tableRow) posOf(name string) finding.Pos {
	return r.pos(r.sheet.Name, spreadsheet.Ref(max(r.cols[name], 1), r.line.N))
}

func (r tableRow) fault(name, code, message, hint string) {
	r.add(finding.Error, code, r.posOf(name), r.cell(name).Seen(r.date1904), message, hint)
}

func (r tableRow) warn(name, code, message, hint string) {
	r.add(finding.Warning, code, r.posOf(name), r.cell(name).Seen(r.date1904), message, hint)
}

// text gives a cell's text; numbers as they are written in a text ("1", "1.5").
func (r tableRow) text(name string) string {
	c := r.cell(name)
	switch c.Kind {
	case 0:
		return ""
	case spreadsheet.Text:
		return c.Text
	case spreadsheet.ErrorValue:
		r.fault(name, "o-loi", "công thức trong ô bị lỗi nên không có kết quả", "sửa công thức, hoặc gõ thẳng nội dung vào ô")
	case spreadsheet.Uncalculated:
		r.fault(name, "cong-thuc-chua-tinh", "ô là công thức nhưng tệp không lưu kết quả của nó", "mở tệp bằng Excel, lưu lại; hoặc gõ thẳng nội dung vào ô")
	case spreadsheet.Number:
		if n, ok := spreadsheet.Decimal(c.Text); ok && c.Show == spreadsheet.AsNumber {
			return n.String()
		}
		r.fault(name, "o-khong-phai-chu", "ô này phải là chữ, nhưng chương trình bảng tính đã đổi thành ngày, giờ hoặc tỷ lệ", "đặt định dạng ô là Văn bản (Text) rồi gõ lại")
	default:
		r.fault(name, "o-khong-phai-chu", "ô này phải là chữ", "đặt định dạng ô là Văn bản (Text) rồi gõ lại")
	}
	return ""
}

// need gives a text that must be there.
func (r tableRow) need(name string) string {
	s := r.text(name)
	if s == "" && r.cols[name] != 0 && r.cell(name).Empty() {
		r.fault(name, "thieu-gia-tri", fmt.Sprintf("ô “%s” đang để trống", name), "điền vào ô này, hoặc xóa cả dòng nếu không dùng")
	}
	return s
}

// oneOf gives the word of a list that a cell holds, and whether it holds one.
// An empty cell holds none.
func (r tableRow) oneOf(name string, words []string) (string, bool) {
	s := r.text(name)
	if s == "" {
		return "", false
	}
	for _, w := range words {
		if key(w) == key(s) {
			return w, true
		}
	}
	r.fault(name, "gia-tri-la", fmt.Sprintf("giá trị của cột “%s” không nằm trong các giá trị được dùng", name), "chọn một trong: "+strings.Join(words, "; "))
	return "", false
}

func (r tableRow) date(name string) report.Date {
	d, c := readDate(r.cell(name), r.date1904)
	if c != nil {
		r.fault(name, c.code, c.message, hintDate)
	}
	return d
}
