package layout_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/output/layout"
	"vanthu/output/wordml"
	"vanthu/output/wordml/wordmltest"
)

// kerningMeasurer is a squareMeasurer that has A and V, and a space and V, half
// an em closer.
type kerningMeasurer struct{ squareMeasurer }

func (kerningMeasurer) Face(string, bool, bool) layout.Face { return kerningMeasurer{} }

func (kerningMeasurer) Kern(a, b rune) int {
	if (a == 'A' || a == ' ') && b == 'V' {
		return -5
	}
	return 0
}

// Pairs are kerned from the size on that w:kern names (17.3.2.19).
func TestKerning(t *testing.T) {
	body := `<w:p><w:r><w:rPr><w:kern w:val="20"/></w:rPr><w:t>AVA VV x</w:t></w:r></w:p>` +
		`<w:p><w:r><w:rPr><w:kern w:val="22"/></w:rPr><w:t>AVA VV x</w:t></w:r></w:p>` + page
	doc, _, err := wordml.Read(wordmltest.Docx(t, wordmltest.Parts{Body: body}))
	if err != nil {
		t.Fatal(err)
	}
	res, _ := layout.Layout(doc, kerningMeasurer{}, layout.Options{})
	want := []string{"1: AVA 10,18 | VV 40,18 | x 70,18 | AVA 10,28 | VV 50,28 | x 80,28"} // 25+5, 20+10; 30+10, 20+10
	if diff := cmp.Diff(want, words(res)); diff != "" {
		t.Error(diff)
	}
}

// What lines of more than one have below their text may hang over the page's
// end, but columns are evened without it.
func TestSpacingOverTheEnd(t *testing.T) {
	line := func(text string) string {
		return par(`<w:widowControl w:val="0"/><w:spacing w:line="276" w:lineRule="auto"/>`, text)
	}
	// 6 x 11.5 + 10 = 79 pt of 80.
	got := words(lay(t, wordmltest.Parts{Body: line("a") + line("b") + line("c") + line("d") + line("e") + line("f") + line("g") + line("h") + page}, layout.Options{}))
	want := []string{"1: a 10,18 | b 10,29.5 | c 10,41 | d 10,52.5 | e 10,64 | f 10,75.5 | g 10,87", "2: h 10,18"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	columns := strings.Replace(page, `w:footer="0"/>`, `w:footer="0"/><w:cols w:num="2" w:space="0"/>`, 1)
	got = words(lay(t, wordmltest.Parts{Body: line("a") + strings.Replace(line("b"), "<w:pPr>", "<w:pPr>"+columns, 1) + par("", "c") + strings.Replace(page, "<w:pgSz", `<w:type w:val="continuous"/><w:pgSz`, 1)}, layout.Options{}))
	if want := []string{"1: a 10,18 | b 60,18 | c 10,29.5"}; !cmp.Equal(want, got) {
		t.Error(got)
	}
}
