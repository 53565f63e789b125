package pdf

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"vanthu/output/layout"
	"vanthu/output/length"
)

// extend gives the file what the library has no words for: links with borders of
// none, the outline of headings, the pages' own labels.
func (f *file) extend(res *layout.Result) {
	for i := range res.Pages {
		f.links(res, i)
	}
	catalog := " /ViewerPreferences << /DisplayDocTitle true >>"
	if root := f.outline(res); root > 0 {
		catalog += fmt.Sprintf(" /Outlines %d 0 R /PageMode /UseOutlines", root)
	}
	catalog += pageLabels(res.Pages)
	f.put(1, catalog)
}

// put adds entries at the end of a dictionary object.
func (f *file) put(n int, entries string) {
	o := strings.TrimRight(string(f.objects[n-1]), "\n ")
	f.objects[n-1] = []byte(strings.TrimSuffix(o, ">>") + entries + "\n>>\n")
}

// destination is a place in the file (ISO 32000-1, 12.3.2.2).
func (f *file) destination(res *layout.Result, t layout.Target) string {
	t.Page = min(max(t.Page, 0), len(f.pages)-1)
	return fmt.Sprintf("[%d 0 R /XYZ null %s null]", f.pages[t.Page], points(res.Pages[t.Page].Height-t.Y))
}

// points writes a length in points.
func points(l length.Length) string {
	return strconv.FormatFloat(float64(hundredths(l))/100, 'f', -1, 64)
}

// text writes a text string (7.9.2.2) as UTF-16.
func text(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	b.WriteString(">")
	return b.String()
}

// links makes an annotation of each stretch of a line that leads somewhere
// (12.5.6.5).
func (f *file) links(res *layout.Result, page int) {
	type area struct {
		link           string
		x1, x2, y1, y2 length.Length
	}
	var areas []area
	p := &res.Pages[page]
	for _, it := range p.Items {
		t, ok := it.(layout.Text)
		if !ok || t.Link == "" {
			continue
		}
		a := area{t.Link, t.X, t.X + t.Width, t.Y - t.Size*9/10, t.Y + t.Size/4}
		if n := len(areas); n > 0 && areas[n-1].link == a.link && areas[n-1].y1 == a.y1 && a.x1-areas[n-1].x2 < t.Size {
			areas[n-1].x2 = a.x2
			continue
		}
		areas = append(areas, a)
	}
	var annots []string
	for _, a := range areas {
		act := ""
		if name, inside := strings.CutPrefix(a.link, "#"); inside {
			t, known := res.Targets[name]
			if !known {
				continue
			}
			act = "/Dest " + f.destination(res, t)
		} else {
			act = "/A << /S /URI /URI (" + escaped(a.link) + ") >>"
		}
		n := f.add(fmt.Sprintf("<< /Type /Annot /Subtype /Link /Border [0 0 0] /F 4 /Rect [%s %s %s %s] %s >>\n",
			points(a.x1), points(p.Height-a.y2), points(a.x2), points(p.Height-a.y1), act))
		annots = append(annots, fmt.Sprintf("%d 0 R", n))
	}
	if len(annots) > 0 {
		f.put(f.pages[page], "/Annots ["+strings.Join(annots, " ")+"]")
	}
}

// escaped writes an address as a literal string: what is not ASCII, and what a
// literal string gives a meaning, in the form of addresses.
func escaped(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c <= ' ' || c >= 0x7F || c == '(' || c == ')' || c == '\\' {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// outline writes the tree of headings (12.3.3) and gives the number of its root,
// 0 where there are none.
func (f *file) outline(res *layout.Result) int {
	if len(res.Outline) == 0 {
		return 0
	}
	type entry struct {
		parent, first, last, prev, next, count int // entries; 0 is the root
	}
	es := []entry{{}}
	open := []int{0} // the entries that still take children, the root first
	for i, h := range res.Outline {
		for len(open) > 1 && res.Outline[open[len(open)-1]-1].Level >= h.Level {
			open = open[:len(open)-1]
		}
		up, me := open[len(open)-1], i+1
		es = append(es, entry{parent: up, prev: es[up].last})
		if prev := es[up].last; prev != 0 {
			es[prev].next = me
		} else {
			es[up].first = me
		}
		es[up].last = me
		for _, a := range open {
			es[a].count++
		}
		open = append(open, me)
	}
	root := len(f.objects) + 1
	for i, e := range es {
		var b strings.Builder
		b.WriteString("<<")
		if i == 0 {
			b.WriteString(" /Type /Outlines")
		} else {
			h := res.Outline[i-1]
			fmt.Fprintf(&b, " /Title %s /Parent %d 0 R /Dest %s", text(h.Title), root+e.parent, f.destination(res, h.Target))
		}
		for _, l := range []struct {
			name string
			to   int
		}{{"First", e.first}, {"Last", e.last}, {"Prev", e.prev}, {"Next", e.next}} {
			if l.to != 0 {
				fmt.Fprintf(&b, " /%s %d 0 R", l.name, root+l.to)
			}
		}
		if e.count > 0 {
			fmt.Fprintf(&b, " /Count %d", e.count)
		}
		b.WriteString(" >>\n")
		f.add(b.String())
	}
	return root
}

// pageLabels tells how pages are called (12.4.2), where that is not simply by
// their place.
func pageLabels(pages []layout.Page) string {
	plain := !slices.ContainsFunc(pages, func(p layout.Page) bool { return p.Label == "" })
	for i, p := range pages {
		plain = plain && p.Label == strconv.Itoa(i+1)
	}
	if plain {
		return ""
	}
	var b strings.Builder
	b.WriteString(" /PageLabels << /Nums [")
	last := -1
	for i, p := range pages {
		n, err := strconv.Atoi(p.Label)
		if err != nil || n < 1 {
			fmt.Fprintf(&b, "%d << /P %s >> ", i, text(p.Label))
			last = -1
			continue
		}
		if last < 0 || n != last+1 {
			fmt.Fprintf(&b, "%d << /S /D /St %d >> ", i, n)
		}
		last = n
	}
	return strings.TrimRight(b.String(), " ") + "] >>"
}
