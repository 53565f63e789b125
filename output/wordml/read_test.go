package wordml_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/output/length"
	"vanthu/output/wordml"
	"vanthu/output/wordml/wordmltest"
	"vanthu/pipeline/finding"
)

// read reads a document that has nothing to find fault with.
func read(t testing.TB, p wordmltest.Parts) *wordml.Document {
	t.Helper()
	doc, fs, err := wordml.Read(wordmltest.Docx(t, p))
	if err != nil {
		t.Fatal(err)
	}
	if len(fs) > 0 {
		t.Fatalf("findings: %v", fs)
	}
	return doc
}

// paragraphs lists those of the body, in order.
func paragraphs(doc *wordml.Document) (out []*wordml.Paragraph) {
	for _, s := range doc.Sections {
		for _, b := range s.Blocks {
			if p, ok := b.(*wordml.Paragraph); ok {
				out = append(out, p)
			}
		}
	}
	return out
}

func TestPropertiesAreResolved(t *testing.T) {
	const styles = `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsi="Arial"/><w:sz w:val="24"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="Normal"/><w:pPr><w:ind w:left="720" w:hanging="360"/><w:jc w:val="both"/></w:pPr><w:rPr><w:b/><w:sz w:val="26"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/><w:pPr><w:ind w:firstLine="100"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="character" w:styleId="Manh"><w:name w:val="Manh"/><w:rPr><w:b/><w:i/></w:rPr></w:style>`
	for _, tt := range []struct{ name, in, want string }{
		{"defaults", `<w:p><w:r><w:t>a</w:t></w:r></w:p>`, "Times New Roman 12 left 0 first 0 after 8 line 259 align 0"},
		{"style chain", `<w:p><w:pPr><w:pStyle w:val="B"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>`, "Times New Roman 13 bold left 36 first 5 after 8 line 259 align 3"},
		{"direct wins", `<w:p><w:pPr><w:pStyle w:val="A"/><w:ind w:left="0"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>a</w:t></w:r></w:p>`, "Times New Roman 13 left 0 first -18 after 8 line 259 align 1"},
		{"toggle flips", `<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:rPr><w:rStyle w:val="Manh"/></w:rPr><w:t>a</w:t></w:r></w:p>`, "Times New Roman 13 italic left 36 first -18 after 8 line 259 align 3"},
		{"theme font", `<w:p><w:r><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:ascii="Arial"/></w:rPr><w:t>a</w:t></w:r></w:p>`, "Calibri 12 left 0 first 0 after 8 line 259 align 0"},
		{"circle in styles", `<w:p><w:pPr><w:pStyle w:val="Loop"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>`, "Calibri 12 left 0 first 0 after 8 line 259 align 0"},
	} {
		for _, strict := range []bool{false, true} {
			t.Run(fmt.Sprint(tt.name, " strict ", strict), func(t *testing.T) {
				doc := read(t, wordmltest.Parts{Body: tt.in, Styles: styles, Strict: strict,
					Theme: `<a:minorFont><a:latin typeface="Calibri"/></a:minorFont>`})
				p := paragraphs(doc)[0]
				r := p.Inlines[0].Props
				got := fmt.Sprintf("%s %g", r.Font, r.Size.Pt())
				if r.Bold {
					got += " bold"
				}
				if r.Italic {
					got += " italic"
				}
				got += fmt.Sprintf(" left %g first %g after %g line %d align %d", p.Props.Left.Pt(), p.Props.First.Pt(), p.Props.After.Pt(), p.Props.Line, p.Props.Align)
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
			})
		}
	}
}

