package length

import "testing"

func TestUnitsAreWholeMultiples(t *testing.T) {
	tests := []struct {
		name string
		got  Length
		want Length
	}{
		{"30 mm", Mm(30), 1_080_000}, // 30 × 36 000
		{"14 pt", Pt(14), 177_800},   // 14 × 12 700
		{"14 pt is 28 half-points", HalfPoints(28), Pt(14)},
		{"20 twips are a point", Twips(20), Pt(1)}, // 20 × 635 = 12 700
		{"1.27 cm is half an inch", Mm(12.7), Inch / 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.got != tt.want {
				t.Errorf("got %d EMU, want %d", tt.got, tt.want)
			}
		})
	}
}

func TestTwipsRoundOnce(t *testing.T) {
	// 30 mm = 1 080 000 / 635 = 1700.79 twips
	if got := Mm(30).Twips(); got != 1701 {
		t.Errorf("Mm(30).Twips() = %d, want 1701", got)
	}
	if got := Mm(20).Twips(); got != 1134 { // 1133.86
		t.Errorf("Mm(20).Twips() = %d, want 1134", got)
	}
}
