package inbox

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/windows"
)

// hold opens a file as Excel does: others may read it, and neither write nor delete.
func hold(t *testing.T, name string) (letGo func()) {
	t.Helper()
	path, err := windows.UTF16PtrFromString(name)
	if err != nil {
		t.Fatal(err)
	}
	h, err := windows.CreateFile(path, windows.GENERIC_READ, windows.FILE_SHARE_READ, nil, windows.OPEN_EXISTING, windows.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := windows.CloseHandle(h); err != nil {
			t.Error(err)
		}
	}
}

func TestRemoveOfAFileThatIsOpen(t *testing.T) {
	b := box(t)
	put(t, b, "U01.xlsx", "x", morning)
	files, err := b.List()
	if err != nil {
		t.Fatal(err)
	}
	o := read(t, b, files[0]) // Excel lets others read
	letGo := hold(t, o.Disk)
	if err := b.Remove(o); !errors.Is(err, ErrBusy) {
		t.Errorf("open in Excel: %v, want ErrBusy", err)
	}
	go func() {
		time.Sleep(40 * time.Millisecond)
		letGo()
	}()
	if err := b.Remove(o); err != nil {
		t.Errorf("closed meanwhile: %v", err)
	}
	if _, err := os.Stat(o.Disk); err == nil {
		t.Error("the file is still there")
	}
}

func TestReplaceAFileThatIsOpen(t *testing.T) {
	b := box(t)
	name := filepath.Join(b.Root, "bao-cao.docx")
	if err := b.Replaceable(name); err != nil {
		t.Errorf("no file: %v", err)
	}
	if err := b.WriteFile(name, []byte("old")); err != nil {
		t.Fatal(err)
	}
	letGo := hold(t, name)
	if err := b.Replaceable(name); !errors.Is(err, ErrBusy) {
		t.Errorf("open in Word: %v, want ErrBusy", err)
	}
	if err := b.WriteFile(name, []byte("new")); err == nil {
		t.Error("written over a file that is open")
	}
	if data, err := os.ReadFile(name); err != nil || string(data) != "old" {
		t.Errorf("%q, %v", data, err)
	}
	go func() {
		time.Sleep(200 * time.Millisecond)
		letGo()
	}()
	if err := b.Replaceable(name); err != nil {
		t.Errorf("closed meanwhile: %v", err)
	}
	if err := b.WriteFile(name, []byte("new")); err != nil {
		t.Error(err)
	}
}
