package sheet

import (
	"bytes"
	"strings"
	"testing"

	"vanthu/output/opc"
	"vanthu/pipeline/finding"
)

// FuzzFill: no workbook makes Fill panic; what it writes it can read, and it
// writes the same twice; with an error there is nothing written.
func FuzzFill(f *testing.F) {
	old := maxSteps
	defer func() { maxSteps = old }()
	maxSteps = 20000 // an input that multiplies is stopped early
	good := workbook(f, "A1={a}\nA2={#v}{tt}\nB2={/v}\nA3==SUM(A2:A2)", nil)
	for _, s := range []string{
		`<row r="1"><c r="A1" t="inlineStr"><is><t>{a}{#v}{.}{/v}</t></is></c></row></sheetData><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>`,
		`<row><c t="inlineStr"><is><r><t>{#v</t></r><r><t>}</t></r></is></c><c t="inlineStr"><is><t>{/v}</t></is></c><c><f>SUM(A1:A1)+A$1</f><v>1</v></c></row></sheetData>` +
			`<conditionalFormatting sqref="A1:A2 C1"><cfRule type="expression"><formula>$A1&gt;0</formula></cfRule></conditionalFormatting><rowBreaks count="1"><brk id="1"/></rowBreaks>`,
		`<row r="3"><c r="A3"><f t="shared" si="0" ref="A3:A4">A2*2</f></c></row><row r="4"><c r="A4"><f t="shared" si="0"/></c></row></sheetData><autoFilter ref="A1:B9"/>`,
		`<row r="1048576"><c r="XFD1048576" t="s"><v>0</v></c></row></sheetData><sheetViews><sheetView topLeftCell="A9"><pane ySplit="2" state="frozen"/><selection activeCell="B2"/></sheetView></sheetViews>`,
		`<row r="1"><c r="A1" t="inlineStr"><is><t>{#v|hang}{#v|hang}{.}{/v}{/v}</t></is></c></row></sheetData><hyperlinks><hyperlink ref="A1" location="Sheet1!A1"/></hyperlinks>`,
	} {
		f.Add(s, 1)
	}
	data := m{"a": "x{\n\t}", "v": l{m{"tt": 1, "v": l{1, 2}}, 2, nil, "s", l{}}, "tt": nil}
	f.Fuzz(func(t *testing.T, s string, missing int) {
		template := edit(t, good, map[string]func(string) string{"xl/worksheets/sheet1.xml": func(string) string {
			return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + s + `</worksheet>`
		}})
		opt := Options{AllowMissing: missing%2 == 0}
		out, found, err := Fill(template, data, opt)
		if err != nil {
			t.Fatal(err) // the package is whole: what is wrong with the sheet is a finding
		}
		if finding.HasError(found) != (out == nil) {
			t.Fatalf("out %v with %v", out == nil, found)
		}
		if out == nil {
			return
		}
		again, _, err := Fill(template, data, opt)
		if err != nil || !bytes.Equal(out, again) {
			t.Fatalf("filled twice, two results (%v)", err)
		}
		if _, err := Fields(out); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzParts: whatever stands in any part of a template, Fill does not panic and
// writes nothing where there is an error.
func FuzzParts(f *testing.F) {
	old := maxSteps
	defer func() { maxSteps = old }()
	maxSteps = 20000
	template, _ := everything(f)
	pkg, err := opc.Open(template, opc.DefaultLimits)
	must(f, err)
	names := pkg.Names()
	for i := range names {
		f.Add(i, 300, `ref="A0:B-1"`)
	}
	f.Fuzz(func(t *testing.T, which, at int, with string) {
		pkg, err := opc.Open(template, opc.DefaultLimits)
		must(t, err)
		if which < 0 || at < 0 {
			return
		}
		name := names[which%len(names)]
		body := bytes.Clone(pkg.Part(name))
		copy(body[min(at, len(body)):], with)
		pkg.Set(name, body)
		changed, err := pkg.Bytes()
		must(t, err)
		out, found, err := Fill(changed, m{"v": three["v"], "dau": 1}, Options{})
		if err == nil && finding.HasError(found) != (out == nil) {
			t.Fatalf("out %v with %v", out == nil, found)
		}
		if err != nil && strings.HasPrefix(err.Error(), "fill workbook: ") {
			t.Fatal(err) // a panic that was caught
		}
	})
}

// FuzzRewrite: every formula comes out as it went in when its references stay.
func FuzzRewrite(f *testing.F) {
	for _, s := range []string{"SUM(A1:$B$2)", "'a''b'!C5:D6", "[1]S!A1", "{1,2}", `"A1"`, "5:5", "#REF!A1", "Q1:Q2!A1", "T[[#All],[x]]", "a1b2.c?"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var last ref
		rewrite(s, func(r ref) string { last = r; return r.String() })
		shift(s, 1, -1)
		if again := rewrite(last.String(), ref.String); last.a.row > 0 && again != last.String() {
			t.Fatalf("%s became %s", last, again)
		}
	})
}
