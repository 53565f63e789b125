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
