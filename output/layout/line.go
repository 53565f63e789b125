package layout

import (
	"slices"

	"vanthu/output/length"
	"vanthu/output/wordml"
)

// placed is a fragment at its x on the line, measured from the column's left.
type placed struct {
	frag
	x     length.Length
	space bool // a space follows
}

// line is one line, ready but for its y.
type line struct {
	frags   []placed
	leaders []leader
	notes   []*wordml.Note // called for on it
	ascent  length.Length
	descent length.Length
	lead    length.Length // height of its text without drawings
	boxed   bool          // a drawing stands in it
	from    int           // its first token
	drop    length.Length // above it, where floats leave no room
	end     tokenKind     // what ended it: wordToken where it was full or the last
}

// leader is what fills a tab.
type leader struct {
	x, width length.Length
	mark     string
	props    *wordml.RunProps
}

// segment is a stretch of a line between tabs.
type segment struct {
	from, to int           // tokens
	start    length.Length // where the text before it ended
	stop     length.Length
	align    wordml.Align
	leader   string
	tab      int // the tab token before it, or -1
	width    length.Length
	point    length.Length // width up to the decimal sign, or -1
}

// x is where the segment's text begins: about its stop, but never over what
// stands before it. It may hang over the line's end, as it does in Word.
func (s *segment) x() length.Length {
	switch s.align {
	case wordml.Right:
		return max(s.start, s.stop-s.width)
	case wordml.Center:
		return max(s.start, s.stop-s.width/2)
	case wordml.DecimalTab:
		w := s.width
		if s.point >= 0 {
			w = s.point
		}
		return max(s.start, s.stop-w)
	}
	return s.stop
}

// end is what the line breaker compares with the line's end: text about a stop
// fits when there is room for it right of the text before it.
func (s *segment) end() length.Length {
	if s.align != wordml.Left {
		return s.start + s.width
	}
	return s.stop + s.width
}

// breaker breaks one paragraph.
type breaker struct {
	e      *engine
	p      *wordml.Paragraph
	tokens []token
	width  length.Length // of the column
	span   span          // what of the line is free of floats
	beside bool          // of some: a word that is too long finds room elsewhere
	start  bool          // the span is where a float stands at the line's beginning: indents and tabs count from it
	shift  length.Length // by which they are moved on this line
	inCell bool          // of a table, where a decimal stop needs no tab
	moved  int           // tokens, where words were cut
}

func (b *breaker) lines() []line {
	var out []line
	for from := 0; ; {
		l, next := b.line(from, len(out) == 0)
		l.from = from
		out = append(out, l)
		if len(out) > maxTokens {
			b.e.stop(b.p, "", "đoạn văn này có quá nhiều dòng: phần còn lại của đoạn không được vẽ")
			return out
		}
		if next >= len(b.tokens) {
			if b.opensLine(&l) {
				empty, _ := b.line(next, false)
				empty.from = next
				out = append(out, empty)
			}
			return out
		}
		from = next
	}
}

// opensLine tells whether a break at the very end opens an empty line after its
// own.
func (b *breaker) opensLine(l *line) bool {
	n := len(b.tokens)
	return n > 0 && b.tokens[n-1].kind == l.end && (l.end == lineToken || l.end == pageToken && b.e.doc.Settings.SplitPageBreak)
}

// filling is a line while it is being filled.
type filling struct {
	*breaker
	from        int // its first token
	first       bool
	left, right length.Length
	segs        []segment
	end         int           // tokens on the line
	fit         int           // the last place where it may break
	hang        length.Length // spaces that count only if a word follows
}

// toTheEnd stands for the end of the paragraph where a tokenKind says what
// ended a line.
const toTheEnd tokenKind = 100

// line makes the line that begins at a token and tells where the next begins.
func (b *breaker) line(from int, first bool) (line, int) {
	left := b.p.Props.Left
	if first {
		left += b.p.Props.First
		if l := b.p.Label; l != nil && l.Align != wordml.Left && len(b.tokens) > 0 {
			// The label ends (or is centred) at the indent.
			w := labelWidth(b.tokens, l)
			if l.Align == wordml.Center {
				w /= 2
			}
			left -= w
		}
	}
	b.shift = 0
	if left < b.span.from {
		if b.start {
			b.shift, left = b.span.from, left+b.span.from
		} else {
			left = b.span.from
		}
	}
	f := &filling{breaker: b, from: from, first: first, left: left, right: min(b.width-b.p.Props.Right, b.span.to), end: from, fit: from,
		segs: []segment{b.opening(from, first, left)}}
	for i := from; i < len(b.tokens); i++ {
		t := &b.tokens[i]
		switch t.kind {
		case lineToken, pageToken, columnToken:
			return f.assemble(i+1, t.kind), i + 1
		case spaceToken:
			f.hang += t.width
			f.take(i)
		case tabToken:
			if !f.tab(i) {
				return f.assemble(i, wordToken), i
			}
		case softToken:
			seg := &f.segs[len(f.segs)-1]
			fits := seg.end()+t.frags[0].width <= f.right
			keep := f.fit
			f.take(i)
			if !fits {
				f.fit = keep
			}
		default:
			if stop, next, full := f.word(i); full {
				end := wordToken
				if stop == len(b.tokens) {
					end = toTheEnd // what ends the paragraph hangs over
				}
				return f.assemble(stop, end), next
			}
		}
	}
	return f.assemble(len(b.tokens), toTheEnd), len(b.tokens)
}

