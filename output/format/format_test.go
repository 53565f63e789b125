package format

import (
	"slices"
	"testing"

	"vanthu/output/length"
)

// The house profile keeps every rule that it is a choice of.
func TestHouseKeepsTheDecree(t *testing.T) {
	r, h := Decree30, House
	for name, c := range map[string]struct {
		rule Range
		got  length.Length
	}{
		"width": {r.PageWidth, h.Page.Width}, "height": {r.PageHeight, h.Page.Height},
		"top": {r.MarginTop, h.Page.Top}, "bottom": {r.MarginBottom, h.Page.Bottom},
		"left": {r.MarginLeft, h.Page.Left}, "right": {r.MarginRight, h.Page.Right},
		"gap": {r.ParagraphGap, h.Body.SpaceBefore},
	} {
		if !c.rule.Allows(c.got) {
			t.Errorf("%s: %v is outside %v", name, c.got.Mm(), c.rule)
		}
	}
	for name, c := range map[string]struct {
		rule Text
		got  length.Length
	}{
		"quốc hiệu": {r.NationalTitle, h.Letterhead.NationalTitle}, "tiêu ngữ": {r.Motto, h.Letterhead.Motto},
		"chủ quản": {r.Parent, h.Letterhead.Parent}, "cơ quan": {r.Issuer, h.Letterhead.Issuer},
		"số": {r.Number, h.Letterhead.Number}, "địa danh": {r.PlaceDate, h.Letterhead.PlaceDate},
		"tên loại": {r.TitleName, h.Title.Name}, "trích yếu": {r.Subject, h.Title.Subject},
		"V/v": {r.LetterSubject, h.Title.LetterSubject}, "nội dung": {r.Body, h.Body.Size},
		"chữ ký": {r.SignerTitle, h.Signature.Size}, "Nơi nhận:": {r.RecipientsLabel, h.Signature.RecipientsLabel},
		"nơi nhận": {r.Recipients, h.Signature.Recipients}, "Phụ lục": {r.AppendixLabel, h.Appendix.Label},
		"tên phụ lục": {r.AppendixTitle, h.Appendix.Title}, "kèm theo": {r.AppendixRef, h.Appendix.Ref},
		"số trang": {r.PageNumber, h.PageNumber},
	} {
		if !c.rule.AllowsSize(c.got) {
			t.Errorf("%s: %g pt is outside %g–%g", name, c.got.Pt(), c.rule.Min.Pt(), c.rule.Max.Pt())
		}
	}
	if !slices.Contains(r.FirstLine, h.Body.FirstLine) {
		t.Errorf("first line %v mm", h.Body.FirstLine.Mm())
	}
	if sum := h.Letterhead.Left + h.Letterhead.Right; sum != h.Page.TextWidth() {
		t.Errorf("letterhead is %v mm wide, the text %v", sum.Mm(), h.Page.TextWidth().Mm())
	}
	for _, line := range []struct {
		rule Ratio
		got  float64
	}{{r.IssuerLine, h.Letterhead.IssuerLine}, {r.MottoLine, h.Letterhead.MottoLine}, {r.SubjectLine, h.Title.SubjectLine}} {
		if line.got < line.rule.Min || line.got > line.rule.Max {
			t.Errorf("%s: ratio %g", line.rule.Clause, line.got)
		}
	}
	if h.Letterhead.NationalTitleSet > h.Letterhead.Right {
		t.Error("quốc hiệu does not fit on one line")
	}
}

func TestClauseLong(t *testing.T) {
	tests := []struct {
		in   Clause
		want string
	}{
		{"I.3", "Phụ lục I, Phần I, Mục I, khoản 3 Nghị định 30/2020/NĐ-CP"},
		{"II.5.b", "Phụ lục I, Phần I, Mục II, khoản 5 điểm b Nghị định 30/2020/NĐ-CP"},
		{"V.r6", "Phụ lục I, Phần I, Mục V, mẫu chữ dòng 6 Nghị định 30/2020/NĐ-CP"},
		{"", "thông lệ soạn thảo văn bản"},
	}
	for _, tt := range tests {
		if got := tt.in.Long(); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.in, got, tt.want)
		}
	}
}
