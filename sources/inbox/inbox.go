// Package inbox is the folder where unit spreadsheets arrive, and the folders
// they leave it for: which files lie there and in what order they came, are they
// whole, archive, refuse, keep the original. It does not look into spreadsheets
// and knows no SQL.
//
//	box := inbox.Box{Root: workspace, Inbox: "inbox", Archive: "archive", Rejected: "rejected"}
//	files, err := box.List()
//	o, err := box.Read(files[0])                 // bytes and SHA-256
//	rel, err := box.Keep(o, 2025)                // archive/2025/SHA256.xlsx, synced, checked
//	err = box.Remove(o)                          // only if it still holds those bytes
//
// Every write goes to a temporary name, is synced, and is renamed; whatever
// instant it is stopped at, a file has its old content, or its new one, or does
// not exist.
package inbox

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"vanthu/pipeline/report"
)

// Limit is the size above which a file is kept and refused without being read.
const Limit = 64 << 20

// ErrBusy says that a file is held by another program or still being written.
var ErrBusy = errors.New("file is held or still being written")

// Box is the inbox with its neighbours. Folders are relative to Root, which is
// the workspace.
type Box struct {
	Root     string
	Inbox    string
	Archive  string
	Rejected string

	// Now is the machine's clock: how long has a file lain unchanged.
	Now func() time.Time
	// Before, where set, is called before each step that changes the disk; tests
	// stop the program there.
	Before func(step string)
}

// List gives the files that lie in the inbox, in subfolders too, in the order in
// which they came to lie there, by name at the same instant. Lock files and the
// like are among them, marked as ignored.
func (b Box) List() ([]report.Original, error) {
	type found struct {
		report.Original
		at time.Time
	}
	var files []found
	// The folder itself may be a link, or on Windows a junction, which EvalSymlinks
	// leaves as it is: with a separator behind its name it is followed.
	root := filepath.Join(b.Root, b.Inbox) + string(filepath.Separator)
	if _, err := os.Stat(root); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil // gone since the folder was read
		}
		if err != nil {
			return err
		}
		files = append(files, found{report.Original{
			Path: path.Join(b.Inbox, filepath.ToSlash(rel)), Disk: p, Inside: true,
			File:    report.File{Name: d.Name(), Size: info.Size()},
			Ignored: !d.Type().IsRegular() || ignored(d.Name()), Link: !d.Type().IsRegular(),
		}, info.ModTime()})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list inbox: %w", err)
	}
	slices.SortFunc(files, func(a, b found) int {
		return cmp.Or(a.at.Compare(b.at), strings.Compare(a.Path, b.Path))
	})
	var out []report.Original
	for _, f := range files {
		out = append(out, f.Original)
	}
	return out, nil
}

// ignored tells the names of files that programs leave behind and nobody sends.
func ignored(name string) bool {
	switch strings.ToLower(name) {
	case "thumbs.db", "desktop.ini", ".ds_store":
		return true
	}
	return strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".~lock.") || strings.HasPrefix(name, ".vanthu-")
}

// Named is a file given on the command line: it is copied, never moved.
func Named(name string) report.Original {
	base := filepath.Base(name)
	return report.Original{Path: filepath.ToSlash(name), Disk: name, File: report.File{Name: base}, Ignored: ignored(base)}
}

