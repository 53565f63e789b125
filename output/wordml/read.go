package wordml

import (
	"errors"
	"fmt"
	"strings"

	"vanthu/output/length"
	"vanthu/output/opc"
	"vanthu/pipeline/finding"
)

// ErrNotDocument says that the package is not a WordprocessingML document.
var ErrNotDocument = errors.New("not a WordprocessingML document")

// maxTables bounds tables within tables.
const maxTables = 12

type reader struct {
	pkg          *opc.Package
	main         string
	rels         []opc.Rel
	theme        map[string]string
	styles       map[string]*style
	defaults     map[string]string // kind → id
	chains       map[string][]*style
	bases        map[string]*base        // of paragraphs that stand in no table
	conditionals map[string]*conditional // of table styles
	docRun       *node
	docPara      *node
	nums         map[string]*numbering
	counters     map[string]*counter
	settings     Settings
	findings     []finding.Finding
	seen         map[string]bool
	headers      map[string]*Header // by relationship id
	headerParts  map[string]*Header // each is read once
	palette      palette
	pictures     map[string]readPicture
	relsOf       map[string][]opc.Rel // by part

	part   string   // being read
	fields []*field // open complex fields of the part
	merges int      // merge fields so far
	depth  int      // of tables

	stores  map[string]*stored // that content controls are bound to
	items   map[string]string  // parts of data, by their numbers
	bound   int                // bytes that content controls have taken from there
	chained []chained          // text boxes that may be linked

	bookmarks []string // that have begun since the last paragraph

	noteParts       map[string]*notePart // by w:footnote and w:endnote, read at the first call
	noteRules       map[string]NoteRules // of the document
	noteRulesNow    *NoteRules           // of footnotes in the section that is being read
	endnoteRulesNow *NoteRules
	sectionIndex    int
	gutterAtTop     bool
	allNotes        []*Note
	note            *Note // being read

	body    *node
	counted counted
	// template tells that the defaults of Word 2007's template hold.
	template bool
	// exceptions tells that the outer borders of a row's exceptions stand at each
	// of its cells.
	exceptions bool
	// calibri tells that text is Calibri of 11 pt where there are no defaults.
	calibri bool
	number  int  // of the paragraph that is being read
	stopped bool // the document is larger than what is read
}

// Option changes how a document is read.
type Option func(*reader)

// LinkedAsLibreOffice reads documents that take their styles from a template
// (w:linkStyles) as LibreOffice does: where nothing is said, 10 pt stand below a
// paragraph and lines are 1.15 high, the defaults of Word 2007's template. Word
// keeps to the document: so are the page breaks that it stored.
func LinkedAsLibreOffice(r *reader) { r.template = true }

// ExceptionsAsLibreOffice reads the borders of a row's exceptions (w:tblPrEx,
// 17.4.60) as LibreOffice does: the outer ones stand at each cell of the row that
// says nothing itself, as if they were its own, the inner ones do not count
// (measured). In Word they are the table's borders in that row, the outer ones at
// the table's rim alone.
func ExceptionsAsLibreOffice(r *reader) { r.exceptions = true }

// DefaultsAsLibreOffice reads documents that state no default look of text
// (w:rPrDefault) as LibreOffice does: in Calibri of 11 pt (measured), where Word
// takes Times New Roman of ten.
func DefaultsAsLibreOffice(r *reader) { r.calibri = true }

