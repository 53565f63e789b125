package pdf

import (
	"fmt"
	"strings"
	"testing"

	"vanthu/output/wordml/wordmltest"
)

// The samples look like what the office writes: a plan with its letterhead,
// body, signature and a landscape appendix, and a letter. The sentences are our
// own.

const sampleStyles = `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="28"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Than"><w:name w:val="Than"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="120"/><w:ind w:firstLine="720"/><w:jc w:val="both"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Muc"/><w:basedOn w:val="Than"/><w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="both"/></w:pPr><w:rPr><w:sz w:val="20"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:styleId="Luoi"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:left w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:right w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tblBorders></w:tblPr></w:style>`

const sampleSettings = `<w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>`

const sampleNumbering = `<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="1080" w:hanging="360"/></w:pPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="1440" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`

const samplePageHeader = `<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`

// para makes a paragraph: its properties, its run properties, its text. A tab
// in the text is a tab.
func para(pPr, rPr, text string) string {
	text = strings.ReplaceAll(text, "\t", `</w:t><w:tab/><w:t xml:space="preserve">`)
	return fmt.Sprintf(`<w:p><w:pPr>%s</w:pPr><w:r><w:rPr>%s</w:rPr><w:t xml:space="preserve">%s</w:t></w:r></w:p>`, pPr, rPr, text)
}

const (
	center = `<w:jc w:val="center"/>`
	than   = `<w:pStyle w:val="Than"/>`
	muc    = `<w:pStyle w:val="Muc"/>`
	bold   = `<w:b/>`
	italic = `<w:i/>`
)

func size(pt int) string { return fmt.Sprintf(`<w:sz w:val="%d"/>`, 2*pt) }

// rule is the short line below a name: an empty paragraph with a border.
func rule(left, right int) string {
	return fmt.Sprintf(`<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:pBdr><w:spacing w:line="60" w:lineRule="exact"/><w:ind w:left="%d" w:right="%d"/></w:pPr></w:p>`, left, right)
}

