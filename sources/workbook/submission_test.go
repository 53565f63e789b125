package workbook

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/report"
)

func TestFilledFormComesBack(t *testing.T) {
	form := mustForm(t, "U01", firstHalf)
	if again := mustForm(t, "U01", firstHalf); !bytes.Equal(form, again) {
		t.Error("the same form gave other bytes")
	}
	filled := mustFill(t, form, Entries{
		Cells: []Entry{
			{"ND01", "TIN", ColumnResult, 15},
			{"ND01", "TIN", ColumnPeople, report.NumberOf(1200)},
			{"ND01", "TIN", ColumnEvidence, "https://example.com/tin"},
			{"ND01", "TIN", ColumnDate, day("2025-06-01")},
			{"ND01", "TL", ColumnResult, "02"},
			{"ND02", "HN", ColumnResult, "KAD"},
			{"ND02", "GIO", ColumnResult, 0.30000000000000004},
			{"ND02", "KH", ColumnResult, "có"},
			{"ND02", "KH", ColumnObstacle, "- Thiếu kinh phí"},
			{"ND03", "CB", ColumnResult, 0},
		},
		Assessments: []report.Assessment{{Section: report.SectionStrengths, Text: "Tích cực"}},
	})
	got, fs := ReadSubmission("inbox/U01_2025-6T.xlsx", filled, sampleContext())
	if len(described(fs)) > 0 {
		t.Errorf("findings: %v", fs)
	}
	place := func(sheet, cell, text string, n string) []report.Place {
		p := report.Place{Sheet: sheet, Cell: cell, Text: text}
		if n != "" {
			p.Value = *number(n)
		}
		return []report.Place{p}
	}
	want := &report.Submission{
		Unit: "U01", Period: firstHalf,
		Cells: []report.Cell{
			{Item: "ND01", Product: "TIN", Measure: report.Result, State: report.Value, Value: *number("15"), Places: place("Báo cáo", "H7", "15", "15")},
			{Item: "ND01", Product: "TIN", Measure: report.People, State: report.Value, Value: *number("1200"), Places: place("Báo cáo", "I7", "1200", "1200")},
			{Item: "ND01", Product: "TL", Measure: report.Result, State: report.Value, Value: *number("2"), Places: place("Báo cáo", "H8", "02", "2")},
			{Item: "ND02", Product: "HN", Measure: report.Result, State: report.NotApplicable, Places: place("Báo cáo", "H9", "KAD", "")},
			{Item: "ND02", Product: "GIO", Measure: report.Result, State: report.Value, Value: *number("0.3"), Places: place("Báo cáo", "H11", "0.30000000000000004", "0.3")},
			{Item: "ND02", Product: "KH", Measure: report.Result, State: report.Value, Value: *number("1"), Places: place("Báo cáo", "H12", "có", "1")},
			{Item: "ND03", Product: "CB", Measure: report.Result, State: report.Value, Places: place("Báo cáo", "H13", "0", "")},
		},
		Remarks: []report.Remark{
			{Item: "ND01", Product: "TIN", Field: report.RemarkEvidence, Text: "https://example.com/tin", Place: report.Place{Sheet: "Báo cáo", Cell: "K7", Text: "https://example.com/tin"}},
			{Item: "ND01", Product: "TIN", Field: report.RemarkDate, Text: "2025-06-01", Place: report.Place{Sheet: "Báo cáo", Cell: "L7", Text: "01/6/2025"}},
			{Item: "ND02", Product: "KH", Field: report.RemarkObstacle, Text: "- Thiếu kinh phí", Place: report.Place{Sheet: "Báo cáo", Cell: "M12", Text: "- Thiếu kinh phí"}},
		},
		Assessments: []report.Assessment{{Section: report.SectionStrengths, Text: "Tích cực", Place: report.Place{Sheet: "Đánh giá chung", Cell: "B5", Text: "Tích cực"}}},
	}
	if diff := cmp.Diff(want, got, exact); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestMeasureOfAYesNoProduct: the form says what the cell takes; forms of before,
// with the plan's measure there, read the same.
func TestMeasureOfAYesNoProduct(t *testing.T) {
	form := mustFill(t, mustForm(t, "U01", firstHalf), Entries{Cells: []Entry{{"ND02", "KH", ColumnResult, "có"}}})
	var measures []string
	old := edit(t, form, func(f *excelize.File) {
		for _, cell := range []string{"F11", "F12"} { // ND02/GIO, ND02/KH
			v, err := f.GetCellValue("Báo cáo", cell)
			if err != nil {
				t.Fatal(err)
			}
			measures = append(measures, v)
		}
		if err := f.SetCellStr("Báo cáo", "F12", "kế hoạch"); err != nil {
			t.Fatal(err)
		}
	})
	if diff := cmp.Diff([]string{"giờ", "có/không"}, measures); diff != "" {
		t.Errorf("measures (-want +got):\n%s", diff)
	}
	for name, data := range map[string][]byte{"new": form, "old": old} {
		sub, fs := ReadSubmission("a.xlsx", data, sampleContext())
		if diff := cmp.Diff([]string{"ND02/KH 1 H12"}, figures(sub)); diff != "" || len(fs) > 0 {
			t.Errorf("%s form: %v\n%s", name, fs, diff)
		}
	}
}
