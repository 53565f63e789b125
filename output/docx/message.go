package docx

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"vanthu/pipeline/finding"
)

// at is the place of a tag.
func at(t *tag) finding.Pos { return finding.Paragraph("", t.part, t.number, t.around) }

func fault(t *tag, code, message, hint string) finding.Finding {
	return finding.Finding{Severity: finding.Error, Code: code, Pos: at(t), Found: t.written(),
		Message: message, Hint: hint}
}

// inElement tells in which element of a list a value was looked for.
func inElement(sc *scope) string {
	if sc.path == "" {
		return ""
	}
	return " (tại phần tử " + sc.path + ")"
}

func missing(t *tag, sc *scope) finding.Finding {
	what := "giá trị"
	switch t.kind {
	case kindOpen, kindInverted:
		what = "danh sách hoặc điều kiện"
	case kindPicture:
		what = "hình"
	}
	hint := "sửa tên trong mẫu, hoặc thêm tên này vào dữ liệu"
	if near := nearest(t.name, sc.names()); near != "" {
		hint = fmt.Sprintf("có phải {%s%s} không? Nếu không, thêm tên này vào dữ liệu", t.kind, near)
	}
	return fault(t, "ten-khong-co", fmt.Sprintf("dữ liệu không có %s tên “%s”%s", what, t.name, inElement(sc)), hint)
}

func listAsValue(t *tag, v any, sc *scope) finding.Finding {
	what := "danh sách"
	if _, ok := asObject(v); ok {
		what = "nhóm nhiều giá trị"
	}
	return fault(t, "khong-phai-gia-tri",
		fmt.Sprintf("“%s” là một %s%s, không in ra như một giá trị được", t.name, what, inElement(sc)),
		fmt.Sprintf("dùng {#%s} … {/%s} quanh phần cần in cho từng phần tử, hoặc ghi rõ một tên bên trong", t.name, t.name))
}

func unclosed(t *tag) finding.Finding {
	return fault(t, "khoi-chua-dong", fmt.Sprintf("khối %s mở mà không có thẻ đóng", t.written()),
		fmt.Sprintf("thêm {/%s} vào cuối phần cần lặp", t.name))
}

func unopened(t *tag, stack []*section) finding.Finding {
	hint := fmt.Sprintf("thêm {#%s} vào đầu phần cần lặp, hoặc xóa thẻ này", t.name)
	var names []string
	for _, s := range stack {
		names = append(names, s.open.name)
	}
	if near := nearest(t.name, names); near != "" {
		hint = fmt.Sprintf("khối đang mở là {#%s}: có phải {/%s} không?", near, near)
	}
	return fault(t, "khoi-chua-mo", fmt.Sprintf("thẻ đóng %s không có thẻ mở nào đứng trước", t.written()), hint)
}

func crossing(open, by, around *tag) finding.Finding {
	return fault(open, "khoi-cheo-nhau",
		fmt.Sprintf("khối %s chưa đóng thì %s đã đóng khối %s mở ở đoạn %d (thẻ đóng ở đoạn %d)",
			open.written(), by.written(), around.written(), around.number, by.number),
		fmt.Sprintf("đặt {/%s} trước %s", open.name, by.written()))
}

func scopesDiffer(s *section) finding.Finding {
	return fault(s.open, "khoi-hai-kieu",
		fmt.Sprintf("thẻ mở %s và thẻ đóng %s ở đoạn %d ghi hai kiểu lặp khác nhau",
			s.open.written(), s.close.written(), s.close.number),
		"chỉ ghi |hang, |cot, |doan hoặc |chu ở thẻ mở")
}

// cannotBe reports a section from one place into another that has no meaning.
func cannotBe(s *section) finding.Finding {
	f := fault(s.open, "khoi-sai-cho",
		fmt.Sprintf("khối %s mở ở %s, đóng ở %s: không biết phải lặp phần nào",
			s.open.written(), whereIs(s.open), whereIs(s.close)),
		"đặt hai thẻ trong cùng một đoạn, hoặc mỗi thẻ một mình trên một đoạn, hoặc trong các ô của cùng một bảng")
	switch s.scope {
	case scopeText:
		f.Hint = "|chu lặp chữ: hai thẻ phải ở trong cùng một đoạn"
	case scopeParagraphs:
		f.Hint = "|doan lặp đoạn: hai thẻ phải ở trong cùng một ô, hoặc cùng ở ngoài bảng"
	case scopeRows:
		f.Hint = "|hang lặp hàng: hai thẻ phải ở trong cùng một bảng"
	case scopeColumns:
		f.Hint = "|cot lặp cột: hai thẻ phải ở trong cùng một hàng của bảng, thẻ mở bên trái"
	}
	return f
}

