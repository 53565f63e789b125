package sheet

import (
	"slices"
	"strconv"
	"strings"

	"github.com/beevik/etree"

	"vanthu/pipeline/finding"
)

// table is a table (ListObject) of a sheet.
type table struct {
	part, name     string
	doc            *etree.Document
	a, b           corner // with its heading and totals
	header, totals int    // rows
}

// related parses the parts that a sheet refers to by relationships of a type.
func (s *sheet) related(kind string) map[string]*etree.Document {
	docs := map[string]*etree.Document{}
	rels, err := s.b.pkg.Rels(s.part)
	if err != nil {
		s.b.report(brokenPart(s.part, err))
		return nil
	}
	for _, r := range rels {
		if r.External || !r.Is(kind) || !s.b.pkg.Has(r.Target) {
			continue
		}
		if doc := s.b.docOf(r.Target); doc != nil {
			docs[r.Target] = doc
		} else {
			s.b.report(partKept(r.Target))
		}
	}
	return docs
}

// docOf parses a part that is going to be changed; nil where it cannot be read.
func (b *book) docOf(part string) *etree.Document {
	part = partName(b.pkg, part)
	if doc, ok := b.docs[part]; ok {
		return doc
	}
	doc, err := parse(b.pkg.Part(part))
	if err != nil {
		return nil
	}
	b.docs[part] = doc
	return doc
}

// tables lists the tables of a sheet by the names of their parts.
func (s *sheet) tables() []table {
	docs := s.related("/table")
	var found []table
	for _, part := range sortedKeys(docs) {
		root := docs[part].Root()
		t := table{part: part, doc: docs[part], name: attrOf(root, "displayName", false), header: 1}
		var ok bool
		if t.a, t.b, ok = parseArea(attrOf(root, "ref", false)); !ok {
			continue
		}
		if n, err := strconv.Atoi(attrOf(root, "headerRowCount", false)); err == nil {
			t.header = n
		}
		t.totals, _ = strconv.Atoi(attrOf(root, "totalsRowCount", false))
		found = append(found, t)
	}
	return found
}

// findTables reports tables that sections and tags would break.
func (s *sheet) findTables() {
	for _, t := range s.tables() {
		if sec := s.sectionOf(t.a.row, t.a.row); sec != nil && t.header > 0 {
			s.b.report(tableRepeated(s, sec.open, t.name))
		} else if sec := s.sectionOf(t.a.row, t.b.row); sec != nil {
			s.b.report(tableRepeated(s, sec.open, t.name))
		}
		for _, m := range s.tags {
			if c := m.cell; t.header > 0 && c.row == t.a.row && c.col >= t.a.col && c.col <= t.b.col {
				s.b.report(tableHeading(m, t.name))
			}
		}
	}
}

// tableNeeds tells whether a section makes all data rows of a table; Excel
// refuses a table without one.
func (s *sheet) tableNeeds(sec *section) bool {
	if sec.from > sec.to {
		return false
	}
	return slices.ContainsFunc(s.tables(), func(t table) bool {
		from, to := t.a.row+t.header, t.b.row-t.totals
		if from > to || sec.to < from || sec.from > to {
			return false
		}
		for r := from; r <= to; r++ {
			if !s.empty[r] && !sec.holds(r) {
				return false
			}
		}
		return true
	})
}

func (s *sheet) moveTables() {
	for _, t := range s.tables() {
		root := t.doc.Root()
		if moved, ok := s.moveArea(attrOf(root, "ref", false)); ok {
			root.CreateAttr("ref", moved)
		}
		for _, el := range root.FindElements(".//*") {
			switch el.Tag {
			case "calculatedColumnFormula", "totalsRowFormula":
				el.SetText(s.follow(el.Text(), s.plan.root, finding.Cell("", s.name, t.a.String())))
			case "autoFilter", "sortState", "sortCondition":
				s.adjustAttrs(el, s.plan.root)
			}
		}
	}
}

// moveParts moves comments, drawings, controls and pivot tables.
func (s *sheet) moveParts() {
	gone := map[string]bool{}
	for _, kind := range []string{"/comments", "/threadedComment"} {
		docs := s.related(kind)
		for _, part := range sortedKeys(docs) {
			s.moveComments(docs[part].Root(), gone)
		}
	}
	docs := s.related("/drawing")
	for _, part := range sortedKeys(docs) {
		for _, el := range docs[part].Root().ChildElements() {
			s.moveAnchor(el)
		}
	}
	docs = s.related("/vmlDrawing")
	for _, part := range sortedKeys(docs) {
		s.moveShapes(docs[part].Root())
	}
	docs = s.related("/ctrlProp")
	for _, part := range sortedKeys(docs) {
		s.adjustAttrs(docs[part].Root(), s.plan.root)
	}
	docs = s.related("/pivotTable")
	for _, part := range sortedKeys(docs) {
		if el := child(docs[part].Root(), "location"); el != nil {
			if moved, ok := s.moveArea(attrOf(el, "ref", false)); ok {
				el.CreateAttr("ref", moved)
			}
		}
	}
}

