package xlsx

import (
	"fmt"

	"vanthu/pipeline/report"
)

// remarkWords are the form's columns by the field of a remark.
var remarkWords = map[string]string{
	report.RemarkDescription: "Mô tả kết quả",
	report.RemarkEvidence:    "Minh chứng",
	report.RemarkDate:        "Ngày thực hiện",
	report.RemarkObstacle:    "Khó khăn, vướng mắc",
	report.RemarkProposal:    "Kiến nghị",
}

// words lists what units wrote beside and below their figures, from the
// submissions that stand for the period.
func (c *consolidated) words() grid {
	g := grid{
		name: "Nội dung đơn vị ghi", title: "NỘI DUNG CÁC ĐƠN VỊ GHI TRONG BÁO CÁO", still: 2, optional: true, filter: true,
		heads:  []string{"Đơn vị", "Tên đơn vị", "Kỳ của tệp", "Mã", "Sản phẩm", "Cột, mục", "Nội dung", "Tệp", "Sheet", "Ô"},
		widths: []float64{8, 22, 10.5, 13, 20, 16, 58, 20, 10.5, 7},
	}
	for _, u := range c.figures.Units {
		for _, s := range u.Submissions {
			row := func(code, product, column, text string, at report.Place) {
				g.rows = append(g.rows, []any{u.Unit.Code, c.sender(u.Unit.Code, s), s.Period.String(), code, product, column, text, fileName(s), at.Sheet, at.Cell})
			}
			for _, m := range s.Remarks {
				product, _ := c.figures.Plan.Product(m.Product)
				text := m.Text
				if d, err := report.ParseDate(text); m.Field == report.RemarkDate && err == nil {
					text = d.Short()
				}
				row(m.Item+"/"+m.Product, product.Name, remarkWords[m.Field], text, m.Place)
			}
			for _, a := range s.Assessments {
				for _, section := range report.Sections {
					if section.Code == a.Section {
						row("", "", section.Words, a.Text, a.Place)
					}
				}
			}
		}
	}
	return g
}

// sender is a unit's name, with that of the unit that sent the file where it was
// another one before.
func (c *consolidated) sender(unit string, s *report.Submission) string {
	name := c.names[unit]
	if s.Unit != unit && s.Unit != "" {
		name += fmt.Sprintf(" (trước là %s)", c.names[s.Unit])
	}
	return name
}

func fileName(s *report.Submission) string {
	if s.File.Name == "" {
		return "nhập tay"
	}
	return s.File.Name
}
