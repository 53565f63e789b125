package spreadsheet

import (
	"errors"
	"math"
	"strconv"
)

var errTruncated = errors.New("the records end early")

// readSheet reads the records of a worksheet from BOF to EOF and tells where they
// end. What is nested in them, the charts, has cells of its own that are not the
// sheet's.
func (r *xlsReader) readSheet(at int) (end int, err error) {
	if at < 0 || at > len(r.stream) {
		return 0, errTruncated
	}
	all := records{r.stream, at}
	kind, f, ok := all.next()
	if !ok || kind != recBOF || f.u16() != biff8 || f.u16() != bofWorksheet {
		return 0, errors.New("no worksheet at its place")
	}
	r.awaits = nil
	for depth := 1; depth > 0; {
		kind, f, ok := all.next()
		switch {
		case !ok:
			return 0, errTruncated
		case kind == recBOF:
			depth++
		case kind == recEOF:
			depth--
		case depth == 1:
			if err := r.readRecord(kind, &f); err != nil {
				return 0, err
			}
		}
	}
	if r.awaits != nil {
		return 0, r.hurt(r.awaits.Cell)
	}
	return all.at, nil
}

// hurt refuses the file for damage in a cell of the open sheet.
func (r *xlsReader) hurt(c Cell) error {
	return damaged("ô " + r.sheet.Name + "!" + c.Ref())
}

func (r *xlsReader) readRecord(kind uint16, f *fields) error {
	if r.awaits != nil {
		switch kind {
		case recString:
			return r.readResult(f)
		case recShared, recArray, recTable, recContinue:
			return nil
		}
		return r.hurt(r.awaits.Cell)
	}
	switch kind {
	case recLabelSST, recLabel, recRString, recNumber, recRK, recBoolErr, recFormula:
		return r.readCell(kind, f)
	case recMulRK:
		return r.readRow(f)
	case recMergeCells:
		return r.readMerges(f)
	}
	if oldCells[kind] {
		return errors.New("a cell of an older Excel")
	}
	return nil
}

// place reads where a cell stands.
func place(f *fields) Cell {
	row := f.u16() + 1
	return Cell{Row: row, Col: f.u16() + 1}
}

const xlsColumns = 256

// readCell reads a record of one cell.
func (r *xlsReader) readCell(kind uint16, f *fields) error {
	c := place(f)
	font, show, ok := r.style(f.u16())
	if !ok || f.bad || c.Col > xlsColumns {
		return r.hurt(c)
	}
	c.Show = show
	switch kind {
	case recLabelSST:
		i := f.u32()
		if f.bad || int64(i) >= int64(len(r.strings)) {
			return r.hurt(c)
		}
		return r.addShared(c, sharedText{int(i), font})
	case recLabel:
		pieces := f.rich()
		if f.bad {
			return r.hurt(c)
		}
		return r.addAs(c, r.makeText(pieces, font))
	case recRString:
		units, _, _ := f.string16()
		pieces := f.runs(units, f.u16())
		if f.bad {
			return r.hurt(c)
		}
		return r.addAs(c, r.makeText(pieces, font))
	case recNumber:
		ok = c.setNumber(math.Float64frombits(f.u64()))
	case recRK:
		ok = c.setNumber(rkNumber(f.u32()))
	case recBoolErr:
		value, isError := f.u8(), f.u8()
		ok = isError <= 1 && c.setCode(value, isError == 1)
	case recFormula:
		return r.readFormula(c, font, f)
	}
	if !ok || f.bad {
		return r.hurt(c)
	}
	return r.add(c)
}

// readRow reads a row of numbers.
func (r *xlsReader) readRow(f *fields) error {
	c := place(f)
	count := (len(f.part) - 2) / 6
	for range count {
		_, show, ok := r.style(f.u16())
		n := c
		n.Show = show
		if !n.setNumber(rkNumber(f.u32())) || !ok || n.Col > xlsColumns {
			return r.hurt(n)
		}
		if err := r.add(n); err != nil {
			return err
		}
		c.Col++
	}
	if last := f.u16() + 1; f.bad || len(f.part) > 0 || last != c.Col-1 {
		return r.hurt(c)
	}
	return nil
}

func (r *xlsReader) readMerges(f *fields) error {
	for range f.u16() {
		a := Area{Row1: f.u16() + 1, Row2: f.u16() + 1, Col1: f.u16() + 1, Col2: f.u16() + 1}
		if f.bad || a.Row1 > a.Row2 || a.Col1 > a.Col2 || a.Col2 > xlsColumns {
			return errors.New("merged area")
		}
		if err := r.merge(a); err != nil {
			return err
		}
	}
	return nil
}

