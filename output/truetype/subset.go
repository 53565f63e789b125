package truetype

import (
	"bytes"
	"encoding/binary"
	"maps"
	"slices"
)

// Flags of a part of a composite glyph ("glyf").
const (
	argsAreWords = 1 << 0
	hasScale     = 1 << 3
	moreParts    = 1 << 5
	hasTwoScales = 1 << 6
	hasMatrix    = 1 << 7
)

// carried are the tables of a subset that are those of the whole font: what its
// glyphs' programs need.
var carried = []string{"cvt ", "fpgm", "prep"}

// Subset gives a font in which glyph i+1 is the i-th of those given, each time that
// it is given, and glyph 0 the sign for what is missing; what glyphs are made of
// follows. It has no table of characters: a PDF calls glyphs by their numbers
// (ISO 32000-1, 9.9).
func (f *Font) Subset(glyphs []uint16) []byte {
	all := append([]uint16{0}, glyphs...)
	number := map[uint16]int{}
	for i, g := range all {
		if _, known := number[g]; !known {
			number[g] = i
		}
	}
	var glyf, loca, hmtx []byte
	for i := 0; i < len(all); i++ { // grows
		g := all[i]
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(f.Advance(g)))
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(f.bearing(g)))
		from := len(glyf)
		glyf = append(glyf, f.data(g)...)
		for _, at := range parts(glyf[from:]) {
			part := uint16(u16(glyf, from+at))
			n, known := number[part]
			if !known && len(all) < 0xFFFF {
				n, all = len(all), append(all, part)
				number[part] = n
			}
			binary.BigEndian.PutUint16(glyf[from+at:], uint16(n))
		}
		glyf = append(glyf, make([]byte, -len(glyf)&3)...)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	head, hhea, maxp := bytes.Clone(f.tables["head"]), bytes.Clone(f.tables["hhea"]), bytes.Clone(f.tables["maxp"])
	binary.BigEndian.PutUint16(head[50:], 1) // long offsets
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(all)))
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(all)))
	tables := map[string][]byte{"glyf": glyf, "head": head, "hhea": hhea, "hmtx": hmtx, "loca": loca, "maxp": maxp}
	for _, tag := range carried {
		if t := f.tables[tag]; t != nil {
			tables[tag] = t
		}
	}
	return Assemble(tables)
}

// bearing gives the left side bearing of a glyph.
func (f *Font) bearing(g uint16) int {
	if int(g) < f.widths {
		return u16(f.outline.hmtx, 4*int(g)+2)
	}
	return u16(f.outline.hmtx, 4*f.widths+2*(int(g)-f.widths))
}

// data gives the description of a glyph, nil where it has none.
func (f *Font) data(g uint16) []byte {
	if int(g) >= f.glyphs {
		return nil
	}
	from, to := 2*u16(f.outline.loca, 2*int(g)), 2*u16(f.outline.loca, 2*int(g)+2)
	if f.long {
		from, to = u32(f.outline.loca, 4*int(g)), u32(f.outline.loca, 4*int(g)+4)
	}
	if from >= to || to > len(f.outline.glyf) {
		return nil
	}
	return f.outline.glyf[from:to]
}

// parts tells where in a glyph's description the numbers of the glyphs stand that
// it is made of: nowhere in that of a simple glyph.
func parts(glyph []byte) (at []int) {
	if len(glyph) < 10 || s16(glyph, 0) >= 0 { // a number of contours below 0: composite
		return nil
	}
	for p := 10; p+4 <= len(glyph); {
		flags := u16(glyph, p)
		at = append(at, p+2)
		if flags&moreParts == 0 {
			break
		}
		p += 6
		if flags&argsAreWords != 0 {
			p += 2
		}
		switch {
		case flags&hasScale != 0:
			p += 2
		case flags&hasTwoScales != 0:
			p += 4
		case flags&hasMatrix != 0:
			p += 8
		}
	}
	return at
}

// Assemble writes a TrueType file of tables.
func Assemble(tables map[string][]byte) []byte {
	size := 12
	for _, t := range tables {
		size += 16 + len(t) + 3
	}
	head := 12 + 16*len(tables)
	out := make([]byte, head, size)
	copy(out, "\x00\x01\x00\x00")
	binary.BigEndian.PutUint16(out[4:], uint16(len(tables)))
	// The three fields for binary search.
	power, log := 1, 0
	for power*2 <= len(tables) {
		power, log = power*2, log+1
	}
	binary.BigEndian.PutUint16(out[6:], uint16(power*16))
	binary.BigEndian.PutUint16(out[8:], uint16(log))
	binary.BigEndian.PutUint16(out[10:], uint16(len(tables)*16-power*16))
	for i, tag := range slices.Sorted(maps.Keys(tables)) {
		data := tables[tag]
		e := out[12+16*i:]
		copy(e, tag)
		binary.BigEndian.PutUint32(e[4:], checksum(data))
		binary.BigEndian.PutUint32(e[8:], uint32(len(out)))
		binary.BigEndian.PutUint32(e[12:], uint32(len(data)))
		out = append(out, data...)
		out = append(out, make([]byte, -len(out)&3)...)
	}
	return out
}

// checksum adds the 32-bit words of a table.
func checksum(b []byte) (sum uint32) {
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	var rest [4]byte
	copy(rest[:], b)
	return sum + binary.BigEndian.Uint32(rest[:])
}
