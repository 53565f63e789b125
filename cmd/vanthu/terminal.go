package main

// The rules for the terminal, all wording that is not a single command's own:
// results go to stdout, everything else to stderr; with --json stdout holds JSON
// alone; what a person reads is Vietnamese; no colour, since the office's
// terminals show it as rubbish; a progress bar only for long work, on stderr,
// and only where that is a terminal.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
	"vanthu/sources/inbox"
	"vanthu/sources/store"
)

const usageTemplate = `Cách dùng:{{if .Runnable}}
  {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} [lệnh]

Các lệnh:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

Tùy chọn:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

Tùy chọn chung:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

Gõ "{{.CommandPath}} [lệnh] --help" để xem từng lệnh.{{end}}
`

// flagWords says in Vietnamese what is wrong with a flag.
func flagWords(err error) string {
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		return fmt.Sprintf("không có tùy chọn --%s; gõ --help để xem các tùy chọn", unknown.GetSpecifiedName())
	}
	var value *pflag.ValueRequiredError
	if errors.As(err, &value) {
		return fmt.Sprintf("tùy chọn --%s cần một giá trị", value.GetSpecifiedName())
	}
	var bad *pflag.InvalidValueError
	if errors.As(err, &bad) {
		return fmt.Sprintf("giá trị %q của tùy chọn --%s không dùng được", bad.GetValue(), bad.GetFlag().Name)
	}
	return err.Error()
}

// explain says an error of the machine to a person: what happened, and what can
// be done, then the machine's own words.
func explain(err error) string {
	var path *fs.PathError
	var link *os.LinkError
	var office templateError
	switch {
	case errors.Is(err, store.ErrNoPlan):
		return "chưa có kế hoạch của năm này; chạy “vanthu plan import TỆP.xlsx” trước"
	case errors.Is(err, store.ErrLocked):
		return "kho dữ liệu đang được máy khác dùng; đợi máy đó xong, hoặc xóa tệp khóa nếu chắc chắn không còn ai dùng (" + err.Error() + ")"
	case store.Busy(err):
		return "kho dữ liệu đang được chương trình khác giữ; đóng chương trình đó rồi chạy lại"
	case store.Full(err), diskFull(err):
		return "đĩa đã đầy nên không ghi thêm được; dọn bớt cho trống rồi chạy lại, không tệp nào bị mất"
	case store.Damaged(err):
		return "kho dữ liệu bị hỏng, không đọc được; " + brokenHint
	case errors.Is(err, errNotBuilt), errors.Is(err, errNotFilled):
		return err.Error()
	case errors.Is(err, errBusyOffice):
		return "đã đợi một phút mà vẫn có lệnh vanthu khác đang ghi vào thư mục này; đợi lệnh đó xong rồi chạy lại"
	case errors.As(err, &office):
		return office.text
	case errors.Is(err, errNoStore):
		return "thư mục này chưa phải thư mục làm việc của vanthu (không thấy kho dữ liệu); chạy “vanthu plan import TỆP.xlsx”, hoặc chỉ đúng thư mục bằng --workspace"
	case errors.Is(err, inbox.ErrBusy):
		name := "cần ghi"
		if errors.As(err, &path) {
			name = strconv.Quote(path.Path)
		} else if errors.As(err, &link) {
			name = strconv.Quote(link.New)
		}
		return fmt.Sprintf("tệp %s đang mở trong chương trình khác (ví dụ Word, Excel, trình xem PDF); đóng tệp rồi chạy lại", name)
	case errors.As(err, &link) && errors.Is(err, fs.ErrPermission):
		return fmt.Sprintf("không ghi được %q: tệp đang mở trong chương trình khác (ví dụ Word, trình xem PDF), hoặc không có quyền ghi; đóng tệp rồi chạy lại", link.New)
	case errors.As(err, &path) && errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf("không thấy tệp hay thư mục %q", path.Path)
	case errors.As(err, &path) && errors.Is(err, fs.ErrPermission):
		return fmt.Sprintf("không có quyền đọc hoặc ghi %q", path.Path)
	}
	return "không làm được: " + err.Error()
}

// diskFull tells whether an error says that the disk is full.
func diskFull(err error) bool {
	const windowsDiskFull = syscall.Errno(112) // ERROR_DISK_FULL
	return errors.Is(err, syscall.ENOSPC) || runtime.GOOS == "windows" && errors.Is(err, windowsDiskFull)
}

// printJSON writes a result as JSON, indented, with letters as they are.
func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// printFindings writes findings for a person, one a line.
func printFindings(w io.Writer, fs []finding.Finding, indent string) {
	for _, f := range fs {
		fmt.Fprintf(w, "%s%s\n", indent, f)
	}
}

// table writes rows in columns.
func table(w io.Writer, rows [][]string) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintln(tw, strings.Join(r, "\t"))
	}
	return tw.Flush()
}

// progress shows a bar for n steps where a person is looking; the function it
// gives is called after each step.
func progress(w *world, n int, label string) (step func(), done func()) {
	f, ok := w.stderr.(*os.File)
	if !ok || w.json || n < 20 || !term.IsTerminal(int(f.Fd())) {
		return func() {}, func() {}
	}
	bar := progressbar.NewOptions(n, progressbar.OptionSetWriter(f), progressbar.OptionSetDescription(label), progressbar.OptionClearOnFinish())
	return func() { _ = bar.Add(1) }, func() { _ = bar.Finish() }
}

// clockWords writes an instant for a person: "10:15 16/6/2025".
func clockWords(t time.Time) string {
	t = t.In(report.Zone)
	return t.Format("15:04 ") + report.DateOf(t).Short()
}

// dash stands for an empty value in a table.
func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
