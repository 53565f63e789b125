package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/signintech/gopdf"

	"vanthu/output/layout"
)

// used gathers the fonts, with their characters, and the pictures of the pages.
func (s *FontSet) used(pages []layout.Page) (fonts map[string]*font, pictures []*layout.Picture, err error) {
	fonts = map[string]*font{}
	seen := map[string]bool{}
	var last *font
	var walk func(items []layout.Item)
	walk = func(items []layout.Item) {
		for _, it := range items {
			switch it := it.(type) {
			case layout.Text:
				if last == nil || last.name != it.Face {
					if last = fonts[it.Face]; last == nil {
						f := s.named(it.Face)
						if f == nil {
							err = errors.Join(err, fmt.Errorf("embed font %q: not at hand", it.Face))
							continue
						}
						last = &font{face: f}
						fonts[it.Face] = last
					}
				}
				for _, r := range it.Text {
					last.codes.add(shown(r))
				}
				if it.Space {
					last.codes.add(' ')
				}
			case layout.Picture:
				if it.Image != nil && !seen[it.Image.Part] {
					seen[it.Image.Part] = true
					pictures = append(pictures, &it)
				}
			case layout.Turned:
				walk(it.Items)
			}
		}
	}
	for i := range pages {
		walk(pages[i].Items)
	}
	// In the order of their names, so that the bytes do not depend on chance.
	for i, name := range slices.Sorted(maps.Keys(fonts)) {
		fonts[name].number = i + 1
		fonts[name].codes.number()
	}
	return fonts, pictures, err
}

// holder hands a picture to the library under the name of its part.
type holder struct {
	*bytes.Reader
	part string
}

func (h holder) ID() string { return h.part }

// skeleton lets the library make the document but for its fonts and what the pages
// show: its catalog and pages, each picture once. Nothing is compressed yet.
func skeleton(pages []layout.Page, pictures []*layout.Picture, info Info) (made *file, err error) {
	// The library panics on some misuse; a caller must get an error instead.
	defer func() {
		if r := recover(); r != nil {
			made, err = nil, fmt.Errorf("write pdf: %v", r)
		}
	}()
	g := &gopdf.GoPdf{}
	g.Start(gopdf.Config{Unit: gopdf.UnitPT, PageSize: gopdf.Rect{W: pages[0].Width.Pt(), H: pages[0].Height.Pt()}})
	g.SetNoCompression()
	g.SetInfo(gopdf.PdfInfo{Title: info.Title, Author: info.Author, Subject: info.Subject,
		Creator: "vanthu", Producer: "vanthu", CreationDate: info.Created})
	for i := range pages {
		g.AddPageWithOption(gopdf.PageOption{PageSize: &gopdf.Rect{W: pages[i].Width.Pt(), H: pages[i].Height.Pt()}})
		g.SetLineWidth(1) // a page without any content has none at all
	}
	for _, p := range pictures {
		if err := g.ImageByHolder(holder{bytes.NewReader(p.Image.Data), p.Image.Part}, 0, 0, &gopdf.Rect{W: 1, H: 1}); err != nil {
			return nil, fmt.Errorf("embed picture %s: %w", p.Image.Part, err)
		}
	}
	data, err := g.GetBytesPdfReturnErr()
	if err != nil {
		return nil, fmt.Errorf("write pdf: %w", err)
	}
	return parseFile(data)
}
