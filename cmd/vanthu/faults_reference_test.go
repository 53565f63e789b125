//go:build reference

package main

import (
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// realVanthu builds the program itself.
func realVanthu(t *testing.T) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "vanthu")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return bin
}

func ingestCommand(bin, dir string) *exec.Cmd {
	return exec.Command(bin, "--workspace", dir, "ingest", "--received", "2025-06-16T09:00:00+07:00")
}

// ended runs ingest to its end, which is that some files go back.
func ended(t *testing.T, bin, dir string) {
	t.Helper()
	out, err := ingestCommand(bin, dir).CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitRefused {
		t.Fatalf("ingest: %v\n%s", err, out)
	}
}

// Killed at 200 instants that chance chooses, ingest loses nothing and takes
// nothing in twice.
func TestReferenceRandomKills(t *testing.T) {
	bin := realVanthu(t)
	start := waitingWorkspace(t)
	undisturbed := filepath.Join(t.TempDir(), "w")
	copyWithTimes(t, start, undisturbed)
	begun := time.Now()
	ended(t, bin, undisturbed)
	whole := time.Since(begun)
	want := state(t, undisturbed)
	chance := rand.New(rand.NewPCG(5, 200))
	kills, rounds := 0, 0
	for ; kills < 200; rounds++ {
		dir := filepath.Join(t.TempDir(), "w")
		copyWithTimes(t, start, dir)
		for range 4 { // several times in a row
			cmd := ingestCommand(bin, dir)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Duration(chance.Int64N(int64(whole))))
			if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
				t.Fatal(err)
			}
			if err := cmd.Wait(); err != nil && strings.Contains(err.Error(), "killed") {
				kills++
			}
		}
		if out, err := ingestCommand(bin, dir).CombinedOutput(); err != nil {
			wantExit(t, errors.New(err.Error()+string(out)), exitRefused)
		}
		if out, err := exec.Command(bin, "--workspace", dir, "doctor").CombinedOutput(); err != nil {
			t.Errorf("doctor: %v\n%s", err, out)
		}
		if diff := cmp.Diff(want, state(t, dir)); diff != "" {
			t.Fatalf("killed at random and run again (-undisturbed +got):\n%s", diff)
		}
	}
	t.Logf("%d kills in %d rounds, within %v each", kills, rounds, whole.Round(time.Millisecond))
}

// On a disk that fills up, ingest stops with words and leaves nothing half done:
// with more room, the next run ends as an undisturbed one. Needs root, for mount.
func TestReferenceFullDisk(t *testing.T) {
	bin := realVanthu(t)
	start := waitingWorkspace(t)
	undisturbed := filepath.Join(t.TempDir(), "w")
	copyWithTimes(t, start, undisturbed)
	ended(t, bin, undisturbed)
	want := state(t, undisturbed)
	disk := t.TempDir()
	full := 0
	for room := 0; room <= 1200; room += 40 { // KiB free beside the workspace
		if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=64m"); err != nil {
			t.Fatalf("mount a small disk: %v", err)
		}
		dir := filepath.Join(disk, "w")
		copyWithTimes(t, start, dir)
		if left := fillDisk(t, disk, int64(room)<<10); left < 0 {
			t.Fatal("the disk cannot be filled")
		}
		out, err := ingestCommand(bin, dir).CombinedOutput()
		var exit *exec.ExitError
		switch {
		case !errors.As(err, &exit):
			t.Fatalf("room of %d KiB: ingest: %v\n%s", room, err, out)
		case exit.ExitCode() == exitFailed:
			full++
			if !strings.Contains(string(out), "đầy") {
				t.Errorf("room of %d KiB: a full disk is not told:\n%s", room, out)
			}
		case exit.ExitCode() != exitRefused:
			t.Fatalf("room of %d KiB: ingest: %v\n%s", room, err, out)
		}
		if err := os.Remove(filepath.Join(disk, "filler")); err != nil {
			t.Fatal(err)
		}
		if out, err := ingestCommand(bin, dir).CombinedOutput(); err != nil {
			wantExit(t, errors.New(err.Error()+string(out)), exitRefused)
		}
		if out, err := exec.Command(bin, "--workspace", dir, "doctor").CombinedOutput(); err != nil {
			t.Errorf("room of %d KiB: doctor: %v\n%s", room, err, out)
		}
		diff := cmp.Diff(want, state(t, dir))
		if err := syscall.Unmount(disk, 0); err != nil {
			t.Fatal(err)
		}
		if diff != "" {
			t.Fatalf("room of %d KiB, then more (-undisturbed +got):\n%s", room, diff)
		}
	}
	if full < 5 {
		t.Errorf("the disk was full %d times only; the test no longer fills it", full)
	}
	t.Logf("the disk was full in %d of 31 runs", full)
}

// fillDisk leaves so many bytes free, in a file that is called filler.
func fillDisk(t *testing.T, disk string, free int64) int64 {
	t.Helper()
	var s syscall.Statfs_t
	if err := syscall.Statfs(disk, &s); err != nil {
		t.Fatal(err)
	}
	left := int64(s.Bavail)*s.Bsize - free
	if left < 0 {
		return left
	}
	f, err := os.Create(filepath.Join(disk, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	zeros := make([]byte, 64<<10)
	for n := left; n > 0; n -= int64(len(zeros)) {
		if _, err := f.Write(zeros[:min(n, int64(len(zeros)))]); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return left
}
