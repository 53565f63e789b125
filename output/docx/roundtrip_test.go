//go:build reference

package docx

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/beevik/etree"
	"github.com/google/go-cmp/cmp"

	"vanthu/output/opc"
	"vanthu/output/tag"
)

// seeds is how many templates are made of all documents: VANTHU_SEEDS, else 60.
func seeds(t *testing.T) int {
	s := os.Getenv("VANTHU_SEEDS")
	if s == "" {
		return 60
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		t.Fatalf("VANTHU_SEEDS=%q", s)
	}
	return n
}

// Real documents become templates: words of theirs are replaced by tags that are
// cut into runs at random, and paragraphs and rows put into sections of one
// element. Filled with their own words they have the text they had, paragraph
// by paragraph, and are as valid as they were.
func TestReferenceRoundTrip(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared(), "corpora", "docx", "*.docx"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents in %s (%v)", shared(), err)
	}
	n := (seeds(t) + len(files) - 1) / len(files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			names := []string{write(t, dir, "before.docx", body)}
			want := paragraphs(t, body)
			tags := 0
			for seed := range n {
				tm := newTemplate(t, body, uint64(seed))
				out, found, err := Fill(tm.bytes(), tm.data, Options{})
				if err != nil || out == nil {
					t.Fatalf("seed %d: %v %v", seed, err, found)
				}
				tags += tm.n
				if diff := cmp.Diff(want, paragraphs(t, out)); diff != "" {
					t.Fatalf("seed %d (-before +after)\n%s", seed, diff)
				}
				names = append(names, write(t, dir, fmt.Sprintf("after%d.docx", seed), out))
			}
			checkNothingNew(t, names)
			t.Logf("%d templates with %d tags", n, tags)
		})
	}
}

func write(t *testing.T, dir, name string, body []byte) string {
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, body, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// checkNothingNew runs the validity check over the files, many a call, and
// fails where one has a fault that the first has not.
func checkNothingNew(t *testing.T, names []string) {
	t.Helper()
	known := map[string]bool{}
	for i, batch := range slices.Collect(slices.Chunk(names, 50)) {
		out, _ := exec.Command(filepath.Join(shared(), "tools", "ooxml-check"), batch...).CombinedOutput()
		for _, l := range strings.Split(string(out), "\n") {
			name := slices.IndexFunc(names, func(n string) bool { return strings.Contains(l, n) })
			switch {
			case name < 0 || strings.HasPrefix(l, "ok "):
			case name == 0:
				known[faultKind(strings.ReplaceAll(l, names[0], ""))] = true
			case !known[faultKind(strings.ReplaceAll(l, names[name], ""))]:
				t.Errorf("new: %s", l)
			}
		}
		if seen := strings.Count(string(out), filepath.Dir(names[0])); seen < len(batch) {
			t.Fatalf("batch %d: %d lines for %d files: %s", i, seen, len(batch), out)
		}
	}
}

// faultKind is a fault without its line and numbers, which move.
func faultKind(line string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, line)
}

// paragraphs gives the text of each paragraph, by part; those of notes and
// comments in the order of their words, since notes in sections are written anew.
func paragraphs(t *testing.T, body []byte) map[string][]string {
	t.Helper()
	f := &filler{seen: map[string]bool{}}
	pkg, main, _ := mainRoot(t, body)
	names, err := textParts(pkg, main)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for _, name := range names {
		doc, err := parse(pkg.Part(name))
		if err != nil {
			t.Fatal(err)
		}
		p := newPart(f, name, doc)
		var pars []string
		walk(p.doc.Root(), func(el *etree.Element) bool {
			if isWord(el, "p") {
				pars = append(pars, string(flowOf(el).text))
			}
			return true
		})
		if !isWord(doc.Root(), "document") {
			slices.Sort(pars)
		}
		all[name] = pars
	}
	return all
}

