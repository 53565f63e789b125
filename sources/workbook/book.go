package workbook

import (
	"encoding/xml"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"vanthu/pipeline/report"
)

// kind is what a cell holds.
type kind int

const (
	kindText    kind = iota + 1
	kindNumber       // text is the stored decimal
	kindBool         // text is TRUE or FALSE
	kindError        // text is #REF! and the like
	kindISODate      // t="d": text is 2025-06-15 or 2025-06-15T00:00:00
	kindUnknown      // a formula without a stored value; text is the formula, where the cell holds it
)

// cell is a filled cell.
type cell struct {
	col, row int // from 1
	kind     kind
	text     string // text in NFC without control characters; numbers as stored
	show     showAs // how its number format shows a number
}

func (c cell) ref() string { return refOf(c.col, c.row) }

func (c cell) empty() bool { return c.kind == 0 }

// line is a row with something in it; cells stand from left to right.
type line struct {
	n     int
	cells []cell
}

// at gives the cell of a column; an empty one where there is none.
func (l line) at(col int) cell {
	i, ok := slices.BinarySearchFunc(l.cells, col, func(c cell, col int) int { return c.col - col })
	if !ok {
		return cell{col: col, row: l.n}
	}
	return l.cells[i]
}

// area is a rectangle of cells, its corners included.
type area struct{ col1, row1, col2, row2 int }

func (a area) holds(col, row int) bool {
	return a.col1 <= col && col <= a.col2 && a.row1 <= row && row <= a.row2
}

type sheet struct {
	name       string
	veryHidden bool
	lines      []line // from top to bottom
	merges     []area
	hollow     map[[2]int]bool // column and row of formulas that gave an empty text
}

// line gives a row; an empty one where nothing stands in it.
func (s *sheet) line(n int) line {
	i, ok := slices.BinarySearchFunc(s.lines, n, func(l line, n int) int { return l.n - n })
	if !ok {
		return line{n: n}
	}
	return s.lines[i]
}

// through gives the cell that a person sees at a place: within a merged area,
// its top left one.
func (s *sheet) through(col, row int) cell {
	c := s.line(row).at(col)
	if !c.empty() {
		return c
	}
	for _, m := range s.merges {
		if m.holds(col, row) {
			return s.line(m.row1).at(m.col1)
		}
	}
	return c
}

// book is a workbook as it was read.
type book struct {
	sheets   []*sheet
	date1904 bool
}

// readBook reads every worksheet, or refuses the whole file.
func readBook(data []byte, limits Limits) (*book, error) {
	limits = limits.withDefaults()
	a, err := openArchive(data, limits)
	if err != nil {
		return nil, err
	}
	if err := refuseByParts(a); err != nil {
		return nil, err
	}
	r := &reader{archive: a, limits: limits, cellsLeft: limits.Cells}
	return r.read()
}

// refuseByParts tells other zip packages from a workbook.
func refuseByParts(a *archive) error {
	mime, _, err := a.part("mimetype")
	switch {
	case err != nil:
		return err
	case strings.Contains(string(mime), "opendocument.spreadsheet"):
		return &refusal{code: "tep-ods", message: "tệp ở dạng bảng tính OpenDocument (.ods), chưa đọc được", hint: hintSaveAs}
	case a.has("word/document.xml"):
		return &refusal{code: "loai-tep-la", message: "đây là tệp Word (.docx), không phải bảng tính", hint: "điền số liệu vào mẫu báo cáo .xlsx đã phát rồi gửi lại"}
	case a.has("xl/workbook.bin"):
		return &refusal{code: "loai-tep-la", message: "tệp ở dạng bảng tính nhị phân (.xlsb), không đọc được", hint: hintSaveAs}
	case !a.has("[Content_Types].xml"):
		return &refusal{code: "loai-tep-la", message: "đây là tệp nén (.zip), không phải bảng tính", hint: "giải nén rồi gửi tệp .xlsx bên trong"}
	}
	return nil
}

type reader struct {
	archive   *archive
	limits    Limits
	cellsLeft int
	strings   []string
	shows     []showAs // by cell style
	book      book
}

