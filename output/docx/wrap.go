package docx

import (
	"slices"
	"strconv"

	"github.com/beevik/etree"

	"vanthu/output/tag"
)

// wrapText wraps what stands between two tags of one paragraph.
func (p *part) wrapText(s *section) {
	first, last := p.outOf(s.open.run(), s), p.outOf(s.close.run(), s)
	if first.Parent() != last.Parent() {
		lift(s.open.run())
		lift(s.close.run())
		first, last = p.outOf(s.open.run(), s), p.outOf(s.close.run(), s)
	}
	if first.Parent() != last.Parent() {
		p.report(acrossLink(s))
		return
	}
	s.wrap = p.wrapRange(s, first, last)
	dropRun(s.open)
	dropRun(s.close)
}

// lift takes a tag's run out of the insertions, links and smart tags around it,
// which are parted there: {#a} may have been typed with tracked changes on and
// {/a} without.
func lift(run *etree.Element) {
	for around := run.Parent(); oneOf(around, runWrappers...); around = run.Parent() {
		after := shallow(around)
		for _, t := range slices.Clone(around.Child[run.Index()+1:]) {
			after.AddChild(t)
		}
		outer, at := around.Parent(), around.Index()+1
		outer.InsertChildAt(at, run)
		if len(after.ChildElements()) > 0 {
			outer.InsertChildAt(at+1, after)
		}
		if len(around.ChildElements()) == 0 {
			outer.RemoveChild(around)
		}
	}
}

// wrapParagraphs wraps the paragraphs from one tag's to the other's. A
// paragraph that a tag has to itself vanishes; a section break in it stays.
func (p *part) wrapParagraphs(s *section) {
	first, last, ok := p.span(s, s.open.par, s.close.par)
	if !ok {
		return
	}
	container := s.open.par.Parent()
	for isOurs(container, sectionTag) {
		container = container.Parent()
	}
	p.keepSpare(container, s.open.par)
	samePar := s.open.par == s.close.par
	s.wrap = p.wrapRange(s, first, last)
	dropRun(s.open)
	dropRun(s.close)
	if samePar {
		return
	}
	if s.openAlone {
		p.vanish(s.open.par, s.wrap, 0)
	}
	if s.closeAlone {
		p.vanish(s.close.par, s.wrap, 1)
	}
}

// vanish takes a tag's paragraph out of the section. Where it holds a section
// break (w:sectPr) it stays as an empty paragraph beside the section and is
// folded into the paragraph before it at the end, so that no page setup is
// lost.
func (p *part) vanish(par, wrap *etree.Element, offset int) {
	par.Parent().RemoveChild(par)
	p.moveComments(par, wrap, offset > 0)
	props := par.SelectElement("w:pPr")
	if props == nil || props.SelectElement("w:sectPr") == nil {
		return
	}
	par.CreateAttr(breakAttr, "1")
	p.breaks = true
	wrap.Parent().InsertChildAt(wrap.Index()+offset, par)
}

// moveComments saves the comments on a tag's paragraph that vanishes: they move
// to the paragraph of the section beside it, where it has one.
func (p *part) moveComments(par, wrap *etree.Element, last bool) {
	home := firstElement(wrap)
	if last {
		home = lastElement(wrap)
	}
	if !isWord(home, "p") {
		return
	}
	var marks []*etree.Element
	for _, c := range par.ChildElements() {
		if oneOf(c, "commentRangeStart", "commentRangeEnd") || isWord(c, "r") && c.SelectElement("w:commentReference") != nil {
			marks = append(marks, c)
		}
	}
	at := len(home.Child)
	if props := home.SelectElement("w:pPr"); !last && props != nil {
		at = props.Index() + 1
	} else if !last {
		at = 0
	}
	for i, c := range marks {
		home.InsertChildAt(at+i, c)
	}
}

// breakAttr marks an empty paragraph that is kept for its section break.
const breakAttr = "vanthu:break"

// wrapRows wraps the rows from one tag's to the other's.
func (p *part) wrapRows(s *section) {
	rowO, rowC := enclosing(s.open.par, "tr"), enclosing(s.close.par, "tr")
	first, last, ok := p.span(s, rowO, rowC)
	if !ok {
		return
	}
	s.wrap = p.wrapRange(s, first, last)
	p.dropTag(s.open, s.openAlone)
	p.dropTag(s.close, s.closeAlone)
	if rowO != rowC {
		p.control = append(p.control, rowO, rowC)
	}
}

// markColumns notes which columns of the grid a section repeats.
func (p *part) markColumns(s *section) {
	s.table, s.row = enclosing(s.open.par, "tbl"), enclosing(s.open.par, "tr")
	cellO, cellC := enclosing(s.open.par, "tc"), enclosing(s.close.par, "tc")
	for _, c := range cellsOf(s.row) {
		if c.el == cellO {
			s.from = c.from
		}
		if c.el == cellC {
			s.to = c.to
		}
	}
	for _, c := range cellsOf(s.row) {
		if c.from >= s.from && c.to <= s.to {
			s.cells = append(s.cells, c.el)
		}
	}
	if s.to <= s.from {
		p.report(cannotBe(s))
		return
	}
	p.dropTag(s.open, s.openAlone)
	p.dropTag(s.close, s.closeAlone && s.open.par != s.close.par)
}

// dropRun removes a tag's run.
func dropRun(t *mark) { t.run().Parent().RemoveChild(t.run()) }

// dropTag removes a tag in a cell, with its paragraph where it stands there
// alone and the cell keeps another paragraph.
func (p *part) dropTag(t *mark, alone bool) {
	dropRun(t)
	cell := t.par.Parent()
	if alone && cell != nil && len(cell.SelectElements("w:p"))+len(cell.SelectElements(sectionTag)) > 1 {
		cell.RemoveChild(t.par)
		if last := lastElement(cell); !isWord(last, "p") && isWord(cell, "tc") {
			cell.AddChild(t.par)
		}
	}
}

