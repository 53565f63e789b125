package paper

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"github.com/signintech/gopdf"
	"golang.org/x/text/unicode/norm"

	"vanthu/output/pdf"
	"vanthu/pipeline/finding"
	"vanthu/templates"
)

type m = map[string]any
type l = []any

const samplePath = "../../testdata/templates/phieu-gui.pdf"

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// print is a text of a printed form, in points from the top left.
type printed struct {
	x, y, size float64
	bold       bool
	text       string
}

// page draws the printed part of a form.
func page(t testing.TB, texts []printed) []byte {
	t.Helper()
	g := &gopdf.GoPdf{}
	g.Start(gopdf.Config{Unit: gopdf.UnitPT, PageSize: *gopdf.PageSizeA4})
	for _, bold := range []bool{false, true} {
		name, data, err := pdf.FontFile("Times New Roman", bold, false)
		must(t, err)
		must(t, g.AddTTFFontData(name, data))
	}
	g.AddPage()
	for _, p := range texts {
		name, _, _ := pdf.FontFile("Times New Roman", p.bold, false)
		must(t, g.SetFont(name, "", p.size))
		g.SetXY(p.x, p.y)
		must(t, g.Text(p.text))
	}
	data, err := g.GetBytesPdfReturnErr()
	must(t, err)
	return data
}

// box makes a widget's field: its rectangle in points from the top left of an A4
// page.
func box(name, kind string, x, y, w, h float64, more types.Dict) types.Dict {
	const height = 841.89
	d := types.Dict{"Type": types.Name("Annot"), "Subtype": types.Name("Widget"), "FT": types.Name(kind), "T": types.StringLiteral(name), "F": types.Integer(4),
		"Rect": types.NewNumberArray(x, height-y-h, x+w, height-y), "DA": types.StringLiteral("/TiRo 12 Tf 0 g"),
		"MK": types.Dict{"BC": types.NewNumberArray(0.6)}, "BS": types.Dict{"W": types.Float(0.5)}}
	for k, v := range more { // a dictionary is filled
		d[k] = v
	}
	return d
}

// withFields adds fields to a page; a name of dotted parts makes the groups.
func withFields(t testing.TB, data []byte, fields []types.Dict) []byte {
	t.Helper()
	f, err := open(data)
	must(t, err)
	font, err := f.xref.IndRefForNewObject(types.Dict{"Type": types.Name("Font"), "Subtype": types.Name("Type1"), "BaseFont": types.Name("Times-Roman")})
	must(t, err)
	var top, annots types.Array
	groups, refs := map[string]types.Dict{}, map[string]types.IndirectRef{}
	for _, d := range fields {
		name := string(d["T"].(types.StringLiteral))
		group, last, dotted := strings.Cut(name, ".")
		if dotted {
			d["T"] = types.StringLiteral(last)
		}
		ref, err := f.xref.IndRefForNewObject(d)
		must(t, err)
		if kids, ok := d["Kids"].(types.Array); ok {
			annots = append(annots, kids...)
		} else {
			annots = append(annots, *ref)
		}
		if !dotted {
			top = append(top, *ref)
			continue
		}
		if groups[group] == nil {
			groups[group] = types.Dict{"T": types.StringLiteral(group), "Kids": types.Array{}}
			g, err := f.xref.IndRefForNewObject(groups[group])
			must(t, err)
			top = append(top, *g)
			refs[group] = *g
		}
		d["Parent"] = refs[group]
		groups[group]["Kids"] = append(groups[group]["Kids"].(types.Array), *ref)
	}
	root, err := f.xref.Catalog()
	must(t, err)
	root["AcroForm"] = types.Dict{"Fields": top, "NeedAppearances": types.Boolean(true), "DA": types.StringLiteral("/TiRo 12 Tf 0 g"),
		"DR": types.Dict{"Font": types.Dict{"TiRo": *font}}}
	f.pages[0]["Annots"] = annots
	out, err := f.write()
	must(t, err)
	return out
}

