// Package templates holds the built-in Word templates and, for each, the fields
// it may use. It fills nothing and knows nothing of how they are filled.
//
//	body, ok := templates.Get("bao-cao-6T")   // a DOCX with tags such as {ky.ten}
//	names := templates.Names()                // all built-in templates, sorted
//	for _, f := range templates.Fields("bao-cao-6T") {
//		fmt.Println(f.Name, f.Meaning, f.Sample)
//	}
//
// # How a master is changed
//
// The files here are made by cmd/masters from the house profile of Decree
// 30/2020/NĐ-CP (output/format): change the program, then run
//
//	go run ./cmd/masters
//
// in the root of the repository and commit both. A test fails where file and
// program differ. They are ordinary Word files with named styles, so an office
// edits its own copy in Word: it puts a file of the same name into the
// templates folder of its workspace, and that file is used instead of the one
// here. A tag that is new in a template is added to the list in fields.go with
// its meaning and a sample; a test holds the two together.
package templates

import (
	"embed"
	"slices"
	"strings"
)

//go:embed *.docx
var files embed.FS

const extension = ".docx"

// Get gives the built-in template of a document ("bao-cao-6T").
func Get(name string) ([]byte, bool) {
	if strings.ContainsAny(name, `/\`) {
		return nil, false
	}
	body, err := files.ReadFile(name + extension)
	return body, err == nil
}

// Names lists the documents that have a built-in template, sorted.
func Names() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil // an embedded folder can be read
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), extension))
	}
	slices.Sort(names)
	return names
}
