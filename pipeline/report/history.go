package report

import "time"

// Revert (đặt lại) is a person's word that a revision counts again.
type Revert struct {
	Revision int // 0: none counts
	At       time.Time
	Why      string
}

// History (lịch sử tiếp nhận) is all that has come from a unit for a period.
type History struct {
	Revisions []Submission // accepted, by revision; without their cells
	Arrivals  []Arrival    // accepted, refused and duplicate files, in the order of receipt
	Reverts   []Revert     // in the order in which they were said
}

// Counting gives the revision that counts; nil for none.
func (h History) Counting() *Submission {
	var best *Submission
	for i := range h.Revisions {
		if h.Revisions[i].Outranks(best) {
			best = &h.Revisions[i]
		}
	}
	return best
}

// Outranks tells whether s counts rather than other, a submission of the same
// unit and period, or nil: the one received last counts, of two received at one
// instant the one accepted later. One that is set aside never does.
func (s *Submission) Outranks(other *Submission) bool {
	if s.SetAside {
		return false
	}
	return other == nil || s.ReceivedAt.After(other.ReceivedAt) ||
		s.ReceivedAt.Equal(other.ReceivedAt) && s.Revision > other.Revision
}
