package pipeline

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mayImport says for each room which of the project's other rooms it may import,
// and why no more. Tests are free.
var mayImport = []struct {
	room string
	may  []string
	why  string
}{
	{"output/length", nil, "a length knows nothing of documents"},
	{"pipeline/report", nil, "the domain imports nothing of ours, so that every room can speak in it"},
	{"pipeline/finding", nil, "a finding is data for every room"},
	{"pipeline/xmlscan", nil, "a reader of XML knows no vocabulary, so that every room may read with it"},
	{"pipeline/aggregate", []string{"pipeline/report", "pipeline/finding"}, "figures do not know where submissions come from"},
	{"pipeline", []string{"pipeline/report", "pipeline/finding", "pipeline/aggregate"}, "the pipeline declares what it needs; cmd hands sources, output and templates in"},
	{"sources/inbox", []string{"pipeline/report", "pipeline/finding"}, "sources speak the domain to one technology each, and not to each other"},
	{"sources/spreadsheet", []string{"pipeline/report", "pipeline/finding", "pipeline/xmlscan"}, "reading a file does not know what the cells mean"},
	{"sources/workbook", []string{"sources/spreadsheet", "pipeline/report", "pipeline/finding"}, "forms and plans are read from cells; the other sources are not known"},
	{"sources/store", []string{"pipeline/report", "pipeline/finding"}, "sources speak the domain to one technology each, and not to each other"},
	{"output/opc", []string{"pipeline/finding"}, "a package does not know what is in its parts"},
	{"output/format", []string{"output/length"}, "the decree's rules are data"},
	{"output/tag", []string{"pipeline/finding"}, "the template language knows no file format"},
	{"output/docx", []string{"output/tag", "output/opc", "output/format", "output/length", "pipeline/finding"}, "filling does not know what the values mean"},
	{"output/sheet", []string{"output/tag", "output/opc", "pipeline/finding"}, "filling does not know what the values mean"},
	{"output/wordml", []string{"output/opc", "output/length", "pipeline/finding", "pipeline/xmlscan"}, "reading a document does not know how it will be drawn"},
	{"output/layout", []string{"output/wordml", "output/length", "pipeline/finding"}, "layout does not know PDF"},
	{"output/truetype", nil, "a font file knows no document"},
	{"output/pdf", []string{"output/layout", "output/truetype", "output/length", "pipeline/finding"}, "drawing does not know WordprocessingML"},
	{"output/paper", []string{"output/tag", "output/pdf", "output/truetype", "pipeline/finding"}, "filling and printing on paper do not know what the values mean; the fonts are those of our pages"},
	{"output/check", []string{"output/wordml", "output/format", "output/length", "pipeline/finding"}, "the check is an independent witness: it does not know how documents are made"},
	{"output/xlsx", []string{"pipeline/report", "pipeline/finding"}, "workbooks are written from the domain alone"},
	{"output/web", []string{"pipeline/report", "pipeline/finding"}, "actions arrive as functions from cmd"},
	{"templates", nil, "templates are data: the standard library only"},
}

// onlyIn says which rooms may import a library, so that replacing it touches one
// folder.
var onlyIn = []struct {
	library string
	rooms   []string
}{
	{"github.com/jmoiron/sqlx", []string{"sources/store"}},
	{"github.com/mattn/go-sqlite3", []string{"sources/store"}},
	{"github.com/fsnotify/fsnotify", []string{"sources/inbox"}},
	{"github.com/pressly/goose/v3", []string{"sources/store"}},
	{"github.com/lukasjarosch/go-docx", []string{"output/docx"}},
	{"github.com/signintech/gopdf", []string{"output/pdf"}},
	{"github.com/pdfcpu/pdfcpu/pkg/api", []string{"output/paper"}},
	{"github.com/xuri/excelize/v2", []string{"sources/workbook", "output/xlsx"}},
}

// standardOnly are the rooms that import no library at all, x/text aside.
var standardOnly = []string{"pipeline/report", "pipeline/finding", "pipeline/xmlscan", "output/length", "templates"}

func TestImports(t *testing.T) {
	used := map[string]bool{}
	for _, file := range goFiles(t) {
		room := filepath.ToSlash(filepath.Dir(file.path))
		for _, path := range file.imports {
			checkImport(t, room, file.path, path)
			used[path] = true
		}
	}
	for _, l := range onlyIn {
		if !used[l.library] {
			t.Errorf("%s is named in the design and imported nowhere", l.library)
		}
	}
}

func checkImport(t *testing.T, room, file, path string) {
	t.Helper()
	if ours, ok := strings.CutPrefix(path, "vanthu/"); ok {
		if strings.HasPrefix(room, "cmd/") || room == ours || strings.HasPrefix(ours, room+"/") && room != "pipeline" {
			return
		}
		i := slices.IndexFunc(mayImport, func(m struct {
			room string
			may  []string
			why  string
		}) bool {
			return m.room == room || m.room != "pipeline" && strings.HasPrefix(room, m.room+"/")
		})
		if i < 0 {
			t.Errorf("%s: room %s is not in the table of imports", file, room)
		} else if !slices.Contains(mayImport[i].may, ours) {
			t.Errorf("%s imports %s: %s", file, ours, mayImport[i].why)
		}
		return
	}
	for _, l := range onlyIn {
		if path == l.library && !slices.Contains(l.rooms, room) {
			t.Errorf("%s imports %s, which belongs to %v alone", file, path, l.rooms)
		}
	}
	if slices.Contains(standardOnly, room) && strings.Contains(strings.Split(path, "/")[0], ".") && !strings.HasPrefix(path, "golang.org/x/text/") {
		t.Errorf("%s imports %s: this room is built on the standard library", file, path)
	}
}

type goFile struct {
	path    string // relative to the module
	imports []string
}

// goFiles reads the imports of every Go file outside tests.
func goFiles(t *testing.T) []goFile {
	t.Helper()
	root := ".."
	var files []goFile
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && strings.HasPrefix(d.Name(), ".") && d.Name() != "..":
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go"):
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		f := goFile{path: rel}
		for _, i := range parsed.Imports {
			f.imports = append(f.imports, strings.Trim(i.Path.Value, `"`))
		}
		files = append(files, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 20 {
		t.Fatalf("only %d Go files found", len(files))
	}
	return files
}
