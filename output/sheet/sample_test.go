package sheet

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"vanthu/templates"
)

const samplePath = "../../testdata/templates/bieu-tong-hop.xlsx"

// makeSample makes the example of a superior's form as an office would draw it
// in Excel: title, heading with merged cells, a group of rows for each task with
// a row for each product, a total, percentages, a print area.
func makeSample(t testing.TB) []byte {
	f := excelize.NewFile()
	defer f.Close()
	s := "Biểu {ky.nam}"
	style := func(of excelize.Style) int {
		of.Font.Family = "Times New Roman"
		id, err := f.NewStyle(&of)
		must(t, err)
		return id
	}
	box := []excelize.Border{{Type: "left", Style: 1, Color: "000000"}, {Type: "right", Style: 1, Color: "000000"}, {Type: "top", Style: 1, Color: "000000"}, {Type: "bottom", Style: 1, Color: "000000"}}
	middle, left := &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}, &excelize.Alignment{Vertical: "center", WrapText: true}
	thousands := 3
	title := style(excelize.Style{Font: &excelize.Font{Size: 13, Bold: true}, Alignment: middle})
	plain := style(excelize.Style{Font: &excelize.Font{Size: 12, Italic: true}, Alignment: middle})
	head := style(excelize.Style{Font: &excelize.Font{Size: 12, Bold: true}, Alignment: middle, Border: box})
	group := style(excelize.Style{Font: &excelize.Font{Size: 12, Bold: true}, Alignment: left, Border: box, NumFmt: thousands})
	text := style(excelize.Style{Font: &excelize.Font{Size: 12}, Alignment: left, Border: box})
	figure := style(excelize.Style{Font: &excelize.Font{Size: 12}, Border: box, NumFmt: thousands})
	percent := "0.0%"
	share := style(excelize.Style{Font: &excelize.Font{Size: 12}, Border: box, CustomNumFmt: &percent})
	must(t, f.SetSheetName("Sheet1", s))
	for _, c := range []struct{ ref, text string }{
		{"A1", "{co_quan_ban_hanh}"}, {"A2", "BIỂU TỔNG HỢP KẾT QUẢ TUYÊN TRUYỀN CẢI CÁCH HÀNH CHÍNH"}, {"A3", "Kỳ báo cáo: {ky.ten} (số liệu từ {ky.tu_ngay} đến {ky.den_ngay})"},
		{"A5", "TT"}, {"B5", "Nhiệm vụ, sản phẩm"}, {"C5", "Đơn vị tính"}, {"D5", "Kết quả trong kỳ"}, {"D6", "Chỉ tiêu năm"}, {"E6", "Kết quả"}, {"F6", "Tỷ lệ"}, {"G5", "Lượt người"},
		{"A7", "{#nhiem_vu}"}, {"A8", "{tt}"}, {"B8", "{ten}"},
		{"A9", "{#san_pham}"}, {"B9", "{ten}"}, {"C9", "{dvt}"}, {"D9", "{chi_tieu_so}"}, {"E9", "{ket_qua_so}"}, {"G9", "{luot_nguoi_so}{/san_pham}"},
		{"A10", "{/nhiem_vu}"}, {"A11", "Tổng cộng"}, {"A13", "{dia_danh_ngay}"}, {"A14", "{#ky_ten.dong}{ten}\n{/ky_ten.dong}"}, {"A16", "{ky_ten.ho_ten}"},
	} {
		must(t, f.SetCellStr(s, c.ref, c.text))
	}
	must(t, f.SetCellFormula(s, "F9", `IF(N(D9)>0,E9/D9,"")`), f.SetCellFormula(s, "G8", "SUBTOTAL(9,G9:G9)"), f.SetCellFormula(s, "G11", "SUBTOTAL(9,G8:G9)"),
		f.SetCellStyle(s, "A1", "G2", title), f.SetCellStyle(s, "A3", "G3", plain), f.SetCellStyle(s, "A5", "G6", head), f.SetCellStyle(s, "A8", "G8", group),
		f.SetCellStyle(s, "A9", "C9", text), f.SetCellStyle(s, "D9", "E9", figure), f.SetCellStyle(s, "F9", "F9", share), f.SetCellStyle(s, "G9", "G9", figure),
		f.SetCellStyle(s, "A11", "G11", group), f.SetCellStyle(s, "A13", "G13", plain), f.SetCellStyle(s, "A14", "G16", title))
	for _, area := range [][2]string{{"A1", "G1"}, {"A2", "G2"}, {"A3", "G3"}, {"A5", "A6"}, {"B5", "B6"}, {"C5", "C6"}, {"D5", "F5"}, {"G5", "G6"}, {"B8", "F8"}, {"A11", "F11"},
		{"A13", "G13"}, {"A14", "G15"}, {"A16", "G16"}} {
		must(t, f.MergeCell(s, area[0], area[1]))
	}
	for col, width := range map[string]float64{"A": 6, "B": 42, "C": 12, "D": 12, "E": 12, "F": 10, "G": 12} { // a property each: any order
		must(t, f.SetColWidth(s, col, col, width))
	}
	red, err := f.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: "C00000"}})
	must(t, err)
	portrait, size, one, many, yes := "portrait", 9, 1, 0, true
	must(t, f.SetRowHeight(s, 2, 24),
		f.SetConditionalFormat(s, "F9", []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: "N($F9)<0.5", Format: &red}}),
		f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: "'" + s + "'!$A$1:$G$16", Scope: s}),
		f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + s + "'!$5:$6", Scope: s}),
		f.SetPageLayout(s, &excelize.PageLayoutOptions{Orientation: &portrait, Size: &size, FitToWidth: &one, FitToHeight: &many}),
		f.SetSheetProps(s, &excelize.SheetPropsOptions{FitToPage: &yes}),
		f.SetHeaderFooter(s, &excelize.HeaderFooterOptions{OddFooter: "&L{ky.ten}&RTrang &P/&N"}),
		f.SetPanes(s, &excelize.Panes{Freeze: true, YSplit: 6, TopLeftCell: "A7", ActivePane: "bottomLeft"}))
	var b bytes.Buffer
	must(t, f.Write(&b))
	return b.Bytes()
}

