package wordml

import (
	"slices"
	"strings"

	"vanthu/output/length"
)

// Float is what stands beside the text and not in it: a drawing, a frame of
// paragraphs, a table. It is anchored in a paragraph, and placed against the
// page, the column or that paragraph (20.4.2.3; 17.3.1.11; 17.4.57).
type Float struct {
	// What the place is measured from (20.4.3.4, 20.4.3.5): column, character,
	// margin, page, leftMargin …; paragraph, line, margin, page, topMargin …
	FromH, FromV string
	// The offset, or where an alignment is given (left, center, right, inside,
	// outside; top, center, bottom …) that, or a share of what it is measured
	// from (wp14:pctPosHOffset; 1 is the whole).
	X, Y           length.Length
	AlignH, AlignV string
	ShareX, ShareY float64
	// The size. Where Of names what it is a share of (page, margin …), the share
	// counts (wp14:sizeRelH). A frame without a width is as wide as its text.
	W, H           length.Length
	ShareW, ShareH float64
	OfW, OfH       string
	Wrap           Wrap
	Side           string  // bothSides, left, right, largest
	Dist           Margins // kept free around it
	Effect         Margins // how far lines and shadows reach over it (wp:effectExtent)
	Turn           float64 // of all that is drawn, in degrees clockwise
	// Tight is the outline that text keeps clear of (wp:wrapPolygon), turned as the
	// drawing is; of Through, text stands also in what is open within it.
	Tight   []Point
	Through bool
	Behind  bool // drawn before the text
	Order   int  // among those that overlap, the highest is on top
	InCell  bool // in a cell, places are measured from the cell
	Inline  bool // stands in a line of text: W and H alone count
	Shapes  []Shape
}

// Wrap tells how text keeps clear of a float (20.4.2.15-20).
type Wrap int

// The ways of wrapping. A tight one is Square, with an outline.
const (
	NoWrap Wrap = iota
	Square
	TopAndBottom
)

// Shape is one drawn thing: an outline with fill and line, a picture, a text
// box, or several of these. Its box lies at X, Y of the drawing it belongs to.
type Shape struct {
	X, Y, W, H   length.Length
	Turn         float64 // degrees clockwise about the middle of the box
	FlipH, FlipV bool
	Outline      []Contour // within the box, before it is flipped and turned
	Fill         Color
	Line         Border // Style none draws no line
	Picture      *Picture
	Crop         Crop
	Text         *TextBox
}

// Point is a place within a box.
type Point struct{ X, Y length.Length }

// Contour is a line through points, curves as many short strokes.
type Contour struct {
	Points []Point
	Closed bool
	Tip    bool // the head of an arrow: filled with the colour of the line
}

// Crop is the share of a picture that is cut off at each edge (20.1.8.55); a
// negative share leaves room instead.
type Crop struct{ Left, Top, Right, Bottom float64 }

// TextBox is text within a shape (20.4.2.22, 21.1.2.1.1).
type TextBox struct {
	Blocks   []Block
	Insets   Margins
	VAlign   string // t, ctr, b
	Vertical string // horz, vert, vert270 …
	Grow     bool   // the shape is as high as its text
	// Of boxes that a text flows through, the first, which holds all its blocks, and
	// the next (wps:linkedTxbx); W and H are the size of the shape.
	First, Next *TextBox
	W, H        length.Length
}

// Frame is consecutive paragraphs that stand in one frame (17.3.1.11). What
// follows it is its anchor.
type Frame struct {
	Float
	HeightRule LineRule // of H; Auto where the frame is as high as its text
	DropCap    string   // drop, margin: an initial of Lines lines
	Lines      int
	Blocks     []Block
}

func (*Frame) isBlock() {}

