package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vanthu/cmd/vanthu/sample"
	"vanthu/cmd/vanthu/sample/clerk"
	"vanthu/sources/workbook"
)

// The letter goes to the units that lack a report, says what each lacks, and sets
// the day that fits; it is made for nobody once all have reported.
func TestLetterToLateUnits(t *testing.T) {
	t.Parallel()
	dir := demoWorkspace(t)
	name := filepath.Join(dir, "output", "2025-6T", "cong-van-nhac.docx")
	says := func(wants ...string) {
		t.Helper()
		text := strings.Join(docxLines(t, name), "\n")
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("no %q in\n%s", want, text)
			}
		}
	}
	says("Số:       /SYT-VP", "V/v đôn đốc gửi báo cáo", "- Phòng Nghiệp vụ Y;\n- Trung tâm Y tế quận Phú Xuân;\n- Trung tâm Y tế thị xã Hương Trà.\n",
		"còn 03 đơn vị chưa có báo cáo hợp lệ", "Trung tâm Y tế thị xã Hương Trà: tệp gửi ngày 16/6/2025 có 03 lỗi, đã trả lại",
		"chậm nhất là hết ngày 24/6/2025", "- Như trên;", "TL. GIÁM ĐỐC")

	// On the last day it still reminds of that day; one more unit has not reported yet.
	vanthu(t, exitDone, "--workspace", dir, "--now", "2025-06-17T09:00:00+07:00", "build", "--period", "2025-6T", "--doc", "cong-van-nhac", "--as-of", "2025-06-17T09:00:00+07:00")
	says("V/v gửi báo cáo", "Bệnh viện Phục hồi chức năng | Chưa gửi báo cáo | Gửi báo cáo 6 tháng đầu năm", "trong thời hạn quy định, chậm nhất là hết ngày 17/6/2025")

	plan := sample.Plan(2025, 26)
	for _, i := range []int{sample.Missing1, sample.Missing2, sample.Refused} {
		u := plan.Units[i]
		r := sample.ReportOf(plan, u, demoHalf, 1)
		filled, _, err := workbook.FillForm([]byte(readFile(t, dir, "forms/2025-6T/"+formName(u.Code, demoHalf))), clerk.Types(r))
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), formName(u.Code, demoHalf))
		if err := os.WriteFile(file, filled, 0o644); err != nil {
			t.Fatal(err)
		}
		vanthu(t, exitDone, "--workspace", dir, "ingest", file, "--received", "2025-06-23T10:00:00+07:00")
	}
	if said := vanthu(t, exitDone, "--workspace", dir, "status", "--period", "2025-6T"); !strings.Contains(said, "cong-van-nhac.docx không còn cần nữa") {
		t.Errorf("status says:\n%s", said)
	}
	built := parse[struct{ Documents []struct{ Doc string } }](t, vanthu(t, exitDone, "--workspace", dir, "--json", "build", "--period", "2025-6T"))
	for _, d := range built.Documents {
		if d.Doc == "cong-van-nhac" {
			t.Error("a letter to nobody was built")
		}
	}
}
