package wordml

import (
	"strings"

	"vanthu/output/length"
)

// maxCells bounds a row; Word stops at 63 columns.
const maxCells = 500

// tableStyle is a table style with its chain, and what the table asks of it.
type tableStyle struct {
	id                string
	chain             []*style
	firstRow, lastRow bool
	firstCol, lastCol bool
	hBand, vBand      bool
	rowBand, colBand  int
	rows, cols        int
	heads             int // rows that count as the first one
}

// borders are the six kinds of table border and the two that go across a cell.
type borders struct{ top, left, bottom, right, insideH, insideV, down, up *node }

func (b *borders) apply(n *node) {
	if n == nil {
		return
	}
	for _, k := range n.kids {
		switch k.name {
		case "w:top":
			b.top = k
		case "w:left", "w:start":
			b.left = k
		case "w:bottom":
			b.bottom = k
		case "w:right", "w:end":
			b.right = k
		case "w:insideH":
			b.insideH = k
		case "w:insideV":
			b.insideV = k
		case "w:tl2br":
			b.down = k
		case "w:tr2bl":
			b.up = k
		}
	}
}

func margins(m *Margins, n *node) {
	if n == nil {
		return
	}
	for _, k := range n.kids {
		v, ok := k.twips("w")
		if !ok || k.at("type") == "pct" {
			continue
		}
		v = max(v, 0)
		switch k.name {
		case "w:top":
			m.Top = v
		case "w:left", "w:start":
			m.Left = v
		case "w:bottom":
			m.Bottom = v
		case "w:right", "w:end":
			m.Right = v
		}
	}
}

// width reads tblW, tcW (17.4.87): a percentage is either 50ths of a per cent
// or, in the strict form, a number with its sign.
func width(n *node) Width {
	s := n.at("w")
	switch n.at("type") {
	case "auto", "nil":
		return Width{}
	case "pct":
		if l := len(s); l > 0 && s[l-1] == '%' {
			v, _ := atoi(s[:l-1])
			return Width{Kind: WidthPercent, Percent: float64(v)}
		}
		v, _ := atoi(s)
		return Width{Kind: WidthPercent, Percent: float64(v) / 50}
	}
	if v, ok := measure(s, length.Twip); ok && v > 0 {
		return Width{Kind: WidthLength, Length: v}
	}
	return Width{}
}

func (r *reader) table(n *node) *Table {
	pr := n.kid("w:tblPr")
	t := &Table{Part: r.part, Number: n.num + 1, StyleID: pr.kid("w:tblStyle").val(),
		Margins: Margins{Left: length.Twips(108), Right: length.Twips(108)}}
	st := r.tableStyle(t.StyleID, pr)
	var edge borders
	cell := Margins{Left: length.Twips(0), Right: length.Twips(0)}
	if len(st.chain) == 0 {
		cell = t.Margins // 0.19 cm where no style says anything (17.4.43)
	}
	var layersPr []*node
	for _, s := range st.chain {
		layersPr = append(layersPr, s.node.kid("w:tblPr"))
	}
	for _, p := range append(layersPr, pr) {
		edge.apply(p.kid("w:tblBorders"))
		margins(&cell, p.kid("w:tblCellMar"))
		if k := p.kid("w:jc"); k != nil {
			t.Align = align(k.val())
		}
		if v, ok := p.kid("w:tblInd").twips("w"); ok {
			t.Indent = v
		}
		if v, ok := p.kid("w:tblCellSpacing").twips("w"); ok {
			t.Spacing = max(v, 0)
		}
		if k := p.kid("w:tblW"); k != nil {
			t.Width = width(k)
		}
		if k := p.kid("w:tblLayout"); k != nil {
			t.Fixed = k.at("type") == "fixed"
		}
	}
	t.Margins = cell
	if t.Spacing > 0 {
		r.reportAt(t.Number, "", "cell-spacing", "khoảng cách giữa các ô của bảng không được vẽ")
	}
	if pr.kid("w:bidiVisual").on() {
		r.reportAt(t.Number, "", "right-to-left", "bố cục từ phải sang trái không được vẽ")
	}
	if k := pr.kid("w:tblpPr"); k != nil {
		t.Float = tablePlace(k)
	}
	if g := n.kid("w:tblGrid"); g != nil {
		for _, k := range g.kids {
			if v, ok := k.twips("w"); ok && k.name == "w:gridCol" && len(t.Grid) < maxCells {
				t.Grid = append(t.Grid, max(v, 0))
			}
		}
	}
	var rows []*node
	collectRows(n, &rows)
	if len(rows) > 0 && pr.kid("w:jc") == nil {
		// The first row speaks for all, as in LibreOffice.
		if k := rows[0].path("w:trPr", "w:jc"); k != nil {
			t.Align = align(k.val())
		}
	}
	st.rows, st.cols, st.heads = len(rows), len(t.Grid), max(1, headers(rows))
	for i, k := range rows {
		if r.counted.blocks++; r.full() {
			break
		}
		t.Rows = append(t.Rows, r.row(t, st, edge, k, i))
	}
	return t
}

