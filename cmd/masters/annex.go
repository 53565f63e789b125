package main

import (
	"slices"

	"vanthu/output/length"
)

// annex is an appendix: its title, what it holds, and the note that ends it.
type annex struct {
	title   string
	content xml
	note    string
}

// taskTable tells what the table by task shows.
type taskTable int

const (
	plainTasks    taskTable = iota // results, target, percent, the year before
	notedTasks                     // and who leads, when, the outcome in the plan's words
	comparedTasks                  // and the change from the year before
)

// taskNote stands below a task's text.
const taskNote = "Chủ trì: {chu_tri}. Thời gian: {thoi_gian}.{#san_pham_ke_hoach} Sản phẩm theo Kế hoạch: {san_pham_ke_hoach}.{/san_pham_ke_hoach}"

// taskAnnex lists each task with its products. Its table is as wide as the text of
// a landscape page, 247 mm.
func taskAnnex(kind taskTable) annex {
	widths := mms(11, 81, 24, 25, 27, 25, 22, 32)
	heads := []string{"TT", "Nhiệm vụ, sản phẩm", "Đơn vị tính", "Chỉ tiêu năm", "Kết quả trong kỳ", "Lượt người", "Tỷ lệ (%)", "Cùng kỳ năm {ky.nam_truoc}"}
	figures := []string{
		either("co_chi_tieu", "chi_tieu", "-"), either("co_ket_qua", "ket_qua", "…"), either("co_luot_nguoi", "luot_nguoi", "-"),
		either("co_ty_le", "ty_le", "-"), either("co_cung_ky", "cung_ky", "-"),
	}
	note := "tỷ lệ (%) tính so với chỉ tiêu cả năm {ky.nam}, trên các đơn vị được giao chỉ tiêu; “…” là chưa có số liệu; “-” là không giao chỉ tiêu hoặc không có số liệu để so sánh"
	text := []string{"{ten}", taskNote}
	switch kind {
	case plainTasks:
		text = text[:1]
	case comparedTasks:
		widths = mms(11, 70, 21, 20, 22, 20, 18, 21, 22, 22)
		heads = append(append(heads[:4], "Kết quả năm {ky.nam}"), "Lượt người", "Tỷ lệ (%)", "Kết quả năm {ky.nam_truoc}", "Tăng, giảm", "Tăng, giảm (%)")
		figures = append(figures, orElse("tang_giam", "-"), orElse("ty_le_tang_giam", "-"))
		note = "tỷ lệ (%) tính so với chỉ tiêu năm {ky.nam}, trên các đơn vị được giao chỉ tiêu; tăng, giảm tính so với kết quả năm {ky.nam_truoc}, số giảm ghi dấu trừ; “…” là chưa có số liệu; “-” là không giao chỉ tiêu hoặc không có số liệu để so sánh"
	}
	product := []cell{c("BangGiua", ""), c("BangChu", "- {ten}"), c("BangGiua", "{dvt}")}
	for _, f := range figures {
		product = append(product, c("BangGiua", f))
	}
	rows := append([]tableRow{
		headRow(heads...),
		{keep: true, cells: []cell{
			c("BangDau", "{#nhiem_vu}{tt}"),
			c("BangDam", text...).over(len(widths) - 3),
			c("BangDau", "{danh_gia}").over(2),
		}},
	}, rowsOf("san_pham", product...)...)
	end := rows[len(rows)-1].cells[len(product)-1].text
	end[0] += "{/nhiem_vu}"
	return annex{
		title: "KẾT QUẢ THỰC HIỆN TỪNG NHIỆM VỤ {ky.ten}",
		content: join(
			repeat("NoiDung", "tong.co_nhiem_vu", ruled(widths, rows...)),
			otherwise("NoiDung", "tong.co_nhiem_vu", para("NoiDung", noTasks)),
		),
		note: note,
	}
}

