//go:build reference

package workbook

import (
	"cmp"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"vanthu/pipeline/report"

	gocmp "github.com/google/go-cmp/cmp"
)

// shared is the folder of the tools that judge our files from outside.
func shared() string { return cmp.Or(os.Getenv("VANTHU_SHARED"), "../../../shared") }

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

func TestReferenceWorkbooksAreValid(t *testing.T) {
	dir := t.TempDir()
	plan, err := WritePlan(samplePlan())
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"plan.xlsx": plan, "form.xlsx": mustForm(t, "U01", firstHalf), "filled.xlsx": filledForm(t)} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		run(t, filepath.Join(shared(), "tools", "ooxml-check"), path)
	}
}

// TestReferenceFormSurvivesLibreOffice reads a form that another program opened and
// saved, as a workbook of either kind: the same unit, period, figures, texts and
// complaints.
func TestReferenceFormSurvivesLibreOffice(t *testing.T) {
	want, wantFindings := ReadSubmission("U01_2025-6T.xlsx", filledForm(t), sampleContext())
	if len(want.Cells) != 7 || len(wantFindings) != 2 {
		t.Fatalf("the form as filled: %v, %v", figures(want), wantFindings)
	}
	for kind, filter := range map[string]string{"xlsx": "xlsx:Calc MS Excel 2007 XML", "xls": "xls:MS Excel 97", "ods": "ods"} {
		got, gotFindings := ReadSubmission("U01_2025-6T.xlsx", throughLibreOffice(t, filter, kind, filledForm(t)), sampleContext())
		if diff := gocmp.Diff(want, got, exact); diff != "" {
			t.Errorf("%s: submission (-filled +saved):\n%s", kind, diff)
		}
		if diff := gocmp.Diff(wantFindings, gotFindings); diff != "" {
			t.Errorf("%s: findings (-filled +saved):\n%s", kind, diff)
		}
	}
}

// throughLibreOffice lets LibreOffice, set to Vietnamese, open a form and save it as
// another kind.
func throughLibreOffice(t *testing.T, filter, kind string, data []byte) []byte {
	t.Helper()
	dir := t.TempDir()
	in, out, profile := filepath.Join(dir, "U01_2025-6T.xlsx"), filepath.Join(dir, "out"), filepath.Join(dir, "profile")
	const locale = `<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>vi</value></prop></item></oor:items>`
	err := errors.Join(os.MkdirAll(filepath.Join(profile, "user"), 0o700), os.WriteFile(in, data, 0o600))
	if err == nil {
		err = os.WriteFile(filepath.Join(profile, "user", "registrymodifications.xcu"), []byte(locale), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	run(t, "soffice", "-env:UserInstallation=file://"+profile, "--headless", "--convert-to", filter, "--outdir", out, in)
	made, err := filepath.Glob(filepath.Join(out, "*."+kind)) // a sheet saved alone bears its name, too
	if err != nil || len(made) != 1 {
		t.Fatalf("made %q, %v", made, err)
	}
	saved, err := os.ReadFile(made[0])
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

// TestReferenceFormSavedAsCSV reads the first sheet of a form as LibreOffice saves it,
// cells as they are shown: unit and period by the lines that the sender sees,
// figures and dates by the rules of text.
func TestReferenceFormSavedAsCSV(t *testing.T) {
	want, _ := ReadSubmission("U01_2025-6T.xlsx", filledForm(t), sampleContext())
	texts := func(s *report.Submission) (out []string) {
		for _, r := range s.Remarks {
			out = append(out, r.Field+" "+r.Text)
		}
		return out
	}
	for name, options := range map[string]string{
		"commas":                      "44,34,76,1,,0,false,true,true,false,false,1",
		"semicolons, texts in quotes": "59,34,76,1,,0,true,true,true,false,false,1",
		"tabs, UTF-16":                "9,34,65535,1,,0,false,true,true,false,false,1",
	} {
		data := throughLibreOffice(t, "csv:Text - txt - csv (StarCalc):"+options, "csv", filledForm(t))
		for _, file := range []string{"bao-cao.csv", "U01_2025-6T.csv"} {
			got, fs := ReadSubmission(file, data, sampleContext())
			if diff := gocmp.Diff(figures(want), figures(got)); diff != "" || got.Unit != want.Unit || got.Period != want.Period {
				t.Errorf("%s %s: %s %s, figures (-filled +saved):\n%s", name, file, got.Unit, got.Period, diff)
			}
			if diff := gocmp.Diff([]string{"error khoang-so CSV!H10"}, brief(fs)); diff != "" {
				t.Errorf("%s %s: findings (-want +got):\n%s", name, file, diff)
			}
			if diff := gocmp.Diff(texts(want), texts(got)); diff != "" {
				t.Errorf("%s %s: texts (-filled +saved):\n%s", name, file, diff)
			}
		}
	}
}
