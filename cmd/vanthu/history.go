package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

func newHistory(w *world) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "history --unit MÃ --period KỲ",
		Short: "Mọi tệp của một đơn vị trong một kỳ: bản nào đang được tính, vì sao",
		Args:  noArgs,
	}
	unit := cmd.Flags().String("unit", "", "`MÃ` đơn vị, ví dụ U01")
	period := cmd.Flags().String("period", "", "`KỲ` báo cáo, ví dụ 2025-6T")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		p, err := parseUnitPeriod(*unit, *period)
		if err != nil {
			return err
		}
		return inOffice(cmd.Context(), w, false, func(o *office) error { return runHistory(cmd.Context(), o, *unit, p) })
	}
	return cmd
}

// parseUnitPeriod reads the values of --unit and --period.
func parseUnitPeriod(unit, period string) (report.Period, error) {
	if unit == "" {
		return report.Period{}, usagef("cần --unit, ví dụ --unit U01")
	}
	return parsePeriod(period)
}

// revisionJSON is an accepted file.
type revisionJSON struct {
	Revision   int               `json:"revision"`
	File       string            `json:"file"`
	SHA256     string            `json:"sha256"`
	Kept       string            `json:"kept"`
	ReceivedAt string            `json:"received_at"`
	Warnings   int               `json:"warnings"`
	Counts     bool              `json:"counts"`
	Late       bool              `json:"late"`
	Problems   []finding.Finding `json:"problems"`
}

// otherJSON is a file that was refused, or a duplicate.
type otherJSON struct {
	State      string            `json:"state"`
	File       string            `json:"file"`
	SHA256     string            `json:"sha256"`
	Kept       *string           `json:"kept"`
	ReceivedAt string            `json:"received_at"`
	Problems   []finding.Finding `json:"problems"`
}

type revertJSON struct {
	Revision int    `json:"revision"`
	At       string `json:"at"`
	Why      string `json:"why"`
}

type historyJSON struct {
	Unit      string         `json:"unit"`
	Period    report.Period  `json:"period"`
	Revisions []revisionJSON `json:"revisions"`
	Others    []otherJSON    `json:"others"`
	Reverts   []revertJSON   `json:"reverts"`
}

// told is a unit's history with what a person is told of it.
type told struct {
	report.History
	name     string // the unit's
	due      report.Date
	problems map[int64][]finding.Finding // by arrival
}

func runHistory(ctx context.Context, o *office, unit string, p report.Period) error {
	h, err := o.history(ctx, unit, p)
	if err != nil {
		return err
	}
	if o.w.json {
		return printJSON(o.w.stdout, h.json(unit, p))
	}
	h.print(o.w.stdout, unit, p)
	return nil
}

// history loads what has come from a unit for a period; a unit that neither the
// plan nor any file has is wrong use.
func (o *office) history(ctx context.Context, unit string, p report.Period) (told, error) {
	plan, err := o.store.PlanFor(ctx, p)
	if err != nil {
		return told{}, err
	}
	h := told{name: unit, due: plan.Due(p, o.freeDays(p)), problems: map[int64][]finding.Finding{}}
	if h.History, err = o.store.History(ctx, unit, p); err != nil {
		return h, err
	}
	u, planned := plan.Unit(unit)
	if planned {
		h.name = unit + ", " + u.Name
	}
	if !planned && len(h.Arrivals) == 0 {
		return h, usagef("không có đơn vị mã %q trong kế hoạch năm %d, cũng không có tệp nào của mã này; các mã: %s", unit, p.Year, unitCodes(plan))
	}
	for _, a := range h.Arrivals {
		fs, err := o.store.Problems(ctx, a)
		if err != nil {
			return h, err
		}
		for i := range fs {
			fs[i].Pos.File = "" // the line above names it
		}
		h.problems[a.ID] = fs
	}
	return h, nil
}

func unitCodes(plan *report.Plan) string {
	var codes []string
	for _, u := range plan.UnitsInOrder() {
		codes = append(codes, u.Code)
	}
	return strings.Join(codes, ", ")
}

func (h told) late(at time.Time) bool { return at.After(h.due.EndInVietnam()) }

// revision gives the submission that an accepted arrival became.
func (h told) revision(a report.Arrival) *report.Submission {
	i := slices.IndexFunc(h.Revisions, func(s report.Submission) bool { return s.Revision == a.Revision })
	return &h.Revisions[i]
}

