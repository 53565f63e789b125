package workbook

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vanthu/sources/spreadsheet"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// workbookOf makes a workbook from text: a line a row, cells between bars, "#5"
// a number, "d45823" a date, "%0.5" a percentage, "?" a boolean, "=A1" a formula
// without a value. Sheets begin with "[name]".
func workbookOf(t testing.TB, text string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	style := func(code string) int {
		id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
		do(err)
		return id
	}
	date, percent := style("dd/mm/yyyy"), style("0%")
	sheet, row := "", 0
	for _, l := range strings.Split(strings.TrimSpace(text), "\n") {
		l = strings.TrimSpace(l)
		if name, ok := strings.CutPrefix(l, "["); ok {
			if name = strings.TrimSuffix(name, "]"); sheet == "" {
				do(f.SetSheetName("Sheet1", name))
			} else {
				_, err := f.NewSheet(name)
				do(err)
			}
			sheet, row = name, 0
			continue
		}
		row++
		for i, v := range strings.Split(l, "|") {
			ref := spreadsheet.Ref(i+1, row)
			v = strings.TrimSpace(v)
			var n float64
			number := func(prefix string) bool {
				_, err := fmt.Sscanf(v, prefix+"%g", &n)
				return err == nil
			}
			switch {
			case v == "":
			case v == "?":
				do(f.SetCellBool(sheet, ref, true))
			case strings.HasPrefix(v, "="):
				do(f.SetCellFormula(sheet, ref, v[1:]))
			case number("#"):
				do(f.SetCellFloat(sheet, ref, n, -1, 64))
			case number("d"):
				do(f.SetCellFloat(sheet, ref, n, -1, 64))
				do(f.SetCellStyle(sheet, ref, ref, date))
			case number("%%"):
				do(f.SetCellFloat(sheet, ref, n, -1, 64))
				do(f.SetCellStyle(sheet, ref, ref, percent))
			default:
				do(f.SetCellStr(sheet, ref, v))
			}
		}
	}
	buf, err := f.WriteToBuffer()
	do(err)
	likeExcelize(t, buf.Bytes())
	return buf.Bytes()
}

// figures gives the cells of a submission as short lines: "ND01/TIN 15 H7",
// "ND01/TIN people KAD".
func figures(s *report.Submission) []string {
	var out []string
	for _, c := range s.Cells {
		line := c.Item + "/" + c.Product
		if c.Measure == report.People {
			line += " people"
		}
		if c.State == report.NotApplicable {
			line += " KAD"
		} else {
			line += " " + c.Value.String()
		}
		for _, p := range c.Places {
			line += " " + p.Cell
		}
		out = append(out, line)
	}
	return out
}

const head = "TT|Mã|Nội dung, nhiệm vụ|Sản phẩm|Kết quả trong kỳ|Lượt người|Mô tả kết quả|Minh chứng|Ngày thực hiện|Khó khăn, vướng mắc|Kiến nghị"

