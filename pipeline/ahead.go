package pipeline

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"math"
	"path"
	"runtime"
	"runtime/debug"
	"sync"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// aheadBytes is how much of files may have been read and not yet be taken in.
const aheadBytes = 32 << 20

// ahead reads and judges the files on all cores, and gives them in their order.
// Nothing on the disk is changed by it.
func (in Ingest) ahead(files []report.Original) iter.Seq[*intake] {
	return func(yield func(*intake) bool) {
		workers := max(1, runtime.GOMAXPROCS(0)-1) // one is left to what writes
		room := newBudget(aheadBytes)
		slots := make(chan chan *intake, cmp.Or(in.Batch, batchFiles)) // the next batch is read while one is taken in
		busy := make(chan struct{}, workers)
		stop := make(chan struct{})
		defer room.open()
		defer close(stop)
		go func() {
			defer close(slots)
			for _, o := range files {
				slot := make(chan *intake, 1)
				select {
				case slots <- slot:
				case <-stop:
					return
				}
				room.take(o.File.Size)
				busy <- struct{}{}
				go func() {
					slot <- in.open(o)
					<-busy
				}()
			}
		}()
		for slot := range slots {
			f := <-slot
			room.give(f.listed)
			if !yield(f) {
				return
			}
		}
	}
}

// open reads a file's bytes and what they say.
func (in Ingest) open(o report.Original) *intake {
	f := &intake{Outcome: Outcome{Original: o}, listed: o.File.Size}
	if o.Ignored {
		return f
	}
	if f.Original, f.err = in.Box.Read(o); f.err != nil {
		return f
	}
	if in.Unpack != nil && f.Original.Data != nil {
		if files, ok := in.unpack(f); ok {
			in.openZip(f, files)
			return f
		}
	}
	in.read(f)
	return f
}

// read reads a workbook. A fault of the program itself costs this file only.
func (in Ingest) read(f *intake) {
	defer in.survive(f)
	f.sub, f.Problems = in.Read(f.Original.Path, f.Original.Data)
}

func (in Ingest) unpack(f *intake) (files []report.Named, ok bool) {
	defer in.survive(f)
	files, ok, f.Problems = in.Unpack(f.Original.Path, f.Original.Data)
	return files, ok
}

func (in Ingest) survive(f *intake) {
	if cause := recover(); cause != nil {
		if in.Crash != nil {
			in.Crash(f.Original.Path, cause, debug.Stack())
		}
		f.sub, f.Problems = nil, []finding.Finding{{
			Severity: finding.Error, Code: "loi-chuong-trinh", Pos: finding.Pos{File: f.Original.Path},
			Message: "chương trình gặp lỗi của chính nó khi đọc tệp này", Hint: "mở tệp bằng Excel, lưu thành tệp .xlsx mới rồi gửi lại; báo cho người phụ trách chương trình",
		}}
	}
}

// openZip makes an intake of each file of a zip.
func (in Ingest) openZip(f *intake, files []report.Named) {
	if len(files) == 0 && f.Problems == nil {
		f.Problems = []finding.Finding{{
			Severity: finding.Error, Code: "tep-nen", Pos: finding.Pos{File: f.Original.Path},
			Message: "trong tệp nén không có tệp nào", Hint: "gửi chính tệp mẫu báo cáo đã điền",
		}}
	}
	for _, file := range files {
		sum := sha256.Sum256(file.Data)
		o := report.Original{
			Path: f.Original.Path + "/" + file.Name, Disk: f.Original.Disk, Data: file.Data,
			File: report.File{Name: path.Base(file.Name), Size: int64(len(file.Data)), SHA256: hex.EncodeToString(sum[:])},
		}
		g := &intake{Outcome: Outcome{Original: o}, outer: f}
		in.read(g)
		f.inner = append(f.inner, g)
	}
}

// judgeZip says what becomes of a zip by what became of its files: it is kept
// whole where any of them was taken in.
func (f *intake) judgeZip() {
	count := map[report.ArrivalState]int{}
	for _, g := range f.inner {
		count[g.Arrival.State]++
	}
	f.Arrival.State = report.Rejected
	severity := finding.Warning
	switch {
	case count[report.Accepted] > 0:
		f.Arrival.State = report.Accepted
	case count[report.Duplicate] > 0:
		f.Arrival.State = report.Duplicate
	default:
		severity = finding.Error
	}
	if count[report.Rejected] == 0 {
		severity = finding.Info
	}
	f.Problems = []finding.Finding{{
		Severity: severity, Code: "tep-nen", Pos: finding.Pos{File: f.Original.Path},
		Message: fmt.Sprintf("tệp nén có %d tệp, mỗi tệp được xét riêng: nhận %d, trùng %d, trả lại %d", len(f.inner), count[report.Accepted], count[report.Duplicate], count[report.Rejected]),
		Hint:    "kết quả của từng tệp ghi ở dòng riêng của tệp đó",
	}}
}

// year is the year of the archive in which a file is kept: its period's; of a
// zip, that of the first file that has one, else the year it came.
func (f *intake) year() int {
	for _, g := range f.inner {
		if !g.Arrival.Period.IsZero() {
			return g.Arrival.Period.Year
		}
	}
	if !f.Arrival.Period.IsZero() {
		return f.Arrival.Period.Year
	}
	return f.Arrival.ReceivedAt.In(report.Zone).Year()
}

// budget is an amount that several take from and give back. One that is larger
// than the whole is let through when nothing else is taken.
type budget struct {
	mu         sync.Mutex
	freed      *sync.Cond
	used, most int64
}

func newBudget(most int64) *budget {
	b := &budget{most: most}
	b.freed = sync.NewCond(&b.mu)
	return b
}

func (b *budget) take(n int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for b.used > 0 && b.used+n > b.most {
		b.freed.Wait()
	}
	b.used += n
}

// open lets everyone through from now on.
func (b *budget) open() {
	b.mu.Lock()
	b.most = math.MaxInt64
	b.mu.Unlock()
	b.freed.Broadcast()
}

func (b *budget) give(n int64) {
	b.mu.Lock()
	b.used -= n
	b.mu.Unlock()
	b.freed.Signal()
}
