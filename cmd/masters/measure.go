package main

import (
	"fmt"

	"codeberg.org/go-fonts/liberation/liberationserifbold"
	"codeberg.org/go-fonts/liberation/liberationserifregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"vanthu/output/length"
)

// The faces have the widths of Times New Roman, letter by letter.
var regular, bold = mustParse(liberationserifregular.TTF), mustParse(liberationserifbold.TTF)

func mustParse(ttf []byte) *sfnt.Font {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic(err) // the font is linked in: cannot happen
	}
	return f
}

// measure gives the width of a text, summed in font units so that nothing is
// rounded before the end.
func measure(heavy bool, size length.Length, text string) length.Length {
	face := regular
	if heavy {
		face = bold
	}
	var buf sfnt.Buffer
	em := int(face.UnitsPerEm())
	units := 0
	for _, r := range text {
		glyph, err := face.GlyphIndex(&buf, r)
		if err != nil || glyph == 0 {
			panic(fmt.Sprintf("no glyph for %q", r)) // the masters' own words only
		}
		advance, err := face.GlyphAdvance(&buf, glyph, fixed.I(em), font.HintingNone)
		if err != nil {
			panic(err)
		}
		units += advance.Round()
	}
	return length.Length(float64(size) * float64(units) / float64(em))
}
