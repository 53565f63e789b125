package main

import (
	"context"
	"fmt"
	"path"
	"slices"

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
	now, err := o.w.Now()
	if err != nil {
		return nil, err
	}
	if _, ok := plan.Unit(only); only != "" && !ok {
		return nil, usagef("kế hoạch năm %d không có đơn vị mã %q", plan.Year, only)
	}
	known, err := o.formsMade(ctx, p)
	if err != nil {
		return nil, err
	}
	asks, _, _ := plan.Asks()
	var made []report.Document
	files := []string{}
	for _, u := range plan.UnitsInOrder() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if only != "" && u.Code != only {
			continue
		}
		data, err := o.form(plan, asks, u.Code, p)
		if err != nil {
			return nil, fmt.Errorf("form of %s: %w", u.Code, err)
		}
		if data == nil {
			continue
		}
		rel, err := o.formPlace(known, u.Code, p, hashOf(data))
		if err != nil {
			return nil, err
		}
		if err := o.box().WriteFile(o.path(rel), data); err != nil {
			return nil, err
		}
		files = append(files, rel)
		made = append(made, report.Document{Path: rel, Scope: formScope(p), Doc: "bieu-mau", SHA256: hashOf(data), BuiltAt: now})
	}
	return files, o.store.Built(ctx, made)
}

// form makes a unit's form for a period, of what the plan asks; nil where the unit
// does not live then or is asked nothing.
func (o *office) form(plan *report.Plan, asks []report.Ask, unit string, p report.Period) ([]byte, error) {
	from, to := plan.Window(p)
	u, ok := plan.Unit(unit)
	if !ok || !u.Lives(from, to) {
		return nil, nil
	}
	own := slices.DeleteFunc(slices.Clone(asks), func(a report.Ask) bool { return a.Unit != unit })
	if len(own) == 0 {
		return nil, nil
	}
	return workbook.WriteForm(workbook.Form{Plan: plan, Unit: u, Period: p, From: from, To: to, Due: plan.Due(p, o.freeDays(p)), Asks: own})
}

func formScope(p report.Period) string { return p.String() + " bieu-mau" }

// formsMade gives the hashes of the forms that were made for a period, by path.
func (o *office) formsMade(ctx context.Context, p report.Period) (map[string]string, error) {
	docs, err := o.store.Documents(ctx, formScope(p))
	out := map[string]string{}
	for _, d := range docs {
		out[d.Path] = d.SHA256
	}
	return out, err
}

// formPlace gives the path for a unit's form. A form that somebody has filled in
// where it was made stays; the new one goes beside it.
func (o *office) formPlace(made map[string]string, unit string, p report.Period, sum string) (string, error) {
	for n := 1; ; n++ {
		name := formName(unit, p)
		if n > 1 {
			name = fmt.Sprintf("%s_%s_moi%d.xlsx", unit, p, n-1)
		}
		rel := path.Join(o.settings.Folders.Forms, p.String(), name)
		there, err := shelf{o.store, o}.Hash(rel)
		if err != nil {
			return "", err
		}
		if there == "" || there == sum || there == made[rel] {
			return rel, nil
		}
		if n == 1 {
			fmt.Fprintf(o.w.stderr, "%s đã có người điền nên giữ nguyên; biểu mẫu mới nằm cạnh.\n", rel)
		}
	}
}

func formName(unit string, p report.Period) string { return unit + "_" + p.String() + ".xlsx" }
