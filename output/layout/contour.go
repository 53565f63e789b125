package layout

import (
	"slices"

	"vanthu/output/length"
	"vanthu/output/wordml"
)

// wall gives what text keeps clear of about a float that is placed: its box with
// the distances that it asks for, turned as it is and with what reaches over it
// (20.4.2.6), or its outline.
func (b *floatBox) wall(left, top length.Length) wall {
	w := wall{left: left, top: top, right: left + b.w, bottom: top + b.h, at: Point{X: left, Y: top}, of: b.Float}
	d, over := b.Dist, b.Reach(b.w, b.h)
	if len(b.Tight) > 2 && b.W > 0 && b.H > 0 {
		w.sx, w.sy = float64(b.w)/float64(b.W), float64(b.h)/float64(b.H)
		w.left, w.right, w.top, w.bottom = 1<<40, -1<<40, 1<<40, -1<<40
		for _, p := range b.Tight {
			p = w.corner(p)
			w.left, w.right = min(w.left, p.X), max(w.right, p.X)
			w.top, w.bottom = min(w.top, p.Y), max(w.bottom, p.Y)
		}
		d.Top, d.Bottom, over = 0, 0, wordml.Margins{} // beside it alone a distance is kept
	}
	w.left, w.right = w.left-d.Left-over.Left, w.right+d.Right+over.Right
	w.top, w.bottom = w.top-d.Top-over.Top, w.bottom+d.Bottom+over.Bottom
	return w
}

// corner is where a corner of the outline stands.
func (w wall) corner(p Point) Point {
	return Point{X: w.at.X + length.Length(float64(p.X)*w.sx), Y: w.at.Y + length.Length(float64(p.Y)*w.sy)}
}

// outlineStep is how far a line is moved down along an outline to look again
// whether it has room.
const outlineStep = length.Point

// manyCorners is how many corners of an outline may lie beside a line for it to be
// followed; of more, their bounds count.
const manyCorners = 16

// across gives the stretches that a wall takes of the strip from top to bottom,
// and where it is worth looking again for room.
func (w wall) across(top, bottom length.Length) (out []span, next length.Length) {
	if w.sy == 0 {
		return []span{{w.left, w.right}}, w.bottom
	}
	next = min(w.bottom, top+outlineStep)
	ys := []length.Length{max(top, w.top), min(bottom, w.bottom)}
	for _, p := range w.of.Tight {
		if y := w.corner(p).Y; y > top && y < bottom {
			ys = append(ys, y)
		}
	}
	if len(ys)-2 > manyCorners {
		return w.bounds(ys[0], ys[1]), next
	}
	slices.Sort(ys)
	ys = slices.Compact(ys)
	// No corner lies between two of these heights: what the outline takes there is
	// bounded by what it takes just below the one and just above the other.
	for i := 0; i+1 < len(ys); i++ {
		a, b := w.crossings(ys[i]+1), w.crossings(ys[i+1]-1)
		for k := 0; k+1 < len(a) && k+1 < len(b); k += 2 {
			out = append(out, span{min(a[k], b[k]) - w.of.Dist.Left, max(a[k+1], b[k+1]) + w.of.Dist.Right})
		}
	}
	if len(out) == 0 {
		return nil, next
	}
	slices.SortFunc(out, func(a, b span) int { return int(a.from - b.from) })
	merged := out[:1]
	for _, s := range out[1:] {
		if last := &merged[len(merged)-1]; s.from <= last.to || !w.of.Through {
			last.to = max(last.to, s.to)
		} else {
			merged = append(merged, s)
		}
	}
	return merged, next
}

// bounds gives the stretch that the outline takes of a strip as a whole.
func (w wall) bounds(top, bottom length.Length) []span {
	s := span{w.right, w.left}
	for _, x := range slices.Concat(w.crossings(top), w.crossings(bottom)) {
		s.from, s.to = min(s.from, x), max(s.to, x)
	}
	for _, p := range w.of.Tight {
		if p = w.corner(p); p.Y >= top && p.Y <= bottom {
			s.from, s.to = min(s.from, p.X), max(s.to, p.X)
		}
	}
	return []span{{s.from - w.of.Dist.Left, s.to + w.of.Dist.Right}}
}

// crossings gives where the outline crosses a height, from left to right.
func (w wall) crossings(y length.Length) (xs []length.Length) {
	ps := w.of.Tight
	p := w.corner(ps[len(ps)-1])
	for _, c := range ps {
		q := p
		p = w.corner(c)
		if (p.Y > y) == (q.Y > y) {
			continue
		}
		t := float64(y-p.Y) / float64(q.Y-p.Y)
		xs = append(xs, p.X+length.Length(t*float64(q.X-p.X)))
	}
	slices.Sort(xs)
	return xs
}
