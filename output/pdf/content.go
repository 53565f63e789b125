package pdf

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"vanthu/output/layout"
	"vanthu/output/length"
)

// content is the content stream of one page while it is being written (ISO
// 32000-1, 8.2): operators in the page's own coordinates, y upwards from the
// bottom of the paper, in points.
type content struct {
	buf     []byte
	height  length.Length
	res     *resources
	missing error

	text bool // between BT and ET
	now  state
	past []state // of q … Q
	x, y int     // where the last text began, in hundredths of a point
}

// state is what of the graphics state has been set, so that nothing is set twice.
type state struct {
	font          int // 1 is /F1; 0 none
	size          int // hundredths of a point
	spacing       int // thousandths of a point
	scale         int // per cent
	fill, stroke  layout.Color
	width         int    // of strokes, hundredths of a point
	dash          string // a line style
	filled, drawn bool   // fill, stroke have been set
}

// resources are what the pages of a document share: how its fonts and pictures
// are called in content streams.
type resources struct {
	fonts    map[string]*font
	pictures map[string]string // part → name
}

// stream writes the items of a page, as a stream object.
func (r *resources) stream(p *layout.Page) ([]byte, error) {
	c := &content{height: p.Height, res: r, now: state{scale: 100}, buf: make([]byte, 0, 32*len(p.Items)+64)}
	c.items(p.Items)
	c.leaveText()
	return deflated("", c.buf), c.missing
}

func (c *content) items(items []layout.Item) {
	for _, it := range items {
		switch it := it.(type) {
		case layout.Text:
			c.word(&it)
		case layout.Line:
			c.line(&it)
		case layout.Rect:
			c.rect(&it)
		case layout.Polygon:
			c.polygon(&it)
		case layout.Picture:
			c.picture(&it)
		case layout.Turned:
			c.turned(&it)
		}
	}
}

// hundredths rounds a length to 1/100 pt.
func hundredths(l length.Length) int {
	return int(math.Round(float64(l) * 100 / float64(length.Point)))
}

func (c *content) space() {
	if n := len(c.buf); n > 0 && c.buf[n-1] != '\n' && c.buf[n-1] != ' ' && c.buf[n-1] != '[' {
		c.buf = append(c.buf, ' ')
	}
}

// number writes v/10^places without trailing zeros.
func (c *content) number(v, places int) {
	c.space()
	if v < 0 {
		c.buf = append(c.buf, '-')
		v = -v
	}
	unit := 1
	for range places {
		unit *= 10
	}
	c.buf = strconv.AppendInt(c.buf, int64(v/unit), 10)
	if v %= unit; v == 0 {
		return
	}
	c.buf = append(c.buf, '.')
	for v > 0 {
		unit /= 10
		c.buf = append(c.buf, byte('0'+v/unit))
		v %= unit
	}
}

func (c *content) op(name string) {
	c.space()
	c.buf = append(append(c.buf, name...), '\n')
}

// point writes a place on the paper.
func (c *content) point(x, y length.Length) {
	c.number(hundredths(x), 2)
	c.number(hundredths(c.height-y), 2)
}

func (c *content) color(v layout.Color, op string) {
	for _, b := range [3]uint8{v.R, v.G, v.B} {
		c.number(int(math.Round(float64(b)*1000/255)), 3)
	}
	c.op(op)
}

func (c *content) fillWith(v layout.Color) {
	if v.Set = true; c.now.filled && c.now.fill == v {
		return
	}
	if black := (layout.Color{Set: true}); !c.now.filled && v == black {
		return // what a page begins with
	}
	c.now.fill, c.now.filled = v, true
	c.color(v, "rg")
}

func (c *content) enterText() {
	if !c.text {
		c.text = true
		c.x, c.y = 0, 0
		c.op("BT")
	}
}

func (c *content) leaveText() {
	if c.text {
		c.text = false
		c.op("ET")
	}
}

