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
// The library gopdf makes the document: its pages, the subset and the character
// table of each font, the pictures (skeleton.go). What the pages show is written
// here (content.go), for the library holds every word of every page as an object
// until the end, some 100 MB in 500 pages, and rounds what it measures. The two
// are put together, compressed and given what the library lacks in file.go.
package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"

	"vanthu/output/layout"
)

// Info is what the PDF says about itself. Created is written as it is; the zero
// time is left out.
type Info struct {
	Title, Author, Subject string
	Created                time.Time
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
	// The library makes its part while the pages are written.
	type part struct {
		*file
		err error
	}
	made := make(chan part, 1)
	go func() {
		f, err := skeleton(res.Pages, used, pictures, info)
		made <- part{f, err}
	}()
	r := &resources{fonts: used, pictures: map[string]string{}}
	for i, p := range pictures {
		r.pictures[p.Image.Part] = pictureName(i)
	}
	contents, err := r.contents(res.Pages)
	f := <-made
	if err := errors.Join(err, f.err); err != nil {
		return nil, err
	}
	if err := f.fill(contents, len(pictures)); err != nil {
		return nil, err
	}
	f.extend(res)
	return f.bytes(), nil
}

// contents writes and compresses what each page shows, on all processors.
func (r *resources) contents(pages []layout.Page) ([][]byte, error) {
	out, errs := make([][]byte, len(pages)), make([]error, len(pages))
	next := make(chan int)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				data, err := r.stream(&pages[i])
				if err != nil {
					errs[i] = fmt.Errorf("draw page %d: %w", i+1, err)
					continue
				}
				out[i] = deflated("", data)
			}
		})
	}
	for i := range pages {
		next <- i
	}
	close(next)
	wait.Wait()
	return out, errors.Join(errs...)
}

// tall gives the font's file with the ascender and descender of its box. The
// library writes them into the font's description, from which readers take the
// height of a selected line: by the font's own figures the marks above Ẩ and
// below ặ would stick out of it.
func (f *face) tall() []byte {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.boxed == nil {
		file := f.data
		if f.nested {
			// One of the program's own fonts: it can be read.
			if flat, err := extract(bytes.NewReader(file), 0); err == nil {
				file = flat
			}
		}
		f.boxed = tall(file)
	}
	return f.boxed
}

func tall(font []byte) []byte {
	head, os2 := fontTable(font, "head"), fontTable(font, "OS/2")
	if len(head) < 54 || len(os2) < 78 {
		return font
	}
	out := bytes.Clone(font)
	os2 = fontTable(out, "OS/2")
	copy(os2[74:76], head[42:44]) // usWinAscent from yMax
	below := -int16(binary.BigEndian.Uint16(head[38:40]))
	binary.BigEndian.PutUint16(os2[76:78], uint16(max(below, 0))) // usWinDescent from yMin
	return out
}

// fontTable finds a table of a TrueType font; nil where there is none.
func fontTable(font []byte, tag string) []byte {
	if len(font) < 12 {
		return nil
	}
	n := int(binary.BigEndian.Uint16(font[4:]))
	for i := range n {
		if len(font) < 28+16*i {
			return nil
		}
		rec := font[12+16*i:]
		if string(rec[:4]) != tag {
			continue
		}
		from, size := int(binary.BigEndian.Uint32(rec[8:])), int(binary.BigEndian.Uint32(rec[12:]))
		if from+size <= len(font) {
			return font[from : from+size]
		}
	}
	return nil
}
