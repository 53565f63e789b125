package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/spf13/cobra"

	"vanthu/output/pdf"
	"vanthu/pipeline/aggregate"
	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
	"vanthu/sources/inbox"
	"vanthu/sources/store"
	"vanthu/templates"
)

var errNoStore = errors.New("no store in this folder")

// settings are vanthu.toml; every key is optional.
type settings struct {
	Profile string `toml:"profile"` // whose manner the built-in templates have
	Store   string `toml:"store"`   // the store's file
	Network string `toml:"network"` // "auto", "yes" or "no": the workspace lies on a network drive
	Folders struct {
		Forms     string `toml:"forms"`
		Inbox     string `toml:"inbox"`
		Archive   string `toml:"archive"`
		Rejected  string `toml:"rejected"`
		Output    string `toml:"output"`
		Templates string `toml:"templates"`
	} `toml:"folders"`
	Fonts    string   `toml:"fonts"`    // folder of the office's own fonts; "" is the program's
	Holidays []string `toml:"holidays"` // YYYY-MM-DD; fixed holidays are known
}

func defaultSettings() settings {
	s := settings{Profile: templates.Profiles[0], Store: "vanthu.db", Network: "auto"}
	s.Folders.Forms, s.Folders.Inbox, s.Folders.Archive = "forms", "inbox", "archive"
	s.Folders.Rejected, s.Folders.Output, s.Folders.Templates = "rejected", "output", "templates"
	return s
}

// office is an open workspace.
type office struct {
	w        *world
	root     string
	settings settings
	store    *store.Store
	defined  toml.MetaData // which settings the file gives
	holidays map[report.Date]bool
	faces    *pdf.FontSet // once they are asked for
}

// openFolder reads the settings of a workspace; its store stays closed.
func openFolder(w *world) (*office, error) {
	o := newOffice(w)
	err := o.readSettings()
	for _, key := range o.defined.Undecoded() {
		fmt.Fprintf(w.stderr, "vanthu.toml: bỏ qua khóa lạ %q\n", key.String())
	}
	return o, err
}

// newOffice is a workspace whose settings have not been read.
func newOffice(w *world) *office {
	return &office{w: w, root: cmp.Or(w.workspace, "."), settings: defaultSettings(), holidays: map[report.Date]bool{}}
}

// inFolder runs f in a workspace of which only the files are wanted.
func inFolder(w *world, f func(*office) error) error {
	o, err := openFolder(w)
	if err != nil {
		return err
	}
	return f(o)
}

// openOffice opens the workspace; with create, it makes the store where there is
// none. The caller closes it.
func openOffice(ctx context.Context, w *world, create bool) (*office, error) {
	o, err := openFolder(w)
	if err != nil {
		return nil, err
	}
	return o, o.openStore(ctx, create)
}

// openStore opens the workspace's store, as openOffice does.
func (o *office) openStore(ctx context.Context, create bool) error {
	network, err := o.onNetwork()
	if err != nil {
		return err
	}
	if create {
		if err := os.MkdirAll(o.path(o.settings.Folders.Inbox), 0o755); err != nil {
			return err
		}
		done, err := o.alone(ctx) // two that make the same store at once would meet in its tables
		if err != nil {
			return err
		}
		defer done()
	}
	host, _ := os.Hostname()
	o.store, err = store.Open(ctx, o.path(o.settings.Store), store.Options{Network: network, Host: host, Create: create, Relaxed: o.w.relaxed, Before: o.w.before})
	if errors.Is(err, fs.ErrNotExist) && !create {
		return errNoStore
	}
	return err
}

// errBusyOffice says that another command is writing in this workspace.
var errBusyOffice = errors.New("another command is writing in this workspace")

