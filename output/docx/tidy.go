package docx

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/beevik/etree"
)

// spareAttr names, on a container, the kept properties of a paragraph that
// vanished from it.
const spareAttr = "vanthu:spare"

// keepSpare remembers the properties of a paragraph of a container.
func (p *part) keepSpare(container, par *etree.Element) {
	props := par.SelectElement("w:pPr")
	if _, known := p.spare[container]; known || props == nil {
		return
	}
	props = props.Copy()
	for _, sect := range props.SelectElements("w:sectPr") {
		props.RemoveChild(sect)
	}
	p.spare[container] = len(p.spares)
	p.spares = append(p.spares, props)
}

func (p *part) spareNumber(el *etree.Element) (string, bool) {
	n, ok := p.spare[el]
	return strconv.Itoa(n), ok
}

// tidy makes a filled tree what Word demands again: no table without rows, a
// paragraph at the end of each cell and in each text box, header and footnote,
// section breaks on paragraphs with text where there are any.
func (p *part) tidy(el *etree.Element) {
	for _, c := range el.ChildElements() {
		p.tidy(c)
	}
	spare := el.RemoveAttr(spareAttr)
	switch {
	case isWord(el, "tbl"):
		if el.SelectElement("w:tr") == nil && el.SelectElement(rawTag) == nil && !holdsRows(el) && el.Parent() != nil {
			el.Parent().RemoveChild(el)
		}
	case isWord(el, "tc"):
		if last := lastElement(el); !isWord(last, "p") && (last == nil || last.FullTag() != rawTag) {
			el.AddChild(p.emptyParagraph(spare))
		}
	case oneOf(el, "txbxContent", "hdr", "ftr", "footnote", "endnote"):
		if el.SelectElement("w:p") == nil && el.SelectElement(rawTag) == nil && el.SelectElement("w:tbl") == nil && el.SelectElement("w:sdt") == nil {
			el.AddChild(p.emptyParagraph(spare))
		}
	case isWord(el, "p") && el.RemoveAttr(breakAttr) != nil:
		foldBreak(el)
	}
}

// holdsRows looks for rows inside content controls.
func holdsRows(tbl *etree.Element) bool {
	for _, c := range tbl.ChildElements() {
		if oneOf(c, "sdt", "customXml") && (c.FindElement(".//w:tr") != nil || c.FindElement(".//"+rawTag) != nil) {
			return true
		}
	}
	return false
}

func (p *part) emptyParagraph(spare *etree.Attr) *etree.Element {
	par := etree.NewElement("w:p")
	if spare != nil {
		if n, err := strconv.Atoi(spare.Value); err == nil && n < len(p.spares) {
			par.AddChild(p.spares[n].Copy())
		}
	}
	return par
}

// foldBreak moves the section break of an empty paragraph into the paragraph
// before it, so that no blank line is left; where there is none it stays.
func foldBreak(par *etree.Element) {
	before := prevElement(par)
	if !isWord(before, "p") || before.FindElement("w:pPr/w:sectPr") != nil {
		return
	}
	props := before.SelectElement("w:pPr")
	if props == nil {
		props = etree.NewElement("w:pPr")
		before.InsertChildAt(0, props)
	}
	sect := par.FindElement("w:pPr/w:sectPr")
	if change := props.SelectElement("w:pPrChange"); change != nil {
		props.InsertChildAt(change.Index(), sect) // it stands last (ECMA-376 part 1, 17.3.1.26)
	} else {
		props.AddChild(sect)
	}
	par.Parent().RemoveChild(par)
}

func prevElement(el *etree.Element) *etree.Element {
	siblings := el.Parent().Child
	for i := el.Index() - 1; i >= 0; i-- {
		if prev, ok := siblings[i].(*etree.Element); ok {
			return prev
		}
	}
	return nil
}

// ids keeps the numbers that must be one of a kind in a document apart when a
// section has repeated them.
type ids struct {
	bookmarks map[string]bool // w:id of bookmarks, over all parts
	names     map[string]bool // w:name of bookmarks
	drawings  map[string]bool // id of wp:docPr
	paras     map[string]bool // w14:paraId that were met
	known     map[string]bool // w14:paraId of the templates' parts
	lastPara  int
	next      int
}

