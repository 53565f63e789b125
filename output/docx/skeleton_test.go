package docx

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/pipeline/finding"
)

// What go-docx alone gets wrong never reaches the user: a case or more for each
// row of the list of its faults. fill fails on any finding, so the values here
// were set by go-docx, not by its stand-in.
func TestGoDocxFaults(t *testing.T) {
	r := func(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }
	par := func(s string) string { return `<w:p>` + s + `</w:p>` }
	tests := []struct{ row, xml, want string }{
		{"table rows", bodyOf("{a}\n| {#v}{.} | {a}{/v} |"), "X\n| 1 | X |\n| {a} | X |"},
		{"loops", par(r("{a}{#v}[{.}]{/v}{a}")), "X·[·1·]·[·{a}·]·X"},
		{"conditions", par(r("{a}{#yes}có{/yes}{^yes}không{/yes}")), "X·có"},
		{"several paragraphs", bodyOf("{a}\n{#v}\n{.}\n{/v}"), "X\n1\n{a}"},
		{"newline in a value", par(r("{nl}")), "1⏎2"},
		{"newline in a value, in a cell", bodyOf("| {nl} |"), "| 1⏎2 |\n"},
		{"control character in a value", par(r("{ctl}")), "ab"},
		{"value equal to another tag", par(r("{tag}{a}")), "{a}·X"},
		{"value equal to its own key", par(r("{key}{a}")), "{k1}{k2}·X"},
		{"braces beside a tag in one run", par(r("{ {a} }")), "{ ·X· }"},
		{"double braces", par(r("{{a}}")), "{·X·}"},
		{"two opening braces: panic", par(r("{{ {a {b")), "{{ {a {b"},
		{"two opening braces over runs: panic", par(r("{{") + r("{a}") + r("}")), "{{·X·}"},
		{"two texts in one run, round a tab", par(`<w:r><w:t>{a}</w:t><w:tab/><w:t>{a}</w:t></w:r>`), "X·⇥·X"},
		{"empty text", par(`<w:r><w:t/></w:r>` + r("{a}")), "·X"},
		{"empty run with attributes", par(`<w:r w:rsidR="00A1"/>` + r("{a}")), "·X"},
		{"equation", par(`<m:oMath><m:r><m:t>x{y</m:t></m:r></m:oMath>` + r("{a}")), "X"},
		{"shape text", par(`<w:r><w:drawing><a:p><a:r><a:t>{a}</a:t></a:r></a:p></w:drawing></w:r>` + r("{a}")), "·X"},
		{"key in a field code", par(`<w:r><w:instrText>{a} {k1}</w:instrText></w:r>` + r("{a}")), "·X"},
		{"key in deleted text", par(`<w:del w:id="1" w:author="x"><w:r><w:delText>{a}</w:delText></w:r></w:del>` + r("{a}")), "·X"},
		{"key containing &: no name, so text", par(r("{a&amp;b}{a}")), "{a&b}·X"},
		{"value containing & and quotes", par(r("{amp}")), `a&b<c>"d"'e'`},
		{"text that looks like a key", par(r("{k1}") + r("{a}")), "K·X"},
		{"private use characters", par(r("{pua}\U0010FF00{a}")), "\U0010FF01\U0010FF02·\U0010FF00·X"},
		{"value without text", par(r("a{empty}b{a}")), "a·b·X"},
	}
	data := m{"a": "X", "nl": "1\n2", "ctl": "a\x01b", "tag": "{a}", "key": "{k1}{k2}", "amp": `a&b<c>"d"'e'`,
		"k1": "K", "pua": "\U0010FF01\U0010FF02", "empty": "", "v": l{"1", "{a}"}, "yes": true}
	for _, tt := range tests {
		t.Run(tt.row, func(t *testing.T) {
			if diff := cmp.Diff(strings.TrimSuffix(tt.want, "\n"), fill(t, tt.xml, data)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// The first row of that list: parts that go-docx never reads.
func TestGoDocxNeverReads(t *testing.T) {
	note := func(tag, s string) string { return `<w:` + tag + ` w:id="1">` + paragraph(s) + `</w:` + tag + `>` }
	template := docxOf(t, bodyOf("{a}"), map[string]string{"footnotes": note("footnote", "{a}"), "endnotes": note("endnote", "{a}"),
		"comments": note("comment", "{a}"), "chart": `<c:v>{a}</c:v>`})
	out := fillBytes(t, template, m{"a": "{a}&"})
	for _, name := range []string{"word/footnotes1.xml", "word/endnotes1.xml", "word/comments1.xml"} {
		if got := outline(partOf(t, out, name)); got != "{a}&\n" {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := partOf(t, out, "word/chart1.xml").FindElement("c:v").Text(); got != "{a}&" {
		t.Errorf("chart: %q", got)
	}
}

// Where go-docx is not used, the result is the same and a remark says so.
func TestWithoutGoDocx(t *testing.T) {
	var lines strings.Builder
	data, want := m{}, strings.Builder{}
	for i := range maxUses + 1 {
		fmt.Fprintf(&lines, "a {x%d}\n", i)
		fmt.Fprintf(&want, "a ·{%d}⏎\n", i)
		data[fmt.Sprintf("x%d", i)] = fmt.Sprintf("{%d}\n", i)
	}
	out, found, err := Fill(docxOf(t, bodyOf(lines.String()), nil), data, Options{})
	if err != nil || len(found) != 1 || found[0].Code != "tu-dat-gia-tri" || found[0].Severity != finding.Info {
		t.Fatal(err, found)
	}
	if diff := cmp.Diff(want.String(), outline(partOf(t, out, "word/document.xml"))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A panic inside go-docx comes back as an error.
func TestGoDocxPanics(t *testing.T) {
	body := `<w:document xmlns:w="` + nsWord + `"><w:body><w:p><w:r><w:t>{{</w:t></w:r></w:p></w:body></w:document>`
	if _, err := setByGoDocx([]string{"word/document.xml"}, [][]byte{[]byte(body)}, []string{"x"}); err == nil {
		t.Error("no error")
	}
}
