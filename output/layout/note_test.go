package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/output/layout"
	"vanthu/output/wordml/wordmltest"
)

// note is a note of some paragraphs, its number first.
func note(kind string, id int, pars ...string) string {
	body := strings.Join(pars, "")
	return fmt.Sprintf(`<w:%s w:id="%d">%s</w:%s>`, kind, id, strings.Replace(body, "</w:pPr>", "</w:pPr><w:r><w:"+kind+"Ref/></w:r>", 1), kind)
}

// called is a paragraph of one word that calls for notes.
func called(word, kind string, ids ...int) string {
	var b strings.Builder
	for _, id := range ids {
		fmt.Fprintf(&b, `<w:r><w:%sReference w:id="%d"/></w:r>`, kind, id)
	}
	return `<w:p><w:r><w:t>` + word + `</w:t></w:r>` + b.String() + `</w:p>`
}

// The pages hold eight lines of 10 pt; the rule above notes takes one.
func TestFootnotes(t *testing.T) {
	lines := func(n int) (s string) {
		for i := range n {
			s += par("", fmt.Sprint("t", i+1))
		}
		return s
	}
	const wide = `<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:before="100" w:after="200" w:line="200" w:lineRule="exact"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote>`
	eachPage := strings.Replace(page, "<w:pgSz", `<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numRestart w:val="eachPage"/></w:footnotePr><w:pgSz`, 1)
	for _, tt := range []struct {
		name, body, notes string
		want              []string
	}{
		// 8 lines: 1 + rule + 1
		{"at the foot", called("a", "footnote", 2) + par("", "b") + page, note("footnote", 2, par("", "n")),
			[]string{"1: a 10,18 | 1 20,18 | b 10,28 | 1 10,88 | n 20,88"}},
		// the rule's paragraph: 5 + 10 + 10 above a note that ends at 90
		{"the document's own rule", called("a", "footnote", 2) + page, wide + note("footnote", 2, par("", "n")),
			[]string{"1: a 10,18 | 1 20,18 | 1 10,88 | n 20,88"}},
		// 4 lines of text leave 4: the rule and 3 lines of the note; the fourth goes on
		// at the foot of the next page under a rule
		{"split over pages", lines(3) + called("a", "footnote", 2) + par("", "b") + page,
			note("footnote", 2, par("", "n"), par("", "o"), par("", "p"), par("", "q")),
			[]string{"1: t1 10,18 | t2 10,28 | t3 10,38 | a 10,48 | 1 20,48 | 1 10,68 | n 20,68 | o 10,78 | p 10,88", "2: b 10,18 | q 10,88"}},
		// the seventh line leaves one: not even the rule and a line of the note fit
		{"the line goes with its note", lines(6) + called("a", "footnote", 2) + page, note("footnote", 2, par("", "n")),
			[]string{"1: t1 10,18 | t2 10,28 | t3 10,38 | t4 10,48 | t5 10,58 | t6 10,68", "2: a 10,18 | 1 20,18 | 1 10,88 | n 20,88"}},
		// of several notes all but the last stand whole
		{"several in a line", lines(3) + called("a", "footnote", 2, 3) + page, note("footnote", 2, par("", "n"), par("", "o")) + note("footnote", 3, par("", "p"), par("", "q")),
			[]string{"1: t1 10,18 | t2 10,28 | t3 10,38 | a 10,48 | 1 20,48 | 2 30,48 | 1 10,68 | n 20,68 | o 10,78 | 2 10,88 | p 20,88", "2: q 10,88"}},
		{"numbers begin anew on each page", called("a", "footnote", 2) + called("b", "footnote", 3) + par(`<w:pageBreakBefore/>`, "c") + called("d", "footnote", 4) + eachPage,
			note("footnote", 2, par("", "n")) + note("footnote", 3, par("", "o")) + note("footnote", 4, par("", "p")),
			[]string{"1: a 10,18 | a 20,18 | b 10,28 | b 20,28 | a 10,78 | n 20,78 | b 10,88 | o 20,88", "2: c 10,18 | d 10,28 | a 20,28 | a 10,88 | p 20,88"}},
		{"a mark of one's own", `<w:p><w:r><w:t>a</w:t></w:r><w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r></w:p>` + called("b", "footnote", 3) + page,
			`<w:footnote w:id="2">` + par("", "* n") + `</w:footnote>` + note("footnote", 3, par("", "o")),
			[]string{"1: a 10,18 | * 20,18 | b 10,28 | 1 20,28 | * 10,78 | n 30,78 | 1 10,88 | o 20,88"}},
		// two sections on one page share its foot
		{"of two sections on a page", called("a", "footnote", 2) + strings.Replace(strings.Replace(page, "<w:sectPr>", "<w:p><w:pPr><w:sectPr>", 1), "</w:sectPr>", "</w:sectPr></w:pPr></w:p>", 1) +
			called("b", "footnote", 3) + strings.Replace(page, "<w:sectPr>", `<w:sectPr><w:type w:val="continuous"/>`, 1),
			note("footnote", 2, par("", "n")) + note("footnote", 3, par("", "o")),
			[]string{"1: a 10,18 | 1 20,18 | b 10,28 | 2 20,28 | 1 10,78 | n 20,78 | 2 10,88 | o 20,88"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := lay(t, wordmltest.Parts{Body: tt.body, Footnotes: tt.notes}, layout.Options{})
			if diff := cmp.Diff(tt.want, words(res)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
