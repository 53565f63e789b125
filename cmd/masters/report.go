package main

import "vanthu/output/format"

// halfYearReport is the report on six months (outline: spec 3.6).
func halfYearReport() xml {
	const subject = "Kết quả công tác tuyên truyền cải cách hành chính {ky.ten}\nvà phương hướng, nhiệm vụ {ky_sau.ten}"
	const longest = "Kết quả công tác tuyên truyền cải cách hành chính 6 tháng đầu năm 2025"
	return join(
		letterhead(),
		title("BÁO CÁO", longest, subject),
		addressees(),
		basis(),
		para("NoiDung", "Thực hiện {#ke_hoach.so_ngay}{ke_hoach.so_ngay} của {ten_day_du} về {ke_hoach.trich_yeu_thuong}{/ke_hoach.so_ngay}{^ke_hoach.so_ngay}Kế hoạch {ke_hoach.trich_yeu} của {ten_day_du}{/ke_hoach.so_ngay} và chế độ báo cáo định kỳ theo quy định, {ten_day_du} báo cáo kết quả công tác tuyên truyền cải cách hành chính (CCHC) {ky.ten}, số liệu tính từ ngày {ky.tu_ngay} đến hết ngày {ky.den_ngay}, như sau:"),
		reportDirection(),
		reportResults(),
		reportJudgement(),
		para("Ket", "Trên đây là Báo cáo kết quả công tác tuyên truyền CCHC {ky.ten} và phương hướng, nhiệm vụ {ky_sau.ten} của {ten_day_du}"+format.EndMark),
		foot(),
		endMain(),
		appendixTasks(),
		appendixUnits(),
		appendixSubmissions(),
		sectionProps(true),
	)
}

// reportDirection is part I.
func reportDirection() xml {
	return join(
		para("Heading1", "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI"),
		para("Heading2", "1. Ban hành kế hoạch, văn bản"),
		para("NoiDung", "Trên cơ sở Kế hoạch {ke_hoach.trich_yeu}, {ten_day_du} giao {tong.nhiem_vu} nhiệm vụ cho {tong.don_vi} đơn vị, kèm theo sản phẩm, chỉ tiêu và thời gian thực hiện của từng nhiệm vụ; các đơn vị tổ chức thực hiện trong phạm vi nhiệm vụ được giao và báo cáo kết quả theo biểu mẫu thống nhất."),
		para("Heading2", "2. Phân công, đôn đốc"),
		para("NoiDung", "Trong kỳ có {tong.don_vi} đơn vị phải báo cáo, hạn gửi là ngày {ky.han_nop}. Đến thời điểm tổng hợp, {tong.da_bao_cao} đơn vị đã gửi báo cáo, trong đó {tong.dung_han} đơn vị gửi đúng hạn{#tong.co_tre_han}, {tong.tre_han} đơn vị gửi quá hạn{/tong.co_tre_han}{#co_chua_nop}; còn {tong.chua_bao_cao} đơn vị chưa gửi báo cáo{/co_chua_nop}{^co_chua_nop}; không còn đơn vị nào chưa gửi báo cáo{/co_chua_nop}. Tình hình gửi báo cáo của từng đơn vị nêu tại Phụ lục III."),
	)
}

