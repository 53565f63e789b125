package main

import (
	"fmt"
	"strings"

	"vanthu/output/format"
	"vanthu/output/length"
)

// style is a named paragraph style of the masters.
type style struct {
	id, name string
	based    string
	next     string
	size     length.Length
	rule     format.Text // bold, italic, capitals, alignment
	props    string      // further paragraph properties that stand before spacing
	before   length.Length
	after    length.Length
	exact    length.Length // line height; 0 is single
	least    length.Length // least line height; 0 is single
	first    length.Length // first-line indent
	left     length.Length
	hanging  length.Length
	align    format.Align // "" as in rule
	outline  int          // heading level, 1 …; 0 none
}

// styles are the named styles, from the house profile. A component's weight,
// slant and alignment come from the decree's rule on it.
func styles() []style {
	h, r := format.House, format.Decree30
	body := h.Body
	centred := format.Text{Align: format.Centre}
	left := format.Text{Align: format.Left}
	return []style{
		{id: "QuocHieu", name: "Quốc hiệu", size: h.Letterhead.NationalTitle, rule: r.NationalTitle},
		{id: "TieuNgu", name: "Tiêu ngữ", size: h.Letterhead.Motto, rule: r.Motto},
		{id: "ChuQuan", name: "Cơ quan chủ quản", size: h.Letterhead.Parent, rule: r.Parent},
		{id: "CoQuan", name: "Cơ quan ban hành", size: h.Letterhead.Issuer, rule: r.Issuer},
		{id: "KeNgang", name: "Kẻ ngang", size: length.Pt(2), rule: centred, exact: length.Pt(3),
			props: fmt.Sprintf(`<w:pBdr><w:bottom w:val="single" w:sz="%d" w:space="1" w:color="000000"/></w:pBdr>`,
				int(h.Letterhead.RuleWeight.Pt()*8))}, // w:sz of a border is in eighths of a point
		{id: "SoKyHieu", name: "Số, ký hiệu", size: h.Letterhead.Number, rule: r.Number, before: h.Letterhead.GapAfterHead},
		{id: "DiaDanh", name: "Địa danh, thời gian", size: h.Letterhead.PlaceDate, rule: r.PlaceDate, before: h.Letterhead.GapAfterHead},
		{id: "TenLoai", name: "Tên loại văn bản", next: "TrichYeu", size: h.Title.Name, rule: r.TitleName,
			before: h.Letterhead.GapBeforeTitle, props: "<w:keepNext/>"},
		{id: "TrichYeu", name: "Trích yếu", size: h.Title.Subject, rule: r.Subject, props: "<w:keepNext/>"},
		{id: "TrichYeuCV", name: "Trích yếu công văn", size: h.Title.LetterSubject, rule: r.LetterSubject, before: r.LetterSubjectG},
		{id: "KinhGui", name: "Kính gửi", size: body.Size, rule: r.Addressee, align: format.Centre, before: length.Pt(12)},
		{id: "KinhGuiDau", name: "Kính gửi nhiều nơi", size: body.Size, rule: r.Addressee, left: addresseeIndent,
			before: length.Pt(12), props: "<w:keepNext/>"},
		{id: "KinhGuiDong", name: "Kính gửi, từng nơi", size: body.Size, rule: r.Addressee,
			left: addresseeIndent + addresseeLabel + dashWidth, hanging: dashWidth},
		{id: "CanCu", name: "Căn cứ", size: body.Size, rule: r.Basis, before: body.SpaceBefore, first: body.FirstLine},
		{id: "NoiDung", name: "Nội dung", size: body.Size, rule: r.Body, before: body.SpaceBefore, first: body.FirstLine},
		{id: "Heading1", name: "heading 1", next: "NoiDung", size: body.Size, rule: r.Section, before: body.SpaceBefore,
			first: body.FirstLine, props: "<w:keepNext/>", outline: 1},
		{id: "Heading2", name: "heading 2", next: "NoiDung", size: body.Size, rule: r.ClauseTitle, before: body.SpaceBefore,
			first: body.FirstLine, props: "<w:keepNext/>", outline: 2},
		{id: "Diem", name: "Điểm", based: "NoiDung", size: body.Size, rule: r.Point, before: body.SpaceBefore,
			first: body.FirstLine, props: "<w:keepNext/>"},
		{id: "GachDau", name: "Gạch đầu dòng", based: "NoiDung", size: body.Size, rule: r.Body, before: body.SpaceBefore, first: body.FirstLine},
		{id: "DanBang", name: "Dẫn vào bảng", based: "NoiDung", size: body.Size, rule: r.Body, before: body.SpaceBefore,
			after: length.Pt(6), first: body.FirstLine, props: "<w:keepNext/>"},
		{id: "Ket", name: "Đoạn kết", based: "NoiDung", size: body.Size, rule: r.Body, before: body.SpaceBefore,
			after: length.Pt(12), first: body.FirstLine, props: "<w:keepNext/><w:keepLines/>"},
		{id: "NoiNhanDau", name: "Nơi nhận", size: h.Signature.RecipientsLabel, rule: r.RecipientsLabel, props: "<w:keepNext/>"},
		{id: "NoiNhan", name: "Nơi nhận, từng nơi", size: h.Signature.Recipients, rule: r.Recipients, props: "<w:keepNext/>"},
		{id: "ChucVu", name: "Chức vụ người ký", size: h.Signature.Size, rule: r.SignerTitle, props: "<w:keepNext/>"},
		{id: "HoTen", name: "Họ tên người ký", size: h.Signature.Size, rule: r.SignerName, before: signatureGap()},
		{id: "NgatPhan", name: "Ngắt phần", size: length.Pt(1), rule: left, exact: length.Pt(1)},
		{id: "PhuLuc", name: "Phụ lục", next: "TenPhuLuc", size: h.Appendix.Label, rule: r.AppendixLabel, props: "<w:keepNext/>", outline: 1},
		{id: "TenPhuLuc", name: "Tên phụ lục", next: "KemTheo", size: h.Appendix.Title, rule: r.AppendixTitle, props: "<w:keepNext/>"},
		{id: "KemTheo", name: "Kèm theo", size: h.Appendix.Ref, rule: r.AppendixRef, after: length.Pt(12), props: "<w:keepNext/>"},
		{id: "TenBang", name: "Tên bảng", size: body.Size, rule: format.Text{Bold: true, Align: format.Left},
			before: length.Pt(12), after: length.Pt(4), props: "<w:keepNext/>"},
		{id: "BangDau", name: "Bảng, đầu cột", size: body.Table, rule: format.Text{Bold: true, Align: format.Centre}},
		{id: "BangChu", name: "Bảng, chữ", size: body.Table, rule: left},
		{id: "BangDam", name: "Bảng, chữ đậm", size: body.Table, rule: format.Text{Bold: true, Align: format.Left}},
		{id: "BangNghieng", name: "Bảng, chữ nghiêng", size: body.Table, rule: format.Text{Italic: true, Align: format.Left}},
		{id: "BangGiua", name: "Bảng, giữa", size: body.Table, rule: centred},
		{id: "MaTranDau", name: "Ma trận, đầu cột", size: body.Matrix, least: matrixLine, rule: format.Text{Bold: true, Align: format.Centre}},
		{id: "MaTranChu", name: "Ma trận, chữ", size: body.Matrix, least: matrixLine, rule: left},
		{id: "MaTranGiua", name: "Ma trận, giữa", size: body.Matrix, least: matrixLine, rule: centred},
		{id: "MaTranTong", name: "Ma trận, tổng", size: body.Matrix, least: matrixLine, rule: format.Text{Bold: true, Align: format.Centre}},
		{id: "GhiChu", name: "Ghi chú", size: body.Table, rule: format.Text{Align: format.Justified}, before: body.SpaceBefore},
		{id: "Header", name: "header", size: h.PageNumber, rule: r.PageNumber},
	}
}

