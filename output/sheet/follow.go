package sheet

import (
	"regexp"
	"slices"
	"strings"

	"vanthu/pipeline/finding"
)

// spanning are the functions in which a reference to one cell of a repeated row
// means that cell of all copies.
var spanning = strings.Fields("SUM SUBTOTAL AGGREGATE COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS SUMIF SUMIFS AVERAGE AVERAGEIF AVERAGEIFS " +
	"MIN MAX PRODUCT SUMPRODUCT MEDIAN ROWS STDEV STDEVP VAR VARP MINIFS MAXIFS")

// follow gives a formula of this sheet that means in the result what it meant in
// the template, read in an instance. where is its place, for warnings.
func (s *sheet) follow(formula string, at *instance, where finding.Pos) string {
	return rewrite(formula, func(r ref) string {
		t := s
		switch {
		case r.elsewhere:
			if s.b.touches(r.sheet, r.prefix) {
				s.b.report(overSheets(where, r))
			}
			return r.String()
		case r.sheet != "":
			if t = s.b.byName[strings.ToLower(r.sheet)]; t == nil {
				return r.String()
			}
			if t.title != t.name {
				r.prefix = quoteTitle(t.title) + "!"
			}
		case s.plan == nil: // a name or a chart: nothing without a sheet
			return r.String()
		}
		if s.plan == nil {
			r.whole = spanning[0] // a chart of no rows shows nothing
		}
		in := at
		if t != s {
			in = t.plan.root
		}
		return t.moved(r, in, where)
	})
}

// moved gives a reference to cells of this sheet as they lie in the result.
func (t *sheet) moved(r ref, at *instance, where finding.Pos) string {
	if t.plan.still || r.a.row == 0 {
		return r.String()
	}
	a, b := r.a, r.a
	if r.area {
		if b = r.b; a.row > b.row {
			a.row, a.rowAbs, b.row, b.rowAbs = b.row, b.rowAbs, a.row, a.rowAbs
		}
	}
	x, okX := t.seek(a.row, a.row, b.row, a.rowAbs, at, false)
	y, okY := t.seek(b.row, a.row, b.row, b.rowAbs, at, true)
	switch {
	case !okX || !okY || y > maxRow:
		if slices.Contains(spanning, r.whole) { // of no cells: a cell that is always empty
			a.row, b.row = maxRow, maxRow
			r.a, r.b, r.area = a, b, true
			return r.String()
		}
		t.b.report(lostCells(where, r, t))
		return r.prefix + "#REF!"
	case x > y:
		x, y = y, x
	}
	a.row, b.row = x, y
	switch {
	case r.area || x < y && slices.Contains(spanning, r.whole):
		r.area = true
	case x < y:
		t.b.report(firstOnly(where, r, t))
	}
	r.a, r.b = a, b
	return r.String()
}

// seek finds the new row of the end of a range from a to b: the first copy of a
// or the last one of b or, where they are gone, the nearest towards the other
// end (last says which).
func (t *sheet) seek(row, a, b int, abs bool, at *instance, last bool) (int, bool) {
	if !abs {
		for in := at; in.sec != nil; in = in.outer {
			if t.above(in.sec.from) == row && in.first > 1 {
				return in.first - 1, true
			}
		}
	}
	for a <= b {
		in := t.plan.around(row, at)
		if abs && in == at && at.sec != nil {
			in = at.outer
		}
		from, to := a, b // the part of the range that the instance holds
		if in.sec != nil {
			from, to = max(a, in.sec.from), min(b, in.sec.to)
		}
		if last {
			if n, ok := t.bottommost(from, to, in); ok {
				return n, true
			}
			b, row = from-1, from-1
		} else {
			if n, ok := t.topmost(from, to, in); ok {
				return n, true
			}
			a, row = to+1, to+1
		}
	}
	return 0, false
}

// touches tells whether a reference over several sheets (Quý1:Quý4!B5) means one
// whose rows move or whose name changes.
func (b *book) touches(name, prefix string) bool {
	if strings.Contains(prefix, "[") {
		return false
	}
	first, last, _ := strings.Cut(strings.ReplaceAll(strings.TrimSuffix(strings.Trim(prefix, "'!"), "'"), "''", "'"), ":")
	from, to := b.byName[strings.ToLower(first)], b.byName[strings.ToLower(last)]
	if from == nil || to == nil {
		return false
	}
	return slices.ContainsFunc(b.sheets, func(s *sheet) bool {
		return s.index >= min(from.index, to.index) && s.index <= max(from.index, to.index) && (!s.plan.still || s.title != s.name)
	})
}

// offsetForm is a reference in Excel's other notation: R1C1, RC.
var offsetForm = regexp.MustCompile(`^[Rr][0-9]*[Cc][0-9]*$`)

// quoteTitle writes a sheet's name as a formula does: in quotes where it is not
// plain, or could be read as a reference.
func quoteTitle(title string) string {
	plain := title != ""
	for i, r := range title {
		plain = plain && (r == '_' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || i > 0 && r >= '0' && r <= '9')
	}
	if _, cell := parseCorner(title); plain && !cell && !offsetForm.MatchString(title) {
		return title
	}
	return "'" + strings.ReplaceAll(title, "'", "''") + "'"
}
