package wordml

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// FormatNumber writes a page number in a number format of w:pgNumType.
func FormatNumber(n int, format string) string { return formatNumber(n, format) }

// formatNumber writes a counter in a number format (17.18.59). Formats written
// from right to left, and the descriptive ones of Thai and Hindi, are written as
// decimals, and so is what a format has no sign for.
func formatNumber(n int, format string) string {
	switch format {
	case "none", "bullet":
		return ""
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperLetter":
		return letters(n)
	case "lowerLetter":
		return strings.ToLower(letters(n))
	case "decimalZero":
		return padded(n, 2)
	case "numberInDash":
		return "- " + strconv.Itoa(n) + " -"
	case "ordinal":
		return ordinal(n)
	case "cardinalText":
		return sentence(cardinalText(n))
	case "ordinalText":
		return sentence(ordinalText(n))
	case "vietnameseCounting":
		return vietnamese(n)
	case "hex":
		return strings.ToUpper(strconv.FormatInt(int64(n), 16))
	case "chicago":
		return repeated(n, []rune("*†‡§"), 20)
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return oneOf(n, '①', 20)
	case "decimalEnclosedFullstop":
		return oneOf(n, '⒈', 20)
	case "decimalEnclosedParen":
		return oneOf(n, '⑴', 20)
	case "ideographEnclosedCircle":
		return oneOf(n, '㈠', 10) // in parentheses in Word
	}
	if signs, ok := sequences[format]; ok {
		return signs.write(n)
	}
	if digits, ok := digitSets[format]; ok && n >= 0 {
		return positional(n, []rune(digits))
	}
	if c, ok := countings[format]; ok && n > 0 && n < 100_000_000 {
		return c.write(n)
	}
	return strconv.Itoa(n)
}

// customDigits gives how many digits a number has at least whose w:numFmt has a
// w:format of its own, as "001, 002, 003, ..." ([MS-DOCX] 2.4). Word knows
// decimals of two to five digits there; 0 stands for others.
func customDigits(pattern string) int {
	first, _, _ := strings.Cut(pattern, ",")
	if n := len(first); n >= 2 && n <= 5 && strings.Trim(first, "0123456789") == "" {
		return n
	}
	return 0
}

// padded writes a number with so many digits at least.
func padded(n, width int) string {
	s := strconv.Itoa(n)
	if n < 0 || len(s) >= width {
		return s
	}
	return strings.Repeat("0", width-len(s)) + s
}

// oneOf picks the sign of a number among so many that follow one another.
func oneOf(n int, first rune, count int) string {
	if n <= 0 || n > count {
		return strconv.Itoa(n)
	}
	return string(first + rune(n-1))
}

// repeated writes the signs one by one, then each twice, then each three times,
// up to so many times.
func repeated(n int, signs []rune, most int) string {
	if n <= 0 || n > len(signs)*most {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(signs[(n-1)%len(signs)]), (n-1)/len(signs)+1)
}

// sequence is a format of one sign for each number.
type sequence struct {
	signs  string
	repeat bool // doubled and so on after the last; else decimals
	again  bool // begins anew after the last
}

func (s sequence) write(n int) string {
	signs := []rune(s.signs)
	switch {
	case s.repeat:
		return repeated(n, signs, 20)
	case n > 0 && s.again:
		return string(signs[(n-1)%len(signs)])
	case n > 0 && n <= len(signs):
		return string(signs[n-1])
	}
	return strconv.Itoa(n)
}

// sequences are the formats of signs in a row. Word begins those of kana anew
// where the standard doubles them ([MS-OI29500] 2.1.540).
var sequences = map[string]sequence{
	"ideographTraditional": {signs: "甲乙丙丁戊己庚辛壬癸"},
	"ideographZodiac":      {signs: "子丑寅卯辰巳午未申酉戌亥"},
	"aiueo":                {signs: "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ", again: true},
	"aiueoFullWidth":       {signs: "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン", again: true},
	"iroha":                {signs: "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ", again: true},
	"irohaFullWidth":       {signs: "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン", again: true},
	"ganada":               {signs: "가나다라마바사아자차카타파하", repeat: true},
	"chosung":              {signs: "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", repeat: true},
	"russianLower":         {signs: "абвгдежзиклмнопрстуфхцчшщыэюя", repeat: true},
	"russianUpper":         {signs: "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ", repeat: true},
}

// digitSets are the formats that differ from decimals in their digits alone.
var digitSets = map[string]string{
	"decimalFullWidth": "０１２３４５６７８９", "decimalFullWidth2": "０１２３４５６７８９",
	"ideographDigital": "〇一二三四五六七八九", "taiwaneseDigital": "○一二三四五六七八九",
	"japaneseDigitalTenThousand": "〇一二三四五六七八九",
	"koreanDigital":              "영일이삼사오육칠팔구", "koreanDigital2": "零一二三四五六七八九",
	"thaiNumbers": "๐๑๒๓๔๕๖๗๘๙", "hindiNumbers": "०१२३४५६७८९",
}

func positional(n int, digits []rune) string {
	var b strings.Builder
	for _, c := range strconv.Itoa(n) {
		b.WriteRune(digits[c-'0'])
	}
	return b.String()
}

