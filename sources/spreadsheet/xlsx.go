package spreadsheet

import (
	"encoding/xml"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"vanthu/pipeline/report"
)

// xlsxReader reads a workbook of Office Open XML (ECMA-376 part 1, 18).
type xlsxReader struct {
	*builder
	archive *archive
	strings []string
	shows   []Show // by cell style
}

func (r *xlsxReader) read() error {
	root, err := r.archive.relations("")
	if err != nil {
		return err
	}
	main := "xl/workbook.xml"
	for _, rel := range root {
		if rel.kind == "officeDocument" {
			main = rel.target
		}
	}
	data, ok, err := r.archive.part(main)
	if err != nil {
		return err
	}
	if !ok {
		return noSheet()
	}
	rels, err := r.archive.relations(main)
	if err != nil {
		return err
	}
	for _, rel := range rels {
		switch rel.kind {
		case "sharedStrings":
			err = r.readStrings(rel.target)
		case "styles":
			err = r.readStyles(rel.target)
		}
		if err != nil {
			return err
		}
	}
	type entry struct{ name, state, id string }
	var entries []entry
	err = eachElement(data, func(_ *xml.Decoder, e xml.StartElement) (bool, error) {
		switch e.Name.Local {
		case "workbookPr":
			r.book.Date1904 = isTrue(attr(e, "date1904"))
		case "sheet":
			entries = append(entries, entry{report.CleanText(attr(e, "name")), attr(e, "state"), attr(e, "id")})
		}
		return false, nil
	})
	if err != nil {
		return damaged(main)
	}
	for _, e := range entries {
		rel, ok := rels[e.id]
		if !ok {
			return damaged("sheet “" + e.name + "”")
		}
		if rel.kind != "worksheet" {
			continue // a chart or a macro sheet holds no cells
		}
		if err := r.begin(e.name, e.state == "veryHidden"); err != nil {
			return err
		}
		if err := r.inSheet(r.readSheet(rel.target)); err != nil {
			return err
		}
		if err := r.end(); err != nil {
			return err
		}
	}
	return nil
}

func isTrue(s string) bool { return s == "1" || s == "true" || s == "on" }

func (r *xlsxReader) readStrings(name string) error {
	data, ok, err := r.archive.part(name)
	if err != nil || !ok {
		return err
	}
	err = eachElement(data, func(d *xml.Decoder, e xml.StartElement) (bool, error) {
		if e.Name.Local != "si" {
			return false, nil
		}
		if len(r.strings) == r.limits.Cells { // more strings than cells serve nobody
			return true, tooBig(fmt.Sprintf("hơn %d chuỗi dùng chung", r.limits.Cells))
		}
		text, err := richText(d)
		r.strings = append(r.strings, text)
		return true, err
	})
	var refused *Refusal
	if errors.As(err, &refused) {
		return err
	}
	if err != nil {
		return damaged(name)
	}
	return nil
}

// richText reads the text of a string item up to its end tag; phonetic guides
// are not text.
func richText(d *xml.Decoder) (string, error) {
	var b strings.Builder
	inText, depth := false, 1
	for depth > 0 {
		tok, err := d.Token()
		if err != nil {
			return "", err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if t.Name.Local == "rPh" {
				if err := d.Skip(); err != nil {
					return "", err
				}
				continue
			}
			depth++
			inText = t.Name.Local == "t"
		case xml.EndElement:
			depth--
			inText = false
		case xml.CharData:
			if inText {
				b.Write(t)
			}
		}
	}
	return unescape(b.String()), nil
}

