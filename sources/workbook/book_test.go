package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"vanthu/sources/spreadsheet"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// rezip rewrites a package: change gets each part and gives it back, or nil to
// drop it; extra parts come at the end.
func rezip(t testing.TB, data []byte, change func(name string, data []byte) (string, []byte), extra ...[2]string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	add := func(name string, part []byte) {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write(part)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if name, part := change(f.Name, part); part != nil {
			add(name, part)
		}
	}
	for _, e := range extra {
		add(e[0], []byte(e[1]))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func keep(name string, part []byte) (string, []byte) { return name, part }

// replaced replaces a text in one part.
func replaced(part, old, new string) func(string, []byte) (string, []byte) {
	return func(name string, data []byte) (string, []byte) {
		if name == part {
			if !bytes.Contains(data, []byte(old)) {
				panic(part + " does not hold " + old)
			}
			data = bytes.Replace(data, []byte(old), []byte(new), 1)
		}
		return name, data
	}
}

// partOf gives one part of a package.
func partOf(t testing.TB, data []byte, part string) string {
	t.Helper()
	var text string
	rezip(t, data, func(name string, data []byte) (string, []byte) {
		if name == part {
			text = string(data)
		}
		return name, data
	})
	return text
}

func zipOf(t testing.TB, parts ...[2]string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return rezip(t, out.Bytes(), keep, parts...)
}

const smallForm = "[Báo cáo]\nMã đơn vị: U01|Kỳ báo cáo: 2025-6T\n" + head + "\n|ND02/TL|||#1"

const sheetPart = "xl/worksheets/sheet1.xml"

func TestWholeFilesRefused(t *testing.T) {
	good := workbookOf(t, smallForm)
	ole := func(name string) []byte {
		wide := strings.Join(strings.Split(name, ""), "\x00") + "\x00"
		return []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600) + wide)
	}
	var encrypted bytes.Buffer
	f := excelize.NewFile()
	if err := f.Write(&encrypted, excelize.Options{Password: "mat-khau"}); err != nil {
		t.Fatal(err)
	}
	f.Close()
	for _, test := range []struct {
		name string
		data []byte
		code string
	}{
		{"empty", nil, "tep-rong"},
		{"zero-filled", make([]byte, 4096), "tep-hong"},
		{"encrypted by name", ole("EncryptedPackage"), "tep-ma-hoa"},
		{"really encrypted", encrypted.Bytes(), "tep-ma-hoa"},
		{"old Excel, cut", ole("Workbook"), "tep-hong"},
		{"old Word", ole("WordDocument"), "loai-tep-la"},
		{"PDF", []byte("%PDF-1.4 …"), "loai-tep-la"},
		{"HTML named .xls", []byte("\xEF\xBB\xBF<html><table>"), "loai-tep-la"},
		{"CSV in an old encoding", []byte("TT;M\xE3;K\xEAt\n1;ND01/TIN;5\n"), "csv-bang-ma"},
		{"CSV of two separators", []byte("a;b,c\nd;e,f\n"), "csv-dau-ngan"},
		{"RAR", []byte("Rar!\x1a\x07\x00"), "loai-tep-la"},
		{"binary", []byte("\x01\x02\x03"), "loai-tep-la"},
		{"cut in half", good[:len(good)/2], "tep-hong"},
		{"cut at the end", good[:len(good)-10], "tep-hong"},
		{"plain zip", zipOf(t, [2]string{"a.txt", "a"}), "loai-tep-la"},
		{"Word", zipOf(t, [2]string{"[Content_Types].xml", "<Types/>"}, [2]string{"word/document.xml", "<w/>"}), "loai-tep-la"},
		{"ods without its content", zipOf(t, [2]string{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, [2]string{"META-INF/manifest.xml", "<m/>"}), "tep-hong"},
		{"ods with a password", zipOf(t, [2]string{"content.xml", "\x01"}, [2]string{"META-INF/manifest.xml", "<manifest:encryption-data/>"}), "tep-ma-hoa"},
		{"odt", zipOf(t, [2]string{"content.xml", `<d xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><office:body><office:text/></office:body></d>`}), "loai-tep-la"},
		{"xlsb", zipOf(t, [2]string{"[Content_Types].xml", "<Types/>"}, [2]string{"xl/workbook.bin", "x"}), "loai-tep-la"},
		{"package without workbook", zipOf(t, [2]string{"[Content_Types].xml", "<Types/>"}), "loai-tep-la"},
		{"workbook without sheets", rezip(t, good, func(name string, data []byte) (string, []byte) {
			if name == "xl/workbook.xml" {
				data = []byte("<workbook/>")
			}
			return name, data
		}), "loai-tep-la"},
		{"sheet part missing", rezip(t, good, func(name string, data []byte) (string, []byte) {
			if name == sheetPart {
				return name, nil
			}
			return name, data
		}), "tep-hong"},
		{"sheet ends early", rezip(t, good, replaced(sheetPart, "</sheetData>", "")), "tep-hong"},
		{"sheet broken after its data", rezip(t, good, replaced(sheetPart, "</worksheet>", "<x></worksheet>")), "tep-hong"},
		{"text behind the sheet", rezip(t, good, replaced(sheetPart, "</worksheet>", "</worksheet>x")), "tep-hong"},
		{"bad shared string", rezip(t, good, replaced(sheetPart, "<v>0</v>", "<v>99</v>")), "tep-hong"},
		{"negative shared string", rezip(t, good, replaced(sheetPart, "<v>0</v>", "<v>-1</v>")), "tep-hong"},
		{"bad reference", rezip(t, good, replaced(sheetPart, `r="A1"`, `r="1A"`)), "tep-hong"},
		{"cell twice", rezip(t, good, replaced(sheetPart, `r="B1"`, `r="A1"`)), "tep-hong"},
		{"row out of the world", rezip(t, good, replaced(sheetPart, `<row r="1"`, `<row r="1048577"`)), "tep-hong"},
		{"no number", rezip(t, good, replaced(sheetPart, "<v>1</v></c></row></sheetData>", "<v>1,5</v></c></row></sheetData>")), "tep-hong"},
		{"hexadecimal number", rezip(t, good, replaced(sheetPart, "<v>1</v></c></row></sheetData>", "<v>0x1p4</v></c></row></sheetData>")), "tep-hong"},
		{"strings broken", rezip(t, good, replaced("xl/sharedStrings.xml", "</sst>", "")), "tep-hong"},
		{"styles broken", rezip(t, good, replaced("xl/styles.xml", "</styleSheet>", "")), "tep-hong"},
	} {
		t.Run(test.name, func(t *testing.T) {
			sub, fs := ReadSubmission("thu/U01_2025-6T.xlsx", test.data, sampleContext())
			if len(fs) != 1 || fs[0].Code != test.code || fs[0].Severity != finding.Error || fs[0].Message == "" || fs[0].Hint == "" {
				t.Fatalf("want one error %s with a hint, got %v", test.code, fs)
			}
			if fs[0].Found != "" {
				t.Errorf("a fault of the whole file quotes %q", fs[0].Found)
			}
			// The name still tells who is to be told.
			if sub == nil || sub.Unit != "U01" || sub.Period != firstHalf {
				t.Errorf("submission %+v", sub)
			}
			if plan, fs := ReadPlan("ke-hoach.xlsx", test.data); plan != nil || len(fs) != 1 || fs[0].Code != test.code {
				t.Errorf("as a plan: %v", fs)
			}
		})
	}
}

func TestWholeFileFaultsSayWhatCame(t *testing.T) {
	for message, data := range map[string][]byte{
		"tệp CSV không ở bảng mã UTF-8 nên chữ có dấu không đọc được chắc chắn":             []byte("M\xE3;b"),
		"đây là tệp nén (.rar, .7z), không phải bảng tính":                                  []byte("Rar!\x1a\x07\x00"),
		"tệp bị hỏng hoặc chưa tải lên trọn vẹn nên không đọc được (trong tệp chỉ có số 0)": make([]byte, 64),
	} {
		_, fs := ReadSubmission("a.xlsx", data, sampleContext())
		if len(fs) != 1 || fs[0].Message != message {
			t.Errorf("want %q, got %v", message, fs)
		}
	}
}

func TestLimits(t *testing.T) {
	good := workbookOf(t, smallForm)
	for _, test := range []struct {
		name   string
		limits spreadsheet.Limits
	}{
		{"file", spreadsheet.Limits{FileBytes: 100}},
		{"unpacked", spreadsheet.Limits{Unpacked: 1000}},
		{"sheets", spreadsheet.Limits{Sheets: -1}}, // a default: passes
		{"rows", spreadsheet.Limits{Rows: 2}},
		{"columns", spreadsheet.Limits{Columns: 5}},
		{"cells", spreadsheet.Limits{Cells: 5}},
		{"text", spreadsheet.Limits{TextRunes: 5}},
	} {
		ctx := sampleContext()
		ctx.Limits = test.limits
		_, fs := ReadSubmission("U01_2025-6T.xlsx", good, ctx)
		switch {
		case test.name == "sheets" && len(described(fs)) != 0:
			t.Errorf("%s: %v", test.name, fs)
		case test.name != "sheets" && (len(fs) != 1 || fs[0].Code != "qua-gioi-han"):
			t.Errorf("%s: %v", test.name, fs)
		}
	}
	bomb := rezip(t, good, replaced(sheetPart, "</worksheet>", strings.Repeat(" ", 70<<20)+"</worksheet>"))
	if _, fs := ReadSubmission("a.xlsx", bomb, sampleContext()); len(fs) != 1 || fs[0].Code != "qua-gioi-han" {
		t.Errorf("%d bytes unpacking to 70 MB: %v", len(bomb), fs)
	}
	far := rezip(t, good, replaced(sheetPart, "</sheetData>", `<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>`))
	if _, fs := ReadSubmission("a.xlsx", far, sampleContext()); len(described(fs)) != 0 {
		t.Errorf("a cell in the last row: %v", fs)
	}
}

// TestOtherWriters reads what other programs write: each change keeps the
// meaning, so the submission stays the same.
func TestOtherWriters(t *testing.T) {
	good := workbookOf(t, smallForm)
	want, fs := ReadSubmission("a.xlsx", good, sampleContext())
	if len(described(fs)) > 0 || len(want.Cells) != 1 {
		t.Fatalf("the plain form: %v %v", want, fs)
	}
	number := `<c r="E3"><v>1</v></c>`
	for _, test := range []struct {
		name   string
		change func(string, []byte) (string, []byte)
		extra  [][2]string
	}{
		{"backslashes", func(name string, data []byte) (string, []byte) { return strings.ReplaceAll(name, "/", `\`), data }, nil},
		{"part twice, the later one counts", replaced(sheetPart, number, ""), [][2]string{{sheetPart, partOf(t, good, sheetPart)}}},
		{"strict", func(name string, data []byte) (string, []byte) {
			s := strings.ReplaceAll(string(data), "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
			s = strings.ReplaceAll(s, "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")
			return name, []byte(s)
		}, nil},
		{"inline string", replaced(sheetPart, number, `<c r="E3" t="inlineStr"><is><r><t>0</t></r><r><t>1</t></r><rPh sb="0" eb="1"><t>9</t></rPh></is></c>`), nil},
		{"formula with its value", replaced(sheetPart, number, `<c r="E3"><f>1+0</f><v>1</v></c>`), nil},
		{"formula giving text", replaced(sheetPart, number, `<c r="E3" t="str"><f>"1"</f><v>1</v></c>`), nil},
		{"cells without references", func(name string, data []byte) (string, []byte) {
			if name == sheetPart {
				data = bytes.Replace(data, []byte(`<row r="1"`), []byte(`<row`), 1)
				data = bytes.Replace(data, []byte(`<c r="A1"`), []byte(`<c`), 1)
			}
			return name, data
		}, nil},
		{"lying dimension", replaced(sheetPart, "<sheetData>", `<dimension ref="A1:B2"/><sheetData>`), nil},
		{"empty strings about", replaced(sheetPart, number, number+`<c r="F3" t="str"><v></v></c><c r="G3" t="inlineStr"><is><t> </t></is></c><c r="H3"/>`), nil},
		{"very hidden sheet of a virus", func(name string, data []byte) (string, []byte) {
			if name == "xl/workbook.xml" {
				data = bytes.Replace(data, []byte("</sheets>"), []byte(`<sheet name="XXXXXXXXX" sheetId="77" state="veryHidden" r:id="rId77"/></sheets>`), 1)
			}
			if name == "xl/_rels/workbook.xml.rels" {
				data = bytes.Replace(data, []byte("</Relationships>"), []byte(`<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/virus.xml"/></Relationships>`), 1)
			}
			return name, data
		}, [][2]string{{"xl/worksheets/virus.xml", `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="inlineStr"><is><t>Mã</t></is></c><c t="inlineStr"><is><t>Kết quả trong kỳ</t></is></c></row></sheetData></worksheet>`}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, fs := ReadSubmission("a.xlsx", rezip(t, good, test.change, test.extra...), sampleContext())
			if len(described(fs)) > 0 {
				t.Errorf("findings: %v", fs)
			}
			if len(got.Cells) == 1 {
				got.Cells[0].Places[0].Text = "1"
			}
			if diff := cmp.Diff(want, got, exact); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestFormulasByTheirStoredValue holds a formula to its stored value: where none
// was stored, the old figure must not vanish as if the cell were blank.
func TestFormulasByTheirStoredValue(t *testing.T) {
	good := workbookOf(t, smallForm)
	const number = `<c r="E3"><v>1</v></c>`
	for _, test := range []struct {
		name, cell string
		figures    []string
		findings   []string
		found      string
	}{
		{"a number", `<c r="E3"><f>1+2</f><v>3</v></c>`, []string{"ND02/TL 3 E3"}, nil, ""},
		{"no v", `<c r="E3"><f>1+2</f></c>`, nil, []string{"error cong-thuc-chua-tinh Báo cáo!E3"}, "=1+2"},
		{"empty v", `<c r="E3"><f>1+2</f><v></v></c>`, nil, []string{"error cong-thuc-chua-tinh Báo cáo!E3"}, "=1+2"},
		{"v of blanks", `<c r="E3" t="n"><f>1+2</f><v> </v></c>`, nil, []string{"error cong-thuc-chua-tinh Báo cáo!E3"}, "=1+2"},
		{"self-closed v", `<c r="E3"><f>1+2</f><v/></c>`, nil, []string{"error cong-thuc-chua-tinh Báo cáo!E3"}, "=1+2"},
		{"empty shared string", `<c r="E3" t="s"><f>A1</f><v/></c>`, nil, []string{"error cong-thuc-chua-tinh Báo cáo!E3"}, "=A1"},
		{"shared formula without its text", `<c r="E3"><f t="shared" si="0"/><v/></c>`, nil, []string{"error cong-thuc-chua-tinh Báo cáo!E3"}, ""},
		{"text without v", `<c r="E3" t="str"><f>""</f></c>`, nil, []string{"error cong-thuc-chua-tinh Báo cáo!E3"}, `=""`},
		{"empty text", `<c r="E3" t="str"><f>""</f><v></v></c>`, nil, []string{"warning bao-cao-trong Báo cáo", "warning cong-thuc-rong Báo cáo!E3"}, ""},
		{"empty text, self-closed", `<c r="E3" t="str"><f>""</f><v/></c>`, nil, []string{"warning bao-cao-trong Báo cáo", "warning cong-thuc-rong Báo cáo!E3"}, ""},
		{"text", `<c r="E3" t="str"><f>"02"</f><v>02</v></c>`, []string{"ND02/TL 2 E3"}, nil, ""},
		{"no formula and no value", `<c r="E3"><v/></c>`, nil, []string{"warning bao-cao-trong Báo cáo"}, ""},
		{"empty text in another column", number + `<c r="G3" t="str"><f>""</f><v></v></c>`, []string{"ND02/TL 1 E3"}, []string{"warning cong-thuc-rong Báo cáo!G3"}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			sub, fs := ReadSubmission("a.xlsx", rezip(t, good, replaced(sheetPart, number, test.cell)), sampleContext())
			if diff := cmp.Diff(test.figures, figures(sub)); diff != "" {
				t.Errorf("figures (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.findings, brief(fs)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if fs = described(fs); len(fs) == 1 && fs[0].Found != test.found {
				t.Errorf("found %q, want %q", fs[0].Found, test.found)
			}
		})
	}
}

func TestPlanNamesFormulasOfEmptyText(t *testing.T) {
	data := rezip(t, workbookOf(t, "[Căn cứ]\nTT|Căn cứ\n#1|Nghị quyết\n"), replaced(sheetPart, `<c r="A2"><v>1</v></c>`, `<c r="A2" t="str"><f>""</f><v/></c>`))
	_, fs := ReadPlan("a.xlsx", data)
	var got []string
	for _, line := range brief(fs) {
		if strings.Contains(line, "Căn cứ!") {
			got = append(got, line)
		}
	}
	if diff := cmp.Diff([]string{"warning cong-thuc-rong Căn cứ!A2"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDatesOf1904(t *testing.T) {
	text := smallForm + "||||d44361" // 45823 − 1462: 15/6/2025
	data := rezip(t, workbookOf(t, text), func(name string, data []byte) (string, []byte) {
		if name == "xl/workbook.xml" {
			data = bytes.Replace(data, []byte("<workbookPr"), []byte(`<workbookPr date1904="1"`), 1)
		}
		return name, data
	})
	sub, _ := ReadSubmission("a.xlsx", data, sampleContext())
	if len(sub.Remarks) != 1 || sub.Remarks[0].Text != "2025-06-15" {
		t.Errorf("remarks %+v", sub.Remarks)
	}
}

// TestReaderAgreesWithExcelize holds what our scanner reads of the workbooks that
// this package and the templates hold against the library's own reader; what
// other tests make is held against it as it is made (likeExcelize).
func TestReaderAgreesWithExcelize(t *testing.T) {
	plan, err := WritePlan(samplePlan())
	if err != nil {
		t.Fatal(err)
	}
	notes, err := WriteNotes(firstHalf, []report.Assessment{{Section: report.SectionCauses, Text: "Một\nhai"}}, map[string]string{report.SectionCauses: "U01: ba"})
	if err != nil {
		t.Fatal(err)
	}
	template, err := os.ReadFile("../../testdata/templates/bieu-tong-hop.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range [][]byte{plan, notes, template, workbookOf(t, smallForm+"|#2.5|d45823||%0.5")} {
		likeExcelize(t, data)
	}
}

// likeExcelize holds a workbook's cells against those that excelize reads.
func likeExcelize(t testing.TB, data []byte) {
	t.Helper()
	b, err := spreadsheet.Read(data, spreadsheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i, name := range f.GetSheetList() {
		want := map[string]string{}
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, v := range row {
				if v = report.CleanText(v); v != "" {
					want[spreadsheet.Ref(c+1, r+1)] = v
				}
			}
		}
		got := map[string]string{}
		for _, l := range b.Sheets[i].Lines {
			for _, c := range l.Cells {
				switch c.Kind {
				case spreadsheet.Uncalculated: // excelize reads a blank
				case spreadsheet.Bool:
					got[c.Ref()] = map[string]string{"TRUE": "1", "FALSE": "0"}[c.Text]
				default:
					got[c.Ref()] = c.Text
				}
			}
		}
		if diff := cmp.Diff(want, got); b.Sheets[i].Name != report.CleanText(name) || diff != "" {
			t.Errorf("%s / %s (-excelize +ours):\n%s", name, b.Sheets[i].Name, diff)
		}
	}
}

func FuzzReadSubmission(f *testing.F) {
	form := workbookOf(f, smallForm)
	f.Add(uint32(0), byte(0), "5", `<c r="E3"><v>5</v></c>`)
	f.Add(uint32(300), byte(7), "15-20", `<c r="E3" t="inlineStr"><is><t>1.234</t></is></c>`)
	f.Add(uint32(0), byte(0), "KAD", `<c r="E3" t="d"><v>2025-06-15</v></c><c r="F3" s="9"><f>1</f></c>`)
	f.Fuzz(func(t *testing.T, at uint32, flip byte, text, cells string) {
		// Once with bytes of the package turned over, once with the sheet's own
		// XML changed: the zip's checksums would stop most of the first kind.
		broken := bytes.Clone(form)
		broken[int(at)%len(broken)] ^= flip
		inner := rezip(t, form, func(name string, data []byte) (string, []byte) {
			switch name {
			case sheetPart:
				data = bytes.Replace(data, []byte(`<c r="E3"><v>1</v></c>`), []byte(cells), 1)
			case "xl/sharedStrings.xml":
				data = bytes.Replace(data, []byte("ND02/TL"), []byte(text), 1)
			}
			return name, data
		})
		for _, data := range [][]byte{broken, inner} {
			sub, fs := ReadSubmission(fmt.Sprintf("U01_%.20s.xlsx", text), data, sampleContext())
			if sub == nil {
				t.Fatal("no submission")
			}
			for _, c := range sub.Cells {
				if c.Value.Sign() < 0 || len(c.Places) == 0 {
					t.Errorf("cell %+v", c)
				}
			}
			for _, f := range fs {
				if f.Code == "" || f.Message == "" {
					t.Errorf("finding without words: %+v", f)
				}
			}
		}
	})
}