// Read reads a DOCX. The error is for what cannot be opened at all; what can be
// read but not drawn comes as findings, in document order.
func Read(data []byte, options ...Option) (*Document, []finding.Finding, error) {
	pkg, err := opc.Open(data, limits)
	if err != nil {
		return nil, nil, fmt.Errorf("open document: %w", err)
	}
	main, err := pkg.MainDocument()
	if err != nil {
		return nil, nil, fmt.Errorf("open document: %w", err)
	}
	root, err := parse(pkg.Part(main))
	if err != nil {
		return nil, nil, fmt.Errorf("read part %q: %w", main, err)
	}
	if root.name != "w:document" {
		return nil, nil, fmt.Errorf("read part %q: %w", main, ErrNotDocument)
	}
	r := &reader{
		pkg: pkg, main: main,
		theme: map[string]string{}, styles: map[string]*style{}, defaults: map[string]string{},
		chains: map[string][]*style{}, bases: map[string]*base{}, conditionals: map[string]*conditional{}, nums: map[string]*numbering{}, counters: map[string]*counter{},
		seen: map[string]bool{}, headers: map[string]*Header{}, headerParts: map[string]*Header{}, noteParts: map[string]*notePart{},
	}
	for _, o := range options {
		o(r)
	}
	if r.rels, err = pkg.Rels(main); err != nil {
		return nil, nil, fmt.Errorf("open document: %w", err)
	}
	settings := r.side(opc.RelSettings)
	r.template = r.template && settings.kid("w:linkStyles").on()
	theme := r.side(opc.RelTheme)
	r.readTheme(theme, settings.kid("w:themeFontLang").at("eastAsia"))
	r.readPalette(theme)
	r.readStyles(r.side(opc.RelStyles))
	r.readNumbering(r.side(opc.RelNumbering))
	r.readSettings(settings)
	r.part = main
	doc := &Document{Part: main, Settings: r.settings, Fonts: readFonts(r.side(opc.RelFontTable))}
	r.readCore(doc)
	doc.Sections = r.sections(root.kid("w:body"))
	doc.Empty = r.paragraph(&node{name: "w:p"}, layers{})
	r.linkBoxes()
	r.numberNotes()
	r.placeEndnotes(doc.Sections)
	for kind, to := range map[string]*Separators{"w:footnote": &doc.Footnotes, "w:endnote": &doc.Endnotes} {
		if np := r.noteParts[kind]; np != nil {
			*to = np.seps
		}
	}
	finding.Sort(r.findings)
	return doc, r.findings, nil
}

// side reads a part that the main document refers to. A damaged one is
// reported and left out, as if it were absent.
func (r *reader) side(rel string) *node {
	for _, l := range r.rels {
		if l.External || !l.Is(rel) || !r.pkg.Has(l.Target) {
			continue
		}
		root, err := parse(r.pkg.Part(l.Target))
		if err != nil {
			r.damaged(l.Target, err)
			return nil
		}
		return root
	}
	return nil
}

func (r *reader) damaged(part string, err error) {
	r.findings = append(r.findings, finding.Finding{
		Severity: finding.Warning, Code: "phan-hong", Pos: finding.Pos{Part: part},
		Found:   err.Error(),
		Message: "phần này của tệp bị hỏng nên không được đọc",
		Hint:    "mở tệp bằng Word, lưu lại rồi thử lại",
		Feature: "damaged-part",
	})
}

func (r *reader) readSettings(root *node) {
	s := Settings{DefaultTab: length.Inch / 2, DecimalSymbol: "."}
	if v := root.kid("w:decimalSymbol").val(); v != "" {
		s.DecimalSymbol = v
	}
	if v, ok := root.kid("w:defaultTabStop").twips("val"); ok && v > 0 {
		s.DefaultTab = v
	}
	s.EvenAndOdd = root.kid("w:evenAndOddHeaders").on()
	s.MirrorMargins = root.kid("w:mirrorMargins").on()
	r.gutterAtTop = root.kid("w:gutterAtTop").on()
	r.noteRules = map[string]NoteRules{
		"w:footnote": readNoteRules(NoteRules{Format: "decimal", Start: 1}, root.kid("w:footnotePr")),
		"w:endnote":  readNoteRules(NoteRules{Format: "lowerRoman", Start: 1}, root.kid("w:endnotePr")),
	}
	compat := root.kid("w:compat")
	s.NoExpandShiftReturn = compat.kid("w:doNotExpandShiftReturn").on()
	s.SplitPageBreak = compat.kid("w:splitPgBreakAndParaMark").on()
	s.NoHTMLAutoSpacing = compat.kid("w:doNotUseHTMLParagraphAutoSpacing").on()
	s.NoColumnBalance = compat.kid("w:noColumnBalance").on()
	s.GridInTables = compat.kid("w:adjustLineHeightInTable").on()
	s.NoBegin, s.NoEnd = root.kid("w:noLineBreaksBefore").val(), root.kid("w:noLineBreaksAfter").val()
	if compat != nil {
		for _, k := range compat.kids {
			if k.name == "w:compatSetting" && k.at("name") == "compatibilityMode" {
				s.CompatMode, _ = atoi(k.val())
			}
			if k.name == "w:compatSetting" && k.at("name") == "overrideTableStyleFontSizeAndJustification" {
				s.OverTableStyles = k.on()
			}
		}
	}
	r.settings = s
}

