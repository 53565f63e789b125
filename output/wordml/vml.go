package wordml

import (
	"fmt"
	"math"
	"strings"

	"vanthu/output/length"
)

// vml reads the older form of drawings (part 4, 19): w:pict, and the preview of
// an embedded object. ok is false where nothing is to be drawn.
func (r *reader) vml(n *node) (f Float, ok bool) {
	for _, k := range n.kids {
		var known bool
		if f, known = vmlFloat(k); !known {
			continue
		}
		d := &drawer{reader: r, at: n}
		d.vmlShape(k, Shape{W: f.W, H: f.H})
		f.Shapes = d.out
		if f.Inline && k.name == "v:rect" && yes(k.at("o:hr")) {
			f.H = max(f.H, length.Point)
		}
		return f, true
	}
	return f, false
}

// vmlFloat reads place and size of an outermost shape. known is false for what
// is no shape.
func vmlFloat(k *node) (f Float, known bool) {
	switch k.name {
	case "v:shape", "v:rect", "v:roundrect", "v:oval", "v:line", "v:polyline", "v:group", "v:image", "v:arc", "v:curve":
	default:
		return f, false
	}
	style := vmlStyle(k)
	f = Float{FromH: "column", FromV: "paragraph", InCell: k.at("o:allowincell") != "f"}
	get := func(names ...string) (v length.Length) {
		for _, name := range names {
			if s, ok := style[name]; ok {
				v, _ = vmlLength(s)
				return v
			}
		}
		return 0
	}
	f.W, f.H = max(get("width"), 0), max(get("height"), 0)
	f.X, f.Y = get("margin-left", "left"), get("margin-top", "top")
	if k.name == "v:line" {
		x1, y1, ok1 := vmlPoint(k.plain("from"))
		x2, y2, ok2 := vmlPoint(k.plain("to"))
		if !ok1 || !ok2 {
			return f, false
		}
		f.X, f.Y = f.X+min(x1, x2), f.Y+min(y1, y2)
		f.W, f.H = max(x1-x2, x2-x1), max(y1-y2, y2-y1)
	}
	if k.name == "v:polyline" {
		points, at, ok := vmlPoints(k.plain("points"))
		if !ok {
			return f, false
		}
		f.X, f.Y = f.X+at.X, f.Y+at.Y
		for _, p := range points {
			f.W, f.H = max(f.W, p.X), max(f.H, p.Y)
		}
	}
	f.Inline = style["position"] != "absolute"
	if f.Inline {
		return f, true
	}
	f.vmlPlace(style)
	f.vmlShares(style)
	f.Order, _ = atoi(style["z-index"])
	f.Behind = f.Order < 0
	dist := func(name string, absent length.Length) length.Length {
		if v, ok := vmlLength(style["mso-wrap-distance-"+name]); ok {
			return max(v, 0)
		}
		return absent
	}
	f.Dist = Margins{Top: dist("top", 0), Left: dist("left", 9*length.Point), Bottom: dist("bottom", 0), Right: dist("right", 9*length.Point)}
	w := k.kid("w10:wrap")
	switch w.plain("type") {
	case "square", "tight", "through":
		f.Wrap = Square
	case "topAndBottom":
		f.Wrap = TopAndBottom
	}
	if t := w.plain("type"); t == "tight" || t == "through" {
		f.Through = t == "through"
		f.vmlTight(k.plain("wrapcoords"))
	}
	f.turn(vmlAngle(style["rotation"]))
	if f.Side = w.plain("side"); f.Side == "" || f.Side == "both" {
		f.Side = "bothSides"
	}
	return f, true
}

