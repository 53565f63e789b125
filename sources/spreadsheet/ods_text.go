package spreadsheet

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"
)

// odsStyles are the styles that a spreadsheet of OpenDocument declares, as far as
// they tell how a value is shown and in which font.
type odsStyles struct {
	faces map[string]string   // family by the name of a font face
	shows map[string]Show     // by the name of a data style
	cells map[string]odsStyle // by name; "" is the default
	spans map[string]odsStyle // styles of text in a cell, by name
}

// odsStyle is a style as it is declared: what it leaves open, its parent tells.
type odsStyle struct{ parent, data, font string }

// odsCellStyle is what a style comes to.
type odsCellStyle struct {
	show Show
	font string
}

func newODSStyles() odsStyles {
	return odsStyles{map[string]string{}, map[string]Show{}, map[string]odsStyle{}, map[string]odsStyle{}}
}

// dataStyles are the elements that say how a value is shown.
var dataStyles = map[string]Show{
	"number-style": AsNumber, "currency-style": AsNumber, "text-style": AsNumber,
	"percentage-style": AsPercent, "date-style": AsDate, "time-style": AsTime, "boolean-style": AsBool,
}

// read reads the styles of the open element. One that is declared again is
// another one from there on: the automatic styles of the content come last.
func (s *odsStyles) read(r *odsReader) error {
	return r.children(func(e xml.StartElement) error {
		name := odsAttr(e, nsStyle, "name")
		show, isData := dataStyles[e.Name.Local]
		switch {
		case e.Name.Space == nsNumber && isData:
			s.shows[name] = show
		case e.Name.Space != nsStyle:
		case e.Name.Local == "font-face":
			for _, a := range e.Attr {
				if a.Name.Local == "font-family" {
					s.faces[name] = fontName(a.Value)
				}
			}
		case e.Name.Local == "style" || e.Name.Local == "default-style":
			into := map[string]map[string]odsStyle{"table-cell": s.cells, "text": s.spans}[odsAttr(e, nsStyle, "family")]
			if into == nil {
				break
			}
			style := odsStyle{parent: odsAttr(e, nsStyle, "parent-style-name"), data: odsAttr(e, nsStyle, "data-style-name")}
			err := r.children(func(e xml.StartElement) error {
				if e.Name.Local == "text-properties" {
					style.font = s.fontOf(e)
				}
				return r.d.Skip()
			})
			into[name] = style
			return err
		}
		return r.d.Skip()
	})
}

// fontOf gives the font that text properties name: by its face, else by family.
func (s *odsStyles) fontOf(e xml.StartElement) string {
	if name := odsAttr(e, nsStyle, "font-name"); name != "" {
		if family := s.faces[name]; family != "" {
			return family
		}
		return name
	}
	for _, a := range e.Attr {
		if a.Name.Local == "font-family" {
			return fontName(a.Value)
		}
	}
	return ""
}

// fontName is the first family of a list as style sheets write it.
func fontName(families string) string {
	first, _, _ := strings.Cut(families, ",")
	return strings.Trim(strings.TrimSpace(first), `'"`)
}

// cell tells what a cell style comes to with its parents and the default.
func (s *odsStyles) cell(name string) (c odsCellStyle) {
	data := ""
	for range 20 { // parents that go in a circle
		style := s.cells[name]
		if c.font == "" {
			c.font = style.font
		}
		if data == "" {
			data = style.data
		}
		if name == "" {
			break
		}
		name = style.parent
	}
	c.show = s.shows[data]
	return c
}

// span gives the font of a stretch of text, that of the cell where its style has
// none.
func (s *odsStyles) span(name, font string) string {
	for range 20 {
		style := s.spans[name]
		switch {
		case style.font != "":
			return style.font
		case style.parent == "":
			return font
		}
		name = style.parent
	}
	return font
}

// odsText collects the paragraphs of a cell.
type odsText struct {
	parts []odsPart
	font  string // of what is read now
	bare  bool   // white space that follows is one with what stands before
	any   bool   // a paragraph has been read
}

// odsPart is a stretch of text in one font.
type odsPart struct {
	text []byte
	font string
}

func (t *odsText) runs() []run {
	var runs []run
	for _, p := range t.parts {
		runs = append(runs, run{string(p.text), p.font})
	}
	return runs
}

func (t *odsText) write(s ...byte) {
	if last := len(t.parts) - 1; last < 0 || t.parts[last].font != t.font {
		t.parts = append(t.parts, odsPart{font: t.font})
	}
	p := &t.parts[len(t.parts)-1]
	p.text = append(p.text, s...)
}

// chars writes text in which white space counts once (ODF 1.3 part 3, 6.1.2).
func (t *odsText) chars(s []byte) {
	for _, c := range s {
		space := c == ' ' || c == '\t' || c == '\r' || c == '\n'
		switch {
		case !space:
			t.write(c)
		case !t.bare:
			t.write(' ')
		}
		t.bare = space
	}
}

// cellText reads the paragraphs of a cell to the cell's end. Notes, drawings and
// what else hangs on a cell are no text of it.
func (r *odsReader) cellText(t *odsText) error {
	return r.children(func(e xml.StartElement) error {
		if e.Name.Space != nsText || e.Name.Local != "p" && e.Name.Local != "h" {
			return r.d.Skip()
		}
		if t.any {
			t.write('\n')
		}
		t.any, t.bare = true, true
		return r.paragraph(t)
	})
}

// paragraph reads a paragraph, or a stretch of one, to its end.
func (r *odsReader) paragraph(t *odsText) error {
	return r.nodes(func(e xml.StartElement) error {
		if e.Name.Space != nsText {
			return r.d.Skip()
		}
		switch e.Name.Local {
		case "s":
			n := 1
			if c := odsAttr(e, nsText, "c"); c != "" {
				var err error
				if n, err = strconv.Atoi(c); err != nil || n < 0 {
					return strconv.ErrSyntax
				}
			}
			if r.spaces -= int64(n); r.spaces < 0 {
				return tooBig("sheet “" + r.sheet.Name + "”")
			}
			t.write(bytes.Repeat([]byte(" "), n)...)
			t.bare = false
		case "tab":
			t.write('\t')
			t.bare = false
		case "line-break":
			t.write('\n')
			t.bare = true
		case "note", "ruby-text", "tracked-changes", "bookmark", "bookmark-start", "bookmark-end", "soft-page-break":
		case "span":
			outer := t.font
			t.font = r.styles.span(odsAttr(e, nsText, "style-name"), outer)
			err := r.paragraph(t)
			t.font = outer
			return err
		default: // links, fields and the like hold text
			return r.paragraph(t)
		}
		return r.d.Skip()
	}, t.chars)
}
