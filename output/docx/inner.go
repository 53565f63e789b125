package docx

import (
	"strings"

	"github.com/beevik/etree"

	"vanthu/output/tag"
)

// Some text of a document is not in w:t: equations (m:t), the text of charts
// and shapes (a:t, c:v) and field codes (w:instrText, w:instr). Tags work there
// too, sections round words included; a line break in a value is a space there.

// innerText is a text of that kind that holds tags.
type innerText struct {
	marks  []*mark
	closes map[int]int // of the tag that opens a section: the one that closes it
}

// innerString is the text of such an element; of w:fldSimple it is its code.
func innerString(el *etree.Element) string {
	if isWord(el, "fldSimple") {
		return el.SelectAttrValue("w:instr", "")
	}
	return el.Text()
}

func setInnerString(el *etree.Element, s string) {
	if isWord(el, "fldSimple") {
		el.CreateAttr("w:instr", s)
		return
	}
	replaceChildren(el, []etree.Token{etree.NewText(s)})
}

// healInner finds the tags in such texts of a part and gathers each in one
// element.
func (p *part) healInner() {
	var group []*etree.Element
	var home *etree.Element // what the texts of a group share
	flush := func() {
		p.healGroup(group)
		group = nil
	}
	number, chart := 0, p.doc.Root().Tag == "chartSpace"
	walk(p.doc.Root(), func(el *etree.Element) bool {
		var within *etree.Element
		switch {
		case chart && el.Space == "a" && el.Tag == "p":
			number++
			p.number[el] = number
		case el.Space == "m" && el.Tag == "t" && el.Parent().Tag == "r":
			within = el.Parent().Parent()
		case el.Space == "a" && el.Tag == "t" && (el.Parent().Tag == "r" || el.Parent().Tag == "fld"):
			within = el.Parent().Parent()
		case isWord(el, "instrText"):
			within = enclosing(el, "p")
		case isWord(el, "fldChar"):
			flush()
		case el.Space == "c" && el.Tag == "v", isWord(el, "fldSimple") && el.SelectAttr("w:instr") != nil:
			flush()
			p.healGroup([]*etree.Element{el})
		}
		if within != nil {
			if within != home {
				flush()
			}
			home, group = within, append(group, el)
		}
		return true
	})
	flush()
}

// healGroup finds the tags of texts that are read as one. A tag, and what
// stands between the tags of a section, is moved into the element of its brace.
func (p *part) healGroup(group []*etree.Element) {
	var b strings.Builder
	starts := make([]int, len(group))
	for i, el := range group {
		starts[i] = b.Len()
		b.WriteString(innerString(el))
	}
	text := b.String()
	if strings.IndexByte(text, '{') < 0 {
		return
	}
	number := p.paragraphOf(group[0])
	tags, nearly := tag.Scan(text)
	for _, s := range nearly {
		p.report(nearlyTag(p.name, number, s))
	}
	pairs, faults := tag.Match(tags, func(int) string { return whereParagraph(number) })
	marks := make([]*mark, len(tags))
	for i, t := range tags {
		marks[i] = &mark{Tag: t, part: p.name, number: number, around: wordsAround(text, t)}
	}
	for _, f := range faults {
		p.report(placed(marks[f.Tag], f.Finding))
	}
	if len(faults) > 0 || len(tags) == 0 {
		return
	}
	closes := map[int]int{}
	for _, pair := range pairs {
		closes[pair.Open] = pair.Close
	}
	bounds := append(starts, len(text)) // the text of element i ends where the next one's begins
	for i := 0; i < len(tags); i++ {
		last := i
		if c, ok := closes[i]; ok {
			last = c
		}
		e := elementAt(bounds, tags[i].Start)
		for j := e + 1; j < len(group) && bounds[j] < tags[last].End; j++ {
			bounds[j] = tags[last].End
		}
		i = last
	}
	p.takeInner(group, bounds, text, marks, closes)
}

