package workbook

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

func number(s string) *report.Number {
	n, err := report.ParseNumber(s)
	if err != nil {
		panic(err)
	}
	return &n
}

func day(s string) report.Date {
	d, err := report.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// samplePlan has one of everything that a plan can say.
func samplePlan() *report.Plan {
	long := strings.Repeat("Tuyên truyền các quan điểm, chủ trương, chính sách, pháp luật về cải cách hành chính và kết quả thực hiện. ", 6)
	return &report.Plan{
		Year: 2025, Effective: day("2025-01-02"),
		Info: report.Info{
			Parent: "UBND THÀNH PHỐ HUẾ", Issuer: "SỞ Y TẾ", FullName: "Sở Y tế thành phố Huế", Symbol: "SYT", Place: "Huế",
			Subject: "Tuyên truyền cải cách hành chính Sở Y tế năm 2025", Collector: "Trung tâm Kiểm soát bệnh tật", Capacity: "KT.",
			HeadTitle: "GIÁM ĐỐC", SignerTitle: "PHÓ GIÁM ĐỐC", SignerName: "Nguyễn Văn Mẫu", Drafting: "VP", Drafter: "V", Issued: "3214/KH-SYT ngày 05 tháng 12 năm 2024",
		},
		Signers: []report.SignerRow{{DocType: "BC", From: day("2025-07-01"), Lines: []string{"TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"}, Name: "Trần Thị Ví Dụ"}},
		Bases:   []report.Line{{Number: "1", Text: "Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ"}},
		Items: []report.Item{
			{Code: "ND01", Number: "1", Text: strings.TrimSpace(long), Form: "Trang thông tin điện tử; các đơn vị trực thuộc", Lead: "Văn phòng Sở", Time: "Thường xuyên", Outcome: "Đưa tin trên trang web", PreviousCode: "ND02"},
			{Code: "ND02", Number: "2", Text: "Phổ biến kế hoạch cải cách hành chính", Form: "Hội nghị, tập huấn", Lead: "Các đơn vị", Time: "Quý II"},
			{Code: "ND03", Number: "3", Text: "=Nội dung bắt đầu bằng dấu bằng"},
		},
		Contents: []report.Line{{Number: "a", Text: "Chủ trương của Đảng"}},
		Forms:    []report.Line{{Number: "1", Text: "- Trực quan"}},
		Duties:   []report.Duty{{Number: "1", Unit: "Văn phòng Sở", Text: "Theo dõi, đôn đốc[1]"}},
		Notes:    []report.Line{{Number: "1", Text: "KAD: không áp dụng"}},
		Products: []report.Product{
			{Code: "TIN", Name: "Tin, bài trên trang thông tin điện tử", Unit: "bài", FormGroup: "Trang thông tin điện tử", Evidence: true},
			{Code: "HN", Name: "Hội nghị", Unit: "cuộc", FormGroup: "Hội nghị", Requires: "TL"},
			{Code: "TL", Name: "Tài liệu phát tại hội nghị", Unit: "bộ", Denominator: "TIN"},
			{Code: "GIO", Name: "Thời lượng phát thanh", Unit: "giờ", Kind: report.Decimal, Combine: report.Max},
			{Code: "KH", Name: "Ban hành kế hoạch", Unit: "kế hoạch", Combine: report.YesNo},
			{Code: "CB", Name: "Cán bộ đầu mối", Unit: "người", Combine: report.Latest},
		},
		Targets: []report.TargetRow{
			{Item: "ND01", Product: "TIN", Target: number("12"), Units: []string{"*"}},
			{Item: "ND01", Product: "TIN", Target: number("1234"), Units: []string{"U02"}},
			{Item: "ND01", Product: "TL", Units: []string{"Bệnh viện"}},
			{Item: "ND02", Product: "HN", Target: number("500"), Units: []string{"U01", "Trạm y tế"}, Shared: true},
			{Item: "ND02", Product: "TL", Units: []string{"*"}},
			{Item: "ND02", Product: "GIO", Target: number("12.5"), Units: []string{"*"}},
			{Item: "ND02", Product: "KH", Target: number("1"), Units: []string{"*"}},
			{Item: "ND03", Product: "CB", Units: []string{"*"}},
		},
		Units: []report.Unit{
			{Code: "U01", Name: "Bệnh viện Đa khoa A", Group: "Bệnh viện", Order: 1, Email: "a@example.com"},
			{Code: "U02", Name: "Trung tâm Y tế B", Group: "Trung tâm", Order: 2, To: day("2025-06-30"), Successor: "U03"},
			{Code: "U03", Name: "Trạm Y tế C", Group: "Trạm y tế", Order: 3, From: day("2025-07-01")},
		},
		Recipients: []report.Recipient{
			{DocType: "KH", Name: "Ủy ban nhân dân thành phố", Note: "báo cáo"},
			{DocType: "BC 6T", Name: "Sở Nội vụ", Role: report.Addressed},
			{DocType: "2025", Name: "Lưu: VT, VP."},
		},
		Periods: []report.PeriodRule{
			{Period: report.Period{Year: 2025, Kind: report.FirstHalf}, From: day("2024-12-15"), To: day("2025-06-14"), Due: day("2025-06-20")},
			{Period: report.Period{Year: 2025, Kind: report.Year}, Due: day("2025-12-20")},
			{Period: report.Period{Year: 2025, Kind: report.Month, N: 6}},
		},
	}
}

var firstHalf = report.Period{Year: 2025, Kind: report.FirstHalf}

func sampleForm(unit string, period report.Period) Form {
	p := samplePlan()
	u, _ := p.Unit(unit)
	from, to := p.Window(period)
	asks, _, _ := p.Asks()
	f := Form{Plan: p, Unit: u, Period: period, From: from, To: to, Due: p.Due(period, nil)}
	for _, a := range asks {
		if a.Unit == unit {
			f.Asks = append(f.Asks, a)
		}
	}
	return f
}

func sampleContext() Context {
	return Context{Plan: func(year int) *report.Plan {
		if year != 2025 {
			return nil
		}
		return samplePlan()
	}}
}

func mustForm(t testing.TB, unit string, period report.Period) []byte {
	t.Helper()
	data, err := WriteForm(sampleForm(unit, period))
	if err != nil {
		t.Fatal(err)
	}
	likeExcelize(t, data)
	return data
}

func mustFill(t testing.TB, form []byte, e Entries) []byte {
	t.Helper()
	data, left, err := FillForm(form, e)
	if err != nil || len(left) > 0 {
		t.Fatalf("fill: %v, left over: %v", err, left)
	}
	likeExcelize(t, data)
	return data
}

// filledForm is a form with a figure, a text or a fault of every kind.
func filledForm(t testing.TB) []byte {
	return mustFill(t, mustForm(t, "U01", firstHalf), Entries{
		Cells: []Entry{
			{"ND01", "TIN", ColumnResult, 15},
			{"ND01", "TIN", ColumnPeople, 1200},
			{"ND01", "TIN", ColumnDescription, "- Đăng trên trang\nthông tin điện tử"},
			{"ND01", "TIN", ColumnEvidence, "https://example.com/tin"},
			{"ND01", "TIN", ColumnDate, day("2025-06-01")},
			{"ND01", "TL", ColumnResult, "02"},
			{"ND02", "HN", ColumnResult, "KAD"},
			{"ND02", "TL", ColumnResult, "15-20"},
			{"ND02", "GIO", ColumnResult, 2.75},
			{"ND02", "KH", ColumnResult, "có"},
			{"ND03", "CB", ColumnResult, 0},
			{"ND03", "CB", ColumnProposal, "=1+1 là chữ"},
		},
		Assessments: []report.Assessment{{Section: report.SectionStrengths, Text: "Tích cực"}, {Section: report.SectionDirections, Text: "@ Tiếp tục"}},
	})
}

// edit opens a workbook, changes it and gives it back.
func edit(t testing.TB, data []byte, change func(f *excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	change(f)
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	likeExcelize(t, buf.Bytes())
	return buf.Bytes()
}

// described leaves out the warning of results without a word, which nearly all
// forms of these tests deserve: they hold no more than what they test.
func described(fs []finding.Finding) []finding.Finding {
	return slices.DeleteFunc(slices.Clone(fs), func(f finding.Finding) bool { return f.Code == "thieu-mo-ta" })
}

// brief gives findings as short lines: "error so-am Báo cáo!H7".
func brief(fs []finding.Finding) []string {
	var out []string
	for _, f := range described(fs) {
		out = append(out, strings.TrimSpace(f.Severity.String()+" "+f.Code+" "+f.Pos.Place()))
	}
	return out
}
