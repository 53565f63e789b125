package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"vanthu/pipeline"
	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
	"vanthu/sources/store"
)

// How much of each kind ingest shows; what is left out is counted.
const (
	mostPlain    = 20 // files of which there is nothing to say, each on its line
	mostFindings = 10 // of one file
	mostFull     = 50 // files with their findings
	mostPeriods  = 4  // whose units are held against the files that came
	mostNames    = 8  // of units that lack a report
	mostTasks    = 20 // of one kind of what is to do next
)

// printOutcomes tells what became of the files, how the periods stand that they are
// for, and what to do next.
func printOutcomes(ctx context.Context, o *office, outcomes []pipeline.Outcome) error {
	if o.w.json {
		files := []fileJSON{}
		for _, x := range outcomes {
			files = append(files, outcomeJSON(x))
		}
		return printJSON(o.w.stdout, map[string]any{"files": files})
	}
	out := o.w.stdout
	if len(outcomes) == 0 {
		fmt.Fprintln(out, "Không có tệp nào trong", o.settings.Folders.Inbox+".")
		return nil
	}
	printFiles(o, outcomes)
	counts := map[report.ArrivalState]int{}
	for _, x := range outcomes {
		if !isZip(x) {
			counts[x.Arrival.State]++
		}
	}
	fmt.Fprintf(out, "Xong: nhận %d, trả lại %d, trùng %d, đang chờ %d, bỏ qua %d.\n",
		counts[report.Accepted], counts[report.Rejected], counts[report.Duplicate], counts[report.Waiting], counts[report.Ignored])
	if ctx.Err() != nil {
		return nil // interrupted: what was taken in is told, that is all
	}
	periods := periodsOf(outcomes)
	if err := o.printPeriods(ctx, periods); err != nil {
		return err
	}
	return o.printNext(ctx, outcomes, periods)
}

// isZip tells an archive that was opened, of which each file is told by itself.
func isZip(x pipeline.Outcome) bool {
	return x.Arrival.State == report.Accepted && x.Arrival.Unit == ""
}

// worth tells whether there is anything to look at in a file.
func worth(x pipeline.Outcome) bool {
	worst, _ := finding.Worst(x.Problems)
	return worst >= finding.Warning || x.Arrival.State == report.Rejected || x.Arrival.State == report.Waiting
}

// printFiles tells of each file in a line, with its findings below. Where very many
// came of which there is nothing to say, those are counted.
func printFiles(o *office, outcomes []pipeline.Outcome) {
	plain := map[report.ArrivalState]int{}
	for _, x := range outcomes {
		if !worth(x) {
			plain[x.Arrival.State]++
		}
	}
	full := 0
	for _, x := range outcomes {
		if !worth(x) && plain[x.Arrival.State] > mostPlain {
			continue
		}
		most := mostFindings
		if full++; full > mostFull && worth(x) {
			most = 0
		}
		o.printOutcome(o.w.stdout, x, most)
	}
	for _, s := range []struct {
		state report.ArrivalState
		words string
	}{{report.Accepted, "Đã nhận %s tệp không có gì phải xem lại.\n"}, {report.Duplicate, "%s tệp giống hệt tệp đã nhận, không phải làm gì.\n"}, {report.Ignored, "%s tệp tạm của máy được bỏ qua.\n"}} {
		if n := plain[s.state]; n > mostPlain {
			fmt.Fprintf(o.w.stdout, s.words, report.FormatNumber(report.NumberOf(int64(n))))
		}
	}
}

// printOutcome tells what became of one file, with so many of its findings at most.
func (o *office) printOutcome(out io.Writer, x pipeline.Outcome, most int) {
	fmt.Fprintln(out, outcomeLine(x))
	fs := slices.Clone(x.Problems)
	for i := range fs {
		fs[i].Pos.File = ""
	}
	shown := min(len(fs), most)
	printFindings(out, fs[:shown], "    ")
	if left := len(fs) - shown; left > 0 {
		fmt.Fprintf(out, "    … và %d chỗ nữa; xem trong %s\n", left, whereTold(o, x))
	}
}

// outcomeLine tells what became of one file.
func outcomeLine(x pipeline.Outcome) string {
	a, name := x.Arrival, x.Original.Path
	switch {
	case isZip(x):
		return name + ": đã mở và lưu"
	case a.State == report.Accepted:
		return fmt.Sprintf("%s: đã nhận, %s, %s, lần %d", name, a.Unit, a.Period.Words(), a.Revision)
	case a.State == report.Rejected:
		return fmt.Sprintf("%s: TRẢ LẠI; bản gốc và phiếu lỗi nằm ở %s", name, a.File.Archive)
	}
	return name + ": " + report.ArrivalWords[a.State]
}

// whereTold is where all of a file's findings can be read.
func whereTold(o *office, x pipeline.Outcome) string {
	if x.Arrival.State == report.Rejected {
		return path.Join(x.Arrival.File.Archive, pipeline.LetterOfFaults+".txt")
	}
	return path.Join(o.settings.Folders.Output, pipeline.NotePath(x.Arrival)+".txt")
}

