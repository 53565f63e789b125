package tag

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/pipeline/finding"
)

type m = map[string]any
type l = []any

func TestScan(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Kính gửi {ten}.", "{ten}"},
		{"{a}{#b|hang}{^c}{/d|chu}{@e}", "{a} {#b|hang} {^c} {/d|chu} {@e}"},
		{"{ # a . b | doan }{\u00ADx\u200B}{.}", "{#a.b|doan} {x} {.}"},
		{"{te\u0302n}", "{tên}"},
		{"{{x}} { } {} {a b {c} {#} {a-b} }{", "{x} {c} ≈ {{x}} ≈ {#} ≈ {a-b}"},
		{"{a" + string(Gap) + "}{b}", "{b}"},
		{"{a_b" + string(Gap) + "}{b}", "{b} ≈ {a_b"},
		{"{‘ngay} {han-gui} {$ten} {ten:} {/#ds} {{k}}", "{k} ≈ {‘ngay} ≈ {han-gui} ≈ {$ten} ≈ {ten:} ≈ {/#ds} ≈ {{k}}"},
		{"｛ten｝ còn {so_don_vi đơn vị {x}, han_gui}", "{x} ≈ ｛ten｝ ≈ {so_don_vi đơn vị  ≈ han_gui}"},
		{"tập {1, 2} và {1;2}, {a, b}, f(x) = {, a} {‘’}", ""},
		{"{a|hoa} {#b {c}", "{c} ≈ {a|hoa} ≈ {#b "},
		{"{#" + strings.Repeat("é", 50), "≈ {#" + strings.Repeat("é", 50)},
		{"{#é" + strings.Repeat("-", 50), "≈ {#é" + strings.Repeat("-", 37)},
	}
	for _, tt := range tests {
		tags, nearly := Scan(tt.text)
		var got []string
		for _, tag := range tags {
			got = append(got, tag.String())
			if tt.text[tag.Start] != '{' || tt.text[tag.End-1] != '}' {
				t.Errorf("%q: tag at %d–%d", tt.text, tag.Start, tag.End)
			}
		}
		for _, s := range nearly {
			got = append(got, "≈ "+s)
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%q (-want +got)\n%s", tt.text, diff)
		}
	}
}

