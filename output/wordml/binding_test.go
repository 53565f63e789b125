package wordml_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"vanthu/output/opc"
	"vanthu/output/wordml"
	"vanthu/output/wordml/wordmltest"
)

// A content control that is bound to a part shows what stands there, in the look
// of its own text; one whose part is silent keeps its text.
func TestBoundControls(t *testing.T) {
	control := func(store, path, kind, text string) string {
		return `<w:sdt><w:sdtPr><w:rPr><w:i/></w:rPr><w:dataBinding w:xpath="` + path + `" w:storeItemID="` + store + `"/>` + kind + `</w:sdtPr><w:sdtContent>` + text + `</w:sdtContent></w:sdt>`
	}
	const core, own = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}", "{0AB1C2D3-0000-4000-8000-00000000000A}"
	bold := func(s string) string { return `<w:r><w:rPr><w:b/></w:rPr><w:t>` + s + `</w:t></w:r>` }
	body := `<w:p>` + control(core, "/ns1:coreProperties[1]/ns0:title[1]", "<w:text/>", bold("cũ")+bold(" hơn")) + `</w:p>` +
		control(own, "/a:so[1]/a:dong[2]", `<w:text w:multiLine="1"/>`, `<w:p>`+bold("cũ")+`</w:p><w:p>`+bold("cũ")+`</w:p>`) +
		`<w:p>` + control(own, "/a:so[1]/@ngay", `<w:showingPlcHdr/><w:text/>`, bold("[Ngày]")) + `</w:p>` +
		`<w:p>` + control(own, "/a:so[1]/a:trong[1]", "<w:text/>", bold("giữ")) + `</w:p>` +
		`<w:p>` + control("{1}", "/a", "<w:text/>", bold("giữ")) + control(own, "/a:so[1]/a:dong[1]", "<w:richText/>", bold("lại")) + `</w:p>`
	doc := readBound(t, body, map[string]string{
		"docProps/core.xml":              `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>Mới</dc:title></cp:coreProperties>`,
		"customXml/item1.xml":            `<so xmlns="a" ngay="2/9"><dong>một</dong><dong>hai&#10;ba</dong><trong/></so>`,
		"customXml/itemProps1.xml":       `<ds:datastoreItem xmlns:ds="s" ds:itemID="` + own + `"/>`,
		"word/_rels/document.xml.rels":   related("customXml", "../customXml/item1.xml"),
		"customXml/_rels/item1.xml.rels": related("customXmlProps", "itemProps1.xml"),
	})
	want := []string{"Mới", "hai\nba", "2/9", "giữ", "giữlại"}
	bs := doc.Sections[0].Blocks
	for i, w := range want {
		p := bs[i].(*wordml.Paragraph)
		if got := p.Text(); got != w {
			t.Errorf("paragraph %d: %q, want %q", i, got, w)
		}
		if pr := p.Inlines[0].Props; pr.Bold == (i == 2) || pr.Italic != (i == 2) {
			t.Errorf("paragraph %d: bold %v, italic %v", i, pr.Bold, pr.Italic)
		}
	}
	if len(bs) != len(want) {
		t.Errorf("%d paragraphs, want %d", len(bs), len(want))
	}
}

// related are relationships to parts, all of one kind.
func related(kind string, targets ...string) string {
	out := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	for i, target := range targets {
		out += `<Relationship Id="c` + strconv.Itoa(i) + `" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + kind + `" Target="` + target + `"/>`
	}
	return out + `</Relationships>`
}

// readBound reads a document of a body and parts beside it.
func readBound(t *testing.T, body string, parts map[string]string) *wordml.Document {
	t.Helper()
	pkg, err := opc.Open(wordmltest.Docx(t, wordmltest.Parts{Body: body}), opc.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range parts {
		pkg.Set(name, []byte(s))
	}
	data, err := pkg.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	doc, fs, err := wordml.Read(data)
	if err != nil || len(fs) > 0 {
		t.Fatal(err, fs)
	}
	return doc
}

// Text goes where it is seen: past deleted and hidden runs, and into a control that
// has no run at all.
func TestBoundControlsWithoutText(t *testing.T) {
	const (
		sdt = `<w:sdt><w:sdtPr><w:rPr><w:i/></w:rPr><w:dataBinding w:xpath="/a[1]/b[1]" w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/><w:text/></w:sdtPr><w:sdtContent>`
		end = `</w:sdtContent></w:sdt>`
		old = `<w:r><w:t>cũ</w:t></w:r>`
		hid = `<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>`
	)
	for _, tt := range []struct {
		name, body, want string
		italic           bool
	}{
		{"deleted", `<w:p>` + sdt + `<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>` + old + end + `</w:p>`, "mới", false},
		{"moved away", `<w:p>` + sdt + `<w:moveFrom>` + old + `</w:moveFrom>` + old + end + `</w:p>`, "mới", false},
		{"inserted", `<w:p>` + sdt + `<w:ins>` + old + `</w:ins>` + old + end + `</w:p>`, "mới", false},
		{"hidden", `<w:p>` + sdt + hid + old + end + `</w:p>`, "mới", false},
		{"all hidden", `<w:p>` + sdt + hid + end + `</w:p>`, "", false},
		{"all deleted", sdt + `<w:p><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>` + end, "", false},
		{"an empty paragraph", sdt + `<w:p/>` + end, "mới", true},
		{"two empty paragraphs", sdt + `<w:p><w:pPr><w:jc w:val="center"/></w:pPr></w:p><w:p/>` + end, "mới", true},
		{"empty in a paragraph", `<w:p>` + sdt + end + `</w:p>`, "mới", true},
		{"an empty cell", `<w:tbl><w:tr>` + sdt + `<w:tc><w:p/></w:tc>` + end + `</w:tr></w:tbl>`, "mới", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc := readBound(t, tt.body, map[string]string{"docProps/core.xml": `<a><b>mới</b></a>`})
			bs := doc.Sections[0].Blocks
			if table, ok := bs[0].(*wordml.Table); ok {
				bs = table.Rows[0].Cells[0].Blocks
			}
			p := bs[0].(*wordml.Paragraph)
			if p.Text() != tt.want {
				t.Fatalf("%q, want %q", p.Text(), tt.want)
			}
			if tt.want != "" && p.Inlines[0].Props.Italic != tt.italic {
				t.Errorf("italic is %v, want %v", !tt.italic, tt.italic)
			}
		})
	}
}

// Each part of data is looked at once, however often the document names it.
func TestBoundControlsAreBounded(t *testing.T) {
	var body strings.Builder
	for i := range 300 {
		body.WriteString(`<w:p><w:sdt><w:sdtPr><w:dataBinding w:xpath="/a[1]" w:storeItemID="{` + strconv.Itoa(i) + `}"/><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>cũ</w:t></w:r></w:sdtContent></w:sdt></w:p>`)
	}
	began := time.Now()
	doc := readBound(t, body.String(), map[string]string{
		"customXml/item1.xml":            `<a>mới</a>`,
		"customXml/p.xml":                `<ds itemID="{7}">` + strings.Repeat("<x/>", 50000) + `</ds>`,
		"word/_rels/document.xml.rels":   related("customXml", slices.Repeat([]string{"../customXml/item1.xml"}, 40)...),
		"customXml/_rels/item1.xml.rels": related("customXmlProps", "p.xml"),
	})
	for i, p := range paragraphs(doc) {
		if want := map[bool]string{true: "mới", false: "cũ"}[i == 7]; p.Text() != want {
			t.Errorf("paragraph %d: %q, want %q", i, p.Text(), want)
		}
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}
