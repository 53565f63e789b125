package workbook

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"vanthu/sources/spreadsheet"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/report"
)

// formVersion is the layout of the form; it stands in the hidden sheet.
const formVersion = 1

// Form is what the workbook of one unit for one period is made from.
type Form struct {
	Plan          *report.Plan
	Unit          report.Unit
	Period        report.Period
	From, To, Due report.Date
	Asks          []report.Ask // this unit's only, in the plan's order
}

// Columns of the table, in the form's order. The first seven are fixed, the
// others are filled in by the unit.
const (
	colNumber = iota + 1
	colCode
	colItem
	colForm
	colProduct
	colMeasure
	colTarget
	colResult
	colPeople
	colDescription
	colEvidence
	colDate
	colObstacle
	colProposal
	colCount = iota
)

// heading of a column: the form's own, what units write instead (folded: see
// fold), and the remark its cells become.
type heading struct {
	name   string
	also   []string
	width  float64 // characters
	remark string
}

var headings = [colCount + 1]heading{
	colNumber:  {name: "TT", also: []string{"stt", "sott", "sothutu"}, width: 5},
	colCode:    {name: "Mã", also: []string{"maso", "manoidung", "mandsp", "mand", "manoidungsanpham", "manhiemvu", "manhiemvusanpham", "mahieu"}, width: 12},
	colItem:    {name: "Nội dung, nhiệm vụ", also: []string{"noidung", "nhiemvu", "noidungnhiemvu", "noidungvanhiemvu", "tennoidung", "tennhiemvu", "noidungcongviec", "noidungtuyentruyen", "noidungthuchien"}, width: 44},
	colForm:    {name: "Hình thức tuyên truyền", also: []string{"hinhthuc", "hinhthuctt", "hinhthucthuchien"}, width: 17},
	colProduct: {name: "Sản phẩm", also: []string{"tensanpham", "sanphamthuchien", "loaisanpham"}, width: 18},
	colMeasure: {name: "Đơn vị tính", also: []string{"dvt", "dvtinh", "donvi"}, width: 9},
	colTarget:  {name: "Chỉ tiêu năm", also: []string{"chitieu", "chitieucanam", "chitieugiao", "kehoachnam", "khnam"}, width: 10},
	colResult: {name: "Kết quả trong kỳ", also: []string{"ketqua", "kq", "kqtrongky", "kqthuchien", "kqthuchientrongky", "ketquakynay", "ketquathuchien", "ketquathuchientrongky", "ketquathuchientrongkybaocao", "ketquatrongkybaocao",
		"ketquakybaocao", "soluong", "soluongtrongky", "soluongthuchien", "soluongthuchientrongky", "ketquadatduoc", "ketquadatduoctrongky", "thuchientrongky", "thuchienkynay"}, width: 10},
	colPeople: {name: "Lượt người", also: []string{"soluotnguoi", "soluotng", "luotng", "luotnguoithamgia", "soluotnguoithamgia", "luotnguoithamdu", "soluotnguoithamdu", "luotnguoitiepcan", "soluotnguoitiepcan",
		"songuoithamdu", "songuoithamgia", "songuoitiepcan"}, width: 10},
	colDescription: {name: "Mô tả kết quả", also: []string{"mota", "motakq", "motacuthe", "motachitiet", "motaketquathuchien", "diengiai"}, width: 28, remark: report.RemarkDescription},
	colEvidence:    {name: "Minh chứng", also: []string{"tailieuminhchung", "linkminhchung", "duongdanminhchung", "minhchungkemtheo"}, width: 20, remark: report.RemarkEvidence},
	colDate:        {name: "Ngày thực hiện", also: []string{"ngay", "ngayth", "thoigian", "thoigianthuchien", "ngaythang", "ngaythangthuchien"}, width: 12.5, remark: report.RemarkDate},
	colObstacle:    {name: "Khó khăn, vướng mắc", also: []string{"khokhan", "vuongmac", "khokhanvuongmac", "khokhanvavuongmac", "tontaivuongmac", "khokhantontai", "tontaikhokhan"}, width: 18, remark: report.RemarkObstacle},
	colProposal:    {name: "Kiến nghị", also: []string{"dexuat", "kiennghidexuat", "dexuatkiennghi"}, width: 18, remark: report.RemarkProposal},
}

// Lines above the table.
const (
	rowIssuer = iota + 1
	rowTitle
	rowUnit
	rowPeriod
	rowWindow
	rowHead
)

const formTitle = "BÁO CÁO KẾT QUẢ TUYÊN TRUYỀN CẢI CÁCH HÀNH CHÍNH"

