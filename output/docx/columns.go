package docx

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/beevik/etree"

	"vanthu/output/tag"
)

// columns is a range of a table's grid columns that |cot sections repeat. All
// sections over the same range repeat together; groups may hold groups.
type columns struct {
	from, to int // grid columns, to exclusive
	byRow    map[*etree.Element]*section
	inner    []*columns // by from
}

// groupColumns gathers the |cot sections of each table by their grid columns,
// the wider before the narrower.
func (p *part) groupColumns() {
	var all []*section
	for _, s := range slices.Backward(p.sections) { // outer before inner
		if s.unit == tag.Columns && s.table != nil {
			all = append(all, s)
		}
	}
	slices.SortStableFunc(all, func(a, b *section) int { return cmp.Compare(b.to-b.from, a.to-a.from) })
	for _, s := range all {
		groups, ok := s.join(p.columns[s.table])
		if !ok {
			p.report(columnsOverlap(s))
			continue
		}
		p.columns[s.table] = groups
	}
}

// join puts a section into the group of its columns; false where these overlap
// with others.
func (s *section) join(groups []*columns) ([]*columns, bool) {
	for _, g := range groups {
		there := g.byRow[s.row]
		switch {
		case s.to <= g.from || g.to <= s.from:
			continue
		case s.from == g.from && s.to == g.to && there == nil:
			g.byRow[s.row] = s
			return groups, true
		case g.from <= s.from && s.to <= g.to && (there == nil || s.inside(there)):
			inner, ok := s.join(g.inner)
			g.inner = inner
			return groups, ok
		}
		return groups, false
	}
	groups = append(groups, &columns{from: s.from, to: s.to, byRow: map[*etree.Element]*section{s.row: s}})
	slices.SortFunc(groups, func(a, b *columns) int { return cmp.Compare(a.from, b.from) })
	return groups, true
}

// opening is the first opening tag of a group.
func (g *columns) opening() *mark {
	var first *mark
	for _, s := range g.byRow { // the least is looked for: the order does not matter
		if first == nil || s.open.number < first.number {
			first = s.open
		}
	}
	return first
}

// layout is how the grid columns of a table, or of one copy of a group, stand
// in the result.
type layout struct {
	from, to int          // the template's columns, to exclusive
	rows     []*tag.Scope // by row: the level of names
	groups   []repeated
	widths   []int    // of the template's columns in this copy, twips; nil where unknown
	parts    [][2]int // this is copy k of n, of copy k of n …, innermost first
}

// repeated is a group with its copies.
type repeated struct {
	cols   *columns
	copies []*layout
}

// lay works out the copies of the groups between two grid lines. A group's
// columns share their old width, so that the table keeps its own; where a group
// vanishes, the columns beside it grow.
func (w *tableWriter) lay(from, to int, groups []*columns, rows []*tag.Scope, widths []int) *layout {
	l := &layout{from: from, to: to, rows: rows, widths: slices.Clone(widths)}
	lists := make([][][]*tag.Scope, len(groups))
	for i, g := range groups {
		lists[i] = w.count(g, rows)
		if len(lists[i]) == 0 && len(l.widths) >= g.to-from {
			for j := g.from; j < g.to; j++ {
				l.widths[j-from] = 0
			}
		}
	}
	grow(l.widths, widths)
	for i, g := range groups {
		r := repeated{cols: g}
		for k, levels := range lists[i] {
			if w.x.tooMuch(len(rows)) {
				break
			}
			var part []int
			if len(l.widths) >= g.to-from {
				for _, width := range l.widths[g.from-from : g.to-from] {
					part = append(part, share(width, k, len(lists[i])))
				}
			}
			c := w.lay(g.from, g.to, g.inner, levels, part)
			c.parts = append(c.parts, [2]int{k, len(lists[i])})
			r.copies = append(r.copies, c)
		}
		l.groups = append(l.groups, r)
	}
	return l
}

