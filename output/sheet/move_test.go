package sheet

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vanthu/output/opc"
)

// must ends a test's building of a workbook at the first failure.
func must(t testing.TB, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// part gives a part of a filled workbook as text.
func part(t testing.TB, data []byte, name string) string {
	t.Helper()
	pkg, err := opc.Open(data, opc.DefaultLimits)
	must(t, err)
	return string(pkg.Part(name))
}

// edit changes parts of a package by name; nil leaves a part out.
func edit(t testing.TB, data []byte, change map[string]func(string) string) []byte {
	t.Helper()
	pkg, err := opc.Open(data, opc.DefaultLimits)
	must(t, err)
	for name, f := range change {
		pkg.Set(name, []byte(f(string(pkg.Part(name)))))
	}
	out, err := pkg.Bytes()
	must(t, err)
	return out
}

func found(text, pattern string) string {
	return strings.Join(regexp.MustCompile(pattern).FindAllString(text, -1), " ")
}

// base is a sheet whose row 3 repeats three times: what stood in row 4 stands in
// row 6.
const base = "A1=Tên\nB1=Số\nA3={#v}{ten}\nB3={n}\nC3={/v}\nA4=Cộng\nB4==SUM(B3:B3)\nA6=cuối"

var three = m{"v": l{m{"ten": "a", "n": 1}, m{"ten": "b", "n": 2}, m{"ten": "c", "n": 3}}, "none": l{}}

// everything is a template with one of each thing that names cells. style is
// that of the cell B3.
func everything(t testing.TB) (template []byte, style int) {
	template = workbook(t, base, func(f *excelize.File) {
		var err error
		style, err = f.NewStyle(&excelize.Style{NumFmt: 10})
		must(t, err)
		red, err := f.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: "FF0000"}})
		must(t, err)
		s := "Sheet1"
		dv := excelize.NewDataValidation(true)
		dv.Sqref = "B3 D4"
		must(t, dv.SetRange("$B$4", "$B$6", excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
		must(t,
			f.SetCellStyle(s, "B3", "B3", style), f.SetRowHeight(s, 3, 30), f.SetRowHeight(s, 6, 40),
			f.MergeCell(s, "A1", "A2"), f.MergeCell(s, "C3", "D3"), f.MergeCell(s, "A6", "C6"), f.MergeCell(s, "F3", "F4"),
			f.SetConditionalFormat(s, "A3:B4", []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: "$B3>$B$4", Format: &red}}),
			f.AddDataValidation(s, dv),
			f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: "Sheet1!$A$1:$F$6", Scope: s}),
			f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "Sheet1!$1:$2", Scope: s}),
			f.SetDefinedName(&excelize.DefinedName{Name: "cong", RefersTo: "Sheet1!$B$4"}),
			f.SetCellHyperLink(s, "A3", "https://example.org", "External"), f.SetCellHyperLink(s, "A6", "Sheet1!A4", "Location"),
			f.AddComment(s, excelize.Comment{Cell: "A4", Author: "x", Text: "ghi chú"}),
			f.AutoFilter(s, "A1:B3", nil),
			f.InsertPageBreak(s, "A5"),
			f.SetPanes(s, &excelize.Panes{Freeze: true, YSplit: 3, TopLeftCell: "A4", ActivePane: "bottomLeft"}),
			f.AddChart(s, "A8", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Name: "Sheet1!$B$1", Categories: "Sheet1!$A$3:$A$3", Values: "Sheet1!$B$3:$B$3"}}}),
			f.AddSparkline(s, &excelize.SparklineOptions{Location: []string{"E3"}, Range: []string{"Sheet1!A3:B3"}}),
			f.ProtectSheet(s, &excelize.SheetProtectionOptions{Password: "x"}),
			f.SetHeaderFooter(s, &excelize.HeaderFooterOptions{OddHeader: "&C{dau}"}),
		)
	})
	return template, style
}

