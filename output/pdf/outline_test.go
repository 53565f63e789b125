package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"vanthu/output/layout"
	"vanthu/output/wordml/wordmltest"
)

// Headings make the outline, bookmarks the targets, and links lead there or to
// an address; pages are called as they are numbered.
func TestOutlineLinksLabels(t *testing.T) {
	heading := func(level int, text string) string {
		return para(fmt.Sprintf(`<w:outlineLvl w:val="%d"/>`, level), "", text)
	}
	field := func(instr, text string) string {
		return `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>` + instr + `</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>` + text + `</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`
	}
	data := wordmltest.Docx(t, wordmltest.Parts{Body: heading(0, "I. MỤC ĐÍCH") + heading(1, "1. Yêu cầu") +
		`<w:p><w:hyperlink w:anchor="cuoi"><w:r><w:t>xem phần cuối</w:t></w:r></w:hyperlink></w:p>` +
		field(`HYPERLINK "https://syt.example/tin bài" \l "muc-1" \o "chú thích"`, "trang tin") +
		field(`HYPERLINK \l "khong-co"`, "không dẫn đến đâu") +
		`<w:bookmarkStart w:id="1" w:name="cuoi"/>` + para(`<w:pageBreakBefore/><w:outlineLvl w:val="0"/>`, "", "II. TỔ CHỨC") +
		`<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1000" w:right="1000" w:bottom="1000" w:left="1000" w:header="500" w:footer="500" w:gutter="0"/><w:pgNumType w:start="3"/></w:sectPr>`})
	res, out := render(t, data, layout.Options{})
	var titles []string
	for _, h := range res.Outline {
		titles = append(titles, fmt.Sprint(h.Level, h.Page, " ", h.Title))
	}
	if got := strings.Join(titles, "; "); got != "0 0 I. MỤC ĐÍCH; 1 0 1. Yêu cầu; 0 1 II. TỔ CHỨC" {
		t.Errorf("outline: %s", got)
	}
	for _, want := range []string{
		`/Outlines \d+ 0 R /PageMode /UseOutlines`, `/PageLabels << /Nums \[0 << /S /D /St 3 >>\] >>`,
		`/Type /Outlines /First \d+ 0 R /Last \d+ 0 R /Count 3`,
		`/URI \(https://syt\.example/tin%20b%C3%A0i#muc-1\)`,
		// The second page's top is 1000 twips, 50 pt, below 841.9 pt.
		`/Subtype /Link [^>]*/Dest \[\d+ 0 R /XYZ null 791\.9 null\]`,
		regexp.QuoteMeta(text("1. Yêu cầu")),
	} {
		if !regexp.MustCompile(want).Match(out) {
			t.Errorf("the file lacks %s", want)
		}
	}
	if n := bytes.Count(out, []byte("/Subtype /Link")); n != 2 {
		t.Errorf("%d links, want 2", n)
	}
	poppler(t, "pdfinfo", out)
}