// collectRows finds the rows, through content controls and tracked insertions.
func collectRows(n *node, rows *[]*node) {
	if n == nil {
		return
	}
	for _, k := range n.kids {
		switch k.name {
		case "w:tr":
			if k.path("w:trPr", "w:del") == nil {
				*rows = append(*rows, k)
			}
		case "w:sdt":
			collectRows(k.kid("w:sdtContent"), rows)
		case "w:ins", "w:customXml":
			collectRows(k, rows)
		}
	}
}

func (r *reader) collectCells(n *node, cells *[]*node) {
	if n == nil {
		return
	}
	for _, k := range n.kids {
		switch k.name {
		case "w:tc":
			if len(*cells) < maxCells {
				*cells = append(*cells, k)
			}
		case "w:sdt":
			r.collectCells(r.control(k), cells)
		case "w:ins", "w:customXml":
			r.collectCells(k, cells)
		}
	}
}

// headers counts the rows at the head of a table that pages repeat. All of them have
// the look of the first row: so Word marks them (w:cnfStyle).
func headers(rows []*node) (n int) {
	for n < len(rows) && rows[n].path("w:trPr", "w:tblHeader").on() {
		n++
	}
	return n
}

// tableStyle finds the style and which of its conditional parts the table asks
// for (17.4.56): by w:val, a mask in hexadecimal, or by single attributes.
func (r *reader) tableStyle(id string, pr *node) *tableStyle {
	st := &tableStyle{id: id, chain: r.chain(id, "table"), rowBand: 1, colBand: 1}
	look := pr.kid("w:tblLook")
	bits := 0
	for _, c := range look.val() {
		bits = bits*16 + hex(c)
	}
	flag := func(name string, bit int) bool {
		if v, ok := look.get(name); ok {
			return v == "1" || v == "true" || v == "on"
		}
		return bits&bit != 0
	}
	st.firstRow, st.lastRow = flag("firstRow", 0x20), flag("lastRow", 0x40)
	st.firstCol, st.lastCol = flag("firstColumn", 0x80), flag("lastColumn", 0x100)
	st.hBand, st.vBand = !flag("noHBand", 0x200), !flag("noVBand", 0x400)
	for _, s := range st.chain {
		p := s.node.kid("w:tblPr")
		if v, ok := atoi(p.kid("w:tblStyleRowBandSize").val()); ok && v > 0 {
			st.rowBand = v
		}
		if v, ok := atoi(p.kid("w:tblStyleColBandSize").val()); ok && v > 0 {
			st.colBand = v
		}
	}
	return st
}

func hex(c rune) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return 0
}