// vmlShape reads one shape, or a group with all that it holds.
func (d *drawer) vmlShape(k *node, s Shape) {
	style := vmlStyle(k)
	if style["visibility"] == "hidden" || len(d.out) > maxShapes {
		return
	}
	s.Turn = vmlAngle(style["rotation"])
	s.FlipH, s.FlipV = strings.Contains(style["flip"], "x"), strings.Contains(style["flip"], "y")
	if k.name == "v:group" {
		d.vmlGroup(k, s)
		return
	}
	kind := k.at("o:spt")
	if _, id, ok := strings.Cut(k.plain("type"), "_t"); ok {
		kind = id
	}
	picture := k.kid("v:imagedata")
	s.Fill, s.Line = vmlFill(k), vmlLine(k)
	if kind == "75" || k.name == "v:image" || picture != nil {
		s.Line, s.Fill = Border{Style: "none"}, Color{}
		if yes(k.plain("stroked")) {
			s.Line = vmlLine(k)
		}
	}
	var within Margins
	s.Outline = d.vmlOutline(k, kind, &s, &within)
	if st := k.kid("v:stroke"); st != nil {
		s.Outline = arrow(s.Outline, vmlArrow(st.plain("startarrow")), vmlArrow(st.plain("endarrow")), s.Line.Width)
	}
	if picture != nil {
		s.Crop = Crop{vmlShare(picture.plain("cropleft")), vmlShare(picture.plain("croptop")),
			vmlShare(picture.plain("cropright")), vmlShare(picture.plain("cropbottom"))}
		id := picture.at("r:id")
		if id == "" {
			id = picture.at("o:relid")
		}
		s.Picture = d.linked(d.at, id, "")
	}
	if t := k.kid("v:textpath"); t != nil {
		d.missing("wordart", t.plain("string"), "chữ nghệ thuật (WordArt) không được vẽ")
		return
	}
	if box := k.kid("v:textbox"); box.kid("w:txbxContent") != nil {
		since := len(d.chained)
		s.Text = d.vmlText(box)
		switch at := style["v-text-anchor"]; {
		case strings.HasPrefix(at, "middle"):
			s.Text.VAlign = "ctr"
		case strings.HasPrefix(at, "bottom"):
			s.Text.VAlign = "b"
		}
		s.Text.Insets.add(within)
		next := strings.TrimPrefix(vmlStyle(box)["mso-next-textbox"], "#")
		d.link(chained{box: s.Text, id: k.plain("id"), vml: true, next: next, since: since}, s.W, s.H)
	}
	if s.seen() || s.Text != nil || s.Picture != nil {
		d.out = append(d.out, s)
	}
}

// vmlGroup reads the children of a group, in its own coordinates (19.1.2.7).
func (d *drawer) vmlGroup(k *node, s Shape) {
	pair := func(v string, absent float64) (float64, float64) {
		a, b, _ := strings.Cut(v, ",")
		x, ok1 := measure(a, 1)
		y, ok2 := measure(b, 1)
		if !ok1 {
			x = length.Length(absent)
		}
		if !ok2 {
			y = length.Length(absent)
		}
		return float64(x), float64(y)
	}
	ox, oy := pair(k.plain("coordorigin"), 0)
	w, h := pair(k.plain("coordsize"), 1000)
	in := space{x: float64(s.X), y: float64(s.Y), sx: 1, sy: 1}
	if w > 0 && h > 0 {
		in.sx, in.sy = float64(s.W)/w, float64(s.H)/h
	}
	in.x -= ox * in.sx
	in.y -= oy * in.sy
	from := len(d.out)
	for _, c := range k.kids {
		style := vmlStyle(c)
		num := func(name string) float64 {
			v, _ := measure(style[name], 1) // coordinates of the group, no lengths
			return float64(v)
		}
		var box Shape
		switch c.name {
		case "v:line":
			x1, y1 := pair(c.plain("from"), 0)
			x2, y2 := pair(c.plain("to"), 0)
			box = in.box(min(x1, x2), min(y1, y2), math.Abs(x1-x2), math.Abs(y1-y2))
		case "v:shape", "v:rect", "v:roundrect", "v:oval", "v:polyline", "v:group", "v:image", "v:arc", "v:curve":
			box = in.box(num("left"), num("top"), num("width"), num("height"))
		default:
			continue
		}
		d.vmlShape(c, box)
	}
	if s.Turn != 0 {
		turned(d.out[from:], s, s.Turn)
	}
}

