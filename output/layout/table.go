package layout

import (
	"vanthu/output/length"
	"vanthu/output/wordml"
)

// tableBox is a table with its columns placed.
type tableBox struct {
	t       *wordml.Table
	width   length.Length   // of the column that it was laid out for
	edges   []length.Length // x of the grid lines
	fitted  bool            // they are not those that the file states
	headers []piece         // rows that each page repeats
}

// rowBox is a row, or the part of one that stands on one page.
type rowBox struct {
	table  *tableBox
	cells  []*cellBox
	header bool
	cant   bool // must not be split
	index  int
	exact  bool
	goesOn bool          // was parted: the rest is on the next page
	rest   bool          // is such a rest
	top    length.Length // room for its upper border
	foot   length.Length // room for its lower border where it ends a page

	tops, bottoms []edgeRun // its borders across
	sides         []sideRun // and down
	minimum       length.Length
}

// cellBox is a cell with its content laid out.
type cellBox struct {
	c        *wordml.Cell
	x, w     length.Length
	from, to int           // grid lines
	turn     float64       // of its text, degrees clockwise
	along    length.Length // the length of its lines where they are turned
	pieces   []piece
	group    *group // of a vertical merge, or nil
	// rest of a cell that was split: what was above is on another page
	continued bool
	continues bool
}

// group is a vertical merge: one content over several rows.
type group struct {
	start       *cellBox
	first, last int // rows
	rest        []piece
}

// columns finds the grid lines of a table in a column of the given width. The
// grid as stored counts, in proportion: where the table states a width (17.4.63),
// it is stretched or shrunk to it, in fixed tables and in others (measured with
// LibreOffice: 3000 2000 1000 in a table of 4000 gives 2000 1333 667). Then Word
// fits one that is not fixed to its contents; LibreOffice knows no such tables.
func (e *engine) columns(t *wordml.Table, width length.Length) (edges []length.Length, fitted bool) {
	cols := gridOf(t)
	n := len(cols)
	var sum length.Length
	missing := 0
	for _, w := range cols {
		sum += w
		if w <= 0 {
			missing++
		}
	}
	want := length.Length(0)
	switch t.Width.Kind {
	case wordml.WidthLength:
		want = t.Width.Length
	case wordml.WidthPercent:
		want = length.Length(float64(width) * t.Width.Percent / 100)
		if e.opt.Like == LikeLibreOffice {
			// It knows no table wider than the text. Word does: the grids that it
			// stores for such tables are as wide as the percentage says.
			want = min(want, width)
		}
	}
	stored := missing == 0 && (want == 0 || sum > want*9/10 && sum < want*11/10)
	if missing > 0 {
		sum = e.guess(t, cols, want, width)
	}
	if sum > 0 && want > 0 && (sum > want+length.Twip || sum < want-length.Twip) {
		for i := range cols {
			cols[i] = cols[i] * want / sum
		}
	}
	if !t.Fixed && n > 0 && e.opt.Like != LikeLibreOffice {
		fitted = e.autofit(t, cols, stored, want, width)
	}
	edges = make([]length.Length, n+1)
	for i, w := range cols {
		edges[i+1] = edges[i] + w
	}
	return edges, fitted
}

// gridOf gives the columns of a table as its grid states them, 0 for those of which
// only rows know.
func gridOf(t *wordml.Table) []length.Length {
	n := len(t.Grid)
	for _, r := range t.Rows {
		n = max(n, r.Columns())
	}
	cols := make([]length.Length, min(n, 2000))
	copy(cols, t.Grid)
	return cols
}

// rowEdges gives the left edges of a row's cells and the right one of the last.
// A row that does not fill the grid has its own, the widths that its cells ask for,
// unless the columns were fitted to their contents.
func (tb *tableBox) rowEdges(r *wordml.Row) []length.Length {
	at := func(i int) length.Length { return tb.edges[min(i, len(tb.edges)-1)] }
	grid := r.Before
	out := []length.Length{at(grid)}
	own := r.Columns() != len(tb.t.Grid) && !tb.fitted
	for _, c := range r.Cells {
		own = own && c.Width.Kind == wordml.WidthLength
	}
	for _, c := range r.Cells {
		grid += c.Span
		if own {
			out = append(out, out[len(out)-1]+c.Width.Length)
		} else {
			out = append(out, at(grid))
		}
	}
	return out
}