// whereIs tells where a tag stands, for a person.
func whereIs(t *tag) string {
	place := fmt.Sprintf("đoạn %d", t.number)
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
	f.Pos, f.Found = at(t), t.written()
	f.Hint = fmt.Sprintf("đưa %s xuống một đoạn riêng, không có chữ nào khác", t.written())
	return f
}

func acrossLink(s *section) finding.Finding {
	return fault(s.open, "khoi-sai-cho",
		fmt.Sprintf("thẻ mở %s và thẻ đóng ở đoạn %d không cùng ở trong (hoặc cùng ở ngoài) một liên kết, một ô nhập hay một phần theo dõi sửa đổi",
			s.open.written(), s.close.number),
		"bỏ liên kết hoặc chấp nhận các sửa đổi ở đoạn này rồi đặt lại hai thẻ")
}

func overlap(s, other *section) finding.Finding {
	return fault(s.open, "khoi-cheo-nhau",
		fmt.Sprintf("phần lặp của khối %s giẫm lên phần lặp của khối %s ở đoạn %d",
			s.open.written(), other.open.written(), other.open.number),
		"để khối này nằm hẳn trong hoặc hẳn ngoài khối kia")
}

func wider(s, outer *section) finding.Finding {
	return fault(s.open, "khoi-rong-hon-khoi-ngoai",
		fmt.Sprintf("khối %s nằm trong khối %s (đoạn %d) nhưng lại lặp phần rộng hơn khối ấy",
			s.open.written(), outer.open.written(), outer.open.number),
		"đặt khối ngoài bao trọn phần mà khối trong lặp, hoặc ghi kiểu lặp cho khối ngoài (|hang, |cot, |doan)")
}

func columnsOverlap(s *section) finding.Finding {
	return fault(s.open, "cot-chong-nhau",
		fmt.Sprintf("các cột mà khối %s lặp chồng lên cột của một khối |cot khác trong cùng bảng", s.open.written()),
		"để các khối |cot của một bảng bắt đầu và kết thúc ở cùng những cột, mỗi hàng một khối")
}

func columnsDiffer(t *tag, n, want int, sc *scope) finding.Finding {
	return fault(t, "cot-lech",
		fmt.Sprintf("danh sách “%s” có %d phần tử%s, trong khi các cột này lặp %d lần ở hàng trên", t.name, n, inElement(sc), want),
		"mỗi hàng phải có đúng một phần tử cho mỗi cột; kiểm tra lại dữ liệu")
}

func columnsCut(t *tag) finding.Finding {
	return fault(t, "cot-bi-cat",
		fmt.Sprintf("có một ô gộp chỉ phủ một phần các cột mà khối %s lặp", t.written()),
		"gộp ô cho phủ hết các cột lặp, hoặc bỏ gộp")
}

func nearlyTag(part string, number int, words string) finding.Finding {
	return finding.Finding{Severity: finding.Warning, Code: "gan-giong-the",
		Pos: finding.Paragraph("", part, number, words), Found: words,
		Message: "chỗ này gần giống một thẻ nhưng không phải, nên được giữ nguyên như chữ thường",
		Hint:    "nếu là thẻ: kiểm tra dấu } và chữ sau dấu | (chỉ có hang, cot, doan, chu)"}
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

// unused lists the top-level names that no tag asks for.
func unused(fields []Field, data map[string]any, file string) []finding.Finding {
	used := map[string]bool{}
	for _, f := range fields {
		used[f.Name] = true
		for i := range len(f.Name) {
			if f.Name[i] == '.' {
				used[f.Name[:i]] = true
			}
		}
	}
	var names []string
	for _, f := range fields {
		names = append(names, f.Name)
	}
	var found []finding.Finding
	for _, name := range slices.Sorted(maps.Keys(data)) {
		if used[name] {
			continue
		}
		hint := "thêm {" + name + "} vào mẫu nếu cần in, hoặc bỏ qua"
		if near := nearest(name, names); near != "" {
			hint = "trong mẫu có {" + strings.TrimSpace(near) + "}: có phải cùng một tên không?"
		}
		found = append(found, finding.Finding{Severity: finding.Warning, Code: "du-lieu-khong-dung",
			Pos: finding.Pos{File: file, Spot: name}, Message: "dữ liệu có “" + name + "” nhưng mẫu không dùng đến", Hint: hint})
	}
	return found
}