// WriteForm makes the unit's workbook for the period. The same Form gives the
// same bytes.
func WriteForm(f Form) ([]byte, error) {
	p := newPen(sheetReport, formTitle+" – "+f.Unit.Name+" – "+f.Period.Words())
	w := &formWriter{pen: p, form: f}
	_, w.shared, _ = f.Plan.Asks()
	w.head()
	widths := w.widths()
	end := w.table(widths)
	w.signature(end + 2)
	p.print(sheetReport, true, rowHead)
	// The item's text stays in sight while figures are typed, unless it is so
	// wide that no room would be left for them.
	still := colForm
	if widths[colItem] > 60 {
		still = colItem
	}
	p.freeze(sheetReport, still, rowHead+1)
	p.protect(sheetReport)
	w.assessment()
	w.guide()
	w.hidden()
	return p.bytes("form")
}

type formWriter struct {
	*pen
	form   Form
	shared []report.SharedTarget
}

func (w *formWriter) head() {
	f := w.form
	issuer := f.Plan.Info.FullName
	if issuer == "" {
		issuer = f.Plan.Info.Issuer
	}
	text := func(col, row int, s string, l look) {
		l.wrapOff, l.format = true, formatText
		w.cell(sheetReport, spreadsheet.Ref(col, row), s, l)
	}
	text(1, rowIssuer, strings.ToUpper(issuer), look{bold: true})
	text(1, rowTitle, formTitle, look{bold: true, size: 15, center: true, middle: true, color: "1F3864"})
	w.do(w.file.MergeCell(sheetReport, spreadsheet.Ref(1, rowTitle), spreadsheet.Ref(colCount, rowTitle)))
	w.height(sheetReport, rowTitle, 30)
	text(1, rowUnit, "Đơn vị: "+f.Unit.Name, look{size: 12, bold: true})
	text(colResult, rowUnit, "Mã đơn vị: "+f.Unit.Code, look{size: 12})
	text(1, rowPeriod, "Kỳ báo cáo: "+f.Period.Words(), look{size: 12, bold: true})
	text(colResult, rowPeriod, "Hạn nộp: hết ngày "+f.Due.Short(), look{size: 12, bold: true, color: "C00000"})
	text(1, rowWindow, fmt.Sprintf("Số liệu tính từ ngày %s đến hết ngày %s", f.From.Short(), f.To.Short()), look{size: 12})
	text(colResult, rowWindow, "Chỉ điền vào các ô nền vàng. Cách ghi: xem sheet “"+sheetGuide+"”.", look{italic: true})
	for row := rowUnit; row <= rowWindow; row++ {
		w.height(sheetReport, row, 18)
	}
}

// table writes the heading row and a row for each ask; it gives the last row.
func (w *formWriter) table(widths [colCount + 1]float64) int {
	for col := 1; col <= colCount; col++ {
		fill := headFill
		if col >= colResult {
			fill = "FCE9A9"
		}
		w.width(sheetReport, col, widths[col])
		w.cell(sheetReport, spreadsheet.Ref(col, rowHead), headings[col].name, look{bold: true, border: true, center: true, middle: true, fill: fill, format: formatText})
	}
	w.height(sheetReport, rowHead, 2*lineHeight+6)
	row := rowHead
	asks := w.form.Asks
	for len(asks) > 0 {
		n := 1
		for n < len(asks) && asks[n].Item == asks[0].Item {
			n++
		}
		w.item(row+1, asks[:n], widths)
		row += n
		asks = asks[n:]
	}
	return row
}

// widths are the columns' widths: the item's column grows where a text would
// otherwise need a row taller than a spreadsheet can have.
func (w *formWriter) widths() (widths [colCount + 1]float64) {
	for col := range widths {
		widths[col] = headings[col].width
	}
	count := map[string]int{}
	for _, a := range w.form.Asks {
		count[a.Item]++
	}
	for _, a := range w.form.Asks {
		item, _ := w.form.Plan.Item(a.Item)
		for widths[colItem] < 110 && float64(linesOf(item.Text, widths[colItem]))*lineHeight+4 > maxHeight*float64(count[a.Item]) {
			widths[colItem] += 6
		}
	}
	return widths
}

