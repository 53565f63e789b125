package workbook

import (
	"bytes"
	"fmt"

	"vanthu/sources/spreadsheet"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/report"
)

// Column names a column of the form that a unit fills in.
type Column string

// The columns, as FillForm knows them; the texts share their names with the
// fields of report.Remark.
const (
	ColumnResult      Column = "ket_qua"
	ColumnPeople      Column = "luot_nguoi"
	ColumnDescription Column = report.RemarkDescription
	ColumnEvidence    Column = report.RemarkEvidence
	ColumnDate        Column = report.RemarkDate
	ColumnObstacle    Column = report.RemarkObstacle
	ColumnProposal    Column = report.RemarkProposal
)

// Entry is what a clerk types into one cell. A report.Number, int or float64
// becomes a number, a report.Date a date, a string a text as it stands (also one
// that is no figure); nil leaves the cell alone.
type Entry struct {
	Item, Product string
	Column        Column
	Value         any
}

// Entries fill in a form.
type Entries struct {
	Cells       []Entry
	Assessments []report.Assessment // Section and Text count
}

// EntriesOf gives what a submission says, to be typed into a new form: the
// figures that could be read, the remarks and the assessments.
func EntriesOf(s *report.Submission) Entries {
	var e Entries
	for _, c := range s.Cells {
		entry := Entry{c.Item, c.Product, ColumnResult, c.Value}
		if c.Measure == report.People {
			entry.Column = ColumnPeople
		}
		switch word := report.Normalize(c.Places[0].Text); {
		case c.State == report.NotApplicable:
			entry.Value = "KAD"
		case word == "có" || word == "không":
			entry.Value = word
		}
		e.Cells = append(e.Cells, entry)
	}
	for _, m := range s.Remarks {
		entry := Entry{m.Item, m.Product, Column(m.Field), m.Text}
		if d, err := report.ParseDate(m.Text); m.Field == report.RemarkDate && err == nil {
			entry.Value = d
		}
		e.Cells = append(e.Cells, entry)
	}
	e.Assessments = s.Assessments
	return e
}

// FillForm types entries into a form made by WriteForm and gives the filled
// workbook. Entries for rows that the form does not have come back as left: an
// item moved out of the plan has no cell to go to.
func FillForm(form []byte, e Entries) (filled []byte, left []Entry, err error) {
	b, err := spreadsheet.Read(form, spreadsheet.Limits{})
	if err != nil {
		return nil, nil, fmt.Errorf("read form: %w", err)
	}
	r := &submissionReader{book: b}
	r.findForm()
	if r.form == nil {
		return nil, nil, fmt.Errorf("read form: no table in it")
	}
	file, err := excelize.OpenReader(bytes.NewReader(form))
	if err != nil {
		return nil, nil, fmt.Errorf("open form: %w", err)
	}
	p := &pen{file: file, styles: map[look]int{}}
	rows := map[string]spreadsheet.Line{}
	for _, l := range r.form.sheet.Lines {
		if c := r.form.cell(l, colCode); l.N > r.form.last && c.Kind == spreadsheet.Text {
			rows[c.Text] = l
		}
	}
	typed := map[string]string{} // several texts of one cell stand below each other
	for _, entry := range e.Cells {
		l, ok := rows[entry.Item+"/"+entry.Product]
		col := columnOf(entry.Column)
		if !ok || col == 0 || r.form.cols[col] == 0 {
			left = append(left, entry)
			continue
		}
		ref := spreadsheet.Ref(r.form.cols[col], l.N)
		if text, ok := entry.Value.(string); ok && col >= colDescription {
			if typed[ref] != "" {
				text = typed[ref] + "\n" + text
			}
			typed[ref] = text
			entry.Value = text
		}
		p.put(r.form.sheet.Name, ref, entry.Value)
		if text, ok := entry.Value.(string); ok {
			p.grow(r.form.sheet.Name, l.N, text, headings[col].width)
		}
	}
	p.fillSections(b, e.Assessments)
	filled, err = p.bytes("filled form")
	return filled, left, err
}

// grow makes a row tall enough for a text, as a person would drag it.
func (p *pen) grow(sheet string, row int, text string, width float64) {
	height, err := p.file.GetRowHeight(sheet, row)
	p.do(err)
	if need := float64(linesOf(text, width))*lineHeight + 4; need > height {
		p.height(sheet, row, need)
	}
}

func columnOf(name Column) int {
	switch name {
	case ColumnResult:
		return colResult
	case ColumnPeople:
		return colPeople
	}
	for col := colDescription; col <= colCount; col++ {
		if headings[col].remark == string(name) {
			return col
		}
	}
	return 0
}

func (p *pen) fillSections(b *spreadsheet.Book, assessments []report.Assessment) {
	texts := map[string]string{}
	for _, a := range assessments {
		if texts[a.Section] != "" {
			texts[a.Section] += "\n"
		}
		texts[a.Section] += a.Text
	}
	for _, s := range b.Sheets {
		if s.Name != sheetAssessment {
			continue
		}
		for _, l := range s.Lines {
			for _, section := range report.Sections {
				if l.At(1).Text == section.Words {
					p.put(s.Name, spreadsheet.Ref(2, l.N), texts[section.Code])
				}
			}
		}
	}
}