func (h told) json(unit string, p report.Period) historyJSON {
	out := historyJSON{Unit: unit, Period: p, Revisions: []revisionJSON{}, Others: []otherJSON{}, Reverts: []revertJSON{}}
	counting := h.Counting()
	for _, a := range h.Arrivals {
		problems := append([]finding.Finding{}, h.problems[a.ID]...)
		if a.State != report.Accepted {
			out.Others = append(out.Others, otherJSON{string(a.State), a.File.Name, a.File.SHA256, orNull(a.File.Archive), instant(a.ReceivedAt), problems})
			continue
		}
		s := h.revision(a)
		out.Revisions = append(out.Revisions, revisionJSON{
			Revision: s.Revision, File: a.File.Name, SHA256: a.File.SHA256, Kept: a.File.Archive, ReceivedAt: instant(a.ReceivedAt),
			Warnings: s.Warnings, Counts: s == counting, Late: h.late(a.ReceivedAt), Problems: problems,
		})
	}
	for _, r := range h.Reverts {
		out.Reverts = append(out.Reverts, revertJSON{r.Revision, instant(r.At), r.Why})
	}
	return out
}

// print tells the history in the order in which it happened, then which revision
// counts and why.
func (h told) print(out io.Writer, unit string, p report.Period) {
	fmt.Fprintf(out, "%s: báo cáo %s, hạn nộp %s\n\n", h.name, p.Words(), h.due.Short())
	type event struct {
		at   time.Time
		tell func()
	}
	var events []event
	for _, a := range h.Arrivals {
		events = append(events, event{a.ReceivedAt, func() { h.printArrival(out, a) }})
	}
	for _, r := range h.Reverts {
		events = append(events, event{r.At, func() {
			fmt.Fprintf(out, "%s  ĐẶT LẠI: %s. Lý do: %s\n", clockWords(r.At), revertWords(r.Revision), r.Why)
		}})
	}
	slices.SortStableFunc(events, func(a, b event) int { return a.at.Compare(b.at) })
	for _, e := range events {
		e.tell()
	}
	if len(events) > 0 {
		fmt.Fprintln(out)
	}
	fmt.Fprintln(out, h.why())
}

func revertWords(revision int) string {
	if revision == 0 {
		return "không tính bản nào"
	}
	return fmt.Sprintf("tính bản lần %d", revision)
}

func (h told) printArrival(out io.Writer, a report.Arrival) {
	at := clockWords(a.ReceivedAt)
	switch a.State {
	case report.Accepted:
		inTime, mark := "đúng hạn", ""
		if h.late(a.ReceivedAt) {
			inTime = "quá hạn"
		}
		if h.revision(a) == h.Counting() {
			mark = "  ← đang được tính"
		}
		fmt.Fprintf(out, "%s  lần %d, %s: %s%s\n", at, a.Revision, inTime, a.File.Name, mark)
	case report.Rejected:
		fmt.Fprintf(out, "%s  TRẢ LẠI: %s\n", at, a.File.Name)
	default:
		fmt.Fprintf(out, "%s  %s: %s\n", at, report.ArrivalWords[a.State], a.File.Name)
	}
	if a.State == report.Rejected { // the name of an archived one holds its hash
		fmt.Fprintf(out, "    bản gốc ở %s, SHA-256 %s\n", a.File.Archive, a.File.SHA256)
	} else {
		fmt.Fprintf(out, "    bản gốc ở %s\n", a.File.Archive)
	}
	printFindings(out, h.problems[a.ID], "    ")
}

// why tells which revision counts, and why that one.
func (h told) why() string {
	counting := h.Counting()
	var last *report.Revert
	if n := len(h.Reverts); n > 0 {
		last = &h.Reverts[n-1]
	}
	switch {
	case counting == nil && last != nil:
		return fmt.Sprintf("Không bản nào được tính, vì đã đặt lại như vậy lúc %s. Lý do: %s", clockWords(last.At), last.Why)
	case counting == nil:
		return "Chưa nhận được bản nào."
	case last != nil && last.Revision == counting.Revision:
		return fmt.Sprintf("Đang được tính: bản lần %d, vì đã đặt lại như vậy lúc %s. Lý do: %s", counting.Revision, clockWords(last.At), last.Why)
	case len(h.Revisions) == 1:
		return fmt.Sprintf("Đang được tính: bản lần %d, vì chỉ có một bản.", counting.Revision)
	}
	return fmt.Sprintf("Đang được tính: bản lần %d, vì nhận sau cùng.", counting.Revision)
}
