package workbook

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
	"vanthu/sources/spreadsheet"
	"vanthu/sources/spreadsheet/xlstest"
)

// corpusDir holds cases.txt, where each case is written down with its answer, and
// under files the files made of them.
const corpusDir = "../../testdata/intake"

// corpusCase is a case of cases.txt:
//
//	=== name
//	# what it is about
//	sent: the name under which it comes
//	kinds: xlsx xls ods csv
//	[Báo cáo]
//	cells|between|bars
//	--- accepted U01 2025-6T
//	ND02/TL result 15 Báo cáo!E3
//	warning so-kem-chu Báo cáo!E3 “15 bộ”
type corpusCase struct {
	name, sent string
	kinds      []string
	input      []string
	answer     []string
}

// Lines of cases.txt that stand for others.
var corpusMacros = map[string]string{
	"@title": "Mã đơn vị: U01|Kỳ báo cáo: 2025-6T",
	"@head":  head,
	"@full":  "TT|Mã|Nội dung, nhiệm vụ|Hình thức tuyên truyền|Sản phẩm|Đơn vị tính|Chỉ tiêu năm|Kết quả trong kỳ|Lượt người|Mô tả kết quả|Minh chứng|Ngày thực hiện|Khó khăn, vướng mắc|Kiến nghị",
}

func corpusCases(t testing.TB) (cases []corpusCase) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(corpusDir, "cases.txt"))
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(data), "\n=== ")
	for _, part := range strings.Split(text, "\n=== ") {
		lines := strings.Split(strings.TrimSpace(part), "\n")
		c := corpusCase{name: lines[0], sent: "bao-cao.xlsx", kinds: []string{"xlsx"}}
		answering := false
		for _, l := range lines[1:] {
			value := func(label string) (string, bool) {
				v, ok := strings.CutPrefix(l, label)
				return strings.TrimSpace(v), ok && !answering
			}
			if v, ok := strings.CutPrefix(l, "--- "); ok {
				answering, l = true, v
			}
			if v, ok := value("sent:"); ok {
				c.sent = unescape(v)
			} else if v, ok := value("kinds:"); ok {
				c.kinds = strings.Fields(v)
			} else if answering {
				c.answer = append(c.answer, l)
			} else if !strings.HasPrefix(l, "# ") {
				if m, ok := corpusMacros[l]; ok {
					l = m
				}
				c.input = append(c.input, l)
			}
		}
		cases = append(cases, c)
	}
	return cases
}

// unescape reads \n, \u00a0 and the like in a line of cases.txt; other backslashes
// stay.
func unescape(s string) string {
	for _, code := range []string{`\n`, `\t`, `\u00a0`, `\u200b`, `\u0301`, `\u0302`, `\u0300`, `\u0303`, `\u0323`, `\u0007`} {
		r, _, _, err := strconv.UnquoteChar(code, '"')
		if err != nil {
			panic(err)
		}
		s = strings.ReplaceAll(s, code, string(r))
	}
	return s
}

// gridFrom makes a workbook from the lines of a case. Sheets begin with [name],
// very hidden ones with [[name]]; "merge A3:A4" merges cells, "1904" counts days
// from that year.
func gridFrom(lines []string) *grid {
	g := &grid{}
	var p *page
	row := 0
	for _, l := range lines {
		if name, ok := strings.CutPrefix(l, "["); ok {
			hidden, isHidden := strings.CutPrefix(name, "[")
			p = &page{name: strings.TrimRight(hidden, "]"), veryHidden: isHidden}
			g.sheets, row = append(g.sheets, p), 0
			continue
		}
		if area, ok := strings.CutPrefix(l, "merge "); ok {
			from, to, _ := strings.Cut(area, ":")
			var m spreadsheet.Area
			m.Col1, m.Row1, _ = spreadsheet.ParseRef(from)
			m.Col2, m.Row2, _ = spreadsheet.ParseRef(to)
			p.merges = append(p.merges, m)
			continue
		}
		if l == "1904" {
			g.date1904 = true
			continue
		}
		row++
		for i, cell := range strings.Split(l, "|") {
			if cell != "" {
				*p.at(i+1, row) = squareFrom(cell)
			}
		}
	}
	return g
}

