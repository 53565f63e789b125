// Package pdf draws laid-out pages as a PDF and holds the fonts that they are
// measured with. It moves nothing and decides nothing: every word stands where
// the layout has put it. It knows nothing of WordprocessingML.
//
//	fonts, err := pdf.Fonts()
//	res, findings := layout.Layout(doc, fonts, layout.Options{})
//	data, err := pdf.Write(res, fonts, pdf.Info{Title: "Báo cáo", Created: now})
//
// The same pages and the same Info give the same bytes. All fonts are embedded
// as subsets; text extracts with spaces between the words.
package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/signintech/gopdf"

	"vanthu/output/layout"
	"vanthu/output/length"
)

// Info is what the PDF says about itself. Created is written as it is; the zero
// time is left out.
type Info struct {
	Title, Author, Subject string
	Created                time.Time
}

// ErrGlyph says that a character was drawn which the font lacks. The layout
// replaces such characters, so this is a fault of the program.
var ErrGlyph = errors.New("font lacks a character")

// Write draws the pages with the fonts that they were laid out with.
func Write(res *layout.Result, fonts *FontSet, info Info) (data []byte, err error) {
	// The library panics on some misuse; a caller must get an error instead.
	defer func() {
		if r := recover(); r != nil {
			data, err = nil, fmt.Errorf("draw pdf: %v", r)
		}
	}()
	if len(res.Pages) == 0 {
		return nil, errors.New("draw pdf: no pages")
	}
	d := &drawer{pdf: &gopdf.GoPdf{}, fonts: fonts}
	d.pdf.Start(gopdf.Config{Unit: gopdf.UnitPT, PageSize: gopdf.Rect{W: res.Pages[0].Width.Pt(), H: res.Pages[0].Height.Pt()}})
	d.pdf.SetInfo(gopdf.PdfInfo{Title: info.Title, Author: info.Author, Subject: info.Subject,
		Creator: "vanthu", Producer: "vanthu", CreationDate: info.Created})
	if err := d.embed(res); err != nil {
		return nil, err
	}
	for i := range res.Pages {
		if err := d.page(&res.Pages[i]); err != nil {
			return nil, fmt.Errorf("draw page %d: %w", i+1, err)
		}
	}
	data, err = d.pdf.GetBytesPdfReturnErr()
	if err != nil {
		return nil, fmt.Errorf("write pdf: %w", err)
	}
	if d.missing != nil {
		return nil, d.missing
	}
	return data, check(data, len(res.Pages))
}

// check looks at what the library wrote: it reports no error where a write went
// wrong.
func check(data []byte, pages int) error {
	if !bytes.HasPrefix(data, []byte("%PDF-")) || !bytes.Contains(data[max(0, len(data)-1024):], []byte("%%EOF")) {
		return errors.New("write pdf: the file is not whole")
	}
	if !bytes.Contains(data, fmt.Appendf(nil, "/Count %d", pages)) {
		return fmt.Errorf("write pdf: the file does not have %d pages", pages)
	}
	return nil
}

// drawer draws one document.
type drawer struct {
	pdf     *gopdf.GoPdf
	fonts   *FontSet
	missing error
	font    string
	size    float64
	color   layout.Color
}

// embed hands the fonts that the pages use to the library, in the order of
// their names so that the bytes do not depend on chance.
func (d *drawer) embed(res *layout.Result) error {
	used := map[string]bool{}
	for _, p := range res.Pages {
		p.Texts(func(t layout.Text) { used[t.Face] = true })
	}
	for _, name := range slices.Sorted(maps.Keys(used)) {
		f := d.fonts.named(name)
		if f == nil {
			return fmt.Errorf("embed font %q: not one of ours", name)
		}
		err := d.pdf.AddTTFFontDataWithOption(name, tall(f.data), gopdf.TtfOption{
			OnGlyphNotFound: func(c rune) {
				d.missing = errors.Join(d.missing, fmt.Errorf("%w: %U in %s", ErrGlyph, c, name))
			},
			OnGlyphNotFoundSubstitute: gopdf.DefaultOnGlyphNotFoundSubstitute,
		})
		if err != nil {
			return fmt.Errorf("embed font %s: %w", name, err)
		}
	}
	return nil
}

func (d *drawer) page(p *layout.Page) error {
	d.pdf.AddPageWithOption(gopdf.PageOption{PageSize: &gopdf.Rect{W: p.Width.Pt(), H: p.Height.Pt()}})
	// A page begins with the library's own defaults.
	d.font, d.size, d.color = "", 0, layout.Color{}
	d.pdf.SetTextColor(0, 0, 0)
	if len(p.Items) == 0 {
		d.pdf.SetLineWidth(1) // the library writes no valid page without content
	}
	return d.items(p.Items)
}

