package docx

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/beevik/etree"
	"github.com/google/go-cmp/cmp"
)

// Templates with the habits of Word. Each file of testdata/awkward holds, under
// headings "-- name --", what it is about, the data, the parts of the template
// (document is the body; header, footnotes … what stands in their roots) and,
// as "want …", the whole of each part as it must come out, element by element.
// GOLDEN=1 writes the last anew; then read them.
func TestAwkwardTemplates(t *testing.T) {
	files, err := filepath.Glob("testdata/awkward/*.txt")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d templates, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			about, parts, order := headings(string(body))
			var data map[string]any
			dec := json.NewDecoder(strings.NewReader(parts["data"]))
			dec.UseNumber()
			if err := dec.Decode(&data); err != nil {
				t.Fatal(err)
			}
			others := map[string]string{}
			for name, xml := range parts {
				if name != "data" && name != "document" && !strings.HasPrefix(name, "want ") {
					others[name] = squeeze(xml)
				}
			}
			out := fillBytes(t, docxOf(t, squeeze(parts["document"]), others), data)
			var got strings.Builder
			got.WriteString(about)
			for _, name := range order {
				if want, ok := strings.CutPrefix(name, "want "); ok {
					got.WriteString("-- " + name + " --\n")
					dump(&got, partOf(t, out, partName(want)), "")
				} else {
					got.WriteString("-- " + name + " --\n" + parts[name])
				}
			}
			if os.Getenv("GOLDEN") != "" {
				if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(body), got.String()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func partName(name string) string {
	if name == "document" || strings.TrimRight(name, "0123456789") != name {
		return "word/" + name + ".xml"
	}
	return "word/" + name + "1.xml"
}

// headings parts a file at its headings.
func headings(s string) (about string, parts map[string]string, order []string) {
	parts = map[string]string{}
	marks := regexp.MustCompile(`(?m)^-- (.+) --\n`).FindAllStringSubmatchIndex(s, -1)
	for i, m := range marks {
		end := len(s)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		name := s[m[2]:m[3]]
		parts[name] = s[m[1]:end]
		order = append(order, name)
	}
	return s[:marks[0][0]], parts, order
}

// squeeze takes the line ends and indents between elements out.
func squeeze(xml string) string {
	return regexp.MustCompile(`>\s*\n\s*<`).ReplaceAllString(strings.TrimSpace(xml), "><")
}

// dump writes an element on one line where that is short, else its children
// below it.
func dump(b *strings.Builder, el *etree.Element, indent string) {
	var short bytes.Buffer
	el.WriteTo(&short, &settings)
	const lineLength = 170
	if short.Len() < lineLength && el.Parent() != nil && !oneOf(el, "p", "tbl", "tr", "tc", "sdt") || len(el.ChildElements()) == 0 {
		b.WriteString(indent + short.String() + "\n")
		return
	}
	start := shallow(el)
	if indent == "" {
		start.Attr = nil // the namespaces
	}
	short.Reset()
	start.WriteTo(&short, &settings)
	b.WriteString(indent + strings.TrimSuffix(short.String(), "/>") + ">\n")
	for _, c := range el.ChildElements() {
		dump(b, c, indent+"  ")
	}
}