// opening is the segment that begins a line. In a cell the first stop needs no
// tab where it is a decimal one: Word aligns the number at it all the same.
func (b *breaker) opening(from int, first bool, left length.Length) segment {
	s := segment{from: from, to: from, start: left, stop: left, tab: -1, point: -1}
	if tabs := b.p.Props.Tabs; b.inCell && first && len(tabs) > 0 && tabs[0].Align == wordml.DecimalTab && b.p.Props.Align == wordml.Left &&
		tabs[0].Pos+b.shift > left && !slices.ContainsFunc(b.tokens, func(t token) bool { return t.kind == tabToken }) {
		s.stop, s.align = tabs[0].Pos+b.shift, wordml.DecimalTab
	}
	return s
}

// take puts a token on the line.
func (f *filling) take(i int) {
	f.segs[len(f.segs)-1].to = i + 1
	f.end = i + 1
	if !f.tokens[i].glue {
		f.fit = i + 1
	}
}

// tab begins a new segment; false means that the tab goes to the next line.
func (f *filling) tab(i int) bool {
	seg := &f.segs[len(f.segs)-1]
	at := seg.x() + seg.width + f.hang
	next, ok := f.stop(at, f.first, f.right)
	if !ok && f.end > f.from && !f.tokens[i].glue {
		return false
	}
	if next.stop > f.right && f.e.doc.Settings.CompatMode < 15 {
		// Up to Word 2010 what stands at a stop beyond the line's end hangs over it.
		f.right = endless
	}
	f.hang = 0
	next.from, next.start, next.tab, next.point = i+1, at, i, -1
	f.segs = append(f.segs, next)
	f.take(i)
	return true
}

// word tries to put a word on the line. Where the line is full, it tells which
// token ends it and which begins the next.
func (f *filling) word(i int) (stop, next int, full bool) {
	seg := &f.segs[len(f.segs)-1]
	old, hang := *seg, f.hang
	t := &f.tokens[i]
	if seg.align == wordml.DecimalTab && seg.point < 0 {
		if w, ok := upToPoint(t, f.e.doc.Settings.DecimalSymbol); ok {
			seg.point = seg.width + hang + w
		}
	}
	seg.width += hang + t.width
	f.hang = 0
	if seg.end() <= f.right {
		f.take(i)
		f.hang = t.after
		return 0, 0, false
	}
	if t.hanging && !t.glue && seg.end()-t.width <= f.right {
		f.take(i)
		return i + 1, skipSpaces(f.tokens, i+1), true
	}
	if t.east && f.fit == f.from && f.end > f.from {
		*seg = old // nothing but characters that hold together: they part all the same
		return f.end, f.end, true
	}
	if room := f.right - (old.end() + hang); f.betweenMerges(t, room) && f.cut(i, room, true) {
		seg.width = old.width + hang + f.tokens[i].width
		f.take(i)
		return i + 1, i + 1, true
	}
	if f.fit > f.from {
		if f.squeezes(i) {
			f.take(i)
			return i + 1, skipSpaces(f.tokens, i+1), true
		}
		*seg = old
		if n := f.fit - 1; f.e.opt.Like == LikeLibreOffice && n > f.from && f.tokens[n].kind == tabToken {
			return n, n, true // it takes a tab along with the word behind it
		}
		return f.fit, f.fit, true
	}
	if f.beside {
		*seg = old
		return f.from, f.from, true
	}
	// A word longer than the line breaks inside.
	if f.cut(i, f.right-(old.end()+hang), f.end > f.from) {
		seg.width = old.width + hang + f.tokens[i].width
		f.take(i)
		return i + 1, i + 1, true
	}
	if i > f.from && f.tokens[i-1].kind == spaceToken {
		*seg = old // it holds on to what stands before the space, but nothing of it fits
		return i, i, true
	}
	f.take(i)
	return 0, 0, false
}

func skipSpaces(tokens []token, i int) int {
	for i < len(tokens) && tokens[i].kind == spaceToken {
		i++
	}
	return i
}

