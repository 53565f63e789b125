//go:build reference

package spreadsheet

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"vanthu/sources/spreadsheet/xlstest"
)

// saveAs has LibreOffice open a file and save it as another kind.
func saveAs(t *testing.T, data []byte, from, to, filter string) []byte {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "a."+from), filepath.Join(dir, "out")
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", to+":"+filter, "--outdir", out, in)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	saved, err := os.ReadFile(filepath.Join(out, "a."+to))
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

const (
	filterXLS  = "MS Excel 97"
	filterXLSX = "Calc MS Excel 2007 XML"
)

// sameNumbers writes every number of a book in one way: a program may store 1E3
// where another stores 1000.
func sameNumbers(b *Book) *Book {
	for _, s := range b.Sheets {
		for _, l := range s.Lines {
			for i, c := range l.Cells {
				if f, err := strconv.ParseFloat(c.Text, 64); err == nil && c.Kind == Number {
					l.Cells[i].Text = strconv.FormatFloat(f, 'g', -1, 64)
				}
			}
		}
	}
	return b
}

// excelizeKinds is a workbook of every kind of cell that a package can hold.
func excelizeKinds(t *testing.T, texts int) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	do(f.SetSheetName("Sheet1", "Báo cáo"))
	for ref, v := range map[string]any{
		"A1": "Latin", "B1": "Tiếng Việt có dấu", "C1": "😀", "D1": "hai\ndòng", "E1": string(bytes.Repeat([]byte("dài ơi là dài "), texts*3/4)), "F1": "02", "G1": "  cách  ",
		"A2": 7, "B2": -7, "C2": 1.25, "D2": 0.1, "E2": 1e15, "F2": 1e-7, "G2": 123456789.123, "H2": 12.34, "I2": 1e300,
		"A3": true, "B3": false, "A4": time.Date(2025, 6, 15, 0, 0, 0, 0, time.UTC), "A9": "cuối", "IV100": 1,
	} {
		do(f.SetCellValue("Báo cáo", ref, v))
	}
	do(f.SetCellRichText("Báo cáo", "A5", []excelize.RichTextRun{{Text: "đậm ", Font: &excelize.Font{Bold: true, Family: "Arial"}}, {Text: "nghiêng", Font: &excelize.Font{Italic: true, Family: "Tahoma"}}}))
	for col, code := range []string{"dd/mm/yyyy", "hh:mm", "0.0%", "#,##0.00", `#,##0 "đồng"`, `"ngày" dd "tháng" mm`} {
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
		do(err)
		ref := Ref(col+1, 6)
		do(f.SetCellFloat("Báo cáo", ref, 45823.25, -1, 64))
		do(f.SetCellStyle("Báo cáo", ref, ref, style))
	}
	for ref, formula := range map[string]string{"A7": "A2*2", "B7": `"chữ "&A1`, "C7": `IF(A2>100,"x","")`, "D7": "1/0", "E7": "A2>0", "F7": "NA()", "G7": "A2-A2", "H7": "TODAY()*0"} {
		do(f.SetCellFormula("Báo cáo", ref, formula))
	}
	do(f.MergeCell("Báo cáo", "A11", "C12"))
	do(f.SetCellValue("Báo cáo", "A11", "gộp"))
	for i := range texts {
		do(f.SetCellValue("Báo cáo", Ref(1+i%3, 20+i/3), "chuỗi dùng chung số "+strconv.Itoa(i)+" ấ"))
	}
	for _, name := range []string{"Ẩn", "Trống"} {
		_, err := f.NewSheet(name)
		do(err)
	}
	do(f.SetCellValue("Ẩn", "B2", 5))
	do(f.SetSheetVisible("Ẩn", false))
	buf, err := f.WriteToBuffer()
	do(err)
	return buf.Bytes()
}

// TestReferenceXLSEqualsXLSX has LibreOffice calculate a workbook and save it as
// both kinds: the readers give the same cells.
func TestReferenceXLSEqualsXLSX(t *testing.T) {
	made := excelizeKinds(t, 2000)
	xlsx := saveAs(t, made, "xlsx", "xlsx", filterXLSX)
	xls := saveAs(t, made, "xlsx", "xls", filterXLS)
	want, got := cellsOf(sameNumbers(mustRead(t, xlsx))), cellsOf(sameNumbers(mustRead(t, xls)))
	if len(want) < 2040 {
		t.Fatalf("only %d lines", len(want))
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("(-xlsx +xls):\n%s", diff)
	}
	if os.Getenv("GOLDEN") == "1" {
		if err := os.WriteFile("testdata/libreoffice.xls", saveAs(t, excelizeKinds(t, 12), "xlsx", "xls", filterXLS), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestReferenceXLSTestIsRead has LibreOffice open what xlstest writes.
func TestReferenceXLSTestIsRead(t *testing.T) {
	b := kinds()
	// LibreOffice knows no sheet that is very hidden, and writes none for modules; it
	// writes 15 digits, and calculates what was never calculated.
	b.Sheets = append(b.Sheets[:2:2], b.Sheets[5])
	b.Sheets[0].Cells = slices.DeleteFunc(b.Sheets[0].Cells, func(c xlstest.Cell) bool {
		ref := Ref(c.Col, c.Row)
		return ref == "F3" || ref == "E7" || ref == "H7"
	})
	b.Part = 100
	xls := xlstest.Write(b)
	want, got := cellsOf(sameNumbers(mustRead(t, xls))), cellsOf(sameNumbers(mustRead(t, saveAs(t, xls, "xls", "xlsx", filterXLSX))))
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("(-xls +xlsx):\n%s", diff)
	}
}