// framed gives the frame that a paragraph asks for, or nil: what it says of it
// itself, and what its styles say of the rest.
func (r *reader) framed(pPr *node, styleID string) *node {
	var out *node
	add := func(f *node) {
		if f == nil {
			return
		}
		if out == nil {
			out = &node{name: f.name}
		}
		for _, a := range f.attr {
			out.attr = slices.DeleteFunc(out.attr, func(b attr) bool { return b.name == a.name })
			out.attr = append(out.attr, a)
		}
	}
	for _, s := range r.chain(styleID, "paragraph") {
		add(s.node.path("w:pPr", "w:framePr"))
	}
	own := pPr.kid("w:framePr")
	if inlineFrame(own) {
		return nil
	}
	add(own)
	return out
}

// inlineFrame tells whether a frame is none: so Word writes that a paragraph stands
// in the text though its style asks for a frame.
func inlineFrame(n *node) bool {
	return n.at("yAlign") == "inline" && n.at("x")+n.at("xAlign")+n.at("w")+n.at("dropCap") == ""
}

// sameFrame tells whether two paragraphs stand in one frame: they do when all
// that is said about it is the same.
func sameFrame(a, b *node) bool {
	if a == nil || b == nil || len(a.attr) != len(b.attr) {
		return false
	}
	for i := range a.attr {
		if a.attr[i] != b.attr[i] {
			return false
		}
	}
	return true
}

// frame reads w:framePr. Where nothing is said, it is measured from the column
// and from the top margin, as table positions are.
func frame(n *node) *Frame {
	f := &Frame{DropCap: n.at("dropCap"), Lines: 1}
	f.place(n, "hAnchor", "vAnchor", "x", "y", "xAlign", "yAlign")
	f.W, _ = n.twips("w")
	f.H, _ = n.twips("h")
	switch n.at("hRule") {
	case "exact":
		f.HeightRule = Exact
	case "atLeast":
		f.HeightRule = AtLeast
	default:
		if f.H > 0 {
			f.HeightRule = AtLeast
		}
	}
	h, _ := n.twips("hSpace")
	v, _ := n.twips("vSpace")
	f.Dist = Margins{Top: v, Left: h, Bottom: v, Right: h}
	switch n.at("wrap") {
	case "none":
		f.Wrap = NoWrap
	case "notBeside":
		f.Wrap = TopAndBottom
	default:
		f.Wrap, f.Side = Square, "bothSides"
	}
	if f.DropCap == "none" {
		f.DropCap = ""
	}
	if v, ok := n.number("lines"); ok && v > 0 {
		f.Lines = min(v, 10)
	}
	return f
}

// place reads the place of a frame or a table. Negative offsets of -1 to -16
// stand for alignments in old documents; the words for them win.
func (f *Float) place(n *node, fromH, fromV, x, y, alignH, alignV string) {
	where := func(s, absent string) string {
		switch s {
		case "text":
			return map[string]string{"column": "column", "margin": "paragraph"}[absent]
		case "":
			return absent
		}
		return s
	}
	f.FromH, f.FromV = where(n.at(fromH), "column"), where(n.at(fromV), "margin")
	f.X, _ = n.twips(x)
	f.Y, _ = n.twips(y)
	f.AlignH = n.at(alignH)
	if v := n.at(alignV); v != "inline" {
		f.AlignV = v
	} else {
		f.FromV = "paragraph"
	}
	if _, ok := n.get(y); !ok && f.AlignV == "" {
		f.FromV = "paragraph" // nothing is said: where it stands
	}
}

// tablePlace reads w:tblpPr (17.4.57).
func tablePlace(n *node) *Float {
	f := &Float{Wrap: Square, Side: "bothSides"}
	f.place(n, "horzAnchor", "vertAnchor", "tblpX", "tblpY", "tblpXSpec", "tblpYSpec")
	for _, d := range []struct {
		name string
		to   *length.Length
	}{{"leftFromText", &f.Dist.Left}, {"rightFromText", &f.Dist.Right}, {"topFromText", &f.Dist.Top}, {"bottomFromText", &f.Dist.Bottom}} {
		*d.to, _ = n.twips(d.name)
	}
	return f
}

