package workbook

import (
	"strings"

	"vanthu/sources/spreadsheet"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/report"
)

// field is a column of a sheet that WritePlan makes.
type field struct {
	name  string
	width float64 // characters
	kind  fieldKind
	list  []string // drop-down
}

type fieldKind int

const (
	fieldText fieldKind = iota
	fieldNumber
	fieldDate
)

// WritePlan makes the plan workbook of a plan; ReadPlan reads the same plan from
// it, but for the places of its targets.
func WritePlan(plan *report.Plan) ([]byte, error) {
	p := newPen(planInfo, "Kế hoạch năm")
	p.info(plan)
	p.planSigners(plan)
	p.planLines(planBases, "Căn cứ", plan.Bases)
	p.planItems(plan)
	p.planLines(planContents, "Nội dung", plan.Contents)
	p.planLines(planForms, "Nội dung", plan.Forms)
	p.planDuties(plan)
	p.planLines(planNotes, "Nội dung", plan.Notes)
	p.planProducts(plan)
	p.planTargets(plan)
	p.planUnits(plan)
	p.planRecipients(plan)
	p.planPeriods(plan)
	return p.bytes("plan workbook")
}

// grid writes one sheet: headings, column formats, rows, drop-downs, print.
func (p *pen) grid(name string, fields []field, rows [][]any) {
	if p.err != nil {
		return
	}
	if i, _ := p.file.GetSheetIndex(name); i < 0 {
		_, err := p.file.NewSheet(name)
		p.do(err)
	}
	looks := make([]look, len(fields))
	for i, f := range fields {
		looks[i] = look{border: true, format: formatText}
		switch f.kind {
		case fieldNumber:
			looks[i] = look{border: true, format: formatGeneral}
		case fieldDate:
			looks[i] = look{border: true, date: true, center: true}
		}
		p.width(name, i+1, f.width)
		open := looks[i] // rows added later take the column's format
		open.border = false
		p.do(p.file.SetColStyle(name, spreadsheet.ColumnName(i+1), p.style(open)))
		p.cell(name, spreadsheet.Ref(i+1, 1), f.name, look{bold: true, border: true, center: true, middle: true, fill: headFill, format: formatText})
		if len(f.list) > 0 {
			v := excelize.NewDataValidation(true)
			v.SetSqref(spreadsheet.Ref(i+1, 2) + ":" + spreadsheet.Ref(i+1, 1000))
			p.do(v.SetDropList(f.list))
			v.SetError(excelize.DataValidationErrorStyleStop, "Giá trị không có trong danh sách", "Chọn một giá trị trong danh sách của ô này.")
			p.do(p.file.AddDataValidation(name, v))
		}
	}
	p.height(name, 1, 2*lineHeight+2)
	for r, row := range rows {
		lines := 1
		for c, v := range row {
			p.cell(name, spreadsheet.Ref(c+1, r+2), v, looks[c])
			if text, ok := v.(string); ok {
				lines = max(lines, linesOf(text, fields[c].width))
			}
		}
		p.height(name, r+2, float64(lines)*lineHeight+3)
	}
	p.freeze(name, 1, 2)
	p.print(name, true, 1)
}

func (p *pen) info(plan *report.Plan) {
	var rows [][]any
	for _, ir := range infoRows {
		var v any
		switch {
		case ir.to != nil:
			v = *ir.to(&plan.Info)
		case ir.name == "Năm":
			v = plan.Year
		case ir.name == "Quyền hạn ký":
			v = plan.Info.Capacity
		case ir.name == "Ngày hiệu lực":
			v = plan.Effective
		}
		rows = append(rows, []any{ir.name, v})
	}
	p.grid(planInfo, []field{{name: "Mục", width: 24}, {name: "Giá trị", width: 70}}, rows)
	for i, ir := range infoRows {
		ref := spreadsheet.Ref(2, i+2)
		switch ir.name {
		case "Năm":
			p.fill(planInfo, ref, ref, look{border: true, format: formatGeneral})
		case "Ngày hiệu lực":
			p.fill(planInfo, ref, ref, look{border: true, date: true})
		case "Quyền hạn ký":
			v := excelize.NewDataValidation(true)
			v.SetSqref(ref)
			p.do(v.SetDropList(capacities))
			v.SetInput("Quyền hạn ký", "Để trống khi người đứng đầu tự ký.")
			p.do(p.file.AddDataValidation(planInfo, v))
		}
	}
}

func (p *pen) planSigners(plan *report.Plan) {
	var rows [][]any
	for _, s := range plan.Signers {
		lines := append(append([]string{}, s.Lines...), "", "", "")
		rows = append(rows, []any{s.DocType, s.From, s.To, lines[0], lines[1], lines[2], s.Name})
	}
	p.grid(planSigners, []field{
		{name: "Loại văn bản", width: 14}, {name: "Từ ngày", width: 13, kind: fieldDate}, {name: "Đến ngày", width: 13, kind: fieldDate},
		{name: "Dòng 1", width: 26}, {name: "Dòng 2", width: 26}, {name: "Dòng 3", width: 26}, {name: "Họ tên", width: 26},
	}, rows)
}

