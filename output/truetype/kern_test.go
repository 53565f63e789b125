package truetype

import (
	"encoding/binary"
	"sync/atomic"
	"testing"
	"time"
)

// words are the bytes of a table that is made of numbers of two bytes.
func words(vs ...int) (out []byte) {
	for _, v := range vs {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	return out
}

// A right glyph of no class leaves the pair to the next subtable of the lookup.
func TestKernClasses(t *testing.T) {
	// Glyph 1 is covered; of the right glyphs one is of class 1.
	sub := words(2, 20, 4, 0, 26, 32, 1, 2, -50, -70, 1, 1, 1, 1, 1, 0, 1, 9, 1, 1)
	next := words(2, 20, 4, 0, 26, 32, 1, 2, -50, -30, 1, 1, 1, 1, 1, 0, 1, 8, 1, 1)
	k := kerning{lookups: [][][]byte{{sub, next}}}
	for right, want := range map[int]int{9: -70, 8: -30, 7: 0} {
		if got := k.look(1, right); got != want {
			t.Errorf("glyph %d is %d apart, want %d", right, got, want)
		}
	}
}

// A pair says the same however often it is asked, also beyond what a font can mean.
func TestKernRemembers(t *testing.T) {
	sub := words(1, 12, 4, 0, 1, 18, 1, 1, 1, 1, 2, -30000)
	f := &Font{}
	f.kern.once.Do(func() {})
	f.kern.lookups, f.kern.recent = [][][]byte{{sub}, {sub}}, make([]atomic.Uint64, recentPairs)
	for range 2 {
		if got := f.Kern(1, 2); got != -1<<15 {
			t.Errorf("%d apart, want %d", got, -1<<15)
		}
	}
}

// Features without end that list lookups without end are not gone through.
func TestKernLookupsAreBounded(t *testing.T) {
	gpos := make([]byte, 1<<18)
	put := func(at int, b []byte) { copy(gpos[at:], b) }
	put(4, words(10, 100, 200))
	put(10, words(1))
	put(12, []byte("latn"))
	put(16, words(10))     // the script at 20
	put(20, words(10))     // its language at 30
	put(34, words(0xFFFF)) // features, each of them the first one
	put(100, words(1))
	put(102, []byte("kern"))
	put(106, words(40))     // the feature at 140
	put(142, words(0xFFFF)) // lookups
	began := time.Now()
	if got := kernLookups(gpos); len(got) > maxSubtables {
		t.Errorf("%d lookups", len(got))
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}
