package layout_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/output/layout"
	"vanthu/output/wordml/wordmltest"
)

// A letter is 10 pt wide, the text from 10 to 110; 200 twips are 10 pt.
func TestAutofit(t *testing.T) {
	cells := func(cs ...string) string { return row("", cs...) }
	text := func(w int, s string) string { return cell(w, "", par("", s)) }
	share := func(pct int, s string) string {
		return cell(0, fmt.Sprintf(`<w:tcW w:w="%d" w:type="pct"/>`, pct), par("", s))
	}
	full := `<w:tblW w:w="5000" w:type="pct"/>`
	fixed := `<w:tblLayout w:type="fixed"/>`
	box := `<w:p><w:r><w:drawing><wp:inline><wp:extent cx="635000" cy="63500"/><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:prstGeom prst="rect"/></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`
	nested := func(s string) string { return table("", "200", cells(text(200, s))) + par("", "") }
	for _, tt := range []struct{ name, table, want string }{
		{"a grid that holds its words stands", table("", "400 600", cells(text(400, "a b"), text(600, "c"))), "a 10,18 | b 10,28 | c 30,18"},
		// 20 for 50: room is left, so the table grows
		{"a longer word widens its column", table("", "400 400", cells(text(400, "abcde"), text(400, "f"))), "abcde 10,18 | f 60,18"},
		// 30 30 40 of which 50 10 20 are needed: of the 20 and 20 to spare, 10 each
		{"and narrows the others by what they can spare", table("", "600 600 800", cells(text(600, "abcde"), text(600, "f"), text(800, "gh"))),
			"abcde 10,18 | f 60,18 | gh 80,18"},
		// 30 30 40 of which 50 10 40 are needed
		{"to none where they have little", table("", "600 600 800", cells(text(600, "abcde"), text(600, "f"), text(800, "ghij"))),
			"abcde 10,18 | f 60,18 | ghij 70,18"},
		// words of 60 and 90 in 100: 40 and 60
		{"words that do not fit share the page", table("", "1000 1000", cells(text(1000, "abcdef"), text(1000, "abcdefghi"))),
			"abcd 10,18 | ef 10,28 | abcdef 50,18 | ghi 50,28"},
		// 10 % is 10, the word 40; the other 60 in equal shares though one could spare more
		{"percentages keep their proportion", table(full, "200 900 900", cells(share(500, "abcd"), share(2250, "efgh"), share(2250, "i"))),
			"abcd 10,18 | efgh 50,18 | i 90,18"},
		{"no cell states a width: as wide as the longest lines", table("", "1000 1000", cells(text(0, "a b"), text(0, "c"))), "a 10,18 | b 30,18 | c 40,18"},
		{"a grid of nothing", table("", "100 100", cells(text(0, "a b"), text(0, "cdef"))), "a 10,18 | b 30,18 | cdef 40,18"},
		// 30 and 20 in 100
		{"in a table that states its own", table(full, "100 100", cells(text(0, "a b"), text(0, "cd"))), "a 10,18 | b 30,18 | cd 70,18"},
		// 50 over two columns of 20
		{"a word over two columns", table("", "400 400", cells(text(400, "a"), text(400, "b")), cells(cell(800, `<w:gridSpan w:val="2"/>`, par("", "abcde")))),
			"a 10,18 | b 35,18 | abcde 10,28"},
		{"a shape is a word", table("", "400 400", cells(cell(400, "", box), text(400, "f"))), "f 60,18"},
		{"indents count", table("", "600 400", cells(cell(600, "", par(`<w:ind w:left="200" w:right="200"/>`, "abcd")), text(400, "f"))), "abcd 20,18 | f 70,18"},
		{"what holds together is one word", table("", "400 400", cells(text(400, "a b"), text(400, "c"))), "a b 10,18 | c 40,18"},
		{"noWrap", table("", "600 400", cells(cell(0, `<w:noWrap/>`, par("", "a b c")), text(400, "d"))), "a 10,18 | b 30,18 | c 50,18 | d 60,18"},
		{"a table within", table("", "400 400", cells(cell(400, "", nested("abcde")), text(400, "f"))), "abcde 10,18 | f 60,18"},
		{"no break behind a question", table("", "400 400", cells(text(400, "a?bc"), text(400, "d"))), "a?bc 10,18 | d 50,18"},
		// the second row has fewer cells than the grid has columns
		{"a short row keeps to the columns", table("", "400 400 400", cells(text(400, "abcde"), text(400, "f"), text(400, "g")), cells(text(400, "h"), text(400, "i"))),
			"abcde 10,18 | f 60,18 | g 80,18 | h 10,28 | i 60,28"},
		{"no grid", table("", "", cells(text(400, "abcde"), text(400, "f"))), "abcde 10,18 | f 60,18"},
		{"a table without a grid within", table("", "400 400", cells(cell(400, "", table("", "", cells(text(200, "abcde")))+par("", "")), text(400, "f"))), "abcde 10,18 | f 60,18"},
		// 10 for the line of the turned cell: words of 100 leave it nothing else
		{"turned text", table("", "400 400 1200", cells(cell(400, `<w:textDirection w:val="btLr"/>`, par("", "x")), text(400, "f"), text(1200, "abcdefgh"))),
			"f 20,18 | abcdefgh 30,18"},
		{"a hyphen has room behind its word", table("", "400 400", cells(text(400, "abcde\u00ADfg"), text(400, "h"))), "abcde 10,18 | - 60,18 | fg 10,28 | h 70,18"},
		{"a fixed table", table(fixed, "400 400", cells(text(400, "abc"), text(400, "d"))), "ab 10,18 | c 10,28 | d 30,18"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := words(lay(t, wordmltest.Parts{Body: tt.table + page}, layout.Options{}))
			if diff := cmp.Diff([]string{"1: " + tt.want}, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
	t.Run("not in LibreOffice", func(t *testing.T) {
		body := table("", "400 400", cells(text(400, "abc"), text(400, "d"))) + page
		got := words(lay(t, wordmltest.Parts{Body: body}, layout.Options{Like: layout.LikeLibreOffice}))
		if diff := cmp.Diff([]string{"1: ab 10,18 | c 10,28 | d 30,18"}, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}
