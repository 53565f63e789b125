package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// Shelf is where finished documents lie. Paths are relative to the workspace,
// slash-separated.
type Shelf interface {
	// Hash gives the SHA-256 of a file, "" where there is none.
	Hash(rel string) (string, error)
	Write(rel string, data []byte) error
	// Free fails where a file cannot be replaced now.
	Free(rel string) error
	Documents(ctx context.Context, scope string) ([]report.Document, error)
	Built(context.Context, []report.Document) error
}

// Work is what documents are made of: the figures of a period, or for the plan
// and what belongs to it the plan alone.
type Work struct {
	Plan    *report.Plan
	Figures *report.Figures // nil for the documents of a plan
}

// OfPeriod is the work of a period's documents.
func OfPeriod(f *report.Figures) Work { return Work{Plan: f.Plan, Figures: f} }

// OfPlan is the work of a plan's documents.
func OfPlan(p *report.Plan) Work { return Work{Plan: p} }

// Scope names the work, as its folder under output/ does: "2025-6T", "2025-KH".
func (w Work) Scope() string {
	if w.Figures == nil {
		return fmt.Sprintf("%d-KH", w.Plan.Year)
	}
	return w.Figures.Period.String()
}

// Build makes documents of a period's figures, or of a plan.
type Build struct {
	// Templates gives the templates of a document, at least one, the office's own
	// before the built-in one.
	Templates func(doc string) ([]Template, error)
	// Fill fills a template; findings of severity error mean that nothing came out.
	Fill func(t Template, data map[string]any, title string) ([]byte, []finding.Finding, error)
	// LayOut lays a document's DOCX out as PDF. It sees nothing but the DOCX, and the
	// paper that it is printed on.
	LayOut func(doc string, docx []byte, title string, day report.Date) (pdf []byte, pages int, findings []finding.Finding, err error)
	// Workbook writes the consolidated workbook.
	Workbook func(*report.Figures) ([]byte, error)
	Shelf    Shelf
	Folder   string // of finished documents: "output"
	Now      time.Time
}

// Template is a file that a document is made from.
type Template struct {
	File string // its name: bao-cao-6T.docx
	Body []byte
}

// Built is one finished document.
type Built struct {
	Doc      string
	DOCX     string // relative to the workspace; "" where none was written
	PDF      string
	XLSX     string
	Pages    int
	SHA256   string // of the first file: the DOCX, else the workbook, else the PDF
	Problems []finding.Finding
}

// job is one document on its way through the steps.
type job struct {
	Built
	kind  kind
	work  Work
	facts map[string]any
	files []output
	base  string // the path of its files without the extension
}

// kind is what sets one document apart from the others: its steps, the values of
// its template, and the title of its files.
type kind struct {
	steps  []making
	facts  func(w Work, day report.Date) map[string]any
	title  func(Work) string
	needed func(Work) bool // nil: always
}

// BaseOf is the document whose values a document has: an office adds documents of
// its own by templates that are named bao-cao-6T_bieu-so-1.
func BaseOf(doc string) string {
	base, _, _ := strings.Cut(doc, "_")
	return base
}

// kindOf finds the kind of a document; ok is false for a name that no document
// has.
func kindOf(doc string) (kind, bool) {
	base := BaseOf(doc)
	switch base {
	case Consolidated:
		return kind{steps: workbookSteps}, true
	case "bao-cao-thang", "bao-cao-quy", "bao-cao-6T", "bao-cao-9T", "bao-cao-nam":
		return kind{
			steps: documentSteps,
			facts: func(w Work, day report.Date) map[string]any { return Facts(w.Figures, Paper{Day: day}) },
			title: func(w Work) string { return "Báo cáo " + w.Figures.Period.Words() + " - " + w.Plan.Info.FullName },
		}, true
	case PlanName, AppendixName:
		return kind{
			steps: documentSteps,
			facts: func(w Work, day report.Date) map[string]any { return PlanFacts(w.Plan, day) },
			title: func(w Work) string { return planTitle(base, w.Plan) },
		}, true
	case Reminder:
		return kind{
			steps: documentSteps,
			facts: func(w Work, day report.Date) map[string]any { return ReminderFacts(w.Figures, Paper{Day: day}) },
			title: func(w Work) string {
				return "Công văn nhắc gửi báo cáo " + w.Figures.Period.Words() + " - " + w.Plan.Info.FullName
			},
			needed: func(w Work) bool { return slices.ContainsFunc(w.Figures.Units, lacks) },
		}, true
	}
	return kind{}, false
}

