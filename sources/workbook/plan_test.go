package workbook

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

func withoutPlaces(p *report.Plan) *report.Plan {
	for i := range p.Targets {
		p.Targets[i].Place = ""
	}
	return p
}

var exact = cmp.Comparer(func(a, b report.Number) bool { return a == b })

func TestPlanComesBackAsItWentIn(t *testing.T) {
	data, err := WritePlan(samplePlan())
	if err != nil {
		t.Fatal(err)
	}
	got, fs := ReadPlan("ke-hoach-2025.xlsx", data)
	if len(fs) > 0 {
		t.Fatalf("findings: %v", fs)
	}
	if diff := cmp.Diff(withoutPlaces(samplePlan()), withoutPlaces(got), exact); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	again, err := WritePlan(samplePlan())
	if err != nil || !bytes.Equal(data, again) {
		t.Errorf("the same plan gave other bytes (%v)", err)
	}
}

// planText is a small plan as text; the tests below break it one cell at a time.
const planText = `[Thông tin]
Mục|Giá trị
Năm|#2025
Cơ quan chủ quản|UBND THÀNH PHỐ HUẾ
Cơ quan ban hành|SỞ Y TẾ
Tên đầy đủ|Sở Y tế thành phố Huế
Ký hiệu cơ quan|SYT
Địa danh|Huế
Trích yếu|Tuyên truyền cải cách hành chính
Đầu mối tổng hợp|Văn phòng Sở
Quyền hạn ký|KT
Chức vụ trưởng|GIÁM ĐỐC
Chức vụ người ký|PHÓ GIÁM ĐỐC
Họ tên người ký|Nguyễn Văn Mẫu
Đơn vị soạn thảo|VP
Người soạn thảo|V
[Căn cứ]
TT|Căn cứ
#1|Nghị quyết số 76/NQ-CP
[Nội dung]
Mã|TT|Nội dung, nhiệm vụ|Hình thức tuyên truyền|Chủ trì|Thời gian|Sản phẩm
ND01|#1|Chủ trương|Hội nghị|Văn phòng|Năm 2025|Tin
ND02|#2|Kế hoạch
[Sản phẩm]
Mã|Tên sản phẩm|Đơn vị tính|Kiểu số|Cách tổng hợp|Nhóm hình thức|Đi kèm|Mẫu số|Cần minh chứng
TIN|Tin, bài|bài||cộng|báo chí|||x
GIO|Giờ phát|giờ|Thập phân|lớn nhất||tin
KH|Kế hoạch|bản||có/không
[Đơn vị]
Mã|Tên đơn vị|Nhóm|Thứ tự|Email|Từ ngày|Đến ngày|Kế thừa bởi
U01|Bệnh viện A|Bệnh viện|#1|a@example.com
U02|Trạm B|Trạm y tế|#2||1/1/2025|d45823|u01
[Chỉ tiêu]
Mã nội dung|Mã sản phẩm|Chỉ tiêu năm|Đơn vị thực hiện
nd01|TIN|1.234|*
ND01|GIO|#12.5|U01; trạm y tế (chung)
ND02|KH|có|bệnh viện
[Nơi nhận]
Loại văn bản|Nơi nhận|Ghi chú
KH|Ủy ban nhân dân|(báo cáo)
bc 6t|Sở Nội vụ
[Kỳ báo cáo]
Kỳ|Từ ngày|Đến ngày|Hạn nộp
#2025|||20/12/2025
2025-6T|15/12/2024|14/6/2025|20/6/2025
`

