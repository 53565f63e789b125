package docx

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// kind tells what a tag does: the sign behind its brace.
type kind byte

const (
	kindValue    kind = 0
	kindOpen     kind = '#'
	kindInverted kind = '^'
	kindClose    kind = '/'
	kindPicture  kind = '@'
)

// String is the sign as it is written.
func (k kind) String() string {
	if k == kindValue {
		return ""
	}
	return string(rune(k))
}

// The words behind the bar that say what a section repeats.
const (
	scopeRows       = "hang"
	scopeColumns    = "cot"
	scopeParagraphs = "doan"
	scopeText       = "chu"
)

// rawTag is a tag found in a text, by rune offsets.
type rawTag struct {
	start, end int
	kind       kind
	name       string // NFC, without spaces
	scope      string // "" where none is written
}

// gap stands in a paragraph's text for whatever is not text: a tab, a picture,
// a field. No tag reaches over it.
const gap = '\uFFFC'

// scan finds the tags in a text, from left to right. What looks like a tag but
// is none comes as nearly: its author probably meant one.
func scan(text []rune) (tags []rawTag, nearly []string) {
	for i := 0; i < len(text); i++ {
		if text[i] != '{' {
			continue
		}
		if tag, ok := match(text, i); ok {
			tags = append(tags, tag)
			i = tag.end - 1
		} else if s := looksLike(text, i); s != "" {
			nearly = append(nearly, s)
		}
	}
	return tags, nearly
}

// match reads the tag whose brace stands at i.
func match(text []rune, i int) (rawTag, bool) {
	tag := rawTag{start: i}
	j := skipBlanks(text, i+1)
	if j < len(text) && strings.ContainsRune("#^/@", text[j]) {
		tag.kind = kind(text[j])
		j = skipBlanks(text, j+1)
	}
	var word strings.Builder
	for ; j < len(text) && isNameRune(text[j]); j = skipBlanks(text, j+1) {
		word.WriteRune(text[j])
	}
	tag.name = norm.NFC.String(word.String())
	if tag.name == "" || j >= len(text) {
		return rawTag{}, false
	}
	if text[j] == '|' {
		word.Reset()
		for j = skipBlanks(text, j+1); j < len(text) && isNameRune(text[j]); j = skipBlanks(text, j+1) {
			word.WriteRune(text[j])
		}
		switch tag.scope = word.String(); tag.scope {
		case scopeRows, scopeColumns, scopeParagraphs, scopeText:
		default:
			return rawTag{}, false
		}
	}
	if j >= len(text) || text[j] != '}' {
		return rawTag{}, false
	}
	tag.end = j + 1
	return tag, true
}

// looksLike gives the words of a brace at i that is no tag though it has the
// sign of a section or a bar: a missing brace, a word that is not known.
func looksLike(text []rune, i int) string {
	j := skipBlanks(text, i+1)
	signed := j < len(text) && strings.ContainsRune("#^/@", text[j])
	if signed {
		j = skipBlanks(text, j+1)
	}
	from := j
	for j < len(text) && isNameRune(text[j]) {
		j = skipBlanks(text, j+1)
	}
	barred := j < len(text) && text[j] == '|'
	if from == j || !signed && !barred {
		return ""
	}
	end := j
	for end < len(text) && end-i < 40 && !strings.ContainsRune("{}"+string(gap), text[end]) {
		end++
	}
	if end < len(text) && text[end] == '}' {
		end++
	}
	return string(text[i:end])
}

func isNameRune(r rune) bool {
	return r == '_' || r == '.' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// isBlank tells the runes that are ignored inside a tag: spaces of every width
// and the marks without width that Word and web pages leave behind.
func isBlank(r rune) bool {
	switch r {
	case '\u00AD', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF':
		return true
	}
	return unicode.IsSpace(r)
}

func skipBlanks(text []rune, i int) int {
	for i < len(text) && isBlank(text[i]) {
		i++
	}
	return i
}
