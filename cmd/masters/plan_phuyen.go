package main

import "vanthu/output/format"

// phuYenPlan is the plan in the manner of Phú Yên: it carries out a plan of the
// province, its content stands in clauses with footnotes, and it has no appendix
// (outline: spec 3.7).
func phuYenPlan() xml {
	return join(
		para("NgatPhan", ""), // where a document with footnotes begins with a table, LibreOffice opens it with an empty line above
		letterhead(),
		title("KẾ HOẠCH", "cải cách hành chính nhà nước năm 2023", "{trich_yeu}"),
		para("NoiDung", "{#thuc_hien}Thực hiện {thuc_hien}, {/thuc_hien}{ten_day_du} ban hành Kế hoạch thông tin, tuyên truyền cải cách hành chính (CCHC) năm {nam} như sau:"),
		kept("Heading1", "I. MỤC ĐÍCH, YÊU CẦU"),
		kept("Heading2", "1. Mục đích"),
		dashes(
			"Phổ biến nhiệm vụ CCHC trong toàn ngành để người đứng đầu, cán bộ, công chức, viên chức, người lao động hiểu rõ, làm tốt phần việc của mình; để người dân, doanh nghiệp, tổ chức xã hội tham gia, giám sát, phản biện.",
			"Giữ nghiêm kỷ cương, quy tắc ứng xử và văn hóa công vụ; giải quyết tốt hồ sơ theo cơ chế một cửa, một cửa liên thông; tăng số hồ sơ trực tuyến toàn trình và số hồ sơ gửi qua bưu chính công ích.",
			"Phối hợp chặt chẽ với cơ quan báo chí, truyền thông trong phản ánh kết quả CCHC, biểu dương người làm tốt.",
		),
		kept("Heading2", "2. Yêu cầu"),
		dashes(
			"Nội dung bám sát Chương trình tổng thể CCHC nhà nước và Kế hoạch CCHC của Sở trong từng giai đoạn; bảo đảm kịp thời, đủ ý, ngắn gọn, dễ hiểu, hợp với đặc điểm của đơn vị và người tiếp nhận.",
			"Đổi mới, đa dạng hóa cách làm; nêu gương tập thể, cá nhân nổi bật, giải pháp hay; kết hợp với phổ biến pháp luật, phục vụ phát triển kinh tế - xã hội.",
			"Đáp ứng nhu cầu tìm hiểu thông tin về CCHC, trước hết là thủ tục hành chính, của cán bộ, công chức, viên chức và của cá nhân, tổ chức đến giao dịch.",
		),
		kept("Heading1", "II. NỘI DUNG TUYÊN TRUYỀN"),
		points("noi_dung", "{so}. ", "Các đơn vị xác định nội dung tuyên truyền theo nhiệm vụ CCHC được giao trong năm {nam}."),
		kept("Heading1", "III. HÌNH THỨC TUYÊN TRUYỀN"),
		points("hinh_thuc", "{so}. ", "Các đơn vị chọn hình thức tuyên truyền hợp với nội dung, đối tượng và điều kiện của mình."),
		kept("Heading1", "IV. KINH PHÍ THỰC HIỆN"),
		para("NoiDung", "Các đơn vị bảo đảm kinh phí thực hiện Kế hoạch trong dự toán năm {nam} theo phân cấp ngân sách và từ nguồn hợp pháp khác."),
		kept("Heading1", "V. TỔ CHỨC THỰC HIỆN"),
		duties(),
		kept("Ket", "Trên đây là Kế hoạch tuyên truyền CCHC năm {nam} của {ten_day_du}. Các phòng, đơn vị trực thuộc nghiêm túc thực hiện, định kỳ báo cáo kết quả, kịp thời phản ánh khó khăn, vướng mắc về Sở Y tế{#dau_moi} (qua {dau_moi}){/dau_moi} để xem xét, giải quyết"+format.EndMark),
		foot(),
		para("NgatPhan", ""), // Word wants a paragraph behind a table
		sectionProps(false),
	)
}
