package spreadsheet

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"vanthu/sources/spreadsheet/xlstest"
)

// rec is a record of a stream that a test changes.
type rec struct {
	kind uint16
	body []byte
}

func recordsOf(stream []byte) (out []rec) {
	all := records{data: stream}
	for {
		kind, f, ok := all.next()
		if !ok {
			return out
		}
		out = append(out, rec{kind, slices.Clone(f.part)})
	}
}

// streamOf puts records together again; the list of sheets points to where their
// records now begin.
func streamOf(list []rec) (out []byte) {
	var named, begun []int
	depth := 0
	for _, r := range list {
		switch r.kind {
		case recBoundSheet:
			named = append(named, len(out)+4)
		case recBOF:
			if depth == 0 {
				begun = append(begun, len(out))
			}
			depth++
		case recEOF:
			depth--
		}
		out = le.AppendUint16(le.AppendUint16(out, r.kind), uint16(len(r.body)))
		out = append(out, r.body...)
	}
	for i, at := range named {
		if i+1 < len(begun) && len(out) >= at+4 {
			le.PutUint32(out[at:], uint32(begun[i+1]))
		}
	}
	return out
}

// plainBook has one sheet with a text, two numbers and a truth value.
func plainBook(more ...xlstest.Cell) xlstest.Book {
	return xlstest.Book{Sheets: []xlstest.Sheet{{Name: "S", Cells: append([]xlstest.Cell{
		{Col: 1, Row: 1, Value: "Đơn vị"}, {Col: 2, Row: 1, Value: 1.5}, {Col: 3, Row: 1, Value: 45823, Format: "dd/mm/yyyy"}, {Col: 4, Row: 1, Value: true},
	}, more...), Merges: []xlstest.Area{{Col1: 1, Row1: 3, Col2: 2, Row2: 3}}}}}
}

// large is plainBook with so much text that its stream lies in large sectors.
func large() []byte {
	return xlstest.Stream8(plainBook(xlstest.Cell{Col: 1, Row: 9, Value: strings.Repeat("dài ", 1300)}))
}

// changed gives the file of plainBook after a change of the n-th record of a kind,
// from 0.
func changed(kind uint16, n int, change func(r *rec)) []byte {
	list := recordsOf(xlstest.Stream8(plainBook()))
	for i := range list {
		if list[i].kind != kind {
			continue
		}
		if n == 0 {
			change(&list[i])
			return streamOf(list)
		}
		n--
	}
	panic("no such record")
}

// inserted gives the file of plainBook with records before the first one of a
// kind.
func inserted(before uint16, more ...rec) []byte {
	list := recordsOf(xlstest.Stream8(plainBook()))
	i := slices.IndexFunc(list, func(r rec) bool { return r.kind == before })
	return streamOf(slices.Insert(list, i, more...))
}

// inSheet puts records behind the cells of plainBook.
func inSheet(more ...rec) []byte { return inserted(0x023E, more...) }

func without(kind uint16, n int) []byte {
	return changed(kind, n, func(r *rec) { r.kind, r.body = 0x00E1, nil })
}

func wrap(stream []byte) []byte {
	return xlstest.Compound{Streams: []xlstest.Stream{{Name: "Workbook", Data: stream}}}.Bytes()
}

// entryOf finds where a compound file keeps the directory entry of a name.
func entryOf(file []byte, name string) int {
	return bytes.Index(file, append(utf16(name), 0, 0))
}

// poke gives a copy of a file with a number of four bytes in it.
func poke(file []byte, at int, value uint32) []byte {
	file = slices.Clone(file)
	le.PutUint32(file[at:], value)
	return file
}

func compoundOf(streams ...xlstest.Stream) []byte {
	return xlstest.Compound{Streams: streams}.Bytes()
}

