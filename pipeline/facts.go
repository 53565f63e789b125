package pipeline

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/pipeline/report"
)

// Facts makes the values that the template of a period's report may use, all as
// text in the Vietnamese manner: figures formatted, states in words, lists in the
// plan's order. The names are those of templates.Fields. Of the paper, number and
// day count: a draft has no number.
func Facts(f *report.Figures, d Paper) map[string]any {
	p := f.Plan
	d.Type, d.Period = report.ReportDoc, f.Period
	data := headFacts(p, d)
	next := f.Period.Next()
	maps.Copy(data, map[string]any{
		"ky":          periodFacts(f),
		"ky_sau":      map[string]any{"ten": next.Words(), "nam": number(int64(next.Year)), "sang_nam": next.Year != f.Period.Year},
		"ke_hoach":    planFacts(p),
		"can_cu":      bases(p),
		"tong":        summary(f),
		"so_sanh":     comparison(f),
		"nhiem_vu":    items(f),
		"hinh_thuc":   formGroups(f),
		"danh_gia":    assessments(f),
		"bang_don_vi": unitTables(f),
	})
	data["co_hinh_thuc"] = len(data["hinh_thuc"].([]any)) > 0
	data["nop"], data["chua_nop"] = submitted(f)
	data["co_nop"], data["co_chua_nop"] = len(data["nop"].([]any)) > 0, len(data["chua_nop"].([]any)) > 0
	return data
}

func number(n int64) string { return report.NumberOf(n).String() }

// planFacts names the plan, by its number and day once it has them.
func planFacts(p *report.Plan) map[string]any {
	issued := ""
	if p.Info.Issued != "" {
		issued = "Kế hoạch số " + p.Info.Issued
	}
	return map[string]any{
		"trich_yeu": oneLine(p.Info.Subject), "trich_yeu_thuong": lowerFirst(oneLine(p.Info.Subject)),
		"nam": number(int64(p.Year)), "so_ngay": issued,
	}
}

func count(n int) string { return report.FormatNumber(report.NumberOf(int64(n))) }

// spoken writes a count for running text: "05".
func spoken(n int) string { return report.FormatCount(report.NumberOf(int64(n))) }

// named makes a list of objects of one field.
func named(field string, values []string) []any {
	out := []any{}
	for _, v := range values {
		out = append(out, map[string]any{field: v})
	}
	return out
}

func periodFacts(f *report.Figures) map[string]any {
	first, _ := f.Period.Months()
	return map[string]any{
		"ma": f.Period.String(), "ten": f.Period.Words(),
		"tu_ngay": f.From.Short(), "den_ngay": f.To.Short(), "han_nop": f.Due.Short(),
		"nam": number(int64(f.Period.Year)), "nam_truoc": number(int64(f.Period.Year - 1)),
		"tu_dau_nam": first == 1, "cung_ky": sameBefore(f.Period),
	}
}

// sameBefore names what figures of the year before are compared as: "cùng kỳ năm
// 2024", for a whole year "năm 2024".
func sameBefore(p report.Period) string {
	words := report.Period{Year: p.Year - 1, Kind: report.Year}.Words()
	if p.Kind == report.Year {
		return words
	}
	return "cùng kỳ " + words
}

// bases gives the legal bases, each to be an italic paragraph of its own, ended
// as Decree 30/2020, annex I, II.6.a wants.
func bases(p *report.Plan) []any {
	out := []any{}
	for i, b := range p.Bases {
		mark := ";"
		if i == len(p.Bases)-1 {
			mark = "."
		}
		text := strings.TrimRight(strings.TrimPrefix(b.Text, "Căn cứ "), " ;.,")
		out = append(out, map[string]any{"ten": text, "dau": mark})
	}
	return out
}

