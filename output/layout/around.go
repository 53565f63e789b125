package layout

import (
	"slices"

	"vanthu/output/length"
	"vanthu/output/wordml"
)

// wall is a rectangle that text keeps clear of: a float with the distances that
// it asks for.
type wall struct {
	left, top, right, bottom length.Length
	at                       Point // where the float itself begins
	of                       *wordml.Float
	sx, sy                   float64 // what its outline is stretched by; 0 where the wall is the rectangle
}

func (w wall) shifted(dx, dy length.Length) wall {
	w.at.X, w.at.Y = w.at.X+dx, w.at.Y+dy
	w.left, w.top, w.right, w.bottom = w.left+dx, w.top+dy, w.right+dx, w.bottom+dy
	return w
}

// above tells whether a float reaches above the y of its anchor. What one that
// has no text beside it keeps free above itself does not count: it would push
// the text before its anchor down, and the anchor with it.
func (w wall) above(y length.Length) bool {
	if w.of.Wrap == wordml.TopAndBottom {
		return w.at.Y < y
	}
	return w.top < y
}

// besideFloats is how wide a place beside a float must be for text to stand
// there. It is so in Word.
const besideFloats = length.Inch

// roomBeside is besideFloats; LibreOffice puts words into any place that is
// wide enough for them (measured with pictures that leave 12 and 17 mm).
func (e *engine) roomBeside() length.Length {
	if e.opt.Like == LikeLibreOffice {
		return 1
	}
	return besideFloats
}

// span is a stretch of a line between walls.
type span struct{ from, to length.Length }

// everywhere is a span without walls.
var everywhere = span{-1 << 40, 1 << 40}

// free gives the stretches of lo to hi that are free of walls between top and
// bottom. Where walls stand there, next is the nearest end of one below top.
func (e *engine) free(walls []wall, top, bottom, lo, hi length.Length) (out []span, next length.Length) {
	room := e.roomBeside()
	out, next = []span{{lo, hi}}, top
	for _, w := range walls {
		if w.top >= bottom-slack || w.bottom <= top+slack || w.left >= hi || w.right <= lo && w.of.Wrap != wordml.TopAndBottom {
			continue
		}
		taken, end := w.across(top, bottom)
		if len(taken) == 0 {
			continue
		}
		if next == top || end < next {
			next = end
		}
		l, r := taken[0].from, taken[len(taken)-1].to
		side := w.of.Side
		if side == "largest" {
			side = "right"
			if l-lo > hi-r {
				side = "left"
			}
		}
		switch {
		case w.of.Wrap == wordml.TopAndBottom:
			taken = []span{{lo, hi}}
		case side == "left":
			taken = []span{{l, hi}}
		case side == "right":
			taken = []span{{lo, r}}
		}
		for _, t := range taken {
			out = without(out, t, room)
		}
	}
	if next == top {
		return []span{everywhere}, next
	}
	return out, next
}

// without takes a stretch out of others. What is left counts where it is at least
// as wide as room.
func without(spans []span, t span, room length.Length) (out []span) {
	for _, s := range spans {
		if t.to <= s.from || t.from >= s.to {
			out = append(out, s)
			continue
		}
		if t.from-s.from >= room {
			out = append(out, span{s.from, t.from})
		}
		if s.to-t.to >= room {
			out = append(out, span{t.to, s.to})
		}
	}
	return out
}

// textFlow is a paragraph that can be broken again where it stands beside floats.
type textFlow struct {
	*engine
	p                    *wordml.Paragraph
	br                   *breaker
	width                length.Length
	joinsPrev, joinsNext bool
	ground               Color // what the text stands on
}

// around breaks the text from a token on, the line of that index first. y is
// where that line begins, in the coordinates of the walls.
func (f *textFlow) around(from, index int, y length.Length, walls []wall) []line {
	var out []line
	if f.br.tokens == nil {
		f.br.tokens = f.shape(f.p).tokens
	}
	pr := &f.p.Props
	lo, hi := min(pr.Left, pr.Left+pr.First), f.width-pr.Right
	mark := line{}
	mark.ascent, mark.descent = f.markHeight(f.p)
	guess, _ := f.lineHeight(pr, &mark)
	for {
		high, drop := guess, length.Length(0)
		var l line
		next := from
		for try := 0; ; try++ {
			spans, below := f.free(walls, y, y+high, lo, hi)
			parts, to := f.spread(from, index+len(out) == 0, spans)
			if len(parts) == 0 {
				drop += below - y
				y = below
				continue
			}
			l, next = together(parts), to
			h, _ := f.lineHeight(pr, &l)
			if again, _ := f.free(walls, y, y+h, lo, hi); try > 3 || h <= high || slices.Equal(again, spans) {
				high = h
				break
			}
			high = h
		}
		l.from, l.drop = from, drop
		out = append(out, l)
		y += high
		if len(out) > maxTokens {
			return out
		}
		if from = next; from >= len(f.br.tokens) {
			if f.br.opensLine(&l) {
				empty, _ := f.br.line(from, false)
				empty.from = from
				out = append(out, empty)
			}
			return out
		}
	}
}

