//go:build reference

package main

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vanthu/output/pdf/pdftest"
	"vanthu/pipeline"
	"vanthu/templates"
)

// shared is the folder with the tools that the reference tests need.
func shared() string {
	if dir := os.Getenv("VANTHU_SHARED"); dir != "" {
		return dir
	}
	return filepath.Join("..", "..", "..", "shared")
}

// Masters and filled documents are valid Office Open XML.
func TestReferenceValid(t *testing.T) {
	dir := t.TempDir()
	var files []string
	keep := func(name string, body []byte) {
		files = append(files, filepath.Join(dir, name+".docx"))
		if err := os.WriteFile(files[len(files)-1], body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	eachTemplate(func(profile, name string) {
		body, _ := templates.Get(profile, name)
		keep(profile+" "+name, body)
	})
	for name, data := range faultSamples() {
		keep("phieu-loi "+name, fillSample(t, pipeline.LetterOfFaults, data))
	}
	eachSample(t, func(_ *testing.T, name, sample string, filled []byte) {
		if strings.HasPrefix(sample, periodOf[name]+" ") {
			keep(name+" "+sample, filled)
		}
	})
	if out, err := exec.Command(filepath.Join(shared(), "tools", "ooxml-check"), files...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%d files", len(files))
}

// LibreOffice opens the filled documents: the signature stands on a page with text
// above it, and each appendix begins a page.
func TestReferenceLayout(t *testing.T) {
	dir := t.TempDir()
	var names, files []string
	for _, name := range family {
		for _, state := range []string{"full", "none", "alone"} {
			id := name + " " + periodOf[name] + " " + state
			names = append(names, id)
			files = append(files, filepath.Join(dir, id+".docx"))
			if err := os.WriteFile(files[len(files)-1], filledSample(t, name, periodOf[name]+" "+state), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	pdftest.LibreOffice(t, dir, files...)
	for _, name := range names {
		out, err := exec.Command("pdftotext", "-layout", filepath.Join(dir, name+".pdf"), "-").Output()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		checkPages(t, name, strings.Split(strings.TrimSuffix(string(out), "\f"), "\f"))
	}
}

// LibreOffice leaves no heading alone at the foot of a page, however many legal
// grounds stand above. Without the field anew it does below two short and three
// long ones.
func TestReferenceNoHeadingAlone(t *testing.T) {
	dir := t.TempDir()
	ground := object{"ten": "Quyết định số 100/QĐ-UBND ngày 02/01/2025 của Ủy ban nhân dân ban hành Quy chế về chế độ báo cáo định kỳ của cơ quan", "dau": ";"}
	short := object{"ten": "Luật Tổ chức chính quyền địa phương", "dau": ";"}
	var names, files []string
	for _, state := range []string{"none", "all"} {
		data := maps.Clone(samplesOf("bao-cao-quy")["2025-Q1 "+state])
		for n := range 12 {
			data["can_cu"] = append(slices.Repeat([]any{short}, n%3), slices.Repeat([]any{ground}, n/3)...)
			names = append(names, fmt.Sprintf("%s %d", state, n))
			files = append(files, filepath.Join(dir, names[len(names)-1]+".docx"))
			if err := os.WriteFile(files[len(files)-1], fillSample(t, "bao-cao-quy", data), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	pdftest.LibreOffice(t, dir, files...)
	heading := regexp.MustCompile(`\n *([IVX]+|\d)\. [^\n]*\n*$`)
	for _, name := range names {
		out, err := exec.Command("pdftotext", "-layout", filepath.Join(dir, name+".pdf"), "-").Output()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for i, page := range strings.Split(string(out), "\f") {
			if last := heading.FindString(page); last != "" {
				t.Errorf("%s, page %d ends in the heading %q", name, i+1, strings.TrimSpace(last))
			}
		}
	}
}

// checkPages looks at the pages of a document as text.
func checkPages(t *testing.T, name string, pages []string) {
	t.Helper()
	label := regexp.MustCompile(`^\s*Phụ lục( I+)?\s*\n`)
	want := map[string]int{"thang": 1, "quy": 2, "nhac": 0}
	appendices, signed := 0, 0
	for i, page := range pages {
		if strings.Contains(page, "Nơi nhận:") {
			signed++
			if !strings.Contains(page, "./.") {
				t.Errorf("%s, page %d: the signature stands alone", name, i+1)
			}
		}
		if label.MatchString(page) {
			appendices++
		}
		if strings.TrimSpace(page) == "" {
			t.Errorf("%s, page %d is empty", name, i+1)
		}
	}
	n, ok := want[strings.Split(strings.Split(name, " ")[0], "-")[2]]
	if !ok {
		n = 3
	}
	if appendices != n || signed != 1 {
		t.Errorf("%s: %d appendices begin a page, want %d; %d signatures", name, appendices, n, signed)
	}
}
