package wordml

import (
	"strings"

	"vanthu/output/length"
)

// formField gives what a field of a form shows that has no text as its result
// (17.16.5.20, 17.16.5.21): a box to tick, or the entry chosen from a list. ok
// is false for all others.
func (f *field) formField(props *RunProps) (in Inline, ok bool) {
	words := strings.Fields(f.instr.String())
	if len(words) == 0 || f.form == nil {
		return in, false
	}
	switch strings.ToUpper(words[0]) {
	case "FORMCHECKBOX":
		return checkBox(f.form.kid("w:checkBox"), props), true
	case "FORMDROPDOWN":
		if f.inResult {
			return in, false
		}
		list := f.form.kid("w:ddList")
		chosen := list.kid("w:result")
		if chosen == nil {
			chosen = list.kid("w:default")
		}
		at, _ := atoi(chosen.val())
		if list != nil {
			for _, k := range list.kids {
				if k.name != "w:listEntry" {
					continue
				}
				if at == 0 {
					return Inline{Kind: Text, Text: k.val(), Props: props}, true
				}
				at--
			}
		}
	}
	return in, false
}

// checkBox draws a box as wide as 1.17 of its size, as LibreOffice does
// (measured), with a cross where it is ticked.
func checkBox(n *node, props *RunProps) Inline {
	size := props.Size
	if n.kid("w:sizeAuto") == nil {
		if v, ok := measure(n.kid("w:size").val(), length.HalfPoint); ok && v > 0 {
			size = min(v, 100*length.Point)
		}
	}
	ticked := n.kid("w:checked")
	if ticked == nil {
		ticked = n.kid("w:default")
	}
	side, edge := size*8/10, size*117/1000
	s := Shape{X: edge, W: side, H: side, Line: Border{Style: "single", Width: max(size/16, length.Point/4), Color: props.Color}}
	s.Outline, _ = preset("rect", side, side, nil)
	if ticked.on() {
		s.Outline = append(s.Outline, Contour{Points: []Point{{}, {side, side}}}, Contour{Points: []Point{{0, side}, {side, 0}}})
	}
	return Inline{Kind: Box, W: size * 117 / 100, H: side, Shapes: []Shape{s}, Props: props}
}
