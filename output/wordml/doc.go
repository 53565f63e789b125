// Package wordml reads any DOCX into a tree in which every property is
// resolved: document defaults, table, paragraph and character styles, theme
// fonts, numbering, direct formatting, sections. It does not draw, does not
// judge and does not write.
//
//	doc, findings, err := wordml.Read(data)
//	for _, s := range doc.Sections {
//		for _, b := range s.Blocks {
//			if p, ok := b.(*wordml.Paragraph); ok { fmt.Println(p.Text()) }
//		}
//	}
//
// The format is ECMA-376 part 1, section 17 (WordprocessingML), in its
// transitional and its strict form. Drawings (DrawingML and VML) become shapes
// with outline, fill, picture and text. What the tree cannot hold (charts,
// vector pictures …) is reported as a finding with its place, never dropped
// silently. All lengths are EMU (length.Length).
package wordml

import (
	"strings"

	"vanthu/output/length"
)

// Document is a whole document: its sections in order.
type Document struct {
	Part     string // name of the main part, "word/document.xml"
	Title    string // of its properties, as is
	Author   string
	Sections []*Section
	Settings Settings
	Fonts    map[string]FontInfo // the table of fonts, by name
	Empty    *Paragraph          // one that says nothing, as the defaults have it
	// Footnotes and Endnotes are what parts them from the text.
	Footnotes, Endnotes Separators
}

// FontInfo is what the table of fonts says of a font, so that another may stand
// for it (17.8.3).
type FontInfo struct {
	Alt     string   // w:altName
	Family  string   // roman, swiss, modern, script, decorative, auto
	Pitch   string   // fixed, variable, default
	Charset string   // in hexadecimal: "00" is Western, "86" simplified Chinese
	Panose  [10]byte // w:panose1
}

// Settings are the document-wide switches that bear on layout (17.15).
type Settings struct {
	CompatMode          int           // w:compatibilityMode; 0 where the document does not say
	DefaultTab          length.Length // w:defaultTabStop; half an inch where absent
	DecimalSymbol       string        // w:decimalSymbol, a full stop where absent
	EvenAndOdd          bool          // even pages have their own headers
	NoExpandShiftReturn bool          // a justified line that ends in a line break is not stretched
	NoHTMLAutoSpacing   bool          // w:doNotUseHTMLParagraphAutoSpacing
	SplitPageBreak      bool          // w:splitPgBreakAndParaMark: the mark behind a page break stands on the new page
	NoColumnBalance     bool          // columns before a continuous break are not evened
	OverTableStyles     bool          // the default paragraph style's size and alignment win over those of table styles
	MirrorMargins       bool          // on even pages the left and the right margin change sides
	GridInTables        bool          // w:adjustLineHeightInTable: the grid holds in cells too
	NoBegin, NoEnd      string        // w:noLineBreaksBefore and After: may not begin, or end, a line
}

// Block is a *Paragraph, a *Table or a *Frame.
type Block interface{ isBlock() }

func (*Paragraph) isBlock() {}
func (*Table) isBlock()     {}

// Section is a run of blocks with one page setup (17.6).
type Section struct {
	Page    PageSetup
	Headers HeaderSet
	Footers HeaderSet
	Blocks  []Block
	Notes   NoteRules // of its footnotes
	// Endnotes stand at its end.
	Endnotes []*Note
}

// Start tells where a section begins (17.6.22).
type Start int

// The kinds of section start.
const (
	NextPage Start = iota
	Continuous
	EvenPage
	OddPage
	NextColumn
)

// PageSetup is the paper and its margins, the gutter included. A negative Top or Bottom means that
// the header may overlap the text (17.6.11); Exact says so here, and the
// lengths are positive.
type PageSetup struct {
	Width, Height            length.Length
	Landscape                bool
	Top, Bottom, Left, Right length.Length
	TopExact, BottomExact    bool
	Header, Footer           length.Length // distance from the edge of the paper
	Start                    Start
	TitlePage                bool // the first page has its own header and footer
	NumberStart              int  // page number of the first page; -1 goes on counting
	NumberFormat             string
	Columns                  int
	ColumnGap                length.Length
	ColumnWidths             []ColumnWidth // of columns that are not equally wide; else empty
	ColumnLine               bool          // a line stands between columns
	VAlign                   string        // top, center, bottom, both
	Grid                     Grid
	Borders                  PageBorders
	LineNumbers              LineNumbers
}

// Grid is the document grid of East Asian text (17.6.5). The zero value is none.
type Grid struct {
	Pitch length.Length // lines lie this far apart
	Extra length.Length // added to each East Asian character
}

// PageBorders are the borders of the pages of a section (17.6.10).
type PageBorders struct {
	Top, Left, Bottom, Right Border
	FromText                 bool   // their distance is from the text, not from the paper's edge
	Display                  string // firstPage, notFirstPage; else all pages
	Behind                   bool   // drawn before the text
}

