package workbook

import (
	"fmt"

	"vanthu/sources/spreadsheet"

	"vanthu/pipeline/report"
)

// assessment writes the sheet of the unit's own words.
func (w *formWriter) assessment() {
	_, err := w.file.NewSheet(sheetAssessment)
	w.do(err)
	w.width(sheetAssessment, 1, 28)
	w.width(sheetAssessment, 2, 105)
	text := func(ref, s string, l look) {
		l.format = formatText
		w.cell(sheetAssessment, ref, s, l)
	}
	text("A1", "ĐÁNH GIÁ CHUNG", look{bold: true, size: 14, wrapOff: true, color: "1F3864"})
	text("A2", w.form.Unit.Name+" – "+w.form.Period.Words(), look{wrapOff: true})
	text("A3", "Viết ngắn gọn, mỗi ý một dòng (Alt+Enter để xuống dòng trong ô). Không có ý nào thì để trống.", look{italic: true, wrapOff: true})
	head := look{bold: true, border: true, center: true, middle: true, fill: headFill}
	text("A4", "Mục", head)
	text("B4", "Nội dung", head)
	w.height(sheetAssessment, 4, 24)
	for i, s := range report.Sections {
		row := i + 5
		text(spreadsheet.Ref(1, row), s.Words, look{bold: true, border: true, middle: true, fill: fixedFill})
		text(spreadsheet.Ref(2, row), "", look{border: true, open: true, fill: entryFill})
		w.height(sheetAssessment, row, 4.8*lineHeight) // five sections on one page
	}
	w.freeze(sheetAssessment, 1, 5)
	w.print(sheetAssessment, true, 4)
	w.protect(sheetAssessment)
}

// guide writes the sheet that says how to fill the form in.
func (w *formWriter) guide() {
	_, err := w.file.NewSheet(sheetGuide)
	w.do(err)
	f := w.form
	w.width(sheetGuide, 1, 24)
	w.width(sheetGuide, 2, 96)
	row := 0
	line := func(a, b string, la, lb look) {
		row++
		la.format, lb.format = formatText, formatText
		w.cell(sheetGuide, spreadsheet.Ref(1, row), a, la)
		w.cell(sheetGuide, spreadsheet.Ref(2, row), b, lb)
		w.height(sheetGuide, row, float64(max(1, linesOf(a, 24), linesOf(b, 96)))*lineHeight+5)
	}
	title := func(s string) {
		row++
		w.cell(sheetGuide, spreadsheet.Ref(1, row), s, look{bold: true, size: 13, wrapOff: true, color: "1F3864", format: formatText})
		w.height(sheetGuide, row, 26)
	}
	plain := look{border: true}
	label := look{border: true, bold: true}
	say := func(a, b string) { line(a, b, label, plain) }

	title("HƯỚNG DẪN ĐIỀN BÁO CÁO")
	say("Báo cáo của", fmt.Sprintf("%s (mã %s), kỳ %s.", f.Unit.Name, f.Unit.Code, f.Period.Words()))
	say("Số liệu tính", fmt.Sprintf("từ ngày %s đến hết ngày %s.", f.From.Short(), f.To.Short()))
	say("Hạn nộp", fmt.Sprintf("hết ngày %s.", f.Due.Short()))
	say("Nơi nhận", recipientOf(f.Plan.Info)+". Gửi chính tệp này (.xlsx), không gửi ảnh chụp hay tệp PDF.")
	row++

	title("Điền ở đâu")
	line("Ô nền vàng", "Chỉ điền vào các ô có nền màu này ở sheet “"+sheetReport+"” và “"+sheetAssessment+"”. Các ô khác đã khóa để số liệu vào đúng chỗ.", look{border: true, bold: true, fill: entryFill}, plain)
	say("Kết quả trong kỳ", "Số đã thực hiện trong kỳ này, không cộng dồn từ đầu năm (trừ khi kỳ báo cáo là 6 tháng, 9 tháng hay cả năm).")
	say("Lượt người", "Số lượt người tham dự, tiếp cận của dòng đó, nếu đếm được.")
	say("Mô tả kết quả", "Một vài câu: đã làm gì, ở đâu, với ai.")
	say("Minh chứng", "Số, ký hiệu văn bản hoặc đường dẫn bài đăng.")
	say("Ngày thực hiện", "Ngày trước, tháng sau: 15/6/2025. Nhiều ngày thì ghi ngày cuối, các ngày khác ghi ở “Mô tả kết quả”.")
	row++

	title("Ghi thế nào cho đúng")
	say("15", "Gõ con số, không gõ kèm chữ (không ghi “15 bài”, “khoảng 15”, “15-20”).")
	say("1234 hoặc 1.234", "Hàng nghìn có thể có dấu chấm. Số đếm (bài, tin, cuộc…) không có phần lẻ; chỉ tiêu đo bằng số thập phân thì phần lẻ sau dấu phẩy: 12,5.")
	say("0", "Có nhiệm vụ này nhưng trong kỳ không thực hiện được.")
	say("KAD", "Không áp dụng: nhiệm vụ không thuộc phạm vi của đơn vị.")
	say("(để trống)", "Chưa có số liệu. Ô trống không phải là 0: Sở sẽ hiểu là đơn vị chưa báo cáo nội dung đó.")
	say("có / không", "Với sản phẩm chỉ cần biết có hay không: chọn trong danh sách của ô.")
	say("500 (chung)", "Chỉ tiêu có chữ (chung) là của nhiều đơn vị cộng lại, không phải của riêng đơn vị.")
	row++

	title("Xin đừng")
	say("Sửa kỳ báo cáo", "Mỗi kỳ có tệp riêng. Đừng lấy tệp kỳ trước sửa lại dòng “Kỳ báo cáo”: tệp đó sẽ bị trả lại.")
	say("Sửa cột “Mã”", "Mã cho biết số liệu thuộc nội dung và sản phẩm nào.")
	say("Gộp ô, đặt mật khẩu", "Số trong ô gộp không rõ của dòng nào; tệp có mật khẩu thì không mở được.")
	w.freeze(sheetGuide, 1, 2)
	w.print(sheetGuide, false, 0)
	w.protect(sheetGuide)
}

// recipientOf names the office that gathers the reports.
func recipientOf(i report.Info) string {
	name := i.FullName
	if name == "" {
		name = i.Issuer
	}
	if i.Collector == "" {
		return name
	}
	return i.Collector + " (" + name + ")"
}
