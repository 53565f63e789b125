package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"vanthu/cmd/vanthu/sample"
	"vanthu/cmd/vanthu/sample/clerk"
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

// demos are the workspaces of demos made so far, by their arguments: each is made
// once, and every test has its own copy.
var demos struct {
	sync.Mutex
	dirs map[string]string
}

// demoWorkspace gives a demo's workspace to do with as one likes.
func demoWorkspace(t *testing.T, args ...string) string {
	t.Helper()
	demos.Lock()
	defer demos.Unlock()
	key := strings.Join(args, " ")
	if demos.dirs[key] == "" {
		dir, err := os.MkdirTemp("", "vanthu-demo-")
		if err != nil {
			t.Fatal(err)
		}
		made := filepath.Join(dir, "demo")
		vanthu(t, exitDone, append([]string{"demo", made}, args...)...)
		if demos.dirs == nil {
			demos.dirs = map[string]string{}
		}
		demos.dirs[key] = made
	}
	dir := filepath.Join(t.TempDir(), "demo")
	copyDir(t, demos.dirs[key], dir)
	return dir
}

// Every figure of the report equals a sum made independently from the raw cells,
// and trace names those cells.
func TestFiguresEqualTheRawCells(t *testing.T) {
	t.Parallel()
	eachDemo(t, func(t *testing.T, dir string, seed uint64, units int) {
		plan := sample.Plan(2025, units)
		now, before := typedIn(2025, units, seed), typedIn(2024, units, seed)
		checkData(t, plan, now, before, parse[shownData](t, vanthu(t, exitDone, "--workspace", dir, "--json", "data", "--period", "2025-6T")))
		checkReport(t, readReport(t, dir, plan), now, before)
		checkTrace(t, dir, plan, now)
	})
}

// eachDemo gives the workspaces of two demos.
func eachDemo(t *testing.T, do func(t *testing.T, dir string, seed uint64, units int)) {
	for _, tt := range []struct {
		seed  uint64
		units int
	}{{1, 26}, {7, 60}} {
		t.Run(fmt.Sprintf("seed %d, %d units", tt.seed, tt.units), func(t *testing.T) {
			do(t, demoWorkspace(t, "--seed", fmt.Sprint(tt.seed), "--units", fmt.Sprint(tt.units)), tt.seed, tt.units)
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
	t.Parallel()
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
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "w")
			copyDir(t, base, dir)
			now := typedIn(2025, units, seed)
			takeInRaised(t, dir, plan, now, c)
			vanthu(t, exitDone, "--workspace", dir, "build", "--period", "2025-6T", "--doc", "bao-cao-6T")

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
	filled, _, err := workbook.FillForm(form, clerk.Types(r))
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
func checkLines(t *testing.T, was, is *builtReport, row sample.Row, c raise, stageMoved bool) {
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
	t.Parallel()
	one, two := demoWorkspace(t), filepath.Join(t.TempDir(), "demo")
	vanthu(t, exitDone, "demo", two)
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
