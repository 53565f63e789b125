package pdf

import (
	"fmt"
	"testing"

	"vanthu/output/layout"
	"vanthu/output/wordml"
	"vanthu/output/wordml/wordmltest"
)

// BenchmarkDocument reads, lays out and draws documents of running text and
// tables, in this process; time is to grow with the pages.
func BenchmarkDocument(b *testing.B) {
	fonts, err := Fonts()
	if err != nil {
		b.Fatal(err)
	}
	for _, paragraphs := range []int{68, 680, 2850} {
		data := wordmltest.Docx(b, wordmltest.Parts{Styles: sampleStyles, Settings: sampleSettings, Numbering: sampleNumbering,
			Headers: map[string]string{"h1": samplePageHeader}, Body: body(paragraphs) + appendix(paragraphs/3) + sectPr(false, "h1", "")})
		pages := 0
		b.Run(fmt.Sprint(paragraphs, "_paragraphs"), func(b *testing.B) {
			for b.Loop() {
				doc, _, err := wordml.Read(data)
				if err != nil {
					b.Fatal(err)
				}
				res, _ := layout.Layout(doc, fonts, layout.Options{})
				if _, err := Write(res, fonts, Info{}); err != nil {
					b.Fatal(err)
				}
				pages = len(res.Pages)
			}
			b.ReportMetric(float64(pages), "pages")
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/float64(max(pages, 1)), "ms/page")
		})
	}
}
