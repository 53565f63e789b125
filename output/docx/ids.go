package docx

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/beevik/etree"
)

// A section that is repeated repeats the numbers and names in it that must be
// one of a kind in a document. The first copy keeps its own, the others get new
// ones.

// space is a set of numbers or names of one kind, over all parts.
type space struct {
	known map[string]bool // in the templates' parts
	met   map[string]bool // in the result so far
	next  int
}

func newSpace() *space { return &space{known: map[string]bool{}, met: map[string]bool{}, next: 1} }

// take gives the value itself the first time, and a new one, made by fresh from
// a number, each time after.
func (s *space) take(value string, fresh func(n int) string) string {
	for s.met[value] {
		if try := fresh(s.next); !s.known[try] && !s.met[try] {
			value = try
		} else {
			s.next++
		}
	}
	s.met[value] = true
	return value
}

// ids keeps what must be one of a kind apart.
type ids struct {
	f        *filler
	spaces   map[string]*space
	lastPara int
	shapes   map[string]string // VML: the template's id of a shape → the one in force
}

func newIDs(f *filler) *ids {
	d := &ids{f: f, spaces: map[string]*space{}, lastPara: 0x10000000, shapes: map[string]string{}}
	for _, p := range f.parts {
		walk(p.doc.Root(), func(el *etree.Element) bool {
			if kind, attr := identity(el); attr != nil {
				d.space(kind).known[attr.Value] = true
			}
			if id := el.SelectAttr("w14:paraId"); id != nil {
				d.space("para").known[id.Value] = true
			}
			return true
		})
	}
	return d
}

func (d *ids) space(kind string) *space {
	if d.spaces[kind] == nil {
		d.spaces[kind] = newSpace()
	}
	return d.spaces[kind]
}

// ranges are the elements that come in pairs with one number, by their starts:
// the tag of the end.
var ranges = map[string]string{
	"bookmarkStart": "bookmarkEnd", "permStart": "permEnd",
	"moveFromRangeStart": "moveFromRangeEnd", "moveToRangeStart": "moveToRangeEnd",
	"commentRangeStart": "commentRangeEnd",
}

// startOf gives the tag of the start, by that of the end.
var startOf = func() map[string]string {
	starts := map[string]string{}
	for start, end := range ranges {
		starts[end] = start
	}
	return starts
}()

// identity tells what kind of number an element has, and where; nil where it
// has none. The numbers of tracked changes and of moved ranges are of one kind
// (ECMA-376 part 1, 17.13.5).
func identity(el *etree.Element) (kind string, attr *etree.Attr) {
	switch {
	case el.Tag == "docPr" && el.Space == "wp":
		return "drawing", plainAttr(el, "id")
	case el.Space == "v" && el.Tag != "shapetype":
		return "shape", plainAttr(el, "id")
	case el.Space != "w":
		return "", nil
	}
	switch el.Tag {
	case "bookmarkStart":
		return "bookmark", el.SelectAttr("w:id")
	case "permStart":
		return "permission", el.SelectAttr("w:id")
	case "ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart", "cellIns", "cellDel", "cellMerge", "numberingChange":
		return "change", el.SelectAttr("w:id")
	case "id":
		if isWord(el.Parent(), "sdtPr") {
			return "control", el.SelectAttr("w:val")
		}
	}
	if strings.HasSuffix(el.Tag, "PrChange") || strings.HasSuffix(el.Tag, "PrExChange") || el.Tag == "tblGridChange" {
		return "change", el.SelectAttr("w:id")
	}
	return "", nil
}

// plainAttr finds an attribute without prefix: etree takes r:id for id too.
func plainAttr(el *etree.Element, key string) *etree.Attr {
	for i := range el.Attr {
		if el.Attr[i].Space == "" && el.Attr[i].Key == key {
			return &el.Attr[i]
		}
	}
	return nil
}

