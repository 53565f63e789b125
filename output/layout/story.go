package layout

import (
	"slices"

	"vanthu/output/length"
	"vanthu/output/wordml"
)

// boxed lays out the text that stands in a text box, as wide as there is room.
func (e *engine) boxed(t *wordml.TextBox, width length.Length) []piece {
	if opening := e.opening; len(t.Blocks) > 0 {
		e.opening = t.Blocks[0]
		defer func() { e.opening = opening }()
	}
	if t.First == nil {
		return e.clear(e.blocks(t.Blocks, width, false), Point{})
	}
	known := &e.stories
	if e.inPage != nil {
		known = &e.inPage.stories // a header may say another thing on each page
	}
	if *known == nil {
		*known = stories{}
	}
	if _, ok := (*known)[t]; !ok {
		e.story(t.First, *known)
	}
	return (*known)[t]
}

// stories is what stands in each of the linked text boxes.
type stories map[*wordml.TextBox][]piece

// story shares a text out among linked text boxes (wps:linkedTxbx): each takes
// the lines that it has room for, and at least one, the last all that are left. A
// document that is too large by then is not broken anew in each width.
func (e *engine) story(first *wordml.TextBox, known stories) {
	for b := first; b != nil; b = b.Next {
		known[b] = nil // a box that stands in its own story takes none of it
	}
	var rest []piece
	width := length.Length(-1)
	for b := first; b != nil; b = b.Next {
		w, h := b.W, b.H
		if vertical(b) != 0 {
			w, h = h, w
		}
		in := b.Insets
		w, h = max(w-in.Left-in.Right, length.Point), h-in.Top-in.Bottom
		switch {
		case b == first:
			rest = e.clear(e.blocks(first.Blocks, w, false), Point{})
		case w != width && e.made.pieces <= maxPieces:
			rest = e.clear(e.refit(rest, w, endless), Point{})
		}
		width = w
		n := len(rest)
		if b.Next != nil {
			n = taken(rest, h)
		}
		known[b], rest = slices.Clone(rest[:n]), rest[n:]
		for i := range known[b] {
			known[b][i].flow = nil // they stay as they are: what is broken anew is not kept
		}
	}
}

// taken counts the pieces that a box of the given height takes.
func taken(ps []piece, room length.Length) int {
	var y length.Length
	for i, p := range ps {
		if i > 0 && (p.pageBefore || p.colBefore) {
			return i
		}
		gap := p.gap
		if i == 0 {
			gap = p.gapTop
		}
		if y += gap + p.height; i > 0 && y > room+slack {
			for k := i; k > 0; k-- {
				if mayPart(ps, k) {
					return k
				}
			}
			return i
		}
	}
	return len(ps)
}

// vertical is the angle that the text of a box is turned by in its shape.
func vertical(t *wordml.TextBox) float64 {
	switch t.Vertical {
	case "vert", "eaVert", "wordArtVert":
		return 90
	case "vert270":
		return 270
	}
	return 0
}
