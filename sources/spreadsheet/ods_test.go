package spreadsheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// told gives a book as short lines: "Sheet1 B3 number 0.25 as percent".
func told(b *Book) (out []string) {
	kinds := map[Kind]string{Text: "text", Number: "number", Bool: "bool", ErrorValue: "error", ISODate: "date", Uncalculated: "uncalculated"}
	shows := map[Show]string{AsDate: " as date", AsTime: " as time", AsPercent: " as percent"}
	for _, s := range b.Sheets {
		for _, l := range s.Lines {
			for _, c := range l.Cells {
				line := fmt.Sprintf("%s %s %s %s", s.Name, c.Ref(), kinds[c.Kind], c.Text)
				if c.Kind == Number {
					line += shows[c.Show]
				}
				if c.From != Unicode {
					line += " (" + string(c.From) + ")"
				}
				out = append(out, line)
			}
		}
		var hollow []string
		for at := range s.Hollow {
			hollow = append(hollow, fmt.Sprintf("%s %s hollow", s.Name, Ref(at[0], at[1])))
		}
		slices.Sort(hollow)
		out = append(out, hollow...)
		for _, m := range s.Merges {
			out = append(out, fmt.Sprintf("%s %s:%s merged", s.Name, Ref(m.Col1, m.Row1), Ref(m.Col2, m.Row2)))
		}
	}
	return out
}

const odsNames = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" ` +
	`xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" ` +
	`xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"`

