package main

import "vanthu/output/format"

// reminderLetter is the letter (công văn) to the units that have not reported: its
// subject stands below the number, without a rule (II.5.b); it has no appendix.
func reminderLetter() xml {
	const lacking = "Đến ngày {ngay}, {#qua_han}đã quá thời hạn nêu trên, {/qua_han}còn {so_don_vi} đơn vị chưa có báo cáo hợp lệ, cụ thể như sau:"
	return join(
		letterhead(para("TrichYeuCV", "V/v {#qua_han}đôn đốc {/qua_han}gửi báo cáo kết quả tuyên truyền cải cách hành chính {ky.ten}")),
		addressees(),
		para("NoiDung", "Thực hiện "+thePlan+", các đơn vị gửi báo cáo kết quả công tác tuyên truyền cải cách hành chính {ky.ten} (số liệu từ ngày {ky.tu_ngay} đến hết ngày {ky.den_ngay}) về {dau_moi} để tổng hợp; hạn gửi là ngày {ky.han_nop}."),
		otherwise("GachDau", "co_bang", leading(lacking), repeat("GachDau", "don_vi",
			para("GachDau", "- {ten}: {tinh_trang_thuong}; đề nghị {viec_thuong}{dau}"))),
		repeat("NoiDung", "co_bang", kept("DanBang", lacking), ruled(mms(10, 50, 52, 48),
			headRow("TT", "Đơn vị", "Tình trạng", "Đề nghị"),
			tableRow{cells: []cell{
				c("BangGiua", "{#don_vi}{stt}"), c("BangChu", "{ten}"), c("BangChu", "{tinh_trang}"), c("BangChu", "{viec}{/don_vi}"),
			}})),
		para("NoiDung", "{ten_day_du} đề nghị {#nhieu_don_vi}các {/nhieu_don_vi}đơn vị nêu trên gửi báo cáo theo đúng biểu mẫu của kỳ về {dau_moi} {#qua_han}chậm nhất là hết ngày {han_gui}{/qua_han}{^qua_han}trong thời hạn quy định, chậm nhất là hết ngày {han_gui}{/qua_han}. Sau ngày này, đơn vị chưa có báo cáo sẽ được nêu tên trong báo cáo tổng hợp của {ten_day_du}."),
		kept("Ket", "Trong quá trình thực hiện, nếu có vướng mắc, đề nghị đơn vị liên hệ với {dau_moi} để được hướng dẫn và phối hợp thực hiện"+format.EndMark),
		foot(),
		para("NgatPhan", ""),
		sectionProps(false),
	)
}
