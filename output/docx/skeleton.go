package docx

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	godocx "github.com/lukasjarosch/go-docx"

	"github.com/beevik/etree"

	"vanthu/output/opc"
)

// skeleton is what is left of the parts that go-docx reads when the sections
// are cut out: text, anchors, and document-level values, each in one w:t of its
// own run under a key {k1}, {k2} …
type skeleton struct {
	guard   guard
	keys    map[string]string // by name
	values  []string          // by key number - 1
	uses    int               // placeholders in the skeleton
	anchors [][]etree.Token
}

// maxUses is how many placeholders are given to go-docx: its time grows with
// their square (8,000 took 39 s), ours does not. A letter or report has some
// dozens outside its sections.
const maxUses = 300

// guard holds the private-use characters that stand for what go-docx must not
// see in a text or would not bring through: braces, line breaks, tabs.
type guard struct{ open, close, line, tab rune }

// hide puts the stand-ins in.
func (g guard) hide(s string) string {
	if !strings.ContainsAny(s, "{}") {
		return s
	}
	return strings.NewReplacer("{", string(g.open), "}", string(g.close)).Replace(s)
}

// hideValue puts all stand-ins in, those of line breaks and tabs too.
func (g guard) hideValue(s string) string {
	return strings.NewReplacer("\n", string(g.line), "\t", string(g.tab)).Replace(g.hide(s))
}

// show takes the stand-ins out again.
func (g guard) show(s string) string {
	return strings.NewReplacer(string(g.open), "{", string(g.close), "}",
		string(g.line), "\n", string(g.tab), "\t").Replace(s)
}

// newGuard picks four characters from the last private-use plane that occur
// nowhere in the texts.
func newGuard(texts []string) guard {
	var free []rune
	for r := rune(0x10FF00); r < 0x10FFFE && len(free) < 4; r++ {
		used := slices.ContainsFunc(texts, func(s string) bool { return strings.ContainsRune(s, r) })
		if !used {
			free = append(free, r)
		}
	}
	for len(free) < 4 { // 254 characters all used: no real text
		free = append(free, 0x10FFFD)
	}
	return guard{free[0], free[1], free[2], free[3]}
}

// key gives the placeholder of a document-level value.
func (sk *skeleton) key(name string, value func() string) string {
	sk.uses++
	key, ok := sk.keys[name]
	if !ok {
		sk.values = append(sk.values, sk.guard.hideValue(value()))
		key = "k" + strconv.Itoa(len(sk.values))
		sk.keys[name] = key
	}
	return "{" + key + "}"
}

const anchorTarget = "vanthu"

// anchor keeps tokens back and leaves a processing instruction in their place.
func (sk *skeleton) anchor(tokens []etree.Token) []etree.Token {
	sk.anchors = append(sk.anchors, tokens)
	return []etree.Token{etree.NewProcInst(anchorTarget, strconv.Itoa(len(sk.anchors)-1))}
}

// onlyOne guards go-docx, whose counters are shared by all documents.
var onlyOne sync.Mutex

// setByGoDocx has go-docx set the values in the parts, which it knows by the
// names word/document.xml, word/header1.xml … Any trouble of its is an error.
func setByGoDocx(names []string, bodies [][]byte, values []string) (out [][]byte, err error) {
	onlyOne.Lock()
	defer onlyOne.Unlock()
	defer func() {
		if r := recover(); r != nil {
			out, err = nil, fmt.Errorf("go-docx panicked: %v", r)
		}
	}()
	pkg := opc.New()
	pkg.Set("[Content_Types].xml", []byte(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`))
	for i, name := range names {
		pkg.Set(name, bodies[i])
	}
	if !pkg.Has(godocx.DocumentXml) {
		pkg.Set(godocx.DocumentXml, []byte(`<w:document xmlns:w="`+nsWord+`"/>`))
	}
	data, err := pkg.Bytes()
	if err != nil {
		return nil, err
	}
	doc, err := godocx.OpenBytes(data)
	if err != nil {
		return nil, fmt.Errorf("go-docx: open: %w", err)
	}
	defer doc.Close()
	placeholders := make(godocx.PlaceholderMap, len(values))
	for i, v := range values {
		placeholders["k"+strconv.Itoa(i+1)] = v
	}
	if err := doc.ReplaceAll(placeholders); err != nil {
		return nil, fmt.Errorf("go-docx: replace: %w", err)
	}
	var buf strings.Builder
	if err := doc.Write(&buf); err != nil {
		return nil, fmt.Errorf("go-docx: write: %w", err)
	}
	done, err := opc.Open([]byte(buf.String()), opc.DefaultLimits)
	if err != nil {
		return nil, fmt.Errorf("go-docx: result: %w", err)
	}
	for _, name := range names {
		out = append(out, done.Part(name))
	}
	return out, nil
}

// setByUs does the same work on a skeleton's tree.
func (sk *skeleton) setByUs(root *etree.Element) {
	walk(root, func(el *etree.Element) bool {
		if isWord(el, "t") {
			if n := sk.keyNumber(el.Text()); n > 0 {
				replaceChildren(el, []etree.Token{etree.NewText(sk.values[n-1])})
			}
		}
		return true
	})
}

// keyNumber reads {k7} as 7; any other text is 0.
func (sk *skeleton) keyNumber(s string) int {
	inner, ok := strings.CutPrefix(s, "{k")
	if !ok || !strings.HasSuffix(inner, "}") {
		return 0
	}
	n, err := strconv.Atoi(strings.TrimSuffix(inner, "}"))
	if err != nil || n < 1 || n > len(sk.values) {
		return 0
	}
	return n
}

// intact tells whether every value was set in a tree and every anchor of the
// skeleton it came from is still there.
func intact(before, after *etree.Element) bool {
	count := func(root *etree.Element) (anchors int, braces bool) {
		walk(root, func(el *etree.Element) bool {
			for _, c := range el.Child {
				switch c := c.(type) {
				case *etree.ProcInst:
					anchors++
				case *etree.CharData:
					braces = braces || strings.ContainsAny(c.Data, "{}")
				}
			}
			return true
		})
		return anchors, braces
	}
	was, _ := count(before)
	is, left := count(after)
	return was == is && !left
}

// restore puts the kept tokens back at their anchors and shows what was hidden.
func (sk *skeleton) restore(el *etree.Element) {
	var out []etree.Token
	changed := false
	for _, c := range el.Child {
		switch c := c.(type) {
		case *etree.ProcInst:
			if n, err := strconv.Atoi(c.Inst); c.Target == anchorTarget && err == nil && n < len(sk.anchors) {
				out, changed = append(out, sk.anchors[n]...), true
				continue
			}
		case *etree.CharData:
			if s := sk.guard.show(c.Data); s != c.Data {
				out, changed = append(out, etree.NewText(s)), true
				continue
			}
		case *etree.Element:
			if isWord(c, "t") && isWord(el, "r") {
				text := sk.guard.show(c.Text())
				if text == "" || strings.ContainsAny(text, "\n\t") && strings.ContainsAny(c.Text(), string(sk.guard.line)+string(sk.guard.tab)) {
					out, changed = append(out, printed(text)...), true
					continue
				}
			}
			hadText := isWord(c, "r") && c.SelectElement("w:t") != nil
			sk.restore(c)
			if hadText && !holdsMore(c) {
				changed = true // the run of a value without text
				continue
			}
		}
		out = append(out, c)
	}
	if changed {
		replaceChildren(el, out)
	}
}
