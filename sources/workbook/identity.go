package workbook

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"vanthu/sources/spreadsheet"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// titleLabel is one of the lines above the table that say whose the form is.
type titleLabel int

const (
	titleUnitCode titleLabel = iota + 1
	titleUnitName
	titlePeriod
)

type titleLine struct {
	value string
	pos   finding.Pos
}

var titleLabels = map[string]titleLabel{
	"madonvi": titleUnitCode, "madv": titleUnitCode, "madonvibaocao": titleUnitCode, "masodonvi": titleUnitCode,
	"donvi": titleUnitName, "tendonvi": titleUnitName, "donvibaocao": titleUnitName, "tendonvibaocao": titleUnitName, "donviguibaocao": titleUnitName,
	"kybaocao": titlePeriod, "ky": titlePeriod, "kybc": titlePeriod,
}

// labelOf tells what a title line is about; a number may stand before it.
func labelOf(name string) titleLabel { return titleLabels[strings.TrimLeft(fold(name), "0123456789")] }

// readTitle reads "label: value" lines above the table, in one cell or in two
// beside each other, also several in one cell.
func (r *submissionReader) readTitle() {
	r.title = map[titleLabel][]titleLine{}
	s, end := r.titleSheet()
	if s == nil {
		return
	}
	for _, l := range s.Lines {
		if l.N >= end {
			break
		}
		for i, c := range l.Cells {
			for _, text := range strings.Split(c.Text, "\n") {
				name, value, _ := strings.Cut(text, ":")
				label := labelOf(name)
				if label == 0 || c.Kind != spreadsheet.Text {
					continue
				}
				at := c
				if value = strings.TrimSpace(value); value == "" && i+1 < len(l.Cells) {
					at = l.Cells[i+1]
					if next, _, _ := strings.Cut(at.Text, ":"); labelOf(next) == 0 {
						value = at.Seen(r.date1904)
					}
				}
				if value != "" {
					r.title[label] = append(r.title[label], titleLine{value, r.pos(s.Name, at.Ref())})
				}
			}
		}
	}
}

// firstTitle gives the first line of a label.
func (r *submissionReader) firstTitle(label titleLabel) (line titleLine, ok bool) {
	if lines := r.title[label]; len(lines) > 0 {
		return lines[0], true
	}
	return line, false
}

// titleSheet is where the title lines stand, and the row before which they end.
func (r *submissionReader) titleSheet() (*spreadsheet.Sheet, int) {
	if r.form != nil {
		return r.form.sheet, r.form.head
	}
	var first *spreadsheet.Sheet
	for _, s := range r.book.Sheets {
		switch {
		case s.VeryHidden:
		case key(s.Name) == key(sheetReport):
			return s, 15
		case first == nil:
			first = s
		}
	}
	return first, 15
}

// witness says which unit or period the file is of, and where it says so.
type witness struct {
	source int // the order of the contract; the lowest is believed first
	code   string
	where  string // in words
	pos    finding.Pos
	found  string
}

// Sources of a witness, in the order of the contract.
const (
	fromHidden = iota
	fromCode   // "Mã đơn vị", for periods "Kỳ báo cáo"
	fromName   // "Đơn vị"
	fromFile
)

// believed picks what the refused file of a disagreement counts for: what most
// witnesses say; among equals what the sender could see.
func believed(ws []witness) string {
	votes := map[string]int{}
	for _, w := range ws {
		votes[w.code]++
	}
	best := slices.MaxFunc(ws, func(a, b witness) int {
		visible := func(w witness) int { return []int{1, 3, 2, 0}[w.source] }
		return cmp.Or(cmp.Compare(votes[a.code], votes[b.code]), cmp.Compare(visible(a), visible(b)))
	})
	return best.code
}

func agree(ws []witness) bool {
	for _, w := range ws {
		if !strings.EqualFold(w.code, ws[0].code) {
			return false
		}
	}
	return true
}

var bracketed = pattern(`\s*[(\[].*$`)

// unmarked are the words of periods as a keyboard without Vietnamese writes them.
var unmarked = strings.NewReplacer("thang", "tháng", "quy", "quý", "nam", "năm", "dau", "đầu", "cuoi", "cuối", "sau", "sáu", "chin", "chín", "ca ", "cả ")

