//go:build !race

package pdf

import (
	"archive/zip"
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"

	"vanthu/output/wordml/wordmltest"
)

// Packages that unfold to more than they seem to hold are refused, or lose what
// is too large in them.
func TestPackageBombs(t *testing.T) {
	whole := wordmltest.Docx(t, wordmltest.Parts{Body: p1 + a4})
	head := `<?xml version="1.0"?>`
	doc := `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	for _, b := range []struct {
		name    string
		stopped bool
		make    func() []byte
	}{
		{"a part of zeros", false, func() []byte { return with(t, whole, "word/media/zeros", strings.Repeat("\x00", 200<<20)) }},
		{"many parts of zeros", false, func() []byte {
			out := whole
			zeros := strings.Repeat("\x00", 50<<20)
			for _, name := range []string{"a", "b", "c", "d", "e"} {
				out = with(t, out, "word/media/"+name, zeros)
			}
			return out
		}},
		{"a text of spaces", true, func() []byte {
			return with(t, whole, "word/document.xml", head+doc+`<w:p><w:r><w:t xml:space="preserve">`+strings.Repeat(" ", 60<<20)+`</w:t></w:r></w:p></w:body></w:document>`)
		}},
		{"an attribute of 60 MB", false, func() []byte {
			return with(t, whole, "word/document.xml", head+doc+`<w:p w:x="`+strings.Repeat("a", 60<<20)+`"/></w:body></w:document>`)
		}},
		{"a comment of 60 MB", false, func() []byte {
			return with(t, whole, "word/document.xml", head+doc+`<!--`+strings.Repeat("a", 60<<20)+`--><w:p/></w:body></w:document>`)
		}},
		{"names of 60 MB", false, func() []byte {
			return with(t, whole, "word/document.xml", head+doc+`<`+strings.Repeat("ậ", 20<<20)+`/></w:body></w:document>`)
		}},
		{"entities in entities", false, func() []byte {
			dtd := `<!DOCTYPE w:document [<!ENTITY a "ha">`
			for c := 'b'; c < 'z'; c++ {
				dtd += `<!ENTITY ` + string(c) + ` "` + strings.Repeat("&"+string(c-1)+";", 20) + `">`
			}
			return with(t, whole, "word/document.xml", head+dtd+`]>`+doc+`<w:p><w:r><w:t>&y;</w:t></w:r></w:p></w:body></w:document>`)
		}},
		{"references", true, func() []byte {
			return with(t, whole, "word/document.xml", head+doc+`<w:p><w:r><w:t>`+strings.Repeat("&#7853;", 5e6)+`</w:t></w:r></w:p></w:body></w:document>`)
		}},
		{"sections of text that are not parsed", false, func() []byte {
			return with(t, whole, "word/document.xml", head+doc+`<w:p><w:r><w:t>`+strings.Repeat("<![CDATA[a]]>", 1e6)+`</w:t></w:r></w:p></w:body></w:document>`)
		}},
		{"namespaces", false, func() []byte {
			return with(t, whole, "word/document.xml", head+doc+strings.Repeat(`<a:b xmlns:a="`+strings.Repeat("u", 100)+`">`, 390)+strings.Repeat(`</a:b>`, 390)+`</w:body></w:document>`)
		}},
		{"many declared namespaces", true, func() []byte {
			return with(t, whole, "word/document.xml", head+doc+strings.Repeat(`<w:p xmlns:a="a" xmlns:b="b" xmlns:c="c"/>`, 3e5)+`</w:body></w:document>`)
		}},
		{"relationships", false, func() []byte {
			return with(t, whole, "word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+strings.Repeat(`<Relationship Id="a" Type="b/image" Target="c"/>`, 3e5)+`</Relationships>`)
		}},
		{"6000 parts", false, func() []byte {
			var b bytes.Buffer
			w := zip.NewWriter(&b)
			for i := range 6000 {
				if _, err := w.Create(strings.Repeat("a/", i%50) + string(rune('a'+i%26))); err != nil {
					t.Fatal(err)
				}
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		}},
	} {
		t.Run(b.name, func(t *testing.T) { explode(t, b.make(), b.stopped) })
	}
}

// with puts one part into a package.
func with(tb testing.TB, docx []byte, name, part string) []byte {
	tb.Helper()
	old, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		tb.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range old.File {
		if f.Name != name {
			if err := w.Copy(f); err != nil {
				tb.Fatal(err)
			}
		}
	}
	e, err := w.Create(name)
	if err == nil {
		_, err = e.Write([]byte(part))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// Pictures that are large, or say that they are, stay within the memory too.
func TestPictureBombs(t *testing.T) {
	one := func(data []byte) map[string][]byte { return map[string][]byte{"i1": data} }
	encoded := func(img image.Image) []byte {
		var b bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, img); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	many := func(n int, data []byte) map[string][]byte {
		out := map[string][]byte{}
		for i := range n {
			out["i"+string(rune('a'+i))] = data
		}
		return out
	}
	for _, b := range []struct {
		name  string
		media func() map[string][]byte
	}{
		{"50000 by 50000 declared", func() map[string][]byte { return one(declared(pngOf(t, 10, 10), 50000, 50000)) }},
		{"2147483647 by 1 declared", func() map[string][]byte { return one(declared(pngOf(t, 10, 10), 1<<31-1, 1)) }},
		{"4000 by 4000 declared", func() map[string][]byte { return one(declared(pngOf(t, 10, 10), 4000, 4000)) }},
		{"10000 by 10000 of one grey", func() map[string][]byte { return one(pngOf(t, 10000, 10000)) }},
		{"4400 by 4400 with transparency", func() map[string][]byte { return one(encoded(image.NewNRGBA(image.Rect(0, 0, 4400, 4400)))) }},
		{"4400 by 4400 of 16 bits", func() map[string][]byte { return one(encoded(image.NewNRGBA64(image.Rect(0, 0, 4400, 4400)))) }},
		{"ten of 4400 by 4400 with transparency", func() map[string][]byte {
			return many(10, encoded(image.NewNRGBA(image.Rect(0, 0, 4400, 4400))))
		}},
		{"60 MB of noise", func() map[string][]byte {
			img := image.NewGray(image.Rect(0, 0, 2400, 2400))
			rng := rand.New(rand.NewPCG(1, 2))
			for i := range img.Pix {
				img.Pix[i] = byte(rng.Uint32())
			}
			return many(10, encoded(img))
		}},
		{"110 MB of photographs", func() map[string][]byte {
			img := image.NewRGBA(image.Rect(0, 0, 3000, 3000))
			rng := rand.New(rand.NewPCG(1, 2))
			for i := range 9000000 {
				img.SetRGBA(i%3000, i/3000, color.RGBA{byte(rng.Uint32()), byte(rng.Uint32()), byte(rng.Uint32()), 255})
			}
			var b bytes.Buffer
			if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 90}); err != nil {
				t.Fatal(err)
			}
			return many(min(20, 110<<20/b.Len()), b.Bytes())
		}},
	} {
		t.Run(b.name, func(t *testing.T) {
			media := b.media()
			body := ""
			for id := range media {
				body += `<w:p>` + strings.Replace(floating(pictureOf(id)), "wp:wrapSquare", "wp:wrapTopAndBottom", 1) + `</w:p>`
			}
			data := wordmltest.Docx(t, wordmltest.Parts{Body: body + a4, Media: media})
			media = nil
			explode(t, data, false)
		})
	}
}
