package spreadsheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"vanthu/pipeline/report"
)

// unpackFiles is how many files a zip may hold: a department has some fifty units.
const unpackFiles = 500

// Unpack opens a zip of files, one level deep; ok is false for what is no zip or is
// itself a spreadsheet or a document. Names come with their folders, slash-
// separated, none of them twice; folders themselves and what programs leave behind
// (__MACOSX, .DS_Store and the like) are left out. Encrypted, damaged or over the
// limits: a *Refusal.
func Unpack(data []byte, limits Limits) (files []report.Named, ok bool, err error) {
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) && !bytes.HasPrefix(data, []byte("PK\x05\x06")) {
		return nil, false, nil
	}
	limits = limits.withDefaults()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, false, nil // damage is told by the reader of spreadsheets
	}
	for _, f := range z.File {
		if f.Name == "[Content_Types].xml" || f.Name == "mimetype" || strings.HasPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "xl/") {
			return nil, false, nil
		}
	}
	left, taken := limits.Unpacked, map[string]bool{}
	for _, f := range z.File {
		name := packedName(f.Name)
		if name == "" {
			continue
		}
		if len(files) == unpackFiles {
			return nil, true, tooBig(fmt.Sprintf("tệp nén có hơn %d tệp", unpackFiles))
		}
		body, err := unpackOne(f, &left)
		if err != nil {
			return nil, true, err
		}
		for n := 2; taken[name]; n++ {
			ext := path.Ext(name)
			name = fmt.Sprintf("%s_%d%s", strings.TrimSuffix(name, ext), n, ext)
		}
		taken[name] = true
		files = append(files, report.Named{Name: name, Data: body})
	}
	return files, true, nil
}

// packedName makes a path inside the zip of an entry's name; "" is an entry that
// nobody sends.
func packedName(name string) string {
	name = strings.ToValidUTF8(strings.ReplaceAll(name, `\`, "/"), "_")
	if strings.HasSuffix(name, "/") {
		return ""
	}
	name = strings.TrimPrefix(path.Clean("/"+name), "/")
	switch base := strings.ToLower(path.Base(name)); {
	case name == "", strings.HasPrefix(name, "__MACOSX/"), strings.HasPrefix(base, "~$"), base == ".ds_store", base == "thumbs.db", base == "desktop.ini":
		return ""
	}
	return name
}

func unpackOne(f *zip.File, left *int64) ([]byte, error) {
	if f.Flags&1 != 0 {
		return nil, &Refusal{code: "tep-ma-hoa", message: "tệp nén có mật khẩu nên không mở được", hint: "nén lại không đặt mật khẩu, hoặc gửi từng tệp"}
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(f.Name)
	}
	body, err := io.ReadAll(io.LimitReader(r, *left+1))
	if err := errors.Join(err, r.Close()); err != nil {
		return nil, damaged(f.Name)
	}
	if *left -= int64(len(body)); *left < 0 {
		return nil, tooBig("các tệp trong tệp nén")
	}
	if body == nil {
		body = []byte{}
	}
	return body, nil
}
