package main

import (
	"fmt"

	"vanthu/output/format"
	"vanthu/output/length"
)

// letterhead is the head of page 1, cells 1 to 4 of the decree's diagram: a
// table without borders, the body's name on the left, the nation's on the
// right, number and date below them on one line; below the number of a letter its
// subject, cell 5b.
func letterhead(belowNumber ...xml) xml {
	return headOver(join(para("SoKyHieu", "{so_ky_hieu}"), join(belowNumber...)))
}

// headOver is the letterhead with what stands below the body's name on the line of
// place and date.
func headOver(number xml) xml {
	h := format.House.Letterhead
	issuer := measure(true, h.Issuer, "SỞ Y TẾ")
	return frame([]length.Length{h.Left, h.Right},
		[]xml{
			join(para("ChuQuan", "{co_quan_chu_quan}"), para("CoQuan", "{co_quan_ban_hanh}"),
				ruleLine(h.Left, scale(issuer, h.IssuerLine))),
			join(para("QuocHieu", format.NationalTitle), para("TieuNgu", format.Motto),
				ruleLine(h.Right, scale(h.MottoSet, h.MottoLine))),
		},
		[]xml{number, para("DiaDanh", "{dia_danh_ngay}")},
	)
}

func scale(l length.Length, ratio float64) length.Length { return length.Length(float64(l) * ratio) }

// title is cell 5a: the kind of the document, its subject line by line, and the
// rule below. The sample of the longest line measures the rule.
func title(kind, longest string, lines string) xml {
	t := format.House.Title
	line := scale(measure(true, t.Subject, longest), t.SubjectLine)
	return join(para("TenLoai", kind), para("TrichYeu", lines), ruleLine(format.House.Page.TextWidth(), line))
}

// addressees is cell 9a: one addressee on the line of "Kính gửi:", several each
// on its own, nothing where there is none.
func addressees() xml {
	return join(
		para("KinhGui", "{#kinh_gui_mot}"),
		para("KinhGui", "Kính gửi: {kinh_gui_mot}"),
		para("KinhGui", "{/kinh_gui_mot}"),
		para("KinhGuiDau", "{#co_kinh_gui_nhieu}"),
		para("KinhGuiDau", "Kính gửi:"),
		para("KinhGuiDong", "{#kinh_gui_nhieu}"),
		para("KinhGuiDong", "{dong}"),
		para("KinhGuiDong", "{/kinh_gui_nhieu}"),
		para("KinhGuiDong", "{/co_kinh_gui_nhieu}"),
	)
}

// basis is the legal grounds, each an italic paragraph of its own (II.6.a).
func basis() xml {
	return repeat("CanCu", "can_cu", para("CanCu", "Căn cứ {ten}{dau}"))
}

// repeat puts pieces between the two tags of a section, each tag in a paragraph
// of its own that vanishes.
func repeat(style, name string, pieces ...xml) xml {
	return join(para(style, "{#"+name+"}"), join(pieces...), para(style, "{/"+name+"}"))
}

// otherwise prints pieces where a section has nothing.
func otherwise(style, name string, pieces ...xml) xml {
	return join(para(style, "{^"+name+"}"), join(pieces...), para(style, "{/"+name+"}"))
}

// foot is recipients (9b) and signer (7a, 7b) side by side. All paragraphs keep
// with the next and rows do not split, so that with the closing paragraph above
// the block never stands alone on a page.
func foot() xml {
	s := format.House.Signature
	return frame([]length.Length{s.Left, s.Right}, []xml{
		join(para("NoiNhanDau", "Nơi nhận:"), repeat("NoiNhan", "noi_nhan", para("NoiNhan", "{dong}"))),
		join(repeat("ChucVu", "ky_ten.dong", para("ChucVu", "{ten}")), para("HoTen", "{ky_ten.ho_ten}")),
	})
}

// sectionProps is the page setup of a section. Each section starts on a new
// page with number 1, which is hidden there (I.7, III.1.đ).
func sectionProps(landscape bool) xml {
	p := format.House.Page
	size := fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d"/>`, p.Width.Twips(), p.Height.Twips())
	if landscape {
		size = fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/>`, p.Height.Twips(), p.Width.Twips())
	}
	return xml(fmt.Sprintf(`<w:sectPr><w:headerReference w:type="default" r:id="%s"/><w:type w:val="nextPage"/>%s<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>`,
		headerRel, size, p.Top.Twips(), p.Right.Twips(), p.Bottom.Twips(), p.Left.Twips(), p.Header.Twips(), p.Header.Twips()))
}

// endMain ends the main document's section behind the signature table, in a
// paragraph so low that it takes no room.
func endMain() xml { return paraProps("NgatPhan", sectionProps(false), "") }

// appendixHead is label, title and reference of an appendix (III.1.b, c).
func appendixHead(label, title string) xml {
	return join(para("PhuLuc", label), para("TenPhuLuc", title), para("KemTheo", "{kem_theo}"))
}