// LineNumbers are the numbers beside the lines of a section (17.6.8).
type LineNumbers struct {
	CountBy  int           // every so many lines show theirs; 0 is none
	Start    int           // the first number
	Distance length.Length // from the text; 0 leaves it to the program
	Restart  string        // newSection, continuous; else on each page
}

// ColumnWidth is one column and the space after it.
type ColumnWidth struct{ Width, Space length.Length }

// TextWidth is the width between the margins.
func (p PageSetup) TextWidth() length.Length { return p.Width - p.Left - p.Right }

// HeaderSet holds the headers (or footers) of a section, inherited ones
// included. Nil means none.
type HeaderSet struct {
	Default, First, Even *Header
}

// Header is the content of one header or footer part.
type Header struct {
	Part   string
	Blocks []Block
}

// Paragraph is one w:p with everything resolved.
type Paragraph struct {
	Part      string // the part that it stands in
	Number    int    // 1-based, over all w:p of the part
	StyleID   string
	StyleName string
	Props     ParaProps
	Mark      RunProps  // of the paragraph mark: the height of an empty paragraph
	Plain     *RunProps // of text in it that says nothing of its own
	Label     *Label    // its number or bullet, or nil
	Inlines   []Inline
	Bookmarks []string // that begin in it, or between it and the block before
	Floats    []*Float // drawings that float beside its text
	// SectionEnd says that the paragraph holds its section's properties.
	SectionEnd bool
}

