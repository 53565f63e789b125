package sheet

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/finding"
)

type m = map[string]any
type l = []any

// workbook makes a template: sheets from texts of lines "A1=…"; "A1==…" is a
// formula.
func workbook(t testing.TB, cells string, more func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	at := "Sheet1"
	for line := range strings.Lines(cells) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "--"); ok {
			at = strings.TrimSpace(name)
			if _, err := f.NewSheet(at); err != nil {
				t.Fatal(err)
			}
			continue
		}
		ref, v, ok := strings.Cut(line, "=")
		if !ok {
			continue
		}
		var err error
		if strings.HasPrefix(v, "=") {
			err = f.SetCellFormula(at, ref, v[1:])
		} else {
			err = f.SetCellStr(at, ref, strings.ReplaceAll(v, "¶", "\n"))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if more != nil {
		more(f)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// cellsOf reads a workbook back: "A1=…", numbers as "A1:=…", formulas "A1==…".
func cellsOf(t testing.TB, data []byte, sheets ...string) string {
	t.Helper()
	f := openBook(t, data)
	var b strings.Builder
	for i, name := range f.GetSheetList() {
		if len(sheets) > 0 && name != sheets[0] {
			continue
		}
		if i > 0 && len(sheets) == 0 {
			fmt.Fprintf(&b, "-- %s\n", name)
		}
		rows, err := f.GetRows(name, excelize.Options{RawCellValue: true}) // of merged cells the first alone has the value
		if err != nil {
			t.Fatal(err)
		}
		for r := 1; r <= len(rows)+1; r++ {
			for c := 1; c <= 12; c++ {
				ref, _ := excelize.CoordinatesToCellName(c, r)
				if formula, _ := f.GetCellFormula(name, ref); formula != "" {
					fmt.Fprintf(&b, "%s==%s\n", ref, formula)
					continue
				}
				v := ""
				if r <= len(rows) && c <= len(rows[r-1]) {
					v = rows[r-1][c-1]
				}
				kind, _ := f.GetCellType(name, ref)
				sign := "="
				if kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber {
					sign = ":="
				}
				if v != "" {
					fmt.Fprintf(&b, "%s%s%s\n", ref, sign, strings.ReplaceAll(v, "\n", "¶"))
				}
			}
		}
	}
	return b.String()
}

func openBook(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// fill fills a template and wants no finding.
func fill(t testing.TB, template []byte, data m) []byte {
	t.Helper()
	out, found, err := Fill(template, data, Options{File: "mau.xlsx"})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Errorf("unexpected: %s", f)
	}
	if out == nil {
		t.Fatal("nothing written")
	}
	again, _, err := Fill(template, data, Options{File: "mau.xlsx"})
	if err != nil || !bytes.Equal(out, again) {
		t.Errorf("filled twice, two results (%v)", err)
	}
	return out
}

func lines(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

func TestFillCells(t *testing.T) {
	data := m{"ten": "Sở Y tế & <b>", "so": json.Number("1234.50"), "n": 7, "chu": "1.234", "bang": "=1+1", "rong": "", "khong": nil,
		"hai": "một\nhai", "ma": json.Number("12345678901234567"), "ky": m{"ten": "6T"}, "escape": "_x0041_{ten}", "dung": true,
		"v": l{m{"t": "a"}, m{"t": "b"}}, "chia": 100.0 / 3}
	tests := []struct{ name, cells, want string }{
		{"text", "A1={ten}, {ky.ten}", "A1=Sở Y tế & <b>, 6T"},
		{"number alone", "A1={so}\nB1= {n} \nC1={chia}", "A1:=1234.50\nB1:=7\nC1:=33.333333333333336"},
		{"number in text", "A1=Có {n} bài", "A1=Có 7 bài"},
		{"text that looks like something", "A1={chu}\nB1={bang}", "A1=1.234\nB1==1+1"},
		{"nothing", "A1={rong}\nB1={khong}\nC1=x", "C1=x"},
		{"line", "A1={hai}", "A1=một¶hai"},
		{"escape", "A1={escape}", "A1=_x0041_{ten}"},
		{"section in a cell", "A1={#v}{t}, {/v}{^v}x{/v}{#dung}đúng{/dung}", "A1=a, b, đúng"},
		{"other braces", "A1={ } { x", "A1={ } { x"},
		{"not a tag: number kept", "A1==1+1\nB1=5", "A1==1+1\nB1=5"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := cellsOf(t, fill(t, workbook(t, tt.cells, nil), data))
			if diff := cmp.Diff(lines(tt.want), got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestFillRows(t *testing.T) {
	data := m{"v": l{m{"t": "a", "n": 1, "w": l{10, 20}}, m{"t": "b", "n": 2, "w": l{}}, m{"t": "c", "n": 3, "w": l{30}}},
		"none": l{}, "yes": true, "no": false, "x": "X"}
	tests := []struct{ name, cells, want string }{
		{"one row", "A1=h\nA2={#v}{t}\nB2={n}{/v}\nA3=end", "A1=h\nA2=a\nB2:=1\nA3=b\nB3:=2\nA4=c\nB4:=3\nA5=end"},
		{"rows between", "A1={#v}\nA2={t}\nA3={n}\nA4={/v}\nA5=end",
			"A1=a\nA2:=1\nA3=b\nA4:=2\nA5=c\nA6:=3\nA7=end"},
		{"not true", "A1=h\nA2={#none}{t}\nB2={/none}\nA3={^none}\nA4=không có\nA5={/none}\nA6=end", "A1=h\nA2=không có\nA3=end"},
		{"hang in one cell", "A1={#v|hang}{t}{/v}\nA2=end", "A1=a\nA2=b\nA3=c\nA4=end"},
		{"nested", "A1={#v}\nA2={t}\nA3={#w}{.}\nB3={t}{/w}\nA4={/v}\nA5=end",
			"A1=a\nA2:=10\nB2=a\nA3:=20\nB3=a\nA4=b\nA5=c\nA6:=30\nB6=c\nA7=end"},
		{"blank rows come along", "A1={#v}{t}\nA3=.{/v}\nA4=end", "A1=a\nA3=.\nA4=b\nA6=.\nA7=c\nA9=.\nA10=end"},
		{"condition", "A1={#yes}\nA2=có {x}\nA3={/yes}\nA4={#no}\nA5=không\nA6={/no}\nA7=end", "A1=có X\nA2=end"},
		{"two tag rows touch", "A1={#yes}\nA2=1\nA3={/yes}{#v}\nA4={t}\nA5={/v}", "A1=1\nA2=a\nA3=b\nA4=c"},
		{"tag before the section", "A1={t}\nB1={#v}{n}{/v|hang}\nC1=y", "A1=a\nB1:=1\nC1=y\nA2=b\nB2:=2\nC2=y\nA3=c\nB3:=3\nC3=y"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := cellsOf(t, fill(t, workbook(t, tt.cells, nil), data))
			if diff := cmp.Diff(lines(tt.want), got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestFormulasFollow(t *testing.T) {
	three := m{"v": l{m{"n": 1, "w": l{1, 2}}, m{"n": 2, "w": l{3}}, m{"n": 3, "w": l{}}}, "none": l{}}
	tests := []struct{ name, cells, want string }{
		{"sum over the copies", "A2={#v}{n}\nB2={/v}\nA3==SUM(A2:A2)\nA4==SUM(A2)+COUNT($A$2)\nA5==SUM(A1:A2,A3)", "A2:=1\nA3:=2\nA4:=3\nA5==SUM(A2:A4)\nA6==SUM(A2:A4)+COUNT($A$2:$A$4)\nA7==SUM(A1:A4,A5)"},
		{"each copy its own", "A2={#v}{n}\nB2==A2/A$3\nC2={/v}\nA3=5\nA4==B2:B2",
			"A2:=1\nB2==A2/A$5\nA3:=2\nB3==A3/A$5\nA4:=3\nB4==A4/A$5\nA5=5\nA6==B2:B4"},
		{"running total, share", "A2={#v}{n}\nB2==SUM(A$2:A2)\nC2==A2/SUM(A$2:A$2)\nD2==D1+A2\nE2={/v}",
			"A2:=1\nB2==SUM(A$2:A2)\nC2==A2/SUM(A$2:A$4)\nD2==D1+A2\nA3:=2\nB3==SUM(A$2:A3)\nC3==A3/SUM(A$2:A$4)\nD3==D2+A3\nA4:=3\nB4==SUM(A$2:A4)\nC4==A4/SUM(A$2:A$4)\nD4==D3+A4"},
		{"groups", "A1={#v}\nA2==SUM(B3:B3)\nB3={#w}{.}\nC3==B3/A$2\nD3={/w}\nA4={/v}\nA5==SUM(A2:A3)",
			"A1==SUM(B2:B3)\nB2:=1\nC2==B2/A$1\nB3:=2\nC3==B3/A$1\nA4==SUM(B5:B5)\nB5:=3\nC5==B5/A$4\nA6==SUM(B1048576:B1048576)\nA7==SUM(A1:A6)"},
		{"below moves, above stays", "A1==A9+$A$10\nA2={#v}{n}\nB2={/v}\nA9=1\nA10==A1+A9", "A1==A11+$A$12\nA2:=1\nA3:=2\nA4:=3\nA11=1\nA12==A1+A11"},
		{"nothing left", "A1={#none}{n}\nB1={/none}\nA2==SUM(A1:A1)+MAX(A1)", "A1==SUM(A1048576:A1048576)+MAX(A1048576:A1048576)"},
		{"other sheets", "A1={#v}{n}\nB1={/v}\nA2=x\n--Khác\nA1==SUM(Sheet1!A1:A1)+Sheet1!A2\nA2==SUM('Sheet1'!A1)+A9",
			"A1:=1\nA2:=2\nA3:=3\nA4=x\n-- Khác\nA1==SUM(Sheet1!A1:A3)+Sheet1!A4\nA2==SUM('Sheet1'!A1:A3)+A9"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := cellsOf(t, fill(t, workbook(t, tt.cells, nil), three))
			if diff := cmp.Diff(lines(tt.want), got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestRewriteCopiesTheRest(t *testing.T) {
	for _, formula := range []string{
		`"A2 {x}"&LOG10(A2)&T_A2&1.5E+3&{1,2;3,4}&#REF!&TRUE&Bang[[#All],[A2]]&A:A&[1]S!A2&'[b.xlsx]S'!A2`,
		`IF(Sheet1!$A$1:B$7>=0," ""A1"" ",'It''s'!A1:A2)`, `SUM(Q1:Q4!B5)+SUM('Quý 1:Quý 4'!B5)`, `5:7+$5:$7`, `A1#+_xlfn.XLOOKUP(A1,B:B,C:C)`,
		`Số_liệu*2%`, `OFFSET(A1,1,):B2`, `A1048577+XFE1+A0`, `'`, `"`, `[`, `A1:`, `!A1`, `#`, `$`, `Năm2025!C5`, `A1.B2`, `INDEX(A1:B2,1):C3`,
	} {
		if got := rewrite(formula, ref.String); got != formula {
			t.Errorf("%s became %s", formula, got)
		}
	}
	var refs []string
	rewrite(`SUM(A2, Sheet1!$B$3:C4 )+'It''s'!D5*[1]S!E6+MAX((F7),5:6)+SUM(Q1:Q4!B5)+A1B`, func(r ref) string {
		refs = append(refs, fmt.Sprintf("%s|%s|%s|%v", r.sheet, r, r.whole, r.elsewhere))
		return ""
	})
	want := []string{"|A2|SUM|false", "Sheet1|Sheet1!$B$3:C4|SUM|false", "It's|'It''s'!D5||false", "S|S!E6||true",
		"|F7||false", "|5:6|MAX|false", "Q1|Q1:Q4!B5|SUM|true"}
	if diff := cmp.Diff(want, refs); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func messages(found []finding.Finding) string {
	var b strings.Builder
	for _, f := range found {
		b.WriteString(f.String() + "\n")
	}
	return b.String()
}
