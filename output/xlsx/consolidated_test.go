package xlsx

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/report"
)

func num(t testing.TB, s string) *report.Number {
	t.Helper()
	n, err := report.ParseNumber(s)
	if err != nil {
		t.Fatal(err)
	}
	return &n
}

func sampleFigures(t testing.TB) *report.Figures {
	t.Helper()
	plan := &report.Plan{
		Year:     2025,
		Items:    []report.Item{{Code: "ND01", Number: "1", Text: "=Chủ trương"}},
		Products: []report.Product{{Code: "TIN", Name: "Tin, bài", Unit: "bài"}, {Code: "KH", Name: "Kế hoạch", Unit: "bản", Combine: report.YesNo}},
		Units:    []report.Unit{{Code: "U01", Name: "Bệnh viện A"}, {Code: "U02", Name: "Trạm B"}, {Code: "U00", Name: "Trạm cũ"}},
	}
	half := report.Period{Year: 2025, Kind: report.FirstHalf}
	quarter := report.Period{Year: 2025, Kind: report.Quarter, N: 1}
	sub := &report.Submission{Unit: "U00", Period: quarter, Revision: 2, ReceivedAt: time.Date(2025, 6, 10, 1, 30, 0, 0, time.UTC), File: report.File{Name: "U00_2025-Q1.xlsx"}}
	sub.Remarks = []report.Remark{
		{Item: "ND01", Product: "TIN", Field: report.RemarkDescription, Text: "=Đăng tin", Place: report.Place{Sheet: "Báo cáo", Cell: "J7"}},
		{Item: "ND01", Product: "TIN", Field: report.RemarkDate, Text: "2025-06-01", Place: report.Place{Sheet: "Báo cáo", Cell: "L7"}},
		{Item: "ND09", Product: "X", Field: report.RemarkProposal, Text: "Tập huấn *", Place: report.Place{Sheet: "Báo cáo", Cell: "N9"}},
	}
	sub.Assessments = []report.Assessment{{Section: report.SectionStrengths, Text: "Tích cực", Place: report.Place{Sheet: "Đánh giá chung", Cell: "B5"}}}
	cell := report.Cell{Item: "ND01", Product: "TIN", Measure: report.Result, State: report.Value, Value: *num(t, "3"), Places: []report.Place{{Sheet: "Báo cáo", Cell: "H7", Text: "02", Value: *num(t, "2")}, {Sheet: "Báo cáo", Cell: "H9", Text: "1 bài", Value: *num(t, "1")}}}
	from, to := half.Window()
	return &report.Figures{
		Plan: plan, Period: half, From: from, To: to, Due: report.MakeDate(2025, 6, 20),
		Cells: []report.Figure{
			{Item: "ND01", Product: "TIN", Unit: "U01", Measure: report.Result, State: report.Value, Value: *num(t, "1234.5"), Source: report.Own},
			{Item: "ND01", Product: "TIN", Unit: "U02", Measure: report.Result, State: report.Value, Value: *num(t, "3"), Source: report.Partial, Missing: []report.Period{{Year: 2025, Kind: report.Quarter, N: 2}}, Parts: []report.Part{{Period: quarter, Submission: sub, Cell: cell}}},
			{Item: "ND01", Product: "KH", Unit: "U01", Measure: report.Result, State: report.Value, Value: *num(t, "1"), Source: report.Own},
		},
		Totals: []report.Total{
			{Item: "ND01", Product: "TIN", Measure: report.Result, Value: num(t, "1237.5"), Target: num(t, "2000"), Percent: num(t, "61.9"), Reporting: 2, Expected: 2},
			{Item: "ND01", Product: "KH", Measure: report.Result, Reporting: 0, Expected: 1},
		},
		Outside:  []report.Outside{{Unit: "U01", Cell: report.Cell{Item: "ND09", Product: "X", Measure: report.People, State: report.NotApplicable, Places: []report.Place{{Sheet: "Báo cáo", Cell: "I9", Text: "KAD"}}}, Submission: sub}},
		Progress: map[string]report.Progress{"ND01": report.InProgress},
		Units: []report.UnitStatus{
			{Unit: plan.Units[0], Standing: report.OnTime, Latest: sub, Submissions: []*report.Submission{sub}, Warnings: 1},
			{Unit: plan.Units[1], Standing: report.Missing},
		},
	}
}

