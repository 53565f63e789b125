package report

import "time"

// Measure tells which of a row's two figures is meant.
type Measure string

// The result of the period, and the number of people reached (Lượt người).
const (
	Result Measure = "result"
	People Measure = "people"
)

// State (trạng thái) of a cell; the four stay apart down to the printed table.
type State string

// The states (contract, section 3).
const (
	Value         State = "value"
	Blank         State = "blank"
	NotApplicable State = "not_applicable" // KAD
	NotReported   State = "not_reported"
)

// Place is where a figure or a text stands in a file, and what was typed there.
type Place struct {
	Sheet string
	Cell  string // A1 reference
	Text  string // as typed; for a numeric cell its stored value
	Value Number // what it counts for, where it is a figure
}

// Cell (ô số liệu) is one figure that a unit sent: a filled cell of its form.
// Several rows of one code make one Cell with several Places.
type Cell struct {
	Item, Product string
	Measure       Measure
	State         State // Value or NotApplicable; blank cells are not kept
	Value         Number
	Places        []Place
}

// Remark (ghi chú của dòng) is a text beside a figure: description, evidence,
// date, obstacle, proposal.
type Remark struct {
	Item, Product string
	Field         string // one of the Remark… names
	Text          string
	Place         Place
}

// Fields of a Remark: the columns of the form.
const (
	RemarkDescription = "mo_ta"      // Mô tả kết quả
	RemarkEvidence    = "minh_chung" // Minh chứng
	RemarkDate        = "ngay"       // Ngày thực hiện, YYYY-MM-DD
	RemarkObstacle    = "kho_khan"   // Khó khăn, vướng mắc
	RemarkProposal    = "kien_nghi"  // Kiến nghị
)

// Assessment (đánh giá chung) is one text of the sheet of that name.
type Assessment struct {
	Section string // one of the Section… names
	Text    string
	Place   Place
}

// Sections of the sheet "Đánh giá chung".
const (
	SectionStrengths  = "uu_diem"      // Ưu điểm
	SectionWeaknesses = "ton_tai"      // Tồn tại, hạn chế
	SectionCauses     = "nguyen_nhan"  // Nguyên nhân
	SectionProposals  = "de_xuat"      // Đề xuất, kiến nghị
	SectionDirections = "phuong_huong" // Phương hướng kỳ tới
)

// Sections lists the sections in the order of the sheet, with its words.
var Sections = []struct{ Code, Words string }{
	{SectionStrengths, "Ưu điểm"},
	{SectionWeaknesses, "Tồn tại, hạn chế"},
	{SectionCauses, "Nguyên nhân"},
	{SectionProposals, "Đề xuất, kiến nghị"},
	{SectionDirections, "Phương hướng kỳ tới"},
}

// File is an original as it lies in the archive.
type File struct {
	Name    string // as the unit named it
	SHA256  string // of its bytes, hexadecimal
	Size    int64
	Archive string // path relative to the workspace
}

// Submission (báo cáo của đơn vị) is what one file says.
type Submission struct {
	Unit        string
	Period      Period
	PlanVersion int // of the form it was made on; 0 unknown
	Cells       []Cell
	Remarks     []Remark
	Assessments []Assessment

	// Set at acceptance.
	Revision   int // 1, 2, … within unit and period, in the order of acceptance
	ReceivedAt time.Time
	File       File
	Warnings   int  // findings of severity warning
	SetAside   bool // a person has set the unit back to another revision
}

// Cell finds a filled cell.
func (s *Submission) Cell(item, product string, m Measure) (Cell, bool) {
	return find(s.Cells, func(c Cell) bool {
		return c.Item == item && c.Product == product && c.Measure == m
	})
}
