package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"unicode/utf16"

	"codeberg.org/go-fonts/liberation/liberationserifbold"
	"codeberg.org/go-fonts/liberation/liberationserifregular"

	"vanthu/output/layout"
	"vanthu/output/truetype"
)

// renamed gives a copy of a font with another family name of the same length, in
// the UTF-16 of its name table.
func renamed(t testing.TB, data []byte, from, to string) []byte {
	t.Helper()
	wide := func(s string) (b []byte) {
		for _, u := range utf16.Encode([]rune(s)) {
			b = binary.BigEndian.AppendUint16(b, u)
		}
		return b
	}
	if len(from) != len(to) {
		t.Fatalf("%q and %q differ in length", from, to)
	}
	out := bytes.ReplaceAll(data, wide(from), wide(to))
	return bytes.ReplaceAll(out, []byte(from), []byte(to))
}

// collection binds fonts into one file (OpenType 1.9, "Font Collections").
func collection(fonts ...[]byte) []byte {
	out := binary.BigEndian.AppendUint32([]byte("ttcf\x00\x01\x00\x00"), uint32(len(fonts)))
	at := len(out) + 4*len(fonts)
	for _, f := range fonts {
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		at += len(f)
	}
	base := len(out)
	for _, f := range fonts {
		f = bytes.Clone(f)
		for i := range int(binary.BigEndian.Uint16(f[4:])) {
			e := f[12+16*i+8:]
			binary.BigEndian.PutUint32(e, binary.BigEndian.Uint32(e)+uint32(base))
		}
		out, base = append(out, f...), base+len(f)
	}
	return out
}

// folder is a folder of fonts, among them what is none.
func folder(t testing.TB) *FontSet {
	t.Helper()
	dir := t.TempDir()
	for name, data := range map[string][]byte{
		"carlito.ttf":   renamed(t, liberationserifregular.TTF, "Liberation Serif", "Carlito         "),
		"sub/real.ttf":  renamed(t, liberationserifregular.TTF, "Liberation Serif", "Provincial Serif"),
		"dejavu.ttf":    renamed(t, liberationserifregular.TTF, "Liberation Serif", "DejaVu Serif    "),
		"sub/realb.ttf": renamed(t, liberationserifbold.TTF, "Liberation Serif", "Provincial Serif"),
		"two.ttc": collection(renamed(t, liberationserifregular.TTF, "Liberation Serif", "Collection First"),
			renamed(t, liberationserifbold.TTF, "Liberation Serif", "CollectionSecond")),
		"broken.ttf": []byte("\x00\x01\x00\x00\xff\xff no font"),
		"empty.ttf":  nil,
		"cut.ttf":    liberationserifregular.TTF[:5000],
		"notes.txt":  []byte("no font"),
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	set, err := MachineFonts([]string{filepath.Join(dir, "absent"), dir})
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestMachineFonts(t *testing.T) {
	set := folder(t)
	roman := layout.FontInfo{Family: "roman"}
	for _, tt := range []struct {
		name         string
		info         layout.FontInfo
		bold, italic bool
		file         string // whose widths it has
		near         layout.Nearness
	}{
		{"Provincial Serif", roman, false, false, "LiberationSerif", layout.Same},
		{"provincial serif", roman, true, false, "LiberationSerif-Bold", layout.Same},
		{"Provincial Serif", roman, true, true, "LiberationSerif-Bold", layout.Same}, // no bold italic: the weight stays
		{"Provincial Serif Bold", roman, false, false, "LiberationSerif-Bold", layout.Same},
		{"Unheard Of", layout.FontInfo{Alt: "Provincial Serif"}, false, false, "LiberationSerif", layout.Same},
		{"CollectionSecond", roman, false, false, "LiberationSerif-Bold", layout.Same},
		{"Calibri", layout.FontInfo{Family: "swiss"}, false, false, "LiberationSerif", layout.Twin},
		{"Calibri Light", layout.FontInfo{Family: "swiss"}, false, false, "LiberationSerif", layout.Other},
		{".VnTimeH", layout.FontInfo{}, false, false, "LiberationSerif", layout.Twin},
		{"VNI-Helve", layout.FontInfo{}, true, false, "LiberationSans-Bold", layout.Twin},
		{"Unheard Of", layout.FontInfo{Family: "swiss"}, false, true, "LiberationSans-Italic", layout.Other},
		{"Unheard Of", layout.FontInfo{Family: "modern", Pitch: "fixed"}, false, false, "LiberationMono", layout.Other},
		{"Unheard Of", layout.FontInfo{Panose: [10]byte{2, 11, 6}}, false, false, "LiberationSans", layout.Other},
		{"Unheard Of", layout.FontInfo{Charset: "86"}, false, false, "DejaVuSans", layout.Other},
		{"宋体", layout.FontInfo{}, false, false, "DejaVuSans", layout.Other},
	} {
		m := set.match(tt.name, tt.info, tt.bold, tt.italic, layout.LikeWord)
		want := set.named(tt.file)
		a, _ := m.face.Advance('g')
		w, _ := want.Advance('g')
		if m.near != tt.near || a != w || m.face.ascent != want.ascent {
			t.Errorf("%s %+v: %s, %d; want widths of %s, %d", tt.name, tt.info, m.face.name, m.near, tt.file, tt.near)
		}
	}
}

// Like LibreOffice, what is neither here nor has a twin is drawn in DejaVu's faces.
func TestFontsLikeLibreOffice(t *testing.T) {
	set := folder(t)
	for name, want := range map[string]match{
		"Provincial Serif": {set.named("LiberationSerif"), layout.Same},
		"Times New Roman":  {set.named("LiberationSerif"), layout.Same},
		"Calibri":          {set.named("LiberationSerif"), layout.Twin},
		"Calibri Light":    {set.wide, layout.Other},
		".VnTime":          {set.wide, layout.Other},
		"Unheard Of":       {set.wide, layout.Other},
		"Garamond":         {set.installed("provincial serif", false, false), layout.Other},
	} {
		m := set.match(name, layout.FontInfo{Alt: "Arial", Family: "roman"}, false, false, layout.LikeLibreOffice)
		a, _ := m.face.Advance('g')
		w, _ := want.face.Advance('g')
		if m.near != want.near || a != w {
			t.Errorf("%s: %s, %d; want widths of %s, %d", name, m.face.name, m.near, want.face.name, want.near)
		}
	}
}

// A twin has the widths of its own and the line height of the font that it stands for;
// in LibreOffice its own.
func TestTwinHeight(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "c.ttf"), renamed(t, liberationserifregular.TTF, "Liberation Serif", "Caladea         "), 0o644); err != nil {
		t.Fatal(err)
	}
	set, err := MachineFonts([]string{dir})
	if err != nil {
		t.Fatal(err)
	}
	f, caladea := set.Face("Cambria", false, false), set.Face("Caladea", false, false)
	if like := set.match("Cambria", layout.FontInfo{}, false, false, layout.LikeLibreOffice).face; like.Ascent() != caladea.Ascent() {
		t.Errorf("like LibreOffice %d above the baseline, want its own %d", like.Ascent(), caladea.Ascent())
	}
	a, _ := f.Advance('a')
	got := []int{f.Ascent(), f.Descent(), f.Gap(), a, caladea.Ascent(), caladea.Descent(), caladea.Gap()}
	if want := []int{1946, 455, 0, 909, 1825, 443, 87}; !slices.Equal(got, want) || f.Name() != caladea.Name() {
		t.Errorf("%v, want %v; %s", got, want, f.Name())
	}
}

