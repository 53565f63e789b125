package wordml

import (
	"cmp"
	"slices"

	"vanthu/output/length"
)

// chained is a text box whose text may go on in another, or come from one.
type chained struct {
	box  *TextBox
	id   string // of the story (wps:txbx, wps:linkedTxbx), or of the VML shape
	seq  int    // its place in the story; 0 is the first
	vml  bool
	next string // the VML shape that the text goes on in
	// In the order of reading, those from since on and before at stand within it.
	since, at int
}

// link notes a text box of a shape of the given size.
func (r *reader) link(c chained, w, h length.Length) {
	if c.id == "" {
		return
	}
	c.id = r.part + "\x00" + c.id
	if c.next != "" {
		c.next = r.part + "\x00" + c.next
	}
	c.box.W, c.box.H, c.at = w, h, len(r.chained)
	r.chained = append(r.chained, c)
}

// linkBoxes joins the text boxes of each story, once all have been read.
func (r *reader) linkBoxes() {
	named := map[string]*TextBox{}
	linked := map[*TextBox]bool{}
	join := func(from, to *TextBox) {
		if from == nil || to == nil || from.Next != nil || linked[to] || len(to.Blocks) > 0 {
			return
		}
		for b := to; b != nil; b = b.Next {
			if b == from {
				return // they would go round
			}
		}
		from.Next, linked[to] = to, true
	}
	slices.SortStableFunc(r.chained, func(a, b chained) int { return cmp.Compare(a.seq, b.seq) })
	last := map[string]*TextBox{}
	for _, c := range r.chained {
		switch {
		case c.vml:
			named[c.id] = c.box
		case c.seq == 0 && last[c.id] == nil:
			last[c.id] = c.box
		case c.seq > 0 && last[c.id] != nil:
			join(last[c.id], c.box)
			last[c.id] = c.box
		}
	}
	for _, c := range r.chained {
		if c.vml && c.next != "" {
			join(c.box, named[c.next])
		}
	}
	at := map[*TextBox]int{}
	for _, c := range r.chained {
		at[c.box] = c.at
	}
	for _, c := range r.chained {
		if c.box.Next == nil || linked[c.box] {
			continue
		}
		// A box that stands within the text cannot be where that text goes on.
		for b := c.box; b.Next != nil; {
			if next := b.Next; at[next] >= c.since && at[next] < c.at {
				b.Next, next.Next = next.Next, nil
			} else {
				b = next
			}
		}
		for b := c.box; b != nil && c.box.Next != nil; b = b.Next {
			b.First = c.box
		}
	}
}
