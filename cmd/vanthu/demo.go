package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"vanthu/cmd/vanthu/sample"
	"vanthu/cmd/vanthu/sample/clerk"
	"vanthu/pipeline"
	"vanthu/pipeline/report"
	"vanthu/sources/workbook"
	"vanthu/templates"
)

// demoOptions say what sample is made.
type demoOptions struct {
	dir   string
	seed  uint64
	units int
	clock bool // the sample's own times count, not one that the person has named
}

func newDemo(w *world) *cobra.Command {
	opt := demoOptions{}
	cmd := &cobra.Command{
		Use:   "demo [THƯ-MỤC]",
		Short: "Làm một thư mục mẫu và chạy trọn công việc trên đó",
		Long:  "Làm một thư mục làm việc mẫu (mặc định: vanthu-demo): kế hoạch ba năm, biểu mẫu, báo cáo của các đơn vị,\nrồi nhận, cộng và dựng báo cáo năm, 6 tháng, tháng, cùng công văn nhắc đơn vị chưa gửi. Có đơn vị nộp chậm, nộp lại, bị trả lại, chưa nộp. Không đụng đến tệp nào ngoài thư mục đó.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("lệnh demo chỉ nhận một thư mục")
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.Uint64Var(&opt.seed, "seed", 1, "`HẠT-GIỐNG` của số liệu mẫu; cùng hạt giống thì cùng kết quả")
	f.IntVar(&opt.units, "units", 26, "`SỐ` đơn vị")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		opt.dir = "vanthu-demo"
		if len(args) > 0 {
			opt.dir = args[0]
		}
		if opt.units < sample.MinUnits || opt.units > sample.MaxUnits {
			return usagef("--units phải từ %d đến %d", sample.MinUnits, sample.MaxUnits)
		}
		return runDemo(cmd.Context(), w, opt)
	}
	return cmd
}

// demoNow is when the sample's office builds its half-year report.
var demoNow = time.Date(2025, 6, 20, 9, 0, 0, 0, report.Zone)

// runDemo makes the sample and runs the whole main job on it.
func runDemo(ctx context.Context, w *world, opt demoOptions) error {
	if err := wantEmpty(opt.dir); err != nil {
		return err
	}
	for _, dir := range []string{"plan", "inbox", "templates"} {
		if err := os.MkdirAll(filepath.Join(opt.dir, dir), 0o755); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(opt.dir, "vanthu.toml"), []byte(settingsText(templates.Profiles[0])), 0o644); err != nil {
		return err
	}
	inner := *w
	inner.workspace = opt.dir
	if opt.clock = inner.now == ""; opt.clock {
		inner.now = demoNow.Format(time.RFC3339)
	}
	return inOffice(ctx, &inner, true, func(o *office) error {
		d := &demo{office: o, opt: opt}
		if err := d.run(ctx); err != nil {
			return err
		}
		return d.print()
	})
}

// demo is a sample in the making.
type demo struct {
	*office
	opt      demoOptions
	outcomes []pipeline.Outcome
	built    []pipeline.Built
}

func (d *demo) say(format string, args ...any) {
	if !d.w.json {
		fmt.Fprintf(d.w.stdout, format+"\n", args...)
	}
}

func (d *demo) run(ctx context.Context) error {
	for _, year := range []int{2023, 2024, 2025} {
		if err := d.importPlan(ctx, year); err != nil {
			return err
		}
	}
	d.say("Kế hoạch: đã nhập năm 2023, 2024 và 2025, %d đơn vị.", d.opt.units)
	for _, part := range []func(context.Context) error{d.plan, d.yearsBefore, d.halfYear, d.month} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	return d.checkPlanted()
}

