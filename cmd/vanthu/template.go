package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"vanthu/output/docx"
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

var errNoTemplate = errors.New("no template")

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
		return nil, usagef("mẫu %s.docx và biểu mẫu %[1]s.pdf cùng làm ra tệp %[1]s.pdf; đổi tên biểu mẫu, ví dụ %[1]s_phieu.pdf", doc)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%w: chưa có mẫu dựng sẵn cho %s; đặt mẫu %s.docx của cơ quan vào thư mục %s", errNoTemplate, doc, doc, o.settings.Folders.Templates)
	}
	return out, nil
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
		if e.IsDir() || ext == "" || strings.HasSuffix(doc, background) || doc == base || templates.Fields(base) == nil || !slices.Contains(builtIn, base) || slices.Contains(docs, doc) {
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
	if !slices.Contains(templateKinds, ext) || strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".") {
		return name, ""
	}
	return strings.TrimSuffix(name, ext), ext
}

func kindOf(t pipeline.Template) string { return strings.ToLower(path.Ext(t.File)) }

// fillTemplate fills a template of any kind.
func fillTemplate(t pipeline.Template, data map[string]any, allowMissing bool) ([]byte, []finding.Finding, error) {
	switch kindOf(t) {
	case ".xlsx":
		return sheet.Fill(t.Body, data, sheet.Options{File: t.File, AllowMissing: allowMissing})
	case ".pdf":
		return paper.Fill(t.Body, data, paper.Options{File: t.File, AllowMissing: allowMissing})
	}
	return docx.Fill(t.Body, data, docx.Options{File: t.File, AllowMissing: allowMissing})
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
		out = append(out, templateTag{f.Kind, f.Name, f.Sections, finding.Paragraph(t.File, f.Part, f.Paragraph, "")})
	}
	return out, err
}
