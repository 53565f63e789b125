package profile

import (
	"fmt"

	"vanthu/pipeline/report"
)

// hueContents are the thirteen things told; the area is as it is called in the
// plan's year.
func hueContents(year int, area string) []report.Line {
	city := ""
	if year >= 2025 {
		city = " nghị quyết của Quốc hội về thành lập thành phố Huế trực thuộc trung ương và việc kiện toàn chính quyền các cấp sau đó;"
	}
	return lines(
		"Quan điểm, chủ trương của Đảng, chính sách, pháp luật của Nhà nước, chỉ đạo của "+area+" về CCHC; tình hình, kết quả thực hiện tại địa phương Chương trình tổng thể CCHC nhà nước giai đoạn 2021 - 2030 theo Nghị quyết số 76/NQ-CP và Chỉ thị số 23/CT-TTg.",
		"Trách nhiệm lãnh đạo, chỉ đạo CCHC của cấp ủy, người đứng đầu cơ quan, đơn vị; sự hài lòng và lợi ích của người dân là thước đo kết quả.",
		"Kế hoạch, nhiệm vụ của từng lĩnh vực: thể chế, thủ tục hành chính, tổ chức bộ máy hành chính nhà nước, chế độ công vụ, tài chính công, chính quyền điện tử và chính quyền số; công tác chỉ đạo, điều hành CCHC.",
		"Kết quả giải quyết thủ tục hành chính theo cơ chế một cửa, một cửa liên thông quy định tại Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính, Nghị định số 107/2021/NĐ-CP ngày 06/12/2021 của Chính phủ sửa đổi, bổ sung một số điều của Nghị định số 61/2018/NĐ-CP và Quyết định số 468/QĐ-TTg ngày 27/3/2021 của Thủ tướng Chính phủ phê duyệt Đề án “Đổi mới việc thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính”; cách gửi hồ sơ, nhận kết quả qua dịch vụ bưu chính công ích theo Quyết định số 45/2016/QĐ-TTg ngày 19/10/2016 của Thủ tướng Chính phủ.",
		"Chính sách khuyến khích dùng dịch vụ công trực tuyến; kết quả thực hiện Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ về thực hiện thủ tục hành chính trên môi trường điện tử và Nghị định số 87/2020/NĐ-CP ngày 28/7/2020 của Chính phủ.",
		"Hiện đại hóa hành chính và ứng dụng công nghệ thông tin theo Chiến lược phát triển Chính phủ điện tử hướng tới Chính phủ số giai đoạn 2021 - 2025, định hướng đến năm 2030 (Quyết định số 942/QĐ-TTg ngày 15/6/2021 của Thủ tướng Chính phủ) và Nghị quyết số 12-NQ/TU ngày 12/11/2021 của Tỉnh ủy Thừa Thiên Huế về chuyển đổi số đến năm 2025, định hướng đến năm 2030; Chương trình chuyển đổi số quốc gia đến năm 2025, định hướng đến năm 2030 (Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính phủ).\n"+
			"Đề án phát triển ứng dụng dữ liệu về dân cư, định danh và xác thực điện tử phục vụ chuyển đổi số quốc gia giai đoạn 2022 - 2025, tầm nhìn đến năm 2030 (Quyết định số 06/QĐ-TTg ngày 06/01/2022 của Thủ tướng Chính phủ) và Chỉ thị số 37-CT/TU ngày 04/4/2023 của Tỉnh ủy Thừa Thiên Huế về đẩy mạnh triển khai Đề án; báo cáo của Sở được nối vào Hệ thống thông tin báo cáo quốc gia; văn bản điện tử được gửi, nhận theo Quyết định số 28/2018/QĐ-TTg ngày 12/7/2018 của Thủ tướng Chính phủ.",
		"Tổ chức và hoạt động của bộ máy hành chính nhà nước theo Luật Tổ chức Chính phủ năm 2015, Luật Tổ chức chính quyền địa phương năm 2015, Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương năm 2019;"+city+" kết quả cải cách công vụ, công chức; quy định về tuyển dụng, sử dụng, quản lý, khen thưởng, kỷ luật công chức, viên chức, người lao động; trách nhiệm của từng người khi giải quyết công việc cho cá nhân, tổ chức, doanh nghiệp.",
		"Mô hình CCHC đang làm thí điểm; đơn vị, cá nhân điển hình trong thực hiện CCHC.",
		"Giải pháp nâng cao Chỉ số CCHC (PAR Index), Chỉ số năng lực cạnh tranh cấp tỉnh (PCI) và chỉ số ICT; mục tiêu "+area+" thuộc nhóm địa phương có thứ hạng cao về CCHC, các chỉ số ICT, chính quyền điện tử ổn định trong nhóm 05 địa phương dẫn đầu cả nước, Chỉ số CCHC của Sở Y tế xếp loại tốt trong các cơ quan chuyên môn.",
		"Chỉ thị số 14/CT-TTg ngày 07/6/2019 của Thủ tướng Chính phủ về tăng cường bảo đảm an toàn, an ninh mạng và Chỉ thị số 24/CT-UBND ngày 24/12/2020 của Ủy ban nhân dân tỉnh Thừa Thiên Huế về đẩy mạnh công tác CCHC gắn liền với xây dựng chính quyền điện tử, chuyển đổi số và đô thị thông minh.",
		"Cách dùng các ứng dụng đô thị thông minh: cảnh báo đô thị thông minh, phòng, chống dịch bệnh, giám sát báo chí, dịch vụ hành chính và giám sát qua camera; trọng tâm là dịch vụ phản ánh hiện trường, để người dân biết và sử dụng.",
		"Sáng kiến, giải pháp mới trong CCHC; kinh nghiệm của những đơn vị làm tốt trong ngành Y tế.",
		"Các cuộc thi tìm hiểu CCHC và cuộc thi trực tuyến khác trên địa bàn; vận động công chức, viên chức hưởng ứng.",
	)
}

