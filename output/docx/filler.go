package docx

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/beevik/etree"

	"vanthu/output/opc"
	"vanthu/output/tag"
	"vanthu/pipeline/finding"
)

// filler is one run of Fill.
type filler struct {
	opt   Options
	pkg   *opc.Package
	parts []*part
	data  *tag.Scope
	found []finding.Finding
	seen  map[string]bool
	notes map[string]*notes // by the tag of a reference

	numbering *numbering // nil where there is none

	repeats tag.Repeats // faults of tags in sections

	tokens   int    // written so far
	bytesOut int    // of values and chunks, written so far
	raws     []*raw // what chunks have written
}

// part is one part of the package with its healed tree.
type part struct {
	f        *filler
	name     string
	main     bool
	doc      *etree.Document
	number   map[*etree.Element]int // of each w:p, from 1
	tags     []*mark
	byMarker map[*etree.Element]*mark
	sections []*section // inner before outer
	byWrap   map[*etree.Element]*section
	columns  map[*etree.Element][]*columns
	control  []*etree.Element // rows that may hold nothing but tags
	spare    map[*etree.Element]int
	spares   []*etree.Element
	chunks   map[*section]*chunk // nil: known to be none
	inner    map[*etree.Element]*innerText
	// the tags in inner, in their order
	innerMarks []*mark
	bySpan     map[*mark]*section          // see sectionOf
	byCell     map[*etree.Element]*section // see sectionAround
	tagsIn     map[*etree.Element]int      // by paragraph
	breaks     bool                        // a tag's paragraph was kept for its section break
	failed     bool
}

func newPart(f *filler, name string, doc *etree.Document) *part {
	return &part{f: f, name: name, doc: doc, number: map[*etree.Element]int{},
		byMarker: map[*etree.Element]*mark{}, byWrap: map[*etree.Element]*section{},
		columns: map[*etree.Element][]*columns{}, spare: map[*etree.Element]int{},
		chunks: map[*section]*chunk{}, inner: map[*etree.Element]*innerText{}}
}

// relChart is the type of a relationship to a chart.
const relChart = "/chart"

// textParts lists the parts that a template may have tags in: the main part
// first, then those it refers to, by kind and name.
func textParts(pkg *opc.Package, main string) ([]string, error) {
	rels, err := pkg.Rels(main)
	if err != nil {
		return nil, err
	}
	kinds := []string{opc.RelHeader, opc.RelFooter, opc.RelFootnotes, opc.RelEndnotes, opc.RelComments, relChart}
	names := []string{main}
	for _, kind := range kinds {
		var some []string
		for _, r := range rels {
			if r.Is(kind) && !r.External && pkg.Has(r.Target) && !slices.Contains(names, r.Target) &&
				!slices.Contains(some, r.Target) {
				some = append(some, r.Target)
			}
		}
		slices.SortFunc(some, func(a, b string) int { // header2 before header10
			return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
		})
		names = append(names, some...)
	}
	return names, nil
}

// report collects a finding, once.
func (f *filler) report(found finding.Finding) {
	found.Pos.File = f.opt.File
	key := found.Code + "\x00" + found.Pos.Place() + "\x00" + found.Message
	if f.seen[key] {
		return
	}
	f.seen[key] = true
	f.found = append(f.found, found)
}

// report collects a finding about the part; an error keeps it from being
// expanded.
func (p *part) report(found finding.Finding) {
	p.failed = p.failed || found.Severity == finding.Error
	p.f.report(found)
}

// around names the sections whose tags stand around a tag.
func (p *part) around(t *mark) []string {
	if t.sec != nil {
		return sectionNames(t.sec.outer)
	}
	return sectionNames(p.sectionOf(t))
}

// sectionNames names a section and those around it, outermost first.
func sectionNames(s *section) (names []string) {
	for ; s != nil; s = s.outer {
		names = append(names, s.open.Name)
	}
	slices.Reverse(names)
	return names
}

// sectionOf finds the innermost section that a value stands in: by the tree
// where the sections are placed, else by the order of the tags.
func (p *part) sectionOf(t *mark) *section {
	if p.failed {
		if p.bySpan == nil {
			p.bySpan = p.spans()
		}
		return p.bySpan[t]
	}
	return p.sectionAround(t.marker)
}