// item writes the rows of one item; its number, text and form stand once, in
// cells merged over its products.
func (w *formWriter) item(first int, asks []report.Ask, widths [colCount + 1]float64) {
	item, _ := w.form.Plan.Item(asks[0].Item)
	last := first + len(asks) - 1
	fixed := look{border: true, fill: fixedFill, format: formatText}
	middle := fixed
	middle.center = true
	tall := max(linesOf(item.Text, widths[colItem]), linesOf(item.Form, widths[colForm]))
	each := int(math.Ceil(float64(tall) / float64(len(asks))))
	for i, a := range asks {
		row := first + i
		product, _ := w.form.Plan.Product(a.Product)
		lines := max(each, 2, linesOf(product.Name, widths[colProduct]), linesOf(measureOf(product), widths[colMeasure]))
		w.height(sheetReport, row, float64(lines)*lineHeight+4)
		for _, col := range []int{colNumber, colItem, colForm} {
			w.fill(sheetReport, spreadsheet.Ref(col, row), spreadsheet.Ref(col, row), fixed)
		}
		w.cell(sheetReport, spreadsheet.Ref(colCode, row), a.Item+"/"+a.Product, middle)
		w.cell(sheetReport, spreadsheet.Ref(colProduct, row), product.Name, fixed)
		w.cell(sheetReport, spreadsheet.Ref(colMeasure, row), measureOf(product), middle)
		target, l := w.target(a, product)
		w.cell(sheetReport, spreadsheet.Ref(colTarget, row), target, l)
		w.entries(row, product)
	}
	w.cell(sheetReport, spreadsheet.Ref(colNumber, first), item.Number, middle)
	w.cell(sheetReport, spreadsheet.Ref(colItem, first), item.Text, fixed)
	w.cell(sheetReport, spreadsheet.Ref(colForm, first), item.Form, fixed)
	if len(asks) > 1 {
		for _, col := range []int{colNumber, colItem, colForm} {
			w.do(w.file.MergeCell(sheetReport, spreadsheet.Ref(col, first), spreadsheet.Ref(col, last)))
		}
	}
}

// measureOf is the column Đơn vị tính: of a có/không product, what its cell takes.
func measureOf(p report.Product) string {
	if p.Combine == report.YesNo {
		return report.CombineWords[report.YesNo]
	}
	return p.Unit
}

func (w *formWriter) target(a report.Ask, p report.Product) (any, look) {
	l := look{border: true, fill: fixedFill, center: true, format: formatWhole}
	switch {
	case a.Shared > 0 && a.Shared <= len(w.shared):
		l.format = formatText
		return report.FormatNumber(w.shared[a.Shared-1].Target) + " (chung)", l
	case a.Target == nil:
		return nil, l
	case p.Combine == report.YesNo:
		l.format = formatText
		if a.Target.IsZero() {
			return "không", l
		}
		return "có", l
	case !a.Target.IsWhole():
		l.format = formatGeneral
	}
	return *a.Target, l
}

// entries opens the cells that the unit fills in, with their checks.
func (w *formWriter) entries(row int, p report.Product) {
	figure := look{border: true, open: true, fill: entryFill, center: true, format: formatWhole}
	if p.Kind == report.Decimal {
		figure.format = formatGeneral
	}
	text := look{border: true, open: true, fill: entryFill, format: formatText}
	for col := colResult; col <= colCount; col++ {
		l := text
		switch col {
		case colResult, colPeople:
			l = figure
			if col == colPeople {
				l.format = formatWhole
			}
		case colDate:
			l = look{border: true, open: true, fill: entryFill, center: true, date: true}
		}
		w.fill(sheetReport, spreadsheet.Ref(col, row), spreadsheet.Ref(col, row), l)
	}
	result := spreadsheet.Ref(colResult, row)
	switch {
	case p.Combine == report.YesNo:
		w.check(result, func(v *excelize.DataValidation) error { return v.SetDropList([]string{"có", "không", "KAD"}) },
			p.Name, "Chọn có, không, hoặc KAD (không thuộc phạm vi của đơn vị). Chưa có thông tin thì để trống.", "Ô này chỉ nhận: có, không, KAD.")
	case p.Kind == report.Decimal:
		w.figure(result, false, p.Name, "Gõ một số, phần lẻ sau dấu phẩy. Không có thì gõ 0; không thuộc phạm vi thì gõ KAD; chưa có số liệu thì để trống.", "Ô này chỉ nhận một số từ 0 trở lên, hoặc KAD.")
	default:
		w.figure(result, true, p.Name, "Gõ số nguyên. Không có thì gõ 0; không thuộc phạm vi thì gõ KAD; chưa có số liệu thì để trống.", "Ô này chỉ nhận số nguyên từ 0 trở lên, hoặc KAD.")
	}
	w.figure(spreadsheet.Ref(colPeople, row), true, "Lượt người", "Số lượt người tham dự, tiếp cận. Gõ số nguyên; không đếm được thì để trống.", "Ô này chỉ nhận số nguyên từ 0 trở lên, hoặc KAD.")
	f := w.form
	w.checkStyle(spreadsheet.Ref(colDate, row), excelize.DataValidationErrorStyleWarning, func(v *excelize.DataValidation) error {
		return v.SetRange(serialOf(f.From), serialOf(f.To), excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween)
	}, "Ngày thực hiện", "Gõ theo thứ tự ngày/tháng/năm. Nhiều ngày thì ghi ngày cuối; các ngày khác ghi ở cột mô tả.",
		fmt.Sprintf("Đây không phải một ngày trong kỳ (từ %s đến %s). Kiểm tra lại ngày, tháng, năm.", f.From.Short(), f.To.Short()))
}

