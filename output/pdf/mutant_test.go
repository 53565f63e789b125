package pdf

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"vanthu/output/opc"
	"vanthu/output/wordml/wordmltest"
)

// hang is what a broken document may take that was small when it was whole. It
// finds what does not end, and is no measure of speed.
const hang = 20 * slower * time.Second

// A mutator breaks a document in one way.
type mutator struct {
	name string
	mut  func(rng *rand.Rand, docx []byte) []byte
}

var mutators = []mutator{
	{"zip cut", func(rng *rand.Rand, docx []byte) []byte { return docx[:rng.IntN(len(docx))] }},
	{"zip bytes", func(rng *rand.Rand, docx []byte) []byte { return scratched(rng, docx) }},
	{"part cut", inPart(func(rng *rand.Rand, s string) string { return s[:rng.IntN(len(s)+1)] })},
	{"part cut and closed", inPart(closed)},
	{"part bytes", inPart(func(rng *rand.Rand, s string) string { return string(scratched(rng, []byte(s))) })},
	{"element dropped", inPart(elements(func(_ *rand.Rand, s string, a, _ extent) string { return s[:a.from] + s[a.to:] }))},
	{"element doubled", inPart(elements(func(rng *rand.Rand, s string, a, _ extent) string {
		return s[:a.to] + strings.Repeat(s[a.from:a.to], min(1<<rng.IntN(8), 1+1e5/(a.to-a.from))) + s[a.to:]
	}))},
	{"element nested", inPart(elements(func(_ *rand.Rand, s string, a, b extent) string {
		return s[:a.inside] + s[b.from:b.to] + s[a.inside:]
	}))},
	{"element in itself", inPart(elements(func(rng *rand.Rand, s string, a, _ extent) string {
		n := 1 + rng.IntN(30)
		return s[:a.from] + strings.Repeat(s[a.from:a.inside], n) + s[a.from:a.to] + strings.Repeat(s[a.end:a.to], n) + s[a.to:]
	}))},
	{"element moved", inPart(elements(func(_ *rand.Rand, s string, a, b extent) string {
		if b.inside >= a.from && b.inside <= a.to {
			return s
		}
		cut := s[a.from:a.to]
		if b.inside < a.from {
			return s[:b.inside] + cut + s[b.inside:a.from] + s[a.to:]
		}
		return s[:a.from] + s[a.to:b.inside] + cut + s[b.inside:]
	}))},
	{"values", inPart(values)},
}

// scratched changes a few bytes.
func scratched(rng *rand.Rand, data []byte) []byte {
	data = slices.Clone(data)
	for range 1 + rng.IntN(8) {
		if len(data) > 0 {
			data[rng.IntN(len(data))] = byte(rng.Uint32())
		}
	}
	return data
}

// inPart breaks one part of the package, most often the document itself.
func inPart(mut func(*rand.Rand, string) string) func(*rand.Rand, []byte) []byte {
	return func(rng *rand.Rand, docx []byte) []byte {
		pkg, err := opc.Open(docx, opc.DefaultLimits)
		if err != nil {
			return docx
		}
		names := pkg.Names()
		name := names[rng.IntN(len(names))]
		if main, err := pkg.MainDocument(); err == nil && rng.IntN(2) == 0 {
			name = main
		}
		pkg.Set(name, []byte(mut(rng, string(pkg.Part(name)))))
		out, err := pkg.Bytes()
		if err != nil {
			return docx
		}
		return out
	}
}

// extent is an element: its start tag from and inside, its end tag end and to.
type extent struct{ from, inside, end, to int }

var tags = regexp.MustCompile(`<(/?)([\w:.-]+)[^<>]*?(/?)>`)

// extents finds the elements of a part that have a content.
func extents(s string) (out []extent) {
	var open []extent
	for _, m := range tags.FindAllStringSubmatchIndex(s, -1) {
		switch {
		case m[6] < m[7]: // empty
			out = append(out, extent{m[0], m[0], m[0], m[1]})
		case m[2] == m[3]:
			open = append(open, extent{from: m[0], inside: m[1]})
		case len(open) > 0:
			e := open[len(open)-1]
			open = open[:len(open)-1]
			e.end, e.to = m[0], m[1]
			out = append(out, e)
		}
	}
	return out
}

// elements breaks a part at two of its elements.
func elements(mut func(rng *rand.Rand, s string, a, b extent) string) func(*rand.Rand, string) string {
	return func(rng *rand.Rand, s string) string {
		for range 1 + rng.IntN(3) {
			all := extents(s)
			if len(all) == 0 || len(s) > 4<<20 {
				return s
			}
			s = mut(rng, s, all[rng.IntN(len(all))], all[rng.IntN(len(all))])
		}
		return s
	}
}

