package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"vanthu/cmd/vanthu/sample"
	"vanthu/pipeline/report"
)

// The oracle adds up what the units typed, in whole numbers and in the plainest
// way, without any of the program's own rooms: the report's figures must be these.

// typed is what stands in the accepted files of a year: by unit, then by period;
// nil for a period of which nothing came though it is a part of what is asked.
type typed map[string]map[string][]sample.Row

// typedIn gives what the demo's units typed for the six months of a year.
func typedIn(year, units int, seed uint64) typed {
	plan := sample.Plan(year, units)
	half := report.Period{Year: year, Kind: report.FirstHalf}
	out := typed{}
	for i, u := range plan.Units {
		periods := map[string][]sample.Row{}
		out[u.Code] = periods
		r := sample.ReportOf(plan, u, half, seed)
		if year == 2025 {
			switch i {
			case sample.Missing1, sample.Missing2, sample.Refused:
				continue
			case sample.Monthly1, sample.Monthly2:
				for m := 1; m <= 6; m++ {
					p := report.Period{Year: year, Kind: report.Month, N: m}
					periods[p.String()] = sample.ReportOf(plan, u, p, seed).Rows
				}
				continue
			case sample.Revised:
				correct(&r)
			}
		}
		periods[half.String()] = r.Rows
	}
	return out
}

// figure is one figure of the oracle: as the table by unit prints it, and as a
// number where it has one.
type figure struct {
	text   string
	value  int
	has    bool
	kad    bool
	source string
}

func rowOf(rows []sample.Row, item, product string) (sample.Row, bool) {
	for _, r := range rows {
		if r.Item == item && r.Product == product {
			return r, true
		}
	}
	return sample.Row{}, false
}

// number reads what was typed; yes is 1 and no is 0.
func typedNumber(s string) int {
	switch s {
	case "có":
		return 1
	case "không":
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(err)
	}
	return n
}

func (y typed) figure(unit, item, product string, way report.Combine, people bool) figure {
	var texts []string
	source := "own"
	own, gap := false, false
	for _, p := range slices.Sorted(keys(y[unit])) { // a whole year stands first
		if y[unit][p] == nil {
			texts, gap = append(texts, ""), true
			continue
		}
		r, ok := rowOf(y[unit][p], item, product)
		if !ok {
			panic("no row " + item + "/" + product + " for " + unit)
		}
		text := r.Result
		if people {
			text = r.People
		}
		if len(p) == len("2024") && text != "" { // its own report, before the shorter ones
			texts = []string{text}
			break
		}
		texts = append(texts, text)
		own = own || strings.HasSuffix(p, "6T")
	}
	if !own {
		source = "tiled"
	}
	if texts == nil {
		return figure{text: "chưa BC"}
	}
	out := figure{source: source}
	filled, kad := 0, 0
	for _, t := range texts {
		switch t {
		case "":
			continue
		case "KAD":
			kad++
		default:
			n := typedNumber(t)
			switch {
			case !out.has, way == report.Latest:
				out.value = n
			case way == report.Sum:
				out.value += n
			default:
				out.value = max(out.value, n)
			}
			out.has = true
		}
		filled++
	}
	switch {
	case !out.has && filled == len(texts) && kad == filled:
		return figure{text: "KAD", kad: true, source: source}
	case !out.has && gap:
		return figure{text: "chưa BC"}
	case !out.has:
		return figure{text: "…"}
	}
	out.text = dots(out.value)
	if way == report.YesNo {
		out.text = map[bool]string{true: "có", false: "không"}[out.value > 0]
	}
	if filled < len(texts) {
		out.text += "*"
		out.source = "partial"
	}
	return out
}

// keys is maps.Keys, here so that the oracle reads at a glance.
func keys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// dots writes thousands with points.
func dots(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return s
}

// sum is an item's and product's total.
type sum struct {
	value, target, people                      int
	hasValue, hasTarget, hasPercent, hasPeople bool
	tenths                                     int // of a per cent
	reporting, expected                        int
}

func (s sum) percent() string { return tenths(s.tenths) }

// goal is what reaches the target: of yes and no, everyone's yes.
func (s sum) goal(x report.Product) int {
	if x.Combine == report.YesNo {
		return s.expected
	}
	return s.target
}

// tenths writes tenths with a comma.
func tenths(n int) string {
	if n%10 == 0 {
		return dots(n / 10)
	}
	return dots(n/10) + "," + strconv.Itoa(n%10)
}

// targetOf finds a unit's row of the sheet Chỉ tiêu: code before group before *.
func targetOf(plan *report.Plan, unit report.Unit, item, product string) (asked bool, target int) {
	best := 0
	for _, t := range plan.Targets {
		if t.Item != item || t.Product != product {
			continue
		}
		rank := 0
		switch {
		case slices.Contains(t.Units, unit.Code):
			rank = 3
		case slices.Contains(t.Units, unit.Group):
			rank = 2
		case slices.Contains(t.Units, "*"):
			rank = 1
		}
		if rank > best {
			best, target = rank, 0
			if t.Target != nil {
				target = typedNumber(t.Target.String())
			}
		}
	}
	return best > 0, target
}

