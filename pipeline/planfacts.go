package pipeline

import (
	"maps"
	"strings"

	"vanthu/pipeline/report"
)

// The documents of a plan: the plan with its appendix in the same file, and the
// appendix alone for offices that send it as a file of its own.
const (
	PlanName     = "ke-hoach"
	AppendixName = "phu-luc"
)

// PlanDocuments lists what a plan can have. An office whose plan has no appendix
// has no template of one.
func PlanDocuments() []string { return []string{PlanName, AppendixName} }

// PlanFacts makes the values that the templates of a plan may use; the names are
// those of templates.Fields. A plan that has gone out bears its number and day;
// one that has not is a draft of the day given.
func PlanFacts(p *report.Plan, day report.Date) map[string]any {
	paper := Paper{Type: report.PlanDoc, Day: day}
	if number, issued, ok := p.Info.IssuedAs(); ok {
		paper.Number, paper.Day = number, issued
	}
	data := headFacts(p, paper)
	maps.Copy(data, map[string]any{
		"nam": number(int64(p.Year)), "trich_yeu": p.Info.Subject, "dau_moi": p.Info.Collector,
		"can_cu": bases(p), "thuc_hien": followed(p),
		"noi_dung": numbered(p, p.Contents), "hinh_thuc": numbered(p, p.Forms), "to_chuc": duties(p),
		"nhiem_vu": planRows(p), "so_nhiem_vu": spoken(len(p.Items)),
	})
	return data
}

// planTitle is the title of a plan's file.
func planTitle(doc string, p *report.Plan) string {
	title := "Kế hoạch " + lowerFirst(oneLine(p.Info.Subject)) + " - " + p.Info.FullName
	if doc == AppendixName {
		return "Phụ lục " + title
	}
	return title
}

// oneLine takes out the line breaks by which an office says how its subject
// stands under the title.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// followed names the documents that the plan carries out, for the middle of a
// sentence.
func followed(p *report.Plan) string {
	var names []string
	for _, b := range bases(p) {
		names = append(names, b.(map[string]any)["ten"].(string))
	}
	return strings.Join(names, "; ")
}

// numbered makes the points of a list. The numbers are the order of the list, so
// that none is missing; the template chooses letter or figure.
func numbered(p *report.Plan, lines []report.Line) []any {
	out := []any{}
	for _, l := range lines {
		paragraphs := paragraphsOf(p, l.Text)
		if len(paragraphs) == 0 {
			continue
		}
		point := paragraphs[0].(map[string]any)
		point["so"], point["chu"], point["them"] = count(len(out)+1), report.PointLetter(len(out)+1), paragraphs[1:]
		out = append(out, point)
	}
	return out
}

// duties gathers what each body has to do, in the order in which the bodies are
// first named; a row that names nobody goes on with the one above.
func duties(p *report.Plan) []any {
	out := []any{}
	groups := map[string]map[string]any{}
	last := ""
	for _, d := range p.Duties {
		if name := report.Normalize(d.Unit); name != "" {
			last = name
		}
		g := groups[last]
		if g == nil {
			g = map[string]any{"so": count(len(out) + 1), "ten": strings.TrimRight(d.Unit, " .:;"), "viec": []any{}}
			groups[last] = g
			out = append(out, g)
		}
		work := append(g["viec"].([]any), paragraphsOf(p, d.Text)...)
		g["viec"], g["nhieu"] = work, len(work) > 1
	}
	return out
}

// paragraphsOf takes a text of several lines apart into paragraphs, each of its
// pieces with their footnotes and with a mark at its end. The dash of a line is
// the template's.
func paragraphsOf(p *report.Plan, text string) []any {
	out := []any{}
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "-+•–")); line == "" {
			continue
		}
		pieces := p.Pieces(line)
		if end := strings.TrimSpace(pieces[len(pieces)-1].Text); !strings.ContainsAny(lastLetter(end), ".;:!?…") {
			pieces = append(pieces, report.Piece{Text: "."})
		}
		parts := []any{}
		for _, piece := range pieces {
			parts = append(parts, map[string]any{"loi": piece.Text, "chu_thich": piece.Note})
		}
		out = append(out, map[string]any{"phan": parts})
	}
	return out
}

func lastLetter(s string) string {
	r := []rune(s)
	return string(r[max(0, len(r)-1):])
}

// planRows are the tasks: the rows of the appendix.
func planRows(p *report.Plan) []any {
	out := []any{}
	for _, i := range p.Items {
		out = append(out, map[string]any{
			"tt": i.Number, "ten": sentence(i.Text), "hinh_thuc": i.Form, "chu_tri": i.Lead, "thoi_gian": i.Time, "san_pham": i.Outcome,
		})
	}
	return out
}
