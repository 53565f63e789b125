package docx

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

// scope is one level of names: the element of a section, and the levels around
// it. The outermost holds the data itself.
type scope struct {
	outer *scope
	value any
	path  string // for messages: nhiem_vu[3]
}

// lookup finds a name in the innermost level that has it.
func (s *scope) lookup(name string) (any, bool) {
	if name == "." {
		return s.value, true
	}
	for level := s; level != nil; level = level.outer {
		if v, ok := reach(level.value, name); ok {
			return v, true
		}
	}
	return nil, false
}

// reach follows a dotted name into an object. A key that itself holds dots is
// taken as it stands.
func reach(v any, name string) (any, bool) {
	obj, ok := asObject(v)
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

// asObject sees a value as an object. Maps of other types than map[string]any
// are taken over key by key.
func asObject(v any) (map[string]any, bool) {
	if obj, ok := v.(map[string]any); ok {
		return obj, true
	}
	rv := reflect.ValueOf(v)
	if !rv.IsValid() || rv.Kind() != reflect.Map || rv.Type().Key().Kind() != reflect.String {
		return nil, false
	}
	obj := make(map[string]any, rv.Len())
	for it := rv.MapRange(); it.Next(); {
		obj[it.Key().String()] = it.Value().Interface()
	}
	return obj, true
}

// asList sees a value as a list.
func asList(v any) ([]any, bool) {
	if list, ok := v.([]any); ok {
		return list, true
	}
	rv := reflect.ValueOf(v)
	if !rv.IsValid() || rv.Kind() != reflect.Slice && rv.Kind() != reflect.Array {
		return nil, false
	}
	list := make([]any, rv.Len())
	for i := range list {
		list[i] = rv.Index(i).Interface()
	}
	return list, true
}

// truth is the contract's: true, a number other than 0, a non-empty text, list
// or object.
func truth(v any) bool {
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

// text prints a value. ok is false for a list or an object that holds
// something: these are no values.
func text(v any) (s string, ok bool) {
	switch v := v.(type) {
	case nil:
		return "", true
	case string:
		return v, true
	case json.Number:
		return v.String(), true
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

// clean drops the characters that XML 1.0 cannot hold and makes every line end
// a plain \n.
func clean(s string) string {
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

// names lists what can be asked for at a level and around it, sorted: plain
// names, and dotted ones into objects.
func (s *scope) names() []string {
	found := map[string]bool{}
	for level := s; level != nil; level = level.outer {
		if obj, ok := asObject(level.value); ok {
			addNames(found, "", obj, 0)
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func addNames(found map[string]bool, prefix string, obj map[string]any, depth int) {
	for key, v := range obj { // a set is filled: the order does not matter
		found[prefix+key] = true
		if inner, ok := asObject(v); ok && depth < 3 {
			addNames(found, prefix+key+".", inner, depth+1)
		}
	}
}

// nearest gives the known name that is most like the wanted one, or "" where
// none is near enough to be meant.
func nearest(name string, known []string) string {
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
