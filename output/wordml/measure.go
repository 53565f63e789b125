package wordml

import (
	"math"
	"strconv"
	"strings"

	"vanthu/output/length"
)

// maxLength bounds every length that a document may state: 22 inches is Word's
// largest paper, and ten metres more than any sum needs.
const maxLength = 10 * 100 * length.Cm

// units of a universal measure (22.9.2.15), which the strict form uses where the
// transitional one has twips.
var units = []struct {
	suffix string
	size   length.Length
}{
	{"mm", length.Mmeter}, {"cm", length.Cm}, {"in", length.Inch},
	{"pt", length.Point}, {"pc", 12 * length.Point}, {"pi", 12 * length.Point},
}

// measure reads a length: a number of plain units (twips, half-points, eighths
// …), or a number with its own unit.
func measure(s string, plain length.Length) (length.Length, bool) {
	if v, ok := digits(s); ok || s == "" {
		return min(length.Length(v)*plain, maxLength), ok
	}
	s = strings.TrimSpace(s)
	for _, u := range units {
		if strings.HasSuffix(s, u.suffix) {
			s, plain = strings.TrimSpace(strings.TrimSuffix(s, u.suffix)), u.size
			break
		}
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(f) {
		return 0, false
	}
	f = math.Round(f * float64(plain))
	return length.Length(min(max(f, -float64(maxLength)), float64(maxLength))), true
}

// digits reads what nearly all numbers are: a few digits.
func digits(s string) (v int, ok bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' || i > 8 {
			return 0, false
		}
		v = v*10 + int(s[i]-'0')
	}
	return v, s != ""
}

// twips reads an attribute in twips.
func (n *node) twips(name string) (length.Length, bool) {
	s, ok := n.get(name)
	if !ok {
		return 0, false
	}
	return measure(s, length.Twip)
}

// number reads an integer attribute.
func (n *node) number(name string) (int, bool) {
	s, ok := n.get(name)
	if !ok {
		return 0, false
	}
	return atoi(s)
}

func atoi(s string) (int, bool) {
	if v, ok := digits(s); ok || s == "" {
		return v, ok
	}
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || math.IsNaN(f) || math.Abs(f) > 1e9 {
		return 0, false
	}
	return int(f), true
}

// color reads a hexadecimal colour; auto and nonsense are automatic.
func color(s string) Color {
	s = strings.TrimPrefix(s, "#")
	if len(s) != 6 {
		return Color{}
	}
	v, err := strconv.ParseUint(s, 16, 32)
	if err != nil {
		return Color{}
	}
	return Color{Set: true, R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v)}
}

// highlights are the named colours of w:highlight (17.18.40).
var highlights = map[string]string{
	"black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00",
	"magenta": "FF00FF", "red": "FF0000", "yellow": "FFFF00", "white": "FFFFFF",
	"darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
	"darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000",
	"darkGray": "808080", "lightGray": "C0C0C0",
}

// shade reads w:shd: the fill, with the pattern's foreground mixed in by its
// share (pct25 is a quarter; solid is all foreground).
func shade(n *node) Color {
	fill := color(n.at("fill"))
	val := n.val()
	share := 0.0
	if p, ok := strings.CutPrefix(val, "pct"); ok {
		if v, ok := atoi(p); ok {
			share = min(max(float64(v)/100, 0), 1)
		}
	} else if val == "solid" {
		share = 1
	}
	if share == 0 {
		return fill
	}
	fore := color(n.at("color"))
	back := fill
	if !back.Set {
		back = Color{R: 255, G: 255, B: 255}
	}
	mix := func(f, b uint8) uint8 { return uint8(math.Round(float64(f)*share + float64(b)*(1-share))) }
	return Color{Set: true, R: mix(fore.R, back.R), G: mix(fore.G, back.G), B: mix(fore.B, back.B)}
}

// border reads one edge (17.3.4): width in eighths of a point, space in points.
func border(n *node) Border {
	b := Border{Style: n.val(), Color: color(n.at("color"))}
	if !b.Visible() {
		return Border{Style: "none"}
	}
	if w, ok := measure(n.at("sz"), length.Point); ok {
		b.Width = min(max(w/8, 0), 12*length.Point) // eighths of a point
	}
	if b.Width == 0 {
		b.Width = length.Point / 4
	}
	if s, ok := measure(n.at("space"), length.Point); ok {
		b.Space = min(max(s, 0), 31*length.Point)
	}
	return b
}

// align reads w:jc; old and strict words mean the same.
func align(s string) Align {
	switch s {
	case "center":
		return Center
	case "right", "end":
		return Right
	case "both", "lowKashida", "mediumKashida", "highKashida":
		return Justify
	case "distribute", "thaiDistribute":
		return Distribute
	}
	return Left
}
