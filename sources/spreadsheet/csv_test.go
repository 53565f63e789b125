package spreadsheet

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	xunicode "golang.org/x/text/encoding/unicode"
)

func wideText(t testing.TB, order xunicode.Endianness, bom xunicode.BOMPolicy, s string) string {
	t.Helper()
	out, err := xunicode.UTF16(order, bom).NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestCSV(t *testing.T) {
	const table = "TT,Mã,Kết quả\r\n1,ND01/TIN,15\r\n"
	plain := []string{"A1 TT", "B1 Mã", "C1 Kết quả", "A2 1", "B2 ND01/TIN", "C2 15"}
	for _, test := range []struct {
		name, data string
		want       []string
	}{
		{"UTF-8", table, plain},
		{"UTF-8 with its mark", "\xEF\xBB\xBF" + table, plain},
		{"UTF-16 LE", wideText(t, xunicode.LittleEndian, xunicode.UseBOM, table), plain},
		{"UTF-16 BE", wideText(t, xunicode.BigEndian, xunicode.UseBOM, table), plain},
		{"UTF-16 LE without its mark", wideText(t, xunicode.LittleEndian, xunicode.IgnoreBOM, table), plain},
		{"UTF-16 BE without its mark", wideText(t, xunicode.BigEndian, xunicode.IgnoreBOM, table), plain},
		{"semicolons", strings.ReplaceAll(table, ",", ";"), plain},
		{"tabs", strings.ReplaceAll(table, ",", "\t"), plain},
		{"sep=", "sep=;\r\n" + strings.ReplaceAll(table, ",", ";"), plain},
		{"sep= in quotes", "\"sep=|\"\r" + strings.ReplaceAll(table, ",", "|"), plain},
		{"sep= against the looks", "sep=;\na,b;c,d", []string{"A1 a,b", "B1 c,d"}},
		{"Unix and Macintosh", "a,b\nc,d\re,f", []string{"A1 a", "B1 b", "A2 c", "B2 d", "A3 e", "B3 f"}},
		{"empty rows count", "a,b\n\n,\nc,d", []string{"A1 a", "B1 b", "A4 c", "B4 d"}},
		{"quotes", "\"a \"\"b\"\"\",\"c,\nd\"\n\"\",e", []string{"A1 a \"b\"", "B1 c,\nd", "B2 e"}},
		{"space behind a quote", "\"a\" ,b", []string{"A1 a", "B1 b"}},
		{"lone quote", "ống 5\",b\nc,\"d\"", []string{"A1 ống 5\"", "B1 b", "A2 c", "B2 d"}},
		{"no separator", "một\nhai", []string{"A1 một", "A2 hai"}},
		{"last field empty", "a;b;\nc;d;", []string{"A1 a", "B1 b", "A2 c", "B2 d"}},
		{"titles above the table", "ĐƠN VỊ: A, B\n\nTT;Nội dung, nhiệm vụ;Kết quả\n1;x, y;5\n2;z;6\n", []string{"A1 ĐƠN VỊ: A, B", "A3 TT", "B3 Nội dung, nhiệm vụ", "C3 Kết quả", "A4 1", "B4 x, y", "C4 5", "A5 2", "B5 z", "C5 6"}},
		{"decimals with a comma", "TT;Mã;Giờ\n1;a;1,5\n2;b;2,75\n", []string{"A1 TT", "B1 Mã", "C1 Giờ", "A2 1", "B2 a", "C2 1,5", "A3 2", "B3 b", "C3 2,75"}},
		{"semicolons in quotes", "TT,Mã\n1,\"a; b; c\"\n2,\"d; e; f\"\n", []string{"A1 TT", "B1 Mã", "A2 1", "B2 a; b; c", "A3 2", "B3 d; e; f"}},
		{"ends of lines missing", "a;b;c;d\ne;f\ng;h;i;j\nk, l;m;n;o", []string{"A1 a", "B1 b", "C1 c", "D1 d", "A2 e", "B2 f", "A3 g", "B3 h", "C3 i", "D3 j", "A4 k, l", "B4 m", "C4 n", "D4 o"}},
		{"formulas are text", "=1+1,@x\n-1,+2", []string{"A1 =1+1", "B1 @x", "A2 -1", "B2 +2"}},
	} {
		book, err := Read([]byte(test.data), Limits{})
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		var got []string
		for _, line := range told(book) {
			got = append(got, strings.Replace(strings.TrimPrefix(line, "CSV "), " text ", " ", 1))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestCSVRefused(t *testing.T) {
	for _, test := range []struct{ name, data, code string }{
		{"blank", " \r\n\t\r\n", "tep-rong"},
		{"two separators alike", "a,b;c,d\ne,f;g,h\n", "csv-dau-ngan"},
		{"two separators alike, once", "a,b;c", "csv-dau-ngan"},
		{"decimals in every row", "1,5;2,5\n3,5;4,5\n", "csv-dau-ngan"},
		{"Windows-1258", "TT,M\xE3\n1,T\xEAn\n", "csv-bang-ma"},
		{"decimals in every row, with spaces", "1,5; 2,5\n3,5; 4,5\n", "csv-dau-ngan"},
		{"quote left open", "a,b\n\"c,d\ne,f\n", "csv-nhay-kep"},
		{"text behind a quote", "a;b\n\"Tin \"nóng\"\";c\n", "csv-nhay-kep"},
		{"zero byte", "a,b\n" + strings.Repeat("c,d\n", 200) + "\x00", "loai-tep-la"},
		{"binary", "a\x01\x02", "loai-tep-la"},
		{"web page", "\xEF\xBB\xBF <html><table>", "loai-tep-la"},
		{"web page in UTF-16", wideText(t, xunicode.LittleEndian, xunicode.UseBOM, "<html>"), "loai-tep-la"},
		{"binary in pairs", "\x01\x00\x02\x00\x03\x00", "loai-tep-la"},
		{"UTF-16 cut", "\xFF\xFEa\x00,", "tep-hong"},
		{"UTF-16 broken", "\xFF\xFEa\x00\x00\xD8,\x00", "tep-hong"},
		{"too many columns", strings.Repeat(",", 600) + "a", "qua-gioi-han"},
		{"too many rows", strings.Repeat("a\n", 20_001), "qua-gioi-han"},
		{"too far down", strings.Repeat("\n", 1<<20) + "a", "qua-gioi-han"},
		{"too long a text", strings.Repeat("a", 40_000), "qua-gioi-han"},
	} {
		_, err := Read([]byte(test.data), Limits{})
		var refused *Refusal
		if !errors.As(err, &refused) || refused.code != test.code || refused.hint == "" {
			t.Errorf("%s: %v, want %s", test.name, err, test.code)
		}
	}
	_, err := Read([]byte("a,b\nc,d\ne,\"f\n"), Limits{})
	if err == nil || !strings.Contains(err.Error(), "dòng 3") {
		t.Errorf("the row of the quote: %v", err)
	}
}

// writeCSV writes a table as spreadsheet programs do: quotes where they must be.
func writeCSV(rows [][]string, separator, end string) string {
	var b strings.Builder
	for _, row := range rows {
		for i, v := range row {
			if i > 0 {
				b.WriteString(separator)
			}
			if strings.ContainsAny(v, "\"\r\n"+separator) {
				v = `"` + strings.ReplaceAll(v, `"`, `""`) + `"`
			}
			b.WriteString(v)
		}
		b.WriteString(end)
	}
	return b.String()
}

// TestCSVOfEveryKindIsTheSameTable writes one table in each encoding, with each
// separator and end of line.
func TestCSVOfEveryKindIsTheSameTable(t *testing.T) {
	rows := [][]string{
		{"Mã đơn vị: U01", "", "", "", ""},
		{"TT", "Nội dung, nhiệm vụ", "Kết quả", "Lượt người", "Khó khăn, vướng mắc"},
		{"1", "Tuyên truyền; phổ biến", "15", "1.200", "\"Thiếu\" kinh phí,\nnhân lực"},
		{"2", "Hội nghị", "1,5", "", "Không;\tcó"},
		{"", "Cộng", "16,5", "1.200", ""},
	}
	var want []string
	for _, separator := range []string{",", ";", "\t"} {
		for _, end := range []string{"\r\n", "\n", "\r"} {
			text := writeCSV(rows, separator, end)
			for name, data := range map[string]string{
				"UTF-8": text, "UTF-8 BOM": "\xEF\xBB\xBF" + text, "UTF-16 LE": wideText(t, xunicode.LittleEndian, xunicode.UseBOM, text),
				"UTF-16 BE": wideText(t, xunicode.BigEndian, xunicode.UseBOM, text), "UTF-16 LE bare": wideText(t, xunicode.LittleEndian, xunicode.IgnoreBOM, text),
			} {
				at := fmt.Sprintf("%s by %q, %q", name, separator, end)
				book, err := Read([]byte(data), Limits{})
				if err != nil {
					t.Errorf("%s: %v", at, err)
					continue
				}
				got := told(book)
				if want == nil {
					want = got
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", at, diff)
				}
			}
		}
	}
	if len(want) != 18 {
		t.Errorf("%d cells: %q", len(want), want)
	}
}

func FuzzReadCSV(f *testing.F) {
	f.Add([]byte("TT,Mã\r\n1,\"a\"\"b\nc\"\r\n"))
	f.Add([]byte("\xEF\xBB\xBFa;b\n1,5;2\n"))
	f.Add([]byte("\xFF\xFEa\x00\t\x00b\x00"))
	f.Add([]byte("sep=|\na|b"))
	f.Fuzz(func(t *testing.T, data []byte) {
		b := &builder{limits: Limits{Cells: 1000, Rows: 1000}.withDefaults(), cellsLeft: 1000}
		checkRead(t, &b.book, readCSV(data, b))
	})
}

// FuzzCSVRoundTrip: a table of at least two rows and columns whose texts hold no
// other separator comes back as it was written.
func FuzzCSVRoundTrip(f *testing.F) {
	f.Add("Mã", "Kết quả", "a \"b\"", "c\nd", byte(1))
	f.Fuzz(func(t *testing.T, a, b, c, d string, which byte) {
		separator := string(separators[int(which)%len(separators)])
		rows := [][]string{{a, b}, {c, d}}
		var want []string
		for y, row := range rows {
			for x, v := range row {
				v = strings.Map(func(r rune) rune {
					if strings.ContainsRune(",;\t<\x00=\r\uFFFD", r) || r < ' ' && r != '\n' {
						return '_'
					}
					return r
				}, strings.ToValidUTF8(v, "_"))
				rows[y][x] = v
				var cell Cell
				if cell.setText(run{text: v}); !cell.Empty() {
					want = append(want, Ref(x+1, y+1)+" "+cell.Text)
				}
			}
		}
		if strings.HasPrefix(rows[0][0], "\uFEFF") {
			return
		}
		bld := &builder{limits: Limits{}.withDefaults(), cellsLeft: 1000}
		if err := readCSV([]byte(writeCSV(rows, separator, "\n")), bld); err != nil {
			if len(want) == 0 {
				return // nothing in it to be read
			}
			t.Fatalf("%q by %q: %v", rows, separator, err)
		}
		var got []string
		for _, l := range bld.book.Sheets[0].Lines {
			for _, c := range l.Cells {
				got = append(got, c.Ref()+" "+c.Text)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q by %q (-want +got):\n%s", rows, separator, diff)
		}
	})
}
