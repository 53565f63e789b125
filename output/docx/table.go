package docx

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/beevik/etree"

	"vanthu/output/tag"
)

// columns is a range of a table's grid columns that |cot sections repeat. All
// sections over the same range repeat together.
type columns struct {
	from, to int
	byRow    map[*etree.Element]*section
}

// groupColumns gathers the |cot sections of each table by their grid columns.
func (p *part) groupColumns() {
	for _, s := range p.sections {
		if s.unit != tag.Columns || s.table == nil {
			continue
		}
		var group *columns
		for _, g := range p.columns[s.table] {
			if g.from == s.from && g.to == s.to {
				group = g
			} else if g.from < s.to && s.from < g.to {
				p.report(columnsOverlap(s))
			}
		}
		if group == nil {
			group = &columns{from: s.from, to: s.to, byRow: map[*etree.Element]*section{}}
			p.columns[s.table] = append(p.columns[s.table], group)
		}
		if group.byRow[s.row] != nil {
			p.report(columnsOverlap(s))
		}
		group.byRow[s.row] = s
	}
	for _, groups := range p.columns { // each is sorted by itself: the order of tables does not matter
		slices.SortFunc(groups, func(a, b *columns) int { return cmp.Compare(a.from, b.from) })
	}
}

// row is a row of a table that is to be written, with its level of names.
type row struct {
	el *etree.Element
	sc *tag.Scope
}

// table expands a table.
func (x *expander) table(tbl *etree.Element, sc *tag.Scope) []etree.Token {
	if len(x.p.columns[tbl]) == 0 {
		return x.element(tbl, sc)
	}
	w := &tableWriter{x: x, groups: x.p.columns[tbl]}
	w.collect(tbl, sc)
	w.count()
	w.layGrid(tbl.SelectElement("w:tblGrid"))
	out := shallow(tbl)
	for _, c := range w.head {
		if el, ok := c.(*etree.Element); ok && isWord(el, "tblGrid") {
			out.AddChild(w.newGrid(el))
			continue
		}
		for _, t := range x.token(c, sc) {
			out.AddChild(t)
		}
	}
	for i := range w.rows {
		if r := w.row(i); r != nil {
			out.AddChild(r)
		}
	}
	return []etree.Token{out}
}

// tableWriter writes one table with repeated columns.
type tableWriter struct {
	x      *expander
	groups []*columns
	head   []etree.Token // what is no row: properties, grid, bookmarks
	rows   []row
	lists  [][][]*tag.Scope // by group, by row: the level of names of each copy
	times  []int            // by group: how often its columns stand in the result
	grid   []int            // widths of the new grid columns, twips; nil where unknown
}

// collect lists the rows that the row sections leave, in order.
func (w *tableWriter) collect(el *etree.Element, sc *tag.Scope) {
	for _, t := range el.Child {
		c, ok := t.(*etree.Element)
		switch {
		case !ok:
		case isWord(c, "tr"):
			w.rows = append(w.rows, row{el: c, sc: sc})
		case c.FullTag() == sectionTag:
			for _, inner := range w.x.elements(w.x.p.byWrap[c], sc) {
				w.collect(c, inner)
			}
		case oneOf(c, "sdt", "sdtContent", "customXml"):
			w.collect(c, sc)
		case isWord(el, "tbl"):
			w.head = append(w.head, c)
		}
	}
}

// count evaluates each row's own list of a group. The first one found also
// serves the rows without one. Lists of one table must be of one length.
func (w *tableWriter) count() {
	for _, g := range w.groups {
		lists := make([][]*tag.Scope, len(w.rows))
		var shared []*tag.Scope
		var from *tag.Scope // the level that shared was found in
		for i, r := range w.rows {
			s := g.byRow[r.el]
			if s == nil {
				continue
			}
			lists[i] = w.x.elements(s, r.sc)
			if from == nil {
				shared, from = lists[i], r.sc
			} else if len(lists[i]) != len(shared) {
				w.x.f.report(columnsDiffer(s.open, len(lists[i]), len(shared), r.sc))
				lists[i] = nil
			}
		}
		if from == nil {
			shared = []*tag.Scope{nil}
		}
		for i, r := range w.rows {
			if g.byRow[r.el] != nil {
				continue
			}
			for _, inner := range shared {
				if inner == from {
					lists[i] = append(lists[i], r.sc)
				} else {
					lists[i] = append(lists[i], inner.Within(r.sc))
				}
			}
		}
		w.lists = append(w.lists, lists)
		w.times = append(w.times, len(shared))
	}
}