// sample reads the example, or writes it anew with GOLDEN set.
func sample(t testing.TB) []byte {
	t.Helper()
	if os.Getenv("GOLDEN") != "" {
		must(t, os.MkdirAll(filepath.Dir(samplePath), 0o755), os.WriteFile(samplePath, makeSample(t), 0o644))
	}
	data, err := os.ReadFile(samplePath)
	must(t, err)
	return data
}

func sampleData() m {
	return m{"co_quan_ban_hanh": "SỞ Y TẾ", "ky": m{"ten": "6 tháng đầu năm 2025", "nam": "2025", "tu_ngay": "15/12/2024", "den_ngay": "14/6/2025"},
		"dia_danh_ngay": "Huế, ngày 18 tháng 6 năm 2025", "ky_ten": m{"dong": l{m{"ten": "KT. GIÁM ĐỐC"}, m{"ten": "PHÓ GIÁM ĐỐC"}}, "ho_ten": "Nguyễn Văn An"},
		"nhiem_vu": l{
			m{"tt": json.Number("1"), "ten": "Đưa tin về công tác cải cách hành chính", "san_pham": l{
				m{"ten": "Tin, bài", "dvt": "tin, bài", "chi_tieu_so": json.Number("80"), "ket_qua_so": json.Number("45"), "luot_nguoi_so": nil},
				m{"ten": "Phóng sự", "dvt": "phóng sự", "chi_tieu_so": nil, "ket_qua_so": json.Number("3"), "luot_nguoi_so": nil}}},
			m{"tt": json.Number("2"), "ten": "Hội nghị, tập huấn", "san_pham": l{
				m{"ten": "Hội nghị", "dvt": "cuộc", "chi_tieu_so": json.Number("20"), "ket_qua_so": json.Number("17"), "luot_nguoi_so": json.Number("1234")},
				m{"ten": "Tập huấn", "dvt": "lớp", "chi_tieu_so": json.Number("4"), "ket_qua_so": json.Number("1"), "luot_nguoi_so": json.Number("66")}}},
			m{"tt": json.Number("3"), "ten": "Kiểm tra việc niêm yết thủ tục", "san_pham": l{}}}}
}

func TestSampleIsMadeByThisProgram(t *testing.T) {
	if !bytes.Equal(sample(t), makeSample(t)) {
		t.Error("the example differs from what makeSample makes; run make golden")
	}
}

