// Package sample makes the workspace that `vanthu demo` shows: the plan of a
// department in the manner of Huế for two years, its units, and what they
// report, plausible and decided by a seed. Bodies and places are real, people and
// figures invented. It writes no files.
//
//	plan := sample.Plan(2025, 26)
//	made := sample.Reports(plan, period, seed)   // what each unit types into its form
//
// It is data and chance, not a part of the product's work.
package sample

import (
	"fmt"

	"vanthu/cmd/vanthu/profile"
	"vanthu/pipeline/report"
)

// MinUnits and MaxUnits bound the units of a sample: fewer leave no room for the
// planted cases, and more are no department.
const (
	MinUnits = 10
	MaxUnits = 5000
)

// wards are places whose health stations fill a larger sample up.
var wards = []string{
	"An Cựu", "An Đông", "An Hòa", "An Tây", "Đông Ba", "Gia Hội", "Hương An", "Hương Long", "Hương Sơ", "Hương Vinh",
	"Kim Long", "Phú Hậu", "Phú Hội", "Phú Nhuận", "Phú Thượng", "Phước Vĩnh", "Phường Đúc", "Tây Lộc", "Thuận An", "Thuận Hòa",
	"Thuận Lộc", "Thủy Biều", "Thủy Vân", "Thủy Xuân", "Trường An", "Vĩnh Ninh", "Vỹ Dạ", "Xuân Phú", "Thủy Dương", "Thủy Phương",
}

func makeUnits(n int) []report.Unit {
	own := profile.HueUnits()
	var out []report.Unit
	for i := 0; i < n; i++ {
		u := report.Unit{Code: fmt.Sprintf("U%02d", i+1), Group: profile.Station, Order: i + 1}
		switch k := i - len(own); {
		case k < 0:
			u = own[i]
		case k < len(wards):
			u.Name = "Trạm Y tế phường " + wards[k]
		default:
			u.Name = fmt.Sprintf("Trạm Y tế số %d", k-len(wards)+1)
		}
		out = append(out, u)
	}
	return out
}

// issued are invented numbers of the plans.
var issued = map[int]string{2023: "4216/KH-SYT ngày 12 tháng 12 năm 2022", 2024: "4102/KH-SYT ngày 12 tháng 12 năm 2023", 2025: "4377/KH-SYT ngày 09 tháng 12 năm 2024"}

// Plan is the sample's plan of a year with n units: Huế's.
func Plan(year, n int) *report.Plan {
	p := profile.Hue(year, makeUnits(n))
	p.Info.Issued = issued[year]
	return p
}
