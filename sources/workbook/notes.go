package workbook

import (
	"fmt"
	"strings"
	"unicode"

	"vanthu/sources/spreadsheet"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// sheetNotes is the sheet of the office's own words on a period (contract,
// section 5, notes import).
const sheetNotes = "Đánh giá của Sở"

// ReadNotes reads the office's own words on a period: the sheet "Đánh giá của
// Sở" with the columns "Mục" and "Nội dung". A row without a heading goes on with
// the one above. A form of WriteNotes for another period is an error. All faults
// come at once; with an error among them there are no notes.
func ReadNotes(file string, data []byte, period report.Period) ([]report.Assessment, []finding.Finding) {
	b, err := spreadsheet.Read(data, spreadsheet.Limits{})
	if err != nil {
		f := spreadsheet.Refused(err).Finding(file)
		f.Hint = "dùng tệp .xlsx làm bằng “vanthu notes form”, hoặc lưu lại dạng .xlsx"
		return nil, []finding.Finding{f}
	}
	n := &notebook{file: file, date1904: b.Date1904, form: "mẫu đánh giá của Sở"}
	n.checkEncodings(b)
	var notes []report.Assessment
	read := false
	for _, s := range b.Sheets {
		switch {
		case s.Name == sheetHidden:
			n.checkPeriod(s, period)
		case s.VeryHidden || len(s.Lines) == 0:
		case key(s.Name) != key(sheetNotes):
			n.add(finding.Warning, "sheet-la", n.pos(s.Name, ""), "", fmt.Sprintf("chỉ sheet “%s” được đọc; sheet này bị bỏ qua", sheetNotes), "sửa tên sheet nếu nội dung cần nhập nằm ở đây")
		case read:
			n.add(finding.Error, "sheet-trung", n.pos(s.Name, ""), "", "có hai sheet cùng tên", "bỏ một trong hai sheet")
		default:
			read = true
			notes = n.notes(n.openTable(s, append(must("Mục", "Nội dung"), may(unitsWords)...)))
		}
	}
	if !read {
		n.add(finding.Error, "thieu-sheet", n.pos(sheetNotes, ""), "", fmt.Sprintf("thiếu sheet “%s”", sheetNotes), "thêm sheet có đúng tên này, gồm hai cột “Mục” và “Nội dung”")
	}
	fs := n.finish()
	if finding.HasError(fs) {
		return nil, fs
	}
	return notes, fs
}

// checkPeriod holds the period that WriteNotes has put into the form against the one
// that it is read for.
func (n *notebook) checkPeriod(s *spreadsheet.Sheet, period report.Period) {
	for _, l := range s.Lines {
		if code := l.At(2).Text; l.At(1).Text == "period" && code != period.String() {
			n.add(finding.Error, "ky-khac", n.pos(sheetNotes, ""), code, fmt.Sprintf("bảng này làm cho kỳ %s, không phải kỳ %s", code, period),
				fmt.Sprintf("nhập với --period %s, hoặc viết vào bảng của kỳ %s (vanthu notes form)", code, period))
		}
	}
}

// wordless tells a text of nothing but marks, such as a unit leaves in a cell that
// is still to be written.
func wordless(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0
}

func (n *notebook) notes(t *table) (notes []report.Assessment) {
	if t.cols["Mục"] == 0 || t.cols["Nội dung"] == 0 {
		return nil // said already
	}
	section := ""
	seen := map[string]int{}
	for _, row := range t.rows {
		if name := row.text("Mục"); name != "" {
			section = sectionWords[strings.TrimLeft(fold(name), "0123456789")]
			if section == "" {
				row.fault("Mục", "muc-la", "không có mục này trong đánh giá của Sở", "dùng một trong: "+sectionList())
				continue
			}
			if first := seen[section]; first != 0 {
				row.warn("Mục", "muc-hai-lan", fmt.Sprintf("mục này có hai lần (lần đầu ở dòng %d); nội dung hai chỗ được gộp", first), "kiểm tra xem có ghi nhầm tên mục không")
			} else {
				seen[section] = row.line.N
			}
		}
		text := row.text("Nội dung")
		switch {
		case text == "":
		case wordless(text):
			row.warn("Nội dung", "o-chi-co-dau", "ô này chỉ có dấu nên coi như chưa viết", "viết nội dung, hoặc ghi “Không có” nếu Sở không có ý nào")
		case section == "":
			row.fault("Mục", "thieu-muc", "nội dung này chưa thuộc mục nào", "ghi tên mục ở cột “Mục”: "+sectionList())
		default:
			place := report.Place{Sheet: t.sheet.Name, Cell: spreadsheet.Ref(t.cols["Nội dung"], row.line.N), Text: text}
			notes = append(notes, report.Assessment{Section: section, Text: text, Place: place})
		}
	}
	return notes
}

func sectionList() string {
	var words []string
	for _, s := range report.Sections {
		words = append(words, s.Words)
	}
	return strings.Join(words, "; ")
}

// unitsWords is the column of WriteNotes that shows what the units say; it is
// not read back.
const unitsWords = "Ý kiến của các đơn vị (để tham khảo)"

// WriteNotes writes the sheet that ReadNotes reads: the sections with what the
// office has written so far, and beside each what the units say, for the writer's
// eye alone.
func WriteNotes(period report.Period, notes []report.Assessment, units map[string]string) ([]byte, error) {
	p := newPen(sheetNotes, "Đánh giá của Sở")
	for col, width := range []float64{24, 70, 60} {
		p.width(sheetNotes, col+1, width)
	}
	text := func(ref, s string, l look) {
		l.format = formatText
		p.cell(sheetNotes, ref, s, l)
	}
	text("A1", "ĐÁNH GIÁ CỦA SỞ - "+strings.ToUpper(period.Words()), look{bold: true, size: 14, wrapOff: true, color: "1F3864"})
	text("A2", "Mỗi ý một dòng (Alt+Enter để xuống dòng trong ô). Mục nào để trống thì báo cáo dùng ý kiến của các đơn vị cho mục đó.", look{italic: true, wrapOff: true})
	head := look{bold: true, border: true, center: true, middle: true, fill: headFill}
	for col, name := range []string{"Mục", "Nội dung", unitsWords} {
		text(spreadsheet.Ref(col+1, 3), name, head)
	}
	p.height(sheetNotes, 3, 24)
	for i, s := range report.Sections {
		var own []string
		for _, n := range notes {
			if n.Section == s.Code {
				own = append(own, n.Text)
			}
		}
		words, row := strings.Join(own, "\n"), i+4
		text(spreadsheet.Ref(1, row), s.Words, look{bold: true, border: true, middle: true, fill: fixedFill})
		text(spreadsheet.Ref(2, row), words, look{border: true, open: true, fill: entryFill})
		text(spreadsheet.Ref(3, row), clip(units[s.Code], 32_000), look{border: true, fill: fixedFill})
		lines := max(5, linesOf(words, 70), linesOf(units[s.Code], 60))
		p.height(sheetNotes, row, min(409, float64(lines)*lineHeight)) // 409 pt is the highest row of a sheet
	}
	p.freeze(sheetNotes, 1, 4)
	p.print(sheetNotes, true, 3)
	_, err := p.file.NewSheet(sheetHidden)
	p.do(err)
	p.put(sheetHidden, "A1", "period")
	p.put(sheetHidden, "B1", period.String())
	p.do(p.file.SetSheetVisible(sheetHidden, false, true))
	return p.bytes("notes")
}
