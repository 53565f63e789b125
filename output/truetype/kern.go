package truetype

import (
	"math"
	"math/bits"
	"sort"
	"sync"
	"sync/atomic"
)

// kerning is what a font says of pairs of glyphs: the subtables of the lookups
// of its feature "kern" (OpenType 1.9, GPOS, lookup type 2), in order, and where
// there are none the pairs of the older table "kern".
type kerning struct {
	once    sync.Once
	lookups [][][]byte
	pairs   []byte // six bytes each, sorted
	recent  []atomic.Uint64
}

// recentPairs is how many pairs are remembered: a page holds a few hundred
// different ones.
const recentPairs = 1 << 12

// maxSubtables bounds the subtables that are read; large fonts have a hundred.
const maxSubtables = 512

// maxListed bounds how often features name lookups.
const maxListed = 1 << 14

// Kern gives what is added to the width of a glyph before another one, in font
// units; mostly less than nothing.
func (f *Font) Kern(left, right uint16) int {
	k := &f.kern
	k.once.Do(func() { f.readKerning() })
	if len(k.lookups) == 0 && len(k.pairs) == 0 {
		return 0
	}
	pair := uint64(left)<<16 | uint64(right)
	slot := &k.recent[(uint(left)*31+uint(right))%recentPairs]
	const known = 1 << 63
	if v := slot.Load(); v&known != 0 && v>>16&0xFFFFFFFF == pair {
		return int(int16(v))
	}
	v := min(max(k.look(int(left), int(right)), math.MinInt16), math.MaxInt16)
	slot.Store(known | pair<<16 | uint64(uint16(int16(v))))
	return v
}

func (f *Font) readKerning() {
	k := &f.kern
	if gpos := f.tables["GPOS"]; len(gpos) >= 10 {
		left := maxSubtables
		for _, i := range kernLookups(gpos) {
			if subtables := pairTables(gpos, i, left); len(subtables) > 0 {
				k.lookups = append(k.lookups, subtables)
				left -= len(subtables)
			}
		}
	}
	// Only the first subtable of format 0 with horizontal pairs is read.
	if old := f.tables["kern"]; len(k.lookups) == 0 && u16(old, 0) == 0 && u16(old, 2) > 0 && u16(old, 8)&0xFF07 == 1 {
		k.pairs = part(old, 18)
		k.pairs = k.pairs[:min(6*u16(old, 10), len(k.pairs)/6*6)]
	}
	if len(k.lookups) > 0 || len(k.pairs) > 0 {
		k.recent = make([]atomic.Uint64, recentPairs)
	}
}

// part is what follows an offset, nothing where that lies outside.
func part(b []byte, at int) []byte {
	if at <= 0 || at >= len(b) {
		return nil
	}
	return b[at:]
}

// kernLookups lists the lookups of the feature "kern" of Latin text, in the order
// in which they are applied.
func kernLookups(gpos []byte) (out []int) {
	scripts, features := part(gpos, u16(gpos, 4)), part(gpos, u16(gpos, 6))
	var script []byte
	for i := range u16(scripts, 0) {
		e := 2 + 6*i
		if e+6 > len(scripts) {
			break
		}
		if tag := string(scripts[e : e+4]); tag == "latn" || tag == "DFLT" && script == nil {
			script = part(scripts, u16(scripts, e+4))
		}
	}
	language := part(script, u16(script, 0))
	seen, left := map[int]bool{}, maxListed
	for i := range u16(language, 4) {
		e := 2 + 6*u16(language, 6+2*i)
		if e+6 > len(features) || string(features[e:e+4]) != "kern" {
			continue
		}
		feature := part(features, u16(features, e+4))
		n := min(u16(feature, 2), left)
		left -= n
		for j := range n {
			if at := 4 + 2*j; at+2 <= len(feature) && len(out) < maxSubtables && !seen[u16(feature, at)] {
				seen[u16(feature, at)] = true
				out = append(out, u16(feature, at))
			}
		}
	}
	sort.Ints(out)
	return out
}