func TestNumbering(t *testing.T) {
	const numbering = `<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr></w:lvl>
<w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl><w:lvl w:ilvl="5"><w:numFmt w:val="none"/><w:lvlText w:val=""/></w:lvl>
<w:lvl w:ilvl="6"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/><w:lvlText w:val="%7"/></w:lvl><w:lvl w:ilvl="7"><w:start w:val="2"/><w:numFmt w:val="decimalZero:2000000000"/><w:lvlText w:val="%8"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>`
	item := func(num, level int) string {
		return fmt.Sprintf(`<w:p><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>`, level, num)
	}
	doc := read(t, wordmltest.Parts{Numbering: numbering,
		Body: item(1, 0) + item(1, 1) + item(1, 1) + item(1, 2) + item(1, 2) + item(1, 0) + item(1, 1) + item(1, 2) + item(2, 0) + item(2, 0) + item(1, 3) + item(1, 4) + item(1, 5) + item(1, 6) + item(1, 7) + item(0, 0)})
	var got []string
	for _, p := range paragraphs(doc) {
		if p.Label == nil {
			got = append(got, "none")
			continue
		}
		got = append(got, p.Label.Text)
	}
	want := []string{"I.", "1.1", "1.2", "c)", "d)", "II.", "2.1", "c)", "IX.", "X.", "\uF0B7", "none", "", "000", "2", "none"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if p := paragraphs(doc)[0]; p.Props.Left != length.Twips(360) || p.Props.First != length.Twips(-360) {
		t.Errorf("indent of the level: left %v, first %v", p.Props.Left, p.Props.First)
	}
}

// Where the setting is off, 12 pt and left of the default style yield to what a
// table's style and the defaults state.
func TestDefaultStyleInTables(t *testing.T) {
	const (
		styles = `<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="16"/></w:rPr></w:rPrDefault></w:docDefaults>` +
			`<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:pPr><w:jc w:val="left"/></w:pPr><w:rPr><w:sz w:val="24"/></w:rPr></w:style>` +
			`<w:style w:type="table" w:styleId="T"><w:pPr><w:jc w:val="right"/></w:pPr></w:style>`
		on = `<w:compat><w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" w:val="1"/></w:compat>`
	)
	for _, tt := range []struct {
		name, settings, tblPr string
		size                  length.Length
		align                 wordml.Align
	}{
		{"off", "", `<w:tblStyle w:val="T"/>`, 8 * length.Point, wordml.Right},
		{"on", on, `<w:tblStyle w:val="T"/>`, 12 * length.Point, wordml.Left},
		{"no style", "", "", 12 * length.Point, wordml.Left},
	} {
		doc := read(t, wordmltest.Parts{Styles: styles, Settings: tt.settings, Body: `<w:tbl><w:tblPr>` + tt.tblPr + `</w:tblPr><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`})
		p := doc.Sections[0].Blocks[0].(*wordml.Table).Rows[0].Cells[0].Blocks[0].(*wordml.Paragraph)
		if size, align := p.Inlines[0].Props.Size, p.Props.Align; size != tt.size || align != tt.align {
			t.Errorf("%s: %v, %v", tt.name, size, align)
		}
	}
}

func TestInlines(t *testing.T) {
	run := func(inside string) string { return `<w:r>` + inside + `</w:r>` }
	field := run(`<w:fldChar w:fldCharType="begin"/>`) + run(`<w:instrText> %s </w:instrText>`) + run(`<w:fldChar w:fldCharType="separate"/>`) + run(`<w:t>%s</w:t>`) + run(`<w:fldChar w:fldCharType="end"/>`)
	for _, tt := range []struct{ name, in, want string }{
		{"white space", run(`<w:t> a </w:t><w:t xml:space="preserve"> b </w:t>`), "a b "},
		{"deleted and inserted", `<w:del>` + run(`<w:delText>x</w:delText>`) + `</w:del><w:ins>` + run(`<w:t>mới</w:t>`) + `</w:ins>`, "mới"},
		{"link and control", `<w:hyperlink>` + run(`<w:t>a</w:t>`) + `</w:hyperlink><w:sdt><w:sdtContent>` + run(`<w:t>b</w:t>`) + `</w:sdtContent></w:sdt>`, "ab"},
		{"page field", fmt.Sprintf(field, "PAGE", "7"), "{PAGE 7}"},
		{"stored field", fmt.Sprintf(field, "MERGEFIELD ten", "Lan"), "Lan"},
		{"simple field", `<w:fldSimple w:instr="NUMPAGES">` + run(`<w:t>3</w:t>`) + `</w:fldSimple>`, "{NUMPAGES 3}"},
		{"page inside a condition", run(`<w:fldChar w:fldCharType="begin"/>`) + run(`<w:instrText>IF </w:instrText>`) + fmt.Sprintf(field, "PAGE", "1") + run(`<w:fldChar w:fldCharType="separate"/>`) + run(`<w:t>kết quả</w:t>`) + run(`<w:fldChar w:fldCharType="end"/>`), "kết quả"},
		{"hidden", run(`<w:rPr><w:vanish/></w:rPr><w:t>x</w:t>`) + run(`<w:t>y</w:t>`), "y"},
		{"symbols", run(`<w:sym w:font="Symbol" w:char="F0B7"/><w:noBreakHyphen/><w:tab/><w:br/>`), "\uF0B7\u2011\t\n"},
		{"either branch once", `<mc:AlternateContent><mc:Choice Requires="x">` + run(`<w:t>a</w:t>`) + `</mc:Choice><mc:Fallback>` + run(`<w:t>b</w:t>`) + `</mc:Fallback></mc:AlternateContent>`, "a"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := paragraphs(read(t, wordmltest.Parts{Body: `<w:p>` + tt.in + `</w:p>`}))[0]
			var b strings.Builder
			for _, in := range p.Inlines {
				if in.Kind == wordml.Field {
					fmt.Fprintf(&b, "{%s %s}", in.Field, in.Text)
					continue
				}
				b.WriteString((&wordml.Paragraph{Inlines: []wordml.Inline{in}}).Text())
			}
			if diff := cmp.Diff(tt.want, b.String()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestSectionsInheritHeaders(t *testing.T) {
	sect := func(inside string) string { return `<w:p><w:pPr><w:sectPr>` + inside + `</w:sectPr></w:pPr></w:p>` }
	doc := read(t, wordmltest.Parts{
		Headers: map[string]string{"h1": `<w:p><w:r><w:t>một</w:t></w:r></w:p>`, "h2": `<w:p><w:r><w:t>hai</w:t></w:r></w:p>`},
		Body: sect(`<w:headerReference w:type="default" r:id="h1"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" w:bottom="-1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/>`) +
			sect(`<w:type w:val="continuous"/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgNumType w:start="1"/>`) +
			`<w:sectPr><w:headerReference w:type="default" r:id="h2"/></w:sectPr>`})
	var got []string
	for _, s := range doc.Sections {
		h := s.Headers.Default.Blocks[0].(*wordml.Paragraph).Text()
		got = append(got, fmt.Sprintf("%.0f x %.0f mm, %s, start %d, number %d, title %t, bottom %.0f exact %t", s.Page.Width.Mm(), s.Page.Height.Mm(), h, s.Page.Start, s.Page.NumberStart, s.Page.TitlePage, s.Page.Bottom.Mm(), s.Page.BottomExact))
	}
	want := []string{
		"210 x 297 mm, một, start 0, number -1, title true, bottom 20 exact true",
		"297 x 210 mm, một, start 1, number 1, title false, bottom 25 exact false",
		"216 x 279 mm, hai, start 0, number -1, title false, bottom 25 exact false",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestTableBordersAndConditions(t *testing.T) {
	const styles = `<w:style w:type="table" w:styleId="G"><w:name w:val="G"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8"/><w:insideH w:val="single" w:sz="4"/></w:tblBorders><w:tblCellMar><w:left w:w="50" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val="clear" w:fill="EEEEEE"/></w:tcPr></w:tblStylePr></w:style>`
	cell := `<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>`
	doc := read(t, wordmltest.Parts{Styles: styles, Body: `<w:tbl><w:tblPr><w:tblStyle w:val="G"/><w:tblLook w:val="0020"/></w:tblPr><w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="1000"/></w:tblGrid><w:tr>` + cell + cell + `</w:tr><w:tr>` + cell + cell + `</w:tr></w:tbl>`})
	tb := doc.Sections[0].Blocks[0].(*wordml.Table)
	var got []string
	for _, r := range tb.Rows {
		c := r.Cells[0]
		got = append(got, fmt.Sprintf("top %g bottom %g left %t shade %t bold %t margin %g", c.Top.Width.Pt(), c.Bottom.Width.Pt(), c.Left.Visible(), c.Shade.Set,
			c.Blocks[0].(*wordml.Paragraph).Inlines[0].Props.Bold, c.Margins.Left.Pt()))
	}
	want := []string{"top 1 bottom 0.5 left false shade true bold true margin 2.5", "top 0.5 bottom 0 left false shade false bold false margin 2.5"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestRowExceptions(t *testing.T) {
	border := func(k string, eighths int) string { return fmt.Sprintf(`<w:%s w:val="single" w:sz="%d"/>`, k, eighths) }
	cell := func(borders string) string {
		return `<w:tc><w:tcPr><w:tcBorders>` + borders + `</w:tcBorders></w:tcPr><w:p/></w:tc>`
	}
	ex := `<w:tblPrEx><w:tblBorders>` + border("top", 16) + border("left", 16) + border("bottom", 16) + border("insideH", 24) + border("insideV", 24) + `</w:tblBorders></w:tblPrEx>`
	plain := `<w:tr>` + cell("") + cell("") + `</w:tr>`
	in := wordmltest.Parts{Body: `<w:tbl><w:tblPr><w:tblBorders>` + border("insideH", 8) + border("insideV", 8) + `</w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="1000"/></w:tblGrid>` +
		plain + `<w:tr>` + ex + cell("") + cell(border("bottom", 4)) + `</w:tr>` + plain + `</w:tbl>`}
	for _, tt := range []struct {
		name    string
		options []wordml.Option
		want    []string // of the row's two cells, in points
	}{
		{"Word", nil, []string{"top 3 left 2 bottom 3 right 3", "top 3 left 3 bottom 0.5 right 0"}},
		{"LibreOffice", []wordml.Option{wordml.ExceptionsAsLibreOffice}, []string{"top 2 left 2 bottom 2 right 1", "top 2 left 2 bottom 0.5 right 0"}},
	} {
		doc, _, err := wordml.Read(wordmltest.Docx(t, in), tt.options...)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range doc.Sections[0].Blocks[0].(*wordml.Table).Rows[1].Cells {
			got = append(got, fmt.Sprintf("top %g left %g bottom %g right %g", c.Top.Width.Pt(), c.Left.Width.Pt(), c.Bottom.Width.Pt(), c.Right.Width.Pt()))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", tt.name, diff)
		}
	}
}

func TestWhatIsNotDrawnIsReported(t *testing.T) {
	data := wordmltest.Docx(t, wordmltest.Parts{Body: `<w:p><w:r><w:t>Một</w:t></w:r></w:p><w:p><w:r><w:t>Ảnh bìa</w:t><w:drawing><pic:pic/></w:drawing><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>trong khung</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p><w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p><w:sectPr><w:pgBorders/><w:cols w:num="2"/><w:type w:val="continuous"/></w:sectPr>`})
	_, fs, err := wordml.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range fs {
		if f.Severity != finding.Warning || f.Code != "khong-ve-duoc" {
			t.Errorf("severity or code of %v", f)
		}
		got = append(got, f.Feature+" | "+f.Pos.Place())
	}
	want := []string{"drawing | thân văn bản, đoạn 2: Ảnh bìa", "drawing | thân văn bản, đoạn 2: Ảnh bìa", "footnote | thân văn bản, đoạn 4"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// FuzzRead cuts and changes packages: reading gives an error or a document,
// never a panic.
func FuzzRead(f *testing.F) {
	data := wordmltest.Docx(f, wordmltest.Parts{Body: `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>`,
		Numbering: `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`})
	f.Add(data, "", 0)
	f.Add(data, `<w:p><w:pPr><w:ind w:left="99999999999"/></w:pPr><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`, 3)
	f.Add(data, `<w:tbl><w:tblGrid><w:gridCol w:w="-5"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:gridSpan w:val="9999"/><w:vMerge/></w:tcPr></w:tc></w:tr></w:tbl>`, 5)
	f.Fuzz(func(t *testing.T, data []byte, body string, cut int) {
		if cut > 0 && cut < len(data) {
			_, _, _ = wordml.Read(data[:len(data)-cut])
		}
		_, _, _ = wordml.Read(data)
		_, _, _ = wordml.Read(wordmltest.Docx(t, wordmltest.Parts{Body: body, Styles: body, Numbering: body, Settings: body}))
	})
}

func TestLinkedStyles(t *testing.T) {
	in := wordmltest.Parts{Settings: `<w:linkStyles/>`, Styles: `<w:docDefaults><w:pPrDefault/></w:docDefaults>`,
		Body: `<w:p/><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:p>`}
	for _, tt := range []struct {
		name    string
		options []wordml.Option
		want    [][2]int // 20ths of a point below, 240ths of a line
	}{
		{"Word", nil, [][2]int{{0, 240}, {0, 240}}},
		{"LibreOffice", []wordml.Option{wordml.LinkedAsLibreOffice}, [][2]int{{200, 276}, {0, 240}}},
	} {
		doc, _, err := wordml.Read(wordmltest.Docx(t, in), tt.options...)
		if err != nil {
			t.Fatal(err)
		}
		var got [][2]int
		for _, b := range doc.Sections[0].Blocks {
			p := b.(*wordml.Paragraph).Props
			got = append(got, [2]int{int(p.After / length.Twip), p.Line})
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", tt.name, diff)
		}
	}
}

// A tab character is a tab where white space is kept, and a space elsewhere.
func TestTabCharacter(t *testing.T) {
	doc := read(t, wordmltest.Parts{Body: `<w:p><w:r><w:t xml:space="preserve">a&#9;b&#9;</w:t></w:r><w:r><w:t>&#9;c&#9;d </w:t></w:r></w:p>`})
	got := ""
	for _, in := range paragraphs(doc)[0].Inlines {
		if in.Kind == wordml.Tab {
			in.Text = "→"
		}
		got += "[" + in.Text + "]"
	}
	if want := "[a][→][b][→][c d]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// A paragraph whose mark has been deleted goes on in the next one, and is none if
// nothing of it is left.
func TestDeletedMarks(t *testing.T) {
	gone := func(content string) string {
		return `<w:p><w:pPr><w:jc w:val="right"/><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>` + content + `</w:p>`
	}
	kept := func(text string) string { return `<w:p><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>` }
	doc := read(t, wordmltest.Parts{Body: kept("a") + gone(`<w:del w:id="2" w:author="a"><w:r><w:delText>x</w:delText></w:r></w:del>`) +
		gone(`<w:r><w:t xml:space="preserve">b </w:t></w:r>`) + `<w:bookmarkStart w:id="3" w:name="m"/>` + kept("c") + gone(`<w:r><w:t>d</w:t></w:r>`)})
	got := ""
	for _, p := range paragraphs(doc) {
		got += fmt.Sprintf("[%s %d]", p.Text(), p.Props.Align)
	}
	if want := "[a 0][b c 0][d 2]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// Text looks as Word's defaults have it where the document states none.
func TestNoDefaults(t *testing.T) {
	in := wordmltest.Parts{Styles: `<w:style w:type="paragraph" w:default="1" w:styleId="a"/>`, Body: `<w:p/>`}
	for want, options := range map[string][]wordml.Option{"Times New Roman 10": nil, "Calibri 11": {wordml.DefaultsAsLibreOffice}} {
		doc, _, err := wordml.Read(wordmltest.Docx(t, in), options...)
		if err != nil {
			t.Fatal(err)
		}
		m := paragraphs(doc)[0].Mark
		if got := fmt.Sprint(m.Font, " ", m.Size.Pt()); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// A text of tabs without end stops where the document holds too much, and says so.
func TestTabsAreBounded(t *testing.T) {
	const most = 400e3
	for name, around := range map[string][2]string{
		"text":  {`<w:r>`, `</w:r>`},
		"field": {`<w:fldSimple w:instr="PAGE"><w:r>`, `</w:r></w:fldSimple>`},
	} {
		body := `<w:p>` + around[0] + `<w:t xml:space="preserve">` + strings.Repeat("a\t", most) + `</w:t>` + around[1] + `</w:p>`
		doc, fs, err := wordml.Read(wordmltest.Docx(t, wordmltest.Parts{Body: body}))
		if err != nil {
			t.Fatal(err)
		}
		if len(fs) != 1 || fs[0].Code != "qua-lon" || fs[0].Severity != finding.Error {
			t.Errorf("%s: findings %v", name, fs)
		}
		if n := len(paragraphs(doc)[0].Inlines); n > most {
			t.Errorf("%s: %d inlines", name, n)
		}
	}
}
