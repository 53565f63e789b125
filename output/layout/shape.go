package layout

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"vanthu/output/length"
	"vanthu/output/wordml"
)

// look is how the letters of a run look in one face. All fragments that look so
// share it.
type look struct {
	props *wordml.RunProps
	font  string        // that the document names
	small bool          // capitals for small letters
	other Face          // that draws where the font's own lacks the letters
	face  Face          // that draws
	size  length.Length // of the letters, smaller than the run's when raised
	rise  length.Length // of the baseline, upwards
	named bool          // it has been told what stands for the font
	rule  bool          // drawn as a line
	kern  Kerner        // tells what is added between characters; nil where nothing is
	// ascent (the line gap above it included) and descent of its line.
	ascent, descent length.Length
	box             *floatBox     // what is drawn there instead of text
	within          []Item        // two lines in one, from its top left corner
	lead            length.Length // of a box: the height that its font would have
	portion         int           // what is drawn together has one number (like LibreOffice)
	merge           int           // the merge field that it is part of
}

// frag is a piece of text that looks the same throughout.
type frag struct {
	text string
	*look
	width length.Length
}

// lent tells whether a face other than its font's draws the fragment.
func (f frag) lent() bool { return f.other != nil && strings.TrimSpace(f.text) != "" }

// tokenKind tells what a token is to the line breaker.
type tokenKind int8

const (
	wordToken  tokenKind = iota // may end a line after it
	spaceToken                  // hangs over the line's end
	tabToken
	lineToken // line break
	pageToken
	columnToken
	softToken // soft hyphen: a break that shows a hyphen
)

// token is the unit that lines are made of.
type token struct {
	kind    tokenKind
	glue    bool // no break is allowed after it
	east    bool // one East Asian character
	hanging bool // it may hang over the line's end
	parted  bool // the next one is the rest of the same word, which no line held
	frags   []frag
	width   length.Length
	notes   []*wordml.Note
	after   length.Length // stands after it where the line goes on
}

// shaper makes tokens of a paragraph.
type shaper struct {
	*engine
	shaped
	p    *wordml.Paragraph
	word []frag
	prev rune // the last character, 0 after a space
	// eastPrev says that it is East Asian.
	eastPrev bool
	notes    []*wordml.Note
	chars    int // of the open word
	last     *look
	portions portions
	rounded  bool // text is as wide as LibreOffice rounds it
	merge    int  // the merge field that is being shaped
}

// shaped is a paragraph in tokens, and the common stretch of memory that their
// fragments stand in: there are as many as there are words and spaces.
type shaped struct {
	tokens []token
	slab   []frag
}

// own gives a fragment its place.
func (s *shaper) own(f frag) []frag {
	if len(s.slab) == cap(s.slab) {
		s.slab = make([]frag, 0, max(256, 2*cap(s.slab)))
	}
	s.slab = append(s.slab, f)
	n := len(s.slab)
	return s.slab[n-1 : n : n]
}

// shape makes the tokens of a paragraph, in the memory of one that is no longer
// needed where there is such.
func (e *engine) shape(p *wordml.Paragraph) shaped {
	s := &shaper{engine: e, shaped: e.spare, p: p}
	e.spare = shaped{}
	letters := 0
	for i := range p.Inlines {
		letters += len(p.Inlines[i].Text)
	}
	s.tokens = slices.Grow(s.tokens, letters/3+4) // words and the spaces between them
	if p.Label != nil {
		s.label(p.Label)
	}
	s.portions.open()
	s.rounded = e.opt.Like == LikeLibreOffice && holdsEastern(p)
	for i := 0; i < len(p.Inlines); i++ {
		in := &p.Inlines[i]
		if s.crowded() {
			break
		}
		switch in.Kind {
		case wordml.Text:
			if in.Props.Combine != 0 {
				text := combined(p.Inlines[i:])
				s.combine(strings.Join(text, ""), in.Props)
				i += len(text) - 1
				continue
			}
			s.merge = in.Merge
			s.text(in.Text, in.Props)
			s.merge = 0
		case wordml.Box:
			// It stands on the baseline, as wide and high as it is; lines may break
			// on both sides.
			s.flush()
			f := s.apart(in.Props)
			f.lead = f.ascent + f.descent
			f.width, f.ascent, f.descent = max(in.W, 0), max(in.H, 0), 0
			f.box = s.inlineBox(in)
			s.tokens = append(s.tokens, token{kind: wordToken, frags: s.own(f), width: f.width})
		case wordml.NoteRef, wordml.NoteMark:
			s.note(in)
		case wordml.Rule:
			s.rule(in)
		case wordml.Field:
			s.text(s.field(in, s.p), in.Props)
		case wordml.Tab:
			s.control(tabToken, in.Props)
		case wordml.LineBreak:
			s.control(lineToken, in.Props)
		case wordml.PageBreak, wordml.ColumnBreak:
			if s.depth > 0 {
				continue // a cell knows neither: Word does not even end the line there
			}
			kind := pageToken
			if in.Kind == wordml.ColumnBreak {
				kind = columnToken
			}
			s.control(kind, in.Props)
		case wordml.SoftHyphen:
			s.flush()
			f := s.frag("-", in.Props, false)
			s.tokens = append(s.tokens, token{kind: softToken, frags: s.own(f)})
		}
	}
	s.crowded()
	s.flush()
	return s.shaped
}

