package spreadsheet

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/report"
)

// vietnamese are the 134 letters of Vietnamese that ASCII does not have.
const vietnamese = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ" +
	"ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"

// inTCVN3 stores a text in TCVN3, as the keyboard programs did: a capital with a
// tone as its small letter. face is whether a capitals face shows it so.
func inTCVN3(s string) (stored string, face bool) {
	codes := map[rune]rune{}
	for code, letter := range tcvn3 {
		codes[letter] = code
	}
	return strings.Map(func(r rune) rune {
		if r <= unicode.MaxASCII {
			return r
		}
		if code, ok := codes[r]; ok {
			return code
		}
		face = true
		return codes[unicode.ToLower(r)]
	}, s), face
}

// inVNI stores a text in VNI: by what the letter is made of, not by the table
// of the reader.
func inVNI(s string) string {
	single := map[rune]string{'í': "í", 'ì': "ì", 'ỉ': "æ", 'ĩ': "ó", 'ị': "ò", 'ỵ': "î", 'đ': "ñ"}
	tone := map[rune]string{acute: "ù", grave: "ø", hookAbove: "û", tilde: "õ", dotBelow: "ï"}
	circumflex := map[rune]string{0: "â", acute: "á", grave: "à", hookAbove: "å", tilde: "ã", dotBelow: "ä"}
	breve := map[rune]string{0: "ê", acute: "é", grave: "è", hookAbove: "ú", tilde: "ü", dotBelow: "ë"}
	var out strings.Builder
	for _, r := range s {
		lower := unicode.ToLower(r)
		code, ok := single[lower]
		if bare, _, t := splitTone(string(lower)); !ok && bare != nil && lower > unicode.MaxASCII {
			switch strings.IndexRune("ăâêôơư", bare[0]) {
			case 0:
				code = "a" + breve[t]
			case 2:
				code = "a" + circumflex[t]
			case 4:
				code = "e" + circumflex[t]
			case 6:
				code = "o" + circumflex[t]
			case 8:
				code = "ô" + tone[t]
			case 10:
				code = "ö" + tone[t]
			default:
				code = string(bare) + tone[t]
			}
			ok = true
		}
		switch {
		case !ok:
			out.WriteRune(r)
		case unicode.IsUpper(r):
			out.WriteString(strings.ToUpper(code))
		default:
			out.WriteString(code)
		}
	}
	return out.String()
}

func TestLettersOfTheOldEncodings(t *testing.T) {
	if n := len([]rune(vietnamese)); n != 134 {
		t.Fatalf("%d letters", n)
	}
	seen := map[string]rune{}
	for _, letter := range vietnamese {
		want := string(letter)
		stored, face := inTCVN3(want)
		got, whole := TCVN3.decode(stored)
		if face {
			got = strings.ToUpper(got)
		}
		if got != want || !whole {
			t.Errorf("TCVN3 %q: %q, want %q", stored, got, want)
		}
		vni := inVNI(want)
		if got, whole := VNI.decode(vni); got != want || !whole {
			t.Errorf("VNI %q: %q, want %q", vni, got, want)
		}
		if other, ok := seen[vni]; ok {
			t.Errorf("VNI %q is %c and %c", vni, other, letter)
		}
		seen[vni] = letter
	}
}

