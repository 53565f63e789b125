package inbox

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"vanthu/pipeline/report"
)

// ErrChanged says that a kept original no longer has the bytes that came.
var ErrChanged = errors.New("bytes differ from those that came")

// Original gives where the bytes of a decided arrival are kept, relative to the
// workspace.
func (b Box) Original(a report.Arrival) string {
	if a.State == report.Rejected {
		return path.Join(a.File.Archive, safe(a.File.Name))
	}
	return a.File.Archive
}

// Verify reads a file of the workspace whole. It fails with ErrChanged where its
// hash is another, with fs.ErrNotExist where there is no such file.
func (b Box) Verify(rel, sha256 string) error {
	sum, err := hashFile(b.disk(rel))
	switch {
	case err != nil:
		return fmt.Errorf("verify %q: %w", rel, err)
	case sum != sha256:
		return fmt.Errorf("verify %q: %w", rel, ErrChanged)
	}
	return nil
}

// Archived lists the files of the archive, relative to the workspace.
func (b Box) Archived() ([]string, error) {
	return b.walk(b.Archive, func(name string) bool { return !strings.HasPrefix(name, temporary) })
}

// temporary begins the names under which files are written and put aside.
const temporary = ".vanthu-"

// LeftOver lists what interrupted runs have left in a folder of the workspace:
// files half written, and files put aside that were to be removed.
func (b Box) LeftOver(folder string) ([]string, error) {
	return b.walk(folder, func(name string) bool { return strings.HasPrefix(name, temporary) })
}

// walk lists the files of a folder, in its subfolders too, whose names are wanted;
// of a folder whose name is wanted, its own path alone.
func (b Box) walk(folder string, wanted func(name string) bool) ([]string, error) {
	root := b.disk(folder)
	var out []string
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case p == root || d.IsDir() && !strings.HasPrefix(d.Name(), temporary) || !wanted(d.Name()):
			return nil
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		out = append(out, path.Join(folder, filepath.ToSlash(rel)))
		if d.IsDir() {
			return fs.SkipDir
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look through %q: %w", folder, err)
	}
	return out, nil
}