func TestEverythingMoves(t *testing.T) {
	template, style := everything(t)
	data := m{"v": three["v"], "dau": "A & B"}
	out := fill(t, template, data)
	f := openBook(t, out)
	xml := part(t, out, "xl/worksheets/sheet1.xml")
	for _, tt := range []struct{ what, got, want string }{
		{"merges", found(xml, `<mergeCell ref="[^"]*"`), `<mergeCell ref="A1:A2" <mergeCell ref="C3:D3" <mergeCell ref="C4:D4" <mergeCell ref="C5:D5" <mergeCell ref="A8:C8" <mergeCell ref="F3:F6"`},
		{"count of merges", found(xml, `mergeCells count="\d+"`), `mergeCells count="6"`},
		{"heights", found(xml, `<row r="\d+"[^>]* ht="\d+"`), `<row r="3" ht="30" <row r="4" ht="30" <row r="5" ht="30" <row r="8" ht="40"`},
		{"conditional format", found(xml, `<conditionalFormatting.*?</formula>`), `<conditionalFormatting sqref="A3:B6"><cfRule type="expression" dxfId="0" priority="1"><formula>$B3&gt;$B$6</formula>`},
		{"validation", found(xml, `sqref="[^"]*" type="decimal"|<formula[12]>[^<]*`), `sqref="B3:B5 D6" type="decimal" <formula1>$B$6 <formula2>$B$8`},
		{"breaks", found(xml, `<brk id="\d+"`), `<brk id="6"`},
		{"frozen", found(xml, `<pane [^>]*>`), `<pane activePane="bottomLeft" state="frozen" topLeftCell="A6" ySplit="5"/>`},
		{"filter", found(xml, `<autoFilter ref="[^"]*"`), `<autoFilter ref="$A$1:$B$5"`},
		{"links", found(xml, `<hyperlink [^>]*>`), `<hyperlink ref="A3" r:id="rId1"/> <hyperlink ref="A4" r:id="rId1"/> <hyperlink ref="A5" r:id="rId1"/> <hyperlink ref="A8" location="Sheet1!A6"/>`},
		{"sparklines", found(xml, `<xm:f>[^<]*</xm:f><xm:sqref>[^<]*`), `<xm:f>Sheet1!A3:B3</xm:f><xm:sqref>E3 <xm:f>Sheet1!A4:B4</xm:f><xm:sqref>E4 <xm:f>Sheet1!A5:B5</xm:f><xm:sqref>E5`},
		{"protection", fmt.Sprint(strings.Contains(xml, "<sheetProtection ")), "true"},
		{"header", found(xml, `<oddHeader>[^<]*`), `<oddHeader>&amp;CA &amp;&amp; B`},
		{"no value left", found(xml, `</f><v>`), ``},
		{"dimension", found(xml, `<dimension ref="[^"]*"`), `<dimension ref="A1:C8"`},
		{"names", found(part(t, out, "xl/workbook.xml"), `Sheet1'?!\$[^<]*|fullCalcOnLoad="1"`), `Sheet1!$A$1:$F$8 Sheet1!$1:$2 Sheet1!$B$6 Sheet1'!$A$1:$B$5 fullCalcOnLoad="1"`},
		{"comment", found(part(t, out, "xl/comments1.xml"), `ref="[^"]*"`), `ref="A6"`},
		{"comment's box", found(part(t, out, "xl/drawings/vmlDrawing1.vml"), `<x:Row>\d+`), `<x:Row>5`},
		{"chart", found(part(t, out, "xl/charts/chart1.xml"), `<f>[^<]*|Cache`), `<f>Sheet1!$B$1 <f>Sheet1!$A$3:$A$5 <f>Sheet1!$B$3:$B$5`},
		{"anchor", found(part(t, out, "xl/drawings/drawing1.xml"), `<xdr:row>\d+`), `<xdr:row>9 <xdr:row>23`},
	} {
		if tt.got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.what, tt.got, tt.want)
		}
	}
	for _, cell := range []string{"B3", "B4", "B5"} {
		if got, err := f.GetCellStyle("Sheet1", cell); err != nil || got != style {
			t.Errorf("style of %s: %d, want %d (%v)", cell, got, style, err)
		}
	}
	if v, err := f.CalcCellValue("Sheet1", "B6"); err != nil || v != "6" {
		t.Errorf("sum: %s (%v)", v, err)
	}
}

