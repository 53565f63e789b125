package layout

import (
	"strconv"

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

	last      facts // what the pass before found
	pageOf    map[*wordml.Paragraph]int
	pageIndex int
	inPage    *pageFacts // the page whose header is being laid out

	column    length.Length // width of the section's columns
	noteBoxes map[*wordml.Note][]piece
	setup     wordml.PageSetup // of the section that is being drawn
	pages     []Page
	sects     []int // section of each page
}

// facts are what a layout has to know of its own result: how many pages there
// are, and on which page a paragraph stands.
type facts struct {
	total    int
	sections []int // pages of each section
	labels   map[*wordml.Paragraph]string
}

type pageFacts struct {
	label string
	sect  int
}

// maxPasses bounds the repetition; a layout that has not settled by then
// alternates between two results.
const maxPasses = 5

// Layout lays out a document. Findings name what could not be drawn as it
// stands.
func Layout(doc *wordml.Document, fonts Fonts, opt Options) (*Result, []finding.Finding) {
	found := &findings{seen: map[string]bool{}}
	if f, ok := fonts.(DocumentFonts); ok {
		fonts = f.For(doc.Fonts)
	}
	last := facts{total: 1}
	for pass := 1; ; pass++ {
		e := &engine{doc: doc, fonts: fonts, opt: opt, found: found, last: last,
			pageOf: map[*wordml.Paragraph]int{}}
		now := e.document()
		settled := same(last, now)
		if !settled && pass >= maxPasses {
			found.add(Source{Part: doc.Part}, "", "page-fields", "",
				"số trang trong văn bản không ổn định: mỗi lần dàn trang cho một kết quả khác",
				"bỏ bớt trường PAGE hoặc NUMPAGES trong thân văn bản")
		}
		if settled || pass >= maxPasses {
			finding.Sort(found.list)
			return &Result{Pages: e.pages, Passes: pass}, found.list
		}
		last = now
	}
}

func same(a, b facts) bool {
	if a.total != b.total || len(a.sections) != len(b.sections) || len(a.labels) != len(b.labels) {
		return false
	}
	for i := range a.sections {
		if a.sections[i] != b.sections[i] {
			return false
		}
	}
	for p, l := range b.labels {
		if a.labels[p] != l {
			return false
		}
	}
	return true
}

// field gives what a PAGE, NUMPAGES or SECTIONPAGES field shows.
func (e *engine) field(in *wordml.Inline, p *wordml.Paragraph) string {
	switch in.Field {
	case "PAGE":
		if e.inPage != nil {
			return e.inPage.label
		}
		if l, ok := e.last.labels[p]; ok {
			return l
		}
		return "1"
	case "NUMPAGES":
		return strconv.Itoa(e.last.total)
	case "SECTIONPAGES":
		if e.inPage != nil && e.inPage.sect < len(e.last.sections) {
			return strconv.Itoa(e.last.sections[e.inPage.sect])
		}
	}
	return in.Text
}

// document lays out all sections and gives the facts for the next pass.
func (e *engine) document() facts {
	cur := &cursor{e: e}
	for i, s := range e.doc.Sections {
		e.section(cur, i, s)
	}
	if len(e.pages) == 0 && len(e.doc.Sections) > 0 {
		cur.open(e.doc.Sections[0].Page, 0, true)
	}
	e.headers()
	f := facts{total: len(e.pages), sections: make([]int, len(e.doc.Sections)), labels: map[*wordml.Paragraph]string{}}
	for _, s := range e.sects {
		f.sections[s]++
	}
	for p, i := range e.pageOf {
		if i < len(e.pages) {
			f.labels[p] = e.pages[i].Label
		}
	}
	return f
}

// cursor is where the next piece goes.
type cursor struct {
	e      *engine
	number int // of the current page
	y      length.Length
	top    bool // nothing stands in the region yet
}

// open begins a page of a section.
func (c *cursor) open(p wordml.PageSetup, sect int, first bool) {
	c.number++
	if first && p.NumberStart >= 0 {
		c.number = p.NumberStart
	}
	c.e.pages = append(c.e.pages, Page{Width: p.Width, Height: p.Height, Number: c.number,
		Label: wordml.FormatNumber(c.number, p.NumberFormat)})
	c.e.sects = append(c.e.sects, sect)
	c.e.pageIndex = len(c.e.pages) - 1
	c.y, c.top = 0, true
}