// word writes a text at its place. The space behind it is written too, so that
// every reader of the file sees it; the next word has its own place and does not
// depend on the space's width.
func (c *content) word(t *layout.Text) {
	f := c.res.fonts[t.Face]
	if f == nil {
		c.missing = errors.Join(c.missing, fmt.Errorf("draw text: font %q is not at hand", t.Face))
		return
	}
	c.enterText()
	c.fillWith(t.Color)
	if size := hundredths(t.Size); f.number != c.now.font || size != c.now.size {
		c.now.font, c.now.size = f.number, size
		c.buf = strconv.AppendInt(append(c.buf, "/F"...), int64(f.number), 10)
		c.number(size, 2)
		c.op("Tf")
	}
	if s := int(math.Round(float64(t.Spacing) * 1000 / float64(length.Point))); s != c.now.spacing {
		c.now.spacing = s
		c.number(s, 3)
		c.op("Tc")
	}
	scale := t.Scale
	if scale <= 0 {
		scale = 100
	}
	if scale != c.now.scale {
		c.now.scale = scale
		c.number(scale, 0)
		c.op("Tz")
	}
	x, y := hundredths(t.X), hundredths(c.height-t.Y)
	c.number(x-c.x, 2)
	c.number(y-c.y, 2)
	c.op("Td")
	c.x, c.y = x, y
	if t.Kerned {
		c.kerned(f, t)
		return
	}
	c.buf = append(c.buf, '(')
	for _, r := range t.Text {
		c.code(f.codes.of(shown(r)))
	}
	if t.Space {
		c.code(f.codes.of(' '))
	}
	c.buf = append(c.buf, ')')
	c.op("Tj")
}

// kerned writes a text whose pairs of characters are kerned.
func (c *content) kerned(f *font, t *layout.Text) {
	c.buf = append(c.buf, "[("...)
	var prev rune
	for i, r := range t.Text {
		if i > 0 {
			if units := f.Kern(prev, r); units != 0 {
				c.buf = append(c.buf, ')')
				c.number(-int(math.Round(float64(units)*1000/float64(f.UnitsPerEm()))), 0)
				c.buf = append(c.buf, '(')
			}
		}
		prev = r
		c.code(f.codes.of(shown(r)))
	}
	if t.Space {
		c.code(f.codes.of(' '))
	}
	c.buf = append(c.buf, ")]"...)
	c.op("TJ")
}

// shown is the character that is written for one: fonts draw a no-break space
// with the glyph of the space, and one glyph can stand for one character only
// when text is taken out of the file.
func shown(r rune) rune {
	switch r {
	case '\u00A0':
		return ' '
	case '\u00AD', '\u2010', '\u2011':
		return '-'
	}
	return r
}

// code writes the two bytes of a character's code in a literal string (7.3.4.2).
func (c *content) code(g uint16) {
	for _, b := range [2]byte{byte(g >> 8), byte(g)} {
		switch b {
		case '(', ')', '\\':
			c.buf = append(c.buf, '\\')
		case '\r': // alone it would be read as the end of a line
			c.buf, b = append(c.buf, '\\'), 'r'
		}
		c.buf = append(c.buf, b)
	}
}

// pen sets how lines are drawn.
func (c *content) pen(width length.Length, v layout.Color, style string) {
	c.leaveText()
	if v.Set = true; !c.now.drawn || c.now.stroke != v {
		c.now.stroke, c.now.drawn = v, true
		c.color(v, "RG")
	}
	if w := hundredths(width); w != c.now.width {
		c.now.width = w
		c.number(w, 2)
		c.op("w")
	}
	on, off := 0, 0
	w := max(hundredths(width), 50)
	switch style {
	case "dotted":
		on, off = w, 2*w
	case "dashed", "dashSmallGap", "dash", "dotDash", "dotDotDash":
		on, off = 4*w, 3*w
	default:
		style = ""
	}
	if style != "" {
		style = fmt.Sprint(on, " ", off)
	}
	if style == c.now.dash {
		return
	}
	c.now.dash = style
	c.buf = append(c.buf, '[')
	if on > 0 {
		c.number(on, 2)
		c.number(off, 2)
	}
	c.buf = append(c.buf, ']')
	c.number(0, 0)
	c.op("d")
}

func (c *content) stroke(x1, y1, x2, y2 length.Length) {
	c.point(x1, y1)
	c.op("m")
	c.point(x2, y2)
	c.op("l S")
}

func (c *content) line(l *layout.Line) {
	strokes, breadth := l.Strokes()
	for _, s := range strokes {
		off := s.From + s.Width/2 - breadth/2
		c.pen(s.Width, l.Color, l.Style)
		if l.Y1 == l.Y2 {
			c.stroke(l.X1, l.Y1+off, l.X2, l.Y2+off)
		} else {
			c.stroke(l.X1+off, l.Y1, l.X2+off, l.Y2)
		}
	}
}

