package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/output/layout"
	"vanthu/output/wordml/wordmltest"
)

// sect is a section's properties on the small page; before and after are what
// stands around its size and margins.
func sect(before, after string) string {
	return strings.Replace(strings.Replace(page, "<w:sectPr>", "<w:sectPr>"+before, 1), "</w:sectPr>", after+"</w:sectPr>", 1)
}

// last is the last paragraph of a section.
func last(text, sectPr string) string { return par(sectPr, text) }

func TestSectionsAndColumns(t *testing.T) {
	lines := func(name string, n int) (s string) {
		for i := range n {
			s += par("", fmt.Sprint(name, i+1))
		}
		return s
	}
	const (
		cont = `<w:type w:val="continuous"/>`
		two  = `<w:cols w:num="2" w:space="400"/>` // two columns of 40 pt, 20 between
	)
	for _, tt := range []struct {
		name, body, settings string
		want                 []string
	}{
		{"columns one after the other", lines("a", 9) + sect("", two), "",
			[]string{"1: a1 10,18 | a2 10,28 | a3 10,38 | a4 10,48 | a5 10,58 | a6 10,68 | a7 10,78 | a8 10,88 | a9 70,18"}},
		// the second begins at 10 + 20 + 10
		{"columns of their own widths", lines("a", 9) + sect("", `<w:cols w:equalWidth="0"><w:col w:w="400" w:space="200"/><w:col w:w="1400"/></w:cols>`), "",
			[]string{"1: a1 10,18 | a2 10,28 | a3 10,38 | a4 10,48 | a5 10,58 | a6 10,68 | a7 10,78 | a8 10,88 | a9 40,18"}},
		// 40 and 60 wide: the paragraph that goes on is broken for the other column
		{"text goes on in a wider column", par("", "aaaa bbbb cccc") + par("", "dddd e") + lines("f", 4) + par("", "ggg hh iii") + sect("", `<w:cols w:equalWidth="0"><w:col w:w="800"/><w:col w:w="1200"/></w:cols>`), "",
			[]string{"1: aaaa 10,18 | bbbb 10,28 | cccc 10,38 | dddd 10,48 | e 10,58 | f1 10,68 | f2 10,78 | f3 10,88 | f4 50,18 | ggg 50,28 | hh 90,28 | iii 50,38"}},
		{"a table in a wider column", lines("a", 8) + table(`<w:tblW w:w="5000" w:type="pct"/>`, "400 400", row("", cell(0, "", par("", "b")), cell(0, "", par("", "c")))) + par("", "d") + sect("", `<w:cols w:equalWidth="0"><w:col w:w="800"/><w:col w:w="1200"/></w:cols>`), "",
			[]string{"1: a1 10,18 | a2 10,28 | a3 10,38 | a4 10,48 | a5 10,58 | a6 10,68 | a7 10,78 | a8 10,88 | b 50,18 | c 80,18 | d 50,28"}},
		{"a column break before the mark of the end", last("t", sect("", "")) + `<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:br w:type="column"/></w:r></w:p>` + last("", sect(cont, two)) + par("", "z") + sect(cont, ""), "",
			[]string{"1: t 10,18 | a 10,28 | b 10,38 | z 10,48"}},
		{"columns that are not evened", last("t", sect("", "")) + lines("a", 2) + last("a3", sect(cont, two)) + par("", "z") + sect(cont, ""), `<w:compat><w:noColumnBalance/></w:compat>`,
			[]string{"1: t 10,18 | a1 10,28 | a2 10,38 | a3 10,48 | z 10,58"}},
		// five lines: three and two, and the text goes on below the higher column
		{"evened before a continuous break", last("t", sect("", "")) + lines("a", 4) + last("a5", sect(cont, two)) + par("", "z") + sect(cont, ""), "",
			[]string{"1: t 10,18 | a1 10,28 | a2 10,38 | a3 10,48 | a4 70,28 | a5 70,38 | z 10,58"}},
		{"not evened where the document says so", last("t", sect("", "")) + lines("a", 4) + last("a5", sect(cont, two)) + par("", "z") + sect(cont, ""), `<w:compat><w:noColumnBalance/></w:compat>`,
			[]string{"1: t 10,18 | a1 10,28 | a2 10,38 | a3 10,48 | a4 10,58 | a5 10,68 | z 10,78"}},
		// 5 below t and 10 above a are 10; both columns begin there
		{"space above a section", par(`<w:spacing w:after="100"/>`+sect("", ""), "t") + par(`<w:spacing w:before="200"/>`, "a") + last("b", sect(cont, two)) + par("", "z") + sect(cont, ""), "",
			[]string{"1: t 10,18 | a 10,38 | b 70,38 | z 10,48"}},
		{"a page break ends a section", `<w:p><w:pPr>` + sect("", "") + `</w:pPr><w:r><w:t>a</w:t><w:br w:type="page"/></w:r></w:p>` + par("", "b") + sect(cont, ""), "",
			[]string{"1: a 10,18", "2: b 10,18"}},
		{"not evened at the end", last("t", sect("", "")) + lines("a", 3) + sect(cont, two), "",
			[]string{"1: t 10,18 | a1 10,28 | a2 10,38 | a3 10,48"}},
		{"next column", last("a", sect("", two)) + par("", "b") + sect(`<w:type w:val="nextColumn"/>`, two), "",
			[]string{"1: a 10,18 | b 70,18"}},
		{"margins change", last("t", sect("", "")) + par("", "b") + strings.Replace(sect(cont, ""), `w:left="200"`, `w:left="600"`, 1), "",
			[]string{"1: t 10,18 | b 30,28"}},
		{"odd page", last("a", sect("", "")) + par("", "b") + sect(`<w:type w:val="oddPage"/>`, ""), "",
			[]string{"1: a 10,18", "2: ", "3: b 10,18"}},
		{"even page", last("a", sect("", "")) + par("", "b") + sect(`<w:type w:val="evenPage"/>`, ""), "",
			[]string{"1: a 10,18", "2: b 10,18"}},
		// 4 pt at the inner edge: left on the odd page, right on the even one, whose
		// left margin is the outer one of 10
		{"mirrored margins", par("", "a") + par(`<w:pageBreakBefore/>`, "b") + strings.Replace(sect("", ""), `w:footer="0"`, `w:footer="0" w:gutter="80"`, 1), `<w:mirrorMargins/>`,
			[]string{"1: a 14,18", "2: b 10,18"}},
		{"gutter at the top", par("", "a") + strings.Replace(sect("", ""), `w:footer="0"`, `w:footer="0" w:gutter="80"`, 1), `<w:gutterAtTop/>`,
			[]string{"1: a 10,22"}},
		// 8 lines hold 80: one of 10 leaves 70, of which the middle is 35
		{"in the middle of the page", par("", "a") + sect("", `<w:vAlign w:val="center"/>`), "", []string{"1: a 10,53"}},
		{"at its foot", par("", "a") + sect("", `<w:vAlign w:val="bottom"/>`), "", []string{"1: a 10,88"}},
		// three paragraphs of 20 leave 20 for two gaps, on the page that goes on
		{"spread over the page", strings.Repeat(par("", "a\nb"), 3) + par(`<w:keepLines/>`, "c\nc\nc") + sect("", `<w:vAlign w:val="both"/>`), "",
			[]string{"1: a 10,18 | b 10,28 | a 10,48 | b 10,58 | a 10,78 | b 10,88", "2: c 10,18 | c 10,28 | c 10,38"}},
		// every second line, from 4 on (start is one less), ends 4 pt left of the text
		{"line numbers", lines("a", 3) + sect("", `<w:lnNumType w:countBy="2" w:start="2" w:distance="80"/>`), "",
			[]string{"1: a1 10,18 | a2 10,28 | a3 10,38 | 4 -4,28"}},
		{"formats of fields", `<w:p><w:fldSimple w:instr="PAGE \* ROMAN"/><w:r><w:t xml:space="preserve"> </w:t></w:r><w:fldSimple w:instr=" SECTION "/><w:r><w:t xml:space="preserve"> </w:t></w:r><w:fldSimple w:instr="PAGE"/></w:p>` + sect("", `<w:pgNumType w:start="4" w:fmt="lowerLetter"/>`), "",
			[]string{"1: IV 10,18 | 1 40,18 | d 60,18"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := lay(t, wordmltest.Parts{Body: tt.body, Settings: tt.settings}, layout.Options{})
			if diff := cmp.Diff(tt.want, words(res)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// A paragraph of nothing but a section's properties takes no room, except below a
// table. Lines are 10 high.
func TestBareSectionEnd(t *testing.T) {
	ends := func(inside string) string { return `<w:p><w:pPr>` + page + `</w:pPr>` + inside + `</w:p>` }
	tab := table("", "1800", row("", cell(1800, "", par("", "a"))))
	next := par("", "b") + sect(`<w:type w:val="continuous"/>`, "")
	for _, tt := range []struct{ name, in, want string }{
		{"behind text", par("", "a") + ends(""), "a 10,18 | b 10,28"},
		{"behind an empty one", par("", "a") + par("", "") + ends(""), "a 10,18 | b 10,38"},
		{"behind a table", tab + ends(""), "a 10,18 | b 10,38"},
		{"alone", ends(""), "b 10,28"},
		{"with text", ends(`<w:r><w:t>a</w:t></w:r>`), "a 10,18 | b 10,28"},
	} {
		if diff := cmp.Diff([]string{"1: " + tt.want}, words(lay(t, wordmltest.Parts{Body: tt.in + next}, layout.Options{}))); diff != "" {
			t.Errorf("%s (-want +got)\n%s", tt.name, diff)
		}
	}
}

// A bookmark on it is found all the same.
func TestBookmarkOnBareSectionEnd(t *testing.T) {
	ends := `<w:p><w:pPr>` + page + `</w:pPr><w:bookmarkStart w:id="3" w:name="X"/><w:bookmarkEnd w:id="3"/></w:p>`
	res := lay(t, wordmltest.Parts{Body: par("", "a") + ends + par("", "b") + sect(`<w:type w:val="continuous"/>`, "")}, layout.Options{})
	if at, ok := res.Targets["X"]; !ok || at.Page != 0 {
		t.Errorf("targets %v", res.Targets)
	}
	if diff := cmp.Diff([]string{"1: a 10,18 | b 10,28"}, words(res)); diff != "" {
		t.Error(diff)
	}
}

// Long text in columns of unequal width that others follow: the whole of it is
// there, though it is broken again for each column.
func TestLongUnevenColumns(t *testing.T) {
	body := strings.Repeat(par("", strings.Repeat("aa bb ", 20)), 200) + `<w:p><w:pPr>` + sect("", `<w:cols w:num="2" w:equalWidth="0"><w:col w:w="400" w:space="200"/><w:col w:w="1400"/></w:cols>`) + `</w:pPr></w:p>` +
		par("", "z") + sect(`<w:type w:val="continuous"/>`, "")
	n := 0
	for _, p := range words(lay(t, wordmltest.Parts{Body: body}, layout.Options{})) {
		n += strings.Count(p, "aa ") + strings.Count(p, "bb ")
	}
	if n != 8000 {
		t.Errorf("%d words of 8000", n)
	}
}

// Page 2 is blank; a PDF of LibreOffice has no such page.
func TestBlankPageLikeLibreOffice(t *testing.T) {
	body := last("a", sect("", "")) + par("", "b") + sect(`<w:type w:val="oddPage"/>`, "")
	pages := lay(t, wordmltest.Parts{Body: body}, layout.Options{Like: layout.LikeLibreOffice}).Pages
	if len(pages) != 2 || pages[1].Number != 3 {
		t.Errorf("%d pages, the last is %d", len(pages), pages[len(pages)-1].Number)
	}
}

// Endnotes follow the text and go on over the pages.
func TestEndnotes(t *testing.T) {
	body := called("a", "endnote", 2) + called("b", "endnote", 3) + page
	notes := `<w:endnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:endnote>` +
		note("endnote", 2, par("", "n"), par("", "o\no\no")) + note("endnote", 3, par("", "p"))
	// 2 lines, the rule, 5 lines of notes; roman numbers are usual
	want := []string{"1: a 10,18 | i 20,18 | b 10,28 | ii 20,28 | i 10,48 | n 20,48 | o 10,58 | o 10,68 | o 10,78 | ii 10,88 | p 30,88"}
	if diff := cmp.Diff(want, words(lay(t, wordmltest.Parts{Body: body, Endnotes: notes}, layout.Options{}))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Borders measured from the text stand outside its margins, others inside the
// paper's edge: 3 pt away, 1 pt wide, so that their middle is at 3.5.
func TestPageBorders(t *testing.T) {
	for from, want := range map[string]string{
		"text": "line 6.00 6.50 114.00 6.50|line 6.00 93.50 114.00 93.50", // 10 - 3.5; 110 + 3.5, 90 + 3.5
		"page": "line 3.00 3.50 117.00 3.50|line 3.00 96.50 117.00 96.50", // 120 - 3.5, 100 - 3.5
	} {
		edge := func(name string) string { return `<w:` + name + ` w:val="single" w:sz="8" w:space="3"/>` }
		body := par("", "a") + sect("", `<w:pgBorders w:offsetFrom="`+from+`">`+edge("top")+edge("left")+edge("bottom")+edge("right")+`</w:pgBorders>`)
		dump := lay(t, wordmltest.Parts{Body: body}, layout.Options{}).Pages[0].Dump()
		for _, line := range strings.Split(want, "|") {
			if !strings.Contains(dump, line) {
				t.Errorf("from the %s: no %q in\n%s", from, line, dump)
			}
		}
	}
}
