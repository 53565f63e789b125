package main

import (
	"archive/zip"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/beevik/etree"

	"vanthu/cmd/vanthu/sample"
	"vanthu/pipeline/report"
)

func docxPath(dir string) string { return filepath.Join(dir, "output", "2025-6T", "bao-cao-6T.docx") }

// docxLines gives a document's text: a line for each paragraph outside tables, and
// for each row of a table, its cells parted by " | ".
func docxLines(t *testing.T, name string) []string {
	t.Helper()
	zr, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer zr.Close()
	f, err := zr.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	doc := etree.NewDocument()
	if _, err := doc.ReadFrom(f); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, e := range doc.FindElement("//w:body").ChildElements() {
		switch e.Tag {
		case "p":
			lines = append(lines, textOf(e))
		case "tbl":
			for _, row := range e.SelectElements("w:tr") {
				var cells []string
				for _, c := range row.SelectElements("w:tc") {
					cells = append(cells, textOf(c))
				}
				lines = append(lines, strings.Join(cells, " | "))
			}
		}
	}
	return lines
}

func textOf(e *etree.Element) string {
	var b strings.Builder
	for _, t := range e.FindElements(".//w:t") {
		b.WriteString(t.Text())
	}
	return strings.TrimSpace(b.String())
}

// pdfText gives a PDF's text without its page numbers and white space.
func pdfText(t *testing.T, name string) string {
	t.Helper()
	out, err := exec.Command("pdftotext", "-raw", "-enc", "UTF-8", name, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v (Debian: poppler-utils)", err)
	}
	text := regexp.MustCompile(`\f\d+\n`).ReplaceAllString(string(out), "\n")
	return strings.Join(strings.Fields(text), "")
}

// builtReport is the text of a built report.
type builtReport struct {
	lines  []string
	plan   *report.Plan
	before *report.Plan // of the year before
	yearly bool         // appendix I compares with the year before
}

// index finds the lines that show figures: "I/ND01/TIN" a product's row in
// appendix I, "P/ND01" the sentence of a task, "F/TIN" the line of a product by
// form (in a monthly report its row), "II/k/U01" a unit's row in the k-th block of appendix II, "T/k" its total,
// "H/k" its head, "III/U01" the unit's row in appendix III.
func (r *builtReport) index(t *testing.T) map[string]int {
	t.Helper()
	at := map[string]int{}
	point := regexp.MustCompile(`^[a-zđ]{1,2}\) `)
	var item, part string
	tasks, block := 0, -1
	for i, line := range r.lines {
		cells := strings.Split(line, " | ")
		switch {
		case line == "Phụ lục": // one alone
			part, item = "Phụ lục I", ""
		case strings.HasPrefix(line, "Phụ lục I") && !strings.Contains(line, " | "):
			part = line
			item = ""
		case line == "1. Nội dung tuyên truyền":
			part = "tasks"
		case strings.HasSuffix(line, ". Hình thức tuyên truyền"):
			part = "forms"
		case strings.HasSuffix(line, ". Mức độ hoàn thành nhiệm vụ"):
			part = "progress"
			at["progress"] = i + 1
		case part == "tasks" && point.MatchString(line):
			item = r.plan.Items[tasks].Code
			tasks++
		case part == "tasks" && item != "":
			at["P/"+item] = i
		case part == "forms":
			for _, x := range r.plan.Products {
				if strings.HasPrefix(line, "- "+x.Name+":") || strings.HasPrefix(line, " | - "+x.Name+" | ") {
					at["F/"+x.Code] = i
				}
			}
		case part == "Phụ lục I" && len(cells) > 2:
			if n, err := strconv.Atoi(cells[0]); err == nil {
				item = r.plan.Items[n-1].Code
				at["I/"+item] = i
				continue
			}
			for _, x := range r.plan.Products {
				if strings.TrimPrefix(cells[1], "- ") == x.Name {
					at["I/"+item+"/"+x.Code] = i
				}
			}
		case part == "Phụ lục II" && len(cells) > 2:
			switch {
			case cells[0] == "TT":
				block++
				at[fmt.Sprintf("H/%d", block)] = i
			case strings.Contains(line, "Tổng cộng"):
				at[fmt.Sprintf("T/%d", block)] = i
			default:
				at[fmt.Sprintf("II/%d/%s", block, r.unit(t, cells[1]))] = i
			}
		case part == "Phụ lục III" && len(cells) > 2 && cells[0] != "TT":
			at["III/"+r.unit(t, cells[1])] = i
		}
	}
	return at
}

