package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/windows"
)

// opened opens a file as Word and Excel do: others may read it, and neither write
// nor delete.
func opened(t *testing.T, name string) {
	t.Helper()
	path, err := windows.UTF16PtrFromString(name)
	if err != nil {
		t.Fatal(err)
	}
	h, err := windows.CreateFile(path, windows.GENERIC_READ, windows.FILE_SHARE_READ, nil, windows.OPEN_EXISTING, windows.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = windows.CloseHandle(h) })
}

// A report whose PDF somebody looks at is not half replaced: neither file is, nor
// any other document of the run.
func TestBuildOverAFileThatIsOpen(t *testing.T) {
	dir := demoWorkspace(t)
	docx := filepath.Join(dir, "output", "2025-6T", "bao-cao-6T.docx")
	before, err := os.ReadFile(docx)
	if err != nil {
		t.Fatal(err)
	}
	opened(t, strings.TrimSuffix(docx, ".docx")+".pdf")
	vanthu(t, exitFailed, "--workspace", dir, "--now", "2025-07-30T09:00:00+07:00", "build", "--period", "2025-6T")
	if after, err := os.ReadFile(docx); err != nil || string(after) != string(before) {
		t.Errorf("the DOCX has changed: %v", err)
	}
}

// A file that is open in Excel is taken in, and stays where it lies until it is
// closed.
func TestIngestAFileThatIsOpen(t *testing.T) {
	dir := waitingWorkspace(t)
	names, err := filepath.Glob(filepath.Join(dir, "inbox", "U01*.xlsx"))
	if err != nil || len(names) == 0 {
		t.Fatalf("%q, %v", names, err)
	}
	opened(t, names[0])
	wantExit(t, ingestIn(t, dir), exitRefused) // another file of the workspace is
	if _, err := os.Stat(names[0]); err != nil {
		t.Errorf("the open file has gone: %v", err)
	}
	vanthu(t, exitDone, "--workspace", dir, "history", "--unit", "U01", "--period", "2025-6T")
}
