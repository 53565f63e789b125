package wordml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxDepth bounds the nesting of elements. Word itself stops far below.
const maxDepth = 400

var errDeep = errors.New("elements are nested too deeply")

// node is an element with its namespace as a fixed prefix: "w:p".
type node struct {
	name string
	attr []xml.Attr
	kids []*node
	text string
	num  int // w:p: 1-based over all w:p of the part; others: the last one begun
}

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

func prefixed(n xml.Name) string {
	if p := prefixes[n.Space]; p != "" {
		return p + ":" + n.Local
	}
	return n.Space + ":" + n.Local
}

// parse reads a part into a tree and numbers its paragraphs.
func parse(data []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = true
	root := &node{}
	stack := []*node{root}
	count := 0
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch t := tok.(type) {
		case xml.StartElement:
			if len(stack) > maxDepth {
				return nil, errDeep
			}
			n := &node{name: prefixed(t.Name), attr: t.Copy().Attr}
			if n.name == "w:p" {
				count++
			}
			n.num = count
			top.kids = append(top.kids, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			// Only these elements hold text; elsewhere it is white space.
			switch top.name {
			case "w:t", "w:instrText", "w:delText", "m:t", "a:t", "c:v", "wp:posOffset", "wp:align",
				"wp14:pctPosHOffset", "wp14:pctPosVOffset", "wp14:pctWidth", "wp14:pctHeight":
				top.text += string(t)
			}
		}
	}
	if len(root.kids) == 0 {
		return nil, fmt.Errorf("no root element")
	}
	return root.kids[0], nil
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
	space, local, found := strings.Cut(name, ":")
	if !found {
		space, local = "w", name
	}
	for _, a := range n.attr {
		if a.Name.Local != local {
			continue
		}
		if p := prefixes[a.Name.Space]; p == space || (a.Name.Space == "" && space == "w") {
			return a.Value, true
		}
	}
	return "", false
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

// attrs lists the attributes as they stand.
func (n *node) attrs() []xml.Attr {
	if n == nil {
		return nil
	}
	return n.attr
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
