package workbook

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"vanthu/cmd/vanthu/sample"
	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

var (
	habitCases  = flag.Int("habits", map[bool]int{false: 20_000, true: 2000}[raceDetector], "forms in the hands of clerks with habits")
	habitsShown = flag.Int("shown", 20, "wrongly refused forms that are shown")
)

// clerk is a form in the hands of a clerk: the workbook, what the test knows of
// it, and what must come of it.
type clerk struct {
	*rand.Rand
	*grid
	plan   *report.Plan
	unit   report.Unit
	period report.Period
	form   *page
	head   int               // the heading row
	cols   [colCount + 1]int // where the columns of the form are, 0 where deleted
	file   string
	kind   string          // of the file it is saved as
	unitBy map[string]bool // where the unit can still be read: mẫu, mã, tên, tệp
	kyBy   map[string]bool // where the period can still be read: mẫu, dòng, tệp
	doubts []string        // why it is right to refuse the form
}

// habit is something that clerks do to a form. It tells whether it could be done.
type habit struct {
	name string
	do   func(c *clerk) bool
}

func pick[T any](c *clerk, list ...T) T { return list[c.IntN(len(list))] }

// once tells whether something happens that does so once in n times.
func (c *clerk) once(n int) bool { return c.IntN(n) == 0 }

func (c *clerk) doubt(why string) bool {
	c.doubts = append(c.doubts, why)
	return true
}

// entries are the rows of the table that belong to an item and product.
func (c *clerk) entries() (rows []int) {
	for i, l := range c.form.rows {
		if l.said.code != "" {
			rows = append(rows, i+1)
		}
	}
	return rows
}

func (c *clerk) row(n int) *line { return &c.form.rows[n-1] }

// cell is the cell of a column of the form; the column must be there.
func (c *clerk) cell(col, row int) *square { return c.form.at(c.cols[col], row) }

func (c *clerk) product(row int) report.Product {
	_, code, _ := strings.Cut(c.row(row).said.code, "/")
	p, _ := c.plan.Product(code)
	return p
}

// insertCols makes room left of a column of the sheet.
func (c *clerk) insertCols(at, n int) {
	c.form.insertCols(at, n)
	for i := range c.cols {
		if c.cols[i] >= at {
			c.cols[i] += n
		}
	}
}

// deleteColumn removes a column of the form, and what was said in it.
func (c *clerk) deleteColumn(col int) {
	at := c.cols[col]
	c.form.deleteCol(at)
	c.cols[col] = 0
	for i := range c.cols {
		if c.cols[i] > at {
			c.cols[i]--
		}
	}
	for i := range c.form.rows {
		switch s := &c.form.rows[i].said; {
		case col >= colDescription:
			*s.note(col) = ""
		case col >= colResult:
			*s.figure(col) = ""
		}
	}
}

// insertRows makes room above a row.
func (c *clerk) insertRows(at, n int) {
	c.form.insertRows(at, n)
	if at <= c.head {
		c.head += n
	}
}

// answer is what a reader gives: figures and texts by row, one on a line, and
// whether it refuses.
type answer struct {
	unit, period string
	figures      map[string]string
	texts        []string
	refused      bool
}

