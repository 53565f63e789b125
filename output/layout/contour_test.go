package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/output/layout"
	"vanthu/output/wordml/wordmltest"
)

// Text keeps clear of an outline, of a box that is turned, and of what reaches over
// a box; tables only of the float itself.
func TestTextAroundOutlines(t *testing.T) {
	const square = `<wp:wrapSquare wrapText="bothSides"/>`
	const words5 = "aaaaa bbbbb ccccc ddddd eeeee fffff ggggg hhhhh"
	polygon := func(kind, points string) string {
		out := `<wp:` + kind + ` wrapText="bothSides"><wp:wrapPolygon>`
		for i, p := range strings.Fields(points) {
			x, y, _ := strings.Cut(p, ",")
			name := "wp:lineTo"
			if i == 0 {
				name = "wp:start"
			}
			out += `<` + name + ` x="` + x + `" y="` + y + `"/>`
		}
		return out + `</wp:wrapPolygon></wp:` + kind + `>`
	}
	share := func(b, width string) string {
		return strings.Replace(b, `<a:graphic>`, `<wp14:sizeRelH relativeFrom="margin"><wp14:pctWidth>`+width+`</wp14:pctWidth></wp14:sizeRelH><a:graphic>`, 1)
	}
	turned := func(b, degrees string) string {
		return strings.Replace(b, `<wps:spPr>`, `<wps:spPr><a:xfrm rot="`+degrees+`0000"/>`, 1)
	}
	// A comb of 100 pt, its teeth to the right of 50 pt more.
	comb := func(teeth int) (out string) {
		for i := range teeth {
			top, bottom := 21600*i/teeth, 21600*(2*i+1)/(2*teeth)
			out += fmt.Sprintf("10800,%d 16200,%d 16200,%d 10800,%d ", top, top, bottom, bottom)
		}
		return out + "10800,21600 0,21600 0,0"
	}
	// Narrow at the top: 100 of 200 pt, then all of them.
	const steps = "0,0 10800,0 10800,10800 21600,10800 21600,21600 0,21600"
	// Open above its middle third.
	const open = "0,0 7200,0 7200,10800 14400,10800 14400,0 21600,0 21600,21600 0,21600"
	const combed = "aaaaa 160,18 | bbbbb 220,18 | ccccc 160,28 | ddddd 220,28 | eeeee 10,38 | fffff 70,38 | ggggg 130,38 | hhhhh 190,38"
	for _, tt := range []struct{ name, body, want string }{
		{"an outline", with(box(0, 0, 200, 20, polygon("wrapTight", steps), ""), par("", words5)),
			"aaaaa 110,18 | bbbbb 170,18 | ccccc 230,18 | ddddd 210,28 | eeeee 10,38 | fffff 70,38 | ggggg 130,38 | hhhhh 190,38"},
		// Half of the 300 pt: 75 wide at first, then 150.
		{"stretched", with(share(box(0, 0, 20, 20, polygon("wrapTight", steps), ""), "50000"), par("", words5)),
			"aaaaa 85,18 | bbbbb 145,18 | ccccc 205,18 | ddddd 160,28 | eeeee 220,28 | fffff 10,38 | ggggg 70,38 | hhhhh 130,38"},
		{"of no width", with(share(box(0, 0, 0, 10, polygon("wrapTight", steps), ""), "40000"), par("", "aaaaa bbbbb")), "aaaaa 130,18 | bbbbb 190,18"},
		// Many corners beside a line count as far as they reach; too many of them, and
		// the box does.
		{"a comb", with(box(0, 0, 200, 20, polygon("wrapTight", comb(4)), ""), par("", words5)), combed},
		{"many teeth", with(box(0, 0, 200, 20, polygon("wrapTight", comb(40)), ""), par("", words5)), combed},
		{"too many teeth", with(box(0, 0, 200, 20, polygon("wrapTight", comb(60)), ""), par("", "aaaaa bbbbb")), "aaaaa 210,18 | bbbbb 210,28"},
		// 90 pt between its ends: a word.
		{"open within", with(box(10, 0, 270, 20, polygon("wrapThrough", open), ""), par("", words5)),
			"aaaaa 110,18 | bbbbb 10,38 | ccccc 70,38 | ddddd 130,38 | eeeee 190,38 | fffff 250,38 | ggggg 10,48 | hhhhh 70,48"},
		{"tight is not open", with(box(10, 0, 270, 20, polygon("wrapTight", open), ""), par("", "aaaaa")), "aaaaa 10,38"},
		// 20 x 100 about 50, 10: from 0 to 100, 0 to 20.
		{"turned", with(turned(box(40, -40, 20, 100, square, ""), "540"), par("", words5)),
			"aaaaa 110,18 | bbbbb 170,18 | ccccc 230,18 | ddddd 110,28 | eeeee 170,28 | fffff 230,28 | ggggg 10,38 | hhhhh 70,38"},
		{"a shadow", with(strings.Replace(box(0, 0, 80, 10, square, ""), `<wp:wrapSquare`, `<wp:effectExtent l="0" t="0" r="254000" b="0"/><wp:wrapSquare`, 1), par("", "aaaaa bbbbb")),
			"aaaaa 110,18 | bbbbb 170,18"},
	} {
		t.Run(tt.name, func(t *testing.T) { onOnePage(t, tt.body, tt.want) })
	}
}

// A turned drawing takes as much of its line as it covers.
func TestTurnedInALine(t *testing.T) {
	drawing := `<w:r><w:drawing><wp:inline><wp:extent cx="127000" cy="508000"/><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:xfrm rot="5400000"/><a:prstGeom prst="rect"/><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
	got := words(lay(t, wordmltest.Parts{Body: with(drawing, par("", "a")) + par("", "b") + wide}, layout.Options{}))
	// 40 wide and 10 high: the text's own height.
	if diff := cmp.Diff([]string{"1: a 50,20 | b 10,30"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A box whose text is turned grows to the right.
func TestTurnedTextBoxGrows(t *testing.T) {
	b := box(0, 0, 20, 40, `<wp:wrapSquare wrapText="bothSides"/>`, "aaa bbb")
	b = strings.Replace(b, `<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/>`, `<wps:bodyPr vert="vert" lIns="0" tIns="254000" rIns="0" bIns="0"><a:spAutoFit/></wps:bodyPr>`, 1)
	got := words(lay(t, wordmltest.Parts{Body: with(b, par("", "c")) + wide}, layout.Options{}))
	// Three letters to a line of 40: two lines, and 20 pt above them: 40 wide.
	if want := "c 50,18"; !strings.HasSuffix(got[0], want) {
		t.Errorf("got %q, want %q at the end", got, want)
	}
}
