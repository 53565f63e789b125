package wordml

import "testing"

func TestFormatNumber(t *testing.T) {
	for _, tt := range []struct {
		format string
		n      int
		want   string
	}{
		{"upperLetter", 28, "BB"}, {"decimalZero", 7, "07"}, {"ordinal", 112, "112th"},
		{"cardinalText", 21, "Twenty-one"}, {"cardinalText", 115, "One hundred fifteen"},
		{"ordinalText", 1, "First"}, {"ordinalText", 20, "Twentieth"}, {"ordinalText", 32, "Thirty-second"}, {"ordinalText", 100, "One hundredth"},
		{"vietnameseCounting", 15, "mười lăm"}, {"vietnameseCounting", 11, "mười một"}, {"vietnameseCounting", 21, "hai mươi mốt"},
		{"chineseCounting", 10, "十"}, {"chineseCounting", 35, "三十五"}, {"chineseCounting", 100, "一○○"},
		{"chineseCountingThousand", 12, "十二"}, {"chineseCountingThousand", 110, "一百一十"}, {"chineseCountingThousand", 2005, "二千零五"},
		{"chineseLegalSimplified", 10, "壹拾"}, {"ideographLegalTraditional", 20, "貳拾"},
		{"japaneseCounting", 111, "百十一"}, {"japaneseLegal", 10, "壱拾"}, {"koreanCounting", 12, "십이"},
		{"ideographDigital", 10, "一〇"}, {"koreanDigital2", 20, "二零"}, {"decimalFullWidth", 10, "１０"},
		{"ideographTraditional", 10, "癸"}, {"ideographTraditional", 11, "11"}, {"ideographZodiac", 12, "亥"},
		{"aiueoFullWidth", 47, "ア"}, {"ganada", 15, "가가"}, {"russianLower", 10, "к"},
		{"decimalEnclosedCircle", 20, "⑳"}, {"decimalEnclosedParen", 2, "⑵"}, {"ideographEnclosedCircle", 3, "㈢"},
		{"hebrew1", 3, "3"}, {"decimalZero:2000000000", 3, "3"},
	} {
		if got := formatNumber(tt.n, tt.format); got != tt.want {
			t.Errorf("%d in %s is %q, want %q", tt.n, tt.format, got, tt.want)
		}
	}
}

// Of the formats of w:format, those that Word knows count.
func TestCustomDigits(t *testing.T) {
	for pattern, want := range map[string]int{
		"01, 02, 03, ...": 2, "001, 002, 003, ...": 3, "00001, 00002": 5, "1, 2, 3": 0, "000001, 000002": 0, "-01": 0, "?": 0, "": 0,
	} {
		if got := customDigits(pattern); got != want {
			t.Errorf("%q has %d digits, want %d", pattern, got, want)
		}
	}
}
