package wordml

// scanner reads XML 1.0 into nodes. It takes and refuses what encoding/xml
// does in its strict mode, and UTF-16 besides, at a fraction of the time: what
// it makes are pieces of one copy of the part, and nodes come from slabs.
type scanner struct {
	src  string
	pos  int
	open []element
	kids []*node // of the open elements, those of the innermost last
	raw  []rawAttr
	// utf16 says that the part was UTF-16, whatever its declaration says.
	utf16 bool

	spaces map[string]string // prefix → fixed prefix or namespace, in force
	undo   []binding         // what declarations of open elements have hidden
	scope  int               // number of the set of declarations in force
	scopes int               // how many there have been
	names  [256]scopedName   // by hash; later ones overwrite

	nodes slab[node]
	attrs slab[attr]
	lists slab[*node]
}

// element is an open element.
type element struct {
	*node
	raw   string // as written
	kids  int    // where its children begin in scanner.kids
	undo  int    // what to undo at its end, and the scope that it leaves
	scope int
	text  []byte // where the text comes in several pieces
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

// slab hands out pieces of large arrays.
type slab[T any] struct {
	free []T
	size int // of an array
}

func (s *slab[T]) take(n int) []T {
	if n == 0 {
		return nil
	}
	if n > len(s.free) {
		s.free = make([]T, max(n, s.size))
	}
	out := s.free[:n:n]
	s.free = s.free[n:]
	return out
}

// scan reads a part into the elements that stand at its top: one, or what
// encoding/xml lets pass.
func scan(data []byte) ([]*node, error) {
	s := &scanner{spaces: map[string]string{}, scope: 1, scopes: 1}
	if err := s.decode(data); err != nil {
		return nil, err
	}
	// An element takes about 40 bytes in a file of Word.
	size := min(max(len(s.src)/40, 16), 512)
	s.nodes.size, s.attrs.size, s.lists.size = size, size, size
	count := 0
	for s.pos < len(s.src) {
		if s.src[s.pos] != '<' {
			text, err := s.text('<')
			if err != nil {
				return nil, err
			}
			s.addText(text)
			continue
		}
		s.pos++
		var err error
		switch s.peek() {
		case '/':
			s.pos++
			err = s.endTag()
		case '?':
			s.pos++
			err = s.instruction()
		case '!':
			s.pos++
			err = s.markup()
		default:
			err = s.startTag(&count)
		}
		if err != nil {
			return nil, err
		}
	}
	if len(s.open) > 0 {
		return nil, s.errEOF()
	}
	return s.kids, nil
}

func (s *scanner) startTag(count *int) error {
	name, ok := s.name()
	if !ok {
		return s.err("expected element name after <")
	}
	if len(s.open) >= maxDepth {
		return errDeep
	}
	el := element{raw: name.text, undo: len(s.undo), scope: s.scope}
	s.raw = s.raw[:0]
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
	el.node = &s.nodes.take(1)[0]
	el.name = s.resolve(name)
	el.attr = s.attrs.take(len(s.raw))
	for i, a := range s.raw {
		el.attr[i] = attr{a.text, a.value}
		if a.prefix > 0 {
			// A prefix may be bound to no namespace.
			el.attr[i].name = s.resolve(a.qname)
			if local := a.text[a.prefix:]; el.attr[i].name == local {
				el.attr[i].name = local[1:]
			}
		}
	}
	if el.name == "w:p" {
		*count++
	}
	el.num = *count
	s.kids = append(s.kids, el.node)
	el.kids = len(s.kids)
	s.open = append(s.open, el)
	if s.peek() == '>' {
		s.pos++
		return nil
	}
	if s.pos++; s.peek() != '>' {
		return s.err("expected /> in element")
	}
	s.pos++
	s.close()
	return nil
}

// attribute reads one, or the declaration of a namespace.
func (s *scanner) attribute() error {
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
		s.declare("", value)
	case name.text[:name.prefix] == "xmlns":
		s.declare(name.text[len("xmlns:"):], value)
	default:
		s.raw = append(s.raw, rawAttr{name, value})
	}
	return nil
}

// declare binds a prefix until the end of the element that is being opened.
func (s *scanner) declare(prefix, space string) {
	if p := prefixes[space]; p != "" {
		space = p
	}
	old, bound := s.spaces[prefix]
	if bound && old == space {
		return
	}
	s.undo = append(s.undo, binding{prefix, old, bound})
	s.spaces[prefix] = space
	s.scopes++
	s.scope = s.scopes
}

// resolve gives a name its fixed prefix.
func (s *scanner) resolve(q qname) string {
	known := &s.names[q.hash%uint32(len(s.names))]
	if known.scope == s.scope && known.raw == q.text {
		return known.name
	}
	prefix, local := "", q.text
	if q.prefix > 0 {
		prefix, local = q.text[:q.prefix], q.text[q.prefix+1:]
	}
	space := prefix
	switch {
	case prefix == "xml" || prefix == "xmlns" || q.text == "xmlns":
	default:
		if bound, ok := s.spaces[prefix]; ok {
			space = bound
		}
	}
	name := q.text
	if space != prefix || prefix == "" {
		name = space + ":" + local
	}
	*known = scopedName{q.text, name, s.scope}
	return name
}

func (s *scanner) endTag() error {
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
func (s *scanner) close() {
	el := &s.open[len(s.open)-1]
	list := s.kids[el.kids:]
	el.node.kids = s.lists.take(len(list))
	copy(el.node.kids, list)
	s.kids = s.kids[:el.kids]
	if el.text != nil {
		el.node.text = string(el.text)
	}
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

// addText gives the innermost element more text, where its text counts.
func (s *scanner) addText(text string) {
	if len(s.open) == 0 {
		return
	}
	el := &s.open[len(s.open)-1]
	switch {
	case !holdsText(el.name):
	case el.node.text == "":
		el.node.text = text
	default:
		if el.text == nil {
			el.text = []byte(el.node.text)
		}
		el.text = append(el.text, text...)
	}
}