func (c *content) box(x, y, w, h length.Length) {
	c.point(x, y+h)
	c.number(hundredths(w), 2)
	c.number(hundredths(h), 2)
	c.op("re")
}

func (c *content) rect(r *layout.Rect) {
	if !r.Fill.Set || r.W <= 0 || r.H <= 0 {
		return
	}
	c.leaveText()
	c.fillWith(r.Fill)
	c.box(r.X, r.Y, r.W, r.H)
	c.op("f")
}

func (c *content) polygon(p *layout.Polygon) {
	fill := p.Fill.Set && len(p.Points) > 2
	drawn := p.Style != "" && p.Style != "none" && len(p.Points) > 1
	if !fill && !drawn {
		return
	}
	c.leaveText()
	if fill {
		c.fillWith(p.Fill)
	}
	if drawn {
		c.pen(p.Width, p.Color, p.Style)
	}
	for i, pt := range p.Points {
		c.point(pt.X, pt.Y)
		if i == 0 {
			c.op("m")
		} else {
			c.op("l")
		}
	}
	if p.Closed {
		c.op("h")
	}
	switch {
	case fill && drawn:
		c.op("B")
	case fill:
		c.op("f")
	default:
		c.op("S")
	}
}

func (c *content) save() {
	c.leaveText()
	c.past = append(c.past, c.now)
	c.op("q")
}

func (c *content) restore() {
	c.leaveText()
	c.now = c.past[len(c.past)-1]
	c.past = c.past[:len(c.past)-1]
	c.op("Q")
}

// matrix writes a change of coordinates (8.3.4); e and f are in hundredths.
func (c *content) matrix(a, b, d, e float64, x, y int) {
	for _, v := range [4]float64{a, b, d, e} {
		c.number(int(math.Round(v*1e5)), 5)
	}
	c.number(x, 2)
	c.number(y, 2)
	c.op("cm")
}

// about turns and flips what follows about a point of the paper.
func (c *content) about(x, y length.Length, turn float64, flipH, flipV bool) {
	px, py := hundredths(x), hundredths(c.height-y)
	sin, cos := math.Sincos(-turn * math.Pi / 180) // clockwise on the paper
	sx, sy := 1.0, 1.0
	if flipH {
		sx = -1
	}
	if flipV {
		sy = -1
	}
	a, b, d, e := cos*sx, sin*sx, -sin*sy, cos*sy
	fx, fy := float64(px), float64(py)
	c.matrix(a, b, d, e, int(math.Round(fx-a*fx-d*fy)), int(math.Round(fy-b*fx-e*fy)))
}

func (c *content) picture(p *layout.Picture) {
	crop := p.Crop
	if p.W <= 0 || p.H <= 0 || p.Image == nil || crop.Left+crop.Right > 0.99 || crop.Top+crop.Bottom > 0.99 {
		return
	}
	name := c.res.pictures[p.Image.Part]
	if name == "" {
		c.missing = errors.Join(c.missing, fmt.Errorf("draw picture %s: not at hand", p.Image.Part))
		return
	}
	c.save()
	if p.Turn != 0 || p.FlipH || p.FlipV {
		c.about(p.X+p.W/2, p.Y+p.H/2, p.Turn, p.FlipH, p.FlipV)
	}
	if crop != (layout.Crop{}) {
		c.box(p.X, p.Y, p.W, p.H)
		c.op("W n")
	}
	// The whole picture is larger than the box when it is cropped.
	w, h := float64(p.W)/(1-crop.Left-crop.Right), float64(p.H)/(1-crop.Top-crop.Bottom)
	left, bottom := p.X-length.Length(crop.Left*w), p.Y+p.H+length.Length(crop.Bottom*h)
	c.matrix(w/float64(length.Point), 0, 0, h/float64(length.Point), hundredths(left), hundredths(c.height-bottom))
	c.buf = append(append(c.buf, '/'), name...)
	c.op("Do")
	c.restore()
}

// turned writes items that are turned together.
func (c *content) turned(t *layout.Turned) {
	c.save()
	c.about(t.X, t.Y, t.Turn, false, false)
	c.items(t.Items)
	c.restore()
}
