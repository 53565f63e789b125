package layout_test

import (
	"strings"
	"testing"

	"vanthu/output/layout"
	"vanthu/output/wordml"
	"vanthu/output/wordml/wordmltest"
)

// FuzzLayout lays out whatever can be read: it ends, and does not panic.
func FuzzLayout(f *testing.F) {
	f.Add(par(`<w:ind w:left="5000" w:right="5000" w:firstLine="-9000"/><w:jc w:val="both"/>`, "a b c ddddddddddddddddddddddd\te") + page)
	f.Add(`<w:tbl><w:tblPr><w:tblW w:w="50000" w:type="pct"/></w:tblPr><w:tr><w:trPr><w:tblHeader/><w:trHeight w:val="30000" w:hRule="exact"/></w:trPr><w:tc><w:p/></w:tc></w:tr><w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:vMerge/><w:gridSpan w:val="3"/></w:tcPr>` + par("", "a\na\na\na\na\na\na\na\na\na\na\na") + `</w:tc></w:tr></w:tbl>` + page)
	f.Add(`<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>` + par(`<w:pageBreakBefore/><w:keepNext/>`, "a\nb\nc\nd\ne\nf\ng\nh\ni\nj") + `</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl><w:sectPr><w:pgSz w:w="100" w:h="100"/><w:cols w:num="3" w:space="4000"/></w:sectPr>`)
	f.Add(`<w:p><w:r><w:br w:type="column"/><w:br w:type="page"/><w:br w:type="column"/></w:r></w:p><w:p><w:pPr><w:sectPr><w:type w:val="oddPage"/><w:pgNumType w:start="2"/></w:sectPr></w:pPr></w:p>` + par(`<w:spacing w:line="1" w:lineRule="exact"/>`, "x") + `<w:sectPr><w:type w:val="continuous"/><w:pgMar w:top="-9000" w:bottom="20000" w:left="0" w:right="0" w:header="9000" w:footer="9000"/></w:sectPr>`)
	const square = `<wp:wrapSquare wrapText="largest"/>`
	f.Add(with(box(0, -20, 100, 30, square, "a b c")+box(200, 10, 80, 900, `<wp:wrapTopAndBottom/>`, ""), par("", "a b c d e f g h i j k l m n o p q r s t u v w")) + par("", "x y z") + wide)
	f.Add(`<w:p><w:pPr><w:framePr w:wrap="around" w:xAlign="center" w:y="1"/></w:pPr>` + box(0, 0, 50, 50, square, "a") + `</w:p><w:tbl><w:tblPr><w:tblpPr w:tblpYSpec="bottom" w:tblpX="-90"/></w:tblPr><w:tr><w:tc>` + with(box(5, 5, 50, 50, square, ""), par("", "a b c d e")) + `</w:tc></w:tr></w:tbl>` + par("", "a b c d e f") + page)
	f.Add(`<w:p><w:pPr><w:framePr w:dropCap="margin" w:lines="9" w:h="90" w:hRule="exact"/></w:pPr><w:r><w:pict><v:group style="position:absolute;width:9pt;height:0" coordsize="0,0"><v:oval style="left:1;width:1e9;height:-5;rotation:7"/></v:group></w:pict></w:r></w:p>` + par("", "a") + `<w:sectPr><w:cols w:num="3" w:space="40"/></w:sectPr>`)
	f.Add(called("a", "footnote", 4, 4, 5) + `<w:p><w:pPr><w:sectPr><w:footnotePr><w:numRestart w:val="eachPage"/><w:pos w:val="beneathText"/></w:footnotePr><w:pgSz w:w="900" w:h="900"/><w:pgMar w:top="300" w:bottom="300" w:left="100" w:right="100"/><w:lnNumType w:countBy="1"/><w:vAlign w:val="both"/></w:sectPr></w:pPr></w:p>` +
		par("", "b\nc") + called("d", "endnote", 5) + `<w:p><w:pPr><w:sectPr><w:type w:val="continuous"/><w:pgSz w:w="900" w:h="900"/><w:pgMar w:top="300" w:bottom="300" w:left="100" w:right="100"/><w:cols w:num="3" w:space="10"/><w:docGrid w:type="lines" w:linePitch="7"/></w:sectPr></w:pPr></w:p>` +
		`<w:tbl><w:tr><w:tc>` + called("e", "footnote", 5) + par("", "f\ng\nh\ni\nj") + called("k", "footnote", 4) + `</w:tc></w:tr></w:tbl><w:sectPr><w:type w:val="continuous"/><w:pgSz w:w="900" w:h="900"/><w:cols w:equalWidth="0"><w:col w:w="200" w:space="900"/><w:col w:w="1"/></w:cols></w:sectPr>`)
	long := par("", strings.Repeat("n\n", 40))
	f.Fuzz(func(t *testing.T, body string) {
		doc, _, err := wordml.Read(wordmltest.Docx(t, wordmltest.Parts{Body: body,
			Footnotes: note("footnote", 4, long, long) + note("footnote", 5, par(`<w:keepLines/>`, "n")), Endnotes: note("endnote", 5, long)}))
		if err != nil {
			return
		}
		res, _ := layout.Layout(doc, squareMeasurer{}, layout.Options{})
		if len(res.Pages) == 0 {
			t.Error("no pages")
		}
		for _, p := range res.Pages {
			_ = p.Dump() + p.Text()
		}
	})
}

func TestStrokesAndFootnotes(t *testing.T) {
	anchor := `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:positionH relativeFrom="column"><wp:posOffset>254000</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>127000</wp:posOffset></wp:positionV><wp:extent cx="635000" cy="0"/><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:prstGeom prst="line"/><a:ln w="12700"/></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent><w:t>a</w:t></w:r></w:p>`
	vml := `<w:p><w:r><w:pict><v:line from="5pt,2pt" to="45pt,2pt" style="position:absolute" strokeweight="2pt"/></w:pict><w:t>b</w:t></w:r></w:p>`
	noted := `<w:p><w:r><w:t>c</w:t></w:r><w:r><w:footnoteReference w:id="4"/></w:r></w:p>`
	res := lay(t, wordmltest.Parts{Body: anchor + vml + noted + page,
		Footnotes: `<w:footnote w:type="separator" w:id="0"/><w:footnote w:id="4"><w:p><w:r><w:footnoteRef/><w:t>n</w:t></w:r></w:p></w:footnote>`}, layout.Options{})
	// Lines: from 10 + 20 at 10 + 10; from 10 + 5 at 20 + 2. The note ends at the
	// bottom margin, 100 - 10: its baseline is at 80 + 8; above it stands the rule
	// in a line of 10 pt, from 70 to 80: its baseline is at 78, the rule a quarter
	// of 10 pt higher at 75.5, not longer than the column.
	golden(t, "strokes-notes.txt", res.Pages[0].Dump())
}
