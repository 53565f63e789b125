package paper

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"vanthu/pipeline/finding"
)

// Under lays the pages of a document on printed paper: the first page of the
// background lies under the first page, its last page under all that follow, in
// their own size. A page of another size than its background is left without
// one, and a warning names it; where that is every page, it is an error. name is
// the background's, for findings. out is nil where found holds an error.
func Under(document, background []byte, name string) (out []byte, found []finding.Finding) {
	broken := func(err error) ([]byte, []finding.Finding) {
		f := finding.Finding{Severity: finding.Error, Code: "nen-khong-doc-duoc", Pos: finding.Pos{File: name},
			Message: "tệp nền " + unreadable(err), Hint: "mở bằng trình xem PDF rồi in ra tệp PDF mới"}
		if errors.Is(err, ErrEncrypted) {
			f.Hint = "bỏ mật khẩu của tệp rồi thử lại"
		}
		return nil, []finding.Finding{f}
	}
	defer func() { // a file that is broken in a way nobody foresaw must not end the program
		if r := recover(); r != nil {
			out, found = broken(fmt.Errorf("%v", r))
		}
	}()
	bg, err := open(background)
	if err != nil {
		return broken(err)
	}
	if len(bg.pages) == 0 {
		return broken(errors.New("no pages"))
	}
	doc, err := open(document)
	if err != nil {
		return nil, []finding.Finding{{Severity: finding.Error, Code: "pdf-hong", Message: "văn bản PDF " + unreadable(err), Hint: "dựng lại văn bản"}}
	}
	u := &under{from: bg, to: doc, done: map[int]*types.IndirectRef{}, sheets: map[int]*sheet{}}
	var other []string
	for i, page := range doc.pages {
		s, err := u.sheet(min(i, 1) * (len(bg.pages) - 1))
		if err != nil {
			return broken(err)
		}
		if w, h := size(doc.visible(page)); math.Abs(w-s.w) > 1 || math.Abs(h-s.h) > 1 {
			other = append(other, strconv.Itoa(i+1))
			continue
		}
		if err := u.lay(page, s); err != nil {
			return broken(err)
		}
	}
	if len(other) > 0 {
		f := finding.Finding{Severity: finding.Warning, Code: "nen-khac-kho", Pos: finding.Pos{File: name},
			Message: fmt.Sprintf("các trang %s khác khổ với nền (nền là %s) nên để trắng nền", strings.Join(other, ", "), u.sheets[0]),
			Hint:    "nếu trang ấy cần nền, dùng tệp nền cùng khổ và cùng chiều giấy"}
		if len(other) == len(doc.pages) {
			f.Severity, f.Message = finding.Error, fmt.Sprintf("không trang nào của văn bản cùng khổ với nền (nền là %s)", u.sheets[0])
			return nil, []finding.Finding{f}
		}
		found = append(found, f)
	}
	if out, err = doc.write(); err != nil {
		return broken(err)
	}
	return out, found
}

// unreadable says to a person why a file is not read.
func unreadable(err error) string {
	switch {
	case errors.Is(err, ErrEncrypted):
		return "bị khóa bằng mật khẩu"
	case errors.Is(err, ErrTooLarge):
		return "quá lớn"
	}
	return "không phải tệp PDF, hoặc đã hỏng"
}

// under is one run of Under.
type under struct {
	from, to *filler
	done     map[int]*types.IndirectRef // by object of the background
	sheets   map[int]*sheet
}

// sheet is a page of the background as a picture, with its size in points.
type sheet struct {
	w, h float64
	ref  *types.IndirectRef
}

func (s *sheet) String() string {
	const mm = 25.4 / 72
	return fmt.Sprintf("%.0f × %.0f mm", s.w*mm, s.h*mm)
}

// inherited finds an entry of a page or of the nodes above it.
func (f *filler) inherited(page types.Dict, key string) types.Object {
	for depth := 0; page != nil && depth < maxDepth; depth++ {
		if o, ok := page.Find(key); ok {
			return f.object(o)
		}
		page = f.dict(page["Parent"])
	}
	return nil
}

