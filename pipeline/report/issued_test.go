package report

import (
	"testing"
	"time"
)

func TestIssuedAs(t *testing.T) {
	december := Date{2024, time.December, 5}
	for _, tt := range []struct {
		text, number string
		day          Date
		ok           bool
	}{
		{"3214/KH-SYT ngày 05 tháng 12 năm 2024", "3214", december, true},
		{"số 07/KH-SYT, ngày 5/12/2024", "07", december, true},
		{"3214/KH-SYT  ngày 05\ntháng 12 năm 2024", "3214", december, true},
		{"", "", Date{}, false},
		{"3214/KH-SYT", "", Date{}, false},
		{"3214/KH-SYT ngày 31/2/2024", "3214", Date{2024, time.March, 2}, false},
	} {
		number, day, ok := Info{Issued: tt.text}.IssuedAs()
		if number != tt.number || day != tt.day || ok != tt.ok {
			t.Errorf("%q: %q, %v, %v", tt.text, number, day, ok)
		}
	}
}
