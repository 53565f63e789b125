package layout

import (
	"vanthu/output/length"
	"vanthu/output/wordml"
)

// floats are the straight lines anchored in a paragraph.
type floats struct {
	strokes []wordml.Stroke
	width   length.Length // of the column or cell
	inCell  bool
}

// items places the lines on a page: x and y are where the column and the
// paragraph begin. In a cell, everything is measured from the cell
// (layoutInCell, 20.4.2.3).
func (f *floats) items(p wordml.PageSetup, x, y length.Length) (out []Item) {
	for _, s := range f.strokes {
		left, wide := x, f.width
		top, high := y, length.Length(0)
		if !f.inCell {
			switch s.FromH {
			case "page":
				left, wide = 0, p.Width
			case "margin":
				left, wide = p.Left, p.TextWidth()
			case "leftMargin", "insideMargin":
				left, wide = 0, p.Left
			case "rightMargin", "outsideMargin":
				left, wide = p.Width-p.Right, p.Right
			}
			switch s.FromV {
			case "page":
				top, high = 0, p.Height
			case "margin":
				top, high = p.Top, p.Height-p.Top-p.Bottom
			case "topMargin":
				top, high = 0, p.Top
			case "bottomMargin":
				top, high = p.Height-p.Bottom, p.Bottom
			}
		}
		switch s.AlignH {
		case "center":
			left += (wide - s.W) / 2
		case "right", "outside":
			left += wide - s.W
		case "left", "inside":
		default:
			left += s.X
		}
		switch s.AlignV {
		case "center":
			top += (high - s.H) / 2
		case "bottom", "outside":
			top += high - s.H
		case "top", "inside":
		default:
			top += s.Y
		}
		l := Line{X1: left, Y1: top, X2: left + s.W, Y2: top + s.H, Width: s.Width, Color: s.Color, Style: s.Style}
		if s.Rising {
			l.Y1, l.Y2 = l.Y2, l.Y1
		}
		out = append(out, l)
	}
	return out
}