func (d *demo) importPlan(ctx context.Context, year int) error {
	data, err := workbook.WritePlan(sample.Plan(year, d.opt.units))
	if err != nil {
		return err
	}
	name := d.path(fmt.Sprintf("plan/ke-hoach-%d.xlsx", year))
	if err := d.box().WriteFile(name, data); err != nil {
		return err
	}
	quiet := *d.w
	quiet.stdout = io.Discard
	return runPlanImport(ctx, &quiet, name)
}

// send fills the unit's form as a clerk does and lays it into the inbox.
func (d *demo) send(r sample.Report, name string, at time.Time) error {
	form, err := os.ReadFile(d.path(d.formFile(r.Unit, r.Period)))
	if err != nil {
		return err
	}
	filled, left, err := workbook.FillForm(form, clerk.Types(r))
	if err != nil {
		return err
	}
	if len(left) > 0 {
		return fmt.Errorf("form of %s has no place for %v", r.Unit, left)
	}
	dest := d.path(path.Join(d.settings.Folders.Inbox, name))
	if err := d.box().WriteFile(dest, filled); err != nil {
		return err
	}
	return os.Chtimes(dest, at, at)
}

// formFile is where a unit's form lies, relative to the workspace.
func (d *demo) formFile(unit string, p report.Period) string {
	return path.Join(d.settings.Folders.Forms, p.String(), formName(unit, p))
}

// build builds documents as of that time unless the person has named another.
func (d *demo) build(at time.Time, run func(*office) ([]pipeline.Built, error)) error {
	w, o := *d.w, *d.office
	if d.opt.clock {
		w.now = at.Format(time.RFC3339)
	}
	o.w = &w
	built, err := run(&o)
	d.built = append(d.built, built...)
	return err
}

// buildPeriod builds documents of a period, all where none is named.
func (d *demo) buildPeriod(ctx context.Context, p report.Period, docs []string, at time.Time) error {
	return d.build(at, func(o *office) ([]pipeline.Built, error) { return runBuild(ctx, o, p, docs, time.Time{}) })
}

func (d *demo) ingest(ctx context.Context, at time.Time) error {
	out, err := runIngest(ctx, d.office, nil, at)
	d.outcomes = append(d.outcomes, out...)
	return err
}

// checkPlanted makes sure that everything came out as planted: one file refused,
// with three errors, all others taken in.
func (d *demo) checkPlanted() error {
	counts := map[report.ArrivalState]int{}
	for _, x := range d.outcomes {
		counts[x.Arrival.State]++
		if x.Arrival.State == report.Rejected {
			d.say("Trả lại: %s (%d chỗ phải xem); bản gốc, bản đánh dấu và phiếu lỗi nằm ở %s", x.Original.File.Name, len(x.Problems), path.Join(filepath.ToSlash(d.opt.dir), x.Arrival.File.Archive))
		}
	}
	d.say("Tiếp nhận: nhận %d tệp, trả lại %d tệp.", counts[report.Accepted], counts[report.Rejected])
	if counts[report.Rejected] != 1 || counts[report.Accepted] != len(d.outcomes)-1 {
		for _, x := range d.outcomes {
			if x.Arrival.State != report.Accepted {
				printFindings(d.w.stderr, x.Problems, "")
			}
		}
		return fmt.Errorf("the sample did not come out as planted: %v", counts)
	}
	return nil
}

// print lists the documents with their pages, by their paths as the person named
// the folder.
func (d *demo) print() error {
	for i := range d.built {
		b := &d.built[i]
		b.DOCX, b.PDF, b.XLSX = d.here(b.DOCX), d.here(b.PDF), d.here(b.XLSX)
	}
	d.say("\nVăn bản đã dựng:")
	if err := printBuilt(d.office, d.built); err != nil {
		return err
	}
	d.say("\nXem tiếp: vanthu --workspace %s status --period 2025-6T", d.opt.dir)
	return nil
}

func (d *demo) here(rel string) string {
	if rel == "" {
		return ""
	}
	return path.Join(filepath.ToSlash(d.opt.dir), rel)
}
