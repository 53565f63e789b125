package layout

import (
	"maps"
	"slices"

	"vanthu/output/length"
	"vanthu/output/wordml"
	"vanthu/pipeline/finding"
)

// engine is one pass over a document.
type engine struct {
	doc   *wordml.Document
	fonts Fonts
	opt   Options
	found *findings
	depth int // of tables
	// cellEnd is the last paragraph of the cell that is being laid out.
	cellEnd   *wordml.Paragraph
	shade     Color         // of the cell that is laid out
	aside     int           // of boxes and frames
	measuring bool          // of what a table's columns must hold: nothing is drawn
	pad       length.Length // left margin of the cell that is being laid out

	last      facts                    // what the pass before found
	asked     asked                    // what of it has been used
	bodies    map[int][2]length.Length // top and height of the text, by page
	pageOf    map[*wordml.Paragraph]int
	pageIndex int
	inPage    *pageFacts // the page whose header is being laid out
	inNote    bool       // a footnote is being laid out

	column    length.Length // width of the section's columns
	noteWidth length.Length // width of its footnotes
	noteBoxes map[*wordml.Note]noteBox
	firstPage []int                   // of each section
	opening   wordml.Block            // the first block of the document, or of the text box that is laid out
	sect      int                     // the section whose body is being laid out
	rules     map[bool][]wordml.Block // above notes, where the document brings none
	// of notes that are counted by page
	noteNumbers map[*wordml.Note]int
	noteCount   int
	notePage    int
	setup       wordml.PageSetup // of the section that is being drawn
	pages       []Page
	outline     []Heading
	targets     map[string]Target
	sects       []int // section of each page

	spare   shaped // memory for the next paragraph
	made    amount
	stopped bool // the document is larger than what is laid out

	stories stories // of the linked text boxes that are not in headers

	walls []wall         // of the floats placed on the page, on the paper
	early map[int][]wall // by page: those that reach above their anchor
}

// facts are what a layout has to know of its own result: how many pages there
// are, and on which page a paragraph stands.
type facts struct {
	total    int
	sections []int // pages of each section
	labels   map[*wordml.Paragraph]pageLabel
	notes    map[*wordml.Note]int // numbers of those that are counted by page
	early    map[int][]wall       // by page: floats that reach above their anchor
}

// asked says which facts of the pass before a layout has used. It has settled
// when those have not changed.
type asked struct {
	totals bool // numbers of pages, in the text
	labels bool // on which page a paragraph stands
	heads  bool // numbers of pages, in headers: known before these are drawn, but
	// not before their height is taken
}

// pageLabel is the number of a page, and how its section writes it.
type pageLabel struct {
	number int
	text   string
}

type pageFacts struct {
	label   pageLabel
	sect    int
	stories stories // of its headers
}

// maxPasses bounds the repetition; a layout that has not settled by then
// alternates between two results.
const maxPasses = 5

// Layout lays out a document. Findings name what could not be drawn as it
// stands.
func Layout(doc *wordml.Document, fonts Fonts, opt Options) (*Result, []finding.Finding) {
	found := &findings{seen: map[string]bool{}}
	if f, ok := fonts.(DocumentFonts); ok {
		fonts = f.For(doc.Fonts, opt.Like)
	}
	if opt.Like == LikeLibreOffice {
		doc = onStandardPaper(doc)
	}
	last := facts{total: 1}
	rules := defaultRules(doc.Part)
	for pass := 1; ; pass++ {
		e := &engine{doc: doc, fonts: fonts, opt: opt, found: found, last: last,
			pageOf: map[*wordml.Paragraph]int{}, targets: map[string]Target{}, bodies: map[int][2]length.Length{}, noteNumbers: map[*wordml.Note]int{}, notePage: -1, rules: rules,
			firstPage: make([]int, len(doc.Sections)), early: map[int][]wall{}}
		for i := range e.firstPage {
			e.firstPage[i] = -1
		}
		now := e.document()
		settled := e.settled(now)
		if !settled && pass >= maxPasses && !e.stopped {
			found.add(Source{Part: doc.Part}, "", "page-fields", "",
				"số trang trong văn bản không ổn định: mỗi lần dàn trang cho một kết quả khác",
				"bỏ bớt trường PAGE hoặc NUMPAGES trong thân văn bản")
		}
		if settled || pass >= maxPasses || e.stopped {
			finding.Sort(found.list)
			return &Result{Pages: e.pages, Passes: pass, Outline: e.outline, Targets: e.targets}, found.list
		}
		last = now
	}
}

