package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
	"vanthu/sources/workbook"
)

func newPlan(w *world) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "plan",
		Short: "Kế hoạch năm: nhập từ bảng tính, xem lại",
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "import TỆP.xlsx",
		Short: "Nhập bảng tính kế hoạch của một năm; nhập lại thì thành bản mới, không mất số đã gửi",
		Args:  exactArgs(1, "tên một tệp kế hoạch, ví dụ plan/ke-hoach-2025.xlsx"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return inOffice(cmd.Context(), w, true, func(o *office) error { return runPlanImport(cmd.Context(), o, args[0]) })
		},
	})
	show := &cobra.Command{
		Use:   "show",
		Short: "Xem kế hoạch đang dùng",
		Args:  noArgs,
	}
	year := show.Flags().Int("year", 0, "`NĂM` (mặc định: năm mới nhất)")
	show.RunE = func(cmd *cobra.Command, _ []string) error {
		return inOffice(cmd.Context(), w, false, func(o *office) error { return runPlanShow(cmd.Context(), o, *year) })
	}
	cmd.AddCommand(show)
	return cmd
}

// planCounts is what plan import says (contract, section 5).
type planCounts struct {
	Year       int               `json:"year"`
	Version    int               `json:"version"`
	Items      int               `json:"items"`
	Products   int               `json:"products"`
	Units      int               `json:"units"`
	Recipients int               `json:"recipients"`
	Changes    []string          `json:"changes"`
	Problems   []finding.Finding `json:"problems"`
}

func countPlan(p *report.Plan) planCounts {
	return planCounts{
		Year: p.Year, Version: p.Version, Items: len(p.Items), Products: len(p.Products),
		Units: len(p.Units), Recipients: len(p.Recipients), Changes: []string{}, Problems: []finding.Finding{},
	}
}

func runPlanImport(ctx context.Context, o *office, name string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	now, err := o.w.Now()
	if err != nil {
		return err
	}
	plan, problems := workbook.ReadPlan(filepath.Base(name), data)
	finding.Sort(problems)
	if plan == nil || finding.HasError(problems) {
		if o.w.json {
			if err := printJSON(o.w.stdout, planCounts{Changes: []string{}, Problems: problems}); err != nil {
				return err
			}
		} else {
			fmt.Fprintf(o.w.stderr, "Kế hoạch %s chưa nhập được; sửa các chỗ sau rồi nhập lại:\n", name)
			printFindings(o.w.stderr, problems, "  ")
		}
		return errRefused
	}
	var changes []string
	if old, err := o.store.NewestPlan(ctx, plan.Year); err == nil {
		changes = report.Changes(old, plan)
	}
	file := report.File{Name: filepath.Base(name), SHA256: hashOf(data)}
	if plan.Version, err = o.store.ImportPlan(ctx, plan, file, now); err != nil {
		return err
	}
	counts := countPlan(plan)
	counts.Changes = append(counts.Changes, changes...)
	counts.Problems = append(counts.Problems, problems...)
	if o.w.json {
		return printJSON(o.w.stdout, counts)
	}
	out := o.w.stdout
	if len(changes) > 0 {
		fmt.Fprintln(out, "Thay đổi so với bản trước:")
		for _, c := range changes {
			fmt.Fprintln(out, "  -", c)
		}
	}
	fmt.Fprintf(out, "Đã nhập kế hoạch năm %d, bản %d: %d nội dung, %d sản phẩm, %d đơn vị, %d nơi nhận.\n",
		counts.Year, counts.Version, counts.Items, counts.Products, counts.Units, counts.Recipients)
	printFindings(out, problems, "  ")
	return nil
}

func runPlanShow(ctx context.Context, o *office, year int) error {
	if year == 0 {
		years, err := o.store.Years(ctx)
		if err != nil {
			return err
		}
		if len(years) > 0 {
			year = years[len(years)-1]
		}
	}
	plan, err := o.store.NewestPlan(ctx, year)
	if err != nil {
		return err
	}
	if o.w.json {
		return printJSON(o.w.stdout, countPlan(plan))
	}
	out := o.w.stdout
	fmt.Fprintf(out, "Kế hoạch năm %d, bản %d\n%s\n%s - %s\n\n", plan.Year, plan.Version, plan.Info.Subject, plan.Info.Parent, plan.Info.FullName)
	asks, _, _ := plan.Asks()
	units := map[string]map[string]bool{}
	for _, a := range asks {
		if units[a.Item] == nil {
			units[a.Item] = map[string]bool{}
		}
		units[a.Item][a.Unit] = true
	}
	rows := [][]string{{"Mã", "TT", "Chủ trì", "Thời gian", "Đơn vị báo cáo", "Nội dung, nhiệm vụ"}}
	for _, i := range plan.Items {
		rows = append(rows, []string{i.Code, i.Number, i.Lead, i.Time, fmt.Sprint(len(units[i.Code])), shorten(i.Text, 60)})
	}
	if err := table(out, rows); err != nil {
		return err
	}
	fmt.Fprintln(out)
	rows = [][]string{{"Mã", "Sản phẩm", "Đơn vị tính", "Cách tổng hợp"}}
	for _, x := range plan.Products {
		rows = append(rows, []string{x.Code, x.Name, x.Unit, report.CombineWords[x.Combine]})
	}
	if err := table(out, rows); err != nil {
		return err
	}
	fmt.Fprintln(out)
	rows = [][]string{{"Mã", "Đơn vị", "Nhóm"}}
	for _, u := range plan.UnitsInOrder() {
		rows = append(rows, []string{u.Code, u.Name, u.Group})
	}
	return table(out, rows)
}

// shorten cuts a text to n letters.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
