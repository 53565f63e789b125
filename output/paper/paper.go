// Package paper works with printed paper that an office has as PDF: it fills the
// fields of a form (AcroForm, ISO 32000-1, 12.7), and it lays a finished
// document on a page that is already printed, such as a letterhead. It lays
// nothing out beyond the box of a field and reads no file.
//
//	out, found, err := paper.Fill(template, map[string]any{
//		"ky":      map[string]any{"ten": "6 tháng đầu năm 2025"},
//		"dung_han": true,
//	}, paper.Options{File: "phieu-gui.pdf"})
//	// out is nil where found holds an error; err is for files that are no PDF
//	out, found = paper.Under(document, letterhead, "nen-giay-tieu-de.pdf")
//
// A field's full name is looked up as a tag's is: the field ky.ten is filled
// with the name ten inside ky. Texts go into text fields, a check box is on
// where its value is true in the sense of output/tag, a radio button or a choice
// wants one of its own options; check boxes of one name with different states
// are a radio button. Signatures and push buttons are left alone.
//
// What a field shows is drawn by us, with a subset of the embedded Liberation
// fonts in the file, so that Vietnamese shows in every viewer. Filled fields
// stay fields that can be changed.
//
// pdfcpu reads the files; the result is written by us: the same files and data
// give the same bytes, and what the template says about itself stays.
package paper

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/text/unicode/norm"

	"vanthu/output/tag"
	"vanthu/pipeline/finding"
)

// Options say how to fill.
type Options struct {
	File         string // the template's name, for findings
	AllowMissing bool   // text fields that the data lack print dots instead of being errors
}

// The bounds of a template: its size, and how many nodes its trees of pages and
// fields may name. An array can be shared by many nodes, so that a small file may
// name more than it holds.
const (
	maxBytes = 64 << 20
	maxNodes = 1 << 20
	maxDepth = 50
)

// Errors that a caller tells apart.
var (
	ErrNotPDF    = errors.New("not a PDF file, or a damaged one")
	ErrEncrypted = errors.New("encrypted PDF file")
	ErrTooLarge  = errors.New("PDF file exceeds the limit")
)

// Fill fills a form. The findings are sorted; where they hold an error, out is
// nil. The error wraps ErrNotPDF, ErrEncrypted or ErrTooLarge.
func Fill(template []byte, data map[string]any, opt Options) (out []byte, findings []finding.Finding, err error) {
	defer func() { // a file that is broken in a way nobody foresaw must not end the program
		if r := recover(); r != nil {
			out, findings, err = nil, nil, fmt.Errorf("%w: %v", ErrNotPDF, r)
		}
	}()
	f, err := open(template)
	if err != nil {
		return nil, nil, err
	}
	f.opt, f.data = opt, tag.Data(data)
	f.checkForm()
	for _, fd := range f.fields {
		if err := f.fill(fd); err != nil {
			return nil, nil, err
		}
	}
	if finding.HasError(f.found) {
		finding.Sort(f.found)
		return nil, f.found, nil
	}
	if err := f.embed(); err != nil {
		return nil, nil, err
	}
	f.form.Delete("NeedAppearances") // what the fields show is there
	f.form.Delete("XFA")
	finding.Sort(f.found)
	out, err = f.write()
	return out, f.found, err
}

// Field is a field of a form.
type Field struct {
	Name     string // full, in NFC: ky.ten
	Kind     Kind
	Page     int      // of its first widget, from 1; 0 where it is on none
	Options  []string // that a radio button or a choice has
	MaxLen   int      // characters of a text; 0 for any number
	Required bool
}

// Kind is what a field is.
type Kind string

// The kinds of fields.
const (
	Text      Kind = "text"
	Check     Kind = "check"
	Radio     Kind = "radio"
	Choice    Kind = "choice"
	Button    Kind = "button"    // does something when pressed; is not filled
	Signature Kind = "signature" // is not filled
)

