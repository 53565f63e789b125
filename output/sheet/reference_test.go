//go:build reference

package sheet

import (
	"cmp"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The filled example is valid, and LibreOffice computes the sums that it stands
// for.
func TestReferenceSample(t *testing.T) {
	shared := cmp.Or(os.Getenv("VANTHU_SHARED"), "../../../shared")
	dir := t.TempDir()
	path := filepath.Join(dir, "bieu.xlsx")
	must(t, os.WriteFile(path, fill(t, sample(t), sampleData()), 0o600))
	template, _ := everything(t)
	all := filepath.Join(dir, "all.xlsx")
	out := edit(t, fill(t, template, m{"v": three["v"], "dau": "x"}), map[string]func(string) string{"xl/worksheets/sheet1.xml": func(s string) string {
		return regexp.MustCompile(`<extLst>.*</extLst>`).ReplaceAllString(s, "") // the check does not know these extensions, in the template neither
	}})
	must(t, os.WriteFile(all, out, 0o600))
	for _, file := range []string{path, samplePath, all} {
		if out, err := exec.Command(filepath.Join(shared, "tools", "ooxml-check"), file).CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	}
	out, err := exec.Command("soffice", "--headless", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"),
		"--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", dir, path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	csv, err := os.ReadFile(filepath.Join(dir, "bieu.csv"))
	must(t, err)
	for _, line := range []string{`,"Tin, bài","tin, bài",80,45,56.3%,`, `2,"Hội nghị, tập huấn",,,,,"1,300"`, `,"Hội nghị","cuộc",20,17,85.0%,"1,234"`,
		`3,"Kiểm tra việc niêm yết thủ tục",,,,,0`, `"Tổng cộng",,,,,,"1,300"`} {
		if !strings.Contains(string(csv), line+"\n") {
			t.Errorf("LibreOffice does not have %q in\n%s", line, csv)
		}
	}
}
