package docx

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/beevik/etree"

	"vanthu/output/opc"
	"vanthu/output/tag"
)

// A list that its author has made start anew (w:startOverride) starts anew only
// where its number (w:numId) is met first; copies of it would count on. So a
// list of that kind that lies whole in a section has a number of its own in each
// copy. A list of which each copy is one item runs through all copies.

// numbering is the part word/numbering.xml.
type numbering struct {
	name string
	doc  *etree.Document
	nums map[string]*etree.Element // w:num by w:numId
	next int

	changed bool
}

// openNumbering reads the numbering of the main part; nil where there is none
// or it cannot be read.
func openNumbering(pkg *opc.Package, main string) *numbering {
	rels, err := pkg.Rels(main)
	if err != nil {
		return nil
	}
	for _, r := range rels {
		if !r.Is(opc.RelNumbering) || r.External || !pkg.Has(r.Target) {
			continue
		}
		doc, err := parse(pkg.Part(r.Target))
		if err != nil {
			return nil // the check of the result will say so; the text is not touched
		}
		n := &numbering{name: r.Target, doc: doc, nums: map[string]*etree.Element{}, next: 1}
		for _, el := range doc.Root().SelectElements("w:num") {
			id := el.SelectAttrValue("w:numId", "")
			n.nums[id] = el
			if k, err := strconv.Atoi(id); err == nil {
				n.next = max(n.next, k+1)
			}
		}
		return n
	}
	return nil
}

// startsAnew tells whether a number has a start of its own at a level.
func (n *numbering) startsAnew(id, level string) bool {
	if n.nums[id] == nil {
		return false
	}
	for _, o := range n.nums[id].SelectElements("w:lvlOverride") {
		if o.SelectAttrValue("w:ilvl", "") == level && o.SelectElement("w:startOverride") != nil {
			return true
		}
	}
	return false
}

// fresh makes a copy of a number and gives its w:numId.
func (n *numbering) fresh(id string) string {
	num := n.nums[id].Copy()
	fresh := strconv.Itoa(n.next)
	n.next++
	num.CreateAttr("w:numId", fresh)
	num.RemoveAttr("w16cid:durableId")
	at := 0
	for _, el := range n.doc.Root().SelectElements("w:num") {
		at = el.Index() + 1
	}
	n.doc.Root().InsertChildAt(at, num)
	n.nums[fresh] = num
	n.changed = true
	return fresh
}

// findLists notes for each section of the main part the lists that start anew
// in each of its copies.
func (f *filler) findLists(p *part) {
	if f.numbering == nil || len(p.sections) == 0 {
		return
	}
	type use struct {
		level string
		par   *etree.Element
	}
	uses := map[string][]use{}
	walk(p.doc.Root(), func(el *etree.Element) bool {
		if isWord(el, "numId") && el.Parent().Tag == "numPr" {
			id, level := el.SelectAttrValue("w:val", ""), "0"
			if l := el.Parent().SelectElement("w:ilvl"); l != nil {
				level = l.SelectAttrValue("w:val", "0")
			}
			uses[id] = append(uses[id], use{level, el})
		}
		return true
	})
	for _, id := range slices.Sorted(maps.Keys(uses)) {
		all := uses[id]
		lowest := all[0].level
		for _, u := range all {
			lowest = min(lowest, u.level)
		}
		if !f.numbering.startsAnew(id, lowest) {
			continue
		}
		for _, s := range p.sections {
			if s.wrap == nil {
				continue
			}
			inside, direct, deeper := 0, 0, 0
			for _, u := range all {
				if !within(u.par, s.wrap) {
					continue
				}
				inside++
				if u.level != lowest {
					continue
				}
				if p.innermost(u.par) == s {
					direct++
				} else {
					deeper++
				}
			}
			if inside == len(all) && (direct > 1 || deeper > 0) {
				s.lists = append(s.lists, id)
				for _, u := range all { // what is between must be copied as trees
					for up := u.par; up != s.wrap; up = up.Parent() {
						if between := p.byWrap[up]; between != nil {
							p.chunks[between] = nil
						}
					}
				}
			}
		}
	}
}

// innermost is the innermost section whose wrap an element stands in.
func (p *part) innermost(el *etree.Element) *section {
	for ; el != nil; el = el.Parent() {
		if s := p.byWrap[el]; s != nil {
			return s
		}
	}
	return nil
}

// restart gives the lists of a section numbers of their own in a copy; the
// first copy keeps those of the template.
func (x *expander) restart(s *section, copy []etree.Token) {
	for _, id := range s.lists {
		fresh := ""
		for _, t := range copy {
			el, ok := t.(*etree.Element)
			if !ok {
				continue
			}
			walk(el, func(el *etree.Element) bool {
				if isWord(el, "numId") && el.SelectAttrValue("w:val", "") == id {
					if fresh == "" {
						fresh = x.f.numbering.fresh(id)
					}
					el.CreateAttr("w:val", fresh)
				}
				return true
			})
		}
	}
}

// writeNumbering puts the numbering back where copies were made.
func (f *filler) writeNumbering() error {
	if f.numbering == nil || !f.numbering.changed {
		return nil
	}
	body, err := serialise(f.numbering.doc)
	if err != nil {
		return fmt.Errorf("write part %q: %w", f.numbering.name, err)
	}
	f.pkg.Set(f.numbering.name, body)
	return nil
}

// repeat writes the copies of a section as trees.
func (x *expander) repeat(el *etree.Element, s *section, levels []*tag.Scope) []etree.Token {
	var out []etree.Token
	for i, inner := range levels {
		one := x.children(el, inner)
		if i > 0 {
			x.restart(s, one)
		}
		out = append(out, one...)
	}
	return out
}
