package profile

import (
	"fmt"
	"slices"

	"vanthu/pipeline/report"
)

// Groups of units.
const (
	Office   = "Phòng thuộc Sở"
	Branch   = "Chi cục"
	Hospital = "Bệnh viện"
	Centre   = "Trung tâm chuyên ngành"
	District = "Trung tâm Y tế"
	Station  = "Trạm Y tế"
)

// HueCDC is the code of the unit of Huế that makes broadcasts and the bulletin.
const HueCDC = "U05"

// HueUnits are the offices of Huế in 2025.
func HueUnits() []report.Unit {
	return unitsOf([]place{
		{"Văn phòng Sở Y tế", Office},
		{"Phòng Tổ chức cán bộ", Office},
		{"Phòng Nghiệp vụ Y", Office},
		{"Bệnh viện Phục hồi chức năng", Hospital},
		{"Trung tâm Kiểm soát bệnh tật", Centre},
		{"Trung tâm Kiểm nghiệm", Centre},
		{"Trung tâm Y tế quận Thuận Hóa", District},
		{"Trung tâm Y tế quận Phú Xuân", District},
		{"Trung tâm Y tế thị xã Hương Thủy", District},
		{"Trung tâm Y tế thị xã Hương Trà", District},
		{"Phòng Kế hoạch - Tài chính", Office},
		{"Phòng Nghiệp vụ Dược", Office},
		{"Thanh tra Sở Y tế", Office},
		{"Chi cục Dân số", Branch},
		{"Chi cục An toàn vệ sinh thực phẩm", Branch},
		{"Bệnh viện Mắt", Hospital},
		{"Bệnh viện Răng Hàm Mặt", Hospital},
		{"Bệnh viện Tâm thần", Hospital},
		{"Bệnh viện Y học cổ truyền", Hospital},
		{"Bệnh viện Phổi", Hospital},
		{"Bệnh viện Da liễu", Hospital},
		{"Trung tâm Y tế thị xã Phong Điền", District},
		{"Trung tâm Y tế huyện Quảng Điền", District},
		{"Trung tâm Y tế huyện Phú Vang", District},
		{"Trung tâm Y tế huyện Phú Lộc", District},
		{"Trung tâm Y tế huyện A Lưới", District},
		{"Trung tâm Giám định y khoa", Centre},
		{"Trung tâm Pháp y", Centre},
		{"Trung tâm Cấp cứu 115", Centre},
		{"Bệnh viện Đa khoa Chân Mây", Hospital},
		{"Bệnh viện Đa khoa Bình Điền", Hospital},
	})
}

// place is an office: its name and its group.
type place struct{ name, group string }

// unitsOf numbers offices: U01, U02, ….
func unitsOf(places []place) []report.Unit {
	var out []report.Unit
	for i, p := range places {
		out = append(out, report.Unit{Code: fmt.Sprintf("U%02d", i+1), Name: p.name, Group: p.group, Order: i + 1})
	}
	return out
}

// Hue is the plan of Huế for a year and the units given. Since 1 January 2025 Huế
// has been a city under the central government, before that a province.
func Hue(year int, units []report.Unit) *report.Plan {
	area := "thành phố Huế"
	p := &report.Plan{
		Year: year,
		Info: report.Info{
			Parent: "UBND THÀNH PHỐ HUẾ", Issuer: "SỞ Y TẾ", FullName: "Sở Y tế thành phố Huế", Symbol: "SYT", Place: "Huế",
			Subject:   fmt.Sprintf("Tuyên truyền cải cách hành chính năm %d", year),
			Collector: "Trung tâm Kiểm soát bệnh tật", HeadTitle: "GIÁM ĐỐC", SignerTitle: "GIÁM ĐỐC", SignerName: "Nguyễn Minh An",
			Drafting: "VP", Drafter: "V",
		},
		Items: hueItems(year), Products: hueProducts(), Targets: hueTargets(units), Units: units,
	}
	if year < 2025 {
		area = "tỉnh Thừa Thiên Huế"
		p.Info.Parent, p.Info.FullName, p.Info.Place = "UBND TỈNH THỪA\u00a0THIÊN\u00a0HUẾ", "Sở Y tế tỉnh Thừa Thiên Huế", "Thừa Thiên Huế"
	}
	p.Bases = hueBases(year)
	p.Contents, p.Forms, p.Duties = hueContents(year, area), hueForms(area), hueDuties(year)
	p.Recipients = hueRecipients(year, area)
	p.Signers = []report.SignerRow{{DocType: "CV", Lines: []string{"TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"}, Name: "Phan Thị Thu Thảo"}}
	return p
}

