package wordml

import (
	"encoding/xml"
	"strings"
)

// hyperlink reads what a link wraps (17.16.22). Where it leads is an address
// outside the document, or "#" and the name of a bookmark in it.
func (r *paraReader) hyperlink(k *node) {
	target := ""
	if l, ok := r.rel(k.at("r:id")); ok && l.External {
		target = l.Target
	}
	if a := k.at("anchor"); a != "" && target == "" {
		target = "#" + a
	}
	outer := r.link
	if target != "" {
		r.link = target
	}
	r.content(k)
	r.link = outer
}

// fieldLink is where a HYPERLINK field leads (17.16.5.25): its first argument is
// an address, that of \l a bookmark.
func fieldLink(instr string) string {
	words := fieldWords(instr)
	if len(words) < 2 || !strings.EqualFold(words[0], "HYPERLINK") {
		return ""
	}
	address, mark := "", ""
	for i := 1; i < len(words); i++ {
		switch w := words[i]; {
		case w == `\l` && i+1 < len(words):
			i++
			mark = "#" + words[i]
		case w == `\o` || w == `\t`:
			i++
		case !strings.HasPrefix(w, `\`) && address == "":
			address = w
		}
	}
	if address != "" {
		return address + mark
	}
	return mark
}

// fieldWords cuts an instruction into words; quotes hold one together.
func fieldWords(s string) (out []string) {
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		if s[0] == '"' {
			word, rest, _ := strings.Cut(s[1:], `"`)
			out, s = append(out, word), rest
			continue
		}
		word, rest, _ := strings.Cut(s, " ")
		out, s = append(out, word), rest
	}
	return out
}

// linked gives run properties with the link that holds here.
func (r *paraReader) linked(p *RunProps) *RunProps {
	link := r.link
	for _, f := range r.fields {
		if f.link != "" {
			link = f.link
		}
	}
	if link == "" || p == nil {
		return p
	}
	if r.plainProps != p || r.linkProps.Link != link {
		c := *p
		c.Link = link
		r.plainProps, r.linkProps = p, &c
	}
	return r.linkProps
}

// readCore takes title and author from the document's properties (part 2, 11).
func (r *reader) readCore(doc *Document) {
	const part = "docProps/core.xml"
	if !r.pkg.Has(part) {
		return
	}
	var core struct {
		Title   string `xml:"title"`
		Creator string `xml:"creator"`
	}
	if err := xml.Unmarshal(r.pkg.Part(part), &core); err != nil {
		r.damaged(part, err)
		return
	}
	doc.Title, doc.Author = strings.TrimSpace(core.Title), strings.TrimSpace(core.Creator)
}