// A table grows with its data rows, and keeps one blank row where there is none:
// Excel refuses a table without.
func TestTables(t *testing.T) {
	template := workbook(t, base, func(f *excelize.File) {
		must(t, f.SetCellStr("Sheet1", "A2", "Tên"), f.SetCellStr("Sheet1", "B2", "Số"),
			f.AddTable("Sheet1", &excelize.Table{Range: "A2:B3", Name: "Bang"}))
	})
	out := fill(t, template, three)
	if got := found(part(t, out, "xl/tables/table1.xml"), `ref="[^"]*"`); got != `ref="A2:B5" ref="A2:B5"` {
		t.Errorf("table: %s", got)
	}
	out = fill(t, template, m{"v": l{}})
	if got := found(part(t, out, "xl/tables/table1.xml"), `ref="[^"]*"`); got != `ref="A2:B3" ref="A2:B3"` {
		t.Errorf("table without data: %s", got)
	}
	if got, want := cellsOf(t, out), "A1=Tên\nB1=Số\nA2=Tên\nB2=Số\nA4=Cộng\nB4==SUM(B3:B3)\nA6=cuối\n"; got != want {
		t.Errorf("cells without data:\n%s", got)
	}
}

// Formulas that Excel keeps once for many cells, arrays, the order of
// computation, stored values: each is in the file as Excel writes it.
func TestExcelsOwnFormulas(t *testing.T) {
	template := edit(t, workbook(t, base, nil), map[string]func(string) string{
		"xl/worksheets/sheet1.xml": func(s string) string {
			return strings.Replace(s, `</sheetData>`, `<row r="7"><c r="A7"><f t="shared" ref="A7:A8" si="0">B4*$B$4</f><v>12</v></c><c r="B7" t="str"><f t="array" ref="B7:B8">A3:A4</f><v>x</v></c></row>`+
				`<row r="8"><c r="A8"><f t="shared" si="0"/><v>12</v></c></row></sheetData>`, 1)
		},
		"xl/calcChain.xml": func(string) string {
			return `<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="A7" i="1"/></calcChain>`
		},
		"xl/_rels/workbook.xml.rels": func(s string) string {
			return strings.Replace(s, `</Relationships>`, `<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>`, 1)
		},
		"[Content_Types].xml": func(s string) string {
			return strings.Replace(s, `</Types>`, `<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>`, 1)
		},
	})
	out := fill(t, template, three)
	got := found(part(t, out, "xl/worksheets/sheet1.xml"), `<row r="(9|10)".*?</row>`)
	want := `<row r="9"><c r="A9"><f>B6*$B$6</f></c><c r="B9"><f t="array" ref="B9:B10">A3:A6</f></c></row> <row r="10"><c r="A10"><f>B7*$B$6</f></c></row>`
	if got != want {
		t.Errorf("formulas\n got %s\nwant %s", got, want)
	}
	if all := part(t, out, "xl/_rels/workbook.xml.rels") + part(t, out, "[Content_Types].xml") + part(t, out, "xl/calcChain.xml"); strings.Contains(all, "calcChain") {
		t.Error("the order of computation is still there")
	}
}

