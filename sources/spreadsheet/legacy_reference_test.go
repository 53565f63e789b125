//go:build reference

package spreadsheet

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"
	"unicode"
)

// TestReferenceTCVN3OfTheCLibrary holds our table of TCVN3 to the converter of the
// C library. That one knows the fuller set VN1 of the same standard, which puts
// capitals with a tone where VN3 has nothing.
func TestReferenceTCVN3OfTheCLibrary(t *testing.T) {
	checked := 0
	for code := rune(0xA1); code <= 0xFE; code++ {
		convert := exec.Command("iconv", "-f", "TCVN5712-1", "-t", "UTF-8")
		convert.Stdin = bytes.NewReader([]byte{byte(code)})
		out, err := convert.Output()
		if err != nil {
			t.Fatalf("%X: %v", code, err)
		}
		theirs := string(out)
		ours, ok := tcvn3[code]
		if ok {
			checked++
		}
		switch capital := strings.ContainsFunc(theirs, unicode.IsUpper); {
		case ok && string(ours) != theirs:
			t.Errorf("%X: %c, the C library has %s", code, ours, theirs)
		case !ok && !capital && strings.ContainsFunc(theirs, unicode.IsLetter):
			t.Errorf("%X: nothing, the C library has %s", code, theirs)
		}
	}
	if checked != 74 {
		t.Errorf("%d letters compared, want 67 small ones and 7 capitals", checked)
	}
}
