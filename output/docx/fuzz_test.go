package docx

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vanthu/pipeline/finding"
)

// FuzzFill: no template makes Fill panic; what it writes it can read and write
// again to the same bytes; and with an error there is nothing written.
func FuzzFill(f *testing.F) {
	old := maxTokens
	defer func() { maxTokens = old }()
	for _, s := range []string{
		"{a}{#v}{.}{/v}", "{#v}\n{tt}\n{/v}", "| {#v}{tt} | {/v} |", "| {#v|cot}{.}{/v} | x <2 |\n| a | b | c |",
		"| {#v|hang}{#v}{.}{/v}{/v} |", "{#v|doan}{.}{/v}", "{#v}{#v|hang}{/v}{/v}", "a·{#·v}·x{/v}", "<w:p/>", "<w:tbl/>",
		"| {#v}¶{/v} |\n| {#b}x{/b} |", "<w:sdt><w:sdtContent><w:p><w:r><w:t>{#v}</w:t></w:r></w:p></w:sdtContent></w:sdt>",
		"| {#v} |\n| {#b|cot}{a}{/b} |\n| {/v} |", "{/v}{^v}\n{#b}{@a}", "<w:r><w:t>{a}</w:t></w:r>",
		`<vanthu:section xmlns:vanthu="u"><w:p/></vanthu:section>`, "<w:p><w:r><vanthu:tag/></w:r></w:p>", "<w:tbl><w:tr><vanthu:tag/></w:tr></w:tbl>", "<vanthu:raw/>",
		`<w:tbl vanthu:spare="1"/>`, `<w:p vanthu:break="1"><w:r><w:t>{a}</w:t></w:r></w:p>`,
	} {
		f.Add(s)
	}
	files, err := filepath.Glob("testdata/awkward/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		_, parts, _ := headings(string(body))
		f.Add(squeeze(parts["document"]))
	}
	maxTokens = 20000 // an input that multiplies is stopped early
	data := m{"a": "x{\n\t}", "b": true, "v": l{m{"tt": 1, "v": l{1, 2}}, 2, nil, "s", l{}}, "tt": nil, "ten": "T", "viec": l{m{"nguon": l{1}}, m{}},
		"don_vi": l{m{"viec": l{1, 2}}, m{}}, "cot": l{m{"o": l{1, 2}}, m{"o": l{3}}}, "hang": l{m{"s": l{m{"o": l{1, 2}}, m{"o": l{3}}}}}}
	// other parts that what is fuzzed may refer to
	note := func(tag, id string) string {
		return `<w:` + tag + ` w:id="` + id + `">` + bodyOf("{a}\n{#v}\n{.}\n{/v}") + `</w:` + tag + `>`
	}
	others := map[string]string{
		"header": bodyOf("{a}\n| {#v}{tt} | {/v} |"), "footnotes": note("footnote", "2") + note("footnote", "3"), "endnotes": note("endnote", "1"),
		"comments": note("comment", "0") + note("comment", "1"), "chart": `<c:v>{a}{#v}{/v}</c:v>`,
		"numbering": `<w:num w:numId="2"><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`,
	}
	f.Fuzz(func(t *testing.T, s string) {
		template := docxOf(t, bodyOf(s), others)
		out, found, err := Fill(template, data, Options{AllowMissing: len(s)%2 == 0})
		if err != nil {
			if strings.HasPrefix(err.Error(), brokenTemplate("").Error()) {
				t.Fatal(err) // a panic that was caught
			}
			return
		}
		if finding.HasError(found) != (out == nil) {
			t.Fatalf("out %v with %v", out == nil, found)
		}
		if out == nil {
			return
		}
		again, _, err := Fill(template, data, Options{AllowMissing: len(s)%2 == 0})
		if err != nil || !bytes.Equal(out, again) {
			t.Fatalf("filled twice, two results (%v)", err)
		}
		root := partOf(t, out, "word/document.xml")
		onlyTrees = true
		slow, _, err := Fill(template, data, Options{AllowMissing: len(s)%2 == 0})
		onlyTrees = false
		if err != nil || slow != nil && outline(partOf(t, slow, "word/document.xml")) != outline(root) {
			t.Fatalf("two ways, two results (%v)", err)
		}
		if hasMarkers(root) {
			t.Fatalf("own elements are left in %s", outline(root))
		}
	})
}
