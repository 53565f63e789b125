package docx

import (
	"github.com/beevik/etree"

	"vanthu/output/tag"
)

// expander writes a part out anew with its tags filled. It never changes the
// template's tree: what a section repeats is expanded from it once for each
// element.
type expander struct {
	f    *filler
	p    *part
	skel *skeleton // nil inside sections and where go-docx has no part
}

// elements gives the level of names of each copy of a section.
func (x *expander) elements(s *section, sc *tag.Scope) []*tag.Scope {
	levels, ok := sc.Each(s.open.Tag)
	if !ok {
		x.f.unknownName(s.open, sc)
	}
	return levels
}

// children expands all that stands in an element.
func (x *expander) children(el *etree.Element, sc *tag.Scope) []etree.Token {
	var out []etree.Token
	for _, c := range el.Child {
		out = append(out, x.token(c, sc)...)
	}
	return out
}

// maxTokens bounds what a template may unfold to: sections in sections over
// long lists grow by multiplication. 4,000 units by 50 columns are 2 million.
var maxTokens = 8 << 20

// maxBytes bounds the text that a template may unfold to: a table of 50,000 rows
// of six cells is about 100 MB.
var maxBytes = 1 << 30

// tooMuch counts what is written and tells, and reports, when it is too much.
func (x *expander) tooMuch(tokens int) bool {
	x.f.tokens += tokens
	if x.f.tokens <= maxTokens && x.f.bytesOut <= maxBytes {
		return false
	}
	x.f.report(tooLarge(x.p.name))
	return true
}

// token expands one token; the result may be none, one or many.
func (x *expander) token(t etree.Token, sc *tag.Scope) []etree.Token {
	if x.tooMuch(1) {
		return nil
	}
	el, ok := t.(*etree.Element)
	if !ok {
		if text, ok := t.(*etree.CharData); ok && x.skel != nil {
			return []etree.Token{etree.NewText(x.skel.guard.hide(text.Data))}
		}
		return []etree.Token{copyToken(t)}
	}
	if x.skel != nil && x.apart(el) {
		alone := &expander{f: x.f, p: x.p}
		return x.skel.anchor(alone.token(el, sc))
	}
	switch {
	case isOurs(el, markerTag):
		return x.value(x.p.byMarker[el], sc)
	case isOurs(el, sectionTag):
		s := x.p.byWrap[el]
		levels := x.elements(s, sc)
		if c := x.p.chunk(s); c != nil {
			if one := x.copies(c, levels); one != nil {
				return []etree.Token{one}
			}
			return nil
		}
		return x.repeat(el, s, levels)
	case x.p.inner[el] != nil:
		return []etree.Token{x.innerElement(el, sc)}
	case isWord(el, "tbl"):
		return x.table(el, sc)
	case noteOf[el.Tag] != "" && el.Space == "w":
		if ref := x.reference(el, sc); ref != nil {
			return []etree.Token{ref}
		}
	}
	return x.element(el, sc)
}

// apart tells what go-docx must not see: sections, tables with repeated
// columns, and what it refuses to open or cannot fill (drawings, equations,
// empty runs and texts). It need not see paragraphs and tables without tags.
func (x *expander) apart(el *etree.Element) bool {
	switch {
	case oneOf(el, "p", "tbl") && !hasMarkers(el):
		return true
	case isOurs(el, sectionTag), x.p.inner[el] != nil, isWord(el, "tbl") && len(x.p.columns[el]) > 0:
		return true
	case el.Tag == "AlternateContent", el.Tag == "oMath", el.Tag == "oMathPara",
		oneOf(el, "drawing", "pict", "object", "ruby"):
		return true
	case el.Tag == "r" && (el.Space != "w" || len(el.ChildElements()) == 0):
		return true
	case el.Tag == "t":
		return el.Space != "w" || el.Text() == "" || !isWord(el.Parent(), "r")
	}
	return false
}

// element copies an element with its expanded children. A container whose
// paragraphs may all vanish remembers the properties of one of them.
func (x *expander) element(el *etree.Element, sc *tag.Scope) []etree.Token {
	out := shallow(el)
	for _, c := range x.children(el, sc) {
		out.AddChild(c)
	}
	if isWord(el, "r") && el.SelectElement(markerTag) != nil && !holdsMore(out) {
		return nil // a value without text leaves no run behind
	}
	if n, ok := x.p.spareNumber(el); ok {
		out.CreateAttr(spareAttr, n)
	}
	return []etree.Token{out}
}

// value prints a value tag as the children of its run.
func (x *expander) value(t *mark, sc *tag.Scope) []etree.Token {
	if t.Kind == tag.Picture {
		return x.f.picture(x.p, t, sc)
	}
	if x.skel != nil {
		return []etree.Token{wordText(x.skel.key(t.Name, func() string { return x.f.value(t, sc) }))}
	}
	return printed(x.f.value(t, sc))
}

// printed makes run children of a text: line breaks and tabs are elements.
func printed(s string) []etree.Token {
	var out []etree.Token
	from := 0
	flush := func(to int) {
		if to > from {
			out = append(out, wordText(s[from:to]))
		}
		from = to + 1
	}
	for i := range len(s) {
		switch s[i] {
		case '\n':
			flush(i)
			out = append(out, etree.NewElement("w:br"))
		case '\t':
			flush(i)
			out = append(out, etree.NewElement("w:tab"))
		}
	}
	flush(len(s))
	return out
}
