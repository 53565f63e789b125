package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/report"
	"vanthu/sources/workbook"
)

// writeNotes writes the office's words as a workbook and gives its name.
func writeNotes(t *testing.T, notes ...report.Assessment) string {
	t.Helper()
	data, err := workbook.WriteNotes(demoHalf, notes, nil)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "danh-gia.xlsx")
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// What the office has written stands in the report instead of the units' words,
// section by section; a document edited by hand stays.
func TestTheOfficesWordsReplaceTheUnits(t *testing.T) {
	t.Parallel()
	dir := demoWorkspace(t)
	in := func(args ...string) string {
		return vanthu(t, exitDone, append([]string{"--workspace", dir}, args...)...)
	}
	was := docxLines(t, docxPath(dir))
	theirs := func(lines []string) (out []string) { // points with the units that make them
		for _, l := range lines {
			if strings.HasPrefix(l, "- ") && strings.HasSuffix(l, ").") {
				out = append(out, l)
			}
		}
		return out
	}
	part := func(lines []string, from, to string) []string {
		a, b := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, from) }), slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, to) })
		if a < 0 || b < a {
			t.Fatalf("no part from %q to %q", from, to)
		}
		return lines[a:b]
	}
	if len(theirs(part(was, "1. Ưu điểm", "2. Tồn tại"))) == 0 {
		t.Fatal("the units have no words to be replaced")
	}

	name := writeNotes(t,
		report.Assessment{Section: report.SectionStrengths, Text: "Toàn ngành triển khai đồng bộ\nChất lượng tin, bài tốt hơn."},
		report.Assessment{Section: report.SectionCauses, Text: "Không có."},
		report.Assessment{Section: report.SectionProposals, Text: "Không có"})
	said := in("notes", "import", name, "--period", "2025-6T")
	for _, want := range []string{"bản 1", "Ưu điểm: 2 ý", "Đề xuất, kiến nghị: Sở ghi là không có", "Nguyên nhân: Sở ghi là không có", "Tồn tại, hạn chế: để trống"} {
		if !strings.Contains(said, want) {
			t.Errorf("notes import does not say %q:\n%s", want, said)
		}
	}
	if status := in("--json", "status", "--period", "2025-6T"); !strings.Contains(status, "output/2025-6T/bao-cao-6T.docx") {
		t.Errorf("status does not list the report as outdated:\n%s", status)
	}
	in("build", "--period", "2025-6T", "--doc", "bao-cao-6T")
	is := docxLines(t, docxPath(dir))
	strengths := part(is, "1. Ưu điểm", "2. Tồn tại")
	if want := []string{"1. Ưu điểm", "- Toàn ngành triển khai đồng bộ.", "- Chất lượng tin, bài tốt hơn."}; !slices.Equal(strengths, want) {
		t.Errorf("strengths are %q, want %q", strengths, want)
	}
	if got, want := part(is, "2. Tồn tại", "3. Nguyên nhân"), part(was, "2. Tồn tại", "3. Nguyên nhân"); !slices.Equal(got, want) {
		t.Errorf("a section that the office left blank changed: %q, was %q", got, want)
	}
	if got, want := part(is, "3. Nguyên nhân", "IV. "), []string{"3. Nguyên nhân", "Không có nguyên nhân."}; !slices.Equal(got, want) {
		t.Errorf("the office says that there is no cause; the report: %q", got)
	}
	if got := theirs(part(is, "V. ", "Trên đây là")); len(got) > 0 {
		t.Errorf("the units' proposals stand though the office says there are none: %q", got)
	}

	// Taken back: an empty sheet is a new version, and the units speak again.
	in("notes", "import", writeNotes(t), "--period", "2025-6T")
	in("build", "--period", "2025-6T", "--doc", "bao-cao-6T")
	if again := docxLines(t, docxPath(dir)); !slices.Equal(again, was) {
		t.Error("with the office's words taken back the report is not as it was")
	}
}

type shownNotes struct {
	Version  *int
	Sections map[string]int
	Problems []struct{ Code, Severity, Message, Hint string }
}

// The form for the office's words shows what the units say, and goes back in as
// it came out: with nothing written.
func TestNotesForm(t *testing.T) {
	t.Parallel()
	dir := demoWorkspace(t)
	name := filepath.Join(t.TempDir(), "danh-gia.xlsx")
	args := []string{"--workspace", dir, "notes", "form", name, "--period", "2025-6T"}
	vanthu(t, exitDone, args...)
	vanthu(t, exitUsage, args...) // what may have been written stays
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if notes, fs := workbook.ReadNotes("danh-gia.xlsx", data, demoHalf); len(notes)+len(fs) > 0 {
		t.Errorf("%v %v", notes, fs)
	}
	said := vanthu(t, exitDone, "--workspace", dir, "--json", "notes", "import", name, "--period", "2025-6T")
	if got := parse[shownNotes](t, said); got.Version == nil || *got.Version != 1 || len(got.Problems) != 0 || got.Sections[report.SectionCauses] != 0 {
		t.Errorf("%s", said)
	}
	bad := filepath.Join(t.TempDir(), "xau.xlsx")
	if err := os.WriteFile(bad, []byte("%PDF-1.7"), 0o644); err != nil {
		t.Fatal(err)
	}
	said = vanthu(t, exitRefused, "--workspace", dir, "--json", "notes", "import", bad, "--period", "2025-6T")
	if got := parse[shownNotes](t, said); got.Version != nil || len(got.Problems) != 1 {
		t.Errorf("%s", said)
	}
}
