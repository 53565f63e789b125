package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
	"vanthu/sources/store"
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
		RunE:  func(cmd *cobra.Command, args []string) error { return runPlanImport(cmd.Context(), w, args[0]) },
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

	known bool // the workbook is that of the newest version
}

func countPlan(p *report.Plan) planCounts {
	return planCounts{
		Year: p.Year, Version: p.Version, Items: len(p.Items), Products: len(p.Products),
		Units: len(p.Units), Recipients: len(p.Recipients), Changes: []string{}, Problems: []finding.Finding{},
	}
}

// runPlanImport reads a plan workbook into the store, which it makes where there
// is none; of a workbook with faults nothing is stored.
func runPlanImport(ctx context.Context, w *world, name string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	now, err := w.Now()
	if err != nil {
		return err
	}
	plan, problems := workbook.ReadPlan(filepath.Base(name), data)
	finding.Sort(problems)
	if plan == nil || finding.HasError(problems) {
		if w.json {
			if err := printJSON(w.stdout, planCounts{Changes: []string{}, Problems: problems}); err != nil {
				return err
			}
		} else {
			fmt.Fprintf(w.stderr, "Kế hoạch %s chưa nhập được; sửa các chỗ sau rồi nhập lại:\n", name)
			printFindings(w.stderr, problems, "  ")
		}
		return errRefused
	}
	counts := countPlan(plan)
	counts.Problems = append(counts.Problems, problems...)
	file := report.File{Name: filepath.Base(name), SHA256: hashOf(data)}
	err = inOffice(ctx, w, true, func(o *office) error {
		old, err := o.store.NewestPlan(ctx, plan.Year)
		switch {
		case err == nil:
			counts.Changes = append(counts.Changes, report.Changes(old, plan)...)
		case !errors.Is(err, store.ErrNoPlan):
			return err
		}
		counts.Version, err = o.store.ImportPlan(ctx, plan, file, now)
		counts.known = err == nil && old != nil && counts.Version == old.Version
		return err
	})
	if err != nil {
		return err
	}
	return printImported(w, counts)
}

func printImported(w *world, counts planCounts) error {
	if w.json {
		return printJSON(w.stdout, counts)
	}
	out := w.stdout
	if len(counts.Changes) > 0 {
		fmt.Fprintln(out, "Thay đổi so với bản trước:")
		for _, c := range counts.Changes {
			fmt.Fprintln(out, "  -", c)
		}
	}
	if counts.known {
		fmt.Fprintf(out, "Kế hoạch năm %d không có gì thay đổi, vẫn là bản %d", counts.Year, counts.Version)
	} else {
		fmt.Fprintf(out, "Đã nhập kế hoạch năm %d, bản %d", counts.Year, counts.Version)
	}
	fmt.Fprintf(out, ": %d nội dung, %d sản phẩm, %d đơn vị, %d nơi nhận.\n", counts.Items, counts.Products, counts.Units, counts.Recipients)
	printFindings(out, counts.Problems, "  ")
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
	fmt.Fprintf(out, "Kế hoạch năm %d, bản %d\n%s\n%s - %s\n\n", plan.Year, plan.Version, strings.ReplaceAll(plan.Info.Subject, "\n", " "), plan.Info.Parent, plan.Info.FullName)
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
