package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"vanthu/cmd/vanthu/profile"
	"vanthu/pipeline"
	"vanthu/pipeline/report"
	"vanthu/sources/inbox"
	"vanthu/templates"
)

// A new workspace of each profile builds a report of every kind that it has a
// template of, before any unit has reported.
func TestNewWorkspaceBuildsReports(t *testing.T) {
	t.Parallel()
	for _, name := range templates.Profiles {
		plan, _ := profile.Plan(name)
		dir := filepath.Join(t.TempDir(), name)
		vanthu(t, exitDone, "init", dir, "--profile", name)
		vanthu(t, exitDone, "plan", "import", "--workspace", dir, filepath.Join(dir, filepath.FromSlash(planFile(plan.Year))))
		vanthu(t, exitDone, "build", "--workspace", dir, "--plan", report.NumberOf(int64(plan.Year)).String())
		for _, p := range []report.Period{
			{Year: plan.Year, Kind: report.Month, N: 6}, {Year: plan.Year, Kind: report.Quarter, N: 1}, {Year: plan.Year, Kind: report.FirstHalf},
			{Year: plan.Year, Kind: report.NineMonths}, {Year: plan.Year, Kind: report.Year},
		} {
			if !slices.Contains(templates.Names(name), pipeline.ReportName(p)) {
				continue
			}
			built := parse[struct {
				Documents []struct {
					Doc      string
					Pages    *int
					Problems []struct{ Severity string }
				}
			}](t, vanthu(t, exitDone, "--json", "--now", fmt.Sprintf("%d-01-31T09:00:00+07:00", plan.Year+1), "build", "--workspace", dir, "--period", p.String()))
			for _, d := range built.Documents {
				if len(d.Problems) > 0 || d.Pages == nil && d.Doc != pipeline.Consolidated {
					t.Errorf("%s %s %s: %+v", name, p, d.Doc, d)
				}
			}
		}
	}
}

// The settings of a new workspace are those that hold without any.
func TestSettingsTextSaysTheDefaults(t *testing.T) {
	for _, name := range templates.Profiles {
		dir := filepath.Join(t.TempDir(), name)
		vanthu(t, exitDone, "init", dir, "--profile", name)
		o := &office{w: &world{}, root: dir, holidays: map[report.Date]bool{}}
		if err := o.readSettings(); err != nil {
			t.Fatal(err)
		}
		want := defaultSettings()
		want.Profile, want.Holidays = name, profile.Holidays[name]
		if o.settings.Profile != want.Profile || o.settings.Store != want.Store || o.settings.Network != want.Network ||
			o.settings.Folders != want.Folders || !slices.Equal(o.settings.Holidays, want.Holidays) {
			t.Errorf("%s: %+v", name, o.settings)
		}
	}
}

// A workspace that cannot be laid out whole is not laid out at all.
func TestLayOutFilesLeavesNothingHalfWritten(t *testing.T) {
	dir := t.TempDir()
	files := []workspaceFile{{"plan/a.xlsx", nil}, {"b", nil}, {"b/c", nil}} // b is no folder
	if names, err := layOutFiles(inbox.Box{Root: dir}, files); err == nil {
		t.Errorf("no error; %v", names)
	}
	if err := wantEmpty(dir); err != nil {
		t.Error(err)
	}
}
