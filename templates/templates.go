// Package templates holds the built-in Word templates and, for each, the fields
// it may use. It fills nothing and knows nothing of how they are filled.
//
//	body, ok := templates.Get("hue", "bao-cao-6T") // a DOCX with tags such as {ky.ten}
//	names := templates.Names("hue")                // all templates of a profile, sorted
//	for _, f := range templates.Fields("bao-cao-6T") {
//		fmt.Println(f.Name, f.Meaning, f.Sample)
//	}
//
// A profile is the manner of one department. Most templates serve all of them and
// lie here; what a profile has of its own lies in the folder of its name and goes
// before the common one.
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
// here. A tag that is new in a template is added to the lists in fields.go and
// the files beside it with its meaning and a sample; a test holds the two together.
package templates

import (
	"embed"
	"path"
	"slices"
	"strings"
)

//go:embed *.docx hue/*.docx phu-yen/*.docx
var files embed.FS

const extension = ".docx"

// Profiles are the departments whose manner is built in; the first is the
// default.
var Profiles = []string{"hue", "phu-yen"}

// Get gives a profile's built-in template of a document ("bao-cao-6T").
func Get(profile, name string) ([]byte, bool) {
	if strings.ContainsAny(profile+name, `/\`) {
		return nil, false
	}
	for _, dir := range []string{profile, "."} {
		if body, err := files.ReadFile(path.Join(dir, name+extension)); err == nil {
			return body, true
		}
	}
	return nil, false
}

// Names lists the documents that a profile has a built-in template of, sorted.
func Names(profile string) []string {
	var names []string
	for _, dir := range []string{profile, "."} {
		entries, _ := files.ReadDir(dir) // a profile may have nothing of its own
		for _, e := range entries {
			if name, ok := strings.CutSuffix(e.Name(), extension); ok && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names
}
