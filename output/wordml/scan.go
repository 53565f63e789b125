package wordml

import "vanthu/pipeline/xmlscan"

// builder makes nodes of what a scanner reads. Nodes come from slabs; their texts
// are pieces of one copy of the part.
type builder struct {
	open []element
	kids []*node // of the open elements, those of the innermost last

	nodes slab[node]
	attrs slab[attr]
	lists slab[*node]
}

// element is an open element.
type element struct {
	*node
	kids int    // where its children begin in builder.kids
	text []byte // where the text comes in several pieces
}

// slab hands out pieces of large arrays.
type slab[T any] struct {
	free []T
	size int // of an array
}

func (s *slab[T]) take(n int) []T {
	if n == 0 {
		return nil
	}
	if n > len(s.free) {
		s.free = make([]T, max(n, s.size))
	}
	out := s.free[:n:n]
	s.free = s.free[n:]
	return out
}

// scan reads a part into the elements that stand at its top: one, or what
// encoding/xml lets pass.
func scan(data []byte) ([]*node, error) {
	x := xmlscan.New(prefixes, xmlscan.Lenient)
	if err := x.Reset(data); err != nil {
		return nil, err
	}
	b := &builder{}
	// An element takes about 40 bytes in a file of Word.
	size := min(max(x.Size()/40, 16), 512)
	b.nodes.size, b.attrs.size, b.lists.size = size, size, size
	count := 0
	for {
		tok, err := x.Next()
		if err != nil {
			return nil, err
		}
		switch tok {
		case xmlscan.EOF:
			return b.kids, nil
		case xmlscan.Start:
			if len(b.open) >= maxDepth {
				return nil, errDeep
			}
			if x.Name == "w:p" {
				count++
			}
			b.begin(x, count)
		case xmlscan.End:
			b.end()
		case xmlscan.Text:
			b.addText(x.Text)
		}
	}
}

// begin opens an element.
func (b *builder) begin(x *xmlscan.Scanner, num int) {
	n := &b.nodes.take(1)[0]
	n.name, n.num, n.attr = x.Name, num, b.attrs.take(len(x.Attr))
	for i, a := range x.Attr {
		n.attr[i] = attr{a.Name, a.Value}
	}
	b.kids = append(b.kids, n)
	b.open = append(b.open, element{node: n, kids: len(b.kids)})
}

// end ends the innermost element.
func (b *builder) end() {
	el := &b.open[len(b.open)-1]
	list := b.kids[el.kids:]
	el.node.kids = b.lists.take(len(list))
	copy(el.node.kids, list)
	b.kids = b.kids[:el.kids]
	if el.text != nil {
		el.node.text = string(el.text)
	}
	b.open = b.open[:len(b.open)-1]
}

// addText gives the innermost element more text, where its text counts.
func (b *builder) addText(text string) {
	if len(b.open) == 0 {
		return
	}
	el := &b.open[len(b.open)-1]
	switch {
	case !holdsText(el.name):
	case el.node.text == "":
		el.node.text = text
	default:
		if el.text == nil {
			el.text = []byte(el.node.text)
		}
		el.text = append(el.text, text...)
	}
}
