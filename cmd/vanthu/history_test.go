package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vanthu/cmd/vanthu/sample"
)

type shownHistory struct {
	Unit, Period string
	Revisions    []struct {
		Revision     int
		File, SHA256 string
		Kept         string
		ReceivedAt   string `json:"received_at"`
		Warnings     int
		Counts, Late bool
	}
	Others []struct {
		State, File, SHA256, Kept string
		Problems                  []map[string]any
	}
	Reverts []struct {
		Revision int
		At, Why  string
	}
}

func (h shownHistory) counting() (revisions []int) {
	for _, r := range h.Revisions {
		if r.Counts {
			revisions = append(revisions, r.Revision)
		}
	}
	return revisions
}

// After a revert every figure is the one that the unit typed in the earlier file,
// and everything that is made of figures follows; as of before the revert nothing
// has changed; a newer file counts again.
func TestRevertMovesEveryFigure(t *testing.T) {
	t.Parallel()
	dir := demoWorkspace(t)
	in := func(want int, args ...string) string {
		t.Helper()
		return vanthu(t, want, append([]string{"--workspace", dir}, args...)...)
	}
	plan := sample.Plan(2025, 26)
	u := plan.Units[sample.Revised]
	history := func() shownHistory {
		t.Helper()
		return parse[shownHistory](t, in(exitDone, "--json", "history", "--unit", u.Code, "--period", "2025-6T"))
	}
	revert := func(revision, at string) string {
		t.Helper()
		return in(exitDone, "--now", at, "revert", "--unit", u.Code, "--period", "2025-6T", "--revision", revision, "--why", "đơn vị gửi nhầm  tệp\n")
	}
	now, before := typedIn(2025, 26, 1), typedIn(2024, 26, 1)
	figures := func() {
		t.Helper()
		checkData(t, plan, now, before, parse[shownData](t, in(exitDone, "--json", "data", "--period", "2025-6T")))
	}
	if got := history().counting(); !slices.Equal(got, []int{2}) {
		t.Fatalf("revisions %v count, want 2 alone", got)
	}
	letter, first := readFile(t, dir, "output/2025-6T/cong-van-nhac.docx"), readFile(t, dir, "output/2025-6T/bao-cao-6T.docx")

	if said := revert("1", "2025-06-21T09:00:00+07:00"); !strings.Contains(said, "Từ nay tính bản lần 1 của "+u.Code+", kỳ 2025-6T, thay bản lần 2.") {
		t.Errorf("revert says %s", said)
	}
	now[u.Code]["2025-6T"] = sample.ReportOf(plan, u, demoHalf, 1).Rows // as it was typed first
	figures()
	checkTrace(t, dir, plan, now)
	status := in(exitDone, "status", "--period", "2025-6T")
	if !strings.Contains(status, "bao-cao-6T.docx đã cũ hơn số liệu") {
		t.Errorf("no document is outdated:\n%s", status)
	}
	in(exitDone, "build", "--period", "2025-6T")
	checkReport(t, readReport(t, dir, plan), now, before)
	if again := in(exitDone, "status", "--period", "2025-6T"); strings.Contains(again, "đã cũ hơn") {
		t.Errorf("outdated after the build:\n%s", again)
	}
	in(exitDone, "build", "--period", "2025-6T", "--as-of", "2025-06-20T12:00:00+07:00")
	if readFile(t, dir, "output/2025-6T/bao-cao-6T.docx") != first {
		t.Error("as of before the revert the report is another one")
	}

	// Asked again it writes nothing.
	if said := revert("1", "2025-06-21T10:00:00+07:00"); !strings.Contains(said, "không có gì thay đổi") {
		t.Errorf("revert to what counts says %s", said)
	}
	h := history()
	if got := h.counting(); !slices.Equal(got, []int{1}) || len(h.Reverts) != 1 || h.Reverts[0].At != "2025-06-21T09:00:00+07:00" || h.Reverts[0].Why != "đơn vị gửi nhầm tệp" {
		t.Errorf("history: %v count, reverts %+v", got, h.Reverts)
	}

	// None counts: the unit is asked again by letter.
	revert("0", "2025-06-22T09:00:00+07:00")
	delete(now[u.Code], "2025-6T")
	figures()
	in(exitDone, "build", "--period", "2025-6T")
	if is := strings.Join(docxLines(t, filepath.Join(dir, "output/2025-6T/cong-van-nhac.docx")), "\n"); !strings.Contains(is, u.Name+" | Chưa gửi báo cáo") || readFile(t, dir, "output/2025-6T/cong-van-nhac.docx") == letter {
		t.Errorf("the letter does not name %s:\n%s", u.Name, is)
	}

	// A file that comes after it counts, whatever time of receipt it is given.
	now[u.Code]["2025-6T"] = sample.ReportOf(plan, u, demoHalf, 1).Rows
	row := slices.IndexFunc(now[u.Code]["2025-6T"], func(r sample.Row) bool { return r.Result != "" && strings.Trim(r.Result, "0123456789") == "" })
	takeInRaised(t, dir, plan, now, raise{unit: u.Code, period: "2025-6T", row: row})
	figures()
	if got := history().counting(); !slices.Equal(got, []int{3}) {
		t.Errorf("after a newer file %v count, want 3", got)
	}
}

func TestHistoryListsEveryFile(t *testing.T) {
	t.Parallel()
	dir := waitingWorkspace(t)
	vanthu(t, exitRefused, "--workspace", dir, "ingest", "--received", "2025-06-16T09:00:00+07:00")
	late := filepath.Join(dir, "forms", "2025-6T", formName("U01", demoHalf))
	vanthu(t, exitDone, "--workspace", dir, "ingest", late, "--received", "2025-06-18T09:00:00+07:00")

	h := parse[shownHistory](t, vanthu(t, exitDone, "--workspace", dir, "--json", "history", "--unit", "U01", "--period", "2025-6T"))
	if len(h.Revisions) != 3 || len(h.Others) != 1 || h.Others[0].State != "duplicate" || h.Reverts == nil {
		t.Fatalf("history of U01: %+v", h)
	}
	for i, r := range h.Revisions {
		if r.Revision != i+1 || r.Counts != (i == 2) || r.Late != (i == 2) || hashOf([]byte(readFile(t, dir, r.Kept))) != r.SHA256 {
			t.Errorf("revision %d: %+v", i+1, r)
		}
	}
	if r := h.Revisions[2]; r.Warnings == 0 || r.ReceivedAt != "2025-06-18T09:00:00+07:00" || r.File != "U01_2025-6T.xlsx" {
		t.Errorf("the late empty form: %+v", r)
	}

	h = parse[shownHistory](t, vanthu(t, exitDone, "--workspace", dir, "--json", "history", "--unit", "U02", "--period", "2025-6T"))
	if len(h.Revisions) != 0 || h.Revisions == nil || len(h.Others) != 1 || h.Others[0].State != "rejected" || len(h.Others[0].Problems) < 3 {
		t.Fatalf("history of U02: %+v", h)
	}
	if _, err := os.Stat(filepath.Join(dir, h.Others[0].Kept, h.Others[0].File)); err != nil {
		t.Error(err)
	}
}
