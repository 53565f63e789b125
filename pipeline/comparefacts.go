package pipeline

import (
	"strings"

	"vanthu/pipeline/report"
)

// addChange sets how a total differs from the year before: in words, with its size
// in percent where there is a difference and a base; and as a table shows it,
// with its sign. Texts are "" where there is nothing to compare with.
func addChange(row map[string]any, t report.Total, unit string) {
	for _, name := range []string{"chenh_lech", "ty_le_chenh_lech", "tang_giam", "ty_le_tang_giam"} {
		row[name] = ""
	}
	if t.Value == nil || t.Previous == nil {
		return
	}
	d, percent := report.Change(*t.Value, *t.Previous)
	row["tang_giam"] = report.FormatNumber(d)
	if percent != nil {
		row["ty_le_tang_giam"] = report.FormatNumber(*percent)
	}
	size, word := d, "tăng "
	if d.Sign() < 0 {
		size, word = d.Neg(), "giảm "
	}
	row["chenh_lech"] = word + report.FormatCount(size) + " " + unit
	switch {
	case d.IsZero():
		row["chenh_lech"] = "không thay đổi"
	case percent != nil && !percent.IsZero(): // a change too small for a per mille is told without
		row["ty_le_chenh_lech"] = strings.TrimPrefix(report.FormatNumber(*percent), "-")
	}
}

// comparison counts the results against the plan's targets and against the year
// before, over all tasks.
func comparison(f *report.Figures) map[string]any {
	targets, reached, compared := 0, 0, 0
	changes := map[int]int{} // by sign
	for _, t := range f.Totals {
		if t.Measure != report.Result {
			continue
		}
		if t.Target != nil {
			targets++
		}
		if t.Reached {
			reached++
		}
		if t.Value != nil && t.Previous != nil {
			compared++
			changes[t.Value.Cmp(*t.Previous)]++
		}
	}
	var words []string
	for _, c := range []struct {
		sign int
		word string
	}{{1, "tăng"}, {-1, "giảm"}, {0, "không thay đổi"}} {
		if n := changes[c.sign]; n > 0 {
			words = append(words, spoken(n)+" kết quả "+c.word)
		}
	}
	return map[string]any{
		"chi_tieu": spoken(targets), "co_chi_tieu": targets > 0,
		"dat": spoken(reached), "co_dat": reached > 0,
		"chua_dat": spoken(targets - reached), "co_chua_dat": targets > reached,
		"so_ket_qua": spoken(compared), "co_cung_ky": compared > 0,
		"thay_doi": strings.Join(words, ", "),
	}
}
