package sheet

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/beevik/etree"

	"vanthu/output/opc"
	"vanthu/output/tag"
	"vanthu/pipeline/finding"
)

// book is an open template.
type book struct {
	opt     Options
	data    *tag.Scope
	pkg     *opc.Package
	main    string // xl/workbook.xml
	doc     *etree.Document
	sheets  []*sheet          // worksheets, in the order of the tabs
	byName  map[string]*sheet // by lower-case name
	strings []*etree.Element  // the shared strings
	found   []finding.Finding
	seen    map[string]bool
	repeats tag.Repeats                // errors that many copies of a cell may have
	steps   int                        // of unfolding, so far
	stopped bool                       // too many
	docs    map[string]*etree.Document // further parts that were changed
	gone    map[string]bool            // parts that are left out
}

// sheet is one worksheet.
type sheet struct {
	b     *book
	index int    // of the tab, from 0, other kinds of sheets counted
	name  string // in the template
	title string // in the result
	tab   *etree.Element
	part  string
	doc   *etree.Document
	data  *etree.Element // sheetData
	rows  map[int]*row
	last  int // number of the last row
	tags  []*mark
	inner []*section // outermost sections of rows
	empty map[int]bool
	plan  *plan
}

// row is a row of the template.
type row struct {
	number int
	el     *etree.Element
	cells  []*cell
}

// cell is a cell of the template. pieces is nil where there is no tag.
type cell struct {
	s        *sheet
	row, col int // from 1
	el       *etree.Element
	formula  *etree.Element
	runs     []run
	pieces   []piece
	full     bool // holds text or a value
}

func (c *cell) ref() string { return colName(c.col) + strconv.Itoa(c.row) }

// open reads the template.
func open(template []byte, opt Options) (*book, error) {
	pkg, err := opc.Open(template, limits)
	if err != nil {
		return nil, fmt.Errorf("open template: %w", err)
	}
	main, err := pkg.MainDocument()
	if err != nil {
		return nil, fmt.Errorf("open template: %w", err)
	}
	b := &book{opt: opt, pkg: pkg, main: main, byName: map[string]*sheet{}, seen: map[string]bool{},
		docs: map[string]*etree.Document{}, gone: map[string]bool{}}
	if b.doc, err = parse(pkg.Part(main)); err != nil {
		return nil, fmt.Errorf("open template: %s: %w", main, err)
	}
	if b.doc.Root().Tag != "workbook" {
		return nil, fmt.Errorf("open template: %s is no workbook", main)
	}
	rels, err := pkg.Rels(main)
	if err != nil {
		return nil, fmt.Errorf("open template: %w", err)
	}
	for _, r := range rels {
		if r.Is("/sharedStrings") && !r.External && pkg.Has(r.Target) {
			doc, err := parse(pkg.Part(r.Target))
			if err != nil {
				b.report(brokenPart(r.Target, err))
				continue
			}
			b.strings = children(doc.Root(), "si")
		}
	}
	b.openSheets(rels)
	return b, nil
}

// openSheets reads the worksheets. Charts and macro sheets that are tabs of
// their own hold no cells.
func (b *book) openSheets(rels []opc.Rel) {
	tabs := child(b.doc.Root(), "sheets")
	if tabs == nil {
		return
	}
	for i, tab := range children(tabs, "sheet") {
		id := attrOf(tab, "id", true)
		n := slices.IndexFunc(rels, func(r opc.Rel) bool { return r.ID == id })
		if n < 0 || !rels[n].Is("/worksheet") || rels[n].External || !b.pkg.Has(rels[n].Target) {
			continue
		}
		s := &sheet{b: b, index: i, tab: tab, name: attrOf(tab, "name", false), part: partName(b.pkg, rels[n].Target),
			rows: map[int]*row{}, empty: map[int]bool{}}
		s.title = s.name
		doc, err := parse(b.pkg.Part(s.part))
		if err == nil {
			s.doc = doc
			err = s.read()
		}
		if err != nil {
			b.report(brokenPart(s.part, err))
			continue
		}
		b.sheets = append(b.sheets, s)
		b.byName[strings.ToLower(s.name)] = s
	}
}

