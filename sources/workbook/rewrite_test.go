package workbook

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"vanthu/output/xlsx"
	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
	"vanthu/sources/spreadsheet"
)

// mixedBook holds one cell of each kind, as another reader might give it.
func mixedBook() *spreadsheet.Book {
	cell := func(ref string, kind spreadsheet.Kind, text string, show spreadsheet.Show) spreadsheet.Cell {
		col, row, _ := spreadsheet.ParseRef(ref)
		return spreadsheet.Cell{Col: col, Row: row, Kind: kind, Text: text, Show: show}
	}
	line := func(cells ...spreadsheet.Cell) spreadsheet.Line {
		return spreadsheet.Line{N: cells[0].Row, Cells: cells}
	}
	return &spreadsheet.Book{Sheets: []*spreadsheet.Sheet{
		{Name: "Báo cáo", Lines: []spreadsheet.Line{
			line(cell("A1", spreadsheet.Text, "Đơn vị: Bệnh viện Mắt", 0), cell("D1", spreadsheet.Text, "=1+1", 0), cell("E1", spreadsheet.Text, "@SUM(A1)", 0)),
			line(cell("B3", spreadsheet.Number, "12.5", spreadsheet.AsNumber), cell("C3", spreadsheet.Number, "45823", spreadsheet.AsDate),
				cell("D3", spreadsheet.Number, "0.125", spreadsheet.AsPercent), cell("E3", spreadsheet.Number, "0.5", spreadsheet.AsTime), cell("F3", spreadsheet.Number, "1", spreadsheet.AsBool)),
			line(cell("A7", spreadsheet.Bool, "TRUE", 0), cell("AB7", spreadsheet.Text, "dòng một\ndòng hai", 0)),
			line(cell("A9", spreadsheet.Text, "gộp", 0), cell("B9", spreadsheet.Text, "che dưới ô gộp", 0)),
		}, Merges: []spreadsheet.Area{{Col1: 1, Row1: 9, Col2: 3, Row2: 10}}},
		{Name: "_vanthu", VeryHidden: true, Lines: []spreadsheet.Line{line(cell("A1", spreadsheet.Text, "unit", 0), cell("B1", spreadsheet.Text, "U01", 0))}},
		{Name: "Đánh giá chung", Lines: []spreadsheet.Line{line(cell("A2", spreadsheet.Text, "-Phối hợp", 0))}},
	}}
}

