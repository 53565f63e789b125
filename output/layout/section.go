package layout

import (
	"vanthu/output/length"
	"vanthu/output/wordml"
)

// cursor is where the next piece goes.
type cursor struct {
	e           *engine
	number      int           // of the current page
	sect        int           // of the current page: the first one on it
	top, height length.Length // of the page's body
	y           length.Length // within the body
	fresh       bool          // nothing stands on the page yet
	col         int           // the column that was filled last
	colTop      length.Length // where the columns of the section begin on the page
	next        bool          // the section begins in a column of its own, beside the last one

	carried []piece        // notes that go on at the next foot
	notes   []*wordml.Note // of the page, where they stand at its foot in its full width
	foot    foot
	footX   length.Length
	line    int // the last line number

	above blockFlow // what the section above ended with
}

// column is one column of a section: x from the left margin.
type column struct{ x, width length.Length }

// columnsOf places the columns of a section (17.6.4). Those of unequal width
// bring their own widths and spaces.
func columnsOf(p wordml.PageSetup) []column {
	n := max(p.Columns, 1)
	if len(p.ColumnWidths) == n && n > 1 {
		out, x := make([]column, n), length.Length(0)
		for i, c := range p.ColumnWidths {
			out[i] = column{x, max(c.Width, length.Inch/4)}
			x += out[i].width + c.Space
		}
		return out
	}
	width := (p.TextWidth() - p.ColumnGap*length.Length(n-1)) / length.Length(n)
	width = max(width, length.Inch/4)
	out := make([]column, n)
	for i := range out {
		out[i] = column{(width + p.ColumnGap) * length.Length(i), width}
	}
	return out
}

// on gives the setup as it holds on a page of that number: inner and outer
// margins change sides (17.15.1.57).
func (e *engine) on(p wordml.PageSetup, number int) wordml.PageSetup {
	if e.doc.Settings.MirrorMargins && number%2 == 0 {
		p.Left, p.Right = p.Right, p.Left
	}
	return p
}

// open begins a page of a section.
func (c *cursor) open(s *wordml.Section, sect, number int, first bool) {
	c.close()
	e, p := c.e, s.Page
	if n := len(e.pages); n > 0 {
		e.made.items += len(e.pages[n-1].Items)
	}
	c.number, c.sect = number, sect
	e.pages = append(e.pages, Page{Width: p.Width, Height: p.Height, Number: number,
		Label: wordml.FormatNumber(number, p.NumberFormat)})
	e.sects = append(e.sects, sect)
	e.pageIndex = len(e.pages) - 1
	e.setup = e.on(p, number)
	if first {
		e.firstPage[sect] = e.pageIndex
	}
	c.top, c.height = e.body(s, sect, e.pageIndex)
	e.bodies[e.pageIndex] = [2]length.Length{c.top, c.height}
	c.y, c.fresh, c.col, c.colTop, c.next = 0, true, 0, 0, false
	c.notes, c.foot, c.footX = nil, foot{}, e.setup.Left
	if n := p.LineNumbers; n.Restart != "continuous" && n.Restart != "newSection" {
		c.line = n.Start - 1
	}
}

// at is where the body begins on the paper, in a column.
func (c *cursor) at(x length.Length) Point { return Point{X: c.e.setup.Left + x, Y: c.top} }

// close draws what stands at the foot of the page.
func (c *cursor) close() {
	if len(c.foot.sets) == 0 || len(c.e.pages) == 0 {
		return
	}
	page := &c.e.pages[c.e.pageIndex]
	bottom := c.top + c.height
	if c.e.doc.Sections[c.sect].Notes.BeneathText {
		bottom = min(bottom, c.top+c.y+c.foot.height)
	}
	c.e.emitFoot(page, c.foot, c.footX, bottom)
	c.carried, c.foot = c.foot.rest, foot{}
}

// end draws the last foot, and what of its notes goes on, on pages of their own.
func (c *cursor) end() {
	e := c.e
	c.close()
	for len(c.carried) > 0 && !e.full() {
		c.open(e.doc.Sections[c.sect], c.sect, c.number+1, false)
		c.foot, _ = e.footOf(c.carried, nil, c.height)
		c.close()
	}
}

