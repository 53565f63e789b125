package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vanthu/cmd/vanthu/sample"
	"vanthu/cmd/vanthu/sample/clerk"
	"vanthu/pipeline"
	"vanthu/pipeline/report"
	"vanthu/sources/workbook"
)

// shownEvent is a line that watch prints.
type shownEvent struct {
	Event, At, Message   string
	File, State, Unit    string
	Revision             int
	ReceivedAt           string `json:"received_at"`
	Problems             []map[string]any
	Folder               string
	Network              bool
	SHA256, Kept, Period *string
}

// watching is a `vanthu watch` that runs as a process of its own.
type watching struct {
	t      *testing.T
	cmd    *exec.Cmd
	events chan shownEvent
	stderr bytes.Buffer
}

const nine = "2025-06-16T09:00:00+07:00"

func startWatch(t *testing.T, dir string, env ...string) *watching {
	t.Helper()
	self, err := exec.LookPath("vanthu")
	if err != nil {
		t.Fatal(err)
	}
	x := &watching{t: t, cmd: exec.Command(self, "--workspace", dir, "--json", "--now", nine, "watch"), events: make(chan shownEvent, 100)}
	x.cmd.Env = append(os.Environ(), env...)
	x.cmd.Stderr = &x.stderr
	out, err := x.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := x.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.cmd.Process.Kill() })
	go func() {
		defer close(x.events)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			var e shownEvent
			if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
				e.Event = "no JSON: " + lines.Text()
			}
			x.events <- e
		}
	}()
	return x
}

// next gives the next event, which must be of that kind.
func (x *watching) next(event string) shownEvent {
	x.t.Helper()
	select {
	case e, ok := <-x.events:
		if !ok || e.Event != event {
			x.t.Fatalf("got %+v, want %s\n%s", e, event, &x.stderr)
		}
		return e
	case <-time.After(time.Minute):
		x.t.Fatalf("no %s\n%s", event, &x.stderr)
	}
	return shownEvent{}
}

// file gives the next file's event, as "state name".
func (x *watching) file() string {
	x.t.Helper()
	e := x.next("file")
	return e.State + " " + strings.TrimPrefix(e.File, "inbox/")
}

// end waits for the end of the process, which must be a good one.
func (x *watching) end() {
	x.t.Helper()
	done := make(chan error, 1)
	go func() {
		for range x.events { // nobody asks any more
		}
		done <- x.cmd.Wait()
	}()
	select {
	case err := <-done:
		if err != nil {
			x.t.Errorf("watch ends with %v\n%s", err, &x.stderr)
		}
	case <-time.After(time.Minute):
		x.t.Error("watch does not end")
	}
}

func (x *watching) terminate() {
	x.t.Helper()
	if err := x.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		x.t.Fatal(err)
	}
}

