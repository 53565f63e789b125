package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the test binary be the program: for the scripts, and for the
// tests that kill it.
func TestMain(m *testing.M) {
	testscript.Main(cleaner{m}, map[string]func(){
		"vanthu": func() { os.Exit(runForTests()) },
	})
}

// cleaner runs the tests and removes the demos they have shared.
type cleaner struct{ m *testing.M }

func (c cleaner) Run() int {
	code := c.m.Run()
	for _, dir := range demos.dirs {
		_ = os.RemoveAll(filepath.Dir(dir))
	}
	return code
}

// runForTests is main, except that the program kills itself before the step whose
// number VANTHU_KILL_AT gives, asks itself to stop before that of VANTHU_STOP_AT,
// and counts its steps into VANTHU_COUNT_STEPS.
func runForTests() int {
	w := &world{stdout: os.Stdout, stderr: os.Stderr, clock: time.Now, batch: 3} // a few files make several batches
	killAt, _ := strconv.Atoi(os.Getenv("VANTHU_KILL_AT"))
	stopAt, _ := strconv.Atoi(os.Getenv("VANTHU_STOP_AT"))
	steps := 0
	w.before = func(string) {
		steps++
		self, err := os.FindProcess(os.Getpid())
		if err != nil {
			return
		}
		switch steps {
		case stopAt:
			_ = self.Signal(syscall.SIGTERM)
		case killAt:
			_ = self.Kill() // SIGKILL: nothing of ours runs after it
			select {}
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	code := run(ctx, os.Args[1:], w)
	if name := os.Getenv("VANTHU_COUNT_STEPS"); name != "" {
		if err := os.WriteFile(name, []byte(strconv.Itoa(steps)), 0o644); err != nil {
			panic(err)
		}
	}
	return code
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

// vanthu runs a command line in this process and gives what it printed; the exit
// status must be the one wanted.
func vanthu(t testing.TB, want int, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	w := &world{stdout: &out, stderr: &errs, clock: func() time.Time { return demoNow }}
	if code := run(context.Background(), args, w); code != want {
		t.Fatalf("vanthu %s: exit %d, want %d\n%s%s", strings.Join(args, " "), code, want, out.String(), errs.String())
	}
	return out.String()
}

// parse reads JSON that a command printed.
func parse[T any](t testing.TB, text string) T {
	t.Helper()
	var v T
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return v
}

// copyDir copies a workspace.
func copyDir(t testing.TB, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}
