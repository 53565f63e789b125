package xmlscan

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// decode takes UTF-8, with or without its byte order mark, as it is and turns
// UTF-16, told by its own, into UTF-8.
func (s *Scanner) decode(data []byte) error {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		order = binary.BigEndian
	default:
		s.src = string(bytes.TrimPrefix(data, []byte("\ufeff")))
		return nil
	}
	if len(data)%2 != 0 {
		return s.err("invalid UTF-16")
	}
	var out strings.Builder
	out.Grow(len(data) / 2)
	for i := 2; i < len(data); i += 2 {
		r := rune(order.Uint16(data[i:]))
		if utf16.IsSurrogate(r) {
			pair := rune(utf8.RuneError)
			if i+2 < len(data) {
				pair = utf16.DecodeRune(r, rune(order.Uint16(data[i+2:])))
			}
			if r = pair; r != utf8.RuneError {
				i += 2
			}
		}
		out.WriteRune(r)
	}
	s.src, s.utf16 = out.String(), true
	return nil
}

func (s *Scanner) err(format string, args ...any) error {
	line := 1 + strings.Count(s.src[:min(s.pos, len(s.src))], "\n")
	return &xml.SyntaxError{Msg: fmt.Sprintf(format, args...), Line: line}
}

func (s *Scanner) errEOF() error { return s.err("unexpected EOF") }

// peek gives the next byte, 0 at the end: no markup has it.
func (s *Scanner) peek() byte {
	if s.pos < len(s.src) {
		return s.src[s.pos]
	}
	return 0
}

func (s *Scanner) space() {
	for ; s.pos < len(s.src); s.pos++ {
		switch s.src[s.pos] {
		case ' ', '\r', '\n', '\t':
		default:
			return
		}
	}
}

// skip goes on behind the next end.
func (s *Scanner) skip(end string) (before string, err error) {
	i := strings.Index(s.src[s.pos:], end)
	if i < 0 {
		s.pos = len(s.src)
		return "", s.errEOF()
	}
	before = s.src[s.pos : s.pos+i]
	s.pos += i + len(end)
	return before, nil
}

// qname is a name as written. Names with a colon at either end have no prefix.
type qname struct {
	text   string
	prefix int // length of the prefix
}

// instruction skips a processing instruction; the declaration of the document
// must be one of XML 1.0 in the encoding that the part has.
func (s *Scanner) instruction() error {
	start := s.pos
	if _, ok := s.nameBytes(); !ok {
		return s.err("expected target name after <?")
	}
	target := s.src[start:s.pos]
	s.space()
	content, err := s.skip("?>")
	if err != nil || target != "xml" {
		return err
	}
	if v := pseudoAttr("version", content); v != "" && v != "1.0" {
		return s.err("unsupported version %q; only version 1.0 is supported", v)
	}
	if enc := pseudoAttr("encoding", content); enc != "" && !strings.EqualFold(enc, "utf-8") && !s.utf16 {
		return s.err("unsupported encoding %q", enc)
	}
	return nil
}

// pseudoAttr finds version="1.0" in the declaration of the document.
func pseudoAttr(name, content string) string {
	name += "="
	for {
		i := strings.Index(content, name)
		if i < 0 || i+len(name) >= len(content) {
			return ""
		}
		quote := content[i+len(name)]
		content = content[i+len(name)+1:]
		if quote == '\'' || quote == '"' {
			v, _, ok := strings.Cut(content, string(quote))
			if !ok {
				return ""
			}
			return v
		}
	}
}

// markup reads what begins with <!: comments, CDATA sections, which are text, and
// DOCTYPE.
func (s *Scanner) markup() (isText bool, err error) {
	rest := s.src[s.pos:]
	switch {
	case strings.HasPrefix(rest, "--"):
		s.pos += 2
		if _, err := s.skip("--"); err != nil {
			return false, err
		}
		if s.peek() != '>' {
			return false, s.err(`invalid sequence "--" not allowed in comments`)
		}
		s.pos++
		return false, nil
	case strings.HasPrefix(rest, "[CDATA["):
		s.pos += len("[CDATA[")
		raw, err := s.skip("]]>")
		if err != nil {
			return false, err
		}
		if strings.Contains(raw, "\r") {
			raw = newlines.Replace(raw)
		}
		s.Text = raw
		return true, s.checkChars(raw)
	case strings.HasPrefix(rest, "-"), strings.HasPrefix(rest, "["):
		return false, s.err("invalid sequence <!%s", rest[:1])
	case s.strict:
		return false, s.err("a document type")
	}
	return false, s.directive()
}