func TestTextsOfTheOldEncodings(t *testing.T) {
	type runs = []run
	for _, test := range []struct {
		name        string
		runs        runs
		want        string
		from, doubt Encoding
	}{
		// The table of the office's specification.
		{"TCVN3", runs{{"TiÕng ViÖt rÊt hay", ".VnTime"}}, "Tiếng Việt rất hay", TCVN3, ""},
		{"TCVN3", runs{{"Céng hßa x· héi chñ nghÜa ViÖt Nam", ".VnArial"}}, "Cộng hòa xã hội chủ nghĩa Việt Nam", TCVN3, ""},
		{"TCVN3", runs{{"§éc lËp - Tù do - H¹nh phóc", ".vntime"}}, "Độc lập - Tự do - Hạnh phúc", TCVN3, ""},
		{"TCVN3", runs{{"§¬n vÞ tÝnh: triÖu ®ång", ".VnTime"}}, "Đơn vị tính: triệu đồng", TCVN3, ""},
		{"ư is the soft hyphen", runs{{"M\u00ADêng Kh\u00AD¬ng", ".VnTime"}}, "Mường Khương", TCVN3, ""},
		{"capitals face", runs{{"B¸O GI¸ THIÕT BÞ", ".VnTimeH"}}, "BÁO GIÁ THIẾT BỊ", TCVN3, ""},
		{"VNI", runs{{"Tieáng Vieät raát hay", "VNI-Times"}}, "Tiếng Việt rất hay", VNI, ""},
		{"VNI", runs{{"Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "VNI-Times"}}, "Cộng hòa xã hội chủ nghĩa Việt Nam", VNI, ""},
		{"VNI", runs{{"Ñoäc laäp - Töï do - Haïnh phuùc", "VNI-Helve"}}, "Độc lập - Tự do - Hạnh phúc", VNI, ""},
		{"VNI", runs{{"Ñôn vò tính: trieäu ñoàng", "vni-times"}}, "Đơn vị tính: triệu đồng", VNI, ""},
		{"VNI", runs{{"Möôøng Khöông", "VNI-Times"}}, "Mường Khương", VNI, ""},
		{"VNI capitals", runs{{"ÑAÙNH GIAÙ KYÕ THUAÄT", "VNI-Times"}}, "ĐÁNH GIÁ KỸ THUẬT", VNI, ""},
		{"VNI, small marks on capitals", runs{{"AÛnh Aûnh Trieäu", "VNI-Times"}}, "Ảnh Ảnh Triệu", VNI, ""},

		{"capitals face shows small letters so", runs{{"b¸o c¸o th¸ng 6", ".VnTimeH"}}, "BÁO CÁO THÁNG 6", TCVN3, ""},
		{"first letter in a capitals face", runs{{"®", ".VnTimeH"}, {"¬n vÞ b¸o c¸o", ".VnTime"}}, "Đơn vị báo cáo", TCVN3, ""},
		{"plain letters in a capitals face", runs{{"th", ".VnTimeH"}, {"iÕt bÞ ", ".VnTimeH"}, {"nam", ".VnTimeH"}}, "THIẾT BỊ NAM", TCVN3, ""},
		{"capitals without their face", runs{{"B¸O GI¸ THIÕT BÞ Y TÕ", ".VnTime"}}, "BÁO GIÁ THIẾT BỊ Y TẾ", TCVN3, ""},
		{"a name and a heading", runs{{"Hoµng V¨n B¸\nKÕ HO¹CH", ".VnTime"}}, "Hoàng Văn Bá\nKẾ HOẠCH", TCVN3, ""},
		{"an abbreviation is no heading", runs{{"Sè 15/Q§-BYT ngµy 1/6", ".VnTime"}}, "Số 15/QĐ-BYT ngày 1/6", TCVN3, ""},

		{"Unicode in the old font", runs{{"Tiếng Việt rất hay", ".VnTime"}}, "Tiếng Việt rất hay", "", ""},
		{"Unicode in the capitals face", runs{{"Báo cáo tháng", ".VnTimeH"}}, "Báo cáo tháng", "", ""},
		{"Unicode in pieces", runs{{"Tie\u0302\u0301ng Vie\u0323\u0302t", ".VnTime"}}, "Tiếng Việt", "", ""},
		{"Unicode in VNI's font", runs{{"Đơn vị tính: triệu đồng", "VNI-Times"}}, "Đơn vị tính: triệu đồng", "", ""},
		{"short Unicode", runs{{"báo cáo, là và", ".VnTime"}}, "báo cáo, là và", "", ""},
		{"plain", runs{{"ND01/TIN https://example.com/tin", ".VnTimeH"}}, "ND01/TIN https://example.com/tin", "", ""},
		{"merge field", runs{{"Kính gửi «Ten_don_vi»", ".VnTime"}}, "Kính gửi «Ten_don_vi»", "", ""},
		{"plain merge field", runs{{"«ten» « ten » «ng»", ".VnTime"}}, "«ten» « ten » «ng»", "", ""},
		{"signs", runs{{"§ 5 © 2025 m² 20°C 5 µg · ½", ".VnTime"}}, "§ 5 © 2025 m² 20°C 5 µg · ½", "", ""},
		{"foreign word", runs{{"café Müller", ".VnTime"}}, "café Müller", "", ""},
		{"foreign word among others", runs{{"uèng café ë tr¹m y tÕ", ".VnTime"}}, "uống cafộ ở trạm y tế", TCVN3, ""},

		{"capital behind a small letter", runs{{"Y tÕ", ".VnTime"}}, "Y tế", TCVN3, ""},
		{"plausible both ways", runs{{"cã", ".VnTime"}}, "cã", "", TCVN3},
		{"plausible both ways", runs{{"hoà", "VNI-Times"}}, "hoà", "", VNI},
		{"settled by other words", runs{{"cã kÕ ho¹ch", ".VnTime"}}, "có kế hoạch", TCVN3, ""},
		{"settled by another run", runs{{"cã ", ".VnTime"}, {"kÕ ho¹ch", ".VnArial"}}, "có kế hoạch", TCVN3, ""},
		{"Unicode pasted into TCVN3", runs{{"Đơn vị: tr¹m y tÕ", ".VnTime"}}, "Đơn vị: tr¹m y tÕ", "", TCVN3},
		{"Unicode and TCVN3 in runs", runs{{"Đơn vị: ", ".VnTime"}, {"tr¹m y tÕ", ".VnTime"}}, "Đơn vị: trạm y tế", TCVN3, ""},
		{"Unicode font beside it", runs{{"Đơn vị: ", "Times New Roman"}, {"tr¹m y tÕ", ".VnTime"}}, "Đơn vị: trạm y tế", TCVN3, ""},
		{"a word in two fonts", runs{{"Tr", "Arial"}, {"\u00ADêng", ".VnTime"}}, "Trường", TCVN3, ""},

		{"font lost", runs{{"TiÕng ViÖt rÊt hay", "Arial"}}, "TiÕng ViÖt rÊt hay", "", TCVN3},
		{"font lost", runs{{"Tieáng Vieät raát hay", ""}}, "Tieáng Vieät raát hay", "", VNI},
		{"soft hyphen in Unicode", runs{{"báo\u00ADcáo kết quả", "Arial"}}, "báo\u00ADcáo kết quả", "", ""},
		{"nothing lost", runs{{"có café, ô tô", "Arial"}}, "có café, ô tô", "", ""},
		{"nothing", nil, "", "", ""},
	} {
		var c Cell
		c.setText(test.runs...)
		if c.Text != test.want || c.From != test.from || c.Doubt != test.doubt {
			t.Errorf("%s %q: %q from %q doubt %q; want %q from %q doubt %q", test.name, test.runs, c.Text, c.From, c.Doubt, test.want, test.from, test.doubt)
		}
	}
}

func TestSyllables(t *testing.T) {
	for _, s := range strings.Fields("tiếng việt nghĩa hòa hoà quyển quốc gì giếng giết giữa khuya khuỷu ngoằn nghiêng uống yêu y ý ở ước thuở thuế quý quy xoong rượu mưa mía của cửa hoạch Hội HUẾ đặng khoẻ khỏe tuần chuyện loại ngoài tuyên truyền huyện phường xã người") {
		if !isSyllable(s) || !isSyllable(norm.NFD.String(s)) {
			t.Errorf("%s is a syllable", s)
		}
	}
	for _, s := range strings.Fields("TiÕng raát xaõ nghóa céng café bỏo tỡnh các̀ tãc hỏch kông ghà ngé q ng đ bcd ơu â zô aa haò uôn2 kế1 ệ̣ phý ny") {
		if isSyllable(s) {
			t.Errorf("%s is no syllable", s)
		}
	}
}

// sentences are Unicode as units write it.
var sentences = []string{
	"Tuyên truyền, phổ biến pháp luật về phòng, chống tác hại của thuốc lá",
	"có", "không", "Hòa Bình", "Đã đăng 15 tin, bài trên trang thông tin điện tử",
	"TRUNG TÂM Y TẾ KHU VỰC", "Phối hợp với Hội Phụ nữ tổ chức 02 buổi nói chuyện chuyên đề",
	"báo cáo", "ô tô", "là", "hoá đơn", "Kinh phí còn ít; đề nghị cấp thêm",
}

// FuzzLegacyText: no text makes the reader stumble, and a Unicode letter that no
// byte stands for is never changed nor lost. Texts are valid UTF-8: checkRead
// holds every reader to that.
func FuzzLegacyText(f *testing.F) {
	for _, s := range append(sentences, "§éc lËp - Tù do", "Tieáng Vieät", "«Ten» M\u00ADêng", "\xFF\xFEa\u0301", "x·, ph\u00ADêng") {
		f.Add(s, 3)
	}
	f.Fuzz(func(t *testing.T, s string, cut int) {
		s = strings.ToValidUTF8(s, "\uFFFD")
		for cut = min(max(cut, 0), len(s)); cut < len(s) && !utf8.RuneStart(s[cut]); cut++ {
		}
		for _, font := range []string{".VnTime", ".VnTimeH", "VNI-Times", ""} {
			var c Cell
			c.setText(run{s[:cut], ".VnTime"}, run{s[cut:], font})
			if c.From == Unicode && c.Text != report.CleanText(s) {
				t.Errorf("%q in %q: %q, and nothing was converted", s, font, c.Text)
			}
			c = Cell{}
			c.setText(run{"Đề nghị " + s, font})
			if c.From != Unicode || c.Text != report.CleanText("Đề nghị "+s) {
				t.Errorf("Unicode before %q in %q: %q from %q", s, font, c.Text, c.From)
			}
		}
	})
}

func TestUnicodeStaysInAnyFont(t *testing.T) {
	for _, s := range sentences {
		for _, font := range []string{".VnTime", ".VnTimeH", ".VnArial NarrowH", "VNI-Times", "Times New Roman", ""} {
			for _, form := range []norm.Form{norm.NFC, norm.NFD} {
				var c Cell
				c.setText(run{form.String(s), font})
				if c.Text != s || c.From != Unicode {
					t.Errorf("%q in %q: %q from %q", s, font, c.Text, c.From)
				}
				if c.Doubt != Unicode && font != ".VnTime" && font != ".VnTimeH" && font != ".VnArial NarrowH" && font != "VNI-Times" {
					t.Errorf("%q in %q: doubted", s, font)
				}
			}
		}
	}
}
