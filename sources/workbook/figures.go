package workbook

import (
	"fmt"
	"slices"
	"strings"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
	"vanthu/sources/spreadsheet"
)

// figure is what the rows of one code say of one measure.
type figure struct {
	row      entryRow // the first of them
	measure  report.Measure
	readings []reading
}

// reading is one filled figure cell of a row.
type reading struct {
	cell  spreadsheet.Cell
	state report.State
	value report.Number
}

// readFigures reads results and people of all rows and puts rows of one code
// together: added up for cộng (people always), else an error.
func (r *submissionReader) readFigures(rows []entryRow) {
	t := r.form
	type slot struct {
		code    string
		measure report.Measure
	}
	known := make(map[slot]int, 2*len(rows)) // index of figures
	figures := make([]figure, 0, 2*len(rows))
	readings := make([]reading, 0, 2*len(rows))
	read := func(row entryRow, code string, col int, measure report.Measure, w wanted) {
		c := t.cell(row.line, col)
		state, n, complaint := readFigure(c, w)
		if complaint != nil {
			r.found = append(r.found, complaint.at(r.pos(t.sheet.Name, c.Ref()), c.Seen(r.date1904)))
		}
		if state == report.Blank {
			return
		}
		readings = append(readings, reading{c, state, n})
		last := readings[len(readings)-1:]
		if i, again := known[slot{code, measure}]; again {
			figures[i].readings = append(figures[i].readings, last...)
			return
		}
		known[slot{code, measure}] = len(figures)
		figures = append(figures, figure{row, measure, slices.Clip(last)})
	}
	for _, row := range rows {
		product, known := r.plan.Product(row.product)
		code := row.code()
		read(row, code, colResult, report.Result, wantedFor(product, known))
		read(row, code, colPeople, report.People, people)
	}
	r.sub.Cells = slices.Grow(r.sub.Cells, len(figures))
	for _, f := range figures {
		if !r.mayCombine(f) {
			continue
		}
		c := report.Cell{Item: f.row.item, Product: f.row.product, Measure: f.measure, State: f.readings[0].state}
		for _, x := range f.readings {
			c.Value = c.Value.Add(x.value)
			c.Places = append(c.Places, report.Place{Sheet: t.sheet.Name, Cell: x.cell.Ref(), Text: x.cell.Text, Value: x.value})
		}
		r.sub.Cells = append(r.sub.Cells, c)
	}
}

// mayCombine judges several rows of one code.
func (r *submissionReader) mayCombine(f figure) bool {
	row, rs := f.row, f.readings
	if len(rs) == 1 {
		return true
	}
	var places []string
	total := report.Number{}
	for _, reading := range rs {
		places = append(places, reading.cell.Ref())
		total = total.Add(reading.value)
	}
	complain := func(severity finding.Severity, code, message, hint string) {
		second := rs[1]
		r.add(severity, code, r.pos(r.form.sheet.Name, second.cell.Ref()), second.cell.Seen(r.date1904), message, hint)
	}
	where := fmt.Sprintf("mã %s có ở nhiều dòng (%s)", row.code(), strings.Join(places, ", "))
	mixed := slices.ContainsFunc(rs, func(x reading) bool { return x.state != rs[0].state })
	product, known := r.plan.Product(row.product)
	switch {
	case mixed:
		complain(finding.Error, "dong-trung", where+", dòng ghi số, dòng ghi KAD", "giữ một dòng, xóa dòng kia")
		return false
	case f.measure == report.Result && (!known || product.Combine != report.Sum):
		complain(finding.Error, "dong-trung", where+"; sản phẩm này không cộng được nên không rõ lấy dòng nào", "giữ một dòng, xóa dòng kia")
		return false
	case rs[0].state == report.NotApplicable:
		complain(finding.Warning, "dong-trung-kad", where+", dòng nào cũng ghi KAD", "giữ một dòng")
	default:
		complain(finding.Warning, "dong-cong", where+"; đã cộng lại thành "+report.FormatNumber(total), "nếu không phải cộng thì giữ một dòng rồi gửi lại")
	}
	return true
}
