package workbook

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// retitle changes what a form says of itself; "" leaves a line alone, "-"
// removes it.
type retitle struct {
	hidden     bool // keep the hidden sheet
	name, code string
	period     string
	file       string
}

func (c retitle) apply(t *testing.T, form []byte) []byte {
	t.Helper()
	return edit(t, form, func(f *excelize.File) {
		set := func(cell, label, value string) {
			switch value {
			case "":
			case "-":
				value, label = "", ""
				fallthrough
			default:
				if err := f.SetCellStr("Báo cáo", cell, label+value); err != nil {
					t.Fatal(err)
				}
			}
		}
		set("A3", "Đơn vị: ", c.name)
		set("H3", "Mã đơn vị: ", c.code)
		set("A4", "Kỳ báo cáo: ", c.period)
		if !c.hidden {
			if err := f.DeleteSheet("_vanthu"); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestWhoseFormItIs(t *testing.T) {
	form := mustForm(t, "U01", firstHalf) // 2025-6T of Bệnh viện Đa khoa A
	for _, test := range []struct {
		name   string
		change retitle
		unit   string
		period string
		want   []string // findings of unit and period
	}{
		{"untouched", retitle{hidden: true, file: "U01_2025-6T.xlsx"}, "U01", "2025-6T", nil},
		{"any file name", retitle{hidden: true, file: "Báo cáo 6 tháng 2025 (1).xlsx"}, "U01", "2025-6T", nil},
		{"only hidden", retitle{hidden: true, name: "-", code: "-", period: "-", file: "a.xlsx"}, "U01", "2025-6T", nil},
		{"only title", retitle{file: "a.xlsx"}, "U01", "2025-6T", nil},
		{"only name", retitle{code: "-", file: "a.xlsx"}, "U01", "2025-6T", nil},
		{"name in other spelling", retitle{code: "-", name: "BỆNH VIỆN  ĐA KHOA A", file: "a.xlsx"}, "U01", "2025-6T", nil},
		{"only file", retitle{name: "-", code: "-", period: "-", file: "gửi/U01_2025-6T (2).xlsx"}, "U01", "2025-6T", nil},
		{"file from Windows", retitle{name: "-", code: "-", period: "-", file: `C:\gui\u01_2025-6t.xlsx`}, "U01", "2025-6T", nil},
		{"period as code", retitle{period: "2025-6T", file: "a.xlsx"}, "U01", "2025-6T", nil},
		{"period with a remark", retitle{period: "6 tháng đầu năm 2025 (từ 15/12/2024)", file: "a.xlsx"}, "U01", "2025-6T", nil},
		{"nothing", retitle{name: "-", code: "-", period: "-", file: "a.xlsx"}, "", "", []string{"error thieu-don-vi", "error thieu-ky"}},

		{"retitled form", retitle{hidden: true, period: "quý II năm 2025", file: "a.xlsx"}, "U01", "2025-Q2", []string{"error ky-lech Báo cáo!A4"}},
		{"retitled and renamed", retitle{hidden: true, period: "quý II năm 2025", file: "U01_2025-Q2.xlsx"}, "U01", "2025-Q2", []string{"error ky-lech Báo cáo!A4"}},
		{"renamed only", retitle{hidden: true, file: "U01_2025-Q2.xlsx"}, "U01", "2025-6T", []string{"error ky-lech"}},
		{"title against file", retitle{file: "U01_2025-Q2.xlsx"}, "U01", "2025-6T", []string{"error ky-lech"}},
		{"title cannot be read", retitle{hidden: true, period: "sáu tháng", file: "a.xlsx"}, "U01", "2025-6T", []string{"error ky-khong-doc-duoc Báo cáo!A4"}},
		{"a year's file name", retitle{hidden: true, file: "U01_2025.xlsx"}, "U01", "2025-6T", []string{"error ky-lech"}},
		{"a year in another name", retitle{hidden: true, file: "Baocao_2025.xlsx"}, "U01", "2025-6T", nil},
		{"a day in the name", retitle{hidden: true, file: "nop 2025-06-15.xlsx"}, "U01", "2025-6T", nil},

		{"other code", retitle{hidden: true, code: "U02", file: "a.xlsx"}, "U01", "2025-6T", []string{"error don-vi-lech Báo cáo!H3"}},
		{"other name", retitle{hidden: true, name: "Trung tâm Y tế B", file: "a.xlsx"}, "U01", "2025-6T", []string{"error don-vi-lech Báo cáo!A3"}},
		{"other unit's form", retitle{hidden: true, code: "U02", name: "Trung tâm Y tế B", file: "a.xlsx"}, "U02", "2025-6T", []string{"error don-vi-lech"}},
		{"other file name", retitle{hidden: true, file: "U02_2025-6T.xlsx"}, "U01", "2025-6T", []string{"error don-vi-lech"}},
		{"unknown code", retitle{code: "U99", name: "-", file: "a.xlsx"}, "U99", "2025-6T", []string{"error don-vi-la Báo cáo!H3"}},
		{"unknown code beside a known name", retitle{code: "U99", file: "a.xlsx"}, "U01", "2025-6T", []string{"error don-vi-lech Báo cáo!H3"}},
		{"unknown name", retitle{hidden: true, name: "Bệnh viện A", file: "a.xlsx"}, "U01", "2025-6T", []string{"warning ten-don-vi-la Báo cáo!A3"}},
		{"year without a plan", retitle{period: "quý II năm 2031", file: "a.xlsx"}, "U01", "2031-Q2", []string{"error khong-co-ke-hoach"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			sub, fs := ReadSubmission(test.change.file, test.change.apply(t, form), sampleContext())
			if sub.Unit != test.unit || sub.Period.String() != test.period {
				t.Errorf("unit %q, period %q; want %q, %q", sub.Unit, sub.Period, test.unit, test.period)
			}
			var got []string
			for i, line := range brief(fs) {
				if fs[i].Pos.Sheet == "" && fs[i].Found != "" {
					t.Errorf("a fault of the whole file quotes %q", fs[i].Found)
				}
				if fs[i].Code != "bao-cao-trong" {
					got = append(got, line)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s\n%v", diff, fs)
			}
		})
	}
}

func TestRetitledFormNamesBothPeriodsAndTheRightForm(t *testing.T) {
	form := retitle{hidden: true, period: "tháng 6 năm 2025"}.apply(t, mustForm(t, "U01", report.Period{Year: 2025, Kind: report.Month, N: 5}))
	_, fs := ReadSubmission("U01.xlsx", form, sampleContext())
	want := finding.Finding{
		Severity: finding.Error, Code: "ky-lech", Pos: finding.Cell("U01.xlsx", "Báo cáo", "A4"), Found: "tháng 6 năm 2025",
		Message: "tệp này là mẫu của kỳ tháng 5 năm 2025 (2025-05), nhưng lại ghi là báo cáo kỳ tháng 6 năm 2025 (2025-06)",
		Hint:    "để báo cáo tháng 6 năm 2025, điền vào mẫu U01_2025-06.xlsx của đúng kỳ đó rồi gửi lại; không sửa dòng “Kỳ báo cáo” của mẫu kỳ khác",
	}
	if diff := cmp.Diff([]finding.Finding{want}, fs); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestUnknownUnitCodeSaysHowToFindTheRightOne(t *testing.T) {
	form := mustForm(t, "U01", firstHalf)
	for _, test := range []struct {
		name   string
		change retitle
		want   finding.Finding
	}{
		{"nothing else known", retitle{code: "U99", name: "-"}, finding.Finding{
			Severity: finding.Error, Code: "don-vi-la", Pos: finding.Cell("a.xlsx", "Báo cáo", "H3"), Found: "U99",
			Message: "mã đơn vị U99 không có trong kế hoạch năm 2025",
			Hint:    "mã đúng ở dòng “Mã đơn vị” và ở đầu tên tệp của mẫu đã phát cho đơn vị; không còn mẫu thì hỏi Trung tâm Kiểm soát bệnh tật (Sở Y tế thành phố Huế)",
		}},
		{"the name is known", retitle{code: "U99"}, finding.Finding{
			Severity: finding.Error, Code: "don-vi-lech", Pos: finding.Cell("a.xlsx", "Báo cáo", "H3"), Found: "U99",
			Message: "dòng “Mã đơn vị” ghi đơn vị U99 (mã này không có trong kế hoạch năm 2025), những chỗ khác trong tệp ghi đơn vị U01 (Bệnh viện Đa khoa A)",
			Hint:    "nếu là báo cáo của U01 (Bệnh viện Đa khoa A) thì mã đúng là U01",
		}},
	} {
		_, fs := ReadSubmission("a.xlsx", test.change.apply(t, form), sampleContext())
		var got []finding.Finding
		for _, f := range fs {
			if f.Severity == finding.Error {
				got = append(got, f)
			}
		}
		if diff := cmp.Diff([]finding.Finding{test.want}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}
