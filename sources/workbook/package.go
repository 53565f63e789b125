package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"vanthu/pipeline/finding"
)

// refusal is why a whole file cannot be read: an error of the machine that
// carries the words for the person. It quotes nothing: what kind of file came
// stands in the message.
type refusal struct{ code, message, hint string }

func (r *refusal) Error() string { return r.code + ": " + r.message }

func (r *refusal) finding(file string) finding.Finding {
	return finding.Finding{Severity: finding.Error, Code: r.code, Pos: finding.Pos{File: file}, Message: r.message, Hint: r.hint}
}

const hintSaveAs = "mở tệp bằng Excel hoặc LibreOffice, chọn Lưu thành (Save As), kiểu “Excel Workbook (*.xlsx)”, rồi gửi lại tệp .xlsx đó"

// damaged refuses a file for damage at a place, "" where it has none.
func damaged(where string) *refusal {
	return &refusal{code: "tep-hong", message: "tệp bị hỏng hoặc chưa tải lên trọn vẹn nên không đọc được" + inBrackets(where), hint: "mở lại tệp trên máy của đơn vị, lưu lại dưới dạng .xlsx rồi gửi lần nữa"}
}

// tooBig refuses a file for what in it is too much.
func tooBig(what string) *refusal {
	return &refusal{code: "qua-gioi-han", message: "tệp lớn hơn mức cho phép" + inBrackets(what), hint: "gửi lại đúng mẫu báo cáo đã phát, bỏ các sheet, hình ảnh và dữ liệu không thuộc báo cáo"}
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

// refuseByKind tells the kinds of file apart by their content and refuses all
// but zip packages. The kinds named here are those that units send.
func refuseByKind(data []byte) *refusal {
	trimmed := bytes.TrimLeft(data[:min(len(data), 4096)], "\xEF\xBB\xBF \t\r\n")
	has := func(prefix string) bool { return bytes.HasPrefix(data, []byte(prefix)) }
	switch {
	case len(data) == 0:
		return &refusal{code: "tep-rong", message: "tệp rỗng, không có nội dung nào", hint: "mở lại tệp trên máy của đơn vị, lưu lại rồi gửi lần nữa"}
	case has("PK\x03\x04"):
		return nil
	case has("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"):
		switch {
		case bytes.Contains(data, utf16("EncryptedPackage")):
			return &refusal{code: "tep-ma-hoa", message: "tệp được đặt mật khẩu nên không mở được", hint: "bỏ mật khẩu (Tệp › Thông tin › Bảo vệ sổ làm việc › Mã hóa bằng mật khẩu, xóa trống mật khẩu), lưu lại rồi gửi"}
		case bytes.Contains(data, utf16("WordDocument")):
			return &refusal{code: "loai-tep-la", message: "đây là tệp Word (.doc), không phải bảng tính", hint: "điền số liệu vào mẫu báo cáo .xlsx đã phát rồi gửi lại"}
		}
		return &refusal{code: "tep-xls", message: "tệp ở dạng Excel 97–2003 (.xls), chưa đọc được", hint: hintSaveAs}
	case has("%PDF"):
		return &refusal{code: "loai-tep-la", message: "đây là tệp PDF, không phải bảng tính", hint: "gửi chính tệp mẫu báo cáo .xlsx đã điền; bản quét có chữ ký gửi kèm riêng"}
	case has("Rar!"), has("7z\xBC\xAF"):
		return &refusal{code: "loai-tep-la", message: "đây là tệp nén (.rar, .7z), không phải bảng tính", hint: "giải nén rồi gửi tệp .xlsx bên trong"}
	case bytes.HasPrefix(trimmed, []byte("<")):
		return &refusal{code: "loai-tep-la", message: "tệp mang tên bảng tính nhưng bên trong là trang web hoặc XML", hint: hintSaveAs}
	case len(bytes.Trim(data, "\x00")) == 0:
		return damaged("trong tệp chỉ có số 0")
	case looksLikeText(data):
		return &refusal{code: "tep-csv", message: "tệp là văn bản thuần hoặc CSV, chưa đọc được", hint: hintSaveAs}
	}
	return &refusal{code: "loai-tep-la", message: "tệp không phải bảng tính .xlsx", hint: hintSaveAs}
}

func looksLikeText(data []byte) bool {
	head := data[:min(len(data), 512)]
	if bytes.HasPrefix(head, []byte("\xFF\xFE")) || bytes.HasPrefix(head, []byte("\xFE\xFF")) {
		return true
	}
	for _, c := range head {
		if c < ' ' && c != '\t' && c != '\r' && c != '\n' {
			return false
		}
	}
	return true
}

// archive is the zip of a workbook, read within the limits.
type archive struct {
	files map[string]*zip.File // by lower-case name with forward slashes
	left  int64                // bytes that may still be unpacked
}

func openArchive(data []byte, limits Limits) (*archive, error) {
	if int64(len(data)) > limits.FileBytes {
		return nil, tooBig(fmt.Sprintf("%d MB", len(data)>>20))
	}
	if r := refuseByKind(data); r != nil {
		return nil, r
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, damaged("")
	}
	a := &archive{files: map[string]*zip.File{}, left: limits.Unpacked}
	for _, f := range z.File {
		// Some programs write backslashes, or a part twice: the later one is what
		// Excel shows.
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		a.files[name] = f
	}
	return a, nil
}

func (a *archive) has(name string) bool { return a.files[strings.ToLower(name)] != nil }

// part unpacks one part; ok is false where there is none.
func (a *archive) part(name string) (data []byte, ok bool, err error) {
	f := a.files[strings.ToLower(name)]
	if f == nil {
		return nil, false, nil
	}
	if f.Flags&1 != 0 {
		return nil, false, &refusal{code: "tep-ma-hoa", message: "tệp được nén có mật khẩu nên không mở được", hint: "bỏ mật khẩu, lưu lại rồi gửi"}
	}
	if f.UncompressedSize64 > uint64(a.left) {
		return nil, false, tooBig(name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, false, damaged(name)
	}
	defer r.Close()
	data, err = io.ReadAll(io.LimitReader(r, a.left+1))
	if err != nil {
		return nil, false, damaged(name)
	}
	if a.left -= int64(len(data)); a.left < 0 {
		return nil, false, tooBig(name)
	}
	return data, true, nil
}

// relation is one row of a .rels part.
type relation struct{ kind, target string }

// relations reads the relationships of a part ("" is the package), by id; the
// targets come as names of parts.
func (a *archive) relations(owner string) (map[string]relation, error) {
	folder, base := path.Split(owner)
	name := folder + "_rels/" + base + ".rels"
	out := map[string]relation{}
	data, ok, err := a.part(name)
	if err != nil || !ok {
		return out, err
	}
	err = eachElement(data, func(_ *xml.Decoder, e xml.StartElement) (bool, error) {
		if e.Name.Local != "Relationship" || attr(e, "TargetMode") == "External" {
			return false, nil
		}
		target := strings.ReplaceAll(attr(e, "Target"), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(folder, target)
		}
		kind := attr(e, "Type")
		out[attr(e, "Id")] = relation{kind[strings.LastIndexByte(kind, '/')+1:], strings.TrimPrefix(path.Clean(target), "/")}
		return false, nil
	})
	if err != nil {
		return nil, damaged(name)
	}
	return out, nil
}

// eachElement walks a whole part to its very end and hands every start tag to
// visit, which tells whether it consumed the element to its end tag. A part that is not well-formed, ends
// early or holds anything but one root element is an error.
func eachElement(data []byte, visit func(*xml.Decoder, xml.StartElement) (consumed bool, err error)) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	depth, roots := 0, 0
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			if roots != 1 {
				return fmt.Errorf("%d root elements", roots)
			}
			return nil
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if depth == 0 {
				roots++
			}
			consumed, err := visit(d, t)
			if err != nil {
				return err
			}
			if !consumed {
				depth++
			}
		case xml.EndElement:
			depth--
		case xml.CharData:
			if depth == 0 && len(bytes.TrimSpace(t)) > 0 {
				return errors.New("text outside the root element")
			}
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && (a.Name.Space == "" || name == "id") {
			return a.Value
		}
	}
	return ""
}