// expected works out the right answer from what the rows say.
func (c *clerk) expected() answer {
	want := answer{unit: c.unit.Code, period: c.period.String(), figures: map[string]string{}}
	if len(c.unitBy) == 0 {
		c.doubt("không còn chỗ nào ghi đơn vị")
	}
	if len(c.kyBy) == 0 {
		c.doubt("không còn chỗ nào ghi kỳ")
	}
	for _, row := range c.entries() {
		s := c.row(row).said
		if !c.recognisable(row) {
			if s.figures != [2]string{} {
				c.doubt("dòng có số mà không có mã, không đủ TT và chữ")
			}
			continue
		}
		for i, f := range s.figures {
			key := fmt.Sprintf("%s %d", s.code, i)
			before, again := want.figures[key]
			switch {
			case f == "":
			case !again:
				want.figures[key] = f
			case before == "KAD" && f == "KAD" && (i == 1 || c.product(row).Combine == report.Sum):
			case before == "KAD" || f == "KAD":
				c.doubt("dòng lặp, dòng số dòng KAD")
			case i == 0 && c.product(row).Combine != report.Sum:
				c.doubt("dòng lặp không cộng được")
			default:
				a, _ := report.ParseNumber(before)
				b, _ := report.ParseNumber(f)
				want.figures[key] = a.Add(b).String()
			}
		}
		for i, text := range s.notes {
			if text != "" {
				want.texts = append(want.texts, fmt.Sprintf("%s %s: %s", s.code, headings[colDescription+i].remark, comparable(text)))
			}
		}
	}
	slices.Sort(want.texts)
	want.refused = len(c.doubts) > 0
	return want
}

// recognisable tells whether a row's item and product can be known for certain.
func (c *clerk) recognisable(row int) bool {
	seen := func(col int) bool {
		return c.cols[col] > 0 && (!c.cell(col, row).empty() || c.kind != "csv" && !c.form.seen(c.cols[col], row).empty())
	}
	return seen(colCode) || seen(colNumber) && seen(colItem) && seen(colProduct)
}

// comparable is a text without what old encodings and retyping lose.
func comparable(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(report.CleanText(s)), " "))
}

// given is what the reader says.
func given(sub *report.Submission, fs []finding.Finding) answer {
	got := answer{unit: sub.Unit, period: sub.Period.String(), figures: map[string]string{}, refused: finding.HasError(fs)}
	for _, cell := range sub.Cells {
		i := 0
		if cell.Measure == report.People {
			i = 1
		}
		value := cell.Value.String()
		if cell.State == report.NotApplicable {
			value = "KAD"
		}
		got.figures[fmt.Sprintf("%s/%s %d", cell.Item, cell.Product, i)] = value
	}
	for _, m := range sub.Remarks {
		got.texts = append(got.texts, fmt.Sprintf("%s/%s %s: %s", m.Item, m.Product, m.Field, comparable(m.Text)))
	}
	slices.Sort(got.texts)
	return got
}

// wrong tells what the reader got wrong, "" where nothing: a figure that was not
// said, or one lost in a form that was accepted. Refusing is never wrong here.
func (want answer) wrong(got answer) string {
	for key, value := range got.figures {
		if said, ok := want.figures[key]; !ok || said != value {
			if _, doubtful := want.figures[key]; !want.refused || doubtful && !got.refused {
				return fmt.Sprintf("%s: read %s, said %q", key, value, said)
			}
		}
	}
	switch {
	case got.refused:
		return ""
	case want.refused:
		return "accepted although it is not certain"
	case got.unit != want.unit || got.period != want.period:
		return "of " + got.unit + " " + got.period
	case !maps.Equal(got.figures, want.figures):
		return fmt.Sprintf("figures lost: read %v, said %v", got.figures, want.figures)
	case !slices.Equal(got.texts, want.texts):
		return fmt.Sprintf("texts: read %q, said %q", got.texts, want.texts)
	}
	return ""
}

// save writes the form as the kind of file that the clerk sends.
func (c *clerk) save() []byte {
	switch c.kind {
	case "xls":
		return saveXLS(c.grid)
	case "ods":
		return saveODS(c.grid)
	case "csv":
		return csvSaver{separator: pick(c, ";", ";", ",", "\t"), encoding: pick(c, "", "bom", "utf16")}.save(c.form, false)
	}
	return xlsxSaver{fast: true, inline: c.once(8), strict: c.once(16)}.save(c.grid)
}

// tally is what a run of cases came to.
type tally struct {
	mu                              sync.Mutex
	done, refused                   map[string]int // by habit: how often, wrongly refused
	reasons                         map[string]int
	accepted, rightly, wrongly, bad int
	shown                           int
}

