// Package sheet fills spreadsheet templates: it takes an .xlsx file with the
// tags of output/tag in its cells and data as from JSON, and gives the finished
// workbook. It knows nothing of what the values mean and reads no file; making
// workbooks from nothing is output/xlsx.
//
//	out, found, err := sheet.Fill(template, map[string]any{
//		"ky":       map[string]any{"ten": "6 tháng đầu năm 2025"},
//		"san_pham": []any{map[string]any{"ten": "Tin, bài", "so": json.Number("45")}},
//	}, sheet.Options{File: "bieu-tong-hop.xlsx"})
//	// out is nil where found holds an error; err is for files that are no workbook
//
// # Cells
//
// A cell may hold texts and tags in any number; the run of a tag's opening brace
// gives the format. A cell that holds one value tag and nothing else becomes a
// number where the value is one in the data, and keeps its number format; text
// stays text, never a formula or a date, whatever it looks like. Names of sheets
// and the texts of page headers and footers hold values too. Tags in text boxes,
// charts and formulas are not filled; a warning names them.
//
// # Sections
//
// Two tags in different rows repeat the rows from the one to the other, two in
// different cells of one row that row, two in one cell the text between them
// (|hang: the row all the same). A row that holds nothing but the tags of such
// sections vanishes, and so do the rows of a section that is not true. Columns
// are not repeated.
//
// # What moves
//
// A formula goes on meaning the cells that it meant. Outside of the repeated
// rows a range over them spans all copies (=SUM(C5:C5), and =SUM(C5) as well; of
// no copies such a function gets a cell that is always empty, in the last row).
// Inside, a reference to a row of the section is one to the same copy, with $ to
// all copies; a relative reference to the row above the section is one to the
// row above the copy, as if the rows had been filled down in Excel. Merged cells, conditional formats, validations, links, page breaks
// and sparklines come with each copy; comments, pictures, charts and form
// controls move, and stay with the first copy. Names, print areas and titles, filters,
// tables, frozen rows, protected ranges, charts, pivot sources and the formulas
// of other sheets follow.
//
// No value of a formula that was stored in the template is left: it would be
// stale. Excel and LibreOffice compute all of them when they open the file; a
// viewer that does not compute shows empty cells rather than wrong sums.
//
// The same template and data give the same bytes.
package sheet

import (
	"fmt"
	"slices"
	"strings"

	"vanthu/output/opc"
	"vanthu/output/tag"
	"vanthu/pipeline/finding"
)

// Options say how to fill.
type Options struct {
	File         string // the template's name, for findings
	AllowMissing bool   // names that the data lacks print dots instead of being errors
}

// Fill fills a template. The data are as decoded from JSON; numbers are
// json.Number, Go's numbers and whatever else is a number in JSON. The findings
// are sorted; where they hold an error, out is nil. The error is for a template
// that is no workbook.
func Fill(template []byte, data map[string]any, opt Options) (out []byte, findings []finding.Finding, err error) {
	defer func() { // a template that is broken in a way nobody foresaw must not end the program
		if r := recover(); r != nil {
			out, findings, err = nil, nil, fmt.Errorf("fill workbook: %v", r)
		}
	}()
	b, err := open(template, opt)
	if err != nil {
		return nil, nil, err
	}
	b.data = tag.Data(data)
	b.place()
	if !b.failed() {
		b.expand()
	}
	if !b.failed() {
		b.move()
	}
	failed := b.failed()
	for _, f := range b.repeats.All() {
		b.report(f)
	}
	if failed {
		finding.Sort(b.found)
		return nil, b.found, nil
	}
	out, err = b.write()
	finding.Sort(b.found)
	return out, b.found, err
}

// Field is one tag of a template.
type Field struct {
	Name     string   // as written: ky.ten, or . for the element itself
	Kind     string   // "" a value, # ^ / a section's tags, @ a picture
	Sheet    string   // as it is called in the template
	Cell     string   // A1; "" in the sheet's name, a page header or footer
	Sections []string // names of the sections around it, outermost first
}

// Fields lists the tags of a template, sheet by sheet, row by row. Tags that do
// not match are no hindrance here.
func Fields(template []byte) (fields []Field, err error) {
	defer func() {
		if r := recover(); r != nil {
			fields, err = nil, fmt.Errorf("read workbook: %v", r)
		}
	}()
	b, err := open(template, Options{})
	if err != nil {
		return nil, err
	}
	for _, s := range b.sheets {
		for _, text := range append([]string{s.name}, s.margins()...) {
			tags, _ := tag.Scan(text)
			for _, t := range tags {
				fields = append(fields, Field{Name: t.Name, Kind: t.Kind.String(), Sheet: s.name})
			}
		}
		around := s.around()
		for i, m := range s.tags {
			fields = append(fields, Field{Name: m.Name, Kind: m.Kind.String(), Sheet: s.name, Cell: m.cell.ref(), Sections: around[i]})
		}
	}
	return fields, nil
}

// around names, for each tag of a sheet, the sections around it.
func (s *sheet) around() [][]string {
	names := make([][]string, len(s.tags))
	pairs, _ := tag.Match(plainTags(s.tags), func(int) string { return "" })
	slices.SortFunc(pairs, func(a, b tag.Pair) int { return a.Open - b.Open })
	for _, p := range pairs {
		for i := p.Open + 1; i < p.Close; i++ {
			names[i] = append(names[i], s.tags[p.Open].Name)
		}
	}
	return names
}

// Unused warns of the top-level names of the data that no tag of the template
// uses, in the order of their names.
func Unused(template []byte, data map[string]any, file string) ([]finding.Finding, error) {
	fields, err := Fields(template)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return tag.Unused(names, data, file), nil
}

// report collects a finding, once.
func (b *book) report(f finding.Finding) {
	f.Pos.File = b.opt.File
	key := f.Code + "\x00" + f.Pos.Place() + "\x00" + f.Message
	if !b.seen[key] {
		b.seen[key] = true
		b.found = append(b.found, f)
	}
}

func (b *book) failed() bool { return b.repeats.Any() || finding.HasError(b.found) }

// limits bound a template by what its trees take in memory: two million nodes
// take about 0.9 GB. A sheet of 400,000 filled cells has as many.
var limits = opc.Limits{Parts: 5000, PartBytes: 32 << 20, AllBytes: 128 << 20, Nodes: 2 << 20}

// The bounds of the format.
const (
	maxRow     = 1 << 20
	maxCol     = 1 << 14
	maxText    = 32767 // UTF-16 units in a cell
	maxTitle   = 31    // in a sheet's name
	maxMargin  = 255   // in a page header or footer
	maxPrecise = 15    // digits of a number
)

// isPart tells whether a part lies in a folder of the package and is XML.
func isPart(name, folder string) bool {
	return strings.HasPrefix(strings.ToLower(name), folder) && strings.HasSuffix(strings.ToLower(name), ".xml")
}
