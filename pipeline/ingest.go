package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// Box is where originals lie and where they are kept.
type Box interface {
	Read(report.Original) (report.Original, error)
	Keep(o report.Original, year int) (rel string, err error)
	Refuse(o report.Original, at time.Time, beside []report.Named) (rel string, err error)
	Settled(report.Original) bool
	Remove(report.Original) error
	Open(report.Arrival) report.Original
}

// Ledger records what has become of every file.
type Ledger interface {
	See(context.Context, report.Arrival) (report.Arrival, error)
	LatestCells(ctx context.Context, unit string, p report.Period) (revision int, cells []report.Cell, err error)
	Known(ctx context.Context, sha256, unit string, p report.Period) (report.Arrival, bool, error)
	Decide(context.Context, report.Arrival, *report.Submission, []finding.Finding) (revision int, err error)
	Clear(ctx context.Context, id int64) error
	Unfinished(context.Context) ([]report.Arrival, error)
	Problems(context.Context, report.Arrival) ([]finding.Finding, error)
}

// Ingest takes files in.
type Ingest struct {
	Box    Box
	Ledger Ledger
	// Read reads a workbook. A file is refused where there is an error among the
	// findings; unit and period are given as far as they are known.
	Read func(file string, data []byte) (*report.Submission, []finding.Finding)
	// Mark makes the marked copy of a refused workbook.
	Mark func(original []byte, findings []finding.Finding) ([]byte, error)
	// RightForm makes the form that the unit should have used, filled with what
	// could be read of the one it sent; nil where there is none.
	RightForm func(*report.Submission) ([]byte, error)
	// UnitName names a unit for the letter of faults; its code where unknown.
	UnitName func(code string, p report.Period) string
	// Received is the time of receipt of files not seen before.
	Received time.Time
	// Held says, for an error of Read or Remove that is the file's own and may pass
	// (another program holds it, no permission), why; ok is false for any other.
	Held func(error) (why string, ok bool)
	// Progress, where set, is called after each file.
	Progress func()
	// Before, where set, is called before each step; tests stop the program there.
	Before func(step string)
}

// Outcome is what became of one file.
type Outcome struct {
	Original report.Original
	Arrival  report.Arrival
	Problems []finding.Finding
}

// intake is one file on its way through the steps.
type intake struct {
	Outcome
	sub     *report.Submission
	decided bool // by an earlier run that was stopped
	stays   bool // in the inbox, though it has been taken in
}

// steps are Ingest's, in order; the package comment says what each is for.
var steps = []struct {
	name string
	run  func(Ingest, context.Context, *intake) error
}{
	{"see", Ingest.see},
	{"judge", Ingest.judge},
	{"keep", Ingest.keep},
	{"decide", Ingest.decide},
	{"remove", Ingest.remove},
	{"clear", Ingest.clear},
}

// Run takes the files in, in their order, and tells what became of each. It
// first ends what an earlier run left half done. An error is of the machine (disk,
// store, interruption): the files before it are taken in, the others lie where
// they lay.
func (in Ingest) Run(ctx context.Context, files []report.Original) ([]Outcome, error) {
	if err := in.finish(ctx, files); err != nil {
		return nil, err
	}
	var out []Outcome
	for _, o := range files {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		f := &intake{Outcome: Outcome{Original: o}}
		for _, s := range steps {
			if f.Arrival.State == report.Ignored || f.Arrival.State == report.Waiting {
				break
			}
			if in.Before != nil {
				in.Before(s.name)
			}
			if err := s.run(in, ctx, f); err != nil {
				return out, fmt.Errorf("take in %q: %s: %w", o.Path, s.name, err)
			}
		}
		out = append(out, f.Outcome)
		if in.Progress != nil {
			in.Progress()
		}
	}
	return out, nil
}

