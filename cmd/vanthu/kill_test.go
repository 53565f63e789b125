package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vanthu/cmd/vanthu/sample"
	"vanthu/cmd/vanthu/sample/clerk"
	"vanthu/pipeline/report"
	"vanthu/sources/workbook"
)

// waitingWorkspace makes a workspace with a plan and an inbox of every kind of
// file: good ones, a revision, a duplicate, one with a warning, a refused and an
// unreadable one, a lock file.
func waitingWorkspace(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	plan := sample.Plan(2025, sample.MinUnits)
	data, err := workbook.WritePlan(plan)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, data []byte, minute int) {
		t.Helper()
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, data, 0o644); err != nil {
			t.Fatal(err)
		}
		at := time.Date(2025, 6, 16, 8, minute, 0, 0, report.Zone)
		if err := os.Chtimes(p, at, at); err != nil {
			t.Fatal(err)
		}
	}
	write("plan.xlsx", data, 0)
	vanthu(t, exitDone, "--workspace", dir, "plan", "import", filepath.Join(dir, "plan.xlsx"))
	vanthu(t, exitDone, "--workspace", dir, "forms", "--period", "2025-6T")

	half := report.Period{Year: 2025, Kind: report.FirstHalf}
	filled := func(unit int, change func(*sample.Report)) []byte {
		t.Helper()
		r := sample.ReportOf(plan, plan.Units[unit], half, 1)
		change(&r)
		form, err := os.ReadFile(filepath.Join(dir, "forms", "2025-6T", formName(r.Unit, half)))
		if err != nil {
			t.Fatal(err)
		}
		out, _, err := workbook.FillForm(form, clerk.Types(r))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	same := func(*sample.Report) {}
	first := filled(0, same)
	write("inbox/U01_2025-6T.xlsx", first, 1)
	write("inbox/gửi lại/U01_2025-6T.xlsx", first, 2)
	write("inbox/U01_sua.xlsx", filled(0, correct), 3)
	write("inbox/U02_2025-6T.xlsx", filled(1, spoil), 4)
	write("inbox/U03_2025-6T.xlsx", filled(2, same), 5)
	write("inbox/U04_2025-6T.xlsx", filled(3, func(r *sample.Report) { r.Rows[0].Result += " tin, bài" }), 5)
	write("inbox/ảnh chụp.xlsx", []byte("không phải bảng tính"), 6)
	write("inbox/U04-U05.zip", zipOf(t, "U04_2025-6T.xlsx", filled(3, same), "khoa/U05_2025-6T.xlsx", filled(4, spoil), "~$U04.xlsx", []byte{1}), 6)
	write("inbox/~$U03_2025-6T.xlsx", []byte{1}, 7)
	return dir
}

// zipOf makes a zip of names and bytes in turn.
func zipOf(t *testing.T, files ...any) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i].(string))
		if err == nil {
			_, err = w.Write(files[i+1].([]byte))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// ingestIn runs `vanthu ingest` as a process of its own.
func ingestIn(t *testing.T, dir string, env ...string) error {
	t.Helper()
	self, err := exec.LookPath("vanthu") // the test binary, put on PATH by testscript
	if err != nil {
		self, err = os.Executable()
		if err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(self, "--workspace", dir, "ingest", "--received", "2025-06-16T09:00:00+07:00")
	cmd.Args[0] = "vanthu"
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
}

// Killed before any of its steps and run again, ingest leaves the same store and
// the same folders as a run that nobody disturbed.
func TestKilledIngestEndsAsUndisturbed(t *testing.T) {
	t.Parallel()
	start := waitingWorkspace(t)
	undisturbed := filepath.Join(t.TempDir(), "w")
	copyWithTimes(t, start, undisturbed)
	count := filepath.Join(t.TempDir(), "steps")
	wantExit(t, ingestIn(t, undisturbed, "VANTHU_COUNT_STEPS="+count), exitRefused)
	text, err := os.ReadFile(count)
	if err != nil {
		t.Fatal(err)
	}
	steps, err := strconv.Atoi(string(text))
	if err != nil || steps < 40 {
		t.Fatalf("%d steps, %v; the test no longer sees them", steps, err)
	}
	want := state(t, undisturbed)
	if notes, _ := filepath.Glob(filepath.Join(undisturbed, "output", "2025-6T", "ghi-chu", "U04_lan1*")); len(notes) != 2 {
		t.Errorf("the file with a warning has the notes %q, want text and marked copy", notes)
	}
	every := 1
	if underRace {
		every = 11 // `make unit` stops before all of them, without the detector
	}
	for n := 1; n <= steps; n += every {
		t.Run(strconv.Itoa(n), func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "w")
			copyWithTimes(t, start, dir)
			wantKilled(t, ingestIn(t, dir, "VANTHU_KILL_AT="+strconv.Itoa(n)))
			if err := ingestIn(t, dir); err != nil {
				wantExit(t, err, exitRefused)
			}
			vanthu(t, exitDone, "--workspace", dir, "doctor")
			if diff := cmp.Diff(want, state(t, dir)); diff != "" {
				t.Errorf("killed before step %d of %d, then run again (-undisturbed +got):\n%s", n, steps, diff)
			}
		})
	}
	t.Logf("%d steps, killed before one in %d", steps, every)
}

