package paper

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"vanthu/output/pdf"
)

// face is a font of the result: the glyphs that are drawn, embedded as a subset.
type face struct {
	name  string
	data  []byte
	font  *sfnt.Font
	buf   sfnt.Buffer
	upm   int
	used  map[sfnt.GlyphIndex]rune
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
	font, err := sfnt.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("parse font %s: %w", name, err)
	}
	c := &face{name: name, data: data, font: font, upm: int(font.UnitsPerEm()), used: map[sfnt.GlyphIndex]rune{}}
	m, err := font.Metrics(&c.buf, fixed.I(c.upm), 0)
	if err != nil {
		return nil, fmt.Errorf("measure font %s: %w", name, err)
	}
	c.asc, c.desc = float64(m.Ascent.Round())/float64(c.upm), float64(m.Descent.Round())/float64(c.upm)
	c.proto = types.NewDict()
	if c.ref, err = f.xref.IndRefForNewObject(c.proto); err != nil {
		return nil, fmt.Errorf("embed font %s: %w", name, err)
	}
	f.faces[name] = c
	return c, nil
}

// glyph gives a character's glyph; ok is false where the font has none.
func (c *face) glyph(r rune) (g sfnt.GlyphIndex, ok bool) {
	g, err := c.font.GlyphIndex(&c.buf, r)
	return g, err == nil && g != 0
}

// width measures a text in ems.
func (c *face) width(s string) float64 {
	var w float64
	for _, r := range s {
		if g, ok := c.glyph(r); ok {
			w += float64(c.advance(g)) / float64(c.upm)
		}
	}
	return w
}

func (c *face) advance(g sfnt.GlyphIndex) int {
	a, err := c.font.GlyphAdvance(&c.buf, g, fixed.I(c.upm), 0)
	if err != nil {
		return 0
	}
	return a.Round()
}

// hex writes a text as the glyphs of the face.
func (c *face) hex(s string) string {
	var b strings.Builder
	b.WriteByte('<')
	for _, r := range s {
		if g, ok := c.glyph(r); ok {
			c.used[g] = r
			fmt.Fprintf(&b, "%04X", uint16(g))
		}
	}
	b.WriteByte('>')
	return b.String()
}

// embed writes the fonts, when it is known which glyphs they need: Type 0 with
// the glyphs' own numbers (ISO 32000-1, 9.7), and a map back to the characters.
func (f *filler) embed() error {
	for _, name := range slices.Sorted(maps.Keys(f.faces)) {
		c := f.faces[name]
		glyphs := slices.Sorted(maps.Keys(c.used))
		data, err := subset(c.data, glyphs)
		if err != nil {
			return fmt.Errorf("embed font %s: %w", name, err)
		}
		file, err := f.stream(data, types.Dict{"Length1": types.Integer(len(data))})
		if err != nil {
			return err
		}
		toUnicode, err := f.stream(c.toUnicode(glyphs), types.NewDict())
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
		var widths types.Array
		for _, g := range glyphs {
			widths = append(widths, types.Integer(g), types.Array{types.Float(float64(c.advance(g)) * 1000 / float64(c.upm))})
		}
		cid, err := f.xref.IndRefForNewObject(types.Dict{"Type": types.Name("Font"), "Subtype": types.Name("CIDFontType2"), "BaseFont": tagged,
			"CIDSystemInfo":  types.Dict{"Registry": types.StringLiteral("Adobe"), "Ordering": types.StringLiteral("Identity"), "Supplement": types.Integer(0)},
			"FontDescriptor": *descriptor, "DW": types.Integer(0), "W": widths, "CIDToGIDMap": types.Name("Identity")})
		if err != nil {
			return fmt.Errorf("embed font %s: %w", name, err)
		}
		maps.Copy(c.proto, types.Dict{"Type": types.Name("Font"), "Subtype": types.Name("Type0"), "BaseFont": tagged, "Encoding": types.Name("Identity-H"),
			"DescendantFonts": types.Array{*cid}, "ToUnicode": *toUnicode})
	}
	return nil
}