// label puts the number or bullet first. It never parts from what follows.
func (s *shaper) label(l *wordml.Label) {
	props := &l.Props
	s.text(l.Text, props)
	s.flush()
	for i := range s.tokens {
		s.tokens[i].glue = true
		if s.tokens[i].kind == spaceToken {
			s.tokens[i].kind = wordToken // a space inside a label is not stretched
		}
	}
	switch l.Suffix {
	case "tab":
		s.control(tabToken, props)
		s.tokens[len(s.tokens)-1].glue = true
	case "space":
		s.tokens = append(s.tokens, token{kind: wordToken, glue: true, frags: s.own(s.frag(" ", props, false))})
		last := &s.tokens[len(s.tokens)-1]
		last.width = last.frags[0].width
	}
}

// note puts the number of a note at the end of the word before it.
func (s *shaper) note(in *wordml.Inline) {
	label := s.noteLabel(in.Note)
	if label != "" {
		s.word = s.faced(s.word, label, in.Props, false)
	} else if len(s.word) == 0 {
		// The author's own mark follows; the call itself shows nothing.
		s.word = append(s.word, s.frag("", in.Props, false))
	}
	if in.Kind == wordml.NoteRef && !in.Note.Endnote {
		s.notes = append(s.notes, in.Note)
	}
	s.prev = 0
}

// rule is the line above notes: a quarter of the letters' size above the
// baseline, half a point thick.
func (s *shaper) rule(in *wordml.Inline) {
	s.flush()
	f := s.apart(in.Props)
	f.width = in.W
	if f.width == 0 {
		f.width = s.column
	}
	f.width = min(f.width, s.column)
	f.rule = true
	s.tokens = append(s.tokens, token{kind: wordToken, frags: s.own(f), width: f.width})
}

func (s *shaper) control(kind tokenKind, props *wordml.RunProps) {
	s.flush()
	s.portions.number++
	f := s.frag("", props, false)
	s.tokens = append(s.tokens, token{kind: kind, frags: s.own(f)})
}

// flush ends the open word.
func (s *shaper) flush() {
	s.prev, s.eastPrev, s.chars = 0, false, 0
	if len(s.word) == 0 {
		return
	}
	if f := &s.word[0]; f.kern != nil {
		s.kernSpace(nil, f)
	}
	t := token{kind: wordToken, frags: s.word, notes: s.notes}
	s.notes = nil
	for _, f := range s.word {
		t.width += f.width
	}
	if len(s.word) == 1 {
		t.frags = s.own(s.word[0])
		s.word = s.word[:0]
	} else {
		s.word = nil
	}
	s.tokens = append(s.tokens, t)
}

// text cuts a text into words and spaces. Words go on over the borders of runs.
func (s *shaper) text(str string, props *wordml.RunProps) {
	// A decomposed letter is one letter: fonts hold the composed one.
	str = norm.NFC.String(str)
	if props.Caps {
		str = strings.ToUpper(str)
	}
	start := 0
	add := func(end int) {
		if end > start {
			s.word = s.cased(s.word, str[start:end], props)
		}
		start = end
	}
	for i, c := range str {
		if len(s.tokens) > maxTokens {
			return
		}
		if c == '\u00AD' {
			add(i)
			s.flush()
			s.tokens = append(s.tokens, token{kind: softToken, frags: s.own(s.frag("-", props, false))})
			start = i + len(string(c))
			continue
		}
		if c == ' ' {
			add(i)
			held := s.holdsOn()
			s.flush()
			if n := len(s.tokens); held && n > 0 {
				s.tokens[n-1].glue = true
			}
			f := s.frag(" ", props, false)
			s.tokens = append(s.tokens, token{kind: spaceToken, frags: s.own(f), width: f.width, glue: held})
			if n := len(s.tokens) - 2; f.kern != nil && n >= 0 && len(s.tokens[n].frags) > 0 {
				s.kernSpace(&s.tokens[n].frags[len(s.tokens[n].frags)-1], nil)
			}
			start = i + 1
			continue
		}
		if s.chars++; s.chars > maxWord {
			add(i)
			s.flush()
		}
		east := eastern(c, props)
		switch prev := s.prev; {
		case prev == 0 && !east:
		case east || s.eastPrev:
			add(i)
			s.flush()
			if prev != 0 {
				s.meets(prev, c, props)
			}
		case breaksBetween(prev, c, s.opt.Like):
			add(i)
			s.flush()
		}
		if east {
			s.eastern(c, props)
			start = i + len(string(c))
		}
		s.prev, s.eastPrev = c, east
	}
	add(len(str))
}

