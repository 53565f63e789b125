package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/output/layout"
	"vanthu/output/wordml/wordmltest"
)

// wide is a page of 320 x 100 pt with 10 pt around it: thirty letters a line.
const wide = `<w:sectPr><w:pgSz w:w="6400" w:h="2000"/><w:pgMar w:top="200" w:right="200" w:bottom="200" w:left="200" w:header="0" w:footer="0"/></w:sectPr>`

// box is a text box without a line that floats at x, y of its column and
// paragraph; all in points.
func box(x, y, w, h int, wrap, text string) string {
	inside := ""
	if text != "" {
		inside = `<wps:txbx><w:txbxContent>` + par("", text) + `</w:txbxContent></wps:txbx>`
	}
	return fmt.Sprintf(`<w:r><w:drawing><wp:anchor><wp:positionH relativeFrom="column"><wp:posOffset>%d</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>%d</wp:posOffset></wp:positionV><wp:extent cx="%d" cy="%d"/>%s<a:graphic><a:graphicData><wps:wsp><wps:spPr><a:prstGeom prst="rect"/><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></wps:spPr>%s<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>`,
		x*12700, y*12700, w*12700, h*12700, wrap, inside)
}

// with puts a run before the text of a paragraph.
func with(run, p string) string { return strings.Replace(p, "</w:pPr>", "</w:pPr>"+run, 1) }

