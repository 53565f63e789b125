package spreadsheet

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"vanthu/sources/spreadsheet/xlstest"
)

// cellsOf gives a book as lines: "Sheet!B7 number 5 as date", merges and hollow
// formulas too.
func cellsOf(b *Book) []string {
	var out []string
	if b.Date1904 {
		out = append(out, "1904")
	}
	kinds := map[Kind]string{Text: "text", Number: "number", Bool: "bool", ErrorValue: "error", ISODate: "iso", Uncalculated: "uncalculated"}
	shows := map[Show]string{AsNumber: "", AsDate: " as date", AsTime: " as time", AsPercent: " as percent", AsBool: " as bool"}
	for _, s := range b.Sheets {
		head := s.Name + ":"
		if s.VeryHidden {
			head += " very hidden"
		}
		out = append(out, head)
		for _, l := range s.Lines {
			for _, c := range l.Cells {
				out = append(out, fmt.Sprintf("%s %s %q%s", c.Ref(), kinds[c.Kind], c.Text, shows[c.Show]))
			}
		}
		hollow := slices.Collect(maps.Keys(s.Hollow))
		slices.SortFunc(hollow, func(a, b [2]int) int { return cmp.Or(a[1]-b[1], a[0]-b[0]) })
		for _, h := range hollow {
			out = append(out, Ref(h[0], h[1])+" hollow")
		}
		for _, m := range s.Merges {
			out = append(out, Ref(m.Col1, m.Row1)+":"+Ref(m.Col2, m.Row2)+" merged")
		}
	}
	return out
}

