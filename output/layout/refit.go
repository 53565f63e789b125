package layout

import (
	"slices"

	"vanthu/output/length"
)

// uneven tells whether columns differ in width, so that text that goes on from one
// to the next is broken again.
func uneven(cols []column) bool {
	return slices.ContainsFunc(cols, func(c column) bool { return c.width != cols[0].width })
}

// refit breaks pieces again that were made for a column of another width, as many
// as fill its height: those behind them are left as they are until they are
// reached. A table that has begun keeps its columns.
func (e *engine) refit(ps []piece, width, height length.Length) []piece {
	var out []piece
	high := length.Length(0)
	for i := 0; i < len(ps); {
		if high > height || ps[i].pageBefore && i > 0 {
			return append(out, ps[i:]...)
		}
		p := &ps[i]
		end := i + 1
		made := ps[i:end]
		switch {
		case p.flow != nil && p.flow.width != width:
			for end < len(ps) && ps[end].flow == p.flow && ps[end].index > p.index {
				end++
			}
			made = p.flow.within(width, p.from).again(p, &ps[end-1])
		case p.row != nil && p.row.index == 0 && !p.row.rest && p.row.table.width != width:
			for end < len(ps) && ps[end].row != nil && ps[end].row.table == p.row.table {
				end++
			}
			if made = e.table(p.row.table.t, width); len(made) > 0 {
				made[0].takePlace(p)
			}
		}
		out = append(out, made...)
		for k := range made {
			high += made[k].gap + made[k].height
		}
		i = end
	}
	return out
}

// refitColumn breaks pieces again for a column. The same text is broken at every
// try, and again for the column where it comes to stand: it counts once, as it was
// made first.
func (e *engine) refitColumn(ps []piece, width, height length.Length) []piece {
	made := e.made.pieces
	out := e.refit(ps, width, height)
	e.made.pieces = made
	return out
}

// within gives the same text, from a token on, for a column of another width: words
// that were too long for the first may be whole in it.
func (f *textFlow) within(width length.Length, from int) *textFlow {
	g, br := *f, *f.br
	br.width = width
	if br.tokens != nil {
		br.tokens = mended(br.tokens, from)
	}
	g.width, g.br = width, &br
	return &g
}

// mended gives the tokens with the words from one on whole again.
func mended(tokens []token, from int) []token {
	out := slices.Clone(tokens[:min(from, len(tokens))])
	for i := len(out); i < len(tokens); i++ {
		t := tokens[i]
		if !t.parted {
			out = append(out, t)
			continue
		}
		word := slices.Clone(t.frags)
		for ; tokens[i].parted && i+1 < len(tokens); i++ {
			last, rest := &word[len(word)-1], tokens[i+1].frags
			if last.look == rest[0].look {
				last.text, last.width, rest = last.text+rest[0].text, -1, rest[1:]
			}
			word = append(word, rest...)
		}
		t.frags, t.width, t.parted = word, 0, false
		t.notes, t.glue = tokens[i].notes, tokens[i].glue
		for k := range word {
			if word[k].width < 0 {
				word[k].measure()
			}
			t.width += word[k].width
		}
		out = append(out, t)
	}
	return out
}

// again breaks a paragraph from its piece first on to its piece last.
func (f *textFlow) again(first, last *piece) []piece {
	made := f.pieces(f.around(first.from, first.index, 0, nil), first.index)
	made[0].takePlace(first)
	end := &made[len(made)-1]
	end.height += last.extra
	end.extra = last.extra
	return made
}

// takePlace puts a piece in the place of another one: what is above it and what is
// anchored there.
func (p *piece) takePlace(of *piece) {
	p.gap, p.gapTop, p.pageBefore, p.colBefore, p.floats = of.gap, of.gapTop, of.pageBefore, of.colBefore, of.floats
}
