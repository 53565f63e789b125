package wordml

import (
	"cmp"
	"slices"

	"vanthu/output/length"
)

// toggles are the run properties that flip when two kinds of style both set
// them (17.7.3): bold in the paragraph style and bold in the character style
// give plain text.
type toggles [7]bool

var toggleNames = [7]string{"w:b", "w:i", "w:caps", "w:smallCaps", "w:strike", "w:dstrike", "w:vanish"}

func (p *RunProps) toggles() [7]*bool {
	return [7]*bool{&p.Bold, &p.Italic, &p.Caps, &p.SmallCaps, &p.Strike, &p.DoubleStrike, &p.Hidden}
}

func (p *RunProps) getToggles() (t toggles) {
	for i, b := range p.toggles() {
		t[i] = *b
	}
	return t
}

func (p *RunProps) setToggles(t toggles) {
	for i, b := range p.toggles() {
		*b = t[i]
	}
}

// applyRun lays the properties of one w:rPr over p.
func (r *reader) applyRun(p *RunProps, rPr *node) {
	if rPr == nil {
		return
	}
	flags := p.toggles()
	for _, k := range rPr.kids {
		for i, name := range toggleNames {
			if k.name == name {
				*flags[i] = k.on()
			}
		}
		switch k.name {
		case "w:rFonts":
			r.applyFonts(p, k)
		case "w:sz":
			// Word draws sizes from 1 to 1638 points.
			if v, ok := measure(k.val(), length.HalfPoint); ok && v > 0 {
				p.Size = min(max(v, length.Point), 1638*length.Point)
			}
		case "w:u":
			p.Underline = k.val()
			if p.Underline == "" {
				p.Underline = "single"
			}
		case "w:color":
			p.Color = color(k.val())
		case "w:highlight":
			p.Highlight = color(highlights[k.val()])
		case "w:shd":
			p.Shade = shade(k)
		case "w:vertAlign":
			p.Vert = map[string]VertAlign{"superscript": Superscript, "subscript": Subscript}[k.val()]
		case "w:position":
			p.Raise, _ = measure(k.val(), length.HalfPoint)
		case "w:spacing":
			p.Spacing, _ = k.twips("val")
		case "w:kern":
			p.Kern, _ = measure(k.val(), length.HalfPoint)
		case "w:w":
			if v, ok := atoi(k.val()); ok && v > 0 && v <= 600 {
				p.Scale = v
			}
		case "w:eastAsianLayout":
			p.Combine, p.Brackets = 0, k.at("combineBrackets")
			if yes(k.at("combine")) {
				if p.Combine, _ = atoi(k.at("id")); p.Combine == 0 {
					p.Combine = 1
				}
			}
		case "w:lang":
			if v := k.val(); v != "" {
				p.Lang = v
			}
			if v := k.at("eastAsia"); v != "" {
				p.LangEast = v
			}
		case "w:specVanish":
			p.Hidden = p.Hidden || k.on()
		}
	}
}

// applyFonts lays w:rFonts over p. A theme font wins over a name beside it
// (17.3.2.26).
func (r *reader) applyFonts(p *RunProps, n *node) {
	pick := func(name, themed string, to *string) {
		if v := r.theme[n.at(themed)]; v != "" {
			*to = v
		} else if v := n.at(name); v != "" {
			*to = v
		}
	}
	pick("ascii", "asciiTheme", &p.Font)
	pick("hAnsi", "hAnsiTheme", &p.FontHigh)
	pick("eastAsia", "eastAsiaTheme", &p.FontEast)
	if v, ok := n.get("hint"); ok {
		p.HintEast = v == "eastAsia"
	}
}

// applyPara lays the properties of one w:pPr over p, its numbering aside.
func applyPara(p *ParaProps, pPr *node) {
	if pPr == nil {
		return
	}
	for _, k := range pPr.kids {
		switch k.name {
		case "w:jc":
			p.Align = align(k.val())
		case "w:ind":
			applyIndent(p, k)
		case "w:spacing":
			applySpacing(p, k)
		case "w:contextualSpacing":
			p.Contextual = k.on()
		case "w:keepNext":
			p.KeepNext = k.on()
		case "w:keepLines":
			p.KeepLines = k.on()
		case "w:widowControl":
			p.WidowControl = k.on()
		case "w:pageBreakBefore":
			p.PageBreakBefore = k.on()
		case "w:tabs":
			applyTabs(p, k)
		case "w:pBdr":
			for _, e := range k.kids {
				switch e.name {
				case "w:top":
					p.Top = border(e)
				case "w:bottom":
					p.Bottom = border(e)
				case "w:left", "w:start":
					p.LeftEdge = border(e)
				case "w:right", "w:end":
					p.RightEdge = border(e)
				case "w:between":
					p.Between = border(e)
				}
			}
		case "w:shd":
			p.Shade = shade(k)
		case "w:outlineLvl":
			if v, ok := atoi(k.val()); ok && v >= 0 && v <= 9 {
				p.OutlineLevel = v
			}
		case "w:bidi":
			p.BidiRightToLeft = k.on()
		case "w:snapToGrid":
			p.SnapToGrid = k.on()
		case "w:kinsoku":
			p.NoKinsoku = !k.on()
		case "w:overflowPunct":
			p.NoHanging = !k.on()
		case "w:autoSpaceDE":
			p.NoSpaceLatin = !k.on()
		case "w:autoSpaceDN":
			p.NoSpaceDigit = !k.on()
		case "w:suppressLineNumbers":
			p.SuppressLineNums = k.on()
		}
	}
}

