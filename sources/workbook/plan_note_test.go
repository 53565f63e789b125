package workbook

import (
	"strings"
	"testing"
)

// The marks of the lists and the rows of "Chú thích" answer to each other; what
// does not is a warning, and stays in the plan.
func TestPlanNotes(t *testing.T) {
	for _, test := range []struct{ contents, duties, notes, want string }{
		{"#1|Chủ trương[1]", "", "#1|Nghị quyết", ""},
		{"#1|Chủ trương [01]", "#1|Văn phòng|Đôn đốc[2]", "1.|Nghị quyết\n2|Luật", ""},
		{"#1|Chủ trương", "", "#1|Nghị quyết", "warning chu-thich-khong-dung Chú thích!A2"},
		{"#1|Chủ trương[1]", "#1|Văn phòng|Đôn đốc[3]", "#1|Nghị quyết", "warning chu-thich-la Tổ chức thực hiện!C2"},
		{"#1|Chủ trương[1]", "", "#1|Nghị quyết\n#1|Luật", "warning chu-thich-trung Chú thích!A3"},
		{"#1|Chủ trương[1]", "", "#1|Nghị quyết\n|Luật", "warning chu-thich-khong-so Chú thích!A3"},
	} {
		text := planText + "[Nội dung tuyên truyền]\nTT|Nội dung\n" + test.contents +
			"\n[Tổ chức thực hiện]\nTT|Đơn vị|Nội dung\n" + test.duties + "\n[Chú thích]\nTT|Nội dung\n" + test.notes
		plan, fs := ReadPlan("a.xlsx", workbookOf(t, text))
		if got := strings.Join(brief(fs), "; "); got != test.want {
			t.Errorf("%q, %q, %q: got %s, want %s", test.contents, test.duties, test.notes, got, test.want)
		}
		if plan == nil || len(plan.Notes) != strings.Count(test.notes, "\n")+1 {
			t.Errorf("%q: the notes are not kept: %v", test.notes, fs)
		}
	}
}
