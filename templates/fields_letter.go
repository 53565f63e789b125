package templates

// reminder is the letter to the units that have not reported.
var reminder = []Field{
	{"ngay", "Ngày lập công văn", "20/6/2025"},
	{"qua_han", "Điều kiện: đã quá hạn nộp báo cáo", ""},
	{"han_gui", "Ngày cuối để gửi báo cáo: trong hạn thì là hạn nộp; quá hạn thì là hai ngày làm việc sau ngày lập công văn", "24/6/2025"},
	{"dau_moi", "Đầu mối tổng hợp; kế hoạch không ghi thì là cơ quan ban hành", "Trung tâm Kiểm soát bệnh tật"},
	{"so_don_vi", "Số đơn vị chưa có báo cáo", "05"},
	{"nhieu_don_vi", "Điều kiện: có từ hai đơn vị trở lên", ""},
	{"co_bang", "Điều kiện: có từ bốn đơn vị trở lên, nêu thành bảng", ""},
	{"don_vi", "Các đơn vị chưa có báo cáo", ""},
	{"don_vi.stt", "Số thứ tự", "1"},
	{"don_vi.ten", "Tên đơn vị", "Trung tâm Pháp y"},
	{"don_vi.tinh_trang", "Còn thiếu gì, chữ hoa đầu dòng", "Mới có báo cáo quý I, còn thiếu quý II"},
	{"don_vi.tinh_trang_thuong", "Còn thiếu gì, chữ thường, dùng trong câu", "chưa gửi báo cáo"},
	{"don_vi.viec", "Việc phải làm, chữ hoa đầu dòng", "Gửi báo cáo 6 tháng đầu năm"},
	{"don_vi.viec_thuong", "Việc phải làm, chữ thường, dùng trong câu", "gửi báo cáo 6 tháng đầu năm"},
	{"don_vi.dau", "Dấu sau đơn vị: chấm phẩy, cuối cùng là dấu chấm", ";"},
}
