package aggregate

import (
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
		// The first that came decides; a later one may be a late revision.
		first := own
		for i := range in.Submissions {
			x := &in.Submissions[i]
			if x.Unit == own.Unit && x.Period == own.Period && x.ReceivedAt.Before(first.ReceivedAt) {
				first = x
			}
		}
		s.Standing = report.OnTime
		if first.ReceivedAt.After(deadline) {
			s.Standing = report.Late
		} else {
			s.RevisedLate = own.ReceivedAt.After(deadline)
		}
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
		s.By, s.Standing = report.Tiled, report.OnTime
		if s.Latest.ReceivedAt.After(deadline) {
			s.Standing = report.Late
		}
		return
	case len(chosen) > 0:
		s.By = report.Partial
	}
	s.Standing = report.Missing
	if in.Refused[s.Unit.Code] {
		s.Standing = report.Refused
	}
}
