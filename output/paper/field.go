package paper

import (
	"reflect"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"vanthu/output/tag"
	"vanthu/pipeline/finding"
)

// field is a field of the template.
type field struct {
	Field
	dict    types.Dict
	parent  *field // whose entries it inherits; nil at the top
	widgets []types.Dict
	flags   int
}

// The bits of Ff (ISO 32000-1, tables 221, 226, 228, 230).
const (
	required    = 1 << 1
	multiline   = 1 << 12
	password    = 1 << 13
	radio       = 1 << 15
	pushButton  = 1 << 16
	combo       = 1 << 17
	edit        = 1 << 18
	multiSelect = 1 << 21
	comb        = 1 << 24
)

// get finds an entry of a field, its own or inherited.
func (fd *field) get(key string) types.Object {
	for at := fd; at != nil; at = at.parent {
		if o, ok := at.dict.Find(key); ok {
			return o
		}
	}
	return nil
}

// readField reads a node of the tree of fields: one with children that have
// names is a group, one whose children have none is a field with its widgets.
func (f *filler) readField(o types.Object, parent *field, prefix string, depth int) {
	d := f.dict(o)
	if depth > maxDepth || !f.first(d) {
		return
	}
	fd := &field{dict: d, parent: parent}
	fd.Name = prefix
	if part := f.text(d["T"]); part != "" {
		fd.Name = strings.TrimPrefix(prefix+"."+part, ".")
	}
	named := false
	for _, k := range f.array(d["Kids"]) {
		if kid := f.dict(k); kid != nil {
			if _, ok := kid.Find("T"); ok {
				named = true
				f.readField(k, fd, fd.Name, depth+1)
			} else if f.first(kid) {
				fd.widgets = append(fd.widgets, kid)
			}
		}
	}
	if named {
		return
	}
	if len(fd.widgets) == 0 {
		fd.widgets = []types.Dict{d}
	}
	fd.flags = f.int(fd.get("Ff"))
	fd.Required = fd.flags&required != 0
	fd.MaxLen = max(f.int(fd.get("MaxLen")), 0)
	switch f.text(fd.get("FT")) {
	case "Tx":
		fd.Kind = Text
	case "Ch":
		fd.Kind = Choice
		for _, o := range f.options(fd) {
			fd.Options = append(fd.Options, o.export)
		}
	case "Sig":
		fd.Kind = Signature
	case "Btn":
		fd.Kind = Check
		switch {
		case fd.flags&pushButton != 0:
			fd.Kind = Button
		default:
			if states := f.states(fd); fd.flags&radio != 0 || len(states) > 1 {
				fd.Kind, fd.Options = Radio, states
			}
		}
	default:
		return
	}
	fd.Page = f.pageOf(fd.widgets[0])
	f.fields = append(f.fields, fd)
}

// pageOf finds the page that a widget is on, from 1.
func (f *filler) pageOf(widget types.Dict) int {
	if f.onPage == nil {
		f.onPage = map[uintptr]int{}
		for i, p := range f.pages {
			for _, a := range f.array(p["Annots"]) {
				if f.nodes++; f.nodes > maxNodes {
					return 0 // the file is refused
				}
				if d := f.dict(a); d != nil {
					f.onPage[identity(d)] = i + 1
				}
			}
		}
	}
	return f.onPage[identity(widget)]
}

// identity tells a dictionary from others with the same entries.
func identity(d types.Dict) uintptr { return reflect.ValueOf(d).Pointer() }

// option is an entry of a choice: what is stored, and what is shown.
type option struct{ export, shown string }

func (f *filler) options(fd *field) []option {
	var out []option
	list := f.array(fd.get("Opt"))
	f.nodes += len(list)
	for _, o := range list {
		if pair := f.array(o); len(pair) == 2 {
			out = append(out, option{f.text(pair[0]), f.text(pair[1])})
		} else {
			out = append(out, option{f.text(o), f.text(o)})
		}
	}
	return out
}

