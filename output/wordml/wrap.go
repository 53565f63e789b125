package wordml

import (
	"math"
	"strings"

	"vanthu/output/length"
)

// wrap reads which wrapping element an anchor holds, and the distances, which
// stand on it or on the anchor.
func (f *Float) wrap(n *node) {
	var w *node
	for _, k := range n.kids {
		switch k.name {
		case "wp:wrapSquare", "wp:wrapTight", "wp:wrapThrough":
			w, f.Wrap, f.Side = k, Square, k.plain("wrapText")
			f.Through = k.name == "wp:wrapThrough"
			f.tight(k.kid("wp:wrapPolygon"))
		case "wp:wrapTopAndBottom":
			w, f.Wrap = k, TopAndBottom
		}
	}
	if e := w.kid("wp:effectExtent"); e != nil {
		f.Effect = effects(e)
	}
	for _, d := range []struct {
		name string
		to   *length.Length
	}{{"distL", &f.Dist.Left}, {"distR", &f.Dist.Right}, {"distT", &f.Dist.Top}, {"distB", &f.Dist.Bottom}} {
		for _, at := range []*node{n, w} {
			if v, ok := measure(at.plain(d.name), 1); ok {
				*d.to = max(v, 0)
			}
		}
	}
}

// effects reads wp:effectExtent: the room that lines and shadows take over the
// edges of a drawing (20.4.2.6).
func effects(e *node) (m Margins) {
	for _, d := range []struct {
		name string
		to   *length.Length
	}{{"l", &m.Left}, {"t", &m.Top}, {"r", &m.Right}, {"b", &m.Bottom}} {
		v, _ := measure(e.plain(d.name), 1)
		*d.to = max(v, 0)
	}
	return m
}

// maxOutline bounds the points of an outline that text keeps clear of: of one that
// has more, the box counts.
const maxOutline = 200

// tight reads wp:wrapPolygon (20.4.2.16): an outline in 21600ths of the drawing's
// width and height, before the drawing is turned.
func (f *Float) tight(n *node) {
	if n == nil {
		return
	}
	for _, k := range n.kids {
		if k.name == "wp:start" || k.name == "wp:lineTo" {
			f.outlined(numberOf(k, "x"), numberOf(k, "y"))
		}
	}
	f.bounded()
}

// vmlTight reads the wrapcoords of a VML shape, which are the same.
func (f *Float) vmlTight(coords string) {
	v := strings.FieldsFunc(coords, func(c rune) bool { return c == ' ' || c == ',' })
	for i := 0; i+1 < len(v); i += 2 {
		x, ok := atoi(v[i])
		y, ok2 := atoi(v[i+1])
		if !ok || !ok2 {
			f.Tight = nil
			return
		}
		f.outlined(float64(x), float64(y))
	}
	f.bounded()
}

func (f *Float) bounded() {
	if len(f.Tight) > maxOutline {
		f.Tight = nil
	}
}

func (f *Float) outlined(x, y float64) {
	if len(f.Tight) <= maxOutline {
		f.Tight = append(f.Tight, Point{length.Length(math.Round(x * float64(f.W) / 21600)), length.Length(math.Round(y * float64(f.H) / 21600))})
	}
}

// vmlAreas names what VML places are measured from as DrawingML does.
var vmlAreas = strings.NewReplacer("left-margin-area", "leftMargin", "right-margin-area", "rightMargin",
	"top-margin-area", "topMargin", "bottom-margin-area", "bottomMargin",
	"inner-margin-area", "insideMargin", "outer-margin-area", "outsideMargin")

// vmlPlace reads what the place of a VML shape is measured from, and alignments.
func (f *Float) vmlPlace(style map[string]string) {
	for _, p := range []struct {
		name string
		to   *string
	}{{"mso-position-horizontal-relative", &f.FromH}, {"mso-position-vertical-relative", &f.FromV}} {
		switch v := style[p.name]; v {
		case "", "text":
		case "char":
			*p.to = "character"
		default:
			*p.to = vmlAreas.Replace(v)
		}
	}
	if v := style["mso-position-horizontal"]; v != "absolute" {
		f.AlignH = v
	}
	if v := style["mso-position-vertical"]; v != "absolute" {
		f.AlignV = v
	}
}

// vmlShares reads size and place as shares of the page, in thousandths (part 4,
// 19.1.2.19).
func (f *Float) vmlShares(style map[string]string) {
	for _, s := range []struct {
		name string
		to   *float64
	}{{"mso-width-percent", &f.ShareW}, {"mso-height-percent", &f.ShareH}, {"mso-left-percent", &f.ShareX}, {"mso-top-percent", &f.ShareY}} {
		v, _ := atoi(style[s.name])
		*s.to = min(max(float64(v)/1000, 0), 100)
	}
	f.OfW, f.OfH = vmlAreas.Replace(style["mso-width-relative"]), vmlAreas.Replace(style["mso-height-relative"])
}

// turn turns a drawing with its outline.
func (f *Float) turn(degrees float64) {
	f.Turn = degrees
	if degrees == 0 {
		return
	}
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	cx, cy := float64(f.W)/2, float64(f.H)/2
	for i, p := range f.Tight {
		x, y := float64(p.X)-cx, float64(p.Y)-cy
		f.Tight[i] = Point{length.Length(math.Round(cx + x*cos - y*sin)), length.Length(math.Round(cy + x*sin + y*cos))}
	}
}

// Reach is how far a drawing reaches over its box of the given size: its effects,
// or where it is turned, the rectangle about it (which may be narrower than the
// box). Word keeps that free about what stands in a line, and about what text
// stands beside.
func (f *Float) Reach(w, h length.Length) Margins {
	if f.Turn == 0 {
		return f.Effect
	}
	sin, cos := math.Sincos(f.Turn * math.Pi / 180)
	sin, cos = math.Abs(sin), math.Abs(cos)
	x := (length.Length(math.Round(float64(w)*cos+float64(h)*sin)) - w) / 2
	y := (length.Length(math.Round(float64(w)*sin+float64(h)*cos)) - h) / 2
	return Margins{Left: x, Right: x, Top: y, Bottom: y}
}

// turnOf is how a drawing is turned as a whole.
func turnOf(data *node) float64 {
	for _, way := range [][]string{{"pic:pic", "pic:spPr"}, {"wps:wsp", "wps:spPr"}, {"wpg:wgp", "wpg:grpSpPr"}} {
		if x := data.path(way[0], way[1], "a:xfrm"); x != nil {
			return angle(x.plain("rot"))
		}
	}
	return 0
}
