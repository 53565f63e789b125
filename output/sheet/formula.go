package sheet

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// corner is one end of a reference; a col or row of 0 stands for whole rows or
// columns.
type corner struct {
	col, row       int
	colAbs, rowAbs bool
}

// ref is a reference in a formula.
type ref struct {
	sheet     string // as it is called; "" for the formula's own sheet
	prefix    string // as written, up to the !
	a, b      corner
	area      bool   // written with a colon
	whole     string // the function whose whole argument the reference is, in capitals
	elsewhere bool   // in another workbook, or over several sheets
}

// String is the reference as a formula writes it.
func (r ref) String() string {
	if !r.area {
		return r.prefix + r.a.String()
	}
	return r.prefix + r.a.String() + ":" + r.b.String()
}

func (c corner) String() string {
	var b strings.Builder
	if c.col > 0 {
		if c.colAbs {
			b.WriteByte('$')
		}
		b.WriteString(colName(c.col))
	}
	if c.row > 0 {
		if c.rowAbs {
			b.WriteByte('$')
		}
		b.WriteString(strconv.Itoa(c.row))
	}
	return b.String()
}

var (
	cornerForm = regexp.MustCompile(`^(\$?)([A-Za-z]{0,3})(\$?)([0-9]{0,7})$`)
	errorValue = regexp.MustCompile(`^#[A-Z/0]+[!?A]?`)
)

// parseCorner reads $B$5, B, or 5.
func parseCorner(s string) (c corner, ok bool) {
	m := cornerForm.FindStringSubmatch(s)
	if m == nil || m[2] == "" && m[4] == "" {
		return c, false
	}
	for _, l := range strings.ToUpper(m[2]) {
		c.col = c.col*26 + int(l-'A') + 1
	}
	c.row, _ = strconv.Atoi(m[4])
	c.colAbs, c.rowAbs = m[1] != "", m[3] != ""
	if m[2] == "" { // $5: the sign stands before the row
		c.colAbs, c.rowAbs = false, m[1] != "" || m[3] != ""
	} else if m[4] == "" && m[3] != "" {
		return c, false
	}
	return c, c.col <= maxCol && c.row <= maxRow && (m[4] == "" || c.row > 0)
}

// parseCell reads the reference of a cell: B5.
func parseCell(s string) (corner, bool) {
	c, ok := parseCorner(s)
	return c, ok && c.col > 0 && c.row > 0
}

// parseArea reads B5 or B5:C7, as attributes hold it.
func parseArea(s string) (a, b corner, ok bool) {
	one, two, colon := strings.Cut(s, ":")
	a, ok = parseCorner(one)
	b = a
	if colon && ok {
		b, ok = parseCorner(two)
	}
	if ok && a.row > b.row {
		a.row, b.row = b.row, a.row
	}
	return a, b, ok
}

func colName(n int) string {
	var b []byte
	for ; n > 0; n = (n - 1) / 26 {
		b = append([]byte{byte('A' + (n-1)%26)}, b...)
	}
	return string(b)
}

// rewrite gives a formula with each of its references put through a function.
// Everything else, strings and names among it, comes out as it went in. The
// grammar is that of ECMA-376 part 1, 18.17.
func rewrite(formula string, each func(ref) string) string {
	s := &scanner{text: formula, each: each}
	for s.at < len(s.text) {
		s.next()
	}
	return s.out.String()
}

// scanner goes through a formula.
type scanner struct {
	text  string
	at    int
	out   strings.Builder
	each  func(ref) string
	calls []string // names of the open parentheses
	fresh bool     // an argument begins here
	book  bool     // [1] was read: the sheet that follows is in another workbook
}

func (s *scanner) next() {
	c := s.text[s.at]
	switch {
	case c == '"':
		s.copy(quoted(s.text[s.at:], '"'))
	case c == '\'':
		s.quotedSheet()
		return
	case c == '[':
		s.copy(bracketed(s.text[s.at:]))
		s.book = true
		return
	case c == '#' && errorValue.MatchString(s.text[s.at:]):
		s.copy(len(errorValue.FindString(s.text[s.at:])))
	case c == '(':
		s.calls = append(s.calls, "")
		s.copy(1)
		s.fresh = true
		return
	case c == ')':
		if len(s.calls) > 0 {
			s.calls = s.calls[:len(s.calls)-1]
		}
		s.copy(1)
	case c == ',' || c == ';':
		s.copy(1)
		s.fresh = true
		return
	case c == ' ' || c == '\n' || c == '\r' || c == '\t':
		s.copy(1)
		return
	case c == '$' || c == '.' || isWordByte(s.text[s.at:]):
		s.word()
		return
	default:
		s.copy(1)
	}
	s.fresh, s.book = false, false
}

