package wordml

import (
	"vanthu/output/length"
	"vanthu/output/opc"
)

// NoteRestart tells where the numbers of notes begin anew (17.18.55).
type NoteRestart int

// The ways of numbering notes.
const (
	RestartNever NoteRestart = iota
	RestartSection
	RestartPage // only the layout knows the numbers
)

// NoteRules are the settings of footnotes or of endnotes (17.11.11, 17.11.4).
type NoteRules struct {
	Format      string // a number format of 17.18.59
	Start       int    // the first number
	Restart     NoteRestart
	BeneathText bool // footnotes follow the text of the page instead of standing at its foot
	AtSection   bool // endnotes stand at the end of their section
}

// Separators are what parts the notes from the text: paragraphs that hold a
// Rule. Nil where the document brings none.
type Separators struct {
	Rule         []Block // above notes that begin on the page
	Continuation []Block // above a note that goes on from the page before
	Notice       []Block // below a note that goes on over the page
}

// Note is a footnote or an endnote.
type Note struct {
	Number  int    // in its own count; counted anew by the layout where Rules say so
	Label   string // the number in its format, or the mark that the author has set
	Custom  bool   // Label is the author's own mark
	Endnote bool
	Rules   *NoteRules
	Section int // index of the section that calls for it
	Blocks  []Block
}

// notePart is footnotes.xml or endnotes.xml.
type notePart struct {
	name  string
	rules NoteRules // of the document
	byID  map[string]*node
	seps  Separators
}

// ruleLength is how long Word draws the rule above footnotes.
const ruleLength = 2 * length.Inch

// readNotes takes a part of notes apart; the notes themselves are read where
// they are called for. kind is "w:footnote" or "w:endnote".
func (r *reader) readNotes(rel, kind string) *notePart {
	np := &notePart{rules: r.noteRules[kind], byID: map[string]*node{}}
	for _, l := range r.rels {
		if l.External || !l.Is(rel) || !r.pkg.Has(l.Target) {
			continue
		}
		root, err := parse(r.pkg.Part(l.Target))
		if err != nil {
			r.damaged(l.Target, err)
			continue
		}
		np.name = l.Target
		for _, n := range root.kids {
			if n.name != kind {
				continue
			}
			switch n.at("type") {
			case "", "normal":
				np.byID[n.at("id")] = n
			case "separator":
				np.seps.Rule = r.within(np.name, nil, n)
			case "continuationSeparator":
				np.seps.Continuation = r.within(np.name, nil, n)
			case "continuationNotice":
				np.seps.Notice = r.within(np.name, nil, n)
			}
		}
	}
	return np
}

// within reads the blocks of another part, or of a note.
func (r *reader) within(part string, note *Note, n *node) []Block {
	oldPart, fields, depth, old := r.part, r.fields, r.depth, r.note
	r.part, r.fields, r.depth, r.note = part, nil, 0, note
	out := r.blocks(n, layers{})
	r.part, r.fields, r.depth, r.note = oldPart, fields, depth, old
	return out
}

// readNoteRules lays w:footnotePr or w:endnotePr over what holds already.
func readNoteRules(rules NoteRules, pr *node) NoteRules {
	if f := pr.kid("w:numFmt").val(); f != "" {
		rules.Format = f
	}
	if v, ok := atoi(pr.kid("w:numStart").val()); ok && v >= 0 {
		rules.Start = v
	}
	switch pr.kid("w:numRestart").val() {
	case "eachPage":
		rules.Restart = RestartPage
	case "eachSect":
		rules.Restart = RestartSection
	case "continuous":
		rules.Restart = RestartNever
	}
	switch pr.kid("w:pos").val() {
	case "beneathText":
		rules.BeneathText = true
	case "pageBottom":
		rules.BeneathText = false
	case "sectEnd":
		rules.BeneathText, rules.AtSection = true, true
	case "docEnd":
		rules.AtSection = false
	}
	return rules
}

// sectionNoteRules gives the rules of the section that is being read: notes are
// read before the end of their section, where its properties stand.
func (r *reader) sectionNoteRules(kind string) *NoteRules {
	s := &r.noteRulesNow
	if kind == "w:endnote" {
		s = &r.endnoteRulesNow
	}
	if *s == nil {
		rules := r.noteRules[kind]
		*s = &rules
	}
	return *s
}

// noteCall reads a footnote or endnote where it is called for; they are numbered in
// that order (17.11.14). Within headers and notes there are none.
func (r *paraReader) noteCall(k *node, props *RunProps) {
	kind, rel := "w:footnote", opc.RelFootnotes
	if k.name == "w:endnoteReference" {
		kind, rel = "w:endnote", opc.RelEndnotes
	}
	np := r.noteParts[kind]
	if np == nil && r.part == r.main {
		np = r.readNotes(rel, kind)
		r.noteParts[kind] = np
	}
	if r.part != r.main || np == nil || np.byID[k.at("id")] == nil {
		r.undrawn(k, props)
		return
	}
	if instr, f := r.hidden(); instr || f != nil || props.Hidden {
		return
	}
	note := &Note{Endnote: kind == "w:endnote", Rules: r.sectionNoteRules(kind), Section: r.sectionIndex}
	// A mark of the author's own stands in the text behind the call.
	note.Custom = k.attrOn("customMarkFollows")
	note.Blocks = r.within(np.name, note, np.byID[k.at("id")])
	r.add(Inline{Kind: NoteRef, Props: props, Note: note})
	r.allNotes = append(r.allNotes, note)
}

// numberNotes gives the notes their labels, once the rules of all sections are
// known.
func (r *reader) numberNotes() {
	type state struct{ count, sect int }
	now := map[bool]*state{}
	for _, n := range r.allNotes {
		s := now[n.Endnote]
		if s == nil {
			s = &state{count: n.Rules.Start - 1, sect: n.Section}
			now[n.Endnote] = s
		}
		if n.Custom {
			continue
		}
		if n.Rules.Restart == RestartSection && s.sect != n.Section {
			s.count = n.Rules.Start - 1
		}
		s.sect = n.Section
		s.count++
		n.Number = s.count
		n.Label = formatNumber(n.Number, n.Rules.Format)
	}
}

// placeEndnotes hands the endnotes to the section at whose end they stand.
func (r *reader) placeEndnotes(sections []*Section) {
	for _, n := range r.allNotes {
		at := len(sections) - 1
		if n.Rules.AtSection {
			at = min(n.Section, at)
		}
		if n.Endnote && at >= 0 {
			sections[at].Endnotes = append(sections[at].Endnotes, n)
		}
	}
}

// noteMark is the number of the note within the note itself.
func (r *paraReader) noteMark(props *RunProps) {
	if r.note != nil && !r.note.Custom {
		r.add(Inline{Kind: NoteMark, Props: props, Note: r.note})
	}
}
