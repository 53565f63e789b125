package wordml

import (
	"errors"
	"slices"
	"strings"
)

// maxDepth bounds the nesting of elements. Word itself stops far below.
const maxDepth = 400

var errDeep = errors.New("elements are nested too deeply")

// node is an element with its namespace as a fixed prefix: "w:p".
type node struct {
	name string
	attr []attr // without the declarations of namespaces
	kids []*node
	text string
	num  int // w:p: 1-based over all w:p of the part; others: the last one begun
}

// attr is an attribute, with its namespace as a fixed prefix ("w:val"), if it
// has one.
type attr struct{ name, value string }

// prefixes of the namespaces that matter. The strict form (ISO 29500) has its
// own addresses for the same words.
var prefixes = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":           "w",
	"http://purl.oclc.org/ooxml/wordprocessingml/main":                       "w",
	"http://schemas.openxmlformats.org/drawingml/2006/main":                  "a",
	"http://purl.oclc.org/ooxml/drawingml/main":                              "a",
	"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
	"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing":             "wp",
	"http://schemas.openxmlformats.org/drawingml/2006/picture":               "pic",
	"http://purl.oclc.org/ooxml/drawingml/picture":                           "pic",
	"http://schemas.openxmlformats.org/drawingml/2006/chart":                 "c",
	"http://purl.oclc.org/ooxml/drawingml/chart":                             "c",
	"http://schemas.openxmlformats.org/drawingml/2006/diagram":               "dgm",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":    "r",
	"http://purl.oclc.org/ooxml/officeDocument/relationships":                "r",
	"http://schemas.openxmlformats.org/officeDocument/2006/math":             "m",
	"http://purl.oclc.org/ooxml/officeDocument/math":                         "m",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":            "mc",
	"http://schemas.microsoft.com/office/word/2010/wordprocessingShape":      "wps",
	"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup":      "wpg",
	"http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas":     "wpc",
	"urn:schemas-microsoft-com:vml":                                          "v",
	"urn:schemas-microsoft-com:office:office":                                "o",
	"urn:schemas-microsoft-com:office:word":                                  "w10",
	"http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing":    "wp14",
	"http://schemas.microsoft.com/office/word/2010/wordml":                   "w14",
	"http://www.w3.org/XML/1998/namespace":                                   "xml", "xml": "xml",
}

// parse reads a part into a tree and numbers its paragraphs.
func parse(data []byte) (*node, error) {
	top, err := scan(data)
	if err != nil {
		return nil, err
	}
	if len(top) == 0 {
		return nil, errors.New("no root element")
	}
	if top[0].at("xml:space") == "preserve" {
		// What holds for all elements within (XML 1.0, 2.10) is said at each text.
		top[0].each(func(n *node) {
			if _, own := n.get("xml:space"); !own && n.name == "w:t" {
				n.attr = append(slices.Clip(n.attr), attr{"xml:space", "preserve"})
			}
		})
	}
	return top[0], nil
}

// holdsText tells the elements that hold text; elsewhere it is white space.
func holdsText(name string) bool {
	switch name {
	case "w:t", "w:instrText", "w:delText", "m:t", "a:t", "c:v", "wp:posOffset", "wp:align",
		"wp14:pctPosHOffset", "wp14:pctPosVOffset", "wp14:pctWidth", "wp14:pctHeight":
		return true
	}
	return false
}

// sameNode tells whether two elements say the same.
func sameNode(a, b *node) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.name == b.name && a.text == b.text && slices.Equal(a.attr, b.attr) && slices.EqualFunc(a.kids, b.kids, sameNode)
}

// kid gives the first child of that name, or nil. A nil node has no children.
func (n *node) kid(name string) *node {
	if n == nil {
		return nil
	}
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// path follows kid by kid.
func (n *node) path(names ...string) *node {
	for _, name := range names {
		n = n.kid(name)
	}
	return n
}

// at gives an attribute: at("val") is w:val (or val without a namespace, which
// some producers write), at("r:id") one of another namespace.
func (n *node) at(name string) string {
	v, _ := n.get(name)
	return v
}

func (n *node) get(name string) (string, bool) {
	if n == nil {
		return "", false
	}
	for i := range n.attr {
		a := &n.attr[i]
		if a.name == name || len(a.name) == len(name)+2 && a.name[:2] == "w:" && a.name[2:] == name {
			return a.value, true
		}
	}
	return "", false
}

// plain gives an attribute that has no namespace, as DrawingML and VML have.
func (n *node) plain(name string) string {
	if n == nil {
		return ""
	}
	for i := range n.attr {
		if n.attr[i].name == name {
			return n.attr[i].value
		}
	}
	return ""
}

// val is the attribute w:val.
func (n *node) val() string { return n.at("val") }

// on reads an on/off element (17.17.4): present without a value means on.
func (n *node) on() bool {
	v, ok := n.get("val")
	if !ok {
		return n != nil
	}
	switch strings.ToLower(strings.TrimSpace(v)) {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// attrOn reads an on/off attribute (22.9.2.7); absent is off.
func (n *node) attrOn(name string) bool {
	switch strings.ToLower(n.at(name)) {
	case "1", "true", "on":
		return true
	}
	return false
}

// each calls f for all descendants in document order, the node itself first.
func (n *node) each(f func(*node)) {
	if n == nil {
		return
	}
	f(n)
	for _, k := range n.kids {
		k.each(f)
	}
}
