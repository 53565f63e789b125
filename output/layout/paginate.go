package layout

import (
	"slices"

	"vanthu/output/length"
	"vanthu/output/wordml"
)

// slack forgives the rounding of sums where pieces are stacked: a twentieth of
// a point. Widths get none: a word that is a hair too long goes to the next
// line in Word and in LibreOffice.
const slack = length.Twip

// mayPart tells whether a page may end between the pieces k-1 and k.
func mayPart(ps []piece, k int) bool {
	return partable(&ps[k-1], &ps[k])
}

func partable(a, b *piece) bool {
	if b.pageBefore || b.colBefore {
		return true
	}
	if a.row != nil && a.row.header && b.row != nil && b.row.table == a.row.table {
		return false // a header does not stand alone
	}
	if b.par != nil && a.par == b.par {
		pr := &b.par.Props
		if pr.KeepLines {
			return false
		}
		// No line of a paragraph stands alone at the foot or the head of a page.
		if !pr.WidowControl {
			// LibreOffice leaves no first line alone all the same (measured).
			return b.index >= 2 || b.flow == nil || b.flow.opt.Like != LikeLibreOffice
		}
		return b.index >= 2 && b.n-b.index >= 2
	}
	return !a.keepNext
}

// set is a piece at its y within a region.
type set struct {
	piece
	y length.Length
}

// region is the room of one column on one page.
type region struct {
	y, height length.Length  // where it begins and how far it reaches
	top       bool           // nothing stands above
	begun     bool           // it was begun on purpose: the first piece keeps the space above it
	carried   []piece        // notes that go on at its foot
	notes     []*wordml.Note // called for above it on the page
	plain     bool           // notes are not its matter
	whole     bool           // nothing hangs over its end
	at        Point          // where the column begins on the paper, y of the body
}

// over is what of a piece may hang over the region's end.
func (r *region) over(p *piece) length.Length {
	if r.whole {
		return 0
	}
	return p.over
}

// foot sets the notes of what is placed, and of more, above the region's end.
func (e *engine) foot(r *region, more []*wordml.Note, bottom length.Length) (foot, bool) {
	if r.plain {
		return foot{}, true
	}
	notes := append(append([]*wordml.Note(nil), r.notes...), more...)
	return e.footOf(r.carried, notes, r.height-bottom)
}

// fill stacks pieces into a region. It gives what was placed, the pieces that
// are left and what stands at the foot.
func (e *engine) fill(ps []piece, r region) (out []set, rest []piece, at foot) {
	f := &stacking{e: e, r: &r, ps: ps}
	out, rest = f.stack()
	if !r.plain {
		rest = mergesOn(out, rest)
	}
	bottom := r.y
	var notes []*wordml.Note
	for i := range out {
		bottom = out[i].y + out[i].height
		if !r.plain {
			notes = append(notes, out[i].calls()...)
		}
	}
	at, _ = e.foot(&r, notes, bottom)
	return out, rest, at
}

// stacking is a region while pieces are stacked in it.
type stacking struct {
	e     *engine
	r     *region
	ps    []piece
	out   []set
	heads int            // header rows that stand first
	notes []*wordml.Note // called for so far
}

func (f *stacking) stack() (out []set, rest []piece) {
	e, r, ps := f.e, f.r, f.ps
	if len(ps) == 0 {
		return nil, nil
	}
	// What goes on from the page before leaves room for a line of text.
	at, _ := e.foot(r, nil, r.y+ps[0].height)
	height := r.height - at.height
	y := r.y
	if h := repeated(&ps[0]); r.top && len(h) > 0 {
		var sum length.Length
		for _, p := range h {
			sum += p.height
		}
		if sum < height*3/4 {
			for _, p := range copies(h) {
				out = append(out, set{p, y})
				y += p.height
			}
		}
	}
	f.out, f.heads = out, len(out)
	walls := reaching(e.standing(r.at), r.height)
	for i := 0; i < len(f.ps); i++ {
		p := &f.ps[i]
		if (p.pageBefore || p.colBefore) && (i > 0 || !r.top) {
			return f.out, f.ps[i:]
		}
		gap := p.gap
		if i == 0 && r.top {
			gap = 0
			if r.begun {
				gap = p.gapTop
			}
		}
		walls = added(walls, reaching(e.anchored(p, y+gap, r.at), r.height))
		if len(walls) > 0 && (p.index == 0 || i == 0) || p.bent && i == 0 {
			before := p.gap
			f.ps = e.beside(f.ps, i, y+gap, gap, walls)
			p = &f.ps[i]
			gap += p.gap - before
		}
		bottom := y + gap + p.height
		fits := bottom+p.lower()-r.over(p) <= height+slack
		if called := p.calls(); len(called) > 0 && !r.plain {
			// Footnotes stand on the page of the line that calls for them.
			// A note that must be parted leaves room for the lines that go with this one.
			low := bottom
			for k := i + 1; k < len(f.ps) && !mayPart(f.ps, k) && low+f.ps[k].gap+f.ps[k].height <= r.height; k++ {
				low += f.ps[k].gap + f.ps[k].height
			}
			notes := append(f.notes[:len(f.notes):len(f.notes)], called...)
			at, ok := e.foot(r, notes, low)
			if !ok {
				at, ok = e.foot(r, notes, bottom)
			}
			if fits = fits && ok; fits {
				f.notes = append(f.notes, called...)
				height = r.height - at.height
			}
		}
		if !fits {
			return f.overflow(i, y+gap, height)
		}
		f.out = append(f.out, set{*p, y + gap})
		y = bottom
	}
	return f.out, nil
}