// anchor reads wp:anchor or wp:inline: everything but the shapes.
func anchor(n *node) Float {
	f := Float{Inline: n.name == "wp:inline"}
	f.W, _ = measure(n.kid("wp:extent").plain("cx"), 1)
	f.H, _ = measure(n.kid("wp:extent").plain("cy"), 1)
	f.W, f.H = max(f.W, 0), max(f.H, 0)
	f.Effect = effects(n.kid("wp:effectExtent"))
	if f.Inline {
		return f
	}
	f.Behind = yes(n.plain("behindDoc"))
	f.InCell = n.plain("layoutInCell") == "" || yes(n.plain("layoutInCell"))
	f.Order, _ = atoi(n.plain("relativeHeight"))
	h, v := kidOr(n, "wp:positionH"), kidOr(n, "wp:positionV")
	f.FromH, f.FromV = h.plain("relativeFrom"), v.plain("relativeFrom")
	f.AlignH, f.AlignV = h.kid("wp:align").words(), v.kid("wp:align").words()
	f.X, _ = measure(h.kid("wp:posOffset").words(), 1)
	f.Y, _ = measure(v.kid("wp:posOffset").words(), 1)
	f.ShareX = thousandths(choiceIn(h).kid("wp14:pctPosHOffset").words())
	f.ShareY = thousandths(choiceIn(v).kid("wp14:pctPosVOffset").words())
	if yes(n.plain("simplePos")) {
		f.FromH, f.FromV, f.AlignH, f.AlignV = "page", "page", "", ""
		f.X, _ = measure(n.kid("wp:simplePos").plain("x"), 1)
		f.Y, _ = measure(n.kid("wp:simplePos").plain("y"), 1)
	}
	if s := kidOr(n, "wp14:sizeRelH"); s != nil {
		f.OfW, f.ShareW = s.plain("relativeFrom"), thousandths(s.kid("wp14:pctWidth").words())
	}
	if s := kidOr(n, "wp14:sizeRelV"); s != nil {
		f.OfH, f.ShareH = s.plain("relativeFrom"), thousandths(s.kid("wp14:pctHeight").words())
	}
	f.wrap(n)
	return f
}

// choiceIn looks through an mc:AlternateContent that stands within an element.
func choiceIn(n *node) *node {
	if a := n.kid("mc:AlternateContent"); a != nil {
		return choice(a)
	}
	return n
}

// kidOr finds a child, or one that is offered as an alternative (Word so wraps
// positions that are shares of the page).
func kidOr(n *node, name string) *node {
	if k := n.kid(name); k != nil || n == nil {
		return k
	}
	for _, a := range n.kids {
		if a.name == "mc:AlternateContent" {
			if k := choice(a).kid(name); k != nil {
				return k
			}
		}
	}
	return nil
}

func yes(s string) bool { return s == "1" || s == "true" || s == "on" || s == "t" }

// thousandths reads a share in 1000ths of a per cent.
func thousandths(s string) float64 {
	v, _ := atoi(s)
	return min(max(float64(v)/100000, -100), 100)
}

// words is the text of an element.
func (n *node) words() string {
	if n == nil {
		return ""
	}
	return strings.TrimSpace(n.text)
}

// inside gives all words below an element, for the report of what is not drawn.
// Of alternatives the first counts.
func inside(n *node) string {
	var b strings.Builder
	var walk func(*node)
	walk = func(k *node) {
		switch k.name {
		case "w:t", "a:t", "m:t":
			b.WriteString(k.text)
		case "w:p", "a:p", "c:pt", "w:tab", "w:br":
			b.WriteByte(' ')
		case "c:v":
			b.WriteString(k.text)
			b.WriteByte(' ')
		case "v:textpath":
			b.WriteString(k.plain("string"))
		case "w:del", "w:moveFrom", "w:instrText":
			return
		case "mc:AlternateContent":
			if c := choice(k); c != nil {
				walk(c)
			}
			return
		}
		for _, c := range k.kids {
			walk(c)
		}
	}
	if n != nil {
		walk(n)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
