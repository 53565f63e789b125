package sheet

import (
	"fmt"

	"vanthu/output/tag"
	"vanthu/pipeline/finding"
)

func (c *cell) pos() finding.Pos {
	ref := ""
	if c.row > 0 {
		ref = c.ref()
	}
	return finding.Cell("", c.s.name, ref)
}

// placed says where the cell of a finding stands.
func (c *cell) placed(f finding.Finding) finding.Finding {
	f.Pos = c.pos()
	return f
}

func (m *mark) placed(f finding.Finding) finding.Finding { return m.cell.placed(f) }

func (m *mark) fault(code, message, hint string) finding.Finding {
	return m.placed(tag.NewFault(m.Tag, code, message, hint))
}

func warning(pos finding.Pos, code, found, message, hint string) finding.Finding {
	return finding.Finding{Severity: finding.Warning, Code: code, Pos: pos, Found: found, Message: message, Hint: hint}
}

func unitsDiffer(open, closing *mark) finding.Finding {
	return open.fault("khoi-hai-kieu",
		fmt.Sprintf("thẻ mở %s và thẻ đóng %s ở ô %s ghi hai kiểu lặp khác nhau", open, closing, closing.cell.ref()),
		"chỉ ghi |hang hoặc |chu ở thẻ mở")
}

func noSuchUnit(m *mark, unit tag.Unit) finding.Finding {
	return m.fault("khoi-sai-kieu",
		fmt.Sprintf("mẫu bảng tính không lặp được kiểu |%s", unit),
		"dùng |hang để lặp hàng, |chu để lặp chữ trong một ô; nếu cần lặp cột, kẻ sẵn đủ các cột trong mẫu")
}

func notOneCell(open, closing *mark) finding.Finding {
	return open.fault("khoi-sai-cho",
		fmt.Sprintf("khối %s lặp chữ nhưng mở ở ô %s, đóng ở ô %s", open, open.cell.ref(), closing.cell.ref()),
		"|chu lặp chữ: hai thẻ phải ở trong cùng một ô")
}

func wider(m, outer *mark) finding.Finding {
	return m.fault("khoi-rong-hon-khoi-ngoai",
		fmt.Sprintf("khối %s lặp hàng nhưng nằm trong khối %s chỉ lặp chữ của một ô", m, outer),
		fmt.Sprintf("ghi {%s%s|hang} ở khối ngoài, hoặc bỏ |hang ở khối trong", outer.Kind, outer.Name))
}

func overlap(a, b *section) finding.Finding {
	return b.open.fault("khoi-cheo-nhau",
		fmt.Sprintf("khối %s lặp các hàng %d–%d, trong đó có hàng mà khối %s (hàng %d–%d) cũng lặp", b.open, b.from, b.to, a.open, a.from, a.to),
		"để mỗi khối lặp những hàng riêng, hoặc để khối này nằm hẳn trong khối kia")
}

func noPicture(m *mark) finding.Finding {
	return m.fault("hinh-trong-bang-tinh", "mẫu bảng tính không chèn được hình", "bỏ thẻ này; hình cố định thì chèn sẵn vào mẫu bằng Excel")
}

func onlyValues(m *mark) finding.Finding {
	return m.fault("chi-gia-tri", "tên sheet, đầu trang và chân trang chỉ nhận thẻ giá trị, không nhận khối", "bỏ khối này, hoặc đưa vào một ô")
}

func tooPrecise(m *mark, digits string) finding.Finding {
	return warning(m.cell.pos(), "so-qua-dai", digits, "số này có nhiều chữ số hơn Excel giữ được nên được ghi thành chữ",
		"nếu là mã thì không cần sửa; nếu là số thì làm tròn trong dữ liệu")
}

func tooLong(c *cell, n int) finding.Finding {
	return finding.Finding{Severity: finding.Error, Code: "o-qua-dai", Pos: c.pos(),
		Message: fmt.Sprintf("chữ của ô này dài %d ký tự, Excel chỉ giữ được %d", n, maxText),
		Hint:    "rút ngắn nội dung, hoặc chia ra nhiều ô"}
}

func tooLarge() finding.Finding {
	return finding.Finding{Severity: finding.Error, Code: "qua-lon",
		Message: "bảng tính tạo ra quá lớn: các khối lồng nhau lặp quá nhiều lần",
		Hint:    "kiểm tra các khối {#…} lồng nhau có lặp lại cùng một danh sách không"}
}

func tooManyRows(s *sheet) finding.Finding {
	return finding.Finding{Severity: finding.Error, Code: "qua-nhieu-hang", Pos: finding.Cell("", s.name, ""),
		Message: fmt.Sprintf("sheet này thành ra có hơn %d hàng, Excel không chứa được", maxRow),
		Hint:    "xóa định dạng thừa ở các hàng trống cuối sheet, hoặc chia dữ liệu ra nhiều sheet"}
}

