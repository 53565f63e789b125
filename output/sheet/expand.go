package sheet

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/beevik/etree"

	"vanthu/output/tag"
	"vanthu/pipeline/finding"
)

// expand names the sheets, unfolds the sections of all of them, and then writes
// the rows: a formula may mean a sheet further down.
func (b *book) expand() {
	for _, s := range b.sheets {
		s.retitle()
	}
	b.checkTitles()
	for _, s := range b.sheets {
		s.findTables()
	}
	if b.failed() {
		return
	}
	for _, s := range b.sheets {
		s.makePlan()
	}
	if b.failed() {
		return
	}
	for _, s := range b.sheets {
		s.writeRows()
		s.fillMargins()
	}
}

// writeRows writes the new rows in place of the old ones.
func (s *sheet) writeRows() {
	copies := make(map[int]int, len(s.rows))
	for _, c := range s.plan.rows {
		copies[c.old]++
	}
	var out []etree.Token
	for i, c := range s.plan.rows {
		r := s.rows[c.old]
		if r == nil {
			continue
		}
		el := r.el
		if copies[c.old]--; copies[c.old] > 0 {
			el = el.Copy()
		}
		s.writeRow(el, r, i+1, c)
		out = append(out, el)
		if s.b.stopped {
			return
		}
	}
	setChildren(s.data, out)
}

// writeRow writes one new row. A row whose height Excel once computed is
// measured anew where its text has changed.
func (s *sheet) writeRow(el *etree.Element, r *row, number int, c copied) {
	el.CreateAttr("r", strconv.Itoa(number))
	changed := false
	els := children(el, "c")
	for i, cell := range r.cells {
		to := els[i]
		to.CreateAttr("r", colName(cell.col)+strconv.Itoa(number))
		switch {
		case c.blank:
			empty(to)
		case cell.formula != nil:
			s.writeFormula(to, cell, c)
		case cell.pieces != nil:
			cell.fill(to, c.scope)
			changed = true
		}
		if !s.b.step() {
			return
		}
	}
	if custom := el.SelectAttrValue("customHeight", "0"); changed && custom != "1" && custom != "true" {
		el.RemoveAttr("ht")
	}
}

// writeFormula writes a formula without its value.
func (s *sheet) writeFormula(el *etree.Element, c *cell, to copied) {
	f := child(el, "f")
	where := c.pos()
	if text := f.Text(); text != "" {
		f.SetText(s.follow(text, to.in, where))
	}
	for _, key := range []string{"ref", "r1", "r2"} {
		if old := f.SelectAttrValue(key, ""); old != "" {
			f.CreateAttr(key, s.follow(old, to.in, where))
		}
	}
	if v := child(el, "v"); v != nil {
		el.RemoveChild(v)
	}
	el.RemoveAttr("t")
}

// retitle fills the tags of the sheet's name.
func (s *sheet) retitle() {
	s.title = s.fillText(s.name, nil)
	if s.title == s.name {
		return
	}
	whole := s.title
	s.title = strings.Map(func(r rune) rune {
		if r < 0x20 || strings.ContainsRune(`[]:*?/\`, r) {
			return '-'
		}
		return r
	}, s.title)
	for utf16Len(s.title) > maxTitle {
		runes := []rune(s.title)
		s.title = string(runes[:len(runes)-1])
	}
	s.title = strings.TrimSpace(strings.Trim(s.title, "'"))
	if s.title != whole {
		s.b.report(titleChanged(s, whole))
	}
	s.tab.CreateAttr("name", s.title)
}

// checkTitles reports names that two sheets have, or none.
func (b *book) checkTitles() {
	seen := map[string]bool{}
	for _, tab := range children(child(b.doc.Root(), "sheets"), "sheet") {
		name := attrOf(tab, "name", false)
		if key := strings.ToLower(name); name == "" || seen[key] {
			b.report(titleTaken(name))
		} else {
			seen[key] = true
		}
	}
}

// fillText fills a text that is in no cell: values only. change is applied to
// each value, and is told what stands before it.
func (s *sheet) fillText(text string, change func(before, value string) string) string {
	tags, _ := tag.Scan(text)
	var out strings.Builder
	at := 0
	for _, t := range tags {
		out.WriteString(text[at:t.Start])
		at = t.End
		m := &mark{Tag: t, cell: &cell{s: s}}
		if t.Kind != tag.Value {
			s.b.report(onlyValues(m))
			continue
		}
		v := s.b.value(m, s.b.data)
		if change != nil {
			v = change(out.String(), v)
		}
		out.WriteString(v)
	}
	return out.String() + text[at:]
}

// margins lists the texts of page headers and footers.
func (s *sheet) margins() []string {
	var texts []string
	for _, el := range s.marginElements() {
		texts = append(texts, el.Text())
	}
	return texts
}

func (s *sheet) marginElements() []*etree.Element {
	if hf := child(s.doc.Root(), "headerFooter"); hf != nil {
		return hf.ChildElements()
	}
	return nil
}

// fillMargins fills page headers and footers, where & begins a code.
func (s *sheet) fillMargins() {
	for _, el := range s.marginElements() {
		old := el.Text()
		text := s.fillText(old, marginValue)
		if text == old {
			continue
		}
		if n := utf16Len(text); n > maxMargin {
			s.b.report(marginTooLong(s, n))
		}
		el.SetText(text)
	}
}

// fontSize is a size code at the end of a text: &14, but not && and 14.
var fontSize = regexp.MustCompile(`(^|[^&])(&&)*&[0-9]+$`)

// marginValue writes a value for a page header or footer. One that begins with a
// digit is kept apart from a font size by a space, as Excel does (the codes of
// ECMA-376 part 1, 18.3.1.46).
func marginValue(before, v string) string {
	v = strings.ReplaceAll(v, "&", "&&")
	if v != "" && v[0] >= '0' && v[0] <= '9' && fontSize.MatchString(before) {
		return " " + v
	}
	return v
}

// warnElsewhere warns of tags where none is filled: in formulas, in text boxes
// and charts.
func (b *book) warnElsewhere() {
	for _, s := range b.sheets {
		for _, r := range s.ordered() {
			for _, c := range r.cells {
				if c.formula == nil {
					continue
				}
				if tags, _ := tag.Scan(c.formula.Text()); len(tags) > 0 && strings.Contains(c.formula.Text(), `"`) {
					b.report(notFilled(c.pos(), tags[0], "công thức"))
				}
			}
		}
	}
	for _, name := range b.pkg.Names() {
		if !isPart(name, "xl/drawings/") && !isPart(name, "xl/charts/") {
			continue
		}
		doc, err := parse(b.pkg.Part(name))
		if err != nil {
			continue
		}
		for _, p := range doc.Root().FindElements(".//p") {
			var text strings.Builder
			for _, t := range p.FindElements(".//t") {
				text.WriteString(t.Text())
			}
			if tags, _ := tag.Scan(text.String()); len(tags) > 0 {
				b.report(notFilled(finding.Pos{Part: name}, tags[0], "khung chữ hoặc biểu đồ"))
			}
		}
	}
}