func (r *reader) read() (*book, error) {
	root, err := r.archive.relations("")
	if err != nil {
		return nil, err
	}
	main := "xl/workbook.xml"
	for _, rel := range root {
		if rel.kind == "officeDocument" {
			main = rel.target
		}
	}
	data, ok, err := r.archive.part(main)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, &refusal{code: "loai-tep-la", message: "trong tệp không có bảng tính nào", hint: "gửi chính tệp mẫu báo cáo .xlsx đã điền"}
	}
	rels, err := r.archive.relations(main)
	if err != nil {
		return nil, err
	}
	for _, rel := range rels {
		switch rel.kind {
		case "sharedStrings":
			err = r.readStrings(rel.target)
		case "styles":
			err = r.readStyles(rel.target)
		}
		if err != nil {
			return nil, err
		}
	}
	type entry struct{ name, state, id string }
	var entries []entry
	err = eachElement(data, func(_ *xml.Decoder, e xml.StartElement) (bool, error) {
		switch e.Name.Local {
		case "workbookPr":
			r.book.date1904 = isTrue(attr(e, "date1904"))
		case "sheet":
			entries = append(entries, entry{report.CleanText(attr(e, "name")), attr(e, "state"), attr(e, "id")})
		}
		return false, nil
	})
	if err != nil {
		return nil, damaged(main)
	}
	if len(entries) > r.limits.Sheets {
		return nil, tooBig(fmt.Sprintf("%d sheet", len(entries)))
	}
	for _, e := range entries {
		rel, ok := rels[e.id]
		if !ok {
			return nil, damaged("sheet “" + e.name + "”")
		}
		if rel.kind != "worksheet" {
			continue // a chart or a macro sheet holds no cells
		}
		s := &sheet{name: e.name, veryHidden: e.state == "veryHidden"}
		if err := r.readSheet(s, rel.target); err != nil {
			return nil, err
		}
		r.book.sheets = append(r.book.sheets, s)
	}
	if len(r.book.sheets) == 0 {
		return nil, &refusal{code: "loai-tep-la", message: "trong tệp không có bảng tính nào", hint: "gửi chính tệp mẫu báo cáo .xlsx đã điền"}
	}
	return &r.book, nil
}

func isTrue(s string) bool { return s == "1" || s == "true" || s == "on" }

func (r *reader) readStrings(name string) error {
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
	var refused *refusal
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

func (r *reader) readSheet(s *sheet, name string) error {
	data, ok, err := r.archive.part(name)
	if err != nil {
		return err
	}
	if !ok {
		return damaged("sheet “" + s.name + "”")
	}
	s.hollow = map[[2]int]bool{}
	lines := map[int][]cell{}
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
				if col, row, ok = parseRef(ref); !ok {
					return false, fmt.Errorf("cell %q", ref)
				}
			}
			atCol = col
			c, hollow, err := r.readCell(d, e)
			if err != nil {
				return true, fmt.Errorf("cell %s: %w", refOf(col, row), err)
			}
			c.col, c.row = col, row
			if c.empty() && !hollow {
				return true, nil
			}
			if err := r.afford(s, c); err != nil {
				return true, err
			}
			if hollow {
				s.hollow[[2]int{col, row}] = true
				return true, nil
			}
			lines[row] = append(lines[row], c)
			if len(lines) > r.limits.Rows {
				return true, tooBig(fmt.Sprintf("sheet “%s”: hơn %d dòng", s.name, r.limits.Rows))
			}
			return true, nil
		case "mergeCell":
			m, ok := parseArea(attr(e, "ref"))
			if !ok {
				return false, fmt.Errorf("merge %q", attr(e, "ref"))
			}
			if s.merges = append(s.merges, m); len(s.merges) > r.limits.MergeAreas {
				return false, tooBig(fmt.Sprintf("sheet “%s”: hơn %d ô gộp", s.name, r.limits.MergeAreas))
			}
		}
		return false, nil
	})
	var refused *refusal
	if errors.As(err, &refused) {
		return refused
	}
	if err != nil {
		return damaged("sheet “" + s.name + "”")
	}
	return s.arrange(lines)
}

