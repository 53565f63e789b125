package workbook

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"vanthu/sources/spreadsheet"
)

// spellingHabits change how the letters of the whole workbook are stored.
var spellingHabits = []habit{
	{"dấu rời (NFD)", func(c *clerk) bool { return c.eachText(func(q *square) { q.text = norm.NFD.String(q.text) }) }},
	{"phông TCVN3", func(c *clerk) bool { return c.kind != "csv" && c.eachText(toTCVN3) }},
	{"phông VNI", func(c *clerk) bool { return c.kind != "csv" && c.eachText(toVNI) }},
}

// eachText changes the texts of the sheets that a person sees, once: what is
// already in an old font stays.
func (c *clerk) eachText(change func(*square)) bool {
	for _, p := range c.sheets {
		if p.veryHidden {
			continue
		}
		p.each(func(_, _ int, q *square) {
			if q.kind == spreadsheet.Text && q.font == "" {
				change(q)
			}
		})
	}
	return true
}

// The letters of TCVN 5712:1993 VN3 by their codes, as Windows-1252 shows them.
var tcvn3Letters = strings.NewReplacer(letterPairs(
	"àảãáạ µ¶·¸¹ ăằẳẵắặ ¨»¼½¾Æ âầẩẫấậ ©ÇÈÉÊË đ ® èẻẽéẹ ÌÎÏÐÑ êềểễếệ ªÒÓÔÕÖ ìỉĩíị ×ØÜÝÞ òỏõóọ ßáâãä ôồổỗốộ «åæçèé ơờởỡớợ ¬êëìíî ùủũúụ ïñòóô ưừửữứự \u00ADõö÷øù ỳỷỹýỵ úûüýþ ĂÂÊÔƠƯĐ ¡¢£¤¥¦§")...)

// letterPairs makes pairs of letters and codes of words of as many of each.
func letterPairs(s string) (pairs []string) {
	fields := strings.Fields(s)
	for i := 0; i < len(fields); i += 2 {
		codes := []rune(fields[i+1])
		for j, r := range []rune(fields[i]) {
			pairs = append(pairs, string(r), string(codes[j]))
		}
	}
	return pairs
}

// toTCVN3 types a text in TCVN3. Its capitals have no tones: a text in capitals is
// typed in small letters of a capitals face.
func toTCVN3(q *square) {
	text := norm.NFC.String(q.text)
	q.font = ".VnTime"
	if text == strings.ToUpper(text) && text != strings.ToLower(text) {
		text, q.font = strings.ToLower(text), ".VnTimeH"
	}
	text = strings.Map(func(r rune) rune {
		if unicode.IsUpper(r) && r > unicode.MaxASCII && !strings.ContainsRune("ĂÂÊÔƠƯĐ", r) {
			return unicode.ToLower(r)
		}
		return r
	}, text)
	q.text = tcvn3Letters.Replace(text)
}

// vniLetters are the letters of VNI-Windows: mostly a base letter and a mark.
var vniLetters = func() *strings.Replacer {
	var pairs []string
	add := func(letters, base, marks string) {
		codes := []rune(marks)
		for i, r := range []rune(letters) {
			code := base + string(codes[i])
			pairs = append(pairs, string(r), code, string(unicode.ToUpper(r)), strings.ToUpper(code))
		}
	}
	add("áàảãạăắằẳẵặâấầẩẫậ", "a", "ùøûõïêéèúüëâáàåãä")
	add("éèẻẽẹêếềểễệ", "e", "ùøûõïâáàåãä")
	add("óòỏõọôốồổỗộ", "o", "ùøûõïâáàåãä")
	add("ớờởỡợ", "ô", "ùøûõï")
	add("úùủũụ", "u", "ùøûõï")
	add("ứừửữự", "ö", "ùøûõï")
	add("ýỳỷỹ", "y", "ùøûõ")
	add("íìỉĩịỵơưđ", "", "íìæóòîôöñ")
	return strings.NewReplacer(pairs...)
}()

func toVNI(q *square) {
	q.font, q.text = "VNI-Times", vniLetters.Replace(norm.NFC.String(q.text))
}

func TestOldEncodingsOfTheHabits(t *testing.T) {
	for _, test := range []struct {
		to   func(*square)
		want square
	}{
		{toTCVN3, square{text: "KÕt qu¶ trong kú, ®¬n vÞ", font: ".VnTime"}},
		{toVNI, square{text: "Keát quaû trong kyø, ñôn vò", font: "VNI-Times"}},
	} {
		q := square{text: "Kết quả trong kỳ, đơn vị"}
		if test.to(&q); q != test.want {
			t.Errorf("%q in %s, want %q", q.text, q.font, test.want.text)
		}
	}
}
