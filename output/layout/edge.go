package layout

import (
	"vanthu/output/length"
	"vanthu/output/wordml"
)

// edgeRun is a horizontal stretch of border between two grid lines.
type edgeRun struct {
	x1, x2 length.Length
	border wordml.Border
	inside bool // of a merge: drawn only where a page begins or ends there
}

// sideRun is the vertical border of a row at a grid line.
type sideRun struct {
	x      length.Length
	border wordml.Border
}

// edges settles the borders of all rows and the room that they take.
func edges(rows []piece) {
	var above []*cellBox
	for i := range rows {
		rb := rows[i].row
		rb.tops = rowLine(above, rb.cells)
		for _, r := range rb.tops {
			if !r.inside {
				rb.top = max(rb.top, r.border.Breadth())
			}
		}
		rb.bottoms = rowLine(rb.cells, nil)
		for _, r := range rb.bottoms {
			rb.foot = max(rb.foot, r.border.Breadth())
		}
		rb.sides = sides(rb.cells)
		above = rb.cells
	}
}

// rowLine gives the borders on the line between two rows, either of which may
// be absent.
func rowLine(above, below []*cellBox) (out []edgeRun) {
	for len(above) > 0 || len(below) > 0 {
		var a, b *cellBox
		var x1, x2 length.Length
		switch {
		case len(below) == 0 || len(above) > 0 && above[0].x+above[0].w <= below[0].x:
			a, x1, x2 = above[0], above[0].x, above[0].x+above[0].w
		case len(above) == 0 || below[0].x+below[0].w <= above[0].x:
			b, x1, x2 = below[0], below[0].x, below[0].x+below[0].w
		default:
			a, b = above[0], below[0]
			x1, x2 = max(a.x, b.x), min(a.x+a.w, b.x+b.w)
			if left := min(a.x, b.x); left < x1 { // one reaches further left
				x2, x1 = x1, left
				if a.x == left {
					b = nil
				} else {
					a = nil
				}
			}
		}
		out = appendRun(out, edgeRun{x1: x1, x2: x2, border: meet(bottomOf(a), topOf(b)),
			inside: a != nil && b != nil && a.group != nil && a.group == b.group})
		above, below = beyond(above, x2), beyond(below, x2)
	}
	return out
}

func bottomOf(c *cellBox) wordml.Border {
	if c == nil {
		return wordml.Border{}
	}
	return c.c.Bottom
}

func topOf(c *cellBox) wordml.Border {
	if c == nil {
		return wordml.Border{}
	}
	return c.c.Top
}

// beyond gives what of a row's cells lies right of x, the first one cut there.
func beyond(cells []*cellBox, x length.Length) []*cellBox {
	for len(cells) > 0 && cells[0].x+cells[0].w <= x {
		cells = cells[1:]
	}
	if len(cells) == 0 || cells[0].x >= x {
		return cells
	}
	rest := *cells[0]
	rest.x, rest.w = x, cells[0].x+cells[0].w-x
	return append([]*cellBox{&rest}, cells[1:]...)
}

func appendRun(runs []edgeRun, r edgeRun) []edgeRun {
	if !r.border.Visible() || r.x2 <= r.x1 {
		return runs
	}
	if n := len(runs); n > 0 && runs[n-1].x2 == r.x1 && runs[n-1].border == r.border && runs[n-1].inside == r.inside {
		runs[n-1].x2 = r.x2
		return runs
	}
	return append(runs, r)
}

// sides gives the vertical borders of a row.
func sides(cells []*cellBox) (out []sideRun) {
	add := func(x length.Length, b wordml.Border) {
		if b.Visible() {
			out = append(out, sideRun{x, b})
		}
	}
	for i, c := range cells {
		left := c.c.Left
		if i > 0 && cells[i-1].to == c.from {
			left = meet(cells[i-1].c.Right, left)
		}
		add(c.x, left)
		if i == len(cells)-1 || cells[i+1].from != c.to {
			add(c.x+c.w, c.c.Right)
		}
	}
	return out
}

