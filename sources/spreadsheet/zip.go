package spreadsheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
	"sync"

	"vanthu/pipeline/xmlscan"
)

// archive is the zip of a workbook, read within the limits.
type archive struct {
	files map[string]*zip.File // by lower-case name with forward slashes
	left  int64                // bytes that may still be unpacked
	xml   *xmlscan.Scanner     // reads one part after the other
	buf   *bytes.Buffer        // for one part after the other
}

// openArchive reads the directory of a package; close must follow.
func openArchive(data []byte, limits Limits) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, damaged("")
	}
	a := &archive{
		files: make(map[string]*zip.File, len(z.File)), left: limits.Unpacked,
		xml: scanners.Get().(*xmlscan.Scanner), buf: buffers.Get().(*bytes.Buffer),
	}
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
	defer a.close()
	if isODS(a) {
		return readODS(a, b)
	}
	if err := refuseByParts(a); err != nil {
		return err
	}
	return (&xlsxReader{builder: b, archive: a}).read()
}

// Memory that serves one file after the other.
var (
	scanners = sync.Pool{New: func() any { return xmlscan.New(spaces, xmlscan.Strict) }}
	buffers  = sync.Pool{New: func() any { return new(bytes.Buffer) }}
)

// close gives back what serves the next file; what a huge one needed is not kept.
func (a *archive) close() {
	_ = a.xml.Reset(nil)
	scanners.Put(a.xml)
	if a.buf.Cap() <= 4<<20 {
		buffers.Put(a.buf)
	}
}

// refuseByParts tells other zip packages from a workbook.
func refuseByParts(a *archive) error {
	switch {
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

// part unpacks one part, which holds until the next one; ok is false where there
// is none.
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
	a.buf.Reset()
	if _, err = a.buf.ReadFrom(io.LimitReader(r, a.left+1)); err != nil {
		return nil, false, damaged(name)
	}
	if a.left -= int64(a.buf.Len()); a.left < 0 {
		return nil, false, tooBig(name)
	}
	return a.buf.Bytes(), true, nil
}

// spaces are the namespaces of workbooks; the strict form (ISO 29500) has its
// own addresses for the same words.
var spaces = xmlscan.Spaces{
	"http://schemas.openxmlformats.org/spreadsheetml/2006/main":           "x",
	"http://purl.oclc.org/ooxml/spreadsheetml/main":                       "x",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
	"http://purl.oclc.org/ooxml/officeDocument/relationships":             "r",
	"http://schemas.openxmlformats.org/package/2006/relationships":        "p",
}

// scan begins to read a part as XML; nil where there is none.
func (a *archive) scan(name string) (*xmlscan.Scanner, error) {
	data, ok, err := a.part(name)
	if err != nil || !ok {
		return nil, err
	}
	if a.xml.Reset(data) != nil {
		return nil, damaged(name)
	}
	return a.xml, nil
}

// relation is one row of a .rels part.
type relation struct{ kind, target string }

// relations reads the relationships of a part ("" is the package), by id; the
// targets come as names of parts.
func (a *archive) relations(owner string) (map[string]relation, error) {
	folder, base := path.Split(owner)
	name := folder + "_rels/" + base + ".rels"
	out := map[string]relation{}
	x, err := a.scan(name)
	if err != nil || x == nil {
		return out, err
	}
	err = eachStart(x, "p:Relationships", func() error {
		if x.Name != "p:Relationship" || x.Attribute("TargetMode") == "External" {
			return nil
		}
		target := strings.ReplaceAll(x.Attribute("Target"), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(folder, target)
		}
		kind := x.Attribute("Type")
		out[x.Attribute("Id")] = relation{kind[strings.LastIndexByte(kind, '/')+1:], strings.TrimPrefix(path.Clean(target), "/")}
		return nil
	})
	if err != nil {
		return nil, damaged(name)
	}
	return out, nil
}

// eachStart walks a whole part to its very end and calls visit at every start
// tag within its root element, which must be the one named; where none is, at that
// of the root too. visit may read on, to the end of the element.
func eachStart(x *xmlscan.Scanner, root string, visit func() error) error {
	if root != "" {
		if err := x.Root(root); err != nil {
			return err
		}
	}
	for {
		tok, err := x.Next()
		if err == nil && tok == xmlscan.Start {
			err = visit()
		}
		if err != nil || tok == xmlscan.EOF {
			return err
		}
	}
}
