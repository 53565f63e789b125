package report

import "testing"

func num(t testing.TB, s string) Number {
	t.Helper()
	n, err := ParseNumber(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestNumberIsExact(t *testing.T) {
	tests := []struct{ a, b, sum string }{
		{"0.1", "0.2", "0.3"},
		{"1", "-1", "0"},
		{"999999999999999999", "1", "1000000000000000000"},
		{"33.3333333333333", "0.6666666666667", "34"},
		{"007", "0.50", "7.5"},
	}
	for _, tt := range tests {
		if got := num(t, tt.a).Add(num(t, tt.b)); got != num(t, tt.sum) {
			t.Errorf("%s + %s = %s, want %s", tt.a, tt.b, got, tt.sum)
		}
	}
	for _, s := range []string{"", "-", ".5", "1.", "1,5", "1e3", "0x1", "--1", "1.2.3"} {
		if n, err := ParseNumber(s); err == nil {
			t.Errorf("ParseNumber(%q) = %s, want an error", s, n)
		}
	}
}

// Half goes up, also where a binary fraction would round down: 1/16 is 6.25 %.
func TestPercentRoundsHalfUp(t *testing.T) {
	tests := []struct{ value, whole, want string }{
		{"1", "16", "6.3"},
		{"1", "3", "33.3"},
		{"2", "3", "66.7"},
		{"0", "5", "0"},
		{"3", "2", "150"},
		{"0.5", "1000", "0.1"}, // 0.05 %
	}
	for _, tt := range tests {
		got, ok := Percent(num(t, tt.value), num(t, tt.whole))
		if !ok || got != num(t, tt.want) {
			t.Errorf("100 × %s/%s = %s, want %s", tt.value, tt.whole, got, tt.want)
		}
	}
	if _, ok := Percent(num(t, "1"), Number{}); ok {
		t.Error("a percent of nothing")
	}
}

func TestChange(t *testing.T) {
	for _, tt := range []struct{ value, base, difference, percent string }{
		{"45", "33", "12", "36.4"},
		{"33", "45", "-12", "-26.7"},
		{"17", "16", "1", "6.3"},   // 6.25
		{"15", "16", "-1", "-6.3"}, // its size rounded half up
		{"1.5", "1.5", "0", "0"},
		{"5", "0", "5", ""},
	} {
		difference, percent := Change(num(t, tt.value), num(t, tt.base))
		got := ""
		if percent != nil {
			got = percent.String()
		}
		if difference != num(t, tt.difference) || got != tt.percent {
			t.Errorf("from %s to %s: %s and %q, want %s and %q", tt.base, tt.value, difference, got, tt.difference, tt.percent)
		}
	}
}

func TestFormatNumber(t *testing.T) {
	tests := []struct{ in, want, count string }{
		{"0", "0", "0"},
		{"5", "5", "05"},
		{"12", "12", "12"},
		{"999", "999", "999"},
		{"1000", "1.000", "1.000"},
		{"1234567.5", "1.234.567,5", "1.234.567,5"},
		{"-1234", "-1.234", "-1.234"},
		{"2.5", "2,5", "2,5"},
	}
	for _, tt := range tests {
		if got := FormatNumber(num(t, tt.in)); got != tt.want {
			t.Errorf("FormatNumber(%s) = %q, want %q", tt.in, got, tt.want)
		}
		if got := FormatCount(num(t, tt.in)); got != tt.count {
			t.Errorf("FormatCount(%s) = %q, want %q", tt.in, got, tt.count)
		}
	}
}

func TestPointLetters(t *testing.T) {
	got := ""
	for n := 1; n <= 13; n++ {
		got += PointLetter(n)
	}
	if got != "abcdđeghiklmn" { // the thirteen points of a real plan
		t.Errorf("got %q", got)
	}
	if got := PointLetter(24); got != "aa" {
		t.Errorf("after the last letter comes %q", got)
	}
}
