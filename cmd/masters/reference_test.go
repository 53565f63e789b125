//go:build reference

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

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
	for _, name := range templates.Names(templates.Profiles[0]) {
		if slices.Contains(pipeline.PlanDocuments(), name) {
			continue // TestReferencePlans
		}
		body, _ := templates.Get(templates.Profiles[0], name)
		for file, body := range map[string][]byte{
			name + "-master.docx": body,
			name + "-full.docx":   fillSample(t, name, sampleReport()),
			name + "-sparse.docx": fillSample(t, name, sparseReport()),
		} {
			path := filepath.Join(dir, file)
			if err := os.WriteFile(path, body, 0o644); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.Command(filepath.Join(shared(), "tools", "ooxml-check"), path).CombinedOutput(); err != nil {
				t.Errorf("%s: %v\n%s", file, err, out)
			}
		}
	}
}

// LibreOffice lays the filled report out: the signature stands on a page with
// text above it, and each appendix begins a page.
func TestReferenceLayout(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "bao-cao-6T.docx")
	if err := os.WriteFile(path, fillSample(t, "bao-cao-6T", sampleReport()), 0o644); err != nil {
		t.Fatal(err)
	}
	convert := exec.Command("soffice", "--headless", "-env:UserInstallation=file://"+dir+"/profile", "--convert-to", "pdf", "--outdir", dir, path)
	if out, err := convert.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	out, err := exec.Command("pdftotext", "-layout", filepath.Join(dir, "bao-cao-6T.pdf"), "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(string(out), "\f")
	label := regexp.MustCompile(`^\s*Phụ lục I+\s*\n`)
	appendices := 0
	for i, page := range pages {
		if strings.Contains(page, "Nơi nhận:") && !strings.Contains(page, "Trên đây là Báo cáo") {
			t.Errorf("page %d: the signature stands alone", i+1)
		}
		if label.MatchString(page) {
			appendices++
		}
	}
	if appendices != 3 {
		t.Errorf("%d appendices begin a page", appendices)
	}
}
