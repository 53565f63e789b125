package report

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// Number (số liệu) is an exact decimal. Its text is canonical ("12", "-0.5",
// "1234.25"), so two Numbers are equal exactly when == says so. The zero value
// is the number 0.
type Number struct{ text string }

// NumberOf is the number of an integer.
func NumberOf(n int64) Number {
	if n == 0 {
		return Number{}
	}
	return Number{strconv.FormatInt(n, 10)}
}

// ParseNumber reads a decimal in the notation of programs: an optional sign,
// digits, optionally a point and digits; no exponent, no separators.
func ParseNumber(s string) (Number, error) {
	body := strings.TrimPrefix(s, "-")
	whole, frac, point := strings.Cut(body, ".")
	if whole == "" || (point && frac == "") || !digits(whole) || !digits(frac) {
		return Number{}, fmt.Errorf("number %q: not a decimal", s)
	}
	whole = strings.TrimLeft(whole, "0")
	frac = strings.TrimRight(frac, "0")
	if whole == "" {
		whole = "0"
	}
	text := whole
	if frac != "" {
		text += "." + frac
	}
	if text == "0" {
		return Number{}, nil
	}
	if strings.HasPrefix(s, "-") {
		text = "-" + text
	}
	return Number{text}, nil
}

func digits(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// String gives the canonical text, a number of JSON: "1234.5".
func (n Number) String() string {
	if n.text == "" {
		return "0"
	}
	return n.text
}

// MarshalJSON writes the number as a JSON number.
func (n Number) MarshalJSON() ([]byte, error) { return []byte(n.String()), nil }

// Rat is the number as a fraction of its own.
func (n Number) Rat() *big.Rat {
	r, ok := new(big.Rat).SetString(n.String())
	if !ok {
		panic("report: number is not canonical: " + n.text)
	}
	return r
}

// small gives the number as an int64 where it is a whole one that cannot
// overflow when two are added.
func (n Number) small() (int64, bool) {
	if len(n.text) > 18 {
		return 0, false
	}
	v, err := strconv.ParseInt(n.String(), 10, 64)
	return v, err == nil
}

// Add gives the exact sum.
func (n Number) Add(m Number) Number {
	if a, ok := n.small(); ok {
		if b, ok := m.small(); ok {
			return NumberOf(a + b)
		}
	}
	sum := new(big.Rat).Add(n.Rat(), m.Rat())
	out, err := ParseNumber(sum.FloatString(max(n.decimals(), m.decimals())))
	if err != nil {
		panic("report: sum of decimals is no decimal") // cannot happen
	}
	return out
}

func (n Number) decimals() int {
	_, frac, _ := strings.Cut(n.text, ".")
	return len(frac)
}

// Sub gives the exact difference.
func (n Number) Sub(m Number) Number { return n.Add(m.Neg()) }

// Neg gives the number with the other sign.
func (n Number) Neg() Number {
	switch {
	case n.IsZero():
		return n
	case strings.HasPrefix(n.text, "-"):
		return Number{n.text[1:]}
	}
	return Number{"-" + n.text}
}

// Cmp compares: -1, 0 or 1.
func (n Number) Cmp(m Number) int {
	if a, ok := n.small(); ok {
		if b, ok := m.small(); ok {
			switch {
			case a < b:
				return -1
			case a > b:
				return 1
			}
			return 0
		}
	}
	return n.Rat().Cmp(m.Rat())
}

// IsZero tells whether the number is 0.
func (n Number) IsZero() bool { return n.text == "" }

// Sign gives -1, 0 or 1.
func (n Number) Sign() int {
	switch {
	case n.IsZero():
		return 0
	case strings.HasPrefix(n.text, "-"):
		return -1
	}
	return 1
}

// IsWhole tells whether the number has no decimals.
func (n Number) IsWhole() bool { return !strings.Contains(n.text, ".") }

// Percent gives 100 × value / whole, rounded half away from zero to one place;
// ok is false where whole is 0.
func Percent(value, whole Number) (p Number, ok bool) {
	if whole.IsZero() {
		return Number{}, false
	}
	r := new(big.Rat).Quo(value.Rat(), whole.Rat())
	r.Mul(r, big.NewRat(100, 1))
	// FloatString rounds half away from zero: half up in size.
	p, err := ParseNumber(r.FloatString(1))
	if err != nil {
		panic("report: percent is no decimal") // cannot happen
	}
	return p, true
}

// Change gives by how much a value differs from a base, and that difference in
// percent of the base with its sign, its size rounded half up to one place; nil
// where the base is 0.
func Change(value, base Number) (difference Number, percent *Number) {
	difference = value.Sub(base)
	if p, ok := Percent(difference, base); ok {
		percent = &p
	}
	return difference, percent
}

// FormatNumber writes a number as Vietnamese official documents do: a point
// between thousands, a comma before decimals: "1.234.567,5".
func FormatNumber(n Number) string {
	text := n.String()
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "-", text[1:]
	}
	whole, frac, _ := strings.Cut(text, ".")
	var b strings.Builder
	b.WriteString(sign)
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte('.')
		}
		b.WriteRune(r)
	}
	if frac != "" {
		b.WriteByte(',')
		b.WriteString(frac)
	}
	return b.String()
}

// FormatCount writes a count for running text, where whole numbers below ten
// take a leading nought by official custom ("02 phóng sự"); 0 stays "0".
func FormatCount(n Number) string {
	if v, ok := n.small(); ok && v > 0 && v < 10 {
		return "0" + n.String()
	}
	return FormatNumber(n)
}
