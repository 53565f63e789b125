package spreadsheet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// verdict is what a text was found to be stored in.
type verdict int

const (
	saysNothing verdict = iota // it would read the same, or makes sense in neither
	isUnicode
	isLegacy
	eitherWay // each word makes sense in both
	mixed     // some words make sense in one only, some in the other
)

// count counts the words of a text that only make sense in one way.
type count struct{ legacy, unicode, either, neither int }

// weighed is how many words that are not ASCII tell what a text is stored in; the
// rest of a longer text, as no form holds, is not looked at.
const weighed = 2000

// weigh reads each word as Unicode and in an encoding, and counts which of the
// two are Vietnamese syllables.
func (e Encoding) weigh(text string) (n count) {
	words := 0
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !e.inWord(r) }) {
		if isASCII(word) {
			continue
		}
		if words++; words > weighed {
			break
		}
		now := isSyllable(word) && steadyCase(word)
		decoded, whole := e.decode(word)
		switch {
		case strings.ContainsFunc(word, isBeyond):
			n.unicode++
		case whole && decoded == word || utf8.RuneCountInString(word) == 1 || e == TCVN3 && onlyChevrons(word):
		default:
			then := whole && isSyllable(decoded)
			switch {
			case then && now:
				n.either++
			case then:
				n.legacy++
			case now:
				n.unicode++
			default:
				n.neither++
			}
		}
	}
	return n
}

// isBeyond tells a letter that no byte stands for: a text with one is Unicode.
func isBeyond(r rune) bool { return r > 0xFF && (unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)) }

// steadyCase tells whether no capital stands behind a small letter, as in tÕ:
// most small letters of TCVN3 are capitals of Windows-1252.
func steadyCase(word string) bool {
	small := false
	for _, r := range word {
		if small && unicode.IsUpper(r) {
			return false
		}
		small = small || unicode.IsLower(r)
	}
	return true
}

// onlyChevrons tells whether a word has no other sign of TCVN3 than « and », and
// those not between two letters: so merge fields are written, too.
func onlyChevrons(word string) bool {
	in := []rune(word)
	for i, r := range in {
		chevron := r == '«' || r == '»'
		if chevron && i > 0 && i < len(in)-1 || !chevron && tcvn3[r] != 0 {
			return false
		}
	}
	return true
}

// verdict judges a text in a font made for an encoding.
func (n count) verdict() verdict {
	switch {
	case n.legacy > 0 && n.unicode == 0 && n.neither <= n.legacy:
		return isLegacy
	case n.legacy > 0:
		return mixed
	case n.unicode > 0:
		return isUnicode
	case n.either > 0:
		return eitherWay
	}
	return saysNothing
}

// looksLegacy tells in which encoding a text whose font says nothing is
// unmistakably stored; Unicode where it is not.
func looksLegacy(text string) Encoding {
	if strings.ContainsFunc(text, isBeyond) || !mayBeLegacy(text) {
		return Unicode
	}
	best, legacy := Unicode, 0
	for _, e := range []Encoding{TCVN3, VNI} {
		n := e.weigh(text)
		if n.verdict() == isLegacy && n.neither == 0 && n.legacy > legacy {
			best, legacy = e, n.legacy
		}
	}
	return best
}

// mayBeLegacy tells whether any of the first words is spelled in a way that Unicode
// text would not be: most texts are judged by it, without reading them twice.
func mayBeLegacy(text string) bool {
	words := 0
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !TCVN3.inWord(r) }) {
		if isASCII(word) {
			continue
		}
		if words++; words > weighed {
			break
		}
		if !isSyllable(word) || !steadyCase(word) {
			return true
		}
	}
	return false
}

// piece is a stretch of a text in fonts of one encoding, in which no word begins
// or ends elsewhere than at its ends.
type piece struct {
	encoding Encoding
	runs     []run
	text     string
	verdict  verdict
}