func summary(f *report.Figures) map[string]any {
	standing := map[report.Standing]int{}
	parts := 0
	var late []string
	for _, u := range f.Units {
		standing[u.Standing]++
		if lacks(u) {
			late = append(late, u.Unit.Name)
			if u.By == report.Partial {
				parts++
			}
		}
	}
	progress := map[report.Progress]int{}
	for _, i := range f.Plan.Items {
		progress[f.Progress[i.Code]]++
	}
	reported := standing[report.OnTime] + standing[report.Late]
	missing := standing[report.Missing] + standing[report.Refused]
	rate := ""
	if p, ok := report.Percent(report.NumberOf(int64(progress[report.Done])), report.NumberOf(int64(len(f.Plan.Items)))); ok {
		rate = report.FormatNumber(p)
	}
	return map[string]any{
		"don_vi": spoken(reported + missing), "co_don_vi": reported+missing > 0, "da_bao_cao": spoken(reported), "co_bao_cao": reported > 0,
		"dung_han": spoken(standing[report.OnTime]), "co_dung_han": standing[report.OnTime] > 0,
		"tre_han": spoken(standing[report.Late]), "co_tre_han": standing[report.Late] > 0,
		"chua_bao_cao": spoken(missing), "ten_chua_bao_cao": strings.Join(late, "; "),
		"mot_phan": spoken(parts), "co_mot_phan": parts > 0,
		"nhiem_vu": spoken(len(f.Plan.Items)), "co_nhiem_vu": len(f.Plan.Items) > 0,
		"hoan_thanh": spoken(progress[report.Done]), "co_hoan_thanh": progress[report.Done] > 0,
		"con_nhiem_vu":   progress[report.Done] < len(f.Plan.Items),
		"dang_thuc_hien": spoken(progress[report.InProgress]), "co_dang_thuc_hien": progress[report.InProgress] > 0,
		"chua_thuc_hien": spoken(progress[report.NotStarted]), "co_chua_thuc_hien": progress[report.NotStarted] > 0,
		"ty_le_hoan_thanh": rate,
	}
}

// lacks tells whether a unit has to report and has not: a letter reminds it.
func lacks(u report.UnitStatus) bool {
	return u.Standing == report.Missing || u.Standing == report.Refused
}

func items(f *report.Figures) []any {
	out := []any{}
	for n, item := range f.Plan.Items {
		products := itemProducts(f, item)
		asked, reporting := itemUnits(f, item)
		stage := string(f.Progress[item.Code])
		out = append(out, map[string]any{
			"chu": report.PointLetter(n + 1), "tt": item.Number, "ma": item.Code,
			"ten": sentence(item.Text), "hinh_thuc": item.Form, "chu_tri": item.Lead,
			"thoi_gian": item.Time, "san_pham_ke_hoach": item.Outcome,
			"danh_gia": stage, "danh_gia_thuong": lowerFirst(stage),
			"so_don_vi_giao": spoken(asked), "so_don_vi_bao_cao": spoken(reporting), "co_bao_cao": reporting > 0,
			"co_san_pham": len(products) > 0, "san_pham": products,
		})
		if len(products) > 0 && n == len(f.Plan.Items)-1 {
			products[len(products)-1].(map[string]any)["cuoi"] = true
		}
	}
	return out
}

// itemUnits counts the units that an item is asked of and those of them that
// have a figure for it.
func itemUnits(f *report.Figures, item report.Item) (asked, reporting int) {
	units, with := map[string]bool{}, map[string]bool{}
	for _, c := range f.Cells {
		if c.Item != item.Code || c.Measure != report.Result || c.State == report.NotApplicable {
			continue
		}
		units[c.Unit] = true
		if c.State == report.Value {
			with[c.Unit] = true
		}
	}
	return len(units), len(with)
}

func itemProducts(f *report.Figures, item report.Item) []any {
	out := []any{}
	for _, t := range f.Totals {
		if t.Item != item.Code || t.Measure != report.Result {
			continue
		}
		product, _ := f.Plan.Product(t.Product)
		row := map[string]any{
			"ma": product.Code, "ten": product.Name, "ten_thuong": lowerFirst(product.Name), "dvt": product.Unit,
			"co_khong":          product.Combine == report.YesNo,
			"so_don_vi_bao_cao": spoken(t.Reporting), "so_don_vi_giao": spoken(t.Expected),
			"dau": ";", "cuoi": false,
		}
		optional(row, "ket_qua", t.Value, report.FormatNumber)
		row["ket_qua_chu"] = ""
		if t.Value != nil {
			row["ket_qua_chu"] = report.FormatCount(*t.Value)
		}
		optional(row, "chi_tieu", t.Target, report.FormatNumber)
		optional(row, "ty_le", t.Percent, report.FormatNumber)
		optional(row, "cung_ky", t.Previous, report.FormatNumber)
		counted := product.Unit
		if product.Combine == report.YesNo { // its total counts the units that say yes
			counted = "đơn vị"
		}
		addChange(row, t, counted)
		var people *report.Number
		if pt, ok := f.Total(item.Code, t.Product, report.People); ok {
			people = pt.Value
		}
		optional(row, "luot_nguoi", people, report.FormatNumber)
		out = append(out, row)
	}
	if len(out) > 0 {
		out[len(out)-1].(map[string]any)["dau"] = "."
	}
	return out
}

