package layout

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"vanthu/output/length"
	"vanthu/output/wordml"
)

// Point is a place on the paper.
type Point = wordml.Point

// Crop is the share of a picture that is cut off at each edge.
type Crop = wordml.Crop

// Polygon is an outline through points, filled and drawn as said.
type Polygon struct {
	Points []Point
	Closed bool
	Fill   Color // none where it is not set
	Width  length.Length
	Color  Color
	Style  string // of the line; "" or none draws none
}

// Picture is a raster picture, drawn into a box and then turned about its
// middle. Crop tells which share of it is cut off at each edge.
type Picture struct {
	X, Y, W, H   length.Length
	Turn         float64 // degrees clockwise
	FlipH, FlipV bool
	Crop         Crop
	Image        *wordml.Picture
}

// Turned is items that are turned together about a point.
type Turned struct {
	X, Y  length.Length
	Turn  float64 // degrees clockwise
	Items []Item
}

func (p Polygon) shifted(dx, dy length.Length) Item {
	p.Points = slices.Clone(p.Points)
	for i := range p.Points {
		p.Points[i].X += dx
		p.Points[i].Y += dy
	}
	return p
}

func (p Picture) shifted(dx, dy length.Length) Item { p.X += dx; p.Y += dy; return p }

func (t Turned) shifted(dx, dy length.Length) Item {
	t.X, t.Y, t.Items = t.X+dx, t.Y+dy, shift(t.Items, dx, dy)
	return t
}

func shift(items []Item, dx, dy length.Length) []Item {
	out := make([]Item, len(items))
	for i, it := range items {
		out[i] = it.shifted(dx, dy)
	}
	return out
}

func (p Polygon) dump() string {
	var b strings.Builder
	b.WriteString("polygon")
	if p.Fill.Set {
		b.WriteString(" fill" + hexColor(p.Fill))
	}
	if stroked(p.Style) {
		fmt.Fprintf(&b, " width %.2f %s%s", p.Width.Pt(), p.Style, hexColor(p.Color))
	}
	for _, pt := range p.Points {
		fmt.Fprintf(&b, " %.2f,%.2f", pt.X.Pt(), pt.Y.Pt())
	}
	if p.Closed {
		b.WriteString(" closed")
	}
	return b.String()
}

func (p Picture) dump() string {
	s := fmt.Sprintf("picture %.2f %.2f %.2f %.2f %s", p.X.Pt(), p.Y.Pt(), p.W.Pt(), p.H.Pt(), p.Image.Part)
	if p.Turn != 0 || p.FlipH || p.FlipV {
		s += fmt.Sprintf(" turn %.1f flip %t %t", p.Turn, p.FlipH, p.FlipV)
	}
	if p.Crop != (Crop{}) {
		s += fmt.Sprintf(" crop %.3f %.3f %.3f %.3f", p.Crop.Left, p.Crop.Top, p.Crop.Right, p.Crop.Bottom)
	}
	return s
}

func (t Turned) dump() string {
	s := fmt.Sprintf("turned %.1f about %.2f %.2f", t.Turn, t.X.Pt(), t.Y.Pt())
	for _, it := range t.Items {
		s += "\n    " + it.dump()
	}
	return s
}

// Strokes gives the lines that a line is drawn with, two for a double one, and
// their breadth, in whose middle the line runs.
func (l Line) Strokes() (strokes []wordml.Stroke, breadth length.Length) {
	b := wordml.Border{Style: l.Style, Width: l.Width}
	return b.Strokes(), b.Breadth()
}

func stroked(style string) bool { return style != "" && style != "none" }

// texts calls f for all texts among items, those within others too.
func texts(items []Item, f func(Text)) {
	for _, it := range items {
		switch it := it.(type) {
		case Text:
			f(it)
		case Turned:
			texts(it.Items, f)
		}
	}
}

// layer is a float on a page: those of a higher order are drawn later.
type layer struct {
	order int
	items []Item
}

// settle puts the floats of a page under and over its text.
func (p *Page) settle() {
	byOrder := func(a, b layer) int { return a.order - b.order }
	slices.SortStableFunc(p.under, byOrder)
	slices.SortStableFunc(p.over, byOrder)
	var items []Item
	for _, l := range p.under {
		items = append(items, l.items...)
	}
	items = append(items, p.Items...)
	for _, l := range p.over {
		items = append(items, l.items...)
	}
	p.Items, p.under, p.over = items, nil, nil
}

// turn moves a point about another by degrees clockwise.
func turn(p, about Point, degrees float64) Point {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	x, y := float64(p.X-about.X), float64(p.Y-about.Y)
	return Point{X: about.X + length.Length(math.Round(x*cos-y*sin)), Y: about.Y + length.Length(math.Round(x*sin+y*cos))}
}
