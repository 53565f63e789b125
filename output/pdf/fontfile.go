package pdf

import (
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"vanthu/output/truetype"
)

// Bounds of what is believed of a font file.
const (
	maxFontFile = 64 << 20 // bytes; the largest Chinese collections have 40 MB
	maxTables   = 128
	maxMembers  = 64      // fonts of a collection
	maxNames    = 1 << 18 // bytes of a name table
)

// record is where a table of a font lies (OpenType 1.9, "Table Directory").
type record struct {
	tag            string
	offset, length uint32
}

// fontInfo is what is known of a font without reading its letters: its names,
// its style and the characters that it claims to have.
type fontInfo struct {
	postscript   string   // name 6
	families     []string // names 1 and 16, in all languages, plain
	full         []string // names 4 and 6, plain
	bold, italic bool
	weight       int       // 100-900, 400 is regular
	width        int       // 1-9, 5 is normal
	ranges       [4]uint32 // ulUnicodeRange1-4
}

// members tells where the fonts of a file begin: one for a TrueType file, several
// for a collection (.ttc).
func members(r io.ReaderAt) ([]int64, error) {
	var head [12]byte
	if _, err := r.ReadAt(head[:], 0); err != nil {
		return nil, fmt.Errorf("%w: %w", truetype.ErrFont, err)
	}
	if string(head[:4]) != "ttcf" {
		return []int64{0}, nil
	}
	n := binary.BigEndian.Uint32(head[8:])
	if n == 0 || n > maxMembers {
		return nil, fmt.Errorf("%w: %d fonts in a collection", truetype.ErrFont, n)
	}
	list := make([]byte, 4*n)
	if _, err := r.ReadAt(list, 12); err != nil {
		return nil, fmt.Errorf("%w: %w", truetype.ErrFont, err)
	}
	out := make([]int64, n)
	for i := range out {
		out[i] = int64(binary.BigEndian.Uint32(list[4*i:]))
	}
	return out, nil
}

// directory reads the table directory of the font at an offset.
func directory(r io.ReaderAt, at int64) ([]record, error) {
	var head [12]byte
	if _, err := r.ReadAt(head[:], at); err != nil {
		return nil, fmt.Errorf("%w: %w", truetype.ErrFont, err)
	}
	if v := string(head[:4]); v != "\x00\x01\x00\x00" && v != "true" {
		return nil, fmt.Errorf("%w: outlines %q", truetype.ErrFont, v)
	}
	n := int(binary.BigEndian.Uint16(head[4:]))
	if n == 0 || n > maxTables {
		return nil, fmt.Errorf("%w: %d tables", truetype.ErrFont, n)
	}
	list := make([]byte, 16*n)
	if _, err := r.ReadAt(list, at+12); err != nil {
		return nil, fmt.Errorf("%w: %w", truetype.ErrFont, err)
	}
	out := make([]record, n)
	for i := range out {
		e := list[16*i:]
		out[i] = record{string(e[:4]), binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])}
	}
	return out, nil
}

// readTable reads a table, no more than the first bytes of it.
func readTable(r io.ReaderAt, dir []record, tag string, most uint32) ([]byte, error) {
	i := slices.IndexFunc(dir, func(t record) bool { return t.tag == tag })
	if i < 0 {
		return nil, fmt.Errorf("%w: no table %q", truetype.ErrFont, tag)
	}
	data := make([]byte, min(dir[i].length, most))
	n, err := r.ReadAt(data, int64(dir[i].offset))
	if err != nil && (err != io.EOF || n < len(data)) {
		return nil, fmt.Errorf("%w: table %q: %w", truetype.ErrFont, tag, err)
	}
	return data, nil
}

