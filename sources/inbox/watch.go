package inbox

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Pace says how the inbox is watched.
type Pace struct {
	Poll   time.Duration // the folder is looked at this often, whatever the system says
	Quiet  time.Duration // nothing may change for so long before a change is told: files copied together come together
	Most   time.Duration // but a change is held back no longer than this
	Events bool          // let the system tell of changes; over a network it cannot
}

// Watch tells each time that something may have changed in the inbox, by the
// instant at which that was noticed; first of all, for what lies there already.
// Telling too often does no harm. A tell that is not taken stands for those that
// follow it. The folder may vanish and come back. The channel is closed when ctx
// ends.
func (b Box) Watch(ctx context.Context, p Pace) <-chan time.Time {
	tells := make(chan time.Time, 1)
	w := &watch{box: b, pace: p}
	go func() {
		defer close(tells)
		w.run(ctx, tells)
	}()
	return tells
}

// watch is a Watch that runs. Without the system's events its channels are nil,
// and polling alone tells.
type watch struct {
	box    Box
	pace   Pace
	system *fsnotify.Watcher
	events chan fsnotify.Event
	errors chan error // more events than the system could keep: look again
}

func (w *watch) run(ctx context.Context, tells chan<- time.Time) {
	if w.pace.Events {
		if system, err := fsnotify.NewWatcher(); err == nil {
			w.system, w.events, w.errors = system, system.Events, system.Errors
			defer system.Close()
		}
	}
	poll := time.NewTicker(w.pace.Poll)
	defer poll.Stop()
	for {
		noticed := w.box.Now()
		view := w.settle(ctx)
		if ctx.Err() != nil {
			return
		}
		select {
		case tells <- noticed:
		default:
		}
		for changed := false; !changed; {
			select {
			case <-ctx.Done():
				return
			case e := <-w.events:
				changed = concerns(e)
			case <-w.errors:
				changed = true
			case <-poll.C:
				changed = w.look() != view
			}
		}
	}
}

// settle waits until nothing has changed for a while, and gives the last look.
func (w *watch) settle(ctx context.Context) (view string) {
	most := time.After(w.pace.Most)
	quiet := time.NewTimer(w.pace.Quiet)
	defer quiet.Stop()
	view = w.look()
	for {
		select {
		case <-ctx.Done():
			return view
		case <-most:
			return w.look()
		case e := <-w.events:
			if concerns(e) {
				quiet.Reset(w.pace.Quiet)
			}
		case <-w.errors:
			quiet.Reset(w.pace.Quiet)
		case <-quiet.C:
			now := w.look()
			if now == view {
				return view
			}
			view = now
			quiet.Reset(w.pace.Quiet)
		}
	}
}

// concerns tells whether an event may be of a file that somebody sends: it is none
// of ours, and more than a change of rights.
func concerns(e fsnotify.Event) bool {
	return e.Op != fsnotify.Chmod && !strings.HasPrefix(filepath.Base(e.Name), temporary)
}

// look lists names, sizes and times of what lies in the inbox, and has the system
// tell of changes in every folder that it meets, also in those made since. Two
// looks that are equal saw the same.
func (w *watch) look() (view string) {
	root, err := filepath.EvalSymlinks(w.box.disk(w.box.Inbox))
	if err != nil {
		return "no inbox"
	}
	var b strings.Builder
	_ = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			fmt.Fprintln(&b, p, "cannot be read")
			return nil // what can be read is looked at
		case strings.HasPrefix(d.Name(), temporary):
			return nil
		case d.IsDir():
			if w.system != nil {
				_ = w.system.Add(p) // where that cannot be, polling tells
			}
			fmt.Fprintln(&b, p)
		default:
			if info, err := d.Info(); err == nil {
				fmt.Fprintln(&b, p, info.Size(), info.ModTime().UnixNano())
			}
		}
		return nil
	})
	return b.String()
}
