package spreadsheet

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"vanthu/pipeline/report"
	"vanthu/pipeline/xmlscan"
)

// xlsxReader reads a workbook of Office Open XML (ECMA-376 part 1, 18).
type xlsxReader struct {
	*builder
	archive  *archive
	styles   []style
	runs     []run    // of the shared strings, one behind the other
	strings  [][2]int // of each shared string, where its runs begin and end
	inCell   []run    // those of the cell that is being read
	textLeft int64    // bytes that texts may still take
}

func (r *xlsxReader) read() error {
	r.textLeft = r.limits.Unpacked
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
	if !r.archive.has(main) {
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
	entries, err := r.readEntries(main)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.id == "" && e.state == "veryHidden" {
			continue // a module of macros that an Excel before 97 kept as a sheet
		}
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

// sheetEntry is what the workbook part says of a sheet.
type sheetEntry struct{ name, state, id string }

func (r *xlsxReader) readEntries(main string) (entries []sheetEntry, err error) {
	x, err := r.archive.scan(main)
	if err != nil {
		return nil, err
	}
	err = eachStart(x, "", func() error {
		switch x.Name {
		case "x:workbookPr":
			r.book.Date1904 = isTrue(x.Attribute("date1904"))
		case "x:sheet":
			entries = append(entries, sheetEntry{report.CleanText(x.Attribute("name")), x.Attribute("state"), x.Attribute("r:id")})
		}
		return nil
	})
	if err != nil {
		return nil, damaged(main)
	}
	return entries, nil
}

func isTrue(s string) bool { return s == "1" || s == "true" || s == "on" }

func (r *xlsxReader) readStrings(name string) error {
	x, err := r.archive.scan(name)
	if err != nil || x == nil {
		return err
	}
	expected := x.Size() / 60
	r.runs, r.strings = make([]run, 0, expected), make([][2]int, 0, expected)
	err = eachStart(x, "x:sst", func() error {
		if x.Name != "x:si" {
			return nil
		}
		if len(r.strings) == r.limits.Cells { // more strings than cells serve nobody
			return tooBig(fmt.Sprintf("hơn %d chuỗi dùng chung", r.limits.Cells))
		}
		from := len(r.runs)
		if r.runs, err = readRuns(r.runs, x); err != nil {
			return err
		}
		r.strings = append(r.strings, [2]int{from, len(r.runs)})
		return nil
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

// readRuns reads the text of a string item up to its end tag and appends its runs;
// phonetic guides are not text. Runs without a font of their own have none.
func readRuns(runs []run, x *xmlscan.Scanner) ([]run, error) {
	font := ""
	for end := x.Depth() - 1; ; {
		tok, err := x.Next()
		switch {
		case err != nil:
			return nil, err
		case tok == xmlscan.End && x.Depth() == end:
			return runs, nil
		case tok != xmlscan.Start:
			continue
		}
		switch x.Name {
		case "x:r":
			font = ""
		case "x:rFont":
			font = x.Attribute("val")
		case "x:rPh":
			err = x.Skip()
		case "x:t":
			var text string
			text, err = x.Content()
			runs = append(runs, run{unescape(text), font})
		}
		if err != nil {
			return nil, err
		}
	}
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

func (r *xlsxReader) readSheet(name string) error {
	x, err := r.archive.scan(name)
	if err != nil {
		return err
	}
	if x == nil {
		return errors.New("no such part")
	}
	r.expect(x.Size() / 128)
	atRow, atCol := 0, 0
	return eachStart(x, "x:worksheet", func() error {
		switch x.Name {
		case "x:row":
			atRow, atCol = atRow+1, 0
			if n := x.Attribute("r"); n != "" {
				var err error
				if atRow, err = strconv.Atoi(n); err != nil || atRow < 1 || atRow > 1<<20 {
					return fmt.Errorf("row %q", n)
				}
			}
		case "x:c":
			atCol++
			c := Cell{Col: atCol, Row: atRow}
			if ref := x.Attribute("r"); ref != "" {
				var ok bool
				if c.Col, c.Row, ok = ParseRef(ref); !ok {
					return fmt.Errorf("cell %q", ref)
				}
			}
			atCol = c.Col
			return r.readCell(x, c)
		case "x:mergeCell":
			m, ok := parseArea(x.Attribute("ref"))
			if !ok {
				return fmt.Errorf("merge %q", x.Attribute("ref"))
			}
			return r.merge(m)
		}
		return nil
	})
}

// storedCell is what a c element holds, before its type says what it means.
type storedCell struct {
	formula, value      string
	inline              []run
	isFormula           bool
	hasInline, hasValue bool
}

// readStored reads a c element up to its end tag.
func readStored(x *xmlscan.Scanner) (s storedCell, err error) {
	err = eachChild(x, func() (err error) {
		again := false
		switch x.Name {
		case "x:f":
			again, s.isFormula = s.isFormula, true
			s.formula, err = x.Content()
		case "x:v":
			again, s.hasValue = s.hasValue, true
			s.value, err = x.Content()
		case "x:is":
			again, s.hasInline = s.hasInline, true
			s.inline, err = readRuns(nil, x)
		default:
			err = x.Skip()
		}
		if again {
			return errors.New("two of a kind")
		}
		return err
	})
	return s, err
}

// calculated tells whether a program stored a result beside the formula. An
// empty v is a result only of a formula of text; elsewhere it is what programs
// leave that never calculated, and the figure that stood there is unknown.
func (s *storedCell) calculated(kind string) bool {
	switch kind {
	case "str":
		return s.hasValue
	case "inlineStr":
		return s.hasInline
	}
	return strings.TrimSpace(s.value) != ""
}

// readCell reads a c element and adds the cell, whose place is known. A formula
// whose result is an empty text makes it hollow: the cell looks blank, yet someone
// meant something to stand there.
func (r *xlsxReader) readCell(x *xmlscan.Scanner, c Cell) error {
	kind := x.Attribute("t")
	styleID, _ := strconv.Atoi(x.Attribute("s")) // 0 where there is none: the default of ECMA-376 part 1, 18.3.1.4
	s, err := readStored(x)
	if err != nil {
		return err
	}
	var look style
	if 0 <= styleID && styleID < len(r.styles) {
		look = r.styles[styleID]
	}
	c.Show = look.show
	if err := r.value(&c, kind, look.font, &s); err != nil {
		return fmt.Errorf("cell %s: %w", c.Ref(), err)
	}
	switch {
	case !c.Empty():
		return r.add(c)
	case s.isFormula:
		return r.hollow(c.Col, c.Row)
	}
	return nil
}

// value gives a cell what is stored in it.
func (r *xlsxReader) value(c *Cell, kind, font string, s *storedCell) error {
	v := strings.TrimSpace(s.value)
	switch {
	case s.isFormula && !s.calculated(kind):
		c.Kind = Uncalculated
		if s.formula != "" {
			c.Text = report.CleanText("=" + s.formula)
		}
	case kind == "s" && s.hasValue:
		i, err := strconv.Atoi(v)
		if err != nil || i < 0 || i >= len(r.strings) {
			return fmt.Errorf("shared string %q", s.value)
		}
		return r.setText(c, font, r.runs[r.strings[i][0]:r.strings[i][1]]...)
	case kind == "inlineStr":
		return r.setText(c, font, s.inline...)
	case kind == "str":
		return r.setText(c, font, run{text: unescape(s.value)})
	case v == "":
	case kind == "b":
		c.Kind, c.Text = Bool, "FALSE"
		if isTrue(v) {
			c.Text = "TRUE"
		}
	case kind == "e":
		c.Kind, c.Text = ErrorValue, v
	case kind == "d":
		c.Kind, c.Text = ISODate, v
	case kind == "" || kind == "n":
		c.Kind, c.Text = Number, v
		if !isStoredNumber(v) {
			return fmt.Errorf("number %q", s.value)
		}
	default:
		return fmt.Errorf("cell type %q", kind)
	}
	// A book must not keep the parts alive that it was read from.
	c.Text = strings.Clone(c.Text)
	return nil
}

// setText makes runs the text of a cell; those without a font have the cell's.
// One long string in each of many cells is a bomb.
func (r *xlsxReader) setText(c *Cell, font string, runs ...run) error {
	r.inCell = r.inCell[:0]
	for _, run := range runs {
		if run.font == "" {
			run.font = font
		}
		r.inCell = append(r.inCell, run)
		r.textLeft -= int64(len(run.text))
	}
	if r.textLeft < 0 {
		return tooBig("ô " + r.sheet.Name + "!" + c.Ref())
	}
	c.setText(r.inCell...)
	c.Text = strings.Clone(c.Text)
	return nil
}