// periodsOf lists the periods that files came for, the one with most files first.
func periodsOf(outcomes []pipeline.Outcome) []report.Period {
	files := map[report.Period]int{}
	var periods []report.Period
	for _, x := range outcomes {
		if p := x.Arrival.Period; !p.IsZero() {
			if files[p]++; files[p] == 1 {
				periods = append(periods, p)
			}
		}
	}
	slices.SortStableFunc(periods, func(a, b report.Period) int {
		return cmp.Or(files[b]-files[a], strings.Compare(a.String(), b.String()))
	})
	return periods
}

// printPeriods tells which units still lack a report.
func (o *office) printPeriods(ctx context.Context, periods []report.Period) error {
	load := loadYear(o.store.Received).once()
	for _, p := range periods[:min(len(periods), mostPeriods)] {
		f, err := o.figuresFrom(ctx, p, everything, load)
		if errors.Is(err, store.ErrNoPlan) {
			continue
		}
		if err != nil {
			return err
		}
		expected, in := 0, 0
		lacking := map[report.Standing][]string{}
		for _, u := range f.Units {
			switch {
			case u.Standing == report.Excused:
				continue
			case u.Standing == report.Missing || u.Standing == report.Refused:
				lacking[u.Standing] = append(lacking[u.Standing], u.Unit.Name)
			default:
				in++
			}
			expected++
		}
		line := fmt.Sprintf("Kỳ %s (hạn %s): %d/%d đơn vị đã gửi.", p.Words(), f.Due.Short(), in, expected)
		if names := lacking[report.Missing]; len(names) > 0 {
			line += " Chưa gửi: " + few(names) + "."
		}
		if names := lacking[report.Refused]; len(names) > 0 {
			line += " Bị trả lại, chưa gửi lại: " + few(names) + "."
		}
		fmt.Fprintln(o.w.stdout, line)
	}
	if left := len(periods) - mostPeriods; left > 0 {
		fmt.Fprintf(o.w.stdout, "Còn %d kỳ khác cũng có tệp; xem từng kỳ bằng “vanthu status --period KỲ”.\n", left)
	}
	return nil
}

// few names the first of many.
func few(names []string) string {
	text := strings.Join(names[:min(len(names), mostNames)], "; ")
	if left := len(names) - mostNames; left > 0 {
		text += fmt.Sprintf("; và %d đơn vị nữa", left)
	}
	return text
}

// printNext tells what the office has to do now, as far as there is anything.
func (o *office) printNext(ctx context.Context, outcomes []pipeline.Outcome, periods []report.Period) error {
	plans, _, err := o.plans(ctx)
	if err != nil {
		return err
	}
	type sent struct {
		unit   string
		period report.Period
	}
	last := map[sent]int{} // the last file of each that was taken
	for i, x := range outcomes {
		if x.Arrival.State == report.Accepted && !isZip(x) {
			last[sent{x.Arrival.Unit, x.Arrival.Period}] = i
		}
	}
	var letters, notes, waiting, taken []string
	for i, x := range outcomes {
		to := sender(plans, x)
		newest, mended := last[sent{x.Arrival.Unit, x.Arrival.Period}]
		switch a := x.Arrival; {
		case mended && i < newest: // a later one stands for it
		case a.State == report.Rejected:
			letters = append(letters, to+": "+a.File.Archive+"/")
		case a.State == report.Waiting:
			waiting = append(waiting, x.Original.Path)
		case a.State == report.Accepted && !isZip(x):
			if worst, _ := finding.Worst(x.Problems); worst == finding.Warning {
				notes = append(notes, to+": "+whereTold(o, x))
			}
			taken = append(taken, a.Period.String())
		}
	}
	var steps []string
	add := func(head string, items []string) {
		if len(items) == 0 {
			return
		}
		if left := len(items) - mostTasks; left > 0 {
			items = append(slices.Clone(items[:mostTasks]), fmt.Sprintf("… và %d tệp nữa, cùng chỗ", left))
		}
		steps = append(steps, head+"\n      "+strings.Join(items, "\n      "))
	}
	add("Gửi phiếu lỗi và bản tô màu cho đơn vị (phieu-loi.txt chép vào thư, các tệp kia gửi kèm):", letters)
	add("Báo đơn vị xem lại (số liệu đã nhận, không bắt buộc sửa):", notes)
	add("Đóng hoặc chép xong các tệp đang chờ, rồi chạy lại “vanthu ingest”:", waiting)
	var builds []string
	for _, p := range periods[:min(len(periods), mostPeriods)] {
		if slices.Contains(taken, p.String()) {
			builds = append(builds, "vanthu build --period "+p.String())
		}
	}
	add("Khi đã đủ đơn vị, dựng văn bản của kỳ:", builds)
	if len(steps) > 0 {
		fmt.Fprintln(o.w.stdout, "\nViệc tiếp theo:")
	}
	for i, s := range steps {
		fmt.Fprintf(o.w.stdout, "  %d. %s\n", i+1, s)
	}
	return nil
}

// sender names whose a file is, with the address to write to where the plan has one.
func sender(plans func(int) *report.Plan, x pipeline.Outcome) string {
	a := x.Arrival
	if a.Unit == "" {
		return x.Original.Path + " (chưa rõ của đơn vị nào)"
	}
	if plan := plans(a.Period.Year); plan != nil {
		if u, ok := plan.Unit(a.Unit); ok {
			if u.Email != "" {
				return u.Name + " <" + u.Email + ">"
			}
			return u.Name
		}
	}
	return a.Unit
}
