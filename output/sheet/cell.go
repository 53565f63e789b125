package sheet

import (
	"encoding/json"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/beevik/etree"
	"golang.org/x/text/unicode/norm"

	"vanthu/output/tag"
	"vanthu/pipeline/finding"
)

// run is a part of a cell's text in one format; pr is nil for the cell's own.
type run struct {
	pr   *etree.Element
	text string
}

// piece is a text in one run, or a tag.
type piece struct {
	run  int
	text string
	mark *mark
}

// mark is a tag in a cell.
type mark struct {
	tag.Tag
	cell *cell
	at   int      // place in the cell's pieces
	end  int      // of an opening tag whose section lies within the cell: place of the closing one
	sec  *section // of rows, whose opening or closing tag this is
}

func plainTags(marks []*mark) []tag.Tag {
	tags := make([]tag.Tag, len(marks))
	for i, m := range marks {
		tags[i] = m.Tag
	}
	return tags
}

// runsOf reads a text of the format: one t, or runs. Readings for the
// pronunciation (rPh) are no text.
func runsOf(el *etree.Element) []run {
	var runs []run
	for _, c := range el.ChildElements() {
		switch c.Tag {
		case "t":
			runs = append(runs, run{text: c.Text()})
		case "r":
			r := run{pr: child(c, "rPr")}
			if t := child(c, "t"); t != nil {
				r.text = t.Text()
			}
			runs = append(runs, r)
		}
	}
	return runs
}

// scan cuts the cell's text into pieces where it holds tags.
func (c *cell) scan() {
	var text strings.Builder
	for _, r := range c.runs {
		text.WriteString(r.text)
	}
	all := text.String()
	c.full = c.full || all != ""
	tags, nearly := tag.Scan(all)
	for _, words := range nearly {
		c.s.b.report(c.placed(tag.Nearly(words)))
	}
	if len(tags) == 0 {
		return
	}
	at, n, start := 0, 0, 0 // place in the text; run and where it starts
	plain := func(to int) {
		for at < to {
			for at >= start+len(c.runs[n].text) {
				start += len(c.runs[n].text)
				n++
			}
			end := min(to, start+len(c.runs[n].text))
			c.pieces = append(c.pieces, piece{run: n, text: all[at:end]})
			at = end
		}
	}
	for _, t := range tags {
		plain(t.Start)
		for t.Start >= start+len(c.runs[n].text) {
			start += len(c.runs[n].text)
			n++
		}
		m := &mark{Tag: t, cell: c, at: len(c.pieces), end: -1}
		c.s.tags = append(c.s.tags, m)
		c.pieces = append(c.pieces, piece{run: n, mark: m})
		at = t.End
	}
	plain(len(all))
}

// fill writes the cell of a copy: el is the copy of the cell's element.
func (c *cell) fill(el *etree.Element, sc *tag.Scope) {
	if m, ok := c.alone(); ok {
		v, has := sc.Lookup(m.Name) // what is missing is reported below
		if digits, ok := number(v); has && ok {
			if precise(digits) {
				setNumber(el, digits)
				return
			}
			c.s.b.report(tooPrecise(m, digits))
		}
	}
	var runs []run
	var text strings.Builder
	last, size := -1, 0
	flush := func() {
		if text.Len() > 0 {
			runs = append(runs, run{c.runs[last].pr, text.String()})
			text.Reset()
		}
	}
	c.render(0, len(c.pieces), sc, func(n int, s string) {
		if s == "" || size > 4*maxText { // too long in any encoding
			return
		}
		if last >= 0 && c.runs[last].pr != c.runs[n].pr {
			flush()
		}
		last = n
		size += len(s)
		text.WriteString(s)
	})
	flush()
	units := 0
	for _, r := range runs {
		units += utf16Len(r.text)
	}
	if units > maxText {
		c.s.b.repeats.Add(c, "o-qua-dai", func() finding.Finding { return tooLong(c, units) })
		return
	}
	setText(el, runs)
}

// alone gives the only value tag of a cell that holds nothing else but spaces
// and the tags of row sections.
func (c *cell) alone() (m *mark, ok bool) {
	for _, p := range c.pieces {
		switch {
		case p.mark != nil && p.mark.Kind == tag.Value && m == nil:
			m = p.mark
		case p.mark != nil && p.mark.sec != nil:
		case p.mark != nil || strings.TrimSpace(p.text) != "":
			return nil, false
		}
	}
	return m, m != nil
}

// render puts out the text of the pieces.
func (c *cell) render(from, to int, sc *tag.Scope, put func(run int, s string)) {
	for i := from; i < to; i++ {
		p := c.pieces[i]
		m := p.mark
		switch {
		case !c.s.b.step():
			return
		case m == nil:
			put(p.run, p.text)
		case m.sec != nil: // repeats rows: its tags print nothing
		case m.Kind == tag.Value:
			put(p.run, escaped(c.s.b.value(m, sc)))
		case m.end >= 0:
			for _, inner := range c.s.b.each(m, sc) {
				if !c.s.b.step() {
					return
				}
				c.render(i+1, m.end, inner, put)
			}
			i = m.end
		}
	}
}