func TestConsolidated(t *testing.T) {
	data, err := Consolidated(sampleFigures(t))
	if err != nil {
		t.Fatal(err)
	}
	again, err := Consolidated(sampleFigures(t))
	if err != nil || !bytes.Equal(data, again) {
		t.Errorf("the same figures gave other bytes (%v)", err)
	}
	f := open(t, data)
	if diff := cmp.Diff([]string{"Theo nội dung", "Theo đơn vị", "Nguồn số liệu", "Tình hình gửi", "Nội dung đơn vị ghi", "Ngoài kế hoạch"}, f.GetSheetList()); diff != "" {
		t.Errorf("sheets (-want +got):\n%s", diff)
	}
	for _, test := range []struct {
		sheet string
		want  [][]string
	}{
		{"Theo nội dung", [][]string{
			{"1", "ND01/TIN", "=Chủ trương", "Tin, bài", "Kết quả", "bài", "2,000", "1,237.5", "61.9", "", "2", "2", "Đang thực hiện"},
			{"1", "ND01/KH", "=Chủ trương", "Kế hoạch", "Kết quả", "đơn vị có", "", "chưa BC", "", "", "0", "1", "Đang thực hiện"},
		}},
		{"Theo đơn vị", [][]string{
			{"ND01/TIN", "Tin, bài", "Kết quả", "1,234.5", "3 "},
			{"ND01/KH", "Kế hoạch", "Kết quả", "có", "-"},
		}},
		{"Nguồn số liệu", [][]string{
			{"ND01/TIN", "U02", "Trạm B (trước là Trạm cũ)", "Kết quả", "3 ", "chưa đủ các kỳ", "2025-Q2", "2025-Q1", "U00_2025-Q1.xlsx", "2", "08:30 10/06/2025", "Báo cáo", "H7", "02", "2"},
			{"ND01/TIN", "U02", "Trạm B (trước là Trạm cũ)", "Kết quả", "3 ", "chưa đủ các kỳ", "2025-Q2", "2025-Q1", "U00_2025-Q1.xlsx", "2", "08:30 10/06/2025", "Báo cáo", "H9", "1 bài", "1"},
		}},
		{"Tình hình gửi", [][]string{
			{"U01", "Bệnh viện A", "", "Đúng hạn", "2", "08:30 10/06/2025", "1"},
			{"U02", "Trạm B", "", "Chưa gửi", "", "", "0"},
		}},
		{"Nội dung đơn vị ghi", [][]string{
			{"U01", "Bệnh viện A (trước là Trạm cũ)", "2025-Q1", "ND01/TIN", "Tin, bài", "Mô tả kết quả", "=Đăng tin", "U00_2025-Q1.xlsx", "Báo cáo", "J7"},
			{"U01", "Bệnh viện A (trước là Trạm cũ)", "2025-Q1", "ND01/TIN", "Tin, bài", "Ngày thực hiện", "01/6/2025", "U00_2025-Q1.xlsx", "Báo cáo", "L7"},
			{"U01", "Bệnh viện A (trước là Trạm cũ)", "2025-Q1", "ND09/X", "", "Kiến nghị", "Tập huấn *", "U00_2025-Q1.xlsx", "Báo cáo", "N9"},
			{"U01", "Bệnh viện A (trước là Trạm cũ)", "2025-Q1", "", "", "Ưu điểm", "Tích cực", "U00_2025-Q1.xlsx", "Đánh giá chung", "B5"},
		}},
		{"Ngoài kế hoạch", [][]string{{"U01", "Bệnh viện A", "ND09/X", "Lượt người", "KAD", "U00_2025-Q1.xlsx", "Báo cáo", "I9", "KAD"}}},
	} {
		// The library leaves out a quoted star; TestPartialFiguresAreNumbers looks.
		rows, err := f.GetRows(test.sheet)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, rows[gridHead:]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.sheet, diff)
		}
	}
	if formula, _ := f.GetCellFormula("Theo nội dung", "C5"); formula != "" {
		t.Errorf("a text became the formula %q", formula)
	}
}

// TestPartialFiguresAreNumbers: a figure that lacks some parts shows a star and
// still counts in a sum.
func TestPartialFiguresAreNumbers(t *testing.T) {
	figures := sampleFigures(t)
	figures.Cells[0].Source, figures.Cells[2].Source = report.Partial, report.Partial
	data, err := Consolidated(figures)
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, data)
	for _, test := range []struct{ sheet, cell, value, format string }{
		{"Theo đơn vị", "D5", "1234.5", `#,##0.0" *"`},
		{"Theo đơn vị", "E5", "3", `#,##0" *"`},
		{"Theo đơn vị", "D6", "có *", "@"},
		{"Nguồn số liệu", "E5", "3", `#,##0" *"`},
	} {
		value, err := f.GetCellValue(test.sheet, test.cell, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		kind, err := f.GetCellType(test.sheet, test.cell)
		if err != nil {
			t.Fatal(err)
		}
		id, _ := f.GetCellStyle(test.sheet, test.cell)
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		text := kind == excelize.CellTypeSharedString
		if value != test.value || text != (test.format == "@") || style.CustomNumFmt == nil && test.format != "@" || style.CustomNumFmt != nil && *style.CustomNumFmt != test.format {
			t.Errorf("%s!%s: %q of kind %v, style %+v", test.sheet, test.cell, value, kind, style)
		}
	}
}

