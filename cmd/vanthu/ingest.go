package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"vanthu/pipeline"
	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
	"vanthu/sources/inbox"
	"vanthu/sources/spreadsheet"
	"vanthu/sources/store"
	"vanthu/sources/workbook"
)

func newIngest(w *world) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "ingest [TỆP…]",
		Short: "Nhận các tệp đang nằm trong inbox (hoặc các tệp nêu tên)",
	}
	received := cmd.Flags().String("received", "", "`THỜI-ĐIỂM` nhận, nếu khác bây giờ, ví dụ 2025-06-16T08:30:00+07:00")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		at, err := w.Now()
		if err != nil {
			return err
		}
		if *received != "" {
			if at, err = parseInstant("--received", *received); err != nil {
				return err
			}
		}
		w.relaxed, w.retries = true, []time.Duration{time.Second, 3 * time.Second}
		return inOffice(cmd.Context(), w, false, func(o *office) error {
			outcomes, err := runIngest(cmd.Context(), o, args, at)
			if err != nil && len(outcomes) == 0 {
				return err
			}
			if perr := printOutcomes(cmd.Context(), o, outcomes); err == nil {
				err = perr
			}
			if err != nil {
				return err
			}
			for _, x := range outcomes {
				if x.Arrival.State == report.Rejected {
					return errRefused
				}
			}
			return nil
		})
	}
	return cmd
}

// runIngest takes in the files named, or else what lies in the inbox.
func runIngest(ctx context.Context, o *office, names []string, received time.Time) ([]pipeline.Outcome, error) {
	done, err := o.alone(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	box := o.box()
	files, err := filesToTake(box, names)
	if err != nil {
		return nil, err
	}
	plans, newest, err := o.plans(ctx)
	if err != nil {
		return nil, err
	}
	reader := workbook.NewReader(workbook.Context{
		Plan: plans, InForce: o.inForce(ctx),
		Last: o.lastFigures(context.WithoutCancel(ctx), received),
	})
	step, finish := progress(o.w, len(files), "Đang nhận")
	defer finish()
	defer debug.SetGCPercent(debug.SetGCPercent(shortRun))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(ingestMemory))
	// As many readers as cores, and a place for the one that writes: it waits for the
	// disk again and again, and must not each time queue behind the readers too.
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(runtime.GOMAXPROCS(0) + 1))
	in := pipeline.Ingest{
		Box: box, Ledger: o.store, Received: received, Progress: step, Before: o.w.before, Batch: o.w.batch,
		Retries: o.w.retries,
		Pause: func(ctx context.Context, d time.Duration) bool {
			fmt.Fprintln(o.w.stderr, "Có tệp đang được chương trình khác giữ hoặc đang chép dở; đợi rồi thử lại…")
			select {
			case <-ctx.Done():
				return false
			case <-time.After(d):
				return true
			}
		},
		Endless: spreadsheet.Endless,
		Held:    held,
		Read: func(file string, data []byte) (*report.Submission, []finding.Finding) {
			if data == nil {
				return nil, []finding.Finding{{
					Severity: finding.Error, Code: "tep-qua-lon", Pos: finding.Pos{File: file},
					Message: fmt.Sprintf("tệp lớn hơn %d MB, không thể là biểu mẫu báo cáo", inbox.Limit>>20), Hint: "gửi lại đúng biểu mẫu đã được cấp; ảnh và tài liệu kèm theo gửi riêng",
				}}
			}
			return reader.Read(file, data)
		},
		Unpack: func(file string, data []byte) ([]report.Named, bool, []finding.Finding) {
			files, ok, err := spreadsheet.Unpack(data, spreadsheet.Limits{Unpacked: 4 * inbox.Limit})
			if err != nil {
				return nil, true, []finding.Finding{spreadsheet.Refused(err).Finding(file)}
			}
			return files, ok, nil
		},
		Crash: func(path string, cause any, stack []byte) {
			o.w.log.Error("ingest", "file", path, "panic", cause, "stack", string(stack))
		},
		Answers: o.answers(context.WithoutCancel(ctx), plans, newest), Write: o.writeOutput,
	}
	outcomes, err := in.Run(ctx, files)
	for _, x := range outcomes {
		o.w.log.Info("ingest", "file", x.Original.Path, "state", x.Arrival.State, "unit", x.Arrival.Unit, "period", x.Arrival.Period.String(), "revision", x.Arrival.Revision, "problems", len(x.Problems))
	}
	return outcomes, err
}

