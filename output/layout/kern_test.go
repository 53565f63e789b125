package layout_test

import (
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
