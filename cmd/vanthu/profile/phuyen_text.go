package profile

import "vanthu/pipeline/report"

// phuYenContents are the ten things told; [1] to [6] call for phuYenNotes.
func phuYenContents() []report.Line {
	return lines(
		"Ý nghĩa, mục tiêu của CCHC và tác động của CCHC đến phát triển kinh tế - xã hội của tỉnh; chủ trương của Đảng, chính sách, pháp luật của Nhà nước về CCHC[1].",
		"Nhà nước phục vụ Nhân dân: pháp luật quy định cán bộ, công chức, viên chức phải làm gì khi giải quyết công việc của công dân, tổ chức[2]; việc cá nhân, tổ chức tham gia, giám sát CCHC; trách nhiệm chỉ đạo, điều hành CCHC của thủ trưởng cơ quan theo Quyết định số 11/2022/QĐ-UBND ngày 18/3/2022 của Ủy ban nhân dân tỉnh.",
		"Hoạt động kiểm soát thủ tục hành chính; cách giải quyết thủ tục hành chính theo cơ chế một cửa, một cửa liên thông.",
		"Cải cách tổ chức bộ máy và sự cần thiết của tinh giản biên chế[3]; công khai việc luân chuyển, điều động, đào tạo, bồi dưỡng cán bộ và cách thu hút, đãi ngộ người có trình độ cao[4]; kỷ luật, kỷ cương, đạo đức công vụ, trách nhiệm nêu gương của người đứng đầu, thái độ phục vụ của cán bộ, công chức, viên chức.",
		"Cải cách tài chính công; dân chủ, công khai, minh bạch trong quản lý tài sản công; tiết kiệm, chống lãng phí[5].",
		"Xây dựng chính quyền điện tử, chính quyền số; dịch vụ công trực tuyến và ứng dụng công nghệ thông tin trong cơ quan hành chính; hiện đại hóa nền hành chính, đổi mới lề lối làm việc; kết quả giải quyết hồ sơ tại Trung tâm Phục vụ hành chính công của tỉnh.",
		"Sáng kiến, giải pháp hay về CCHC để đề xuất làm thí điểm; điển hình tiên tiến, tập thể, cá nhân làm tốt; phê bình biểu hiện trì trệ, nhũng nhiễu, gây phiền hà cho người dân, tổ chức.",
		"Chỉ số CCHC (PAR Index), Chỉ số hiệu quả quản trị và hành chính công (PAPI) cấp tỉnh, Chỉ số hài lòng về sự phục vụ của cơ quan hành chính (SIPAS) và Chỉ số CCHC năm 2022 của các sở[6]; từ đó mỗi cơ quan, đơn vị thấy rõ mặt được, mặt hạn chế và đề ra biện pháp khắc phục.",
		"Cách sử dụng dịch vụ công trực tuyến, thanh toán trực tuyến, dịch vụ bưu chính công ích để gửi hồ sơ, nhận kết quả; địa chỉ, số điện thoại đường dây nóng nhận phản ánh, kiến nghị về thủ tục hành chính, quy định hành chính và thái độ ứng xử của cán bộ, công chức.",
		"Hai kênh hỏi đáp trên trang thông tin điện tử là chuyên mục “Dân hỏi - Thủ trưởng trả lời” và hệ thống “Tiếp nhận ý kiến Doanh nghiệp - Tổ chức - Công dân”; cách dùng và lợi ích khi dùng thường xuyên.",
	)
}

