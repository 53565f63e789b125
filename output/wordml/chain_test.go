package wordml_test

import (
	"testing"

	"vanthu/output/wordml"
)

// A header that a document names by two relationships is one: its boxes are no
// part of another chain.
func TestHeaderOfTwoNames(t *testing.T) {
	box := func(in string) string {
		return `<w:r><w:drawing><wp:anchor><wp:extent cx="127000" cy="127000"/><wp:wrapNone/><a:graphic><a:graphicData><wps:wsp><wps:spPr/>` + in + `<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>`
	}
	header := `<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:p>` +
		box(`<wps:txbx id="7"><w:txbxContent><w:p/></w:txbxContent></wps:txbx>`) + box(`<wps:linkedTxbx id="7" seq="1"/>`) + `</w:p></w:hdr>`
	doc := readBound(t, `<w:p/><w:sectPr><w:headerReference w:type="default" r:id="c0"/><w:headerReference w:type="first" r:id="c1"/></w:sectPr>`, map[string]string{
		"word/header.xml":              header,
		"word/_rels/document.xml.rels": related("header", "header.xml", "header.xml"),
	})
	h := doc.Sections[0].Headers
	if h.Default == nil || h.Default != h.First {
		t.Fatalf("headers %v and %v", h.Default, h.First)
	}
	var boxes []*wordml.TextBox
	for _, f := range h.Default.Blocks[0].(*wordml.Paragraph).Floats {
		for _, s := range f.Shapes {
			boxes = append(boxes, s.Text)
		}
	}
	if len(boxes) != 2 || boxes[0].Next != boxes[1] || boxes[1].Next != nil {
		t.Errorf("boxes %+v", boxes)
	}
}
