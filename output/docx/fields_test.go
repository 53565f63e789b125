package docx

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/output/wordml/wordmltest"
)

// A footnote lies in a part of its own; what its text may use is what stands
// around its reference.
func TestFieldsOfANoteKnowItsReference(t *testing.T) {
	p := func(text string) string { return `<w:p><w:r><w:t>` + text + `</w:t></w:r></w:p>` }
	body := wordmltest.Docx(t, wordmltest.Parts{
		Body: p("{#muc}") + p("{#viec}") +
			`<w:p><w:r><w:t>{ten}</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>` +
			p("{/viec}") + p("{/muc}"),
		Footnotes: `<w:footnote w:id="2">` + p("{#nguon}{so}{/nguon}") + `</w:footnote>`,
	})
	fields, err := Fields(body)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	for _, f := range fields {
		if f.Kind == "" {
			got[f.Name] = f.Sections
		}
	}
	want := map[string][]string{"ten": {"muc", "viec"}, "so": {"muc", "viec", "nguon"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
