package sheet

import (
	"slices"
	"strconv"
	"strings"

	"github.com/beevik/etree"

	"vanthu/pipeline/finding"
)

// move lets everything that names cells follow them: the rest of each sheet, the
// parts that belong to it, and the book's.
func (b *book) move() {
	for _, s := range b.sheets {
		root := s.doc.Root()
		s.adjustChildren(root, s.plan.root)
		s.setDimension()
		s.moveTables()
		s.moveParts()
	}
	b.moveNames()
	b.moveCharts()
	b.movePivotSources()
	b.warnElsewhere()
}

// adjustChildren puts each child element through adjust; a child may become
// none or many. Lists that are left empty are not allowed by the format.
func (s *sheet) adjustChildren(el *etree.Element, at *instance) {
	var out []etree.Token
	before, after := 0, 0
	for _, t := range el.Child {
		c, ok := t.(*etree.Element)
		if !ok {
			out = append(out, t)
			continue
		}
		before++
		for _, now := range s.adjust(c, at) {
			out = append(out, now)
			after++
		}
	}
	setChildren(el, out)
	if before == after {
		return
	}
	for _, key := range []string{"count", "manualBreakCount"} {
		if el.SelectAttr(key) != nil {
			el.CreateAttr(key, strconv.Itoa(after))
		}
	}
}

// lists are elements that must not be empty.
var lists = strings.Fields("mergeCells hyperlinks dataValidations conditionalFormattings rowBreaks ignoredErrors cellWatches protectedRanges sparklines sparklineGroups ext extLst")

// adjust moves what an element of a sheet's part says of cells; at is where its
// formulas are read. It gives the elements to stand in its place.
func (s *sheet) adjust(el *etree.Element, at *instance) []*etree.Element {
	switch el.Tag {
	case "sheetData", "colBreaks":
		return []*etree.Element{el}
	case "mergeCell", "hyperlink", "sparkline":
		return s.eachCopy(el)
	case "brk":
		return s.breaks(el)
	case "selection":
		return s.selection(el)
	case "sheetView", "customSheetView":
		s.pane(el)
	case "pane":
		return []*etree.Element{el}
	}
	if sqref, home, inside := sqrefOf(el); home != nil || inside != nil {
		moved, row := s.moveList(sqref)
		if moved == "" {
			return nil
		}
		if home != nil {
			home.Value = moved
		} else {
			inside.SetText(moved)
		}
		at = s.plan.at(row)
		s.rebase(el, sqref, row)
	}
	s.adjustAttrs(el, at)
	switch el.Tag {
	case "formula", "formula1", "formula2", "f":
		if len(el.ChildElements()) == 0 {
			el.SetText(s.follow(el.Text(), at, finding.Cell("", s.name, "")))
		}
	case "from", "to":
		s.anchorRow(el)
	}
	had := len(el.ChildElements()) > 0
	s.adjustChildren(el, at)
	if had && len(el.ChildElements()) == 0 && slices.Contains(lists, el.Tag) || el.Tag == "sparklineGroup" && child(el, "sparklines") == nil {
		return nil
	}
	return []*etree.Element{el}
}

// rebase writes the formulas of a list of ranges for its first row that is left:
// they are written for the first there was.
func (s *sheet) rebase(el *etree.Element, sqref string, row int) {
	first, _, _ := strings.Cut(strings.TrimSpace(sqref), " ")
	a, _, ok := parseArea(first)
	if !ok || s.plan.still || row < 1 || row > len(s.plan.rows) || s.plan.rows[row-1].old == a.row {
		return
	}
	for _, f := range el.FindElements(".//*") {
		if slices.Contains([]string{"formula", "formula1", "formula2", "f"}, f.Tag) && len(f.ChildElements()) == 0 {
			f.SetText(shift(f.Text(), s.plan.rows[row-1].old-a.row, 0))
		}
	}
}

// adjustAttrs moves the attributes that hold a cell or a range.
func (s *sheet) adjustAttrs(el *etree.Element, at *instance) {
	for i := range el.Attr {
		a := &el.Attr[i]
		if a.Space != "" {
			continue
		}
		switch {
		case a.Key == "ref" && strings.HasPrefix(el.Tag, "sort"), a.Key == "ref" && el.Tag == "autoFilter",
			a.Key == "r" && (el.Tag == "cellWatch" || el.Tag == "inputCells"):
			if moved, ok := s.moveArea(a.Value); ok {
				a.Value = moved
			}
		case a.Key == "topLeftCell":
			if c, ok := parseCell(a.Value); ok {
				c.row = s.cut(c.row)
				a.Value = c.String()
			}
		case a.Key == "val" && el.Tag == "cfvo" && el.SelectAttrValue("type", "") == "formula",
			a.Key == "fmlaLink", a.Key == "fmlaRange", a.Key == "linkedCell", a.Key == "listFillRange":
			a.Value = s.follow(a.Value, at, finding.Cell("", s.name, ""))
		}
	}
}

// sqrefOf finds an element's list of ranges: an attribute, or in the extensions
// of Excel 2010 an element.
func sqrefOf(el *etree.Element) (list string, attr *etree.Attr, inside *etree.Element) {
	if a := el.SelectAttr("sqref"); a != nil {
		return a.Value, a, nil
	}
	if c := child(el, "sqref"); c != nil {
		return c.Text(), nil, c
	}
	return "", nil, nil
}

