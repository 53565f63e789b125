package xlsx

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/finding"
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
	marked, err := Mark(original(t), sampleFindings())
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
		{"STT", "Sheet", "Ô", "Đang ghi", "Lỗi", "Cách sửa"},
		{"1", "", "", "", "Không thấy kỳ.", "Ghi kỳ."},
		{"2", "Báo cáo", "C3", "", "Cảnh báo: Ô này phải là một số.", "Gõ một số, ví dụ 15."},
		{"3", "Báo cáo", "H9", "15-20", "Ô này phải là một số.", "Gõ một số, ví dụ 15."},
		{"4", "Báo cáo", "H9", "15-20", "Cảnh báo: Ô này phải là một số.", "Gõ một số, ví dụ 15."},
		{"5", "Báo cáo", "H10", "-3", "Ô này phải là một số.", "Gõ một số, ví dụ 15."},
		{"6", "Không có", "A1", "=1+1", "Sheet lạ."},
	}
	if diff := cmp.Diff(want, rows[3:]); diff != "" {
		t.Errorf("list (-want +got):\n%s", diff)
	}
	if formula, _ := f.GetCellFormula("Lỗi cần sửa", "D10"); formula != "" {
		t.Errorf("a quoted text became the formula %q", formula)
	}
}

func TestMarkColoursAndComments(t *testing.T) {
	marked, err := Mark(original(t), sampleFindings())
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
	before, err := Mark(original(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	marked, err := Mark(original(t), sampleFindings())
	if err != nil {
		t.Fatal(err)
	}
	again, err := Mark(original(t), sampleFindings())
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
		if len(names) != 1 || names[0].Scope != "Báo cáo" {
			t.Errorf("print titles moved to another sheet: %+v", names)
		}
		if p, err := f.GetSheetProtection("Báo cáo"); err != nil || !p.SelectLockedCells {
			t.Errorf("protection %+v, %v", p, err)
		}
	}
}

func TestMarkedCopyCanBeMarkedAgain(t *testing.T) {
	marked, err := Mark(original(t), sampleFindings())
	if err != nil {
		t.Fatal(err)
	}
	twice, err := Mark(marked, sampleFindings())
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Lỗi cần sửa (2)", "Lỗi cần sửa", "Báo cáo", "_vanthu"}
	if diff := cmp.Diff(want, open(t, twice).GetSheetList()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
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
	marked, err := Mark(buf.Bytes(), []finding.Finding{fault("H10", "so-am", "-3", finding.Error)})
	if err != nil {
		t.Fatal(err)
	}
	comments, err := open(t, marked).GetComments("Ba\u0301o ca\u0301o")
	if err != nil || len(comments) != 3 {
		t.Errorf("%d comments, want the unit's two and ours (%v)", len(comments), err)
	}
}

func TestMarkRefusesWhatIsNoWorkbook(t *testing.T) {
	for _, data := range [][]byte{nil, []byte("PK\x03\x04 cut"), []byte("text"), original(t)[:500]} {
		if marked, err := Mark(data, sampleFindings()); err == nil || marked != nil {
			t.Errorf("%.8q: marked %d bytes, error %v", data, len(marked), err)
		}
	}
}

func TestMarkOnlyCommentsOnRemarks(t *testing.T) {
	marked, err := Mark(original(t), []finding.Finding{fault("H11", "dong-tong", "", finding.Info)})
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