// flowOf reads a paragraph as Word does: without the spaces at the edges of
// texts that do not keep them.
func flowOf(par *etree.Element) flow {
	var f flow
	f.read(par)
	for _, pc := range f.pieces {
		if pc.el.SelectAttrValue("xml:space", "") != "preserve" {
			setText(pc.el, strings.Trim(pc.el.Text(), " \t\r\n"))
		}
	}
	f = flow{}
	f.read(par)
	return f
}

// template is a document on its way to become a template.
type template struct {
	t    *testing.T
	r    *rand.Rand
	pkg  *opc.Package
	docs map[string]*etree.Document
	data m
	n    int // tags
}

func newTemplate(t *testing.T, body []byte, seed uint64) *template {
	t.Helper()
	pkg, main, _ := mainRoot(t, body)
	tm := &template{t: t, r: rand.New(rand.NewPCG(seed, 7)), pkg: pkg, docs: map[string]*etree.Document{}, data: m{}}
	for _, f := range mustFields(t, body) { // braces that the document has already
		tm.data[f.Name] = "{" + f.Name + "}"
	}
	names, err := textParts(pkg, main)
	if err != nil {
		t.Fatal(err)
	}
	var pars []*etree.Element
	for _, name := range names {
		doc, err := parse(pkg.Part(name))
		if err != nil {
			t.Fatal(err)
		}
		tm.docs[name] = doc
		walk(doc.Root(), func(el *etree.Element) bool {
			if isWord(el, "p") {
				pars = append(pars, el)
			}
			return true
		})
	}
	for range 20 {
		for try := 0; try < 50 && !tm.tag(pars[tm.r.IntN(len(pars))]); try++ {
		}
	}
	if tm.r.IntN(2) == 0 {
		tm.sectionOfRows()
	}
	if tm.r.IntN(2) == 0 {
		tm.sectionOfParagraphs()
	}
	return tm
}

func (tm *template) bytes() []byte {
	for name, doc := range tm.docs { // the order of the package stays
		out, err := serialise(doc)
		if err != nil {
			tm.t.Fatal(err)
		}
		tm.pkg.Set(name, out)
	}
	out, err := tm.pkg.Bytes()
	if err != nil {
		tm.t.Fatal(err)
	}
	return out
}

// tag replaces some words of a paragraph by a tag; false where there are none.
func (tm *template) tag(par *etree.Element) bool {
	f := flowOf(par)
	text := string(f.text)
	if len(text) == 0 || strings.ContainsAny(text, "{}") {
		return false
	}
	from := tm.r.IntN(len(text))
	to := min(len(text), from+1+tm.r.IntN(40))
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	words := text[from:to]
	if strings.ContainsRune(words, tag.Gap) || tag.Clean(words) != words || strings.ContainsAny(words, "\n\t") {
		return false
	}
	tm.n++
	name := fmt.Sprintf("v%d", tm.n)
	tm.data[name] = words
	run := f.cut(tag.Tag{Start: from, End: to}).Parent()
	tm.cutIntoRuns(run, "{"+tm.blank()+name+tm.blank()+"}")
	return true
}

func (tm *template) blank() string {
	return []string{"", "", "", " ", "\u00A0", "\u00AD"}[tm.r.IntN(6)]
}

