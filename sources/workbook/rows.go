package workbook

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"vanthu/sources/spreadsheet"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// entryRow is a row of the table whose item and product are certain.
type entryRow struct {
	line          spreadsheet.Line
	item, product string
}

func (e entryRow) code() string { return e.item + "/" + e.product }

// readRows reads the table: which rows are whose, then their cells.
func (r *submissionReader) readRows() {
	t := r.form
	var below []spreadsheet.Line
	for _, l := range t.sheet.Lines {
		if l.N > t.last {
			below = append(below, l)
		}
	}
	var rows []entryRow
	last := -1
	named := make([]bool, len(below))
	for i, l := range below {
		if i == 0 && t.isNumbering(l) || isFormHead(l) {
			below[i] = spreadsheet.Line{N: l.N}
			continue
		}
		if row, ok := r.identify(l); ok {
			rows = append(rows, row)
			named[i], last = true, i
		}
	}
	signed := false
	for i, l := range below {
		if named[i] {
			continue
		}
		// The lines of date and signature, and whatever follows them, are not the
		// table's. A line with a figure is not one of signature.
		figure := r.figureIn(l)
		signed = signed || i > last && figure.Empty() && isSignature(l)
		switch {
		case !signed:
			r.leftOver(l)
		case !figure.Empty():
			r.add(finding.Warning, "so-duoi-chu-ky", r.pos(t.sheet.Name, figure.Ref()), clip(figure.Seen(r.date1904), 80), "số này nằm dưới phần chữ ký nên không được tính", "nếu là số liệu báo cáo thì chuyển lên dòng có mã trong bảng")
		}
	}
	if len(rows) == 0 && !finding.HasError(r.found) {
		r.add(finding.Error, "khong-thay-dong", r.pos(t.sheet.Name, spreadsheet.Ref(t.cols[colResult], t.head)), "", "trong bảng không có dòng nào nhận ra được nội dung và sản phẩm", "điền vào đúng mẫu báo cáo đã phát, giữ nguyên cột “Mã”")
	}
	for i, row := range rows {
		r.checkMerges(rows, i)
		r.checkHollow(row)
		r.checkAsked(row)
		r.readRemarks(row)
	}
	r.readFigures(rows)
	r.checkUnread(rows)
}

// checkUnread looks at what stands beside the table's rows in columns that are not
// read: one without a heading is named; figures in any of them, where there is no
// result at all, are perhaps the results.
func (r *submissionReader) checkUnread(rows []entryRow) {
	t := r.form
	headed := map[int]bool{}
	for _, c := range t.captions {
		headed[c.Col] = true
		for _, m := range t.sheet.Merges {
			for col := m.Col1; m.Col1 == c.Col && m.Row1 == c.Row && col <= m.Col2; col++ {
				headed[col] = true
			}
		}
	}
	blank := true
	var figure spreadsheet.Cell // the first one
	for _, row := range rows {
		blank = blank && t.cell(row.line, colResult).Empty()
		for _, c := range row.line.Cells {
			if slices.Contains(t.cols[1:], c.Col) {
				continue
			}
			if !headed[c.Col] {
				headed[c.Col] = true
				r.add(finding.Warning, "cot-la", r.pos(t.sheet.Name, c.Ref()), clip(c.Seen(r.date1904), 80), "cột này không có tiêu đề nên không được đọc", "chuyển nội dung sang cột của mẫu, ví dụ “Mô tả kết quả”")
			}
			if state, _, _ := readFigure(c, wanted{decimal: true}); state == report.Value && figure.Empty() {
				figure = c
			}
		}
	}
	if blank && !figure.Empty() {
		r.add(finding.Error, "so-ngoai-cot", r.pos(t.sheet.Name, figure.Ref()), figure.Seen(r.date1904), "cột “Kết quả trong kỳ” không có số nào, còn cột này có số mà không được đọc", "nếu đây là kết quả thì chuyển sang cột “Kết quả trong kỳ”; nếu trong kỳ không thực hiện gì thì ghi 0 ở từng dòng")
	}
}

var numbering = pattern(`^\(?([0-9]{1,2}|[A-Za-z])\)?(?:=.*)?$`)

// isNumbering tells the row under the headings that numbers the columns: (1),
// (2), (3) … with letters in front, perhaps. Columns moved or removed since then
// leave other orders and gaps.
func (t *formTable) isNumbering(l spreadsheet.Line) bool {
	seen := map[string]bool{}
	digits := 0
	for _, c := range l.Cells {
		m := numbering().FindStringSubmatch(strings.ReplaceAll(c.Text, " ", ""))
		if m == nil || seen[m[1]] {
			return false
		}
		seen[m[1]] = true
		if m[1][0] <= '9' {
			digits++
		}
	}
	// In a row of figures no number stands for the texts.
	texts := 0
	for _, col := range []int{colCode, colItem, colForm, colProduct, colMeasure} {
		if c := t.cell(l, col); !c.Empty() {
			texts++
		}
	}
	return digits >= 2 && len(seen) > 3 && texts > 0
}