// toUnicode writes the map from glyphs to characters (ISO 32000-1, 9.10.3).
func (c *face) toUnicode(glyphs []sfnt.GlyphIndex) []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n" +
		"1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
	for part := range slices.Chunk(glyphs, 100) {
		fmt.Fprintf(&b, "%d beginbfchar\n", len(part))
		for _, g := range part {
			fmt.Fprintf(&b, "<%04X> <%s>\n", uint16(g), utf16Hex(string(c.used[g])))
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap CMapName currentdict /CMap defineresource pop end end\n")
	return b.Bytes()
}

// subset keeps the outlines of some glyphs of a TrueType font, and of those that
// they are made of; glyphs keep their numbers. Tables that only other uses need
// are left out (OpenType 1.9: glyf, loca, head).
func subset(data []byte, glyphs []sfnt.GlyphIndex) ([]byte, error) {
	tables, err := tablesOf(data)
	if err != nil {
		return nil, err
	}
	loca, glyf, head := tables["loca"], tables["glyf"], tables["head"]
	if len(head) < 54 || len(glyf) == 0 {
		return nil, errors.New("not a TrueType font")
	}
	long := head[51] == 1
	count := len(loca)/2 - 1
	if long {
		count = len(loca)/4 - 1
	}
	at := func(g int) int {
		if long {
			return int(binary.BigEndian.Uint32(loca[4*g:]))
		}
		return 2 * int(binary.BigEndian.Uint16(loca[2*g:]))
	}
	keep := map[int]bool{0: true}
	pending := make([]int, 0, len(glyphs))
	for _, g := range glyphs {
		pending = append(pending, int(g))
	}
	for len(pending) > 0 {
		g := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		if g >= count || keep[g] {
			continue
		}
		keep[g] = true
		pending = append(pending, components(glyf[at(g):at(g+1)])...)
	}
	var outlines []byte
	offsets := make([]byte, 0, 4*(count+1))
	for g := range count {
		offsets = binary.BigEndian.AppendUint32(offsets, uint32(len(outlines)))
		if keep[g] {
			outlines = append(outlines, glyf[at(g):at(g+1)]...)
			for len(outlines)%4 != 0 {
				outlines = append(outlines, 0)
			}
		}
	}
	offsets = binary.BigEndian.AppendUint32(offsets, uint32(len(outlines)))
	head = bytes.Clone(head)
	head[51] = 1
	return join(map[string][]byte{"head": head, "hhea": tables["hhea"], "maxp": tables["maxp"], "hmtx": tables["hmtx"], "loca": offsets,
		"glyf": outlines, "cvt ": tables["cvt "], "fpgm": tables["fpgm"], "prep": tables["prep"]}), nil
}

// components lists the glyphs that a composite glyph is made of.
func components(glyph []byte) []int {
	if len(glyph) < 10 || glyph[0] < 0x80 { // a number of contours below 0 means composite
		return nil
	}
	var out []int
	for p := 10; p+4 <= len(glyph); {
		flags := binary.BigEndian.Uint16(glyph[p:])
		out = append(out, int(binary.BigEndian.Uint16(glyph[p+2:])))
		p += 6
		if flags&1 != 0 { // arguments are words
			p += 2
		}
		switch {
		case flags&0x8 != 0: // a scale
			p += 2
		case flags&0x40 != 0: // two scales
			p += 4
		case flags&0x80 != 0: // a matrix
			p += 8
		}
		if flags&0x20 == 0 { // no more
			break
		}
	}
	return out
}

func tablesOf(data []byte) (map[string][]byte, error) {
	if len(data) < 12 {
		return nil, errors.New("font is cut")
	}
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		entry := data[12+16*i:]
		from, size := int(binary.BigEndian.Uint32(entry[8:])), int(binary.BigEndian.Uint32(entry[12:]))
		if from+size > len(data) {
			return nil, errors.New("font is cut")
		}
		tables[string(entry[:4])] = data[from : from+size]
	}
	return tables, nil
}

// join writes a font file of tables.
func join(tables map[string][]byte) []byte {
	names := slices.Sorted(maps.Keys(tables))
	out := []byte{0, 1, 0, 0, 0, byte(len(names)), 0, 128, 0, 3, 0, byte(16*len(names) - 128)}
	at := 12 + 16*len(names)
	var body []byte
	for _, name := range names {
		t := tables[name]
		padded := append(bytes.Clone(t), make([]byte, (4-len(t)%4)%4)...)
		var sum uint32
		for i := 0; i < len(padded); i += 4 {
			sum += binary.BigEndian.Uint32(padded[i:])
		}
		out = append(out, name...)
		out = binary.BigEndian.AppendUint32(out, sum)
		out = binary.BigEndian.AppendUint32(out, uint32(at+len(body)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t)))
		body = append(body, padded...)
	}
	return append(out, body...)
}
