package workbook

import (
	"fmt"
	"slices"

	"vanthu/sources/spreadsheet"
)

// columnHabits change the columns of the table and their headings.
var columnHabits = []habit{
	{"cột bị bỏ", deleteColumns},
	{"cột Mã bị bỏ", deleteCodes},
	{"cột đổi chỗ", moveColumns},
	{"cột thêm", addColumns},
	{"ghi thêm bên phải bảng", wordsBeside},
	{"cột đổi tên", renameColumns},
	{"tiêu đề hai dòng", twoLineHead},
	{"nhóm cột của kỳ khác", otherPeriodBeside},
	{"tiêu đề gộp hai cột", wideHeading},
}

func deleteColumns(c *clerk) bool {
	for range 1 + c.IntN(4) {
		if col := pick(c, colForm, colMeasure, colTarget, colPeople, colDescription, colEvidence, colDate, colObstacle, colProposal); c.cols[col] > 0 {
			c.deleteColumn(col)
		}
	}
	return true
}

func deleteCodes(c *clerk) bool {
	c.deleteColumn(colCode)
	return true
}

// moveColumns changes the order of the table's columns; what stands above and
// below stays.
func moveColumns(c *clerk) bool {
	var from []int // the places of the table, from left to right
	for _, at := range c.cols {
		if at > 0 {
			from = append(from, at)
		}
	}
	slices.Sort(from)
	to := slices.Clone(from)
	switch i, j := c.IntN(len(to)), c.IntN(len(to)); c.IntN(3) {
	case 0:
		to[i], to[j] = to[j], to[i]
	case 1:
		at := to[i]
		to = slices.Insert(slices.Delete(to, i, i+1), min(j, len(to)-1), at)
	default:
		c.Shuffle(len(to), func(i, j int) { to[i], to[j] = to[j], to[i] })
	}
	rows := c.entries()
	top, bottom := c.head, rows[len(rows)-1]
	for bottom < len(c.form.rows) && !c.row(bottom+1).blank() { // a sum, notes
		bottom++
	}
	for row := top; row <= bottom; row++ {
		old := slices.Clone(c.row(row).cells)
		for i, at := range from {
			var q square
			if at <= len(old) {
				q = old[at-1]
			}
			*c.form.at(to[i], row) = q
		}
	}
	place := map[int]int{}
	for i, at := range from {
		place[at] = to[i]
	}
	c.form.merges = slices.DeleteFunc(c.form.merges, func(m spreadsheet.Area) bool {
		return m.Col1 < m.Col2 && top <= m.Row1 && m.Row1 <= bottom
	})
	for i := range c.form.merges {
		if m := &c.form.merges[i]; top <= m.Row1 && m.Row1 <= bottom && place[m.Col1] > 0 {
			m.Col1, m.Col2 = place[m.Col1], place[m.Col1]
		}
	}
	for col, at := range c.cols {
		if at > 0 {
			c.cols[col] = place[at]
		}
	}
	return true
}

// addColumns adds columns of the unit's own.
func addColumns(c *clerk) bool {
	for range 1 + c.IntN(2) {
		at := 1 + c.IntN(c.form.width())
		c.insertCols(at, 1)
		heading := pick(c, "Ghi chú", "Lũy kế từ đầu năm", "Cùng kỳ năm trước", "Tỷ lệ hoàn thành (%)", "Người thực hiện", "Kết quả năm trước", "Lũy kế", "Bộ phận phụ trách", "Đánh giá", "Kết quả lũy kế", "Kinh phí", "")
		if heading != "" {
			*c.form.at(at, c.head) = words(heading)
		}
		for _, row := range c.entries() {
			switch c.IntN(3) {
			case 0:
				*c.form.at(at, row) = count(fmt.Sprint(c.IntN(500)))
			case 1:
				*c.form.at(at, row) = words(pick(c, "đã xong", "chị Mai", "15%", "12/50", "x"))
			}
		}
	}
	return true
}