// Fields lists the fields of a form, in its own order.
func Fields(template []byte) (fields []Field, err error) {
	defer func() {
		if r := recover(); r != nil {
			fields, err = nil, fmt.Errorf("%w: %v", ErrNotPDF, r)
		}
	}()
	f, err := open(template)
	if err != nil {
		return nil, err
	}
	for _, fd := range f.fields {
		fields = append(fields, fd.Field)
	}
	return fields, nil
}

// Unused warns of the top-level names of the data that no field uses, in the
// order of their names.
func Unused(template []byte, data map[string]any, file string) ([]finding.Finding, error) {
	fields, err := Fields(template)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return tag.Unused(names, data, file), nil
}

// filler is one run of Fill.
type filler struct {
	opt    Options
	data   *tag.Scope
	ctx    *model.Context
	xref   *model.XRefTable
	form   types.Dict
	fields []*field
	faces  map[string]*face
	found  []finding.Finding
	pages  []types.Dict
	onPage map[uintptr]int  // of a widget
	seen   map[uintptr]bool // nodes of the trees of pages and fields
	nodes  int              // asked for so far, those seen before too
}

func (f *filler) report(fd *field, severity finding.Severity, code, value, message, hint string) {
	pos := finding.Pos{File: f.opt.File}
	if fd != nil {
		pos.Spot = "ô " + fd.Name
		if fd.Page > 0 {
			pos.Part = fmt.Sprintf("trang %d", fd.Page)
		}
	}
	f.found = append(f.found, finding.Finding{Severity: severity, Code: code, Pos: pos, Found: value, Message: message, Hint: hint})
}

// config is pdfcpu's, without its folder in the person's home.
var config = sync.OnceValue(func() *model.Configuration {
	api.DisableConfigDir()
	return model.NewDefaultConfiguration()
})

// open reads a form and finds its fields.
func open(template []byte) (*filler, error) {
	if len(template) > maxBytes {
		return nil, fmt.Errorf("open form: %w", ErrTooLarge)
	}
	if !bytes.Contains(template[:min(len(template), 1024)], []byte("%PDF-")) {
		return nil, fmt.Errorf("open form: %w", ErrNotPDF)
	}
	conf := *config()
	conf.Offline = true
	ctx, err := api.ReadContext(bytes.NewReader(template), &conf)
	switch {
	case err != nil && strings.Contains(err.Error(), "password"):
		return nil, fmt.Errorf("open form: %w", ErrEncrypted)
	case err != nil:
		return nil, fmt.Errorf("open form: %w: %v", ErrNotPDF, err)
	case ctx.XRefTable.Encrypt != nil:
		return nil, fmt.Errorf("open form: %w", ErrEncrypted)
	}
	f := &filler{ctx: ctx, xref: ctx.XRefTable, faces: map[string]*face{}, seen: map[uintptr]bool{}}
	if err := f.keepInfo(template); err != nil {
		return nil, err
	}
	root, err := f.xref.Catalog()
	if err != nil {
		return nil, fmt.Errorf("open form: %w: %v", ErrNotPDF, err)
	}
	f.readPages(root["Pages"], 0)
	f.form = f.dict(root["AcroForm"])
	if f.form == nil {
		f.form = types.NewDict()
	}
	for _, o := range f.array(f.form["Fields"]) {
		f.readField(o, nil, "", 0)
	}
	if f.nodes > maxNodes {
		return nil, fmt.Errorf("open form: %w: %d nodes", ErrTooLarge, f.nodes)
	}
	return f, nil
}

// keepInfo takes over what the file says about itself where the trailer holds it
// in place (as gopdf writes it), not as a reference: pdfcpu knows only the latter.
func (f *filler) keepInfo(data []byte) error {
	i := bytes.LastIndex(data, []byte("trailer"))
	if f.xref.Info != nil || i < 0 {
		return nil
	}
	text := string(data[i+len("trailer"):])
	trailer, err := model.ParseObject(&text)
	d, ok := trailer.(types.Dict)
	if err != nil || !ok {
		return nil // the file was read without it
	}
	info, ok := d["Info"].(types.Dict)
	if !ok {
		return nil
	}
	if f.xref.Info, err = f.xref.IndRefForNewObject(info); err != nil {
		return fmt.Errorf("open form: %w", err)
	}
	return nil
}

