package layout

import (
	"slices"

	"vanthu/output/length"
	"vanthu/output/wordml"
)

// piece is what no page break cuts: a line of text, or a row of a table (which
// may consent to being parted, see table.go). Its items lie against its own
// top left corner; x is the column's left.
type piece struct {
	gap    length.Length // above it, where something stands above
	gapTop length.Length // above it at the top of a page that was begun on purpose
	height length.Length
	base   length.Length // of the baseline of a line, below its top
	over   length.Length // of the height: what may hang over the page's end
	items  []Item

	notes    []*wordml.Note    // footnotes called for in it
	floats   []*floatBox       // anchored in the paragraph that begins here
	drawings []drawing         // that stand in the line
	par      *wordml.Paragraph // of a line
	flow     *textFlow         // that breaks it anew
	from     int               // its first token
	bent     bool              // broken beside floats
	extra    length.Length     // of the height: space below the paragraph in a cell
	index, n int               // which line of how many
	row      *rowBox           // of a row
	pushed   length.Length     // down, to below floats, away from where its own are anchored

	keepNext   bool // on the last line: not parted from the next piece
	pageBefore bool // begins a new page
	colBefore  bool // begins a new column
}

// blocks lays out blocks one below the other in a column of the given width.
func (e *engine) blocks(bs []wordml.Block, width length.Length, inCell bool) []piece {
	f := blockFlow{engine: e, bs: bs, width: width, inCell: inCell, pending: -1}
	var out []piece
	for !f.done() {
		out = append(out, f.next()...)
	}
	if inCell && f.after > 0 && len(out) > 0 {
		// The space below the last paragraph of a cell is kept.
		out[len(out)-1].height += f.after
		out[len(out)-1].extra = f.after
	}
	return out
}

// blockFlow lays out blocks one at a time, for each depends on the one above.
type blockFlow struct {
	*engine
	bs     []wordml.Block
	i      int // the next one
	width  length.Length
	inCell bool

	prev    *wordml.Paragraph // the block just above, if it was a paragraph
	after   length.Length     // the space that it asks for below itself
	pending tokenKind         // the break that it ended in
	boxes   []*floatBox       // wait for the block that they are anchored in
}

func (f *blockFlow) done() bool { return f.i >= len(f.bs) || f.full() }

// next gives the pieces of the next block, which may be none.
func (f *blockFlow) next() []piece {
	i := f.i
	f.i++
	switch b := f.bs[i].(type) {
	case *wordml.Frame:
		return f.frame(b, i)
	case *wordml.Paragraph:
		return f.text(b, i)
	case *wordml.Table:
		return f.rows(b, i)
	}
	return nil
}

func (f *blockFlow) frame(b *wordml.Frame, i int) []piece {
	if anchorsIn(f.bs, i) {
		f.boxes = append(f.boxes, f.engine.frame(b, f.width))
		return nil
	}
	ps := f.blocks(b.Blocks, f.width, f.inCell)
	if len(ps) > 0 {
		ps[0].gap = max(ps[0].gap, f.after)
		mark(&ps[0], f.pending)
		f.pending = -1
	}
	f.prev, f.after = nil, 0
	return ps
}

func (f *blockFlow) text(b *wordml.Paragraph, i int) []piece {
	last := f.inCell && i == len(f.bs)-1
	ends := f.endsSection(i)
	if unseen(b) && !last || ends && f.pending != columnToken && len(f.boxes)+len(b.Bookmarks) == 0 {
		return nil
	}
	next, _ := following(f.bs, i).(*wordml.Paragraph)
	f.made.last = b
	ps, ended := f.paragraph(b, f.prev, next, f.width, f.inCell)
	if len(ps) == 0 {
		return nil
	}
	before := f.space(b.Props.Before, b.Props.BeforeLines)
	if b.Props.BeforeAuto {
		before = f.autoSpace(f.prev == nil && (f.inCell || b == f.opening) || listed(f.prev, b))
	}
	if sameStyle(f.prev, b) && b.Props.Contextual {
		before = 0
	}
	if sameStyle(f.prev, b) && f.prev.Props.Contextual {
		f.after = 0
	}
	ps[0].gap = f.between(f.after, before)
	ps[0].gapTop = before
	if b.Props.PageBreakBefore && !f.inCell {
		ps[0].pageBefore = true
	}
	if ends || last && i > 0 && collapses(b, f.bs[i-1]) {
		ps[0].height, ps[0].gap, ps[0].gapTop = 0, 0, 0
		if f.prev, f.after = b, 0; ends {
			ps[0].items = nil
			mark(&ps[0], f.pending)
			ps[0].hang(f.boxes)
			f.pending, f.boxes = -1, nil
		}
		return ps
	}
	mark(&ps[0], f.pending)
	ps[0].hang(f.boxes)
	f.pending, f.boxes = ended, nil
	f.prev, f.after = b, f.space(b.Props.After, b.Props.AfterLines)
	if b.Props.AfterAuto {
		f.after = f.autoSpace(last || listed(b, next))
	}
	return ps
}