// lastFigures gives a unit's figures of a period, as they stood before the run:
// files are read ahead of those before them. Each period is loaded once.
func (o *office) lastFigures(ctx context.Context, received time.Time) func(unit string, p report.Period) []report.Cell {
	var mu sync.Mutex
	periods := map[report.Period]map[string][]report.Cell{}
	return func(unit string, p report.Period) []report.Cell {
		mu.Lock()
		defer mu.Unlock()
		units, ok := periods[p]
		if !ok {
			var err error
			if units, err = o.store.CellsBefore(ctx, p, received); err != nil {
				o.w.log.Warn("ingest", "last figures", p.String(), "error", err)
			}
			periods[p] = units
		}
		return units[unit]
	}
}

// ingestMemory is where everything is swept at once: 250 MB hold the garbage and
// what the store takes beside it.
const ingestMemory = 150 << 20

// filesToTake lists the files named, or else what lies in the inbox. A name that
// is no file stops the whole command before anything is taken in.
func filesToTake(box inbox.Box, names []string) ([]report.Original, error) {
	if len(names) == 0 {
		return box.List()
	}
	var files []report.Original
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil {
			return nil, err
		}
		if info.IsDir() {
			return nil, usagef("%s là thư mục; nêu tên từng tệp, hoặc bỏ các tệp vào inbox", name)
		}
		files = append(files, inbox.Named(name))
	}
	return files, nil
}

// held says why a file cannot be read or removed now, where that is the file's
// own and may pass.
func held(err error) (why string, ok bool) {
	switch {
	case err == nil:
		return "", false
	case errors.Is(err, inbox.ErrBusy):
		return "tệp đang được chương trình khác mở hoặc đang chép dở", true
	case errors.Is(err, fs.ErrPermission):
		return "không có quyền đọc hoặc xóa tệp này", true
	case errors.Is(err, fs.ErrNotExist):
		return "tệp vừa bị lấy đi hoặc đổi tên", true
	}
	return "", false
}

// inForce gives the plan in force for a period, nil where there is none; each is
// loaded once.
func (o *office) inForce(ctx context.Context) func(report.Period) *report.Plan {
	loaded := map[report.Period]*report.Plan{}
	var mu sync.Mutex
	return func(p report.Period) *report.Plan {
		mu.Lock()
		defer mu.Unlock()
		plan, ok := loaded[p]
		if !ok {
			plan, _ = o.store.PlanFor(ctx, p)
			loaded[p] = plan
		}
		return plan
	}
}

// plans gives the newest plan of a year, nil where there is none, and that of the
// last year; plans are loaded once.
func (o *office) plans(ctx context.Context) (of func(year int) *report.Plan, newest *report.Plan, err error) {
	years, err := o.store.Years(ctx)
	if err != nil {
		return nil, nil, err
	}
	if len(years) == 0 {
		return nil, nil, store.ErrNoPlan // the office's fault, not to be told to the units
	}
	loaded := map[int]*report.Plan{}
	for _, year := range years {
		if loaded[year], err = o.store.NewestPlan(ctx, year); err != nil {
			return nil, nil, err
		}
	}
	return func(year int) *report.Plan { return loaded[year] }, loaded[slices.Max(years)], nil
}

// fileJSON is what ingest says of a file (contract, section 5).
type fileJSON struct {
	File       string            `json:"file"`
	SHA256     *string           `json:"sha256"`
	State      string            `json:"state"`
	Unit       *string           `json:"unit"`
	Period     *string           `json:"period"`
	Revision   *int              `json:"revision"`
	ReceivedAt *string           `json:"received_at"`
	Kept       *string           `json:"kept"`
	Problems   []finding.Finding `json:"problems"`
}

func outcomeJSON(x pipeline.Outcome) fileJSON {
	a := x.Arrival
	j := fileJSON{File: x.Original.Path, State: string(a.State), Problems: []finding.Finding{}}
	j.Problems = append(j.Problems, x.Problems...)
	j.SHA256, j.Unit, j.Kept = orNull(a.File.SHA256), orNull(a.Unit), orNull(a.File.Archive)
	if !a.Period.IsZero() {
		j.Period = orNull(a.Period.String())
	}
	if a.Revision > 0 {
		j.Revision = &a.Revision
	}
	if a.State != report.Waiting && a.State != report.Ignored {
		j.ReceivedAt = orNull(instant(a.ReceivedAt))
	}
	return j
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// instant writes an instant as JSON shows it: RFC 3339, Vietnam's time.
func instant(t time.Time) string { return t.In(report.Zone).Format(time.RFC3339) }