func hueForms(area string) []report.Line {
	return lines(
		"Rà soát, cập nhật văn bản quy phạm pháp luật về thủ tục hành chính và quyết định công bố thủ tục hành chính của bộ, ngành Trung ương; phối hợp với Văn phòng Ủy ban nhân dân "+area+" trình công bố; công khai thủ tục hành chính tại đơn vị, nhận góp ý của cá nhân, tổ chức, doanh nghiệp.",
		"Tập huấn, bồi dưỡng, quán triệt nhiệm vụ CCHC cho công chức, viên chức, người lao động; lồng ghép trong hội nghị phổ biến, giáo dục pháp luật.",
		"Đưa nội dung CCHC vào kỳ tuyển dụng viên chức, người lao động, chương trình sân khấu, cuộc thi tìm hiểu chính sách, pháp luật.",
		"Đưa tin trên phát thanh, truyền hình, báo chí; viết tin, bài cho bản tin của Trung tâm Kiểm soát bệnh tật và trang thông tin điện tử của các đơn vị.",
		"Tuyên truyền trực quan bằng bản tin y tế, video, pa nô, áp phích, hợp với từng mục tiêu và nhóm đối tượng.",
		"Thông tin về kết quả CCHC tại hội nghị sơ kết, tổng kết của đơn vị.",
	)
}

func hueDuties(year int) []report.Duty {
	tech := "Sở Khoa học và Công nghệ"
	if year < 2025 {
		tech = "Sở Thông tin và Truyền thông"
	}
	return duties(
		duty{"Văn phòng Sở Y tế", []string{
			"Hướng dẫn, đôn đốc các đơn vị trong ngành xây dựng kế hoạch và tổ chức thực hiện; theo dõi tiến độ các nhiệm vụ nêu tại Phụ lục.",
		}},
		duty{"Các đơn vị trực thuộc", []string{
			fmt.Sprintf("Trước ngày 18/12/%d, gửi Sở Y tế (qua Trung tâm Kiểm soát bệnh tật) kế hoạch tuyên truyền CCHC năm %d của đơn vị.", year-1, year),
			fmt.Sprintf("Định kỳ 6 tháng, năm, nêu kết quả tuyên truyền CCHC trong báo cáo sơ kết, tổng kết; trước ngày 01/11/%d, gửi Trung tâm Kiểm soát bệnh tật báo cáo năm %[1]d để tổng hợp, trình Sở Y tế và gửi %s.", year, tech),
		}},
		duty{"Trung tâm Kiểm soát bệnh tật", []string{
			"Cùng Văn phòng Sở Y tế và các đơn vị đưa tin về hoạt động CCHC của ngành; làm đầu mối tổng hợp kế hoạch, báo cáo của các đơn vị.",
		}},
		duty{"Ban Chỉ đạo cải cách hành chính Sở Y tế", []string{
			"Theo dõi, đôn đốc, kiểm tra việc tuyên truyền CCHC của các đơn vị.",
		}},
	)
}
