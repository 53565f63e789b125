package xlstest

import (
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf16"
)

// Stream is a stream of a compound file. A name with a slash puts it into a
// storage, "MBD0001/Workbook".
type Stream struct {
	Name string
	Data []byte
}

// Compound is a compound file ([MS-CFB]) to be written.
type Compound struct {
	Streams []Stream
	Sector  int  // bytes of a sector, 512 or 4096; 512 where 0
	Short   bool // the last sector ends with its data
}

const (
	noSector   = 0xFFFFFFFF
	endOfChain = 0xFFFFFFFE
	fatSector  = 0xFFFFFFFD
	difSector  = 0xFFFFFFFC

	small  = 64
	cutoff = 4096
)

var le = binary.LittleEndian

// compound lays a file out: the tables of sectors, the directory, the small
// streams with their table, then the large streams.
type compound struct {
	sector  int
	fat     []uint32
	body    []byte
	mini    []byte
	miniFAT []uint32
}

// Bytes writes the file.
func (f Compound) Bytes() []byte {
	c := &compound{sector: f.Sector}
	if c.sector == 0 {
		c.sector = 512
	}
	entries, order := directory(f.Streams)
	starts := make([]uint32, len(f.Streams))
	for i, s := range f.Streams {
		if len(s.Data) < cutoff {
			starts[i] = c.addSmall(s.Data)
		}
	}
	miniFAT := make([]byte, 0, 4*len(c.miniFAT))
	for _, n := range c.miniFAT {
		miniFAT = le.AppendUint32(miniFAT, n)
	}
	tables := c.reserve(len(entries)*128, len(miniFAT), f.Streams)
	directoryAt := c.add(make([]byte, len(entries)*128), 0)
	miniFATAt := c.add(miniFAT, 0xFF)
	miniAt := c.add(c.mini, 0)
	for i, s := range f.Streams {
		if len(s.Data) >= cutoff {
			starts[i] = c.add(s.Data, 0)
		}
	}
	for i, e := range order {
		if e >= 0 {
			le.PutUint32(entries[i][116:], starts[e])
			le.PutUint64(entries[i][120:], uint64(len(f.Streams[e].Data)))
		}
	}
	le.PutUint32(entries[0][116:], miniAt)
	le.PutUint64(entries[0][120:], uint64(len(c.mini)))
	copy(c.body[int(directoryAt)*c.sector:], slices.Concat(entries...))
	out := append(c.header(tables, directoryAt, miniFATAt, (len(miniFAT)+c.sector-1)/c.sector), c.body...)
	if f.Short && len(f.Streams) > 0 {
		if n := len(f.Streams[len(f.Streams)-1].Data); n >= cutoff && n%c.sector > 0 {
			out = out[:len(out)-c.sector+n%c.sector]
		}
	}
	return out
}

// reserve keeps the first sectors for the table of sectors and, where it is longer
// than the header can tell, for the list of its sectors.
func (c *compound) reserve(directory, miniFAT int, streams []Stream) (tables int) {
	sectors := func(n int) int { return (n + c.sector - 1) / c.sector }
	need := sectors(directory) + sectors(miniFAT) + sectors(len(c.mini))
	for _, s := range streams {
		if len(s.Data) >= cutoff {
			need += sectors(len(s.Data))
		}
	}
	lists := 0
	for {
		grown := sectors(4 * (need + tables + lists))
		lists = (max(0, grown-109) + c.sector/4 - 2) / (c.sector/4 - 1)
		if grown == tables {
			break
		}
		tables = grown
	}
	for i := range tables + lists {
		mark := uint32(fatSector)
		if i >= tables {
			mark = difSector
		}
		c.fat = append(c.fat, mark)
	}
	c.body = make([]byte, (tables+lists)*c.sector)
	return tables
}

// add puts a stream into sectors and gives the first one.
func (c *compound) add(data []byte, filler byte) (start uint32) {
	if len(data) == 0 {
		return endOfChain
	}
	start = uint32(len(c.fat))
	for at := 0; at < len(data); at += c.sector {
		c.fat = append(c.fat, uint32(len(c.fat)+1))
	}
	c.fat[len(c.fat)-1] = endOfChain
	c.body = append(c.body, data...)
	for len(c.body)%c.sector > 0 {
		c.body = append(c.body, filler)
	}
	return start
}

