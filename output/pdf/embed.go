package pdf

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// font is a face as the document's pages use it.
type font struct {
	*face
	number int // 1 is /F1
	codes  codes
}

// codes are the characters that a document shows in a font, and how its pages call
// them: by their places among them, from 1 on. So each character has a glyph of
// its own, and text that is taken out of the file is what was put in.
type codes struct {
	list []rune
	low  [256]*[256]uint16
	high map[rune]uint16 // beyond U+FFFF
}

// add puts a character in.
func (c *codes) add(r rune) {
	if r < 0 || r > 0xFFFF {
		if c.high == nil {
			c.high = map[rune]uint16{}
		}
		if c.high[r] == 0 {
			c.high[r], c.list = 1, append(c.list, r)
		}
		return
	}
	block := c.low[r>>8]
	if block == nil {
		block = new([256]uint16)
		c.low[r>>8] = block
	}
	if block[r&0xFF] == 0 {
		block[r&0xFF], c.list = 1, append(c.list, r)
	}
}

// number gives the characters their codes, once all are in.
func (c *codes) number() {
	slices.Sort(c.list)
	for i, r := range c.list {
		if r > 0xFFFF || r < 0 {
			c.high[r] = uint16(i + 1)
		} else {
			c.low[r>>8][r&0xFF] = uint16(i + 1)
		}
	}
}

// of gives a character's code, which must have been put in.
func (c *codes) of(r rune) uint16 {
	if r < 0 || r > 0xFFFF {
		return c.high[r]
	}
	return c.low[r>>8][r&0xFF]
}

// embeddedFont is what the file holds of a font: streams and entries of dictionaries.
type embeddedFont struct {
	name       string
	file       []byte // the subset, a stream object
	unicode    []byte // from codes to characters, a stream object
	widths     string // by code from 1 on, of 1000 to the em
	descriptor string
}

// embed makes the subset of a font and what describes it, its heights if wanted.
func (f *font) embed(heights bool) (*embeddedFont, error) {
	glyphs := make([]uint16, len(f.codes.list))
	var widths strings.Builder
	for i, c := range f.codes.list {
		g := f.find(c)
		if g.index == 0 {
			return nil, fmt.Errorf("%w: %U in %s", ErrGlyph, c, f.name)
		}
		glyphs[i] = g.index
		widths.WriteString(f.mille(int(g.advance)))
		widths.WriteByte(' ')
	}
	subset := f.font.Subset(glyphs)
	// A subset's name begins with six letters of its own (9.6.4).
	tag := []byte("AAAAAA")
	for i, n := len(tag)-1, f.number; n > 0; i, n = i-1, n/26 {
		tag[i] += byte(n % 26)
	}
	return &embeddedFont{
		name: string(tag) + "+" + f.name,
		file: deflated("/Length1 "+strconv.Itoa(len(subset))+" ", subset), unicode: deflated("", ToUnicode(f.codes.list)),
		widths: strings.TrimSuffix(widths.String(), " "), descriptor: f.descriptor(heights),
	}, nil
}

// mille writes a length in font units as thousandths of an em, with two decimals
// at the most.
func (f *face) mille(units int) string {
	v := strconv.FormatFloat(float64(units)*1000/float64(f.font.UnitsPerEm), 'f', 2, 64)
	return strings.TrimRight(strings.TrimRight(v, "0"), ".")
}

// descriptor writes what a reader may want to know of the face (9.8). Ascent and
// descent, from which it takes the height of a selected line, are those of the
// box: by the font's own figures the marks above Ẩ and below ặ would stick out.
func (f *face) descriptor(heights bool) string {
	s16 := func(table string, at int) int {
		if t := f.font.Table(table); at+2 <= len(t) {
			return int(int16(binary.BigEndian.Uint16(t[at:])))
		}
		return 0
	}
	const plain, symbolic = 1 << 5, 1 << 2
	flags := plain
	if f.symbols != nil {
		flags = symbolic
	}
	capital := f.ascent
	if s16("OS/2", 0) >= 2 {
		capital = s16("OS/2", 88)
	}
	box := f.font.Box
	above, below := box[3], min(box[1], 0)
	if !heights {
		above, below = 0, 0
	}
	return fmt.Sprintf("/Flags %d /FontBBox [%s %s %s %s] /Ascent %s /Descent %s /CapHeight %s /ItalicAngle %d /StemV 80",
		flags, f.mille(box[0]), f.mille(box[1]), f.mille(box[2]), f.mille(box[3]), f.mille(above), f.mille(below), f.mille(capital), s16("post", 4))
}

// ToUnicode writes the map back to characters of codes that count them from 1 on
// (9.10.3).
func ToUnicode(chars []rune) []byte {
	b := []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	code := 0
	for part := range slices.Chunk(chars, 100) {
		b = fmt.Appendf(b, "%d beginbfchar\n", len(part))
		for _, r := range part {
			code++
			b = fmt.Appendf(b, "<%04X> <", code)
			for _, u := range utf16.AppendRune(nil, r) {
				b = fmt.Appendf(b, "%04X", u)
			}
			b = append(b, ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}

// addFont puts a font into the file: Type 0 over glyphs by their numbers (ISO
// 32000-1, 9.7). It gives the number of the object.
func (f *file) addFont(e *embeddedFont) int {
	stream := f.addBytes(e.file)
	descriptor := f.add(fmt.Sprintf("<< /Type /FontDescriptor /FontName /%s %s /FontFile2 %d 0 R >>\n", e.name, e.descriptor, stream))
	cid := f.add(fmt.Sprintf("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"+
		" /FontDescriptor %d 0 R /CIDToGIDMap /Identity /W [1 [%s]] >>\n", e.name, descriptor, e.widths))
	unicode := f.addBytes(e.unicode)
	return f.add(fmt.Sprintf("<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>\n", e.name, cid, unicode))
}
