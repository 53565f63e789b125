package workbook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vanthu/sources/spreadsheet"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

var codeShape = pattern(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)

// codes are the codes of one sheet, known regardless of case.
type codes map[string]string

// code reads a row's own code: it must have the shape of one and be the only
// one of its name. "" where there is none.
func (r tableRow) code(seen codes) string {
	s := r.need("Mã")
	if s == "" {
		return ""
	}
	if !codeShape().MatchString(s) {
		r.fault("Mã", "ma-sai-dang", "mã chỉ gồm chữ cái không dấu, chữ số, dấu chấm, gạch nối, gạch dưới, không có khoảng trống", "sửa mã, ví dụ ND01")
		return ""
	}
	if old, twice := seen[strings.ToUpper(s)]; twice {
		r.fault("Mã", "ma-trung", fmt.Sprintf("mã này đã dùng ở %s", old), "đặt mã khác cho dòng này")
		return ""
	}
	seen[strings.ToUpper(s)] = spreadsheet.Ref(r.cols["Mã"], r.line.N)
	return s
}

// canonical spells a code as the list of known ones does; what is not known
// stays as it is.
func canonical(s string, known []string) string {
	for _, k := range known {
		if strings.EqualFold(k, s) {
			return k
		}
	}
	return s
}

func (r *planReader) items(t *table) {
	seen := codes{}
	for _, row := range t.rows {
		item := report.Item{
			Code: row.code(seen), Number: row.need("TT"), Text: row.need("Nội dung, nhiệm vụ"),
			Form: row.text("Hình thức tuyên truyền"), Lead: row.text("Chủ trì"), Time: row.text("Thời gian"),
			Outcome: row.text("Sản phẩm"), PreviousCode: row.text("Mã năm trước"),
		}
		if item.Code != "" {
			r.plan.Items = append(r.plan.Items, item)
			r.itemAt[item.Code] = spreadsheet.Ref(t.cols["Mã"], row.line.N)
		}
	}
	r.needRows(t)
}

func (r *planReader) needRows(t *table) {
	if len(t.rows) == 0 {
		r.add(finding.Error, "sheet-trong", r.pos(t.sheet.Name, ""), "", "sheet này chưa có dòng nào", "điền ít nhất một dòng dưới dòng tiêu đề")
	}
}

// formGroups are the forms of publicity by which reports tell the results.
var formGroups = []string{"Hội nghị", "Trang thông tin điện tử", "Báo chí", "Trực quan", "Cuộc thi", "Khác"}

var (
	kindWords    = []string{report.NumberWords[report.Whole], report.NumberWords[report.Decimal]}
	combineWords = []string{report.CombineWords[report.Sum], report.CombineWords[report.Max], report.CombineWords[report.Latest], report.CombineWords[report.YesNo]}
)

func (r *planReader) products(t *table) {
	seen := codes{}
	rowOf := map[string]tableRow{}
	for _, row := range t.rows {
		p := report.Product{Code: row.code(seen), Name: row.need("Tên sản phẩm"), Unit: row.need("Đơn vị tính")}
		if word, ok := row.oneOf("Kiểu số", kindWords); ok {
			p.Kind = report.NumberKind(slices.Index(kindWords, word))
		}
		row.need("Cách tổng hợp")
		if word, ok := row.oneOf("Cách tổng hợp", combineWords); ok {
			p.Combine = report.Combine(slices.Index(combineWords, word))
		}
		if p.Combine == report.YesNo && p.Kind == report.Decimal {
			row.fault("Kiểu số", "kieu-so-sai", "sản phẩm có/không không đếm bằng số thập phân", "để trống ô này")
		}
		p.FormGroup, _ = row.oneOf("Nhóm hình thức", formGroups)
		p.Requires, p.Denominator = row.text("Đi kèm"), row.text("Mẫu số")
		p.Evidence = row.flag("Cần minh chứng")
		if p.Code != "" {
			r.plan.Products = append(r.plan.Products, p)
			rowOf[p.Code] = row
		}
	}
	all := r.productCodes()
	for i := range r.plan.Products {
		p := &r.plan.Products[i]
		row := rowOf[p.Code]
		p.Requires = row.refersTo("Đi kèm", p.Requires, p.Code, all, "mã sản phẩm này không có trong cột “Mã”")
		p.Denominator = row.refersTo("Mẫu số", p.Denominator, p.Code, all, "mã sản phẩm này không có trong cột “Mã”")
	}
	r.needRows(t)
}

