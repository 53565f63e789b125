package wordml

import (
	"strings"

	"vanthu/output/length"
)

// Stroke is a straight line that floats beside the text: the rule under a motto
// is one in most Vietnamese documents. It is anchored in a paragraph.
type Stroke struct {
	// What the place is measured from (20.4.3.4, 20.4.3.5): column, character,
	// margin, page …; paragraph, line, margin, page …
	FromH, FromV string
	// The offset, or where an alignment is given (left, center, right; top,
	// center, bottom) that.
	X, Y           length.Length
	AlignH, AlignV string
	W, H           length.Length
	Rising         bool // from the lower left to the upper right
	Width          length.Length
	Color          Color
	Style          string
}

// stroke reads a drawing that is nothing but one straight line. ok is false for
// everything else.
func stroke(n *node) (s Stroke, ok bool) {
	if n.name == "w:pict" {
		return vmlStroke(n)
	}
	anchor := n.kid("wp:anchor")
	data := anchor.path("a:graphic", "a:graphicData")
	if anchor == nil || data == nil || len(data.kids) != 1 || data.kids[0].name != "wps:wsp" {
		return s, false
	}
	shape := data.kids[0]
	pr := shape.kid("wps:spPr")
	switch pr.kid("a:prstGeom").plain("prst") {
	case "line", "straightConnector1":
	default:
		return s, false
	}
	if shape.kid("wps:txbx") != nil {
		return s, false
	}
	s = Stroke{Width: length.Point / 2, Style: "single"}
	h, v := anchor.kid("wp:positionH"), anchor.kid("wp:positionV")
	s.FromH, s.FromV = h.plain("relativeFrom"), v.plain("relativeFrom")
	s.AlignH, s.AlignV = h.kid("wp:align").words(), v.kid("wp:align").words()
	s.X, _ = measure(h.kid("wp:posOffset").words(), 1)
	s.Y, _ = measure(v.kid("wp:posOffset").words(), 1)
	s.W, _ = measure(anchor.kid("wp:extent").plain("cx"), 1)
	s.H, _ = measure(anchor.kid("wp:extent").plain("cy"), 1)
	xfrm := pr.kid("a:xfrm")
	s.Rising = (xfrm.plain("flipV") == "1") != (xfrm.plain("flipH") == "1")
	ln := pr.kid("a:ln")
	if ln.kid("a:noFill") != nil {
		s.Style = "none"
	}
	if w, ok := measure(ln.plain("w"), 1); ok && w > 0 {
		s.Width = min(w, 50*length.Point)
	}
	for _, a := range ln.path("a:solidFill", "a:srgbClr").attrs() {
		if a.Name.Local == "val" {
			s.Color = color(a.Value)
		}
	}
	switch ln.kid("a:prstDash").plain("val") {
	case "", "solid":
	case "dot", "sysDot":
		s.Style = "dotted"
	default:
		s.Style = "dashed"
	}
	if shape.kid("wps:style") == nil && ln == nil {
		s.Style = "none" // neither the shape nor a style gives it a line
	}
	return s, true
}

// vmlStroke reads the older form: v:line, or a shape of type 32, a straight
// connector.
func vmlStroke(n *node) (s Stroke, ok bool) {
	var shape *node
	for _, k := range n.kids {
		switch k.name {
		case "v:line":
			shape = k
		case "v:shape":
			if !strings.HasSuffix(k.plain("type"), "_t32") {
				return s, false
			}
			shape = k
		case "v:shapetype":
		default:
			return s, false
		}
	}
	if shape == nil || shape.kid("v:textbox") != nil {
		return s, false
	}
	style := vmlStyle(shape)
	if style["position"] != "absolute" {
		return s, false
	}
	s = Stroke{FromH: "column", FromV: "paragraph", Width: length.Point * 3 / 4, Style: "single"}
	if shape.name == "v:line" {
		x1, y1, ok1 := vmlPoint(shape.plain("from"))
		x2, y2, ok2 := vmlPoint(shape.plain("to"))
		if !ok1 || !ok2 {
			return s, false
		}
		s.Rising = (x2 > x1) != (y2 > y1) && y1 != y2
		s.X, s.Y = min(x1, x2), min(y1, y2)
		s.W, s.H = max(x1, x2)-s.X, max(y1, y2)-s.Y
	} else {
		s.X, _ = vmlLength(style["margin-left"])
		s.Y, _ = vmlLength(style["margin-top"])
		s.W, _ = vmlLength(style["width"])
		s.H, _ = vmlLength(style["height"])
		flip := style["flip"]
		s.Rising = strings.Contains(flip, "x") != strings.Contains(flip, "y")
	}
	for _, p := range []struct {
		name string
		to   *string
	}{{"mso-position-horizontal-relative", &s.FromH}, {"mso-position-vertical-relative", &s.FromV}} {
		if v := style[p.name]; v != "" && v != "text" {
			*p.to = v
		}
	}
	if v := style["mso-position-horizontal"]; v != "absolute" {
		s.AlignH = v
	}
	if w, ok := vmlLength(shape.plain("strokeweight")); ok && w > 0 {
		s.Width = min(w, 50*length.Point)
	}
	if c := shape.plain("strokecolor"); strings.HasPrefix(c, "#") {
		s.Color = color(strings.Fields(c + " ")[0])
	}
	return s, true
}

// inlineSize gives the room that a drawing takes in its line; a floating one
// takes none.
func inlineSize(n *node) (w, h length.Length) {
	if e := n.path("wp:inline", "wp:extent"); e != nil {
		w, _ = measure(e.plain("cx"), 1)
		h, _ = measure(e.plain("cy"), 1)
		return w, h
	}
	for _, k := range n.kids {
		if k.name != "v:shape" && k.name != "v:rect" && k.name != "v:group" {
			continue
		}
		style := vmlStyle(k)
		if style["position"] == "absolute" {
			return 0, 0
		}
		w, _ = vmlLength(style["width"])
		h, _ = vmlLength(style["height"])
		return w, h
	}
	return 0, 0
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

func vmlPoint(s string) (x, y length.Length, ok bool) {
	a, b, found := strings.Cut(s, ",")
	x, ok1 := vmlLength(a)
	y, ok2 := vmlLength(b)
	return x, y, found && ok1 && ok2
}

// vmlLength reads a CSS length; a bare number is in pixels of 1/96 inch.
func vmlLength(s string) (length.Length, bool) { return measure(s, length.Inch/96) }

// plain gives an attribute that has no namespace, as DrawingML and VML have.
func (n *node) plain(name string) string {
	for _, a := range n.attrs() {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// words is the text of an element.
func (n *node) words() string {
	if n == nil {
		return ""
	}
	return strings.TrimSpace(n.text)
}
