package pdf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"strings"
	"testing"
	"time"

	"vanthu/output/wordml/wordmltest"
)

// memoryLimit is what a rendering may take, however the document is made;
// bombTime is what one may take that is no honest document at all.
const (
	memoryLimit = 512 << 20
	bombTime    = 2 * time.Minute
)

// bomb is a document that is small as a file and large as a page. stopped says
// that it must end in a finding of severity error, which tells why there is no
// more.
type bomb struct {
	name    string
	parts   func() wordmltest.Parts
	stopped bool
}

const (
	p1    = `<w:p><w:r><w:t>a</w:t></w:r></w:p>`
	a4    = `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>`
	cell1 = `<w:tc>` + p1 + `</w:tc>`
)

func words(n int) string { return strings.Repeat("văn bản hành chính ", n) }

func ppr(pPr, inside string) string {
	return `<w:p><w:pPr>` + pPr + `</w:pPr>` + inside + `</w:p>`
}

func run(rPr, text string) string {
	return `<w:r><w:rPr>` + rPr + `</w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
}

func tbl(rows string) string { return `<w:tbl>` + rows + `</w:tbl>` }

func nested(n int, open, inside, shut string) string {
	return strings.Repeat(open, n) + inside + strings.Repeat(shut, n)
}

func floating(inside string) string {
	return `<w:r><w:drawing><wp:anchor><wp:positionH relativeFrom="column"><wp:posOffset>254000</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>127000</wp:posOffset></wp:positionV><wp:extent cx="635000" cy="635000"/><wp:wrapSquare wrapText="bothSides"/><a:graphic><a:graphicData>` + inside + `</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>`
}

func textBox(inside string) string {
	return `<wps:wsp><wps:spPr><a:prstGeom prst="rect"/></wps:spPr><wps:txbx><w:txbxContent>` + inside + `</w:txbxContent></wps:txbx></wps:wsp>`
}

func pictureOf(id string) string {
	return `<pic:pic><pic:blipFill><a:blip r:embed="` + id + `"/></pic:blipFill><pic:spPr><a:prstGeom prst="rect"/></pic:spPr></pic:pic>`
}

func footCall(id int) string {
	return fmt.Sprintf(`<w:r><w:footnoteReference w:id="%d"/></w:r>`, id)
}

func pngOf(tb testing.TB, w, h int) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// declared gives a PNG another size than it has.
func declared(data []byte, w, h uint32) []byte {
	out := bytes.Clone(data)
	binary.BigEndian.PutUint32(out[16:], w)
	binary.BigEndian.PutUint32(out[20:], h)
	binary.BigEndian.PutUint32(out[29:], crc32.ChecksumIEEE(out[12:29]))
	return out
}

func TestBombs(t *testing.T) {
	sets := [][]bomb{nestedBombs(), sizeBombs()}
	if !raceOn {
		sets = append(sets, manyBombs(t), noteBombs(), numberBombs())
	}
	for _, set := range sets {
		for _, b := range set {
			t.Run(b.name, func(t *testing.T) {
				explode(t, wordmltest.Docx(t, b.parts()), b.stopped)
			})
		}
	}
}

// explode takes a bomb the whole way and holds its memory against the limit.
func explode(t *testing.T, data []byte, stopped bool) {
	t.Helper()
	var r rendered
	r.peak = peak(func() {
		top := r.peak
		likes := likes
		if len(data) > 2000 {
			likes = likes[:1] // large ones take their time
		}
		r = survives(t, t.Name(), data, bombTime, likes...)
		r.peak = top
	})
	t.Logf("%6d kB DOCX %v", len(data)>>10, r)
	if r.peak > memoryLimit && !raceOn {
		t.Errorf("held %d MB", r.peak>>20)
	}
	if r.stopped() != stopped && r.err == nil {
		t.Errorf("stopped with an error: %v, want %v", r.stopped(), stopped)
	}
}

// manyBombs have a great number of something.
func manyBombs(tb testing.TB) []bomb {
	rep := strings.Repeat
	return []bomb{
		{name: "paragraphs", parts: func() wordmltest.Parts { return wordmltest.Parts{Body: rep(p1, 4e5) + a4} }, stopped: true},
		{name: "empty paragraphs", parts: func() wordmltest.Parts { return wordmltest.Parts{Body: rep(`<w:p/>`, 1e6) + a4} }, stopped: true},
		{name: "runs", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: `<w:p>` + rep(`<w:r><w:t xml:space="preserve">a </w:t></w:r>`, 5e5) + `</w:p>` + a4}
		}, stopped: true},
		{name: "runs in look", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: `<w:p>` + rep(run(`<w:b/><w:sz w:val="20"/>`, "a")+run(`<w:i/>`, "b "), 1e5) + `</w:p>` + a4}
		}, stopped: true},
		{name: "tabs", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: `<w:p><w:r>` + rep(`<w:tab/>`, 1e6) + `</w:r></w:p>` + a4}
		}, stopped: true},
		{name: "breaks", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: `<w:p><w:r>` + rep(`<w:br/>`, 1e6) + `</w:r></w:p>` + a4}
		}, stopped: true},
		{name: "cells", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: tbl(rep(`<w:tr>`+rep(cell1, 30)+`</w:tr>`, 9000)) + a4}
		}, stopped: true},
		{name: "63 by 30000 cells", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: tbl(rep(`<w:tr>`+rep(`<w:tc/>`, 63)+`</w:tr>`, 30000)) + a4}
		}, stopped: true},
		{name: "cells of one row", parts: func() wordmltest.Parts { return wordmltest.Parts{Body: tbl(`<w:tr>`+rep(cell1, 1e5)+`</w:tr>`) + a4} }},
		{name: "rows of a header", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: tbl(rep(`<w:tr><w:trPr><w:tblHeader/></w:trPr>`+cell1+`</w:tr>`, 30)+rep(`<w:tr>`+cell1+`</w:tr>`, 20000)) + a4}
		}},
		{name: "header rows alone", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: tbl(rep(`<w:tr><w:trPr><w:tblHeader/></w:trPr>`+cell1+`</w:tr>`, 20000)) + a4}
		}},
		{name: "merged rows", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: tbl(`<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>`+rep(p1, 20000)+`</w:tc>`+cell1+`</w:tr>`+rep(`<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>`+cell1+`</w:tr>`, 20000)) + a4}
		}},
		{name: "one cell of many pages", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: tbl(`<w:tr><w:tc>`+rep(p1, 50000)+`</w:tc></w:tr>`) + a4}
		}},
		{name: "tables", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: rep(tbl(`<w:tr>`+cell1+`</w:tr>`)+`<w:p/>`, 30000) + a4}
		}},
		{name: "floats of one paragraph", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: `<w:p>` + rep(floating(textBox(p1)), 20000) + run("", words(3000)) + `</w:p>` + a4}
		}},
		{name: "floats", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: rep(`<w:p>`+floating(textBox(p1))+run("", words(8))+`</w:p>`, 10000) + a4}
		}},
		{name: "linked text boxes", parts: func() wordmltest.Parts {
			var b strings.Builder
			for i := range 2000 { // each is as high as a line, and narrower or wider than the one before
				part, text := fmt.Sprintf(`<wps:linkedTxbx id="1" seq="%d"/>`, i), ""
				if i == 0 {
					part, text = `<wps:txbx id="1"><w:txbxContent>`, `<w:p>`+run("", words(5000))+`</w:p></w:txbxContent></wps:txbx>`
				}
				fmt.Fprintf(&b, `<w:r><w:drawing><wp:anchor><wp:extent cx="%d" cy="63500"/><wp:wrapNone/><a:graphic><a:graphicData><wps:wsp>%s%s</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>`, 762000+i%2*12700, part, text)
			}
			return wordmltest.Parts{Body: `<w:p>` + b.String() + `</w:p>` + a4}
		}, stopped: true},
		{name: "pictures", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: rep(`<w:p>`+floating(pictureOf("i1"))+`</w:p>`, 4e4) + a4, Media: map[string][]byte{"i1": pngOf(tb, 40, 40)}}
		}},
		{name: "pictures in lines", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: `<w:p>` + rep(`<w:r><w:drawing><wp:inline><wp:extent cx="63500" cy="63500"/><a:graphic><a:graphicData>`+pictureOf("i1")+`</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`, 1e5) + `</w:p>` + a4, Media: map[string][]byte{"i1": pngOf(tb, 40, 40)}}
		}},
		{name: "frames", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: rep(ppr(`<w:framePr w:wrap="around" w:x="100" w:y="1" w:w="500"/>`, run("", "a"))+ppr("", run("", words(5))), 10000) + a4}
		}},
		{name: "sections", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: rep(ppr(`<w:sectPr><w:type w:val="continuous"/><w:cols w:num="2"/></w:sectPr>`, run("", "a")), 20000) + a4}
		}},
		{name: "sections of pages", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: rep(ppr(`<w:sectPr/>`, run("", "a")), 25000) + a4}
		}, stopped: true},
		{name: "bookmarks", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: rep(`<w:bookmarkStart w:id="1" w:name="b"/>`, 5e5) + p1 + a4}
		}},
		{name: "headings", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: rep(ppr(`<w:outlineLvl w:val="0"/>`, run("", "a")), 50000) + a4}
		}},
		{name: "page fields", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: `<w:p>` + rep(`<w:fldSimple w:instr="PAGE"/><w:fldSimple w:instr="NUMPAGES"/><w:r><w:t xml:space="preserve"> </w:t></w:r>`, 50000) + `</w:p>` + a4}
		}},
		{name: "words", parts: func() wordmltest.Parts { return wordmltest.Parts{Body: ppr("", run("", words(5e5))) + a4} }, stopped: true},
		{name: "words of many paragraphs", parts: func() wordmltest.Parts { return wordmltest.Parts{Body: rep(ppr("", run("", words(20))), 20000) + a4} }, stopped: true},
		{name: "no spaces", parts: func() wordmltest.Parts { return wordmltest.Parts{Body: ppr("", run("", rep("abcdefghij", 1e5))) + a4} }},
		{name: "ideographs", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: ppr("", run(`<w:rFonts w:hint="eastAsia"/>`, rep("文", 3e5))) + a4}
		}, stopped: true},
		{name: "spaces", parts: func() wordmltest.Parts { return wordmltest.Parts{Body: ppr("", run("", rep(" ", 1e6)+"a")) + a4} }, stopped: true},
		{name: "soft hyphens", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: `<w:p><w:r>` + rep(`<w:t>a</w:t><w:softHyphen/>`, 1e5) + `</w:r></w:p>` + a4}
		}, stopped: true},
		{name: "no-break spaces", parts: func() wordmltest.Parts { return wordmltest.Parts{Body: ppr("", run("", rep("a\u00A0", 2e5))) + a4} }},
		{name: "keep next", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: rep(ppr(`<w:keepNext/>`, run("", "a")), 20000) + a4}
		}},
		{name: "keep lines", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: ppr(`<w:keepNext/><w:keepLines/>`, run("", words(50000))) + a4}
		}, stopped: true},
		{name: "page breaks before", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: rep(ppr(`<w:pageBreakBefore/>`, run("", "a")), 25000) + a4}
		}, stopped: true},
		{name: "page breaks", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: `<w:p><w:r>` + rep(`<w:br w:type="page"/>`, 1e5) + `</w:r></w:p>` + a4}
		}, stopped: true},
		{name: "tab stops", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: rep(ppr(`<w:tabs>`+rep(`<w:tab w:val="decimal" w:leader="dot" w:pos="31680"/><w:tab w:val="right" w:leader="dot" w:pos="1000000000"/><w:tab w:val="center" w:pos="-1000000"/>`, 200)+`</w:tabs>`, `<w:r>`+rep(`<w:t>a</w:t><w:tab/>`, 50)+`</w:r>`), 300) + a4}
		}},
	}
}

// nestedBombs hold something within itself.
func nestedBombs() []bomb {
	box := func(n int) string {
		s := p1
		for range n {
			s = `<w:p>` + floating(textBox(s)) + `</w:p>`
		}
		return s
	}
	open, shut, _ := strings.Cut(floating(textBox("|")), "|")
	twice := func(n int) string { // each level holds the one below it twice
		s := p1
		for range n {
			s = tbl(`<w:tr><w:tc>` + s + `</w:tc><w:tc>` + s + `<w:p/></w:tc></w:tr>`)
		}
		return s
	}
	return []bomb{
		{name: "tables in tables", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: nested(90, `<w:tbl><w:tr><w:tc>`, p1, `</w:tc></w:tr></w:tbl>`) + a4}
		}},
		{name: "tables twice in tables", parts: func() wordmltest.Parts { return wordmltest.Parts{Body: twice(11) + a4} }},
		{name: "text boxes in text boxes", parts: func() wordmltest.Parts { return wordmltest.Parts{Body: box(40) + a4} }},
		{name: "tables in text boxes in tables", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: nested(20, `<w:tbl><w:tr><w:tc><w:p>`+open, p1, shut+`</w:p></w:tc></w:tr></w:tbl>`) + a4}
		}},
		{name: "content controls", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: nested(190, `<w:sdt><w:sdtContent>`, p1, `</w:sdtContent></w:sdt>`) + a4}
		}},
		{name: "content controls too deep", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: nested(1e5, `<w:sdt><w:sdtContent>`, p1, `</w:sdtContent></w:sdt>`) + a4}
		}},
		{name: "fields in fields", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: `<w:p>` + nested(2e4, `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, run("", "a"), `<w:r><w:fldChar w:fldCharType="end"/></w:r>`) + `</w:p>` + a4}
		}},
		{name: "fields without an end", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: strings.Repeat(`<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>IF </w:instrText></w:r>`+run("", "a")+`</w:p>`, 2e4) + a4}
		}},
		{name: "groups in groups", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: `<w:p>` + floating(nested(150, `<wpg:wgp><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1" cy="1"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></wpg:grpSpPr>`, textBox(p1), `</wpg:wgp>`)) + `</w:p>` + a4}
		}},
		{name: "frames in cells", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: nested(12, `<w:tbl><w:tr><w:tc>`+ppr(`<w:framePr w:w="500"/>`, run("", "a")), p1, `</w:tc></w:tr></w:tbl>`) + a4}
		}},
		{name: "floating tables in floating tables", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: nested(90, `<w:tbl><w:tblPr><w:tblpPr w:tblpX="100" w:tblpY="1"/></w:tblPr><w:tr><w:tc>`, p1, `</w:tc></w:tr></w:tbl><w:p/>`) + a4}
		}},
	}
}

