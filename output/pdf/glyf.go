package pdf

import (
	"encoding/binary"
	"math"
)

// part is one part of a composite glyph: another glyph, moved and turned
// (OpenType 1.9, "glyf").
type part struct {
	glyph          int
	dx, dy         float64
	xx, yx, xy, yy float64 // x' = xx·x + xy·y, y' = yx·x + yy·y
}

// Flags of a part.
const (
	argsAreWords = 1 << iota
	argsAreOffsets
	_
	hasScale
	_
	moreParts
	hasTwoScales
	hasMatrix
)

// Bounds of composite glyphs.
const (
	maxNesting = 8
	maxParts   = 64
)

// glyphs is the outlines of a font.
type glyphs struct {
	glyf []byte
	at   []int // where each begins, and the end
}

// flatten gives glyf and loca tables in which no part of a glyph has parts of its
// own: the drawing library takes the parts of a glyph into its subset, but not
// theirs, and letters would lose their accents. loca is in the long form. nested
// is false where there was nothing to do; the tables are then the old ones.
func flatten(glyf, loca []byte, long bool) (newGlyf, newLoca []byte, nested bool) {
	g := glyphs{glyf: glyf}
	step, unit := 2, 2
	if long {
		step, unit = 4, 1
	}
	for i := 0; i+step <= len(loca); i += step {
		at := int(binary.BigEndian.Uint16(loca[i:]))
		if long {
			at = int(binary.BigEndian.Uint32(loca[i:]))
		}
		g.at = append(g.at, min(at*unit, len(glyf)))
	}
	out := make([]byte, 0, len(glyf))
	put := func() { newLoca = binary.BigEndian.AppendUint32(newLoca, uint32(len(out))) }
	for i := range len(g.at) - 1 {
		put()
		data := g.data(i)
		if parts, deep, ok := g.parts(i, 0); ok && deep {
			data, nested = composite(data[:10], parts), true
		}
		out = append(out, data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	put()
	if !nested {
		return glyf, loca, false
	}
	return out, newLoca, true
}

func (g *glyphs) data(i int) []byte {
	if i < 0 || i+1 >= len(g.at) || g.at[i] >= g.at[i+1] {
		return nil
	}
	return g.glyf[g.at[i]:g.at[i+1]]
}

// composed tells a composite glyph: it has a negative number of contours.
func (g *glyphs) composed(i int) bool {
	b := g.data(i)
	return len(b) >= 10 && int16(binary.BigEndian.Uint16(b)) < 0
}

// parts gives the simple glyphs that a composite one is made of. deep tells whether
// some stood deeper than at the first level; ok is false where the glyph is
// simple, or not understood.
func (g *glyphs) parts(i, depth int) (out []part, deep, ok bool) {
	if !g.composed(i) || depth > maxNesting {
		return nil, false, false
	}
	b := g.data(i)[10:]
	for more := true; more; {
		p, flags, rest := readPart(b)
		if rest == nil || flags&argsAreOffsets == 0 {
			return nil, false, false
		}
		b, more = rest, flags&moreParts != 0
		inner := []part{{xx: 1, yy: 1, glyph: p.glyph}}
		if g.composed(p.glyph) {
			if inner, _, ok = g.parts(p.glyph, depth+1); !ok {
				return nil, false, false
			}
			deep = true
		}
		for _, q := range inner {
			out = append(out, p.after(q))
		}
		if len(out) > maxParts {
			return nil, false, false
		}
	}
	return out, deep, true
}

// after is what becomes of a part of p's glyph.
func (p part) after(q part) part {
	return part{
		glyph: q.glyph,
		dx:    p.dx + p.xx*q.dx + p.xy*q.dy, dy: p.dy + p.yx*q.dx + p.yy*q.dy,
		xx: p.xx*q.xx + p.xy*q.yx, yx: p.yx*q.xx + p.yy*q.yx,
		xy: p.xx*q.xy + p.xy*q.yy, yy: p.yx*q.xy + p.yy*q.yy,
	}
}

// readPart reads one part and gives what follows it, nil where the data ends.
func readPart(b []byte) (p part, flags int, rest []byte) {
	if len(b) < 6 {
		return p, 0, nil
	}
	s16 := func(at int) float64 { return float64(int16(binary.BigEndian.Uint16(b[at:]))) }
	flags = int(binary.BigEndian.Uint16(b))
	p = part{glyph: int(binary.BigEndian.Uint16(b[2:])), xx: 1, yy: 1}
	at := 6
	if flags&argsAreWords != 0 {
		if at = 8; len(b) < at {
			return p, 0, nil
		}
		p.dx, p.dy = s16(4), s16(6)
	} else {
		p.dx, p.dy = float64(int8(b[4])), float64(int8(b[5]))
	}
	n := 0
	switch {
	case flags&hasScale != 0:
		n = 2
	case flags&hasTwoScales != 0:
		n = 4
	case flags&hasMatrix != 0:
		n = 8
	}
	if len(b) < at+n {
		return p, 0, nil
	}
	f := func(i int) float64 { return s16(at+2*i) / (1 << 14) }
	switch n {
	case 2:
		p.xx, p.yy = f(0), f(0)
	case 4:
		p.xx, p.yy = f(0), f(1)
	case 8:
		p.xx, p.yx, p.xy, p.yy = f(0), f(1), f(2), f(3)
	}
	return p, flags, b[at+n:]
}

// composite writes a composite glyph of parts; head is its first ten bytes, the
// bounds among them.
func composite(head []byte, parts []part) []byte {
	out := append([]byte{}, head...)
	u16 := func(v int) { out = binary.BigEndian.AppendUint16(out, uint16(v)) }
	for i, p := range parts {
		flags := argsAreWords | argsAreOffsets
		plain := p.xx == 1 && p.yy == 1 && p.yx == 0 && p.xy == 0
		if !plain {
			flags |= hasMatrix
		}
		if i < len(parts)-1 {
			flags |= moreParts
		}
		u16(flags)
		u16(p.glyph)
		u16(int(math.Round(p.dx)))
		u16(int(math.Round(p.dy)))
		if !plain {
			for _, v := range []float64{p.xx, p.yx, p.xy, p.yy} {
				u16(int(math.Round(v * (1 << 14))))
			}
		}
	}
	return out
}
