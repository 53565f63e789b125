// Package layout turns a document tree into pages of positioned items. It does
// not know PDF, and a font is only something that measures: a page is a value
// that can be printed as text, compared and tested, and an exporter never moves
// anything.
//
//	doc, _, err := wordml.Read(data)
//	fonts, err := pdf.Fonts()
//	res, findings := layout.Layout(doc, fonts, layout.Options{})
//	for _, p := range res.Pages {
//		fmt.Print(p.Dump())
//	}
//
// The parts of a page come about in four steps, each a value of its own:
// inlines become words (shape.go), words become lines (line.go), lines and
// table rows become pieces that may not be cut (piece.go, table.go), and pieces
// are stacked into pages under the rules of what may be parted (paginate.go). All lengths are EMU; y runs downwards from the top of the paper.
//
// What floats (float.go: drawings; frame.go: frames and tables) is laid out by
// itself and hangs on the first piece of its anchor. Lines are first made as wide
// as the column. When a piece is about to be placed and a float stands beside it
// (a wall), its paragraph is broken again from there, around the walls
// (around.go); what then goes on over the page is broken once more. A float that
// reaches above its anchor, or into another column, is known to the text before
// it from the pass before, so that such a document is laid out once more.
//
// The limits: floats in a cell or text box move the text of that cell or box
// alone, those of a header also that of the body; a table beside a float is moved
// below it and not narrowed; a floating table that is higher than the page, stands
// in a cell or leaves no room beside it stands in the text at its own place across;
// floats do not keep clear of each other.
package layout

import (
	"fmt"
	"strings"

	"vanthu/output/length"
	"vanthu/output/wordml"
	"vanthu/pipeline/finding"
)

// Face is one font at no particular size: it measures in its own units.
type Face interface {
	Name() string                        // what the exporter knows it by
	UnitsPerEm() int                     // font units to the em
	Advance(c rune) (units int, ok bool) // ok is false where the font lacks the character
	Ascent() int                         // font units above the baseline
	Descent() int                        // font units below it, positive
	Gap() int                            // font units between lines
}

// Kerner is what a Face may also be: it tells what is added between two
// characters that stand beside one another, in font units.
type Kerner interface {
	Kern(a, b rune) int
}

// Fonts finds the face for a font name that a document uses. It never gives
// nil.
type Fonts interface {
	Face(family string, bold, italic bool) Face
}

// FontInfo is what a document's table of fonts says of a font.
type FontInfo = wordml.FontInfo

// DocumentFonts is what Fonts may also be: it gives the fonts for one document,
// by what its table of fonts says of those that are not to be had, and in whose
// way others stand for them.
type DocumentFonts interface {
	For(table map[string]FontInfo, like Like) Fonts
}

// Nearness tells how near the face that stands for a font comes to it.
type Nearness int

// The degrees of nearness.
const (
	Same  Nearness = iota // the font itself, or what the program holds for it
	Twin                  // another font, made with the same widths
	Other                 // a font of other widths: lines may break elsewhere
)

// Standins is what Fonts may also be: it tells how near the face that it gives for
// a font comes, and what that face is called.
type Standins interface {
	Nearness(family string) (Nearness, string)
}

// Fallbacks is what Fonts may also be: it finds a face for a character that the one
// for a font lacks; nil where none has it.
type Fallbacks interface {
	Fallback(family string, c rune, bold, italic bool) Face
}

// Like tells whose habits decide where the format leaves room.
type Like int

const (
	// LikeWord follows Word: in compatibility mode 15 a justified line may narrow
	// its spaces to keep one more word.
	LikeWord Like = iota
	// LikeLibreOffice is for comparing with LibreOffice: it never narrows spaces.
	// Besides, it follows it where it was measured to go against the format or
	// against Word, so that the comparison does not end there:
	//   - Pages: those left blank before an odd or even one are left out; paper
	//     within 0.2 mm of A3, A4 or A5 is of that size; no first line of a
	//     paragraph stands alone at the foot of a page; a section that begins with a
	//     table and has notes begins with an empty line; footnotes have a rule of
	//     its own.
	//   - Lines: as high as its rounding has them (officeHeight), spaced in whole
	//     per cents and twips; the last line of a cell and lines that end within a
	//     merge field are spaced by the style's size, which is also that of an
	//     empty paragraph at the document's end (likeOffice); bullets of Symbol and
	//     Wingdings are as high as OpenSymbol has them; raised and lowered letters
	//     are as far off the line as there.
	//   - Breaks: none at a space after an opening bracket nor behind a tab; a word
	//     that is parted fills the line up to a twip; a merge field that follows
	//     another one in a word is parted where the line is full.
	//   - Tabs: leaders have as many signs as there.
	//   - Tables: none of a percentage is wider than the text; columns are not
	//     fitted to their contents; tables float within a cell if they are not the
	//     first in it; a row that is higher than its content is parted where no line
	//     stands below it.
	//   - Floats: text stands beside one however narrow the place.
	//   - East Asian text: on its grid neither exact line heights nor autoSpaceDE
	//     and autoSpaceDN count; the grid stands in the middle of the page and is
	//     not that of headers, footers and footnotes. Text stands in portions: the
	//     script alone chooses the font, and characters that the font lacks are
	//     drawn after the others; portions are whole twips wide and stretched by
	//     whole twips; what hangs over the line's end does not follow Latin text; a
	//     number in a circle that begins a paragraph is Latin text.
	//   - Fonts: one that is not to be had and has no metric twin is drawn in DejaVu
	//     Sans, whatever the table of fonts says of it.
	//
	// See also wordml.LinkedAsLibreOffice, wordml.ExceptionsAsLibreOffice,
	// wordml.DefaultsAsLibreOffice and pdf.Info.NoHeights.
	LikeLibreOffice
)

