package workbook

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"vanthu/sources/spreadsheet"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// complaint is what is wrong with one value, before its place is known.
type complaint struct {
	severity            finding.Severity
	code, message, hint string
}

func (c *complaint) at(pos finding.Pos, found string) finding.Finding {
	return finding.Finding{Severity: c.severity, Code: c.code, Pos: pos, Found: found, Message: c.message, Hint: c.hint}
}

func refuse(code, message, hint string) *complaint {
	return &complaint{finding.Error, code, message, hint}
}

// wanted tells which figures a cell may hold.
type wanted struct {
	decimal  bool     // decimals too
	yesNo    bool     // có, x, 1 / không, 0
	measure  string   // the plan's word for what is counted, or several: "tin, bài"
	measures []string // other words that may stand behind the figure: "15 lượt người"
}

// wantedFor is what the contract allows for a product's result. For a product
// that no plan knows, decimals are allowed: the wider rule refuses less of what
// is only kept 'ngoài kế hoạch'.
func wantedFor(p report.Product, known bool) wanted {
	if !known {
		return wanted{decimal: true}
	}
	return wanted{decimal: p.Kind == report.Decimal, yesNo: p.Combine == report.YesNo, measure: p.Unit}
}

var betweenMeasures = pattern(`\s*[,;/]\s*(?:(?:và|hoặc)\s+)?|\s+(?:và|hoặc)\s+`)

// isMeasure tells a word that may stand behind a figure: the measure as a whole,
// each of its names where the plan gives several, and the other words.
func (w wanted) isMeasure(word string) bool {
	word = report.Normalize(word)
	measure := report.Normalize(w.measure)
	return word != "" && (word == measure || slices.Contains(w.measures, word) || slices.Contains(betweenMeasures().Split(measure, -1), word))
}

// people is what a cell of Lượt người may hold.
var people = wanted{measure: "người", measures: []string{"lượt người", "lượt"}}

// Hints that several complaints share. A hint never gives a figure as an
// example: at the end of a long day examples are copied.
const (
	hintWhole   = "gõ đúng số đã thực hiện, là số nguyên; nếu không có thì gõ 0, không thuộc phạm vi thì gõ KAD, chưa có số liệu thì để trống"
	hintDecimal = "gõ đúng số đã thực hiện, phần lẻ (nếu có) sau dấu phẩy; nếu không có thì gõ 0, không thuộc phạm vi thì gõ KAD, chưa có số liệu thì để trống"
	hintYesNo   = "chọn có hoặc không trong danh sách của ô; không thuộc phạm vi thì gõ KAD"
	hintFormat  = "chọn ô, đặt lại định dạng ô là Số (Number) hoặc Chung (General), rồi gõ lại con số"
)

func (w wanted) hint() string {
	switch {
	case w.yesNo:
		return hintYesNo
	case w.decimal:
		return hintDecimal
	}
	return hintWhole
}

// readFigure reads a figure by the rules of the contract (section 4, Numbers).
// It reports Blank only for an empty cell; with a complaint of severity error
// there is no figure.
func readFigure(c spreadsheet.Cell, w wanted) (report.State, report.Number, *complaint) {
	none := report.Number{}
	fail := func(code, message, hint string) (report.State, report.Number, *complaint) {
		return report.Blank, none, refuse(code, message, hint)
	}
	switch c.Kind {
	case 0:
		return report.Blank, none, nil
	case spreadsheet.Bool:
		return fail("o-logic", "ô chứa giá trị logic (TRUE/FALSE), không phải số liệu", w.hint())
	case spreadsheet.ErrorValue:
		return fail("o-loi", "công thức trong ô bị lỗi nên không có kết quả", "sửa công thức, hoặc gõ thẳng con số vào ô")
	case spreadsheet.Uncalculated:
		return fail("cong-thuc-chua-tinh", "ô là công thức nhưng tệp không lưu kết quả của nó", "mở tệp bằng Excel, lưu lại rồi gửi; hoặc gõ thẳng con số vào ô")
	case spreadsheet.ISODate:
		return fail("o-ngay", "ô này chứa ngày tháng, không phải số liệu", hintFormat)
	case spreadsheet.Text:
		return readFigureCell(c, w)
	}
	switch c.Show {
	case spreadsheet.AsDate:
		return fail("o-ngay", "ô này hiện ra ngày tháng: chương trình bảng tính đã đổi số vừa gõ thành ngày", hintFormat)
	case spreadsheet.AsTime:
		return fail("o-gio", "ô này hiện ra giờ phút, không phải số liệu", hintFormat)
	case spreadsheet.AsPercent:
		return fail("o-phan-tram", "ô này hiện ra phần trăm; mẫu báo cáo cần số lượng, không cần tỷ lệ", hintFormat)
	case spreadsheet.AsBool:
		return fail("o-logic", "ô này hiện ra giá trị logic (TRUE/FALSE), không phải số liệu", hintFormat)
	}
	n, ok := spreadsheet.Decimal(c.Text)
	switch {
	case !ok:
		return fail("so-qua-lon", "số quá lớn để là số liệu báo cáo", w.hint())
	case n.Sign() < 0:
		return fail("so-am", "số liệu không thể là số âm", w.hint())
	case w.yesNo && n != report.NumberOf(0) && n != report.NumberOf(1):
		return fail("khong-phai-co-khong", "ô này chỉ nhận có hoặc không", hintYesNo)
	case !w.yesNo && !w.decimal && !n.IsWhole():
		return fail("so-le", "sản phẩm này đếm bằng số nguyên, không có phần lẻ", hintWhole)
	}
	return report.Value, n, nil
}

