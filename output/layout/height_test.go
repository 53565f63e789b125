package layout

import (
	"testing"

	"vanthu/output/length"
)

// Line heights in LibreOffice as measured, in twips.
func TestOfficeHeight(t *testing.T) {
	times, arial, carlito, dejavu := metrics{1825, 443, 87, 2048}, metrics{1854, 434, 67, 2048}, metrics{1536, 512, 452, 2048}, metrics{1901, 483, 0, 2048}
	for _, tt := range []struct {
		font   metrics
		half   length.Length // half points
		height length.Length
	}{
		{times, 15, 172}, {times, 17, 195}, {times, 20, 231}, {times, 26, 299}, {times, 28, 322}, {times, 29, 333},
		{arial, 19, 218}, {arial, 20, 230}, {arial, 26, 300}, {arial, 32, 369},
		{carlito, 22, 269}, {carlito, 31, 379}, {dejavu, 20, 233}, {dejavu, 24, 280},
	} {
		above, below := officeHeight(tt.font, tt.half*10*length.Twip)
		if got := above + below; got != tt.height*length.Twip {
			t.Errorf("%v at %d half points: %v, want %v", tt.font, tt.half, got, tt.height*length.Twip)
		}
	}
}
