package spreadsheet

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	units "unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

func TestReferences(t *testing.T) {
	for _, test := range []struct {
		ref      string
		col, row int
		ok       bool
	}{
		{"A1", 1, 1, true}, {"Z9", 26, 9, true}, {"AA10", 27, 10, true}, {"XFD1048576", 16384, 1 << 20, true},
		{"XFE1", 0, 0, false}, {"A0", 0, 0, false}, {"A1048577", 0, 0, false}, {"A", 0, 0, false}, {"1", 0, 0, false}, {"A+1", 0, 0, false}, {"A-1", 0, 0, false}, {"", 0, 0, false}, {"AAAA1", 0, 0, false},
	} {
		col, row, ok := ParseRef(test.ref)
		if ok != test.ok || ok && (col != test.col || row != test.row || Ref(col, row) != test.ref) {
			t.Errorf("%q: %d %d %v", test.ref, col, row, ok)
		}
	}
}

func TestEscapesOfXML(t *testing.T) {
	for in, want := range map[string]string{"a_x000D_b": "a\rb", "_x0041_": "A", "_x00zz_": "_x00zz_", "_x": "_x", "plain": "plain"} {
		if got := unescape(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestNumberFormats(t *testing.T) {
	for code, want := range map[string]Show{
		"General": AsNumber, "0": AsNumber, "#,##0.00": AsNumber, "0.00E+00": AsNumber, "@": AsNumber, "": AsNumber,
		`#,##0 "đồng"`: AsNumber, `0" ngày"`: AsNumber, `[Red]#,##0;[Blue]-#,##0`: AsNumber, `#,##0\ "d"`: AsNumber, `_-* #,##0_d_-`: AsNumber,
		"dd/mm/yyyy": AsDate, "[$-42A]d mmmm yyyy": AsDate, `"ngày" dd "tháng" mm`: AsDate, "mmm-yy": AsDate, "dd/mm/yyyy hh:mm": AsDate, "m": AsDate,
		"hh:mm": AsTime, "[h]:mm:ss": AsTime, "mm:ss": AsTime, "[mm]": AsTime,
		"0%": AsPercent, "0.0%;-0.0%": AsPercent, `0"%"`: AsNumber,
		`"TRUE";"TRUE";"FALSE"`: AsBool,
	} {
		if got := classifyFormat(code); got != want {
			t.Errorf("%q: got %d, want %d", code, got, want)
		}
	}
	for id, want := range map[int]Show{0: AsNumber, 3: AsNumber, 9: AsPercent, 10: AsPercent, 11: AsNumber, 14: AsDate, 18: AsTime, 22: AsDate, 46: AsTime, 49: AsNumber} {
		if got := builtinFormat(id); got != want {
			t.Errorf("format %d: got %d, want %d", id, got, want)
		}
	}
}

const sampleStyles = `<styleSheet ` + mainSpace + `><numFmts><numFmt numFmtId="164" formatCode="0&quot; d&quot;"/><numFmt numFmtId="165" formatCode="dd/mm"/></numFmts>` +
	`<fonts><font><sz val="11"/><name val="Times New Roman"/></font><font><name val=".VnTime"/></font></fonts><fills><fill><name val="x"/></fill></fills>` +
	`<cellStyleXfs><xf numFmtId="14" fontId="1"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="165" fontId="1"><alignment/></xf><xf numFmtId="164" fontId="9"/><xf numFmtId="9" fontId="1"/></cellXfs>` +
	`<dxfs><dxf><font><name val="y"/></font></dxf></dxfs></styleSheet>`

func TestStyles(t *testing.T) {
	r := &xlsxReader{builder: &builder{}, archive: openSample(t, bookOf(t, "", "", sampleStyles))}
	defer r.archive.close()
	if err := r.readStyles("xl/y.xml"); err != nil {
		t.Fatal(err)
	}
	want := []style{{AsNumber, "Times New Roman"}, {AsDate, ".VnTime"}, {AsNumber, ""}, {AsPercent, ".VnTime"}}
	if diff := cmp.Diff(want, r.styles, cmp.AllowUnexported(style{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func openSample(t *testing.T, data []byte) *archive {
	t.Helper()
	a, err := openArchive(data, Limits{}.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestFontsOfRuns: a run without a font has that of its cell.
func TestFontsOfRuns(t *testing.T) {
	r := &xlsxReader{builder: &builder{sheet: &Sheet{}, limits: Limits{}.withDefaults()}, archive: openSample(t, bookOf(t, "", sharedStrings, "")), textLeft: 100}
	defer r.archive.close()
	if err := r.readStrings("xl/t.xml"); err != nil {
		t.Fatal(err)
	}
	want := []run{{"không", ""}, {"a ", ""}, {"b&", ".VnTimeH"}}
	if diff := cmp.Diff(want, r.runs, cmp.AllowUnexported(run{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([][2]int{{0, 1}, {1, 3}, {3, 3}}, r.strings); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	var c Cell
	if err := r.setText(&c, "VNI-Times", r.runs[1:]...); err != nil || c.Text != "a b&" {
		t.Errorf("%q, %v", c.Text, err)
	}
	if diff := cmp.Diff([]run{{"a ", "VNI-Times"}, {"b&", ".VnTimeH"}}, r.inCell, cmp.AllowUnexported(run{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestTextInManyCells: one string may stand in many cells, but not without end.
func TestTextInManyCells(t *testing.T) {
	texts := "<sst " + mainSpace + "><si><t>" + strings.Repeat("dài ", 8000) + "</t></si></sst>"
	for rows, refused := range map[int]bool{1000: false, 10000: true} {
		sheet := "<worksheet " + mainSpace + ">" + strings.Repeat(`<row><c t="s"><v>0</v></c></row>`, rows) + "</worksheet>"
		_, err := Read(bookOf(t, sheet, texts, sampleStyles), Limits{})
		var r *Refusal
		if (err != nil) != refused || refused && (!errors.As(err, &r) || r.code != "qua-gioi-han") {
			t.Errorf("%d rows: %v", rows, err)
		}
	}
}

// A workbook that came from Excel 95 names its modules of macros among the sheets.
func TestModulesAmongTheSheets(t *testing.T) {
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	read := func(state string) (*Book, error) {
		return Read(zipOf(t,
			[2]string{"[Content_Types].xml", "<Types/>"},
			[2]string{"xl/workbook.xml", `<workbook ` + mainSpace + ` xmlns:r="` + office + `"><sheets><sheet name="S" r:id="a"/><sheet name="Module1" state="` + state + `" r:id=""/></sheets></workbook>`},
			[2]string{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="` + office + `/worksheet" Target="s.xml"/></Relationships>`},
			[2]string{"xl/s.xml", `<worksheet ` + mainSpace + `><sheetData><row><c><v>5</v></c></row></sheetData></worksheet>`}), Limits{})
	}
	b, err := read("veryHidden")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"S:", `A1 number "5"`}, cellsOf(b)); diff != "" {
		t.Error(diff)
	}
	if _, err := read("visible"); Refused(err).code != "tep-hong" {
		t.Errorf("a sheet that can be seen and is not there: %v", err)
	}
}

func TestPartsInUTF16(t *testing.T) {
	const sheet = `<?xml version="1.0" encoding="UTF-16"?><worksheet ` + mainSpace + `><row><c t="inlineStr"><is><t>Thừa Thiên 😀</t></is></c></row></worksheet>`
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		var part []byte
		for _, u := range units.Encode([]rune("\ufeff" + sheet)) {
			part = order.AppendUint16(part, u)
		}
		b, err := Read(bookOf(t, string(part), "\ufeff"+sharedStrings, sampleStyles), Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if got := b.Sheets[0].Line(1).At(1).Text; got != "Thừa Thiên 😀" {
			t.Errorf("%v: %q", order, got)
		}
	}
}

// TestReadingAllocatesLittle: little more than the text of each cell, which is a
// copy, so that a submission does not keep whole parts in memory.
func TestReadingAllocatesLittle(t *testing.T) {
	sheet := "<worksheet " + mainSpace + ">" + strings.Repeat(`<row ht="15" spans="1:3"><c s="0" t="s"><v>0</v></c><c s="2"><v>5</v></c><c s="2"/></row>`, 100) + "</worksheet>"
	data := bookOf(t, sheet, "<sst "+mainSpace+"><si><t>Tiếng Việt</t></si></sst>", sampleStyles)
	perRun := testing.AllocsPerRun(20, func() {
		if _, err := Read(data, Limits{}); err != nil {
			t.Fatal(err)
		}
	})
	if perRun > 450 { // 200 texts of cells, and what each part takes
		t.Errorf("%.0f allocations for 200 cells", perRun)
	}
}