// guess fills in the widths that the grid does not give: from the cells'
// preferred widths, the rest in equal shares.
func (e *engine) guess(t *wordml.Table, cols []length.Length, want, width length.Length) (sum length.Length) {
	for _, r := range t.Rows {
		i := r.Before
		for _, c := range r.Cells {
			if c.Span == 1 && i < len(cols) && cols[i] <= 0 {
				switch c.Width.Kind {
				case wordml.WidthLength:
					cols[i] = c.Width.Length
				case wordml.WidthPercent:
					cols[i] = length.Length(float64(width) * c.Width.Percent / 100)
				}
			}
			i += c.Span
		}
	}
	missing := length.Length(0)
	for _, w := range cols {
		sum += w
		if w <= 0 {
			missing++
		}
	}
	if missing > 0 {
		if want == 0 {
			want = width
		}
		share := max((want-sum)/missing, length.Inch/4)
		for i := range cols {
			if cols[i] <= 0 {
				cols[i] = share
				sum += share
			}
		}
	}
	return sum
}

// table lays out a table: one piece a row.
func (e *engine) table(t *wordml.Table, width length.Length) []piece {
	tb := &tableBox{t: t, width: width}
	tb.edges, tb.fitted = e.columns(t, width)
	full := tb.edges[len(tb.edges)-1]
	var x0 length.Length
	switch t.Align {
	case wordml.Center:
		x0 = (width - full) / 2
	case wordml.Right:
		x0 = width - full
	default:
		x0 = t.Indent
		if len(t.Rows) > 0 && len(t.Rows[0].Cells) > 0 {
			if e.doc.Settings.CompatMode < 15 && e.depth == 0 {
				// Up to Word 2010 the text, not the border, stands at the margin.
				x0 -= t.Margins.Left
			} else {
				// The border's outer edge stands there, the grid is its middle.
				x0 += t.Rows[0].Cells[0].Left.Breadth() / 2
			}
		}
	}
	e.depth++
	defer func() { e.depth-- }()
	var out []piece
	open := map[int]*group{}
	heads, turned := true, false
	for i, r := range t.Rows {
		rb := &rowBox{table: tb, index: i, cant: r.CantSplit, exact: r.HeightRule == wordml.Exact}
		heads = heads && r.Header
		rb.header = heads
		if r.HeightRule != wordml.Auto {
			rb.minimum = r.Height
		}
		grid, at := min(r.Before, len(tb.edges)-1), tb.rowEdges(r)
		for k, c := range r.Cells {
			to := min(grid+c.Span, len(tb.edges)-1)
			cb := &cellBox{c: c, from: grid, to: to, x: x0 + at[k], w: at[k+1] - at[k], turn: turnOf(c)}
			turned = turned || cb.turn != 0
			e.merge(cb, open, i)
			if (cb.group == nil || cb.group.start == cb) && cb.turn == 0 {
				inner := max(cb.w-c.Margins.Left-c.Margins.Right, length.Point)
				cb.pieces = e.cellPieces(c, inner)
				if cb.group != nil {
					cb.group.rest = cb.pieces
				}
			}
			rb.cells = append(rb.cells, cb)
			grid = to
		}
		out = append(out, piece{row: rb, keepNext: keepsNext(r), pageBefore: e.depth == 1 && e.aside == 0 && beginsPage(r)})
	}
	edges(out)
	if heights(out); turned {
		e.turnCells(out)
	}
	for _, p := range out {
		if p.row.header && len(tb.headers) < len(out)-1 {
			tb.headers = append(tb.headers, p)
		}
	}
	if n := len(out); n > 0 {
		last := out[n-1].row
		out[n-1].height += last.foot
		last.foot = 0
	}
	return out
}

// keepsNext tells whether a row stays with the next: its first paragraph says
// so.
func keepsNext(r *wordml.Row) bool {
	if len(r.Cells) == 0 || len(r.Cells[0].Blocks) == 0 {
		return false
	}
	p, ok := r.Cells[0].Blocks[0].(*wordml.Paragraph)
	return ok && p.Props.KeepNext
}

