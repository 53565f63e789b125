package docx

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"strings"
	"sync"
	"testing"

	"github.com/beevik/etree"
	"github.com/google/go-cmp/cmp"

	"vanthu/output/opc"
	"vanthu/pipeline/finding"
)

func TestOtherParts(t *testing.T) {
	footnotes := `<w:footnote w:id="1">` + bodyOf("Chú {a}\n{#v}\n{.}\n{/v}") + `</w:footnote>`
	template := docxOf(t, bodyOf("{a}"), map[string]string{
		"header": bodyOf("Đầu {a}\n| {#v}{.} | {/v} |"), "footer": bodyOf("{#v}\n{.}\n{/v}\n"), "footnotes": footnotes})
	out := fillBytes(t, template, m{"a": "X{", "v": l{"1", "2"}})
	for name, want := range map[string]string{
		"word/header1.xml":    "Đầu ·X{\n| 1 |  |\n| 2 |  |\n",
		"word/footer1.xml":    "1\n2\n",
		"word/footnotes1.xml": "Chú ·X{\n1\n2\n",
	} {
		if diff := cmp.Diff(want, outline(partOf(t, out, name))); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
	empty := fillBytes(t, template, m{"a": "", "v": l{}})
	if got := outline(partOf(t, empty, "word/footer1.xml")); got != "\n" {
		t.Errorf("a footer keeps a paragraph, got %q", got)
	}
}

// A footnote whose reference stands in a section is repeated with it and filled
// with the names of the element.
func TestFootnotesInSections(t *testing.T) {
	ref := func(id string) string { return `<w:r><w:footnoteReference w:id="` + id + `"/></w:r>` }
	note := func(id, text string) string {
		return `<w:footnote w:id="` + id + `">` + paragraph(text) + `</w:footnote>`
	}
	body := bodyOf("{#v}") + `<w:p><w:r><w:t>{.}</w:t></w:r>` + ref("2") + `</w:p>` + bodyOf("{/v}") + `<w:p>` + ref("3") + `</w:p>`
	template := docxOf(t, body, map[string]string{"footnotes": note("2", "của {.}") + note("3", "chung {a}")})
	tests := []struct {
		v    l
		want string
	}{
		{l{"A", "B"}, "refs 4 5 3; 3 chung ·X; 4 của ·A; 5 của ·B; "},
		{l{}, "refs 3; 3 chung ·X; "},
	}
	for _, tt := range tests {
		out := fillBytes(t, template, m{"a": "X", "v": tt.v})
		got := "refs"
		walk(partOf(t, out, "word/document.xml"), func(el *etree.Element) bool {
			if isWord(el, "footnoteReference") {
				got += " " + el.SelectAttrValue("w:id", "")
			}
			return true
		})
		got += "; "
		for _, n := range partOf(t, out, "word/footnotes1.xml").ChildElements() {
			got += n.SelectAttrValue("w:id", "") + " " + strings.TrimSpace(outline(n)) + "; "
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
}

// What Word writes round and into a tag does not part it.
func TestHeal(t *testing.T) {
	r := func(s string) string { return `<w:r><w:t>` + s + `</w:t></w:r>` }
	tests := []struct{ name, xml, want string }{
		{"proofErr and bookmarks", `<w:p>` + r("{") + `<w:proofErr w:type="spellStart"/>` + r("te") +
			`<w:bookmarkStart w:id="1" w:name="x"/>` + r("n") + `<w:bookmarkEnd w:id="1"/><w:proofErr w:type="spellEnd"/>` + r("}") + `</w:p>`, "X"},
		{"rsid runs and a page break mark", `<w:p><w:r w:rsidR="1"><w:t>a {te</w:t></w:r><w:r w:rsidR="2"><w:lastRenderedPageBreak/><w:t>n} b</w:t></w:r></w:p>`, "a ·X· b"},
		{"spaces at the edges", `<w:p><w:r><w:t> a {ten} </w:t></w:r></w:p>`, "a ·X"},
		{"hyperlink, insertion, smart tag, control", `<w:p><w:hyperlink r:id="r"><w:r><w:t>{te</w:t></w:r></w:hyperlink><w:ins w:id="9" w:author="a">` + r("n}") +
			`</w:ins><w:smartTag w:element="e">` + r("{ten}") + `</w:smartTag><w:sdt><w:sdtContent>` + r("{ten}") + `</w:sdtContent></w:sdt></w:p>`, "X·X·X"},
		{"deleted text between", `<w:p>` + r("{te") + `<w:del w:id="8" w:author="a"><w:r><w:delText>zz}</w:delText></w:r></w:del>` + r("n}") + `</w:p>`, "X·"},
		{"tab parts a tag", `<w:p><w:r><w:t>{ten</w:t><w:tab/><w:t>}</w:t></w:r></w:p>`, "{ten⇥}"},
		{"two texts in one run", `<w:p><w:r><w:t>{ten}</w:t><w:tab/><w:t>{ten}</w:t></w:r></w:p>`, "X·⇥·X"},
		{"text box with its fallback", `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p>` + r("{te") + r("n}") +
			`</w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p>` + r("{#v}") + `</w:p><w:p>` + r("{.}") + `</w:p><w:p>` + r("{/v}") +
			`</w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>` + r("{ten}") + `</w:p>`, "·X·1·2·X"},
		{"field code is no text", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF {ten}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`, "··"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := fill(t, tt.xml, m{"ten": "X", "v": l{"1", "2"}})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestNestedTables(t *testing.T) {
	inner := table([]string{"| {#ds}{.} | {../x}{/ds} |"})
	inner = strings.Replace(inner, "{../x}", "{ten}", 1)
	body := `<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="1000"/></w:tblGrid><w:tr><w:tc>` + paragraph("{#v|hang}{ten}") + inner + paragraph("{/v}") + `</w:tc></w:tr></w:tbl>`
	out := fillBytes(t, docxOf(t, body, nil), m{"v": l{m{"ten": "A", "ds": l{"1", "2"}}, m{"ten": "B", "ds": l{}}}})
	rows := partOf(t, out, "word/document.xml").FindElements("w:body/w:tbl/w:tr")
	if len(rows) != 2 {
		t.Fatalf("%d rows", len(rows))
	}
	var got []string
	for _, r := range rows {
		got = append(got, strings.ReplaceAll(outline(r), "\n", "¶"))
	}
	want := []string{"A¶| 1 | A |¶| 2 | A |¶¶", "B¶¶"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A section break in a tag's paragraph is kept; so is one in what is repeated.
func TestSectionBreaks(t *testing.T) {
	mark := func(s string) string {
		return `<w:p><w:pPr><w:sectPr><w:pgSz w:w="` + s + `"/></w:sectPr></w:pPr>`
	}
	tests := []struct{ name, body, want string }{
		{"at the closing tag", "{#v}\n{.}\n" + mark("1") + `<w:r><w:t>{/v}</w:t></w:r></w:p>`, "a\nb[1]"},
		{"at the opening tag", "x\n" + mark("1") + `<w:r><w:t>{#v}</w:t></w:r></w:p>` + "\n{.}\n{/v}", "x[1]\na\nb"},
		{"inside", "{#v}\n" + mark("1") + `<w:r><w:t>{.}</w:t></w:r></w:p>` + "\n{/v}", "a[1]\nb[1]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out := fillBytes(t, docxOf(t, bodyOf(tt.body), nil), m{"v": l{"a", "b"}})
			var got []string
			for _, p := range partOf(t, out, "word/document.xml").FindElements("w:body/w:p") {
				s := line(p)
				if size := p.FindElement("w:pPr/w:sectPr/w:pgSz"); size != nil {
					s += "[" + size.SelectAttrValue("w:w", "") + "]"
				}
				got = append(got, s)
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, "\n")); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestUniqueIDs(t *testing.T) {
	body := bodyOf("{#v}") + `<w:p w14:paraId="0A0A0A0A"><w:bookmarkStart w:id="3" w:name="_Ref1"/><w:r><w:t>{.}</w:t></w:r><w:bookmarkEnd w:id="3"/>` +
		`<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p"/></wp:inline></w:drawing></w:r></w:p>` + bodyOf("{/v}") +
		`<w:p><w:bookmarkStart w:id="4" w:name="b"/><w:bookmarkEnd w:id="4"/></w:p>`
	root := partOf(t, fillBytes(t, docxOf(t, body, nil), m{"v": l{1, 2, 3}}), "word/document.xml")
	var got []string
	walk(root, func(el *etree.Element) bool {
		switch el.Tag {
		case "p":
			got = append(got, "p "+el.SelectAttrValue("w14:paraId", "-"))
		case "bookmarkStart":
			got = append(got, "< "+el.SelectAttrValue("w:id", "")+" "+el.SelectAttrValue("w:name", ""))
		case "bookmarkEnd":
			got = append(got, "> "+el.SelectAttrValue("w:id", ""))
		case "docPr":
			got = append(got, "d "+el.SelectAttrValue("id", ""))
		}
		return true
	})
	want := []string{"p 0A0A0A0A", "< 3 _Ref1", "> 3", "d 1", "p 10000001", "< 1 _Ref1_2", "> 1", "d 2", "p 10000002", "< 2 _Ref1_3", "> 2", "d 3", "p -", "< 4 b", "> 4"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// What a document may have once only is renumbered in the copies, and what
// refers to it follows.
func TestOneOfAKind(t *testing.T) {
	shape := `<w:p><w:r><w:pict><v:shape id="_x0000_s1026" o:spid="_x0000_s1026"/><v:rect id="Khung"><v:imagedata r:id="r1"/></v:rect></w:pict></w:r></w:p>` +
		`<w:p><w:r><w:object><v:shape id="_x0000_i1025"/><o:OLEObject ShapeID="_x0000_i1025"/></w:object></w:r></w:p>`
	body := bodyOf("{#v}") + shape +
		`<w:sdt><w:sdtPr><w:id w:val="77"/></w:sdtPr><w:sdtContent>` + paragraph("{.}") + `</w:sdtContent></w:sdt>` +
		`<w:p><w:ins w:id="5" w:author="a"><w:r><w:t>x</w:t></w:r></w:ins><w:del w:id="6" w:author="a"><w:r><w:delText>y</w:delText></w:r></w:del>` +
		`<w:permStart w:id="9"/><w:r><w:t>z</w:t></w:r><w:permEnd w:id="9"/></w:p>` + bodyOf("{/v}")
	root := partOf(t, fillBytes(t, docxOf(t, body, nil), m{"v": l{1, 2}}), "word/document.xml")
	var got []string
	walk(root, func(el *etree.Element) bool {
		for _, a := range el.Attr {
			if a.Key == "id" || a.Key == "spid" || a.Key == "ShapeID" {
				got = append(got, el.Tag+" "+a.Value)
			}
		}
		if isWord(el, "id") {
			got = append(got, "sdt "+el.SelectAttrValue("w:val", ""))
		}
		return true
	})
	want := []string{
		"shape _x0000_s1026", "shape _x0000_s1026", "rect Khung", "imagedata r1", "shape _x0000_i1025", "OLEObject _x0000_i1025", "sdt 77", "ins 5", "del 6", "permStart 9", "permEnd 9",
		"shape _x0000_s1027", "shape _x0000_s1027", "rect Khung_3", "imagedata r1", "shape _x0000_i1027", "OLEObject _x0000_i1027", "sdt 1", "ins 1", "del 2", "permStart 1", "permEnd 1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A comment in a section is repeated with it and filled with the names of its
// element; with no copy it goes.
func TestCommentsInSections(t *testing.T) {
	mark := func(tag, id string) string { return `<w:` + tag + ` w:id="` + id + `"/>` }
	r := func(s string) string { return `<w:r>` + s + `</w:r>` }
	text := func(s string) string { return r(`<w:t>` + s + `</w:t>`) }
	body := bodyOf("{#v}") + `<w:p>` + mark("commentRangeStart", "1") + text("{.}") + mark("commentRangeEnd", "1") + r(mark("commentReference", "1")) + `</w:p>` +
		bodyOf("{/v}") + `<w:p>` + mark("commentRangeStart", "2") + text("a") + mark("commentRangeEnd", "2") + r(mark("commentReference", "2")) + `</w:p>`
	comments := `<w:comment w:id="1">` + paragraph("xem {.}") + `</w:comment><w:comment w:id="2">` + paragraph("chung {a}") + `</w:comment>`
	for _, tt := range []struct {
		v    l
		want string
	}{
		{l{"A", "B"}, "<3 >3 =3 <4 >4 =4 <2 >2 =2; 2 chung ·X; 3 xem ·A; 4 xem ·B; "},
		{l{}, "<2 >2 =2; 2 chung ·X; "},
	} {
		out := fillBytes(t, docxOf(t, body, map[string]string{"comments": comments}), m{"a": "X", "v": tt.v})
		var marks []string
		walk(partOf(t, out, "word/document.xml"), func(el *etree.Element) bool {
			if sign := map[string]string{"commentRangeStart": "<", "commentRangeEnd": ">", "commentReference": "="}[el.Tag]; sign != "" {
				marks = append(marks, sign+el.SelectAttrValue("w:id", ""))
			}
			return true
		})
		got := strings.Join(marks, " ") + "; "
		for _, n := range partOf(t, out, "word/comments1.xml").ChildElements() {
			got += n.SelectAttrValue("w:id", "") + " " + strings.TrimSpace(outline(n)) + "; "
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
}

// Tags in equations, shapes, field codes and charts.
func TestInnerText(t *testing.T) {
	m1 := func(s string) string { return `<m:r><m:t>` + s + `</m:t></m:r>` }
	field := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	code := func(s string) string { return `<w:r><w:instrText xml:space="preserve">` + s + `</w:instrText></w:r>` }
	body := `<w:p><m:oMath>` + m1("x=") + m1("{so") + m1("_a} + {#v}[{.}") + m1("]{/v}") + `</m:oMath></w:p>` +
		`<w:p>` + field("begin") + code(` HYPERLINK "http://x/{`) + code(`ten}" `) + field("separate") + `<w:r><w:t>{ten}</w:t></w:r>` + field("end") + `</w:p>` +
		`<w:p><w:fldSimple w:instr=" QUOTE {ten} "><w:r><w:t>{ten}</w:t></w:r></w:fldSimple></w:p>` +
		`<w:p><w:r><w:drawing><a:p><a:r><a:t>{t</a:t></a:r><a:r><a:t>en}!</a:t></a:r></a:p></w:drawing></w:r></w:p>` +
		bodyOf("{#v}") + `<w:p><m:oMath>` + m1("{.}") + `</m:oMath></w:p>` + bodyOf("{/v}")
	chart := `<c:title><a:p><a:r><a:t>Năm {na</a:t></a:r><a:r><a:t>m}</a:t></a:r></a:p></c:title><c:v>{ten}</c:v><c:v>12</c:v>`
	template := docxOf(t, body, map[string]string{"chart": chart})
	out := fillBytes(t, template, m{"so_a": 5, "v": l{1, 2}, "ten": "A\n&{B}", "nam": 2025})
	texts := func(part string) string {
		var got []string
		walk(partOf(t, out, part), func(el *etree.Element) bool {
			switch {
			case oneOf(el, "t", "instrText"), el.Space == "m" && el.Tag == "t", el.Space == "a" && el.Tag == "t", el.Space == "c" && el.Tag == "v":
				got = append(got, el.Text())
			case isWord(el, "fldSimple"):
				got = append(got, el.SelectAttrValue("w:instr", ""))
			}
			return true
		})
		return strings.Join(got, "·")
	}
	want := `x=·5· + [1][2]·· HYPERLINK "http://x/A &{B}·" ·A·&{B}· QUOTE A &{B} ·A·&{B}·A &{B}·!·1·2`
	if diff := cmp.Diff(want, texts("word/document.xml")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(`Năm 2025··A &{B}·12`, texts("word/chart1.xml")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	fields, err := Fields(template)
	if err != nil || len(fields) != 14 || fields[13].Part != "word/chart1.xml" {
		t.Errorf("%d fields: %v (%v)", len(fields), fields, err)
	}
	got := faults(t, `<w:p>`+field("begin")+code(` IF {#x} `)+field("end")+`</w:p><w:p><m:oMath>`+m1("{#v|hang}{/v}{@h}")+`</m:oMath></w:p>`, m{"v": l{}})
	if diff := cmp.Diff("error khoi-chua-dong 1 {#x}: thẻ {#x} mở một khối mà không có thẻ {/x} đóng lại → thêm {/x} vào cuối phần cần lặp\n"+
		"error hinh-khong-dung-rieng 2 {@h}: không đặt được hình trong công thức, biểu đồ, hình vẽ hay mã trường → đưa {@h} xuống một đoạn riêng của văn bản\n"+
		"error khoi-sai-cho 2 {#v|hang}: trong công thức, biểu đồ, hình vẽ và mã trường chỉ lặp được chữ → bỏ |hang trong thẻ này, hoặc đưa khối ra ngoài phần chữ của văn bản", got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// The columns of a group share their old width; the table keeps its own.
func TestColumnWidths(t *testing.T) {
	for _, tt := range []struct {
		n    int
		want string
	}{
		{3, "1000 333 333 334 1000 = 3000; 1000 333 333 334 1000"},
		{1, "1000 1000 1000 = 3000; 1000 1000 1000"},
		{0, "1500 1500 = 3000; 1500 1500"},
	} {
		body := bodyOf("| a | {#c|cot}{.}{/c} | b |")
		root := partOf(t, fillBytes(t, docxOf(t, body, nil), m{"c": make([]int, tt.n)}), "word/document.xml")
		var grid, cells []string
		sum := 0
		for _, c := range root.FindElements(".//w:gridCol") {
			grid = append(grid, c.SelectAttrValue("w:w", ""))
			var n int
			fmt.Sscan(c.SelectAttrValue("w:w", ""), &n)
			sum += n
		}
		for _, c := range root.FindElements(".//w:tcW") {
			cells = append(cells, c.SelectAttrValue("w:w", ""))
		}
		got := fmt.Sprintf("%s = %d; %s", strings.Join(grid, " "), sum, strings.Join(cells, " "))
		if got != tt.want {
			t.Errorf("%d columns: %s, want %s", tt.n, got, tt.want)
		}
	}
}

// Content controls round rows and cells stay, in each repetition, and each with
// an id of its own.
func TestControlsInColumns(t *testing.T) {
	sdt := func(id, inner string) string {
		return `<w:sdt><w:sdtPr><w:id w:val="` + id + `"/></w:sdtPr><w:sdtContent>` + inner + `</w:sdtContent></w:sdt>`
	}
	tc := func(s string) string {
		return `<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr>` + paragraph(s) + `</w:tc>`
	}
	tr := func(s string) string { return `<w:tr>` + s + `</w:tr>` }
	body := `<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="1000"/></w:tblGrid>` +
		tr(sdt("1", tc("a"))+sdt("2", tc("{#c|cot}{.}{/c}"))) +
		sdt("3", tr(tc("{#v|hang}{.}{/v}")+sdt("4", tc("x")))) + sdt("5", tr(sdt("6", tc("h")+tc("k")))) + `</w:tbl>`
	out := fillBytes(t, docxOf(t, body, nil), m{"c": l{"A", "B"}, "v": l{"1", "2"}})
	var shape func(el *etree.Element) string
	shape = func(el *etree.Element) string {
		s := ""
		for _, c := range el.ChildElements() {
			switch c.Tag {
			case "tr":
				s += "[" + shape(c) + "]"
			case "tc":
				s += line(c.SelectElement("w:p")) + ";"
			case "sdt":
				s += c.FindElement("w:sdtPr/w:id").SelectAttrValue("w:val", "") + "(" + shape(c.SelectElement("w:sdtContent")) + ")"
			}
		}
		return s
	}
	got := shape(partOf(t, out, "word/document.xml").FindElement("w:body/w:tbl"))
	want := "[1(a;)2(A;)7(B;)]3([1;4(x;)8(x;)][2;9(x;)10(x;)])5([6(h;k;)11(k;)])"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestPicture(t *testing.T) {
	var buf bytes.Buffer
	if err := png.Encode(&buf, image.NewGray(image.Rect(0, 0, 200, 100))); err != nil {
		t.Fatal(err)
	}
	template := docxOf(t, bodyOf("a\n{@bieu_do}\n{#v}\n{@h}\n{/v}\nb"), nil)
	pic := m{"png": buf.Bytes(), "mo_ta": "Biểu đồ <1>", "rong_mm": 100}
	out := fillBytes(t, template, m{"bieu_do": pic, "v": l{m{"h": pic}, m{"h": nil}}})
	root := partOf(t, out, "word/document.xml")
	var got []string
	for _, d := range root.FindElements(".//wp:inline") {
		ext, doc := d.SelectElement("wp:extent"), d.SelectElement("wp:docPr")
		got = append(got, ext.SelectAttrValue("cx", "")+"x"+ext.SelectAttrValue("cy", "")+" "+doc.SelectAttrValue("id", "")+" "+doc.SelectAttrValue("descr", ""))
	}
	// 100 mm × 36 000 = 3 600 000 EMU; half of it high
	want := []string{"3600000x1800000 1 Biểu đồ <1>", "3600000x1800000 2 Biểu đồ <1>"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	pkg, err := opc.Open(out, opc.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	rels, err := pkg.Rels("word/document.xml")
	if err != nil || len(rels) != 1 || !pkg.Has(rels[0].Target) {
		t.Errorf("relationships %v, %v", rels, err)
	}
	if got := faults(t, bodyOf("{@x}"), m{"x": m{"png": "??"}}); !strings.Contains(got, "hinh-hong") {
		t.Errorf("got %s", got)
	}
	if got := faults(t, bodyOf("a {@x}"), m{"x": pic}); !strings.Contains(got, "hinh-khong-dung-rieng") {
		t.Errorf("got %s", got)
	}
}

// Other programs bind WordprocessingML to other prefixes.
func TestOtherPrefix(t *testing.T) {
	pkg, err := opc.Open(docxOf(t, bodyOf("Kính gửi {ten}\n| {#v}{.} | {/v} |"), nil), opc.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	xml := string(pkg.Part("word/document.xml"))
	xml = strings.NewReplacer("xmlns:w=", "xmlns:ns0=", "<w:", "<ns0:", "</w:", "</ns0:", " w:", " ns0:").Replace(xml)
	pkg.Set("word/document.xml", []byte(xml))
	template, err := pkg.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	got := outline(partOf(t, fillBytes(t, template, m{"ten": "X", "v": l{1}}), "word/document.xml"))
	if want := "Kính gửi ·X\n| 1 |  |\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Documents may be filled at the same time, though go-docx may not.
func TestConcurrent(t *testing.T) {
	template := docxOf(t, bodyOf("{a} {b}\n{#v}\n{.}\n{/v}"), map[string]string{"header": paragraph("{a}")})
	var first []byte
	var once sync.Once
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			out, found, err := Fill(template, m{"a": "1", "b": "{2}", "v": l{1, 2}}, Options{})
			if err != nil || len(found) > 0 {
				t.Error(err, found)
			}
			once.Do(func() { first = out })
			if !bytes.Equal(first, out) {
				t.Error("two results")
			}
		})
	}
	wg.Wait()
}

func TestTitle(t *testing.T) {
	pkg, err := opc.Open(docxOf(t, bodyOf("x"), nil), opc.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	pkg.Set("docProps/core.xml", []byte(`<cp:coreProperties xmlns:cp="c" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>cũ</dc:title></cp:coreProperties>`))
	rels := strings.Replace(string(pkg.Part("_rels/.rels")), "</Rel", `<Relationship Id="c" Type="x/metadata/core-properties" Target="docProps/core.xml"/></Rel`, 1)
	pkg.Set("_rels/.rels", []byte(rels))
	template, err := pkg.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	out, _, err := Fill(template, nil, Options{Title: "Báo cáo & số liệu"})
	if err != nil {
		t.Fatal(err)
	}
	if got := partOf(t, out, "docProps/core.xml").FindElement("dc:title").Text(); got != "Báo cáo & số liệu" {
		t.Errorf("title %q", got)
	}
}

func TestNoPackage(t *testing.T) {
	for _, body := range [][]byte{nil, []byte("abc"), {0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}} {
		if out, _, err := Fill(body, nil, Options{}); err == nil || out != nil {
			t.Errorf("%q: no error", body)
		}
	}
	pkg, _ := opc.Open(docxOf(t, "", nil), opc.DefaultLimits)
	pkg.Set("word/document.xml", []byte("<w:document><w:body>"))
	broken, _ := pkg.Bytes()
	out, found, err := Fill(broken, nil, Options{File: "a.docx"})
	if err != nil || out != nil || !finding.HasError(found) || found[0].Code != "phan-hong" {
		t.Errorf("%v %v", found, err)
	}
}

// A body of 4,000 paragraphs with a table of as many rows.
func BenchmarkFill(b *testing.B) {
	var lines strings.Builder
	for i := range 4000 {
		fmt.Fprintf(&lines, "Đoạn %d không có thẻ nào\n", i)
		if i%40 == 0 {
			lines.WriteString("Tên là {ten}, kỳ là {k·y.ten}\n") // 200 in all
		}
	}
	lines.WriteString("| {#v}{tt} | {ten}{/v} |")
	template := docxOf(b, bodyOf(lines.String()), nil)
	var rows l
	for i := range 4000 {
		rows = append(rows, m{"tt": i, "ten": "Tên"})
	}
	data := m{"ten": "X", "ky": m{"ten": "6T"}, "v": rows}
	b.ReportAllocs()
	for b.Loop() {
		out, found, err := Fill(template, data, Options{})
		if err != nil || out == nil {
			b.Fatal(err, found)
		}
	}
}
