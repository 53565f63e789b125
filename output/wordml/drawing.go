package wordml

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"vanthu/output/length"
	"vanthu/output/opc"
	"vanthu/pipeline/finding"
)

// maxShapes bounds the shapes of one drawing.
const maxShapes = 2000

// drawing reads a w:drawing (DrawingML), a w:pict or a w:object (VML): it goes
// into the line or floats beside the paragraph.
func (r *paraReader) drawing(n *node, props *RunProps) {
	if instr, f := r.hidden(); instr || f != nil || props.Hidden {
		return
	}
	var f Float
	if n.name == "w:drawing" {
		a := n.kid("wp:anchor")
		if a == nil {
			a = n.kid("wp:inline")
		}
		if a == nil {
			r.missing(n, "drawing", inside(n), "hình vẽ hỏng nên không được vẽ")
			return
		}
		if yes(a.kid("wp:docPr").plain("hidden")) {
			return
		}
		f = anchor(a)
		data := a.path("a:graphic", "a:graphicData")
		f.turn(turnOf(data))
		f.Shapes = r.graphic(data, a, f.W, f.H)
	} else {
		var ok bool
		if f, ok = r.vml(n); !ok {
			if words := inside(n); words != "" {
				r.missing(n, "drawing", words, "hình vẽ hỏng nên không được vẽ")
			}
			return
		}
		if c := n.kid("w:control"); c != nil && !slices.ContainsFunc(f.Shapes, func(s Shape) bool { return s.Picture != nil }) {
			r.missing(n, "control", c.at("name"), "nút hoặc ô bấm (ActiveX) không được vẽ, chỗ của nó để trống")
		}
	}
	r.counted.inlines += 1 + len(f.Shapes)
	if f.Inline {
		over := f.Reach(f.W, f.H)
		for i := range f.Shapes {
			f.Shapes[i].X += over.Left
			f.Shapes[i].Y += over.Top
		}
		r.add(Inline{Kind: Box, W: over.Left + f.W + over.Right, H: over.Top + f.H + over.Bottom, Shapes: f.Shapes, Props: props})
		return
	}
	if len(f.Shapes) > 0 || f.Wrap != NoWrap {
		r.p.Floats = append(r.p.Floats, &f)
	}
}

// graphic reads what a drawing of the given size holds (20.1.2.2.16).
func (r *reader) graphic(data, at *node, w, h length.Length) []Shape {
	d := &drawer{reader: r, at: at}
	if data == nil {
		return nil
	}
	for _, k := range data.kids {
		whole := Shape{W: w, H: h}
		switch k.name {
		case "pic:pic":
			d.picture(k, whole)
		case "wps:wsp":
			d.shape(k, whole)
		case "wpg:wgp", "wpc:wpc":
			d.group(k, whole)
		case "mc:AlternateContent":
			d.out = append(d.out, r.graphic(choice(k), at, w, h)...)
		case "c:chart":
			d.missing("chart", r.wordsOf(k.at("r:id")), "biểu đồ không được vẽ, chỗ của nó để trống")
		case "dgm:relIds":
			d.missing("diagram", r.wordsOf(k.at("r:dm")), "sơ đồ SmartArt không được vẽ, chỗ của nó để trống")
		default:
			d.missing("drawing", inside(k), "hình vẽ không được vẽ, chỗ của nó để trống")
		}
	}
	return d.out
}

// drawer collects the shapes of one drawing.
type drawer struct {
	*reader
	at  *node // for findings
	out []Shape
}

// missing reports what of a drawing is not drawn, with the words that it holds.
func (r *reader) missing(at *node, feature, words, message string) {
	key := fmt.Sprintf("%s\x00%d\x00%s\x00%s", r.part, at.num, feature, words)
	if r.seen[key] {
		return
	}
	r.seen[key] = true
	r.findings = append(r.findings, finding.Finding{
		Severity: finding.Warning, Code: "khong-ve-duoc", Feature: feature, Found: words,
		Pos:     finding.Paragraph("", r.part, at.num, ""),
		Message: message, Hint: "xem lại chỗ này trong bản Word; bản PDF không có phần đó",
	})
}

