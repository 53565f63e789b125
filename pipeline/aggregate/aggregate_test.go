package aggregate

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vanthu/pipeline/report"
)

// one is a plan of one item and one product, asked of the units named.
func one(combine report.Combine, target string, units ...string) *report.Plan {
	p := &report.Plan{
		Year:     2025,
		Items:    []report.Item{{Code: "ND01", Text: "Đưa tin"}},
		Products: []report.Product{{Code: "TIN", Combine: combine}},
		Targets:  []report.TargetRow{{Item: "ND01", Product: "TIN", Target: number(target), Units: []string{"*"}}},
	}
	for i, u := range units {
		p.Units = append(p.Units, report.Unit{Code: u, Order: i})
	}
	return p
}

func number(s string) *report.Number {
	if s == "" {
		return nil
	}
	n, err := report.ParseNumber(s)
	if err != nil {
		panic(err)
	}
	return &n
}

func period(code string) report.Period {
	p, err := report.ParsePeriod(code)
	if err != nil {
		panic(err)
	}
	return p
}

// sent reads "U01 2025-01 12", one submission a line, in the order of receipt;
// a value of "" is a blank cell, KAD is KAD, "12/340" adds people.
func sent(t testing.TB, lines ...string) []report.Submission {
	t.Helper()
	var subs []report.Submission
	for i, line := range lines {
		f := strings.Fields(line + " ")
		s := report.Submission{
			Unit: f[0], Period: period(f[1]), Revision: i + 1,
			ReceivedAt: time.Date(2025, 6, 16, 8, i, 0, 0, report.Zone),
		}
		if len(f) > 2 {
			result, people, _ := strings.Cut(f[2], "/")
			add := func(m report.Measure, text string) {
				if text == "" {
					return
				}
				c := report.Cell{Item: "ND01", Product: "TIN", Measure: m, State: report.Value}
				if text == "KAD" {
					c.State = report.NotApplicable
				} else {
					c.Value = *number(text)
				}
				s.Cells = append(s.Cells, c)
			}
			add(report.Result, result)
			add(report.People, people)
		}
		subs = append(subs, s)
	}
	return subs
}

func show1(f report.Figure) string {
	text := string(f.State)
	if f.State == report.Value {
		text = f.Value.String()
	}
	if f.Source != report.NoSource {
		text += " " + string(f.Source)
	}
	for _, m := range f.Missing {
		text += " -" + m.String()
	}
	return text
}

