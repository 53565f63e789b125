package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
	"vanthu/sources/store"
)

func newDoctor(w *world) *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Khám thư mục làm việc: cài đặt, kho dữ liệu, bản gốc, mẫu; nói chỗ nào sai",
		Long: "Khám thư mục làm việc và nói chỗ nào sai: cài đặt đang dùng, kho dữ liệu, từng bản gốc trong archive và rejected\n" +
			"(đọc lại từng byte), việc nhận còn dở dang, kế hoạch, phông chữ, mẫu, đồng hồ máy. Không sửa gì.\n\n" +
			"Mã thoát: 0 không thấy gì sai; 1 có chỗ cần xem.",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runDoctor(cmd.Context(), w) },
	}
}

// settingJSON is one setting of vanthu.toml.
type settingJSON struct {
	Key    string `json:"key"`    // as the file writes it: folders.inbox
	Value  any    `json:"value"`  // in use: text, or a list of texts
	Source string `json:"source"` // file, default
}

// doctor is an examination of a workspace.
type doctor struct {
	*office
	problems []finding.Finding
}

func runDoctor(ctx context.Context, w *world) error {
	d := &doctor{office: newOffice(w)}
	if _, err := os.Stat(d.root); err != nil {
		return err
	}
	if err := d.examine(ctx); err != nil {
		return err
	}
	if w.json {
		if err := printJSON(w.stdout, map[string]any{"settings": d.list(), "problems": append([]finding.Finding{}, d.problems...)}); err != nil {
			return err
		}
	} else {
		d.print()
	}
	if slices.ContainsFunc(d.problems, grave) {
		return errRefused
	}
	return nil
}

func (d *doctor) complain(severity finding.Severity, code string, pos finding.Pos, message, hint string) {
	d.problems = append(d.problems, finding.Finding{Severity: severity, Code: code, Pos: pos, Message: message, Hint: hint})
}

// inFile is the place of a finding: a file of the workspace.
func inFile(name string) finding.Pos { return finding.Pos{File: name} }

// examine looks at one thing after the other; where settings or store cannot be
// read it ends early. An error is of the machine.
func (d *doctor) examine(ctx context.Context) error {
	err := d.readSettings()
	for _, key := range d.defined.Undecoded() {
		d.complain(finding.Warning, "khoa-la", finding.Pos{File: "vanthu.toml", Spot: key.String()}, "không có cài đặt tên này nên khóa bị bỏ qua", "xem lại chính tả; các khóa dùng được là những khóa kể ở trên")
	}
	if err != nil {
		d.complain(finding.Error, "cai-dat-sai", inFile("vanthu.toml"), strings.TrimPrefix(explain(err), "tệp vanthu.toml: "), "sửa tệp này bằng Notepad rồi khám lại; phần còn lại chưa khám được")
		return nil
	}
	d.fontsAndTemplates()
	if !d.open(ctx) {
		return nil
	}
	done, err := d.alone(ctx)
	if err != nil {
		return errors.Join(err, d.store.Close())
	}
	err = errors.Join(d.examineStore(ctx), done())
	return errors.Join(err, d.store.Close())
}

// list gives every setting with the value in use and where it comes from.
func (d *doctor) list() []settingJSON {
	var out []settingJSON
	var add func(v reflect.Value, path []string)
	add = func(v reflect.Value, path []string) {
		for i := range v.NumField() {
			key := append(slices.Clone(path), v.Type().Field(i).Tag.Get("toml"))
			field := v.Field(i)
			if field.Kind() == reflect.Struct {
				add(field, key)
				continue
			}
			s := settingJSON{Key: strings.Join(key, "."), Value: field.Interface(), Source: "default"}
			if field.Kind() == reflect.Slice && field.Len() == 0 {
				s.Value = []string{}
			}
			if d.defined.IsDefined(key...) {
				s.Source = "file"
			}
			out = append(out, s)
		}
	}
	add(reflect.ValueOf(d.settings), nil)
	return out
}

func (d *doctor) print() {
	out := d.w.stdout
	fmt.Fprintln(out, "Cài đặt đang dùng (vanthu.toml):")
	rows := [][]string{}
	for _, s := range d.list() {
		source := "mặc định"
		if s.Source == "file" {
			source = "ghi trong tệp"
		}
		value := fmt.Sprintf("%q", s.Value)
		if list, ok := s.Value.([]string); ok {
			value = fmt.Sprintf("%d mục", len(list))
			if len(list) > 0 {
				value += ": " + strings.Join(list, ", ")
			}
		}
		rows = append(rows, []string{"    " + s.Key, source, value})
	}
	_ = table(out, rows)
	fmt.Fprintln(out)
	printFindings(out, d.problems, "")
	wrong := 0
	for _, f := range d.problems {
		if grave(f) {
			wrong++
		}
	}
	if wrong == 0 {
		fmt.Fprintln(out, "Không thấy gì sai.")
	} else {
		fmt.Fprintf(out, "Có %d chỗ cần xem.\n", wrong)
	}
}