// Names by which documents call the three families that always stand for
// themselves.
func TestNamesOfTimes(t *testing.T) {
	set := folder(t)
	for name, want := range map[string]string{
		"Times New Roman": "LiberationSerif", "TimesNewRomanPSMT": "LiberationSerif", "Times New Roman Bold": "LiberationSerif-Bold",
		"Times New Roman (Headings)": "LiberationSerif", "TimesNewRomanPS-BoldItalicMT": "LiberationSerif-BoldItalic",
		"Times New Roman,Italic": "LiberationSerif-Italic", "Arial;Helvetica": "LiberationSans", "ArialMT": "LiberationSans",
		"@Arial": "LiberationSans", "Courier New": "LiberationMono", " times new roman ": "LiberationSerif",
	} {
		if m := set.match(name, layout.FontInfo{}, false, false, layout.LikeWord); m.face.name != want || m.near != layout.Same {
			t.Errorf("%q: %s, %d, want %s", name, m.face.name, m.near, want)
		}
	}
	if set.machine != nil {
		t.Error("the folders were read though no document asked for a font of theirs")
	}
}

// An office's own Times New Roman stands for itself, and is told apart by its hash.
func TestOfficeFonts(t *testing.T) {
	dir := t.TempDir()
	if _, err := OfficeFonts(dir); !errors.Is(err, ErrNoTimes) {
		t.Errorf("an empty folder: %v", err)
	}
	times := renamed(t, liberationserifbold.TTF, "Liberation Serif", "Times New Roman ")
	if err := os.WriteFile(filepath.Join(dir, "times.ttf"), times, 0o644); err != nil {
		t.Fatal(err)
	}
	set, err := OfficeFonts(dir)
	if err != nil {
		t.Fatal(err)
	}
	m, arial := set.match("Times New Roman", layout.FontInfo{}, false, false, layout.LikeWord), set.match("Arial", layout.FontInfo{}, false, false, layout.LikeWord)
	if m.near != layout.Same || set.carried(m.face.name) != nil || arial.face.name != "LiberationSans" {
		t.Errorf("Times New Roman by %s, Arial by %s", m.face.name, arial.face.name)
	}
	if h := set.Hashes(); len(h) != 1 || len(h[m.face.name]) != 64 {
		t.Errorf("hashes: %v", h)
	}
}

