package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"vanthu/output/layout"
	"vanthu/output/opc"
	"vanthu/output/pdf"
	"vanthu/output/wordml"
	"vanthu/pipeline/finding"
	"vanthu/sources/inbox"
)

// renderOptions say which document is laid out, and how.
type renderOptions struct {
	in, out string
	strict  bool
	like    string
}

func newRender(w *world) *cobra.Command {
	var opt renderOptions
	cmd := &cobra.Command{
		Use:   "render VĂN-BẢN.docx -o KẾT-QUẢ.pdf",
		Short: "Dàn trang một tệp Word bất kỳ thành PDF, xuống dòng đúng như Word",
		Long:  "Dàn trang một tệp Word (.docx) bất kỳ thành PDF, xuống dòng đúng như Word; không cần thư mục làm việc, không cần cài Word.\nThứ gì không vẽ được thì nêu tên và chỗ của nó; bản PDF vẫn được ghi.",
		Args:  exactArgs(1, "một tệp Word, ví dụ: vanthu render van-ban.docx -o van-ban.pdf"),
	}
	f := cmd.Flags()
	f.StringVarP(&opt.out, "output", "o", "", "`TỆP` kết quả")
	f.BoolVar(&opt.strict, "strict", false, "có thứ không vẽ được thì mã thoát là 1")
	f.StringVar(&opt.like, "like", "word", "dàn trang theo `CÁCH` của word hoặc libreoffice (để đối chiếu)")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		opt.in = args[0]
		if opt.out == "" {
			return usagef("cần -o, ví dụ -o ket-qua.pdf")
		}
		return runRender(w, opt)
	}
	return cmd
}

func runRender(w *world, opt renderOptions) error {
	how := layout.Options{}
	switch opt.like {
	case "word":
	case "libreoffice":
		how.Like = layout.LikeLibreOffice
	default:
		return usagef("--like nhận word hoặc libreoffice, không phải %q", opt.like)
	}
	if !strings.EqualFold(filepath.Ext(opt.out), ".pdf") {
		return usagef("kết quả là PDF nên tên sau -o phải có đuôi .pdf")
	}
	data, err := os.ReadFile(opt.in)
	if err != nil {
		return err
	}
	if same, err := sameFile(opt.in, opt.out); err != nil {
		return err
	} else if same {
		return usagef("tệp kết quả trùng với %s; chọn tên khác cho -o", opt.in)
	}
	defer debug.SetGCPercent(debug.SetGCPercent(shortRun))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(renderMemory))
	out, pages, problems, err := render(data, how)
	if err != nil {
		return unreadable(opt.in, err)
	}
	if err := (inbox.Box{}).WriteFile(opt.out, out); err != nil {
		return err
	}
	if w.json {
		if err := printJSON(w.stdout, map[string]any{"pages": pages, "problems": problems}); err != nil {
			return err
		}
	} else {
		printFindings(w.stderr, problems, "")
		fmt.Fprintf(w.stdout, "Đã dàn trang: %s, %d trang\n", opt.out, pages)
	}
	// An error means that a part of the document was left out.
	if worst, some := finding.Worst(problems); some && (worst == finding.Error || opt.strict && worst == finding.Warning) {
		return errRefused
	}
	return nil
}

// render makes the PDF of a document, with the machine's fonts.
func render(data []byte, how layout.Options) (out []byte, pages int, problems []finding.Finding, err error) {
	var reading []wordml.Option
	if how.Like == layout.LikeLibreOffice {
		reading = append(reading, wordml.LinkedAsLibreOffice, wordml.ExceptionsAsLibreOffice, wordml.DefaultsAsLibreOffice)
	}
	doc, problems, err := wordml.Read(data, reading...)
	if err != nil {
		return nil, 0, nil, err
	}
	fonts, err := pdf.MachineFonts(pdf.FontFolders())
	if err != nil {
		return nil, 0, nil, err
	}
	sweepLong()
	info := pdf.Info{Title: doc.Title, Author: doc.Author, NoHeights: how.Like == layout.LikeLibreOffice}
	res, more := layout.Layout(doc, fonts, how)
	problems = append(append([]finding.Finding{}, problems...), more...)
	finding.Sort(problems)
	out, err = pdf.Write(res, fonts, info)
	return out, len(res.Pages), problems, err
}

// How far memory may grow before it is swept, in per cent of what is used: a
// short document is drawn before it matters, a long one is to stay small.
const (
	shortRun = 800 // nothing is swept below 32 MB
	longRun  = 20
	longFrom = 12 << 20 // bytes in use once the document is read

	// renderMemory is where everything is swept at once: the bounds of wordml and
	// layout leave little more than this in use, and 512 MB hold the garbage beside it.
	renderMemory = 300 << 20
)

// sweepLong sweeps as usual from here on where a document is long.
func sweepLong() {
	var m runtime.MemStats
	if runtime.ReadMemStats(&m); m.HeapAlloc > longFrom {
		debug.SetGCPercent(longRun)
	}
}

// unreadable says in a clerk's words why a file is no Word document.
func unreadable(name string, err error) error {
	switch {
	case errors.Is(err, wordml.ErrNotDocument):
		return fmt.Errorf("%s không phải văn bản Word (.docx)", name)
	case errors.Is(err, opc.ErrEncrypted):
		return fmt.Errorf("%s có mật khẩu hoặc là tệp .doc cũ; mở bằng Word, bỏ mật khẩu rồi lưu thành .docx", name)
	case errors.Is(err, opc.ErrNotPackage):
		return fmt.Errorf("%s không phải tệp .docx hoặc đã hỏng; nếu là .doc thì mở bằng Word rồi lưu thành .docx", name)
	case errors.Is(err, opc.ErrTooLarge):
		return fmt.Errorf("%s quá lớn nên không đọc được (%w): tách thành nhiều tệp, hoặc giảm dung lượng các hình ảnh rồi thử lại", name, err)
	}
	return fmt.Errorf("%s: %w", name, err)
}