// spread fills the stretches of one line from left to right. It gives no parts
// where not a word fits.
func (f *textFlow) spread(from int, first bool, spans []span) (parts []line, next int) {
	b := f.br
	defer func() { b.span, b.beside, b.start, b.shift = everywhere, false, false, 0 }()
	lo := min(f.p.Props.Left, f.p.Props.Left+f.p.Props.First)
	for i, s := range spans {
		// Indents count from a float that stands where the line would begin.
		b.span, b.beside, b.start = s, s != everywhere, i == 0 && s != everywhere && s.from > lo
		l, to := b.line(from, first)
		if to == from && from < len(b.tokens) {
			continue
		}
		parts, from, first = append(parts, l), to, false
		if to >= len(b.tokens) || l.end != wordToken {
			break
		}
	}
	return parts, from
}

// together makes one line of its parts.
func together(parts []line) line {
	l := parts[0]
	for _, p := range parts[1:] {
		l.ascent, l.descent = max(l.ascent, p.ascent), max(l.descent, p.descent)
		l.lead, l.boxed = max(l.lead, p.lead), l.boxed || p.boxed
		l.notes = append(l.notes, p.notes...)
		l.leaders = append(l.leaders, p.leaders...)
		l.frags = append(l.frags, p.frags...)
		l.end = p.end
	}
	return l
}

// beside breaks the text that begins with the piece i again where walls stand
// beside it, or where they stood beside it on the page before. y is where the
// piece begins, and gap the space above it.
func (e *engine) beside(ps []piece, i int, y, gap length.Length, walls []wall) []piece {
	p := &ps[i]
	if p.flow == nil {
		return e.pushed(ps, i, y, walls)
	}
	end, high := i+1, p.height
	for end < len(ps) && ps[end].flow == p.flow && ps[end].index > p.index {
		high += ps[end].height
		end++
	}
	if !p.bent && !stand(walls, y, y+high) {
		return ps
	}
	top := y
	if p.index == 0 {
		top += p.flow.topEdge()
	}
	lines := p.flow.around(p.from, p.index, top, walls)
	if lines[0].drop > 0 && p.index == 0 {
		lines[0].drop += gap // where the paragraph is moved down, so is the space above it
	}
	made := p.flow.pieces(lines, p.index)
	for k := range made {
		made[k].bent = stand(walls, y, y+made[k].height)
		y += made[k].height
	}
	made[0].takePlace(p)
	last := &made[len(made)-1]
	last.height += ps[end-1].extra
	last.extra = ps[end-1].extra
	return slices.Concat(ps[:i], made, ps[end:])
}

// pushed moves a table's row below what it cannot stand beside.
func (e *engine) pushed(ps []piece, i int, y length.Length, walls []wall) []piece {
	rb := ps[i].row
	if rb == nil || rb.index > 0 {
		return ps
	}
	left, right := rb.table.edges[0], rb.table.edges[len(rb.table.edges)-1]
	if len(rb.cells) > 0 {
		left, right = rb.cells[0].x, rb.cells[0].x+right-left
	}
	to := y
	for again := true; again; {
		again = false
		for _, w := range walls {
			if w.top < to+ps[i].height && w.bottom > to && (w.of.Wrap == wordml.TopAndBottom || w.left+w.of.Dist.Left < right && w.right-w.of.Dist.Right > left) {
				to, again = w.bottom, true
			}
		}
	}
	if to == y {
		return ps
	}
	out := slices.Clone(ps)
	out[i].gap += to - y
	out[i].gapTop += to - y
	out[i].pushed += to - y
	return out
}

// back undoes the pushing of rows that go on to the next region.
func back(ps []piece) {
	for i := range ps {
		p := &ps[i]
		p.gap, p.gapTop, p.pushed = p.gap-p.pushed, p.gapTop-p.pushed, 0
	}
}

func stand(walls []wall, top, bottom length.Length) bool {
	for _, w := range walls {
		if w.top < bottom && w.bottom > top {
			return true
		}
	}
	return false
}

