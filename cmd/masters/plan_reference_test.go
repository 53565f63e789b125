//go:build reference

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"vanthu/pipeline/report"
)

// The plans' masters and the plans filled are valid Office Open XML.
func TestReferencePlansValid(t *testing.T) {
	dir := t.TempDir()
	var files []string
	keep := func(name string, body []byte) {
		path := filepath.Join(dir, name+".docx")
		if err := os.WriteFile(path, body, 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, path)
	}
	planCases(t, func(name, profile string, plan *report.Plan) {
		for _, doc := range planDocs(profile) {
			keep(name+"-"+doc, fillPlan(t, profile, doc, plan))
		}
	})
	for _, m := range masters {
		body, err := m.docx()
		if err != nil {
			t.Fatal(err)
		}
		keep("master-"+filepath.Base(filepath.Dir(m.name))+"-"+filepath.Base(m.name), body)
	}
	if out, err := exec.Command(filepath.Join(shared(), "tools", "ooxml-check"), files...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%d packages are valid", len(files))
}
