package paper

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// file writes a PDF of the given objects, numbered from 1; the first is the catalog.
func file(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.Bytes()
}

// tails are files whose trees bite their tails, with more than one mouth.
func tails() map[string][]byte {
	const onePage, page = "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
	const form = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>"
	return map[string][]byte{
		"pages":    file("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1>>"),
		"fields":   file(form, onePage, page, "<</T(a)/Kids[4 0 R 4 0 R]>>"),
		"two":      file(form, onePage, page, "<</T(a)/Kids[5 0 R 5 0 R]>>", "<</T(b)/Kids[4 0 R 4 0 R]>>"),
		"widgets":  file(form, onePage, page, "<</T(a)/FT/Tx/Kids[5 0 R 5 0 R]>>", "<</Subtype/Widget/Rect[0 0 9 9]/Kids[4 0 R]/Parent 5 0 R>>"),
		"parents":  file(form, onePage, "<</Type/Page/Parent 3 0 R>>", "<</T(a)/FT/Tx/Parent 4 0 R>>"),
		"oneself":  file(form, onePage, page, "4 0 R"),
		"contents": file(form, onePage, "<</Type/Page/Parent 2 0 R/Contents 3 0 R/Resources 3 0 R>>", "<</T(a)/Opt 4 0 R/FT/Ch>>"),
	}
}

// Trees that bite their tails end, and what they hold comes once.
func TestTails(t *testing.T) {
	for name, data := range tails() {
		done := make(chan int)
		go func() {
			fields, _ := Fields(data)
			Fill(data, m{"a": "x"}, Options{})         // must end
			Under(document(t, false), data, "nen.pdf") // must end
			done <- len(fields)
		}()
		select {
		case n := <-done:
			if n > 1 {
				t.Errorf("%s: %d fields", name, n)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("%s: no end", name)
		}
	}
}

// Nodes that share their children name more of them than the file holds.
func TestTooManyNodes(t *testing.T) {
	kids, fields := strings.Repeat("7 0 R ", 2000), strings.Repeat("<</T(a)/FT/Tx/Kids 5 0 R>>", 2000)
	data := file("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields 4 0 R>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R>>",
		"["+fields+"]", "["+kids+"]", "null", "<</Subtype/Widget/Rect[0 0 9 9]>>")
	if _, err := Fields(data); !errors.Is(err, ErrTooLarge) {
		t.Errorf("%v", err)
	}
	if _, err := Fields(file("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>", "<</Type/Page/Parent 2 0 R>>")); err != nil {
		t.Errorf("a page named twice: %v", err)
	}
}