func (d *drawer) items(items []layout.Item) error {
	for _, it := range items {
		var err error
		switch it := it.(type) {
		case layout.Text:
			err = d.text(it)
		case layout.Line:
			d.line(it)
		case layout.Rect:
			d.rect(it)
		case layout.Polygon:
			d.polygon(it)
		case layout.Picture:
			err = d.picture(it)
		case layout.Turned:
			err = d.turned(it)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *drawer) text(t layout.Text) error {
	if size := t.Size.Pt(); t.Face != d.font || size != d.size {
		if err := d.pdf.SetFont(t.Face, "", size); err != nil {
			return fmt.Errorf("set font %s: %w", t.Face, err)
		}
		d.font, d.size = t.Face, size
	}
	if t.Color != d.color {
		d.pdf.SetTextColor(t.Color.R, t.Color.G, t.Color.B)
		d.color = t.Color
	}
	if t.Scale != 0 && t.Scale != 100 {
		return d.spaced(t)
	}
	// Written to a thousandth of a point; readers of the file see that the letters
	// belong together. The library's own measure of it is wrong and not used.
	if err := d.pdf.SetCharSpacing(t.Spacing.Pt()); err != nil {
		return fmt.Errorf("set character spacing: %w", err)
	}
	s := t.Text
	if t.Space {
		// The space is drawn too, so that every reader of the file sees it; the
		// next word is placed on its own and does not depend on its width.
		s += " "
	}
	d.pdf.SetXY(t.X.Pt(), t.Y.Pt())
	return d.pdf.Text(s)
}

// spaced places each letter of a text that is drawn wider or narrower than
// natural. The library cannot stretch letters: they keep their own shape.
func (d *drawer) spaced(t layout.Text) error {
	f := d.fonts.named(t.Face)
	if err := d.pdf.SetCharSpacing(0); err != nil {
		return fmt.Errorf("set character spacing: %w", err)
	}
	x := t.X
	for _, c := range t.Text {
		d.pdf.SetXY(x.Pt(), t.Y.Pt())
		if err := d.pdf.Text(string(c)); err != nil {
			return err
		}
		units, _ := f.Advance(c)
		w := int64(units) * int64(t.Size) / int64(f.upm)
		if t.Scale > 0 {
			w = w * int64(t.Scale) / 100
		}
		x += length.Length(w) + t.Spacing
	}
	return nil
}

// stroke sets how lines are drawn.
func (d *drawer) stroke(w float64, c layout.Color, style string) {
	d.pdf.SetStrokeColor(c.R, c.G, c.B)
	d.pdf.SetLineWidth(w)
	switch style {
	case "dotted":
		d.pdf.SetCustomLineType([]float64{max(w, 0.5), max(w, 0.5) * 2}, 0)
	case "dashed", "dashSmallGap", "dash", "dotDash", "dotDotDash":
		d.pdf.SetCustomLineType([]float64{max(w, 0.5) * 4, max(w, 0.5) * 3}, 0)
	default:
		d.pdf.SetCustomLineType(nil, 0)
	}
}

func (d *drawer) line(l layout.Line) {
	w := l.Width.Pt()
	d.stroke(w, l.Color, l.Style)
	x1, y1, x2, y2 := l.X1.Pt(), l.Y1.Pt(), l.X2.Pt(), l.Y2.Pt()
	if l.Style == "double" {
		// Two strokes, as far apart as they are wide.
		if y1 == y2 {
			d.pdf.Line(x1, y1-w, x2, y2-w)
			d.pdf.Line(x1, y1+w, x2, y2+w)
		} else {
			d.pdf.Line(x1-w, y1, x2-w, y2)
			d.pdf.Line(x1+w, y1, x2+w, y2)
		}
		return
	}
	d.pdf.Line(x1, y1, x2, y2)
}

func (d *drawer) rect(r layout.Rect) {
	if !r.Fill.Set || r.W <= 0 || r.H <= 0 {
		return
	}
	d.pdf.SetFillColor(r.Fill.R, r.Fill.G, r.Fill.B)
	d.pdf.RectFromUpperLeftWithStyle(r.X.Pt(), r.Y.Pt(), r.W.Pt(), r.H.Pt(), "F")
}

// tall gives a font file whose ascender and descender are those of its box. The library writes them into the font's description, from which
// readers take the height of a selected line: by the font's own figures the
// marks above Ẩ and below ặ would stick out of it.
func tall(font []byte) []byte {
	head, os2 := fontTable(font, "head"), fontTable(font, "OS/2")
	if len(head) < 54 || len(os2) < 78 {
		return font
	}
	out := bytes.Clone(font)
	os2 = fontTable(out, "OS/2")
	copy(os2[74:76], head[42:44]) // usWinAscent from yMax
	below := -int16(binary.BigEndian.Uint16(head[38:40]))
	binary.BigEndian.PutUint16(os2[76:78], uint16(max(below, 0))) // usWinDescent from yMin
	return out
}

// fontTable finds a table of a TrueType font; nil where there is none.
func fontTable(font []byte, tag string) []byte {
	if len(font) < 12 {
		return nil
	}
	n := int(binary.BigEndian.Uint16(font[4:]))
	for i := range n {
		if len(font) < 28+16*i {
			return nil
		}
		rec := font[12+16*i:]
		if string(rec[:4]) != tag {
			continue
		}
		from, size := int(binary.BigEndian.Uint32(rec[8:])), int(binary.BigEndian.Uint32(rec[12:]))
		if from+size <= len(font) {
			return font[from : from+size]
		}
	}
	return nil
}
