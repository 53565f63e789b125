package tag

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Object sees a value as an object. Maps of other types than map[string]any
// are taken over key by key.
func Object(v any) (map[string]any, bool) {
	switch v := v.(type) {
	case map[string]any:
		return v, true
	case nil, string, bool, json.Number, []any:
		return nil, false
	}
	rv := reflect.ValueOf(v)
	if rv.Kind() != reflect.Map || rv.Type().Key().Kind() != reflect.String {
		return nil, false
	}
	obj := make(map[string]any, rv.Len())
	for it := rv.MapRange(); it.Next(); {
		obj[it.Key().String()] = it.Value().Interface()
	}
	return obj, true
}

// List sees a value as a list.
func List(v any) ([]any, bool) {
	switch v := v.(type) {
	case []any:
		return v, true
	case nil, string, bool, json.Number, map[string]any:
		return nil, false
	}
	rv := reflect.ValueOf(v)
	if rv.Kind() != reflect.Slice && rv.Kind() != reflect.Array {
		return nil, false
	}
	list := make([]any, rv.Len())
	for i := range list {
		list[i] = rv.Index(i).Interface()
	}
	return list, true
}

// Anywhere tells whether some object in the data has a name, at whatever depth: a
// name that none has is wrong wherever it stands. Of a dotted name the first part
// counts.
func (s *Scope) Anywhere(name string) bool {
	first, _, _ := strings.Cut(name, ".")
	var has func(v any, depth int) bool
	has = func(v any, depth int) bool {
		if depth == 0 {
			return true // too deep to tell
		}
		if obj, ok := Object(v); ok {
			if _, ok := member(obj, first); ok {
				return true
			}
			for _, inner := range obj {
				if has(inner, depth-1) {
					return true
				}
			}
			return false
		}
		list, _ := List(v)
		for _, inner := range list {
			if has(inner, depth-1) {
				return true
			}
		}
		return false
	}
	return has(s.Value, maxDepth)
}

// Truth is the contract's: true, a number other than 0, a non-empty text, list
// or object.
func Truth(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case string:
		return v != ""
	case json.Number:
		mantissa, _, _ := strings.Cut(strings.ToLower(string(v)), "e")
		return strings.ContainsAny(mantissa, "123456789")
	}
	rv := reflect.ValueOf(v)
	switch rv.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map, reflect.String:
		return rv.Len() > 0
	case reflect.Pointer, reflect.Interface:
		return !rv.IsNil()
	}
	return !rv.IsZero()
}

// Text prints a value. ok is false for a list or an object that holds
// something: these are no values.
func Text(v any) (s string, ok bool) {
	switch v := v.(type) {
	case nil:
		return "", true
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case int:
		return strconv.Itoa(v), true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	}
	rv := reflect.ValueOf(v)
	switch rv.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map:
		return "", rv.Len() == 0
	case reflect.Struct, reflect.Func, reflect.Chan:
		return "", false
	case reflect.Pointer, reflect.Interface:
		return "", rv.IsNil()
	}
	return fmt.Sprint(v), true
}

// Clean drops the characters that XML 1.0 cannot hold and makes every line end
// a plain \n.
func Clean(s string) string {
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		plain = s[i] >= 0x20 && s[i] < 0x7F
	}
	if plain {
		return s
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\v' || r == '\u2028' || r == '\u2029': // line ends of Word and the web
			return '\n'
		case r < 0x20 || r >= 0x7F && r < 0xA0 && r != 0x85 || r == 0xFFFE || r == 0xFFFF || r == 0xFFFD:
			return -1
		}
		return r
	}, s)
}

// Dots stand for a missing value where that is allowed.
const Dots = "……………"

// Scope is one level of names: the element of a section, and the levels around
// it. The outermost holds the data itself.
type Scope struct {
	Outer *Scope
	Value any

	section string // name of the section the level belongs to; "" for the data
	index   int    // of the element in its list, from 1; 0 for an object or a value
}

// Data makes the outermost level.
func Data(v map[string]any) *Scope { return &Scope{Value: v} }

// Path names the element for a person: nhiem_vu[3].don_vi[1]. It is "" for the
// data itself.
func (s *Scope) Path() string {
	if s == nil || s.section == "" {
		return ""
	}
	path := s.section
	if s.index > 0 {
		path += "[" + strconv.Itoa(s.index) + "]"
	}
	if outer := s.Outer.Path(); outer != "" {
		path = outer + "." + path
	}
	return path
}

// Lookup finds a name in the innermost level that has it; "." is the element.
func (s *Scope) Lookup(name string) (any, bool) {
	if name == "." {
		return s.Value, true
	}
	for level := s; level != nil; level = level.Outer {
		if v, ok := reach(level.Value, name); ok {
			return v, true
		}
	}
	return nil, false
}

// Each gives the level of names of each copy that a section prints: one for
// each element of a list; one for an object or another true value, with that as
// its element; s itself for the value true and for {^…} on a false value. ok
// is false where no level has the section's name.
func (s *Scope) Each(t Tag) (levels []*Scope, ok bool) {
	v, ok := s.Lookup(t.Name)
	yes := Truth(v)
	switch {
	case t.Kind == Inverted && !yes:
		return []*Scope{s}, ok
	case t.Kind == Inverted || !yes:
		return nil, ok
	}
	if list, isList := List(v); isList {
		block := make([]Scope, len(list))
		levels = make([]*Scope, len(list))
		for i, el := range list {
			block[i] = Scope{Outer: s, Value: el, section: t.Name, index: i + 1}
			levels[i] = &block[i]
		}
		return levels, ok
	}
	if _, isBool := v.(bool); isBool {
		return []*Scope{s}, ok
	}
	return []*Scope{{Outer: s, Value: v, section: t.Name}}, ok
}

// Within is the same element as a level inside another one.
func (s *Scope) Within(outer *Scope) *Scope {
	return &Scope{Outer: outer, Value: s.Value, section: s.section, index: s.index}
}

// Names lists what can be asked for at a level and around it, sorted: plain
// names, and dotted ones into objects.
func (s *Scope) Names() []string {
	found := map[string]bool{}
	for level := s; level != nil; level = level.Outer {
		if obj, ok := Object(level.Value); ok {
			addNames(found, "", obj, 0)
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func addNames(found map[string]bool, prefix string, obj map[string]any, depth int) {
	for key, v := range obj { // a set is filled: the order does not matter
		found[prefix+key] = true
		if inner, ok := Object(v); ok && depth < 3 {
			addNames(found, prefix+key+".", inner, depth+1)
		}
	}
}

// reach follows a dotted name into an object. A key that itself holds dots is
// taken as it stands.
func reach(v any, name string) (any, bool) {
	obj, ok := Object(v)
	if !ok {
		return nil, false
	}
	if v, ok := member(obj, name); ok {
		return v, true
	}
	for i := range len(name) {
		if name[i] != '.' {
			continue
		}
		if inner, ok := member(obj, name[:i]); ok {
			if v, ok := reach(inner, name[i+1:]); ok {
				return v, true
			}
		}
	}
	return nil, false
}

// member finds a key; a key in another Unicode form than the name's counts too.
func member(obj map[string]any, name string) (any, bool) {
	if v, ok := obj[name]; ok {
		return v, true
	}
	for i := range len(name) {
		if name[i] >= 0x80 {
			for _, key := range slices.Sorted(maps.Keys(obj)) {
				if norm.NFC.String(key) == name {
					return obj[key], true
				}
			}
			break
		}
	}
	return nil, false
}
