package layout_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/output/layout"
	"vanthu/output/wordml/wordmltest"
)

// Letters are 10 high and wide, those of two lines in one 5. The line is as high as
// any, its two lines end 4 and 9 below its top.
func TestTwoLinesInOne(t *testing.T) {
	run := func(layout, text string) string {
		return `<w:r><w:rPr>` + layout + `</w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
	}
	const combine = `<w:eastAsianLayout w:id="7" w:combine="1"/>`
	for _, tt := range []struct{ name, in, want string }{
		{"parted at a space", run("", "a=") + run(combine, "bb cccc") + run("", "d"), "1: a= 10,18 | bb 30,14 | cccc 30,19 | d 50,18"},
		{"runs of one number", run(combine, "bb") + run(combine, "b ccc") + run("", "d"), "1: bbb 10,14 | ccc 10,19 | d 25,18"},
		{"one word", run(combine, "bbbb"), "1: bbbb 10,14"},
		{"East Asian", run(combine, "一二三四"), "1: 一二 10,14 | 三四 10,19"},
		{"in brackets", run(`<w:eastAsianLayout w:combine="on" w:combineBrackets="round"/>`, "b c"), "1: ( 10,18 | b 20,14 | c 20,19 | ) 25,18"},
		{"none", run(`<w:eastAsianLayout w:id="7" w:combine="0"/>`, "bb cc"), "1: bb 10,18 | cc 40,18"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := words(lay(t, wordmltest.Parts{Body: `<w:p>` + tt.in + `</w:p>` + page}, layout.Options{}))
			if diff := cmp.Diff([]string{tt.want}, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}
