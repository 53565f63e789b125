package wordml

import (
	"fmt"

	"vanthu/output/opc"
	"vanthu/pipeline/finding"
)

// limits bound what is unpacked and held as trees of elements: some 200 MB.
// Word's own documents of 500 pages take a quarter of it.
var limits = opc.Limits{Parts: 5000, PartBytes: 64 << 20, AllBytes: 128 << 20, Nodes: 2e6}

// What a document may hold. All of it stands in memory at once, and what is
// laid out beside it; together they keep within 512 MB. What comes behind is left
// out, with a finding of severity error.
const (
	// maxBlocks bounds paragraphs, rows and cells, which take about a kilobyte
	// each and as much again in a table that is laid out. 200,000 paragraphs
	// are some 5,000 pages.
	maxBlocks = 200e3
	// maxInlines bounds runs, tabs, breaks and drawings, at about 300 bytes.
	maxInlines = 400e3
	// maxText bounds the text, in bytes: 3,000 pages. A word takes some
	// 400 bytes while its paragraph is laid out, and 200 on its page.
	maxText = 8 << 20
	// maxDraws bounds the bytes of all pictures as they are stored: they are held
	// several times while the PDF is written.
	maxDraws = 64 << 20
)

// spent gives what stays of a block of the body that has been read, so that the
// document grows while its elements go.
func spent(n *node) *node {
	if n.name == "w:p" || n.name == "w:tbl" {
		return &node{}
	}
	return n
}

// counted is how much of a document has been read.
type counted struct{ blocks, inlines, text, pictures int }

// full tells whether the document holds more than is read, and says so once.
func (r *reader) full() bool {
	c := &r.counted
	switch {
	case c.blocks <= maxBlocks && c.inlines <= maxInlines && c.text <= maxText:
		return false
	case r.stopped:
		return true
	}
	r.stopped = true
	found := fmt.Sprintf("%d đoạn và ô, %d mẩu chữ, %d byte chữ", c.blocks, c.inlines, c.text)
	r.findings = append(r.findings, finding.Finding{
		Severity: finding.Error, Code: "qua-lon", Feature: "too-large", Found: found,
		Pos:     finding.Paragraph("", r.part, r.number, ""),
		Message: "văn bản quá lớn: từ chỗ này trở đi không được đọc",
		Hint:    "xem chỗ này trong bản Word có gì lặp lại quá nhiều; nếu văn bản dài như thế thật thì tách thành nhiều tệp",
	})
	return true
}
