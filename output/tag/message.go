package tag

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"vanthu/pipeline/finding"
)

// InElement tells in which element of a list a value was looked for: " (ở phần
// tử thứ 2 của “viec”)". It is "" outside of sections.
func InElement(s *Scope) string {
	var where []string
	for ; s != nil && s.section != ""; s = s.Outer {
		if s.index > 0 {
			where = append(where, fmt.Sprintf("phần tử thứ %d của “%s”", s.index, s.section))
		} else {
			where = append(where, fmt.Sprintf("“%s”", s.section))
		}
	}
	if len(where) == 0 {
		return ""
	}
	return " (ở " + strings.Join(where, ", trong ") + ")"
}

// Repeats collects faults that a tag may have in each of many elements of a
// list: each is told once, not once for each of the elements. The zero value is
// ready to use.
type Repeats struct {
	at    map[repeat]int // in found
	found []finding.Finding
	more  []int // of each, other elements with the same fault
}

// repeat is what makes two faults the same: where they stand in the template,
// and their code.
type repeat struct {
	where any
	code  string
}

// Add counts a fault with a code at a place of the template, which is a pointer.
// Only for the first of its kind first is called, which words it.
func (r *Repeats) Add(where any, code string, first func() finding.Finding) {
	key := repeat{where, code}
	if at, known := r.at[key]; known {
		r.more[at]++
		return
	}
	if r.at == nil {
		r.at = map[repeat]int{}
	}
	r.at[key] = len(r.found)
	r.found = append(r.found, first())
	r.more = append(r.more, 0)
}

// Any tells whether there is a fault.
func (r *Repeats) Any() bool { return finding.HasError(r.found) }

// All lists the faults in the order of their first elements, each with the
// number of the others.
func (r *Repeats) All() []finding.Finding {
	all := slices.Clone(r.found)
	for i, n := range r.more {
		if n > 0 {
			all[i].Message += fmt.Sprintf("; %d phần tử khác cũng vậy", n)
		}
	}
	return all
}

// Missing reports a name that no level has, with the nearest that there is.
func Missing(t Tag, s *Scope) finding.Finding {
	what := "giá trị"
	switch t.Kind {
	case Open, Inverted:
		what = "danh sách hoặc điều kiện"
	case Picture:
		what = "hình"
	}
	hint := fmt.Sprintf("sửa tên trong thẻ, hoặc thêm “%s” vào dữ liệu", t.Name)
	if near := Nearest(t.Name, s.Names()); near != "" {
		hint = fmt.Sprintf("có phải {%s%s} không? Nếu phải, sửa thẻ; nếu không, thêm “%s” vào dữ liệu", t.Kind, near, t.Name)
	}
	return NewFault(t, "ten-khong-co", fmt.Sprintf("dữ liệu không có %s tên “%s”%s", what, t.Name, InElement(s)), hint)
}

// Dotted makes the fault of a missing name a remark, for one who lets dots stand
// in its place; a list or condition that is missing counts as false.
func Dotted(f finding.Finding) finding.Finding {
	done := "chỗ này được in dấu chấm"
	switch {
	case strings.HasPrefix(f.Found, "{#"):
		done = "khối này không được in"
	case strings.HasPrefix(f.Found, "{^"):
		done = "khối này được in"
	}
	f.Severity, f.Message = finding.Info, f.Message+"; "+done
	return f
}

// NotText reports a list or an object where a value is printed.
func NotText(t Tag, v any, s *Scope) finding.Finding {
	subject := "“" + t.Name + "”"
	if t.Name == "." {
		subject = "phần tử"
	}
	what := "danh sách"
	hint := fmt.Sprintf("đặt {#%s} trước và {/%s} sau phần cần in cho từng phần tử", t.Name, t.Name)
	if obj, ok := Object(v); ok {
		example := slices.Sorted(maps.Keys(obj))[0]
		if t.Name != "." {
			example = t.Name + "." + example
		}
		what, hint = "nhóm nhiều giá trị", "ghi rõ giá trị nào trong nhóm, ví dụ {"+example+"}"
		if t.Name == "." && s.Outer == nil {
			return NewFault(t, "khong-phai-gia-tri", "thẻ {.} in phần tử của danh sách, nên chỉ dùng được bên trong một khối {#…} … {/…}",
				"ghi tên của giá trị cần in, ví dụ {"+example+"}")
		}
	}
	return NewFault(t, "khong-phai-gia-tri", fmt.Sprintf("%s%s là một %s, không in thẳng ra được", subject, InElement(s), what), hint)
}

// Nearly warns of words that are nearly a tag; Pos is left to the caller.
func Nearly(words string) finding.Finding {
	return finding.Finding{Severity: finding.Warning, Code: "gan-giong-the", Found: words,
		Message: "chỗ này trông như một thẻ viết sai, nên được in nguyên như chữ thường",
		Hint:    "nếu là thẻ thì xem lại dấu } và chữ sau dấu | (chỉ có hang, cot, doan, chu); nếu không thì bỏ qua"}
}

// Unused warns of the top-level names of the data that no tag asks for, in the
// order of their names. used are the names of all tags of the template.
func Unused(used []string, data map[string]any, file string) []finding.Finding {
	asked := map[string]bool{}
	for _, name := range used {
		asked[name] = true
		for i := range len(name) {
			if name[i] == '.' {
				asked[name[:i]] = true
			}
		}
	}
	var found []finding.Finding
	for _, name := range slices.Sorted(maps.Keys(data)) {
		if asked[name] {
			continue
		}
		hint := "thêm {" + name + "} vào mẫu nếu cần in, hoặc bỏ qua"
		if near := Nearest(name, used); near != "" {
			hint = "trong mẫu có {" + near + "}: có phải cùng một tên không?"
		}
		found = append(found, finding.Finding{Severity: finding.Warning, Code: "du-lieu-khong-dung",
			Pos: finding.Pos{File: file, Spot: name}, Message: "dữ liệu có “" + name + "” nhưng mẫu không dùng đến", Hint: hint})
	}
	return found
}