// Options are the choices of a layout. The zero value is what the program uses.
type Options struct {
	Like Like
}

// Result is a laid-out document.
type Result struct {
	Pages []Page
	// Passes tells how often the document was laid out until its page numbers
	// agreed with themselves.
	Passes int
	// Outline lists the headings, Targets where bookmarks stand.
	Outline []Heading
	Targets map[string]Target
}

// Heading is a heading of the text, with its number before it.
type Heading struct {
	Title string
	Level int // from 0
	Target
}

// Target is a place that links and headings lead to.
type Target struct {
	Page int           // from 0
	Y    length.Length // its top on the paper
}

// Page is one page.
type Page struct {
	Width, Height length.Length
	Number        int    // as counted, restarts included
	Label         string // as a PAGE field shows it
	Items         []Item

	under, over []layer // floats, until the page is finished
}

// Item is a Text, a Line, a Rect, a Polygon, a Picture or a Turned.
type Item interface {
	shifted(dx, dy length.Length) Item
	dump() string
}

// Source is the paragraph that an item comes from.
type Source struct {
	Part      string
	Paragraph int // 1-based over all w:p of the part
}

// Color is a colour as the document gives it, or none.
type Color = wordml.Color

// Text is a word, or a part of one that looks the same, at its own place.
type Text struct {
	X, Y    length.Length // Y is the baseline
	Kerned  bool          // pairs of characters are kerned as the face tells, in Width included
	Width   length.Length
	Text    string
	Face    string // Face.Name
	Size    length.Length
	Color   Color
	Spacing length.Length // after each character, in Width included
	Scale   int           // per cent of the natural width
	Space   bool          // a space follows on the line
	Link    string        // where a click leads: an address, or # and a bookmark
	Source  Source
}

// Line is a straight stroke of the given width about its middle.
type Line struct {
	X1, Y1, X2, Y2 length.Length
	Width          length.Length
	Color          Color
	Style          string // single, dotted, dashed …
}

// Rect is a filled rectangle.
type Rect struct {
	X, Y, W, H length.Length
	Fill       Color
}

func (t Text) shifted(dx, dy length.Length) Item { t.X += dx; t.Y += dy; return t }
func (l Line) shifted(dx, dy length.Length) Item {
	l.X1, l.Y1, l.X2, l.Y2 = l.X1+dx, l.Y1+dy, l.X2+dx, l.Y2+dy
	return l
}
func (r Rect) shifted(dx, dy length.Length) Item { r.X += dx; r.Y += dy; return r }

func (t Text) dump() string {
	return fmt.Sprintf("text %.2f %.2f %s %.1f%s %q", t.X.Pt(), t.Y.Pt(), t.Face, t.Size.Pt(), hexColor(t.Color), t.Text)
}

func (l Line) dump() string {
	return fmt.Sprintf("line %.2f %.2f %.2f %.2f width %.2f %s%s", l.X1.Pt(), l.Y1.Pt(), l.X2.Pt(), l.Y2.Pt(), l.Width.Pt(), l.Style, hexColor(l.Color))
}

func (r Rect) dump() string {
	return fmt.Sprintf("rect %.2f %.2f %.2f %.2f%s", r.X.Pt(), r.Y.Pt(), r.W.Pt(), r.H.Pt(), hexColor(r.Fill))
}

func hexColor(c Color) string {
	if !c.Set {
		return ""
	}
	return fmt.Sprintf(" #%02X%02X%02X", c.R, c.G, c.B)
}

// Dump writes the page as text, one item a line, lengths in points: the form of
// the golden files.
func (p Page) Dump() string {
	var b strings.Builder
	fmt.Fprintf(&b, "page %q %.2f x %.2f\n", p.Label, p.Width.Pt(), p.Height.Pt())
	for _, it := range p.Items {
		b.WriteString("  ")
		b.WriteString(it.dump())
		b.WriteByte('\n')
	}
	return b.String()
}

// Text gives the words of the page in drawing order, with spaces where the
// lines have them.
func (p Page) Text() string {
	var b strings.Builder
	var last Text
	p.Texts(func(t Text) {
		// What follows without a gap is the same word, raised or not.
		away := t.X - (last.X + last.Width)
		if last.Text != "" && (last.Space || max(away, -away) > length.Point) {
			b.WriteByte(' ')
		}
		b.WriteString(t.Text)
		last = t
	})
	return b.String()
}

// Texts calls f for every text of the page in drawing order.
func (p Page) Texts(f func(Text)) { texts(p.Items, f) }

// findings collects what could not be drawn, once a place and feature.
type findings struct {
	list []finding.Finding
	seen map[string]bool
}

func findingKey(src Source, feature, found string) string {
	return fmt.Sprintf("%s\x00%d\x00%s\x00%s", src.Part, src.Paragraph, feature, found)
}

// has tells whether this has been found already.
func (f *findings) has(src Source, feature, found string) bool {
	return f.seen[findingKey(src, feature, found)]
}

func (f *findings) add(src Source, words, feature, found, message, hint string) {
	if f.has(src, feature, found) {
		return
	}
	f.seen[findingKey(src, feature, found)] = true
	f.list = append(f.list, finding.Finding{
		Severity: finding.Warning, Code: "khong-ve-duoc", Feature: feature, Found: found,
		Pos:     finding.Paragraph("", src.Part, src.Paragraph, words),
		Message: message, Hint: hint,
	})
}