// anchored gives the walls of floats that are anchored at y, in the coordinates
// of a column that begins at a point of the paper.
func (e *engine) anchored(p *piece, y length.Length, at Point) (out []wall) {
	for _, b := range p.floats {
		if b.Wrap == wordml.NoWrap {
			continue
		}
		left, top := e.place(b, at.X, at.Y, y)
		out = append(out, b.wall(left, top).shifted(-at.X, -at.Y))
	}
	return out
}

// standing gives the walls that stand on the page when a column of it is begun
// at a point:
// those of floats that are placed, and from the pass before those of floats that
// reach above their anchor.
func (e *engine) standing(at Point) (out []wall) {
	placed := map[*wordml.Float]bool{}
	for _, w := range e.walls {
		placed[w.of] = true
		out = append(out, w.shifted(-at.X, -at.Y))
	}
	for _, w := range e.last.early[e.pageIndex] {
		if !placed[w.of] {
			out = append(out, w.shifted(-at.X, -at.Y))
		}
	}
	return out
}

// reaching leaves out the walls that stand wholly below a region, as a page number
// in a frame of the footer does: a row that is parted there would go below them.
func reaching(walls []wall, bottom length.Length) []wall {
	return slices.DeleteFunc(walls, func(w wall) bool { return w.top >= bottom-slack })
}

// maxWalls bounds the floats that text keeps clear of on one page.
const maxWalls = 500

// added puts walls to those that stand; what is known of a float from the pass
// before gives way.
func added(walls, more []wall) []wall {
	if len(more) == 0 || len(walls) > maxWalls {
		return walls
	}
	out := slices.DeleteFunc(slices.Clone(walls), func(w wall) bool {
		return slices.ContainsFunc(more, func(m wall) bool { return m.of == w.of })
	})
	return append(out, more...)
}

// clear breaks the text of a stack that stands by itself (a cell, a header, a
// text box) around the floats in it. It begins at a point of the paper.
func (e *engine) clear(ps []piece, at Point) []piece {
	if !floating(ps) {
		return ps
	}
	ps, early := e.clearOnce(ps, at, nil)
	if len(early) > 0 {
		ps, _ = e.clearOnce(ps, at, early)
	}
	return ps
}

func floating(ps []piece) bool {
	return slices.ContainsFunc(ps, func(p piece) bool { return len(p.floats) > 0 })
}

// clearOnce does so knowing of some floats beforehand, and gives those that
// reach above their anchor.
func (e *engine) clearOnce(ps []piece, at Point, walls []wall) (out []piece, early []wall) {
	now := length.Length(0)
	for i := 0; i < len(ps); i++ {
		gap := ps[i].gap
		if i == 0 {
			gap = ps[i].gapTop
		}
		more := e.anchored(&ps[i], now+gap, at)
		for _, w := range more {
			if w.above(now + gap) {
				early = append(early, w)
			}
		}
		walls = added(walls, more)
		if len(walls) > 0 && ps[i].index == 0 {
			before := ps[i].gap
			ps = e.beside(ps, i, now+gap, gap, walls)
			gap += ps[i].gap - before
		}
		now += gap + ps[i].height
	}
	return ps, early
}

// anchors calls f for the pieces of a stack that floats are anchored in, with
// where they begin.
func (e *engine) anchors(ps []piece, f func(i int, y length.Length)) {
	now := length.Length(0)
	for i := range ps {
		gap := ps[i].gap
		if i == 0 {
			gap = ps[i].gapTop
		}
		if len(ps[i].floats) > 0 {
			f(i, now+gap-ps[i].pushed)
		}
		now += gap + ps[i].height
	}
}

// cellPieces lays out the content of a cell: text around the floats in it, and
// the cell as high as they reach.
func (e *engine) cellPieces(c *wordml.Cell, width length.Length) []piece {
	pad := e.pad
	e.pad = c.Margins.Left
	ps := e.clear(e.content(c, width), Point{})
	e.pad = pad
	if !floating(ps) {
		return ps
	}
	low := length.Length(0)
	e.anchors(ps, func(i int, y length.Length) {
		for _, b := range ps[i].floats {
			if b.inCell && b.Wrap != wordml.NoWrap {
				_, top := e.place(b, 0, 0, y)
				low = max(low, top+b.h)
			}
		}
	})
	if more := low - stackHeight(ps); more > 0 {
		last := &ps[len(ps)-1]
		last.height += more
		last.extra += more
	}
	return ps
}
