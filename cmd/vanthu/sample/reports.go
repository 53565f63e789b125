package sample

import (
	"fmt"
	"math/rand/v2"

	"vanthu/pipeline/report"
)

// Row is what a unit types into one row of its form; "" is left blank.
type Row struct {
	Item, Product                  string
	Result, People                 string
	Description, Evidence, Trouble string
}

// Report is what a unit types into its form for a period.
type Report struct {
	Unit        string
	Period      report.Period
	Rows        []Row
	Assessments map[string]string // by section
}

// Roles of the planted cases, by the unit's place in the plan.
const (
	Monthly1 = 5 // Trung tâm Kiểm nghiệm: six monthly reports instead of one
	Monthly2 = 8 // Trung tâm Y tế thị xã Hương Thủy
	LateOne  = 3 // Bệnh viện Phục hồi chức năng
	Revised  = 6 // Trung tâm Y tế quận Thuận Hóa
	Refused  = 9 // Trung tâm Y tế thị xã Hương Trà
	Missing1 = 2 // Phòng Nghiệp vụ Y
	Missing2 = 7 // Trung tâm Y tế quận Phú Xuân
)

// Chance is the seeded source of a unit's figures for a period: each pair has its
// own, so that one more unit changes no other's figures.
func chance(seed uint64, unit string, p report.Period) *rand.Rand {
	h := seed*0x9E3779B97F4A7C15 + 1
	for _, r := range unit + "|" + p.String() {
		h = (h ^ uint64(r)) * 0x100000001B3
	}
	return rand.New(rand.NewPCG(seed, h))
}

// ReportOf makes what a unit reports for a period.
func ReportOf(plan *report.Plan, unit report.Unit, p report.Period, seed uint64) Report {
	r := chance(seed, unit.Code, p)
	out := Report{Unit: unit.Code, Period: p, Assessments: map[string]string{}}
	first, last := p.Months()
	share := float64(last-first+1) / 12
	asks, _, _ := plan.Asks()
	for _, a := range asks {
		if a.Unit == unit.Code {
			out.Rows = append(out.Rows, row(r, plan, a, share))
		}
	}
	for _, s := range report.Sections {
		out.Assessments[s.Code] = pick(r, assessmentTexts[s.Code])
	}
	return out
}

func row(r *rand.Rand, plan *report.Plan, a report.Ask, share float64) Row {
	product, _ := plan.Product(a.Product)
	out := Row{Item: a.Item, Product: a.Product}
	switch roll := r.IntN(100); {
	case roll < 3:
		return out // left blank
	case roll < 5 && product.Code == "HN":
		out.Result = "KAD"
		return out
	}
	want := 6.0
	if a.Target != nil {
		n, _ := a.Target.Rat().Float64()
		want = n
	}
	n := int(want*share*(0.7+0.9*r.Float64()) + 0.5)
	switch product.Code {
	case "KH":
		out.Result = "có"
		if r.IntN(12) == 0 {
			out.Result = "không"
		}
		return out
	case "TC":
		n = 150 + r.IntN(2400)
	case "MH":
		n = r.IntN(5)
	case "PS":
		n = 1 + r.IntN(2)
	}
	out.Result = fmt.Sprint(n)
	if product.Code == "HN" && n > 0 {
		out.People = fmt.Sprint(n * (20 + r.IntN(60)))
	}
	if n > 0 {
		out.Description = fmt.Sprintf(descriptions[product.Code], n)
		if product.Evidence {
			out.Evidence = "Chuyên mục Cải cách hành chính, trang thông tin điện tử đơn vị"
		}
	}
	if r.IntN(25) == 0 {
		out.Trouble = pick(r, troubles)
	}
	return out
}

func pick(r *rand.Rand, list []string) string { return list[r.IntN(len(list))] }

var descriptions = map[string]string{
	"TIN": "Đã đăng %d tin, bài",
	"HN":  "Đã lồng ghép trong %d cuộc họp, tập huấn",
	"VB":  "Đã ban hành %d văn bản",
	"BC":  "Đã gửi %d báo cáo",
	"MH":  "Trình chiếu tại %d điểm",
	"TC":  "Tháng cao nhất có %d lượt truy cập",
	"PS":  "Đã phát sóng %d phóng sự",
	"BT":  "Đã phát hành %d số",
}

var troubles = []string{
	"Cán bộ phụ trách kiêm nhiệm",
	"Trang thông tin điện tử đang nâng cấp",
	"Chưa có kinh phí riêng",
}

var assessmentTexts = map[string][]string{
	report.SectionStrengths: {
		"Nội dung tuyên truyền bám sát kế hoạch, phù hợp với từng nhóm đối tượng",
		"Lãnh đạo đơn vị quan tâm chỉ đạo, phân công rõ người, rõ việc",
		"Tin, bài đăng đều, người dân dễ tìm thủ tục hành chính cần làm",
		"Kết hợp được tuyên truyền trong giao ban, sinh hoạt chuyên môn hằng tháng",
	},
	report.SectionWeaknesses: {
		"Hình thức tuyên truyền còn ít, chủ yếu đăng trên trang thông tin điện tử",
		"Số tin, bài do đơn vị tự viết chưa nhiều",
		"Một số viên chức chưa quan tâm đến nội dung cải cách hành chính",
	},
	report.SectionCauses: {
		"Cán bộ làm công tác truyền thông kiêm nhiệm nhiều việc",
		"Kinh phí dành cho tuyên truyền còn hạn hẹp",
		"Kỹ năng viết tin, bài của viên chức chưa đều",
	},
	report.SectionProposals: {
		"Đề nghị Sở Y tế mở lớp tập huấn kỹ năng viết tin, bài về cải cách hành chính",
		"Đề nghị Sở Y tế cung cấp tài liệu tuyên truyền dùng chung cho toàn ngành",
		"Không có kiến nghị",
	},
	report.SectionDirections: {
		"Tiếp tục đăng tin, bài về dịch vụ công trực tuyến",
		"Đẩy mạnh hướng dẫn người dân nộp hồ sơ trực tuyến ngay tại bộ phận một cửa",
		"Vận động viên chức tham gia cuộc thi tìm hiểu cải cách hành chính",
	},
}