// missing reports a name that the data lack: a remark where dots are allowed.
func (b *book) missing(m *mark, sc *tag.Scope) {
	b.repeats.Add(m, "ten-khong-co", func() finding.Finding {
		f := m.placed(tag.Missing(m.Tag, sc))
		if b.opt.AllowMissing {
			return tag.Dotted(f)
		}
		return f
	})
}

// value prints a value tag.
func (b *book) value(m *mark, sc *tag.Scope) string {
	v, ok := sc.Lookup(m.Name)
	if !ok {
		b.missing(m, sc)
		return tag.Dots
	}
	if digits, ok := number(v); ok {
		return digits
	}
	s, ok := tag.Text(v)
	if !ok {
		b.repeats.Add(m, "khong-phai-gia-tri", func() finding.Finding { return m.placed(tag.NotText(m.Tag, v, sc)) })
	}
	return norm.NFC.String(tag.Clean(s))
}

// each gives the copies of a section.
func (b *book) each(m *mark, sc *tag.Scope) []*tag.Scope {
	levels, ok := sc.Each(m.Tag)
	if !ok {
		b.missing(m, sc)
	}
	return levels
}

var jsonNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

// number gives the digits of a value that is a number in JSON. Text is none,
// whatever it looks like.
func number(v any) (digits string, ok bool) {
	switch v := v.(type) {
	case nil, string, bool:
		return "", false
	case json.Number:
		return string(v), jsonNumber.MatchString(string(v))
	case json.Marshaler: // exact decimals, big.Int
		if body, err := v.MarshalJSON(); err == nil && jsonNumber.Match(body) {
			return string(body), true
		}
		return "", false
	}
	rv := reflect.ValueOf(v)
	switch {
	case rv.CanInt():
		return strconv.FormatInt(rv.Int(), 10), true
	case rv.CanUint():
		return strconv.FormatUint(rv.Uint(), 10), true
	case rv.CanFloat() && !math.IsNaN(rv.Float()) && !math.IsInf(rv.Float(), 0):
		return strconv.FormatFloat(rv.Float(), 'f', -1, rv.Type().Bits()), true
	}
	return "", false
}

// precise tells whether a spreadsheet keeps a number: of up to fifteen digits.
// A fraction may have as many as a float64 prints; an integer with more than
// fifteen is a code, of which Excel would change the last digits.
func precise(digits string) bool {
	mantissa, _, _ := strings.Cut(strings.ToLower(digits), "e")
	whole := strings.Trim(strings.NewReplacer("-", "", ".", "").Replace(mantissa), "0")
	f, err := strconv.ParseFloat(digits, 64)
	if err != nil || f != 0 && math.Abs(f) < 1e-300 {
		return false
	}
	return len(whole) <= maxPrecise || strings.Contains(mantissa, ".") && len(whole) <= 17
}

// setNumber makes a cell a number; its style stays.
func setNumber(el *etree.Element, digits string) {
	empty(el)
	v := like(el, "v")
	v.SetText(digits)
	el.AddChild(v)
}

// setText makes a cell a text of runs, or empty.
func setText(el *etree.Element, runs []run) {
	empty(el)
	if len(runs) == 0 {
		return
	}
	el.CreateAttr("t", "inlineStr")
	is := like(el, "is")
	el.AddChild(is)
	for _, r := range runs {
		to := is
		if len(runs) > 1 || r.pr != nil {
			to = like(el, "r")
			if r.pr != nil {
				to.AddChild(r.pr.Copy())
			}
			is.AddChild(to)
		}
		t := like(el, "t")
		if strings.TrimSpace(r.text) != r.text || strings.ContainsAny(r.text, "\n\t") || strings.Contains(r.text, "  ") {
			t.CreateAttr("xml:space", "preserve")
		}
		t.SetText(r.text)
		to.AddChild(t)
	}
}

// empty takes what a cell holds; style and place stay.
func empty(el *etree.Element) {
	el.Child = slices.DeleteFunc(el.Child, func(t etree.Token) bool {
		c, ok := t.(*etree.Element)
		return !ok || c.Tag == "v" || c.Tag == "is" || c.Tag == "f"
	})
	el.RemoveAttr("t")
}

var underscored = regexp.MustCompile(`_(x[0-9A-Fa-f]{4}_)`)

// escaped keeps what looks like an escape of the format (_x000D_) from being
// read as one (ECMA-376 part 1, 22.9.2.19).
func escaped(s string) string { return underscored.ReplaceAllString(s, "_x005F_$1") }

func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}
