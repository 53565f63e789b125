// Package workbook makes and reads the two kinds of workbook that travel between
// the department and its units: the plan workbook of a year and the form of a
// unit for a period. It knows the words of their sheets and columns, and tells a
// clerk, cell by cell, what could not be read. It stores nothing, adds nothing
// up over units or periods, and does not decide what becomes of a refused file.
//
//	plan, faults := workbook.ReadPlan("ke-hoach-2025.xlsx", data)
//	form, err := workbook.WriteForm(workbook.Form{Plan: plan, Unit: u, Period: p, From: from, To: to, Due: due, Asks: asks})
//	filled, err := workbook.FillForm(form, entries)
//	sub, faults := workbook.ReadSubmission("U01_2025-6T.xlsx", filled, workbook.Context{Plan: planOf})
//	refused := finding.HasError(faults)
//
// Workbooks are written with excelize. They are read by sources/spreadsheet,
// whatever kind of file a unit saved them as.
package workbook

import (
	"vanthu/pipeline/report"
	"vanthu/sources/spreadsheet"
)

// Context is what a submission is read against.
type Context struct {
	// Plan gives the newest plan of a year, nil where there is none: by it units and
	// periods are known.
	Plan func(year int) *report.Plan
	// InForce, where set, gives the plan in force for a period, against which the
	// file is read.
	InForce func(report.Period) *report.Plan
	// Last, where set, gives the figures of a unit that count for a period, none
	// where it sent none: figures that leap are warned of.
	Last   func(unit string, p report.Period) []report.Cell
	Limits spreadsheet.Limits
}

// Names of the sheets of a unit's form.
const (
	sheetReport     = "Báo cáo"
	sheetAssessment = "Đánh giá chung"
	sheetGuide      = "Hướng dẫn"
	sheetHidden     = "_vanthu"
)
