package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestChanges(t *testing.T) {
	row := func(units ...string) TargetRow {
		return TargetRow{Item: "ND01", Product: "TIN", Target: target(2), Units: units}
	}
	old := testPlan(row("*"))
	if got := Changes(old, testPlan(row("*"))); got != nil {
		t.Errorf("the same plan: %v", got)
	}
	now := testPlan(row("U01", "U02"))
	now.Items = append(now.Items[:1:1], Item{Code: "ND03"})
	now.Products[0].Combine = Max
	now.Recipients = []Recipient{{DocType: "BC", Name: "Sở Nội vụ"}}
	now.Periods = []PeriodRule{{Period: Period{Year: 2025, Kind: FirstHalf}, Due: MakeDate(2025, 6, 18)}}
	want := []string{
		"thêm nội dung ND03", "bỏ nội dung ND02",
		"sửa sản phẩm TIN: cách tổng hợp “cộng” thành “lớn nhất”, số đã nhận được tính lại theo cách mới",
		"sửa chỉ tiêu ND01/TIN: từ 3 thành 2 đơn vị",
		"thêm kỳ báo cáo 2025-6T",
		"sửa sheet “Nơi nhận”",
	}
	if diff := cmp.Diff(want, Changes(old, now)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
