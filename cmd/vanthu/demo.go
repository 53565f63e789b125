package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"vanthu/cmd/vanthu/sample"
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
}

func newDemo(w *world) *cobra.Command {
	opt := demoOptions{}
	cmd := &cobra.Command{
		Use:   "demo [THƯ-MỤC]",
		Short: "Làm một thư mục mẫu và chạy trọn công việc trên đó",
		Long:  "Làm một thư mục làm việc mẫu (mặc định: vanthu-demo): kế hoạch hai năm, biểu mẫu, báo cáo của các đơn vị,\nrồi nhận, cộng và dựng báo cáo 6 tháng. Có đơn vị nộp chậm, nộp lại, bị trả lại, chưa nộp. Không đụng đến tệp nào ngoài thư mục đó.",
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

// demoNow is when the sample's office builds its report.
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
	if inner.now == "" {
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
	for _, year := range []int{2024, 2025} {
		if err := d.importPlan(ctx, year); err != nil {
			return err
		}
	}
	d.say("Kế hoạch: đã nhập năm 2024 và 2025, %d đơn vị.", d.opt.units)
	if err := d.yearBefore(ctx); err != nil {
		return err
	}
	if err := d.thisYear(ctx); err != nil {
		return err
	}
	if err := d.checkPlanted(); err != nil {
		return err
	}
	var err error
	d.built, err = runBuild(ctx, d.office, report.Period{Year: 2025, Kind: report.FirstHalf}, nil, time.Time{})
	return err
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

// yearBefore takes in the six months of 2024, to compare with.
func (d *demo) yearBefore(ctx context.Context) error {
	half := report.Period{Year: 2024, Kind: report.FirstHalf}
	at := time.Date(2024, 6, 15, 9, 0, 0, 0, report.Zone)
	plan := sample.Plan(2024, d.opt.units)
	if _, err := runForms(ctx, d.office, half, ""); err != nil {
		return err
	}
	for _, u := range plan.Units {
		if err := d.send(sample.ReportOf(plan, u, half, d.opt.seed), formName(u.Code, half), at); err != nil {
			return err
		}
	}
	return d.ingest(ctx, at)
}

// thisYear takes in the six months of 2025: most units by one report, two by
// monthly ones, one late, one revised, one with three faults, two not at all.
func (d *demo) thisYear(ctx context.Context) error {
	plan := sample.Plan(2025, d.opt.units)
	half := report.Period{Year: 2025, Kind: report.FirstHalf}
	if _, err := runForms(ctx, d.office, half, ""); err != nil {
		return err
	}
	for month := 1; month <= 6; month++ {
		p := report.Period{Year: 2025, Kind: report.Month, N: month}
		at := time.Date(2025, time.Month(month), 15, 14, 30, 0, 0, report.Zone)
		for _, i := range []int{sample.Monthly1, sample.Monthly2} {
			u := plan.Units[i]
			if _, err := runForms(ctx, d.office, p, u.Code); err != nil {
				return err
			}
			if err := d.send(sample.ReportOf(plan, u, p, d.opt.seed), formName(u.Code, p), at); err != nil {
				return err
			}
		}
		if err := d.ingest(ctx, at); err != nil {
			return err
		}
	}

	inTime := time.Date(2025, 6, 16, 10, 15, 0, 0, report.Zone)
	for i, u := range plan.Units {
		r := sample.ReportOf(plan, u, half, d.opt.seed)
		switch i {
		case sample.Monthly1, sample.Monthly2, sample.Missing1, sample.Missing2, sample.LateOne:
			continue
		case sample.Refused:
			spoil(&r)
		}
		if err := d.send(r, formName(u.Code, half), inTime); err != nil {
			return err
		}
	}
	if err := d.ingest(ctx, inTime); err != nil {
		return err
	}

	revised := time.Date(2025, 6, 17, 15, 40, 0, 0, report.Zone)
	u := plan.Units[sample.Revised]
	r := sample.ReportOf(plan, u, half, d.opt.seed)
	correct(&r)
	if err := d.send(r, u.Code+"_2025-6T_sua.xlsx", revised); err != nil {
		return err
	}
	if err := d.ingest(ctx, revised); err != nil {
		return err
	}

	late := time.Date(2025, 6, 19, 8, 5, 0, 0, report.Zone)
	u = plan.Units[sample.LateOne]
	if err := d.send(sample.ReportOf(plan, u, half, d.opt.seed), formName(u.Code, half), late); err != nil {
		return err
	}
	return d.ingest(ctx, late)
}

// spoil plants three faults such as units really make.
func spoil(r *sample.Report) {
	for i, bad := range []string{"15-20", "khoảng 10", "1,5"} {
		r.Rows[i].Result = bad
	}
}

// correct changes two figures, as a unit does that has counted again.
func correct(r *sample.Report) {
	changed := 0
	for i := range r.Rows {
		if n, err := strconv.Atoi(r.Rows[i].Result); err == nil && changed < 2 {
			r.Rows[i].Result = strconv.Itoa(n + 2)
			changed++
		}
	}
}

// send fills the unit's form as a clerk does and lays it into the inbox.
func (d *demo) send(r sample.Report, name string, at time.Time) error {
	form, err := os.ReadFile(d.path(path.Join(d.settings.Folders.Forms, r.Period.String(), formName(r.Unit, r.Period))))
	if err != nil {
		return err
	}
	filled, left, err := workbook.FillForm(form, entries(r))
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

// entries are what the clerk types: numbers as numbers, the rest as text.
func entries(r sample.Report) workbook.Entries {
	var e workbook.Entries
	add := func(row sample.Row, c workbook.Column, text string) {
		if text == "" {
			return
		}
		var value any = text
		if n, err := report.ParseNumber(text); err == nil && (c == workbook.ColumnResult || c == workbook.ColumnPeople) {
			value = n
		}
		e.Cells = append(e.Cells, workbook.Entry{Item: row.Item, Product: row.Product, Column: c, Value: value})
	}
	for _, row := range r.Rows {
		add(row, workbook.ColumnResult, row.Result)
		add(row, workbook.ColumnPeople, row.People)
		add(row, workbook.ColumnDescription, row.Description)
		add(row, workbook.ColumnEvidence, row.Evidence)
		add(row, workbook.ColumnObstacle, row.Trouble)
	}
	for _, s := range report.Sections {
		if text := r.Assessments[s.Code]; text != "" {
			e.Assessments = append(e.Assessments, report.Assessment{Section: s.Code, Text: text})
		}
	}
	return e
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
