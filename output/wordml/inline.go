package wordml

import (
	"strconv"
	"strings"
)

// field is an open complex field: begin, instruction, separate, result, end
// (17.16.18). Fields nest and may reach over paragraphs.
type field struct {
	instr    strings.Builder
	inResult bool
	name     string          // PAGE …, once known to be computed
	format   string          // of its number
	stored   strings.Builder // its result as stored
	link     string          // where it leads, of a HYPERLINK
	props    *RunProps       // of its first visible run
	form     *node           // of a field to fill in
	merge    int             // which merge field it is, counted from 1, or 0
}

// merged counts an instruction if it is that of a field that another program
// fills in (17.16.5.35, 17.16.5.15).
func (r *reader) merged(instr string) int {
	if words := strings.Fields(instr); len(words) > 0 && (strings.EqualFold(words[0], "MERGEFIELD") || strings.EqualFold(words[0], "DOCVARIABLE")) {
		r.merges++
		return r.merges
	}
	return 0
}

// computed names the field when the layout has to compute it, else "", and the
// number format that its switch asks for (17.16.4.3.1).
func computed(instr string) (name, format string) {
	words := strings.Fields(instr)
	if len(words) == 0 {
		return "", ""
	}
	switch name = strings.ToUpper(words[0]); name {
	case "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES":
	default:
		return "", ""
	}
	for i, w := range words[1:] {
		// The name may stand close to the switch.
		w, ok := strings.CutPrefix(w, `\*`)
		if !ok {
			continue
		}
		if w == "" && i+2 < len(words) {
			w = words[i+2]
		}
		if f := switches[w]; f != "" {
			format = f
		}
	}
	return name, format
}

// switches are the number formats of fields, by their case-sensitive names.
var switches = map[string]string{
	"ROMAN": "upperRoman", "roman": "lowerRoman", "ALPHABETIC": "upperLetter", "alphabetic": "lowerLetter",
	"Arabic": "decimal", "ARABIC": "decimal", "arabic": "decimal", "ArabicDash": "numberInDash", "Ordinal": "ordinal", "ordinal": "ordinal",
}

// paraReader reads the content of one paragraph.
type paraReader struct {
	*reader
	p    *Paragraph
	base *base
	link string // of the w:hyperlink that is being read

	plainProps, linkProps *RunProps // the last pair of linked
}

func (r *reader) paragraph(n *node, in layers) *Paragraph {
	pPr := n.kid("w:pPr")
	p := &Paragraph{Part: r.part, Number: n.num, Bookmarks: r.bookmarks}
	r.bookmarks = nil
	pr := &paraReader{reader: r, p: p}
	r.counted.blocks++
	if r.note != nil {
		r.counted.blocks++ // all notes of a section stand in memory laid out
	}
	r.number = n.num
	p.Props, p.StyleID, pr.base = r.para(pPr, in)
	if s := r.styles[p.StyleID]; s != nil {
		p.StyleName = s.name
	}
	p.Mark = *r.runProps(pr.base, pPr.kid("w:rPr"))
	p.Plain = r.runProps(pr.base, nil)
	p.Props.resolveChars(p.Mark.Size)
	p.SectionEnd = pPr.kid("w:sectPr") != nil
	if p.Props.BidiRightToLeft {
		r.report(n, "right-to-left", "bố cục từ phải sang trái không được vẽ")
	}
	if p.Props.NumID != "" {
		p.Label = r.label(&p.Props, p.Mark)
	}
	from := len(r.findings)
	pr.content(n)
	words := ""
	for i := from; i < len(r.findings); i++ {
		if i == from {
			words = Around(p.Text())
		}
		if f := &r.findings[i]; f.Pos.Part == r.part && f.Pos.Paragraph == n.num && f.Pos.Spot == "" {
			f.Pos.Spot = words
		}
	}
	return p
}

