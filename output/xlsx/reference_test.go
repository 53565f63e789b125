//go:build reference

package xlsx

import (
	"cmp"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func TestMarkedCopyIsAValidPackage(t *testing.T) {
	shared := cmp.Or(os.Getenv("VANTHU_SHARED"), "../../../shared")
	marked, err := Mark(original(t), sampleFindings())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "marked.xlsx")
	if err := os.WriteFile(path, marked, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(filepath.Join(shared, "tools", "ooxml-check"), path).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
