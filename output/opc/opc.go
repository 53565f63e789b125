// Package opc reads and writes the Office package (ECMA-376 part 2): a zip of
// parts with their content types and relationships, under limits that no file
// may pass. It does not know what is in the parts.
//
//	p, err := opc.Open(data, opc.DefaultLimits)
//	doc, err := p.MainDocument()             // "word/document.xml"
//	p.Set(doc, changed)
//	out, err := p.Bytes()                    // same parts, same order, fixed times
//
// The same parts give the same bytes: entries keep their order, new ones come
// last, and zip times are fixed.
package opc

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Limits bound what a package may unfold to, so that a small file cannot fill
// the memory.
type Limits struct {
	Parts     int   // number of entries
	PartBytes int64 // size of one part, unpacked
	AllBytes  int64 // size of all parts, unpacked
	Nodes     int   // elements and attributes in all parts, by their < and =; 0 for any number
}

// DefaultLimits fit the largest office documents seen, a few dozen megabytes.
var DefaultLimits = Limits{Parts: 5000, PartBytes: 128 << 20, AllBytes: 256 << 20}

// Errors that a caller tells apart.
var (
	ErrNotPackage = errors.New("not an Office package (zip)")
	ErrEncrypted  = errors.New("encrypted or old binary Office file (OLE)")
	ErrTooLarge   = errors.New("package exceeds the limits")
	ErrNoPart     = errors.New("no such part")
)

// Relationship types of the transitional form; strict ones differ in their
// prefix only, so compare by suffix with Rel.Is.
const (
	RelOfficeDocument = "/officeDocument"
	RelStyles         = "/styles"
	RelNumbering      = "/numbering"
	RelSettings       = "/settings"
	RelTheme          = "/theme"
	RelFontTable      = "/fontTable"
	RelHeader         = "/header"
	RelFooter         = "/footer"
	RelFootnotes      = "/footnotes"
	RelEndnotes       = "/endnotes"
	RelComments       = "/comments"
	RelImage          = "/image"
	RelHyperlink      = "/hyperlink"
)

// Rel is one relationship of a part.
type Rel struct {
	ID       string
	Type     string
	Target   string // part name, resolved against the source part; for an external one as written
	External bool
}

// Is tells whether the relationship is of the type whose name ends so
// ("/styles"), in the transitional or the strict form.
func (r Rel) Is(suffix string) bool { return strings.HasSuffix(r.Type, suffix) }

// Package is an open package: its parts by name, in the order of the zip.
type Package struct {
	names []string
	parts map[string][]byte
	lower map[string]string
}

// New makes an empty package.
func New() *Package {
	return &Package{parts: map[string][]byte{}, lower: map[string]string{}}
}

// Open reads a package. Errors wrap ErrNotPackage, ErrEncrypted or ErrTooLarge,
// or tell which entry is damaged.
func Open(data []byte, lim Limits) (*Package, error) {
	if bytes.HasPrefix(data, []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}) {
		return nil, ErrEncrypted
	}
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrNotPackage, err)
	}
	if len(zr.File) > lim.Parts {
		return nil, fmt.Errorf("%w: %d entries", ErrTooLarge, len(zr.File))
	}
	p := New()
	left, nodes := lim.AllBytes, 0
	for _, f := range zr.File {
		if f.FileInfo().IsDir() {
			continue
		}
		name := clean(f.Name)
		if f.Flags&1 != 0 {
			return nil, fmt.Errorf("%w: entry %q", ErrEncrypted, name)
		}
		body, err := readEntry(f, min(lim.PartBytes, left))
		if err != nil {
			return nil, fmt.Errorf("entry %q: %w", name, err)
		}
		left -= int64(len(body))
		if lim.Nodes > 0 {
			nodes += countNodes(body)
		}
		if nodes > lim.Nodes {
			return nil, fmt.Errorf("entry %q: %w: more than %d elements and attributes", name, ErrTooLarge, lim.Nodes)
		}
		if _, twice := p.lower[strings.ToLower(name)]; twice {
			continue // the first one counts, as in Word
		}
		p.Set(name, body)
	}
	if !p.Has("[Content_Types].xml") {
		return nil, fmt.Errorf("%w: no [Content_Types].xml", ErrNotPackage)
	}
	return p, nil
}