// hueItems are the tasks of the year: the facts (form, lead, time, outcome) are those of the real
// appendix, the sentences our own.
func hueItems(year int) []report.Item {
	const (
		web    = "Đăng trên Trang thông tin điện tử của Sở và của các đơn vị trực thuộc"
		office = "Văn phòng Sở; các đơn vị trực thuộc"
		always = "Thường xuyên trong năm"
		news   = "Tin, bài trên trang thông tin điện tử của đơn vị"
		mixed  = "ồng ghép trong tập huấn, hội nghị, giao ban cho công chức, viên chức, người lao động"
	)
	list := []report.Item{
		{Text: "Chủ trương của Đảng, chính sách, pháp luật của Nhà nước và chỉ đạo của lãnh đạo thành phố về cải cách hành chính; tình hình, kết quả thực hiện Chương trình tổng thể giai đoạn 2021 - 2030 theo Nghị quyết số 76/NQ-CP và Chỉ thị số 23/CT-TTg", Form: web, Lead: office, Time: always, Outcome: news},
		{Text: "Trách nhiệm của cấp ủy, người đứng đầu trong cải cách hành chính, lấy sự hài lòng và lợi ích của người dân làm thước đo", Form: web, Lead: office, Time: always, Outcome: news},
		{Text: "Nhiệm vụ cụ thể của sáu lĩnh vực: thể chế, thủ tục hành chính, tổ chức bộ máy, chế độ công vụ, tài chính công, chính quyền điện tử và chính quyền số", Form: "L" + mixed, Lead: "Các phòng thuộc Sở; các đơn vị trực thuộc", Time: always, Outcome: fmt.Sprintf("Kế hoạch cải cách hành chính năm %d; báo cáo quý I, 6 tháng, quý III, năm; tin, bài trên trang thông tin điện tử", year)},
		{Text: "Thực hiện cơ chế một cửa, một cửa liên thông và việc nhận hồ sơ, trả kết quả thủ tục hành chính qua dịch vụ bưu chính công ích", Form: web, Lead: office, Time: always, Outcome: news},
		{Text: "Khuyến khích sử dụng dịch vụ công trực tuyến; thực hiện thủ tục hành chính trên môi trường điện tử theo Nghị định số 45/2020/NĐ-CP", Form: web, Lead: office, Time: always, Outcome: news},
		{Text: "Hiện đại hóa hành chính, chuyển đổi số, ứng dụng dữ liệu dân cư và định danh điện tử, gửi nhận văn bản điện tử trong ngành y tế", Form: web, Lead: office, Time: always, Outcome: fmt.Sprintf("Kế hoạch công nghệ thông tin và chuyển đổi số năm %d; tin, bài trên trang thông tin điện tử", year)},
		{Text: "Tổ chức bộ máy và cải cách công vụ, công chức: tuyển dụng, sử dụng, khen thưởng, kỷ luật; quyền, nghĩa vụ của công chức, viên chức", Form: web, Lead: "Phòng Tổ chức cán bộ; các đơn vị trực thuộc", Time: always, Outcome: news},
		{Text: "Nâng cao chỉ số cải cách hành chính (PAR Index) của Sở và góp phần giữ vững thứ hạng của thành phố", Form: web, Lead: office, Time: always, Outcome: news},
		{Text: "Hướng dẫn người dân dùng các ứng dụng đô thị thông minh, nhất là dịch vụ phản ánh hiện trường", Form: web + "; l" + mixed, Lead: office, Time: always, Outcome: news},
		{Text: "Vận động công chức, viên chức hưởng ứng cuộc thi tìm hiểu cải cách hành chính và các cuộc thi trực tuyến khác", Form: web, Lead: office, Time: always, Outcome: "Kế hoạch, công văn triển khai; tin, bài trên trang thông tin điện tử"},
		{Text: "Xây dựng phóng sự phát sóng trên truyền hình", Form: "Phóng sự truyền hình", Lead: "Trung tâm Kiểm soát bệnh tật", Time: fmt.Sprintf("Năm %d", year), Outcome: "02 phóng sự"},
		{Text: "Viết tin, bài trong Bản tin Y tế và Thông tin Y tế", Form: "Tin, bài trong bản tin", Lead: "Trung tâm Kiểm soát bệnh tật", Time: fmt.Sprintf("Năm %d", year), Outcome: "Bản tin hằng tháng, hằng quý"},
	}
	for i := range list {
		list[i].Code, list[i].Number = fmt.Sprintf("ND%02d", i+1), fmt.Sprint(i+1)
	}
	return list
}

