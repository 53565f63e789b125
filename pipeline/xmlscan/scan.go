// Package xmlscan reads XML 1.0 with namespaces, token by token, at a fraction
// of the time of encoding/xml: what it gives are pieces of one copy of the part.
//
//	x := xmlscan.New(xmlscan.Spaces{"urn:example": "e"}, xmlscan.Strict)
//	err := x.Reset(part)
//	for err == nil {
//		var tok xmlscan.Token
//		switch tok, err = x.Next(); tok {
//		case xmlscan.Start: // x.Name is e:cell, x.Attribute("ref") its reference
//		case xmlscan.EOF:   // err is nil where the part was whole
//			return err
//		}
//	}
//
// It takes and refuses what the strict mode of encoding/xml does, and takes
// UTF-16 and the byte order mark of UTF-8 besides. Strict says what it refuses
// beyond that. Nothing is ever fetched and no entity but the five of XML is known.
package xmlscan

import "strings"

// Token is what Next has read.
type Token int

const (
	EOF   Token = iota // the end of a whole part
	Start              // a start tag: Name, Attr
	End                // an end tag, also that of <a/>: Name
	Text               // a text or a CDATA section: Scanner.Text
)

// Mode says how much is refused.
type Mode int

const (
	// Lenient takes all that encoding/xml takes.
	Lenient Mode = iota
	// Strict refuses besides: no root element or several, anything but white
	// space outside of it, an attribute twice, a prefix that is not declared, and
	// every document type: a part of an office file has none, and what it would
	// define (entities, defaults) is not known here.
	Strict
)

// Spaces maps namespaces to the short names that Name and Attr put before a
// colon. Several namespaces may share one: the strict form of OOXML has its own
// addresses for the same words.
type Spaces map[string]string

// Attr is an attribute, with its namespace's short name ("r:id") where it has one.
type Attr struct{ Name, Value string }

// Scanner reads a part. Name, Attr and Text are those of the last token and hold
// until the next one; the strings are pieces of the part and keep it alive.
type Scanner struct {
	Name string // of an element in no namespace: ":name"; in one that Spaces does not know: its address, a colon, the name
	Attr []Attr
	Text string

	src    string
	pos    int
	utf16  bool // the part was UTF-16, whatever its declaration says
	strict bool
	begun  bool // a root element was there
	empty  bool // the element begun was <a/>: its end comes next

	open []element
	raw  []rawAttr

	short    Spaces
	spaces   map[string]string // prefix → short name or namespace, in force
	undo     []binding         // what declarations of open elements have hidden
	declared []Attr            // what the element being opened declares: a prefix, its namespace
	scope    int               // number of the set of declarations in force
	scopes   int               // how many there have been
	names    [128]scopedName   // by qname.slot; later ones overwrite
}

// element is an open element.
type element struct {
	raw, name string // as written, with its short name
	undo      int    // what to undo at its end
	scope     int    // and the scope to go back to
}

type binding struct {
	prefix, space string
	bound         bool
}

type rawAttr struct {
	qname
	value string
}

type scopedName struct {
	raw, name string
	scope     int
}

// New makes a scanner, which Reset gives something to read.
func New(short Spaces, mode Mode) *Scanner {
	return &Scanner{short: short, strict: mode == Strict, spaces: map[string]string{}}
}

// Reset begins to read a part, with the memory of the one before, of which nothing
// is kept.
func (s *Scanner) Reset(data []byte) error {
	s.Name, s.Attr, s.Text = "", s.Attr[:0], ""
	s.pos, s.utf16, s.begun, s.empty = 0, false, false, false
	s.open, s.undo, s.scope, s.scopes = s.open[:0], s.undo[:0], 1, 1
	clear(s.spaces)
	clear(s.names[:])
	return s.decode(data)
}

// Size is the length of the part in bytes of UTF-8.
func (s *Scanner) Size() int { return len(s.src) }

// Depth is the number of open elements; the one that Next has begun counts, the
// one that it has ended does not.
func (s *Scanner) Depth() int { return len(s.open) }