var (
	zeroBefore   = pattern(`^0([69] tháng )`)
	aroundStroke = pattern(` ?([/-]) ?`)
)

// parsePeriodLine reads the period of a title line: in words or as a code, also
// with a remark in brackets behind it, or without marks.
func parsePeriodLine(s string) (report.Period, bool) {
	for _, text := range []string{s, bracketed().ReplaceAllString(s, "")} {
		text = strings.TrimRight(report.Normalize(text), " .;,")
		if isASCII(text) {
			text = unmarked.Replace(text)
		}
		text = strings.ReplaceAll(text, ", năm ", " năm ")
		text = zeroBefore().ReplaceAllString(aroundStroke().ReplaceAllString(text, "$1"), "$1")
		if p, err := report.ParsePeriodWords(text); err == nil {
			return p, true
		}
	}
	return report.Period{}, false
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
}

// settlePeriod finds the period, and by its year the plan.
func (r *submissionReader) settlePeriod() {
	var ws []witness
	if p, err := report.ParsePeriod(r.hidden["period"]); err == nil {
		ws = append(ws, witness{fromHidden, p.String(), "mẫu", finding.Pos{File: r.file}, ""})
	}
	for i, line := range r.title[titlePeriod] {
		if p, ok := parsePeriodLine(line.value); ok {
			ws = append(ws, witness{fromCode, p.String(), "dòng “Kỳ báo cáo”", line.pos, line.value})
		} else if i == 0 {
			r.add(finding.Error, "ky-khong-doc-duoc", line.pos, line.value, "không đọc được kỳ báo cáo ở dòng này", "ghi đủ kỳ và năm theo một trong các cách: “tháng … năm …”, “quý … năm …”, “6 tháng đầu năm …”, “6 tháng cuối năm …”, “9 tháng năm …”, “năm …”")
		}
	}
	if p, ok := r.periodOfName(); ok {
		ws = append(ws, witness{fromFile, p.String(), "tên tệp", finding.Pos{File: r.file}, ""})
	}
	year, _ := strconv.Atoi(r.hidden["plan_year"])
	if len(ws) > 0 {
		r.sub.Period, _ = report.ParsePeriod(believed(ws))
		year = r.sub.Period.Year
		if !agree(ws) {
			r.periodsDisagree(ws)
		}
	} else if !slices.ContainsFunc(r.found, func(f finding.Finding) bool { return f.Code == "ky-khong-doc-duoc" }) {
		r.add(finding.Error, "thieu-ky", finding.Pos{File: r.file}, "", "không thấy báo cáo này của kỳ nào", "thêm dòng “Kỳ báo cáo: …” phía trên bảng, hoặc dùng lại mẫu đã phát")
	}
	if year != 0 && r.ctx.Plan != nil {
		r.plan = r.ctx.Plan(year)
	}
	if r.ctx.InForce != nil && !r.sub.Period.IsZero() {
		if p := r.ctx.InForce(r.sub.Period); p != nil {
			r.plan = p
		}
	}
	if r.plan == nil && year != 0 {
		r.add(finding.Error, "khong-co-ke-hoach", finding.Pos{File: r.file}, "", fmt.Sprintf("chưa có kế hoạch năm %d nên không đọc được báo cáo của năm này", year), "kiểm tra lại năm của kỳ báo cáo")
	}
	if certain := len(ws) > 0 && agree(ws); r.plan != nil && certain {
		r.from, r.to = r.plan.Window(r.sub.Period)
	}
	r.sub.PlanVersion, _ = strconv.Atoi(r.hidden["plan_version"])
}

// periodsDisagree names both periods and says which form to use: the unit sees
// its own title, and not the sheet that says which month's form it retitled.
func (r *submissionReader) periodsDisagree(ws []witness) {
	meant, _ := report.ParsePeriod(believed(ws))
	for _, w := range ws {
		if w.code == meant.String() {
			continue
		}
		p, _ := report.ParsePeriod(w.code)
		pos, found := w.pos, w.found
		if w.source == fromHidden {
			if line, ok := r.firstTitle(titlePeriod); ok {
				pos, found = line.pos, line.value
			}
			r.add(finding.Error, "ky-lech", pos, found, fmt.Sprintf("tệp này là mẫu của kỳ %s (%s), nhưng lại ghi là báo cáo kỳ %s (%s)", p.Words(), p, meant.Words(), meant),
				fmt.Sprintf("để báo cáo %s, điền vào mẫu %s của đúng kỳ đó rồi gửi lại; không sửa dòng “Kỳ báo cáo” của mẫu kỳ khác", meant.Words(), r.formName(meant)))
			continue
		}
		r.add(finding.Error, "ky-lech", pos, found, fmt.Sprintf("%s ghi kỳ %s (%s), những chỗ khác trong tệp ghi kỳ %s (%s)", w.where, p.Words(), p, meant.Words(), meant),
			fmt.Sprintf("nếu báo cáo %s, dùng mẫu %s; nếu báo cáo %s, dùng mẫu %s", meant.Words(), r.formName(meant), p.Words(), r.formName(p)))
	}
}

