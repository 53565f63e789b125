package wordml

import (
	"math"
	"strconv"
	"strings"

	"vanthu/output/length"
)

// palette holds the colours and line widths of the theme (20.1.6.2, 20.1.4.1.21).
type palette struct {
	colors map[string]Color
	lines  []length.Length // by index from 1
}

// officeColors stand for those of a theme that is absent.
var officeColors = map[string]string{
	"dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "accent1": "4472C4", "accent2": "ED7D31",
	"accent3": "A5A5A5", "accent4": "FFC000", "accent5": "5B9BD5", "accent6": "70AD47", "hlink": "0563C1", "folHlink": "954F72",
}

func (r *reader) readPalette(theme *node) {
	r.palette = palette{colors: map[string]Color{}}
	for name, hex := range officeColors {
		r.palette.colors[name] = color(hex)
	}
	if scheme := theme.path("a:themeElements", "a:clrScheme"); scheme != nil {
		for _, k := range scheme.kids {
			if c, ok := r.drawnColor(k); ok {
				r.palette.colors[strings.TrimPrefix(k.name, "a:")] = c
			}
		}
	}
	if list := theme.path("a:themeElements", "a:fmtScheme", "a:lnStyleLst"); list != nil {
		for _, k := range list.kids {
			w, _ := measure(k.plain("w"), 1)
			r.palette.lines = append(r.palette.lines, w)
		}
	}
}

// presetColors are those of the named colours (20.1.10.48) and of VML that
// documents use.
var presetColors = map[string]string{
	"black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "lime": "00FF00", "blue": "0000FF",
	"yellow": "FFFF00", "cyan": "00FFFF", "aqua": "00FFFF", "magenta": "FF00FF", "fuchsia": "FF00FF", "gray": "808080",
	"grey": "808080", "silver": "C0C0C0", "maroon": "800000", "olive": "808000", "navy": "000080", "purple": "800080",
	"teal": "008080", "orange": "FFA500", "darkRed": "8B0000", "darkBlue": "00008B", "darkGreen": "006400",
	"lightGray": "D3D3D3", "darkGray": "A9A9A9", "gold": "FFD700", "pink": "FFC0CB", "brown": "A52A2A",
	"window": "FFFFFF", "windowtext": "000000",
}

// drawnColor reads the colour below an element (20.1.2.3), with its changes of
// lightness; what shines through is mixed with white.
func (r *reader) drawnColor(n *node) (Color, bool) {
	if n == nil {
		return Color{}, false
	}
	for _, k := range n.kids {
		var c Color
		switch k.name {
		case "a:srgbClr":
			c = color(k.plain("val"))
		case "a:sysClr":
			c = color(k.plain("lastClr"))
		case "a:prstClr":
			c = color(presetColors[k.plain("val")])
		case "a:schemeClr":
			c = r.palette.colors[schemeName(k.plain("val"))]
		default:
			continue
		}
		if !c.Set {
			return c, false
		}
		for _, m := range k.kids {
			c = modified(c, m)
		}
		return c, true
	}
	return Color{}, false
}

// schemeName maps the names that text uses to those of the theme; the map of
// w:clrSchemeMapping is the usual one in all but odd documents.
func schemeName(s string) string {
	switch s {
	case "tx1":
		return "dk1"
	case "tx2":
		return "dk2"
	case "bg1":
		return "lt1"
	case "bg2":
		return "lt2"
	}
	return s
}

// modified applies one change to a colour (20.1.2.3.1 …).
func modified(c Color, m *node) Color {
	v := thousandths(m.plain("val"))
	mix := func(other, share float64) Color {
		f := func(x uint8) uint8 {
			return uint8(math.Round(min(max(float64(x)*share+other*(1-share), 0), 255)))
		}
		return Color{Set: true, R: f(c.R), G: f(c.G), B: f(c.B)}
	}
	switch m.name {
	case "a:alpha", "a:tint":
		return mix(255, min(max(v, 0), 1))
	case "a:shade":
		return mix(0, min(max(v, 0), 1))
	case "a:lumMod":
		return lighter(c, v, 0)
	case "a:lumOff":
		return lighter(c, 1, v)
	}
	return c
}

