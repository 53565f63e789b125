package workbook

import (
	"archive/zip"
	"bytes"
	"io"
	"strconv"
	"testing"

	"vanthu/cmd/vanthu/sample"
	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
	"vanthu/sources/spreadsheet"
)

// demoForm is the form of a unit of the demo's plan, filled as the demo does.
func demoForm(t testing.TB, plan *report.Plan, u report.Unit, p report.Period) []byte {
	t.Helper()
	form, e := demoEntries(t, plan, u, p, 1)
	return mustFill(t, form, e)
}

// demoEntries are the form of a unit of the demo's plan and what the demo types
// into it.
func demoEntries(t testing.TB, plan *report.Plan, u report.Unit, p report.Period, seed uint64) ([]byte, Entries) {
	t.Helper()
	from, to := plan.Window(p)
	asks, _, _ := plan.Asks()
	f := Form{Plan: plan, Unit: u, Period: p, From: from, To: to, Due: plan.Due(p, nil)}
	for _, a := range asks {
		if a.Unit == u.Code {
			f.Asks = append(f.Asks, a)
		}
	}
	form, err := WriteForm(f)
	if err != nil {
		t.Fatal(err)
	}
	said := sample.ReportOf(plan, u, p, seed)
	var e Entries
	for _, row := range said.Rows {
		add := func(col Column, text string) {
			if n, err := strconv.Atoi(text); err == nil {
				e.Cells = append(e.Cells, Entry{row.Item, row.Product, col, n})
			} else if text != "" {
				e.Cells = append(e.Cells, Entry{row.Item, row.Product, col, text})
			}
		}
		add(ColumnResult, row.Result)
		add(ColumnPeople, row.People)
		add(ColumnDescription, row.Description)
		add(ColumnEvidence, row.Evidence)
		add(ColumnObstacle, row.Trouble)
	}
	for _, s := range report.Sections {
		e.Assessments = append(e.Assessments, report.Assessment{Section: s.Code, Text: said.Assessments[s.Code]})
	}
	return form, e
}

// TestDemoFormsLikeExcelize: every form of the demo's plan is read cell by cell as
// excelize reads it (mustFill looks), and accepted.
func TestDemoFormsLikeExcelize(t *testing.T) {
	plan := sample.Plan(2025, 26)
	reader := NewReader(Context{Plan: func(int) *report.Plan { return plan }})
	for i, u := range plan.Units {
		t.Run(u.Code, func(t *testing.T) {
			t.Parallel() // one reader serves several at once
			period := report.PeriodsOf(2025)[i%20]
			sub, fs := reader.Read(u.Code+"_"+period.String()+".xlsx", demoForm(t, plan, u, period))
			if finding.HasError(fs) || len(sub.Cells) < 12 || sub.Unit != u.Code || sub.Period != period {
				t.Errorf("%s: %d figures, %v", period, len(sub.Cells), fs)
			}
		})
	}
}

// BenchmarkReadSubmission reads and judges one form of the demo's plan, with
// reading the file and unpacking all its parts alone beside it.
func BenchmarkReadSubmission(b *testing.B) {
	plan := sample.Plan(2025, 26)
	u := plan.Units[3]
	name := u.Code + "_2025-6T.xlsx"
	data := demoForm(b, plan, u, firstHalf)
	b.Run("inflate", func(b *testing.B) {
		for b.Loop() {
			z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
			if err != nil {
				b.Fatal(err)
			}
			for _, f := range z.File {
				r, err := f.Open()
				if err != nil {
					b.Fatal(err)
				}
				if _, err := io.Copy(io.Discard, r); err != nil || r.Close() != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("read", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := spreadsheet.Read(data, spreadsheet.Limits{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("read and judge", func(b *testing.B) {
		reader := NewReader(Context{Plan: func(int) *report.Plan { return plan }})
		b.ReportAllocs()
		for b.Loop() {
			if sub, fs := reader.Read(name, data); finding.HasError(fs) || len(sub.Cells) < 12 {
				b.Fatal(fs)
			}
		}
	})
}
