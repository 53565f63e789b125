package docx

import (
	"slices"
	"strconv"

	"github.com/beevik/etree"

	"vanthu/output/tag"
)

// row is a row of a table that is to be written, with its level of names and
// the content controls around it.
type row struct {
	el  *etree.Element
	sc  *tag.Scope
	box *box
}

// box is one copy of a content control around rows.
type box struct {
	outer   *box
	el      *etree.Element // of the template: w:sdt or w:customXml
	sc      *tag.Scope
	content *etree.Element // of the result, once a row stands in it
}

// table expands a table.
func (x *expander) table(tbl *etree.Element, sc *tag.Scope) []etree.Token {
	groups := x.p.columns[tbl]
	if len(groups) == 0 {
		return x.element(tbl, sc)
	}
	w := &tableWriter{x: x}
	w.collect(tbl, sc, nil)
	grid := tbl.SelectElement("w:tblGrid")
	levels := make([]*tag.Scope, len(w.rows))
	for i, r := range w.rows {
		levels[i] = r.sc
	}
	widths := gridWidths(grid)
	w.whole = w.lay(0, max(len(widths), maxGrid), groups, levels, widths)
	w.grid = w.whole.newWidths(nil)
	out := shallow(tbl)
	for _, c := range w.head {
		if c == grid {
			out.AddChild(w.newGrid(grid))
			continue
		}
		for _, t := range x.token(c, sc) {
			out.AddChild(t)
		}
	}
	for i, r := range w.rows {
		if el := w.row(i); el != nil {
			w.place(out, r.box).AddChild(el)
		}
	}
	return []etree.Token{out}
}

// tableWriter writes one table with repeated columns.
type tableWriter struct {
	x     *expander
	head  []*etree.Element // what is no row: properties, grid, bookmarks
	rows  []row
	whole *layout
	grid  []int // widths of the new grid columns, twips; nil where unknown
	pos   int   // the next column of the new grid in the row that is written
}

// collect lists the rows that the row sections leave, in order.
func (w *tableWriter) collect(el *etree.Element, sc *tag.Scope, around *box) {
	for _, c := range el.ChildElements() {
		switch {
		case w.x.tooMuch(1):
			return
		case isWord(c, "tr"):
			w.rows = append(w.rows, row{el: c, sc: sc, box: around})
		case isOurs(c, sectionTag):
			for _, inner := range w.x.elements(w.x.p.byWrap[c], sc) {
				w.collect(c, inner, around)
			}
		case oneOf(c, "sdt", "customXml"):
			w.collect(c, sc, &box{outer: around, el: c, sc: sc})
		case isWord(c, "sdtContent"):
			w.collect(c, sc, around)
		case isWord(el, "tbl"):
			w.head = append(w.head, c)
		}
	}
}

// place gives the element of the result that rows in a box are put into.
func (w *tableWriter) place(tbl *etree.Element, b *box) *etree.Element {
	if b == nil {
		return tbl
	}
	if b.content == nil {
		b.content = w.x.control(w.place(tbl, b.outer), b.el, b.sc)
	}
	return b.content
}