func (y *tally) count(t *testing.T, n int, names []string, c *clerk, want answer, sub *report.Submission, fs []finding.Finding) {
	got := given(sub, fs)
	y.mu.Lock()
	defer y.mu.Unlock()
	for _, name := range names {
		y.done[name]++
	}
	show := func(what string, most int) {
		if y.shown++; y.shown <= most {
			t.Logf("case %d (%s, %s): %s\n%s", n, strings.Join(names, " + "), c.kind, what, strings.Join(errorsOf(fs), "\n"))
		}
	}
	switch bad := want.wrong(got); {
	case bad != "":
		y.bad++
		show(bad, 40)
		t.Fail()
	case want.refused:
		y.rightly++
		y.reasons[c.doubts[0]]++
	case got.refused:
		y.wrongly++
		for _, name := range names {
			y.refused[name]++
		}
		show("wrongly refused", *habitsShown)
	default:
		y.accepted++
	}
}

func errorsOf(fs []finding.Finding) (out []string) {
	for _, f := range fs {
		if f.Severity == finding.Error {
			out = append(out, f.String())
		}
	}
	return out
}

// baseForm is a filled form and its reader.
type baseForm struct {
	clerk
	reader *Reader
}

// baseForms are accepted forms of several units and periods, filled as the
// demo's units do, with dates and decimals besides.
func baseForms(t testing.TB) (forms []baseForm) {
	plan := sample.Plan(2025, 26)
	for i := range plan.Products {
		switch p := &plan.Products[i]; p.Code {
		case "BC":
			p.Kind = report.Decimal
		case "VB":
			p.Combine = report.Latest
		}
	}
	reader := NewReader(Context{Plan: func(year int) *report.Plan {
		if year != plan.Year {
			return nil
		}
		return plan
	}})
	periods := report.PeriodsOf(2025)
	for i := range 40 {
		u, p := plan.Units[(i*7)%len(plan.Units)], periods[(i*3)%len(periods)]
		forms = append(forms, baseForm{fill(t, plan, u, p, uint64(i)), reader})
	}
	return forms
}

// fill fills in a form and notes in each row what it says.
func fill(t testing.TB, plan *report.Plan, u report.Unit, p report.Period, seed uint64) clerk {
	form, entries := demoEntries(t, plan, u, p, seed)
	r := rand.New(rand.NewPCG(seed, 1))
	from, to := plan.Window(p)
	for _, row := range sample.ReportOf(plan, u, p, seed).Rows {
		if r.IntN(3) == 0 {
			span := 1
			for from.AddDays(span).Before(to) {
				span++
			}
			entries.Cells = append(entries.Cells, Entry{row.Item, row.Product, ColumnDate, from.AddDays(r.IntN(span))})
		}
		if product, _ := plan.Product(row.Product); product.Kind == report.Decimal && r.IntN(2) == 0 && row.Result != "KAD" {
			n, _ := report.ParseNumber(fmt.Sprintf("%d.5", 1+r.IntN(2000)))
			entries.Cells = append(entries.Cells, Entry{row.Item, row.Product, ColumnResult, n})
		}
	}
	data, left, err := FillForm(form, entries)
	if err != nil || len(left) > 0 {
		t.Fatal(err, left)
	}
	g := gridOf(t, data)
	c := clerk{
		grid: g, plan: plan, unit: u, period: p, form: g.sheet(sheetReport), head: rowHead, file: u.Code + "_" + p.String() + ".xlsx",
		unitBy: map[string]bool{"mẫu": true, "mã": true, "tên": true, "tệp": true}, kyBy: map[string]bool{"mẫu": true, "dòng": true, "tệp": true},
	}
	for col := range c.cols {
		c.cols[col] = col
	}
	rows := map[string]*said{}
	for i := range c.form.rows {
		if code := c.form.at(colCode, i+1).text; i+1 > rowHead && strings.Contains(code, "/") {
			rows[code] = &c.form.rows[i].said
			rows[code].code = code
		}
	}
	for _, e := range entries.Cells {
		rows[e.Item+"/"+e.Product].hear(e)
	}
	return c
}

