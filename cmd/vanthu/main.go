// Command vanthu gathers the units' spreadsheets of a health department's
// reporting period and writes its official documents: one batch program over one
// folder, the workspace.
//
//	vanthu demo                          a sample workspace, the whole job run on it
//	vanthu init THƯ-MỤC                  a new workspace to begin with
//	vanthu plan import ke-hoach.xlsx     the year's plan
//	vanthu forms --period 2025-6T        the units' forms
//	vanthu ingest                        take in what lies in inbox/
//	vanthu build --period 2025-6T        the report, as DOCX and PDF
//
// This package wires the rooms together; each subcommand is a file of its own,
// with its help, its options, and a run function that takes all it needs.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"vanthu/pipeline/report"
)

// Exit statuses, an interface (contract, section 5).
const (
	exitDone        = 0
	exitRefused     = 1
	exitUsage       = 2
	exitFailed      = 3
	exitInterrupted = 130
)

// errRefused ends a command that did its work though some input was refused; its
// words have been said already.
var errRefused = errors.New("some input was refused")

// usageError is a wrong use of the command line.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

func usagef(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// world is what the program meets outside: streams, clock, and what every
// command may be told.
type world struct {
	stdout, stderr io.Writer
	log            *slog.Logger
	clock          func() time.Time
	relaxed        bool              // what is committed to the store is synced by batches
	retries        []time.Duration   // after which files that are held are tried again
	batch          int               // files that intake makes lasting at once; 0 is its own number
	before         func(step string) // tests stop the program at a step; nil otherwise

	workspace string
	json      bool
	now       string
	verbose   bool
}

// Now is the time by --now, else by the clock.
func (w *world) Now() (time.Time, error) {
	if w.now == "" {
		return w.clock().In(report.Zone), nil
	}
	return parseInstant("--now", w.now)
}

func parseInstant(flag, text string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, usagef("%s %q không phải thời điểm; ví dụ đúng: 2025-06-16T08:30:00+07:00", flag, text)
	}
	return t.In(report.Zone), nil
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], &world{stdout: os.Stdout, stderr: os.Stderr, clock: time.Now})
	stop()
	os.Exit(code)
}

// run runs a command line and gives the exit status.
func run(ctx context.Context, args []string, w *world) int {
	level := slog.LevelWarn
	w.log = slog.New(slog.NewTextHandler(w.stderr, &slog.HandlerOptions{Level: &level}))
	root := newRoot(w, &level)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errRefused):
		return exitRefused
	case ctx.Err() != nil:
		fmt.Fprintln(w.stderr, "vanthu: đã dừng theo yêu cầu; chạy lại lệnh sẽ làm tiếp phần còn lại")
		return exitInterrupted
	case errors.As(err, &usage):
		fmt.Fprintln(w.stderr, "vanthu:", usage.text)
		return exitUsage
	}
	fmt.Fprintln(w.stderr, "vanthu:", explain(err))
	return exitFailed
}

func newRoot(w *world, level *slog.Level) *cobra.Command {
	root := &cobra.Command{
		Use:           "vanthu",
		Short:         "Tổng hợp báo cáo tuyên truyền cải cách hành chính của ngành y tế",
		Long:          "vanthu nhận bảng tính của các đơn vị, cộng số liệu theo nội dung và đơn vị, rồi dựng báo cáo của Sở\ndưới dạng DOCX và PDF đúng thể thức Nghị định 30/2020/NĐ-CP.\n\nMã thoát: 0 xong; 1 xong, nhưng có tệp bị trả lại; 2 dùng sai lệnh; 3 không làm được; 130 bị ngắt.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE: func(*cobra.Command, []string) error {
			if w.verbose {
				*level = slog.LevelInfo
			}
			_, err := w.Now()
			return err
		},
	}
	root.SetOut(w.stdout)
	root.SetErr(w.stderr)
	root.SetUsageTemplate(usageTemplate)
	root.SetHelpCommand(&cobra.Command{Hidden: true})
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{flagWords(err)} })
	f := root.PersistentFlags()
	f.StringVar(&w.workspace, "workspace", "", "`THƯ-MỤC` làm việc (mặc định: thư mục hiện tại)")
	f.BoolVar(&w.json, "json", false, "in kết quả dạng JSON")
	f.BoolVarP(&w.verbose, "verbose", "v", false, "ghi từng bước ra màn hình")
	f.StringVar(&w.now, "now", "", "coi như bây giờ là `THỜI-ĐIỂM` này, ví dụ 2025-06-16T08:30:00+07:00")
	f.BoolP("help", "h", false, "xem hướng dẫn của lệnh")
	root.AddCommand(
		newDemo(w), newInit(w), newPlan(w), newForms(w), newIngest(w), newWatch(w), newHistory(w), newRevert(w), newStatus(w), newData(w), newTrace(w), newBuild(w), newNotes(w),
		newTemplates(w), newFields(w), newFill(w), newRender(w), newDoctor(w), newVersion(w),
	)
	quietUse(root)
	return root
}

// quietUse drops cobra's English "[flags]" from every usage line.
func quietUse(cmd *cobra.Command) {
	cmd.DisableFlagsInUseLine = true
	for _, c := range cmd.Commands() {
		quietUse(c)
	}
}

// noArgs and exactArgs are cobra's checks with Vietnamese words.
func noArgs(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case cmd.HasAvailableSubCommands():
		return usagef("không có lệnh %q; gõ “%s --help” để xem các lệnh", args[0], cmd.CommandPath())
	}
	return usagef("lệnh này không nhận thêm %q; gõ “%s --help” để xem cách dùng", args[0], cmd.CommandPath())
}

func exactArgs(n int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != n {
			return usagef("lệnh này cần %s", what)
		}
		return nil
	}
}
