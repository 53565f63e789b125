package layout

import (
	"maps"
	"strings"

	"vanthu/output/length"
	"vanthu/output/wordml"
)

// floatBox is a drawing, frame or table with its size known and its content
// laid out, against its own top left corner.
type floatBox struct {
	*wordml.Float
	w, h   length.Length
	column length.Length // width of the column or cell that it is anchored in
	inCell bool          // its place is measured from the cell
	pad    length.Length // left margin of the cell
	alone  bool          // in a cell or text box: the text of the page does not mind it
	items  []Item
	notes  []*wordml.Note      // called for in it
	pars   []*wordml.Paragraph // whose text it holds, for page numbers
}

// drawing is a box at its place in a line.
type drawing struct {
	box  *floatBox
	x, y length.Length
}

// drawn lays out a drawing that is anchored in a column of the given width.
func (e *engine) drawn(f *wordml.Float, column length.Length) *floatBox {
	b := &floatBox{Float: f, w: f.W, h: f.H, column: column, inCell: e.depth > 0 && f.InCell, pad: e.pad, alone: e.depth+e.aside > 0}
	shapes := f.Shapes
	if w, h := e.shared(f); w != f.W || h != f.H {
		shapes = scaled(shapes, f, w, h)
		b.w, b.h = w, h
	}
	e.apart(b, func() { b.items, b.w, b.h = e.shapes(shapes, b.w, b.h) })
	return b
}

// inlineBox lays out a drawing that stands in a line.
func (e *engine) inlineBox(in *wordml.Inline) *floatBox {
	if len(in.Shapes) == 0 || e.measuring {
		return nil
	}
	b := &floatBox{w: in.W, h: in.H}
	e.apart(b, func() { b.items, _, _ = e.shapes(in.Shapes, in.W, in.H) })
	return b
}

// apart lays something out whose page is not known yet: its paragraphs are kept
// in the box, and counted when the box is drawn.
func (e *engine) apart(b *floatBox, lay func()) {
	pageOf := e.pageOf
	e.pageOf = map[*wordml.Paragraph]int{}
	e.aside++
	lay()
	e.aside--
	for p := range maps.Keys(e.pageOf) {
		b.pars = append(b.pars, p)
	}
	e.pageOf = pageOf
}

// seen notes the page that a box is drawn on.
func (e *engine) seen(b *floatBox) {
	if e.inPage != nil {
		return
	}
	for _, p := range b.pars {
		if _, ok := e.pageOf[p]; !ok {
			e.pageOf[p] = e.pageIndex
		}
	}
}

// shared gives the size of a drawing that may be a share of the page or of its
// margins (wp14:sizeRelH).
func (e *engine) shared(f *wordml.Float) (w, h length.Length) {
	w, h = f.W, f.H
	p := &e.setup
	if f.ShareW > 0 {
		of := map[string]length.Length{"page": p.Width, "leftMargin": p.Left, "rightMargin": p.Right, "insideMargin": p.Left, "outsideMargin": p.Right}[f.OfW]
		if of == 0 {
			of = p.TextWidth()
		}
		w = length.Length(float64(of) * f.ShareW)
	}
	if f.ShareH > 0 {
		of := map[string]length.Length{"page": p.Height, "topMargin": p.Top, "bottomMargin": p.Bottom, "insideMargin": p.Top, "outsideMargin": p.Bottom}[f.OfH]
		if of == 0 {
			of = p.Height - p.Top - p.Bottom
		}
		h = length.Length(float64(of) * f.ShareH)
	}
	return w, h
}

// scaled stretches shapes with their drawing.
func scaled(shapes []wordml.Shape, f *wordml.Float, w, h length.Length) []wordml.Shape {
	if f.W <= 0 || f.H <= 0 {
		return shapes
	}
	sx, sy := float64(w)/float64(f.W), float64(h)/float64(f.H)
	out := make([]wordml.Shape, len(shapes))
	for i, s := range shapes {
		s.X, s.W = length.Length(float64(s.X)*sx), length.Length(float64(s.W)*sx)
		s.Y, s.H = length.Length(float64(s.Y)*sy), length.Length(float64(s.H)*sy)
		s.Outline = stretched(s.Outline, sx, sy)
		out[i] = s
	}
	return out
}

