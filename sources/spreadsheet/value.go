package spreadsheet

import (
	"math"
	"strconv"
	"strings"
	"time"

	"vanthu/pipeline/report"
)

// isStoredNumber tells a decimal as programs store it: 12, -0.5, .5, 1.5E-07.
func isStoredNumber(s string) bool {
	if strings.HasPrefix(s, "+") || strings.HasPrefix(s, "-") {
		s = s[1:]
	}
	digits := func() (n int) {
		for n < len(s) && '0' <= s[n] && s[n] <= '9' {
			n++
		}
		s = s[n:]
		return n
	}
	n := digits()
	if strings.HasPrefix(s, ".") {
		s = s[1:]
		n += digits()
	}
	if n == 0 || s == "" {
		return n > 0
	}
	if s[0] != 'e' && s[0] != 'E' {
		return false
	}
	s = s[1:]
	if strings.HasPrefix(s, "+") || strings.HasPrefix(s, "-") {
		s = s[1:]
	}
	n = digits()
	return 1 <= n && n <= 3 && s == ""
}

// Decimal gives the decimal that a spreadsheet shows for a stored number: 15
// significant digits, whole when within 1e-9 of a whole number. ok is false from
// 1e15 on, where digits are lost.
func Decimal(stored string) (n report.Number, ok bool) {
	f, err := strconv.ParseFloat(stored, 64)
	if err != nil || math.Abs(f) >= 1e15 {
		return report.Number{}, false
	}
	if whole := math.Round(f); math.Abs(f-whole) <= 1e-9 {
		return report.NumberOf(int64(whole)), true
	}
	scientific := strconv.FormatFloat(f, 'e', 14, 64)
	exponent, _ := strconv.Atoi(scientific[strings.IndexByte(scientific, 'e')+1:])
	n, err = report.ParseNumber(strconv.FormatFloat(f, 'f', 14-exponent, 64))
	return n, err == nil
}

// Date gives the day of a number shown as a date, whole or with a time of
// day. Both of Excel's day counts are known: from 1900, with a 29 February that
// never was, and from 1904.
func (c Cell) Date(date1904 bool) (report.Date, bool) {
	f, err := strconv.ParseFloat(c.Text, 64)
	if err != nil || f < 1 || f > 200_000 {
		return report.Date{}, false
	}
	days := int(math.Floor(f))
	switch {
	case date1904:
		return report.MakeDate(1904, time.January, 1).AddDays(days), true
	case days < 60:
		return report.MakeDate(1899, time.December, 31).AddDays(days), true
	case days == 60:
		return report.Date{}, false
	}
	return report.MakeDate(1899, time.December, 30).AddDays(days), true
}

// Seen is a cell as a person sees it, near enough to be quoted.
func (c Cell) Seen(date1904 bool) string {
	if c.Kind == ISODate && len(c.Text) >= len("2006-01-02") {
		if d, err := report.ParseDate(c.Text[:len("2006-01-02")]); err == nil {
			return d.Short()
		}
	}
	if c.Kind != Number {
		return c.Text
	}
	switch c.Show {
	case AsDate:
		if d, ok := c.Date(date1904); ok {
			return d.Short()
		}
	case AsTime:
		if f, err := strconv.ParseFloat(c.Text, 64); err == nil && f >= 0 && f < 1e6 {
			minutes := int(math.Round(f * 24 * 60))
			return strconv.Itoa(minutes/60) + ":" + pad(minutes%60)
		}
	case AsPercent:
		if f, err := strconv.ParseFloat(c.Text, 64); err == nil {
			if n, ok := Decimal(strconv.FormatFloat(f*100, 'g', 15, 64)); ok {
				return report.FormatNumber(n) + "%"
			}
		}
	case AsNumber:
		if n, ok := Decimal(c.Text); ok {
			return report.FormatNumber(n)
		}
	}
	return c.Text
}

func pad(n int) string { return strings.Repeat("0", 2-min(2, len(strconv.Itoa(n)))) + strconv.Itoa(n) }
