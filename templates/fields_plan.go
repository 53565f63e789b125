package templates

// planHead is the letterhead of a plan and what stands above its text.
var planHead = []Field{
	{"co_quan_chu_quan", "Tên cơ quan chủ quản trực tiếp, chữ in hoa", "UBND THÀNH PHỐ HUẾ"},
	{"co_quan_ban_hanh", "Tên cơ quan ban hành, chữ in hoa", "SỞ Y TẾ"},
	{"ten_day_du", "Tên đầy đủ của cơ quan ban hành, dùng trong câu", "Sở Y tế thành phố Huế"},
	{"so_ky_hieu", "Số, ký hiệu văn bản; bản dự thảo để trống số", "Số:        /KH-SYT"},
	{"dia_danh_ngay", "Địa danh và thời gian ban hành", "Huế, ngày      tháng 12 năm 2024"},
	{"trich_yeu", "Trích yếu của kế hoạch; xuống dòng như trong ô của bảng tính", "Tuyên truyền cải cách hành chính năm 2025"},
	{"can_cu", "Các căn cứ ban hành, mỗi căn cứ một đoạn", ""},
	{"can_cu.ten", "Một căn cứ, không có chữ “Căn cứ” ở đầu và dấu ở cuối", "Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ"},
	{"can_cu.dau", "Dấu cuối căn cứ: chấm phẩy, căn cứ cuối cùng là dấu chấm", ";"},
	{"thuc_hien", "Các văn bản ở sheet “Căn cứ” viết liền, dùng sau chữ “Thực hiện”; để trống nếu không có", "Kế hoạch số 113/KH-UBND ngày 15/5/2023 của Ủy ban nhân dân tỉnh"},
	planYear[0],
	{"dau_moi", "Đầu mối tổng hợp; để trống nếu không có", "Trung tâm Kiểm soát bệnh tật"},
}

var planYear = []Field{{"nam", "Năm của kế hoạch", "2025"}}

// planLists are the lists of the plan's workbook.
var planLists = slicesOf(
	[]Field{{"noi_dung", "Các nội dung tuyên truyền", ""}},
	point("noi_dung", "Một nội dung"),
	[]Field{{"hinh_thuc", "Các hình thức tuyên truyền", ""}},
	point("hinh_thuc", "Một hình thức"),
	[]Field{
		{"to_chuc", "Tổ chức thực hiện, theo từng đơn vị", ""},
		{"to_chuc.so", "Số thứ tự", "1"},
		{"to_chuc.ten", "Tên đơn vị; để trống nếu bảng tính không ghi", "Văn phòng Sở"},
		{"to_chuc.nhieu", "Điều kiện: đơn vị có từ hai việc trở lên", ""},
		{"to_chuc.viec", "Các việc của đơn vị", ""},
	},
	pieces("to_chuc.viec", "Một việc"),
)

// point lists the fields of one point of a list.
func point(list, what string) []Field {
	return slicesOf(
		[]Field{
			{list + ".so", "Số thứ tự bằng số", "1"},
			{list + ".chu", "Số thứ tự bằng chữ: a, b, c, d, đ, e, g…", "a"},
		},
		pieces(list, what),
		[]Field{{list + ".them", "Các đoạn tiếp theo, khi trong ô có xuống dòng", ""}},
		pieces(list+".them", "Một đoạn"),
	)
}

// pieces lists the fields of a text with footnotes.
func pieces(list, what string) []Field {
	return []Field{
		{list + ".phan", what + ", tách thành từng phần ở chỗ có chú thích", ""},
		{list + ".phan.loi", "Lời của phần", "chính sách, pháp luật của Nhà nước về CCHC"},
		{list + ".phan.chu_thich", "Chú thích cuối trang sau phần này; để trống nếu không có", "Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ"},
	}
}

// planTable is the appendix.
var planTable = []Field{
	{"so_nhiem_vu", "Số nhiệm vụ của kế hoạch", "12"},
	{"nhiem_vu", "Các nhiệm vụ của kế hoạch, theo thứ tự của kế hoạch", ""},
	{"nhiem_vu.tt", "Số thứ tự trong kế hoạch", "1"},
	{"nhiem_vu.ten", "Nội dung, nhiệm vụ, không có dấu ở cuối", "Đưa tin về công tác cải cách hành chính"},
	{"nhiem_vu.hinh_thuc", "Hình thức tuyên truyền; có thể để trống", "Trang thông tin điện tử"},
	{"nhiem_vu.chu_tri", "Đơn vị chủ trì; có thể để trống", "Văn phòng Sở"},
	{"nhiem_vu.thoi_gian", "Thời gian thực hiện; có thể để trống", "Thường xuyên trong năm"},
	{"nhiem_vu.san_pham", "Sản phẩm; có thể để trống", "Tin, bài"},
}

// attached is the line under an appendix's title.
var attached = []Field{
	{"kem_theo", "Dòng dẫn chiếu ở đầu phụ lục", "(Kèm theo Kế hoạch số        /KH-SYT ngày      tháng 12 năm 2024 của Sở Y tế thành phố Huế)"},
}
