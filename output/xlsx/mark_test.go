package xlsx

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// original is a small workbook with all that marking must leave alone.
func original(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	do(f.SetSheetName("Sheet1", "Báo cáo"))
	do(f.SetCellStr("Báo cáo", "A1", "Mã"))
	do(f.SetCellStr("Báo cáo", "A2", "ND01/TIN"))
	do(f.SetCellStr("Báo cáo", "H9", "15-20"))
	do(f.SetCellInt("Báo cáo", "H10", -3))
	do(f.SetCellFormula("Báo cáo", "H11", "H10+1"))
	style, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: 3, Protection: &excelize.Protection{Locked: false}})
	do(err)
	do(f.SetCellStyle("Báo cáo", "H10", "H10", style))
	do(f.MergeCell("Báo cáo", "B2", "C3"))
	do(f.AddComment("Báo cáo", excelize.Comment{Cell: "H9", Author: "đơn vị", Text: "xem công văn"}))
	do(f.AddComment("Báo cáo", excelize.Comment{Cell: "A2", Author: "đơn vị", Text: "giữ nguyên"}))
	do(f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'Báo cáo'!$1:$1", Scope: "Báo cáo"}))
	_, err = f.NewSheet("_vanthu")
	do(err)
	do(f.SetSheetVisible("_vanthu", false, true))
	do(f.ProtectSheet("Báo cáo", &excelize.SheetProtectionOptions{SelectLockedCells: true}))
	buf, err := f.WriteToBuffer()
	do(err)
	return buf.Bytes()
}

func fault(cell, code, found string, severity finding.Severity) finding.Finding {
	return finding.Finding{Severity: severity, Code: code, Pos: finding.Cell("a.xlsx", "Báo cáo", cell), Found: found, Message: "ô này phải là một số", Hint: "gõ một số, ví dụ 15"}
}

func sampleFindings() []finding.Finding {
	return []finding.Finding{
		{Severity: finding.Error, Code: "thieu-ky", Pos: finding.Pos{File: "a.xlsx"}, Message: "không thấy kỳ", Hint: "ghi kỳ"},
		fault("C3", "o-gop", "", finding.Warning),
		fault("H9", "khoang-so", "15-20", finding.Error),
		fault("H9", "thieu-minh-chung", "15-20", finding.Warning),
		fault("H10", "so-am", "-3", finding.Error),
		{Severity: finding.Error, Code: "x", Pos: finding.Cell("a.xlsx", "Không có", "A1"), Found: "=1+1", Message: "sheet lạ"},
	}
}

func open(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestMarkListsEverythingFirst(t *testing.T) {
	marked, _, err := Mark(original(t), sampleFindings())
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, marked)
	if diff := cmp.Diff([]string{"Lỗi cần sửa", "Báo cáo", "_vanthu"}, f.GetSheetList()); diff != "" {
		t.Errorf("sheets (-want +got):\n%s", diff)
	}
	if f.GetActiveSheetIndex() != 0 {
		t.Error("the list is not what opens first")
	}
	rows, err := f.GetRows("Lỗi cần sửa")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"BÁO CÁO CHƯA NHẬN ĐƯỢC – CÁC CHỖ CẦN SỬA"},
		{"Có 4 lỗi phải sửa (ô tô đỏ) và 2 chỗ nên xem lại (ô tô vàng)."},
		{"Bấm vào địa chỉ ở cột “Ô” để đến đúng chỗ. Sửa ngay trong tệp này, lưu lại rồi gửi lại cả tệp; không phải xóa sheet này, màu và ghi chú."},
		nil,
		{"STT", "Mức", "Sheet", "Ô", "Đang ghi", "Vì sao", "Cách sửa"},
		{"1", "Lỗi", "", "", "", "Không thấy kỳ.", "Ghi kỳ."},
		{"2", "Cảnh báo", "Báo cáo", "C3", "", "Ô này phải là một số.", "Gõ một số, ví dụ 15."},
		{"3", "Lỗi", "Báo cáo", "H9", "15-20", "Ô này phải là một số.", "Gõ một số, ví dụ 15."},
		{"4", "Cảnh báo", "Báo cáo", "H9", "15-20", "Ô này phải là một số.", "Gõ một số, ví dụ 15."},
		{"5", "Lỗi", "Báo cáo", "H10", "-3", "Ô này phải là một số.", "Gõ một số, ví dụ 15."},
		{"6", "Lỗi", "Không có", "A1", "=1+1", "Sheet lạ."},
	}
	for i, row := range rows {
		rows[i] = row[:min(len(row), len(columns))] // behind them the fills are kept
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("list (-want +got):\n%s", diff)
	}
	if formula, _ := f.GetCellFormula("Lỗi cần sửa", "E11"); formula != "" {
		t.Errorf("a quoted text became the formula %q", formula)
	}
}

