package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	pathpkg "path"
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
	Sync(rels []string) error // what Keep wrote lasts over a power cut
	Refuse(o report.Original, at time.Time, beside []report.Named) (rel string, err error)
	Settled(report.Original) bool
	Remove(report.Original) error
	Open(report.Arrival) report.Original
}

// Ledger records what has become of every file.
type Ledger interface {
	See(context.Context, []report.Arrival) ([]report.Arrival, error)
	Forget(ctx context.Context, lies func(path string) bool) error
	LatestCells(ctx context.Context, unit string, p report.Period) (revision int, cells []report.Cell, err error)
	Known(ctx context.Context, sha256, unit string, p report.Period) (report.Submission, bool, error)
	Decide(context.Context, report.Arrival, *report.Submission, []finding.Finding) (revision int, err error)
	Sync(context.Context) error // what was decided lasts over a power cut
	Clear(ctx context.Context, ids []int64) error
	Unfinished(context.Context) ([]report.Arrival, error)
	Problems(context.Context, report.Arrival) ([]finding.Finding, error)
}

// Ingest takes files in.
type Ingest struct {
	Box    Box
	Ledger Ledger
	// Read reads a workbook; several are read at once. A file is refused where there
	// is an error among the findings; unit and period are given as far as they are
	// known.
	Read func(file string, data []byte) (*report.Submission, []finding.Finding)
	// Unpack, where set, opens a zip of files; ok is false for anything else. With
	// faults the zip is refused whole.
	Unpack func(file string, data []byte) (files []report.Named, ok bool, faults []finding.Finding)
	// Answers makes what the units are told, Write writes a file below the folder of
	// finished documents.
	Answers Answers
	Write   func(rel string, data []byte) error
	// Received is the time of receipt of files not seen before.
	Received time.Time
	// Held says, for an error of Read or Remove that is the file's own and may pass
	// (another program holds it, no permission), why; ok is false for any other.
	Held func(error) (why string, ok bool)
	// Crash, where set, is told of a panic while a file was read: a fault of the
	// program, which costs that file only.
	Crash func(path string, cause any, stack []byte)
	// Progress, where set, is called after each file.
	Progress func()
	// Retries are the pauses after which files that are held are tried again, before
	// they go on waiting; Pause waits, and tells whether to go on.
	Retries []time.Duration
	Pause   func(context.Context, time.Duration) bool
	// Endless, where set, tells a kind of file of which it cannot be seen that its end
	// is missing: it must have lain unchanged for a while, even where it can be read.
	Endless func(data []byte) bool
	// Batch is how many files are made lasting at once; 0 is the default.
	Batch int
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
	err     error     // of reading the file's bytes
	outer   *intake   // the zip in which it came
	inner   []*intake // the files of a zip
	decided bool      // by an earlier run that was stopped
	stays   bool      // in the inbox, though it may have been taken in
	listed  int64     // its size as it was listed
}

// steps are what is done with each file by itself, in order; the package comment
// says what each is for. What makes a batch last follows (last).
var steps = []struct {
	name string
	run  func(Ingest, context.Context, *intake) error
}{
	{"judge", Ingest.judge},
	{"keep", Ingest.keep},
	{"decide", Ingest.decide},
	{"note", Ingest.note},
}

// How many files make a batch where nothing else is asked for, and how many bytes:
// a batch is synced at once, and its originals are held in memory until they are
// kept.
const (
	batchFiles = 256
	batchBytes = 16 << 20
)

// Run takes the files in, in their order, and tells what became of each. It
// first ends what an earlier run left half done. An error is of the machine (disk,
// store, interruption): the files before it are taken in, the others lie where
// they lay.
func (in Ingest) Run(ctx context.Context, files []report.Original) ([]Outcome, error) {
	if err := in.finish(ctx, files); err != nil {
		return nil, err
	}
	out, err := in.run(ctx, files)
	for _, pause := range in.Retries {
		held := heldFiles(out)
		if err != nil || len(held) == 0 || !in.Pause(ctx, pause) {
			break
		}
		var files []report.Original
		for _, i := range held {
			files = append(files, out[i].Original)
		}
		var again []Outcome
		again, err = in.run(ctx, files)
		for i, x := range again {
			out[held[i]] = x
		}
	}
	return out, err
}

// heldFiles finds the files that could not be read and may be tried again: not those
// of a zip, which the next run opens anew.
func heldFiles(out []Outcome) (held []int) {
	outcomes := map[string]int{}
	for _, x := range out {
		outcomes[x.Original.Disk]++
	}
	for i, x := range out {
		if x.Arrival.State == report.Waiting && outcomes[x.Original.Disk] == 1 {
			held = append(held, i)
		}
	}
	return held
}

