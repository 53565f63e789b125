// Package pdf draws laid-out pages as a PDF and holds the fonts that they are
// measured with. It moves nothing and decides nothing: every word stands where
// the layout has put it. It knows nothing of WordprocessingML.
//
//	fonts, err := pdf.Fonts()
//	res, findings := layout.Layout(doc, fonts, layout.Options{})
//	data, err := pdf.Write(res, fonts, pdf.Info{Title: "Báo cáo", Created: now})
//
// The same pages and the same Info give the same bytes. All fonts are embedded
// as subsets; text extracts with spaces between the words.
//
// The library gopdf makes the document: its pages and pictures (skeleton.go). What
// the pages show is written here (content.go), for the library holds every word of
// every page as an object until the end, some 100 MB in 500 pages, and rounds what
// it measures; and so are the fonts (embed.go), of which the library would keep a
// place for every glyph that is not used. All is put together, compressed and given
// what the library lacks in file.go.
package pdf

import (
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"vanthu/output/layout"
)

// Info is what the PDF says about itself. Created is written as it is; the zero
// time is left out.
type Info struct {
	Title, Author, Subject string
	Created                time.Time
	// NoHeights says 0 for the ascent and descent of every font, as LibreOffice
	// does: a reader then takes what it takes for its files (poppler, 0.95 and 0.35
	// em). It is for comparing with them by the boxes of words.
	NoHeights bool
}

// ErrGlyph says that a character was drawn which the font lacks. The layout
// replaces such characters, so this is a fault of the program.
var ErrGlyph = errors.New("font lacks a character")

// Write draws the pages with the fonts that they were laid out with.
func Write(res *layout.Result, fonts *FontSet, info Info) (data []byte, err error) {
	if len(res.Pages) == 0 {
		return nil, errors.New("draw pdf: no pages")
	}
	used, pictures, err := fonts.used(res.Pages)
	if err != nil {
		return nil, err
	}
	r := &resources{fonts: used, pictures: map[string]string{}}
	for i, p := range pictures {
		r.pictures[p.Image.Part] = pictureName(i)
	}
	var f *file
	order := slices.SortedFunc(maps.Values(used), func(a, b *font) int { return a.number - b.number })
	subsets, contents := make([]*embeddedFont, len(order)), make([][]byte, len(res.Pages))
	err = atOnce(1+len(order)+len(contents), func(i int) (err error) {
		page := i - 1 - len(order)
		switch {
		case i == 0:
			f, err = skeleton(res.Pages, pictures, info)
		case page < 0:
			subsets[i-1], err = order[i-1].embed(!info.NoHeights)
		default:
			if contents[page], err = r.stream(&res.Pages[page]); err != nil {
				err = fmt.Errorf("draw page %d: %w", page+1, err)
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := f.fill(contents, subsets, len(pictures)); err != nil {
		return nil, err
	}
	f.extend(res)
	return f.bytes(), nil
}

// atOnce does n things, as many at once as there are processors.
func atOnce(n int, do func(i int) error) error {
	errs := make([]error, n)
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				errs[i] = do(i)
			}
		})
	}
	wait.Wait()
	return errors.Join(errs...)
}
