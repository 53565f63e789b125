package workbook

import (
	"strconv"
	"time"

	"vanthu/sources/spreadsheet"

	"vanthu/pipeline/report"
)

const hintDate = "gõ theo thứ tự ngày/tháng/năm, năm đủ bốn chữ số"

var (
	dayMonthYear = pattern(`^(?:ngày )?([0-9]{1,2}) ?[/.-] ?([0-9]{1,2}) ?[/.-] ?([0-9]{4})$`)
	dayInWords   = pattern(`^ngày ([0-9]{1,2}) tháng ([0-9]{1,2}) năm ([0-9]{4})$`)
	yearMonthDay = pattern(`^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:t[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?z?)?$`)
)

// parseDate reads a date as people write it: the day before the month, always.
// The order of ISO 8601 cannot be mistaken and is read too.
func parseDate(text string) (report.Date, *complaint) {
	s := report.Normalize(trimFigure(text))
	var d, m, y string
	if g := yearMonthDay().FindStringSubmatch(s); g != nil {
		d, m, y = g[3], g[2], g[1]
	} else if g := dayMonthYear().FindStringSubmatch(s); g != nil {
		d, m, y = g[1], g[2], g[3]
	} else if g := dayInWords().FindStringSubmatch(s); g != nil {
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
func readDate(c spreadsheet.Cell, date1904 bool) (report.Date, *complaint) {
	switch c.Kind {
	case 0:
		return report.Date{}, nil
	case spreadsheet.Text, spreadsheet.ISODate:
		return parseDate(c.Text)
	case spreadsheet.Number:
		if c.Show == spreadsheet.AsDate {
			if d, ok := c.Date(date1904); ok {
				return d, nil
			}
		}
		return report.Date{}, refuse("ngay-khong-doc-duoc", "ô này là một con số, không phải ngày", hintDate)
	case spreadsheet.ErrorValue:
		return report.Date{}, refuse("o-loi", "công thức trong ô bị lỗi nên không có kết quả", hintDate)
	case spreadsheet.Uncalculated:
		return report.Date{}, refuse("cong-thuc-chua-tinh", "ô là công thức nhưng tệp không lưu kết quả của nó", hintDate)
	}
	return report.Date{}, refuse("ngay-khong-doc-duoc", "ô này phải là một ngày", hintDate)
}
