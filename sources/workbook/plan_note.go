package workbook

import (
	"fmt"

	"vanthu/pipeline/report"
)

// checkNotes compares the marks [1], [2] … in the texts of the plan's lists with
// the rows of the sheet "Chú thích". Neither a mark without a row nor a row
// without a mark is lost, so both are warnings: the mark stays text, the row stays
// in the plan.
func (r *planReader) checkNotes() {
	rows := map[string]tableRow{}
	for _, row := range r.noteRows {
		n := report.NoteNumber(row.text("TT"))
		if n == "" {
			row.warn("TT", "chu-thich-khong-so", "chú thích này không có số nên không được in", "ghi số ở cột TT, rồi ghi số đó trong ngoặc vuông ở chỗ cần chú thích")
			continue
		}
		if old, twice := rows[n]; twice {
			row.warn("TT", "chu-thich-trung", fmt.Sprintf("số này đã dùng ở dòng %d nên chú thích ở đây không được in", old.line.N), "đổi số của chú thích, rồi ghi số mới trong ngoặc vuông ở chỗ cần chú thích")
			continue
		}
		rows[n] = row
	}
	called := map[string]bool{}
	for _, row := range r.citing {
		for _, n := range report.NoteMarks(row.text("Nội dung")) {
			called[n] = true
			if _, ok := rows[n]; !ok {
				row.warn("Nội dung", "chu-thich-la", fmt.Sprintf("sheet “%s” không có chú thích số %s, nên dấu [%[2]s] được in nguyên như chữ", planNotes, n), "thêm chú thích có số này, hoặc sửa dấu")
			}
		}
	}
	for _, row := range r.noteRows {
		n := report.NoteNumber(row.text("TT"))
		if n != "" && !called[n] && rows[n].line.N == row.line.N {
			row.warn("TT", "chu-thich-khong-dung", "không chỗ nào dẫn đến chú thích này nên nó không được in", fmt.Sprintf("ghi [%s] vào sau chữ cần chú thích ở sheet “%s”, “%s” hoặc “%s”; hoặc xóa dòng", n, planContents, planForms, planDuties))
		}
	}
}