// inspect reads what a font says of itself.
func inspect(r io.ReaderAt, at int64) (*fontInfo, error) {
	dir, err := directory(r, at)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(dir, func(t record) bool { return t.tag == "glyf" && t.length > 0 }) {
		return nil, fmt.Errorf("%w: no outlines", truetype.ErrFont)
	}
	names, err := readTable(r, dir, "name", maxNames)
	if err != nil {
		return nil, err
	}
	os2, err := readTable(r, dir, "OS/2", 96)
	if err != nil {
		return nil, err
	}
	if len(os2) < 64 {
		return nil, fmt.Errorf("%w: short OS/2 table", truetype.ErrFont)
	}
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(os2[at:])) }
	// fsType 2 alone: the maker allows no embedding.
	if u16(8)&0xF == 2 {
		return nil, fmt.Errorf("%w: embedding is not allowed", truetype.ErrFont)
	}
	f := &fontInfo{weight: u16(4), width: u16(6), italic: u16(62)&1 != 0, bold: u16(62)&0x20 != 0}
	for i := range f.ranges {
		f.ranges[i] = binary.BigEndian.Uint32(os2[42+4*i:])
	}
	f.readNames(names)
	if len(f.families) == 0 {
		return nil, fmt.Errorf("%w: no name", truetype.ErrFont)
	}
	return f, nil
}

// readNames takes the names out of a name table: those in UTF-16 of all
// languages, and the Roman ones of the Macintosh.
func (f *fontInfo) readNames(t []byte) {
	if len(t) < 6 {
		return
	}
	n, store := int(binary.BigEndian.Uint16(t[2:])), int(binary.BigEndian.Uint16(t[4:]))
	add := func(to *[]string, s string) {
		if s = plain(s); s != "" && !slices.Contains(*to, s) {
			*to = append(*to, s)
		}
	}
	for i := range n {
		e := 6 + 12*i
		if e+12 > len(t) {
			return
		}
		u := func(at int) int { return int(binary.BigEndian.Uint16(t[e+at:])) }
		from, to := store+u(10), store+u(10)+u(8)
		if from > len(t) || to > len(t) {
			continue
		}
		s := nameText(u(0), u(2), t[from:to])
		switch u(6) {
		case 1, 16:
			add(&f.families, s)
		case 4:
			add(&f.full, s)
		case 6:
			add(&f.full, s)
			if f.postscript == "" {
				f.postscript = asciiName(s)
			}
		}
	}
}

func nameText(platform, encoding int, b []byte) string {
	switch {
	case platform == 0 || platform == 3:
		u := make([]uint16, len(b)/2)
		for i := range u {
			u[i] = binary.BigEndian.Uint16(b[2*i:])
		}
		return string(utf16.Decode(u))
	case platform == 1 && encoding == 0:
		s, err := charmap.Macintosh.NewDecoder().Bytes(b)
		if err != nil {
			return ""
		}
		return string(s)
	}
	return ""
}

// asciiName keeps of a name what a PDF name may hold.
func asciiName(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '-' {
			return c
		}
		return -1
	}, s)
}

// wanted are the tables that drawing needs; others (hinting for devices, layout
// of other scripts, colour) are left where they are. Two tell of kerning.
var wanted = []string{"GPOS", "OS/2", "cmap", "cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "kern", "loca", "maxp", "name", "post", "prep"}

// extract makes a TrueType file of its own of the font at an offset, with the
// tables that drawing needs: members of a collection share theirs.
func extract(r io.ReaderAt, at int64) ([]byte, error) {
	dir, err := directory(r, at)
	if err != nil {
		return nil, err
	}
	tables := map[string][]byte{}
	size := 0
	for _, tag := range wanted {
		if !slices.ContainsFunc(dir, func(t record) bool { return t.tag == tag }) {
			continue
		}
		data, err := readTable(r, dir, tag, maxFontFile)
		if err != nil {
			return nil, err
		}
		if size += len(data) + 20; size > maxFontFile {
			return nil, fmt.Errorf("%w: too large", truetype.ErrFont)
		}
		tables[tag] = data
	}
	return truetype.Assemble(tables), nil
}
