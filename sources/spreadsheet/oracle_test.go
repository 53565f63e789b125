package spreadsheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// walk reads a sheet part or the shared strings with encoding/xml, as the reader
// did before it had a scanner of its own: the oracle of the one it has now.
type walk struct {
	*xlsxReader
	d *xml.Decoder
}

// eachElement walks a whole part to its very end and hands every start tag to
// visit, which tells whether it consumed the element to its end tag.
func (w *walk) eachElement(part string, visit func(xml.StartElement) (consumed bool, err error)) error {
	w.d = xml.NewDecoder(strings.NewReader(part))
	depth, roots := 0, 0
	for {
		tok, err := w.d.Token()
		if errors.Is(err, io.EOF) {
			if roots != 1 {
				return fmt.Errorf("%d root elements", roots)
			}
			return nil
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if depth == 0 {
				roots++
			}
			consumed, err := visit(t)
			if err != nil {
				return err
			}
			if !consumed {
				depth++
			}
		case xml.EndElement:
			depth--
		case xml.CharData:
			if depth == 0 && len(bytes.TrimSpace(t)) > 0 {
				return errors.New("text outside the root element")
			}
		}
	}
}

func oldAttr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

func inMain(n xml.Name) bool { return spaces[n.Space] == "x" }

func (w *walk) readStrings(part string) (texts []string, err error) {
	err = w.eachElement(part, func(e xml.StartElement) (bool, error) {
		if !inMain(e.Name) || e.Name.Local != "si" {
			return false, nil
		}
		text, err := w.richText()
		texts = append(texts, text)
		return true, err
	})
	return texts, err
}

