package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRecipientLines(t *testing.T) {
	half := Period{Year: 2025, Kind: FirstHalf}
	tests := []struct {
		name string
		rows []Recipient
		want []string
	}{
		{"none", nil, []string{"- Lưu: VT, VP."}},
		{"the type's list", []Recipient{{DocType: "BC", Name: "Sở Nội vụ", Note: "báo cáo"}, {DocType: "KH", Name: "Các phòng"}}, []string{"- Sở Nội vụ (báo cáo);", "- Lưu: VT, VP."}},
		{"the more exact list replaces", []Recipient{{DocType: "BC", Name: "A"}, {DocType: "bc 6t", Name: "B"}}, []string{"- B;", "- Lưu: VT, VP."}},
		{"the period's own list", []Recipient{{DocType: "BC 6T", Name: "B"}, {DocType: "2025-6T", Name: "C"}}, []string{"- C;", "- Lưu: VT, VP."}},
		{"Lưu as it stands, with the law's punctuation", []Recipient{{DocType: "BC", Name: "Lưu VT, VP (V);"}, {DocType: "BC", Name: "A;"}}, []string{"- A;", "- Lưu: VT, VP (V)."}},
		{"Như trên", []Recipient{{DocType: "BC", Name: "UBND thành phố", Role: Addressed}, {DocType: "BC", Name: "A"}}, []string{"- Như trên;", "- A;", "- Lưu: VT, VP."}},
	}
	letter := &Plan{Recipients: []Recipient{{DocType: "CV", Name: "Như trên"}, {DocType: "CV", Name: "A"}}}
	if diff := cmp.Diff([]string{"- Như trên;", "- A;", "- Lưu: VT."}, letter.RecipientLines(LetterDoc, half)); diff != "" {
		t.Errorf("letter (-want +got):\n%s", diff)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := &Plan{Recipients: tt.rows, Info: Info{Drafting: "VP"}}
			if diff := cmp.Diff(tt.want, p.RecipientLines(ReportDoc, half)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSignature(t *testing.T) {
	day := MakeDate(2025, 6, 20)
	info := Info{HeadTitle: "GIÁM ĐỐC", SignerTitle: "PHÓ GIÁM ĐỐC", SignerName: "Nguyễn Văn A"}
	for capacity, want := range map[string][]string{
		"":     {"GIÁM ĐỐC"},
		"Q.":   {"Q. GIÁM ĐỐC"},
		"KT.":  {"KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"},
		"TUQ.": {"TUQ. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"},
	} {
		info.Capacity = capacity
		p := &Plan{Info: info}
		if diff := cmp.Diff(want, p.SignatureFor(ReportDoc, Period{}, day).Lines); diff != "" {
			t.Errorf("%q (-want +got):\n%s", capacity, diff)
		}
	}
	info.Capacity, info.HeadTitle, info.SignerTitle = "TM.", "BAN CHỈ ĐẠO", "TRƯỞNG BAN"
	if got := (&Plan{Info: info}).SignatureFor(ReportDoc, Period{}, day).Lines; !cmp.Equal(got, []string{"TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN"}) {
		t.Errorf("on behalf of a board: %v", got)
	}
	info.Capacity, info.HeadTitle, info.SignerTitle = "TL.", "GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"
	if got := (&Plan{Info: info}).SignatureFor(LetterDoc, Period{}, day).Lines; !cmp.Equal(got, []string{"TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"}) {
		t.Errorf("by order: %v", got)
	}
	p := &Plan{Info: info, Signers: []SignerRow{
		{DocType: "BC", To: MakeDate(2025, 5, 31), Lines: []string{"cũ"}},
		{DocType: "BC", From: MakeDate(2025, 6, 1), Lines: []string{"TL. GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"}, Name: "B"},
	}}
	if got := p.SignatureFor(ReportDoc, Period{}, day); len(got.Lines) != 3 || got.Name != "B" {
		t.Errorf("the row of the day does not win: %+v", got)
	}

	// Reports and letters may be signed by different people; a period's own row
	// goes before its kind's.
	p = &Plan{Info: info, Signers: []SignerRow{
		{DocType: "BC", Name: "C"}, {DocType: "CV", Name: "D"}, {DocType: "BC 6T", Name: "E"}, {DocType: "2025-Q1", Name: "F"},
	}}
	half, quarter := Period{Year: 2025, Kind: FirstHalf}, Period{Year: 2025, Kind: Quarter, N: 1}
	got := []string{
		p.SignatureFor(ReportDoc, Period{Year: 2025, Kind: Year}, day).Name, p.SignatureFor(LetterDoc, half, day).Name,
		p.SignatureFor(ReportDoc, half, day).Name, p.SignatureFor(ReportDoc, quarter, day).Name, p.SignatureFor(PlanDoc, Period{}, day).Name,
	}
	if diff := cmp.Diff([]string{"C", "D", "E", "F", "Nguyễn Văn A"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLinesOfTheLetterhead(t *testing.T) {
	p := &Plan{Info: Info{Symbol: "SYT", Drafting: "VP", Place: "Huế", FullName: "Sở Y tế thành phố Huế"}}
	day := MakeDate(2025, 6, 5)
	for want, got := range map[string]string{
		"Số:       /BC-SYT":               p.NumberLine(ReportDoc, ""),
		"Số: 05/SYT-VP":                   p.NumberLine(LetterDoc, "05"),
		"Huế, ngày 05 tháng 6 năm 2025":   p.PlaceDateLine(day, true),
		"Huế, ngày      tháng 6 năm 2025": p.PlaceDateLine(day, false),
		"(Kèm theo Báo cáo số 05/BC-SYT ngày 05 tháng 6 năm 2025 của Sở Y tế thành phố Huế)": p.AttachedLine(ReportDoc, "Báo cáo", "05", day, true),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