// TestSignsByUnit: the measure of people has the signs of the report. Not asked,
// not reported, reported without people and KAD stay apart.
func TestSignsByUnit(t *testing.T) {
	figures := sampleFigures(t)
	result := func(unit string, state report.State) report.Figure {
		return report.Figure{Item: "ND01", Product: "TIN", Unit: unit, Measure: report.Result, State: state, Source: report.Own}
	}
	reached := result("U06", report.Value)
	reached.Measure, reached.Value = report.People, *num(t, "40")
	kad := reached
	kad.Unit, kad.State = "U07", report.NotApplicable
	figures.Cells = []report.Figure{
		result("U02", report.NotReported), result("U03", report.Blank), result("U04", report.NotApplicable),
		result("U05", report.Value), result("U06", report.Value), reached, result("U07", report.Value), kad,
	}
	figures.Totals = []report.Total{{Item: "ND01", Product: "TIN", Measure: report.Result}, {Item: "ND01", Product: "TIN", Measure: report.People}}
	figures.Units = nil
	for _, code := range []string{"U01", "U02", "U03", "U04", "U05", "U06", "U07"} {
		figures.Units = append(figures.Units, report.UnitStatus{Unit: report.Unit{Code: code, Name: code}})
	}
	figures.Units = append(figures.Units, report.UnitStatus{Unit: report.Unit{Code: "U08"}, Standing: report.Excused})
	data, err := Consolidated(figures)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := open(t, data).GetRows("Theo đơn vị")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"ND01/TIN", "Tin, bài", "Kết quả", "-", "chưa BC", "…", "KAD", "0", "0", "0"},
		{"ND01/TIN", "Tin, bài", "Lượt người", "-", "chưa BC", "…", "KAD", "…", "40", "KAD"},
	}
	if diff := cmp.Diff(want, rows[gridHead:]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestPrintOnA4: a column a unit does not fit on one page; what names a row is
// repeated on each. The rest is as wide as the page.
func TestPrintOnA4(t *testing.T) {
	figures := sampleFigures(t)
	figures.Totals = append(figures.Totals, report.Total{Item: "ND01", Product: "TIN", Measure: report.People})
	data, err := Consolidated(figures)
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, data)
	names := map[string]string{}
	for _, n := range f.GetDefinedName() {
		names[n.Scope+" "+n.Name] = n.RefersTo
	}
	for name, want := range map[string]string{
		"Theo đơn vị _xlnm.Print_Titles":            "'Theo đơn vị'!$A:$C,'Theo đơn vị'!$4:$4",
		"Nguồn số liệu _xlnm.Print_Titles":          "'Nguồn số liệu'!$4:$4",
		"Nguồn số liệu _xlnm._FilterDatabase":       "'Nguồn số liệu'!$A$4:$O$6",
		"Nội dung đơn vị ghi _xlnm._FilterDatabase": "'Nội dung đơn vị ghi'!$A$4:$J$8",
	} {
		if names[name] != want {
			t.Errorf("%s: %q, want %q", name, names[name], want)
		}
	}
	for _, sheet := range f.GetSheetList() {
		props, err := f.GetSheetProps(sheet)
		if err != nil {
			t.Fatal(err)
		}
		wide := sheet == "Theo đơn vị"
		if fit := props.FitToPage != nil && *props.FitToPage; fit == wide {
			t.Errorf("%s: as wide as the page is %v", sheet, fit)
		}
		panes, err := f.GetPanes(sheet)
		if err != nil || !panes.Freeze || panes.YSplit != gridHead || sheet == "Nguồn số liệu" && panes.XSplit != 2 {
			t.Errorf("%s: panes %+v, %v", sheet, panes, err)
		}
	}
	layout, err := f.GetPageLayout("Theo đơn vị")
	if err != nil || layout.AdjustTo == nil || *layout.AdjustTo != widePercent || *layout.Size != 9 {
		t.Errorf("layout %+v, %v", layout, err)
	}
	// The note stands within the columns that each page repeats.
	if merged, err := f.GetMergeCells("Theo đơn vị"); err != nil || len(merged) != 1 || merged[0].GetStartAxis()+":"+merged[0].GetEndAxis() != "A2:C2" {
		t.Errorf("merged cells %v, %v", merged, err)
	}
	if got, _ := f.GetCellValue("Theo nội dung", "F7"); got != "lượt người" {
		t.Errorf("measure of people: %q", got)
	}
}