func TestRowsOfAChangedForm(t *testing.T) {
	const top = "[Báo cáo]\nMã đơn vị: U01|Kỳ báo cáo: 2025-6T\n"
	long := samplePlan().Items[0].Text
	for _, test := range []struct {
		name, text string
		want       []string
		findings   []string
	}{
		{"plain", top + head + "\n1|ND01/TIN|||#5||có|x\n|ND02/KH|||có", []string{"ND01/TIN 5 E3", "ND02/KH 1 E4"}, nil},
		{"columns moved and renamed", "[Tổng hợp]\nĐơn vị|Bệnh viện Đa khoa A\nKỳ báo cáo|6 tháng đầu năm 2025\n\nMINH CHỨNG|Kết  quả (trong kỳ báo cáo)|STT|mã số|Số lượt người|Mô tả|Ngày|Khó khăn|Đề xuất\nx|#5|1|nd01 / tin|#7",
			[]string{"ND01/TIN 5 B5", "ND01/TIN people 7 E5"}, []string{"info ten-cot-khac Tổng hợp!B4", "info ten-cot-khac Tổng hợp!C4", "info ten-cot-khac Tổng hợp!D4", "info ten-cot-khac Tổng hợp!E4", "info ten-cot-khac Tổng hợp!F4", "info ten-cot-khac Tổng hợp!G4", "info ten-cot-khac Tổng hợp!H4", "info ten-cot-khac Tổng hợp!I4"}},
		{"heading of another name", top + strings.Replace(head, "Kết quả trong kỳ", "Số lượng", 1) + "\n|ND02/TL|||#1", []string{"ND02/TL 1 E3"}, []string{"info ten-cot-khac Báo cáo!E2"}},
		{"heading in capitals", top + strings.Replace(head, "Kết quả trong kỳ", "KẾT QUẢ  TRONG KỲ:", 1) + "\n|ND02/TL|||#1", []string{"ND02/TL 1 E3"}, nil},
		{"heading with a remark", top + strings.Replace(head, "Kết quả trong kỳ", "Kết quả trong kỳ (lũy kế)", 1) + "\n|ND02/TL|||#1", []string{"ND02/TL 1 E3"}, []string{"info ten-cot-khac Báo cáo!E2"}},
		{"a row of work that begins like a sum", top + head + "\n|ND02/TL|||#1\n||Tổng kết phong trào||#3", []string{"ND02/TL 1 E3"}, []string{"error dong-khong-ro Báo cáo!E4"}},
		{"a formula that only sounds like a sum", top + head + "\n|ND02/TL|||#1\n||=TONG(A1)||#3", []string{"ND02/TL 1 E3"}, []string{"error dong-khong-ro Báo cáo!E4"}},
		{"rows sorted, deleted, blank between", top + head + "\n|ND02/TL|||#1\n\n\n|ND01/TIN|||#5|||x", []string{"ND02/TL 1 E3", "ND01/TIN 5 E6"}, nil},
		{"heading repeated, columns numbered", top + head + "\n(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)\n|ND02/TL|||#1\n" + head + "\n|ND02/GIO|||#2.5", []string{"ND02/TL 1 E4", "ND02/GIO 2.5 E6"}, nil},
		{"letters number the first columns", top + head + "\nA|B|C|D|1|2|3|4\n|ND02/TL|||#1", []string{"ND02/TL 1 E4"}, nil},
		{"sum and signature below", top + head + "\n|ND02/TL|||#1\n||Tổng cộng||#1\n\n||||Huế, ngày 15 tháng 6 năm 2025\n||NGƯỜI LẬP||THỦ TRƯỞNG ĐƠN VỊ\n||Nguyễn Văn A||Trần Thị B|12", []string{"ND02/TL 1 E3"}, []string{"info dong-tong Báo cáo!C4", "warning so-duoi-chu-ky Báo cáo!F8"}},
		{"a figure is no signature", top + head + "\n|ND02/TL|||#1\n||Hội nghị do Giám đốc chủ trì||#7\n||Đăng tin thêm||#9", []string{"ND02/TL 1 E3"}, []string{"error dong-khong-ro Báo cáo!E4", "error dong-khong-ro Báo cáo!E5"}},
		{"a sum has no code", top + head + "\n|ND02/TL|||#1\n|ND01-TIN|Tổng cộng||#15", []string{"ND02/TL 1 E3"}, []string{"error ma-sai-dang Báo cáo!B4"}},
		{"by number and texts", top + head + "\n1.||" + long + "|tin, bài  trên trang thông tin điện tử|#5|||x", []string{"ND01/TIN 5 E3"}, nil},
		{"texts with another number", top + head + "\n2||" + long + "|Tin, bài trên trang thông tin điện tử|#5", nil, []string{"error dong-khong-ro Báo cáo!E3"}},
		{"texts without a number", top + head + "\n||" + long + "|Tin, bài trên trang thông tin điện tử|#5", nil, []string{"error dong-khong-ro Báo cáo!E3"}},
		{"changed text", top + head + "\n1||Tuyên truyền|Tin, bài trên trang thông tin điện tử|#5", nil, []string{"error dong-khong-ro Báo cáo!E3"}},
		{"code of another shape", top + head + "\n1|ND01-TIN|||#5", nil, []string{"error ma-sai-dang Báo cáo!B3"}},
		{"text without a row", top + head + "\n|ND02/TL|||#1\n||||||Đã làm thêm\n|ND02/KH|||có", []string{"ND02/TL 1 E3", "ND02/KH 1 E5"}, []string{"warning dong-khong-doc Báo cáo!G4"}},
		{"heading of a group", top + head + "\nI||Nhóm một\n|ND02/TL|||#1", []string{"ND02/TL 1 E4"}, nil},
		{"code beside another's text", top + head + "\n|ND02/TIN|" + long + "||#5", []string{"ND02/TIN 5 E3"}, []string{"error ma-lech Báo cáo!B3", "warning ngoai-ke-hoach Báo cáo!E3", "warning thieu-minh-chung Báo cáo!E3"}},
		{"code beside another's product", top + head + "\n|ND02/TL||Hội nghị|#5", []string{"ND02/TL 5 E3"}, []string{"error ma-lech Báo cáo!B3"}},

		{"repeated and added up", top + head + "\n|ND02/TL|||#1|#10\n|ND02/TL|||#2|#20", []string{"ND02/TL 3 E3 E4", "ND02/TL people 30 F3 F4"}, []string{"warning dong-cong Báo cáo!E4", "warning dong-cong Báo cáo!F4"}},
		{"repeated, one blank", top + head + "\n|ND02/TL|||#1\n|ND02/TL", []string{"ND02/TL 1 E3"}, nil},
		{"repeated, largest", top + head + "\n|ND02/GIO|||#1\n|ND02/GIO|||#2", nil, []string{"error dong-trung Báo cáo!E4"}},
		{"repeated, latest", top + head + "\n|ND03/CB|||#1\n|ND03/CB|||#1", nil, []string{"error dong-trung Báo cáo!E4"}},
		{"repeated, yes or no", top + head + "\n|ND02/KH|||có\n|ND02/KH|||có", nil, []string{"error dong-trung Báo cáo!E4"}},
		{"repeated, people of any product", top + head + "\n|ND02/GIO||||#1\n|ND02/GIO||||#2", []string{"ND02/GIO people 3 F3 F4"}, []string{"warning nguoi-khong-ket-qua Báo cáo!F3", "warning dong-cong Báo cáo!F4"}},
		{"repeated, figure and KAD", top + head + "\n|ND02/TL|||#1\n|ND02/TL|||KAD", nil, []string{"error dong-trung Báo cáo!E4"}},
		{"repeated, KAD both", top + head + "\n|ND02/TL|||KAD\n|ND02/TL|||KAD", []string{"ND02/TL KAD E3 E4"}, []string{"warning dong-trung-kad Báo cáo!E4"}},

		{"not asked", top + head + "\n|ND03/TL|||#4", []string{"ND03/TL 4 E3"}, []string{"warning ngoai-ke-hoach Báo cáo!E3"}},
		{"not in the plan", top + head + "\n|ND77/XYZ|||2,5", []string{"ND77/XYZ 2.5 E3"}, []string{"warning ngoai-ke-hoach Báo cáo!E3"}},
		{"wrong item code beside the texts of an asked row", top + head + "\n2|ND2/TL|Phổ biến kế hoạch cải cách hành chính|Tài liệu phát tại hội nghị|#1", []string{"ND2/TL 1 E3"}, []string{"error ma-khong-co Báo cáo!B3"}},
		{"wrong product code beside the texts of an asked row", top + head + "\n|ND02/TLL|Phổ biến kế hoạch cải cách hành chính|Tài liệu phát tại hội nghị|||mô tả", nil, []string{"error ma-khong-co Báo cáo!B3"}},
		{"wrong code, nothing filled in", top + head + "\n2|ND2/TL|Phổ biến kế hoạch cải cách hành chính|Tài liệu phát tại hội nghị\n|ND02/TL|||#1", []string{"ND02/TL 1 E4"}, nil},
		{"wrong code beside texts that the unit is not asked", top + head + "\n3|ND3/TL|=Nội dung bắt đầu bằng dấu bằng|Tài liệu phát tại hội nghị|#1", []string{"ND3/TL 1 E3"}, []string{"warning ngoai-ke-hoach Báo cáo!E3"}},
		{"wrong code, rows numbered anew", top + head + "\n1|ND2/TL|Phổ biến kế hoạch cải cách hành chính|Tài liệu phát tại hội nghị|#1", []string{"ND2/TL 1 E3"}, []string{"error ma-khong-co Báo cáo!B3"}},
		{"real code beside its own texts, not asked", top + head + "\n2|ND02/TIN|Phổ biến kế hoạch cải cách hành chính|Tin, bài trên trang thông tin điện tử|#1|||x", []string{"ND02/TIN 1 E3"}, []string{"warning ngoai-ke-hoach Báo cáo!E3"}},
		{"not asked and empty", top + head + "\n|ND03/TL\n|ND02/TL|||#1", []string{"ND02/TL 1 E4"}, nil},

		{"faults each at its cell", top + head + "\n|ND02/TL|||15-20|#-3\n|ND02/GIO|||%0.5|?\n|ND02/KH|||=1+1|#2.5|||31/6/2025\n|ND03/CB|||d45823|1,5", nil,
			[]string{"error khoang-so Báo cáo!E3", "error so-am Báo cáo!F3", "error o-phan-tram Báo cáo!E4", "error o-logic Báo cáo!F4", "error cong-thuc-chua-tinh Báo cáo!E5", "error so-le Báo cáo!F5", "error ngay-khong-co Báo cáo!I5", "error o-ngay Báo cáo!E6", "error so-le Báo cáo!F6"}},
		{"date outside the period", top + head + "\n|ND02/TL|||#1||||15/6/2025\n|ND02/KH|||có||||d45822", []string{"ND02/TL 1 E3", "ND02/KH 1 E4"}, []string{"warning ngay-ngoai-ky Báo cáo!I3"}},
		{"evidence missing", top + head + "\n|ND01/TIN|||#5", []string{"ND01/TIN 5 E3"}, []string{"warning thieu-minh-chung Báo cáo!E3"}},
		{"no evidence for nothing", top + head + "\n|ND01/TIN|||#0", []string{"ND01/TIN 0 E3"}, nil},
		{"companion missing", top + head + "\n|ND02/HN|||#2\n|ND02/TL|||#0", []string{"ND02/HN 2 E3", "ND02/TL 0 E4"}, []string{"warning thieu-san-pham-kem Báo cáo!E3"}},
		{"companion there", top + head + "\n|ND02/HN|||#2\n|ND02/TL|||#1", []string{"ND02/HN 2 E3", "ND02/TL 1 E4"}, nil},
		{"more than its denominator", top + head + "\n|ND01/TIN|||#2|||x\n|ND01/TL|||#3", []string{"ND01/TIN 2 E3", "ND01/TL 3 E4"}, []string{"warning lon-hon-mau-so Báo cáo!E4"}},
		{"as many as its denominator", top + head + "\n|ND01/TIN|||#3|||x\n|ND01/TL|||#3", []string{"ND01/TIN 3 E3", "ND01/TL 3 E4"}, nil},
		{"nothing filled in", top + head + "\n|ND01/TIN", nil, []string{"warning bao-cao-trong Báo cáo"}},
		{"column removed, column added", top + "Mã|Kết quả trong kỳ|Ghi chú|Mô tả kết quả|Minh chứng|Ngày thực hiện|Khó khăn, vướng mắc|Kiến nghị\nND02/TL|#1|xem sau", []string{"ND02/TL 1 B3"}, []string{"warning thieu-cot Báo cáo!B2", "warning cot-la Báo cáo!C2"}},
		{"column twice", top + head + "|Kết quả trong kỳ\n|ND02/TL|||#1|||||||#2", []string{"ND02/TL 1 E3"}, []string{"error cot-trung Báo cáo!L2"}},
		{"like column beside the real one", top + head + "|Kết quả\n|ND02/TL|||#1|||||||#2", []string{"ND02/TL 1 E3"}, []string{"warning cot-la Báo cáo!L2"}},
		{"no table", top + "Mã|Tên", nil, []string{"error khong-thay-bang"}},
		{"table without rows", top + head, nil, []string{"error khong-thay-dong Báo cáo!E2"}},
		{"two tables, one named", top + head + "\n|ND02/TL|||#1\n[Nháp]\n" + head + "\n|ND02/TL|||#9", []string{"ND02/TL 1 E3"}, []string{"warning bang-khac Nháp!E1"}},
		{"two tables, none named", "[A]\nMã đơn vị: U01|Kỳ báo cáo: 2025-6T\n" + head + "\n|ND02/TL|||#1\n[B]\n" + head + "\n|ND02/TL|||#9", []string{"ND02/TL 1 E3"}, []string{"error nhieu-bang B!E1"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			sub, fs := ReadSubmission("a.xlsx", workbookOf(t, test.text), sampleContext())
			if sub.Unit != "U01" || sub.Period != firstHalf {
				t.Errorf("unit %q, period %q", sub.Unit, sub.Period)
			}
			if diff := cmp.Diff(test.want, figures(sub)); diff != "" {
				t.Errorf("figures (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.findings, brief(fs)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			for _, f := range fs {
				if f.Severity == finding.Error && (f.Message == "" || f.Hint == "") {
					t.Errorf("%s: no words or no remedy", f.Code)
				}
			}
		})
	}
}

func TestCodeOfNoPlanNamesTheRightOne(t *testing.T) {
	const row = "[Báo cáo]\nMã đơn vị: U01|Kỳ báo cáo: 2025-6T\n" + head + "\n"
	for _, test := range []struct{ text, found, message, hint string }{
		{row + "2|ND2/TL|Phổ biến kế hoạch cải cách hành chính|Tài liệu phát tại hội nghị|#1", "ND2/TL", "mã này không có trong kế hoạch năm 2025; nội dung và sản phẩm ghi cùng dòng có mã ND02/TL", "sửa mã ở ô này thành ND02/TL"},
		{row + "|ND77/XYZ|||#1", "1", "mã của dòng này (ND77/XYZ) không có trong kế hoạch năm 2025; số liệu được giữ riêng là ‘ngoài kế hoạch’", "kiểm tra lại mã ở cột “Mã”"},
		{row + "|ND03/TL|||#1", "1", "nội dung, sản phẩm của dòng này (mã ND03/TL) không giao cho đơn vị; số liệu được giữ riêng là ‘ngoài kế hoạch’", "kiểm tra lại mã ở cột “Mã”"},
	} {
		_, fs := ReadSubmission("a.xlsx", workbookOf(t, test.text), sampleContext())
		if fs = described(fs); len(fs) != 1 || fs[0].Found != test.found || fs[0].Message != test.message || fs[0].Hint != test.hint {
			t.Errorf("%s: %v", test.found, fs)
		}
	}
}

func TestRowWithoutCodeNamesTheRightOne(t *testing.T) {
	const row = "[Báo cáo]\nMã đơn vị: U01|Kỳ báo cáo: 2025-6T\n" + head + "\n|ND02/GIO|||#2\n"
	const texts = "Phổ biến kế hoạch cải cách hành chính|Tài liệu phát tại hội nghị|#1"
	for _, test := range []struct{ text, at, hint string }{
		{row + "2|ND02-TL|" + texts, "B4", "sửa mã ở ô này thành ND02/TL"},
		{row + "||" + texts, "E4", "ghi mã ND02/TL vào cột “Mã” của dòng này"},
		{row + "2|ND02-TL|||#1", "B4", "ghi lại mã đúng như ở dòng này của mẫu đã phát"},
		{row + "||Khác|Khác|#1", "E4", "ghi mã của dòng vào cột “Mã” như trong mẫu đã phát, hoặc chuyển số liệu vào dòng của mẫu"},
	} {
		_, fs := ReadSubmission("a.xlsx", workbookOf(t, test.text), sampleContext())
		if fs = described(fs); len(fs) != 1 || fs[0].Pos.Cell != test.at || fs[0].Hint != test.hint {
			t.Errorf("want %s: %q, got %v", test.at, test.hint, fs)
		}
	}
}

func TestMergedCells(t *testing.T) {
	text := "[Báo cáo]\nMã đơn vị: U01|Kỳ báo cáo: 2025-6T\n" + head + "\n2|ND02/TL|Phổ biến kế hoạch cải cách hành chính|Tài liệu phát tại hội nghị|#1||mô tả\n|||Ban hành kế hoạch|có\n|ND02/GIO|||#2"
	for _, test := range []struct {
		name, from, to string
		want           []string
		findings       []string
	}{
		{"number and text over two products", "A3", "A4", nil, nil}, // with C3:C4 below
		{"figure over two rows", "E3", "E5", nil, []string{"error o-gop Báo cáo!E3"}},
		{"figure over two columns", "E3", "F3", nil, []string{"error o-gop Báo cáo!E3"}},
		{"text over two rows", "G3", "G5", nil, []string{"warning o-gop-chu Báo cáo!G3"}},
		{"figure over a row that is no one's", "E5", "E6", nil, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			data := edit(t, workbookOf(t, text), func(f *excelize.File) {
				for _, m := range [][2]string{{test.from, test.to}, {"A3", "A4"}, {"C3", "C4"}} {
					if err := f.MergeCell("Báo cáo", m[0], m[1]); err != nil {
						t.Fatal(err)
					}
				}
			})
			sub, fs := ReadSubmission("a.xlsx", data, sampleContext())
			if diff := cmp.Diff(test.findings, brief(fs)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			// The second row has no code: its number and text come through the merge.
			if !slices.Contains(figures(sub), "ND02/KH 1 E4") && test.to != "E5" {
				t.Errorf("figures %v", figures(sub))
			}
		})
	}
}

func TestAssessmentSheet(t *testing.T) {
	text := "[Báo cáo]\nMã đơn vị: U01|Kỳ báo cáo: 2025-6T\n" + head + "\n|ND02/TL|||#1\n[ĐÁNH GIÁ CHUNG]\nMục|Nội dung\n1. Ưu điểm|Tốt\n|Rất tốt\nHạn chế|Chậm\nKhác|Ngoài lề\n|Thêm\nPhương hướng kỳ tới|#5"
	sub, fs := ReadSubmission("a.xlsx", workbookOf(t, text), sampleContext())
	var got []string
	for _, a := range sub.Assessments {
		got = append(got, a.Section+" "+a.Text+" "+a.Place.Cell)
	}
	want := []string{"uu_diem Tốt B2", "uu_diem Rất tốt B3", "ton_tai Chậm B4", "phuong_huong 5 B7"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"warning muc-la ĐÁNH GIÁ CHUNG!B5"}, brief(fs)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestTextIsComposed(t *testing.T) {
	text := "[Báo cáo]\nMã đơn vị: U01|Kỳ báo cáo: 2025-6T\n" + head + "\n|ND02/TL|||#1||Tie\u0302\u0301ng Vie\u0323\u0302t"
	sub, _ := ReadSubmission("a.xlsx", workbookOf(t, text), sampleContext())
	if len(sub.Remarks) != 1 || sub.Remarks[0].Text != "Tiếng Việt" {
		t.Errorf("remarks %+v", sub.Remarks)
	}
}
