package workbook

import (
	"fmt"
	"slices"
	"strings"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
	"vanthu/sources/spreadsheet"
)

// review looks at the submission as a whole: what does not fit together is
// worth a warning, though each cell by itself is right.
func (r *submissionReader) review() {
	evidence := map[string]bool{}
	for _, m := range r.sub.Remarks {
		if m.Field == report.RemarkEvidence {
			evidence[m.Item+"/"+m.Product] = true
		}
	}
	r.checkPeople()
	r.checkDescriptions()
	r.checkLeaps()
	for _, c := range r.sub.Cells {
		product, known := r.plan.Product(c.Product)
		if !known || c.Measure != report.Result || c.State != report.Value || c.Value.Sign() <= 0 {
			continue
		}
		pos := r.pos(c.Places[0].Sheet, c.Places[0].Cell)
		found := report.FormatNumber(c.Value)
		if product.Evidence && !evidence[c.Item+"/"+c.Product] {
			r.add(finding.Warning, "thieu-minh-chung", pos, found, "sản phẩm này cần minh chứng nhưng cột “Minh chứng” để trống", "ghi số, ký hiệu văn bản hoặc đường dẫn vào cột “Minh chứng”")
		}
		if with := product.Requires; with != "" && r.asked[c.Item+"/"+with] {
			if other, ok := r.sub.Cell(c.Item, with, report.Result); !ok || other.State != report.Value || other.Value.Sign() <= 0 {
				r.add(finding.Warning, "thieu-san-pham-kem", pos, found, fmt.Sprintf("có kết quả ở đây thì thường cũng có “%s” (%s/%s), nhưng dòng đó trống hoặc bằng 0", r.productName(with), c.Item, with), "kiểm tra lại hai dòng này")
			}
		}
		if below := product.Denominator; below != "" {
			if other, ok := r.sub.Cell(c.Item, below, report.Result); ok && other.State == report.Value && c.Value.Cmp(other.Value) > 0 {
				r.add(finding.Warning, "lon-hon-mau-so", pos, found, fmt.Sprintf("số này lớn hơn “%s” (%s/%s: %s), dù chỉ là một phần của số đó", r.productName(below), c.Item, below, report.FormatNumber(other.Value)), "kiểm tra lại hai dòng này")
			}
		}
	}
	if r.form != nil && len(r.sub.Cells) == 0 && !finding.HasError(r.found) {
		r.add(finding.Warning, "bao-cao-trong", r.pos(r.form.sheet.Name, ""), "", "báo cáo không có số liệu nào", "nếu trong kỳ không thực hiện gì thì ghi 0 ở từng dòng")
	}
}

// isPositive tells a figure above 0.
func isPositive(c report.Cell) bool { return c.State == report.Value && c.Value.Sign() > 0 }

// warnAt warns of a figure.
func (r *submissionReader) warnAt(c report.Cell, code, message, hint string) {
	r.add(finding.Warning, code, r.pos(c.Places[0].Sheet, c.Places[0].Cell), report.FormatNumber(c.Value), message, hint)
}

// checkPeople warns of people who came to nothing.
func (r *submissionReader) checkPeople() {
	for _, c := range r.sub.Cells {
		if c.Measure != report.People || !isPositive(c) {
			continue
		}
		if result, ok := r.sub.Cell(c.Item, c.Product, report.Result); ok && !isPositive(result) || !ok && r.resultsBlank(c) {
			r.warnAt(c, "nguoi-khong-ket-qua", "dòng này có lượt người nhưng kết quả để trống, bằng 0 hoặc là KAD", "kiểm tra lại hai ô; có người tham dự thì thường cũng có kết quả")
		}
	}
}

// resultsBlank tells whether no result stands beside a figure of people; one that
// could not be read has a fault of its own.
func (r *submissionReader) resultsBlank(c report.Cell) bool {
	return !slices.ContainsFunc(c.Places, func(p report.Place) bool {
		_, row, _ := spreadsheet.ParseRef(p.Cell)
		return !r.form.cell(r.form.sheet.Line(row), colResult).Empty()
	})
}