func (f *blockFlow) rows(b *wordml.Table, i int) []piece {
	below := length.Length(0)
	if b.Float != nil {
		if box, ok := f.floatTable(b, f.width, f.bs, i); ok {
			f.boxes = append(f.boxes, box)
			return nil
		}
		if b.Float.FromV == "paragraph" {
			below = max(b.Float.Y, 0) // where its anchor would begin
		}
		b = f.inText(b, f.width)
	}
	rows := f.table(b, f.width)
	if len(rows) > 0 {
		rows[0].gap, rows[0].gapTop = f.after+below, below
		rows[0].hang(f.boxes)
		mark(&rows[0], f.pending)
		f.boxes, f.pending = nil, -1
	}
	f.prev, f.after = nil, 0
	return rows
}

// feed gives the pieces of a section as pages ask for them, so that those of a
// long one are not all there at once.
type feed struct {
	flow blockFlow
	end  func() []piece // what stands behind the blocks, once
}

// more adds to what is left of the pieces until it is so high, or nothing is left.
func (f *feed) more(rest []piece, height length.Length) []piece {
	var have length.Length
	for i := 0; i < len(rest) && have < height; i++ {
		have += rest[i].gap + rest[i].height
	}
	if have >= height || f.end == nil || len(rest) > maxAhead {
		return rest
	}
	ps := append([]piece(nil), rest...) // the others may go
	add := func(more []piece) {
		for i := range more {
			have += more[i].gap + more[i].height
		}
		ps = append(ps, more...)
	}
	for have < height && len(ps) <= maxAhead && !f.flow.done() {
		add(f.flow.next())
	}
	if f.flow.done() {
		add(f.end())
		f.end = nil
	}
	return ps
}

// unseen tells whether a paragraph is hidden with its mark (17.3.2.41), so that
// it takes no room. The last one of a cell always does.
func unseen(p *wordml.Paragraph) bool {
	return p.Mark.Hidden && len(p.Inlines) == 0 && len(p.Floats) == 0
}

// endsSection tells whether the i-th block is nothing but the mark of a section's
// end below a paragraph. It takes no room: Word counts no page for one that stands
// alone behind a page break or below a full page (measured on the numbers of pages
// that it stored). One below a table has its line, one behind a column break begins
// the column, and one below what floats is its anchor.
func (f *blockFlow) endsSection(i int) bool {
	p, ok := f.bs[i].(*wordml.Paragraph)
	if !ok || !p.SectionEnd || i == 0 || !blank(p) || p.Props.PageBreakBefore {
		return false
	}
	switch above := f.bs[i-1].(type) {
	case *wordml.Paragraph:
		return true
	case *wordml.Table:
		return above.Float != nil
	}
	return false
}

// collapses tells whether the last paragraph of a cell takes no room: it is empty
// and stands below a table, which needs it.
func collapses(p *wordml.Paragraph, above wordml.Block) bool {
	t, ok := above.(*wordml.Table)
	return ok && t.Float == nil && blank(p)
}

// blank tells whether a paragraph is nothing but its mark.
func blank(p *wordml.Paragraph) bool {
	return len(p.Floats) == 0 &&
		!slices.ContainsFunc(p.Inlines, func(in wordml.Inline) bool { return in.Kind != wordml.Text || in.Text != "" })
}

func mark(p *piece, ended tokenKind) {
	switch ended {
	case pageToken:
		p.pageBefore = true
	case columnToken:
		p.colBefore = true
	}
}

func following(bs []wordml.Block, i int) wordml.Block {
	if i+1 < len(bs) {
		return bs[i+1]
	}
	return nil
}

func sameStyle(a, b *wordml.Paragraph) bool {
	return a != nil && b != nil && a.StyleID == b.StyleID
}

// listed tells whether two paragraphs are items of one list, which stand close
// in HTML.
func listed(a, b *wordml.Paragraph) bool {
	return a != nil && b != nil && a.Props.NumID != "" && a.Props.NumID == b.Props.NumID
}

// autoSpace is the space of beforeAutospacing, that of a paragraph in HTML: none
// above the first paragraph of the document or of a cell, and between items of
// a list.
func (e *engine) autoSpace(none bool) length.Length {
	if none {
		return 0
	}
	return 14 * length.Point
}

