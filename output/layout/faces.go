package layout

import (
	"fmt"

	"vanthu/output/wordml"
	"vanthu/pipeline/finding"
)

// faced adds the fragments of a text, cut where its characters belong to different
// fonts, or where the font lacks them and another face draws them.
func (s *shaper) faced(to []frag, str string, props *wordml.RunProps, small bool) []frag {
	if l := s.plain(str, props, small); l != nil {
		return append(to, s.drawn(str, l))
	}
	var part []rune
	var font string
	var base, other Face // the font's own face, and the one that draws where it lacks
	end := func() {
		if len(part) > 0 {
			to = append(to, s.drawn(string(part), s.looks(props, small, font, other)))
			if s.rounded {
				s.portions.widen(&to[len(to)-1])
			}
			part = part[:0]
		}
	}
	for _, c := range str {
		if invisible(c) {
			continue
		}
		name := props.FontFor(c)
		if s.opt.Like == LikeLibreOffice {
			if !s.portions.holds(c, props) {
				end()
				s.portions.next(c, props)
			}
			name = s.portions.font(props)
		}
		if base == nil || name != font {
			end()
			font, base = name, s.fonts.Face(name, props.Bold, props.Italic)
		}
		shown, face := s.shown(c, base, props)
		if face != other {
			end()
			other = face
		}
		part = append(part, shown)
	}
	end()
	return to
}

// plain gives the look of a text whose characters all are in the face of one font;
// nil where it is not so simple.
func (s *shaper) plain(str string, props *wordml.RunProps, small bool) (l *look) {
	if s.opt.Like == LikeLibreOffice {
		return nil // it parts texts by their script
	}
	for _, c := range str {
		if invisible(c) {
			return nil
		}
		font := props.FontFor(c)
		if l == nil {
			l = s.looks(props, small, font, nil)
		}
		if _, ok := l.face.Advance(c); !ok || font != l.font {
			return nil
		}
	}
	return l
}

// twins are characters that fonts commonly lack and that look the same as
// another one.
var twins = map[rune]rune{
	'\u2011': '-', '\u2010': '-', '\u2012': '–', '\u2212': '–', '\u202F': '\u00A0', '\u2007': '\u00A0', '\u00A0': ' ',
}

// likenesses stand for characters that no face has.
var likenesses = map[rune]rune{
	'\u2002': ' ', '\u2003': ' ', '\u2009': ' ', '\u3000': ' ', '\u25CF': '•', '\u25AA': '•', '\u2022': '·',
}

// shown tells how a character is drawn where the chosen face may lack it: by its
// twin, with another face, else by a box that is seen. What is not drawn as the
// document has it is reported.
func (s *shaper) shown(c rune, face Face, props *wordml.RunProps) (rune, Face) {
	has := func(f Face, c rune) bool {
		_, ok := f.Advance(c)
		return ok
	}
	if has(face, c) {
		return c, nil
	}
	if t, ok := twins[c]; ok && has(face, t) {
		return t, nil
	}
	// Symbol fonts have their letters in the private area.
	if c > ' ' && c < 0x100 && has(face, 0xF000+c) {
		return 0xF000 + c, nil
	}
	if fonts, ok := s.fonts.(Fallbacks); ok {
		if f := fonts.Fallback(props.FontFor(c), c, props.Bold, props.Italic); f != nil {
			s.lent(c, f)
			return c, f
		}
	}
	if t, ok := likenesses[c]; ok && has(face, t) {
		return t, nil
	}
	src := Source{Part: s.p.Part, Paragraph: s.p.Number}
	if found := fmt.Sprintf("%c (U+%04X)", c, c); !s.found.has(src, "glyph", found) {
		s.found.add(src, wordml.Around(s.p.Text()), "glyph", found,
			"không phông chữ nào có ký tự này, bản PDF vẽ ô trống thay cho nó",
			"thay ký tự này bằng ký tự thông dụng")
	}
	// The base font has a box or at least a question mark.
	base := s.fonts.Face("Times New Roman", props.Bold, props.Italic)
	for _, t := range []rune{'\u25A1', '\uFFFD', '?'} {
		if has(face, t) {
			return t, nil
		}
		if has(base, t) {
			return t, base
		}
	}
	return '?', nil
}

// lent reports, once a document and face, that characters are drawn with a face
// that the document does not name, because its font lacks them. Signs and spaces
// that are drawn so everywhere are not worth a word.
func (s *shaper) lent(c rune, face Face) {
	key := "lent\x00" + face.Name()
	if s.found.seen[key] {
		return
	}
	s.found.seen[key] = true
	s.found.list = append(s.found.list, finding.Finding{
		Severity: finding.Info, Code: "ky-tu-phong-khac", Feature: "glyph-font", Found: fmt.Sprintf("%c (U+%04X)", c, c),
		Pos:     finding.Paragraph("", s.p.Part, s.p.Number, wordml.Around(s.p.Text())),
		Message: "phông chữ của đoạn không có ký tự này, nó được vẽ bằng phông " + face.Name(),
		Hint:    "không cần làm gì nếu trông vẫn đúng",
	})
}

// standin reports, once a document and font, that another font stands for one
// that the document names: by the way where it has the same widths, as a warning
// where lines may break elsewhere.
func (s *shaper) standin(family string) {
	fonts, ok := s.fonts.(Standins)
	if !ok {
		return
	}
	key := "font\x00" + family
	if s.found.seen[key] {
		return
	}
	s.found.seen[key] = true
	near, name := fonts.Nearness(family)
	f := finding.Finding{
		Code: "phong-chu-thay-the", Feature: "font", Found: family,
		Pos: finding.Paragraph("", s.p.Part, s.p.Number, wordml.Around(s.p.Text())),
	}
	switch near {
	case Same:
		return
	case Twin:
		f.Severity = finding.Info
		f.Message = "máy không có phông chữ này, được vẽ bằng phông " + name + " có cùng bề rộng chữ nên xuống dòng vẫn đúng"
		f.Hint = "cài phông chữ này nếu muốn đúng cả dáng chữ"
	default:
		f.Severity = finding.Warning
		f.Message = "máy không có phông chữ này, được vẽ bằng phông " + name + " nên chỗ xuống dòng có thể khác bản Word"
		f.Hint = "cài phông chữ này, hoặc dùng Times New Roman"
	}
	s.found.list = append(s.found.list, f)
}