func stretched(cs []wordml.Contour, sx, sy float64) []wordml.Contour {
	out := make([]wordml.Contour, len(cs))
	for i, c := range cs {
		ps := make([]Point, len(c.Points))
		for j, p := range c.Points {
			ps[j] = Point{X: length.Length(float64(p.X) * sx), Y: length.Length(float64(p.Y) * sy)}
		}
		c.Points = ps
		out[i] = c
	}
	return out
}

// shapes draws the shapes of a drawing of the given size. A single text box that
// grows with its text tells its own size.
func (e *engine) shapes(shapes []wordml.Shape, w, h length.Length) ([]Item, length.Length, length.Length) {
	var out []Item
	for i := range shapes {
		s := shapes[i]
		var inner []Item
		if s.Text != nil {
			inner = e.textBox(&s)
			if len(shapes) == 1 {
				w, h = w+s.W-shapes[i].W, h+s.H-shapes[i].H
			}
		}
		out = append(out, outline(&s)...)
		if s.Picture != nil {
			out = append(out, Picture{X: s.X, Y: s.Y, W: s.W, H: s.H, Turn: s.Turn, FlipH: s.FlipH, FlipV: s.FlipV, Crop: s.Crop, Image: s.Picture})
		}
		out = append(out, inner...)
	}
	return out, w, h
}

// outline draws fill and line of a shape, flipped and turned.
func outline(s *wordml.Shape) (out []Item) {
	middle := Point{X: s.X + s.W/2, Y: s.Y + s.H/2}
	for _, c := range s.Outline {
		p := Polygon{Closed: c.Closed, Points: make([]Point, len(c.Points))}
		for i, pt := range c.Points {
			if s.FlipH {
				pt.X = s.W - pt.X
			}
			if s.FlipV {
				pt.Y = s.H - pt.Y
			}
			pt.X, pt.Y = pt.X+s.X, pt.Y+s.Y
			if s.Turn != 0 {
				pt = turn(pt, middle, s.Turn)
			}
			p.Points[i] = pt
		}
		if s.Line.Visible() {
			p.Width, p.Color, p.Style = s.Line.Width, s.Line.Color, s.Line.Style
		}
		if c.Closed {
			p.Fill = s.Fill
		}
		if c.Tip {
			p.Fill, p.Style = Color{Set: true, R: s.Line.Color.R, G: s.Line.Color.G, B: s.Line.Color.B}, ""
		}
		switch {
		case !p.Fill.Set && !stroked(p.Style):
		case !c.Closed && len(p.Points) == 2:
			a, b := p.Points[0], p.Points[1]
			if b.X < a.X {
				a, b = b, a
			}
			out = append(out, Line{X1: a.X, Y1: a.Y, X2: b.X, Y2: b.Y, Width: p.Width, Color: p.Color, Style: p.Style})
		default:
			out = append(out, p)
		}
	}
	return out
}

// textBox lays out the text of a shape. One that grows with its text grows across
// its lines: downwards, or to the right where they are turned.
func (e *engine) textBox(s *wordml.Shape) []Item {
	t := s.Text
	in, w, h := t.Insets, s.W, s.H
	angle := s.Turn + vertical(t)
	if angle != s.Turn {
		w, h = h, w
	}
	e.depth++
	// The space below the last paragraph does not count.
	ps := e.boxed(t, max(w-in.Left-in.Right, length.Point))
	e.depth--
	high := stackHeight(ps) + in.Top + in.Bottom
	if t.Grow && high > h && h > 0 {
		if by := float64(high) / float64(h); angle != s.Turn {
			s.Outline, s.W = stretched(s.Outline, by, 1), high
		} else {
			s.Outline, s.H = stretched(s.Outline, 1, by), high
		}
		h = high
	}
	y := in.Top
	switch t.VAlign {
	case "ctr":
		y += max(h-high, 0) / 2
	case "b":
		y += max(h-high, 0)
	}
	if !t.Grow && angle == 0 {
		ps = e.clipped(ps, h-y)
	}
	// Laid out upright about the same middle, then turned.
	items := e.stacked(ps)
	dx, dy := s.X+(s.W-w)/2, s.Y
	if angle != 0 {
		dy += (s.H - h) / 2
	}
	items = shift(items, dx+in.Left, dy+y)
	if angle != 0 && len(items) > 0 {
		items = []Item{Turned{X: s.X + s.W/2, Y: s.Y + s.H/2, Turn: angle, Items: items}}
	}
	return items
}

