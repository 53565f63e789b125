package pipeline

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vanthu/pipeline/report"
)

// said writes paragraphs as text, footnotes in brackets.
func said(paragraphs []any) string {
	var out []string
	for _, p := range paragraphs {
		text := ""
		for _, piece := range p.(map[string]any)["phan"].([]any) {
			m := piece.(map[string]any)
			text += m["loi"].(string)
			if note := m["chu_thich"].(string); note != "" {
				text += "[" + note + "]"
			}
		}
		out = append(out, text)
	}
	return strings.Join(out, " / ")
}

func TestPlanLists(t *testing.T) {
	plan := &report.Plan{
		Year:  2025,
		Notes: []report.Line{{Number: "1", Text: "Luật"}},
		Contents: []report.Line{
			{Number: "1", Text: "Chủ trương [1]"}, {Number: "3", Text: "- Kỷ cương;\n\n- Trách nhiệm[1]."}, {Number: "", Text: " \n "}, {Number: "9", Text: "Gồm:"},
		},
		Duties: []report.Duty{
			{Unit: "Văn phòng Sở:", Text: "- Đôn đốc\n- Kiểm tra"}, {Unit: "Phòng Nghiệp vụ Y", Text: "Hướng dẫn"}, {Text: "Giám sát."}, {Unit: "văn phòng  sở:", Text: "Báo cáo"},
			{Unit: "Thanh tra Sở", Text: "Thanh tra"},
		},
	}
	var got []string
	for _, p := range numbered(plan, plan.Contents) {
		m := p.(map[string]any)
		got = append(got, fmt.Sprintf("%s %s) %s", m["so"], m["chu"], said(append([]any{m}, m["them"].([]any)...))))
	}
	for _, d := range duties(plan) {
		m := d.(map[string]any)
		got = append(got, fmt.Sprintf("%s. %s %v: %s", m["so"], m["ten"], m["nhieu"], said(m["viec"].([]any))))
	}
	want := []string{
		"1 a) Chủ trương[Luật].",
		"2 b) Kỷ cương; / Trách nhiệm[Luật].", // the numbers are the order: no gap
		"3 c) Gồm:",
		"1. Văn phòng Sở true: Đôn đốc. / Kiểm tra. / Báo cáo.",
		"2. Phòng Nghiệp vụ Y true: Hướng dẫn. / Giám sát.",
		"3. Thanh tra Sở false: Thanh tra.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A plan bears the number and the day that its workbook gives; without them it is
// a draft of the day.
func TestPlanNumber(t *testing.T) {
	plan := &report.Plan{Year: 2025, Info: report.Info{
		Subject: "Tuyên truyền\nnăm 2025", FullName: "Sở Y tế", Symbol: "SYT", Place: "Huế", Issued: "0007/KH-SYT ngày 09 tháng 12 năm 2024",
	}}
	day := report.MakeDate(2025, time.February, 3)
	got := PlanFacts(plan, day)
	plan.Info.Issued = ""
	draft := PlanFacts(plan, day)
	for _, tt := range []struct {
		field, issued, draft string
	}{
		{"so_ky_hieu", "Số: 0007/KH-SYT", "Số:       /KH-SYT"},
		{"dia_danh_ngay", "Huế, ngày 09 tháng 12 năm 2024", "Huế, ngày      tháng 02 năm 2025"},
		{"kem_theo", "(Kèm theo Kế hoạch số 0007/KH-SYT ngày 09 tháng 12 năm 2024 của Sở Y tế)", "(Kèm theo Kế hoạch số       /KH-SYT ngày      tháng 02 năm 2025 của Sở Y tế)"},
		{"trich_yeu", "Tuyên truyền\nnăm 2025", "Tuyên truyền\nnăm 2025"},
	} {
		if normal(got[tt.field]) != normal(tt.issued) || normal(draft[tt.field]) != normal(tt.draft) {
			t.Errorf("%s: %q, draft %q", tt.field, got[tt.field], draft[tt.field])
		}
	}
	for doc, want := range map[string]string{
		PlanName: "Kế hoạch tuyên truyền năm 2025 - Sở Y tế", AppendixName: "Phụ lục Kế hoạch tuyên truyền năm 2025 - Sở Y tế",
	} {
		k, ok := kindOf(doc)
		if !ok || k.title(OfPlan(plan)) != want {
			t.Errorf("%s: %v, %q", doc, ok, k.title(OfPlan(plan)))
		}
	}
}

// normal makes the room left for a number or a day comparable.
func normal(v any) string {
	s := v.(string)
	for strings.Contains(s, "  ") {
		s = strings.ReplaceAll(s, "  ", " ")
	}
	return s
}

func TestFollowed(t *testing.T) {
	plan := &report.Plan{Bases: []report.Line{{Text: "Căn cứ Kế hoạch số 113/KH-UBND;"}, {Text: "Kế hoạch số 9/KH-SNV."}}}
	if got := followed(plan); got != "Kế hoạch số 113/KH-UBND; Kế hoạch số 9/KH-SNV" {
		t.Errorf("got %q", got)
	}
}