func TestMarkColoursAndComments(t *testing.T) {
	marked, _, err := Mark(original(t), sampleFindings())
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, marked)
	for cell, want := range map[string]string{"B2": warningColor, "H9": errorColor, "H10": errorColor, "A2": "", "H11": ""} {
		id, _ := f.GetCellStyle("Báo cáo", cell)
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if len(style.Fill.Color) > 0 {
			got = style.Fill.Color[0]
		}
		if got != want {
			t.Errorf("%s: fill %q, want %q", cell, got, want)
		}
		if cell == "H10" && (!style.Font.Bold || style.NumFmt != 3 || style.Protection == nil || style.Protection.Locked) {
			t.Errorf("H10 lost its font, format or protection: %+v", style)
		}
	}
	comments, err := f.GetComments("Báo cáo")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, c := range comments {
		if got[c.Cell] != "" {
			t.Errorf("%s has two comments", c.Cell)
		}
		got[c.Cell] = c.Text
		for _, run := range c.Paragraph {
			got[c.Cell] += run.Text
		}
	}
	if h9 := got["H9"]; !strings.Contains(h9, "Lỗi: Ô này phải là một số.\nCách sửa: Gõ một số, ví dụ 15.") || !strings.Contains(h9, "Cảnh báo: ") || !strings.Contains(h9, "xem công văn") {
		t.Errorf("comment of H9: %q", h9)
	}
	if got["A2"] != "giữ nguyên" {
		t.Errorf("the unit's own comment became %q", got["A2"])
	}
	if len(got) != 4 {
		t.Errorf("comments on %d cells, want 4: %v", len(got), got)
	}
}

