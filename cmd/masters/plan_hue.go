package main

import "vanthu/output/format"

// huePlan is the plan in the manner of Huế: legal bases, content and forms as
// points of one part, and the tasks in an appendix (outline: spec 3.7).
func huePlan() xml {
	return join(
		para("NgatPhan", ""), // where a document with footnotes begins with a table, LibreOffice opens it with an empty line above
		letterhead(),
		title("KẾ HOẠCH", "Tuyên truyền cải cách hành chính năm 2025", "{trich_yeu}"),
		basis(),
		para("NoiDung", "{ten_day_du} ban hành Kế hoạch tuyên truyền cải cách hành chính (CCHC) năm {nam} của ngành Y tế, gồm các nội dung sau:"),
		kept("Heading1", "I. MỤC ĐÍCH, YÊU CẦU"),
		kept("Heading2", "1. Mục đích"),
		dashes(
			"Làm cho công chức, viên chức, người lao động ngành Y tế hiểu rõ và làm đúng trách nhiệm của mình đối với nhiệm vụ CCHC hằng năm; giúp cá nhân, tổ chức nắm được chủ trương CCHC và quy định về thủ tục hành chính để thực hiện, đồng thời giám sát việc thi hành công vụ.",
			"Đưa tuyên truyền CCHC thành việc làm thường xuyên của mỗi đơn vị, trước hết trên trang thông tin điện tử; chọn hình thức hợp với điều kiện của từng nơi để có hiệu quả thực chất.",
		),
		kept("Heading2", "2. Yêu cầu"),
		dashes(
			"Bám sát nội dung, tiến độ của Kế hoạch; thông tin đúng, kịp thời, dễ hiểu, hợp với từng nhóm đối tượng và khả năng của từng đơn vị.",
			"Gắn tuyên truyền với việc thực hiện Nghị quyết số 76/NQ-CP và Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Thừa Thiên Huế lần thứ XVI, nhiệm kỳ 2020 - 2025.",
			"Mở rộng lực lượng làm công tác tuyên truyền; đổi mới nội dung và cách làm; kết hợp với phổ biến chủ trương của Đảng, chính sách, pháp luật của Nhà nước.",
			"Thông qua tuyên truyền CCHC, góp phần đẩy mạnh công nghiệp hóa, hiện đại hóa, hội nhập quốc tế và phòng, chống tham nhũng, lãng phí, tiêu cực.",
		),
		kept("Heading1", "II. NỘI DUNG, HÌNH THỨC TUYÊN TRUYỀN"),
		kept("Heading2", "1. Nội dung tuyên truyền"),
		points("noi_dung", "{chu}) ", "Nội dung tuyên truyền theo các nhiệm vụ nêu tại Phụ lục kèm theo Kế hoạch này."),
		kept("Heading2", "2. Hình thức tuyên truyền"),
		points("hinh_thuc", "{chu}) ", "Hình thức tuyên truyền của từng nhiệm vụ nêu tại Phụ lục kèm theo Kế hoạch này."),
		kept("Heading2", "3. Thời gian thực hiện"),
		para("NoiDung", "Thường xuyên trong năm {nam}; thời gian từng nhiệm vụ nêu tại Phụ lục."),
		kept("Heading1", "III. ĐỐI TƯỢNG TUYÊN TRUYỀN"),
		para("NoiDung", "Người làm việc tại các cơ quan, đơn vị của ngành Y tế; người dân, tổ chức và doanh nghiệp đến giao dịch."),
		kept("Heading1", "IV. KINH PHÍ THỰC HIỆN"),
		para("NoiDung", "Các đơn vị dành kinh phí tuyên truyền CCHC trong dự toán ngân sách năm {nam} đã được giao."),
		kept("Heading1", "V. TỔ CHỨC THỰC HIỆN"),
		para("NoiDung", "Kế hoạch có {so_nhiem_vu} nhiệm vụ cụ thể; hình thức, đơn vị chủ trì, thời gian và sản phẩm của từng nhiệm vụ nêu tại Phụ lục kèm theo Kế hoạch này."),
		duties(),
		kept("Ket", "Trên đây là Kế hoạch tuyên truyền CCHC năm {nam} của {ten_day_du}. Thủ trưởng các phòng, đơn vị triển khai thực hiện trong phạm vi nhiệm vụ được giao, kịp thời phản ánh khó khăn, vướng mắc về Sở Y tế{#dau_moi} (qua {dau_moi}){/dau_moi}"+format.EndMark),
		foot(),
		endMain(),
		planAppendix(),
		sectionProps(true),
	)
}

// hueAppendix is the appendix as a file of its own.
func hueAppendix() xml { return join(planAppendix(), sectionProps(true)) }

// planAppendix is the table of the tasks (spec 1.9).
func planAppendix() xml {
	// 247 mm: the landscape text width
	widths := mms(11, 80, 46, 38, 28, 44)
	return join(
		appendixHead("Phụ lục", "NHIỆM VỤ CỤ THỂ TUYÊN TRUYỀN CẢI CÁCH HÀNH CHÍNH NĂM {nam}"),
		ruled(widths,
			headRow("TT", "Nội dung, nhiệm vụ", "Hình thức tuyên truyền", "Chủ trì", "Thời gian", "Sản phẩm"),
			tableRow{cells: []cell{
				c("BangGiua", "{#nhiem_vu}{tt}"), c("BangChu", "{ten}"), c("BangChu", "{hinh_thuc}"),
				c("BangChu", "{chu_tri}"), c("BangGiua", "{thoi_gian}"), c("BangChu", "{san_pham}{/nhiem_vu}"),
			}},
		),
		para("GhiChu", "Phụ lục này gồm {so_nhiem_vu} nhiệm vụ"+format.EndMark),
	)
}

// dashes makes a paragraph with a dash of each text.
func dashes(texts ...string) xml {
	var out xml
	for _, t := range texts {
		out += para("GachDau", "- "+t)
	}
	return out
}

// points prints a list of the plan, each point with its letter or figure and its
// further paragraphs; none says what stands where the list is empty.
func points(list, label, none string) xml {
	return join(
		repeat("NoiDung", list,
			cited("NoiDung", label),
			repeat("NoiDung", "them", cited("NoiDung", "")),
		),
		otherwise("NoiDung", list, para("NoiDung", none)),
	)
}

// duties prints what each body has to do: several things with dashes, one thing
// without.
func duties() xml {
	return join(
		repeat("NoiDung", "to_chuc",
			repeat("Heading2", "ten", kept("Heading2", "{so}. {ten}")),
			repeat("NoiDung", "viec", cited("GachDau", "{#nhieu}- {/nhieu}")),
		),
		otherwise("NoiDung", "to_chuc", para("NoiDung", "Các phòng, đơn vị tổ chức thực hiện trong phạm vi chức năng, nhiệm vụ được giao.")),
	)
}