// Bullets of symbol fonts keep their code points; the pictures are DejaVu's.
func TestSymbolFonts(t *testing.T) {
	set := folder(t)
	for font, chars := range map[string]string{"Symbol": "\uF0B7\uF061 ", "Wingdings": "\uF0FC\uF0D8\uF0A8\uF0FE", "Wingdings 2": "\uF052"} {
		f := set.Face(font, false, false)
		for _, c := range chars {
			if _, ok := f.Advance(c); !ok {
				t.Errorf("%s lacks %U", font, c)
			}
		}
	}
	for c, want := range map[rune]rune{0xF0B7: '•', 0xF061: 'α', 'a': 'α'} {
		a, _ := set.Face("Symbol", true, false).Advance(c)
		if w, _ := set.wide.Advance(want); a != w {
			t.Errorf("%U: %d, want %d", c, a, w)
		}
	}
}

func TestFallback(t *testing.T) {
	set := folder(t)
	for c, want := range map[rune]string{'☐': "DejaVuSans", '✓': "DejaVuSans", '➢': "DejaVuSans", 'ấ': "LiberationSerif"} {
		if f := set.fallback("Times New Roman", layout.FontInfo{}, c, false, false); f == nil || f.Name() != want {
			t.Errorf("%c: %v, want %s", c, f, want)
		}
	}
	if f := set.fallback("", layout.FontInfo{}, '𠀀', false, false); f != nil {
		t.Errorf("found %s for a rare ideograph", f.Name())
	}
}

// A page of a collection's font is drawn like any other.
func TestDrawCollection(t *testing.T) {
	set := folder(t)
	name := set.Face("Collection First", false, false).Name()
	page := layout.Page{Width: 600 * 12700, Height: 800 * 12700, Items: []layout.Item{
		layout.Text{X: 72 * 12700, Y: 72 * 12700, Text: "Nghị quyết", Face: name, Size: 14 * 12700}}}
	data, err := Write(&layout.Result{Pages: []layout.Page{page}}, set, Info{})
	if err != nil {
		t.Fatal(err)
	}
	if text := poppler(t, "pdftotext", data); !bytes.Contains([]byte(text), []byte("Nghị quyết")) {
		t.Errorf("text: %q", text)
	}
}

// tiny is a font of few bytes that is whole but for its outlines.
func tiny(t testing.TB) []byte {
	r := bytes.NewReader(liberationserifregular.TTF)
	dir, err := directory(r, 0)
	if err != nil {
		t.Fatal(err)
	}
	tables := map[string][]byte{}
	for _, tag := range wanted {
		data, err := readTable(r, dir, tag, 9000)
		if err != nil {
			t.Fatal(err)
		}
		if tag == "glyf" || tag == "loca" || tag == "fpgm" || tag == "prep" {
			data = data[:8]
		}
		tables[tag] = data
	}
	return truetype.Assemble(tables)
}

// No file, however broken, stops the reader of fonts or makes it hang.
func FuzzFontFile(f *testing.F) {
	small := tiny(f)
	f.Add(small)
	f.Add(collection(small, small))
	f.Add([]byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00"))
	f.Fuzz(func(_ *testing.T, data []byte) { swallow(data) })
}

func TestBrokenFontFiles(t *testing.T) {
	small := tiny(t)
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range 600 {
		data := bytes.Clone(small)
		for range 1 + rng.IntN(8) {
			data[rng.IntN(len(data))] = byte(rng.Uint32())
		}
		for range i % 3 {
			data[rng.IntN(300)] = byte(rng.Uint32())
		}
		swallow(data[:len(data)-rng.IntN(2)*rng.IntN(len(data))])
	}
}

// swallow does with a file all that is done with one of the machine's.
func swallow(data []byte) {
	r := bytes.NewReader(data)
	at, err := members(r)
	if err != nil {
		return
	}
	for _, off := range at {
		if _, err := inspect(r, off); err != nil {
			continue
		}
		one, err := extract(r, off)
		if err != nil {
			continue
		}
		if f, err := newFace("Broken", one); err == nil {
			f.Advance('a')
			f.font.Subset([]uint16{f.glyph('a'), 1, 0xFFFE})
		}
	}
}