// wordsBeside writes to the right of the table, where no heading stands.
func wordsBeside(c *clerk) bool {
	at := c.form.width() + 1 + c.IntN(3)
	for _, row := range c.entries() {
		if c.once(6) {
			*c.form.at(at, row) = words(pick(c, "hỏi lại chị Mai", "chờ số liệu", "ok", "7"))
		}
	}
	return true
}

// otherHeadings are what clerks write over the columns instead.
var otherHeadings = map[int][]string{
	colNumber:      {"STT", "Stt", "Số TT", "Số thứ tự", "TT."},
	colCode:        {"Mã số", "MÃ", "Mã ND", "Mã nội dung/sản phẩm", "Mã ND/SP", "Mã (không sửa)", "Mã nhiệm vụ"},
	colItem:        {"Nội dung", "Nhiệm vụ", "Nội dung/nhiệm vụ", "Nội dung công việc", "NỘI DUNG NHIỆM VỤ", "Tên nhiệm vụ", "Nội dung tuyên truyền"},
	colForm:        {"Hình thức", "Hình thức TT", "Hình thức thực hiện"},
	colProduct:     {"Tên sản phẩm", "SẢN PHẨM", "Sản phẩm thực hiện", "Sản phẩm (loại)"},
	colMeasure:     {"ĐVT", "Đ.V.T", "Đvt", "Đơn vị", "ĐV tính"},
	colTarget:      {"Chỉ tiêu", "Chỉ tiêu năm 2025", "Chỉ tiêu giao", "Kế hoạch năm", "KH năm 2025"},
	colResult:      {"Kết quả", "Số lượng", "KQ trong kỳ", "Kết quả thực hiện trong kỳ", "Kết quả thực hiện", "KẾT QUẢ TRONG KỲ", "Ket qua trong ky", "Thực hiện trong kỳ", "Số lượng thực hiện", "Kết quả đạt được", "Kết quả kỳ này", "KQ thực hiện", "Kết quả (trong kỳ)"},
	colPeople:      {"Số lượt người", "Lượt người tham dự", "Số lượt người tham gia", "Số người tham dự", "LƯỢT NGƯỜI", "Số lượt người tiếp cận", "Lượt ng."},
	colDescription: {"Mô tả", "Mô tả KQ", "Diễn giải", "Mô tả kết quả thực hiện", "Mô tả cụ thể"},
	colEvidence:    {"Tài liệu minh chứng", "Minh chứng (nếu có)", "Link minh chứng", "Minh chứng kèm theo"},
	colDate:        {"Ngày", "Ngày TH", "Thời gian thực hiện", "Ngày tháng thực hiện", "Thời gian"},
	colObstacle:    {"Khó khăn", "Khó khăn/vướng mắc", "Vướng mắc", "Khó khăn - vướng mắc", "Khó khăn, tồn tại"},
	colProposal:    {"Đề xuất", "Kiến nghị, đề xuất", "Đề xuất/kiến nghị", "Kiến nghị (nếu có)", "Đề xuất, kiến nghị"},
}

func renameColumns(c *clerk) bool {
	for range 1 + c.IntN(5) {
		if col := 1 + c.IntN(colCount); c.cols[col] > 0 {
			*c.cell(col, c.head) = words(pick(c, otherHeadings[col]...))
		}
	}
	return true
}

