package wordml

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// parseLikeEncodingXML makes the tree of parse with encoding/xml.
func parseLikeEncodingXML(data []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		if len(data)%2 == 0 && len(data) > 0 && order.Uint16(data) == 0xFEFF {
			units := make([]uint16, len(data)/2)
			_, _ = binary.Decode(data, order, units)
			d = xml.NewDecoder(strings.NewReader(string(utf16.Decode(units))))
			d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
		}
	}
	prefixed := func(n xml.Name) string {
		if p := prefixes[n.Space]; p != "" {
			return p + ":" + n.Local
		}
		return n.Space + ":" + n.Local
	}
	root := &node{}
	stack := []*node{root}
	count := 0
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch t := tok.(type) {
		case xml.StartElement:
			if len(stack) > maxDepth {
				return nil, errDeep
			}
			n := &node{name: prefixed(t.Name)}
			for _, a := range t.Attr {
				switch {
				case a.Name.Space == "xmlns", a.Name.Space == "" && a.Name.Local == "xmlns":
				case a.Name.Space == "":
					n.attr = append(n.attr, attr{a.Name.Local, a.Value})
				default:
					n.attr = append(n.attr, attr{prefixed(a.Name), a.Value})
				}
			}
			if n.name == "w:p" {
				count++
			}
			n.num = count
			top.kids = append(top.kids, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if holdsText(top.name) {
				top.text += string(t)
			}
		}
	}
	if len(root.kids) == 0 {
		return nil, errors.New("no root element")
	}
	return root.kids[0], nil
}

const wDecl = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// awkward are documents, good and bad, that try one rule each; % stands for a
// root element around.
var awkward = []string{
	"", " ", "<", "<a", "<a>", "<a/>", "<a/ >", "<a / >", "<a></a>", "<a></a >", "<a></ a>", "< a/>", "</a>", "<a></b>", "<a></a></a>", "<a/><b/>",
	"a<a/>", "<a/>b", "<a/><![CDATA[x]]>", "<a/>&lt;", "<a/>&", "<a/>]]>", "\ufeff<a/>", "<a/>\x00", "<a/>\xff",
	"<?xml version='1.0'?><a/>", "<?xml version='1.1'?><a/>", `<?xml version="1.0" encoding="Utf-8"?><a/>`, `<?xml encoding='latin1'?><a/>`, `<?xml encoding=latin1 encoding="x"?><a/>`,
	`<?xml encoding="x?><a/>`, `<?xml encoding=?><a/>`, "<a/><?xml version='2'?>", "<?xml?><a/>", "<?x:y:z?><a/>", "<??><a/>", "<?1?><a/>", "<?x \xff?><a/>", "<?x ?", "<?xy\xff?><a/>", "<?é?><a/>", "<?x",
	"<!DOCTYPE a><a/>", `<!DOCTYPE a [<!ENTITY b "c>">]><a>&b;</a>`, `<!DOCTYPE a [<!ENTITY b "c>"> <!-- > " --> ]><a/>`, "<!DOCTYPE a [<!>]><a/>", "<!DOCTYPE '><a/>", "<!><a/>", "<!>><a/>", "<!'><a/>", "<!X<!-><a/>", "<!X<!->><a/>", "<!X <<!--->-->>><a/>", "<!DOCTYPE", "<!", "<!X<!--",
	"<a><!-- b --></a>", "<a><!-- b -- c --></a>", "<a><!-- --->", "<a><!--->", "<!----><a/>", "<!---><a/>", "<!- x><a/>", "<!-- \xff\x01 --><a/>", "<!-- -", "<!--",
	"<w:t %>a<![CDATA[<&]]>b</w:t>", "<w:t %><![CDATA[]]]]></w:t>", "<w:t %>]]></w:t>", "<w:t %>]]&gt;</w:t>", "<w:t %>]]</w:t>", "<w:t %><![CDATA[a\r\nb\rc]]></w:t>", "<a><![CDAT[x]]></a>", "<a><![CDATA[\x01]]></a>", "<a><![CDATA[x", "<![",
	"<w:t %>a\r\nb\rc&#13;\n\r&#10;\n</w:t>", "<w:t %>&amp;&lt;&gt;&quot;&apos;</w:t>", "<w:t %>&nbsp;</w:t>", "<a>&amp</a>", "<a>&amp ;</a>", "<a>& b</a>", "<a>&;</a>", "<a>&#;</a>", "<a>&#x;</a>", "<a>&#X41;</a>", "<a>&",
	"<w:t %>&#65;&#x41;&#x0041;&#0000000000000000000000000065;</w:t>", "<w:t %>&#xD800;</w:t>", "<a>&#0;</a>", "<a>&#xFFFE;</a>", "<w:t %>&#x10FFFF;</w:t>", "<a>&#x110000;</a>", "<a>&#99999999999999999999;</a>", "<a>&#-1;</a>", "<a>&#+1;</a>", "<a>&#1_1;</a>", "<a>&#4294967361;</a>",
	"<w:t %>Thông tư\t\n\u00a0\ufffd\U0001F600</w:t>", "<a>\xc3</a>", "<a>\xed\xa0\x80</a>", "<a>\ufffe</a>", "<a>\uffff</a>", "<a>&#xFFFF;</a>", "<a>\x0b</a>", "<a>\x7f</a>", "<a>\u0085</a>",
	`<a b="c"d='e'/>`, `<a b = "c" />`, `<a b/>`, `<a b=/>`, `<a b=c/>`, `<a b="c/>`, `<a b="<"/>`, `<a b=">]]>"/>`, `<a b="&quot;&#10;&#9;` + "\r\n\t" + `"/>`, `<a b='"'/>`, `<a b=""/>`, `<a b="1" b="2"/>`, `<a "b"/>`, `<a =""/>`, `<a b="&"/>`, `<a b="&quot"/>`, "<a b='\x01'/>", "<a b='\xff'/>", `<a b="`, `<a b=`, `<a b`, `<a b="" `, "<a\x00/>", "<a\u00a0b=''/>",
	"<1a/>", "<-a/>", "<.a/>", "<_a/>", "<a.b-c_1/>", "<é/>", "<aé/>", "<a·/>", "<·a/>", "<a×/>", "<a\xff/>", "<é></é>", "<a é='1'/>", "<a ×='1'/>", "<é:ô xmlns:é='u'/>",
	":", "<:/>", "<:a/>", "<a:/>", "<a:b:c/>", "<a></a:b:c>", "<::/>", "<a :b='1'/>", "<a b:='1'/>", "<a b:c:d='1'/>", "<:a xmlns='u'/>",
	`<w:p % w:a="1" a="2" r:id="3" xml:space="preserve" xml:lang="vi"/>`, `<p xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main" val="1"><p xmlns=""><p/></p><p/></p>`,
	`<x:p xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main" x:val="1"><y:p xmlns:y="http://purl.oclc.org/ooxml/wordprocessingml/main" xmlns:x="u" y:val="2" x:val="3"/><x:p x:val="4"/></x:p>`,
	`<w:p w:val="1"/>`, `<w:p % xmlns:w="u"/>`, `<w:p w:val="1" %/>`, `<w:p xmlns:w="" w:val="1"/>`, `<a xmlns:xml="u" xml:b="1"><xml:a/></a>`, `<a xmlns:xmlns="u"><xmlns:a/></a>`, `<xmlns xmlns="u"/>`, `<xmlns:a/>`, `<xml:a/>`, `<a xmlns:="u" :b="1"/>`, `<a xmlns:b="xml" b:c="1"/>`, `<w:p xmlns:w="w" w:a=""/>`,
	`<a xmlns:a="u"><a:b xmlns:a="v"><a:b/></a:b><a:b/></a>`, `<x:a xmlns:x="u"></y:a>`, `<x:a xmlns:x="u" xmlns:y="u"></y:a>`, `<a:b></b>`, `<b></a:b>`,
	"<w:body %><w:p/><w:tbl><w:p><w:p/></w:p></w:tbl> <w:sectPr/></w:body>", "<w:t %>a<w:t>b</w:t>c<!-- -->d<b/><?e?>f</w:t>", "<c:v>x</c:v>",
	strings.Repeat("<a>", maxDepth) + strings.Repeat("</a>", maxDepth), strings.Repeat("<a>", maxDepth+1) + strings.Repeat("</a>", maxDepth+1),
	"\xff\xfe", "\xff\xfea", "\xef\xbb\xbf<a/>", "\xff\xfe<\x00a\x00/\x00>\x00", "\xfe\xff\x00<\x00a\x00/\x00>", "\xff\xfe<\x00a\x00/\x00>\x00\x00", "\xff\xfe<\x00a\x00>\x00\x00\xd8<\x00/\x00a\x00>\x00", "<\x00a\x00/\x00>\x00",
}

