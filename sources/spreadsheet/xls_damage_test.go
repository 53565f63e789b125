package spreadsheet

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"vanthu/sources/spreadsheet/xlstest"
)

// realXLS is a workbook of LibreOffice; TestReferenceXLSEqualsXLSX makes it.
func realXLS(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/libreoffice.xls")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// readWithin reads a file, and fails where that costs more than so small a file
// may, or where what comes out is no book.
func readWithin(t *testing.T, data []byte) *Book {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	begun := time.Now()
	b, err := Read(data, Limits{})
	took := time.Since(begun)
	runtime.ReadMemStats(&after)
	if cost := after.TotalAlloc - before.TotalAlloc; cost > 8<<20+uint64(20*len(data)) {
		t.Fatalf("%d bytes cost %d bytes of memory", len(data), cost)
	}
	if took > 5*time.Second {
		t.Fatalf("%d bytes took %v", len(data), took)
	}
	checkRead(t, b, err)
	return b
}

// checkRead holds what every answer of Read must be: a refusal in words, or a book
// whose cells stand in order and hold what their kinds say.
func checkRead(t *testing.T, b *Book, err error) {
	t.Helper()
	if err != nil {
		var refused *Refusal
		if !errors.As(err, &refused) || refused.hint == "" {
			t.Fatalf("refused without words: %v", err)
		}
		return
	}
	for _, s := range b.Sheets {
		for i, l := range s.Lines {
			if i > 0 && l.N <= s.Lines[i-1].N || len(l.Cells) == 0 {
				t.Fatalf("row %d out of order", l.N)
			}
			for j, c := range l.Cells {
				if c.Row != l.N || c.Col < 1 || j > 0 && c.Col <= l.Cells[j-1].Col {
					t.Fatalf("%s out of order", c.Ref())
				}
				f, bad := strconv.ParseFloat(c.Text, 64)
				switch {
				case !utf8.ValidString(c.Text), c.Empty(), c.Kind == Text && c.Text == "":
					t.Fatalf("%s: kind %d %q", c.Ref(), c.Kind, c.Text)
				case c.Kind == Number && (bad != nil || !storedNumber.MatchString(c.Text) || math.IsInf(f, 0)):
					t.Fatalf("%s: number %q", c.Ref(), c.Text)
				}
			}
		}
	}
}

// TestXLSCutAnywhere cuts files at every byte: what is left is refused, or nothing
// of the book was in what was cut.
func TestXLSCutAnywhere(t *testing.T) {
	for name, data := range map[string][]byte{"libreoffice": realXLS(t), "xlstest": xlstest.Write(kinds()), "bare": xlstest.Stream8(kinds())} {
		want, refused := cellsOf(mustRead(t, data)), 0
		for n := range data {
			b := readWithin(t, data[:n])
			if b == nil {
				refused++
			} else if got := cellsOf(b); !slices.Equal(got, want) {
				t.Fatalf("%s: the first %d of %d bytes give another book:\n%s", name, n, len(data), strings.Join(got, "\n"))
			}
		}
		if refused < len(data)/2 {
			t.Errorf("%s: of %d cuts only %d are refused", name, len(data), refused)
		}
	}
}

// TestXLSBytesChanged changes bytes of files at random: whatever comes of it, it
// costs no more time and memory than the file is worth.
func TestXLSBytesChanged(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 2003))
	for _, data := range [][]byte{realXLS(t), xlstest.Write(kinds()), xlstest.Stream8(kinds()), wrap(large())} {
		for at := range data { // the tables at every byte, the rest at every fourth
			for _, v := range []byte{0, 0xFF, data[at] ^ 0x80} {
				if at >= 1024 && (v != 0xFF || at%4 > 0) {
					continue
				}
				d := slices.Clone(data)
				d[at] = v
				readWithin(t, d)
			}
		}
		for range 300 {
			d := slices.Clone(data)
			for range 1 + rng.IntN(8) {
				d[rng.IntN(len(d))] = byte(rng.IntN(256))
			}
			readWithin(t, d)
		}
	}
}

// TestXLSLargeFile reads a file whose table of sectors does not fit the header.
func TestXLSLargeFile(t *testing.T) {
	b := xlstest.Book{Sheets: []xlstest.Sheet{{Name: "S"}}}
	for row := range 400 {
		b.Sheets[0].Cells = append(b.Sheets[0].Cells, xlstest.Cell{Col: 1, Row: row + 1, Value: strconv.Itoa(row) + strings.Repeat("ấ", 15000)}, xlstest.Cell{Col: 2, Row: row + 1, Value: float64(row)})
	}
	data := xlstest.Write(b)
	if len(data) < 8<<20 {
		t.Fatalf("only %d bytes", len(data))
	}
	book := mustRead(t, data)
	for row := 1; row <= 400; row++ {
		l := book.Sheets[0].Line(row)
		if !strings.HasPrefix(l.At(1).Text, strconv.Itoa(row-1)+"ấ") || l.At(2).Text != strconv.Itoa(row-1) {
			t.Fatalf("row %d: %.20q %q", row, l.At(1).Text, l.At(2).Text)
		}
	}
}

