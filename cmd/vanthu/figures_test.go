package main

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/beevik/etree"

	"vanthu/cmd/vanthu/sample"
	"vanthu/pipeline/report"
	"vanthu/sources/workbook"
)

// What `vanthu data --json` prints, as a stranger's script would read it.
type (
	jsonNumber = json.Number // "" for null
	shownCell  struct {
		Item, Product, Unit, Measure, State, Source string
		Value                                       jsonNumber
		Missing                                     []string
	}
	shownTotal struct {
		Item, Product, Measure string
		Value, Target, Percent jsonNumber
		PreviousYear           jsonNumber `json:"previous_year"`
		ReportingUnits         int        `json:"reporting_units"`
		ExpectedUnits          int        `json:"expected_units"`
	}
	shownData struct {
		Cells  []shownCell
		Totals []shownTotal
	}
	shownSource struct {
		Unit, File, Sheet, Cell, Text, Period string
		SHA256                                string `json:"sha256"`
		Value                                 jsonNumber
		Used                                  bool
	}
	shownTrace struct {
		Value   jsonNumber
		Sources []shownSource
	}
)

// demoWorkspace makes the demo's workspace.
func demoWorkspace(t *testing.T, args ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "demo")
	vanthu(t, exitDone, append([]string{"demo", dir}, args...)...)
	return dir
}

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

// report6T is the text of a built report.
type report6T struct {
	lines []string
	plan  *report.Plan
}