func (r *planReader) productCodes() []string {
	var all []string
	for _, p := range r.plan.Products {
		all = append(all, p.Code)
	}
	return all
}

// refersTo checks a column that names another row of the same sheet.
func (r tableRow) refersTo(name, code, own string, all []string, message string) string {
	code = canonical(code, all)
	switch {
	case code == "":
	case code == own:
		r.fault(name, "ma-tu-than", "ô này chỉ về chính dòng của nó", "ghi mã của dòng khác, hoặc để trống")
	case !slices.Contains(all, code):
		r.fault(name, "ma-la", message, "sửa mã cho đúng, hoặc để trống")
	}
	return code
}

func (r tableRow) flag(name string) bool {
	c := r.cell(name)
	if c.Kind == spreadsheet.Bool {
		return c.Text == "TRUE"
	}
	switch report.Normalize(r.text(name)) {
	case "x", "có", "1":
		return true
	case "", "không", "0":
		return false
	}
	r.fault(name, "gia-tri-la", fmt.Sprintf("cột “%s” chỉ nhận dấu x hoặc để trống", name), "gõ x, hoặc xóa ô này")
	return false
}

func (r *planReader) units(t *table) {
	seen := codes{}
	rowOf := map[string]tableRow{}
	for i, row := range t.rows {
		u := report.Unit{
			Code: row.code(seen), Name: row.need("Tên đơn vị"), Group: row.text("Nhóm"), Email: row.text("Email"),
			From: row.date("Từ ngày"), To: row.date("Đến ngày"), Successor: row.text("Kế thừa bởi"),
		}
		u.Order = row.order(i + 1)
		if !u.From.IsZero() && !u.To.IsZero() && u.From.After(u.To) {
			row.fault("Đến ngày", "ngay-nguoc", "“Đến ngày” sớm hơn “Từ ngày”", "sửa một trong hai ngày")
		}
		if u.Email != "" && !strings.Contains(u.Email, "@") {
			row.warn("Email", "email-la", "đây không giống một địa chỉ thư điện tử", "sửa lại, hoặc để trống")
		}
		if u.Code != "" {
			r.plan.Units = append(r.plan.Units, u)
			rowOf[u.Code] = row
		}
	}
	var all []string
	for _, u := range r.plan.Units {
		all = append(all, u.Code)
	}
	for i := range r.plan.Units {
		u := &r.plan.Units[i]
		u.Successor = rowOf[u.Code].refersTo("Kế thừa bởi", u.Successor, u.Code, all, "mã đơn vị này không có trong cột “Mã”")
	}
	for _, u := range r.plan.Units {
		at, steps := u, 0
		for ; at.Successor != "" && steps <= len(all); steps++ {
			at, _ = r.plan.Unit(at.Successor)
		}
		if steps > len(all) && u.Successor != u.Code {
			rowOf[u.Code].fault("Kế thừa bởi", "ke-thua-vong", "các đơn vị kế thừa lẫn nhau thành một vòng", "sửa cột “Kế thừa bởi” để có một đơn vị cuối cùng")
		}
	}
	r.needRows(t)
}

func (r tableRow) order(position int) int {
	s := r.text("Thứ tự")
	if s == "" {
		if r.cols["Thứ tự"] != 0 && r.cell("Thứ tự").Empty() {
			r.warn("Thứ tự", "thieu-thu-tu", "ô “Thứ tự” để trống: đơn vị được xếp theo vị trí dòng", "gõ số thứ tự")
		}
		return position
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		r.fault("Thứ tự", "so-khong-doc-duoc", "thứ tự phải là số nguyên", "gõ số thứ tự của đơn vị, là số nguyên")
	}
	return n
}

var (
	sharedMark = pattern(`(?i)\s*\(\s*chung\s*\)\s*`)
	sharedEnd  = pattern(`(?i)\s*\(\s*chung\s*\)\s*$`)
)

