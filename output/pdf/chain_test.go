package pdf

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"

	"vanthu/output/layout"
	"vanthu/output/wordml"
	"vanthu/pipeline/finding"
)

// rendered is what came of a document that nobody vouches for.
type rendered struct {
	pages, size int
	findings    []finding.Finding
	err         error // why it was not read
	panicked    error
	peak        uint64 // bytes that the process held at most
	took        time.Duration
}

func (r rendered) String() string {
	return fmt.Sprintf("%5d pages %6d kB PDF %4d MB %6.2f s, %v", r.pages, r.size>>10, r.peak>>20, r.took.Seconds(), r.err)
}

// stopped tells whether a finding says that the document was not drawn to its end.
func (r rendered) stopped() bool {
	worst, some := finding.Worst(r.findings)
	return some && worst == finding.Error
}

// chain takes a document the whole way, whatever it is.
func chain(data []byte, opt layout.Options) (out rendered) {
	defer func() {
		if p := recover(); p != nil {
			out.panicked = fmt.Errorf("%v\n%s", p, debug.Stack())
		}
	}()
	doc, fs, err := wordml.Read(data)
	if err != nil {
		return rendered{err: err}
	}
	fonts, err := Fonts()
	if err != nil {
		return rendered{panicked: err}
	}
	res, more := layout.Layout(doc, fonts, opt)
	doc = nil
	out = rendered{pages: len(res.Pages), findings: append(fs, more...)}
	if out.pages == 0 {
		out.panicked = errors.New("no pages")
		return out
	}
	pdf, err := Write(res, fonts, Info{})
	if out.size = len(pdf); err != nil {
		out.panicked = err // what was laid out can be drawn
	}
	return out
}

// likes are the ways to lay a document out.
var likes = []layout.Options{{}, {Like: layout.LikeLibreOffice}}

// survives takes a document the whole way, and
// fails where that panics or does not end in time. A goroutine cannot be
// stopped, so the whole test process ends when one hangs.
func survives(t *testing.T, what string, data []byte, limit time.Duration, likes ...layout.Options) (worst rendered) {
	t.Helper()
	for _, opt := range likes {
		done := make(chan rendered, 1)
		start := time.Now()
		go func() { done <- chain(data, opt) }()
		select {
		case r := <-done:
			r.took = time.Since(start)
			if r.panicked != nil {
				t.Errorf("%s, %+v: %v", what, opt, r.panicked)
			}
			if r.took > worst.took {
				worst = r
			}
		case <-time.After(limit):
			buf := make([]byte, 1<<16)
			fmt.Fprintf(os.Stderr, "%s\n", buf[:runtime.Stack(buf, true)])
			panic(fmt.Sprintf("%s, %+v: not done after %v", what, opt, limit))
		}
	}
	return worst
}

// peak runs f and tells how much memory the process held at most meanwhile, as
// the system sees it: all that the runtime has asked for and not given back.
func peak(f func()) uint64 {
	// As the program does before it renders.
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(300 << 20))
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	debug.FreeOSMemory()
	stop, top := make(chan bool), make(chan uint64)
	go func() {
		s := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
		var most uint64
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			metrics.Read(s)
			most = max(most, s[0].Value.Uint64()-s[1].Value.Uint64())
			select {
			case <-stop:
				top <- most
				return
			case <-tick.C:
			}
		}
	}()
	f()
	close(stop)
	return <-top
}
