package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"time"

	"github.com/spf13/cobra"

	"vanthu/pipeline"
	"vanthu/pipeline/report"
	"vanthu/sources/inbox"
)

func newWatch(w *world) *cobra.Command {
	return &cobra.Command{
		Use:   "watch",
		Short: "Theo dõi inbox: tệp đến thì nhận ngay, cho tới khi bấm Ctrl-C",
		Long: "Theo dõi inbox và các thư mục con: tệp đến thì được nhận ngay như “vanthu ingest”, cho tới khi bấm Ctrl-C.\n" +
			"Tệp còn đang chép, hay đang mở bằng chương trình khác, được thử lại cho tới khi đọc được; kho dữ liệu bị giữ hay đĩa\n" +
			"đầy cũng vậy. Lệnh vanthu khác vẫn dùng được trong lúc này.\n\n" +
			"Bấm Ctrl-C thì tệp đang nhận được nhận nốt rồi mới dừng, mã thoát 0: dừng như vậy là xong việc.\n" +
			"Với --json: mỗi việc một dòng, event là watching, file, error hay stopped.",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runWatch(cmd.Context(), w) },
	}
}

// How the inbox is watched: on a disk of this computer the system tells of
// changes, and polling catches what it does not tell; on a network drive polling
// alone sees what other computers do.
var (
	diskPace    = inbox.Pace{Poll: 2 * time.Second, Quiet: time.Second, Most: 10 * time.Second, Events: true}
	networkPace = inbox.Pace{Poll: 10 * time.Second, Quiet: time.Second, Most: 10 * time.Second}
)

// What waits is tried again after this pause, which doubles up to the longest.
const (
	firstPause   = 3 * time.Second
	longestPause = time.Minute
)

// watcher takes files in as they come, and tells what is new.
type watcher struct {
	*office
	network  bool
	told     map[string]string // of each file that goes on lying in the inbox, what was said of it last
	trouble  string            // what was said of what keeps everything waiting; "" where nothing does
	received time.Time         // when what could not be taken in was noticed; zero where nothing waits for that
	ran      bool              // once, to its end
}

func runWatch(ctx context.Context, w *world) error {
	o, err := openFolder(w)
	if err != nil {
		return err
	}
	network, err := o.onNetwork()
	if err != nil {
		return err
	}
	if _, err := os.Stat(o.path(o.settings.Store)); errors.Is(err, fs.ErrNotExist) {
		return errNoStore
	}
	w.relaxed = true
	pace := diskPace
	if network {
		pace = networkPace
	}
	v := &watcher{office: o, network: network, told: map[string]string{}}
	tells := o.box().Watch(ctx, pace)
	if err := v.watching(fmt.Sprintf("Đang theo dõi thư mục %s; tệp đến thì được nhận ngay. Bấm Ctrl-C để dừng.", o.settings.Folders.Inbox)); err != nil {
		return err
	}
	var again <-chan time.Time
	pause := firstPause
	for {
		var at time.Time
		select {
		case <-ctx.Done():
			return v.tell("stopped", nil, "Đã dừng theo dõi.")
		case at = <-tells:
			pause = firstPause
		case <-again:
			at = w.clock()
			pause = min(2*pause, longestPause)
		}
		if ctx.Err() != nil {
			continue
		}
		waits, err := v.take(ctx, at)
		if err != nil {
			return err
		}
		again = nil
		if waits {
			again = time.After(pause)
		}
	}
}

// take takes in what lies in the inbox and was noticed then; waits tells that it
// should be tried again. An error is of telling alone: nobody listens any more.
func (v *watcher) take(ctx context.Context, at time.Time) (waits bool, err error) {
	if _, err := os.Stat(v.path(v.settings.Folders.Inbox)); err != nil {
		return true, v.complain(fmt.Sprintf("không thấy thư mục %s; khi nào có lại thì tệp trong đó được nhận tiếp", v.settings.Folders.Inbox))
	}
	files, err := v.box().List()
	if err == nil && v.ran && v.nothingNew(files) {
		return false, v.calm()
	}
	if v.received.IsZero() {
		v.received = at.In(report.Zone)
	}
	outcomes, err := v.ingest(ctx, v.received)
	waits, terr := v.tellNew(outcomes, err == nil)
	switch {
	case terr != nil:
		return false, terr
	case err != nil && ctx.Err() != nil:
		return false, nil // stopped as asked; the next run goes on from here
	case err != nil:
		v.w.log.Info("watch", "error", err)
		return true, v.complain(explain(err))
	}
	v.received, v.ran = time.Time{}, true
	return waits, v.calm()
}

