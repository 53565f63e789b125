package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"vanthu/output/paper"
	"vanthu/output/tag"
	"vanthu/pipeline"
	"vanthu/pipeline/finding"
	"vanthu/templates"
)

func newTemplates(w *world) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "templates",
		Short: "Mẫu của cơ quan: chép mẫu dựng sẵn ra để sửa, kiểm tra mẫu đã sửa",
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	export := &cobra.Command{
		Use:   "export",
		Short: "Chép các mẫu dựng sẵn vào thư mục templates để sửa bằng Word",
		Long:  "Chép các mẫu dựng sẵn vào thư mục templates để sửa bằng Word. Mẫu đã có trong thư mục thì giữ nguyên.\nMẫu nào không sửa thì nên xóa khỏi thư mục, để mẫu dựng sẵn của bản vanthu mới được dùng.",
		Args:  noArgs,
	}
	docs := export.Flags().StringArray("doc", nil, "chỉ chép mẫu của `VĂN-BẢN` này (có thể lặp lại)")
	export.RunE = func(*cobra.Command, []string) error {
		return inFolder(w, func(o *office) error { return runTemplatesExport(o, *docs) })
	}
	check := &cobra.Command{
		Use:   "check",
		Short: "Kiểm tra các mẫu trong thư mục templates: thẻ lạ, thẻ hỏng, tên chưa dùng",
		Args:  noArgs,
		RunE:  func(*cobra.Command, []string) error { return inFolder(w, runTemplatesCheck) },
	}
	cmd.AddCommand(export, check)
	return cmd
}

// exportedJSON is a template that was copied, or kept as it lay there.
type exportedJSON struct {
	File  string `json:"file"`
	State string `json:"state"` // written, kept
}