// squareFrom reads a cell of cases.txt:
//
//	#5 #0.5% #45823d #0.5h   a number, a percentage, a date, a time
//	?TRUE !#REF! ~2025-06-15 a truth value, an error, a date as ISO 8601
//	=1+1 =1+1→2 =A1→'x       a formula without, with a number, with a text as value
//	{.VnTime}text 'text text a text in a font; one that looks like any of these; any other
func squareFrom(s string) square {
	s = unescape(s)
	switch {
	case strings.HasPrefix(s, "'"):
		return words(s[1:])
	case strings.HasPrefix(s, "?"):
		return square{kind: spreadsheet.Bool, text: s[1:]}
	case strings.HasPrefix(s, "!"):
		return square{kind: spreadsheet.ErrorValue, text: s[1:]}
	case strings.HasPrefix(s, "~"):
		return square{kind: spreadsheet.ISODate, text: s[1:]}
	case strings.HasPrefix(s, "{"):
		font, text, _ := strings.Cut(s[1:], "}")
		return square{kind: spreadsheet.Text, text: text, font: font}
	case strings.HasPrefix(s, "="):
		formula, value, stored := strings.Cut(s, "→")
		if !stored {
			return square{kind: spreadsheet.Uncalculated, text: formula}
		}
		q := count(value)
		if text, ok := strings.CutPrefix(value, "'"); ok {
			q = words(text)
		}
		q.formula = formula
		return q
	case strings.HasPrefix(s, "#"):
		shows := map[byte]spreadsheet.Show{'%': spreadsheet.AsPercent, 'd': spreadsheet.AsDate, 'h': spreadsheet.AsTime}
		q := count(s[1:])
		if show, ok := shows[s[len(s)-1]]; ok {
			q.text, q.show = s[1:len(s)-1], show
		}
		return q
	}
	return words(s)
}

// corpusKinds write a case as each kind of file.
var corpusKinds = map[string]struct {
	extension string
	save      func(g *grid) []byte
}{
	"xlsx":      {"xlsx", func(g *grid) []byte { return xlsxSaver{}.save(g) }},
	"inline":    {"xlsx", func(g *grid) []byte { return xlsxSaver{inline: true}.save(g) }},
	"strict":    {"xlsx", func(g *grid) []byte { return xlsxSaver{strict: true}.save(g) }},
	"xls":       {"xls", saveXLS},
	"ods":       {"ods", saveODS},
	"csv":       {"csv", func(g *grid) []byte { return csvSaver{separator: ";", encoding: "bom"}.save(g.sheets[0], g.date1904) }},
	"csv-comma": {"csv", func(g *grid) []byte { return csvSaver{separator: ","}.save(g.sheets[0], g.date1904) }},
	"csv-tab": {"csv", func(g *grid) []byte {
		return csvSaver{separator: "\t", encoding: "utf16"}.save(g.sheets[0], g.date1904)
	}},
}

// corpusContext is what the cases are read against: the plan of samplePlan, and
// four documents of ND02/TL that U01 reported the half-year before.
func corpusContext() Context {
	ctx := sampleContext()
	ctx.Last = func(unit string, p report.Period) []report.Cell {
		if unit != "U01" || p.String() != "2024-6C" {
			return nil
		}
		return []report.Cell{{Item: "ND02", Product: "TL", Measure: report.Result, State: report.Value, Value: report.NumberOf(4)}}
	}
	return ctx
}

