package spreadsheet

import (
	"bytes"
	"errors"

	"vanthu/pipeline/finding"
)

// Refusal is why a whole file cannot be read: an error of the machine that
// carries the words for the person. It quotes nothing: what kind of file came
// stands in the message.
type Refusal struct{ code, message, hint string }

func (r *Refusal) Error() string { return r.code + ": " + r.message }

// Finding gives the refusal as a finding about the file.
func (r *Refusal) Finding(file string) finding.Finding {
	return finding.Finding{Severity: finding.Error, Code: r.code, Pos: finding.Pos{File: file}, Message: r.message, Hint: r.hint}
}

const hintSaveAs = "mở tệp bằng Excel hoặc LibreOffice, chọn Lưu thành (Save As), kiểu “Excel Workbook (*.xlsx)”, rồi gửi lại tệp .xlsx đó"

// damaged refuses a file for damage at a place, "" where it has none.
func damaged(where string) *Refusal {
	return &Refusal{code: "tep-hong", message: "tệp bị hỏng hoặc chưa tải lên trọn vẹn nên không đọc được" + inBrackets(where), hint: "mở lại tệp trên máy của đơn vị, lưu lại dưới dạng .xlsx rồi gửi lần nữa"}
}

// tooBig refuses a file for what in it is too much.
func tooBig(what string) *Refusal {
	return &Refusal{code: "qua-gioi-han", message: "tệp lớn hơn mức cho phép" + inBrackets(what), hint: "gửi lại đúng mẫu báo cáo đã phát, bỏ các sheet, hình ảnh và dữ liệu không thuộc báo cáo"}
}

func inBrackets(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

// utf16 is how the directory of an OLE file spells its names.
func utf16(s string) []byte {
	var b []byte
	for _, c := range []byte(s) {
		b = append(b, c, 0)
	}
	return b
}

// fileKind is how a spreadsheet file is built.
type fileKind int

const (
	noFile   fileKind = iota
	zipFile           // .xlsx, .xlsm, .ods: a package
	textFile          // .csv
	oleFile           // .xls, and what else Office keeps in compound files
	biffFile          // .xls without a compound file around it
)

// kindOf tells the kinds of file apart by their content and refuses what is no
// spreadsheet. The kinds named here are those that units send.
func kindOf(data []byte) (fileKind, error) {
	trimmed := bytes.TrimLeft(data[:min(len(data), 4096)], "\xEF\xBB\xBF \t\r\n")
	has := func(prefix string) bool { return bytes.HasPrefix(data, []byte(prefix)) }
	switch {
	case len(data) == 0:
		return noFile, noContent()
	case has("PK\x03\x04"):
		return zipFile, nil
	case has("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"):
		return oleFile, nil
	case has("\x09\x08\x10\x00\x00\x06"):
		return biffFile, nil
	case has("\x09\x00\x04\x00"), has("\x09\x02\x06\x00"), has("\x09\x04\x06\x00"), has("\x09\x08\x08\x00"):
		return noFile, oldExcel()
	case has("%PDF"):
		return noFile, &Refusal{code: "loai-tep-la", message: "đây là tệp PDF, không phải bảng tính", hint: "gửi chính tệp mẫu báo cáo .xlsx đã điền; bản quét có chữ ký gửi kèm riêng"}
	case has("Rar!"), has("7z\xBC\xAF"):
		return noFile, &Refusal{code: "loai-tep-la", message: "đây là tệp nén (.rar, .7z), không phải bảng tính", hint: "giải nén rồi gửi tệp .xlsx bên trong"}
	case bytes.HasPrefix(trimmed, []byte("<")):
		return noFile, isMarkup()
	case len(bytes.Trim(data, "\x00")) == 0:
		return noFile, damaged("trong tệp chỉ có số 0")
	case looksLikeText(data):
		return textFile, nil
	}
	return noFile, &Refusal{code: "loai-tep-la", message: "tệp không phải bảng tính .xlsx", hint: hintSaveAs}
}

// protected refuses a file that only a password opens.
func protected() *Refusal {
	return &Refusal{code: "tep-ma-hoa", message: "tệp được đặt mật khẩu nên không mở được", hint: "bỏ mật khẩu (Tệp › Thông tin › Bảo vệ sổ làm việc › Mã hóa bằng mật khẩu, xóa trống mật khẩu), lưu lại rồi gửi"}
}

// wordFile refuses an old document of Word.
func wordFile() *Refusal {
	return &Refusal{code: "loai-tep-la", message: "đây là tệp Word (.doc), không phải bảng tính", hint: "điền số liệu vào mẫu báo cáo .xlsx đã phát rồi gửi lại"}
}

// oldExcel refuses what Excel wrote before 1997.
func oldExcel() *Refusal {
	return &Refusal{code: "tep-xls", message: "tệp ở dạng Excel 95 hoặc cũ hơn, không đọc được", hint: hintSaveAs}
}

func noContent() *Refusal {
	return &Refusal{code: "tep-rong", message: "tệp rỗng, không có nội dung nào", hint: "mở lại tệp trên máy của đơn vị, lưu lại rồi gửi lần nữa"}
}

func noSheet() *Refusal {
	return &Refusal{code: "loai-tep-la", message: "trong tệp không có bảng tính nào", hint: "gửi chính tệp mẫu báo cáo .xlsx đã điền"}
}

func isMarkup() *Refusal {
	return &Refusal{code: "loai-tep-la", message: "tệp mang tên bảng tính nhưng bên trong là trang web hoặc XML", hint: hintSaveAs}
}

func looksLikeText(data []byte) bool {
	head := data[:min(len(data), 512)]
	if bytes.HasPrefix(head, []byte("\xFF\xFE")) || bytes.HasPrefix(head, []byte("\xFE\xFF")) || zeroBytes(data) >= 0 {
		return true
	}
	for _, c := range head {
		if c < ' ' && c != '\t' && c != '\r' && c != '\n' {
			return false
		}
	}
	return true
}

// Refused gives the words for any error of Read; what has no words of its
// own is damage.
func Refused(err error) *Refusal {
	var r *Refusal
	if errors.As(err, &r) {
		return r
	}
	return damaged("")
}