// layGrid works out the new grid: a group's columns share their old width, so
// that the table keeps its own. Where a group vanishes, the other columns grow.
func (w *tableWriter) layGrid(grid *etree.Element) {
	if grid == nil {
		return
	}
	var old []int
	for _, c := range grid.SelectElements("w:gridCol") {
		n, err := strconv.Atoi(c.SelectAttrValue("w:w", ""))
		if err != nil || n < 0 || n > 1<<20 {
			return
		}
		old = append(old, n)
	}
	total, kept := 0, 0
	for i := 0; i < len(old); i++ {
		total += old[i]
		g := w.groupAt(i)
		if g < 0 {
			w.grid = append(w.grid, old[i])
			kept += old[i]
			continue
		}
		if i != w.groups[g].from { // the whole group was laid at its first column
			if w.times[g] > 0 {
				kept += old[i]
			}
			continue
		}
		for k := range w.times[g] {
			for j := i; j < min(w.groups[g].to, len(old)); j++ {
				w.grid = append(w.grid, share(old[j], k, w.times[g]))
			}
		}
		if w.times[g] > 0 {
			kept += old[i]
		}
	}
	if kept > 0 && kept < total { // a group vanished
		sum, done := 0, 0
		for i, width := range w.grid {
			sum += width
			w.grid[i] = sum*total/kept - done
			done += w.grid[i]
		}
	}
}

// share is the k-th of n nearly equal parts of a width; the parts add up to it.
func share(width, k, n int) int { return width*(k+1)/n - width*k/n }

func (w *tableWriter) groupAt(col int) int {
	for i, g := range w.groups {
		if g.from <= col && col < g.to {
			return i
		}
	}
	return -1
}

func (w *tableWriter) newGrid(grid *etree.Element) *etree.Element {
	if w.grid == nil {
		return grid.Copy()
	}
	out := shallow(grid)
	for _, width := range w.grid {
		out.CreateElement("w:gridCol").CreateAttr("w:w", strconv.Itoa(width))
	}
	return out
}

// at tells where an old grid line stands in the new grid.
func (w *tableWriter) at(line int) int {
	shift := 0
	for i, g := range w.groups {
		if g.to <= line {
			shift += (w.times[i] - 1) * (g.to - g.from)
		}
	}
	return line + shift
}

// row writes one row, or nil where no cell is left.
func (w *tableWriter) row(i int) *etree.Element {
	r := w.rows[i]
	out := shallow(r.el)
	for _, c := range r.el.Child {
		if el, ok := c.(*etree.Element); ok && !oneOf(el, "tc", "sdt", "customXml") && el.FullTag() != sectionTag {
			for _, t := range w.x.token(c, r.sc) {
				out.AddChild(t)
			}
		}
	}
	cells := cellsOf(r.el)
	w.fixEnds(out, r.el, cells)
	n := 0
	for k := 0; k < len(cells); {
		block, inside := w.block(cells, k)
		switch {
		case block < 0:
			w.x.f.report(columnsCut(w.tagOver(cells[k])))
			return nil
		case !inside:
			span := w.at(cells[k].to) - w.at(cells[k].from)
			if span > 0 {
				n += w.cell(out, cells[k], r.sc, span, w.at(cells[k].from), 0, 1)
			}
		default:
			g := w.groupAt(cells[k].from)
			size := w.groups[g].to - w.groups[g].from
			base := w.at(w.groups[g].from)
			for c, sc := range w.lists[g][i] {
				for _, one := range cells[k:block] {
					pos := base + c*size + one.from - w.groups[g].from
					n += w.cell(out, one, sc, one.to-one.from, pos, c, w.times[g])
				}
			}
		}
		k = block
	}
	if n == 0 {
		return nil
	}
	return out
}