// begin goes to where a section begins, which may be a new page. A section that
// begins on an odd or even page leaves the page before it blank where it must
// (17.6.22).
func (c *cursor) begin(index int, s *wordml.Section) {
	e, p := c.e, s.Page
	if n := p.LineNumbers; n.Restart == "newSection" || index == 0 {
		c.line = n.Start - 1
	}
	if len(e.pages) > 0 {
		last := e.pages[len(e.pages)-1]
		same := sameSize(last, p)
		switch {
		case p.Start == wordml.Continuous && same:
			if p.NumberStart >= 0 {
				c.number = p.NumberStart
			}
			c.col, c.colTop = 0, c.y
			return
		case p.Start == wordml.NextColumn && same && c.col+1 < max(p.Columns, 1):
			c.col++
			c.y, c.next = c.colTop, true
			return
		}
	}
	number := c.number + 1
	if p.NumberStart >= 0 {
		number = p.NumberStart
	}
	if odd := number%2 == 1; len(e.pages) > 0 && (p.Start == wordml.EvenPage && odd || p.Start == wordml.OddPage && !odd) {
		if p.NumberStart < 0 {
			if e.opt.Like != LikeLibreOffice { // whose PDFs leave such pages out
				c.blank(number)
			}
			number++
		}
	}
	c.open(s, index, number, true)
}

// blank leaves a page empty: it has neither header nor footer.
func (c *cursor) blank(number int) {
	e, last := c.e, c.e.pages[len(c.e.pages)-1]
	c.close()
	e.pages = append(e.pages, Page{Width: last.Width, Height: last.Height, Number: number, Label: last.Label})
	e.sects = append(e.sects, blankPage)
}

// blankPage stands for the section of a page that is left blank.
const blankPage = -1

// section lays out one section, column after column, page after page. next is
// the section after it, or nil.
func (e *engine) section(c *cursor, index int, s, next *wordml.Section) {
	c.begin(index, s)
	e.setup, e.sect = e.on(s.Page, c.number), index
	cols := columnsOf(s.Page)
	// The columns before a continuous break end at one height.
	even := len(cols) > 1 && !e.doc.Settings.NoColumnBalance && next != nil && next.Page.Start == wordml.Continuous &&
		next.Page.Width == s.Page.Width && next.Page.Height == s.Page.Height
	shared := len(cols) == 1 || even || !c.fresh && !c.next
	e.column, e.noteWidth, e.noteBoxes = cols[0].width, cols[0].width, map[*wordml.Note]noteBox{}
	if shared {
		e.noteWidth = max(s.Page.TextWidth(), length.Inch/4)
	}
	from := feed{flow: blockFlow{engine: e, bs: e.opened(s), width: e.column, pending: -1}}
	from.end = func() (ps []piece) {
		if len(cols) > 1 && from.flow.pending == columnToken {
			// The break ends the column, and the section below begins under it.
			from.flow.pending = -1
			ps = []piece{{colBefore: true}}
		}
		return append(ps, e.endnotes(s)...)
	}
	if !c.fresh {
		// It follows the section above as a block follows another.
		from.flow.prev, from.flow.after, from.flow.pending = c.above.prev, c.above.after, c.above.pending
	}
	ahead := c.height * length.Length(len(cols)+2) // more than what a page holds and looks ahead to
	if even {
		ahead = endless
	}
	begun := c.fresh
	for ps := from.more(nil, ahead); len(ps) > 0; ps = from.more(ps, ahead) {
		e.setup = e.on(s.Page, c.number)
		switch {
		case len(cols) == 1:
			ps = c.single(ps, begun, next == nil || next.Page.Start != wordml.Continuous)
		case shared:
			ps = c.evened(ps, cols, begun, even)
		default:
			ps = c.separate(ps, cols, begun)
		}
		c.fresh = false
		if e.full() {
			return
		}
		if len(ps) > 0 {
			begun = ps[0].pageBefore
			c.open(s, index, c.number+1, false)
		}
	}
	c.above = from.flow
}

// put draws what a column holds and gives its lower end.
func (c *cursor) put(placed []set, x length.Length) (low length.Length) {
	e := c.e
	e.emit(&e.pages[e.pageIndex], placed, e.setup.Left+x, c.top)
	e.countNotes(placed)
	c.numberLines(placed, x)
	for _, s := range placed {
		low = max(low, s.y+s.height)
	}
	return low
}

// single fills the page with a section of one column; last says that nothing
// follows the section on its last page.
func (c *cursor) single(ps []piece, begun, last bool) []piece {
	e := c.e
	placed, rest, at := e.fill(ps, region{y: c.y, height: c.height, top: c.fresh, begun: begun, carried: c.carried, notes: c.notes, at: c.at(0)})
	for i := range placed {
		c.notes = append(c.notes, placed[i].calls()...)
	}
	if n := len(placed); n > 0 && c.fresh && (last || len(rest) > 0) {
		align(placed, e.setup.VAlign, c.height-at.height-placed[n-1].y-placed[n-1].height, len(rest) > 0)
	}
	c.y = max(c.y, c.put(placed, 0))
	c.foot, c.footX = at, e.setup.Left
	if len(at.sets) == 0 {
		c.carried = nil
	}
	return rest
}