// sectionAround finds the innermost section that an element of a placed tree
// stands in.
func (p *part) sectionAround(el *etree.Element) *section {
	if p.byCell == nil {
		p.byCell = map[*etree.Element]*section{}
		for _, s := range slices.Backward(p.sections) { // inner after outer
			for _, c := range s.cells {
				p.byCell[c] = s
			}
		}
	}
	for ; el != nil; el = el.Parent() {
		if s := p.byWrap[el]; s != nil {
			return s
		}
		if s := p.byCell[el]; s != nil {
			return s
		}
	}
	return nil
}

// spans gives the innermost section of each tag by the order of the tags.
func (p *part) spans() map[*mark]*section {
	spans := map[*mark]*section{}
	var open []*section
	for _, t := range p.tags {
		switch {
		case t.sec == nil:
			if len(open) > 0 {
				spans[t] = open[len(open)-1]
			}
		case t.sec.open == t:
			open = append(open, t.sec)
		default:
			open = slices.DeleteFunc(open, func(s *section) bool { return s == t.sec })
		}
	}
	return spans
}

// value looks a name up and prints it.
func (f *filler) value(t *mark, sc *tag.Scope) string {
	v, ok := sc.Lookup(t.Name)
	if !ok {
		f.unknownName(t, sc)
		return Dots
	}
	s, ok := tag.Text(v)
	if !ok {
		f.inElement(t, "khong-phai-gia-tri", func() finding.Finding { return tag.NotText(t.Tag, v, sc) })
		return ""
	}
	s = tag.Clean(s)
	f.bytesOut += len(s)
	return s
}

// unknownName reports a name that no level has: a remark where dots are allowed.
func (f *filler) unknownName(t *mark, sc *tag.Scope) {
	f.inElement(t, "ten-khong-co", func() finding.Finding {
		if f.opt.AllowMissing {
			return tag.Dotted(tag.Missing(t.Tag, sc))
		}
		return tag.Missing(t.Tag, sc)
	})
}

// checkNames looks up the names of a part that is not expanded because of other
// faults, so that all are told together: outside of sections as they are used,
// elsewhere only those that are in no place of the data at all.
func (p *part) checkNames() {
	if !p.main && !oneOf(p.doc.Root(), "hdr", "ftr") {
		return // a note may stand in a section of the main part
	}
	unclosed := false // whose names stand behind it is not known
	for _, t := range p.tags {
		if t.Kind == tag.Close || t.Name == "." {
			continue
		}
		inside := unclosed || p.around(t) != nil
		_, ok := p.f.data.Lookup(t.Name)
		if !ok && (!inside || !p.f.data.Anywhere(t.Name)) {
			p.f.unknownName(t, p.f.data)
		}
		unclosed = unclosed || (t.Kind == tag.Open || t.Kind == tag.Inverted) && t.sec == nil
	}
}

// inElement collects a fault that a tag may have in each of many elements.
func (f *filler) inElement(t *mark, code string, first func() finding.Finding) {
	f.repeats.Add(t, code, func() finding.Finding { return placed(t, first()) })
}

// expandAll writes all parts out anew. What go-docx reads goes through it in
// one package.
func (f *filler) expandAll() {
	g := newGuard(f.texts())
	unique := newIDs(f)
	f.findNotes()
	if len(f.parts) > 0 && f.parts[0].main && !f.parts[0].failed {
		f.numbering = openNumbering(f.pkg, f.parts[0].name)
		f.findLists(f.parts[0])
	}
	var shared []*skeletonPart
	sk := &skeleton{guard: g, keys: map[string]string{}}
	for _, p := range f.parts {
		if p.failed {
			p.checkNames()
			continue
		}
		if name := p.goDocxName(len(shared)); name != "" {
			root := (&expander{f: f, p: p, skel: sk}).element(p.doc.Root(), f.data)[0].(*etree.Element)
			shared = append(shared, &skeletonPart{part: p, name: name, root: root})
			continue
		}
		root := (&expander{f: f, p: p}).element(p.doc.Root(), f.data)[0].(*etree.Element)
		p.doc.SetRoot(root)
	}
	for _, found := range f.repeats.All() {
		f.report(found)
	}
	if finding.HasError(f.found) {
		return
	}
	f.setValues(sk, shared)
	for _, sp := range shared {
		sk.restore(sp.root)
		sp.part.doc.SetRoot(sp.root)
	}
	f.addNotes()
	for _, p := range f.parts {
		p.tidy(p.doc.Root())
		unique.apart(p.doc.Root())
	}
}

// skeletonPart is a part on its way through go-docx.
type skeletonPart struct {
	part *part
	name string // the name under which go-docx reads it
	root *etree.Element
}

