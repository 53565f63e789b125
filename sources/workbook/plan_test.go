package workbook

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/pipeline/report"
)

func withoutPlaces(p *report.Plan) *report.Plan {
	for i := range p.Targets {
		p.Targets[i].Place = ""
	}
	return p
}

var exact = cmp.Comparer(func(a, b report.Number) bool { return a == b })

func TestPlanComesBackAsItWentIn(t *testing.T) {
	data, err := WritePlan(samplePlan())
	if err != nil {
		t.Fatal(err)
	}
	got, fs := ReadPlan("ke-hoach-2025.xlsx", data)
	if len(fs) > 0 {
		t.Fatalf("findings: %v", fs)
	}
	if diff := cmp.Diff(withoutPlaces(samplePlan()), withoutPlaces(got), exact); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	again, err := WritePlan(samplePlan())
	if err != nil || !bytes.Equal(data, again) {
		t.Errorf("the same plan gave other bytes (%v)", err)
	}
}
