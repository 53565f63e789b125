package report

import (
	"fmt"
	"slices"
)

// Changes tells in Vietnamese what a new version of a plan changes: items,
// products, units, targets and periods that came, went or differ, and which of
// the other sheets differ.
func Changes(old, now *Plan) []string {
	var out []string
	compare(&out, "nội dung", old.Items, now.Items, func(i Item) (string, any) { return i.Code, i }, nil)
	compare(&out, "sản phẩm", old.Products, now.Products, func(p Product) (string, any) { return p.Code, p }, productChange)
	compare(&out, "đơn vị", old.Units, now.Units, func(u Unit) (string, any) { return u.Code, u }, nil)
	compare(&out, "chỉ tiêu", askGroups(old), askGroups(now), func(g askGroup) (string, any) { return g.name, g }, askChange)
	compare(&out, "kỳ báo cáo", old.Periods, now.Periods, func(r PeriodRule) (string, any) { return r.Period.String(), r }, nil)
	for _, sheet := range []struct {
		name string
		same bool
	}{
		{"Thông tin", old.Info == now.Info && old.Effective == now.Effective},
		{"Người ký", slices.EqualFunc(old.Signers, now.Signers, func(a, b SignerRow) bool {
			return a.DocType == b.DocType && a.From == b.From && a.To == b.To && a.Name == b.Name && slices.Equal(a.Lines, b.Lines)
		})},
		{"Căn cứ", slices.Equal(old.Bases, now.Bases)},
		{"Nội dung tuyên truyền", slices.Equal(old.Contents, now.Contents)},
		{"Hình thức", slices.Equal(old.Forms, now.Forms)},
		{"Tổ chức thực hiện", slices.Equal(old.Duties, now.Duties)},
		{"Chú thích", slices.Equal(old.Notes, now.Notes)},
		{"Nơi nhận", slices.Equal(old.Recipients, now.Recipients)},
	} {
		if !sheet.same {
			out = append(out, fmt.Sprintf("sửa sheet “%s”", sheet.name))
		}
	}
	return out
}

// productChange says how a product is now put together, where that changed: it
// changes what figures already taken in amount to.
func productChange(old, now any) string {
	a, b := old.(Product), now.(Product)
	if a.Combine != b.Combine {
		return fmt.Sprintf(": cách tổng hợp “%s” thành “%s”, số đã nhận được tính lại theo cách mới", CombineWords[a.Combine], CombineWords[b.Combine])
	}
	return ""
}

// askGroup is what the plan asks of an item and product, over units; two are the
// same where every unit's target is.
type askGroup struct {
	name  string
	units int
	each  string // every unit with its target
}

func askGroups(p *Plan) []askGroup {
	var out []askGroup
	asks, shared, _ := p.Asks()
	for _, a := range asks {
		name := a.Item + "/" + a.Product
		if len(out) == 0 || out[len(out)-1].name != name {
			out = append(out, askGroup{name: name})
		}
		g := &out[len(out)-1]
		g.units++
		g.each += a.Unit
		switch {
		case a.Target != nil:
			g.each += "=" + a.Target.String()
		case a.Shared > 0:
			g.each += "~" + shared[a.Shared-1].Target.String()
		}
		g.each += ";"
	}
	return out
}

func askChange(old, now any) string {
	a, b := old.(askGroup), now.(askGroup)
	if a.units != b.units {
		return fmt.Sprintf(": từ %d thành %d đơn vị", a.units, b.units)
	}
	return ""
}

// compare lists what came, went or differs between two lists whose elements are
// told apart by a name; more, where given, says more of what differs.
func compare[T any](out *[]string, what string, old, now []T, of func(T) (name string, value any), more func(old, now any) string) {
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
			text := fmt.Sprintf("sửa %s %s", what, name)
			if more != nil {
				text += more(was, value)
			}
			*out = append(*out, text)
		}
	}
	for _, x := range old {
		if name, _ := of(x); !here[name] {
			*out = append(*out, fmt.Sprintf("bỏ %s %s", what, name))
		}
	}
}
