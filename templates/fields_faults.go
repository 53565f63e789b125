package templates

// faultLetter is the letter of faults to the unit whose file was refused.
var faultLetter = slicesOf([]Field{
	{"co_quan_chu_quan", "Tên cơ quan chủ quản trực tiếp, chữ in hoa", "UBND THÀNH PHỐ HUẾ"},
	{"co_quan_ban_hanh", "Tên cơ quan ban hành, chữ in hoa", "SỞ Y TẾ"},
	{"ten_day_du", "Tên đầy đủ của cơ quan ban hành, dùng trong câu", "Sở Y tế thành phố Huế"},
	{"dia_danh_ngay", "Địa danh và ngày nhận tệp", "Huế, ngày 16 tháng 6 năm 2025"},
	{"don_vi", "Tên đơn vị; không rõ đơn vị nào thì là “Đơn vị gửi tệp …”", "Trung tâm Pháp y"},
	{"co_don_vi", "Điều kiện: biết rõ tệp của đơn vị nào", ""},
	{"ma_don_vi", "Mã đơn vị; để trống nếu không rõ", "U25"},
	{"email", "Địa chỉ thư điện tử của đơn vị theo kế hoạch; để trống nếu không có", "phapy@example.vn"},
	{"ky", "Kỳ báo cáo; để trống nếu không rõ", ""},
	{"ky.ma", "Mã kỳ báo cáo", "2025-6T"},
	{"ky.ten", "Tên kỳ báo cáo", "6 tháng đầu năm 2025"},
	{"ky.han_nop", "Hạn nộp báo cáo của kỳ", "17/6/2025"},
	{"ten_tep", "Tên tệp mà đơn vị đã gửi", "U25_2025-6T.xlsx"},
	{"nhan_luc", "Giờ, ngày nhận tệp", "10:15 ngày 16/6/2025"},
	{"so_loi", "Số lỗi phải sửa", "03"},
	{"so_xem_lai", "Số chỗ nên xem lại, không bắt buộc sửa", "01"},
	{"viec", "Các việc đơn vị cần làm, theo thứ tự", ""},
	{"viec.stt", "Số thứ tự", "1"},
	{"viec.noi_dung", "Một việc, đủ dấu ở cuối", "Gửi lại cả tệp, chậm nhất là hết ngày 17/6/2025."},
	{"loi", "Các lỗi phải sửa, nhiều nhất 50", ""},
}, faultRow("loi"), []Field{
	{"con_loi", "Câu nói còn bao nhiêu lỗi nữa không in ở đây; để trống nếu đã in hết", "Còn 250 lỗi nữa không in ở đây; xem ở sheet “Lỗi cần sửa” của tệp U25_2025-6T_danh-dau.xlsx."},
	{"co_xem_lai", "Điều kiện: có chỗ nên xem lại", ""},
	{"xem_lai", "Các chỗ nên xem lại, nhiều nhất 50", ""},
}, faultRow("xem_lai"), []Field{
	{"con_xem_lai", "Câu nói còn bao nhiêu chỗ nữa không in ở đây; để trống nếu đã in hết", "Còn 12 chỗ nữa không in ở đây; sửa xong các chỗ trên rồi gửi lại, chỗ nào còn sẽ được nêu tiếp."},
	{"ban_danh_dau", "Tên bản tô màu gửi kèm; để trống nếu không làm được", "U25_2025-6T_danh-dau.xlsx"},
	{"bieu_mau_dung", "Tên biểu mẫu đúng gửi kèm, khi đơn vị dùng nhầm biểu mẫu kỳ khác; để trống nếu không có", "U25_2025-6T_bieu-mau-dung.xlsx"},
	{"han_gui", "Ngày cuối để gửi lại: trong hạn thì là hạn nộp; quá hạn hoặc không rõ kỳ thì là hai ngày làm việc sau ngày nhận", "17/6/2025"},
	{"qua_han", "Điều kiện: nhận tệp khi đã quá hạn nộp", ""},
	{"dau_moi", "Nơi giải đáp: đầu mối tổng hợp; kế hoạch không ghi thì là cơ quan ban hành", "Trung tâm Kiểm soát bệnh tật"},
})

// faultRow lists the fields of one fault.
func faultRow(list string) []Field {
	return []Field{
		{list + ".stt", "Số thứ tự", "1"},
		{list + ".vi_tri", "Ô và sheet, hoặc “Cả tệp”", "Ô H9, sheet “Báo cáo”"},
		{list + ".dang_ghi", "Nội dung đang có trong ô; để trống nếu ô trống hoặc không phải ô", "15-20"},
		{list + ".vi_sao", "Vì sao không nhận, hoặc vì sao nên xem lại", "Ô này phải là một số, không phải một khoảng."},
		{list + ".cach_sua", "Ghi lại thế nào; có thể để trống", "Gõ một số, ví dụ 15."},
	}
}
