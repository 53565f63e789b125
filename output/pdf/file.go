package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/md5"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
)

// file is a PDF taken apart into its objects (ISO 32000-1, 7.3.10).
type file struct {
	objects [][]byte // what stands between obj and endobj; object 1 comes first
	info    int      // number of the information dictionary, 0 if there is none
	pages   []int    // numbers of the page objects
}

var (
	startxref = regexp.MustCompile(`startxref\s+(\d+)\s+%%EOF\s*$`)
	reference = map[string]*regexp.Regexp{
		"Info":     regexp.MustCompile(`(?s)/Info (<<.*? >>)`),
		"Kids":     regexp.MustCompile(`/Kids\s+\[([^\]]*)\]`),
		"Contents": regexp.MustCompile(`/Contents\s+(\d+) 0 R`),
		"XObject":  regexp.MustCompile(`/XObject <<([^>]*)>>`),
	}
	numbers  = regexp.MustCompile(`(\d+) 0 R`)
	xobjects = regexp.MustCompile(`/I\d+ \d+ 0 R`)
)

// parseFile takes apart what the library wrote. It trusts the table at its end,
// and holds each object against it.
func parseFile(data []byte) (*file, error) {
	broken := errors.New("write pdf: the library's file is not whole")
	m := startxref.FindSubmatch(data)
	if m == nil {
		return nil, broken
	}
	at, _ := strconv.Atoi(string(m[1]))
	if at >= len(data) {
		return nil, broken
	}
	table := bytes.Split(data[at:], []byte("\n"))
	f := &file{}
	var offsets []int
	for _, l := range table {
		if len(l) >= 18 && bytes.HasSuffix(bytes.TrimSpace(l), []byte(" n")) {
			n, err := strconv.Atoi(string(l[:10]))
			if err != nil || n >= len(data) {
				return nil, broken
			}
			offsets = append(offsets, n)
		}
	}
	for i, from := range offsets {
		to := at
		if i+1 < len(offsets) {
			to = offsets[i+1]
		}
		head := fmt.Appendf(nil, "%d 0 obj\n", i+1)
		if from > to || !bytes.HasPrefix(data[from:to], head) {
			return nil, broken
		}
		body, found := bytes.CutSuffix(bytes.TrimRight(data[from+len(head):to], "\n"), []byte("endobj"))
		if !found {
			return nil, broken
		}
		f.objects = append(f.objects, body)
	}
	if len(f.objects) < 2 {
		return nil, broken
	}
	if m := reference["Info"].FindSubmatch(data[at:]); m != nil {
		// The library leaves it in the trailer, where a reference must stand (7.5.5).
		f.info = f.add(string(m[1]) + "\n")
	}
	if m := reference["Kids"].FindSubmatch(f.objects[1]); m != nil {
		for _, k := range numbers.FindAllSubmatch(m[1], -1) {
			n, _ := strconv.Atoi(string(k[1]))
			if n < 1 || n > len(f.objects) {
				return nil, broken
			}
			f.pages = append(f.pages, n)
		}
	}
	return f, nil
}

// pictureName is what content streams call a picture.
func pictureName(i int) string { return "P" + strconv.Itoa(i+1) }

// fill puts the fonts and what the pages show into the file, gives its pictures
// their names, in the order in which the library was given them, and compresses
// what is left.
func (f *file) fill(contents [][]byte, fonts []*embeddedFont, pictures int) error {
	if len(f.pages) != len(contents) {
		return fmt.Errorf("write pdf: the file has %d pages, not %d", len(f.pages), len(contents))
	}
	named := 0
	var faces []byte
	for i, e := range fonts {
		faces = fmt.Appendf(faces, "/F%d %d 0 R ", i+1, f.addFont(e))
	}
	for i, o := range f.objects {
		if at := reference["XObject"].FindSubmatchIndex(o); at != nil && bytes.Contains(o, []byte("/ProcSet")) {
			names := xobjects.ReplaceAllFunc(o[at[2]:at[3]], func(m []byte) []byte {
				_, object, _ := bytes.Cut(m, []byte(" "))
				named++
				return append([]byte("/"+pictureName(named-1)+" "), object...)
			})
			o = slices.Concat(o[:at[2]], names, o[at[3]:])
			f.objects[i] = bytes.Replace(o, []byte("/Font <<"), append([]byte("/Font << "), faces...), 1)
		}
	}
	if named != pictures {
		return fmt.Errorf("write pdf: the file has %d pictures, not %d", named, pictures)
	}
	done := map[int]bool{}
	for page, data := range contents {
		n, err := f.contentsOf(page)
		if err != nil {
			return err
		}
		f.objects[n-1], done[n-1] = data, true
	}
	for i, o := range f.objects {
		if !done[i] {
			f.objects[i] = compress(o)
		}
	}
	return nil
}

