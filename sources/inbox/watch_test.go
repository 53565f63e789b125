package inbox

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// fast is a pace at which a test need not wait long.
var fast = Pace{Poll: 20 * time.Millisecond, Quiet: 30 * time.Millisecond, Most: 300 * time.Millisecond}

// tells gives what a watch tells; it fails the test where a tell does not come.
type tells struct {
	t  *testing.T
	ch <-chan time.Time
}

func (x tells) one(what string) {
	x.t.Helper()
	select {
	case _, ok := <-x.ch:
		if !ok {
			x.t.Fatalf("%s: the watch has ended", what)
		}
	case <-time.After(30 * time.Second):
		x.t.Fatalf("%s: not told", what)
	}
}

// drain waits until nothing more is told.
func (x tells) drain() {
	for {
		select {
		case <-x.ch:
		case <-time.After(500 * time.Millisecond):
			return
		}
	}
}

func TestWatch(t *testing.T) {
	polling, events := fast, fast
	events.Events, events.Poll = true, 500*time.Millisecond
	for name, pace := range map[string]Pace{"polling": polling, "events": events} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := box(t)
			b.Now = time.Now
			inbox := filepath.Join(b.Root, "inbox")
			ctx, stop := context.WithCancel(context.Background())
			defer stop()
			x := tells{t, b.Watch(ctx, pace)}
			x.one("what lies there already")

			put(t, b, "a.xlsx", "a", morning)
			x.one("a new file")
			x.drain()
			put(t, b, "a.xlsx", "ab", morning)
			x.one("a file that has grown")
			x.drain()
			put(t, b, "Bệnh viện/b.xlsx", "b", morning)
			x.one("a file in a subfolder")
			x.drain()

			later := filepath.Join(inbox, "Sau", "nữa")
			if err := os.MkdirAll(later, 0o755); err != nil {
				t.Fatal(err)
			}
			x.one("a folder made later")
			x.drain()
			put(t, b, "Sau/nữa/c.xlsx", "c", morning)
			x.one("a file in a folder made later")
			x.drain()

			put(t, b, ".vanthu-c.xlsx.tmp", "c", morning)
			select {
			case <-x.ch:
				t.Error("a file of our own is told")
			case <-time.After(300 * time.Millisecond):
			}

			if err := os.RemoveAll(inbox); err != nil {
				t.Fatal(err)
			}
			x.one("the folder has gone")
			x.drain()
			if err := os.MkdirAll(inbox, 0o755); err != nil {
				t.Fatal(err)
			}
			x.one("the folder has come back")
			x.drain()
			put(t, b, "d.xlsx", "d", morning)
			x.one("a file in the folder that came back")

			stop()
			for range x.ch { // closed in the end
			}
		})
	}
}

// Files copied one after the other are told together; a change without an end is
// told all the same.
func TestWatchWaitsUntilItIsQuiet(t *testing.T) {
	b := box(t)
	b.Now = time.Now
	pace := Pace{Poll: 10 * time.Millisecond, Quiet: 500 * time.Millisecond, Most: time.Minute, Events: true}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	x := tells{t, b.Watch(ctx, pace)}
	x.one("what lies there already")
	// grow writes the file again and again, and tells the longest pause between.
	grow := func() (longest time.Duration) {
		last := time.Now()
		for i := range 20 {
			put(t, b, "a.xlsx", string(make([]byte, i)), time.Now())
			time.Sleep(20 * time.Millisecond)
			longest, last = max(longest, time.Since(last)), time.Now()
		}
		return longest
	}
	for try := 1; ; try++ {
		paused := grow()
		select {
		case <-x.ch:
			if paused < pace.Quiet {
				t.Error("told while the file was growing")
			} else if try < 20 {
				x.drain() // a busy machine has let it lie meanwhile
				continue
			} else {
				t.Fatal("the machine is too busy to tell")
			}
		default:
			x.one("the file is whole")
		}
		break
	}

	pace.Most = 200 * time.Millisecond
	short, stop2 := context.WithCancel(context.Background())
	defer stop2()
	x = tells{t, b.Watch(short, pace)}
	x.one("what lies there already")
	for try := 1; ; try++ { // a change without an end
		grow()
		select {
		case <-x.ch:
			return
		default:
		}
		if try == 50 {
			t.Fatal("a change without an end is not told")
		}
	}
}
