package layout_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/output/layout"
	"vanthu/output/wordml/wordmltest"
)

// A text flows through linked boxes: what the first has no room for stands in the
// second, in lines as wide as that is. It does so in DrawingML and in VML.
func TestLinkedTextBoxes(t *testing.T) {
	story := par(`<w:widowControl w:val="0"/>`, "aaaaa bbbbb ccccc ddddd eeeee")
	// 60 and 120 pt wide, 20 high: one word a line, then two.
	first := strings.Replace(box(0, 0, 60, 20, `<wp:wrapNone/>`, "x"), `<wps:txbx><w:txbxContent>`+par("", "x"), `<wps:txbx id="7"><w:txbxContent>`+story, 1)
	second := strings.Replace(box(100, 0, 120, 20, `<wp:wrapNone/>`, ""), `<wps:bodyPr`, `<wps:linkedTxbx id="7" seq="1"/><wps:bodyPr`, 1)
	vml := func(id, left, width, style, in string) string {
		return `<w:r><w:pict><v:shape id="` + id + `" type="#_x0000_t202" style="position:absolute;margin-left:` + left + `pt;margin-top:0;width:` + width +
			`pt;height:20pt" stroked="f"><v:textbox style="` + style + `" inset="0,0,0,0"><w:txbxContent>` + in + `</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`
	}
	for _, tt := range []struct{ name, runs string }{
		{"DrawingML", first + second},
		{"the second before the first", second + first},
		{"VML", vml("b", "100", "120", "", "") + vml("a", "0", "60", "mso-next-textbox:#b", story)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := lay(t, wordmltest.Parts{Body: with(tt.runs, par("", "")) + wide}, layout.Options{})
			got := strings.Split(strings.TrimPrefix(words(res)[0], "1: "), " | ")
			want := map[string]bool{"aaaaa 10,18": true, "bbbbb 10,28": true, "ccccc 110,18": true, "ddddd 170,18": true, "eeeee 110,28": true}
			for _, w := range got {
				delete(want, w)
			}
			if len(want) > 0 || len(got) != 5 {
				t.Errorf("(-want +got)\n%s", cmp.Diff(want, got))
			}
		})
	}
}
