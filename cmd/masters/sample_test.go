package main

import (
	"fmt"
	"strings"
)

type object = map[string]any

// sampleReport is a half-year report as an office would have it: 12 tasks,
// 7 products, 24 units of which two have not reported. The figures follow from
// the indices alone.
func sampleReport() object {
	units := sampleUnits()
	data := object{
		"co_quan_chu_quan": "UBND THÀNH PHỐ HUẾ", "co_quan_ban_hanh": "SỞ Y TẾ", "ten_day_du": "Sở Y tế thành phố Huế",
		"so_ky_hieu": "Số:        /BC-SYT", "dia_danh_ngay": "Huế, ngày      tháng 6 năm 2025",
		"kem_theo": "(Kèm theo Báo cáo số        /BC-SYT ngày      tháng 6 năm 2025 của Sở Y tế thành phố Huế)",
		"ky": object{"ma": "2025-6T", "ten": "6 tháng đầu năm 2025", "tu_ngay": "15/12/2024", "den_ngay": "14/6/2025",
			"han_nop": "17/6/2025", "nam": "2025", "nam_truoc": "2024"},
		"ky_sau":       object{"ten": "6 tháng cuối năm 2025"},
		"ke_hoach":     object{"trich_yeu": "Tuyên truyền cải cách hành chính năm 2025", "trich_yeu_thuong": "tuyên truyền cải cách hành chính năm 2025", "nam": "2025", "so_ngay": "Kế hoạch số 3214/KH-SYT ngày 05/12/2024"},
		"kinh_gui_mot": "Ủy ban nhân dân thành phố Huế", "co_kinh_gui_nhieu": false, "kinh_gui_nhieu": []any{}, "can_cu": []any{},
		"tong": object{"don_vi": "24", "da_bao_cao": "22", "dung_han": "20", "co_tre_han": true, "tre_han": "02", "chua_bao_cao": "02",
			"nhiem_vu": "12", "hoan_thanh": "03", "dang_thuc_hien": "06", "chua_thuc_hien": "03", "co_chua_thuc_hien": true, "ty_le_hoan_thanh": "25,0"},
		"co_chua_nop": true, "nhiem_vu": sampleTasks(), "hinh_thuc": sampleForms(), "danh_gia": sampleJudgement(),
		"noi_nhan": lines("- Như trên;", "- Sở Nội vụ (báo cáo);", "- Ban Giám đốc Sở Y tế;", "- Các phòng thuộc Sở;",
			"- Các đơn vị trực thuộc;", "- Trang thông tin điện tử Sở Y tế;", "- Lưu: VT, VP."),
		"ky_ten":      object{"dong": []any{object{"ten": "KT. GIÁM ĐỐC"}, object{"ten": "PHÓ GIÁM ĐỐC"}}, "ho_ten": "Nguyễn Văn An"},
		"bang_don_vi": sampleBlocks(units),
	}
	var sent, missing []any
	for i, u := range units {
		if i == 6 || i == 17 {
			missing = append(missing, object{"stt": fmt.Sprint(len(missing) + 1), "don_vi": u, "nhom": group(i), "ghi_chu": "Đã nhắc ngày 18/6/2025"})
			continue
		}
		state := "Đúng hạn"
		if i == 3 || i == 20 {
			state = "Trễ hạn"
		}
		sent = append(sent, object{"stt": fmt.Sprint(len(sent) + 1), "don_vi": u, "nhom": group(i),
			"ngay_nhan": fmt.Sprintf("%02d/6/2025", 10+i%8), "lan": "1", "tinh_trang": state})
	}
	data["nop"], data["chua_nop"] = sent, missing
	return data
}