// alone waits until no other command writes files in this workspace, and keeps
// others waiting until done is called. It gives up after a minute.
func (o *office) alone(ctx context.Context) (done func() error, err error) {
	f, err := os.OpenFile(filepath.Join(o.root, ".vanthu.lock"), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	for tries := 0; ; tries++ {
		ok, err := tryLock(f)
		switch {
		case ok:
			return f.Close, nil
		case err != nil:
			return nil, errors.Join(err, f.Close())
		case tries == 240:
			return nil, errors.Join(errBusyOffice, f.Close())
		case tries == 0:
			fmt.Fprintln(o.w.stderr, "Đang có một lệnh vanthu khác ghi vào thư mục này; xin đợi…")
		}
		select {
		case <-ctx.Done():
			return nil, errors.Join(ctx.Err(), f.Close())
		case <-time.After(250 * time.Millisecond):
		}
	}
}

// inOffice runs f in the open workspace and closes it.
func inOffice(ctx context.Context, w *world, create bool, f func(*office) error) error {
	o, err := openOffice(ctx, w, create)
	if err != nil {
		return err
	}
	err = f(o)
	if cerr := o.store.Close(); err == nil {
		err = cerr
	}
	return err
}

func (o *office) readSettings() error {
	name := filepath.Join(o.root, "vanthu.toml")
	text, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read settings: %w", err)
	}
	meta, err := toml.NewDecoder(bytes.NewReader(text)).Decode(&o.settings)
	if err != nil {
		return usagef("tệp vanthu.toml có chỗ viết sai: %v", err)
	}
	o.defined = meta
	if !slices.Contains(templates.Profiles, o.settings.Profile) {
		return usagef("tệp vanthu.toml: profile phải là một trong: %s", strings.Join(templates.Profiles, ", "))
	}
	f := o.settings.Folders
	for _, folder := range []string{o.settings.Store, f.Forms, f.Inbox, f.Archive, f.Rejected, f.Output, f.Templates} {
		if !filepath.IsLocal(filepath.FromSlash(folder)) {
			return usagef("tệp vanthu.toml: %q phải là đường dẫn nằm trong thư mục làm việc", folder)
		}
	}
	if err := separate(f.Forms, f.Inbox, f.Archive, f.Rejected, f.Output, f.Templates); err != nil {
		return err
	}
	for _, text := range o.settings.Holidays {
		d, err := report.ParseDate(text)
		if err != nil {
			return usagef("tệp vanthu.toml: ngày nghỉ %q phải viết dạng 2025-01-29", text)
		}
		o.holidays[d] = true
	}
	return nil
}

// separate refuses folders that overlap, or that are the workspace itself: what
// is kept in one would be taken for what has come into another.
func separate(folders ...string) error {
	for i, a := range folders {
		a = strings.ToLower(path.Clean(filepath.ToSlash(a)))
		if a == "." {
			return usagef("tệp vanthu.toml: thư mục %q không được là chính thư mục làm việc", folders[i])
		}
		for _, b := range folders[:i] {
			b = strings.ToLower(path.Clean(filepath.ToSlash(b)))
			if a == b || strings.HasPrefix(a, b+"/") || strings.HasPrefix(b, a+"/") {
				return usagef("tệp vanthu.toml: hai thư mục %q và %q trùng hoặc nằm trong nhau", b, a)
			}
		}
	}
	return nil
}

// fixedHolidays are New Year, Victory and Labour Day, National Day. Tết,
// the Hùng Kings' day and the moved days are data of each year (vanthu.toml).
func fixedHolidays(year int) []report.Date {
	return []report.Date{
		report.MakeDate(year, time.January, 1), report.MakeDate(year, time.April, 30),
		report.MakeDate(year, time.May, 1), report.MakeDate(year, time.September, 2),
	}
}

// freeDays are the public holidays of a period's year and the next one's start.
func (o *office) freeDays(p report.Period) map[report.Date]bool {
	days := map[report.Date]bool{}
	for d := range o.holidays {
		days[d] = true
	}
	for year := p.Year - 1; year <= p.Year+1; year++ {
		for _, d := range fixedHolidays(year) {
			days[d] = true
		}
	}
	return days
}

// onNetwork tells whether the workspace lies on a network drive.
func (o *office) onNetwork() (bool, error) {
	switch o.settings.Network {
	case "yes":
		return true, nil
	case "no":
		return false, nil
	case "auto", "":
		return networkDrive(o.root), nil
	}
	return false, usagef("tệp vanthu.toml: network phải là \"auto\", \"yes\" hoặc \"no\"")
}

func (o *office) box() inbox.Box {
	f := o.settings.Folders
	return inbox.Box{Root: o.root, Inbox: f.Inbox, Archive: f.Archive, Rejected: f.Rejected, Now: o.w.clock, Before: o.w.before}
}

func (o *office) path(rel string) string { return filepath.Join(o.root, filepath.FromSlash(rel)) }