// finish clears the arrivals that an earlier run decided and whose file has left
// the inbox. Those whose file still lies there come along with the files.
func (in Ingest) finish(ctx context.Context, files []report.Original) error {
	open, err := in.Ledger.Unfinished(ctx)
	if err != nil {
		return err
	}
	lies := map[string]bool{}
	for _, o := range files {
		lies[o.Path] = true
	}
	for _, a := range open {
		if lies[a.Path] {
			continue
		}
		err := in.Box.Remove(in.Box.Open(a))
		if _, held := in.Held(err); held {
			continue
		}
		if err != nil {
			return err
		}
		if err := in.Ledger.Clear(ctx, a.ID); err != nil {
			return err
		}
	}
	return nil
}

func (in Ingest) see(ctx context.Context, f *intake) error {
	if f.Original.Ignored {
		f.Arrival = report.Arrival{Path: f.Original.Path, File: f.Original.File, State: report.Ignored, ReceivedAt: in.Received}
		return nil
	}
	o, err := in.Box.Read(f.Original)
	if why, held := in.Held(err); held {
		f.Arrival = report.Arrival{Path: f.Original.Path, File: f.Original.File, State: report.Waiting, ReceivedAt: in.Received}
		f.Problems = []finding.Finding{{
			Severity: finding.Warning, Code: "tep-chua-doc-duoc", Pos: finding.Pos{File: o.Path},
			Message: why, Hint: "tệp vẫn nằm nguyên; xử lý xong thì lần chạy sau sẽ tự nhận",
		}}
		return nil
	}
	if err != nil {
		return err
	}
	f.Original = o
	path := o.Path
	if !o.Inside {
		path = o.File.Name // the store knows no path outside the workspace
	}
	f.Arrival, err = in.Ledger.See(ctx, report.Arrival{Path: path, File: o.File, ReceivedAt: in.Received})
	f.decided = f.Arrival.State != report.Seen
	return err
}

func (in Ingest) judge(ctx context.Context, f *intake) (err error) {
	if f.decided {
		f.Problems, err = in.Ledger.Problems(ctx, f.Arrival)
		return err
	}
	f.sub, f.Problems = in.Read(f.Original.Path, f.Original.Data)
	finding.Sort(f.Problems)
	if f.sub != nil {
		f.Arrival.Unit, f.Arrival.Period = f.sub.Unit, f.sub.Period
	}
	if f.sub == nil || finding.HasError(f.Problems) {
		f.Arrival.State = report.Rejected
		if !in.Box.Settled(f.Original) {
			f.Arrival.State, f.Arrival.Unit, f.Arrival.Period = report.Waiting, "", report.Period{}
			f.Problems = []finding.Finding{{
				Severity: finding.Warning, Code: "tep-chua-doc-duoc", Pos: finding.Pos{File: f.Original.Path},
				Message: "tệp đang được chép dở hoặc vừa thay đổi", Hint: "tệp vẫn nằm nguyên; lần chạy sau sẽ tự nhận",
			}}
		}
		return nil
	}
	f.Arrival.State = report.Accepted
	twin, known, err := in.Ledger.Known(ctx, f.Original.File.SHA256, f.sub.Unit, f.sub.Period)
	if known {
		f.Arrival.State, f.Arrival.File.Archive = report.Duplicate, twin.File.Archive
		f.Problems = append(f.Problems, finding.Finding{
			Severity: finding.Info, Code: "tep-trung", Pos: finding.Pos{File: f.Original.Path},
			Message: "tệp này giống hệt tệp đã nhận lúc " + twin.ReceivedAt.In(report.Zone).Format("15:04 02/01/2006"), Hint: "không phải làm gì thêm",
		})
	}
	if err != nil || known {
		return err
	}
	return in.compare(ctx, f)
}

