package spreadsheet

import (
	"strings"
	"unicode"
)

// The encodings of the years before Unicode, which live on in the fonts of old
// forms. Their bytes are stored as the characters of Windows-1252 of the same
// number; only the font shows them as Vietnamese.
const (
	TCVN3 Encoding = "TCVN3" // TCVN 5712:1993 VN3, also called ABC; fonts .VnTime, .VnTimeH
	VNI   Encoding = "VNI"   // VNI-Windows; fonts VNI-Times
)

// fontEncoding tells which encoding a font was made for, and whether it shows
// every letter as a capital. It proves nothing: such fonts hold Unicode more
// often than not.
func fontEncoding(font string) (e Encoding, capitals bool) {
	switch {
	case hasPrefixFold(font, ".vn"):
		return TCVN3, strings.HasSuffix(font, "H")
	case hasPrefixFold(font, "vni-"):
		return VNI, false
	}
	return Unicode, false
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// tcvn3 are the letters of TCVN3 by their code. Capitals with a tone have none.
var tcvn3 = pairUp(
	"¡¢£¤¥¦§¨©ª«¬\u00AD®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
	"ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")

// vniSingles are the letters that VNI writes as one character.
var vniSingles = withCapitals(pairUp("íìæóòîôöñ", "íìỉĩịỵơưđ"))

// vniPairs are the letters that VNI writes as a base letter and a mark: by the
// base, then by the mark, both in lower case.
var vniPairs = map[rune]map[rune]rune{
	'a': pairUp("ùøûõïêéèúüëâáàåãä", "áàảãạăắằẳẵặâấầẩẫậ"),
	'e': pairUp("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
	'o': pairUp("ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
	'ô': pairUp("ùøûõï", "ớờởỡợ"),
	'u': pairUp("ùøûõï", "úùủũụ"),
	'ö': pairUp("ùøûõï", "ứừửữự"),
	'y': pairUp("ùøûõ", "ýỳỷỹ"),
}

func pairUp(codes, letters string) map[rune]rune {
	to := []rune(letters)
	m := map[rune]rune{}
	for i, code := range []rune(codes) {
		m[code] = to[i]
	}
	return m
}

func withCapitals(m map[rune]rune) map[rune]rune {
	all := map[rune]rune{}
	for code, letter := range m {
		all[code], all[unicode.ToUpper(code)] = letter, unicode.ToUpper(letter)
	}
	return all
}

// decode reads a text in an encoding. whole is false where it holds a letter
// that the encoding does not have; that letter stays.
func (e Encoding) decode(s string) (text string, whole bool) {
	var b strings.Builder
	whole = true
	in := []rune(s)
	for i := 0; i < len(in); i++ {
		r, size, ok := e.letter(in[i:])
		b.WriteRune(r)
		whole = whole && (ok || !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r))
		i += size - 1
	}
	return b.String(), whole
}

// letter reads the first letter of a text: of one character, or of two in VNI.
// ok is false for what the encoding has no letter for.
func (e Encoding) letter(in []rune) (r rune, size int, ok bool) {
	r = in[0]
	if e == TCVN3 {
		if letter, ok := tcvn3[r]; ok {
			return letter, 1, true
		}
		return r, 1, r <= unicode.MaxASCII
	}
	if len(in) > 1 {
		if letter, ok := vniPairs[unicode.ToLower(r)][unicode.ToLower(in[1])]; ok {
			if unicode.IsUpper(r) {
				letter = unicode.ToUpper(letter)
			}
			return letter, 2, true
		}
	}
	if letter, ok := vniSingles[r]; ok {
		return letter, 1, true
	}
	return r, 1, r <= unicode.MaxASCII
}

// inWord tells whether a character may be part of a word, as Unicode or in the
// encoding: ¸ and § are letters of TCVN3.
func (e Encoding) inWord(r rune) bool {
	if unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) {
		return true
	}
	return e == TCVN3 && tcvn3[r] != 0
}

// restoreCase gives letters that have no capital in TCVN3 the case of those about
// them. open marks the letters in question; all of them are in lower case. A word
// with two capitals and no small letter is of capitals; one with fewer is so only
// in a line where all words are: B¸ is Bá in a name and BÁ in a heading.
func restoreCase(text []rune, open []bool) {
	for start := 0; start < len(text); {
		end := start
		for end < len(text) && text[end] != '\n' {
			end++
		}
		restoreLine(text[start:end], open[start:end])
		start = end + 1
	}
}

func restoreLine(text []rune, open []bool) {
	type word struct{ from, to, upper, lower int }
	var words []word
	capitals, small := false, false
	for i := 0; i < len(text); {
		w := word{from: i}
		for ; i < len(text) && unicode.IsLetter(text[i]); i++ {
			switch {
			case open[i]:
			case unicode.IsUpper(text[i]):
				w.upper++
			default:
				w.lower++
			}
		}
		if w.to = i; w.to == w.from {
			i++
			continue
		}
		words = append(words, w)
		small = small || w.lower > 0
		capitals = capitals || w.upper > 1 && w.lower == 0 && isSyllable(string(text[w.from:w.to])) // not an abbreviation
	}
	for _, w := range words {
		if w.lower == 0 && (w.upper > 1 || capitals && !small) {
			for i := w.from; i < w.to; i++ {
				text[i] = unicode.ToUpper(text[i])
			}
		}
	}
}
