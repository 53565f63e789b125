package xmlscan

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

var shortNames = Spaces{"urn:one": "e", "urn:one:strict": "e", "urn:two": "f", "http://www.w3.org/XML/1998/namespace": "xml"}

// tokens writes what the scanner gives, a line a token.
func tokens(data []byte, mode Mode) (string, error) {
	var b strings.Builder
	s := New(shortNames, mode)
	for err := s.Reset(data); err == nil; {
		var tok Token
		if tok, err = s.Next(); err != nil {
			return "", err
		}
		switch tok {
		case EOF:
			return b.String(), nil
		case Start:
			fmt.Fprintf(&b, "<%q %q\n", s.Name, s.Attr)
		case End:
			fmt.Fprintf(&b, ">%q\n", s.Name)
		case Text:
			fmt.Fprintf(&b, "%q\n", s.Text)
		}
	}
	return "", errors.New("the encoding")
}

// decoder is that of encoding/xml, for UTF-16 and without the byte order mark of
// UTF-8, which it would take for a text.
func decoder(data []byte) *xml.Decoder {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		if len(data)%2 == 0 && len(data) > 0 && order.Uint16(data) == 0xFEFF {
			units := make([]uint16, len(data)/2-1)
			_, _ = binary.Decode(data[2:], order, units)
			d := xml.NewDecoder(strings.NewReader(string(utf16.Decode(units))))
			d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
			return d
		}
	}
	return xml.NewDecoder(bytes.NewReader(data))
}

// tokensOfEncodingXML writes what encoding/xml gives as tokens does.
func tokensOfEncodingXML(data []byte) (string, error) {
	var b strings.Builder
	named := func(n xml.Name) string {
		if p := shortNames[n.Space]; p != "" {
			return p + ":" + n.Local
		}
		return n.Space + ":" + n.Local
	}
	for d := decoder(data); ; {
		tok, err := d.Token()
		if err == io.EOF {
			return b.String(), nil
		}
		if err != nil {
			return "", err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			var attrs []Attr
			for _, a := range t.Attr {
				switch {
				case a.Name.Space == "xmlns", a.Name.Space == "" && a.Name.Local == "xmlns":
				case a.Name.Space == "":
					attrs = append(attrs, Attr{a.Name.Local, a.Value})
				default:
					attrs = append(attrs, Attr{named(a.Name), a.Value})
				}
			}
			fmt.Fprintf(&b, "<%q %q\n", named(t.Name), attrs)
		case xml.EndElement:
			fmt.Fprintf(&b, ">%q\n", named(t.Name))
		case xml.CharData:
			fmt.Fprintf(&b, "%q\n", t)
		}
	}
}

// strictFault says what in a part that encoding/xml takes is refused by Strict.
func strictFault(data []byte) error {
	d := decoder(data)
	scopes := []map[string]string{{"xml": "xml", "xmlns": "xmlns"}}
	roots := 0
	for {
		tok, err := d.RawToken()
		if err == io.EOF {
			if roots != 1 {
				return fmt.Errorf("%d roots", roots)
			}
			return nil
		}
		switch t := tok.(type) {
		case xml.Directive:
			return errors.New("document type")
		case xml.CharData:
			if len(scopes) == 1 && strings.Trim(string(t), " \t\r\n") != "" {
				return errors.New("text outside")
			}
		case xml.EndElement:
			scopes = scopes[:len(scopes)-1]
		case xml.StartElement:
			if len(scopes) == 1 {
				roots++
			}
			scope := maps.Clone(scopes[len(scopes)-1])
			seen := map[xml.Name]bool{}
			for _, a := range t.Attr {
				prefix := a.Name.Local
				if a.Name.Space == "" && prefix == "xmlns" {
					prefix = ""
				} else if a.Name.Space != "xmlns" {
					continue
				}
				if seen[a.Name] || a.Value == "" && prefix != "" || a.Value == "e" || a.Value == "f" || a.Value == "xml" {
					return errors.New("bad declaration")
				}
				seen[a.Name] = true
				if prefix != "xml" && prefix != "xmlns" {
					scope[prefix] = a.Value
				}
			}
			scopes = append(scopes, scope)
			named := func(n *xml.Name) bool {
				if n.Space == "" {
					return true
				}
				space, ok := scope[n.Space]
				if n.Space = space; shortNames[space] != "" {
					n.Space = shortNames[space]
				}
				return ok
			}
			if !named(&t.Name) {
				return errors.New("prefix of element")
			}
			for _, a := range t.Attr {
				if a.Name.Space == "xmlns" || a.Name.Space == "" && a.Name.Local == "xmlns" {
					continue
				}
				if !named(&a.Name) || seen[a.Name] {
					return errors.New("attribute")
				}
				seen[a.Name] = true
			}
		}
	}
}