func (s *scanner) copy(n int) {
	s.out.WriteString(s.text[s.at : s.at+n])
	s.at += n
}

// quoted measures a text in quotation marks, doubled ones inside.
func quoted(s string, mark byte) int {
	for i := 1; i < len(s); i++ {
		if s[i] != mark {
			continue
		}
		if i+1 < len(s) && s[i+1] == mark {
			i++
			continue
		}
		return i + 1
	}
	return len(s)
}

// bracketed measures [ … ], brackets inside; ' takes the next sign's meaning.
func bracketed(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\'':
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(s)
}

func isWordByte(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r == '_' || r == '\\' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// run measures a word: a name, a number, a reference.
func (s *scanner) run(from int) int {
	i := from
	for i < len(s.text) {
		r, n := utf8.DecodeRuneInString(s.text[i:])
		if r != '$' && r != '.' && r != '_' && r != '\\' && r != '?' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) {
			break
		}
		i += n
	}
	return i
}

// quotedSheet reads 'Tên sheet'!B5.
func (s *scanner) quotedSheet() {
	n := quoted(s.text[s.at:], '\'')
	end := s.at + n
	if end >= len(s.text) || s.text[end] != '!' {
		s.copy(n)
		s.fresh = false
		return
	}
	name := strings.ReplaceAll(strings.TrimSuffix(s.text[s.at+1:end], "'"), "''", "'")
	s.reference(name, s.text[s.at:end+1], end+1)
}

// word reads a name, a number, a function, a reference with its sheet or
// without.
func (s *scanner) word() {
	end := s.run(s.at)
	word := s.text[s.at:end]
	switch {
	case end < len(s.text) && s.text[end] == '!':
		s.reference(word, s.text[s.at:end+1], end+1)
		return
	case end < len(s.text) && s.text[end] == '(':
		s.copy(end + 1 - s.at)
		s.calls = append(s.calls, strings.ToUpper(strings.TrimPrefix(word, "_xlfn.")))
		s.fresh, s.book = true, false
		return
	case end < len(s.text) && s.text[end] == '[': // a table: Bang1[Số]
		s.copy(end - s.at)
		s.copy(bracketed(s.text[s.at:]))
		s.fresh, s.book = false, false
		return
	case end < len(s.text) && s.text[end] == ':':
		if over := s.run(end + 1); over < len(s.text) && s.text[over] == '!' { // Sheet1:Sheet3!B5
			s.book = true
			s.reference(word, s.text[s.at:over+1], over+1)
			return
		}
	}
	s.reference("", "", s.at)
}

// reference reads what stands behind a sheet's name, or a word without one.
func (s *scanner) reference(name, prefix string, from int) {
	fresh, elsewhere := s.fresh, s.book || strings.ContainsAny(name, "[:")
	s.fresh, s.book = false, false
	end := s.run(from)
	r := ref{sheet: name, prefix: prefix, elsewhere: elsewhere}
	var ok bool
	r.a, ok = parseCorner(s.text[from:end])
	if ok && end < len(s.text) && s.text[end] == ':' {
		over := s.run(end + 1)
		if b, two := parseCorner(s.text[end+1 : over]); two && (b.col > 0) == (r.a.col > 0) && (b.row > 0) == (r.a.row > 0) &&
			(over == len(s.text) || s.text[over] != '(' && s.text[over] != '!') {
			r.b, r.area, end = b, true, over
		}
	}
	if !ok || !r.area && (r.a.col == 0 || r.a.row == 0) {
		s.copy(max(end-s.at, 1)) // a name, a number
		return
	}
	if rest := strings.TrimLeft(s.text[end:], " "); fresh && len(s.calls) > 0 && (rest == "" || strings.ContainsRune("),;", rune(rest[0]))) {
		r.whole = s.calls[len(s.calls)-1]
	}
	s.out.WriteString(s.each(r))
	s.at = end
}

// shift moves the relative references of a formula, as copying a cell does in a
// spreadsheet.
func shift(formula string, rows, cols int) string {
	move := func(c corner) (corner, bool) {
		if c.row > 0 && !c.rowAbs {
			c.row += rows
		}
		if c.col > 0 && !c.colAbs {
			c.col += cols
		}
		return c, c.row >= 0 && c.row <= maxRow && c.col >= 0 && c.col <= maxCol
	}
	return rewrite(formula, func(r ref) string {
		if r.elsewhere && r.prefix == "" {
			return r.String()
		}
		a, okA := move(r.a)
		b, okB := move(r.b)
		if !okA || !okB || r.a.row > 0 && a.row == 0 || r.a.col > 0 && a.col == 0 {
			return r.prefix + "#REF!"
		}
		r.a, r.b = a, b
		return r.String()
	})
}