// twoLineHead makes the heading row two: with a group's name over result and
// people, or with blank cells below, merged or not; or a row of groups above.
func twoLineHead(c *clerk) bool {
	first, last := c.cols[colResult], c.cols[colPeople]
	under := map[int]string{c.cols[colResult]: pick(c, "Số lượng", "Trong kỳ", "Kết quả trong kỳ"), c.cols[colPeople]: pick(c, "Lượt người", "Số lượt người")}
	if first > last {
		first, last = last, first
	}
	merged := c.kind != "csv" && !c.once(4)
	if !c.cell(colResult, c.head).empty() && c.once(4) { // groups above
		c.insertRows(c.head, 1)
		c.form.put(c.cols[colItem], c.head-1, "PHẦN CỦA MẪU")
		c.form.put(c.cols[colResult], c.head-1, "PHẦN ĐƠN VỊ BÁO CÁO")
		return true
	}
	grouped := last == first+1 && first > 0 && c.once(2)
	if !grouped && !merged {
		return false
	}
	head := c.head
	c.form.insertRows(head+1, 1)
	width := c.form.width()
	for at := 1; at <= width; at++ {
		switch {
		case grouped && at == first:
			c.form.put(first, head, pick(c, "Kết quả thực hiện", "KẾT QUẢ", "Kết quả"), "")
			*c.form.at(last, head) = square{}
			if merged {
				c.form.merges = append(c.form.merges, spreadsheet.Area{Col1: first, Row1: head, Col2: last, Row2: head})
			}
			c.form.put(first, head+1, under[first], under[last])
		case grouped && at == last:
		case merged && !c.form.at(at, head).empty():
			c.form.merges = append(c.form.merges, spreadsheet.Area{Col1: at, Row1: head, Col2: at, Row2: head + 1})
		}
	}
	return true
}

// otherPeriodBeside puts the figures of another period beside those of this one, with
// headings of the same words under the name of a group.
func otherPeriodBeside(c *clerk) bool {
	result, last := c.cols[colResult], c.cols[colPeople]
	if last != result+1 || c.kind == "csv" || !c.form.at(1, c.head+1).empty() && c.row(c.head+1).said.code == "" {
		return false
	}
	at := pick(c, result, last+1)
	c.insertCols(at, 2)
	c.form.insertRows(c.head+1, 1)
	result = c.cols[colResult]
	for _, group := range []struct {
		first int
		name  string
	}{
		{at, pick(c, "Cùng kỳ năm trước", "Kỳ trước", "Lũy kế từ đầu năm", "Chỉ tiêu giao", "Kế hoạch năm")},
		{result, pick(c, "Kỳ này", "Thực hiện trong kỳ", "Kết quả", "Đơn vị báo cáo")},
	} {
		c.form.put(group.first, c.head, group.name)
		*c.form.at(group.first+1, c.head) = square{}
		c.form.put(group.first, c.head+1, pick(c, "Kết quả", "Số lượng"), pick(c, "Lượt người", "Số lượt người"))
		c.form.merges = append(c.form.merges, spreadsheet.Area{Col1: group.first, Row1: c.head, Col2: group.first + 1, Row2: c.head})
	}
	for _, row := range c.entries() {
		if c.once(2) {
			*c.form.at(at, row) = count(fmt.Sprint(c.IntN(500)))
			*c.form.at(at+1, row) = count(fmt.Sprint(c.IntN(500)))
		}
	}
	return true
}

// wideHeading puts a column beside the results under the same merged heading; with
// figures in it nobody knows which are meant.
func wideHeading(c *clerk) bool {
	if c.kind == "csv" {
		return false
	}
	at := c.cols[colResult] + 1
	if !c.cell(colResult, c.head+1).empty() && c.row(c.head+1).said.code == "" {
		return false // the headings have two lines
	}
	if slices.ContainsFunc(c.form.merges, func(m spreadsheet.Area) bool { return m.Col1 == at-1 && m.Row1 == c.head }) {
		return false
	}
	c.insertCols(at, 1)
	c.form.merges = append(c.form.merges, spreadsheet.Area{Col1: at - 1, Row1: c.head, Col2: at, Row2: c.head})
	figures := c.once(2)
	for _, row := range c.entries() {
		switch {
		case figures && c.once(2):
			*c.form.at(at, row) = count(fmt.Sprint(c.IntN(500)))
			c.doubt("một tiêu đề trên hai cột có số")
		case c.once(8):
			*c.form.at(at, row) = words("(ước)")
		}
	}
	return true
}