// vmlOutline gives the outline of a shape by its element or its type
// (20.1.10.56 has the same shapes under names), and how far text keeps from it.
func (d *drawer) vmlOutline(k *node, kind string, s *Shape, within *Margins) []Contour {
	name := map[string]string{
		"": "rect", "1": "rect", "2": "roundRect", "3": "ellipse", "4": "diamond", "5": "triangle", "6": "rtTriangle",
		"7": "parallelogram", "8": "trapezoid", "9": "hexagon", "10": "octagon", "11": "plus", "12": "star5", "13": "rightArrow",
		"15": "homePlate", "20": "line", "32": "line", "33": "bentConnector2", "34": "bentConnector3", "55": "chevron", "66": "leftArrow",
		"67": "downArrow", "68": "upArrow", "69": "leftRightArrow", "70": "upDownArrow", "75": "rect", "85": "leftBracket",
		"86": "rightBracket", "87": "leftBrace", "88": "rightBrace", "109": "flowChartProcess", "110": "flowChartDecision",
		"116": "flowChartTerminator", "120": "flowChartConnector", "176": "flowChartAlternateProcess", "185": "bracketPair",
		"186": "bracePair", "202": "rect",
	}[kind]
	switch k.name {
	case "v:rect", "v:image":
		name = "rect"
	case "v:roundrect":
		name = "roundRect"
	case "v:oval":
		name = "ellipse"
	case "v:line":
		name = "line"
		x1, y1, _ := strings.Cut(k.plain("from"), ",")
		x2, y2, _ := strings.Cut(k.plain("to"), ",")
		ax, _ := vmlLength(x1)
		ay, _ := vmlLength(y1)
		bx, _ := vmlLength(x2)
		by, _ := vmlLength(y2)
		s.FlipH, s.FlipV = s.FlipH != (bx < ax), s.FlipV != (by < ay)
	case "v:polyline", "v:arc", "v:curve":
		name = ""
	}
	if k.name == "v:shape" && kind == "" && k.plain("path") != "" {
		name = ""
	}
	adjust := map[string]float64{}
	if a := k.plain("arcsize"); a != "" {
		adjust["adj"] = vmlShare(a)
	}
	if points, _, ok := vmlPoints(k.plain("points")); ok && k.name == "v:polyline" {
		closed := points[0] == points[len(points)-1]
		return []Contour{{Points: points, Closed: closed}}
	}
	out, known := preset(name, s.W, s.H, adjust)
	*within = textInsets(name, s.W, s.H, adjust)
	if (name == "" || !known) && s.seen() {
		d.missing("shape", strings.TrimSpace(k.name+" "+kind), "hình vẽ này không được vẽ, chữ trong nó vẫn có")
		s.Line, s.Fill = Border{Style: "none"}, Color{}
	}
	return out
}

// vmlText reads v:textbox: its insets, and how its text runs.
func (d *drawer) vmlText(box *node) *TextBox {
	t := &TextBox{Insets: Margins{Top: 45720, Left: 91440, Bottom: 45720, Right: 91440}}
	style := vmlStyle(box)
	t.Grow = yes(style["mso-fit-shape-to-text"])
	if strings.HasPrefix(style["layout-flow"], "vertical") {
		t.Vertical = "vert"
		if style["mso-layout-flow-alt"] == "bottom-to-top" {
			t.Vertical = "vert270"
		}
	}
	for i, s := range strings.Split(box.plain("inset"), ",") {
		to := []*length.Length{&t.Insets.Left, &t.Insets.Top, &t.Insets.Right, &t.Insets.Bottom}
		if v, ok := vmlLength(s); ok && i < len(to) {
			*to[i] = max(v, 0)
		}
	}
	t.Blocks = d.apart(box.kid("w:txbxContent"), layers{})
	return t
}

