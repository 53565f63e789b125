package main

import (
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/beevik/etree"
	"github.com/google/go-cmp/cmp"

	"vanthu/output/format"
	"vanthu/output/length"
	"vanthu/output/opc"
)

func mainPart(t testing.TB, body []byte) *etree.Element {
	t.Helper()
	pkg, err := opc.Open(body, opc.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	doc := etree.NewDocument()
	if err := doc.ReadFromBytes(pkg.Part("word/document.xml")); err != nil {
		t.Fatal(err)
	}
	return doc.Root()
}

// all lists the elements of a tag below el in document order.
func all(el *etree.Element, tag string) []*etree.Element {
	var found []*etree.Element
	for _, c := range el.ChildElements() {
		if c.Tag == tag {
			found = append(found, c)
		}
		found = append(found, all(c, tag)...)
	}
	return found
}

func words(el *etree.Element) string {
	var b strings.Builder
	for _, t := range all(el, "t") {
		b.WriteString(t.Text())
	}
	return b.String()
}

func styleOf(par *etree.Element) string {
	if s := par.FindElement("w:pPr/w:pStyle"); s != nil {
		return s.SelectAttrValue("w:val", "")
	}
	return ""
}

// No tag, no blank row and no empty paragraph is left, whatever the data lack; the
// spaces and stops are those of good print.
func TestNothingEmptyIsLeft(t *testing.T) {
	eachSample(t, func(t *testing.T, name, sample string, filled []byte) {
		root := mainPart(t, filled)
		for i, par := range all(root, "p") {
			text, style := words(par), styleOf(par)
			fault := ""
			switch cell := par.Parent() != nil && par.Parent().Tag == "tc"; {
			case strings.ContainsAny(text, "{}"):
				fault = "holds a tag"
			case text == "" && style != "KeNgang" && style != "NgatPhan" && !(cell && len(par.Parent().SelectElements("w:p")) == 1):
				fault = "is empty"
			case style == "SoKyHieu" || style == "DiaDanh" || style == "KemTheo": // blank on a draft
			case badPrint.MatchString(text):
				fault = "has bad spaces or stops: " + badPrint.FindString(text)
			}
			if fault != "" {
				t.Errorf("%s %s: paragraph %d (%s) %s: %q", name, sample, i+1, style, fault, text)
			}
		}
		for i, row := range all(root, "tr") {
			if words(row) == "" {
				t.Errorf("%s %s: row %d is empty", name, sample, i+1)
			}
		}
	})
}

// badPrint finds two spaces together, a space in the wrong place, two stops in a row,
// and a sentence that has lost its beginning.
var badPrint = regexp.MustCompile(`  |^ | $| [,;:)]| \.(?:[^/]|$)|\( |\.\.|[,;:]\.|\.[,;]|[,;:]{2}|^[,;.]|, ?và |nhiệm vụ nhiệm vụ|\.\p{L}\p{Ll}`)

// The texts, as a person reads them: of tables the first rows alone.
func TestTexts(t *testing.T) {
	for _, name := range family {
		for _, key := range slices.Sorted(maps.Keys(samplesOf(name))) {
			if !slices.Contains(readSamples, key) {
				continue
			}
			text := strings.Join(linesToRead(mainPart(t, filledSample(t, name, key))), "\n") + "\n"
			golden(t, filepath.Join("testdata", name+" "+key+".txt"), text)
		}
	}
}

// linesToRead gives a document's paragraphs and the first rows of its tables.
func linesToRead(root *etree.Element) (lines []string) {
	for _, el := range root.SelectElement("w:body").ChildElements() {
		switch el.Tag {
		case "p":
			lines = append(lines, lineOf(el))
		case "tbl":
			for i, row := range el.SelectElements("w:tr") {
				if i > 3 {
					lines = append(lines, "  | …")
					break
				}
				var cells []string
				for _, cell := range row.SelectElements("w:tc") {
					cells = append(cells, cellText(cell))
				}
				lines = append(lines, "  | "+strings.Join(cells, " | "))
			}
		}
	}
	return slices.DeleteFunc(lines, func(s string) bool { return s == "" })
}

// readSamples are the samples whose texts are kept to be read.
var readSamples = []string{
	"2025-07 full", "2025-12 none", "2025-Q1 full", "2025-Q4 one", "2025-6T none", "2025-6C all", "2025-9T empty",
	"2025 full", "2025 all", "2025 one", "2025-6T full early", "2025-6T alone", "2025-07 alone early",
}

func lineOf(par *etree.Element) string {
	text := words(par)
	if text != "" && strings.HasPrefix(styleOf(par), "Heading") {
		return "\n" + text
	}
	return text
}

func cellText(cell *etree.Element) string {
	var out []string
	for _, par := range cell.SelectElements("w:p") {
		if s := words(par); s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, " / ")
}

// golden compares with a file of testdata; GOLDEN=1 writes it anew.
func golden(t *testing.T, name, got string) {
	t.Helper()
	if os.Getenv("GOLDEN") != "" {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-want +got; make golden writes it anew)\n%s", name, diff)
	}
}