// hear notes what was typed into a row.
func (s *said) hear(e Entry) {
	col := columnOf(e.Column)
	var value string
	switch v := e.Value.(type) {
	case report.Date:
		value = v.String()
	case string:
		value = map[string]string{"có": "1", "không": "0"}[v]
		value = cmp.Or(value, v)
	default:
		value = fmt.Sprint(v)
	}
	if col >= colDescription {
		*s.note(col) = value
		return
	}
	*s.figure(col) = value
}

// TestHabitsOfClerks gives accepted forms to clerks who do one to three things to
// them, saves them as the kinds of file that units send, and reads them. What was
// typed before is the oracle: no figure may be read wrong, and few forms may be
// refused that a careful person would read.
func TestHabitsOfClerks(t *testing.T) {
	forms := baseForms(t)
	all := habits()
	if len(all) < 20 {
		t.Fatalf("%d habits", len(all))
	}
	y := &tally{done: map[string]int{}, refused: map[string]int{}, reasons: map[string]int{}}
	var work sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		work.Go(func() {
			for n := w; n < *habitCases; n += workers {
				base := forms[n%len(forms)]
				c, names := base.inHand(uint64(n), all)
				want := c.expected()
				sub, fs := base.reader.Read(c.file, c.save())
				y.count(t, n, names, c, want, sub, fs)
			}
		})
	}
	work.Wait()
	ought := y.accepted + y.wrongly
	t.Logf("%d forms, %d habits: %d read rightly, %d rightly refused %v, %d wrongly refused (%.2f %%), %d read wrong",
		*habitCases, len(all), y.accepted, y.rightly, y.reasons, y.wrongly, 100*float64(y.wrongly)/float64(max(1, ought)), y.bad)
	for _, h := range all {
		t.Logf("%6d times, %4d wrongly refused: %s", y.done[h.name], y.refused[h.name], h.name)
		if *habitCases >= 2000 && y.done[h.name] < *habitCases/200 {
			t.Errorf("%s: only %d times", h.name, y.done[h.name])
		}
	}
	if 100*y.wrongly > ought {
		t.Errorf("%d of %d wrongly refused", y.wrongly, ought)
	}
}

// inHand gives a copy of the form to a clerk who has one to three habits. They
// come in the order of the list.
func (b *baseForm) inHand(n uint64, all []habit) (*clerk, []string) {
	c := b.clerk
	c.Rand = rand.New(rand.NewPCG(n, 0x5eed))
	c.grid = b.grid.clone()
	c.form = c.grid.sheet(sheetReport)
	c.unitBy, c.kyBy = maps.Clone(b.unitBy), maps.Clone(b.kyBy)
	if c.kind = pick(&c, "xlsx", "xlsx", "xlsx", "xlsx", "xlsx", "xlsx", "xlsx", "xls", "ods", "csv"); c.kind == "csv" {
		c.loseHidden()
	}
	chosen := c.Perm(len(all))
	want := 1 + c.IntN(3)
	slices.Sort(chosen[:want])
	var names []string
	for _, i := range chosen[:want] {
		if all[i].do(&c) {
			names = append(names, all[i].name)
		}
	}
	return &c, names
}

// loseHidden takes the hidden sheet away.
func (c *clerk) loseHidden() {
	c.sheets = slices.DeleteFunc(c.sheets, func(p *page) bool { return p.name == sheetHidden })
	delete(c.unitBy, "mẫu")
	delete(c.kyBy, "mẫu")
}

// habits are the habits of clerks, in the order in which they come about: the
// table's rows and columns first, then its headings, then how texts are spelled.
func habits() []habit {
	return slices.Concat(rowHabits, columnHabits, cellHabits, titleHabits, bookHabits, spellingHabits)
}
