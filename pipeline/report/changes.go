package report

import "fmt"

// Changes tells in Vietnamese what a new version of a plan changes: items,
// products, units and targets that came, went or differ.
func Changes(old, now *Plan) []string {
	var out []string
	compare(&out, "nội dung", old.Items, now.Items, func(i Item) (string, any) { return i.Code, i })
	compare(&out, "sản phẩm", old.Products, now.Products, func(p Product) (string, any) { return p.Code, p })
	compare(&out, "đơn vị", old.Units, now.Units, func(u Unit) (string, any) { return u.Code, u })
	asks := func(p *Plan) []Ask { list, _, _ := p.Asks(); return list }
	compare(&out, "chỉ tiêu", asks(old), asks(now), func(a Ask) (string, any) {
		target := "không có"
		if a.Target != nil {
			target = a.Target.String()
		}
		return a.Item + "/" + a.Product + " của " + a.Unit, target
	})
	return out
}

// compare lists what came, went or differs between two lists whose elements are
// told apart by a name.
func compare[T any](out *[]string, what string, old, now []T, of func(T) (name string, value any)) {
	before := map[string]any{}
	for _, x := range old {
		name, value := of(x)
		before[name] = value
	}
	here := map[string]bool{}
	for _, x := range now {
		name, value := of(x)
		here[name] = true
		was, known := before[name]
		switch {
		case !known:
			*out = append(*out, fmt.Sprintf("thêm %s %s", what, name))
		case was != value:
			*out = append(*out, fmt.Sprintf("sửa %s %s", what, name))
		}
	}
	for _, x := range old {
		if name, _ := of(x); !here[name] {
			*out = append(*out, fmt.Sprintf("bỏ %s %s", what, name))
		}
	}
}
