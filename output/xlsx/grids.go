package xlsx

import (
	"strings"

	"vanthu/pipeline/report"
)

// byItem lists the totals: a row for each item, product and measure.
func (c *consolidated) byItem() grid {
	g := grid{
		name: "Theo nội dung", title: "TỔNG HỢP KẾT QUẢ THEO NỘI DUNG, SẢN PHẨM", still: 2,
		heads:  []string{"TT", "Mã", "Nội dung, nhiệm vụ", "Sản phẩm", "Số đo", "Đơn vị tính", "Chỉ tiêu năm", "Kết quả", "Tỷ lệ (%)", "Cùng kỳ năm trước", "Đơn vị có số liệu", "Đơn vị phải báo cáo", "Tiến độ"},
		widths: []float64{5, 13, 50, 28, 12, 11, 11, 12, 10, 11, 10, 10, 17},
	}
	for _, t := range c.figures.Totals {
		item, _ := c.figures.Plan.Item(t.Item)
		product, _ := c.figures.Plan.Product(t.Product)
		measure := product.Unit
		switch {
		case t.Measure == report.People:
			measure = "lượt người"
		case product.Combine == report.YesNo:
			measure = "đơn vị có"
		}
		var value any = sign(signNotReported)
		if t.Value != nil {
			value = *t.Value
		}
		g.rows = append(g.rows, []any{item.Number, t.Item + "/" + t.Product, item.Text, product.Name, measureWords[t.Measure], measure, t.Target, value, t.Percent, t.Previous, t.Reporting, t.Expected, string(c.figures.Progress[t.Item])})
	}
	return g
}

// byUnit has a row for each item, product and measure and a column for each
// unit that was asked anything.
func (c *consolidated) byUnit() grid {
	g := grid{
		name: "Theo đơn vị", title: "SỐ LIỆU TỪNG ĐƠN VỊ", still: 3, wide: true,
		heads: []string{"Mã", "Sản phẩm", "Số đo"}, widths: []float64{13, 26, 10, 11},
	}
	type at struct {
		item, product, unit string
		measure             report.Measure
	}
	cells := map[at]report.Figure{}
	for _, f := range c.figures.Cells {
		cells[at{f.Item, f.Product, f.Unit, f.Measure}] = f
	}
	var units []report.Unit
	for _, u := range c.figures.Units {
		if u.Standing != report.Excused {
			units = append(units, u.Unit)
			g.heads = append(g.heads, u.Unit.Code+"\n"+u.Unit.Name)
		}
	}
	for _, t := range c.figures.Totals {
		product, _ := c.figures.Plan.Product(t.Product)
		row := []any{t.Item + "/" + t.Product, product.Name, measureWords[t.Measure]}
		for _, u := range units {
			row = append(row, c.shownOf(func(m report.Measure) (report.Figure, bool) {
				f, ok := cells[at{t.Item, t.Product, u.Code, m}]
				return f, ok
			}, t.Measure))
		}
		g.rows = append(g.rows, row)
	}
	return g
}

// shownOf is a figure of a unit that may not have been asked. People are not
// asked by themselves: their sign is that of the result beside which they stand,
// and a result without people leaves them blank.
func (c *consolidated) shownOf(cell func(report.Measure) (report.Figure, bool), m report.Measure) any {
	result, asked := cell(report.Result)
	if !asked {
		return sign(signNotAsked)
	}
	f, filled := cell(m)
	switch {
	case filled:
		return c.shown(f)
	case result.State == report.Value:
		return sign(signBlank)
	}
	return c.shown(result)
}

