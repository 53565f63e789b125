package docx

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type m = map[string]any
type l = []any

func TestFill(t *testing.T) {
	tasks := l{m{"tt": 1, "ten": "Đưa tin", "don_vi": l{"A", "B"}}, m{"tt": 2, "ten": "Tập huấn", "don_vi": l{}}}
	tests := []struct {
		name, body string
		data       m
		want       string
	}{
		{"value", "Kính gửi {ten}.", m{"ten": "Sở Nội vụ"}, "Kính gửi ·Sở Nội vụ·."},
		{"the same value twice", "{a}{a} và {a}", m{"a": "x"}, "x·x· và ·x"},
		{"split over runs, brace gives the format", "a *·*{t·e·n}b", m{"ten": "X"}, "a *·*X·b"},
		{"spaces inside", "{\u00A0# a }{ .\u200B }{/ a\u00AD}", m{"a": l{"1", "2"}}, "1·2"},
		{"dotted", "{ky.ten}/{ky.nam}", m{"ky": m{"ten": "6T", "nam": json.Number("2025")}}, "6T·/·2025"},
		{"numbers as written", "{a} {b} {c}", m{"a": json.Number("1.50"), "b": 7, "c": json.Number("1e3")}, "1.50· ·7· ·1e3"},
		{"null, empty text, empty list print nothing", "a{x}b{y}c{z}d", m{"x": nil, "y": "", "z": l{}}, "a·b·c·d"},
		{"values are text", "{a}", m{"a": "<b> & ]]> {x} {{ }} 'q' \"z\""}, "<b> & ]]> {x} {{ }} 'q' \"z\""},
		{"line break and tab", "{a}", m{"a": "1\n2\r\n3\t4\n"}, "1⏎2⏎3⇥4⏎"},
		{"control characters", "{a}", m{"a": "x\x00\x01\x1f\uFFFEy"}, "xy"},
		{"text section", "x{#d}[{.}]{/d}y", m{"d": l{"1", "2"}}, "x·[·1·]·[·2·]·y"},
		{"text section, false", "x{#d}[{.}]{/d}y", m{"d": l{}}, "x·y"},
		{"inverted", "{#d}có{/d}{^d}không{/d}", m{"d": false}, "không"},
		{"true once, number, object, text", "{#a}1{/a}{#b}2{/b}{#c}{x}{/c}{#d}{.}{/d}", m{"a": true, "b": 5, "c": m{"x": "3"}, "d": "4"}, "1·2·3·4"},
		{"false: 0, 0.0, empty", "{#a}1{/a}{#b}2{/b}{#c}3{/c}{#d}4{/d}{^e}5{/e}", m{"a": 0, "b": json.Number("0.00"), "c": "", "d": nil, "e": m{}}, "5"},
		{"outward look-up", "{#a}{x}{y}{/a}", m{"a": l{m{"x": 1}, m{"x": 2, "y": "b"}}, "y": "a"}, "1·a·2·b"},
		{"paragraphs, tags vanish", "trước\n{#v}\n{tt}. {ten}\n{/v}\nsau", m{"v": tasks}, "trước\n1·. ·Đưa tin\n2·. ·Tập huấn\nsau"},
		{"paragraphs, none", "trước\n{#v}\n{tt}\n{/v}\nsau", m{"v": l{}}, "trước\nsau"},
		{"nested paragraphs", "{#v}\n{ten}\n{#don_vi}\n- {.}\n{/don_vi}\n{^don_vi}\n(không)\n{/don_vi}\n{/v}", m{"v": tasks},
			"Đưa tin\n- ·A\n- ·B\nTập huấn\n(không)"},
		{"two tags in one paragraph of their own", "{#a}\nx\n{/a}{^a}\ny\n{/a}", m{"a": false}, "y"},
		{"paragraphs with a table", "{#v}\n{ten}:\n| {#don_vi}{.}{/don_vi} | b |\n{/v}", m{"v": tasks},
			"Đưa tin·:\n| A·B | b |\nTập huấn·:\n|  | b |\n"},
		{"tables apart", "| a |\n{#v|doan}\n| {.} |\n{/v}\n| z |", m{"v": l{1, 2}}, "| a |\n\n| 1 |\n\n| 2 |\n\n| z |\n"},
		{"tables apart, the words between go", "| a |\n{#c}\nx\n{/c}\n| z |", m{"c": false}, "| a |\n\n| z |\n"},
		{"a body keeps a paragraph", "{#v}\nx\n{/v}", m{"v": l{}}, ""},
		{"doan in one paragraph", "{#d|doan}- {.};{/d}", m{"d": l{"1", "2"}}, "- ·1·;\n- ·2·;"},
		{"doan over two paragraphs", "{#d|doan}a {.}\nb {.}{/d}", m{"d": l{"1", "2"}}, "a ·1\nb ·1\na ·2\nb ·2"},
		{"chu", "{#d|chu}{.},{/d|chu}", m{"d": l{"1", "2"}}, "1·,·2·,"},
		{"row", "| TT | Tên |\n| {#v}{tt} | {ten}{/v} |\n| Cộng | x |", m{"v": tasks}, "| TT | Tên |\n| 1 | Đưa tin |\n| 2 | Tập huấn |\n| Cộng | x |"},
		{"row, value before the tag", "| {tt} | {#v}{ten} | {/v} |", m{"v": tasks}, "| 1 | Đưa tin |  |\n| 2 | Tập huấn |  |"},
		{"row from one cell", "| {#v|hang}{tt}{/v} | {ten} |", m{"v": tasks}, "| 1 | Đưa tin |\n| 2 | Tập huấn |"},
		{"rows", "| {#v}{tt} | {ten} |\n| a | b{/v} |", m{"v": tasks}, "| 1 | Đưa tin |\n| a | b |\n| 2 | Tập huấn |\n| a | b |"},
		{"control rows go", "| h | h |\n| {#v} |  |\n| {tt} | {ten} |\n| {/v} |  |", m{"v": tasks}, "| h | h |\n| 1 | Đưa tin |\n| 2 | Tập huấn |"},
		{"rows in rows", "| {#v}{tt} | {ten} |\n| {#don_vi}- | {.}{/don_vi}{/v} |", m{"v": tasks}, "| 1 | Đưa tin |\n| - | A |\n| - | B |\n| 2 | Tập huấn |"},
		{"table without rows goes", "a\n| {#v}x | y{/v} |\nb", m{"v": l{}}, "a\nb"},
		{"paragraphs in a cell", "| {#v}¶{tt}. {ten}¶{/v} | x |", m{"v": tasks}, "| 1·. ·Đưa tin¶2·. ·Tập huấn | x |"},
		{"a cell keeps a paragraph", "| {#v}¶{tt}¶{/v} | x |", m{"v": l{}}, "|  | x |"},
		{"columns", "| TT | {#c|cot}{.}{/c} | Cộng |\n| {#h}{tt} | {#o|cot}{.}{/o} | {n}{/h} |",
			m{"c": l{"A", "B", "C"}, "h": l{m{"tt": 1, "o": l{"1", "2", "3"}, "n": 6}, m{"tt": 2, "o": l{"-", "…", "KAD"}, "n": 0}}},
			"| TT | A | B | C | Cộng |\n| 1 | 1 | 2 | 3 | 6 |\n| 2 | - | … | KAD | 0 |"},
		{"columns, a row without its own list", "| {#c|cot}{ten}{/c} | x |\n| {ma} | y |", m{"c": l{m{"ten": "A", "ma": "a"}, m{"ten": "B", "ma": "b"}}}, "| A | B | x |\n| a | b | y |"},
		{"columns, spanning head", "| TT | Sản phẩm <2 |\n| a | {#c|cot}{.}{/c} | Cộng |", m{"c": l{"A", "B", "C"}}, "| TT | Sản phẩm <4 |\n| a | A | B | C | Cộng |"},
		{"columns of two", "| x | {#c|cot}{a} | {b}{/c} |\n| y | hai <2 |", m{"c": l{m{"a": 1, "b": 2}, m{"a": 3, "b": 4}}}, "| x | 1 | 2 | 3 | 4 |\n| y | hai <2 | hai <2 |"},
		{"columns, none", "| x | {#c|cot}{.}{/c} |\n| y <2 |", m{"c": l{}}, "| x |\n| y |"},
		{"conditional column", "| x | {#c|cot}a{/c} |\n| y | {z} |", m{"c": true, "z": "1"}, "| x | a |\n| y | 1 |"},
		{"columns in columns", "| 1 | {#t|cot}{#sp|cot}{.}{/sp} | Cộng{/t} | x |\n| TT | {#t|cot}{ten}{/t} <2 | Hết |\n| Tất cả <4 |",
			m{"t": l{m{"ten": "T1", "sp": l{"a", "b"}}, m{"ten": "T2", "sp": l{"c"}}, m{"ten": "T3", "sp": l{}}}},
			"| 1 | a | b | Cộng | c | Cộng | Cộng | x |\n| TT | T1 <3 | T2 <2 | T3 | Hết |\n| Tất cả <8 |"},
		{"columns in columns, one range", "| {#t|cot}{#sp|cot}{ten}{.}{/sp}{/t} | x |", m{"t": l{m{"ten": "A", "sp": l{1, 2}}, m{"ten": "B", "sp": l{3}}}}, "| A·1 | A·2 | B·3 | x |"},
		{"columns in columns, none", "| {#t|cot}{#sp|cot}{.}{/sp} | b{/t} | x |", m{"t": l{}}, "| x |"},
		{"other Go types", "{#a}{x}{/a}{#b}{.}{/b}{#c}{.}{/c}", m{"a": []m{{"x": 1}, {"x": 2}}, "b": []string{"3"}, "c": []int{4, 5}}, "1·2·3·4·5"},
		{"name in NFD", "{te\u0302n}", m{"tên": "1"}, "1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := fill(t, bodyOf(tt.body), tt.data)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// Braces that are no tags stay as they are; those that nearly are one are told.
func TestOtherBraces(t *testing.T) {
	out, _, err := Fill(docxOf(t, bodyOf("{ } {} {a b {x}} {{x}} {#} {a|b} {a-b}"), nil), m{"x": "1"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := "{ } {} {a b ·1·} {·1·} {#} {a|b} {a-b}" + "\n"
	if diff := cmp.Diff(want, outline(partOf(t, out, "word/document.xml"))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