// index finds the lines that show figures: "I/ND01/TIN" a product's row in
// appendix I, "P/ND01" the sentence of a task, "F/TIN" the line of a product by
// form, "II/k/U01" a unit's row in the k-th block of appendix II, "T/k" its total,
// "H/k" its head, "III/U01" the unit's row in appendix III.
func (r *report6T) index(t *testing.T) map[string]int {
	t.Helper()
	at := map[string]int{}
	point := regexp.MustCompile(`^[a-zđ]{1,2}\) `)
	var item, part string
	tasks, block := 0, -1
	for i, line := range r.lines {
		cells := strings.Split(line, " | ")
		switch {
		case strings.HasPrefix(line, "Phụ lục I") && !strings.Contains(line, " | "):
			part = line
			item = ""
		case strings.HasPrefix(line, "1. Nội dung tuyên truyền"):
			part = "tasks"
		case strings.HasPrefix(line, "2. Hình thức tuyên truyền"):
			part = "forms"
		case strings.HasPrefix(line, "3. Mức độ"):
			part = "progress"
			at["progress"] = i + 1
		case part == "tasks" && point.MatchString(line):
			item = r.plan.Items[tasks].Code
			tasks++
		case part == "tasks" && item != "":
			at["P/"+item] = i
		case part == "forms":
			for _, x := range r.plan.Products {
				if strings.HasPrefix(line, "- "+x.Name+":") {
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

func (r *report6T) unit(t *testing.T, name string) string {
	t.Helper()
	for _, u := range r.plan.Units {
		if u.Name == name {
			return u.Code
		}
	}
	t.Fatalf("no unit %q in the plan", name)
	return ""
}

func readReport(t *testing.T, dir string, plan *report.Plan) *report6T {
	t.Helper()
	return &report6T{lines: docxLines(t, docxPath(dir)), plan: plan}
}

func orDash(has bool, text string) string {
	if has {
		return text
	}
	return "-"
}

// checkReport holds every figure in the report's text and appendices against the
// oracle.
func checkReport(t *testing.T, r *report6T, now, before typed) {
	t.Helper()
	at := r.index(t)
	previous := sample.Plan(2024, len(r.plan.Units))
	shown := 0
	for _, item := range r.plan.Items {
		sentence := r.lines[at["P/"+item.Code]]
		if stage := now.progress(r.plan, item.Code); !strings.Contains(r.lines[at["I/"+item.Code]], stage) || !strings.Contains(sentence, strings.ToLower(stage[:1])+stage[1:]) && !strings.Contains(strings.ToLower(sentence), strings.ToLower(stage)) {
			t.Errorf("%s is not said to be %s", item.Code, stage)
		}
		for _, x := range r.plan.Products {
			s := now.total(r.plan, item.Code, x)
			if s.expected == 0 {
				continue
			}
			shown++
			old := before.total(previous, item.Code, x)
			row := r.lines[at["I/"+item.Code+"/"+x.Code]]
			want := strings.Join([]string{
				orDash(s.hasTarget, dots(s.target)), orDash(s.hasValue, dots(s.value)), orDash(s.hasPeople, dots(s.people)),
				orDash(s.hasPercent, s.percent()), orDash(old.hasValue, dots(old.value)),
			}, " | ")
			if !strings.HasSuffix(row, x.Unit+" | "+want) {
				t.Errorf("appendix I, %s/%s: %q, want … %q", item.Code, x.Code, row, want)
			}
			checkSentence(t, sentence, x, s, old)
		}
	}
	checkForms(t, r, at, now)
	if shown < 20 {
		t.Fatalf("only %d totals in the report", shown)
	}
	checkUnits(t, r, at, now)
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
		wants = append(wants, word+text+" "+x.Unit)
	}
	for _, w := range wants {
		if !strings.Contains(sentence, w) {
			t.Errorf("no %q in %q", w, sentence)
		}
	}
}

// checkForms holds the part by form: each product's sum over the tasks where its
// figures add up, and each task's share.
func checkForms(t *testing.T, r *report6T, at map[string]int, now typed) {
	t.Helper()
	for _, x := range r.plan.Products {
		total, people := 0, 0
		var shares []string
		for _, item := range r.plan.Items {
			if s := now.total(r.plan, item.Code, x); s.hasValue {
				total += s.value
				people += s.people
				shares = append(shares, fmt.Sprintf("nhiệm vụ %s: %s", item.Number, dots(s.value)))
			}
		}
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
func checkUnits(t *testing.T, r *report6T, at map[string]int, now typed) {
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

// Every figure of the report equals a sum made independently from the raw cells,
// and trace names those cells.
func TestFiguresEqualTheRawCells(t *testing.T) {
	for _, tt := range []struct {
		seed  uint64
		units int
	}{{1, 26}, {7, 60}} {
		t.Run(fmt.Sprintf("seed %d, %d units", tt.seed, tt.units), func(t *testing.T) {
			dir := demoWorkspace(t, "--seed", fmt.Sprint(tt.seed), "--units", fmt.Sprint(tt.units))
			plan := sample.Plan(2025, tt.units)
			now, before := typedIn(2025, tt.units, tt.seed), typedIn(2024, tt.units, tt.seed)
			checkData(t, plan, now, before, parse[shownData](t, vanthu(t, exitDone, "--workspace", dir, "--json", "data", "--period", "2025-6T")))
			checkReport(t, readReport(t, dir, plan), now, before)
			checkTrace(t, dir, plan, now)
		})
	}
}

// checkTrace follows every total of some tasks back to its cells: the cells that
// were used are those that were typed, and they make the total.
func checkTrace(t *testing.T, dir string, plan *report.Plan, now typed) {
	t.Helper()
	for _, c := range columnsOf(plan, now) {
		measure := "result"
		if c.people {
			measure = "people"
		}
		trace := parse[shownTrace](t, vanthu(t, exitDone, "--workspace", dir, "--json", "trace", "--period", "2025-6T", "--item", c.item, "--product", c.product.Code, "--measure", measure))
		total := now.total(plan, c.item, c.product)
		want := total.value
		if c.people {
			want = total.people
		}
		same(t, "trace "+c.item+"/"+c.product.Code+" "+measure, true, want, trace.Value)
		used := map[string]int{}
		for _, s := range trace.Sources {
			row, _ := rowOf(now[s.Unit][s.Period], c.item, c.product.Code)
			text := row.Result
			if c.people {
				text = row.People
			}
			if !s.Used {
				continue
			}
			used[s.Unit]++
			if s.Text != text || len(s.SHA256) != 64 || s.Sheet != "Báo cáo" || s.Cell == "" || s.File == "" {
				t.Errorf("trace %s/%s: source %+v, typed %q", c.item, c.product.Code, s, text)
			}
		}
		for _, u := range plan.Units {
			asked, _ := targetOf(plan, u, c.item, c.product.Code)
			f := figure{}
			if asked {
				f = now.figure(u.Code, c.item, c.product.Code, c.product.Combine, c.people)
			}
			if (f.has || f.kad) != (used[u.Code] > 0) {
				t.Errorf("trace %s/%s: %d cells of %s, figure %+v", c.item, c.product.Code, used[u.Code], u.Code, f)
			}
		}
	}
}

// raise is one raw cell that is raised by 1.
type raise struct {
	unit, period string
	row          int
	people       bool
}

// raises lists the raw cells with a number in a year's files.
func raises(plan *report.Plan, y typed) (out []raise) {
	for _, u := range plan.Units {
		for _, p := range sortedPeriods(y[u.Code]) {
			for i, r := range y[u.Code][p] {
				if _, err := strconv.Atoi(r.Result); err == nil {
					out = append(out, raise{u.Code, p, i, false})
				}
				if r.People != "" {
					out = append(out, raise{u.Code, p, i, true})
				}
			}
		}
	}
	return out
}

func sortedPeriods(m map[string][]sample.Row) (out []string) {
	for _, p := range []string{"2025-01", "2025-02", "2025-03", "2025-04", "2025-05", "2025-06", "2025-6T"} {
		if len(m[p]) > 0 {
			out = append(out, p)
		}
	}
	return out
}

// For 50 random cells: one raw cell raised by 1 and taken in again changes exactly
// that cell, its unit's line, its total, percent and sentence, in the data, the
// DOCX and the PDF.
func TestRaisingOneCellChangesOnlyItsFigures(t *testing.T) {
	const seed, units = 1, 26
	base := demoWorkspace(t)
	plan := sample.Plan(2025, units)
	before := typedIn(2024, units, seed)
	all := raises(plan, typedIn(2025, units, seed))
	baseReport := readReport(t, base, plan)
	basePDF := pdfText(t, strings.TrimSuffix(docxPath(base), ".docx")+".pdf")
	baseData := parse[shownData](t, vanthu(t, exitDone, "--workspace", base, "--json", "data", "--period", "2025-6T"))
	chance := rand.New(rand.NewPCG(50, 50))
	for n := 0; n < 50; n++ {
		c := all[chance.IntN(len(all))]
		t.Run(fmt.Sprintf("%02d %s %s row %d people %v", n, c.unit, c.period, c.row, c.people), func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "w")
			copyDir(t, base, dir)
			now := typedIn(2025, units, seed)
			takeInRaised(t, dir, plan, now, c)
			vanthu(t, exitDone, "--workspace", dir, "build", "--period", "2025-6T")

			row := now[c.unit][c.period][c.row]
			d := parse[shownData](t, vanthu(t, exitDone, "--workspace", dir, "--json", "data", "--period", "2025-6T"))
			checkData(t, plan, now, before, d)
			checkOnly(t, baseData, d, row, c.unit)
			r := readReport(t, dir, plan)
			checkReport(t, r, now, before)
			checkLines(t, baseReport, r, row, c, now.progress(plan, row.Item) != typedIn(2025, units, seed).progress(plan, row.Item))
			checkPDF(t, baseReport.lines, r.lines, basePDF, pdfText(t, strings.TrimSuffix(docxPath(dir), ".docx")+".pdf"))
		})
	}
}

// takeInRaised raises the cell in what was typed, fills the form anew and takes it
// in a minute after the first.
func takeInRaised(t *testing.T, dir string, plan *report.Plan, now typed, c raise) {
	t.Helper()
	row := &now[c.unit][c.period][c.row]
	cell := &row.Result
	if c.people {
		cell = &row.People
	}
	*cell = strconv.Itoa(typedNumber(*cell) + 1)
	p, err := report.ParsePeriod(c.period)
	if err != nil {
		t.Fatal(err)
	}
	u, _ := plan.Unit(c.unit)
	r := sample.ReportOf(plan, u, p, 1)
	r.Rows = now[c.unit][c.period]
	form, err := os.ReadFile(filepath.Join(dir, "forms", c.period, formName(c.unit, p)))
	if err != nil {
		t.Fatal(err)
	}
	filled, _, err := workbook.FillForm(form, entries(r))
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "inbox", "sua.xlsx")
	if err := os.WriteFile(name, filled, 0o644); err != nil {
		t.Fatal(err)
	}
	received := "2025-06-17T15:41:00+07:00"
	if c.unit == plan.Units[sample.LateOne].Code {
		received = "2025-06-19T08:06:00+07:00"
	}
	vanthu(t, exitDone, "--workspace", dir, "ingest", "--received", received)
}

// checkOnly makes sure that of all figures only those of the row differ.
func checkOnly(t *testing.T, was, is shownData, row sample.Row, unit string) {
	t.Helper()
	if len(was.Cells) != len(is.Cells) || len(was.Totals) != len(is.Totals) {
		t.Fatalf("%d cells and %d totals became %d and %d", len(was.Cells), len(was.Totals), len(is.Cells), len(is.Totals))
	}
	for i := range was.Cells {
		a, b := was.Cells[i], is.Cells[i]
		if fmt.Sprint(a) != fmt.Sprint(b) && (b.Item != row.Item || b.Product != row.Product || b.Unit != unit) {
			t.Errorf("cell %+v became %+v", a, b)
		}
	}
	for i := range was.Totals {
		a, b := was.Totals[i], is.Totals[i]
		if a != b && (b.Item != row.Item || b.Product != row.Product) {
			t.Errorf("total %+v became %+v", a, b)
		}
	}
}

// checkLines makes sure that of the DOCX only the lines of the row differ.
func checkLines(t *testing.T, was, is *report6T, row sample.Row, c raise, stageMoved bool) {
	t.Helper()
	at := is.index(t)
	allowed := map[int]bool{}
	allow := func(key string) {
		if i, ok := at[key]; ok {
			allowed[i] = true
		}
	}
	for _, key := range []string{"P/" + row.Item, "I/" + row.Item + "/" + row.Product, "F/" + row.Product, "III/" + c.unit} {
		allow(key)
	}
	for block := 0; block < 9; block++ {
		allow(fmt.Sprintf("II/%d/%s", block, c.unit))
		allow(fmt.Sprintf("T/%d", block))
	}
	if stageMoved {
		allow("I/" + row.Item)
		allow("progress")
	}
	if len(was.lines) != len(is.lines) {
		t.Fatalf("%d lines became %d", len(was.lines), len(is.lines))
	}
	changed := 0
	for i := range was.lines {
		if was.lines[i] == is.lines[i] {
			continue
		}
		changed++
		if !allowed[i] {
			t.Errorf("line %d: %q became %q", i, was.lines[i], is.lines[i])
		}
		a, b := strings.Split(was.lines[i], " | "), strings.Split(is.lines[i], " | ")
		if cells := differing(a, b); strings.Contains(was.lines[i], " | ") && i != at["III/"+c.unit] && i != at["I/"+row.Item+"/"+row.Product] && cells > 1 {
			t.Errorf("%d cells of one row differ: %q became %q", cells, was.lines[i], is.lines[i])
		}
	}
	if changed == 0 {
		t.Error("nothing changed in the DOCX")
	}
}

func differing(a, b []string) (n int) {
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			n++
		}
	}
	return n
}

// checkPDF makes sure that the PDF's text changed by just the letters by which the
// DOCX's did, and shows every changed paragraph.
func checkPDF(t *testing.T, wasLines, isLines []string, was, is string) {
	t.Helper()
	letters := map[rune]int{}
	count := func(s string, by int) {
		for _, r := range strings.Join(strings.Fields(s), "") {
			letters[r] += by
		}
	}
	count(is, 1)
	count(was, -1)
	for i := range isLines {
		if wasLines[i] != isLines[i] {
			count(strings.ReplaceAll(isLines[i], " | ", ""), -1)
			count(strings.ReplaceAll(wasLines[i], " | ", ""), 1)
			if !strings.Contains(isLines[i], " | ") && !strings.Contains(is, strings.Join(strings.Fields(isLines[i]), "")) {
				t.Errorf("the PDF does not show %q", isLines[i])
			}
		}
	}
	for r, n := range letters {
		if n != 0 {
			t.Errorf("the PDF has %+d %q beside what changed in the DOCX", n, r)
		}
	}
}

// The sample is the same every time, byte for byte, and another for another seed.
func TestDemoIsReproducible(t *testing.T) {
	one, two := demoWorkspace(t), demoWorkspace(t)
	other := demoWorkspace(t, "--seed", "7", "--units", "60")
	for _, name := range []string{"output/2025-6T/bao-cao-6T.docx", "output/2025-6T/bao-cao-6T.pdf", "plan/ke-hoach-2025.xlsx", "forms/2025-6T/U01_2025-6T.xlsx"} {
		a, b, c := readFile(t, one, name), readFile(t, two, name), readFile(t, other, name)
		if a != b {
			t.Errorf("%s differs between two runs", name)
		}
		if strings.HasPrefix(name, "output") && a == c {
			t.Errorf("%s is the same for another seed", name)
		}
	}
	if a, b := strings.Join(state(t, one), "\n"), strings.Join(state(t, two), "\n"); a != b {
		t.Error("the workspaces differ")
	}
}

func readFile(t *testing.T, dir, name string) string {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