// makeSample makes the example: a slip that goes with the half-year report.
func makeSample(t testing.TB) []byte {
	texts := []printed{{160, 80, 14, true, "PHIẾU GỬI BÁO CÁO CẢI CÁCH HÀNH CHÍNH"}, {70, 130, 13, false, "Cơ quan gửi:"}, {70, 160, 13, false, "Số, ký hiệu:"},
		{70, 190, 13, false, "Kỳ báo cáo:"}, {70, 220, 13, false, "Nơi nhận:"}, {70, 250, 13, false, "Kế hoạch thực hiện:"}, {70, 340, 13, false, "Số đơn vị phải báo cáo:"},
		{330, 340, 13, false, "Đã báo cáo:"}, {92, 370, 13, false, "Có đơn vị báo cáo trễ hạn"}, {70, 400, 13, false, "Hạn nộp:"}, {350, 440, 13, true, "NGƯỜI GỬI"}}
	middle := types.Integer(1)
	return withFields(t, page(t, texts), []types.Dict{
		box("co_quan_ban_hanh", "Tx", 190, 114, 350, 22, nil),
		box("so_ky_hieu", "Tx", 190, 144, 350, 22, types.Dict{"MaxLen": types.Integer(30)}),
		box("ky.ten", "Tx", 190, 174, 350, 22, types.Dict{"DA": types.StringLiteral("/TiRo 0 Tf 0 0 0.6 rg")}),
		box("kinh_gui_mot", "Tx", 190, 204, 350, 22, nil),
		box("ke_hoach.trich_yeu", "Tx", 190, 234, 350, 80, types.Dict{"Ff": types.Integer(multiline)}),
		box("tong.don_vi", "Tx", 215, 324, 60, 22, types.Dict{"Q": middle}),
		box("tong.da_bao_cao", "Tx", 410, 324, 60, 22, types.Dict{"Q": middle}),
		box("tong.co_tre_han", "Btn", 70, 358, 15, 15, nil),
		box("ky.han_nop", "Tx", 190, 384, 160, 22, types.Dict{"Ff": types.Integer(comb), "MaxLen": types.Integer(10)}),
		box("ky_ten.ho_ten", "Tx", 300, 500, 180, 24, types.Dict{"Q": middle, "MK": types.NewDict()}),
	})
}

func sample(t testing.TB) []byte {
	t.Helper()
	if os.Getenv("GOLDEN") != "" {
		must(t, os.WriteFile(samplePath, makeSample(t), 0o644))
	}
	data, err := os.ReadFile(samplePath)
	must(t, err)
	return data
}

func sampleData() m {
	return m{"co_quan_ban_hanh": "SỞ Y TẾ THÀNH PHỐ HUẾ", "so_ky_hieu": "Số: 125/BC-SYT", "kinh_gui_mot": "Ủy ban nhân dân thành phố Huế",
		"ky": m{"ten": "6 tháng đầu năm 2025", "han_nop": "17/6/2025"}, "tong": m{"don_vi": "24", "da_bao_cao": 22, "co_tre_han": true},
		"ke_hoach": m{"trich_yeu": "Tuyên truyền cải cách hành chính năm 2025: đẩy mạnh dịch vụ công trực tuyến, nâng cao chất lượng phục vụ người dân và doanh nghiệp\nTheo Kế hoạch số 3214/KH-SYT"},
		"ky_ten":   m{"ho_ten": "Nguye\u0302\u0303n Văn An"}}
}

func fill(t testing.TB, template []byte, data m, opt Options) []byte {
	t.Helper()
	out, found, err := Fill(template, data, opt)
	must(t, err)
	for _, f := range found {
		t.Errorf("unexpected: %s", f)
	}
	if out == nil {
		t.Fatal("nothing written")
	}
	again, _, err := Fill(template, data, opt)
	if err != nil || !bytes.Equal(out, again) {
		t.Errorf("filled twice, two results (%v)", err)
	}
	return out
}