// eastern tells the characters that East Asian text breaks about: those of its
// own, and quotes, dashes and figures in its font.
func eastern(c rune, props *wordml.RunProps) bool {
	shared := c >= 0x2010 && c < 0x2027 || c >= 0x2460 && c < 0x2700
	return wordml.Eastern(c) || shared && props.HintEast && props.FontFor(c) == props.FontEast
}

// breaksBetween tells whether a line may break between two characters that
// have no space between them (UAX 14 with what Word and LibreOffice do otherwise,
// measured on LibreOffice in Vietnamese and English): after hyphens, also before
// digits; after dashes, spaces of other widths and ellipses; in LibreOffice after
// exclamation and question marks too (not in Word, as the grids show that it
// stored); between a full stop or a dollar sign and a bracket. Neither breaks after
// a slash, so that dates, numbers of documents and addresses hold together.
func breaksBetween(a, b rune, like Like) bool {
	text := unicode.IsLetter(b) || unicode.IsDigit(b)
	opens := b == '(' || b == '[' || b == '{'
	switch a {
	case '-':
		return text || b == '(' || b == '>'
	case '\u2010', '\u2012', '\u2013', '|', '\\', '\u200B':
		return text || a == '\u2013' && opens
	case '\u2002', '\u2003', '\u2004', '\u2005', '\u2006', '\u2008', '\u2009', '\u200A', '\u205F':
		return true
	case '\u2014':
		return b != '\u2014'
	case '!', '?':
		return like == LikeLibreOffice && (text || opens)
	case '…':
		return text || opens
	case '.', ',', ':', ';':
		return opens || a == ',' && b == '$'
	case '$':
		return opens
	case ')', ']':
		return b == '(' || b == '[' || b == '$' || b == '+' || b == '%'
	}
	return b == '\u2014' && unicode.IsLetter(a)
}

// smallScale is the size of small capitals against the capitals beside them.
const smallScale = 0.8

// cased adds the fragments of a text, small capitals cut at the change of case.
func (s *shaper) cased(to []frag, str string, props *wordml.RunProps) []frag {
	if !props.SmallCaps || props.Caps {
		return s.faced(to, str, props, false)
	}
	start, small := 0, false
	for i, c := range str {
		low := unicode.IsLower(c)
		if i > start && low != small {
			to = s.faced(to, s.upper(str[start:i], small), props, small)
			start = i
		}
		small = low
	}
	return s.faced(to, s.upper(str[start:], small), props, small)
}

func (s *shaper) upper(str string, small bool) string {
	if small {
		return strings.ToUpper(str)
	}
	return str
}

// Raised and lowered text: its size and its shift against the run's size.
const (
	raisedSize = 0.58
	raisedBy   = 0.33
	loweredBy  = 0.08
)

// frag makes a fragment of one character; one of none is as high as the font.
func (s *shaper) frag(str string, props *wordml.RunProps, small bool) frag {
	var one [1]frag
	if fs := s.faced(one[:0], str, props, small); len(fs) > 0 {
		return fs[0]
	}
	return s.drawn("", s.looks(props, small, props.Font, nil))
}

// apart makes a fragment of no text with a look of its own.
func (s *shaper) apart(props *wordml.RunProps) frag {
	f := s.frag("", props, false)
	own := *f.look
	f.look = &own
	return f
}

// drawn makes a fragment of a text.
func (s *shaper) drawn(str string, l *look) frag {
	if l.other == nil && !l.named && strings.TrimSpace(str) != "" {
		l.named = true
		s.standin(l.font)
	}
	f := frag{text: str, look: l}
	f.measure()
	return f
}

