package wordml

// goesOn tells whether a paragraph's mark has been deleted or moved away
// (17.13.5.15, 17.13.5.21), so that what it holds belongs to the next paragraph,
// which is the first block of rest. The mark at the end of a section stays.
func goesOn(p *node, rest []*node) bool {
	pPr := p.kid("w:pPr")
	mark := pPr.kid("w:rPr")
	if mark.kid("w:del") == nil && mark.kid("w:moveFrom") == nil || pPr.kid("w:sectPr") != nil {
		return false
	}
	for _, k := range rest {
		switch k.name {
		case "w:p":
			return true
		case "w:tbl", "w:sdt", "w:ins", "w:moveTo", "w:customXml", "w:smartTag", "w:sectPr", "w:altChunk", "mc:AlternateContent":
			return false
		}
	}
	return false
}

// held lists what a paragraph holds.
func (n *node) held() (out []*node) {
	for _, k := range n.kids {
		if k.name != "w:pPr" {
			out = append(out, k)
		}
	}
	return out
}

// joined is a paragraph with what those before it hold that go on in it.
func (n *node) joined(before []*node) *node {
	if len(before) == 0 {
		return n
	}
	out := *n
	out.kids = nil
	if pPr := n.kid("w:pPr"); pPr != nil {
		out.kids = append(out.kids, pPr)
	}
	out.kids = append(append(out.kids, before...), n.held()...)
	return &out
}
