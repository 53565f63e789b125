package report

// Plan (kế hoạch) is the plan of a year as its workbook gives it (contract,
// section 2). Lists are in the order of their sheets.
type Plan struct {
	Year      int
	Version   int  // 1, 2, … within the year; 0 before it is stored
	Effective Date // Ngày hiệu lực; none: in force from the start of the year's data
	Info      Info

	Signers    []SignerRow
	Bases      []Line
	Items      []Item
	Contents   []Line // Nội dung tuyên truyền
	Forms      []Line // Hình thức
	Duties     []Duty // Tổ chức thực hiện
	Notes      []Line // Chú thích
	Products   []Product
	Targets    []TargetRow
	Units      []Unit
	Recipients []Recipient
	Periods    []PeriodRule
}

// Info (thông tin) is the sheet of that name: who issues the plan and signs.
type Info struct {
	Parent      string // Cơ quan chủ quản: UBND THÀNH PHỐ HUẾ
	Issuer      string // Cơ quan ban hành: SỞ Y TẾ
	FullName    string // Tên đầy đủ: Sở Y tế thành phố Huế
	Symbol      string // Ký hiệu cơ quan: SYT
	Place       string // Địa danh: Huế
	Subject     string // Trích yếu
	Collector   string // Đầu mối tổng hợp
	Capacity    string // Quyền hạn ký: "", TM., KT., TL., TUQ., Q.
	HeadTitle   string // Chức vụ trưởng: GIÁM ĐỐC
	SignerTitle string // Chức vụ người ký: PHÓ GIÁM ĐỐC
	SignerName  string // Họ tên người ký
	Drafting    string // Đơn vị soạn thảo: VP
	Drafter     string // Người soạn thảo: V
	Issued      string // Số, ngày ban hành: 3214/KH-SYT ngày 05 tháng 12 năm 2024
}

// SignerRow (người ký) is a signer for a kind of document and a span of time.
type SignerRow struct {
	DocType  string
	From, To Date // none: open
	Lines    []string
	Name     string
}

// Line (dòng) is one row of a numbered list that a template prints.
type Line struct {
	Number string // TT, as written
	Text   string
}

// Duty (tổ chức thực hiện) is what one body has to do.
type Duty struct {
	Number string
	Unit   string
	Text   string
}

// Item (nội dung, nhiệm vụ) is a task that units report on: a row of the plan's
// appendix.
type Item struct {
	Code         string // ND01
	Number       string // TT
	Text         string
	Form         string // Hình thức tuyên truyền
	Lead         string // Chủ trì
	Time         string // Thời gian
	Outcome      string // Sản phẩm, in the plan's words
	PreviousCode string // Mã năm trước
}

// NumberKind (kiểu số) tells how a product is counted.
type NumberKind int

// Whole pieces (nguyên, the default) or decimals (thập phân).
const (
	Whole NumberKind = iota
	Decimal
)

// Combine (cách tổng hợp) tells how a product's figures are put together over
// the parts of a period and over units (contract, section 3).
type Combine int

// The four ways.
const (
	Sum    Combine = iota // cộng
	Max                   // lớn nhất
	Latest                // gần nhất
	YesNo                 // có/không
)

// Words of the sheet "Sản phẩm" for each way and each kind of number.
var (
	CombineWords = map[Combine]string{Sum: "cộng", Max: "lớn nhất", Latest: "gần nhất", YesNo: "có/không"}
	NumberWords  = map[NumberKind]string{Whole: "nguyên", Decimal: "thập phân"}
)

// Product (sản phẩm) is a kind of result that is counted.
type Product struct {
	Code        string // TIN
	Name        string // Tên sản phẩm
	Unit        string // Đơn vị tính, the measure's word
	Kind        NumberKind
	Combine     Combine
	FormGroup   string // Nhóm hình thức
	Requires    string // Đi kèm: code of a product that must be > 0 where this is
	Denominator string // Mẫu số: code
	Evidence    bool   // Cần minh chứng
}

// TargetRow (chỉ tiêu) is one row of the sheet: who is asked what, and how much.
type TargetRow struct {
	Item, Product string
	Target        *Number  // nil: asked, but without a target
	Units         []string // codes, group names or "*"
	Shared        bool     // (chung): one target for all of them together
	Place         string   // sheet!cell, for messages
}

// Unit (đơn vị) is an office that reports.
type Unit struct {
	Code      string // U01
	Name      string
	Group     string
	Order     int
	Email     string
	From, To  Date   // lives; none: open
	Successor string // Kế thừa bởi: code
}

// Lives tells whether the unit lives at some time between the two days.
func (u Unit) Lives(from, to Date) bool {
	return (u.From.IsZero() || !u.From.After(to)) && (u.To.IsZero() || !u.To.Before(from))
}

// Role (vai trò) of a recipient.
type Role int

// A recipient stands under "Nơi nhận:" or is addressed with "Kính gửi:".
const (
	Receives Role = iota
	Addressed
)

// Recipient (nơi nhận) is one row of the sheet.
type Recipient struct {
	DocType string // KH, BC, CV, BC 6T, a period code, …
	Name    string
	Note    string // printed in brackets
	Role    Role
}

// PeriodRule (kỳ báo cáo) overrides a period's window or deadline; zero dates
// keep their default.
type PeriodRule struct {
	Period        Period
	From, To, Due Date
}

// Item finds an item by its code.
func (p *Plan) Item(code string) (Item, bool) {
	return find(p.Items, func(i Item) bool { return i.Code == code })
}

// Product finds a product by its code.
func (p *Plan) Product(code string) (Product, bool) {
	return find(p.Products, func(x Product) bool { return x.Code == code })
}

// Unit finds a unit by its code.
func (p *Plan) Unit(code string) (Unit, bool) {
	return find(p.Units, func(u Unit) bool { return u.Code == code })
}

func find[T any](list []T, is func(T) bool) (T, bool) {
	for _, v := range list {
		if is(v) {
			return v, true
		}
	}
	var none T
	return none, false
}

// Window gives the first and the last day of a period's data: the plan's own,
// else those of Period.Window.
func (p *Plan) Window(period Period) (from, to Date) {
	from, to = period.Window()
	if r, ok := p.rule(period); ok {
		if !r.From.IsZero() {
			from = r.From
		}
		if !r.To.IsZero() {
			to = r.To
		}
	}
	return from, to
}

// Due gives the last day on which a unit's report for the period is on time: the
// plan's own, else two working days after the window's end.
func (p *Plan) Due(period Period, holidays map[Date]bool) Date {
	if r, ok := p.rule(period); ok && !r.Due.IsZero() {
		return r.Due
	}
	_, to := p.Window(period)
	return AddWorkingDays(to, 2, holidays)
}

func (p *Plan) rule(period Period) (PeriodRule, bool) {
	return find(p.Periods, func(r PeriodRule) bool { return r.Period == period })
}
