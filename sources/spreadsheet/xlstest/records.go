package xlstest

import (
	"math"
	"slices"
	"unicode/utf16"
)

// begin opens a record; it ends where the next one begins.
func (w *writer) begin(kind uint16) {
	w.out = le.AppendUint16(w.out, kind)
	w.record = len(w.out)
	w.out = append(w.out, 0, 0)
}

// bytes writes what may not be torn apart.
func (w *writer) bytes(b []byte) {
	if w.used()+len(b) > w.limit {
		w.begin(0x003C)
	}
	w.out = append(w.out, b...)
	le.PutUint16(w.out[w.record:], uint16(w.used()))
}

// used is the length of the open record.
func (w *writer) used() int { return len(w.out) - w.record - 2 }

func (w *writer) words(values ...uint16) {
	for _, v := range values {
		w.bytes(le.AppendUint16(nil, v))
	}
}

// plain writes a record of words.
func (w *writer) plain(kind uint16, values ...uint16) {
	w.begin(kind)
	w.words(values...)
}

// narrow tells whether characters can be stored as their lower bytes.
func narrow(units []uint16) bool {
	return !slices.ContainsFunc(units, func(u uint16) bool { return u > 0xFF })
}

// name writes a string whose length is one byte.
func (w *writer) name(s string) {
	units := utf16.Encode([]rune(s))
	w.bytes(append([]byte{byte(len(units))}, packed(units)...))
}

// packed gives the flags of characters and the characters.
func packed(units []uint16) []byte {
	b := []byte{truth(!narrow(units))}
	for _, u := range units {
		if b[0] == 0 {
			b = append(b, byte(u))
		} else {
			b = le.AppendUint16(b, u)
		}
	}
	return b
}

// text writes a string whose length is two bytes.
func (w *writer) text(units []uint16) {
	w.bytes([]byte{byte(len(units)), byte(len(units) >> 8), truth(!narrow(units))})
	w.chars(units)
}

// chars writes characters; where the record is full they go on in a CONTINUE,
// behind flags of their own.
func (w *writer) chars(units []uint16) {
	for size := 1 + int(truth(!narrow(units))); len(units) > 0; {
		n := min(len(units), (w.limit-w.used())/size)
		if n == 0 {
			size = 1 + int(truth(!narrow(units)))
			w.begin(0x003C)
			w.bytes([]byte{byte(size - 1)})
			continue
		}
		var b []byte
		for _, u := range units[:n] {
			if b = append(b, byte(u)); size == 2 {
				b = append(b, byte(u>>8))
			}
		}
		w.bytes(b)
		units = units[n:]
	}
}

// joined gives the characters of runs, and where the runs that have fonts begin.
func (w *writer) joined(runs []Run) (units []uint16, places []uint16) {
	for _, r := range runs {
		if r.Font != "" {
			places = append(places, uint16(len(units)), uint16(w.font(r.Font)))
		}
		units = append(units, utf16.Encode([]rune(r.Text))...)
	}
	return units, places
}

// rich writes a string of the shared table.
func (w *writer) rich(v Rich) {
	units, places := w.joined(v.Runs)
	flags := truth(!narrow(units))
	head := []byte{byte(len(units)), byte(len(units) >> 8), 0}
	if len(places) > 0 {
		flags |= 8
		head = le.AppendUint16(head, uint16(len(places)/2))
	}
	if v.Phonetic > 0 {
		flags |= 4
		head = le.AppendUint32(head, uint32(v.Phonetic))
	}
	head[2] = flags
	w.bytes(head)
	w.chars(units)
	for at := 0; at < len(places); at += 2 {
		w.bytes(le.AppendUint16(le.AppendUint16(nil, places[at]), places[at+1]))
	}
	for range v.Phonetic {
		w.bytes([]byte{0xAA})
	}
}

func (w *writer) label(c Cell, runs []Run) {
	units, places := w.joined(runs)
	if len(places) == 0 {
		w.at(0x0204, c)
		w.text(units)
		return
	}
	w.at(0x00D6, c)
	w.text(units)
	w.words(append([]uint16{uint16(len(places) / 2)}, places...)...)
}

// formula writes a formula that is nothing but its result.
func (w *writer) formula(c Cell, v Formula) {
	var result uint64
	var tokens []byte
	var text []uint16
	switch r := v.Result.(type) {
	case float64:
		result = math.Float64bits(r)
		tokens = append([]byte{0x1F}, le.AppendUint64(nil, result)...)
	case bool:
		result = 0xFFFF<<48 | uint64(truth(r))<<16 | 1
		tokens = []byte{0x1D, truth(r)}
	case Error:
		result = 0xFFFF<<48 | uint64(r)<<16 | 2
		tokens = []byte{0x1C, byte(r)}
	case string:
		text = utf16.Encode([]rune(r))
		result = 0xFFFF << 48
		if len(text) == 0 {
			result |= 3
		}
		literal := text[:min(len(text), 255)]
		tokens = append([]byte{0x17, byte(len(literal))}, packed(literal)...)
	default:
		panic("xlstest: no formula gives such a value")
	}
	flags := uint16(0)
	if v.Never {
		result, flags = 0, 3
	}
	inner := tokens
	if v.Shared {
		flags |= 8
		tokens = []byte{1, byte(c.Row - 1), byte((c.Row - 1) >> 8), byte(c.Col - 1), byte((c.Col - 1) >> 8)}
	}
	w.at(0x0006, c)
	w.bytes(le.AppendUint64(nil, result))
	w.words(flags, 0, 0, uint16(len(tokens)))
	w.bytes(tokens)
	if v.Shared {
		w.begin(0x04BC)
		w.words(uint16(c.Row-1), uint16(c.Row-1))
		w.bytes([]byte{byte(c.Col - 1), byte(c.Col - 1), 0, 1})
		w.words(uint16(len(inner)))
		w.bytes(inner)
	}
	if len(text) > 0 && !v.Never {
		w.begin(0x0207)
		w.text(text)
	}
}