// Every cell of the example, and what its formulas come to.
func TestSample(t *testing.T) {
	out := fill(t, sample(t), sampleData())
	want := lines(`A1=SỞ Y TẾ
		A2=BIỂU TỔNG HỢP KẾT QUẢ TUYÊN TRUYỀN CẢI CÁCH HÀNH CHÍNH
		A3=Kỳ báo cáo: 6 tháng đầu năm 2025 (số liệu từ 15/12/2024 đến 14/6/2025)
		A5=TT
		B5=Nhiệm vụ, sản phẩm
		C5=Đơn vị tính
		D5=Kết quả trong kỳ
		G5=Lượt người
		D6=Chỉ tiêu năm
		E6=Kết quả
		F6=Tỷ lệ
		A7:=1
		B7=Đưa tin về công tác cải cách hành chính
		G7==SUBTOTAL(9,G8:G9)
		B8=Tin, bài
		C8=tin, bài
		D8:=80
		E8:=45
		F8==IF(N(D8)>0,E8/D8,"")
		B9=Phóng sự
		C9=phóng sự
		E9:=3
		F9==IF(N(D9)>0,E9/D9,"")
		A10:=2
		B10=Hội nghị, tập huấn
		G10==SUBTOTAL(9,G11:G12)
		B11=Hội nghị
		C11=cuộc
		D11:=20
		E11:=17
		F11==IF(N(D11)>0,E11/D11,"")
		G11:=1234
		B12=Tập huấn
		C12=lớp
		D12:=4
		E12:=1
		F12==IF(N(D12)>0,E12/D12,"")
		G12:=66
		A13:=3
		B13=Kiểm tra việc niêm yết thủ tục
		G13==SUBTOTAL(9,G1048576:G1048576)
		A14=Tổng cộng
		G14==SUBTOTAL(9,G7:G13)
		A16=Huế, ngày 18 tháng 6 năm 2025
		A17=KT. GIÁM ĐỐC¶PHÓ GIÁM ĐỐC¶
		A19=Nguyễn Văn An
		`)
	if diff := cmp.Diff(want, cellsOf(t, out)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	f := openBook(t, out)
	name := "Biểu 2025"
	for ref, want := range map[string]string{"F8": "56.3%", "F11": "85.0%", "F12": "25.0%", "F9": "", "G10": "1,300", "G13": "0"} {
		if got, err := f.CalcCellValue(name, ref); err != nil || got != want {
			t.Errorf("%s comes to %q, want %q (%v)", ref, got, want, err)
		}
	}
	if got := f.GetDefinedName(); len(got) != 2 || got[0].RefersTo != "'Biểu 2025'!$A$1:$G$19" || got[1].RefersTo != "'Biểu 2025'!$5:$6" {
		t.Errorf("names %v", got)
	}
	merged, err := f.GetMergeCells(name)
	must(t, err)
	var areas []string
	for _, c := range merged {
		areas = append(areas, c.GetStartAxis()+":"+c.GetEndAxis())
	}
	if got, want := strings.Join(areas, " "), "A1:G1 A2:G2 A3:G3 A5:A6 B5:B6 C5:C6 D5:F5 G5:G6 B7:F7 B10:F10 B13:F13 A14:F14 A16:G16 A17:G18 A19:G19"; got != want {
		t.Errorf("merged %s", got)
	}
	formats, err := f.GetConditionalFormats(name)
	must(t, err)
	if got := fmt.Sprint(slices.Sorted(maps.Keys(formats))); got != "[F8:F9 F11:F12]" {
		t.Errorf("conditional formats %s", got)
	}
}

// The example asks for nothing that the half-year report does not have; a name
// with _so is the raw number of the name without.
func TestSampleUsesFieldsOfTheReport(t *testing.T) {
	known := map[string]bool{}
	for _, f := range templates.Fields("bao-cao-6T") {
		known[f.Name] = true
	}
	fields, err := Fields(sample(t))
	must(t, err)
	for _, f := range fields {
		if name := strings.TrimSuffix(strings.Join(append(f.Sections, f.Name), "."), "_so"); !known[name] && !known[f.Name] {
			t.Errorf("the report has no field %s", name)
		}
	}
}
