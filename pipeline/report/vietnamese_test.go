package report

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// TestPlainTextsNeedNoCleaning holds the short way of Normalize and CleanText
// against the long one, for every character that takes it.
func TestPlainTextsNeedNoCleaning(t *testing.T) {
	count := 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		s := string(r)
		if !isPlain(s) {
			continue
		}
		count++
		p := norm.NFC.PropertiesString(s)
		if p.CCC() != 0 || !p.BoundaryBefore() || norm.NFC.String(s) != s {
			t.Errorf("%U is not what NFC leaves as it is beside any other", r)
		}
		if got := CleanText("a" + s + "b"); got != "a"+s+"b" {
			t.Errorf("%U: %q", r, got)
		}
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			t.Errorf("%U is a control character", r)
		}
	}
	if count < 900 {
		t.Errorf("%d plain characters", count)
	}
}

func TestCleanText(t *testing.T) {
	for in, want := range map[string]string{
		"": "", " a ": "a", "a\r\nb\rc": "a\nb\nc", "a\x00b\u0085c": "abc", "Tie\u0302\u0301ng Vie\u0323\u0302t": "Tiếng Việt", "\u00a0x\u2003": "x", "a\tb": "a\tb",
		"Thông tư – “số”…": "Thông tư – “số”…", "\ufffea": "a", "😀": "😀", "a\xffb": "a\ufffdb", "1\u00a02": "1\u00a02",
	} {
		if got := CleanText(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func FuzzNormalize(f *testing.F) {
	f.Add("Tie\u0302\u0301ng  Việt\u00a0\r\n")
	f.Add("a\u0300\xff")
	f.Fuzz(func(t *testing.T, s string) {
		want := strings.ToLower(strings.Join(strings.Fields(norm.NFC.String(s)), " "))
		if got := Normalize(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
		if isPlain(s) && (CleanText(s) != strings.TrimSpace(s) || norm.NFC.String(s) != s) {
			t.Errorf("%q is not plain", s)
		}
	})
}