// figures computes the figures of a period, as of an instant where it is not
// zero.
func (o *office) figures(ctx context.Context, p report.Period, asOf time.Time) (*report.Figures, error) {
	return o.figuresFrom(ctx, p, asOf, o.store.Submissions)
}

// loadYear gives the submissions for the periods of a year: store.Submissions, or
// store.Received where no figure is asked for.
type loadYear func(ctx context.Context, year int, asOf time.Time) ([]report.Submission, error)

// once loads each year once, for several periods as of one instant.
func (load loadYear) once() loadYear {
	years := map[int][]report.Submission{}
	return func(ctx context.Context, year int, asOf time.Time) (_ []report.Submission, err error) {
		subs, ok := years[year]
		if !ok {
			if subs, err = load(ctx, year, asOf); err != nil {
				return nil, err
			}
			years[year] = subs
		}
		return subs, nil
	}
}

func (o *office) figuresFrom(ctx context.Context, p report.Period, asOf time.Time, load loadYear) (*report.Figures, error) {
	plan, err := o.store.PlanFor(ctx, p)
	if err != nil {
		return nil, err
	}
	in := aggregate.Input{Plan: plan, Period: p, Holidays: o.freeDays(p)}
	if in.Submissions, err = load(ctx, p.Year, asOf); err != nil {
		return nil, err
	}
	if in.Refused, err = o.store.RefusedUnits(ctx, p, asOf); err != nil {
		return nil, err
	}
	years, err := o.store.Years(ctx)
	if err != nil {
		return nil, err
	}
	if slices.Contains(years, p.Year-1) {
		if in.PreviousPlan, err = o.store.PlanFor(ctx, p.Before()); err != nil {
			return nil, err
		}
		if in.PreviousSubmissions, err = load(ctx, p.Year-1, asOf); err != nil {
			return nil, err
		}
	}
	f := aggregate.Compute(in)
	f.Notes, err = o.store.Notes(ctx, p, asOf)
	return f, err
}

// doubts words the disagreements among the units' figures as findings.
func doubts(f *report.Figures) []finding.Finding {
	var out []finding.Finding
	for _, d := range f.Doubts {
		out = append(out, finding.Finding{
			Severity: finding.Warning, Code: "so-lieu-lech", Pos: finding.Pos{Spot: d.Unit + " " + d.Item + "/" + d.Product},
			Message: d.Text, Hint: "hỏi lại đơn vị rồi đề nghị gửi báo cáo sửa",
		})
	}
	return out
}

// shelf is where finished documents lie: files of the workspace, known to the
// store.
type shelf struct {
	*store.Store
	o *office
}

// Hash gives the SHA-256 of a file of the workspace, "" where there is none.
func (s shelf) Hash(rel string) (string, error) {
	data, err := os.ReadFile(s.o.path(rel))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return hashOf(data), nil
}

// Write writes a file of the workspace whole or not at all.
func (s shelf) Write(rel string, data []byte) error {
	return s.o.box().WriteFile(s.o.path(rel), data)
}

// Free fails where a file of the workspace is open in another program.
func (s shelf) Free(rel string) error { return s.o.box().Replaceable(s.o.path(rel)) }

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// parsePeriod reads the value of --period.
func parsePeriod(text string) (report.Period, error) {
	if text == "" {
		return report.Period{}, usagef("cần --period, ví dụ --period 2025-6T (tháng 2025-06, quý 2025-Q2, 6 tháng 2025-6T, 9 tháng 2025-9T, năm 2025)")
	}
	p, err := report.ParsePeriod(text)
	if err != nil {
		return report.Period{}, usagef("kỳ %q không đúng; viết 2025-06 (tháng), 2025-Q2 (quý), 2025-6T, 2025-6C, 2025-9T hoặc 2025 (năm)", text)
	}
	return p, nil
}

// periodCommand is a command that does one thing with a period of an open
// workspace.
func periodCommand(w *world, use, short string, run func(context.Context, *office, report.Period) error) *cobra.Command {
	cmd := &cobra.Command{Use: use, Short: short, Args: noArgs}
	period := cmd.Flags().String("period", "", "`KỲ` báo cáo, ví dụ 2025-6T")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		p, err := parsePeriod(*period)
		if err != nil {
			return err
		}
		return inOffice(cmd.Context(), w, false, func(o *office) error { return run(cmd.Context(), o, p) })
	}
	return cmd
}
