package report

import (
	"fmt"
	"strings"
)

// DocType (loại văn bản) is the kind of a document in the plan's lists: KH, BC
// or CV.
type DocType string

// The kinds of document made.
const (
	PlanDoc   DocType = "KH"
	ReportDoc DocType = "BC"
	LetterDoc DocType = "CV"
)

// label is the period's word in lists of recipients: "BC 6T".
func (p Period) label() string {
	switch p.Kind {
	case Month:
		return "tháng"
	case Quarter:
		return "quý"
	case FirstHalf, SecondHalf:
		return "6T"
	case NineMonths:
		return "9T"
	}
	return "năm"
}

// exactness tells how exactly a list's document type fits a document: 3 by the
// period's code, 2 by its kind, 1 by the type alone, 0 not at all.
func exactness(listed string, doc DocType, p Period) int {
	listed = Normalize(listed)
	switch {
	case !p.IsZero() && (listed == Normalize(p.String()) || listed == Normalize(string(doc)+" "+p.String())):
		return 3
	case !p.IsZero() && listed == Normalize(string(doc)+" "+p.label()):
		return 2
	case listed == Normalize(string(doc)):
		return 1
	}
	return 0
}

// RecipientsFor gives the recipients of a document: the most exact list replaces
// the others (contract, section 2, Nơi nhận).
func (p *Plan) RecipientsFor(doc DocType, period Period) (addressed, receives []Recipient) {
	best := 0
	for _, r := range p.Recipients {
		best = max(best, exactness(r.DocType, doc, period))
	}
	for _, r := range p.Recipients {
		if best == 0 || exactness(r.DocType, doc, period) != best {
			continue
		}
		if r.Role == Addressed {
			addressed = append(addressed, r)
		} else {
			receives = append(receives, r)
		}
	}
	return addressed, receives
}

// RecipientLines writes the lines under "Nơi nhận:" with the law's punctuation
// (Decree 30/2020, annex I, II.9): "- Như trên;" first where the document is
// addressed to someone, as a letter always is, each line ending in ";", the "Lưu"
// line last with a full stop.
func (p *Plan) RecipientLines(doc DocType, period Period) []string {
	named, receives := p.RecipientsFor(doc, period)
	addressed := len(named) > 0 || doc == LetterDoc
	var lines []string
	if addressed {
		lines = append(lines, "- Như trên;")
	}
	kept := ""
	for _, r := range receives {
		text := r.Name
		if r.Note != "" {
			text += " (" + r.Note + ")"
		}
		text = strings.TrimRight(text, " ;.,")
		if rest, ok := strings.CutPrefix(text, "Lưu"); ok {
			kept = "- Lưu: " + strings.TrimLeft(rest, ": ") + "."
			continue
		}
		if strings.EqualFold(text, "Như trên") && addressed {
			continue
		}
		lines = append(lines, "- "+text+";")
	}
	if kept == "" {
		kept = "- Lưu: VT, " + p.Info.Drafting + "."
		if p.Info.Drafting == "" {
			kept = "- Lưu: VT."
		}
	}
	return append(lines, kept)
}

// Signature (chữ ký) is the block under which a document is signed.
type Signature struct {
	Lines []string // TL. GIÁM ĐỐC, CHÁNH VĂN PHÒNG
	Name  string
}

// SignatureFor gives the signer of a document of a day: the row of "Người ký"
// that fits best, else what "Thông tin" says (Decree 30/2020, art. 13 and annex
// I, II.7).
func (p *Plan) SignatureFor(doc DocType, period Period, day Date) Signature {
	var won *SignerRow
	best := 0
	for i := range p.Signers {
		r := &p.Signers[i]
		if !r.From.IsZero() && day.Before(r.From) || !r.To.IsZero() && day.After(r.To) {
			continue
		}
		if e := exactness(r.DocType, doc, period); e > best {
			best, won = e, r
		}
	}
	if won != nil {
		return Signature{won.Lines, won.Name}
	}
	i := p.Info
	s := Signature{Name: i.SignerName}
	switch i.Capacity {
	case "":
		s.Lines = []string{i.HeadTitle}
	case "Q.":
		s.Lines = []string{"Q. " + i.HeadTitle}
	default:
		s.Lines = []string{i.Capacity + " " + i.HeadTitle, i.SignerTitle}
	}
	return s
}

// blank stands where a draft's number and day will be written.
const blank = "      "

// NumberLine writes "Số:        /BC-SYT", the number blank on a draft (Decree
// 30/2020, annex I, II.3). A letter's symbol names the drafting office instead of
// the type.
func (p *Plan) NumberLine(doc DocType, number string) string {
	if number == "" {
		number = blank
	}
	symbol := string(doc) + "-" + p.Info.Symbol
	if doc == LetterDoc {
		symbol = p.Info.Symbol + "-" + p.Info.Drafting
	}
	return "Số: " + number + "/" + symbol
}

// PlaceDateLine writes "Huế, ngày 05 tháng 6 năm 2025", the day blank on a draft
// (Decree 30/2020, annex I, II.4).
func (p *Plan) PlaceDateLine(day Date, issued bool) string {
	return p.Info.Place + ", " + dayLine(day, issued)
}

func dayLine(day Date, issued bool) string {
	if issued {
		return day.Long()
	}
	return fmt.Sprintf("ngày%stháng %s năm %d", blank, twoDigitMonth(day.Month), day.Year)
}

// AttachedLine writes the line under an appendix's title: "(Kèm theo Báo cáo số
// …/BC-SYT ngày … của Sở Y tế …)" (Decree 30/2020, annex I, III.1.c).
func (p *Plan) AttachedLine(doc DocType, docName, number string, day Date, issued bool) string {
	return fmt.Sprintf("(Kèm theo %s %s %s của %s)", docName,
		strings.Replace(p.NumberLine(doc, number), "Số:", "số", 1), dayLine(day, issued), p.Info.FullName)
}
