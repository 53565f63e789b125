package templates

// Field is one name that a template may use. Names of what stands inside a list
// or an object are dotted: nhiem_vu.ten is {ten} inside {#nhiem_vu}.
type Field struct {
	Name    string
	Meaning string // Vietnamese, for the person who edits the template
	Sample  string // "" for a list, an object or a condition
}

// Fields lists the fields of a document's template, in the order of meaning;
// nil for a document that has none.
func Fields(name string) []Field {
	switch name {
	case "bao-cao-thang", "bao-cao-quy", "bao-cao-6T", "bao-cao-9T", "bao-cao-nam":
		return slicesOf(head, plan, period, nextPeriod, totals, comparison, tasks, forms, judgement, foot, reportTables)
	case "cong-van-nhac":
		return slicesOf(head, planName, period, reminder, foot)
	case "phieu-loi":
		return faultLetter
	case "ke-hoach":
		return slicesOf(planHead, planLists, planTable, attached, foot)
	case "phu-luc":
		return slicesOf(planYear, planTable, attached)
	}
	return nil
}

func slicesOf(groups ...[]Field) []Field {
	var all []Field
	for _, g := range groups {
		all = append(all, g...)
	}
	return all
}

// head is the letterhead and what stands above the text.
var head = []Field{
	{"co_quan_chu_quan", "Tên cơ quan chủ quản trực tiếp, chữ in hoa", "UBND THÀNH PHỐ HUẾ"},
	{"co_quan_ban_hanh", "Tên cơ quan ban hành, chữ in hoa", "SỞ Y TẾ"},
	{"ten_day_du", "Tên đầy đủ của cơ quan ban hành, dùng trong câu", "Sở Y tế thành phố Huế"},
	{"so_ky_hieu", "Số, ký hiệu văn bản; bản dự thảo để trống số", "Số:        /BC-SYT"},
	{"dia_danh_ngay", "Địa danh và thời gian ban hành", "Huế, ngày      tháng 6 năm 2025"},
	{"kem_theo", "Dòng dẫn chiếu ở đầu mỗi phụ lục", "(Kèm theo Báo cáo số        /BC-SYT ngày      tháng 6 năm 2025 của Sở Y tế thành phố Huế)"},
	{"kinh_gui_mot", "Nơi kính gửi, khi chỉ có một nơi; để trống nếu không có hoặc có nhiều", "Ủy ban nhân dân thành phố Huế"},
	{"co_kinh_gui_nhieu", "Điều kiện: có từ hai nơi kính gửi trở lên", ""},
	{"kinh_gui_nhieu", "Các nơi kính gửi, khi có từ hai nơi trở lên", ""},
	{"kinh_gui_nhieu.dong", "Một nơi kính gửi, đủ gạch đầu dòng và dấu cuối dòng", "- Sở Nội vụ;"},
}

// plan is the plan's legal grounds and its name.
var plan = append([]Field{
	{"can_cu", "Các căn cứ ban hành", ""},
	{"can_cu.ten", "Một căn cứ, không có chữ “Căn cứ” ở đầu và dấu ở cuối", "Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ"},
	{"can_cu.dau", "Dấu cuối căn cứ: chấm phẩy, căn cứ cuối cùng là dấu chấm", ";"},
}, planName...)

var planName = []Field{
	{"ke_hoach", "Kế hoạch của năm", ""},
	{"ke_hoach.trich_yeu", "Trích yếu của kế hoạch", "Tuyên truyền cải cách hành chính năm 2025"},
	{"ke_hoach.trich_yeu_thuong", "Trích yếu của kế hoạch, chữ thường đầu dòng, dùng trong câu", "tuyên truyền cải cách hành chính năm 2025"},
	{"ke_hoach.nam", "Năm của kế hoạch", "2025"},
	{"ke_hoach.so_ngay", "Số, ký hiệu và ngày của kế hoạch; để trống nếu chưa có", "Kế hoạch số 3214/KH-SYT ngày 05/12/2024"},
}