// section lays out one section, column after column, page after page.
func (e *engine) section(c *cursor, index int, s *wordml.Section) {
	p := s.Page
	e.setup = p
	cols := max(p.Columns, 1)
	width := p.TextWidth()
	if cols > 1 {
		width = (width - p.ColumnGap*length.Length(cols-1)) / length.Length(cols)
	}
	width = max(width, length.Inch/4)
	e.column, e.noteBoxes = width, map[*wordml.Note][]piece{}
	ps := e.blocks(s.Blocks, width, false)
	fresh := len(e.pages) == 0 || p.Start != wordml.Continuous || !sameSize(e.pages[len(e.pages)-1], p)
	if fresh {
		c.open(p, index, true)
		for p.Start == wordml.EvenPage && c.number%2 == 1 || p.Start == wordml.OddPage && c.number%2 == 0 {
			c.open(p, index, p.NumberStart >= 0 && p.NumberStart%2 == c.number%2)
			if p.NumberStart >= 0 {
				break
			}
		}
	}
	begun := fresh
	for len(ps) > 0 {
		top, height := e.body(s, index, len(e.pages)-1)
		base := c.y
		low := base
		for col := 0; col < cols && len(ps) > 0; col++ {
			if ps[0].pageBefore && !(c.top && col == 0) {
				break
			}
			if ps[0].colBefore && col > 0 {
				ps[0].colBefore = false
			}
			atTop := c.top || col > 0
			placed, rest := e.fill(ps, base, height, atTop, begun && col == 0)
			dx := p.Left + p.Gutter + (width+p.ColumnGap)*length.Length(col)
			e.emit(&e.pages[len(e.pages)-1], placed, dx, top)
			e.emitNotes(&e.pages[len(e.pages)-1], placed, dx, top+height)
			if n := len(placed); n > 0 {
				low = max(low, placed[n-1].y+placed[n-1].height)
			}
			ps = rest
		}
		c.y, c.top = low, false
		if len(ps) > 0 {
			begun = ps[0].pageBefore
			ps[0].pageBefore, ps[0].colBefore = false, false
			c.open(p, index, false)
		}
	}
}

func sameSize(a Page, p wordml.PageSetup) bool { return a.Width == p.Width && a.Height == p.Height }

// body tells where the text of a page begins and how high it may be: margins,
// pushed inwards by a header or footer that is higher (17.6.11).
func (e *engine) body(s *wordml.Section, sect, page int) (top, height length.Length) {
	p := s.Page
	head, foot := e.headerOf(s, sect, page)
	top, bottom := p.Top, p.Bottom
	e.inPage = &pageFacts{label: e.pages[page].Label, sect: sect}
	if head != nil && !p.TopExact {
		top = max(top, p.Header+stackHeight(e.blocks(head.Blocks, p.TextWidth(), false)))
	}
	if foot != nil && !p.BottomExact {
		bottom = max(bottom, p.Footer+stackHeight(e.blocks(foot.Blocks, p.TextWidth(), false)))
	}
	e.inPage = nil
	return top, max(p.Height-top-bottom, length.Inch/4)
}

// headerOf picks the header and footer of a page: those of a first page where
// the section has its own, those of even pages where the document wants them.
func (e *engine) headerOf(s *wordml.Section, sect, page int) (head, foot *wordml.Header) {
	first := page == 0 || e.sects[page-1] != sect
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
	for i := range e.pages {
		page := &e.pages[i]
		s := e.doc.Sections[e.sects[i]]
		p := s.Page
		e.setup = p
		head, foot := e.headerOf(s, e.sects[i], i)
		e.inPage = &pageFacts{label: page.Label, sect: e.sects[i]}
		draw := func(h *wordml.Header, y func(length.Length) length.Length) (items []Item) {
			if h == nil {
				return nil
			}
			ps := e.blocks(h.Blocks, p.TextWidth(), false)
			var sets []set
			at := length.Length(0)
			for j, pc := range ps {
				if j == 0 {
					at += pc.gapTop
				} else {
					at += pc.gap
				}
				sets = append(sets, set{pc, at})
				at += pc.height
			}
			aside := Page{}
			e.emit(&aside, sets, p.Left+p.Gutter, y(at))
			return aside.Items
		}
		// In the order of reading: header, text, footer.
		top := draw(head, func(length.Length) length.Length { return p.Header })
		bottom := draw(foot, func(h length.Length) length.Length { return p.Height - p.Footer - h })
		page.Items = append(append(top, page.Items...), bottom...)
		e.inPage = nil
	}
}
