package tag

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Nearest gives the known name that is most like the wanted one, or "" where
// none is near enough to be meant. Tone marks, case and underscores do not
// count.
func Nearest(name string, known []string) string {
	best, bestDist := "", max(1, len([]rune(name))/3)+1
	if len([]rune(name)) <= 2 {
		bestDist = 1 // of two letters one other is another word
	}
	want := fold(name)
	for _, k := range known {
		if k == name {
			continue
		}
		if d := distance(want, fold(k), bestDist); d < bestDist {
			best, bestDist = k, d
		}
	}
	return best
}

// fold takes case, tone marks and word separators out of a name, so that what a
// person would call the same name has distance 0.
func fold(s string) []rune {
	var out []rune
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r == 'đ':
			out = append(out, 'd')
		case r == '_' || r >= 0x300 && r < 0x370:
		default:
			out = append(out, r)
		}
	}
	return out
}

// distance is Levenshtein's; it gives up at the limit.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, ra := range a {
		diag := row[0]
		row[0] = i + 1
		for j, rb := range b {
			cost := diag
			if ra != rb {
				cost++
			}
			diag = row[j+1]
			row[j+1] = min(cost, row[j]+1, diag+1)
		}
	}
	return row[len(b)]
}