func TestSheetNames(t *testing.T) {
	data := m{"ky": m{"ten": "Quý I/2025"}, "v": three["v"]}
	template := workbook(t, "A1=x\n--{ky.ten}\nA1={#v}{n}\nB1={/v}\n--Tổng\nA1==SUM('{ky.ten}'!A1:A1)", nil)
	out, faults, err := Fill(template, data, Options{File: "mau.xlsx"})
	must(t, err)
	if got, want := messages(faults), "mau.xlsx: {ky.ten}: cảnh báo: tên sheet sau khi điền có ký tự Excel không nhận hoặc dài quá 31 ký tự, nên được đổi thành “Quý I-2025” "+
		"(đang ghi: “Quý I/2025”). Cách sửa: đặt tên ngắn hơn và không dùng các ký tự [ ] : * ? / \\\n"; got != want {
		t.Errorf("findings\n%s", got)
	}
	f := openBook(t, out)
	if got := strings.Join(f.GetSheetList(), "|"); got != "Sheet1|Quý I-2025|Tổng" {
		t.Errorf("sheets %s", got)
	}
	if got, _ := f.GetCellFormula("Tổng", "A1"); got != "SUM('Quý I-2025'!A1:A3)" {
		t.Errorf("formula %s", got)
	}
}

// Rich text keeps its formats; a tag has that of its opening brace.
func TestRichText(t *testing.T) {
	template := workbook(t, "", func(f *excelize.File) {
		must(t, f.SetCellRichText("Sheet1", "A1", []excelize.RichTextRun{
			{Text: "Kỳ "}, {Text: "{ky", Font: &excelize.Font{Bold: true}}, {Text: "} và "}, {Text: "{#v}{n}", Font: &excelize.Font{Italic: true}}, {Text: ";{/v}"}}))
	})
	f := openBook(t, fill(t, template, m{"ky": "6T", "v": l{m{"n": 1}, m{"n": 2}}}))
	runs, err := f.GetCellRichText("Sheet1", "A1")
	must(t, err)
	var got strings.Builder
	for _, r := range runs {
		format := ""
		if r.Font != nil && r.Font.Bold {
			format = "b"
		} else if r.Font != nil && r.Font.Italic {
			format = "i"
		}
		fmt.Fprintf(&got, "%s[%s] ", format, r.Text)
	}
	if want := "[Kỳ ] b[6T] [ và ] i[1] [;] i[2] [;] "; got.String() != want {
		t.Errorf("runs %s, want %s", got.String(), want)
	}
}

