package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"

	"vanthu/output/docx"
	"vanthu/output/opc"
	"vanthu/output/paper"
	"vanthu/output/sheet"
	"vanthu/pipeline"
	"vanthu/pipeline/finding"
	"vanthu/templates"
)

// The templates folder of a workspace. A document's own template replaces the
// built-in one of the same name; an .xlsx of that name makes a spreadsheet beside
// it. A template with a mark of its own behind the name (bao-cao-6T_bieu-1.xlsx)
// makes one more document of the same values.
//
// A PDF form (bao-cao-6T_phieu.pdf) is filled by the names of its fields. The first
// page of bao-cao-6T.nen.pdf is the paper that the document's PDF is printed on,
// its last page that of the pages behind.
//
// Filling is by the ending of the name, for the build and for `vanthu fill` alike.

// templateError is a fault of the templates folder, worded for a person.
type templateError struct {
	text    string
	missing bool // there is no template of the document
}

func (e templateError) Error() string { return e.text }

// noTemplate tells whether an error says that a document has no template.
func noTemplate(err error) bool {
	var e templateError
	return errors.As(err, &e) && e.missing
}

// besides are the names that a build gives to a document beside one that a person
// has edited; no template makes documents of such names.
var besides = regexp.MustCompile(`_moi[0-9]*$`)

// background ends the name, before .pdf, of the paper that a document is printed
// on.
const background = ".nen"

// templateKinds are the endings of template files.
var templateKinds = []string{".docx", ".xlsx", ".pdf"}

// templatesOf gives the templates of a document, the office's own before the
// built-in one.
func (o *office) templatesOf(doc string) ([]pipeline.Template, error) {
	var out []pipeline.Template
	for _, ext := range templateKinds {
		body, err := os.ReadFile(o.templatePath(doc + ext))
		switch {
		case err == nil:
			out = append(out, pipeline.Template{File: doc + ext, Body: body})
		case !errors.Is(err, fs.ErrNotExist):
			return nil, err
		case ext == ".docx":
			if body, ok := templates.Get(o.settings.Profile, doc); ok {
				out = append(out, pipeline.Template{File: doc + ext, Body: body})
			}
		}
	}
	if len(out) > 1 && path.Ext(out[len(out)-1].File) == ".pdf" && path.Ext(out[0].File) == ".docx" {
		return nil, templateError{text: clash(doc)}
	}
	if len(out) == 0 {
		return nil, templateError{missing: true, text: fmt.Sprintf("chưa có mẫu dựng sẵn cho %s; đặt mẫu %[1]s.docx của cơ quan vào thư mục %s", doc, o.settings.Folders.Templates)}
	}
	return out, nil
}

// clash says that two templates would make the same file.
func clash(doc string) string {
	return fmt.Sprintf("mẫu %s.docx và biểu mẫu %[1]s.pdf cùng làm ra tệp %[1]s.pdf; đổi tên biểu mẫu, ví dụ %[1]s_phieu.pdf", doc)
}

func (o *office) templatePath(name string) string {
	return o.path(path.Join(o.settings.Folders.Templates, name))
}

// documents lists the documents of a work with those that the office has added by
// templates of its own.
func (o *office) documents(builtIn []string) ([]string, error) {
	entries, err := os.ReadDir(o.path(o.settings.Folders.Templates))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	docs := slices.Clone(builtIn)
	for _, e := range entries {
		doc, ext := splitTemplate(e.Name())
		base := pipeline.BaseOf(doc)
		if e.IsDir() || ext == "" || strings.HasSuffix(doc, background) || besides.MatchString(doc) || doc == base || templates.Fields(base) == nil || !slices.Contains(builtIn, base) || slices.Contains(docs, doc) {
			continue
		}
		docs = append(docs, doc)
	}
	return docs, nil
}

