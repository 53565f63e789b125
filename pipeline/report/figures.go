package report

import "time"

// Source (cách có số liệu) tells how a figure of a period came about.
type Source string

// The three ways, in the order in which they are tried (contract, section 3);
// none for a cell without a figure.
const (
	NoSource Source = ""
	Own      Source = "own"     // a report for that very period
	Tiled    Source = "tiled"   // reports for shorter periods that tile it
	Partial  Source = "partial" // some of those
)

// Part is one submission's share in a figure.
type Part struct {
	Period     Period
	Submission *Submission
	Cell       Cell
}

// Figure (số liệu) is one asked cell of a period as it stands.
type Figure struct {
	Item, Product, Unit string
	Measure             Measure
	State               State
	Value               Number // meaningful where State is Value
	Target              *Number
	Shared              int // see Ask.Shared
	Source              Source
	Missing             []Period // what a partial figure lacks, in order
	Parts               []Part   // what it is made of, by first month
	Previous            *Number  // the same period a year before
}

// Total (tổng cộng) is an item's and product's figure over all units.
type Total struct {
	Item, Product string
	Measure       Measure
	Value         *Number // nil: no unit has a value
	Target        *Number
	Percent       *Number // of the year's target, one place
	Previous      *Number
	Reached       bool // the target, compared before Percent is rounded; false without one
	Reporting     int  // units with a value
	Expected      int  // units asked, alive, not KAD
}

// Progress (tiến độ) of an item.
type Progress string

// The three stages (contract, section 3).
const (
	Done       Progress = "Hoàn thành"
	InProgress Progress = "Đang thực hiện"
	NotStarted Progress = "Chưa thực hiện"
)

// Outside is a figure that a unit sent though the plan does not ask it
// ('ngoài kế hoạch').
type Outside struct {
	Unit       string
	Cell       Cell
	Submission *Submission
}

// Doubt is a disagreement between a unit's own figures that the office should
// know of.
type Doubt struct {
	Item, Product, Unit string
	Measure             Measure
	Text                string // Vietnamese
}

// Figures (bảng số liệu) are all figures of a period.
type Figures struct {
	Plan     *Plan
	Period   Period
	From, To Date
	Due      Date
	Holidays map[Date]bool // by which Due was counted, and other days are
	Cells    []Figure      // the plan's order of items and products, then units; result before people
	Totals   []Total       // the same order
	Outside  []Outside
	Doubts   []Doubt
	Progress map[string]Progress // by item
	Units    []UnitStatus        // the units asked something, in order
	Notes    []Assessment        // the office's own words; a section that has them goes by them alone
}

// Total finds a total.
func (f *Figures) Total(item, product string, m Measure) (Total, bool) {
	return find(f.Totals, func(t Total) bool {
		return t.Item == item && t.Product == product && t.Measure == m
	})
}

// Standing (tình trạng nộp) of a unit for a period.
type Standing string

// The states of `vanthu status`.
const (
	OnTime  Standing = "on_time"
	Late    Standing = "late"
	Missing Standing = "missing"
	Refused Standing = "refused" // only refused files came
	Excused Standing = "excused" // does not live in this period
)

// StandingWords are what a person reads for each.
var StandingWords = map[Standing]string{
	OnTime: "Đúng hạn", Late: "Quá hạn", Missing: "Chưa gửi", Refused: "Bị trả lại", Excused: "Không phải báo cáo",
}

// Refusal (trả lại) is a file of a unit that could not be taken in.
type Refusal struct {
	At     time.Time
	Faults int // findings of severity error
}

// UnitStatus is how a unit stands with a period.
type UnitStatus struct {
	Unit        Unit
	Standing    Standing
	By          Source        // NoSource: none
	Latest      *Submission   // the latest accepted one for the very period, or the last needed part
	Submissions []*Submission // those that stand for the period, in its order: the own one, or the parts
	Refusal     *Refusal      // where it has not reported: its last refused file; nil: none
	Lacking     []Period      // By Partial: what no accepted report covers, by the fewest codes, in order
	RevisedLate bool          // a revision came after the deadline though the first was on time
	Warnings    int
}
