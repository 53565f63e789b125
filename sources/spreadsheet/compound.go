package spreadsheet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	utf "unicode/utf16"
)

// compound is a compound file ([MS-CFB], OLE): streams in storages, cut into
// sectors that tables chain together. Office opens files whose tables disagree
// (PHPExcel lets two chains share sectors, others leave the last sector short or
// write no sizes), so this reader follows only the chains that it needs and
// demands nothing of the others. What a chain fails to give is missing from the
// stream, and the records in it tell. No number that the file states of itself
// makes it reserve memory: every table ends where the file does.
type compound struct {
	data     []byte
	sector   int      // bytes of a sector
	fat      []uint32 // the sector that follows each sector
	entries  []byte   // the directory
	mini     []byte   // the stream of small sectors
	miniNext []uint32 // the small sector that follows each small sector
}

const (
	cfbSignature = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
	cfbHeader    = 512
	cfbEntry     = 128  // bytes of a directory entry
	cfbSmall     = 64   // bytes of a small sector
	cfbCutoff    = 4096 // a stream below this lies in small sectors
	cfbStream    = 2    // the object types of an entry
	cfbRoot      = 5
	cfbFree      = 0xFFFFFFFF // leads nowhere
)

var le = binary.LittleEndian

// openCompound reads the tables of a compound file.
func openCompound(data []byte) (*compound, error) {
	if len(data) < cfbHeader || !bytes.HasPrefix(data, []byte(cfbSignature)) {
		return nil, errors.New("no header")
	}
	shift := le.Uint16(data[30:])
	if shift != 9 && shift != 12 {
		return nil, errors.New("sector size")
	}
	c := &compound{data: data, sector: 1 << shift}
	c.readFAT()
	c.entries = c.chain(le.Uint32(data[48:]), len(data))
	root := c.entry(0)
	if root == nil || root.kind != cfbRoot {
		return nil, errors.New("no root")
	}
	c.miniNext = numbers(c.chain(le.Uint32(data[60:]), len(data)))
	if len(c.miniNext) > 0 {
		c.mini = c.chain(root.start, len(data))
	}
	return c, nil
}

// sectors is the count of sectors, a short last one included.
func (c *compound) sectors() int { return (len(c.data) - 1) / c.sector }

// at gives a sector; a short one at the end of the file, nil outside it. Sector 0
// follows the header, which takes a whole sector.
func (c *compound) at(n uint32) []byte {
	if int64(n) >= int64(c.sectors()) {
		return nil
	}
	from := (int(n) + 1) * c.sector
	return c.data[from:min(from+c.sector, len(c.data))]
}

func numbers(b []byte) []uint32 {
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = le.Uint32(b[4*i:])
	}
	return out
}

// readFAT collects the table of sectors from the sectors that the header and the
// list behind it name. It needs no more entries than there are sectors.
func (c *compound) readFAT() {
	add := func(list []uint32) {
		for _, n := range list {
			if len(c.fat) >= c.sectors() {
				return
			}
			part := numbers(c.at(n))
			c.fat = append(c.fat, part...)
			for range c.sector/4 - len(part) { // a missing one keeps its place
				c.fat = append(c.fat, cfbFree)
			}
		}
	}
	add(numbers(c.data[76:cfbHeader]))
	next := le.Uint32(c.data[68:])
	for range c.sectors() {
		list := numbers(c.at(next))
		if len(list) < c.sector/4 || len(c.fat) >= c.sectors() {
			return
		}
		add(list[:len(list)-1])
		next = list[len(list)-1]
	}
}

// chain gives the bytes of a chain of sectors, at most limit of them. It ends at
// the first link that leads nowhere, and where it would turn in a circle.
func (c *compound) chain(start uint32, limit int) []byte {
	return follow(start, limit, c.sector, c.fat, c.at)
}

// follow collects the sectors of a chain through the table of what follows each.
func follow(start uint32, limit, size int, next []uint32, at func(uint32) []byte) []byte {
	var sectors [][]byte
	seen, total := make([]bool, len(next)), 0
	for total < limit {
		sector, linked := at(start), int64(start) < int64(len(next))
		if linked && seen[start] {
			break
		}
		sectors, total = append(sectors, sector), total+len(sector)
		if len(sector) < size || !linked {
			break
		}
		seen[start] = true
		start = next[start]
	}
	out := slices.Concat(sectors...)
	return out[:min(len(out), limit)]
}

// cfbItem is an entry of the directory.
type cfbItem struct {
	name              string
	kind              byte
	left, right, down uint32 // entries: siblings, and the first child of a storage
	start             uint32
	size              uint64
}

// entry gives a directory entry; nil where there is none.
func (c *compound) entry(n uint32) *cfbItem {
	if int64(n) >= int64(len(c.entries)/cfbEntry) {
		return nil
	}
	b := c.entries[int(n)*cfbEntry:][:cfbEntry]
	length := min(max(int(le.Uint16(b[64:])), 2), 64)
	units := make([]uint16, length/2-1)
	for i := range units {
		units[i] = le.Uint16(b[2*i:])
	}
	item := &cfbItem{
		name: string(utf.Decode(units)), kind: b[66],
		left: le.Uint32(b[68:]), right: le.Uint32(b[72:]), down: le.Uint32(b[76:]),
		start: le.Uint32(b[116:]), size: le.Uint64(b[120:]),
	}
	if c.sector == 512 {
		item.size &= 0xFFFFFFFF // version 3 leaves the upper half undefined
	}
	return item
}

// find gives the stream of a name that stands in the root storage, whatever the
// case of its letters: an object embedded in a document is not the document.
func (c *compound) find(name string) *cfbItem {
	seen := make([]bool, len(c.entries)/cfbEntry)
	open := []uint32{c.entry(0).down}
	for len(open) > 0 {
		n := open[len(open)-1]
		open = open[:len(open)-1]
		e := c.entry(n)
		if e == nil || seen[n] {
			continue
		}
		seen[n] = true
		if e.kind == cfbStream && strings.EqualFold(e.name, name) {
			return e
		}
		open = append(open, e.left, e.right)
	}
	return nil
}

// stream gives the bytes of a stream: fewer than it states where its chain ends
// early, the whole chain where it states none.
func (c *compound) stream(e *cfbItem) []byte {
	limit := len(c.data)
	if e.size > 0 {
		limit = int(min(e.size, uint64(limit)))
	}
	if e.size == 0 || e.size >= cfbCutoff {
		return c.chain(e.start, limit)
	}
	return follow(e.start, limit, cfbSmall, c.miniNext, func(n uint32) []byte {
		if int64(n) >= int64((len(c.mini)+cfbSmall-1)/cfbSmall) {
			return nil
		}
		return c.mini[int(n)*cfbSmall : min((int(n)+1)*cfbSmall, len(c.mini))]
	})
}
