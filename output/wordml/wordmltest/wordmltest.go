// Package wordmltest builds small DOCX files for tests, from the few lines of
// WordprocessingML that a test is about. It is no part of the program.
//
//	data := wordmltest.Docx(t, wordmltest.Parts{
//		Body:   `<w:p><w:r><w:t>Căn cứ</w:t></w:r></w:p>`,
//		Styles: `<w:docDefaults>…</w:docDefaults>`,
//	})
package wordmltest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"vanthu/output/opc"
)

// Parts are the insides of the parts, without their root elements. Empty ones
// are left out.
type Parts struct {
	Body      string
	Styles    string
	Numbering string
	Settings  string
	Footnotes string            // the inside of w:footnotes
	Endnotes  string            // the inside of w:endnotes
	Theme     string            // the inside of a:fontScheme
	Headers   map[string]string // by relationship id: the inside of w:hdr
	Footers   map[string]string // the inside of w:ftr
	Media     map[string][]byte // by relationship id: pictures, for the body, headers and footers alike
	Strict    bool              // ISO 29500 strict namespaces
}

const (
	wTransitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	wStrict       = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	rTransitional = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	rStrict       = "http://purl.oclc.org/ooxml/officeDocument/relationships"
)

// Docx packs the parts.
func Docx(tb testing.TB, p Parts) []byte {
	tb.Helper()
	w, r := wTransitional, rTransitional
	if p.Strict {
		w, r = wStrict, rStrict
	}
	root := func(name, inside string) []byte {
		return fmt.Appendf(nil, `<?xml version="1.0" encoding="UTF-8"?><w:%s xmlns:w="%s" xmlns:r="%s" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" xmlns:w10="urn:schemas-microsoft-com:office:word" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">%s</w:%s>`, name, w, r, inside, name)
	}
	pkg := opc.New()
	var types, rels strings.Builder
	add := func(id, rel, file, content string, body []byte) {
		pkg.Set("word/"+file, body)
		fmt.Fprintf(&types, `<Override PartName="/word/%s" ContentType="application/vnd.openxmlformats-officedocument.%s+xml"/>`, file, content)
		fmt.Fprintf(&rels, `<Relationship Id="%s" Type="%s/%s" Target="%s"/>`, id, r, rel, file)
	}
	pkg.Set("[Content_Types].xml", nil)
	pkg.Set("_rels/.rels", fmt.Appendf(nil, `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="d" Type="%s/officeDocument" Target="word/document.xml"/></Relationships>`, r))
	pkg.Set("word/document.xml", root("document", "<w:body>"+p.Body+"</w:body>"))
	if p.Styles != "" {
		add("st", "styles", "styles.xml", "wordprocessingml.styles", root("styles", p.Styles))
	}
	if p.Numbering != "" {
		add("nu", "numbering", "numbering.xml", "wordprocessingml.numbering", root("numbering", p.Numbering))
	}
	if p.Settings != "" {
		add("se", "settings", "settings.xml", "wordprocessingml.settings", root("settings", p.Settings))
	}
	if p.Footnotes != "" {
		add("fn", "footnotes", "footnotes.xml", "wordprocessingml.footnotes", root("footnotes", p.Footnotes))
	}
	if p.Endnotes != "" {
		add("en", "endnotes", "endnotes.xml", "wordprocessingml.endnotes", root("endnotes", p.Endnotes))
	}
	if p.Theme != "" {
		add("th", "theme", "theme1.xml", "theme", fmt.Appendf(nil, `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="t"><a:themeElements><a:fontScheme name="f">%s</a:fontScheme></a:themeElements></a:theme>`, p.Theme))
	}
	for _, id := range slices.Sorted(maps.Keys(p.Headers)) {
		add(id, "header", "header-"+id+".xml", "wordprocessingml.header", root("hdr", p.Headers[id]))
	}
	for _, id := range slices.Sorted(maps.Keys(p.Footers)) {
		add(id, "footer", "footer-"+id+".xml", "wordprocessingml.footer", root("ftr", p.Footers[id]))
	}
	media := ""
	for _, id := range slices.Sorted(maps.Keys(p.Media)) {
		pkg.Set("word/media/"+id, p.Media[id])
		media += fmt.Sprintf(`<Relationship Id="%s" Type="%s/image" Target="media/%s"/>`, id, r, id)
		fmt.Fprintf(&types, `<Override PartName="/word/media/%s" ContentType="image/png"/>`, id)
	}
	rels.WriteString(media)
	for kind, parts := range map[string]map[string]string{"header": p.Headers, "footer": p.Footers} {
		for id := range parts {
			if media != "" {
				pkg.Set("word/_rels/"+kind+"-"+id+".xml.rels", fmt.Appendf(nil, `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>`, media))
			}
		}
	}
	pkg.Set("[Content_Types].xml", fmt.Appendf(nil, `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>%s</Types>`, types.String()))
	pkg.Set("word/_rels/document.xml.rels", fmt.Appendf(nil, `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>`, rels.String()))
	data, err := pkg.Bytes()
	if err != nil {
		tb.Fatal(err)
	}
	return data
}
