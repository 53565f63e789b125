//go:build reference

package spreadsheet

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// TestReferenceODSOfLibreOffice reads what LibreOffice makes of a workbook with one
// of everything.
func TestReferenceODSOfLibreOffice(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	style := func(s excelize.Style) int {
		id, err := f.NewStyle(&s)
		do(err)
		return id
	}
	format := func(code string) int { return style(excelize.Style{CustomNumFmt: &code}) }
	const sheet = "Sheet1"
	put := func(cell string, value any, styleID int) {
		do(f.SetCellValue(sheet, cell, value))
		do(f.SetCellStyle(sheet, cell, cell, styleID))
	}
	oldFont := style(excelize.Style{Font: &excelize.Font{Family: ".VnTime", Size: 12}})
	capitals := style(excelize.Style{Font: &excelize.Font{Family: ".VnTimeH", Size: 12}})
	put("A1", "B¸O GI¸", capitals)
	put("B1", "M\u00ADêng", oldFont)
	put("C1", "Đã là Unicode", oldFont)
	do(f.SetCellRichText(sheet, "D1", []excelize.RichTextRun{{Text: "Đơn vị: ", Font: &excelize.Font{Family: "Arial"}}, {Text: "tr¹m y tÕ", Font: &excelize.Font{Family: ".VnTime"}}}))
	put("A2", 45823, format("dd/mm/yyyy"))
	put("B2", 45823.5, format("dd/mm/yyyy hh:mm"))
	put("C2", 0.5, format("hh:mm"))
	put("D2", 0.25, format("0%"))
	put("E2", true, 0)
	put("F2", 1234.5, format(`#,##0.0 "đ"`))
	put("G2", 0.1, 0)
	do(f.SetCellFormula(sheet, "A3", "1/0"))
	do(f.SetCellFormula(sheet, "B3", `""`))
	do(f.SetCellFormula(sheet, "C3", "1+2"))
	do(f.SetCellFormula(sheet, "D3", `"a"&"b"`))
	do(f.SetCellFormula(sheet, "E3", "NA()"))
	do(f.SetCellFormula(sheet, "F3", "khong_co_ham()"))
	put("A4", "một   hai", 0)
	put("E4", "một\nhai ba", 0)
	do(f.MergeCell(sheet, "B4", "D6"))
	put("B4", "gộp", 0)
	do(f.AddComment(sheet, excelize.Comment{Cell: "A4", Text: "chú thích"}))
	for _, row := range []string{"8", "9", "10"} {
		for _, col := range []string{"A", "B"} {
			put(col+row, 7, 0)
		}
	}
	_, err := f.NewSheet("_vanthu")
	do(err)
	do(f.SetCellStr("_vanthu", "A1", "unit"))
	do(f.SetSheetVisible("_vanthu", false, true))
	dir := t.TempDir()
	in := filepath.Join(dir, "a.xlsx")
	do(f.SaveAs(in))
	out, err := exec.Command("soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "ods", "--outdir", dir, in).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	data, err := os.ReadFile(filepath.Join(dir, "a.ods"))
	do(err)
	book, err := Read(data, Limits{})
	do(err)
	want := []string{
		"Sheet1 A1 text BÁO GIÁ (TCVN3)", "Sheet1 B1 text Mường (TCVN3)", "Sheet1 C1 text Đã là Unicode", "Sheet1 D1 text Đơn vị: trạm y tế (TCVN3)",
		"Sheet1 A2 date 2025-06-15", "Sheet1 B2 date 2025-06-15T12:00:00", "Sheet1 C2 number 0.5 as time", "Sheet1 D2 number 0.25 as percent", "Sheet1 E2 bool TRUE", "Sheet1 F2 number 1234.5", "Sheet1 G2 number 0.1",
		"Sheet1 A3 error #DIV/0!", "Sheet1 C3 number 3", "Sheet1 D3 text ab", "Sheet1 E3 error #N/A", "Sheet1 F3 error #NAME?",
		"Sheet1 A4 text một   hai", "Sheet1 B4 text gộp", "Sheet1 E4 text một\nhai ba",
		"Sheet1 A8 number 7", "Sheet1 B8 number 7", "Sheet1 A9 number 7", "Sheet1 B9 number 7", "Sheet1 A10 number 7", "Sheet1 B10 number 7",
		"Sheet1 B3 hollow", "Sheet1 B4:D6 merged", "_vanthu A1 text unit",
	}
	if diff := cmp.Diff(want, told(book)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
