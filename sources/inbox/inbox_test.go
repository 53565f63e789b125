package inbox

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vanthu/pipeline/report"
)

var morning = time.Date(2025, 6, 16, 8, 0, 0, 0, report.Zone)

func box(t testing.TB) Box {
	t.Helper()
	b := Box{Root: t.TempDir(), Inbox: "inbox", Archive: "archive", Rejected: "rejected", Now: func() time.Time { return morning.AddDate(0, 0, 1) }}
	if err := os.MkdirAll(filepath.Join(b.Root, "inbox", "Bệnh viện"), 0o755); err != nil {
		t.Fatal(err)
	}
	return b
}

func put(t testing.TB, b Box, name, body string, at time.Time) {
	t.Helper()
	p := filepath.Join(b.Root, "inbox", name)
	if err := os.WriteFile(p, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(p, at, at); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, b Box, o report.Original) report.Original {
	t.Helper()
	o, err := b.Read(o)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestListInOrderOfArrival(t *testing.T) {
	b := box(t)
	put(t, b, "c.xlsx", "c", morning)
	put(t, b, "a.xlsx", "a", morning.Add(time.Minute))
	put(t, b, "Bệnh viện/b.xlsx", "b", morning)
	put(t, b, "~$c.xlsx", "", morning)
	put(t, b, "Thumbs.db", "", morning)
	files, err := b.List()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range files {
		name := f.Path
		if f.Ignored {
			name += " (ignored)"
		}
		got = append(got, name)
	}
	want := []string{"inbox/Bệnh viện/b.xlsx", "inbox/Thumbs.db (ignored)", "inbox/c.xlsx", "inbox/~$c.xlsx (ignored)", "inbox/a.xlsx"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestKeepThenRemove(t *testing.T) {
	b := box(t)
	put(t, b, "U01.XLSX", "bytes", morning)
	files, err := b.List()
	if err != nil {
		t.Fatal(err)
	}
	o := read(t, b, files[0])
	rel, err := b.Keep(o, 2025)
	if err != nil {
		t.Fatal(err)
	}
	if want := "archive/2025/" + o.File.SHA256 + ".xlsx"; rel != want {
		t.Errorf("kept at %s, want %s", rel, want)
	}
	if got, err := os.ReadFile(filepath.Join(b.Root, rel)); err != nil || string(got) != "bytes" {
		t.Errorf("archive holds %q, %v", got, err)
	}
	if _, err := b.Keep(o, 2025); err != nil {
		t.Errorf("keeping it again: %v", err)
	}

	// Changed since it was read: it is another file now and stays.
	put(t, b, "U01.XLSX", "other", morning)
	if err := b.Remove(o); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(o.Disk); err != nil {
		t.Error("a file with new bytes was removed")
	}
	put(t, b, "U01.XLSX", "bytes", morning)
	if err := b.Remove(o); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(o.Disk); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the file is still in the inbox")
	}
}

func TestRefuse(t *testing.T) {
	b := box(t)
	put(t, b, "báo cáo.xlsx", "bad", morning)
	files, err := b.List()
	if err != nil {
		t.Fatal(err)
	}
	o := read(t, b, files[0])
	rel, err := b.Refuse(o, morning, []report.Named{{Name: "phieu-loi.txt", Data: []byte("lỗi")}})
	if err != nil {
		t.Fatal(err)
	}
	if want := "rejected/20250616-080000_báo cáo"; rel != want {
		t.Errorf("refused to %q, want %q", rel, want)
	}
	again, err := b.Refuse(o, morning, nil)
	if err != nil || again != rel {
		t.Errorf("the same file at the same time: %q, %v", again, err)
	}
	put(t, b, "báo cáo.xlsx", "bad too", morning)
	other, err := b.Refuse(read(t, b, files[0]), morning, nil)
	if err != nil || other != rel+"_2" {
		t.Errorf("another file of the same name and time: %q, %v", other, err)
	}
	for name, want := range map[string]string{"báo cáo.xlsx": "bad", "phieu-loi.txt": "lỗi"} {
		if got, err := os.ReadFile(filepath.Join(b.Root, rel, name)); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v", name, got, err)
		}
	}
}

func TestNamesStayInTheirFolder(t *testing.T) {
	for in, want := range map[string]string{
		`..\..\x.xlsx`: `.._.._x.xlsx`, "CON.xlsx": "_CON.xlsx", "com1": "_com1", "a/b": "a_b", "x. ": "x", "": "_", "Báo cáo 6 tháng.xlsx": "Báo cáo 6 tháng.xlsx",
	} {
		if got := safe(in); got != want {
			t.Errorf("safe(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestReadTellsAFileThatIsGone(t *testing.T) {
	b := box(t)
	if _, err := b.Read(Named(filepath.Join(b.Root, "none.xlsx"))); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

// The letter of faults never takes the place of an original of the same name.
func TestRefuseKeepsAnOriginalNamedLikeItsLetter(t *testing.T) {
	b := box(t)
	put(t, b, "Phieu-Loi.txt", "của đơn vị", morning)
	files, err := b.List()
	if err != nil {
		t.Fatal(err)
	}
	rel, err := b.Refuse(read(t, b, files[0]), morning, []report.Named{{Name: "phieu-loi.txt", Data: []byte("thư")}})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"Phieu-Loi.txt": "của đơn vị", "_phieu-loi.txt": "thư"} {
		if got, err := os.ReadFile(filepath.Join(b.Root, rel, name)); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v", name, got, err)
		}
	}
}

func TestLongNamesAreCutAndKept(t *testing.T) {
	b := box(t)
	name := strings.Repeat("ộ", 80) + ".xlsx" // 80 × 3 + 5 = 245 bytes
	put(t, b, name, "bytes", morning)
	files, err := b.List()
	if err != nil {
		t.Fatal(err)
	}
	rel, err := b.Refuse(read(t, b, files[0]), morning, []report.Named{{Name: name + "_danh-dau.xlsx", Data: []byte("x")}})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(b.Root, rel, safe(name))); err != nil || string(got) != "bytes" || len(safe(name)) > maxName || !strings.HasSuffix(safe(name), "ộ.xlsx") {
		t.Errorf("kept as %q: %q, %v", safe(name), got, err)
	}
}

// A file that takes the place of one that is being removed stays.
func TestRemoveLeavesWhatHasJustCome(t *testing.T) {
	b := box(t)
	put(t, b, "U01.xlsx", "old", morning)
	files, err := b.List()
	if err != nil {
		t.Fatal(err)
	}
	o := read(t, b, files[0])
	b.Before = func(step string) {
		if strings.HasPrefix(step, "put aside") {
			put(t, b, "U01.xlsx", "new", morning)
		}
	}
	if err := b.Remove(o); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(o.Disk); err != nil || string(got) != "new" {
		t.Errorf("inbox holds %q, %v", got, err)
	}
}

// A file that is still being copied has not settled; one that lies still has.
func TestSettled(t *testing.T) {
	b := box(t)
	put(t, b, "U01.xlsx", "whole", morning)
	files, err := b.List()
	if err != nil {
		t.Fatal(err)
	}
	o := read(t, b, files[0])
	if !b.Settled(o) {
		t.Error("a file that has lain for a day has not settled")
	}
	put(t, b, "U01.xlsx", "whole, and more", morning)
	if b.Settled(o) {
		t.Error("a file that has grown has settled")
	}
}

func TestInboxMayBeALinkOrMissing(t *testing.T) {
	b := box(t)
	put(t, b, "U01.xlsx", "x", morning)
	if err := os.Symlink(filepath.Join(b.Root, "inbox"), filepath.Join(b.Root, "link")); err != nil {
		t.Fatal(err)
	}
	b.Inbox = "link"
	if files, err := b.List(); err != nil || len(files) != 1 || files[0].Path != "link/U01.xlsx" {
		t.Errorf("through a link: %+v, %v", files, err)
	}
	b.Inbox = "none"
	if files, err := b.List(); err != nil || len(files) != 0 {
		t.Errorf("no folder: %+v, %v", files, err)
	}
}

func TestVerifyAndLeftOver(t *testing.T) {
	b := box(t)
	put(t, b, "U01.xlsx", "bytes", morning)
	put(t, b, ".vanthu-U01.xlsx.tmp", "by", morning)
	files, err := b.List()
	if err != nil {
		t.Fatal(err)
	}
	o := read(t, b, files[1])
	rel, err := b.Keep(o, 2025)
	if err != nil {
		t.Fatal(err)
	}
	refused, err := b.Refuse(o, morning, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range []report.Arrival{
		{State: report.Accepted, File: report.File{Name: "U01.xlsx", Archive: rel}},
		{State: report.Rejected, File: report.File{Name: "U01.xlsx", Archive: refused}},
	} {
		if err := b.Verify(b.Original(a), o.File.SHA256); err != nil {
			t.Error(err)
		}
	}
	if err := b.Verify(rel, "0"); !errors.Is(err, ErrChanged) {
		t.Errorf("other bytes: %v", err)
	}
	if err := b.Verify("archive/none.xlsx", "0"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	if got, err := b.Archived(); err != nil || cmp.Diff([]string{rel}, got) != "" {
		t.Errorf("archived: %v, %v", got, err)
	}
	if got, err := b.LeftOver("inbox"); err != nil || cmp.Diff([]string{"inbox/.vanthu-U01.xlsx.tmp"}, got) != "" {
		t.Errorf("left over: %v, %v", got, err)
	}
	if got, err := b.LeftOver("none"); err != nil || got != nil {
		t.Errorf("no folder: %v, %v", got, err)
	}
}

// A file too large to be read is refused without taking its room a second time.
func TestAHugeFileIsNotCopied(t *testing.T) {
	b := box(t)
	put(t, b, "phim.xlsx", "", time.Now())
	name := filepath.Join(b.Root, "inbox", "phim.xlsx")
	if err := os.Truncate(name, Limit+1); err != nil { // a hole, which takes no room
		t.Fatal(err)
	}
	files, err := b.List()
	if err != nil || len(files) != 1 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	o := read(t, b, files[0])
	if o.Data != nil || o.File.SHA256 == "" {
		t.Fatalf("%d bytes were read, hash %q", len(o.Data), o.File.SHA256)
	}
	rel, err := b.Refuse(o, time.Now(), nil)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := os.Stat(filepath.Join(b.Root, rel, "phim.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	lies, err := os.Stat(name)
	if err != nil || !os.SameFile(kept, lies) {
		t.Errorf("the bytes were written again: %v", err)
	}
	if err := b.Remove(o); err != nil {
		t.Fatal(err)
	}
	if sum, err := hashFile(filepath.Join(b.Root, rel, "phim.xlsx")); err != nil || sum != o.File.SHA256 {
		t.Errorf("kept: %s, %v", sum, err)
	}
}
