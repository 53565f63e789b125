package main

// Words that several documents share. A report is one document or the other by
// its data: who has reported, what there is to compare with.
const (
	// thePlan cites the plan, by its number once it has one.
	thePlan = "{#ke_hoach.so_ngay}{ke_hoach.so_ngay} của {ten_day_du} về {ke_hoach.trich_yeu_thuong}{/ke_hoach.so_ngay}" +
		"{^ke_hoach.so_ngay}Kế hoạch {ke_hoach.trich_yeu_thuong} của {ten_day_du}{/ke_hoach.so_ngay}"

	// coverage says on whose reports the figures rest.
	coverage = "{#tong.co_bao_cao}Số liệu kỳ này tổng hợp từ {tong.da_bao_cao}/{tong.don_vi} đơn vị đã gửi báo cáo{#tong.co_mot_phan} và số liệu một phần kỳ của {tong.mot_phan} đơn vị{/tong.co_mot_phan}.{/tong.co_bao_cao}" +
		"{^tong.co_bao_cao}{#tong.co_mot_phan}Số liệu kỳ này mới có số liệu một phần kỳ của {tong.mot_phan} đơn vị.{/tong.co_mot_phan}{^tong.co_mot_phan}Kỳ này chưa có số liệu của đơn vị nào.{/tong.co_mot_phan}{/tong.co_bao_cao}"

	// formsFollow ends a sentence in front of the results by form.
	formsFollow = "{#co_hinh_thuc}; tổng số theo từng hình thức như sau:{/co_hinh_thuc}{^co_hinh_thuc}.{/co_hinh_thuc}"

	// noTasks and noUnits stand in place of all that is said of tasks and of units.
	noTasks = "Kế hoạch không có nhiệm vụ phải báo cáo."
	noUnits = "Trong kỳ không có đơn vị nào phải báo cáo."

	// lateUnits names the units that have not reported, behind another sentence;
	// where none has, their names say nothing more.
	lateUnits = "{#tong.co_bao_cao}{#co_chua_nop} Đơn vị chưa gửi báo cáo: {tong.ten_chua_bao_cao}.{/co_chua_nop}{/tong.co_bao_cao}"
)

// directing is what the office has done: the tasks it gave, and who reported. The
// appendix lists each unit; names stands behind the number of those that have not.
func directing(annex, names string) xml {
	return join(
		clause("1. Ban hành kế hoạch, văn bản",
			para("NoiDung", "{#tong.co_nhiem_vu}Trên cơ sở Kế hoạch {ke_hoach.trich_yeu_thuong}, {ten_day_du} giao {tong.nhiem_vu} nhiệm vụ cho {tong.don_vi} đơn vị, kèm theo sản phẩm, chỉ tiêu và thời gian thực hiện của từng nhiệm vụ; kết quả được báo cáo theo biểu mẫu thống nhất.{/tong.co_nhiem_vu}{^tong.co_nhiem_vu}"+noTasks+"{/tong.co_nhiem_vu}")),
		clause("2. Phân công, đôn đốc",
			para("NoiDung", "{#tong.co_don_vi}Trong kỳ có {tong.don_vi} đơn vị phải báo cáo, hạn gửi là ngày {ky.han_nop}. "+
				"Đến thời điểm tổng hợp, {#tong.co_bao_cao}{tong.da_bao_cao}/{tong.don_vi} đơn vị đã gửi báo cáo"+
				"{#tong.co_tre_han}{#tong.co_dung_han}, trong đó {tong.dung_han} đơn vị gửi đúng hạn, {tong.tre_han} đơn vị gửi quá hạn{/tong.co_dung_han}{^tong.co_dung_han} quá hạn{/tong.co_dung_han}{/tong.co_tre_han}{^tong.co_tre_han} đúng hạn{/tong.co_tre_han}"+
				"{#co_chua_nop}; còn {tong.chua_bao_cao} đơn vị chưa gửi báo cáo"+names+"{/co_chua_nop}.{/tong.co_bao_cao}"+
				"{^tong.co_bao_cao}chưa có đơn vị nào gửi báo cáo.{/tong.co_bao_cao}"+
				"{/tong.co_don_vi}{^tong.co_don_vi}"+noUnits+"{/tong.co_don_vi} Tình hình gửi báo cáo của từng đơn vị nêu tại "+annex+".")),
	)
}

// productWords are a product's results in a sentence.
const productWords = "{ten_thuong}: " +
	"{#co_ket_qua}{#co_khong}{ket_qua_chu}/{so_don_vi_giao} đơn vị đã thực hiện{/co_khong}{^co_khong}{ket_qua_chu} {dvt}{/co_khong}" +
	"{#co_ty_le}, đạt {ty_le}% chỉ tiêu năm{/co_ty_le}" +
	"{#co_cung_ky}, {chenh_lech}{#ty_le_chenh_lech} ({ty_le_chenh_lech}%){/ty_le_chenh_lech} so với {ky.cung_ky}{/co_cung_ky}{/co_ket_qua}" +
	"{^co_ket_qua}chưa có số liệu{/co_ket_qua}" +
	"{#co_luot_nguoi}, {luot_nguoi} lượt người{/co_luot_nguoi}"

