package layout

import (
	"strings"
	"unicode"

	"vanthu/output/length"
	"vanthu/output/wordml"
)

// Characters of East Asian text that may not begin, or not end, a line
// (17.15.1.58-59 leave the lists to the program; these are Word's for Chinese
// with the small kana of Japanese), and those that may hang over its end
// (17.3.1.21); closing are those of Unicode's class CL.
const (
	noBegin = "!%),-./:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠" +
		"々〻︰︱︳︴﹐﹒﹔﹕﹖•ーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎゝゞヽヾ゛゜・"
	noEnd = "$([{£¥·‘“〈《「『【〔〖〝﹗﹙﹛＄（．［｛￡￥"
	// Of Traditional Chinese.
	noBeginTW = "!),-./:;?]}¢·–—’”•‥„‧′╴、。〉》」』】〕〞︰︱︳︴︶︸︺︼︾﹀﹂﹄﹏﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞！），．：；？］｜｝､"
	noEndTW   = "([{£¥‘“‵〈《「『【〔〝︵︷︹︻︽︿﹁﹃﹙﹛﹝（｛"
	closing   = "、。〉》」』】〕〗），．］｝"
	mayHang   = "、。，．！：；？,."
)

// autoSpace is the space between ideographs and Latin letters or digits
// (17.3.1.2-3), a share of the size: a fifth in LibreOffice, measured; the format
// does not say.
const autoSpace = 5

// eastBreak tells whether a line may break between two characters of which one at
// least is East Asian.
func (s *shaper) eastBreak(a, b rune, lang string) bool {
	if joined(a) || joined(b) {
		return false
	}
	if a == b && (a == '—' || a == '…') {
		return false
	}
	if s.p.Props.NoKinsoku {
		return true
	}
	begin, end := noBegin, noEnd
	if lang = strings.ToLower(lang); lang == "zh-tw" || lang == "zh-hk" || lang == "zh-mo" {
		begin, end = noBeginTW, noEndTW
	}
	if s.opt.Like == LikeLibreOffice && !wordml.Eastern(a) && b == '～' {
		return true // what stands behind Latin text goes by Unicode's rules
	}
	if v := s.doc.Settings.NoBegin; v != "" {
		begin = v
	}
	if v := s.doc.Settings.NoEnd; v != "" {
		end = v
	}
	return !strings.ContainsRune(begin, b) && !strings.ContainsRune(end, a)
}

// joined are the characters that hold on to both neighbours.
func joined(c rune) bool { return c == '\u00A0' || c == '\u2060' || c == '\uFEFF' || c == '\u202F' }

// spaced tells whether a little space stands between two characters: between
// an ideograph and a Latin letter, or a digit.
func (s *shaper) spaced(a, b rune) bool {
	if ideograph(b) {
		a, b = b, a
	}
	if !ideograph(a) || wordml.Eastern(b) {
		return false
	}
	// LibreOffice does not know the switches (measured).
	all := s.opt.Like == LikeLibreOffice
	if all && b >= '①' && b <= '⓿' && len(s.tokens) == 1 {
		return true // what has no script and begins a paragraph is Latin there
	}
	return unicode.IsLetter(b) && (all || !s.p.Props.NoSpaceLatin) || unicode.IsDigit(b) && (all || !s.p.Props.NoSpaceDigit)
}

func ideograph(c rune) bool { return wordml.Eastern(c) && unicode.IsLetter(c) }

// eastern puts a character of East Asian text into a token of its own: a line may
// break on both sides of it, and justified text is stretched there.
func (s *shaper) eastern(c rune, props *wordml.RunProps) {
	s.flush()
	t := token{kind: wordToken, frags: s.faced(nil, string(c), props, false), east: true}
	for i := range t.frags {
		t.frags[i].width += s.setup.Grid.Extra
		t.width += t.frags[i].width
	}
	t.hanging = s.portions.hangs(s.opt.Like, c) && !s.p.Props.NoHanging
	s.tokens = append(s.tokens, t)
}

// meets settles what lies between the last token and the character after it,
// where one of them is East Asian.
func (s *shaper) meets(a, b rune, props *wordml.RunProps) {
	last := &s.tokens[len(s.tokens)-1]
	last.glue = last.glue || !s.eastBreak(a, b, props.LangEast)
	if s.opt.Like == LikeLibreOffice && !wordml.Eastern(b) && !s.portions.loose {
		// It parts Latin text with nothing but signs between by Unicode's older
		// rules, where brackets and commas hold on to letters (measured).
		last.glue = last.glue || strings.ContainsRune(closing, a)
		if n := len(s.tokens); n > 1 && strings.ContainsRune(noEnd, a) && !s.tokens[n-2].east {
			s.tokens[n-2].glue = s.tokens[n-2].glue || s.tokens[n-2].kind == wordToken
		}
	}
	if s.spaced(a, b) {
		last.after = props.Size / autoSpace
	}
}

// parts tells whether a justified line may be stretched after a token: at a
// space, and on both sides of East Asian characters.
func parts(tokens []token, i, stop int) bool {
	t := &tokens[i]
	if t.kind == spaceToken {
		return true
	}
	return i+1 < stop && t.kind == wordToken && tokens[i+1].kind == wordToken && (t.east || tokens[i+1].east)
}

// gridded tells whether the lines of a paragraph stand on the document's grid: in
// cells only where the document says so (17.15.3.1). LibreOffice does not ask, and
// leaves out headers, footers and footnotes (measured).
func (e *engine) gridded(p *wordml.ParaProps) bool {
	if e.setup.Grid.Pitch <= 0 || !p.SnapToGrid {
		return false
	}
	if e.opt.Like == LikeLibreOffice {
		return e.inPage == nil && !e.inNote
	}
	return e.depth == 0 || e.doc.Settings.GridInTables
}

// snap rounds the height of a line up to the document's grid (17.6.5); half
// of what is added stands above the text (so LibreOffice, measured; the format
// does not say). Exact heights are not touched.
func (e *engine) snap(p *wordml.ParaProps, height, baseline length.Length) (length.Length, length.Length) {
	if !e.gridded(p) {
		return height, baseline
	}
	pitch := e.setup.Grid.Pitch
	full := (height + pitch - 1) / pitch * pitch
	return full, baseline + (full-height)/2
}

// space is the space above or below a paragraph, which may be stated in
// hundredths of a line: of the grid's, else of twelve points (17.3.1.33).
func (e *engine) space(stated length.Length, lines int) length.Length {
	if lines == 0 {
		return stated
	}
	line := 12 * length.Point
	if e.setup.Grid.Pitch > 0 {
		line = e.setup.Grid.Pitch
	}
	return line * length.Length(lines) / 100
}
