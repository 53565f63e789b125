package pdf

import (
	"encoding/binary"
	"fmt"
	"sync/atomic"

	"vanthu/output/truetype"
)

// face is one font with its metrics in font units.
type face struct {
	name    string
	data    []byte
	font    *truetype.Font
	ascent  int
	descent int
	gap     int
	office  [3]int // the same as LibreOffice reads them

	symbols map[rune]uint16 // the glyphs of a font of pictures; nil where the font itself knows them
	blocks  [256]atomic.Pointer[[256]glyph]
}

// glyph is what a font has for a character.
type glyph struct {
	index   uint16 // 0: nothing
	advance uint16
}

// newFace parses a font.
func newFace(name string, data []byte) (*face, error) {
	font, err := truetype.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("parse font %s: %w", name, err)
	}
	f := &face{name: name, data: data, font: font}
	if err := f.measure(); err != nil {
		return nil, fmt.Errorf("measure font %s: %w", name, err)
	}
	return f, nil
}

// measure reads the heights of a line as Windows and Word compute them: the
// typographic ones where the font asks for it (OS/2 fsSelection bit 7), else
// those of Windows with what the horizontal header's line has more; and a
// font for East Asian text gets three tenths more, half above and half below.
func (f *face) measure() error {
	hhea, os2 := f.font.Table("hhea"), f.font.Table("OS/2")
	if len(hhea) < 10 || len(os2) < 78 {
		return fmt.Errorf("%w: no line height", truetype.ErrFont)
	}
	s16 := func(b []byte, at int) int { return int(int16(binary.BigEndian.Uint16(b[at:]))) }
	u16 := func(b []byte, at int) int { return int(binary.BigEndian.Uint16(b[at:])) }
	ascent, descent, gap := s16(hhea, 4), -s16(hhea, 6), s16(hhea, 8)
	f.office = [3]int{ascent, descent, gap}
	switch win := [2]int{u16(os2, 74), u16(os2, 76)}; {
	case u16(os2, 62)&(1<<7) != 0:
		f.ascent, f.descent, f.gap = s16(os2, 68), -s16(os2, 70), s16(os2, 72)
		f.office = [3]int{f.ascent, f.descent, f.gap}
	case win != [2]int{}:
		f.ascent, f.descent = win[0], win[1]
		f.gap = gap - (win[0] + win[1] - ascent - descent)
	default:
		f.ascent, f.descent, f.gap = ascent, descent, gap
	}
	f.gap = max(f.gap, 0)
	const eastAsian = 0x1F << 17 // code pages 932, 936, 949, 950 and 1361
	if len(os2) >= 82 && binary.BigEndian.Uint32(os2[78:])&eastAsian != 0 {
		more := (f.ascent + f.descent) * 3 / 20
		f.ascent, f.descent, f.gap = f.ascent+more, f.descent+more, 0
	}
	if f.ascent+f.descent <= 0 || f.ascent > 20*f.font.UnitsPerEm || f.descent > 20*f.font.UnitsPerEm {
		return fmt.Errorf("%w: line height", truetype.ErrFont)
	}
	return nil
}

// likeOffice gives the face with its heights as LibreOffice reads them on Linux:
// those of the horizontal header, if there are any and the font does not ask for
// the typographic ones.
func (f *face) likeOffice() *face {
	h := f.office
	if f.symbols != nil || h[0] <= 0 || h[1] < 0 || h == [3]int{f.ascent, f.descent, f.gap} {
		return f
	}
	return &face{name: f.name, data: f.data, font: f.font, ascent: h[0], descent: h[1], gap: max(h[2], 0)}
}

// as gives the face with the line height of another font, in 2048ths of an em.
func (f *face) as(height [2]int) *face {
	scale := func(units int) int { return (units*f.font.UnitsPerEm + 1024) / 2048 }
	return &face{name: f.name, data: f.data, font: f.font, ascent: scale(height[0]), descent: scale(height[1])}
}

func (f *face) Name() string    { return f.name }
func (f *face) UnitsPerEm() int { return f.font.UnitsPerEm }
func (f *face) Ascent() int     { return f.ascent }
func (f *face) Descent() int    { return f.descent }
func (f *face) Gap() int        { return f.gap }

// Advance gives the width of a character in font units.
func (f *face) Advance(c rune) (int, bool) {
	g := f.find(c)
	return int(g.advance), g.index != 0
}

// Kern gives what is added between two characters, in font units.
func (f *face) Kern(a, b rune) int {
	left, right := f.glyph(a), f.glyph(b)
	if left == 0 || right == 0 {
		return 0
	}
	return f.font.Kern(left, right)
}

// glyph gives the number of a character's glyph, 0 where the font has none.
func (f *face) glyph(c rune) uint16 { return f.find(c).index }

func (f *face) has(c rune) bool { return f.glyph(c) != 0 }

// find gives what the font has for a character, which is looked up once for each
// block of 256.
func (f *face) find(c rune) glyph {
	if c < 0 || c > 0xFFFF {
		return f.look(c)
	}
	block := f.blocks[c>>8].Load()
	if block == nil {
		block = new([256]glyph)
		for i := range block {
			block[i] = f.look(c&^0xFF + rune(i))
		}
		f.blocks[c>>8].Store(block)
	}
	return block[c&0xFF]
}

// look looks a character up in the font.
func (f *face) look(c rune) glyph {
	g := f.symbols[c]
	if f.symbols == nil {
		g = f.font.Glyph(c)
	}
	if g == 0 {
		return glyph{}
	}
	return glyph{g, uint16(f.font.Advance(g))}
}