// TestXLSAwkwardFilesRead holds files that Excel opens and strict readers refuse:
// every one has the same cells as the file that is as it should be.
func TestXLSAwkwardFilesRead(t *testing.T) {
	small, big := xlstest.Stream8(plainBook()), large()
	book := func(data []byte) xlstest.Stream { return xlstest.Stream{Name: "Workbook", Data: data} }
	file := wrap(big)
	item := entryOf(file, "Workbook")
	root := entryOf(file, "Root Entry")
	number := rec{recNumber, []byte{8, 0, 8, 0, 15, 0, 0, 0, 0, 0, 0, 0, 0, 0}}
	bof := func(kind byte) rec { return rec{recBOF, []byte{0, 6, kind, 0, 0, 0, 0, 0}} }
	for _, test := range []struct {
		name string
		data []byte
	}{
		{"sectors of 4096 bytes", xlstest.Compound{Streams: []xlstest.Stream{book(big)}, Sector: 4096}.Bytes()},
		{"small stream, sectors of 4096 bytes", xlstest.Compound{Streams: []xlstest.Stream{book(small)}, Sector: 4096}.Bytes()},
		{"short last sector", xlstest.Compound{Streams: []xlstest.Stream{book(big)}, Short: true}.Bytes()},
		{"no size", poke(file, item+120, 0)},
		{"chain longer than the stream", poke(wrap(append(slices.Clone(big), make([]byte, 3000)...)), item+120, uint32(len(big)))},
		{"size beyond the chain", poke(file, item+120, 1<<31)},
		{"upper half of the size undefined", poke(file, item+124, 0xDEADBEEF)},
		{"small sectors in those of the workbook", poke(poke(file, root+116, le.Uint32(file[item+116:])), 60, 0)},
		{"list of tables leads nowhere", poke(poke(file, 68, 0xFFFFFFFC), 72, 1)},
		{"counts of the header", poke(poke(poke(poke(file, 40, 1<<31), 44, 1<<31), 64, 1<<31), 72, 1<<31)},
		{"name in capitals", compoundOf(xlstest.Stream{Name: "WORKBOOK", Data: big})},
		{"Excel 95 and 97 in one", compoundOf(xlstest.Stream{Name: "Book", Data: []byte("x")}, book(big))},
		{"an embedded workbook", compoundOf(xlstest.Stream{Name: "MBD0001/Workbook", Data: xlstest.Stream8(kinds())}, book(big))},
		{"an embedded document", compoundOf(xlstest.Stream{Name: "MBD0001/WordDocument", Data: []byte("x")}, book(big))},
		{"siblings in a circle", func() []byte {
			f := compoundOf(xlstest.Stream{Name: "\x05SummaryInformation", Data: []byte("x")}, book(big))
			return poke(f, entryOf(f, "Workbook")+68, 1)
		}()},
		{"bytes behind the records", wrap(append(slices.Clone(big), bytes.Repeat([]byte{0xFF}, 100)...))},
		{"an unknown record", inSheet(rec{0x1234, make([]byte, 99)})},
		{"no styles", func() []byte {
			list := recordsOf(small)
			return streamOf(slices.DeleteFunc(list, func(r rec) bool { return r.kind == recXF || r.kind == recFont }))
		}()},
		{"a code page", inserted(recDateMode, rec{0x0042, []byte{0xEA, 4}})},
		{"continued by nothing", inserted(0x023E, rec{recContinue, nil}, rec{recContinue, []byte{1, 2, 3}})},
		{"a chart in the sheet", inSheet(bof(0x20), number, rec{recEOF, nil}, bof(0x20), bof(0x20), number, rec{recEOF, nil}, rec{recEOF, nil})},
		{"a font beyond the table", func() []byte {
			return changed(recXF, 16, func(r *rec) { le.PutUint16(r.body, 999) })
		}()},
		{"a record longer than records may be", inSheet(rec{0x1234, make([]byte, 60000)})},
	} {
		t.Run(test.name, func(t *testing.T) {
			want := slices.DeleteFunc(cellsOf(mustRead(t, wrap(small))), func(s string) bool { return strings.Contains(s, "as date") })
			got := slices.DeleteFunc(cellsOf(mustRead(t, test.data)), func(s string) bool { return strings.HasPrefix(s, "A9 ") || strings.HasPrefix(s, "C1 number \"45823\"") })
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// awkward is a file and the code of the refusal it earns.
type awkward struct {
	name, code string
	data       []byte
}

// refuse holds damage: nothing of such a file is taken.
func (a awkward) refuse(t *testing.T) {
	b, err := Read(a.data, Limits{})
	if err == nil {
		t.Fatalf("read: %q", cellsOf(b))
	}
	if f := Refused(err).Finding("x.xls"); f.Code != a.code || f.Message == "" || f.Hint == "" {
		t.Errorf("%v, want %s", f, a.code)
	}
}

// TestXLSDamagedFilesRefused holds damage of the compound file and of what its
// records say of the sheets.
func TestXLSDamagedFilesRefused(t *testing.T) {
	good := xlstest.Stream8(plainBook())
	file := wrap(large())
	two := func(change func(places [2][]byte)) []byte {
		stream := xlstest.Stream8(xlstest.Book{Sheets: []xlstest.Sheet{{Name: "A"}, {Name: "B"}}})
		var places [2][]byte
		all := records{data: stream}
		for i := 0; i < 2; {
			if kind, f, _ := all.next(); kind == recBoundSheet {
				places[i], i = f.part[:4], i+1
			}
		}
		change(places)
		return stream
	}
	for _, test := range []awkward{
		{"nothing but a header", "tep-hong", file[:512]},
		{"shorter than a header", "tep-hong", file[:100]},
		{"half of it", "tep-hong", file[:len(file)/2]},
		{"sector size", "tep-hong", poke(file, 30, 0)},
		{"directory elsewhere", "tep-hong", poke(file, 48, 1<<30)},
		{"chain in a circle", "tep-hong", poke(file, 512+4*int(le.Uint32(file[entryOf(file, "Workbook")+116:])), le.Uint32(file[entryOf(file, "Workbook")+116:]))},
		{"chain ends early", "tep-hong", poke(file, 512+4*int(le.Uint32(file[entryOf(file, "Workbook")+116:])+1), 0xFFFFFFFE)},
		{"no streams", "loai-tep-la", compoundOf()},
		{"something else", "loai-tep-la", compoundOf(xlstest.Stream{Name: "PowerPoint Document", Data: []byte("x")}, xlstest.Stream{Name: "MBD0001/Workbook", Data: good})},
		{"Word", "loai-tep-la", compoundOf(xlstest.Stream{Name: "WordDocument", Data: []byte("x")}, xlstest.Stream{Name: "ObjectPool/Workbook", Data: good})},
		{"password of a package", "tep-ma-hoa", compoundOf(xlstest.Stream{Name: "EncryptionInfo", Data: []byte("x")}, xlstest.Stream{Name: "EncryptedPackage", Data: []byte("x")})},
		{"password", "tep-ma-hoa", inserted(0x0042, rec{recFilePass, []byte{1, 0, 1, 0}})},
		{"Excel 95", "tep-xls", compoundOf(xlstest.Stream{Name: "Book", Data: good})},
		{"Excel 95 in the stream of 97", "tep-xls", wrap(changed(recBOF, 0, func(r *rec) { r.body[1] = 5 }))},
		{"Excel 2", "tep-xls", []byte("\x09\x00\x04\x00\x02\x00\x10\x00\x0A\x00\x00\x00")},
		{"Excel 4", "tep-xls", []byte("\x09\x04\x06\x00\x00\x04\x10\x00\x00\x00\x0A\x00\x00\x00")},
		{"Excel 5 without a compound file", "tep-xls", []byte("\x09\x08\x08\x00\x00\x05\x10\x00\x00\x00\x00\x00\x0A\x00\x00\x00")},
		{"Excel 4 in the stream of 97", "tep-xls", wrap([]byte("\x09\x04\x06\x00\x00\x04\x10\x00\x00\x00\x0A\x00\x00\x00"))},
		{"an empty stream", "tep-hong", wrap(nil)},
		{"text in the stream", "tep-hong", wrap(bytes.Repeat([]byte("chữ "), 2000))},
		{"no list of sheets", "loai-tep-la", without(recBoundSheet, 0)},
		{"charts alone", "loai-tep-la", xlstest.Write(xlstest.Book{Sheets: []xlstest.Sheet{{Name: "A", Type: xlstest.Chart}}})},
		{"list of sheets cut", "tep-hong", changed(recBoundSheet, 0, func(r *rec) { r.body = r.body[:6] })},
		{"globals without an end", "tep-hong", without(recEOF, 0)},
		{"sheet without an end", "tep-hong", without(recEOF, 1)},
		{"sheet that is a chart", "tep-hong", changed(recBOF, 1, func(r *rec) { r.body[2] = 0x20 })},
		{"sheet of Excel 95", "tep-hong", changed(recBOF, 1, func(r *rec) { r.body[1] = 5 })},
		{"sheet beyond the stream", "tep-hong", two(func(p [2][]byte) { p[1][3] = 0x7F })},
		{"sheet beyond all numbers", "tep-hong", two(func(p [2][]byte) { p[1][3] = 0xFF })},
		{"sheet beside its place", "tep-hong", two(func(p [2][]byte) { p[1][0]++ })},
		{"two sheets in one place", "tep-hong", two(func(p [2][]byte) { copy(p[1], p[0]) })},
		{"sheet in the globals", "tep-hong", two(func(p [2][]byte) { copy(p[1], []byte{0, 0, 0, 0}) })},
		{"nested sheet", "tep-hong", func() []byte {
			var at uint32 // B begins where A should have ended
			stream := two(func(p [2][]byte) {
				at = le.Uint32(p[1]) - 4
				le.PutUint32(p[1], at)
			})
			return append(slices.Delete(stream, int(at), int(at)+4), 0x0A, 0, 0, 0)
		}()},
	} {
		t.Run(test.name, test.refuse)
	}
}

// TestXLSDamagedCellsRefused holds damage of the records of texts and cells.
func TestXLSDamagedCellsRefused(t *testing.T) {
	good := xlstest.Stream8(plainBook())
	cell := func(kind uint16, col byte, more ...byte) rec {
		return rec{kind, append([]byte{5, 0, col, 0, 15, 0}, more...)}
	}
	infinite := []byte{0, 0, 0, 0, 0, 0, 0xF0, 0x7F}
	awaiting := cell(recFormula, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0)
	at := func(r rec, i int, v byte) rec {
		r.body = slices.Clone(r.body)
		r.body[i] = v
		return r
	}
	for _, test := range []awkward{
		{"no strings", "tep-hong", without(recSST, 0)},
		{"two tables of strings", "tep-hong", func() []byte {
			list := recordsOf(good)
			i := slices.IndexFunc(list, func(r rec) bool { return r.kind == recSST })
			return streamOf(slices.Insert(list, i, list[i]))
		}()},
		{"fewer strings than told", "tep-hong", changed(recSST, 0, func(r *rec) { r.body[4] = 9 })},
		{"more strings than memory", "qua-gioi-han", changed(recSST, 0, func(r *rec) { r.body[7] = 0xFF })},
		{"string cut", "tep-hong", changed(recSST, 0, func(r *rec) { r.body = r.body[:len(r.body)-2] })},
		{"half a character", "tep-hong", changed(recSST, 0, func(r *rec) { r.body = r.body[:len(r.body)-1] })},
		{"fonts of a string go back", "tep-hong", inSheet(cell(recRString, 0, 3, 0, 0, 'a', 'b', 'c', 2, 0, 2, 0, 0, 0, 1, 0, 0, 0))},
		{"string index", "tep-hong", changed(recLabelSST, 0, func(r *rec) { r.body[6] = 1 })},
		{"string index beyond all", "tep-hong", changed(recLabelSST, 0, func(r *rec) { r.body[9] = 0xFF })},
		{"string index cut", "tep-hong", changed(recLabelSST, 0, func(r *rec) { r.body = r.body[:8] })},
		{"column 257", "tep-hong", changed(recNumber, 0, func(r *rec) { r.body[3] = 1 })},
		{"style beyond the table", "tep-hong", changed(recNumber, 0, func(r *rec) { r.body[5] = 1 })},
		{"infinite", "tep-hong", changed(recNumber, 0, func(r *rec) { copy(r.body[6:], infinite) })},
		{"no number", "tep-hong", changed(recNumber, 0, func(r *rec) { copy(r.body[6:], "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F") })},
		{"number cut", "tep-hong", changed(recNumber, 0, func(r *rec) { r.body = r.body[:13] })},
		{"RK cut", "tep-hong", changed(recRK, 0, func(r *rec) { r.body = r.body[:9] })},
		{"RK without a number", "tep-hong", changed(recRK, 0, func(r *rec) { copy(r.body[6:], "\xF8\xFF\xFF\x7F") })},
		{"truth of 2", "tep-hong", changed(recBoolErr, 0, func(r *rec) { r.body[6] = 2 })},
		{"neither truth nor error", "tep-hong", changed(recBoolErr, 0, func(r *rec) { r.body[7] = 2 })},
		{"unknown error", "tep-hong", changed(recBoolErr, 0, func(r *rec) { r.body[6], r.body[7] = 99, 1 })},
		{"row of numbers cut", "tep-hong", inSheet(rec{recMulRK, []byte{5, 0, 0, 0, 15, 0, 2, 0, 0, 0, 15, 0, 2, 0, 1, 0}})},
		{"row of numbers miscounted", "tep-hong", inSheet(rec{recMulRK, []byte{5, 0, 0, 0, 15, 0, 2, 0, 0, 0, 1, 0}})},
		{"row of numbers too far", "tep-hong", inSheet(rec{recMulRK, []byte{5, 0, 255, 0, 15, 0, 2, 0, 0, 0, 15, 0, 2, 0, 0, 0, 0, 1}})},
		{"row of numbers empty", "tep-hong", inSheet(rec{recMulRK, nil})},
		{"merges cut", "tep-hong", changed(recMergeCells, 0, func(r *rec) { r.body[0] = 2 })},
		{"merge turned round", "tep-hong", changed(recMergeCells, 0, func(r *rec) { r.body[6] = 9 })},
		{"merge too far", "tep-hong", changed(recMergeCells, 0, func(r *rec) { r.body[9] = 1 })},
		{"formula cut", "tep-hong", inSheet(cell(recFormula, 0, 0, 0))},
		{"formula without its text", "tep-hong", inSheet(awaiting)},
		{"another cell before its text", "tep-hong", inSheet(awaiting, cell(recRK, 1, 2, 0, 0, 0))},
		{"formula with its text cut", "tep-hong", inSheet(awaiting, rec{recString, []byte{9, 0, 0, 'a'}})},
		{"formula of no kind", "tep-hong", inSheet(at(awaiting, 6, 4))},
		{"formula without a number", "tep-hong", inSheet(cell(recFormula, 0, append(infinite[:8:8], 0, 0, 0, 0, 0, 0, 0, 0)...))},
		{"cell of Excel 2", "tep-hong", inSheet(rec{0x0002, make([]byte, 9)})},
		{"cell of Excel 3", "tep-hong", inSheet(rec{0x0206, make([]byte, 20)})},
		{"cell twice", "tep-hong", xlstest.Write(plainBook(xlstest.Cell{Col: 2, Row: 1, Value: 2.0}))},
	} {
		t.Run(test.name, test.refuse)
	}
}
