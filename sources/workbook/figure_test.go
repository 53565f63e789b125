package workbook

import (
	"regexp"
	"strings"
	"testing"

	"vanthu/sources/spreadsheet"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

var (
	wholeBai   = wanted{measure: "bài"}
	decimalGio = wanted{decimal: true, measure: "giờ"}
	yesOrNo    = wanted{yesNo: true}
	tinBai     = wantedFor(report.Product{Unit: "Tin, bài"}, true)
	manyWords  = wantedFor(report.Product{Unit: "cuộc/hội nghị; buổi tập huấn và lớp hoặc khóa, hoặc đợt"}, true)
)

func textCell(s string) spreadsheet.Cell {
	return spreadsheet.Cell{Kind: spreadsheet.Text, Text: report.CleanText(s)}
}

func TestFiguresTypedAsText(t *testing.T) {
	for _, test := range []struct {
		in     string
		wanted wanted
		want   string // the number, "KAD", "" blank, or "!" and the code of the error
		warn   string
	}{
		// The contract's examples, in its order.
		{"02", wholeBai, "2", ""},
		{"1.234", wholeBai, "1234", ""},
		{"1.234.567", wholeBai, "1234567", ""},
		{"15 bài", wholeBai, "15", "so-kem-chu"},
		{"15 tin", wholeBai, "!so-kem-chu-la", ""},
		{"1,5", decimalGio, "1.5", ""},
		{"1.234,5", decimalGio, "1234.5", ""},
		{"1,234", wholeBai, "!dau-phan-cach", ""},
		{"1.5", wholeBai, "!dau-phan-cach", ""},
		{"1,5", wholeBai, "!so-le", ""},
		{"12.34", wholeBai, "!dau-phan-cach", ""},
		{"12.34", decimalGio, "!dau-phan-cach", ""},
		{"1,234.5", wholeBai, "!dau-phan-cach", ""},
		{"1,234.5", decimalGio, "!dau-phan-cach", ""},
		{"15-20", wholeBai, "!khoang-so", ""},
		{"15-20", decimalGio, "!khoang-so", ""},
		{">20", wholeBai, "!so-uoc-chung", ""},
		{"10/12", wholeBai, "!phan-so", ""},
		{"1e3", wholeBai, "!so-mu", ""},
		{"1e3", decimalGio, "!so-mu", ""},
		{"-3", wholeBai, "!so-am", ""},
		{"#REF!", wholeBai, "!o-loi", ""},
		{"chưa", wholeBai, "!chu-thay-so", ""},
		{"KAD", wholeBai, "KAD", ""},
		{"không áp dụng", wholeBai, "KAD", ""},

		// The same rules seen from the other side.
		{"0", wholeBai, "0", ""},
		{"000", wholeBai, "0", ""},
		{"\u00a015 ", wholeBai, "15", ""},
		{"15\u200b", wholeBai, "15", ""},
		{"  ", wholeBai, "", ""},
		{"15bài", wholeBai, "15", "so-kem-chu"},
		{"15 BÀI", wholeBai, "15", "so-kem-chu"},
		{"15 ba\u0300i", wholeBai, "15", "so-kem-chu"},
		{"1.234 bài", wholeBai, "1234", "so-kem-chu"},
		{"1,5 giờ", decimalGio, "1.5", "so-kem-chu"},
		{"1,5 bài", wholeBai, "!so-kem-chu-la", ""},
		{"15 bài, 3 tin", wholeBai, "!so-kem-chu-la", ""},
		{"15 bài", tinBai, "15", "so-kem-chu"},
		{"2 tin", tinBai, "2", "so-kem-chu"},
		{"2TIN", tinBai, "2", "so-kem-chu"},
		{"3 tin, bài", tinBai, "3", "so-kem-chu"},
		{"3 tin bài", tinBai, "!so-kem-chu-la", ""},
		{"15 bài, 3 tin", tinBai, "!so-kem-chu-la", ""},
		{"3 bài, tin", tinBai, "!so-kem-chu-la", ""},
		{"3 tin,", tinBai, "!so-kem-chu-la", ""},
		{"3 phóng sự", tinBai, "!so-kem-chu-la", ""},
		{"1 cuộc", manyWords, "1", "so-kem-chu"},
		{"1 hội nghị", manyWords, "1", "so-kem-chu"},
		{"1 buổi tập huấn", manyWords, "1", "so-kem-chu"},
		{"1 lớp", manyWords, "1", "so-kem-chu"},
		{"1 khóa", manyWords, "1", "so-kem-chu"},
		{"1 đợt", manyWords, "1", "so-kem-chu"},
		{"1 buổi", manyWords, "!so-kem-chu-la", ""},
		{"1 và", manyWords, "!so-kem-chu-la", ""},
		{"15 lượt người", people, "15", "so-kem-chu"},
		{"1.234", decimalGio, "1234", ""},
		{"1,234", decimalGio, "1.234", "phay-ba-so"},
		{"12.34,5", decimalGio, "!dau-phan-cach", ""},
		{"0,5", decimalGio, "0.5", ""},
		{"0,125", decimalGio, "0.125", ""},
		{"0.123", wholeBai, "!dau-phan-cach", ""},
		{"012.345", wholeBai, "!dau-phan-cach", ""},
		{"1.23.456", wholeBai, "!dau-phan-cach", ""},
		{"1..234", wholeBai, "!dau-phan-cach", ""},
		{"1 234", wholeBai, "!so-cach-quang", ""},
		{"15 – 20", wholeBai, "!khoang-so", ""},
		{"15 đến 20", wholeBai, "!khoang-so", ""},
		{"15-20 bài", wholeBai, "!khoang-so", ""},
		{"trên 20", wholeBai, "!so-uoc-chung", ""},
		{"khoảng 20 bài", wholeBai, "!so-uoc-chung", ""},
		{"≥ 20", wholeBai, "!so-uoc-chung", ""},
		{"− 3", wholeBai, "!so-am", ""},
		{"(3)", wholeBai, "!so-am", ""},
		{"50%", decimalGio, "!o-phan-tram", ""},
		{"5+3", wholeBai, "!phep-tinh", ""},
		{"+5", wholeBai, "!so-khong-doc-duoc", ""},
		{"-", wholeBai, "!dau-thay-so", ""},
		{"…", wholeBai, "!dau-thay-so", ""},
		{"...", wholeBai, "!dau-thay-so", ""},
		{"không", wholeBai, "!chu-thay-so", ""},
		{"mười lăm", wholeBai, "!chu-thay-so", ""},
		{"15 (mười lăm)", wholeBai, "!so-kem-chu-la", ""},
		{"kad", decimalGio, "KAD", ""},
		{"KHÔNG  ÁP DỤNG", wholeBai, "KAD", ""},
		{"KAD 2", wholeBai, "!so-khong-doc-duoc", ""},
		{"999999999999999", wholeBai, "999999999999999", ""},
		{"1234567890123456", wholeBai, "!so-qua-lon", ""},
		{"１５", wholeBai, "!chu-thay-so", ""}, // digits of another script are not guessed at
		{"0xFF", wholeBai, "!so-kem-chu-la", ""},
		{"1_000", wholeBai, "!so-kem-chu-la", ""},

		{"có", yesOrNo, "1", ""},
		{"CÓ", yesOrNo, "1", ""},
		{"co\u0301", yesOrNo, "1", ""},
		{"x", yesOrNo, "1", ""},
		{"X", yesOrNo, "1", ""},
		{"1", yesOrNo, "1", ""},
		{"không", yesOrNo, "0", ""},
		{"0", yesOrNo, "0", ""},
		{"KAD", yesOrNo, "KAD", ""},
		{"2", yesOrNo, "!khong-phai-co-khong", ""},
		{"đã có", yesOrNo, "!khong-phai-co-khong", ""},
		{"co", yesOrNo, "!khong-phai-co-khong", ""},
	} {
		t.Run(test.in, func(t *testing.T) {
			c := textCell(test.in)
			if c.Text == "" {
				c = spreadsheet.Cell{}
			}
			checkFigure(t, c, test.wanted, test.want, test.warn)
		})
	}
}

func checkFigure(t *testing.T, c spreadsheet.Cell, w wanted, want, warn string) {
	t.Helper()
	state, n, complaint := readFigure(c, w)
	got, warned := "", ""
	switch {
	case complaint != nil && complaint.severity == finding.Error:
		got = "!" + complaint.code
		if state != report.Blank || !n.IsZero() {
			t.Errorf("an error with a figure: %v %v", state, n)
		}
		if complaint.message == "" || complaint.hint == "" {
			t.Errorf("%s: no words or no remedy", complaint.code)
		}
		checkHint(t, c.Text, complaint.hint)
	case state == report.NotApplicable:
		got = "KAD"
	case state == report.Value:
		got = n.String()
	}
	if complaint != nil && complaint.severity == finding.Warning {
		warned = complaint.code
	}
	if got != want || warned != warn {
		t.Errorf("got %q, warning %q; want %q, warning %q", got, warned, want, warn)
	}
}

var digitsInHint = regexp.MustCompile(`[0-9][0-9.,]*`)

// checkHint allows no figure in a hint: a sample would be copied into the report,
// and so would one end of a range. A 0 says what "none" is typed as.
func checkHint(t *testing.T, found, hint string) {
	t.Helper()
	for _, figure := range digitsInHint.FindAllString(hint, -1) {
		if figure = strings.TrimRight(figure, ".,"); figure != "0" {
			t.Errorf("%q: the hint offers %s to copy: %s", found, figure, hint)
		}
	}
}

func TestFiguresInNumericCells(t *testing.T) {
	for _, test := range []struct {
		stored string
		show   spreadsheet.Show
		wanted wanted
		want   string
	}{
		{"15", spreadsheet.AsNumber, wholeBai, "15"},
		{"15.0000000001", spreadsheet.AsNumber, wholeBai, "15"}, // 1e-10 off: whole
		{"14.9999999999", spreadsheet.AsNumber, wholeBai, "15"},
		{"15.00000001", spreadsheet.AsNumber, wholeBai, "!so-le"}, // 1e-8 off: not
		{"2.5", spreadsheet.AsNumber, wholeBai, "!so-le"},
		{"2.5", spreadsheet.AsNumber, decimalGio, "2.5"},
		{"0.30000000000000004", spreadsheet.AsNumber, decimalGio, "0.3"},
		{"0.1", spreadsheet.AsNumber, decimalGio, "0.1"},
		{"1234.5678", spreadsheet.AsNumber, decimalGio, "1234.5678"},
		{"1.2345678901234567", spreadsheet.AsNumber, decimalGio, "1.23456789012346"}, // 15 digits, as shown
		{"3.3333333333333335E-2", spreadsheet.AsNumber, decimalGio, "0.0333333333333333"},
		{"1.5E+3", spreadsheet.AsNumber, wholeBai, "1500"}, // how a program stores it, not how a person types it
		{"-1E-12", spreadsheet.AsNumber, wholeBai, "0"},
		{"-3", spreadsheet.AsNumber, wholeBai, "!so-am"},
		{"-0.5", spreadsheet.AsNumber, decimalGio, "!so-am"},
		{"1E+15", spreadsheet.AsNumber, wholeBai, "!so-qua-lon"},
		{"999999999999999", spreadsheet.AsNumber, wholeBai, "999999999999999"},
		{"1E+308", spreadsheet.AsNumber, wholeBai, "!so-qua-lon"},
		{"9E+999", spreadsheet.AsNumber, wholeBai, "!so-qua-lon"},
		{"45823", spreadsheet.AsDate, wholeBai, "!o-ngay"},
		{"0.5", spreadsheet.AsTime, decimalGio, "!o-gio"},
		{"0.5", spreadsheet.AsPercent, decimalGio, "!o-phan-tram"},
		{"1", spreadsheet.AsBool, wholeBai, "!o-logic"},
		{"1", spreadsheet.AsNumber, yesOrNo, "1"},
		{"0", spreadsheet.AsNumber, yesOrNo, "0"},
		{"2", spreadsheet.AsNumber, yesOrNo, "!khong-phai-co-khong"},
	} {
		t.Run(test.stored, func(t *testing.T) {
			checkFigure(t, spreadsheet.Cell{Kind: spreadsheet.Number, Text: test.stored, Show: test.show}, test.wanted, test.want, "")
		})
	}
	for _, test := range []struct {
		name string
		cell spreadsheet.Cell
		want string
	}{
		{"boolean", spreadsheet.Cell{Kind: spreadsheet.Bool, Text: "TRUE"}, "!o-logic"},
		{"error", spreadsheet.Cell{Kind: spreadsheet.ErrorValue, Text: "#REF!"}, "!o-loi"},
		{"formula without a value", spreadsheet.Cell{Kind: spreadsheet.Uncalculated}, "!cong-thuc-chua-tinh"},
		{"ISO date", spreadsheet.Cell{Kind: spreadsheet.ISODate, Text: "2025-06-15"}, "!o-ngay"},
		{"empty", spreadsheet.Cell{}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, w := range []wanted{wholeBai, decimalGio} {
				checkFigure(t, test.cell, w, test.want, "")
			}
		})
	}
}

