//go:build reference

package docx

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/beevik/etree"
	"github.com/google/go-cmp/cmp"

	"vanthu/output/opc"
)

// shared is the folder with the real documents and the tools.
func shared() string {
	if dir := os.Getenv("VANTHU_SHARED"); dir != "" {
		return dir
	}
	return filepath.Join("..", "..", "..", "shared")
}

// Real documents, as Word and other programs wrote them: filled without tags
// they keep their text; with a tag put into every third paragraph and a section
// round every table row they are filled by go-docx and stay as valid as they
// were.
func TestReferenceDocuments(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared(), "corpora", "docx", "*.docx"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents in %s (%v)", shared(), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			before := check(t, body)
			plain, found, err := Fill(body, m{}, Options{AllowMissing: true})
			if err != nil || plain == nil {
				t.Fatalf("%v %v", err, found)
			}
			if diff := cmp.Diff(textOf(t, body), textOf(t, plain)); diff != "" && len(mustFields(t, body)) == 0 {
				t.Errorf("text (-before +after)\n%s", diff)
			}
			if after := check(t, plain); after != before {
				t.Errorf("was %q\nis %q", before, after)
			}
			tagged, n := tagged(t, body)
			out, found, err := Fill(tagged, m{"thu_gia_tri": "Đây & {đó}\n2", "thu_hang": l{1, 2}}, Options{AllowMissing: true})
			if err != nil || out == nil {
				t.Fatalf("%v %v", err, found)
			}
			for _, f := range found {
				if f.Code == "tu-dat-gia-tri" && n <= maxUses {
					t.Errorf("%v", f)
				}
			}
			if got := strings.Count(textOf(t, out), "Đây & {đó}"); got < n {
				t.Errorf("%d values of %d", got, n)
			}
			if after := check(t, out); len(after) > len(before) {
				t.Errorf("was %q\nis %q", before, after)
			}
		})
	}
}

func mustFields(t *testing.T, body []byte) []Field {
	fields, err := Fields(body)
	if err != nil {
		t.Fatal(err)
	}
	return fields
}

// check runs the validity check and gives its faults without the file's name.
func check(t *testing.T, body []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.docx")
	if err := os.WriteFile(path, body, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(filepath.Join(shared(), "tools", "ooxml-check"), path).CombinedOutput()
	if err == nil {
		return ""
	}
	return strings.ReplaceAll(string(out), path, "x")
}

func mainRoot(t *testing.T, body []byte) (*opc.Package, string, *etree.Document) {
	t.Helper()
	pkg, err := opc.Open(body, opc.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	name, err := pkg.MainDocument()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := parse(pkg.Part(name))
	if err != nil {
		t.Fatal(err)
	}
	return pkg, name, doc
}

func textOf(t *testing.T, body []byte) string {
	_, _, doc := mainRoot(t, body)
	var b strings.Builder
	walk(doc.Root(), func(el *etree.Element) bool {
		switch {
		case isWord(el, "p"):
			b.WriteString("\n")
		case isWord(el, "t"):
			b.WriteString(el.Text())
		}
		return true
	})
	return b.String()
}

// tagged puts tags into a document and tells how many values it will show at
// least.
func tagged(t *testing.T, body []byte) ([]byte, int) {
	pkg, name, doc := mainRoot(t, body)
	i, n := 0, 0
	add := func(par *etree.Element, text string) {
		r := etree.NewElement("w:r")
		r.AddChild(wordText(text))
		par.AddChild(r)
	}
	walk(doc.Root(), func(el *etree.Element) bool {
		switch {
		case isWord(el, "tr"):
			if p := el.FindElement("w:tc/w:p"); p != nil {
				add(p, "{#thu_hang|hang}{.}{/thu_hang}")
			}
			return false
		case isWord(el, "p"):
			if i++; i%3 == 0 {
				add(el, "{thu_gia_")
				add(el, "tri}")
				n++
			}
		}
		return true
	})
	out, err := serialise(doc)
	if err != nil {
		t.Fatal(err)
	}
	pkg.Set(name, out)
	packed, err := pkg.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return packed, n
}

// The whole of each real document, repeated as one section: it has its text
// twice, and what must be one of a kind in it still is.
func TestReferenceTwice(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared(), "corpora", "docx", "*.docx"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents in %s (%v)", shared(), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			pkg, name, doc := mainRoot(t, body)
			data := m{"hai_lan": l{m{}, m{}}}
			for _, f := range mustFields(t, body) {
				data[f.Name] = "{" + f.Name + "}"
			}
			root := doc.Root().SelectElement("w:body")
			tagged := func(s string) *etree.Element {
				p := etree.NewElement("w:p")
				p.AddChild(textRun(s))
				return p
			}
			end := len(root.Child)
			if sect := lastElement(root); isWord(sect, "sectPr") {
				end = sect.Index()
			}
			root.InsertChildAt(end, tagged("{/hai_lan}"))
			root.InsertChildAt(0, tagged("{#hai_lan}"))
			part, err := serialise(doc)
			if err != nil {
				t.Fatal(err)
			}
			pkg.Set(name, part)
			template, err := pkg.Bytes()
			if err != nil {
				t.Fatal(err)
			}
			out, found, err := Fill(template, data, Options{})
			if err != nil || out == nil {
				t.Fatalf("%v %v", err, found)
			}
			once, twice := paragraphs(t, body)[name], paragraphs(t, out)[name]
			if diff := cmp.Diff(append(slices.Clone(once), once...), twice); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			dir := t.TempDir()
			checkNothingNew(t, []string{write(t, dir, "before.docx", body), write(t, dir, "after.docx", out)})
		})
	}
}