// reportResults is part II: by task, by form, and how far the tasks are done.
func reportResults() xml {
	product := "{ten_thuong}: " +
		"{#co_ket_qua}{#co_khong}{ket_qua_chu}/{so_don_vi_giao} đơn vị đã thực hiện{/co_khong}{^co_khong}{ket_qua_chu} {dvt}{/co_khong}" +
		"{#co_ty_le}, đạt {ty_le}% chỉ tiêu năm{/co_ty_le}" +
		"{#co_cung_ky}, {chenh_lech} so với cùng kỳ năm trước{/co_cung_ky}{/co_ket_qua}" +
		"{^co_ket_qua}chưa có số liệu{/co_ket_qua}" +
		"{#co_luot_nguoi}, {luot_nguoi} lượt người{/co_luot_nguoi}"
	return join(
		para("Heading1", "II. KẾT QUẢ THỰC HIỆN"),
		para("Heading2", "1. Nội dung tuyên truyền"),
		para("NoiDung", "Tỷ lệ phần trăm trong Báo cáo này được tính so với chỉ tiêu của cả năm {ky.nam}; số liệu so sánh là số liệu cùng kỳ năm {ky.nam_truoc}. Số liệu kỳ này tổng hợp từ {tong.da_bao_cao}/{tong.don_vi} đơn vị đã gửi báo cáo. Kết quả cụ thể theo từng nhiệm vụ nêu tại Phụ lục I, theo từng đơn vị nêu tại Phụ lục II."),
		repeat("Diem", "nhiem_vu",
			para("Diem", "{chu}) {ten}."),
			para("NoiDung", "{#co_san_pham}Đã có {so_don_vi_bao_cao}/{so_don_vi_giao} đơn vị báo cáo. Kết quả gồm {#san_pham}"+product+"{dau} {/san_pham}{/co_san_pham}{^co_san_pham}Kế hoạch không giao chỉ tiêu sản phẩm cho nhiệm vụ này. {/co_san_pham}Đánh giá: {danh_gia_thuong}."),
		),
		para("Heading2", "2. Hình thức tuyên truyền"),
		repeat("Diem", "hinh_thuc",
			para("Diem", "{chu}) {ten}:"),
			repeat("GachDau", "san_pham",
				para("GachDau", "- {ten}: {#co_tong}{tong} {dvt}{/co_tong}{^co_tong}chưa có số liệu{/co_tong}{#co_luot_nguoi}, {luot_nguoi} lượt người{/co_luot_nguoi}{#chi_tiet} ({chi_tiet}){/chi_tiet}{dau}"),
			),
		),
		otherwise("NoiDung", "hinh_thuc", para("NoiDung", "Trong kỳ chưa có số liệu theo hình thức tuyên truyền.")),
		para("Heading2", "3. Mức độ hoàn thành nhiệm vụ"),
		para("NoiDung", "Đến hết kỳ báo cáo, {tong.hoan_thanh}/{tong.nhiem_vu} nhiệm vụ của Kế hoạch đã hoàn thành, đạt {tong.ty_le_hoan_thanh}%; {tong.dang_thuc_hien} nhiệm vụ đang thực hiện{#tong.co_chua_thuc_hien}; {tong.chua_thuc_hien} nhiệm vụ chưa thực hiện{/tong.co_chua_thuc_hien}. Nhiệm vụ được tính là hoàn thành khi mọi sản phẩm có chỉ tiêu đều đạt chỉ tiêu cả năm."),
	)
}

// reportJudgement is parts III to V: texts with the units that gave them.
func reportJudgement() xml {
	list := func(name, none string) xml {
		return join(
			repeat("GachDau", "danh_gia."+name, para("GachDau", "- {noi_dung}{#don_vi} ({don_vi}){/don_vi}.")),
			otherwise("NoiDung", "danh_gia."+name, para("NoiDung", none)),
		)
	}
	return join(
		para("Heading1", "III. ĐÁNH GIÁ CHUNG"),
		para("Heading2", "1. Ưu điểm"),
		list("uu_diem", "Báo cáo của các đơn vị không nêu ưu điểm."),
		para("Heading2", "2. Tồn tại, hạn chế"),
		list("ton_tai", "Báo cáo của các đơn vị không nêu tồn tại, hạn chế."),
		para("Heading2", "3. Nguyên nhân"),
		list("nguyen_nhan", "Báo cáo của các đơn vị không nêu nguyên nhân."),
		para("Heading1", "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ {ky_sau.ten}"),
		repeat("NoiDung", "danh_gia.co_phuong_huong", para("NoiDung", "Các đơn vị xác định phương hướng, nhiệm vụ {ky_sau.ten}:")),
		list("phuong_huong", "Tiếp tục thực hiện các nhiệm vụ còn lại của Kế hoạch {ke_hoach.trich_yeu}; báo cáo của các đơn vị không nêu phương hướng riêng."),
		para("Heading1", "V. ĐỀ XUẤT, KIẾN NGHỊ"),
		repeat("NoiDung", "danh_gia.co_de_xuat", para("NoiDung", "Các đơn vị đề xuất, kiến nghị với {ten_day_du}:")),
		list("de_xuat", "Báo cáo của các đơn vị không có đề xuất, kiến nghị."),
	)
}

// taskNote stands below a task's text.
const taskNote = "Chủ trì: {chu_tri}. Thời gian: {thoi_gian}.{#san_pham_ke_hoach} Sản phẩm theo Kế hoạch: {san_pham_ke_hoach}.{/san_pham_ke_hoach}"

