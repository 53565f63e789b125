package pdf

import (
	"slices"
	"strings"

	"vanthu/output/layout"
)

// match is the face that stands for a font, and how near it comes.
type match struct {
	face *face
	near layout.Nearness
}

// themselves are the names of the fonts that Liberation was made to stand for,
// letter by letter as wide.
var themselves = map[string]func(*embedded) *family{
	"times new roman": serif, "times": serif, "timesnewroman": serif, "timesnewromanps": serif, "liberation serif": serif, "tinos": serif,
	"arial": sans, "arialmt": sans, "arial unicode ms": sans, "helvetica": sans, "liberation sans": sans, "arimo": sans,
	"courier new": mono, "couriernew": mono, "couriernewps": mono, "courier": mono, "liberation mono": mono, "cousine": mono,
}

func serif(e *embedded) *family { return &e.serif }
func sans(e *embedded) *family  { return &e.sans }
func mono(e *embedded) *family  { return &e.mono }

// twins are fonts made with the widths of another one.
var twins = map[string]string{
	"calibri": "carlito", "cambria": "caladea", "georgia": "gelasio",
	"arial narrow": "liberation sans narrow", "segoe ui": "selawik",
}

// heights are the ascent and descent (2048 to the em, no gap) of fonts whose twin
// has their widths but lines of another height. Measured on Word's own PDFs, where
// a heading of 14 pt Cambria is 0.4 pt higher than one of Caladea.
var heights = map[string][2]int{"cambria": {1946, 455}}

// kin are fonts that look alike but for small differences of width.
var kin = map[string]string{
	"calibri light": "carlito", "aptos": "carlito", "candara": "carlito",
	"constantia": "caladea", "cambria math": "caladea", "verdana": "dejavu sans", "arial black": "dejavu sans bold",
	"lucida sans": "dejavu sans", "lucida sans unicode": "dejavu sans", "lucida grande": "dejavu sans",
}

// match finds the face for a font: the font itself, its metric twin, one that
// looks alike, or a Liberation family of its kind; like LibreOffice, what
// fontconfig finds. info is what the document says of the font.
func (s *FontSet) match(name string, info layout.FontInfo, bold, italic bool, like layout.Like) match {
	own, shape := strip(name)
	if f, ok := themselves[own]; ok {
		bold, italic := bold || shape.bold, italic || shape.italic
		if s.own {
			if mine := s.installed(own, bold, italic); mine != nil {
				return match{mine, layout.Same}
			}
		}
		return match{f(s.embedded)[style(bold, italic)], layout.Same}
	}
	whole := plain(strings.TrimPrefix(strings.TrimSpace(name), "@"))
	for _, n := range []string{whole, plain(info.Alt), own} {
		if f := s.installed(n, bold, italic); f != nil {
			return match{f, layout.Same}
		}
	}
	if f := s.symbolFace(own); f != nil {
		return match{f, layout.Same}
	}
	bold, italic = bold || shape.bold, italic || shape.italic
	if f := s.installed(twins[own], bold, italic); f != nil {
		if h, ok := heights[own]; ok && like == layout.LikeWord {
			f = f.as(h)
		}
		return match{f, layout.Twin}
	}
	if like == layout.LikeLibreOffice && !eastAsian(own, info) {
		return match{s.configured(own, bold, italic), layout.Other}
	}
	if f := legacy(own); f != nil {
		return match{f(s.embedded)[style(bold, italic)], layout.Twin}
	}
	if eastAsian(own, info) {
		return match{s.wideFace(bold, italic), layout.Other}
	}
	if alt, _ := strip(info.Alt); themselves[alt] != nil {
		return match{themselves[alt](s.embedded)[style(bold, italic)], layout.Other}
	}
	if n := kin[own]; n != "" {
		if n == "dejavu sans" && !bold && !italic {
			return match{s.wide, layout.Other}
		}
		if f := s.installed(n, bold, italic); f != nil {
			return match{f, layout.Other}
		}
	}
	return match{kind(own, info)(s.embedded)[style(bold, italic)], layout.Other}
}

// serifs and monos are the families that fontconfig knows to be so
// (45-latin.conf), beside those that have a twin here.
var (
	serifs = []string{"constantia", "elephant", "garamond", "georgia", "ms serif", "palatino linotype"}
	monos  = []string{"andale mono", "consolas", "inconsolata"}
)

// configured is the face that LibreOffice gets from fontconfig for a font that is
// neither here nor has a twin: DejaVu's. It asks neither what the font was made
// for nor the document's table of fonts (measured with 68 names, and with tables
// that name an alternative, a family, a pitch, a panose).
func (s *FontSet) configured(own string, bold, italic bool) *face {
	family := "dejavu sans"
	switch {
	case slices.Contains(serifs, own):
		family = "dejavu serif"
	case slices.Contains(monos, own):
		family = "dejavu sans mono"
	}
	if f := s.installed(family, bold, italic); f != nil {
		return f
	}
	return s.wide
}