// separate fills the page with columns that each have their own foot.
func (c *cursor) separate(ps []piece, cols []column, begun bool) []piece {
	e := c.e
	low := c.y
	from := c.col
	top, unlike := c.fresh || c.next, uneven(cols)
	for i := from; i < len(cols) && len(ps) > 0; i++ {
		if ps[0].pageBefore && !(top && i == from) {
			break
		}
		if unlike {
			ps = e.refitColumn(ps, cols[i].width, c.height)
		}
		placed, rest, at := e.fill(ps, region{y: c.colTop, height: c.height, top: top || i > from, begun: begun && i == from, carried: c.carried, at: c.at(cols[i].x)})
		low = max(low, c.put(placed, cols[i].x))
		e.emitFoot(&e.pages[e.pageIndex], at, e.setup.Left+cols[i].x, c.top+c.height)
		c.carried = at.rest
		c.col = i
		ps = rest
	}
	c.between(cols, low)
	c.y, c.next = low, false
	return ps
}

// evened fills the columns of a section that stands above or below others on
// the page; their notes share the foot of the page. Where even is wanted and
// everything fits, the columns are as low as they can be.
func (c *cursor) evened(ps []piece, cols []column, begun, even bool) []piece {
	e := c.e
	base, unlike := c.y, uneven(cols)
	if !c.fresh && !ps[0].pageBefore && !ps[0].colBefore {
		// All columns begin below the space above the first.
		base += ps[0].gap
		ps[0].gap, c.colTop = 0, base
	}
	try := func(height length.Length, whole bool) (placed [][]set, rest []piece) {
		rest = ps
		for i := range cols {
			if unlike {
				rest = e.refitColumn(rest, cols[i].width, c.height)
			}
			if len(rest) == 0 || i > 0 && (rest[0].pageBefore || !c.fresh && len(placed[0]) == 0) {
				break
			}
			var sets []set
			sets, rest, _ = e.fill(rest, region{y: base, height: height, top: c.fresh || i > 0, begun: begun && i == 0, plain: true, whole: whole, at: c.at(cols[i].x)})
			placed = append(placed, sets)
		}
		return placed, rest
	}
	limit := c.height
	var placed [][]set
	var rest []piece
	var notes []*wordml.Note
	var at foot
	for range 5 {
		placed, rest = try(limit, false)
		notes = append([]*wordml.Note(nil), c.notes...)
		for _, sets := range placed {
			for i := range sets {
				notes = append(notes, sets[i].calls()...)
			}
		}
		at, _ = e.footOf(c.carried, notes, c.height)
		if limit+at.height <= c.height+slack {
			break
		}
		limit = c.height - at.height
	}
	if even && len(rest) == 0 {
		low, high := base, limit
		for high-low > length.Twip {
			mid := (low + high) / 2
			if p, left := try(mid, true); len(left) == 0 && within(p, mid) {
				high, placed = mid, p
			} else {
				low = mid
			}
		}
	}
	bottom := c.y
	for i, sets := range placed {
		bottom = max(bottom, c.put(sets, cols[i].x))
	}
	c.between(cols, bottom)
	c.y, c.notes, c.foot, c.footX = bottom, notes, at, e.setup.Left
	if len(at.sets) == 0 {
		c.carried = nil
	}
	return rest
}

// within tells whether nothing hangs over the height.
func within(placed [][]set, height length.Length) bool {
	for _, sets := range placed {
		for _, s := range sets {
			if s.y+s.height > height+slack {
				return false
			}
		}
	}
	return true
}

// between draws the lines between columns (w:sep).
func (c *cursor) between(cols []column, low length.Length) {
	e := c.e
	if !e.setup.ColumnLine || low <= c.colTop {
		return
	}
	page := &e.pages[e.pageIndex]
	for i := 1; i < len(cols); i++ {
		x := e.setup.Left + (cols[i-1].x+cols[i-1].width+cols[i].x)/2
		page.Items = append(page.Items, Line{X1: x, Y1: c.top + c.colTop, X2: x, Y2: c.top + low, Width: length.Point / 2, Style: "single"})
	}
}

func sameSize(a Page, p wordml.PageSetup) bool { return a.Width == p.Width && a.Height == p.Height }

// endnotes lays out the notes at the end of a section, as text that goes on
// over the pages, under a rule of their own.
func (e *engine) endnotes(s *wordml.Section) []piece {
	if len(s.Endnotes) == 0 {
		return nil
	}
	blocks := append([]wordml.Block(nil), e.doc.Endnotes.Rule...)
	for _, n := range s.Endnotes {
		blocks = append(blocks, n.Blocks...)
	}
	ps := e.blocks(blocks, e.column, false)
	if len(ps) > 0 {
		ps[0].gap = e.between(e.spaceBelow(s.Blocks), ps[0].gapTop)
	}
	return ps
}