// moveComments lets comments stay on the first copy of their cell.
func (s *sheet) moveComments(root *etree.Element, gone map[string]bool) {
	for _, el := range append(root.FindElements(".//comment"), root.FindElements(".//threadedComment")...) {
		at := attrOf(el, "ref", false)
		c, ok := parseCell(at)
		if !ok {
			continue
		}
		if c.row, ok = s.plan.first(c.row, s.plan.root); ok {
			el.CreateAttr("ref", c.String())
			continue
		}
		if el.Parent() != nil {
			el.Parent().RemoveChild(el)
		}
		if !gone[at] {
			s.b.report(commentGone(finding.Cell("", s.name, at)))
		}
		gone[at] = true
	}
}

// span gives the new rows of what lies on the old rows a to b, all counted from
// 1: on the first copy, where copies hold it whole.
func (s *sheet) span(a, b int) (x, y int) {
	if s.plan.still {
		return a, b
	}
	for _, in := range s.plan.copies[s.sectionOf(a, b)] {
		if x, y, ok := s.within(a, b, in); ok {
			return x, y
		}
	}
	x = s.cut(a)
	return x, min(x+b-a, maxRow)
}

// moveAnchor moves a picture, a chart or a text box. One that does not grow with
// its cells keeps its number of rows.
func (s *sheet) moveAnchor(el *etree.Element) {
	from, to := rowOf(child(el, "from")), rowOf(child(el, "to"))
	if from == nil {
		return
	}
	a, err := strconv.Atoi(strings.TrimSpace(from.Text()))
	if err != nil {
		return
	}
	b := a
	if to != nil {
		if b, err = strconv.Atoi(strings.TrimSpace(to.Text())); err != nil || b < a {
			return
		}
	}
	how := attrOf(el, "editAs", false)
	if how == "absolute" {
		return
	}
	x, y := s.span(a+1, b+1)
	if how == "oneCell" {
		y = min(x+b-a, maxRow)
	}
	from.SetText(strconv.Itoa(x - 1))
	if to != nil {
		to.SetText(strconv.Itoa(y - 1))
	}
}

func rowOf(el *etree.Element) *etree.Element {
	if el == nil {
		return nil
	}
	return child(el, "row")
}

// anchorRow moves one corner of a control that lies in the sheet's own part.
func (s *sheet) anchorRow(el *etree.Element) {
	if r := rowOf(el); r != nil {
		if n, err := strconv.Atoi(strings.TrimSpace(r.Text())); err == nil && n >= 0 {
			x, _ := s.span(n+1, n+1)
			r.SetText(strconv.Itoa(x - 1))
		}
	}
}

// moveShapes moves the boxes of comments and the old form controls (VML). A
// comment's box goes with its comment.
func (s *sheet) moveShapes(root *etree.Element) {
	for _, data := range root.FindElements(".//ClientData") {
		if row := child(data, "Row"); row != nil {
			n, err := strconv.Atoi(strings.TrimSpace(row.Text()))
			if err != nil || n < 0 {
				continue
			}
			now, ok := s.plan.first(n+1, s.plan.root)
			if !ok {
				if shape := data.Parent(); shape != nil && shape.Parent() != nil {
					shape.Parent().RemoveChild(shape)
				}
				continue
			}
			row.SetText(strconv.Itoa(now - 1))
		}
		anchor := child(data, "Anchor")
		if anchor == nil {
			continue
		}
		parts := strings.Split(anchor.Text(), ",") // column, offset, row, offset, twice
		if len(parts) != 8 {
			continue
		}
		a, err1 := strconv.Atoi(strings.TrimSpace(parts[2]))
		b, err2 := strconv.Atoi(strings.TrimSpace(parts[6]))
		if err1 != nil || err2 != nil || a < 0 || b < a {
			continue
		}
		x, _ := s.span(a+1, a+1)
		parts[2], parts[6] = " "+strconv.Itoa(x-1), " "+strconv.Itoa(x-1+b-a)
		anchor.SetText(strings.Join(parts, ","))
	}
}