func TestMatch(t *testing.T) {
	tests := []struct{ text, want string }{
		{"{#a}{b}{#c}{/c}{/a}{^a}{/a}", "2-3 in 0; 0-4 in -1; 5-6 in -1; "},
		{"{#a}{#a}{/a}{/a}", "1-2 in 0; 0-3 in -1; "},
		{"{/a}{#b}", "! 0 khoi-chua-mo: thẻ {/a} đóng một khối mà không có thẻ {#a} nào mở trước; ! 1 khoi-chua-dong: thẻ {#b} mở một khối mà không có thẻ {/b} đóng lại; "},
		{"{#a}{#b}{/a}{/b}", "0-2 in -1; ! 1 khoi-cheo-nhau: hai khối đan chéo nhau: {#b} nằm trong khối {#a} mở ở ô 0, nhưng {/a} ở ô 2 lại đóng trước nó; "},
	}
	for _, tt := range tests {
		tags, _ := Scan(tt.text)
		pairs, faults := Match(tags, func(i int) string { return fmt.Sprintf("ô %d", i) })
		got := ""
		for _, p := range pairs {
			got += fmt.Sprintf("%d-%d in %d; ", p.Open, p.Close, p.Outer)
		}
		for _, f := range faults {
			got += fmt.Sprintf("! %d %s: %s; ", f.Tag, f.Code, f.Message)
			if f.Severity != finding.Error || f.Hint == "" || f.Found != tags[f.Tag].String() {
				t.Errorf("%s: %+v", tt.text, f)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", tt.text, diff)
		}
	}
}

func TestMatchTooDeep(t *testing.T) {
	tags, _ := Scan(strings.Repeat("{#a}", 100000) + strings.Repeat("{/a}", 100000))
	if _, faults := Match(tags, func(int) string { return "" }); len(faults) != 1 || faults[0].Code != "khoi-qua-sau" || faults[0].Tag != maxDepth {
		t.Errorf("%d faults", len(faults))
	}
}

func TestValues(t *testing.T) {
	tests := []struct {
		value any
		text  string // "!" where it is none
		truth bool
	}{
		{nil, "", false}, {true, "true", true}, {false, "false", false}, {"", "", false}, {"x", "x", true},
		{0, "0", false}, {7, "7", true}, {1.5, "1.5", true}, {int64(3), "3", true},
		{json.Number("1.50"), "1.50", true}, {json.Number("0.00"), "0.00", false}, {json.Number("0e5"), "0e5", false},
		{l{}, "", false}, {l{0}, "!", true}, {m{}, "", false}, {m{"a": nil}, "!", true},
		{[]string{"a"}, "!", true}, {map[string]int{}, "", false}, {struct{}{}, "!", false},
	}
	for _, tt := range tests {
		s, ok := Text(tt.value)
		if !ok {
			s = "!"
		}
		if s != tt.text || Truth(tt.value) != tt.truth {
			t.Errorf("%#v: %q %v", tt.value, s, Truth(tt.value))
		}
	}
	if list, ok := List([]int{4, 5}); !ok || len(list) != 2 || list[1] != 5 {
		t.Errorf("list %v", list)
	}
	if obj, ok := Object(map[string]int{"a": 1}); !ok || obj["a"] != 1 {
		t.Errorf("object %v", obj)
	}
	if got := Clean("a\r\nb\rc\x01\u2028d\tđ\uFFFE"); got != "a\nb\nc\nd\tđ" {
		t.Errorf("clean %q", got)
	}
}

func TestScope(t *testing.T) {
	data := Data(m{"a": "ngoài", "ky": m{"ten": "6T", "a.b": 1}, "v": l{m{"a": "trong"}, m{"b": l{"x"}}}, "te\u0302n": "nfd",
		"o": m{"c": 1}, "yes": true, "no": false, "n": 5})
	look := func(s *Scope, name string) string {
		v, ok := s.Lookup(name)
		return fmt.Sprintf("%v %v", v, ok)
	}
	for name, want := range map[string]string{"a": "ngoài true", "ky.ten": "6T true", "ky.a.b": "1 true", "ky.x": "<nil> false",
		"tên": "nfd true", "v.a": "<nil> false"} {
		if got := look(data, name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	each := func(s *Scope, tag string) []*Scope {
		tags, _ := Scan(tag)
		levels, ok := s.Each(tags[0])
		if !ok {
			t.Errorf("%s is not known", tag)
		}
		return levels
	}
	v := each(data, "{#v}")
	if len(v) != 2 || look(v[0], "a") != "trong true" || look(v[1], "a") != "ngoài true" || v[1].Path() != "v[2]" {
		t.Errorf("list: %v", v)
	}
	if b := each(v[1], "{#b}"); len(b) != 1 || look(b[0], ".") != "x true" || b[0].Path() != "v[2].b[1]" {
		t.Errorf("list in a list: %v", b)
	}
	for tag, want := range map[string]string{"{#o}": "o 1", "{#n}": "n 1", "{#yes}": " 1", "{#no}": "0", "{^no}": " 1", "{^yes}": "0", "{^v}": "0"} {
		levels := each(data, tag)
		got := fmt.Sprint(len(levels))
		if len(levels) > 0 {
			got = levels[0].Path() + " " + got
		}
		if got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
	if got := look(v[0].Within(v[1]), "b"); got != "[x] true" {
		t.Errorf("within: %s", got)
	}
}

func TestNearest(t *testing.T) {
	known := []string{"ten_co_quan", "ky.ten", "Đơn_vị", "tt", "so_luong"}
	for name, want := range map[string]string{"ten_co_qan": "ten_co_quan", "tencoquan": "ten_co_quan", "don_vi": "Đơn_vị", "ky.tên": "ky.ten",
		"tx": "", "TT": "tt", "xyz": "", "soluong": "so_luong"} {
		if got := Nearest(name, known); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestUnused(t *testing.T) {
	var got []string
	for _, f := range Unused([]string{"ky.ten", "v"}, m{"ky": 1, "v": 2, "vv": 3, "khac": 4}, "a.xlsx") {
		got = append(got, f.Pos.Spot+" → "+f.Hint)
	}
	want := []string{"khac → thêm {khac} vào mẫu nếu cần in, hoặc bỏ qua", "vv → thêm {vv} vào mẫu nếu cần in, hoặc bỏ qua"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// FuzzScan: no text makes the scanner fail, and a tag found is a tag when it is
// scanned alone.
func FuzzScan(f *testing.F) {
	for _, s := range []string{"{a}", "{#a.b|hang}", "{ / a }", "{{a}", "{a|}", "{", "{a {b}}", "{\u00ada\u200b}", "{@x}{^y|chu}", "{#\xff", "{te\u0302n}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tags, nearly := Scan(s)
		end := 0
		for _, tag := range tags {
			if tag.Start < end || tag.End <= tag.Start || tag.End > len(s) {
				t.Fatalf("tag at %d–%d of %d", tag.Start, tag.End, len(s))
			}
			end = tag.End
			again, ok := match(s[tag.Start:tag.End], 0)
			if !ok || again.Name != tag.Name || again.Kind != tag.Kind || again.Unit != tag.Unit {
				t.Fatalf("%q read twice, two readings", s[tag.Start:tag.End])
			}
			if written, ok := match(tag.String(), 0); !ok || written.Name != tag.Name {
				t.Fatalf("%q is no tag as it is shown: %s", s[tag.Start:tag.End], tag)
			}
		}
		for _, words := range nearly {
			if words == "" || !strings.Contains(s, words) {
				t.Fatalf("%q is not in the text", words)
			}
		}
		Match(tags, func(int) string { return "" })
	})
}
