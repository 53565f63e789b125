package pipeline

import (
	"context"
	"fmt"
	"path"
	"slices"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// Answers makes what a unit is told of its file.
type Answers struct {
	// Mark makes the marked copy of a file that was read, and gives the ending of its
	// name.
	Mark func(original []byte, findings []finding.Finding) (marked []byte, ext string, err error)
	// RightForm makes the form that the unit should have used, filled with what
	// could be read of the one it sent; nil where there is none.
	RightForm func(*report.Submission) ([]byte, error)
	// Plan gives the plan by which a letter names unit and office; for the zero period
	// the newest one. It is never nil.
	Plan func(report.Period) *report.Plan
	// Free are the public holidays around a period.
	Free func(report.Period) map[report.Date]bool
	// Draw makes a document's files of its templates, DOCX and PDF.
	Draw func(doc, title string, facts map[string]any, day report.Date) ([]report.Named, []finding.Finding, error)
	// Documents are the letter of faults, and what the office's own templates add.
	Documents func() ([]string, error)
}

// Codes of the findings that intake itself adds.
const (
	// CodePeriodDiffers is the reader's code for a form of one period that was given
	// the title of another.
	CodePeriodDiffers = "ky-lech"

	codeMoreFindings  = "con-nhieu-loi"
	codeTemplateFault = "phieu-loi-chua-dung"
)

// mostFindings is how many findings are kept of a file. A whole column of wrong
// cells is one mistake, and nobody reads its five-thousandth copy.
const mostFindings = 1000

// limited keeps so many findings of a file, the gravest, in their order, and says in
// one more how many are left out.
func limited(fs []finding.Finding) []finding.Finding {
	if len(fs) <= mostFindings {
		return fs
	}
	room := mostFindings
	kept := make([]bool, len(fs))
	for _, s := range []finding.Severity{finding.Error, finding.Warning, finding.Info} {
		for i, f := range fs {
			if f.Severity == s && room > 0 {
				kept[i], room = true, room-1
			}
		}
	}
	var out []finding.Finding
	left := map[finding.Severity]int{}
	for i, f := range fs {
		if kept[i] {
			out = append(out, f)
		} else {
			left[f.Severity]++
		}
	}
	if n := left[finding.Error] + left[finding.Warning]; n > 0 {
		out = append(out, finding.Finding{
			Severity: finding.Warning, Code: codeMoreFindings, Pos: finding.Pos{File: fs[0].Pos.File},
			Message: fmt.Sprintf("tệp còn %s lỗi và %s chỗ nên xem lại nữa, không kê hết ở đây", count(left[finding.Error]), count(left[finding.Warning])),
			Hint:    "nhiều lỗi giống nhau thường do cả một cột ghi sai một kiểu; sửa cả cột rồi gửi lại, chỗ nào còn sẽ được nêu tiếp",
		})
	}
	return out
}

// explain makes what lies beside a refused original: the marked copy, where one
// can be made, the right form, and the letter of faults as text, DOCX and PDF. What
// cannot be made for a fault of the office's own templates is left out, and a
// finding says so: the file is refused all the same.
func (in Ingest) explain(f *intake) []report.Named {
	a := in.Answers
	l := Letter{Outcome: f.Outcome, Plan: a.Plan(f.Arrival.Period), Free: a.Free(f.Arrival.Period)}
	var out []report.Named
	if namesCell(f.Problems) {
		if copy, ext, err := a.Mark(f.Original.Data, f.Problems); err == nil {
			l.Marked = markedName(f.Original.File.Name, ext)
			out = append(out, report.Named{Name: l.Marked, Data: copy})
		}
	}
	if hasCode(f.Problems, CodePeriodDiffers) && f.sub != nil {
		if form, err := a.RightForm(f.sub); err == nil && form != nil {
			l.Form = f.sub.Unit + "_" + f.sub.Period.String() + "_bieu-mau-dung.xlsx"
			out = append(out, report.Named{Name: l.Form, Data: form})
		}
	}
	out = append(out, report.Named{Name: LetterOfFaults + ".txt", Data: []byte(l.Text())})
	drawn, problem := a.draw(l)
	if problem != nil {
		problem.Pos.File = f.Original.Path
		f.Problems = append(f.Problems, *problem)
	}
	return append(out, drawn...)
}

// draw makes the letter's documents; where one cannot be made, none is, and the
// finding says why.
func (a Answers) draw(l Letter) ([]report.Named, *finding.Finding) {
	fail := func(doc, why string) ([]report.Named, *finding.Finding) {
		return nil, &finding.Finding{
			Severity: finding.Warning, Code: codeTemplateFault,
			Message: fmt.Sprintf("không dựng được %s của Sở nên chỉ có phiếu lỗi dạng chữ (%s.txt): %s", doc, LetterOfFaults, why),
			Hint:    "chạy “vanthu templates check” để xem chỗ sai của mẫu; tệp của đơn vị vẫn được xử lý như thường",
		}
	}
	docs, err := a.Documents()
	if err != nil {
		return fail(LetterOfFaults, err.Error())
	}
	facts, day := l.Facts(), report.DateOf(l.Arrival.ReceivedAt.In(report.Zone))
	var out []report.Named
	for _, doc := range docs {
		files, problems, err := a.Draw(doc, "Phiếu lỗi - "+l.addressee(), facts, day)
		if err != nil {
			return fail(doc, err.Error())
		}
		if i := slices.IndexFunc(problems, func(f finding.Finding) bool { return f.Severity == finding.Error }); i >= 0 {
			return fail(doc, problems[i].String())
		}
		out = append(out, files...)
	}
	return out, nil
}

// Draw fills a document's templates with its values and lays its DOCX out as PDF;
// nothing is written. Findings of severity error mean that nothing came out.
func (b Build) Draw(ctx context.Context, doc, title string, facts map[string]any) ([]report.Named, []finding.Finding, error) {
	j := &job{Built: Built{Doc: doc}, kind: kind{title: func(Work) string { return title }}, facts: facts}
	if err := b.take(ctx, j, documentSteps[1:]); err != nil || finding.HasError(j.Problems) {
		return nil, j.Problems, err
	}
	var files []report.Named
	for _, f := range j.files {
		files = append(files, report.Named{Name: doc + f.ext, Data: f.data})
	}
	return files, j.Problems, nil
}

// NotePath is where the note on an accepted file lies, without an ending, relative to
// the folder of finished documents.
func NotePath(a report.Arrival) string {
	return path.Join(a.Period.String(), "ghi-chu", fmt.Sprintf("%s_lan%d", a.Unit, a.Revision))
}

// note writes what an accepted file's unit is told of its warnings, if it has any:
// a text for an e-mail and the marked copy. Nothing needs mending, so no letter
// goes out.
func (in Ingest) note(_ context.Context, f *intake) error {
	if f.Arrival.State != report.Accepted || f.Arrival.Unit == "" || !slices.ContainsFunc(f.Problems, func(p finding.Finding) bool { return p.Severity == finding.Warning }) {
		return nil
	}
	a := in.Answers
	l := Letter{Outcome: f.Outcome, Plan: a.Plan(f.Arrival.Period), Free: a.Free(f.Arrival.Period)}
	rel := NotePath(f.Arrival)
	if namesCell(f.Problems) {
		if copy, ext, err := a.Mark(f.Original.Data, f.Problems); err == nil {
			l.Marked = path.Base(rel) + "_xem-lai" + ext
			if err := in.Write(rel+"_xem-lai"+ext, copy); err != nil {
				return err
			}
		}
	}
	return in.Write(rel+".txt", []byte(l.Text()))
}
