package workbook

import (
	"fmt"
	"strings"

	"vanthu/sources/spreadsheet"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// Names of the plan workbook's sheets (contract, section 2).
const (
	planInfo       = "Thông tin"
	planSigners    = "Người ký"
	planBases      = "Căn cứ"
	planItems      = "Nội dung"
	planContents   = "Nội dung tuyên truyền"
	planForms      = "Hình thức"
	planDuties     = "Tổ chức thực hiện"
	planNotes      = "Chú thích"
	planProducts   = "Sản phẩm"
	planTargets    = "Chỉ tiêu"
	planUnits      = "Đơn vị"
	planRecipients = "Nơi nhận"
	planPeriods    = "Kỳ báo cáo"
)

// planSheet is a sheet of the plan workbook: its columns, and how its table is
// read. Those with codes that others name come first.
type planSheet struct {
	name     string
	optional bool
	columns  []column
	read     func(*planReader, *table)
}

// planSheets lists the sheets in the order in which they are read; WritePlan
// has an order of its own, for people.
func planSheets() []planSheet {
	lines := func(name string, optional bool, text string, to func(*report.Plan) *[]report.Line) planSheet {
		return planSheet{name, optional, must("TT", text), func(r *planReader, t *table) {
			*to(r.plan) = r.lines(t, text)
			switch name {
			case planContents, planForms:
				r.citing = append(r.citing, t.rows...)
			case planNotes:
				r.noteRows = t.rows
			}
		}}
	}
	return []planSheet{
		{planInfo, false, must("Mục", "Giá trị"), (*planReader).info},
		{planItems, false, append(must("Mã", "TT", "Nội dung, nhiệm vụ", "Hình thức tuyên truyền", "Chủ trì", "Thời gian", "Sản phẩm"), may("Mã năm trước")...), (*planReader).items},
		{planProducts, false, append(must("Mã", "Tên sản phẩm", "Đơn vị tính", "Cách tổng hợp"), may("Kiểu số", "Nhóm hình thức", "Đi kèm", "Mẫu số", "Cần minh chứng")...), (*planReader).products},
		{planUnits, false, append(must("Mã", "Tên đơn vị", "Nhóm", "Thứ tự"), may("Email", "Từ ngày", "Đến ngày", "Kế thừa bởi")...), (*planReader).units},
		{planTargets, false, must("Mã nội dung", "Mã sản phẩm", "Chỉ tiêu năm", "Đơn vị thực hiện"), (*planReader).targets},
		{planSigners, true, must("Loại văn bản", "Từ ngày", "Đến ngày", "Dòng 1", "Dòng 2", "Dòng 3", "Họ tên"), (*planReader).signers},
		lines(planBases, false, "Căn cứ", func(p *report.Plan) *[]report.Line { return &p.Bases }),
		lines(planContents, true, "Nội dung", func(p *report.Plan) *[]report.Line { return &p.Contents }),
		lines(planForms, true, "Nội dung", func(p *report.Plan) *[]report.Line { return &p.Forms }),
		lines(planNotes, true, "Nội dung", func(p *report.Plan) *[]report.Line { return &p.Notes }),
		{planDuties, true, must("TT", "Đơn vị", "Nội dung"), (*planReader).duties},
		{planRecipients, false, append(must("Loại văn bản", "Nơi nhận", "Ghi chú"), may("Vai trò")...), (*planReader).recipients},
		{planPeriods, false, must("Kỳ", "Từ ngày", "Đến ngày", "Hạn nộp"), (*planReader).periods},
	}
}

// ReadPlan reads a plan workbook. All faults come at once, in the order of their
// cells; with an error among them the plan is unusable and nil.
func ReadPlan(file string, data []byte) (*report.Plan, []finding.Finding) {
	b, err := spreadsheet.Read(data, spreadsheet.Limits{})
	if err != nil {
		return nil, []finding.Finding{spreadsheet.Refused(err).Finding(file)}
	}
	r := &planReader{notebook: notebook{file: file, date1904: b.Date1904, form: "mẫu kế hoạch"}, plan: &report.Plan{}, itemAt: map[string]string{}}
	r.checkEncodings(b)
	known := map[string]planSheet{}
	all := planSheets()
	for _, s := range all {
		known[key(s.name)] = s
	}
	sheets := map[string]*spreadsheet.Sheet{}
	for _, s := range b.Sheets {
		k := key(s.Name)
		switch _, ok := known[k]; {
		case ok && sheets[k] != nil:
			r.add(finding.Error, "sheet-trung", r.pos(s.Name, ""), "", fmt.Sprintf("có hai sheet cùng tên “%s”", known[k].name), "bỏ một trong hai sheet")
		case ok:
			sheets[k] = s
		case s.VeryHidden || len(s.Lines) == 0: // left by other programs; nothing of the plan's
		default:
			r.add(finding.Warning, "sheet-la", r.pos(s.Name, ""), "", "sheet này không có trong mẫu kế hoạch nên không được đọc", "xóa sheet, hoặc sửa tên nếu gõ nhầm")
		}
	}
	for _, ps := range all {
		s := sheets[key(ps.name)]
		if s == nil {
			if !ps.optional {
				r.add(finding.Error, "thieu-sheet", r.pos(ps.name, ""), "", fmt.Sprintf("thiếu sheet “%s”", ps.name), "thêm sheet này theo mẫu kế hoạch")
			}
			continue
		}
		if ps.optional && len(s.Lines) == 0 {
			continue
		}
		ps.read(r, r.openTable(s, ps.columns))
	}
	r.checkAsks()
	r.checkNotes()
	fs := r.finish()
	if finding.HasError(fs) {
		return nil, fs
	}
	return r.plan, fs
}

type planReader struct {
	notebook
	plan   *report.Plan
	itemAt map[string]string // item code → its cell
	target *table

	citing   []tableRow // rows whose texts may call for footnotes
	noteRows []tableRow
}

// checkAsks runs the plan's own rules and puts their faults at the cells
// concerned.
func (r *planReader) checkAsks() {
	_, _, faults := r.plan.Asks()
	seen := map[string]int{} // one complaint for a pair of rows, not one a unit
	for _, f := range faults {
		sheet, ref, _ := strings.Cut(f.Place, "!")
		switch {
		case f.Code == "noi-dung-khong-giao":
			ref = r.itemAt[f.Found]
		case r.target != nil && ref != "":
			_, row, _ := spreadsheet.ParseRef(ref)
			column := map[string]string{"noi-dung-la": "Mã nội dung", "san-pham-la": "Mã sản phẩm", "don-vi-la": "Đơn vị thực hiện"}[f.Code]
			if col := r.target.cols[column]; col != 0 {
				ref = spreadsheet.Ref(col, row)
			}
		}
		k := f.Code + " " + sheet + "!" + ref
		if f.Code == "chi-tieu-trung" {
			if seen[k]++; seen[k] > 1 {
				continue
			}
		}
		severity := finding.Error
		if f.Warning {
			severity = finding.Warning
		}
		r.add(severity, f.Code, r.pos(sheet, ref), f.Found, f.Message, f.Hint)
	}
}

// Whether a row of the sheet "Thông tin" must be there: without a needed value
// there is no plan, an expected row is missed with a warning.
type needOf int

const (
	optional needOf = iota
	expected
	needed
)

// Rows of the sheet "Thông tin".
var infoRows = []struct {
	name string
	need needOf
	to   func(*report.Info) *string // nil: read apart
}{
	{"Năm", needed, nil},
	{"Cơ quan chủ quản", needed, func(i *report.Info) *string { return &i.Parent }},
	{"Cơ quan ban hành", needed, func(i *report.Info) *string { return &i.Issuer }},
	{"Tên đầy đủ", needed, func(i *report.Info) *string { return &i.FullName }},
	{"Ký hiệu cơ quan", needed, func(i *report.Info) *string { return &i.Symbol }},
	{"Địa danh", needed, func(i *report.Info) *string { return &i.Place }},
	{"Trích yếu", needed, func(i *report.Info) *string { return &i.Subject }},
	{"Đầu mối tổng hợp", expected, func(i *report.Info) *string { return &i.Collector }},
	{"Quyền hạn ký", optional, nil},
	{"Chức vụ trưởng", needed, func(i *report.Info) *string { return &i.HeadTitle }},
	{"Chức vụ người ký", expected, func(i *report.Info) *string { return &i.SignerTitle }},
	{"Họ tên người ký", expected, func(i *report.Info) *string { return &i.SignerName }},
	{"Đơn vị soạn thảo", needed, func(i *report.Info) *string { return &i.Drafting }},
	{"Người soạn thảo", expected, func(i *report.Info) *string { return &i.Drafter }},
	{"Số, ngày ban hành", optional, func(i *report.Info) *string { return &i.Issued }},
	{"Ngày hiệu lực", optional, nil},
}

var capacities = []string{"TM.", "KT.", "TL.", "TUQ.", "Q."}

func (r *planReader) info(t *table) {
	rows := map[string]tableRow{}
	for _, row := range t.rows {
		name := row.need("Mục")
		k := key(strings.TrimRight(name, ": "))
		found := false
		for _, ir := range infoRows {
			if key(ir.name) == k {
				found = true
				if old, twice := rows[ir.name]; twice {
					row.fault("Mục", "muc-trung", fmt.Sprintf("mục này có hai lần (lần đầu ở dòng %d)", old.line.N), "bỏ một trong hai dòng")
					break
				}
				rows[ir.name] = row
			}
		}
		if !found && name != "" {
			row.warn("Mục", "muc-la", "mục này không có trong mẫu kế hoạch nên không được đọc", "xóa dòng, hoặc sửa tên mục nếu gõ nhầm")
		}
	}
	for _, ir := range infoRows {
		row, ok := rows[ir.name]
		switch {
		case !ok && ir.need == needed:
			r.add(finding.Error, "thieu-muc", r.pos(planInfo, ""), "", fmt.Sprintf("thiếu mục “%s”", ir.name), "thêm một dòng có đúng tên mục này")
		case !ok && ir.need == expected:
			r.add(finding.Warning, "thieu-muc", r.pos(planInfo, ""), "", fmt.Sprintf("thiếu mục “%s”", ir.name), "thêm một dòng có đúng tên mục này")
		case !ok:
		case ir.need == needed && row.need("Giá trị") == "":
		case ir.to != nil:
			*ir.to(&r.plan.Info) = row.text("Giá trị")
		}
	}
	if row, ok := rows["Năm"]; ok {
		r.plan.Year = row.year("Giá trị")
	}
	if row, ok := rows["Quyền hạn ký"]; ok {
		r.plan.Info.Capacity = row.capacity("Giá trị")
	}
	if row, ok := rows["Ngày hiệu lực"]; ok {
		r.plan.Effective = row.date("Giá trị")
	}
}

func (r tableRow) capacity(name string) string {
	c := r.cell(name)
	for _, word := range capacities {
		if c.Kind == spreadsheet.Text && key(strings.TrimSuffix(word, ".")) == key(strings.TrimSuffix(c.Text, ".")) {
			return word
		}
	}
	if c.Empty() {
		return ""
	}
	r.fault(name, "gia-tri-la", "không có quyền hạn ký này", "chọn một trong: "+strings.Join(capacities, "; ")+"; để trống khi người đứng đầu tự ký")
	return ""
}

func (r tableRow) year(name string) int {
	s := r.text(name)
	if s == "" {
		return 0 // said already
	}
	p, err := report.ParsePeriod(s)
	if err != nil || p.Kind != report.Year {
		r.fault(name, "nam-khong-doc-duoc", "không đọc được năm của kế hoạch", "gõ năm của kế hoạch bằng bốn chữ số")
	}
	return p.Year
}

func (r *planReader) lines(t *table, text string) []report.Line {
	var lines []report.Line
	for _, row := range t.rows {
		if s := row.need(text); s != "" {
			lines = append(lines, report.Line{Number: row.text("TT"), Text: s})
		}
	}
	return lines
}

func (r *planReader) duties(t *table) {
	for _, row := range t.rows {
		if s := row.need("Nội dung"); s != "" {
			r.plan.Duties = append(r.plan.Duties, report.Duty{Number: row.text("TT"), Unit: row.text("Đơn vị"), Text: s})
		}
	}
	r.citing = append(r.citing, t.rows...)
}