// sections cuts the body into its sections. Properties stand in the last
// paragraph of a section, those of the last section at the end of the body
// (17.6.17).
func (r *reader) sections(body *node) []*Section {
	var out []*Section
	var last *Section
	cur := &Section{}
	end := func(pr *node) {
		r.sectionProps(cur, pr, last)
		*r.sectionNoteRules("w:footnote") = readNoteRules(r.noteRules["w:footnote"], pr.kid("w:footnotePr"))
		*r.sectionNoteRules("w:endnote") = readNoteRules(r.noteRules["w:endnote"], pr.kid("w:endnotePr"))
		cur.Notes = *r.sectionNoteRules("w:footnote")
		r.noteRulesNow, r.endnoteRulesNow = nil, nil
		r.sectionIndex++
		out = append(out, cur)
		last, cur = cur, &Section{}
	}
	r.body = body
	r.walkBlocks(body, layers{}, func(b Block, sect *node) {
		cur.Blocks = append(cur.Blocks, b)
		if sect != nil {
			end(sect)
		}
	})
	final := body.kid("w:sectPr")
	if final != nil || len(cur.Blocks) > 0 || len(out) == 0 {
		end(final)
	}
	return out
}

func (r *reader) sectionProps(s *Section, pr *node, last *Section) {
	p := PageSetup{
		// What Word takes where nothing is said: letter paper, an inch around.
		Width: length.Twips(12240), Height: length.Twips(15840),
		Top: length.Inch, Bottom: length.Inch, Left: length.Inch, Right: length.Inch,
		Header: length.Inch / 2, Footer: length.Inch / 2, NumberStart: -1, Columns: 1,
		ColumnGap: length.Inch / 2,
	}
	get := func(n *node, name string, to *length.Length) {
		if v, ok := n.twips(name); ok {
			*to = v
		}
	}
	size := pr.kid("w:pgSz")
	get(size, "w", &p.Width)
	get(size, "h", &p.Height)
	p.Width = min(max(p.Width, length.Inch/10), 200*length.Inch)
	p.Height = min(max(p.Height, length.Inch/10), 200*length.Inch)
	p.Landscape = size.at("orient") == "landscape"
	mar := pr.kid("w:pgMar")
	get(mar, "top", &p.Top)
	get(mar, "bottom", &p.Bottom)
	get(mar, "left", &p.Left)
	get(mar, "right", &p.Right)
	get(mar, "header", &p.Header)
	get(mar, "footer", &p.Footer)
	if p.Top < 0 {
		p.Top, p.TopExact = -p.Top, true
	}
	if p.Bottom < 0 {
		p.Bottom, p.BottomExact = -p.Bottom, true
	}
	if gutter, ok := mar.twips("gutter"); ok {
		switch {
		case r.gutterAtTop:
			p.Top += gutter
			p.Header += gutter
		case pr.kid("w:rtlGutter").on():
			p.Right += gutter
		default:
			p.Left += gutter
		}
	}
	switch pr.kid("w:type").val() {
	case "continuous":
		p.Start = Continuous
	case "evenPage":
		p.Start = EvenPage
	case "oddPage":
		p.Start = OddPage
	case "nextColumn":
		p.Start = NextColumn
	}
	p.TitlePage = pr.kid("w:titlePg").on()
	if v, ok := pr.kid("w:pgNumType").number("start"); ok && v >= 0 {
		p.NumberStart = v
	}
	p.NumberFormat = pr.kid("w:pgNumType").at("fmt")
	r.columns(&p, pr.kid("w:cols"))
	p.VAlign = pr.kid("w:vAlign").val()
	p.Grid = grid(pr.kid("w:docGrid"))
	p.Borders, p.LineNumbers = pageBorders(pr.kid("w:pgBorders")), lineNumbers(pr.kid("w:lnNumType"))
	s.Page = p
	r.reportSection(pr, p)
	r.headerSets(s, pr, last)
}

