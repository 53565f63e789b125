package main

import (
	"strconv"
	"sync"
	"testing"
	"time"

	"vanthu/cmd/vanthu/sample"
	"vanthu/pipeline"
	"vanthu/pipeline/aggregate"
	"vanthu/pipeline/report"
)

type object = map[string]any

// periods are one of each kind, and those whose words or next period are special.
var periods = []string{"2025-01", "2025-07", "2025-12", "2025-Q1", "2025-Q4", "2025-6T", "2025-6C", "2025-9T", "2025"}

// states are the states of affairs in which every document must read right.
var states = []struct {
	name    string
	figures func(report.Period) *report.Figures
}{
	{"full", fullFigures},
	{"all", allReported},
	{"none", func(p report.Period) *report.Figures {
		return aggregate.Compute(aggregate.Input{Plan: sample.Plan(p.Year, 10), Period: p})
	}},
	{"one", oneUnit},
	{"alone", func(p report.Period) *report.Figures {
		f := oneUnit(p)
		return aggregate.Compute(aggregate.Input{Plan: f.Plan, Period: p})
	}},
	{"empty", func(p report.Period) *report.Figures {
		info := sample.Plan(p.Year, 10).Info
		info.Collector, info.Drafting, info.Issued = "", "", ""
		return aggregate.Compute(aggregate.Input{Plan: &report.Plan{Year: p.Year, Info: info}, Period: p})
	}},
}

// samplePaper is a draft of the sixth working day behind the period.
func samplePaper(p report.Period) pipeline.Paper {
	_, to := p.Window()
	return pipeline.Paper{Day: report.AddWorkingDays(to, 6, nil)}
}

// samples are the values of each document of the reports' family, for each period
// that has it and each state in which it is needed, by "2025-6T full". They are made
// once; no test changes them.
var samples = sync.OnceValue(func() map[string]map[string]object {
	out := map[string]map[string]object{}
	for _, name := range family {
		out[name] = map[string]object{}
	}
	for _, code := range periods {
		p := mustPeriod(code)
		for _, s := range states {
			f := s.figures(p)
			out[pipeline.ReportName(p)][code+" "+s.name] = pipeline.Facts(f, samplePaper(p))
			if pipeline.Needed(pipeline.Reminder, pipeline.OfPeriod(f)) {
				out[pipeline.Reminder][code+" "+s.name] = pipeline.ReminderFacts(f, samplePaper(p))
				out[pipeline.Reminder][code+" "+s.name+" early"] = pipeline.ReminderFacts(f, pipeline.Paper{Day: f.Due})
			}
		}
	}
	return out
})

func samplesOf(name string) map[string]object { return samples()[name] }

func mustPeriod(code string) report.Period {
	p, err := report.ParsePeriod(code)
	if err != nil {
		panic(err) // the tests' own codes
	}
	return p
}

// sent is what a unit of the demo would send for a period, as a submission.
func sent(plan *report.Plan, u report.Unit, p report.Period, at time.Time) report.Submission {
	r := sample.ReportOf(plan, u, p, 1)
	s := report.Submission{Unit: u.Code, Period: p, Revision: 1, ReceivedAt: at}
	add := func(row sample.Row, m report.Measure, text string) {
		cell := report.Cell{Item: row.Item, Product: row.Product, Measure: m, State: report.Value}
		switch text {
		case "":
			return
		case "KAD":
			cell.State = report.NotApplicable
		case "có":
			cell.Value = report.NumberOf(1)
		case "không":
		default:
			n, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				panic(err)
			}
			cell.Value = report.NumberOf(n)
		}
		s.Cells = append(s.Cells, cell)
	}
	for _, row := range r.Rows {
		add(row, report.Result, row.Result)
		add(row, report.People, row.People)
	}
	for _, section := range report.Sections {
		s.Assessments = append(s.Assessments, report.Assessment{Section: section.Code, Text: r.Assessments[section.Code]})
	}
	return s
}