// answerOf writes down what the reader says of a file, as cases.txt does. The sheet
// of a .csv has no name: it goes by that of the case.
func answerOf(sent, sheet string, data []byte) (lines []string) {
	sub, fs := ReadSubmission(sent, data, corpusContext())
	state := "accepted"
	if finding.HasError(fs) {
		state = "refused"
	}
	or := func(s string) string {
		if s == "" {
			return "-"
		}
		return s
	}
	asWritten := []string{"\n", `\n`, "\u200b", `\u200b`, " CSV!", " " + sheet + "!", " CSV ", " " + sheet + " "}
	lines = append(lines, state+" "+or(sub.Unit)+" "+or(sub.Period.String()))
	add := func(format string, args ...any) {
		line := fmt.Sprintf(format, args...)
		for i := 0; i < len(asWritten); i += 2 {
			line = strings.ReplaceAll(line, asWritten[i], asWritten[i+1])
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	for _, c := range sub.Cells {
		value := "KAD"
		if c.State == report.Value {
			value = c.Value.String()
		}
		var places []string
		for _, p := range c.Places {
			places = append(places, p.Sheet+"!"+p.Cell)
		}
		add("%s/%s %s %s %s", c.Item, c.Product, c.Measure, value, strings.Join(places, " "))
	}
	for _, m := range sub.Remarks {
		add("%s/%s %s “%s” %s!%s", m.Item, m.Product, m.Field, m.Text, m.Place.Sheet, m.Place.Cell)
	}
	for _, a := range sub.Assessments {
		add("%s “%s” %s!%s", a.Section, a.Text, a.Place.Sheet, a.Place.Cell)
	}
	for _, f := range fs {
		found := ""
		if f.Found != "" {
			found = "“" + clip(f.Found, 40) + "”"
		}
		add("%s %s %s %s", f.Severity, f.Code, or(f.Pos.Place()), found)
		lines[len(lines)-1] = strings.ReplaceAll(lines[len(lines)-1], "  ", " ")
	}
	return lines
}

// TestIntakeCorpus reads the cases of testdata/intake, as they are made and as they
// lie there, and holds the answers against those written down, cell by cell. With
// GOLDEN=1 it makes the files anew; the answers are only ever written by hand.
func TestIntakeCorpus(t *testing.T) {
	cases := corpusCases(t)
	if len(cases) < 80 {
		t.Errorf("%d cases", len(cases))
	}
	golden := os.Getenv("GOLDEN") != ""
	made := map[string]bool{}
	for i, c := range cases {
		for _, kind := range c.kinds {
			name, data := c.file(t, i, kind)
			path := filepath.Join(corpusDir, "files", name)
			made[name] = true
			if golden {
				if err := os.WriteFile(path, data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			there, err := os.ReadFile(path)
			if err != nil {
				t.Fatalf("%v (GOLDEN=1 makes the files)", err)
			}
			sheet := ""
			if g := gridFrom(c.input); len(g.sheets) > 0 {
				sheet = g.sheets[0].name
			}
			for of, data := range map[string][]byte{"as made": data, "as it lies there": there} {
				if diff := cmp.Diff(c.answer, answerOf(c.sent, sheet, data)); diff != "" {
					t.Errorf("%s, %s (-want +got):\n%s", name, of, diff)
				}
			}
		}
	}
	files, err := os.ReadDir(filepath.Join(corpusDir, "files"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !made[f.Name()] {
			t.Errorf("%s belongs to no case", f.Name())
		}
	}
	t.Logf("%d cases, %d files", len(cases), len(files))
}

// file makes the file of a case, of a kind that shows the grid or of one that is
// broken in some way.
func (c corpusCase) file(t testing.TB, n int, kind string) (name string, data []byte) {
	t.Helper()
	g := gridFrom(c.input)
	if k, ok := corpusKinds[kind]; ok {
		if data = k.save(g); kind != k.extension {
			kind += "." + k.extension
		}
	} else if broken, ok := brokenFiles[kind]; ok {
		data = broken(t, g)
	} else {
		t.Fatalf("%s: no kind %q", c.name, kind)
	}
	return fmt.Sprintf("%03d-%s.%s", n+1, c.name, kind), data
}

// brokenFiles are made of a case's grid, or of nothing; the names are those of
// their kinds in cases.txt.
var brokenFiles = map[string]func(t testing.TB, g *grid) []byte{
	"empty":   func(testing.TB, *grid) []byte { return nil },
	"zeros":   func(testing.TB, *grid) []byte { return make([]byte, 4096) },
	"half":    func(_ testing.TB, g *grid) []byte { data := xlsxSaver{}.save(g); return data[:len(data)/2] },
	"cut":     func(_ testing.TB, g *grid) []byte { data := xlsxSaver{}.save(g); return data[:len(data)-10] },
	"cut.xls": func(_ testing.TB, g *grid) []byte { data := saveXLS(g); return data[:len(data)/2] },
	"cut.ods": func(_ testing.TB, g *grid) []byte { data := saveODS(g); return data[:len(data)-30] },
	"html.xls": func(testing.TB, *grid) []byte {
		return []byte("\xEF\xBB\xBF<html><body><table><tr><td>ND02/TL</td><td>5</td></tr></table></body></html>")
	},
	"xml.xls": func(testing.TB, *grid) []byte {
		return []byte(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`)
	},
	"docx.xlsx": func(testing.TB, *grid) []byte {
		return pack(false, [2]string{"[Content_Types].xml", "<Types/>"}, [2]string{"word/document.xml", "<w:document/>"})
	},
	"doc.xls": func(testing.TB, *grid) []byte { return compoundOf("WordDocument") },
	"odt.ods": func(testing.TB, *grid) []byte {
		return pack(false, [2]string{"mimetype", "application/vnd.oasis.opendocument.text"}, [2]string{"content.xml", `<d xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><office:body><office:text/></office:body></d>`})
	},
	"pdf.xlsx": func(testing.TB, *grid) []byte { return []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n") },
	"rar.xlsx": func(testing.TB, *grid) []byte { return []byte("Rar!\x1a\x07\x00") },
	"biff5.xls": func(testing.TB, *grid) []byte {
		return append([]byte("\x09\x08\x08\x00\x00\x05\x05\x00"), make([]byte, 64)...)
	},
	"xlsb.xlsx": func(testing.TB, *grid) []byte {
		return pack(false, [2]string{"[Content_Types].xml", "<Types/>"}, [2]string{"xl/workbook.bin", "x"})
	},
	"zip.xlsx":     func(testing.TB, *grid) []byte { return pack(false, [2]string{"doc-toi.txt", "x"}) },
	"binary.xlsx":  func(testing.TB, *grid) []byte { return []byte("\x01\x02\x03\x04") },
	"password.xls": func(testing.TB, *grid) []byte { return compoundOf("EncryptedPackage") },
	"password.ods": func(testing.TB, *grid) []byte {
		return pack(false, [2]string{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, [2]string{"content.xml", "\x01"}, [2]string{"META-INF/manifest.xml", "<manifest:encryption-data/>"})
	},
	"password.xlsx": encrypted,
	"bomb.xlsx": func(t testing.TB, g *grid) []byte {
		return rezip(t, xlsxSaver{}.save(g), replaced(sheetPart, "</worksheet>", strings.Repeat(" ", 70<<20)+"</worksheet>"))
	},
	"bomb.ods": func(t testing.TB, g *grid) []byte {
		return rezip(t, saveODS(g), replaced("content.xml", "<table:table-row>", `<table:table-row table:number-rows-repeated="1000000">`))
	},
	"nosheet.xlsx": func(t testing.TB, g *grid) []byte {
		return rezip(t, xlsxSaver{}.save(g), func(name string, data []byte) (string, []byte) {
			if name == "xl/workbook.xml" {
				data = []byte("<workbook/>")
			}
			return name, data
		})
	},
	"twice.xlsx": func(t testing.TB, g *grid) []byte {
		return rezip(t, xlsxSaver{}.save(g), replaced(sheetPart, `r="B3"`, `r="A3"`))
	},
	"ansi.csv": func(testing.TB, *grid) []byte { return []byte("TT;M\xE3;K\xEAt qu\xEA\r\n1;ND02/TL;5\r\n") },
	"quote.csv": func(_ testing.TB, g *grid) []byte {
		return bytes.Replace(csvSaver{separator: ";"}.save(g.sheets[0], false), []byte("ND02/TL"), []byte(`"ND02/TL`), 1)
	},
	"mixed.csv": func(testing.TB, *grid) []byte { return []byte("a;b,c\nd;e,f\n") },
	"hollow.xlsx": func(t testing.TB, g *grid) []byte {
		return rezip(t, xlsxSaver{}.save(g), replaced(sheetPart, `<c r="E4" s="0"><v>9</v></c>`, `<c r="E4" s="0" t="str"><f>""</f><v></v></c>`))
	},
}

// compoundOf is the least of a compound file that holds a stream of a name.
func compoundOf(stream string) []byte {
	return xlstest.Compound{Streams: []xlstest.Stream{{Name: stream, Data: make([]byte, 64)}}}.Bytes()
}

// encrypted is a workbook that only a password opens.
func encrypted(t testing.TB, _ *grid) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	var out bytes.Buffer
	if err := f.Write(&out, excelize.Options{Password: "mat-khau"}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