// pageBorders reads w:pgBorders (17.6.10).
func pageBorders(n *node) PageBorders {
	if n == nil {
		return PageBorders{}
	}
	return PageBorders{Top: border(n.kid("w:top")), Left: border(n.kid("w:left")), Bottom: border(n.kid("w:bottom")), Right: border(n.kid("w:right")),
		FromText: n.at("offsetFrom") != "page", Display: n.at("display"), Behind: n.at("zOrder") == "back"}
}

// lineNumbers reads w:lnNumType (17.6.8).
func lineNumbers(n *node) LineNumbers {
	if n == nil {
		return LineNumbers{}
	}
	l := LineNumbers{CountBy: 1, Start: 1, Restart: n.at("restart")}
	if v, ok := n.number("countBy"); ok {
		l.CountBy = max(v, 0)
	}
	if v, ok := n.number("start"); ok {
		l.Start = v + 1 // Word counts from the number after it
	}
	l.Distance, _ = n.twips("distance")
	return l
}

// headerSets reads the headers and footers of a section; those that it does not
// name are the ones of the section before (17.10.5).
func (r *reader) headerSets(s *Section, pr *node, last *Section) {
	if last != nil {
		s.Headers, s.Footers = last.Headers, last.Footers
	}
	if pr == nil {
		return
	}
	for _, k := range pr.kids {
		set := &s.Headers
		if k.name == "w:footerReference" {
			set = &s.Footers
		} else if k.name != "w:headerReference" {
			continue
		}
		h := r.header(k.at("r:id"))
		switch k.at("type") {
		case "first":
			set.First = h
		case "even":
			set.Even = h
		default:
			set.Default = h
		}
	}
}

// columns reads w:cols (17.6.4). Columns of their own widths count where
// equalWidth is off; Word knows 45 at the most.
func (r *reader) columns(p *PageSetup, cols *node) {
	if v, ok := cols.number("num"); ok && v > 1 {
		p.Columns = min(v, 45)
	}
	if v, ok := cols.twips("space"); ok {
		p.ColumnGap = max(v, 0)
	}
	p.ColumnLine = cols.attrOn("sep")
	if v, ok := cols.get("equalWidth"); !ok || v == "1" || v == "true" || v == "on" {
		return
	}
	for _, k := range cols.kids {
		w, ok := k.twips("w")
		if k.name != "w:col" || !ok || w <= 0 || len(p.ColumnWidths) >= 45 {
			continue
		}
		space, _ := k.twips("space")
		p.ColumnWidths = append(p.ColumnWidths, ColumnWidth{w, max(space, 0)})
	}
	if n := len(p.ColumnWidths); n > 0 {
		p.Columns = n
	}
}

// reportSection names what of a section's setup is not drawn.
func (r *reader) reportSection(pr *node, p PageSetup) {
	for _, f := range []struct {
		on               bool
		feature, message string
	}{
		{pr.kid("w:bidi").on(), "right-to-left", "bố cục từ phải sang trái không được vẽ"},
	} {
		if f.on {
			r.reportAt(pr.num, "", f.feature, f.message)
		}
	}
}

func (r *reader) header(id string) *Header {
	if h, ok := r.headers[id]; ok {
		return h
	}
	var h *Header
	for _, l := range r.rels {
		if l.ID != id || l.External || !r.pkg.Has(l.Target) {
			continue
		}
		h = r.headerPart(l.Target)
		break
	}
	r.headers[id] = h
	return h
}

func (r *reader) headerPart(name string) *Header {
	key := strings.ToLower(name)
	if h, ok := r.headerParts[key]; ok {
		return h
	}
	r.headerParts[key] = nil
	root, err := parse(r.pkg.Part(name))
	if err != nil {
		r.damaged(name, err)
		return nil
	}
	h := &Header{Part: name}
	part, fields := r.part, r.fields
	r.part, r.fields = name, nil
	h.Blocks = r.blocks(root, layers{})
	r.part, r.fields = part, fields
	r.headerParts[key] = h
	return h
}

