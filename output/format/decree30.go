package format

import "vanthu/output/length"

// Fixed words of every document.
const (
	NationalTitle = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" // quốc hiệu, II.1.a
	Motto         = "Độc lập - Tự do - Hạnh phúc"        // tiêu ngữ, II.1.b
	Font          = "Times New Roman"                    // I.4
	EndMark       = "./."                                // the official forms end text and appendix so
)

// Rules are the decree's limits on the form of a document.
type Rules struct {
	PageWidth, PageHeight                            Range // portrait
	MarginTop, MarginBottom, MarginLeft, MarginRight Range

	NationalTitle, Motto, Parent, Issuer, Number, PlaceDate Text
	TitleName, Subject, LetterSubject                       Text
	Basis, Body, PartLabel, PartTitle, Section              Text
	ClauseTitle, Clause, Point                              Text
	SignerTitle, SignerName                                 Text
	Addressee, RecipientsLabel, Recipients                  Text
	AppendixLabel, AppendixTitle, AppendixRef               Text
	PageNumber, DigitalStamp, Drafter, Contact              Text

	MottoLine, IssuerLine, SubjectLine Ratio // rule line to its text line

	FirstLine      []length.Length // the two indents allowed, II.6.e
	FirstLineOf    Clause
	ParagraphGap   Range   // at least Min
	LineMin        float64 // lines: single
	LineMax        float64 // 1.5 lines
	LineOf         Clause
	LetterSubjectG length.Length // gap between number and V/v, II.5.b
	PointLetters   string        // the letters of points, in order
}

// Decree30 is Phụ lục I of Decree 30/2020/NĐ-CP, in force since 5 March 2020.
var Decree30 = Rules{
	PageWidth:    mm(210, 210, "I.1"),
	PageHeight:   mm(297, 297, "I.1"),
	MarginTop:    mm(20, 25, "I.3"),
	MarginBottom: mm(20, 25, "I.3"),
	MarginLeft:   mm(30, 35, "I.3"),
	MarginRight:  mm(15, 20, "I.3"),

	NationalTitle:   text(12, 13, "bH", Centre, "II.1.a"),
	Motto:           text(13, 14, "b", Centre, "II.1.b"),
	Parent:          text(12, 13, "H", Centre, "II.2.b"),
	Issuer:          text(12, 13, "bH", Centre, "II.2.b"),
	Number:          text(13, 13, "", Centre, "II.3.c"),
	PlaceDate:       text(13, 14, "i", Centre, "II.4.c"),
	TitleName:       text(13, 14, "bH", Centre, "II.5.b"),
	Subject:         text(13, 14, "b", Centre, "II.5.b"),
	LetterSubject:   text(12, 13, "", Centre, "II.5.b"),
	Basis:           text(13, 14, "i", Justified, "II.6.a"),
	Body:            text(13, 14, "", Justified, "II.6.e"),
	PartLabel:       text(13, 14, "b", Centre, "II.6.đ"),
	PartTitle:       text(13, 14, "bH", Centre, "II.6.đ"),
	Section:         text(13, 14, "bH", Justified, "V.r6"),
	ClauseTitle:     text(13, 14, "b", Justified, "II.6.đ"),
	Clause:          text(13, 14, "", Justified, "II.6.đ"),
	Point:           text(13, 14, "", Justified, "II.6.đ"),
	SignerTitle:     text(13, 14, "bH", Centre, "II.7.đ"),
	SignerName:      text(13, 14, "b", Centre, "II.7.đ"),
	Addressee:       text(13, 14, "", Left, "II.9.d"),
	RecipientsLabel: text(12, 12, "bi", Left, "II.9.d"),
	Recipients:      text(11, 11, "", Left, "II.9.d"),
	AppendixLabel:   text(14, 14, "b", Centre, "III.1.b"),
	AppendixTitle:   text(13, 14, "bH", Centre, "III.1.b"),
	AppendixRef:     text(13, 14, "i", Centre, "III.1.c"),
	PageNumber:      text(13, 14, "", Centre, "I.7"),
	DigitalStamp:    text(10, 10, "", Left, "III.1.d"),
	Drafter:         text(11, 11, "", Left, "III.3"),
	Contact:         text(11, 12, "", Centre, "III.4"),

	MottoLine:   Ratio{1, 1, "II.1.b"},
	IssuerLine:  Ratio{1.0 / 3, 1.0 / 2, "II.2.b"},
	SubjectLine: Ratio{1.0 / 3, 1.0 / 2, "II.5.b"},

	FirstLine:      []length.Length{length.Mm(10), length.Mm(12.7)},
	FirstLineOf:    "II.6.e",
	ParagraphGap:   Range{length.Pt(6), length.Pt(1584), "II.6.e"}, // 1584 pt is the most Word can set
	LineMin:        1,
	LineMax:        1.5,
	LineOf:         "II.6.e",
	LetterSubjectG: length.Pt(6),
	PointLetters:   "abcdđeghiklmnopqrstuvxy",
}
