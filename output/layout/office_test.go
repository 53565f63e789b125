package layout_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/output/layout"
	"vanthu/output/wordml/wordmltest"
)

// The style's letters are 10 high, those of the runs 20, and lines are double.
func TestLinesLikeLibreOffice(t *testing.T) {
	const twice = `<w:pPr><w:spacing w:line="480" w:lineRule="auto"/></w:pPr>`
	big := func(s string) string {
		return `<w:r><w:rPr><w:sz w:val="40"/></w:rPr>` + s + `</w:r>`
	}
	text := func(s string) string { return big(`<w:t xml:space="preserve">` + s + `</w:t>`) }
	p := func(in string) string { return `<w:p>` + twice + in + `</w:p>` }
	merge := `<w:fldSimple w:instr=" MERGEFIELD m ">` + text("aaaa bbbb") + `</w:fldSimple>`
	for _, tt := range []struct{ name, in, office, word string }{
		// 40 a line; the last of the cell 20 and the 10 of the style
		{"the end of a cell", table("", "1800", row("", cell(1800, "", p(text("a"))))) + par("", "c"), "a 10,26 | c 10,48", "a 10,26 | c 10,58"},
		{"within a cell", table("", "1800", row("", cell(1800, "", p(text("a"))+par("", "c")))), "a 10,26 | c 10,58", "a 10,26 | c 10,58"},
		{"within a merge field", p(merge), "aaaa 10,26 | bbbb 10,56", "aaaa 10,26 | bbbb 10,66"},
		{"a field and text after it", p(merge + text("c")), "aaaa 10,26 | bbbb 10,66 | c 90,66", "aaaa 10,26 | bbbb 10,66 | c 90,66"},
		// 10, and the 20 of the tab
		{"nothing but a tab", p(big(`<w:tab/>`)) + par("", "c"), "c 10,48", "c 10,58"},
		{"nothing but a space", p(text(" ")) + par("", "c"), "c 10,38", "c 10,58"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for like, want := range map[layout.Like]string{layout.LikeLibreOffice: tt.office, layout.LikeWord: tt.word} {
				got := words(lay(t, wordmltest.Parts{Body: tt.in + page}, layout.Options{Like: like}))
				if diff := cmp.Diff([]string{"1: " + want}, got); diff != "" {
					t.Errorf("like %d (-want +got)\n%s", like, diff)
				}
			}
		})
	}
}

func TestBracketsLikeLibreOffice(t *testing.T) {
	for _, tt := range []struct{ in, office, word string }{
		{"aaaaa b( cc", "aaaaa 10,18 | b( 10,28 | cc 40,28", "aaaaa 10,18 | b( 70,18 | cc 10,28"},
		{"aaaaaa( bbbbb", "aaaaaa( 10,18 | bb 90,18 | bbb 10,28", "aaaaaa( 10,18 | bbbbb 10,28"},
		{"aaaaaaaaa( bb", "aaaaaaaaa( 10,18 | bb 10,28", "aaaaaaaaa( 10,18 | bb 10,28"},
	} {
		for like, want := range map[layout.Like]string{layout.LikeLibreOffice: tt.office, layout.LikeWord: tt.word} {
			got := words(lay(t, wordmltest.Parts{Body: par("", tt.in) + page}, layout.Options{Like: like}))
			if diff := cmp.Diff([]string{"1: " + want}, got); diff != "" {
				t.Errorf("%q, like %d (-want +got)\n%s", tt.in, like, diff)
			}
		}
	}
}

