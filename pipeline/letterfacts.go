package pipeline

import (
	"cmp"
	"maps"
	"strings"

	"vanthu/pipeline/report"
)

// graceDays is how many working days behind the day of the letter late units have
// to send their report; tableFrom is from how many of them the letter lists them
// in a table.
const (
	graceDays = 2
	tableFrom = 4
)

// maxAddressees is how many units a letter names above its text; more are named in
// its table alone, as else the names would fill the first page.
const maxAddressees = 12

// ReminderFacts makes the values of the letter to the units that have not
// reported: who they are, what each lacks and has to do, and until when. Up to the
// day on which reports are due it reminds of that day, afterwards it sets a new
// one. It is addressed to those units, unless the plan says to whom.
func ReminderFacts(f *report.Figures, d Paper) map[string]any {
	p := f.Plan
	d.Type, d.Period = report.LetterDoc, f.Period
	data := headFacts(p, d)
	overdue := d.Day.After(f.Due)
	last := f.Due
	if overdue {
		last = report.AddWorkingDays(d.Day, graceDays, f.Holidays)
	}
	var names []string
	rows := []any{}
	for _, u := range f.Units {
		if !lacks(u) {
			continue
		}
		names = append(names, u.Unit.Name)
		state := whatLacks(u)
		rows = append(rows, map[string]any{
			"stt": count(len(rows) + 1), "ten": u.Unit.Name, "dau": ";",
			"tinh_trang": state, "tinh_trang_thuong": lowerFirst(state),
			"viec": whatIsAsked(u, f.Period), "viec_thuong": lowerFirst(whatIsAsked(u, f.Period)),
		})
	}
	if len(rows) > 0 {
		rows[len(rows)-1].(map[string]any)["dau"] = "."
	}
	if addressed, _ := p.RecipientsFor(d.Type, d.Period); len(addressed) == 0 {
		if len(names) > maxAddressees {
			names = []string{"Các đơn vị có tên trong bảng dưới đây"}
		}
		addAddressees(data, names)
	}
	maps.Copy(data, map[string]any{
		"ky": periodFacts(f), "ke_hoach": planFacts(p),
		"dau_moi":   cmp.Or(p.Info.Collector, p.Info.FullName),
		"ngay":      d.Day.Short(),
		"qua_han":   overdue,
		"han_gui":   last.Short(),
		"so_don_vi": spoken(len(rows)), "nhieu_don_vi": len(rows) > 1,
		"don_vi": rows, "co_bang": len(rows) >= tableFrom,
	})
	return data
}

// whatLacks words what a unit that has not reported has sent so far.
func whatLacks(u report.UnitStatus) string {
	var words []string
	if r := u.Refusal; r != nil {
		text := "Tệp gửi ngày " + report.DateOf(r.At.In(report.Zone)).Short()
		if r.Faults > 0 {
			text += " có " + spoken(r.Faults) + " lỗi"
		}
		words = append(words, text+", đã trả lại, chưa gửi lại")
	}
	if u.By == report.Partial {
		var sent []report.Period
		for _, s := range u.Submissions {
			sent = append(sent, s.Period)
		}
		words = append(words, "Mới có báo cáo "+periodList(sent)+", còn thiếu "+periodList(u.Lacking))
	}
	if words == nil {
		return "Chưa gửi báo cáo"
	}
	for i := range words[1:] {
		words[i+1] = lowerFirst(words[i+1])
	}
	return strings.Join(words, "; ")
}

// whatIsAsked words what such a unit has to do.
func whatIsAsked(u report.UnitStatus, p report.Period) string {
	switch {
	case u.Refusal != nil:
		return "Sửa các ô nêu tại phiếu lỗi và gửi lại cả tệp"
	case u.By == report.Partial:
		return "Gửi báo cáo " + periodList(u.Lacking) + ", hoặc báo cáo của cả kỳ"
	}
	return "Gửi báo cáo " + p.WordsInYear()
}

// periodList names periods of one year: "tháng 01, tháng 02 và quý II".
func periodList(ps []report.Period) string {
	var words []string
	for _, p := range ps {
		words = append(words, p.WordsInYear())
	}
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " và " + words[n-1]
	}
	return strings.Join(words, "")
}