// results are the results by task, by form, and how far the tasks are done.
func results() xml {
	return join(
		clause("1. Nội dung tuyên truyền",
			para("NoiDung", "Tỷ lệ phần trăm trong Báo cáo này được tính so với chỉ tiêu của cả năm {ky.nam}{#so_sanh.co_cung_ky}; số liệu so sánh là số liệu {ky.cung_ky}{/so_sanh.co_cung_ky}. "+coverage+" Kết quả cụ thể theo từng nhiệm vụ nêu tại Phụ lục I, theo từng đơn vị nêu tại Phụ lục II."),
			repeat("Diem", "nhiem_vu",
				kept("Diem", "{chu}) {ten}."),
				para("NoiDung", "{#co_san_pham}{#co_bao_cao}Đã có {so_don_vi_bao_cao}/{so_don_vi_giao} đơn vị báo cáo. Kết quả gồm {#san_pham}"+productWords+"{dau} {/san_pham}{/co_bao_cao}{^co_bao_cao}Chưa có đơn vị nào báo cáo số liệu. {/co_bao_cao}{/co_san_pham}"+
					"{^co_san_pham}Kế hoạch không giao chỉ tiêu sản phẩm cho nhiệm vụ này. {/co_san_pham}Đánh giá: {danh_gia_thuong}."),
			)),
		clause("2. Hình thức tuyên truyền", formList()),
		clause("3. Mức độ hoàn thành nhiệm vụ", progress()),
	)
}

// formList is the results by form of communication as points.
func formList() xml {
	return join(
		repeat("Diem", "hinh_thuc",
			kept("Diem", "{chu}) {ten}:"),
			repeat("GachDau", "san_pham",
				para("GachDau", "- {ten}: {#co_tong}{tong} {dvt}{/co_tong}{^co_tong}chưa có số liệu{/co_tong}{#co_luot_nguoi}, {luot_nguoi} lượt người{/co_luot_nguoi}{#chi_tiet} ({chi_tiet}){/chi_tiet}{dau}"),
			),
		),
		noForms(),
	)
}

// formTable is the same as a table in the text.
func formTable() xml {
	return join(
		repeat("NoiDung", "co_hinh_thuc",
			ruled(mms(9, 50, 19, 19, 18, 45),
				headRow("TT", "Hình thức, sản phẩm", "Đơn vị tính", "Kết quả trong kỳ", "Lượt người", "Theo từng nhiệm vụ (NV)"),
				tableRow{keep: true, cells: []cell{c("BangDau", "{#hinh_thuc}{chu}"), c("BangDam", "{ten}").over(5)}},
				tableRow{cells: []cell{
					c("BangGiua", "{#san_pham}"), c("BangChu", "- {ten}"), c("BangGiua", "{dvt}"),
					c("BangGiua", orElse("so", "-")), c("BangGiua", either("co_luot_nguoi", "luot_nguoi", "-")),
					c("BangChu", "{tung_nhiem_vu}{/san_pham}{/hinh_thuc}"),
				}},
			),
		),
		noForms(),
	)
}

func noForms() xml {
	return otherwise("NoiDung", "co_hinh_thuc", para("NoiDung", "Trong kỳ chưa có số liệu theo hình thức tuyên truyền."))
}

// either prints a field where its flag is set, else a sign; orElse one that is
// empty where there is nothing.
func either(flag, field, none string) string {
	return "{#" + flag + "}{" + field + "}{/" + flag + "}{^" + flag + "}" + none + "{/" + flag + "}"
}

func orElse(field, none string) string { return either(field, field, none) }

// progress says how many tasks are done. Figures of a period that does not begin
// with the year are not all that was done of its targets, and the text says so.
func progress() xml {
	const counting = " Nhiệm vụ được tính là hoàn thành khi mọi sản phẩm có chỉ tiêu đều đạt chỉ tiêu của cả năm{#tong.co_chua_thuc_hien}, là chưa thực hiện khi trong kỳ chưa có kết quả{/tong.co_chua_thuc_hien}."
	return para("NoiDung", "{#tong.co_nhiem_vu}{#ky.tu_dau_nam}Đến hết kỳ báo cáo, {/ky.tu_dau_nam}{^ky.tu_dau_nam}Tính riêng số liệu trong kỳ, {/ky.tu_dau_nam}"+
		"{#tong.co_hoan_thanh}{tong.hoan_thanh}/{tong.nhiem_vu} nhiệm vụ của Kế hoạch đã hoàn thành, đạt {tong.ty_le_hoan_thanh}%{/tong.co_hoan_thanh}"+
		"{^tong.co_hoan_thanh}chưa có nhiệm vụ nào của Kế hoạch hoàn thành{/tong.co_hoan_thanh}"+
		"{#tong.co_dang_thuc_hien}; {tong.dang_thuc_hien} nhiệm vụ đang thực hiện{/tong.co_dang_thuc_hien}"+
		"{#tong.co_chua_thuc_hien}; {tong.chua_thuc_hien} nhiệm vụ chưa thực hiện{/tong.co_chua_thuc_hien}."+
		"{#tong.co_hoan_thanh}"+counting+"{/tong.co_hoan_thanh}{^tong.co_hoan_thanh}{#tong.co_dang_thuc_hien}"+counting+"{/tong.co_dang_thuc_hien}{/tong.co_hoan_thanh}{/tong.co_nhiem_vu}"+
		"{^tong.co_nhiem_vu}"+noTasks+"{/tong.co_nhiem_vu}")
}

