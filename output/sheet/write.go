package sheet

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/beevik/etree"

	"vanthu/output/opc"
	"vanthu/pipeline/finding"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// moveNames lets the book's names follow: print areas and titles among them.
// Only $ rows do; a relative one depends on where the name is used.
func (b *book) moveNames() {
	names := child(b.doc.Root(), "definedNames")
	if names == nil {
		return
	}
	outside := &sheet{b: b}
	for _, el := range children(names, "definedName") {
		el.SetText(rewrite(el.Text(), func(r ref) string {
			if !r.a.rowAbs && r.a.row > 0 {
				r.whole = ""
				return b.renamed(r).String()
			}
			return outside.follow(r.String(), nil, finding.Pos{Part: b.main, Spot: attrOf(el, "name", false)})
		}))
	}
}

// renamed gives a reference with the new name of its sheet.
func (b *book) renamed(r ref) ref {
	if t := b.byName[strings.ToLower(r.sheet)]; t != nil && r.sheet != "" && t.title != t.name {
		r.prefix = quoteTitle(t.title) + "!"
	}
	return r
}

// moveCharts lets charts follow their cells. The values that a chart keeps for
// viewers would be stale; Excel reads them anew.
func (b *book) moveCharts() {
	outside := &sheet{b: b}
	for _, part := range b.pkg.Names() {
		if !isPart(part, "xl/charts/") {
			continue
		}
		doc := b.docOf(part)
		if doc == nil {
			b.report(partKept(part))
			continue
		}
		for _, el := range doc.Root().FindElements(".//f") {
			el.SetText(outside.follow(el.Text(), nil, finding.Pos{Part: part}))
			parent := el.Parent()
			for _, name := range []string{"numCache", "strCache", "multiLvlStrCache"} {
				if c := child(parent, name); c != nil {
					parent.RemoveChild(c)
				}
			}
		}
	}
}

// movePivotSources lets pivot tables read the rows that there are now, and read
// them when the file is opened.
func (b *book) movePivotSources() {
	for _, part := range b.pkg.Names() {
		if !isPart(part, "xl/pivotcache/pivotcachedefinition") {
			continue
		}
		doc := b.docOf(part)
		if doc == nil {
			b.report(partKept(part))
			continue
		}
		doc.Root().CreateAttr("refreshOnLoad", "1")
		for _, el := range doc.Root().FindElements(".//worksheetSource") {
			s := b.byName[strings.ToLower(attrOf(el, "sheet", false))]
			if s == nil {
				continue
			}
			el.CreateAttr("sheet", s.title)
			if moved, ok := s.moveArea(attrOf(el, "ref", false)); ok {
				el.CreateAttr("ref", moved)
			}
		}
	}
}

// write makes the package.
func (b *book) write() ([]byte, error) {
	b.computeOnLoad()
	if err := b.dropCalcChain(); err != nil {
		return nil, err
	}
	for _, s := range b.sheets {
		b.docs[s.part] = s.doc
	}
	b.docs[b.main] = b.doc
	out := opc.New()
	for _, name := range b.pkg.Names() {
		if b.gone[name] {
			continue
		}
		body := b.pkg.Part(name)
		if doc := b.docs[name]; doc != nil {
			var err error
			if body, err = doc.WriteToBytes(); err != nil {
				return nil, fmt.Errorf("write %s: %w", name, err)
			}
		}
		if name == "[Content_Types].xml" { // a template (.xltx) becomes a workbook
			body = bytes.ReplaceAll(body, []byte("spreadsheetml.template.main+xml"), []byte("spreadsheetml.sheet.main+xml"))
		}
		out.Set(name, body)
	}
	return out.Bytes()
}

// computeOnLoad has every formula computed when the file is opened.
func (b *book) computeOnLoad() {
	root := b.doc.Root()
	pr := child(root, "calcPr")
	if pr == nil {
		pr = like(root, "calcPr")
		at := 0
		for i, t := range root.Child { // ECMA-376 part 1, 18.2.27: behind these
			if el, ok := t.(*etree.Element); ok && slices.Contains(strings.Fields("fileVersion fileSharing workbookPr AlternateContent revisionPtr "+
				"workbookProtection bookViews sheets functionGroups externalReferences definedNames"), el.Tag) {
				at = i + 1
			}
		}
		root.InsertChildAt(at, pr)
	}
	pr.CreateAttr("fullCalcOnLoad", "1")
}

// dropCalcChain leaves out the order in which Excel once computed: it names
// cells that may hold no formula any more. Excel makes a new one.
func (b *book) dropCalcChain() error {
	rels, err := b.pkg.Rels(b.main)
	if err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	for _, r := range rels {
		if !r.Is("/calcChain") || r.External {
			continue
		}
		b.gone[partName(b.pkg, r.Target)] = true
		if err := b.cut(opc.RelsName(b.main), func(el *etree.Element) bool { return attrOf(el, "Id", false) == r.ID }); err != nil {
			return err
		}
		if err := b.cut("[Content_Types].xml", func(el *etree.Element) bool {
			return strings.EqualFold(strings.TrimPrefix(attrOf(el, "PartName", false), "/"), r.Target)
		}); err != nil {
			return err
		}
	}
	return nil
}

// cut takes the entries that match out of a list of the package.
func (b *book) cut(part string, match func(*etree.Element) bool) error {
	doc := b.docOf(part)
	if doc == nil {
		return fmt.Errorf("read %s: not well-formed", part)
	}
	for _, el := range doc.Root().ChildElements() {
		if match(el) {
			doc.Root().RemoveChild(el)
		}
	}
	return nil
}

// partName gives a part's name as the package spells it.
func partName(pkg *opc.Package, name string) string {
	i := slices.IndexFunc(pkg.Names(), func(n string) bool { return strings.EqualFold(n, name) })
	if i < 0 {
		return name
	}
	return pkg.Names()[i]
}
