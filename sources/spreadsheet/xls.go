package spreadsheet

import (
	"bytes"
	"errors"
	"fmt"

	"vanthu/pipeline/report"
)

// readOLE reads the workbook of a compound file, or tells what else it holds.
func readOLE(data []byte, b *builder) error {
	c, err := openCompound(data)
	if err != nil {
		// Its directory cannot be read; a name in it may still tell what it was.
		switch {
		case bytes.Contains(data, utf16("EncryptedPackage")):
			return protected()
		case bytes.Contains(data, utf16("WordDocument")):
			return wordFile()
		}
		return damaged("")
	}
	if book := c.find("Workbook"); book != nil {
		return readBIFF(c.stream(book), b)
	}
	switch {
	case c.find("EncryptedPackage") != nil:
		return protected()
	case c.find("WordDocument") != nil:
		return wordFile()
	case c.find("Book") != nil:
		return oldExcel()
	}
	return noSheet()
}

// readBIFF reads the stream of a workbook of Excel 97 to 2003.
func readBIFF(stream []byte, b *builder) error {
	r := &xlsReader{builder: b, stream: stream, codes: map[int]string{}, shown: map[int]Show{}, texts: map[sharedText]Cell{}, textLeft: b.limits.Unpacked}
	if err := r.readGlobals(); err != nil {
		return err
	}
	var read [][2]int // the parts of the stream that sheets took
	for _, s := range r.sheets {
		if err := r.begin(s.name, s.veryHidden); err != nil {
			return err
		}
		end, err := r.readSheet(s.at)
		for _, other := range read {
			if s.at < other[1] && other[0] < end {
				err = errors.New("two sheets in one place")
			}
		}
		if err := r.inSheet(err); err != nil {
			return err
		}
		if err := r.end(); err != nil {
			return err
		}
		read = append(read, [2]int{s.at, end})
	}
	return nil
}

// xlsReader reads a workbook of BIFF8 ([MS-XLS]).
type xlsReader struct {
	*builder
	stream   []byte
	sheets   []xlsSheet
	fonts    []string
	codes    map[int]string // codes of number formats
	styles   []cellStyle
	strings  [][]stretch
	texts    map[sharedText]Cell
	textLeft int64        // bytes of text that cells may still hold
	awaits   *awaited     // a formula whose text has yet to come
	shown    map[int]Show // what the codes say
}

// xlsSheet is a worksheet of the list of sheets, and where its records begin.
type xlsSheet struct {
	name       string
	veryHidden bool
	at         int
}

// cellStyle is what an XF record says of a cell.
type cellStyle struct{ font, format int }

// sharedText is a string of the table in the font of a cell.
type sharedText struct {
	index int
	font  string
}

const biff8 = 0x0600

// Kinds of substreams in a BOF record.
const (
	bofGlobals   = 0x0005
	bofWorksheet = 0x0010
)

// readGlobals reads what the sheets share: the first substream.
func (r *xlsReader) readGlobals() error {
	all := records{data: r.stream}
	kind, f, ok := all.next()
	switch {
	case !ok:
		return damaged("")
	case kind == 0x0009 || kind == 0x0209 || kind == 0x0409 || kind == recBOF && f.u16() != biff8:
		return oldExcel()
	case kind != recBOF || f.u16() != bofGlobals:
		return damaged("")
	}
	for {
		kind, f, ok := all.next()
		if !ok || kind == recBOF {
			return damaged("")
		}
		if kind == recEOF {
			return nil
		}
		if err := r.readGlobal(kind, &f); err != nil {
			return err
		}
		if f.bad {
			return damaged("")
		}
	}
}

func (r *xlsReader) readGlobal(kind uint16, f *fields) error {
	switch kind {
	case recFilePass:
		return protected()
	case recDateMode:
		r.book.Date1904 = f.u16() == 1
	case recFont:
		f.skip(14)
		r.fonts = append(r.fonts, f.name())
	case recFormat:
		id := f.u16()
		units, _, _ := f.string16()
		r.codes[id] = decode(units)
	case recXF:
		r.styles = append(r.styles, cellStyle{f.u16(), f.u16()})
	case recBoundSheet:
		at, state, sheet := int(f.u32()), f.u8()&3, f.u8()
		name := report.CleanText(f.name())
		if sheet == 0 { // a chart, a macro sheet or a module holds no cells
			r.sheets = append(r.sheets, xlsSheet{name, state == 2, at})
		}
	case recSST:
		return r.readStrings(f)
	}
	return nil
}

// readStrings reads the table of shared strings.
func (r *xlsReader) readStrings(f *fields) error {
	if r.strings != nil {
		return damaged("")
	}
	f.u32() // how often they are used
	count := int64(f.u32())
	if count > int64(r.limits.Cells) { // more strings than cells serve nobody
		return tooBig(fmt.Sprintf("hơn %d chuỗi dùng chung", r.limits.Cells))
	}
	for range count {
		r.strings = append(r.strings, f.rich())
		if f.bad {
			return damaged("bảng chuỗi dùng chung")
		}
	}
	return nil
}

// style gives the font and the number format of a cell. A workbook may do without
// the records of both; where they are, a cell outside them is damage, because a
// number may be a date.
func (r *xlsReader) style(xf int) (font string, show Show, ok bool) {
	if xf >= len(r.styles) {
		return "", AsNumber, len(r.styles) == 0
	}
	s := r.styles[xf]
	return r.font(s.font), r.show(s.format), true
}

// show classifies a number format once.
func (r *xlsReader) show(format int) Show {
	if show, ok := r.shown[format]; ok {
		return show
	}
	show := builtinFormat(format)
	if code, ok := r.codes[format]; ok {
		show = classifyFormat(code)
	}
	r.shown[format] = show
	return show
}

// font gives the name of a font. Index 4 is never used: the fifth record is font
// 5 ([MS-XLS] 2.5.129).
func (r *xlsReader) font(index int) string {
	if index > 4 {
		index--
	}
	if index < 0 || index >= len(r.fonts) {
		return ""
	}
	return r.fonts[index]
}
