package wordml

import (
	"bytes"
	"encoding/xml"
	"strings"
)

// Stores that every document has: what it says of itself.
const (
	coreStore     = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
	extendedStore = "{6668398D-A668-4E3E-A5EB-62B293D839F1}"
)

// stored is an element of a part that content controls are bound to.
type stored struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Text    string     `xml:",chardata"`
	Kids    []*stored  `xml:",any"`

	named map[string][]*stored // Kids, once one has been asked for
}

// control gives the content of a content control (w:sdt): where its text is bound
// to a part (17.5.2.6), Word shows what stands there when it opens the document.
func (r *reader) control(sdt *node) *node {
	content := sdt.kid("w:sdtContent")
	pr := sdt.kid("w:sdtPr")
	b := pr.kid("w:dataBinding")
	if b == nil || content == nil || pr.kid("w:text") == nil {
		return content
	}
	text, ok := r.store(b.at("storeItemID")).find(b.at("xpath"))
	if r.bound += len(text); r.bound > maxText {
		return content // more than is read of a document
	}
	if text = strings.TrimSpace(text); !ok || text == "" || words(text) == inside(content) {
		return content
	}
	if !pr.kid("w:text").attrOn("multiLine") {
		text = words(text)
	}
	// Its properties are those of a text that replaces the prompt, or nothing.
	w := &rewriting{text: text, run: pr.kid("w:rPr"), prompt: pr.kid("w:showingPlcHdr").on()}
	out := w.of(content)
	if w.pars == 0 {
		w.fill(out)
	}
	if !w.done {
		return content
	}
	return out
}

func words(s string) string { return strings.Join(strings.Fields(s), " ") }

// rewriting puts a text into the first run of a content control that is shown and
// leaves out the others.
type rewriting struct {
	text   string
	run    *node // properties of the text of a control without text of its own
	prompt bool  // it shows its prompt
	done   bool
	unseen bool // it has runs that are deleted or hidden
	pars   int
}

func (w *rewriting) of(n *node) *node {
	out := *n
	out.kids = nil
	for _, k := range n.kids {
		switch k.name {
		case "w:r":
			switch {
			case !w.prompt && k.path("w:rPr", "w:vanish").on():
				w.unseen = true
			case !w.done:
				w.done = true
				out.kids = append(out.kids, w.written(k))
			}
		case "w:del", "w:moveFrom":
			w.unseen = true
		case "w:p":
			if w.pars++; w.pars == 1 {
				p := w.of(k)
				w.fill(p)
				out.kids = append(out.kids, p)
			}
		case "w:pPr", "w:tcPr":
			out.kids = append(out.kids, k)
		default:
			out.kids = append(out.kids, w.of(k))
		}
	}
	return &out
}

// fill makes a run where a paragraph, or a control within one, has none.
func (w *rewriting) fill(n *node) {
	if !w.done && !w.unseen {
		w.done, w.prompt = true, true
		n.kids = append(n.kids, w.written(&node{name: "w:r", num: n.num}))
	}
}

func (w *rewriting) written(run *node) *node {
	out := *run
	out.kids = nil
	if w.prompt {
		if w.run != nil {
			out.kids = append(out.kids, w.run)
		}
	} else if pr := run.kid("w:rPr"); pr != nil {
		out.kids = append(out.kids, pr)
	}
	for i, line := range strings.Split(strings.ReplaceAll(w.text, "\r\n", "\n"), "\n") {
		if i > 0 {
			out.kids = append(out.kids, &node{name: "w:br"})
		}
		out.kids = append(out.kids, &node{name: "w:t", text: line})
	}
	return &out
}

// store finds the part that a content control is bound to, or nil.
func (r *reader) store(id string) *stored {
	id = strings.ToUpper(id)
	if s, ok := r.stores[id]; ok {
		return s
	}
	if r.stores == nil {
		r.stores, r.items = map[string]*stored{}, r.customItems()
	}
	var s *stored
	switch id {
	case coreStore:
		s = r.read("docProps/core.xml")
	case extendedStore:
		s = r.read("docProps/app.xml")
	default:
		s = r.read(r.items[id])
	}
	r.stores[id] = s
	return s
}

// maxItems bounds the parts of data of a document; Word's own have a handful.
const maxItems = 200

// customItems gives the parts of data by the upper-case number that their
// properties give them (15.2.5, 15.2.6), the first of each number.
func (r *reader) customItems() map[string]string {
	out, seen := map[string]string{}, map[string]bool{}
	for _, l := range r.rels {
		if l.External || !l.Is("/customXml") || seen[strings.ToLower(l.Target)] || !r.pkg.Has(l.Target) {
			continue
		}
		if seen[strings.ToLower(l.Target)] = true; len(seen) > maxItems {
			break
		}
		rels, _ := r.pkg.Rels(l.Target)
		for _, p := range rels {
			if p.External || !p.Is("/customXmlProps") {
				continue
			}
			if id := strings.ToUpper(r.itemID(p.Target)); id != "" && out[id] == "" {
				out[id] = l.Target
			}
			break // an item has one part of properties
		}
	}
	return out
}

// itemID reads the number of an item off the root of its properties.
func (r *reader) itemID(part string) string {
	if !r.pkg.Has(part) {
		return ""
	}
	for d := xml.NewDecoder(bytes.NewReader(r.pkg.Part(part))); ; {
		switch tok, err := d.Token(); t := tok.(type) {
		case xml.StartElement:
			return (&stored{Attrs: t.Attr}).attr("itemID")
		default:
			if err != nil {
				return ""
			}
		}
	}
}

// read gives a part of data; one that cannot be read is as if it were absent.
func (r *reader) read(part string) *stored {
	if !r.pkg.Has(part) {
		return nil
	}
	var s stored
	if xml.Unmarshal(r.pkg.Part(part), &s) != nil {
		return nil
	}
	return &s
}

func (s *stored) attr(name string) string {
	for _, a := range s.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// find follows a path as Word writes it: /a:root[1]/b:child[2]/@attribute. Of names
// the part behind the prefix counts.
func (s *stored) find(path string) (text string, ok bool) {
	at := &stored{Kids: []*stored{s}}
	steps, absolute := strings.CutPrefix(strings.TrimSpace(path), "/")
	if s == nil || !absolute {
		return "", false
	}
	for _, step := range strings.Split(steps, "/") {
		if name, ok := strings.CutPrefix(step, "@"); ok {
			return at.attr(local(name)), true
		}
		name, place, numbered := strings.Cut(strings.TrimSuffix(step, "]"), "[")
		n := 1
		if numbered {
			if n, ok = atoi(place); !ok {
				return "", false
			}
		}
		if at = at.child(local(name), n); at == nil {
			return "", false
		}
	}
	return at.Text, len(at.Kids) == 0
}

func (s *stored) child(name string, n int) *stored {
	if s.named == nil {
		s.named = map[string][]*stored{}
		for _, k := range s.Kids {
			s.named[k.XMLName.Local] = append(s.named[k.XMLName.Local], k)
		}
	}
	if kids := s.named[name]; n > 0 && n <= len(kids) {
		return kids[n-1]
	}
	return nil
}

func local(name string) string {
	if _, after, ok := strings.Cut(name, ":"); ok {
		return after
	}
	return name
}