// content reads what stands in a paragraph, and in whatever wraps runs there.
func (r *paraReader) content(n *node) {
	if n == nil {
		return
	}
	for _, k := range n.kids {
		switch k.name {
		case "w:r":
			r.runContent(k)
		case "w:hyperlink":
			r.hyperlink(k)
		case "w:bookmarkStart":
			r.p.Bookmarks = append(r.p.Bookmarks, k.at("name"))
		case "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:dir", "w:bdo":
			r.content(k)
		case "w:sdt":
			r.content(r.control(k))
		case "w:fldSimple":
			r.simpleField(k)
		case "mc:AlternateContent":
			r.content(choice(k))
		case "m:oMath", "m:oMathPara":
			r.missing(k, "equation", inside(k), "công thức toán không được vẽ")
		case "w:ruby":
			r.content(k.kid("w:rubyBase"))
			r.missing(k, "ruby", inside(k.kid("w:rt")), "chú âm (ruby) không được vẽ")
		case "w:subDoc":
			r.report(k, "embedded-document", "nội dung nhúng từ tệp khác không được vẽ")
		}
		// w:del, w:moveFrom: deleted text is not part of the document.
		// Bookmarks, comment ranges, proofing marks draw nothing.
	}
}

func (r *paraReader) simpleField(k *node) {
	name, format := computed(k.at("instr"))
	if name == "" {
		outer := r.fields
		r.fields = append(outer[:len(outer):len(outer)], &field{inResult: true, merge: r.merged(k.at("instr"))})
		r.content(k)
		r.fields = outer
		return
	}
	// Its runs carry the look; the stored result serves where nothing is known.
	from := len(r.p.Inlines)
	r.content(k)
	f := Inline{Kind: Field, Field: name, Format: format, Props: &r.p.Mark}
	var stored strings.Builder
	for i, in := range r.p.Inlines[from:] {
		if i == 0 {
			f.Props = in.Props
		}
		stored.WriteString(in.Text)
	}
	f.Text = stored.String()
	r.p.Inlines = append(r.p.Inlines[:from], f)
}

// hidden tells whether text here is an instruction or a stored result that the
// layout replaces.
func (r *paraReader) hidden() (inInstr bool, replaced *field) {
	for _, f := range r.fields {
		if !f.inResult {
			return true, nil
		}
		if f.name != "" {
			return false, f
		}
	}
	return false, nil
}

func (r *paraReader) add(in Inline) {
	instr, f := r.hidden()
	switch {
	case f != nil:
		f.stored.WriteString(in.Text)
		if f.props == nil {
			f.props = in.Props
		}
	case !instr && !in.Props.Hidden:
		r.counted.inlines++
		in.Text = strings.ToValidUTF8(in.Text[:min(len(in.Text), max(maxText+1-r.counted.text, 0))], "")
		if r.counted.text += len(in.Text); r.full() && (in.Text == "" || r.counted.inlines > maxInlines) {
			return
		}
		in.Props = r.linked(in.Props)
		if n := len(r.fields); n > 0 {
			in.Merge = r.fields[n-1].merge
		}
		r.p.Inlines = append(r.p.Inlines, in)
	}
}

func (r *paraReader) runContent(n *node) {
	props := r.runProps(r.base, n.kid("w:rPr"))
	r.runKids(n, props)
}

func (r *paraReader) runKids(n *node, props *RunProps) {
	if n == nil {
		return
	}
	for _, k := range n.kids {
		switch k.name {
		case "w:t":
			r.texts(k, props)
		case "w:tab":
			r.add(Inline{Kind: Tab, Props: props})
		case "w:ptab":
			// A tab to the margin or the middle (17.3.3.23).
			r.add(Inline{Kind: Tab, Props: props})
			r.report(k, "absolute-tab", "tab căn theo lề được vẽ như tab thường")
		case "w:br":
			kind := LineBreak
			switch k.at("type") {
			case "page":
				kind = PageBreak
			case "column":
				kind = ColumnBreak
			}
			r.add(Inline{Kind: kind, Props: props})
		case "w:cr":
			r.add(Inline{Kind: LineBreak, Props: props})
		case "w:noBreakHyphen":
			r.add(Inline{Kind: Text, Text: "\u2011", Props: props})
		case "w:softHyphen":
			r.add(Inline{Kind: SoftHyphen, Props: props})
		case "w:sym":
			r.symbol(k, props)
		case "w:footnoteReference", "w:endnoteReference":
			r.noteCall(k, props)
		case "w:footnoteRef", "w:endnoteRef":
			r.noteMark(props)
		case "w:separator":
			r.add(Inline{Kind: Rule, Props: props, W: ruleLength})
		case "w:continuationSeparator":
			r.add(Inline{Kind: Rule, Props: props})
		case "w:fldChar":
			r.fieldChar(k, props)
		case "w:instrText":
			if l := len(r.fields); l > 0 && !r.fields[l-1].inResult {
				r.fields[l-1].instr.WriteString(k.text)
				if r.fields[l-1].props == nil {
					r.fields[l-1].props = props
				}
			}
		case "mc:AlternateContent":
			r.runKids(choice(k), props)
		default:
			r.undrawn(k, props)
		}
	}
}

