package main

import (
	"fmt"

	"vanthu/output/format"
	"vanthu/output/opc"
)

// Namespaces of a document.
const (
	nsWord = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsRel  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsPkg  = "http://schemas.openxmlformats.org/package/2006"
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// docx puts a master together as a Word file: parts with their content types
// and relationships. No part holds a time or a revision number.
func (m master) docx() ([]byte, error) {
	const (
		ctWord = "application/vnd.openxmlformats-officedocument.wordprocessingml."
		ctDoc  = "application/vnd.openxmlformats-officedocument."
	)
	body, notes := numberNotes(m.body())
	type part struct{ name, contentType, body string }
	parts := []part{
		{"word/document.xml", ctWord + "document.main+xml", documentPart(body)},
		{"word/styles.xml", ctWord + "styles+xml", stylesPart(notes > 0)},
		{"word/settings.xml", ctWord + "settings+xml", settingsPart(notes > 0)},
		{"word/fontTable.xml", ctWord + "fontTable+xml", fontTablePart()},
		{"word/header1.xml", ctWord + "header+xml", headerPart()},
	}
	related := []string{
		nsRel + "/styles", "styles.xml",
		nsRel + "/settings", "settings.xml",
		nsRel + "/fontTable", "fontTable.xml",
		nsRel + "/header", "header1.xml",
	}
	if notes > 0 {
		parts = append(parts, part{"word/footnotes.xml", ctWord + "footnotes+xml", footnotesPart(notes)})
		related = append(related, nsRel+"/footnotes", "footnotes.xml")
	}
	parts = append(parts,
		part{"docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", corePart(m.title)},
		part{"docProps/app.xml", ctDoc + "extended-properties+xml", appPart()},
	)
	types := `<Types xmlns="` + nsPkg + `/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`
	for _, p := range parts {
		types += fmt.Sprintf(`<Override PartName="/%s" ContentType="%s"/>`, p.name, p.contentType)
	}
	pkg := opc.New()
	pkg.Set("[Content_Types].xml", []byte(xmlHead+types+`</Types>`))
	pkg.Set("_rels/.rels", relationships(
		nsRel+"/officeDocument", "word/document.xml",
		nsPkg+"/relationships/metadata/core-properties", "docProps/core.xml",
		nsRel+"/extended-properties", "docProps/app.xml"))
	pkg.Set("word/_rels/document.xml.rels", relationships(related...))
	for _, p := range parts {
		pkg.Set(p.name, []byte(xmlHead+p.body))
	}
	return pkg.Bytes()
}

// headerRel is the relationship of the header with the page number, the fourth
// of the document's.
const headerRel = "rId4"

// relationships writes pairs of type and target, numbered from rId1.
func relationships(pairs ...string) []byte {
	s := xmlHead + `<Relationships xmlns="` + nsPkg + `/relationships">`
	for i := 0; i+1 < len(pairs); i += 2 {
		s += fmt.Sprintf(`<Relationship Id="rId%d" Type="%s" Target="%s"/>`, i/2+1, pairs[i], pairs[i+1])
	}
	return []byte(s + `</Relationships>`)
}

func documentPart(body xml) string {
	return fmt.Sprintf(`<w:document xmlns:w="%s" xmlns:r="%s"><w:body>%s</w:body></w:document>`, nsWord, nsRel, body)
}

// settingsPart says: the layout of Word 2010 (compatibilityMode 14). In mode 15
// Word squeezes the spaces of a justified line to keep one more word on it, which
// no other program does; in mode 14 Word, LibreOffice and our own layout break
// every line at the same word, so that the office, the units and the province see
// the same pages whatever they open the document with.
func settingsPart(notes bool) string {
	separators := ""
	if notes {
		separators = noteSettings
	}
	return fmt.Sprintf(`<w:settings xmlns:w="%s"><w:zoom w:percent="100"/><w:defaultTabStop w:val="%d"/><w:characterSpacingControl w:val="doNotCompress"/>%s<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="14"/></w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>`,
		nsWord, format.House.Body.FirstLine.Twips(), separators)
}

func fontTablePart() string {
	return fmt.Sprintf(`<w:fonts xmlns:w="%s"><w:font w:name="%s"><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>`,
		nsWord, format.Font)
}

// headerPart is the page number: Arabic, upright, centred in the top margin
// (I.7).
func headerPart() string {
	return fmt.Sprintf(`<w:hdr xmlns:w="%s"><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>`, nsWord)
}

func corePart(title string) string {
	return fmt.Sprintf(`<cp:coreProperties xmlns:cp="%s/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>%s</dc:title><dc:language>vi-VN</dc:language></cp:coreProperties>`,
		nsPkg, escape.Replace(title))
}

func appPart() string {
	return `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>vanthu</Application></Properties>`
}
