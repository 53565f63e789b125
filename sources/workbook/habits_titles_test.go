package workbook

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/report"
	"vanthu/sources/spreadsheet"
)

// titleHabits change the lines that say whose the form is.
var titleHabits = []habit{
	{"kỳ ghi cách khác", otherPeriodWords},
	{"dấu câu ở dòng tiêu đề", otherPunctuation},
	{"tiêu đề chữ in hoa", titlesInCapitals},
	{"tiêu đề không dấu", titlesWithoutMarks},
	{"mất dòng đơn vị hoặc mã", lessOfUnit},
	{"mất dòng kỳ", lessOfPeriod},
}

// bookHabits change the workbook and its name.
var bookHabits = []habit{
	{"tên tệp khác", otherFileName},
	{"mất sheet ẩn", func(c *clerk) bool { c.loseHidden(); return true }},
	{"sheet đổi tên", renameSheet},
	{"thêm sheet", addSheet},
}

// titled finds the cell of a title line above the table by its label; nil where
// there is none.
func (c *clerk) titled(label string) (q *square, col, row int) {
	for i := range c.head - 1 {
		for j := range c.form.rows[i].cells {
			if q := &c.form.rows[i].cells[j]; strings.HasPrefix(q.text, label) {
				return q, j + 1, i + 1
			}
		}
	}
	return nil, 0, 0
}

// The labels of the title lines, as the form has them.
const (
	labelUnit   = "Đơn vị: "
	labelCode   = "Mã đơn vị: "
	labelPeriod = "Kỳ báo cáo: "
)

// otherPeriodWords says the period otherwise.
func otherPeriodWords(c *clerk) bool {
	q, _, _ := c.titled(labelPeriod)
	if q == nil {
		return false
	}
	p := c.period
	texts := []string{p.String(), strings.ToUpper(p.Words()), p.Words() + ".", p.Words() + fmt.Sprintf(" (từ %d/%d)", 15, 12), strings.ReplaceAll(p.Words(), " năm ", ", năm ")}
	switch p.Kind {
	case report.Month:
		texts = append(texts, fmt.Sprintf("Tháng %d/%d", p.N, p.Year), fmt.Sprintf("tháng %02d năm %d", p.N, p.Year), fmt.Sprintf("Tháng %d-%d", p.N, p.Year), fmt.Sprintf("tháng %d / %d", p.N, p.Year))
	case report.Quarter:
		texts = append(texts, fmt.Sprintf("Quý %d/%d", p.N, p.Year), fmt.Sprintf("quý %d năm %d", p.N, p.Year), fmt.Sprintf("QUÝ %s/%d", report.Roman(p.N), p.Year))
	case report.FirstHalf, report.SecondHalf:
		texts = append(texts, "0"+p.Words(), "Sáu"+p.Words()[1:])
	case report.NineMonths:
		texts = append(texts, "09"+p.Words()[1:], fmt.Sprintf("9 tháng đầu năm %d", p.Year))
	case report.Year:
		texts = append(texts, fmt.Sprintf("Cả năm %d", p.Year))
	}
	q.text = labelPeriod + pick(c, texts...)
	return true
}

// otherPunctuation spells the labels otherwise, or puts the values beside them.
func otherPunctuation(c *clerk) bool {
	for label, also := range map[string][]string{
		labelUnit:   {"Đơn vị : ", "Đơn vị:", "Đơn vị báo cáo: ", "- Đơn vị: ", "Tên đơn vị: ", "1. Đơn vị: ", "Đơn vị (ghi rõ): "},
		labelCode:   {"Mã đơn vị : ", "Mã đơn vị:", "Mã ĐV: ", "- Mã đơn vị: ", "Mã số đơn vị: "},
		labelPeriod: {"Kỳ báo cáo : ", "Kỳ báo cáo:", "Kỳ: ", "- Kỳ báo cáo: ", "2. Kỳ báo cáo: ", "Kỳ b/c: "},
	} {
		q, col, row := c.titled(label)
		if q == nil {
			continue
		}
		value := strings.TrimPrefix(q.text, label)
		beside := c.form.at(col+1, row)
		if q = c.form.at(col, row); c.once(3) && beside.empty() {
			q.text, *beside = strings.TrimSpace(label), words(value)
			continue
		}
		q.text = also[c.IntN(len(also))] + value
	}
	return true
}

