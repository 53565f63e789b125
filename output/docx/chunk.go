package docx

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/beevik/etree"

	"vanthu/output/tag"
)

// A section whose content needs no care when it is repeated (no bookmarks,
// drawings, notes or tables in it) is not copied as a tree for each element: it
// is compiled once into the XML between its values, and each copy is that XML
// and the values written one after the other. Long tables are such sections.

// chunk is the compiled content of a section.
type chunk struct {
	ops    []op
	tokens int // of the template, for the bound on what a template may unfold to
}

// op is one step of a chunk: XML that is the same in every copy, a value or a
// section.
type op struct {
	xml   []byte // alone, or the start of a value's run
	end   []byte // of a value's run
	ids   []int  // where a w14:paraId of eight digits stands in xml
	value *mark
	sect  *section
	inner *chunk
}

// rawTag stands in the tree for the copies of a chunk; it is never empty.
const rawTag = "vanthu:raw"

// raw is what a chunk has written.
type raw struct {
	xml []byte
	ids []int // where a w14:paraId of eight digits stands
}

// onlyTrees is set by tests that compare the two ways.
var onlyTrees = false

// chunk gives the compiled content of a section, nil where it must be copied as
// a tree.
func (p *part) chunk(s *section) *chunk {
	c, known := p.chunks[s]
	if !known && !onlyTrees && len(s.lists) == 0 {
		block := isTrail(s.wrap.Parent(), "p")
		if block || !p.breaks {
			w := &compiler{p: p}
			if w.children(s.wrap, !block) {
				c = w.done()
			}
		}
		p.chunks[s] = c
	}
	return c
}

// isTrail tells whether el, or the nearest element above it that is no section
// and no wrapper of runs, is a tag.
func isTrail(el *etree.Element, tag string) bool {
	for el != nil && (isOurs(el, sectionTag) || oneOf(el, runWrappers...)) {
		el = el.Parent()
	}
	return isWord(el, tag)
}

// runWrappers are the elements that hold runs of a paragraph, content controls
// aside.
var runWrappers = []string{"ins", "hyperlink", "smartTag", "customXml", "moveTo", "dir", "bdo"}

// plainTags are the elements that may be repeated as they are.
var plainTags = func() map[string]bool {
	plain := map[string]bool{}
	for _, tag := range strings.Fields(`p pPr r rPr t tab br cr tr trPr tc tcPr proofErr lastRenderedPageBreak softHyphen
		noBreakHyphen sym tblPrEx hyperlink smartTag smartTagPr`) {
		plain[tag] = true
	}
	return plain
}()

// compiler writes the template of a chunk.
type compiler struct {
	p      *part
	ops    []op
	buf    bytes.Buffer
	ids    []int
	tokens int
}

// done closes the last piece of XML.
func (w *compiler) done() *chunk {
	w.flush()
	return &chunk{ops: w.ops, tokens: w.tokens}
}

func (w *compiler) flush() {
	if w.buf.Len() > 0 {
		w.ops = append(w.ops, op{xml: bytes.Clone(w.buf.Bytes()), ids: w.ids})
		w.buf.Reset()
		w.ids = nil
	}
}

// children compiles what stands in el. At the outer level of a block section
// only paragraphs, rows and further sections may stand.
func (w *compiler) children(el *etree.Element, block bool) bool {
	for _, c := range el.Child {
		w.tokens++
		child, ok := c.(*etree.Element)
		switch {
		case !ok:
			c.WriteTo(&w.buf, &settings)
		case isOurs(child, sectionTag):
			s := w.p.byWrap[child]
			inner := w.p.chunk(s)
			if inner == nil || !block && !isTrail(el, "p") {
				return false
			}
			w.flush()
			w.ops = append(w.ops, op{sect: s, inner: inner})
		case block && !oneOf(child, "p", "tr"):
			return false
		case !w.element(child):
			return false
		}
	}
	return true
}

// element compiles an element; false where it needs care.
func (w *compiler) element(el *etree.Element) bool {
	if m := el.SelectElement(markerTag); m != nil {
		return w.value(el, w.p.byMarker[m])
	}
	inProps := enclosing(el, "pPr", "rPr", "tcPr", "trPr", "tblPrEx") != nil
	if _, spare := w.p.spareNumber(el); spare || !inProps && !plainTags[el.Tag] || el.Space != "w" && !inProps ||
		el.Tag == "sectPr" || strings.HasSuffix(el.Tag, "Change") || oneOf(el, "ins", "del") || w.p.inner[el] != nil {
		return false
	}
	w.start(el)
	if len(el.Child) == 0 {
		w.buf.WriteString("/>")
		return true
	}
	w.buf.WriteByte('>')
	if !w.children(el, false) {
		return false
	}
	w.buf.WriteString("</" + el.FullTag() + ">")
	return true
}

// start writes a start tag, its last sign left out.
func (w *compiler) start(el *etree.Element) {
	w.buf.WriteString("<" + el.FullTag())
	for _, a := range el.Attr {
		w.buf.WriteByte(' ')
		if a.Space == "w14" && a.Key == "paraId" && len(a.Value) == idDigits {
			w.ids = append(w.ids, w.buf.Len()+len(`w14:paraId="`))
		}
		a.WriteTo(&w.buf, &settings)
	}
}

