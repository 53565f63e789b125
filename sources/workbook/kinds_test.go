package workbook

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/pipeline/finding"
)

// odsOf makes an OpenDocument spreadsheet of the same text as workbookOf does, in
// an old font.
func odsOf(t testing.TB, font, text string) []byte {
	t.Helper()
	var b strings.Builder
	b.WriteString(`<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">` +
		`<office:automatic-styles><style:style style:family="table-cell" style:name="c"><style:text-properties style:font-name="` + font + `"/></style:style></office:automatic-styles><office:body><office:spreadsheet>`)
	open := false
	for _, l := range strings.Split(strings.TrimSpace(text), "\n") {
		if name, ok := strings.CutPrefix(l, "["); ok {
			if open {
				b.WriteString(`</table:table>`)
			}
			open = true
			b.WriteString(`<table:table table:name="` + strings.TrimSuffix(name, "]") + `">`)
			continue
		}
		b.WriteString(`<table:table-row>`)
		for _, v := range strings.Split(l, "|") {
			switch number, ok := strings.CutPrefix(v, "#"); {
			case ok:
				b.WriteString(`<table:table-cell office:value-type="float" office:value="` + number + `"/>`)
			case v == "":
				b.WriteString(`<table:table-cell/>`)
			default:
				b.WriteString(`<table:table-cell table:style-name="c" office:value-type="string"><text:p>` + v + `</text:p></table:table-cell>`)
			}
		}
		b.WriteString(`</table:table-row>`)
	}
	b.WriteString(`</table:table></office:spreadsheet></office:body></office:document-content>`)
	return zipOf(t, [2]string{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, [2]string{"content.xml", b.String()})
}

// TestFormInTCVN3 reads a form whose every text is in TCVN3, headings too; in an
// OpenDocument file our hidden sheet is a sheet like others.
func TestFormInTCVN3(t *testing.T) {
	data := odsOf(t, ".VnTime", "[Báo cáo]\nM· ®¬n vÞ: U01|Kú b¸o c¸o: 6 th¸ng ®Çu n¨m 2025\nTT|M·|Néi dung, nhiÖm vô|S¶n phÈm|KÕt qu¶ trong kú|M« t¶ kÕt qu¶\n|ND02/TL|||#1|Ph¸t tµi liÖu\n[_vanthu]\nunit|U01\nperiod|2025-6T\nplan_year|#2025")
	sub, fs := ReadSubmission("a.ods", data, sampleContext())
	if diff := cmp.Diff([]string{"ND02/TL 1 E3"}, figures(sub)); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"warning chuyen-ma Báo cáo!A1"}, warnings(brief(fs))); diff != "" {
		t.Errorf("findings (-want +got):\n%s\n%v", diff, fs)
	}
	if len(sub.Remarks) != 1 || sub.Remarks[0].Text != "Phát tài liệu" || sub.Unit != "U01" || sub.Period != firstHalf {
		t.Errorf("%+v", sub)
	}
}

// warnings leaves out what needs no mending, and the columns that small forms lack.
func warnings(fs []string) (out []string) {
	for _, f := range fs {
		if !strings.HasPrefix(f, "info") && !strings.HasPrefix(f, "warning thieu-cot") {
			out = append(out, f)
		}
	}
	return out
}

// TestFormAsCSV finds the table of a form by its headings, unit and period by the
// lines above it, or by the name of the file.
func TestFormAsCSV(t *testing.T) {
	const table = "TT;Mã;Nội dung, nhiệm vụ;Sản phẩm;Kết quả trong kỳ;Ngày thực hiện\n1;ND02/TL;;;1.234;15/6/2025\n2;ND02/GIO;;;1,5;\n"
	const titled = "Mã đơn vị: U01;;;;;\nKỳ báo cáo: 6 tháng đầu năm 2025;;;;;\n" + table
	for file, text := range map[string]string{"bao-cao.csv": titled, "U01_2025-6T.csv": table} {
		sub, fs := ReadSubmission(file, []byte(text), sampleContext())
		at := strings.Count(text, "\n") - 1
		want := []string{fmt.Sprintf("ND02/TL 1234 E%d", at), fmt.Sprintf("ND02/GIO 1.5 E%d", at+1)}
		if diff := cmp.Diff(want, figures(sub)); diff != "" || sub.Unit != "U01" || sub.Period != firstHalf || finding.HasError(fs) {
			t.Errorf("%s: %s %s %v (-want +got):\n%s", file, sub.Unit, sub.Period, fs, diff)
		}
		if len(sub.Remarks) != 1 || sub.Remarks[0].Text != "2025-06-15" {
			t.Errorf("%s: remarks %v", file, sub.Remarks)
		}
	}
}