// between is the space between two paragraphs: what the upper asks for below
// and the lower above. Word takes the larger one, as HTML does, unless the
// document asks it not to (w:doNotUseHTMLParagraphAutoSpacing).
func (e *engine) between(after, before length.Length) length.Length {
	if e.doc.Settings.NoHTMLAutoSpacing {
		return after + before
	}
	return max(after, before)
}

// paragraph makes the pieces of one paragraph. ended tells whether its last
// line ended in a page or column break.
func (e *engine) paragraph(p, prev, next *wordml.Paragraph, width length.Length, inCell bool) (out []piece, ended tokenKind) {
	sh := e.shape(p)
	f := &textFlow{engine: e, p: p, width: width, ground: over(p.Props.Shade, e.shade), joinsPrev: joins(prev, p), joinsNext: joins(p, next),
		br: &breaker{e: e, p: p, tokens: sh.tokens, width: width, span: everywhere, inCell: inCell}}
	n := len(f.br.tokens)
	lines := f.br.lines()
	if len(f.br.tokens) == n {
		// Most paragraphs are never broken again, and then they can be shaped again.
		f.br.tokens, e.spare = nil, shaped{sh.tokens[:0], sh.slab[:0]}
	}
	out = f.pieces(lines, 0)
	for _, fl := range p.Floats {
		out[0].floats = append(out[0].floats, e.drawn(fl, width))
	}
	if k := lines[len(lines)-1].end; k == pageToken || k == columnToken {
		return out, k
	}
	return out, -1
}

// topEdge is the room that the upper border takes.
func (f *textFlow) topEdge() length.Length {
	pr := &f.p.Props
	switch {
	case !f.joinsPrev && pr.Top.Visible():
		return pr.Top.Breadth() + pr.Top.Space
	case f.joinsPrev && pr.Between.Visible():
		// It keeps its distance from the text above and from that below.
		return pr.Between.Breadth() + 2*pr.Between.Space
	}
	return 0
}

// pieces makes pieces of lines, the first of which has the given index.
func (f *textFlow) pieces(lines []line, index int) (out []piece) {
	p := f.p
	out = make([]piece, 0, len(lines))
	for k, l := range lines {
		i, last := index+k, k == len(lines)-1
		pc := piece{par: p, flow: f, from: l.from, index: i, n: index + len(lines), notes: l.notes}
		if k > 0 {
			if e := lines[k-1].end; e == pageToken || e == columnToken {
				mark(&pc, e)
			}
		}
		top, bottom := length.Length(0), length.Length(0)
		if i == 0 {
			top = f.topEdge()
		}
		if last && !f.joinsNext && p.Props.Bottom.Visible() {
			bottom = p.Props.Bottom.Breadth() + p.Props.Bottom.Space
		}
		height, baseline := f.lineHeight(&p.Props, &l)
		if bottom == 0 {
			pc.over = f.spacing(&p.Props, &l, height)
		}
		pc.height, pc.base = top+height+bottom, top+baseline
		f.decorate(&pc, p, f.width, top, bottom, i == 0 && f.joinsPrev)
		f.draw(&pc, p, &l, top+baseline, top, height)
		if l.drop > 0 {
			pc.height += l.drop
			pc.base += l.drop
			pc.items = shift(pc.items, 0, l.drop)
			for d := range pc.drawings {
				pc.drawings[d].y += l.drop
			}
		}
		pc.keepNext = p.Props.KeepNext && last
		f.made.pieces++
		out = append(out, pc)
	}
	return out
}

// joins tells whether two paragraphs share one frame of borders: they do when
// their borders and indents are the same (17.3.1.24).
func joins(a, b *wordml.Paragraph) bool {
	if a == nil || b == nil {
		return false
	}
	x, y := &a.Props, &b.Props
	any := x.Top.Visible() || x.Bottom.Visible() || x.LeftEdge.Visible() || x.RightEdge.Visible()
	return any && x.Top == y.Top && x.Bottom == y.Bottom && x.LeftEdge == y.LeftEdge &&
		x.RightEdge == y.RightEdge && x.Between == y.Between && x.Left == y.Left && x.Right == y.Right
}

