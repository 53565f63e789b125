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
// Workbooks are written with excelize. They are read by a scanner of our own
// (book.go), because a reader must know of every cell whether a number is shown
// as a date or as percent, whether a formula has a stored value, and whether a
// sheet ends where it should: things that a table of strings no longer tells.
package workbook

import "vanthu/pipeline/report"

// Limits bound what a file may cost to read. A field of 0 takes its default.
type Limits struct {
	FileBytes  int64 // the file itself; 20 MiB
	Unpacked   int64 // all parts read, unpacked; 64 MiB
	Sheets     int   // 200
	Rows       int   // rows of one sheet with something in them; 20 000
	Columns    int   // the last column with something in it; 500
	Cells      int   // filled cells of the workbook; 200 000
	TextRunes  int   // characters of one cell; 32 767, Excel's own limit
	MergeAreas int   // merged areas of one sheet; 10 000
}

func (l Limits) withDefaults() Limits {
	set := func(v *int, d int) {
		if *v <= 0 {
			*v = d
		}
	}
	if l.FileBytes <= 0 {
		l.FileBytes = 20 << 20
	}
	if l.Unpacked <= 0 {
		l.Unpacked = 64 << 20
	}
	set(&l.Sheets, 200)
	set(&l.Rows, 20_000)
	set(&l.Columns, 500)
	set(&l.Cells, 200_000)
	set(&l.TextRunes, 32_767)
	set(&l.MergeAreas, 10_000)
	return l
}

// Context is what a submission is read against.
type Context struct {
	// Plan gives the newest plan of a year, nil where there is none: by it units and
	// periods are known.
	Plan func(year int) *report.Plan
	// InForce, where set, gives the plan in force for a period, against which the
	// file is read.
	InForce func(report.Period) *report.Plan
	Limits  Limits
}

// Names of the sheets of a unit's form.
const (
	sheetReport     = "Báo cáo"
	sheetAssessment = "Đánh giá chung"
	sheetGuide      = "Hướng dẫn"
	sheetHidden     = "_vanthu"
)