// block finds where the cells end that fill the group of the cell at k. A cell
// that belongs to no group, or spans whole groups and more, is a block of its
// own and not inside. A cell that lies half in a group gives -1.
func (w *tableWriter) block(cells []cell, k int) (end int, inside bool) {
	c := cells[k]
	for _, g := range w.groups {
		switch {
		case c.to <= g.from || g.to <= c.from:
		case c.from == g.from && c.to <= g.to:
			end = k
			for end < len(cells) && cells[end].to <= g.to {
				end++
			}
			if cells[end-1].to != g.to {
				return -1, false
			}
			return end, true
		case c.from <= g.from && g.to <= c.to:
		default:
			return -1, false
		}
	}
	return k + 1, false
}

// tagOver is the opening tag of a section whose columns a cell lies half in.
func (w *tableWriter) tagOver(c cell) *mark {
	for _, s := range w.x.p.sections {
		for _, g := range w.groups {
			if g.byRow[s.row] == s && c.from < g.to && g.from < c.to {
				return s.open
			}
		}
	}
	return w.x.p.tags[0]
}

// cell writes one cell at its place in the new grid, the k-th copy of n.
func (w *tableWriter) cell(out *etree.Element, c cell, sc *tag.Scope, span, pos, k, n int) int {
	tokens := (&expander{f: w.x.f, p: w.x.p}).token(c.el, sc)
	if len(tokens) == 0 {
		return 0 // too large: reported
	}
	tc := tokens[0].(*etree.Element) // element gives one token for a w:tc
	props := tc.SelectElement("w:tcPr")
	if props != nil {
		if el := props.SelectElement("w:gridSpan"); el != nil && span > 1 {
			el.CreateAttr("w:val", strconv.Itoa(span))
		} else if el != nil {
			props.RemoveChild(el)
		} else if span > 1 {
			el := etree.NewElement("w:gridSpan")
			el.CreateAttr("w:val", strconv.Itoa(span))
			props.InsertChildAt(gridSpanIndex(props), el)
		}
		w.setWidth(props.SelectElement("w:tcW"), span, pos, k, n)
	} else if span > 1 {
		props = etree.NewElement("w:tcPr")
		props.CreateElement("w:gridSpan").CreateAttr("w:val", strconv.Itoa(span))
		tc.InsertChildAt(0, props)
	}
	out.AddChild(tc)
	return 1
}

// gridSpanIndex is where w:gridSpan stands among the properties of a cell:
// behind w:cnfStyle and w:tcW (ECMA-376 part 1, 17.4.69).
func gridSpanIndex(props *etree.Element) int {
	at := 0
	for _, c := range props.ChildElements() {
		if oneOf(c, "cnfStyle", "tcW") {
			at = c.Index() + 1
		}
	}
	return at
}

// setWidth gives a cell its width: from the new grid where that is known, else
// its share of its old width.
func (w *tableWriter) setWidth(tcW *etree.Element, span, pos, k, n int) {
	if tcW == nil {
		return
	}
	kind := tcW.SelectAttrValue("w:type", "dxa")
	if kind == "dxa" && pos+span <= len(w.grid) {
		sum := 0
		for _, width := range w.grid[pos : pos+span] {
			sum += width
		}
		tcW.CreateAttr("w:w", strconv.Itoa(sum))
		return
	}
	if old, err := strconv.Atoi(tcW.SelectAttrValue("w:w", "")); err == nil && n > 1 {
		tcW.CreateAttr("w:w", strconv.Itoa(share(old, k, n)))
	}
}

// fixEnds adjusts the empty grid columns before and after a row's cells.
func (w *tableWriter) fixEnds(out, src *etree.Element, cells []cell) {
	props := out.SelectElement("w:trPr")
	if props == nil || len(cells) == 0 {
		return
	}
	before, after := cells[0].from, intProp(props, "gridAfter", 0)
	set := func(tag string, n int) {
		el := props.SelectElement("w:" + tag)
		switch {
		case el == nil:
		case n > 0:
			el.CreateAttr("w:val", strconv.Itoa(n))
		default:
			props.RemoveChild(el)
		}
	}
	end := cells[len(cells)-1].to
	set("gridBefore", w.at(before))
	set("gridAfter", w.at(end+after)-w.at(end))
}
