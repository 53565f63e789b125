// Package clerk turns what the sample's units report into what their clerks type
// into forms.
package clerk

import (
	"vanthu/cmd/vanthu/sample"
	"vanthu/pipeline/report"
	"vanthu/sources/workbook"
)

// Types gives what the clerk types: numbers as numbers, the rest as text.
func Types(r sample.Report) workbook.Entries {
	var e workbook.Entries
	add := func(row sample.Row, c workbook.Column, text string) {
		if text == "" {
			return
		}
		var value any = text
		if n, err := report.ParseNumber(text); err == nil && (c == workbook.ColumnResult || c == workbook.ColumnPeople) {
			value = n
		}
		e.Cells = append(e.Cells, workbook.Entry{Item: row.Item, Product: row.Product, Column: c, Value: value})
	}
	for _, row := range r.Rows {
		add(row, workbook.ColumnResult, row.Result)
		add(row, workbook.ColumnPeople, row.People)
		add(row, workbook.ColumnDescription, row.Description)
		add(row, workbook.ColumnEvidence, row.Evidence)
		add(row, workbook.ColumnObstacle, row.Trouble)
	}
	for _, s := range report.Sections {
		if text := r.Assessments[s.Code]; text != "" {
			e.Assessments = append(e.Assessments, report.Assessment{Section: s.Code, Text: text})
		}
	}
	return e
}
