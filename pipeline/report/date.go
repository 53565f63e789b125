package report

import (
	"fmt"
	"time"
)

// Date (ngày) is a day of the calendar, without a time or a zone. The zero Date
// means none.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// MakeDate makes a date; a day past the month's end runs over, as in time.Date.
func MakeDate(year int, month time.Month, day int) Date {
	return DateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf is the day of an instant in the instant's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads YYYY-MM-DD.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("date %q: want YYYY-MM-DD", s)
	}
	return DateOf(t), nil
}

// IsZero tells whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// AddDays gives the day n days later.
func (d Date) AddDays(n int) Date { return DateOf(d.utc().AddDate(0, 0, n)) }

// Before tells whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.utc().Before(e.utc()) }

// After tells whether d is later than e.
func (d Date) After(e Date) bool { return e.Before(d) }

// Weekday gives the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// EndInVietnam is the last instant of the day in Vietnam.
func (d Date) EndInVietnam() time.Time {
	return time.Date(d.Year, d.Month, d.Day+1, 0, 0, 0, 0, Zone).Add(-time.Nanosecond)
}

// String gives YYYY-MM-DD, or "" for none.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalJSON writes "YYYY-MM-DD", or null for none.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return []byte(`"` + d.String() + `"`), nil
}

// twoDigitMonth pads months 1 and 2 only (Decree 30/2020, annex I, II.4.b).
func twoDigitMonth(m time.Month) string {
	if m < 3 {
		return fmt.Sprintf("%02d", int(m))
	}
	return fmt.Sprintf("%d", int(m))
}

// Long writes "ngày 05 tháng 6 năm 2025": the day padded, the month for 1 and 2
// only (Decree 30/2020, annex I, II.4.b).
func (d Date) Long() string {
	return fmt.Sprintf("ngày %02d tháng %s năm %d", d.Day, twoDigitMonth(d.Month), d.Year)
}

// Short writes "05/6/2025", padded as in Long; "" for none.
func (d Date) Short() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d/%s/%d", d.Day, twoDigitMonth(d.Month), d.Year)
}

// AddWorkingDays gives the n-th working day after d: Saturdays, Sundays and the
// holidays given do not count.
func AddWorkingDays(d Date, n int, holidays map[Date]bool) Date {
	for n > 0 {
		d = d.AddDays(1)
		if w := d.Weekday(); w != time.Saturday && w != time.Sunday && !holidays[d] {
			n--
		}
	}
	return d
}
