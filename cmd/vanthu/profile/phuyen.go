package profile

import (
	"fmt"
	"slices"

	"vanthu/pipeline/report"
)

// phuYenUnits are the offices of Phú Yên in 2023.
func phuYenUnits() []report.Unit {
	return unitsOf([]place{
		{"Văn phòng Sở", Office},
		{"Thanh tra Sở", Office},
		{"Phòng Tổ chức cán bộ", Office},
		{"Phòng Nghiệp vụ Y", Office},
		{"Phòng Nghiệp vụ Dược", Office},
		{"Phòng Kế hoạch - Tài chính", Office},
		{"Chi cục Dân số - Kế hoạch hóa gia đình", Branch},
		{"Chi cục An toàn vệ sinh thực phẩm", Branch},
		{"Bệnh viện Đa khoa tỉnh", Hospital},
		{"Bệnh viện Sản - Nhi", Hospital},
		{"Bệnh viện Y học cổ truyền", Hospital},
		{"Bệnh viện Phục hồi chức năng", Hospital},
		{"Bệnh viện Mắt", Hospital},
		{"Bệnh viện Da liễu", Hospital},
		{"Trung tâm Kiểm soát bệnh tật", Centre},
		{"Trung tâm Kiểm nghiệm thuốc, mỹ phẩm, thực phẩm", Centre},
		{"Trung tâm Giám định y khoa", Centre},
		{"Trung tâm Pháp y", Centre},
		{"Trung tâm Y tế thành phố Tuy Hòa", District},
		{"Trung tâm Y tế thị xã Sông Cầu", District},
		{"Trung tâm Y tế thị xã Đông Hòa", District},
		{"Trung tâm Y tế huyện Đồng Xuân", District},
		{"Trung tâm Y tế huyện Tuy An", District},
		{"Trung tâm Y tế huyện Phú Hòa", District},
		{"Trung tâm Y tế huyện Sơn Hòa", District},
		{"Trung tâm Y tế huyện Sông Hinh", District},
		{"Trung tâm Y tế huyện Tây Hòa", District},
	})
}

// PhuYen is the plan of Phú Yên for 2023. It has no appendix: its tasks, which the
// units report on, are drawn from the ten things told.
func PhuYen() *report.Plan {
	p := &report.Plan{
		Year: 2023,
		Info: report.Info{
			Parent: "UBND TỈNH PHÚ YÊN", Issuer: "SỞ Y TẾ", FullName: "Sở Y tế tỉnh Phú Yên", Symbol: "SYT", Place: "Phú Yên",
			Subject:   "Thông tin, tuyên truyền công tác\ncải cách hành chính nhà nước năm 2023",
			Collector: "Văn phòng Sở", Capacity: "KT.", HeadTitle: "GIÁM ĐỐC", SignerTitle: "PHÓ GIÁM ĐỐC", SignerName: "Lê Thị Hoài Thu",
			Drafting: "VP", Drafter: "V",
		},
		Bases: lines("Kế hoạch số 113/KH-UBND ngày 15/5/2023 của Ủy ban nhân dân tỉnh về thông tin, tuyên truyền công tác cải cách hành chính nhà nước trên địa bàn tỉnh Phú Yên năm 2023"),
		Items: phuYenItems(), Products: phuYenProducts(), Targets: phuYenTargets(), Units: phuYenUnits(),
		Contents: phuYenContents(), Forms: phuYenForms(), Duties: phuYenDuties(), Notes: phuYenNotes(),
	}
	const leaders, kept = "Lãnh đạo Sở Y tế", "Lưu: VT, VP (V)"
	p.Recipients = slices.Concat(
		to("KH", report.Receives, [2]string{"Ủy ban nhân dân tỉnh", "báo cáo"}, [2]string{"Sở Nội vụ", "báo cáo"}, [2]string{leaders, "chỉ đạo"},
			[2]string{"Các phòng thuộc Sở", "thực hiện"}, [2]string{"Các đơn vị trực thuộc", "thực hiện"}, [2]string{kept}),
		to("BC", report.Addressed, [2]string{"Sở Nội vụ tỉnh Phú Yên"}),
		to("BC", report.Receives, [2]string{leaders}, [2]string{"Các phòng thuộc Sở"}, [2]string{"Các đơn vị trực thuộc"}, [2]string{kept}),
		to("CV", report.Receives, [2]string{leaders}, [2]string{kept}),
	)
	return p
}