// sources traces every figure to its cells: a row for each cell that counts.
func (c *consolidated) sources() grid {
	g := grid{
		name: "Nguồn số liệu", title: "NGUỒN CỦA TỪNG SỐ LIỆU", still: 2, filter: true,
		heads:  []string{"Mã", "Đơn vị", "Tên đơn vị", "Số đo", "Số liệu", "Cách có số liệu", "Còn thiếu kỳ", "Kỳ của tệp", "Tệp", "Lần gửi", "Nhận lúc", "Sheet", "Ô", "Đơn vị ghi", "Tính là"},
		widths: []float64{13, 8, 25, 9, 9.5, 13, 11, 10.5, 20, 6, 12, 10.5, 7, 13, 9.5},
	}
	for _, f := range c.figures.Cells {
		var missing []string
		for _, p := range f.Missing {
			missing = append(missing, p.String())
		}
		for _, part := range f.Parts {
			s := part.Submission
			if s == nil {
				continue
			}
			received := ""
			if !s.ReceivedAt.IsZero() {
				received = s.ReceivedAt.In(report.Zone).Format("15:04 02/01/2006")
			}
			for _, p := range part.Cell.Places {
				var counts any = p.Value
				if part.Cell.State == report.NotApplicable {
					counts = sign(signKAD)
				}
				g.rows = append(g.rows, []any{f.Item + "/" + f.Product, f.Unit, c.sender(f.Unit, s), measureWords[f.Measure], c.shown(f), sourceWords[f.Source], strings.Join(missing, ", "), part.Period.String(), fileName(s), s.Revision, received, p.Sheet, p.Cell, p.Text, counts})
			}
		}
	}
	return g
}

// standings lists who has reported.
func (c *consolidated) standings() grid {
	g := grid{
		name: "Tình hình gửi", title: "TÌNH HÌNH GỬI BÁO CÁO (hạn nộp: hết ngày " + c.figures.Due.Short() + ")", still: 2,
		heads:  []string{"Mã", "Tên đơn vị", "Nhóm", "Tình trạng", "Lần gửi", "Nhận lúc", "Cảnh báo"},
		widths: []float64{10, 46, 24, 18, 9, 18, 10},
	}
	for _, u := range c.figures.Units {
		var revision any = ""
		received := ""
		if s := u.Latest; s != nil {
			revision = s.Revision
			if !s.ReceivedAt.IsZero() {
				received = s.ReceivedAt.In(report.Zone).Format("15:04 02/01/2006")
			}
		}
		g.rows = append(g.rows, []any{u.Unit.Code, u.Unit.Name, u.Unit.Group, report.StandingWords[u.Standing], revision, received, u.Warnings})
	}
	return g
}

// outside lists what units sent though the plan does not ask it.
func (c *consolidated) outside() grid {
	g := grid{
		name: "Ngoài kế hoạch", title: "SỐ LIỆU NGOÀI KẾ HOẠCH (không cộng vào kết quả)", optional: true,
		heads:  []string{"Đơn vị", "Tên đơn vị", "Mã", "Số đo", "Số liệu", "Tệp", "Sheet", "Ô", "Đơn vị ghi"},
		widths: []float64{10, 40, 16, 12, 12, 30, 16, 8, 18},
	}
	for _, o := range c.figures.Outside {
		var value any = o.Cell.Value
		if o.Cell.State == report.NotApplicable {
			value = sign(signKAD)
		}
		name := ""
		if o.Submission != nil {
			name = fileName(o.Submission)
		}
		for _, p := range o.Cell.Places {
			g.rows = append(g.rows, []any{o.Unit, c.names[o.Unit], o.Cell.Item + "/" + o.Cell.Product, measureWords[o.Cell.Measure], value, name, p.Sheet, p.Cell, p.Text})
		}
	}
	return g
}

// doubts lists where a unit's own figures disagree.
func (c *consolidated) doubts() grid {
	g := grid{
		name: "Cần xem lại", title: "SỐ LIỆU CẦN XEM LẠI", optional: true,
		heads:  []string{"Mã", "Đơn vị", "Tên đơn vị", "Số đo", "Vì sao"},
		widths: []float64{13, 10, 40, 12, 90},
	}
	for _, d := range c.figures.Doubts {
		g.rows = append(g.rows, []any{d.Item + "/" + d.Product, d.Unit, c.names[d.Unit], measureWords[d.Measure], d.Text})
	}
	return g
}