// Needed tells whether there is anything for a document to say: the letter to
// late units is not made where every unit has reported.
func Needed(doc string, w Work) bool {
	k, ok := kindOf(doc)
	return ok && (k.needed == nil || k.needed(w))
}

// output is a file that a document consists of.
type output struct {
	ext  string
	data []byte
}

// making is a step of making a document.
type making struct {
	name string
	run  func(Build, context.Context, *job) error
}

// The steps, in order; the package comment says what each is for.
var (
	documentSteps = []making{
		{"facts", Build.facts},
		{"fill", Build.fill},
		{"lay out", Build.layOut},
	}
	workbookSteps = []making{
		{"workbook", Build.workbook},
	}
	// Of all documents the one, then of all the other: where a file is open in Word
	// nothing is written.
	placeSteps = []making{{"place", Build.place}}
	writeSteps = []making{{"write", Build.write}}
)

// Consolidated names the consolidated workbook, Reminder the letter to the units
// that have not reported.
const (
	Consolidated = "tong-hop"
	Reminder     = "cong-van-nhac"
)

// Documents lists what a period has, needed or not.
func Documents(p report.Period) []string { return []string{ReportName(p), Reminder, Consolidated} }

// ReportName names the document that reports on a period: bao-cao-6T.
func ReportName(p report.Period) string {
	switch p.Kind {
	case report.Month:
		return "bao-cao-thang"
	case report.Quarter:
		return "bao-cao-quy"
	case report.FirstHalf, report.SecondHalf:
		return "bao-cao-6T"
	case report.NineMonths:
		return "bao-cao-9T"
	}
	return "bao-cao-nam"
}

// Run makes the documents named and, when all have been made, writes them. Where a
// template has errors none is written; the Problems say why. An error is of the
// machine.
func (b Build) Run(ctx context.Context, w Work, docs []string) ([]Built, error) {
	var jobs []*job
	for _, doc := range docs {
		k, ok := kindOf(doc)
		if !ok {
			return nil, fmt.Errorf("build: no document %q", doc)
		}
		j := &job{Built: Built{Doc: doc}, kind: k, work: w}
		jobs = append(jobs, j)
		if err := b.take(ctx, j, k.steps); err != nil {
			return nil, err
		}
	}
	faulty := slices.ContainsFunc(jobs, func(j *job) bool { return finding.HasError(j.Problems) })
	for _, steps := range [][]making{placeSteps, writeSteps} {
		if faulty {
			break
		}
		for _, j := range jobs {
			if err := b.take(ctx, j, steps); err != nil {
				return nil, err
			}
		}
	}
	out := []Built{}
	for _, j := range jobs {
		finding.Sort(j.Problems)
		out = append(out, j.Built)
	}
	return out, nil
}

// take takes a document through steps, up to the first that finds an error in it.
func (b Build) take(ctx context.Context, j *job, steps []making) error {
	for _, m := range steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := m.run(b, ctx, j); err != nil {
			return fmt.Errorf("build %s: %s: %w", j.Doc, m.name, err)
		}
		if finding.HasError(j.Problems) {
			return nil
		}
	}
	return nil
}

func (b Build) day() report.Date { return report.DateOf(b.Now.In(report.Zone)) }

func (b Build) facts(_ context.Context, j *job) error {
	j.facts = j.kind.facts(j.work, b.day())
	return nil
}

func (b Build) fill(_ context.Context, j *job) error {
	templates, err := b.Templates(j.Doc)
	if err != nil {
		return err
	}
	for _, t := range templates {
		data, fs, err := b.Fill(t, j.facts, j.kind.title(j.work))
		if err != nil {
			return err
		}
		j.add(t.File, fs)
		j.files = append(j.files, output{path.Ext(t.File), data})
	}
	return nil
}

func (b Build) layOut(_ context.Context, j *job) error {
	at := slices.IndexFunc(j.files, func(f output) bool { return f.ext == ".docx" })
	if at < 0 {
		return nil
	}
	pdf, pages, fs, err := b.LayOut(j.Doc, j.files[at].data, j.kind.title(j.work), b.day())
	j.files, j.Pages = slices.Insert(j.files, at+1, output{".pdf", pdf}), pages
	j.add(j.Doc+".docx", fs)
	return err
}

func (b Build) workbook(_ context.Context, j *job) error {
	data, err := b.Workbook(j.work.Figures)
	j.files = []output{{".xlsx", data}}
	return err
}

// add takes findings up, each with the file it is about.
func (j *job) add(file string, fs []finding.Finding) {
	for _, f := range fs {
		if f.Pos.File == "" {
			f.Pos.File = file
		}
		j.Problems = append(j.Problems, f)
	}
}

