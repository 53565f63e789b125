package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vanthu/output/docx"
	"vanthu/output/wordml/wordmltest"
	"vanthu/templates"
)

// paragraphs makes a DOCX on A4 with one paragraph for each text.
func paragraphs(t *testing.T, texts ...string) []byte {
	t.Helper()
	body := ""
	for _, s := range texts {
		body += `<w:p><w:r><w:t xml:space="preserve">` + s + `</w:t></w:r></w:p>`
	}
	return wordmltest.Docx(t, wordmltest.Parts{Body: body + `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>`})
}

// put writes files into a new folder.
func put(t *testing.T, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// shownProblem is a problem as JSON gives it.
type shownProblem struct {
	Code, Severity, Part, Found, Message, Hint string
	Paragraph                                  int
}

func TestFill(t *testing.T) {
	t.Parallel()
	dir := put(t, map[string][]byte{
		"mau.docx":  paragraphs(t, "Kính gửi {noi_nhan}", "{#viec}", "{tt}. {ten}", "{/viec}", "Tổng {tong}"),
		"xau.docx":  paragraphs(t, "Kính gửi {noi_nha}", "{#viec}", "{tt}. {ten_viec}"),
		"hong.docx": []byte("x"),
		"du.json":   []byte("\uFEFF" + `{"noi_nhan": "Sở Nội vụ & {x}", "viec": [{"tt": 1, "ten": "Đưa tin"}, {"tt": 2, "ten": "Họp"}], "tong": 12.50, "thua": 1}`),
	})
	at := func(name string) string { return filepath.Join(dir, name) }

	said := vanthu(t, exitDone, "--json", "fill", at("mau.docx"), at("du.json"), "-o", at("ra.docx"))
	problems := parse[struct{ Problems []shownProblem }](t, said).Problems
	if len(problems) != 1 || problems[0].Severity != "warning" || !strings.Contains(problems[0].Message, "“thua”") {
		t.Errorf("%s", said)
	}
	want := []string{"Kính gửi Sở Nội vụ & {x}", "1. Đưa tin", "2. Họp", "Tổng 12.50"}
	if got := docxLines(t, at("ra.docx")); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}

	// A template with faults: all of them told, nothing written.
	said = vanthu(t, exitFailed, "--json", "fill", at("xau.docx"), at("du.json"), "-o", at("khong.docx"))
	problems = parse[struct{ Problems []shownProblem }](t, said).Problems
	var errs []string
	for _, p := range problems {
		if p.Severity == "error" {
			errs = append(errs, p.Code)
			if p.Hint == "" || p.Part != "word/document.xml" || p.Paragraph == 0 {
				t.Errorf("an error without remedy or place: %+v", p)
			}
		}
	}
	if len(errs) == 0 {
		t.Errorf("no error:\n%s", said)
	}
	if _, err := os.Stat(at("khong.docx")); err == nil {
		t.Error("a file was written in spite of errors")
	}

	// Without a name: dots where that is allowed.
	said = vanthu(t, exitDone, "fill", at("mau.docx"), at("trong.json"), "--allow-missing", "-o", at("cham.docx"), func() string {
		if err := os.WriteFile(at("trong.json"), []byte(`{}`), 0o644); err != nil {
			t.Fatal(err)
		}
		return "--verbose"
	}())
	if got := docxLines(t, at("cham.docx")); !slices.Equal(got, []string{"Kính gửi " + docx.Dots, "Tổng " + docx.Dots}) || !strings.Contains(said, "cham.docx") {
		t.Errorf("%q\n%s", got, said)
	}
	vanthu(t, exitUsage, "fill", at("mau.docx"), at("du.json"), "-o", at("mau.docx"))                   // the template stays
	vanthu(t, exitUsage, "fill", at("mau.docx"), at("du.json"), "-o", at("du.json"), "--allow-missing") // and so do the data
	vanthu(t, exitUsage, "fill", at("mau.docx"), at("du.json"), "-o", at("ra.pdf"))
	vanthu(t, exitUsage, "fill", at("mau.docx"), at("du.json"))
	vanthu(t, exitFailed, "fill", at("hong.docx"), at("du.json"), "-o", at("x.docx"))
	vanthu(t, exitFailed, "fill", at("khong-co.docx"), at("du.json"), "-o", at("x.docx"))
}

func TestDataOfATemplate(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, fault string }{
		{`{"a": 1}`, ""},
		{"\uFEFF{\"a\": 1}\r\n", ""},
		{"{\n\"a\": 1,\n}", "dòng 3"},
		{"{\"a\": 1}\n{", "dòng 2"},
		{`[1]`, "đối tượng JSON"},
		{`null`, "đối tượng JSON"},
		{``, "bị cắt hoặc trống"},
		{`{"a": `, "bị cắt hoặc trống"},
		{"{\"a\": \"\xff\"}", "UTF-8"},
	} {
		data, err := parseData([]byte(test.text))
		switch {
		case test.fault == "" && (err != nil || data["a"] != json.Number("1")):
			t.Errorf("%q: %v %v", test.text, data, err)
		case test.fault != "" && (err == nil || !strings.Contains(err.Error(), test.fault)):
			t.Errorf("%q: %v, want a fault with %q", test.text, err, test.fault)
		}
	}
}

type shownTemplates struct {
	Files []struct {
		File, State, Doc string
		Unused           []string
		Problems         []shownProblem
	}
}

