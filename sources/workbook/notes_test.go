package workbook

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vanthu/pipeline/report"
)

var half = report.Period{Year: 2025, Kind: report.FirstHalf}

func TestNotesComeBackAsTheyWentIn(t *testing.T) {
	notes := []report.Assessment{{Section: report.SectionStrengths, Text: "Ý một\nÝ hai"}, {Section: report.SectionProposals, Text: "Không có"}}
	data, err := WriteNotes(half, notes, map[string]string{report.SectionCauses: "- Kiêm nhiệm (Bệnh viện A)"})
	if err != nil {
		t.Fatal(err)
	}
	got, fs := ReadNotes("danh-gia.xlsx", data, half)
	if len(fs) > 0 {
		t.Fatalf("findings: %v", fs)
	}
	for i := range got {
		if got[i].Place.Sheet != sheetNotes || got[i].Place.Text != got[i].Text {
			t.Errorf("place %+v", got[i].Place)
		}
		got[i].Place = report.Place{}
	}
	if diff := cmp.Diff(notes, got, exact); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if notes, fs := ReadNotes("danh-gia.xlsx", data, half.Before()); notes != nil || len(fs) != 1 || fs[0].Code != "ky-khac" {
		t.Errorf("read for another period: %v %v", notes, fs)
	}
	again, err := WriteNotes(half, notes, map[string]string{report.SectionCauses: "- Kiêm nhiệm (Bệnh viện A)"})
	if err != nil || !bytes.Equal(data, again) {
		t.Errorf("the same notes gave other bytes (%v)", err)
	}
}

func TestReadNotes(t *testing.T) {
	for _, test := range []struct{ name, text, want, faults string }{
		{"plain", "[Đánh giá của Sở]\nMục|Nội dung\nƯu điểm|Tốt\nTồn tại, hạn chế|Chậm", "uu_diem:Tốt; ton_tai:Chậm", ""},
		{"title lines, case, order of columns", "[ĐÁNH GIÁ  của sở]\nKỳ 6 tháng\nNội dung|MỤC\nTốt|1. ưu điểm", "uu_diem:Tốt", ""},
		{"a row without heading goes on", "[Đánh giá của Sở]\nMục|Nội dung\nNguyên nhân|Một\n|Hai\nĐề xuất, kiến nghị\n|Ba", "nguyen_nhan:Một; nguyen_nhan:Hai; de_xuat:Ba", ""},
		{"unknown heading", "[Đánh giá của Sở]\nMục|Nội dung\nKinh phí|Đủ", "", "error muc-la Đánh giá của Sở!A2"},
		{"words of no heading", "[Đánh giá của Sở]\nMục|Nội dung\n|Đủ", "", "error thieu-muc Đánh giá của Sở!A2"},
		{"no such sheet", "[Trang 1]\nMục|Nội dung\nƯu điểm|Tốt", "", "warning sheet-la Trang 1; error thieu-sheet Đánh giá của Sở"},
		{"other sheets", "[Đánh giá của Sở]\nMục|Nội dung\nƯu điểm|Tốt\n[Nháp]\nabc", "uu_diem:Tốt", "warning sheet-la Nháp"},
		{"unknown column", "[Đánh giá của Sở]\nMục|Nội dung|Màu\nƯu điểm|Tốt|đỏ", "uu_diem:Tốt", "warning cot-la Đánh giá của Sở!C1"},
		{"no heading row", "[Đánh giá của Sở]\nƯu điểm|Tốt", "", "error thieu-cot Đánh giá của Sở; error thieu-cot Đánh giá của Sở"},
		{"all blank", "[Đánh giá của Sở]\nMục|Nội dung\nƯu điểm", "", ""},
		{"a heading twice", "[Đánh giá của Sở]\nMục|Nội dung\nƯu điểm|Một\nNguyên nhân|Hai\nƯu điểm|Ba", "uu_diem:Một; nguyen_nhan:Hai; uu_diem:Ba", "warning muc-hai-lan Đánh giá của Sở!A4"},
		{"marks alone", "[Đánh giá của Sở]\nMục|Nội dung\nƯu điểm|...\nNguyên nhân|-\nTồn tại|…", "", "warning o-chi-co-dau Đánh giá của Sở!B2; warning o-chi-co-dau Đánh giá của Sở!B3; warning o-chi-co-dau Đánh giá của Sở!B4"},
		{"a date", "[Đánh giá của Sở]\nMục|Nội dung\nƯu điểm|d45823", "", "error o-khong-phai-chu Đánh giá của Sở!B2"},
	} {
		t.Run(test.name, func(t *testing.T) {
			notes, fs := ReadNotes("a.xlsx", workbookOf(t, test.text), half)
			var got []string
			for _, n := range notes {
				got = append(got, n.Section+":"+n.Text)
			}
			if s := strings.Join(got, "; "); s != test.want {
				t.Errorf("notes %q, want %q", s, test.want)
			}
			if s := strings.Join(brief(fs), "; "); s != test.faults {
				t.Errorf("faults %q, want %q", s, test.faults)
			}
		})
	}
	if notes, fs := ReadNotes("a.xlsx", []byte("%PDF-1.7"), half); notes != nil || len(fs) != 1 {
		t.Errorf("%v %v", notes, fs)
	}
}