// checkForm reports forms that cannot be filled, or not without loss.
func (f *filler) checkForm() {
	_, xfa := f.form.Find("XFA")
	switch {
	case len(f.fields) == 0 && xfa:
		f.report(nil, finding.Error, "bieu-mau-xfa", "", "biểu mẫu PDF này là loại XFA (LiveCycle), không có ô điền thông thường",
			"mở bằng Acrobat, in ra PDF rồi tạo lại các ô (Prepare Form), hoặc xin mẫu loại khác")
	case len(f.fields) == 0:
		f.report(nil, finding.Error, "khong-co-o-dien", "", "tệp PDF này không có ô điền nào",
			"tạo các ô điền bằng Acrobat hoặc LibreOffice, đặt tên theo tên trong dữ liệu; hoặc dùng trang này làm nền cho văn bản")
	case xfa:
		f.report(nil, finding.Warning, "bo-phan-xfa", "", "biểu mẫu có thêm phần XFA; phần ấy được bỏ đi vì nếu còn thì Acrobat không hiện chữ đã điền", "xem lại tệp kết quả bằng Acrobat")
	}
	for _, fd := range f.fields {
		if fd.Kind == Signature && f.dict(fd.get("V")) != nil {
			f.report(fd, finding.Warning, "chu-ky-so", "", "tệp mẫu đã được ký số; sau khi điền, chữ ký số này không còn hiệu lực", "xin mẫu chưa ký")
		}
	}
}

// object follows references.
func (f *filler) object(o types.Object) types.Object {
	o, err := f.xref.Dereference(o)
	if err != nil {
		return nil
	}
	return o
}

func (f *filler) dict(o types.Object) types.Dict {
	switch d := f.object(o).(type) {
	case types.Dict:
		return d
	case types.StreamDict:
		return d.Dict
	case *types.StreamDict:
		return d.Dict
	}
	return nil
}

func (f *filler) array(o types.Object) types.Array {
	a, _ := f.object(o).(types.Array)
	return a
}

func (f *filler) int(o types.Object) int {
	switch n := f.object(o).(type) {
	case types.Integer:
		return n.Value()
	case types.Float:
		return int(n.Value())
	}
	return 0
}

func (f *filler) float(o types.Object) float64 {
	switch n := f.object(o).(type) {
	case types.Integer:
		return float64(n.Value())
	case types.Float:
		return n.Value()
	}
	return 0
}

// text reads a text string or a name.
func (f *filler) text(o types.Object) string {
	var s string
	var err error
	switch o := f.object(o).(type) {
	case types.StringLiteral:
		s, err = types.StringLiteralToString(o)
	case types.HexLiteral:
		s, err = types.HexLiteralToString(o)
	case types.Name:
		s = string(o)
	}
	if err != nil {
		return ""
	}
	return norm.NFC.String(s)
}

// first tells whether a node of a tree is met for the first time: a tree that
// bites its tail, or names a branch twice, is walked once.
func (f *filler) first(d types.Dict) bool {
	if f.nodes++; d == nil || f.nodes > maxNodes || f.seen[identity(d)] {
		return false
	}
	f.seen[identity(d)] = true
	return true
}

// readPages lists the pages.
func (f *filler) readPages(o types.Object, depth int) {
	d := f.dict(o)
	if depth > maxDepth || !f.first(d) {
		return
	}
	if kids := f.array(d["Kids"]); kids != nil {
		for _, k := range kids {
			f.readPages(k, depth+1)
		}
		return
	}
	f.pages = append(f.pages, d)
}