// Next reads a token. After an error nothing more can be read.
func (s *Scanner) Next() (Token, error) {
	if s.empty {
		s.empty = false
		s.close()
		return End, nil
	}
	for s.pos < len(s.src) {
		if s.src[s.pos] != '<' {
			var err error
			if s.Text, err = s.text('<'); err != nil {
				return EOF, err
			}
			return Text, s.checkOutside()
		}
		s.pos++
		switch s.peek() {
		case '/':
			s.pos++
			return End, s.endTag()
		case '?':
			s.pos++
			if err := s.instruction(); err != nil {
				return EOF, err
			}
		case '!':
			s.pos++
			isText, err := s.markup()
			if err != nil {
				return EOF, err
			}
			if isText {
				return Text, s.checkOutside()
			}
		default:
			return Start, s.startTag()
		}
	}
	if len(s.open) > 0 {
		return EOF, s.errEOF()
	}
	if s.strict && !s.begun {
		return EOF, s.err("no root element")
	}
	return EOF, nil
}

// checkOutside refuses a text outside the root element.
func (s *Scanner) checkOutside() error {
	if s.strict && len(s.open) == 0 && strings.Trim(s.Text, " \t\r\n") != "" {
		return s.err("text outside the root element")
	}
	return nil
}

// Attribute gives the value of an attribute of the element begun, "" where it
// has none of the name.
func (s *Scanner) Attribute(name string) string {
	for i := range s.Attr {
		if s.Attr[i].Name == name {
			return s.Attr[i].Value
		}
	}
	return ""
}

// Root reads up to the root element, which must have the name.
func (s *Scanner) Root(name string) error {
	for {
		tok, err := s.Next()
		switch {
		case err != nil:
			return err
		case tok == Start && s.Name == name:
			return nil
		case tok == Start || tok == EOF:
			return s.err("root element %s, not %s", s.Name, name)
		}
	}
}

// Skip reads to the end of the element begun.
func (s *Scanner) Skip() error {
	for end := len(s.open) - 1; ; {
		tok, err := s.Next()
		if err != nil {
			return err
		}
		if tok == End && len(s.open) == end {
			return nil
		}
	}
}

// Content reads the text of the element begun, to its end. An element within is
// an error.
func (s *Scanner) Content() (string, error) {
	text, pieces := "", []byte(nil)
	for {
		tok, err := s.Next()
		switch {
		case err != nil:
			return "", err
		case tok == Start:
			return "", s.err("element %s within a text", s.Name)
		case tok == End && pieces != nil:
			return string(pieces), nil
		case tok == End:
			return text, nil
		case pieces != nil:
			pieces = append(pieces, s.Text...)
		case text != "":
			pieces = append([]byte(text), s.Text...)
		default:
			text = s.Text
		}
	}
}

func (s *Scanner) startTag() error {
	name, ok := s.name()
	if !ok {
		return s.err("expected element name after <")
	}
	if s.strict && s.begun && len(s.open) == 0 {
		return s.err("two root elements")
	}
	s.begun = true
	el := element{raw: name.text, undo: len(s.undo), scope: s.scope}
	s.raw, s.declared = s.raw[:0], s.declared[:0]
	for {
		s.space()
		c := s.peek()
		if c == '>' || c == '/' {
			break
		}
		if err := s.attribute(); err != nil {
			return err
		}
	}
	var err error
	if el.name, err = s.resolve(name); err != nil {
		return err
	}
	if err := s.resolveAttrs(); err != nil {
		return err
	}
	s.Name = el.name
	s.open = append(s.open, el)
	if s.peek() == '/' {
		if s.pos++; s.peek() != '>' {
			return s.err("expected /> in element")
		}
		s.empty = true
	}
	s.pos++
	return nil
}

// attribute reads one, or the declaration of a namespace.
func (s *Scanner) attribute() error {
	name, ok := s.name()
	if !ok {
		return s.err("expected attribute name in element")
	}
	s.space()
	if s.peek() != '=' {
		return s.err("attribute name without = in element")
	}
	s.pos++
	s.space()
	quote := s.peek()
	if quote != '"' && quote != '\'' {
		return s.err("unquoted or missing attribute value in element")
	}
	s.pos++
	value, err := s.text(quote)
	if err != nil {
		return err
	}
	s.pos++
	switch {
	case name.text == "xmlns":
		return s.declare("", value)
	case name.text[:name.prefix] == "xmlns":
		return s.declare(name.text[len("xmlns:"):], value)
	}
	s.raw = append(s.raw, rawAttr{name, value})
	return nil
}

