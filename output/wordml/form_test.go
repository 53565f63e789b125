package wordml_test

import (
	"testing"

	"vanthu/output/wordml"
	"vanthu/output/wordml/wordmltest"
)

// Fields of a form that have no text as their result show what they hold.
func TestFormFields(t *testing.T) {
	field := func(form, instr string) string {
		return `<w:r><w:fldChar w:fldCharType="begin"><w:ffData>` + form + `</w:ffData></w:fldChar></w:r><w:r><w:instrText> ` + instr + ` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	body := `<w:p>` + field(`<w:checkBox><w:sizeAuto/><w:default w:val="0"/></w:checkBox>`, "FORMCHECKBOX") +
		field(`<w:checkBox><w:size w:val="40"/><w:default w:val="0"/><w:checked/></w:checkBox>`, "FORMCHECKBOX") +
		field(`<w:ddList><w:result w:val="1"/><w:listEntry w:val="Nam"/><w:listEntry w:val="Nữ"/></w:ddList>`, "FORMDROPDOWN") + `</w:p>`
	doc, fs, err := wordml.Read(wordmltest.Docx(t, wordmltest.Parts{Body: body}))
	if err != nil || len(fs) > 0 {
		t.Fatal(err, fs)
	}
	in := doc.Sections[0].Blocks[0].(*wordml.Paragraph).Inlines
	if len(in) != 3 {
		t.Fatalf("%d inlines", len(in))
	}
	// Ten points by default, twenty where the box says so; a cross is two strokes more.
	for i, want := range []struct {
		side     float64
		contours int
	}{{8, 1}, {16, 3}} {
		if s := in[i].Shapes; len(s) != 1 || s[0].H.Pt() != want.side || len(s[0].Outline) != want.contours {
			t.Errorf("box %d: %+v", i, s)
		}
	}
	if in[2].Text != "Nữ" {
		t.Errorf("chosen %q", in[2].Text)
	}
}
