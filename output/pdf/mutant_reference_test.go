//go:build reference

package pdf

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// Real documents are broken in every way that the mutators know, as many as
// there is time for.
func TestReferenceMutants(t *testing.T) {
	const budget = 75 * time.Second
	files, err := filepath.Glob(filepath.Join(shared(t), "corpora", "docx", "*.docx"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents: %v", err)
	}
	start, total := time.Now(), 0
	for seed := uint64(1); seed <= 6; seed++ {
		for _, file := range files {
			if time.Since(start) > budget {
				break
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			total += breakAll(t, filepath.Base(file), data, seed, 1)
		}
	}
	if total < 200 {
		t.Errorf("only %d documents in %v", total, budget)
	}
	t.Logf("%d broken documents in %.0f s", total, time.Since(start).Seconds())
}
