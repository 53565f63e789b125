package opc

import (
	"bytes"
	"testing"
)

// FuzzOpen opens any file. What is a package can be written and opened again,
// with the same parts.
func FuzzOpen(f *testing.F) {
	f.Add(pack(f, "[Content_Types].xml", "<Types/>", "_rels/.rels", rootRels, `word\document.xml`, "<d/>", "word/", "", "../a", "b", "/c", ""))
	f.Add(pack(f, "[Content_Types].xml", "", "_rels/.rels", "<Relationships><Relationship Target='../../x'/></Relationships>"))
	f.Add([]byte("PK\x05\x06"))
	lim := Limits{Parts: 50, PartBytes: 1 << 20, AllBytes: 4 << 20, Nodes: 10000}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Open(data, lim)
		if err != nil {
			return
		}
		main, _ := p.MainDocument()
		_, _ = p.Rels(main)
		out, err := p.Bytes()
		if err != nil {
			return // a name that cannot be written
		}
		again, err := Open(out, lim)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range p.Names() {
			if !bytes.Equal(p.Part(name), again.Part(name)) {
				t.Errorf("part %q differs", name)
			}
		}
	})
}
