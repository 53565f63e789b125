package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPieces(t *testing.T) {
	plan := &Plan{Notes: []Line{{Number: "1", Text: "một"}, {Number: "02.", Text: "hai"}}}
	for _, tt := range []struct {
		text string
		want []Piece
	}{
		{"", []Piece{{}}},
		{"không có dấu", []Piece{{Text: "không có dấu"}}},
		{"về CCHC [1].", []Piece{{"về CCHC", "một"}, {Text: "."}}},
		{"a[1]; b[ 2 ]", []Piece{{"a", "một"}, {"; b", "hai"}}},
		{"a[2][1] c", []Piece{{"a", "hai"}, {"", "một"}, {Text: " c"}}},
		{"a [7] b[1]", []Piece{{"a [7] b", "một"}}}, // no such note: it stays text
		{"[PAR Index] [1234]", []Piece{{Text: "[PAR Index] [1234]"}}},
		{"[1] đầu dòng", []Piece{{"", "một"}, {Text: " đầu dòng"}}},
	} {
		if diff := cmp.Diff(tt.want, plan.Pieces(tt.text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.text, diff)
		}
	}
	if diff := cmp.Diff([]string{"2", "1", "9"}, NoteMarks("a[02], b [1] [09] [x]")); diff != "" {
		t.Errorf("marks (-want +got):\n%s", diff)
	}
}
