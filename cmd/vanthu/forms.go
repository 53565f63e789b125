package main

import (
	"context"
	"fmt"
	"path"

	"github.com/spf13/cobra"

	"vanthu/pipeline/report"
	"vanthu/sources/workbook"
)

func newForms(w *world) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "forms --period KỲ",
		Short: "Làm biểu mẫu để gửi cho các đơn vị",
		Args:  noArgs,
	}
	period := cmd.Flags().String("period", "", "`KỲ` báo cáo, ví dụ 2025-6T")
	unit := cmd.Flags().String("unit", "", "chỉ làm cho đơn vị có `MÃ` này")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		p, err := parsePeriod(*period)
		if err != nil {
			return err
		}
		return inOffice(cmd.Context(), w, false, func(o *office) error {
			files, err := runForms(cmd.Context(), o, p, *unit)
			if err != nil {
				return err
			}
			if w.json {
				return printJSON(w.stdout, map[string]any{"files": files})
			}
			for _, f := range files {
				fmt.Fprintln(w.stdout, f)
			}
			fmt.Fprintf(w.stdout, "Đã làm %d biểu mẫu của %s.\n", len(files), p.Words())
			return nil
		})
	}
	return cmd
}

// runForms writes the forms of a period's units, or of the one named, and gives
// their paths relative to the workspace.
func runForms(ctx context.Context, o *office, p report.Period, only string) ([]string, error) {
	plan, err := o.store.PlanFor(ctx, p)
	if err != nil {
		return nil, err
	}
	if _, ok := plan.Unit(only); only != "" && !ok {
		return nil, usagef("kế hoạch năm %d không có đơn vị mã %q", plan.Year, only)
	}
	from, to := plan.Window(p)
	due := plan.Due(p, o.freeDays(p))
	asks, _, _ := plan.Asks()
	files := []string{}
	for _, u := range plan.UnitsInOrder() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var own []report.Ask
		for _, a := range asks {
			if a.Unit == u.Code {
				own = append(own, a)
			}
		}
		if len(own) == 0 || !u.Lives(from, to) || only != "" && u.Code != only {
			continue
		}
		data, err := workbook.WriteForm(workbook.Form{Plan: plan, Unit: u, Period: p, From: from, To: to, Due: due, Asks: own})
		if err != nil {
			return nil, fmt.Errorf("form of %s: %w", u.Code, err)
		}
		rel := path.Join(o.settings.Folders.Forms, p.String(), formName(u.Code, p))
		if err := o.box().WriteFile(o.path(rel), data); err != nil {
			return nil, err
		}
		files = append(files, rel)
	}
	return files, nil
}

func formName(unit string, p report.Period) string { return unit + "_" + p.String() + ".xlsx" }