// compare warns of a revision that leaves blank what the one before had filled: it
// counts as the unit sent it, but an empty form may have been sent by mistake.
func (in Ingest) compare(ctx context.Context, f *intake) error {
	revision, before, err := in.Ledger.LatestCells(ctx, f.sub.Unit, f.sub.Period)
	if err != nil || revision == 0 {
		return err
	}
	var lost []string
	for _, c := range before {
		if _, still := f.sub.Cell(c.Item, c.Product, c.Measure); !still {
			name := c.Item + "/" + c.Product
			if c.Measure == report.People {
				name += " (lượt người)"
			}
			lost = append(lost, name)
		}
	}
	if lost == nil {
		return nil
	}
	text := strings.Join(lost[:min(len(lost), 5)], ", ")
	if len(lost) > 5 {
		text += ", …"
	}
	f.Problems = append(f.Problems, finding.Finding{
		Severity: finding.Warning, Code: "ban-sua-bo-so", Pos: finding.Pos{File: f.Original.Path},
		Message: fmt.Sprintf("bản này thay bản gửi lần %d và để trống %d ô mà bản trước có số: %s", revision, len(lost), text),
		Hint:    "hỏi lại đơn vị xem có gửi nhầm biểu mẫu trống không",
	})
	return nil
}

func (in Ingest) keep(_ context.Context, f *intake) (err error) {
	switch f.Arrival.State {
	case report.Accepted, report.Duplicate:
		// Also of a duplicate, and of what an earlier run kept: the bytes must be in
		// the archive, whole, before they leave the inbox.
		f.Arrival.File.Archive, err = in.Box.Keep(f.Original, f.Arrival.Period.Year)
	case report.Rejected:
		if f.decided {
			return nil
		}
		f.Arrival.File.Archive, err = in.Box.Refuse(f.Original, f.Arrival.ReceivedAt, in.explain(f))
	}
	return err
}

// explain makes what lies beside a refused original: the marked copy, where one
// can be made, and the letter of faults.
func (in Ingest) explain(f *intake) []report.Named {
	name := f.Arrival.Unit
	if in.UnitName != nil && name != "" {
		name = in.UnitName(name, f.Arrival.Period)
	}
	var copy []byte
	if namesCell(f.Problems) {
		// A file that can be read but not marked is refused all the same, with its
		// letter alone.
		copy, _ = in.Mark(f.Original.Data, f.Problems)
	}
	out := []report.Named{{Name: "phieu-loi.txt", Data: []byte(Letter(f.Outcome, name, copy != nil))}}
	if copy != nil {
		out = append(out, report.Named{Name: markedName(f.Original.File.Name), Data: copy})
	}
	if hasCode(f.Problems, CodePeriodDiffers) && f.sub != nil {
		if form, err := in.RightForm(f.sub); err == nil && form != nil {
			out = append(out, report.Named{Name: f.sub.Unit + "_" + f.sub.Period.String() + "_bieu-mau-dung.xlsx", Data: form})
		}
	}
	return out
}

// CodePeriodDiffers is the reader's code for a form of one period that was given
// the title of another.
const CodePeriodDiffers = "ky-lech"

func hasCode(fs []finding.Finding, code string) bool {
	return slices.ContainsFunc(fs, func(f finding.Finding) bool { return f.Code == code })
}

func (in Ingest) decide(ctx context.Context, f *intake) (err error) {
	if f.decided {
		return nil
	}
	f.Arrival.Revision, err = in.Ledger.Decide(ctx, f.Arrival, f.sub, f.Problems)
	return err
}

// remove takes the file out of the inbox. Where that cannot be done now the next
// run does it: the arrival stays uncleared.
func (in Ingest) remove(_ context.Context, f *intake) error {
	err := in.Box.Remove(f.Original)
	if why, held := in.Held(err); held {
		f.stays = true
		f.Problems = append(f.Problems, finding.Finding{
			Severity: finding.Warning, Code: "tep-con-trong-inbox", Pos: finding.Pos{File: f.Original.Path},
			Message: "tệp đã được ghi nhận nhưng chưa lấy ra khỏi inbox được: " + why, Hint: "không cần gửi lại; lần chạy sau sẽ tự dọn",
		})
		return nil
	}
	return err
}

func (in Ingest) clear(ctx context.Context, f *intake) error {
	if f.stays {
		return nil
	}
	f.Arrival.Cleared = true
	return in.Ledger.Clear(ctx, f.Arrival.ID)
}