// eachTitle changes the texts of the title lines.
func (c *clerk) eachTitle(change func(string) string) bool {
	for i := range c.head - 1 {
		for j := range c.form.rows[i].cells {
			if q := &c.form.rows[i].cells[j]; q.kind == spreadsheet.Text {
				q.text = change(q.text)
			}
		}
	}
	return true
}

func titlesInCapitals(c *clerk) bool { return c.eachTitle(strings.ToUpper) }

// titlesWithoutMarks writes as on a keyboard without Vietnamese.
func titlesWithoutMarks(c *clerk) bool { return c.eachTitle(bare) }

// bare takes the marks from a text.
func bare(s string) string {
	return strings.NewReplacer("đ", "d", "Đ", "D").Replace(strings.Map(func(r rune) rune {
		if 0x300 <= r && r < 0x370 {
			return -1
		}
		return r
	}, norm.NFD.String(s)))
}

// lessOfUnit takes away some of the places that say whose the form is; rarely
// all of them.
func lessOfUnit(c *clerk) bool {
	return c.less(c.unitBy, map[string]string{"mã": labelCode, "tên": labelUnit})
}

// lessOfPeriod does the same for the period.
func lessOfPeriod(c *clerk) bool {
	return c.less(c.kyBy, map[string]string{"dòng": labelPeriod})
}

func (c *clerk) less(by map[string]bool, labels map[string]string) bool {
	for _, place := range slices.Sorted(maps.Keys(by)) {
		switch q, _, _ := c.titled(labels[place]); {
		case len(by) == 1 && !c.once(10), c.once(4):
		case labels[place] != "":
			if q != nil {
				*q = square{}
				delete(by, place)
			}
		case place == "mẫu":
			c.loseHidden()
		default:
			c.file = pick(c, "Báo cáo.xlsx", "BC CCHC (lần 2).xlsx", "Mẫu báo cáo.xlsx")
			delete(c.unitBy, "tệp")
			delete(c.kyBy, "tệp")
		}
	}
	return true
}

// otherFileName saves the form under another name.
func otherFileName(c *clerk) bool {
	if !c.unitBy["tệp"] {
		return false
	}
	stem := strings.TrimSuffix(c.file, ".xlsx")
	switch c.IntN(4) {
	case 0:
		c.file = stem + pick(c, " (1).xlsx", "_da sua.xlsx", " - Copy.xlsx", ".XLSX", " ban cuoi.xls", " (2) (1).xlsx")
	case 1:
		c.file = strings.ToLower(c.file)
	case 2:
		c.file = "Copy of " + c.file
		delete(c.unitBy, "tệp")
		if c.period.Kind == report.Year {
			delete(c.kyBy, "tệp")
		}
	default:
		c.file = pick(c, "Báo cáo CCHC.xlsx", c.unit.Name+".xlsx", norm.NFD.String("Báo cáo tuyên truyền.xlsx"), "bc gui so.xlsx")
		delete(c.unitBy, "tệp")
		delete(c.kyBy, "tệp")
	}
	return len(c.unitBy) > 0 && len(c.kyBy) > 0 || c.doubt("không còn chỗ nào ghi đơn vị hoặc kỳ")
}

func renameSheet(c *clerk) bool {
	c.form.name = pick(c, "Sheet1", "BC", "Bao cao", "BÁO CÁO", "Báo cáo 6T", "Trang tính1", "Tổng hợp", c.period.String())
	return true
}

// addSheet adds a sheet: notes, or last period's report. The latter can only be told
// from this one's by the name of the form's sheet.
func addSheet(c *clerk) bool {
	p := &page{name: pick(c, "Sheet2", "Ghi chú", "Danh sách", "Số liệu thô")}
	if c.once(3) {
		old := c.grid.clone().sheet(c.form.name)
		old.name = "Kỳ trước"
		for i := range old.rows {
			if at := c.cols[colResult]; old.rows[i].said.code != "" && len(old.rows[i].cells) >= at {
				old.rows[i].cells[at-1] = count("77")
			}
		}
		if key(c.form.name) != key(sheetReport) && c.kind != "csv" {
			c.doubt("hai bảng, không rõ bảng nào là báo cáo")
		}
		p = old
	} else {
		p.put(1, 1, "Danh sách tin, bài đã đăng")
		p.put(1, 2, "STT", "Tên bài", "Ngày", "Số lượng")
		p.put(1, 3, "1", "Cải cách hành chính: chuyện từ một trạm y tế", "2/6/2025", "1")
	}
	c.sheets = slices.Insert(c.sheets, c.IntN(len(c.sheets)), p)
	return true
}
