package profile

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/pipeline/report"
	"vanthu/sources/workbook"
	"vanthu/templates"
)

// The workbook of each profile reads back as the same plan, without a finding.
func TestPlansReadBack(t *testing.T) {
	for _, name := range templates.Profiles {
		plan, ok := Plan(name)
		if !ok {
			t.Fatalf("%s has no plan", name)
		}
		data, err := workbook.WritePlan(plan)
		if err != nil {
			t.Fatal(err)
		}
		got, found := workbook.ReadPlan("ke-hoach.xlsx", data)
		if got == nil || len(found) > 0 {
			t.Fatalf("%s: %v", name, found)
		}
		for i := range got.Targets {
			got.Targets[i].Place = ""
		}
		if diff := cmp.Diff(plan, got, cmp.Comparer(func(a, b report.Number) bool { return a == b })); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		for _, text := range Holidays[name] {
			if d, err := report.ParseDate(text); err != nil || d.Year != plan.Year {
				t.Errorf("%s: holiday %s of %d: %v", name, text, plan.Year, err)
			}
		}
	}
}

// The counts are those of the real plans.
func TestCounts(t *testing.T) {
	type counts struct{ Bases, Contents, Forms, Offices, Notes, Items, Recipients int }
	count := func(name string) counts {
		p, _ := Plan(name)
		offices := map[string]bool{}
		for _, d := range p.Duties {
			offices[d.Unit] = true
		}
		_, to := p.RecipientsFor(report.PlanDoc, report.Period{})
		return counts{len(p.Bases), len(p.Contents), len(p.Forms), len(offices), len(p.Notes), len(p.Items), len(to)}
	}
	if diff := cmp.Diff(counts{4, 13, 6, 4, 0, 12, 8}, count("hue")); diff != "" {
		t.Errorf("hue (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(counts{1, 10, 5, 5, 6, 10, 6}, count("phu-yen")); diff != "" {
		t.Errorf("phu-yen (-want +got):\n%s", diff)
	}
}

// Two calls share nothing: a caller may change its plan.
func TestPlansAreNew(t *testing.T) {
	one, _ := Plan("hue")
	one.Units[0].Name, one.Items[0].Text = "", ""
	if two, _ := Plan("hue"); two.Units[0].Name == "" || two.Items[0].Text == "" {
		t.Error("the plans share their lists")
	}
}
