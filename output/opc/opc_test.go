package opc

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// pack makes a zip of name, body, name, body …
func pack(t testing.TB, pairs ...string) []byte {
	t.Helper()
	var buf bytes.Buffer
	zw := zip.NewWriter(&buf)
	for i := 0; i < len(pairs); i += 2 {
		w, err := zw.Create(pairs[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(pairs[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

const rootRels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`

func TestOpenKeepsOrderAndResolvesRelationships(t *testing.T) {
	data := pack(t,
		"[Content_Types].xml", "<Types/>",
		"_rels/.rels", rootRels,
		`word\document.xml`, "<d/>",
		"word/_rels/document.xml.rels", `<Relationships><Relationship Id="a" Type="x/styles" Target="/word/styles.xml"/><Relationship Id="b" Type="x/image" Target="../media/i.png"/><Relationship Id="c" Type="x/hyperlink" Target="https://example.org" TargetMode="External"/></Relationships>`,
		"word/DOCUMENT.xml", "<second/>",
	)
	p, err := Open(data, DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	main, err := p.MainDocument()
	if err != nil || main != "word/document.xml" {
		t.Fatalf("MainDocument() = %q, %v", main, err)
	}
	if got := string(p.Part(main)); got != "<d/>" {
		t.Errorf("of two parts of one name the first counts, got %q", got)
	}
	rels, err := p.Rels(main)
	if err != nil {
		t.Fatal(err)
	}
	want := []Rel{
		{ID: "a", Type: "x/styles", Target: "word/styles.xml"},
		{ID: "b", Type: "x/image", Target: "media/i.png"},
		{ID: "c", Type: "x/hyperlink", Target: "https://example.org", External: true},
	}
	if diff := cmp.Diff(want, rels); diff != "" {
		t.Errorf("relationships (-want +got):\n%s", diff)
	}
}

func TestBytesAreTheSameTwice(t *testing.T) {
	p, err := Open(pack(t, "[Content_Types].xml", "<Types/>", "a.xml", "<a/>"), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	p.Set("b.xml", []byte("<b/>"))
	one, err := p.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	again, err := Open(one, DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	two, err := again.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, two) {
		t.Error("a package read and written again differs")
	}
	if diff := cmp.Diff([]string{"[Content_Types].xml", "a.xml", "b.xml"}, again.Names()); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

func TestOpenRefuses(t *testing.T) {
	bomb := pack(t, "[Content_Types].xml", "<Types/>", "big.xml", string(make([]byte, 1<<20)))
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"empty", nil, ErrNotPackage},
		{"text", []byte("Kính gửi"), ErrNotPackage},
		{"OLE", []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0}, ErrEncrypted},
		{"zip of something else", pack(t, "readme.txt", "x"), ErrNotPackage},
		{"bomb", bomb, ErrTooLarge},
		{"bomb of elements", pack(t, "[Content_Types].xml", "<Types/>", "a.bin", strings.Repeat("<c/>", 1000)), ErrTooLarge},
		{"bomb of attributes", pack(t, "[Content_Types].xml", "<Types/>", "a.xml", "<c "+strings.Repeat("a='' ", 1000)+"/>"), ErrTooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Open(tt.data, Limits{Parts: 10, PartBytes: 1 << 16, AllBytes: 1 << 18, Nodes: 1000})
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}
