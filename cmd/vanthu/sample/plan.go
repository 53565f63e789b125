// Package sample makes the workspace that `vanthu demo` shows: the plan of a
// department in the manner of Huế for two years, its units, and what they
// report, plausible and decided by a seed. Bodies and places are real, people and
// figures invented. It writes no files.
//
//	plan := sample.Plan(2025, 26)
//	made := sample.Reports(plan, period, seed)   // what each unit types into its form
//
// It is data and chance, not a part of the product's work.
package sample

import (
	"fmt"

	"vanthu/pipeline/report"
)

// MinUnits and MaxUnits bound the units of a sample: fewer leave no room for the
// planted cases, and more are no department.
const (
	MinUnits = 10
	MaxUnits = 5000
)

// Groups of units.
const (
	groupOffice   = "Phòng thuộc Sở"
	groupBranch   = "Chi cục"
	groupHospital = "Bệnh viện"
	groupCentre   = "Trung tâm chuyên ngành"
	groupDistrict = "Trung tâm Y tế"
	groupStation  = "Trạm Y tế"
)

// CDC is the code of the unit that makes broadcasts and the bulletin.
const CDC = "U05"

var units = []struct{ name, group string }{
	{"Văn phòng Sở Y tế", groupOffice},
	{"Phòng Tổ chức cán bộ", groupOffice},
	{"Phòng Nghiệp vụ Y", groupOffice},
	{"Bệnh viện Phục hồi chức năng", groupHospital},
	{"Trung tâm Kiểm soát bệnh tật", groupCentre},
	{"Trung tâm Kiểm nghiệm", groupCentre},
	{"Trung tâm Y tế quận Thuận Hóa", groupDistrict},
	{"Trung tâm Y tế quận Phú Xuân", groupDistrict},
	{"Trung tâm Y tế thị xã Hương Thủy", groupDistrict},
	{"Trung tâm Y tế thị xã Hương Trà", groupDistrict},
	{"Phòng Kế hoạch - Tài chính", groupOffice},
	{"Phòng Nghiệp vụ Dược", groupOffice},
	{"Thanh tra Sở Y tế", groupOffice},
	{"Chi cục Dân số", groupBranch},
	{"Chi cục An toàn vệ sinh thực phẩm", groupBranch},
	{"Bệnh viện Mắt", groupHospital},
	{"Bệnh viện Răng Hàm Mặt", groupHospital},
	{"Bệnh viện Tâm thần", groupHospital},
	{"Bệnh viện Y học cổ truyền", groupHospital},
	{"Bệnh viện Phổi", groupHospital},
	{"Bệnh viện Da liễu", groupHospital},
	{"Trung tâm Y tế thị xã Phong Điền", groupDistrict},
	{"Trung tâm Y tế huyện Quảng Điền", groupDistrict},
	{"Trung tâm Y tế huyện Phú Vang", groupDistrict},
	{"Trung tâm Y tế huyện Phú Lộc", groupDistrict},
	{"Trung tâm Y tế huyện A Lưới", groupDistrict},
	{"Trung tâm Giám định y khoa", groupCentre},
	{"Trung tâm Pháp y", groupCentre},
	{"Trung tâm Cấp cứu 115", groupCentre},
	{"Bệnh viện Đa khoa Chân Mây", groupHospital},
	{"Bệnh viện Đa khoa Bình Điền", groupHospital},
}

// wards are places whose health stations fill a larger sample up.
var wards = []string{
	"An Cựu", "An Đông", "An Hòa", "An Tây", "Đông Ba", "Gia Hội", "Hương An", "Hương Long", "Hương Sơ", "Hương Vinh",
	"Kim Long", "Phú Hậu", "Phú Hội", "Phú Nhuận", "Phú Thượng", "Phước Vĩnh", "Phường Đúc", "Tây Lộc", "Thuận An", "Thuận Hòa",
	"Thuận Lộc", "Thủy Biều", "Thủy Vân", "Thủy Xuân", "Trường An", "Vĩnh Ninh", "Vỹ Dạ", "Xuân Phú", "Thủy Dương", "Thủy Phương",
}

func makeUnits(n int) []report.Unit {
	var out []report.Unit
	for i := 0; i < n; i++ {
		u := report.Unit{Code: fmt.Sprintf("U%02d", i+1), Order: i + 1}
		switch k := i - len(units); {
		case k < 0:
			u.Name, u.Group = units[i].name, units[i].group
		case k < len(wards):
			u.Name, u.Group = "Trạm Y tế phường "+wards[k], groupStation
		default:
			u.Name, u.Group = fmt.Sprintf("Trạm Y tế số %d", k-len(wards)+1), groupStation
		}
		out = append(out, u)
	}
	return out
}

