package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/beevik/etree"
	"github.com/google/go-cmp/cmp"

	"vanthu/cmd/vanthu/profile"
	"vanthu/output/docx"
	"vanthu/output/format"
	"vanthu/output/length"
	"vanthu/output/opc"
	"vanthu/pipeline"
	"vanthu/pipeline/report"
	"vanthu/templates"
)

// planDay is the day on which the tests' drafts are made.
var planDay = report.MakeDate(2024, time.December, 2)

// planCases are the plans of the profiles, drafts and gone out, full and at their
// barest.
func planCases(t testing.TB, do func(name, profile string, plan *report.Plan)) {
	t.Helper()
	for _, p := range templates.Profiles {
		for _, issued := range []bool{false, true} {
			for _, bare := range []bool{false, true} {
				plan, ok := profile.Plan(p)
				if !ok {
					t.Fatalf("no plan of %s", p)
				}
				name := p + "-draft"
				if issued {
					name, plan.Info.Issued = p+"-issued", "07/KH-SYT ngày 05 tháng 12 năm 2024"
				}
				if bare {
					name += "-bare"
					plan.Bases, plan.Contents, plan.Forms, plan.Duties, plan.Notes = nil, nil, nil, nil, nil
					plan.Recipients, plan.Info.Collector, plan.Items = nil, "", plan.Items[:1]
				}
				do(name, p, plan)
			}
		}
	}
}

// fillPlan fills a profile's template with the values of a plan; findings fail
// the test.
func fillPlan(t testing.TB, profile, name string, plan *report.Plan) []byte {
	t.Helper()
	body, ok := templates.Get(profile, name)
	if !ok {
		t.Fatalf("%s has no template %s", profile, name)
	}
	out, found, err := docx.Fill(body, pipeline.PlanFacts(plan, planDay), docx.Options{File: name + ".docx"})
	if err != nil || len(found) > 0 {
		t.Fatalf("%s of %s: %v, %v", name, profile, found, err)
	}
	return out
}

// planDocs are the documents of a plan that a profile has templates of.
func planDocs(profile string) []string {
	return slices.DeleteFunc(pipeline.PlanDocuments(), func(d string) bool {
		_, ok := templates.Get(profile, d)
		return !ok
	})
}