func (d *drawer) missing(feature, words, message string) {
	d.reader.missing(d.at, feature, words, message)
}

// space maps the coordinates of a group's children to those of the drawing.
type space struct{ x, y, sx, sy float64 }

func (s space) box(x, y, w, h float64) Shape {
	round := func(v float64) length.Length {
		return length.Length(math.Round(min(max(v, -float64(maxLength)), float64(maxLength))))
	}
	return Shape{X: round(s.x + x*s.sx), Y: round(s.y + y*s.sy), W: round(max(w*s.sx, 0)), H: round(max(h*s.sy, 0))}
}

func numberOf(n *node, name string) float64 {
	v, _ := measure(n.plain(name), 1)
	return float64(v)
}

// group reads wpg:wgp, wpg:grpSp or a canvas: its children are placed in
// coordinates of their own (20.1.7.5).
func (d *drawer) group(n *node, box Shape) {
	in := space{x: float64(box.X), y: float64(box.Y), sx: 1, sy: 1}
	xfrm := n.path("wpg:grpSpPr", "a:xfrm")
	if ch := xfrm.kid("a:chExt"); ch != nil {
		if w, h := numberOf(ch, "cx"), numberOf(ch, "cy"); w > 0 && h > 0 {
			in.sx, in.sy = float64(box.W)/w, float64(box.H)/h
		}
		off := xfrm.kid("a:chOff")
		in.x -= numberOf(off, "x") * in.sx
		in.y -= numberOf(off, "y") * in.sy
	}
	from := len(d.out)
	d.children(n, in)
	if rot := angle(xfrm.plain("rot")); rot != 0 {
		turned(d.out[from:], box, rot)
	}
}

func (d *drawer) children(n *node, in space) {
	if n == nil {
		return
	}
	for _, k := range n.kids {
		if len(d.out) > maxShapes {
			return
		}
		pr := k.kid("wps:spPr")
		switch k.name {
		case "pic:pic":
			pr = k.kid("pic:spPr")
		case "wpg:grpSp", "wpg:wgp":
			pr = k.kid("wpg:grpSpPr")
		case "mc:AlternateContent":
			d.children(choice(k), in)
			continue
		}
		off, ext := pr.path("a:xfrm", "a:off"), pr.path("a:xfrm", "a:ext")
		box := in.box(numberOf(off, "x"), numberOf(off, "y"), numberOf(ext, "cx"), numberOf(ext, "cy"))
		switch k.name {
		case "wps:wsp":
			d.shape(k, box)
		case "pic:pic":
			d.picture(k, box)
		case "wpg:grpSp", "wpg:wgp":
			d.group(k, box)
		case "wpg:graphicFrame":
			if words := inside(k); words != "" || k.kid("a:graphic") != nil {
				d.missing("chart", words, "biểu đồ hoặc bảng trong nhóm hình không được vẽ")
			}
		case "w14:contentPart", "wpg:contentPart":
			d.missing("drawing", "", "nét vẽ tay (ink) không được vẽ")
		}
	}
}

// turned turns shapes about the middle of their group.
func turned(shapes []Shape, box Shape, rot float64) {
	cx, cy := float64(box.X)+float64(box.W)/2, float64(box.Y)+float64(box.H)/2
	sin, cos := math.Sincos(rot * math.Pi / 180)
	for i := range shapes {
		s := &shapes[i]
		x, y := float64(s.X)+float64(s.W)/2-cx, float64(s.Y)+float64(s.H)/2-cy
		s.X = length.Length(math.Round(cx + x*cos - y*sin - float64(s.W)/2))
		s.Y = length.Length(math.Round(cy + x*sin + y*cos - float64(s.H)/2))
		s.Turn += rot
	}
}

