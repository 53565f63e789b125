package aggregate

import (
	"fmt"
	"maps"
	"slices"

	"vanthu/pipeline/report"
)

// cellOf names one cell of a unit and how its parts combine.
type cellOf struct {
	item, product string
	measure       report.Measure
	combine       report.Combine
}

// figure makes the unit's figure for the period: own, tiled, partial, or a state
// without a figure. doubt is not empty where the unit's reports disagree.
func (c cellOf) figure(p report.Period, subs reports) (fig report.Figure, doubt string) {
	fig = report.Figure{Item: c.item, Product: c.product, Measure: c.measure, State: report.NotReported}
	var parts []report.Part
	for _, q := range report.PeriodsOf(p.Year) {
		s := subs[q]
		if s == nil || !p.Contains(q) {
			continue
		}
		if cell, ok := s.Cell(c.item, c.product, c.measure); ok {
			parts = append(parts, report.Part{Period: q, Submission: s, Cell: cell})
		}
	}
	if len(parts) > 0 && parts[0].Period == p { // the longest first: own is in front
		fig.Source = report.Own
		fig.State, fig.Value = parts[0].Cell.State, parts[0].Cell.Value
		fig.Parts = parts[:1:1]
		return fig, c.ownDoubt(fig, p, parts[1:])
	}
	chosen := bestCover(p, parts)
	state, value := c.combineParts(chosen)
	switch complete := covers(p, chosen); {
	case complete:
		fig.Source, fig.State, fig.Value, fig.Parts = report.Tiled, state, value, chosen
		return fig, c.tilingDoubt(p, parts, state, value)
	case state == report.Value:
		fig.Source, fig.State, fig.Value, fig.Parts = report.Partial, state, value, chosen
		fig.Missing = missing(p, chosen)
	case covered(p, subs):
		fig.State = report.Blank
	}
	return fig, ""
}

// combineParts puts the parts' values together by the product's way; KAD counts
// as nothing. The state is NotApplicable where all parts are KAD, NotReported
// where there are none.
func (c cellOf) combineParts(parts []report.Part) (report.State, report.Number) {
	state, value := report.NotReported, report.Number{}
	for _, part := range parts {
		if part.Cell.State != report.Value {
			if state == report.NotReported {
				state = report.NotApplicable
			}
			continue
		}
		v := part.Cell.Value
		switch {
		case state != report.Value: // the first one
			value = v
		case c.combine == report.Sum:
			value = value.Add(v)
		case c.combine == report.Latest: // parts are in order of time
			value = v
		default: // the largest; for yes/no, 1 if any says yes
			if v.Cmp(value) > 0 {
				value = v
			}
		}
		state = report.Value
	}
	return state, value
}

// bestCover chooses non-overlapping parts that cover most months of the period,
// then the fewest; between equals the one whose first part is earlier, then
// longer. The result is in order of time.
func bestCover(p report.Period, parts []report.Part) []report.Part {
	first, last := p.Months()
	type cover struct {
		months int
		parts  []report.Part
	}
	best := make([]cover, last+2) // best[m]: over months m … last
	for m := last; m >= first; m-- {
		best[m] = best[m+1] // leave month m out
		better := false
		for _, part := range parts { // the longest first
			pf, pl := part.Period.Months()
			if pf != m || pl > last {
				continue
			}
			c := cover{months: pl - pf + 1 + best[pl+1].months}
			n := 1 + len(best[pl+1].parts)
			if c.months > best[m].months || c.months == best[m].months && (n < len(best[m].parts) || n == len(best[m].parts) && !better) {
				c.parts = append([]report.Part{part}, best[pl+1].parts...)
				best[m] = c
				better = true
			}
		}
	}
	return best[first].parts
}

// covers tells whether non-overlapping parts tile the whole period.
func covers(p report.Period, parts []report.Part) bool {
	months := 0
	for _, part := range parts {
		f, l := part.Period.Months()
		months += l - f + 1
	}
	first, last := p.Months()
	return months == last-first+1
}