var signature = pattern(`nguoilap|thutruong|giamdoc|truongphong|truongtram|truongkhoa|chutich|kyten|kyghiro|kydongdau|xacnhancua|ngay[0-9]{0,2}thang[0-9]{0,2}nam|ngay[0-9]{6,8}$`)

func isSignature(l spreadsheet.Line) bool {
	return slices.ContainsFunc(l.Cells, func(c spreadsheet.Cell) bool { return signature().MatchString(fold(c.Text)) })
}

// cutCode parts "ND01/TIN"; blanks beside the stroke do no harm.
func cutCode(text string) (item, product string, ok bool) {
	item, product, ok = strings.Cut(text, "/")
	item, product = strings.TrimSpace(item), strings.TrimSpace(product)
	blank := func(s string) bool { return s == "" || strings.ContainsFunc(s, unicode.IsSpace) }
	return item, product, ok && !blank(item) && !blank(product) && !strings.Contains(product, "/")
}

// identify tells a row's item and product: by its code, else by number and
// texts, else not at all.
func (r *submissionReader) identify(l spreadsheet.Line) (entryRow, bool) {
	t := r.form
	row := entryRow{line: l}
	number := t.through(l, colNumber)
	if c := t.through(l, colCode); !c.Empty() {
		item, product, ok := cutCode(c.Text)
		if c.Kind != spreadsheet.Text || !ok {
			return row, false
		}
		row.item, row.product = r.canonicalCode(item, product)
		r.checkCode(row, c, t.through(l, colItem).Text, t.through(l, colProduct).Text)
		return row, true
	}
	_, numbered := r.byTexts(l)
	if number.Empty() || len(numbered) != 1 {
		return row, false
	}
	return numbered[0], true
}

// byTexts gives the rows of the plan whose item and product have the texts of a
// line, and those among them that have its number too.
func (r *submissionReader) byTexts(l spreadsheet.Line) (all, numbered []entryRow) {
	t := r.form
	number, text, name := t.through(l, colNumber).Text, t.through(l, colItem).Text, t.through(l, colProduct).Text
	for _, i := range r.plan.Items {
		if text == "" || name == "" || !sameText(i.Text, text) {
			continue
		}
		for _, p := range r.plan.Products {
			if !sameText(p.Name, name) {
				continue
			}
			all = append(all, entryRow{l, i.Code, p.Code})
			if bareNumber(i.Number) == bareNumber(number) {
				numbered = append(numbered, entryRow{l, i.Code, p.Code})
			}
		}
	}
	return all, numbered
}

// meant tells which row that the unit is asked a line's texts name, to be named
// in a message. Units number their rows anew, so the number only decides between
// items of one text.
func (r *submissionReader) meant(l spreadsheet.Line) (code string, ok bool) {
	all, numbered := r.byTexts(l)
	if len(all) > 1 {
		all = numbered
	}
	if len(all) != 1 || !r.asked[all[0].code()] {
		return "", false
	}
	return all[0].code(), true
}

// sameText tells whether two texts are the same after normalising.
func sameText(a, b string) bool { return a == b || report.Normalize(a) == report.Normalize(b) }

func bareNumber(s string) string { return strings.Trim(report.Normalize(s), " .)") }

func (r *submissionReader) canonicalCode(item, product string) (string, string) {
	for _, i := range r.plan.Items {
		if strings.EqualFold(i.Code, item) {
			item = i.Code
		}
	}
	for _, p := range r.plan.Products {
		if strings.EqualFold(p.Code, product) {
			product = p.Code
		}
	}
	return item, product
}

// checkCode catches a code that came to stand beside another row's texts, as
// when one column is sorted without the others.
func (r *submissionReader) checkCode(row entryRow, c spreadsheet.Cell, text, name string) {
	const hint = "đưa mỗi mã về đúng dòng của nó, hoặc chép số liệu sang mẫu mới"
	item, known := r.plan.Item(row.item)
	if known && text != "" && !sameText(item.Text, text) {
		for _, other := range r.plan.Items {
			if sameText(other.Text, text) {
				r.add(finding.Error, "ma-lech", r.pos(r.form.sheet.Name, c.Ref()), c.Text, fmt.Sprintf("mã ở dòng này là của nội dung khác; nội dung ghi cùng dòng có mã %s", other.Code), hint)
				return
			}
		}
	}
	product, known := r.plan.Product(row.product)
	if known && name != "" && !sameText(product.Name, name) {
		for _, other := range r.plan.Products {
			if sameText(other.Name, name) {
				r.add(finding.Error, "ma-lech", r.pos(r.form.sheet.Name, c.Ref()), c.Text, fmt.Sprintf("mã ở dòng này là của sản phẩm khác; sản phẩm ghi cùng dòng có mã %s", other.Code), hint)
				return
			}
		}
	}
}