// goDocxName is the name under which go-docx reads a part, or "" for the kinds
// that it never reads.
func (p *part) goDocxName(n int) string {
	root := p.doc.Root()
	switch {
	case p.main:
		return "word/document.xml"
	case isWord(root, "hdr"):
		return fmt.Sprintf("word/header%d.xml", n)
	case isWord(root, "ftr"):
		return fmt.Sprintf("word/footer%d.xml", n)
	}
	return ""
}

// setValues has go-docx set the document-level values, and does it itself where
// go-docx cannot.
func (f *filler) setValues(sk *skeleton, shared []*skeletonPart) {
	if len(sk.values) == 0 {
		return
	}
	err := f.throughGoDocx(sk, shared)
	if err == nil {
		return
	}
	f.report(finding.Finding{Severity: finding.Info, Code: "tu-dat-gia-tri",
		Message: "thư viện go-docx không điền được tệp này, chương trình đã tự điền (" + err.Error() + ")",
		Hint:    "không phải làm gì: kết quả như nhau"})
	for _, sp := range shared {
		sk.setByUs(sp.root)
	}
}

func (f *filler) throughGoDocx(sk *skeleton, shared []*skeletonPart) error {
	if sk.uses > maxUses {
		return fmt.Errorf("%d values, at most %d", sk.uses, maxUses)
	}
	names, bodies := make([]string, len(shared)), make([][]byte, len(shared))
	for i, sp := range shared {
		body, err := serialise(etree.NewDocumentWithRoot(sp.root.Copy()))
		if err != nil {
			return err
		}
		names[i], bodies[i] = sp.name, body
	}
	filled, err := setByGoDocx(names, bodies, sk.values)
	if err != nil {
		return err
	}
	roots := make([]*etree.Element, len(shared))
	for i, body := range filled {
		doc, err := parse(body)
		if err != nil {
			return fmt.Errorf("go-docx: result: %w", err)
		}
		if !intact(shared[i].root, doc.Root()) {
			return fmt.Errorf("go-docx: a value or a section was lost in %s", names[i])
		}
		roots[i] = doc.Root()
	}
	for i, sp := range shared {
		sp.root = roots[i]
	}
	return nil
}

// texts gathers what the stand-ins of the skeleton must not occur in.
func (f *filler) texts() []string {
	var all []string
	for _, p := range f.parts {
		walk(p.doc.Root(), func(el *etree.Element) bool {
			for _, c := range el.Child {
				if c, ok := c.(*etree.CharData); ok {
					all = append(all, c.Data)
				}
			}
			return true
		})
		for _, t := range p.tags {
			if v, ok := f.data.Lookup(t.Name); ok {
				if s, ok := tag.Text(v); ok {
					all = append(all, s)
				}
			}
		}
	}
	joined := strings.Join(all, "")
	return []string{joined}
}

// serialise writes a tree in canonical form.
func serialise(doc *etree.Document) ([]byte, error) {
	doc.WriteSettings.CanonicalText = true
	doc.WriteSettings.CanonicalAttrVal = true
	return doc.WriteToBytes()
}

// write puts the filled parts into the package.
func (f *filler) write() ([]byte, error) {
	for _, p := range f.parts {
		f.pkg.Set(p.name, f.bytes(p))
		p.doc = nil
	}
	f.raws = nil
	if err := f.writeNumbering(); err != nil {
		return nil, err
	}
	if err := f.setTitle(); err != nil {
		return nil, err
	}
	return f.pkg.Bytes()
}

// setTitle sets the title in the core properties, where there are any.
func (f *filler) setTitle() error {
	const coreType = "/core-properties"
	rels, err := f.pkg.Rels("")
	if err != nil || f.opt.Title == "" {
		return err
	}
	for _, r := range rels {
		if !r.Is(coreType) || !f.pkg.Has(r.Target) {
			continue
		}
		doc, err := parse(f.pkg.Part(r.Target))
		if err != nil {
			return fmt.Errorf("read %s: %w", path.Base(r.Target), err)
		}
		title := doc.Root().SelectElement("dc:title")
		if title == nil {
			title = doc.Root().CreateElement("dc:title")
			if doc.Root().SelectAttr("xmlns:dc") == nil {
				title.CreateAttr("xmlns:dc", "http://purl.org/dc/elements/1.1/")
			}
		}
		title.SetText(tag.Clean(f.opt.Title))
		body, err := serialise(doc)
		if err != nil {
			return fmt.Errorf("write %s: %w", path.Base(r.Target), err)
		}
		f.pkg.Set(r.Target, body)
	}
	return nil
}