// directive skips <!DOCTYPE and the like, with what stands within its brackets.
func (s *Scanner) directive() error {
	s.pos++ // the first byte is not looked at
	depth, quote := 0, byte(0)
	for ; s.pos < len(s.src); s.pos++ {
		switch c := s.src[s.pos]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '>' && depth == 0:
			s.pos++
			return nil
		case c == '>':
			depth--
		case c == '<' && strings.HasPrefix(s.src[s.pos:], "<!--"):
			s.pos += len("<!--")
			if _, err := s.skip("-->"); err != nil {
				return err
			}
			s.pos-- // the loop goes on behind it
		case c == '<':
			depth++
		}
	}
	return s.errEOF()
}

// What a byte means in a text, and whether it may stand in a name.
const (
	escapes = 1 << iota // &
	returns             // line ends other than \n
	closing             // ], maybe of ]]>
	control             // control characters that are not of XML
	wide                // beyond ASCII
	colon
	inName
)

var classes = func() (class [256]uint8) {
	for c := range class {
		switch {
		case c >= 0x80:
			class[c] = wide | inName
		case c < 0x20 && c != '\t' && c != '\n' && c != '\r':
			class[c] = control
		case c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || strings.IndexByte("_:.-", byte(c)) >= 0:
			class[c] = inName
		}
	}
	class['&'], class['\r'], class[']'], class[':'] = escapes, returns, closing, colon|inName
	return class
}()

// name reads the name of an element or attribute.
func (s *Scanner) name() (q qname, ok bool) {
	start := s.pos
	seen, ok := s.nameBytes()
	q.text = s.src[start:s.pos]
	if !ok || seen&colon == 0 {
		return q, ok
	}
	q.prefix = strings.IndexByte(q.text, ':')
	ok = strings.IndexByte(q.text[q.prefix+1:], ':') < 0
	if q.prefix == len(q.text)-1 {
		q.prefix = 0
	}
	return q, ok
}

// nameBytes passes over a name and tells of what classes its bytes are, and
// whether it is one.
func (s *Scanner) nameBytes() (seen uint8, ok bool) {
	src, i := s.src, s.pos
	for i < len(src) && classes[src[i]]&inName != 0 {
		seen |= classes[src[i]]
		i++
	}
	name := src[s.pos:i]
	s.pos = i
	if seen&wide != 0 {
		// The tables of letters are those of encoding/xml.
		_, err := xml.NewDecoder(strings.NewReader("<?" + name + "?>")).Token()
		return seen, err == nil
	}
	return seen, name != "" && (name[0] >= 'A' || name[0] == ':')
}

// text reads to the end, a quote or <, and leaves it to be read.
func (s *Scanner) text(end byte) (string, error) {
	src, i, seen := s.src, s.pos, uint8(0)
	for i < len(src) {
		c := src[i]
		if c == end || c == '<' {
			break
		}
		seen |= classes[c]
		i++
	}
	raw := src[s.pos:i]
	s.pos = i
	switch {
	case end == '<':
		if seen&closing != 0 && strings.Contains(raw, "]]>") {
			return "", s.err("unescaped ]]> not in CDATA section")
		}
	case i == len(src):
		return "", s.errEOF()
	case src[i] == '<':
		return "", s.err("unescaped < inside quoted string")
	}
	if seen&returns != 0 {
		raw = newlines.Replace(raw)
	}
	if seen&escapes != 0 {
		var err error
		if raw, err = s.expand(raw); err != nil {
			return "", err
		}
	}
	if seen&(escapes|control|wide) != 0 {
		return raw, s.checkChars(raw)
	}
	return raw, nil
}

// newlines makes all line ends \n (XML 1.0, 2.11).
var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

var entities = map[string]string{"lt": "<", "gt": ">", "amp": "&", "apos": "'", "quot": `"`}

// expand puts characters in the place of their references.
func (s *Scanner) expand(raw string) (string, error) {
	out := make([]byte, 0, len(raw))
	for {
		before, after, found := strings.Cut(raw, "&")
		out = append(out, before...)
		if !found {
			return string(out), nil
		}
		ref, rest, _ := strings.Cut(after, ";")
		text, ok := entities[ref]
		if number, isNumber := strings.CutPrefix(ref, "#"); isNumber {
			base := 10
			if digits, isHex := strings.CutPrefix(number, "x"); isHex {
				number, base = digits, 16
			}
			// Neither signs nor underscores are digits.
			v, err := strconv.ParseUint(number, base, 64)
			text, ok = string(rune(v)), err == nil && v <= utf8.MaxRune
		}
		if !ok || len(ref) == len(after) {
			return "", s.err("invalid character entity &%s", ref)
		}
		out = append(out, text...)
		raw = rest
	}
}

// checkChars refuses what is no UTF-8 and no character of XML (2.2).
func (s *Scanner) checkChars(text string) error {
	if !utf8.ValidString(text) {
		return s.err("invalid UTF-8")
	}
	for i := range len(text) {
		if classes[text[i]]&control != 0 {
			return s.err("illegal character code %U", text[i])
		}
	}
	if strings.Contains(text, "\ufffe") || strings.Contains(text, "\uffff") {
		return s.err("illegal character code")
	}
	return nil
}
