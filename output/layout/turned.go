package layout

import (
	"slices"
	"sort"

	"vanthu/output/length"
	"vanthu/output/wordml"
)

// turnOf is the angle of a cell's text, in degrees clockwise (17.18.93): 270 from
// the bottom to the top, 90 from the top to the bottom.
func turnOf(c *wordml.Cell) float64 {
	switch c.Direction {
	case "btLr":
		return 270
	case "tbRl", "tbRlV", "tbLrV":
		return 90
	}
	return 0
}

// turned tells whether a row has turned text, so that it is not parted.
func (rb *rowBox) turned() bool {
	return slices.ContainsFunc(rb.cells, func(c *cellBox) bool { return c.turn != 0 })
}

// across is the room for the lines of a turned cell, set side by side.
func (c *cellBox) across() length.Length {
	return max(c.w-c.c.Margins.Left-c.c.Margins.Right, length.Point)
}

// turnCells lays out the turned cells of a table whose upright cells are laid
// out, for the height that their rows have from these. Then lines that do not
// stand side by side in the cell make the row higher. A row for which no height
// is stated becomes so high that no line is broken.
func (e *engine) turnCells(rows []piece) {
	for i := range rows {
		for _, c := range rows[i].row.cells {
			if c.turn == 0 || c.group != nil && c.group.start != c {
				continue
			}
			last, stated, fixed := i, false, true
			if c.group != nil {
				last = c.group.last
			}
			high := -c.c.Margins.Top - c.c.Margins.Bottom - rows[i].row.top
			for k := i; k <= last; k++ {
				high += rows[k].height
				stated = stated || rows[k].row.minimum > 0
				fixed = fixed && rows[k].row.exact
			}
			e.turnCell(c, max(high, length.Point), stated, fixed)
			if c.group != nil {
				c.group.rest = nil // it is not parted
			}
		}
	}
	heights(rows)
}

// turnCell finds the length of the lines of a turned cell and breaks them.
func (e *engine) turnCell(c *cellBox, along length.Length, stated, fixed bool) {
	lay := func(along length.Length) (ps []piece, fits bool) {
		ps = e.content(c.c, along)
		return ps, stackHeight(ps) <= c.across()+slack
	}
	if full := e.longest(c); !fixed && full > along {
		if stated {
			// The shortest lines that stand side by side, in steps of a point.
			n := sort.Search(int((full-along)/length.Point), func(i int) bool {
				_, fits := lay(along + length.Length(i)*length.Point)
				return fits
			})
			full = along + length.Length(n)*length.Point
		}
		along = full
	}
	c.along = along
	c.pieces, _ = lay(along)
}

// longest is the length of the longest line of a cell when none is broken, on
// a page at the most.
func (e *engine) longest(c *cellBox) (out length.Length) {
	room := e.setup.Height - e.setup.Top - e.setup.Bottom
	for _, p := range e.content(c.c, 10*room) {
		first, end := 10*room, length.Length(0)
		texts(p.items, func(t Text) { first, end = min(first, t.X), max(end, t.X+t.Width) })
		if p.par != nil && end > first {
			pr := &p.par.Props
			out = max(out, end-first+max(pr.Left, pr.Left+pr.First, 0)+pr.Right+length.Twip)
		}
	}
	return min(out, room)
}

// emitTurned draws the content of a turned cell into its area.
func (e *engine) emitTurned(page *Page, c *cellBox, sets []set, left, top, bottom, off length.Length) {
	var own Page
	for i := range sets {
		sets[i].y += off
	}
	e.emit(&own, sets, 0, 0)
	own.settle()
	if len(own.Items) == 0 {
		return
	}
	x, y := left, bottom // begins at the lower left, lines follow to the right
	if c.turn == 90 {
		x, y = left+c.across(), top // at the upper right, lines follow to the left
	}
	page.Items = append(page.Items, Turned{X: x, Y: y, Turn: c.turn, Items: shift(own.Items, x, y)})
}
