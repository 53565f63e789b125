package layout

import (
	"strings"

	"vanthu/output/length"
	"vanthu/output/wordml"
)

// bodyText is the outline level of what is no heading.
const bodyText = 9

// mark notes where a paragraph begins, if it is a heading or holds bookmarks.
func (e *engine) mark(p *wordml.Paragraph, y length.Length) {
	at := Target{Page: e.pageIndex, Y: y}
	for _, name := range p.Bookmarks {
		if _, twice := e.targets[name]; !twice {
			e.targets[name] = at
		}
	}
	if p.Props.OutlineLevel >= bodyText {
		return
	}
	title := p.Text()
	if p.Label != nil {
		title = p.Label.Text + " " + title
	}
	if title = strings.Join(strings.Fields(title), " "); title == "" {
		return
	}
	if p.Mark.Caps {
		title = strings.ToUpper(title)
	}
	e.outline = append(e.outline, Heading{Title: title, Level: p.Props.OutlineLevel, Target: at})
}
