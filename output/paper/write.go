package paper

import (
	"bytes"
	"compress/zlib"
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// stream puts a stream into the file.
func (f *filler) stream(body []byte, d types.Dict) (*types.IndirectRef, error) {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	if _, err := z.Write(body); err != nil {
		return nil, fmt.Errorf("write stream: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("write stream: %w", err)
	}
	d["Filter"] = types.Name("FlateDecode")
	return f.xref.IndRefForNewObject(types.StreamDict{Dict: d, Raw: packed.Bytes()})
}

// write writes the file: every object of the template under its own number, a
// plain table of where they are, and an identifier that depends on the contents
// alone (ISO 32000-1, 7.5).
func (f *filler) write() ([]byte, error) {
	var b bytes.Buffer
	version := "1.7"
	if v := f.ctx.HeaderVersion; v != nil && strings.HasPrefix(v.String(), "2") {
		version = "2.0"
	}
	fmt.Fprintf(&b, "%%PDF-%s\n%%\xE2\xE3\xCF\xD3\n", version)
	type place struct{ at, generation int }
	places := map[int]place{}
	for _, n := range slices.Sorted(maps.Keys(f.xref.Table)) {
		entry := f.xref.Table[n]
		if n == 0 || entry == nil || entry.Free || entry.Object == nil {
			continue
		}
		g := 0
		if entry.Generation != nil {
			g = *entry.Generation
		}
		o, err := f.xref.Dereference(*types.NewIndirectRef(n, g))
		if err != nil {
			return nil, fmt.Errorf("write form: object %d: %w", n, err)
		}
		body, ok := objectBody(o)
		if !ok {
			continue
		}
		places[n] = place{b.Len(), g}
		fmt.Fprintf(&b, "%d %d obj\n", n, g)
		b.Write(body)
		b.WriteString("\nendobj\n")
	}
	numbers := slices.Sorted(maps.Keys(places))
	if len(numbers) == 0 || f.xref.Root == nil {
		return nil, fmt.Errorf("write form: %w: no objects", ErrNotPDF)
	}
	start, size := b.Len(), numbers[len(numbers)-1]+1
	fmt.Fprintf(&b, "xref\n0 1\n0000000000 65535 f \n")
	for i := 0; i < len(numbers); {
		end := i + 1
		for end < len(numbers) && numbers[end] == numbers[end-1]+1 {
			end++
		}
		fmt.Fprintf(&b, "%d %d\n", numbers[i], end-i)
		for ; i < end; i++ {
			fmt.Fprintf(&b, "%010d %05d n \n", places[numbers[i]].at, places[numbers[i]].generation)
		}
	}
	sum := md5.Sum(b.Bytes())
	id := types.HexLiteral(hex.EncodeToString(sum[:]))
	first := types.Object(id)
	if len(f.xref.ID) == 2 {
		first = f.xref.ID[0]
	}
	trailer := types.Dict{"Size": types.Integer(size), "Root": *f.xref.Root, "ID": types.Array{first, id}}
	if f.xref.Info != nil {
		trailer["Info"] = *f.xref.Info
	}
	fmt.Fprintf(&b, "trailer\n%s\nstartxref\n%d\n%%%%EOF\n", trailer.PDFString(), start)
	return b.Bytes(), nil
}

// objectBody writes an object; ok is false for what belongs to the way the
// template was stored.
func objectBody(o types.Object) (body []byte, ok bool) {
	switch o := o.(type) {
	case nil, types.ObjectStreamDict, *types.ObjectStreamDict, types.XRefStreamDict, *types.XRefStreamDict:
		return nil, false
	case *types.StreamDict:
		return streamBody(o), true
	case types.StreamDict:
		return streamBody(&o), true
	case types.Dict:
		if o.IsLinearizationParmDict() {
			return nil, false
		}
	}
	return []byte(o.PDFString()), true
}

func streamBody(sd *types.StreamDict) []byte {
	if t := sd.Type(); t != nil && (*t == "ObjStm" || *t == "XRef") {
		return []byte("null")
	}
	d := maps.Clone(sd.Dict)
	d["Length"] = types.Integer(len(sd.Raw))
	var b bytes.Buffer
	b.WriteString(d.PDFString())
	b.WriteString("\nstream\n")
	b.Write(sd.Raw)
	b.WriteString("\nendstream")
	return b.Bytes()
}

func sortedKeys(d types.Dict) []string { return slices.Sorted(maps.Keys(d)) }
