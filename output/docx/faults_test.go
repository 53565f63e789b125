package docx

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/output/opc"
	"vanthu/pipeline/finding"
)

func TestFaults(t *testing.T) {
	list := l{m{"ten": "A", "ds": l{"1"}}, m{"ds": l{}}}
	tests := []struct {
		name, body string
		data       m
		want       string
	}{
		{"unknown name", "x\nKính gửi {ten_co_qan}", m{"ten_co_quan": "A"},
			"error ten-khong-co 2 {ten_co_qan}: dữ liệu không có giá trị tên “ten_co_qan” → có phải {ten_co_quan} không? Nếu phải, sửa thẻ; nếu không, thêm “ten_co_qan” vào dữ liệu"},
		{"unknown dotted name", "{ky.ngay}", m{"ky": m{"tu_ngay": "A"}},
			"error ten-khong-co 1 {ky.ngay}: dữ liệu không có giá trị tên “ky.ngay” → có phải {ky.tu_ngay} không? Nếu phải, sửa thẻ; nếu không, thêm “ky.ngay” vào dữ liệu"},
		{"unknown in the second element only", "{#v}{ten}{/v}", m{"v": list},
			"error ten-khong-co 1 {ten}: dữ liệu không có giá trị tên “ten” (ở phần tử thứ 2 của “v”) → sửa tên trong thẻ, hoặc thêm “ten” vào dữ liệu"},
		{"unknown in many elements: told once", "{#v}{#ds}{ten}{so}{/ds}{/v}", m{"v": l{m{"ds": l{m{"ten": 1}, m{"ten": 2}, m{"so": 3, "ten": 4}}}}},
			"error ten-khong-co 1 {so}: dữ liệu không có giá trị tên “so” (ở phần tử thứ 1 của “ds”, trong phần tử thứ 1 của “v”); 1 phần tử khác cũng vậy → sửa tên trong thẻ, hoặc thêm “so” vào dữ liệu"},
		{"unknown list", "{#viec}{/viec}{^co}{/co}", m{"viec_": l{}},
			"error ten-khong-co 1 {^co}: dữ liệu không có danh sách hoặc điều kiện tên “co” → sửa tên trong thẻ, hoặc thêm “co” vào dữ liệu\n" +
				"error ten-khong-co 1 {#viec}: dữ liệu không có danh sách hoặc điều kiện tên “viec” → có phải {#viec_} không? Nếu phải, sửa thẻ; nếu không, thêm “viec” vào dữ liệu"},
		{"list as value", "{v}{o}", m{"v": l{1}, "o": m{"a": 1}},
			"error khong-phai-gia-tri 1 {o}: “o” là một nhóm nhiều giá trị, không in thẳng ra được → ghi rõ giá trị nào trong nhóm, ví dụ {o.a}\n" +
				"error khong-phai-gia-tri 1 {v}: “v” là một danh sách, không in thẳng ra được → đặt {#v} trước và {/v} sau phần cần in cho từng phần tử"},
		{"the element as value", "{.}{#v}{.}{/v}", m{"v": l{m{"ten": 1}, l{1}}, "a": 1},
			"error khong-phai-gia-tri 1 {.}: phần tử (ở phần tử thứ 1 của “v”) là một nhóm nhiều giá trị, không in thẳng ra được; 1 phần tử khác cũng vậy → ghi rõ giá trị nào trong nhóm, ví dụ {ten}\n" +
				"error khong-phai-gia-tri 1 {.}: thẻ {.} in phần tử của danh sách, nên chỉ dùng được bên trong một khối {#…} … {/…} → ghi tên của giá trị cần in, ví dụ {a}"},
		{"all faults at once", "{#a}\n{b}\nc{/d}\n{#e}", m{},
			"error khoi-chua-dong 1 {#a}: thẻ {#a} mở một khối mà không có thẻ {/a} đóng lại → thêm {/a} vào cuối phần cần lặp\n" +
				"error ten-khong-co 1 {#a}: dữ liệu không có danh sách hoặc điều kiện tên “a” → sửa tên trong thẻ, hoặc thêm “a” vào dữ liệu\n" +
				"error ten-khong-co 2 {b}: dữ liệu không có giá trị tên “b” → sửa tên trong thẻ, hoặc thêm “b” vào dữ liệu\n" +
				"error khoi-chua-mo 3 {/d}: thẻ {/d} đóng một khối mà không có thẻ {#d} nào mở trước → thêm {#d} vào đầu phần cần lặp, hoặc xóa thẻ này\n" +
				"error khoi-chua-dong 4 {#e}: thẻ {#e} mở một khối mà không có thẻ {/e} đóng lại → thêm {/e} vào cuối phần cần lặp\n" +
				"error ten-khong-co 4 {#e}: dữ liệu không có danh sách hoặc điều kiện tên “e” → sửa tên trong thẻ, hoặc thêm “e” vào dữ liệu"},
		{"unknown names beside faults of sections", "{x} {#a}{y}{/a}\n{z} {#b}c\n{/b}", m{"a": true},
			"error ten-khong-co 1 {x}: dữ liệu không có giá trị tên “x” → sửa tên trong thẻ, hoặc thêm “x” vào dữ liệu\n" +
				"error ten-khong-co 1 {y}: dữ liệu không có giá trị tên “y” → sửa tên trong thẻ, hoặc thêm “y” vào dữ liệu\n" +
				"error khoi-sai-cho 2 {#b}: khối {#b} mở ở đoạn 2 (ngoài bảng) “{z} {#b}c”, đóng ở đoạn 3 (ngoài bảng) “{/b}”: không biết phải lặp phần nào → đưa {#b} xuống một đoạn riêng, không có chữ nào khác\n" +
				"error ten-khong-co 2 {#b}: dữ liệu không có danh sách hoặc điều kiện tên “b” → sửa tên trong thẻ, hoặc thêm “b” vào dữ liệu\n" +
				"error ten-khong-co 2 {z}: dữ liệu không có giá trị tên “z” → sửa tên trong thẻ, hoặc thêm “z” vào dữ liệu"},
		{"crossing", "{#a}x{#b}y{/a}z{/b}", m{"a": true, "b": true},
			"error khoi-cheo-nhau 1 {#b}: hai khối đan chéo nhau: {#b} nằm trong khối {#a} mở ở đoạn 1, nhưng {/a} ở đoạn 1 lại đóng trước nó → đặt {/b} trước {/a}"},
		{"from paragraph to paragraph", "một {#a}hai\nba{/a}", m{"a": true},
			"error khoi-sai-cho 1 {#a}: khối {#a} mở ở đoạn 1 (ngoài bảng) “một {#a}hai”, đóng ở đoạn 2 (ngoài bảng) “ba{/a}”: không biết phải lặp phần nào → đưa {#a} xuống một đoạn riêng, không có chữ nào khác"},
		{"one tag alone, the other not", "{#a}\nba{/a}", m{"a": true},
			"error khoi-sai-cho 2 {/a}: khối {#a} mở ở đoạn 1 (ngoài bảng) “{#a}”, đóng ở đoạn 2 (ngoài bảng) “ba{/a}”: không biết phải lặp phần nào → đưa {/a} xuống một đoạn riêng, không có chữ nào khác"},
		{"out of a table", "| {#a} | x |\n{/a}", m{"a": true},
			"error khoi-sai-cho 1 {#a}: khối {#a} mở ở đoạn 1 (trong bảng) “{#a}”, đóng ở đoạn 3 (ngoài bảng) “{/a}”: không biết phải lặp phần nào → đặt hai thẻ trong cùng một đoạn, hoặc mỗi thẻ một mình trên một đoạn, hoặc trong các ô của cùng một bảng"},
		{"rows outside a table", "{#a|hang}x{/a}", m{"a": true},
			"error khoi-sai-cho 1 {#a|hang}: khối {#a|hang} mở ở đoạn 1 (ngoài bảng) “{#a|hang}x{/a}”, đóng ở đoạn 1 (ngoài bảng) “{#a|hang}x{/a}”: không biết phải lặp phần nào → |hang lặp hàng: hai thẻ phải ở trong cùng một bảng"},
		{"two kinds", "| {#a|hang}x{/a|cot} |", m{"a": true},
			"error khoi-hai-kieu 1 {#a|hang}: thẻ mở {#a|hang} và thẻ đóng {/a|cot} (đoạn 1) ghi hai kiểu lặp khác nhau → chỉ ghi |hang, |cot, |doan hoặc |chu ở thẻ mở"},
		{"inner wider than outer", "| {#a}{#b|hang}x{/b}{/a} |", m{"a": true, "b": true},
			"error khoi-rong-hon-khoi-ngoai 1 {#b|hang}: khối {#b|hang} nằm trong khối {#a} (đoạn 1) nhưng lại lặp phần rộng hơn khối ấy → đặt khối ngoài bao trọn phần mà khối trong lặp, hoặc ghi kiểu lặp cho khối ngoài (|hang, |cot, |doan)"},
		{"two sections over one row", "| {#a|hang}x{/a} | {#b|hang}y{/b} |", m{"a": true, "b": true},
			"error khoi-cheo-nhau 2 {#b|hang}: khối {#b|hang} và khối {#a|hang} (mở ở đoạn 1) cùng lặp một phần của văn bản → chuyển thẻ để một khối nằm hẳn trong khối kia, hoặc để hai khối tách rời nhau"},
		{"rows half into rows", "| {#a}x |\n| y{/a} {#b}z |\n| w{/b} |", m{"a": true, "b": true},
			"error khoi-cheo-nhau 2 {#b}: khối {#b} và khối {#a} (mở ở đoạn 1) cùng lặp một phần của văn bản → chuyển thẻ để một khối nằm hẳn trong khối kia, hoặc để hai khối tách rời nhau"},
		{"columns of different lengths", "| {#c|cot}{.}{/c} |\n| {#d|cot}{.}{/d} |", m{"c": l{1, 2}, "d": l{1}},
			"error cot-lech 2 {#d|cot}: danh sách “d” có 1 phần tử, trong khi các cột này lặp 2 lần ở hàng trên → mỗi hàng phải có đúng một phần tử cho mỗi cột; kiểm tra lại dữ liệu"},
		{"a merged cell half over columns", "| a | {#c|cot}{.} | b{/c} |\n| x <2 | y |", m{"c": l{1, 2}},
			"error cot-bi-cat 2 {#c|cot}: có một ô gộp chỉ phủ một phần các cột mà khối {#c|cot} lặp → gộp ô cho phủ hết các cột lặp, hoặc bỏ gộp"},
		{"nearly a tag", "{ten|hoa} {#ten {ten}", m{"ten": "x"},
			"warning gan-giong-the 1 {#ten : chỗ này trông như một thẻ viết sai, nên được in nguyên như chữ thường → nếu là thẻ thì xem lại dấu } và chữ sau dấu | (chỉ có hang, cot, doan, chu); nếu không thì bỏ qua\n" +
				"warning gan-giong-the 1 {ten|hoa}: chỗ này trông như một thẻ viết sai, nên được in nguyên như chữ thường → nếu là thẻ thì xem lại dấu } và chữ sau dấu | (chỉ có hang, cot, doan, chu); nếu không thì bỏ qua"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, faults(t, bodyOf(tt.body), tt.data)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// Sections in sections over one list multiply; the growth has an end, whatever
// is repeated.
func TestTooLarge(t *testing.T) {
	oldTokens, oldBytes := maxTokens, maxBytes
	defer func() { maxTokens, maxBytes = oldTokens, oldBytes }()
	maxTokens, maxBytes = 10000, 1<<20
	wrap := func(open, inner string) string {
		return strings.Repeat("{#v"+open+"}", 12) + inner + strings.Repeat("{/v}", 12)
	}
	long := strings.Repeat("x", 1<<16)
	for name, body := range map[string]string{
		"words":                 bodyOf(wrap("", "x")),
		"rows with columns":     bodyOf("| " + wrap("|hang", "{#c|cot}x{/c}") + " | y |"),
		"columns":               bodyOf("| " + wrap("|cot", "x") + " | y |"),
		"words of an equation":  `<w:p><m:oMath><m:r><m:t>` + wrap("", "x") + `</m:t></m:r></m:oMath></w:p>`,
		"a long value":          bodyOf("{#v}{#v}{#v}{long}{/v}{/v}{/v}"),
		"a long value in trees": bodyOf("{#v}\n{#v}\n{#v}") + `<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/></w:p>` + bodyOf("{long}\n{/v}\n{/v}\n{/v}"),
	} {
		got := faults(t, body, m{"v": l{1, 2, 3, 4}, "c": l{1}, "long": long})
		if !strings.HasPrefix(got, "error qua-lon") {
			t.Errorf("%s: got %.300s", name, got)
		}
	}
}

// A small file that unfolds to millions of elements is refused before any tree
// is built of it.
func TestTooManyElements(t *testing.T) {
	bomb := docxOf(t, strings.Repeat("<w:p/>", 3<<20), nil)
	if out, _, err := Fill(bomb, m{}, Options{}); !errors.Is(err, opc.ErrTooLarge) || out != nil || len(bomb) > 100000 {
		t.Errorf("%d bytes: %v", len(bomb), err)
	}
}

// A template that uses the prefix of our own marks is refused.
func TestForeignMarks(t *testing.T) {
	for _, body := range []string{`<vanthu:section xmlns:vanthu="u"><w:p/></vanthu:section>`, "<w:p><w:r><vanthu:tag/></w:r></w:p>",
		"<w:tbl><w:tr><vanthu:tag/></w:tr></w:tbl>", `<w:p vanthu:break="1"/>`} {
		out, found, err := Fill(docxOf(t, body, nil), m{}, Options{})
		if out != nil || err != nil || len(found) != 1 || found[0].Code != "phan-hong" || !strings.Contains(found[0].Message, "vanthu") {
			t.Errorf("%s: %v %v", body, found, err)
		}
		if _, err := Fields(docxOf(t, body, nil)); err != nil {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestAllowMissing(t *testing.T) {
	body := bodyOf("a {x} {#y}b{/y}{^y}c{/y}\n| {#z}{u} | {v}{/z} |")
	out, found, err := Fill(docxOf(t, body, nil), m{"z": l{m{"u": 1}}}, Options{AllowMissing: true})
	if err != nil || finding.HasError(found) {
		t.Fatal(err, found)
	}
	want := "a ·" + Dots + "· ·c\n| 1 | " + Dots + " |\n"
	if diff := cmp.Diff(want, outline(partOf(t, out, "word/document.xml"))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestUnused(t *testing.T) {
	found, err := Unused(docxOf(t, bodyOf("{ky.ten}{#v}{.}{/v}"), nil), m{"ky": m{}, "v": 1, "kys": 2, "x": 3}, "a.docx")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range found {
		got = append(got, f.String())
	}
	want := []string{
		"a.docx: kys: cảnh báo: dữ liệu có “kys” nhưng mẫu không dùng đến. Cách sửa: thêm {kys} vào mẫu nếu cần in, hoặc bỏ qua",
		"a.docx: x: cảnh báo: dữ liệu có “x” nhưng mẫu không dùng đến. Cách sửa: thêm {x} vào mẫu nếu cần in, hoặc bỏ qua",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestFields(t *testing.T) {
	got, err := Fields(docxOf(t, bodyOf("{a}\n| {tt} | {#v|hang}{ten}{/v} |\n| {#c|cot}{x}{/c} | y |"), map[string]string{"footer": paragraph("{@h}")}))
	if err != nil {
		t.Fatal(err)
	}
	const doc = "word/document.xml"
	want := []Field{
		{Name: "a", Part: doc, Paragraph: 1, Around: "{a}"},
		{Name: "tt", Part: doc, Paragraph: 2, Around: "{tt}", Sections: []string{"v"}},
		{Name: "v", Kind: "#", Part: doc, Paragraph: 3, Around: "{#v|hang}{ten}{/v}"},
		{Name: "ten", Part: doc, Paragraph: 3, Around: "{#v|hang}{ten}{/v}", Sections: []string{"v"}},
		{Name: "v", Kind: "/", Part: doc, Paragraph: 3, Around: "{#v|hang}{ten}{/v}"},
		{Name: "c", Kind: "#", Part: doc, Paragraph: 4, Around: "{#c|cot}{x}{/c}"},
		{Name: "x", Part: doc, Paragraph: 4, Around: "{#c|cot}{x}{/c}", Sections: []string{"c"}},
		{Name: "c", Kind: "/", Part: doc, Paragraph: 4, Around: "{#c|cot}{x}{/c}"},
		{Name: "h", Kind: "@", Part: "word/footer1.xml", Paragraph: 1, Around: "{@h}"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
