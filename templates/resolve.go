package templates

import "strings"

// Kinds of field.
const (
	Value     = "value"     // {ten}
	List      = "list"      // {#ten} … {/ten}, its fields inside; for an object once
	Condition = "condition" // {#ten} … {/ten} where it is so, {^ten} … {/ten} where not
)

// conditionWords begin the meaning of a field that only says whether.
const conditionWords = "Điều kiện"

// KindOf tells how a field of a document is used.
func KindOf(fields []Field, f Field) string {
	for _, other := range fields {
		if strings.HasPrefix(other.Name, f.Name+".") {
			return List
		}
	}
	if strings.HasPrefix(f.Meaning, conditionWords) {
		return Condition
	}
	return Value
}

// Resolve finds the field that a tag means by the sections around it, outermost
// first: {ten} inside {#nhiem_vu} is nhiem_vu.ten, else the outer ten. It gives ""
// where there is none. {.} is the innermost section itself.
func Resolve(fields []Field, name string, sections []string) string {
	listed := map[string]bool{}
	for _, f := range fields {
		listed[f.Name] = true
	}
	levels := []string{""}
	find := func(name string) string {
		for i := len(levels) - 1; i >= 0; i-- {
			if listed[levels[i]+name] {
				return levels[i] + name
			}
		}
		return ""
	}
	for _, s := range sections {
		if full := find(s); full != "" {
			levels = append(levels, full+".")
		}
	}
	if name == "." {
		return strings.TrimSuffix(levels[len(levels)-1], ".")
	}
	return find(name)
}

// Inside lists the names that a tag may use at a place, for finding the one that
// was meant: those of the sections around it, and the outermost.
func Inside(fields []Field, sections []string) []string {
	var names []string
	for i := 0; i <= len(sections); i++ {
		level := ""
		if i > 0 {
			level = Resolve(fields, sections[i-1], sections[:i-1])
			if level == "" {
				continue
			}
			level += "."
		}
		for _, f := range fields {
			if name, ok := strings.CutPrefix(f.Name, level); ok && !strings.Contains(name, ".") {
				names = append(names, name)
			}
		}
	}
	return names
}
