package docx

import (
	"strconv"

	"github.com/beevik/etree"

	"vanthu/output/tag"
)

// notes are the footnotes, endnotes or comments whose references stand inside a
// section: each repetition gets a note of its own, filled with the names of its
// element; where the section prints nothing, the note goes too. In Word a note's
// text lies in another part than its reference, so what is one thing to the
// author is two trees here.
type notes struct {
	part   *part
	source map[string]*etree.Element // by id: the template's note
	filled []*etree.Element
	ids    map[noteKey]string // of comments, whose range is marked beside the reference
	next   int
}

// noteKey is a comment of the template in one repetition.
type noteKey struct {
	sc *tag.Scope
	id string
}

// noteParts gives, by the tag of a reference, the tag of a note and of its root.
var noteParts = map[string][2]string{
	"footnoteReference": {"footnote", "footnotes"},
	"endnoteReference":  {"endnote", "endnotes"},
	"commentReference":  {"comment", "comments"},
}

// noteOf gives, by the tags of all elements that name a note, the tag of its
// reference.
var noteOf = map[string]string{
	"footnoteReference": "footnoteReference",
	"endnoteReference":  "endnoteReference",
	"commentReference":  "commentReference",
	"commentRangeStart": "commentReference",
	"commentRangeEnd":   "commentReference",
}

// findNotes notes which notes belong to sections of the main part.
func (f *filler) findNotes() {
	f.notes = map[string]*notes{}
	for _, p := range f.parts {
		for ref, tags := range noteParts {
			if isWord(p.doc.Root(), tags[1]) && !p.failed {
				f.notes[ref] = &notes{part: p, source: map[string]*etree.Element{}, ids: map[noteKey]string{}}
			}
		}
	}
	for _, p := range f.parts {
		if !p.main || p.failed {
			continue
		}
		walk(p.doc.Root(), func(el *etree.Element) bool {
			if n := f.notes[el.Tag]; n != nil && el.Space == "w" && p.repeats(el) {
				n.adopt(el.SelectAttrValue("w:id", ""), noteParts[el.Tag][0])
			}
			return true
		})
	}
}

// calls gives for each note that the main part refers to the sections around the
// reference: the names that its text may use.
func (f *filler) calls(main *part) map[*etree.Element][]string {
	around := map[[2]string][]string{} // by the note's tag and id
	walk(main.doc.Root(), func(el *etree.Element) bool {
		if names, ok := noteParts[el.Tag]; ok && el.Space == "w" {
			around[[2]string{names[0], el.SelectAttrValue("w:id", "")}] = sectionNames(main.sectionAround(el))
		}
		return true
	})
	calls := map[*etree.Element][]string{}
	for _, p := range f.parts {
		for _, el := range p.doc.Root().ChildElements() {
			if names := around[[2]string{el.Tag, el.SelectAttrValue("w:id", "")}]; names != nil {
				calls[el] = names
			}
		}
	}
	return calls
}

// noteAround gives the note that an element stands in, nil outside of notes.
func noteAround(el *etree.Element) *etree.Element {
	for _, names := range noteParts {
		if note := enclosing(el, names[0]); note != nil {
			return note
		}
	}
	return nil
}

// repeats tells whether an element stands in a section or in a table with
// repeated columns.
func (p *part) repeats(el *etree.Element) bool {
	for ; el != nil; el = el.Parent() {
		if p.byWrap[el] != nil || len(p.columns[el]) > 0 {
			return true
		}
	}
	return false
}

// adopt takes a note out of its part, to be filled where it is referred to.
func (n *notes) adopt(id, tag string) {
	root := n.part.doc.Root()
	for _, el := range root.ChildElements() {
		number, err := strconv.Atoi(el.SelectAttrValue("w:id", ""))
		if err == nil {
			n.next = max(n.next, number+1)
		}
		if isWord(el, tag) && el.SelectAttrValue("w:id", "") == id && n.source[id] == nil {
			n.source[id] = el
		}
	}
	if el := n.source[id]; el != nil && el.Parent() != nil {
		root.RemoveChild(el)
	}
}

// reference writes a reference, or the mark of a comment's range, and fills a
// note for it; nil where the note does not belong to a section.
func (x *expander) reference(ref *etree.Element, sc *tag.Scope) *etree.Element {
	n := x.f.notes[noteOf[ref.Tag]]
	if n == nil {
		return nil
	}
	old := ref.SelectAttrValue("w:id", "")
	source := n.source[old]
	if source == nil {
		return nil
	}
	key := noteKey{sc, old}
	id, known := n.ids[key]
	if !known {
		id = strconv.Itoa(n.next)
		n.next++
		if noteOf[ref.Tag] == "commentReference" {
			n.ids[key] = id
		}
	}
	out := shallow(ref)
	out.CreateAttr("w:id", id)
	if noteParts[ref.Tag] == [2]string{} {
		return out // a mark: the comment comes with its reference
	}
	note := (&expander{f: x.f, p: n.part}).element(source, sc)[0].(*etree.Element)
	note.CreateAttr("w:id", id)
	n.filled = append(n.filled, note)
	return out
}

// addNotes puts the filled notes into their parts.
func (f *filler) addNotes() {
	for _, p := range f.parts {
		for ref := range noteParts {
			if n := f.notes[ref]; n != nil && n.part == p {
				for _, note := range n.filled {
					p.doc.Root().AddChild(note)
				}
			}
		}
	}
}
