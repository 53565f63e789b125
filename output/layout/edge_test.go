package layout_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/output/layout"
	"vanthu/output/wordml/wordmltest"
)

// strokes lists the lines of the first page as x1,y1-x2,y2 style width.
func strokes(res *layout.Result) (out []string) {
	for _, it := range res.Pages[0].Items {
		if l, ok := it.(layout.Line); ok {
			out = append(out, fmt.Sprintf("%g,%g-%g,%g %s %g", l.X1.Pt(), l.Y1.Pt(), l.X2.Pt(), l.Y2.Pt(), l.Style, l.Width.Pt()))
		}
	}
	return out
}

// Neighbouring cells agree on the border between them.
func TestBorderConflicts(t *testing.T) {
	border := func(side, val string, sz int) string {
		return fmt.Sprintf(`<w:tcBorders><w:%s w:val="%s" w:sz="%d" w:color="auto"/></w:tcBorders>`, side, val, sz)
	}
	inside := `<w:tblBorders><w:insideV w:val="single" w:sz="16"/><w:insideH w:val="single" w:sz="16"/></w:tblBorders>`
	for _, tt := range []struct {
		name, props, left, right string
		want                     []string
	}{
		// The cells are 20 and 30 wide, the line between them is at 10 + 20, from 10 to 20.
		{"none yields", ``, border("right", "nil", 0), border("left", "single", 8), []string{"30,10-30,20 single 1"}},
		{"the wider wins", ``, border("right", "single", 8), border("left", "single", 16), []string{"30,10-30,20 single 2"}},
		{"the heavier style wins", ``, border("right", "dotted", 8), border("left", "single", 8), []string{"30,10-30,20 dotted 1"}},
		{"that of the cell wins over that of the table", inside, border("right", "single", 8), "", []string{"30,10-30,20 single 1"}},
		{"diagonal", ``, border("tl2br", "single", 8), "", []string{"10,10-30,20 single 1"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := lay(t, wordmltest.Parts{Body: table(tt.props, "400 600", row("", cell(400, tt.left, par("", "a")), cell(600, tt.right, par("", "b")))) + par("", "") + page}, layout.Options{})
			if diff := cmp.Diff(tt.want, strokes(res)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
