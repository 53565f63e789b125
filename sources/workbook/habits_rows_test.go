package workbook

import (
	"fmt"
	"slices"
	"strings"

	"vanthu/pipeline/report"
	"vanthu/sources/spreadsheet"
)

// rowHabits change the rows of the table and what stands about it.
var rowHabits = []habit{
	{"dòng bị xóa", deleteRows},
	{"dòng lặp", repeatRow},
	{"dòng sắp xếp lại", sortRows},
	{"bỏ gộp ô", unmergeItems},
	{"gộp thêm ô", mergeMore},
	{"dòng trống xen giữa", blankRows},
	{"dòng tiêu đề mục", sectionRows},
	{"dòng cộng", sumRows},
	{"tiêu đề lặp giữa bảng", headAgain},
	{"dòng số thứ tự cột", numberedColumns},
	{"ghi chú, chữ ký dưới bảng", wordsBelow},
	{"dòng thêm phía trên", linesAbove},
	{"bảng dời chỗ", moveTable},
}

func deleteRows(c *clerk) bool {
	for range 1 + c.IntN(4) {
		if rows := c.entries(); len(rows) > 2 {
			c.form.deleteRow(pick(c, rows...))
		}
	}
	return true
}

// repeatRow writes one row as two: a figure that adds up in two parts, another
// one twice.
func repeatRow(c *clerk) bool {
	row := pick(c, c.entries()...)
	c.form.insertRows(row+1, 1)
	first, again := c.row(row), c.row(row+1)
	again.cells = slices.Clone(first.cells)
	again.said.code = first.said.code
	for col := colResult; col <= colCount; col++ {
		*c.cell(col, row+1) = square{}
	}
	figure := first.said.figures[0]
	if figure == "" || c.once(4) {
		return true
	}
	again.said.figures[0] = figure
	*c.cell(colResult, row+1) = *c.cell(colResult, row)
	n, err := report.ParseNumber(figure)
	if c.product(row).Combine != report.Sum || err != nil || c.once(4) {
		return true
	}
	part := report.NumberOf(int64(c.IntN(5)))
	if n.Cmp(part) <= 0 {
		return true
	}
	again.said.figures[0], first.said.figures[0] = part.String(), n.Sub(part).String()
	*c.cell(colResult, row+1), *c.cell(colResult, row) = count(again.said.figures[0]), count(first.said.figures[0])
	return true
}

// sortRows sorts the rows, or puts them in any order; merged cells must go first,
// and their texts are filled in or not.
func sortRows(c *clerk) bool {
	c.unmergeTable(c.once(2))
	rows := c.entries()
	lines := make([]line, len(rows))
	for i, row := range rows {
		lines[i] = *c.row(row)
	}
	switch c.IntN(3) {
	case 0:
		c.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	case 1:
		slices.SortStableFunc(lines, func(a, b line) int { return strings.Compare(a.cells[colProduct-1].text, b.cells[colProduct-1].text) })
	default:
		slices.Reverse(lines)
	}
	for i, row := range rows {
		*c.row(row) = lines[i]
	}
	return true
}

// unmergeTable takes the merged cells of the table apart.
func (c *clerk) unmergeTable(fill bool) {
	rows := c.entries()
	from, to := rows[0], rows[len(rows)-1]
	for _, m := range c.form.merges {
		for row := m.Row1; fill && from <= m.Row1 && row <= m.Row2 && m.Row2 <= to && m.Col1 == m.Col2; row++ {
			*c.form.at(m.Col1, row) = *c.form.at(m.Col1, m.Row1)
		}
	}
	c.form.unmerge(from, to)
}

func unmergeItems(c *clerk) bool {
	c.unmergeTable(c.once(2))
	return true
}

