package paper

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"github.com/signintech/gopdf"

	"vanthu/output/layout"
	"vanthu/output/length"
	"vanthu/output/pdf"
	"vanthu/pipeline/finding"
)

const paperPath = "../../testdata/templates/nen-giay-tieu-de.pdf"

// makePaper makes the example of a letterhead: a band and a name above, an
// address below; the second page has the address alone.
func makePaper(t testing.TB) []byte {
	g := &gopdf.GoPdf{}
	g.Start(gopdf.Config{Unit: gopdf.UnitPT, PageSize: *gopdf.PageSizeA4})
	name, data, err := pdf.FontFile("Arial", true, false)
	must(t, err)
	must(t, g.AddTTFFontData(name, data))
	for i := range 2 {
		g.AddPage()
		g.SetTextColor(0, 80, 150)
		if i == 0 {
			g.SetFillColor(0, 80, 150)
			g.RectFromUpperLeftWithStyle(0, 0, 595.28, 14, "F")
			must(t, g.SetFont(name, "", 11))
			g.SetXY(85, 36)
			must(t, g.Text("SỞ Y TẾ THÀNH PHỐ HUẾ"))
		}
		g.SetStrokeColor(0, 80, 150)
		g.Line(85, 800, 552, 800)
		must(t, g.SetFont(name, "", 8))
		g.SetXY(85, 814)
		must(t, g.Text("Địa chỉ: số 1 đường Mẫu, thành phố Huế. Điện thoại: 0234.000.0000"))
	}
	out, err := g.GetBytesPdfReturnErr()
	must(t, err)
	return out
}

func letterhead(t testing.TB) []byte {
	t.Helper()
	if os.Getenv("GOLDEN") != "" {
		must(t, os.WriteFile(paperPath, makePaper(t), 0o644))
	}
	data, err := os.ReadFile(paperPath)
	must(t, err)
	return data
}

// document makes pages with a line of text each, A4 unless landscape.
func document(t testing.TB, landscape ...bool) []byte {
	t.Helper()
	res := &layout.Result{}
	for _, turned := range landscape {
		w, h := length.Twips(11906), length.Twips(16838)
		if turned {
			w, h = h, w
		}
		res.Pages = append(res.Pages, layout.Page{Width: w, Height: h, Items: []layout.Item{
			layout.Text{X: length.Pt(85), Y: length.Pt(120), Text: "Nội dung văn bản", Face: "LiberationSerif", Size: length.Pt(14)}}})
	}
	fonts, err := pdf.Fonts()
	must(t, err)
	data, err := pdf.Write(res, fonts, pdf.Info{Title: "Báo cáo số 1"})
	must(t, err)
	return data
}

func TestPaperIsMadeByThisProgram(t *testing.T) {
	if !bytes.Equal(letterhead(t), makePaper(t)) {
		t.Error("the example differs from what makePaper makes; run make golden")
	}
}

// The text of both can be read, and both show: the first page under the first,
// the last under the others.
func TestUnder(t *testing.T) {
	doc := document(t, false, false, false)
	out, found := Under(doc, letterhead(t), "nen.pdf")
	if len(found) > 0 {
		t.Fatal(messages(found))
	}
	again, _ := Under(doc, letterhead(t), "nen.pdf")
	if !bytes.Equal(out, again) {
		t.Error("laid twice, two results")
	}
	pages := strings.Split(textOf(t, out), "\f")
	for i, page := range pages[:3] {
		for text, want := range map[string]bool{"SỞ Y TẾ THÀNH PHỐ HUẾ": i == 0, "Địa chỉ: số 1 đường Mẫu": true, "Nội dung văn bản": true} {
			if strings.Contains(page, text) != want {
				t.Errorf("page %d: %q there: %v\n%s", i+1, text, !want, page)
			}
		}
	}
	for _, b := range []struct{ x, y, w, h int }{{0, 0, 595, 14}, {85, 104, 150, 20}, {80, 796, 470, 8}} {
		if ink(t, out, b.x, b.y, b.w, b.h) == 0 {
			t.Errorf("nothing shows at %v", b)
		}
	}
	f, err := open(out)
	must(t, err)
	if got := f.text(f.dict(*f.xref.Info)["Title"]); got != "Báo cáo số 1" {
		t.Errorf("title %q", got)
	}
	if keep := os.Getenv("KEEP"); keep != "" {
		must(t, os.WriteFile(keep+"/under.pdf", out, 0o600))
	}
}

func TestUnderFaults(t *testing.T) {
	good := letterhead(t)
	out, found := Under(document(t, false, true), good, "nen.pdf")
	if got, want := messages(found), "nen.pdf: cảnh báo: các trang 2 khác khổ với nền (nền là 210 × 297 mm) nên để trắng nền. Cách sửa: nếu trang ấy cần nền, dùng tệp nền cùng khổ và cùng chiều giấy\n"; got != want || out == nil {
		t.Errorf("%s", got)
	}
	out, found = Under(document(t, true), good, "nen.pdf")
	if len(found) != 1 || found[0].Severity != finding.Error || out != nil {
		t.Errorf("no page of the size: %s", messages(found))
	}
	for name, data := range map[string][]byte{"nothing": nil, "no pdf": []byte("x"), "cut": good[:400], "pages": tails()["pages"]} {
		out, found := Under(document(t, false), data, "nen.pdf")
		if want := "nen.pdf: lỗi: tệp nền không phải tệp PDF, hoặc đã hỏng. Cách sửa: mở bằng trình xem PDF rồi in ra tệp PDF mới\n"; out != nil || messages(found) != want {
			t.Errorf("%s: %s", name, messages(found))
		}
	}
}

// What the pages of a background name is bounded, however small the file.
func TestUnderTooLarge(t *testing.T) {
	f, err := open(letterhead(t))
	must(t, err)
	part, err := f.stream(bytes.Repeat([]byte(" "), maxBytes/2), types.NewDict())
	must(t, err)
	f.pages[0]["Contents"] = types.Array{*part, *part, *part}
	data, err := f.write()
	must(t, err)
	_, found := Under(document(t, false), data, "nen.pdf")
	if want := "nen.pdf: lỗi: tệp nền quá lớn. Cách sửa: mở bằng trình xem PDF rồi in ra tệp PDF mới\n"; messages(found) != want {
		t.Errorf("%s", messages(found))
	}
}

// FuzzUnder: no background makes Under panic, and what it writes it can read.
func FuzzUnder(f *testing.F) {
	good, doc := letterhead(f), document(f, false, false)
	for word := range 12 {
		f.Add(500+100*word, word, uint64(word))
	}
	f.Fuzz(func(t *testing.T, at, word int, raw uint64) {
		data := spoil(good, at, word, raw)
		out, found := Under(doc, data, "nen.pdf")
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
