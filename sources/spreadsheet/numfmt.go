package spreadsheet

import "strings"

// Show is how a number format shows a number: the same 45823 is a figure in
// one cell and 15/6/2025 in another.
type Show int

const (
	AsNumber Show = iota // General, #,##0 and the like
	AsDate
	AsTime
	AsPercent
	AsBool
)

// builtinFormat classifies the formats that have a number and no code
// (ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are the East Asian dates).
func builtinFormat(id int) Show {
	switch {
	case id == 9 || id == 10:
		return AsPercent
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 58:
		return AsDate
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47:
		return AsTime
	}
	return AsNumber
}

// classifyFormat looks only at the first section, the one for positive numbers,
// and only at what stands outside quotes, escapes and colours.
func classifyFormat(code string) Show {
	var bare, quoted strings.Builder
	elapsed := false
scan:
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				break scan
			}
			quoted.WriteString(code[i+1 : i+1+end])
			i += end + 1
		case '\\', '_', '*':
			i++
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				break scan
			}
			// [h], [mm], [ss] count elapsed time; [Red] and [$-42A] do not.
			inside := strings.ToLower(code[i+1 : i+end])
			elapsed = elapsed || inside != "" && strings.Trim(inside, inside[:1]) == "" && strings.Contains("hms", inside[:1])
			i += end
		case ';':
			break scan
		default:
			bare.WriteByte(c)
		}
	}
	text := strings.ToLower(bare.String())
	switch {
	case strings.Contains(text, "general"):
		return AsNumber
	case strings.Contains(text, "%"):
		return AsPercent
	case strings.ContainsAny(text, "dy"):
		return AsDate
	case elapsed || strings.ContainsAny(text, "hs"):
		return AsTime
	case strings.Contains(text, "m"):
		return AsDate
	case !strings.ContainsAny(text, "0#?@") && strings.EqualFold(quoted.String(), "TRUE"):
		return AsBool
	}
	return AsNumber
}
