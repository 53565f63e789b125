package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/beevik/etree"
	"github.com/google/go-cmp/cmp"

	"vanthu/output/format"
	"vanthu/output/length"
	"vanthu/output/opc"
)

// sparseReport is a report at its barest: nothing reported, several addressees,
// legal grounds, no judgement.
func sparseReport() object {
	data := sampleReport()
	data["kinh_gui_mot"], data["co_kinh_gui_nhieu"] = "", true
	data["kinh_gui_nhieu"] = lines("- Ủy ban nhân dân thành phố Huế;", "- Sở Nội vụ thành phố Huế.")
	data["can_cu"] = []any{
		object{"ten": "Luật Tổ chức chính quyền địa phương", "dau": ";"},
		object{"ten": "Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030", "dau": "."}}
	data["ke_hoach"].(object)["so_ngay"] = ""
	data["tong"].(object)["co_tre_han"] = false
	data["co_chua_nop"], data["chua_nop"] = false, []any{}
	data["hinh_thuc"], data["bang_don_vi"] = []any{}, []any{}
	none := object{}
	for _, part := range []string{"uu_diem", "ton_tai", "nguyen_nhan", "de_xuat", "phuong_huong"} {
		none[part], none["co_"+part] = []any{}, false
	}
	data["danh_gia"] = none
	return data
}