// visible gives the box of a page that is shown, in points, and how it is turned.
func (f *filler) visible(page types.Dict) (box [4]float64, turn int) {
	a := f.array(f.inherited(page, "CropBox"))
	if len(a) != 4 {
		a = f.array(f.inherited(page, "MediaBox"))
	}
	if len(a) == 4 {
		x0, y0, x1, y1 := f.float(a[0]), f.float(a[1]), f.float(a[2]), f.float(a[3])
		box = [4]float64{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
	}
	return box, (f.int(f.inherited(page, "Rotate"))%360 + 360) % 360
}

func size(box [4]float64, turn int) (w, h float64) {
	if turn%180 != 0 {
		return box[3] - box[1], box[2] - box[0]
	}
	return box[2] - box[0], box[3] - box[1]
}

// sheet makes a picture (form XObject) of a page of the background, once.
func (u *under) sheet(i int) (*sheet, error) {
	if s := u.sheets[i]; s != nil {
		return s, nil
	}
	page := u.from.pages[i]
	box, turn := u.from.visible(page)
	s := &sheet{}
	s.w, s.h = size(box, turn)
	body, err := u.from.contents(page)
	if err != nil {
		return nil, err
	}
	resources, err := u.copy(u.from.inherited(page, "Resources"), 0)
	if err != nil {
		return nil, err
	}
	if resources == nil {
		resources = types.NewDict()
	}
	matrix := map[int][]float64{ // brings the box, turned, to the origin
		0:   {1, 0, 0, 1, -box[0], -box[1]},
		90:  {0, -1, 1, 0, -box[1], box[2]},
		180: {-1, 0, 0, -1, box[2], box[3]},
		270: {0, 1, -1, 0, box[3], -box[0]},
	}[turn]
	if matrix == nil {
		return nil, fmt.Errorf("page turned by %d degrees", turn)
	}
	form := types.Dict{"Type": types.Name("XObject"), "Subtype": types.Name("Form"), "BBox": types.NewNumberArray(box[:]...),
		"Matrix": types.NewNumberArray(matrix...), "Resources": resources}
	if group := u.from.dict(page["Group"]); group != nil {
		if form["Group"], err = u.copy(group, 0); err != nil {
			return nil, err
		}
	}
	if s.ref, err = u.to.stream(body, form); err != nil {
		return nil, err
	}
	u.sheets[i] = s
	return s, nil
}

// contents gives what a page draws.
func (f *filler) contents(page types.Dict) ([]byte, error) {
	list := f.array(page["Contents"])
	if list == nil && page["Contents"] != nil {
		list = types.Array{page["Contents"]}
	}
	var body bytes.Buffer
	for _, o := range list {
		sd, _, err := f.xref.DereferenceStreamDict(o)
		if err != nil {
			return nil, fmt.Errorf("contents of a page: %w", err)
		}
		if sd == nil {
			continue
		}
		if err := sd.DecodeWithLimit(maxBytes); err != nil {
			return nil, fmt.Errorf("contents of a page: %w", err)
		}
		if body.Len()+len(sd.Content) > maxBytes { // one stream may be named many times
			return nil, fmt.Errorf("contents of a page: %w", ErrTooLarge)
		}
		body.Write(sd.Content)
		body.WriteByte('\n')
	}
	return body.Bytes(), nil
}

// copy copies an object of the background and all that it refers to.
func (u *under) copy(o types.Object, depth int) (types.Object, error) {
	if depth > 100 {
		return nil, errors.New("objects nested too deep")
	}
	switch o := o.(type) {
	case types.IndirectRef:
		return u.copyRef(o, depth)
	case types.Dict:
		return u.copyDict(o, depth)
	case types.Array:
		out := make(types.Array, len(o))
		for i := range o {
			var err error
			if out[i], err = u.copy(o[i], depth+1); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	return o, nil
}

func (u *under) copyRef(o types.IndirectRef, depth int) (types.Object, error) {
	n := o.ObjectNumber.Value()
	if ref := u.done[n]; ref != nil {
		return *ref, nil
	}
	ref, err := u.to.xref.IndRefForNewObject(types.NewDict())
	if err != nil {
		return nil, fmt.Errorf("copy object %d: %w", n, err)
	}
	u.done[n] = ref // before what it refers to, which may refer back
	was, err := u.from.xref.Dereference(o)
	if err != nil {
		return nil, fmt.Errorf("copy object %d: %w", n, err)
	}
	var now types.Object
	switch was := was.(type) {
	case types.StreamDict:
		now, err = u.copyStream(&was, depth)
	case *types.StreamDict:
		now, err = u.copyStream(was, depth)
	case nil: // a dictionary that is empty stands for what is not there
		return *ref, nil
	default:
		now, err = u.copy(was, depth+1)
	}
	if err != nil {
		return nil, err
	}
	u.to.xref.Table[ref.ObjectNumber.Value()].Object = now
	return *ref, nil
}

func (u *under) copyStream(sd *types.StreamDict, depth int) (types.Object, error) {
	d, err := u.copyDict(sd.Dict, depth)
	if err != nil {
		return nil, err
	}
	return types.StreamDict{Dict: d, Raw: sd.Raw}, nil
}

func (u *under) copyDict(d types.Dict, depth int) (types.Dict, error) {
	out := types.NewDict()
	for _, key := range sortedKeys(d) { // in order: objects get their numbers here
		if key == "Length" || key == "StructParent" || key == "StructParents" {
			continue // written anew; of a structure that is not copied
		}
		v, err := u.copy(d[key], depth+1)
		if err != nil {
			return nil, err
		}
		out[key] = v
	}
	return out, nil
}

// lay puts a sheet under what a page of the document draws.
func (u *under) lay(page types.Dict, s *sheet) error {
	box, turn := u.to.visible(page)
	if turn != 0 {
		return fmt.Errorf("page of the document turned by %d degrees", turn)
	}
	const name = "VanThuPaper"
	before, err := u.to.stream(fmt.Appendf(nil, "q 1 0 0 1 %s %s cm /%s Do Q\n", num(box[0]), num(box[1]), name), types.NewDict())
	if err != nil {
		return err
	}
	contents := types.Array{*before}
	if list := u.to.array(page["Contents"]); list != nil {
		contents = append(contents, list...)
	} else if page["Contents"] != nil {
		contents = append(contents, page["Contents"])
	}
	page["Contents"] = contents
	u.to.addPictures(page, types.Dict{name: *s.ref})
	return nil
}

// addPictures gives a page resources of its own with the pictures added.
func (f *filler) addPictures(page, shown types.Dict) {
	own := types.NewDict()
	for at, depth := page, 0; at != nil && depth < maxDepth; at, depth = f.dict(at["Parent"]), depth+1 {
		if r := f.dict(at["Resources"]); r != nil {
			for k, v := range r { // a dictionary is copied
				own[k] = v
			}
			break
		}
	}
	pictures := types.NewDict()
	for k, v := range f.dict(own["XObject"]) { // a dictionary is copied
		pictures[k] = v
	}
	for k, v := range shown { // the names are new
		pictures[k] = v
	}
	own["XObject"] = pictures
	page["Resources"] = own
}
