package main

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Two intakes at once take turns: together they leave what one leaves.
func TestTwoIntakesAtOnce(t *testing.T) {
	t.Parallel()
	start := waitingWorkspace(t)
	undisturbed := filepath.Join(t.TempDir(), "w")
	copyWithTimes(t, start, undisturbed)
	wantExit(t, ingestIn(t, undisturbed), exitRefused)
	want := state(t, undisturbed)
	for range 5 {
		dir := filepath.Join(t.TempDir(), "w")
		copyWithTimes(t, start, dir)
		var wg sync.WaitGroup
		for range 2 {
			wg.Go(func() {
				if err := ingestIn(t, dir); err != nil && !strings.Contains(err.Error(), "exit status 1") {
					t.Errorf("one of two: %v", err)
				}
			})
		}
		wg.Wait()
		vanthu(t, exitDone, "--workspace", dir, "doctor")
		if diff := cmp.Diff(want, state(t, dir)); diff != "" {
			t.Errorf("two at once (-one +two):\n%s", diff)
		}
	}
}

// A store that another program holds is waited for; where it stays held, intake
// stops with words, and the next run ends as if nothing had been.
func TestAStoreHeldByAnotherProgram(t *testing.T) {
	t.Parallel()
	start := waitingWorkspace(t)
	undisturbed, dir := filepath.Join(t.TempDir(), "w"), filepath.Join(t.TempDir(), "w")
	copyWithTimes(t, start, undisturbed)
	copyWithTimes(t, start, dir)
	wantExit(t, ingestIn(t, undisturbed), exitRefused)
	db, err := sql.Open("sqlite3", filepath.Join(dir, "vanthu.db")+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	err = ingestIn(t, dir)
	wantExit(t, err, exitFailed)
	if !strings.Contains(err.Error(), "đang") {
		t.Errorf("the words for a held store: %v", err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	wantExit(t, ingestIn(t, dir), exitRefused)
	if diff := cmp.Diff(state(t, undisturbed), state(t, dir)); diff != "" {
		t.Errorf("after the store was held (-undisturbed +got):\n%s", diff)
	}
}