// elementAt is the element that a byte of the joined text belongs to.
func elementAt(bounds []int, at int) int {
	i := 0
	for i+2 < len(bounds) && bounds[i+1] <= at {
		i++
	}
	return i
}

// takeInner gives each element its share of the text and notes the tags in it.
func (p *part) takeInner(group []*etree.Element, bounds []int, text string, marks []*mark, closes map[int]int) {
	for i, el := range group {
		own := text[bounds[i]:max(bounds[i], bounds[i+1])]
		if own != innerString(el) {
			setInnerString(el, own)
		}
		in := &innerText{closes: map[int]int{}}
		first := -1
		for k, m := range marks {
			if m.Start < bounds[i] || m.Start >= bounds[i+1] {
				continue
			}
			if first < 0 {
				first = k
			}
			m.Start, m.End, m.marker = m.Start-bounds[i], m.End-bounds[i], el
			in.marks = append(in.marks, m)
			if c, ok := closes[k]; ok {
				in.closes[k-first] = c - first
			}
			if m.Unit != "" && m.Unit != tag.Words {
				p.report(onlyWords(m))
			}
			if m.Kind == tag.Picture {
				p.report(noPictureHere(m))
			}
		}
		if len(in.marks) > 0 {
			p.inner[el] = in
			p.innerMarks = append(p.innerMarks, in.marks...)
			unbind(el)
		}
	}
}

// paragraphOf is the number of the paragraph that an element stands in, 0 where
// it stands in none.
func (p *part) paragraphOf(el *etree.Element) int {
	for ; el != nil; el = el.Parent() {
		if n := p.number[el]; n > 0 {
			return n
		}
	}
	return 0
}

// innerElement writes such an element with its tags filled.
func (x *expander) innerElement(el *etree.Element, sc *tag.Scope) *etree.Element {
	in := x.p.inner[el]
	var b strings.Builder
	x.innerText(&b, in, innerString(el), 0, len(in.marks), sc)
	s := strings.NewReplacer("\n", " ", "\t", " ").Replace(b.String())
	if isWord(el, "fldSimple") {
		out := x.element(el, sc)[0].(*etree.Element) // its runs may hold tags of their own
		setInnerString(out, s)
		return out
	}
	out := shallow(el)
	setInnerString(out, s)
	return out
}

// innerText writes what stands between two tags of a text, these excluded, or
// all of it.
func (x *expander) innerText(b *strings.Builder, in *innerText, text string, from, to int, sc *tag.Scope) {
	at, end := 0, len(text)
	if from > 0 || to < len(in.marks) {
		at, end = in.marks[from-1].End, in.marks[to].Start
	}
	for i := from; i < to; i++ {
		m := in.marks[i]
		b.WriteString(text[at:m.Start])
		last := i
		if m.Kind == tag.Value {
			b.WriteString(x.f.value(m, sc))
		} else if c, ok := in.closes[i]; ok {
			levels, known := sc.Each(m.Tag)
			if !known {
				x.f.unknownName(m, sc)
			}
			for _, inner := range levels {
				if x.tooMuch(1 + c - i) {
					return
				}
				x.innerText(b, in, text, i+1, c, inner)
			}
			last = c
		}
		at, i = in.marks[last].End, last
	}
	b.WriteString(text[at:end])
}

// unbind takes from the content controls around a tag what would put other
// words in its place when Word opens the document: the binding to data of the
// template (w:dataBinding) and the sign that it shows a prompt (w:showingPlcHdr).
func unbind(el *etree.Element) {
	for ; el != nil; el = el.Parent() {
		if !isWord(el, "sdt") {
			continue
		}
		props := el.SelectElement("w:sdtPr")
		if props == nil {
			continue
		}
		for _, c := range props.ChildElements() {
			if c.Tag == "dataBinding" || isWord(c, "showingPlcHdr") {
				props.RemoveChild(c)
			}
		}
	}
}
