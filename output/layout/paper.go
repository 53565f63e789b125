package layout

import (
	"slices"
	"strconv"

	"vanthu/output/length"
	"vanthu/output/wordml"
)

// onStandardPaper gives the document on paper of a standard size where that
// differs by no more than 0.2 mm: LibreOffice makes 210 x 297 mm of the 11907 x
// 16840 twips that many documents state (measured).
func onStandardPaper(doc *wordml.Document) *wordml.Document {
	out := *doc
	out.Sections = slices.Clone(doc.Sections)
	for i, s := range out.Sections {
		for _, mm := range [][2]float64{{297, 420}, {210, 297}, {148, 210}} {
			w, h := length.Mm(mm[0]), length.Mm(mm[1])
			if s.Page.Width > s.Page.Height {
				w, h = h, w
			}
			if near(s.Page.Width, w) && near(s.Page.Height, h) {
				sized := *s
				sized.Page.Width, sized.Page.Height = w, h
				out.Sections[i] = &sized
			}
		}
	}
	return &out
}

func near(a, b length.Length) bool { return max(a-b, b-a) <= length.Mm(0.2) }

// border draws the borders of a page (17.6.10): those measured from the text
// stand outside the margins and outside a header or footer, the others inside
// the edges of the paper.
func (e *engine) border(p wordml.PageSetup, head, foot *wordml.Header, first bool) (out []Item) {
	b := p.Borders
	if b.Display == "firstPage" && !first || b.Display == "notFirstPage" && first {
		return nil
	}
	x1, x2, y1, y2 := length.Length(0), p.Width, length.Length(0), p.Height
	side := length.Length(1) // from the paper's edge inwards
	if b.FromText {
		x1, x2, y1, y2, side = p.Left, p.Width-p.Right, p.Top, p.Height-p.Bottom, -1
		if head != nil {
			y1 = min(y1, p.Header)
		}
		if foot != nil {
			y2 = max(y2, p.Height-p.Footer)
		}
	}
	in := func(b wordml.Border) length.Length {
		if !b.Visible() {
			return 0
		}
		return side * (b.Space + b.Breadth()/2)
	}
	x1, x2, y1, y2 = x1+in(b.Left), x2-in(b.Right), y1+in(b.Top), y2-in(b.Bottom)
	add := func(b wordml.Border, x1, y1, x2, y2 length.Length) {
		if b.Visible() {
			out = append(out, Line{X1: x1, Y1: y1, X2: x2, Y2: y2, Width: b.Width, Color: b.Color, Style: b.Style})
		}
	}
	// The upper and the lower one close the corners.
	add(b.Top, x1-b.Left.Width/2, y1, x2+b.Right.Width/2, y1)
	add(b.Bottom, x1-b.Left.Width/2, y2, x2+b.Right.Width/2, y2)
	add(b.Left, x1, y1, x1, y2)
	add(b.Right, x2, y1, x2, y2)
	return out
}

// align moves what stands on a page that nothing follows on, as the section's
// vertical alignment wants it (17.6.23). Justified pages spread their paragraphs
// where the text goes on over the page.
func align(placed []set, how string, room length.Length, goesOn bool) {
	if len(placed) == 0 || room <= 0 {
		return
	}
	switch how {
	case "center", "bottom":
		if how == "center" {
			room /= 2
		}
		for i := range placed {
			placed[i].y += room
		}
	case "both":
		if !goesOn {
			return
		}
		gaps := 0
		for i := range placed[1:] {
			if begins(&placed[i+1].piece) {
				gaps++
			}
		}
		nth := 0
		for i := range placed {
			if i > 0 && begins(&placed[i].piece) {
				nth++
			}
			if gaps > 0 {
				placed[i].y += room * length.Length(nth) / length.Length(gaps)
			}
		}
	}
}

// begins tells whether a paragraph or a table begins with a piece.
func begins(p *piece) bool {
	if p.row != nil {
		return p.row.index == 0
	}
	return p.index == 0
}

// numberLines draws the numbers of the lines beside a column (17.6.8): those
// that countBy divides, right of which the text begins after the distance that
// the section gives, a quarter of an inch where it gives none.
func (c *cursor) numberLines(placed []set, x length.Length) {
	e := c.e
	n := e.setup.LineNumbers
	if n.CountBy <= 0 {
		return
	}
	away := n.Distance
	if away <= 0 {
		away = length.Inch / 4
	}
	page := &e.pages[e.pageIndex]
	for i := range placed {
		s := &placed[i]
		if s.par == nil || s.par.Props.SuppressLineNums {
			continue
		}
		c.line++
		if c.line%n.CountBy != 0 {
			continue
		}
		props := s.par.Mark
		f := frag{text: strconv.Itoa(c.line), look: &look{props: &props, size: props.Size, face: e.fonts.Face(props.Font, false, false)}}
		f.measure()
		page.Items = append(page.Items, Text{X: e.setup.Left + x - away - f.width, Y: c.top + s.y + s.base, Width: f.width, Text: f.text,
			Face: f.face.Name(), Size: f.size, Scale: 100, Source: Source{Part: s.par.Part, Paragraph: s.par.Number}})
	}
}