// onState is the name of a button's state that is not off; "" where it has none.
func (f *filler) onState(widget types.Dict) string {
	normal := f.dict(f.dict(widget["AP"])["N"])
	var names []string
	for name := range normal { // sorted below
		if name != "Off" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if len(names) == 0 {
		return ""
	}
	return names[0]
}

// states lists the options of a radio button: the texts of Opt, else the names
// of the states.
func (f *filler) states(fd *field) []string {
	opt := f.array(fd.get("Opt"))
	var out []string
	for i, w := range fd.widgets {
		s := f.text(types.Name(f.onState(w)))
		if i < len(opt) {
			s = f.text(opt[i])
		}
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// fill fills a field from the data.
func (f *filler) fill(fd *field) error {
	if fd.Kind == Button || fd.Kind == Signature {
		return nil
	}
	v, ok := f.data.Lookup(fd.Name)
	if !ok {
		if !f.opt.AllowMissing {
			f.missing(fd)
			return nil
		}
		if fd.Kind != Text {
			return nil
		}
		v = tag.Dots
		if fd.MaxLen > 0 {
			v = string([]rune(tag.Dots)[:min(fd.MaxLen, len([]rune(tag.Dots)))])
		}
	}
	switch fd.Kind {
	case Text:
		return f.fillText(fd, v)
	case Check:
		f.fillCheck(fd, tag.Truth(v))
	case Radio:
		f.fillRadio(fd, v)
	case Choice:
		return f.fillChoice(fd, v)
	}
	return nil
}

// missing reports a field for which there is no data, in the words that all
// templates share.
func (f *filler) missing(fd *field) {
	got := tag.Missing(tag.Tag{Name: fd.Name}, f.data)
	hint := "sửa tên ô trong mẫu PDF, hoặc thêm tên này vào dữ liệu"
	if near := tag.Nearest(fd.Name, f.data.Names()); near != "" {
		hint = "có phải " + near + " không? Nếu không, thêm tên này vào dữ liệu"
	}
	f.report(fd, finding.Error, got.Code, fd.Name, got.Message, hint)
}

// value prints a value, or reports that it is none.
func (f *filler) value(fd *field, v any) (string, bool) {
	s, ok := tag.Text(v)
	if !ok {
		got := tag.NotText(tag.Tag{Name: fd.Name}, v, f.data)
		f.report(fd, finding.Error, got.Code, fd.Name, got.Message, "đặt tên ô theo một giá trị bên trong, ví dụ "+fd.Name+".ten")
	}
	return clean(s), ok
}

// fillCheck sets a check box. All its widgets are turned on and off together:
// they have one state, or by Opt one meaning (ISO 32000-1, 12.7.4.2.3). V can name
// the state of one, and names that of the first.
func (f *filler) fillCheck(fd *field, on bool) {
	common := "Yes" // the name that the format recommends
	for _, w := range slices.Backward(fd.widgets) {
		if name := f.onState(w); name != "" {
			common = name
		}
	}
	state := "Off"
	if on {
		state = common
	}
	for _, w := range fd.widgets {
		name := f.onState(w)
		if name == "" {
			name = common
			f.drawCheck(w, name)
		}
		if !on {
			name = "Off"
		}
		w["AS"] = types.Name(name)
	}
	fd.set("V", types.Name(state))
}

// fillRadio presses the one of several buttons. Check boxes of one name with
// different states are such buttons too: V names one state, and a widget is on
// where that is its own (ISO 32000-1, 12.7.4.2.3).
func (f *filler) fillRadio(fd *field, v any) {
	if v == false {
		v = nil // none of them
	}
	s, ok := f.value(fd, v)
	if !ok {
		return
	}
	if s != "" && !slices.Contains(fd.Options, s) {
		f.notAnOption(fd, s)
		return
	}
	opt := f.array(fd.get("Opt"))
	state := "Off"
	for i, w := range fd.widgets {
		name := f.onState(w)
		says := f.text(types.Name(name))
		if i < len(opt) {
			says = f.text(opt[i])
		}
		now := "Off"
		if s != "" && says == s && name != "" {
			now, state = name, name
		}
		w["AS"] = types.Name(now)
	}
	fd.set("V", types.Name(state))
}

func (f *filler) notAnOption(fd *field, s string) {
	near := tag.Nearest(s, fd.Options)
	hint := "ghi một trong các giá trị ấy vào dữ liệu, hoặc thêm giá trị này vào mẫu PDF"
	if near != "" {
		hint = "có phải “" + near + "” không? Nếu không, " + hint
	}
	f.report(fd, finding.Error, "khong-co-lua-chon", s,
		"ô “"+fd.Name+"” chỉ nhận một trong các giá trị: "+strings.Join(fd.Options, "; "), hint)
}

// set writes an entry where the field itself keeps it.
func (fd *field) set(key string, v types.Object) {
	at := fd
	if _, own := fd.dict.Find(key); !own {
		for p := fd.parent; p != nil; p = p.parent {
			if _, has := p.dict.Find(key); has && p.dict["FT"] != nil {
				at = p
				break
			}
		}
	}
	at.dict[key] = v
}