// No tag, no blank row and no empty paragraph is left, whatever a plan lacks; the
// same plan makes the same bytes.
func TestPlansFill(t *testing.T) {
	planCases(t, func(name, profile string, plan *report.Plan) {
		for _, doc := range planDocs(profile) {
			out := fillPlan(t, profile, doc, plan)
			if !bytes.Equal(out, fillPlan(t, profile, doc, plan)) {
				t.Errorf("%s %s: filled twice, two results", name, doc)
			}
			if dir := os.Getenv("VANTHU_KEEP"); dir != "" { // to look at
				if err := os.WriteFile(filepath.Join(dir, name+"-"+doc+".docx"), out, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			checkTidy(t, name+" "+doc, mainPart(t, out))
			checkTidy(t, name+" "+doc+" notes", notesPart(t, out))
		}
	})
}

func checkTidy(t *testing.T, name string, root *etree.Element) {
	t.Helper()
	for i, par := range all(root, "p") {
		text, style := words(par), styleOf(par)
		if strings.ContainsAny(text, "{}[]") {
			t.Errorf("%s: paragraph %d says %q", name, i+1, text)
		}
		inCell, separator := par.Parent().Tag == "tc", par.Parent().SelectAttr("w:type") != nil
		if text == "" && !slices.Contains([]string{"KeNgang", "NgatPhan"}, style) && !inCell && !separator {
			t.Errorf("%s: paragraph %d (%s) is empty", name, i+1, style)
		}
		blanks := strings.Contains(text, "  ") && !slices.Contains([]string{"SoKyHieu", "DiaDanh", "KemTheo"}, style)
		if blanks || strings.Contains(text, " ,") || strings.Contains(text, "..") || strings.Contains(text, " ;") ||
			strings.Contains(text, " .") && !strings.HasSuffix(text, "./.") {
			t.Errorf("%s: paragraph %d: %q", name, i+1, text)
		}
	}
	for i, row := range all(root, "tr") {
		if words(row) == "" {
			t.Errorf("%s: row %d is empty", name, i+1)
		}
	}
}

// notesPart gives the footnotes of a document; none where it has no such part.
func notesPart(t testing.TB, body []byte) *etree.Element {
	t.Helper()
	pkg, err := opc.Open(body, opc.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	part := pkg.Part("word/footnotes.xml")
	if part == nil {
		return etree.NewElement("w:footnotes")
	}
	doc := etree.NewDocument()
	if err := doc.ReadFromBytes(part); err != nil {
		t.Fatal(err)
	}
	return doc.Root()
}

// The six footnotes of Phú Yên's plan stand in their items and have the text of
// the plan's notes, in order; a plan without notes has none.
func TestPlanFootnotes(t *testing.T) {
	planCases(t, func(name, profile string, plan *report.Plan) {
		out := fillPlan(t, profile, pipeline.PlanName, plan)
		text := map[string]string{}
		for _, n := range all(notesPart(t, out), "footnote") {
			if n.SelectAttr("w:type") == nil {
				text[n.SelectAttrValue("w:id", "")] = strings.TrimSpace(words(n))
			}
		}
		var want, got []string
		for _, n := range plan.Notes {
			want = append(want, n.Text)
		}
		for _, ref := range all(mainPart(t, out), "footnoteReference") {
			got = append(got, text[ref.SelectAttrValue("w:id", "")])
		}
		if diff := cmp.Diff(want, got); diff != "" || len(text) != len(want) {
			t.Errorf("%s: %d notes (-want +got):\n%s", name, len(text), diff)
		}
	})
}

// The whole text of both plans, as a person reads it: each paragraph behind its
// style, table rows with bars, footnotes in brackets where they are called for.
func TestPlanText(t *testing.T) {
	planCases(t, func(name, profile string, plan *report.Plan) {
		if strings.Contains(name, "issued") == strings.Contains(name, "bare") {
			return // one full, one bare
		}
		for _, doc := range planDocs(profile) {
			out := fillPlan(t, profile, doc, plan)
			notes := map[string]string{}
			for _, n := range all(notesPart(t, out), "footnote") {
				notes[n.SelectAttrValue("w:id", "")] = strings.TrimSpace(words(n))
			}
			var b strings.Builder
			outline(&b, mainPart(t, out).SelectElement("w:body"), notes)
			golden(t, filepath.Join("testdata", name+"-"+doc+".txt"), b.String())
		}
	})
}

// outline writes the paragraphs and tables below an element.
func outline(b *strings.Builder, el *etree.Element, notes map[string]string) {
	for _, c := range el.ChildElements() {
		switch c.Tag {
		case "p":
			text := ""
			for _, r := range all(c, "r") {
				for _, x := range r.ChildElements() {
					switch x.Tag {
					case "t":
						text += x.Text()
					case "br":
						text += " / "
					case "footnoteReference":
						text += " [" + notes[x.SelectAttrValue("w:id", "")] + "]"
					}
				}
			}
			if text != "" {
				fmt.Fprintf(b, "%s: %s\n", styleOf(c), text)
			}
		case "tr":
			var cells []string
			for _, cell := range c.SelectElements("w:tc") {
				var in strings.Builder
				outline(&in, cell, notes)
				cells = append(cells, strings.ReplaceAll(strings.TrimSpace(in.String()), "\n", " / "))
			}
			fmt.Fprintf(b, "| %s |\n", strings.Join(cells, " | "))
		default:
			outline(b, c, notes)
		}
	}
}

// Each capacity to sign has its lines (spec 1.7), on the day of the draft.
func TestPlanSignatures(t *testing.T) {
	for _, tt := range []struct {
		info    report.Info
		signers []report.SignerRow
		want    []string
	}{
		{report.Info{HeadTitle: "GIÁM ĐỐC"}, nil, []string{"GIÁM ĐỐC"}},
		{report.Info{Capacity: "Q.", HeadTitle: "GIÁM ĐỐC", SignerTitle: "PHÓ GIÁM ĐỐC"}, nil, []string{"Q. GIÁM ĐỐC"}},
		{report.Info{Capacity: "KT.", HeadTitle: "GIÁM ĐỐC", SignerTitle: "PHÓ GIÁM ĐỐC"}, nil, []string{"KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"}},
		{report.Info{Capacity: "TL.", HeadTitle: "GIÁM ĐỐC", SignerTitle: "CHÁNH VĂN PHÒNG"}, nil, []string{"TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"}},
		{report.Info{Capacity: "TUQ.", HeadTitle: "GIÁM ĐỐC", SignerTitle: "TRƯỞNG PHÒNG NGHIỆP VỤ Y"}, nil, []string{"TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG NGHIỆP VỤ Y"}},
		{report.Info{Capacity: "TM.", HeadTitle: "BAN CHỈ ĐẠO", SignerTitle: "TRƯỞNG BAN"}, nil, []string{"TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN"}},
		{report.Info{HeadTitle: "GIÁM ĐỐC"}, []report.SignerRow{
			{DocType: "BC", Lines: []string{"TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"}, Name: "Trần Thị Ví Dụ"},
			{DocType: "KH", To: planDay.AddDays(-1), Lines: []string{"Q. GIÁM ĐỐC"}, Name: "Trần Thị Ví Dụ"},
			{DocType: "KH", From: planDay, Lines: []string{"TL. GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"}, Name: "Trần Thị Ví Dụ"},
		}, []string{"TL. GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"}},
	} {
		for _, p := range templates.Profiles {
			plan, _ := profile.Plan(p)
			plan.Info.Capacity, plan.Info.HeadTitle, plan.Info.SignerTitle, plan.Signers = tt.info.Capacity, tt.info.HeadTitle, tt.info.SignerTitle, tt.signers
			var got []string
			for _, par := range all(mainPart(t, fillPlan(t, p, pipeline.PlanName, plan)), "p") {
				if styleOf(par) == "ChucVu" {
					got = append(got, words(par))
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s %v (-want +got):\n%s", p, tt.info, diff)
			}
		}
	}
}

// The appendix is landscape, its page numbers begin anew, and its head is
// repeated on each page; a row is never parted.
func TestPlanSections(t *testing.T) {
	for _, tt := range []struct {
		profile, doc string
		want         []string // orientation of each section
	}{
		{"hue", pipeline.PlanName, []string{"", "landscape"}},
		{"hue", pipeline.AppendixName, []string{"landscape"}},
		{"phu-yen", pipeline.PlanName, []string{""}},
	} {
		plan, _ := profile.Plan(tt.profile)
		root := mainPart(t, fillPlan(t, tt.profile, tt.doc, plan))
		var got []string
		for _, s := range all(root, "sectPr") {
			got = append(got, s.SelectElement("w:pgSz").SelectAttrValue("w:orient", ""))
			if s.SelectElement("w:pgNumType").SelectAttrValue("w:start", "") != "1" || s.SelectElement("w:titlePg") == nil {
				t.Errorf("%s %s: page numbers go on", tt.profile, tt.doc)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s %s (-want +got):\n%s", tt.profile, tt.doc, diff)
		}
		for _, tbl := range all(root, "tbl") {
			if tbl.FindElement("w:tblPr/w:tblStyle").SelectAttrValue("w:val", "") != "BangKe" {
				continue
			}
			rows := tbl.SelectElements("w:tr")
			if len(rows) != len(plan.Items)+1 || rows[0].FindElement("w:trPr/w:tblHeader") == nil {
				t.Errorf("%s %s: %d rows, or no repeated head", tt.profile, tt.doc, len(rows))
			}
			for _, r := range rows {
				if r.FindElement("w:trPr/w:cantSplit") == nil {
					t.Errorf("%s %s: a row may be parted", tt.profile, tt.doc)
				}
			}
		}
	}
}

// The rule under the subject is a third to a half as long as the subject's longest
// line (II.5.b).
func TestPlanSubjectRule(t *testing.T) {
	h, rule := format.House, format.Decree30.SubjectLine
	for _, p := range templates.Profiles {
		plan, _ := profile.Plan(p)
		pars := all(mainPart(t, fillPlan(t, p, pipeline.PlanName, plan)), "p")
		at := slices.IndexFunc(pars, func(el *etree.Element) bool { return styleOf(el) == "TrichYeu" })
		ind := pars[at+1].FindElement("w:pPr/w:ind")
		left, _ := strconv.Atoi(ind.SelectAttrValue("w:left", ""))
		longest := length.Length(0)
		for _, line := range strings.Split(plan.Info.Subject, "\n") {
			longest = max(longest, measure(true, h.Title.Subject, line))
		}
		ratio := float64(h.Page.TextWidth()-length.Twips(2*left)) / float64(longest)
		if styleOf(pars[at+1]) != "KeNgang" || ratio < rule.Min || ratio > rule.Max {
			t.Errorf("%s: ratio %.3f, want %v", p, ratio, rule)
		}
	}
}
