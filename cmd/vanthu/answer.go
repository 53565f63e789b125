package main

import (
	"context"
	"errors"
	"path"
	"slices"

	"vanthu/output/xlsx"
	"vanthu/pipeline"
	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
	"vanthu/sources/spreadsheet"
	"vanthu/sources/workbook"
)

// answers are what the units are told of the files of a run; plans gives the newest
// plan of a year, nil where there is none.
func (o *office) answers(ctx context.Context, plans func(int) *report.Plan, newest *report.Plan) pipeline.Answers {
	build := pipeline.Build{
		Templates: o.templatesOf, LayOut: o.layOut,
		Fill: func(t pipeline.Template, data map[string]any, title string) ([]byte, []finding.Finding, error) {
			return fillTemplate(t, data, fillHow{title: title})
		},
	}
	return pipeline.Answers{
		Mark:      markedCopy,
		RightForm: func(sub *report.Submission) ([]byte, error) { return o.rightForm(ctx, sub) },
		Plan: func(p report.Period) *report.Plan {
			if plan := plans(p.Year); plan != nil {
				return plan
			}
			return newest
		},
		Free:      o.freeDays,
		Documents: func() ([]string, error) { return o.documents([]string{pipeline.LetterOfFaults}) },
		Draw: func(doc, title string, facts map[string]any, day report.Date) ([]report.Named, []finding.Finding, error) {
			build.Now = day.EndInVietnam()
			files, problems, err := build.Draw(ctx, doc, title, facts)
			if err != nil {
				err = errors.New(explain(err))
			}
			return files, problems, err
		},
	}
}

// writeOutput writes a file below the folder of finished documents.
func (o *office) writeOutput(rel string, data []byte) error {
	return o.box().WriteFile(o.path(path.Join(o.settings.Folders.Output, rel)), data)
}

// markedCopy makes the marked copy of a file that was read, and gives the ending
// of its name: of an .xlsx as it is; of any other kind, and where that cannot be, of
// an .xlsx with the same cells at the same addresses.
func markedCopy(original []byte, fs []finding.Finding) (marked []byte, ext string, err error) {
	if marked, ext, err = xlsx.Mark(original, fs); err == nil {
		return marked, ext, nil
	}
	book, err := spreadsheet.Read(original, spreadsheet.Limits{})
	if err != nil {
		return nil, "", err
	}
	names := map[string]string{}
	for i, name := range workbook.SheetNames(book) {
		names[book.Sheets[i].Name] = name
	}
	fs = slices.Clone(fs)
	for i, f := range fs {
		if name, ok := names[f.Pos.Sheet]; ok {
			fs[i].Pos = finding.Cell(f.Pos.File, name, f.Pos.Cell)
		}
	}
	data, err := workbook.Rewrite(book)
	if err != nil {
		return nil, "", err
	}
	return xlsx.Mark(data, fs)
}

// rightForm makes the form of the unit and period that a submission says it is for,
// filled with what could be read of it; nil where the plan asks the unit nothing.
func (o *office) rightForm(ctx context.Context, sub *report.Submission) ([]byte, error) {
	plan, err := o.store.PlanFor(ctx, sub.Period)
	if err != nil {
		return nil, err
	}
	asks, _, _ := plan.Asks()
	form, err := o.form(plan, asks, sub.Unit, sub.Period)
	if err != nil || form == nil {
		return nil, err
	}
	filled, _, err := workbook.FillForm(form, workbook.EntriesOf(sub))
	return filled, err
}