// sizeBombs state sizes that no paper has.
func sizeBombs() (out []bomb) {
	body := ppr(`<w:jc w:val="both"/>`, run("", words(200))) + tbl(strings.Repeat(`<w:tr>`+cell1+cell1+`</w:tr>`, 20))
	add := func(name, body string) {
		out = append(out, bomb{name: name, parts: func() wordmltest.Parts { return wordmltest.Parts{Body: body} }})
	}
	for name, sect := range map[string]string{
		"page of a twip":        `<w:pgSz w:w="1" w:h="1"/>`,
		"page of nothing":       `<w:pgSz w:w="0" w:h="-5"/>`,
		"endless page":          `<w:pgSz w:w="2147483647" w:h="1e300"/>`,
		"margins over the page": `<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="20000" w:bottom="20000" w:left="20000" w:right="20000" w:header="90000" w:footer="90000" w:gutter="90000"/>`,
		"negative margins":      `<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="-20000" w:bottom="-20000" w:left="-20000" w:right="-20000" w:header="-90000" w:footer="-90000" w:gutter="-90000"/>`,
		"1000 columns":          `<w:pgSz w:w="11906" w:h="16838"/><w:cols w:num="1000" w:space="1000000"/>`,
		"columns of no width":   `<w:pgSz w:w="11906" w:h="16838"/><w:cols w:num="3" w:equalWidth="0"><w:col w:w="0"/><w:col w:w="1"/><w:col w:w="-1" w:space="99999999"/><w:col w:w="1"/></w:cols>`,
		"huge grid":             `<w:docGrid w:type="linesAndChars" w:linePitch="2147483647" w:charSpace="2147483647"/>`,
		"tiny grid":             `<w:docGrid w:type="linesAndChars" w:linePitch="1" w:charSpace="-2147483647"/>`,
		"line numbers":          `<w:lnNumType w:countBy="1" w:start="2147483647" w:distance="2147483647"/>`,
		"page numbers":          `<w:pgNumType w:start="2147483647" w:fmt="lowerRoman"/>`,
	} {
		add(name, body+`<w:sectPr>`+sect+`</w:sectPr>`)
	}
	for name, rPr := range map[string]string{
		"smallest font": `<w:sz w:val="1"/>`, "largest font": `<w:sz w:val="3276"/>`, "endless font": `<w:sz w:val="2147483647"/>`, "no font": `<w:sz w:val="0"/>`, "negative font": `<w:sz w:val="-20"/>`,
		"narrowed away": `<w:spacing w:val="-1000"/>`, "spread": `<w:spacing w:val="31680"/>`, "spread out": `<w:spacing w:val="2147483647"/>`,
		"scaled": `<w:w w:val="600"/>`, "scaled to nothing": `<w:w w:val="0"/>`, "scaled below": `<w:w w:val="-100"/>`, "scaled beyond": `<w:w w:val="2147483647"/>`,
		"raised": `<w:position w:val="2147483647"/>`, "sunk": `<w:position w:val="-3276"/>`,
	} {
		add(name, ppr("", run(rPr, words(300)))+ppr(`<w:jc w:val="both"/><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>`, `<w:r><w:rPr>`+rPr+`</w:rPr><w:tab/><w:t>a</w:t></w:r>`+run(rPr, strings.Repeat("abcdefghij", 500)))+a4)
	}
	for name, pPr := range map[string]string{
		"lines of nothing":    `<w:spacing w:line="0" w:lineRule="exact"/>`,
		"auto lines of 0":     `<w:spacing w:line="0" w:lineRule="auto"/>`,
		"endless lines":       `<w:spacing w:line="2147483647" w:lineRule="auto"/>`,
		"endless exact lines": `<w:spacing w:line="2147483647" w:lineRule="exact"/>`,
		"negative lines":      `<w:spacing w:line="-240" w:lineRule="auto"/>`,
		"endless space":       `<w:spacing w:before="2147483647" w:after="2147483647"/>`,
		"negative space":      `<w:spacing w:before="-2147483647" w:after="-2147483647"/>`,
		"indents":             `<w:ind w:left="2147483647" w:right="2147483647" w:firstLine="2147483647"/>`,
		"negative indents":    `<w:ind w:left="-2147483647" w:right="-2147483647" w:hanging="2147483647"/>`,
		"wide both ways":      `<w:ind w:left="20000" w:right="20000" w:hanging="60000"/>`,
		"indents in letters":  `<w:ind w:leftChars="2147483647" w:rightChars="-2147483647" w:firstLineChars="1000000000"/>`,
		"lines before":        `<w:spacing w:beforeLines="2147483647" w:afterLines="-2147483647"/>`,
		"thick borders":       `<w:pBdr><w:top w:val="single" w:sz="2147483647" w:space="2147483647"/><w:left w:val="double" w:sz="-1" w:space="-1"/><w:bottom w:val="x" w:sz="NaN"/></w:pBdr>`,
		"endless frame":       `<w:framePr w:w="2147483647" w:h="2147483647" w:hRule="exact" w:x="-2147483647" w:y="2147483647" w:hSpace="2147483647" w:vSpace="2147483647" w:wrap="around"/>`,
		"dropped capital":     `<w:framePr w:dropCap="drop" w:lines="2147483647"/>`,
	} {
		add(name, ppr(pPr, run("", words(300)))+ppr(pPr+`<w:jc w:val="both"/>`, run("", strings.Repeat("abcdefghij", 500)))+body+a4)
	}
	for name, trPr := range map[string]string{
		"row of no height":      `<w:trHeight w:val="0" w:hRule="exact"/>`,
		"row of a twip":         `<w:trHeight w:val="1" w:hRule="exact"/>`,
		"endless row":           `<w:trHeight w:val="1000000000" w:hRule="exact"/>`,
		"endless row at least":  `<w:trHeight w:val="1000000000" w:hRule="atLeast"/><w:cantSplit/>`,
		"endless header row":    `<w:tblHeader/><w:trHeight w:val="1000000000" w:hRule="exact"/>`,
		"row far in the grid":   `<w:gridBefore w:val="2147483647"/><w:gridAfter w:val="1000000"/>`,
		"row of negative grids": `<w:gridBefore w:val="-5"/><w:gridAfter w:val="-1000000000"/>`,
	} {
		row := `<w:tr><w:trPr>` + trPr + `</w:trPr>` + strings.Repeat(`<w:tc><w:tcPr><w:gridSpan w:val="2147483647"/><w:tcW w:w="2147483647" w:type="dxa"/><w:tcMar><w:top w:w="99999999"/><w:left w:w="2147483647"/></w:tcMar></w:tcPr>`+ppr("", run("", words(20)))+`</w:tc>`, 3) + cell1 + `</w:tr>`
		small := `<w:tr><w:trPr>` + trPr + `</w:trPr>` + cell1 + cell1 + `</w:tr>`
		add(name, tbl(strings.Repeat(small, 10))+tbl(strings.Repeat(row, 3))+a4)
		add(name+" on a small page", tbl(strings.Repeat(small, 3)+row)+`<w:sectPr><w:pgSz w:w="1" w:h="1"/></w:sectPr>`)
		add(name+" in a cell", tbl(`<w:tr><w:tc>`+tbl(strings.Repeat(small, 10))+`<w:p/></w:tc><w:tc>`+strings.Repeat(p1, 200)+`</w:tc></w:tr>`)+a4)
		add(name+" in small columns", tbl(strings.Repeat(small, 3))+ppr(`<w:sectPr><w:pgSz w:w="5000" w:h="500"/><w:cols w:num="45" w:space="1"/></w:sectPr>`, "")+p1+`<w:sectPr><w:type w:val="continuous"/><w:pgSz w:w="5000" w:h="500"/></w:sectPr>`)
	}
	for name, pos := range map[string]string{"float far away": "99999999999999", "float far above": "-99999999999999", "float nowhere": "NaN"} {
		add(name, `<w:p><w:r><w:drawing><wp:anchor distT="2147483647" distL="-2147483647"><wp:positionH relativeFrom="page"><wp:posOffset>`+pos+`</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>`+pos+`</wp:posOffset></wp:positionV><wp:extent cx="`+pos+`" cy="`+pos+`"/><wp:wrapSquare wrapText="bothSides"/><a:graphic><a:graphicData>`+textBox(p1)+`</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>`+body+a4)
	}
	return out
}