// onOnePage lays a body out on the wide page and compares its words.
func onOnePage(t *testing.T, body, want string) {
	t.Helper()
	got := words(lay(t, wordmltest.Parts{Body: body + wide}, layout.Options{}))
	if diff := cmp.Diff([]string{"1: " + want}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestTextAroundFloats(t *testing.T) {
	const square, below = `<wp:wrapSquare wrapText="bothSides"/>`, `<wp:wrapTopAndBottom/>`
	// Ten words of five letters: with a space each 60 pt, five to a full line.
	const words5 = "aaaaa bbbbb ccccc ddddd eeeee fffff ggggg hhhhh"
	for _, tt := range []struct{ name, body, want string }{
		// 100 pt are taken at the left: 200 are left, three words, twice; then the
		// line is whole again.
		{"at the left", with(box(0, 0, 100, 20, square, ""), par("", words5)),
			"aaaaa 110,18 | bbbbb 170,18 | ccccc 230,18 | ddddd 110,28 | eeeee 170,28 | fffff 230,28 | ggggg 10,38 | hhhhh 70,38"},
		{"at the right", with(box(200, 0, 100, 10, square, ""), par("", words5)),
			"aaaaa 10,18 | bbbbb 70,18 | ccccc 130,18 | ddddd 10,28 | eeeee 70,28 | fffff 130,28 | ggggg 190,28 | hhhhh 250,28"},
		// 110 pt on either side, two words each: the line goes on at the right.
		{"in the middle", with(box(110, 0, 80, 10, square, ""), par("", words5)),
			"aaaaa 10,18 | bbbbb 70,18 | ccccc 200,18 | ddddd 260,18 | eeeee 10,28 | fffff 70,28 | ggggg 130,28 | hhhhh 190,28"},
		{"only at the left of it", with(box(110, 0, 80, 10, `<wp:wrapSquare wrapText="left"/>`, ""), par("", words5)),
			"aaaaa 10,18 | bbbbb 70,18 | ccccc 10,28 | ddddd 70,28 | eeeee 130,28 | fffff 190,28 | ggggg 250,28 | hhhhh 10,38"},
		{"where it is wider", with(box(110, 0, 60, 10, `<wp:wrapSquare wrapText="largest"/>`, ""), par("", words5)),
			"aaaaa 180,18 | bbbbb 240,18 | ccccc 10,28 | ddddd 70,28 | eeeee 130,28 | fffff 190,28 | ggggg 250,28 | hhhhh 10,38"},
		// 70 pt are less than an inch.
		{"no room of an inch", with(box(0, 0, 230, 10, square, ""), par("", "aaaaa bbbbb")), "aaaaa 10,28 | bbbbb 70,28"},
		{"a word too long for the room goes below", with(box(0, 0, 200, 10, square, ""), par("", "aaaaaaaaaaaa b")), "aaaaaaaaaaaa 10,28 | b 140,28"},
		{"above and below", with(box(50, 10, 50, 20, below, ""), par("", words5)),
			"aaaaa 10,18 | bbbbb 70,18 | ccccc 130,18 | ddddd 190,18 | eeeee 250,18 | fffff 10,48 | ggggg 70,48 | hhhhh 130,48"},
		{"over the text", with(box(50, 10, 50, 20, `<wp:wrapNone/>`, "xy"), par("", "aaaaa")), "aaaaa 10,18 | xy 60,28"},
		{"with text in it", with(box(0, 0, 100, 10, square, "xy"), par("", "aaaaa")), "xy 10,18 | aaaaa 110,18"},
		// Indents count from the float: 100 + 20, then 100 + 10.
		{"indents", with(box(0, 0, 100, 20, square, ""), par(`<w:ind w:left="200" w:firstLine="200"/>`, "aaaaa bbbbb ccccc ddddd")),
			"aaaaa 130,18 | bbbbb 190,18 | ccccc 250,18 | ddddd 120,28"},
		// It stands at 30 of the page, beside the second line of what comes before
		// its anchor.
		{"before its anchor", par("", words5) + with(strings.NewReplacer(`relativeFrom="paragraph"><wp:posOffset>0`, `relativeFrom="page"><wp:posOffset>254000`).Replace(box(0, 0, 100, 10, square, "")), par("", "x")),
			"aaaaa 10,18 | bbbbb 70,18 | ccccc 130,18 | ddddd 190,18 | eeeee 250,18 | fffff 110,28 | ggggg 170,28 | hhhhh 230,28 | x 10,38"},
		// The frame is as wide as its word, 30 pt, in the middle of 300.
		{"frame", `<w:p><w:pPr><w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="center" w:y="1"/></w:pPr><w:r><w:t>123</w:t></w:r></w:p>` + par("", "aaaaa bbbbb ccccc"),
			"123 145,18.05 | aaaaa 10,18 | bbbbb 70,18 | ccccc 175,18"},
		{"drop cap", `<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="2" w:wrap="around" w:vAnchor="text" w:hAnchor="text"/><w:spacing w:line="400" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:sz w:val="40"/></w:rPr><w:t>A</w:t></w:r></w:p>` + par("", "bbbbb ccccc ddddd eeeee fffff ggggg hhhhh iiiii jjjjj"),
			"A 10,26 | bbbbb 30,18 | ccccc 90,18 | ddddd 150,18 | eeeee 210,18 | fffff 30,28 | ggggg 90,28 | hhhhh 150,28 | iiiii 210,28 | jjjjj 10,38"},
		{"floating table", `<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="text" w:horzAnchor="margin" w:tblpXSpec="right" w:tblpY="0"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>` + par("", "cell") + `</w:tc></w:tr></w:tbl>` + par("", words5),
			"cell 210,18 | aaaaa 10,18 | bbbbb 70,18 | ccccc 130,18 | ddddd 10,28 | eeeee 70,28 | fffff 130,28 | ggggg 190,28 | hhhhh 250,28"},
	} {
		t.Run(tt.name, func(t *testing.T) { onOnePage(t, tt.body, tt.want) })
	}
}

// What goes on over the page is broken as wide as the page lets it.
func TestFloatAtThePagesEnd(t *testing.T) {
	body := par("", strings.Repeat("a\n", 6)+"a") + with(box(0, 0, 100, 30, `<wp:wrapSquare wrapText="bothSides"/>`, ""),
		par(`<w:widowControl w:val="0"/>`, "aaaaa bbbbb ccccc ddddd eeeee fffff ggggg hhhhh"))
	got := words(lay(t, wordmltest.Parts{Body: body + wide}, layout.Options{}))
	// One line of three words is left on the first page. The float keeps to the paper.
	want := "aaaaa 110,88 | bbbbb 170,88 | ccccc 230,88"
	if len(got) != 2 || !strings.HasSuffix(got[0], want) || got[1] != "2: ddddd 10,18 | eeeee 70,18 | fffff 130,18 | ggggg 190,18 | hhhhh 250,18" {
		t.Errorf("%q", got)
	}
}

// A cell is as high as the float in it, and stands for the page there; a float
// of the header is beside the text of the body.
func TestFloatsInCellsAndHeaders(t *testing.T) {
	const square = `<wp:wrapSquare wrapText="bothSides"/>`
	cell := `<w:tbl><w:tblPr><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid><w:tr><w:tc>` +
		par("", "aa") + with(strings.Replace(box(0, 5, 100, 30, square, ""), `relativeFrom="paragraph"`, `relativeFrom="page"`, 1), par("", "bb")) + `</w:tc></w:tr></w:tbl>` + par("", "cc")
	got := words(lay(t, wordmltest.Parts{Body: cell + wide}, layout.Options{}))
	// The float begins 5 pt below the cell's top, beside both lines, and ends at 35.
	if diff := cmp.Diff([]string{"1: aa 110,18 | bb 110,28 | cc 10,53"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	head := with(box(0, 0, 100, 25, square, ""), par("", "hh"))
	sect := strings.Replace(wide, "<w:sectPr>", `<w:sectPr><w:headerReference w:type="default" r:id="h"/>`, 1)
	got = words(lay(t, wordmltest.Parts{Body: par("", "aa\nbb\ncc") + sect, Headers: map[string]string{"h": head}}, layout.Options{}))
	// From 0 to 25 on the paper: two lines of the body, which begins at 10.
	if diff := cmp.Diff([]string{"1: hh 110,8 | aa 110,18 | bb 110,28 | cc 10,38"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A row that is parted keeps the frame before it on its first page, and does not
// go below a page number in a frame of the footer.
func TestPartedRowBesideFrames(t *testing.T) {
	frame := func(text string) string {
		return `<w:p><w:pPr><w:framePr w:wrap="notBeside" w:vAnchor="text" w:hAnchor="text" w:y="1"/></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	long := table("", "1800", row("", cell(1800, "", par("", "a\nb\nc\nd\ne\nf\ng\nh\ni"))))
	sect := strings.NewReplacer("<w:sectPr>", `<w:sectPr><w:footerReference w:type="default" r:id="f"/>`, `w:bottom="200"`, `w:bottom="400"`, `w:footer="0"`, `w:footer="200"`).Replace(page)
	got := words(lay(t, wordmltest.Parts{Body: frame("t") + long + par("", "z") + sect, Footers: map[string]string{"f": frame("n") + par("", "")}}, layout.Options{}))
	// The frame is a twip lower than it stands in the text; the footer's text stands
	// below its frame, so that the page has six lines.
	want := []string{"1: t 10,18.05 | a 10,28.05 | b 10,38.05 | c 10,48.05 | d 10,58.05 | n 10,78", "2: e 10,18 | f 10,28 | g 10,38 | h 10,48 | i 10,58 | z 10,68 | n 10,78"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A row that goes on to the next page instead of below a float takes its frame
// along, to where it stands there.
func TestPushedRowGoesOn(t *testing.T) {
	float := strings.Replace(box(0, 0, 20, 55, `<wp:wrapTopAndBottom/>`, ""), `relativeFrom="paragraph"><wp:posOffset>0`, `relativeFrom="paragraph"><wp:posOffset>254000`, 1)
	frame := par(`<w:framePr w:w="800" w:h="200" w:hRule="exact" w:wrap="around" w:vAnchor="text" w:hAnchor="text" w:x="1" w:y="1"/>`, "F")
	body := with(float, par("", "a")) + frame + table("", "1000", row("", cell(1000, "", par("", "b\nc")))) + par("", "z") + page
	want := []string{"1: a 10,18", "2: F 10.05,18.05 | b 10,28.05 | c 10,38.05 | z 10,48.05"}
	if diff := cmp.Diff(want, words(lay(t, wordmltest.Parts{Body: body}, layout.Options{}))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Shapes, a turned text and what lies under and over the text.
func TestDrawings(t *testing.T) {
	shape := func(attr, spPr, body string) string {
		return `<w:r><w:drawing><wp:anchor ` + attr + `><wp:positionH relativeFrom="page"><wp:align>right</wp:align></wp:positionH><wp:positionV relativeFrom="topMargin"><wp:align>center</wp:align></wp:positionV><wp:extent cx="508000" cy="254000"/><a:graphic><a:graphicData><wps:wsp><wps:spPr>` + spPr +
			`</wps:spPr>` + body + `</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>`
	}
	const fill = `<a:solidFill><a:srgbClr val="FFCC00"/></a:solidFill>`
	body := `<w:p>` +
		shape(`relativeHeight="2"`, `<a:xfrm flipV="1"/><a:prstGeom prst="rtTriangle"/><a:ln w="12700"/>`, "") +
		shape(`relativeHeight="1"`, `<a:prstGeom prst="rect"/>`+fill, `<wps:txbx><w:txbxContent>`+par("", "v")+`</w:txbxContent></wps:txbx><wps:bodyPr vert="vert270" lIns="0" tIns="0" rIns="0" bIns="0"/>`) +
		shape(`relativeHeight="9" behindDoc="1"`, `<a:prstGeom prst="straightConnector1"/><a:ln w="12700"><a:headEnd type="triangle"/></a:ln>`, "") +
		`<w:r><w:t>text</w:t></w:r></w:p>`
	golden(t, "drawings.txt", lay(t, wordmltest.Parts{Body: body + wide}, layout.Options{}).Pages[0].Dump())
}