// period is the period reported on.
var period = []Field{
	{"ky", "Kỳ báo cáo", ""},
	{"ky.ma", "Mã kỳ báo cáo", "2025-6T"},
	{"ky.ten", "Tên kỳ báo cáo", "6 tháng đầu năm 2025"},
	{"ky.tu_ngay", "Ngày đầu của kỳ số liệu", "15/12/2024"},
	{"ky.den_ngay", "Ngày cuối của kỳ số liệu", "14/6/2025"},
	{"ky.han_nop", "Hạn nộp báo cáo của các đơn vị", "17/6/2025"},
	{"ky.nam", "Năm báo cáo", "2025"},
	{"ky.nam_truoc", "Năm trước", "2024"},
	{"ky.cung_ky", "Kỳ của năm trước để so sánh; với báo cáo năm là “năm 2024”", "cùng kỳ năm 2024"},
	{"ky.tu_dau_nam", "Điều kiện: kỳ tính từ đầu năm (tháng 01, quý I, 6 tháng đầu năm, 9 tháng, năm)", ""},
}

// nextPeriod is the period that follows.
var nextPeriod = []Field{
	{"ky_sau", "Kỳ tiếp theo", ""},
	{"ky_sau.ten", "Tên kỳ tiếp theo", "6 tháng cuối năm 2025"},
	{"ky_sau.nam", "Năm của kỳ tiếp theo", "2025"},
	{"ky_sau.sang_nam", "Điều kiện: kỳ tiếp theo thuộc năm sau", ""},
}

// totals are counts over all units and tasks.
var totals = []Field{
	{"tong", "Các số tổng", ""},
	{"tong.co_don_vi", "Điều kiện: có đơn vị phải báo cáo", ""},
	{"tong.don_vi", "Số đơn vị phải báo cáo", "24"},
	{"tong.da_bao_cao", "Số đơn vị đã báo cáo", "22"},
	{"tong.co_bao_cao", "Điều kiện: có đơn vị đã báo cáo", ""},
	{"tong.co_dung_han", "Điều kiện: có đơn vị báo cáo đúng hạn", ""},
	{"tong.dung_han", "Số đơn vị báo cáo đúng hạn", "20"},
	{"tong.co_tre_han", "Điều kiện: có đơn vị báo cáo trễ hạn", ""},
	{"tong.tre_han", "Số đơn vị báo cáo trễ hạn", "02"},
	{"co_chua_nop", "Điều kiện: có đơn vị chưa gửi báo cáo", ""},
	{"tong.chua_bao_cao", "Số đơn vị chưa gửi báo cáo", "02"},
	{"tong.ten_chua_bao_cao", "Tên các đơn vị chưa gửi báo cáo, cách nhau bằng dấu chấm phẩy", "Trung tâm Pháp y; Bệnh viện Mắt"},
	{"tong.co_mot_phan", "Điều kiện: có đơn vị mới gửi số liệu của một phần kỳ", ""},
	{"tong.mot_phan", "Số đơn vị mới gửi số liệu của một phần kỳ", "01"},
	{"tong.co_nhiem_vu", "Điều kiện: kế hoạch có nhiệm vụ", ""},
	{"tong.nhiem_vu", "Số nhiệm vụ của kế hoạch", "12"},
	{"tong.con_nhiem_vu", "Điều kiện: còn nhiệm vụ chưa hoàn thành", ""},
	{"tong.co_hoan_thanh", "Điều kiện: có nhiệm vụ đã hoàn thành", ""},
	{"tong.hoan_thanh", "Số nhiệm vụ đã hoàn thành", "04"},
	{"tong.co_dang_thuc_hien", "Điều kiện: có nhiệm vụ đang thực hiện", ""},
	{"tong.dang_thuc_hien", "Số nhiệm vụ đang thực hiện", "07"},
	{"tong.co_chua_thuc_hien", "Điều kiện: có nhiệm vụ chưa thực hiện", ""},
	{"tong.chua_thuc_hien", "Số nhiệm vụ chưa thực hiện", "01"},
	{"tong.ty_le_hoan_thanh", "Tỷ lệ nhiệm vụ đã hoàn thành, phần trăm", "33,3"},
}