// apart makes the numbers and names of a part's result one of a kind. An end of
// a range without its start goes, and a start without its end; so do the marks
// of a comment whose reference is not in the result.
func (d *ids) apart(root *etree.Element) {
	current := map[string]string{} // start's tag and number in the template → number in force
	ended := map[string]bool{}
	var starts, drop []*etree.Element
	walk(root, func(el *etree.Element) bool {
		d.renumber(el)
		switch {
		case el.Space != "w":
		case ranges[el.Tag] != "":
			old := el.Tag + el.SelectAttrValue("w:id", "")
			if kind, attr := identity(el); attr != nil {
				attr.Value = d.space(kind).take(attr.Value, strconv.Itoa)
			}
			d.rename(el)
			current[old] = el.SelectAttrValue("w:id", "")
			starts = append(starts, el)
		case startOf[el.Tag] != "":
			start := startOf[el.Tag]
			now, open := current[start+el.SelectAttrValue("w:id", "")]
			if !open || ended[start+now] {
				drop = append(drop, el)
				break
			}
			ended[start+now] = true
			el.CreateAttr("w:id", now)
		}
		return true
	})
	for _, el := range starts {
		if !ended[el.Tag+el.SelectAttrValue("w:id", "")] {
			drop = append(drop, el)
		}
	}
	for _, el := range drop {
		el.Parent().RemoveChild(el)
	}
	d.comments(root)
}

// renumber gives what stands alone its number.
func (d *ids) renumber(el *etree.Element) {
	if r := d.f.raw(el); r != nil {
		for _, at := range r.ids {
			copy(r.xml[at:], d.paraID(string(r.xml[at:at+idDigits])))
		}
		return
	}
	if id := el.SelectAttr("w14:paraId"); id != nil {
		id.Value = d.paraID(id.Value)
	}
	kind, attr := identity(el)
	switch {
	case attr != nil && kind == "shape":
		old := attr.Value
		attr.Value = d.space(kind).take(old, func(n int) string { return shapeName(old, n) })
		d.shapes[old] = attr.Value
		if spid := el.SelectAttr("o:spid"); spid != nil {
			spid.Value = d.space("spid").take(spid.Value, func(n int) string { return shapeName(spid.Value, n) })
		}
	case attr != nil && ranges[el.Tag] == "":
		attr.Value = d.space(kind).take(attr.Value, strconv.Itoa)
	case el.Tag == "OLEObject" && el.Space == "o":
		if shape := plainAttr(el, "ShapeID"); shape != nil && d.shapes[shape.Value] != "" {
			shape.Value = d.shapes[shape.Value]
		}
	}
}

// shapeName makes the id of a copy of a VML shape: Word counts _x0000_s1026 on,
// other names get a suffix.
func shapeName(old string, n int) string {
	if digits := strings.TrimLeft(old, "_xsi0123456789"); digits == "" && strings.HasPrefix(old, "_x0000_") {
		return old[:len("_x0000_s")] + strconv.Itoa(1025+n)
	}
	return old + "_" + strconv.Itoa(n+1)
}

// rename gives a repeated bookmark a name of its own; moved ranges are paired
// by theirs and keep it.
func (d *ids) rename(el *etree.Element) {
	name := el.SelectAttr("w:name")
	if name == nil || el.Tag != "bookmarkStart" {
		return
	}
	met := d.space("bookmark name").met
	try := name.Value
	for n := 2; met[try]; n++ {
		suffix := "_" + strconv.Itoa(n)
		try = name.Value[:min(len(name.Value), 40-len(suffix))] + suffix // Word cuts names at 40
		try = strings.ToValidUTF8(try, "")
	}
	name.Value = try
	met[try] = true
}

// idDigits is the length of a w14:paraId.
const idDigits = 8

// paraID gives an identifier of a paragraph or row as it is the first time, and
// a new one (eight hexadecimal digits below 80000000) each time after.
func (d *ids) paraID(id string) string {
	s := d.space("para")
	if !s.met[id] && s.known[id] {
		s.met[id] = true
		return id
	}
	for {
		d.lastPara++
		if id = fmt.Sprintf("%08X", d.lastPara); !s.known[id] {
			return id
		}
	}
}

// comments drops the second mark of a comment, and the marks of comments that
// are not referred to.
func (d *ids) comments(root *etree.Element) {
	referred, met := map[string]bool{}, map[string]bool{}
	var marks, drop []*etree.Element
	walk(root, func(el *etree.Element) bool {
		if oneOf(el, "commentReference", "commentRangeStart", "commentRangeEnd") {
			id := el.SelectAttrValue("w:id", "")
			if el.Tag == "commentReference" {
				referred[id] = true
			}
			if met[el.Tag+id] {
				drop = append(drop, el)
			} else {
				marks = append(marks, el)
			}
			met[el.Tag+id] = true
		}
		return true
	})
	for _, el := range marks {
		if !referred[el.SelectAttrValue("w:id", "")] {
			drop = append(drop, el)
		}
	}
	for _, el := range drop {
		el.Parent().RemoveChild(el)
	}
}
