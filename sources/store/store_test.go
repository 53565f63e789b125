package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

var noon = time.Date(2025, 6, 16, 12, 0, 0, 0, report.Zone)

// equal compares domain values; a Number is its text, an instant its moment.
var equal = cmp.Options{
	cmp.Comparer(func(a, b report.Number) bool { return a == b }),
	cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) }),
}

func open(t testing.TB) *Store {
	t.Helper()
	// A name with the characters that break a careless data source name.
	name := "Sở Y tế? #1 100%"
	if runtime.GOOS == "windows" {
		name = strings.ReplaceAll(name, "?", "") // no name has one there
	}
	dir := filepath.Join(t.TempDir(), name)
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	s, err := Open(context.Background(), filepath.Join(dir, "vanthu.db"), Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := os.Stat(filepath.Join(dir, "vanthu.db")); err != nil {
		t.Fatalf("the store is not where it was asked for: %v", err)
	}
	return s
}

func fullPlan() *report.Plan {
	target := report.NumberOf(12)
	return &report.Plan{
		Year: 2025, Effective: report.MakeDate(2025, 1, 1),
		Info:       report.Info{Parent: "UBND THÀNH PHỐ HUẾ", Issuer: "SỞ Y TẾ", FullName: "Sở Y tế thành phố Huế", Symbol: "SYT", Place: "Huế", Subject: "Tuyên truyền", Collector: "CDC", Capacity: "KT.", HeadTitle: "GIÁM ĐỐC", SignerTitle: "PHÓ GIÁM ĐỐC", SignerName: "Nguyễn Văn A", Drafting: "VP", Drafter: "V", Issued: "9/KH-SYT"},
		Signers:    []report.SignerRow{{DocType: "BC", From: report.MakeDate(2025, 7, 1), Lines: []string{"TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"}, Name: "B"}},
		Bases:      []report.Line{{Number: "1", Text: "Nghị quyết"}},
		Items:      []report.Item{{Code: "ND01", Number: "1", Text: "Đưa tin", Form: "Trang", Lead: "VP", Time: "Năm", Outcome: "Tin", PreviousCode: "ND02"}},
		Contents:   []report.Line{{Number: "a", Text: "Nội dung"}},
		Forms:      []report.Line{{Number: "b", Text: "Hình thức"}},
		Duties:     []report.Duty{{Number: "1", Unit: "Văn phòng", Text: "Đôn đốc"}},
		Notes:      []report.Line{{Number: "1", Text: "Chú thích"}},
		Products:   []report.Product{{Code: "TIN", Name: "Tin, bài", Unit: "tin", Kind: report.Decimal, Combine: report.Latest, FormGroup: "Báo chí", Requires: "X", Denominator: "Y", Evidence: true}},
		Targets:    []report.TargetRow{{Item: "ND01", Product: "TIN", Target: &target, Units: []string{"U01", "Phòng"}, Shared: true, Place: "Chỉ tiêu!C2"}, {Item: "ND01", Product: "TIN", Units: []string{"*"}}},
		Units:      []report.Unit{{Code: "U01", Name: "Văn phòng Sở", Group: "Phòng", Order: 3, Email: "a@example.org", From: report.MakeDate(2020, 1, 1), To: report.MakeDate(2025, 6, 30), Successor: "U02"}},
		Recipients: []report.Recipient{{DocType: "BC", Name: "Sở Nội vụ", Note: "báo cáo", Role: report.Addressed}},
		Periods:    []report.PeriodRule{{Period: report.Period{Year: 2025, Kind: report.Year}, Due: report.MakeDate(2025, 10, 31)}},
	}
}

func TestPlanComesBackAsItWentIn(t *testing.T) {
	s, ctx := open(t), context.Background()
	want := fullPlan()
	version, err := s.ImportPlan(ctx, want, report.File{Name: "ke-hoach-2025.xlsx", SHA256: "a"}, noon)
	if err != nil || version != 1 {
		t.Fatalf("ImportPlan = %d, %v", version, err)
	}
	got, err := s.PlanFor(ctx, report.Period{Year: 2025, Kind: report.FirstHalf})
	if err != nil {
		t.Fatal(err)
	}
	want.Version = 1
	if diff := cmp.Diff(want, got, equal); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := s.PlanFor(ctx, report.Period{Year: 2030, Kind: report.Year}); !errors.Is(err, ErrNoPlan) {
		t.Errorf("a year without a plan: %v", err)
	}
}

func TestPlanVersions(t *testing.T) {
	s, ctx := open(t), context.Background()
	put := func(effective report.Date, sha string) int {
		p := fullPlan()
		p.Effective = effective
		v, err := s.ImportPlan(ctx, p, report.File{SHA256: sha}, noon)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	put(report.Date{}, "a")
	if v := put(report.MakeDate(2025, 8, 1), "b"); v != 2 {
		t.Fatalf("second import is version %d", v)
	}
	if v := put(report.MakeDate(2025, 8, 1), "b"); v != 2 {
		t.Errorf("the same workbook again is version %d, want 2", v)
	}
	for period, want := range map[string]int{"2025-6T": 1, "2025-6C": 2, "2025-07": 1, "2025-08": 2} {
		p, err := report.ParsePeriod(period)
		if err != nil {
			t.Fatal(err)
		}
		plan, err := s.PlanFor(ctx, p)
		if err != nil || plan.Version != want {
			t.Errorf("%s: version %d, %v, want %d", period, plan.Version, err, want)
		}
	}
}

func TestArrivalsAndSubmissions(t *testing.T) {
	s, ctx := open(t), context.Background()
	p := report.Period{Year: 2025, Kind: report.FirstHalf}
	arrival := report.Arrival{Path: "U01.xlsx", File: report.File{Name: "U01.xlsx", SHA256: "h", Size: 9}, ReceivedAt: noon}
	see := func(a report.Arrival) (report.Arrival, error) {
		seen, err := s.See(ctx, []report.Arrival{a})
		return append(seen, report.Arrival{})[0], err
	}
	first, err := see(arrival)
	if err != nil {
		t.Fatal(err)
	}
	later := arrival
	later.ReceivedAt = noon.Add(time.Hour)
	again, err := see(later)
	if err != nil || again.ID != first.ID || !again.ReceivedAt.Equal(noon) {
		t.Fatalf("seen again = %+v, %v: the first time counts", again, err)
	}

	sub := report.Submission{
		Unit: "U01", Period: p, PlanVersion: 1,
		Cells: []report.Cell{
			{Item: "ND01", Product: "TIN", Measure: report.Result, State: report.Value, Value: report.NumberOf(7), Places: []report.Place{{Sheet: "Báo cáo", Cell: "H9", Text: "3", Value: report.NumberOf(3)}, {Sheet: "Báo cáo", Cell: "H10", Text: "4 tin", Value: report.NumberOf(4)}}},
			{Item: "ND01", Product: "HN", Measure: report.People, State: report.NotApplicable, Places: []report.Place{{Sheet: "Báo cáo", Cell: "I9", Text: "KAD"}}},
		},
		Remarks:     []report.Remark{{Item: "ND01", Product: "TIN", Field: report.RemarkDescription, Text: "Đã đăng", Place: report.Place{Sheet: "Báo cáo", Cell: "J9", Text: "Đã đăng"}}},
		Assessments: []report.Assessment{{Section: report.SectionCauses, Text: "Thiếu người", Place: report.Place{Sheet: "Đánh giá chung", Cell: "B4", Text: "Thiếu người"}}},
	}
	first.State, first.Unit, first.Period, first.File.Archive = report.Accepted, "U01", p, "archive/2025/h.xlsx"
	problems := []finding.Finding{{Severity: finding.Warning, Code: "x", Pos: finding.Cell("U01.xlsx", "Báo cáo", "H10"), Found: "4 tin", Message: "m", Hint: "h"}}
	revision, err := s.Decide(ctx, first, &sub, problems)
	if err != nil || revision != 1 {
		t.Fatalf("Decide = %d, %v", revision, err)
	}
	open, err := s.Unfinished(ctx)
	if err != nil || len(open) != 1 {
		t.Fatalf("unfinished = %+v, %v", open, err)
	}
	if err := s.Clear(ctx, []int64{first.ID}); err != nil {
		t.Fatal(err)
	}
	got, err := s.Submissions(ctx, 2025, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	want := sub
	want.Revision, want.ReceivedAt, want.Warnings = 1, noon, 1
	want.File = report.File{Name: "U01.xlsx", SHA256: "h", Size: 9, Archive: "archive/2025/h.xlsx"}
	if diff := cmp.Diff([]report.Submission{want}, got, equal); diff != "" {
		t.Errorf("submissions (-want +got):\n%s", diff)
	}
	back, err := s.Problems(ctx, first)
	if err != nil || cmp.Diff(problems, back) != "" {
		t.Errorf("problems: %v\n%s", err, cmp.Diff(problems, back))
	}
	if _, known, err := s.Known(ctx, "h", "U01", p); !known || err != nil {
		t.Errorf("the same bytes for the same unit and period are not known: %v", err)
	}
	if none, err := s.Submissions(ctx, 2025, noon.Add(-time.Second)); err != nil || len(none) != 0 {
		t.Errorf("as of before it came: %d, %v", len(none), err)
	}
	// The same file comes once more, after the first has been cleared.
	third, err := see(later)
	if err != nil || third.ID == first.ID || third.State != report.Seen {
		t.Errorf("a new coming = %+v, %v", third, err)
	}
}

// A file that could not be read when it was first seen keeps that time once it can.
func TestAWaitingFileKeepsItsTime(t *testing.T) {
	s, ctx := open(t), context.Background()
	see := func(path, sum string, at time.Time) report.Arrival {
		t.Helper()
		seen, err := s.See(ctx, []report.Arrival{{Path: path, File: report.File{Name: path, SHA256: sum}, ReceivedAt: at}})
		if err != nil {
			t.Fatal(err)
		}
		return seen[0]
	}
	held := see("inbox/U01.xlsx", "", noon)
	if again := see("inbox/U01.xlsx", "", noon.Add(time.Hour)); again.ID != held.ID || !again.ReceivedAt.Equal(noon) {
		t.Errorf("held again: %+v", again)
	}
	read := see("inbox/U01.xlsx", "h1", noon.Add(2*time.Hour))
	if read.ID != held.ID || !read.ReceivedAt.Equal(noon) || read.File.SHA256 != "h1" || read.State != report.Seen {
		t.Errorf("read at last: %+v", read)
	}
	see("inbox/U02.xlsx", "", noon)
	if err := s.Forget(ctx, func(path string) bool { return path == "inbox/U01.xlsx" }); err != nil {
		t.Fatal(err)
	}
	if late := see("inbox/U02.xlsx", "h2", noon.Add(time.Hour)); !late.ReceivedAt.Equal(noon.Add(time.Hour)) {
		t.Errorf("a file that had gone and came anew has the old time: %+v", late)
	}
	if kept := see("inbox/U01.xlsx", "h1", noon.Add(3*time.Hour)); kept.ID != held.ID {
		t.Errorf("a file that was read is forgotten: %+v", kept)
	}
}

func TestDocumentsAreReplacedByPath(t *testing.T) {
	s, ctx := open(t), context.Background()
	d := report.Document{Path: "output/2025-6T/bao-cao-6T.docx", Scope: "2025-6T", Doc: "bao-cao-6T", SHA256: "a", FiguresSHA256: "f", BuiltAt: noon}
	for _, sha := range []string{"a", "b"} {
		d.SHA256 = sha
		if err := s.Built(ctx, []report.Document{d}); err != nil {
			t.Fatal(err)
		}
	}
	d.Before = "a"
	got, err := s.Documents(ctx, "2025-6T")
	if err != nil || cmp.Diff([]report.Document{d}, got, equal) != "" {
		t.Errorf("%v\n%s", err, cmp.Diff([]report.Document{d}, got, equal))
	}
}

func TestJournal(t *testing.T) {
	ctx := context.Background()
	mode := func(s *Store) (m string) {
		if err := s.db.Get(&m, "PRAGMA journal_mode"); err != nil {
			t.Fatal(err)
		}
		return m
	}
	if m := mode(open(t)); m != "wal" {
		t.Errorf("on a local disk: journal %s", m)
	}

	path := filepath.Join(t.TempDir(), "vanthu.db")
	one, err := Open(ctx, path, Options{Network: true, Host: "máy 1", Create: true})
	if err != nil {
		t.Fatal(err)
	}
	if m := mode(one); m != "delete" {
		t.Errorf("on a network drive: journal %s", m)
	}
	for _, host := range []string{"máy 1", "máy 2"} {
		if _, err := Open(ctx, path, Options{Network: true, Host: host}); !errors.Is(err, ErrLocked) {
			t.Errorf("opened a second time from %s: %v", host, err)
		}
	}
	if err := one.Close(); err != nil {
		t.Fatal(err)
	}

	// Left behind by a process of this computer that was killed; no process has
	// the largest number.
	for _, tt := range []struct {
		host string
		want error
	}{{"máy 1", nil}, {"máy 2", ErrLocked}} {
		if err := os.WriteFile(path+".lock", []byte("máy 1, tiến trình 2147483646"), 0o644); err != nil {
			t.Fatal(err)
		}
		two, err := Open(ctx, path, Options{Network: true, Host: tt.host})
		if !errors.Is(err, tt.want) {
			t.Fatalf("after the holder was killed, from %s: %v", tt.host, err)
		}
		if err == nil {
			if err := two.Close(); err != nil {
				t.Error(err)
			}
		}
	}
	if err := os.Remove(path + ".lock"); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(path + ".lock"); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the lock file stays")
	}
	if _, err := Open(ctx, filepath.Join(t.TempDir(), "none.db"), Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no store: %v", err)
	}
}

func TestStrictTablesRefuseTheWrongType(t *testing.T) {
	s := open(t)
	if _, err := s.db.Exec(`INSERT INTO plan_version (year, version, effective, imported_at, file_name, file_sha256) VALUES ('năm nay', 1, '', '', '', '')`); err == nil {
		t.Error("a text was taken for a year")
	}
	if _, err := s.db.Exec(`INSERT INTO plan_info (plan_id, name, value) VALUES (99, 'a', 'b')`); err == nil {
		t.Error("a row of a plan that does not exist was taken")
	}
}

// accept takes in a file of a unit as its next revision.
func accept(t *testing.T, s *Store, unit string, p report.Period, sha string, at time.Time, cells ...report.Cell) {
	t.Helper()
	ctx := context.Background()
	seen, err := s.See(ctx, []report.Arrival{{Path: sha, File: report.File{Name: sha, SHA256: sha}, ReceivedAt: at}})
	if err != nil {
		t.Fatal(err)
	}
	a := seen[0]
	a.State, a.Unit, a.Period = report.Accepted, unit, p
	if _, err := s.Decide(ctx, a, &report.Submission{Unit: unit, Period: p, Cells: cells}, nil); err != nil {
		t.Fatal(err)
	}
}

// A revert sets aside what was accepted before it, and nothing else: no other
// unit's, nothing accepted later, nothing as of an earlier instant.
func TestRevert(t *testing.T) {
	s, ctx := open(t), context.Background()
	p := report.Period{Year: 2025, Kind: report.FirstHalf}
	cell := func(n int64) report.Cell {
		return report.Cell{Item: "ND01", Product: "TIN", Measure: report.Result, State: report.Value, Value: report.NumberOf(n)}
	}
	accept(t, s, "U01", p, "a", noon, cell(1))
	accept(t, s, "U01", p, "b", noon.Add(time.Hour), cell(2))
	accept(t, s, "U02", p, "c", noon, cell(3))
	revert := func(revision int, at time.Time) {
		t.Helper()
		if err := s.Revert(ctx, "U01", p, report.Revert{Revision: revision, At: at, Why: "nhầm"}); err != nil {
			t.Fatal(err)
		}
	}
	counts := func(unit string, asOf time.Time) (revision int) {
		t.Helper()
		subs, err := s.Submissions(ctx, 2025, asOf)
		if err != nil {
			t.Fatal(err)
		}
		var h report.History
		for _, sub := range subs {
			if sub.Unit == unit {
				h.Revisions = append(h.Revisions, sub)
			}
		}
		if c := h.Counting(); c != nil {
			revision = c.Revision
		}
		if !asOf.IsZero() {
			return revision
		}
		latest, cells, err := s.LatestCells(ctx, unit, p)
		if err != nil || latest != revision || len(cells) != min(revision, 1) {
			t.Errorf("the cells of %s are those of revision %d, %v, %v; want %d", unit, latest, cells, err, revision)
		}
		if all, err := s.CellsBefore(ctx, p, noon.AddDate(1, 0, 0)); err != nil || len(all[unit]) != min(revision, 1) {
			t.Errorf("all cells: %v of %s, %v; want those of revision %d", all[unit], unit, err, revision)
		}
		if none, err := s.CellsBefore(ctx, p, noon.AddDate(-1, 0, 0)); err != nil || len(none) != 0 {
			t.Errorf("before anything came: %v, %v", none, err)
		}
		return revision
	}
	want := func(unit string, asOf time.Time, revision int) {
		t.Helper()
		if got := counts(unit, asOf); got != revision {
			t.Errorf("%s as of %v: revision %d counts, want %d", unit, asOf, got, revision)
		}
	}
	var now time.Time
	want("U01", now, 2)
	at := noon.Add(2 * time.Hour)
	revert(1, at)
	want("U01", now, 1)
	want("U02", now, 1)
	want("U01", at, 1)
	want("U01", at.Add(-time.Second), 2)
	revert(0, at.Add(time.Hour))
	want("U01", now, 0)
	want("U01", at, 1)
	accept(t, s, "U01", p, "d", noon.Add(-time.Hour), cell(4)) // accepted later, though it was received before
	want("U01", now, 3)
	revert(2, at.Add(2*time.Hour))
	want("U01", now, 2)
	accept(t, s, "U01", p, "e", noon, cell(4)) // received before the one that was set back
	want("U01", now, 2)

	h, err := s.History(ctx, "U01", p)
	if err != nil {
		t.Fatal(err)
	}
	if len(h.Arrivals) != 4 || h.Arrivals[0].File.SHA256 != "d" || h.Arrivals[0].Revision != 3 || len(h.Revisions) != 4 {
		t.Errorf("history: %+v", h)
	}
	wantReverts := []report.Revert{{Revision: 1, At: at, Why: "nhầm"}, {Revision: 0, At: at.Add(time.Hour), Why: "nhầm"}, {Revision: 2, At: at.Add(2 * time.Hour), Why: "nhầm"}}
	if diff := cmp.Diff(wantReverts, h.Reverts, equal); diff != "" {
		t.Errorf("reverts (-want +got):\n%s", diff)
	}
	if periods, err := s.PeriodsOf(ctx, "U01"); err != nil || len(periods) != 1 || periods[0] != p {
		t.Errorf("periods: %v, %v", periods, err)
	}
}
