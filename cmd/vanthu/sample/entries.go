package sample

import (
	"vanthu/pipeline/report"
	"vanthu/sources/workbook"
)

// Entries are what the clerk types: numbers as numbers, the rest as text.
func (r Report) Entries() workbook.Entries {
	var e workbook.Entries
	add := func(row Row, c workbook.Column, text string) {
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