// moveList moves a list of ranges, and gives its first new row. Copies that
// touch become one range.
func (s *sheet) moveList(list string) (moved string, first int) {
	var out []string
	for _, item := range strings.Fields(list) {
		a, b, ok := parseArea(item)
		if !ok || a.row == 0 || b.row == 0 || s.plan.still {
			out, first = append(out, item), max(first, a.row)
			continue
		}
		var runs [][2]int
		for _, r := range s.areas(a.row, b.row) {
			if n := len(runs); n > 0 && runs[n-1][1]+1 == r[0] {
				runs[n-1][1] = r[1]
			} else {
				runs = append(runs, r)
			}
		}
		for _, r := range runs {
			if first == 0 {
				first = r[0]
			}
			out = append(out, areaString(a, b, r))
		}
	}
	return strings.Join(out, " "), first
}

func areaString(a, b corner, rows [2]int) string {
	a.row, b.row = rows[0], rows[1]
	if a == b {
		return a.String()
	}
	return a.String() + ":" + b.String()
}

// moveArea moves one range as a whole; ok is false where nothing is left of it.
func (s *sheet) moveArea(area string) (string, bool) {
	a, b, ok := parseArea(area)
	if !ok || s.plan.still || a.row == 0 {
		return area, ok
	}
	x, y, ok := s.within(a.row, b.row, s.plan.root)
	if !ok {
		return "", false
	}
	return areaString(a, b, [2]int{x, y}), true
}

// eachCopy gives an element that lies on cells for each copy of them.
func (s *sheet) eachCopy(el *etree.Element) []*etree.Element {
	area, inside := el.SelectAttrValue("ref", ""), child(el, "sqref")
	if inside != nil {
		area = inside.Text()
	}
	a, b, ok := parseArea(area)
	if !ok || a.row == 0 {
		return []*etree.Element{el}
	}
	var out []*etree.Element
	for _, rows := range s.areas(a.row, b.row) {
		c := el.Copy()
		moved := areaString(a, b, rows)
		if el.Tag == "mergeCell" && !strings.Contains(moved, ":") {
			continue // one cell alone is none that is merged
		}
		at := s.plan.at(rows[0])
		if at != s.plan.root && at.last < rows[1] {
			at = at.outer
		}
		if in := child(c, "sqref"); in != nil {
			in.SetText(moved)
		} else {
			c.CreateAttr("ref", moved)
		}
		if f := child(c, "f"); f != nil {
			f.SetText(s.follow(f.Text(), at, finding.Cell("", s.name, "")))
		}
		if to := c.SelectAttr("location"); to != nil {
			to.Value = s.follow(to.Value, at, finding.Cell("", s.name, area))
		}
		out = append(out, c)
	}
	return out
}

// breaks gives a page break below each copy of its row.
func (s *sheet) breaks(el *etree.Element) []*etree.Element {
	row, err := strconv.Atoi(el.SelectAttrValue("id", ""))
	if err != nil || row < 1 || s.plan.still {
		return []*etree.Element{el}
	}
	var out []*etree.Element
	for _, rows := range s.areas(row, row) {
		if rows[1] == len(s.plan.rows) && row < s.plan.last {
			continue
		}
		c := el.Copy()
		c.CreateAttr("id", strconv.Itoa(rows[1]))
		out = append(out, c)
	}
	return out
}

// selection keeps one selected cell; it is where the person stood.
func (s *sheet) selection(el *etree.Element) []*etree.Element {
	if s.plan.still {
		return []*etree.Element{el}
	}
	c, ok := parseCell(el.SelectAttrValue("activeCell", "A1"))
	if ok {
		c.row, ok = s.plan.first(c.row, s.plan.root)
	}
	if !ok {
		return nil
	}
	el.CreateAttr("activeCell", c.String())
	el.CreateAttr("sqref", c.String())
	el.RemoveAttr("activeCellId")
	return []*etree.Element{el}
}

// pane keeps the same rows frozen in a view.
func (s *sheet) pane(view *etree.Element) {
	el := child(view, "pane")
	if el == nil || s.plan.still {
		return
	}
	if c, ok := parseCell(el.SelectAttrValue("topLeftCell", "")); ok {
		c.row = s.cut(c.row)
		el.CreateAttr("topLeftCell", c.String())
	}
	split, err := strconv.Atoi(el.SelectAttrValue("ySplit", ""))
	if err != nil || split < 1 || split > maxRow || !strings.HasPrefix(el.SelectAttrValue("state", ""), "frozen") {
		return
	}
	top := 1
	if c, ok := parseCell(view.SelectAttrValue("topLeftCell", "")); ok {
		top = c.row
	}
	if now := s.cut(top+split) - s.cut(top); now > 0 {
		el.CreateAttr("ySplit", strconv.Itoa(now))
	}
}

// cut gives the new row at which the rows from an old one on begin.
func (s *sheet) cut(row int) int {
	if s.plan.still {
		return row
	}
	for r := row - 1; r >= 1; r-- {
		if n, ok := s.plan.final(r, s.plan.root); ok {
			return min(n+1, maxRow)
		}
	}
	return 1
}

// setDimension says anew which cells the sheet has.
func (s *sheet) setDimension() {
	el := child(s.doc.Root(), "dimension")
	if el == nil || s.plan.still {
		return
	}
	var a, b corner
	for _, r := range children(s.data, "row") {
		for _, c := range children(r, "c") {
			p, _ := parseCell(c.SelectAttrValue("r", ""))
			if a.row == 0 {
				a, b = p, p
			}
			a.col, b.col, b.row = min(a.col, p.col), max(b.col, p.col), p.row
		}
	}
	if a.row == 0 {
		a = corner{col: 1, row: 1}
		b = a
	}
	el.CreateAttr("ref", areaString(a, b, [2]int{a.row, b.row}))
}

// setChildren replaces an element's children.
func setChildren(el *etree.Element, now []etree.Token) {
	for i := len(el.Child) - 1; i >= 0; i-- {
		el.RemoveChildAt(i)
	}
	for _, t := range now {
		el.AddChild(t)
	}
}