// dump writes a tree, a line an element.
func dump(n *node) string {
	var b strings.Builder
	n.each(func(n *node) {
		fmt.Fprintf(&b, "%q %q %q %d, %d within\n", n.name, n.attr, n.text, n.num, len(n.kids))
	})
	return b.String()
}

func sameTree(t *testing.T, data []byte) {
	t.Helper()
	want, wantErr := parseLikeEncodingXML(data)
	got, err := parse(data)
	if (err == nil) != (wantErr == nil) {
		t.Fatalf("%q: error %v, encoding/xml has %v", data, err, wantErr)
	}
	if diff := cmp.Diff(dump(want), dump(got)); diff != "" {
		t.Errorf("%q (-encoding/xml +own):\n%s", data, diff)
	}
}

func TestScanLikeEncodingXML(t *testing.T) {
	for _, doc := range awkward {
		sameTree(t, []byte(strings.ReplaceAll(doc, "%", wDecl)))
	}
}

func TestScanUTF16(t *testing.T) {
	const doc = `<?xml version="1.0" encoding="UTF-16"?><w:t ` + wDecl + ` w:val="Bộ Y tế">Kính gửi 😀</w:t>`
	units := utf16.Encode([]rune("\ufeff" + doc))
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		var data []byte
		for _, u := range units {
			data = order.AppendUint16(data, u)
		}
		n, err := parse(data)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"w:t", "Bộ Y tế", "Kính gửi 😀"}, []string{n.name, n.val(), n.text}); diff != "" {
			t.Errorf("%v (-want +got):\n%s", order, diff)
		}
	}
}

// FuzzScanLikeEncodingXML: the scanner makes the tree of encoding/xml, or both
// refuse.
func FuzzScanLikeEncodingXML(f *testing.F) {
	for _, doc := range awkward {
		f.Add([]byte(strings.ReplaceAll(doc, "%", wDecl)))
	}
	f.Fuzz(sameTree)
}