func vmlFill(k *node) Color {
	off := func(s string) bool { return s == "f" || s == "false" || s == "0" }
	if off(k.plain("filled")) || off(k.kid("v:fill").plain("on")) || k.name == "v:line" {
		return Color{}
	}
	if s := k.plain("fillcolor"); s != "" {
		return vmlColor(s)
	}
	return Color{Set: true, R: 255, G: 255, B: 255}
}

func vmlLine(k *node) Border {
	if s := k.plain("stroked"); s == "f" || s == "false" || s == "0" {
		return Border{Style: "none"}
	}
	st := k.kid("v:stroke")
	if s := st.plain("on"); s == "f" || s == "false" {
		return Border{Style: "none"}
	}
	b := Border{Style: "single", Width: defaultLine, Color: vmlColor(k.plain("strokecolor"))}
	weight := k.plain("strokeweight")
	if weight == "" {
		weight = st.plain("weight")
	}
	if w, ok := vmlLength(weight); ok && w > 0 {
		b.Width = min(w, 50*length.Point)
	}
	switch st.plain("dashstyle") {
	case "", "solid":
	case "1 1", "dot", "shortdot", "squaredot":
		b.Style = "dotted"
	default:
		b.Style = "dashed"
	}
	if strings.HasPrefix(st.plain("linestyle"), "thin") && st.plain("linestyle") == "thinThin" {
		b.Style = "double"
		b.Width /= 3
	}
	return b
}

func vmlArrow(s string) string {
	if s == "block" || s == "classic" {
		return "triangle"
	}
	return s
}

// vmlAngle reads degrees, or 65536ths of one ("fd").
func vmlAngle(s string) float64 {
	if t, ok := strings.CutSuffix(s, "fd"); ok {
		v, _ := atoi(t)
		return math.Mod(math.Mod(float64(v)/65536, 360)+360, 360)
	}
	v, _ := atoi(s)
	return math.Mod(math.Mod(float64(v), 360)+360, 360)
}

func vmlStyle(n *node) map[string]string {
	style := map[string]string{}
	for _, pair := range strings.Split(n.plain("style"), ";") {
		if k, v, ok := strings.Cut(pair, ":"); ok {
			style[strings.TrimSpace(k)] = strings.TrimSpace(v)
		}
	}
	return style
}

// vmlPoints reads the points of a v:polyline, against their top left corner.
func vmlPoints(s string) (out []Point, at Point, ok bool) {
	v := strings.FieldsFunc(s, func(c rune) bool { return c == ' ' || c == ',' })
	for i := 0; i+1 < len(v) && i < 2*maxPoints; i += 2 {
		x, ok1 := vmlLength(v[i])
		y, ok2 := vmlLength(v[i+1])
		if !ok1 || !ok2 {
			return nil, at, false
		}
		if len(out) == 0 {
			at = Point{x, y}
		}
		at = Point{min(at.X, x), min(at.Y, y)}
		out = append(out, Point{x, y})
	}
	for i := range out {
		out[i].X, out[i].Y = out[i].X-at.X, out[i].Y-at.Y
	}
	return out, at, len(out) > 1
}

func vmlPoint(s string) (x, y length.Length, ok bool) {
	a, b, found := strings.Cut(s, ",")
	x, ok1 := vmlLength(a)
	y, ok2 := vmlLength(b)
	return x, y, found && ok1 && ok2
}

// vmlLength reads a CSS length; a bare number is in pixels of 1/96 inch.
func vmlLength(s string) (length.Length, bool) { return measure(s, length.Inch/96) }

// colored makes run properties of a colour, as a style would give them.
func colored(c Color) *node {
	return &node{name: "w:rPr", kids: []*node{{name: "w:color", attr: []attr{
		{"w:val", fmt.Sprintf("%02X%02X%02X", c.R, c.G, c.B)}}}}}
}
