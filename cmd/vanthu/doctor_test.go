package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

type shownDoctor struct {
	Settings []struct {
		Key, Source string
		Value       any
	}
	Problems []struct{ Code, Severity, File, Place, Found, Message, Hint string }
}

// examined gives what doctor finds of warning or worse, each as "severity code
// file".
func examined(t *testing.T, dir string, want int) (found []string) {
	t.Helper()
	d := parse[shownDoctor](t, vanthu(t, want, "--workspace", dir, "--json", "--now", "2025-12-01T08:00:00+07:00", "doctor"))
	for _, p := range d.Problems {
		if p.Severity != "info" {
			found = append(found, strings.TrimSpace(p.Severity+" "+p.Code+" "+p.File))
		}
	}
	if d.Settings == nil {
		t.Error("no settings")
	}
	return found
}

func TestDoctorFindsEachFault(t *testing.T) {
	t.Parallel()
	healthy := demoWorkspace(t, "--units", "10")
	if found := examined(t, healthy, exitDone); found != nil {
		t.Fatalf("a demo is not healthy: %v", found)
	}
	h := parse[shownHistory](t, vanthu(t, exitDone, "--workspace", healthy, "--json", "history", "--unit", "U07", "--period", "2025-6T"))
	kept, other := h.Revisions[0].Kept, h.Revisions[1].Kept
	h = parse[shownHistory](t, vanthu(t, exitDone, "--workspace", healthy, "--json", "history", "--unit", "U10", "--period", "2025-6T"))
	refused := h.Others[0].Kept + "/" + h.Others[0].File

	write := func(name, text string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			t.Helper()
			p := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	remove := func(name string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			t.Helper()
			if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	query := func(sqls ...string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			t.Helper()
			db, err := sql.Open("sqlite3", filepath.Join(dir, "vanthu.db"))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			for _, q := range sqls {
				if _, err := db.Exec(q); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	for _, tt := range []struct {
		name string
		harm func(*testing.T, string)
		want []string
	}{
		{"an original is gone", remove(kept), []string{"error mat-ban-goc " + kept}},
		{"an original has been edited", write(other, "khác"), []string{"error ban-goc-bi-doi " + other}},
		{"a refused original is gone", remove(refused), []string{"warning mat-ban-goc " + refused}},
		{"a strange file in the archive", write("archive/2025/a.xlsx", "x"), []string{"warning tep-la-trong-archive archive/2025/a.xlsx"}},
		{"half written", write("output/2025-6T/.vanthu-a.docx.tmp", "x"), []string{"warning tep-ghi-do output/2025-6T/.vanthu-a.docx.tmp"}},
		{"half refused", write("rejected/.vanthu-a/b.xlsx", "x"), []string{"warning tep-ghi-do rejected/.vanthu-a"}},
		{"no inbox", remove("inbox"), []string{"warning thieu-inbox inbox"}},
		{"no store", remove("vanthu.db"), []string{"error thieu-kho vanthu.db"}},
		{"no store at all, but text", write("vanthu.db", strings.Repeat("đây không phải kho ", 100)), []string{"error kho-hong vanthu.db"}},
		{"another computer's lock", write("vanthu.db.lock", "MAY-VAN-THU, tiến trình 12"), []string{"warning kho-bi-khoa vanthu.db.lock"}},
		{"locked on a network drive", func(t *testing.T, dir string) {
			write("vanthu.toml", "network = \"yes\"\n")(t, dir)
			write("vanthu.db.lock", "MAY-VAN-THU, tiến trình 12")(t, dir)
		}, []string{"error kho-khong-mo-duoc vanthu.db"}},
		{"a newer store", query(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)`), []string{"error kho-moi-hon vanthu.db"}},
		{"rows without their parents", query(`PRAGMA foreign_keys = off`, `INSERT INTO problem (arrival_id, seq, severity, code, part, sheet, cell, spot, found, message, hint) VALUES (9999, 0, 1, '', '', '', '', '', '', '', '')`), []string{"error kho-lech vanthu.db"}},
		{"settings that cannot be read", write("vanthu.toml", "network = [\n"), []string{"error cai-dat-sai vanthu.toml"}},
		{"an unknown setting", write("vanthu.toml", "mau_sac = \"xanh\"\n"), []string{"warning khoa-la vanthu.toml"}},
		{"fonts that are not there", write("vanthu.toml", "fonts = \"phong\"\n"), []string{"error phong-chu vanthu.toml"}},
		{"a template of no document", write("templates/thong-bao.docx", "x"), []string{"warning mau-la templates/thong-bao.docx"}},
		{"taken in, not put in order", query(`UPDATE arrival SET cleared = 0, path = 'inbox/a.xlsx' WHERE id = 2`), []string{"warning nhan-do-dang inbox/a.xlsx"}},
		{"intake begun", func(t *testing.T, dir string) {
			write("inbox/a.xlsx", "a")(t, dir)
			query(`INSERT INTO arrival (path, name, sha256, size, received_at, state, unit, period, kept, cleared) VALUES ('inbox/a.xlsx', 'a.xlsx', '`+hashOf([]byte("a"))+`', 1, '2025-06-16T09:00:00+07:00', 'seen', '', '', '', 0)`)(t, dir)
		}, []string{"warning nhan-do-dang inbox/a.xlsx"}},
		{"a clock gone wrong", query(`UPDATE arrival SET received_at = '2026-01-05T08:00:00+07:00' WHERE id = 1`), []string{"warning dong-ho"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "demo")
			copyDir(t, healthy, dir)
			tt.harm(t, dir)
			if got := examined(t, dir, exitRefused); !slices.Equal(got, tt.want) {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}

// A store of which a page is broken is told, by every command.
func TestDoctorFindsABrokenPage(t *testing.T) {
	t.Parallel()
	dir := demoWorkspace(t, "--units", "10")
	name := filepath.Join(dir, "vanthu.db")
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	garbage := []byte(strings.Repeat("\xff\x00hỏng", 4096))
	if _, err := f.WriteAt(garbage, info.Size()/2); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	found := examined(t, dir, exitRefused)
	if len(found) == 0 || slices.ContainsFunc(found, func(s string) bool { return s != "error kho-hong vanthu.db" && s != "error kho-lech vanthu.db" }) {
		t.Errorf("found %q", found)
	}
}

// What an interrupted run has left is in order when ingest has run again.
func TestDoctorAfterAnInterruption(t *testing.T) {
	t.Parallel()
	start := waitingWorkspace(t)
	for _, step := range []string{"9", "18", "27"} {
		dir := filepath.Join(t.TempDir(), "w")
		copyWithTimes(t, start, dir)
		wantKilled(t, ingestIn(t, dir, "VANTHU_KILL_AT="+step))
		wantExit(t, ingestIn(t, dir), exitRefused)
		if found := examined(t, dir, exitDone); found != nil {
			t.Errorf("killed before step %s, then run again: %q", step, found)
		}
	}
}

// Every setting is listed, with its value and where it comes from.
func TestDoctorListsTheSettings(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	text := "store = \"kho.db\"\nholidays = [\"2025-01-29\"]\n[folders]\ninbox = \"nhan\"\n"
	if err := os.WriteFile(filepath.Join(dir, "vanthu.toml"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	d := parse[shownDoctor](t, vanthu(t, exitRefused, "--workspace", dir, "--json", "doctor"))
	var got []string
	for _, s := range d.Settings {
		if s.Source == "file" {
			got = append(got, s.Key)
		}
	}
	if want := []string{"store", "folders.inbox", "holidays"}; !slices.Equal(got, want) || len(d.Settings) != 11 {
		t.Errorf("%d settings, of the file %v, want %v", len(d.Settings), got, want)
	}
	said := vanthu(t, exitRefused, "--workspace", dir, "doctor")
	for _, want := range []string{"folders.inbox      ghi trong tệp  \"nhan\"", "fonts              mặc định       \"\"", "kho.db: lỗi: không thấy kho dữ liệu", "Có 2 chỗ cần xem."} {
		if !strings.Contains(said, want) {
			t.Errorf("doctor does not say %q:\n%s", want, said)
		}
	}
	vanthu(t, exitFailed, "--workspace", filepath.Join(dir, "none"), "doctor")
}