// span climbs from two elements to the siblings that enclose them. It reports
// where a section of other tags reaches only half into the range.
func (p *part) span(s *section, a, b *etree.Element) (first, last *etree.Element, ok bool) {
	first, last = p.outOf(a, s), p.outOf(b, s)
	for first.Parent() != last.Parent() {
		var moved bool
		if up := p.byWrap[first.Parent()]; up != nil && !within(last, first.Parent()) {
			if firstElement(first.Parent()) != first {
				p.report(overlap(s, up))
				return nil, nil, false
			}
			first, moved = first.Parent(), true
		}
		if up := p.byWrap[last.Parent()]; up != nil && !within(first, last.Parent()) {
			if lastElement(last.Parent()) != last {
				p.report(overlap(s, up))
				return nil, nil, false
			}
			last, moved = last.Parent(), true
		}
		if !moved {
			p.report(cannotBe(s))
			return nil, nil, false
		}
	}
	if first.Index() > last.Index() {
		p.report(cannotBe(s))
		return nil, nil, false
	}
	if up := p.byWrap[first.Parent()]; up != nil && firstElement(up.wrap) == first && lastElement(up.wrap) == last {
		p.report(overlap(s, up))
		return nil, nil, false
	}
	return first, last, true
}

// outOf climbs out of the sections whose tags stand inside s.
func (p *part) outOf(el *etree.Element, s *section) *etree.Element {
	for {
		inner := p.byWrap[el.Parent()]
		if inner == nil || !inner.inside(s) {
			return el
		}
		el = el.Parent()
	}
}

// inside tells whether the tags of s stand between those of another section.
func (s *section) inside(other *section) bool {
	for up := s.outer; up != nil; up = up.outer {
		if up == other {
			return true
		}
	}
	return false
}

// wrapRange puts the siblings from first to last into a section element.
func (p *part) wrapRange(s *section, first, last *etree.Element) *etree.Element {
	parent, from, to := first.Parent(), first.Index(), last.Index()
	wrap := etree.NewElement(sectionTag)
	for _, t := range slices.Clone(parent.Child[from : to+1]) {
		wrap.AddChild(t)
	}
	parent.InsertChildAt(from, wrap)
	p.byWrap[wrap] = s
	return wrap
}

// checkInside reports a section that repeats more than the section around it:
// rows inside a section of words, for instance.
func (p *part) checkInside(s *section) {
	outer := s.outer
	if outer == nil || p.failed {
		return
	}
	inner := s.wrap
	if s.unit == tag.Columns {
		inner = s.cells[0]
		if outer.unit == tag.Columns && s.table == outer.table && (s.from < outer.from || s.to > outer.to) {
			p.report(wider(s, outer))
			return
		}
	}
	ok := false
	if outer.unit == tag.Columns {
		for _, c := range outer.cells {
			ok = ok || within(inner, c)
		}
	} else {
		ok = within(inner, outer.wrap)
	}
	if !ok {
		p.report(wider(s, outer))
	}
}

// dropControlRows removes the rows that held nothing but the tags of a section
// over several rows.
func (p *part) dropControlRows() {
	for _, row := range p.control {
		if row.Parent() != nil && bare(row) && !hasMarkers(row) {
			row.Parent().RemoveChild(row)
		}
	}
}

func hasMarkers(el *etree.Element) bool {
	found := false
	walk(el, func(c *etree.Element) bool {
		found = found || c.Space == "vanthu"
		return !found
	})
	return found
}

func firstElement(el *etree.Element) *etree.Element {
	for _, c := range el.ChildElements() {
		return c
	}
	return nil
}

func lastElement(el *etree.Element) *etree.Element {
	all := el.ChildElements()
	if len(all) == 0 {
		return nil
	}
	return all[len(all)-1]
}

// cell is a cell of a row with the grid columns it covers, to exclusive.
type cell struct {
	el       *etree.Element
	from, to int
	number   int              // in its row
	boxes    []*etree.Element // the content controls around it, outermost first
}

// maxGrid bounds the grid columns a cell may claim; Word allows 63.
const maxGrid = 1000

// cellsOf lists the cells of a row, content controls around them looked
// through.
func cellsOf(row *etree.Element) []cell {
	var cells []cell
	at := intProp(row.SelectElement("w:trPr"), "gridBefore", 0)
	var add func(el *etree.Element, boxes []*etree.Element)
	add = func(el *etree.Element, boxes []*etree.Element) {
		for _, c := range el.ChildElements() {
			switch {
			case isWord(c, "tc"):
				to := at + max(1, intProp(c.SelectElement("w:tcPr"), "gridSpan", 1))
				cells = append(cells, cell{el: c, from: at, to: to, number: len(cells), boxes: boxes})
				at = to
			case oneOf(c, "sdt", "customXml"):
				add(c, append(slices.Clip(boxes), c))
			case isWord(c, "sdtContent") || isOurs(c, sectionTag):
				add(c, boxes)
			}
		}
	}
	add(row, nil)
	return cells
}

// intProp reads <w:tag w:val="n"/> below a properties element.
func intProp(props *etree.Element, tag string, otherwise int) int {
	if props == nil {
		return otherwise
	}
	el := props.SelectElement("w:" + tag)
	if el == nil {
		return otherwise
	}
	n, err := strconv.Atoi(el.SelectAttrValue("w:val", ""))
	if err != nil || n < 0 || n > maxGrid {
		return otherwise
	}
	return n
}
