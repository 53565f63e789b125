package workbook

import (
	"fmt"
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
	asked map[string]map[string]bool // unit → item/product
	named map[string][]string        // normalised name → units
}

func (r *Reader) index(p *report.Plan) *planIndex {
	r.mu.Lock()
	defer r.mu.Unlock()
	if x := r.known[p]; x != nil {
		return x
	}
	x := &planIndex{map[string]map[string]bool{}, map[string][]string{}}
	for _, u := range p.Units {
		name := report.Normalize(u.Name)
		x.asked[u.Code] = map[string]bool{}
		x.named[name] = append(x.named[name], u.Code)
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
	title  map[titleLabel]titleLine
	form   *formTable

	plan     *report.Plan
	unit     *report.Unit // nil: not known for certain
	asked    map[string]bool
	from, to report.Date // zero where the period is not known for certain
}

// formTable is the table of a form, found by its headings.
type formTable struct {
	sheet *spreadsheet.Sheet
	head  int
	cols  [colCount + 1]int // column of the sheet; 0: the unit removed it
}

func (t *formTable) cell(l spreadsheet.Line, col int) spreadsheet.Cell {
	if t.cols[col] == 0 {
		return spreadsheet.Cell{Row: l.N}
	}
	return l.At(t.cols[col])
}

// through is the cell that a person sees, merged areas counting as one cell.
func (t *formTable) through(l spreadsheet.Line, col int) spreadsheet.Cell {
	if t.cols[col] == 0 {
		return spreadsheet.Cell{Row: l.N}
	}
	return t.sheet.Through(t.cols[col], l.N)
}

// headingNames knows a column by its heading, in three degrees of likeness: as
// the form spells it, without marks and remarks, and by another name.
var headingNames = func() (names [3]map[string]int) {
	for i := range names {
		names[i] = map[string]int{}
	}
	for col := 1; col <= colCount; col++ { // all of them shorter than longestFolded
		names[0][key(headings[col].name)] = col
		names[1][fold(headings[col].name)] = col
		for _, other := range headings[col].also {
			names[2][other] = col
		}
	}
	return names
}()

// What may be a heading, in bytes, as it stands and folded; texts of the table are
// mostly longer.
const (
	longestHeading = 160
	longestFolded  = 40
)

// headingOf tells which column of the form a cell names, 0 where it names none,
// and in which degree.
func headingOf(c spreadsheet.Cell) (col, degree int) {
	if c.Kind != spreadsheet.Text || len(c.Text) > longestHeading {
		return 0, 0
	}
	var buf [longestFolded + 1]byte
	folded := appendFold(buf[:0], c.Text)
	if col = headingNames[1][string(folded)]; col == 0 {
		return headingNames[2][string(folded)], 2
	}
	if c.Text == headings[col].name {
		return col, 0
	}
	// Spelled alike they fold alike.
	if exact := headingNames[0][key(c.Text)]; exact != 0 {
		return exact, 0
	}
	return col, 1
}

// matchHeadings reads a line as a heading row. A heading spelled as in the form
// wins over one that only resembles it; what is left over is unknown, and what
// cannot be told apart comes back as twice.
func matchHeadings(l spreadsheet.Line) (cols [colCount + 1]int, unknown, twice []spreadsheet.Cell) {
	var like [3][colCount + 1][]spreadsheet.Cell
	for _, c := range l.Cells {
		col, degree := headingOf(c)
		if col == 0 {
			unknown = append(unknown, c)
			continue
		}
		like[degree][col] = append(like[degree][col], c)
	}
	for degree := range like {
		for col, cells := range like[degree] {
			switch {
			case len(cells) == 0:
			case cols[col] != 0:
				unknown = append(unknown, cells...)
			default:
				cols[col] = cells[0].Col
				twice = append(twice, cells[1:]...)
			}
		}
	}
	return cols, unknown, twice
}

// isFormHead tells the heading row of a form, also a repeated one, as left by
// printing page by page.
func isFormHead(l spreadsheet.Line) bool {
	var has [colCount + 1]bool
	for _, c := range l.Cells {
		col, _ := headingOf(c)
		has[col] = true
	}
	return has[colResult] && (has[colCode] || has[colItem] && has[colProduct])
}

// findForm finds the table in whatever sheet it stands. The sheet of the form's
// own name wins; otherwise there must be only one.
func (r *submissionReader) findForm() {
	var tables []*formTable
	for _, s := range r.book.Sheets {
		if s.VeryHidden {
			continue // not the unit's: our own, or left by an old macro virus
		}
		for _, l := range s.Lines[:min(len(s.Lines), 100)] {
			if isFormHead(l) {
				cols, _, _ := matchHeadings(l)
				tables = append(tables, &formTable{s, l.N, cols})
				break
			}
		}
	}
	if len(tables) == 0 {
		r.add(finding.Error, "khong-thay-bang", finding.Pos{File: r.file}, "", "không tìm thấy bảng số liệu (bảng có các cột “Mã”, “Sản phẩm”, “Kết quả trong kỳ”…)", "điền vào đúng mẫu báo cáo đã phát, giữ nguyên dòng tiêu đề của bảng")
		return
	}
	r.form = tables[0]
	named := 0
	for _, t := range tables {
		if key(t.sheet.Name) == key(sheetReport) {
			r.form = t
			named++
		}
	}
	for _, t := range tables {
		switch {
		case t == r.form:
		case named == 1:
			r.add(finding.Warning, "bang-khac", r.pos(t.sheet.Name, spreadsheet.Ref(t.cols[colResult], t.head)), "", fmt.Sprintf("sheet này cũng có bảng báo cáo nhưng không được đọc; chỉ đọc sheet “%s”", r.form.sheet.Name), "xóa sheet này nếu không cần")
		default:
			r.add(finding.Error, "nhieu-bang", r.pos(t.sheet.Name, spreadsheet.Ref(t.cols[colResult], t.head)), "", fmt.Sprintf("có nhiều bảng báo cáo (bảng kia ở sheet “%s”) nên không rõ bảng nào là báo cáo của đơn vị", r.form.sheet.Name), fmt.Sprintf("giữ một bảng, đặt tên sheet là “%s”", sheetReport))
		}
	}
	r.checkHead()
}

// withoutBrackets keeps what a heading says in brackets: "(lũy kế)" makes it
// another heading, though it is still read.
var withoutBrackets = strings.NewReplacer("(", " ", ")", " ")

func (r *submissionReader) checkHead() {
	t := r.form
	cols, unknown, twice := matchHeadings(t.sheet.Line(t.head))
	for _, c := range twice {
		r.add(finding.Error, "cot-trung", r.pos(t.sheet.Name, c.Ref()), c.Text, "tiêu đề cột này có hai lần nên không rõ phải đọc cột nào", "xóa một cột, hoặc đổi tên một cột")
	}
	for col := 1; col <= colCount; col++ {
		if c := t.cell(t.sheet.Line(t.head), col); !c.Empty() && fold(withoutBrackets.Replace(c.Text)) != fold(headings[col].name) {
			r.add(finding.Info, "ten-cot-khac", r.pos(t.sheet.Name, c.Ref()), c.Text, fmt.Sprintf("cột này được đọc là cột “%s” của mẫu", headings[col].name), fmt.Sprintf("nếu đúng thì không phải sửa; nếu không thì chuyển số liệu sang cột “%s”", headings[col].name))
		}
	}
	for _, c := range unknown {
		for _, l := range t.sheet.Lines {
			if below := l.At(c.Col); l.N > t.head && !below.Empty() {
				r.add(finding.Warning, "cot-la", r.pos(t.sheet.Name, c.Ref()), c.Text, "cột này không có trong mẫu nên không được đọc", "chuyển nội dung sang cột của mẫu, ví dụ “Mô tả kết quả”")
				break
			}
		}
	}
	for col := colResult; col <= colCount; col++ {
		if cols[col] == 0 {
			r.add(finding.Warning, "thieu-cot", r.pos(t.sheet.Name, spreadsheet.Ref(cols[colResult], t.head)), "", fmt.Sprintf("không thấy cột “%s”; các ô của cột này coi như để trống", headings[col].name), "dùng lại mẫu báo cáo đã phát nếu đơn vị có nội dung cho cột này")
		}
	}
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
