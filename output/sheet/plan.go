package sheet

import (
	"math"
	"slices"

	"vanthu/output/tag"
)

// plan says what became of each row of a sheet: the one thing that everything
// which names a row is moved by.
type plan struct {
	rows   []copied  // the new rows, from row 1
	news   [][]int   // by old row: its new rows, ascending
	last   int       // the last old row of the plan; those below follow it
	root   *instance // the sheet itself
	copies map[*section][]*instance
	still  bool // every row stands where it stood
}

// copied is a new row: the row of the template that it is a copy of.
type copied struct {
	old   int
	in    *instance
	scope *tag.Scope
	blank bool // kept without its contents
}

// instance is one copy of a section.
type instance struct {
	sec         *section
	outer       *instance
	first, last int // its new rows
}

// maxSteps bounds what a template may unfold to: sections in sections over long
// lists grow by multiplication.
var maxSteps = 8 << 20

// step counts one step of unfolding; false where there were too many.
func (b *book) step() bool {
	if b.steps++; b.steps > maxSteps && !b.stopped {
		b.stopped = true
		b.report(tooLarge())
	}
	return !b.stopped
}

// makePlan unfolds the sections of a sheet.
func (s *sheet) makePlan() {
	last := s.last
	p := &plan{last: last, news: make([][]int, last+1), root: &instance{first: 1, last: math.MaxInt},
		copies: map[*section][]*instance{}, still: len(s.inner) == 0}
	p.copies[nil] = []*instance{p.root}
	s.plan = p
	s.unfold(1, last, s.inner, p.root, s.b.data)
}

// unfold puts out the rows from the one to the other.
func (s *sheet) unfold(from, to int, sections []*section, in *instance, sc *tag.Scope) {
	for r := from; ; r++ {
		for len(sections) > 0 && (sections[0].from > sections[0].to || sections[0].from == r) {
			sec := sections[0]
			sections = sections[1:]
			if s.b.stopped {
				return
			}
			s.unfoldSection(sec, in, sc)
			if sec.from <= sec.to {
				r = sec.to + 1
			}
		}
		if r > to {
			return
		}
		if !s.empty[r] && !s.emit(copied{old: r, in: in, scope: sc}) {
			return
		}
	}
}

func (s *sheet) unfoldSection(sec *section, in *instance, sc *tag.Scope) {
	levels := s.b.each(sec.open, sc)
	if len(levels) == 0 && s.tableNeeds(sec) {
		s.emit(copied{old: sec.from, in: in, scope: sc, blank: true})
		return
	}
	for _, level := range levels {
		if !s.b.step() {
			return
		}
		inst := &instance{sec: sec, outer: in, first: len(s.plan.rows) + 1}
		s.plan.copies[sec] = append(s.plan.copies[sec], inst)
		s.unfold(sec.from, sec.to, sec.inner, inst, level)
		inst.last = len(s.plan.rows)
	}
}

func (s *sheet) emit(c copied) bool {
	if !s.b.step() {
		return false
	}
	if len(s.plan.rows) == maxRow {
		s.b.report(tooManyRows(s))
		s.b.stopped = true
		return false
	}
	s.plan.rows = append(s.plan.rows, c)
	s.plan.news[c.old] = append(s.plan.news[c.old], len(s.plan.rows))
	return true
}

// first gives the first copy of an old row within an instance.
func (p *plan) first(row int, in *instance) (int, bool) {
	if row > p.last {
		return row - p.last + len(p.rows), true
	}
	if row < 1 {
		return 0, false
	}
	i, _ := slices.BinarySearch(p.news[row], in.first)
	if i == len(p.news[row]) || p.news[row][i] > in.last {
		return 0, false
	}
	return p.news[row][i], true
}

// final gives the last copy of an old row within an instance.
func (p *plan) final(row int, in *instance) (int, bool) {
	if row > p.last {
		return p.first(row, in)
	}
	if row < 1 || in.last < in.first {
		return 0, false
	}
	i := len(p.news[row])
	if in != p.root {
		i, _ = slices.BinarySearch(p.news[row], in.last+1)
	}
	if i == 0 || p.news[row][i-1] < in.first {
		return 0, false
	}
	return p.news[row][i-1], true
}

// around gives the innermost instance around a place that holds an old row.
func (p *plan) around(row int, at *instance) *instance {
	for at.sec != nil && !at.sec.holds(row) {
		at = at.outer
	}
	return at
}

// within gives the new rows that the old rows a to b have become in an instance
// that holds both.
func (s *sheet) within(a, b int, in *instance) (x, y int, ok bool) {
	x, ok = s.topmost(a, b, in)
	if ok {
		y, ok = s.bottommost(a, b, in)
	}
	return x, y, ok && y <= maxRow
}

// topmost gives the first of the new rows in an instance. Only rows of one
// section come in another order than in the template.
func (s *sheet) topmost(a, b int, in *instance) (first int, ok bool) {
	for r := a; r <= b && !ok; r++ {
		end := r
		if sec := s.inside(r, in); sec != nil {
			end = min(sec.to, b)
		}
		for ; r <= end; r++ {
			if n, is := s.plan.first(r, in); is && (!ok || n < first) {
				first, ok = n, true
			}
		}
		r--
	}
	return first, ok
}

// bottommost gives the last of the new rows in an instance.
func (s *sheet) bottommost(a, b int, in *instance) (last int, ok bool) {
	for r := b; r >= a && !ok; r-- {
		end := r
		if sec := s.inside(r, in); sec != nil {
			end = max(sec.from, a)
		}
		for ; r >= end; r-- {
			if n, is := s.plan.final(r, in); is && (!ok || n > last) {
				last, ok = n, true
			}
		}
		r++
	}
	return last, ok
}

// inside gives the section that repeats a row within an instance.
func (s *sheet) inside(row int, in *instance) *section {
	sections := s.inner
	if in.sec != nil {
		sections = in.sec.inner
	}
	if i := slices.IndexFunc(sections, func(sec *section) bool { return sec.holds(row) }); i >= 0 {
		return sections[i]
	}
	return nil
}

// areas gives the new rows of the old rows a to b, once for each copy of the
// innermost section that holds both.
func (s *sheet) areas(a, b int) [][2]int {
	if s.plan.still {
		return [][2]int{{a, b}}
	}
	var out [][2]int
	for _, in := range s.plan.copies[s.sectionOf(a, b)] {
		if x, y, ok := s.within(a, b, in); ok {
			out = append(out, [2]int{x, y})
		}
	}
	return out
}

// at gives the instance that a new row belongs to.
func (p *plan) at(row int) *instance {
	if row >= 1 && row <= len(p.rows) {
		return p.rows[row-1].in
	}
	return p.root
}

// above gives the row before an old row that does not vanish; 0 for none.
func (s *sheet) above(row int) int {
	for row--; s.empty[row]; row-- {
	}
	return row
}
