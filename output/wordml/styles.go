package wordml

import (
	"slices"
	"strings"

	"vanthu/output/length"
)

type style struct {
	id, name, kind, base string
	node                 *node
}

// readStyles takes styles.xml apart. The first style of an id counts.
func (r *reader) readStyles(root *node) {
	if root == nil {
		return
	}
	r.docRun = root.path("w:docDefaults", "w:rPrDefault", "w:rPr")
	r.docPara = root.path("w:docDefaults", "w:pPrDefault", "w:pPr")
	for _, n := range root.kids {
		if n.name != "w:style" {
			continue
		}
		s := &style{id: n.at("styleId"), kind: n.at("type"), node: n,
			name: n.kid("w:name").val(), base: n.kid("w:basedOn").val()}
		if s.kind == "" {
			s.kind = "paragraph"
		}
		if _, twice := r.styles[s.id]; !twice {
			r.styles[s.id] = s
		}
		if v := n.at("default"); v == "1" || v == "true" || v == "on" {
			r.defaults[s.kind] = s.id
		}
	}
}

// chain lists a style and all that it is based on, the base first. A missing
// style stands for the default one of its kind; a circle is cut.
func (r *reader) chain(id, kind string) []*style {
	key := kind + "\x00" + id
	if c, ok := r.chains[key]; ok {
		return c
	}
	s := r.styles[id]
	if s == nil || s.kind != kind {
		s = r.styles[r.defaults[kind]]
	}
	var out []*style
	seen := map[string]bool{}
	for s != nil && s.kind == kind && !seen[s.id] {
		seen[s.id] = true
		out = append([]*style{s}, out...)
		s = r.styles[s.base]
	}
	r.chains[key] = out
	return out
}

// layers are the formatting that a table style gives to what stands in a cell.
type layers struct {
	para, run []*node
	bases     map[string]*base // by style id; nil where they are not kept
	styled    bool             // the table has a style
}

// defaultRun is what holds where nothing is said at all (17.7.5.1): ten-point
// Times New Roman.
func (r *reader) defaultRun() RunProps {
	p := RunProps{Font: "Times New Roman", FontHigh: "Times New Roman", Size: 10 * length.Point, Scale: 100}
	if r.calibri && r.docRun == nil {
		p.Font, p.FontHigh, p.Size = "Calibri", "Calibri", 11*length.Point
	}
	r.applyRun(&p, r.docRun)
	return p
}

// paraRun resolves what a paragraph gives to its runs, and the toggles that a
// character style may still flip.
func (r *reader) paraRun(styleID string, in layers) (RunProps, toggles) {
	p := r.defaultRun()
	always := p.getToggles()
	var sum toggles
	add := func(nodes func(func(*node))) {
		p.setToggles(toggles{})
		nodes(func(n *node) { r.applyRun(&p, n) })
		for i, on := range p.getToggles() {
			sum[i] = sum[i] != on
		}
	}
	add(func(f func(*node)) {
		for _, n := range in.run {
			f(n)
		}
	})
	add(func(f func(*node)) {
		for _, s := range r.chain(styleID, "paragraph") {
			was := p.Size
			if f(s.node.kid("w:rPr")); p.Size == 12*length.Point && r.yields(s.id, in) && states("w:sz", in.run, r.docRun) {
				p.Size = was
			}
		}
	})
	out := sum
	for i := range out {
		out[i] = out[i] || always[i]
	}
	p.setToggles(out)
	return p, sum
}

// run resolves a run: the paragraph's share, the character style, the direct
// formatting.
func (r *reader) run(base RunProps, sum toggles, rPr *node) *RunProps {
	p := base
	id := rPr.kid("w:rStyle").val()
	if s := r.styles[id]; s != nil && s.kind == "character" {
		p.StyleID = id
		before := p.getToggles()
		p.setToggles(toggles{})
		for _, s := range r.chain(id, "character") {
			r.applyRun(&p, s.node.kid("w:rPr"))
		}
		flip := p.getToggles()
		for i := range before {
			if flip[i] {
				before[i] = !sum[i]
			}
		}
		p.setToggles(before)
	}
	r.applyRun(&p, rPr)
	return &p
}

// base is what the paragraphs of one style have in common, where they stand in
// the same layers.
type base struct {
	chain  []*style
	para   ParaProps
	run    RunProps
	sum    toggles
	recent [4]struct {
		rPr   *node
		props *RunProps
	}
	next int // of recent to be overwritten
}

// base resolves a paragraph style, once for all paragraphs alike.
func (r *reader) base(id string, in layers) *base {
	known := in.bases
	if len(in.para)+len(in.run) == 0 {
		known = r.bases
	}
	if b := known[id]; b != nil {
		return b
	}
	b := &base{chain: r.chain(id, "paragraph")}
	b.para = r.layered(b.chain, nil, in)
	b.run, b.sum = r.paraRun(b.styleID(id), in)
	if known != nil {
		known[id] = b
	}
	return b
}

// styleID names the style; id is what the paragraph asks for.
func (b *base) styleID(id string) string {
	if len(b.chain) > 0 {
		return b.chain[len(b.chain)-1].id
	}
	return id
}