// angle reads 60000ths of a degree as degrees from 0 to 360.
func angle(s string) float64 {
	v, _ := atoi(s)
	return math.Mod(math.Mod(float64(v)/60000, 360)+360, 360)
}

func (s *Shape) transform(xfrm *node) {
	s.Turn = angle(xfrm.plain("rot"))
	s.FlipH, s.FlipV = yes(xfrm.plain("flipH")), yes(xfrm.plain("flipV"))
}

// shape reads wps:wsp.
func (d *drawer) shape(n *node, s Shape) {
	pr, style := n.kid("wps:spPr"), n.kid("wps:style")
	s.transform(pr.kid("a:xfrm"))
	s.Fill, s.Line = d.fill(pr, style), d.outline(pr, style)
	box, known := n.kid("wps:txbx"), true
	var within Margins
	if g := pr.kid("a:prstGeom"); g != nil {
		adjust := adjustments(g)
		s.Outline, known = preset(g.plain("prst"), s.W, s.H, adjust)
		within = textInsets(g.plain("prst"), s.W, s.H, adjust)
		if !known && s.seen() {
			d.missing("shape", g.plain("prst"), "hình này được vẽ như hình chữ nhật")
		}
	} else if g := pr.kid("a:custGeom"); g != nil {
		if s.Outline, known = customPath(g, s.W, s.H); !known && s.seen() {
			d.missing("shape", "custGeom", "hình vẽ tự do có nét không được vẽ đúng")
		}
	}
	if s.Line.Visible() {
		ln := pr.kid("a:ln")
		s.Outline = arrow(s.Outline, ln.kid("a:headEnd").plain("type"), ln.kid("a:tailEnd").plain("type"), s.Line.Width)
	}
	if content := box.kid("w:txbxContent"); content != nil {
		since := len(d.chained)
		s.Text = d.textBox(content, n.kid("wps:bodyPr"), style)
		s.Text.Insets.add(within)
		d.link(chained{box: s.Text, id: box.plain("id"), since: since}, s.W, s.H)
	} else if l := n.kid("wps:linkedTxbx"); l != nil {
		s.Text = d.textBox(nil, n.kid("wps:bodyPr"), style)
		s.Text.Insets.add(within)
		seq, _ := atoi(l.plain("seq"))
		d.link(chained{box: s.Text, id: l.plain("id"), seq: max(seq, 1), since: len(d.chained)}, s.W, s.H)
	}
	if s.seen() || s.Text != nil {
		d.out = append(d.out, s)
	}
}

// adjustments reads the values that a preset shape is bent by (20.1.9.5), as
// shares.
func adjustments(g *node) map[string]float64 {
	out := map[string]float64{}
	if l := g.kid("a:avLst"); l != nil {
		for _, k := range l.kids {
			var v float64
			if _, err := fmt.Sscanf(k.plain("fmla"), "val %f", &v); err == nil {
				out[k.plain("name")] = v / 100000
			}
		}
	}
	return out
}

// seen tells whether anything of the shape itself shows.
func (s *Shape) seen() bool { return s.Fill.Set || s.Line.Visible() }

// textBox reads the text of a shape, with the insets of wps:bodyPr
// (21.1.2.1.1): a tenth of an inch at the sides and half of that above and
// below, where nothing is said.
func (r *reader) textBox(content, body, style *node) *TextBox {
	t := &TextBox{Insets: Margins{Top: 45720, Left: 91440, Bottom: 45720, Right: 91440},
		VAlign: body.plain("anchor"), Vertical: body.plain("vert"), Grow: body.kid("a:spAutoFit") != nil}
	for _, d := range []struct {
		name string
		to   *length.Length
	}{{"lIns", &t.Insets.Left}, {"tIns", &t.Insets.Top}, {"rIns", &t.Insets.Right}, {"bIns", &t.Insets.Bottom}} {
		if v, ok := measure(body.plain(d.name), 1); ok {
			*d.to = max(v, 0)
		}
	}
	var in layers
	if c, ok := r.drawnColor(style.kid("a:fontRef")); ok {
		in.run = append(in.run, colored(c))
	}
	t.Blocks = r.apart(content, in)
	return t
}