// settled tells whether a pass has used nothing that it then found otherwise.
func (e *engine) settled(now facts) bool {
	if e.asked.totals && (e.last.total != now.total || !slices.Equal(e.last.sections, now.sections)) {
		return false
	}
	return (!e.asked.labels || maps.Equal(e.last.labels, now.labels)) &&
		maps.Equal(e.last.notes, now.notes) && maps.EqualFunc(e.last.early, now.early, slices.Equal)
}

// field gives what a PAGE, NUMPAGES or SECTIONPAGES field shows.
func (e *engine) field(in *wordml.Inline, p *wordml.Paragraph) string {
	switch in.Field {
	case "PAGE":
		at, ok := e.last.labels[p]
		if e.inPage != nil {
			at, ok = e.inPage.label, true
		} else {
			e.asked.labels = true
		}
		switch {
		case !ok:
			return "1"
		case in.Format != "":
			return wordml.FormatNumber(at.number, in.Format)
		}
		return at.text
	case "NUMPAGES":
		e.ask()
		return wordml.FormatNumber(e.last.total, in.Format)
	case "SECTIONPAGES":
		e.ask()
		if s := e.sectionNow(); s < len(e.last.sections) {
			return wordml.FormatNumber(e.last.sections[s], in.Format)
		}
	case "SECTION":
		return wordml.FormatNumber(e.sectionNow()+1, in.Format)
	}
	return in.Text
}

// ask notes that numbers of pages are used.
func (e *engine) ask() {
	if e.inPage == nil {
		e.asked.totals = true
	} else {
		e.asked.heads = true
	}
}

// sectionNow is the index of the section whose page or text is being laid out.
func (e *engine) sectionNow() int {
	if e.inPage != nil {
		return e.inPage.sect
	}
	return e.sect
}

// document lays out all sections and gives the facts for the next pass.
func (e *engine) document() facts {
	cur := &cursor{e: e}
	if s := e.doc.Sections; len(s) > 0 && len(s[0].Blocks) > 0 {
		e.opening = s[0].Blocks[0]
	}
	for i, s := range e.doc.Sections {
		var next *wordml.Section
		if i+1 < len(e.doc.Sections) {
			next = e.doc.Sections[i+1]
		}
		if e.section(cur, i, s, next); e.full() {
			break
		}
	}
	cur.end()
	f := facts{early: e.early, total: len(e.pages), sections: make([]int, len(e.doc.Sections)), labels: map[*wordml.Paragraph]pageLabel{}, notes: e.noteNumbers}
	for _, s := range e.sects {
		if s != blankPage {
			f.sections[s]++
		}
	}
	for p, i := range e.pageOf {
		if i < len(e.pages) {
			f.labels[p] = e.label(i)
		}
	}
	before := e.last
	e.last.total, e.last.sections = f.total, f.sections
	if e.asked.heads && !e.sameBodies() {
		e.asked.totals = true // their height has changed with the numbers in them
	}
	e.headers()
	e.last = before
	return f
}

// sameBodies tells whether headers and footers with the numbers that are known
// now leave the text the room that it was given.
func (e *engine) sameBodies() bool {
	for i, was := range e.bodies {
		e.setup = e.on(e.doc.Sections[e.sects[i]].Page, e.pages[i].Number)
		if top, height := e.body(e.doc.Sections[e.sects[i]], e.sects[i], i); was != [2]length.Length{top, height} {
			return false
		}
	}
	return true
}

