package sheet

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"vanthu/output/opc"
	"vanthu/pipeline/finding"
)

// All faults come at once, each with its cell, what is wrong and what to do.
func TestFaults(t *testing.T) {
	data := m{"ten_don_vi": "Sở Y tế", "v": l{m{"n": 1}, m{"n": 2}}, "none": l{}, "o": m{"a": 1}, "so": json.Number("12345678901234567"), "dai": strings.Repeat("á", maxText+1)}
	tests := []struct{ name, cells, want string }{
		{"missing", "B2={ten_donvi}\nA1={#vv}{/vv}", "Sheet1!A1: lỗi: dữ liệu không có danh sách hoặc điều kiện tên “vv” (đang ghi: “{#vv}”). Cách sửa: sửa tên trong thẻ, hoặc thêm “vv” vào dữ liệu\n" +
			"Sheet1!B2: lỗi: dữ liệu không có giá trị tên “ten_donvi” (đang ghi: “{ten_donvi}”). Cách sửa: có phải {ten_don_vi} không? Nếu phải, sửa thẻ; nếu không, thêm “ten_donvi” vào dữ liệu"},
		{"list as value", "A1={v}{o}", "Sheet1!A1: lỗi: “o” là một nhóm nhiều giá trị, không in thẳng ra được (đang ghi: “{o}”). Cách sửa: ghi rõ giá trị nào trong nhóm, ví dụ {o.a}\n" +
			"Sheet1!A1: lỗi: “v” là một danh sách, không in thẳng ra được (đang ghi: “{v}”). Cách sửa: đặt {#v} trước và {/v} sau phần cần in cho từng phần tử"},
		{"not closed", "A1={#v}\nA3={/o}", "Sheet1!A1: lỗi: thẻ {#v} mở một khối mà không có thẻ {/v} đóng lại (đang ghi: “{#v}”). Cách sửa: thêm {/v} vào cuối phần cần lặp\n" +
			"Sheet1!A3: lỗi: thẻ {/o} đóng một khối mà không có thẻ {#o} nào mở trước (đang ghi: “{/o}”). Cách sửa: thêm {#o} vào đầu phần cần lặp, hoặc xóa thẻ này"},
		{"columns", "A1={#v|cot}{n}\nB1={/v}", "Sheet1!A1: lỗi: mẫu bảng tính không lặp được kiểu |cot (đang ghi: “{#v|cot}”). Cách sửa: dùng |hang để lặp hàng, |chu để lặp chữ trong một ô; nếu cần lặp cột, kẻ sẵn đủ các cột trong mẫu"},
		{"text over cells", "A1={#v|chu}{n}\nB1={/v}", "Sheet1!A1: lỗi: khối {#v|chu} lặp chữ nhưng mở ở ô A1, đóng ở ô B1 (đang ghi: “{#v|chu}”). Cách sửa: |chu lặp chữ: hai thẻ phải ở trong cùng một ô"},
		{"two kinds", "A1={#v|hang}{n}\nB1={/v|chu}", "Sheet1!A1: lỗi: thẻ mở {#v|hang} và thẻ đóng {/v|chu} ở ô B1 ghi hai kiểu lặp khác nhau (đang ghi: “{#v|hang}”). Cách sửa: chỉ ghi |hang hoặc |chu ở thẻ mở"},
		{"same row twice", "A1={#v}{n}\nB1={/v}\nC1={#v}{n}\nD1={/v}", "Sheet1!C1: lỗi: khối {#v} lặp các hàng 1–1, trong đó có hàng mà khối {#v} (hàng 1–1) cũng lặp (đang ghi: “{#v}”). Cách sửa: để mỗi khối lặp những hàng riêng, hoặc để khối này nằm hẳn trong khối kia"},
		{"rows in text", "A1={#v}{#v|hang}{n}{/v}{/v}", "Sheet1!A1: lỗi: khối {#v|hang} lặp hàng nhưng nằm trong khối {#v} chỉ lặp chữ của một ô (đang ghi: “{#v|hang}”). Cách sửa: ghi {#v|hang} ở khối ngoài, hoặc bỏ |hang ở khối trong"},
		{"picture", "A1={@hinh}", "Sheet1!A1: lỗi: mẫu bảng tính không chèn được hình (đang ghi: “{@hinh}”). Cách sửa: bỏ thẻ này; hình cố định thì chèn sẵn vào mẫu bằng Excel"},
		{"too long", "A1={dai}", "Sheet1!A1: lỗi: chữ của ô này dài 32768 ký tự, Excel chỉ giữ được 32767. Cách sửa: rút ngắn nội dung, hoặc chia ra nhiều ô"},
		{"nearly a tag", "A1={#v", "Sheet1!A1: cảnh báo: chỗ này trông như một thẻ viết sai, nên được in nguyên như chữ thường (đang ghi: “{#v”). Cách sửa: nếu là thẻ thì xem lại dấu } và chữ sau dấu | (chỉ có hang, cot, doan, chu); nếu không thì bỏ qua"},
		{"a code", "A1={so}", "Sheet1!A1: cảnh báo: số này có nhiều chữ số hơn Excel giữ được nên được ghi thành chữ (đang ghi: “12345678901234567”). Cách sửa: nếu là mã thì không cần sửa; nếu là số thì làm tròn trong dữ liệu"},
		{"formula loses its cell", "A1={#none}{n}\nB1={/none}\nA2==A1+1", "Sheet1!A2: cảnh báo: công thức lấy ô ở hàng 1 của sheet “Sheet1”, nhưng khối lặp ở đó không in hàng nào: ô sẽ hiện #REF! (đang ghi: “A1”). Cách sửa: đặt vùng ấy trong SUM hoặc một hàm tương tự (không có hàng nào thì được 0), hoặc cho khối in ít nhất một hàng"},
		{"formula of one of many", "A1={#v}{n}\nB1={/v}\nA2==A1+1", "Sheet1!A2: cảnh báo: công thức lấy một ô ở hàng 1 của sheet “Sheet1”, hàng này lặp nhiều lần: chỉ lấy hàng đầu (đang ghi: “A1”). Cách sửa: nếu cần cả các hàng lặp, dùng SUM hoặc một hàm tương tự"},
		{"tag in a formula", `A1=="Kỳ {ten_don_vi}"`, "Sheet1!A1: cảnh báo: thẻ nằm trong công thức nên không được điền (đang ghi: “{ten_don_vi}”). Cách sửa: đưa thẻ vào một ô, rồi cho công thức lấy chữ từ ô ấy"},
		{"over sheets", "A1={#v}{n}\nB1={/v}\n--S2\nA1=x\n--S3\nA1==SUM(Sheet1:S2!A1)", "S3!A1: cảnh báo: công thức cộng qua nhiều sheet không dời theo được khi hàng của các sheet ấy thay đổi (đang ghi: “Sheet1:S2!A1”). Cách sửa: viết rõ từng sheet trong công thức, ví dụ =Quy1!B5+Quy2!B5"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, found, err := Fill(workbook(t, tt.cells, nil), data, Options{})
			must(t, err)
			if (out == nil) != strings.Contains(tt.want, "lỗi") {
				t.Errorf("written: %v", out != nil)
			}
			if diff := cmp.Diff(tt.want+"\n", messages(found)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// What many elements lack is told once.
func TestFaultsOfManyElements(t *testing.T) {
	data := m{"v": l{m{"n": "1", "x": 1}, m{"n": l{1}}, m{}, m{"n": l{2}}, m{"n": strings.Repeat("á", maxText)}, m{"n": strings.Repeat("á", maxText+1)}}}
	template := workbook(t, "A1={#v}{x}{/v}\nA2={#v}{n}.\nB2={/v}\nA3={#v|hang}{#w}{/w}{/v}", nil)
	_, found, err := Fill(template, data, Options{})
	must(t, err)
	want := `Sheet1!A1: lỗi: dữ liệu không có giá trị tên “x” (ở phần tử thứ 2 của “v”); 4 phần tử khác cũng vậy (đang ghi: “{x}”). Cách sửa: sửa tên trong thẻ, hoặc thêm “x” vào dữ liệu
Sheet1!A2: lỗi: “n” (ở phần tử thứ 2 của “v”) là một danh sách, không in thẳng ra được; 1 phần tử khác cũng vậy (đang ghi: “{n}”). Cách sửa: đặt {#n} trước và {/n} sau phần cần in cho từng phần tử
Sheet1!A2: lỗi: chữ của ô này dài 32768 ký tự, Excel chỉ giữ được 32767; 1 phần tử khác cũng vậy. Cách sửa: rút ngắn nội dung, hoặc chia ra nhiều ô
Sheet1!A2: lỗi: dữ liệu không có giá trị tên “n” (ở phần tử thứ 3 của “v”) (đang ghi: “{n}”). Cách sửa: sửa tên trong thẻ, hoặc thêm “n” vào dữ liệu
Sheet1!A3: lỗi: dữ liệu không có danh sách hoặc điều kiện tên “w” (ở phần tử thứ 1 của “v”); 5 phần tử khác cũng vậy (đang ghi: “{#w}”). Cách sửa: sửa tên trong thẻ, hoặc thêm “w” vào dữ liệu
`
	if got := messages(found); got != want {
		t.Errorf("%s", got)
	}
}

// A header that Excel would drop is an error; a value that begins with a digit
// does not become part of the font size before it.
func TestMargins(t *testing.T) {
	withHeader := func(header string) []byte {
		return workbook(t, "A1=x", func(f *excelize.File) {
			must(t, f.SetHeaderFooter("Sheet1", &excelize.HeaderFooterOptions{OddHeader: header}))
		})
	}
	data := m{"ky": "6 tháng 2025", "ten": "Sở Y tế & 1", "nam": 2025, "dai": strings.Repeat("á", maxMargin)}
	for header, want := range map[string]string{"&C&14{ky}": "&C&14 6 tháng 2025", "&C&14{ten}": "&C&14Sở Y tế && 1", "&C{ky}": "&C6 tháng 2025",
		"&14&B{ky} {nam}": "&14&B6 tháng 2025 2025", "&Ca&&14{nam}": "&Ca&&142025", "&C&&&9{nam}{nam}": "&C&&&9 20252025"} {
		got, err := openBook(t, fill(t, withHeader(header), data)).GetHeaderFooter("Sheet1")
		must(t, err)
		if got.OddHeader != want {
			t.Errorf("%s: %s, want %s", header, got.OddHeader, want)
		}
	}
	out, found, err := Fill(withHeader("&C{dai}"), data, Options{})
	must(t, err)
	if want := "Sheet1: lỗi: đầu trang hoặc chân trang dài 257 ký tự, Excel chỉ nhận 255. Cách sửa: rút ngắn nội dung ở đầu trang, chân trang của mẫu\n"; out != nil || messages(found) != want {
		t.Errorf("%s", messages(found))
	}
}

func TestQuoteTitle(t *testing.T) {
	for title, want := range map[string]string{"Quy1_2025": "Quy1_2025", "Sheet_1": "Sheet_1", "Tổng": "'Tổng'", "a'b": "'a''b'", "A1": "'A1'", "R": "'R'", "c": "'c'",
		"R1C1": "'R1C1'", "rc": "'rc'", "R2C": "'R2C'", "TongHop": "TongHop", "1a": "'1a'"} {
		if got := quoteTitle(title); got != want {
			t.Errorf("%s: %s, want %s", title, got, want)
		}
	}
}

func TestAllowMissing(t *testing.T) {
	out, found, err := Fill(workbook(t, "A1={x} {#y}{z}{/y}\nA2={#y}{z}\nB2={/y}\nA3=end", nil), m{}, Options{AllowMissing: true})
	must(t, err)
	if len(found) != 3 || finding.HasError(found) || cellsOf(t, out) != "A1=…………… \nA2=end\n" {
		t.Errorf("%s%s", messages(found), cellsOf(t, out))
	}
}

func TestBrokenTemplates(t *testing.T) {
	good := workbook(t, "A1={x}", nil)
	set := func(name, body string) []byte {
		return edit(t, good, map[string]func(string) string{name: func(string) string { return body }})
	}
	for name, data := range map[string][]byte{"nothing": nil, "no zip": []byte("xin chào"), "cut": good[:len(good)/2],
		"ole": {0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}, "workbook": set("xl/workbook.xml", "<a"), "not a workbook": set("xl/workbook.xml", "<document/>")} {
		if out, _, err := Fill(data, m{}, Options{}); err == nil || out != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, data := range map[string][]byte{"sheet": set("xl/worksheets/sheet1.xml", "<worksheet><sheetData>"), "no data": set("xl/worksheets/sheet1.xml", "<worksheet/>"),
		"rows": set("xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>`),
		"far":  set("xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="2147483647"/></sheetData></worksheet>`),
		"cell": set("xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="2"><c r="A9"/></row></sheetData></worksheet>`)} {
		out, found, err := Fill(data, m{}, Options{})
		if err != nil || out != nil || len(found) != 1 || found[0].Code != "phan-hong" {
			t.Errorf("%s: %v\n%s", name, err, messages(found))
		}
	}
}

// A small file that unfolds to millions of cells is refused before any tree is
// built of it.
func TestTooManyCells(t *testing.T) {
	bomb := edit(t, workbook(t, "A1={x}", nil), map[string]func(string) string{"xl/worksheets/sheet1.xml": func(string) string {
		return "<worksheet><sheetData>" + strings.Repeat("<row>"+strings.Repeat("<c/>", 16000)+"</row>", 500) + "</sheetData></worksheet>"
	}})
	if out, _, err := Fill(bomb, m{"x": 1}, Options{}); !errors.Is(err, opc.ErrTooLarge) || out != nil || len(bomb) > 100000 {
		t.Errorf("%d bytes: %v", len(bomb), err)
	}
}

// Sections that multiply are stopped.
func TestTooLarge(t *testing.T) {
	old := maxSteps
	defer func() { maxSteps = old }()
	maxSteps = 4 << 20
	long := make(l, 2000)
	_, found, err := Fill(workbook(t, "A1={#v}{#v}{#v}\nA2=x\nA3={/v}{/v}{/v}", nil), m{"v": long}, Options{})
	must(t, err)
	if len(found) != 1 || found[0].Code != "qua-nhieu-hang" {
		t.Errorf("rows:\n%s", messages(found))
	}
	_, found, err = Fill(workbook(t, "A1={#v}{#v}{#v}x{/v}{/v}{/v}", nil), m{"v": long}, Options{})
	must(t, err)
	if len(found) == 0 || found[0].Code != "qua-lon" {
		t.Errorf("text:\n%s", messages(found))
	}
}

func TestTableFaults(t *testing.T) {
	template := workbook(t, "A1={#v}\nA2=Tên\nB2=Số\nA3={n}\nA4={/v}", func(f *excelize.File) {
		must(t, f.AddTable("Sheet1", &excelize.Table{Range: "A2:B3", Name: "Bang"}))
	})
	_, found, err := Fill(template, m{"v": l{m{"n": 1}}}, Options{})
	must(t, err)
	if len(found) != 1 || found[0].Code != "bang-trong-khoi" || found[0].Pos.Cell != "A1" {
		t.Errorf("%s", messages(found))
	}
}

func TestFieldsAndUnused(t *testing.T) {
	template := workbook(t, "A1={ky.ten}\nA2={#v}\nA3={n}{^x}{.}{/x}\nA4={/v}\n--S {nam}\nA1={/z}", func(f *excelize.File) {
		must(t, f.SetHeaderFooter("Sheet1", &excelize.HeaderFooterOptions{OddFooter: "&L{chan}"}))
	})
	fields, err := Fields(template)
	must(t, err)
	var got []string
	for _, f := range fields {
		got = append(got, f.Kind+f.Name+" "+f.Sheet+"!"+f.Cell+" "+strings.Join(f.Sections, "/"))
	}
	want := []string{"chan Sheet1! ", "ky.ten Sheet1!A1 ", "#v Sheet1!A2 ", "n Sheet1!A3 v", "^x Sheet1!A3 v", ". Sheet1!A3 v/x", "/x Sheet1!A3 v", "/v Sheet1!A4 ",
		"nam S {nam}! ", "/z S {nam}!A1 "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	found, err := Unused(template, m{"ky": 1, "thua": 2}, "mau.xlsx")
	must(t, err)
	if len(found) != 1 || found[0].Pos.Spot != "thua" {
		t.Errorf("%s", messages(found))
	}
	if _, err := opc.Open(template, opc.DefaultLimits); err != nil {
		t.Error(err)
	}
}
