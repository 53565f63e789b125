package workbook

import (
	"fmt"
	"strconv"
	"strings"

	"vanthu/pipeline/report"
	"vanthu/sources/spreadsheet"
)

// cellHabits change how figures and dates are typed.
var cellHabits = []habit{
	{"số gõ thành chữ", numbersAsText},
	{"ô công thức", formulas},
	{"cách ghi KAD", notApplicable},
	{"ngày gõ thành chữ hoặc ô ngày", dates},
	{"khoảng trắng, xuống dòng trong ô", loosen},
}

// numbersAsText types figures as texts, in the ways that say what is meant.
func numbersAsText(c *clerk) bool {
	often := 1 + c.IntN(3)
	for _, row := range c.entries() {
		for _, col := range []int{colResult, colPeople} {
			if figure := *c.row(row).said.figure(col); c.cols[col] > 0 && figure != "" && figure != "KAD" && c.once(often) {
				*c.cell(col, row) = words(c.spelled(figure, col, c.product(row)))
			}
		}
	}
	return true
}

// spelled is a figure as a person may type it.
func (c *clerk) spelled(figure string, col int, p report.Product) string {
	n, err := report.ParseNumber(figure)
	if err != nil {
		panic(err)
	}
	if col == colResult && p.Combine == report.YesNo {
		if n.IsZero() {
			return pick(c, "không", "Không", "KHÔNG", "0")
		}
		return pick(c, "có", "Có", "CÓ", "x", "X", "1")
	}
	plain := strings.ReplaceAll(figure, ".", ",")
	measure := "người"
	if col == colResult {
		measure = pick(c, strings.Split(p.Unit, ", ")...)
	}
	grouped := report.FormatNumber(n)
	switch c.IntN(7) {
	case 0:
		return plain
	case 1:
		return grouped
	case 2:
		if n.Cmp(report.NumberOf(10)) < 0 {
			return "0" + plain
		}
		return plain
	case 3:
		return grouped + " " + measure
	case 4:
		return plain + strings.ToUpper(measure)
	case 5:
		return plain + "\u00a0"
	}
	return " " + grouped + " "
}

func formulas(c *clerk) bool {
	for _, row := range c.entries() {
		if q := c.cell(colResult, row); q.kind == spreadsheet.Number && c.once(2) {
			q.formula = pick(c, "=SUM(P1:P9)", "=5+"+strconv.Itoa(row), "='[so lieu.xls]Thang 6'!B7")
		}
	}
	return true
}

// notApplicable writes KAD over some figures, as clerks spell it.
func notApplicable(c *clerk) bool {
	for _, row := range c.entries() {
		if c.once(4) || c.row(row).said.figures[0] == "KAD" {
			c.row(row).said.figures[0] = "KAD"
			*c.cell(colResult, row) = words(pick(c, "KAD", "kad", "Kad", "KAD ", "không áp dụng", "Không áp dụng", "KHÔNG ÁP DỤNG", "K.A.D", "KAD.", "KAD (không áp dụng)", "Không  áp dụng"))
		}
	}
	return true
}

// dates types dates as texts, or into cells that show them in another way.
func dates(c *clerk) bool {
	if c.cols[colDate] == 0 {
		return false
	}
	from, to := c.plan.Window(c.period)
	for _, row := range c.entries() {
		note := c.row(row).said.note(colDate)
		if *note == "" && c.once(2) {
			*note = pick(c, from, to, from.AddDays(9)).String()
		}
		if *note == "" {
			continue
		}
		d, err := report.ParseDate(*note)
		if err != nil {
			panic(err)
		}
		q := c.cell(colDate, row)
		switch c.IntN(7) {
		case 0:
			*q = words(d.Short())
		case 1:
			*q = words(fmt.Sprintf("%02d/%02d/%d", d.Day, d.Month, d.Year))
		case 2:
			*q = words(fmt.Sprintf("%d-%d-%d", d.Day, d.Month, d.Year))
		case 3:
			*q = words(fmt.Sprintf("ngày %d tháng %d năm %d", d.Day, d.Month, d.Year))
		case 4:
			*q = words(fmt.Sprintf("Ngày %02d/%02d/%d", d.Day, d.Month, d.Year))
		case 5:
			*q = square{kind: spreadsheet.Number, text: fmt.Sprint(serialOf(d)) + ".375", show: spreadsheet.AsDate}
		default:
			*q = square{kind: spreadsheet.Number, text: fmt.Sprint(serialOf(d)), show: spreadsheet.AsDate}
		}
	}
	return true
}

// loosen puts blanks and line breaks into texts.
func loosen(c *clerk) bool {
	often := 1 + c.IntN(4)
	for row := c.head; row <= len(c.form.rows); row++ {
		for col := 1; col < colResult; col++ {
			if c.cols[col] == 0 || row != c.head && c.row(row).said.code == "" || !c.once(often) {
				continue
			}
			q := c.cell(col, row)
			if q.kind != spreadsheet.Text {
				continue
			}
			if col == colCode && row != c.head {
				q.text = pick(c, " "+q.text, q.text+"  ", strings.ToLower(q.text), strings.Replace(q.text, "/", " / ", 1), q.text+"\n", q.text+"\u00a0")
				continue
			}
			q.text = pick(c, strings.Replace(q.text, " ", "  ", 1), strings.Replace(q.text, " ", "\n", 1), strings.Replace(q.text, " ", "\u00a0", 1), q.text+" ", "\n"+q.text)
		}
	}
	return true
}