// runProps resolves a run like reader.run. Runs of the same formatting share the
// result.
func (r *reader) runProps(b *base, rPr *node) *RunProps {
	for _, known := range b.recent {
		if known.props != nil && sameNode(known.rPr, rPr) {
			return known.props
		}
	}
	to := &b.recent[b.next]
	b.next = (b.next + 1) % len(b.recent)
	to.rPr, to.props = rPr, r.run(b.run, b.sum, rPr)
	return to.props
}

// para resolves a paragraph.
func (r *reader) para(pPr *node, in layers) (p ParaProps, styleID string, b *base) {
	id := pPr.kid("w:pStyle").val()
	b = r.base(id, in)
	if pPr.kid("w:numPr") != nil {
		p = r.layered(b.chain, pPr, in)
	} else {
		p = b.para
		applyPara(&p, pPr)
	}
	return p, b.styleID(id), b
}

// layered lays all over one another: defaults, table style, paragraph style,
// numbering, direct formatting. A numbering's indents come in where the numbering
// is named: those of a style yield to the same style's own indents, those named
// directly win over all styles (17.9.23).
func (r *reader) layered(chain []*style, pPr *node, in layers) ParaProps {
	p := ParaProps{Line: 240, WidowControl: true, OutlineLevel: 9, SnapToGrid: true}
	if r.template {
		p.After, p.Line = 10*length.Point, 276
	}
	type layer struct {
		pPr   *node
		style string
	}
	all := []layer{{pPr: r.docPara}}
	for _, n := range in.para {
		all = append(all, layer{pPr: n})
	}
	for _, s := range chain {
		all = append(all, layer{pPr: s.node.kid("w:pPr"), style: s.id})
	}
	all = append(all, layer{pPr: pPr})
	for _, l := range all {
		if id := l.pPr.path("w:numPr", "w:numId").val(); id != "" {
			p.NumID = id
		}
	}
	if _, ok := r.nums[p.NumID]; !ok {
		p.NumID = "" // numId 0 takes the numbering away; an unknown one is none
	}
	for _, l := range all {
		if num := l.pPr.kid("w:numPr"); num != nil && p.NumID != "" {
			id := num.kid("w:numId").val()
			if v, ok := atoi(num.kid("w:ilvl").val()); ok && v >= 0 && v < 9 {
				p.NumLevel = v
			} else if l.style != "" && id != "" {
				p.NumLevel = r.levelOfStyle(id, l.style)
			}
			if id == "" {
				id = p.NumID
			}
			if lvl := r.level(id, p.NumLevel); lvl != nil {
				applyPara(&p, lvl.pPr)
			}
		}
		was := p.Align
		if applyPara(&p, l.pPr); p.Align == Left && l.style != "" && r.yields(l.style, in) && states("w:jc", in.para, r.docPara) {
			p.Align = was
		}
	}
	return p
}

// yields tells whether a style is the default one and stands in a table of a style.
// Then its size of 12 pt and its alignment to the left are as if it said nothing,
// where the table's style or the document's defaults say something: so it is in
// documents up to Word 2007, and where overrideTableStyleFontSizeAndJustification is
// off (17.15.3.4; measured with LibreOffice, which does so for Word).
func (r *reader) yields(id string, in layers) bool {
	return in.styled && !r.settings.OverTableStyles && id == r.defaults["paragraph"]
}

// states tells whether one of some layers has an element.
func states(name string, ns []*node, n *node) bool {
	return n.kid(name) != nil || slices.ContainsFunc(ns, func(n *node) bool { return n.kid(name) != nil })
}

// readTheme takes the names of the fonts out of theme1.xml. lang is the language
// of the document's East Asian text, by which a theme that names no such font for
// all picks one of its list (20.1.4.1.16).
func (r *reader) readTheme(root *node, lang string) {
	scheme := root.path("a:themeElements", "a:fontScheme")
	for _, which := range []struct{ element, prefix string }{{"a:majorFont", "major"}, {"a:minorFont", "minor"}} {
		if face := scheme.path(which.element, "a:latin").plain("typeface"); face != "" {
			r.theme[which.prefix+"HAnsi"], r.theme[which.prefix+"Ascii"] = face, face
		}
		east := scheme.path(which.element, "a:ea").plain("typeface")
		if fonts := scheme.kid(which.element); east == "" && fonts != nil {
			for _, k := range fonts.kids {
				if k.name == "a:font" && k.plain("script") == script(lang) {
					east = k.plain("typeface")
				}
			}
		}
		if east != "" {
			r.theme[which.prefix+"EastAsia"] = east
		}
	}
}

// script names the script of an East Asian language as themes do.
func script(lang string) string {
	switch lang = strings.ToLower(lang); {
	case strings.HasPrefix(lang, "zh-tw"), strings.HasPrefix(lang, "zh-hk"), strings.HasPrefix(lang, "zh-mo"):
		return "Hant"
	case strings.HasPrefix(lang, "zh"):
		return "Hans"
	case strings.HasPrefix(lang, "ja"):
		return "Jpan"
	case strings.HasPrefix(lang, "ko"):
		return "Hang"
	}
	return ""
}