func (r *builtReport) unit(t *testing.T, name string) string {
	t.Helper()
	for _, u := range r.plan.Units {
		if u.Name == name {
			return u.Code
		}
	}
	t.Fatalf("no unit %q in the plan", name)
	return ""
}

// readReport reads the demo's half-year report.
func readReport(t *testing.T, dir string, plan *report.Plan) *builtReport {
	t.Helper()
	return &builtReport{lines: docxLines(t, docxPath(dir)), plan: plan, before: sample.Plan(plan.Year-1, len(plan.Units))}
}

func orDash(has bool, text string) string { return or(has, text, "-") }

func or(has bool, text, none string) string {
	if has {
		return text
	}
	return none
}

// checkReport holds every figure in the report's text and appendices against the
// oracle.
func checkReport(t *testing.T, r *builtReport, now, before typed) {
	t.Helper()
	at := r.index(t)
	checkRows(t, r, at, now, before)
	for _, item := range r.plan.Items {
		sentence := r.lines[at["P/"+item.Code]]
		if stage := now.progress(r.plan, item.Code); !strings.Contains(r.lines[at["I/"+item.Code]], stage) || !strings.Contains(sentence, strings.ToLower(stage[:1])+stage[1:]) && !strings.Contains(strings.ToLower(sentence), strings.ToLower(stage)) {
			t.Errorf("%s is not said to be %s", item.Code, stage)
		}
		for _, x := range r.plan.Products {
			if s := now.total(r.plan, item.Code, x); s.expected > 0 {
				checkSentence(t, sentence, x, s, before.total(r.before, item.Code, x))
			}
		}
	}
	checkForms(t, r, at, now)
	checkUnits(t, r, at, now)
}

// checkRows holds appendix I against the oracle.
func checkRows(t *testing.T, r *builtReport, at map[string]int, now, before typed) {
	t.Helper()
	shown := 0
	for _, item := range r.plan.Items {
		if stage := now.progress(r.plan, item.Code); !strings.HasSuffix(r.lines[at["I/"+item.Code]], " | "+stage) {
			t.Errorf("%s is not said to be %s in appendix I", item.Code, stage)
		}
		for _, x := range r.plan.Products {
			s := now.total(r.plan, item.Code, x)
			if s.expected == 0 {
				continue
			}
			shown++
			old := before.total(r.before, item.Code, x)
			row := r.lines[at["I/"+item.Code+"/"+x.Code]]
			want := strings.Join([]string{
				orDash(s.hasTarget, dots(s.target)), or(s.hasValue, dots(s.value), "…"), orDash(s.hasPeople, dots(s.people)),
				orDash(s.hasPercent, s.percent()), orDash(old.hasValue, dots(old.value)),
			}, " | ")
			if r.yearly {
				both := s.hasValue && old.hasValue
				want += " | " + orDash(both, signed(s.value-old.value, dots)) + " | " + orDash(both && old.value != 0, signed(changeOf(s, old), tenths))
			}
			if !strings.HasSuffix(row, x.Unit+" | "+want) {
				t.Errorf("appendix I, %s/%s: %q, want … %q", item.Code, x.Code, row, want)
			}
		}
	}
	if shown < 20 {
		t.Fatalf("only %d totals in the report", shown)
	}
}

// changeOf is the change from the year before in tenths of a per cent, its size
// rounded half up; 0 where there is nothing to compare with.
func changeOf(s, old sum) int {
	if !s.hasValue || !old.hasValue || old.value == 0 {
		return 0
	}
	d := s.value - old.value
	if d < 0 {
		return -((2*1000*-d + old.value) / (2 * old.value))
	}
	return (2*1000*d + old.value) / (2 * old.value)
}

func signed(n int, write func(int) string) string {
	if n < 0 {
		return "-" + write(-n)
	}
	return write(n)
}

// checkSentence looks for a product's figures in its task's sentence.
func checkSentence(t *testing.T, sentence string, x report.Product, s, old sum) {
	t.Helper()
	count := dots(s.value)
	if s.value > 0 && s.value < 10 {
		count = "0" + count
	}
	wants := []string{}
	if x.Combine == report.YesNo {
		wants = append(wants, fmt.Sprintf("%d/%d đơn vị", s.value, s.expected))
	} else {
		wants = append(wants, ": "+count+" "+x.Unit)
	}
	if s.hasPeople {
		wants = append(wants, dots(s.people)+" lượt người")
	}
	if s.hasPercent {
		wants = append(wants, "đạt "+s.percent()+"%")
	}
	if d := s.value - old.value; old.hasValue && d != 0 {
		word := "tăng "
		if d < 0 {
			word, d = "giảm ", -d
		}
		text := dots(d)
		if d < 10 {
			text = "0" + text
		}
		want := word + text + " " + x.Unit
		if c := changeOf(s, old); c != 0 {
			want += " (" + tenths(max(c, -c)) + "%)"
		}
		wants = append(wants, want+" so với ")
	}
	for _, w := range wants {
		if !strings.Contains(sentence, w) {
			t.Errorf("no %q in %q", w, sentence)
		}
	}
}

