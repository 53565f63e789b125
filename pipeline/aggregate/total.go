package aggregate

import (
	"vanthu/pipeline/report"
)

// resultTotal adds an item's and product's cells up over units.
func resultTotal(product report.Product, cells []report.Figure, shared []report.SharedTarget) report.Total {
	t := report.Total{Item: cells[0].Item, Product: cells[0].Product, Measure: report.Result}
	all := over{combine: product.Combine}
	targeted := over{combine: product.Combine}
	wanted := over{combine: product.Combine}
	if product.Combine == report.YesNo {
		wanted.combine = report.Sum // targets are added, answers counted
	}
	counted := map[int]bool{}
	for _, c := range cells {
		if c.State == report.NotApplicable {
			continue
		}
		t.Expected++
		if c.State == report.Value {
			t.Reporting++
			all.add(c.Value)
		}
		switch {
		case c.Target != nil:
			wanted.add(*c.Target)
		case c.Shared > 0:
			if !counted[c.Shared] {
				counted[c.Shared] = true
				wanted.add(shared[c.Shared-1].Target)
			}
		default:
			continue
		}
		if c.State == report.Value {
			targeted.add(c.Value)
		}
	}
	t.Value, t.Target = all.value, wanted.value
	if t.Value == nil || t.Target == nil {
		return t
	}
	num, den := targeted.number(), wanted.number()
	if product.Combine == report.YesNo {
		num, den = all.number(), report.NumberOf(int64(t.Expected))
	}
	if p, ok := report.Percent(num, den); ok {
		t.Percent = &p
	}
	return t
}

// peopleTotal adds the second measure up; results are the cells of the same row.
// A unit that says KAD to either is not expected.
func peopleTotal(cells, results []report.Figure) report.Total {
	t := report.Total{Item: cells[0].Item, Product: cells[0].Product, Measure: report.People}
	kad := map[string]bool{}
	sum := over{combine: report.Sum}
	for _, c := range cells {
		kad[c.Unit] = c.State == report.NotApplicable
		if c.State == report.Value {
			t.Reporting++
			sum.add(c.Value)
		}
	}
	for _, c := range results {
		if !kad[c.Unit] && c.State != report.NotApplicable {
			t.Expected++
		}
	}
	t.Value = sum.value
	return t
}

// over combines values over units by a product's way (contract, section 3, the
// table's third column).
type over struct {
	combine report.Combine
	value   *report.Number
}

func (o *over) add(v report.Number) {
	if o.combine == report.YesNo {
		if !v.IsZero() {
			v = report.NumberOf(1)
		}
	}
	switch {
	case o.value == nil:
	case o.combine == report.Max:
		if o.value.Cmp(v) > 0 {
			v = *o.value
		}
	default:
		v = o.value.Add(v)
	}
	o.value = &v
}

func (o *over) number() report.Number {
	if o.value == nil {
		return report.Number{}
	}
	return *o.value
}

// reachedTarget compares numerator and denominator of a total's percent exactly.
func reachedTarget(f *report.Figures, t report.Total) bool {
	if t.Value == nil || t.Target == nil {
		return false
	}
	product, _ := f.Plan.Product(t.Product)
	if product.Combine == report.YesNo {
		return t.Value.Cmp(report.NumberOf(int64(t.Expected))) >= 0
	}
	targeted := over{combine: product.Combine}
	for _, c := range f.Cells {
		if c.Item == t.Item && c.Product == t.Product && c.Measure == report.Result &&
			c.State == report.Value && (c.Target != nil || c.Shared > 0) {
			targeted.add(c.Value)
		}
	}
	return targeted.number().Cmp(*t.Target) >= 0
}

// previousItem finds last year's item of this year's: by `Mã năm trước`, else by
// the same text after normalising.
func previousItem(plan, before *report.Plan, code string) (string, bool) {
	item, ok := plan.Item(code)
	if !ok {
		return "", false
	}
	if item.PreviousCode != "" {
		_, ok := before.Item(item.PreviousCode)
		return item.PreviousCode, ok
	}
	for _, old := range before.Items {
		if report.Normalize(old.Text) == report.Normalize(item.Text) {
			return old.Code, true
		}
	}
	return "", false
}

// figureKey names a figure of a period.
type figureKey struct {
	item, product, unit string
	measure             report.Measure
}

// previousValues indexes last year's figures that have a value; unit "" is the
// total.
func previousValues(before *report.Figures) map[figureKey]*report.Number {
	index := map[figureKey]*report.Number{}
	for i := range before.Cells {
		if c := &before.Cells[i]; c.State == report.Value {
			index[figureKey{c.Item, c.Product, c.Unit, c.Measure}] = &c.Value
		}
	}
	for _, t := range before.Totals {
		index[figureKey{t.Item, t.Product, "", t.Measure}] = t.Value
	}
	return index
}

// addPrevious sets beside every cell and total the same one of a year before.
func addPrevious(f *report.Figures, beforePlan *report.Plan, before *report.Figures) {
	index := previousValues(before)
	items := map[string]string{}
	for _, item := range f.Plan.Items {
		if old, ok := previousItem(f.Plan, beforePlan, item.Code); ok {
			items[item.Code] = old
		}
	}
	for i := range f.Cells {
		c := &f.Cells[i]
		c.Previous = index[figureKey{items[c.Item], c.Product, c.Unit, c.Measure}]
	}
	for i := range f.Totals {
		t := &f.Totals[i]
		t.Previous = index[figureKey{items[t.Item], t.Product, "", t.Measure}]
	}
}
