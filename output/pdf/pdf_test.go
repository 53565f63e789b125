package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"vanthu/output/layout"
	"vanthu/output/length"
	"vanthu/output/wordml"
	"vanthu/output/wordml/wordmltest"
)

// render takes a DOCX the whole way.
func render(tb testing.TB, docx []byte, opt layout.Options) (*layout.Result, []byte) {
	tb.Helper()
	doc, fs, err := wordml.Read(docx)
	if err != nil {
		tb.Fatal(err)
	}
	fonts, err := Fonts()
	if err != nil {
		tb.Fatal(err)
	}
	res, more := layout.Layout(doc, fonts, opt)
	for _, f := range append(fs, more...) {
		tb.Logf("finding: %v", f)
	}
	data, err := Write(res, fonts, Info{Title: "Kế hoạch", Author: "Sở Y tế", Created: time.Date(2025, 6, 20, 8, 0, 0, 0, time.UTC)})
	if err != nil {
		tb.Fatal(err)
	}
	return res, data
}

// poppler runs one of its tools on a PDF.
func poppler(tb testing.TB, tool string, data []byte, args ...string) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "a.pdf")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		tb.Fatal(err)
	}
	var out, bad bytes.Buffer
	cmd := exec.Command(tool, append(args, path)...)
	if tool == "pdftotext" {
		cmd.Args = append(cmd.Args, "-")
	}
	cmd.Stdout, cmd.Stderr = &out, &bad
	if err := cmd.Run(); err != nil {
		tb.Fatalf("%s (Debian: poppler-utils): %v %s", tool, err, bad.String())
	}
	return out.String()
}

