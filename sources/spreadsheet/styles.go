package spreadsheet

import (
	"strconv"

	"vanthu/pipeline/xmlscan"
)

// style is what the look of a cell says of its contents.
type style struct {
	show Show
	font string
}

// readStyles learns what each cell style (cellXfs, ECMA-376 part 1, 18.8.10) says
// of numbers, and the font of its texts. Of all else it only checks that the part
// is whole.
func (r *xlsxReader) readStyles(name string) error {
	x, err := r.archive.scan(name)
	if err != nil || x == nil {
		return err
	}
	custom := map[int]Show{}
	var fonts []string
	var cells [][2]int // number format and font
	err = eachStart(x, "x:styleSheet", func() error {
		switch x.Name {
		case "x:numFmts":
			return eachChild(x, func() error {
				if id, err := strconv.Atoi(x.Attribute("numFmtId")); err == nil && x.Name == "x:numFmt" {
					custom[id] = classifyFormat(x.Attribute("formatCode"))
				}
				return x.Skip()
			})
		case "x:fonts":
			return eachChild(x, func() error {
				fonts = append(fonts, "")
				return eachChild(x, func() error {
					if x.Name == "x:name" {
						fonts[len(fonts)-1] = x.Attribute("val")
					}
					return x.Skip()
				})
			})
		case "x:cellXfs":
			return eachChild(x, func() error {
				format, _ := strconv.Atoi(x.Attribute("numFmtId"))
				font, _ := strconv.Atoi(x.Attribute("fontId"))
				cells = append(cells, [2]int{format, font})
				return x.Skip()
			})
		}
		return x.Skip()
	})
	if err != nil {
		return damaged(name)
	}
	r.styles = make([]style, len(cells))
	for i, c := range cells {
		show, ok := custom[c[0]]
		if !ok {
			show = builtinFormat(c[0])
		}
		r.styles[i].show = show
		if 0 <= c[1] && c[1] < len(fonts) {
			r.styles[i].font = fonts[c[1]]
		}
	}
	return nil
}

// eachChild calls visit for every child of the element begun, to its end; visit
// reads to the end of the child.
func eachChild(x *xmlscan.Scanner, visit func() error) error {
	for {
		tok, err := x.Next()
		switch {
		case err != nil || tok == xmlscan.End:
			return err
		case tok == xmlscan.Start:
			if err := visit(); err != nil {
				return err
			}
		}
	}
}