// control copies a content control without its content and gives the element
// that the content belongs in.
func (x *expander) control(parent, el *etree.Element, sc *tag.Scope) *etree.Element {
	out := shallow(el)
	parent.AddChild(out)
	if !isWord(el, "sdt") {
		if props := el.SelectElement("w:customXmlPr"); props != nil {
			out.AddChild(props.Copy())
		}
		return out
	}
	content := out
	for _, c := range el.ChildElements() {
		if isWord(c, "sdtContent") {
			content = shallow(c)
			out.AddChild(content)
			continue
		}
		for _, t := range x.token(c, sc) {
			out.AddChild(t)
		}
	}
	return content
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

// row writes one row, or nil where no cell is left.
func (w *tableWriter) row(i int) *etree.Element {
	r := w.rows[i]
	out := shallow(r.el)
	for _, c := range r.el.ChildElements() {
		if !oneOf(c, "tc", "sdt", "customXml") && !isOurs(c, sectionTag) {
			for _, t := range w.x.token(c, r.sc) {
				out.AddChild(t)
			}
		}
	}
	cells := cellsOf(r.el)
	w.fixEnds(out, cells)
	rw := &rowWriter{w: w, out: out, i: i, last: -1}
	if !rw.cells(w.whole, cells) || rw.n == 0 {
		return nil
	}
	return out
}

// fixEnds adjusts the empty grid columns before and after a row's cells.
func (w *tableWriter) fixEnds(out *etree.Element, cells []cell) {
	w.pos = 0
	props := out.SelectElement("w:trPr")
	if props == nil || len(cells) == 0 {
		return
	}
	before, end, after := cells[0].from, cells[len(cells)-1].to, intProp(props, "gridAfter", 0)
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
	w.pos = w.whole.size(0, before)
	set("gridBefore", w.pos)
	set("gridAfter", w.whole.size(end, end+after))
}

// rowWriter writes the cells of one row.
type rowWriter struct {
	w    *tableWriter
	out  *etree.Element
	i    int // of the row
	n    int // cells written
	last int // the cell written last, by its number in the template's row
	// the content controls that stand round the last cell, in the template and
	// in the result
	boxes, made []*etree.Element
}

// cells writes the cells that stand in one copy of a group, or in the whole
// table. It is false where a cell lies half in a repeated group.
func (rw *rowWriter) cells(l *layout, cells []cell) bool {
	for k := 0; k < len(cells); {
		g, end := l.block(cells, k)
		switch {
		case end < 0:
			rw.w.x.f.report(columnsCut(g.cols.opening()))
			return false
		case g == nil:
			if span := l.size(cells[k].from, cells[k].to); span > 0 {
				rw.cell(l, cells[k], span)
			}
		default:
			for _, c := range g.copies {
				if !rw.cells(c, cells[k:end]) {
					return false
				}
			}
		}
		k = end
	}
	return true
}

// cell writes one cell.
func (rw *rowWriter) cell(l *layout, c cell, span int) {
	tokens := (&expander{f: rw.w.x.f, p: rw.w.x.p}).token(c.el, l.rows[rw.i])
	if len(tokens) == 0 {
		return // too large: reported
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
		rw.w.setWidth(props.SelectElement("w:tcW"), span, l)
	} else if span > 1 {
		props = etree.NewElement("w:tcPr")
		props.CreateElement("w:gridSpan").CreateAttr("w:val", strconv.Itoa(span))
		tc.InsertChildAt(0, props)
	}
	rw.w.pos += span
	rw.n++
	rw.home(c, l.rows[rw.i]).AddChild(tc)
}

// home gives the element that a cell belongs in: the row, or the content
// controls that stand round it in the template. Each repetition of a cell has
// content controls of its own.
func (rw *rowWriter) home(c cell, sc *tag.Scope) *etree.Element {
	same := 0
	if c.number > rw.last {
		for same < len(c.boxes) && same < len(rw.boxes) && c.boxes[same] == rw.boxes[same] {
			same++
		}
	}
	rw.boxes, rw.made, rw.last = c.boxes, rw.made[:same], c.number
	home := rw.out
	if same > 0 {
		home = rw.made[same-1]
	}
	for _, el := range c.boxes[same:] {
		home = rw.w.x.control(home, el, sc)
		rw.made = append(rw.made, home)
	}
	return home
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
func (w *tableWriter) setWidth(tcW *etree.Element, span int, l *layout) {
	if tcW == nil {
		return
	}
	if tcW.SelectAttrValue("w:type", "dxa") == "dxa" && w.pos+span <= len(w.grid) {
		sum := 0
		for _, width := range w.grid[w.pos : w.pos+span] {
			sum += width
		}
		tcW.CreateAttr("w:w", strconv.Itoa(sum))
		return
	}
	if old, err := strconv.Atoi(tcW.SelectAttrValue("w:w", "")); err == nil {
		for _, part := range slices.Backward(l.parts) {
			old = share(old, part[0], part[1])
		}
		tcW.CreateAttr("w:w", strconv.Itoa(old))
	}
}