// lineHeight applies the line rule: the height of the line and where its
// baseline lies.
func (e *engine) lineHeight(p *wordml.ParaProps, l *line) (height, baseline length.Length) {
	natural := l.ascent + l.descent
	rule, share, whole := p.LineRule, length.Length(p.Line), length.Length(240)
	if e.opt.Like == LikeLibreOffice && e.gridded(p) {
		// On a grid it knows no exact height and no least one, and no line of
		// less than one (measured); in Word they win over the grid (17.6.5).
		if rule != wordml.Auto {
			share = whole
		}
		rule, share = wordml.Auto, max(share, whole)
	}
	switch rule {
	case wordml.Exact:
		// Four fifths of an exact height lie above the baseline.
		return p.LineHeight, p.LineHeight * 4 / 5
	case wordml.AtLeast:
		if natural < p.LineHeight {
			return e.snap(p, p.LineHeight, l.ascent+p.LineHeight-natural)
		}
		return e.snap(p, natural, l.ascent)
	}
	natural, ascent := e.snap(p, natural, l.ascent)
	if l.boxed && share > whole {
		// Only its text is spaced: measured on Word's own PDFs, where the lines of
		// pictures in paragraphs of 1.15 lines are 0.15 of a text line higher.
		return natural + l.lead*(share-whole)/whole, ascent
	}
	height = natural * share / whole
	if e.opt.Like == LikeLibreOffice && share > whole {
		height = officeSpaced(natural, share)
	}
	if height < natural {
		return height, ascent - (natural - height) // taken off above
	}
	return height, ascent // added below
}

// spacing is what lines of more than one have below their text. It may hang over
// the end of a page, as it does in LibreOffice and in the page breaks that Word
// stored.
func (e *engine) spacing(p *wordml.ParaProps, l *line, height length.Length) length.Length {
	if p.LineRule != wordml.Auto || p.Line <= 240 || e.gridded(p) {
		return 0
	}
	return max(height-l.ascent-l.descent, 0)
}

// decorate draws the shading and borders of a paragraph about one of its lines.
func (e *engine) decorate(pc *piece, p *wordml.Paragraph, width, top, bottom length.Length, between bool) {
	pr := &p.Props
	left := min(pr.Left, pr.Left+pr.First)
	right := width - pr.Right
	if pr.LeftEdge.Visible() {
		left -= pr.LeftEdge.Space
	}
	if pr.RightEdge.Visible() {
		right += pr.RightEdge.Space
	}
	if pr.Shade.Set {
		pc.items = append(pc.items, Rect{X: left, Y: 0, W: right - left, H: pc.height, Fill: pr.Shade})
	}
	add := func(b wordml.Border, x1, y1, x2, y2 length.Length) {
		pc.items = append(pc.items, Line{X1: x1, Y1: y1, X2: x2, Y2: y2, Width: b.Width, Color: b.Color, Style: b.Style})
	}
	if top > 0 {
		b, y := pr.Top, pr.Top.Breadth()/2
		if between {
			b, y = pr.Between, top/2
		}
		add(b, left, y, right, y)
	}
	if bottom > 0 {
		y := pc.height - pr.Bottom.Breadth()/2
		add(pr.Bottom, left, y, right, y)
	}
	if b := pr.LeftEdge; b.Visible() {
		add(b, left-b.Breadth()/2, 0, left-b.Breadth()/2, pc.height)
	}
	if b := pr.RightEdge; b.Visible() {
		add(b, right+b.Breadth()/2, 0, right+b.Breadth()/2, pc.height)
	}
}

// draw makes the items of a line.
func (f *textFlow) draw(pc *piece, p *wordml.Paragraph, l *line, baseline, top, height length.Length) {
	e, ground := f.engine, f.ground
	src := Source{Part: p.Part, Paragraph: p.Number}
	for _, f := range l.frags {
		if f.width <= 0 {
			continue
		}
		if fill := over(f.props.Highlight, f.props.Shade); fill.Set {
			pc.items = append(pc.items, Rect{X: f.x, Y: baseline - f.ascent, W: f.width, H: f.ascent + f.descent, Fill: fill})
		}
	}
	leaders := l.leaders
	pc.items = slices.Grow(pc.items, len(l.frags)/2+1) // spaces are not drawn
	for _, f := range e.drawOrder(l.frags) {
		for len(leaders) > 0 && leaders[0].x <= f.x {
			pc.items = append(pc.items, e.leader(leaders[0], baseline, src)...)
			leaders = leaders[1:]
		}
		if f.rule {
			y := baseline - f.size/4
			pc.items = append(pc.items, Line{X1: f.x, Y1: y, X2: f.x + f.width, Y2: y, Width: length.Point / 2, Color: f.props.Color, Style: "single"})
		}
		if f.box != nil {
			pc.drawings = append(pc.drawings, drawing{f.box, f.x, baseline - f.ascent})
		}
		pc.items = append(pc.items, shift(f.within, f.x, baseline-f.ascent)...)
		if f.text != "" && f.text != " " {
			pc.items = append(pc.items, Text{X: f.x, Y: baseline - f.rise, Width: f.width, Text: f.text, Face: f.face.Name(), Size: f.size,
				Color:   automatic(f.props.Color, over(f.props.Highlight, over(f.props.Shade, ground))),
				Spacing: f.props.Spacing, Scale: f.props.Scale, Kerned: f.kern != nil, Space: f.space, Link: f.props.Link, Source: src})
		}
	}
	for _, t := range leaders {
		pc.items = append(pc.items, e.leader(t, baseline, src)...)
	}
	e.strokes(pc, l, baseline)
}

