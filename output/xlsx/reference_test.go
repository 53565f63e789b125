//go:build reference

package xlsx

import (
	"cmp"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func TestReferenceWorkbooksAreValid(t *testing.T) {
	shared := cmp.Or(os.Getenv("VANTHU_SHARED"), "../../../shared")
	marked, _, err := Mark(original(t), sampleFindings())
	if err != nil {
		t.Fatal(err)
	}
	consolidated, err := Consolidated(sampleFigures(t))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, data := range map[string][]byte{"marked.xlsx": marked, "tong-hop.xlsx": consolidated} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command(filepath.Join(shared, "tools", "ooxml-check"), path).CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	}
}