func mustRewrite(t testing.TB, b *spreadsheet.Book) []byte {
	t.Helper()
	data, err := Rewrite(b)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// mustRead reads a book; formulas of an empty text, which are blank cells when they are
// rewritten, are left out.
func mustRead(t testing.TB, data []byte) *spreadsheet.Book {
	t.Helper()
	b, err := spreadsheet.Read(data, spreadsheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range b.Sheets {
		s.Hollow = nil
	}
	return b
}

// What is rewritten reads as it did: the same cells at the same addresses.
func TestRewriteReadsTheSame(t *testing.T) {
	if diff := cmp.Diff(mixedBook(), mustRead(t, mustRewrite(t, mixedBook()))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	form := mustRead(t, mustFill(t, mustForm(t, "U01", firstHalf), Entries{}))
	again := mustRead(t, mustRewrite(t, form))
	if diff := cmp.Diff(form, again); diff != "" {
		t.Errorf("a form (-want +got):\n%s", diff)
	}
	if !bytes.Equal(mustRewrite(t, mixedBook()), mustRewrite(t, mixedBook())) {
		t.Error("the same book gave other bytes")
	}
}

// Dates of the count from 1904, dates stored as texts, errors.
func TestRewriteOfOtherPrograms(t *testing.T) {
	b := &spreadsheet.Book{Date1904: true, Sheets: []*spreadsheet.Sheet{{Name: "A", Lines: []spreadsheet.Line{{N: 1, Cells: []spreadsheet.Cell{
		{Col: 1, Row: 1, Kind: spreadsheet.Number, Text: "44361", Show: spreadsheet.AsDate},
		{Col: 2, Row: 1, Kind: spreadsheet.ISODate, Text: "2025-06-15T00:00:00"},
		{Col: 3, Row: 1, Kind: spreadsheet.ErrorValue, Text: "#REF!"},
		{Col: 4, Row: 1, Kind: spreadsheet.ErrorValue, Text: "Err:502"},
		{Col: 5, Row: 1, Kind: spreadsheet.Uncalculated, Text: "=WEBSERVICE(A1)"},
		{Col: 6, Row: 1, Kind: spreadsheet.Number, Text: "inf"},
	}}}}}}
	data := mustRewrite(t, b)
	got := mustRead(t, data)
	var seen []string
	for _, c := range got.Sheets[0].Lines[0].Cells {
		seen = append(seen, c.Seen(got.Date1904))
	}
	want := []string{"15/6/2025", "15/6/2025", "=#REF!", "Err:502", "=WEBSERVICE(A1)", "inf"}
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, ref := range []string{"D1", "E1"} {
		if formula, _ := f.GetCellFormula("A", ref); formula != "" {
			t.Errorf("%s is the formula %q", ref, formula)
		}
	}
}

// Names that no .xlsx can hold, merged areas that Excel calls damage, a book of
// hidden sheets alone.
func TestRewriteOfWhatExcelForbids(t *testing.T) {
	long := strings.Repeat("rất dài ", 6)
	b := &spreadsheet.Book{Sheets: []*spreadsheet.Sheet{
		{Name: "a/b:c", VeryHidden: true, Merges: []spreadsheet.Area{{Col1: 1, Row1: 1, Col2: 20000, Row2: 2_000_000}, {Col1: 2, Row1: 2, Col2: 3, Row2: 3}, {Col1: 5, Row1: 5, Col2: 5, Row2: 5}}},
		{Name: long, VeryHidden: true}, {Name: strings.ToUpper(long), VeryHidden: true}, {Name: "'", VeryHidden: true}, {Name: "", VeryHidden: true},
	}}
	want := []string{"a_b_c", "rất dài rất dài rất dài rất dài", "RẤT DÀI RẤT DÀI RẤT DÀI RẤT (2)", "Sheet", "Sheet (2)"}
	if diff := cmp.Diff(want, SheetNames(b)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	f, err := excelize.OpenReader(bytes.NewReader(mustRewrite(t, b)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if diff := cmp.Diff(want, f.GetSheetList()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if merged, err := f.GetMergeCells("a_b_c", true); err != nil || len(merged) != 1 || merged[0].GetEndAxis() != "XFD1048576" {
		t.Errorf("merged areas %v, %v", merged, err)
	}
	if visible, _ := f.GetSheetVisible("a_b_c"); !visible {
		t.Error("no sheet is seen")
	}
}

// A unit mends the marked copy and sends it back: it reads as the mended original
// would, whether the copy is of its own workbook or a rewritten one.
func TestMendedMarkedCopyIsRead(t *testing.T) {
	ask := sampleForm("U01", firstHalf).Asks[0]
	spoiled := mustFill(t, mustForm(t, "U01", firstHalf), Entries{Cells: []Entry{{ask.Item, ask.Product, ColumnResult, "15-20"}}})
	for name, original := range map[string][]byte{"its own": spoiled, "rewritten": mustRewrite(t, mustRead(t, spoiled))} {
		_, faults := ReadSubmission("U01_2025-6T.xlsx", original, sampleContext())
		if len(faults) != 1 || faults[0].Severity != finding.Error {
			t.Fatalf("%s: faults %v", name, faults)
		}
		at := faults[0].Pos
		marked, _, err := xlsx.Mark(original, faults)
		if err != nil {
			t.Fatal(err)
		}
		unmended, again := ReadSubmission("U01_2025-6T_danh-dau.xlsx", marked, sampleContext())
		if diff := cmp.Diff(brief(faults), brief(again)); diff != "" || unmended.Unit != "U01" || unmended.Period != firstHalf {
			t.Errorf("%s, not mended: %s %s (-want +got):\n%s", name, unmended.Unit, unmended.Period, diff)
		}
		mended := edit(t, marked, func(f *excelize.File) {
			if err := f.SetCellInt(at.Sheet, at.Cell, 15); err != nil {
				t.Fatal(err)
			}
		})
		sub, faults := ReadSubmission("U01_2025-6T_danh-dau.xlsx", mended, sampleContext())
		if finding.HasError(faults) || len(sub.Cells) != 1 || sub.Cells[0].Value != report.NumberOf(15) {
			t.Errorf("%s, mended: %v, %v", name, sub.Cells, faults)
		}
	}
}