// over is the upper one of two grounds.
func over(upper, lower Color) Color {
	if upper.Set {
		return upper
	}
	return lower
}

// automatic gives the colour of text: what is automatic is white on a dark
// ground, black else. Dark is a luminance up to 62 of 255 (measured with
// LibreOffice).
func automatic(c, ground Color) Color {
	if !c.Set && ground.Set && (76*int(ground.R)+151*int(ground.G)+29*int(ground.B))>>8 <= 62 {
		return Color{Set: true, R: 255, G: 255, B: 255}
	}
	return c
}

// strokes draws underlines and strikes, one over all neighbours that look the
// same.
func (e *engine) strokes(pc *piece, l *line, baseline length.Length) {
	type kind struct {
		pick  func(*wordml.RunProps) bool
		at    func(size length.Length) length.Length // below the baseline
		width float64                                // of the size
		style func(*wordml.RunProps) string
	}
	single := func(*wordml.RunProps) string { return "single" }
	kinds := []kind{
		{func(p *wordml.RunProps) bool { return p.Underline != "" && p.Underline != "none" },
			func(s length.Length) length.Length { return s * 13 / 100 }, 0.05,
			func(p *wordml.RunProps) string { return p.Underline }},
		{func(p *wordml.RunProps) bool { return p.Strike || p.DoubleStrike },
			func(s length.Length) length.Length { return -s * 26 / 100 }, 0.05, single},
	}
	for _, k := range kinds {
		for i := 0; i < len(l.frags); {
			f := &l.frags[i]
			if !k.pick(f.props) || f.props.Underline == "words" && strip(f.text) == "" {
				i++
				continue
			}
			j, size, x2 := i, length.Length(0), f.x
			for j < len(l.frags) && k.pick(l.frags[j].props) && l.frags[j].props.Color == f.props.Color &&
				k.style(l.frags[j].props) == k.style(f.props) && l.frags[j].x <= x2+slack {
				if f.props.Underline == "words" && strip(l.frags[j].text) == "" {
					break
				}
				x2 = l.frags[j].x + l.frags[j].width
				size = max(size, l.frags[j].size)
				j++
			}
			y := baseline + k.at(size) - f.rise
			w := length.Length(float64(size) * k.width)
			pc.items = append(pc.items, Line{X1: f.x, Y1: y, X2: x2, Y2: y, Width: w, Color: f.props.Color, Style: k.style(f.props)})
			i = max(j, i+1)
		}
	}
}

func strip(s string) string {
	out := ""
	for _, c := range s {
		if c != ' ' && c != '\u00A0' {
			out += string(c)
		}
	}
	return out
}

// leader fills a tab with its sign: dots and hyphens as text, so that they are
// found in the PDF as they are in Word's, rules as a line.
func (e *engine) leader(t leader, baseline length.Length, src Source) []Item {
	sign := map[string]string{"dot": ".", "hyphen": "-", "middleDot": "·", "underscore": "_", "heavy": "_"}[t.mark]
	if sign == "" || t.width <= 0 {
		return nil
	}
	f := frag{text: sign, look: &look{props: t.props, size: t.props.Size,
		face: e.fonts.Face(t.props.Font, t.props.Bold, t.props.Italic)}}
	if _, ok := f.face.Advance([]rune(sign)[0]); !ok {
		f.face = e.fonts.Face("Times New Roman", t.props.Bold, t.props.Italic)
	}
	f.measure()
	if f.width <= 0 {
		return nil
	}
	n := e.leaderSigns(t, f.width)
	if n <= 0 || n > 2000 {
		return nil
	}
	text := make([]byte, 0, n)
	for range n {
		text = append(text, sign...)
	}
	// The signs are spread so that they fill the tab from end to end.
	each := t.width / length.Length(n)
	return []Item{Text{X: t.x, Y: baseline, Width: each * length.Length(n), Text: string(text), Face: f.face.Name(), Size: f.size,
		Color: t.props.Color, Scale: t.props.Scale, Spacing: t.props.Spacing + each - f.width, Source: src}}
}
