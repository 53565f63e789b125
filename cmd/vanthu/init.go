package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"vanthu/cmd/vanthu/profile"
	"vanthu/sources/inbox"
	"vanthu/sources/workbook"
	"vanthu/templates"
)

func newInit(w *world) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "init THƯ-MỤC",
		Short: "Làm một thư mục làm việc mới: cài đặt, kế hoạch và mẫu văn bản để sửa",
		Long: "Làm một thư mục làm việc mới theo lối của một Sở: tệp cài đặt vanthu.toml, bảng tính kế hoạch năm, các mẫu Word\n" +
			"và thư mục inbox. Sửa kế hoạch cho đúng cơ quan mình rồi nhập bằng “vanthu plan import”.",
		Args: exactArgs(1, "tên thư mục, ví dụ: vanthu init tuyen-truyen-2025"),
	}
	name := cmd.Flags().String("profile", templates.Profiles[0], "theo lối của `SỞ` nào: "+strings.Join(templates.Profiles, ", "))
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if !slices.Contains(templates.Profiles, *name) {
			return usagef("không có lối %q; --profile là một trong: %s", *name, strings.Join(templates.Profiles, ", "))
		}
		if w.workspace != "" {
			return usagef("lệnh init làm thư mục mới nên không đi cùng --workspace; ghi tên thư mục ngay sau init")
		}
		return runInit(w, args[0], *name)
	}
	return cmd
}

// wantEmpty refuses a folder in which somebody's files lie.
func wantEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(entries) > 0 {
		return usagef("thư mục %s đã có tệp bên trong; chọn thư mục khác hoặc xóa thư mục đó", dir)
	}
	return nil
}

// runInit lays a workspace out. Nothing is imported: the office first makes the
// plan its own.
func runInit(w *world, dir, name string) error {
	if err := wantEmpty(dir); err != nil {
		return err
	}
	files, year, err := workspaceFiles(name)
	if err != nil {
		return err
	}
	names, err := layOutFiles(inbox.Box{Root: dir, Now: w.clock}, files)
	if err != nil {
		return err
	}
	if w.json {
		return printJSON(w.stdout, map[string]any{"dir": dir, "profile": name, "files": names})
	}
	for _, n := range names {
		fmt.Fprintln(w.stdout, path.Join(filepath.ToSlash(dir), n))
	}
	plan := planFile(year)
	fmt.Fprintf(w.stdout, `
Đã làm thư mục %s. Việc tiếp theo, gõ trong thư mục đó:
  1. Mở %s bằng Excel, sửa cho đúng cơ quan mình: tên, người ký, đơn vị, nội dung, chỉ tiêu, nơi nhận.
  2. vanthu plan import %[2]s
  3. vanthu build --plan %[3]d            dựng Kế hoạch (muốn đổi lời văn: sửa templates/ke-hoach.docx bằng Word)
  4. vanthu forms --period %[3]d-6T       làm biểu mẫu gửi các đơn vị; báo cáo gửi về thì bỏ vào thư mục inbox
  5. vanthu ingest                       nhận báo cáo, rồi vanthu build --period %[3]d-6T
Cài đặt (ngày nghỉ, tên thư mục) ở vanthu.toml.
`, dir, plan, year)
	return nil
}

// layOutFiles writes the files of a new workspace and its inbox, all of them or
// none.
func layOutFiles(box inbox.Box, files []workspaceFile) (names []string, err error) {
	var made []string
	defer func() {
		if err == nil {
			return
		}
		for _, name := range slices.Backward(made) {
			err = errors.Join(err, os.Remove(name))
			_ = os.Remove(filepath.Dir(name)) // the folder goes with its last file
		}
	}()
	for _, f := range files {
		name := filepath.Join(box.Root, filepath.FromSlash(f.name))
		if err := box.WriteFile(name, f.data); err != nil {
			return nil, err
		}
		made, names = append(made, name), append(names, f.name)
	}
	return names, os.MkdirAll(filepath.Join(box.Root, defaultSettings().Folders.Inbox), 0o755)
}

// workspaceFile is a file of a new workspace; its name is relative to it.
type workspaceFile struct {
	name string
	data []byte
}

func planFile(year int) string { return fmt.Sprintf("plan/ke-hoach-%d.xlsx", year) }

// workspaceFiles are settings, plan and templates of a profile, and the plan's
// year.
func workspaceFiles(name string) ([]workspaceFile, int, error) {
	plan, ok := profile.Plan(name)
	if !ok {
		return nil, 0, fmt.Errorf("profile %q has no plan", name)
	}
	data, err := workbook.WritePlan(plan)
	if err != nil {
		return nil, 0, err
	}
	files := []workspaceFile{{"vanthu.toml", []byte(settingsText(name))}, {planFile(plan.Year), data}}
	for _, doc := range templates.Names(name) {
		body, ok := templates.Get(name, doc)
		if !ok {
			return nil, 0, fmt.Errorf("profile %q has no template %q", name, doc)
		}
		files = append(files, workspaceFile{path.Join(defaultSettings().Folders.Templates, doc+".docx"), body})
	}
	return files, plan.Year, nil
}

// settingsText is vanthu.toml of a profile: every key with the value in use and
// what it is for.
func settingsText(name string) string {
	s := defaultSettings()
	var b strings.Builder
	set := func(key, value, why string) {
		fmt.Fprintf(&b, "%-24s # %s\n", fmt.Sprintf("%s = %q", key, value), why)
	}
	b.WriteString("# Cài đặt của vanthu. Chữ sau dấu # là lời giải thích. Mọi khóa đều có thể bỏ; đây là các giá trị đang dùng.\n\n")
	set("profile", name, `mẫu dựng sẵn theo lối của Sở nào: "hue" hoặc "phu-yen"`)
	set("store", s.Store, "kho dữ liệu: kế hoạch và mọi số đã nhận")
	set("network", s.Network, `thư mục nằm trên ổ mạng: "auto" tự biết, "yes" hoặc "no"`)
	set("fonts", s.Fonts, `thư mục phông chữ riêng để dựng PDF, ví dụ "C:/Windows/Fonts"; bỏ trống thì dùng phông sẵn có, máy nào cũng ra như nhau`)
	b.WriteString("\n# Ngày nghỉ lễ ngoài 01/01, 30/4, 01/5 và 02/9 (Tết, Giỗ Tổ, ngày nghỉ bù), viết năm-tháng-ngày;\n# hạn nộp bỏ qua các ngày này. Mỗi năm thêm ngày nghỉ của năm đó.\nholidays = [")
	for i, d := range profile.Holidays[name] {
		if i%5 == 0 {
			b.WriteString("\n ")
		}
		fmt.Fprintf(&b, " %q,", d)
	}
	b.WriteString("\n]\n\n# Tên các thư mục, đều nằm trong thư mục làm việc.\n[folders]\n")
	set("forms", s.Folders.Forms, "biểu mẫu để gửi các đơn vị")
	set("inbox", s.Folders.Inbox, "bỏ báo cáo của các đơn vị vào đây")
	set("archive", s.Folders.Archive, "bản gốc đã nhận, giữ nguyên từng byte")
	set("rejected", s.Folders.Rejected, "tệp bị trả lại, kèm bản tô màu và phiếu lỗi")
	set("output", s.Folders.Output, "văn bản đã dựng")
	set("templates", s.Folders.Templates, "mẫu Word của cơ quan, thay cho mẫu dựng sẵn cùng tên")
	return b.String()
}