// comparison counts the results against the targets and the year before.
func comparison() xml {
	return para("NoiDung", "{#so_sanh.co_chi_tieu}Kế hoạch giao {so_sanh.chi_tieu} chỉ tiêu sản phẩm; {#so_sanh.co_dat}{so_sanh.dat} chỉ tiêu đạt hoặc vượt{#so_sanh.co_chua_dat}, {so_sanh.chua_dat} chỉ tiêu chưa đạt{/so_sanh.co_chua_dat}{/so_sanh.co_dat}{^so_sanh.co_dat}chưa có chỉ tiêu nào đạt{/so_sanh.co_dat}.{/so_sanh.co_chi_tieu}"+
		"{^so_sanh.co_chi_tieu}Kế hoạch không giao chỉ tiêu sản phẩm.{/so_sanh.co_chi_tieu} "+
		"{#so_sanh.co_cung_ky}So với {ky.cung_ky}, trong {so_sanh.so_ket_qua} kết quả có số liệu để so sánh có {so_sanh.thay_doi}.{/so_sanh.co_cung_ky}"+
		"{^so_sanh.co_cung_ky}Không có số liệu {ky.cung_ky} để so sánh.{/so_sanh.co_cung_ky} "+
		"Chỉ tiêu, kết quả và mức tăng, giảm của từng sản phẩm nêu tại Phụ lục I.")
}

// judgement is what was good, what was not, and why.
func judgement() xml {
	return join(
		clause("1. Ưu điểm", statements("uu_diem", "ưu điểm")),
		clause("2. Tồn tại, hạn chế", statements("ton_tai", "tồn tại, hạn chế")),
		clause("3. Nguyên nhân", statements("nguyen_nhan", "nguyên nhân")),
	)
}

// said lists what is said in a section, by the office or by units, who are then
// named; else none stands there.
func said(section, none string) xml {
	return join(
		repeat("GachDau", "danh_gia."+section, para("GachDau", "- {noi_dung}{#don_vi} ({don_vi}){/don_vi}{dau}")),
		otherwise("NoiDung", "danh_gia."+section, para("NoiDung", none)),
	)
}

// statements are points in whose absence nothing else is to be said; where the
// office itself says that there are none, the units are not spoken of.
func statements(section, what string) xml {
	so := "danh_gia.so_" + section
	return said(section, "{#"+so+"}Không có "+what+".{/"+so+"}"+
		"{^"+so+"}{#tong.co_bao_cao}Báo cáo của các đơn vị không nêu "+what+".{/tong.co_bao_cao}{^tong.co_bao_cao}Chưa có báo cáo của các đơn vị để tổng hợp "+what+".{/tong.co_bao_cao}{/"+so+"}")
}

// leading is a sentence that stays with the list below it.
func leading(text string) xml { return keptProps("NoiDung", "<w:keepNext/>", text) }

// introduced puts a line above the units' words; the office's own need none.
func introduced(section, line string) xml {
	return repeat("NoiDung", "danh_gia.co_"+section, otherwise("NoiDung", "danh_gia.so_"+section, leading(line)))
}

// directions are what comes next; the plan itself where nobody says more.
func directions() xml {
	return join(
		introduced("phuong_huong", "Các đơn vị xác định phương hướng, nhiệm vụ {ky_sau.ten}:"),
		said("phuong_huong", "{#ky_sau.sang_nam}Xây dựng và triển khai kế hoạch tuyên truyền cải cách hành chính năm {ky_sau.nam}{#tong.con_nhiem_vu}; tiếp tục các nhiệm vụ chưa hoàn thành của năm {ky.nam}{/tong.con_nhiem_vu}.{/ky_sau.sang_nam}"+
			"{^ky_sau.sang_nam}Tiếp tục thực hiện Kế hoạch {ke_hoach.trich_yeu_thuong}{#tong.con_nhiem_vu}, trước hết là các nhiệm vụ chưa hoàn thành{/tong.con_nhiem_vu}.{/ky_sau.sang_nam}"),
	)
}

// proposals are what the units ask of the office, or the office of others.
func proposals() xml {
	return join(
		introduced("de_xuat", "Các đơn vị đề xuất, kiến nghị với {ten_day_du}:"),
		said("de_xuat", "{#tong.co_bao_cao}Không có đề xuất, kiến nghị.{/tong.co_bao_cao}{^tong.co_bao_cao}{#danh_gia.so_de_xuat}Không có đề xuất, kiến nghị.{/danh_gia.so_de_xuat}{^danh_gia.so_de_xuat}Chưa có báo cáo của các đơn vị để tổng hợp đề xuất, kiến nghị.{/danh_gia.so_de_xuat}{/tong.co_bao_cao}"),
	)
}
