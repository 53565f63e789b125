package paper

import (
	"fmt"
	"math"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// flatten makes what the fields show a part of the pages, and takes the fields
// away.
func (f *filler) flatten() error {
	mine := map[uintptr]bool{}
	for _, fd := range f.fields {
		for _, w := range fd.widgets {
			mine[identity(w)] = true
		}
	}
	for _, page := range f.pages {
		if err := f.flattenPage(page, mine); err != nil {
			return err
		}
	}
	root, err := f.xref.Catalog()
	if err != nil {
		return fmt.Errorf("flatten form: %w", err)
	}
	root.Delete("AcroForm")
	return nil
}

func (f *filler) flattenPage(page types.Dict, mine map[uintptr]bool) error {
	var rest types.Array
	var body strings.Builder
	shown := types.NewDict()
	for _, a := range f.array(page["Annots"]) {
		w := f.dict(a)
		if w == nil || !mine[identity(w)] {
			rest = append(rest, a)
			continue
		}
		ref, ok := f.picture(w)
		if !ok {
			continue
		}
		name := fmt.Sprintf("VanThu%d", len(shown))
		shown[name] = ref
		fmt.Fprintf(&body, "q %s cm /%s Do Q\n", f.onto(w, f.dict(ref)), name)
	}
	page.Delete("Annots")
	if len(rest) > 0 {
		page["Annots"] = rest
	}
	if len(shown) == 0 {
		return nil
	}
	before, err := f.stream([]byte("q\n"), types.NewDict())
	if err != nil {
		return err
	}
	after, err := f.stream([]byte("\nQ\n"+body.String()), types.NewDict())
	if err != nil {
		return err
	}
	contents := types.Array{*before}
	if list := f.array(page["Contents"]); list != nil {
		contents = append(contents, list...)
	} else if page["Contents"] != nil {
		contents = append(contents, page["Contents"])
	}
	page["Contents"] = append(contents, *after)
	f.addPictures(page, shown)
	return nil
}

// addPictures gives a page resources of its own with the pictures added.
func (f *filler) addPictures(page, shown types.Dict) {
	own := types.NewDict()
	for at, depth := page, 0; at != nil && depth < 50; at, depth = f.dict(at["Parent"]), depth+1 {
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

// picture gives what a widget shows now; ok is false where that is nothing.
func (f *filler) picture(w types.Dict) (types.Object, bool) {
	const hidden, noView = 1 << 1, 1 << 5
	if f.int(w["F"])&(hidden|noView) != 0 {
		return nil, false
	}
	normal := f.dict(w["AP"])["N"]
	if f.dict(normal)["Subtype"] == nil { // a picture for each state
		normal = f.dict(normal)[f.text(w["AS"])]
	}
	_, isRef := normal.(types.IndirectRef)
	return normal, isRef && f.dict(normal) != nil
}

// onto gives the matrix that lays a picture into the widget's rectangle
// (ISO 32000-1, 12.5.5).
func (f *filler) onto(w, picture types.Dict) string {
	four := func(o types.Object) (v [4]float64, ok bool) {
		a := f.array(o)
		if len(a) != 4 {
			return v, false
		}
		for i := range a {
			v[i] = f.float(a[i])
		}
		return v, true
	}
	rect, _ := four(w["Rect"])
	box, ok := four(picture["BBox"])
	if !ok {
		return "1 0 0 1 0 0"
	}
	m := [6]float64{1, 0, 0, 1, 0, 0}
	if a := f.array(picture["Matrix"]); len(a) == 6 {
		for i := range a {
			m[i] = f.float(a[i])
		}
	}
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range [4][2]float64{{box[0], box[1]}, {box[2], box[1]}, {box[0], box[3]}, {box[2], box[3]}} {
		x, y := m[0]*p[0]+m[2]*p[1]+m[4], m[1]*p[0]+m[3]*p[1]+m[5]
		x0, x1, y0, y1 = min(x0, x), max(x1, x), min(y0, y), max(y1, y)
	}
	left, bottom := min(rect[0], rect[2]), min(rect[1], rect[3])
	sx, sy := 1.0, 1.0
	if x1 > x0 && y1 > y0 {
		sx, sy = math.Abs(rect[2]-rect[0])/(x1-x0), math.Abs(rect[3]-rect[1])/(y1-y0)
	}
	return strings.Join([]string{num(sx), "0", "0", num(sy), num(left - x0*sx), num(bottom - y0*sy)}, " ")
}