var (
	plainDigits  = pattern(`^[0-9]+$`)
	grouped      = pattern(`^[1-9][0-9]{0,2}(\.[0-9]{3})+$`)
	plainComma   = pattern(`^[0-9]+,[0-9]+$`)
	groupedComma = pattern(`^[1-9][0-9]{0,2}(\.[0-9]{3})+,[0-9]+$`)
	threeBehind  = pattern(`^[1-9][0-9]{0,2},[0-9]{3}$`)
	withWords    = pattern(`^([0-9][0-9.,]*) ?([^0-9].*)$`)
)

// unseen are the characters of a figure that are not seen.
var unseen = strings.NewReplacer("\u200b", "", "\ufeff", "", "\u00a0", " ", "\u202f", " ")

// trimFigure removes what surrounds a figure without being seen.
func trimFigure(s string) string { return strings.TrimSpace(unseen.Replace(s)) }

// readFigureCell reads a cell of text. A word that is none of those that the cell
// takes, and is one in the old encoding that it may be stored in, is that one: the
// "có" of TCVN3 looks like "cã".
func readFigureCell(c spreadsheet.Cell, w wanted) (report.State, report.Number, *complaint) {
	state, n, complained := readFigureText(c.Text, w)
	if complained == nil || complained.severity != finding.Error || c.Doubt == spreadsheet.Unicode {
		return state, n, complained
	}
	text := c.Decoded()
	if state, n, again := readFigureText(text, w); again == nil || again.severity != finding.Error {
		return state, n, &complaint{finding.Warning, "chuyen-ma", fmt.Sprintf("chữ ở ô này gõ bằng bảng mã cũ (%s), được đọc là “%s”", c.Doubt, text), "xem lại có đúng không; lần sau " + unicodeNextTime}
	}
	return state, n, complained
}

func readFigureText(text string, w wanted) (report.State, report.Number, *complaint) {
	s := trimFigure(text)
	words := report.Normalize(s)
	switch {
	case s == "":
		return report.Blank, report.Number{}, nil
	case isNotApplicable(words):
		return report.NotApplicable, report.Number{}, nil
	case w.yesNo:
		switch words {
		case "có", "x", "1":
			return report.Value, report.NumberOf(1), nil
		case "không", "0":
			return report.Value, report.NumberOf(0), nil
		}
		return report.Blank, report.Number{}, refuse("khong-phai-co-khong", "ô này chỉ nhận có hoặc không", hintYesNo)
	}
	n, c, ok := parseFigure(s, w)
	if ok {
		return report.Value, n, c
	}
	if m := withWords().FindStringSubmatch(s); m != nil {
		if n, c, ok := parseFigure(m[1], w); ok && c == nil {
			if w.isMeasure(m[2]) {
				return report.Value, n, &complaint{finding.Warning, "so-kem-chu", "ô có cả số và đơn vị tính; đã đọc là " + report.FormatNumber(n), "lần sau chỉ gõ con số"}
			}
		}
	}
	c = explain(s, w)
	if c.code == "so-khong-doc-duoc" && withWords().MatchString(s) {
		c = refuse("so-kem-chu-la", "sau con số là chữ khác với đơn vị tính của ô này"+quoteMeasure(w), "chỉ gõ con số; giải thích thêm ghi ở cột “Mô tả kết quả”")
	}
	return report.Blank, report.Number{}, c
}

// isNotApplicable tells the ways of writing KAD (không áp dụng), with stops, in
// brackets or both at once, from a normalised text.
func isNotApplicable(words string) bool {
	if !strings.Contains(words, "k") || strings.ContainsFunc(words, unicode.IsDigit) {
		return false
	}
	switch fold(withoutBrackets.Replace(words)) {
	case "kad", "khongapdung", "kadkhongapdung", "khongapdungkad":
		return true
	}
	return false
}

func quoteMeasure(w wanted) string {
	if w.measure == "" {
		return ""
	}
	return " (“" + w.measure + "”)"
}

