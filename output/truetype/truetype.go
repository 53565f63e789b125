// Package truetype reads TrueType fonts (OpenType 1.9) as far as measuring and
// embedding them needs it, and cuts out the letters that a document uses.
//
//	f, err := truetype.Parse(data)
//	g := f.Glyph('ấ')                // 0: the font has none
//	w := f.Advance(g)                // in units of 1/f.UnitsPerEm em
//	small := f.Subset([]uint16{g})   // glyph 1 is ấ
//
// Nothing is copied: a Font points into its file. A damaged file may give wrong
// letters, but it neither breaks nor delays the reader.
package truetype

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sort"
)

// ErrFont says that a file is no TrueType font that can be measured and embedded.
var ErrFont = errors.New("not a usable TrueType font")

// Font is a TrueType font. It may be used by several at once.
type Font struct {
	UnitsPerEm int
	Box        [4]int // of all glyphs: xMin, yMin, xMax, yMax

	tables  map[string][]byte
	long    bool   // offsets to glyphs have four bytes
	glyphs  int    // how many there are
	widths  int    // how many of them have a width of their own
	bmp     []byte // characters to U+FFFF: a subtable of format 4, or nil
	beyond  []byte // all characters: a subtable of format 12, or nil
	outline struct{ glyf, loca, hmtx []byte }
	kern    kerning
}

// u16 reads two bytes, 0 where the data ends.
func u16(b []byte, at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(binary.BigEndian.Uint16(b[at:]))
}

func s16(b []byte, at int) int { return int(int16(u16(b, at))) }

// u32 reads four bytes, 0 where the data ends.
func u32(b []byte, at int) int { return u16(b, at)<<16 | u16(b, at+2) }

// Parse reads the tables of a font that begins where its file does. The error is
// an ErrFont.
func Parse(data []byte) (*Font, error) {
	if len(data) < 12 || u32(data, 0) != 1<<16 {
		return nil, fmt.Errorf("%w: no font", ErrFont)
	}
	f := &Font{tables: map[string][]byte{}}
	for i := range u16(data, 4) {
		e := 12 + 16*i
		if e+16 > len(data) {
			break
		}
		if from, size := u32(data, e+8), u32(data, e+12); from+size <= len(data) {
			f.tables[string(data[e:e+4])] = data[from : from+size : from+size]
		}
	}
	for tag, least := range map[string]int{"head": 54, "hhea": 36, "maxp": 6, "hmtx": 4, "cmap": 4, "loca": 4, "glyf": 1} {
		if len(f.tables[tag]) < least {
			return nil, fmt.Errorf("%w: table %q", ErrFont, tag)
		}
	}
	head := f.tables["head"]
	f.UnitsPerEm, f.long = u16(head, 18), u16(head, 50) == 1
	for i := range f.Box {
		f.Box[i] = s16(head, 36+2*i)
	}
	f.outline.glyf, f.outline.loca, f.outline.hmtx = f.tables["glyf"], f.tables["loca"], f.tables["hmtx"]
	size := 2
	if f.long {
		size = 4
	}
	f.glyphs = min(u16(f.tables["maxp"], 4), len(f.outline.loca)/size-1)
	f.widths = min(u16(f.tables["hhea"], 34), len(f.outline.hmtx)/4)
	if f.UnitsPerEm == 0 || f.glyphs < 1 || f.widths == 0 {
		return nil, fmt.Errorf("%w: no glyphs", ErrFont)
	}
	f.characters()
	if f.bmp == nil && f.beyond == nil {
		return nil, fmt.Errorf("%w: no Unicode", ErrFont)
	}
	return f, nil
}

// Table gives a table of the font, nil where there is none. The caller must not
// change it.
func (f *Font) Table(tag string) []byte { return f.tables[tag] }

// characters finds the tables of Unicode characters ("cmap"); that of a font of
// symbols calls them by code points of the private area.
func (f *Font) characters() {
	cmap := f.tables["cmap"]
	for i := range u16(cmap, 2) {
		e := 4 + 8*i
		at := u32(cmap, e+4)
		if e+8 > len(cmap) || at >= len(cmap) {
			break
		}
		sub := cmap[at:]
		switch platform := u32(cmap, e); {
		case platform == 3<<16|1 && u16(sub, 0) == 4, platform == 3<<16 && u16(sub, 0) == 4 && f.bmp == nil:
			f.bmp = sub
		case platform == 3<<16|10 && u16(sub, 0) == 12:
			f.beyond = sub
		}
	}
}

// Glyph gives the number of a character's glyph, 0 where the font has none.
func (f *Font) Glyph(c rune) uint16 {
	g := 0
	if c <= 0xFFFF && f.bmp != nil {
		g = f.segment(int(c))
	} else {
		g = f.group(int(c))
	}
	if g >= f.glyphs {
		return 0
	}
	return uint16(g)
}

// segment looks a character up in the table of format 4.
func (f *Font) segment(c int) int {
	t := f.bmp
	n := u16(t, 6) / 2
	ends, starts := 14, 16+2*n
	deltas, offsets := starts+2*n, starts+4*n
	i := sort.Search(n, func(i int) bool { return u16(t, ends+2*i) >= c })
	if i == n || u16(t, starts+2*i) > c {
		return 0
	}
	delta, offset := u16(t, deltas+2*i), u16(t, offsets+2*i)
	if offset == 0 {
		return (c + delta) & 0xFFFF
	}
	// The offset counts from where it stands.
	g := u16(t, offsets+2*i+offset+2*(c-u16(t, starts+2*i)))
	if g == 0 {
		return 0
	}
	return (g + delta) & 0xFFFF
}

// group looks a character up in the table of format 12.
func (f *Font) group(c int) int {
	t := f.beyond
	n := min(u32(t, 12), len(t)/12)
	i := sort.Search(n, func(i int) bool { return u32(t, 16+12*i+4) >= c })
	if first := u32(t, 16+12*i); i < n && first <= c {
		return u32(t, 16+12*i+8) + c - first
	}
	return 0
}

// Advance gives the width of a glyph, in font units.
func (f *Font) Advance(g uint16) int {
	return u16(f.outline.hmtx, 4*min(int(g), f.widths-1))
}