// Read reads the file's bytes and their hash. It fails with ErrBusy where the
// file changes meanwhile or is held; a file over Limit is hashed but not read in.
func (b Box) Read(o report.Original) (report.Original, error) {
	f, err := os.Open(o.Disk)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
			return o, fmt.Errorf("read %q: %w", o.Path, err)
		}
		return o, fmt.Errorf("read %q: %w: %v", o.Path, ErrBusy, err)
	}
	defer f.Close()
	before, err := f.Stat()
	if err != nil {
		return o, fmt.Errorf("read %q: %w", o.Path, err)
	}
	hash := sha256.New()
	var buf bytes.Buffer
	var to io.Writer = io.MultiWriter(hash, &buf)
	if before.Size() > Limit {
		to = hash
	}
	n, err := io.Copy(to, f)
	if err != nil {
		return o, fmt.Errorf("read %q: %w: %v", o.Path, ErrBusy, err)
	}
	after, err := os.Stat(o.Disk)
	if err != nil || after.Size() != n || !after.ModTime().Equal(before.ModTime()) {
		return o, fmt.Errorf("read %q: %w", o.Path, ErrBusy)
	}
	o.Modified = before.ModTime()
	o.File.Size, o.File.SHA256 = n, hex.EncodeToString(hash.Sum(nil))
	if n <= Limit {
		o.Data = buf.Bytes()
		if o.Data == nil {
			o.Data = []byte{}
		}
	}
	return o, nil
}

// Keep copies an accepted original to the archive of its year and gives its path
// relative to the workspace. An archived file is never written again. It lasts
// over a power cut only after Sync.
func (b Box) Keep(o report.Original, year int) (rel string, err error) {
	rel = path.Join(b.Archive, fmt.Sprint(year), o.File.SHA256+extension(o.File.Name))
	dest := b.disk(rel)
	if sum, err := hashFile(dest); err == nil && sum == o.File.SHA256 {
		return rel, nil
	}
	if err := b.copy(o, dest, Box.writeUnsynced); err != nil {
		return "", fmt.Errorf("archive %q: %w", o.Path, err)
	}
	return rel, nil
}

// Refuse puts a refused original into a folder of its own, rejected/TIME_NAME/,
// with the files that explain why, and gives the folder's path relative to the
// workspace. The folder appears whole or not at all.
func (b Box) Refuse(o report.Original, at time.Time, beside []report.Named) (rel string, err error) {
	name := safe(o.File.Name)
	base := at.In(report.Zone).Format("20060102-150405") + "_" + strings.TrimRight(strings.TrimSuffix(name, filepath.Ext(name)), ". ") // a folder named .xlsx would look like a file
	for n := 1; ; n++ {
		rel = path.Join(b.Rejected, base)
		if n > 1 {
			rel = fmt.Sprintf("%s_%d", rel, n)
		}
		sum, err := hashFile(filepath.Join(b.disk(rel), safe(o.File.Name)))
		if err == nil && sum == o.File.SHA256 {
			return rel, nil // a stopped run has got so far
		}
		_, err = os.Stat(b.disk(rel))
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			return "", fmt.Errorf("refuse %q: %w", o.Path, err)
		}
	}
	if err := b.refuse(o, rel, beside); err != nil {
		return "", fmt.Errorf("refuse %q: %w", o.Path, err)
	}
	return rel, nil
}

func (b Box) refuse(o report.Original, rel string, beside []report.Named) error {
	parent := b.disk(b.Rejected)
	if err := b.mkdir(parent); err != nil {
		return err
	}
	tmp := filepath.Join(parent, ".vanthu-"+path.Base(rel))
	if err := os.RemoveAll(tmp); err != nil {
		return err
	}
	if err := b.mkdir(tmp); err != nil {
		return err
	}
	if err := b.copyOriginal(o, filepath.Join(tmp, safe(o.File.Name))); err != nil {
		return err
	}
	taken := map[string]bool{strings.ToLower(safe(o.File.Name)): true}
	for _, f := range beside {
		name := safe(f.Name)
		for taken[strings.ToLower(name)] {
			name = "_" + name // the original keeps its name
		}
		taken[strings.ToLower(name)] = true
		if err := b.WriteFile(filepath.Join(tmp, name), f.Data); err != nil {
			return err
		}
	}
	b.step("rename " + rel)
	if err := patiently(isHindered, long, func() error { return os.Rename(tmp, b.disk(rel)) }); err != nil {
		return err
	}
	return syncDir(parent)
}

