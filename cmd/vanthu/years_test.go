package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"vanthu/cmd/vanthu/sample"
	"vanthu/pipeline/report"
)

// typedInYear gives what the demo's units typed for a whole year: in 2024 one sent
// the halves, one the first half alone, and a cell left blank in the yearly report
// falls back on the half-year's.
func typedInYear(year, units int, seed uint64) typed {
	plan := sample.Plan(year, units)
	out := typed{}
	for i, u := range plan.Units {
		rows := func(code string) []sample.Row {
			p, err := report.ParsePeriod(code)
			if err != nil {
				panic(err)
			}
			return sample.ReportOf(plan, u, p, seed).Rows
		}
		whole, first, second := fmt.Sprint(year), fmt.Sprintf("%d-6T", year), fmt.Sprintf("%d-6C", year)
		switch {
		case year < 2024:
			out[u.Code] = map[string][]sample.Row{whole: rows(whole)}
		case i == sample.Monthly1:
			out[u.Code] = map[string][]sample.Row{first: rows(first), second: rows(second)}
		case i == sample.Missing1:
			out[u.Code] = map[string][]sample.Row{first: rows(first), second: nil}
		default:
			out[u.Code] = map[string][]sample.Row{whole: rows(whole), first: rows(first)}
		}
	}
	return out
}

// typedInJuly gives what they typed for July 2025.
func typedInJuly(units int, seed uint64) typed {
	plan := sample.Plan(2025, units)
	out := typed{}
	for i, u := range plan.Units {
		if i != sample.Missing1 && i != sample.Missing2 && i != sample.Refused {
			out[u.Code] = map[string][]sample.Row{"2025-07": sample.ReportOf(plan, u, demoMonth, seed).Rows}
		}
	}
	return out
}

// Every figure of the yearly and of the monthly report equals a sum made
// independently from what was typed.
func TestYearAndMonthEqualTheRawCells(t *testing.T) {
	t.Parallel()
	eachDemo(t, func(t *testing.T, dir string, seed uint64, units int) {
		year := &builtReport{
			lines: docxLines(t, filepath.Join(dir, "output", "2024", "bao-cao-nam.docx")),
			plan:  sample.Plan(2024, units), before: sample.Plan(2023, units), yearly: true,
		}
		checkReport(t, year, typedInYear(2024, units, seed), typedInYear(2023, units, seed))
		checkCounts(t, year, typedInYear(2024, units, seed), typedInYear(2023, units, seed))

		month := &builtReport{
			lines: docxLines(t, filepath.Join(dir, "output", "2025-07", "bao-cao-thang.docx")),
			plan:  sample.Plan(2025, units), before: sample.Plan(2024, units),
		}
		now := typedInJuly(units, seed)
		at := month.index(t)
		checkRows(t, month, at, now, typed{})
		checkFormTable(t, month, at, now)
	})
}

// checkCounts holds the sentence that compares with the plan and the year before.
func checkCounts(t *testing.T, r *builtReport, now, before typed) {
	t.Helper()
	targets, reached, compared := 0, 0, 0
	changes := map[string]int{}
	for _, item := range r.plan.Items {
		for _, x := range r.plan.Products {
			s, old := now.total(r.plan, item.Code, x), before.total(r.before, item.Code, x)
			if s.expected > 0 && s.hasTarget {
				targets++
				if goal := s.goal(x); s.value >= goal {
					reached++
				}
			}
			if s.hasValue && old.hasValue {
				compared++
				changes[map[bool]string{true: "tăng", false: "giảm"}[s.value > old.value]]++
				if s.value == old.value {
					changes["giảm"]--
					changes["không thay đổi"]++
				}
			}
		}
	}
	want := fmt.Sprintf("Kế hoạch giao %02d chỉ tiêu sản phẩm; %02d chỉ tiêu đạt hoặc vượt, %02d chỉ tiêu chưa đạt. So với năm 2023, trong %02d kết quả có số liệu để so sánh có %02d kết quả tăng, %02d kết quả giảm", targets, reached, targets-reached, compared, changes["tăng"], changes["giảm"])
	if n := changes["không thay đổi"]; n > 0 {
		want += fmt.Sprintf(", %02d kết quả không thay đổi", n)
	}
	for _, line := range r.lines {
		if strings.HasPrefix(line, want+".") {
			return
		}
	}
	t.Errorf("no paragraph says %q", want)
}

// checkFormTable holds the table by form of the monthly report.
func checkFormTable(t *testing.T, r *builtReport, at map[string]int, now typed) {
	t.Helper()
	for _, x := range r.plan.Products {
		total, people, shares := now.byForm(r.plan, x, "NV\u00a0%s:\u00a0%s")
		if shares == nil {
			continue
		}
		each := ""
		if len(shares) > 1 {
			each = strings.Join(shares, "; ")
		}
		want := fmt.Sprintf(" | - %s | %s | %s | %s | %s", x.Name, x.Unit, orDash(x.Combine == report.Sum || len(shares) == 1, dots(total)), orDash(people > 0, dots(people)), each)
		if got := r.lines[at["F/"+x.Code]]; got != want {
			t.Errorf("by form: %q, want %q", got, want)
		}
	}
}