// nothingNew tells whether nothing lies there but what never will be taken in and
// has been told.
func (v *watcher) nothingNew(files []report.Original) bool {
	for _, f := range files {
		if _, told := v.told[f.Path]; !f.Ignored || !told {
			return false
		}
	}
	return true
}

// ingest opens the store for one run: between two it is free for others.
func (v *watcher) ingest(ctx context.Context, received time.Time) (outcomes []pipeline.Outcome, err error) {
	if v.w.now != "" {
		if received, err = v.w.Now(); err != nil {
			return nil, err
		}
	}
	if err := v.openStore(ctx, false); err != nil {
		return nil, err
	}
	outcomes, err = runIngest(ctx, v.office, nil, received)
	return outcomes, errors.Join(err, v.store.Close())
}

// tellNew tells what became of files, of those that go on lying there only once;
// waits tells whether any does that is to be tried again. all tells that these are
// all that lay there.
func (v *watcher) tellNew(outcomes []pipeline.Outcome, all bool) (waits bool, err error) {
	before := maps.Clone(v.told)
	// One that is passed over is never told again, also where it goes and comes back.
	maps.DeleteFunc(v.told, func(_, said string) bool { return all && said != string(report.Ignored) })
	for _, x := range outcomes {
		path, said := x.Original.Path, string(x.Arrival.State)
		if x.Arrival.State != report.Waiting && x.Arrival.State != report.Ignored {
			said += " " + x.Arrival.File.SHA256
		}
		delete(v.told, path)
		if !x.Arrival.Cleared {
			v.told[path] = said
			waits = waits || x.Arrival.State != report.Ignored
		}
		if before[path] == said {
			continue
		}
		if err := v.tellFile(x); err != nil {
			return false, err
		}
	}
	return waits, nil
}

func (v *watcher) tellFile(x pipeline.Outcome) error {
	if v.w.json {
		return v.line(struct {
			Event string `json:"event"`
			At    string `json:"at"`
			fileJSON
		}{"file", instant(v.now()), outcomeJSON(x)})
	}
	var b bytes.Buffer
	v.printOutcome(&b, x, mostFindings)
	_, err := fmt.Fprintf(v.w.stdout, "%s  %s", clockWords(v.now()), &b)
	return err
}

// complain tells what keeps everything waiting, once for as long as it lasts.
func (v *watcher) complain(message string) error {
	if v.trouble == message {
		return nil
	}
	v.trouble = message
	return v.tell("error", map[string]any{"message": message}, "CHƯA NHẬN ĐƯỢC: "+message+". Việc theo dõi vẫn tiếp tục và tự thử lại.")
}

// calm tells that nothing keeps everything waiting any more, where something did.
func (v *watcher) calm() error {
	if v.trouble == "" {
		return nil
	}
	v.trouble = ""
	return v.watching("Đã nhận lại được bình thường.")
}

func (v *watcher) watching(words string) error {
	return v.tell("watching", map[string]any{"folder": v.settings.Folders.Inbox, "network": v.network}, words)
}

// tell tells an event: its kind and what belongs to it as a line of JSON, or in
// words.
func (v *watcher) tell(event string, more map[string]any, words string) error {
	if !v.w.json {
		_, err := fmt.Fprintf(v.w.stdout, "%s  %s\n", clockWords(v.now()), words)
		return err
	}
	line := map[string]any{"event": event, "at": instant(v.now())}
	for k, value := range more {
		line[k] = value
	}
	return v.line(line)
}

// line writes a line of JSON.
func (v *watcher) line(value any) error {
	e := json.NewEncoder(v.w.stdout)
	e.SetEscapeHTML(false)
	return e.Encode(value)
}

// now is the time by --now, else by the clock.
func (v *watcher) now() time.Time {
	now, err := v.w.Now()
	if err != nil { // main has read it already
		return v.w.clock()
	}
	return now
}
