package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vanthu/cmd/vanthu/sample"
	"vanthu/pipeline"
	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
	"vanthu/templates"
)

// faultSamples are the values of the letter of faults in the states of affairs in
// which it must read right.
func faultSamples() map[string]object {
	plan := sample.Plan(2025, 26)
	letter := func(unit string, p report.Period, day int, problems ...finding.Finding) pipeline.Letter {
		return pipeline.Letter{Plan: plan, Outcome: pipeline.Outcome{
			Original: report.Original{File: report.File{Name: "U10_2025-6T.xlsx"}},
			Arrival:  report.Arrival{State: report.Rejected, Unit: unit, Period: p, ReceivedAt: time.Date(2025, 6, day, 10, 15, 0, 0, report.Zone)},
			Problems: problems,
		}}
	}
	fault := func(s finding.Severity, row int) finding.Finding {
		return finding.Finding{Severity: s, Pos: finding.Cell("", "Báo cáo", fmt.Sprintf("H%d", row)), Found: "15-20", Message: "ô này phải là một số, không phải một khoảng", Hint: "gõ đúng một con số đã thực hiện"}
	}
	var all []finding.Finding
	for row := range 60 {
		all = append(all, fault(finding.Error, row+7), fault(finding.Warning, row+7))
	}
	half := mustPeriod("2025-6T")
	few := letter("U10", half, 16, fault(finding.Error, 7), fault(finding.Error, 8), fault(finding.Warning, 9))
	few.Marked = "U10_2025-6T_danh-dau.xlsx"
	full := letter("U10", half, 20, all...)
	full.Marked, full.Form = few.Marked, "U10_2025-6T_bieu-mau-dung.xlsx"
	return map[string]object{
		"few": few.Facts(), "full": full.Facts(),
		"unknown": letter("", report.Period{}, 16, finding.Finding{Severity: finding.Error, Message: "tệp được đặt mật khẩu nên không mở được", Hint: "bỏ mật khẩu, lưu lại rồi gửi"}).Facts(),
	}
}

// The letter of faults as a person reads it, its form, and its fields.
func TestFaultLetter(t *testing.T) {
	listed, made := map[string]bool{}, map[string]bool{}
	for _, f := range templates.Fields(pipeline.LetterOfFaults) {
		listed[f.Name] = true
	}
	for name, data := range faultSamples() {
		namesIn("", data, made)
		filled := fillSample(t, pipeline.LetterOfFaults, data)
		root := mainPart(t, filled)
		checkTables(t, name, root)
		lines := linesToRead(root)
		for _, line := range lines {
			if !strings.HasPrefix(line, "  | ") && badPrint.MatchString(strings.ReplaceAll(line, ".xlsx", "")) {
				t.Errorf("%s: bad print in %q", name, line)
			}
		}
		golden(t, filepath.Join("testdata", pipeline.LetterOfFaults+" "+name+".txt"), strings.Join(lines, "\n")+"\n")
	}
	for field := range made {
		if !listed[field] {
			t.Errorf("{%s} is made and not listed", field)
		}
	}
	for field := range listed {
		if !made[field] {
			t.Errorf("{%s} is listed and never made", field)
		}
	}
}