// Remove takes the file out of the inbox, if it still holds the bytes that were
// taken in; a file that has changed meanwhile is a new one and stays.
func (b Box) Remove(o report.Original) error {
	if !o.Inside {
		return nil
	}
	// The file is first put aside, so that a newer one that is laid down at this
	// very moment is not the one that goes.
	aside := filepath.Join(filepath.Dir(o.Disk), ".vanthu-"+o.File.SHA256[:16]+".xoa")
	same, err := b.same(o)
	switch {
	case same:
		b.step("put aside " + o.Path)
		if err := patiently(isHeld, short, func() error { return os.Rename(o.Disk, aside) }); err != nil {
			return fmt.Errorf("remove %q: %w", o.Path, err)
		}
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("remove %q: %w", o.Path, err)
	}
	sum, err := hashFile(aside)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("remove %q: %w", o.Path, err)
	case sum != o.File.SHA256:
		return b.putBack(aside, o.Disk)
	}
	b.step("remove " + o.Path)
	if err := patiently(isHeld, short, func() error { return os.Remove(aside) }); err != nil {
		return fmt.Errorf("remove %q: %w", o.Path, err)
	}
	return nil
}

// same tells whether the file in the inbox is still the one that was read: by its
// size and time, and where that does not say so, by its bytes.
func (b Box) same(o report.Original) (bool, error) {
	info, err := os.Stat(o.Disk)
	if err != nil {
		return false, err
	}
	if info.Size() == o.File.Size && !o.Modified.IsZero() && info.ModTime().Equal(o.Modified) {
		return true, nil
	}
	sum, err := hashFile(o.Disk)
	return sum == o.File.SHA256, err
}

// putBack lays a file that was put aside by mistake back, beside whatever has come
// meanwhile.
func (b Box) putBack(aside, dest string) error {
	ext := filepath.Ext(dest)
	name := dest
	for n := 2; ; n++ {
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			break
		}
		name = fmt.Sprintf("%s_%d%s", strings.TrimSuffix(dest, ext), n, ext)
	}
	b.step("put back")
	return os.Rename(aside, name)
}

// settleTime is how long a file must have lain unchanged before it is called
// damaged: a slower copy is given the time to go on.
const settleTime = 3 * time.Second

// Settled tells whether the file is still as it was read, and has been so for a
// while; it waits for that while. A file that is still being copied is not.
func (b Box) Settled(o report.Original) bool {
	before, err := os.Stat(o.Disk)
	if err != nil {
		return false
	}
	if age := b.Now().Sub(before.ModTime()); age >= 0 && age < settleTime {
		time.Sleep(settleTime - age)
	}
	after, err := os.Stat(o.Disk)
	return err == nil && after.Size() == o.File.Size && after.ModTime().Equal(before.ModTime())
}

// Open gives the original as it would be found at the arrival's path.
func (b Box) Open(a report.Arrival) report.Original {
	inside := strings.HasPrefix(a.Path, b.Inbox+"/")
	return report.Original{Path: a.Path, Disk: b.disk(a.Path), File: a.File, Inside: inside}
}

func (b Box) disk(rel string) string { return filepath.Join(b.Root, filepath.FromSlash(rel)) }

func (b Box) step(name string) {
	if b.Before != nil {
		b.Before(name)
	}
}

func (b Box) mkdir(dir string) error {
	b.step("mkdir")
	return os.MkdirAll(dir, 0o755)
}

// Sync makes the archived files last over a power cut, and the folders they
// stand in.
func (b Box) Sync(rels []string) error {
	if len(rels) == 0 {
		return nil
	}
	b.step("sync the archive")
	return syncFiles(b.disk(b.Archive), rels, b.disk)
}

