// Package profile holds the plans of the two departments whose manner is built
// in, as `vanthu init` lays them out for an office to change: legal documents,
// bodies, structure and counts are those of the real plans; the sentences and the
// people are our own. It writes no files.
//
//	plan, ok := profile.Plan("phu-yen")   // the plan of 2023
//	days := profile.Holidays["phu-yen"]   // the public holidays of its year
//
// The templates of a profile lie in templates.
package profile

import (
	"fmt"

	"vanthu/pipeline/report"
)

// Plan gives the plan of a profile, a new one at each call.
func Plan(name string) (*report.Plan, bool) {
	switch name {
	case "hue":
		return Hue(2025, HueUnits()), true
	case "phu-yen":
		return PhuYen(), true
	}
	return nil, false
}

// Holidays are the public holidays of each profile's year that the calendar
// alone does not tell: Tết, the Hùng Kings' day, and days off in lieu.
var Holidays = map[string][]string{
	"hue": {
		"2025-01-27", "2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31",
		"2025-04-07", "2025-05-02", "2025-09-01",
	},
	"phu-yen": {
		"2023-01-02", "2023-01-20", "2023-01-23", "2023-01-24", "2023-01-25", "2023-01-26",
		"2023-05-02", "2023-05-03", "2023-09-01", "2023-09-04",
	},
}

// lines numbers texts from 1.
func lines(texts ...string) []report.Line {
	var out []report.Line
	for i, t := range texts {
		out = append(out, report.Line{Number: fmt.Sprint(i + 1), Text: t})
	}
	return out
}

// duty is what one body has to do.
type duty struct {
	unit  string
	texts []string
}

// duties makes a row of each thing; TT numbers the bodies.
func duties(all ...duty) []report.Duty {
	var out []report.Duty
	for i, d := range all {
		for _, t := range d.texts {
			out = append(out, report.Duty{Number: fmt.Sprint(i + 1), Unit: d.unit, Text: t})
		}
	}
	return out
}

// target asks a task's product of units or groups; 0 is no target.
func target(item, product string, n int64, units ...string) report.TargetRow {
	t := report.TargetRow{Item: item, Product: product, Units: units}
	if n > 0 {
		number := report.NumberOf(n)
		t.Target = &number
	}
	return t
}

// to lists recipients of a kind of document; a note stands behind a vertical bar.
func to(kind string, role report.Role, names ...[2]string) []report.Recipient {
	var out []report.Recipient
	for _, n := range names {
		out = append(out, report.Recipient{DocType: kind, Name: n[0], Note: n[1], Role: role})
	}
	return out
}
