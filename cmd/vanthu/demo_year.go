package main

import (
	"context"
	"strconv"
	"time"

	"vanthu/cmd/vanthu/sample"
	"vanthu/pipeline"
	"vanthu/pipeline/report"
)

// The sample's story: the plan of 2025, the reports of the years before, of the six
// months of 2025, and of July.
var (
	demoYear  = report.Period{Year: 2024, Kind: report.Year}
	demoHalf  = report.Period{Year: 2025, Kind: report.FirstHalf}
	demoMonth = report.Period{Year: 2025, Kind: report.Month, N: 7}
)

// plan builds the plan of 2025, as it was drafted.
func (d *demo) plan(ctx context.Context) error {
	return d.build(time.Date(2024, 12, 6, 9, 0, 0, 0, report.Zone), func(o *office) ([]pipeline.Built, error) {
		return runBuildPlan(ctx, o, demoHalf.Year, nil)
	})
}

// yearsBefore takes in the reports on 2023, the six months of 2024, and 2024, of
// which one unit sends the second half alone, one is late, one sends nothing; and
// builds the yearly report.
func (d *demo) yearsBefore(ctx context.Context) error {
	all := func(int) bool { return true }
	first, second := demoHalf.Before(), report.Period{Year: 2024, Kind: report.SecondHalf}
	for _, step := range []struct {
		period report.Period
		at     time.Time
		sends  func(i int) bool
	}{
		{demoYear.Before(), time.Date(2023, 12, 15, 9, 0, 0, 0, report.Zone), all},
		{first, time.Date(2024, 6, 15, 9, 0, 0, 0, report.Zone), all},
		{second, time.Date(2024, 12, 16, 8, 0, 0, 0, report.Zone), func(i int) bool { return i == sample.Monthly1 }},
		{demoYear, time.Date(2024, 12, 16, 9, 0, 0, 0, report.Zone), func(i int) bool {
			return i != sample.Monthly1 && i != sample.Missing1 && i != sample.LateOne
		}},
		{demoYear, time.Date(2024, 12, 19, 9, 0, 0, 0, report.Zone), func(i int) bool { return i == sample.LateOne }},
	} {
		if err := d.takeIn(ctx, step.period, step.at, step.sends, nil); err != nil {
			return err
		}
	}
	return d.buildPeriod(ctx, demoYear, []string{pipeline.ReportName(demoYear)}, time.Date(2024, 12, 20, 9, 0, 0, 0, report.Zone))
}

// halfYear takes in the six months of 2025: most units by one report, two by
// monthly ones, one late, one revised, one with three faults, two not at all; and
// builds all documents of the period.
func (d *demo) halfYear(ctx context.Context) error {
	if _, err := runForms(ctx, d.office, demoHalf, ""); err != nil {
		return err
	}
	monthly := func(i int) bool { return i == sample.Monthly1 || i == sample.Monthly2 }
	for month := 1; month <= 6; month++ {
		p := report.Period{Year: 2025, Kind: report.Month, N: month}
		if err := d.takeIn(ctx, p, time.Date(2025, time.Month(month), 15, 14, 30, 0, 0, report.Zone), monthly, nil); err != nil {
			return err
		}
	}
	inTime := func(i int) bool {
		return !monthly(i) && i != sample.Missing1 && i != sample.Missing2 && i != sample.LateOne
	}
	spoilt := func(i int, r *sample.Report) {
		if i == sample.Refused {
			spoil(r)
		}
	}
	if err := d.takeIn(ctx, demoHalf, time.Date(2025, 6, 16, 10, 15, 0, 0, report.Zone), inTime, spoilt); err != nil {
		return err
	}
	revised := time.Date(2025, 6, 17, 15, 40, 0, 0, report.Zone)
	plan := sample.Plan(2025, d.opt.units)
	u := plan.Units[sample.Revised]
	r := sample.ReportOf(plan, u, demoHalf, d.opt.seed)
	correct(&r)
	if err := d.send(r, u.Code+"_2025-6T_sua.xlsx", revised); err != nil {
		return err
	}
	if err := d.ingest(ctx, revised); err != nil {
		return err
	}
	late := func(i int) bool { return i == sample.LateOne }
	if err := d.takeIn(ctx, demoHalf, time.Date(2025, 6, 19, 8, 5, 0, 0, report.Zone), late, nil); err != nil {
		return err
	}
	return d.buildPeriod(ctx, demoHalf, nil, demoNow)
}

// month takes in July 2025, from all but three units, and builds its report.
func (d *demo) month(ctx context.Context) error {
	sends := func(i int) bool { return i != sample.Missing1 && i != sample.Missing2 && i != sample.Refused }
	if err := d.takeIn(ctx, demoMonth, time.Date(2025, 7, 15, 10, 15, 0, 0, report.Zone), sends, nil); err != nil {
		return err
	}
	return d.buildPeriod(ctx, demoMonth, []string{pipeline.ReportName(demoMonth)}, time.Date(2025, 7, 18, 9, 0, 0, 0, report.Zone))
}

// takeIn lets those units send a period's report whose place in the plan sends tells,
// changed where change is given, and takes them in; a unit's form is made where it
// has none yet.
func (d *demo) takeIn(ctx context.Context, p report.Period, at time.Time, sends func(i int) bool, change func(i int, r *sample.Report)) error {
	plan := sample.Plan(p.Year, d.opt.units)
	senders := 0
	for i := range plan.Units {
		if sends(i) {
			senders++
		}
	}
	only := func(unit string) string {
		if senders > 2 {
			return "" // all forms at once
		}
		return unit
	}
	for i, u := range plan.Units {
		if !sends(i) {
			continue
		}
		r := sample.ReportOf(plan, u, p, d.opt.seed)
		if change != nil {
			change(i, &r)
		}
		if sum, err := (shelf{d.store, d.office}).Hash(d.formFile(u.Code, p)); err != nil {
			return err
		} else if sum == "" {
			if _, err := runForms(ctx, d.office, p, only(u.Code)); err != nil {
				return err
			}
		}
		if err := d.send(r, formName(u.Code, p), at); err != nil {
			return err
		}
	}
	return d.ingest(ctx, at)
}

// spoil plants three faults such as units really make.
func spoil(r *sample.Report) {
	for i, bad := range []string{"15-20", "khoảng 10", "1,5"} {
		r.Rows[i].Result = bad
	}
}

// correct changes two figures, as a unit does that has counted again.
func correct(r *sample.Report) {
	changed := 0
	for i := range r.Rows {
		if n, err := strconv.Atoi(r.Rows[i].Result); err == nil && changed < 2 {
			r.Rows[i].Result = strconv.Itoa(n + 2)
			changed++
		}
	}
}
