package workbook

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// odd gives the findings of some codes as short lines.
func odd(fs []finding.Finding, codes ...string) (out []string) {
	for _, f := range fs {
		if slices.Contains(codes, f.Code) {
			out = append(out, f.Severity.String()+" "+f.Code+" "+f.Pos.Place()+" "+f.Found+": "+f.Message)
		}
	}
	return out
}

func TestResultsWithoutAWord(t *testing.T) {
	const top = "[Báo cáo]\nMã đơn vị: U01|Kỳ báo cáo: 2025-6T\n" + head
	const message = "có kết quả nhưng không ghi gì ở cột “Mô tả kết quả”"
	for _, test := range []struct {
		name, rows string
		want       []string
	}{
		{"nothing said", "\n|ND02/TL|||#3", []string{"warning thieu-mo-ta Báo cáo!E3 3: " + message}},
		{"described", "\n|ND02/TL|||#3||phát tại hội nghị", nil},
		{"said in another column", "\n|ND02/TL|||#3|||||thiếu giấy", nil},
		{"nothing done", "\n|ND02/TL|||#0\n|ND02/GIO|||KAD\n|ND03/CB", nil},
		{"yes needs no words", "\n|ND02/KH|||có", nil},
		{"evidence has a warning of its own", "\n|ND01/TIN|||#3", nil},
		{"not asked", "\n|ND03/TL|||#3", nil},
		{"several, one warning", "\n|ND02/TL|||#3\n|ND02/GIO|||#1.5\n|ND03/CB|||#2", []string{"warning thieu-mo-ta Báo cáo!E3 3: " + message + " (cả tệp có 3 dòng như vậy: E4, E5)"}},
	} {
		_, fs := ReadSubmission("a.xlsx", workbookOf(t, top+test.rows), sampleContext())
		if diff := cmp.Diff(test.want, odd(fs, "thieu-mo-ta")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
	// The unit removed the column: that has its own warning.
	_, fs := ReadSubmission("a.xlsx", workbookOf(t, strings.Replace(top, "|Mô tả kết quả", "", 1)+"\n|ND02/TL|||#3"), sampleContext())
	if got := odd(fs, "thieu-mo-ta"); got != nil {
		t.Errorf("without the column: %v", got)
	}
}

func TestPeopleWithoutResult(t *testing.T) {
	const top = "[Báo cáo]\nMã đơn vị: U01|Kỳ báo cáo: 2025-6T\n" + head
	for _, test := range []struct {
		name, rows string
		want       string
	}{
		{"blank", "\n|ND02/HN||||#40", "F3"},
		{"none", "\n|ND02/HN|||#0|#40", "F3"},
		{"KAD", "\n|ND02/HN|||KAD|#40", "F3"},
		{"a result", "\n|ND02/HN|||#1|#40", ""},
		{"no people", "\n|ND02/HN|||#0|#0", ""},
		{"the result is a fault", "\n|ND02/HN|||15-20|#40", ""},
		{"in another row of the code", "\n|ND02/HN||||#40\n|ND02/HN|||#1", ""},
	} {
		_, fs := ReadSubmission("a.xlsx", workbookOf(t, top+test.rows), sampleContext())
		var got string
		for _, f := range fs {
			if f.Code == "nguoi-khong-ket-qua" && f.Severity == finding.Warning {
				got += f.Pos.Cell
			}
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestFiguresThatLeap(t *testing.T) {
	const top = "[Báo cáo]\nMã đơn vị: U01|Kỳ báo cáo: 2025-6T\n" + head
	number := func(item, product string, m report.Measure, s string) report.Cell {
		n, err := report.ParseNumber(s)
		if err != nil {
			t.Fatal(err)
		}
		return report.Cell{Item: item, Product: product, Measure: m, State: report.Value, Value: n}
	}
	ctx := sampleContext()
	var asked []string
	ctx.Last = func(unit string, p report.Period) []report.Cell {
		asked = append(asked, unit+" "+p.String())
		return []report.Cell{
			number("ND02", "TIN", report.Result, "10"), // last year's code of ND01
			number("ND02", "TL", report.Result, "4"), number("ND02", "TL", report.People, "20"),
			number("ND02", "GIO", report.Result, "2.5"),
			number("ND02", "HN", report.Result, "0"),
			{Item: "ND03", Product: "CB", Measure: report.Result, State: report.NotApplicable},
		}
	}
	const rows = "\n|ND01/TIN|||#30\n|ND02/TL|||#11|#61\n|ND02/GIO|||#7.5\n|ND02/HN|||#90\n|ND03/CB|||#8"
	_, fs := ReadSubmission("a.xlsx", workbookOf(t, top+rows), ctx)
	want := []string{
		"warning tang-gap-ba Báo cáo!E3 30: số này gấp ba lần kỳ trước trở lên (6 tháng cuối năm 2024: 10)",
		"warning tang-gap-ba Báo cáo!F4 61: số này gấp ba lần kỳ trước trở lên (6 tháng cuối năm 2024: 20)",
		"warning tang-gap-ba Báo cáo!E5 7,5: số này gấp ba lần kỳ trước trở lên (6 tháng cuối năm 2024: 2,5)",
	}
	if diff := cmp.Diff(want, odd(fs, "tang-gap-ba")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"U01 2024-6C"}, asked); diff != "" {
		t.Errorf("asked for (-want +got):\n%s", diff)
	}
	// Below what small figures differ by anyway, or below three times, there is none.
	for _, rows := range []string{"\n|ND02/TL|||#8", "\n|ND02/TL|||#11", "\n|ND01/TIN|||#29"} {
		if _, fs := ReadSubmission("a.xlsx", workbookOf(t, top+rows), ctx); odd(fs, "tang-gap-ba") != nil {
			t.Errorf("%s: %v", rows, fs)
		}
	}
}

func TestPreviousPeriod(t *testing.T) {
	for period, want := range map[string]string{
		"2025-01": "2024-12", "2025-07": "2025-06", "2025-Q1": "2024-Q4", "2025-Q3": "2025-Q2",
		"2025-6T": "2024-6C", "2025-6C": "2025-6T", "2025-9T": "2024-9T", "2025": "2024",
	} {
		p, err := report.ParsePeriod(period)
		if got := previous(p); err != nil || got.String() != want {
			t.Errorf("before %s: %s, want %s", period, got, want)
		}
	}
}

func TestColumnWithoutAHeading(t *testing.T) {
	const top = "[Báo cáo]\nMã đơn vị: U01|Kỳ báo cáo: 2025-6T\n" + head
	_, fs := ReadSubmission("a.xlsx", workbookOf(t, top+"\n|ND02/TL|||#3|||||||chị Mai|#7\n|ND02/KH|||có|||||||ok"), sampleContext())
	want := []string{"warning cot-la Báo cáo!L3 chị Mai: cột này không có tiêu đề nên không được đọc", "warning cot-la Báo cáo!M3 7: cột này không có tiêu đề nên không được đọc"}
	if diff := cmp.Diff(want, odd(fs, "cot-la")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
