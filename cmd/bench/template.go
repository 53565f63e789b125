package main

import (
	"strings"

	"vanthu/output/opc"
)

// makeTemplate makes a report of two values and one table whose row repeats.
func makeTemplate() ([]byte, error) {
	const (
		nsPackage = "http://schemas.openxmlformats.org/package/2006/"
		nsOffice  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
		nsWord    = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	)
	par := func(text string) string {
		return `<w:p><w:pPr><w:spacing w:before="60" w:after="60"/><w:jc w:val="both"/></w:pPr>` +
			`<w:r><w:rPr><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
	}
	row := func(cells ...string) string {
		var b strings.Builder
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		for _, c := range cells {
			b.WriteString(`<w:tc><w:tcPr><w:tcW w:w="1500" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>` + par(c) + `</w:tc>`)
		}
		return b.String() + `</w:tr>`
	}
	body := par("Kính gửi: {co_quan}") + par("Kỳ báo cáo: {ky}") +
		`<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr><w:tblGrid>` + strings.Repeat(`<w:gridCol w:w="1500"/>`, 6) + `</w:tblGrid>` +
		row("TT", "Nhiệm vụ", "Đơn vị", "Kế hoạch", "Kết quả", "Ghi chú") +
		row("{#viec}{tt}", "{ten}", "{don_vi}", "{ke_hoach}", "{ket_qua}", "{ghi_chu}{/viec}") + `</w:tbl>` + par("Nơi nhận: {co_quan}") +
		`<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>`
	p := opc.New()
	p.Set("[Content_Types].xml", []byte(`<Types xmlns="`+nsPackage+`content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`+
		`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`))
	p.Set("_rels/.rels", []byte(`<Relationships xmlns="`+nsPackage+`relationships"><Relationship Id="rId1" Type="`+nsOffice+`/officeDocument" Target="word/document.xml"/></Relationships>`))
	p.Set("word/document.xml", []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="`+nsWord+`"><w:body>`+body+`</w:body></w:document>`))
	return p.Bytes()
}
