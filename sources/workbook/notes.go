package workbook

import (
	"fmt"
	"strings"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// sheetNotes is the sheet of the office's own words on a period (contract,
// section 5, notes import).
const sheetNotes = "Đánh giá của Sở"

// ReadNotes reads the office's own words on a period: the sheet "Đánh giá của
// Sở" with the columns "Mục" and "Nội dung". A row without a heading goes on with
// the one above. All faults come at once; with an error among them there are no
// notes.
func ReadNotes(file string, data []byte) ([]report.Assessment, []finding.Finding) {
	b, err := readBook(data, Limits{})
	if err != nil {
		return nil, []finding.Finding{refusalOf(err).finding(file)}
	}
	n := &notebook{file: file, date1904: b.date1904, form: "mẫu đánh giá của Sở"}
	var notes []report.Assessment
	read := false
	for _, s := range b.sheets {
		switch {
		case s.veryHidden || len(s.lines) == 0:
		case key(s.name) != key(sheetNotes):
			n.add(finding.Warning, "sheet-la", n.pos(s.name, ""), "", fmt.Sprintf("chỉ sheet “%s” được đọc; sheet này bị bỏ qua", sheetNotes), "sửa tên sheet nếu nội dung cần nhập nằm ở đây")
		case read:
			n.add(finding.Error, "sheet-trung", n.pos(s.name, ""), "", "có hai sheet cùng tên", "bỏ một trong hai sheet")
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

func (n *notebook) notes(t *table) (notes []report.Assessment) {
	section := ""
	for _, row := range t.rows {
		if name := row.text("Mục"); name != "" {
			section = sectionWords[strings.TrimLeft(fold(name), "0123456789")]
			if section == "" {
				row.fault("Mục", "muc-la", "không có mục này trong đánh giá của Sở", "dùng một trong: "+sectionList())
				continue
			}
		}
		text := row.text("Nội dung")
		switch {
		case text == "":
		case section == "":
			row.fault("Mục", "thieu-muc", "nội dung này chưa thuộc mục nào", "ghi tên mục ở cột “Mục”: "+sectionList())
		default:
			place := report.Place{Sheet: t.sheet.name, Cell: refOf(t.cols["Nội dung"], row.line.n), Text: text}
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
func WriteNotes(title string, notes []report.Assessment, units map[string]string) ([]byte, error) {
	p := newPen(sheetNotes, "Đánh giá của Sở")
	for col, width := range []float64{24, 70, 60} {
		p.width(sheetNotes, col+1, width)
	}
	text := func(ref, s string, l look) {
		l.format = formatText
		p.cell(sheetNotes, ref, s, l)
	}
	text("A1", title, look{bold: true, size: 14, wrapOff: true, color: "1F3864"})
	text("A2", "Mỗi ý một dòng (Alt+Enter để xuống dòng trong ô). Mục nào để trống thì báo cáo dùng ý kiến của các đơn vị cho mục đó.", look{italic: true, wrapOff: true})
	head := look{bold: true, border: true, center: true, middle: true, fill: headFill}
	for col, name := range []string{"Mục", "Nội dung", unitsWords} {
		text(refOf(col+1, 3), name, head)
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
		text(refOf(1, row), s.Words, look{bold: true, border: true, middle: true, fill: fixedFill})
		text(refOf(2, row), words, look{border: true, open: true, fill: entryFill})
		text(refOf(3, row), clip(units[s.Code], 32_000), look{border: true, fill: fixedFill})
		lines := max(5, linesOf(words, 70), linesOf(units[s.Code], 60))
		p.height(sheetNotes, row, min(409, float64(lines)*lineHeight)) // 409 pt is the highest row of a sheet
	}
	p.freeze(sheetNotes, 1, 4)
	p.print(sheetNotes, true, 3)
	return p.bytes("notes")
}