// textOf extracts the text that a PDF shows.
func textOf(t testing.TB, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pdf")
	must(t, os.WriteFile(path, data, 0o600))
	out, err := exec.Command("pdftotext", "-layout", path, "-").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

func TestSampleIsMadeByThisProgram(t *testing.T) {
	if !bytes.Equal(sample(t), makeSample(t)) {
		t.Error("the example differs from what makeSample makes; run make golden")
	}
}

// What the fields show can be read and is in NFC.
func TestSample(t *testing.T) {
	out := fill(t, sample(t), sampleData(), Options{})
	text := textOf(t, out)
	for _, want := range []string{"Cơ quan gửi:", "SỞ Y TẾ THÀNH PHỐ HUẾ", "Số: 125/BC-SYT", "6 tháng đầu năm 2025", "Ủy ban nhân dân thành phố Huế",
		"Tuyên truyền cải cách hành chính năm 2025: đẩy mạnh dịch vụ", "Theo Kế hoạch số 3214/KH-SYT", "24", "22", "Nguyễn Văn An"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if !norm.NFC.IsNormalString(text) {
		t.Error("the text is not in NFC")
	}
	if len(out) > 150000 {
		t.Errorf("%d bytes", len(out))
	}
	if os.Getenv("KEEP") != "" {
		must(t, os.WriteFile(filepath.Join(os.Getenv("KEEP"), "filled.pdf"), out, 0o600))
	}
}

// A filled form can be filled again: the fields are still there, and hold what
// was filled in.
func TestFieldsStay(t *testing.T) {
	out := fill(t, sample(t), sampleData(), Options{})
	before, err := Fields(sample(t))
	must(t, err)
	after, err := Fields(out)
	must(t, err)
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("fields (-before +after)\n%s", diff)
	}
	f, err := open(out)
	must(t, err)
	got := m{}
	for _, fd := range f.fields {
		got[fd.Name] = f.text(fd.get("V"))
	}
	if got["ky.ten"] != "6 tháng đầu năm 2025" || got["ky_ten.ho_ten"] != "Nguyễn Văn An" || got["tong.co_tre_han"] != "Yes" {
		t.Errorf("values %v", got)
	}
	fill(t, out, sampleData(), Options{})
}

// buttons makes a radio button of two with pictures, and lists.
func buttons(t testing.TB) []byte {
	return withFields(t, page(t, []printed{{50, 40, 12, false, "Mẫu"}}), []types.Dict{
		box("khan", "Ch", 50, 50, 100, 20, types.Dict{"Ff": types.Integer(combo), "Opt": types.Array{types.StringLiteral("Thuong"), types.Array{textString("K"), textString("Khẩn")}}}),
		box("noi", "Ch", 50, 100, 100, 60, types.Dict{"Ff": types.Integer(multiSelect), "Opt": types.Array{textString("Sở Nội vụ"), textString("Sở Tài chính"), textString("Lưu")}}),
		box("tu_ghi", "Ch", 50, 200, 100, 20, types.Dict{"Ff": types.Integer(combo | edit), "Opt": types.Array{textString("x")}}),
		box("dong", "Tx", 50, 230, 60, 20, types.Dict{"MaxLen": types.Integer(12)}),
		box("quay", "Tx", 300, 100, 20, 100, types.Dict{"MK": types.Dict{"R": types.Integer(90)}}),
	})
}

func TestChoices(t *testing.T) {
	data := m{"khan": "Khẩn", "noi": l{"Lưu", "Sở Nội vụ"}, "tu_ghi": "tự ghi vào", "dong": nil, "quay": "đứng"}
	out := fill(t, buttons(t), data, Options{})
	text := textOf(t, out)
	for _, want := range []string{"Khẩn", "Lưu", "Sở Nội vụ", "tự ghi vào"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	f, err := open(out)
	must(t, err)
	if got := f.text(f.fields[0].get("V")); got != "K" {
		t.Errorf("stored %q", got)
	}
	if got := f.array(f.fields[1].get("I")); len(got) != 2 || got[0] != types.Integer(0) {
		t.Errorf("picked %v", got)
	}
}

// boxes makes a button of several widgets; a state "" is one without a picture.
func boxes(t testing.TB, field types.Dict, states ...string) []byte {
	t.Helper()
	f, err := open(page(t, nil))
	must(t, err)
	var kids types.Array
	for i, name := range states {
		picture, err := f.stream([]byte("0 0 10 10 re f"), types.Dict{"Subtype": types.Name("Form"), "BBox": types.NewNumberArray(0, 0, 10, 10)})
		must(t, err)
		w := box("", "Btn", 50, float64(50+20*i), 10, 10, types.Dict{"AP": types.Dict{"N": types.Dict{name: *picture}}})
		w.Delete("T")
		if name == "" {
			w.Delete("AP")
		}
		ref, err := f.xref.IndRefForNewObject(w)
		must(t, err)
		kids = append(kids, *ref)
	}
	data, err := f.write()
	must(t, err)
	field["T"], field["FT"], field["Kids"] = types.StringLiteral("do_khan"), types.Name("Btn"), kids
	return withFields(t, data, []types.Dict{field})
}

// A check box of several widgets: V and the widgets agree.
func TestCheckOfManyWidgets(t *testing.T) {
	two := func(a, b string) types.Array { return types.Array{textString(a), textString(b)} }
	for _, tt := range []struct {
		name   string
		opt    types.Array
		states []string
		value  any
		want   string // V, then each AS; or the code of a finding
	}{
		{"one state", nil, []string{"On", "On"}, true, "On On On"},
		{"one state, off", nil, []string{"On", "On"}, false, "Off Off Off"},
		{"one state, one without a picture", nil, []string{"", "On"}, true, "On On On"},
		{"no pictures", nil, []string{"", ""}, true, "Yes Yes Yes"},
		{"two states, one meaning", two("x", "x"), []string{"0", "1"}, true, "0 0 1"},
		{"two states", nil, []string{"Co", "Khong"}, "Khong", "Khong Off Khong"},
		{"two states, none", nil, []string{"Co", "Khong"}, false, "Off Off Off"},
		{"two states, which?", nil, []string{"Co", "Khong"}, true, "khong-co-lua-chon"},
		{"two meanings", two("Có", "Không"), []string{"0", "1"}, "Có", "0 0 Off"},
	} {
		field := types.Dict{}
		if tt.opt != nil {
			field["Opt"] = tt.opt
		}
		out, found, err := Fill(boxes(t, field, tt.states...), m{"do_khan": tt.value}, Options{})
		must(t, err)
		got := ""
		if len(found) > 0 {
			got = found[0].Code
		} else {
			f, err := open(out)
			must(t, err)
			fd := f.fields[0]
			got = f.text(fd.get("V"))
			for _, w := range fd.widgets {
				got += " " + f.text(w["AS"])
			}
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestRadio(t *testing.T) {
	template := boxes(t, types.Dict{"Ff": types.Integer(radio)}, "Khẩn", "Thường")
	fields, err := Fields(template)
	must(t, err)
	if len(fields) != 1 || fields[0].Kind != Radio || strings.Join(fields[0].Options, " ") != "Khẩn Thường" || fields[0].Page != 1 {
		t.Fatalf("fields %+v", fields)
	}
	g, err := open(fill(t, template, m{"do_khan": "Thường"}, Options{}))
	must(t, err)
	fd := g.fields[0]
	if v, a, b := g.text(fd.get("V")), g.text(fd.widgets[0]["AS"]), g.text(fd.widgets[1]["AS"]); v+a+b != "ThườngOffThường" {
		t.Errorf("states %s %s %s", v, a, b)
	}
	_, found, err := Fill(template, m{"do_khan": "thuong"}, Options{File: "p.pdf"})
	must(t, err)
	if got, want := messages(found), "p.pdf: trang 1: ô do_khan: lỗi: ô “do_khan” chỉ nhận một trong các giá trị: Khẩn; Thường (đang ghi: “thuong”). "+
		"Cách sửa: có phải “Thường” không? Nếu không, ghi một trong các giá trị ấy vào dữ liệu, hoặc thêm giá trị này vào mẫu PDF\n"; got != want {
		t.Errorf("findings\n%s", got)
	}
}

func messages(found []finding.Finding) string {
	var b strings.Builder
	for _, f := range found {
		b.WriteString(f.String() + "\n")
	}
	return b.String()
}

func TestFaults(t *testing.T) {
	_, found, err := Fill(buttons(t), m{"khann": "x", "noi": m{"a": 1}, "tu_ghi": strings.Repeat("dài ", 30), "dong": "quá mười hai chữ", "quay": "☐"}, Options{})
	must(t, err)
	want := `trang 1: ô dong: lỗi: ô “dong” chỉ nhận 12 ký tự, giá trị có 16 (đang ghi: “quá mười hai chữ”). Cách sửa: rút ngắn giá trị, hoặc tăng giới hạn ký tự của ô trong mẫu PDF
trang 1: ô khan: lỗi: dữ liệu không có giá trị tên “khan” (đang ghi: “khan”). Cách sửa: có phải khann không? Nếu không, thêm tên này vào dữ liệu
trang 1: ô noi: lỗi: “noi” là một nhóm nhiều giá trị, không in thẳng ra được (đang ghi: “noi”). Cách sửa: đặt tên ô theo một giá trị bên trong, ví dụ noi.ten
trang 1: ô quay: cảnh báo: phông chữ không có các ký tự này nên chúng không hiện ra (đang ghi: “☐”). Cách sửa: thay bằng ký tự khác
trang 1: ô tu_ghi: cảnh báo: chữ dài hơn ô “tu_ghi” nên không hiện hết (đang ghi: “` + strings.TrimSpace(strings.Repeat("dài ", 30)) + ` ”). Cách sửa: rút ngắn giá trị, nới rộng ô hoặc đặt cỡ chữ tự động (Auto) trong mẫu PDF
`
	got := strings.Split(messages(found), "\n")
	slices.Sort(got)
	wanted := strings.Split(want, "\n")
	slices.Sort(wanted)
	if diff := cmp.Diff(wanted, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	out, found, err := Fill(buttons(t), m{}, Options{AllowMissing: true})
	must(t, err)
	if len(found) > 0 || !strings.Contains(textOf(t, out), "……") {
		t.Errorf("%s%s", messages(found), textOf(t, out))
	}
}

func TestBrokenForms(t *testing.T) {
	good := sample(t)
	for name, data := range map[string][]byte{"nothing": nil, "no pdf": []byte("xin chào"), "cut": good[:len(good)/3]} {
		if out, _, err := Fill(data, sampleData(), Options{}); !errors.Is(err, ErrNotPDF) || out != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, found, err := Fill(page(t, nil), m{}, Options{})
	must(t, err)
	if len(found) != 1 || found[0].Code != "khong-co-o-dien" {
		t.Errorf("no form: %s", messages(found))
	}
}

// ink counts the dark pixels of a field's box on the first page, drawn at 72 dpi
// by poppler: a pixel a point. The border is left out.
func ink(t testing.TB, data []byte, x, y, w, h int) int {
	t.Helper()
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "a.pdf"), data, 0o600))
	if out, err := exec.Command("pdftoppm", "-r", "72", "-gray", "-singlefile", filepath.Join(dir, "a.pdf"), filepath.Join(dir, "a")).CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("pdftoppm: %v %s", err, out)
	}
	picture, err := os.ReadFile(filepath.Join(dir, "a.pgm"))
	must(t, err)
	var width, height, most int
	if _, err := fmt.Sscanf(string(picture[:20]), "P5\n%d %d\n%d", &width, &height, &most); err != nil {
		t.Fatal(err)
	}
	pixels := picture[len(picture)-width*height:]
	dark := 0
	for row := y + 2; row < y+h-2; row++ {
		for _, p := range pixels[row*width+x+2 : row*width+x+w-2] {
			if p < 128 {
				dark++
			}
		}
	}
	return dark
}

// Each field of the example has ink where it had none.
func TestFieldsShow(t *testing.T) {
	empty := sample(t)
	out := fill(t, empty, sampleData(), Options{})
	for _, b := range []struct{ x, y, w, h, least int }{{190, 114, 350, 22, 150}, {190, 144, 350, 22, 80}, {190, 174, 350, 22, 150}, {190, 204, 350, 22, 150},
		{190, 234, 350, 80, 500}, {215, 324, 60, 22, 10}, {410, 324, 60, 22, 10}, {70, 358, 15, 15, 10}, {190, 384, 160, 22, 20}, {300, 500, 180, 24, 50}} {
		if was, is := ink(t, empty, b.x, b.y, b.w, b.h), ink(t, out, b.x, b.y, b.w, b.h); was != 0 || is < b.least {
			t.Errorf("box at %d,%d: %d dark pixels, then %d, want %d", b.x, b.y, was, is, b.least)
		}
	}
}

// spoil writes over a place of a file: a word of the format or eight bytes. Fuzz
// targets take numbers, which Go does not spend a minute on making smaller.
func spoil(data []byte, at, word int, raw uint64) []byte {
	words := []string{"/Kids[1 0 R]", "<</T(a)/Kids 3 0 R>>", "/Rect[1 2 3]", "0 0 obj", "endobj", "stream", "/Parent 1 0 R", "/Length -1", "[[[[", ">>>>", "9999999999"}
	out := bytes.Clone(data)
	if at < 0 || word < 0 {
		return out
	}
	with := binary.LittleEndian.AppendUint64(nil, raw)
	if word = word % (len(words) + 1); word > 0 {
		with = []byte(words[word-1])
	}
	copy(out[at%len(out):], with)
	return out
}

// FuzzFill: no file makes Fill panic, and what it writes it can read.
func FuzzFill(f *testing.F) {
	good := sample(f)
	for word := range 12 {
		f.Add(28000+100*word, word, uint64(word))
	}
	loops := slices.Collect(maps.Values(tails()))
	slices.SortFunc(loops, bytes.Compare)
	for i := range loops {
		f.Add(-1-i, 0, uint64(0))
	}
	f.Fuzz(func(t *testing.T, at, word int, raw uint64) {
		data := spoil(good, at, word, raw)
		if at < 0 {
			data = spoil(loops[-(at+1)%len(loops)], word, word, raw)
		}
		out, found, err := Fill(data, sampleData(), Options{AllowMissing: true})
		if err != nil {
			return
		}
		if finding.HasError(found) != (out == nil) {
			t.Fatalf("out %v with %v", out == nil, found)
		}
		if out != nil {
			if _, err := Fields(out); err != nil {
				t.Fatalf("own result: %v", err)
			}
		}
	})
}

// Files that are locked, and forms of Adobe's other kind, are told apart.
func TestOtherKindsOfFiles(t *testing.T) {
	conf := *config()
	conf.UserPW, conf.OwnerPW = "a", "b"
	var locked bytes.Buffer
	must(t, api.Encrypt(bytes.NewReader(sample(t)), &locked, &conf))
	if _, _, err := Fill(locked.Bytes(), sampleData(), Options{}); !errors.Is(err, ErrEncrypted) {
		t.Errorf("locked: %v", err)
	}
	_, found := Under(document(t, false), locked.Bytes(), "nen.pdf")
	if len(found) != 1 || found[0].Message != "tệp nền bị khóa bằng mật khẩu" {
		t.Errorf("locked background: %s", messages(found))
	}
	for _, tt := range []struct {
		template []byte
		code     string
		written  bool
	}{{sample(t), "bo-phan-xfa", true}, {withFields(t, page(t, []printed{{50, 50, 12, false, "x"}}), nil), "bieu-mau-xfa", false}} {
		f, err := open(tt.template)
		must(t, err)
		f.form["XFA"] = types.StringLiteral("x")
		xfa, err := f.write()
		must(t, err)
		out, found, err := Fill(xfa, sampleData(), Options{})
		must(t, err)
		if len(found) != 1 || found[0].Code != tt.code || (out != nil) != tt.written || bytes.Contains(out, []byte("XFA")) {
			t.Errorf("%s: written %v: %s", tt.code, out != nil, messages(found))
		}
	}
}

// The example asks for nothing that the half-year report does not have.
func TestSampleUsesFieldsOfTheReport(t *testing.T) {
	known := map[string]bool{}
	for _, f := range templates.Fields("bao-cao-6T") {
		known[f.Name] = true
	}
	fields, err := Fields(sample(t))
	must(t, err)
	for _, f := range fields {
		if !known[f.Name] {
			t.Errorf("the report has no field %s", f.Name)
		}
	}
	if found, err := Unused(sample(t), m{"ky": 1, "la": 2}, "p.pdf"); err != nil || len(found) != 1 || found[0].Pos.Spot != "la" {
		t.Errorf("unused: %v %v", found, err)
	}
}
