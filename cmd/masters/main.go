// Command masters makes the Word templates of the program from the house profile: the
// files in templates/ are its output. It is run by whoever changes a master, in
// the root of the repository, never by the office.
//
//	go run ./cmd/masters            # writes templates/*.docx
//	go run ./cmd/masters -o DIR     # writes them elsewhere
//
// A master is composed of pieces that all documents share: letterhead, title,
// body styles, recipients and signature, appendix sections (pieces.go). The
// reports share their parts too (report.go, annex.go) and differ in their outlines
// (reports.go); the letters are in letter.go and faults.go. The same program makes
// the same bytes; a test holds the committed files to it.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	dir := flag.String("o", "templates", "folder to write the masters to")
	flag.Parse()
	if err := writeAll(*dir); err != nil {
		fmt.Fprintln(os.Stderr, "masters:", err)
		os.Exit(3)
	}
}

// master is one template: its name and its body.
type master struct {
	name  string // path under templates/ without extension: bao-cao-6T, or hue/ke-hoach for a profile's own
	title string // core property
	body  func() xml
}

// masters are all templates, in the order in which they are written.
var masters = []master{
	{name: "bao-cao-thang", title: "Báo cáo kết quả tuyên truyền cải cách hành chính tháng", body: monthReport},
	{name: "bao-cao-quy", title: "Báo cáo kết quả tuyên truyền cải cách hành chính quý", body: quarterReport},
	{name: "bao-cao-6T", title: "Báo cáo kết quả tuyên truyền cải cách hành chính 6 tháng", body: func() xml { return fullReport("6 tháng đầu năm 2025") }},
	{name: "bao-cao-9T", title: "Báo cáo kết quả tuyên truyền cải cách hành chính 9 tháng", body: func() xml { return fullReport("9 tháng năm 2025") }},
	{name: "bao-cao-nam", title: "Báo cáo kết quả tuyên truyền cải cách hành chính năm", body: yearReport},
	{name: "cong-van-nhac", title: "Công văn nhắc gửi báo cáo", body: reminderLetter},
	{name: "phieu-loi", title: "Phiếu lỗi của tệp báo cáo", body: faultLetter},
	{name: "hue/ke-hoach", title: "Kế hoạch tuyên truyền cải cách hành chính", body: huePlan},
	{name: "hue/phu-luc", title: "Phụ lục Kế hoạch tuyên truyền cải cách hành chính", body: hueAppendix},
	{name: "phu-yen/ke-hoach", title: "Kế hoạch thông tin, tuyên truyền công tác cải cách hành chính", body: phuYenPlan},
}

func writeAll(dir string) error {
	for _, m := range masters {
		body, err := m.docx()
		if err != nil {
			return fmt.Errorf("make %s: %w", m.name, err)
		}
		name := filepath.Join(dir, filepath.FromSlash(m.name)+".docx")
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, body, 0o644); err != nil {
			return err
		}
	}
	return nil
}
