package main

import (
	"vanthu/output/format"
	"vanthu/output/length"
)

// faultLetter is the note (phiếu) to a unit whose file was refused. Notes of this
// kind have no number; it is made at the desk that takes files in, and names that
// desk where another document has its signer.
func faultLetter() xml {
	const subject = "Tệp báo cáo tuyên truyền cải cách hành chính"
	return join(
		headOver(para("SoKyHieu", "")),
		title("PHIẾU LỖI", subject+" 6 tháng đầu năm 2025", subject+"{#ky} {ten}{/ky}"),
		para("KinhGui", "Kính gửi: {don_vi}"),
		para("NoiDung", "{ten_day_du} đã nhận tệp nêu dưới đây nhưng chưa lấy số liệu được, vì trong tệp có {so_loi} lỗi. Số liệu của tệp chưa được tính."),
		para("GachDau", "- Tên tệp: {ten_tep};"),
		para("GachDau", "- Kỳ báo cáo: {#ky}{ten}{/ky}{^ky}chưa rõ{/ky};"),
		para("GachDau", "- Nhận lúc: {nhan_luc}."),
		kept("TenBang", "1. Việc đơn vị cần làm"),
		repeat("GachDau", "viec", para("GachDau", "- {noi_dung}")),
		kept("TenBang", "2. Những chỗ phải sửa"),
		faultTable("loi", "Vì sao không nhận"),
		repeat("GhiChu", "con_loi", para("GhiChu", "{con_loi}")),
		repeat("NoiDung", "co_xem_lai",
			kept("TenBang", "3. Những chỗ nên xem lại, không bắt buộc sửa"),
			faultTable("xem_lai", "Vì sao nên xem lại"),
			repeat("GhiChu", "con_xem_lai", para("GhiChu", "{con_xem_lai}"))),
		kept("Ket", "Cần hỏi thêm, đề nghị đơn vị liên hệ {dau_moi}"+format.EndMark),
		frame([]length.Length{format.House.Signature.Left, format.House.Signature.Right}, []xml{
			join(para("NoiNhanDau", "Nơi nhận:"), para("NoiNhan", "- Như trên;"), para("NoiNhan", "- Lưu: Hồ sơ tiếp nhận.")),
			join(para("ChucVu", "NƠI TIẾP NHẬN BÁO CÁO"), para("HoTen", "{dau_moi}")),
		}),
		para("NgatPhan", ""),
		sectionProps(false),
	)
}

// faultTable is the table of a list of faults, 160 mm wide.
func faultTable(list, why string) xml {
	return ruled(mms(10, 28, 28, 47, 47),
		headRow("TT", "Vị trí", "Đang ghi", why, "Cách sửa"),
		tableRow{cells: []cell{
			c("BangGiua", "{#"+list+"}{stt}"), c("BangChu", "{vi_tri}"), c("BangChu", "{dang_ghi}"), c("BangChu", "{vi_sao}"), c("BangChu", "{cach_sua}{/"+list+"}"),
		}})
}