// texts adds what a w:t shows: white space at its ends counts only where
// xml:space says so, and line ends are spaces. A tab character is a tab where
// white space is kept, and a space elsewhere.
func (r *paraReader) texts(k *node, props *RunProps) {
	s := k.text
	if strings.ContainsAny(s, "\n\r") {
		s = strings.NewReplacer("\n", " ", "\r", " ").Replace(s)
	}
	if k.at("xml:space") != "preserve" {
		s = strings.Trim(strings.ReplaceAll(s, "\t", " "), " ")
	}
	for !r.full() {
		text, rest, tab := strings.Cut(s, "\t")
		if text != "" || !tab {
			r.add(plainText(text, props))
		}
		if !tab {
			return
		}
		r.add(Inline{Kind: Tab, Props: props})
		if s = rest; s == "" {
			return
		}
	}
}

// plainText is a text of a run. Letters of a symbol font are pictures and become
// the characters that look so.
func plainText(s string, props *RunProps) Inline {
	if SymbolFont(props.Font) && strings.Trim(s, " ") != "" {
		p := *props
		s, props = bulletText(s, &p), &p
	}
	return Inline{Kind: Text, Text: s, Props: props}
}

func (r *paraReader) symbol(k *node, props *RunProps) {
	v, err := strconv.ParseUint(k.at("char"), 16, 32)
	if err != nil || v == 0 || v > 0x10FFFF {
		return
	}
	p := *props
	if f := k.at("font"); f != "" {
		p.Font, p.FontHigh, p.FontEast = f, f, f
	}
	r.add(Inline{Kind: Text, Text: bulletText(string(rune(v)), &p), Props: &p})
}

func (r *paraReader) fieldChar(k *node, props *RunProps) {
	l := len(r.fields)
	switch k.at("fldCharType") {
	case "begin":
		if l < 50 {
			r.fields = append(r.fields, &field{form: k.kid("w:ffData")})
		}
	case "separate":
		if l > 0 {
			f := r.fields[l-1]
			f.inResult, f.link, f.merge = true, fieldLink(f.instr.String()), r.merged(f.instr.String())
			f.name, f.format = computed(f.instr.String())
			if f.name != "" {
				f.props = nil // the result's look counts, where there is one
			}
		}
	case "end":
		if l == 0 {
			return
		}
		f := r.fields[l-1]
		r.fields = r.fields[:l-1]
		if f.name == "" && !f.inResult {
			f.name, f.format = computed(f.instr.String())
		}
		if f.name != "" {
			if f.props == nil {
				f.props = props
			}
			r.add(Inline{Kind: Field, Field: f.name, Format: f.format, Text: f.stored.String(), Props: f.props})
		} else if in, ok := f.formField(props); ok {
			r.add(in)
		}
	}
}

// undrawn reports what stands in a run and is not drawn.
func (r *paraReader) undrawn(k *node, props *RunProps) {
	switch k.name {
	case "w:drawing", "w:pict", "w:object":
		r.drawing(k, props)
	case "w:footnoteReference":
		r.report(k, "footnote", "cước chú không được vẽ")
	case "w:endnoteReference":
		r.report(k, "endnote", "chú thích cuối bài không được vẽ")
	case "w:ruby":
		r.content(k.kid("w:rubyBase"))
		r.missing(k, "ruby", inside(k.kid("w:rt")), "chú âm (ruby) không được vẽ")
	}
}
