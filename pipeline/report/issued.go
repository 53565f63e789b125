package report

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var issuedShape = regexp.MustCompile(`^([0-9]+)/\S+,? ngày ([0-9]{1,2})(?: tháng |/)([0-9]{1,2})(?: năm |/)([0-9]{4})$`)

// IssuedAs reads the number and the day under which the plan went out, from
// "3214/KH-SYT ngày 05 tháng 12 năm 2024" or "… ngày 05/12/2024"; ok is false
// where it has not gone out, or where that is written in another way.
func (i Info) IssuedAs() (number string, day Date, ok bool) {
	m := issuedShape.FindStringSubmatch(strings.Join(strings.Fields(strings.TrimPrefix(i.Issued, "số")), " "))
	if m == nil {
		return "", Date{}, false
	}
	var n [3]int // day, month, year
	for k := range n {
		n[k], _ = strconv.Atoi(m[k+2]) // digits by the pattern
	}
	day = MakeDate(n[2], time.Month(n[1]), n[0])
	return m[1], day, day == Date{n[2], time.Month(n[1]), n[0]}
}
