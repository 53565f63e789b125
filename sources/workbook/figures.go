package workbook

import (
	"fmt"
	"slices"
	"strings"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// reading is one filled figure cell of a row.
type reading struct {
	state report.State
	place report.Place
	seen  string
}

// readFigures reads results and people of all rows and puts rows of one code
// together: added up for cộng (people always), else an error.
func (r *submissionReader) readFigures(rows []entryRow) {
	t := r.form
	type slot struct {
		code    string
		measure report.Measure
	}
	readings := map[slot][]reading{}
	var order []slot
	owner := map[slot]entryRow{}
	for _, row := range rows {
		product, known := r.plan.Product(row.product)
		for _, field := range []struct {
			col     int
			measure report.Measure
			wanted  wanted
		}{{colResult, report.Result, wantedFor(product, known)}, {colPeople, report.People, people}} {
			c := t.cell(row.line, field.col)
			state, n, complaint := readFigure(c, field.wanted)
			if complaint != nil {
				r.found = append(r.found, complaint.at(r.pos(t.sheet.Name, c.Ref()), c.Seen(r.date1904)))
			}
			if state == report.Blank {
				continue
			}
			k := slot{row.code(), field.measure}
			if len(readings[k]) == 0 {
				order = append(order, k)
				owner[k] = row
			}
			readings[k] = append(readings[k], reading{state, report.Place{Sheet: t.sheet.Name, Cell: c.Ref(), Text: c.Text, Value: n}, c.Seen(r.date1904)})
		}
	}
	for _, k := range order {
		row := owner[k]
		c := report.Cell{Item: row.item, Product: row.product, Measure: k.measure, State: readings[k][0].state}
		if !r.mayCombine(row, k.measure, readings[k]) {
			continue
		}
		for _, reading := range readings[k] {
			c.Value = c.Value.Add(reading.place.Value)
			c.Places = append(c.Places, reading.place)
		}
		r.sub.Cells = append(r.sub.Cells, c)
	}
}

// mayCombine judges several rows of one code.
func (r *submissionReader) mayCombine(row entryRow, m report.Measure, rs []reading) bool {
	if len(rs) == 1 {
		return true
	}
	var places []string
	total := report.Number{}
	for _, reading := range rs {
		places = append(places, reading.place.Cell)
		total = total.Add(reading.place.Value)
	}
	complain := func(severity finding.Severity, code, message, hint string) {
		second := rs[1]
		r.add(severity, code, r.pos(second.place.Sheet, second.place.Cell), second.seen, message, hint)
	}
	where := fmt.Sprintf("mã %s có ở nhiều dòng (%s)", row.code(), strings.Join(places, ", "))
	mixed := slices.ContainsFunc(rs, func(x reading) bool { return x.state != rs[0].state })
	product, known := r.plan.Product(row.product)
	switch {
	case mixed:
		complain(finding.Error, "dong-trung", where+", dòng ghi số, dòng ghi KAD", "giữ một dòng, xóa dòng kia")
		return false
	case m == report.Result && (!known || product.Combine != report.Sum):
		complain(finding.Error, "dong-trung", where+"; sản phẩm này không cộng được nên không rõ lấy dòng nào", "giữ một dòng, xóa dòng kia")
		return false
	case rs[0].state == report.NotApplicable:
		complain(finding.Warning, "dong-trung-kad", where+", dòng nào cũng ghi KAD", "giữ một dòng")
	default:
		complain(finding.Warning, "dong-cong", where+"; đã cộng lại thành "+report.FormatNumber(total), "nếu không phải cộng thì giữ một dòng rồi gửi lại")
	}
	return true
}

// review looks at the submission as a whole: what does not fit together is
// worth a warning, though each cell by itself is right.
func (r *submissionReader) review() {
	evidence := map[string]bool{}
	for _, m := range r.sub.Remarks {
		if m.Field == report.RemarkEvidence {
			evidence[m.Item+"/"+m.Product] = true
		}
	}
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

func (r *submissionReader) productName(code string) string {
	p, _ := r.plan.Product(code)
	return p.Name
}
