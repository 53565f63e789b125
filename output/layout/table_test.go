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
		// 100 in two equal parts
		{"nothing", table("", "", abc(0, 0)), "a 10,18 | b 60,18"},
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
