package wordml

import (
	"strconv"
	"strings"
)

// readFonts takes the table of fonts apart (17.8).
func readFonts(root *node) map[string]FontInfo {
	out := map[string]FontInfo{}
	if root == nil {
		return out
	}
	for _, n := range root.kids {
		name := n.at("name")
		if n.name != "w:font" || name == "" {
			continue
		}
		f := FontInfo{Alt: n.kid("w:altName").val(), Family: n.kid("w:family").val(), Pitch: n.kid("w:pitch").val(),
			Charset: strings.ToUpper(n.kid("w:charset").val())}
		panose := n.kid("w:panose1").val()
		for i := range f.Panose {
			if 2*i+2 > len(panose) {
				break
			}
			v, err := strconv.ParseUint(panose[2*i:2*i+2], 16, 8)
			if err != nil {
				break
			}
			f.Panose[i] = byte(v)
		}
		out[name] = f
	}
	return out
}
