package pdf

import (
	"bytes"
	"encoding/binary"
	"maps"
	"slices"
	"strings"
)

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
	r := bytes.NewReader(e.wide.data)
	dir, err := directory(r, 0)
	if err != nil {
		return nil
	}
	var tags []string
	var tables [][]byte
	for _, tag := range wanted {
		data, err := readTable(r, dir, tag, maxFontFile)
		if err != nil {
			continue // not every font has programs
		}
		if tag == "cmap" {
			data = cmap(glyphs)
		}
		tags, tables = append(tags, tag), append(tables, data)
	}
	if noNesting(tags, tables) != nil {
		return nil
	}
	f, err := machineFace(name, assemble(tags, tables))
	if err != nil {
		return nil
	}
	if h, ok := symbolHeights[font]; ok {
		f.ascent, f.descent, f.gap = h[0]*f.upm/2048, h[1]*f.upm/2048, 0
	}
	e.byName[name] = f
	return f
}

// symbolHeights are ascent and descent of the real fonts in 2048ths of an em:
// Word's own PDFs have 16.1 pt for a line of Calibri 11 in 1.15 lines behind a
// bullet of Symbol and 15.47 for the next, which is the bullet's ascent and the
// descent of Calibri.
var symbolHeights = map[string][2]int{"symbol": {2059, 450}, "wingdings": {1841, 431}}

// cmap writes a table of characters of format 4, one segment a character
// (OpenType 1.9, "cmap").
func cmap(glyphs map[rune]uint16) []byte {
	chars := append(slices.Sorted(maps.Keys(glyphs)), 0xFFFF)
	n := len(chars)
	sub := make([]byte, 16+8*n)
	put := func(at, v int) { binary.BigEndian.PutUint16(sub[at:], uint16(v)) }
	put(0, 4)
	put(2, len(sub))
	put(6, 2*n)
	for i, c := range chars {
		put(14+2*i, int(c))                          // end
		put(16+2*n+2*i, int(c))                      // start
		put(16+4*n+2*i, int(glyphs[c])-int(c)+1<<16) // delta
	}
	put(16+4*n+2*(n-1), 1)
	head := []byte{0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12}
	return append(head, sub...)
}