// count evaluates each row's own list of a group and gives, by copy and row,
// the level of names. The first list found also serves the rows without one.
// Lists of one group must be of one length.
func (w *tableWriter) count(g *columns, rows []*tag.Scope) (copies [][]*tag.Scope) {
	lists := make([][]*tag.Scope, len(rows))
	var shared []*tag.Scope
	var from *tag.Scope // the level that shared was found in
	for i, r := range w.rows {
		s := g.byRow[r.el]
		if s == nil {
			continue
		}
		lists[i] = w.x.elements(s, rows[i])
		if from == nil {
			shared, from = lists[i], rows[i]
		} else if len(lists[i]) != len(shared) {
			w.x.f.report(columnsDiffer(s.open, len(lists[i]), len(shared), rows[i]))
			lists[i] = shared
		}
	}
	if from == nil {
		shared = []*tag.Scope{nil}
	}
	copies = make([][]*tag.Scope, len(shared))
	for k, one := range shared {
		copies[k] = make([]*tag.Scope, len(rows))
		for i, r := range w.rows {
			switch {
			case g.byRow[r.el] != nil:
				copies[k][i] = lists[i][k]
			case one == from:
				copies[k][i] = rows[i]
			default:
				copies[k][i] = one.Within(rows[i])
			}
		}
	}
	return copies
}

// grow scales widths so that they add up to as much as the old ones did.
func grow(widths, old []int) {
	kept, total := 0, 0
	for i, width := range widths {
		kept, total = kept+width, total+old[i]
	}
	if kept == 0 || kept == total {
		return
	}
	sum, done := 0, 0
	for i, width := range widths {
		sum += width
		widths[i] = sum*total/kept - done
		done += widths[i]
	}
}

// share is the k-th of n nearly equal parts of a width; the parts add up to it.
func share(width, k, n int) int { return width*(k+1)/n - width*k/n }

// size is how many columns of the result stand between two of the template's
// grid lines.
func (l *layout) size(a, b int) int {
	n := b - a
	for _, g := range l.groups {
		if a <= g.cols.from && g.cols.to <= b {
			n -= g.cols.to - g.cols.from
			for _, c := range g.copies {
				n += c.size(c.from, c.to)
			}
		}
	}
	return n
}

// newWidths adds the widths of the result's columns.
func (l *layout) newWidths(widths []int) []int {
	for i := 0; i < len(l.widths); i++ {
		at := slices.IndexFunc(l.groups, func(g repeated) bool { return g.cols.from <= l.from+i && l.from+i < g.cols.to })
		if at < 0 {
			widths = append(widths, l.widths[i])
			continue
		}
		for _, c := range l.groups[at].copies {
			widths = c.newWidths(widths)
		}
		i = l.groups[at].cols.to - l.from - 1
	}
	return widths
}

// block finds the group whose copies the cell at k begins, and where its cells
// end. A cell that belongs to no group, or spans whole groups and more, gives
// no group. For a cell that lies half in a group end is -1.
func (l *layout) block(cells []cell, k int) (g *repeated, end int) {
	c := cells[k]
	for i := range l.groups {
		g := &l.groups[i]
		from, to := g.cols.from, g.cols.to
		switch {
		case c.to <= from || to <= c.from:
		case c.from == from && c.to <= to:
			end = k
			for end < len(cells) && cells[end].to <= to {
				end++
			}
			if cells[end-1].to != to {
				return g, -1
			}
			return g, end
		case c.from <= from && to <= c.to:
		default:
			return g, -1
		}
	}
	return nil, k + 1
}

// gridWidths reads the widths of a table's columns, nil where they are not
// known.
func gridWidths(grid *etree.Element) []int {
	if grid == nil {
		return nil
	}
	var widths []int
	for _, c := range grid.SelectElements("w:gridCol") {
		n, err := strconv.Atoi(c.SelectAttrValue("w:w", ""))
		if err != nil || n < 0 || n > 1<<20 {
			return nil
		}
		widths = append(widths, n)
	}
	return widths
}