// noteBombs are made of notes and headers.
func noteBombs() []bomb {
	note := func(id int, inside string) string {
		return fmt.Sprintf(`<w:footnote w:id="%d">%s</w:footnote>`, id, inside)
	}
	notes := func(n int, inside string) (s string) {
		var b strings.Builder
		for i := range n {
			b.WriteString(note(i+1, inside))
		}
		return b.String()
	}
	calls := func(n, of int, each string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(each + footCall(i%of+1))
		}
		return b.String()
	}
	headed := `<w:sectPr><w:headerReference w:type="default" r:id="h1"/><w:footerReference w:type="default" r:id="h1"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>`
	return []bomb{
		{name: "one note called 10000 times on a line", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: `<w:p>` + calls(1e4, 1, "") + `</w:p>` + a4, Footnotes: note(1, p1)}
		}},
		{name: "one long note called 10000 times", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: `<w:p>` + calls(1e4, 1, run("", "a ")) + `</w:p>` + a4, Footnotes: note(1, strings.Repeat(p1, 2000))}
		}, stopped: true},
		{name: "10000 notes", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: `<w:p>` + calls(1e4, 1e4, run("", words(20))) + `</w:p>` + a4, Footnotes: notes(1e4, p1)}
		}, stopped: true},
		{name: "10000 notes in a cell", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: tbl(`<w:tr><w:tc><w:p>`+calls(1e4, 1e4, run("", words(20)))+`</w:p></w:tc></w:tr>`) + a4, Footnotes: notes(1e4, p1)}
		}, stopped: true},
		{name: "5000 notes in rows", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: tbl(strings.Repeat(`<w:tr><w:tc><w:p>`+calls(1, 1, run("", "a"))+`</w:p></w:tc></w:tr>`, 5000)) + a4, Footnotes: notes(1, p1)}
		}},
		{name: "notes of many pages", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: `<w:p>` + calls(5, 5, run("", "a ")) + `</w:p>` + a4, Footnotes: notes(5, strings.Repeat(p1, 5000))}
		}},
		{name: "a note of rows", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: `<w:p>` + calls(5, 5, run("", "a ")) + `</w:p>` + a4, Footnotes: notes(5, tbl(strings.Repeat(`<w:tr><w:trPr><w:trHeight w:val="99999" w:hRule="exact"/></w:trPr>`+cell1+`</w:tr>`, 50)))}
		}},
		{name: "notes on columns", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: ppr(`<w:sectPr><w:cols w:num="3"/></w:sectPr>`, calls(1000, 1000, run("", words(5)))) + p1 + `<w:sectPr><w:type w:val="continuous"/></w:sectPr>`, Footnotes: notes(1000, p1)}
		}},
		{name: "notes on a small page", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: `<w:p>` + calls(300, 300, run("", words(5))) + `</w:p><w:sectPr><w:pgSz w:w="300" w:h="300"/></w:sectPr>`, Footnotes: notes(300, p1)}
		}},
		{name: "notes in notes", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: `<w:p>` + footCall(1) + `</w:p>` + a4, Footnotes: note(1, `<w:p>`+footCall(1)+footCall(2)+`</w:p>`) + note(2, `<w:p>`+footCall(1)+`</w:p>`)}
		}},
		{name: "endnotes", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: `<w:p>` + strings.Repeat(`<w:r><w:endnoteReference w:id="1"/></w:r>`, 1e4) + `</w:p>` + a4, Endnotes: `<w:endnote w:id="1">` + strings.Repeat(p1, 10) + `</w:endnote>`}
		}, stopped: true},
		{name: "a huge rule above notes", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: `<w:p>` + calls(50, 50, run("", words(5))) + `</w:p>` + a4, Footnotes: `<w:footnote w:type="separator" w:id="-1">` + strings.Repeat(p1, 500) + `</w:footnote><w:footnote w:type="continuationSeparator" w:id="0">` + strings.Repeat(p1, 500) + `</w:footnote>` + notes(50, strings.Repeat(p1, 20))}
		}},
		{name: "header higher than the page", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: strings.Repeat(p1, 2000) + headed, Headers: map[string]string{"h1": strings.Repeat(p1, 200)}}
		}, stopped: true},
		{name: "header of 10000 rows", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: strings.Repeat(p1, 200) + headed, Headers: map[string]string{"h1": tbl(strings.Repeat(`<w:tr>`+cell1+`</w:tr>`, 10000))}}
		}, stopped: true},
		{name: "a page count in a high header", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: strings.Repeat(p1, 500) + headed, Headers: map[string]string{"h1": strings.Repeat(`<w:p><w:fldSimple w:instr="NUMPAGES"/></w:p>`, 100)}}
		}},
	}
}

