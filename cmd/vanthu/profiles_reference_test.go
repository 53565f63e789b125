//go:build reference

package main

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/beevik/etree"

	"vanthu/cmd/vanthu/profile"
	"vanthu/cmd/vanthu/sample"
	"vanthu/cmd/vanthu/sample/clerk"
	"vanthu/pipeline/report"
	"vanthu/sources/workbook"
	"vanthu/templates"
)

// Every template of the profiles, built for every kind of period, with nothing
// reported and with most units' reports in: a valid package, which LibreOffice
// sets as we do, without a tag left and without an empty paragraph where a section
// vanished.
func TestReferenceEveryTemplateForEveryPeriod(t *testing.T) {
	var files []string
	for _, name := range templates.Profiles {
		dir := filepath.Join(t.TempDir(), name)
		vanthu(t, exitDone, "init", dir, "--profile", name)
		plan, _ := profile.Plan(name)
		in := func(args ...string) { vanthu(t, exitDone, append([]string{"--workspace", dir}, args...)...) }
		in("plan", "import", filepath.Join(dir, filepath.FromSlash(planFile(plan.Year))))
		in("build", "--plan", fmt.Sprint(plan.Year))
		for _, state := range []string{"none", "some"} {
			if state == "some" {
				sendHalfYears(t, dir, plan)
			}
			for _, code := range []string{"-02", "-06", "-Q1", "-Q3", "-6T", "-6C", "-9T", ""} {
				in("build", "--period", fmt.Sprint(plan.Year)+code)
			}
			built, err := filepath.Glob(filepath.Join(dir, "output", "*", "*.docx"))
			if err != nil {
				t.Fatal(err)
			}
			for _, from := range built {
				doc := strings.TrimSuffix(filepath.Base(from), ".docx")
				to := filepath.Join(t.TempDir(), strings.Join([]string{name, state, filepath.Base(filepath.Dir(from)), doc}, "_")+".docx")
				data, err := os.ReadFile(from)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(to, data, 0o644); err != nil {
					t.Fatal(err)
				}
				files = append(files, to)
				template, _ := templates.Get(name, doc)
				checkFilled(t, to, template)
			}
		}
	}
	if want := 2 * 2 * (8*2 - 1); len(files) < want { // reports and letters of eight periods, plans besides
		t.Errorf("%d documents, at least %d were to come", len(files), want)
	}
	out, err := exec.Command(filepath.Join(shared(t), "tools", "ooxml-check"), files...).CombinedOutput()
	if err != nil {
		t.Errorf("ooxml-check: %v\n%s", err, out)
	}
	theirs := libreOffice(t, files...)
	for _, file := range files {
		if _, err := os.Stat(theirs[file]); err != nil {
			t.Errorf("LibreOffice did not open %s: %v", filepath.Base(file), err)
			continue
		}
		ours := strings.TrimSuffix(file, ".docx") + ".pdf"
		vanthu(t, exitDone, "render", file, "-o", ours, "--like", "libreoffice", "--strict")
		comparePDF(t, filepath.Base(file), theirs[file], ours)
	}
	t.Logf("%d documents valid", strings.Count(string(out), "ok "))
}

// sendHalfYears lets all units but every ninth report on both halves of the year.
func sendHalfYears(t *testing.T, dir string, plan *report.Plan) {
	t.Helper()
	for _, kind := range []report.Kind{report.FirstHalf, report.SecondHalf} {
		p := report.Period{Year: plan.Year, Kind: kind}
		vanthu(t, exitDone, "--workspace", dir, "forms", "--period", p.String())
		for i, u := range plan.Units {
			if i%9 == 4 {
				continue
			}
			form, err := os.ReadFile(filepath.Join(dir, "forms", p.String(), formName(u.Code, p)))
			if err != nil {
				t.Fatal(err)
			}
			filled, _, err := workbook.FillForm(form, clerk.Types(sample.ReportOf(plan, u, p, 3)))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "inbox", formName(u.Code, p)), filled, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		_, to := plan.Window(p)
		at := time.Date(to.Year, to.Month, to.Day, 17, 0, 0, 0, report.Zone)
		vanthu(t, exitDone, "--workspace", dir, "ingest", "--received", at.Format(time.RFC3339))
	}
}

// checkFilled holds a document against its template: no brace, and no empty
// paragraph of a style that the template has no empty paragraph of.
func checkFilled(t *testing.T, name string, template []byte) {
	t.Helper()
	empties := map[string]bool{}
	for _, p := range wordParagraphs(t, template) {
		if emptyParagraph(p) {
			empties[styleOf(p)] = true
		}
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range wordParagraphs(t, data) {
		text := textOf(p)
		if strings.ContainsAny(text, "{}") {
			t.Errorf("%s, paragraph %d: a tag is left: %q", filepath.Base(name), i+1, text)
		}
		alone := p.Parent().Tag == "tc" && len(p.Parent().SelectElements("w:p")) == 1
		if emptyParagraph(p) && !empties[styleOf(p)] && !alone {
			t.Errorf("%s, paragraph %d of style %q is empty", filepath.Base(name), i+1, styleOf(p))
		}
	}
}

// wordParagraphs are all paragraphs of a document's body, notes, headers and
// footers.
func wordParagraphs(t *testing.T, data []byte) (out []*etree.Element) {
	t.Helper()
	zr, err := zip.NewReader(strings.NewReader(string(data)), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range zr.File {
		if !strings.HasPrefix(f.Name, "word/") || !strings.HasSuffix(f.Name, ".xml") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		doc := etree.NewDocument()
		if err := doc.ReadFromBytes(part); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if root := doc.Root().Tag; root == "document" || root == "hdr" || root == "ftr" || root == "footnotes" {
			out = append(out, doc.FindElements("//w:p")...)
		}
	}
	return out
}

func emptyParagraph(p *etree.Element) bool {
	for _, what := range []string{".//w:t", ".//w:drawing", ".//w:pict", ".//w:instrText", ".//w:separator", ".//w:continuationSeparator", ".//w:sectPr"} {
		for _, el := range p.FindElements(what) {
			if el.Tag != "t" || strings.TrimSpace(el.Text()) != "" {
				return false
			}
		}
	}
	return true
}

func styleOf(p *etree.Element) string {
	if s := p.FindElement("./w:pPr/w:pStyle"); s != nil {
		return s.SelectAttrValue("w:val", "")
	}
	return ""
}
