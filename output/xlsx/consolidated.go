package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/report"
)

// Signs for what is not a figure (contract, section 3).
const (
	signBlank       = "…"
	signKAD         = "KAD"
	signNotReported = "chưa BC"
	signNotAsked    = "-"
	partialMark     = " *"
)

// Consolidated makes the workbook `tong-hop` of a period: totals by item, every
// figure by unit, where each figure comes from, how the units stand, and, where
// there are any, what units wrote, figures outside the plan and disagreements. The same figures
// give the same bytes.
func Consolidated(f *report.Figures) (data []byte, err error) {
	file := excelize.NewFile()
	defer func() {
		if closeErr := file.Close(); err == nil && closeErr != nil {
			data, err = nil, fmt.Errorf("close consolidated workbook: %w", closeErr)
		}
	}()
	if err := file.SetDocProps(&excelize.DocProperties{Creator: "vanthu", LastModifiedBy: "vanthu", Title: "Tổng hợp số liệu " + f.Period.Words(), Language: "vi-VN", Created: "2006-09-16T00:00:00Z", Modified: "2006-09-16T00:00:00Z"}); err != nil {
		return nil, fmt.Errorf("write consolidated workbook: %w", err)
	}
	if err := file.SetDefaultFont(fontName); err != nil { // the unit of column widths
		return nil, fmt.Errorf("write consolidated workbook: %w", err)
	}
	c := &consolidated{file: file, figures: f, names: map[string]string{}}
	for _, u := range f.Plan.Units {
		c.names[u.Code] = u.Name
	}
	for _, sheet := range []func() grid{c.byItem, c.byUnit, c.sources, c.standings, c.words, c.outside, c.doubts} {
		g := sheet()
		if len(g.rows) == 0 && g.optional {
			continue
		}
		if err := c.write(g); err != nil {
			return nil, fmt.Errorf("write sheet %q: %w", g.name, err)
		}
	}
	buf, err := file.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("write consolidated workbook: %w", err)
	}
	return buf.Bytes(), nil
}

type consolidated struct {
	file    *excelize.File
	figures *report.Figures
	names   map[string]string // of units, by code
	sheets  int
}

// shown is a figure as a table shows it.
func (c *consolidated) shown(f report.Figure) any {
	switch f.State {
	case report.NotApplicable:
		return sign(signKAD)
	case report.Blank:
		return sign(signBlank)
	case report.NotReported:
		return sign(signNotReported)
	}
	product, _ := c.figures.Plan.Product(f.Product)
	yesNo := product.Combine == report.YesNo && f.Measure == report.Result
	switch {
	case yesNo && f.Source == report.Partial:
		return sign(yesNoWord(f.Value) + partialMark)
	case yesNo:
		return sign(yesNoWord(f.Value))
	case f.Source == report.Partial:
		return starred{f.Value}
	}
	return f.Value
}

func yesNoWord(n report.Number) string {
	if n.IsZero() {
		return "không"
	}
	return "có"
}

var measureWords = map[report.Measure]string{report.Result: "Kết quả", report.People: "Lượt người"}

var sourceWords = map[report.Source]string{report.Own: "báo cáo của kỳ", report.Tiled: "ghép các kỳ ngắn", report.Partial: "chưa đủ các kỳ"}
