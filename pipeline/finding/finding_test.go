package finding

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSortFollowsThePlace(t *testing.T) {
	fs := []Finding{
		{Severity: Warning, Pos: Cell("b.xlsx", "Báo cáo", "A1")},
		{Severity: Error, Pos: Cell("a.xlsx", "Báo cáo", "D14")},
		{Severity: Error, Pos: Cell("a.xlsx", "Báo cáo", "AA9")},
		{Severity: Warning, Pos: Cell("a.xlsx", "Báo cáo", "D9"), Code: "x"},
		{Severity: Error, Pos: Cell("a.xlsx", "Báo cáo", "D9"), Code: "z"},
	}
	Sort(fs)
	var got []string
	for _, f := range fs {
		got = append(got, f.Pos.File+" "+f.Pos.Cell+" "+f.Code)
	}
	want := []string{"a.xlsx D9 z", "a.xlsx D9 x", "a.xlsx AA9 ", "a.xlsx D14 ", "b.xlsx A1 "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

func TestJSONNamesEveryKey(t *testing.T) {
	got, err := json.Marshal(Finding{Severity: Error, Code: "so-am", Pos: Cell("a.xlsx", "Báo cáo", "H9"), Found: "-3", Message: "số âm"})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"code":"so-am","severity":"error","file":"a.xlsx","part":"Báo cáo","place":"Báo cáo!H9","sheet":"Báo cáo","cell":"H9","paragraph":null,"feature":null,"found":"-3","message":"số âm","hint":null}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
