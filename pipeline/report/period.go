package report

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Kind (loại kỳ) is the kind of a period.
type Kind int

// The kinds of period (contract, section 3).
const (
	Month Kind = iota + 1
	Quarter
	FirstHalf  // 6 tháng đầu năm
	SecondHalf // 6 tháng cuối năm
	NineMonths
	Year
)

// Period (kỳ báo cáo) is a reporting period of a year: a month, a quarter, six
// months, nine months or the year. N is the month or quarter, else 0.
type Period struct {
	Year int
	Kind Kind
	N    int
}

var periodCode = regexp.MustCompile(`^([12][0-9]{3})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|(6T|6C|9T)))?$`)

// ParsePeriod reads a code: 2025-06, 2025-Q2, 2025-6T, 2025-6C, 2025-9T, 2025.
func ParsePeriod(code string) (Period, error) {
	m := periodCode.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(code)))
	if m == nil {
		return Period{}, fmt.Errorf("period %q: want one of 2025-06, 2025-Q2, 2025-6T, 2025-6C, 2025-9T, 2025", code)
	}
	year, _ := strconv.Atoi(m[1])
	switch {
	case m[2] != "":
		n, _ := strconv.Atoi(m[2])
		return Period{year, Month, n}, nil
	case m[3] != "":
		n, _ := strconv.Atoi(m[3])
		return Period{year, Quarter, n}, nil
	case m[4] == "6T":
		return Period{Year: year, Kind: FirstHalf}, nil
	case m[4] == "6C":
		return Period{Year: year, Kind: SecondHalf}, nil
	case m[4] == "9T":
		return Period{Year: year, Kind: NineMonths}, nil
	}
	return Period{Year: year, Kind: Year}, nil
}

// String gives the code.
func (p Period) String() string {
	switch p.Kind {
	case Month:
		return fmt.Sprintf("%d-%02d", p.Year, p.N)
	case Quarter:
		return fmt.Sprintf("%d-Q%d", p.Year, p.N)
	case FirstHalf:
		return fmt.Sprintf("%d-6T", p.Year)
	case SecondHalf:
		return fmt.Sprintf("%d-6C", p.Year)
	case NineMonths:
		return fmt.Sprintf("%d-9T", p.Year)
	case Year:
		return strconv.Itoa(p.Year)
	}
	return ""
}

// MarshalJSON writes the code.
func (p Period) MarshalJSON() ([]byte, error) { return strconv.AppendQuote(nil, p.String()), nil }

// IsZero tells whether there is no period.
func (p Period) IsZero() bool { return p == Period{} }

// Months gives the first and the last month, 1 to 12, that the period covers by
// its code.
func (p Period) Months() (first, last int) {
	switch p.Kind {
	case Month:
		return p.N, p.N
	case Quarter:
		return 3*p.N - 2, 3 * p.N
	case FirstHalf:
		return 1, 6
	case SecondHalf:
		return 7, 12
	case NineMonths:
		return 1, 9
	case Year:
		return 1, 12
	}
	return 0, -1
}

// Window gives the first and the last day of the period's data, both inclusive,
// by Decree 09/2019/NĐ-CP, article 12: from the 15th of the month before the
// first month to the 14th of the last. A plan may say otherwise: Plan.Window.
func (p Period) Window() (from, to Date) {
	first, last := p.Months()
	return MakeDate(p.Year, time.Month(first-1), 15), MakeDate(p.Year, time.Month(last), 14)
}

// Before is the same period one year earlier.
func (p Period) Before() Period {
	p.Year--
	return p
}

// Contains tells whether q is a part of p, by code: same year and all its
// months within p's. Every period contains itself.
func (p Period) Contains(q Period) bool {
	pf, pl := p.Months()
	qf, ql := q.Months()
	return p.Year == q.Year && pf <= qf && ql <= pl
}

// PeriodsOf lists all periods of a year, the longest first, then by first month.
func PeriodsOf(year int) []Period {
	ps := []Period{
		{year, Year, 0}, {year, NineMonths, 0}, {year, FirstHalf, 0}, {year, SecondHalf, 0},
	}
	for q := 1; q <= 4; q++ {
		ps = append(ps, Period{year, Quarter, q})
	}
	for m := 1; m <= 12; m++ {
		ps = append(ps, Period{year, Month, m})
	}
	return ps
}

