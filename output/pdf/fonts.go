package pdf

import (
	"fmt"
	"strings"
	"sync"

	"codeberg.org/go-fonts/liberation/liberationmonobold"
	"codeberg.org/go-fonts/liberation/liberationmonobolditalic"
	"codeberg.org/go-fonts/liberation/liberationmonoitalic"
	"codeberg.org/go-fonts/liberation/liberationmonoregular"
	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansbolditalic"
	"codeberg.org/go-fonts/liberation/liberationsansitalic"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-fonts/liberation/liberationserifbold"
	"codeberg.org/go-fonts/liberation/liberationserifbolditalic"
	"codeberg.org/go-fonts/liberation/liberationserifitalic"
	"codeberg.org/go-fonts/liberation/liberationserifregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"vanthu/output/layout"
)

// face is one embedded font with its metrics in font units.
type face struct {
	name    string
	data    []byte
	upm     int
	ascent  int
	descent int
	gap     int

	mu       sync.Mutex
	font     *sfnt.Font
	buf      sfnt.Buffer
	advances map[rune]int // -1 where the font lacks the character
}

// family is the four faces of a family: upright, bold, italic, both.
type family [4]*face

// fontSet is every font that the program embeds. Reading the tables takes a few
// milliseconds, so it is done once, when a document is first laid out.
type fontSet struct {
	serif, sans, mono family
	byName            map[string]*face
}

// loadFonts parses the embedded fonts. They are part of the program: were one
// damaged, no document could be made at all.
var loadFonts = sync.OnceValues(func() (*fontSet, error) {
	set := &fontSet{byName: map[string]*face{}}
	for _, f := range []struct {
		to    *family
		name  string
		files [4][]byte
	}{
		{&set.serif, "LiberationSerif", [4][]byte{liberationserifregular.TTF, liberationserifbold.TTF, liberationserifitalic.TTF, liberationserifbolditalic.TTF}},
		{&set.sans, "LiberationSans", [4][]byte{liberationsansregular.TTF, liberationsansbold.TTF, liberationsansitalic.TTF, liberationsansbolditalic.TTF}},
		{&set.mono, "LiberationMono", [4][]byte{liberationmonoregular.TTF, liberationmonobold.TTF, liberationmonoitalic.TTF, liberationmonobolditalic.TTF}},
	} {
		for i, data := range f.files {
			one, err := newFace(f.name+[4]string{"", "-Bold", "-Italic", "-BoldItalic"}[i], data)
			if err != nil {
				return nil, err
			}
			f.to[i] = one
			set.byName[one.name] = one
		}
	}
	return set, nil
})

func newFace(name string, data []byte) (*face, error) {
	font, err := sfnt.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("parse font %s: %w", name, err)
	}
	f := &face{name: name, data: data, font: font, upm: int(font.UnitsPerEm()), advances: map[rune]int{}}
	// At a size of one em in font units the metrics are the table's own numbers.
	m, err := font.Metrics(&f.buf, fixed.I(f.upm), 0)
	if err != nil {
		return nil, fmt.Errorf("measure font %s: %w", name, err)
	}
	f.ascent, f.descent = m.Ascent.Round(), m.Descent.Round()
	f.gap = m.Height.Round() - f.ascent - f.descent
	return f, nil
}

func (f *face) Name() string    { return f.name }
func (f *face) UnitsPerEm() int { return f.upm }
func (f *face) Ascent() int     { return f.ascent }
func (f *face) Descent() int    { return f.descent }
func (f *face) Gap() int        { return f.gap }

// Advance gives the width of a character in font units.
func (f *face) Advance(c rune) (int, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	a, known := f.advances[c]
	if !known {
		a = f.look(c)
		f.advances[c] = a
	}
	return max(a, 0), a >= 0
}

func (f *face) look(c rune) int {
	g, err := f.font.GlyphIndex(&f.buf, c)
	if err != nil || g == 0 {
		return -1
	}
	a, err := f.font.GlyphAdvance(&f.buf, g, fixed.I(f.upm), 0)
	if err != nil {
		return -1
	}
	return a.Round()
}

// Face picks the family that has the widths of the one asked for: Liberation
// Sans stands for Arial, Liberation Mono for Courier New, Liberation Serif for
// Times New Roman and for everything else.
func (s *fontSet) Face(name string, bold, italic bool) layout.Face {
	i := 0
	if bold {
		i++
	}
	if italic {
		i += 2
	}
	return s.family(name)[i]
}

func (s *fontSet) family(name string) *family {
	switch plain(name) {
	case "arial", "helvetica", "liberation sans", "arimo":
		return &s.sans
	case "courier new", "courier", "liberation mono", "cousine":
		return &s.mono
	}
	return &s.serif
}

// SameWidths tells whether the face that stands for a font has its widths.
func (s *fontSet) SameWidths(name string) bool {
	switch plain(name) {
	case "times new roman", "times", "liberation serif", "tinos":
		return true
	}
	return s.family(name) != &s.serif
}

func plain(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// Fonts gives the embedded fonts for measuring. The error is that of a damaged
// program.
func Fonts() (layout.Fonts, error) {
	set, err := loadFonts()
	if err != nil {
		return nil, err
	}
	return set, nil
}

// FontFile gives the file (TrueType) of the embedded face that stands for a
// font, and the face's name; for programs' parts that write PDF objects
// themselves. The caller must not change it.
func FontFile(font string, bold, italic bool) (name string, data []byte, err error) {
	set, err := loadFonts()
	if err != nil {
		return "", nil, err
	}
	i := 0
	if bold {
		i++
	}
	if italic {
		i += 2
	}
	f := set.family(font)[i]
	return f.name, f.data, nil
}