// phuYenNotes are the legal documents of the six footnotes.
func phuYenNotes() []report.Line {
	return lines(
		"Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ; Chỉ thị số 23/CT-TTg ngày 02/9/2021 của Thủ tướng Chính phủ về đẩy mạnh thực hiện Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030; Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính; Nghị định số 107/2021/NĐ-CP ngày 06/12/2021 của Chính phủ sửa đổi, bổ sung một số điều của Nghị định số 61/2018/NĐ-CP; Chương trình phối hợp số 01/BNV-CĐVCVN ngày 17/11/2021 của Bộ Nội vụ và Công đoàn Viên chức Việt Nam.",
		"Luật Tổ chức chính quyền địa phương; Luật Cán bộ, công chức; Luật Viên chức; các nghị định quy định chi tiết và hướng dẫn thi hành.",
		"Nghị định số 24/2014/NĐ-CP ngày 04/4/2014 của Chính phủ quy định tổ chức các cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh, thành phố trực thuộc Trung ương; Nghị định số 107/2020/NĐ-CP ngày 14/9/2020 của Chính phủ sửa đổi, bổ sung một số điều của Nghị định số 24/2014/NĐ-CP; Nghị định số 120/2020/NĐ-CP ngày 07/10/2020 của Chính phủ quy định về thành lập, tổ chức lại, giải thể đơn vị sự nghiệp công lập.",
		"Quyết định số 836-QĐ/TU ngày 09/02/2023 của Tỉnh ủy quy định về bổ nhiệm, giới thiệu cán bộ ứng cử; Quyết định số 837-QĐ/TU ngày 09/02/2023 của Tỉnh ủy quy định tiêu chuẩn chức danh cán bộ lãnh đạo, quản lý các cấp; Kế hoạch số 27/KH-UBND ngày 09/02/2021 của Ủy ban nhân dân tỉnh về đào tạo, bồi dưỡng cán bộ, công chức, viên chức giai đoạn 2021 - 2025; Kế hoạch số 80/KH-UBND ngày 08/4/2021 của Ủy ban nhân dân tỉnh về thực hiện lộ trình nâng trình độ chuẩn được đào tạo của giáo viên mầm non, tiểu học, trung học cơ sở giai đoạn 2021 - 2025 trên địa bàn tỉnh.",
		"Nghị quyết số 11/2021/NQ-HĐND ngày 15/10/2021 của Hội đồng nhân dân tỉnh quy định phân cấp nguồn thu, nhiệm vụ chi và tỷ lệ phần trăm phân chia các nguồn thu giữa ngân sách các cấp chính quyền địa phương tỉnh Phú Yên trong thời kỳ ổn định ngân sách từ năm 2022 đến năm 2025.",
		"Quyết định số 498/QĐ-UBND ngày 24/4/2023 của Ủy ban nhân dân tỉnh phê duyệt và công bố Chỉ số cải cách hành chính năm 2022.",
	)
}

func phuYenForms() []report.Line {
	return lines(
		"Qua phương tiện thông tin đại chúng: chuyên trang, chuyên mục, tin, bài về CCHC trên trang thông tin điện tử của cơ quan; tăng cường sử dụng công nghệ thông tin, công nghệ số.",
		"Trực tiếp tại hội nghị, cuộc họp, giao ban; trong sinh hoạt đảng, đoàn thể; qua cộng tác viên, người thân và những cách khác hợp với cơ quan.\n"+
			"Mở lớp tập huấn, bồi dưỡng nghiệp vụ; tổ chức cuộc thi, hội thi tìm hiểu CCHC; lồng ghép trong hội nghị phổ biến, giáo dục pháp luật.",
		"Trực quan bằng sổ tay, tờ rơi, tranh ảnh, tài liệu, sách, báo, pa nô, áp phích, khẩu hiệu, bảng thông báo, bảng tin tại trụ sở, bản tin và ấn phẩm của cơ quan; niêm yết đầy đủ, đúng quy định thủ tục hành chính, danh mục và quy trình nội bộ giải quyết thủ tục hành chính của ngành.",
		"Cung cấp kịp thời thông tin về CCHC của cơ quan cho báo chí.",
		"Đưa nội dung CCHC vào thông tin tuyển dụng công chức, viên chức.",
	)
}