// Text gives the plain text: tabs as \t, breaks as \n, fields as stored.
func (p *Paragraph) Text() string {
	var b strings.Builder
	for _, in := range p.Inlines {
		switch in.Kind {
		case Text, Field:
			b.WriteString(in.Text)
		case NoteRef, NoteMark:
			b.WriteString(in.Note.Label)
		case Tab:
			b.WriteByte('\t')
		case LineBreak, PageBreak, ColumnBreak:
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// Label is the number or bullet before a paragraph (17.9).
type Label struct {
	Text   string
	Props  RunProps
	Suffix string // tab, space, nothing
	Align  Align  // left, right, center about the label's own position
	NumID  string
	Level  int // from 0
}

// InlineKind tells what an Inline is.
type InlineKind int

// The kinds of inline content.
const (
	Text InlineKind = iota
	Tab
	LineBreak
	PageBreak
	ColumnBreak
	Field      // PAGE, NUMPAGES, SECTION, SECTIONPAGES: Field names it, Text is the stored result
	SoftHyphen // drawn only at a line's end
	NoteRef    // calls for the note Note, whose label stands here
	NoteMark   // the label of Note within the note itself
	Rule       // the rule above notes, W long; as wide as the column where W is 0
	Box        // a drawing of W by H that stands in the line; without Shapes only its room
)

// Inline is a piece of a paragraph. Consecutive texts may share a word.
type Inline struct {
	Kind   InlineKind
	Text   string
	Field  string
	Format string // of a Field that asks for one: a number format as in w:numFmt
	Props  *RunProps
	Note   *Note
	W, H   length.Length
	Merge  int // the merge field, counted from 1, whose stored result it is part of

	Shapes []Shape
}

// Align is the alignment of a paragraph, tab stop, table or label.
type Align int

// The alignments. Start and end are left and right: scripts that run from the
// right are not laid out.
const (
	Left Align = iota
	Center
	Right
	Justify
	Distribute
	DecimalTab
	BarTab
)

// LineRule tells what Line of ParaProps means (17.18.48).
type LineRule int

// The line rules.
const (
	Auto    LineRule = iota // 240ths of a line
	AtLeast                 // a length
	Exact                   // a length
)

// ParaProps are the resolved properties of a paragraph (17.3.1).
type ParaProps struct {
	Align            Align
	Left, Right      length.Length
	First            length.Length // first line against Left; negative hangs
	Before, After    length.Length
	LineRule         LineRule
	Line             int           // 240ths of a line, where LineRule is Auto
	LineHeight       length.Length // where it is AtLeast or Exact
	Contextual       bool          // no space between paragraphs of one style
	KeepNext         bool
	KeepLines        bool
	WidowControl     bool
	PageBreakBefore  bool
	BeforeAuto       bool // beforeAutospacing
	AfterAuto        bool
	Tabs             []TabStop // by position
	Top, Bottom      Border
	LeftEdge         Border
	RightEdge        Border
	Between          Border
	Shade            Color
	OutlineLevel     int // 0-8; 9 is body text
	NumID            string
	NumLevel         int
	SuppressLineNums bool
	BidiRightToLeft  bool
	SnapToGrid       bool
	NoKinsoku        bool // w:kinsoku off: any character may begin or end a line
	NoHanging        bool // w:overflowPunct off: no punctuation hangs over the line's end
	NoSpaceLatin     bool // w:autoSpaceDE off: no space between ideographs and Latin
	NoSpaceDigit     bool // w:autoSpaceDN off: the same for digits
	// Hundredths of a character, or of a line, where the document states no
	// length beside them: 0 is none.
	LeftChars, RightChars, FirstChars int
	BeforeLines, AfterLines           int
}

// TabStop is one tab stop, measured from the left text edge (not the indent).
type TabStop struct {
	Pos    length.Length
	Align  Align
	Leader string // none, dot, hyphen, underscore, heavy, middleDot
}

// Border is one edge. Style none means no border.
type Border struct {
	Own   bool   // of a cell itself, not of its table
	Style string // single, double, dotted, dashed, thick …; "" or "none" is no border
	Width length.Length
	Space length.Length // distance from the text
	Color Color
}

// Visible tells whether anything is drawn.
func (b Border) Visible() bool {
	return b.Style != "" && b.Style != "none" && b.Style != "nil"
}

// Color is a colour, or automatic where Set is false: black for text and
// lines, none for fills.
type Color struct {
	Set     bool
	R, G, B uint8
}

// VertAlign is raised or lowered text.
type VertAlign int

// The vertical alignments of a run.
const (
	Baseline VertAlign = iota
	Superscript
	Subscript
)

// RunProps are the resolved properties of a run (17.3.2).
type RunProps struct {
	Font         string        // of ASCII characters, theme resolved
	FontHigh     string        // of all others that are not East Asian
	FontEast     string        // of East Asian characters; "" is FontHigh
	HintEast     bool          // w:hint: characters of both kinds are East Asian
	Size         length.Length // w:sz
	Bold, Italic bool
	Underline    string // none, single, double, words, dotted …
	Strike       bool
	DoubleStrike bool
	Caps         bool
	SmallCaps    bool
	Hidden       bool
	Vert         VertAlign
	Raise        length.Length // w:position, upwards
	Color        Color
	Highlight    Color
	Shade        Color
	Spacing      length.Length // added after each character
	Kern         length.Length // the size from which on pairs are kerned; 0: none are (17.3.2.19)
	Scale        int           // per cent of the width, 100 is natural
	Combine      int           // two lines in one: runs of one number belong together; 0: none (17.3.2.10)
	Brackets     string        // about the two lines: none, round, square, angle, curly
	StyleID      string        // character style
	Link         string        // where a click leads: an address, or # and a bookmark
	Lang         string
	LangEast     string // of East Asian characters
}

// WidthKind tells what a Width is (17.18.90).
type WidthKind int

// The kinds of width.
const (
	WidthAuto WidthKind = iota
	WidthLength
	WidthPercent
)

// Width is a preferred width of a table or cell.
type Width struct {
	Kind    WidthKind
	Length  length.Length
	Percent float64 // 100 is the whole width
}

// Table is one w:tbl (17.4).
type Table struct {
	Part    string
	Number  int // the number of its first paragraph
	StyleID string
	Width   Width
	Indent  length.Length
	Align   Align
	Fixed   bool            // w:tblLayout fixed
	Grid    []length.Length // column widths as stored; may be empty or wrong
	Margins Margins         // default cell margins
	Spacing length.Length   // between cells
	Float   *Float          // its place, where it stands beside the text
	Rows    []*Row
}

// Margins are the inner margins of a cell.
type Margins struct{ Top, Left, Bottom, Right length.Length }

// Row is one row of a table.
type Row struct {
	Height     length.Length
	HeightRule LineRule // AtLeast or Exact; Auto means no height is given
	CantSplit  bool
	Header     bool
	Before     int // grid columns skipped at the left
	After      int
	Cells      []*Cell
}

// Columns is how many columns of the grid the row fills, those that it skips too.
func (r *Row) Columns() int {
	n := r.Before + r.After
	for _, c := range r.Cells {
		n += c.Span
	}
	return n
}

// Merge tells a cell's part in a vertical merge.
type Merge int

// The parts of a vertical merge.
const (
	NotMerged Merge = iota
	MergeStart
	MergeContinue
)

// Cell is one cell. Its borders are resolved against the table's and the
// style's; where neighbours disagree, the layout decides.
type Cell struct {
	Span                     int
	Merge                    Merge
	Width                    Width
	Margins                  Margins
	Top, Left, Bottom, Right Border
	Down, Up                 Border // across the cell, from its upper left and from its lower left corner
	Shade                    Color
	VAlign                   string // top, center, bottom
	Direction                string // lrTb, btLr, tbRl …
	NoWrap                   bool
	HideMark                 bool // its mark makes no line
	Blocks                   []Block
}