// addSmall puts a stream into small sectors.
func (c *compound) addSmall(data []byte) (start uint32) {
	if len(data) == 0 {
		return endOfChain
	}
	start = uint32(len(c.miniFAT))
	for at := 0; at < len(data); at += small {
		c.miniFAT = append(c.miniFAT, uint32(len(c.miniFAT)+1))
	}
	c.miniFAT[len(c.miniFAT)-1] = endOfChain
	c.mini = append(c.mini, data...)
	for len(c.mini)%small > 0 {
		c.mini = append(c.mini, 0)
	}
	return start
}

// header writes the table of sectors into its place and gives the header.
func (c *compound) header(tables int, directory, miniFAT uint32, miniFATSectors int) []byte {
	for i := range tables * c.sector / 4 {
		n := uint32(noSector)
		if i < len(c.fat) {
			n = c.fat[i]
		}
		le.PutUint32(c.body[4*i:], n)
	}
	h := make([]byte, c.sector)
	copy(h, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	version, shift := uint16(3), uint16(9)
	if c.sector == 4096 {
		version, shift = 4, 12
		le.PutUint32(h[40:], 1)
	}
	for at, v := range map[int]uint16{24: 0x3E, 26: version, 28: 0xFFFE, 30: shift, 32: 6} {
		le.PutUint16(h[at:], v)
	}
	for at, v := range map[int]uint32{44: uint32(tables), 48: directory, 56: cutoff, 60: miniFAT, 64: uint32(miniFATSectors), 68: endOfChain} {
		le.PutUint32(h[at:], v)
	}
	for i := range 109 {
		n := uint32(noSector)
		if i < tables {
			n = uint32(i)
		}
		le.PutUint32(h[76+4*i:], n)
	}
	for list, at := 0, 109; at < tables; list++ {
		sector := uint32(tables + list)
		if list == 0 {
			le.PutUint32(h[68:], sector)
		}
		le.PutUint32(h[72:], uint32(list+1))
		into := c.body[int(sector)*c.sector:][:c.sector]
		for i := 0; i < len(into)-4; i, at = i+4, at+1 {
			n := uint32(noSector)
			if at < tables {
				n = uint32(at)
			}
			le.PutUint32(into[i:], n)
		}
		next := uint32(endOfChain)
		if at < tables {
			next = sector + 1
		}
		le.PutUint32(into[len(into)-4:], next)
	}
	return h
}

// directory makes the entries; order tells the stream of each, -1 where it has
// none.
func directory(streams []Stream) (entries [][]byte, order []int) {
	const storage, stream, root = 1, 2, 5
	add := func(name string, kind byte, of int) int {
		e := make([]byte, 128)
		units := utf16.Encode([]rune(name))
		for i, u := range units {
			le.PutUint16(e[2*i:], u)
		}
		le.PutUint16(e[64:], uint16(2*len(units)+2))
		e[66], e[67] = kind, 1
		for _, at := range []int{68, 72, 76} {
			le.PutUint32(e[at:], noSector)
		}
		entries, order = append(entries, e), append(order, of)
		return len(entries) - 1
	}
	last := map[int]int{} // the child that came last, by its parent
	place := func(parent, child int) {
		if before, ok := last[parent]; ok {
			le.PutUint32(entries[before][72:], uint32(child))
		} else {
			le.PutUint32(entries[parent][76:], uint32(child))
		}
		last[parent] = child
	}
	add("Root Entry", root, -1)
	storages := map[string]int{}
	for i, s := range streams {
		parent, name := 0, s.Name
		if folder, inner, ok := strings.Cut(s.Name, "/"); ok {
			name = inner
			if parent, ok = storages[folder]; !ok {
				parent = add(folder, storage, -1)
				storages[folder] = parent
				place(0, parent)
			}
		}
		place(parent, add(name, stream, i))
	}
	for len(entries)%4 > 0 {
		add("", 0, -1)
	}
	return entries, order
}