// copyOriginal copies a refused original, synced. One too large to be read is not
// written a second time, where the disk can give the same bytes another name: a
// file must not fill the disk by being sent.
func (b Box) copyOriginal(o report.Original, dest string) error {
	if o.Data == nil {
		b.step("link " + filepath.Base(dest))
		if os.Link(o.Disk, dest) == nil {
			if sum, err := hashFile(dest); err != nil || sum == o.File.SHA256 {
				return err
			}
			return errors.Join(&fs.PathError{Op: "link", Path: o.Path, Err: ErrBusy}, os.Remove(dest))
		}
	}
	return b.copy(o, dest, Box.write)
}

// copy writes the original's bytes to dest and checks that they have arrived.
func (b Box) copy(o report.Original, dest string, write func(Box, string, io.Reader) error) error {
	if err := b.mkdir(filepath.Dir(dest)); err != nil {
		return err
	}
	from := io.Reader(bytes.NewReader(o.Data))
	if o.Data == nil {
		f, err := os.Open(o.Disk)
		if err != nil {
			return err
		}
		defer f.Close()
		from = f
	}
	if err := write(b, dest, from); err != nil {
		return err
	}
	sum, err := hashFile(dest)
	if err != nil {
		return err
	}
	if sum != o.File.SHA256 {
		return errors.Join(fmt.Errorf("%s: bytes differ after writing", dest), os.Remove(dest))
	}
	return nil
}

// WriteFile writes a file whole or not at all.
func (b Box) WriteFile(dest string, data []byte) error {
	if err := b.mkdir(filepath.Dir(dest)); err != nil {
		return err
	}
	return b.write(dest, bytes.NewReader(data))
}

// write writes a file that lasts, writeUnsynced one that lasts after Sync.
func (b Box) write(dest string, from io.Reader) error {
	if err := b.place(dest, from, true); err != nil {
		return err
	}
	return syncDir(filepath.Dir(dest))
}

func (b Box) writeUnsynced(dest string, from io.Reader) error { return b.place(dest, from, false) }

func (b Box) place(dest string, from io.Reader, lasting bool) error {
	dir, base := filepath.Split(dest)
	tmp := filepath.Join(dir, ".vanthu-"+base+".tmp")
	b.step("create " + base)
	f, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	b.step("write " + base)
	_, err = io.Copy(f, from)
	if lasting {
		b.step("sync " + base)
		err = errors.Join(err, f.Sync())
	}
	err = errors.Join(err, f.Close())
	if err != nil {
		return errors.Join(err, os.Remove(tmp))
	}
	b.step("rename " + base)
	if err := patiently(isHindered, long, func() error { return os.Rename(tmp, dest) }); err != nil {
		return errors.Join(err, os.Remove(tmp))
	}
	return nil
}

// syncDir makes a rename last over a power cut; Windows has no such call and
// needs none.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(filepath.Clean(dir))
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func hashFile(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// extension gives the ending of an archived file: one of the kinds that are
// read, in lower case, else ".bin".
func extension(name string) string {
	switch ext := strings.ToLower(filepath.Ext(name)); ext {
	case ".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".zip":
		return ext
	}
	return ".bin"
}

// maxName is how long a kept name may be, in bytes: names stand inside longer ones
// (TIME_NAME, temporary and marked copies), and file systems end at 255.
const maxName = 150

// shorten cuts a long name at a letter, keeping its ending.
func shorten(name string) string {
	if len(name) <= maxName {
		return name
	}
	ext := filepath.Ext(name)
	if len(ext) > 20 {
		ext = ""
	}
	cut := maxName - len(ext)
	for cut > 0 && !utf8.RuneStart(name[cut]) {
		cut--
	}
	return name[:cut] + ext
}

// safe makes a name that every file system takes and that stays in its folder.
func safe(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '_'
		}
		return r
	}, name)
	name = strings.TrimRight(shorten(name), ". ")
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	switch {
	case name == "":
		return "_"
	case slices.Contains([]string{"CON", "PRN", "AUX", "NUL"}, stem),
		len(stem) == 4 && (strings.HasPrefix(stem, "COM") || strings.HasPrefix(stem, "LPT")):
		return "_" + name
	}
	return name
}