func mainPart(t testing.TB, body []byte) *etree.Element {
	t.Helper()
	pkg, err := opc.Open(body, opc.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	doc := etree.NewDocument()
	if err := doc.ReadFromBytes(pkg.Part("word/document.xml")); err != nil {
		t.Fatal(err)
	}
	return doc.Root()
}

// all lists the elements of a tag below el in document order.
func all(el *etree.Element, tag string) []*etree.Element {
	var found []*etree.Element
	for _, c := range el.ChildElements() {
		if c.Tag == tag {
			found = append(found, c)
		}
		found = append(found, all(c, tag)...)
	}
	return found
}

func words(el *etree.Element) string {
	var b strings.Builder
	for _, t := range all(el, "t") {
		b.WriteString(t.Text())
	}
	return b.String()
}

func styleOf(par *etree.Element) string {
	if s := par.FindElement("w:pPr/w:pStyle"); s != nil {
		return s.SelectAttrValue("w:val", "")
	}
	return ""
}

// No tag, no blank row and no empty paragraph is left, whatever the data lack.
func TestNothingEmptyIsLeft(t *testing.T) {
	for name, data := range map[string]object{"full": sampleReport(), "sparse": sparseReport()} {
		root := mainPart(t, fillSample(t, "bao-cao-6T", data))
		for i, par := range all(root, "p") {
			text, style := words(par), styleOf(par)
			if strings.ContainsAny(text, "{}") {
				t.Errorf("%s: paragraph %d still says %q", name, i+1, text)
			}
			inRow := par.Parent() != nil && par.Parent().Tag == "tc"
			if text == "" && !slices.Contains([]string{"KeNgang", "NgatPhan"}, style) && !inRow {
				t.Errorf("%s: paragraph %d (%s) is empty", name, i+1, style)
			}
			if strings.Contains(text, "  ") && !strings.Contains(text, "BC-SYT") && style != "DiaDanh" || strings.Contains(text, " ,") ||
				strings.Contains(text, "..") || strings.Contains(text, " .") && !strings.Contains(text, " ./.") {
				t.Errorf("%s: paragraph %d: %q", name, i+1, text)
			}
		}
		for i, row := range all(root, "tr") {
			if words(row) == "" {
				t.Errorf("%s: row %d is empty", name, i+1)
			}
		}
	}
}

// The text of the bare report, as a person reads it.
func TestSparseText(t *testing.T) {
	root := mainPart(t, fillSample(t, "bao-cao-6T", sparseReport()))
	var got []string
	for _, par := range root.SelectElement("w:body").SelectElements("w:p") {
		if s := words(par); s != "" && !strings.HasPrefix(styleOf(par), "Diem") && !strings.HasPrefix(s, "Đã có ") {
			got = append(got, s)
		}
	}
	want := []string{
		"BÁO CÁO",
		"Kết quả công tác tuyên truyền cải cách hành chính 6 tháng đầu năm 2025và phương hướng, nhiệm vụ 6 tháng cuối năm 2025",
		"Kính gửi:", "- Ủy ban nhân dân thành phố Huế;", "- Sở Nội vụ thành phố Huế.",
		"Căn cứ Luật Tổ chức chính quyền địa phương;",
		"Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030.",
		"Thực hiện Kế hoạch Tuyên truyền cải cách hành chính năm 2025 của Sở Y tế thành phố Huế và chế độ báo cáo định kỳ theo quy định, Sở Y tế thành phố Huế báo cáo kết quả công tác tuyên truyền cải cách hành chính (CCHC) 6 tháng đầu năm 2025, số liệu tính từ ngày 15/12/2024 đến hết ngày 14/6/2025, như sau:",
		"I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
		"1. Ban hành kế hoạch, văn bản",
		"Trên cơ sở Kế hoạch Tuyên truyền cải cách hành chính năm 2025, Sở Y tế thành phố Huế giao 12 nhiệm vụ cho 24 đơn vị, kèm theo sản phẩm, chỉ tiêu và thời gian thực hiện của từng nhiệm vụ; các đơn vị tổ chức thực hiện trong phạm vi nhiệm vụ được giao và báo cáo kết quả theo biểu mẫu thống nhất.",
		"2. Phân công, đôn đốc",
		"Trong kỳ có 24 đơn vị phải báo cáo, hạn gửi là ngày 17/6/2025. Đến thời điểm tổng hợp, 22 đơn vị đã gửi báo cáo, trong đó 20 đơn vị gửi đúng hạn; không còn đơn vị nào chưa gửi báo cáo. Tình hình gửi báo cáo của từng đơn vị nêu tại Phụ lục III.",
		"II. KẾT QUẢ THỰC HIỆN",
		"1. Nội dung tuyên truyền",
		"Tỷ lệ phần trăm trong Báo cáo này được tính so với chỉ tiêu của cả năm 2025; số liệu so sánh là số liệu cùng kỳ năm 2024. Số liệu kỳ này tổng hợp từ 22/24 đơn vị đã gửi báo cáo. Kết quả cụ thể theo từng nhiệm vụ nêu tại Phụ lục I, theo từng đơn vị nêu tại Phụ lục II.",
		"Kế hoạch không giao chỉ tiêu sản phẩm cho nhiệm vụ này. Đánh giá: chưa thực hiện.",
		"2. Hình thức tuyên truyền",
		"Trong kỳ chưa có số liệu theo hình thức tuyên truyền.",
		"3. Mức độ hoàn thành nhiệm vụ",
		"Đến hết kỳ báo cáo, 03/12 nhiệm vụ của Kế hoạch đã hoàn thành, đạt 25,0%; 06 nhiệm vụ đang thực hiện; 03 nhiệm vụ chưa thực hiện. Nhiệm vụ được tính là hoàn thành khi mọi sản phẩm có chỉ tiêu đều đạt chỉ tiêu cả năm.",
		"III. ĐÁNH GIÁ CHUNG",
		"1. Ưu điểm", "Báo cáo của các đơn vị không nêu ưu điểm.",
		"2. Tồn tại, hạn chế", "Báo cáo của các đơn vị không nêu tồn tại, hạn chế.",
		"3. Nguyên nhân", "Báo cáo của các đơn vị không nêu nguyên nhân.",
		"IV. PHƯƠNG HƯỚNG, NHIỆM VỤ 6 tháng cuối năm 2025",
		"Tiếp tục thực hiện các nhiệm vụ còn lại của Kế hoạch Tuyên truyền cải cách hành chính năm 2025; báo cáo của các đơn vị không nêu phương hướng riêng.",
		"V. ĐỀ XUẤT, KIẾN NGHỊ", "Báo cáo của các đơn vị không có đề xuất, kiến nghị.",
		"Trên đây là Báo cáo kết quả công tác tuyên truyền CCHC 6 tháng đầu năm 2025 và phương hướng, nhiệm vụ 6 tháng cuối năm 2025 của Sở Y tế thành phố Huế./.",
		"Phụ lục I", "KẾT QUẢ THỰC HIỆN TỪNG NHIỆM VỤ 6 tháng đầu năm 2025", "(Kèm theo Báo cáo số        /BC-SYT ngày      tháng 6 năm 2025 của Sở Y tế thành phố Huế)",
		"Ghi chú: tỷ lệ (%) tính so với chỉ tiêu cả năm 2025, trên các đơn vị được giao chỉ tiêu; “…” là chưa có số liệu; “-” là không giao chỉ tiêu hoặc không có số liệu để so sánh./.",
		"Phụ lục II", "KẾT QUẢ CỦA TỪNG ĐƠN VỊ 6 tháng đầu năm 2025", "(Kèm theo Báo cáo số        /BC-SYT ngày      tháng 6 năm 2025 của Sở Y tế thành phố Huế)",
		"Ghi chú: số đứng trước tên cột là số thứ tự nhiệm vụ tại Phụ lục I; hàng “Tổng cộng” ghi số đơn vị trả lời “có” ở cột có/không và số lớn nhất ở cột lấy số lớn nhất; “…” là đơn vị đã báo cáo nhưng để trống; “KAD” là không áp dụng; “chưa BC” là chưa báo cáo; “-” là không giao cho đơn vị; số có dấu “*” mới là số của một phần kỳ./.",
		"Phụ lục III", "TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC ĐƠN VỊ 6 tháng đầu năm 2025", "(Kèm theo Báo cáo số        /BC-SYT ngày      tháng 6 năm 2025 của Sở Y tế thành phố Huế)",
		"Ghi chú: hạn gửi báo cáo là hết ngày 17/6/2025; lần gửi là lần gửi được dùng để tổng hợp./.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// The rule lines have the lengths that the decree asks for, and stand in the
// middle.
func TestRuleLines(t *testing.T) {
	root := mainPart(t, fillSample(t, "bao-cao-6T", sampleReport()))
	h := format.House
	widths := []length.Length{h.Letterhead.Left, h.Letterhead.Right, h.Page.TextWidth()}
	texts := []length.Length{
		measure(true, h.Letterhead.Issuer, "SỞ Y TẾ"),
		measure(true, h.Letterhead.Motto, format.Motto),
		measure(true, h.Title.Subject, "Kết quả công tác tuyên truyền cải cách hành chính 6 tháng đầu năm 2025"),
	}
	rules := []format.Ratio{format.Decree30.IssuerLine, format.Decree30.MottoLine, format.Decree30.SubjectLine}
	n := 0
	for _, par := range all(root, "p") {
		if styleOf(par) != "KeNgang" {
			continue
		}
		ind := par.FindElement("w:pPr/w:ind")
		left, _ := strconv.Atoi(ind.SelectAttrValue("w:left", ""))
		right, _ := strconv.Atoi(ind.SelectAttrValue("w:right", ""))
		ratio := float64(widths[n]-length.Twips(left+right)) / float64(texts[n])
		if left != right || ratio < rules[n].Min-0.03 || ratio > rules[n].Max+0.03 {
			t.Errorf("line %d: indents %d and %d, ratio %.3f, want %v", n+1, left, right, ratio, rules[n])
		}
		n++
	}
	if n != 3 {
		t.Errorf("%d rule lines", n)
	}
	if got := texts[1].Pt(); math.Abs(got-h.Letterhead.MottoSet.Pt()) > 0.1 {
		t.Errorf("tiêu ngữ measures %.2f pt", got)
	}
}

// The main text is portrait, each appendix landscape, all inside the margins;
// numbers start anew and are hidden on first pages; header rows repeat.
func TestSections(t *testing.T) {
	root := mainPart(t, fillSample(t, "bao-cao-6T", sampleReport()))
	rules := format.Decree30
	var got []string
	for _, s := range all(root, "sectPr") {
		size, margin := s.SelectElement("w:pgSz"), s.SelectElement("w:pgMar")
		got = append(got, fmt.Sprintf("%sx%s %s start %s titlePg %v", size.SelectAttrValue("w:w", ""), size.SelectAttrValue("w:h", ""),
			s.SelectElement("w:type").SelectAttrValue("w:val", ""), s.SelectElement("w:pgNumType").SelectAttrValue("w:start", ""),
			s.SelectElement("w:titlePg") != nil))
		for side, rule := range map[string]format.Range{"top": rules.MarginTop, "bottom": rules.MarginBottom, "left": rules.MarginLeft, "right": rules.MarginRight} {
			n, _ := strconv.Atoi(margin.SelectAttrValue("w:"+side, ""))
			if mm := length.Twips(n).Mm(); mm < rule.Min.Mm()-0.2 || mm > rule.Max.Mm()+0.2 {
				t.Errorf("%s margin %.2f mm", side, mm)
			}
		}
	}
	want := []string{"11906x16838 nextPage start 1 titlePg true"}
	for range 3 {
		want = append(want, "16838x11906 nextPage start 1 titlePg true")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for i, tbl := range all(root, "tbl") {
		if tbl.FindElement("w:tblPr/w:tblStyle").SelectAttrValue("w:val", "") != "BangKe" {
			continue
		}
		rows := tbl.SelectElements("w:tr")
		if rows[0].FindElement("w:trPr/w:tblHeader") == nil {
			t.Errorf("table %d repeats no header", i+1)
		}
		for _, r := range rows {
			if r.FindElement("w:trPr/w:cantSplit") == nil {
				t.Errorf("table %d has a row that may split", i+1)
			}
		}
	}
}