// fontsAndTemplates examines what documents are built with.
func (d *doctor) fontsAndTemplates() {
	if _, err := d.fonts(); err != nil {
		d.complain(finding.Error, "phong-chu", inFile("vanthu.toml"), strings.TrimPrefix(explain(err), "tệp vanthu.toml: "), "")
	}
	checked, err := d.checkTemplates()
	if err != nil {
		d.complain(finding.Error, "mau-khong-doc-duoc", inFile(d.settings.Folders.Templates), explain(err), "xem lại quyền đọc thư mục và các mẫu")
	}
	for _, c := range checked {
		for _, f := range c.Problems {
			f.Pos.File = c.File
			d.problems = append(d.problems, f)
		}
	}
	if _, err := os.Stat(d.path(d.settings.Folders.Inbox)); err != nil {
		d.complain(finding.Warning, "thieu-inbox", inFile(d.settings.Folders.Inbox), "không thấy thư mục nhận tệp của các đơn vị", "làm lại thư mục này, hoặc ghi đúng tên ở vanthu.toml (khóa inbox)")
	}
}

// open opens the store; ok is false where it cannot be examined.
func (d *doctor) open(ctx context.Context) (ok bool) {
	name := d.settings.Store
	err := d.openStore(ctx, false)
	switch {
	case err == nil:
	case errors.Is(err, errNoStore):
		d.complain(finding.Error, "thieu-kho", inFile(name), "không thấy kho dữ liệu", "nếu thư mục này đúng là thư mục làm việc thì lấy lại kho từ bản sao lưu; thư mục mới thì chạy “vanthu plan import TỆP.xlsx”")
	case store.Damaged(err):
		d.complain(finding.Error, "kho-hong", inFile(name), "kho dữ liệu bị hỏng, không mở được", brokenHint)
	default:
		d.complain(finding.Error, "kho-khong-mo-duoc", inFile(name), explain(err), "")
	}
	if network, nerr := d.onNetwork(); nerr == nil && !network {
		if holder, held := store.Holder(d.path(name)); held {
			d.complain(finding.Warning, "kho-bi-khoa", inFile(name+".lock"), fmt.Sprintf("còn tệp khóa của máy khác hoặc của lần chạy trước (%s), tuy thư mục không nằm trên ổ mạng", holder), "chắc chắn không còn máy nào chạy vanthu trên thư mục này thì xóa tệp khóa; nếu đây là ổ mạng thì ghi network = \"yes\" vào vanthu.toml")
		}
	}
	return err == nil
}

const brokenHint = "đừng ghi thêm gì vào thư mục này; chép cả thư mục ra chỗ khác, rồi lấy lại bản sao lưu gần nhất"

// examineStore examines the store, and the files that it speaks of.
func (d *doctor) examineStore(ctx context.Context) error {
	name := d.settings.Store
	h, err := d.store.Health(ctx)
	if store.Damaged(err) {
		d.complain(finding.Error, "kho-hong", inFile(name), "kho dữ liệu bị hỏng, không đọc hết được", brokenHint)
		return nil
	}
	if err != nil {
		return err
	}
	for _, line := range h.Integrity {
		d.problems = append(d.problems, finding.Finding{Severity: finding.Error, Code: "kho-hong", Pos: inFile(name), Found: line, Message: "kho dữ liệu bị hỏng", Hint: brokenHint})
	}
	for _, line := range h.Orphans {
		d.problems = append(d.problems, finding.Finding{Severity: finding.Error, Code: "kho-lech", Pos: inFile(name), Found: line, Message: "kho dữ liệu có dòng trỏ đến dòng không còn", Hint: brokenHint})
	}
	if h.Schema > h.Known {
		d.complain(finding.Error, "kho-moi-hon", inFile(name), fmt.Sprintf("kho dữ liệu do bản vanthu mới hơn ghi (bản kho %d, chương trình này biết đến bản %d)", h.Schema, h.Known), "dùng bản vanthu mới nhất trên mọi máy")
	}
	arrivals, err := d.store.Arrivals(ctx)
	if err != nil {
		return err
	}
	for _, part := range []func() error{
		func() error { return d.examinePlans(ctx) },
		func() error { return d.examineClock(arrivals) },
		func() error { return d.examineOriginals(ctx, arrivals) },
		func() error { return d.examineUnfinished(arrivals) },
		d.examineLeftOver,
	} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

func (d *doctor) examinePlans(ctx context.Context) error {
	years, err := d.store.Years(ctx)
	if err != nil {
		return err
	}
	now, err := d.w.Now()
	if err != nil {
		return err
	}
	var words []string
	for _, y := range years {
		words = append(words, fmt.Sprint(y))
	}
	switch {
	case len(years) == 0:
		d.complain(finding.Warning, "thieu-ke-hoach", finding.Pos{}, "chưa nhập kế hoạch năm nào", "chạy “vanthu plan import TỆP.xlsx”")
	case !slices.Contains(years, now.Year()):
		d.complain(finding.Info, "thieu-ke-hoach", finding.Pos{}, fmt.Sprintf("chưa nhập kế hoạch năm %d; đã có năm %s", now.Year(), strings.Join(words, ", ")), fmt.Sprintf("khi nhận báo cáo của năm %d thì nhập kế hoạch năm đó trước", now.Year()))
	}
	return nil
}

// examineClock: a clock that goes wrong tells units that they are late.
func (d *doctor) examineClock(arrivals []report.Arrival) error {
	now, err := d.w.Now()
	if err != nil {
		return err
	}
	var last time.Time
	for _, a := range arrivals {
		if a.ReceivedAt.After(last) {
			last = a.ReceivedAt
		}
	}
	if now.Before(last) {
		d.complain(finding.Warning, "dong-ho", finding.Pos{}, fmt.Sprintf("máy đang là %s, trước cả lần nhận tệp gần nhất (%s)", clockWords(now), clockWords(last)), "chỉnh lại ngày giờ của máy; giờ máy sai thì đúng hạn, quá hạn cũng sai")
	}
	return nil
}
