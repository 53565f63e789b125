package main

import (
	"fmt"
	"strings"

	"vanthu/output/length"
)

// xml is a finished piece of WordprocessingML. Pieces are put together by join.
type xml string

func join(pieces ...xml) xml {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(string(p))
	}
	return xml(b.String())
}

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// para makes a paragraph in a style. The text may hold \n for a line break.
func para(style, text string) xml { return paraProps(style, "", text) }

// paraProps makes a paragraph with further properties behind its style.
func paraProps(style string, props xml, text string) xml {
	return xml(fmt.Sprintf(`<w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>%s</w:p>`, style, props, run("", text)))
}

// kept makes a paragraph in a style that keeps with the next.
func kept(style, text string) xml { return keptProps(style, "", text) }

func keptProps(style string, props xml, text string) xml {
	return xml(fmt.Sprintf(`<w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>%s%s</w:p>`, style, props, anew, run("", text)))
}

// anew is a field that shows nothing (SET, ECMA-376 part 1, 17.16.5.57), at the head
// of what keeps with the next. LibreOffice first spreads a document of more than
// some 200 paragraphs, tables included, 20 to a page. Where page 1 in truth ends
// there too, the last paragraph on it is not asked again whether the next one came
// along: a heading stays behind alone, unless it is laid out once more, as what has
// a field is (measured with LibreOffice 7.4). Word sets both alike.
const anew xml = `<w:fldSimple w:instr=" SET giu_voi_doan_sau 1 "/>`

// run makes the runs of a text with their properties.
func run(props xml, text string) xml {
	if text == "" {
		return ""
	}
	if props != "" {
		props = "<w:rPr>" + props + "</w:rPr>"
	}
	var b strings.Builder
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			fmt.Fprintf(&b, `<w:r>%s<w:br/></w:r>`, props)
		}
		fmt.Fprintf(&b, `<w:r>%s<w:t xml:space="preserve">%s</w:t></w:r>`, props, escape.Replace(line))
	}
	return xml(b.String())
}

// ruleLine makes the line under a text: the bottom border of an otherwise empty
// low paragraph, indented on both sides so that the line has the wanted length
// in the middle of the given width. A border is wanted, not underscores: the
// decree asks for a drawn line (II.1.b, II.2.b, II.5.b).
func ruleLine(width, line length.Length) xml {
	side := (width - line) / 2
	return xml(fmt.Sprintf(`<w:p><w:pPr><w:pStyle w:val="KeNgang"/><w:ind w:left="%d" w:right="%d" w:firstLine="0"/></w:pPr></w:p>`,
		side.Twips(), side.Twips()))
}

// frame makes a table without borders or padding, of the given widths; each row
// is a list of cells.
func frame(widths []length.Length, rows ...[]xml) xml {
	var b strings.Builder
	b.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="BangKhung"/>` + tableWidth(widths) +
		`<w:tblLayout w:type="fixed"/></w:tblPr>` + grid(widths))
	for _, cells := range rows {
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		for i, c := range cells {
			fmt.Fprintf(&b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>%s</w:tc>`, widths[i].Twips(), c)
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl>`)
	return xml(b.String())
}

func tableWidth(widths []length.Length) string {
	total := 0
	for _, w := range widths {
		total += w.Twips()
	}
	return fmt.Sprintf(`<w:tblW w:w="%d" w:type="dxa"/>`, total)
}

func grid(widths []length.Length) string {
	var b strings.Builder
	b.WriteString("<w:tblGrid>")
	for _, w := range widths {
		fmt.Fprintf(&b, `<w:gridCol w:w="%d"/>`, w.Twips())
	}
	b.WriteString("</w:tblGrid>")
	return b.String()
}

// cell is a cell of a ruled table.
type cell struct {
	style string   // of its first paragraph
	text  []string // its paragraphs; those behind the first are notes
	span  int      // grid columns; 0 is one
}

func c(style string, text ...string) cell { return cell{style: style, text: text} }

func (c cell) over(span int) cell { c.span = span; return c }

// tableRow is a row of a ruled table.
type tableRow struct {
	head  bool // repeated on each page
	keep  bool // stays with the next row
	cells []cell
}

// ruled makes a table with all its lines.
func ruled(widths []length.Length, rows ...tableRow) xml {
	var b strings.Builder
	b.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="BangKe"/>` + tableWidth(widths) +
		`<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>` + grid(widths))
	for _, r := range rows {
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
		if r.head {
			b.WriteString(`<w:tblHeader/>`)
		}
		b.WriteString(`</w:trPr>`)
		at := 0
		for _, c := range r.cells {
			span := max(1, c.span)
			width := 0
			for _, w := range widths[at : at+span] {
				width += w.Twips()
			}
			at += span
			fmt.Fprintf(&b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, width)
			if span > 1 {
				fmt.Fprintf(&b, `<w:gridSpan w:val="%d"/>`, span)
			}
			b.WriteString(`<w:vAlign w:val="center"/></w:tcPr>`)
			var props xml
			if r.keep || r.head {
				props = "<w:keepNext/>"
			}
			for i, text := range c.text {
				style := c.style
				if i > 0 {
					style = "BangNghieng" // a note below
				}
				b.WriteString(string(paraProps(style, props, text)))
			}
			b.WriteString(`</w:tc>`)
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl>`)
	return xml(b.String())
}

// mms makes lengths of millimetres.
func mms(values ...float64) []length.Length {
	out := make([]length.Length, len(values))
	for i, v := range values {
		out[i] = length.Mm(v)
	}
	return out
}
