package report

import (
	"strings"
	"time"
)

// ArrivalState (tình trạng tiếp nhận) is what became of a file that came.
type ArrivalState string

// The states of `vanthu ingest`; Seen is one whose intake has begun and not
// ended, and stands only in the store.
const (
	Seen      ArrivalState = "seen"
	Accepted  ArrivalState = "accepted"
	Rejected  ArrivalState = "rejected"
	Duplicate ArrivalState = "duplicate"
	Waiting   ArrivalState = "waiting" // held or still being written; tried again next time
	Ignored   ArrivalState = "ignored" // lock files and the like
)

// ArrivalWords are what a person reads for each.
var ArrivalWords = map[ArrivalState]string{
	Accepted: "đã nhận", Rejected: "trả lại", Duplicate: "trùng", Waiting: "đang chờ", Ignored: "bỏ qua",
}

// Arrival (lượt đến) is one coming of one file.
type Arrival struct {
	ID         int64
	Path       string // as it lies in the inbox, slash-separated; else the name given
	File       File
	ReceivedAt time.Time // when it was first seen
	State      ArrivalState
	Unit       string // as far as known
	Period     Period // as far as known
	Revision   int    // of an accepted one
	Cleared    bool   // nothing of it is left to do in the inbox
}

// Document (văn bản đã dựng) is a file that a build wrote.
type Document struct {
	Path          string // relative to the workspace, slash-separated
	Scope         string // the period's code, or YYYY-KH
	Doc           string // bao-cao-6T
	SHA256        string // of its bytes as written
	Before        string // SHA-256 of what a build wrote there before; "" for none
	FiguresSHA256 string // of the figures it shows
	BuiltAt       time.Time
}

// Original (bản gốc) is a file with its bytes, as it came. Data is nil for a
// file over the limit of size, which is kept without being read.
type Original struct {
	Path     string // in the inbox, slash-separated; else as named
	Disk     string // where it lies on the disk
	File     File
	Data     []byte
	Modified time.Time // when it was changed last, as it was read
	Inside   bool      // it lies in the inbox and leaves it when taken in
	Ignored  bool
	Link     bool // a symbolic link or another thing that is no file; ignored
}

// FaultSheet is the name of the sheet that heads our marked copies and lists the
// findings. Units mend the marked copy and send it back: the sheet is ours, not
// theirs.
const FaultSheet = "Lỗi cần sửa"

// IsFaultSheet tells whether a sheet is such a list, by its name; spreadsheet
// programs number a copy of a sheet, "Lỗi cần sửa (2)".
func IsFaultSheet(name string) bool {
	rest, ok := strings.CutPrefix(Normalize(name), Normalize(FaultSheet))
	return ok && strings.Trim(rest, " (0123456789)") == ""
}

// Named is a file to be written beside a refused original.
type Named struct {
	Name string
	Data []byte
}