// splitTemplate takes a file's name apart into document and ending; the ending is
// "" for what is no template: lock files, hidden files, other kinds.
func splitTemplate(name string) (doc, ext string) {
	ext = path.Ext(name)
	if !slices.Contains(templateKinds, strings.ToLower(ext)) || strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".") {
		return name, ""
	}
	return strings.TrimSuffix(name, ext), strings.ToLower(ext)
}

func kindOf(t pipeline.Template) string { return strings.ToLower(path.Ext(t.File)) }

// fillHow says how a template is filled.
type fillHow struct {
	allowMissing bool
	title        string // of the document's properties; "" leaves the template's
}

// fillTemplate fills a template of any kind.
func fillTemplate(t pipeline.Template, data map[string]any, how fillHow) (out []byte, found []finding.Finding, err error) {
	switch kindOf(t) {
	case ".xlsx":
		out, found, err = sheet.Fill(t.Body, data, sheet.Options{File: t.File, AllowMissing: how.allowMissing})
	case ".pdf":
		out, found, err = paper.Fill(t.Body, data, paper.Options{File: t.File, AllowMissing: how.allowMissing})
	default:
		out, found, err = docx.Fill(t.Body, data, docx.Options{File: t.File, AllowMissing: how.allowMissing, Title: how.title})
	}
	if err != nil {
		err = templateError{text: fmt.Sprintf("mẫu %s không dùng được: %s", t.File, whyUnusable(err, kindOf(t)))}
	}
	return out, found, err
}

// whyUnusable says why a template cannot be opened, and what to do.
func whyUnusable(err error, ext string) string {
	switch {
	case errors.Is(err, opc.ErrEncrypted), errors.Is(err, paper.ErrEncrypted):
		return "tệp có mật khẩu; mở tệp, bỏ mật khẩu rồi lưu lại"
	case errors.Is(err, opc.ErrTooLarge), errors.Is(err, paper.ErrTooLarge):
		return "tệp quá lớn (quá nhiều hàng, ô hoặc hình); xóa phần định dạng thừa rồi lưu lại"
	case errors.Is(err, docx.ErrBroken):
		return "tệp có cấu trúc hỏng mà chương trình không hiểu được; mở bằng Word, lưu thành tệp mới rồi thử lại"
	}
	return fmt.Sprintf("tệp không phải loại %s như đuôi tên của nó, hoặc đã hỏng; mở bằng chương trình đã làm ra nó rồi lưu lại dạng %s", ext, ext)
}

// unusedIn warns of the data that no tag of a template uses.
func unusedIn(t pipeline.Template, data map[string]any) ([]finding.Finding, error) {
	switch kindOf(t) {
	case ".xlsx":
		return sheet.Unused(t.Body, data, t.File)
	case ".pdf":
		return paper.Unused(t.Body, data, t.File)
	}
	return docx.Unused(t.Body, data, t.File)
}

// templateTag is a tag of a template of any kind, with its place.
type templateTag struct {
	kind, name string
	sections   []string
	pos        finding.Pos
}

// tagsOf lists the tags of a template.
func tagsOf(t pipeline.Template) ([]templateTag, error) {
	var out []templateTag
	switch kindOf(t) {
	case ".xlsx":
		fields, err := sheet.Fields(t.Body)
		for _, f := range fields {
			out = append(out, templateTag{f.Kind, f.Name, f.Sections, finding.Cell(t.File, f.Sheet, f.Cell)})
		}
		return out, err
	case ".pdf":
		fields, err := paper.Fields(t.Body)
		for _, f := range fields {
			if f.Kind != paper.Button && f.Kind != paper.Signature {
				out = append(out, templateTag{"", f.Name, nil, finding.Pos{File: t.File, Spot: f.Name}})
			}
		}
		return out, err
	}
	fields, err := docx.Fields(t.Body)
	for _, f := range fields {
		out = append(out, templateTag{f.Kind, f.Name, f.Sections, finding.Paragraph(t.File, f.Part, f.Paragraph, f.Around)})
	}
	return out, err
}