// awaited is a formula whose result is a text, which stands in a record behind
// it.
type awaited struct {
	Cell
	font string
}

// Flags of a FORMULA record ([MS-XLS] 2.4.127, and what Excel called them before).
const calculateOnLoad = 2

// readFormula reads the result of a formula. Programs that never calculated store
// 0 and ask to calculate when the file is opened: the figure that stood there is
// unknown.
func (r *xlsReader) readFormula(c Cell, font string, f *fields) error {
	result, flags := f.u64(), f.u16()
	ok := !f.bad
	switch {
	case result == 0 && flags&calculateOnLoad != 0:
		c.Kind = Uncalculated
	case result>>48 != 0xFFFF:
		ok = ok && c.setNumber(math.Float64frombits(result))
	default:
		value := int(result >> 16 & 0xFF)
		switch result & 0xFF {
		case 0:
			r.awaits = &awaited{c, font}
			return nil
		case 1, 2:
			ok = ok && c.setCode(value, result&0xFF == 2)
		case 3:
			return r.hollow(c.Col, c.Row)
		default:
			ok = false
		}
	}
	if !ok {
		return r.hurt(c)
	}
	return r.add(c)
}

// readResult reads the text of the formula that awaits it.
func (r *xlsReader) readResult(f *fields) error {
	c, font := r.awaits.Cell, r.awaits.font
	r.awaits = nil
	pieces := f.rich()
	if f.bad {
		return r.hurt(c)
	}
	text := r.makeText(pieces, font)
	if text.Empty() {
		return r.hollow(c.Col, c.Row)
	}
	return r.addAs(c, text)
}

// addShared adds a cell with a text of the table. What the same text in the same
// font makes is made once.
func (r *xlsReader) addShared(c Cell, key sharedText) error {
	text, ok := r.texts[key]
	if !ok {
		text = r.makeText(r.strings[key.index], key.font)
		r.texts[key] = text
	}
	return r.addAs(c, text)
}

// addAs adds a cell with a text that was made; none where it is empty. All texts
// together are held against a limit, for one long text can stand in every cell.
func (r *xlsReader) addAs(c, text Cell) error {
	if text.Empty() {
		return nil
	}
	if r.textLeft -= int64(len(text.Text)); r.textLeft < 0 {
		return tooBig("chữ trong các ô của sheet “" + r.sheet.Name + "”")
	}
	c.Kind, c.Text, c.From, c.Doubt = text.Kind, text.Text, text.From, text.Doubt
	return r.add(c)
}

// makeText makes the text of a cell in a font.
func (r *xlsReader) makeText(pieces []stretch, font string) (c Cell) {
	runs := make([]run, len(pieces))
	for i, p := range pieces {
		runs[i] = run{text: p.text, font: font}
		if p.font != ownFont {
			runs[i].font = r.font(p.font)
		}
	}
	c.setText(runs...)
	return c
}

// setNumber makes a number of the cell, in a decimal that reads as the same
// number; false where it is none.
func (c *Cell) setNumber(f float64) bool {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return false
	}
	format := byte('f')
	if size := math.Abs(f); size != 0 && (size < 1e-5 || size >= 1e15) {
		format = 'g'
	}
	c.Kind, c.Text = Number, strconv.FormatFloat(f, format, -1, 64)
	return true
}

// rkNumber gives the number of four bytes ([MS-XLS] 2.5.217): a whole number of
// 30 bits, or the upper 30 bits of a floating-point number, either over 100.
func rkNumber(rk uint32) float64 {
	f := math.Float64frombits(uint64(rk&^3) << 32)
	if rk&2 != 0 {
		f = float64(int32(rk) >> 2)
	}
	if rk&1 != 0 {
		f /= 100
	}
	return f
}

// errorNames are the errors by their codes ([MS-XLS] 2.5.10).
var errorNames = map[int]string{
	0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}

// setCode makes a truth value or an error of the cell; false where the code means
// neither.
func (c *Cell) setCode(code int, isError bool) (ok bool) {
	switch {
	case isError:
		c.Kind = ErrorValue
		c.Text, ok = errorNames[code]
	case code <= 1:
		c.Kind, c.Text, ok = Bool, [2]string{"FALSE", "TRUE"}[code], true
	}
	return ok
}
