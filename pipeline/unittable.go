package pipeline

import (
	"strings"

	"vanthu/pipeline/report"
)

// maxColumns is how many figures a row of the table by unit holds: at 11 pt on
// landscape A4, narrower columns would break "chưa BC" in the middle.
const maxColumns = 10

// column is one asked figure of the table by unit.
type column struct {
	item    report.Item
	product report.Product
	measure report.Measure
}

// Signs of the table by unit for what is not a figure (contract, section 3).
const (
	signBlank    = "…"
	signKAD      = "KAD"
	signMissing  = "chưa BC"
	signNotAsked = "-"
	partialMark  = "*"
)

// unitTables makes the table by unit in blocks of columns; a task's columns stay
// in one block where they fit.
func unitTables(f *report.Figures) []any {
	var blocks [][]column
	for _, item := range f.Plan.Items {
		var columns []column
		for _, t := range f.Totals {
			if t.Item == item.Code {
				product, _ := f.Plan.Product(t.Product)
				columns = append(columns, column{item, product, t.Measure})
			}
		}
		for len(columns) > 0 {
			part := columns[:min(len(columns), maxColumns)]
			columns = columns[len(part):]
			last := len(blocks) - 1
			if last < 0 || len(blocks[last])+len(part) > maxColumns {
				blocks = append(blocks, nil)
				last++
			}
			blocks[last] = append(blocks[last], part...)
		}
	}
	index := indexFigures(f)
	out := []any{}
	for _, b := range blocks {
		out = append(out, unitTable(f, b, index))
	}
	return markLast(out)
}

// markLast sets "cuoi" of the objects of a list: true for the last, so that a
// template can keep it with what stands behind it.
func markLast(list []any) []any {
	for i, x := range list {
		x.(map[string]any)["cuoi"] = i == len(list)-1
	}
	return list
}

type cellKey struct {
	item, product, unit string
	measure             report.Measure
}

func indexFigures(f *report.Figures) map[cellKey]*report.Figure {
	index := map[cellKey]*report.Figure{}
	for i := range f.Cells {
		c := &f.Cells[i]
		index[cellKey{c.Item, c.Product, c.Unit, c.Measure}] = c
	}
	return index
}

func unitTable(f *report.Figures, columns []column, index map[cellKey]*report.Figure) map[string]any {
	heads, totals := []any{}, []any{}
	for _, c := range columns {
		name := c.product.Name
		if c.measure == report.People {
			name = "lượt người " + lowerFirst(name)
		}
		heads = append(heads, map[string]any{"ten": taskNumber(c.item) + ". " + upperFirst(name)})
		total := totalSign(f, c)
		if t, ok := f.Total(c.item.Code, c.product.Code, c.measure); ok && t.Value != nil {
			total = report.FormatNumber(*t.Value)
		}
		totals = append(totals, map[string]any{"gia_tri": total})
	}
	rows := []any{}
	for _, u := range f.Units {
		if u.Standing == report.Excused {
			continue
		}
		cells := []any{}
		asked := false
		for _, c := range columns {
			text := sign(c, u.Unit.Code, index)
			asked = asked || text != signNotAsked
			cells = append(cells, map[string]any{"gia_tri": text})
		}
		if !asked {
			continue // nothing of this block is asked of the unit
		}
		rows = append(rows, map[string]any{"stt": count(len(rows) + 1), "don_vi": u.Unit.Name, "o": cells})
	}
	title := "Nhiệm vụ " + taskNumber(columns[0].item)
	if last := columns[len(columns)-1].item; last.Code != columns[0].item.Code {
		title = "Các nhiệm vụ " + taskNumber(columns[0].item) + " - " + taskNumber(last)
	}
	return map[string]any{"ten": title, "cot": heads, "hang": markLast(rows), "tong": totals}
}

// totalSign stands for a total without a value: KAD where nobody is left to report,
// blank where all that came is blank, else not reported.
func totalSign(f *report.Figures, c column) string {
	blank, kad := false, true
	for _, x := range f.Cells {
		if x.Item == c.item.Code && x.Product == c.product.Code && x.Measure == report.Result {
			blank = blank || x.State == report.Blank
			kad = kad && x.State == report.NotApplicable
		}
	}
	switch {
	case kad:
		return signKAD
	case blank:
		return signBlank
	}
	return signMissing
}

func taskNumber(i report.Item) string { return strings.TrimRight(i.Number, ". ") }

// sign prints a cell of the table by unit; the four states stay apart.
func sign(c column, unit string, index map[cellKey]*report.Figure) string {
	asked := index[cellKey{c.item.Code, c.product.Code, unit, report.Result}]
	if asked == nil {
		return signNotAsked
	}
	cell := asked
	if c.measure == report.People {
		if cell = index[cellKey{c.item.Code, c.product.Code, unit, report.People}]; cell == nil {
			if asked.State == report.Value { // reported, without a number of people
				return signBlank
			}
			cell = asked
		}
	}
	switch cell.State {
	case report.Blank:
		return signBlank
	case report.NotApplicable:
		return signKAD
	case report.NotReported:
		return signMissing
	}
	text := report.FormatNumber(cell.Value)
	if c.product.Combine == report.YesNo && c.measure == report.Result {
		text = "có"
		if cell.Value.IsZero() {
			text = "không"
		}
	}
	if cell.Source == report.Partial {
		text += partialMark
	}
	return text
}
