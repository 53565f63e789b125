package store

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vanthu/pipeline/report"
)

func TestNotesOfAPeriod(t *testing.T) {
	s, ctx := open(t), context.Background()
	half := report.Period{Year: 2025, Kind: report.FirstHalf}
	first := []report.Assessment{
		{Section: report.SectionStrengths, Text: "Ý một\nÝ hai", Place: report.Place{Sheet: "Đánh giá của Sở", Cell: "B4", Text: "Ý một\nÝ hai"}},
		{Section: report.SectionCauses, Text: "Ý ba", Place: report.Place{Sheet: "Đánh giá của Sở", Cell: "B6", Text: "Ý ba"}},
	}
	put := func(notes []report.Assessment, sum string, at time.Time, want int) {
		t.Helper()
		version, err := s.ImportNotes(ctx, half, notes, report.File{Name: "a.xlsx", SHA256: sum}, at)
		if err != nil || version != want {
			t.Fatalf("version %d, want %d (%v)", version, want, err)
		}
	}
	get := func(p report.Period, asOf time.Time, want []report.Assessment) {
		t.Helper()
		got, err := s.Notes(ctx, p, asOf)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, equal); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	get(half, time.Time{}, nil)
	put(first, "a", noon, 1)
	put(first, "a", noon.Add(time.Hour), 1) // the same bytes are no new version
	get(half, time.Time{}, first)
	get(report.Period{Year: 2025, Kind: report.Year}, time.Time{}, nil)
	put(first[:1], "b", noon.Add(2*time.Hour), 2)
	get(half, time.Time{}, first[:1])
	get(half, noon.Add(time.Hour), first) // as of an instant before the second
	get(half, noon.Add(-time.Hour), nil)
	put(nil, "c", noon.Add(3*time.Hour), 3) // taken back
	get(half, time.Time{}, nil)
	put(first, "a", noon.Add(4*time.Hour), 4)
	get(half, time.Time{}, first)
}
