package store

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"vanthu/pipeline/report"
)

// BenchmarkTakeIn is what the store does for a batch of 256 accepted files, a form
// with 16 figures each.
func BenchmarkTakeIn(b *testing.B) {
	ctx := context.Background() // as the pipeline, whose steps are not interrupted
	s, err := Open(ctx, filepath.Join(b.TempDir(), "vanthu.db"), Options{Create: true, Relaxed: true})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	twelve, err := report.ParseNumber("12")
	if err != nil {
		b.Fatal(err)
	}
	unit := 0
	for b.Loop() {
		var coming []report.Arrival
		for i := range 256 {
			unit++
			coming = append(coming, report.Arrival{
				Path: fmt.Sprintf("inbox/U%d.xlsx", unit), ReceivedAt: time.Date(2025, 7, 1, 8, 0, i%60, 0, report.Zone),
				File: report.File{Name: fmt.Sprintf("U%d.xlsx", unit), SHA256: fmt.Sprintf("%064d", unit), Size: 20000},
			})
		}
		seen, err := s.See(ctx, coming)
		if err != nil {
			b.Fatal(err)
		}
		var ids []int64
		for _, a := range seen {
			a.State, a.Unit, a.Period = report.Accepted, a.File.Name, report.Period{Year: 2025, Kind: report.Month, N: 6}
			sub := &report.Submission{Unit: a.Unit, Period: a.Period}
			for i := range 16 {
				item, product := fmt.Sprintf("ND%02d", i), fmt.Sprintf("SP%02d", i)
				sub.Cells = append(sub.Cells, report.Cell{Item: item, Product: product, Measure: report.Result, State: report.Value, Value: twelve,
					Places: []report.Place{{Sheet: "Báo cáo", Cell: fmt.Sprintf("F%d", i+9), Text: "12", Value: twelve}}})
				sub.Remarks = append(sub.Remarks, report.Remark{Item: item, Product: product, Field: "mo_ta", Text: "Đã đăng tin trên cổng thông tin và nhóm Zalo của đơn vị", Place: report.Place{Sheet: "Báo cáo", Cell: fmt.Sprintf("H%d", i+9)}})
			}
			if _, _, err := s.Known(ctx, a.File.SHA256, a.Unit, a.Period); err != nil {
				b.Fatal(err)
			}
			if _, _, err := s.LatestCells(ctx, a.Unit, a.Period); err != nil {
				b.Fatal(err)
			}
			if _, err := s.Decide(ctx, a, sub, nil); err != nil {
				b.Fatal(err)
			}
			ids = append(ids, a.ID)
		}
		if err := s.Sync(ctx); err != nil {
			b.Fatal(err)
		}
		if err := s.Clear(ctx, ids); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(unit), "µs/file")
}
