package aggregate

import (
	"time"

	"vanthu/pipeline/report"
)

// standings tells for each unit that is asked something how it stands. Units
// that do not live in the period, though asked by the plan, are excused.
func standings(in Input, asks []report.Ask, byUnit map[string]reports, due, from, to report.Date) []report.UnitStatus {
	asked := map[string]bool{}
	for _, a := range asks {
		asked[a.Unit] = true
	}
	planned := map[string]bool{}
	all, _, _ := in.Plan.Asks()
	for _, a := range all {
		planned[a.Unit] = true
	}
	var out []report.UnitStatus
	for _, u := range in.Plan.UnitsInOrder() {
		if !planned[u.Code] {
			continue
		}
		s := report.UnitStatus{Unit: u}
		if !u.Lives(from, to) {
			s.Standing = report.Excused
			out = append(out, s)
			continue
		}
		standing(&s, in, byUnit[u.Code], due)
		out = append(out, s)
	}
	return out
}

func standing(s *report.UnitStatus, in Input, subs reports, due report.Date) {
	deadline := due.EndInVietnam()
	if own := subs[in.Period]; own != nil {
		s.By, s.Latest, s.Warnings = report.Own, own, own.Warnings
		s.Submissions = []*report.Submission{own}
		s.Standing, s.RevisedLate = inTime(in.Submissions, s.Submissions, deadline)
		return
	}
	var parts []report.Part
	for _, q := range report.PeriodsOf(in.Period.Year) {
		if x := subs[q]; x != nil && in.Period.Contains(q) {
			parts = append(parts, report.Part{Period: q, Submission: x})
		}
	}
	chosen := bestCover(in.Period, parts)
	for _, part := range chosen {
		if s.Latest == nil || part.Submission.ReceivedAt.After(s.Latest.ReceivedAt) {
			s.Latest = part.Submission
		}
		s.Warnings += part.Submission.Warnings
		s.Submissions = append(s.Submissions, part.Submission)
	}
	switch {
	case len(chosen) > 0 && covers(in.Period, chosen):
		s.By = report.Tiled
		s.Standing, s.RevisedLate = inTime(in.Submissions, s.Submissions, deadline)
		return
	case len(chosen) > 0:
		s.By, s.Lacking = report.Partial, missing(in.Period, chosen)
	}
	s.Standing = report.Missing
	if r, ok := in.Refused[s.Unit.Code]; ok {
		s.Standing, s.Refusal = report.Refused, &r
	}
}

// inTime tells how a unit stands whose submissions those are: of each, the first
// revision that came decides; a later one may be late.
func inTime(all []report.Submission, parts []*report.Submission, deadline time.Time) (standing report.Standing, revisedLate bool) {
	standing = report.OnTime
	for _, part := range parts {
		first := part.ReceivedAt
		for i := range all {
			x := &all[i]
			if x.Unit == part.Unit && x.Period == part.Period && x.ReceivedAt.Before(first) {
				first = x.ReceivedAt
			}
		}
		if first.After(deadline) {
			return report.Late, false
		}
		revisedLate = revisedLate || part.ReceivedAt.After(deadline)
	}
	return standing, revisedLate
}