// optional sets a figure's text, "" where there is none; "co_"+name, whether there
// is one; and name+"_so", the bare number that a cell of a spreadsheet takes, or
// nil.
func optional(row map[string]any, name string, n *report.Number, format func(report.Number) string) {
	row["co_"+name], row[name], row[name+"_so"] = n != nil, "", nil
	if n != nil {
		row[name], row[name+"_so"] = format(*n), json.Number(n.String())
	}
}

// formGroups is the report's part by form of communication: each group's
// products with their sum over the tasks, where they may be added, and each
// task's share, so that the sum can be followed.
func formGroups(f *report.Figures) []any {
	out := []any{}
	for _, g := range groupsInOrder(f.Plan.Products) {
		rows := []any{}
		for _, x := range f.Plan.Products {
			if x.FormGroup == g {
				if row := formRow(f, x); row != nil {
					rows = append(rows, row)
				}
			}
		}
		if len(rows) == 0 {
			continue
		}
		rows[len(rows)-1].(map[string]any)["dau"] = "."
		out = append(out, map[string]any{"chu": report.PointLetter(len(out) + 1), "ten": g, "san_pham": rows})
	}
	return out
}

// formOrder is the order in which reports name the forms of communication
// (contract, section 2, Nhóm hình thức); a group of the office's own stands before
// the last.
var formOrder = []string{"Hội nghị", "Trang thông tin điện tử", "Báo chí", "Trực quan", "Cuộc thi", "", "Khác"}

func groupsInOrder(products []report.Product) []string {
	var groups []string
	for _, x := range products {
		if x.FormGroup != "" && !slices.Contains(groups, x.FormGroup) {
			groups = append(groups, x.FormGroup)
		}
	}
	place := func(group string) int {
		is := func(known string) bool { return report.Normalize(known) == report.Normalize(group) }
		if i := slices.IndexFunc(formOrder, is); i >= 0 {
			return i
		}
		return slices.Index(formOrder, "")
	}
	slices.SortStableFunc(groups, func(a, b string) int { return place(a) - place(b) })
	return groups
}

func formRow(f *report.Figures, x report.Product) map[string]any {
	var sum, people *report.Number
	var shares, short []string
	for _, t := range f.Totals {
		if t.Product != x.Code || t.Value == nil {
			continue
		}
		if t.Measure == report.People {
			people = plus(people, *t.Value)
			continue
		}
		item, _ := f.Plan.Item(t.Item)
		shares = append(shares, "nhiệm vụ "+taskNumber(item)+": "+report.FormatNumber(*t.Value))
		short = append(short, "NV\u00a0"+taskNumber(item)+":\u00a0"+report.FormatNumber(*t.Value))
		sum = plus(sum, *t.Value)
	}
	if shares == nil {
		return nil
	}
	row := map[string]any{"ten": x.Name, "dvt": x.Unit, "chi_tiet": "", "dau": ";", "so": "", "tung_nhiem_vu": ""}
	optional(row, "tong", sum, report.FormatCount)
	each := strings.Join(shares, "; ")
	if len(shares) > 1 {
		row["tung_nhiem_vu"] = strings.Join(short, "; ")
	}
	if sum != nil && (len(shares) == 1 || x.Combine == report.Sum) {
		row["so"] = report.FormatNumber(*sum)
	}
	switch {
	case len(shares) == 1: // the sum says it already
	case x.Combine == report.Sum:
		row["chi_tiet"] = each
	default: // figures that may not be added stand side by side
		row["tong"] = strings.ReplaceAll(each, ";", " "+x.Unit+";")
	}
	optional(row, "luot_nguoi", people, report.FormatNumber)
	return row
}

func plus(sum *report.Number, n report.Number) *report.Number {
	if sum != nil {
		n = n.Add(*sum)
	}
	return &n
}

// assessments gathers the words on the period by section: the office's own where
// it has written some, else the units', never both mixed. Alike ones of the units
// stand once, with all of them, in the order of the units.
func assessments(f *report.Figures) map[string]any {
	type point struct {
		text  string
		units []string
	}
	out := map[string]any{}
	for _, section := range report.Sections {
		var points []*point
		index := map[string]*point{}
		own, said := officePoints(f, section.Code)
		for _, text := range said {
			points = append(points, &point{text: text})
		}
		out["so_"+section.Code] = own
		for _, u := range f.Units {
			if own {
				break
			}
			for _, text := range unitPoints(u, section.Code) {
				key := report.Normalize(text)
				if index[key] == nil {
					index[key] = &point{text: text}
					points = append(points, index[key])
				}
				if p := index[key]; !slices.Contains(p.units, u.Unit.Name) {
					p.units = append(p.units, u.Unit.Name)
				}
			}
		}
		list := []any{}
		for _, p := range points {
			list = append(list, map[string]any{"noi_dung": p.text, "don_vi": strings.Join(p.units, "; "), "dau": endMark(p.text, p.units)})
		}
		out[section.Code], out["co_"+section.Code] = list, len(list) > 0
	}
	return out
}