// looks gives the look of a run's letters in a font; with another face where the
// font's own lacks them. The line is as high as the font that the document names
// would have it: what stands in is our choice, not the document's.
func (s *shaper) looks(props *wordml.RunProps, small bool, font string, other Face) *look {
	if l := s.last; l != nil && l.portion == s.portions.number && l.merge == s.merge && l.props == props && l.small == small && l.font == font && l.other == other {
		return l
	}
	l := &look{props: props, font: font, small: small, other: other, size: props.Size, rise: props.Raise, portion: s.portions.number, merge: s.merge}
	l.face = s.fonts.Face(font, props.Bold, props.Italic)
	if small {
		l.size = length.Length(float64(l.size) * smallScale)
	}
	if props.Vert != wordml.Baseline {
		s.raise(l)
	}
	high := l.size
	if small {
		high = length.Length(float64(high) / smallScale) // the line is that of the capitals
	}
	a, d := s.height(l.face, high)
	if s.opt.Like == LikeLibreOffice && wordml.SymbolFont(font) {
		a, d = officeHeight(openSymbol, high)
	}
	l.ascent, l.descent = a+l.rise, d-l.rise
	if other != nil {
		l.face = other
	}
	if k, ok := l.face.(Kerner); ok && props.Kern > 0 && props.Size >= props.Kern {
		l.kern = k
	}
	s.last = l
	return l
}

// raise makes the letters of a look small and moves them off the baseline.
func (s *shaper) raise(l *look) {
	full := l.size
	l.size = length.Length(float64(full) * raisedSize)
	up, down := length.Length(float64(full)*raisedBy), length.Length(float64(full)*loweredBy)
	if s.opt.Like == LikeLibreOffice {
		up, down = s.officeRaise(l.face, full, l.size)
	}
	if l.props.Vert == wordml.Superscript {
		l.rise += up
	} else {
		l.rise -= down
	}
}

// invisible characters join or part others and draw nothing.
func invisible(c rune) bool {
	switch {
	case c == '\u200B' || c == '\u200C' || c == '\u200D' || c == '\u2060' || c == '\uFEFF' || c == '\u00AD':
		return true
	case c >= '\u200E' && c <= '\u200F', c >= '\u202A' && c <= '\u202E':
		return true
	}
	return c < 0x20
}

// measure sums the advances in font units and rounds once.
func (f *frag) measure() {
	units, n := 0, 0
	var prev rune
	for _, c := range f.text {
		u, _ := f.face.Advance(c)
		units += u
		if n++; f.kern != nil {
			if n > 1 {
				units += f.kern.Kern(prev, c)
			}
			prev = c
		}
	}
	f.width = f.scaled(units) + length.Length(n)*f.props.Spacing
}

// scaled is the length of font units in the letters of a look.
func (l *look) scaled(units int) length.Length {
	w := int64(units) * int64(l.size) / int64(max(l.face.UnitsPerEm(), 1))
	if s := l.props.Scale; s > 0 && s != 100 {
		w = w * int64(s) / 100
	}
	return length.Length(w)
}

// kernSpace narrows or widens the space that ends the tokens by what is added
// between it and the characters beside it that look the same.
func (s *shaper) kernSpace(before, after *frag) {
	n := len(s.tokens)
	if n == 0 || s.tokens[n-1].kind != spaceToken {
		return
	}
	space := &s.tokens[n-1]
	f := &space.frags[0]
	units := 0
	if before != nil && before.look == f.look && before.text != "" {
		c, _ := utf8.DecodeLastRuneInString(before.text)
		units += f.kern.Kern(c, ' ')
	}
	if after != nil && after.look == f.look && after.text != "" {
		c, _ := utf8.DecodeRuneInString(after.text)
		units += f.kern.Kern(' ', c)
	}
	w := f.scaled(units)
	f.width += w
	space.width += w
}

// height of a line of a face: what stands above the baseline, the gap between
// lines included, and what hangs below. Their sum is a whole number of twips:
// Word's own PDFs have 15.467 pt for a line of Calibri 11 in 1.15 lines, 269
// twips by 1.15, where the unrounded 268.55 would give 15.442.
func (e *engine) height(face Face, size length.Length) (ascent, descent length.Length) {
	m := metrics{face.Ascent(), face.Descent(), face.Gap(), face.UnitsPerEm()}
	if e.opt.Like == LikeLibreOffice {
		return officeHeight(m, size)
	}
	upm := int64(max(m.em, 1)) * int64(length.Twip)
	twips := func(units int, up int64) length.Length { // up is in hundredths
		return length.Length((int64(units)*int64(size)*100+up*upm)/(100*upm)) * length.Twip
	}
	ascent = twips(m.ascent+m.gap, 50)
	return ascent, twips(m.ascent+m.gap+m.descent, 55) - ascent
}