// lighter multiplies and shifts the lightness of a colour (HSL); hue and
// saturation stay.
func lighter(c Color, times, plus float64) Color {
	r, g, b := float64(c.R)/255, float64(c.G)/255, float64(c.B)/255
	hi, lo := max(r, g, b), min(r, g, b)
	l, d := (hi+lo)/2, hi-lo
	h, s := 0.0, 0.0
	if d > 0 {
		s = d / (1 - math.Abs(2*l-1))
		switch hi {
		case r:
			h = math.Mod((g-b)/d+6, 6)
		case g:
			h = (b-r)/d + 2
		default:
			h = (r-g)/d + 4
		}
	}
	l = min(max(l*times+plus, 0), 1)
	chroma := (1 - math.Abs(2*l-1)) * s
	x := chroma * (1 - math.Abs(math.Mod(h, 2)-1))
	rgb := [][3]float64{{chroma, x, 0}, {x, chroma, 0}, {0, chroma, x}, {0, x, chroma}, {x, 0, chroma}, {chroma, 0, x}}[int(h)%6]
	byteOf := func(v float64) uint8 { return uint8(math.Round(min(max((v+l-chroma/2)*255, 0), 255))) }
	return Color{Set: true, R: byteOf(rgb[0]), G: byteOf(rgb[1]), B: byteOf(rgb[2])}
}

// fill reads what a shape is filled with: one colour; of a gradient its middle,
// of a pattern its ground. Nothing said means what its style says.
func (r *reader) fill(pr, style *node) Color {
	if pr != nil {
		for _, k := range pr.kids {
			switch k.name {
			case "a:noFill", "a:grpFill":
				return Color{}
			case "a:solidFill":
				c, _ := r.drawnColor(k)
				return c
			case "a:gradFill":
				if list := k.kid("a:gsLst"); list != nil && len(list.kids) > 0 {
					c, _ := r.drawnColor(list.kids[len(list.kids)/2])
					return c
				}
			case "a:pattFill":
				c, _ := r.drawnColor(k.kid("a:bgClr"))
				return c
			}
		}
	}
	if ref := style.kid("a:fillRef"); ref != nil && ref.plain("idx") != "0" {
		c, _ := r.drawnColor(ref)
		return c
	}
	return Color{}
}

// defaultLine is how thick a line is that says nothing of it.
const defaultLine = 9525 // EMU, three quarters of a point

// outline reads a:ln, and what the shape's style says of it.
func (r *reader) outline(pr, style *node) Border {
	ln, ref := pr.kid("a:ln"), style.kid("a:lnRef")
	none := Border{Style: "none"}
	b := Border{Style: "single", Width: defaultLine}
	if ref != nil && ref.plain("idx") != "0" {
		if i, ok := atoi(ref.plain("idx")); ok && i >= 1 && i <= len(r.palette.lines) && r.palette.lines[i-1] > 0 {
			b.Width = r.palette.lines[i-1]
		}
		b.Color, _ = r.drawnColor(ref)
	} else if ln == nil {
		return none
	}
	if ln.kid("a:noFill") != nil {
		return none
	}
	if w, ok := measure(ln.plain("w"), 1); ok && w > 0 {
		b.Width = min(w, 50*length.Point)
	}
	if c, ok := r.drawnColor(ln.kid("a:solidFill")); ok {
		b.Color = c
	}
	switch ln.kid("a:prstDash").plain("val") {
	case "", "solid":
	case "dot", "sysDot":
		b.Style = "dotted"
	default:
		b.Style = "dashed"
	}
	if ln.plain("cmpd") == "dbl" {
		b.Style = "double"
		b.Width /= 3
	}
	return b
}

// vmlColor reads a colour of VML: #rrggbb, #rgb or a name, perhaps with an
// index after it ("#4472c4 [3204]").
func vmlColor(s string) Color {
	s, _, _ = strings.Cut(strings.TrimSpace(s), " ")
	if h, ok := strings.CutPrefix(s, "#"); ok {
		if len(h) == 3 {
			h = strings.Repeat(h[:1], 2) + strings.Repeat(h[1:2], 2) + strings.Repeat(h[2:], 2)
		}
		return color(h)
	}
	if h, ok := presetColors[s]; ok {
		return color(h)
	}
	return color(presetColors[strings.ToLower(s)])
}

// vmlShare reads a share: 0.25, 25% or 16384f (65536ths).
func vmlShare(s string) float64 {
	s = strings.TrimSpace(s)
	unit := 1.0
	if t, ok := strings.CutSuffix(s, "f"); ok {
		s, unit = t, 65536
	} else if t, ok := strings.CutSuffix(s, "%"); ok {
		s, unit = t, 100
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) {
		return 0
	}
	return min(max(v/unit, -10), 10)
}
