package paper

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/text/unicode/norm"

	"vanthu/output/tag"
	"vanthu/pipeline/finding"
)

// look is how a widget shows text, in points.
type look struct {
	face       *face
	size       float64 // 0: as large as fits
	color      string  // operators
	align      int     // 0 left, 1 middle, 2 right
	w, h       float64 // of the box as it is read
	pad        float64
	decoration string // background and border, drawn first
}

// clean makes a text one that can be drawn and stored: NFC, without characters
// that have no picture.
func clean(s string) string {
	return norm.NFC.String(strings.ReplaceAll(tag.Clean(s), "\t", " "))
}

// textString writes a text for the file: UTF-16 in hexadecimal.
func textString(s string) types.HexLiteral { return types.HexLiteral("FEFF" + utf16Hex(s)) }

func utf16Hex(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

// fillText fills a text field.
func (f *filler) fillText(fd *field, v any) error {
	s, ok := f.value(fd, v)
	if !ok {
		return nil
	}
	if fd.flags&multiline == 0 {
		s = strings.Join(strings.Fields(strings.ReplaceAll(s, "\n", " ")), " ")
	}
	if n := len([]rune(s)); fd.MaxLen > 0 && n > fd.MaxLen {
		f.report(fd, finding.Error, "o-qua-dai", s, fmt.Sprintf("ô “%s” chỉ nhận %d ký tự, giá trị có %d", fd.Name, fd.MaxLen, n),
			"rút ngắn giá trị, hoặc tăng giới hạn ký tự của ô trong mẫu PDF")
		return nil
	}
	fd.set("V", textString(s))
	for _, w := range fd.widgets {
		if err := f.drawText(fd, w, s); err != nil {
			return err
		}
	}
	return nil
}

// fillChoice selects options of a list, or writes into one that takes any text.
func (f *filler) fillChoice(fd *field, v any) error {
	list, many := tag.List(v)
	if !many {
		list = []any{v}
	}
	var values []string
	for _, one := range list {
		s, ok := f.value(fd, one)
		if !ok {
			return nil
		}
		if s != "" {
			values = append(values, s)
		}
	}
	if len(values) > 1 && fd.flags&multiSelect == 0 {
		f.report(fd, finding.Error, "mot-lua-chon", strings.Join(values, "; "), "ô “"+fd.Name+"” chỉ nhận một lựa chọn", "để một giá trị trong dữ liệu")
		return nil
	}
	opts := f.options(fd)
	var shown []string
	var stored, picked types.Array
	for _, s := range values {
		i := slices.IndexFunc(opts, func(o option) bool { return o.export == s || o.shown == s })
		switch {
		case i >= 0:
			shown, stored, picked = append(shown, opts[i].shown), append(stored, textString(opts[i].export)), append(picked, types.Integer(i))
		case fd.flags&combo != 0 && fd.flags&edit != 0:
			shown, stored = append(shown, s), append(stored, textString(s))
		default:
			f.notAnOption(fd, s)
			return nil
		}
	}
	switch {
	case len(stored) == 1:
		fd.set("V", stored[0])
	case len(stored) == 0:
		fd.set("V", textString(""))
	default:
		fd.set("V", stored)
	}
	fd.dict.Delete("I")
	if len(picked) > 0 && fd.flags&combo == 0 {
		slices.SortFunc(picked, func(a, b types.Object) int { return int(a.(types.Integer)) - int(b.(types.Integer)) })
		fd.dict["I"] = picked
	}
	for _, w := range fd.widgets {
		if err := f.drawText(fd, w, strings.Join(shown, "\n")); err != nil {
			return err
		}
	}
	return nil
}

// look reads how a widget shows text: its default appearance (ISO 32000-1,
// 12.7.3.3), alignment, border and turn.
func (f *filler) look(fd *field, w types.Dict) (*look, error) {
	inherited := func(key string) types.Object {
		if o, ok := w.Find(key); ok {
			return o
		}
		if o := fd.get(key); o != nil {
			return o
		}
		return f.form[key]
	}
	l := &look{color: "0 g", align: f.int(inherited("Q"))}
	l.w, l.h = f.box(w)
	base := "Times New Roman"
	words := strings.Fields(f.text(inherited("DA")))
	for i, word := range words {
		switch {
		case word == "Tf" && i >= 2:
			l.size, _ = strconv.ParseFloat(words[i-1], 64)
			name := strings.TrimPrefix(words[i-2], "/")
			base = name
			for _, from := range []types.Object{inherited("DR"), f.form["DR"]} {
				if font := f.dict(f.dict(f.dict(from)["Font"])[name]); font != nil {
					base = f.text(font["BaseFont"])
					break
				}
			}
		case word == "g" && i >= 1, word == "rg" && i >= 3, word == "k" && i >= 4:
			n := map[string]int{"g": 1, "rg": 3, "k": 4}[word]
			l.color = strings.Join(words[i-n:i+1], " ")
		}
	}
	if base == "Helv" || base == "HeBo" { // what Acrobat calls Helvetica where no font is given
		base = "Helvetica"
	}
	if l.size < 0 || math.IsNaN(l.size) || l.size > 1000 {
		l.size = 0
	}
	l.decorate(f, w)
	var err error
	l.face, err = f.face(base)
	return l, err
}

// box gives a widget's width and height as its text is read: turned by MK's R.
func (f *filler) box(w types.Dict) (width, height float64) {
	r := f.array(w["Rect"])
	if len(r) != 4 {
		return 0, 0
	}
	width, height = math.Abs(f.float(r[2])-f.float(r[0])), math.Abs(f.float(r[3])-f.float(r[1]))
	if turn := f.int(f.dict(w["MK"])["R"]); turn%180 != 0 {
		width, height = height, width
	}
	return width, height
}

// decorate draws the background and the border that the widget asks for.
func (l *look) decorate(f *filler, w types.Dict) {
	mk := f.dict(w["MK"])
	border := 1.0
	if bs := f.dict(w["BS"]); bs != nil {
		if o, ok := bs.Find("W"); ok {
			border = f.float(o)
		}
	} else if old := f.array(w["Border"]); len(old) >= 3 {
		border = f.float(old[2])
	}
	var b strings.Builder
	if c := f.colorOf(mk["BG"], "g", "rg", "k"); c != "" {
		fmt.Fprintf(&b, "%s 0 0 %s %s re f\n", c, num(l.w), num(l.h))
	}
	if c := f.colorOf(mk["BC"], "G", "RG", "K"); c != "" && border > 0 {
		fmt.Fprintf(&b, "%s %s w %s %s %s %s re S\n", c, num(border), num(border/2), num(border/2), num(l.w-border), num(l.h-border))
	} else {
		border = 0
	}
	l.decoration, l.pad = b.String(), max(2*border, 2)
}

func (f *filler) colorOf(o types.Object, gray, rgb, cmyk string) string {
	a := f.array(o)
	op := map[int]string{1: gray, 3: rgb, 4: cmyk}[len(a)]
	if op == "" {
		return ""
	}
	var words []string
	for _, c := range a {
		words = append(words, num(f.float(c)))
	}
	return strings.Join(append(words, op), " ")
}

// drawText draws what a widget shows.
func (f *filler) drawText(fd *field, w types.Dict, s string) error {
	l, err := f.look(fd, w)
	if err != nil {
		return err
	}
	if lost := l.face.lacks(s); lost != "" {
		f.report(fd, finding.Warning, "thieu-chu", lost, "phông chữ không có các ký tự này nên chúng không hiện ra", "thay bằng ký tự khác")
	}
	var content string
	switch {
	case fd.Kind == Text && fd.flags&password != 0:
		content = l.line(strings.Repeat("*", len([]rune(s))), f, fd)
	case fd.Kind == Text && fd.flags&multiline != 0:
		content = l.lines(s, f, fd)
	case fd.Kind == Choice && fd.flags&combo == 0:
		content = l.lines(s, f, fd)
	case fd.Kind == Text && fd.flags&comb != 0 && fd.MaxLen > 0:
		content = l.comb(s, fd.MaxLen, f, fd)
	default:
		content = l.line(s, f, fd)
	}
	body := fmt.Sprintf("%s/Tx BMC\nq\n%s %s %s %s re W n\nBT\n%s\n%sET\nQ\nEMC\n", l.decoration,
		num(l.pad/2), num(l.pad/2), num(max(l.w-l.pad, 0)), num(max(l.h-l.pad, 0)), l.color, content)
	matrix := map[int][]float64{90: {0, 1, -1, 0, l.h, 0}, 180: {-1, 0, 0, -1, l.w, l.h}, 270: {0, -1, 1, 0, 0, l.w}}[(f.int(f.dict(w["MK"])["R"])%360+360)%360]
	form := types.Dict{"Type": types.Name("XObject"), "Subtype": types.Name("Form"), "BBox": types.NewNumberArray(0, 0, l.w, l.h),
		"Resources": types.Dict{"Font": types.Dict{"VT": *l.face.ref}}}
	if matrix != nil {
		form["Matrix"] = types.NewNumberArray(matrix...)
	}
	ref, err := f.stream([]byte(body), form)
	if err != nil {
		return err
	}
	w["AP"] = types.Dict{"N": *ref}
	return nil
}

// lacks lists the characters that the face has no glyph for.
func (c *face) lacks(s string) string {
	var lost []rune
	for _, r := range s {
		if !c.has(r) && r != '\n' && !slices.Contains(lost, r) {
			lost = append(lost, r)
		}
	}
	return string(lost)
}

const (
	smallest = 4.0  // points, where the size is ours to choose
	largest  = 12.0 // the same, for several lines, as in Acrobat
)

func (l *look) overflow(f *filler, fd *field, s string) {
	if strings.Trim(s, "…") == "" {
		return // of the dots for what is missing any number will do
	}
	f.report(fd, finding.Warning, "chu-tran-o", s, fmt.Sprintf("chữ dài hơn ô “%s” nên không hiện hết", fd.Name),
		"rút ngắn giá trị, nới rộng ô hoặc đặt cỡ chữ tự động (Auto) trong mẫu PDF")
}

// line sets one line in the middle of the box's height.
func (l *look) line(s string, f *filler, fd *field) string {
	size, room := l.size, max(l.w-2*l.pad, 0)
	natural := l.face.width(s)
	if size == 0 {
		size = max((l.h-l.pad)/(l.face.asc+l.face.desc), smallest)
		if natural > 0 {
			size = max(min(size, room/natural), smallest)
		}
	}
	if natural*size > room+0.01 {
		l.overflow(f, fd, s)
	}
	y := (l.h - (l.face.asc+l.face.desc)*size) / 2
	return l.set(size, l.start(natural*size), y+l.face.desc*size, s)
}

// start gives where a text of a width begins.
func (l *look) start(width float64) float64 {
	switch l.align {
	case 1:
		return max((l.w-width)/2, l.pad)
	case 2:
		return max(l.w-l.pad-width, l.pad)
	}
	return l.pad
}

func (l *look) set(size, x, y float64, s string) string {
	if s == "" {
		return ""
	}
	return fmt.Sprintf("/VT %s Tf 1 0 0 1 %s %s Tm %s Tj\n", num(size), num(x), num(y), l.face.hex(s))
}

// comb sets each character in the middle of its own cell.
func (l *look) comb(s string, cells int, f *filler, fd *field) string {
	size := l.size
	if size == 0 {
		size = max(min((l.h-l.pad)/(l.face.asc+l.face.desc), l.w/float64(cells)), smallest)
	}
	cell := l.w / float64(cells)
	y := (l.h-(l.face.asc+l.face.desc)*size)/2 + l.face.desc*size
	var b strings.Builder
	runes := []rune(s)
	from := map[int]int{1: (cells - len(runes)) / 2, 2: cells - len(runes)}[l.align]
	for i, r := range runes {
		if one := string(r); one != " " {
			b.WriteString(l.set(size, cell*(float64(from+i)+0.5)-l.face.width(one)*size/2, y, one))
		}
	}
	if size*l.face.asc > l.h {
		l.overflow(f, fd, s)
	}
	return b.String()
}

// lines sets lines from the top, broken between words.
func (l *look) lines(s string, f *filler, fd *field) string {
	room, height := max(l.w-2*l.pad, 0), max(l.h-2*l.pad, 0)
	size := l.size
	leading := l.face.asc + l.face.desc
	if size == 0 {
		for size = largest; size > smallest && (float64(len(l.broken(s, room/size)))*leading*size > height || l.widest(s, room/size)*size > room); size -= 0.5 {
		}
	}
	broken := l.broken(s, room/size)
	if float64(len(broken))*leading*size > height+0.01 || l.widest(s, room/size)*size > room+0.01 {
		l.overflow(f, fd, s)
	}
	var b strings.Builder
	y := l.h - l.pad - l.face.asc*size
	for _, line := range broken {
		b.WriteString(l.set(size, l.start(l.face.width(line)*size), y, line))
		y -= leading * size
	}
	return b.String()
}

func (l *look) widest(s string, ems float64) float64 {
	var w float64
	for _, line := range l.broken(s, ems) {
		w = max(w, l.face.width(line))
	}
	return w
}

// broken breaks a text into lines of a width in ems. A word that is wider has a
// line of its own.
func (l *look) broken(s string, ems float64) []string {
	var out []string
	space := l.face.width(" ")
	for par := range strings.SplitSeq(s, "\n") {
		line, width := "", 0.0
		for _, word := range strings.Fields(par) {
			w := l.face.width(word)
			if line != "" && width+space+w > ems {
				out = append(out, line)
				line, width = "", 0
			}
			if line != "" {
				line, width = line+" ", width+space
			}
			line, width = line+word, width+w
		}
		out = append(out, line)
	}
	return out
}

// drawCheck gives a check box without pictures of its states a tick.
func (f *filler) drawCheck(w types.Dict, on string) {
	l := &look{}
	l.w, l.h = f.box(w)
	l.decorate(f, w)
	bbox := types.NewNumberArray(0, 0, l.w, l.h)
	state := func(body string) types.Object {
		ref, err := f.stream([]byte(body), types.Dict{"Type": types.Name("XObject"), "Subtype": types.Name("Form"), "BBox": bbox, "Resources": types.NewDict()})
		if err != nil {
			return nil
		}
		return *ref
	}
	side := min(l.w, l.h)
	x, y := (l.w-side)/2, (l.h-side)/2
	tick := fmt.Sprintf("q 0 G %s w %s %s m %s %s l %s %s l S Q\n", num(side/9), num(x+side*0.2), num(y+side*0.5), num(x+side*0.42), num(y+side*0.25), num(x+side*0.8), num(y+side*0.78))
	w["AP"] = types.Dict{"N": types.Dict{on: state(l.decoration + tick), "Off": state(l.decoration)}}
}

// num writes a number of points to a thousandth.
func num(v float64) string {
	return strconv.FormatFloat(math.Round(v*1000)/1000+0, 'f', -1, 64)
}