// The built-in templates, exported, pass their own check; a second export leaves
// what was edited.
func TestTemplatesExportAndCheck(t *testing.T) {
	t.Parallel()
	for _, profile := range templates.Profiles {
		dir := put(t, map[string][]byte{"vanthu.toml": []byte("profile = \"" + profile + "\"\n")})
		in := func(want int, args ...string) shownTemplates {
			return parse[shownTemplates](t, vanthu(t, want, append([]string{"--workspace", dir, "--json", "templates"}, args...)...))
		}
		if got := in(exitDone, "check"); len(got.Files) != 0 {
			t.Errorf("%+v", got)
		}
		if got := in(exitDone, "export"); len(got.Files) != len(templates.Names(profile)) || got.Files[0].State != "written" {
			t.Errorf("%+v", got)
		}
		for _, f := range in(exitDone, "check").Files {
			if len(f.Problems) != 0 || f.Doc == "" {
				t.Errorf("%s: %+v", profile, f)
			}
		}
		name := filepath.Join(dir, "templates", "bao-cao-6T.docx")
		edited := paragraphs(t, "Mẫu của cơ quan: {ten_day_du}")
		if err := os.WriteFile(name, edited, 0o644); err != nil {
			t.Fatal(err)
		}
		if got := in(exitDone, "export", "--doc", "bao-cao-6T"); len(got.Files) != 1 || got.Files[0].State != "kept" {
			t.Errorf("%+v", got)
		}
		if now, err := os.ReadFile(name); err != nil || !bytes.Equal(now, edited) {
			t.Error("an export wrote over the office's own template")
		}
	}
}

func TestTemplatesCheckNamesEveryFault(t *testing.T) {
	t.Parallel()
	dir := put(t, map[string][]byte{
		"templates/bao-cao-6T.docx": paragraphs(t,
			"{ten_day_đu} {ky.tenn} {nhiem_vu}", "{#nhiem_vu}", "{tenn} {ten_day_du} {san_pham.ten}", "{/nhiem_vu}", "{#hinh_thuc}", "{chi_tiet}"),
		"templates/bao-cao-6.docx":      paragraphs(t, "x"),
		"templates/ghi-chep.txt":        []byte("x"),
		"templates/~$bao-cao-6T.docx":   []byte("x"),
		"templates/bao-cao-hong.docx":   []byte("x"),
		"templates/cu/bao-cao-6T.docx":  []byte("x"),
		"templates/bao-cao-9T.nen.pdf":  []byte("x"),
		"templates/bao-cao-9T.nen.docx": paragraphs(t, "x"),
		"templates/bao-cao-9T.pdf":      []byte("x"),
		"templates/bao-cao-9T_moi.docx": paragraphs(t, "x"),
	})
	said := vanthu(t, exitRefused, "--workspace", dir, "--json", "templates", "check")
	var got []string
	for _, f := range parse[shownTemplates](t, said).Files {
		for _, p := range f.Problems {
			got = append(got, strings.Join([]string{filepath.Base(f.File), p.Severity, p.Code, p.Found}, " "))
			if p.Hint == "" {
				t.Errorf("without a remedy: %+v", p)
			}
			if p.Found == "{tenn}" && !strings.Contains(p.Hint, "{ten}") || p.Found == "{ten_day_đu}" && !strings.Contains(p.Hint, "{ten_day_du}") {
				t.Errorf("the nearest name is not told: %+v", p)
			}
		}
		if f.Doc == "bao-cao-6T" && (!slices.Contains(f.Unused, "can_cu") || slices.Contains(f.Unused, "ten_day_du") || slices.Contains(f.Unused, "nhiem_vu.san_pham.ten")) {
			t.Errorf("unused: %v", f.Unused)
		}
	}
	want := []string{
		"bao-cao-6.docx warning mau-la ",
		"bao-cao-6T.docx error khong-phai-gia-tri {nhiem_vu}",
		"bao-cao-6T.docx error ten-khong-co {ky.tenn}",
		"bao-cao-6T.docx error ten-khong-co {ten_day_đu}",
		"bao-cao-6T.docx error ten-khong-co {tenn}",
		"bao-cao-9T.nen.docx warning mau-khac-loai ",
		"bao-cao-9T.nen.pdf error mau-hong ",
		"bao-cao-9T.pdf error mau-trung-tep ",
		"bao-cao-9T_moi.docx warning mau-trung-ten-ban-moi ",
		"bao-cao-hong.docx warning mau-la ",
		"ghi-chep.txt warning mau-khac-loai ",
	}
	slices.Sort(got)
	unclosed := slices.IndexFunc(got, func(s string) bool { return strings.Contains(s, "{#hinh_thuc}") })
	if unclosed < 0 {
		t.Fatalf("the section without end is not told: %q", got)
	}
	if got = slices.Delete(got, unclosed, unclosed+1); !slices.Equal(got, want) {
		t.Errorf("\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestFieldsOfEveryDocument(t *testing.T) {
	t.Parallel()
	for _, doc := range documentsWithFields() {
		got := parse[struct{ Fields []fieldJSON }](t, vanthu(t, exitDone, "--json", "fields", "--doc", doc)).Fields
		if len(got) == 0 {
			t.Errorf("%s: no fields", doc)
		}
		for _, f := range got {
			if f.Meaning == "" || (f.Sample == nil) != (f.Kind != templates.Value) {
				t.Errorf("%s: %+v", doc, f)
			}
		}
		if text := vanthu(t, exitDone, "fields", "--doc", doc); !strings.Contains(text, "{kem_theo}") && !strings.Contains(text, "{cach_sua}") {
			t.Errorf("%s:\n%s", doc, text)
		}
	}
	vanthu(t, exitUsage, "fields")
	vanthu(t, exitUsage, "fields", "--doc", "bao-cao-xyz")
}