// comparison is how the results stand against the plan and the year before.
var comparison = []Field{
	{"so_sanh", "So sánh với kế hoạch và với năm trước", ""},
	{"so_sanh.co_chi_tieu", "Điều kiện: kế hoạch có giao chỉ tiêu", ""},
	{"so_sanh.chi_tieu", "Số chỉ tiêu sản phẩm của kế hoạch", "18"},
	{"so_sanh.co_dat", "Điều kiện: có chỉ tiêu đã đạt", ""},
	{"so_sanh.dat", "Số chỉ tiêu đã đạt hoặc vượt", "10"},
	{"so_sanh.co_chua_dat", "Điều kiện: có chỉ tiêu chưa đạt", ""},
	{"so_sanh.chua_dat", "Số chỉ tiêu chưa đạt", "08"},
	{"so_sanh.co_cung_ky", "Điều kiện: có số liệu năm trước để so sánh", ""},
	{"so_sanh.so_ket_qua", "Số kết quả so sánh được với năm trước", "19"},
	{"so_sanh.thay_doi", "Số kết quả tăng, giảm, không thay đổi, bằng lời", "10 kết quả tăng, 07 kết quả giảm, 02 kết quả không thay đổi"},
}

// tasks are the tasks of the plan with the figures of their products.
var tasks = []Field{
	{"nhiem_vu", "Các nhiệm vụ của kế hoạch, theo thứ tự của kế hoạch", ""},
	{"nhiem_vu.chu", "Chữ cái của điểm", "a"},
	{"nhiem_vu.tt", "Số thứ tự trong kế hoạch", "1"},
	{"nhiem_vu.ma", "Mã nội dung", "ND01"},
	{"nhiem_vu.ten", "Nội dung, nhiệm vụ, không có dấu ở cuối", "Đưa tin về công tác cải cách hành chính"},
	{"nhiem_vu.hinh_thuc", "Hình thức tuyên truyền theo kế hoạch", "Đăng trên trang thông tin điện tử"},
	{"nhiem_vu.chu_tri", "Đơn vị chủ trì", "Văn phòng Sở"},
	{"nhiem_vu.thoi_gian", "Thời gian thực hiện theo kế hoạch", "Thường xuyên trong năm"},
	{"nhiem_vu.san_pham_ke_hoach", "Sản phẩm như ghi trong kế hoạch; có thể để trống", "Đưa tin trên trang thông tin điện tử"},
	{"nhiem_vu.danh_gia", "Mức độ hoàn thành, chữ hoa đầu dòng", "Đang thực hiện"},
	{"nhiem_vu.danh_gia_thuong", "Mức độ hoàn thành, chữ thường, dùng trong câu", "đang thực hiện"},
	{"nhiem_vu.so_don_vi_giao", "Số đơn vị được giao nhiệm vụ", "22"},
	{"nhiem_vu.so_don_vi_bao_cao", "Số đơn vị có số liệu về nhiệm vụ", "20"},
	{"nhiem_vu.co_bao_cao", "Điều kiện: có đơn vị có số liệu về nhiệm vụ", ""},
	{"nhiem_vu.co_san_pham", "Điều kiện: nhiệm vụ có sản phẩm", ""},
	{"nhiem_vu.san_pham", "Các sản phẩm của nhiệm vụ", ""},
	{"nhiem_vu.san_pham.ma", "Mã sản phẩm", "TIN"},
	{"nhiem_vu.san_pham.ten", "Tên sản phẩm", "Tin, bài"},
	{"nhiem_vu.san_pham.ten_thuong", "Tên sản phẩm, chữ thường, dùng trong câu", "tin, bài"},
	{"nhiem_vu.san_pham.dvt", "Đơn vị tính", "tin, bài"},
	{"nhiem_vu.san_pham.co_khong", "Điều kiện: sản phẩm chỉ trả lời có hoặc không", ""},
	{"nhiem_vu.san_pham.co_ket_qua", "Điều kiện: có số liệu trong kỳ", ""},
	{"nhiem_vu.san_pham.ket_qua", "Kết quả trong kỳ, dùng trong bảng", "45"},
	{"nhiem_vu.san_pham.ket_qua_so", "Như {ket_qua}, dạng số, cho ô của mẫu bảng tính", "45"},
	{"nhiem_vu.san_pham.ket_qua_chu", "Kết quả trong kỳ, dùng trong câu", "45"},
	{"nhiem_vu.san_pham.co_chi_tieu", "Điều kiện: có chỉ tiêu năm", ""},
	{"nhiem_vu.san_pham.chi_tieu", "Chỉ tiêu năm", "80"},
	{"nhiem_vu.san_pham.chi_tieu_so", "Như {chi_tieu}, dạng số, cho ô của mẫu bảng tính", "80"},
	{"nhiem_vu.san_pham.co_ty_le", "Điều kiện: tính được tỷ lệ", ""},
	{"nhiem_vu.san_pham.ty_le", "Tỷ lệ so với chỉ tiêu năm, phần trăm", "56,3"},
	{"nhiem_vu.san_pham.ty_le_so", "Như {ty_le}, dạng số, cho ô của mẫu bảng tính", "56.3"},
	{"nhiem_vu.san_pham.co_luot_nguoi", "Điều kiện: có số lượt người", ""},
	{"nhiem_vu.san_pham.luot_nguoi", "Số lượt người", "1.234"},
	{"nhiem_vu.san_pham.luot_nguoi_so", "Như {luot_nguoi}, dạng số, cho ô của mẫu bảng tính", "1234"},
	{"nhiem_vu.san_pham.co_cung_ky", "Điều kiện: có số liệu cùng kỳ năm trước", ""},
	{"nhiem_vu.san_pham.cung_ky", "Số liệu cùng kỳ năm trước", "33"},
	{"nhiem_vu.san_pham.cung_ky_so", "Như {cung_ky}, dạng số, cho ô của mẫu bảng tính", "33"},
	{"nhiem_vu.san_pham.chenh_lech", "Chênh lệch so với cùng kỳ, bằng lời", "tăng 12 tin, bài"},
	{"nhiem_vu.san_pham.ty_le_chenh_lech", "Chênh lệch bằng phần trăm của năm trước, dùng sau lời; để trống nếu không thay đổi hoặc không tính được", "36,4"},
	{"nhiem_vu.san_pham.tang_giam", "Chênh lệch so với năm trước, dùng trong bảng; giảm có dấu trừ; để trống nếu không có số để so sánh", "12"},
	{"nhiem_vu.san_pham.ty_le_tang_giam", "Chênh lệch bằng phần trăm, dùng trong bảng; để trống nếu năm trước không có số hoặc bằng 0", "36,4"},
	{"nhiem_vu.san_pham.so_don_vi_giao", "Số đơn vị được giao sản phẩm", "22"},
	{"nhiem_vu.san_pham.so_don_vi_bao_cao", "Số đơn vị có số liệu về sản phẩm", "20"},
	{"nhiem_vu.san_pham.cuoi", "Điều kiện: là sản phẩm cuối cùng của nhiệm vụ cuối cùng, để giữ liền với phần đứng sau", ""},
	{"nhiem_vu.san_pham.dau", "Dấu sau sản phẩm: chấm phẩy, cuối cùng là dấu chấm", ";"},
}