// beginsPage tells whether a row begins a page: the first paragraph of one of its
// cells says so (17.3.1.23). It does so in Word in any row.
func beginsPage(r *wordml.Row) bool {
	for _, c := range r.Cells {
		if len(c.Blocks) == 0 {
			continue
		}
		if p, ok := c.Blocks[0].(*wordml.Paragraph); ok && p.Props.PageBreakBefore && c.Merge != wordml.MergeContinue {
			return true
		}
	}
	return false
}

// content lays out what a cell holds in lines of the given width. A cell that
// holds nothing and hides its mark (17.4.20) has no line.
func (e *engine) content(c *wordml.Cell, width length.Length) []piece {
	if p, ok := only(c.Blocks); ok && c.HideMark && blank(p) {
		return nil
	}
	outer := e.shade
	defer func() { e.shade = outer }()
	e.shade = over(c.Shade, e.shade)
	end := e.cellEnd
	defer func() { e.cellEnd = end }()
	if n := len(c.Blocks); n > 0 {
		e.cellEnd, _ = c.Blocks[n-1].(*wordml.Paragraph)
	}
	return e.blocks(c.Blocks, width, true)
}

// only gives the paragraph of blocks that are just one.
func only(bs []wordml.Block) (*wordml.Paragraph, bool) {
	if len(bs) != 1 {
		return nil, false
	}
	p, ok := bs[0].(*wordml.Paragraph)
	return p, ok
}

// merge ties a cell to its vertical merge. Cells belong together when they
// begin at the same grid line (17.4.84).
func (e *engine) merge(cb *cellBox, open map[int]*group, row int) {
	switch cb.c.Merge {
	case wordml.MergeStart:
		g := &group{start: cb, first: row, last: row}
		open[cb.from] = g
		cb.group = g
	case wordml.MergeContinue:
		if g := open[cb.from]; g != nil && g.last == row-1 {
			g.last = row
			cb.group = g
			return
		}
		// A continuation of nothing is a cell of its own.
		g := &group{start: cb, first: row, last: row}
		open[cb.from] = g
		cb.group = g
	default:
		delete(open, cb.from)
	}
}

// pile sets pieces one below the other and gives their height.
func pile(ps []piece) (out []set, height length.Length) {
	out = make([]set, len(ps))
	for i, p := range ps {
		if i == 0 {
			height += p.gapTop
		} else {
			height += p.gap
		}
		out[i] = set{p, height}
		height += p.height
	}
	return out, height
}

// stackHeight is the height of a pile.
func stackHeight(ps []piece) (h length.Length) {
	for i, p := range ps {
		if i == 0 {
			h += p.gapTop
		} else {
			h += p.gap
		}
		h += p.height
	}
	return h
}

// tall is the height that pieces need in the cell.
func (c *cellBox) tall(ps []piece) length.Length {
	if c.turn != 0 {
		return c.along
	}
	return stackHeight(ps)
}

// heights sets the natural height of each row: that of its highest cell, and in
// the last row of a merge what its content still lacks.
func heights(rows []piece) {
	for i := range rows {
		rb := rows[i].row
		rows[i].height = rb.natural(func(g *group) length.Length {
			h := g.start.tall(g.rest) + g.start.c.Margins.Top + g.start.c.Margins.Bottom
			for j := g.first; j < i; j++ {
				h -= rows[j].height
			}
			return h
		}, i)
	}
}

// natural is the height that a row needs. Merged cells count in their last row,
// with what rest tells.
func (rb *rowBox) natural(rest func(*group) length.Length, index int) length.Length {
	if rb.exact {
		return rb.minimum
	}
	var h length.Length
	for _, c := range rb.cells {
		switch {
		case c.group == nil:
			h = max(h, c.tall(c.pieces)+c.c.Margins.Top+c.c.Margins.Bottom)
		case c.group.last == index:
			h = max(h, rest(c.group))
		}
	}
	if h == 0 {
		return rb.minimum // its lines fall together
	}
	return max(h+rb.top, rb.minimum)
}