// borderWeights are the number of a style's lines times its own number (17.4.66).
var borderWeights = map[string]int{
	"single": 1, "thick": 2, "double": 6, "dotted": 4, "dashed": 5, "dotDash": 6, "dotDotDash": 7, "triple": 24,
	"thinThickSmallGap": 18, "thickThinSmallGap": 20, "thinThickThinSmallGap": 33,
	"thinThickMediumGap": 24, "thickThinMediumGap": 26, "thinThickThinMediumGap": 42,
	"thinThickLargeGap": 30, "thickThinLargeGap": 32, "thinThickThinLargeGap": 51,
	"wave": 18, "doubleWave": 38, "dashSmallGap": 20, "dashDotStroked": 21,
	"threeDEmboss": 22, "threeDEngrave": 23, "outset": 24, "inset": 25,
}

// meet decides between the borders of two neighbouring cells (17.4.66): no
// border yields to any, one that stands at the table to one that stands at its
// cell, a thin one to a thick one, a light style to a heavy one, and a light
// colour to a dark one. Where nothing decides, the first one stands.
//
// The clause weighs by style alone and says nothing of lines of one style: the
// width decides first.
func meet(a, b wordml.Border) wordml.Border {
	switch {
	case !b.Visible():
		return a
	case !a.Visible():
		return b
	case a.Own != b.Own:
		if a.Own {
			return a
		}
		return b
	}
	if x, y := a.Breadth(), b.Breadth(); x != y {
		if x > y {
			return a
		}
		return b
	}
	if x, y := borderWeights[a.Style], borderWeights[b.Style]; x != y {
		if x > y {
			return a
		}
		return b
	}
	if brightness(b.Color) < brightness(a.Color) {
		return b
	}
	return a
}

// brightness is that of the clause's first formula; automatic is black.
func brightness(c Color) int { return int(c.R) + int(c.B) + 2*int(c.G) }

// sideAt is the breadth of the row's border down at x.
func (rb *rowBox) sideAt(x length.Length) length.Length {
	for _, s := range rb.sides {
		if s.x == x {
			return s.border.Breadth()
		}
	}
	return 0
}

// emitBorders draws the borders of the row i of what is placed on a page.
func (e *engine) emitBorders(page *Page, placed []set, i int, dx, dy length.Length) {
	s := &placed[i]
	rb := s.row
	y1, y2 := dy+s.y, dy+s.y+s.height
	stroke := func(b wordml.Border, x1, y1, x2, y2 length.Length) {
		page.Items = append(page.Items, Line{X1: x1, Y1: y1, X2: x2, Y2: y2, Width: b.Width, Color: b.Color, Style: b.Style})
	}
	first := i == 0 || placed[i-1].row == nil || placed[i-1].row.table != rb.table || placed[i-1].row.index+1 != rb.index
	last := i == len(placed)-1 || placed[i+1].row == nil || placed[i+1].row.table != rb.table
	// The lines across reach over those down, so that corners are full.
	across := func(r edgeRun, y length.Length) {
		stroke(r.border, dx+r.x1-rb.sideAt(r.x1)/2, y, dx+r.x2+rb.sideAt(r.x2)/2, y)
	}
	for _, r := range rb.tops {
		if !r.inside || first {
			across(r, y1+rb.top/2)
		}
	}
	if last {
		for _, r := range rb.bottoms {
			across(r, y2-r.border.Breadth()/2)
		}
	}
	for _, r := range rb.sides {
		stroke(r.border, dx+r.x, y1, dx+r.x, y2)
	}
	for _, c := range rb.cells {
		if c.c.Down.Visible() {
			stroke(c.c.Down, dx+c.x, y1, dx+c.x+c.w, y2)
		}
		if c.c.Up.Visible() {
			stroke(c.c.Up, dx+c.x, y2, dx+c.x+c.w, y1)
		}
	}
}
