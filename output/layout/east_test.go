package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/output/layout"
	"vanthu/output/wordml"
	"vanthu/output/wordml/wordmltest"
)

// rows lists the lines of the first page: their text from left to right, where the
// last letter ends, and the baseline.
func rows(res *layout.Result) (out []string) {
	var y, end float64
	var text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			out = append(out, fmt.Sprintf("%s %g,%g", text.String(), end, y))
		}
		text.Reset()
	}
	for _, it := range res.Pages[0].Items {
		t, ok := it.(layout.Text)
		if !ok {
			continue
		}
		if t.Y.Pt() != y {
			flush()
		}
		y, end = t.Y.Pt(), (t.X + t.Width).Pt()
		text.WriteString(t.Text)
		if t.Space {
			text.WriteByte(' ')
		}
	}
	flush()
	return out
}

// Lines of ten letters; what is named behind each is where its last letter ends
// and its baseline.
func TestEastAsianLines(t *testing.T) {
	grid := strings.Replace(page, "</w:sectPr>", `<w:docGrid w:type="lines" w:linePitch="300"/></w:sectPr>`, 1)
	for _, tt := range []struct{ name, pPr, in, sect, want string }{
		{"between any two", "", "一二三四五六七八九十甲", page, "一二三四五六七八九十 110,18 | 甲 20,28"},
		{"between Latin and ideographs, with a fifth of a letter", "", "abc一二3四", page, "abc一二3四 86,18"},
		{"no such space", `<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>`, "abc一二3四", page, "abc一二3四 80,18"},
		{"a Latin word holds together", "", "一二三四五六七abcd", page, "一二三四五六七 80,18 | abcd 50,28"},
		{"a stop hangs over the end", "", "一二三四五六七八九十。甲", page, "一二三四五六七八九十。 120,18 | 甲 20,28"},
		{"or goes with its word", `<w:overflowPunct w:val="0"/>`, "一二三四五六七八九十。甲", page, "一二三四五六七八九 100,18 | 十。甲 40,28"},
		{"but not before what does not begin a line", "", "一二三四五六七八九十。）甲", page, "一二三四五六七八九 100,18 | 十。）甲 50,28"},
		{"what hangs over does not count", `<w:jc w:val="right"/>`, "一二三四五六七八九十。甲", page, "一二三四五六七八九十。 120,18 | 甲 110,28"},
		{"a hyphen does not begin a line", "", "一二三四五六七八九十-甲", page, "一二三四五六七八九 100,18 | 十-甲 40,28"},
		{"a bracket does not end a line", "", "一二三四五六七八九（甲", page, "一二三四五六七八九 100,18 | （甲 30,28"},
		{"a bracket does not begin one", "", "一二三四五六七八九十）甲", page, "一二三四五六七八九 100,18 | 十）甲 40,28"},
		{"but where the rule is off", `<w:kinsoku w:val="0"/>`, "一二三四五六七八九十）甲", page, "一二三四五六七八九十 110,18 | ）甲 30,28"},
		{"a pair of dashes holds together", "", "一二三四五六七八九——甲", page, "一二三四五六七八九 100,18 | ——甲 40,28"},
		{"nothing but what holds together", "", "））））））））））））", page, "）））））））））） 110,18 | ）） 30,28"},
		// abcd does not fit: 75 and three gaps are stretched over 100
		{"justified between letters", `<w:jc w:val="both"/>`, "一二三四五六七abcd", page, "一二三四五六七 110,18 | abcd 50,28"},
		// the grid of 15: 5 more about a line of 10; of 16: two units
		{"grid", "", "一\n二", grid, "一 20,20.5 | 二 20,35.5"},
		{"no grid", `<w:snapToGrid w:val="0"/>`, "一\n二", grid, "一 20,18 | 二 20,28"},
		{"exact heights leave the grid", `<w:spacing w:line="200" w:lineRule="exact"/>`, "一\n二", grid, "一 20,18 | 二 20,28"},
		{"two units", `<w:spacing w:line="320" w:lineRule="atLeast"/>`, "一\n二", grid, "一 20,31 | 二 20,61"},
		{"indents in characters", `<w:ind w:firstLineChars="200" w:leftChars="100"/>`, "一\n二", page, "一 50,18 | 二 30,28"},
		{"a length wins over characters", `<w:ind w:firstLineChars="200" w:firstLine="200"/>`, "一", page, "一 30,18"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := strings.Join(rows(lay(t, wordmltest.Parts{Body: par(tt.pPr, tt.in) + tt.sect}, layout.Options{})), " | ")
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// latin has no ideographs; east has nothing else.
type latin struct{ squareMeasurer }

func (latin) Name() string { return "latin" }

func (latin) Advance(c rune) (int, bool) { return 10, !wordml.Eastern(c) && c != '☐' }

type fonts struct{ lacking rune }

func (fonts) Face(string, bool, bool) layout.Face { return latin{} }

func (fonts) Nearness(string) (layout.Nearness, string) { return layout.Twin, "latin" }

func (f fonts) Fallback(_ string, c rune, _, _ bool) layout.Face {
	if c == f.lacking {
		return nil
	}
	return squareMeasurer{}
}

// Another face draws what the font lacks, and it is said; what none has is a box.
func TestFallbackFace(t *testing.T) {
	doc, _, err := wordml.Read(wordmltest.Docx(t, wordmltest.Parts{Body: par("", "a☐b\u00A0甲") + page}))
	if err != nil {
		t.Fatal(err)
	}
	res, fs := layout.Layout(doc, fonts{lacking: '甲'}, layout.Options{})
	var got []string
	for _, it := range res.Pages[0].Items {
		if w, ok := it.(layout.Text); ok {
			got = append(got, w.Text+" "+w.Face)
		}
	}
	if diff := cmp.Diff([]string{"a latin", "☐ square", "b\u00A0 latin", "\u25A1 latin"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	var said []string
	for _, f := range fs {
		said = append(said, fmt.Sprintf("%s %s %s", f.Severity, f.Feature, f.Found))
	}
	want := []string{"warning glyph 甲 (U+7532)", "info glyph-font ☐ (U+2610)", "info font Times New Roman"}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Like LibreOffice, a portion's characters in its font are drawn before those in
// another face; the script, the look and tabs part portions.
func TestDrawOrder(t *testing.T) {
	run := func(rPr, text string) string {
		return `<w:r><w:rPr>` + rPr + `</w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
	}
	for _, tt := range []struct{ name, in, word, libre string }{
		{"signs in the font first", run("", "甲“乙”a“丙"), "甲|“|乙|”a“|丙", "“|”|甲|乙|a“|丙"},
		{"spaces are its own too", run("", "甲 乙"), "甲 |乙", "甲|乙"},
		{"signs at the beginning", run("", "“甲"), "“|甲", "“|甲"},
		{"another look", run("", "甲”") + run("<w:b/>", "甲”"), "甲|”|甲|”", "”|甲|”|甲"},
		{"the hint is no look", run("", "甲”") + run(`<w:rFonts w:hint="eastAsia"/>`, "甲”"), "甲|”|甲|”", "”|”|甲|甲"},
		{"a tab", `<w:r><w:t>甲”</w:t><w:tab/><w:t>甲”</w:t></w:r>`, "甲|”|甲|”", "”|甲|”|甲"},
	} {
		for like, want := range map[layout.Like]string{layout.LikeWord: tt.word, layout.LikeLibreOffice: tt.libre} {
			doc, _, err := wordml.Read(wordmltest.Docx(t, wordmltest.Parts{Body: "<w:p>" + tt.in + "</w:p>" + page}))
			if err != nil {
				t.Fatal(err)
			}
			res, _ := layout.Layout(doc, fonts{}, layout.Options{Like: like})
			var got []string
			for _, it := range res.Pages[0].Items {
				if w, ok := it.(layout.Text); ok {
					got = append(got, w.Text+strings.Repeat(" ", map[bool]int{true: 1}[w.Space]))
				}
			}
			if diff := cmp.Diff(want, strings.Join(got, "|")); diff != "" {
				t.Errorf("%s, like %d: (-want +got)\n%s", tt.name, like, diff)
			}
		}
	}
}

// Like LibreOffice: what was measured of its East Asian lines.
func TestEastAsianLikeLibreOffice(t *testing.T) {
	opt := layout.Options{Like: layout.LikeLibreOffice}
	for _, tt := range []struct{ name, pPr, in, want string }{
		{"a stop hangs over", "", "一二三四五六七八九十。甲", "一二三四五六七八九十。 120,18 | 甲 20,28"},
		// a fifth of 10
		{"a number in a circle is Latin text at the beginning", "", "①一①", "①一① 42,18"},
		{"not behind Latin text", "", "一二三四五六七abc。甲", "一二三四五六七 80,18 | abc。甲 60,28"},
		{"a bracket holds on to Latin text before", "", "一二三四五ab（cde甲", "一二三四五 60,18 | ab（cde甲 82,28"},
		// six gaps share 101 twips: 16 each
		{"whole twips of stretch", `<w:ind w:right="499"/><w:jc w:val="both"/>`, "一二三四五六七八", "一二三四五六七 84.8,18 | 八 20,28"},
	} {
		got := strings.Join(rows(lay(t, wordmltest.Parts{Body: par(tt.pPr, tt.in) + page}, opt)), " | ")
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", tt.name, diff)
		}
	}
	a4 := `<w:sectPr><w:pgSz w:w="11907" w:h="16840"/></w:sectPr>`
	for like, want := range map[layout.Like]float64{layout.LikeWord: 595.35, layout.LikeLibreOffice: 595.276} {
		res := lay(t, wordmltest.Parts{Body: par("", "a") + a4}, layout.Options{Like: like})
		if got := res.Pages[0].Width.Pt(); got < want-0.001 || got > want+0.001 {
			t.Errorf("like %d: a page %.3f pt wide, want %.3f", like, got, want)
		}
	}
}
