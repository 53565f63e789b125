package workbook

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"vanthu/pipeline/report"
	"vanthu/sources/spreadsheet"
)

// FuzzHeading holds a heading against the long way of reading it: a text names a
// column where it is one of its names, folded, and no other does.
func FuzzHeading(f *testing.F) {
	for col := 1; col <= colCount; col++ {
		f.Add(headings[col].name)
		for _, other := range otherHeadings[col] {
			f.Add(other)
		}
	}
	for _, s := range []string{"Kết quả (lũy kế)", "Kết quả năm trước", "Chỉ tiêu năm 2025", "KH2025", "Ma\u0303", "(Mã)", "KẾT QUẢ\nTRONG KỲ:"} {
		f.Add(s)
	}
	targetOfYear := regexp.MustCompile(`^(?:chitieu|kehoach|kh)(?:nam)?20[0-9]{2}$`)
	for _, s := range []string{"Chỉ tiêu năm 2025", "KH 2025", "Kế hoạch 2125", "năm 2025", "Chỉ tiêu năm nam 2025", "KH 20x5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := textCell(s)
		if c.Text == "" || len(c.Text) > longestHeading {
			return
		}
		col, degree := headingOf(c)
		folded := fold(c.Text)
		want := 0
		for k := 1; k <= colCount; k++ {
			if key(headings[k].name) == key(c.Text) {
				want = k
				break
			}
			names := append([]string{fold(headings[k].name)}, headings[k].also...)
			for _, name := range names {
				if name == folded && want == 0 {
					want = k
				}
			}
		}
		if want == 0 && targetOfYear.MatchString(folded) {
			want = colTarget
		}
		if col != want || degree < 0 || degree > 2 {
			t.Errorf("%q: column %d in degree %d, want %d", c.Text, col, degree, want)
		}
	})
}

// FuzzCase makes a workbook of the notation of testdata/intake, saves it as .xlsx
// and as .xls, and holds the answers against each other. Whatever the cells say,
// what is read stands in the cell that is named for it.
func FuzzCase(f *testing.F) {
	for _, c := range corpusCases(f) {
		f.Add(strings.Join(c.input, "\n"))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 5000 || !utf8.ValidString(text) {
			return
		}
		g := gridFrom(presentable(text))
		if g == nil {
			return
		}
		name := "U01_2025-6T.xlsx"
		data := xlsxSaver{fast: true}.save(g)
		if diff := cmp.Diff(answerOf(name, "", data), answerOf(name, "", saveXLS(g))); diff != "" {
			t.Errorf("(-.xlsx +.xls):\n%s", diff)
		}
		b, err := spreadsheet.Read(data, spreadsheet.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		sub, _ := ReadSubmission(name, data, corpusContext())
		for _, c := range sub.Cells {
			var sum report.Number
			for _, p := range c.Places {
				sum = sum.Add(p.Value)
				if cellAt(b, p).Text != p.Text {
					t.Errorf("%s/%s: %q is not what stands at %s!%s", c.Item, c.Product, p.Text, p.Sheet, p.Cell)
				}
			}
			if sum != c.Value {
				t.Errorf("%s/%s: %s of %s", c.Item, c.Product, c.Value, sum)
			}
		}
	})
}

func cellAt(b *spreadsheet.Book, p report.Place) spreadsheet.Cell {
	col, row, _ := spreadsheet.ParseRef(p.Cell)
	for _, s := range b.Sheets {
		if s.Name == p.Sheet {
			return s.Line(row).At(col)
		}
	}
	return spreadsheet.Cell{}
}

// presentable gives the lines of a text as far as both kinds of file can hold what
// they say: sheets of different short names, numbers that are some, merged areas
// within the sheet, formulas with a number.
func presentable(text string) (lines []string) {
	lines = []string{"[Báo cáo]"}
	for _, l := range strings.Split(report.CleanText(text), "\n") {
		switch {
		case strings.HasPrefix(l, "["), strings.HasPrefix(l, "merge "), l == "1904":
			if l == "1904" || l == "[[_vanthu]]" && !strings.Contains(strings.Join(lines, "\n"), l) {
				lines = append(lines, l)
			}
			continue
		}
		if m, ok := corpusMacros[l]; ok {
			l = m
		}
		cells := strings.Split(l, "|")
		for i, cell := range cells[:min(len(cells), 200)] {
			q := squareFrom(cell)
			_, err := strconv.ParseFloat(q.text, 64)
			plain := strings.Trim(q.text, "0123456789.") == "" && len(q.text) < 15
			switch {
			case q.kind == spreadsheet.Text && q.formula == "" && q.font == "":
				cells[i] = "'" + report.CleanText(q.text)
			case q.kind == spreadsheet.Number && err == nil && plain && q.formula == "":
			case q.kind == spreadsheet.Bool && (q.text == "TRUE" || q.text == "FALSE"):
			case q.kind == spreadsheet.ErrorValue && xlsErrors[q.text] > 0:
			default:
				cells[i] = ""
			}
			if cells[i] == "'" {
				cells[i] = ""
			}
		}
		lines = append(lines, strings.Join(cells[:min(len(cells), 200)], "|"))
	}
	return lines
}
