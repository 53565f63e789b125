package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/report"
)

// revertOptions say which revision is to count, and why.
type revertOptions struct {
	unit     string
	period   report.Period
	revision int // 0: none
	why      string
}

func newRevert(w *world) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "revert --unit MÃ --period KỲ --revision LẦN --why LÝ-DO",
		Short: "Tính lại bản đã gửi lần trước của một đơn vị, thay bản gửi sau",
		Long: "Tính lại bản đã gửi lần trước của một đơn vị, thay bản gửi sau. Không tệp nào bị xóa, và đặt lại lần nữa được.\n" +
			"Đơn vị gửi bản mới sau đó thì bản mới được tính. “vanthu history” kể các bản và những lần đặt lại.",
		Args: noArgs,
	}
	f := cmd.Flags()
	var opt revertOptions
	f.StringVar(&opt.unit, "unit", "", "`MÃ` đơn vị, ví dụ U01")
	period := f.String("period", "", "`KỲ` báo cáo, ví dụ 2025-6T")
	f.IntVar(&opt.revision, "revision", 0, "`LẦN` gửi được tính lại; 0: không tính bản nào")
	f.StringVar(&opt.why, "why", "", "`LÝ-DO`, được giữ trong lịch sử")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		var err error
		if opt.period, err = parseUnitPeriod(opt.unit, *period); err != nil {
			return err
		}
		if !f.Changed("revision") {
			return usagef("cần --revision, ví dụ --revision 1 (bản gửi lần 1), hay --revision 0 (không tính bản nào); “vanthu history --unit %s --period %s” kể các bản", opt.unit, opt.period)
		}
		opt.why = norm.NFC.String(strings.Join(strings.Fields(opt.why), " "))
		if opt.why == "" {
			return usagef("cần --why, lý do đặt lại, ví dụ --why \"đơn vị gửi nhầm tệp\"")
		}
		return inOffice(cmd.Context(), w, false, func(o *office) error { return runRevert(cmd.Context(), o, opt) })
	}
	return cmd
}

// runRevert sets a unit's submission back to a revision, while no other command
// writes in the workspace.
func runRevert(ctx context.Context, o *office, opt revertOptions) error {
	now, err := o.w.Now()
	if err != nil {
		return err
	}
	done, err := o.alone(ctx)
	if err != nil {
		return err
	}
	defer done()
	h, err := o.history(ctx, opt.unit, opt.period)
	if err != nil {
		return err
	}
	if err := o.checkRevision(ctx, h, opt); err != nil {
		return err
	}
	before := 0
	if s := h.Counting(); s != nil {
		before = s.Revision
	}
	r := report.Revert{Revision: opt.revision, At: now, Why: opt.why}
	if before != opt.revision {
		if err := o.store.Revert(ctx, opt.unit, opt.period, r); err != nil {
			return err
		}
		o.w.log.Info("revert", "unit", opt.unit, "period", opt.period.String(), "from", before, "to", opt.revision, "why", opt.why)
	}
	return printRevert(o, opt, before, r)
}

// checkRevision refuses a revision that there is not, naming those that there are.
func (o *office) checkRevision(ctx context.Context, h told, opt revertOptions) error {
	if len(h.Revisions) == 0 {
		periods, err := o.store.PeriodsOf(ctx, opt.unit)
		if err != nil {
			return err
		}
		if len(periods) == 0 {
			return usagef("%s chưa có bản nào được nhận, không có gì để đặt lại", h.name)
		}
		var codes []string
		for _, p := range periods {
			codes = append(codes, p.String())
		}
		return usagef("%s chưa có bản nào được nhận cho kỳ %s; các kỳ đã có: %s", h.name, opt.period, strings.Join(codes, ", "))
	}
	if opt.revision == 0 || slices.ContainsFunc(h.Revisions, func(s report.Submission) bool { return s.Revision == opt.revision }) {
		return nil
	}
	var have []string
	for _, s := range h.Revisions {
		have = append(have, fmt.Sprintf("%d (%s, nhận %s)", s.Revision, s.File.Name, clockWords(s.ReceivedAt)))
	}
	return usagef("%s, kỳ %s không có bản lần %d; có lần %s. Muốn không tính bản nào thì ghi --revision 0", h.name, opt.period, opt.revision, strings.Join(have, ", "))
}

func printRevert(o *office, opt revertOptions, before int, r report.Revert) error {
	changed := before != opt.revision
	if o.w.json {
		out := struct {
			Unit     string        `json:"unit"`
			Period   report.Period `json:"period"`
			Revision int           `json:"revision"`
			Before   int           `json:"before"`
			Changed  bool          `json:"changed"`
			At       *string       `json:"at"`
			Why      *string       `json:"why"`
		}{Unit: opt.unit, Period: opt.period, Revision: opt.revision, Before: before, Changed: changed}
		if changed {
			out.At, out.Why = orNull(instant(r.At)), &r.Why
		}
		return printJSON(o.w.stdout, out)
	}
	out := o.w.stdout
	switch {
	case !changed && before == 0:
		fmt.Fprintln(out, "Vốn đã không tính bản nào; không có gì thay đổi.")
		return nil
	case !changed:
		fmt.Fprintf(out, "Bản lần %d vốn đang được tính; không có gì thay đổi.\n", before)
		return nil
	case opt.revision == 0:
		fmt.Fprintf(out, "Từ nay không tính bản nào của %s, kỳ %s (trước đó: bản lần %d).\n", opt.unit, opt.period, before)
	case before == 0:
		fmt.Fprintf(out, "Từ nay tính bản lần %d của %s, kỳ %s (trước đó không tính bản nào).\n", opt.revision, opt.unit, opt.period)
	default:
		fmt.Fprintf(out, "Từ nay tính bản lần %d của %s, kỳ %s, thay bản lần %d.\n", opt.revision, opt.unit, opt.period, before)
	}
	fmt.Fprintf(out, "Đơn vị gửi bản mới thì bản mới được tính. Văn bản dựng trước đó có thể đã cũ: xem “vanthu status --period %s”.\n", opt.period)
	return nil
}
