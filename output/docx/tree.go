package docx

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/beevik/etree"
)

// The namespaces of WordprocessingML, transitional and strict.
const (
	nsWord       = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsWordStrict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
)

// parse reads a part so that it can be written again unchanged: canonical text
// and attribute values, character data in CDATA kept as it is. Elements nested
// deeper than etree's own bound of 1024 are refused; the walks are recursive.
func parse(body []byte) (*etree.Document, error) {
	doc := etree.NewDocument()
	doc.ReadSettings.PreserveCData = true
	doc.WriteSettings.CanonicalText = true
	doc.WriteSettings.CanonicalAttrVal = true
	if err := doc.ReadFromBytes(body); err != nil {
		return nil, err
	}
	if doc.Root() == nil {
		return nil, errors.New("no root element")
	}
	named := true
	walk(doc.Root(), func(el *etree.Element) bool {
		named = named && el.Tag != "" && !strings.Contains(el.Tag, ":")
		return named
	})
	if !named { // encoding/xml reads <a:/>, nobody reads it back
		return nil, errors.New("element without a name")
	}
	useWordPrefix(doc.Root())
	return doc, nil
}

// useWordPrefix gives WordprocessingML its usual prefix w where another program
// wrote another one, so that the rest of the package may rely on it.
func useWordPrefix(root *etree.Element) {
	old, declared := "w", false
	for _, a := range root.Attr {
		if a.Value != nsWord && a.Value != nsWordStrict {
			continue
		}
		switch {
		case a.Space == "xmlns" && a.Key == "w":
			return
		case a.Space == "xmlns":
			old, declared = a.Key, true
		case a.Space == "" && a.Key == "xmlns":
			old, declared = "", true
		}
	}
	if !declared {
		return
	}
	root.CreateAttr("xmlns:w", root.SelectAttrValue(strings.TrimSuffix("xmlns:"+old, ":"), nsWord))
	walk(root, func(el *etree.Element) bool {
		if el.Space == old {
			el.Space = "w"
		}
		for i := range el.Attr {
			if old != "" && el.Attr[i].Space == old {
				el.Attr[i].Space = "w"
			}
		}
		return true
	})
}

// walk visits an element and all below it in document order; visit says whether
// to go further down.
func walk(el *etree.Element, visit func(*etree.Element) bool) {
	if !visit(el) {
		return
	}
	for i := 0; i < len(el.Child); i++ { // not a copy of the list: this is called for every element
		if c, ok := el.Child[i].(*etree.Element); ok {
			walk(c, visit)
		}
	}
}

// ourSpace is the prefix of the elements and attributes by which a template's
// tree is marked: markerTag, sectionTag, rawTag, spareAttr, breakAttr.
const ourSpace = "vanthu"

// checkForeign refuses a template that uses our prefix for something of its own:
// it would be taken for a mark of ours.
func checkForeign(root *etree.Element) (err error) {
	walk(root, func(el *etree.Element) bool {
		foreign := el.Space == ourSpace
		for _, a := range el.Attr {
			foreign = foreign || a.Space == ourSpace
		}
		if foreign {
			err = fmt.Errorf("element <%s> uses the reserved prefix %s", el.FullTag(), ourSpace)
		}
		return err == nil
	})
	return err
}

// isOurs tells whether an element is one of those by which the template's tree
// is marked: markerTag, sectionTag, rawTag.
func isOurs(el *etree.Element, tag string) bool {
	return el != nil && el.Space == ourSpace && tag[len(ourSpace)+1:] == el.Tag
}

func isWord(el *etree.Element, tag string) bool {
	return el != nil && el.Space == "w" && el.Tag == tag
}

func oneOf(el *etree.Element, tags ...string) bool {
	if el == nil || el.Space != "w" {
		return false
	}
	for _, t := range tags {
		if el.Tag == t {
			return true
		}
	}
	return false
}

// enclosing finds the nearest element above el (el itself included) with one of
// the tags. It does not look out of a text box.
func enclosing(el *etree.Element, tags ...string) *etree.Element {
	for ; el != nil; el = el.Parent() {
		if oneOf(el, tags...) {
			return el
		}
		if isWord(el, "txbxContent") {
			return nil
		}
	}
	return nil
}

// within tells whether el stands inside top, or is it.
func within(el, top *etree.Element) bool {
	for ; el != nil; el = el.Parent() {
		if el == top {
			return true
		}
	}
	return false
}

// shallow copies an element without its children.
func shallow(el *etree.Element) *etree.Element {
	out := etree.NewElement(el.Tag)
	out.Space = el.Space
	out.Attr = slices.Clone(el.Attr)
	return out
}

// copyToken copies a token that is no element.
func copyToken(t etree.Token) etree.Token {
	switch t := t.(type) {
	case *etree.CharData:
		if t.IsCData() {
			return etree.NewCData(t.Data)
		}
		return etree.NewText(t.Data)
	case *etree.Comment:
		return etree.NewComment(t.Data)
	case *etree.ProcInst:
		return etree.NewProcInst(t.Target, t.Inst)
	case *etree.Directive:
		return etree.NewDirective(t.Data)
	case *etree.Element:
		return t.Copy()
	}
	panic(fmt.Sprintf("unknown token %T", t)) // etree has no others
}

// wordText makes a w:t that keeps its spaces.
func wordText(s string) *etree.Element {
	t := etree.NewElement("w:t")
	t.CreateAttr("xml:space", "preserve")
	t.SetText(s)
	return t
}

// replaceChildren gives an element new children, in the given order.
func replaceChildren(el *etree.Element, children []etree.Token) {
	for i := len(el.Child) - 1; i >= 0; i-- {
		el.RemoveChildAt(i)
	}
	for _, c := range children {
		el.AddChild(c)
	}
}
