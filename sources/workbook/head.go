package workbook

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"

	"vanthu/sources/spreadsheet"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// formTable is the table of a form, found by its headings.
type formTable struct {
	sheet          *spreadsheet.Sheet
	head           int // the heading row
	last           int // the last heading row: the same, or the one below
	captions       []caption
	cols           [colCount + 1]int // column of the sheet; 0: the unit removed it
	unknown, twice []caption
}

// caption is what stands over a column: a cell of the heading rows, and the
// column of the form that it names (0: none), in a degree of likeness.
type caption struct {
	spreadsheet.Cell
	col, degree int
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
var headingNames = sync.OnceValue(func() (names [3]map[string]int) {
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
})

// isTargetOfYear tells the folded heading of the targets with their year. (A regular
// expression would have every cell that is asked copied.)
func isTargetOfYear(folded []byte) bool {
	n := len(folded) - 4
	if n < 0 || folded[n] != '2' || folded[n+1] != '0' || !isDigit(folded[n+2]) || !isDigit(folded[n+3]) {
		return false
	}
	switch string(bytes.TrimSuffix(folded[:n], []byte("nam"))) {
	case "chitieu", "kehoach", "kh":
		return true
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

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
	names := headingNames()
	if col = names[1][string(folded)]; col == 0 {
		switch col = names[2][string(folded)]; {
		case col == 0 && isTargetOfYear(folded):
			col = colTarget
		case col == 0 && c.Doubt != spreadsheet.Unicode:
			return headingOf(spreadsheet.Cell{Kind: spreadsheet.Text, Text: c.Decoded()}) // "Soá TT" of VNI
		}
		return col, 2
	}
	if c.Text == headings[col].name {
		return col, 0
	}
	// Spelled alike they fold alike.
	if exact := names[0][key(c.Text)]; exact != 0 {
		return exact, 0
	}
	return col, 1
}

// captionsOf reads a line, and the one below where that belongs to it, as heading
// rows. Below, a name says what a part of the group above it is: "Kết quả" over
// "Trong kỳ" and "Lũy kế".
func captionsOf(s *spreadsheet.Sheet, l spreadsheet.Line) (captions []caption, last int) {
	below := s.Line(l.N + 1)
	if !isSecondLine(s, l, below) {
		for _, c := range l.Cells {
			col, degree := headingOf(c)
			captions = append(captions, caption{c, col, degree})
		}
		return captions, l.N
	}
	for _, c := range l.Cells {
		if below.At(c.Col).Empty() {
			col, degree := headingOf(c)
			if isWide(s, c) {
				col = 0 // the name of a group
			}
			captions = append(captions, caption{c, col, degree})
		}
	}
	for _, c := range below.Cells {
		captions = append(captions, captionBelow(s, l, c))
	}
	slices.SortFunc(captions, func(a, b caption) int { return a.Col - b.Col })
	return captions, below.N
}

// captionBelow reads a cell of the second heading row by itself and together with
// the name of the group above it.
func captionBelow(s *spreadsheet.Sheet, l spreadsheet.Line, c spreadsheet.Cell) caption {
	group := s.Through(c.Col, l.N)
	for at := c.Col - 1; group.Empty() && at > 0; at-- {
		group = l.At(at)
	}
	col, degree := headingOf(c)
	both := spreadsheet.Cell{Kind: spreadsheet.Text, Text: group.Text + " " + c.Text}
	switch whole, like := headingOf(both); {
	case whole != 0 && (col == 0 || like < degree):
		col, degree = whole, like
	case notOfPeriod().MatchString(fold(group.Text)), degree == 2 && !ofPeriod().MatchString(fold(group.Text)):
		col = 0
	}
	return caption{c, col, degree}
}

// Folded words in the name of a group of columns that tell whether its figures
// are those of the period.
var (
	ofPeriod    = pattern(`ketqua|kq|thuchien|baocao|solieu|trongky|kynay|donvi`)
	notOfPeriod = pattern(`truoc|luyke|cungky|kehoach|chitieu|namngoai`)
)

// isSecondLine tells whether a line continues the heading row above it: it holds
// names of columns and nothing else, under a group's cell or where nothing stands.
func isSecondLine(s *spreadsheet.Sheet, l, below spreadsheet.Line) bool {
	known := false
	for _, c := range below.Cells {
		above := l.At(c.Col)
		wide := isWide(s, s.Through(c.Col, l.N))
		starts := l.At(c.Col+1).Empty() && !below.At(c.Col+1).Empty()
		if c.Kind != spreadsheet.Text || len(c.Text) > longestHeading || !above.Empty() && !wide && !starts {
			return false
		}
		col := captionBelow(s, l, c).col
		if own, _ := headingOf(c); col == 0 && own == 0 && !wide {
			return false
		}
		known = known || col >= colResult || wide
	}
	return known
}

// isWide tells whether a cell is merged over several columns.
func isWide(s *spreadsheet.Sheet, c spreadsheet.Cell) bool {
	return !c.Empty() && slices.ContainsFunc(s.Merges, func(m spreadsheet.Area) bool {
		return m.Col1 == c.Col && m.Row1 == c.Row && m.Col2 > m.Col1
	})
}

// match finds the columns. A heading spelled as in the form wins over one that
// only resembles it; what is left over is unknown, and what cannot be told apart
// is there twice.
func (t *formTable) match() {
	var like [3][colCount + 1][]caption
	for _, c := range t.captions {
		if c.col == 0 {
			t.unknown = append(t.unknown, c)
			continue
		}
		like[c.degree][c.col] = append(like[c.degree][c.col], c)
	}
	for degree := range like {
		for col, cells := range like[degree] {
			switch {
			case len(cells) == 0:
			case t.cols[col] != 0:
				t.unknown = append(t.unknown, cells...)
			default:
				t.cols[col] = cells[0].Col
				t.twice = append(t.twice, cells[1:]...)
			}
		}
	}
}

// named tells which columns of the form a line names.
func named(l spreadsheet.Line) (has [colCount + 1]bool) {
	for _, c := range l.Cells {
		col, _ := headingOf(c)
		has[col] = true
	}
	return has
}

// isFormHead tells the heading row of a form, also a repeated one, as left by
// printing page by page, or the second of its lines.
func isFormHead(l spreadsheet.Line) bool {
	has := named(l)
	return has[colResult] && (has[colCode] || has[colItem] && has[colProduct]) || !has[0] && len(l.Cells) > 1
}

// tableOf finds the table of a form in a sheet, nil where there is none.
func tableOf(s *spreadsheet.Sheet) *formTable {
	for _, l := range s.Lines[:min(len(s.Lines), 100)] {
		if has := named(l); !has[colCode] && !(has[colItem] && has[colProduct]) {
			continue
		}
		t := &formTable{sheet: s, head: l.N}
		t.captions, t.last = captionsOf(s, l)
		if t.match(); t.cols[colResult] != 0 {
			return t
		}
	}
	return nil
}

// findForm finds the table in whatever sheet it stands. The sheet of the form's
// own name wins; otherwise there must be only one.
func (r *submissionReader) findForm() {
	var tables []*formTable
	for _, s := range r.book.Sheets {
		if s.VeryHidden {
			continue // not the unit's: our own, or left by an old macro virus
		}
		if t := tableOf(s); t != nil {
			tables = append(tables, t)
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
	for _, c := range t.twice {
		r.add(finding.Error, "cot-trung", r.pos(t.sheet.Name, c.Ref()), c.Text, "tiêu đề cột này có hai lần nên không rõ phải đọc cột nào", "xóa một cột, hoặc đổi tên một cột")
	}
	for _, c := range t.captions {
		if c.col != 0 && t.cols[c.col] == c.Col && fold(withoutBrackets.Replace(c.Text)) != fold(headings[c.col].name) {
			r.add(finding.Info, "ten-cot-khac", r.pos(t.sheet.Name, c.Ref()), c.Text, fmt.Sprintf("cột này được đọc là cột “%s” của mẫu", headings[c.col].name), fmt.Sprintf("nếu đúng thì không phải sửa; nếu không thì chuyển số liệu sang cột “%s”", headings[c.col].name))
		}
		if (c.col == colResult || c.col == colPeople) && t.cols[c.col] == c.Col {
			r.checkWide(c)
		}
	}
	for _, c := range t.unknown {
		if r.maybePeople(c) {
			r.add(finding.Error, "cot-khong-ro", r.pos(t.sheet.Name, c.Ref()), c.Text, "không rõ cột này có phải cột “Lượt người” của mẫu không", "nếu phải thì sửa tiêu đề thành “Lượt người”; nếu không thì thêm lại cột “Lượt người” của mẫu, để trống cũng được")
			continue
		}
		for _, l := range t.sheet.Lines {
			if below := l.At(c.Col); l.N > t.last && !below.Empty() {
				r.add(finding.Warning, "cot-la", r.pos(t.sheet.Name, c.Ref()), c.Text, "cột này không có trong mẫu nên không được đọc", "chuyển nội dung sang cột của mẫu, ví dụ “Mô tả kết quả”")
				break
			}
		}
	}
	for col := colResult; col <= colCount; col++ {
		if t.cols[col] == 0 {
			r.add(finding.Warning, "thieu-cot", r.pos(t.sheet.Name, spreadsheet.Ref(t.cols[colResult], t.head)), "", fmt.Sprintf("không thấy cột “%s”; các ô của cột này coi như để trống", headings[col].name), "dùng lại mẫu báo cáo đã phát nếu đơn vị có nội dung cho cột này")
		}
	}
}

// likePeople are folded headings that count people in other words.
var likePeople = pattern(`luotng|^(?:so)?luot$|songuoi|nguoi(?:tham|du|tiepcan|nghe)`)

// maybePeople tells a column of figures that is perhaps the one of people, where
// no other is.
func (r *submissionReader) maybePeople(c caption) bool {
	t := r.form
	if name := fold(withoutBrackets.Replace(c.Text)); t.cols[colPeople] != 0 || !likePeople().MatchString(name) || notOfPeriod().MatchString(name) {
		return false
	}
	return slices.ContainsFunc(t.sheet.Lines, func(l spreadsheet.Line) bool {
		state, _, _ := readFigure(l.At(c.Col), people)
		return l.N > t.last && state == report.Value
	})
}

// checkWide complains of a heading merged over several columns, where figures
// stand in more than the first of them.
func (r *submissionReader) checkWide(c caption) {
	t := r.form
	for _, m := range t.sheet.Merges {
		if m.Col1 != c.Col || m.Row1 != c.Row || m.Col1 == m.Col2 {
			continue
		}
		for _, l := range t.sheet.Lines {
			for col := m.Col1 + 1; col <= m.Col2 && l.N > t.last; col++ {
				if state, _, _ := readFigure(l.At(col), wanted{decimal: true}); state == report.Value {
					r.add(finding.Error, "cot-gop", r.pos(t.sheet.Name, spreadsheet.Ref(col, l.N)), l.At(col).Seen(r.date1904), fmt.Sprintf("tiêu đề “%s” gộp trên nhiều cột mà cột này cũng có số nên không rõ số nào là kết quả", headings[c.col].name), "bỏ gộp ô tiêu đề, để mỗi cột một tiêu đề")
					return
				}
			}
		}
	}
}
