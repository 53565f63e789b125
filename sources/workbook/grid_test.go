package workbook

import (
	"slices"
	"testing"

	"vanthu/sources/spreadsheet"
)

// grid is a workbook as a person has it open: cells that are moved about, then
// saved as any kind of file.
type grid struct {
	sheets   []*page
	date1904 bool
}

// page is a sheet of a grid; row 1 is rows[0].
type page struct {
	name       string
	veryHidden bool
	rows       []line
	merges     []spreadsheet.Area
}

// line is a row of a page; column A is cells[0].
type line struct {
	cells []square
	said  said
}

// said is what a row of a form says, whatever its cells come to look like.
type said struct {
	code    string    // item and product; "" of rows that are no one's
	figures [2]string // result and people: a number, KAD, or "" for blank
	notes   [colCount - colDescription + 1]string
}

// figure is the figure of a column of the form.
func (s *said) figure(col int) *string { return &s.figures[col-colResult] }

// note is the text of a column of the form.
func (s *said) note(col int) *string { return &s.notes[col-colDescription] }

// square is a cell of a page: text as a spreadsheet.Cell has it, but in its font's
// own encoding.
type square struct {
	kind    spreadsheet.Kind
	text    string
	show    spreadsheet.Show
	font    string
	formula string // of which text is the result
}

func words(s string) square { return square{kind: spreadsheet.Text, text: s} }

func count(stored string) square { return square{kind: spreadsheet.Number, text: stored} }

func (q square) empty() bool { return q.kind == 0 }

// gridOf opens a workbook.
func gridOf(t testing.TB, data []byte) *grid {
	t.Helper()
	b, err := spreadsheet.Read(data, spreadsheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	g := &grid{date1904: b.Date1904}
	for _, s := range b.Sheets {
		p := &page{name: s.Name, veryHidden: s.VeryHidden, merges: s.Merges}
		for _, l := range s.Lines {
			for _, c := range l.Cells {
				*p.at(c.Col, c.Row) = square{kind: c.Kind, text: c.Text, show: c.Show}
			}
		}
		g.sheets = append(g.sheets, p)
	}
	return g
}

// clone copies a grid so that the copy can be changed.
func (g *grid) clone() *grid {
	out := *g
	out.sheets = nil
	for _, s := range g.sheets {
		p := *s
		p.merges = slices.Clone(s.merges)
		p.rows = slices.Clone(s.rows)
		for i := range p.rows {
			p.rows[i].cells = slices.Clone(p.rows[i].cells)
		}
		out.sheets = append(out.sheets, &p)
	}
	return &out
}

// sheet gives the page of a name, nil where there is none.
func (g *grid) sheet(name string) *page {
	for _, s := range g.sheets {
		if s.name == name {
			return s
		}
	}
	return nil
}

// at is a cell by column and row, from 1.
func (p *page) at(col, row int) *square {
	for len(p.rows) < row {
		p.rows = append(p.rows, line{})
	}
	l := &p.rows[row-1]
	for len(l.cells) < col {
		l.cells = append(l.cells, square{})
	}
	return &l.cells[col-1]
}

// put types texts into neighbouring cells; "" leaves one alone.
func (p *page) put(col, row int, texts ...string) {
	for i, s := range texts {
		if s != "" {
			*p.at(col+i, row) = words(s)
		}
	}
}

// width is the number of columns that have anything in them.
func (p *page) width() (n int) {
	for _, l := range p.rows {
		n = max(n, len(l.cells))
	}
	return n
}

// insertRows makes room above a row; merged areas across it grow, as in Excel.
func (p *page) insertRows(at, n int) {
	p.at(1, at)
	p.rows = slices.Insert(p.rows, at-1, make([]line, n)...)
	for i := range p.merges {
		grow(&p.merges[i].Row1, &p.merges[i].Row2, at, n)
	}
}

// insertCols makes room left of a column.
func (p *page) insertCols(at, n int) {
	for i := range p.rows {
		if l := &p.rows[i]; len(l.cells) >= at {
			l.cells = slices.Insert(l.cells, at-1, make([]square, n)...)
		}
	}
	for i := range p.merges {
		grow(&p.merges[i].Col1, &p.merges[i].Col2, at, n)
	}
}

func grow(from, to *int, at, n int) {
	if *to >= at {
		*to += n
	}
	if *from >= at {
		*from += n
	}
}

// deleteRow removes a row. The text of a merged area that loses its first row
// stays, as in Excel.
func (p *page) deleteRow(at int) {
	for _, m := range p.merges {
		if m.Row1 == at && m.Row2 > at && p.at(m.Col1, at+1).empty() {
			*p.at(m.Col1, at+1) = *p.at(m.Col1, at)
		}
	}
	p.rows = slices.Delete(p.rows, at-1, at)
	p.merges = shrink(p.merges, func(m *spreadsheet.Area) (from, to *int) { return &m.Row1, &m.Row2 }, at)
}

// deleteCol removes a column.
func (p *page) deleteCol(at int) {
	for i := range p.rows {
		if l := &p.rows[i]; len(l.cells) >= at {
			for _, m := range p.merges {
				if m.Row1 == i+1 && m.Col1 == at && m.Col2 > at && len(l.cells) > at {
					l.cells[at] = l.cells[at-1]
				}
			}
			l.cells = slices.Delete(l.cells, at-1, at)
		}
	}
	p.merges = shrink(p.merges, func(m *spreadsheet.Area) (from, to *int) { return &m.Col1, &m.Col2 }, at)
}

// shrink takes a row or column out of the areas; those of one cell are none.
func shrink(merges []spreadsheet.Area, side func(*spreadsheet.Area) (from, to *int), at int) (kept []spreadsheet.Area) {
	for _, m := range merges {
		from, to := side(&m)
		if *from > at {
			*from--
		}
		if *to >= at {
			*to--
		}
		if *from <= *to && (m.Col1 < m.Col2 || m.Row1 < m.Row2) {
			kept = append(kept, m)
		}
	}
	return kept
}

// unmerge takes merged areas apart whose first row lies within rows; each text
// stays in its first cell.
func (p *page) unmerge(from, to int) {
	p.merges = slices.DeleteFunc(p.merges, func(m spreadsheet.Area) bool { return from <= m.Row1 && m.Row1 <= to })
}

// seen is the cell that a person sees at a place, merged areas being one cell.
func (p *page) seen(col, row int) square {
	q := *p.at(col, row)
	if !q.empty() {
		return q
	}
	for _, m := range p.merges {
		if m.Holds(col, row) {
			return *p.at(m.Col1, m.Row1)
		}
	}
	return q
}

// each calls visit for every filled cell, row by row.
func (p *page) each(visit func(col, row int, q *square)) {
	for i := range p.rows {
		for j := range p.rows[i].cells {
			if q := &p.rows[i].cells[j]; !q.empty() {
				visit(j+1, i+1, q)
			}
		}
	}
}

// blank tells whether nothing stands in a row.
func (l line) blank() bool {
	return !slices.ContainsFunc(l.cells, func(q square) bool { return !q.empty() })
}
