package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Ask (chỉ tiêu giao) is one asked (item, product, unit): a cell to report on.
type Ask struct {
	Item, Product, Unit string
	Target              *Number // the unit's own target; nil: none, or a shared one
	Shared              int     // 0: none; else which shared target it has a part in
}

// SharedTarget is one target for several units together.
type SharedTarget struct {
	Item, Product string
	Target        Number
	Units         []string
}

// Fault is a rule of the plan that does not hold. Place is the sheet and cell
// it concerns, as the plan's reader gave it.
type Fault struct {
	Code, Place, Found, Message, Hint string
	Warning                           bool
}

// Asks tells what the plan asks of whom, in the plan's order of items, then
// products, then units; with the shared targets that an Ask's Shared counts
// from 1. A unit's code beats its group, its group beats "*" (contract, section
// 2, Chỉ tiêu).
func (p *Plan) Asks() ([]Ask, []SharedTarget, []Fault) {
	var faults []Fault
	type key struct{ item, product, unit string }
	type won struct {
		rank, row int
	}
	best := map[key]won{}
	units := p.UnitsInOrder()
	groups := map[string]bool{}
	codes := map[string]bool{}
	for _, u := range p.Units {
		groups[Normalize(u.Group)] = true
		codes[u.Code] = true
	}
	for row, t := range p.Targets {
		if _, ok := p.Item(t.Item); !ok {
			faults = append(faults, Fault{Code: "noi-dung-la", Place: t.Place, Found: t.Item, Message: "mã nội dung không có trong sheet “Nội dung”", Hint: "sửa mã, hoặc thêm nội dung đó vào sheet “Nội dung”"})
			continue
		}
		if _, ok := p.Product(t.Product); !ok {
			faults = append(faults, Fault{Code: "san-pham-la", Place: t.Place, Found: t.Product, Message: "mã sản phẩm không có trong sheet “Sản phẩm”", Hint: "sửa mã, hoặc thêm sản phẩm đó vào sheet “Sản phẩm”"})
			continue
		}
		for _, name := range t.Units {
			if name != "*" && !codes[name] && !groups[Normalize(name)] {
				faults = append(faults, Fault{Code: "don-vi-la", Place: t.Place, Found: name, Message: "không phải mã đơn vị, cũng không phải tên nhóm nào trong sheet “Đơn vị”", Hint: "ghi mã đơn vị, tên nhóm, hoặc * cho mọi đơn vị"})
			}
		}
		for _, u := range units {
			rank := t.rank(u)
			if rank == 0 {
				continue
			}
			k := key{t.Item, t.Product, u.Code}
			old, taken := best[k]
			if taken && old.rank == rank && old.row != row {
				faults = append(faults, Fault{Code: "chi-tieu-trung", Place: t.Place, Found: t.Item + "/" + t.Product, Message: fmt.Sprintf("đơn vị %s có hai dòng chỉ tiêu cùng hạng cho một nội dung và sản phẩm (dòng kia: %s)", u.Code, p.Targets[old.row].Place), Hint: "bỏ một trong hai dòng"})
			}
			if !taken || rank > old.rank {
				best[k] = won{rank, row}
			}
		}
	}

	var asks []Ask
	var shared []SharedTarget
	group := map[int]int{} // row of Targets → index of shared, from 1
	askedItems := map[string]bool{}
	for _, item := range p.Items {
		for _, product := range p.Products {
			for _, u := range units {
				w, ok := best[key{item.Code, product.Code, u.Code}]
				if !ok {
					continue
				}
				askedItems[item.Code] = true
				a := Ask{Item: item.Code, Product: product.Code, Unit: u.Code}
				row := p.Targets[w.row]
				switch {
				case row.Target == nil:
				case row.Shared:
					if group[w.row] == 0 {
						shared = append(shared, SharedTarget{Item: item.Code, Product: product.Code, Target: *row.Target})
						group[w.row] = len(shared)
					}
					a.Shared = group[w.row]
					shared[a.Shared-1].Units = append(shared[a.Shared-1].Units, u.Code)
				default:
					a.Target = row.Target
				}
				asks = append(asks, a)
			}
		}
		if !askedItems[item.Code] {
			faults = append(faults, Fault{Code: "noi-dung-khong-giao", Place: "Nội dung", Found: item.Code, Message: "nội dung này không giao cho đơn vị nào (không có dòng trong sheet “Chỉ tiêu”)", Hint: "thêm dòng ở sheet “Chỉ tiêu” nếu các đơn vị phải báo cáo nội dung này", Warning: true})
		}
	}
	return asks, shared, faults
}

// rank tells how exactly the row names the unit: 3 by code, 2 by group, 1 by
// "*", 0 not at all.
func (t TargetRow) rank(u Unit) int {
	rank := 0
	for _, name := range t.Units {
		switch {
		case name == u.Code:
			rank = 3
		case u.Group != "" && Normalize(name) == Normalize(u.Group):
			rank = max(rank, 2)
		case name == "*":
			rank = max(rank, 1)
		}
	}
	return rank
}

// UnitsInOrder gives the units in the register's order, then by code.
func (p *Plan) UnitsInOrder() []Unit {
	units := slices.Clone(p.Units)
	slices.SortStableFunc(units, func(a, b Unit) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), strings.Compare(a.Code, b.Code))
	})
	return units
}
