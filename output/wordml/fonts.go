package wordml

import (
	"slices"
	"strconv"
	"strings"

	"vanthu/output/length"
)

// readFonts takes the table of fonts apart (17.8).
func readFonts(root *node) map[string]FontInfo {
	out := map[string]FontInfo{}
	if root == nil {
		return out
	}
	for _, n := range root.kids {
		name := n.at("name")
		if n.name != "w:font" || name == "" {
			continue
		}
		f := FontInfo{Alt: n.kid("w:altName").val(), Family: n.kid("w:family").val(), Pitch: n.kid("w:pitch").val(),
			Charset: strings.ToUpper(n.kid("w:charset").val())}
		panose := n.kid("w:panose1").val()
		for i := range f.Panose {
			if 2*i+2 > len(panose) {
				break
			}
			v, err := strconv.ParseUint(panose[2*i:2*i+2], 16, 8)
			if err != nil {
				break
			}
			f.Panose[i] = byte(v)
		}
		out[name] = f
	}
	return out
}

// FontFor names the font of a character (17.3.2.26): by its range, and for the
// characters that both kinds of text use by the run's hint and language.
func (r *RunProps) FontFor(c rune) string {
	switch {
	case c < 0x80:
		return r.Font
	case r.FontEast != "" && r.eastern(c):
		return r.FontEast
	case r.FontHigh == "":
		return r.Font
	}
	return r.FontHigh
}

// eastern tells the characters that the East Asian font of a run draws.
func (r *RunProps) eastern(c rune) bool {
	switch {
	case Eastern(c):
		return true
	case !r.HintEast:
		return false
	case c < 0x100:
		return strings.ContainsRune("¡¤§¨ª\u00AD¯°±²³´¶·¸¹º¼½¾¿×÷", c) || r.chinese() && strings.ContainsRune("àáèéêìíòóùúü", c)
	case c < 0x2B0, c >= 0x1E00 && c < 0x1F00:
		return r.chinese()
	}
	return c < 0x590 || c >= 0x2000 && c < 0x2E80 || c >= 0xE000 && c < 0xF900 || c >= 0xFB00 && c < 0xFB1D
}

func (r *RunProps) chinese() bool { return strings.HasPrefix(strings.ToLower(r.LangEast), "zh") }

// eastRanges are the blocks of characters that are East Asian whatever the hint.
var eastRanges = [][2]rune{
	{0x1100, 0x11FF}, {0x2E80, 0xA4CF}, {0xA960, 0xA97F}, {0xAC00, 0xD7FF}, {0xF900, 0xFAFF},
	{0xFE30, 0xFE6F}, {0xFF00, 0xFFEF}, {0x20000, 0x3FFFF},
}

// Eastern tells ideographs, kana, hangul and the signs of full width.
func Eastern(c rune) bool {
	return c >= 0x1100 && slices.ContainsFunc(eastRanges, func(r [2]rune) bool { return c >= r[0] && c <= r[1] })
}

// grid reads w:docGrid; one without a type is none (17.6.5).
func grid(n *node) (g Grid) {
	kind := n.at("type")
	if kind != "lines" && kind != "linesAndChars" && kind != "snapToChars" {
		return g
	}
	if v, ok := n.twips("linePitch"); ok && v > 0 {
		g.Pitch = v
	}
	if v, ok := n.number("charSpace"); ok && kind != "lines" {
		// 4096ths of a point (17.6.5).
		g.Extra = length.Point * length.Length(min(max(v, -100*4096), 100*4096)) / 4096
	}
	return g
}