// clipped leaves out the lines that a text box of the given height hides, as
// Word does, and names them.
func (e *engine) clipped(ps []piece, room length.Length) []piece {
	var y length.Length
	for i, p := range ps {
		if i > 0 {
			y += p.gap
		} else {
			y += p.gapTop
		}
		if i > 0 && p.par != nil && y >= room {
			var hidden []string
			for _, h := range ps[i:] {
				texts(h.items, func(t Text) { hidden = append(hidden, t.Text) })
			}
			if len(hidden) > 0 {
				src := Source{Part: p.par.Part, Paragraph: p.par.Number}
				e.found.add(src, wordml.Around(p.par.Text()), "textbox-overflow", strings.Join(hidden, " "),
					"khung chữ quá thấp: phần chữ thừa bị che, như trong Word", "kéo khung chữ cao thêm hoặc bớt chữ")
			}
			return ps[:i]
		}
		y += p.height
	}
	return ps
}

// stacked draws pieces one below the other.
func (e *engine) stacked(ps []piece) []Item {
	sets, _ := pile(ps)
	return e.drawnAside(sets, 0, 0)
}

// drawnAside draws what is set apart from the pages.
func (e *engine) drawnAside(sets []set, x, y length.Length) []Item {
	page := Page{}
	e.emit(&page, sets, x, y)
	page.settle()
	return page.Items
}

// aligned is how far a box of some size stands from the beginning of its room; by
// itself it stands at the offset.
func aligned(align string, room, size, offset length.Length) length.Length {
	switch align {
	case "center":
		return (room - size) / 2
	case "right", "bottom", "outside":
		return room - size
	case "left", "top", "inside":
		return 0
	}
	return offset
}

// place tells where a float stands on the paper: x and y are where its column
// (or cell) begins and paragraph is where its paragraph begins, below y.
func (e *engine) place(b *floatBox, x, y, paragraph length.Length) (left, top length.Length) {
	p := &e.setup
	left, wide := x, b.column
	top, high := y+paragraph, length.Length(0)
	if b.inCell {
		// The cell stands for the page, its content for what the margins enclose.
		if b.FromH == "page" {
			left, wide = left-b.pad, wide+2*b.pad
		}
		switch b.FromV {
		case "page", "margin", "topMargin", "insideMargin":
			top = y
		}
	} else {
		switch b.FromH {
		case "page":
			left, wide = 0, p.Width
		case "margin":
			left, wide = p.Left, p.TextWidth()
		case "leftMargin", "insideMargin":
			left, wide = 0, p.Left
		case "rightMargin", "outsideMargin":
			left, wide = p.Width-p.Right, p.Right
		}
		switch b.FromV {
		case "page":
			top, high = 0, p.Height
		case "margin":
			top, high = p.Top, p.Height-p.Top-p.Bottom
		case "topMargin", "insideMargin":
			top, high = 0, p.Top
		case "bottomMargin", "outsideMargin":
			top, high = p.Height-p.Bottom, p.Bottom
		}
	}
	left += aligned(b.AlignH, wide, b.w, b.X+length.Length(float64(wide)*b.ShareX))
	top += aligned(b.AlignV, high, b.h, b.Y+length.Length(float64(high)*b.ShareY))
	if high == 0 && !b.inCell && !b.alone && e.inPage == nil {
		// What is placed against its paragraph does not hang over the paper's end.
		top = min(top, max(p.Height-b.h, 0))
	}
	return left, top
}

// emitFloat draws a float that is anchored at paragraph, below y.
func (e *engine) emitFloat(page *Page, b *floatBox, x, y, paragraph length.Length) {
	left, top := e.place(b, x, y, paragraph)
	l := layer{order: b.Order, items: shift(b.items, left, top)}
	switch {
	case b.Behind:
		page.under = append(page.under, l)
	case b.Wrap != wordml.NoWrap:
		page.Items = append(page.Items, l.items...) // no text stands there
	default:
		page.over = append(page.over, l)
	}
	e.seen(b)
	if b.Wrap == wordml.NoWrap || b.alone || e.inPage != nil {
		return
	}
	w := b.wall(left, top)
	e.walls = append(e.walls, w)
	// Text that stands before it has to know it in the next pass.
	if w.above(y+paragraph) || b.column < e.setup.TextWidth() && (w.left < x || w.right > x+b.column) {
		e.early[e.pageIndex] = append(e.early[e.pageIndex], w)
	}
}