// sumWords are the folded words by which a row says that it is a sum. "Tổng kết"
// and the like are work, not sums.
var sumWords = pattern(`^(?:tong|cong|(?:tong)?cong(?:muc|nhom|phan|noidung|nd)[0-9ivx]{0,4}|tongcong.*|tongso.*|tongchung|congchung)$`)

// sumIn gives the cell by which a row says that it is a sum, an empty one where it
// does not. It may stand in any column but those that the unit fills in; a row
// with a code is none.
func (t *formTable) sumIn(l spreadsheet.Line) spreadsheet.Cell {
	isSum := func(c spreadsheet.Cell) bool {
		return c.Kind == spreadsheet.Text && sumWords().MatchString(fold(c.Text))
	}
	if code := t.through(l, colCode); !code.Empty() && !isSum(code) {
		return spreadsheet.Cell{}
	}
	for _, c := range l.Cells {
		if isSum(c) && !slices.Contains(t.cols[colResult:], c.Col) {
			return c
		}
	}
	return spreadsheet.Cell{}
}

// leftOver looks at a row that belongs to no item and product. A figure in it
// must not be lost, a text must not be lost silently; a sum is no data.
func (r *submissionReader) leftOver(l spreadsheet.Line) {
	t := r.form
	if c := t.sumIn(l); !c.Empty() {
		r.add(finding.Info, "dong-tong", r.pos(t.sheet.Name, c.Ref()), clip(c.Text, 80), "dòng cộng này không được đọc; số liệu lấy từ từng dòng phía trên", "không phải sửa")
		return
	}
	for _, col := range []int{colResult, colPeople} {
		c := t.cell(l, col)
		state, _, complaint := readFigure(c, wanted{decimal: true})
		yes, _, _ := readFigure(c, wanted{yesNo: true})
		if c.Empty() || state == report.Blank && (col != colResult || yes == report.Blank) && (complaint == nil || complaint.code == "chu-thay-so") {
			continue
		}
		right, named := r.meant(l)
		if code := t.through(l, colCode); !code.Empty() {
			hint := "ghi lại mã đúng như ở dòng này của mẫu đã phát"
			if named {
				hint = "sửa mã ở ô này thành " + right
			}
			r.add(finding.Error, "ma-sai-dang", r.pos(t.sheet.Name, code.Ref()), code.Seen(r.date1904), "mã ở dòng này không đúng dạng nên không rõ số liệu của nội dung, sản phẩm nào", hint)
			return
		}
		hint := "ghi mã của dòng vào cột “Mã” như trong mẫu đã phát, hoặc chuyển số liệu vào dòng của mẫu"
		if named {
			hint = "ghi mã " + right + " vào cột “Mã” của dòng này"
		}
		r.add(finding.Error, "dong-khong-ro", r.pos(t.sheet.Name, c.Ref()), c.Seen(r.date1904), "dòng này có số liệu nhưng không rõ của nội dung, sản phẩm nào", hint)
		return
	}
	for col := colResult; col <= colCount; col++ {
		if c := t.cell(l, col); !c.Empty() {
			r.add(finding.Warning, "dong-khong-doc", r.pos(t.sheet.Name, c.Ref()), clip(c.Seen(r.date1904), 80), "dòng này không có mã nên không được đọc", "chuyển nội dung vào một dòng của mẫu")
			return
		}
	}
}

// figureIn gives the first cell of a row in which something stands that reads as a
// figure, an empty one where there is none.
func (r *submissionReader) figureIn(l spreadsheet.Line) spreadsheet.Cell {
	for _, col := range []int{colResult, colPeople} {
		c := r.form.cell(l, col)
		if state, _, _ := readFigure(c, wanted{decimal: true}); state == report.Value {
			return c
		}
	}
	return spreadsheet.Cell{}
}