func newIDs() *ids {
	return &ids{bookmarks: map[string]bool{}, names: map[string]bool{}, drawings: map[string]bool{},
		paras: map[string]bool{}, known: map[string]bool{}, lastPara: 0x10000000, next: 1}
}

// fresh gives a number that neither set holds yet.
func (d *ids) fresh(a, b map[string]bool) string {
	for ; ; d.next++ {
		if s := strconv.Itoa(d.next); !a[s] && !b[s] {
			return s
		}
	}
}

// reserve notes all numbers of a part before any is changed, so that a new one
// meets no old one.
func (d *ids) reserve(root *etree.Element) (bookmarks, drawings map[string]bool) {
	bookmarks, drawings = map[string]bool{}, map[string]bool{}
	walk(root, func(el *etree.Element) bool {
		switch {
		case isWord(el, "bookmarkStart"):
			bookmarks[el.SelectAttrValue("w:id", "")] = true
		case el.FullTag() == "wp:docPr":
			drawings[el.SelectAttrValue("id", "")] = true
		}
		return true
	})
	return bookmarks, drawings
}

// apart renumbers what occurs twice in a part: bookmarks with their ends and
// names, drawings, paragraphs; the second mark of a comment goes.
func (d *ids) apart(f *filler, root *etree.Element) {
	taken, drawn := d.reserve(root)
	current := map[string]string{} // bookmark: id in the template → id in force
	ended := map[string]bool{}
	comments := map[string]bool{}
	var starts, drop []*etree.Element
	walk(root, func(el *etree.Element) bool {
		switch {
		case isWord(el, "bookmarkStart"):
			id := el.SelectAttrValue("w:id", "")
			use := id
			if d.bookmarks[id] {
				use = d.fresh(taken, d.bookmarks)
				el.CreateAttr("w:id", use)
			}
			d.bookmarks[use], taken[use] = true, true
			current[id] = use
			d.rename(el)
			starts = append(starts, el)
		case isWord(el, "bookmarkEnd"):
			use, open := current[el.SelectAttrValue("w:id", "")]
			if !open || ended[use] {
				drop = append(drop, el)
				break
			}
			ended[use] = true
			el.CreateAttr("w:id", use)
		case el.FullTag() == "wp:docPr":
			id := el.SelectAttrValue("id", "")
			if d.drawings[id] {
				id = d.fresh(drawn, d.drawings)
				el.CreateAttr("id", id)
			}
			d.drawings[id] = true
		case oneOf(el, "commentRangeStart", "commentRangeEnd", "commentReference"):
			key := el.Tag + el.SelectAttrValue("w:id", "")
			if comments[key] {
				drop = append(drop, el)
			}
			comments[key] = true
		case el.FullTag() == rawTag:
			if r := f.raw(el); r != nil {
				for _, at := range r.ids {
					copy(r.xml[at:], d.paraID(string(r.xml[at:at+idDigits])))
				}
			}
		}
		if id := el.SelectAttr("w14:paraId"); id != nil {
			id.Value = d.paraID(id.Value)
		}
		return true
	})
	for _, el := range starts {
		if !ended[el.SelectAttrValue("w:id", "")] {
			drop = append(drop, el)
		}
	}
	for _, el := range drop {
		el.Parent().RemoveChild(el)
	}
}

// rename gives a repeated bookmark a name of its own.
func (d *ids) rename(el *etree.Element) {
	name := el.SelectAttrValue("w:name", "")
	if d.names[name] {
		for n := 2; ; n++ {
			suffix := "_" + strconv.Itoa(n)
			try := name[:min(len(name), 40-len(suffix))] + suffix // Word cuts names at 40
			try = strings.ToValidUTF8(try, "")
			if !d.names[try] {
				name = try
				break
			}
		}
		el.CreateAttr("w:name", name)
	}
	d.names[name] = true
}

// idDigits is the length of a w14:paraId.
const idDigits = 8

// paraID gives an identifier of a paragraph or row as it is the first time, and
// a new one (eight hexadecimal digits below 80000000) each time after.
func (d *ids) paraID(id string) string {
	if !d.paras[id] {
		d.paras[id] = true
		return id
	}
	for {
		d.lastPara++
		if id = fmt.Sprintf("%08X", d.lastPara); !d.known[id] {
			return id
		}
	}
}