// arrange puts the cells of a sheet in order, whatever the order of its part.
func (s *sheet) arrange(lines map[int][]cell) error {
	for n, cells := range lines {
		slices.SortStableFunc(cells, func(a, b cell) int { return a.col - b.col })
		for i := 1; i < len(cells); i++ {
			if cells[i].col == cells[i-1].col {
				return damaged("ô " + s.name + "!" + cells[i].ref())
			}
		}
		s.lines = append(s.lines, line{n, cells})
	}
	slices.SortFunc(s.lines, func(a, b line) int { return a.n - b.n })
	return nil
}

// afford holds a filled cell against the limits.
func (r *reader) afford(s *sheet, c cell) error {
	if r.cellsLeft--; r.cellsLeft < 0 {
		return tooBig(fmt.Sprintf("hơn %d ô", r.limits.Cells))
	}
	if c.col > r.limits.Columns || utf8.RuneCountInString(c.text) > r.limits.TextRunes {
		return tooBig("ô " + s.name + "!" + c.ref())
	}
	return nil
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
func (r *reader) readCell(d *xml.Decoder, e xml.StartElement) (c cell, hollow bool, err error) {
	s, err := readStored(d)
	if err != nil {
		return c, false, err
	}
	if i, err := strconv.Atoi(attr(e, "s")); err == nil && i >= 0 && i < len(r.shows) {
		c.show = r.shows[i]
	}
	v := strings.TrimSpace(s.value)
	text := func(t string) {
		if c.text = report.CleanText(t); c.text != "" {
			c.kind = kindText
		}
	}
	switch t := attr(e, "t"); {
	case s.isFormula && !s.calculated(t):
		c.kind = kindUnknown
		if s.formula != "" {
			c.text = report.CleanText("=" + s.formula)
		}
	case t == "s" && s.hasValue:
		i, err := strconv.Atoi(v)
		if err != nil || i < 0 || i >= len(r.strings) {
			return c, false, fmt.Errorf("shared string %q", s.value)
		}
		text(r.strings[i])
	case t == "inlineStr":
		text(s.inline)
	case t == "str":
		text(unescape(s.value))
	case v == "":
	case t == "b":
		c.kind, c.text = kindBool, "FALSE"
		if isTrue(v) {
			c.text = "TRUE"
		}
	case t == "e":
		c.kind, c.text = kindError, v
	case t == "d":
		c.kind, c.text = kindISODate, v
	case t == "" || t == "n":
		c.kind, c.text = kindNumber, v
		if !storedNumber.MatchString(c.text) {
			return c, false, fmt.Errorf("number %q", s.value)
		}
	default:
		return c, false, fmt.Errorf("cell type %q", t)
	}
	return c, s.isFormula && c.empty(), nil
}

// refOf writes an A1 reference.
func refOf(col, row int) string { return columnName(col) + strconv.Itoa(row) }

func columnName(col int) string {
	var name []byte
	for ; col > 0; col = (col - 1) / 26 {
		name = append(name, byte('A'+(col-1)%26))
	}
	slices.Reverse(name)
	return string(name)
}

// parseRef reads an A1 reference.
func parseRef(ref string) (col, row int, ok bool) {
	i := 0
	for ; i < len(ref) && i < 3 && 'A' <= ref[i]&^0x20 && ref[i]&^0x20 <= 'Z'; i++ {
		col = col*26 + int(ref[i]&^0x20-'A') + 1
	}
	row, err := strconv.Atoi(ref[i:])
	return col, row, err == nil && col >= 1 && col <= 16384 && row >= 1 && row <= 1<<20 && ref[i] != '+'
}

func parseArea(ref string) (area, bool) {
	from, to, two := strings.Cut(strings.ReplaceAll(ref, "$", ""), ":")
	if !two {
		to = from
	}
	c1, r1, ok1 := parseRef(from)
	c2, r2, ok2 := parseRef(to)
	return area{min(c1, c2), min(r1, r2), max(c1, c2), max(r1, r2)}, ok1 && ok2
}
