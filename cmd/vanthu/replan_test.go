package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vanthu/cmd/vanthu/sample"
	"vanthu/cmd/vanthu/sample/clerk"
	"vanthu/pipeline/report"
	"vanthu/sources/workbook"
)

type shownOutside struct {
	Outside []struct {
		Item, Product, Unit, Measure string
		Value                        jsonNumber
	} `json:"outside_plan"`
}

// importPlan writes a plan as a workbook into the workspace and imports it.
func importPlan(t *testing.T, dir string, plan *report.Plan) string {
	t.Helper()
	data, err := workbook.WritePlan(plan)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "plan", "ke-hoach-2025-sua.xlsx")
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return vanthu(t, exitDone, "--workspace", dir, "plan", "import", name)
}

func dataOf(t *testing.T, dir string) (shownData, shownOutside) {
	t.Helper()
	text := vanthu(t, exitDone, "--workspace", dir, "--json", "data", "--period", "2025-6T")
	return parse[shownData](t, text), parse[shownOutside](t, text)
}

// A plan imported again with an item added loses no figure; one whose item is gone
// stays, as outside the plan.
func TestPlanImportedAgainLosesNoFigure(t *testing.T) {
	t.Parallel()
	dir := demoWorkspace(t)
	was, _ := dataOf(t, dir)

	more := sample.Plan(2025, 26)
	more.Items = append(more.Items, report.Item{Code: "ND13", Number: "13", Text: "Giới thiệu mô hình, sáng kiến", Form: "Trang", Lead: "Văn phòng Sở", Time: "Năm 2025", Outcome: "Tin, bài"})
	more.Targets = append(more.Targets, report.TargetRow{Item: "ND13", Product: "TIN", Units: []string{"*"}})
	said := importPlan(t, dir, more)
	for _, want := range []string{"thêm nội dung ND13", "bản 2"} {
		if !strings.Contains(said, want) {
			t.Errorf("plan import does not say %q:\n%s", want, said)
		}
	}
	is, out := dataOf(t, dir)
	cells := map[string]shownCell{}
	for _, c := range is.Cells {
		cells[c.Item+"/"+c.Product+"/"+c.Unit+"/"+c.Measure] = c
	}
	for _, c := range was.Cells {
		key := c.Item + "/" + c.Product + "/" + c.Unit + "/" + c.Measure
		if fmt.Sprint(cells[key]) != fmt.Sprint(c) {
			t.Errorf("%s: %+v became %+v", key, c, cells[key])
		}
	}
	if len(is.Cells) != len(was.Cells)+26 || len(out.Outside) != 0 {
		t.Errorf("%d cells became %d, %d outside the plan", len(was.Cells), len(is.Cells), len(out.Outside))
	}

	// Forms of the first version are still taken in.
	form := filepath.Join(dir, "forms", "2025-6T", "U03_2025-6T.xlsx")
	vanthu(t, exitDone, "--workspace", dir, "ingest", form, "--received", "2025-06-16T11:00:00+07:00")

	// And with a task taken out: its figures are shown as outside the plan.
	fewer := sample.Plan(2025, 26)
	fewer.Items = slices.DeleteFunc(fewer.Items, func(i report.Item) bool { return i.Code == "ND08" })
	fewer.Targets = slices.DeleteFunc(fewer.Targets, func(r report.TargetRow) bool { return r.Item == "ND08" })
	if said := importPlan(t, dir, fewer); !strings.Contains(said, "bỏ nội dung ND08") || !strings.Contains(said, "bản 3") {
		t.Errorf("plan import says:\n%s", said)
	}
	_, out = dataOf(t, dir)
	typedFigures := 0
	for _, periods := range typedIn(2025, 26, 1) {
		for _, rows := range periods {
			if r, ok := rowOf(rows, "ND08", "TIN"); ok && r.Result != "" {
				typedFigures++
			}
		}
	}
	if len(out.Outside) != typedFigures {
		t.Errorf("%d figures outside the plan, %d were typed", len(out.Outside), typedFigures)
	}
	// Revision 1 of the revised unit was replaced; all others count.
	for _, o := range out.Outside {
		if o.Item != "ND08" || o.Value == "" {
			t.Errorf("outside the plan: %+v", o)
		}
	}
}

// A plan in force from July says nothing of the half-year before: its forms are
// read against the plan that was in force.
func TestFilesAreReadAgainstThePlanInForce(t *testing.T) {
	t.Parallel()
	dir := demoWorkspace(t)
	later := sample.Plan(2025, 26)
	later.Effective = report.MakeDate(2025, 7, 1)
	later.Items = slices.DeleteFunc(later.Items, func(i report.Item) bool { return i.Code == "ND01" })
	later.Targets = slices.DeleteFunc(later.Targets, func(r report.TargetRow) bool { return r.Item == "ND01" })
	later.Units = slices.DeleteFunc(later.Units, func(u report.Unit) bool { return u.Code == "U02" })
	importPlan(t, dir, later)

	half := report.Period{Year: 2025, Kind: report.FirstHalf}
	plan := sample.Plan(2025, 26)
	for _, code := range []string{"U02", "U03"} {
		u, _ := plan.Unit(code)
		r := sample.ReportOf(plan, u, half, 99)
		form := []byte(readFile(t, dir, "forms/2025-6T/"+formName(code, half)))
		filled, _, err := workbook.FillForm(form, clerk.Types(r))
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(t.TempDir(), formName(code, half))
		if err := os.WriteFile(name, filled, 0o644); err != nil {
			t.Fatal(err)
		}
		said := vanthu(t, exitDone, "--workspace", dir, "ingest", name, "--received", "2025-06-17T10:00:00+07:00")
		if strings.Contains(said, "ngoài kế hoạch") {
			t.Errorf("%s:\n%s", code, said)
		}
	}
	if _, out := dataOf(t, dir); len(out.Outside) != 0 {
		t.Errorf("%d figures outside the plan of the half-year", len(out.Outside))
	}
}