// cutIntoRuns writes a tag in place of a run, cut at random into runs with all
// that Word leaves between them.
func (tm *template) cutIntoRuns(run *etree.Element, s string) {
	parent, at := run.Parent(), run.Index()
	props := run.SelectElement("w:rPr")
	parent.RemoveChild(run)
	add := func(el *etree.Element) {
		parent.InsertChildAt(at, el)
		at++
	}
	for s != "" {
		n := 1 + tm.r.IntN(len(s))
		for n < len(s) && !utf8.RuneStart(s[n]) {
			n++
		}
		r := etree.NewElement("w:r")
		if props != nil && tm.r.IntN(3) > 0 {
			r.AddChild(props.Copy())
		}
		if tm.r.IntN(8) == 0 {
			r.CreateElement("w:lastRenderedPageBreak")
		}
		r.AddChild(wordText(s[:n]))
		add(r)
		s = s[n:]
		switch tm.r.IntN(4) {
		case 0:
			el := etree.NewElement("w:proofErr")
			el.CreateAttr("w:type", []string{"spellStart", "spellEnd"}[tm.r.IntN(2)])
			add(el)
		case 1:
			id := strconv.Itoa(1000000 + 10*tm.n + len(s)%10)
			for _, name := range []string{"w:bookmarkStart", "w:bookmarkEnd"} {
				el := etree.NewElement(name)
				el.CreateAttr("w:id", id)
				if name == "w:bookmarkStart" {
					el.CreateAttr("w:name", "b"+id)
				}
				add(el)
			}
		}
	}
}

// all lists the elements of a kind of all parts, in a fixed order.
func (tm *template) all(tag string) []*etree.Element {
	var found []*etree.Element
	for _, name := range slices.Sorted(maps.Keys(tm.docs)) {
		walk(tm.docs[name].Root(), func(el *etree.Element) bool {
			if isWord(el, tag) {
				found = append(found, el)
			}
			return true
		})
	}
	return found
}

func textRun(s string) *etree.Element {
	r := etree.NewElement("w:r")
	r.AddChild(wordText(s))
	return r
}

// sectionOfRows puts some rows of a table into a section.
func (tm *template) sectionOfRows() {
	tables := tm.all("tbl")
	if len(tables) == 0 {
		return
	}
	rows := tables[tm.r.IntN(len(tables))].SelectElements("w:tr")
	if len(rows) == 0 {
		return
	}
	from := tm.r.IntN(len(rows))
	to := from + tm.r.IntN(len(rows)-from)
	first := rows[from].FindElement("w:tc/w:p")
	var last *etree.Element
	if cells := rows[to].SelectElements("w:tc"); len(cells) > 0 {
		pars := cells[len(cells)-1].SelectElements("w:p")
		if len(pars) > 0 {
			last = pars[len(pars)-1]
		}
	}
	if first == nil || last == nil || len(flowOf(first).text) == 0 || len(flowOf(last).text) == 0 {
		return // the paragraph of a tag alone vanishes
	}
	at := 0
	if props := first.SelectElement("w:pPr"); props != nil {
		at = props.Index() + 1
	}
	first.InsertChildAt(at, textRun("{#hang_mot|hang}"))
	last.AddChild(textRun("{/hang_mot}"))
	tm.data["hang_mot"] = l{m{}}
	tm.n += 2
}

// sectionOfParagraphs puts some paragraphs, and the tables between them, into a
// section.
func (tm *template) sectionOfParagraphs() {
	pars := tm.all("p")
	first := pars[tm.r.IntN(len(pars))]
	parent := first.Parent()
	if enclosing(parent, "footnote", "endnote", "comment") != nil {
		return
	}
	last := first
	for _, el := range parent.ChildElements() {
		if isWord(el, "p") && el.Index() > first.Index() && tm.r.IntN(4) > 0 {
			last = el
		} else if el.Index() > first.Index() && last != first {
			break
		}
	}
	for _, el := range parent.Child[first.Index() : last.Index()+1] {
		if el, ok := el.(*etree.Element); ok && isWord(parent, "tc") && isWord(el, "p") && strings.Contains(string(flowOf(el).text), "hang_mot") {
			return // the sections would cross
		}
	}
	tagged := func(s string) *etree.Element {
		p := etree.NewElement("w:p")
		p.AddChild(textRun(s))
		return p
	}
	parent.InsertChildAt(last.Index()+1, tagged("{/mot}"))
	parent.InsertChildAt(first.Index(), tagged("{#mot}"))
	tm.data["mot"] = l{m{"khac": 1}}
	tm.n += 2
}
