package pipeline

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vanthu/pipeline/aggregate"
	"vanthu/pipeline/report"
)

// figuresOf makes the figures of a plan of n tasks with one product each, asked of
// U01 … U05 but the last task, which U05 is not asked; U01 reports, U02 leaves
// blank, U03 says KAD, U04 sends one quarter only, U05 nothing.
func figuresOf(t *testing.T, n int) *report.Figures {
	t.Helper()
	plan := &report.Plan{Year: 2025, Products: []report.Product{{Code: "TIN", Name: "Tin, bài", Unit: "tin", FormGroup: "Báo chí"}}}
	half := report.Period{Year: 2025, Kind: report.FirstHalf}
	quarter := report.Period{Year: 2025, Kind: report.Quarter, N: 1}
	for i := 1; i <= 5; i++ {
		plan.Units = append(plan.Units, report.Unit{Code: fmt.Sprintf("U%02d", i), Name: fmt.Sprintf("Đơn vị %d", i), Order: i})
	}
	cell := func(item string, state report.State, v int64) report.Cell {
		return report.Cell{Item: item, Product: "TIN", Measure: report.Result, State: state, Value: report.NumberOf(v)}
	}
	subs := []report.Submission{{Unit: "U01", Period: half}, {Unit: "U02", Period: half}, {Unit: "U03", Period: half}, {Unit: "U04", Period: quarter}}
	for i := 1; i <= n; i++ {
		code := fmt.Sprintf("ND%02d", i)
		units := []string{"*"}
		if i == n {
			units = []string{"U01", "U02", "U03", "U04"}
		}
		plan.Items = append(plan.Items, report.Item{Code: code, Number: fmt.Sprint(i), Text: fmt.Sprintf("Việc %d.", i)})
		plan.Targets = append(plan.Targets, report.TargetRow{Item: code, Product: "TIN", Units: units})
		subs[0].Cells = append(subs[0].Cells, cell(code, report.Value, 1000+int64(i)))
		subs[2].Cells = append(subs[2].Cells, cell(code, report.NotApplicable, 0))
		subs[3].Cells = append(subs[3].Cells, cell(code, report.Value, 7))
	}
	for i := range subs {
		subs[i].Revision, subs[i].ReceivedAt = 1, time.Date(2025, 6, 16, 8, 0, 0, 0, report.Zone)
	}
	return aggregate.Compute(aggregate.Input{Plan: plan, Period: half, Submissions: subs})
}