func (r *planReader) targets(t *table) {
	r.target = t
	var items, units []string
	for _, i := range r.plan.Items {
		items = append(items, i.Code)
	}
	for _, u := range r.plan.Units {
		units = append(units, u.Code)
	}
	for _, row := range t.rows {
		target := report.TargetRow{
			Item:    canonical(row.need("Mã nội dung"), items),
			Product: canonical(row.need("Mã sản phẩm"), r.productCodes()),
			Place:   planTargets + "!" + spreadsheet.Ref(max(t.cols["Mã nội dung"], 1), row.line.N),
		}
		product, known := r.plan.Product(target.Product)
		w := wantedFor(product, known)
		w.measure = ""
		state, n, c := readFigure(row.cell("Chỉ tiêu năm"), w)
		switch {
		case c != nil:
			c.hint = "gõ một con số, hoặc để trống nếu không có chỉ tiêu"
			if w.yesNo {
				c.hint = "gõ có nếu đơn vị phải làm, để trống nếu không có chỉ tiêu; muốn giao số lượng thì đổi “Cách tổng hợp” của sản phẩm ở sheet “Sản phẩm” thành cộng"
			}
			if c.code == "khong-phai-co-khong" {
				c.message = "sản phẩm này tổng hợp theo có/không, nên chỉ tiêu chỉ có thể là có (hoặc 1), không (hoặc 0), hay để trống"
			}
			r.found = append(r.found, c.at(row.posOf("Chỉ tiêu năm"), row.cell("Chỉ tiêu năm").Seen(r.date1904)))
		case state == report.NotApplicable:
			row.fault("Chỉ tiêu năm", "chi-tieu-khong-phai-so", "chỉ tiêu năm phải là một con số", "gõ một con số, hoặc để trống nếu không có chỉ tiêu")
		case state == report.Value:
			target.Target = &n
		}
		target.Units, target.Shared = row.whom(units, r.plan.Units)
		if target.Shared && target.Target == nil && row.cell("Chỉ tiêu năm").Empty() {
			row.warn("Đơn vị thực hiện", "chung-khong-chi-tieu", "ghi (chung) nhưng không có chỉ tiêu để chung", "điền chỉ tiêu năm, hoặc bỏ (chung)")
		}
		if target.Item != "" && target.Product != "" {
			r.plan.Targets = append(r.plan.Targets, target)
		}
	}
	r.needRows(t)
}

// whom reads "Đơn vị thực hiện": codes and groups between semicolons, "*", and
// "(chung)" behind them.
func (r tableRow) whom(unitCodes []string, units []report.Unit) (names []string, shared bool) {
	const col = "Đơn vị thực hiện"
	text := r.need(col)
	var marked int
	parts := strings.FieldsFunc(text, func(c rune) bool { return c == ';' || c == '\n' })
	for _, part := range parts {
		if sharedMark().MatchString(part) {
			marked++
		}
	}
	shared = sharedEnd().MatchString(text)
	if marked > 0 && !shared || marked > 1 && marked < len(parts) {
		r.fault(col, "chung-giua-dong", "“(chung)” không đứng sau cùng nên không rõ những đơn vị nào chung một chỉ tiêu", "ghi (chung) ở cuối ô, hoặc tách thành hai dòng")
	}
	for _, part := range parts {
		name := strings.TrimSpace(sharedMark().ReplaceAllString(part, " "))
		if name == "" {
			continue
		}
		name = canonical(name, unitCodes)
		for _, u := range units {
			if u.Group != "" && report.Normalize(u.Group) == report.Normalize(name) && !slices.Contains(unitCodes, name) {
				name = u.Group
				break
			}
		}
		names = append(names, name)
	}
	return names, shared
}

// docTypes are the kinds of document that recipients and signers are listed
// for; a period's code is one too.
var docTypes = []string{"KH", "BC", "CV", "BC tháng", "BC quý", "BC 6T", "BC 9T", "BC năm"}

func (r tableRow) docType(name string) string {
	s := r.need(name)
	if s == "" {
		return ""
	}
	for _, w := range docTypes {
		if key(w) == key(s) {
			return w
		}
	}
	if p, err := report.ParsePeriod(s); err == nil {
		return p.String()
	}
	r.fault(name, "loai-van-ban-la", "không có loại văn bản này", "ghi một trong: "+strings.Join(docTypes, ", ")+", hoặc mã kỳ như 2025-6T")
	return ""
}