func (p *pen) planLines(sheet, column string, lines []report.Line) {
	var rows [][]any
	for _, l := range lines {
		rows = append(rows, []any{l.Number, l.Text})
	}
	p.grid(sheet, []field{{name: "TT", width: 7}, {name: column, width: 110}}, rows)
}

func (p *pen) planItems(plan *report.Plan) {
	var rows [][]any
	for _, i := range plan.Items {
		rows = append(rows, []any{i.Code, i.Number, i.Text, i.Form, i.Lead, i.Time, i.Outcome, i.PreviousCode})
	}
	p.grid(planItems, []field{
		{name: "Mã", width: 9}, {name: "TT", width: 6}, {name: "Nội dung, nhiệm vụ", width: 60}, {name: "Hình thức tuyên truyền", width: 26},
		{name: "Chủ trì", width: 22}, {name: "Thời gian", width: 16}, {name: "Sản phẩm", width: 26}, {name: "Mã năm trước", width: 11},
	}, rows)
}

func (p *pen) planDuties(plan *report.Plan) {
	var rows [][]any
	for _, d := range plan.Duties {
		rows = append(rows, []any{d.Number, d.Unit, d.Text})
	}
	p.grid(planDuties, []field{{name: "TT", width: 7}, {name: "Đơn vị", width: 34}, {name: "Nội dung", width: 90}}, rows)
}

func (p *pen) planProducts(plan *report.Plan) {
	var rows [][]any
	for _, x := range plan.Products {
		evidence := ""
		if x.Evidence {
			evidence = "x"
		}
		rows = append(rows, []any{x.Code, x.Name, x.Unit, report.NumberWords[x.Kind], report.CombineWords[x.Combine], x.FormGroup, x.Requires, x.Denominator, evidence})
	}
	p.grid(planProducts, []field{
		{name: "Mã", width: 12}, {name: "Tên sản phẩm", width: 44}, {name: "Đơn vị tính", width: 13}, {name: "Kiểu số", width: 12, list: kindWords},
		{name: "Cách tổng hợp", width: 14, list: combineWords}, {name: "Nhóm hình thức", width: 26, list: formGroups},
		{name: "Đi kèm", width: 12}, {name: "Mẫu số", width: 12}, {name: "Cần minh chứng", width: 11, list: []string{"x"}},
	}, rows)
}

func (p *pen) planTargets(plan *report.Plan) {
	var rows [][]any
	for _, t := range plan.Targets {
		whom := strings.Join(t.Units, "; ")
		if t.Shared {
			whom += " (chung)"
		}
		rows = append(rows, []any{t.Item, t.Product, t.Target, whom})
	}
	p.grid(planTargets, []field{{name: "Mã nội dung", width: 14}, {name: "Mã sản phẩm", width: 14}, {name: "Chỉ tiêu năm", width: 14, kind: fieldNumber}, {name: "Đơn vị thực hiện", width: 80}}, rows)
}

func (p *pen) planUnits(plan *report.Plan) {
	var rows [][]any
	for _, u := range plan.Units {
		rows = append(rows, []any{u.Code, u.Name, u.Group, u.Order, u.Email, u.From, u.To, u.Successor})
	}
	p.grid(planUnits, []field{
		{name: "Mã", width: 10}, {name: "Tên đơn vị", width: 52}, {name: "Nhóm", width: 24}, {name: "Thứ tự", width: 9, kind: fieldNumber},
		{name: "Email", width: 28}, {name: "Từ ngày", width: 13, kind: fieldDate}, {name: "Đến ngày", width: 13, kind: fieldDate}, {name: "Kế thừa bởi", width: 12},
	}, rows)
}

func (p *pen) planRecipients(plan *report.Plan) {
	var rows [][]any
	for _, n := range plan.Recipients {
		rows = append(rows, []any{n.DocType, n.Name, n.Note, roleWords[n.Role]})
	}
	p.grid(planRecipients, []field{{name: "Loại văn bản", width: 16}, {name: "Nơi nhận", width: 60}, {name: "Ghi chú", width: 24}, {name: "Vai trò", width: 14, list: roleWords}}, rows)
}

func (p *pen) planPeriods(plan *report.Plan) {
	var rows [][]any
	for _, r := range plan.Periods {
		rows = append(rows, []any{r.Period.String(), r.From, r.To, r.Due})
	}
	p.grid(planPeriods, []field{{name: "Kỳ", width: 14}, {name: "Từ ngày", width: 16, kind: fieldDate}, {name: "Đến ngày", width: 16, kind: fieldDate}, {name: "Hạn nộp", width: 16, kind: fieldDate}}, rows)
}
