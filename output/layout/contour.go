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
	if len(b.Tight) > 2 {
		w.left, w.right, w.top, w.bottom = 1<<40, -1<<40, 1<<40, -1<<40
		for _, p := range b.Tight {
			w.left, w.right = min(w.left, left+p.X), max(w.right, left+p.X)
			w.top, w.bottom = min(w.top, top+p.Y), max(w.bottom, top+p.Y)
		}
		d.Top, d.Bottom, over = 0, 0, wordml.Margins{} // beside it alone a distance is kept
	}
	w.left, w.right = w.left-d.Left-over.Left, w.right+d.Right+over.Right
	w.top, w.bottom = w.top-d.Top-over.Top, w.bottom+d.Bottom+over.Bottom
	return w
}

// outlineStep is how far a line is moved down along an outline to look again
// whether it has room.
const outlineStep = length.Point

// across gives the stretches that a wall takes of the strip from top to bottom,
// and where it is worth looking again for room.
func (w wall) across(top, bottom length.Length) (out []span, next length.Length) {
	if len(w.of.Tight) < 3 {
		return []span{{w.left, w.right}}, w.bottom
	}
	next = min(w.bottom, top+outlineStep)
	ys := []length.Length{max(top, w.top), min(bottom, w.bottom)}
	for _, p := range w.of.Tight {
		if y := p.Y + w.at.Y; y > top && y < bottom {
			ys = append(ys, y)
		}
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

// crossings gives where the outline crosses a height, from left to right.
func (w wall) crossings(y length.Length) (xs []length.Length) {
	ps := w.of.Tight
	y -= w.at.Y
	for i, p := range ps {
		q := ps[(i+1)%len(ps)]
		if (p.Y > y) == (q.Y > y) {
			continue
		}
		t := float64(y-p.Y) / float64(q.Y-p.Y)
		xs = append(xs, w.at.X+p.X+length.Length(t*float64(q.X-p.X)))
	}
	slices.Sort(xs)
	return xs
}
