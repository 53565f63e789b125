package paper

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"vanthu/output/pdf"
	"vanthu/output/truetype"
)

// face is a font of the result, embedded as the subset of the characters that are
// drawn. They are called by their places among them, from 1 on.
type face struct {
	name  string
	font  *truetype.Font
	chars []rune
	codes map[rune]int
	ref   *types.IndirectRef
	asc   float64 // of one em
	desc  float64 // of one em, below the line, positive
	proto types.Dict
}

// face gives the face that stands for a font of the form.
func (f *filler) face(base string) (*face, error) {
	plain := strings.NewReplacer("-", " ", ",", " ", "MT", "", "PS", "").Replace(base)
	bold, italic := strings.Contains(plain, "Bold"), strings.Contains(plain, "Italic") || strings.Contains(plain, "Oblique")
	family := strings.TrimSpace(strings.NewReplacer("Bold", "", "Italic", "", "Oblique", "", "New", " New", "Roman", "").Replace(plain))
	name, data, err := pdf.FontFile(strings.Join(strings.Fields(family), " "), bold, italic)
	if err != nil {
		return nil, err
	}
	if known := f.faces[name]; known != nil {
		return known, nil
	}
	font, err := truetype.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("parse font %s: %w", name, err)
	}
	c := &face{name: name, font: font, codes: map[rune]int{}}
	height := func(at int) float64 { // of "hhea", which Parse has seen to be there
		return float64(int16(binary.BigEndian.Uint16(font.Table("hhea")[at:]))) / float64(font.UnitsPerEm)
	}
	c.asc, c.desc = height(4), -height(6)
	c.proto = types.NewDict()
	if c.ref, err = f.xref.IndRefForNewObject(c.proto); err != nil {
		return nil, fmt.Errorf("embed font %s: %w", name, err)
	}
	f.faces[name] = c
	return c, nil
}

// has tells whether the font has a character.
func (c *face) has(r rune) bool { return c.font.Glyph(r) != 0 }

// width measures a text in ems.
func (c *face) width(s string) float64 {
	var w float64
	for _, r := range s {
		if g := c.font.Glyph(r); g != 0 {
			w += float64(c.font.Advance(g)) / float64(c.font.UnitsPerEm)
		}
	}
	return w
}

// hex writes a text as codes of the face.
func (c *face) hex(s string) string {
	var b strings.Builder
	b.WriteByte('<')
	for _, r := range s {
		if !c.has(r) {
			continue
		}
		if c.codes[r] == 0 {
			c.chars = append(c.chars, r)
			c.codes[r] = len(c.chars)
		}
		fmt.Fprintf(&b, "%04X", c.codes[r])
	}
	b.WriteByte('>')
	return b.String()
}

// embed writes the fonts, when it is known which characters they need: Type 0 over
// glyphs by their numbers (ISO 32000-1, 9.7), and a map back to the characters.
func (f *filler) embed() error {
	for _, name := range slices.Sorted(maps.Keys(f.faces)) {
		c := f.faces[name]
		var glyphs []uint16
		var widths types.Array
		for _, r := range c.chars {
			g := c.font.Glyph(r)
			glyphs = append(glyphs, g)
			widths = append(widths, types.Float(float64(c.font.Advance(g))*1000/float64(c.font.UnitsPerEm)))
		}
		data := c.font.Subset(glyphs)
		file, err := f.stream(data, types.Dict{"Length1": types.Integer(len(data))})
		if err != nil {
			return err
		}
		toUnicode, err := f.stream(pdf.ToUnicode(c.chars), types.NewDict())
		if err != nil {
			return err
		}
		em := func(v float64) types.Float { return types.Float(v * 1000) }
		tagged := types.Name(fmt.Sprintf("VANTHU+%s", name))
		descriptor, err := f.xref.IndRefForNewObject(types.Dict{"Type": types.Name("FontDescriptor"), "FontName": tagged, "Flags": types.Integer(4),
			"FontBBox": types.Array{types.Integer(-180), types.Integer(-310), types.Integer(1200), types.Integer(1000)}, "ItalicAngle": types.Integer(0),
			"Ascent": em(c.asc), "Descent": em(-c.desc), "CapHeight": types.Integer(660), "StemV": types.Integer(80), "FontFile2": *file})
		if err != nil {
			return fmt.Errorf("embed font %s: %w", name, err)
		}
		cid, err := f.xref.IndRefForNewObject(types.Dict{"Type": types.Name("Font"), "Subtype": types.Name("CIDFontType2"), "BaseFont": tagged,
			"CIDSystemInfo":  types.Dict{"Registry": types.StringLiteral("Adobe"), "Ordering": types.StringLiteral("Identity"), "Supplement": types.Integer(0)},
			"FontDescriptor": *descriptor, "DW": types.Integer(0), "W": types.Array{types.Integer(1), widths}, "CIDToGIDMap": types.Name("Identity")})
		if err != nil {
			return fmt.Errorf("embed font %s: %w", name, err)
		}
		maps.Copy(c.proto, types.Dict{"Type": types.Name("Font"), "Subtype": types.Name("Type0"), "BaseFont": tagged, "Encoding": types.Name("Identity-H"),
			"DescendantFonts": types.Array{*cid}, "ToUnicode": *toUnicode})
	}
	return nil
}
