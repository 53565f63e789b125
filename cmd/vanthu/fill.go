package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"vanthu/pipeline"
	"vanthu/pipeline/finding"
	"vanthu/sources/inbox"
)

// fillOptions say what is filled with what.
type fillOptions struct {
	template, data, out string
	allowMissing        bool
}

func newFill(w *world) *cobra.Command {
	var opt fillOptions
	cmd := &cobra.Command{
		Use:   "fill MẪU.docx SỐ-LIỆU.json -o KẾT-QUẢ.docx",
		Short: "Điền một mẫu Word, Excel hoặc biểu mẫu PDF bất kỳ bằng số liệu trong tệp JSON",
		Long:  "Điền một mẫu Word (.docx), Excel (.xlsx) hoặc biểu mẫu PDF có ô điền (.pdf) bất kỳ bằng số liệu trong tệp JSON; không cần thư mục làm việc.\nMẫu có lỗi thì nêu hết các lỗi và không ghi tệp nào.",
		Args:  exactArgs(2, "một tệp mẫu và một tệp số liệu, ví dụ: vanthu fill mau.docx so-lieu.json -o ket-qua.docx"),
	}
	f := cmd.Flags()
	f.StringVarP(&opt.out, "output", "o", "", "`TỆP` kết quả")
	f.BoolVar(&opt.allowMissing, "allow-missing", false, "tên không có trong số liệu thì in dấu chấm, không coi là lỗi")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		opt.template, opt.data = args[0], args[1]
		if opt.out == "" {
			return usagef("cần -o, ví dụ -o ket-qua.docx")
		}
		return runFill(w, opt)
	}
	return cmd
}

// errNotFilled ends a fill whose template has errors; its words have been said
// already.
var errNotFilled = errors.New("chưa điền được mẫu vì các lỗi nêu trên; không có tệp nào được ghi")

func runFill(w *world, opt fillOptions) error {
	template, err := os.ReadFile(opt.template)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(opt.data)
	if err != nil {
		return err
	}
	for _, in := range []string{opt.template, opt.data} {
		if same, err := sameFile(in, opt.out); err != nil {
			return err
		} else if same {
			return usagef("tệp kết quả trùng với %s; chọn tên khác cho -o", in)
		}
	}
	ext := filepath.Ext(opt.template)
	if !slices.Contains(templateKinds, strings.ToLower(ext)) {
		return usagef("mẫu phải là tệp .docx, .xlsx hoặc .pdf, không phải %s; tệp .doc, .xls thì mở bằng Word, Excel rồi lưu thành .docx, .xlsx", opt.template)
	}
	if !strings.EqualFold(ext, filepath.Ext(opt.out)) {
		return usagef("kết quả cùng loại với mẫu nên tên sau -o phải có đuôi %s", ext)
	}
	data, err := parseData(text)
	if err != nil {
		return usagef("tệp số liệu %s: %v", opt.data, err)
	}
	name := filepath.Base(opt.template)
	t := pipeline.Template{File: name, Body: template}
	out, problems, err := fillTemplate(t, data, fillHow{allowMissing: opt.allowMissing})
	if err != nil {
		return err
	}
	unused, err := unusedIn(t, data)
	if err != nil {
		return err
	}
	problems = append(append([]finding.Finding{}, problems...), unused...)
	finding.Sort(problems)
	if out != nil {
		if err := (inbox.Box{}).WriteFile(opt.out, out); err != nil {
			return err
		}
	}
	if w.json {
		if err := printJSON(w.stdout, map[string]any{"problems": problems}); err != nil {
			return err
		}
	} else {
		printFindings(w.stderr, problems, "")
	}
	if out == nil {
		return errNotFilled
	}
	if !w.json {
		fmt.Fprintln(w.stdout, "Đã điền:", opt.out)
	}
	return nil
}

// sameFile tells whether two names are of one file that is there.
func sameFile(a, b string) (bool, error) {
	ai, err := os.Stat(a)
	if err != nil {
		return false, err
	}
	bi, err := os.Stat(b)
	return err == nil && os.SameFile(ai, bi), nil
}

// parseData reads the data of a template: one JSON object, its numbers as they
// are written. A byte order mark, which Windows' editor sets, is no fault.
func parseData(text []byte) (map[string]any, error) {
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	if !utf8.Valid(text) {
		return nil, errors.New("không phải chữ UTF-8; lưu lại tệp với bảng mã UTF-8")
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var data map[string]any
	err := d.Decode(&data)
	if err == nil && data == nil {
		return nil, errors.New("phải là một đối tượng JSON, viết trong { }")
	}
	if err == nil {
		if _, err := d.Token(); err != io.EOF {
			return nil, fmt.Errorf("dòng %d: sau dấu } cuối cùng còn chữ thừa", lineOf(text, d.InputOffset()))
		}
		return data, nil
	}
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return nil, fmt.Errorf("dòng %d viết sai JSON; hay gặp: thiếu dấu phẩy, thừa dấu phẩy cuối, thiếu ngoặc kép", lineOf(text, syntax.Offset))
	case errors.As(err, &kind):
		return nil, errors.New("phải là một đối tượng JSON, viết trong { }")
	}
	return nil, errors.New("tệp bị cắt hoặc trống")
}

// lineOf is the line that a byte stands on, from 1.
func lineOf(text []byte, offset int64) int {
	return bytes.Count(text[:min(int(offset), len(text))], []byte("\n")) + 1
}