// squeezes tells whether Word would narrow the spaces of a justified line to
// keep the next word (compatibility mode 15). Measured on Word's own PDFs: it
// does where each space narrows by no more than 0.30 of itself and that
// share is at most 0.63 of the share by which spaces would widen otherwise.
func (b *filling) squeezes(next int) bool {
	if b.e.opt.Like != LikeWord || b.e.doc.Settings.CompatMode < 15 || b.p.Props.Align != wordml.Justify {
		return false
	}
	if len(b.segs) != 1 || b.fit != next || b.tokens[next].kind != wordToken {
		return false
	}
	var spaces, text length.Length
	lastSpaces := length.Length(0)
	for i := b.from; i < b.fit; i++ {
		t := &b.tokens[i]
		if t.kind == spaceToken {
			spaces += t.width
			lastSpaces += t.width
		} else {
			text += t.width
			lastSpaces = 0
		}
	}
	inner := spaces - lastSpaces
	room := b.right - b.left
	over := text + b.tokens[next].width + spaces - room // what the next word is too long by
	under := room - text - inner
	if spaces <= 0 || inner <= 0 || over <= 0 || under <= 0 {
		return false
	}
	shrink := float64(over) / float64(spaces)
	stretch := float64(under) / float64(inner)
	return shrink <= 0.30 && shrink/stretch <= 0.63
}

// cut parts a word that is longer than the line: the first part stays in its
// token, the rest becomes the next one. At least one character stays, unless
// something stands before it on the line.
func (b *breaker) cut(i int, room length.Length, before bool) bool {
	if b.moved > maxMoved {
		b.e.stop(b.p, "", "đoạn văn này có quá nhiều chữ dài hơn cả dòng nên chữ bị vẽ tràn khỏi dòng")
		return false
	}
	t := b.tokens[i]
	var head, tail []frag
	var used length.Length
	full := false
	if b.e.opt.Like == LikeLibreOffice {
		room += length.Twip - 1 // it measures in whole ones here (0.07 and 0.48 more had room)
	}
	for _, f := range t.frags {
		if full {
			tail = append(tail, f)
			continue
		}
		if used+f.width <= room {
			head = append(head, f)
			used += f.width
			continue
		}
		full = true
		keep := 0
		for j := range f.text {
			part := f
			part.text = f.text[:j]
			part.measure()
			if used+part.width > room {
				break
			}
			keep = j
		}
		if keep == 0 && len(head) == 0 && !before {
			for j := range f.text {
				if j > 0 {
					keep = j
					break
				}
			}
			if keep == 0 {
				keep = len(f.text)
			}
		}
		if keep > 0 {
			part := f
			part.text = f.text[:keep]
			part.measure()
			head = append(head, part)
		}
		if keep < len(f.text) {
			part := f
			part.text = f.text[keep:]
			part.measure()
			tail = append(tail, part)
		}
	}
	if len(head) == 0 || len(tail) == 0 {
		return false
	}
	make1 := func(fs []frag) token {
		n := token{kind: wordToken, frags: fs}
		for _, f := range fs {
			n.width += f.width
		}
		return n
	}
	last := make1(tail)
	last.notes, last.glue, last.parted = t.notes, t.glue, t.parted
	b.tokens[i] = make1(head)
	b.tokens[i].parted = true
	b.tokens = slices.Insert(b.tokens, i+1, last)
	b.moved += len(b.tokens) - i
	return true
}

// stop finds the tab stop after a position. A hanging indent is a stop of its
// own; default stops follow the last stop that the paragraph sets.
func (b *breaker) stop(at length.Length, first bool, right length.Length) (segment, bool) {
	var best segment
	found := false // stops may lie left of the margin
	at, right = at-b.shift, right-b.shift
	try := func(pos length.Length, a wordml.Align, lead string) {
		if pos > at && (!found || pos < best.stop) {
			best, found = segment{stop: pos, align: a, leader: lead}, true
		}
	}
	last := length.Length(0)
	for _, t := range b.p.Props.Tabs {
		if t.Align != wordml.BarTab {
			try(t.Pos, t.Align, t.Leader)
			last = max(last, t.Pos)
		}
	}
	if first && b.p.Props.First < 0 {
		try(b.p.Props.Left, wordml.Left, "")
	}
	if found {
		best.stop += b.shift
		return best, true
	}
	step := b.e.doc.Settings.DefaultTab
	pos := (max(at, 0)/step + 1) * step
	if at < 0 {
		pos = 0
	}
	return segment{stop: pos + b.shift}, pos < right // one at the line's very end is none
}