// Tasks of the year: the facts (form, lead, time, outcome) are those of the real
// appendix, the sentences our own.
func items(year int) []report.Item {
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

func products() []report.Product {
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

func targets(n int) []report.TargetRow {
	talks := []string{groupHospital, groupDistrict}
	if n > len(units) {
		talks = append(talks, groupStation) // a group without units would be a fault of the plan
	}
	row := func(item, product string, target int64, units ...string) report.TargetRow {
		t := report.TargetRow{Item: item, Product: product, Units: units}
		if target > 0 {
			n := report.NumberOf(target)
			t.Target = &n
		}
		return t
	}
	shared := row("ND11", "PS", 2, CDC)
	shared.Shared = true
	return []report.TargetRow{
		row("ND01", "TIN", 6, "*"), row("ND01", "TIN", 12, groupHospital, groupDistrict),
		row("ND02", "TIN", 4, "*"),
		row("ND03", "TIN", 6, "*"), row("ND03", "HN", 4, "*"), row("ND03", "KH", 1, "*"), row("ND03", "BC", 4, "*"),
		row("ND04", "TIN", 4, "*"),
		row("ND05", "TIN", 4, "*"), row("ND05", "TC", 0, groupHospital, groupDistrict),
		row("ND06", "TIN", 4, "*"), row("ND06", "KH", 1, "*"), row("ND06", "MH", 2, groupHospital, groupDistrict),
		row("ND07", "TIN", 3, "*"),
		row("ND08", "TIN", 3, "*"),
		row("ND09", "TIN", 3, "*"), row("ND09", "HN", 2, talks...),
		row("ND10", "TIN", 2, "*"), row("ND10", "VB", 1, "*"),
		shared,
		row("ND12", "BT", 12, CDC),
	}
}

// issued are invented numbers of the plans.
var issued = map[int]string{2024: "4102/KH-SYT ngày 21 tháng 12 năm 2023", 2025: "4377/KH-SYT ngày 20 tháng 12 năm 2024"}

// Plan is the sample's plan of a year with n units.
func Plan(year, n int) *report.Plan {
	p := &report.Plan{
		Year: year,
		Info: report.Info{
			Parent: "UBND THÀNH PHỐ HUẾ", Issuer: "SỞ Y TẾ", FullName: "Sở Y tế thành phố Huế", Symbol: "SYT", Place: "Huế",
			Subject:   fmt.Sprintf("Tuyên truyền cải cách hành chính năm %d", year),
			Collector: "Trung tâm Kiểm soát bệnh tật", HeadTitle: "GIÁM ĐỐC", SignerTitle: "GIÁM ĐỐC", SignerName: "Nguyễn Minh An",
			Drafting: "VP", Drafter: "V", Issued: issued[year],
		},
		Items: items(year), Products: products(), Targets: targets(n), Units: makeUnits(n),
	}
	province := "thành phố Huế"
	if year < 2025 { // Huế has been a city under the central government since 1 January 2025
		province = "tỉnh Thừa Thiên Huế"
		p.Info.Parent, p.Info.FullName, p.Info.Place = "UBND TỈNH THỪA THIÊN HUẾ", "Sở Y tế tỉnh Thừa Thiên Huế", "Thừa Thiên Huế"
	}
	p.Bases = []report.Line{
		{Number: "1", Text: "Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030"},
		{Number: "2", Text: "Chỉ thị số 23/CT-TTg ngày 02 tháng 9 năm 2021 của Thủ tướng Chính phủ về việc đẩy mạnh thực hiện Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030"},
		{Number: "3", Text: "Quyết định số 2243/QĐ-UBND ngày 10 tháng 9 năm 2021 của Ủy ban nhân dân tỉnh Thừa Thiên Huế ban hành Kế hoạch cải cách hành chính giai đoạn 2021 - 2025, định hướng đến năm 2030"},
	}
	if year == 2025 {
		p.Bases = append(p.Bases, report.Line{Number: "4", Text: "Kế hoạch số 441/KH-UBND ngày 04 tháng 12 năm 2024 của Ủy ban nhân dân tỉnh Thừa Thiên Huế về tuyên truyền cải cách hành chính năm 2025"})
	}
	for i := range p.Bases {
		p.Bases[i].Text = "Căn cứ " + p.Bases[i].Text
	}
	tech := report.Recipient{DocType: "KH", Name: "Sở Khoa học và Công nghệ", Note: "phối hợp"}
	if year < 2025 {
		tech.Name = "Sở Thông tin và Truyền thông"
	}
	p.Recipients = []report.Recipient{
		{DocType: "KH", Name: "Ủy ban nhân dân " + province, Note: "báo cáo"}, {DocType: "KH", Name: "Sở Nội vụ", Note: "báo cáo"}, tech,
		{DocType: "KH", Name: "Ban Giám đốc Sở Y tế"}, {DocType: "KH", Name: "Các phòng thuộc Sở", Note: "thực hiện"},
		{DocType: "KH", Name: "Các đơn vị trực thuộc", Note: "thực hiện"}, {DocType: "KH", Name: "Trang thông tin điện tử Sở Y tế"}, {DocType: "KH", Name: "Lưu: VT, VP"},
		{DocType: "BC", Name: "Ủy ban nhân dân " + province, Role: report.Addressed}, {DocType: "BC", Name: "Sở Nội vụ " + province, Role: report.Addressed},
		{DocType: "BC", Name: "Ban Giám đốc Sở Y tế"}, {DocType: "BC", Name: "Các phòng thuộc Sở"}, {DocType: "BC", Name: "Các đơn vị trực thuộc"},
		{DocType: "BC", Name: "Trang thông tin điện tử Sở Y tế"}, {DocType: "BC", Name: "Lưu: VT, VP"},
		{DocType: "CV", Name: "Các đơn vị có tên ở trên", Role: report.Addressed}, {DocType: "CV", Name: "Ban Giám đốc Sở Y tế"}, {DocType: "CV", Name: "Lưu: VT, VP"},
	}
	return p
}