// TestXLSLimits refuses what is too much, and what would grow too large in memory.
func TestXLSLimits(t *testing.T) {
	cells := func(n int, v func(i int) any) xlstest.Book {
		b := xlstest.Book{Sheets: []xlstest.Sheet{{Name: "S"}}}
		for i := range n {
			b.Sheets[0].Cells = append(b.Sheets[0].Cells, xlstest.Cell{Col: 1 + i%200, Row: 1 + i/200, Value: v(i)})
		}
		return b
	}
	long := strings.Repeat("ấ", 30000)
	sheets := xlstest.Book{Sheets: make([]xlstest.Sheet, 201)}
	merged := xlstest.Book{Sheets: []xlstest.Sheet{{Name: "S", Merges: make([]xlstest.Area, 10_001)}}}
	for i := range merged.Sheets[0].Merges {
		merged.Sheets[0].Merges[i] = xlstest.Area{Col1: 1, Row1: i + 1, Col2: 2, Row2: i + 1}
	}
	for _, test := range []struct {
		name   string
		book   xlstest.Book
		limits Limits
		fails  bool
	}{
		{"as many cells as may be", cells(5000, func(i int) any { return float64(i) }), Limits{Cells: 5000}, false},
		{"one more", cells(5001, func(i int) any { return float64(i) }), Limits{Cells: 5000}, true},
		{"in rows of numbers", cells(5001, func(i int) any { return i }), Limits{Cells: 5000}, true},
		{"as formulas of nothing", cells(5001, func(i int) any { return xlstest.Formula{Result: ""} }), Limits{Cells: 5000}, true},
		{"rows", cells(3001, func(i int) any { return i }), Limits{Rows: 15}, true},
		{"columns", cells(101, func(i int) any { return i }), Limits{Columns: 100}, true},
		{"a long text", cells(1, func(int) any { return long }), Limits{TextRunes: 29_999}, true},
		{"one text many times", cells(700, func(int) any { return long }), Limits{}, false},
		{"one text too many times", cells(800, func(int) any { return long }), Limits{}, true},
		{"many long texts", cells(150, func(i int) any { return strconv.Itoa(i) + long }), Limits{Unpacked: 8 << 20}, true},
		{"sheets", sheets, Limits{}, true},
		{"merged areas", merged, Limits{}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			data := xlstest.Write(test.book)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := Read(data, test.limits)
			runtime.ReadMemStats(&after)
			if cost := after.TotalAlloc - before.TotalAlloc; cost > 128<<20 {
				t.Errorf("%d bytes cost %d MB", len(data), cost>>20)
			}
			if !test.fails && err != nil || test.fails && (err == nil || Refused(err).code != "qua-gioi-han") {
				t.Errorf("%v", err)
			}
		})
	}
}

func FuzzReadXLS(f *testing.F) {
	continued := kinds()
	continued.Part = 80
	f.Add(realXLS(f))
	f.Add(xlstest.Write(kinds()))
	f.Add(xlstest.Stream8(kinds()))
	f.Add(xlstest.Stream8(continued))
	f.Add(xlstest.Stream8(plainBook()))
	f.Add(xlstest.Compound{Streams: []xlstest.Stream{{Name: "Workbook", Data: xlstest.Stream8(plainBook())}}, Sector: 4096}.Bytes())
	f.Add(inserted(0x0042, rec{recFilePass, []byte{1, 0}}))
	f.Add(compoundOf(xlstest.Stream{Name: "MBD/Workbook", Data: []byte("x")}, xlstest.Stream{Name: "Book", Data: []byte("x")}))
	f.Fuzz(func(t *testing.T, data []byte) {
		if !bytes.HasPrefix(data, []byte(cfbSignature)) {
			b := &builder{limits: Limits{}.withDefaults()}
			b.cellsLeft = b.limits.Cells
			if err := readBIFF(data, b); err != nil {
				checkRead(t, nil, Refused(err))
				return
			}
			checkRead(t, &b.book, nil)
			return
		}
		b, err := Read(data, Limits{})
		checkRead(t, b, err)
	})
}