// unescape undoes _xHHHH_, by which a workbook writes what XML cannot hold.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if len(s)-i >= 7 && s[i] == '_' && s[i+1] == 'x' && s[i+6] == '_' {
			if v, err := strconv.ParseUint(s[i+2:i+6], 16, 16); err == nil {
				b.WriteRune(rune(v))
				i += 6
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func inMain(e xml.StartElement) bool {
	return e.Name.Space == "http://schemas.openxmlformats.org/spreadsheetml/2006/main" ||
		e.Name.Space == "http://purl.oclc.org/ooxml/spreadsheetml/main" // strict
}

func (r *xlsxReader) readSheet(name string) error {
	data, ok, err := r.archive.part(name)
	if err != nil {
		return err
	}
	if !ok {
		return errors.New("no such part")
	}
	atRow, atCol := 0, 0
	err = eachElement(data, func(d *xml.Decoder, e xml.StartElement) (bool, error) {
		if !inMain(e) {
			return false, nil
		}
		switch e.Name.Local {
		case "row":
			atRow, atCol = atRow+1, 0
			if n := attr(e, "r"); n != "" {
				if atRow, err = strconv.Atoi(n); err != nil || atRow < 1 || atRow > 1<<20 {
					return false, fmt.Errorf("row %q", n)
				}
			}
		case "c":
			atCol++
			col, row := atCol, atRow
			if ref := attr(e, "r"); ref != "" {
				if col, row, ok = ParseRef(ref); !ok {
					return false, fmt.Errorf("cell %q", ref)
				}
			}
			atCol = col
			c, hollow, err := r.readCell(d, e)
			if err != nil {
				return true, fmt.Errorf("cell %s: %w", Ref(col, row), err)
			}
			c.Col, c.Row = col, row
			switch {
			case hollow:
				return true, r.hollow(col, row)
			case c.Empty():
				return true, nil
			}
			return true, r.add(c)
		case "mergeCell":
			m, ok := parseArea(attr(e, "ref"))
			if !ok {
				return false, fmt.Errorf("merge %q", attr(e, "ref"))
			}
			return false, r.merge(m)
		}
		return false, nil
	})
	return err
}

// storedCell is what a c element holds, before its type says what it means.
type storedCell struct {
	formula, inline, value string
	isFormula              bool
	hasInline, hasValue    bool
}

// readStored reads a c element up to its end tag.
func readStored(d *xml.Decoder) (storedCell, error) {
	var s storedCell
	var value, formula strings.Builder
	var into *strings.Builder
	for depth := 1; depth > 0; {
		tok, err := d.Token()
		if err != nil {
			return s, err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if t.Name.Local == "is" {
				if s.inline, err = richText(d); err != nil {
					return s, err
				}
				s.hasInline = true
				continue
			}
			depth++
			into = nil
			switch t.Name.Local {
			case "f":
				s.isFormula, into = true, &formula
			case "v":
				s.hasValue, into = true, &value
			}
		case xml.EndElement:
			depth--
			into = nil
		case xml.CharData:
			if into != nil {
				into.Write(t)
			}
		}
	}
	s.value, s.formula = value.String(), formula.String()
	return s, nil
}

// calculated tells whether a program stored a result beside the formula. An
// empty v is a result only of a formula of text; elsewhere it is what programs
// leave that never calculated, and the figure that stood there is unknown.
func (s storedCell) calculated(kind string) bool {
	switch kind {
	case "str":
		return s.hasValue
	case "inlineStr":
		return s.hasInline
	}
	return strings.TrimSpace(s.value) != ""
}

// readCell reads a c element. hollow is a formula whose result is an empty text:
// the cell looks blank, yet someone meant something to stand there.
func (r *xlsxReader) readCell(d *xml.Decoder, e xml.StartElement) (c Cell, hollow bool, err error) {
	s, err := readStored(d)
	if err != nil {
		return c, false, err
	}
	if i, err := strconv.Atoi(attr(e, "s")); err == nil && i >= 0 && i < len(r.shows) {
		c.Show = r.shows[i]
	}
	v := strings.TrimSpace(s.value)
	switch t := attr(e, "t"); {
	case s.isFormula && !s.calculated(t):
		c.Kind = Uncalculated
		if s.formula != "" {
			c.Text = report.CleanText("=" + s.formula)
		}
	case t == "s" && s.hasValue:
		i, err := strconv.Atoi(v)
		if err != nil || i < 0 || i >= len(r.strings) {
			return c, false, fmt.Errorf("shared string %q", s.value)
		}
		c.setText(run{text: r.strings[i]})
	case t == "inlineStr":
		c.setText(run{text: s.inline})
	case t == "str":
		c.setText(run{text: unescape(s.value)})
	case v == "":
	case t == "b":
		c.Kind, c.Text = Bool, "FALSE"
		if isTrue(v) {
			c.Text = "TRUE"
		}
	case t == "e":
		c.Kind, c.Text = ErrorValue, v
	case t == "d":
		c.Kind, c.Text = ISODate, v
	case t == "" || t == "n":
		c.Kind, c.Text = Number, v
		if !storedNumber.MatchString(c.Text) {
			return c, false, fmt.Errorf("number %q", s.value)
		}
	default:
		return c, false, fmt.Errorf("cell type %q", t)
	}
	return c, s.isFormula && c.Empty(), nil
}