// Each cell by itself: own, tiled, partial (contract, section 3).
func TestCell(t *testing.T) {
	tests := []struct {
		name    string
		combine report.Combine
		period  string
		sent    []string
		want    string
	}{
		{"nothing sent", report.Sum, "2025-6T", nil, "not_reported"},
		{"own", report.Sum, "2025-6T", []string{"U01 2025-6T 5"}, "5 own"},
		{"own KAD", report.Sum, "2025-6T", []string{"U01 2025-6T KAD"}, "not_applicable own"},
		{"own nought is a figure", report.Sum, "2025-6T", []string{"U01 2025-6T 0"}, "0 own"},
		{"blank", report.Sum, "2025-6T", []string{"U01 2025-6T"}, "blank"},
		{"the latest revision", report.Sum, "2025-6T", []string{"U01 2025-6T 5", "U01 2025-6T 7"}, "7 own"},
		{"months tile a quarter", report.Sum, "2025-Q1", []string{"U01 2025-01 1", "U01 2025-02 2", "U01 2025-03 3"}, "6 tiled"},
		{"nine months and Q4 make a year", report.Sum, "2025", []string{"U01 2025-9T 9", "U01 2025-Q4 4"}, "13 tiled"},
		{"fewest parts", report.Sum, "2025-9T", []string{"U01 2025-Q1 1", "U01 2025-Q2 2", "U01 2025-Q3 3", "U01 2025-6T 30"}, "33 tiled"},
		{"a blank own cell falls through", report.Sum, "2025-Q1", []string{"U01 2025-Q1", "U01 2025-01 1", "U01 2025-02 2", "U01 2025-03 3"}, "6 tiled"},
		{"own stands over tiles", report.Sum, "2025-Q1", []string{"U01 2025-Q1 9", "U01 2025-01 1", "U01 2025-02 2", "U01 2025-03 3"}, "9 own"},
		{"partial: months 1, 2, 4 of six", report.Sum, "2025-6T", []string{"U01 2025-01 1", "U01 2025-02 1", "U01 2025-04 1"}, "3 partial -2025-03 -2025-05 -2025-06"},
		{"partial: a quarter of six months", report.Sum, "2025-6T", []string{"U01 2025-Q1 4"}, "4 partial -2025-Q2"},
		{"partial: six months of the year", report.Sum, "2025", []string{"U01 2025-6T 4"}, "4 partial -2025-6C"},
		{"partial covers most months", report.Sum, "2025-6T", []string{"U01 2025-01 1", "U01 2025-Q1 4", "U01 2025-04 2"}, "6 partial -2025-05 -2025-06"},
		{"a blank month is a gap", report.Sum, "2025-Q1", []string{"U01 2025-01 1", "U01 2025-02", "U01 2025-03 3"}, "4 partial -2025-02"},
		{"all months blank", report.Sum, "2025-Q1", []string{"U01 2025-01", "U01 2025-02", "U01 2025-03"}, "blank"},
		{"one month blank, two not sent", report.Sum, "2025-Q1", []string{"U01 2025-01"}, "not_reported"},
		{"KAD in a part counts as nothing", report.Sum, "2025-Q1", []string{"U01 2025-01 1", "U01 2025-02 KAD", "U01 2025-03 3"}, "4 tiled"},
		{"KAD in all parts", report.Sum, "2025-Q1", []string{"U01 2025-01 KAD", "U01 2025-02 KAD", "U01 2025-03 KAD"}, "not_applicable tiled"},
		{"largest", report.Max, "2025-Q1", []string{"U01 2025-01 4", "U01 2025-02 9", "U01 2025-03 3"}, "9 tiled"},
		{"latest part with a value", report.Latest, "2025-Q1", []string{"U01 2025-03 KAD", "U01 2025-02 9", "U01 2025-01 4"}, "9 tiled"},
		{"latest, partial all the same", report.Latest, "2025-Q1", []string{"U01 2025-03 3"}, "3 partial -2025-01 -2025-02"},
		{"yes in any part", report.YesNo, "2025-Q1", []string{"U01 2025-01 0", "U01 2025-02 1", "U01 2025-03 0"}, "1 tiled"},
		{"another year", report.Sum, "2025-6T", []string{"U01 2024-6T 5"}, "not_reported"},
		{"a longer period says nothing", report.Sum, "2025-Q1", []string{"U01 2025-6T 5"}, "not_reported"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := Compute(Input{Plan: one(tt.combine, "", "U01"), Period: period(tt.period), Submissions: sent(t, tt.sent...)})
			if len(f.Cells) != 1 {
				t.Fatalf("%d cells, want 1", len(f.Cells))
			}
			if got := show1(f.Cells[0]); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestDoubts(t *testing.T) {
	tests := []struct {
		name string
		sent []string
		want int
	}{
		{"own equals the tiling", []string{"U01 2025-6T 3", "U01 2025-Q1 1", "U01 2025-Q2 2"}, 0},
		{"own differs from the tiling", []string{"U01 2025-6T 4", "U01 2025-Q1 1", "U01 2025-Q2 2"}, 1},
		{"own differs from a part only", []string{"U01 2025-6T 4", "U01 2025-Q1 1"}, 0},
		{"two tilings differ", []string{"U01 2025-Q1 1", "U01 2025-Q2 2", "U01 2025-01 9", "U01 2025-02 9", "U01 2025-03 9"}, 1},
		{"two tilings agree", []string{"U01 2025-Q1 3", "U01 2025-Q2 2", "U01 2025-01 1", "U01 2025-02 1", "U01 2025-03 1"}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := Compute(Input{Plan: one(report.Sum, "", "U01"), Period: period("2025-6T"), Submissions: sent(t, tt.sent...)})
			if len(f.Doubts) != tt.want {
				t.Errorf("doubts = %+v, want %d", f.Doubts, tt.want)
			}
		})
	}
}

// Totals by each of the four ways, with target and percent.
func TestTotals(t *testing.T) {
	sentBy := []string{"U01 2025-6T 4/100", "U02 2025-6T 0", "U03 2025-6T KAD", "U04 2025-6T"}
	tests := []struct {
		name    string
		combine report.Combine
		target  string
		want    string // value target percent reporting/expected
	}{
		{"sum", report.Sum, "10", "4 40 10 2/4"},        // 4 units × 10: KAD leaves its target out, not reporting keeps it
		{"largest", report.Max, "10", "4 10 40 2/4"},    // the largest against the largest target
		{"latest", report.Latest, "8", "4 32 12.5 2/4"}, // 4 of 4 × 8
		{"yes or no", report.YesNo, "1", "1 4 25 2/4"},  // one of four expected units
		{"no target", report.Sum, "", "4 <nil> <nil> 2/4"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			plan := one(tt.combine, tt.target, "U01", "U02", "U03", "U04", "U05")
			f := Compute(Input{Plan: plan, Period: period("2025-6T"), Submissions: sent(t, sentBy...)})
			total, _ := f.Total("ND01", "TIN", report.Result)
			got := fmt.Sprintf("%v %v %v %d/%d", text(total.Value), text(total.Target), text(total.Percent), total.Reporting, total.Expected)
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			people, ok := f.Total("ND01", "TIN", report.People)
			if !ok || text(people.Value) != "100" || people.Target != nil || people.Percent != nil {
				t.Errorf("people = %+v", people)
			}
		})
	}
}

func text(n *report.Number) string {
	if n == nil {
		return "<nil>"
	}
	return n.String()
}

func TestTotalOfNothingIsNull(t *testing.T) {
	f := Compute(Input{Plan: one(report.Sum, "5", "U01"), Period: period("2025-6T")})
	total := f.Totals[0]
	if total.Value != nil || total.Percent != nil || text(total.Target) != "5" || total.Expected != 1 {
		t.Errorf("total = %+v", total)
	}
	if f.Progress["ND01"] != report.NotStarted {
		t.Errorf("progress = %s", f.Progress["ND01"])
	}
}

func TestSharedTargetCountsOnce(t *testing.T) {
	plan := one(report.Sum, "", "U01", "U02", "U03")
	plan.Targets = []report.TargetRow{
		{Item: "ND01", Product: "TIN", Target: number("2"), Units: []string{"U01", "U02"}, Shared: true},
		{Item: "ND01", Product: "TIN", Units: []string{"U03"}}, // asked, without a target
	}
	f := Compute(Input{Plan: plan, Period: period("2025-6T"), Submissions: sent(t, "U01 2025-6T 1", "U03 2025-6T 50")})
	total := f.Totals[0]
	// 51 in all, but only U01's 1 counts towards the 2 that U01 and U02 share.
	if text(total.Value) != "51" || text(total.Target) != "2" || text(total.Percent) != "50" {
		t.Errorf("value %s, target %s, percent %s", text(total.Value), text(total.Target), text(total.Percent))
	}
}

func TestProgressComparesExactly(t *testing.T) {
	tests := []struct {
		value, target string
		want          report.Progress
	}{
		{"9999", "10000", report.InProgress}, // 99.99 % rounds to 100.0 %
		{"10000", "10000", report.Done},
		{"0", "10000", report.NotStarted},
		{"3", "", report.InProgress},
	}
	for _, tt := range tests {
		f := Compute(Input{Plan: one(report.Sum, tt.target, "U01"), Period: period("2025-6T"), Submissions: sent(t, "U01 2025-6T "+tt.value)})
		if got := f.Progress["ND01"]; got != tt.want {
			t.Errorf("%s of %s: %s, want %s", tt.value, tt.target, got, tt.want)
		}
	}
}

func TestPreviousYear(t *testing.T) {
	before := one(report.Sum, "", "U01", "U02")
	before.Year = 2024
	old := sent(t, "U01 2024-6T 3", "U02 2024-6T 4")
	run := func(plan *report.Plan) *report.Figures {
		return Compute(Input{Plan: plan, Period: period("2025-6T"), Submissions: sent(t, "U01 2025-6T 5"), PreviousPlan: before, PreviousSubmissions: old})
	}
	same := one(report.Sum, "", "U01")
	same.Items[0].Code, same.Targets[0].Item = "ND01", "ND01"
	same.Items[0].Text = "đưa  TIN" // the same after normalising
	f := run(same)
	if text(f.Cells[0].Previous) != "3" || text(f.Totals[0].Previous) != "7" {
		t.Errorf("same text: cell %s, total %s", text(f.Cells[0].Previous), text(f.Totals[0].Previous))
	}
	other := one(report.Sum, "", "U01")
	other.Items[0].Text = "Việc khác"
	if f := run(other); f.Cells[0].Previous != nil || f.Totals[0].Previous != nil {
		t.Error("another text under the same code is another task")
	}
	other.Items[0].PreviousCode = "ND01"
	if f := run(other); text(f.Totals[0].Previous) != "7" {
		t.Error("Mã năm trước does not say so")
	}
}

func TestOutsideThePlanIsKept(t *testing.T) {
	subs := sent(t, "U01 2025-6T 5")
	subs[0].Cells = append(subs[0].Cells, report.Cell{Item: "ND77", Product: "TIN", Measure: report.Result, State: report.Value, Value: *number("3")})
	f := Compute(Input{Plan: one(report.Sum, "", "U01"), Period: period("2025-6T"), Submissions: subs})
	if len(f.Outside) != 1 || f.Outside[0].Cell.Item != "ND77" || f.Outside[0].Unit != "U01" {
		t.Errorf("outside = %+v", f.Outside)
	}
}

func TestStanding(t *testing.T) {
	plan := one(report.Sum, "", "U01")
	plan.Units = append(plan.Units, report.Unit{Code: "U02", Order: 9, To: report.MakeDate(2024, 6, 30)})
	tests := []struct {
		name     string
		sent     []string // all received on 16 June, a minute apart
		due      report.Date
		refused  bool
		standing report.Standing
		by       report.Source
		revised  bool
	}{
		{"nothing", nil, report.MakeDate(2025, 6, 17), false, report.Missing, report.NoSource, false},
		{"refused", nil, report.MakeDate(2025, 6, 17), true, report.Refused, report.NoSource, false},
		{"in time", []string{"U01 2025-6T 1"}, report.MakeDate(2025, 6, 16), false, report.OnTime, report.Own, false},
		{"late", []string{"U01 2025-6T 1"}, report.MakeDate(2025, 6, 15), false, report.Late, report.Own, false},
		{"tiled", []string{"U01 2025-Q1 1", "U01 2025-Q2 1"}, report.MakeDate(2025, 6, 17), false, report.OnTime, report.Tiled, false},
		{"tiled late", []string{"U01 2025-Q1 1", "U01 2025-Q2 1"}, report.MakeDate(2025, 6, 15), false, report.Late, report.Tiled, false},
		{"partial is missing", []string{"U01 2025-Q1 1"}, report.MakeDate(2025, 6, 17), false, report.Missing, report.Partial, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			plan.Periods = []report.PeriodRule{{Period: period("2025-6T"), Due: tt.due}}
			in := Input{Plan: plan, Period: period("2025-6T"), Submissions: sent(t, tt.sent...)}
			if tt.refused {
				in.Refused = map[string]report.Refusal{"U01": {Faults: 3}}
			}
			f := Compute(in)
			got := []any{f.Units[0].Standing, f.Units[0].By, f.Units[0].RevisedLate}
			if diff := cmp.Diff([]any{tt.standing, tt.by, tt.revised}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if u := f.Units[0]; (u.Refusal != nil) != tt.refused || (u.By == report.Partial) != cmp.Equal(u.Lacking, []report.Period{period("2025-Q2")}) {
				t.Errorf("refusal %v, lacking %v", u.Refusal, u.Lacking)
			}
			if f.Units[1].Standing != report.Excused {
				t.Errorf("a unit that no longer lives: %s", f.Units[1].Standing)
			}
		})
	}

	// The same for a unit tiled from parts of which one is revised late.
	plan.Periods = []report.PeriodRule{{Period: period("2025-6T"), Due: report.MakeDate(2025, 6, 16)}}
	parts := sent(t, "U01 2025-Q1 1", "U01 2025-Q2 1", "U01 2025-Q1 2")
	parts[2].ReceivedAt = parts[2].ReceivedAt.AddDate(0, 0, 3)
	tiled := Compute(Input{Plan: plan, Period: period("2025-6T"), Submissions: parts})
	if u := tiled.Units[0]; u.Standing != report.OnTime || !u.RevisedLate {
		t.Errorf("late revision of a part: %+v", u)
	}

	// A revision after the deadline leaves the unit on time and says so.
	plan.Periods = []report.PeriodRule{{Period: period("2025-6T"), Due: report.MakeDate(2025, 6, 16)}}
	subs := sent(t, "U01 2025-6T 1", "U01 2025-6T 2")
	subs[1].ReceivedAt = subs[1].ReceivedAt.AddDate(0, 0, 3)
	f := Compute(Input{Plan: plan, Period: period("2025-6T"), Submissions: subs})
	if u := f.Units[0]; u.Standing != report.OnTime || !u.RevisedLate || u.Latest.Revision != 2 {
		t.Errorf("late revision: %+v", u)
	}
}

func TestPeopleAreDoubtedToo(t *testing.T) {
	f := Compute(Input{Plan: one(report.Sum, "", "U01"), Period: period("2025-6T"), Submissions: sent(t, "U01 2025-6T 3/100", "U01 2025-Q1 1/10", "U01 2025-Q2 2/20")})
	if len(f.Doubts) != 1 || f.Doubts[0].Measure != report.People {
		t.Errorf("doubts = %+v", f.Doubts)
	}
}

func TestKADLeavesNobodyExpected(t *testing.T) {
	f := Compute(Input{Plan: one(report.Sum, "", "U01", "U02"), Period: period("2025-6T"), Submissions: sent(t, "U01 2025-6T KAD", "U02 2025-6T 2/9")})
	for _, total := range f.Totals {
		if total.Expected != 1 || total.Reporting != 1 {
			t.Errorf("%s: %d of %d units", total.Measure, total.Reporting, total.Expected)
		}
	}
}

func TestATargetOfNoughtIsReached(t *testing.T) {
	plan := one(report.Sum, "0", "U01")
	f := Compute(Input{Plan: plan, Period: period("2025-6T"), Submissions: sent(t, "U01 2025-6T 2")})
	if f.Progress["ND01"] != report.Done || f.Totals[0].Percent != nil {
		t.Errorf("progress %s, percent %v", f.Progress["ND01"], f.Totals[0].Percent)
	}
}