// fullFigures has a bit of everything: a late unit, a refused one, two that sent
// nothing, one that sent a part where the period has parts, one that is asked
// nothing but a task without a product, and a year before.
func fullFigures(p report.Period) *report.Figures {
	plan, before := sample.Plan(p.Year, 26), sample.Plan(p.Year-1, 26)
	plan.Items = append(plan.Items, report.Item{Code: "ND13", Number: "13", Text: "Biểu dương điển hình", Form: "Giao ban", Lead: "Văn phòng Sở", Time: "Quý IV"})
	due := plan.Due(p, nil)
	in := aggregate.Input{Plan: plan, Period: p, PreviousPlan: before, Refused: map[string]report.Refusal{}}
	for i, u := range plan.Units {
		at := due.EndInVietnam().Add(-30 * time.Hour)
		switch i {
		case sample.Missing1, sample.Missing2:
			continue
		case sample.Refused:
			in.Refused[u.Code] = report.Refusal{At: at, Faults: 3}
			continue
		case sample.LateOne:
			at = due.EndInVietnam().Add(30 * time.Hour)
		case sample.Monthly1:
			first, last := p.Months()
			if first < last {
				in.Submissions = append(in.Submissions, sent(plan, u, report.Period{Year: p.Year, Kind: report.Month, N: first}, at))
				continue
			}
		}
		in.Submissions = append(in.Submissions, sent(plan, u, p, at))
	}
	for _, u := range before.Units {
		in.PreviousSubmissions = append(in.PreviousSubmissions, sent(before, u, p.Before(), time.Time{}))
	}
	return aggregate.Compute(in)
}

// allReported has every unit in time, nothing to compare with, words of the
// office's own, and one addressee.
func allReported(p report.Period) *report.Figures {
	plan := sample.Plan(p.Year, 12)
	plan.Bases = plan.Bases[:1]
	var receives []report.Recipient
	for _, r := range plan.Recipients {
		if r.Role != report.Addressed || r.Name == "Ủy ban nhân dân thành phố Huế" {
			receives = append(receives, r)
		}
	}
	plan.Recipients = receives
	in := aggregate.Input{Plan: plan, Period: p}
	for _, u := range plan.Units {
		in.Submissions = append(in.Submissions, sent(plan, u, p, plan.Due(p, nil).EndInVietnam().Add(-time.Hour)))
	}
	f := aggregate.Compute(in)
	for _, s := range report.Sections {
		f.Notes = append(f.Notes, report.Assessment{Section: s.Code, Text: "Ý thứ nhất của Sở.\nÝ thứ hai của Sở"})
	}
	return f
}

// oneUnit has one unit, late, with one task done; it is addressed to nobody, and
// the plan has no number yet.
func oneUnit(p report.Period) *report.Figures {
	plan := sample.Plan(p.Year, 10)
	plan.Info.Issued, plan.Bases, plan.Recipients = "", nil, nil
	plan.Units, plan.Items, plan.Products = plan.Units[:1], plan.Items[:1], plan.Products[:1]
	one := report.NumberOf(1)
	plan.Targets = []report.TargetRow{{Item: plan.Items[0].Code, Product: plan.Products[0].Code, Target: &one, Units: []string{"*"}}}
	s := report.Submission{Unit: plan.Units[0].Code, Period: p, Revision: 1, ReceivedAt: plan.Due(p, nil).EndInVietnam().Add(time.Hour)}
	s.Cells = []report.Cell{{Item: plan.Items[0].Code, Product: plan.Products[0].Code, Measure: report.Result, State: report.Value, Value: one}}
	return aggregate.Compute(aggregate.Input{Plan: plan, Period: p, Submissions: []report.Submission{s}})
}

// family are the documents of a period made by Word templates.
var family = []string{"bao-cao-thang", "bao-cao-quy", "bao-cao-6T", "bao-cao-9T", "bao-cao-nam", "cong-van-nhac"}

// filledSamples are the documents filled with their samples.
var filledSamples = struct {
	sync.Mutex
	docx map[string][]byte
}{docx: map[string][]byte{}}

// filledSample gives a document filled with one of its samples.
func filledSample(t testing.TB, name, key string) []byte {
	t.Helper()
	filledSamples.Lock()
	defer filledSamples.Unlock()
	id := name + " " + key
	if filledSamples.docx[id] == nil {
		filledSamples.docx[id] = fillSample(t, name, samplesOf(name)[key])
	}
	return filledSamples.docx[id]
}

// eachSample goes through all documents of the family with their samples.
func eachSample(t *testing.T, do func(t *testing.T, name, sample string, filled []byte)) {
	t.Helper()
	for _, name := range family {
		if len(samplesOf(name)) == 0 {
			t.Fatalf("no sample of %s", name)
		}
		for key := range samplesOf(name) {
			do(t, name, key, filledSample(t, name, key))
		}
	}
}
