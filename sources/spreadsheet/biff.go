package spreadsheet

import (
	"strings"
	utf "unicode/utf16"
	"unicode/utf8"
)

// Records of BIFF8 ([MS-XLS] 2.3) that say what the cells hold. All others are
// passed over.
const (
	recFormula    = 0x0006
	recEOF        = 0x000A
	recDateMode   = 0x0022
	recFilePass   = 0x002F
	recFont       = 0x0031
	recContinue   = 0x003C
	recBoundSheet = 0x0085
	recMulRK      = 0x00BD
	recRString    = 0x00D6
	recXF         = 0x00E0
	recMergeCells = 0x00E5
	recSST        = 0x00FC
	recLabelSST   = 0x00FD
	recNumber     = 0x0203
	recLabel      = 0x0204
	recBoolErr    = 0x0205
	recString     = 0x0207
	recArray      = 0x0221
	recTable      = 0x0236
	recRK         = 0x027E
	recFormat     = 0x041E
	recShared     = 0x04BC
	recBOF        = 0x0809
)

// oldCells are the cells of Excel 2 to 4, which no BIFF8 file holds: to pass one
// over would lose a cell.
var oldCells = map[uint16]bool{0x0002: true, 0x0003: true, 0x0004: true, 0x0005: true, 0x0007: true, 0x0206: true, 0x0406: true}

// records walks the records of a stream: type, length and that many bytes.
type records struct {
	data []byte
	at   int // where the next record starts
}

// next gives the next record; ok is false where none is whole.
func (r *records) next() (kind uint16, f fields, ok bool) {
	if len(r.data)-r.at < 4 {
		return 0, fields{}, false
	}
	kind = le.Uint16(r.data[r.at:])
	size := int(le.Uint16(r.data[r.at+2:]))
	if len(r.data)-r.at-4 < size {
		return 0, fields{}, false
	}
	r.at += 4 + size
	return kind, fields{part: r.data[r.at-size : r.at], after: records{r.data, r.at}}, true
}

// fields reads the numbers and strings of a record, on into the CONTINUE records
// behind it. Reading past the end gives zeros and sets bad.
type fields struct {
	part  []byte // what is left of the record at hand
	after records
	bad   bool
}

// left tells whether anything is left, and goes on to the next CONTINUE for it.
func (f *fields) left() bool {
	for len(f.part) == 0 {
		kind, next, ok := f.after.next()
		if !ok || kind != recContinue {
			f.bad = true
			return false
		}
		f.part, f.after = next.part, next.after
	}
	return true
}

func (f *fields) u8() int {
	if !f.left() {
		return 0
	}
	v := f.part[0]
	f.part = f.part[1:]
	return int(v)
}

func (f *fields) u16() int { return f.u8() | f.u8()<<8 }

func (f *fields) u32() uint32 { return uint32(f.u16()) | uint32(f.u16())<<16 }

func (f *fields) u64() uint64 { return uint64(f.u32()) | uint64(f.u32())<<32 }

func (f *fields) skip(n int) {
	for n > 0 && f.left() {
		k := min(n, len(f.part))
		f.part, n = f.part[k:], n-k
	}
}

// chars reads the characters of a string whose flags say how they are stored: as
// UTF-16, or, where no character needs it, as its lower bytes alone. In each
// CONTINUE the characters begin with flags of their own.
func (f *fields) chars(count, flags int) []uint16 {
	units := make([]uint16, 0, count)
	for len(units) < count && !f.bad {
		if len(f.part) == 0 {
			if !f.left() {
				break
			}
			flags = f.u8()
			continue
		}
		n := min(count-len(units), len(f.part))
		if flags&1 == 0 {
			for _, c := range f.part[:n] {
				units = append(units, uint16(c))
			}
			f.part = f.part[n:]
			continue
		}
		if len(f.part) < 2 { // half a character
			f.bad = true
			break
		}
		n = min(count-len(units), len(f.part)/2)
		for i := range n {
			units = append(units, le.Uint16(f.part[2*i:]))
		}
		f.part = f.part[2*n:]
	}
	return units
}

// decode gives the text of characters in UTF-16.
func decode(units []uint16) string {
	var b strings.Builder
	b.Grow(len(units))
	for i := 0; i < len(units); i++ {
		r := rune(units[i])
		if utf.IsSurrogate(r) {
			second := rune(0)
			if i+1 < len(units) {
				second = rune(units[i+1])
			}
			if r = utf.DecodeRune(r, second); r != utf8.RuneError {
				i++
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// name reads a string without formatting, of a sheet or a font: its length is one
// byte ([MS-XLS] 2.5.240).
func (f *fields) name() string {
	count := f.u8()
	flags := f.u8()
	return decode(f.chars(count, flags))
}

// ownFont stands for the font of the cell itself.
const ownFont = -1

// stretch is a part of a string in one font, by its index.
type stretch struct {
	text string
	font int
}

// string16 reads a string whose length is two bytes ([MS-XLS] 2.5.293, 2.5.294):
// its characters, and how many places where fonts begin and bytes of phonetic
// guides follow them.
func (f *fields) string16() (units []uint16, runs, extra int) {
	count := f.u16()
	flags := f.u8()
	if flags&8 != 0 {
		runs = f.u16()
	}
	if flags&4 != 0 {
		extra = int(f.u32())
	}
	return f.chars(count, flags), runs, extra
}

// rich reads a string with its fonts.
func (f *fields) rich() []stretch {
	units, runs, extra := f.string16()
	pieces := f.runs(units, runs)
	f.skip(extra)
	return pieces
}

// runs reads the places where other fonts begin and cuts the characters there.
func (f *fields) runs(units []uint16, count int) []stretch {
	var pieces []stretch
	from, last, font := 0, 0, ownFont
	cut := func(to int) {
		if to > from {
			pieces = append(pieces, stretch{decode(units[from:to]), font})
			from = to
		}
	}
	for range count {
		at := f.u16()
		next := f.u16()
		if f.bad = f.bad || at < last; f.bad {
			return nil
		}
		last, at = at, min(at, len(units))
		if at > 0 && at < len(units) && utf.IsSurrogate(rune(units[at])) && units[at] >= 0xDC00 {
			at++ // never between the halves of a character
		}
		cut(at)
		font = next
	}
	cut(len(units))
	return pieces
}
