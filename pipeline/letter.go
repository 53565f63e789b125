package pipeline

import (
	"fmt"
	"path"
	"strings"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// Letter words the letter of faults (phiếu lỗi) to the unit whose file was
// refused, as plain text that fits an e-mail; marked tells whether a marked copy
// lies beside it. Lines end with CRLF, so that the simplest editor of Windows
// shows them.
func Letter(o Outcome, unitName string, marked bool) string {
	var b strings.Builder
	line := func(format string, args ...any) {
		fmt.Fprintf(&b, format, args...)
		b.WriteString("\r\n")
	}
	line("PHIẾU LỖI")
	line("")
	line("Tệp: %s", o.Original.File.Name)
	if unitName != "" {
		line("Đơn vị: %s", unitName)
	}
	if !o.Arrival.Period.IsZero() {
		line("Kỳ báo cáo: %s", o.Arrival.Period.Words())
	}
	line("Nhận lúc: %s", o.Arrival.ReceivedAt.In(report.Zone).Format("15:04 ngày 02/01/2006"))
	line("")
	errors, rest := 0, 0
	for _, f := range o.Problems {
		if f.Severity == finding.Error {
			errors++
		} else if f.Severity == finding.Warning {
			rest++
		}
	}
	line("Tệp này chưa nhận được vì có %d lỗi dưới đây. Đề nghị đơn vị sửa đúng các ô đã nêu rồi gửi lại cả tệp; các ô khác giữ nguyên.", errors)
	if marked {
		line("Bản %s gửi kèm đã tô màu và ghi chú từng ô có lỗi.", markedName(o.Original.File.Name, ".xlsx"))
	}
	line("")
	n := 0
	for _, f := range o.Problems {
		if f.Severity != finding.Error {
			continue
		}
		n++
		writeFault(line, n, f)
	}
	if rest > 0 {
		line("")
		line("Ngoài ra, xin xem lại (không bắt buộc sửa):")
		n = 0
		for _, f := range o.Problems {
			if f.Severity == finding.Warning {
				n++
				writeFault(line, n, f)
			}
		}
	}
	return b.String()
}

func writeFault(line func(string, ...any), n int, f finding.Finding) {
	place := f.Pos.Place()
	switch {
	case f.Pos.Cell != "":
		place = fmt.Sprintf("Ô %s, sheet “%s”", f.Pos.Cell, f.Pos.Sheet)
	case f.Pos.Sheet != "":
		place = fmt.Sprintf("Sheet “%s”", f.Pos.Sheet)
	case place == "":
		place = "Cả tệp"
	}
	line("%d. %s: %s.", n, place, strings.TrimSuffix(f.Message, "."))
	if f.Found != "" {
		line("   Đang ghi: %s", f.Found)
	}
	if f.Hint != "" {
		line("   Cách sửa: %s", f.Hint)
	}
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

// markedName is the name of the marked copy of a refused file.
func markedName(name, ext string) string {
	return strings.TrimSuffix(name, path.Ext(name)) + "_danh-dau" + ext
}