// wideFace is DejaVu Sans: the machine's, which has a bold face, or ours.
func (s *FontSet) wideFace(bold, italic bool) *face {
	if bold || italic {
		if f := s.installed("dejavu sans", bold, italic); f != nil {
			return f
		}
	}
	return s.wide
}

// shape is what a font's name says of its style.
type shape struct{ bold, italic bool }

// strip makes of the name of a face the name of its family: "Times New Roman
// Bold", "Times New Roman (Headings)", "TimesNewRomanPS-BoldMT" and
// "@Arial;Helvetica" are names that documents have.
func strip(name string) (own string, sh shape) {
	own = strings.TrimPrefix(plain(name), "@")
	own, _, _ = strings.Cut(own, ";")
	own, _, _ = strings.Cut(own, "(")
	own = strings.TrimSpace(strings.NewReplacer(",", " ", "-", " ").Replace(own))
	if strings.HasPrefix(plain(name), "vni-") || strings.HasPrefix(plain(name), "utm-") {
		own = strings.Replace(own, " ", "-", 1)
	}
	for {
		i := strings.LastIndexByte(own, ' ')
		last := own[i+1:]
		switch last {
		case "bold", "boldmt":
			sh.bold = true
		case "italic", "italicmt", "oblique":
			sh.italic = true
		case "bolditalic", "bolditalicmt":
			sh.bold, sh.italic = true, true
		case "regular", "normal", "mt", "psmt", "western", "baltic", "ce", "cyr", "greek":
		default:
			return strings.TrimSuffix(strings.TrimSuffix(own, "psmt"), " psmt"), sh
		}
		if i < 0 {
			return own, sh
		}
		own = strings.TrimSpace(own[:i])
	}
}

// legacy tells the Vietnamese fonts of the time before Unicode that were made on
// the widths of Times and Arial.
func legacy(own string) func(*embedded) *family {
	switch {
	case strings.HasPrefix(own, ".vntime"), strings.HasPrefix(own, "vni-times"), strings.HasPrefix(own, "vntimes"), own == "vn time":
		return serif
	case strings.HasPrefix(own, ".vnarial"), strings.HasPrefix(own, "vni-helve"), strings.HasPrefix(own, ".vnhelv"), strings.HasPrefix(own, "vni-arial"):
		if strings.Contains(own, "narrow") {
			return nil
		}
		return sans
	case strings.HasPrefix(own, ".vncourier"):
		return mono
	}
	return nil
}

// kind picks the Liberation family that comes nearest to a font: by what the
// document's table of fonts says (panose, then family and pitch: 17.8.3), else by
// its name, else serif, as Word does.
//
// LibreOffice asks the system's fontconfig instead (see configured), which mostly
// answers with DejaVu Sans, a tenth wider than Arial; for Word's pages Liberation
// is nearer.
func kind(own string, info layout.FontInfo) func(*embedded) *family {
	if p := info.Panose; p[0] == 2 {
		switch {
		case p[3] == 9:
			return mono
		case p[1] >= 11 && p[1] <= 15:
			return sans
		case p[1] >= 2 && p[1] <= 10:
			return serif
		}
	}
	switch info.Family {
	case "roman":
		return serif
	case "swiss":
		return sans
	case "modern":
		if info.Pitch == "fixed" {
			return mono
		}
		return sans
	}
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(own, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("mono", "courier", "consol", "typewriter", "source code"):
		return mono
	case has("sans", "gothic", "arial", "helv", "tahoma", "verdana", "segoe", "roboto", "avant", "calibri", "univers", "franklin", "trebuchet"):
		return sans
	}
	return serif
}

// eastAsian tells the fonts of Chinese, Japanese and Korean: by the document's
// table, by letters of these scripts in the name, or by the name.
func eastAsian(own string, info layout.FontInfo) bool {
	switch info.Charset {
	case "80", "81", "82", "86", "88":
		return true
	}
	for _, c := range own {
		if c >= 0x2E80 && c <= 0xD7FF || c >= 0xF900 && c <= 0xFAFF {
			return true
		}
	}
	for _, w := range []string{"simsun", "simhei", "fangsong", "kaiti", "mingliu", "dfkai", "mincho", "ms gothic", "ms pgothic",
		"yu gothic", "meiryo", "batang", "gulim", "dotum", "malgun", "yahei", "jhenghei", "dengxian", "cjk", "stsong", "stkaiti", "stxihei"} {
		if strings.Contains(own, w) {
			return true
		}
	}
	return false
}

// fallbacks are the families of the machine that are asked for a character that
// neither the chosen face nor the program's own have.
var fallbacks = []string{
	"segoe ui symbol", "dejavu sans", "opensymbol", "noto sans symbols", "noto sans symbols2", "cambria math",
	"simsun", "microsoft yahei", "noto sans cjk sc", "noto serif cjk sc", "source han sans sc", "wenquanyi zen hei", "wenquanyi micro hei",
	"droid sans fallback", "ms gothic", "ms mincho", "yu gothic", "noto sans cjk jp", "ipagothic",
	"malgun gothic", "batang", "nanumgothic", "noto sans cjk kr", "mingliu", "microsoft jhenghei",
	"arial unicode ms", "segoe ui historic", "segoe ui emoji", "freesans", "freeserif", "noto sans", "unifont",
}