// parseFigure reads a figure in Vietnamese notation and nothing else.
func parseFigure(s string, w wanted) (report.Number, *complaint, bool) {
	var note *complaint
	switch {
	case plainDigits().MatchString(s), grouped().MatchString(s):
	case w.decimal && threeBehind().MatchString(s):
		note = &complaint{finding.Warning, "phay-ba-so", "dấu phẩy với đúng ba chữ số phía sau: đã đọc là phần lẻ, không phải hàng nghìn", "nếu ý là hàng nghìn thì bỏ dấu phẩy"}
	case w.decimal && (plainComma().MatchString(s) || groupedComma().MatchString(s)):
	default:
		return report.Number{}, nil, false
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, ".", ""), ",", ".")
	whole, behind, _ := strings.Cut(s, ".")
	if len(strings.TrimLeft(whole, "0")) > 15 || len(behind) > 15 {
		return report.Number{}, nil, false
	}
	n, err := report.ParseNumber(s)
	return n, note, err == nil
}

// shapes of what people type instead of a figure; the first that fits explains.
var shapes = []struct {
	re   func() *regexp.Regexp
	code string
	text string
	hint string // "": the hint of what is wanted
}{
	{pattern(`^#`), "o-loi", "ô chứa mã lỗi của công thức, không phải số liệu", "sửa công thức, hoặc gõ thẳng con số vào ô"},
	{pattern(`^[0-9.,]{16,}$`), "so-qua-lon", "số quá dài để là số liệu báo cáo", ""},
	{pattern(`^[-–−](?: *)[0-9]|^\([0-9.,]+\)$`), "so-am", "số liệu không thể là số âm", ""},
	{pattern(`^[-–—.…_]+$`), "dau-thay-so", "ô chỉ có dấu gạch hoặc dấu chấm nên không rõ là 0, là chưa có số liệu hay không thuộc phạm vi", "gõ 0 nếu không có, gõ KAD nếu không thuộc phạm vi, để trống nếu chưa có số liệu"},
	{pattern(`^[0-9.,]+ ?(?:[-–—~]|đến) ?[0-9.,]+( .*)?$`), "khoang-so", "ô này phải là một số, không phải một khoảng", "gõ đúng một con số đã thực hiện; điều cần giải thích ghi ở cột “Mô tả kết quả”"},
	{pattern(`^(?:[<>=≥≤~±]|trên |dưới |hơn |gần |khoảng |tối thiểu |ít nhất )`), "so-uoc-chung", "ô này phải là một số chính xác, không phải số ước chừng", "gõ đúng con số đã thực hiện; chưa đếm được thì để trống"},
	{pattern(`^[0-9.,]+ ?/ ?[0-9.,]+$`), "phan-so", "ô này phải là một số, không phải phân số hay “làm được trên tổng số”", "gõ số đã thực hiện; tổng số ghi ở cột “Mô tả kết quả”"},
	{pattern(`^[0-9.,]+ ?[eE] ?[-+]?[0-9]+$`), "so-mu", "số viết theo lũy thừa nên không rõ giá trị", "gõ đủ các chữ số của con số đó"},
	{pattern(`%$`), "o-phan-tram", "mẫu báo cáo cần số lượng, không cần tỷ lệ phần trăm", ""},
	{pattern(`^[0-9.,]+( ?[-+*x] ?[0-9.,]+)+$`), "phep-tinh", "ô chứa phép tính viết bằng chữ nên không có kết quả", "gõ kết quả của phép tính"},
	{pattern(`^[0-9]{1,3}( [0-9]{3})+$`), "so-cach-quang", "giữa các chữ số có khoảng trống nên không rõ là một số hay nhiều số", "nếu là một số thì gõ liền các chữ số; nếu là nhiều số thì gõ tổng của chúng"},
	{pattern(`^[0-9]+,[0-9]{3}(\.[0-9]+)?$`), "dau-phan-cach", "dấu phẩy ở đây không rõ là hàng nghìn hay phần lẻ", "nếu là hàng nghìn thì bỏ dấu phẩy, gõ liền các chữ số"},
	{pattern(`^[0-9.]+,[0-9]+$`), "so-le", "ô này đếm bằng số nguyên, không có phần lẻ", ""},
	{pattern(`^[0-9.,]+$`), "dau-phan-cach", "dấu chấm, dấu phẩy đặt không đúng chỗ nên không rõ là số bao nhiêu", "bỏ dấu phân cách hàng nghìn; phần lẻ (nếu có) sau dấu phẩy"},
	{pattern(`[0-9]`), "so-khong-doc-duoc", "ô này phải là một con số", ""},
}

func explain(s string, w wanted) *complaint {
	lower := report.Normalize(s)
	for _, shape := range shapes {
		if shape.re().MatchString(lower) && !(w.decimal && shape.code == "so-le") {
			hint := shape.hint
			if hint == "" {
				hint = w.hint()
			}
			return refuse(shape.code, shape.text, hint)
		}
	}
	return refuse("chu-thay-so", "ô này phải là một con số, không phải chữ", w.hint())
}
