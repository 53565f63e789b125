package workbook

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/pipeline/finding"
	"vanthu/sources/spreadsheet"
)

// TestOldEncodingsAreTold: once a file, at the first cell, with how many there are.
func TestOldEncodingsAreTold(t *testing.T) {
	cell := func(col, row int, text string, from, doubt spreadsheet.Encoding) spreadsheet.Line {
		return spreadsheet.Line{N: row, Cells: []spreadsheet.Cell{{Col: col, Row: row, Kind: spreadsheet.Text, Text: text, From: from, Doubt: doubt}}}
	}
	n := notebook{file: "a.xls"}
	n.checkEncodings(&spreadsheet.Book{Sheets: []*spreadsheet.Sheet{
		{Name: "Virus", VeryHidden: true, Lines: []spreadsheet.Line{cell(1, 1, "a", spreadsheet.TCVN3, "")}},
		{Name: "Báo cáo", Lines: []spreadsheet.Line{
			cell(2, 3, "Trạm y tế", spreadsheet.TCVN3, ""), cell(2, 4, "soá", "", spreadsheet.VNI), cell(1, 5, "Đã làm", spreadsheet.TCVN3, ""),
		}},
	}})
	want := []finding.Finding{
		{Severity: finding.Warning, Code: "chuyen-ma", Pos: finding.Cell("a.xls", "Báo cáo", "B3"), Found: "Trạm y tế",
			Message: "chữ ở ô này gõ bằng bảng mã cũ (TCVN3), đã được đổi sang Unicode (cả tệp có 2 ô như vậy)", Hint: "xem lại chữ đã đổi có đúng không; lần sau gõ bằng bảng mã Unicode, phông chữ Times New Roman"},
		{Severity: finding.Warning, Code: "nghi-ma-cu", Pos: finding.Cell("a.xls", "Báo cáo", "B4"), Found: "soá",
			Message: "chữ ở ô này có thể gõ bằng bảng mã cũ (VNI); không chắc nên đọc nguyên như vậy", Hint: "nếu chữ hiện ra sai thì gõ lại ô, gõ bằng bảng mã Unicode, phông chữ Times New Roman"},
	}
	if diff := cmp.Diff(want, n.finish()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, fs := ReadSubmission("a.xlsx", workbookOf(t, smallForm+"\nNg\u00ADêi lËp biÓu"), sampleContext())
	if diff := cmp.Diff([]string{"warning nghi-ma-cu Báo cáo!A4"}, brief(fs)); diff != "" {
		t.Errorf("the fonts are lost (-want +got):\n%s", diff)
	}
}