// What the library of the tests cannot make is written as Excel writes it:
// protected ranges, pivot sources, threaded comments, controls, drawings that do
// not grow, the extensions of Excel 2010.
func TestWhatExcelAloneWrites(t *testing.T) {
	const drawing = `<xdr:wsDr xmlns:xdr="x"><xdr:twoCellAnchor editAs="oneCell"><xdr:from><xdr:col>0</xdr:col><xdr:row>2</xdr:row></xdr:from><xdr:to><xdr:col>1</xdr:col><xdr:row>4</xdr:row></xdr:to></xdr:twoCellAnchor>` +
		`<xdr:oneCellAnchor><xdr:from><xdr:row>5</xdr:row></xdr:from></xdr:oneCellAnchor><xdr:twoCellAnchor editAs="absolute"><xdr:from><xdr:row>5</xdr:row></xdr:from><xdr:to><xdr:row>6</xdr:row></xdr:to></xdr:twoCellAnchor></xdr:wsDr>`
	template := edit(t, workbook(t, base, nil), map[string]func(string) string{
		"xl/worksheets/sheet1.xml": func(s string) string {
			return strings.Replace(s, `</sheetData>`, `</sheetData><protectedRanges><protectedRange sqref="A3:B3 A6" name="x"/></protectedRanges><ignoredErrors><ignoredError sqref="B3"/></ignoredErrors>`+
				`<controls><control><controlPr linkedCell="$A$6"><anchor><from><row>5</row></from><to><row>5</row></to></anchor></controlPr></control></controls>`+
				`<extLst><ext><x14:conditionalFormattings xmlns:x14="x" xmlns:xm="y"><x14:conditionalFormatting><x14:cfRule><xm:f>$B3&gt;$B$4</xm:f></x14:cfRule><xm:sqref>A3:B3</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>`, 1)
		},
		"xl/worksheets/_rels/sheet1.xml.rels": func(string) string {
			return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="t/drawing" Target="../drawings/drawing1.xml"/>` +
				`<Relationship Id="b" Type="t/threadedComment" Target="../threadedComments/t1.xml"/><Relationship Id="c" Type="t/pivotTable" Target="../pivotTables/p1.xml"/>` +
				`<Relationship Id="d" Type="t/ctrlProp" Target="../ctrlProps/c1.xml"/></Relationships>`
		},
		"xl/drawings/drawing1.xml":   func(string) string { return drawing },
		"xl/threadedComments/t1.xml": func(string) string { return `<ThreadedComments><threadedComment ref="A6"/></ThreadedComments>` },
		"xl/pivotTables/p1.xml":      func(string) string { return `<pivotTableDefinition><location ref="F6:G8"/></pivotTableDefinition>` },
		"xl/ctrlProps/c1.xml":        func(string) string { return `<formControlPr fmlaLink="$A$6" fmlaRange="$A$3:$A$3"/>` },
		"xl/pivotCache/pivotCacheDefinition1.xml": func(string) string {
			return `<pivotCacheDefinition><cacheSource><worksheetSource ref="A1:B3" sheet="Sheet1"/></cacheSource></pivotCacheDefinition>`
		},
	})
	out := fill(t, template, three)
	xml := part(t, out, "xl/worksheets/sheet1.xml")
	for _, tt := range []struct{ what, got, want string }{
		{"protected", found(xml, `protectedRange sqref="[^"]*"`), `protectedRange sqref="A3:B5 A8"`},
		{"ignored", found(xml, `ignoredError sqref="[^"]*"`), `ignoredError sqref="B3:B5"`},
		{"control", found(xml, `<control>.*</control>`), `<control><controlPr linkedCell="$A$8"><anchor><from><row>7</row></from><to><row>7</row></to></anchor></controlPr></control>`},
		{"format of 2010", found(xml, `<xm:f>[^<]*|<xm:sqref>[^<]*`), `<xm:f>$B3&gt;$B$6 <xm:sqref>A3:B5`},
		{"drawings", found(part(t, out, "xl/drawings/drawing1.xml"), `row>\d+`), `row>2 row>4 row>7 row>5 row>6`},
		{"threaded comment", found(part(t, out, "xl/threadedComments/t1.xml"), `ref="[^"]*"`), `ref="A8"`},
		{"pivot table", found(part(t, out, "xl/pivotTables/p1.xml"), `ref="[^"]*"`), `ref="F8:G10"`},
		{"pivot source", found(part(t, out, "xl/pivotCache/pivotCacheDefinition1.xml"), `ref="[^"]*"|refreshOnLoad="1"`), `refreshOnLoad="1" ref="A1:B5"`},
		{"control's cells", found(part(t, out, "xl/ctrlProps/c1.xml"), `fmla[^/]*`), `fmlaLink="$A$8" fmlaRange="$A$3:$A$5"`},
	} {
		if tt.got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.what, tt.got, tt.want)
		}
	}
}

// Where the rows of everything are gone, no list is left empty: the format does
// not allow it.
func TestEverythingGoes(t *testing.T) {
	template, _ := everything(t)
	out := fill(t, template, m{"v": l{}, "dau": "x"})
	xml := part(t, out, "xl/worksheets/sheet1.xml")
	if got := found(xml, `<extLst>.*|<dataValidation .*?>|<mergeCell ref="[^"]*"|<conditionalFormatting [^>]*|<formula>[^<]*|<hyperlink [^>]*`); got != `<mergeCell ref="A1:A2" <mergeCell ref="A5:C5" `+
		`<conditionalFormatting sqref="A3:B3" <formula>$B3&gt;$B$3 <dataValidation allowBlank="true" operator="between" sqref="D3" type="decimal"> <hyperlink ref="A5" location="Sheet1!A3"/` {
		t.Errorf("left: %s", got)
	}
	if got := cellsOf(t, out); got != "A1=Tên\nB1=Số\nA3=Cộng\nB3==SUM(B1048576:B1048576)\nA5=cuối\n" {
		t.Errorf("cells\n%s", got)
	}
}
