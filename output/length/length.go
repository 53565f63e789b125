// Package length holds the one unit of length of the project: the English
// Metric Unit (EMU) of Office Open XML (ECMA-376 part 1, 20.1.10.16), of which
// points, millimetres, twips and half-points are all whole multiples. Equality
// therefore means equality and sums do not drift.
//
//	left := length.Mm(30)       // 1 080 000 EMU
//	left.Twips()                // 1701, rounded once, where a writer needs it
//	length.HalfPoints(28).Pt()  // 14
//
// It knows nothing of documents.
package length

import "math"

// Length is a length in EMU: 914 400 an inch, 36 000 a millimetre, 12 700 a
// point, 635 a twip.
type Length int64

// The size of each unit in EMU.
const (
	Inch      Length = 914400
	Cm        Length = 360000
	Mmeter    Length = 36000
	Point     Length = 12700
	HalfPoint Length = 6350
	Twip      Length = 635
)

// Mm makes a length of v millimetres, rounded to the nearest EMU.
func Mm(v float64) Length { return Length(math.Round(v * float64(Mmeter))) }

// Pt makes a length of v points, rounded to the nearest EMU.
func Pt(v float64) Length { return Length(math.Round(v * float64(Point))) }

// Twips makes a length of v twips (twentieths of a point: w:pgMar, w:ind).
func Twips(v int) Length { return Length(v) * Twip }

// HalfPoints makes a length of v half-points (w:sz).
func HalfPoints(v int) Length { return Length(v) * HalfPoint }

// Pt tells the length in points.
func (l Length) Pt() float64 { return float64(l) / float64(Point) }

// Mm tells the length in millimetres.
func (l Length) Mm() float64 { return float64(l) / float64(Mmeter) }

// Twips tells the length in twips, rounded half away from zero.
func (l Length) Twips() int { return int(math.Round(float64(l) / float64(Twip))) }

// HalfPoints tells the length in half-points, rounded half away from zero.
func (l Length) HalfPoints() int { return int(math.Round(float64(l) / float64(HalfPoint))) }
