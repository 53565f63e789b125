package wordml_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/output/wordml"
	"vanthu/output/wordml/wordmltest"
)

// floats reads a body and prints what floats in it, shapes in points.
func floats(t *testing.T, p wordmltest.Parts) (out, problems []string) {
	t.Helper()
	doc, fs, err := wordml.Read(wordmltest.Docx(t, p))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fs {
		problems = append(problems, f.Feature+": "+f.Found)
	}
	show := func(f *wordml.Float) string {
		s := fmt.Sprintf("%s %s %g,%g %gx%g wrap %d", f.FromH, f.FromV, f.X.Pt(), f.Y.Pt(), f.W.Pt(), f.H.Pt(), f.Wrap)
		if f.AlignH+f.AlignV != "" {
			s += " at " + f.AlignH + " " + f.AlignV
		}
		if f.Behind {
			s += " behind"
		}
		for _, sh := range f.Shapes {
			s += fmt.Sprintf(" | %g,%g %gx%g", sh.X.Pt(), sh.Y.Pt(), sh.W.Pt(), sh.H.Pt())
			if sh.Turn != 0 {
				s += fmt.Sprintf(" turn %g", sh.Turn)
			}
			if sh.Fill.Set {
				s += fmt.Sprintf(" fill %02X%02X%02X", sh.Fill.R, sh.Fill.G, sh.Fill.B)
			}
			if sh.Line.Visible() {
				s += fmt.Sprintf(" line %g %s", sh.Line.Width.Pt(), sh.Line.Style)
			}
			s += fmt.Sprintf(" contours %d", len(sh.Outline))
			if sh.Text != nil {
				s += fmt.Sprintf(" text %q", sh.Text.Blocks[0].(*wordml.Paragraph).Text())
			}
		}
		return s
	}
	for _, b := range doc.Sections[0].Blocks {
		switch b := b.(type) {
		case *wordml.Paragraph:
			for _, f := range b.Floats {
				out = append(out, show(f))
			}
		case *wordml.Frame:
			out = append(out, fmt.Sprintf("frame of %d: %s", len(b.Blocks), show(&b.Float)))
		case *wordml.Table:
			if b.Float != nil {
				out = append(out, "table: "+show(b.Float))
			}
		}
	}
	return out, problems
}

// anchored is a floating drawing of 100 by 50 pt at 10, 20 pt.
func anchored(attr, wrap, data string) string {
	return `<w:drawing><wp:anchor ` + attr + `><wp:positionH relativeFrom="margin"><wp:posOffset>127000</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>254000</wp:posOffset></wp:positionV><wp:extent cx="1270000" cy="635000"/>` +
		wrap + `<a:graphic><a:graphicData>` + data + `</a:graphicData></a:graphic></wp:anchor></w:drawing>`
}

func run(s string) string { return `<w:p><w:r>` + s + `</w:r></w:p>` }