// forms are the totals by form of publicity.
var forms = []Field{
	{"co_hinh_thuc", "Điều kiện: có số liệu theo hình thức tuyên truyền", ""},
	{"hinh_thuc", "Các nhóm hình thức tuyên truyền", ""},
	{"hinh_thuc.chu", "Chữ cái của điểm", "a"},
	{"hinh_thuc.ten", "Tên nhóm hình thức", "Hội nghị"},
	{"hinh_thuc.san_pham", "Các sản phẩm của nhóm, cộng mọi nhiệm vụ", ""},
	{"hinh_thuc.san_pham.ten", "Tên sản phẩm", "Hội nghị, tập huấn"},
	{"hinh_thuc.san_pham.dvt", "Đơn vị tính", "cuộc"},
	{"hinh_thuc.san_pham.co_tong", "Điều kiện: có số liệu", ""},
	{"hinh_thuc.san_pham.tong", "Tổng số trong kỳ", "17"},
	{"hinh_thuc.san_pham.tong_so", "Như {tong}, dạng số, cho ô của mẫu bảng tính", "17"},
	{"hinh_thuc.san_pham.co_luot_nguoi", "Điều kiện: có số lượt người", ""},
	{"hinh_thuc.san_pham.luot_nguoi", "Số lượt người", "1.234"},
	{"hinh_thuc.san_pham.luot_nguoi_so", "Như {luot_nguoi}, dạng số, cho ô của mẫu bảng tính", "1234"},
	{"hinh_thuc.san_pham.so", "Tổng số, dùng trong bảng; để trống nếu số của các nhiệm vụ không cộng được", "17"},
	{"hinh_thuc.san_pham.tung_nhiem_vu", "Số của từng nhiệm vụ, dùng trong bảng; để trống nếu chỉ có một nhiệm vụ", "NV 1: 12; NV 3: 5"},
	{"hinh_thuc.san_pham.chi_tiet", "Số của từng nhiệm vụ; để trống nếu chỉ có một nhiệm vụ", "nhiệm vụ 1: 12; nhiệm vụ 3: 5"},
	{"hinh_thuc.san_pham.dau", "Dấu sau sản phẩm: chấm phẩy, cuối cùng là dấu chấm", ";"},
}