// read finds the cells and their tags. Rows and cells may leave out where they
// stand; then they follow the one before.
func (s *sheet) read() error {
	if s.data = child(s.doc.Root(), "sheetData"); s.data == nil {
		return errors.New("no sheetData")
	}
	for _, el := range children(s.data, "row") {
		n, err := strconv.Atoi(el.SelectAttrValue("r", strconv.Itoa(s.last+1)))
		if err != nil || n <= s.last || n > maxRow {
			return fmt.Errorf("row %q behind row %d", el.SelectAttrValue("r", ""), s.last)
		}
		s.last = n
		r := &row{number: n, el: el}
		s.rows[n] = r
		for _, c := range children(el, "c") {
			col := 1
			if len(r.cells) > 0 {
				col = r.cells[len(r.cells)-1].col + 1
			}
			if ref := c.SelectAttrValue("r", ""); ref != "" {
				p, ok := parseCell(ref)
				if !ok || p.row != n || p.col < col {
					return fmt.Errorf("cell %q in row %d", ref, n)
				}
				col = p.col
			}
			if col > maxCol {
				return fmt.Errorf("cell %d in row %d", col, n)
			}
			r.cells = append(r.cells, s.readCell(c, n, col))
		}
	}
	s.unshare()
	return nil
}

func (s *sheet) readCell(el *etree.Element, row, col int) *cell {
	c := &cell{s: s, row: row, col: col, el: el, formula: child(el, "f")}
	v := child(el, "v")
	c.full = v != nil && v.Text() != "" || c.formula != nil
	if c.formula != nil {
		return c
	}
	switch el.SelectAttrValue("t", "n") {
	case "s":
		if v != nil {
			if i, err := strconv.Atoi(strings.TrimSpace(v.Text())); err == nil && i >= 0 && i < len(s.b.strings) {
				c.runs = runsOf(s.b.strings[i])
			}
		}
	case "inlineStr":
		if is := child(el, "is"); is != nil {
			c.runs = runsOf(is)
		}
	case "str":
		if v != nil {
			c.runs = []run{{text: v.Text()}}
		}
	}
	c.scan()
	return c
}

// unshare writes out the formulas that Excel keeps once for many cells, so that
// each can go its own way.
func (s *sheet) unshare() {
	type origin struct {
		text string
		cell *cell
	}
	shared := map[string]origin{}
	for _, r := range s.ordered() {
		for _, c := range r.cells {
			if c.formula == nil || c.formula.SelectAttrValue("t", "") != "shared" {
				continue
			}
			si := c.formula.SelectAttrValue("si", "")
			if text := c.formula.Text(); text != "" {
				shared[si] = origin{text, c}
			} else if o, ok := shared[si]; ok {
				c.formula.SetText(shift(o.text, c.row-o.cell.row, c.col-o.cell.col))
			}
			for _, key := range []string{"t", "si", "ref"} {
				c.formula.RemoveAttr(key)
			}
		}
	}
}

// ordered lists the rows that exist, from above.
func (s *sheet) ordered() []*row {
	rows := make([]*row, 0, len(s.rows))
	for _, r := range s.rows { // sorted below
		rows = append(rows, r)
	}
	slices.SortFunc(rows, func(a, b *row) int { return a.number - b.number })
	return rows
}

// parse reads a part so that it can be written again unchanged.
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
	return doc, nil
}

// children lists the child elements with a local name. The namespaces of a
// workbook's parts never use one local name for two things that are meant here.
func children(el *etree.Element, name string) []*etree.Element {
	var out []*etree.Element
	for _, c := range el.ChildElements() {
		if c.Tag == name {
			out = append(out, c)
		}
	}
	return out
}

// child gives the first child element with a local name, or nil.
func child(el *etree.Element, name string) *etree.Element {
	for _, c := range el.ChildElements() {
		if c.Tag == name {
			return c
		}
	}
	return nil
}

// attrOf gives an attribute by its local name, with a prefix or without.
func attrOf(el *etree.Element, key string, prefixed bool) string {
	for _, a := range el.Attr {
		if a.Key == key && (a.Space != "") == prefixed {
			return a.Value
		}
	}
	return ""
}

// like makes an element with the prefix of another one.
func like(el *etree.Element, name string) *etree.Element {
	e := etree.NewElement(name)
	e.Space = el.Space
	return e
}