// checkForms holds the part by form: each product's sum over the tasks where its
// figures add up, and each task's share.
func checkForms(t *testing.T, r *builtReport, at map[string]int, now typed) {
	t.Helper()
	for _, x := range r.plan.Products {
		total, people, shares := now.byForm(r.plan, x, "nhiệm vụ %s: %s")
		if shares == nil {
			continue
		}
		line := r.lines[at["F/"+x.Code]]
		count := dots(total)
		if total > 0 && total < 10 {
			count = "0" + count
		}
		if x.Combine == report.Sum || len(shares) == 1 {
			if want := "- " + x.Name + ": " + count + " " + x.Unit; !strings.HasPrefix(line, want) {
				t.Errorf("%q does not begin %q", line, want)
			}
		}
		if people > 0 && !strings.Contains(line, dots(people)+" lượt người") {
			t.Errorf("%q lacks %d people", line, people)
		}
		for _, share := range shares {
			if len(shares) > 1 && !strings.Contains(line, share) {
				t.Errorf("%q lacks %q", line, share)
			}
		}
	}
}

// byForm adds a product up over the tasks, with each task's share in the words given.
func (y typed) byForm(plan *report.Plan, x report.Product, words string) (total, people int, shares []string) {
	for _, item := range plan.Items {
		if s := y.total(plan, item.Code, x); s.hasValue {
			total += s.value
			people += s.people
			shares = append(shares, fmt.Sprintf(words, item.Number, dots(s.value)))
		}
	}
	return total, people, shares
}

// columnsOf lists the columns of appendix II in order: item, product, people.
func columnsOf(plan *report.Plan, now typed) (out []struct {
	item    string
	product report.Product
	people  bool
}) {
	for _, item := range plan.Items {
		for _, x := range plan.Products {
			s := now.total(plan, item.Code, x)
			if s.expected == 0 {
				continue
			}
			for _, people := range []bool{false, true} {
				if !people || s.hasPeople {
					out = append(out, struct {
						item    string
						product report.Product
						people  bool
					}{item.Code, x, people})
				}
			}
		}
	}
	return out
}

// checkUnits holds every cell of appendix II, and its totals, against the oracle.
func checkUnits(t *testing.T, r *builtReport, at map[string]int, now typed) {
	t.Helper()
	columns := columnsOf(r.plan, now)
	n := 0
	for block := 0; ; block++ {
		head, ok := at[fmt.Sprintf("H/%d", block)]
		if !ok {
			break
		}
		width := len(strings.Split(r.lines[head], " | ")) - 2
		for k := 0; k < width; k++ {
			c := columns[n]
			n++
			for _, u := range r.plan.Units {
				asked, _ := targetOf(r.plan, u, c.item, c.product.Code)
				want := "-"
				if asked {
					f := now.figure(u.Code, c.item, c.product.Code, c.product.Combine, false)
					want = f.text
					if c.people && f.has {
						want = now.figure(u.Code, c.item, c.product.Code, report.Sum, true).text
					}
				}
				i, listed := at[fmt.Sprintf("II/%d/%s", block, u.Code)]
				if !listed { // nothing of this block is asked of the unit
					if want != "-" {
						t.Errorf("appendix II: no row for %s in block %d", u.Code, block)
					}
					continue
				}
				if got := strings.Split(r.lines[i], " | ")[k+2]; got != want {
					t.Errorf("appendix II, %s %s/%s people=%v: %q, want %q", u.Code, c.item, c.product.Code, c.people, got, want)
				}
			}
			s := now.total(r.plan, c.item, c.product)
			want := orDash(s.hasValue, dots(s.value))
			if c.people {
				want = dots(s.people)
			}
			totals := strings.Split(r.lines[at[fmt.Sprintf("T/%d", block)]], " | ")
			if got := totals[len(totals)-width+k]; got != want {
				t.Errorf("appendix II, total of %s/%s people=%v: %q, want %q", c.item, c.product.Code, c.people, got, want)
			}
		}
	}
	if n != len(columns) {
		t.Errorf("appendix II has %d columns, want %d", n, len(columns))
	}
}
