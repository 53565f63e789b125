package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vanthu/pipeline"
	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
	"vanthu/sources/inbox"
	"vanthu/sources/workbook"
)

func newNotes(w *world) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "notes",
		Short: "Lời đánh giá của Sở cho một kỳ, đưa vào báo cáo thay lời các đơn vị",
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newNotesImport(w), newNotesForm(w))
	return cmd
}

func newNotesImport(w *world) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import TỆP.xlsx --period KỲ",
		Short: "Nhập lời đánh giá của Sở từ sheet “Đánh giá của Sở”",
		Long:  "Nhập lời đánh giá của Sở cho một kỳ: sheet “Đánh giá của Sở”, hai cột “Mục” và “Nội dung”.\nMục nào Sở đã viết thì báo cáo chỉ dùng lời của Sở; mục để trống thì dùng ý kiến của các đơn vị.\nNhập lại thì bản mới thay bản cũ; bản cũ vẫn được giữ trong kho.",
		Args:  exactArgs(1, "tên một tệp đánh giá, ví dụ: vanthu notes import danh-gia-2025-6T.xlsx --period 2025-6T"),
	}
	period := cmd.Flags().String("period", "", "`KỲ` báo cáo, ví dụ 2025-6T")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		p, err := parsePeriod(*period)
		if err != nil {
			return err
		}
		return inOffice(cmd.Context(), w, false, func(o *office) error { return runNotesImport(cmd.Context(), o, args[0], p) })
	}
	return cmd
}

// notesJSON is what an import of notes came to.
type notesJSON struct {
	Period   string            `json:"period"`
	Version  *int              `json:"version"`  // null where nothing was imported
	Sections map[string]int    `json:"sections"` // points in each
	Problems []finding.Finding `json:"problems"`

	own map[string]bool // sections that hold something
}

func runNotesImport(ctx context.Context, o *office, name string, p report.Period) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	now, err := o.w.Now()
	if err != nil {
		return err
	}
	notes, problems := workbook.ReadNotes(filepath.Base(name), data, p)
	out := notesJSON{Period: p.String(), Sections: map[string]int{}, Problems: append([]finding.Finding{}, problems...), own: map[string]bool{}}
	for _, s := range report.Sections {
		out.Sections[s.Code] = 0
	}
	for _, n := range notes {
		out.Sections[n.Section] += len(pipeline.TextPoints(n.Text))
		out.own[n.Section] = true
	}
	faulty := finding.HasError(problems)
	if !faulty {
		version, err := o.store.ImportNotes(ctx, p, notes, report.File{Name: filepath.Base(name), SHA256: hashOf(data)}, now)
		if err != nil {
			return err
		}
		out.Version = &version
	}
	if o.w.json {
		err = printJSON(o.w.stdout, out)
	} else {
		printNotes(o.w, name, p, out)
	}
	if err == nil && faulty {
		err = errRefused
	}
	return err
}

func printNotes(w *world, name string, p report.Period, n notesJSON) {
	if n.Version == nil {
		fmt.Fprintf(w.stderr, "Đánh giá %s chưa nhập được; sửa các chỗ sau rồi nhập lại:\n", name)
		printFindings(w.stderr, n.Problems, "  ")
		return
	}
	fmt.Fprintf(w.stdout, "Đã nhập lời đánh giá của Sở cho %s, bản %d:\n", p.Words(), *n.Version)
	for _, s := range report.Sections {
		switch count := n.Sections[s.Code]; {
		case count > 0:
			fmt.Fprintf(w.stdout, "  %s: %d ý, dùng trong báo cáo thay lời các đơn vị\n", s.Words, count)
		case n.own[s.Code]:
			fmt.Fprintf(w.stdout, "  %s: Sở ghi là không có, báo cáo không nêu ý kiến các đơn vị\n", s.Words)
		default:
			fmt.Fprintf(w.stdout, "  %s: để trống, báo cáo dùng ý kiến các đơn vị\n", s.Words)
		}
	}
	printFindings(w.stderr, n.Problems, "  ")
}

func newNotesForm(w *world) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "form TỆP.xlsx --period KỲ",
		Short: "Làm bảng để Sở viết lời đánh giá, có sẵn ý kiến các đơn vị để tham khảo",
		Args:  exactArgs(1, "tên tệp sẽ làm, ví dụ: vanthu notes form danh-gia-2025-6T.xlsx --period 2025-6T"),
	}
	period := cmd.Flags().String("period", "", "`KỲ` báo cáo, ví dụ 2025-6T")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		p, err := parsePeriod(*period)
		if err != nil {
			return err
		}
		return inOffice(cmd.Context(), w, false, func(o *office) error { return runNotesForm(cmd.Context(), o, args[0], p) })
	}
	return cmd
}

func runNotesForm(ctx context.Context, o *office, name string, p report.Period) error {
	if !strings.EqualFold(filepath.Ext(name), ".xlsx") {
		return usagef("tên tệp phải có đuôi .xlsx, ví dụ danh-gia-%s.xlsx", p)
	}
	f, err := o.figures(ctx, p, time.Time{})
	if err != nil {
		return err
	}
	data, err := workbook.WriteNotes(p, f.Notes, pipeline.UnitsWords(f))
	if err != nil {
		return err
	}
	if err := createFile(name, data); err != nil {
		return err
	}
	if o.w.json {
		return printJSON(o.w.stdout, map[string]any{"file": name})
	}
	fmt.Fprintf(o.w.stdout, "Đã làm %s. Viết vào cột “Nội dung”, lưu lại rồi chạy: vanthu notes import %s --period %s\n", name, name, p)
	return nil
}

// createFile writes a file that is not there yet, whole or not at all: what a
// person may have written stays.
func createFile(name string, data []byte) error {
	if _, err := os.Lstat(name); err == nil {
		return usagef("tệp %s đã có; chọn tên khác hoặc xóa tệp đó", name)
	}
	return inbox.Box{}.WriteFile(name, data)
}