// unitAnnex is blocks of units by products.
func unitAnnex() annex {
	// 10 + 57 mm, and 180 mm that the products' columns share
	widths := mms(10, 57, 180)
	total := func(flag string, keep bool) tableRow {
		return tableRow{keep: keep, cells: []cell{
			c("MaTranTong", flag+"Tổng cộng").over(2), c("MaTranTong", "{#tong|cot}{gia_tri}{/tong}{/cuoi}"),
		}}
	}
	rows := append([]tableRow{{head: true, cells: []cell{
		c("MaTranDau", "TT"), c("MaTranDau", "Đơn vị"), c("MaTranDau", "{#cot|cot}{ten}{/cot}"),
	}}}, rowsOf("hang", c("MaTranGiua", "{stt}"), c("MaTranChu", "{don_vi}"), c("MaTranGiua", "{#o|cot}{gia_tri}{/o}"))...)
	rows = append(rows, total("{#cuoi}", true), total("{^cuoi}", false)) // the last block's keeps with the note
	return annex{
		title: "KẾT QUẢ CỦA TỪNG ĐƠN VỊ {ky.ten}",
		content: join(
			repeat("TenBang", "bang_don_vi",
				kept("TenBang", "{ten}"),
				ruled(widths, rows...),
			),
			otherwise("NoiDung", "bang_don_vi", para("NoiDung", noUnits)),
		),
		note: "số đứng trước tên cột là số thứ tự nhiệm vụ tại Phụ lục I; hàng “Tổng cộng” ghi số đơn vị trả lời “có” ở cột có/không và số lớn nhất ở cột lấy số lớn nhất; “…” là đơn vị đã báo cáo nhưng để trống; “KAD” là không áp dụng; “chưa BC” là chưa báo cáo; “-” là không giao cho đơn vị; số có dấu “*” mới là số của một phần kỳ",
	}
}

// submissionAnnex tells who reported, when, and who did not.
func submissionAnnex() annex {
	table := func(list string, widths []length.Length, heads []string, cells ...cell) xml {
		return ruled(widths, append([]tableRow{headRow(heads...)}, rowsOf(list, cells...)...)...)
	}
	return annex{
		title: "TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC ĐƠN VỊ {ky.ten}",
		content: join(
			otherwise("NoiDung", "tong.co_don_vi", para("NoiDung", noUnits)),
			repeat("TenBang", "co_nop",
				table("nop", mms(12, 85, 48, 38, 16, 48), []string{"TT", "Đơn vị", "Nhóm đơn vị", "Nhận lúc", "Lần gửi", "Tình trạng"},
					c("BangGiua", "{stt}"), c("BangChu", "{don_vi}"), c("BangChu", "{nhom}"),
					c("BangGiua", "{ngay_nhan}"), c("BangGiua", "{lan}"), c("BangGiua", "{tinh_trang}")),
			),
			repeat("TenBang", "co_chua_nop",
				kept("TenBang", "Các đơn vị chưa gửi báo cáo"),
				table("chua_nop", mms(12, 85, 48, 102), []string{"TT", "Đơn vị", "Nhóm đơn vị", "Ghi chú"},
					c("BangGiua", "{stt}"), c("BangChu", "{don_vi}"), c("BangChu", "{nhom}"), c("BangChu", "{ghi_chu}")),
			),
		),
		note: "hạn gửi báo cáo là hết ngày {ky.han_nop}; lần gửi là lần gửi được dùng để tổng hợp",
	}
}

// rowsOf makes the rows of a list. The last, whose flag cuoi is true, keeps with what
// stands behind it, so that no total and no note begins a page alone.
func rowsOf(list string, cells ...cell) []tableRow {
	row := func(begin, end string, keep bool) tableRow {
		r := tableRow{keep: keep}
		for _, x := range cells {
			x.text = slices.Clone(x.text)
			r.cells = append(r.cells, x)
		}
		r.cells[0].text[0] = begin + r.cells[0].text[0]
		last := r.cells[len(cells)-1].text
		last[len(last)-1] += end
		return r
	}
	return []tableRow{row("{#"+list+"}{#cuoi}", "{/cuoi}", true), row("{^cuoi}", "{/cuoi}{/"+list+"}", false)}
}

// headRow is a table's first row, repeated on each page.
func headRow(titles ...string) tableRow {
	r := tableRow{head: true}
	for _, t := range titles {
		r.cells = append(r.cells, c("BangDau", t))
	}
	return r
}