// body tells where the text of a page begins and how high it may be: margins,
// pushed inwards by a header or footer that is higher (17.6.11).
func (e *engine) body(s *wordml.Section, sect, page int) (top, height length.Length) {
	p := s.Page
	head, foot := e.headerOf(s, sect, page)
	top, bottom := p.Top, p.Bottom
	e.inPage = &pageFacts{label: e.label(page), sect: sect}
	if head != nil && !p.TopExact {
		top = max(top, p.Header+e.headerHeight(head, p, p.Header))
	}
	if foot != nil && !p.BottomExact {
		bottom = max(bottom, p.Footer+e.headerHeight(foot, p, p.Height-bottom))
	}
	e.walls = nil
	if head != nil {
		e.headerWalls(head, p, p.Header)
	}
	if foot != nil {
		e.headerWalls(foot, p, p.Height-p.Footer-e.headerHeight(foot, p, p.Height-bottom))
	}
	e.inPage = nil
	height = max(p.Height-top-bottom, length.Inch/4)
	if pitch := p.Grid.Pitch; pitch > 0 && e.opt.Like == LikeLibreOffice {
		// It centres the lines of the grid between the margins (measured).
		rest := height % pitch
		top, height = top+rest/2, height-rest
	}
	return top, height
}

// headerHeight is the height of a header or footer that begins about y, the
// space below its last paragraph included.
func (e *engine) headerHeight(h *wordml.Header, p wordml.PageSetup, y length.Length) length.Length {
	return stackHeight(e.headerPieces(h, p, y)) + e.spaceBelow(h.Blocks)
}

func (e *engine) headerPieces(h *wordml.Header, p wordml.PageSetup, y length.Length) []piece {
	return e.clear(e.blocks(h.Blocks, p.TextWidth(), false), Point{X: p.Left, Y: y})
}

// headerWalls puts up the walls of the floats of a page's header and footer:
// the text of the page keeps clear of them too.
func (e *engine) headerWalls(h *wordml.Header, p wordml.PageSetup, y length.Length) {
	ps := e.headerPieces(h, p, y)
	at := Point{X: p.Left, Y: y}
	e.anchors(ps, func(i int, top length.Length) {
		for _, w := range e.anchored(&ps[i], top, at) {
			e.walls = append(e.walls, w.shifted(at.X, at.Y))
		}
	})
}

func (e *engine) label(page int) pageLabel {
	return pageLabel{e.pages[page].Number, e.pages[page].Label}
}

// headerOf picks the header and footer of a page: those of a first page where
// the section has its own, those of even pages where the document wants them.
func (e *engine) headerOf(s *wordml.Section, sect, page int) (head, foot *wordml.Header) {
	first := page == e.firstPage[sect]
	switch {
	case s.Page.TitlePage && first:
		return s.Headers.First, s.Footers.First
	case e.doc.Settings.EvenAndOdd && e.pages[page].Number%2 == 0:
		return s.Headers.Even, s.Footers.Even
	}
	return s.Headers.Default, s.Footers.Default
}

// headers draws the headers and footers of all pages.
func (e *engine) headers() {
	if len(e.pages) > maxPages {
		e.pages, e.sects = e.pages[:maxPages], e.sects[:maxPages]
	}
	e.made = amount{}
	for i := range e.pages {
		if i > 0 && e.full() {
			e.pages, e.sects = e.pages[:i], e.sects[:i]
			break
		}
		if e.sects[i] == blankPage {
			continue
		}
		page := &e.pages[i]
		page.settle()
		s := e.doc.Sections[e.sects[i]]
		p := e.on(s.Page, page.Number)
		e.setup = p
		head, foot := e.headerOf(s, e.sects[i], i)
		e.inPage = &pageFacts{label: e.label(i), sect: e.sects[i]}
		draw := func(h *wordml.Header, y func(length.Length) length.Length) []Item {
			if h == nil {
				return nil
			}
			sets, high := pile(e.headerPieces(h, p, y(0)))
			return e.drawnAside(sets, p.Left, y(high+e.spaceBelow(h.Blocks)))
		}
		// In the order of reading: header, text, footer.
		top := draw(head, func(length.Length) length.Length { return p.Header })
		bottom := draw(foot, func(h length.Length) length.Length { return p.Height - p.Footer - h })
		page.Items = append(append(top, page.Items...), bottom...)
		if lines := e.border(p, head, foot, i == e.firstPage[e.sects[i]]); p.Borders.Behind {
			page.Items = append(lines, page.Items...)
		} else {
			page.Items = append(page.Items, lines...)
		}
		e.made.items += len(page.Items)
		e.inPage = nil
	}
}