// formName is the name under which a unit got its form for a period.
func (r *submissionReader) formName(p report.Period) string {
	line, _ := r.firstTitle(titleUnitCode)
	unit := cmp.Or(r.hidden["unit"], line.value, "…")
	return fmt.Sprintf("%s_%s.xlsx", unit, p)
}

// settleUnit finds the unit; the plan may be nil.
func (r *submissionReader) settleUnit() {
	var ws []witness
	if code := r.hidden["unit"]; code != "" {
		ws = append(ws, witness{fromHidden, r.unitCode(code), "mẫu", finding.Pos{File: r.file}, ""})
	}
	for _, line := range r.title[titleUnitCode] {
		ws = append(ws, witness{fromCode, r.unitCode(line.value), "dòng “Mã đơn vị”", line.pos, line.value})
	}
	ws = append(ws, r.unitsNamed()...)
	if code, ok := r.unitOfName(); ok {
		ws = append(ws, witness{fromFile, code, "tên tệp", finding.Pos{File: r.file}, ""})
	}
	if len(ws) == 0 {
		r.add(finding.Error, "thieu-don-vi", finding.Pos{File: r.file}, "", "không rõ báo cáo này của đơn vị nào", "thêm dòng “Mã đơn vị: …” phía trên bảng, hoặc dùng lại mẫu đã phát")
		return
	}
	r.sub.Unit = believed(r.ofThePlan(ws))
	if !agree(ws) {
		for _, w := range ws {
			if w.code == r.sub.Unit {
				continue
			}
			hint := "mỗi đơn vị dùng mẫu mang mã của mình; giữ nguyên tên đơn vị, mã đơn vị và tên tệp của mẫu"
			if !r.knowsUnit(w.code) && r.knowsUnit(r.sub.Unit) {
				hint = fmt.Sprintf("nếu là báo cáo của %s thì mã đúng là %s", r.unitWords(r.sub.Unit), r.sub.Unit)
			}
			r.add(finding.Error, "don-vi-lech", w.pos, w.found, fmt.Sprintf("%s ghi đơn vị %s, những chỗ khác trong tệp ghi đơn vị %s", w.where, r.unitWords(w.code), r.unitWords(r.sub.Unit)), hint)
		}
		return
	}
	if r.plan == nil {
		return
	}
	u, ok := r.plan.Unit(r.sub.Unit)
	if !ok {
		w := ws[len(ws)-1]
		r.add(finding.Error, "don-vi-la", w.pos, w.found, fmt.Sprintf("mã đơn vị %s không có trong kế hoạch năm %d", r.sub.Unit, r.plan.Year),
			fmt.Sprintf("mã đúng ở dòng “Mã đơn vị” và ở đầu tên tệp của mẫu đã phát cho đơn vị; không còn mẫu thì hỏi %s", recipientOf(r.plan.Info)))
		return
	}
	r.unit = &u
	r.asked = r.index(r.plan).asked[u.Code]
}

// unitsNamed are the units of the lines "Đơn vị". A name is read as the plan's
// where it is the same, or where it differs from one only by marks and signs.
func (r *submissionReader) unitsNamed() (ws []witness) {
	if r.plan == nil {
		return nil
	}
	x := r.index(r.plan)
	for _, line := range r.title[titleUnitName] {
		units := x.named[report.Normalize(line.value)]
		if len(units) == 0 {
			units = x.folded[fold(withoutBrackets.Replace(line.value))]
			if len(units) == 1 {
				r.add(finding.Info, "ten-don-vi-khac", line.pos, line.value, fmt.Sprintf("tên này được đọc là đơn vị %s", r.unitWords(units[0])), "giữ nguyên tên đơn vị của mẫu")
			}
		}
		switch len(units) {
		case 0:
			r.add(finding.Warning, "ten-don-vi-la", line.pos, line.value, "tên đơn vị này không có trong kế hoạch", "giữ nguyên tên đơn vị của mẫu")
		case 1:
			ws = append(ws, witness{fromName, units[0], "dòng “Đơn vị”", line.pos, line.value})
		}
	}
	return ws
}

