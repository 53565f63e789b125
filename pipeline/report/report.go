// Package report is the domain, without files, SQL or Word: the plan of a year,
// its items, products, targets and units; the periods units report for; what
// they sent; who receives and signs a document; and the rules on all of these.
// It is also where the Vietnamese way of writing numbers and dates stands.
//
//	p, _ := report.ParsePeriod("2025-6T")
//	from, to := p.Window()            // 15/12/2024 – 14/6/2025 (Decree 09/2019, art. 12)
//	asks, faults := plan.Asks()       // every asked (item, product, unit) with its target
//	report.FormatNumber(n)            // "1.234,5"
//
// Every other room speaks in these types; this one knows nothing of the others.
package report

import (
	"time"
	_ "time/tzdata" // Windows has no zone database of its own
)

// Zone is the time of Vietnam, in which "by the end of that day" is meant.
var Zone = mustZone()

func mustZone() *time.Location {
	zone, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		panic(err) // tzdata is linked in: cannot happen
	}
	return zone
}