// The rule lines have the lengths that the decree asks for, and stand in the
// middle.
func TestRuleLines(t *testing.T) {
	h := format.House
	rules := []format.Ratio{format.Decree30.IssuerLine, format.Decree30.MottoLine, format.Decree30.SubjectLine}
	for _, name := range family {
		for key, data := range samplesOf(name) {
			widths := []length.Length{h.Letterhead.Left, h.Letterhead.Right, h.Page.TextWidth()}
			texts := []length.Length{measure(true, h.Letterhead.Issuer, "SỞ Y TẾ"), measure(true, h.Letterhead.Motto, format.Motto)}
			if name == "cong-van-nhac" { // a letter's subject has no rule
				widths = widths[:2]
			} else {
				texts = append(texts, measure(true, h.Title.Subject, "Kết quả công tác tuyên truyền cải cách hành chính "+data["ky"].(object)["ten"].(string)))
			}
			n := 0
			for _, par := range all(mainPart(t, filledSample(t, name, key)), "p") {
				if styleOf(par) != "KeNgang" {
					continue
				}
				if n == len(widths) {
					t.Fatalf("%s: more than %d rule lines", name, n)
				}
				ind := par.FindElement("w:pPr/w:ind")
				left, _ := strconv.Atoi(ind.SelectAttrValue("w:left", ""))
				right, _ := strconv.Atoi(ind.SelectAttrValue("w:right", ""))
				ratio := float64(widths[n]-length.Twips(left+right)) / float64(texts[n])
				if left != right || ratio < rules[n].Min-0.03 || ratio > rules[n].Max+0.03 {
					t.Errorf("%s %s, line %d: indents %d and %d, ratio %.3f, want %v", name, key, n+1, left, right, ratio, rules[n])
				}
				if texts[n] > widths[n] {
					t.Errorf("%s %s: text of line %d is wider than its column", name, key, n+1)
				}
				n++
			}
			if n != len(widths) {
				t.Errorf("%s: %d rule lines", name, n)
			}
		}
	}
	if got := measure(true, h.Letterhead.Motto, format.Motto).Pt(); math.Abs(got-h.Letterhead.MottoSet.Pt()) > 0.1 {
		t.Errorf("tiêu ngữ measures %.2f pt", got)
	}
}

// The main text is portrait, each appendix landscape, all inside the margins;
// numbers start anew and are hidden on first pages; header rows repeat.
func TestSections(t *testing.T) {
	rules := format.Decree30
	annexes := map[string]int{"bao-cao-thang": 1, "bao-cao-quy": 2, "bao-cao-6T": 3, "bao-cao-9T": 3, "bao-cao-nam": 3, "cong-van-nhac": 0}
	eachSample(t, func(t *testing.T, name, sample string, filled []byte) {
		root := mainPart(t, filled)
		var got []string
		for _, s := range all(root, "sectPr") {
			size, margin := s.SelectElement("w:pgSz"), s.SelectElement("w:pgMar")
			got = append(got, fmt.Sprintf("%sx%s %s start %s titlePg %v", size.SelectAttrValue("w:w", ""), size.SelectAttrValue("w:h", ""),
				s.SelectElement("w:type").SelectAttrValue("w:val", ""), s.SelectElement("w:pgNumType").SelectAttrValue("w:start", ""),
				s.SelectElement("w:titlePg") != nil))
			for side, rule := range map[string]format.Range{"top": rules.MarginTop, "bottom": rules.MarginBottom, "left": rules.MarginLeft, "right": rules.MarginRight} {
				n, _ := strconv.Atoi(margin.SelectAttrValue("w:"+side, ""))
				if mm := length.Twips(n).Mm(); mm < rule.Min.Mm()-0.2 || mm > rule.Max.Mm()+0.2 {
					t.Errorf("%s margin %.2f mm", side, mm)
				}
			}
		}
		want := []string{"11906x16838 nextPage start 1 titlePg true"}
		for range annexes[name] {
			want = append(want, "16838x11906 nextPage start 1 titlePg true")
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s %s (-want +got)\n%s", name, sample, diff)
		}
		checkTables(t, name+" "+sample, root)
		checkAnnexes(t, name+" "+sample, root, annexes[name])
	})
}

// checkTables wants header rows that repeat, and no row that splits.
func checkTables(t *testing.T, name string, root *etree.Element) {
	t.Helper()
	for i, tbl := range all(root, "tbl") {
		if tbl.FindElement("w:tblPr/w:tblStyle").SelectAttrValue("w:val", "") != "BangKe" {
			continue
		}
		rows := tbl.SelectElements("w:tr")
		if rows[0].FindElement("w:trPr/w:tblHeader") == nil {
			t.Errorf("%s: table %d repeats no header", name, i+1)
		}
		for _, r := range rows {
			if r.FindElement("w:trPr/w:cantSplit") == nil {
				t.Errorf("%s: table %d has a row that may split", name, i+1)
			}
		}
	}
}

// checkAnnexes wants each appendix labelled as the decree says (one alone without a
// number, III.1.a), mentioned in the text before it, and ended with ./. as the text
// is.
func checkAnnexes(t *testing.T, name string, root *etree.Element, n int) {
	t.Helper()
	var body, labels []string
	ends := 0
	for _, par := range root.SelectElement("w:body").SelectElements("w:p") {
		text := words(par)
		if styleOf(par) == "PhuLuc" {
			labels = append(labels, text)
		} else if len(labels) == 0 {
			body = append(body, text)
		}
		if strings.HasSuffix(text, format.EndMark) {
			ends++
		}
	}
	want := []string{"Phụ lục I", "Phụ lục II", "Phụ lục III"}[:n]
	if n == 1 {
		want = []string{"Phụ lục"}
	}
	if !slices.Equal(labels, want) || ends != n+1 {
		t.Errorf("%s: appendices %q, want %q; %d ends", name, labels, want, ends)
	}
	for _, label := range labels {
		if !regexp.MustCompile(label + `[ ,.;]`).MatchString(strings.Join(body, "\n")) {
			t.Errorf("%s: the text does not mention %s", name, label)
		}
	}
}
