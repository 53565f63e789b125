package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func testPlan(rows ...TargetRow) *Plan {
	return &Plan{
		Year:     2025,
		Items:    []Item{{Code: "ND01"}, {Code: "ND02"}},
		Products: []Product{{Code: "TIN"}, {Code: "HN"}},
		Units: []Unit{
			{Code: "U03", Group: "Bệnh viện", Order: 3},
			{Code: "U01", Group: "Phòng", Order: 1},
			{Code: "U02", Group: "Bệnh viện", Order: 2},
		},
		Targets: rows,
	}
}

func target(n int64) *Number { v := NumberOf(n); return &v }

func asksText(asks []Ask) (out []string) {
	for _, a := range asks {
		text := a.Item + "/" + a.Product + "/" + a.Unit
		if a.Target != nil {
			text += "=" + a.Target.String()
		}
		if a.Shared > 0 {
			text += " chung"
		}
		out = append(out, text)
	}
	return out
}

func TestAsksTheMoreExactRowWins(t *testing.T) {
	plan := testPlan(
		TargetRow{Item: "ND01", Product: "TIN", Target: target(2), Units: []string{"*"}},
		TargetRow{Item: "ND01", Product: "TIN", Target: target(10), Units: []string{"bệnh  viện"}},
		TargetRow{Item: "ND01", Product: "TIN", Target: target(30), Units: []string{"U03"}},
		TargetRow{Item: "ND02", Product: "HN", Target: target(4), Units: []string{"U01", "U02"}, Shared: true},
	)
	asks, shared, faults := plan.Asks()
	want := []string{"ND01/TIN/U01=2", "ND01/TIN/U02=10", "ND01/TIN/U03=30", "ND02/HN/U01 chung", "ND02/HN/U02 chung"}
	if diff := cmp.Diff(want, asksText(asks)); diff != "" {
		t.Errorf("asks (-want +got):\n%s", diff)
	}
	if len(shared) != 1 || shared[0].Target != NumberOf(4) || len(shared[0].Units) != 2 {
		t.Errorf("shared = %+v", shared)
	}
	if len(faults) != 0 {
		t.Errorf("faults = %+v", faults)
	}
}

func TestAsksNamesEveryFault(t *testing.T) {
	plan := testPlan(
		TargetRow{Item: "ND01", Product: "TIN", Target: target(2), Units: []string{"Bệnh viện"}, Place: "Chỉ tiêu!D2"},
		TargetRow{Item: "ND01", Product: "TIN", Target: target(3), Units: []string{"Bệnh viện"}, Place: "Chỉ tiêu!D3"},
		TargetRow{Item: "ND09", Product: "TIN", Units: []string{"*"}},
		TargetRow{Item: "ND01", Product: "XX", Units: []string{"*"}},
		TargetRow{Item: "ND01", Product: "HN", Units: []string{"Khoa"}},
	)
	_, _, faults := plan.Asks()
	got := map[string]int{}
	for _, f := range faults {
		got[f.Code]++
	}
	want := map[string]int{
		"chi-tieu-trung":      2, // U02 and U03
		"noi-dung-la":         1,
		"san-pham-la":         1,
		"don-vi-la":           1,
		"noi-dung-khong-giao": 1, // ND02
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}
