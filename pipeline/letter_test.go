package pipeline

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

func letterPlan() *report.Plan {
	return &report.Plan{Year: 2025,
		Info:  report.Info{Parent: "UBND THÀNH PHỐ HUẾ", Issuer: "SỞ Y TẾ", FullName: "Sở Y tế thành phố Huế", Place: "Huế", Collector: "Trung tâm Kiểm soát bệnh tật"},
		Units: []report.Unit{{Code: "U07", Name: "Bệnh viện Mắt", Email: "bvmat@example.vn"}}}
}

// refusedFile is a file of U07 for the half year, received in time.
func refusedFile(problems ...finding.Finding) Letter {
	return Letter{Plan: letterPlan(), Outcome: Outcome{
		Original: report.Original{Path: "U07.xlsx", File: report.File{Name: "U07.xlsx"}},
		Arrival: report.Arrival{State: report.Rejected, Unit: "U07", Period: report.Period{Year: 2025, Kind: report.FirstHalf},
			ReceivedAt: time.Date(2025, 6, 16, 8, 5, 0, 0, report.Zone)},
		Problems: problems,
	}}
}

var (
	rangeFault = finding.Finding{Severity: finding.Error, Pos: finding.Cell("U07.xlsx", "Báo cáo", "H9"), Found: "15-20", Message: "ô này phải là một số", Hint: "gõ một số, ví dụ 15"}
	dateDoubt  = finding.Finding{Severity: finding.Warning, Pos: finding.Cell("U07.xlsx", "Báo cáo", "L9"), Message: "ngày nằm ngoài kỳ"}
	secret     = finding.Finding{Severity: finding.Error, Code: "tep-ma-hoa", Message: "tệp được đặt mật khẩu nên không mở được", Hint: "bỏ mật khẩu, lưu lại rồi gửi"}
)

