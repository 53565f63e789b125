package workbook

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"vanthu/pipeline/report"
)

const hintDate = "gõ theo thứ tự ngày/tháng/năm, năm đủ bốn chữ số"

// serialDate gives the day of a date's serial number, whole or with a time of
// day. Both of Excel's day counts are known: from 1900, with a 29 February that
// never was, and from 1904.
func serialDate(stored string, date1904 bool) (report.Date, bool) {
	f, err := strconv.ParseFloat(stored, 64)
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

var (
	dayMonthYear = regexp.MustCompile(`^(?:ngày )?([0-9]{1,2}) ?[/.-] ?([0-9]{1,2}) ?[/.-] ?([0-9]{4})$`)
	dayInWords   = regexp.MustCompile(`^ngày ([0-9]{1,2}) tháng ([0-9]{1,2}) năm ([0-9]{4})$`)
	yearMonthDay = regexp.MustCompile(`^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:t00:00:00(?:\.0+)?z?)?$`)
)

// parseDate reads a date as people write it: the day before the month, always.
// The order of ISO 8601 cannot be mistaken and is read too.
func parseDate(text string) (report.Date, *complaint) {
	s := report.Normalize(trimFigure(text))
	var d, m, y string
	if g := yearMonthDay.FindStringSubmatch(s); g != nil {
		d, m, y = g[3], g[2], g[1]
	} else if g := dayMonthYear.FindStringSubmatch(s); g != nil {
		d, m, y = g[1], g[2], g[3]
	} else if g := dayInWords.FindStringSubmatch(s); g != nil {
		d, m, y = g[1], g[2], g[3]
	} else {
		return report.Date{}, refuse("ngay-khong-doc-duoc", "không đọc được ngày này", hintDate+"; nếu có nhiều ngày thì ghi ngày cuối ở đây, các ngày khác ghi ở cột “Mô tả kết quả”")
	}
	day, _ := strconv.Atoi(d)
	month, _ := strconv.Atoi(m)
	year, _ := strconv.Atoi(y)
	date := report.Date{Year: year, Month: time.Month(month), Day: day}
	if year < 1900 || year > 2199 || report.MakeDate(year, time.Month(month), day) != date {
		return report.Date{}, refuse("ngay-khong-co", "trên lịch không có ngày này (đọc theo thứ tự ngày, tháng, năm)", hintDate)
	}
	return date, nil
}

// readDate reads a date from a cell.
func readDate(c cell, date1904 bool) (report.Date, *complaint) {
	switch c.kind {
	case 0:
		return report.Date{}, nil
	case kindText, kindISODate:
		return parseDate(c.text)
	case kindNumber:
		if c.show == asDate {
			if d, ok := serialDate(c.text, date1904); ok {
				return d, nil
			}
		}
		return report.Date{}, refuse("ngay-khong-doc-duoc", "ô này là một con số, không phải ngày", hintDate)
	case kindError:
		return report.Date{}, refuse("o-loi", "công thức trong ô bị lỗi nên không có kết quả", hintDate)
	case kindUnknown:
		return report.Date{}, refuse("cong-thuc-chua-tinh", "ô là công thức nhưng tệp không lưu kết quả của nó", hintDate)
	}
	return report.Date{}, refuse("ngay-khong-doc-duoc", "ô này phải là một ngày", hintDate)
}

// seen is a cell as a person sees it, near enough to be quoted.
func (c cell) seen(date1904 bool) string {
	if c.kind != kindNumber {
		return c.text
	}
	switch c.show {
	case asDate:
		if d, ok := serialDate(c.text, date1904); ok {
			return d.Short()
		}
	case asTime:
		if f, err := strconv.ParseFloat(c.text, 64); err == nil && f >= 0 && f < 1e6 {
			minutes := int(math.Round(f * 24 * 60))
			return strconv.Itoa(minutes/60) + ":" + pad(minutes%60)
		}
	case asPercent:
		if f, err := strconv.ParseFloat(c.text, 64); err == nil {
			if n, ok := decimalOf(strconv.FormatFloat(f*100, 'g', 15, 64)); ok {
				return report.FormatNumber(n) + "%"
			}
		}
	case asNumber:
		if n, ok := decimalOf(c.text); ok {
			return report.FormatNumber(n)
		}
	}
	return c.text
}

func pad(n int) string { return strings.Repeat("0", 2-min(2, len(strconv.Itoa(n)))) + strconv.Itoa(n) }