// judgement is part III to V: the office's own words or the units'.
var judgement = []Field{
	{"danh_gia", "Đánh giá chung", ""},
	{"danh_gia.co_uu_diem", "Điều kiện: có ưu điểm", ""},
	{"danh_gia.so_uu_diem", "Điều kiện: ưu điểm là ý của Sở, không phải của các đơn vị", ""},
	{"danh_gia.uu_diem", "Ưu điểm", ""},
	{"danh_gia.uu_diem.noi_dung", "Một ưu điểm, không có dấu ở cuối", "Nội dung tuyên truyền bám sát kế hoạch"},
	{"danh_gia.uu_diem.don_vi", "Các đơn vị nêu ý này; để trống nếu là ý của Sở", "Bệnh viện Mắt; Trung tâm Y tế quận Thuận Hóa"},
	{"danh_gia.uu_diem.dau", "Dấu cuối ý: dấu chấm; để trống nếu ý đã có dấu cuối của mình", "."},
	{"danh_gia.co_ton_tai", "Điều kiện: có tồn tại, hạn chế", ""},
	{"danh_gia.so_ton_tai", "Điều kiện: tồn tại, hạn chế là ý của Sở, không phải của các đơn vị", ""},
	{"danh_gia.ton_tai", "Tồn tại, hạn chế", ""},
	{"danh_gia.ton_tai.noi_dung", "Một tồn tại, không có dấu ở cuối", "Số lượng tin, bài chưa đều giữa các tháng"},
	{"danh_gia.ton_tai.don_vi", "Các đơn vị nêu ý này; để trống nếu là ý của Sở", "Trung tâm Pháp y"},
	{"danh_gia.ton_tai.dau", "Dấu cuối ý: dấu chấm; để trống nếu ý đã có dấu cuối của mình", "."},
	{"danh_gia.co_nguyen_nhan", "Điều kiện: có nguyên nhân", ""},
	{"danh_gia.so_nguyen_nhan", "Điều kiện: nguyên nhân là ý của Sở, không phải của các đơn vị", ""},
	{"danh_gia.nguyen_nhan", "Nguyên nhân", ""},
	{"danh_gia.nguyen_nhan.noi_dung", "Một nguyên nhân, không có dấu ở cuối", "Cán bộ phụ trách còn kiêm nhiệm"},
	{"danh_gia.nguyen_nhan.don_vi", "Các đơn vị nêu ý này; để trống nếu là ý của Sở", "Trung tâm Pháp y"},
	{"danh_gia.nguyen_nhan.dau", "Dấu cuối ý: dấu chấm; để trống nếu ý đã có dấu cuối của mình", "."},
	{"danh_gia.co_phuong_huong", "Điều kiện: có phương hướng", ""},
	{"danh_gia.so_phuong_huong", "Điều kiện: phương hướng là ý của Sở, không phải của các đơn vị", ""},
	{"danh_gia.phuong_huong", "Phương hướng, nhiệm vụ kỳ sau", ""},
	{"danh_gia.phuong_huong.noi_dung", "Một phương hướng, không có dấu ở cuối", "Duy trì chuyên mục cải cách hành chính"},
	{"danh_gia.phuong_huong.don_vi", "Các đơn vị nêu ý này; để trống nếu là ý của Sở", "Bệnh viện Mắt"},
	{"danh_gia.phuong_huong.dau", "Dấu cuối ý: dấu chấm; để trống nếu ý đã có dấu cuối của mình", "."},
	{"danh_gia.co_de_xuat", "Điều kiện: có đề xuất, kiến nghị", ""},
	{"danh_gia.so_de_xuat", "Điều kiện: đề xuất, kiến nghị là ý của Sở, không phải của các đơn vị", ""},
	{"danh_gia.de_xuat", "Đề xuất, kiến nghị", ""},
	{"danh_gia.de_xuat.noi_dung", "Một đề xuất, không có dấu ở cuối", "Mở lớp bồi dưỡng kỹ năng viết tin, bài"},
	{"danh_gia.de_xuat.don_vi", "Các đơn vị nêu ý này; để trống nếu là ý của Sở", "Bệnh viện Mắt"},
	{"danh_gia.de_xuat.dau", "Dấu cuối ý: dấu chấm; để trống nếu ý đã có dấu cuối của mình", "."},
}

