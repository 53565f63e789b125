package pdf

import (
	"math/rand/v2"
	"slices"
	"testing"

	"vanthu/output/wordml/wordmltest"
)

// FuzzRender takes any file the whole way: it ends, and does not panic.
func FuzzRender(f *testing.F) {
	whole := wordmltest.Docx(f, everything(f))
	f.Add(whole)
	rng := rand.New(rand.NewPCG(3, 4))
	for _, m := range mutators {
		f.Add(m.mut(rng, whole))
	}
	f.Fuzz(func(t *testing.T, docx []byte) { survives(t, "fuzzed", docx, hang, likes...) })
}

// FuzzBody takes the inside of a body with all the parts about it: the fuzzer
// changes words of the format, not bytes of a zip.
func FuzzBody(f *testing.F) {
	parts := everything(f)
	f.Add(parts.Body, parts.Footnotes)
	rng := rand.New(rand.NewPCG(5, 6))
	for range 5 {
		f.Add(values(rng, parts.Body), closed(rng, parts.Footnotes))
	}
	for _, b := range slices.Concat(nestedBombs(), sizeBombs()) {
		if p := b.parts(); len(p.Body) < 20000 {
			f.Add(p.Body, "")
		}
	}
	f.Fuzz(func(t *testing.T, body, notes string) {
		p := parts
		p.Body, p.Footnotes = body, notes
		survives(t, "fuzzed", wordmltest.Docx(t, p), hang, likes...)
	})
}
