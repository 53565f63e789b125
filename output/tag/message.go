package tag

import (
	"fmt"
	"maps"
	"slices"

	"vanthu/pipeline/finding"
)

// InElement tells in which element of a list a value was looked for; it is ""
// outside of lists.
func InElement(s *Scope) string {
	if path := s.Path(); path != "" {
		return " (tại phần tử " + path + ")"
	}
	return ""
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
	hint := "sửa tên trong mẫu, hoặc thêm tên này vào dữ liệu"
	if near := Nearest(t.Name, s.Names()); near != "" {
		hint = fmt.Sprintf("có phải {%s%s} không? Nếu không, thêm tên này vào dữ liệu", t.Kind, near)
	}
	return NewFault(t, "ten-khong-co", fmt.Sprintf("dữ liệu không có %s tên “%s”%s", what, t.Name, InElement(s)), hint)
}

// NotText reports a list or an object where a value is printed.
func NotText(t Tag, v any, s *Scope) finding.Finding {
	what := "danh sách"
	if _, ok := Object(v); ok {
		what = "nhóm nhiều giá trị"
	}
	return NewFault(t, "khong-phai-gia-tri",
		fmt.Sprintf("“%s” là một %s%s, không in ra như một giá trị được", t.Name, what, InElement(s)),
		fmt.Sprintf("dùng {#%s} … {/%s} quanh phần cần in cho từng phần tử, hoặc ghi rõ một tên bên trong", t.Name, t.Name))
}

// Nearly warns of words that are nearly a tag; Pos is left to the caller.
func Nearly(words string) finding.Finding {
	return finding.Finding{Severity: finding.Warning, Code: "gan-giong-the", Found: words,
		Message: "chỗ này gần giống một thẻ nhưng không phải, nên được giữ nguyên như chữ thường",
		Hint:    "nếu là thẻ: kiểm tra dấu } và chữ sau dấu | (chỉ có hang, cot, doan, chu)"}
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
