// Package format holds the form of administrative documents as data: what
// Decree 30/2020/NĐ-CP allows, with the clause of each rule, and the house
// profile, which is one choice inside those limits. It makes no document and
// checks none; whoever makes or checks takes its numbers from here.
//
//	rule := format.Decree30.MarginLeft       // 30–35 mm, Phụ lục I, Phần I, Mục I, khoản 3
//	rule.Allows(length.Mm(30))               // true
//	format.House.Page.Left                   // 30 mm, what our own masters use
//	format.Decree30.TitleName.Clause.Long()  // "Phụ lục I, Phần I, Mục II, khoản 5 điểm b Nghị định 30/2020/NĐ-CP"
package format

import (
	"fmt"
	"strings"

	"vanthu/output/length"
)

// Clause names a rule's place in the decree in short: "I.3", "II.5.b", "V.r6",
// all of Phụ lục I, Phần I; "" where the decree says nothing and it is practice.
type Clause string

// Long writes a clause out as an officer cites it.
func (c Clause) Long() string {
	if c == "" {
		return "thông lệ soạn thảo văn bản"
	}
	words := []string{"Phụ lục I", "Phần I"}
	steps := strings.Split(string(c), ".")
	words = append(words, "Mục "+steps[0])
	if len(steps) > 1 {
		if row, ok := strings.CutPrefix(steps[1], "r"); ok {
			words = append(words, "mẫu chữ dòng "+row)
		} else {
			words = append(words, "khoản "+steps[1])
		}
	}
	last := strings.Join(words, ", ")
	if len(steps) > 2 {
		last += " điểm " + steps[2]
	}
	return last + " Nghị định 30/2020/NĐ-CP"
}

// Range is a rule on a length: from Min to Max, both allowed.
type Range struct {
	Min, Max length.Length
	Clause   Clause
}

// Allows tells whether a length keeps the rule.
func (r Range) Allows(l length.Length) bool { return r.Min <= l && l <= r.Max }

// String writes the range in millimetres.
func (r Range) String() string {
	if r.Min == r.Max {
		return fmt.Sprintf("%g mm", r.Min.Mm())
	}
	return fmt.Sprintf("%g–%g mm", r.Min.Mm(), r.Max.Mm())
}

// Ratio is a rule on a share of a length: a rule line to its text.
type Ratio struct {
	Min, Max float64
	Clause   Clause
}

// Align is how lines stand between their edges, in the words of w:jc.
type Align string

// The alignments that the decree speaks of.
const (
	Left      Align = "left"
	Centre    Align = "center"
	Justified Align = "both"
)

// Text is a rule on the letters of one component of a document.
type Text struct {
	Min, Max length.Length // size; points
	Bold     bool
	Italic   bool
	Capitals bool // IN HOA
	Align    Align
	Clause   Clause
}

// AllowsSize tells whether a size keeps the rule.
func (t Text) AllowsSize(l length.Length) bool { return t.Min <= l && l <= t.Max }

func pt(min, max float64) (a, b length.Length) { return length.Pt(min), length.Pt(max) }

func mm(min, max float64, c Clause) Range { return Range{length.Mm(min), length.Mm(max), c} }

// text makes a rule on letters; marks holds b (bold), i (italic), H (capitals).
func text(min, max float64, marks string, align Align, c Clause) Text {
	lo, hi := pt(min, max)
	return Text{Min: lo, Max: hi, Align: align, Clause: c, Bold: strings.Contains(marks, "b"),
		Italic: strings.Contains(marks, "i"), Capitals: strings.Contains(marks, "H")}
}