// pairTables lists the subtables of a lookup of pairs, extensions followed, among
// so many at the most.
func pairTables(gpos []byte, index, most int) (out [][]byte) {
	list := part(gpos, u16(gpos, 8))
	if index >= u16(list, 0) {
		return nil
	}
	lookup := part(list, u16(list, 2+2*index))
	kind := u16(lookup, 0)
	for i := range min(u16(lookup, 4), most) {
		at := 6 + 2*i
		if at+2 > len(lookup) {
			break
		}
		sub := part(lookup, u16(lookup, at))
		if kind == 9 && u16(sub, 2) == 2 {
			sub = part(sub, u32(sub, 4))
		} else if kind != 2 {
			continue
		}
		if len(sub) > 10 {
			out = append(out, sub)
		}
	}
	return out
}

// look finds a pair.
func (k *kerning) look(left, right int) (sum int) {
	for _, lookup := range k.lookups {
		for _, sub := range lookup {
			if v, ok := adjustment(sub, left, right); ok {
				sum += v
				break
			}
		}
	}
	if n := len(k.pairs) / 6; n > 0 {
		key := left<<16 | right
		if i := sort.Search(n, func(i int) bool { return u32(k.pairs, 6*i) >= key }); i < n && u32(k.pairs, 6*i) == key {
			sum += s16(k.pairs, 6*i+4)
		}
	}
	return sum
}

// adjustment reads what a subtable adds to the advance of the left glyph; ok says
// that no other subtable of its lookup is asked. Where the right glyph is of no
// class, the next one is, as in HarfBuzz.
func adjustment(sub []byte, left, right int) (units int, ok bool) {
	i, covered := covers(part(sub, u16(sub, 2)), left)
	if !covered {
		return 0, false
	}
	first, second := valueSize(u16(sub, 4)), valueSize(u16(sub, 6))
	size := first + second
	switch u16(sub, 0) {
	case 1:
		set := part(sub, u16(sub, 10+2*i))
		size += 2
		n := min(u16(set, 0), (len(set)-2)/size)
		at := func(i int) int { return 2 + i*size }
		if j := sort.Search(n, func(j int) bool { return u16(set, at(j)) >= right }); j < n && u16(set, at(j)) == right {
			return advanced(set, at(j)+2, u16(sub, 4)), true
		}
		return 0, false
	case 2:
		a, b := class(part(sub, u16(sub, 8)), left), class(part(sub, u16(sub, 10)), right)
		if b == 0 || a >= u16(sub, 12) || b >= u16(sub, 14) {
			return 0, false
		}
		return advanced(sub, 16+(a*u16(sub, 14)+b)*size, u16(sub, 4)), true
	}
	return 0, false
}

// valueSize is the length of a value record of a format, in bytes.
func valueSize(format int) int { return 2 * bits.OnesCount(uint(format)&0xFF) }

// advanced reads the change of the advance out of a value record.
func advanced(b []byte, at, format int) int {
	const xAdvance = 4
	if format&xAdvance == 0 {
		return 0
	}
	return s16(b, at+valueSize(format&(xAdvance-1)))
}

// covers gives a glyph's index in a coverage table.
func covers(b []byte, g int) (int, bool) {
	n := u16(b, 2)
	switch u16(b, 0) {
	case 1:
		n = min(n, (len(b)-4)/2)
		i := sort.Search(n, func(i int) bool { return u16(b, 4+2*i) >= g })
		return i, i < n && u16(b, 4+2*i) == g
	case 2:
		n = min(n, (len(b)-4)/6)
		i := sort.Search(n, func(i int) bool { return u16(b, 6+6*i) >= g })
		if i < n && u16(b, 4+6*i) <= g {
			return u16(b, 8+6*i) + g - u16(b, 4+6*i), true
		}
	}
	return 0, false
}

// class gives a glyph's class in a table of classes; 0 where it names none.
func class(b []byte, g int) int {
	switch u16(b, 0) {
	case 1:
		if i := g - u16(b, 2); i >= 0 && i < u16(b, 4) {
			return u16(b, 6+2*i)
		}
	case 2:
		n := min(u16(b, 2), (len(b)-4)/6)
		i := sort.Search(n, func(i int) bool { return u16(b, 6+6*i) >= g })
		if i < n && u16(b, 4+6*i) <= g {
			return u16(b, 8+6*i)
		}
	}
	return 0
}