// apart reads blocks that stand apart from the paragraph that is being read:
// fields that are open there do not reach into them.
func (r *reader) apart(content *node, in layers) []Block {
	fields := r.fields
	r.fields = nil
	out := r.blocks(content, in)
	r.fields = fields
	return out
}

// picture reads pic:pic. What cannot be drawn leaves its frame empty.
func (d *drawer) picture(n *node, s Shape) {
	pr := n.kid("pic:spPr")
	s.transform(pr.kid("a:xfrm"))
	s.Line = Border{Style: "none"}
	if ln := pr.kid("a:ln"); ln.kid("a:solidFill") != nil {
		s.Line = d.outline(pr, n.kid("pic:style"))
	}
	s.Outline, _ = preset("rect", s.W, s.H, nil)
	fill := n.kid("pic:blipFill")
	share := func(name string) float64 { return min(thousandths(fill.kid("a:srcRect").plain(name)), 0.99) }
	s.Crop = Crop{Left: share("l"), Top: share("t"), Right: share("r"), Bottom: share("b")}
	blip := fill.kid("a:blip")
	s.Picture = d.linked(d.at, blip.at("r:embed"), blip.at("r:link"))
	if s.Picture != nil || s.Line.Visible() {
		d.out = append(d.out, s)
	}
}

// linked finds a picture by its relationship. nil has been reported.
func (r *reader) linked(at *node, id, link string) *Picture {
	message := "hình ảnh bị hỏng hoặc thiếu nên không được vẽ, chỗ của nó để trống"
	rel, ok := r.rel(id)
	if !ok || rel.External {
		if link != "" || ok {
			message = "hình ảnh nằm ngoài tệp nên không được vẽ, chỗ của nó để trống"
		}
		r.missing(at, "picture", "", message)
		return nil
	}
	p, err := r.picture(rel.Target)
	switch {
	case errors.Is(err, errVector):
		message = "hình ảnh dạng véc-tơ (EMF, WMF, SVG) không được vẽ, chỗ của nó để trống"
	case errors.Is(err, errLarge):
		message = "hình ảnh có quá nhiều điểm ảnh nên không được vẽ, chỗ của nó để trống"
	case errors.Is(err, errMany):
		message = fmt.Sprintf("các hình ảnh của văn bản cộng lại lớn hơn %d MB nên hình này không được vẽ, chỗ của nó để trống", maxDraws>>20)
	}
	if err != nil {
		r.missing(at, "picture", rel.Target, message)
		return nil
	}
	return p
}

// rel finds a relationship of the part that is being read.
func (r *reader) rel(id string) (opc.Rel, bool) {
	if id == "" {
		return opc.Rel{}, false
	}
	rels, ok := r.relsOf[r.part]
	if !ok {
		// A part whose relationships are damaged has none.
		rels, _ = r.pkg.Rels(r.part)
		if r.relsOf == nil {
			r.relsOf = map[string][]opc.Rel{}
		}
		r.relsOf[r.part] = rels
	}
	for _, l := range rels {
		if l.ID == id {
			return l, true
		}
	}
	return opc.Rel{}, false
}

// wordsOf gives the words of a part that is not drawn: a chart, a diagram.
func (r *reader) wordsOf(id string) string {
	l, ok := r.rel(id)
	if !ok || l.External || !r.pkg.Has(l.Target) {
		return ""
	}
	root, err := parse(r.pkg.Part(l.Target))
	if err != nil {
		return ""
	}
	return inside(root)
}
