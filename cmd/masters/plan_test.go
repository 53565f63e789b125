package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/beevik/etree"
	"github.com/google/go-cmp/cmp"

	"vanthu/cmd/vanthu/profile"
	"vanthu/output/docx"
	"vanthu/output/opc"
	"vanthu/pipeline"
	"vanthu/pipeline/report"
	"vanthu/templates"
)

// planDay is the day on which the tests' drafts are made.
var planDay = report.MakeDate(2024, time.December, 2)

// planCases are the plans of the profiles, drafts and gone out, full and at their
// barest.
func planCases(t testing.TB, do func(name, profile string, plan *report.Plan)) {
	t.Helper()
	for _, p := range templates.Profiles {
		for _, issued := range []bool{false, true} {
			for _, bare := range []bool{false, true} {
				plan, ok := profile.Plan(p)
				if !ok {
					t.Fatalf("no plan of %s", p)
				}
				name := p + "-draft"
				if issued {
					name, plan.Info.Issued = p+"-issued", "07/KH-SYT ngày 05 tháng 12 năm 2024"
				}
				if bare {
					name += "-bare"
					plan.Bases, plan.Contents, plan.Forms, plan.Duties, plan.Notes = nil, nil, nil, nil, nil
					plan.Recipients, plan.Info.Collector, plan.Items = nil, "", plan.Items[:1]
				}
				do(name, p, plan)
			}
		}
	}
}

// fillPlan fills a profile's template with the values of a plan; findings fail
// the test.
func fillPlan(t testing.TB, profile, name string, plan *report.Plan) []byte {
	t.Helper()
	body, ok := templates.Get(profile, name)
	if !ok {
		t.Fatalf("%s has no template %s", profile, name)
	}
	out, found, err := docx.Fill(body, pipeline.PlanFacts(plan, planDay), docx.Options{File: name + ".docx"})
	if err != nil || len(found) > 0 {
		t.Fatalf("%s of %s: %v, %v", name, profile, found, err)
	}
	return out
}

// planDocs are the documents of a plan that a profile has templates of.
func planDocs(profile string) []string {
	return slices.DeleteFunc(pipeline.PlanDocuments(), func(d string) bool {
		_, ok := templates.Get(profile, d)
		return !ok
	})
}

// No tag, no blank row and no empty paragraph is left, whatever a plan lacks; the
// same plan makes the same bytes.
func TestPlansFill(t *testing.T) {
	planCases(t, func(name, profile string, plan *report.Plan) {
		for _, doc := range planDocs(profile) {
			out := fillPlan(t, profile, doc, plan)
			if !bytes.Equal(out, fillPlan(t, profile, doc, plan)) {
				t.Errorf("%s %s: filled twice, two results", name, doc)
			}
			if dir := os.Getenv("VANTHU_KEEP"); dir != "" { // to look at
				if err := os.WriteFile(filepath.Join(dir, name+"-"+doc+".docx"), out, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			checkTidy(t, name+" "+doc, mainPart(t, out))
			checkTidy(t, name+" "+doc+" notes", notesPart(t, out))
		}
	})
}

func checkTidy(t *testing.T, name string, root *etree.Element) {
	t.Helper()
	if root == nil {
		return
	}
	for i, par := range all(root, "p") {
		text, style := words(par), styleOf(par)
		if strings.ContainsAny(text, "{}[]") {
			t.Errorf("%s: paragraph %d says %q", name, i+1, text)
		}
		inCell, separator := par.Parent().Tag == "tc", par.Parent().SelectAttr("w:type") != nil
		if text == "" && !slices.Contains([]string{"KeNgang", "NgatPhan"}, style) && !inCell && !separator {
			t.Errorf("%s: paragraph %d (%s) is empty", name, i+1, style)
		}
		blanks := strings.Contains(text, "  ") && !slices.Contains([]string{"SoKyHieu", "DiaDanh", "KemTheo"}, style)
		if blanks || strings.Contains(text, " ,") || strings.Contains(text, "..") || strings.Contains(text, " ;") ||
			strings.Contains(text, " .") && !strings.HasSuffix(text, "./.") {
			t.Errorf("%s: paragraph %d: %q", name, i+1, text)
		}
	}
	for i, row := range all(root, "tr") {
		if words(row) == "" {
			t.Errorf("%s: row %d is empty", name, i+1)
		}
	}
}

// notesPart gives the footnotes of a document, nil where it has no such part.
func notesPart(t testing.TB, body []byte) *etree.Element {
	t.Helper()
	pkg, err := opc.Open(body, opc.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	part := pkg.Part("word/footnotes.xml")
	if part == nil {
		return nil
	}
	doc := etree.NewDocument()
	if err := doc.ReadFromBytes(part); err != nil {
		t.Fatal(err)
	}
	return doc.Root()
}

// The six footnotes of Phú Yên's plan stand in their items and have the text of
// the plan's notes, in order; a plan without notes has none.
func TestPlanFootnotes(t *testing.T) {
	planCases(t, func(name, profile string, plan *report.Plan) {
		out := fillPlan(t, profile, pipeline.PlanName, plan)
		text := map[string]string{}
		for _, n := range all(notesPart(t, out), "footnote") {
			if n.SelectAttr("w:type") == nil {
				text[n.SelectAttrValue("w:id", "")] = strings.TrimSpace(words(n))
			}
		}
		var want, got []string
		for _, n := range plan.Notes {
			want = append(want, n.Text)
		}
		for _, ref := range all(mainPart(t, out), "footnoteReference") {
			got = append(got, text[ref.SelectAttrValue("w:id", "")])
		}
		if diff := cmp.Diff(want, got); diff != "" || len(text) != len(want) {
			t.Errorf("%s: %d notes (-want +got):\n%s", name, len(text), diff)
		}
	})
}
