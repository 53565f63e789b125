package tag

import (
	"fmt"
	"slices"

	"vanthu/pipeline/finding"
)

// Pair is a section: its two tags, by their places in the list of tags.
type Pair struct {
	Open, Close int
	Outer       int // the opening tag of the section around it; -1 where there is none
}

// Fault is a fault of one tag. Its finding has no Pos yet: the caller knows
// where the tag stands.
type Fault struct {
	Tag int
	finding.Finding
}

// maxDepth is how deep sections may nest. No template needs so many; the limit
// keeps a damaged or hostile one from exhausting the stack.
const maxDepth = 100

// Match matches the opening and closing tags of a text that is read as one,
// inner sections before outer ones. What does not match is reported, and the
// search goes on. where names the place of a tag for messages: "đoạn 3".
func Match(tags []Tag, where func(tag int) string) (pairs []Pair, faults []Fault) {
	var stack []Pair
	crossed := map[string]int{} // reported already: their closing tags are no further fault
	for i, t := range tags {
		switch t.Kind {
		case Open, Inverted:
			p := Pair{Open: i, Close: -1, Outer: -1}
			if len(stack) > 0 {
				p.Outer = stack[len(stack)-1].Open
			}
			if len(stack) == maxDepth { // the fault is told once; the search goes on
				faults = append(faults, Fault{i, tooDeep(t)})
			}
			stack = append(stack, p)
		case Close:
			at := len(stack) - 1
			for at >= 0 && tags[stack[at].Open].Name != t.Name {
				at--
			}
			if at < 0 && crossed[t.Name] > 0 {
				crossed[t.Name]--
				continue
			}
			if at < 0 {
				faults = append(faults, Fault{i, unopened(t, stack, tags)})
				continue
			}
			for _, p := range stack[at+1:] {
				around := stack[at].Open
				faults = append(faults, Fault{p.Open, crossing(tags[p.Open], t, tags[around], where(i), where(around))})
				crossed[tags[p.Open].Name]++
			}
			pair := stack[at]
			pair.Close = i
			stack = slices.Delete(stack, at, len(stack))
			pairs = append(pairs, pair)
		}
	}
	for _, p := range stack {
		faults = append(faults, Fault{p.Open, unclosed(tags[p.Open])})
	}
	return pairs, faults
}

// NewFault words an error about a tag; Pos is left to the caller.
func NewFault(t Tag, code, message, hint string) finding.Finding {
	return finding.Finding{Severity: finding.Error, Code: code, Found: t.String(), Message: message, Hint: hint}
}

func tooDeep(t Tag) finding.Finding {
	return NewFault(t, "khoi-qua-sau", fmt.Sprintf("có hơn %d khối lồng trong nhau tại %s", maxDepth, t),
		"bớt số khối lồng nhau; kiểm tra xem có thẻ mở nào bị chép lặp không")
}

func unclosed(t Tag) finding.Finding {
	return NewFault(t, "khoi-chua-dong", fmt.Sprintf("thẻ %s mở một khối mà không có thẻ {/%s} đóng lại", t, t.Name),
		fmt.Sprintf("thêm {/%s} vào cuối phần cần lặp", t.Name))
}

func unopened(t Tag, stack []Pair, tags []Tag) finding.Finding {
	hint := fmt.Sprintf("thêm {#%s} vào đầu phần cần lặp, hoặc xóa thẻ này", t.Name)
	var names []string
	for _, p := range stack {
		names = append(names, tags[p.Open].Name)
	}
	if near := Nearest(t.Name, names); near != "" {
		hint = fmt.Sprintf("khối đang mở là {#%s}: có phải {/%s} không?", near, near)
	}
	return NewFault(t, "khoi-chua-mo", fmt.Sprintf("thẻ %s đóng một khối mà không có thẻ {#%s} nào mở trước", t, t.Name), hint)
}

func crossing(open, by, around Tag, closed, opened string) finding.Finding {
	return NewFault(open, "khoi-cheo-nhau",
		fmt.Sprintf("hai khối đan chéo nhau: %s nằm trong khối %s mở ở %s, nhưng %s ở %s lại đóng trước nó", open, around, opened, by, closed),
		fmt.Sprintf("đặt {/%s} trước %s", open.Name, by))
}