// assemble ends the line before a token: it aligns it and places its fragments.
func (f *filling) assemble(to int, end tokenKind) line {
	l := line{end: end}
	if end == toTheEnd {
		l.end = wordToken
	}
	// Trailing spaces hang: they are neither aligned nor stretched.
	stop := to
	for stop > f.from && hangs(f.tokens[stop-1].kind) {
		stop--
	}
	soft := end == wordToken && stop > f.from && f.tokens[stop-1].kind == softToken
	shift, stretch, spaces := f.align(stop, end, soft)
	for si := range f.segs {
		s := &f.segs[si]
		x := s.x() + shift
		if s.tab >= 0 && s.tab < to {
			t := f.tokens[s.tab].frags[0]
			l.leaders = append(l.leaders, leader{x: s.start + shift, width: x - (s.start + shift), mark: s.leader, props: t.props})
		}
		limit, extra := stop, stretch
		if si+1 < len(f.segs) {
			limit, extra = min(stop, f.segs[si+1].tab), 0
		}
		f.place(&l, max(s.from, f.from), limit, to, x, extra, spaces, soft)
	}
	if l.ascent == 0 && l.descent == 0 {
		// Spaces, tabs and breaks make a line high only where nothing else is on it.
		for i := f.from; i < to; i++ {
			for _, t := range f.tokens[i].frags {
				l.grow(t)
			}
		}
	}
	if l.ascent == 0 && l.descent == 0 {
		l.ascent, l.descent = f.e.markHeight(f.p)
	}
	if f.e.opt.Like == LikeLibreOffice {
		f.likeOffice(&l, to)
	}
	return l
}

// markHeight is the height of a paragraph's mark: of a line without text.
func (e *engine) markHeight(p *wordml.Paragraph) (ascent, descent length.Length) {
	m := &p.Mark
	return e.height(e.fonts.Face(m.Font, m.Bold, m.Italic), m.Size)
}

func hangs(k tokenKind) bool {
	return k == spaceToken || k == lineToken || k == pageToken || k == columnToken
}

// align tells how far the line moves and what is shared among the spaces after
// its last tab.
func (f *filling) align(stop int, end tokenKind, soft bool) (shift, stretch length.Length, spaces int) {
	seg := &f.segs[len(f.segs)-1]
	seg.width = 0
	for i := max(seg.from, f.from); i < stop; i++ {
		seg.width += f.tokens[i].width
		if i+1 < stop {
			seg.width += f.tokens[i].after
		} else if f.tokens[i].hanging && seg.x()+seg.width > f.right {
			seg.width -= f.tokens[i].width // what hangs over does not count
		}
		if parts(f.tokens, i, stop) {
			spaces++
		}
	}
	if soft {
		seg.width += f.tokens[stop-1].frags[0].width
	}
	room := f.right - (seg.x() + seg.width)
	switch f.p.Props.Align {
	case wordml.Right:
		shift = room
	case wordml.Center:
		shift = room / 2
	case wordml.Justify, wordml.Distribute:
		full := end == wordToken || f.p.Props.Align == wordml.Distribute ||
			end == lineToken && !f.e.doc.Settings.NoExpandShiftReturn
		if full && spaces > 0 && (room > 0 || end == wordToken) {
			stretch = room
		}
	}
	if len(f.segs) > 1 {
		shift = max(shift, 0)
	}
	return shift, stretch, spaces
}

// place sets the tokens of one segment from x on; stretch is shared among its
// spaces.
func (f *filling) place(l *line, from, limit, to int, x, stretch length.Length, spaces int, soft bool) {
	nth, all, lag := 0, 0, lag{on: f.e.opt.Like == LikeLibreOffice}
	for i := from; i < limit; i++ {
		all += len(f.tokens[i].frags)
	}
	l.frags = slices.Grow(l.frags, all)
	for i := from; i < limit; i++ {
		t := &f.tokens[i]
		l.notes = append(l.notes, t.notes...)
		if t.kind == softToken && !(soft && i == limit-1) {
			continue
		}
		extra, apart := length.Length(0), length.Length(0)
		if stretch != 0 && parts(f.tokens, i, limit) {
			nth++
			extra = stretch*length.Length(nth)/length.Length(spaces) - stretch*length.Length(nth-1)/length.Length(spaces)
			if t.kind != spaceToken {
				extra, apart = 0, extra // letters keep their width
			}
		}
		for fi, frag := range t.frags {
			if t.kind != spaceToken {
				l.grow(frag)
			}
			p := placed{frag: frag, x: x - lag.of(&frag, t.hanging && i == to-1 && x+t.width > f.right)}
			p.width += extra
			p.space = fi == len(t.frags)-1 && t.kind != spaceToken && i+1 < to && f.tokens[i+1].kind == spaceToken
			l.frags = append(l.frags, p)
			x += p.width
			extra = 0
		}
		x += t.after + apart
		lag.grow(apart)
	}
}

func (l *line) grow(f frag) {
	l.ascent, l.descent = max(l.ascent, f.ascent), max(l.descent, f.descent)
	if f.lead > 0 {
		l.boxed, l.lead = true, max(l.lead, f.lead)
	} else {
		l.lead = max(l.lead, f.ascent+f.descent)
	}
}