// fallback finds a face that has a character which that of a font lacks: the
// program's own first, beginning with those of the font's kind, then the
// machine's; nil where none has it.
func (s *FontSet) fallback(name string, info layout.FontInfo, c rune, bold, italic bool) layout.Face {
	i := style(bold, italic)
	own, _ := strip(name)
	alike := kind(own, info)(s.embedded)[i]
	for _, f := range []*face{alike, s.wideFace(bold, italic), s.wide, s.serif[i], s.sans[i]} {
		if f.has(c) {
			return f
		}
	}
	if len(s.dirs) == 0 {
		return nil
	}
	for _, n := range fallbacks {
		if f := s.installed(n, bold, italic); f != nil && f.has(c) {
			return f
		}
	}
	s.open()
	bit, ok := rangeBit(c)
	if !ok {
		return nil
	}
	for i := range s.machine {
		e := &s.machine[i]
		if e.ranges[bit/32]&(1<<(bit%32)) == 0 || e.bold || e.italic {
			continue
		}
		if f := s.face(e); f != nil && f.has(c) {
			return f
		}
	}
	return nil
}

// blocks are the bits of OS/2 ulUnicodeRange by which fonts announce scripts and
// signs.
var blocks = []struct {
	from, to rune
	bit      int
}{
	{0x0370, 0x03FF, 7}, {0x0400, 0x052F, 9}, {0x0530, 0x058F, 10}, {0x0590, 0x05FF, 11}, {0x0600, 0x06FF, 13},
	{0x0900, 0x097F, 15}, {0x0E00, 0x0E7F, 24}, {0x0E80, 0x0EFF, 25}, {0x1780, 0x17FF, 80},
	{0x2000, 0x206F, 31}, {0x2070, 0x209F, 32}, {0x20A0, 0x20CF, 33}, {0x2100, 0x214F, 35}, {0x2150, 0x218F, 36},
	{0x2190, 0x21FF, 37}, {0x2200, 0x22FF, 38}, {0x2300, 0x23FF, 39}, {0x2460, 0x24FF, 42}, {0x2500, 0x257F, 43},
	{0x25A0, 0x25FF, 45}, {0x2600, 0x26FF, 46}, {0x2700, 0x27BF, 47}, {0x3000, 0x303F, 48}, {0x3040, 0x309F, 49},
	{0x30A0, 0x30FF, 50}, {0x3100, 0x312F, 51}, {0x3130, 0x318F, 52}, {0x3200, 0x32FF, 54}, {0x3300, 0x33FF, 55},
	{0xAC00, 0xD7AF, 56}, {0x4E00, 0x9FFF, 59}, {0xF900, 0xFAFF, 61}, {0xFF00, 0xFFEF, 68}, {0x10000, 0x10FFFF, 57},
}

func rangeBit(c rune) (int, bool) {
	for _, b := range blocks {
		if c >= b.from && c <= b.to {
			return b.bit, true
		}
	}
	return 0, false
}

// For gives the fonts for one document, by what its table of fonts says of those
// that are neither here nor known, and in whose way others stand for them.
func (s *FontSet) For(table map[string]layout.FontInfo, like layout.Like) layout.Fonts {
	return &documentFonts{set: s, table: table, like: like, matches: map[request]match{}, found: map[lookup]layout.Face{}}
}

type request struct {
	name         string
	bold, italic bool
}

type lookup struct {
	name         string
	c            rune
	bold, italic bool
}

// documentFonts remembers what was found for one document.
type documentFonts struct {
	set     *FontSet
	table   map[string]layout.FontInfo
	like    layout.Like
	matches map[request]match
	found   map[lookup]layout.Face
}

func (d *documentFonts) match(r request) match {
	m, ok := d.matches[r]
	if !ok {
		m = d.set.match(r.name, d.table[r.name], r.bold, r.italic, d.like)
		if d.like == layout.LikeLibreOffice {
			m.face = m.face.likeOffice()
		}
		d.matches[r] = m
	}
	return m
}

// Face gives the face that stands for a font in the document.
func (d *documentFonts) Face(name string, bold, italic bool) layout.Face {
	return d.match(request{name, bold, italic}).face
}

// Nearness tells how near that face comes, and what it is called.
func (d *documentFonts) Nearness(name string) (layout.Nearness, string) {
	m := d.match(request{name, false, false})
	return m.near, m.face.name
}

// Fallback finds a face that has a character, nil where none has it.
func (d *documentFonts) Fallback(name string, c rune, bold, italic bool) layout.Face {
	l := lookup{name, c, bold, italic}
	f, ok := d.found[l]
	if !ok {
		f = d.set.fallback(name, d.table[name], c, bold, italic)
		d.found[l] = f
	}
	return f
}
