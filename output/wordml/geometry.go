package wordml

import (
	"math"

	"vanthu/output/length"
)

// outlines of the simple preset shapes (20.1.10.56), as shares of their box.
// Adjustments are left at their defaults but for roundRect.
var polygons = map[string][]float64{
	"triangle":                 {0.5, 0, 1, 1, 0, 1},
	"rtTriangle":               {0, 0, 1, 1, 0, 1},
	"diamond":                  {0.5, 0, 1, 0.5, 0.5, 1, 0, 0.5},
	"flowChartDecision":        {0.5, 0, 1, 0.5, 0.5, 1, 0, 0.5},
	"parallelogram":            {0.25, 0, 1, 0, 0.75, 1, 0, 1},
	"flowChartInputOutput":     {0.2, 0, 1, 0, 0.8, 1, 0, 1},
	"trapezoid":                {0.25, 0, 0.75, 0, 1, 1, 0, 1},
	"hexagon":                  {0.25, 0, 0.75, 0, 1, 0.5, 0.75, 1, 0.25, 1, 0, 0.5},
	"flowChartPreparation":     {0.2, 0, 0.8, 0, 1, 0.5, 0.8, 1, 0.2, 1, 0, 0.5},
	"octagon":                  {0.29, 0, 0.71, 0, 1, 0.29, 1, 0.71, 0.71, 1, 0.29, 1, 0, 0.71, 0, 0.29},
	"pentagon":                 {0.5, 0, 1, 0.38, 0.81, 1, 0.19, 1, 0, 0.38},
	"homePlate":                {0, 0, 0.5, 0, 1, 0.5, 0.5, 1, 0, 1},
	"chevron":                  {0, 0, 0.5, 0, 1, 0.5, 0.5, 1, 0, 1, 0.5, 0.5},
	"rightArrow":               {0, 0.25, 0.5, 0.25, 0.5, 0, 1, 0.5, 0.5, 1, 0.5, 0.75, 0, 0.75},
	"leftArrow":                {1, 0.25, 0.5, 0.25, 0.5, 0, 0, 0.5, 0.5, 1, 0.5, 0.75, 1, 0.75},
	"downArrow":                {0.25, 0, 0.75, 0, 0.75, 0.5, 1, 0.5, 0.5, 1, 0, 0.5, 0.25, 0.5},
	"upArrow":                  {0.25, 1, 0.75, 1, 0.75, 0.5, 1, 0.5, 0.5, 0, 0, 0.5, 0.25, 0.5},
	"leftRightArrow":           {0, 0.5, 0.25, 0, 0.25, 0.25, 0.75, 0.25, 0.75, 0, 1, 0.5, 0.75, 1, 0.75, 0.75, 0.25, 0.75, 0.25, 1},
	"upDownArrow":              {0.5, 0, 1, 0.25, 0.75, 0.25, 0.75, 0.75, 1, 0.75, 0.5, 1, 0, 0.75, 0.25, 0.75, 0.25, 0.25, 0, 0.25},
	"plus":                     {0.25, 0, 0.75, 0, 0.75, 0.25, 1, 0.25, 1, 0.75, 0.75, 0.75, 0.75, 1, 0.25, 1, 0.25, 0.75, 0, 0.75, 0, 0.25, 0.25, 0.25},
	"star5":                    {0.5, 0, 0.62, 0.38, 1, 0.38, 0.69, 0.62, 0.81, 1, 0.5, 0.76, 0.19, 1, 0.31, 0.62, 0, 0.38, 0.38, 0.38},
	"flowChartManualInput":     {0, 0.2, 1, 0, 1, 1, 0, 1},
	"flowChartManualOperation": {0, 0, 1, 0, 0.8, 1, 0.2, 1},
	"flowChartMerge":           {0, 0, 1, 0, 0.5, 1},
	"flowChartExtract":         {0.5, 0, 1, 1, 0, 1},
}