// foot is recipients and signature.
var foot = []Field{
	{"noi_nhan", "Nơi nhận", ""},
	{"noi_nhan.dong", "Một nơi nhận, đủ gạch đầu dòng và dấu cuối dòng", "- Sở Nội vụ (báo cáo);"},
	{"ky_ten", "Người ký", ""},
	{"ky_ten.dong", "Quyền hạn, chức vụ của người ký, từng dòng", ""},
	{"ky_ten.dong.ten", "Một dòng, chữ in hoa", "KT. GIÁM ĐỐC"},
	{"ky_ten.ho_ten", "Họ và tên người ký", "Nguyễn Văn An"},
}

// reportTables are the appendices by unit.
var reportTables = []Field{
	{"bang_don_vi", "Các bảng kết quả theo đơn vị, mỗi bảng một số nhiệm vụ", ""},
	{"bang_don_vi.cuoi", "Điều kiện: là bảng cuối cùng, để giữ liền với phần đứng sau", ""},
	{"bang_don_vi.ten", "Tên bảng", "Các nhiệm vụ 1 - 4"},
	{"bang_don_vi.cot", "Các cột của bảng, mỗi cột một sản phẩm của một nhiệm vụ", ""},
	{"bang_don_vi.cot.ten", "Tên cột", "1. Tin, bài"},
	{"bang_don_vi.hang", "Các hàng, mỗi hàng một đơn vị", ""},
	{"bang_don_vi.hang.cuoi", "Điều kiện: là hàng cuối cùng, để giữ liền với phần đứng sau", ""},
	{"bang_don_vi.hang.stt", "Số thứ tự", "1"},
	{"bang_don_vi.hang.don_vi", "Tên đơn vị", "Bệnh viện Mắt"},
	{"bang_don_vi.hang.o", "Các ô của hàng, đúng một ô cho mỗi cột", ""},
	{"bang_don_vi.hang.o.gia_tri", "Giá trị của ô hoặc ký hiệu", "12"},
	{"bang_don_vi.tong", "Hàng tổng cộng, đúng một ô cho mỗi cột", ""},
	{"bang_don_vi.tong.gia_tri", "Tổng của cột", "145"},
	{"co_nop", "Điều kiện: có đơn vị đã gửi báo cáo", ""},
	{"nop", "Các đơn vị đã gửi báo cáo", ""},
	{"nop.cuoi", "Điều kiện: là hàng cuối cùng, để giữ liền với phần đứng sau", ""},
	{"nop.stt", "Số thứ tự", "1"},
	{"nop.don_vi", "Tên đơn vị", "Bệnh viện Mắt"},
	{"nop.nhom", "Nhóm đơn vị", "Bệnh viện"},
	{"nop.ngay_nhan", "Giờ, ngày nhận báo cáo", "10:15, 16/6/2025"},
	{"nop.lan", "Lần gửi có hiệu lực", "1"},
	{"nop.tinh_trang", "Tình trạng gửi", "Đúng hạn"},
	{"chua_nop", "Các đơn vị chưa gửi báo cáo", ""},
	{"chua_nop.cuoi", "Điều kiện: là hàng cuối cùng, để giữ liền với phần đứng sau", ""},
	{"chua_nop.stt", "Số thứ tự", "1"},
	{"chua_nop.don_vi", "Tên đơn vị", "Trung tâm Pháp y"},
	{"chua_nop.nhom", "Nhóm đơn vị", "Trung tâm tuyến thành phố"},
	{"chua_nop.ghi_chu", "Ghi chú", "Tệp gửi ngày 16/6/2025 có 03 lỗi, đã trả lại, chưa gửi lại"},
}
