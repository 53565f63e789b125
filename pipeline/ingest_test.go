package pipeline

import (
	"context"
	"errors"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// fakeBox holds files in memory; those in held cannot be read so many times.
type fakeBox struct {
	held    map[string]int
	settled bool
	log     []string
}

var errHeld = errors.New("held")

func (b *fakeBox) Read(o report.Original) (report.Original, error) {
	if b.held[o.Path] > 0 {
		b.held[o.Path]--
		return o, errHeld
	}
	o.Data = []byte(o.Path)
	o.File = report.File{Name: path.Base(o.Path), SHA256: "sum of " + o.Path, Size: int64(len(o.Data))}
	return o, nil
}

func (b *fakeBox) Keep(o report.Original, year int) (string, error) {
	b.log = append(b.log, "keep "+o.Path)
	return "archive/" + o.File.SHA256, nil
}

func (b *fakeBox) Sync([]string) error { b.log = append(b.log, "sync"); return nil }

func (b *fakeBox) Refuse(o report.Original, _ time.Time, _ []report.Named) (string, error) {
	b.log = append(b.log, "refuse "+o.Path)
	return "rejected/" + o.File.Name, nil
}
func (b *fakeBox) Settled(report.Original) bool { return b.settled }
func (b *fakeBox) Remove(o report.Original) error {
	b.log = append(b.log, "remove "+o.Path)
	return nil
}
func (b *fakeBox) Open(a report.Arrival) report.Original { return report.Original{Path: a.Path} }

// fakeLedger numbers arrivals and records nothing.
type fakeLedger struct{ last int64 }

func (l *fakeLedger) See(_ context.Context, as []report.Arrival) ([]report.Arrival, error) {
	for i := range as {
		l.last++
		as[i].ID, as[i].State = l.last, report.Seen
	}
	return as, nil
}
func (l *fakeLedger) Forget(context.Context, func(string) bool) error { return nil }
func (l *fakeLedger) LatestCells(context.Context, string, report.Period) (int, []report.Cell, error) {
	return 0, nil, nil
}
func (l *fakeLedger) Known(context.Context, string, string, report.Period) (report.Submission, bool, error) {
	return report.Submission{}, false, nil
}
func (l *fakeLedger) Decide(context.Context, report.Arrival, *report.Submission, []finding.Finding) (int, error) {
	return 1, nil
}
func (l *fakeLedger) Sync(context.Context) error           { return nil }
func (l *fakeLedger) Clear(context.Context, []int64) error { return nil }
func (l *fakeLedger) Unfinished(context.Context) ([]report.Arrival, error) {
	return nil, nil
}
func (l *fakeLedger) Problems(context.Context, report.Arrival) ([]finding.Finding, error) {
	return nil, nil
}

func fakeIngest(box *fakeBox) Ingest {
	return Ingest{
		Box: box, Ledger: &fakeLedger{},
		Read: func(file string, _ []byte) (*report.Submission, []finding.Finding) {
			if path.Base(file) == "panic.xlsx" {
				panic("a fault of the program")
			}
			return &report.Submission{Unit: "U01", Period: report.Period{Year: 2025, Kind: report.FirstHalf}}, nil
		},
		Held: func(err error) (string, bool) { return "bị giữ", errors.Is(err, errHeld) },
	}
}

func lying(names ...string) (files []report.Original) {
	for _, name := range names {
		files = append(files, report.Original{Path: "inbox/" + name, Disk: name, Inside: true})
	}
	return files
}

func statesOf(t *testing.T, in Ingest, files []report.Original) (states []string) {
	t.Helper()
	out, err := in.Run(context.Background(), files)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range out {
		states = append(states, x.Original.Path+" "+string(x.Arrival.State))
	}
	return states
}

// A file that is held is tried again, and waits only where it stays held.
func TestHeldFilesAreTriedAgain(t *testing.T) {
	box := &fakeBox{held: map[string]int{"inbox/a.xlsx": 1, "inbox/c.xlsx": 9}}
	in := fakeIngest(box)
	var paused []time.Duration
	in.Retries = []time.Duration{1, 2}
	in.Pause = func(_ context.Context, d time.Duration) bool { paused = append(paused, d); return true }
	want := []string{"inbox/a.xlsx accepted", "inbox/b.xlsx accepted", "inbox/c.xlsx waiting"}
	if diff := cmp.Diff(want, statesOf(t, in, lying("a.xlsx", "b.xlsx", "c.xlsx"))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(paused) != 2 {
		t.Errorf("paused %v", paused)
	}
	in.Pause = func(context.Context, time.Duration) bool { return false }
	box.held["inbox/a.xlsx"] = 1
	if got := statesOf(t, in, lying("a.xlsx")); got[0] != "inbox/a.xlsx waiting" {
		t.Errorf("interrupted while it waited: %v", got)
	}
}

// What is kept is synced before anything leaves the inbox.
func TestABatchIsSyncedBeforeItLeaves(t *testing.T) {
	box := &fakeBox{}
	in := fakeIngest(box)
	in.Batch = 2
	statesOf(t, in, lying("a.xlsx", "b.xlsx", "c.xlsx"))
	want := []string{
		"keep inbox/a.xlsx", "keep inbox/b.xlsx", "sync", "remove inbox/a.xlsx", "remove inbox/b.xlsx",
		"keep inbox/c.xlsx", "sync", "remove inbox/c.xlsx",
	}
	if diff := cmp.Diff(want, box.log); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A text file that still grows waits, though what there is of it can be read.
func TestATextThatStillGrowsWaits(t *testing.T) {
	box := &fakeBox{}
	in := fakeIngest(box)
	in.Endless = func(data []byte) bool { return string(data) == "inbox/a.csv" }
	want := []string{"inbox/a.csv waiting", "inbox/b.xlsx accepted"}
	if diff := cmp.Diff(want, statesOf(t, in, lying("a.csv", "b.xlsx"))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A fault of the program costs the file at which it happened, and is told.
func TestAPanicCostsOneFile(t *testing.T) {
	in := fakeIngest(&fakeBox{})
	told := ""
	in.Crash = func(path string, cause any, stack []byte) { told = path }
	f := in.open(lying("panic.xlsx")[0])
	if f.sub != nil || len(f.Problems) != 1 || f.Problems[0].Code != "loi-chuong-trinh" || told != "inbox/panic.xlsx" {
		t.Errorf("%+v, told %q", f.Problems, told)
	}
}

// A copy of a revision that was set aside is not said to need nothing.
func TestACopyOfASetAsideRevision(t *testing.T) {
	p := report.Period{Year: 2025, Kind: report.FirstHalf}
	got := duplicate(&intake{}, report.Submission{Unit: "U01", Period: p, Revision: 2, SetAside: true})
	if got.Severity != finding.Warning || !strings.Contains(got.Hint, "revert --unit U01 --period 2025-6T --revision 2") {
		t.Errorf("%+v", got)
	}
}
