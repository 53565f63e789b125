package spreadsheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// archive is the zip of a workbook, read within the limits.
type archive struct {
	files map[string]*zip.File // by lower-case name with forward slashes
	left  int64                // bytes that may still be unpacked
}

func openArchive(data []byte, limits Limits) (*archive, error) {
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

// readZip reads a spreadsheet that is a zip package.
func readZip(data []byte, b *builder) error {
	a, err := openArchive(data, b.limits)
	if err != nil {
		return err
	}
	if err := refuseByParts(a); err != nil {
		return err
	}
	return (&xlsxReader{builder: b, archive: a}).read()
}

// refuseByParts tells other zip packages from a workbook.
func refuseByParts(a *archive) error {
	mime, _, err := a.part("mimetype")
	switch {
	case err != nil:
		return err
	case strings.Contains(string(mime), "opendocument.spreadsheet"):
		return &Refusal{code: "tep-ods", message: "tệp ở dạng bảng tính OpenDocument (.ods), chưa đọc được", hint: hintSaveAs}
	case a.has("word/document.xml"):
		return &Refusal{code: "loai-tep-la", message: "đây là tệp Word (.docx), không phải bảng tính", hint: "điền số liệu vào mẫu báo cáo .xlsx đã phát rồi gửi lại"}
	case a.has("xl/workbook.bin"):
		return &Refusal{code: "loai-tep-la", message: "tệp ở dạng bảng tính nhị phân (.xlsb), không đọc được", hint: hintSaveAs}
	case !a.has("[Content_Types].xml"):
		return &Refusal{code: "loai-tep-la", message: "đây là tệp nén (.zip) nằm trong một tệp nén khác", hint: "chỉ nén một lần, hoặc gửi từng tệp"}
	}
	return nil
}

func (a *archive) has(name string) bool { return a.files[strings.ToLower(name)] != nil }

// part unpacks one part; ok is false where there is none.
func (a *archive) part(name string) (data []byte, ok bool, err error) {
	f := a.files[strings.ToLower(name)]
	if f == nil {
		return nil, false, nil
	}
	if f.Flags&1 != 0 {
		return nil, false, &Refusal{code: "tep-ma-hoa", message: "tệp được nén có mật khẩu nên không mở được", hint: "bỏ mật khẩu, lưu lại rồi gửi"}
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