// mergeMore merges cells of neighbouring rows; of the texts in them the first
// stays.
func mergeMore(c *clerk) bool {
	rows := c.entries()
	i := c.IntN(len(rows))
	from, to := rows[i], rows[min(i+1+c.IntN(2), len(rows)-1)]
	col := pick(c, colForm, colMeasure, colTarget, colEvidence, colEvidence, colObstacle, colDescription, colResult)
	at := c.cols[col]
	if from == to || slices.ContainsFunc(c.form.merges, func(m spreadsheet.Area) bool {
		return m.Col1 <= at && at <= m.Col2 && m.Row1 <= to && from <= m.Row2
	}) {
		return false
	}
	others := slices.ContainsFunc(rows, func(row int) bool {
		return from <= row && row <= to && c.row(row).said.code != c.row(from).said.code
	})
	for row := from; row <= to; row++ {
		s := &c.row(row).said
		switch {
		case row == from && col == colResult && s.figures[0] != "" && others && c.kind != "csv":
			c.doubt("số ở ô gộp qua nhiều dòng")
		case row == from:
		case col == colResult:
			s.figures[0] = ""
		case col >= colDescription:
			*s.note(col) = ""
		}
		if row > from {
			*c.form.at(at, row) = square{}
		}
	}
	c.form.merges = append(c.form.merges, spreadsheet.Area{Col1: at, Row1: from, Col2: at, Row2: to})
	return true
}

func blankRows(c *clerk) bool {
	for range 1 + c.IntN(4) {
		c.form.insertRows(pick(c, c.entries()...), 1+c.IntN(2))
	}
	return true
}

// starts are the rows above which a row can be put without tearing a merged cell.
func (c *clerk) starts() (rows []int) {
	for _, row := range c.entries() {
		if !slices.ContainsFunc(c.form.merges, func(m spreadsheet.Area) bool { return m.Row1 < row && row <= m.Row2 }) {
			rows = append(rows, row)
		}
	}
	return rows
}

func sectionRows(c *clerk) bool {
	titles := []string{"CÔNG TÁC THÔNG TIN, TUYÊN TRUYỀN", "Nội dung tuyên truyền chung", "Các nhiệm vụ khác", "Tuyên truyền trực quan (pa nô, áp phích)", "Cộng tác với báo, đài", "Tổng kết, khen thưởng"}
	for i := range 1 + c.IntN(3) {
		row := pick(c, c.starts()...)
		c.form.insertRows(row, 1)
		title := pick(c, titles...)
		switch c.IntN(3) {
		case 0:
			c.form.put(1, row, report.Roman(i+1), "", title)
		case 1:
			c.form.put(1, row, report.Roman(i+1)+". "+title)
		default:
			c.form.put(1, row, string(rune('A'+i))+". "+title)
			c.form.merges = append(c.form.merges, spreadsheet.Area{Col1: 1, Row1: row, Col2: c.form.width(), Row2: row})
		}
	}
	return true
}

// sumRows adds rows with the sum of those above, by hand or by formula.
func sumRows(c *clerk) bool {
	labels := []string{"Cộng", "Tổng cộng", "Tổng số", "TỔNG CỘNG", "Cộng:", "Tổng", "Cộng mục I", "Cộng nội dung 3", "Tổng cộng (I+II)", "Cộng nhóm 1", "Tổng cộng toàn đơn vị"}
	rows := c.entries()
	places := append(c.starts()[1:], rows[len(rows)-1]+1)
	if c.once(2) {
		places = places[len(places)-1:]
	}
	row := pick(c, places...)
	c.form.insertRows(row, 1)
	label := pick(c, labels...)
	switch c.IntN(5) {
	case 0:
		c.form.put(colNumber, row, label)
	case 1:
		c.form.put(colProduct, row, label)
	case 2:
		c.form.put(1, row, label)
		c.form.merges = append(c.form.merges, spreadsheet.Area{Col1: 1, Row1: row, Col2: colTarget, Row2: row})
	default:
		c.form.put(colItem, row, label)
	}
	for i, col := range []int{colResult, colPeople} {
		var sum report.Number
		for _, r := range c.entries() {
			if n, err := report.ParseNumber(c.row(r).said.figures[i]); err == nil && r < row {
				sum = sum.Add(n)
			}
		}
		q := count(sum.String())
		if c.once(2) {
			q.formula = fmt.Sprintf("=SUM(%s:%s)", spreadsheet.Ref(col, c.head+1), spreadsheet.Ref(col, row-1))
		}
		*c.form.at(col, row) = q
	}
	return true
}