// parts lists the conditional parts for a cell, the weakest first (17.7.6).
func (st *tableStyle) parts(row, col int, lastCol bool) []string {
	out := []string{}
	first := st.firstRow && row < st.heads
	last := st.lastRow && row == st.rows-1 && row > 0
	left, right := st.firstCol && col == 0, st.lastCol && lastCol && col > 0
	if st.vBand && !left && !right {
		i := col
		if st.firstCol {
			i--
		}
		out = append(out, []string{"band1Vert", "band2Vert"}[(i/st.colBand)%2])
	}
	if st.hBand && !first && !last {
		i := row
		if st.firstRow {
			i -= st.heads
		}
		out = append(out, []string{"band1Horz", "band2Horz"}[(i/st.rowBand)%2])
	}
	for _, p := range []struct {
		on   bool
		name string
	}{{left, "firstCol"}, {right, "lastCol"}, {first, "firstRow"}, {last, "lastRow"},
		{first && left, "nwCell"}, {first && right, "neCell"}, {last && left, "swCell"}, {last && right, "seCell"}} {
		if p.on {
			out = append(out, p.name)
		}
	}
	return out
}

// nodes gives the style nodes that apply: each style whole, then the
// conditional parts of all styles in the order of strength.
func (st *tableStyle) nodes(parts []string) []*node {
	var out []*node
	for _, s := range st.chain {
		out = append(out, s.node)
	}
	for _, part := range append([]string{"wholeTable"}, parts...) {
		for _, s := range st.chain {
			for _, k := range s.node.kids {
				if k.name == "w:tblStylePr" && k.at("type") == part {
					out = append(out, k)
				}
			}
		}
	}
	return out
}

// conditional is what the parts of a table style give to cells.
type conditional struct {
	nodes []*node
	layers
}

// cellLayers gives the nodes of a style that apply, and what they give to the
// paragraphs: once for all cells alike.
func (r *reader) cellLayers(st *tableStyle, parts []string) ([]*node, layers) {
	key := st.id + "\x00" + strings.Join(parts, " ")
	c := r.conditionals[key]
	if c == nil {
		c = &conditional{nodes: st.nodes(parts), layers: layers{bases: map[string]*base{}, styled: r.styles[st.id] != nil}}
		for _, s := range c.nodes {
			c.para = append(c.para, s.kid("w:pPr"))
			c.run = append(c.run, s.kid("w:rPr"))
		}
		r.conditionals[key] = c
	}
	return c.nodes, c.layers
}

func (r *reader) row(t *Table, st *tableStyle, edge borders, n *node, index int) *Row {
	row := &Row{}
	pr := n.kid("w:trPr")
	if h := pr.kid("w:trHeight"); h != nil {
		row.Height, _ = measure(h.val(), length.Twip)
		row.Height = max(row.Height, 0)
		row.HeightRule = AtLeast
		if h.at("hRule") == "exact" && row.Height > 0 {
			row.HeightRule = Exact
		}
	}
	r.rowRules(row, st, pr, index)
	row.Before, _ = atoi(pr.kid("w:gridBefore").val())
	row.After, _ = atoi(pr.kid("w:gridAfter").val())
	row.Before, row.After = min(max(row.Before, 0), maxCells), min(max(row.After, 0), maxCells)
	// Exceptions of this row alone (17.4.61).
	ex := n.kid("w:tblPrEx")
	var each borders
	if r.exceptions {
		each.apply(ex.kid("w:tblBorders"))
	} else {
		edge.apply(ex.kid("w:tblBorders"))
	}
	base := t.Margins
	margins(&base, ex.kid("w:tblCellMar"))
	var cells []*node
	r.collectCells(n, &cells)
	for i, k := range cells {
		if r.counted.blocks++; r.full() {
			break
		}
		row.Cells = append(row.Cells, r.cell(t, st, edge, each, base, k, index, i, i == len(cells)-1))
	}
	// The largest upper margin counts for all cells of a row, not the lower one
	// (measured with LibreOffice, which does so for Word).
	var top length.Length
	for _, c := range row.Cells {
		top = max(top, c.Margins.Top)
	}
	for _, c := range row.Cells {
		c.Margins.Top = top
	}
	return row
}