// checkDescriptions warns, once a file, of results that nothing is said about.
// That evidence is missing has a warning of its own, and so has a missing column.
func (r *submissionReader) checkDescriptions() {
	if r.form == nil || r.form.cols[colDescription] == 0 {
		return
	}
	said := map[string]bool{}
	for _, m := range r.sub.Remarks {
		said[m.Item+"/"+m.Product] = true
	}
	var silent []report.Cell
	for _, c := range r.sub.Cells {
		product, known := r.plan.Product(c.Product)
		if known && c.Measure == report.Result && isPositive(c) && r.asked[c.Item+"/"+c.Product] && product.Combine != report.YesNo && !product.Evidence && !said[c.Item+"/"+c.Product] {
			silent = append(silent, c)
		}
	}
	if len(silent) == 0 {
		return
	}
	message := "có kết quả nhưng không ghi gì ở cột “Mô tả kết quả”"
	if len(silent) > 1 {
		var places []string
		for _, c := range silent[1:min(len(silent), 11)] {
			places = append(places, c.Places[0].Cell)
		}
		message += fmt.Sprintf(" (cả tệp có %d dòng như vậy: %s…)", len(silent), strings.Join(places, ", "))
		if len(silent) <= 11 {
			message = strings.Replace(message, "…)", ")", 1)
		}
	}
	r.warnAt(silent[0], "thieu-mo-ta", message, "ghi ngắn gọn đã làm gì, ở đâu, vào cột “Mô tả kết quả”")
}

// A figure is a leap where it is three times the last period's, and more by more
// than small figures differ anyway.
const (
	leapTimes = 3
	leapLeast = 5
)

// checkLeaps warns of figures that are three times those of the period before.
func (r *submissionReader) checkLeaps() {
	if r.ctx.Last == nil || r.unit == nil || r.from.IsZero() {
		return
	}
	before := previous(r.sub.Period)
	type slot struct {
		item, product string
		measure       report.Measure
	}
	then := map[slot]report.Cell{}
	for _, c := range r.ctx.Last(r.unit.Code, before) {
		then[slot{c.Item, c.Product, c.Measure}] = c
	}
	for _, c := range r.sub.Cells {
		item, _ := r.plan.Item(c.Item)
		code := c.Item
		if before.Year != r.sub.Period.Year && item.PreviousCode != "" {
			code = item.PreviousCode
		}
		old, ok := then[slot{code, c.Product, c.Measure}]
		if !ok || !isPositive(old) || !isPositive(c) || c.Value.Sub(old.Value).Cmp(report.NumberOf(leapLeast)) < 0 {
			continue
		}
		least := report.Number{}
		for range leapTimes {
			least = least.Add(old.Value)
		}
		if c.Value.Cmp(least) >= 0 {
			r.warnAt(c, "tang-gap-ba", fmt.Sprintf("số này gấp ba lần kỳ trước trở lên (%s: %s)", before.Words(), report.FormatNumber(old.Value)), "kiểm tra lại có gõ thừa chữ số hay ghi số lũy kế không; nếu đúng thì ghi lý do ở cột “Mô tả kết quả”")
		}
	}
}

// previous is the last period of the same kind; the two halves of a year follow
// each other.
func previous(p report.Period) report.Period {
	switch {
	case (p.Kind == report.Month || p.Kind == report.Quarter) && p.N > 1:
		p.N--
	case p.Kind == report.Month:
		p.Year, p.N = p.Year-1, 12
	case p.Kind == report.Quarter:
		p.Year, p.N = p.Year-1, 4
	case p.Kind == report.FirstHalf:
		p.Year, p.Kind = p.Year-1, report.SecondHalf
	case p.Kind == report.SecondHalf:
		p.Kind = report.FirstHalf
	default:
		p.Year--
	}
	return p
}

func (r *submissionReader) productName(code string) string {
	p, _ := r.plan.Product(code)
	return p.Name
}
