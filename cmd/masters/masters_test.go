package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vanthu/output/docx"
	"vanthu/templates"
)

// The committed files are what the program makes, byte for byte.
func TestMastersAreCommitted(t *testing.T) {
	for _, m := range masters {
		made, err := m.docx()
		if err != nil {
			t.Fatal(err)
		}
		committed, err := os.ReadFile(filepath.Join("..", "..", "templates", filepath.FromSlash(m.name)+".docx"))
		if err != nil || !bytes.Equal(made, committed) {
			t.Errorf("templates/%s.docx is not what the program makes (%v): run go run ./cmd/masters", m.name, err)
		}
	}
	for _, profile := range templates.Profiles {
		for _, name := range templates.Names(profile) {
			is := func(m master) bool { return m.name == name || m.name == profile+"/"+name }
			if !slices.ContainsFunc(masters, is) {
				t.Errorf("templates: %s of %s is made by no program", name, profile)
			}
		}
	}
}

// What keeps with the next in the text begins with the field that LibreOffice lays
// it out anew for; the tags of sections vanish, and need none.
func TestKeptParagraphsAreLaidOutAnew(t *testing.T) {
	paragraph := regexp.MustCompile(`<w:p><w:pPr><w:pStyle w:val="(?:Heading[12]|Diem|DanBang|Ket|TenBang|NoiDung"/><w:keepNext)"?/></w:pPr>(.*?)</w:p>`)
	tagOnly := regexp.MustCompile(`^<w:r><w:t [^>]*>\{[#^/][^{}]*\}</w:t></w:r>$`)
	for _, m := range masters {
		n := 0
		for _, found := range paragraph.FindAllStringSubmatch(string(m.body()), -1) {
			if tagOnly.MatchString(found[1]) {
				continue
			}
			if n++; !strings.HasPrefix(found[1], string(anew)) {
				t.Errorf("%s: %s", m.name, found[1])
			}
		}
		if n == 0 && m.name != "hue/phu-luc" { // a table and nothing else
			t.Errorf("%s: no paragraph keeps with the next", m.name)
		}
	}
}

// Each field of a template is listed, and each listed one is used by some template.
func TestFieldsAgree(t *testing.T) {
	used := map[string]bool{} // by any template
	eachTemplate(func(profile, name string) {
		listed := map[string]bool{}
		for _, f := range templates.Fields(name) {
			if listed[f.Name] || f.Meaning == "" {
				t.Errorf("%s: %s is listed twice or without a meaning", name, f.Name)
			}
			listed[f.Name] = true
		}
		body, _ := templates.Get(profile, name)
		fields, err := docx.Fields(body)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range fields {
			full := templates.Resolve(templates.Fields(name), f.Name, f.Sections)
			if full == "" {
				t.Errorf("%s of %s: {%s%s} in %v, paragraph %d, is not listed", name, profile, f.Kind, f.Name, f.Sections, f.Paragraph)
			}
			for ; full != ""; full = full[:max(0, strings.LastIndex(full, "."))] {
				used[full] = true
			}
		}
	})
	eachTemplate(func(_, name string) {
		for _, f := range templates.Fields(name) {
			if !used[f.Name] && !slices.Contains(spareFields, f.Name) && !strings.HasSuffix(f.Name, "_so") {
				t.Errorf("%s: %s is listed and no template uses it", name, f.Name)
			}
		}
	})
}

// spareFields are for the offices' own templates; ours do without, and without the
// bare numbers (…_so), which are for spreadsheets.
var spareFields = []string{
	"ky.ma", "ke_hoach.nam", "ke_hoach.trich_yeu", "nhiem_vu.ma", "nhiem_vu.hinh_thuc", "nhiem_vu.san_pham.ma", "nhiem_vu.san_pham.so_don_vi_bao_cao",
	"danh_gia.co_uu_diem", "danh_gia.co_ton_tai", "danh_gia.co_nguyen_nhan",
	"ky.han_nop", "ma_don_vi", "co_don_vi", "email", "so_xem_lai", "viec.stt", "ban_danh_dau", "bieu_mau_dung", "han_gui", "qua_han",
}

// eachTemplate goes through the templates of all profiles.
func eachTemplate(do func(profile, name string)) {
	for _, profile := range templates.Profiles {
		for _, name := range templates.Names(profile) {
			do(profile, name)
		}
	}
}

// fillSample fills a master with the sample.
func fillSample(t testing.TB, name string, data object) []byte {
	t.Helper()
	body, ok := templates.Get(templates.Profiles[0], name)
	if !ok {
		t.Fatalf("no template %s", name)
	}
	out, found, err := docx.Fill(body, data, docx.Options{File: name + ".docx", Title: "Báo cáo 6 tháng"})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Errorf("finding: %v", f)
	}
	return out
}

// The same values give the same bytes.
func TestSampleFills(t *testing.T) {
	for _, name := range family {
		for key, data := range samplesOf(name) {
			out := filledSample(t, name, key)
			if strings.HasSuffix(key, "full") && !bytes.Equal(out, fillSample(t, name, data)) {
				t.Errorf("%s %s: filled twice, two results", name, key)
			}
			if dir := os.Getenv("VANTHU_KEEP"); dir != "" { // to look at
				if err := os.WriteFile(filepath.Join(dir, name+" "+key+".docx"), out, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// The values made of a document are those listed for it, no fewer and no more.
func TestFactsAreListed(t *testing.T) {
	for _, name := range family {
		listed, made := map[string]bool{}, map[string]bool{}
		for _, f := range templates.Fields(name) {
			listed[f.Name] = true
		}
		for _, data := range samplesOf(name) {
			namesIn("", data, made)
		}
		for field := range made {
			if !listed[field] {
				t.Errorf("%s: {%s} is made and not listed", name, field)
			}
		}
		for field := range listed {
			if !made[field] {
				t.Errorf("%s: {%s} is listed and never made", name, field)
			}
		}
	}
}

// namesIn gathers the dotted names of values.
func namesIn(prefix string, value any, names map[string]bool) {
	switch v := value.(type) {
	case object:
		for name, inner := range v {
			names[prefix+name] = true
			namesIn(prefix+name+".", inner, names)
		}
	case []any:
		for _, inner := range v {
			namesIn(prefix, inner, names)
		}
	}
}
