package pdf

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// maxFiles bounds the font files that are looked at.
const maxFiles = 20000

// entry is one font of the machine, not yet loaded.
type entry struct {
	fontInfo
	path   string
	offset int64 // of its table directory
}

// FontFolders names the font folders of this machine, those of the user last. They
// need not exist.
func FontFolders() []string {
	home, _ := os.UserHomeDir()
	at := func(base string, rest ...string) string {
		if base == "" {
			return ""
		}
		return filepath.Join(append([]string{base}, rest...)...)
	}
	var dirs []string
	switch runtime.GOOS {
	case "windows":
		dirs = []string{at(os.Getenv("WINDIR"), "Fonts"), at(os.Getenv("LOCALAPPDATA"), "Microsoft", "Windows", "Fonts")}
	case "darwin":
		dirs = []string{"/System/Library/Fonts", "/Library/Fonts", at(home, "Library", "Fonts")}
	default:
		dirs = []string{"/usr/share/fonts", "/usr/local/share/fonts", at(home, ".fonts"), at(home, ".local", "share", "fonts")}
	}
	return slices.DeleteFunc(dirs, func(d string) bool { return d == "" })
}

// index lists the usable fonts of folders, those below them included, in an order
// that depends on nothing but the names: folders as given, then paths, then the
// place in a collection. What cannot be read is left out.
func index(dirs []string) []entry {
	var out []entry
	seen := 0
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil // a folder that is closed to us, or none
			}
			switch strings.ToLower(filepath.Ext(path)) {
			case ".ttf", ".ttc", ".otf":
			default:
				return nil
			}
			if d.IsDir() {
				return nil
			}
			if seen++; seen > maxFiles {
				return fs.SkipAll
			}
			out = append(out, look(path)...)
			return nil
		})
		if err != nil {
			continue
		}
	}
	return out
}

// look reads the names of the fonts of one file.
func look(path string) (out []entry) {
	// A pipe would keep us waiting.
	if st, err := os.Stat(path); err != nil || !st.Mode().IsRegular() || st.Size() > maxFontFile {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	at, err := members(f)
	if err != nil {
		return nil
	}
	for _, offset := range at {
		if info, err := inspect(f, offset); err == nil {
			out = append(out, entry{fontInfo: *info, path: path, offset: offset})
		}
	}
	return out
}

// load reads one font whole, as a TrueType file of its own.
func (e *entry) load() ([]byte, error) {
	f, err := os.Open(e.path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return extract(f, e.offset)
}

// nearest picks of the faces of a family the one that comes nearest to a style,
// as Windows does: slant first, then weight, then width. ok is false where the
// list is empty.
func nearest(list []*entry, bold, italic bool) (best *entry, ok bool) {
	weight := 400
	if bold {
		weight = 700
	}
	far := func(e *entry) int {
		d := abs(e.weight-weight) + 50*abs(e.width-5)
		if e.bold != bold {
			d += 100
		}
		if e.italic != italic {
			d += 1000
		}
		return d
	}
	if len(list) == 0 {
		return nil, false
	}
	return slices.MinFunc(list, func(a, b *entry) int { return cmp.Compare(far(a), far(b)) }), true
}

func abs(n int) int { return max(n, -n) }