func TestSectionOpensLikeLibreOffice(t *testing.T) {
	tab := table("", "1800", row("", cell(1800, "", par("", "a"))))
	note := wordmltest.Parts{Footnotes: `<w:footnote w:id="1">` + par("", "n") + `</w:footnote>`}
	call := `<w:p><w:r><w:t>b</w:t><w:footnoteReference w:id="1"/></w:r></w:p>`
	first := func(like layout.Like, body string) string {
		p := note
		p.Body = body + page
		return strings.SplitN(words(lay(t, p, layout.Options{Like: like}))[0], " | ", 2)[0]
	}
	for _, tt := range []struct {
		name, want string
		like       layout.Like
		in         string
	}{
		{"a table, and a note", "1: a 10,28", layout.LikeLibreOffice, tab + call},
		{"a table without notes", "1: a 10,18", layout.LikeLibreOffice, tab + par("", "b")},
		{"text before it", "1: c 10,18", layout.LikeLibreOffice, par("", "c") + tab + call},
		{"in Word", "1: a 10,18", layout.LikeWord, tab + call},
	} {
		if got := first(tt.like, tt.in); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

// Lines of 10 on a grid of 14 stand 2 lower each. The header is 28 high, the text
// begins below it; in LibreOffice it is 20, and the grid of 56 is in the middle of
// the 65 between 25 and 90.
func TestGridLikeLibreOffice(t *testing.T) {
	sect := strings.NewReplacer("<w:sectPr>", `<w:sectPr><w:headerReference w:type="default" r:id="h"/>`, "</w:sectPr>", `<w:docGrid w:type="lines" w:linePitch="280"/></w:sectPr>`,
		`w:top="200"`, `w:top="500"`).Replace(page)
	parts := wordmltest.Parts{Body: called("a", "footnote", 1) + sect, Headers: map[string]string{"h": par("", "h\ni")},
		Footnotes: `<w:footnote w:id="1">` + par("", "n") + `</w:footnote>`}
	for like, want := range map[layout.Like]string{
		layout.LikeWord:        "1: h 10,10 | i 10,24 | a 10,38 | 1 20,38 | n 10,86",
		layout.LikeLibreOffice: "1: h 10,8 | i 10,18 | a 10,39.5 | 1 20,39.5 | n 10,83.5",
	} {
		if got := words(lay(t, parts, layout.Options{Like: like}))[0]; got != want {
			t.Errorf("like %d: %s, want %s", like, got, want)
		}
	}
}

// Stops every 25 in a line of 100.
func TestTabsAtTheEndOfTheLine(t *testing.T) {
	for _, tt := range []struct{ name, in, office, word string }{
		{"the stop is the line's end", "aaaaaaaa\tb", "aaaaaaaa 10,18 | b 35,28", "aaaaaaaa 10,18 | b 35,28"},
		{"no room behind the stop", "aaaaaa\tbbbb", "aaaaaa 10,18 | bbbb 35,28", "aaaaaa 10,18 | bbbb 10,28"},
		{"room behind it", "aaaaaa\tbb", "aaaaaa 10,18 | bb 85,18", "aaaaaa 10,18 | bb 85,18"},
	} {
		for like, want := range map[layout.Like]string{layout.LikeLibreOffice: tt.office, layout.LikeWord: tt.word} {
			got := words(lay(t, wordmltest.Parts{Body: par("", tt.in) + page, Settings: `<w:defaultTabStop w:val="500"/>`}, layout.Options{Like: like}))
			if diff := cmp.Diff([]string{"1: " + want}, got); diff != "" {
				t.Errorf("%s, like %d (-want +got)\n%s", tt.name, like, diff)
			}
		}
	}
}

// A floating table within a cell: letters are 10 wide, the table 60 and at 40.
func TestFloatingTableInCell(t *testing.T) {
	inner := table(`<w:tblpPr w:horzAnchor="page" w:vertAnchor="text" w:tblpX="800"/>`, "1200", row("", cell(1200, "", par("", "t"))))
	for _, tt := range []struct{ name, in, office, word string }{
		{"after text", par("", "a") + inner + par("", "b"), "a 10,18 | t 50,28 | b 10,28", "a 10,18 | t 50,28 | b 10,38"},
		{"first", inner + par("", "b"), "t 10,18 | b 10,28", "t 50,18 | b 10,28"},
	} {
		for like, want := range map[layout.Like]string{layout.LikeLibreOffice: tt.office, layout.LikeWord: tt.word} {
			got := words(lay(t, wordmltest.Parts{Body: table("", "4000", row("", cell(4000, "", tt.in))) + page}, layout.Options{Like: like}))
			if diff := cmp.Diff([]string{"1: " + want}, got); diff != "" {
				t.Errorf("%s, like %d (-want +got)\n%s", tt.name, like, diff)
			}
		}
	}
}

// 70 of 80 are filled: a mark of 20 has no room, the style's 10 have.
func TestDocumentEndLikeLibreOffice(t *testing.T) {
	tall := `<w:pPr><w:rPr><w:sz w:val="40"/></w:rPr></w:pPr>`
	seven := par("", "a\na\na\na\na\na\na")
	for _, tt := range []struct {
		name, end    string
		office, word int // pages
	}{
		{"an empty paragraph", `<w:p>` + tall + `</w:p>`, 1, 2},
		{"one with text", `<w:p>` + tall + `<w:r><w:rPr><w:sz w:val="40"/></w:rPr><w:t>b</w:t></w:r></w:p>`, 2, 2},
		{"two empty ones", `<w:p>` + tall + `</w:p><w:p>` + tall + `</w:p>`, 2, 2},
	} {
		for like, want := range map[layout.Like]int{layout.LikeLibreOffice: tt.office, layout.LikeWord: tt.word} {
			if got := len(lay(t, wordmltest.Parts{Body: seven + tt.end + page}, layout.Options{Like: like}).Pages); got != want {
				t.Errorf("%s, like %d: %d pages, want %d", tt.name, like, got, want)
			}
		}
	}
}

// Ten letters fill a line.
func TestMergeFieldsSideBySide(t *testing.T) {
	field := func(s string) string {
		return `<w:fldSimple w:instr=" MERGEFIELD m "><w:r><w:t xml:space="preserve">` + s + `</w:t></w:r></w:fldSimple>`
	}
	text := func(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }
	for _, tt := range []struct{ name, in, office, word string }{
		{"two fields", field("aa bbbb") + field("ccccccc"), "aa 10,18 | bbbb 40,18 | ccc 80,18 | cccc 10,28", "aa 10,18 | bbbb 10,28 | cccccc 50,28 | c 10,38"},
		{"text and a field", text("aa bbbb") + field("cccccc"), "aa 10,18 | bbbb 10,28 | cccccc 50,28", "aa 10,18 | bbbb 10,28 | cccccc 50,28"},
		{"a space between them", field("aa bbbb ") + field("ccccccc"), "aa 10,18 | bbbb 40,18 | ccccccc 10,28", "aa 10,18 | bbbb 40,18 | ccccccc 10,28"},
	} {
		for like, want := range map[layout.Like]string{layout.LikeLibreOffice: tt.office, layout.LikeWord: tt.word} {
			got := words(lay(t, wordmltest.Parts{Body: `<w:p>` + tt.in + `</w:p>` + page}, layout.Options{Like: like}))
			if diff := cmp.Diff([]string{"1: " + want}, got); diff != "" {
				t.Errorf("%s, like %d (-want +got)\n%s", tt.name, like, diff)
			}
		}
	}
}