// overflow ends the region before the piece i, which does not fit at y: it parts
// the row, or goes back to the last place where parting is allowed.
func (f *stacking) overflow(i int, y, height length.Length) ([]set, []piece) {
	p := &f.ps[i]
	alone := i == 0 && f.r.top
	if p.row != nil && !p.row.header {
		if head, tail, ok := f.part(p, y, height, alone); ok {
			rest := append([]piece{tail}, f.ps[i+1:]...)
			rest[0].keepNext = p.keepNext
			return append(f.out, set{head, y}), rest
		}
	}
	if alone {
		// Nothing is above it and it is too high: it stays, and hangs over.
		return append(f.out, set{*p, y}), f.ps[1:]
	}
	for k := i; k > 0; k-- {
		if mayPart(f.ps, k) {
			back(f.ps[k : i+1])
			return f.out[:f.heads+k], f.ps[k:]
		}
	}
	if !f.r.top {
		back(f.ps[:i+1])
		return f.out[:f.heads], f.ps // a fresh page may hold it together
	}
	back(f.ps[i : i+1])
	return f.out[:f.heads+i], f.ps[i:]
}

// endless is more room than any page has.
const endless = 1 << 20 * length.Point

// part parts a row at the foot of the region so that the notes called for in
// its upper part find room below it.
func (f *stacking) part(p *piece, y, height length.Length, alone bool) (head, tail piece, ok bool) {
	room := height - y
	for range 8 {
		head, tail, ok = f.e.split(p, room, alone)
		if !ok || f.r.plain {
			return head, tail, ok
		}
		called := head.calls()
		if len(called) == 0 {
			return head, tail, true
		}
		notes := append(f.notes[:len(f.notes):len(f.notes)], called...)
		if _, fits := f.e.foot(f.r, notes, y+head.height); fits || alone {
			return head, tail, true
		}
		whole, _ := f.e.foot(f.r, notes, -endless)
		if less := f.r.height - whole.height - y; less < room {
			room = less
		} else {
			room -= length.Point
		}
		if room <= 0 {
			break
		}
	}
	return head, tail, false
}

// repeated gives the header rows that a page shows above a row that goes on.
func repeated(p *piece) []piece {
	if p.row == nil || p.row.header || len(p.row.table.headers) == 0 {
		return nil
	}
	return p.row.table.headers
}

// copies makes header rows anew, with merges of their own.
func copies(ps []piece) []piece {
	out := make([]piece, len(ps))
	groups := map[*group]*group{}
	for i, p := range ps {
		rb := *p.row
		rb.cells = make([]*cellBox, len(p.row.cells))
		for j, c := range p.row.cells {
			n := *c
			if c.group != nil {
				g := groups[c.group]
				if g == nil {
					g = &group{start: &n, first: c.group.first, last: c.group.last, rest: c.group.start.pieces}
					groups[c.group] = g
				}
				n.group = g
			}
			rb.cells[j] = &n
		}
		p.row = &rb
		out[i] = p
	}
	return out
}

// emit puts placed pieces onto a page.
func (e *engine) emit(page *Page, placed []set, dx, dy length.Length) {
	done := map[*group]bool{}
	for i := range placed {
		s := &placed[i]
		for _, f := range s.floats {
			e.emitFloat(page, f, dx, dy, s.y-s.pushed)
		}
		for _, it := range s.items {
			page.Items = append(page.Items, it.shifted(dx, dy+s.y))
		}
		for _, d := range s.drawings {
			page.Items = append(page.Items, shift(d.box.items, dx+d.x, dy+s.y+d.y)...)
			e.seen(d.box)
		}
		if s.row != nil {
			e.emitRow(page, placed, i, dx, dy, done)
		}
		if s.par != nil && e.inPage == nil {
			if _, ok := e.pageOf[s.par]; !ok {
				e.pageOf[s.par] = e.pageIndex
				e.mark(s.par, dy+s.y)
			}
		}
	}
}