// applyIndent reads w:ind. hanging wins over firstLine where both stand
// (17.3.1.12); each attribute alone leaves the others as they are. Indents in
// characters count where no length stands beside them: Word writes both, and the
// length is what it had made of the characters.
func applyIndent(p *ParaProps, k *node) {
	for _, i := range []struct {
		names, chars [2]string
		to           *length.Length
		in           *int
	}{
		{[2]string{"start", "left"}, [2]string{"startChars", "leftChars"}, &p.Left, &p.LeftChars},
		{[2]string{"end", "right"}, [2]string{"endChars", "rightChars"}, &p.Right, &p.RightChars},
	} {
		for _, name := range i.chars {
			if v, ok := k.number(name); ok {
				*i.in = clampChars(v)
			}
		}
		for _, name := range i.names {
			if v, ok := k.twips(name); ok {
				*i.to, *i.in = v, 0
			}
		}
	}
	if v, ok := k.number("firstLineChars"); ok {
		p.FirstChars = clampChars(v)
	}
	if v, ok := k.number("hangingChars"); ok && v != 0 {
		p.FirstChars = clampChars(-v)
	}
	if v, ok := k.twips("firstLine"); ok {
		p.First, p.FirstChars = v, 0
	}
	if v, ok := k.twips("hanging"); ok {
		p.First, p.FirstChars = -v, 0
	}
}

// clampChars bounds hundredths of characters or lines.
func clampChars(v int) int { return min(max(v, -100000), 100000) }

// resolveChars makes lengths of indents in characters: a character is as wide as
// the paragraph's letters are high.
func (p *ParaProps) resolveChars(size length.Length) {
	for _, i := range []struct {
		in int
		to *length.Length
	}{{p.LeftChars, &p.Left}, {p.RightChars, &p.Right}, {p.FirstChars, &p.First}} {
		if i.in != 0 {
			*i.to = size * length.Length(i.in) / 100
		}
	}
}

// applySpacing reads w:spacing. A line without a rule is automatic (17.3.1.33).
func applySpacing(p *ParaProps, k *node) {
	if v, ok := k.number("beforeLines"); ok {
		p.BeforeLines = max(clampChars(v), 0)
	}
	if v, ok := k.number("afterLines"); ok {
		p.AfterLines = max(clampChars(v), 0)
	}
	if v, ok := k.twips("before"); ok {
		p.Before, p.BeforeLines = max(v, 0), 0
	}
	if v, ok := k.twips("after"); ok {
		p.After, p.AfterLines = max(v, 0), 0
	}
	if v, ok := k.get("beforeAutospacing"); ok {
		p.BeforeAuto = v == "1" || v == "true" || v == "on"
	}
	if v, ok := k.get("afterAutospacing"); ok {
		p.AfterAuto = v == "1" || v == "true" || v == "on"
	}
	line, ok := k.get("line")
	if rule := k.at("lineRule"); !ok && rule == "auto" {
		line, ok = "240", true // Word keeps rule and line as one value
	}
	if !ok {
		return
	}
	switch k.at("lineRule") {
	case "exact":
		p.LineRule = Exact
	case "atLeast":
		p.LineRule = AtLeast
	default:
		p.LineRule = Auto
	}
	if p.LineRule == Auto {
		if v, ok := atoi(line); ok && v > 0 {
			p.Line = min(v, 240*100)
		}
		return
	}
	if v, ok := measure(line, length.Twip); ok {
		p.LineHeight = max(v, -v) // negative values are read as positive
		if p.LineHeight == 0 {
			p.LineRule, p.Line = Auto, 240
		}
	}
}

// maxTabs bounds the stops of one paragraph; Word holds 64.
const maxTabs = 200

func applyTabs(p *ParaProps, n *node) {
	tabs := slices.Clone(p.Tabs)
	for _, k := range n.kids {
		pos, ok := k.twips("pos")
		if k.name != "w:tab" || !ok {
			continue
		}
		tabs = slices.DeleteFunc(tabs, func(t TabStop) bool { return t.Pos == pos })
		t := TabStop{Pos: pos, Leader: k.at("leader")}
		switch k.val() {
		case "clear":
			continue
		case "center":
			t.Align = Center
		case "right", "end":
			t.Align = Right
		case "decimal":
			t.Align = DecimalTab
		case "bar":
			t.Align = BarTab
		}
		if len(tabs) < maxTabs {
			tabs = append(tabs, t)
		}
	}
	slices.SortStableFunc(tabs, func(a, b TabStop) int { return cmp.Compare(a.Pos, b.Pos) })
	p.Tabs = tabs
}
