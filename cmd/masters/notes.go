package main

import (
	"fmt"
	"strings"

	"vanthu/output/format"
	"vanthu/output/length"
)

// unnumbered stands for the number of a footnote's call until numberNotes.
const unnumbered = `w:id="?"`

// noteCall calls for a footnote. It stands inside a section of the text, so that
// each repetition gets a note of its own and none is left where there is no note.
const noteCall xml = `<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference ` + unnumbered + `/></w:r>`

// cited makes a paragraph of a text of the plan's lists: its pieces, each with its
// footnote where it has one.
func cited(style, before string) xml {
	return xml(fmt.Sprintf(`<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>%s%s%s</w:p>`, style,
		run("", before+"{#phan}{loi}{#chu_thich}"), noteCall, run("", "{/chu_thich}{/phan}")))
}

// numberNotes numbers the calls of a body from 1 and tells how many there are.
func numberNotes(body xml) (xml, int) {
	n := 0
	s := string(body)
	for ; strings.Contains(s, unnumbered); n++ {
		s = strings.Replace(s, unnumbered, fmt.Sprintf(`w:id="%d"`, n+1), 1)
	}
	return xml(s), n
}

// footnotesPart holds the two separators that Word wants, and a note for each
// call. In the template all notes say the same: the footnote of their piece.
func footnotesPart(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<w:footnotes xmlns:w="%s">`, nsWord)
	// As high as LibreOffice's own rule, 2 mm, so that it and Word leave the text
	// the same room.
	for id, kind := range []string{"separator", "continuationSeparator"} {
		fmt.Fprintf(&b, `<w:footnote w:type="%[2]s" w:id="%[1]d"><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="113" w:lineRule="exact"/></w:pPr><w:r><w:%[2]s/></w:r></w:p></w:footnote>`, id-1, kind)
	}
	for id := range n {
		fmt.Fprintf(&b, `<w:footnote w:id="%d"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>%s</w:p></w:footnote>`, id+1, run("", " {chu_thich}"))
	}
	b.WriteString(`</w:footnotes>`)
	return b.String()
}

// noteSettings name the separators.
const noteSettings = `<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>`

// noteStyles are the styles of footnotes, under Word's own names. The decree
// leaves their size open; practice is 10 (spec 1.14).
func noteStyles() string {
	text := style{id: "FootnoteText", name: "footnote text", size: length.Pt(10), rule: format.Text{Align: format.Justified}}
	return text.xml() + `<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>`
}
