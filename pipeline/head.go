package pipeline

import "vanthu/pipeline/report"

// Paper is the document that values are made for: what it is, and by which
// number and on which day it goes out. Without a number it is a draft: its number
// and day are left blank, its month is Day's.
type Paper struct {
	Type   report.DocType
	Period report.Period // zero for a plan
	Number string        // "127"; "" on a draft
	Day    report.Date
}

// typeNames are the kinds of document as a reference to one names them.
var typeNames = map[report.DocType]string{report.PlanDoc: "Kế hoạch", report.ReportDoc: "Báo cáo", report.LetterDoc: "Công văn"}

// headFacts are the values that every document has: letterhead, addressees,
// recipients and signature (Decree 30/2020, annex I, II.1 to II.9).
func headFacts(p *report.Plan, d Paper) map[string]any {
	issued := d.Number != ""
	data := map[string]any{
		"co_quan_chu_quan": p.Info.Parent,
		"co_quan_ban_hanh": p.Info.Issuer,
		"ten_day_du":       p.Info.FullName,
		"so_ky_hieu":       p.NumberLine(d.Type, d.Number),
		"dia_danh_ngay":    p.PlaceDateLine(d.Day, issued),
		"kem_theo":         p.AttachedLine(d.Type, typeNames[d.Type], d.Number, d.Day, issued),
		"noi_nhan":         named("dong", p.RecipientLines(d.Type, d.Period)),
	}
	addressed, _ := p.RecipientsFor(d.Type, d.Period)
	var names []string
	for _, a := range addressed {
		names = append(names, a.Name)
	}
	addAddressees(data, names)
	sign := p.SignatureFor(d.Type, d.Period, d.Day)
	data["ky_ten"] = map[string]any{"dong": named("ten", sign.Lines), "ho_ten": sign.Name}
	return data
}

// addAddressees sets the lines of "Kính gửi:": one addressee stands on its line,
// several each on a line of its own.
func addAddressees(data map[string]any, names []string) {
	one, many := "", []any{}
	if len(names) == 1 {
		one = names[0]
	} else {
		for i, name := range names {
			mark := ";"
			if i == len(names)-1 {
				mark = "."
			}
			many = append(many, map[string]any{"dong": "- " + name + mark})
		}
	}
	data["kinh_gui_mot"], data["kinh_gui_nhieu"], data["co_kinh_gui_nhieu"] = one, many, len(many) > 0
}
