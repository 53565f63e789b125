package layout

import (
	"fmt"

	"vanthu/output/wordml"
	"vanthu/pipeline/finding"
)

// What a layout may come to. A document of a few lines can ask for any number of
// pages, and all that stands on them is in memory at once: what comes behind is
// left out, with a finding of severity error.
const (
	// maxPages is twice what the longest real documents have, and holds headers and
	// page borders at their simplest.
	maxPages = 20000
	// maxItems bounds what stands on all pages. A word takes some 200 bytes; a
	// close page of text has 500 of them.
	maxItems = 1.2e6
	// maxPieces bounds the lines and rows that are made in one pass, those of
	// headers anew for each page: it bounds the time where nothing comes of the
	// work.
	maxPieces = 1e6
	// maxTokens bounds the words and spaces of a paragraph, all of which stand in
	// memory while it is broken into lines: 100 pages. It may have as many lines.
	maxTokens = 100e3
	// maxWord is how many characters of a text without spaces are one word: more
	// than any line holds, and few enough to measure again at every line.
	maxWord = 1000
	// maxMoved bounds the tokens that are moved along where words longer than a line
	// are cut, in one paragraph: some two seconds.
	maxMoved = 200e6
	// maxAhead bounds the pieces that stand ready, where they have no height to fill
	// a page with.
	maxAhead = 100e3
)

// amount is how much has been laid out in a pass.
type amount struct {
	pieces int
	items  int // on all pages but the one that is being filled
	last   *wordml.Paragraph
}

// full tells whether the document is larger than what is laid out, and says so
// once.
func (e *engine) full() bool {
	var message string
	switch {
	case len(e.pages) > maxPages && e.inPage == nil:
		message = fmt.Sprintf("văn bản dài quá %d trang", maxPages)
	case e.made.items > maxItems:
		message = "các trang có quá nhiều chữ và nét vẽ"
	case e.made.pieces > maxPieces:
		message = "văn bản có quá nhiều dòng và hàng"
	default:
		return false
	}
	e.stopped = true
	e.stop(e.made.last, fmt.Sprintf("%d trang", len(e.pages)), message+": từ chỗ này trở đi không được vẽ")
	return true
}

// stop says where and why the rest of a document is left out.
func (e *engine) stop(at *wordml.Paragraph, found, message string) {
	if e.found.seen[message] {
		return
	}
	e.found.seen[message] = true
	f := finding.Finding{
		Severity: finding.Error, Code: "qua-lon", Feature: "too-large", Found: found,
		Pos:     finding.Pos{Part: e.doc.Part},
		Message: message,
		Hint:    "xem chỗ này trong bản Word có gì lặp lại quá nhiều hoặc có kích thước vô lý; nếu văn bản dài như thế thật thì tách thành nhiều tệp",
	}
	if at != nil {
		f.Pos = finding.Paragraph("", at.Part, at.Number, wordml.Around(at.Text()))
	}
	e.found.list = append(e.found.list, f)
}

// crowded tells whether a paragraph has more words than are laid out.
func (s *shaper) crowded() bool {
	if len(s.tokens) <= maxTokens {
		return false
	}
	s.stop(s.p, "", "đoạn văn này quá dài: phần còn lại của đoạn không được vẽ")
	return true
}