// phuYenDuties are the tasks of five offices.
func phuYenDuties() []report.Duty {
	return duties(
		duty{"Văn phòng Sở", []string{
			"Giúp Giám đốc Sở thường trực việc tuyên truyền CCHC: tổ chức, theo dõi, đôn đốc, kiểm tra việc thực hiện Kế hoạch; định kỳ tổng hợp, báo cáo kết quả và đề xuất giải pháp tháo gỡ khó khăn, vướng mắc.",
			"Làm đầu mối tuyên truyền CCHC và kiểm soát thủ tục hành chính; kiểm soát việc ban hành mới thủ tục hành chính; đôn đốc các đơn vị cải cách, niêm yết công khai thủ tục hành chính, tiếp nhận và xử lý phản ánh, kiến nghị của người dân, doanh nghiệp trong lĩnh vực y tế.",
			"Chủ trì, phối hợp ứng dụng công nghệ thông tin trong quản lý, điều hành của Sở và các đơn vị trực thuộc, đúng kế hoạch chuyển đổi số của Sở cho năm 2023 và đến năm 2025.",
			"Nhận, chuyển xử lý phản ánh, kiến nghị của cá nhân, tổ chức về quy định hành chính; công khai kết quả xử lý trên Trang thông tin điện tử của Sở.",
			"Truyền thông về kiểm soát thủ tục hành chính và cơ chế một cửa, một cửa liên thông trên địa bàn tỉnh.",
			"Kiểm tra công tác tuyên truyền CCHC cùng với các đợt kiểm tra CCHC định kỳ tại cơ quan và các đơn vị.",
		}},
		duty{"Phòng Tổ chức cán bộ", []string{
			"Chủ trì tuyên truyền về cải cách tổ chức bộ máy; luân chuyển, điều động, đào tạo, bồi dưỡng cán bộ; thu hút, đãi ngộ công chức, viên chức có trình độ cao.",
			"Phối hợp với Văn phòng Sở xem xét kết quả CCHC của các đơn vị; đề xuất tiêu chí thi đua, khen thưởng hằng năm cho tập thể, cá nhân xuất sắc.",
		}},
		duty{"Phòng Nghiệp vụ Y", []string{
			"Làm đầu mối hướng dẫn, giám sát các cơ sở điều trị tuyên truyền và thực hiện CCHC trong khám bệnh, chữa bệnh: cơ sở y tế “Xanh - Sạch - Đẹp”, phong cách làm việc đổi mới, người bệnh được phục vụ tận tình.",
			"Mỗi năm một lần, công khai mức độ hài lòng của người dân về dịch vụ y tế công.",
		}},
		duty{"Phòng Kế hoạch - Tài chính", []string{
			"Chủ trì, phối hợp với các phòng, đơn vị tuyên truyền về cải cách tài chính công, công khai tài sản công, thực hành tiết kiệm, chống lãng phí.",
		}},
		duty{"Các phòng khác, các đơn vị trực thuộc", []string{
			"Thủ trưởng phòng, đơn vị trực tiếp chỉ đạo và chịu trách nhiệm về công tác tuyên truyền CCHC trong phạm vi được giao; xây dựng kế hoạch của đơn vị; cập nhật, công khai thủ tục hành chính tại nơi nhận và trả hồ sơ; gắn tuyên truyền CCHC với thi đua, khen thưởng.",
			"Duy trì chuyên trang, chuyên mục về CCHC; chuyển ý kiến của người dân, doanh nghiệp đến cơ quan có trách nhiệm và phối hợp giải đáp vướng mắc về thủ tục hành chính.",
			"Nâng cao chất lượng tổng hợp, tăng số tin, bài về CCHC trên trang thông tin điện tử của đơn vị.",
			"Định kỳ 6 tháng, năm, báo cáo kết quả tuyên truyền trong báo cáo CCHC gửi Sở Y tế; Sở tổng hợp, báo cáo Sở Nội vụ.",
		}},
	)
}