func TestFloats(t *testing.T) {
	const box = `<wps:txbx><w:txbxContent><w:p><w:r><w:t>trong khung</w:t></w:r></w:p></w:txbxContent></wps:txbx>`
	const fill = `<a:solidFill><a:srgbClr val="FFCC00"/></a:solidFill>`
	for _, tt := range []struct {
		name, body string
		want       []string
		problems   []string
	}{
		{"text box", run(anchored(`behindDoc="1"`, `<wp:wrapSquare wrapText="left"/>`, `<wps:wsp><wps:spPr><a:prstGeom prst="ellipse"/>`+fill+`<a:ln w="25400"><a:prstDash val="dash"/></a:ln></wps:spPr>`+box+`<wps:bodyPr/></wps:wsp>`)),
			[]string{`margin paragraph 10,20 100x50 wrap 1 behind | 0,0 100x50 fill FFCC00 line 2 dashed contours 1 text "trong khung"`}, nil},
		{"one branch of two", run(`<mc:AlternateContent><mc:Choice Requires="wps">` + anchored("", `<wp:wrapTopAndBottom/>`, `<wps:wsp><wps:spPr><a:prstGeom prst="rect"/>`+fill+`</wps:spPr>`+box+`</wps:wsp>`) + `</mc:Choice><mc:Fallback><w:pict><v:rect style="position:absolute;width:9pt;height:9pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>trong khung</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent>`),
			[]string{`margin paragraph 10,20 100x50 wrap 2 | 0,0 100x50 fill FFCC00 contours 1 text "trong khung"`}, nil},
		// The group's 200 x 100 of its own stand in 100 x 50 pt: its child at 40, 40 is 50 x 20 there.
		{"group", run(anchored("", "", `<wpg:wgp><wpg:grpSpPr><a:xfrm><a:chOff x="0" y="0"/><a:chExt cx="200" cy="100"/></a:xfrm></wpg:grpSpPr><wps:wsp><wps:spPr><a:xfrm rot="5400000"><a:off x="40" y="40"/><a:ext cx="50" cy="20"/></a:xfrm><a:prstGeom prst="rect"/>`+fill+`</wps:spPr></wps:wsp></wpg:wgp>`)),
			[]string{`margin paragraph 10,20 100x50 wrap 0 | 20,20 25x10 turn 90 fill FFCC00 contours 1`}, nil},
		{"vml group", run(`<w:pict><v:group style="position:absolute;left:5pt;top:6pt;width:100pt;height:50pt;mso-position-horizontal:center;mso-position-horizontal-relative:page" coordorigin="10,10" coordsize="200,100"><v:rect style="position:absolute;left:50;top:50;width:50;height:20" filled="f"/><w10:wrap type="square"/></v:group></w:pict>`),
			[]string{`page paragraph 5,6 100x50 wrap 1 at center  | 20,20 25x10 line 0.75 single contours 1`}, nil},
		{"arrow", run(anchored("", "", `<wps:wsp><wps:spPr><a:prstGeom prst="straightConnector1"/><a:ln><a:tailEnd type="triangle"/></a:ln></wps:spPr></wps:wsp>`)),
			[]string{`margin paragraph 10,20 100x50 wrap 0 | 0,0 100x50 line 0.75 single contours 2`}, nil},
		{"what is not drawn names its words", run(anchored("", "", `<wps:wsp><wps:spPr><a:prstGeom prst="cloud"/>`+fill+`</wps:spPr></wps:wsp>`)) +
			run(`<w:pict><v:shape style="position:absolute;width:10pt;height:10pt"><v:textpath string="BẢN NHÁP"/></v:shape></w:pict>`) +
			run(`<w:drawing><wp:inline><wp:extent cx="127000" cy="127000"/><a:graphic><a:graphicData><a:other><a:t>sơ đồ</a:t></a:other></a:graphicData></a:graphic></wp:inline></w:drawing>`),
			[]string{`margin paragraph 10,20 100x50 wrap 0 | 0,0 100x50 fill FFCC00 contours 1`}, []string{"shape: cloud", "wordart: BẢN NHÁP", "drawing: sơ đồ"}},
		{"a control without a picture", run(`<w:object><v:shape style="width:10pt;height:10pt" stroked="f" filled="f"/><w:control w:name="Đồng ý" r:id="x"/></w:object>`), nil, []string{"control: Đồng ý"}},
		{"frames of one kind are one", `<w:p><w:pPr><w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="center" w:y="1"/></w:pPr><w:r><w:t>1</w:t></w:r></w:p><w:p><w:pPr><w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="center" w:y="1"/></w:pPr><w:r><w:t>2</w:t></w:r></w:p><w:p><w:pPr><w:framePr w:w="400" w:hSpace="20" w:wrap="notBeside" w:x="40"/></w:pPr></w:p><w:p/>`,
			[]string{"frame of 2: margin paragraph 0,0.05 0x0 wrap 1 at center ", "frame of 1: column paragraph 2,0 20x0 wrap 2"}, nil},
		{"a frame takes from its style what it does not say", `<w:p><w:pPr><w:pStyle w:val="F"/><w:framePr w:wrap="notBeside"/></w:pPr></w:p><w:p/>`,
			[]string{"frame of 1: page paragraph 36,0 100x0 wrap 2"}, nil},
		{"a frame that its paragraph takes back", `<w:p><w:pPr><w:pStyle w:val="F"/><w:framePr w:hSpace="0" w:wrap="auto" w:vAnchor="margin" w:hAnchor="text" w:yAlign="inline"/></w:pPr></w:p><w:p/>`, nil, nil},
		{"vml polyline", run(`<w:pict><v:polyline style="position:absolute;margin-left:5pt" points="10pt,20pt,40pt,20pt,40pt,60pt,10pt,20pt" filled="f"/></w:pict>`),
			[]string{"column paragraph 15,20 30x40 wrap 0 | 0,0 30x40 line 0.75 single contours 1"}, nil},
		{"floating table", `<w:tbl><w:tblPr><w:tblpPr w:leftFromText="180" w:horzAnchor="page" w:tblpX="200" w:tblpYSpec="bottom"/></w:tblPr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>`,
			[]string{"table: page margin 10,0 0x0 wrap 1 at  bottom"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, problems := floats(t, wordmltest.Parts{Styles: `<w:style w:type="paragraph" w:styleId="F"><w:name w:val="F"/><w:pPr><w:framePr w:w="2000" w:wrap="around" w:hAnchor="page" w:vAnchor="text" w:x="720"/></w:pPr></w:style>`, Body: strings.ReplaceAll(tt.body, "\n", "")})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(tt.problems, problems); diff != "" {
				t.Errorf("problems (-want +got)\n%s", diff)
			}
		})
	}
}

// A place that is a share of the page stands among alternatives; VML says shares in
// thousandths, and where text stands in its box.
func TestSharesOfThePage(t *testing.T) {
	place := `<mc:AlternateContent><mc:Choice Requires="wp14"><wp:positionV relativeFrom="page"><wp14:pctPosVOffset>25000</wp14:pctPosVOffset></wp:positionV></mc:Choice><mc:Fallback><wp:positionV relativeFrom="page"><wp:posOffset>2514600</wp:posOffset></wp:positionV></mc:Fallback></mc:AlternateContent>`
	body := run(`<w:drawing><wp:anchor><wp:positionH relativeFrom="page"><wp:align>left</wp:align></wp:positionH>`+place+`<wp:extent cx="127000" cy="127000"/><wp:wrapSquare wrapText="bothSides"/></wp:anchor></w:drawing>`) +
		run(`<w:pict><v:rect style="position:absolute;width:9pt;height:9pt;mso-width-percent:400;mso-width-relative:left-margin-area;mso-top-percent:100;v-text-anchor:middle"><v:textbox><w:txbxContent><w:p/></w:txbxContent></v:textbox></v:rect></w:pict>`)
	doc, _, err := wordml.Read(wordmltest.Docx(t, wordmltest.Parts{Body: body}))
	if err != nil {
		t.Fatal(err)
	}
	a := doc.Sections[0].Blocks[0].(*wordml.Paragraph).Floats[0]
	b := doc.Sections[0].Blocks[1].(*wordml.Paragraph).Floats[0]
	got := fmt.Sprintf("%s %g | %s %g %g %s", a.FromV, a.ShareY, b.OfW, b.ShareW, b.ShareY, b.Shapes[0].Text.VAlign)
	if want := "page 0.25 | leftMargin 0.4 0.1 ctr"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
