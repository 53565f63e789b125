package docx

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/beevik/etree"

	"vanthu/output/tag"
)

// mark is a tag with its place. In the healed tree it stands as an element of
// its own in a run of its own.
type mark struct {
	tag.Tag
	marker *etree.Element // <vanthu:tag/> inside its run
	par    *etree.Element // its w:p
	part   string
	number int    // of its paragraph, 1-based over all w:p of the part
	around string // the words of its paragraph near it
	sec    *section
}

// run is the w:r that holds the tag alone.
func (t *mark) run() *etree.Element { return t.marker.Parent() }

const markerTag = "vanthu:tag"

// heal gathers each tag of a part, however Word has split it, into one marker
// in a run of its own with the format of the opening brace's run. Text that is
// no tag keeps its runs. The tags come in document order.
func (p *part) heal() {
	number := 0
	var pars []*etree.Element
	walk(p.doc.Root(), func(el *etree.Element) bool {
		if isWord(el, "p") {
			pars = append(pars, el)
		}
		return true
	})
	for _, par := range pars {
		number++
		p.number[par] = number
		p.healParagraph(par, number)
	}
	// A text box stands inside a paragraph: bring the tags into document order.
	byMarker := make(map[*etree.Element]*mark, len(p.tags))
	for _, t := range p.tags {
		byMarker[t.marker] = t
	}
	ordered := make([]*mark, 0, len(p.tags))
	walk(p.doc.Root(), func(el *etree.Element) bool {
		if t := byMarker[el]; t != nil {
			ordered = append(ordered, t)
		}
		return true
	})
	p.tags, p.byMarker = ordered, byMarker
}

// piece is one w:t of a paragraph with its place in the paragraph's text.
type piece struct {
	el         *etree.Element
	start, end int // bytes
}

// flow is the text of a paragraph and where it comes from.
type flow struct {
	text   []byte
	pieces []piece
}

// read adds what stands in el to the flow. Text boxes hold paragraphs of their
// own, deleted text is no text, everything else that is not text is a gap.
func (f *flow) read(el *etree.Element) {
	for _, c := range el.ChildElements() {
		switch {
		case isWord(c, "t") && isWord(el, "r"):
			s := c.Text()
			f.pieces = append(f.pieces, piece{el: c, start: len(f.text), end: len(f.text) + len(s)})
			f.text = append(f.text, s...)
		case oneOf(c, "r", "hyperlink", "smartTag", "ins", "moveTo", "customXml", "sdt", "sdtContent",
			"fldSimple", "dir", "bdo"):
			f.read(c)
		case isSilent(c):
		default:
			f.text = append(f.text, string(tag.Gap)...)
		}
	}
}

// isSilent tells the elements that stand between the letters of a text without
// parting them.
func isSilent(el *etree.Element) bool {
	return oneOf(el, "pPr", "rPr", "proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak",
		"permStart", "permEnd", "commentRangeStart", "commentRangeEnd", "sdtPr", "sdtEndPr", "smartTagPr",
		"customXmlPr", "softHyphen", "del", "moveFrom", "moveFromRangeStart", "moveFromRangeEnd",
		"moveToRangeStart", "moveToRangeEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd",
		"customXmlDelRangeStart", "customXmlDelRangeEnd")
}

func (p *part) healParagraph(par *etree.Element, number int) {
	var f flow
	f.read(par)
	if bytes.IndexByte(f.text, '{') < 0 {
		return
	}
	// Without xml:space Word does not see the spaces at the edges of a w:t; they
	// must not appear when the text is split and its spaces are kept.
	for _, pc := range f.pieces {
		if pc.el.SelectAttrValue("xml:space", "") != "preserve" {
			setText(pc.el, strings.Trim(pc.el.Text(), " \t\r\n"))
		}
	}
	f = flow{}
	f.read(par)
	text := string(f.text)
	raws, nearly := tag.Scan(text)
	for _, s := range nearly {
		p.report(nearlyTag(p.name, number, s))
	}
	tags := make([]*mark, len(raws))
	for i := len(raws) - 1; i >= 0; i-- { // from the end, so that offsets before stay true
		tags[i] = &mark{Tag: raws[i], par: par, part: p.name, number: number,
			around: wordsAround(text, raws[i])}
		tags[i].marker = f.cut(raws[i])
		unbind(tags[i].marker)
	}
	p.tags = append(p.tags, tags...)
}

