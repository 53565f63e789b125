package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vanthu/output/docx"
	"vanthu/templates"
)

// The committed files are what the program makes, byte for byte.
func TestMastersAreCommitted(t *testing.T) {
	for _, m := range masters {
		made, err := m.docx()
		if err != nil {
			t.Fatal(err)
		}
		committed, err := os.ReadFile(filepath.Join("..", "..", "templates", filepath.FromSlash(m.name)+".docx"))
		if err != nil || !bytes.Equal(made, committed) {
			t.Errorf("templates/%s.docx is not what the program makes (%v): run go run ./cmd/masters", m.name, err)
		}
	}
	for _, profile := range templates.Profiles {
		for _, name := range templates.Names(profile) {
			is := func(m master) bool { return m.name == name || m.name == profile+"/"+name }
			if !slices.ContainsFunc(masters, is) {
				t.Errorf("templates: %s of %s is made by no program", name, profile)
			}
		}
	}
}

// Each field of a template is listed, and each listed one is used by some
// profile.
func TestFieldsAgree(t *testing.T) {
	used := map[string]map[string]bool{} // by template, then by field
	eachTemplate(func(profile, name string) {
		listed := map[string]bool{}
		for _, f := range templates.Fields(name) {
			if listed[f.Name] || f.Meaning == "" {
				t.Errorf("%s: %s is listed twice or without a meaning", name, f.Name)
			}
			listed[f.Name] = true
		}
		if used[name] == nil {
			used[name] = map[string]bool{}
		}
		body, _ := templates.Get(profile, name)
		fields, err := docx.Fields(body)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range fields {
			full := resolve(listed, f.Name, f.Sections)
			if full == "" {
				t.Errorf("%s of %s: {%s%s} in %v, paragraph %d, is not listed", name, profile, f.Kind, f.Name, f.Sections, f.Paragraph)
			}
			for ; full != ""; full = full[:max(0, strings.LastIndex(full, "."))] {
				used[name][full] = true
			}
		}
	})
	for name := range used {
		for _, f := range templates.Fields(name) {
			if !used[name][f.Name] {
				t.Errorf("%s: %s is listed but not used", name, f.Name)
			}
		}
	}
}

// eachTemplate goes through the templates of all profiles.
func eachTemplate(do func(profile, name string)) {
	for _, profile := range templates.Profiles {
		for _, name := range templates.Names(profile) {
			do(profile, name)
		}
	}
}

// resolve finds the full name of a tag: in the innermost section that has it.
func resolve(listed map[string]bool, name string, sections []string) string {
	levels := []string{""}
	find := func(name string) string {
		for i := len(levels) - 1; i >= 0; i-- {
			if listed[levels[i]+name] {
				return levels[i] + name
			}
		}
		return ""
	}
	for _, s := range sections {
		if full := find(s); full != "" {
			levels = append(levels, full+".")
		}
	}
	return find(name)
}

// fillSample fills a master with the sample.
func fillSample(t testing.TB, name string, data object) []byte {
	t.Helper()
	body, ok := templates.Get(templates.Profiles[0], name)
	if !ok {
		t.Fatalf("no template %s", name)
	}
	out, found, err := docx.Fill(body, data, docx.Options{File: name + ".docx", Title: "Báo cáo 6 tháng"})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Errorf("finding: %v", f)
	}
	return out
}

func TestSampleFills(t *testing.T) {
	out := fillSample(t, "bao-cao-6T", sampleReport())
	if again := fillSample(t, "bao-cao-6T", sampleReport()); !bytes.Equal(out, again) {
		t.Error("filled twice, two results")
	}
	if dir := os.Getenv("VANTHU_KEEP"); dir != "" { // to look at
		if err := os.WriteFile(filepath.Join(dir, "bao-cao-6T.docx"), out, 0o644); err != nil {
			t.Fatal(err)
		}
		sparse := fillSample(t, "bao-cao-6T", sparseReport())
		if err := os.WriteFile(filepath.Join(dir, "bao-cao-6T-sparse.docx"), sparse, 0o644); err != nil {
			t.Fatal(err)
		}
		data, err := json.MarshalIndent(sampleReport(), "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "bao-cao-6T.json"), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
