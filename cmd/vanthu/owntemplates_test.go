package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/report"
)

// An office adds documents of its own by templates that carry a document's name
// and a mark; a spreadsheet gets the figures as numbers.
func TestTemplatesOfTheOfficesOwn(t *testing.T) {
	t.Parallel()
	dir := demoWorkspace(t)
	in := func(want int, args ...string) string {
		return vanthu(t, want, append([]string{"--workspace", dir}, args...)...)
	}
	form, err := os.ReadFile(filepath.Join("..", "..", "testdata", "templates", "bieu-tong-hop.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	printed, err := os.ReadFile(filepath.Join("..", "..", "testdata", "templates", "phieu-gui.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string][]byte{
		"bao-cao-6T_bieu.xlsx":     form,
		"bao-cao-6T_in-san.pdf":    printed,
		"bao-cao-6T_phieu.docx":    paragraphs(t, "Phiếu trình {ky.ten}"),
		"bao-cao-9T_khac-ky.docx":  paragraphs(t, "{ky.ten}"),
		"~$bao-cao-6T_phieu.docx":  []byte("x"),
		"tong-hop_khong-dung.xlsx": form,
		"bao-cao-6T.xlsx":          form,
		"ghi-chu.txt":              []byte("x"),
		"phieu-cu.docx.bak":        []byte("x"),
	} {
		if err := os.WriteFile(filepath.Join(dir, "templates", name), body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	type built struct {
		Documents []struct {
			Doc             string
			DOCX, PDF, XLSX *string
			Problems        []shownProblem
		}
	}
	docs := parse[built](t, in(exitDone, "--json", "build", "--period", "2025-6T")).Documents
	var got []string
	for _, d := range docs {
		line := d.Doc
		for _, f := range []*string{d.DOCX, d.PDF, d.XLSX} {
			if f != nil {
				line += " " + filepath.Ext(*f)
				if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(*f))); err != nil {
					t.Error(err)
				}
			}
		}
		got = append(got, line)
		if len(d.Problems) > 0 {
			t.Errorf("%s: %+v", d.Doc, d.Problems)
		}
	}
	want := []string{"bao-cao-6T .docx .pdf .xlsx", "cong-van-nhac .docx .pdf", "tong-hop .xlsx", "bao-cao-6T_bieu .xlsx", "bao-cao-6T_in-san .pdf", "bao-cao-6T_phieu .docx .pdf"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	data, err := os.ReadFile(filepath.Join(dir, "output", "2025-6T", "bao-cao-6T_bieu.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	checkForm(t, data, parse[shownData](t, in(exitDone, "--json", "data", "--period", "2025-6T")))
	if lines := docxLines(t, filepath.Join(dir, "output", "2025-6T", "bao-cao-6T_phieu.docx")); !slices.Equal(lines, []string{"Phiếu trình 6 tháng đầu năm 2025"}) {
		t.Errorf("%q", lines)
	}

	// Only one of them, by name; and its faults told by place, nothing written.
	if said := in(exitDone, "build", "--period", "2025-6T", "--doc", "bao-cao-6T_phieu"); !strings.Contains(said, "bao-cao-6T_phieu: 1 trang") || strings.Contains(said, "bao-cao-6T_bieu") {
		t.Errorf("%s", said)
	}
	for _, f := range parse[shownTemplates](t, in(exitRefused, "--json", "templates", "check")).Files {
		clean := strings.HasPrefix(filepath.Base(f.File), "bao-cao-")
		if (len(f.Problems) == 0) != clean || clean != (f.Doc != "") {
			t.Errorf("%s of %q: %+v", f.File, f.Doc, f.Problems)
		}
	}
}

// On printed paper both texts are in the PDF.
func TestPrintedPaper(t *testing.T) {
	t.Parallel()
	dir := demoWorkspace(t)
	build := func() string {
		vanthu(t, exitDone, "--workspace", dir, "build", "--period", "2025-6T", "--doc", "bao-cao-6T_phieu")
		return pdfText(t, filepath.Join(dir, "output", "2025-6T", "bao-cao-6T_phieu.pdf"))
	}
	put := func(name string, body []byte) {
		if err := os.WriteFile(filepath.Join(dir, "templates", name), body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	letterhead, err := os.ReadFile(filepath.Join("..", "..", "testdata", "templates", "nen-giay-tieu-de.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	put("bao-cao-6T_phieu.docx", paragraphs(t, "Phiếu trình {ky.ten}"))
	plain := build()
	put("bao-cao-6T_phieu.nen.pdf", letterhead)
	printed := build()
	if plain == "" || !strings.Contains(printed, plain) || len(printed) <= len(plain) {
		t.Errorf("%q on paper is %q", plain, printed)
	}
}

// checkForm holds the numbers of the sample's spreadsheet against the totals.
func checkForm(t *testing.T, data []byte, d shownData) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	numbers := map[string]int{}
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, text := range row {
				ref, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if kind, _ := f.GetCellType(name, ref); kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber {
					numbers[text]++
				}
				if strings.Contains(text, "{") {
					t.Errorf("%s!%s: a tag is left: %q", name, ref, text)
				}
			}
		}
	}
	if len(d.Totals) == 0 {
		t.Fatal("no totals")
	}
	for _, total := range d.Totals {
		if total.Measure == string(report.Result) && total.Value != "" {
			if numbers[string(total.Value)] == 0 {
				t.Errorf("%s/%s: %s stands nowhere as a number", total.Item, total.Product, total.Value)
			}
		}
	}
}