// exportTemplates copies the profile's templates of some documents, or of all,
// into the workspace; what lies there stays.
func exportTemplates(o *office, docs []string) ([]exportedJSON, error) {
	all := templates.Names(o.settings.Profile)
	for _, d := range docs {
		if !slices.Contains(all, d) {
			return nil, usagef("không có mẫu dựng sẵn của %q; có: %s", d, strings.Join(all, ", "))
		}
	}
	if len(docs) == 0 {
		docs = all
	}
	done := []exportedJSON{}
	for _, d := range docs {
		rel := path.Join(o.settings.Folders.Templates, d+".docx")
		if _, err := os.Lstat(o.path(rel)); err == nil {
			done = append(done, exportedJSON{rel, "kept"})
			continue
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		body, _ := templates.Get(o.settings.Profile, d)
		if err := o.box().WriteFile(o.path(rel), body); err != nil {
			return nil, err
		}
		done = append(done, exportedJSON{rel, "written"})
	}
	return done, nil
}

func runTemplatesExport(o *office, docs []string) error {
	files, err := exportTemplates(o, docs)
	if err != nil {
		return err
	}
	if o.w.json {
		return printJSON(o.w.stdout, map[string]any{"files": files})
	}
	for _, f := range files {
		if f.State == "kept" {
			fmt.Fprintf(o.w.stdout, "Giữ nguyên %s (đã có trong thư mục)\n", f.File)
		} else {
			fmt.Fprintf(o.w.stdout, "Đã chép %s\n", f.File)
		}
	}
	fmt.Fprintln(o.w.stdout, "Sửa bằng Word, lưu lại, rồi chạy “vanthu templates check”. Mẫu nào không sửa thì xóa đi để dùng mẫu dựng sẵn.")
	return nil
}

// checkedJSON is a template of the office's own, held against the fields of its
// document.
type checkedJSON struct {
	File     string            `json:"file"`
	Doc      *string           `json:"doc"` // null where the name is no document's
	Unused   []string          `json:"unused"`
	Problems []finding.Finding `json:"problems"`
}

func runTemplatesCheck(o *office) error {
	checked, err := o.checkTemplates()
	if err != nil {
		return err
	}
	if o.w.json {
		err = printJSON(o.w.stdout, map[string]any{"files": checked})
	} else {
		printChecked(o, checked)
	}
	if err == nil && slices.ContainsFunc(checked, func(c checkedJSON) bool { return slices.ContainsFunc(c.Problems, grave) }) {
		err = errRefused
	}
	return err
}

// grave tells whether a finding makes a check exit with 1.
func grave(f finding.Finding) bool { return f.Severity >= finding.Warning }

// checkTemplates holds every file of the templates folder against the fields of
// its document.
func (o *office) checkTemplates() ([]checkedJSON, error) {
	entries, err := os.ReadDir(o.path(o.settings.Folders.Templates))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	checked := []checkedJSON{}
	for _, e := range entries {
		if e.IsDir() || strings.HasPrefix(e.Name(), "~$") || strings.HasPrefix(e.Name(), ".") {
			continue // Word's lock files, and what the system keeps to itself
		}
		rel := path.Join(o.settings.Folders.Templates, e.Name())
		body, err := os.ReadFile(o.path(rel))
		if err != nil {
			return nil, err
		}
		checked = append(checked, o.checkTemplate(rel, body))
	}
	return checked, nil
}

// checkTemplate holds one file of the templates folder against the fields of its
// document.
func (o *office) checkTemplate(rel string, body []byte) checkedJSON {
	out := checkedJSON{File: rel, Unused: []string{}, Problems: []finding.Finding{}}
	t := pipeline.Template{File: path.Base(rel), Body: body}
	complain := func(severity finding.Severity, code, message, hint string) checkedJSON {
		out.Problems = append(out.Problems, finding.Finding{Severity: severity, Code: code, Pos: finding.Pos{File: t.File}, Message: message, Hint: hint})
		return out
	}
	doc, ext := splitTemplate(t.File)
	if ext == "" {
		return complain(finding.Warning, "mau-khac-loai", "tệp này không phải mẫu "+strings.Join(templateKinds, ", ")+" nên không được dùng", "lưu lại dạng .docx hoặc .xlsx, hoặc chuyển tệp sang thư mục khác")
	}
	doc, isPaper := strings.CutSuffix(doc, background)
	base := pipeline.BaseOf(doc)
	fields := templates.Fields(base)
	if fields == nil {
		hint := "đặt tên theo một trong các văn bản: " + strings.Join(documentsWithFields(), ", ")
		if near := tag.Nearest(base, documentsWithFields()); near != "" {
			hint = fmt.Sprintf("có phải %s%s không? Nếu không, chuyển tệp sang thư mục khác", near, ext)
		}
		return complain(finding.Warning, "mau-la", "không có văn bản nào tên này nên mẫu không được dùng", hint)
	}
	out.Doc = &doc
	if besides.MatchString(doc) {
		return complain(finding.Warning, "mau-trung-ten-ban-moi", "tên có đuôi _moi dành cho bản dựng nằm cạnh văn bản đã sửa tay nên mẫu không được dùng", "đặt đuôi khác, ví dụ "+base+"_phieu"+ext)
	}
	var err error
	switch _, builtIn := templates.Get(o.settings.Profile, doc); {
	case isPaper && ext != ".pdf":
		return complain(finding.Warning, "mau-khac-loai", "giấy nền phải là tệp .pdf nên tệp này không được dùng", "lưu lại dạng .pdf")
	case isPaper:
		_, err = paper.Fields(body)
	case ext == ".pdf" && (builtIn || o.hasTemplate(doc+".docx")):
		return complain(finding.Error, "mau-trung-tep", clash(doc), "đổi tên biểu mẫu PDF")
	default:
		var problems []finding.Finding
		if _, problems, err = fillTemplate(t, map[string]any{}, fillHow{allowMissing: true}); err == nil {
			out.Problems = append(out.Problems, slices.DeleteFunc(problems, func(f finding.Finding) bool {
				return f.Severity == finding.Info // names are held against the fields below
			})...)
			err = checkNames(&out, t, base, fields)
		}
	}
	if err != nil {
		return complain(finding.Error, "mau-hong", "mẫu không mở được: tệp không đúng loại "+ext+", có mật khẩu hoặc đã hỏng", "mở bằng chương trình đã làm ra nó rồi lưu lại dạng "+ext)
	}
	finding.Sort(out.Problems)
	return out
}

func (o *office) hasTemplate(name string) bool {
	_, err := os.Lstat(o.templatePath(name))
	return err == nil
}

// checkNames holds the names of a template's tags against the fields of its
// document.
func checkNames(out *checkedJSON, t pipeline.Template, base string, fields []templates.Field) error {
	tags, err := tagsOf(t)
	if err != nil {
		return err
	}
	used := map[string]bool{}
	broken := finding.HasError(out.Problems) // a tag may then stand in another section than it seems to
	for _, g := range tags {
		full := templates.Resolve(fields, g.name, g.sections)
		if full == "" && broken && slices.ContainsFunc(fields, func(f templates.Field) bool { return strings.HasSuffix("."+f.Name, "."+g.name) }) {
			continue
		}
		if full == "" {
			out.Problems = append(out.Problems, unknownField(base, fields, g))
			continue
		}
		if g.kind == "" && g.name != "." && templates.KindOf(fields, templates.Field{Name: full}) == templates.List {
			out.Problems = append(out.Problems, notValue(fields, full, g))
		}
		for ; full != ""; full = full[:max(0, strings.LastIndex(full, "."))] {
			used[full] = true
		}
	}
	for _, f := range fields {
		if !used[f.Name] {
			out.Unused = append(out.Unused, f.Name)
		}
	}
	return nil
}

// notValue reports a tag that prints what holds several values.
func notValue(fields []templates.Field, full string, g templateTag) finding.Finding {
	inside := fields[slices.IndexFunc(fields, func(f templates.Field) bool { return strings.HasPrefix(f.Name, full+".") })]
	return finding.Finding{
		Severity: finding.Error, Code: "khong-phai-gia-tri", Pos: g.pos, Found: "{" + g.name + "}",
		Message: fmt.Sprintf("“%s” có nhiều giá trị bên trong, không in thẳng ra được", g.name),
		Hint:    fmt.Sprintf("đặt {#%s} trước và {/%[1]s} sau phần cần in, bên trong dùng các tên như {%s}", g.name, strings.TrimPrefix(inside.Name, full+".")),
	}
}

// unknownField reports a tag whose name its document does not have.
func unknownField(doc string, fields []templates.Field, g templateTag) finding.Finding {
	hint := fmt.Sprintf("gõ “vanthu fields --doc %s” để xem các tên dùng được", doc)
	if near := tag.Nearest(g.name, templates.Inside(fields, g.sections)); near != "" {
		hint = fmt.Sprintf("có phải {%s%s} không? Nếu không, %s", g.kind, near, hint)
	}
	message := fmt.Sprintf("không có tên “%s”", g.name)
	if len(g.sections) > 0 {
		message += fmt.Sprintf(" trong {#%s}", g.sections[len(g.sections)-1])
	}
	return finding.Finding{Severity: finding.Error, Code: "ten-khong-co", Pos: g.pos, Found: "{" + g.kind + g.name + "}", Message: message, Hint: hint}
}

func printChecked(o *office, checked []checkedJSON) {
	out := o.w.stdout
	if len(checked) == 0 {
		fmt.Fprintf(out, "Thư mục %s chưa có mẫu nào: các mẫu dựng sẵn đang được dùng. Chép ra để sửa: vanthu templates export\n", o.settings.Folders.Templates)
	}
	for _, c := range checked {
		if len(c.Problems) == 0 {
			fmt.Fprintf(out, "%s: dùng được\n", c.File)
		} else {
			fmt.Fprintf(out, "%s:\n", c.File)
			printFindings(out, c.Problems, "    ")
		}
		if len(c.Unused) > 0 {
			fmt.Fprintf(out, "    Tên có mà mẫu chưa dùng (không phải lỗi): %s\n", strings.Join(c.Unused, ", "))
		}
	}
}
