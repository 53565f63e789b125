package wordml

import (
	"strconv"
	"strings"
)

// level is one level of a numbering (17.9.6).
type level struct {
	start    int
	format   string
	digits   int // of a decimal number, at least
	text     string
	suffix   string
	align    Align
	restart  int // restarts after a level below this one; -1 as usual
	legal    bool
	style    string
	pPr, rPr *node
}

// numbering is one w:num: its levels, overrides applied, and the abstract
// definition whose counters it shares with its siblings.
type numbering struct {
	abstract string
	levels   [9]*level
	starts   [9]int // startOverride, or -1
}

// counter is the state of one abstract numbering.
type counter struct {
	now     [9]int
	seen    [9]bool
	started map[string]bool // w:num whose startOverride has been used
}

func (r *reader) readNumbering(root *node) {
	if root == nil {
		return
	}
	abstract := map[string]*node{}
	byStyle := map[string]*node{}
	for _, n := range root.kids {
		if n.name == "w:abstractNum" {
			abstract[n.at("abstractNumId")] = n
			if s := n.kid("w:styleLink").val(); s != "" {
				byStyle[s] = n
			}
		}
	}
	for _, n := range root.kids {
		if n.name != "w:num" {
			continue
		}
		id := n.kid("w:abstractNumId").val()
		a := abstract[id]
		// A numbering style is defined elsewhere and only linked (17.9.21).
		if link := a.kid("w:numStyleLink").val(); link != "" && byStyle[link] != nil {
			a = byStyle[link]
		}
		if a == nil {
			continue
		}
		num := &numbering{abstract: a.at("abstractNumId")}
		for i := range num.starts {
			num.starts[i] = -1
		}
		num.readLevels(a)
		for _, o := range n.kids {
			i, ok := o.number("ilvl")
			if o.name != "w:lvlOverride" || !ok || i < 0 || i > 8 {
				continue
			}
			if v, ok := atoi(o.kid("w:startOverride").val()); ok {
				num.starts[i] = v
			}
			num.readLevels(o)
		}
		if key := n.at("numId"); key != "0" {
			r.nums[key] = num
		}
	}
}

func (num *numbering) readLevels(n *node) {
	for _, k := range n.kids {
		i, ok := k.number("ilvl")
		if k.name != "w:lvl" || !ok || i < 0 || i > 8 {
			continue
		}
		l := &level{start: 1, format: "decimal", suffix: "tab", restart: -1}
		l.start, _ = atoi(k.kid("w:start").val())
		f := k.kid("w:numFmt")
		if f == nil {
			f = choice(k.kid("mc:AlternateContent")).kid("w:numFmt")
		}
		if f != nil {
			l.format = f.val()
			if l.format == "custom" {
				l.format, l.digits = "decimal", customDigits(f.at("format"))
			}
		}
		l.text = k.kid("w:lvlText").val()
		if s := k.kid("w:suff").val(); s != "" {
			l.suffix = s
		}
		l.align = align(k.kid("w:lvlJc").val())
		if v, ok := atoi(k.kid("w:lvlRestart").val()); ok {
			l.restart = v
		}
		l.legal = k.kid("w:isLgl").on()
		l.style = k.kid("w:pStyle").val()
		l.pPr, l.rPr = k.kid("w:pPr"), k.kid("w:rPr")
		num.levels[i] = l
	}
}

func (r *reader) level(numID string, i int) *level {
	num := r.nums[numID]
	if num == nil || i < 0 || i > 8 {
		return nil
	}
	return num.levels[i]
}

// levelOfStyle finds the level that a paragraph style is tied to (17.9.24).
func (r *reader) levelOfStyle(numID, styleID string) int {
	if num := r.nums[numID]; num != nil {
		for i, l := range num.levels {
			if l != nil && l.style == styleID {
				return i
			}
		}
	}
	return 0
}