// officePoints gives what the office itself says in a section. own is true also
// where it says that there is nothing to say.
func officePoints(f *report.Figures, section string) (own bool, points []string) {
	for _, a := range f.Notes {
		if a.Section == section {
			own = true
			points = append(points, TextPoints(a.Text)...)
		}
	}
	return own, points
}

// UnitsWords gives what the units say in each section, a line for each point with
// the units that make it.
func UnitsWords(f *report.Figures) map[string]string {
	theirs := *f
	theirs.Notes = nil
	facts := assessments(&theirs)
	out := map[string]string{}
	for _, section := range report.Sections {
		var lines []string
		for _, p := range facts[section.Code].([]any) {
			point := p.(map[string]any)
			lines = append(lines, fmt.Sprintf("- %s (%s)", point["noi_dung"], point["don_vi"]))
		}
		out[section.Code] = strings.Join(lines, "\n")
	}
	return out
}

// unitPoints gives what a unit says in a section, from all the reports that stand
// for the period.
func unitPoints(u report.UnitStatus, section string) (out []string) {
	for _, s := range u.Submissions {
		for _, a := range s.Assessments {
			if a.Section == section {
				out = append(out, TextPoints(a.Text)...)
			}
		}
	}
	return out
}

// endMark is the full stop of a point; one that ends in a mark of its own, with no
// units named behind it, has none.
func endMark(text string, units []string) string {
	last, _ := utf8.DecodeLastRuneInString(text)
	if len(units) == 0 && strings.ContainsRune("?!:…", last) {
		return ""
	}
	return "."
}

// TextPoints takes a text apart into its lines, without the dashes and full stops
// that a template sets itself.
func TextPoints(text string) []string {
	var out []string
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		text := strings.TrimLeft(line, "-+•– ")
		if mark := strings.TrimSuffix(line, text); text != "" && unicode.IsDigit(rune(text[0])) && strings.HasSuffix(mark, "-") {
			text = "-" + text // a minus, no dash
		}
		line = strings.TrimSpace(text)
		line = strings.TrimRight(line, " .;")
		words := strings.IndexFunc(line, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
		if words && !saysNothing[report.Normalize(line)] {
			out = append(out, upperFirst(line))
		}
	}
	return out
}

// saysNothing are the texts by which a unit says that it has nothing to say; they
// stand in no report.
var saysNothing = map[string]bool{
	"không": true, "không có": true, "không có gì": true, "không có ý kiến": true, "không phát sinh": true,
	"không có kiến nghị": true, "không kiến nghị": true, "không có đề xuất": true, "không có đề xuất, kiến nghị": true,
	"không đề xuất, kiến nghị": true, "không có khó khăn": true, "không có tồn tại": true, "không có tồn tại, hạn chế": true,
	"không có hạn chế": true, "chưa có": true, "kad": true, "không áp dụng": true,
}

// submitted lists who reported when, and who did not.
func submitted(f *report.Figures) (yes, no []any) {
	yes, no = []any{}, []any{}
	for _, u := range f.Units {
		row := map[string]any{"don_vi": u.Unit.Name, "nhom": u.Unit.Group}
		switch u.Standing {
		case report.OnTime, report.Late:
			row["stt"] = count(len(yes) + 1)
			row["ngay_nhan"] = u.Latest.ReceivedAt.In(report.Zone).Format("15:04") + ", " + report.DateOf(u.Latest.ReceivedAt.In(report.Zone)).Short()
			row["lan"] = count(u.Latest.Revision)
			text := report.StandingWords[u.Standing]
			if u.By == report.Tiled {
				text += " (ghép từ các kỳ ngắn hơn)"
			}
			if u.RevisedLate {
				text += ", sửa sau hạn"
			}
			row["tinh_trang"] = text
			yes = append(yes, row)
		case report.Missing, report.Refused:
			row["stt"] = count(len(no) + 1)
			row["ghi_chu"] = whatLacks(u)
			no = append(no, row)
		}
	}
	return markLast(yes), markLast(no)
}

// sentence makes a task's text fit to be followed by a colon.
func sentence(s string) string { return strings.TrimRight(strings.TrimSpace(s), " .;:,…") }

// lowerFirst makes a name fit for the middle of a sentence; an abbreviation
// keeps its capitals.
func lowerFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[size:])
	if !unicode.IsUpper(first) || unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}

func upperFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