func TestDates(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"15/6/2025", "2025-06-15"},
		{"15-6-2025", "2025-06-15"},
		{"15/06/2025", "2025-06-15"},
		{"15.6.2025", "2025-06-15"},
		{"ngày 15 tháng 6 năm 2025", "2025-06-15"},
		{"Ngày 05 tháng 02 năm 2025", "2025-02-05"},
		{"nga\u0300y 15 tha\u0301ng 6 na\u0306m 2025", "2025-06-15"},
		{"5/6/2025", "2025-06-05"}, // the day first, always
		{"2025-06-15", "2025-06-15"},
		{"29/2/2024", "2024-02-29"},
		{"29/2/2025", "!ngay-khong-co"},
		{"6/15/2025", "!ngay-khong-co"},
		{"31/4/2025", "!ngay-khong-co"},
		{"0/4/2025", "!ngay-khong-co"},
		{"15/6/25", "!ngay-khong-doc-duoc"},
		{"15/6", "!ngay-khong-doc-duoc"},
		{"15/6/2025; 16/6/2025", "!ngay-khong-doc-duoc"},
		{"tháng 6", "!ngay-khong-doc-duoc"},
		{"15/6-2025x", "!ngay-khong-doc-duoc"},
	} {
		t.Run(test.in, func(t *testing.T) {
			d, c := readDate(textCell(test.in), false)
			got := d.String()
			if c != nil {
				got = "!" + c.code
				checkHint(t, test.in, c.hint)
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestDateCells(t *testing.T) {
	for _, test := range []struct {
		cell     spreadsheet.Cell
		date1904 bool
		want     string
	}{
		{spreadsheet.Cell{Kind: spreadsheet.Number, Text: "45823", Show: spreadsheet.AsDate}, false, "2025-06-15"},
		{spreadsheet.Cell{Kind: spreadsheet.Number, Text: "45823.75", Show: spreadsheet.AsDate}, false, "2025-06-15"},
		{spreadsheet.Cell{Kind: spreadsheet.Number, Text: "44361", Show: spreadsheet.AsDate}, true, "2025-06-15"}, // 45823 − 1462
		{spreadsheet.Cell{Kind: spreadsheet.Number, Text: "61", Show: spreadsheet.AsDate}, false, "1900-03-01"},
		{spreadsheet.Cell{Kind: spreadsheet.Number, Text: "59", Show: spreadsheet.AsDate}, false, "1900-02-28"},
		{spreadsheet.Cell{Kind: spreadsheet.Number, Text: "60", Show: spreadsheet.AsDate}, false, "!ngay-khong-doc-duoc"}, // the day that never was
		{spreadsheet.Cell{Kind: spreadsheet.Number, Text: "45823"}, false, "!ngay-khong-doc-duoc"},
		{spreadsheet.Cell{Kind: spreadsheet.ISODate, Text: "2025-06-15T00:00:00"}, false, "2025-06-15"},
		{spreadsheet.Cell{Kind: spreadsheet.Bool, Text: "TRUE"}, false, "!ngay-khong-doc-duoc"},
		{spreadsheet.Cell{Kind: spreadsheet.ErrorValue, Text: "#N/A"}, false, "!o-loi"},
		{spreadsheet.Cell{Kind: spreadsheet.Uncalculated}, false, "!cong-thuc-chua-tinh"},
		{spreadsheet.Cell{}, false, ""},
	} {
		d, c := readDate(test.cell, test.date1904)
		got := d.String()
		if c != nil {
			got = "!" + c.code
		}
		if got != test.want {
			t.Errorf("%+v: got %q, want %q", test.cell, got, test.want)
		}
	}
	for _, want := range []string{"1950-01-01", "2024-02-29", "2025-06-15", "2099-12-31"} {
		if d, ok := (spreadsheet.Cell{Text: report.NumberOf(int64(serialOf(day(want)))).String()}).Date(false); !ok || d.String() != want {
			t.Errorf("%s came back as %s", want, d)
		}
	}
}

func FuzzFigure(f *testing.F) {
	for _, s := range []string{"02", "1.234", "15 bài", "1,5", "15-20", "KAD", "có", "1.234,5", "#REF!"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, w := range []wanted{wholeBai, decimalGio, yesOrNo} {
			state, n, c := readFigure(textCell(s), w)
			if n.Sign() < 0 || !w.decimal && !n.IsWhole() {
				t.Errorf("%q gave %s", s, n)
			}
			if state == report.Value && c != nil && c.severity == finding.Error {
				t.Errorf("%q gave both %s and %s", s, n, c.code)
			}
			// What was read, written as we write it, is read as the same.
			if state == report.Value && !w.yesNo {
				if _, again, _ := readFigure(textCell(report.FormatNumber(n)), w); again != n {
					t.Errorf("%q is %s, but %q is %s", s, n, report.FormatNumber(n), again)
				}
			}
		}
	})
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"15/6/2025", "ngày 15 tháng 6 năm 2025", "2025-06-15", "31/2/2025"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, c := parseDate(s); c == nil {
			if again, c := parseDate(d.Short()); c != nil || again != d {
				t.Errorf("%q is %s, but %q is %s", s, d, d.Short(), again)
			}
		}
	})
}

func FuzzPeriodLine(f *testing.F) {
	for _, s := range []string{"6 tháng đầu năm 2025", "2025-Q2", "quý II năm 2025 (từ 15/3)", "tháng 06/2025"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if p, ok := parsePeriodLine(s); ok {
			if again, ok := parsePeriodLine(p.Words()); !ok || again != p {
				t.Errorf("%q is %s, but its words %q are %s", s, p, p.Words(), again)
			}
		}
	})
}