// closed cuts a part and closes what is open, so that it can be read.
func closed(rng *rand.Rand, s string) string {
	ends := tags.FindAllStringSubmatchIndex(s, -1)
	if len(ends) == 0 {
		return s
	}
	k := rng.IntN(len(ends))
	var open []string
	for _, m := range ends[:k+1] {
		switch {
		case m[6] < m[7]:
		case m[2] == m[3]:
			open = append(open, s[m[4]:m[5]])
		case len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	s = s[:ends[k][1]]
	for _, name := range slices.Backward(open) {
		s += "</" + name + ">"
	}
	return s
}

var figures = regexp.MustCompile(`"-?[0-9][0-9.]*(pt|mm|cm|in|%)?"`)

// values puts values that nobody would write in the place of numbers.
func values(rng *rand.Rand, s string) string {
	odd := []string{"0", "-1", "1", "2147483647", "-2147483648", "1e9", "-1e300", "9223372036854775807", "NaN", "Inf", "", "99999%", "1e9pt", "0x10", "٣", strings.Repeat("9", 5000), "31680", "-31680", "400", "-400"}
	share := 1 + rng.IntN(20)
	one := odd[rng.IntN(len(odd))]
	return figures.ReplaceAllStringFunc(s, func(old string) string {
		if rng.IntN(share) != 0 {
			return old
		}
		if share%2 == 0 {
			return `"` + odd[rng.IntN(len(odd))] + `"`
		}
		return `"` + one + `"`
	})
}

// break takes a document through every mutator, rounds times with seeds from a
// first one on.
func breakAll(t *testing.T, name string, docx []byte, seed uint64, rounds int) (count int) {
	t.Helper()
	for i := range rounds {
		for k, m := range mutators {
			s := seed + uint64(i)
			rng := rand.New(rand.NewPCG(s, uint64(k)))
			data := m.mut(rng, docx)
			if i%3 == 2 { // broken twice
				data = mutators[rng.IntN(len(mutators))].mut(rng, data)
			}
			survives(t, fmt.Sprintf("%s, %s, seed %d", name, m.name, s), data, hang, likes...)
			count++
		}
	}
	return count
}

func TestMutants(t *testing.T) {
	rounds := 12
	if raceOn {
		rounds = 2
	}
	total := 0
	for name, parts := range map[string]wordmltest.Parts{"everything": everything(t)} {
		total += breakAll(t, name, wordmltest.Docx(t, parts), 1, rounds)
	}
	t.Logf("%d broken documents", total)
}

// everything is a document that holds one of everything.
func everything(tb testing.TB) wordmltest.Parts {
	field := func(instr string) string {
		return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ` + instr + ` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + run("", "1") + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	edges := `<w:tblBorders><w:top w:val="single" w:sz="4"/><w:left w:val="double" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="dotted" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders>`
	inner := tbl(`<w:tblPr>` + edges + `</w:tblPr><w:tr>` + cell1 + cell1 + `</w:tr>`)
	table := tbl(`<w:tblPr><w:tblStyle w:val="Luoi"/><w:tblW w:w="5000" w:type="pct"/>` + edges + `<w:tblLook w:val="04A0"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="3000"/><w:gridCol w:w="4000"/></w:tblGrid>` +
		`<w:tr><w:trPr><w:tblHeader/><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:shd w:val="clear" w:fill="DDDDDD"/></w:tcPr>` + p1 + `</w:tc><w:tc><w:tcPr><w:textDirection w:val="btLr"/><w:tcMar><w:top w:w="50" w:type="dxa"/></w:tcMar></w:tcPr>` + p1 + `</w:tc></w:tr>` +
		strings.Repeat(`<w:tr><w:trPr><w:trHeight w:val="600" w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:vMerge w:val="restart"/><w:vAlign w:val="center"/></w:tcPr>`+ppr("", run("", words(30))+footCall(1))+`</w:tc>`+cell1+`<w:tc>`+inner+`<w:p/></w:tc></w:tr><w:tr><w:trPr><w:trHeight w:val="400"/></w:trPr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>`+cell1+`<w:tc><w:p>`+floating(textBox(p1))+run("", words(10))+`</w:p></w:tc></w:tr>`, 4))
	floats := `<w:p>` + floating(textBox(p1+inner+p1)) + floating(pictureOf("i1")) + run("", words(60)) + `</w:p>` +
		ppr(`<w:framePr w:dropCap="drop" w:lines="3" w:wrap="around" w:vAnchor="text" w:hAnchor="text"/>`, run(`<w:sz w:val="80"/>`, "V")) + ppr("", run("", words(20))) +
		ppr(`<w:framePr w:w="2000" w:h="700" w:hRule="atLeast" w:wrap="around" w:xAlign="right" w:y="100"/>`, run("", words(5))) +
		`<w:tbl><w:tblPr><w:tblpPr w:leftFromText="180" w:rightFromText="180" w:vertAnchor="text" w:tblpXSpec="right" w:tblpY="200"/><w:tblW w:w="3000" w:type="dxa"/>` + edges + `</w:tblPr><w:tr>` + cell1 + cell1 + `</w:tr></w:tbl>` + ppr("", run("", words(40))) +
		`<w:p><w:r><w:pict><v:group style="position:absolute;margin-left:20pt;margin-top:5pt;width:90pt;height:40pt;rotation:20" coordsize="900,400"><v:rect style="left:10;top:10;width:300;height:200" fillcolor="#ddd"><v:textbox><w:txbxContent>` + p1 + `</w:txbxContent></v:textbox></v:rect><v:oval style="left:400;top:10;width:300;height:200"/><v:line from="0,0" to="900,400" strokeweight="2pt"/></v:group></w:pict></w:r></w:p>` +
		`<w:p><w:r><w:drawing><wp:inline><wp:extent cx="635000" cy="317500"/><a:graphic><a:graphicData>` + pictureOf("i1") + `</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>` + run("", "a") + `</w:p>`
	list := ""
	for i := range 12 {
		list += ppr(fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="1"/></w:numPr>`, i%3), run("", words(8)))
	}
	text := ppr(than+`<w:keepNext/><w:keepLines/><w:outlineLvl w:val="0"/>`, run(`<w:caps/><w:u w:val="double"/>`, "mục")+field("PAGE")) +
		ppr(than+`<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/><w:tab w:val="decimal" w:pos="4000"/></w:tabs><w:spacing w:before="120" w:after="6pt" w:line="300" w:lineRule="auto"/><w:ind w:left="500" w:right="300" w:hanging="250"/><w:jc w:val="both"/><w:pBdr><w:top w:val="single" w:sz="4" w:space="1"/><w:bottom w:val="double" w:sz="6" w:space="3"/></w:pBdr>`,
			run(`<w:b/><w:sz w:val="26"/><w:spacing w:val="20"/><w:w w:val="90"/><w:position w:val="6"/><w:shd w:val="pct25" w:fill="EEEEEE"/>`, words(40))+`<w:r><w:tab/><w:t>1,5</w:t><w:br/></w:r>`+run(`<w:vertAlign w:val="superscript"/><w:strike/><w:highlight w:val="yellow"/>`, "2")+footCall(2)+`<w:r><w:endnoteReference w:id="1"/></w:r>`) +
		ppr(`<w:spacing w:line="360" w:lineRule="exact"/><w:pageBreakBefore/>`, run(`<w:rFonts w:hint="eastAsia"/>`, "越南文书")+`<w:hyperlink w:anchor="m">`+run("", "mục")+`</w:hyperlink><w:bookmarkStart w:id="0" w:name="m"/><w:r><w:softHyphen/><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>`+field("NUMPAGES"))
	section := func(props string) string {
		return ppr(`<w:sectPr><w:headerReference w:type="default" r:id="h1"/><w:footerReference w:type="first" r:id="f1"/><w:titlePg/>`+props+`</w:sectPr>`, "")
	}
	body := text + table + section(`<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:bottom="1134" w:left="1701" w:right="851" w:header="500" w:footer="500" w:gutter="0"/><w:lnNumType w:countBy="5" w:distance="300"/><w:pgBorders w:offsetFrom="page"><w:top w:val="single" w:sz="4" w:space="24"/></w:pgBorders><w:docGrid w:type="lines" w:linePitch="360"/>`) +
		floats + section(`<w:type w:val="oddPage"/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgNumType w:start="5" w:fmt="lowerRoman"/>`) +
		list + ppr("", run("", words(100))+footCall(2)) + section(`<w:type w:val="continuous"/><w:cols w:num="2" w:space="500" w:sep="1"/>`) +
		list + ppr("", run("", words(50))+footCall(1)) + `<w:sectPr><w:type w:val="continuous"/><w:cols w:num="2" w:equalWidth="0"><w:col w:w="3000" w:space="300"/><w:col w:w="4000"/></w:cols><w:vAlign w:val="both"/></w:sectPr>`
	return wordmltest.Parts{Body: body, Styles: sampleStyles, Numbering: sampleNumbering, Settings: sampleSettings + `<w:evenAndOddHeaders/><w:mirrorMargins/>`,
		Footnotes: `<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote><w:footnote w:id="1">` + ppr(`<w:pStyle w:val="FootnoteText"/>`, `<w:r><w:footnoteRef/></w:r>`+run("", words(20))) + `</w:footnote><w:footnote w:id="2">` + strings.Repeat(ppr("", run("", words(100))), 4) + inner + p1 + `</w:footnote>`,
		Endnotes:  `<w:endnote w:id="1">` + ppr("", `<w:r><w:endnoteRef/></w:r>`+run("", words(30))) + `</w:endnote>`,
		Headers:   map[string]string{"h1": samplePageHeader + `<w:p>` + floating(pictureOf("i1")) + field("NUMPAGES") + `</w:p>`}, Footers: map[string]string{"f1": inner + p1 + `<w:p>` + field("SECTIONPAGES") + `</w:p>`},
		Media: map[string][]byte{"i1": pngOf(tb, 30, 20)}}
}
