package main

import (
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline"
	"vanthu/pipeline/report"
)

// periodOf is a period that a document of the family is made for.
var periodOf = map[string]string{
	"bao-cao-thang": "2025-07", "bao-cao-quy": "2025-Q1", "bao-cao-6T": "2025-6C", "bao-cao-9T": "2025-9T", "bao-cao-nam": "2025", "cong-van-nhac": "2025-6T",
}

// valuesOf makes a document's values.
func valuesOf(name string, f *report.Figures, d pipeline.Paper) object {
	if name == pipeline.Reminder {
		return pipeline.ReminderFacts(f, d)
	}
	return pipeline.Facts(f, d)
}

// linesIn gives the texts of the paragraphs in a style.
func linesIn(t *testing.T, filled []byte, style string) (lines []string) {
	t.Helper()
	for _, par := range all(mainPart(t, filled), "p") {
		if styleOf(par) == style {
			lines = append(lines, words(par))
		}
	}
	return lines
}

// A draft leaves number and day blank; an issued document shows them in its head
// and in each appendix.
func TestDraftAndIssued(t *testing.T) {
	for _, name := range family {
		f := fullFigures(mustPeriod(periodOf[name]))
		kind, symbol, annexes := "Báo cáo", "BC-SYT", map[string]int{"bao-cao-thang": 1, "bao-cao-quy": 2}[name]
		switch {
		case name == pipeline.Reminder:
			symbol = "SYT-VP"
		case annexes == 0:
			annexes = 3
		}
		for _, number := range []string{"", "127"} {
			filled := fillSample(t, name, valuesOf(name, f, pipeline.Paper{Number: number, Day: report.MakeDate(2025, 6, 5)}))
			shown, date := number, "ngày 05 tháng 6 năm 2025"
			if number == "" {
				shown, date = "      ", "ngày      tháng 6 năm 2025"
			}
			attached := slices.Repeat([]string{"(Kèm theo " + kind + " số " + shown + "/" + symbol + " " + date + " của Sở Y tế thành phố Huế)"}, annexes)
			for style, want := range map[string][]string{
				"SoKyHieu": {"Số: " + shown + "/" + symbol}, "DiaDanh": {"Huế, " + date}, "KemTheo": attached,
			} {
				if got := linesIn(t, filled, style); !slices.Equal(got, want) {
					t.Errorf("%s, number %q: %s is %q, want %q", name, number, style, got, want)
				}
			}
		}
	}
}

// The signature of each capacity, as the masters print it: from the plan's
// information, or from the row of the document's kind.
func TestSignatures(t *testing.T) {
	for _, tt := range []struct {
		capacity, head, signer string
		rows                   []report.SignerRow
		report, letter         string
	}{
		{"", "GIÁM ĐỐC", "GIÁM ĐỐC", nil, "GIÁM ĐỐC", "GIÁM ĐỐC"},
		{"Q.", "GIÁM ĐỐC", "", nil, "Q. GIÁM ĐỐC", "Q. GIÁM ĐỐC"},
		{"KT.", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", nil, "KT. GIÁM ĐỐC|PHÓ GIÁM ĐỐC", "KT. GIÁM ĐỐC|PHÓ GIÁM ĐỐC"},
		{"TUQ.", "GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", nil, "TUQ. GIÁM ĐỐC|CHÁNH VĂN PHÒNG", "TUQ. GIÁM ĐỐC|CHÁNH VĂN PHÒNG"},
		{"TM.", "BAN CHỈ ĐẠO", "TRƯỞNG BAN", nil, "TM. BAN CHỈ ĐẠO|TRƯỞNG BAN", "TM. BAN CHỈ ĐẠO|TRƯỞNG BAN"},
		{"TL.", "GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", nil, "TL. GIÁM ĐỐC|CHÁNH VĂN PHÒNG", "TL. GIÁM ĐỐC|CHÁNH VĂN PHÒNG"},
		{"KT.", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", []report.SignerRow{
			{DocType: "CV", Lines: []string{"TL. GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"}, Name: "Lê Văn Bình"},
		}, "KT. GIÁM ĐỐC|PHÓ GIÁM ĐỐC", "TL. GIÁM ĐỐC|KT. CHÁNH VĂN PHÒNG|PHÓ CHÁNH VĂN PHÒNG"},
	} {
		for _, name := range family {
			f := oneUnit(mustPeriod(periodOf[name]))
			i := &f.Plan.Info
			i.Capacity, i.HeadTitle, i.SignerTitle, i.SignerName = tt.capacity, tt.head, tt.signer, "Trần Thị Hoa"
			f.Plan.Signers = tt.rows
			want, signer := tt.report, "Trần Thị Hoa"
			if name == pipeline.Reminder {
				want = tt.letter
				f.Units[0].Standing = report.Missing // someone to write to
				if tt.rows != nil {
					signer = tt.rows[0].Name
				}
			}
			filled := fillSample(t, name, valuesOf(name, f, samplePaper(f.Period)))
			if got := strings.Join(linesIn(t, filled, "ChucVu"), "|"); got != want {
				t.Errorf("%s signed %q: %q, want %q", name, tt.capacity, got, want)
			}
			if got := linesIn(t, filled, "HoTen"); !slices.Equal(got, []string{signer}) {
				t.Errorf("%s signed by %q, want %s", name, got, signer)
			}
		}
	}
}