func mustRead(t testing.TB, data []byte) *Book {
	t.Helper()
	b, err := Read(data, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// kinds is a workbook with every kind of cell.
func kinds() xlstest.Book {
	at := func(ref string, v any, more ...string) xlstest.Cell {
		col, row, _ := ParseRef(ref)
		c := xlstest.Cell{Col: col, Row: row, Value: v}
		if len(more) > 0 {
			c.Format = more[0]
		}
		return c
	}
	rich := xlstest.Rich{Runs: []xlstest.Run{{Text: "Kế "}, {Text: "quả ", Font: ".VnTime"}, {Text: "đạt", Font: "VNI-Times"}}, Phonetic: 9}
	return xlstest.Book{Sheets: []xlstest.Sheet{
		{Name: "Báo cáo", Cells: []xlstest.Cell{
			at("A1", "Latin only: é ÿ"), at("B1", "Tiếng Việt"), at("C1", "😀 ngoài BMP"), at("D1", "  hai\r\ndòng "), at("E1", ""), at("F1", "Tiếng Việt"),
			at("A2", rich), at("B2", xlstest.Label{{Text: "tại chỗ"}}), at("C2", xlstest.Label{{Text: "tại "}, {Text: "chỗ", Font: ".VnTime"}}), at("D2", xlstest.Label{{Text: " "}}),
			at("A3", 1.5), at("B3", -0.1), at("C3", 1e300), at("D3", 5e-324), at("E3", 123456789012345.0), at("F3", 0.30000000000000004), at("G3", 45823.0, "dd/mm/yyyy"), at("H3", 0.25, "hh:mm"), at("I3", 0.125, "0.0%"),
			at("A4", 7), at("B4", -7), at("C4", xlstest.RK(12345<<2|3)), at("D4", xlstest.RK(0x3FF00000)), at("E4", xlstest.RK(0x40590001)),
			at("G4", 536870911), at("I4", -536870912, "dd/mm/yyyy"),
			at("A5", true), at("B5", false), at("C5", xlstest.Error(0x17)), at("D5", xlstest.Error(0x2A)), at("E5", xlstest.Error(0)),
			at("A6", nil), at("B6", nil), at("D6", nil),
			at("A7", xlstest.Formula{Result: 12.25}), at("B7", xlstest.Formula{Result: "chữ"}), at("C7", xlstest.Formula{Result: ""}), at("D7", xlstest.Formula{Result: true}),
			at("E7", xlstest.Formula{Result: xlstest.Error(7)}), at("F7", xlstest.Formula{Result: "chung", Shared: true}), at("G7", xlstest.Formula{Result: 0.0}), at("H7", xlstest.Formula{Result: 3.0, Never: true}),
			at("I7", xlstest.Formula{Result: 45823.0, Shared: true}, "d-m-yy"), at("J7", xlstest.Formula{Result: " "}),
			at("IV65536", "góc"),
		}, Merges: []xlstest.Area{{Col1: 1, Row1: 1, Col2: 3, Row2: 2}, {Col1: 256, Row1: 1, Col2: 256, Row2: 65536}}},
		{Name: "Ẩn", State: xlstest.Hidden, Cells: []xlstest.Cell{at("A1", 1)}},
		{Name: "Biểu đồ", Type: xlstest.Chart, Cells: []xlstest.Cell{at("A1", 1)}},
		{Name: "Macro1", Type: xlstest.Macro, State: xlstest.VeryHidden, Cells: []xlstest.Cell{at("A1", 1)}},
		{Name: "_vanthu", State: xlstest.VeryHidden, Cells: []xlstest.Cell{at("A1", "mã")}},
		{Name: "Trống"},
	}}
}

var kindsTold = []string{
	"Báo cáo:",
	`A1 text "Latin only: é ÿ"`, `B1 text "Tiếng Việt"`, `C1 text "😀 ngoài BMP"`, `D1 text "hai\ndòng"`, `F1 text "Tiếng Việt"`,
	`A2 text "Kế quả đạt"`, `B2 text "tại chỗ"`, `C2 text "tại chỗ"`,
	`A3 number "1.5"`, `B3 number "-0.1"`, `C3 number "1e+300"`, `D3 number "5e-324"`, `E3 number "123456789012345"`, `F3 number "0.30000000000000004"`,
	`G3 number "45823" as date`, `H3 number "0.25" as time`, `I3 number "0.125" as percent`,
	`A4 number "7"`, `B4 number "-7"`, `C4 number "123.45"`, `D4 number "1"`, `E4 number "1"`, `G4 number "536870911"`, `I4 number "-536870912" as date`,
	`A5 bool "TRUE"`, `B5 bool "FALSE"`, `C5 error "#REF!"`, `D5 error "#N/A"`, `E5 error "#NULL!"`,
	`A7 number "12.25"`, `B7 text "chữ"`, `D7 bool "TRUE"`, `E7 error "#DIV/0!"`, `F7 text "chung"`, `G7 number "0"`, `H7 uncalculated ""`, `I7 number "45823" as date`,
	`IV65536 text "góc"`,
	"C7 hollow", "J7 hollow", "A1:C2 merged", "IV1:IV65536 merged",
	"Ẩn:", `A1 number "1"`,
	"_vanthu: very hidden", `A1 text "mã"`,
	"Trống:",
}

func TestXLSKindsOfCells(t *testing.T) {
	if diff := gocmp.Diff(kindsTold, cellsOf(mustRead(t, xlstest.Write(kinds())))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	b := kinds()
	b.Date1904 = true
	if !mustRead(t, xlstest.Write(b)).Date1904 {
		t.Error("1904 is not seen")
	}
	if diff := gocmp.Diff(kindsTold, cellsOf(mustRead(t, xlstest.Stream8(kinds())))); diff != "" {
		t.Errorf("without a compound file (-want +got):\n%s", diff)
	}
}

// TestXLSContinuedStrings tears the same strings apart at every place.
func TestXLSContinuedStrings(t *testing.T) {
	long := strings.Repeat("chữ Latin then narrow only ", 40) + strings.Repeat("narrow ", 90)
	b := kinds()
	s := &b.Sheets[0]
	for i, v := range []any{
		long, "narrow" + long, strings.Repeat("a", 300), strings.Repeat("ấ", 299), "",
		xlstest.Rich{Runs: []xlstest.Run{{Text: long}, {Text: "x", Font: ".VnTime"}, {Text: long, Font: "VNI-Times"}}, Phonetic: 200},
		xlstest.Rich{Runs: []xlstest.Run{{Text: "không", Font: "A"}, {Text: " "}, {Text: "có", Font: "B"}}, Phonetic: 1},
		xlstest.Label{{Text: long}}, xlstest.Label{{Text: long, Font: "C"}, {Text: "z", Font: "D"}}, xlstest.Formula{Result: long}, "cuối",
	} {
		s.Cells = append(s.Cells, xlstest.Cell{Col: 1, Row: 20 + i, Value: v})
	}
	want := cellsOf(mustRead(t, xlstest.Write(b)))
	if len(want) != len(kindsTold)+10 {
		t.Fatalf("%d lines", len(want))
	}
	for part := 64; part < 300; part++ {
		b.Part = part
		if diff := gocmp.Diff(want, cellsOf(mustRead(t, xlstest.Write(b)))); diff != "" {
			t.Fatalf("records of %d bytes (-want +got):\n%s", part, diff)
		}
	}
}

// TestXLSFonts tells the font of every part of a text: the font record that comes
// fifth has index 5.
func TestXLSFonts(t *testing.T) {
	names := []string{"", "Một", "Hai", "Ba", ".VnTime", ".VnTimeH", "VNI-Times", "Phông chữ"}
	b := xlstest.Book{Sheets: []xlstest.Sheet{{Name: "S"}}}
	for i, name := range names {
		b.Sheets[0].Cells = append(b.Sheets[0].Cells, xlstest.Cell{Col: 1, Row: i + 1, Value: xlstest.Rich{Runs: []xlstest.Run{
			{Text: fmt.Sprint(i)}, {Text: "sau", Font: names[(i+1)%len(names)]},
		}}, Font: name})
	}
	r := &xlsReader{builder: &builder{limits: Limits{}.withDefaults()}, stream: xlstest.Stream8(b), codes: map[int]string{}, shown: map[int]Show{}}
	if err := r.readGlobals(); err != nil {
		t.Fatal(err)
	}
	for i, name := range names {
		if name == "" {
			name = "Arial"
		}
		if font, _, ok := r.style(16 + i); !ok || font != name {
			t.Errorf("cell %d: font %q, want %q", i, font, name)
		}
		last := r.strings[i][len(r.strings[i])-1]
		if next := names[(i+1)%len(names)]; next != "" && r.font(last.font) != next {
			t.Errorf("run of cell %d: font %q, want %q", i, r.font(last.font), next)
		}
		if first := r.strings[i][0]; first.font != ownFont {
			t.Errorf("cell %d begins in font %d", i, first.font)
		}
	}
}

func TestXLSFormats(t *testing.T) {
	codes := []string{"General", "0", `#,##0 "đồng"`, "dd/mm/yyyy", "[h]:mm", "0%", `"TRUE";"TRUE";"FALSE"`}
	b := xlstest.Book{Sheets: []xlstest.Sheet{{Name: "S"}}}
	for i, code := range codes {
		b.Sheets[0].Cells = append(b.Sheets[0].Cells, xlstest.Cell{Col: 1, Row: i + 1, Value: 1.0, Format: code}, xlstest.Cell{Col: 2, Row: i + 1, Value: 1, Format: code})
	}
	book := mustRead(t, xlstest.Write(b))
	for i, code := range codes {
		for col := 1; col <= 2; col++ {
			if got := book.Sheets[0].Line(i + 1).At(col).Show; got != classifyFormat(code) {
				t.Errorf("%q: %d", code, got)
			}
		}
	}
}

func TestRKNumbers(t *testing.T) {
	for rk, want := range map[uint32]float64{
		0: 0, 2: 0, 1<<2 | 2: 1, 0xFFFFFFFE: -1, 0xFFFFFFFF: -0.01, 100<<2 | 3: 1, 12345<<2 | 3: 12345.0 / 100, 0x3FF00000: 1, 0x3FF00001: 0.01, 0xBFF00000: -1, 0x7FFFFFFE: 1<<29 - 1, 0x80000002: -1 << 29,
	} {
		if got := rkNumber(rk); got != want {
			t.Errorf("%08X: %v, want %v", rk, got, want)
		}
	}
}