func cell(width int, props, inside string) string {
	return fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr>%s</w:tc>`, width, props, inside)
}

func table(style string, widths []int, rows ...string) string {
	var b strings.Builder
	sum := 0
	for _, w := range widths {
		fmt.Fprintf(&b, `<w:gridCol w:w="%d"/>`, w)
		sum += w
	}
	return fmt.Sprintf(`<w:tbl><w:tblPr><w:tblStyle w:val="%s"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>%s</w:tblGrid>%s</w:tbl>`, style, sum, b.String(), strings.Join(rows, ""))
}

func row(props string, cells ...string) string {
	return `<w:tr><w:trPr>` + props + `</w:trPr>` + strings.Join(cells, "") + `</w:tr>`
}

func letterhead(parent, issuer, number, place string) string {
	left := para(center, size(13), parent) + para(center, bold+size(13), issuer) + rule(1000, 1000) +
		para(`<w:spacing w:before="120"/>`+center, size(13), number)
	right := para(center, bold+size(13), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + para(center, bold+size(14), "Độc lập - Tự do - Hạnh phúc") +
		rule(950, 950) + para(`<w:spacing w:before="120"/>`+center, italic+size(14), place)
	return table("TableNormal", []int{3515, 5556}, row("", cell(3515, "", left), cell(5556, "", right)))
}

func signature(recipients ...string) string {
	left := para("", bold+italic+size(12), "Nơi nhận:")
	for _, r := range recipients {
		left += para("", size(11), r)
	}
	right := para(center, bold, "KT. GIÁM ĐỐC") + para(center, bold, "PHÓ GIÁM ĐỐC") + strings.Repeat("<w:p/>", 4) + para(center, bold, "Nguyễn Thị Minh Hạnh")
	return table("TableNormal", []int{4535, 4536}, row("<w:cantSplit/>", cell(4535, "", left), cell(4536, "", right)))
}

func sectPr(landscape bool, header, more string) string {
	w, h, o := 11906, 16838, ""
	if landscape {
		w, h, o = h, w, ` w:orient="landscape"`
	}
	ref := ""
	if header != "" {
		ref = fmt.Sprintf(`<w:headerReference w:type="default" r:id="%s"/>`, header)
	}
	return fmt.Sprintf(`<w:sectPr>%s<w:type w:val="nextPage"/><w:pgSz w:w="%d" w:h="%d"%s/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/><w:pgNumType w:start="1"/>%s<w:titlePg/></w:sectPr>`, ref, w, h, o, more)
}

var sampleSentences = []string{
	"Thực hiện kế hoạch của Ủy ban nhân dân tỉnh về công tác tuyên truyền cải cách hành chính, Sở Y tế giao các phòng chuyên môn và các đơn vị trực thuộc triển khai những nhiệm vụ trọng tâm sau đây.",
	"Các đơn vị niêm yết công khai thủ tục hành chính tại nơi tiếp nhận hồ sơ, bảo đảm người dân đến khám bệnh, chữa bệnh dễ đọc, dễ hiểu và dễ thực hiện.",
	"Tỷ lệ hồ sơ nộp trực tuyến đạt 87,5%, tăng 12,3 điểm phần trăm so với cùng kỳ; số tin bài đăng trên trang thông tin điện tử là 1.254 tin/bài.",
	"Đội ngũ viên chức y tế nâng cao tinh thần phục vụ, đổi mới phong cách và thái độ, hướng tới sự hài lòng của người bệnh.",
	"Phòng Nghiệp vụ Y chủ trì, phối hợp với Văn phòng Sở tổng hợp kết quả, báo cáo Giám đốc Sở trước ngày 15 tháng cuối quý.",
	"Việc tự kiểm tra được tiến hành ít nhất 02 lần/năm; kết quả kiểm tra là căn cứ xếp loại thi đua – khen thưởng.",
	"Kinh phí thực hiện lấy từ nguồn chi thường xuyên đã giao cho đơn vị và các nguồn hợp pháp khác theo quy định của pháp luật.",
}

// body makes n paragraphs of running text under headings.
func body(n int) string {
	var b strings.Builder
	for i := range n {
		if i%5 == 0 {
			b.WriteString(para(muc, "", fmt.Sprintf("%s. NỘI DUNG VÀ GIẢI PHÁP THỰC HIỆN", []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}[i/5%9])))
		}
		text := sampleSentences[i%7]
		for j := range i % 3 {
			text += " " + sampleSentences[(i*3+j+1)%7]
		}
		switch i % 5 {
		case 3:
			text = "- " + text
		case 4:
			b.WriteString(para(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:spacing w:before="120"/><w:jc w:val="both"/>`, "", text))
			b.WriteString(para(`<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:spacing w:before="120"/><w:jc w:val="both"/>`, "", sampleSentences[(i+2)%7]))
			continue
		}
		b.WriteString(para(than, "", text))
	}
	return b.String()
}

// appendix makes a landscape table over several pages, with a two-row header
// and merged cells.
func appendix(rows int) string {
	w := []int{700, 4200, 1700, 2400, 2000, 3003}
	head := func(width int, props, text string) string {
		return cell(width, props+`<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/><w:vAlign w:val="center"/>`, para(center, bold+size(12), text))
	}
	const restart, goOn = `<w:vMerge w:val="restart"/>`, `<w:vMerge/>`
	all := []string{
		row(`<w:cantSplit/><w:tblHeader/>`, head(w[0], restart, "TT"), head(w[1], restart, "Nội dung công việc"), head(w[2]+w[3], `<w:gridSpan w:val="2"/>`, "Phân công"), head(w[4], restart, "Thời gian"), head(w[5], restart, "Kết quả")),
		row(`<w:cantSplit/><w:tblHeader/>`, head(w[0], goOn, ""), head(w[1], goOn, ""), head(w[2], "", "Chủ trì"), head(w[3], "", "Phối hợp"), head(w[4], goOn, ""), head(w[5], goOn, "")),
	}
	text := func(width int, props, jc, s string) string {
		return cell(width, props+`<w:vAlign w:val="center"/>`, para(`<w:spacing w:before="40" w:after="40"/><w:jc w:val="`+jc+`"/>`, size(12), s))
	}
	for i := range rows {
		if i%9 == 0 {
			all = append(all, row(`<w:cantSplit/>`, text(w[0], "", "center", ""), text(w[1]+w[2]+w[3]+w[4]+w[5], `<w:gridSpan w:val="5"/>`, "left", fmt.Sprintf("Nhóm nhiệm vụ thứ %d", i/9+1))))
		}
		merge := goOn
		lead := ""
		if i%3 == 0 {
			merge, lead = restart, "Văn phòng Sở"
		}
		all = append(all, row(`<w:cantSplit/>`, text(w[0], "", "center", fmt.Sprint(i+1)), text(w[1], "", "both", sampleSentences[i%7]), text(w[2], merge, "center", lead),
			text(w[3], "", "left", "Các đơn vị trực thuộc"), text(w[4], "", "center", fmt.Sprintf("Quý %d/2025", i%4+1)), text(w[5], "", "left", "Báo cáo, hình ảnh, danh sách tham dự")))
	}
	return para(center, bold, "Phụ lục I") + para(center, bold, "NHIỆM VỤ TUYÊN TRUYỀN CẢI CÁCH HÀNH CHÍNH NĂM 2025") +
		para(center, italic, "(Kèm theo Kế hoạch số 15/KH-SYT ngày 05 tháng 12 năm 2024 của Sở Y tế)") + rule(5200, 5200) + para("", size(6), "") + table("Luoi", w, all...)
}