func TestLetterText(t *testing.T) {
	both := refusedFile(rangeFault, dateDoubt)
	both.Marked, both.Form = "U07_danh-dau.xlsx", "U07_2025-6T_bieu-mau-dung.xlsx"
	locked := refusedFile(secret)
	locked.Arrival.Unit, locked.Arrival.Period, locked.Original.File.Name = "", report.Period{}, "bao\ncao.xlsx"
	late := refusedFile(rangeFault)
	late.Arrival.ReceivedAt = time.Date(2025, 6, 20, 8, 5, 0, 0, report.Zone) // a Friday
	taken := refusedFile(dateDoubt)
	taken.Arrival.State, taken.Arrival.Revision, taken.Marked = report.Accepted, 2, "U07_lan2_xem-lai.xlsx"
	for name, tt := range map[string]struct {
		letter Letter
		want   []string
	}{
		"errors and warnings": {both, []string{
			"Gửi đến: bvmat@example.vn",
			"Chủ đề: Báo cáo chưa nhận được, đề nghị sửa và gửi lại: Bệnh viện Mắt, 6 tháng đầu năm 2025", "",
			"Kính gửi: Bệnh viện Mắt", "",
			"Tệp “U07.xlsx” (báo cáo 6 tháng đầu năm 2025) nhận lúc 08:05 ngày 16/6/2025 chưa lấy được số liệu vì có 01 lỗi. Số liệu của tệp chưa được tính.", "",
			"VIỆC CẦN LÀM",
			"1. Tệp U07_2025-6T_bieu-mau-dung.xlsx gửi kèm là đúng biểu mẫu của 6 tháng đầu năm, đã điền sẵn những gì đọc được: kiểm tra lại, điền tiếp rồi gửi tệp đó.",
			"2. Nếu không dùng biểu mẫu đó: mở tệp U07_danh-dau.xlsx gửi kèm, trong đó từng ô sai được tô đỏ và có ghi chú, sheet đầu tiên “Lỗi cần sửa” kê đủ các chỗ.",
			"3. Sửa đúng các ô đó ngay trong tệp ấy rồi lưu lại; các ô khác giữ nguyên.",
			"4. Gửi lại cả tệp, chậm nhất là hết ngày 17/6/2025.", "",
			"NHỮNG CHỖ PHẢI SỬA",
			"1. Ô H9, sheet “Báo cáo”: ô này phải là một số.", "   Đang ghi: 15-20", "   Cách sửa: Gõ một số, ví dụ 15.", "",
			"NHỮNG CHỖ NÊN XEM LẠI (không bắt buộc sửa)",
			"1. Ô L9, sheet “Báo cáo”: ngày nằm ngoài kỳ.", "",
			"Cần hỏi thêm, xin liên hệ Trung tâm Kiểm soát bệnh tật.", "", "Sở Y tế thành phố Huế", "",
		}},
		"a file that tells nothing": {locked, []string{
			"Chủ đề: Báo cáo chưa nhận được, đề nghị sửa và gửi lại: Đơn vị gửi tệp bao cao.xlsx", "",
			"Kính gửi: Đơn vị gửi tệp bao cao.xlsx", "",
			"Tệp “bao cao.xlsx” nhận lúc 08:05 ngày 16/6/2025 chưa lấy được số liệu vì có 01 lỗi. Số liệu của tệp chưa được tính.", "",
			"VIỆC CẦN LÀM", "1. Làm theo cách sửa ghi dưới đây.", "2. Gửi lại cả tệp, chậm nhất là hết ngày 18/6/2025.", "",
			"NHỮNG CHỖ PHẢI SỬA", "1. Cả tệp: tệp được đặt mật khẩu nên không mở được.", "   Cách sửa: Bỏ mật khẩu, lưu lại rồi gửi.", "",
			"Cần hỏi thêm, xin liên hệ Trung tâm Kiểm soát bệnh tật.", "", "Sở Y tế thành phố Huế", "",
		}},
		"late": {late, []string{
			"Gửi đến: bvmat@example.vn",
			"Chủ đề: Báo cáo chưa nhận được, đề nghị sửa và gửi lại: Bệnh viện Mắt, 6 tháng đầu năm 2025", "",
			"Kính gửi: Bệnh viện Mắt", "",
			"Tệp “U07.xlsx” (báo cáo 6 tháng đầu năm 2025) nhận lúc 08:05 ngày 20/6/2025 chưa lấy được số liệu vì có 01 lỗi. Số liệu của tệp chưa được tính.", "",
			"VIỆC CẦN LÀM", "1. Mở tệp đã gửi, sửa đúng các ô kê dưới đây rồi lưu lại; các ô khác giữ nguyên.",
			"2. Gửi lại cả tệp, chậm nhất là hết ngày 24/6/2025 (hạn nộp của kỳ này là ngày 17/6/2025, đã qua).", "",
			"NHỮNG CHỖ PHẢI SỬA", "1. Ô H9, sheet “Báo cáo”: ô này phải là một số.", "   Đang ghi: 15-20", "   Cách sửa: Gõ một số, ví dụ 15.", "",
			"Cần hỏi thêm, xin liên hệ Trung tâm Kiểm soát bệnh tật.", "", "Sở Y tế thành phố Huế", "",
		}},
		"accepted": {taken, []string{
			"Gửi đến: bvmat@example.vn",
			"Chủ đề: Báo cáo đã nhận, có chỗ nên xem lại: Bệnh viện Mắt, 6 tháng đầu năm 2025", "",
			"Kính gửi: Bệnh viện Mắt", "",
			"Tệp “U07.xlsx” (báo cáo 6 tháng đầu năm 2025) nhận lúc 08:05 ngày 16/6/2025 đã được ghi nhận (lần gửi thứ 2). Có 01 chỗ nên xem lại, không bắt buộc sửa:", "",
			"1. Ô L9, sheet “Báo cáo”: ngày nằm ngoài kỳ.", "",
			"Bản U07_lan2_xem-lai.xlsx gửi kèm đã tô màu và ghi chú từng ô.",
			"Nếu có chỗ ghi nhầm, đề nghị sửa rồi gửi lại cả tệp; bản gửi sau thay bản gửi trước. Nếu không có gì nhầm thì không phải làm gì thêm.", "",
			"Cần hỏi thêm, xin liên hệ Trung tâm Kiểm soát bệnh tật.", "", "Sở Y tế thành phố Huế", "",
		}},
	} {
		if diff := cmp.Diff(tt.want, strings.Split(tt.letter.Text(), "\r\n")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// many makes n faults of a severity, each in a row of its own.
func many(n int, s finding.Severity) []finding.Finding {
	var fs []finding.Finding
	for i := range n {
		fs = append(fs, finding.Finding{Severity: s, Pos: finding.Cell("U07.xlsx", "Báo cáo", fmt.Sprintf("H%d", i+1)), Message: "sai"})
	}
	return fs
}

// Of very many findings the gravest are kept, in their order, and how many are not is
// said; a letter prints fewer still.
func TestManyFindings(t *testing.T) {
	if got := limited(many(mostFindings, finding.Error)); len(got) != mostFindings {
		t.Errorf("%d findings became %d", mostFindings, len(got))
	}
	fs := append(many(400, finding.Warning), append(many(3000, finding.Error), many(10, finding.Info)...)...)
	got := limited(fs)
	last := got[len(got)-1]
	if len(got) != mostFindings+1 || got[0].Severity != finding.Error || last.Message != "tệp còn 2.000 lỗi và 400 chỗ nên xem lại nữa, không kê hết ở đây" {
		t.Errorf("%d findings, the first %v, the last %v", len(got), got[0], last)
	}
	if got := limited(append(many(mostFindings, finding.Warning), many(3, finding.Info)...)); len(got) != mostFindings {
		t.Errorf("%d findings where only remarks are left out", len(got))
	}
	l := refusedFile(got...)
	l.Marked = "U07_danh-dau.xlsx"
	text := l.Text()
	for _, want := range []string{"vì có hơn 1.000 lỗi", "\r\n50. Ô H50,", "Còn 950 lỗi nữa không in ở đây; xem ở sheet “Lỗi cần sửa” của tệp U07_danh-dau.xlsx.", "tệp còn 2.000 lỗi"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q", want)
		}
	}
	if strings.Contains(text, "\r\n51. ") || len(l.Facts()["loi"].([]any)) != longestList {
		t.Error("more is printed than a letter holds")
	}
}

// What the office's own template does wrong stops nothing: the text goes out, and a
// finding says why there is no more.
func TestFaultyTemplateLeavesTheText(t *testing.T) {
	named := []report.Named{{Name: "phieu-loi.docx", Data: []byte("docx")}}
	for name, draw := range map[string]func() ([]report.Named, []finding.Finding, error){
		"a fault": func() ([]report.Named, []finding.Finding, error) {
			return nil, []finding.Finding{{Severity: finding.Error, Message: "không có tên “ten_don_vj”"}}, nil
		},
		"an error": func() ([]report.Named, []finding.Finding, error) {
			return nil, nil, errors.New("không có tên “ten_don_vj”")
		},
		"none": func() ([]report.Named, []finding.Finding, error) { return named, nil, nil },
	} {
		in := Ingest{Answers: Answers{
			Mark: func([]byte, []finding.Finding) ([]byte, string, error) { return []byte("xlsx"), ".xlsm", nil },
			Plan: func(report.Period) *report.Plan { return letterPlan() }, Free: func(report.Period) map[report.Date]bool { return nil },
			Documents: func() ([]string, error) { return []string{LetterOfFaults}, nil },
			Draw: func(doc, title string, _ map[string]any, day report.Date) ([]report.Named, []finding.Finding, error) {
				if doc != LetterOfFaults || title != "Phiếu lỗi - Bệnh viện Mắt" || day != report.MakeDate(2025, 6, 16) {
					t.Errorf("draw %q, %q, %v", doc, title, day)
				}
				return draw()
			},
		}}
		f := &intake{Outcome: refusedFile(rangeFault).Outcome}
		var got []string
		for _, n := range in.explain(f) {
			got = append(got, n.Name)
		}
		want, problems := []string{"U07_danh-dau.xlsm", "phieu-loi.txt"}, 2
		if name == "none" {
			want, problems = append(want, "phieu-loi.docx"), 1
		}
		if diff := cmp.Diff(want, got); diff != "" || len(f.Problems) != problems {
			t.Errorf("%s: %v (-want +got):\n%s", name, f.Problems, diff)
		}
		if p := f.Problems[len(f.Problems)-1]; problems == 2 && (p.Severity != finding.Warning || !strings.Contains(p.Message, "ten_don_vj")) {
			t.Errorf("%s: %v", name, p)
		}
	}
}

func TestMarkedName(t *testing.T) {
	for name, want := range map[string]string{
		"U07.xls": "U07_danh-dau.xlsx", "U07_danh-dau.xlsx": "U07_danh-dau-2.xlsx", "U07_danh-dau-2.xlsx": "U07_danh-dau-3.xlsx", "không đuôi": "không đuôi_danh-dau.xlsx",
	} {
		if got := markedName(name, ".xlsx"); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