// place finds where the document's files are to stand. A file that is not what a
// build left there is a person's: it stays, and the new one is written beside it.
// (No document is named as another one with _moi: templates may not be named so.)
func (b Build) place(ctx context.Context, j *job) error {
	scope := j.work.Scope()
	known, err := b.Shelf.Documents(ctx, scope)
	if err != nil {
		return err
	}
	ours := map[string]report.Document{}
	for _, d := range known {
		ours[d.Path] = d
	}
	base := path.Join(b.Folder, scope, j.Doc)
	edited := ""
	for n := 1; ; n++ {
		name := base
		switch {
		case n == 2:
			name = base + "_moi"
		case n > 2:
			name = fmt.Sprintf("%s_moi%d", base, n-1)
		}
		theirs, err := b.taken(ours, name, j)
		if err != nil {
			return err
		}
		if theirs == "" {
			base = name
			break
		}
		if edited == "" {
			edited = theirs
		}
	}
	if edited != "" {
		j.Problems = append(j.Problems, finding.Finding{
			Severity: finding.Info, Code: "van-ban-da-sua-tay", Pos: finding.Pos{File: edited},
			Message: "văn bản này đã được sửa tay nên giữ nguyên; bản dựng mới nằm ở " + base + j.files[0].ext, Hint: "so hai bản, chép phần cần giữ sang bản mới",
		})
	}
	j.base = base
	for _, f := range j.files {
		if err := b.Shelf.Free(base + f.ext); err != nil {
			return err
		}
	}
	return nil
}

// write puts the document's files on the shelf.
func (b Build) write(ctx context.Context, j *job) error {
	fingerprint, err := Fingerprint(j.work)
	if err != nil {
		return err
	}
	scope := j.work.Scope()
	var docs []report.Document
	for _, f := range j.files {
		rel := j.base + f.ext
		switch f.ext {
		case ".docx":
			j.DOCX = rel
		case ".pdf":
			j.PDF = rel
		case ".xlsx":
			j.XLSX = rel
		}
		docs = append(docs, report.Document{Path: rel, Scope: scope, Doc: j.Doc, SHA256: hash(f.data), FiguresSHA256: fingerprint, BuiltAt: b.Now})
	}
	j.SHA256 = docs[0].SHA256
	// Noted before they are written: stopped in between, the old file is still
	// known as ours, by what stood there before.
	if err := b.Shelf.Built(ctx, docs); err != nil {
		return err
	}
	for _, f := range j.files {
		if err := b.Shelf.Write(j.base+f.ext, f.data); err != nil {
			return err
		}
	}
	return nil
}

// taken tells which of a document's files a person has changed or another document
// has, "" for none. A file that holds the new bytes already was left by a build
// that was stopped before it could note them.
func (b Build) taken(ours map[string]report.Document, base string, j *job) (string, error) {
	for _, f := range j.files {
		rel := base + f.ext
		sum, err := b.Shelf.Hash(rel)
		if err != nil {
			return "", err
		}
		known := ours[rel]
		edited := sum != known.SHA256 && sum != known.Before && sum != hash(f.data)
		if sum != "" && (edited || known.Doc != "" && known.Doc != j.Doc) {
			return rel, nil
		}
	}
	return "", nil
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Fingerprint is a hash of all that the work's documents show: it differs where
// a document built before is older than the figures, the office's words or the
// plan.
func Fingerprint(w Work) (string, error) {
	type unit struct {
		Code        string
		Standing    report.Standing
		By          report.Source
		Refusal     *report.Refusal
		Lacking     []report.Period
		RevisedLate bool
		Reports     []string // period and revision of all that stand for the period
	}
	var shown struct {
		Version int
		Cells   []report.Figure
		Totals  []report.Total
		Units   []unit
		Notes   []report.Assessment
	}
	shown.Version = w.Plan.Version
	f := w.Figures
	if f == nil {
		f = &report.Figures{}
	}
	shown.Totals, shown.Notes = f.Totals, f.Notes
	for _, c := range f.Cells {
		c.Parts = nil
		shown.Cells = append(shown.Cells, c)
	}
	for _, u := range f.Units {
		row := unit{u.Unit.Code, u.Standing, u.By, u.Refusal, u.Lacking, u.RevisedLate, nil}
		for _, s := range u.Submissions {
			row.Reports = append(row.Reports, fmt.Sprintf("%s %d", s.Period, s.Revision))
		}
		shown.Units = append(shown.Units, row)
	}
	text, err := json.Marshal(shown)
	if err != nil {
		return "", fmt.Errorf("fingerprint: %w", err)
	}
	return hash(text), nil
}
