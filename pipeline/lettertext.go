package pipeline

import (
	"fmt"
	"strings"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// lines are the lines of a plain text; they end with CRLF, so that the simplest
// editor of Windows shows them.
type lines struct{ strings.Builder }

func (b *lines) add(format string, args ...any) { fmt.Fprintf(b, format+"\r\n", args...) }

// Text is the letter as plain text that fits an e-mail: its address and subject
// first, as far as known, then the letter.
func (l Letter) Text() string {
	var b lines
	refused := finding.HasError(l.Problems)
	if u, ok := l.unit(); ok && u.Email != "" {
		b.add("Gửi đến: %s", oneLine(u.Email))
	}
	subject := "Báo cáo đã nhận, có chỗ nên xem lại"
	if refused {
		subject = "Báo cáo chưa nhận được, đề nghị sửa và gửi lại"
	}
	period := ""
	if !l.Arrival.Period.IsZero() {
		period = ", " + l.Arrival.Period.Words()
	}
	b.add("Chủ đề: %s: %s%s", subject, l.addressee(), period)
	b.add("")
	b.add("Kính gửi: %s", l.addressee())
	b.add("")
	if refused {
		l.refusal(&b)
	} else {
		l.note(&b)
	}
	b.add("")
	b.add("Cần hỏi thêm, xin liên hệ %s.", l.contact())
	if l.Plan.Info.FullName != l.contact() {
		b.add("")
		b.add("%s", l.Plan.Info.FullName)
	}
	return b.String()
}

// about tells which file is meant.
func (l Letter) about() string {
	text := "Tệp “" + l.file() + "”"
	if !l.Arrival.Period.IsZero() {
		text += " (báo cáo " + l.Arrival.Period.Words() + ")"
	}
	return text + " nhận lúc " + l.received()
}

func (l Letter) refusal(b *lines) {
	errors, warnings := l.of(finding.Error), l.of(finding.Warning)
	b.add("%s chưa lấy được số liệu vì có %s lỗi. Số liệu của tệp chưa được tính.", l.about(), l.howMany(len(errors)))
	b.add("")
	b.add("VIỆC CẦN LÀM")
	for i, step := range l.steps() {
		b.add("%d. %s", i+1, step)
	}
	b.add("")
	b.add("NHỮNG CHỖ PHẢI SỬA")
	l.list(b, errors, "lỗi")
	if len(warnings) > 0 {
		b.add("")
		b.add("NHỮNG CHỖ NÊN XEM LẠI (không bắt buộc sửa)")
		l.list(b, warnings, "chỗ")
	}
}

func (l Letter) note(b *lines) {
	warnings := l.of(finding.Warning)
	b.add("%s đã được ghi nhận (lần gửi thứ %d). Có %s chỗ nên xem lại, không bắt buộc sửa:", l.about(), l.Arrival.Revision, spoken(len(warnings)))
	b.add("")
	l.list(b, warnings, "chỗ")
	b.add("")
	if l.Marked != "" {
		b.add("Bản %s gửi kèm đã tô màu và ghi chú từng ô.", l.Marked)
	}
	b.add("Nếu có chỗ ghi nhầm, đề nghị sửa rồi gửi lại cả tệp; bản gửi sau thay bản gửi trước. Nếu không có gì nhầm thì không phải làm gì thêm.")
}

// list writes findings, as many as a letter prints.
func (l Letter) list(b *lines, fs []finding.Finding, what string) {
	for i, f := range fs[:min(len(fs), longestList)] {
		b.add("%d. %s: %s.", i+1, placeWords(f), strings.TrimSuffix(f.Message, "."))
		if f.Found != "" {
			b.add("   Đang ghi: %s", quote(f.Found))
		}
		if f.Hint != "" {
			b.add("   Cách sửa: %s", stop(f.Hint))
		}
	}
	if more := l.more(len(fs)-longestList, what); more != "" {
		b.add("%s", more)
	}
}

// Facts are the values of the template of the letter of faults.
func (l Letter) Facts() map[string]any {
	info := l.Plan.Info
	day := report.DateOf(l.Arrival.ReceivedAt.In(report.Zone))
	last, overdue := l.deadline()
	u, known := l.unit()
	errors, warnings := l.of(finding.Error), l.of(finding.Warning)
	data := map[string]any{
		"co_quan_chu_quan": info.Parent, "co_quan_ban_hanh": info.Issuer, "ten_day_du": info.FullName,
		"dia_danh_ngay": l.Plan.PlaceDateLine(day, true),
		"don_vi":        l.addressee(), "co_don_vi": known, "ma_don_vi": u.Code, "email": u.Email,
		"ky": nil, "ten_tep": l.file(), "nhan_luc": l.received(),
		"so_loi": l.howMany(len(errors)), "so_xem_lai": spoken(len(warnings)),
		"loi": faultRows(errors), "con_loi": l.more(len(errors)-longestList, "lỗi"),
		"co_xem_lai": len(warnings) > 0, "xem_lai": faultRows(warnings), "con_xem_lai": l.more(len(warnings)-longestList, "chỗ"),
		"ban_danh_dau": l.Marked, "bieu_mau_dung": l.Form,
		"han_gui": last.Short(), "qua_han": overdue, "dau_moi": l.contact(),
	}
	var steps []any
	for i, step := range l.steps() {
		steps = append(steps, map[string]any{"stt": count(i + 1), "noi_dung": step})
	}
	data["viec"] = steps
	if p := l.Arrival.Period; !p.IsZero() {
		data["ky"] = map[string]any{"ma": p.String(), "ten": p.Words(), "han_nop": l.Plan.Due(p, l.Free).Short()}
	}
	return data
}

// faultRows are the rows of a table of findings, as many as a letter prints.
func faultRows(fs []finding.Finding) []any {
	rows := []any{}
	for i, f := range fs[:min(len(fs), longestList)] {
		rows = append(rows, map[string]any{
			"stt": count(i + 1), "vi_tri": placeWords(f), "dang_ghi": quote(f.Found), "vi_sao": stop(f.Message), "cach_sua": stop(f.Hint),
		})
	}
	return rows
}
