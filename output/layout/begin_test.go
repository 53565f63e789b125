package layout_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/output/layout"
	"vanthu/output/wordml/wordmltest"
)

// Where pages begin: at rows that ask for it, and not for the bare mark of a
// section's end.
func TestPageBegins(t *testing.T) {
	const (
		before = `<w:pageBreakBefore/>`
		fresh  = `<w:p><w:r><w:br w:type="page"/></w:r></w:p>`
		cont   = `<w:type w:val="continuous"/>`
	)
	rows := func(pPr string) string {
		return table("", "600 600", row("", cell(600, "", par("", "a")), cell(600, "", par("", "b"))),
			row("", cell(600, "", par("", "c")), cell(600, "", par(pPr, "d"))))
	}
	for _, tt := range []struct {
		name, body string
		want       []string
	}{
		{"a row", rows(before) + page, []string{"1: a 10,18 | b 40,18", "2: c 10,18 | d 40,18"}},
		{"not within a cell", table("", "2000", row("", cell(2000, "", rows(before)+par("", "")))) + page,
			[]string{"1: a 10,18 | b 40,18 | c 10,28 | d 40,28"}},
		{"a break in a cell is none", table("", "2000", row("", cell(2000, "", `<w:p><w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r></w:p>`))) + page,
			[]string{"1: a 10,18 | b 20,18"}},
		{"behind a page break", par("", "a") + fresh + last("", sect("", "")) + par("", "b") + page,
			[]string{"1: a 10,18", "2: b 10,18"}},
		{"between continuous sections", par("", "a") + last("", sect("", "")) + par("", "b") + sect(cont, ""),
			[]string{"1: a 10,18 | b 10,28"}},
		// behind a table its line stands: the table ends at 20, the mark at 30
		{"behind a table", table("", "600", row("", cell(600, "", par("", "a")))) + last("", sect("", "")) + par("", "b") + sect(cont, ""),
			[]string{"1: a 10,18 | b 10,38"}},
		{"behind a column break", par("", "a") + `<w:p><w:pPr>` + sect("", `<w:cols w:num="2"/>`) + `</w:pPr><w:r><w:t>b</w:t><w:br w:type="column"/></w:r></w:p>` + par("", "c") + sect(cont, ""),
			[]string{"1: a 10,18 | b 10,28 | c 10,38"}},
		{"a cell whose paragraphs are kept", par("", "a\nb\nc\nd\ne") + table("", "600", row("", cell(600, "", par(`<w:keepNext/><w:keepLines/>`, "f\ng\nh")+par("", "i\nj")))) + page,
			[]string{"1: a 10,18 | b 10,28 | c 10,38 | d 10,48 | e 10,58", "2: f 10,18 | g 10,28 | h 10,38 | i 10,48 | j 10,58"}},
		{"with a mark of its own", par("", "a") + last("", before+sect("", "")) + par("", "b") + page,
			[]string{"1: a 10,18", "2: ", "3: b 10,18"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, words(lay(t, wordmltest.Parts{Body: tt.body}, layout.Options{}))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// The style's first row is repeated where the style says so, and a row may say
// otherwise.
func TestRowsOfStyle(t *testing.T) {
	const style = `<w:style w:type="table" w:styleId="T"><w:name w:val="T"/><w:tblStylePr w:type="firstRow"><w:trPr><w:tblHeader/></w:trPr></w:tblStylePr></w:style>`
	body := func(props string) string {
		return table(`<w:tblStyle w:val="T"/><w:tblLook w:firstRow="1"/>`, "600", row(props, cell(600, "", par("", "h"))),
			row("", cell(600, "", par("", "a"))), row("", cell(600, "", par(`<w:pageBreakBefore/>`, "b")))) + page
	}
	for props, want := range map[string][]string{
		"":                         {"1: h 10,18 | a 10,28", "2: h 10,18 | b 10,28"},
		`<w:tblHeader w:val="0"/>`: {"1: h 10,18 | a 10,28", "2: b 10,18"},
	} {
		if diff := cmp.Diff(want, words(lay(t, wordmltest.Parts{Styles: style, Body: body(props)}, layout.Options{}))); diff != "" {
			t.Errorf("%q (-want +got)\n%s", props, diff)
		}
	}
}

// All rows that pages repeat have the look of the first row.
func TestHeaderRowsOfStyle(t *testing.T) {
	const style = `<w:style w:type="table" w:styleId="T"><w:name w:val="T"/><w:tblStylePr w:type="firstRow"><w:pPr><w:jc w:val="right"/></w:pPr></w:tblStylePr><w:tblStylePr w:type="band1Horz"><w:pPr><w:ind w:left="100"/></w:pPr></w:tblStylePr></w:style>`
	head := row(`<w:tblHeader/>`, cell(600, "", par("", "h")))
	body := table(`<w:tblStyle w:val="T"/><w:tblLook w:firstRow="1"/>`, "600", head, head, row("", cell(600, "", par("", "a")))) + page
	// right in a column of 30: 10 + 20; the first band is 5 in
	want := []string{"1: h 30,18 | h 30,28 | a 15,38"}
	if diff := cmp.Diff(want, words(lay(t, wordmltest.Parts{Styles: style, Body: body}, layout.Options{}))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A frame in the footer does not push down a row that is higher than the page.
func TestRowAboveFooter(t *testing.T) {
	footer := par(`<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="right" w:y="1"/>`, "1") + par("", "")
	ref := `<w:footerReference w:type="default" r:id="f"/>`
	body := table("", "2000", row("", cell(2000, "", par("", strings.Repeat("a\n", 9)+"a")))) + sect(ref, "")
	res := lay(t, wordmltest.Parts{Body: body, Footers: map[string]string{"f": footer}}, layout.Options{})
	if n := len(res.Pages); n != 2 {
		t.Errorf("%d pages: %v", n, words(res))
	}
}