// emitRow draws one row: grounds first, then contents, then the borders.
func (e *engine) emitRow(page *Page, placed []set, i int, dx, dy length.Length, done map[*group]bool) {
	s := &placed[i]
	y0 := dy + s.y
	type cellArea struct {
		c      *cellBox
		height length.Length
	}
	var areas []cellArea
	for _, c := range s.row.cells {
		h, k := s.height, i
		if g := c.group; g != nil {
			if done[g] {
				continue
			}
			done[g] = true
			for k+1 < len(placed) && holds(placed[k+1].row, g) {
				k++
				h = placed[k].y + placed[k].height - s.y
			}
		}
		areas = append(areas, cellArea{c, h})
	}
	for _, a := range areas {
		if f := a.c.c.Shade; f.Set {
			page.Items = append(page.Items, Rect{X: dx + a.c.x, Y: y0, W: a.c.w, H: a.height, Fill: f})
		}
	}
	for _, a := range areas {
		// What goes on over the page begins at its top, and so does the whole row
		// in which a merge goes on (measured with LibreOffice).
		goesOn := a.c.group != nil && goes(placed, i, a.c.group)
		e.emitCell(page, a.c, s.row, dx, y0, a.height, goesOn, goesOn || rowGoesOn(placed, i))
	}
	e.emitBorders(page, placed, i, dx, dy)
}

func holds(rb *rowBox, g *group) bool {
	if rb == nil {
		return false
	}
	for _, c := range rb.cells {
		if c.group == g {
			return true
		}
	}
	return false
}

// mergesOn makes room for the text of merges that go on from the rows placed to
// those that are left: what these lack, the last one of the merge gets.
func mergesOn(placed []set, rest []piece) []piece {
	if len(rest) == 0 || rest[0].row == nil {
		return rest
	}
	cloned := false
	for _, c := range rest[0].row.cells {
		g := c.group
		if g == nil || len(g.rest) == 0 {
			continue
		}
		m := g.start.c.Margins.Top + g.start.c.Margins.Bottom
		first, room := len(placed), -m
		for first > 0 && holds(placed[first-1].row, g) {
			first--
			room += placed[first].height
		}
		if first == len(placed) {
			continue // it begins below
		}
		need := m + rest[0].row.top + stackHeight(g.rest[fitting(g.rest, room-placed[first].row.top, true):])
		last := 0
		for k := 0; k < len(rest) && holds(rest[k].row, g); k++ {
			need, last = need-rest[k].height, k
		}
		if need <= slack || rest[last].row.exact {
			continue
		}
		if !cloned {
			rest, cloned = slices.Clone(rest), true
		}
		rest[last].height += need
	}
	return rest
}

// goes tells whether a merge goes on beyond the rows that are placed from i on.
func goes(placed []set, i int, g *group) bool {
	k := i
	for k+1 < len(placed) && holds(placed[k+1].row, g) {
		k++
	}
	return k == len(placed)-1 && (placed[k].row.goesOn || placed[k].row.index < g.last)
}

// rowGoesOn tells whether a row is the last one placed and a merge goes on
// beyond it.
func rowGoesOn(placed []set, i int) bool {
	if i != len(placed)-1 {
		return false
	}
	for _, c := range placed[i].row.cells {
		if c.group != nil && c.group.last > placed[i].row.index {
			return true
		}
	}
	return false
}

// emitCell draws the content of a cell into its area; goesOn says that a merge
// has more of it on the next page.
func (e *engine) emitCell(page *Page, c *cellBox, rb *rowBox, dx, y0, height length.Length, goesOn, atTop bool) {
	m := c.c.Margins
	pieces := c.pieces
	room := height - rb.top - m.Top - m.Bottom
	if c.turn != 0 {
		room = c.across()
	} else if g := c.group; g != nil {
		n := len(g.rest)
		if goesOn {
			n = fitting(g.rest, room, true)
		}
		// Where the merge ends, all that is left of it stands, be it too high.
		pieces, g.rest = g.rest[:n:n], g.rest[n:]
	}
	if len(pieces) == 0 {
		return
	}
	sets, y := pile(pieces)
	off := rb.top + m.Top
	if c.turn != 0 {
		off = 0
	}
	if !c.continued && !c.continues && !atTop {
		switch c.c.VAlign {
		case "center":
			off += max(room-y, 0) / 2
		case "bottom":
			off += max(room-y, 0)
		}
	}
	if c.turn != 0 {
		e.emitTurned(page, c, sets, dx+c.x+m.Left, y0+rb.top+m.Top, y0+height-m.Bottom, off)
		return
	}
	e.emit(page, sets, dx+c.x+m.Left, y0+off)
}

// lower is the room for the lower border of a row that ends a page.
func (p *piece) lower() length.Length {
	if p.row == nil {
		return 0
	}
	return p.row.foot
}