// figure allows a number from 0 up, or the words for "does not apply".
func (w *formWriter) figure(ref string, whole bool, title, prompt, fault string) {
	number := ref + "&gt;=0"
	if whole {
		number = fmt.Sprintf("AND(%[1]s&gt;=0,%[1]s=INT(%[1]s))", ref)
	}
	w.check(ref, func(v *excelize.DataValidation) error {
		// IF, because AND would look at the size of a text too and fail.
		v.Type = "custom"
		v.Formula1 = fmt.Sprintf(`IF(ISNUMBER(%[1]s),%[2]s,OR(UPPER(TRIM(%[1]s))="KAD",LOWER(TRIM(%[1]s))="không áp dụng"))`, ref, number)
		return nil
	}, title, prompt, fault)
}

func (w *formWriter) check(ref string, set func(*excelize.DataValidation) error, title, prompt, fault string) {
	w.checkStyle(ref, excelize.DataValidationErrorStyleStop, set, title, prompt, fault)
}

func (w *formWriter) checkStyle(ref string, style excelize.DataValidationErrorStyle, set func(*excelize.DataValidation) error, title, prompt, fault string) {
	v := excelize.NewDataValidation(true)
	v.SetSqref(ref)
	w.do(set(v))
	v.SetInput(clip(title, 32), clip(prompt, 255)) // Excel's own limits
	v.SetError(style, "Chưa đúng cách ghi", clip(fault, 225))
	w.do(w.file.AddDataValidation(sheetReport, v))
}

// clip shortens a text to a number of characters.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

func (w *formWriter) signature(row int) {
	words := look{wrapOff: true, center: true, format: formatText}
	bold, italic := words, words
	bold.bold, italic.italic = true, true
	name := words
	name.open, name.bold = true, true
	day := italic
	day.open = true
	left, right := colItem, colEvidence
	for i, line := range []struct {
		left, right string
		look        look
	}{
		{"", "Ngày …… tháng …… năm " + strconv.Itoa(w.form.To.Year), day},
		{"NGƯỜI LẬP BÁO CÁO", "THỦ TRƯỞNG ĐƠN VỊ", bold},
		{"(Ký, ghi rõ họ tên)", "(Ký tên, đóng dấu)", italic},
	} {
		w.cell(sheetReport, spreadsheet.Ref(left, row+i), line.left, line.look)
		w.cell(sheetReport, spreadsheet.Ref(right, row+i), line.right, line.look)
		w.do(w.file.MergeCell(sheetReport, spreadsheet.Ref(right, row+i), spreadsheet.Ref(right+2, row+i)))
	}
	w.cell(sheetReport, spreadsheet.Ref(left, row+7), nil, name)
	w.cell(sheetReport, spreadsheet.Ref(right, row+7), nil, name)
	w.do(w.file.MergeCell(sheetReport, spreadsheet.Ref(right, row+7), spreadsheet.Ref(right+2, row+7)))
}

// hidden writes the sheet that tells vanthu whose form this is.
func (w *formWriter) hidden() {
	_, err := w.file.NewSheet(sheetHidden)
	w.do(err)
	for i, kv := range [][2]string{
		{"form_version", strconv.Itoa(formVersion)},
		{"plan_year", strconv.Itoa(w.form.Plan.Year)},
		{"plan_version", strconv.Itoa(w.form.Plan.Version)},
		{"unit", w.form.Unit.Code},
		{"period", w.form.Period.String()},
	} {
		w.put(sheetHidden, spreadsheet.Ref(1, i+1), kv[0])
		w.put(sheetHidden, spreadsheet.Ref(2, i+1), kv[1])
	}
	w.protect(sheetHidden)
	w.do(w.file.SetSheetVisible(sheetHidden, false, true))
}