// resolveAttrs gives the attributes of the element being opened their names.
func (s *Scanner) resolveAttrs() error {
	s.Attr = s.Attr[:0]
	prefixed := 0
	for _, a := range s.raw {
		name := a.text
		if a.prefix > 0 {
			prefixed++
			var err error
			if name, err = s.resolve(a.qname); err != nil {
				return err
			}
			// A prefix may be bound to no namespace.
			if local := a.text[a.prefix:]; name == local {
				name = local[1:]
			}
		}
		s.Attr = append(s.Attr, Attr{name, a.value})
	}
	if s.strict && (twice(s.Attr) || twice(s.declared)) {
		return s.err("an attribute twice")
	}
	return nil
}

// twice tells whether two have one name.
func twice(list []Attr) bool {
	if len(list) > 100 {
		seen := make(map[string]bool, len(list))
		for _, v := range list {
			seen[v.Name] = true
		}
		return len(seen) < len(list)
	}
	for i := 1; i < len(list); i++ {
		name := list[i].Name
		for j := range i {
			if list[j].Name == name {
				return true
			}
		}
	}
	return false
}

// declare binds a prefix until the end of the element that is being opened.
func (s *Scanner) declare(prefix, space string) error {
	s.declared = append(s.declared, Attr{prefix, space})
	if p := s.short[space]; p != "" {
		space = p
	} else if s.strict && strings.IndexByte(space, ':') < 0 && s.isShort(space, prefix) {
		return s.err("prefix %s declared as %q", prefix, space)
	}
	old, bound := s.spaces[prefix]
	if bound && old == space {
		return nil
	}
	s.undo = append(s.undo, binding{prefix, old, bound})
	s.spaces[prefix] = space
	s.scopes++
	s.scope = s.scopes
	return nil
}

// isShort tells an address that would pass for a short name, or none at all where
// a prefix needs one; a namespace is an absolute address.
func (s *Scanner) isShort(space, prefix string) bool {
	for _, short := range s.short {
		if space == short {
			return true
		}
	}
	return space == "" && prefix != ""
}

// slot is where Scanner.names keeps a name: words of one vocabulary mostly differ
// in their length, their middle or their end.
func (q qname) slot() byte {
	n := len(q.text)
	return (byte(n)*31 + q.text[n/2]*7 + q.text[n-1]) % 128
}

// resolve gives a name the short name of its namespace.
func (s *Scanner) resolve(q qname) (string, error) {
	known := &s.names[q.slot()]
	if known.scope == s.scope && known.raw == q.text {
		return known.name, nil
	}
	prefix, local := "", q.text
	if q.prefix > 0 {
		prefix, local = q.text[:q.prefix], q.text[q.prefix+1:]
	}
	space := prefix
	switch {
	case prefix == "xml" || prefix == "xmlns" || q.text == "xmlns":
	default:
		bound, ok := s.spaces[prefix]
		if ok {
			space = bound
		} else if s.strict && prefix != "" {
			return "", s.err("prefix %s is not declared", prefix)
		}
	}
	name := q.text
	if space != prefix || prefix == "" {
		name = space + ":" + local
	}
	*known = scopedName{q.text, name, s.scope}
	return name, nil
}

func (s *Scanner) endTag() error {
	if len(s.open) > 0 { // nearly always the plain form of the right one
		end := s.pos + len(s.open[len(s.open)-1].raw)
		if end < len(s.src) && s.src[end] == '>' && s.src[s.pos:end] == s.open[len(s.open)-1].raw {
			s.pos = end + 1
			s.close()
			return nil
		}
	}
	name, ok := s.name()
	if !ok {
		return s.err("expected element name after </")
	}
	s.space()
	if s.peek() != '>' {
		return s.err("invalid characters between </%s and >", name.text)
	}
	s.pos++
	if len(s.open) == 0 {
		return s.err("unexpected end element </%s>", name.text)
	}
	if top := s.open[len(s.open)-1].raw; top != name.text {
		return s.err("element <%s> closed by </%s>", top, name.text)
	}
	s.close()
	return nil
}

// close ends the innermost element.
func (s *Scanner) close() {
	el := &s.open[len(s.open)-1]
	s.Name = el.name
	for len(s.undo) > el.undo {
		b := s.undo[len(s.undo)-1]
		s.undo = s.undo[:len(s.undo)-1]
		if b.bound {
			s.spaces[b.prefix] = b.space
		} else {
			delete(s.spaces, b.prefix)
		}
	}
	s.scope = el.scope
	s.open = s.open[:len(s.open)-1]
}
