package docx

import (
	"github.com/beevik/etree"

	"vanthu/output/tag"
)

// section is a pair of tags and what stands between them.
type section struct {
	open, close *mark
	outer       *section // the section whose tags stand around these
	unit        tag.Unit // tag.Rows …: found or written
	wrap        *etree.Element
	lists       []string         // w:numId of lists that start anew in each copy
	table       *etree.Element   // columns: their table
	row         *etree.Element   // columns: their row
	from, to    int              // columns: grid columns, to exclusive
	cells       []*etree.Element // columns: the cells of their row
	openAlone   bool             // the opening tag stands alone in its paragraph
	closeAlone  bool
}

const sectionTag = "vanthu:section"

// pair matches the opening and closing tags of a part. What does not match is
// reported.
func (p *part) pair() {
	tags := make([]tag.Tag, len(p.tags))
	for i, t := range p.tags {
		tags[i] = t.Tag
	}
	pairs, faults := tag.Match(tags, func(i int) string { return whereParagraph(p.tags[i].number) })
	for _, f := range faults {
		f.Pos = at(p.tags[f.Tag])
		p.report(f.Finding)
	}
	for _, pair := range pairs {
		s := &section{open: p.tags[pair.Open], close: p.tags[pair.Close]}
		s.open.sec, s.close.sec = s, s
		p.sections = append(p.sections, s) // inner before outer
	}
	for _, pair := range pairs {
		if pair.Outer >= 0 {
			p.tags[pair.Open].sec.outer = p.tags[pair.Outer].sec
		}
	}
}

// place finds out what each section repeats and wraps it in the tree, inner
// sections first. It must not be called after errors in pair.
func (p *part) place() {
	p.splitControlParagraphs()
	p.tagsIn = map[*etree.Element]int{}
	for _, t := range p.tags {
		p.tagsIn[t.par]++
	}
	var placed []*section
	for _, s := range p.sections {
		if p.decide(s) {
			placed = append(placed, s)
		}
	}
	if p.failed {
		return
	}
	for _, s := range placed {
		switch s.unit {
		case tag.Words:
			p.wrapText(s)
		case tag.Paragraphs:
			p.wrapParagraphs(s)
		case tag.Rows:
			p.wrapRows(s)
		case tag.Columns:
			p.markColumns(s)
		}
	}
	for _, s := range p.sections {
		p.checkInside(s)
	}
	p.dropControlRows()
	p.groupColumns()
}

// decide sets a section's scope from what is written or from where its tags
// stand; where that cannot be it reports so.
func (p *part) decide(s *section) bool {
	s.openAlone, s.closeAlone = p.tagsIn[s.open.par] == 1 && bare(s.open.par), p.tagsIn[s.close.par] == 1 && bare(s.close.par)
	s.unit = s.open.Unit
	if c := s.close.Unit; c != "" {
		if s.unit != "" && s.unit != c {
			p.report(scopesDiffer(s))
			return false
		}
		s.unit = c
	}
	samePar := s.open.par == s.close.par
	rowO, rowC := enclosing(s.open.par, "tr"), enclosing(s.close.par, "tr")
	tableO, tableC := enclosing(s.open.par, "tbl"), enclosing(s.close.par, "tbl")
	if s.unit == "" {
		cellO, cellC := enclosing(s.open.par, "tc"), enclosing(s.close.par, "tc")
		switch {
		case samePar:
			s.unit = tag.Words
		case cellO == cellC && s.open.par.Parent() == s.close.par.Parent():
			s.unit = tag.Paragraphs
		case cellO != nil && cellC != nil && cellO != cellC && tableO == tableC:
			s.unit = tag.Rows
		default:
			p.report(cannotBe(s))
			return false
		}
		if s.unit == tag.Paragraphs && !(s.openAlone && s.closeAlone) {
			p.report(notAlone(s))
			return false
		}
		return true
	}
	ok := true
	switch s.unit {
	case tag.Words:
		ok = samePar
	case tag.Paragraphs:
		ok = s.open.par.Parent() == s.close.par.Parent()
	case tag.Rows:
		ok = tableO != nil && tableO == tableC
	case tag.Columns:
		ok = rowO != nil && rowO == rowC
	}
	if !ok {
		p.report(cannotBe(s))
	}
	return ok
}

// alone tells whether a tag's paragraph holds nothing but the tag and blanks.
func alone(t *mark) bool {
	markers := 0
	walk(t.par, func(c *etree.Element) bool {
		if isOurs(c, markerTag) {
			markers++
		}
		return true
	})
	return markers == 1 && bare(t.par)
}

// bare tells whether an element holds no text, picture, field or break: markers
// and blanks aside.
func bare(el *etree.Element) bool {
	empty := true
	walk(el, func(c *etree.Element) bool {
		switch {
		case isWord(c, "t"):
			for _, r := range c.Text() {
				empty = empty && tag.IsBlank(r)
			}
		case c.Space == "w" && oneOf(c, "tab", "br", "cr", "drawing", "pict", "object", "sym", "fldChar",
			"instrText", "footnoteReference", "endnoteReference", "noBreakHyphen", "ptab",
			"pgNum", "ruby"):
			if enclosing(c, "pPr") == nil { // w:tab in w:tabs is no text
				empty = false
			}
		case c.Space != "w" && c.Space != "vanthu" && c != el:
			empty = false
		}
		return empty && !oneOf(c, "pPr", "rPr")
	})
	return empty
}

// splitControlParagraphs gives each tag of a paragraph that holds only section
// tags (such as {/a}{^a}) a paragraph of its own, so that each stands alone.
func (p *part) splitControlParagraphs() {
	inPar := map[*etree.Element][]*mark{}
	var order []*etree.Element
	for _, t := range p.tags {
		if inPar[t.par] == nil {
			order = append(order, t.par)
		}
		inPar[t.par] = append(inPar[t.par], t)
	}
	for _, par := range order {
		tags := inPar[par]
		if len(tags) < 2 || !bare(par) || !onlyControl(tags) {
			continue
		}
		for _, t := range tags[:len(tags)-1] {
			own := etree.NewElement("w:p")
			if props := par.SelectElement("w:pPr"); props != nil {
				props = props.Copy()
				for _, sect := range props.SelectElements("w:sectPr") {
					props.RemoveChild(sect)
				}
				own.AddChild(props)
			}
			own.AddChild(t.run())
			par.Parent().InsertChildAt(par.Index(), own)
			t.par, p.number[own] = own, t.number
		}
	}
}

// onlyControl tells whether the tags are section tags without two of one
// section, and none asks for another scope than paragraphs.
func onlyControl(tags []*mark) bool {
	seen := map[*section]bool{}
	for _, t := range tags {
		if t.sec == nil || seen[t.sec] || t.Unit != "" && t.Unit != tag.Paragraphs {
			return false
		}
		seen[t.sec] = true
	}
	return true
}