func (r *reader) blocks(n *node, in layers) (out []Block) {
	r.walkBlocks(n, in, func(b Block, _ *node) { out = append(out, b) })
	return out
}

// walkBlocks reads the paragraphs and tables below n, through whatever may
// stand around them: content controls, tracked insertions, custom XML.
func (r *reader) walkBlocks(n *node, in layers, f func(b Block, sect *node)) {
	if n == nil {
		return
	}
	var open *Frame // the frame that goes on, and the element that asked for it
	var asked *node
	var before []*node // what paragraphs hold that go on in the next
	for i, k := range n.kids {
		if r.full() {
			return
		}
		if i > 0 && n == r.body {
			n.kids[i-1] = spent(n.kids[i-1])
		}
		if k.name == "w:tbl" {
			open = nil
		}
		switch k.name {
		case "w:bookmarkStart":
			r.bookmarks = append(r.bookmarks, k.at("name"))
		case "w:p":
			if goesOn(k, n.kids[i+1:]) {
				before = append(before, k.held()...)
				continue
			}
			k, before = k.joined(before), nil
			p := r.paragraph(k, in)
			sect := k.path("w:pPr", "w:sectPr")
			if fr := r.framed(k.kid("w:pPr"), p.StyleID); fr == nil {
				open = nil
			} else if sect == nil {
				if open == nil || !sameFrame(fr, asked) {
					open, asked = frame(fr), fr
					f(open, nil)
				}
				open.Blocks = append(open.Blocks, p)
				continue
			}
			f(p, sect)
		case "w:tbl":
			if r.depth >= maxTables {
				r.report(k, "nested-tables", "bảng lồng nhau quá sâu nên không được vẽ")
				continue
			}
			r.depth++
			f(r.table(k), nil)
			r.depth--
		case "w:sdt":
			r.walkBlocks(r.control(k), in, f)
		case "w:ins", "w:moveTo", "w:customXml", "w:smartTag":
			r.walkBlocks(k, in, f)
		case "mc:AlternateContent":
			r.walkBlocks(choice(k), in, f)
		case "w:altChunk":
			r.report(k, "embedded-document", "nội dung nhúng từ tệp khác không được vẽ")
		case "m:oMathPara", "m:oMath":
			r.missing(k, "equation", inside(k), "công thức toán không được vẽ")
		}
	}
}

// choice picks the branch of mc:AlternateContent that is read: the first choice
// whose namespaces are known, else the fallback (part 3, 9.3). All say the same
// thing.
func choice(n *node) *node {
	if n == nil {
		return nil
	}
	fallback := n.kid("mc:Fallback")
	for _, c := range n.kids {
		if c.name == "mc:Choice" && (fallback == nil || understood(c.plain("Requires"))) {
			return c
		}
	}
	return fallback
}

// understood tells whether all the prefixes that a choice requires stand for
// something that is drawn here. Newer charts, models and ink are not.
func understood(requires string) bool {
	for _, p := range strings.Fields(requires) {
		if strings.HasPrefix(p, "cx") || p == "am3d" || p == "aink" {
			return false
		}
	}
	return true
}

// report says that something is not drawn, once a place and feature.
func (r *reader) report(n *node, feature, message string) {
	r.reportAt(n.num, "", feature, message)
}

func (r *reader) reportAt(num int, words, feature, message string) {
	key := fmt.Sprintf("%s\x00%d\x00%s", r.part, num, feature)
	if r.seen[key] {
		return
	}
	r.seen[key] = true
	r.findings = append(r.findings, finding.Finding{
		Severity: finding.Warning, Code: "khong-ve-duoc", Feature: feature,
		Pos:     finding.Paragraph("", r.part, num, words),
		Message: message,
		Hint:    "xem lại chỗ này trong bản Word; bản PDF không có phần đó",
	})
}

// Around gives the words at the beginning of a text, for a finding.
func Around(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
