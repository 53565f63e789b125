package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The files of a zip are judged each by itself; the zip is kept whole beside them,
// and one that holds nothing to take in goes back.
func TestAZipIsOpenedOnce(t *testing.T) {
	t.Parallel()
	dir := waitingWorkspace(t)
	good := []byte(readFile(t, dir, "inbox/U03_2025-6T.xlsx"))
	inbox := func(name string, data []byte) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "inbox", name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	inbox("lồng.zip", zipOf(t, "trong.zip", zipOf(t, "U03.xlsx", good)))
	inbox("rỗng.zip", zipOf(t, "__MACOSX/x", []byte("x")))
	inbox("trùng.zip", zipOf(t, "../../U03.xlsx", good))
	said := parse[struct {
		Files []struct {
			File, State string
			Unit        *string
			Problems    []struct{ Code string }
		}
	}](t, vanthu(t, exitRefused, "--workspace", dir, "ingest", "--json", "--received", "2025-06-16T09:00:00+07:00"))
	var got []string
	for _, f := range said.Files {
		if strings.Contains(f.File, ".zip") {
			line := f.File + " " + f.State
			if f.Unit != nil {
				line += " " + *f.Unit
			}
			for _, p := range f.Problems {
				if p.Code == "tep-nen" || p.Code == "loai-tep-la" {
					line += " " + p.Code
				}
			}
			got = append(got, line)
		}
	}
	want := []string{
		"inbox/U04-U05.zip/U04_2025-6T.xlsx accepted U04", "inbox/U04-U05.zip/khoa/U05_2025-6T.xlsx rejected U05", "inbox/U04-U05.zip accepted tep-nen",
		"inbox/lồng.zip/trong.zip rejected loai-tep-la", "inbox/lồng.zip rejected tep-nen",
		"inbox/rỗng.zip rejected tep-nen",
		"inbox/trùng.zip/U03.xlsx duplicate U03", "inbox/trùng.zip duplicate tep-nen",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files of zips (-want +got):\n%s", diff)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "inbox", "*")); len(left) != 2 { // the folder and the lock file
		t.Errorf("in the inbox still: %v", left)
	}
}
