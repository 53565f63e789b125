package workbook

import (
	"strconv"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"vanthu/sources/spreadsheet"
	"vanthu/sources/spreadsheet/xlstest"
)

// asXLS saves a workbook as .xls: the same cells at the same places, shown the
// same way.
func asXLS(t testing.TB, data []byte) []byte {
	t.Helper()
	book, err := spreadsheet.Read(data, spreadsheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	formats := map[spreadsheet.Show]string{
		spreadsheet.AsDate: "dd/mm/yyyy", spreadsheet.AsTime: "hh:mm", spreadsheet.AsPercent: "0%", spreadsheet.AsBool: `"TRUE";"TRUE";"FALSE"`,
	}
	out := xlstest.Book{Date1904: book.Date1904}
	for _, s := range book.Sheets {
		sheet := xlstest.Sheet{Name: s.Name}
		if s.VeryHidden {
			sheet.State = xlstest.VeryHidden
		}
		for _, m := range s.Merges {
			sheet.Merges = append(sheet.Merges, xlstest.Area(m))
		}
		for place := range s.Hollow {
			sheet.Cells = append(sheet.Cells, xlstest.Cell{Col: place[0], Row: place[1], Value: xlstest.Formula{Result: ""}})
		}
		for _, l := range s.Lines {
			for _, c := range l.Cells {
				cell := xlstest.Cell{Col: c.Col, Row: c.Row, Value: c.Text, Format: formats[c.Show]}
				switch c.Kind {
				case spreadsheet.Number:
					if cell.Value, err = strconv.ParseFloat(c.Text, 64); err != nil {
						t.Fatal(err)
					}
				case spreadsheet.Bool:
					cell.Value = c.Text == "TRUE"
				case spreadsheet.Uncalculated:
					cell.Value = xlstest.Formula{Result: 0.0, Never: true}
				case spreadsheet.Text:
				default:
					t.Fatalf("%s: no .xls holds kind %d", c.Ref(), c.Kind)
				}
				sheet.Cells = append(sheet.Cells, cell)
			}
		}
		out.Sheets = append(out.Sheets, sheet)
	}
	return xlstest.Write(out)
}

// TestFormAsXLS reads the same form as .xlsx and as .xls.
func TestFormAsXLS(t *testing.T) {
	form := filledForm(t)
	want, wantFindings := ReadSubmission("U01_2025-6T.xls", form, sampleContext())
	got, gotFindings := ReadSubmission("U01_2025-6T.xls", asXLS(t, form), sampleContext())
	if len(want.Cells) != 7 || len(wantFindings) != 2 {
		t.Fatalf("the form as filled: %v, %v", figures(want), wantFindings)
	}
	if diff := gocmp.Diff(want, got, exact); diff != "" {
		t.Errorf("submission (-.xlsx +.xls):\n%s", diff)
	}
	if diff := gocmp.Diff(wantFindings, gotFindings); diff != "" {
		t.Errorf("findings (-.xlsx +.xls):\n%s", diff)
	}
	plan, err := WritePlan(samplePlan())
	if err != nil {
		t.Fatal(err)
	}
	wantPlan, wantFindings := ReadPlan("ke-hoach.xls", plan)
	gotPlan, gotFindings := ReadPlan("ke-hoach.xls", asXLS(t, plan))
	if diff := gocmp.Diff(wantPlan, gotPlan, exact); diff != "" {
		t.Errorf("plan (-.xlsx +.xls):\n%s", diff)
	}
	if diff := gocmp.Diff(wantFindings, gotFindings); diff != "" {
		t.Errorf("findings of the plan (-.xlsx +.xls):\n%s", diff)
	}
}