// The addressees of a document to several: dashes stand below the colon of
// "Kính gửi:" (II.9.d).
var (
	addresseeIndent = length.Mm(32)
	addresseeLabel  = measure(false, format.House.Body.Size, "Kính gửi")
	dashWidth       = measure(false, format.House.Body.Size, "- ")
)

// matrixLine is the least line height of the table by unit. Programs round the
// natural height of its ten points each in its own way, a twip more or less a
// row, which after forty rows is a row more or less a page.
var matrixLine = length.Length(float64(format.House.Body.Matrix) * 1.2)

// signatureGap is the room of the blank lines between the signer's title and
// name.
func signatureGap() length.Length {
	s := format.House.Signature
	return length.Length(float64(s.GapLines) * float64(s.Size) * format.SingleLine)
}

func stylesPart(notes bool) string {
	h := format.House
	var b strings.Builder
	fmt.Fprintf(&b, `<w:styles xmlns:w="%s"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="%[2]s" w:hAnsi="%[2]s" w:eastAsia="%[2]s" w:cs="%[2]s"/><w:color w:val="000000"/><w:sz w:val="%[3]d"/><w:szCs w:val="%[3]d"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>`,
		nsWord, format.Font, h.Body.Size.HalfPoints())
	b.WriteString(`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>`)
	b.WriteString(`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>`)
	fmt.Fprintf(&b, `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>%s</w:tblPr></w:style>`, margins(length.Mm(1.9), 0))
	fmt.Fprintf(&b, `<w:style w:type="table" w:customStyle="1" w:styleId="BangKhung"><w:name w:val="Bảng không kẻ"/><w:basedOn w:val="TableNormal"/><w:tblPr>%s</w:tblPr></w:style>`, margins(0, 0))
	fmt.Fprintf(&b, `<w:style w:type="table" w:customStyle="1" w:styleId="BangKe"><w:name w:val="Bảng kẻ"/><w:basedOn w:val="TableNormal"/><w:tblPr>%s%s</w:tblPr></w:style>`, borders(), margins(h.Body.TableInset, h.Body.TableLead))
	for _, s := range styles() {
		b.WriteString(s.xml())
	}
	if notes {
		b.WriteString(noteStyles())
	}
	b.WriteString(`</w:styles>`)
	return b.String()
}