func TestMarkLeavesTheRestAlone(t *testing.T) {
	before, _, err := Mark(original(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	marked, _, err := Mark(original(t), sampleFindings())
	if err != nil {
		t.Fatal(err)
	}
	again, _, err := Mark(original(t), sampleFindings())
	if err != nil || !bytes.Equal(marked, again) {
		t.Errorf("the same file and findings gave other bytes (%v)", err)
	}
	for _, data := range [][]byte{before, marked} {
		f := open(t, data)
		if v, _ := f.GetCellValue("Báo cáo", "H9"); v != "15-20" {
			t.Errorf("H9 is %q", v)
		}
		if v, _ := f.GetCellFormula("Báo cáo", "H11"); v != "H10+1" {
			t.Errorf("formula is %q", v)
		}
		if visible, _ := f.GetSheetVisible("_vanthu"); visible {
			t.Error("the hidden sheet came to light")
		}
		names := f.GetDefinedName()
		if len(names) != 2 || names[0].Scope != "Báo cáo" || names[1].Scope != report.FaultSheet {
			t.Errorf("print titles moved to another sheet: %+v", names)
		}
		if p, err := f.GetSheetProtection("Báo cáo"); err != nil || !p.SelectLockedCells {
			t.Errorf("protection %+v, %v", p, err)
		}
	}
}

// fillOf gives the colour of a cell's fill, "" for none.
func fillOf(t testing.TB, f *excelize.File, sheet, cell string) string {
	t.Helper()
	id, err := f.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(style.Fill.Color, " ")
}

// commentsOf gives the words of a sheet's comments by cell.
func commentsOf(t testing.TB, f *excelize.File, sheet string) map[string]string {
	t.Helper()
	comments, err := f.GetComments(sheet)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, c := range comments {
		if _, twice := out[c.Cell]; twice {
			t.Errorf("%s has two comments", c.Cell)
		}
		out[c.Cell] = wordsOf(c)
	}
	return out
}

// withoutAuthors forgets whose the comments are, as LibreOffice does.
func withoutAuthors(t testing.TB, data []byte) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range r.File {
		in, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		to, err := w.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(bytes.ReplaceAll(text, []byte("<author>"+author+"</author>"), []byte("<author></author>"))); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Of a marked copy that comes again, what is mended is no longer marked: fills and
// comments are as the unit had them, and there is one list.
func TestMarkedCopyCanBeMarkedAgain(t *testing.T) {
	first := open(t, original(t))
	yellow, err := first.NewStyle(&excelize.Style{Fill: solid("FFF7DB")})
	if err != nil {
		t.Fatal(err)
	}
	if err := first.SetCellStyle("Báo cáo", "H9", "H9", yellow); err != nil {
		t.Fatal(err)
	}
	buf, err := first.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	left := []finding.Finding{fault("H10", "so-am", "-3", finding.Error)}
	for _, keepList := range []bool{true, false} {
		marked, _, err := Mark(buf.Bytes(), sampleFindings())
		if err != nil {
			t.Fatal(err)
		}
		wantFill := "FFF7DB"
		if !keepList {
			f := open(t, marked)
			if err := f.DeleteSheet(report.FaultSheet); err != nil {
				t.Fatal(err)
			}
			without, err := f.WriteToBuffer()
			if err != nil {
				t.Fatal(err)
			}
			marked, wantFill = without.Bytes(), ""
		}
		twice, _, err := Mark(withoutAuthors(t, marked), left)
		if err != nil {
			t.Fatal(err)
		}
		f := open(t, twice)
		if diff := cmp.Diff([]string{"Lỗi cần sửa", "Báo cáo", "_vanthu"}, f.GetSheetList()); diff != "" {
			t.Errorf("sheets (-want +got):\n%s", diff)
		}
		for cell, want := range map[string]string{"H9": wantFill, "B2": "", "H10": errorColor} {
			if got := fillOf(t, f, "Báo cáo", cell); got != want {
				t.Errorf("list kept %v: fill of %s is %q, want %q", keepList, cell, got, want)
			}
		}
		want := map[string]string{"A2": "giữ nguyên", "H9": "xem công văn", "H10": "Lỗi: Ô này phải là một số.\nCách sửa: Gõ một số, ví dụ 15."}
		if diff := cmp.Diff(want, commentsOf(t, f, "Báo cáo")); diff != "" {
			t.Errorf("list kept %v: comments (-want +got):\n%s", keepList, diff)
		}
		if names := f.GetDefinedName(); len(names) != 2 || names[0].Scope != "Báo cáo" {
			t.Errorf("names: %+v", names)
		}
	}
}

// The ending of the marked copy is that of its kind, whatever the file was named.
func TestMarkNamesTheKind(t *testing.T) {
	for ext, want := range map[string]string{".xlsx": ".xlsx", ".xltx": ".xlsx", ".xlsm": ".xlsm", ".xltm": ".xlsm"} {
		f := open(t, original(t))
		f.Path = "a" + ext
		var buf bytes.Buffer
		if _, err := f.WriteTo(&buf); err != nil {
			t.Fatal(err)
		}
		_, got, err := Mark(buf.Bytes(), sampleFindings())
		if err != nil || got != want {
			t.Errorf("a workbook saved as %s is named %q, want %q (%v)", ext, got, want, err)
		}
	}
}

func TestMarkFindsASheetOfDecomposedName(t *testing.T) {
	f := open(t, original(t))
	if err := f.SetSheetName("Báo cáo", "Ba\u0301o ca\u0301o"); err != nil {
		t.Fatal(err)
	}
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	marked, _, err := Mark(buf.Bytes(), []finding.Finding{fault("H10", "so-am", "-3", finding.Error)})
	if err != nil {
		t.Fatal(err)
	}
	comments, err := open(t, marked).GetComments("Ba\u0301o ca\u0301o")
	if err != nil || len(comments) != 3 {
		t.Errorf("%d comments, want the unit's two and ours (%v)", len(comments), err)
	}
}

// A file without a theme, as LibreOffice writes it: the painted cell keeps its border
// and font colours.
func TestMarkKeepsLooksWithoutATheme(t *testing.T) {
	f := open(t, original(t))
	style, err := f.NewStyle(&excelize.Style{Fill: solid("FFF7DB"), Border: thin, Font: &excelize.Font{Color: "C00000"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellStyle("Báo cáo", "H9", "H9", style); err != nil {
		t.Fatal(err)
	}
	f.Pkg.Delete("xl/theme/theme1.xml")
	f.Theme = nil
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	marked, _, err := Mark(buf.Bytes(), sampleFindings())
	if err != nil {
		t.Fatal(err)
	}
	again, _, err := Mark(marked, nil)
	if err != nil {
		t.Fatal(err)
	}
	for want, data := range map[string][]byte{errorColor: marked, "FFF7DB": again} {
		f := open(t, data)
		id, err := f.GetCellStyle("Báo cáo", "H9")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.GetStyle(id); err != nil { // reads the styles
			t.Fatal(err)
		}
		s := f.Styles
		x := s.CellXfs.Xf[id]
		fill, border, font := s.Fills.Fill[*x.FillID].PatternFill.FgColor.RGB, s.Borders.Border[*x.BorderID].Left.Color.RGB, s.Fonts.Font[*x.FontID].Color.RGB
		if fill != "FF"+want || border != "FF9AA5B1" || font != "FFC00000" {
			t.Errorf("want fill %s: fill %s, border %s, font %s", want, fill, border, font)
		}
	}
}

func TestMarkRefusesWhatIsNoWorkbook(t *testing.T) {
	var other bytes.Buffer // a package, as an .ods is
	z := zip.NewWriter(&other)
	if _, err := z.Create("content.xml"); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for _, data := range [][]byte{nil, []byte("PK\x03\x04 cut"), []byte("text"), original(t)[:500], other.Bytes()} {
		if marked, _, err := Mark(data, sampleFindings()); err == nil || marked != nil {
			t.Errorf("%.8q: marked %d bytes, error %v", data, len(marked), err)
		}
	}
}

func TestMarkOnlyCommentsOnRemarks(t *testing.T) {
	marked, _, err := Mark(original(t), []finding.Finding{fault("H11", "dong-tong", "", finding.Info)})
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, marked)
	id, _ := f.GetCellStyle("Báo cáo", "H11")
	style, err := f.GetStyle(id)
	if err != nil || len(style.Fill.Color) > 0 {
		t.Errorf("a remark was painted: %+v, %v", style.Fill, err)
	}
	comments, err := f.GetComments("Báo cáo")
	if err != nil || len(comments) != 3 {
		t.Errorf("%d comments, want the unit's two and ours (%v)", len(comments), err)
	}
}

func BenchmarkMark(b *testing.B) {
	data := original(b)
	for b.Loop() {
		if _, _, err := Mark(data, sampleFindings()); err != nil {
			b.Fatal(err)
		}
	}
}