// wantKilled holds an error against that of a killed process. On Windows there are
// no signals: its exit code is 1.
func wantKilled(t *testing.T, err error) {
	t.Helper()
	want := "signal: killed"
	if runtime.GOOS == "windows" {
		want = "exit status 1"
	}
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Fatalf("got %v, want %s", err, want)
	}
}

func wantExit(t *testing.T, err error, code int) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("exit status %d", code)) {
		t.Fatalf("got %v, want exit status %d", err, code)
	}
}

// copyWithTimes copies a workspace with the times of its files, which decide the
// order of intake.
func copyWithTimes(t *testing.T, from, to string) {
	t.Helper()
	copyDir(t, from, to)
	err := filepath.WalkDir(from, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, p)
		if err != nil {
			return err
		}
		return os.Chtimes(filepath.Join(to, rel), info.ModTime(), info.ModTime())
	})
	if err != nil {
		t.Fatal(err)
	}
}

// state is all that a workspace holds: every row of every table, and every file
// outside the store with the hash of its bytes.
func state(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || strings.Contains(d.Name(), "vanthu.db") || d.Name() == ".vanthu.lock" {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		if err != nil {
			return err
		}
		if d.IsDir() {
			return nil
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		out = append(out, rel+" "+hex.EncodeToString(sum[:8]))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return append(out, dump(t, filepath.Join(dir, "vanthu.db"))...)
}

// dump lists every row of every table of a store.
func dump(t *testing.T, path string) []string {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var tables []string
	rows, err := db.Query(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%' ORDER BY name`)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		tables = append(tables, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, table := range tables {
		rows, err := db.Query(`SELECT * FROM ` + table)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for rows.Next() {
			values := make([]any, len(columns))
			for i := range values {
				values[i] = new(any)
			}
			if err := rows.Scan(values...); err != nil {
				t.Fatal(err)
			}
			line := table
			for i := range values {
				line += fmt.Sprintf("|%v", *values[i].(*any))
			}
			lines = append(lines, line)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		slices.Sort(lines)
		out = append(out, lines...)
	}
	return out
}

// The bytes leave the inbox only when the archive holds them whole: also of a
// duplicate whose first copy has been damaged since.
func TestADuplicateMendsTheArchive(t *testing.T) {
	t.Parallel()
	dir := waitingWorkspace(t)
	original := readFile(t, dir, "inbox/U03_2025-6T.xlsx")
	vanthu(t, exitRefused, "--workspace", dir, "ingest", "--received", "2025-06-16T09:00:00+07:00")
	sum := sha256.Sum256([]byte(original))
	kept := filepath.Join(dir, "archive", "2025", hex.EncodeToString(sum[:])+".xlsx")
	if err := os.WriteFile(kept, []byte("hỏng"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "inbox", "lại.xlsx"), []byte(original), 0o644); err != nil {
		t.Fatal(err)
	}
	if said := vanthu(t, exitDone, "--workspace", dir, "ingest"); !strings.Contains(said, "trùng 1") {
		t.Errorf("ingest says:\n%s", said)
	}
	if got, err := os.ReadFile(kept); err != nil || string(got) != original {
		t.Errorf("the archive holds %d bytes, %v", len(got), err)
	}
}