func (in Ingest) run(ctx context.Context, files []report.Original) ([]Outcome, error) {
	var out []Outcome
	var batch []*intake
	size, taken := 0, map[string]bool{}
	take := func() error {
		done, err := in.take(ctx, batch)
		for _, f := range done {
			out = append(out, f.Outcome)
		}
		batch, size = nil, 0
		clear(taken)
		return err
	}
	for f := range in.ahead(files) {
		// The same name again, from the command line, is another coming.
		if taken[f.path()] {
			if err := take(); err != nil {
				return out, err
			}
		}
		taken[f.path()] = true
		batch = append(append(batch, f.inner...), f)
		if size += len(f.Original.Data); len(batch) >= cmp.Or(in.Batch, batchFiles) || size >= batchBytes {
			if err := take(); err != nil {
				return out, err
			}
		}
	}
	return out, take()
}

// take takes a batch in. Where the machine fails or the run is interrupted at a
// file, those before it come to their end.
func (in Ingest) take(ctx context.Context, batch []*intake) (done []*intake, err error) {
	in.before("see")
	if err := in.see(ctx, batch); err != nil {
		return nil, err
	}
	for _, f := range batch {
		if err = in.one(ctx, f); err != nil {
			err = fmt.Errorf("take in %q: %w", f.Original.Path, err)
			break
		}
		done = append(done, f)
		if f.outer == nil && in.Progress != nil {
			in.Progress()
		}
	}
	for _, f := range batch[len(done):] {
		f.stays = true // and so does what came in the same zip
	}
	return done, errors.Join(err, in.last(context.WithoutCancel(ctx), done))
}

// one takes one file through the steps; interrupted, it ends the file in hand and
// begins no other.
func (in Ingest) one(ctx context.Context, f *intake) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	for _, s := range steps {
		if f.Arrival.State == report.Ignored || f.Arrival.State == report.Waiting {
			return nil
		}
		in.before(s.name)
		if err := s.run(in, ctx, f); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	f.Original.Data = nil // it lies in the archive
	return nil
}

// last makes what was kept and decided last over a power cut, in one go for the
// whole batch, and only then takes the files out of the inbox. What a power cut
// loses before is made again from the inbox by the next run.
func (in Ingest) last(ctx context.Context, batch []*intake) error {
	var kept []string
	var ids []int64
	for _, f := range batch {
		if f.Arrival.State == report.Accepted || f.Arrival.State == report.Duplicate {
			kept = append(kept, f.Arrival.File.Archive)
		}
	}
	in.before("sync")
	if err := in.Box.Sync(kept); err != nil {
		return fmt.Errorf("sync the archive: %w", err)
	}
	if err := in.Ledger.Sync(ctx); err != nil {
		return fmt.Errorf("sync the store: %w", err)
	}
	for _, f := range batch {
		if f.Arrival.State == report.Ignored || f.Arrival.State == report.Waiting {
			f.stays = true
			continue
		}
		in.before("remove")
		if err := in.remove(f); err != nil {
			return fmt.Errorf("take in %q: %w", f.Original.Path, err)
		}
	}
	for _, f := range batch {
		if !f.stays && !f.whole().stays {
			ids = append(ids, f.Arrival.ID)
			f.Arrival.Cleared = true
		}
	}
	in.before("clear")
	return in.Ledger.Clear(ctx, ids)
}

func (in Ingest) before(step string) {
	if in.Before != nil {
		in.Before(step)
	}
}

// ledgerPath is how the store knows a file: no path outside the workspace stands
// there.
func ledgerPath(o report.Original) string {
	if o.Inside {
		return o.Path
	}
	return o.File.Name
}

// path is ledgerPath, of a file in a zip that of the zip with the file's own
// behind it.
func (f *intake) path() string {
	if f.outer != nil {
		return ledgerPath(f.outer.Original) + strings.TrimPrefix(f.Original.Path, f.outer.Original.Path)
	}
	return ledgerPath(f.Original)
}

// finish clears the arrivals that an earlier run decided and whose file has left
// the inbox. Those whose file still lies there come along with the files.
func (in Ingest) finish(ctx context.Context, files []report.Original) error {
	lying := map[string]bool{}
	for _, o := range files {
		lying[ledgerPath(o)] = true
	}
	lies := func(path string) bool {
		for ; path != "." && path != "/"; path = pathpkg.Dir(path) { // a file of a zip lies where the zip lies
			if lying[path] {
				return true
			}
		}
		return false
	}
	if err := in.Ledger.Forget(ctx, lies); err != nil {
		return err
	}
	open, err := in.Ledger.Unfinished(ctx)
	if err != nil {
		return err
	}
	var ids []int64
	for _, a := range open {
		if lies(a.Path) {
			continue
		}
		err := in.Box.Remove(in.Box.Open(a))
		if _, held := in.Held(err); held {
			continue
		}
		if err != nil {
			return err
		}
		ids = append(ids, a.ID)
	}
	return in.Ledger.Clear(ctx, ids)
}

