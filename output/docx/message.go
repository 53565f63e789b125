package docx

import (
	"fmt"

	"vanthu/output/tag"
	"vanthu/pipeline/finding"
)

// at is the place of a tag.
func at(t *mark) finding.Pos { return finding.Paragraph("", t.part, t.number, t.around) }

func fault(t *mark, code, message, hint string) finding.Finding {
	return placed(t, tag.NewFault(t.Tag, code, message, hint))
}

// placed says where the tag of a finding stands.
func placed(t *mark, f finding.Finding) finding.Finding {
	f.Pos = at(t)
	return f
}

func scopesDiffer(s *section) finding.Finding {
	return fault(s.open, "khoi-hai-kieu",
		fmt.Sprintf("thẻ mở %s và thẻ đóng %s (đoạn %d) ghi hai kiểu lặp khác nhau",
			s.open.String(), s.close.String(), s.close.number),
		"chỉ ghi |hang, |cot, |doan hoặc |chu ở thẻ mở")
}

// cannotBe reports a section from one place into another that has no meaning.
func cannotBe(s *section) finding.Finding {
	f := fault(s.open, "khoi-sai-cho",
		fmt.Sprintf("khối %s mở ở %s, đóng ở %s: không biết phải lặp phần nào",
			s.open.String(), whereIs(s.open), whereIs(s.close)),
		"đặt hai thẻ trong cùng một đoạn, hoặc mỗi thẻ một mình trên một đoạn, hoặc trong các ô của cùng một bảng")
	switch s.unit {
	case tag.Words:
		f.Hint = "|chu lặp chữ: hai thẻ phải ở trong cùng một đoạn"
	case tag.Paragraphs:
		f.Hint = "|doan lặp đoạn: hai thẻ phải ở trong cùng một ô, hoặc cùng ở ngoài bảng"
	case tag.Rows:
		f.Hint = "|hang lặp hàng: hai thẻ phải ở trong cùng một bảng"
	case tag.Columns:
		f.Hint = "|cot lặp cột: hai thẻ phải ở trong cùng một hàng của bảng, thẻ mở bên trái"
	}
	return f
}

// whereParagraph names a paragraph for a person.
func whereParagraph(number int) string { return fmt.Sprintf("đoạn %d", number) }

// whereIs tells where a tag stands, for a person.
func whereIs(t *mark) string {
	place := whereParagraph(t.number)
	switch {
	case enclosing(t.par, "tc") != nil:
		place += " (trong bảng)"
	case enclosing(t.par, "txbxContent") != nil:
		place += " (trong khung chữ)"
	default:
		place += " (ngoài bảng)"
	}
	return place + " “" + t.around + "”"
}

func notAlone(s *section) finding.Finding {
	t := s.open
	if s.openAlone {
		t = s.close
	}
	f := cannotBe(s)
	f.Pos, f.Found = at(t), t.String()
	f.Hint = fmt.Sprintf("đưa %s xuống một đoạn riêng, không có chữ nào khác", t.String())
	return f
}

func acrossLink(s *section) finding.Finding {
	return fault(s.open, "khoi-sai-cho",
		fmt.Sprintf("thẻ mở %s và thẻ đóng ở đoạn %d không cùng ở trong (hoặc cùng ở ngoài) một liên kết, một ô nhập hay một phần theo dõi sửa đổi",
			s.open.String(), s.close.number),
		"bỏ liên kết hoặc chấp nhận các sửa đổi ở đoạn này rồi đặt lại hai thẻ")
}

func overlap(s, other *section) finding.Finding {
	return fault(s.open, "khoi-cheo-nhau",
		fmt.Sprintf("khối %s và khối %s (mở ở đoạn %d) cùng lặp một phần của văn bản",
			s.open.String(), other.open.String(), other.open.number),
		"chuyển thẻ để một khối nằm hẳn trong khối kia, hoặc để hai khối tách rời nhau")
}

func wider(s, outer *section) finding.Finding {
	return fault(s.open, "khoi-rong-hon-khoi-ngoai",
		fmt.Sprintf("khối %s nằm trong khối %s (đoạn %d) nhưng lại lặp phần rộng hơn khối ấy",
			s.open.String(), outer.open.String(), outer.open.number),
		"đặt khối ngoài bao trọn phần mà khối trong lặp, hoặc ghi kiểu lặp cho khối ngoài (|hang, |cot, |doan)")
}

func columnsOverlap(s *section) finding.Finding {
	return fault(s.open, "cot-chong-nhau",
		fmt.Sprintf("các cột mà khối %s lặp chồng lên cột của một khối |cot khác trong cùng bảng", s.open.String()),
		"để các khối |cot của một bảng bắt đầu và kết thúc ở cùng những cột, mỗi hàng một khối")
}

func columnsDiffer(t *mark, n, want int, sc *tag.Scope) finding.Finding {
	return fault(t, "cot-lech",
		fmt.Sprintf("danh sách “%s” có %d phần tử%s, trong khi các cột này lặp %d lần ở hàng trên", t.Name, n, tag.InElement(sc), want),
		"mỗi hàng phải có đúng một phần tử cho mỗi cột; kiểm tra lại dữ liệu")
}

func columnsCut(t *mark) finding.Finding {
	return fault(t, "cot-bi-cat",
		fmt.Sprintf("có một ô gộp chỉ phủ một phần các cột mà khối %s lặp", t.String()),
		"gộp ô cho phủ hết các cột lặp, hoặc bỏ gộp")
}

func nearlyTag(part string, number int, words string) finding.Finding {
	f := tag.Nearly(words)
	f.Pos = finding.Paragraph("", part, number, words)
	return f
}

// onlyWords reports a section of an equation, a chart or a field code that asks
// for more than words.
func onlyWords(t *mark) finding.Finding {
	return fault(t, "khoi-sai-cho", "trong công thức, biểu đồ, hình vẽ và mã trường chỉ lặp được chữ",
		"bỏ |"+string(t.Unit)+" trong thẻ này, hoặc đưa khối ra ngoài phần chữ của văn bản")
}

func noPictureHere(t *mark) finding.Finding {
	return fault(t, "hinh-khong-dung-rieng", "không đặt được hình trong công thức, biểu đồ, hình vẽ hay mã trường",
		"đưa "+t.String()+" xuống một đoạn riêng của văn bản")
}

func brokenPart(file, part string, err error) finding.Finding {
	return finding.Finding{Severity: finding.Error, Code: "phan-hong", Pos: finding.Pos{File: file, Part: part},
		Message: "phần này của tệp Word bị hỏng, không đọc được (" + err.Error() + ")",
		Hint:    "mở mẫu bằng Word, lưu lại thành tệp .docx mới rồi thử lại"}
}

func tooLarge(part string) finding.Finding {
	return finding.Finding{Severity: finding.Error, Code: "qua-lon", Pos: finding.Pos{Part: part},
		Message: "văn bản tạo ra quá lớn: các khối lồng nhau lặp quá nhiều lần",
		Hint:    "kiểm tra các khối {#…} lồng nhau có lặp lại cùng một danh sách không"}
}
