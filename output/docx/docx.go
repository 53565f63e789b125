// Package docx fills Word templates: it takes a DOCX file with tags such as
// {ten} and {#danh_sach} … {/danh_sach} and data as from JSON, and gives the
// finished DOCX. It knows nothing of what the values mean, lays nothing out and
// reads no file.
//
//	out, found, err := docx.Fill(template, map[string]any{
//		"ten_co_quan": "Sở Y tế",
//		"nhiem_vu":    []any{map[string]any{"tt": 1, "ten": "Đưa tin"}},
//	}, docx.Options{File: "bao-cao-6T.docx"})
//	// out is nil where found holds an error; err is for files that are no DOCX
//
// # How a template is filled
//
// Each part with text (body, headers, footers, footnotes, endnotes, comments,
// charts) goes through the same steps.
//
//  1. Heal: Word splits {ten} over runs wherever it likes. Each tag is gathered
//     into one marker with the format of its opening brace's run (heal.go).
//  2. Pair and place: opening and closing tags are matched, it is found out
//     what each section repeats (text, paragraphs, rows, columns), and that is
//     wrapped in the tree (section.go, wrap.go). Faults of the template are all
//     reported together.
//  3. Expand: sections and repeated columns are written out by us (expand.go,
//     table.go, columns.go), a plain section as XML without a tree (chunk.go);
//     what stands outside of them is the skeleton, whose values are set by
//     go-docx. Where go-docx fails we set them ourselves, with the same result,
//     and a remark says so (skeleton.go). Notes and comments go with their
//     references (notes.go), lists that start anew do so in each copy
//     (numbering.go).
//  4. Tidy: what a section repeated or emptied is made valid again (tidy.go),
//     and what may be there once only is renumbered (ids.go).
//
// Text that is not in w:t (equations, charts, shapes, field codes) is filled
// too, with values and with sections round words (inner.go). Not filled are
// deleted text, SmartArt, and charts of headers and notes.
//
// The same template and data give the same bytes.
package docx

import (
	"errors"
	"fmt"
	"slices"

	"github.com/beevik/etree"

	"vanthu/output/opc"
	"vanthu/output/tag"
	"vanthu/pipeline/finding"
)

// Options say how to fill.
type Options struct {
	File         string // the template's name, for findings
	AllowMissing bool   // names that the data lacks print dots instead of being errors
	Title        string // docProps/core.xml: the title, where the template has that part; "" leaves it
}

// ErrBroken says that a template is broken in a way that nobody foresaw.
var ErrBroken = errors.New("template is broken")

// Dots stand for a missing value where AllowMissing is set.
const Dots = tag.Dots

// Fill fills a template. The data are as decoded from JSON (numbers as
// json.Number print as written); Go maps with string keys, slices, texts, ints
// and bools serve as well. The findings are sorted; where they hold an error,
// out is nil. The error is for a template that is no DOCX package
// or wraps ErrBroken.
func Fill(template []byte, data map[string]any, opt Options) (out []byte, findings []finding.Finding, err error) {
	defer func() { // a template that is broken in a way nobody foresaw must not end the program
		if r := recover(); r != nil {
			out, findings, err = nil, nil, brokenTemplate(r)
		}
	}()
	f := &filler{opt: opt, data: tag.Data(data), seen: map[string]bool{}}
	if err := f.open(template); err != nil {
		return nil, nil, err
	}
	for _, p := range f.parts {
		p.pair()
		if !p.failed {
			p.place()
		}
	}
	f.expandAll()
	if finding.HasError(f.found) {
		finding.Sort(f.found)
		return nil, f.found, nil
	}
	out, err = f.write()
	finding.Sort(f.found)
	return out, f.found, err
}

// brokenTemplate says that a template could not be worked on.
func brokenTemplate(cause any) error {
	return fmt.Errorf("%w: %v", ErrBroken, cause)
}

// Field is one tag of a template.
type Field struct {
	Name      string   // as written: ky.ten, or . for the element itself
	Kind      string   // "" a value, # ^ / a section's tags, @ a picture
	Part      string   // word/document.xml
	Paragraph int      // 1-based over all w:p of the part; of a chart over all a:p, 0 outside of them
	Around    string   // the words around it
	Sections  []string // names of the sections around it, outermost first; of a note, those around its reference too
}

// Fields lists the tags of a template in the order of its parts and of the
// text. Tags that do not match are no hindrance here.
func Fields(template []byte) (fields []Field, err error) {
	defer func() {
		if r := recover(); r != nil {
			fields, err = nil, brokenTemplate(r)
		}
	}()
	f := &filler{seen: map[string]bool{}}
	if err := f.open(template); err != nil {
		return nil, err
	}
	calls := map[*etree.Element][]string{}
	for _, p := range f.parts {
		p.pair()
		if !p.failed {
			p.place()
		}
		if p.main {
			calls = f.calls(p)
		}
		for _, t := range p.inOrder() {
			fields = append(fields, Field{Name: t.Name, Kind: t.Kind.String(), Part: p.name,
				Paragraph: t.number, Around: t.around, Sections: append(slices.Clone(calls[noteAround(t.par)]), p.around(t)...)})
		}
	}
	return fields, nil
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

// limits bound a template by what its trees take in memory: two million nodes
// take about 1.5 GB. What a template unfolds to is bounded by maxTokens.
var limits = opc.Limits{Parts: 5000, PartBytes: 128 << 20, AllBytes: 256 << 20, Nodes: 2 << 20}

// open reads the template's package and heals its parts.
func (f *filler) open(template []byte) error {
	pkg, err := opc.Open(template, limits)
	if err != nil {
		return fmt.Errorf("open template: %w", err)
	}
	main, err := pkg.MainDocument()
	if err != nil {
		return fmt.Errorf("open template: %w", err)
	}
	f.pkg = pkg
	names, err := textParts(pkg, main)
	if err != nil {
		return fmt.Errorf("open template: %w", err)
	}
	for i, name := range names {
		doc, err := parse(pkg.Part(name))
		if err == nil {
			err = checkForeign(doc.Root())
		}
		if err != nil {
			f.report(brokenPart(f.opt.File, name, err))
			continue
		}
		if i == 0 && !isWord(doc.Root(), "document") { // a spreadsheet that is called .docx
			return fmt.Errorf("open template: %w: no Word document", opc.ErrNotPackage)
		}
		p := newPart(f, name, doc)
		p.main = i == 0
		p.heal()
		p.healInner()
		if chart := p.doc.Root().Tag == "chartSpace"; chart && len(p.inner) == 0 && !p.failed {
			continue // left as it is, byte by byte
		}
		f.parts = append(f.parts, p)
	}
	return nil
}
