//go:build reference

package main

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"vanthu/cmd/vanthu/profile"
	"vanthu/templates"
)

// The plans of both profiles have LibreOffice's pages and break their lines where
// LibreOffice does.
func TestReferencePlanPDF(t *testing.T) {
	for _, name := range templates.Profiles {
		plan, _ := profile.Plan(name)
		dir := filepath.Join(t.TempDir(), name)
		vanthu(t, exitDone, "init", dir, "--profile", name)
		vanthu(t, exitDone, "--workspace", dir, "plan", "import", filepath.Join(dir, filepath.FromSlash(planFile(plan.Year))))
		vanthu(t, exitDone, "--workspace", dir, "build", "--plan", fmt.Sprint(plan.Year))
		made, err := filepath.Glob(filepath.Join(dir, "output", fmt.Sprintf("%d-KH", plan.Year), "*.docx"))
		if err != nil || len(made) == 0 {
			t.Fatalf("%s: no documents, %v", name, err)
		}
		for _, docx := range made {
			out := t.TempDir()
			office := exec.Command("soffice", "--headless", "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(out, "profile")), "--convert-to", "pdf", "--outdir", out, docx)
			if text, err := office.CombinedOutput(); err != nil {
				t.Fatalf("soffice: %v\n%s", err, text)
			}
			pdf := strings.TrimSuffix(docx, ".docx") + ".pdf"
			text, err := exec.Command(filepath.Join(shared(t), "tools", "pdf-compare"), "--json", filepath.Join(out, filepath.Base(pdf)), pdf).Output()
			if err != nil {
				t.Fatalf("pdf-compare: %v", err)
			}
			t.Logf("%s %s: %s", name, filepath.Base(docx), text)
			var got struct {
				PagesReference int     `json:"pages_reference"`
				PagesOurs      int     `json:"pages_ours"`
				Breaks         float64 `json:"breaks"`
			}
			if err := json.Unmarshal(text, &got); err != nil {
				t.Fatal(err)
			}
			if got.PagesOurs != got.PagesReference || got.PagesOurs == 0 || got.Breaks < 0.98 { // in a table, pdf-compare joins lines of cells side by side in two ways
				t.Errorf("%s %s: %+v", name, filepath.Base(docx), got)
			}
		}
	}
}