func hueProducts() []report.Product {
	return []report.Product{
		{Code: "TIN", Name: "Tin, bài trên trang thông tin điện tử", Unit: "tin, bài", FormGroup: "Trang thông tin điện tử", Evidence: true},
		{Code: "HN", Name: "Hội nghị, tập huấn, giao ban có nội dung cải cách hành chính", Unit: "cuộc", FormGroup: "Hội nghị"},
		{Code: "KH", Name: "Ban hành kế hoạch", Unit: "đơn vị", Combine: report.YesNo, FormGroup: "Khác"},
		{Code: "VB", Name: "Văn bản triển khai", Unit: "văn bản", FormGroup: "Khác"},
		{Code: "BC", Name: "Báo cáo cải cách hành chính định kỳ", Unit: "báo cáo", FormGroup: "Khác"},
		{Code: "MH", Name: "Màn hình, bảng điện tử có nội dung cải cách hành chính", Unit: "điểm", Combine: report.Latest, FormGroup: "Trực quan"},
		{Code: "TC", Name: "Lượt truy cập chuyên mục trong tháng cao nhất", Unit: "lượt", Combine: report.Max, FormGroup: "Trang thông tin điện tử"},
		{Code: "PS", Name: "Phóng sự truyền hình", Unit: "phóng sự", FormGroup: "Báo chí"},
		{Code: "BT", Name: "Bản tin Y tế", Unit: "số", FormGroup: "Báo chí"},
	}
}

func hueTargets(units []report.Unit) []report.TargetRow {
	talks := []string{Hospital, District}
	if slices.ContainsFunc(units, func(u report.Unit) bool { return u.Group == Station }) {
		talks = append(talks, Station) // a group without units would be a fault of the plan
	}
	shared := target("ND11", "PS", 2, HueCDC)
	shared.Shared = true
	return []report.TargetRow{
		target("ND01", "TIN", 6, "*"), target("ND01", "TIN", 12, Hospital, District),
		target("ND02", "TIN", 4, "*"),
		target("ND03", "TIN", 6, "*"), target("ND03", "HN", 4, "*"), target("ND03", "KH", 1, "*"), target("ND03", "BC", 4, "*"),
		target("ND04", "TIN", 4, "*"),
		target("ND05", "TIN", 4, "*"), target("ND05", "TC", 0, Hospital, District),
		target("ND06", "TIN", 4, "*"), target("ND06", "KH", 1, "*"), target("ND06", "MH", 2, Hospital, District),
		target("ND07", "TIN", 3, "*"),
		target("ND08", "TIN", 3, "*"),
		target("ND09", "TIN", 3, "*"), target("ND09", "HN", 2, talks...),
		target("ND10", "TIN", 2, "*"), target("ND10", "VB", 1, "*"),
		shared,
		target("ND12", "BT", 12, HueCDC),
	}
}

func hueBases(year int) []report.Line {
	bases := lines(
		"Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030",
		"Căn cứ Chỉ thị số 23/CT-TTg ngày 02/9/2021 của Thủ tướng Chính phủ về việc đẩy mạnh thực hiện Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030",
		"Căn cứ Quyết định số 2243/QĐ-UBND ngày 10/9/2021 của Ủy ban nhân dân tỉnh Thừa Thiên Huế ban hành Kế hoạch cải cách hành chính giai đoạn 2021 - 2025, định hướng đến năm 2030",
		"Căn cứ Kế hoạch số 441/KH-UBND ngày 04/12/2024 của Ủy ban nhân dân tỉnh Thừa Thiên Huế về tuyên truyền cải cách hành chính năm 2025",
	)
	if year < 2025 {
		bases = bases[:3]
	}
	return bases
}

func hueRecipients(year int, area string) []report.Recipient {
	tech := "Sở Khoa học và Công nghệ"
	if year < 2025 {
		tech = "Sở Thông tin và Truyền thông"
	}
	const staff, web, kept = "Ban Giám đốc Sở Y tế", "Trang thông tin điện tử Sở Y tế", "Lưu: VT, VP"
	return slices.Concat(
		to("KH", report.Receives, [2]string{"Ủy ban nhân dân " + area, "báo cáo"}, [2]string{"Sở Nội vụ", "báo cáo"}, [2]string{tech, "phối hợp"},
			[2]string{staff}, [2]string{"Các phòng thuộc Sở", "thực hiện"}, [2]string{"Các đơn vị trực thuộc", "thực hiện"}, [2]string{web}, [2]string{kept}),
		to("BC", report.Addressed, [2]string{"Ủy ban nhân dân " + area}, [2]string{"Sở Nội vụ " + area}),
		to("BC", report.Receives, [2]string{staff}, [2]string{"Các phòng thuộc Sở"}, [2]string{"Các đơn vị trực thuộc"}, [2]string{web}, [2]string{kept}),
		to("CV", report.Receives, [2]string{staff}, [2]string{kept}),
	)
}
