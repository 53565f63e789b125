package report

import (
	"testing"
	"time"
)

// The vectors of Decree 09/2019/NĐ-CP, article 12, for 2026 and the contract's
// examples for 2025.
func TestWindows(t *testing.T) {
	tests := []struct{ code, from, to string }{
		{"2026-01", "2025-12-15", "2026-01-14"},
		{"2026-03", "2026-02-15", "2026-03-14"},
		{"2026-Q1", "2025-12-15", "2026-03-14"},
		{"2026-Q2", "2026-03-15", "2026-06-14"},
		{"2026-Q3", "2026-06-15", "2026-09-14"},
		{"2026-Q4", "2026-09-15", "2026-12-14"},
		{"2026-6T", "2025-12-15", "2026-06-14"},
		{"2026-6C", "2026-06-15", "2026-12-14"},
		{"2026-9T", "2025-12-15", "2026-09-14"},
		{"2026", "2025-12-15", "2026-12-14"},
		{"2025-06", "2025-05-15", "2025-06-14"},
		{"2025-6T", "2024-12-15", "2025-06-14"},
	}
	for _, tt := range tests {
		t.Run(tt.code, func(t *testing.T) {
			p, err := ParsePeriod(tt.code)
			if err != nil {
				t.Fatal(err)
			}
			from, to := p.Window()
			if from.String() != tt.from || to.String() != tt.to {
				t.Errorf("got %s – %s, want %s – %s", from, to, tt.from, tt.to)
			}
			if p.String() != tt.code {
				t.Errorf("String() = %q", p.String())
			}
			again, err := ParsePeriodWords(p.Words())
			if err != nil || again != p {
				t.Errorf("ParsePeriodWords(%q) = %v, %v", p.Words(), again, err)
			}
		})
	}
}

// Windows tile: months make quarters, quarters halves, halves the year, with no
// day between and none twice.
func TestWindowsTile(t *testing.T) {
	for _, list := range [][]string{
		{"2026-01", "2026-02", "2026-03", "2026-Q2", "2026-6C"},
		{"2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"},
		{"2026-9T", "2026-Q4"},
		{"2026-6T", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12"},
	} {
		year, _ := ParsePeriod("2026")
		next, end := year.Window()
		for _, code := range list {
			p, err := ParsePeriod(code)
			if err != nil {
				t.Fatal(err)
			}
			from, to := p.Window()
			if from != next {
				t.Errorf("%s begins %s, want %s", code, from, next)
			}
			next = to.AddDays(1)
		}
		if next != end.AddDays(1) {
			t.Errorf("%v end before %s", list, next)
		}
	}
}

func TestParsePeriodRefuses(t *testing.T) {
	for _, s := range []string{"", "2025-13", "2025-Q5", "2025-6", "25-06", "2025-00", "6T-2025", "2025-6T x"} {
		if p, err := ParsePeriod(s); err == nil {
			t.Errorf("ParsePeriod(%q) = %v, want an error", s, p)
		}
	}
}

func TestParsePeriodWords(t *testing.T) {
	tests := []struct{ in, want string }{
		{"6 THÁNG ĐẦU NĂM 2025", "2025-6T"},
		{"Quý II/2025", "2025-Q2"},
		{"quý 2 năm 2025", "2025-Q2"},
		{"Tháng 06/2025", "2025-06"},
		{"tháng 6  năm 2025", "2025-06"},
		{"Năm 2025", "2025"},
		{"2025-6c", "2025-6C"},
	}
	for _, tt := range tests {
		p, err := ParsePeriodWords(tt.in)
		if err != nil || p.String() != tt.want {
			t.Errorf("ParsePeriodWords(%q) = %v, %v, want %s", tt.in, p, err, tt.want)
		}
	}
}

func TestWordsInYear(t *testing.T) {
	for code, want := range map[string]string{
		"2025-06": "tháng 6", "2025-01": "tháng 01", "2025-Q2": "quý II", "2025-6T": "6 tháng đầu năm", "2025-6C": "6 tháng cuối năm", "2025-9T": "9 tháng",
	} {
		if p, err := ParsePeriod(code); err != nil || p.WordsInYear() != want {
			t.Errorf("%s is %q, want %q", code, p.WordsInYear(), want)
		}
	}
}

func TestDue(t *testing.T) {
	plan := &Plan{Year: 2026, Periods: []PeriodRule{{Period: Period{Year: 2026, Kind: Year}, To: MakeDate(2026, 10, 31), Due: MakeDate(2026, 11, 1)}}}
	first := Period{Year: 2026, Kind: FirstHalf}
	// The window ends on Sunday 14 June 2026: Monday and Tuesday follow.
	if got := plan.Due(first, nil); got != MakeDate(2026, 6, 16) {
		t.Errorf("due %s, want 2026-06-16", got)
	}
	holidays := map[Date]bool{MakeDate(2026, 6, 15): true}
	if got := plan.Due(first, holidays); got != MakeDate(2026, 6, 17) {
		t.Errorf("with a holiday on the Monday: due %s, want 2026-06-17", got)
	}
	year := Period{Year: 2026, Kind: Year}
	if from, to := plan.Window(year); from != MakeDate(2025, 12, 15) || to != MakeDate(2026, 10, 31) || plan.Due(year, nil) != MakeDate(2026, 11, 1) {
		t.Errorf("the plan's own dates do not win: %s – %s, due %s", from, to, plan.Due(year, nil))
	}
}

func TestDateWords(t *testing.T) {
	tests := []struct {
		date        Date
		long, short string
	}{
		{MakeDate(2025, 2, 5), "ngày 05 tháng 02 năm 2025", "05/02/2025"},
		{MakeDate(2025, 3, 5), "ngày 05 tháng 3 năm 2025", "05/3/2025"},
		{MakeDate(2025, 12, 24), "ngày 24 tháng 12 năm 2025", "24/12/2025"},
	}
	for _, tt := range tests {
		if tt.date.Long() != tt.long || tt.date.Short() != tt.short {
			t.Errorf("%s: %q, %q", tt.date, tt.date.Long(), tt.date.Short())
		}
	}
	end := MakeDate(2025, 6, 17).EndInVietnam()
	if end.UTC().Format(time.RFC3339) != "2025-06-17T16:59:59Z" {
		t.Errorf("a day in Vietnam ends at %s", end.UTC())
	}
}