// counting is a format that names tens, hundreds and thousands.
type counting struct {
	digits string // from zero
	tens   string // ten, hundred, thousand, ten thousand
	zero   bool   // what is left out between two digits is one zero
	one    bool   // a ten at the beginning is one ten
	bare   bool   // one hundred is a hundred
	small  bool   // up to 99; a number above is written by its digits
}

// countings are those of Chinese, Japanese and Korean.
var countings = map[string]counting{
	"chineseCounting":           {digits: "○一二三四五六七八九", tens: "十百千万", small: true},
	"taiwaneseCounting":         {digits: "○一二三四五六七八九", tens: "十百千萬", small: true},
	"chineseCountingThousand":   {digits: "零一二三四五六七八九", tens: "十百千万", zero: true},
	"taiwaneseCountingThousand": {digits: "零一二三四五六七八九", tens: "十百千萬", zero: true},
	"chineseLegalSimplified":    {digits: "零壹贰叁肆伍陆柒捌玖", tens: "拾佰仟萬", zero: true, one: true},
	"ideographLegalTraditional": {digits: "零壹貳參肆伍陸柒捌玖", tens: "拾佰仟萬", zero: true, one: true},
	"japaneseCounting":          {digits: "〇一二三四五六七八九", tens: "十百千万", bare: true},
	"japaneseLegal":             {digits: "〇壱弐参四伍六七八九", tens: "拾百阡萬", one: true},
	"koreanCounting":            {digits: "영일이삼사오육칠팔구", tens: "십백천만", bare: true},
}

func (c counting) write(n int) string {
	digits, tens := []rune(c.digits), []rune(c.tens)
	if c.small && n > 99 {
		return positional(n, digits)
	}
	var b strings.Builder
	if n >= 10_000 {
		b.WriteString(c.write(n/10_000) + string(tens[3]))
		n %= 10_000
	}
	gap := false
	for i, unit := range []int{1000, 100, 10, 1} {
		d := n / unit % 10
		if d == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap && c.zero {
			b.WriteRune(digits[0])
		}
		gap = false
		if d > 1 || unit == 1 || !c.bare && (unit > 10 || c.one || b.Len() > 0) {
			b.WriteRune(digits[d])
		}
		if unit > 1 {
			b.WriteRune(tens[2-i])
		}
	}
	return b.String()
}

// ordinal counts 1st, 2nd, 3rd, 4th, 11th …: Word writes it in the language of
// the program; this is English.
func ordinal(n int) string {
	end := "th"
	if n%100/10 != 1 {
		switch n % 10 {
		case 1:
			end = "st"
		case 2:
			end = "nd"
		case 3:
			end = "rd"
		}
	}
	return strconv.Itoa(n) + end
}

func roman(n int) string {
	if n <= 0 || n >= 5000 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, d := range []struct {
		v int
		s string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"},
		{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= d.v {
			b.WriteString(d.s)
			n -= d.v
		}
	}
	return b.String()
}

// letters counts A … Z, AA, BB … ZZ, AAA …, as Word does.
func letters(n int) string {
	return repeated(n, []rune("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), 20)
}

// The words of English numbers; Word writes them in the language of the text.
var (
	ones = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tens = strings.Fields("- - twenty thirty forty fifty sixty seventy eighty ninety")
	nths = map[string]string{"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}
)

// cardinalText writes a number in words: one, twenty-one, one hundred one.
func cardinalText(n int) string {
	switch {
	case n < 0 || n >= 1_000_000:
		return strconv.Itoa(n)
	case n < 20:
		return ones[n]
	case n < 100:
		return parted(tens[n/10], "-", n%10)
	case n < 1000:
		return parted(ones[n/100]+" hundred", " ", n%100)
	}
	return parted(cardinalText(n/1000)+" thousand", " ", n%1000)
}

func parted(head, mark string, rest int) string {
	if rest == 0 {
		return head
	}
	return head + mark + cardinalText(rest)
}

// ordinalText writes first, twenty-first, one hundredth.
func ordinalText(n int) string {
	s := cardinalText(n)
	i := strings.LastIndexAny(s, " -") + 1
	head, last := s[:i], s[i:]
	switch y, ok := strings.CutSuffix(last, "y"); {
	case nths[last] != "":
		return head + nths[last]
	case ok:
		return head + y + "ieth"
	}
	return s + "th"
}

// sentence begins with a capital.
func sentence(s string) string {
	c, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(c)) + s[size:]
}

// vietnamese counts một, hai … mười lăm, hai mươi mốt.
func vietnamese(n int) string {
	words := strings.Fields("không một hai ba bốn năm sáu bảy tám chín")
	last := n % 10
	switch {
	case n < 0 || n > 99:
		return strconv.Itoa(n)
	case n < 10:
		return words[n]
	}
	head := "mười"
	if n >= 20 {
		head = words[n/10] + " mươi"
	}
	switch {
	case last == 0:
		return head
	case last == 5:
		return head + " lăm"
	case last == 1 && n > 20:
		return head + " mốt"
	}
	return head + " " + words[last]
}