// rowRules reads whether a row is repeated, and whether it may be parted: the
// table's style says it too, mostly of its first row.
func (r *reader) rowRules(row *Row, st *tableStyle, pr *node, index int) {
	read := func(pr *node) {
		if k := pr.kid("w:cantSplit"); k != nil {
			row.CantSplit = k.on()
		}
		if k := pr.kid("w:tblHeader"); k != nil {
			row.Header = k.on()
		}
	}
	if len(st.chain) > 0 {
		nodes, _ := r.cellLayers(st, st.parts(index, 1, false))
		for _, n := range nodes {
			read(n.kid("w:trPr"))
		}
	}
	read(pr)
}

func (r *reader) cell(t *Table, st *tableStyle, edge, each borders, base Margins, n *node, row, col int, lastCol bool) *Cell {
	pr := n.kid("w:tcPr")
	c := &Cell{Span: 1, Margins: base, VAlign: "top"}
	if v, ok := atoi(pr.kid("w:gridSpan").val()); ok && v > 1 {
		c.Span = min(v, maxCells)
	}
	if m := pr.kid("w:vMerge"); m != nil {
		c.Merge = MergeContinue
		if m.val() == "restart" {
			c.Merge = MergeStart
		}
	}
	parts, in := r.cellLayers(st, st.parts(row, col, lastCol))
	own := borders{top: each.top, left: each.left, bottom: each.bottom, right: each.right}
	for _, s := range parts {
		tc := s.kid("w:tcPr")
		if s.name == "w:tblStylePr" {
			own.apply(tc.kid("w:tcBorders"))
			own.apply(s.path("w:tblPr", "w:tblBorders"))
		}
		if k := tc.kid("w:shd"); k != nil {
			c.Shade = shade(k)
		}
		if k := tc.kid("w:vAlign"); k != nil {
			c.VAlign = k.val()
		}
		margins(&c.Margins, tc.kid("w:tcMar"))
	}
	margins(&c.Margins, pr.kid("w:tcMar"))
	own.apply(pr.kid("w:tcBorders"))
	// An edge is the cell's own border, else the table's outer one at the rim
	// and the inner one elsewhere.
	pick := func(own, rim, inside *node, atRim bool) Border {
		switch {
		case own != nil:
			b := border(own)
			b.Own = true
			return b
		case atRim:
			return border(rim)
		}
		return border(inside)
	}
	c.Top = pick(own.top, edge.top, edge.insideH, row == 0)
	c.Bottom = pick(own.bottom, edge.bottom, edge.insideH, row == st.rows-1)
	c.Left = pick(own.left, edge.left, edge.insideV, col == 0)
	c.Right = pick(own.right, edge.right, edge.insideV, lastCol)
	if own.down != nil {
		c.Down = border(own.down)
	}
	if own.up != nil {
		c.Up = border(own.up)
	}
	if k := pr.kid("w:shd"); k != nil {
		c.Shade = shade(k)
	}
	if k := pr.kid("w:vAlign"); k != nil {
		c.VAlign = k.val()
	}
	c.Width = width(pr.kid("w:tcW"))
	c.HideMark = pr.kid("w:hideMark").on()
	c.NoWrap = pr.kid("w:noWrap").on()
	c.Direction = direction(pr.kid("w:textDirection").val())
	c.Blocks = r.blocks(n, in)
	return c
}

// direction gives w:textDirection in the transitional names; the strict form
// has its own (17.18.93).
func direction(s string) string {
	strict := map[string]string{"tb": "lrTb", "rl": "tbRl", "lr": "btLr", "tbV": "lrTbV", "rlV": "tbRlV", "lrV": "tbLrV"}
	if t := strict[s]; t != "" {
		return t
	}
	return s
}
