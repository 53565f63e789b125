package layout_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/output/layout"
	"vanthu/output/wordml"
	"vanthu/output/wordml/wordmltest"
)

// squareMeasurer is a font whose every character is one em wide, with 0.8 em
// above the baseline, 0.2 below and no gap: at 10 pt a letter is 10 pt wide and
// a line 10 pt high, so that every number below can be summed in the head.
type squareMeasurer struct{}

func (squareMeasurer) Face(string, bool, bool) layout.Face { return squareMeasurer{} }
func (squareMeasurer) Name() string                        { return "square" }
func (squareMeasurer) UnitsPerEm() int                     { return 10 }
func (squareMeasurer) Advance(rune) (int, bool)            { return 10, true }
func (squareMeasurer) Ascent() int                         { return 8 }
func (squareMeasurer) Descent() int                        { return 2 }
func (squareMeasurer) Gap() int                            { return 0 }

// page is 120 x 100 pt with 10 pt around it: ten letters a line, eight lines.
const page = `<w:sectPr><w:pgSz w:w="2400" w:h="2000"/><w:pgMar w:top="200" w:right="200" w:bottom="200" w:left="200" w:header="0" w:footer="0"/></w:sectPr>`

func lay(t testing.TB, p wordmltest.Parts, opt layout.Options) *layout.Result {
	t.Helper()
	doc, fs, err := wordml.Read(wordmltest.Docx(t, p))
	if err != nil {
		t.Fatal(err)
	}
	res, more := layout.Layout(doc, squareMeasurer{}, opt)
	if fs = append(fs, more...); len(fs) > 0 {
		t.Fatalf("findings: %v", fs)
	}
	return res
}

// words lists each page's words with x and the baseline, in points.
func words(res *layout.Result) (out []string) {
	for i, p := range res.Pages {
		var b []string
		for _, it := range p.Items {
			if t, ok := it.(layout.Text); ok {
				b = append(b, fmt.Sprintf("%s %g,%g", t.Text, t.X.Pt(), t.Y.Pt()))
			}
		}
		out = append(out, fmt.Sprintf("%d: %s", i+1, strings.Join(b, " | ")))
	}
	return out
}