func (y typed) total(plan *report.Plan, item string, product report.Product) sum {
	var s sum
	numerator, yes := 0, 0
	for _, u := range plan.Units {
		asked, target := targetOf(plan, u, item, product.Code)
		if !asked {
			continue
		}
		f := y.figure(u.Code, item, product.Code, product.Combine, false)
		if f.kad {
			continue
		}
		s.expected++
		if target > 0 {
			s.hasTarget = true
			s.target += target
		}
		if p := y.figure(u.Code, item, product.Code, report.Sum, true); p.has {
			s.hasPeople = true
			s.people += p.value
		}
		if !f.has {
			continue
		}
		s.reporting++
		s.hasValue = true
		switch product.Combine {
		case report.Max:
			s.value = max(s.value, f.value)
		case report.YesNo:
			s.value += f.value
			yes += f.value
		default:
			s.value += f.value
		}
		if target > 0 {
			numerator += f.value
		}
	}
	if s.hasValue && s.hasTarget {
		n, d := numerator, s.target
		if product.Combine == report.YesNo {
			n, d = yes, s.expected
		}
		s.hasPercent = true
		s.tenths = (2*1000*n + d) / (2 * d) // half up
	}
	return s
}

// done tells whether every product of the item that has a target has reached it;
// started, whether anything was done.
func (y typed) progress(plan *report.Plan, item string) string {
	targets, reached, something := 0, 0, false
	for _, x := range plan.Products {
		s := y.total(plan, item, x)
		if s.expected == 0 {
			continue
		}
		something = something || s.value > 0
		if s.hasTarget {
			targets++
			if s.value >= s.goal(x) {
				reached++
			}
		}
	}
	switch {
	case !something:
		return "Chưa thực hiện"
	case targets > 0 && targets == reached:
		return "Hoàn thành"
	}
	return "Đang thực hiện"
}

// checkData holds the figures of `vanthu data --json` against the oracle.
func checkData(t *testing.T, plan *report.Plan, now, before typed, d shownData) {
	t.Helper()
	cells := map[string]shownCell{}
	for _, c := range d.Cells {
		cells[c.Item+"/"+c.Product+"/"+c.Unit+"/"+c.Measure] = c
	}
	totals := map[string]shownTotal{}
	for _, x := range d.Totals {
		totals[x.Item+"/"+x.Product+"/"+x.Measure] = x
	}
	previous := sample.Plan(2024, len(plan.Units))
	for _, item := range plan.Items {
		for _, product := range plan.Products {
			s := now.total(plan, item.Code, product)
			for _, u := range plan.Units {
				key := item.Code + "/" + product.Code + "/" + u.Code
				c, listed := cells[key+"/result"]
				if asked, _ := targetOf(plan, u, item.Code, product.Code); asked != listed {
					t.Errorf("%s: asked %v, listed %v", key, asked, listed)
				} else if asked {
					checkCell(t, key, now.figure(u.Code, item.Code, product.Code, product.Combine, false), c)
				}
			}
			key := item.Code + "/" + product.Code
			x, listed := totals[key+"/result"]
			if !listed {
				if s.expected > 0 {
					t.Errorf("%s: no total", key)
				}
				continue
			}
			same(t, key+" value", s.hasValue, s.value, x.Value)
			same(t, key+" target", s.hasTarget, s.target, x.Target)
			old := before.total(previous, item.Code, product)
			same(t, key+" previous", old.hasValue, old.value, x.PreviousYear)
			same(t, key+" people", s.hasPeople, s.people, totals[key+"/people"].Value)
			percent := ""
			if s.hasPercent {
				percent = strings.Replace(s.percent(), ",", ".", 1)
			}
			if string(x.Percent) != percent {
				t.Errorf("%s percent: %q, want %q", key, x.Percent, percent)
			}
			if x.ReportingUnits != s.reporting || x.ExpectedUnits != s.expected {
				t.Errorf("%s: %d of %d units, want %d of %d", key, x.ReportingUnits, x.ExpectedUnits, s.reporting, s.expected)
			}
		}
	}
}

func checkCell(t *testing.T, key string, want figure, got shownCell) {
	t.Helper()
	state := "value"
	switch want.text {
	case "chưa BC":
		state = "not_reported"
	case "…":
		state = "blank"
	case "KAD":
		state = "not_applicable"
	}
	if got.State != state {
		t.Errorf("%s: state %s, want %s", key, got.State, state)
	}
	same(t, key, want.has, want.value, got.Value)
	if got.Source != want.source {
		t.Errorf("%s: source %q, want %q", key, got.Source, want.source)
	}
}

func same(t *testing.T, what string, has bool, want int, got jsonNumber) {
	t.Helper()
	text := ""
	if has {
		text = fmt.Sprint(want)
	}
	if string(got) != text {
		t.Errorf("%s: %q, want %q", what, got, text)
	}
}
