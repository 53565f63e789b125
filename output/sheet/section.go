package sheet

import (
	"slices"
	"strings"

	"vanthu/output/tag"
)

// section is one that repeats rows: those from its opening tag's to its closing
// tag's, less the rows at both ends that vanish. from > to where none is left.
type section struct {
	open, close *mark
	from, to    int
	outer       *section
	inner       []*section // from above
}

func (s *section) holds(row int) bool { return s.from <= row && row <= s.to }

// place matches the tags of every sheet and finds out what sections repeat.
func (b *book) place() {
	for _, s := range b.sheets {
		s.place()
	}
}

func (s *sheet) place() {
	tags := plainTags(s.tags)
	pairs, faults := tag.Match(tags, func(i int) string { return "ô " + s.tags[i].cell.ref() })
	for _, f := range faults {
		s.b.report(s.tags[f.Tag].placed(f.Finding))
	}
	for _, m := range s.tags {
		if m.Kind == tag.Picture {
			s.b.report(noPicture(m))
		}
	}
	slices.SortFunc(pairs, func(a, b tag.Pair) int { return a.Open - b.Open }) // outer before inner
	for _, p := range pairs {
		open, closing := s.tags[p.Open], s.tags[p.Close]
		outer := (*mark)(nil)
		if p.Outer >= 0 {
			outer = s.tags[p.Outer]
		}
		s.placeSection(open, closing, outer)
	}
	s.vanish()
	for _, inner := range s.inner {
		inner.trim(s.empty)
	}
	s.checkOverlap(s.inner)
}

// placeSection decides between text and rows.
func (s *sheet) placeSection(open, closing, outer *mark) {
	unit := open.Unit
	if unit == "" {
		unit = closing.Unit
	}
	sameCell := open.cell == closing.cell
	switch {
	case closing.Unit != "" && closing.Unit != unit:
		s.b.report(unitsDiffer(open, closing))
		return
	case unit == tag.Columns || unit == tag.Paragraphs:
		s.b.report(noSuchUnit(open, unit))
		return
	case unit == tag.Words && !sameCell:
		s.b.report(notOneCell(open, closing))
		return
	case sameCell && unit != tag.Rows:
		open.end = closing.at
		return
	case outer != nil && outer.end >= 0:
		s.b.report(wider(open, outer))
		return
	}
	sec := &section{open: open, close: closing, from: open.cell.row, to: closing.cell.row}
	open.sec, closing.sec = sec, sec
	if outer != nil && outer.sec != nil {
		sec.outer = outer.sec
		sec.outer.inner = append(sec.outer.inner, sec)
		return
	}
	s.inner = append(s.inner, sec)
}

// vanish finds the rows that hold nothing but tags of row sections.
func (s *sheet) vanish() {
	for n, r := range s.rows { // a set is filled: the order does not matter
		tagged := false
		empty := !slices.ContainsFunc(r.cells, func(c *cell) bool {
			for _, p := range c.pieces {
				if p.mark != nil && p.mark.sec != nil {
					tagged = true
				} else if p.mark != nil || strings.TrimSpace(p.text) != "" {
					return true
				}
			}
			return c.pieces == nil && c.full
		})
		if tagged && empty {
			s.empty[n] = true
		}
	}
}

// trim takes the rows that vanish from both ends, here and further in.
func (s *section) trim(empty map[int]bool) {
	for s.from <= s.to && empty[s.from] {
		s.from++
	}
	for s.from <= s.to && empty[s.to] {
		s.to--
	}
	for _, inner := range s.inner {
		inner.trim(empty)
	}
}

// checkOverlap reports sections side by side that want the same row.
func (s *sheet) checkOverlap(sections []*section) {
	var before *section
	for _, sec := range sections {
		s.checkOverlap(sec.inner)
		if sec.from > sec.to {
			continue
		}
		if before != nil && sec.from <= before.to {
			s.b.report(overlap(before, sec))
		}
		before = sec
	}
}

// sectionOf gives the innermost section that holds all rows from a to b; nil
// for the sheet itself.
func (s *sheet) sectionOf(a, b int) *section {
	var found *section
	for inner := s.inner; ; {
		i := slices.IndexFunc(inner, func(sec *section) bool { return sec.holds(a) && sec.holds(b) })
		if i < 0 {
			return found
		}
		found, inner = inner[i], inner[i].inner
	}
}
