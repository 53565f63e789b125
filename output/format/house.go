package format

import "vanthu/output/length"

// Profile is one choice inside the decree's limits.
type Profile struct {
	Page       Page
	Letterhead Letterhead
	Title      Title
	Body       Body
	Signature  Signature
	Appendix   Appendix
	PageNumber length.Length // size
}

// Page is the sheet; all lengths are distances from its edges.
type Page struct {
	Width, Height            length.Length
	Top, Bottom, Left, Right length.Length
	Header                   length.Length // of the page number from the top edge
}

// TextWidth is what the margins leave of a portrait page.
func (p Page) TextWidth() length.Length { return p.Width - p.Left - p.Right }

// LandscapeWidth is what the same margins leave of the sheet turned.
func (p Page) LandscapeWidth() length.Length { return p.Height - p.Left - p.Right }

// Letterhead is the head of page 1: two columns without borders or padding.
type Letterhead struct {
	Left, Right                  length.Length // widths of the columns; their sum is the text width
	NationalTitle, Motto         length.Length // sizes
	Parent, Issuer               length.Length
	Number, PlaceDate            length.Length
	IssuerLine, MottoLine        float64 // rule line to its text line
	RuleWeight                   length.Length
	NationalTitleSet, MottoSet   length.Length // measured widths of the two lines at these sizes
	GapBeforeTitle, GapAfterHead length.Length
}

// Title is the name and the subject of a document.
type Title struct {
	Name, Subject, LetterSubject length.Length // sizes
	SubjectLine                  float64       // rule line to the longest text line
}

// Body is running text.
type Body struct {
	Size, FirstLine         length.Length
	SpaceBefore, SpaceAfter length.Length
	Line                    float64       // lines
	Table, Matrix           length.Length // sizes in tables; the decree leaves them open
	TableInset, TableLead   length.Length // padding of cells: at the sides, above and below
}

// Signature is the foot: recipients on the left, signer on the right.
type Signature struct {
	Size            length.Length
	GapLines        int // blank lines between title and name
	RecipientsLabel length.Length
	Recipients      length.Length
	Left, Right     length.Length // widths of the columns
}

// Appendix is an annex in a section of its own, landscape.
type Appendix struct {
	Label, Title, Ref length.Length
}

// SingleLine is the height of a single line of Times New Roman in its size:
// ascent 1825 + descent 443 + gap 87 of 2048 units.
const SingleLine = 2355.0 / 2048

// House is the profile of our own masters.
var House = Profile{
	Page: Page{
		Width: length.Mm(210), Height: length.Mm(297),
		Top: length.Mm(20), Bottom: length.Mm(20), Left: length.Mm(30), Right: length.Mm(20),
		Header: length.Mm(10),
	},
	Letterhead: Letterhead{
		Left: length.Mm(62), Right: length.Mm(98),
		NationalTitle: length.Pt(13), Motto: length.Pt(14),
		Parent: length.Pt(13), Issuer: length.Pt(13),
		Number: length.Pt(13), PlaceDate: length.Pt(14),
		IssuerLine: 0.40, MottoLine: 1,
		RuleWeight:       length.Pt(0.75),
		NationalTitleSet: length.Pt(271.2), MottoSet: length.Pt(171.4),
		GapBeforeTitle: length.Pt(18), GapAfterHead: length.Pt(6),
	},
	Title: Title{Name: length.Pt(14), Subject: length.Pt(14), LetterSubject: length.Pt(13), SubjectLine: 0.40},
	Body: Body{
		Size: length.Pt(14), FirstLine: length.Mm(12.7),
		SpaceBefore: length.Pt(6), SpaceAfter: 0, Line: 1,
		Table: length.Pt(12), Matrix: length.Pt(10), TableInset: length.Mm(1.2), TableLead: length.Mm(0.6),
	},
	Signature: Signature{
		Size: length.Pt(14), GapLines: 4,
		RecipientsLabel: length.Pt(12), Recipients: length.Pt(11),
		Left: length.Mm(80), Right: length.Mm(80),
	},
	Appendix:   Appendix{Label: length.Pt(14), Title: length.Pt(14), Ref: length.Pt(14)},
	PageNumber: length.Pt(14),
}