// likeEncodingXML holds both modes against encoding/xml.
func likeEncodingXML(t *testing.T, data []byte) {
	t.Helper()
	want, wantErr := tokensOfEncodingXML(data)
	got, err := tokens(data, Lenient)
	if (err == nil) != (wantErr == nil) {
		t.Fatalf("%q: error %v, encoding/xml has %v", data, err, wantErr)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%q (-encoding/xml +own):\n%s", data, diff)
	}
	if wantErr == nil {
		wantErr = strictFault(data)
	}
	got, err = tokens(data, Strict)
	if (err == nil) != (wantErr == nil) {
		t.Fatalf("%q, strict: error %v, want %v", data, err, wantErr)
	}
	if err == nil && got != want {
		t.Errorf("%q, strict: %s", data, got)
	}
}

const declared = `xmlns="urn:one" xmlns:e="urn:one" xmlns:f="urn:two" xmlns:g="urn:three"`

// awkward are parts, good and bad, that try one rule each; % stands for
// declarations. What makes and marks up names and references is tried in
// output/wordml too.
var awkward = []string{
	"", " ", "<", "<a", "<a>", "<a/>", "<a/ >", "<a></a >", "<a></ a>", "</a>", "<a></b>", "<a></ab>", "<a></a></a>", "<a/><b/>", "<a></a><b></b>", "<a/", "<a></a",
	"x<a/>", "<a/>x", "\n<a/>\r\n", "\u00a0<a/>", "<a/><![CDATA[x]]>", "<a/><![CDATA[ ]]>", "<a/>&#32;", "<a/>&#120;", "<!-- x --><a/><!-- y --><?z?>",
	"<?xml version='1.0' encoding='UTF-8' standalone='yes'?><a/>", "<?xml version='1.1'?><a/>", "<?xml version='1.0' encoding='UTF-16'?><a/>", "<?xml version='1.0' encoding='windows-1258'?><a/>", " <?xml version='1.0'?><a/>",
	"<!DOCTYPE a><a/>", `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`, `<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><a/>`, "<a><!DOCTYPE b></a>", "<a/><!X>",
	"<a>&lt;&gt;&amp;&apos;&quot;&#65;&#x41;</a>", "<a>&nbsp;</a>", "<a>&#0;</a>", "<a>&#x1;</a>", "<a>&#xFFFE;</a>", "<a>\x01</a>", "<a>\xff</a>", "<a>\uffff</a>", "<a>é\x02</a>", "<a>]]></a>", "<a>x<![CDATA[<&]]]]>y<!-- z -->w</a>", "<a><![CDATA[\uffff]]></a>", "<a><![CDATA[]]></a>",
	"<a b='1' b='2'/>", "<a b='1' c='2'/>", "<a b='1'\nc=\"2\"></a>", "<a %/>", "<a xmlns:b='u:b' xmlns:b='u:c'/>", "<a xmlns:b='u:b' xmlns:b='u:b'/>", "<a xmlns='u:a' xmlns='u:b'/>", "<a xmlns:b='u:v' xmlns:c='u:v' b:x='1' c:x='2'/>", "<a xmlns:b='u:v' b:x='1' x='2'/>", "<a % e:x='1' x='2'/>",
	"<a " + manyAttributes(120, "b%d='1' ") + "/>", "<a " + manyAttributes(120, "b%d='1' ") + "b7='2'/>", "<a " + manyAttributes(120, "xmlns:b%d='u:v' ") + "b7:x='1'/>", "<a " + manyAttributes(120, "xmlns:b%d='u:v' ") + "xmlns:b7='u:w'/>",
	"<e:a %><f:b e:c='1' g:d='2' xml:space='preserve'/></e:a>", "<e:a/>", "<a e:b='1'/>", "<a xmlns:b=''/>", "<a xmlns:b='' b:c='1'/>", "<a xmlns:b='e'><b:c/></a>", "<a xmlns='f'/>", "<a xmlns='urn:one'><b xmlns=''><c/></b><d/></a>", "<a xmlns:b='urn:one:strict'><b:c xmlns:b='urn:two'><b:d/></b:c><b:e/></a>", "<xml:a/>", "<xmlns:a/>", "<a xmlns:xml='u:x' xml:b='1'/>", "<:a/>", "<a:/>", "<a :b='1' b:='2'/>", "<a:b:c/>", "<é/>", "<a é='1'/>", "<a×/>", "<a b='&#10;\n'/>", "<a b='<'/>", "<a b=c/>", "<a b/>", "<a b='",
	"\xef\xbb\xbf<a/>", "\xef\xbb\xbf\xef\xbb\xbf<a/>", "\xff\xfe<\x00a\x00/\x00>\x00", "\xfe\xff\x00<\x00a\x00/\x00>", "\xff\xfe<\x00a\x00/\x00>\x00\x00", "\xff\xfe<\x00a\x00>\x00\x3d\xd8\x00\xde<\x00/\x00a\x00>\x00", "\xff\xfe<\x00a\x00>\x00\x00\xd8<\x00/\x00a\x00>\x00", "\xff\xfe", "\xff\xfe\x00\xd8", "<\x00a\x00/\x00>\x00",
}

