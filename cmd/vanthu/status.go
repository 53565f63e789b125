package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"vanthu/pipeline"
	"vanthu/pipeline/report"
)

func newStatus(w *world) *cobra.Command {
	return periodCommand(w, "status --period KỲ", "Đơn vị nào đã gửi, gửi chậm, chưa gửi", runStatus)
}

// unitJSON is a unit's standing (contract, section 5).
type unitJSON struct {
	Code        string  `json:"code"`
	Name        string  `json:"name"`
	Group       string  `json:"group"`
	State       string  `json:"state"`
	By          string  `json:"by"`
	Revision    *int    `json:"revision"`
	ReceivedAt  *string `json:"received_at"`
	RevisedLate bool    `json:"revised_late"`
	Warnings    int     `json:"warnings"`

	at time.Time
}

type statusTotals struct {
	Units   int `json:"units"`
	OnTime  int `json:"on_time"`
	Late    int `json:"late"`
	Missing int `json:"missing"`
	Refused int `json:"refused"`
	Excused int `json:"excused"`
}

type statusJSON struct {
	Period   report.Period `json:"period"`
	From     report.Date   `json:"from"`
	To       report.Date   `json:"to"`
	Due      report.Date   `json:"due"`
	Units    []unitJSON    `json:"units"`
	Totals   statusTotals  `json:"totals"`
	Outdated []string      `json:"outdated"`

	unneeded map[string]bool // of those, the ones that would say nothing any more
}

func runStatus(ctx context.Context, o *office, p report.Period) error {
	s, err := o.status(ctx, p)
	if err != nil {
		return err
	}
	if o.w.json {
		return printJSON(o.w.stdout, s)
	}
	out := o.w.stdout
	fmt.Fprintf(out, "Kỳ %s: số liệu từ %s đến %s, hạn nộp %s\n\n", p.Words(), s.From.Short(), s.To.Short(), s.Due.Short())
	rows := [][]string{{"Mã", "Đơn vị", "Tình trạng", "Nhận lúc", "Lần", "Cảnh báo"}}
	for _, u := range s.Units {
		state := report.StandingWords[report.Standing(u.State)]
		switch {
		case u.By == string(report.Tiled):
			state += " (ghép từ kỳ ngắn)"
		case u.By == string(report.Partial):
			state += " (mới có một phần)"
		case u.RevisedLate:
			state += ", sửa sau hạn"
		}
		received, revision := "", ""
		if u.ReceivedAt != nil {
			received = clockWords(u.at)
		}
		if u.Revision != nil {
			revision = fmt.Sprint(*u.Revision)
		}
		rows = append(rows, []string{u.Code, u.Name, state, dash(received), dash(revision), fmt.Sprint(u.Warnings)})
	}
	if err := table(out, rows); err != nil {
		return err
	}
	t := s.Totals
	fmt.Fprintf(out, "\nTổng cộng %d đơn vị: đúng hạn %d, quá hạn %d, chưa gửi %d, bị trả lại %d.\n", t.Units, t.OnTime, t.Late, t.Missing, t.Refused)
	for _, d := range s.Outdated {
		if s.unneeded[d] {
			fmt.Fprintf(out, "%s không còn cần nữa: mọi đơn vị đã gửi báo cáo.\n", d)
			continue
		}
		fmt.Fprintf(out, "%s đã cũ hơn số liệu; chạy “vanthu build --period %s” để dựng lại.\n", d, p)
	}
	return nil
}

func (o *office) status(ctx context.Context, p report.Period) (statusJSON, error) {
	f, err := o.figures(ctx, p, everything)
	if err != nil {
		return statusJSON{}, err
	}
	s := statusJSON{Period: p, From: f.From, To: f.To, Due: f.Due, Units: []unitJSON{}, Outdated: []string{}, unneeded: map[string]bool{}}
	for _, u := range f.Units {
		row := unitJSON{Code: u.Unit.Code, Name: u.Unit.Name, Group: u.Unit.Group, State: string(u.Standing), By: string(u.By), RevisedLate: u.RevisedLate, Warnings: u.Warnings}
		if u.By == report.NoSource {
			row.By = "none"
		}
		if u.Latest != nil {
			row.at = u.Latest.ReceivedAt
			row.Revision, row.ReceivedAt = &u.Latest.Revision, orNull(instant(u.Latest.ReceivedAt))
		}
		s.Units = append(s.Units, row)
		s.Totals.Units++
		switch u.Standing {
		case report.OnTime:
			s.Totals.OnTime++
		case report.Late:
			s.Totals.Late++
		case report.Missing:
			s.Totals.Missing++
		case report.Refused:
			s.Totals.Refused++
		case report.Excused:
			s.Totals.Excused++
		}
	}
	work := pipeline.OfPeriod(f)
	fingerprint, err := pipeline.Fingerprint(work)
	if err != nil {
		return s, err
	}
	docs, err := o.store.Documents(ctx, p.String())
	if err != nil {
		return s, err
	}
	newest := map[string]time.Time{}
	for _, d := range docs {
		if d.BuiltAt.After(newest[d.Doc]) {
			newest[d.Doc] = d.BuiltAt
		}
	}
	for _, d := range docs {
		if d.FiguresSHA256 != fingerprint && d.BuiltAt.Equal(newest[d.Doc]) {
			s.Outdated = append(s.Outdated, d.Path)
			s.unneeded[d.Path] = !pipeline.Needed(d.Doc, work)
		}
	}
	return s, nil
}
