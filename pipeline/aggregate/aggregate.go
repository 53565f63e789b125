// Package aggregate makes the figures of a period from what the units sent:
// each asked cell by itself from its own report, from shorter ones that tile the
// period, or from part of them; totals over units by each product's way of
// combining; percent of target; the year before; who has reported. Every figure
// keeps the submissions and cells it is made of. It does not know where
// submissions come from, nor what is done with the figures.
//
//	f := aggregate.Compute(aggregate.Input{Plan: plan, Period: p, Submissions: subs})
//	for _, t := range f.Totals {
//		fmt.Println(t.Item, t.Product, t.Value, t.Percent)
//	}
//
// The rules are those of the contract, section 3.
package aggregate

import (
	"vanthu/pipeline/report"
)

// Input is all that the figures of a period depend on.
type Input struct {
	Plan        *report.Plan
	Period      report.Period
	Submissions []report.Submission       // accepted ones of the plan's year, all revisions, any order
	Refused     map[string]report.Refusal // by unit, the last refused file for this very period
	Holidays    map[report.Date]bool

	// The year before, where there is one: nil plan otherwise.
	PreviousPlan        *report.Plan
	PreviousSubmissions []report.Submission
}

// Compute makes the figures. It changes nothing of its input; the figures point
// into Submissions.
func Compute(in Input) *report.Figures {
	from, to := in.Plan.Window(in.Period)
	f := &report.Figures{
		Plan: in.Plan, Period: in.Period, From: from, To: to,
		Due: in.Plan.Due(in.Period, in.Holidays), Holidays: in.Holidays,
		Progress: map[string]report.Progress{},
	}
	asks, shared, _ := in.Plan.Asks()
	asks = living(in.Plan, asks, from, to)
	byUnit := latest(in.Submissions, in.Period.Year)

	for start := 0; start < len(asks); {
		end := start
		for end < len(asks) && asks[end].Item == asks[start].Item && asks[end].Product == asks[start].Product {
			end++
		}
		group := asks[start:end]
		product, _ := in.Plan.Product(group[0].Product)
		cells, doubts := resultCells(group, product, in.Period, byUnit)
		people, more := peopleCells(group, in.Period, byUnit)
		doubts = append(doubts, more...)
		f.Doubts = append(f.Doubts, doubts...)
		f.Cells = append(append(f.Cells, cells...), people...)
		f.Totals = append(f.Totals, resultTotal(product, cells, shared))
		if len(people) > 0 {
			f.Totals = append(f.Totals, peopleTotal(people, cells))
		}
		start = end
	}
	if in.PreviousPlan != nil {
		before := Compute(Input{Plan: in.PreviousPlan, Period: in.Period.Before(), Submissions: in.PreviousSubmissions})
		addPrevious(f, in.PreviousPlan, before)
	}
	f.Outside = outside(asks, byUnit, in.Period)
	progress(f)
	f.Units = standings(in, asks, byUnit, f.Due, from, to)
	return f
}

// living drops the asks of units that do not live between the two days.
func living(plan *report.Plan, asks []report.Ask, from, to report.Date) []report.Ask {
	lives := map[string]bool{}
	for _, u := range plan.Units {
		lives[u.Code] = u.Lives(from, to)
	}
	var out []report.Ask
	for _, a := range asks {
		if lives[a.Unit] {
			out = append(out, a)
		}
	}
	return out
}

// reports are a unit's latest accepted submissions, by period.
type reports map[report.Period]*report.Submission

// latest keeps for each unit and period of the year the submission that counts
// (report.Submission.Outranks).
func latest(subs []report.Submission, year int) map[string]reports {
	out := map[string]reports{}
	for i := range subs {
		s := &subs[i]
		if s.Period.Year != year {
			continue
		}
		if out[s.Unit] == nil {
			out[s.Unit] = reports{}
		}
		if s.Outranks(out[s.Unit][s.Period]) {
			out[s.Unit][s.Period] = s
		}
	}
	return out
}

func resultCells(group []report.Ask, product report.Product, p report.Period, byUnit map[string]reports) ([]report.Figure, []report.Doubt) {
	var cells []report.Figure
	var doubts []report.Doubt
	for _, a := range group {
		c := cellOf{item: a.Item, product: a.Product, measure: report.Result, combine: product.Combine}
		fig, doubt := c.figure(p, byUnit[a.Unit])
		fig.Unit, fig.Target, fig.Shared = a.Unit, a.Target, a.Shared
		cells = append(cells, fig)
		if doubt != "" {
			doubts = append(doubts, report.Doubt{Item: a.Item, Product: a.Product, Unit: a.Unit, Measure: report.Result, Text: doubt})
		}
	}
	return cells, doubts
}

// peopleCells gives the second measure of the rows in which someone reported it.
func peopleCells(group []report.Ask, p report.Period, byUnit map[string]reports) ([]report.Figure, []report.Doubt) {
	var cells []report.Figure
	var doubts []report.Doubt
	for _, a := range group {
		c := cellOf{item: a.Item, product: a.Product, measure: report.People, combine: report.Sum}
		fig, doubt := c.figure(p, byUnit[a.Unit])
		fig.Unit = a.Unit
		if doubt != "" {
			doubts = append(doubts, report.Doubt{Item: a.Item, Product: a.Product, Unit: a.Unit, Measure: report.People, Text: "lượt người: " + doubt})
		}
		if fig.State == report.Value || fig.State == report.NotApplicable {
			cells = append(cells, fig)
		}
	}
	return cells, doubts
}

// outside finds the figures of the period that nobody asked for.
func outside(asks []report.Ask, byUnit map[string]reports, p report.Period) []report.Outside {
	type key struct{ item, product, unit string }
	asked := map[key]bool{}
	for _, a := range asks {
		asked[key{a.Item, a.Product, a.Unit}] = true
	}
	var out []report.Outside
	for _, unit := range sortedKeys(byUnit) {
		for _, q := range report.PeriodsOf(p.Year) {
			s := byUnit[unit][q]
			if s == nil || !p.Contains(q) {
				continue
			}
			for _, c := range s.Cells {
				if !asked[key{c.Item, c.Product, unit}] {
					out = append(out, report.Outside{Unit: unit, Cell: c, Submission: s})
				}
			}
		}
	}
	return out
}

// progress tells of each total whether it has reached its target, and rates each
// item (contract, section 3, last rule).
func progress(f *report.Figures) {
	for _, item := range f.Plan.Items {
		var targets, reached int
		something := false
		for i := range f.Totals {
			t := &f.Totals[i]
			if t.Item != item.Code || t.Measure != report.Result {
				continue
			}
			if t.Value != nil && !t.Value.IsZero() {
				something = true
			}
			if t.Target != nil {
				targets++
				if t.Reached = reachedTarget(f, *t); t.Reached {
					reached++
				}
			}
		}
		switch {
		case !something:
			f.Progress[item.Code] = report.NotStarted
		case targets > 0 && reached == targets:
			f.Progress[item.Code] = report.Done
		default:
			f.Progress[item.Code] = report.InProgress
		}
	}
}
