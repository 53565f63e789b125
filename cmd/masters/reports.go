package main

import (
	"vanthu/output/format"
	"vanthu/pipeline/report"
)

// The reports on a period (outlines: spec 3.6): what each consists of, in order.
// Their pieces are in report.go, their appendices in annex.go.

// monthReport is short: no legal grounds but the plan, the results by form in a
// table, how far the tasks are done, what comes next.
func monthReport() xml {
	return reportOn("tháng 12 năm 2025", "",
		join(
			section("I. KẾT QUẢ THỰC HIỆN",
				clause("1. Hình thức tuyên truyền", kept("DanBang", coverage+lateUnits+" Kết quả theo từng nhiệm vụ nêu tại Phụ lục kèm theo"+formsFollow), formTable()),
				clause("2. Mức độ hoàn thành nhiệm vụ", progress()),
			),
			section("II. PHƯƠNG HƯỚNG, NHIỆM VỤ {ky_sau.ten}", directions()),
		),
		taskAnnex(plainTasks),
	)
}

// quarterReport has no part by task in its text, and says in one part what is
// wrong, what comes next and what is asked for.
func quarterReport() xml {
	return reportOn("quý III năm 2025", basis(),
		join(
			section("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI", directing("Phụ lục II", "")),
			section("II. KẾT QUẢ THỰC HIỆN",
				clause("1. Hình thức tuyên truyền", leading(coverage+" Kết quả theo từng nhiệm vụ nêu tại Phụ lục I"+formsFollow), formList()),
				clause("2. Mức độ hoàn thành nhiệm vụ", progress()),
			),
			section("III. TỒN TẠI, PHƯƠNG HƯỚNG VÀ KIẾN NGHỊ",
				clause("1. Tồn tại, hạn chế", statements("ton_tai", "tồn tại, hạn chế")),
				clause("2. Phương hướng, nhiệm vụ {ky_sau.ten}", directions()),
				clause("3. Đề xuất, kiến nghị", proposals()),
			),
		),
		taskAnnex(plainTasks), submissionAnnex(),
	)
}

// fullReport is the report on six or nine months.
func fullReport(period string) xml {
	return reportOn(period, basis(),
		join(
			section("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI", directing("Phụ lục III", "")),
			section("II. KẾT QUẢ THỰC HIỆN", results()),
			section("III. ĐÁNH GIÁ CHUNG", judgement()),
			section("IV. PHƯƠNG HƯỚNG, NHIỆM VỤ {ky_sau.ten}", directions()),
			section("V. ĐỀ XUẤT, KIẾN NGHỊ", proposals()),
		),
		taskAnnex(notedTasks), unitAnnex(), submissionAnnex(),
	)
}

// yearReport names the units that have not reported, and compares with the plan
// and with the year before.
func yearReport() xml {
	return reportOn("năm 2025", basis(),
		join(
			section("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI", directing("Phụ lục III", ": {tong.ten_chua_bao_cao}")),
			section("II. KẾT QUẢ THỰC HIỆN", results(),
				clause("4. So sánh với kế hoạch và với năm trước", comparison())),
			section("III. ĐÁNH GIÁ CHUNG", judgement()),
			section("IV. PHƯƠNG HƯỚNG, NHIỆM VỤ {ky_sau.ten}", directions()),
			section("V. ĐỀ XUẤT, KIẾN NGHỊ", proposals()),
		),
		taskAnnex(comparedTasks), unitAnnex(), submissionAnnex(),
	)
}

// reportOn composes a report: head, body, foot, and each appendix in a section of
// its own. period is a long name of such a period, by which the rule under the
// title is measured.
func reportOn(period string, grounds, body xml, annexes ...annex) xml {
	const name = "Kết quả công tác tuyên truyền cải cách hành chính "
	return join(
		letterhead(),
		title("BÁO CÁO", name+period, name+"{ky.ten}\nvà phương hướng, nhiệm vụ {ky_sau.ten}"),
		addressees(),
		grounds,
		para("NoiDung", "Thực hiện "+thePlan+" và chế độ báo cáo định kỳ theo quy định, {ten_day_du} báo cáo kết quả công tác tuyên truyền cải cách hành chính (CCHC) {ky.ten}, số liệu tính từ ngày {ky.tu_ngay} đến hết ngày {ky.den_ngay}, như sau:"),
		body,
		kept("Ket", "Trên đây là Báo cáo kết quả công tác tuyên truyền CCHC {ky.ten} và phương hướng, nhiệm vụ {ky_sau.ten} của {ten_day_du}"+format.EndMark),
		foot(),
		endMain(),
		appendices(annexes),
	)
}

// appendices puts appendices one behind the other: one alone has no number,
// several have Roman ones (III.1.a).
func appendices(annexes []annex) xml {
	var out []xml
	for i, a := range annexes {
		label, ends := "Phụ lục", xml("")
		if len(annexes) > 1 {
			label += " " + report.Roman(i+1)
		}
		if i < len(annexes)-1 {
			ends = sectionProps(true)
		}
		out = append(out, appendixHead(label, a.title), a.content, paraProps("GhiChu", ends, "Ghi chú: "+a.note+format.EndMark))
	}
	return join(append(out, sectionProps(true))...)
}

// section is a numbered part with its title, clause a numbered part of one.
func section(title string, parts ...xml) xml { return join(kept("Heading1", title), join(parts...)) }

func clause(title string, parts ...xml) xml { return join(kept("Heading2", title), join(parts...)) }
