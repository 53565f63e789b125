// Package tag is the template language of the contract (section 6) without any
// file format: it finds the tags in a text, matches those of sections, looks
// names up in data as from JSON, and words the faults that templates of every
// kind share. Where a text lies in its file, what a section repeats and how a
// value is written belongs to the filler of each format.
//
//	tags, nearly := tag.Scan("Kính gửi {ten}: {#viec}{tt}. {/viec}")
//	pairs, faults := tag.Match(tags, func(i int) string { return "ô B4" })
//	data := tag.Data(map[string]any{"ten": "Sở Nội vụ", "viec": []any{…}})
//	v, ok := data.Lookup("ten")
//	s, ok := tag.Text(v)                       // not ok: a list or an object
//	each, ok := data.Each(tags[1])             // the levels of names of a section's copies
//
// Data are as decoded from JSON (numbers as json.Number print as written); Go
// maps with string keys, slices, texts, numbers and bools serve as well.
package tag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Kind tells what a tag does: the sign behind its brace.
type Kind byte

// The kinds of tags.
const (
	Value    Kind = 0
	Open     Kind = '#' // a section, for each element or where true
	Inverted Kind = '^' // a section, where false
	Close    Kind = '/'
	Picture  Kind = '@'
)

// String is the sign as it is written.
func (k Kind) String() string {
	if k == Value {
		return ""
	}
	return string(rune(k))
}

// Unit is the word behind the bar by which a section says what it repeats; ""
// where it says nothing.
type Unit string

// The units.
const (
	Rows       Unit = "hang"
	Columns    Unit = "cot"
	Paragraphs Unit = "doan"
	Words      Unit = "chu"
)

// Tag is a tag in a text.
type Tag struct {
	Start, End int // bytes of the text, from { to behind }
	Kind       Kind
	Name       string // NFC, without spaces; "." is the element itself
	Unit       Unit
}

// String is the tag as its author may look for it: {#viec|hang}.
func (t Tag) String() string {
	s := "{" + t.Kind.String() + t.Name
	if t.Unit != "" {
		s += "|" + string(t.Unit)
	}
	return s + "}"
}

// Gap stands in a text for whatever is not text: a tab, a picture, a field. No
// tag reaches over it.
const Gap = '\uFFFC'

// Scan finds the tags in a text, from left to right. What looks like a tag but
// is none comes as nearly: its author probably meant one. Any other brace is
// text.
func Scan(text string) (tags []Tag, nearly []string) {
	for i := 0; i < len(text); {
		next := strings.IndexAny(text[i:], "{}"+wideBrace)
		if next < 0 {
			break
		}
		before := text[i : i+next]
		i += next
		if text[i] == '}' {
			if word := lastWord(before); strings.Contains(word, "_") {
				nearly = append(nearly, word+"}")
			}
			i++
			continue
		}
		if t, ok := match(text, i); ok {
			tags = append(tags, t)
			i = t.End
			continue
		}
		s := looksLike(text, i)
		if s != "" {
			nearly = append(nearly, s)
		}
		if doubled := strings.HasPrefix(s, "{{"); doubled || s == "" {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size // what stands behind the brace may be a tag
		} else {
			i += len(s)
		}
	}
	return tags, nearly
}

// match reads the tag whose brace stands at i.
func match(text string, i int) (Tag, bool) {
	t := Tag{Start: i}
	i = skipBlanks(text, i+1)
	t.Kind, i = sign(text, i)
	word, i := name(text, i)
	t.Name = norm.NFC.String(word)
	if t.Name == "" {
		return Tag{}, false
	}
	if i < len(text) && text[i] == '|' {
		word, i = name(text, skipBlanks(text, i+1))
		switch t.Unit = Unit(word); t.Unit {
		case Rows, Columns, Paragraphs, Words:
		default:
			return Tag{}, false
		}
	}
	if i >= len(text) || text[i] != '}' {
		return Tag{}, false
	}
	t.End = i + 1
	return t, true
}

// sign reads the sign of a section or picture at i, if one stands there.
func sign(text string, i int) (Kind, int) {
	if i < len(text) && strings.IndexByte("#^/@", text[i]) >= 0 {
		return Kind(text[i]), skipBlanks(text, i+1)
	}
	return Value, i
}

// name reads a name at i, the blanks in and behind it left out.
func name(text string, i int) (word string, end int) {
	var b strings.Builder
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isNameRune(r) {
			break
		}
		b.WriteRune(r)
		i = skipBlanks(text, i+size)
	}
	return b.String(), i
}

// wideBrace is the brace of East Asian typing.
const wideBrace = "\uFF5B"

// looksLike gives the words of a brace at i that is no tag but was probably meant
// as one: a tag within braces, a word in braces with a mark that names do not
// have, a sign or a bar with a word that is not known, a name with an underscore
// whose brace is not closed.
func looksLike(text string, from int) string {
	if text[from:min(from+2, len(text))] == "{{" {
		if t, ok := match(text, from+1); ok && strings.HasPrefix(text[t.End:], "}") {
			return text[from : t.End+1]
		}
		return ""
	}
	_, size := utf8.DecodeRuneInString(text[from:])
	i := skipBlanks(text, from+size)
	kind, i := sign(text, i)
	word, i := name(text, i)
	barred := i < len(text) && text[i] == '|'
	const longest = 40 // runes that are quoted
	end, closed := from+size, false
	if kind != Value || barred {
		end = i // a name is quoted whole
	}
	for n := utf8.RuneCountInString(text[from:end]); end < len(text) && n < longest && !closed; n++ {
		r, size := utf8.DecodeRuneInString(text[end:])
		if r == '{' || r == Gap {
			break
		}
		end += size
		closed = r == '}' || r == '\uFF5D'
	}
	inside := strings.TrimFunc(text[from+size:end], func(r rune) bool { return IsBlank(r) || r == '}' })
	one := inside != "" && strings.IndexFunc(inside, IsBlank) < 0 // one word, not a phrase
	letters := strings.IndexFunc(inside, unicode.IsLetter) >= 0
	first, _, _ := strings.Cut(strings.TrimLeftFunc(inside, func(r rune) bool { return !isNameRune(r) }), " ")
	switch {
	case word != "" && (kind != Value || barred):
	case closed && one && (letters || kind != Value):
	case !closed && strings.Contains(first, "_") && isNameRune([]rune(first)[0]):
	default:
		return ""
	}
	return text[from:end]
}

// lastWord is the name that a text ends with.
func lastWord(text string) string {
	i := len(text)
	for i > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:i])
		if !isNameRune(r) {
			break
		}
		i -= size
	}
	return text[i:]
}

func isNameRune(r rune) bool {
	return r == '_' || r == '.' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// IsBlank tells the runes that are ignored inside a tag: spaces of every width
// and the marks without width that Word and web pages leave behind.
func IsBlank(r rune) bool {
	switch r {
	case '\u00AD', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF':
		return true
	}
	return unicode.IsSpace(r)
}

func skipBlanks(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !IsBlank(r) {
			break
		}
		i += size
	}
	return i
}
