// Package finding is a fault or a remark for a person: what is wrong, where,
// why, and what to do instead. Findings are data: they are collected while work
// goes on, sorted, and worded by whoever shows them. They are not Go errors,
// which are for the machine.
//
//	f := finding.Finding{
//		Severity: finding.Error,
//		Code:     "so-khong-doc-duoc",
//		Pos:      finding.Cell("U07_2025-6T.xlsx", "Báo cáo", "H14"),
//		Found:    "15-20",
//		Message:  "ô này phải là một số, không phải một khoảng",
//		Hint:     "gõ một số, ví dụ 15",
//	}
//
// Messages are Vietnamese, in NFC; codes are plain ASCII and stay the same over
// versions, so that scripts may rely on them.
package finding

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Severity tells how grave a finding is.
type Severity int

// From light to grave. Whoever decides (is a file refused? is a document
// written?) looks only for Error.
const (
	Info Severity = iota
	Warning
	Error
)

// String gives the severity's word in JSON: error, warning, info.
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	}
	return "info"
}

// Vietnamese gives the word that a clerk reads.
func (s Severity) Vietnamese() string {
	switch s {
	case Error:
		return "lỗi"
	case Warning:
		return "cảnh báo"
	}
	return "lưu ý"
}

// Pos is the place of a finding. Unused fields are empty.
type Pos struct {
	File      string // relative to the workspace, or as the person named it
	Part      string // a part of an Office package, or a sheet
	Sheet     string // spreadsheets: the sheet's name
	Cell      string // spreadsheets: A1 reference
	Paragraph int    // documents: 1-based over all w:p of the part; 0 where it does not apply
	Spot      string // anything else that names the spot: a tag, the words around
}

// Cell makes the place of a spreadsheet cell; cell may be empty.
func Cell(file, sheet, cell string) Pos {
	return Pos{File: file, Part: sheet, Sheet: sheet, Cell: cell}
}

// Paragraph makes the place of a paragraph, counted from 1 over all w:p of the
// part, with the words around it.
func Paragraph(file, part string, n int, words string) Pos {
	return Pos{File: file, Part: part, Paragraph: n, Spot: words}
}

// Place tells where in its file the finding stands, for a person:
// "Báo cáo!H14", "thân văn bản, đoạn 12: … {ten_co_quan} …".
func (p Pos) Place() string {
	switch {
	case p.Sheet != "" && p.Cell != "":
		return p.Sheet + "!" + p.Cell
	case p.Sheet != "":
		return p.Sheet
	}
	var b strings.Builder
	b.WriteString(partWords(p.Part))
	if p.Paragraph > 0 {
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "đoạn %d", p.Paragraph)
	}
	if p.Spot != "" {
		if b.Len() > 0 {
			b.WriteString(": ")
		}
		b.WriteString(p.Spot)
	}
	return b.String()
}

// partWords names a part of a Word file as a person sees it; others stay as they
// are called.
func partWords(part string) string {
	name, isWord := strings.CutPrefix(part, "word/")
	name, isXML := strings.CutSuffix(name, ".xml")
	if !isWord || !isXML {
		return part
	}
	switch strings.TrimRight(name, "0123456789") {
	case "document":
		return "thân văn bản"
	case "header":
		return "đầu trang (" + name + ")"
	case "footer":
		return "chân trang (" + name + ")"
	case "footnotes":
		return "chú thích cuối trang"
	case "endnotes":
		return "chú thích cuối văn bản"
	case "comments":
		return "lời nhận xét"
	case "charts/chart":
		return "biểu đồ"
	}
	return part
}

// Finding is one fault or remark.
type Finding struct {
	Severity Severity
	Code     string // stable, plain ASCII: "so-am"
	Pos      Pos
	Found    string // what stands there, quoted as it is
	Message  string // what is wrong with it
	Hint     string // what to do instead
	Feature  string // documents: what could not be drawn, in plain ASCII
}