// headAgain repeats the heading row, as on each page of a print, perhaps with the
// title of the page before it.
func headAgain(c *clerk) bool {
	row := pick(c, c.starts()[1:]...)
	c.form.insertRows(row, 1)
	c.row(row).cells = slices.Clone(c.row(c.head).cells)
	if c.once(3) {
		c.form.insertRows(row, 2)
		c.form.put(1, row, "BÁO CÁO KẾT QUẢ (tiếp theo)")
		c.form.put(1, row+1, "Trang 2")
	}
	return true
}

func numberedColumns(c *clerk) bool {
	c.form.insertRows(c.head+1, 1)
	bare, asNumber := c.once(2), c.once(3)
	for i := range colCount {
		switch n := fmt.Sprint(i + 1); {
		case asNumber:
			*c.form.at(i+1, c.head+1) = count(n)
		case bare:
			c.form.put(i+1, c.head+1, n)
		default:
			c.form.put(i+1, c.head+1, "("+n+")")
		}
	}
	return true
}

// wordsBelow writes notes and signatures under the table, or takes them away.
func wordsBelow(c *clerk) bool {
	rows := c.entries()
	last := rows[len(rows)-1]
	switch c.IntN(4) {
	case 0:
		c.form.rows = c.form.rows[:last]
		c.form.merges = slices.DeleteFunc(c.form.merges, func(m spreadsheet.Area) bool { return m.Row1 > last })
	case 1:
		c.form.rows = c.form.rows[:last]
		c.form.merges = slices.DeleteFunc(c.form.merges, func(m spreadsheet.Area) bool { return m.Row1 > last })
		c.form.put(colProduct+c.IntN(4), last+2, pick(c, "Huế, ngày 12 tháng 6 năm 2025", "Ngày 12/6/2025", "Phú Hội, ngày … tháng … năm 2025"))
		c.form.put(colItem, last+3, pick(c, "NGƯỜI LẬP BIỂU", "Người lập báo cáo", "CÁN BỘ ĐẦU MỐI"), "", "", "", "", pick(c, "TRƯỞNG TRẠM", "KT. GIÁM ĐỐC", "Thủ trưởng đơn vị", "TRƯỞNG PHÒNG"))
		c.form.put(colItem, last+4, "(Đã ký)", "", "", "", "", "(Đã ký)")
		c.form.put(colItem, last+7, "Lê Thị Mẫu", "", "", "", "", "Trần Văn Ví Dụ")
	case 2:
		c.form.insertRows(last+1, 3)
		c.form.put(1+c.IntN(3), last+1, pick(c, "Ghi chú: số liệu tính đến hết ngày 14/6", "* KAD: không áp dụng", "Ghi chú:"))
		c.form.put(1+c.IntN(3), last+2, pick(c, "- Đơn vị đã gửi bản có chữ ký qua văn thư", "Người lập: Lê Thị Mẫu, điện thoại 0234 3 000 000", "- Có 2 viên chức nghỉ thai sản"))
	default:
		c.form.insertRows(last+1, 2)
		c.form.put(colItem, last+1, "Danh sách này có "+fmt.Sprint(len(rows))+" dòng")
	}
	return true
}

// linesAbove adds the lines of an official paper over the title.
func linesAbove(c *clerk) bool {
	n := 2 + c.IntN(4)
	c.insertRows(1, n)
	for row, text := range []string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 12/BC-TYT", "Kính gửi: Văn phòng Sở Y tế", "Đơn vị tính: tin, bài"}[:n] {
		c.form.put(1+c.IntN(colCount), row+1, text)
	}
	return true
}

func moveTable(c *clerk) bool {
	if n := c.IntN(6); n > 0 {
		c.insertRows(1+c.IntN(c.head), n)
	}
	if n := c.IntN(4); n > 0 {
		c.insertCols(1, n)
	}
	return true
}
