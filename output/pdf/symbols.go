package pdf

import "strings"

// symbolFonts are the fonts of Windows whose letters are pictures. Documents call
// the letters by the code points U+F020-U+F0FF of the private area (or, rarely, by
// U+0020-U+00FF), and so do the PDFs that Word and LibreOffice make: text that is
// copied from them fits the document. Where the machine lacks such a font, DejaVu Sans has its pictures.
//
// Each string gives the pictures from a code point on; a space is none.
var symbolFonts = map[string]map[rune]string{
	"symbol": {
		0xF021: "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
		0xF0A0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…│─↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑",
		0xF0F1: "⟩∫",
	},
	"wingdings": {
		0xF021: "✏✂✁    ☎✆✉", 0xF036: "⌛⌨", 0xF03E: "✇✍ ✌   ☜☞☝☟ ☺ ☹ ☠⚐ ✈☼ ❄ ✞ ✠✡☪☯ ☸♈♉♊♋♌♍♎♏♐♑♒♓",
		0xF06C: "●❍■□ ❑❒◆◆◆❖◆⌧ ⌘❀✿❝❞", 0xF081: "①②③④⑤⑥⑦⑧⑨⑩ ❶❷❸❹❺❻❼❽❾❿", 0xF09E: "·•▪○  ◉◎ ▪□ ✦★✶✴✹✵",
		0xF0D5: "⌫⌦ ➢   ➲  ←→↑↓↖↗↙↘ ➔", 0xF0EF: "⇦⇨⇧⇩↔↕", 0xF0FB: "✗✓☒☑",
	},
	"wingdings 2": {0xF04F: "✗✓ ☑☒☒", 0xF097: "•●●", 0xF0A2: "■□"},
	"wingdings 3": {0xF070: "▲▼", 0xF07C: "◀▶"},
	"webdings":    {0xF031: "▶", 0xF033: "◀", 0xF061: "✓ □   ■", 0xF06E: "●", 0xF072: "✗"},
}

// symbolFace makes the stand-in of a symbol font: DejaVu Sans with a table of
// characters of its own.
func (e *embedded) symbolFace(font string) *face {
	blocks := symbolFonts[font]
	if blocks == nil {
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	name := e.wide.name + "-" + strings.ReplaceAll(strings.ToUpper(font[:1])+font[1:], " ", "")
	if f := e.byName[name]; f != nil {
		return f
	}
	glyphs := map[rune]uint16{' ': e.wide.glyph(' '), 0xF020: e.wide.glyph(' ')}
	for first, pictures := range blocks {
		for i, c := range []rune(pictures) {
			if g := e.wide.glyph(c); g != 0 && c != ' ' {
				glyphs[first+rune(i)], glyphs[first+rune(i)-0xF000] = g, g
			}
		}
	}
	f := &face{name: name, data: e.wide.data, font: e.wide.font, ascent: e.wide.ascent, descent: e.wide.descent, gap: e.wide.gap, symbols: glyphs}
	if h, ok := symbolHeights[font]; ok {
		f.ascent, f.descent, f.gap = h[0]*f.font.UnitsPerEm/2048, h[1]*f.font.UnitsPerEm/2048, 0
	}
	e.byName[name] = f
	return f
}

// symbolHeights are ascent and descent of the real fonts in 2048ths of an em:
// Word's own PDFs have 16.1 pt for a line of Calibri 11 in 1.15 lines behind a
// bullet of Symbol and 15.47 for the next, which is the bullet's ascent and the
// descent of Calibri.
var symbolHeights = map[string][2]int{"symbol": {2059, 450}, "wingdings": {1841, 431}}