// preset gives the outline of a preset shape of the given size. known is false
// where its outline is not known; then it is the box.
func preset(name string, w, h length.Length, adjust map[string]float64) (out []Contour, known bool) {
	at := func(x, y float64) Point {
		return Point{length.Length(x * float64(w)), length.Length(y * float64(h))}
	}
	switch name {
	case "line", "straightConnector1":
		return []Contour{{Points: []Point{{}, {w, h}}}}, true
	case "bentConnector2":
		return []Contour{{Points: []Point{{}, {w, 0}, {w, h}}}}, true
	case "bentConnector3":
		a, ok := adjust["adj1"]
		if !ok {
			a = 0.5
		}
		return []Contour{{Points: []Point{{}, at(a, 0), at(a, 1), {w, h}}}}, true
	case "ellipse", "flowChartConnector":
		return []Contour{{Closed: true, Points: arc(nil, float64(w)/2, float64(h)/2, float64(w)/2, float64(h)/2, 0, 360)}}, true
	case "roundRect", "flowChartAlternateProcess":
		a, ok := adjust["adj"]
		if !ok {
			a = 0.16667
		}
		return []Contour{rounded(w, h, a)}, true
	case "flowChartTerminator":
		return []Contour{rounded(w, h, 0.5)}, true
	case "leftBracket", "rightBracket", "leftBrace", "rightBrace":
		return []Contour{bracket(name, w, h)}, true
	case "bracketPair", "bracePair":
		kind := name[:len(name)-4]
		side := min(w/4, h/6)
		l, r := bracket("left"+upperFirst(kind), side, h), bracket("right"+upperFirst(kind), side, h)
		for i := range r.Points {
			r.Points[i].X += w - side
		}
		return []Contour{l, r}, true
	}
	if shares, ok := polygons[name]; ok {
		c := Contour{Closed: true}
		for i := 0; i+1 < len(shares); i += 2 {
			c.Points = append(c.Points, at(shares[i], shares[i+1]))
		}
		return []Contour{c}, true
	}
	box := []Contour{{Closed: true, Points: []Point{{}, {w, 0}, {w, h}, {0, h}}}}
	return box, name == "" || name == "rect" || name == "flowChartProcess"
}

// textInsets gives how far the text of a preset shape keeps from its box
// (20.1.9.22): text stands within the outline.
func textInsets(name string, w, h length.Length, adjust map[string]float64) Margins {
	share := func(x, y float64) Margins {
		dx, dy := length.Length(x*float64(w)), length.Length(y*float64(h))
		return Margins{Top: dy, Left: dx, Bottom: dy, Right: dx}
	}
	const corner = 1 - math.Sqrt2/2 // of a radius: from the corner of the box to the arc
	switch name {
	case "ellipse", "flowChartConnector":
		return share(corner/2, corner/2)
	case "diamond", "flowChartDecision":
		return share(0.25, 0.25)
	case "roundRect", "flowChartAlternateProcess":
		a, ok := adjust["adj"]
		if !ok {
			a = 0.16667
		}
		d := length.Length(float64(min(w, h)) * min(max(a, 0), 0.5) * corner)
		return Margins{Top: d, Left: d, Bottom: d, Right: d}
	case "rightArrow", "leftArrow":
		return share(0, 0.25)
	case "upArrow", "downArrow":
		return share(0.25, 0)
	case "triangle":
		a, ok := adjust["adj"]
		if !ok {
			a = 0.5
		}
		left := length.Length(a / 2 * float64(w))
		return Margins{Top: h / 2, Left: left, Right: w - left - w/2}
	}
	return Margins{}
}

func (m *Margins) add(o Margins) {
	m.Top, m.Left, m.Bottom, m.Right = m.Top+o.Top, m.Left+o.Left, m.Bottom+o.Bottom, m.Right+o.Right
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}

// arcStep is how far apart the points of a curve are, in degrees.
const arcStep = 6

// arc appends the points of an elliptic arc about a middle, in degrees clockwise
// from the right.
func arc(ps []Point, cx, cy, rx, ry, from, sweep float64) []Point {
	n := max(int(math.Ceil(math.Abs(sweep)/arcStep)), 1)
	for i := 0; i <= n; i++ {
		a := (from + sweep*float64(i)/float64(n)) * math.Pi / 180
		ps = append(ps, Point{length.Length(math.Round(cx + rx*math.Cos(a))), length.Length(math.Round(cy + ry*math.Sin(a)))})
	}
	return ps
}

// rounded is a box whose corners have a radius that is a share of its shorter
// side.
func rounded(w, h length.Length, share float64) Contour {
	fw, fh := float64(w), float64(h)
	r := min(fw, fh) * min(max(share, 0), 0.5)
	var ps []Point
	ps = arc(ps, r, r, r, r, 180, 90)
	ps = arc(ps, fw-r, r, r, r, 270, 90)
	ps = arc(ps, fw-r, fh-r, r, r, 0, 90)
	ps = arc(ps, r, fh-r, r, r, 90, 90)
	return Contour{Points: ps, Closed: true}
}

// bracket is a bracket or brace as high as its box.
func bracket(name string, w, h length.Length) Contour {
	fw, fh := float64(w), float64(h)
	var ps []Point
	switch name {
	case "leftBracket":
		r := min(fh/2, fw)
		ps = arc(arc(nil, fw, r, fw, r, 270, -90), fw, fh-r, fw, r, 180, -90)
	case "rightBracket":
		r := min(fh/2, fw)
		ps = arc(arc(nil, 0, r, fw, r, 270, 90), 0, fh-r, fw, r, 0, 90)
	case "leftBrace":
		r, m := min(fh/4, fw/2), fw/2
		ps = arc(nil, fw, r, m, r, 270, -90)
		ps = arc(ps, 0, fh/2-r, m, r, 0, 90)
		ps = arc(ps, 0, fh/2+r, m, r, 270, 90)
		ps = arc(ps, fw, fh-r, m, r, 180, -90)
	default:
		r, m := min(fh/4, fw/2), fw/2
		ps = arc(nil, 0, r, m, r, 270, 90)
		ps = arc(ps, fw, fh/2-r, m, r, 180, -90)
		ps = arc(ps, fw, fh/2+r, m, r, 270, -90)
		ps = arc(ps, 0, fh-r, m, r, 0, 90)
	}
	return Contour{Points: ps}
}

