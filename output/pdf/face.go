package pdf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"sync"

	"github.com/signintech/gopdf/fontmaker/core"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// face is one font with its metrics in font units.
type face struct {
	name    string
	data    []byte
	upm     int
	ascent  int
	descent int
	gap     int

	mu     sync.Mutex
	look   func(rune) (glyph uint16, advance int) // glyph 0 where the font lacks the character
	glyphs map[rune]glyph
	nested bool   // glyphs have parts that have parts: see flatten
	boxed  []byte // see tall
}

// glyph is what a font has for a character.
type glyph struct {
	index   uint16 // 0: nothing
	advance int
}

// newFace parses an embedded font.
func newFace(name string, data []byte) (*face, error) {
	font, err := sfnt.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("parse font %s: %w", name, err)
	}
	f := &face{name: name, data: data, upm: int(font.UnitsPerEm()), glyphs: map[rune]glyph{}}
	var buf sfnt.Buffer
	f.look = func(c rune) (uint16, int) {
		g, err := font.GlyphIndex(&buf, c)
		if err != nil || g == 0 {
			return 0, 0
		}
		// At a size of one em in font units the metrics are the table's own numbers.
		a, err := font.GlyphAdvance(&buf, g, fixed.I(f.upm), 0)
		if err != nil {
			return 0, 0
		}
		return uint16(g), a.Round()
	}
	if err := f.measure(); err != nil {
		return nil, fmt.Errorf("measure font %s: %w", name, err)
	}
	return f, nil
}

// machineFace parses a font of the machine with the parser of the library that
// will draw it, so that what is measured can be drawn.
func machineFace(name string, data []byte) (f *face, err error) {
	// The parser was not made for damaged files.
	defer func() {
		if r := recover(); r != nil {
			f, err = nil, fmt.Errorf("parse font %s: %w: %v", name, errFont, r)
		}
	}()
	if err := checkCmap(data); err != nil {
		return nil, fmt.Errorf("parse font %s: %w", name, err)
	}
	var p core.TTFParser
	if err := p.ParseFontData(data); err != nil {
		return nil, fmt.Errorf("parse font %s: %w", name, err)
	}
	chars, groups, widths := p.Chars(), p.GroupingTables(), p.Widths()
	f = &face{name: name, data: data, upm: int(p.UnitsPerEm()), glyphs: map[rune]glyph{}}
	if f.upm == 0 || len(widths) == 0 {
		return nil, fmt.Errorf("parse font %s: %w: no widths", name, errFont)
	}
	f.look = func(c rune) (uint16, int) {
		glyph := uint(0)
		if c <= 0xFFFF {
			glyph = chars[int(c)]
		} else {
			for _, g := range groups {
				if uint(c) >= g.StartCharCode && uint(c) <= g.EndCharCode {
					glyph = uint(c) - g.StartCharCode + g.GlyphID
				}
			}
		}
		if glyph == 0 || glyph >= p.NumGlyphs() {
			return 0, 0
		}
		return uint16(glyph), int(widths[min(glyph, uint(len(widths)-1))])
	}
	return f, f.measure()
}

// measure reads the heights of a line as Windows and Word compute them: the
// typographic ones where the font asks for it (OS/2 fsSelection bit 7), else
// those of Windows with what the horizontal header's line has more; and a
// font for East Asian text gets three tenths more, half above and half below.
func (f *face) measure() error {
	r := bytes.NewReader(f.data)
	dir, err := directory(r, 0)
	if err != nil {
		return err
	}
	hhea, err := readTable(r, dir, "hhea", 36)
	if err != nil {
		return err
	}
	os2, err := readTable(r, dir, "OS/2", 96)
	if err != nil {
		return err
	}
	if len(hhea) < 10 || len(os2) < 78 {
		return fmt.Errorf("%w: no line height", errFont)
	}
	s16 := func(b []byte, at int) int { return int(int16(binary.BigEndian.Uint16(b[at:]))) }
	u16 := func(b []byte, at int) int { return int(binary.BigEndian.Uint16(b[at:])) }
	ascent, descent, gap := s16(hhea, 4), -s16(hhea, 6), s16(hhea, 8)
	switch win := [2]int{u16(os2, 74), u16(os2, 76)}; {
	case u16(os2, 62)&(1<<7) != 0:
		f.ascent, f.descent, f.gap = s16(os2, 68), -s16(os2, 70), s16(os2, 72)
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
	if f.ascent+f.descent <= 0 || f.ascent > 20*f.upm || f.descent > 20*f.upm {
		return fmt.Errorf("%w: line height", errFont)
	}
	return nil
}

// as gives the face with the line height of another font, in 2048ths of an em.
func (f *face) as(height [2]int) *face {
	scale := func(units int) int { return (units*f.upm + 1024) / 2048 }
	return &face{name: f.name, data: f.data, upm: f.upm, ascent: scale(height[0]), descent: scale(height[1]),
		look: f.look, glyphs: map[rune]glyph{}}
}

// checkCmap refuses a font whose table of characters would keep the parser busy
// for ever: the segments of its Unicode subtable must ascend (format 4).
func checkCmap(data []byte) error {
	r := bytes.NewReader(data)
	dir, err := directory(r, 0)
	if err != nil {
		return err
	}
	t, err := readTable(r, dir, "cmap", maxFontFile)
	if err != nil {
		return err
	}
	u16 := func(at int) int {
		if at < 0 || at+2 > len(t) {
			return -1
		}
		return int(binary.BigEndian.Uint16(t[at:]))
	}
	for i := range max(u16(2), 0) {
		e := 4 + 8*i
		if u16(e) != 3 || u16(e+2) != 1 || e+8 > len(t) {
			continue
		}
		at := int(binary.BigEndian.Uint32(t[e+4:]))
		segs := u16(at+6) / 2
		last := -1
		for s := range max(segs, 0) {
			end, start := u16(at+14+2*s), u16(at+16+2*segs+2*s)
			if start <= last || end < start {
				return fmt.Errorf("%w: characters in disorder", errFont)
			}
			last = end
		}
		return nil
	}
	return fmt.Errorf("%w: no Unicode", errFont)
}

func (f *face) Name() string    { return f.name }
func (f *face) UnitsPerEm() int { return f.upm }
func (f *face) Ascent() int     { return f.ascent }
func (f *face) Descent() int    { return f.descent }
func (f *face) Gap() int        { return f.gap }

// Advance gives the width of a character in font units.
func (f *face) Advance(c rune) (int, bool) {
	g := f.find(c)
	return g.advance, g.index != 0
}

// glyph gives the number of a character's glyph, 0 where the font has none.
func (f *face) glyph(c rune) uint16 { return f.find(c).index }

func (f *face) find(c rune) glyph {
	f.mu.Lock()
	defer f.mu.Unlock()
	g, known := f.glyphs[c]
	if !known {
		g.index, g.advance = f.look(c)
		f.glyphs[c] = g
	}
	return g
}

func (f *face) has(c rune) bool {
	_, ok := f.Advance(c)
	return ok
}