func manyAttributes(n int, form string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, form, i)
	}
	return b.String()
}

func TestScanLikeEncodingXML(t *testing.T) {
	for _, doc := range awkward {
		likeEncodingXML(t, []byte(strings.ReplaceAll(doc, "%", declared)))
	}
}

// FuzzScan: the scanner gives the tokens of encoding/xml, or both refuse; and
// Strict refuses exactly what it says.
func FuzzScan(f *testing.F) {
	for _, doc := range awkward {
		f.Add([]byte(strings.ReplaceAll(doc, "%", declared)))
	}
	f.Fuzz(likeEncodingXML)
}

func TestReading(t *testing.T) {
	x := New(shortNames, Strict)
	err := x.Reset([]byte(`<?xml version="1.0"?><e:a xmlns:e="urn:one"><b><c>1</c><c/></b><t>2<!-- 3 -->4<![CDATA[5]]></t><t></t><t>6</t><t>7<u/></t></e:a>`))
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Root("e:a"); err != nil || x.Depth() != 1 {
		t.Fatal(err, x.Depth())
	}
	if tok, err := x.Next(); tok != Start || x.Name != ":b" || err != nil {
		t.Fatal(tok, x.Name, err)
	}
	if err := x.Skip(); err != nil || x.Depth() != 1 {
		t.Fatal(err, x.Depth())
	}
	for _, want := range []string{"245", "", "6"} {
		if _, err := x.Next(); err != nil {
			t.Fatal(err)
		}
		if got, err := x.Content(); got != want || err != nil {
			t.Errorf("content %q, %v; want %q", got, err, want)
		}
	}
	if _, err := x.Next(); err != nil {
		t.Fatal(err)
	}
	if _, err := x.Content(); err == nil {
		t.Error("an element within a text is no text")
	}
	if err := x.Reset([]byte("<b/>")); err != nil {
		t.Fatal(err)
	}
	if err := x.Root("e:a"); err == nil {
		t.Error("another root element was taken")
	}
}