// sampleTasks are the 12 tasks with one to three products each; one has none.
func sampleTasks() []any {
	names := []string{
		"Tuyên truyền quan điểm, chủ trương của Đảng, chính sách, pháp luật của Nhà nước về cải cách hành chính và kết quả triển khai Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030",
		"Tuyên truyền vai trò, trách nhiệm của cấp ủy và người đứng đầu cơ quan, đơn vị đối với công tác cải cách hành chính",
		"Phổ biến các nội dung cải cách thể chế, thủ tục hành chính, tổ chức bộ máy, chế độ công vụ, tài chính công và chính quyền số",
		"Tuyên truyền việc thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính lĩnh vực y tế",
		"Tuyên truyền, hướng dẫn người dân sử dụng dịch vụ công trực tuyến",
		"Tuyên truyền kết quả xây dựng và phát triển chính quyền điện tử, chính quyền số trong ngành Y tế",
		"Tuyên truyền về sắp xếp tổ chức bộ máy và cải cách công vụ, công chức",
		"Tuyên truyền nâng cao các chỉ số cải cách hành chính của ngành",
		"Hướng dẫn người dân sử dụng các ứng dụng đô thị thông minh",
		"Vận động công chức, viên chức hưởng ứng cuộc thi tìm hiểu về cải cách hành chính",
		"Xây dựng phóng sự phát trên đài truyền hình địa phương",
		"Viết tin, bài trong bản tin Y tế",
	}
	letters := strings.Split("a b c d đ e g h i k l m", " ")
	products := [][3]string{
		{"Tin, bài trên trang thông tin điện tử", "tin, bài trên trang thông tin điện tử", "tin, bài"},
		{"Hội nghị, tập huấn", "hội nghị, tập huấn", "cuộc"},
		{"Buổi giao ban lồng ghép", "buổi giao ban lồng ghép", "buổi"},
		{"Kế hoạch của đơn vị", "kế hoạch của đơn vị", "có/không"},
		{"Phóng sự", "phóng sự", "phóng sự"},
		{"Bản tin Y tế", "bản tin Y tế", "kỳ"},
		{"Cuộc thi", "cuộc thi", "cuộc"},
	}
	levels := []string{"Hoàn thành", "Đang thực hiện", "Đang thực hiện", "Chưa thực hiện"}
	var tasks []any
	for i, name := range names {
		var list []any
		n := i%3 + 1
		if i == 7 {
			n = 0
		}
		for k := range n {
			p := products[(i+k)%len(products)]
			dau := ";"
			if k == n-1 {
				dau = "."
			}
			list = append(list, object{
				"ma": fmt.Sprintf("SP%d", k), "ten": p[0], "ten_thuong": p[1], "dvt": p[2], "co_khong": p[2] == "có/không",
				"co_ket_qua": i != 6, "ket_qua": fmt.Sprint(12 + 7*i + k), "ket_qua_chu": fmt.Sprintf("%02d", 12+7*i+k),
				"co_chi_tieu": k < 2, "chi_tieu": fmt.Sprint(40 + 10*i), "co_ty_le": k < 2 && i != 6, "ty_le": fmt.Sprintf("%d,%d", 30+4*i, i%10),
				"co_luot_nguoi": p[2] == "cuộc", "luot_nguoi": fmt.Sprintf("1.%03d", 17*i+5),
				"co_cung_ky": k == 0 && i%2 == 0, "cung_ky": fmt.Sprint(9 + 6*i), "chenh_lech": fmt.Sprintf("tăng %d %s", 3+i, p[2]),
				"so_don_vi_bao_cao": "20", "so_don_vi_giao": "24", "dau": dau,
			})
		}
		level := levels[i%4]
		tasks = append(tasks, object{
			"chu": letters[i], "tt": fmt.Sprint(i + 1), "ma": fmt.Sprintf("ND%02d", i+1), "ten": name,
			"hinh_thuc": "Trang thông tin điện tử", "chu_tri": "Văn phòng Sở; các đơn vị trực thuộc", "thoi_gian": "Thường xuyên trong năm",
			"san_pham_ke_hoach": "Đưa tin trên trang thông tin điện tử của đơn vị", "danh_gia": level,
			"danh_gia_thuong": strings.ToLower(level[:1]) + level[1:], "so_don_vi_giao": "24", "so_don_vi_bao_cao": fmt.Sprint(22 - i%3),
			"co_san_pham": n > 0, "san_pham": list,
		})
	}
	for _, t := range tasks {
		t.(object)["danh_gia_thuong"] = strings.Replace(strings.ToLower(t.(object)["danh_gia"].(string)), "Đ", "đ", 1)
	}
	return tasks
}

func lines(values ...string) []any {
	var out []any
	for _, v := range values {
		out = append(out, object{"dong": v})
	}
	return out
}

func group(i int) string {
	return []string{"Bệnh viện", "Trung tâm y tế", "Trung tâm chuyên ngành"}[i%3]
}