// filledForm fills a unit's form of the half year.
func filledForm(t *testing.T, dir string, unit int) []byte {
	t.Helper()
	plan := sample.Plan(2025, sample.MinUnits)
	r := sample.ReportOf(plan, plan.Units[unit], demoHalf, 1)
	out, _, err := workbook.FillForm([]byte(readFile(t, dir, "forms/2025-6T/"+formName(r.Unit, demoHalf))), clerk.Types(r))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWatchTakesFilesInAsTheyCome(t *testing.T) {
	t.Parallel()
	dir := waitingWorkspace(t)
	drop := func(name string, data []byte) {
		t.Helper()
		p := filepath.Join(dir, "inbox", name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	other := filepath.Join(t.TempDir(), "w")
	copyWithTimes(t, dir, other)
	x := startWatch(t, dir)
	if e := x.next("watching"); e.Folder != "inbox" || e.Network || e.At != nine {
		t.Errorf("begins with %+v", e)
	}
	var got, want []string
	for _, f := range parse[struct{ Files []shownEvent }](t, vanthu(t, exitRefused, "--workspace", other, "--json", "--now", nine, "ingest")).Files {
		want = append(want, f.State+" "+strings.TrimPrefix(f.File, "inbox/"))
	}
	for range want {
		got = append(got, x.file())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("what lay there already (-ingest +watch):\n%s", diff)
	}

	// A file that is written slowly is taken in when it is whole, and as it is.
	whole := filledForm(t, dir, 7)
	f, err := os.Create(filepath.Join(dir, "inbox", "cham.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	for part := range slices.Chunk(whole, len(whole)/6+1) {
		if _, err := f.Write(part); err != nil {
			t.Fatal(err)
		}
		time.Sleep(500 * time.Millisecond)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	e := x.next("file")
	if e.State == "waiting" { // on a machine that is very busy
		e = x.next("file")
	}
	if e.State != "accepted" || e.Unit != "U08" || *e.SHA256 != hashOf(whole) || e.ReceivedAt != nine || e.Revision != 1 || e.Problems == nil {
		t.Fatalf("the slow file: %+v", e)
	}

	// Other commands go on beside it; the same file comes twice more, and is told
	// twice; folders made later are seen.
	vanthu(t, exitDone, "--workspace", dir, "status", "--period", "2025-6T")
	for _, name := range []string{"lại.xlsx", "lại.xlsx", "sau này/nữa/lại.xlsx"} {
		drop(name, whole)
		if got := x.file(); got != "duplicate "+name {
			t.Fatalf("got %s, want a duplicate %s", got, name)
		}
	}

	// The folder vanishes and comes back.
	if err := os.RemoveAll(filepath.Join(dir, "inbox")); err != nil {
		t.Fatal(err)
	}
	if e := x.next("error"); !strings.Contains(e.Message, "không thấy thư mục inbox") {
		t.Errorf("without an inbox: %+v", e)
	}
	drop("U09.xlsx", filledForm(t, dir, 8))
	got = nil
	for range 2 {
		select {
		case e := <-x.events:
			got = append(got, strings.TrimSpace(e.Event+" "+e.File+" "+e.Unit))
		case <-time.After(time.Minute):
		}
	}
	slices.Sort(got)
	if want := []string{"file inbox/U09.xlsx U09", "watching inbox"}; len(got) != 2 || got[0] != want[0] || !strings.HasPrefix(got[1], "watching") {
		t.Fatalf("when the inbox is back: %q\n%s", got, &x.stderr)
	}

	x.terminate()
	x.next("stopped")
	x.end()
	if found := examined(t, dir, exitDone); found != nil {
		t.Errorf("afterwards doctor finds %q", found)
	}
}

// Stopped in the middle of a file, watch ends well, and what it has left is
// taken in by the next run as if nobody had stopped it.
func TestWatchStoppedInTheMiddle(t *testing.T) {
	t.Parallel()
	start := waitingWorkspace(t)
	undisturbed := filepath.Join(t.TempDir(), "w")
	copyWithTimes(t, start, undisturbed)
	wantExit(t, ingestIn(t, undisturbed), exitRefused)
	want := state(t, undisturbed)
	for _, step := range []string{"3", "11", "20"} {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "w")
			copyWithTimes(t, start, dir)
			x := startWatch(t, dir, "VANTHU_STOP_AT="+step)
			x.end()
			if err := ingestIn(t, dir); err != nil {
				wantExit(t, err, exitRefused)
			}
			if diff := cmp.Diff(want, state(t, dir)); diff != "" {
				t.Errorf("stopped before step %s (-undisturbed +got):\n%s", step, diff)
			}
		})
	}
}

// A store that another computer holds is told once and waited for.
func TestWatchWaitsForTheStore(t *testing.T) {
	t.Parallel()
	dir := waitingWorkspace(t)
	if err := os.WriteFile(filepath.Join(dir, "vanthu.toml"), []byte("network = \"yes\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	lock := filepath.Join(dir, "vanthu.db.lock")
	if err := os.WriteFile(lock, []byte("MAY-VAN-THU, tiến trình 12"), 0o644); err != nil {
		t.Fatal(err)
	}
	x := startWatch(t, dir)
	if e := x.next("watching"); !e.Network {
		t.Errorf("begins with %+v", e)
	}
	if e := x.next("error"); !strings.Contains(e.Message, "MAY-VAN-THU") {
		t.Errorf("the store is held: %+v", e)
	}
	if err := os.Remove(lock); err != nil {
		t.Fatal(err)
	}
	if got := x.file(); got != "accepted U01_2025-6T.xlsx" {
		t.Errorf("the store is free: %s", got)
	}
	x.terminate()
	x.end()
}

func TestWatchNeedsAWorkspace(t *testing.T) {
	vanthu(t, exitFailed, "--workspace", t.TempDir(), "watch")
	vanthu(t, exitUsage, "--workspace", t.TempDir(), "watch", "inbox")
}

// A file that goes on waiting is told once, and again when something becomes of
// it; one that is passed over is never told again.
func TestWatchTellsWhatIsNew(t *testing.T) {
	var out bytes.Buffer
	v := &watcher{office: &office{w: &world{stdout: &out, now: nine}}, told: map[string]string{}}
	outcome := func(name string, state report.ArrivalState, sum string, cleared bool) pipeline.Outcome {
		return pipeline.Outcome{Original: report.Original{Path: name}, Arrival: report.Arrival{State: state, File: report.File{SHA256: sum}, Unit: "U01", Period: demoHalf, Revision: 1, Cleared: cleared}}
	}
	ignored := outcome("~$a", report.Ignored, "", false)
	for i, step := range []struct {
		all   bool
		in    []pipeline.Outcome
		told  string // the names that are told
		waits bool
	}{
		{true, []pipeline.Outcome{outcome("a", report.Waiting, "", false), ignored}, "a ~$a", true},
		{true, []pipeline.Outcome{outcome("a", report.Waiting, "x", false), ignored}, "", true}, // it grows
		{false, []pipeline.Outcome{ignored}, "", false},                                         // the run was cut short
		{true, []pipeline.Outcome{outcome("a", report.Waiting, "y", false)}, "", true},
		{true, []pipeline.Outcome{outcome("a", report.Accepted, "y", false), ignored}, "a", true}, // it cannot be removed yet
		{true, []pipeline.Outcome{outcome("a", report.Accepted, "y", true)}, "", false},
		{true, []pipeline.Outcome{outcome("a", report.Duplicate, "y", true)}, "a", false},
		{true, []pipeline.Outcome{outcome("a", report.Duplicate, "y", true)}, "a", false}, // it came once more
		{true, []pipeline.Outcome{outcome("a", report.Waiting, "", false)}, "a", true},
		{true, nil, "", false},
		{true, []pipeline.Outcome{outcome("a", report.Waiting, "", false)}, "a", true}, // another of that name
	} {
		out.Reset()
		waits, err := v.tellNew(step.in, step.all)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for line := range strings.Lines(out.String()) {
			_, rest, _ := strings.Cut(line, "  ")
			name, _, _ := strings.Cut(rest, ":")
			names = append(names, name)
		}
		if got := strings.Join(names, " "); got != step.told || waits != step.waits {
			t.Errorf("step %d: told %q, waits %v, want %q, %v", i+1, got, waits, step.told, step.waits)
		}
	}
}
