package layout_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/output/layout"
	"vanthu/output/wordml/wordmltest"
)

// storyBox is a text box that begins a story, of 20 pt height; nextBox one that it
// goes on in.
func storyBox(x, w int, id, story string) string {
	return strings.Replace(box(x, 0, w, 20, `<wp:wrapNone/>`, "x"), `<wps:txbx><w:txbxContent>`+par("", "x"), `<wps:txbx id="`+id+`"><w:txbxContent>`+story, 1)
}

func nextBox(x, w, h int, id, seq string) string {
	return strings.Replace(box(x, 0, w, h, `<wp:wrapNone/>`, ""), `<wps:bodyPr`, `<wps:linkedTxbx id="`+id+`" seq="`+seq+`"/><wps:bodyPr`, 1)
}

// A text flows through linked boxes: what the first has no room for stands in the
// second, in lines as wide as that is. It does so in DrawingML and in VML.
func TestLinkedTextBoxes(t *testing.T) {
	story := par(`<w:widowControl w:val="0"/>`, "aaaaa bbbbb ccccc ddddd eeeee")
	// 60 and 120 pt wide, 20 high: one word a line, then two.
	first, second := storyBox(0, 60, "7", story), nextBox(100, 120, 20, "7", "1")
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

// A box that stands within a text takes none of it: the text would hold itself.
func TestLinkedBoxWithinItsStory(t *testing.T) {
	vml := func(id, next, in string) string {
		return `<w:r><w:pict><v:shape id="` + id + `" type="#_x0000_t202" style="position:absolute;width:60pt;height:20pt" stroked="f"><v:textbox style="` + next +
			`" inset="0,0,0,0"><w:txbxContent>` + in + `</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`
	}
	for _, tt := range []struct{ name, runs, want string }{
		{"its own", storyBox(0, 60, "7", with(nextBox(0, 50, 20, "7", "1"), par("", "aaaaa bbbbb"))), "1: aaaaa 10,18 | bbbbb 10,28"},
		{"VML", vml("a", "mso-next-textbox:#b", with(vml("b", "", ""), par("", "aaaaa bbbbb"))), "1: aaaaa 10,18 | bbbbb 10,28"},
		{"the other goes on", storyBox(0, 60, "7", with(nextBox(0, 50, 20, "7", "1"), par(`<w:widowControl w:val="0"/>`, "aaaaa bbbbb ccccc"))) + nextBox(100, 60, 20, "7", "2"),
			"1: aaaaa 10,18 | bbbbb 10,28 | ccccc 110,18"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := words(lay(t, wordmltest.Parts{Body: with(tt.runs, par("", "")) + wide}, layout.Options{}))
			if diff := cmp.Diff([]string{tt.want}, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
	// Two that each hold where the other goes on come to an end.
	a := storyBox(0, 60, "7", with(nextBox(0, 50, 20, "8", "1"), par("", "aaaaa")))
	b := storyBox(100, 60, "8", with(nextBox(0, 50, 20, "7", "1"), par("", "bbbbb")))
	got := words(lay(t, wordmltest.Parts{Body: with(a+b, par("", "")) + wide}, layout.Options{}))
	for _, w := range []string{"aaaaa", "bbbbb"} {
		if !strings.Contains(strings.Join(got, ""), w) {
			t.Errorf("%s is missing in %q", w, got)
		}
	}
}

// A word that a narrow box cuts goes on in the next, and words are whole where they
// have room again.
func TestLinkedBoxesCutWords(t *testing.T) {
	story := par(`<w:widowControl w:val="0"/>`, "abcdefghijklm ddddd eeeee")
	for _, tt := range []struct {
		width int
		want  string
	}{
		{10, "a 10,18 | b 10,28 | cdefghijklm 110,18 | ddddd 110,28 | eeeee 170,28"},
		{30, "abc 10,18 | def 10,28 | ghijklm 110,18 | ddddd 110,28 | eeeee 170,28"},
		{60, "abcdef 10,18 | ghijkl 10,28 | m 110,18 | ddddd 130,18 | eeeee 110,28"},
	} {
		got := words(lay(t, wordmltest.Parts{Body: with(storyBox(0, tt.width, "7", story)+nextBox(100, 120, 40, "7", "1"), par("", "")) + wide}, layout.Options{}))
		if diff := cmp.Diff([]string{"1: " + tt.want}, got); diff != "" {
			t.Errorf("%d wide (-want +got)\n%s", tt.width, diff)
		}
	}
}

// Linked boxes of a header say the number of each page.
func TestLinkedBoxesInHeaders(t *testing.T) {
	story := `<w:p><w:r><w:t>trang </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>9</w:t></w:r></w:fldSimple></w:p>`
	head := with(storyBox(0, 160, "7", story)+nextBox(200, 80, 20, "7", "1"), par("", "h"))
	sect := `<w:sectPr><w:headerReference w:type="default" r:id="h1"/><w:pgSz w:w="6400" w:h="4000"/><w:pgMar w:left="200" w:right="200" w:top="200" w:bottom="200"/></w:sectPr>`
	got := words(lay(t, wordmltest.Parts{Body: par("", "a") + par(`<w:pageBreakBefore/>`, "b") + sect, Headers: map[string]string{"h1": head}}, layout.Options{}))
	want := []string{"1: h 10,44 | trang 10,44 | 1 60,44 | a 10,54", "2: h 10,44 | trang 10,44 | 2 60,44 | b 10,54"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