// numberBombs are made of styles and numbers.
func numberBombs() []bomb {
	var circle, long strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&circle, `<w:style w:type="paragraph" w:styleId="s%d"><w:basedOn w:val="s%d"/><w:link w:val="s%d"/><w:next w:val="s%d"/></w:style>`, i, (i+1)%5000, i, i)
		fmt.Fprintf(&long, `<w:style w:type="table" w:styleId="s%d"><w:basedOn w:val="s%d"/><w:tblStylePr w:type="band1Horz"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>`, i, i+1)
	}
	level := func(i int, format, start string) string {
		return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="%s"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/></w:lvl>`, i, start, format, strings.Repeat("%1.%2.%3.%4.%5.%6.%7.%8.%9.", 20))
	}
	var nums strings.Builder
	for i, format := range []string{"upperRoman", "upperLetter", "chicago", "hex", "ordinal", "decimalEnclosedCircle", "lowerRoman", "lowerLetter", "numberInDash"} {
		nums.WriteString(level(i, format, []string{"2147483647", "-2147483648", "4999", "1e9", "NaN", "520"}[i%6]))
	}
	var items strings.Builder
	for i := range 3000 {
		items.WriteString(ppr(fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, i%12-1, i%3), run("", "a")))
	}
	return []bomb{
		{name: "styles in a circle", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: strings.Repeat(ppr(`<w:pStyle w:val="s1"/>`, run(`<w:rStyle w:val="s1"/>`, "a")), 1000) + a4, Styles: circle.String()}
		}},
		{name: "a long chain of table styles", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: strings.Repeat(`<w:tbl><w:tblPr><w:tblStyle w:val="s0"/></w:tblPr>`+strings.Repeat(`<w:tr>`+strings.Repeat(cell1, 10)+`</w:tr>`, 20)+`</w:tbl><w:p/>`, 10) + a4, Styles: long.String()}
		}},
		{name: "numbers in a circle", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: items.String() + a4, Numbering: `<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/><w:numStyleLink w:val="L"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>`, Styles: `<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`}
		}},
		{name: "huge starts", parts: func() wordmltest.Parts {
			return wordmltest.Parts{Body: items.String() + a4, Numbering: `<w:abstractNum w:abstractNumId="0">` + nums.String() + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="2147483647"/></w:lvlOverride></w:num>`}
		}},
		{name: "circles of entities", parts: func() wordmltest.Parts { return wordmltest.Parts{Body: ppr("", run("", "&lol;")) + a4} }},
	}
}
