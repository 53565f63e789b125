//go:build reference

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"vanthu/output/pdf/pdftest"
)

// shared is the folder with the reference tools.
func shared(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("VANTHU_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(abs, "tools", "ooxml-check")); err != nil {
		t.Fatalf("reference tools: %v (set VANTHU_SHARED)", err)
	}
	return abs
}

// Every document and workbook that the demo makes is a valid package.
func TestReferenceDemoPackagesAreValid(t *testing.T) {
	dir := demoWorkspace(t)
	var files []string
	for _, pattern := range []string{"plan/*.xlsx", "forms/2025-6T/*.xlsx", "archive/2025/*.xlsx", "rejected/*/*.xlsx", "output/*/*.docx", "output/*/*.xlsx"} {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(found), err)
		}
		files = append(files, found...)
	}
	out, err := exec.Command(filepath.Join(shared(t), "tools", "ooxml-check"), files...).CombinedOutput()
	if err != nil {
		t.Errorf("ooxml-check: %v\n%s", err, out)
	}
	t.Logf("%d packages are valid", strings.Count(string(out), "ok "))
}

// Each PDF of the demo stands as LibreOffice sets its DOCX; its text extracts in
// NFC, and its only fonts are embedded Liberation Serif.
func TestReferenceDemoPDF(t *testing.T) {
	for _, args := range [][]string{nil, {"--seed", "7", "--units", "60"}} {
		dir := demoWorkspace(t, args...)
		docs, err := filepath.Glob(filepath.Join(dir, "output", "*", "*.docx"))
		if err != nil || len(docs) < 4 {
			t.Fatalf("%d documents, %v", len(docs), err)
		}
		theirs := libreOffice(t, docs...)
		for _, doc := range docs {
			ours := strings.TrimSuffix(doc, ".docx") + ".pdf"
			name := fmt.Sprint(args, " ", filepath.Base(doc))
			comparePDF(t, name, theirs[doc], ours)
			if s := pdfText(t, ours); !norm.NFC.IsNormalString(s) || !strings.Contains(s, "CỘNGHÒAXÃHỘICHỦNGHĨAVIỆTNAM") && !strings.HasPrefix(s, "Phụlục") {
				t.Errorf("%s: the text does not extract in NFC", name)
			}
			checkFonts(t, name, ours)
		}
	}
}

// checkFonts holds a PDF to embedded faces of Liberation Serif.
func checkFonts(t *testing.T, name, pdf string) {
	t.Helper()
	fonts, err := exec.Command("pdffonts", pdf).Output()
	if err != nil {
		t.Fatalf("pdffonts: %v", err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(fonts)), "\n")[2:] {
		f := strings.Fields(line)
		if !strings.Contains(f[0], "LiberationSerif") || f[len(f)-5] != "yes" {
			t.Errorf("%s: font %s", name, line)
		}
	}
}

// libreOffice converts documents to PDF in one run and tells where each stands.
func libreOffice(t *testing.T, docs ...string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	pdftest.LibreOffice(t, dir, docs...)
	out := map[string]string{}
	for _, doc := range docs {
		out[doc] = filepath.Join(dir, strings.TrimSuffix(filepath.Base(doc), ".docx")+".pdf")
	}
	return out
}

// likeness is what pdf-compare says of two PDFs.
type likeness struct {
	PagesReference int     `json:"pages_reference"`
	PagesOurs      int     `json:"pages_ours"`
	Breaks         float64 `json:"breaks"`
	Placed         float64 `json:"placed"`
}

// comparePDF holds our PDF against LibreOffice's: the same pages, and nearly
// every word behind the same neighbour and within three points of its place.
func comparePDF(t *testing.T, name, theirs, ours string) {
	t.Helper()
	text, err := exec.Command(filepath.Join(shared(t), "tools", "pdf-compare"), "--json", theirs, ours).Output()
	if err != nil {
		t.Fatalf("%s: pdf-compare: %v", name, err)
	}
	var got likeness
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	t.Logf("%-45s pages %d/%d breaks %.4f placed %.4f", name, got.PagesReference, got.PagesOurs, got.Breaks, got.Placed)
	if got.PagesOurs != got.PagesReference || got.PagesOurs == 0 {
		t.Errorf("%s: %d pages, LibreOffice has %d", name, got.PagesOurs, got.PagesReference)
	}
	if got.Breaks < 0.999 || got.Placed < 0.99 {
		t.Errorf("%s: breaks %.4f, placed %.4f, want 0.999 and 0.99", name, got.Breaks, got.Placed)
	}
}