// toUnicode gives the text of runs, what stands in it in TCVN3 or VNI converted.
// from is the encoding converted from; doubt is the one in which the text, or a
// part of it, may be stored that was left as it stands, since it also makes sense
// so, or since no font tells.
func toUnicode(runs []run) (text string, from, doubt Encoding) {
	text = joined(runs)
	legacyFont := false
	for _, r := range runs {
		e, _ := fontEncoding(r.font)
		legacyFont = legacyFont || e != Unicode
	}
	switch {
	case isASCII(text):
		return text, Unicode, Unicode
	case !legacyFont:
		return text, Unicode, looksLegacy(text)
	}
	pieces := cutPieces(runs)
	seen := map[Encoding]map[verdict]bool{TCVN3: {}, VNI: {}}
	for i := range pieces {
		p := &pieces[i]
		if p.encoding == Unicode {
			continue
		}
		before, after := "", ""
		if i > 0 {
			s := pieces[i-1].text
			before = s[len(strings.TrimRightFunc(s, isASCIILetter)):]
		}
		if i+1 < len(pieces) {
			s := pieces[i+1].text
			after = s[:len(s)-len(strings.TrimLeftFunc(s, isASCIILetter))]
		}
		p.verdict = p.encoding.weigh(before + p.text + after).verdict()
		seen[p.encoding][p.verdict] = true
	}
	var letters []rune
	var open []bool
	for _, p := range pieces {
		convert := p.verdict == isLegacy
		if saw := seen[p.encoding]; p.verdict == eitherWay || p.verdict == saysNothing {
			convert = saw[isLegacy] && !saw[isUnicode] && !saw[mixed]
		}
		switch {
		case p.encoding == Unicode:
		case convert && p.verdict != saysNothing:
			from = p.encoding
		case !convert && (p.verdict == mixed || p.verdict == eitherWay):
			doubt = p.encoding
		}
		letters, open = p.write(letters, open, p.encoding != Unicode && convert)
	}
	restoreCase(letters, open)
	return string(letters), from, doubt
}

// cutPieces cuts runs into pieces: where the encoding of the font changes, and
// where a new run begins outside a word.
func cutPieces(runs []run) []piece {
	var pieces []piece
	end := ' '
	for _, r := range runs {
		if r.text == "" {
			continue
		}
		e, _ := fontEncoding(r.font)
		begin, _ := utf8.DecodeRuneInString(r.text)
		if n := len(pieces); n > 0 && pieces[n-1].encoding == e && e.inWord(end) && e.inWord(begin) {
			pieces[n-1].runs = append(pieces[n-1].runs, r)
		} else {
			pieces = append(pieces, piece{encoding: e, runs: []run{r}})
		}
		end, _ = utf8.DecodeLastRuneInString(r.text)
	}
	for i := range pieces {
		pieces[i].text = joined(pieces[i].runs)
	}
	return pieces
}

func joined(runs []run) string {
	if len(runs) == 1 {
		return runs[0].text
	}
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.text)
	}
	return b.String()
}

// write appends the piece's letters, decoded where it is converted. open marks
// those whose case is still to be found: the small letters that TCVN3 may have
// for want of capitals. A capitals face shows its letters as capitals.
func (p piece) write(letters []rune, open []bool, convert bool) ([]rune, []bool) {
	var in []rune
	var faces []bool // by character
	for _, r := range p.runs {
		_, capitals := fontEncoding(r.font)
		for _, c := range r.text {
			in, faces = append(in, c), append(faces, capitals)
		}
	}
	for i, size := 0, 1; i < len(in); i += size {
		r := in[i]
		size = 1
		if convert {
			r, size, _ = p.encoding.letter(in[i:])
			if faces[i] {
				r = unicode.ToUpper(r)
			}
		}
		letters = append(letters, r)
		open = append(open, convert && p.encoding == TCVN3 && r > unicode.MaxASCII && unicode.IsLower(r))
	}
	return letters, open
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] > unicode.MaxASCII {
			return false
		}
	}
	return true
}

func isASCIILetter(r rune) bool { return r <= unicode.MaxASCII && unicode.IsLetter(r) }