func (r *planReader) signers(t *table) {
	for _, row := range t.rows {
		s := report.SignerRow{DocType: row.docType("Loại văn bản"), From: row.date("Từ ngày"), To: row.date("Đến ngày"), Name: row.need("Họ tên")}
		for _, col := range []string{"Dòng 1", "Dòng 2", "Dòng 3"} {
			if text := row.text(col); text != "" {
				s.Lines = append(s.Lines, text)
			}
		}
		if len(s.Lines) == 0 {
			row.fault("Dòng 1", "thieu-gia-tri", "chưa có chức vụ người ký ở “Dòng 1”, “Dòng 2”, “Dòng 3”", "ghi chức vụ, ví dụ GIÁM ĐỐC")
		}
		if !s.From.IsZero() && !s.To.IsZero() && s.From.After(s.To) {
			row.fault("Đến ngày", "ngay-nguoc", "“Đến ngày” sớm hơn “Từ ngày”", "sửa một trong hai ngày")
		}
		r.plan.Signers = append(r.plan.Signers, s)
	}
}

// roleWords are the words of the column "Vai trò", by report.Role.
var roleWords = []string{"Nơi nhận", "Kính gửi"}

func (r *planReader) recipients(t *table) {
	for _, row := range t.rows {
		n := report.Recipient{DocType: row.docType("Loại văn bản"), Name: row.need("Nơi nhận"), Note: row.text("Ghi chú")}
		if bare, ok := strings.CutPrefix(n.Note, "("); ok && strings.HasSuffix(bare, ")") {
			n.Note = strings.TrimSpace(strings.TrimSuffix(bare, ")")) // brackets are added in print
		}
		if word, ok := row.oneOf("Vai trò", roleWords); ok {
			n.Role = report.Role(slices.Index(roleWords, word))
		}
		r.plan.Recipients = append(r.plan.Recipients, n)
	}
}

func (r *planReader) periods(t *table) {
	seen := map[report.Period]string{}
	for _, row := range t.rows {
		rule := report.PeriodRule{Period: row.period("Kỳ"), From: row.date("Từ ngày"), To: row.date("Đến ngày"), Due: row.date("Hạn nộp")}
		if rule.Period.IsZero() {
			continue
		}
		ref := spreadsheet.Ref(t.cols["Kỳ"], row.line.N)
		from, to := rule.Period.Window()
		if !rule.From.IsZero() {
			from = rule.From
		}
		if !rule.To.IsZero() {
			to = rule.To
		}
		switch {
		case seen[rule.Period] != "":
			row.fault("Kỳ", "ky-trung", "kỳ này đã có ở "+seen[rule.Period], "bỏ một trong hai dòng")
			continue
		case r.plan.Year != 0 && rule.Period.Year != r.plan.Year:
			row.fault("Kỳ", "ky-khac-nam", fmt.Sprintf("kỳ này không thuộc năm %d của kế hoạch", r.plan.Year), "sửa mã kỳ, hoặc xóa dòng")
		case from.After(to):
			row.fault("Đến ngày", "ngay-nguoc", fmt.Sprintf("kỳ kết thúc (%s) trước khi bắt đầu (%s)", to.Short(), from.Short()), "sửa “Từ ngày” hoặc “Đến ngày”")
		case !rule.Due.IsZero() && rule.Due.Before(to):
			row.warn("Hạn nộp", "han-som", fmt.Sprintf("hạn nộp sớm hơn ngày chốt số liệu (%s)", to.Short()), "kiểm tra lại hạn nộp")
		}
		seen[rule.Period] = ref
		r.plan.Periods = append(r.plan.Periods, rule)
	}
}

// period reads a period's code; 2025 may be a number, and 2025-06 may have been
// turned into the date of its first day by the spreadsheet program.
func (r tableRow) period(name string) report.Period {
	c := r.cell(name)
	if c.Kind == spreadsheet.Number && c.Show == spreadsheet.AsDate {
		if d, ok := c.Date(r.date1904); ok && d.Day == 1 {
			p := report.Period{Year: d.Year, Kind: report.Month, N: int(d.Month)}
			r.warn(name, "ky-thanh-ngay", "chương trình bảng tính đã đổi mã kỳ thành ngày; đã đọc là kỳ "+p.String(), "đặt định dạng ô là Văn bản (Text) rồi gõ lại "+p.String())
			return p
		}
	}
	s := r.need(name)
	if s == "" {
		return report.Period{}
	}
	p, err := report.ParsePeriodWords(s)
	if err != nil {
		r.fault(name, "ky-khong-doc-duoc", "không đọc được mã kỳ", "gõ một mã như 2025-06, 2025-Q2, 2025-6T, 2025-6C, 2025-9T, 2025")
	}
	return p
}
