package truetype

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"testing"

	"codeberg.org/go-fonts/dejavu/dejavusans"
	"codeberg.org/go-fonts/liberation/liberationserifitalic"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

func parsed(t testing.TB, data []byte) *Font {
	t.Helper()
	f, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Glyphs and widths are those that another reader of fonts finds.
func TestGlyphsAndAdvances(t *testing.T) {
	for name, data := range map[string][]byte{"Liberation": liberationserifitalic.TTF, "DejaVu": dejavusans.TTF} {
		f := parsed(t, data)
		other, err := sfnt.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		var buf sfnt.Buffer
		known := 0
		for c := rune(0); c < 0x20000; c++ {
			want, err := other.GlyphIndex(&buf, c)
			if err != nil {
				t.Fatal(err)
			}
			g := f.Glyph(c)
			if g != uint16(want) {
				t.Fatalf("%s: %U is glyph %d, want %d", name, c, g, want)
			}
			if g == 0 {
				continue
			}
			known++
			if a, err := other.GlyphAdvance(&buf, want, fixed.I(f.UnitsPerEm), 0); err != nil || a.Round() != f.Advance(g) {
				t.Fatalf("%s: %U is %d wide, want %v, %v", name, c, f.Advance(g), a, err)
			}
		}
		if known < 2000 {
			t.Errorf("%s: %d characters", name, known)
		}
	}
}

// A subset has the outlines and widths of its letters in their order, and those
// parts that they are made of, whatever stands how deep.
func TestSubset(t *testing.T) {
	whole := parsed(t, dejavusans.TTF)
	var glyphs []uint16
	for _, c := range "aaấặ☑ " {
		glyphs = append(glyphs, whole.Glyph(c))
	}
	data := whole.Subset(glyphs)
	// It has no characters; give it some so that it can be read.
	tables := map[string][]byte{"cmap": {0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12, 0, 4, 0, 16}}
	for i := range u16(data, 4) {
		e := data[12+16*i:]
		tables[string(e[:4])] = data[u32(e, 8) : u32(e, 8)+u32(e, 12)]
	}
	small := parsed(t, Assemble(tables))
	if len(data) > 8000 || small.glyphs < len(glyphs)+3 {
		t.Errorf("%d bytes, %d glyphs", len(data), small.glyphs)
	}
	for i, g := range glyphs {
		same(t, whole, small, g, uint16(i+1))
	}
}

// same holds a glyph of a subset against that of the whole font.
func same(t *testing.T, whole, small *Font, g, n uint16) {
	t.Helper()
	a, b := whole.data(g), bytes.Clone(small.data(n))
	if whole.Advance(g) != small.Advance(n) || whole.bearing(g) != small.bearing(n) {
		t.Errorf("glyph %d: width %d, want %d", n, small.Advance(n), whole.Advance(g))
	}
	for _, at := range parts(a) {
		same(t, whole, small, uint16(u16(a, at)), uint16(u16(b, at)))
		copy(b[at:at+2], a[at:at+2])
	}
	if !bytes.HasPrefix(b, a) || len(b)-len(a) > 3 {
		t.Errorf("glyph %d: another outline", n)
	}
}

// A letter that is part of itself comes to an end.
func TestSubsetOfCircle(t *testing.T) {
	glyf := append([]byte{0xFF, 0xFF}, make([]byte, 14)...)
	binary.BigEndian.PutUint16(glyf[12:], 1) // glyph 1, of glyph 1
	f := &Font{tables: map[string][]byte{"head": make([]byte, 54), "hhea": make([]byte, 36), "maxp": make([]byte, 6)}, glyphs: 2, widths: 1}
	f.outline.glyf, f.outline.loca, f.outline.hmtx = glyf, []byte{0, 0, 0, 0, 0, 8}, make([]byte, 6)
	if got := f.Subset([]uint16{1, 1, 9}); len(got) < 100 {
		t.Errorf("%d bytes", len(got))
	}
}

// No file, however broken, stops the reader.
func TestBroken(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		data := bytes.Clone(dejavusans.TTF)
		for range 1 + rng.IntN(60) {
			data[rng.IntN(400)] = byte(rng.Uint32())
		}
		for range 500 {
			data[rng.IntN(len(data))] = byte(rng.Uint32())
		}
		f, err := Parse(data[:len(data)-rng.IntN(2)*rng.IntN(len(data))])
		if err != nil {
			if !errors.Is(err, ErrFont) {
				t.Fatal(err)
			}
			continue
		}
		var glyphs []uint16
		for c := rune(0); c < 0x11000; c += 7 {
			g := f.Glyph(c)
			f.Advance(g)
			glyphs = append(glyphs, g)
		}
		f.Subset(glyphs[:300])
	}
}

// Pairs are kerned as the font's tables tell; damaged tables do no harm.
func TestKern(t *testing.T) {
	for name, data := range map[string][]byte{"Liberation": liberationserifitalic.TTF, "DejaVu": dejavusans.TTF} {
		f := parsed(t, data)
		kern := func(a, b rune) int { return f.Kern(f.Glyph(a), f.Glyph(b)) }
		if v := kern('T', 'o'); v >= 0 || v < -f.UnitsPerEm/4 {
			t.Errorf("%s: To is %d apart", name, v)
		}
		if v := kern('n', 'n'); v != 0 {
			t.Errorf("%s: nn is %d apart", name, v)
		}
		rng := rand.New(rand.NewPCG(1, 2))
		for range 200 {
			bad := bytes.Clone(data)
			for _, tag := range []string{"GPOS", "kern"} {
				if b := parsed(t, bad).Table(tag); len(b) > 0 {
					for range 20 {
						b[rng.IntN(min(len(b), 2000))] = byte(rng.Uint32())
					}
				}
			}
			g := parsed(t, bad)
			for a := 'A'; a < 'z'; a++ {
				g.Kern(g.Glyph(a), g.Glyph('o'))
			}
		}
	}
}