func TestPlanRules(t *testing.T) {
	plan, fs := ReadPlan("a.xlsx", workbookOf(t, planText))
	if plan == nil || len(fs) > 0 {
		t.Fatalf("the unbroken plan: %v", fs)
	}
	if got := plan.Targets[1]; !got.Shared || got.Target.String() != "12.5" || !cmp.Equal(got.Units, []string{"U01", "Trạm y tế"}) {
		t.Errorf("shared target: %+v", got)
	}
	if got := plan.Targets[0]; got.Item != "ND01" || got.Target.String() != "1234" {
		t.Errorf("target: %+v", got)
	}
	if plan.Info.Capacity != "KT." || plan.Units[1].Successor != "U01" || plan.Products[1].Requires != "TIN" || plan.Products[0].FormGroup != "Báo chí" || plan.Recipients[0].Note != "báo cáo" || plan.Recipients[1].DocType != "BC 6T" {
		t.Errorf("words not spelled as the contract does: %+v", plan)
	}
	for _, test := range []struct{ old, new, want string }{
		// Sheets and columns.
		{"[Thông tin]", "[thông  TIN]", ""},
		{"[Thông tin]", "[Tho\u0302ng tin]", ""},
		{"Cách tổng hợp", "CÁCH TỔNG  HỢP", ""},
		{"[Căn cứ]", "[Căn bản]", "warning sheet-la Căn bản; error thieu-sheet Căn cứ"},
		{"[Nơi nhận]", "[Nháp]\n[Nơi nhận]", ""}, // an empty sheet is no one's
		{"Cách tổng hợp", "Cách cộng", "error chu-thay-so Chỉ tiêu!C4; error thieu-cot Sản phẩm; warning cot-la Sản phẩm!E1"},
		{"|Ghi chú\n", "|Ghi chú|Điện thoại\n", "warning cot-la Nơi nhận!D1"},
		{"|Ghi chú\n", "|Ghi chú|Ghi chú\n", "error cot-trung Nơi nhận!D1"},
		{"Kỳ|Từ ngày", "Kế hoạch năm\n\nKỳ|Từ ngày", ""}, // title lines above a table
		// Thông tin.
		{"Năm|#2025", "Năm|d45823", "error o-khong-phai-chu Thông tin!B2"},
		{"Năm|#2025", "Năm|hai nghìn", "error nam-khong-doc-duoc Thông tin!B2"},
		{"Năm|#2025", "Năm|2025", ""},
		{"Năm|#2025\n", "", "error thieu-muc Thông tin"},
		{"Địa danh|Huế", "Địa danh", "error thieu-gia-tri Thông tin!B7"},
		{"Người soạn thảo|V\n", "", "warning thieu-muc Thông tin"},
		{"Quyền hạn ký|KT", "Quyền hạn ký", ""},
		{"Quyền hạn ký|KT", "Quyền hạn ký|TH", "error gia-tri-la Thông tin!B10"},
		{"Địa danh|Huế", "Địa danh|Huế\nMàu|xanh", "warning muc-la Thông tin!A8"},
		{"Địa danh|Huế", "Địa danh|Huế\nĐịa danh|Huế", "error muc-trung Thông tin!A8"},
		{"Người soạn thảo|V", "Người soạn thảo|V\nNgày hiệu lực|31/2/2025", "error ngay-khong-co Thông tin!B16"},
		{"Người soạn thảo|V", "Người soạn thảo|V\nSố, ngày ban hành|3214/KH-SYT ngày 05 tháng 12 năm 2024", ""},
		{"Người soạn thảo|V", "Người soạn thảo|V\nSố, ngày ban hành", ""},
		{"Người soạn thảo|V", "Người soạn thảo|V\nSố, ngày ban hành|d45631", "error o-khong-phai-chu Thông tin!B16"},
		// Codes.
		{"ND02|#2|", "ND01|#2|", "error noi-dung-la Chỉ tiêu!A4; error ma-trung Nội dung!A3"},
		{"ND02|#2|", "nd01|#2|", "error noi-dung-la Chỉ tiêu!A4; error ma-trung Nội dung!A3"},
		{"ND02|#2|Kế hoạch", "ND/02|#2|Kế hoạch", "error noi-dung-la Chỉ tiêu!A4; error ma-sai-dang Nội dung!A3"},
		{"ND02|#2|Kế hoạch", "|#2|Kế hoạch", "error noi-dung-la Chỉ tiêu!A4; error thieu-gia-tri Nội dung!A3"},
		{"ND02|#2|Kế hoạch", "ND02|#2|", "error thieu-gia-tri Nội dung!C3"},
		{"ND02|#2|Kế hoạch", "ND02|d45823|Kế hoạch", "error o-khong-phai-chu Nội dung!B3"},
		{"ND02|#2|Kế hoạch", "ND02|#2|Kế hoạch\nND03|#3|Không giao", "warning noi-dung-khong-giao Nội dung!A4"},
		{"||tin\n", "||XYZ\n", "error ma-la Sản phẩm!G3"},
		{"||tin\n", "||gio\n", "error ma-tu-than Sản phẩm!G3"},
		{"||tin\n", "|||XYZ\n", "error ma-la Sản phẩm!H3"},
		{"d45823|u01", "d45823|U09", "error ma-la Đơn vị!H3"},
		{"#1|a@example.com", "#1|a@example.com|||U02", "error ke-thua-vong Đơn vị!H2; error ke-thua-vong Đơn vị!H3"},
		// Values.
		{"|Thập phân|", "|số|", "error so-le Chỉ tiêu!C3; error gia-tri-la Sản phẩm!D3"},
		{"bài||cộng", "bài||tổng", "error gia-tri-la Sản phẩm!E2"},
		{"bài||cộng", "bài||", "error thieu-gia-tri Sản phẩm!E2"},
		{"|báo chí|", "|mạng|", "error gia-tri-la Sản phẩm!F2"},
		{"||x\n", "||yes\n", "error gia-tri-la Sản phẩm!I2"},
		{"bản||có/không", "bản|thập phân|có/không", "error kieu-so-sai Sản phẩm!D4"},
		{"Bệnh viện|#1", "Bệnh viện|một", "error so-khong-doc-duoc Đơn vị!D2"},
		{"Bệnh viện|#1|a@example.com", "Bệnh viện||a@example.com", "warning thieu-thu-tu Đơn vị!D2"},
		{"a@example.com", "a", "warning email-la Đơn vị!E2"},
		{"1/1/2025|d45823", "16/6/2025|d45823", "error ngay-nguoc Đơn vị!G3"},
		{"1/1/2025|", "1/13/2025|", "error ngay-khong-co Đơn vị!F3"},
		// Chỉ tiêu.
		{"nd01|TIN|1.234|*", "nd09|TIN|1.234|*", "error noi-dung-la Chỉ tiêu!A2"},
		{"nd01|TIN|1.234|*", "nd01|TIM|1.234|*", "error san-pham-la Chỉ tiêu!B2"},
		{"nd01|TIN|1.234|*", "nd01|TIN|1,5|*", "error so-le Chỉ tiêu!C2"},
		{"nd01|TIN|1.234|*", "nd01|TIN|#-5|*", "error so-am Chỉ tiêu!C2"},
		{"nd01|TIN|1.234|*", "nd01|TIN|nhiều|*", "error chu-thay-so Chỉ tiêu!C2"},
		{"nd01|TIN|1.234|*", "nd01|TIN|KAD|*", "error chi-tieu-khong-phai-so Chỉ tiêu!C2"},
		{"ND02|KH|có|", "ND02|KH|#2|", "error khong-phai-co-khong Chỉ tiêu!C4"},
		{"ND02|KH|có|", "ND02|KH|nhiều|", "error khong-phai-co-khong Chỉ tiêu!C4"},
		{"ND02|KH|có|", "ND02|KH|#1|", ""},
		{"ND02|KH|có|", "ND02|KH|0|", ""},
		{"ND02|KH|có|", "ND02|KH||", ""},
		{"nd01|TIN|1.234|*", "nd01|TIN||*", ""},
		{"nd01|TIN|1.234|*", "nd01|TIN|1.234|", "error thieu-gia-tri Chỉ tiêu!D2"},
		{"nd01|TIN|1.234|*", "nd01|TIN|1.234|U01, U02", "error don-vi-la Chỉ tiêu!D2"},
		{"nd01|TIN|1.234|*", "nd01|TIN|1.234|*\nND01|TIN|5|*", "error chi-tieu-trung Chỉ tiêu!A3"},
		{"nd01|TIN|1.234|*", "nd01|TIN|1.234|*\nND01|TIN|5|U01", ""},
		{"nd01|TIN|1.234|*", "nd01|TIN||* (CHUNG)", "warning chung-khong-chi-tieu Chỉ tiêu!D2"},
		{"nd01|TIN|1.234|*", "nd01|TIN|5|U01 (chung); U02", "error chung-giua-dong Chỉ tiêu!D2"},
		// Nơi nhận, Kỳ báo cáo.
		{"bc 6t|", "BC 5T|", "error loai-van-ban-la Nơi nhận!A3"},
		{"bc 6t|", "2025-6T|", ""},
		{"bc 6t|", "|", "error thieu-gia-tri Nơi nhận!A3"},
		{"#2025|||", "d45809|||", "warning ky-thanh-ngay Kỳ báo cáo!A2"}, // 1/6/2025
		{"#2025|||", "d45810|||", "error o-khong-phai-chu Kỳ báo cáo!A2"},
		{"#2025|||", "2024|||", "error ky-khac-nam Kỳ báo cáo!A2"},
		{"#2025|||", "2025-6T|||", "error ky-trung Kỳ báo cáo!A3"},
		{"#2025|||", "nửa năm|||", "error ky-khong-doc-duoc Kỳ báo cáo!A2"},
		{"2025-6T|15/12/2024|14/6/2025", "2025-6T|15/12/2025|14/6/2025", "error ngay-nguoc Kỳ báo cáo!C3"},
		{"14/6/2025|20/6/2025", "14/6/2025|1/6/2025", "warning han-som Kỳ báo cáo!D3"},
		{"14/6/2025|20/6/2025", "14/6/2025|=A1", "error cong-thuc-chua-tinh Kỳ báo cáo!D3"},
	} {
		t.Run(test.old+" → "+test.new, func(t *testing.T) {
			if !strings.Contains(planText, test.old) {
				t.Fatalf("the plan does not hold %q", test.old)
			}
			plan, fs := ReadPlan("a.xlsx", workbookOf(t, strings.Replace(planText, test.old, test.new, 1)))
			if got := strings.Join(brief(fs), "; "); got != test.want {
				t.Errorf("got  %s\nwant %s\n%v", got, test.want, fs)
			}
			if (plan == nil) != finding.HasError(fs) {
				t.Errorf("plan %v with %v", plan != nil, brief(fs))
			}
		})
	}
}

func TestTargetOfAYesNoProduct(t *testing.T) {
	for cell, want := range map[string]string{
		"#2":    "sản phẩm này tổng hợp theo có/không, nên chỉ tiêu chỉ có thể là có (hoặc 1), không (hoặc 0), hay để trống",
		"nhiều": "sản phẩm này tổng hợp theo có/không, nên chỉ tiêu chỉ có thể là có (hoặc 1), không (hoặc 0), hay để trống",
		"#-1":   "số liệu không thể là số âm",
	} {
		_, fs := ReadPlan("a.xlsx", workbookOf(t, strings.Replace(planText, "ND02|KH|có|", "ND02|KH|"+cell+"|", 1)))
		const hint = "gõ có nếu đơn vị phải làm, để trống nếu không có chỉ tiêu; muốn giao số lượng thì đổi “Cách tổng hợp” của sản phẩm ở sheet “Sản phẩm” thành cộng"
		if len(fs) != 1 || fs[0].Message != want || fs[0].Hint != hint {
			t.Errorf("%s: %v", cell, fs)
		}
	}
}
