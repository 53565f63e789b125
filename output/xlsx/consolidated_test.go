package xlsx

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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
			{Unit: plan.Units[0], Standing: report.OnTime, Latest: sub, Warnings: 1},
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
	if diff := cmp.Diff([]string{"Theo nội dung", "Theo đơn vị", "Nguồn số liệu", "Tình hình gửi", "Ngoài kế hoạch"}, f.GetSheetList()); diff != "" {
		t.Errorf("sheets (-want +got):\n%s", diff)
	}
	for _, test := range []struct {
		sheet string
		want  [][]string
	}{
		{"Theo nội dung", [][]string{
			{"1", "ND01/TIN", "=Chủ trương", "Tin, bài", "Kết quả", "bài", "2,000", "1237.5", "61.9", "", "2", "2", "Đang thực hiện"},
			{"1", "ND01/KH", "=Chủ trương", "Kế hoạch", "Kết quả", "đơn vị có", "", "chưa BC", "", "", "0", "1", "Đang thực hiện"},
		}},
		{"Theo đơn vị", [][]string{
			{"ND01/TIN", "Tin, bài", "Kết quả", "1234.5", "3 *"},
			{"ND01/KH", "Kế hoạch", "Kết quả", "có", "-"},
		}},
		{"Nguồn số liệu", [][]string{
			{"ND01/TIN", "U02", "Trạm B (trước là Trạm cũ)", "Kết quả", "3 *", "chưa đủ các kỳ", "2025-Q2", "2025-Q1", "U00_2025-Q1.xlsx", "2", "08:30 10/06/2025", "Báo cáo", "H7", "02", "2"},
			{"ND01/TIN", "U02", "Trạm B (trước là Trạm cũ)", "Kết quả", "3 *", "chưa đủ các kỳ", "2025-Q2", "2025-Q1", "U00_2025-Q1.xlsx", "2", "08:30 10/06/2025", "Báo cáo", "H9", "1 bài", "1"},
		}},
		{"Tình hình gửi", [][]string{
			{"U01", "Bệnh viện A", "", "Đúng hạn", "2", "08:30 10/06/2025", "1"},
			{"U02", "Trạm B", "", "Chưa gửi", "", "", "0"},
		}},
		{"Ngoài kế hoạch", [][]string{{"U01", "Bệnh viện A", "ND09/X", "Lượt người", "KAD", "U00_2025-Q1.xlsx", "Báo cáo", "I9", "KAD"}}},
	} {
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