// maxPoints bounds a drawn path.
const maxPoints = 20000

// customPath reads a:custGeom (20.1.9.8): straight strokes and curves whose
// points are plain numbers. known is false where it holds formulas.
func customPath(n *node, w, h length.Length) (out []Contour, known bool) {
	known = true
	list := n.kid("a:pathLst")
	if list == nil {
		return nil, false
	}
	count := 0
	for _, path := range list.kids {
		pw, _ := atoi(path.plain("w"))
		ph, _ := atoi(path.plain("h"))
		sx, sy := 1.0, 1.0
		if pw > 0 {
			sx = float64(w) / float64(pw)
		}
		if ph > 0 {
			sy = float64(h) / float64(ph)
		}
		var cur Contour
		end := func() {
			if len(cur.Points) > 1 {
				out = append(out, cur)
			}
			cur = Contour{}
		}
		for _, k := range path.kids {
			var ps []Point
			for _, pt := range k.kids {
				x, okX := atoi(pt.plain("x"))
				y, okY := atoi(pt.plain("y"))
				known = known && okX && okY
				ps = append(ps, Point{length.Length(float64(x) * sx), length.Length(float64(y) * sy)})
			}
			if count += len(ps); count > maxPoints {
				return out, false
			}
			switch {
			case k.name == "a:moveTo" && len(ps) == 1:
				end()
				cur.Points = ps
			case k.name == "a:lnTo" && len(ps) == 1:
				cur.Points = append(cur.Points, ps[0])
			case k.name == "a:cubicBezTo" && len(ps) == 3 && len(cur.Points) > 0:
				cur.Points = bezier(cur.Points, ps)
			case k.name == "a:quadBezTo" && len(ps) == 2 && len(cur.Points) > 0:
				cur.Points = bezier(cur.Points, []Point{ps[0], ps[0], ps[1]})
			case k.name == "a:close":
				cur.Closed = true
				end()
			default:
				known = false
			}
		}
		end()
	}
	return out, known
}

// bezier appends a cubic curve from the last point.
func bezier(ps, c []Point) []Point {
	from := ps[len(ps)-1]
	const steps = 12
	for i := 1; i <= steps; i++ {
		t := float64(i) / steps
		u := 1 - t
		f := func(a, b, c, d length.Length) length.Length {
			return length.Length(math.Round(u*u*u*float64(a) + 3*u*u*t*float64(b) + 3*u*t*t*float64(c) + t*t*t*float64(d)))
		}
		ps = append(ps, Point{f(from.X, c[0].X, c[1].X, c[2].X), f(from.Y, c[0].Y, c[1].Y, c[2].Y)})
	}
	return ps
}

// arrow appends the heads that a line has at its ends. Their size goes with the
// width of the line (20.1.10.31): three times for a medium one, at least as
// thick as a line of two points makes it.
func arrow(out []Contour, head, tail string, width length.Length) []Contour {
	if len(out) == 0 || out[0].Closed || len(out[0].Points) < 2 {
		return out
	}
	ps := out[0].Points
	tip := func(kind string, at, from Point) {
		if kind == "" || kind == "none" {
			return
		}
		dx, dy := float64(from.X-at.X), float64(from.Y-at.Y)
		d := math.Hypot(dx, dy)
		if d == 0 {
			return
		}
		size := 3 * float64(max(width, 2*length.Point))
		dx, dy = dx/d*size, dy/d*size
		p := func(along, across float64) Point {
			return Point{at.X + length.Length(dx*along-dy*across), at.Y + length.Length(dy*along+dx*across)}
		}
		switch kind {
		case "oval":
			out = append(out, Contour{Closed: true, Tip: true, Points: arc(nil, float64(at.X), float64(at.Y), size/2, size/2, 0, 360)})
		case "diamond":
			out = append(out, Contour{Closed: true, Tip: true, Points: []Point{p(-0.5, 0), p(0, 0.5), p(0.5, 0), p(0, -0.5)}})
		case "arrow", "open":
			out = append(out, Contour{Points: []Point{p(1, 0.5), p(0, 0), p(1, -0.5)}})
		default:
			out = append(out, Contour{Closed: true, Tip: true, Points: []Point{p(0, 0), p(1, 0.5), p(1, -0.5)}})
		}
	}
	tip(head, ps[0], ps[1])
	tip(tail, ps[len(ps)-1], ps[len(ps)-2])
	return out
}