// label counts one paragraph and makes its label.
func (r *reader) label(p *ParaProps, mark RunProps) *Label {
	num := r.nums[p.NumID]
	lvl := r.level(p.NumID, p.NumLevel)
	if num == nil || lvl == nil {
		return nil
	}
	c := r.counters[num.abstract]
	if c == nil {
		c = &counter{started: map[string]bool{}}
		r.counters[num.abstract] = c
	}
	i := p.NumLevel
	if num.starts[i] >= 0 && !c.started[p.NumID+"/"+strconv.Itoa(i)] {
		// A startOverride works once, when its w:num first appears.
		c.started[p.NumID+"/"+strconv.Itoa(i)] = true
		c.now[i], c.seen[i] = num.starts[i], true
	} else if !c.seen[i] {
		c.now[i], c.seen[i] = lvl.start, true
	} else {
		c.now[i]++
	}
	for j := i + 1; j < 9; j++ {
		// A level starts anew after a higher one, or after none (lvlRestart 0).
		l := num.levels[j]
		if l == nil || l.restart < 0 || (l.restart > 0 && i < l.restart) {
			c.seen[j] = false
		}
	}
	text := num.expand(lvl, c)
	if text == "" && (lvl.suffix != "tab" || lvl.format == "bullet") {
		return nil // a bullet of nothing has no tab either; a number of nothing has
	}
	props := mark
	props.Underline = ""
	r.applyRun(&props, lvl.rPr)
	return &Label{Text: bulletText(text, &props), Props: props, Suffix: lvl.suffix,
		Align: lvl.align, NumID: p.NumID, Level: i}
}

// expand puts the counters into "%1.%2.".
func (num *numbering) expand(lvl *level, c *counter) string {
	var b strings.Builder
	for i := 0; i < len(lvl.text); i++ {
		if lvl.text[i] != '%' || i+1 >= len(lvl.text) || lvl.text[i+1] < '1' || lvl.text[i+1] > '9' {
			b.WriteByte(lvl.text[i])
			continue
		}
		i++
		j := int(lvl.text[i] - '1')
		l := num.levels[j]
		if l == nil {
			continue
		}
		n := c.now[j]
		if !c.seen[j] {
			n = l.start
		}
		switch {
		case lvl.legal && l.format != "none":
			b.WriteString(strconv.Itoa(n))
		case l.digits > 0:
			b.WriteString(padded(n, l.digits))
		default:
			b.WriteString(formatNumber(n, l.format))
		}
	}
	return b.String()
}

// symbols are the bullets of Word's lists as they stand in its symbol fonts
// (code points F020-F0FF of the private area), in Unicode.
var symbols = map[rune]rune{
	0xF0B7: '•', 0xF0A7: '▪', 0xF06E: '■', 0xF071: '□', 0xF06F: '□', 0xF0A8: '□',
	0xF076: '◊', 0xF0D8: '►', 0xF0E0: '→', 0xF0FC: '√', 0xF0A3: '□', 0xF0FE: '■',
	0xF02D: '-', 0xF0BE: '—', 0xF0B0: '°', 0xF0B1: '±', 0xF0B3: '≥', 0xF06C: '●',
}

// SymbolFont tells the fonts whose letters are pictures.
func SymbolFont(name string) bool {
	name = strings.ToLower(strings.TrimSpace(name))
	return name == "symbol" || name == "webdings" || strings.HasPrefix(name, "wingdings")
}

// bulletText leaves the letters of a symbol font as they are, and has that font draw
// all of them; the code points of such fonts in another font become the Unicode
// signs that look so.
func bulletText(s string, p *RunProps) string {
	for _, font := range []string{p.Font, p.FontHigh} {
		if SymbolFont(font) {
			p.Font, p.FontHigh, p.FontEast = font, font, font
			return s
		}
	}
	return strings.Map(func(c rune) rune {
		switch {
		case symbols[c] != 0:
			return symbols[c]
		case c >= 0xF020 && c < 0xF07F:
			return c - 0xF000
		}
		return c
	}, s)
}
