package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"vanthu/output/layout"
	"vanthu/output/wordml/wordmltest"
)

// Each distinct picture is embedded once however often it is drawn; what is
// transparent has a mask; text that is turned is still found.
func TestPictures(t *testing.T) {
	encode := func(alpha uint8) []byte {
		m := image.NewNRGBA(image.Rect(0, 0, 4, 2))
		for i := range 8 {
			m.Set(i%4, i/4, color.NRGBA{R: uint8(i * 20), A: alpha})
		}
		var b bytes.Buffer
		if err := png.Encode(&b, m); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 5, 5)), nil); err != nil {
		t.Fatal(err)
	}
	shown := func(id, attr, crop string) string {
		return `<w:r><w:drawing><wp:inline><wp:extent cx="635000" cy="317500"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="` + id + `"/>` + crop +
			`</pic:blipFill><pic:spPr><a:xfrm ` + attr + `/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
	}
	docx := wordmltest.Docx(t, wordmltest.Parts{
		Body: `<w:p>` + shown("one", "", "") + shown("one", `rot="5400000"`, `<a:srcRect l="25000" b="50000"/>`) + shown("clear", `flipH="1"`, "") + shown("photo", "", "") + `</w:p>` +
			`<w:p><w:r><w:drawing><wp:anchor><wp:extent cx="317500" cy="1270000"/><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:prstGeom prst="ellipse"/><a:ln w="12700"/></wps:spPr><wps:txbx><w:txbxContent><w:p><w:r><w:t>chữ dọc</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr vert="vert270"/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing><w:t>thân bài</w:t></w:r></w:p>` +
			`<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>`,
		Headers: map[string]string{"h": `<w:p>` + shown("one", "", "") + `</w:p>`},
		Media:   map[string][]byte{"one": encode(255), "clear": encode(100), "photo": photo.Bytes()},
	})
	_, data := render(t, docx, layout.Options{})
	_, again := render(t, docx, layout.Options{})
	if !bytes.Equal(data, again) {
		t.Error("two runs give different bytes")
	}
	objects := map[string]int{}
	kinds := map[string]int{}
	for _, l := range strings.Split(poppler(t, "pdfimages", data, "-list"), "\n")[2:] {
		if f := strings.Fields(l); len(f) > 10 {
			objects[f[10]]++
			kinds[f[2]]++
		}
	}
	// Three pictures, drawn five times; the mask of one of them is listed under it.
	if len(objects) != 3 || kinds["smask"] != 1 || kinds["image"] != 5 {
		t.Errorf("objects %v, kinds %v", objects, kinds)
	}
	if text := poppler(t, "pdftotext", data); !strings.Contains(text, "chữ dọc") || !strings.Contains(text, "thân bài") {
		t.Errorf("%q", text)
	}
}