func (w *walk) richText() (string, error) {
	var b strings.Builder
	inText, depth := false, 1
	for depth > 0 {
		tok, err := w.d.Token()
		if err != nil {
			return "", err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if inMain(t.Name) && t.Name.Local == "rPh" {
				if err := w.d.Skip(); err != nil {
					return "", err
				}
				continue
			}
			depth++
			inText = inMain(t.Name) && t.Name.Local == "t"
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

// readSheet adds the cells of a part to the open sheet.
func (w *walk) readSheet(part string, texts []string) error {
	atRow, atCol := 0, 0
	return w.eachElement(part, func(e xml.StartElement) (consumed bool, err error) {
		if !inMain(e.Name) {
			return false, nil
		}
		switch e.Name.Local {
		case "row":
			atRow, atCol = atRow+1, 0
			if n := oldAttr(e, "r"); n != "" {
				if atRow, err = strconv.Atoi(n); err != nil || atRow < 1 || atRow > 1<<20 {
					return false, fmt.Errorf("row %q", n)
				}
			}
		case "c":
			atCol++
			c := Cell{Col: atCol, Row: atRow}
			if ref := oldAttr(e, "r"); ref != "" {
				var ok bool
				if c.Col, c.Row, ok = ParseRef(ref); !ok {
					return false, fmt.Errorf("cell %q", ref)
				}
			}
			atCol = c.Col
			hollow, err := w.readCell(e, &c, texts)
			switch {
			case err != nil:
				return true, err
			case hollow:
				return true, w.hollow(c.Col, c.Row)
			case c.Empty():
				return true, nil
			}
			return true, w.add(c)
		case "mergeCell":
			m, ok := parseArea(oldAttr(e, "ref"))
			if !ok {
				return false, fmt.Errorf("merge %q", oldAttr(e, "ref"))
			}
			return false, w.merge(m)
		}
		return false, nil
	})
}

var storedNumber = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$`)

func (w *walk) readCell(e xml.StartElement, c *Cell, texts []string) (hollow bool, err error) {
	var value, formula, inline strings.Builder
	var into *strings.Builder
	isFormula, hasInline, hasValue := false, false, false
	for depth := 1; depth > 0; {
		tok, err := w.d.Token()
		if err != nil {
			return false, err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			into = nil
			if depth == 1 && inMain(t.Name) {
				switch t.Name.Local {
				case "is":
					text, err := w.richText()
					if err != nil {
						return false, err
					}
					inline.WriteString(text)
					hasInline = true
					continue
				case "f":
					isFormula, into = true, &formula
				case "v":
					hasValue, into = true, &value
				}
			}
			depth++
		case xml.EndElement:
			depth--
			into = nil
		case xml.CharData:
			if into != nil {
				into.Write(t)
			}
		}
	}
	v, kind := strings.TrimSpace(value.String()), oldAttr(e, "t")
	calculated := v != ""
	switch kind {
	case "str":
		calculated = hasValue
	case "inlineStr":
		calculated = hasInline
	}
	switch {
	case isFormula && !calculated:
		c.Kind = Uncalculated
		if formula.String() != "" {
			c.setText(run{text: "=" + formula.String()})
			c.Kind = Uncalculated
		}
	case kind == "s" && hasValue:
		i, err := strconv.Atoi(v)
		if err != nil || i < 0 || i >= len(texts) {
			return false, fmt.Errorf("shared string %q", v)
		}
		c.setText(run{text: texts[i]})
	case kind == "inlineStr":
		c.setText(run{text: inline.String()})
	case kind == "str":
		c.setText(run{text: unescape(value.String())})
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
		if !storedNumber.MatchString(v) {
			return false, fmt.Errorf("number %q", v)
		}
	default:
		return false, fmt.Errorf("cell type %q", kind)
	}
	return isFormula && c.Empty(), nil
}

const mainSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`

// bookOf makes a package of one sheet.
func bookOf(t testing.TB, sheet, texts, styles string) []byte {
	t.Helper()
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range [][2]string{
		{"[Content_Types].xml", "<Types/>"},
		{"xl/workbook.xml", `<workbook ` + mainSpace + ` xmlns:r="` + office + `"><sheets><sheet name="S" r:id="a"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="` + office + `/worksheet" Target="s.xml"/><Relationship Id="b" Type="` + office + `/sharedStrings" Target="t.xml"/><Relationship Id="c" Type="` + office + `/styles" Target="y.xml"/></Relationships>`},
		{"xl/s.xml", sheet}, {"xl/t.xml", texts}, {"xl/y.xml", styles},
	} {
		f, err := w.CreateHeader(&zip.FileHeader{Name: part[0]}) // stored, not packed
		if err == nil {
			_, err = io.WriteString(f, part[1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// likeTheWalk reads a sheet both ways. What the reader takes is what the walk
// takes, cell by cell. What it refuses beyond the walk is told by name.
func likeTheWalk(t *testing.T, sheet, texts string) (taken bool) {
	t.Helper()
	book, err := Read(bookOf(t, sheet, texts, `<styleSheet `+mainSpace+`/>`), Limits{})
	if err != nil {
		return false
	}
	sheet, texts = strings.TrimPrefix(sheet, "\ufeff"), strings.TrimPrefix(texts, "\ufeff")
	if strings.HasPrefix(sheet+texts, "\xff\xfe") || strings.HasPrefix(texts, "\xff\xfe") || strings.HasPrefix(sheet, "\xfe\xff") || strings.HasPrefix(texts, "\xfe\xff") {
		return true // UTF-16 was never read
	}
	b := &builder{limits: Limits{}.withDefaults()}
	b.cellsLeft = b.limits.Cells
	w := &walk{xlsxReader: &xlsxReader{builder: b}}
	shared, err := w.readStrings(texts)
	if err != nil {
		t.Fatalf("the walk refuses the strings %q: %v", texts, err)
	}
	if err := b.begin("S", false); err != nil {
		t.Fatal(err)
	}
	if err := w.readSheet(sheet, shared); err != nil {
		t.Fatalf("the walk refuses %q with %q: %v", sheet, texts, err)
	}
	if err := b.end(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b.book.Sheets, book.Sheets); diff != "" {
		t.Errorf("%q with %q (-walk +own):\n%s", sheet, texts, diff)
	}
	return true
}

// sheets are bodies of sheet parts and whether they are taken.
var sheets = []struct {
	body  string
	taken bool
}{
	{`<row r="2"><c r="C2"><v>1.5</v></c><c r="A2" t="s"><v>1</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row><row r="1"><c t="b"><v>1</v></c></row>`, true},
	{`<row><c t="inlineStr"><is><r><rPr><rFont val=".VnTime"/></rPr><t>a</t></r><r><t xml:space="preserve"> b</t></r><rPh sb="0" eb="1"><t>c</t></rPh></is></c><c t="str"><v>_x0041_</v></c></row>`, true},
	{`<row><c><f>1+1</f></c><c><f>1</f><v>1</v></c><c t="str"><f>""</f><v/></c><c t="e"><v>#REF!</v></c><c t="d"><v>2025-06-15</v></c><c s="3"/></row>`, true},
	{`<row><c><v>1<!-- -->2<![CDATA[3]]></v></c><c t="s"><v> 2 </v></c></row><mergeCells><mergeCell ref="A1:$B$3"/></mergeCells>`, true},
	{`<y:row xmlns:y="http://purl.oclc.org/ooxml/spreadsheetml/main"><y:c y:t="s"><y:v>7</y:v></y:c></y:row><z:row xmlns:z="u:z"><z:c><z:v>x</z:v></z:c></z:row>`, true},
	{`<row><c><v>1</v><extLst><ext><v>2</v></ext></extLst></c></row>`, true},
	{`<row><c t="s"><v>9</v></c></row>`, false}, {`<row><c t="s"><v>-1</v></c></row>`, false}, {`<row><c><v>1,5</v></c></row>`, false}, {`<row><c t="x"><v>1</v></c></row>`, false},
	{`<row><c r="1A"/></row>`, false}, {`<row r="0"/>`, false}, {`<row><c r="A1"><v>1</v></c><c r="A1"><v>1</v></c></row>`, false}, {`<mergeCell ref="A1:"/>`, false},
	// What encoding/xml let pass:
	{`<row><c><v>1</v><v>2</v></c></row>`, false}, {`<row><c><v>1<x/>2</v></c></row>`, false}, {`<row r="1" r="2"/>`, false}, {`<q:row/>`, false}, {`<!DOCTYPE x>`, false},
}

const sharedStrings = `<sst ` + mainSpace + `><si><t>không</t></si><si><r><t>a </t></r><r><rPr><rFont val=".VnTimeH"/></rPr><t>b&amp;</t></r><rPh><t>x</t></rPh></si><si/></sst>`

func TestReaderLikeTheWalk(t *testing.T) {
	for _, test := range sheets {
		sheet := `<worksheet ` + mainSpace + `><sheetData>` + test.body + `</sheetData></worksheet>`
		if taken := likeTheWalk(t, sheet, sharedStrings); taken != test.taken {
			t.Errorf("%s: taken %v", test.body, taken)
		}
	}
	for _, root := range []string{`<worksheet/>`, `<sst ` + mainSpace + `/>`, `<x ` + mainSpace + `/>`, `<!DOCTYPE x><worksheet ` + mainSpace + `/>`, ``, `<worksheet ` + mainSpace + `/><x/>`} {
		if likeTheWalk(t, root, sharedStrings) {
			t.Errorf("a sheet part %s was taken", root)
		}
	}
}

// FuzzRead holds the reader against the walk.
func FuzzRead(f *testing.F) {
	for _, test := range sheets {
		f.Add(`<worksheet `+mainSpace+`><sheetData>`+test.body+`</sheetData></worksheet>`, sharedStrings)
	}
	f.Fuzz(func(t *testing.T, sheet, texts string) { likeTheWalk(t, sheet, texts) })
}

func FuzzStoredNumber(f *testing.F) {
	for _, s := range []string{"", "1", "-1.5", ".5", "5.", ".", "+.e1", "1e5", "1E-07", "1e1234", "1e", "--1", "0x1", "1\n", "١"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := isStoredNumber(s), storedNumber.MatchString(s); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	})
}