// roomy tells whether the height that is stated for a row is more than its
// content needs, the line above it aside. Such a row is not parted: it goes to the
// next page as a whole, in Word (which stores where its pages began), and in
// LibreOffice where a line stands below it (measured: at least 44 pt for 43.7 and
// a line of 2.25 are kept together, 43.5 and 30 for 30 are parted).
func (rb *rowBox) roomy() bool {
	bare := *rb
	bare.minimum, bare.top = 0, 0
	return rb.minimum > 0 && bare.natural(func(*group) length.Length { return 0 }, -1) < rb.minimum
}

// split parts a row so that its upper part fits into the given height. It
// gives false where the row may not be parted or nothing would fit. What is
// anchored in the row stays with the upper part.
func (e *engine) split(p *piece, avail length.Length, force bool) (head, tail piece, ok bool) {
	rb := p.row
	whole := rb.roomy() && (e.opt.Like == LikeWord || len(rb.bottoms) > 0)
	if (rb.cant || rb.exact || rb.turned() || whole) && !force {
		return head, tail, false
	}
	a, b := *rb, *rb
	a.cells, b.cells = nil, nil
	a.minimum, a.goesOn = 0, true
	some, all := false, true
	for _, c := range rb.cells {
		ca, cb := *c, *c
		ca.continues, cb.continued = true, true
		if c.turn != 0 {
			cb.pieces, cb.along = nil, 0
		} else if c.group == nil {
			room := avail - rb.top - c.c.Margins.Top - c.c.Margins.Bottom
			n := kept(c.pieces, fitting(c.pieces, room, force), force)
			if n == 0 && len(c.pieces) > 0 {
				all = false
			}
			some = some || n > 0
			ca.pieces, cb.pieces = c.pieces[:n:n], c.pieces[n:]
			if n < len(c.pieces) && c.pieces[n].row != nil {
				room -= stackHeight(c.pieces[:n])
				if h, t, ok := e.split(&c.pieces[n], room-c.pieces[n].gap, force && n == 0); ok {
					h.gap, h.gapTop = c.pieces[n].gap, c.pieces[n].gapTop
					ca.pieces = append(ca.pieces, h)
					cb.pieces = append([]piece{t}, c.pieces[n+1:]...)
					some, all = true, true
				}
			}
		}
		if len(cb.pieces) > 0 && cb.pieces[0].index > 0 {
			// LibreOffice repeats the space above a paragraph that goes on in a cell.
			cb.pieces = append([]piece(nil), cb.pieces...)
			cb.pieces[0].gapTop = cb.pieces[0].par.Props.Before
		}
		a.cells, b.cells = append(a.cells, &ca), append(b.cells, &cb)
	}
	if !force && (!some || !all) {
		return head, tail, false
	}
	if force && !some && (rb.minimum == 0 || avail <= 0) {
		return head, tail, false // margins alone are higher than the page: they would go on for ever
	}
	b.top, b.rest = rb.top, true
	b.minimum = max(0, rb.minimum-avail)
	rest := func(*group) length.Length { return 0 }
	head = piece{row: &a, height: max(avail, 0), floats: p.floats, notes: p.notes, pushed: p.pushed}
	tail = piece{row: &b, height: b.natural(rest, -1)}
	if short := a.natural(rest, -1); force && short > avail {
		head.height = short
	}
	return head, tail, true
}

// kept goes back from the n-th piece of a cell to where it may be parted: lines and
// paragraphs that are kept together are so in a cell too, as long as a fresh page
// may hold them.
func kept(ps []piece, n int, force bool) int {
	k := n
	for k > 0 && k < len(ps) && (ps[k-1].keepNext || ps[k].par != nil && ps[k].par == ps[k-1].par && ps[k].par.Props.KeepLines) {
		k--
	}
	if k == 0 && force {
		return n
	}
	return k
}

// fitting tells how many pieces of a cell fit into a height. Lines in cells may
// stand alone: neither Word nor LibreOffice minds widows there. Forced, at least
// one piece is taken.
func fitting(ps []piece, room length.Length, force bool) int {
	var h length.Length
	for i, p := range ps {
		g := p.gap
		if i == 0 {
			g = p.gapTop
		}
		if h += g + p.height; h > room+slack {
			if i == 0 && force {
				return 1
			}
			return i
		}
	}
	return len(ps)
}
