package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/output/layout"
	"vanthu/output/wordml/wordmltest"
)

// table makes a table without margins in its cells.
func table(props, grid string, rows ...string) string {
	var cols strings.Builder
	for _, w := range strings.Fields(grid) {
		cols.WriteString(`<w:gridCol w:w="` + w + `"/>`)
	}
	return `<w:tbl><w:tblPr>` + props + `<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>` +
		cols.String() + `</w:tblGrid>` + strings.Join(rows, "") + `</w:tbl>`
}

func row(props string, cells ...string) string {
	return `<w:tr><w:trPr>` + props + `</w:trPr>` + strings.Join(cells, "") + `</w:tr>`
}

// cell makes a cell; 0 gives it no width of its own.
func cell(w int, props, inside string) string {
	width := ""
	if w > 0 {
		width = fmt.Sprintf(`<w:tcW w:w="%d" w:type="dxa"/>`, w)
	}
	return `<w:tc><w:tcPr>` + width + props + `</w:tcPr>` + inside + `</w:tc>`
}

// In a cell numbers stand about a decimal stop without a tab: at 10 + 50.
func TestDecimalStopInCell(t *testing.T) {
	stop, bold := `<w:tabs><w:tab w:val="decimal" w:pos="1000"/></w:tabs>`, `<w:jc w:val="center"/>`
	left := `<w:tabs><w:tab w:val="left" w:pos="400"/><w:tab w:val="decimal" w:pos="1000"/></w:tabs>`
	for _, tt := range []struct{ name, props, text, want string }{
		{"a number", stop, "12.5", "12.5 40,18"},
		{"without a sign", stop, "123", "123 30,18"},
		{"too long", stop, "1234567", "1234567 10,18"},
		{"its second line", stop, "1.234 123456", "1.234 50,18 | 123456 10,28"},
		{"a tab of its own", stop, "\t12.5", "12.5 40,18"},
		{"centred", stop + bold, "12", "12 50,18"},
		{"not the first stop", left, "12", "12 10,18"},
	} {
		body := table(`<w:tblLayout w:type="fixed"/>`, "2000", row("", cell(2000, "", par(tt.props, tt.text)))) + par("", "") + page
		if diff := cmp.Diff([]string{"1: " + tt.want}, words(lay(t, wordmltest.Parts{Body: body}, layout.Options{}))); diff != "" {
			t.Errorf("%s (-want +got)\n%s", tt.name, diff)
		}
	}
	if got := words(lay(t, wordmltest.Parts{Body: par(stop, "12.5") + page}, layout.Options{})); got[0] != "1: 12.5 10,18" {
		t.Errorf("outside a table: %s", got)
	}
}

