package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

func newData(w *world) *cobra.Command {
	return periodCommand(w, "data --period KỲ", "Số liệu của một kỳ: từng ô và tổng cộng", runData)
}

// cellJSON and totalJSON are the figures (contract, section 5).
type cellJSON struct {
	Item         string          `json:"item"`
	Product      string          `json:"product"`
	Unit         string          `json:"unit"`
	Measure      report.Measure  `json:"measure"`
	State        report.State    `json:"state"`
	Value        *report.Number  `json:"value"`
	PreviousYear *report.Number  `json:"previous_year"`
	Target       *report.Number  `json:"target"`
	Source       *string         `json:"source"`
	Missing      []report.Period `json:"missing"`
}

type totalJSON struct {
	Item           string         `json:"item"`
	Product        string         `json:"product"`
	Measure        report.Measure `json:"measure"`
	Value          *report.Number `json:"value"`
	Target         *report.Number `json:"target"`
	Percent        *report.Number `json:"percent"`
	PreviousYear   *report.Number `json:"previous_year"`
	ReportingUnits int            `json:"reporting_units"`
	ExpectedUnits  int            `json:"expected_units"`
}

// outsideJSON is a figure that nobody asked for ('ngoài kế hoạch').
type outsideJSON struct {
	Item    string         `json:"item"`
	Product string         `json:"product"`
	Unit    string         `json:"unit"`
	Measure report.Measure `json:"measure"`
	State   report.State   `json:"state"`
	Value   *report.Number `json:"value"`
	Period  report.Period  `json:"period"`
}

type dataJSON struct {
	Period   report.Period     `json:"period"`
	Cells    []cellJSON        `json:"cells"`
	Totals   []totalJSON       `json:"totals"`
	Outside  []outsideJSON     `json:"outside_plan"`
	Problems []finding.Finding `json:"problems"`
}

// everything is the instant that stands for all that has been received.
var everything time.Time

func runData(ctx context.Context, o *office, p report.Period) error {
	f, err := o.figures(ctx, p, everything)
	if err != nil {
		return err
	}
	if o.w.json {
		return printJSON(o.w.stdout, figuresJSON(f))
	}
	out := o.w.stdout
	fmt.Fprintf(out, "Số liệu %s (từ %s đến %s)\n\n", p.Words(), f.From.Short(), f.To.Short())
	rows := [][]string{{"Nội dung", "Sản phẩm", "Kết quả", "Chỉ tiêu năm", "Tỷ lệ %", "Cùng kỳ", "Đơn vị có số"}}
	lacking := partialTotals(f)
	for _, t := range f.Totals {
		name := t.Product
		if t.Measure == report.People {
			name += " (lượt người)"
		}
		value := figureText(t.Value)
		if lacking[[3]string{t.Item, t.Product, string(t.Measure)}] {
			value += "*"
		}
		rows = append(rows, []string{t.Item, name, value, figureText(t.Target), figureText(t.Percent), figureText(t.Previous), fmt.Sprintf("%d/%d", t.Reporting, t.Expected)})
	}
	if err := table(out, rows); err != nil {
		return err
	}
	if len(lacking) > 0 {
		fmt.Fprintln(out, "\n* có đơn vị mới báo cáo một phần kỳ; xem mục missing của --json")
	}
	for _, x := range f.Outside {
		fmt.Fprintf(out, "Ngoài kế hoạch: %s gửi %s/%s = %s\n", x.Unit, x.Cell.Item, x.Cell.Product, report.FormatNumber(x.Cell.Value))
	}
	printFindings(out, doubts(f), "")
	return nil
}

// partialTotals tells the totals in which a unit's figure is only a part of the
// period's.
func partialTotals(f *report.Figures) map[[3]string]bool {
	out := map[[3]string]bool{}
	for _, c := range f.Cells {
		if c.Source == report.Partial {
			out[[3]string{c.Item, c.Product, string(c.Measure)}] = true
		}
	}
	return out
}

func figureText(n *report.Number) string {
	if n == nil {
		return "-"
	}
	return report.FormatNumber(*n)
}

func figuresJSON(f *report.Figures) dataJSON {
	d := dataJSON{Period: f.Period, Cells: []cellJSON{}, Totals: []totalJSON{}, Outside: []outsideJSON{}, Problems: []finding.Finding{}}
	for _, c := range f.Cells {
		row := cellJSON{
			Item: c.Item, Product: c.Product, Unit: c.Unit, Measure: c.Measure, State: c.State,
			PreviousYear: c.Previous, Target: c.Target, Source: orNull(string(c.Source)), Missing: []report.Period{},
		}
		row.Missing = append(row.Missing, c.Missing...)
		if c.State == report.Value {
			value := c.Value
			row.Value = &value
		}
		d.Cells = append(d.Cells, row)
	}
	for _, t := range f.Totals {
		d.Totals = append(d.Totals, totalJSON{
			Item: t.Item, Product: t.Product, Measure: t.Measure, Value: t.Value, Target: t.Target, Percent: t.Percent,
			PreviousYear: t.Previous, ReportingUnits: t.Reporting, ExpectedUnits: t.Expected,
		})
	}
	for _, x := range f.Outside {
		row := outsideJSON{Item: x.Cell.Item, Product: x.Cell.Product, Unit: x.Unit, Measure: x.Cell.Measure, State: x.Cell.State, Period: x.Submission.Period}
		if x.Cell.State == report.Value {
			value := x.Cell.Value
			row.Value = &value
		}
		d.Outside = append(d.Outside, row)
	}
	d.Problems = append(d.Problems, doubts(f)...)
	return d
}
