package spreadsheet

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// rimes are the rimes of Vietnamese syllables without their tone.
var rimes = wordSet(`a ac ach ai am an ang anh ao ap at au ay
ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oa oac oach oai oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uc uê uêch uênh ui um un ung uơ up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu uân uâng uât uây uôc uôi uôm uôn uông uôt
ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
y yêm yên yêng yêt yêu`)

// rimesOfQu are the rimes behind qu.
var rimesOfQu = wordSet(`a ac ach ai an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eo et ê êch ên ênh êt êu
i it ich in inh y ych yên yêt ynh yt yêu ơ ơi ôc`)

// onsets are what may stand before a rime; nothing may, too.
var onsets = append(strings.Fields("ngh ch gh gi kh ng nh ph qu th tr b c d đ g h k l m n p r s t v x"), "")

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

// isSyllable tells whether a word is spelled as Vietnamese syllables are: an
// onset, a rime and a tone that go together, the tone on the letter that bears
// it, hòa and hoà alike. Case does not count. A word that is one is still not
// sure to be in use.
func isSyllable(word string) bool {
	bare, toneAt, tone := splitTone(word)
	if bare == nil || len(bare) > 7 {
		return false
	}
	s := string(bare)
	for _, onset := range onsets {
		rime, ok := strings.CutPrefix(s, onset)
		if !ok || !goTogether(onset, rime) {
			continue
		}
		stop := strings.HasSuffix(rime, "c") || strings.HasSuffix(rime, "p") || strings.HasSuffix(rime, "t") || strings.HasSuffix(rime, "ch")
		if tone == 0 && !stop || tone != 0 && (!stop || tone == acute || tone == dotBelow) && bearsTone(rime, toneAt-len([]rune(onset))) {
			return true
		}
	}
	return false
}

const (
	grave     = '\u0300'
	acute     = '\u0301'
	tilde     = '\u0303'
	hookAbove = '\u0309'
	dotBelow  = '\u0323'
)

// splitTone gives the letters of a word in lower case without the tone, and
// the letter that bears it; nil for a word with two tones or with none of the
// letters of Vietnamese.
func splitTone(word string) (bare []rune, toneAt int, tone rune) {
	bare = make([]rune, 0, 8)
	letters := composed()
	for _, r := range strings.ToLower(word) {
		letter, known := letters[r]
		switch {
		case !known && (r < 'a' || r > 'z'):
			return splitAny(word)
		case letter.tone != 0 && tone != 0:
			return nil, 0, 0
		case letter.tone != 0:
			toneAt, tone = len(bare), letter.tone
		}
		if known {
			r = letter.bare
		}
		bare = append(bare, r)
	}
	if len(bare) == 0 {
		return nil, 0, 0
	}
	return bare, toneAt, tone
}

// composed are the letters of Vietnamese that are none of ASCII, each as one
// character, and what they are without their tone.
var composed = sync.OnceValue(func() map[rune]struct{ bare, tone rune } {
	letters := map[rune]struct{ bare, tone rune }{}
	for _, bare := range "aăâbcdđeêghiklmnoôơpqrstuưvxy" {
		for _, tone := range []rune{0, grave, acute, tilde, hookAbove, dotBelow} {
			s := string(bare)
			if tone != 0 {
				s = norm.NFC.String(s + string(tone))
			}
			if all := []rune(s); len(all) == 1 && all[0] > unicode.MaxASCII && (tone == 0 || strings.ContainsRune("aăâeêioôơuưy", bare)) {
				letters[all[0]] = struct{ bare, tone rune }{bare, tone}
			}
		}
	}
	return letters
})

// splitAny is splitTone for words of any characters.
func splitAny(word string) (bare []rune, toneAt int, tone rune) {
	for _, r := range norm.NFD.String(strings.ToLower(word)) {
		switch {
		case r == grave || r == acute || r == tilde || r == hookAbove || r == dotBelow:
			if tone != 0 || len(bare) == 0 {
				return nil, 0, 0
			}
			tone, toneAt = r, len(bare)-1
		case unicode.Is(unicode.Mn, r):
			if len(bare) == 0 {
				return nil, 0, 0
			}
			last := len(bare) - 1
			one := []rune(norm.NFC.String(string([]rune{bare[last], r})))
			if len(one) != 1 {
				return nil, 0, 0
			}
			bare[last] = one[0]
		case r >= 'a' && r <= 'z' || r == 'đ':
			bare = append(bare, r)
		default:
			return nil, 0, 0
		}
	}
	return bare, toneAt, tone
}

// goTogether tells whether an onset is written before a rime.
func goTogether(onset, rime string) bool {
	if onset == "qu" {
		return rimesOfQu[rime]
	}
	if rime == "y" {
		return strings.Contains(" h k l m s t th v  ", " "+onset+" ")
	}
	front := rime != "" && strings.ContainsRune("ieêy", []rune(rime)[0])
	switch onset {
	case "":
		return rimes[rime] && !strings.HasPrefix(rime, "iê")
	case "c", "ng":
		return rimes[rime] && !front
	case "k", "gh", "ngh":
		return rimes[rime] && front
	case "g":
		return rimes[rime] && (!front || rime[0] == 'i') // gì, gìn, giết
	case "gi":
		return rimes[rime] && rime[0] != 'i' && rime[0] != 'y'
	}
	return rimes[rime] && !strings.HasPrefix(rime, "yê")
}

// bearsTone tells whether the tone stands on a letter of the rime where it may.
func bearsTone(rime string, at int) bool {
	letters := []rune(rime)
	vowels := 0
	for vowels < len(letters) && strings.ContainsRune("aăâeêioôơuưy", letters[vowels]) {
		vowels++
	}
	marked := -1
	for i, r := range letters[:vowels] {
		if r > unicode.MaxASCII {
			marked = i
		}
	}
	switch {
	case strings.HasPrefix(rime, "ưa") || strings.HasPrefix(rime, "ưi") || strings.HasPrefix(rime, "ưu"):
		return at == 0
	case marked >= 0:
		return at == marked
	case vowels == 3:
		return at == 1
	case vowels == 2 && (rime == "oa" || rime == "oe" || rime == "uy"):
		return at == 0 || at == 1
	case vowels == 2 && vowels < len(letters):
		return at == 1
	}
	return at == 0
}