func zipOf(t testing.TB, parts ...[2]string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, p := range parts {
		f, err := w.Create(p[0])
		if err == nil {
			_, err = f.Write([]byte(p[1]))
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

// odsOf makes a spreadsheet of what stands in office:spreadsheet and in the
// styles of the content.
func odsOf(t testing.TB, body, styles string) []byte {
	t.Helper()
	return zipOf(t, [2]string{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, [2]string{"content.xml", odsContent(body, styles)})
}

func odsContent(body, styles string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><office:document-content ` + odsNames + `>` + styles + `<office:body><office:spreadsheet>` + body + `</office:spreadsheet></office:body></office:document-content>`
}

// odsRows puts rows into a sheet A.
func odsRows(rows string) string { return `<table:table table:name="A">` + rows + `</table:table>` }

func odsRow(cells string) string {
	return odsRows(`<table:table-row>` + cells + `</table:table-row>`)
}

const odsStylesSample = `<office:font-face-decls><style:font-face style:name="F1" svg:font-family="&apos;.VnTime&apos;"/></office:font-face-decls><office:automatic-styles>
<number:percentage-style style:name="N1"/><number:date-style style:name="N2"/><number:time-style style:name="N3"/><number:boolean-style style:name="N4"/><number:number-style style:name="N0"/>
<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/><style:style style:name="ce2" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="ce3" style:family="table-cell" style:parent-style-name="ce2"/><style:style style:name="old" style:family="table-cell"><style:text-properties style:font-name="F1"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties style:font-name="F1"/></style:style><style:style style:name="T2" style:family="text"><style:text-properties fo:font-family="&quot;Arial&quot;, sans"/></style:style>
<style:style style:name="loop" style:family="table-cell" style:parent-style-name="loop"/><style:style style:name="row" style:family="table-row"/></office:automatic-styles>`

func TestODS(t *testing.T) {
	value := func(kind, rest string) string { return `<table:table-cell office:value-type="` + kind + `" ` + rest }
	text := func(s string) string { return value("string", `><text:p>`+s+`</text:p></table:table-cell>`) }
	for _, test := range []struct {
		name, body string
		want       []string
	}{
		{"empty", odsRow(`<table:table-cell/>`), nil},
		{"number", odsRow(value("float", `office:value="15"><text:p>15,0</text:p></table:table-cell>`)), []string{"A A1 number 15"}},
		{"currency", odsRow(value("currency", `office:currency="VND" office:value="1.5E+3"/>`)), []string{"A A1 number 1.5E+3"}},
		{"percent", odsRow(value("percentage", `office:value="0.5"/>`)), []string{"A A1 number 0.5 as percent"}},
		{"date", odsRow(value("date", `office:date-value="2025-06-15"/>`)), []string{"A A1 date 2025-06-15"}},
		{"date at midnight", odsRow(value("date", `office:date-value="2025-06-15T00:00:00"/>`)), []string{"A A1 date 2025-06-15"}},
		{"date and time", odsRow(value("date", `office:date-value="2025-06-15T10:30:00"/>`)), []string{"A A1 date 2025-06-15T10:30:00"}},
		{"time", odsRow(value("time", `office:time-value="PT36H00M00S"/>`)), []string{"A A1 number 1.5 as time"}},
		{"time before midnight", odsRow(value("time", `office:time-value="-P1DT6H"/>`)), []string{"A A1 number -1.25 as time"}},
		{"boolean", odsRow(value("boolean", `office:boolean-value="true"/>`) + value("boolean", `office:boolean-value="false"/>`)), []string{"A A1 bool TRUE", "A B1 bool FALSE"}},
		{"figure shown as a date by its style", odsRow(value("float", `table:style-name="ce3" office:value="45823"/>`)), []string{"A A1 number 45823 as date"}},
		{"style of the row", odsRows(`<table:table-row table:default-cell-style-name="ce1">` + value("float", `office:value="1"/>`) + value("float", `table:style-name="ce2" office:value="1"/>`) + `</table:table-row>`), []string{"A A1 number 1 as percent", "A B1 number 1 as date"}},
		{"style of the column", odsRows(`<table:table-column table:number-columns-repeated="2"/><table:table-columns><table:table-column table:default-cell-style-name="ce1"/></table:table-columns><table:table-row>` + strings.Repeat(value("float", `office:value="1"/>`), 4) + `</table:table-row>`),
			[]string{"A A1 number 1", "A B1 number 1", "A C1 number 1 as percent", "A D1 number 1"}},
		{"style in a circle", odsRow(value("float", `table:style-name="loop" office:value="1"/>`)), []string{"A A1 number 1"}},

		{"paragraphs", odsRow(value("string", `><text:p>một</text:p><text:p>hai<text:line-break/>ba</text:p></table:table-cell>`)), []string{"A A1 text một\nhai\nba"}},
		{"spaces", odsRow(text("\n a \n b<text:s/><text:s text:c=\"2\"/>c<text:tab/>d ")), []string{"A A1 text a b   c\td"}},
		{"links, fields, spans", odsRow(text(`<text:a>a</text:a><text:span>b<text:span>c</text:span></text:span><text:date>d</text:date>`)), []string{"A A1 text abcd"}},
		{"notes and drawings are no text", odsRow(value("string", `><office:annotation><text:p>chú</text:p></office:annotation><text:p>a<office:annotation-end/><text:note><text:p>b</text:p></text:note></text:p><draw:frame><draw:text-box><text:p>c</text:p></draw:text-box></draw:frame></table:table-cell>`)), []string{"A A1 text a"}},
		{"note alone", odsRow(`<table:table-cell><office:annotation><text:p>chú</text:p></office:annotation></table:table-cell>`), nil},
		{"value beside what is shown", odsRow(value("string", `office:string-value="02"><text:p>2</text:p></table:table-cell>`)), []string{"A A1 text 02"}},
		{"text without a type", odsRow(`<table:table-cell><text:p>a</text:p></table:table-cell>`), []string{"A A1 text a"}},
		{"old font of the cell", odsRow(`<table:table-cell table:style-name="old" office:value-type="string"><text:p>tr¹m y tÕ</text:p></table:table-cell>`), []string{"A A1 text trạm y tế (TCVN3)"}},
		{"old font of a stretch", odsRow(text(`Đơn vị: <text:span text:style-name="T1">tr¹m y tÕ</text:span>`)), []string{"A A1 text Đơn vị: trạm y tế (TCVN3)"}},
		{"new font in an old cell", odsRow(`<table:table-cell table:style-name="old" office:value-type="string"><text:p><text:span text:style-name="T2">tr¹m</text:span></text:p></table:table-cell>`), []string{"A A1 text tr¹m"}},

		{"formula", odsRow(value("float", `table:formula="of:=1+2" office:value="3"/>`)), []string{"A A1 number 3"}},
		{"formula of text", odsRow(value("string", `table:formula="of:=[.A2]" office:string-value="02"><text:p>02</text:p></table:table-cell>`)), []string{"A A1 text 02"}},
		{"formula of empty text", odsRow(value("string", `table:formula="of:=&quot;&quot;" office:string-value=""/>`)), []string{"A A1 hollow"}},
		{"formula of empty text, without a type", odsRow(`<table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell>`), []string{"A A1 hollow"}},
		{"formula of a truth value", odsRow(value("float", `table:formula="of:=TRUE()" office:value="1"><text:p>TRUE</text:p></table:table-cell>`)), []string{"A A1 bool TRUE"}},
		{"formula without a value", odsRow(value("float", `table:formula="of:=SUM([.A2:.A3])"/>`) + `<table:table-cell table:formula="of:=1"/>`), []string{"A A1 uncalculated =SUM([.A2:.A3])", "A B1 uncalculated =1"}},
		{"error", odsRow(value("string", `table:formula="of:=1/0" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>`)), []string{"A A1 error #DIV/0!"}},
		{"error of an older program", odsRow(value("float", `table:formula="of:=1/0" office:value="0"><text:p>Err:502</text:p></table:table-cell>`)), []string{"A A1 error Err:502"}},
		{"error in translation", odsRow(value("string", `table:formula="of:=1/0"><text:p>Lỗi:502</text:p></table:table-cell>`)), []string{"A A1 error Lỗi:502"}},
		{"text that looks like an error", odsRow(text("Err:502")), []string{"A A1 text Err:502"}},

		{"repeated cells", odsRow(`<table:table-cell table:number-columns-repeated="2"/>` + value("float", `table:number-columns-repeated="2" office:value="1"/>`) + `<table:table-cell table:number-columns-repeated="16380"/>`), []string{"A C1 number 1", "A D1 number 1"}},
		{"repeated rows", odsRows(`<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row><table:table-row table:number-rows-repeated="2">` + value("float", `office:value="1"/>`) + `</table:table-row><table:table-row table:number-rows-repeated="1048571"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`), []string{"A A4 number 1", "A A5 number 1"}},
		{"groups and headings of rows", odsRows(`<table:table-header-rows><table:table-row>` + text("a") + `</table:table-row></table:table-header-rows><table:table-row-group><table:table-row-group><table:table-row>` + text("b") + `</table:table-row></table:table-row-group></table:table-row-group>`), []string{"A A1 text a", "A A2 text b"}},
		{"merged", odsRow(value("string", `table:number-columns-spanned="2" table:number-rows-spanned="3"><text:p>a</text:p></table:table-cell><table:covered-table-cell/>`) + text("b")), []string{"A A1 text a", "A C1 text b", "A A1:B3 merged"}},
		{"hidden and copied sheets", `<table:table table:name="'file:///a.ods'#$A" table:style-name="ta_extref"><table:table-row>` + text("x") + `</table:table-row></table:table>` + `<table:table table:name="_vanthu" table:style-name="ta2"><table:shapes><text:p>x</text:p></table:shapes><table:table-row>` + text("unit") + `</table:table-row></table:table>`, []string{"_vanthu A1 text unit"}},
		{"changes are no sheets", `<table:tracked-changes><table:table-cell><text:p>x</text:p></table:table-cell></table:tracked-changes>` + odsRow(text("a")), []string{"A A1 text a"}},
	} {
		book, err := Read(odsOf(t, test.body, odsStylesSample), Limits{})
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if diff := cmp.Diff(test.want, told(book)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestODSStylesOfTheDocument(t *testing.T) {
	styles := `<office:document-styles ` + odsNames + `><office:styles><number:percentage-style style:name="N9"/><style:default-style style:family="table-cell"><style:text-properties style:font-name=".VnTime"/></style:default-style>` +
		`<style:style style:name="Ratio" style:family="table-cell" style:data-style-name="N9"/></office:styles><office:automatic-styles><style:style style:name="Ratio" style:family="table-cell"/></office:automatic-styles></office:document-styles>`
	body := `<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>` +
		odsRow(`<table:table-cell table:style-name="Ratio" office:value-type="float" office:value="1"/><table:table-cell office:value-type="string"><text:p>tr¹m y tÕ</text:p></table:table-cell>`)
	book, err := Read(zipOf(t, [2]string{"styles.xml", styles}, [2]string{"content.xml", odsContent(body, "")}), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"A A1 number 1 as percent", "A B1 text trạm y tế (TCVN3)"}, told(book)); diff != "" || !book.Date1904 {
		t.Errorf("1904 %v (-want +got):\n%s", book.Date1904, diff)
	}
}

// Programs on .NET write a byte order mark.
func TestODSWithByteOrderMark(t *testing.T) {
	content := "\uFEFF" + odsContent(odsRow(`<table:table-cell office:value-type="float" office:value="7"/>`), "")
	book := mustRead(t, zipOf(t, [2]string{"styles.xml", "\uFEFF<office:document-styles " + odsNames + "/>"}, [2]string{"content.xml", content}))
	if diff := cmp.Diff([]string{"A A1 number 7"}, told(book)); diff != "" {
		t.Error(diff)
	}
}

func TestODSRefused(t *testing.T) {
	deep := strings.Repeat("<table:table-row-group>", 200) + strings.Repeat("</table:table-row-group>", 200)
	number := `<table:table-cell office:value-type="float" office:value="1"/>`
	for _, test := range []struct{ name, content, code string }{
		{"no XML", "x", "tep-hong"},
		{"cut", odsContent(odsRow(number), "")[:850], "tep-hong"},
		{"text behind the end", odsContent("", "") + "x", "tep-hong"},
		{"text document", strings.ReplaceAll(odsContent("", ""), "office:spreadsheet", "office:text"), "loai-tep-la"},
		{"no sheet", odsContent("", ""), "loai-tep-la"},
		{"number in letters", odsContent(odsRow(`<table:table-cell office:value-type="float" office:value="1,5"/>`), ""), "tep-hong"},
		{"number without a value", odsContent(odsRow(`<table:table-cell office:value-type="float"><text:p>1</text:p></table:table-cell>`), ""), "tep-hong"},
		{"time in letters", odsContent(odsRow(`<table:table-cell office:value-type="time" office:time-value="12:30"/>`), ""), "tep-hong"},
		{"unknown type", odsContent(odsRow(`<table:table-cell office:value-type="x"/>`), ""), "tep-hong"},
		{"repeated -1 times", odsContent(odsRow(`<table:table-cell table:number-columns-repeated="-1"/>`), ""), "tep-hong"},
		{"groups without end", odsContent(odsRows(deep), ""), "tep-hong"},
		{"beyond the last row", odsContent(odsRows(`<table:table-row table:number-rows-repeated="1048576"/><table:table-row>`+number+`</table:table-row>`), ""), "tep-hong"},
		{"beyond the columns", odsContent(odsRow(`<table:table-cell table:number-columns-repeated="600"/>`+number), ""), "qua-gioi-han"},
	} {
		_, err := Read(zipOf(t, [2]string{"content.xml", test.content}), Limits{})
		var refused *Refusal
		if !errors.As(err, &refused) || refused.code != test.code {
			t.Errorf("%s: %v, want %s", test.name, err, test.code)
		}
	}
}

// TestODSBombs: a few bytes that say they are millions of cells, columns, spaces or
// merged areas cost neither time nor memory.
func TestODSBombs(t *testing.T) {
	row := func(attributes, cell string) string {
		return odsRows(`<table:table-row ` + attributes + `>` + cell + `</table:table-row>`)
	}
	number := func(attributes string) string {
		return `<table:table-cell ` + attributes + ` office:value-type="float" office:value="1"/>`
	}
	empty := strings.Repeat(`<table:table-row table:number-rows-repeated="16777216"><table:table-cell table:number-columns-repeated="16777216"/></table:table-row>`, 50)
	spaces := odsRow(strings.Repeat(`<table:table-cell office:value-type="string"><text:p>a<text:s text:c="30000"/>b</text:p></table:table-cell>`, 400))
	for name, test := range map[string]struct {
		body string
		fits bool
	}{
		"empty rows":   {odsRows(empty), true},
		"filled rows":  {row(`table:number-rows-repeated="1048576"`, number("")), false},
		"filled cells": {row("", number(`table:number-columns-repeated="16384"`)), false},
		"both":         {row(`table:number-rows-repeated="1048576"`, number(`table:number-columns-repeated="16384"`)), false},
		"merged":       {row(`table:number-rows-repeated="1048576"`, `<table:table-cell table:number-columns-spanned="2"/>`), false},
		"hollow":       {row(`table:number-rows-repeated="1048576"`, `<table:table-cell table:formula="of:=a" office:value-type="string"/>`), false},
		"spaces":       {strings.Repeat(spaces, 100), false},
		"one cell":     {odsRow(`<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2000000000"/>b</text:p></table:table-cell>`), false},
	} {
		data := odsOf(t, test.body, "")
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		begin := time.Now()
		_, err := Read(data, Limits{})
		took := time.Since(begin)
		runtime.ReadMemStats(&after)
		if test.fits != (err == nil) || !test.fits && Refused(err).code != "qua-gioi-han" {
			t.Errorf("%s: %v", name, err)
		}
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 400 || took > 20*time.Second {
			t.Errorf("%s: %d bytes took %v and %d MB", name, len(data), took, used)
		}
	}
}

func FuzzReadODS(f *testing.F) {
	f.Add(`<table:table-cell office:value-type="float" office:value="1"/>`, "")
	f.Add(`<table:table-cell table:style-name="c" office:value-type="string"><text:p>tr¹m<text:s text:c="3"/>y tÕ</text:p></table:table-cell>`, `<style:style style:family="table-cell" style:name="c"><style:text-properties style:font-name=".VnTime"/></style:style>`)
	f.Add(`<table:table-cell table:number-columns-repeated="2" table:number-columns-spanned="2" table:formula="of:=1"/>`, "")
	f.Add(`<table:table-cell office:value-type="time" office:time-value="PT1H"/></table:table-row><table:table-row table:number-rows-repeated="2">`, `<number:date-style style:name="N"/>`)
	f.Fuzz(func(t *testing.T, cells, styles string) {
		// Without a zip about it, which only makes the search slow.
		content := odsContent(odsRow(cells), "<office:automatic-styles>"+styles+"</office:automatic-styles>")
		b := &builder{limits: Limits{Cells: 1000, Rows: 1000, Unpacked: 1 << 20}.withDefaults(), cellsLeft: 1000}
		err := (&odsReader{builder: b, styles: newODSStyles(), spaces: 1000}).document([]byte(content), true)
		checkRead(t, &b.book, err)
	})
}
