package pdf

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"codeberg.org/go-fonts/dejavu/dejavusans"
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

	"vanthu/output/layout"
)

// family is the four faces of a family: upright, bold, italic, both.
type family [4]*face

func style(bold, italic bool) int {
	i := 0
	if bold {
		i++
	}
	if italic {
		i += 2
	}
	return i
}

// embedded is every font that the program carries. Reading the tables takes a few
// milliseconds, so it is done once, when a document is first laid out.
type embedded struct {
	serif, sans, mono family
	wide              *face // DejaVu Sans: signs and scripts that Liberation lacks

	mu     sync.Mutex // of what follows
	byName map[string]*face
}

// loadFonts parses the embedded fonts. They are part of the program: were one
// damaged, no document could be made at all.
var loadFonts = sync.OnceValues(func() (*embedded, error) {
	set := &embedded{byName: map[string]*face{}}
	load := func(name string, data []byte) (*face, error) {
		f, err := newFace(name, data)
		if err == nil {
			set.byName[name] = f
		}
		return f, err
	}
	var err error
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
			if f.to[i], err = load(f.name+[4]string{"", "-Bold", "-Italic", "-BoldItalic"}[i], data); err != nil {
				return nil, err
			}
		}
	}
	if set.wide, err = load("DejaVuSans", dejavusans.TTF); err != nil {
		return nil, err
	}
	return set, nil
})

// FontSet is the fonts that documents are measured and drawn with: those in the
// program and, where asked for, those of the machine. It may be used by several
// at once.
type FontSet struct {
	*embedded
	dirs []string
	own  bool // the folder's Times New Roman, Arial and Courier New stand for themselves

	once     sync.Once
	machine  []entry
	byFamily map[string][]*entry
	byFull   map[string]*entry

	mu     sync.Mutex
	loaded map[*entry]*face // nil where a font cannot be drawn
	names  map[string]*face // of the machine's, by their names in pages
}

// Fonts gives the fonts in the program: the same everywhere. The error is that of
// a damaged program.
func Fonts() (*FontSet, error) { return MachineFonts(nil) }

// MachineFonts gives the fonts in the program and those in folders (FontFolders
// names the machine's). The folders are read when a document first asks for a
// font, or a character, that the program does not carry.
func MachineFonts(dirs []string) (*FontSet, error) {
	own, err := loadFonts()
	if err != nil {
		return nil, err
	}
	return &FontSet{embedded: own, dirs: slices.Clone(dirs), loaded: map[*entry]*face{}, names: map[string]*face{}}, nil
}

// ErrNoTimes says that a folder has no Times New Roman that can be drawn.
var ErrNoTimes = errors.New("no Times New Roman in the folder")

// OfficeFonts gives the fonts in the program and an office's own in a folder, which
// win also for Times New Roman, Arial and Courier New. The error is ErrNoTimes
// where the folder lacks Times New Roman.
func OfficeFonts(dir string) (*FontSet, error) {
	s, err := MachineFonts([]string{dir})
	if err != nil {
		return nil, err
	}
	s.own = true
	if s.installed("times new roman", false, false) == nil {
		return nil, fmt.Errorf("%w: %s", ErrNoTimes, dir)
	}
	return s, nil
}

// Hashes gives the SHA-256 of the files of the faces that were read so far from
// folders, by the faces' names, so that it can be told which fonts a PDF was made
// with.
func (s *FontSet) Hashes() map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string]string{}
	for name, f := range s.names {
		sum := sha256.Sum256(f.data)
		out[name] = hex.EncodeToString(sum[:])
	}
	return out
}

// Face gives the face that stands for a font, without what a document's table of
// fonts says of it.
func (s *FontSet) Face(name string, bold, italic bool) layout.Face {
	return s.match(name, layout.FontInfo{}, bold, italic, layout.LikeWord).face
}

// open reads the folders, once.
func (s *FontSet) open() {
	s.once.Do(func() {
		s.machine = index(s.dirs)
		s.byFamily, s.byFull = map[string][]*entry{}, map[string]*entry{}
		for i := range s.machine {
			e := &s.machine[i]
			for _, n := range e.families {
				s.byFamily[n] = append(s.byFamily[n], e)
			}
			for _, n := range e.full {
				if s.byFull[n] == nil {
					s.byFull[n] = e
				}
			}
		}
	})
}

// installed finds the machine's face of a family that comes nearest to a style: a
// family without a bold or an italic shows what it has.
func (s *FontSet) installed(name string, bold, italic bool) *face {
	if len(s.dirs) == 0 || name == "" {
		return nil
	}
	s.open()
	list := slices.Clone(s.byFamily[name])
	for len(list) > 0 {
		e, _ := nearest(list, bold, italic)
		if f := s.face(e); f != nil {
			return f
		}
		list = slices.DeleteFunc(list, func(x *entry) bool { return x == e })
	}
	// Windows finds a font by its full name too: "Times New Roman Bold".
	if e := s.byFull[name]; e != nil {
		return s.face(e)
	}
	return nil
}

// face loads one of the machine's fonts, once; nil where it cannot be drawn.
func (s *FontSet) face(e *entry) *face {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f, done := s.loaded[e]; done {
		return f
	}
	s.loaded[e] = nil
	data, err := e.load()
	if err != nil {
		return nil
	}
	name := e.postscript
	if name == "" {
		name = "Font"
	}
	// Two files may bear one name.
	for n := 2; s.names[name] != nil || s.carried(name) != nil; n++ {
		name = fmt.Sprintf("%s-%d", e.postscript, n)
	}
	f, err := newFace(name, data)
	if err != nil {
		return nil
	}
	s.loaded[e], s.names[name] = f, f
	return f
}

// named finds a face by the name that pages call it by, nil if there is none.
func (s *FontSet) named(name string) *face {
	if f := s.carried(name); f != nil {
		return f
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.names[name]
}

// carried finds one of the program's own faces by its name, nil if there is none.
func (e *embedded) carried(name string) *face {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.byName[name]
}

func plain(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// FontFile gives the file (TrueType) of the embedded face that stands for a
// font, and the face's name; for programs' parts that write PDF objects
// themselves. The caller must not change it.
func FontFile(font string, bold, italic bool) (name string, data []byte, err error) {
	set, err := Fonts()
	if err != nil {
		return "", nil, err
	}
	f := set.match(font, layout.FontInfo{}, bold, italic, layout.LikeWord).face
	return f.name, f.data, nil
}
