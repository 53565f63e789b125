package wordml_test

import (
	"testing"

	"vanthu/output/length"
	"vanthu/output/wordml"
	"vanthu/output/wordml/wordmltest"
)

// The font of a character goes by its range, and where both kinds of text use it
// by the hint and the language (17.3.2.26).
func TestFontOfCharacter(t *testing.T) {
	plain := wordml.RunProps{Font: "ascii", FontHigh: "high", FontEast: "east"}
	hint, chinese := plain, plain
	hint.HintEast = true
	chinese.HintEast, chinese.LangEast = true, "zh-CN"
	for _, tt := range []struct {
		chars                string
		plain, hint, chinese string
	}{
		{"aZ0-", "ascii", "ascii", "ascii"},
		{"ấợđ", "high", "high", "east"},
		{"à", "high", "high", "east"},
		{"“…—×", "high", "east", "east"},
		{"Ωж", "high", "east", "east"},
		{"中、（가", "east", "east", "east"},
	} {
		for _, c := range tt.chars {
			if p, h, z := plain.FontFor(c), hint.FontFor(c), chinese.FontFor(c); p != tt.plain || h != tt.hint || z != tt.chinese {
				t.Errorf("%c: %s, %s, %s; want %s, %s, %s", c, p, h, z, tt.plain, tt.hint, tt.chinese)
			}
		}
	}
	plain.FontEast = ""
	if got := plain.FontFor('中'); got != "high" {
		t.Errorf("no East Asian font: %s", got)
	}
}

// Only the symbol fonts themselves are pictures, not every name that ends so.
func TestSymbolFontsByName(t *testing.T) {
	run := func(font string) string {
		return `<w:p><w:r><w:rPr><w:rFonts w:ascii="` + font + `" w:hAnsi="` + font + `" w:eastAsia="Ming"/></w:rPr><w:t>a</w:t></w:r></w:p>`
	}
	for font, symbol := range map[string]bool{"Symbol": true, "Wingdings 2": true, "Times New Roman (Headings)": false, "Segoe UI Symbol": false} {
		in := read(t, wordmltest.Parts{Body: run(font)}).Sections[0].Blocks[0].(*wordml.Paragraph).Inlines[0]
		if pictures := in.Props.FontEast == font; pictures != symbol {
			t.Errorf("%s: %q, pictures %v", font, in.Text, pictures)
		}
	}
}

func TestEastAsianProperties(t *testing.T) {
	doc := read(t, wordmltest.Parts{
		Theme:    `<a:majorFont><a:latin typeface="Cambria"/><a:ea typeface=""/><a:font script="Jpan" typeface="Mincho"/><a:font script="Hans" typeface="SimSun"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/><a:ea typeface="Ming"/></a:minorFont>`,
		Settings: `<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:noLineBreaksBefore w:lang="zh-CN" w:val="!"/><w:compat><w:adjustLineHeightInTable/></w:compat>`,
		Body: `<w:p><w:pPr><w:kinsoku w:val="0"/><w:autoSpaceDN w:val="0"/><w:spacing w:beforeLines="50"/><w:ind w:leftChars="150" w:hangingChars="100"/><w:rPr><w:sz w:val="28"/></w:rPr></w:pPr>` +
			`<w:r><w:rPr><w:rFonts w:eastAsiaTheme="majorEastAsia" w:hint="eastAsia"/><w:lang w:eastAsia="zh-CN"/></w:rPr><w:t>中</w:t></w:r>` +
			`<w:r><w:rPr><w:rFonts w:eastAsiaTheme="minorEastAsia"/></w:rPr><w:t>中</w:t></w:r></w:p>` +
			`<w:sectPr><w:docGrid w:type="linesAndChars" w:linePitch="312" w:charSpace="4096"/></w:sectPr>`,
	})
	p := doc.Sections[0].Blocks[0].(*wordml.Paragraph)
	if a, b := p.Inlines[0].Props, p.Inlines[1].Props; a.FontEast != "SimSun" || !a.HintEast || a.LangEast != "zh-CN" || b.FontEast != "Ming" || b.HintEast {
		t.Errorf("runs: %+v %+v", a, b)
	}
	pr := p.Props
	if !pr.NoKinsoku || !pr.NoSpaceDigit || pr.NoSpaceLatin || pr.NoHanging || pr.BeforeLines != 50 || pr.Left != 21*length.Point || pr.First != -14*length.Point {
		t.Errorf("paragraph: %+v", pr)
	}
	if g := doc.Sections[0].Page.Grid; g.Pitch != length.Twips(312) || g.Extra != length.Point {
		t.Errorf("grid: %+v", g)
	}
	if s := doc.Settings; s.NoBegin != "!" || !s.GridInTables {
		t.Errorf("settings: %+v", s)
	}
}