// covered tells whether accepted files, whatever they hold, lie over every month
// of the period.
func covered(p report.Period, subs reports) bool {
	var files []report.Part
	for q, s := range subs {
		if p.Contains(q) {
			files = append(files, report.Part{Period: q, Submission: s})
		}
	}
	first, last := p.Months()
	for m := first; m <= last; m++ {
		if !slices.ContainsFunc(files, func(f report.Part) bool {
			a, b := f.Period.Months()
			return a <= m && m <= b
		}) {
			return false
		}
	}
	return true
}

// missing names what the parts leave out of the period by the fewest codes, in
// order.
func missing(p report.Period, parts []report.Part) []report.Period {
	first, last := p.Months()
	var out []report.Period
	for m := first; m <= last; {
		if i := slices.IndexFunc(parts, func(x report.Part) bool { f, _ := x.Period.Months(); return f == m }); i >= 0 {
			_, l := parts[i].Period.Months()
			m = l + 1
			continue
		}
		gapEnd := last
		for _, x := range parts {
			if f, _ := x.Period.Months(); f > m && f-1 < gapEnd {
				gapEnd = f - 1
			}
		}
		out = append(out, fewestCodes(p.Year, m, gapEnd)...)
		m = gapEnd + 1
	}
	return out
}

// fewestCodes covers the months from … to exactly with as few periods as
// possible.
func fewestCodes(year, from, to int) []report.Period {
	var all []report.Part
	for _, q := range report.PeriodsOf(year) {
		if f, l := q.Months(); from <= f && l <= to {
			all = append(all, report.Part{Period: q})
		}
	}
	best := make([][]report.Period, to+2)
	for m := to; m >= from; m-- {
		for _, x := range all {
			f, l := x.Period.Months()
			if f == m && (best[m] == nil || 1+len(best[l+1]) < len(best[m])) {
				best[m] = append([]report.Period{x.Period}, best[l+1]...)
			}
		}
	}
	return best[from]
}

// ownDoubt says where a complete tiling gives another figure than the unit's own
// report.
func (c cellOf) ownDoubt(own report.Figure, p report.Period, parts []report.Part) string {
	chosen := bestCover(p, parts)
	if !covers(p, chosen) {
		return ""
	}
	state, value := c.combineParts(chosen)
	if state == own.State && value == own.Value {
		return ""
	}
	return fmt.Sprintf("báo cáo kỳ %s ghi %s, nhưng các báo cáo %s cho %s; lấy số của báo cáo kỳ %s",
		p, show(own.State, own.Value), codes(chosen), show(state, value), p)
}

// tilingDoubt says where two complete tilings give different figures.
func (c cellOf) tilingDoubt(p report.Period, parts []report.Part, state report.State, value report.Number) string {
	first, last := p.Months()
	var other []report.Part
	var walk func(m int, taken []report.Part) bool
	walk = func(m int, taken []report.Part) bool {
		if m > last {
			s, v := c.combineParts(taken)
			if s != state || v != value {
				other = slices.Clone(taken)
				return true
			}
			return false
		}
		for _, part := range parts {
			if f, l := part.Period.Months(); f == m && walk(l+1, append(taken, part)) {
				return true
			}
		}
		return false
	}
	if !walk(first, nil) {
		return ""
	}
	s, v := c.combineParts(other)
	return fmt.Sprintf("các báo cáo %s cho %s, các báo cáo %s cho %s; lấy số thứ nhất",
		codes(bestCover(p, parts)), show(state, value), codes(other), show(s, v))
}

func show(s report.State, v report.Number) string {
	if s == report.NotApplicable {
		return "KAD"
	}
	return report.FormatNumber(v)
}

func codes(parts []report.Part) string {
	text := ""
	for i, part := range parts {
		if i > 0 {
			text += ", "
		}
		text += part.Period.String()
	}
	return text
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
