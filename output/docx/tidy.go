package docx

import (
	"slices"
	"strconv"

	"github.com/beevik/etree"
)

// spareAttr names, on a container, the kept properties of a paragraph that
// vanished from it.
const spareAttr = "vanthu:spare"

// keepSpare remembers the properties of a tag's paragraph of a container. A
// number, a frame or a page break belongs to its words and is not kept.
func (p *part) keepSpare(container, par *etree.Element) {
	n, known := p.spare[container]
	if !known {
		n = len(p.spares)
		p.spare[container] = n
		p.spares = append(p.spares, nil)
	}
	props := par.SelectElement("w:pPr")
	if p.spares[n] != nil || props == nil {
		return
	}
	props = props.Copy()
	for _, tag := range []string{"sectPr", "numPr", "framePr", "pageBreakBefore"} {
		if el := props.SelectElement("w:" + tag); el != nil {
			props.RemoveChild(el)
		}
	}
	p.spares[n] = props
}

func (p *part) spareNumber(el *etree.Element) (string, bool) {
	n, ok := p.spare[el]
	return strconv.Itoa(n), ok
}

// tidy makes a filled tree what Word demands again: no table without rows, a
// paragraph at the end of each cell and in each story (body, text box, header,
// note), no two tables without a paragraph between them (Word would make them
// one), no content control round nothing, section breaks on paragraphs with
// text where there are any.
func (p *part) tidy(el *etree.Element) {
	for _, c := range el.ChildElements() {
		p.tidy(c)
	}
	spare := el.RemoveAttr(spareAttr)
	if spare != nil {
		p.partTables(el, spare)
	}
	switch {
	case isWord(el, "tbl"):
		if el.SelectElement("w:tr") == nil && el.SelectElement(rawTag) == nil && !holdsRows(el) && el.Parent() != nil {
			el.Parent().RemoveChild(el)
		}
	case isWord(el, "tc"):
		if !endsInParagraph(el) {
			el.AddChild(p.emptyParagraph(spare))
		}
	case oneOf(el, "body", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment"):
		last := lastBlock(el)
		if last == nil || isWord(last, "tbl") && spare != nil {
			at := len(el.Child)
			if sect := lastElement(el); isWord(sect, "sectPr") {
				at = sect.Index()
			}
			el.InsertChildAt(at, p.emptyParagraph(spare))
		}
	case isWord(el, "sdt"):
		if c := el.SelectElement("w:sdtContent"); c != nil && len(c.ChildElements()) == 0 && enclosing(el, "p") == nil && el.Parent() != nil {
			el.Parent().RemoveChild(el)
		}
	case isWord(el, "p") && el.RemoveAttr(breakAttr) != nil:
		foldBreak(el)
	}
}

// partTables puts a paragraph between tables that would else become one.
func (p *part) partTables(el *etree.Element, spare *etree.Attr) {
	all := el.ChildElements()
	for i := 1; i < len(all); i++ {
		if isWord(all[i-1], "tbl") && isWord(all[i], "tbl") {
			el.InsertChildAt(all[i].Index(), p.emptyParagraph(spare))
		}
	}
}

// endsInParagraph tells whether the last thing in a cell is a paragraph, as
// Word demands.
func endsInParagraph(cell *etree.Element) bool {
	last := lastBlock(cell)
	return isWord(last, "p") || last != nil && isOurs(last, rawTag)
}

// lastBlock is the last paragraph, table or content control of a story or cell.
func lastBlock(el *etree.Element) *etree.Element {
	for _, c := range slices.Backward(el.ChildElements()) {
		if oneOf(c, "p", "tbl", "sdt", "customXml", "altChunk") || isOurs(c, rawTag) {
			return c
		}
	}
	return nil
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
		if n, err := strconv.Atoi(spare.Value); err == nil && n < len(p.spares) && p.spares[n] != nil {
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