// appendixTasks is Phụ lục I: each task with its products.
func appendixTasks() xml {
	// 247 mm: the landscape text width
	widths := mms(11, 81, 24, 25, 27, 25, 22, 32)
	either := func(flag, field, none string) string {
		return "{#" + flag + "}{" + field + "}{/" + flag + "}{^" + flag + "}" + none + "{/" + flag + "}"
	}
	return join(
		appendixHead("Phụ lục I", "KẾT QUẢ THỰC HIỆN TỪNG NHIỆM VỤ {ky.ten}"),
		ruled(widths,
			tableRow{head: true, cells: []cell{
				c("BangDau", "TT"), c("BangDau", "Nhiệm vụ, sản phẩm"), c("BangDau", "Đơn vị tính"),
				c("BangDau", "Chỉ tiêu năm"), c("BangDau", "Kết quả trong kỳ"), c("BangDau", "Lượt người"),
				c("BangDau", "Tỷ lệ (%)"), c("BangDau", "Cùng kỳ năm {ky.nam_truoc}"),
			}},
			tableRow{keep: true, cells: []cell{
				c("BangDau", "{#nhiem_vu}{tt}"),
				c("BangDam", "{ten}", taskNote).over(5),
				c("BangDau", "{danh_gia}").over(2),
			}},
			tableRow{cells: []cell{
				c("BangGiua", "{#san_pham}"), c("BangChu", "- {ten}"), c("BangGiua", "{dvt}"),
				c("BangGiua", either("co_chi_tieu", "chi_tieu", "-")),
				c("BangGiua", either("co_ket_qua", "ket_qua", "…")),
				c("BangGiua", either("co_luot_nguoi", "luot_nguoi", "-")),
				c("BangGiua", either("co_ty_le", "ty_le", "-")),
				c("BangGiua", either("co_cung_ky", "cung_ky", "-")+"{/san_pham}{/nhiem_vu}"),
			}},
		),
		paraProps("GhiChu", sectionProps(true), "Ghi chú: tỷ lệ (%) tính so với chỉ tiêu cả năm {ky.nam}, trên các đơn vị được giao chỉ tiêu; “…” là chưa có số liệu; “-” là không giao chỉ tiêu hoặc không có số liệu để so sánh"+format.EndMark),
	)
}

// appendixUnits is Phụ lục II: blocks of units by products.
func appendixUnits() xml {
	// 10 + 57 mm, and 180 mm that the products' columns share
	widths := mms(10, 57, 180)
	return join(
		appendixHead("Phụ lục II", "KẾT QUẢ CỦA TỪNG ĐƠN VỊ {ky.ten}"),
		repeat("TenBang", "bang_don_vi",
			para("TenBang", "{ten}"),
			ruled(widths,
				tableRow{head: true, cells: []cell{
					c("MaTranDau", "TT"), c("MaTranDau", "Đơn vị"), c("MaTranDau", "{#cot|cot}{ten}{/cot}"),
				}},
				tableRow{cells: []cell{
					c("MaTranGiua", "{#hang}{stt}"), c("MaTranChu", "{don_vi}"), c("MaTranGiua", "{#o|cot}{gia_tri}{/o}{/hang}"),
				}},
				tableRow{keep: true, cells: []cell{
					c("MaTranTong", "Tổng cộng").over(2), c("MaTranTong", "{#tong|cot}{gia_tri}{/tong}"),
				}},
			),
		),
		paraProps("GhiChu", sectionProps(true), "Ghi chú: số đứng trước tên cột là số thứ tự nhiệm vụ tại Phụ lục I; hàng “Tổng cộng” ghi số đơn vị trả lời “có” ở cột có/không và số lớn nhất ở cột lấy số lớn nhất; “…” là đơn vị đã báo cáo nhưng để trống; “KAD” là không áp dụng; “chưa BC” là chưa báo cáo; “-” là không giao cho đơn vị; số có dấu “*” mới là số của một phần kỳ"+format.EndMark),
	)
}

// appendixSubmissions is Phụ lục III: who reported, when, and who did not.
func appendixSubmissions() xml {
	return join(
		appendixHead("Phụ lục III", "TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC ĐƠN VỊ {ky.ten}"),
		ruled(mms(12, 95, 50, 40, 20, 30),
			headRow("TT", "Đơn vị", "Nhóm đơn vị", "Ngày nhận", "Lần gửi", "Tình trạng"),
			tableRow{cells: []cell{
				c("BangGiua", "{#nop}{stt}"), c("BangChu", "{don_vi}"), c("BangChu", "{nhom}"),
				c("BangGiua", "{ngay_nhan}"), c("BangGiua", "{lan}"), c("BangGiua", "{tinh_trang}{/nop}"),
			}},
		),
		repeat("TenBang", "co_chua_nop",
			para("TenBang", "Các đơn vị chưa gửi báo cáo"),
			ruled(mms(12, 95, 50, 90),
				headRow("TT", "Đơn vị", "Nhóm đơn vị", "Ghi chú"),
				tableRow{keep: true, cells: []cell{
					c("BangGiua", "{#chua_nop}{stt}"), c("BangChu", "{don_vi}"), c("BangChu", "{nhom}"),
					c("BangChu", "{ghi_chu}{/chua_nop}"),
				}},
			),
		),
		para("GhiChu", "Ghi chú: hạn gửi báo cáo là hết ngày {ky.han_nop}; lần gửi là lần gửi được dùng để tổng hợp"+format.EndMark),
	)
}

// headRow is a table's first row, repeated on each page.
func headRow(titles ...string) tableRow {
	r := tableRow{head: true}
	for _, t := range titles {
		r.cells = append(r.cells, c("BangDau", t))
	}
	return r
}