// see records that the files of a batch have come; of those that cannot be read
// now, when they were first seen.
func (in Ingest) see(ctx context.Context, batch []*intake) error {
	var seen []*intake
	var arrivals []report.Arrival
	for _, f := range batch {
		f.Arrival = report.Arrival{Path: f.path(), File: f.Original.File, ReceivedAt: in.Received}
		switch why, held := in.Held(f.err); {
		case f.Original.Ignored:
			f.Arrival.State = report.Ignored
			if f.Original.Link {
				f.Problems = []finding.Finding{{
					Severity: finding.Warning, Code: "lien-ket", Pos: finding.Pos{File: f.Original.Path},
					Message: "đây là liên kết trỏ tới nơi khác, không phải tệp, nên không được nhận", Hint: "chép chính tệp báo cáo vào đây",
				}}
			}
			continue
		case held:
			f.wait(why)
			f.Arrival.File.SHA256 = ""
		case f.err != nil:
			return fmt.Errorf("take in %q: %w", f.Original.Path, f.err)
		}
		seen, arrivals = append(seen, f), append(arrivals, f.Arrival)
	}
	known, err := in.Ledger.See(ctx, arrivals)
	if err != nil {
		return err
	}
	for i, f := range seen {
		if f.Arrival.State == report.Waiting {
			f.Arrival.ReceivedAt = known[i].ReceivedAt
			continue
		}
		f.Arrival, f.decided = known[i], known[i].State != report.Seen
	}
	return nil
}

func (f *intake) wait(why string) {
	f.Arrival.State, f.Arrival.Unit, f.Arrival.Period = report.Waiting, "", report.Period{}
	f.Problems = []finding.Finding{{
		Severity: finding.Warning, Code: "tep-chua-doc-duoc", Pos: finding.Pos{File: f.Original.Path},
		Message: why, Hint: "tệp vẫn nằm nguyên; xử lý xong thì lần chạy sau sẽ tự nhận",
	}}
}

// judge says what becomes of a file by what was read of it.
func (in Ingest) judge(ctx context.Context, f *intake) (err error) {
	if f.decided {
		f.Problems, err = in.Ledger.Problems(ctx, f.Arrival)
		return err
	}
	if f.inner != nil {
		f.judgeZip()
		return nil
	}
	finding.Sort(f.Problems)
	f.Problems = limited(f.Problems)
	if f.sub != nil {
		f.Arrival.Unit, f.Arrival.Period = f.sub.Unit, f.sub.Period
	}
	if f.sub == nil || finding.HasError(f.Problems) {
		f.Arrival.State = report.Rejected
		if whole := f.whole(); whole.Arrival.State == report.Waiting || !in.Box.Settled(whole.Original) {
			f.wait("tệp đang được chép dở hoặc vừa thay đổi")
			whole.wait("tệp đang được chép dở hoặc vừa thay đổi")
		}
		return nil
	}
	if in.Endless != nil && in.Endless(f.whole().Original.Data) && !in.Box.Settled(f.whole().Original) {
		f.wait("tệp đang được chép dở hoặc vừa thay đổi")
		return nil
	}
	f.Arrival.State = report.Accepted
	twin, known, err := in.Ledger.Known(ctx, f.Original.File.SHA256, f.sub.Unit, f.sub.Period)
	if known {
		f.Arrival.State, f.Arrival.File.Archive = report.Duplicate, twin.File.Archive
		f.Problems = append(f.Problems, duplicate(f, twin))
	}
	if err != nil || known {
		return err
	}
	return in.compare(ctx, f)
}

// duplicate says of which submission a file is a copy. Of one that a person has set
// aside it must not say that all is well.
func duplicate(f *intake, twin report.Submission) finding.Finding {
	when := twin.ReceivedAt.In(report.Zone).Format("15:04 02/01/2006")
	d := finding.Finding{
		Severity: finding.Info, Code: "tep-trung", Pos: finding.Pos{File: f.Original.Path},
		Message: "tệp này giống hệt tệp đã nhận lúc " + when, Hint: "không phải làm gì thêm",
	}
	if twin.SetAside {
		d.Severity = finding.Warning
		d.Message = fmt.Sprintf("tệp này giống hệt bản gửi lần %d nhận lúc %s, là bản đã được gác lại nên không được tính", twin.Revision, when)
		d.Hint = fmt.Sprintf("nếu đơn vị muốn tính bản này thì chạy: vanthu revert --unit %s --period %s --revision %d --why \"lý do\"", twin.Unit, twin.Period, twin.Revision)
	}
	return d
}

// whole is the file as it lies on the disk: the zip of one that came in a zip.
func (f *intake) whole() *intake {
	if f.outer != nil {
		return f.outer
	}
	return f
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
		Hint:    "nếu gửi nhầm biểu mẫu trống thì gửi lại bản đủ số; nếu đúng là không có số thì không phải làm gì",
	})
	return nil
}

func (in Ingest) keep(_ context.Context, f *intake) (err error) {
	switch f.Arrival.State {
	case report.Accepted, report.Duplicate:
		// Also of a duplicate, and of what an earlier run kept: the bytes must be in
		// the archive, whole, before they leave the inbox.
		f.Arrival.File.Archive, err = in.Box.Keep(f.Original, f.year())
	case report.Rejected:
		if f.decided {
			return nil
		}
		f.Arrival.File.Archive, err = in.Box.Refuse(f.Original, f.Arrival.ReceivedAt, in.explain(f))
	}
	return err
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
func (in Ingest) remove(f *intake) error {
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

func hasCode(fs []finding.Finding, code string) bool {
	return slices.ContainsFunc(fs, func(f finding.Finding) bool { return f.Code == code })
}
