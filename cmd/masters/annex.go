package main

import "vanthu/output/length"

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
		heads = append(heads[:7], "Kết quả năm {ky.nam_truoc}", "Tăng, giảm", "Tăng, giảm (%)")
		figures = append(figures, orElse("tang_giam", "-"), orElse("ty_le_tang_giam", "-"))
		note = "tỷ lệ (%) tính so với chỉ tiêu năm {ky.nam}, trên các đơn vị được giao chỉ tiêu; tăng, giảm tính so với kết quả năm {ky.nam_truoc}, số giảm ghi dấu trừ; “…” là chưa có số liệu; “-” là không giao chỉ tiêu hoặc không có số liệu để so sánh"
	}
	product := []cell{c("BangGiua", "{#san_pham}"), c("BangChu", "- {ten}"), c("BangGiua", "{dvt}")}
	for i, f := range figures {
		if i == len(figures)-1 {
			f += "{/san_pham}{/nhiem_vu}"
		}
		product = append(product, c("BangGiua", f))
	}
	return annex{
		title: "KẾT QUẢ THỰC HIỆN TỪNG NHIỆM VỤ {ky.ten}",
		content: join(
			repeat("NoiDung", "tong.co_nhiem_vu", ruled(widths,
				headRow(heads...),
				tableRow{keep: true, cells: []cell{
					c("BangDau", "{#nhiem_vu}{tt}"),
					c("BangDam", text...).over(len(widths) - 3),
					c("BangDau", "{danh_gia}").over(2),
				}},
				tableRow{cells: product},
			)),
			otherwise("NoiDung", "tong.co_nhiem_vu", para("NoiDung", noTasks)),
		),
		note: note,
	}
}

// unitAnnex is blocks of units by products.
func unitAnnex() annex {
	// 10 + 57 mm, and 180 mm that the products' columns share
	widths := mms(10, 57, 180)
	unit := func(list string, keep bool) tableRow {
		return tableRow{keep: keep, cells: []cell{
			c("MaTranGiua", "{#"+list+"}{stt}"), c("MaTranChu", "{don_vi}"), c("MaTranGiua", "{#o|cot}{gia_tri}{/o}{/"+list+"}"),
		}}
	}
	return annex{
		title: "KẾT QUẢ CỦA TỪNG ĐƠN VỊ {ky.ten}",
		content: join(
			repeat("TenBang", "bang_don_vi",
				para("TenBang", "{ten}"),
				ruled(widths,
					tableRow{head: true, cells: []cell{
						c("MaTranDau", "TT"), c("MaTranDau", "Đơn vị"), c("MaTranDau", "{#cot|cot}{ten}{/cot}"),
					}},
					unit("hang", false),
					unit("hang_cuoi", true),
					tableRow{keep: true, cells: []cell{
						c("MaTranTong", "Tổng cộng").over(2), c("MaTranTong", "{#tong|cot}{gia_tri}{/tong}"),
					}},
				),
			),
			otherwise("NoiDung", "bang_don_vi", para("NoiDung", noUnits)),
		),
		note: "số đứng trước tên cột là số thứ tự nhiệm vụ tại Phụ lục I; hàng “Tổng cộng” ghi số đơn vị trả lời “có” ở cột có/không và số lớn nhất ở cột lấy số lớn nhất; “…” là đơn vị đã báo cáo nhưng để trống; “KAD” là không áp dụng; “chưa BC” là chưa báo cáo; “-” là không giao cho đơn vị; số có dấu “*” mới là số của một phần kỳ",
	}
}

// submissionAnnex tells who reported, when, and who did not.
func submissionAnnex() annex {
	table := func(widths []length.Length, heads []string, r tableRow) xml {
		return ruled(widths, headRow(heads...), r)
	}
	return annex{
		title: "TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC ĐƠN VỊ {ky.ten}",
		content: join(
			otherwise("NoiDung", "tong.co_don_vi", para("NoiDung", noUnits)),
			repeat("TenBang", "co_nop",
				table(mms(12, 85, 48, 38, 16, 48), []string{"TT", "Đơn vị", "Nhóm đơn vị", "Nhận lúc", "Lần gửi", "Tình trạng"},
					tableRow{cells: []cell{
						c("BangGiua", "{#nop}{stt}"), c("BangChu", "{don_vi}"), c("BangChu", "{nhom}"),
						c("BangGiua", "{ngay_nhan}"), c("BangGiua", "{lan}"), c("BangGiua", "{tinh_trang}{/nop}"),
					}}),
			),
			repeat("TenBang", "co_chua_nop",
				para("TenBang", "Các đơn vị chưa gửi báo cáo"),
				table(mms(12, 85, 48, 102), []string{"TT", "Đơn vị", "Nhóm đơn vị", "Ghi chú"},
					tableRow{keep: true, cells: []cell{
						c("BangGiua", "{#chua_nop}{stt}"), c("BangChu", "{don_vi}"), c("BangChu", "{nhom}"),
						c("BangChu", "{ghi_chu}{/chua_nop}"),
					}}),
			),
		),
		note: "hạn gửi báo cáo là hết ngày {ky.han_nop}; lần gửi là lần gửi được dùng để tổng hợp",
	}
}

// headRow is a table's first row, repeated on each page.
func headRow(titles ...string) tableRow {
	r := tableRow{head: true}
	for _, t := range titles {
		r.cells = append(r.cells, c("BangDau", t))
	}
	return r
}
