//go:build reference

package pdf

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"vanthu/output/layout"
	"vanthu/output/wordml"
)

// The comparisons with LibreOffice need the shared folder (VANTHU_SHARED, or
// ../../../shared) with tools/pdf-compare and corpora/docx, and soffice.

func shared(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("VANTHU_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	if _, err := os.Stat(filepath.Join(dir, "tools", "pdf-compare")); err != nil {
		t.Fatalf("the shared folder: %v (set VANTHU_SHARED)", err)
	}
	return dir
}

type comparison struct {
	Reference int     `json:"pages_reference"`
	Ours      int     `json:"pages_ours"`
	Breaks    float64 `json:"breaks"`
	Placed    float64 `json:"placed"`
}

// libreOffice converts files to PDF in one run.
func libreOffice(t *testing.T, dir string, files ...string) {
	t.Helper()
	args := append([]string{"--headless", "-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--convert-to", "pdf", "--outdir", dir}, files...)
	if out, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
}

func compare(t *testing.T, dir, name string, ours []byte) (c comparison) {
	t.Helper()
	path := filepath.Join(dir, name+".ours.pdf")
	if err := os.WriteFile(path, ours, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(filepath.Join(shared(t), "tools", "pdf-compare"), "--json", filepath.Join(dir, name+".pdf"), path).Output()
	if err != nil {
		t.Fatalf("pdf-compare %s: %v", name, err)
	}
	if err := json.Unmarshal(out, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

// Documents like ours stand as LibreOffice sets them, word for word.
func TestReferenceSamplesLikeLibreOffice(t *testing.T) {
	dir := t.TempDir()
	var files []string
	docs := samples(t)
	for name, docx := range docs {
		path := filepath.Join(dir, name+".docx")
		if err := os.WriteFile(path, docx, 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, path)
	}
	libreOffice(t, dir, files...)
	for name, docx := range docs {
		_, data := render(t, docx, layout.Options{Like: layout.LikeLibreOffice})
		c := compare(t, dir, name, data)
		t.Logf("%s: %+v", name, c)
		if c.Reference != c.Ours || c.Breaks < 0.99 || c.Placed < 0.97 {
			t.Errorf("%s: %+v, want equal pages, breaks 0.99, placed 0.97", name, c)
		}
	}
}

// All of the world's documents that we hold come out as pages. How alike they
// are is logged: some use fonts that neither side has.
func TestReferenceCorpusComesOut(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared(t), "corpora", "docx", "*.docx"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents in %s: %v", shared(t), err)
	}
	dir := t.TempDir()
	libreOffice(t, dir, files...)
	fonts, err := Fonts()
	if err != nil {
		t.Fatal(err)
	}
	var breaks, vnBreaks, vn float64
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".docx")
		doc, _, err := wordml.Read(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		res, _ := layout.Layout(doc, fonts, layout.Options{Like: layout.LikeLibreOffice})
		out, err := Write(res, fonts, Info{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		c := compare(t, dir, name, out)
		t.Logf("%-28s %+v", name, c)
		breaks += c.Breaks
		if strings.HasPrefix(name, "vn-") {
			vnBreaks, vn = vnBreaks+c.Breaks, vn+1
		}
	}
	t.Logf("mean breaks %.3f; of the Vietnamese forms %.3f", breaks/float64(len(files)), vnBreaks/max(vn, 1))
	// A floor, so that no change makes it worse unseen.
	if mean := vnBreaks / max(vn, 1); mean < 0.80 {
		t.Errorf("mean breaks of the Vietnamese forms %.3f, want 0.80", mean)
	}
}
