package spreadsheet

import (
	"slices"
	"testing"
)

// FuzzSplitTone holds the short way against the one for words of any characters.
func FuzzSplitTone(f *testing.F) {
	for _, s := range []string{"", "Nghiêng", "ĐƯỜNG", "hoà", "hòà", "ñ", "a\u0301", "ế\u0301", "ǵ", "İ", "ý1", "\xff", "Å"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, word string) {
		bare, at, tone := splitTone(word)
		wantBare, wantAt, wantTone := splitAny(word)
		if !slices.Equal(bare, wantBare) || (bare == nil) != (wantBare == nil) || at != wantAt || tone != wantTone {
			t.Errorf("%q: %q %d %q, want %q %d %q", word, bare, at, tone, wantBare, wantAt, wantTone)
		}
	})
}