// Words names the period in running text: "6 tháng đầu năm 2025", "quý II năm
// 2025", "tháng 6 năm 2025", "9 tháng năm 2025", "năm 2025".
func (p Period) Words() string {
	switch p.Kind {
	case Month:
		return fmt.Sprintf("tháng %s năm %d", twoDigitMonth(time.Month(p.N)), p.Year)
	case Quarter:
		return fmt.Sprintf("quý %s năm %d", Roman(p.N), p.Year)
	case FirstHalf:
		return fmt.Sprintf("6 tháng đầu năm %d", p.Year)
	case SecondHalf:
		return fmt.Sprintf("6 tháng cuối năm %d", p.Year)
	case NineMonths:
		return fmt.Sprintf("9 tháng năm %d", p.Year)
	}
	return fmt.Sprintf("năm %d", p.Year)
}

// WordsInYear names the period where the year is understood: "6 tháng đầu năm",
// "quý II", "tháng 6".
func (p Period) WordsInYear() string {
	words := strings.TrimSuffix(p.Words(), fmt.Sprintf(" %d", p.Year))
	if p.Kind == FirstHalf || p.Kind == SecondHalf {
		return words
	}
	return strings.TrimSuffix(words, " năm")
}

// Next is the period that follows one of the same kind; nine months and the
// first half are followed by what is left of the year.
func (p Period) Next() Period {
	switch {
	case p.Kind == Month && p.N < 12, p.Kind == Quarter && p.N < 4:
		p.N++
	case p.Kind == Month || p.Kind == Quarter:
		p.Year, p.N = p.Year+1, 1
	case p.Kind == FirstHalf:
		p.Kind = SecondHalf
	case p.Kind == SecondHalf:
		p.Year, p.Kind = p.Year+1, FirstHalf
	case p.Kind == NineMonths:
		p.Kind, p.N = Quarter, 4
	default:
		p.Year++
	}
	return p
}

var periodWords = []struct {
	re   *regexp.Regexp
	make func(m []string) (Kind, int)
}{
	{regexp.MustCompile(`^(?:6|sáu) tháng đầu năm ([12][0-9]{3})$`), func([]string) (Kind, int) { return FirstHalf, 0 }},
	{regexp.MustCompile(`^(?:6|sáu) tháng cuối năm ([12][0-9]{3})$`), func([]string) (Kind, int) { return SecondHalf, 0 }},
	{regexp.MustCompile(`^(?:9|chín) tháng(?: đầu)? năm ([12][0-9]{3})$`), func([]string) (Kind, int) { return NineMonths, 0 }},
	{regexp.MustCompile(`^quý (i{1,3}|iv|[1-4])(?: năm |/|-)([12][0-9]{3})$`), func(m []string) (Kind, int) { return Quarter, quarter(m[1]) }},
	{regexp.MustCompile(`^tháng (0?[1-9]|1[0-2])(?: năm |/|-)([12][0-9]{3})$`), func(m []string) (Kind, int) {
		n, _ := strconv.Atoi(m[1])
		return Month, n
	}},
	{regexp.MustCompile(`^(?:cả )?năm ([12][0-9]{3})$`), func([]string) (Kind, int) { return Year, 0 }},
}

func quarter(s string) int {
	switch s {
	case "i", "1":
		return 1
	case "ii", "2":
		return 2
	case "iii", "3":
		return 3
	}
	return 4
}

// ParsePeriodWords reads a period as a person writes it, in words (any form of
// Words, any case and spacing) or as a code.
func ParsePeriodWords(s string) (Period, error) {
	if p, err := ParsePeriod(s); err == nil {
		return p, nil
	}
	words := Normalize(s)
	for _, w := range periodWords {
		if m := w.re.FindStringSubmatch(words); m != nil {
			year, _ := strconv.Atoi(m[len(m)-1])
			kind, n := w.make(m)
			return Period{year, kind, n}, nil
		}
	}
	return Period{}, fmt.Errorf("period %q: not understood", s)
}