// add puts in an object and gives its number.
func (f *file) add(body string) int { return f.addBytes([]byte(body)) }

func (f *file) addBytes(body []byte) int {
	f.objects = append(f.objects, body)
	return len(f.objects)
}

// contentsOf finds the content stream of a page.
func (f *file) contentsOf(page int) (int, error) {
	m := reference["Contents"].FindSubmatch(f.objects[f.pages[page]-1])
	if m == nil {
		return 0, fmt.Errorf("write pdf: page %d has no content", page+1)
	}
	n, _ := strconv.Atoi(string(m[1]))
	if n < 1 || n > len(f.objects) {
		return 0, fmt.Errorf("write pdf: page %d has no content", page+1)
	}
	return n, nil
}

// deflater compresses into memory of its own.
type deflater struct {
	*zlib.Writer
	out bytes.Buffer
}

// deflaters are kept to be used again, as many as write at once: each holds some
// 800 KB, of which this level touches little. It takes less than half the time
// of the usual one; files are an eighth larger. (No sync.Pool: with the race
// detector that throws a quarter of what it is given away, and making one for
// each page of a long document then takes seconds.)
var deflaters = make(chan *deflater, 16)

func takeDeflater() *deflater {
	select {
	case z := <-deflaters:
		return z
	default:
	}
	z, err := zlib.NewWriterLevel(io.Discard, zlib.BestSpeed)
	if err != nil {
		panic(err) // there is no such level: a fault of the program
	}
	return &deflater{Writer: z}
}

func (z *deflater) giveBack() {
	select {
	case deflaters <- z:
	default:
	}
}

// deflated makes a stream object of bytes.
func deflated(dict string, data []byte) []byte {
	z := takeDeflater()
	defer z.giveBack()
	z.out.Reset()
	z.Reset(&z.out)
	// Writing into memory does not fail.
	_, _ = z.Write(data)
	_ = z.Close()
	out := make([]byte, 0, z.out.Len()+len(dict)+80)
	out = fmt.Appendf(out, "<< %s/Length %d /Filter /FlateDecode >>\nstream\n", dict, z.out.Len())
	out = append(out, z.out.Bytes()...)
	return append(out, "\nendstream\n"...)
}

var plainStream = regexp.MustCompile(`^<<\s*/Length (\d+)\s*>>\s*stream\n`)

// compress compresses an object that is a plain stream and leaves others alone.
func compress(o []byte) []byte {
	m := plainStream.FindSubmatch(o)
	if m == nil {
		return o
	}
	n, err := strconv.Atoi(string(m[1]))
	if err != nil || len(m[0])+n > len(o) {
		return o
	}
	return deflated("", o[len(m[0]):len(m[0])+n])
}

// bytes puts the file together again. Its identifier is the hash of what is in
// it, so that the same pages give the same bytes.
func (f *file) bytes() []byte {
	size := 1024
	for _, o := range f.objects {
		size += len(o) + 48
	}
	out := make([]byte, 0, size)
	out = append(out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"...)
	offsets := make([]int, len(f.objects))
	for i, o := range f.objects {
		offsets[i] = len(out)
		out = fmt.Appendf(out, "%d 0 obj\n", i+1)
		out = append(append(out, o...), "endobj\n"...)
	}
	id := md5.Sum(out)
	at := len(out)
	out = fmt.Appendf(out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		out = fmt.Appendf(out, "%010d 00000 n \n", o)
	}
	out = fmt.Appendf(out, "trailer\n<< /Size %d /Root 1 0 R /ID [<%X> <%X>]", len(offsets)+1, id, id)
	if f.info > 0 {
		out = fmt.Appendf(out, " /Info %d 0 R", f.info)
	}
	return fmt.Appendf(out, " >>\nstartxref\n%d\n%%%%EOF\n", at)
}