func (r *submissionReader) knowsUnit(code string) bool {
	if r.plan == nil {
		return false
	}
	_, ok := r.plan.Unit(code)
	return ok
}

// ofThePlan leaves out witnesses of codes that the plan does not know, as long as
// others remain: a mistyped code is no one's.
func (r *submissionReader) ofThePlan(ws []witness) []witness {
	var known []witness
	for _, w := range ws {
		if r.knowsUnit(w.code) {
			known = append(known, w)
		}
	}
	if len(known) == 0 {
		return ws
	}
	return known
}

// unitCode spells a unit's code as the plan does.
func (r *submissionReader) unitCode(code string) string {
	code = strings.TrimSpace(code)
	if r.plan == nil {
		return code
	}
	for _, u := range r.plan.Units {
		if strings.EqualFold(u.Code, code) {
			return u.Code
		}
	}
	return code
}

func (r *submissionReader) unitWords(code string) string {
	if r.plan != nil {
		if u, ok := r.plan.Unit(code); ok {
			return fmt.Sprintf("%s (%s)", u.Code, u.Name)
		}
		return fmt.Sprintf("%s (mã này không có trong kế hoạch năm %d)", code, r.plan.Year)
	}
	return code
}

func baseName(file string) string { return path.Base(strings.ReplaceAll(file, `\`, "/")) }

// stem is the file's name without folder and kind.
func stem(file string) string {
	base := baseName(file)
	if i := strings.LastIndexByte(base, '.'); i > 0 {
		base = base[:i]
	}
	return report.CleanText(base)
}

var (
	periodInName = pattern(`(?i)(?:^|[^0-9a-z-])([12][0-9]{3}-(?:0[1-9]|1[0-2]|Q[1-4]|6T|6C|9T))(?:[^0-9a-z-]|$)`)
	yearInName   = pattern(`^([^_]+)_([12][0-9]{3})(?:[^0-9A-Za-z-]|$)`)
)

// periodOfName reads the period from a file name like U01_2025-6T.xlsx. A year
// alone counts only right behind a unit's code: "Báo cáo 2025" says nothing.
func (r *submissionReader) periodOfName() (report.Period, bool) {
	name := stem(r.file)
	if all := periodInName().FindAllStringSubmatch(name, -1); len(all) == 1 {
		p, err := report.ParsePeriod(all[0][1])
		return p, err == nil
	}
	m := yearInName().FindStringSubmatch(name)
	if m == nil || r.ctx.Plan == nil {
		return report.Period{}, false
	}
	year, _ := strconv.Atoi(m[2])
	plan := r.ctx.Plan(year)
	if plan == nil {
		return report.Period{}, false
	}
	known := slices.ContainsFunc(plan.Units, func(u report.Unit) bool { return strings.EqualFold(u.Code, m[1]) })
	return report.Period{Year: year, Kind: report.Year}, known
}

// unitOfName reads the leading code of the file's name: the longest code of the
// plan that it begins with and that ends there.
func (r *submissionReader) unitOfName() (string, bool) {
	if r.plan == nil {
		return "", false
	}
	name, best := stem(r.file), ""
	for _, u := range r.plan.Units {
		if len(u.Code) <= len(best) || len(name) < len(u.Code) || !strings.EqualFold(name[:len(u.Code)], u.Code) {
			continue
		}
		rest := name[len(u.Code):]
		if rest == "" || strings.ContainsAny(rest[:1], "_ -.()") {
			best = u.Code
		}
	}
	return best, best != ""
}

// readNameOnly learns what the name of an unreadable file says.
func (r *submissionReader) readNameOnly() {
	p, ok := r.periodOfName()
	if !ok {
		return
	}
	r.sub.Period = p
	if r.ctx.Plan != nil {
		r.plan = r.ctx.Plan(p.Year)
	}
	r.sub.Unit, _ = r.unitOfName()
}
