package wordml_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"strings"
	"testing"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"vanthu/output/wordml"
	"vanthu/output/wordml/wordmltest"
)

// inline is a paragraph with a picture of 20 by 10 pt in its line.
func inline(id string) string {
	return `<w:p><w:r><w:drawing><wp:inline><wp:extent cx="254000" cy="127000"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="` + id +
		`"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`
}

// chunk is one chunk of a PNG.
func chunk(kind string, body []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	out = append(append(out, kind...), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// asInterlaced marks a PNG of one pixel as interlaced: its only pass is the
// picture.
func asInterlaced(data []byte) []byte {
	head := bytes.Clone(data[16:29])
	head[12] = 1
	out := append(bytes.Clone(data[:8]), chunk("IHDR", head)...)
	return append(out, data[33:]...)
}

// bomb is the beginning of a PNG of 60 000 by 60 000 pixels.
func bomb() []byte {
	head := []byte{0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 2, 0, 0, 0}
	return append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", head)...)
}

func TestPictures(t *testing.T) {
	square := func(n int, model func(image.Rectangle) image.Image) image.Image { return model(image.Rect(0, 0, n, n)) }
	rgb := func(r image.Rectangle) image.Image {
		m := image.NewNRGBA(r)
		for i := range m.Pix {
			m.Pix[i] = 255
		}
		return m
	}
	encoded := func(f func(*bytes.Buffer) error) []byte {
		var b bytes.Buffer
		if err := f(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	asPNG := func(m image.Image) []byte { return encoded(func(b *bytes.Buffer) error { return png.Encode(b, m) }) }
	plain := asPNG(square(3, rgb))
	cmyk, err := os.ReadFile("testdata/cmyk.jpg")
	if err != nil {
		t.Fatal(err)
	}
	photo := encoded(func(b *bytes.Buffer) error { return jpeg.Encode(b, square(3, rgb), nil) })
	palette := image.NewPaletted(image.Rect(0, 0, 3, 3), color.Palette{color.NRGBA{}, color.NRGBA{R: 255, A: 255}})
	for _, tt := range []struct {
		name string
		data []byte
		as   string // same, png; or why not
	}{
		{"png", plain, "same"},
		{"png with alpha", asPNG(square(3, func(r image.Rectangle) image.Image { return image.NewNRGBA(r) })), "same"},
		{"png of 16 bits", asPNG(square(3, func(r image.Rectangle) image.Image { return image.NewRGBA64(r) })), "png"},
		{"grey png of 16 bits", asPNG(square(3, func(r image.Rectangle) image.Image { return image.NewGray16(r) })), "png"},
		{"interlaced png", asInterlaced(asPNG(square(1, rgb))), "png"},
		{"png with transparent colours", asPNG(palette), "png"},
		{"jpeg", photo, "same"},
		{"cmyk jpeg", cmyk, "same"},
		{"gif", encoded(func(b *bytes.Buffer) error { return gif.Encode(b, square(3, rgb), nil) }), "png"},
		{"bmp", encoded(func(b *bytes.Buffer) error { return bmp.Encode(b, square(3, rgb)) }), "png"},
		{"tiff", encoded(func(b *bytes.Buffer) error { return tiff.Encode(b, square(3, rgb), nil) }), "png"},
		{"emf", append(append([]byte{1, 0, 0, 0}, make([]byte, 36)...), " EMF and more"...), "véc-tơ"},
		{"wmf", []byte{0xD7, 0xCD, 0xC6, 0x9A, 0, 0}, "véc-tơ"},
		{"svg", []byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`), "véc-tơ"},
		{"bomb", bomb(), "quá nhiều điểm ảnh"},
		{"cut png", plain[:len(plain)-20], "bị hỏng"},
		{"cut jpeg", photo[:len(photo)-5], "bị hỏng"},
		{"nonsense", []byte("no picture"), "bị hỏng"},
		{"empty", nil, "bị hỏng"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc, fs, err := wordml.Read(wordmltest.Docx(t, wordmltest.Parts{Body: inline("p"), Media: map[string][]byte{"p": tt.data}}))
			if err != nil {
				t.Fatal(err)
			}
			box := doc.Sections[0].Blocks[0].(*wordml.Paragraph).Inlines[0]
			if box.Kind != wordml.Box || box.W.Pt() != 20 || box.H.Pt() != 10 {
				t.Fatalf("no room of 20 by 10 pt is kept: %+v", box)
			}
			if tt.as != "same" && tt.as != "png" {
				if len(box.Shapes) != 0 || len(fs) != 1 || fs[0].Feature != "picture" || !strings.Contains(fs[0].Message, tt.as) {
					t.Errorf("shapes %v, findings %v", box.Shapes, fs)
				}
				return
			}
			if len(fs) > 0 || len(box.Shapes) != 1 {
				t.Fatalf("shapes %v, findings %v", box.Shapes, fs)
			}
			got := box.Shapes[0].Picture.Data
			if same := bytes.Equal(got, tt.data); same != (tt.as == "same") {
				t.Fatalf("taken as it is: %t", same)
			}
			if tt.as == "png" {
				if c, format, err := image.DecodeConfig(bytes.NewReader(got)); err != nil || format != "png" || c.Width == 0 || got[24] != 8 || got[28] != 0 {
					t.Errorf("%s %v, depth %d, interlace %d", format, err, got[24], got[28])
				}
			}
		})
	}
}