func phuYenItems() []report.Item {
	const (
		always = "Thường xuyên trong năm"
		web    = "Trang thông tin điện tử của Sở và của các đơn vị"
		talks  = "Hội nghị, cuộc họp, giao ban, tập huấn"
		shown  = "Bảng tin, pa nô, áp phích, tờ rơi"
		office = "Văn phòng Sở; các đơn vị trực thuộc"
		staff  = "Phòng Tổ chức cán bộ; các đơn vị trực thuộc"
	)
	list := []report.Item{
		{Text: "Ý nghĩa, mục tiêu của cải cách hành chính; chủ trương của Đảng, chính sách, pháp luật của Nhà nước về cải cách hành chính", Form: web + "; " + talks, Lead: office, Outcome: "Kế hoạch tuyên truyền của đơn vị; tin, bài; hội nghị"},
		{Text: "Trách nhiệm của cán bộ, công chức, viên chức khi giải quyết công việc của công dân, tổ chức; trách nhiệm của thủ trưởng theo Quyết định số 11/2022/QĐ-UBND", Form: talks, Lead: office, Outcome: "Hội nghị, cuộc họp có nội dung cải cách hành chính"},
		{Text: "Kiểm soát thủ tục hành chính; cơ chế một cửa, một cửa liên thông", Form: web + "; " + shown, Lead: office, Outcome: "Tin, bài; niêm yết công khai thủ tục hành chính"},
		{Text: "Cải cách tổ chức bộ máy, tinh giản biên chế; đào tạo, bồi dưỡng, thu hút nhân lực; kỷ luật, kỷ cương, đạo đức công vụ", Form: web + "; " + talks, Lead: staff, Outcome: "Tin, bài; hội nghị"},
		{Text: "Cải cách tài chính công; công khai, minh bạch tài sản công; thực hành tiết kiệm, chống lãng phí", Form: web, Lead: "Phòng Kế hoạch - Tài chính; các đơn vị trực thuộc", Outcome: "Tin, bài"},
		{Text: "Xây dựng chính quyền điện tử, chính quyền số; ứng dụng công nghệ thông tin, hiện đại hóa hành chính", Form: web, Lead: office, Outcome: "Tin, bài"},
		{Text: "Sáng kiến, giải pháp, điển hình tiên tiến trong cải cách hành chính", Form: web + "; " + talks, Lead: office, Outcome: "Sáng kiến, mô hình được giới thiệu"},
		{Text: "Kết quả các chỉ số PAR Index, PAPI, SIPAS và Chỉ số cải cách hành chính của các sở", Form: talks, Lead: office, Outcome: "Hội nghị, cuộc họp có nội dung cải cách hành chính"},
		{Text: "Sử dụng dịch vụ công trực tuyến, thanh toán trực tuyến, dịch vụ bưu chính công ích; công khai đường dây nóng", Form: web + "; " + shown, Lead: office, Outcome: "Tin, bài; điểm hướng dẫn; tờ rơi, tài liệu"},
		{Text: "Chuyên mục “Dân hỏi - Thủ trưởng trả lời” và hệ thống tiếp nhận ý kiến doanh nghiệp, tổ chức, công dân", Form: web, Lead: office, Outcome: "Ý kiến được trả lời"},
	}
	for i := range list {
		list[i].Code, list[i].Number, list[i].Time = fmt.Sprintf("ND%02d", i+1), fmt.Sprint(i+1), always
	}
	return list
}

func phuYenProducts() []report.Product {
	return []report.Product{
		{Code: "TIN", Name: "Tin, bài trên trang thông tin điện tử", Unit: "tin, bài", FormGroup: "Trang thông tin điện tử", Evidence: true},
		{Code: "HN", Name: "Hội nghị, cuộc họp có nội dung cải cách hành chính", Unit: "cuộc", FormGroup: "Hội nghị"},
		{Code: "KH", Name: "Ban hành kế hoạch tuyên truyền của đơn vị", Unit: "đơn vị", Combine: report.YesNo, FormGroup: "Khác"},
		{Code: "NY", Name: "Niêm yết công khai thủ tục hành chính", Unit: "đơn vị", Combine: report.YesNo, FormGroup: "Trực quan"},
		{Code: "SK", Name: "Sáng kiến, mô hình được giới thiệu", Unit: "sáng kiến", FormGroup: "Khác"},
		{Code: "HD", Name: "Điểm hướng dẫn dùng dịch vụ công trực tuyến", Unit: "điểm", Combine: report.Latest, FormGroup: "Trực quan"},
		{Code: "TR", Name: "Tờ rơi, tài liệu phát cho người dân", Unit: "bản", FormGroup: "Trực quan"},
		{Code: "YK", Name: "Ý kiến của người dân, doanh nghiệp được trả lời", Unit: "ý kiến", FormGroup: "Trang thông tin điện tử"},
	}
}

func phuYenTargets() []report.TargetRow {
	return []report.TargetRow{
		target("ND01", "TIN", 6, "*"), target("ND01", "HN", 2, "*"), target("ND01", "KH", 1, "*"),
		target("ND02", "HN", 2, "*"),
		target("ND03", "TIN", 4, "*"), target("ND03", "NY", 1, Branch, Hospital, District),
		target("ND04", "TIN", 2, "*"), target("ND04", "HN", 1, "*"),
		target("ND05", "TIN", 2, "*"),
		target("ND06", "TIN", 4, "*"),
		target("ND07", "SK", 1, Hospital, District),
		target("ND08", "HN", 1, "*"),
		target("ND09", "TIN", 4, "*"), target("ND09", "HD", 1, Hospital, District), target("ND09", "TR", 0, Hospital, District),
		target("ND10", "YK", 0, "*"),
	}
}
