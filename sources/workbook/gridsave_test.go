package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"vanthu/pipeline/report"
	"vanthu/sources/spreadsheet"
	"vanthu/sources/spreadsheet/xlstest"
)

// Number formats by what they show.
var formatCodes = map[spreadsheet.Show]string{
	spreadsheet.AsNumber: "General", spreadsheet.AsDate: "dd/mm/yyyy", spreadsheet.AsTime: "hh:mm", spreadsheet.AsPercent: "0%", spreadsheet.AsBool: `"TRUE";"TRUE";"FALSE"`,
}

// escape writes a text into XML.
func escape(s string) string {
	if !strings.ContainsAny(s, "&<>\"\r\t\n") {
		return s
	}
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic(err)
	}
	return b.String()
}

// pack makes a zip; nothing is compressed where fast.
func pack(fast bool, parts ...[2]string) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, p := range parts {
		header := &zip.FileHeader{Name: p[0], Method: zip.Deflate}
		if fast {
			header.Method = zip.Store
		}
		f, err := w.CreateHeader(header)
		if err == nil {
			_, err = f.Write([]byte(p[1]))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// xlsxSaver says how an .xlsx is written.
type xlsxSaver struct {
	inline bool // texts in the cells, as some programs do
	strict bool // the namespaces of ISO 29500 Strict
	fast   bool // not compressed
}

// save writes a grid as .xlsx: no more of it than what a reader looks at.
func (x xlsxSaver) save(g *grid) []byte {
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	ns, rel := "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	if x.strict {
		ns, rel = "http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships"
	}
	const package_ = "http://schemas.openxmlformats.org/package/2006/"
	var types, sheets, rels, strs strings.Builder
	var parts [][2]string
	shared := map[string]int{}
	fonts := map[string]int{"": 0}
	var faces []string
	for i, p := range g.sheets {
		state := ""
		if p.veryHidden {
			state = ` state="veryHidden"`
		}
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, i+1)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>`, escape(p.name), i+1, state, i+1)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, rel, i+1)
		parts = append(parts, [2]string{fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), head + x.sheet(p, ns, fonts, func(s string) int {
			n, ok := shared[s]
			if !ok {
				n = len(shared)
				shared[s] = n
				strs.WriteString(`<si><t xml:space="preserve">` + escape(s) + `</t></si>`)
			}
			return n
		}, &faces)})
	}
	n := len(g.sheets)
	fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/>`, n+1, rel)
	if len(shared) > 0 {
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%s/sharedStrings" Target="sharedStrings.xml"/>`, n+2, rel)
		types.WriteString(`<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>`)
		parts = append(parts, [2]string{"xl/sharedStrings.xml", head + `<sst xmlns="` + ns + `">` + strs.String() + `</sst>`})
	}
	date := ""
	if g.date1904 {
		date = `<workbookPr date1904="1"/>`
	}
	return pack(x.fast, append([][2]string{
		{"[Content_Types].xml", head + `<Types xmlns="` + package_ + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` + types.String() + `</Types>`},
		{"_rels/.rels", head + `<Relationships xmlns="` + package_ + `relationships"><Relationship Id="rId1" Type="` + rel + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", head + `<workbook xmlns="` + ns + `" xmlns:r="` + rel + `">` + date + `<sheets>` + sheets.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", head + `<Relationships xmlns="` + package_ + `relationships">` + rels.String() + `</Relationships>`},
		{"xl/styles.xml", head + xlsxStyles(ns, faces)},
	}, parts...)...)
}

// xlsxStyles has a cell style for each font and each way of showing numbers.
func xlsxStyles(ns string, faces []string) string {
	var b strings.Builder
	b.WriteString(`<styleSheet xmlns="` + ns + `"><numFmts count="5">`)
	shows := len(formatCodes)
	for show := range spreadsheet.Show(shows) {
		fmt.Fprintf(&b, `<numFmt numFmtId="%d" formatCode="%s"/>`, 164+int(show), escape(formatCodes[show]))
	}
	b.WriteString(`</numFmts><fonts>`)
	for _, face := range append([]string{"Times New Roman"}, faces...) {
		b.WriteString(`<font><sz val="12"/><name val="` + escape(face) + `"/></font>`)
	}
	b.WriteString(`</fonts><fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders><border/></borders>` +
		`<cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs>`)
	for i := range (len(faces) + 1) * shows {
		fmt.Fprintf(&b, `<xf numFmtId="%d" fontId="%d" fillId="0" borderId="0" xfId="0"/>`, 164+i%shows, i/shows)
	}
	b.WriteString(`</cellXfs></styleSheet>`)
	return b.String()
}

func (x xlsxSaver) sheet(p *page, ns string, fonts map[string]int, share func(string) int, faces *[]string) string {
	b := make([]byte, 0, 1<<14)
	b = append(b, `<worksheet xmlns="`+ns+`"><sheetData>`...)
	for i, l := range p.rows {
		if l.blank() {
			continue
		}
		row := strconv.Itoa(i + 1)
		b = append(b, `<row r="`+row+`">`...)
		for j, q := range l.cells {
			if q.empty() {
				continue
			}
			if _, known := fonts[q.font]; !known {
				*faces = append(*faces, q.font)
				fonts[q.font] = len(*faces)
			}
			b = append(b, `<c r="`+spreadsheet.ColumnName(j+1)+row+`" s="`+strconv.Itoa(fonts[q.font]*len(formatCodes)+int(q.show))+`"`...)
			b = append(b, x.cell(q, share)...)
			b = append(b, `</c>`...)
		}
		b = append(b, `</row>`...)
	}
	b = append(b, `</sheetData>`...)
	if len(p.merges) > 0 {
		b = append(b, `<mergeCells>`...)
		for _, m := range p.merges {
			b = append(b, `<mergeCell ref="`+spreadsheet.Ref(m.Col1, m.Row1)+`:`+spreadsheet.Ref(m.Col2, m.Row2)+`"/>`...)
		}
		b = append(b, `</mergeCells>`...)
	}
	return string(append(b, `</worksheet>`...))
}

// cell is what stands behind the address of a cell.
func (x xlsxSaver) cell(q square, share func(string) int) string {
	formula, value := "", "<v>"+escape(q.text)+"</v>"
	if q.formula != "" {
		formula = "<f>" + escape(strings.TrimPrefix(q.formula, "=")) + "</f>"
	}
	switch q.kind {
	case spreadsheet.Number:
		return ">" + formula + value
	case spreadsheet.Bool:
		return ` t="b">` + formula + "<v>" + map[string]string{"TRUE": "1", "FALSE": "0"}[q.text] + "</v>"
	case spreadsheet.ErrorValue:
		return ` t="e">` + formula + value
	case spreadsheet.ISODate:
		return ` t="d">` + formula + value
	case spreadsheet.Uncalculated:
		return "><f>" + escape(strings.TrimPrefix(q.text, "=")) + "</f>"
	}
	switch {
	case formula != "":
		return ` t="str">` + formula + value
	case x.inline:
		return ` t="inlineStr"><is><t xml:space="preserve">` + escape(q.text) + `</t></is>`
	}
	return ` t="s"><v>` + strconv.Itoa(share(q.text)) + `</v>`
}

// xlsErrors are the codes of error values.
var xlsErrors = map[string]xlstest.Error{"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}

// saveXLS writes a grid as .xls.
func saveXLS(g *grid) []byte {
	out := xlstest.Book{Date1904: g.date1904}
	for _, p := range g.sheets {
		s := xlstest.Sheet{Name: p.name}
		if p.veryHidden {
			s.State = xlstest.VeryHidden
		}
		for _, m := range p.merges {
			s.Merges = append(s.Merges, xlstest.Area(m))
		}
		p.each(func(col, row int, q *square) {
			s.Cells = append(s.Cells, xlstest.Cell{Col: col, Row: row, Font: q.font, Format: formatCodes[q.show], Value: xlsValue(q)})
		})
		out.Sheets = append(out.Sheets, s)
	}
	return xlstest.Write(out)
}

func xlsValue(q *square) any {
	var value any = q.text
	switch q.kind {
	case spreadsheet.Number:
		f, err := strconv.ParseFloat(q.text, 64)
		if err != nil {
			panic(err)
		}
		value = f
	case spreadsheet.Bool:
		value = q.text == "TRUE"
	case spreadsheet.ErrorValue:
		value = xlsErrors[q.text]
	case spreadsheet.Uncalculated:
		return xlstest.Formula{Result: 0.0, Never: true}
	}
	if q.formula != "" {
		return xlstest.Formula{Result: value}
	}
	return value
}

// saveODS writes a grid as .ods. A very hidden sheet is a sheet like others there.
func saveODS(g *grid) []byte {
	var styles, b strings.Builder
	fonts := map[string]string{}
	b.WriteString(`<office:body><office:spreadsheet>`)
	if g.date1904 {
		b.WriteString(`<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>`)
	}
	for _, p := range g.sheets {
		b.WriteString(`<table:table table:name="` + escape(p.name) + `">`)
		spans := map[[2]int]spreadsheet.Area{}
		for _, m := range p.merges {
			spans[[2]int{m.Col1, m.Row1}] = m
		}
		for i, l := range p.rows {
			b.WriteString(`<table:table-row>`)
			for j := range max(len(l.cells), p.width()) {
				var q square
				if j < len(l.cells) {
					q = l.cells[j]
				}
				attributes := ""
				if m, ok := spans[[2]int{j + 1, i + 1}]; ok {
					attributes = fmt.Sprintf(` table:number-columns-spanned="%d" table:number-rows-spanned="%d"`, m.Col2-m.Col1+1, m.Row2-m.Row1+1)
				}
				if q.font != "" {
					if fonts[q.font] == "" {
						fonts[q.font] = fmt.Sprintf("f%d", len(fonts))
						styles.WriteString(`<style:style style:family="table-cell" style:name="` + fonts[q.font] + `"><style:text-properties style:font-name="` + escape(q.font) + `"/></style:style>`)
					}
					attributes += ` table:style-name="` + fonts[q.font] + `"`
				}
				b.WriteString(odsCell(q, attributes, g.date1904))
			}
			b.WriteString(`</table:table-row>`)
		}
		b.WriteString(`</table:table>`)
	}
	const spaces = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"`
	return pack(false, [2]string{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
		[2]string{"content.xml", `<?xml version="1.0" encoding="UTF-8"?><office:document-content ` + spaces + ` office:version="1.3"><office:automatic-styles>` + styles.String() + `</office:automatic-styles>` +
			b.String() + `</office:spreadsheet></office:body></office:document-content>`})
}

func odsCell(q square, attributes string, date1904 bool) string {
	cell := func(kind, value, shown string) string {
		if q.formula != "" {
			attributes += ` table:formula="of:` + escape(q.formula) + `"`
		}
		if value != "" {
			attributes += ` office:` + valueName[kind] + `="` + escape(value) + `"`
		}
		var text strings.Builder
		for _, p := range strings.Split(shown, "\n") {
			text.WriteString(`<text:p>` + odsSpaces(escape(p)) + `</text:p>`)
		}
		return `<table:table-cell` + attributes + ` office:value-type="` + kind + `">` + text.String() + `</table:table-cell>`
	}
	as := spreadsheet.Cell{Kind: q.kind, Text: q.text, Show: q.show}
	switch q.kind {
	case 0:
		return `<table:table-cell` + attributes + `/>`
	case spreadsheet.Uncalculated:
		return `<table:table-cell` + attributes + ` table:formula="of:` + escape(q.text) + `"/>`
	case spreadsheet.Bool:
		return cell("boolean", strings.ToLower(q.text), q.text)
	case spreadsheet.ErrorValue:
		q.formula = "=1/0"
		return cell("string", "", q.text)
	case spreadsheet.ISODate:
		return cell("date", q.text, q.text)
	case spreadsheet.Number:
		if q.show == spreadsheet.AsDate {
			if d, ok := as.Date(date1904); ok {
				return cell("date", d.String(), d.Short())
			}
		}
		return cell(map[spreadsheet.Show]string{spreadsheet.AsPercent: "percentage"}[q.show]+map[bool]string{true: "float"}[q.show != spreadsheet.AsPercent], q.text, as.Seen(date1904))
	}
	return cell("string", "", q.text)
}

var valueName = map[string]string{"float": "value", "percentage": "value", "date": "date-value", "boolean": "boolean-value"}

// odsSpaces writes spaces that XML would lose.
func odsSpaces(s string) string {
	if strings.HasPrefix(s, " ") {
		s = "<text:s/>" + s[1:]
	}
	return strings.ReplaceAll(s, "  ", " <text:s/>")
}

// csvSaver says how a .csv is written.
type csvSaver struct {
	separator string
	encoding  string // "", "bom", "utf16"
}

// save writes one page of a grid as .csv: what is seen in each cell, as Excel with
// Vietnamese settings shows it.
func (x csvSaver) save(p *page, date1904 bool) []byte {
	var b strings.Builder
	width := p.width()
	for _, l := range p.rows {
		for j := range width {
			if j > 0 {
				b.WriteString(x.separator)
			}
			if j >= len(l.cells) || l.cells[j].empty() {
				continue
			}
			q := l.cells[j]
			text := spreadsheet.Cell{Kind: q.kind, Text: q.text, Show: q.show}.Seen(date1904)
			if q.kind == spreadsheet.Uncalculated {
				text = "0"
			}
			if strings.ContainsAny(text, x.separator+"\"\n\r") || strings.HasPrefix(text, " ") {
				text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
			}
			b.WriteString(text)
		}
		b.WriteString("\r\n")
	}
	switch x.encoding {
	case "bom":
		return []byte("\xEF\xBB\xBF" + b.String())
	case "utf16":
		out := []byte{0xFF, 0xFE}
		for _, u := range utf16.Encode([]rune(b.String())) {
			out = append(out, byte(u), byte(u>>8))
		}
		return out
	}
	return []byte(b.String())
}

// TestGridAsEveryKind saves one form as each kind of file and reads the same.
func TestGridAsEveryKind(t *testing.T) {
	form := filledForm(t)
	want, _ := ReadSubmission("U01_2025-6T.xlsx", form, sampleContext())
	g := gridOf(t, form)
	for name, data := range map[string][]byte{
		"xlsx": xlsxSaver{}.save(g), "inline": xlsxSaver{inline: true}.save(g), "strict": xlsxSaver{strict: true}.save(g), "xls": saveXLS(g), "ods": saveODS(g),
		"csv": csvSaver{separator: ";"}.save(g.sheets[0], false), "tab": csvSaver{separator: "\t", encoding: "utf16"}.save(g.sheets[0], false),
	} {
		sub, fs := ReadSubmission("U01_2025-6T.xlsx", data, sampleContext())
		if got, want := sameFigures(sub), sameFigures(want); got != want || sub.Unit != "U01" || sub.Period != firstHalf {
			t.Errorf("%s: %s\nwant %s\n%v", name, got, want, brief(fs))
		}
		if name == "xlsx" || name == "inline" || name == "strict" {
			if name == "xlsx" {
				likeExcelize(t, data)
			}
		}
	}
}

// sameFigures are the figures and remarks of a submission on one line, without
// what only tells how they were stored.
func sameFigures(s *report.Submission) string {
	var b strings.Builder
	b.WriteString(strings.Join(figures(s), "; "))
	for _, m := range s.Remarks {
		fmt.Fprintf(&b, "; %s/%s %s %q", m.Item, m.Product, m.Field, m.Text)
	}
	return b.String()
}
