package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"vanthu/pipeline/report"
)

// traceOptions name the figure that is to be traced.
type traceOptions struct {
	period              report.Period
	item, product, unit string
	measure             report.Measure
}

func newTrace(w *world) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "trace --period KỲ --item MÃ",
		Short: "Một con số từ đâu ra: đơn vị nào, tệp nào, ô nào",
		Args:  noArgs,
	}
	f := cmd.Flags()
	period := f.String("period", "", "`KỲ` báo cáo, ví dụ 2025-6T")
	var opt traceOptions
	f.StringVar(&opt.item, "item", "", "`MÃ` nội dung, ví dụ ND01")
	f.StringVar(&opt.product, "product", "", "`MÃ` sản phẩm, ví dụ TIN")
	f.StringVar(&opt.unit, "unit", "", "`MÃ` đơn vị, ví dụ U01")
	measure := f.String("measure", "result", "`SỐ-ĐO`: result (kết quả) hoặc people (lượt người)")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		var err error
		if opt.period, err = parsePeriod(*period); err != nil {
			return err
		}
		opt.measure = report.Measure(*measure)
		if opt.measure != report.Result && opt.measure != report.People {
			return usagef("--measure phải là result (kết quả) hoặc people (lượt người)")
		}
		if opt.item == "" {
			return usagef("cần --item, ví dụ --item ND01")
		}
		return inOffice(cmd.Context(), w, false, func(o *office) error { return runTrace(cmd.Context(), o, opt) })
	}
	return cmd
}

// sourceJSON is a cell that a figure comes from, or that a later one replaced
// (contract, section 5).
type sourceJSON struct {
	Unit       string         `json:"unit"`
	Item       string         `json:"item"`
	Product    string         `json:"product"`
	File       string         `json:"file"`
	SHA256     string         `json:"sha256"`
	Archive    string         `json:"archive"`
	Sheet      string         `json:"sheet"`
	Cell       string         `json:"cell"`
	Text       string         `json:"text"`
	Value      *report.Number `json:"value"`
	ReceivedAt string         `json:"received_at"`
	Period     report.Period  `json:"period"`
	Revision   int            `json:"revision"`
	Used       bool           `json:"used"`

	at time.Time
}

type traceJSON struct {
	Value   *report.Number `json:"value"`
	Sources []sourceJSON   `json:"sources"`
}

func runTrace(ctx context.Context, o *office, opt traceOptions) error {
	t, err := o.trace(ctx, opt)
	if err != nil {
		return err
	}
	if o.w.json {
		return printJSON(o.w.stdout, t)
	}
	out := o.w.stdout
	fmt.Fprintf(out, "Số liệu %s", opt.period.Words())
	if t.Value != nil {
		fmt.Fprintf(out, ": %s", report.FormatNumber(*t.Value))
	}
	fmt.Fprintf(out, "\n\n")
	rows := [][]string{{"Đơn vị", "Nội dung", "Kỳ", "Lần", "Tệp", "Ô", "Đang ghi", "Số tính", "Nhận lúc", "Dùng"}}
	for _, s := range t.Sources {
		used := "không"
		if s.Used {
			used = "có"
		}
		rows = append(rows, []string{s.Unit, s.Item + "/" + s.Product, s.Period.String(), fmt.Sprint(s.Revision), s.File, s.Sheet + "!" + s.Cell, s.Text, figureText(s.Value), clockWords(s.at), used})
	}
	return table(out, rows)
}

func (o *office) trace(ctx context.Context, opt traceOptions) (traceJSON, error) {
	t := traceJSON{Sources: []sourceJSON{}}
	f, err := o.figures(ctx, opt.period, everything)
	if err != nil {
		return t, err
	}
	type origin struct {
		unit   string
		period report.Period
		rev    int
	}
	used := map[origin]map[string]bool{}
	for _, c := range f.Cells {
		if !opt.wants(c.Item, c.Product, c.Unit, c.Measure) {
			continue
		}
		for _, part := range c.Parts {
			k := origin{part.Submission.Unit, part.Submission.Period, part.Submission.Revision}
			if used[k] == nil {
				used[k] = map[string]bool{}
			}
			used[k][c.Item+"/"+c.Product] = true
		}
	}
	t.Value = opt.value(f)
	subs, err := o.store.Submissions(ctx, opt.period.Year, everything)
	if err != nil {
		return t, err
	}
	for i := range subs {
		s := &subs[i]
		if !opt.period.Contains(s.Period) {
			continue
		}
		for _, c := range s.Cells {
			if !opt.wants(c.Item, c.Product, s.Unit, c.Measure) {
				continue
			}
			for _, p := range c.Places {
				row := sourceJSON{
					Unit: s.Unit, Item: c.Item, Product: c.Product, File: s.File.Name, SHA256: s.File.SHA256, Archive: s.File.Archive,
					Sheet: p.Sheet, Cell: p.Cell, Text: p.Text, ReceivedAt: instant(s.ReceivedAt), at: s.ReceivedAt, Period: s.Period, Revision: s.Revision,
					Used: used[origin{s.Unit, s.Period, s.Revision}][c.Item+"/"+c.Product],
				}
				if c.State == report.Value {
					value := p.Value
					row.Value = &value
				}
				t.Sources = append(t.Sources, row)
			}
		}
	}
	if len(t.Sources) == 0 {
		return t, opt.check(f.Plan)
	}
	return t, nil
}

// check refuses names that neither the plan nor any file has.
func (opt traceOptions) check(plan *report.Plan) error {
	if _, ok := plan.Unit(opt.unit); opt.unit != "" && !ok {
		return usagef("không có đơn vị mã %q trong kế hoạch, cũng không có tệp nào của mã này", opt.unit)
	}
	if _, ok := plan.Item(opt.item); !ok {
		return usagef("không có nội dung mã %q trong kế hoạch, cũng không có tệp nào ghi mã này", opt.item)
	}
	if _, ok := plan.Product(opt.product); opt.product != "" && !ok {
		return usagef("không có sản phẩm mã %q trong kế hoạch, cũng không có tệp nào ghi mã này", opt.product)
	}
	return nil
}

func (opt traceOptions) wants(item, product, unit string, m report.Measure) bool {
	return item == opt.item && m == opt.measure &&
		(opt.product == "" || product == opt.product) && (opt.unit == "" || unit == opt.unit)
}

// value is the figure itself: the cell's, or the total's; measures are never
// added to each other, so there is none for several products.
func (opt traceOptions) value(f *report.Figures) *report.Number {
	if opt.unit == "" {
		var found []report.Total
		for _, t := range f.Totals {
			if t.Item == opt.item && t.Measure == opt.measure && (opt.product == "" || t.Product == opt.product) {
				found = append(found, t)
			}
		}
		if len(found) == 1 {
			return found[0].Value
		}
		return nil
	}
	var found []report.Figure
	for _, c := range f.Cells {
		if opt.wants(c.Item, c.Product, c.Unit, c.Measure) {
			found = append(found, c)
		}
	}
	if len(found) == 1 && found[0].State == report.Value {
		return &found[0].Value
	}
	return nil
}
