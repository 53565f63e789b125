package wordml_test

import (
	"testing"

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
	pkg, err := opc.Open(wordmltest.Docx(t, wordmltest.Parts{Body: body}), opc.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	main, err := pkg.MainDocument()
	if err != nil {
		t.Fatal(err)
	}
	rels := func(part, kind, target string) {
		pkg.Set(part, []byte(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="c1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/`+kind+`" Target="`+target+`"/></Relationships>`))
	}
	pkg.Set("docProps/core.xml", []byte(`<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>Mới</dc:title></cp:coreProperties>`))
	pkg.Set("customXml/item1.xml", []byte(`<so xmlns="a" ngay="2/9"><dong>một</dong><dong>hai&#10;ba</dong><trong/></so>`))
	pkg.Set("customXml/itemProps1.xml", []byte(`<ds:datastoreItem xmlns:ds="s" ds:itemID="`+own+`"/>`))
	rels("word/_rels/document.xml.rels", "customXml", "../customXml/item1.xml")
	rels("customXml/_rels/item1.xml.rels", "customXmlProps", "itemProps1.xml")
	if main != "word/document.xml" {
		t.Fatalf("the main part is %s", main)
	}
	data, err := pkg.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	doc, _, err := wordml.Read(data)
	if err != nil {
		t.Fatal(err)
	}
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
