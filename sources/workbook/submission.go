package workbook

import (
	"slices"
	"strings"
	"sync"

	"vanthu/sources/spreadsheet"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// Reader reads the workbooks of many units. Plans must not change while it is in
// use: what it needs of each is worked out once. It may be used from several
// goroutines where the functions of its Context may.
type Reader struct {
	ctx   Context
	mu    sync.Mutex
	known map[*report.Plan]*planIndex
}

// NewReader makes a reader against the plans of a context.
func NewReader(ctx Context) *Reader {
	return &Reader{ctx: ctx, known: map[*report.Plan]*planIndex{}}
}

// planIndex is what reading a submission needs of a plan.
type planIndex struct {
	asked  map[string]map[string]bool // unit → item/product
	named  map[string][]string        // normalised name → units
	folded map[string][]string        // folded name → units
}

func (r *Reader) index(p *report.Plan) *planIndex {
	r.mu.Lock()
	defer r.mu.Unlock()
	if x := r.known[p]; x != nil {
		return x
	}
	x := &planIndex{map[string]map[string]bool{}, map[string][]string{}, map[string][]string{}}
	for _, u := range p.Units {
		name, folded := report.Normalize(u.Name), fold(withoutBrackets.Replace(u.Name))
		x.asked[u.Code] = map[string]bool{}
		x.named[name] = append(x.named[name], u.Code)
		x.folded[folded] = append(x.folded[folded], u.Code)
	}
	asks, _, _ := p.Asks()
	for _, a := range asks {
		x.asked[a.Unit][a.Item+"/"+a.Product] = true
	}
	r.known[p] = x
	return x
}

// ReadSubmission reads one workbook as Reader.Read does.
func ReadSubmission(file string, data []byte, ctx Context) (*report.Submission, []finding.Finding) {
	return NewReader(ctx).Read(file, data)
}

// Read reads a unit's workbook. The submission is never nil: where the findings
// hold an error the file is refused, and the submission says as much of unit,
// period and figures as could be read, for the letter and the new form.
//
// Where the two disagree about whose the file is, what its sender could see
// wins in the refused submission: last month's form retitled counts as refused
// for the period of its new title.
func (r *Reader) Read(file string, data []byte) (*report.Submission, []finding.Finding) {
	s := &submissionReader{Reader: r, notebook: notebook{file: file}, sub: &report.Submission{}}
	b, err := spreadsheet.Read(data, r.ctx.Limits)
	if err != nil {
		s.readNameOnly()
		return s.sub, []finding.Finding{spreadsheet.Refused(err).Finding(file)}
	}
	// The list of faults in a marked copy that the unit has mended is ours.
	b.Sheets = slices.DeleteFunc(b.Sheets, func(s *spreadsheet.Sheet) bool { return report.IsFaultSheet(s.Name) })
	s.book, s.date1904 = b, b.Date1904
	s.checkEncodings(b)
	s.readHidden()
	s.findForm()
	s.readTitle()
	s.settlePeriod()
	if s.plan == nil {
		s.settleUnit()
		return s.sub, s.finish()
	}
	s.settleUnit()
	if s.form != nil {
		s.readRows()
	}
	s.readAssessments()
	s.review()
	return s.sub, s.finish()
}

type submissionReader struct {
	*Reader
	notebook
	book   *spreadsheet.Book
	sub    *report.Submission
	hidden map[string]string
	title  map[titleLabel][]titleLine // in the order of the sheet
	form   *formTable

	plan     *report.Plan
	unit     *report.Unit // nil: not known for certain
	asked    map[string]bool
	from, to report.Date // zero where the period is not known for certain
}

// readHidden reads the very hidden sheet that WriteForm left.
func (r *submissionReader) readHidden() {
	r.hidden = map[string]string{}
	for _, s := range r.book.Sheets {
		if s.Name != sheetHidden {
			continue
		}
		for _, l := range s.Lines {
			if name, value := l.At(1), l.At(2); name.Kind == spreadsheet.Text && !value.Empty() {
				r.hidden[name.Text] = value.Seen(r.date1904)
			}
		}
	}
}

// readAssessments reads the sheet "Đánh giá chung".
func (r *submissionReader) readAssessments() {
	for _, s := range r.book.Sheets {
		if s.VeryHidden || fold(s.Name) != fold(sheetAssessment) {
			continue
		}
		for _, l := range s.Lines {
			topic, words := 0, 0
			for _, c := range l.Cells {
				switch fold(c.Text) {
				case "muc":
					topic = c.Col
				case "noidung":
					words = c.Col
				}
			}
			if topic != 0 && words != 0 {
				r.readSections(s, l.N, topic, words)
				return
			}
		}
		if len(s.Lines) > 0 {
			r.add(finding.Warning, "danh-gia-khong-doc", r.pos(s.Name, ""), "", "không thấy dòng tiêu đề “Mục”, “Nội dung” nên không đọc được sheet này", "giữ nguyên dòng tiêu đề của mẫu")
		}
	}
}

// sectionWords are the folded words by which a section is known.
var sectionWords = map[string]string{
	"uudiem": report.SectionStrengths, "ketquadatduoc": report.SectionStrengths,
	"tontaihanche": report.SectionWeaknesses, "tontai": report.SectionWeaknesses, "hanche": report.SectionWeaknesses, "hanchetontai": report.SectionWeaknesses,
	"nguyennhan":     report.SectionCauses,
	"dexuatkiennghi": report.SectionProposals, "kiennghidexuat": report.SectionProposals, "kiennghi": report.SectionProposals, "dexuat": report.SectionProposals,
	"phuonghuongkytoi": report.SectionDirections, "phuonghuong": report.SectionDirections, "phuonghuongkysau": report.SectionDirections, "nhiemvukytoi": report.SectionDirections,
}

func (r *submissionReader) readSections(s *spreadsheet.Sheet, head, topic, words int) {
	section := ""
	for _, l := range s.Lines {
		if l.N <= head {
			continue
		}
		c := l.At(words)
		if name := s.Through(topic, l.N); !name.Empty() {
			section = sectionWords[strings.TrimLeft(fold(name.Text), "0123456789")]
			if section == "" && !c.Empty() {
				r.add(finding.Warning, "muc-la", r.pos(s.Name, c.Ref()), name.Text, "mục này không có trong mẫu nên nội dung của nó không được đọc", "chuyển nội dung vào một mục của mẫu")
			}
		}
		if s.Hollow[[2]int{words, l.N}] {
			r.add(finding.Warning, "cong-thuc-rong", r.pos(s.Name, spreadsheet.Ref(words, l.N)), "", messageHollow, hintHollow)
		}
		if c.Empty() || section == "" {
			continue
		}
		if text, ok := r.textOf(s, c); ok {
			r.sub.Assessments = append(r.sub.Assessments, report.Assessment{Section: section, Text: text, Place: report.Place{Sheet: s.Name, Cell: c.Ref(), Text: text}})
		}
	}
}

// textOf reads a cell of free text; what is no text is complained of.
func (r *submissionReader) textOf(s *spreadsheet.Sheet, c spreadsheet.Cell) (string, bool) {
	switch c.Kind {
	case spreadsheet.ErrorValue:
		r.add(finding.Error, "o-loi", r.pos(s.Name, c.Ref()), c.Text, "ô này bị chương trình bảng tính hiểu là công thức và báo lỗi, nội dung đã mất", "gõ lại nội dung; nếu bắt đầu bằng dấu - + = @ thì gõ thêm dấu nháy đơn (') ở đầu")
		return "", false
	case spreadsheet.Uncalculated:
		r.add(finding.Error, "cong-thuc-chua-tinh", r.pos(s.Name, c.Ref()), c.Text, "ô là công thức nhưng tệp không lưu kết quả của nó", "gõ thẳng nội dung vào ô")
		return "", false
	}
	return c.Seen(r.date1904), true
}