func readEntry(f *zip.File, limit int64) ([]byte, error) {
	rc, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	// The size that the entry states is a hint; deflate cannot unfold further
	// than 1032 times (RFC 1951).
	size := min(f.UncompressedSize64, uint64(limit), 1032*min(f.CompressedSize64, 1<<32))
	buf := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	if _, err := buf.ReadFrom(io.LimitReader(rc, limit+1)); err != nil {
		return nil, err
	}
	if int64(buf.Len()) > limit {
		return nil, ErrTooLarge
	}
	return buf.Bytes(), nil
}

// countNodes tells how many nodes a tree of a part can have at most: each takes
// hundreds of bytes in memory, whatever its length in the file. A part that is
// no XML counts little: one byte in 128.
func countNodes(body []byte) int {
	return bytes.Count(body, []byte("<")) - bytes.Count(body, []byte("</")) + bytes.Count(body, []byte("="))
}

// clean makes a part name of an entry name: no leading slash, forward slashes,
// no climbing out.
func clean(name string) string {
	return strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/")
}

// Names lists the parts in their order.
func (p *Package) Names() []string { return append([]string(nil), p.names...) }

// Has tells whether the part exists; names differ in case only by mistake.
func (p *Package) Has(name string) bool {
	_, ok := p.lower[strings.ToLower(clean(name))]
	return ok
}

// Part gives the bytes of a part, or nil where there is none. The caller must
// not change them.
func (p *Package) Part(name string) []byte {
	return p.parts[p.lower[strings.ToLower(clean(name))]]
}

// Set puts a part in, at its old place or at the end.
func (p *Package) Set(name string, body []byte) {
	name = clean(name)
	if old, ok := p.lower[strings.ToLower(name)]; ok {
		p.parts[old] = body
		return
	}
	p.names = append(p.names, name)
	p.lower[strings.ToLower(name)] = name
	p.parts[name] = body
}

// Rels lists the relationships of a part in the order of its .rels; "" is the
// package itself. A part without a .rels has none.
func (p *Package) Rels(part string) ([]Rel, error) {
	body := p.Part(RelsName(part))
	if body == nil {
		return nil, nil
	}
	var doc struct {
		Rel []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
			Mode   string `xml:"TargetMode,attr"`
		} `xml:"Relationship"`
	}
	if err := xml.Unmarshal(body, &doc); err != nil {
		return nil, fmt.Errorf("read %s: %w", RelsName(part), err)
	}
	rels := make([]Rel, 0, len(doc.Rel))
	for _, r := range doc.Rel {
		rel := Rel{ID: r.ID, Type: r.Type, Target: r.Target, External: r.Mode == "External"}
		if !rel.External {
			rel.Target = resolve(part, r.Target)
		}
		rels = append(rels, rel)
	}
	return rels, nil
}

// RelsName gives the name of the part that holds the relationships of a part.
func RelsName(part string) string {
	dir, base := path.Split(clean(part))
	return dir + "_rels/" + base + ".rels"
}

func resolve(part, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if strings.HasPrefix(target, "/") {
		return clean(target)
	}
	dir, _ := path.Split(part)
	return clean(dir + target)
}

// MainDocument names the part that the package is about: word/document.xml,
// xl/workbook.xml.
func (p *Package) MainDocument() (string, error) {
	rels, err := p.Rels("")
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		if r.Is(RelOfficeDocument) && p.Has(r.Target) {
			return p.lower[strings.ToLower(r.Target)], nil
		}
	}
	return "", fmt.Errorf("main document: %w", ErrNoPart)
}

// Bytes writes the package as a zip.
func (p *Package) Bytes() ([]byte, error) {
	var buf bytes.Buffer
	zw := zip.NewWriter(&buf)
	for _, name := range p.names {
		// No time is set: the entry says 1979-11-30, the zero of the format.
		w, err := zw.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err != nil {
			return nil, fmt.Errorf("write part %q: %w", name, err)
		}
		if _, err := w.Write(p.parts[name]); err != nil {
			return nil, fmt.Errorf("write part %q: %w", name, err)
		}
	}
	if err := zw.Close(); err != nil {
		return nil, fmt.Errorf("write package: %w", err)
	}
	return buf.Bytes(), nil
}