// value compiles the run of a value.
func (w *compiler) value(run *etree.Element, m *mark) bool {
	if m.Kind == tag.Picture {
		return false
	}
	w.flush()
	out := compiler{p: w.p}
	out.start(run)
	out.buf.WriteByte('>')
	for _, c := range run.ChildElements() {
		if isOurs(c, markerTag) {
			continue
		}
		if !isWord(c, "rPr") || !out.element(c) {
			return false
		}
	}
	w.tokens += len(run.Child)
	w.ops = append(w.ops, op{xml: out.buf.Bytes(), end: []byte("</" + run.FullTag() + ">"), value: m})
	return true
}

// copies writes a chunk for each level of names and gives the element that
// stands for them; nil where nothing was written.
func (x *expander) copies(c *chunk, levels []*tag.Scope) *etree.Element {
	out := &raw{}
	for i, sc := range levels {
		x.write(out, c, sc)
		if i == 0 && len(levels) > 8 { // the others are about as long
			grown := make([]byte, len(out.xml), min(len(out.xml)*len(levels)*5/4, maxBytes/4))
			copy(grown, out.xml)
			out.xml = grown
		}
	}
	if len(out.xml) == 0 {
		return nil
	}
	el := etree.NewElement(rawTag)
	el.CreateAttr("n", strconv.Itoa(len(x.f.raws)))
	x.f.raws = append(x.f.raws, out)
	return el
}

func (x *expander) write(out *raw, c *chunk, sc *tag.Scope) {
	if x.tooMuch(c.tokens) {
		return
	}
	for i := range c.ops {
		o := &c.ops[i]
		switch {
		case o.sect != nil:
			for _, inner := range x.elements(o.sect, sc) {
				x.write(out, o.inner, inner)
			}
		case o.value != nil:
			if s := x.f.value(o.value, sc); s != "" {
				out.xml = append(appendText(append(out.xml, o.xml...), s), o.end...)
			}
		default:
			for _, at := range o.ids {
				out.ids = append(out.ids, len(out.xml)+at)
			}
			out.xml = append(out.xml, o.xml...)
			x.f.bytesOut += len(o.xml)
		}
	}
}

// appendText writes a text as the children of a run: line breaks and tabs are
// elements.
func appendText(b []byte, s string) []byte {
	for s != "" {
		n := strings.IndexAny(s, "\n\t")
		switch {
		case n < 0:
			n = len(s)
		case n == 0 && s[0] == '\n':
			b, s = append(b, "<w:br/>"...), s[1:]
			continue
		case n == 0:
			b, s = append(b, "<w:tab/>"...), s[1:]
			continue
		}
		b = append(b, `<w:t xml:space="preserve">`...)
		for i := range n {
			switch s[i] {
			case '&':
				b = append(b, "&amp;"...)
			case '<':
				b = append(b, "&lt;"...)
			case '>':
				b = append(b, "&gt;"...)
			default:
				b = append(b, s[i])
			}
		}
		b, s = append(b, "</w:t>"...), s[n:]
	}
	return b
}

// raw gives what an element of the tree stands for.
func (f *filler) raw(el *etree.Element) *raw {
	if !isOurs(el, rawTag) {
		return nil
	}
	n, err := strconv.Atoi(el.SelectAttrValue("n", ""))
	if err != nil || n >= len(f.raws) {
		return nil
	}
	return f.raws[n]
}

// settings are how parts are written: canonical text and attribute values.
var settings = etree.WriteSettings{CanonicalText: true, CanonicalAttrVal: true}

// bytes writes a part with what its chunks have written.
func (f *filler) bytes(p *part) []byte {
	size := 2 * len(f.pkg.Part(p.name))
	walk(p.doc.Root(), func(el *etree.Element) bool {
		if r := f.raw(el); r != nil {
			size += len(r.xml)
		}
		return true
	})
	buf := bytes.NewBuffer(make([]byte, 0, size))
	for _, t := range p.doc.Child {
		f.writeToken(buf, t)
	}
	return buf.Bytes()
}

func (f *filler) writeToken(buf *bytes.Buffer, t etree.Token) {
	el, ok := t.(*etree.Element)
	if !ok {
		t.WriteTo(buf, &settings)
		return
	}
	if r := f.raw(el); r != nil {
		buf.Write(r.xml)
		return
	}
	buf.WriteByte('<')
	writeName(buf, el)
	for i := range el.Attr {
		buf.WriteByte(' ')
		el.Attr[i].WriteTo(buf, &settings)
	}
	if len(el.Child) == 0 {
		buf.WriteString("/>")
		return
	}
	buf.WriteByte('>')
	for _, c := range el.Child {
		f.writeToken(buf, c)
	}
	buf.WriteString("</")
	writeName(buf, el)
	buf.WriteByte('>')
}

func writeName(buf *bytes.Buffer, el *etree.Element) {
	if el.Space != "" {
		buf.WriteString(el.Space)
		buf.WriteByte(':')
	}
	buf.WriteString(el.Tag)
}
