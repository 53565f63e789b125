package pipeline

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// LetterOfFaults names the letter of faults (phiếu lỗi).
const LetterOfFaults = "phieu-loi"

// Letters print so many findings; the rest is told as a number. A file that is
// wrong all over is wrong in one way, and its first rows show it.
const longestList = 50

// longestQuote is how many characters of what stands in a cell a letter shows.
const longestQuote = 120

// Letter is what a unit is told of its file: the letter of faults of a refused one,
// the note on an accepted one that has warnings.
type Letter struct {
	Outcome
	Plan   *report.Plan         // by which the unit and the office are named
	Free   map[report.Date]bool // public holidays
	Marked string               // name of the marked copy that goes along; "" for none
	Form   string               // name of the right form that goes along; "" for none
}

// of gives the findings of a severity.
func (l Letter) of(s finding.Severity) (fs []finding.Finding) {
	for _, f := range l.Problems {
		if f.Severity == s && f.Code != codeTemplateFault {
			fs = append(fs, f)
		}
	}
	return fs
}

// file is the name of the unit's file, on one line.
func (l Letter) file() string { return oneLine(report.CleanText(l.Original.File.Name)) }

// unit is the unit as far as it is known.
func (l Letter) unit() (u report.Unit, ok bool) {
	if l.Arrival.Unit == "" {
		return u, false
	}
	if u, ok = l.Plan.Unit(l.Arrival.Unit); !ok {
		u = report.Unit{Code: l.Arrival.Unit, Name: l.Arrival.Unit}
	}
	return u, true
}

// addressee names whom the letter is for, in words where that is not known.
func (l Letter) addressee() string {
	if u, ok := l.unit(); ok {
		return u.Name
	}
	return "Đơn vị gửi tệp " + l.file()
}

// received is the time of receipt in words.
func (l Letter) received() string {
	at := l.Arrival.ReceivedAt.In(report.Zone)
	return at.Format("15:04") + " ngày " + report.DateOf(at).Short()
}

// contact is whom to ask.
func (l Letter) contact() string { return cmp.Or(l.Plan.Info.Collector, l.Plan.Info.FullName) }

// deadline is the last day for sending the file again: the day on which reports are
// due, or where that is over or not known some working days behind the receipt.
func (l Letter) deadline() (last report.Date, overdue bool) {
	day := report.DateOf(l.Arrival.ReceivedAt.In(report.Zone))
	if !l.Arrival.Period.IsZero() {
		due := l.Plan.Due(l.Arrival.Period, l.Free)
		if overdue = day.After(due); !overdue {
			return due, false
		}
	}
	return report.AddWorkingDays(day, graceDays, l.Free), overdue
}

// steps are what the unit has to do about a refused file, one sentence each.
func (l Letter) steps() []string {
	var out []string
	if l.Form != "" {
		out = append(out, fmt.Sprintf("Tệp %s gửi kèm là đúng biểu mẫu của %s, đã điền sẵn những gì đọc được: kiểm tra lại, điền tiếp rồi gửi tệp đó.", l.Form, l.Arrival.Period.WordsInYear()))
	}
	or := ""
	if l.Form != "" {
		or = "Nếu không dùng biểu mẫu đó: "
	}
	switch {
	case l.Marked != "":
		out = append(out, upperFirst(or+fmt.Sprintf("mở tệp %s gửi kèm, trong đó từng ô sai được tô đỏ và có ghi chú, sheet đầu tiên “%s” kê đủ các chỗ.", l.Marked, report.FaultSheet)),
			"Sửa đúng các ô đó ngay trong tệp ấy rồi lưu lại; các ô khác giữ nguyên.")
	case namesCell(l.Problems):
		out = append(out, upperFirst(or+"mở tệp đã gửi, sửa đúng các ô kê dưới đây rồi lưu lại; các ô khác giữ nguyên."))
	default:
		out = append(out, upperFirst(or+"làm theo cách sửa ghi dưới đây."))
	}
	last, overdue := l.deadline()
	when := "chậm nhất là hết ngày " + last.Short()
	if overdue {
		when += " (hạn nộp của kỳ này là ngày " + l.Plan.Due(l.Arrival.Period, l.Free).Short() + ", đã qua)"
	}
	return append(out, "Gửi lại cả tệp, "+when+".")
}

// more words how many findings a letter leaves out; "" for none.
func (l Letter) more(n int, what string) string {
	if n <= 0 {
		return ""
	}
	text := fmt.Sprintf("Còn %s %s nữa không in ở đây", count(n), what)
	if l.Marked != "" {
		return text + fmt.Sprintf("; xem ở sheet “%s” của tệp %s.", report.FaultSheet, l.Marked)
	}
	return text + "; sửa xong các chỗ trên rồi gửi lại, chỗ nào còn sẽ được nêu tiếp."
}

// howMany counts errors in words; of a file with very many not all are kept.
func (l Letter) howMany(n int) string {
	if hasCode(l.Problems, codeMoreFindings) {
		return "hơn " + count(n)
	}
	return spoken(n)
}

// placeWords says where a finding stands: "Ô H9, sheet “Báo cáo”".
func placeWords(f finding.Finding) string {
	switch place := f.Pos.Place(); {
	case f.Pos.Cell != "":
		return fmt.Sprintf("Ô %s, sheet “%s”", f.Pos.Cell, f.Pos.Sheet)
	case f.Pos.Sheet != "":
		return fmt.Sprintf("Sheet “%s”", f.Pos.Sheet)
	case place != "":
		return place
	}
	return "Cả tệp"
}

// quote shortens what stands in a cell to what a line can show.
func quote(s string) string {
	s = oneLine(s)
	if r := []rune(s); len(r) > longestQuote {
		return string(r[:longestQuote]) + "…"
	}
	return s
}

// stop gives a sentence its capital and its full stop.
func stop(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") || strings.HasSuffix(s, "…") {
		return upperFirst(s)
	}
	return upperFirst(s) + "."
}

// namesCell tells whether any fault names a cell, so that a marked copy shows it.
func namesCell(fs []finding.Finding) bool {
	for _, f := range fs {
		if f.Pos.Cell != "" {
			return true
		}
	}
	return false
}

// markedName is the name of the marked copy of a refused file: U07_danh-dau.xlsx; of
// such a copy that came back with faults again U07_danh-dau-2.xlsx.
func markedName(name, ext string) string {
	base := strings.TrimSuffix(name, path.Ext(name))
	if m := markedBefore.FindStringSubmatch(base); m != nil {
		n, _ := strconv.Atoi(m[2]) // of the first there is none: 0
		return fmt.Sprintf("%s_danh-dau-%d%s", m[1], max(n, 1)+1, ext)
	}
	return base + "_danh-dau" + ext
}

var markedBefore = regexp.MustCompile(`^(.*)_danh-dau(?:-([0-9]{1,3}))?$`)