// checkMerges complains of entry cells merged with others: a figure in them
// belongs to no one row.
func (r *submissionReader) checkMerges(rows []entryRow, i int) {
	t := r.form
	for col := colResult; col <= colCount; col++ {
		c := t.cell(rows[i].line, col)
		if c.Empty() {
			continue
		}
		for _, m := range t.sheet.Merges {
			if m.Col1 != c.Col || m.Row1 != c.Row {
				continue
			}
			lines, fields := 0, 0
			for _, other := range rows {
				if m.Row1 <= other.line.N && other.line.N <= m.Row2 && other.code() != rows[i].code() {
					lines++
				}
			}
			for k := colResult; k <= colCount; k++ {
				if k != col && t.cols[k] != 0 && m.Col1 <= t.cols[k] && t.cols[k] <= m.Col2 {
					fields++
				}
			}
			switch figure := col == colResult || col == colPeople; {
			case lines+fields == 0:
			case figure:
				r.add(finding.Error, "o-gop", r.pos(t.sheet.Name, c.Ref()), c.Seen(r.date1904), "ô này bị gộp với ô của dòng hoặc cột khác nên không rõ số liệu là của dòng nào", "bỏ gộp ô (Unmerge), ghi số vào từng dòng")
			default:
				r.add(finding.Warning, "o-gop-chu", r.pos(t.sheet.Name, c.Ref()), clip(c.Seen(r.date1904), 80), "ô này bị gộp qua nhiều dòng hoặc cột; nội dung được tính cho dòng và cột đầu tiên", "bỏ gộp ô, ghi riêng cho từng dòng nếu cần")
			}
		}
	}
}

const (
	messageHollow = "ô là công thức cho kết quả rỗng nên được đọc là ô trống"
	hintHollow    = "nếu ô này phải có nội dung thì gõ thẳng vào ô; nếu không thì xóa công thức"
)

// checkHollow warns of formulas that gave an empty text: they are read as blank,
// and a figure may be lost in them.
func (r *submissionReader) checkHollow(row entryRow) {
	t := r.form
	for col := colResult; col <= colCount; col++ {
		if at := t.cols[col]; at != 0 && t.sheet.Hollow[[2]int{at, row.line.N}] {
			r.add(finding.Warning, "cong-thuc-rong", r.pos(t.sheet.Name, spreadsheet.Ref(at, row.line.N)), "", messageHollow, hintHollow)
		}
	}
}

// checkAsked warns of a row that the unit was not asked, where it says anything.
// A code that the plan does not know beside the texts of a row that the unit is
// asked is a slip of the pen: kept apart, its figures would be missed in silence.
func (r *submissionReader) checkAsked(row entryRow) {
	if r.unit == nil || r.asked[row.code()] {
		return
	}
	_, item := r.plan.Item(row.item)
	_, product := r.plan.Product(row.product)
	message := fmt.Sprintf("nội dung, sản phẩm của dòng này (mã %s) không giao cho đơn vị; số liệu được giữ riêng là ‘ngoài kế hoạch’", row.code())
	if !item || !product {
		message = fmt.Sprintf("mã của dòng này (%s) không có trong kế hoạch năm %d; số liệu được giữ riêng là ‘ngoài kế hoạch’", row.code(), r.plan.Year)
	}
	for col := colResult; col <= colCount; col++ {
		c := r.form.cell(row.line, col)
		if c.Empty() {
			continue
		}
		if right, ok := r.meant(row.line); ok && (!item || !product) {
			code := r.form.through(row.line, colCode)
			r.add(finding.Error, "ma-khong-co", r.pos(r.form.sheet.Name, code.Ref()), code.Text,
				fmt.Sprintf("mã này không có trong kế hoạch năm %d; nội dung và sản phẩm ghi cùng dòng có mã %s", r.plan.Year, right), "sửa mã ở ô này thành "+right)
			return
		}
		r.add(finding.Warning, "ngoai-ke-hoach", r.pos(r.form.sheet.Name, c.Ref()), clip(c.Seen(r.date1904), 80), message, "kiểm tra lại mã ở cột “Mã”")
		return
	}
}

// readRemarks reads the texts and the date beside a row's figures.
func (r *submissionReader) readRemarks(row entryRow) {
	t := r.form
	for col := colDescription; col <= colCount; col++ {
		c := t.cell(row.line, col)
		if c.Empty() {
			continue
		}
		remark := report.Remark{Item: row.item, Product: row.product, Field: headings[col].remark, Place: report.Place{Sheet: t.sheet.Name, Cell: c.Ref(), Text: c.Seen(r.date1904)}}
		if col == colDate {
			d, complaint := readDate(c, r.date1904)
			if complaint != nil {
				r.found = append(r.found, complaint.at(r.pos(t.sheet.Name, c.Ref()), c.Seen(r.date1904)))
				continue
			}
			if !r.from.IsZero() && (d.Before(r.from) || d.After(r.to)) {
				r.add(finding.Warning, "ngay-ngoai-ky", r.pos(t.sheet.Name, c.Ref()), d.Short(), fmt.Sprintf("ngày này nằm ngoài kỳ báo cáo (từ %s đến %s)", r.from.Short(), r.to.Short()), "kiểm tra lại ngày, tháng, năm; việc của kỳ khác thì báo cáo ở kỳ đó")
			}
			remark.Text = d.String()
		} else {
			text, ok := r.textOf(t.sheet, c)
			if !ok {
				continue
			}
			remark.Text = text
		}
		r.sub.Remarks = append(r.sub.Remarks, remark)
	}
}