func TestColumns(t *testing.T) {
	abc := func(w ...int) string {
		var cells []string
		for i, w := range w {
			cells = append(cells, cell(w, "", par("", string(rune('a'+i)))))
		}
		return row("", cells...)
	}
	dxa := func(w int) string { return fmt.Sprintf(`<w:tblW w:w="%d" w:type="dxa"/>`, w) }
	pct := func(w int) string { return fmt.Sprintf(`<w:tblW w:w="%d" w:type="pct"/>`, w) }
	for _, tt := range []struct{ name, table, want string }{
		// 600 and 800 twips are 30 and 40 pt: columns from 10, 40 and 80
		{"the grid", table("", "600 800 400", abc(600, 800, 400)), "a 10,18 | b 40,18 | c 80,18"},
		{"the grid, not the cells", table("", "600 800 400", abc(400, 400, 1000)), "a 10,18 | b 40,18 | c 80,18"},
		// 90 in 45: from 10, 25 and 45
		{"shrunk to the table's width", table(dxa(900), "600 800 400", abc(600, 800, 400)), "a 10,18 | b 25,18 | c 45,18"},
		// a half of 100 for 30 40 30: from 10, 25 and 45
		{"per cent", table(pct(2500), "600 800 600", abc(600, 800, 600)), "a 10,18 | b 25,18 | c 45,18"},
		// the grid has one column: the cells' widths count
		{"a grid that is too short", table("", "600", abc(600, 200, 400)), "a 10,18 | b 40,18 | c 50,18"},
		{"a grid that is too long", table("", "600 600 600 200", abc(400, 600, 400)), "a 10,18 | b 30,18 | c 60,18"},
		{"no grid", table("", "", abc(600, 200, 400)), "a 10,18 | b 40,18 | c 50,18"},
		// as wide as what stands in them; fixed, 100 in two equal parts
		{"nothing", table("", "", abc(0, 0)), "a 10,18 | b 20,18"},
		{"nothing, fixed", table(`<w:tblLayout w:type="fixed"/>`, "", abc(0, 0)), "a 10,18 | b 60,18"},
		// 70 of 100: 30 left over, the row's alignment counts for the table
		{"the first row's alignment", table("", "600 800", row(`<w:jc w:val="right"/>`, cell(600, "", par("", "a")), cell(800, "", par("", "b")))), "a 40,18 | b 70,18"},
		// what the row skips: 30, so from 40
		{"gridBefore", table("", "600 800 400", row(`<w:gridBefore w:val="1"/>`, cell(800, "", par("", "a")), cell(400, "", par("", "b")))), "a 40,18 | b 80,18"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := words(lay(t, wordmltest.Parts{Body: tt.table + page}, layout.Options{}))
			if diff := cmp.Diff([]string{"1: " + tt.want}, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// turnedWords lists turned texts with their angle, and x and y of where they
// begin once they are turned.
func turnedWords(res *layout.Result) (out []string) {
	for _, p := range res.Pages {
		for _, it := range p.Items {
			tu, ok := it.(layout.Turned)
			if !ok {
				continue
			}
			for _, it := range tu.Items {
				w := it.(layout.Text)
				u, v := w.X-tu.X, w.Y-tu.Y
				x, y := tu.X+v, tu.Y-u
				if tu.Turn == 90 {
					x, y = tu.X-v, tu.Y+u
				}
				out = append(out, fmt.Sprintf("%s %g: %g,%g", w.Text, tu.Turn, x.Pt(), y.Pt()))
			}
		}
	}
	return out
}

func TestTurnedCells(t *testing.T) {
	up, down := `<w:textDirection w:val="btLr"/>`, `<w:textDirection w:val="tbRl"/>`
	for _, tt := range []struct {
		name, row string
		turned    []string
		words     string // the row below tells how high this one is
	}{
		// 30 high from 10 to 40: up from 40 with the first baseline 8 right of 10, the next line 10 further
		{"up", row(`<w:trHeight w:val="600"/>`, cell(400, up, par("", "aa bb")), cell(400, "", par("", "x"))),
			[]string{"aa 270: 18,40", "bb 270: 28,40"}, "x 30,18 | y 10,48"},
		// down from 10, the first baseline 8 left of 30
		{"down", row(`<w:trHeight w:val="600"/>`, cell(400, down, par("", "aa bb")), cell(400, "", par("", "x"))),
			[]string{"aa 90: 22,10", "bb 90: 12,10"}, "x 30,18 | y 10,48"},
		// 20 wide for one line of 10: 5 on each side; 30 high for 20: 5 below
		{"in the middle", row(`<w:trHeight w:val="600"/>`, cell(400, up+`<w:vAlign w:val="center"/>`, par(`<w:jc w:val="center"/>`, "aa")), cell(400, "", par("", "x"))),
			[]string{"aa 270: 23,35"}, "x 30,18 | y 10,48"},
		// no height is stated: 50 for the line
		{"no height", row("", cell(400, up, par("", "aa bb")), cell(400, "", par("", "x"))),
			[]string{"aa 270: 18,60.05", "bb 270: 18,30.05"}, "x 30,18 | y 10,68.05"},
		// three lines of 10 do not stand in 20: the row grows until aa and bb stand in one of 50
		{"grows", row(`<w:trHeight w:val="600"/>`, cell(400, up, par("", "aa bb cc")), cell(400, "", par("", "x"))),
			[]string{"aa 270: 18,60", "bb 270: 18,30", "cc 270: 28,60"}, "x 30,18 | y 10,68"},
		{"an exact row does not", row(`<w:trHeight w:val="600" w:hRule="exact"/>`, cell(400, up, par("", "aa bb cc")), cell(400, "", par("", "x"))),
			[]string{"aa 270: 18,40", "bb 270: 28,40", "cc 270: 38,40"}, "x 30,18 | y 10,48"},
		// two rows of 10 hold it: 20 high
		{"merged", row("", cell(400, up+`<w:vMerge w:val="restart"/>`, par("", "aa")), cell(400, "", par("", "x"))) +
			row("", cell(400, up+`<w:vMerge/>`, par("", "")), cell(400, "", par("", "z"))),
			[]string{"aa 270: 18,30.05"}, "x 30,18 | z 30,28 | y 10,38.05"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			body := table(`<w:tblLayout w:type="fixed"/>`, "400 400", tt.row, row("", cell(400, "", par("", "y"))))
			res := lay(t, wordmltest.Parts{Body: body + page}, layout.Options{})
			if diff := cmp.Diff(tt.turned, turnedWords(res)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if diff := cmp.Diff([]string{"1: " + tt.words}, words(res)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// borders is w:tblBorders of one kind.
func borders(style string, eighths int) string {
	var b strings.Builder
	for _, k := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(&b, `<w:%s w:val="%s" w:sz="%d"/>`, k, style, eighths)
	}
	return `<w:tblBorders>` + b.String() + `</w:tblBorders>`
}

func TestCellRoom(t *testing.T) {
	top := func(twips int) string { return fmt.Sprintf(`<w:tcMar><w:top w:w="%d" w:type="dxa"/></w:tcMar>`, twips) }
	bottom := `<w:tcMar><w:bottom w:w="100" w:type="dxa"/></w:tcMar>`
	two := func(pr1, pr2, in1, in2 string) string { return row("", cell(600, pr1, in1), cell(600, pr2, in2)) }
	below := two("", "", par("", "y"), par("", "z"))
	inner := table("", "400", row("", cell(400, "", par("", "i"))))
	for _, tt := range []struct{ name, props, row, want string }{
		// 10 above a, and so above b: 18 + 10; the row is 20 high
		{"the largest upper margin", "", two(top(200), top(0), par("", "a"), par("", "b")), "a 10,28 | b 40,28 | y 10,38 | z 40,38"},
		// 5 below a are of that cell alone; b with its two lines is as high as the row
		{"a lower margin is its own", "", two(bottom, "", par("", "a"), par("", "b\nb")), "a 10,18 | b 40,18 | b 40,28 | y 10,38 | z 40,38"},
		// the row is as high as the inner table
		{"an empty paragraph below a table", "", two("", "", inner+par("", ""), par("", "b")), "i 10,18 | b 40,18 | y 10,28 | z 40,28"},
		{"one with text", "", two("", "", inner+par("", "a"), par("", "b")), "i 10,18 | a 10,28 | b 40,18 | y 10,38 | z 40,38"},
		// no line for the mark: the row is as high as it says, 5
		{"hidden marks", "", row(`<w:trHeight w:val="100"/>`, cell(600, "<w:hideMark/>", par("", "")), cell(600, "<w:hideMark/>", par("", ""))), "y 10,23 | z 40,23"},
		// 2 pt of line above: 18 + 2, next row 10 + 2 lower; in mode 12, the text stands at the margin
		{"single borders", borders("single", 16), two("", "", par("", "a"), par("", "b")), "a 10,20 | b 40,20 | y 10,32 | z 40,32"},
		// a double line of 1 pt is 3 wide
		{"double borders", borders("double", 8), two("", "", par("", "a"), par("", "b")), "a 10,21 | b 40,21 | y 10,34 | z 40,34"},
		// 0.75 and 0.75 beside 1.5
		{"thin and thick", borders("thinThickSmallGap", 12), two("", "", par("", "a"), par("", "b")), "a 10,21 | b 40,21 | y 10,34 | z 40,34"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := words(lay(t, wordmltest.Parts{Body: table(tt.props, "600 600", tt.row, below) + page}, layout.Options{}))
			if diff := cmp.Diff([]string{"1: " + tt.want}, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
	t.Run("mode 15", func(t *testing.T) {
		// the outer edge of the line of 2 pt stands at the margin, the grid 1 right of it
		p := wordmltest.Parts{Settings: `<w:compat><w:compatSetting w:name="compatibilityMode" w:val="15"/></w:compat>`,
			Body: table(borders("single", 16), "600 600", below) + page}
		if diff := cmp.Diff([]string{"1: y 11,20 | z 41,20"}, words(lay(t, p, layout.Options{}))); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

// Of six lines in two merged rows of 30 and 20, three stand on the first page:
// the three others need 30 on the second, where the row would have 20.
func TestMergeOverPages(t *testing.T) {
	six := par("", "m\nm\nm\nm\nm\nm")
	body := par("", "a\na\na\na\na") + table("", "600 600",
		row(`<w:cantSplit/><w:trHeight w:val="600"/>`, cell(600, `<w:vMerge w:val="restart"/>`, six), cell(600, "", par("", "x"))),
		row(`<w:cantSplit/><w:trHeight w:val="400"/>`, cell(600, `<w:vMerge/>`, par("", "")), cell(600, "", par("", "y"))),
		row("", cell(600, "", par("", "z")), cell(600, "", par("", ""))))
	want := []string{
		"1: a 10,18 | a 10,28 | a 10,38 | a 10,48 | a 10,58 | m 10,68 | m 10,78 | m 10,88 | x 40,68",
		"2: m 10,18 | m 10,28 | m 10,38 | y 40,18 | z 10,48",
	}
	if diff := cmp.Diff(want, words(lay(t, wordmltest.Parts{Body: body + page}, layout.Options{}))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestRowsAndPages(t *testing.T) {
	six := par("", "a\na\na\na\na\na") // 20 are left below it
	two := func(height int) string {
		return table("", "600", row(fmt.Sprintf(`<w:trHeight w:val="%d"/>`, height), cell(600, "", par("", "x")+par("", "y")+par("", "z"))))
	}
	const top = "1: a 10,18 | a 10,28 | a 10,38 | a 10,48 | a 10,58 | a 10,68"
	for _, tt := range []struct {
		name, in string
		want     []string
	}{
		{"parted", six + two(500), []string{top + " | x 10,78 | y 10,88", "2: z 10,18"}},
		// the row of 20 does not fit below its header, which goes with it
		{"a header stays with its rows", six + table("", "600", row(`<w:tblHeader/>`, cell(600, "", par("", "h"))), row(`<w:cantSplit/>`, cell(600, "", par("", "x\ny")))),
			[]string{top, "2: h 10,18 | x 10,28 | y 10,38"}},
		// 40 for 30: not parted
		{"higher than its text", six + two(800), []string{top, "2: x 10,18 | y 10,28 | z 10,38"}},
		{"as high as its text", six + two(600), []string{top + " | x 10,78 | y 10,88", "2: z 10,18"}},
		// 31 for 30 and a line of 2
		{"higher but for the line above it", six + table(borders("single", 16), "600", row(`<w:trHeight w:val="620"/>`, cell(600, "", par("", "x\ny\nz")))),
			[]string{top, "2: x 10,20 | y 10,30 | z 10,40"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, words(lay(t, wordmltest.Parts{Body: tt.in + page}, layout.Options{}))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestCellGround(t *testing.T) {
	dark := `<w:shd w:val="clear" w:fill="3E3E3E"/>`
	body := table("", "600 600", row("",
		cell(600, dark+`<w:tcBorders><w:tl2br w:val="single" w:sz="8"/></w:tcBorders>`, par("", "a")+par(`<w:shd w:val="clear" w:fill="EEEEEE"/>`, "b")),
		cell(600, `<w:shd w:val="clear" w:fill="404040"/>`, par("", "c"))))
	res := lay(t, wordmltest.Parts{Body: body + page}, layout.Options{})
	var got []string
	for _, it := range res.Pages[0].Items {
		switch it := it.(type) {
		case layout.Text:
			got = append(got, fmt.Sprintf("%s white %t", it.Text, it.Color.Set && it.Color.R == 255))
		case layout.Line:
			got = append(got, fmt.Sprintf("line %g,%g %g,%g", it.X1.Pt(), it.Y1.Pt(), it.X2.Pt(), it.Y2.Pt()))
		}
	}
	// a on a dark ground is white, b has one of its own; the line goes across the cell of 30 by 20
	want := []string{"a white true", "b white false", "c white false", "line 10,10 40,30"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