// String is the finding on one line, as the terminal and the letter of faults
// show it.
func (f Finding) String() string {
	var b strings.Builder
	if f.Pos.File != "" {
		b.WriteString(f.Pos.File)
		b.WriteString(": ")
	}
	if place := f.Pos.Place(); place != "" {
		b.WriteString(place)
		b.WriteString(": ")
	}
	b.WriteString(f.Severity.Vietnamese())
	b.WriteString(": ")
	b.WriteString(f.Message)
	if f.Found != "" {
		fmt.Fprintf(&b, " (đang ghi: “%s”)", f.Found)
	}
	if f.Hint != "" {
		b.WriteString(". Cách sửa: ")
		b.WriteString(f.Hint)
	}
	return b.String()
}

// MarshalJSON writes the one shape of a problem (contract, section 5): English
// keys, none left out, absent = null.
func (f Finding) MarshalJSON() ([]byte, error) {
	type shape struct {
		Code      string  `json:"code"`
		Severity  string  `json:"severity"`
		File      *string `json:"file"`
		Part      *string `json:"part"`
		Place     *string `json:"place"`
		Sheet     *string `json:"sheet"`
		Cell      *string `json:"cell"`
		Paragraph *int    `json:"paragraph"`
		Feature   *string `json:"feature"`
		Found     *string `json:"found"`
		Message   string  `json:"message"`
		Hint      *string `json:"hint"`
	}
	s := shape{
		Code: f.Code, Severity: f.Severity.String(),
		File: orNull(f.Pos.File), Part: orNull(f.Pos.Part), Place: orNull(f.Pos.Place()),
		Sheet: orNull(f.Pos.Sheet), Cell: orNull(f.Pos.Cell), Feature: orNull(f.Feature),
		Found: orNull(f.Found), Message: f.Message, Hint: orNull(f.Hint),
	}
	if f.Pos.Paragraph > 0 {
		s.Paragraph = &f.Pos.Paragraph
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // ">20" is found, and shown, as ">20"
	err := e.Encode(s)
	return bytes.TrimSpace(b.Bytes()), err
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// Sort puts findings in the order of their places: file, part, paragraph or
// cell (row before column, D9 before D14), then the graver first, then code and
// message. The same findings always come in the same order.
func Sort(fs []Finding) {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		ac, ar := split(a.Pos.Cell)
		bc, br := split(b.Pos.Cell)
		return cmp.Or(
			strings.Compare(a.Pos.File, b.Pos.File),
			strings.Compare(a.Pos.Part, b.Pos.Part),
			cmp.Compare(a.Pos.Paragraph, b.Pos.Paragraph),
			cmp.Compare(ar, br),
			cmp.Compare(len(ac), len(bc)),
			strings.Compare(ac, bc),
			cmp.Compare(b.Severity, a.Severity),
			strings.Compare(a.Code, b.Code),
			strings.Compare(a.Pos.Spot, b.Pos.Spot),
			strings.Compare(a.Message, b.Message),
			strings.Compare(a.Found, b.Found),
		)
	})
}

// split takes an A1 reference apart into its letters and its row.
func split(ref string) (col string, row int) {
	i := strings.IndexFunc(ref, unicode.IsDigit)
	if i < 0 {
		return ref, 0
	}
	for _, r := range ref[i:] {
		if r < '0' || r > '9' {
			break
		}
		row = row*10 + int(r-'0')
	}
	return ref[:i], row
}

// Worst tells the gravest severity among the findings; ok is false where there
// are none.
func Worst(fs []Finding) (worst Severity, ok bool) {
	for _, f := range fs {
		worst = max(worst, f.Severity)
	}
	return worst, len(fs) > 0
}

// HasError tells whether any of the findings is an error.
func HasError(fs []Finding) bool {
	worst, ok := Worst(fs)
	return ok && worst == Error
}