// samples are the documents by name.
func samples(tb testing.TB) map[string][]byte {
	tb.Helper()
	doc := func(body string) []byte {
		return wordmltest.Docx(tb, wordmltest.Parts{Body: body, Styles: sampleStyles, Settings: sampleSettings, Numbering: sampleNumbering,
			Headers: map[string]string{"h1": samplePageHeader}})
	}
	end := func(sect string) string { return `<w:p><w:pPr>` + sect + `</w:pPr></w:p>` }
	title := `<w:p/>` + para(center, bold, "KẾ HOẠCH") + para(center, bold, "Tuyên truyền cải cách hành chính của ngành Y tế năm 2025") + rule(3200, 3200)
	head := letterhead("UBND TỈNH THANH SƠN", "SỞ Y TẾ", "Số: 15/KH-SYT", "Thanh Sơn, ngày 05 tháng 12 năm 2024")
	sign := "<w:p/>" + signature("- UBND tỉnh (báo cáo);", "- Giám đốc, các Phó Giám đốc Sở;", "- Các đơn vị trực thuộc (thực hiện);", "- Lưu: VT, VP.")
	long := strings.Replace(appendix(40), "<w:cantSplit/>", "", -1)
	var notes, noted strings.Builder
	for i := range 9 {
		fmt.Fprintf(&notes, `<w:footnote w:id="%d"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> %s</w:t></w:r></w:p></w:footnote>`, i+1, sampleSentences[i%7])
		fmt.Fprintf(&noted, `<w:p><w:pPr>%s</w:pPr><w:r><w:t>%s</w:t></w:r><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="%d"/></w:r><w:r><w:t xml:space="preserve"> %s</w:t></w:r></w:p>`, than, sampleSentences[i%7], i+1, sampleSentences[(i+3)%7])
		noted.WriteString(body(2))
	}
	return map[string][]byte{
		"cuoc-chu": wordmltest.Docx(tb, wordmltest.Parts{Body: noted.String() + sectPr(false, "h1", ""), Styles: sampleStyles, Settings: sampleSettings, Numbering: sampleNumbering,
			Footnotes: notes.String(), Headers: map[string]string{"h1": samplePageHeader}}),
		"cong-van": doc(head + para(`<w:ind w:firstLine="2268"/><w:spacing w:before="240"/>`, "", "Kính gửi: Các đơn vị trực thuộc Sở Y tế.") + body(4) + sign + sectPr(false, "h1", "")),
		"ke-hoach": doc(head + title + body(24) + sign + end(sectPr(false, "h1", "")) + appendix(30) + para(`<w:jc w:val="right"/>`, "", "./.") + sectPr(true, "h1", "")),
		"phu-luc":  doc(appendix(25) + end(sectPr(true, "h1", "")) + body(12) + end(sectPr(false, "h1", "")) + long + sectPr(true, "h1", "")),
		"tab":      doc(para(`<w:tabs><w:tab w:val="center" w:pos="2000"/><w:tab w:val="center" w:pos="6800"/></w:tabs>`, bold, "\tSỞ Y TẾ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + para(`<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9071"/></w:tabs>`, "", "Tổng số lượt người tham dự\t1.254") + para(`<w:tabs><w:tab w:val="decimal" w:pos="4000"/></w:tabs>`, "", "Tỷ lệ\t87,25") + para("", "", "Họ và tên:\tLê Văn An\tChức vụ:") + para(`<w:ind w:left="567" w:hanging="567"/>`, "", "1.\t"+sampleSentences[0]) + sectPr(false, "", "")),
	}
}
