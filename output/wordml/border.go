package wordml

import (
	"strings"

	"vanthu/output/length"
)

// Stroke is one of the lines that a border is drawn with.
type Stroke struct {
	From  length.Length // below or right of the border's outer, upper or left edge
	Width length.Length
}

// fine is the thin line of borders of two kinds of line, and the small gap.
const fine = 3 * length.Point / 4

// Strokes gives the lines of a border, the outer or upper one first. Width is
// that of one line, the thick one; how far the others are apart is so in Word
// and measured with LibreOffice, which gives triple lines two.
func (b Border) Strokes() []Stroke {
	w := b.Width
	pair := func(thin, gap length.Length) []Stroke {
		if strings.HasPrefix(b.Style, "thickThin") || b.Style == "inset" {
			return []Stroke{{0, w}, {w + gap, thin}}
		}
		return []Stroke{{0, thin}, {thin + gap, w}}
	}
	switch {
	case !b.Visible():
		return nil
	case b.Style == "thick":
		return []Stroke{{0, 2 * w}}
	case b.Style == "double" || b.Style == "triple" || b.Style == "doubleWave" || b.Style == "dashDotStroked":
		return []Stroke{{0, w}, {2 * w, w}}
	case !strings.HasPrefix(b.Style, "thin") && !strings.HasPrefix(b.Style, "thick") && !strings.HasPrefix(b.Style, "threeD") && !strings.HasSuffix(b.Style, "set"):
		return []Stroke{{0, w}}
	case strings.HasSuffix(b.Style, "SmallGap"):
		return pair(fine, fine)
	case strings.HasSuffix(b.Style, "LargeGap"):
		return pair(fine, 2*fine)
	}
	return pair(w/2, w/2)
}

// Breadth is the room that the lines of a border take across: three times the
// width for a double line.
func (b Border) Breadth() length.Length {
	s := b.Strokes()
	if len(s) == 0 {
		return 0
	}
	last := s[len(s)-1]
	return last.From + last.Width
}