func sampleUnits() []string {
	kinds := []string{"Bệnh viện Đa khoa khu vực", "Trung tâm Y tế quận, huyện số", "Trung tâm chuyên khoa và phòng bệnh số"}
	var units []string
	for i := range 24 {
		units = append(units, fmt.Sprintf("%s %d", kinds[i%3], i/3+1))
	}
	return units
}

func sampleForms() []any {
	return []any{
		object{"chu": "a", "ten": "Hội nghị", "san_pham": []any{
			object{"ten": "Hội nghị, tập huấn", "dvt": "cuộc", "co_tong": true, "tong": "17", "co_luot_nguoi": true, "luot_nguoi": "1.234", "chi_tiet": "nhiệm vụ 2: 12; nhiệm vụ 3: 5", "dau": ";"},
			object{"ten": "Buổi giao ban lồng ghép", "dvt": "buổi", "co_tong": true, "tong": "96", "co_luot_nguoi": false, "luot_nguoi": "", "chi_tiet": "", "dau": "."}}},
		object{"chu": "b", "ten": "Trang thông tin điện tử", "san_pham": []any{
			object{"ten": "Tin, bài", "dvt": "tin, bài", "co_tong": true, "tong": "1.045", "co_luot_nguoi": false, "luot_nguoi": "", "chi_tiet": "nhiệm vụ 1: 245; nhiệm vụ 4: 310; nhiệm vụ 8: 490", "dau": "."}}},
		object{"chu": "c", "ten": "Báo chí", "san_pham": []any{
			object{"ten": "Phóng sự", "dvt": "phóng sự", "co_tong": false, "tong": "", "co_luot_nguoi": false, "luot_nguoi": "", "chi_tiet": "", "dau": "."}}},
	}
}

func sampleJudgement() object {
	say := func(pairs ...string) []any {
		var out []any
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, object{"noi_dung": pairs[i], "don_vi": pairs[i+1]})
		}
		return out
	}
	return object{
		"co_phuong_huong": true, "co_de_xuat": true,
		"uu_diem": say("Nội dung tuyên truyền bám sát Kế hoạch, gắn với nhiệm vụ chuyên môn của đơn vị", "Bệnh viện Đa khoa khu vực 1, Trung tâm Y tế quận, huyện số 2",
			"Chuyên mục cải cách hành chính trên trang thông tin điện tử được cập nhật hằng tuần", "Trung tâm Y tế quận, huyện số 1"),
		"ton_tai":     say("Số lượng tin, bài chưa đều giữa các tháng", "Bệnh viện Đa khoa khu vực 3"),
		"nguyen_nhan": []any{},
		"phuong_huong": say("Duy trì chuyên mục cải cách hành chính, mỗi tháng ít nhất 02 tin, bài", "Bệnh viện Đa khoa khu vực 1",
			"Tổ chức lớp tập huấn dịch vụ công trực tuyến cho bộ phận một cửa", ""),
		"de_xuat": say("Đề nghị Sở Y tế mở lớp bồi dưỡng kỹ năng viết tin, bài về cải cách hành chính", "Trung tâm Y tế quận, huyện số 4"),
	}
}

func sampleBlocks(units []string) []any {
	var blocks []any
	for b := range 3 {
		columns := []any{}
		for k := range 6 + b {
			columns = append(columns, object{"ten": fmt.Sprintf("NV %d: %s", 4*b+k/2+1, []string{"tin, bài", "cuộc hội nghị", "lượt người"}[k%3])})
		}
		var rows, totals []any
		for i, u := range units {
			var cells []any
			for k := range columns {
				v := fmt.Sprint((i*7+k*3+b)%40 + 1)
				switch {
				case i == 6 || i == 17:
					v = "chưa BC"
				case (i+k)%11 == 0:
					v = "KAD"
				case (i+k)%13 == 0:
					v = "…"
				case (i*k)%17 == 5:
					v = "-"
				}
				cells = append(cells, object{"gia_tri": v})
			}
			rows = append(rows, object{"stt": fmt.Sprint(i + 1), "don_vi": u, "o": cells})
		}
		for k := range columns {
			totals = append(totals, object{"gia_tri": fmt.Sprint(300 + 11*k)})
		}
		blocks = append(blocks, object{"ten": fmt.Sprintf("Nhiệm vụ %d - %d", 4*b+1, 4*b+4), "cot": columns, "hang": rows, "tong": totals})
	}
	return blocks
}