func TestFontMetricsAreTheFilesOwn(t *testing.T) {
	fonts, err := Fonts()
	if err != nil {
		t.Fatal(err)
	}
	// hhea of Liberation Serif 2: 1825, 443, 87 of 2048; the space is a quarter em.
	f := fonts.Face("Times New Roman", false, false)
	space, _ := f.Advance(' ')
	a, _ := f.Advance('ấ')
	base, _ := f.Advance('a')
	got := []int{f.UnitsPerEm(), f.Ascent(), f.Descent(), f.Gap(), space, a, base}
	if diff := cmp.Diff([]int{2048, 1825, 443, 87, 512, 909, 909}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if _, ok := f.Advance('\U0001F9FF'); ok {
		t.Error("the font claims to have an emoji")
	}
	for name, want := range map[string]string{"Arial": "LiberationSans-Bold", "Courier New": "LiberationMono-Bold", ".VnTime": "LiberationSerif-Bold", "": "LiberationSerif-Bold"} {
		if got := fonts.Face(name, true, false).Name(); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// All letters of Vietnamese are in all faces that stand for Times New Roman.
func TestFacesHaveVietnamese(t *testing.T) {
	fonts, err := Fonts()
	if err != nil {
		t.Fatal(err)
	}
	letters := "aăâeêioôơuưyđ"
	for _, r := range letters {
		for _, tone := range []string{"", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"} {
			for _, s := range []string{string(r), strings.ToUpper(string(r))} {
				for _, c := range norm.NFC.String(s + tone) {
					if c == 'đ' || c == 'Đ' || c >= 0x300 && c < 0x370 {
						continue
					}
					for i := range 4 {
						if _, ok := fonts.Face("Times New Roman", i&1 == 1, i&2 == 2).Advance(c); !ok {
							t.Errorf("face %d lacks %c", i, c)
						}
					}
				}
			}
		}
	}
}

func TestSamplesExtractWordByWord(t *testing.T) {
	for name, docx := range samples(t) {
		t.Run(name, func(t *testing.T) {
			res, data := render(t, docx, layout.Options{})
			var want []string
			for _, p := range res.Pages {
				want = append(want, strings.Fields(p.Text())...)
			}
			for _, raw := range []bool{false, true} {
				args := []string{"-enc", "UTF-8"}
				if raw {
					args = append(args, "-raw")
				}
				text := poppler(t, "pdftotext", data, args...)
				if !norm.NFC.IsNormalString(text) {
					t.Error("text is not in NFC")
				}
				if !raw {
					continue
				}
				// Page breaks apart, the words come in the order of the pages' items.
				got := strings.Fields(text)
				if diff := cmp.Diff(count(want), count(got)); diff != "" {
					t.Errorf("words (-laid out +extracted)\n%s", diff)
				}
			}
			for _, line := range strings.Split(strings.TrimSpace(poppler(t, "pdffonts", data)), "\n")[2:] {
				if !strings.Contains(line, "LiberationSerif") || !strings.Contains(line, "yes") {
					t.Errorf("font not embedded or not ours: %s", line)
				}
			}
		})
	}
}

func count(words []string) map[string]int {
	m := map[string]int{}
	for _, w := range words {
		m[w]++
	}
	return m
}

func TestSameInputSameBytes(t *testing.T) {
	docx := samples(t)["ke-hoach"]
	_, a := render(t, docx, layout.Options{})
	_, b := render(t, docx, layout.Options{})
	if !bytes.Equal(a, b) {
		t.Error("two renderings differ")
	}
}

func TestInfo(t *testing.T) {
	_, data := render(t, samples(t)["cong-van"], layout.Options{})
	out := poppler(t, "pdfinfo", data)
	for _, want := range []string{"Kế hoạch", "Sở Y tế", "Jun 20", "Pages:           1", "595.3"} {
		if !strings.Contains(out, want) {
			t.Errorf("pdfinfo lacks %q:\n%s", want, out)
		}
	}
}

// For comparing with LibreOffice's files the heights of the fonts are left open; the
// words stand where they stood.
func TestHeightsAreLeftOpen(t *testing.T) {
	res, with := render(t, samples(t)["cong-van"], layout.Options{})
	fonts, err := Fonts()
	if err != nil {
		t.Fatal(err)
	}
	without, err := Write(res, fonts, Info{NoHeights: true})
	if err != nil {
		t.Fatal(err)
	}
	open := []byte("/Ascent 0 /Descent 0 ")
	if n := bytes.Count(without, []byte("/FontFile2")); n == 0 || bytes.Count(without, open) != n || bytes.Contains(with, open) {
		t.Errorf("%d of %d fonts have no heights, %d before", bytes.Count(without, open), n, bytes.Count(with, open))
	}
	if diff := cmp.Diff(poppler(t, "pdftotext", with, "-raw"), poppler(t, "pdftotext", without, "-raw")); diff != "" {
		t.Errorf("text (-with heights +without)\n%s", diff)
	}
}

// A font that stands for another of other widths is named, once.
func TestStandinIsReported(t *testing.T) {
	run := func(font string) string {
		return `<w:p><w:r><w:rPr><w:rFonts w:ascii="` + font + `" w:hAnsi="` + font + `"/></w:rPr><w:t>Sở Y tế</w:t></w:r></w:p>`
	}
	doc, _, err := wordml.Read(wordmltest.Docx(t, wordmltest.Parts{Body: run("Times New Roman") + run("Calibri") + run("Arial") + run("Calibri")}))
	if err != nil {
		t.Fatal(err)
	}
	fonts, err := Fonts()
	if err != nil {
		t.Fatal(err)
	}
	_, fs := layout.Layout(doc, fonts, layout.Options{})
	if len(fs) != 1 || fs[0].Feature != "font" || fs[0].Found != "Calibri" || fs[0].Pos.Paragraph != 2 {
		t.Errorf("findings: %v", fs)
	}
}

// Every style of item is drawn without an error; what the font lacks is seen
// and reported.
func TestOddTextIsDrawn(t *testing.T) {
	run := func(rPr, text string) string {
		return `<w:r><w:rPr>` + rPr + `</w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
	}
	body := `<w:p>` + run(`<w:u w:val="double"/><w:strike/>`, "gạch ") + run(`<w:caps/><w:color w:val="FF0000"/>`, "chữ hoa ") + run(`<w:smallCaps/>`, "Hoa nhỏ ") +
		run(`<w:spacing w:val="10"/>`, "giãn ") + run(`<w:vertAlign w:val="superscript"/><w:highlight w:val="yellow"/>`, "mũ ") + run("", "Ho\u0301a \u2011 \U0001F9FF") + `</w:p>`
	doc, _, err := wordml.Read(wordmltest.Docx(t, wordmltest.Parts{Body: body}))
	if err != nil {
		t.Fatal(err)
	}
	fonts, err := Fonts()
	if err != nil {
		t.Fatal(err)
	}
	res, fs := layout.Layout(doc, fonts, layout.Options{})
	if len(fs) != 1 || fs[0].Feature != "glyph" || fs[0].Found != "\U0001F9FF (U+1F9FF)" {
		t.Errorf("findings: %v", fs)
	}
	data, err := Write(res, fonts, Info{})
	if err != nil {
		t.Fatal(err)
	}
	text := poppler(t, "pdftotext", data)
	for _, want := range []string{"gạch CHỮ HOA HOA NHỎ giãn mũ", "-"} {
		if !strings.Contains(text, want) {
			t.Errorf("text lacks %q: %s", want, text)
		}
	}
}

func TestFaultsAreErrors(t *testing.T) {
	page := func(it layout.Item) *layout.Result {
		return &layout.Result{Pages: []layout.Page{{Width: length.Mm(210), Height: length.Mm(297), Items: []layout.Item{it}}}}
	}
	fonts, err := Fonts()
	if err != nil {
		t.Fatal(err)
	}
	for name, res := range map[string]*layout.Result{
		"no pages":      {},
		"unknown font":  page(layout.Text{Text: "a", Face: "Arial", Size: length.Pt(12)}),
		"missing glyph": page(layout.Text{Text: "\U0001F9FF", Face: "LiberationSerif", Size: length.Pt(12)}),
	} {
		if _, err := Write(res, fonts, Info{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// A page without anything on it is a page like others to a reader of PDF.
func TestEmptyPage(t *testing.T) {
	body := `<w:p><w:r><w:t>một</w:t><w:br w:type="page"/></w:r></w:p><w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>ba</w:t></w:r></w:p>`
	res, data := render(t, wordmltest.Docx(t, wordmltest.Parts{Body: body}), layout.Options{})
	var want []string
	for _, p := range res.Pages {
		want = append(want, p.Text())
	}
	got := strings.Split(strings.TrimSuffix(poppler(t, "pdftotext", data), "\f"), "\f")
	for i := range got {
		got[i] = strings.TrimSpace(got[i])
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Latin text is as wide like LibreOffice as like Word: rounding letters would add up
// over a line.
func TestLatinTextAsWideInBoth(t *testing.T) {
	text := strings.Repeat("thực hiện Chương trình tổng thể cải cách hành chính, ", 8)
	body := `<w:p><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
	var places [2][]length.Length
	for like := range places {
		res, _ := render(t, wordmltest.Docx(t, wordmltest.Parts{Body: body}), layout.Options{Like: layout.Like(like)})
		for _, it := range res.Pages[0].Items {
			if text, ok := it.(layout.Text); ok {
				places[like] = append(places[like], text.X)
			}
		}
	}
	if !slices.Equal(places[0], places[1]) {
		t.Errorf("%v\n%v", places[0], places[1])
	}
}