func titleChanged(s *sheet, whole string) finding.Finding {
	return warning(finding.Cell("", s.name, ""), "ten-sheet", whole,
		fmt.Sprintf("tên sheet sau khi điền có ký tự Excel không nhận hoặc dài quá %d ký tự, nên được đổi thành “%s”", maxTitle, s.title),
		`đặt tên ngắn hơn và không dùng các ký tự [ ] : * ? / \`)
}

func titleTaken(name string) finding.Finding {
	return finding.Finding{Severity: finding.Error, Code: "ten-sheet-trung", Pos: finding.Pos{Spot: "tên sheet"}, Found: name,
		Message: "sau khi điền, tên sheet này trống hoặc trùng với sheet khác", Hint: "đổi tên sheet trong mẫu"}
}

func marginTooLong(s *sheet, n int) finding.Finding {
	return finding.Finding{Severity: finding.Error, Code: "dau-trang-qua-dai", Pos: finding.Cell("", s.name, ""),
		Message: fmt.Sprintf("đầu trang hoặc chân trang dài %d ký tự, Excel chỉ nhận %d", n, maxMargin),
		Hint:    "rút ngắn nội dung ở đầu trang, chân trang của mẫu"}
}

func notFilled(pos finding.Pos, t tag.Tag, in string) finding.Finding {
	return warning(pos, "the-ngoai-o", t.String(), "thẻ nằm trong "+in+" nên không được điền", "đưa thẻ vào một ô, rồi cho "+in+" lấy chữ từ ô ấy")
}

func overSheets(pos finding.Pos, r ref) finding.Finding {
	return warning(pos, "cong-thuc-nhieu-sheet", r.String(), "công thức cộng qua nhiều sheet không dời theo được khi hàng của các sheet ấy thay đổi",
		"viết rõ từng sheet trong công thức, ví dụ =Quy1!B5+Quy2!B5")
}

func lostCells(pos finding.Pos, r ref, t *sheet) finding.Finding {
	return warning(pos, "cong-thuc-mat-o", r.String(),
		fmt.Sprintf("công thức lấy ô ở hàng %d của sheet “%s”, nhưng khối lặp ở đó không in hàng nào: ô sẽ hiện #REF!", r.a.row, t.name),
		"đặt vùng ấy trong SUM hoặc một hàm tương tự (không có hàng nào thì được 0), hoặc cho khối in ít nhất một hàng")
}

func firstOnly(pos finding.Pos, r ref, t *sheet) finding.Finding {
	return warning(pos, "cong-thuc-mot-hang", r.String(),
		fmt.Sprintf("công thức lấy một ô ở hàng %d của sheet “%s”, hàng này lặp nhiều lần: chỉ lấy hàng đầu", r.a.row, t.name),
		"nếu cần cả các hàng lặp, dùng SUM hoặc một hàm tương tự")
}

func tableRepeated(s *sheet, m *mark, name string) finding.Finding {
	return m.fault("bang-trong-khoi",
		fmt.Sprintf("bảng (Table) “%s” của sheet “%s” nằm trọn trong phần lặp của khối %s, mà Excel không nhận hai bảng cùng tên", name, s.name, m),
		"trong Excel chọn bảng, Thiết kế bảng › Chuyển thành dải ô (Convert to Range); hoặc chỉ để khối lặp các hàng dữ liệu của bảng")
}

func tableHeading(m *mark, name string) finding.Finding {
	return m.fault("the-o-tieu-de-bang",
		fmt.Sprintf("ô tiêu đề của bảng (Table) “%s” có thẻ, mà tên cột của bảng không thay đổi được", name),
		"trong Excel chọn bảng, Thiết kế bảng › Chuyển thành dải ô (Convert to Range); hoặc ghi tiêu đề cột cố định")
}

func commentGone(pos finding.Pos) finding.Finding {
	return warning(pos, "ghi-chu-mat", "", "ghi chú (comment) của ô này không còn, vì hàng của nó không được in", "không cần sửa nếu khối ấy đúng là không có dữ liệu")
}

func partKept(part string) finding.Finding {
	return warning(finding.Pos{Part: part}, "phan-giu-nguyen", "", "phần này của bảng tính không đọc được nên được giữ nguyên, có thể không còn đứng đúng ô",
		"mở tệp kết quả bằng Excel xem lại ghi chú và các nút bấm")
}

func brokenPart(part string, err error) finding.Finding {
	return finding.Finding{Severity: finding.Error, Code: "phan-hong", Pos: finding.Pos{Part: part},
		Message: "phần này của bảng tính bị hỏng, không đọc được (" + err.Error() + ")",
		Hint:    "mở mẫu bằng Excel, lưu lại thành tệp .xlsx mới rồi thử lại"}
}
