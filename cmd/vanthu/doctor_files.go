package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
	"vanthu/sources/inbox"
)

// The part of the examination that looks at the files of the units.

// examineOriginals reads every original that the store knows, and names the files
// of the archive that it does not know.
func (d *doctor) examineOriginals(ctx context.Context, arrivals []report.Arrival) error {
	box := d.box()
	known := map[string]bool{}
	var kept []report.Arrival // one for each file
	for _, a := range arrivals {
		rel := box.Original(a)
		if rel == "" || known[rel] {
			continue
		}
		known[rel] = true
		kept = append(kept, a)
	}
	step, finish := progress(d.w, len(kept), "Đang đọc lại bản gốc")
	defer finish()
	for _, a := range kept {
		if err := ctx.Err(); err != nil {
			return err
		}
		d.examineOriginal(box, a)
		step()
	}
	archived, err := box.Archived()
	if err != nil {
		return err
	}
	for _, rel := range archived {
		if !known[rel] {
			d.complain(finding.Warning, "tep-la-trong-archive", inFile(rel), "kho dữ liệu không biết tệp này", "chạy “vanthu ingest”: nếu đây là tệp đang nhận dở thì sẽ được nhận nốt; vẫn còn cảnh báo này thì chuyển tệp ra ngoài thư mục archive")
		}
	}
	return nil
}

func (d *doctor) examineOriginal(box inbox.Box, a report.Arrival) {
	rel := box.Original(a)
	whose := "tệp bị trả lại"
	severity := finding.Warning // a refused file counts for nothing
	if a.State != report.Rejected {
		severity, whose = finding.Error, "tệp nén"
		if a.Unit != "" {
			whose = fmt.Sprintf("báo cáo %s của %s", a.Period.Words(), a.Unit)
		}
	}
	hint := "lấy lại tệp này từ bản sao lưu; hoặc xin đơn vị gửi lại đúng tệp cũ, bỏ vào inbox và chạy “vanthu ingest” thì bản gốc được chép lại"
	if a.State == report.Rejected {
		hint = "lấy lại tệp này từ bản sao lưu; nếu đã cố ý xóa thì không phải làm gì"
	}
	err := box.Verify(rel, a.File.SHA256)
	switch {
	case err == nil:
	case errors.Is(err, fs.ErrNotExist):
		d.complain(severity, "mat-ban-goc", inFile(rel), fmt.Sprintf("mất bản gốc %q, %s, nhận %s", a.File.Name, whose, clockWords(a.ReceivedAt)), hint)
	case errors.Is(err, inbox.ErrChanged):
		d.complain(severity, "ban-goc-bi-doi", inFile(rel), fmt.Sprintf("bản gốc %q, %s, không còn nguyên như lúc nhận %s", a.File.Name, whose, clockWords(a.ReceivedAt)), hint)
	default:
		d.complain(severity, "ban-goc-khong-doc-duoc", inFile(rel), fmt.Sprintf("không đọc được bản gốc %q, %s: %v", a.File.Name, whose, err), "xem lại quyền đọc tệp và ổ đĩa")
	}
}

// examineUnfinished names the files whose intake has begun and not ended.
func (d *doctor) examineUnfinished(arrivals []report.Arrival) error {
	box := d.box()
	decided := map[string]bool{}
	for _, a := range arrivals {
		if a.State != report.Seen {
			decided[a.File.SHA256] = true
		}
	}
	gone := 0
	for _, a := range arrivals {
		if a.Cleared {
			continue
		}
		lies := box.Verify(a.Path, a.File.SHA256) == nil
		switch {
		case a.State != report.Seen && lies:
			d.complain(finding.Warning, "nhan-do-dang", inFile(a.Path), "tệp đã ghi nhận xong nhưng còn nằm trong inbox", "chạy “vanthu ingest” để lấy ra; tệp mở bằng chương trình khác thì đóng lại trước")
		case a.State != report.Seen:
			d.complain(finding.Warning, "nhan-do-dang", inFile(a.Path), "tệp đã ghi nhận xong nhưng việc dọn trong inbox chưa xong", "chạy “vanthu ingest” để dọn nốt")
		case lies:
			d.complain(finding.Warning, "nhan-do-dang", inFile(a.Path), "tệp đang nhận thì bị ngắt", "chạy “vanthu ingest” để nhận nốt")
		case !decided[a.File.SHA256]:
			gone++
		}
	}
	if gone > 0 {
		d.complain(finding.Info, "tep-den-roi-di", inFile(d.settings.Folders.Inbox), fmt.Sprintf("có %d tệp đã thấy trong inbox nhưng bị thay, lấy đi hoặc còn đang chép trước khi nhận xong", gone), "không phải làm gì; tệp còn trong inbox thì lần nhận sau sẽ đọc")
	}
	return nil
}

// examineLeftOver names what interrupted writes have left.
func (d *doctor) examineLeftOver() error {
	box := d.box()
	f := d.settings.Folders
	for _, folder := range []string{f.Inbox, f.Archive, f.Rejected, f.Output, f.Forms, f.Templates} {
		left, err := box.LeftOver(folder)
		if err != nil {
			return err
		}
		for _, rel := range left {
			hint := "chạy lại lệnh bị ngắt; tệp vẫn còn thì xóa đi, không mất gì"
			if path.Ext(rel) == ".xoa" {
				hint = "chạy “vanthu ingest” để dọn nốt; đừng tự xóa"
			}
			d.complain(finding.Warning, "tep-ghi-do", inFile(rel), "tệp ghi dở của một lần chạy bị ngắt", hint)
		}
	}
	return nil
}