// The four states and the two other signs stay apart in the table by unit.
func TestUnitTableTellsTheStatesApart(t *testing.T) {
	tables := unitTables(figuresOf(t, 1))
	var got []string
	for _, row := range tables[0].(map[string]any)["hang"].([]any) {
		r := row.(map[string]any)
		got = append(got, r["don_vi"].(string)+": "+r["o"].([]any)[0].(map[string]any)["gia_tri"].(string))
	}
	want := []string{"Đơn vị 1: 1.001", "Đơn vị 2: …", "Đơn vị 3: KAD", "Đơn vị 4: 7*"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	tables = unitTables(figuresOf(t, 2))
	last := tables[0].(map[string]any)["hang"].([]any)[4].(map[string]any)["o"].([]any)
	if a, b := last[0].(map[string]any)["gia_tri"], last[1].(map[string]any)["gia_tri"]; a != "chưa BC" || b != "-" {
		t.Errorf("not reported is %q, not asked is %q", a, b)
	}
}

func TestTextPoints(t *testing.T) {
	got := TextPoints("- Một;\n+ hai.\n\n• -5% so với năm trước\n- 3 đơn vị chậm\nKhông có.\n-")
	if diff := cmp.Diff([]string{"Một", "Hai", "-5% so với năm trước", "3 đơn vị chậm"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Whatever a document shows makes the fingerprint another.
func TestFingerprintKnowsAllThatIsShown(t *testing.T) {
	print := func(change func(*report.Figures)) string {
		f := figuresOf(t, 2)
		if change != nil {
			change(f)
		}
		sum, err := Fingerprint(OfPeriod(f))
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	same := print(nil)
	if print(nil) != same {
		t.Fatal("the same figures have two fingerprints")
	}
	for name, change := range map[string]func(*report.Figures){
		"plan":       func(f *report.Figures) { f.Plan.Version++ },
		"cell":       func(f *report.Figures) { f.Cells[0].Value = report.NumberOf(99) },
		"total":      func(f *report.Figures) { f.Totals[0].Reporting++ },
		"note":       func(f *report.Figures) { f.Notes = []report.Assessment{{Section: "uu_diem", Text: "Tốt"}} },
		"standing":   func(f *report.Figures) { f.Units[0].Standing = report.Late },
		"by":         func(f *report.Figures) { f.Units[0].By = report.Tiled },
		"refusal":    func(f *report.Figures) { f.Units[4].Refusal = &report.Refusal{} },
		"lacking":    func(f *report.Figures) { f.Units[3].Lacking = nil },
		"late":       func(f *report.Figures) { f.Units[0].RevisedLate = true },
		"a revision": func(f *report.Figures) { f.Units[0].Submissions[0].Revision++ },
	} {
		if print(change) == same {
			t.Errorf("%s changes nothing", name)
		}
	}
}

// The total of a product that is answered by yes or no counts units, and so does
// its change.
func TestChangeOfAYesNoProductCountsUnits(t *testing.T) {
	f := figuresOf(t, 1)
	f.Plan.Products[0].Combine, f.Plan.Products[0].Unit = report.YesNo, "chuyên mục"
	now, before := report.NumberOf(5), report.NumberOf(3)
	f.Totals[0].Value, f.Totals[0].Previous = &now, &before
	row := itemProducts(f, f.Plan.Items[0])[0].(map[string]any)
	if row["chenh_lech"] != "tăng 02 đơn vị" {
		t.Errorf("%q", row["chenh_lech"])
	}
}

func TestUnitTablesHoldTenColumns(t *testing.T) {
	var got []string
	for _, table := range unitTables(figuresOf(t, 23)) {
		b := table.(map[string]any)
		got = append(got, fmt.Sprintf("%s: %d", b["ten"], len(b["cot"].([]any))))
	}
	want := []string{"Các nhiệm vụ 1 - 10: 10", "Các nhiệm vụ 11 - 20: 10", "Các nhiệm vụ 21 - 23: 3"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWordsOfChange(t *testing.T) {
	for _, tt := range []struct {
		value, before int64
		want          []string // in words, its percent, difference and percent of a table
	}{
		{45, 40, []string{"tăng 05 tin", "12,5", "5", "12,5"}},
		{33, 45, []string{"giảm 12 tin", "26,7", "-12", "-26,7"}},
		{7, 7, []string{"không thay đổi", "", "0", "0"}},
		{7, 0, []string{"tăng 07 tin", "", "7", ""}},
	} {
		value, before := report.NumberOf(tt.value), report.NumberOf(tt.before)
		row := map[string]any{}
		addChange(row, report.Total{Value: &value, Previous: &before}, "tin")
		got := []string{row["chenh_lech"].(string), row["ty_le_chenh_lech"].(string), row["tang_giam"].(string), row["ty_le_tang_giam"].(string)}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%d after %d (-want +got):\n%s", tt.value, tt.before, diff)
		}
	}
}

func TestFormGroupsStandInTheirOrder(t *testing.T) {
	var products []report.Product
	for _, g := range []string{"Khác", "Tổ chức sự kiện", "Trực quan", "hội nghị", "Khác", ""} {
		products = append(products, report.Product{FormGroup: g})
	}
	want := []string{"hội nghị", "Trực quan", "Tổ chức sự kiện", "Khác"}
	if diff := cmp.Diff(want, groupsInOrder(products)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestUnitsWordsAreMerged(t *testing.T) {
	f := figuresOf(t, 1)
	say := func(unit int, texts ...string) {
		s := f.Units[unit].Submissions[0]
		for _, text := range texts {
			s.Assessments = append(s.Assessments, report.Assessment{Section: report.SectionCauses, Text: text})
		}
	}
	say(0, "- thiếu người.\n- Thiếu kinh phí")
	say(1, "Thiếu  người")
	var got []string
	for _, p := range assessments(f)[report.SectionCauses].([]any) {
		m := p.(map[string]any)
		got = append(got, m["noi_dung"].(string)+" ("+m["don_vi"].(string)+")")
	}
	want := []string{"Thiếu người (Đơn vị 1; Đơn vị 2)", "Thiếu kinh phí (Đơn vị 1)"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A letter to many units names them in its table alone.
func TestLetterToManyUnitsNamesThemOnce(t *testing.T) {
	for _, n := range []int{1, maxAddressees, maxAddressees + 1} {
		plan := &report.Plan{Year: 2025, Items: []report.Item{{Code: "ND01", Number: "1", Text: "Việc"}}, Products: []report.Product{{Code: "TIN", Name: "Tin", Unit: "tin"}},
			Targets: []report.TargetRow{{Item: "ND01", Product: "TIN", Units: []string{"*"}}}}
		for i := range n {
			plan.Units = append(plan.Units, report.Unit{Code: fmt.Sprintf("U%02d", i), Name: fmt.Sprintf("Đơn vị %d", i), Order: i})
		}
		f := aggregate.Compute(aggregate.Input{Plan: plan, Period: report.Period{Year: 2025, Kind: report.FirstHalf}})
		facts := ReminderFacts(f, Paper{Day: report.MakeDate(2025, 6, 20)})
		one, many := facts["kinh_gui_mot"].(string), len(facts["kinh_gui_nhieu"].([]any))
		switch {
		case n == 1 && (one != "Đơn vị 0" || many != 0),
			n == maxAddressees && (one != "" || many != n),
			n > maxAddressees && (one == "" || many != 0):
			t.Errorf("%d units: %q and %d lines", n, one, many)
		}
	}
}
