package workbook

import "testing"

func TestHeadingsAreShort(t *testing.T) {
	names := headingNames()
	for _, known := range names[1:] {
		for name := range known {
			if len(name) > longestFolded {
				t.Errorf("%s has %d bytes", name, len(name))
			}
		}
	}
}

// FuzzFold holds the short way of fold against the long one.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"Kết quả (trong kỳ) 2", "ĐƠN VỊ: Đ", "a)b(c", "Ké\u0302t \u0323", "İß\u212a", "\xffa", "１（２）", "Ma\u0303 \u0345"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := fold(s), foldAny(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	})
}