func par(pPr, text string) string {
	text = strings.NewReplacer("\t", `</w:t><w:tab/><w:t xml:space="preserve">`, "\n", `</w:t><w:br/><w:t xml:space="preserve">`).Replace(text)
	return `<w:p><w:pPr>` + pPr + `</w:pPr><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

func TestLines(t *testing.T) {
	for _, tt := range []struct{ name, pPr, in, want string }{
		// left margin 10, baseline 10 + 8 = 18, next line 28
		{"breaks at spaces", "", "aaaa bbbb cc", "aaaa 10,18 | bbbb 60,18 | cc 10,28"},
		{"a space may hang", "", "aaaaa bbbb cc", "aaaaa 10,18 | bbbb 70,18 | cc 10,28"},
		{"no-break space holds", "", "aaaaaa bb\u00A0cc", "aaaaaa 10,18 | bb\u00A0cc 10,28"},
		{"a long word is cut", "", "aaaaaaaaaaaaa", "aaaaaaaaaa 10,18 | aaa 10,28"},
		{"after a hyphen", "", "aaaaaaa-bbbb", "aaaaaaa- 10,18 | bbbb 10,28"},
		{"between hyphen and digit", "", "aaa Covid-19", "aaa 10,18 | Covid- 50,18 | 19 10,28"},
		{"not before a quote", "", "aaaa bbb-“c", "aaaa 10,18 | bbb-“c 10,28"},
		{"a date holds together", "", "aaa 01/01/2025", "aaa 10,18 | 01/01/2025 10,28"},
		{"an address holds together", "", "aaa a@b.gov.vn", "aaa 10,18 | a@b.gov.vn 10,28"},
		{"after an ellipsis", "", "aaaa bbb…cc", "aaaa 10,18 | bbb… 60,18 | cc 10,28"},
		{"between a full stop and a bracket", "", "aaaa bbb.(c)", "aaaa 10,18 | bbb. 60,18 | (c) 10,28"},
		{"at a dash between years", "", "aaaa 2024–2025", "aaaa 10,18 | 2024– 60,18 | 2025 10,28"},
		{"at a soft hyphen in the text", "", "aaaaa bbb\u00ADcc", "aaaaa 10,18 | bbb 70,18 | - 100,18 | cc 10,28"},
		{"not at a word joiner", "", "aaaaaa bbb-\u2060c", "aaaaaa 10,18 | bbb-c 10,28"},
		{"not after a slash", "", "aaaa bbb/ccc", "aaaa 10,18 | bbb/ccc 10,28"},
		// 3 letters = 30 of 100: right at 10 + 70, centre at 10 + 35
		{"right", `<w:jc w:val="right"/>`, "aaa", "aaa 80,18"},
		{"centre", `<w:jc w:val="center"/>`, "aaa", "aaa 45,18"},
		// the first line holds aa bb cc = 60 and two spaces = 20; 100 - 80 = 20 more for two gaps: 10 + 20 + 20 = 50
		{"justified, last line natural", `<w:jc w:val="both"/>`, "aa bb cc ddd e", "aa 10,18 | bb 50,18 | cc 90,18 | ddd 10,28 | e 50,28"},
		// hanging: first line at 10 + 20 - 20, its tab goes to the indent 10 + 20
		{"hanging", `<w:ind w:left="400" w:hanging="400"/>`, "-\taaaa bbbb", "- 10,18 | aaaa 30,18 | bbbb 30,28"},
		// the same left of the margin: 10 - 10 - 15, and 10 - 10
		{"hanging before the margin", `<w:ind w:left="-200" w:hanging="300"/>`, "-\taaaa", "- -15,18 | aaaa 0,18"},
		{"first line", `<w:ind w:firstLine="400" w:right="200"/>`, "aaaaaaa bb", "aaaaaaa 30,18 | bb 10,28"},
		// right stop at 80: aa ends at 10 + 80; centre stop at 50: cc from 10 + 40
		{"right tab", `<w:tabs><w:tab w:val="right" w:pos="1600"/></w:tabs>`, "b\taa", "b 10,18 | aa 70,18"},
		{"centre tab", `<w:tabs><w:tab w:val="center" w:pos="1000"/></w:tabs>`, "\tcc", "cc 50,18"},
		{"decimal tab", `<w:tabs><w:tab w:val="decimal" w:pos="1000"/></w:tabs>`, "\t12.5", "12.5 40,18"},
		// without the sign a number ends at the stop: 10 + 50 - 40; what is no digit stands behind it
		{"decimal tab, another sign", `<w:tabs><w:tab w:val="decimal" w:pos="1000"/></w:tabs>`, "\t12,5", "12,5 20,18"},
		{"decimal tab, per cent", `<w:tabs><w:tab w:val="decimal" w:pos="1000"/></w:tabs>`, "\t12%", "12% 40,18"},
		// default stops every 36 pt: 10 + 36
		{"default tab", "", "a\tb", "a 10,18 | b 46,18"},
		{"line break", "", "a\nb", "a 10,18 | b 10,28"},
		// exact 20: baseline at four fifths, 16; at least 20: 10 more above; 1.5 lines: 5 more below
		{"exact", `<w:spacing w:line="400" w:lineRule="exact"/>`, "a\nb", "a 10,26 | b 10,46"},
		{"at least", `<w:spacing w:line="400" w:lineRule="atLeast"/>`, "a\nb", "a 10,28 | b 10,48"},
		{"one and a half", `<w:spacing w:line="360" w:lineRule="auto"/>`, "a\nb", "a 10,18 | b 10,33"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := words(lay(t, wordmltest.Parts{Body: par(tt.pPr, tt.in) + page}, layout.Options{}))
			if diff := cmp.Diff([]string{"1: " + tt.want}, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// Compatibility mode 15 narrows the spaces of a justified line to keep a word, by
// 0.30 of a space at most and 0.63 of what they would be widened by without it.
func TestSqueeze(t *testing.T) {
	const mode = `<w:compat><w:compatSetting w:name="compatibilityMode" w:val="15"/></w:compat>`
	// Twelve letters and eleven spaces are 120 + 110 = 230 wide, a thirteenth with
	// its space makes 250. Three words of ten letters are 300, their spaces 20.
	const letters, words = "a b c d e f g h i j k l m n o", "aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd"
	for _, tt := range []struct {
		name, text string
		twips      int // width of the column
		settings   string
		like       layout.Like
		want       int // words on the first line
	}{
		// 5 too long, 0.042 of a space; 15 left without it, 0.136: 0.31
		{"taken", letters, 4900, mode, layout.LikeWord, 13},
		// 15 too long, 0.125; 5 left, 0.045: 2.75
		{"too tight against loose", letters, 4700, mode, layout.LikeWord, 12},
		// 241.90: 8.1 / 120 = 0.0675 against 11.9 / 110 = 0.1082: 0.624
		{"just below 0.63", letters, 4838, mode, layout.LikeWord, 13},
		// 241.80: 8.2 / 120 = 0.0683 against 11.8 / 110 = 0.1073: 0.637
		{"just above 0.63", letters, 4836, mode, layout.LikeWord, 12},
		// 314: 320 - 314 = 6 of 20
		{"0.30 of a space", words, 6280, mode, layout.LikeWord, 3},
		// 313.95: 6.05 of 20 are 0.3025
		{"just above 0.30", words, 6279, mode, layout.LikeWord, 2},
		{"it fits as it is", words, 6400, mode, layout.LikeWord, 3},
		{"older mode", letters, 4900, "", layout.LikeWord, 12},
		{"mode 14", letters, 4900, strings.Replace(mode, "15", "14", 1), layout.LikeWord, 12},
		{"like LibreOffice", letters, 4900, mode, layout.LikeLibreOffice, 12},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sect := fmt.Sprintf(`<w:sectPr><w:pgSz w:w="%d" w:h="2000"/><w:pgMar w:top="200" w:right="0" w:bottom="200" w:left="0" w:header="0" w:footer="0"/></w:sectPr>`, tt.twips)
			body := par(`<w:jc w:val="both"/>`, tt.text)
			res := lay(t, wordmltest.Parts{Settings: tt.settings, Body: body + sect}, layout.Options{Like: tt.like})
			n := 0
			var right float64
			for _, it := range res.Pages[0].Items {
				if w, ok := it.(layout.Text); ok && w.Y.Pt() == 18 {
					n++
					right = (w.X + w.Width).Pt()
				}
			}
			if n != tt.want || right < float64(tt.twips)/20-0.01 || right > float64(tt.twips)/20+0.01 {
				t.Errorf("%d words up to %.2f, want %d up to %.2f", n, right, tt.want, float64(tt.twips)/20)
			}
		})
	}
	// Left-aligned text is not squeezed, nor is the last line narrowed.
	res := lay(t, wordmltest.Parts{Settings: mode, Body: par("", letters) +
		`<w:sectPr><w:pgSz w:w="4900" w:h="2000"/><w:pgMar w:top="200" w:right="0" w:bottom="200" w:left="0" w:header="0" w:footer="0"/></w:sectPr>`}, layout.Options{})
	if got := strings.Count(strings.Split(res.Pages[0].Dump(), "text 0.00 28.00")[0], "text "); got != 12 {
		t.Errorf("left-aligned: %d words on the first line, want 12", got)
	}
}

func TestSpacingAndPages(t *testing.T) {
	lines := func(n int) string { return "a" + strings.Repeat("\na", n-1) }
	style := `<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="N"/><w:pPr>%s</w:pPr></w:style>`
	for _, tt := range []struct {
		name, styles, in string
		want             []string
	}{
		// the larger of 6 and 4 stands between: 10 + 10 + 6 + 8 = 34
		{"the larger space counts", "", par(`<w:spacing w:after="120"/>`, "a") + par(`<w:spacing w:before="80"/>`, "b"), []string{"1: a 10,18 | b 10,34"}},
		{"contextual", `<w:contextualSpacing/><w:spacing w:before="200" w:after="200"/>`, par("", "a") + par("", "b"), []string{"1: a 10,28 | b 10,38"}},
		// eight lines fit; the ninth paragraph drops the space above it
		{"space is dropped at the top", "", par("", lines(8)) + par(`<w:spacing w:before="200"/>`, "b"), []string{"1: a 10,18 | a 10,28 | a 10,38 | a 10,48 | a 10,58 | a 10,68 | a 10,78 | a 10,88", "2: b 10,18"}},
		{"but not after a break on purpose", "", par("", "a") + par(`<w:pageBreakBefore/><w:spacing w:before="200"/>`, "b"), []string{"1: a 10,18", "2: b 10,28"}},
		// six lines and a paragraph of three: two would stay and one go, so all but... one alone is refused: all three go
		{"widows", "", par("", lines(6)) + par("", "b\nb\nb"), []string{"1: a 10,18 | a 10,28 | a 10,38 | a 10,48 | a 10,58 | a 10,68", "2: b 10,18 | b 10,28 | b 10,38"}},
		{"no widow control", "", par("", lines(6)) + par(`<w:widowControl w:val="0"/>`, "b\nb\nb"), []string{"1: a 10,18 | a 10,28 | a 10,38 | a 10,48 | a 10,58 | a 10,68 | b 10,78 | b 10,88", "2: b 10,18"}},
		{"keep with next", "", par("", lines(7)) + par(`<w:keepNext/>`, "h") + par("", "b\nb"), []string{"1: a 10,18 | a 10,28 | a 10,38 | a 10,48 | a 10,58 | a 10,68 | a 10,78", "2: h 10,18 | b 10,28 | b 10,38"}},
		{"keep lines", "", par("", lines(5)) + par(`<w:keepLines/>`, "b\nb\nb\nb"), []string{"1: a 10,18 | a 10,28 | a 10,38 | a 10,48 | a 10,58", "2: b 10,18 | b 10,28 | b 10,38 | b 10,48"}},
		// the mark behind the break stands on the page of the break
		{"page break at the end", "", `<w:p><w:r><w:t>a</w:t><w:br w:type="page"/></w:r></w:p>` + par("", "b"), []string{"1: a 10,18", "2: b 10,18"}},
		{"a row is kept with the paragraph below", "", par("", lines(7)) + `<w:tbl><w:tr><w:tc>` + par(`<w:keepNext/>`, "r") + `</w:tc></w:tr></w:tbl>` + par("", "b"), []string{"1: a 10,18 | a 10,28 | a 10,38 | a 10,48 | a 10,58 | a 10,68 | a 10,78", "2: r 10,18 | b 10,28"}},
		{"hidden with its mark", "", par("", "a") + `<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>` + par("", "b"), []string{"1: a 10,18 | b 10,28"}},
		// what nobody sees, spaces, tabs and breaks, makes no line higher
		{"a large space", "", `<w:p><w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:sz w:val="40"/></w:rPr><w:t xml:space="preserve"> </w:t><w:br/></w:r></w:p>` + par("", "b"), []string{"1: a 10,18 | b 10,38"}},
		// 14 pt between paragraphs of HTML, none above the first, none in a list
		{"automatic spacing", "", strings.Repeat(par(`<w:spacing w:beforeAutospacing="1" w:afterAutospacing="1"/>`, "a"), 3), []string{"1: a 10,18 | a 10,42 | a 10,66"}},
		{"page break", "", `<w:p><w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r></w:p>`, []string{"1: a 10,18", "2: b 10,18"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := wordmltest.Parts{Body: tt.in + page}
			if tt.styles != "" {
				p.Styles = fmt.Sprintf(style, tt.styles)
			}
			if diff := cmp.Diff(tt.want, words(lay(t, p, layout.Options{}))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestPageNumbersSettle(t *testing.T) {
	field := func(name string) string {
		return `<w:fldSimple w:instr="` + name + `"><w:r><w:t>?</w:t></w:r></w:fldSimple>`
	}
	body := par("", "a") + `<w:p><w:pPr><w:pageBreakBefore/></w:pPr>` + field("PAGE") + `<w:r><w:t>/</w:t></w:r>` + field("NUMPAGES") + `</w:p>` +
		`<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="h"/><w:pgSz w:w="2400" w:h="2000"/><w:pgMar w:top="200" w:right="200" w:bottom="200" w:left="200" w:header="0" w:footer="0"/><w:titlePg/></w:sectPr></w:pPr></w:p>` +
		par("", "c") + `<w:sectPr><w:pgSz w:w="2400" w:h="2000"/><w:pgMar w:top="200" w:right="200" w:bottom="200" w:left="200" w:header="0" w:footer="0"/><w:pgNumType w:start="1"/></w:sectPr>`
	res := lay(t, wordmltest.Parts{Body: body, Headers: map[string]string{"h": `<w:p><w:pPr><w:jc w:val="center"/></w:pPr>` + field("PAGE") + `</w:p>`}}, layout.Options{})
	// The first page of the first section has no number; the second section begins at 1 again.
	want := []string{"1: a 10,18", "2: 2 55,8 | 2 10,18 | / 20,18 | 3 30,18", "3: 1 55,8 | c 10,18"}
	if diff := cmp.Diff(want, words(res)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// golden compares with a file of testdata; GOLDEN=1 writes it anew.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("GOLDEN") != "" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got)\n%s", name, diff)
	}
}

// A table over two pages: its header row comes again, a vertical merge goes on,
// a row that may be split is split, cells span columns.
func TestTableFrames(t *testing.T) {
	cell := func(w int, props, inside string) string {
		return fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr>%s</w:tc>`, w, props, inside)
	}
	row := func(props string, cells ...string) string {
		return `<w:tr><w:trPr>` + props + `</w:trPr>` + strings.Join(cells, "") + `</w:tr>`
	}
	body := `<w:tbl><w:tblPr><w:tblLayout w:type="fixed"/><w:tblBorders><w:top w:val="single" w:sz="8"/><w:left w:val="single" w:sz="8"/><w:bottom w:val="single" w:sz="8"/><w:right w:val="single" w:sz="8"/><w:insideH w:val="single" w:sz="8"/><w:insideV w:val="single" w:sz="8"/></w:tblBorders><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="600"/><w:gridCol w:w="1400"/></w:tblGrid>` +
		row(`<w:tblHeader/>`, cell(2000, `<w:gridSpan w:val="2"/><w:shd w:val="clear" w:fill="DDDDDD"/>`, par(`<w:jc w:val="center"/>`, "head"))) +
		row("", cell(600, `<w:vMerge w:val="restart"/><w:vAlign w:val="center"/>`, par("", "m")), cell(1400, "", par("", "a\na\na"))) +
		row("", cell(600, `<w:vMerge/>`, par("", "")), cell(1400, "", par("", "b\nb\nb\nb\nb"))) +
		row(`<w:cantSplit/><w:trHeight w:val="400"/>`, cell(600, "", par("", "c")), cell(1400, `<w:vAlign w:val="bottom"/>`, par("", "d"))) + `</w:tbl>` + par("", "end")
	res := lay(t, wordmltest.Parts{Body: body + page}, layout.Options{})
	var b strings.Builder
	for _, p := range res.Pages {
		b.WriteString(p.Dump())
	}
	golden(t, "table.txt", b.String())
}