// margins are the paddings of a table's cells: at the sides, above and below.
func margins(side, lead length.Length) string {
	return fmt.Sprintf(`<w:tblCellMar><w:top w:w="%[2]d" w:type="dxa"/><w:left w:w="%[1]d" w:type="dxa"/><w:bottom w:w="%[2]d" w:type="dxa"/><w:right w:w="%[1]d" w:type="dxa"/></w:tblCellMar>`, side.Twips(), lead.Twips())
}

func borders() string {
	var b strings.Builder
	b.WriteString("<w:tblBorders>")
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(&b, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="000000"/>`, side)
	}
	b.WriteString("</w:tblBorders>")
	return b.String()
}

// xml writes a style in the order that the schema asks for.
func (s style) xml() string {
	var b strings.Builder
	custom := ` w:customStyle="1"`
	if s.name == "header" || s.name == "footnote text" || strings.HasPrefix(s.name, "heading ") {
		custom = ""
	}
	based, next := s.based, s.next
	if based == "" {
		based = "Normal"
	}
	fmt.Fprintf(&b, `<w:style w:type="paragraph"%s w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="%s"/>`, custom, s.id, s.name, based)
	if next != "" {
		fmt.Fprintf(&b, `<w:next w:val="%s"/>`, next)
	}
	b.WriteString(`<w:qFormat/><w:pPr>` + s.props)
	line, rule := 240, "auto"
	if s.exact > 0 {
		line, rule = s.exact.Twips(), "exact"
	} else if s.least > 0 {
		line, rule = s.least.Twips(), "atLeast"
	}
	fmt.Fprintf(&b, `<w:spacing w:before="%d" w:after="%d" w:line="%d" w:lineRule="%s"/>`, s.before.Twips(), s.after.Twips(), line, rule)
	switch {
	case s.hanging > 0:
		fmt.Fprintf(&b, `<w:ind w:left="%d" w:hanging="%d"/>`, s.left.Twips(), s.hanging.Twips())
	case s.left > 0 || s.first > 0:
		fmt.Fprintf(&b, `<w:ind w:left="%d" w:firstLine="%d"/>`, s.left.Twips(), s.first.Twips())
	}
	align := s.align
	if align == "" {
		align = s.rule.Align
	}
	fmt.Fprintf(&b, `<w:jc w:val="%s"/>`, align)
	if s.outline > 0 {
		fmt.Fprintf(&b, `<w:outlineLvl w:val="%d"/>`, s.outline-1)
	}
	b.WriteString(`</w:pPr><w:rPr>`)
	if s.rule.Bold {
		b.WriteString(`<w:b/><w:bCs/>`)
	}
	if s.rule.Italic {
		b.WriteString(`<w:i/><w:iCs/>`)
	}
	if s.rule.Capitals {
		b.WriteString(`<w:caps/>`)
	}
	fmt.Fprintf(&b, `<w:sz w:val="%[1]d"/><w:szCs w:val="%[1]d"/></w:rPr></w:style>`, s.size.HalfPoints())
	return b.String()
}