// cut takes a tag's text out of the pieces and puts a marker in its place.
func (f *flow) cut(raw tag.Tag) *etree.Element {
	var first *piece
	var at int // of the brace in the text of its piece
	var touched []*etree.Element
	for i := range f.pieces {
		pc := &f.pieces[i]
		if pc.end <= raw.Start || pc.start >= raw.End {
			continue
		}
		s := pc.el.Text()
		from, to := max(raw.Start-pc.start, 0), min(raw.End-pc.start, len(s))
		if first == nil {
			first, at = pc, from
		} else {
			touched = append(touched, pc.el)
		}
		setText(pc.el, s[:from]+s[to:])
	}
	marker := splitRun(first.el, at)
	for _, el := range touched {
		dropIfEmpty(el)
	}
	return marker
}

// splitRun parts the run of a w:t at a byte of its text and puts a run with a
// marker between the two halves. A half that holds nothing is not kept.
func splitRun(t *etree.Element, at int) *etree.Element {
	run, parent := t.Parent(), t.Parent().Parent()
	middle, after := shallow(run), shallow(run)
	if props := run.SelectElement("w:rPr"); props != nil {
		middle.AddChild(props.Copy())
		after.AddChild(props.Copy())
	}
	marker := middle.CreateElement(markerTag)

	s := t.Text()
	if rest := s[at:]; rest != "" {
		after.AddChild(wordText(rest))
	}
	for _, next := range slices.Clone(run.Child[t.Index()+1:]) {
		after.AddChild(next) // moved, not copied: a text box keeps its paragraphs
	}
	setText(t, s[:at])

	index := run.Index() + 1
	parent.InsertChildAt(index, middle)
	if holdsMore(after) {
		parent.InsertChildAt(index+1, after)
	}
	dropIfEmpty(t)
	return marker
}

// dropIfEmpty removes a w:t without text, and its run where nothing else
// stands in it.
func dropIfEmpty(t *etree.Element) {
	if t.Text() != "" {
		return
	}
	run := t.Parent()
	if run == nil {
		return
	}
	run.RemoveChild(t)
	if !holdsMore(run) && run.Parent() != nil {
		run.Parent().RemoveChild(run)
	}
}

// holdsMore tells whether a run holds more than its properties.
func holdsMore(run *etree.Element) bool {
	for _, c := range run.ChildElements() {
		if !isWord(c, "rPr") {
			return true
		}
	}
	return false
}

// setText gives a w:t another text and keeps its spaces.
func setText(t *etree.Element, s string) {
	if t.Text() == s {
		return
	}
	replaceChildren(t, nil)
	if s != "" {
		t.SetText(s)
		t.CreateAttr("xml:space", "preserve")
	}
}

// wordsAround quotes a tag with the words beside it.
func wordsAround(text string, t tag.Tag) string {
	const reach = 28 // runes
	from, to := t.Start, t.End
	for range reach {
		_, size := utf8.DecodeLastRuneInString(text[:from])
		from -= size
		_, size = utf8.DecodeRuneInString(text[to:])
		to += size
	}
	s := text[from:to]
	s = strings.Join(strings.Fields(strings.ReplaceAll(s, string(tag.Gap), " ")), " ")
	if from > 0 {
		s = "…" + s
	}
	if to < len(text) {
		s += "…"
	}
	return s
}

// inOrder lists all tags of a part by paragraph.
func (p *part) inOrder() []*mark {
	all := append(slices.Clone(p.tags), p.innerMarks...)
	slices.SortStableFunc(all, func(a, b *mark) int {
		if len(p.innerMarks) == 0 {
			return 0
		}
		return a.number - b.number
	})
	return all
}
