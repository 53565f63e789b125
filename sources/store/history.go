package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/report"
)

// setAside is 1 for a submission that a person has set aside, by a revert not
// after the instant that is its parameter (see until): those accepted before the
// revert, but for the one it sets back. The newest revert alone holds.
const setAside = `COALESCE((SELECT CASE WHEN submission.revision <= revert.accepted AND submission.revision <> revert.revision THEN 1 ELSE 0 END
	FROM revert WHERE revert.unit = submission.unit AND revert.period = submission.period AND revert.at <= ? ORDER BY revert.id DESC LIMIT 1), 0)`

// until is the parameter of setAside: an instant, or the end of time where it is
// zero.
func until(asOf time.Time) string {
	if asOf.IsZero() {
		return "9999"
	}
	return instant(asOf)
}

// received is a submission with what its arrival says, and whether it is set
// aside.
type received struct {
	submissionRow
	Name       string `db:"name"`
	SHA256     string `db:"sha256"`
	Size       int64  `db:"size"`
	Kept       string `db:"kept"`
	ReceivedAt string `db:"received_at"`
	SetAside   bool   `db:"set_aside"`
}

// selectReceived gives rows of received; its first parameter is that of setAside.
const selectReceived = `SELECT submission.*, arrival.name, arrival.sha256, arrival.size, arrival.kept, arrival.received_at, ` + setAside + ` AS set_aside
	FROM submission JOIN arrival ON arrival.id = submission.arrival_id`

func (r received) submission() (report.Submission, error) {
	p, err := report.ParsePeriod(r.Period)
	if err != nil {
		return report.Submission{}, err
	}
	at, err := parseInstant(r.ReceivedAt)
	return report.Submission{
		Unit: r.Unit, Period: p, PlanVersion: r.PlanVersion, Revision: r.Revision, ReceivedAt: at, Warnings: r.Warnings, SetAside: r.SetAside,
		File: report.File{Name: r.Name, SHA256: r.SHA256, Size: r.Size, Archive: r.Kept},
	}, err
}

type revertRow struct {
	Revision int    `db:"revision"`
	At       string `db:"at"`
	Why      string `db:"why"`
}

// Revert notes which revision of a unit's submission for a period counts from now
// on, 0 for none. Those accepted later are not touched by it.
func (s *Store) Revert(ctx context.Context, unit string, p report.Period, r report.Revert) error {
	err := s.write(ctx, func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO revert (unit, period, revision, accepted, at, why)
			VALUES (?, ?, ?, (SELECT COALESCE(MAX(revision), 0) FROM submission WHERE unit = ? AND period = ?), ?, ?)`,
			unit, p.String(), r.Revision, unit, p.String(), instant(r.At), r.Why)
		return err
	})
	if err != nil {
		return fmt.Errorf("revert %s of %s: %w", p, unit, err)
	}
	return nil
}

// History gives all that has come from a unit for a period. The revisions are
// without their cells.
func (s *Store) History(ctx context.Context, unit string, p report.Period) (report.History, error) {
	var h report.History
	var err error
	if h.Arrivals, err = s.arrivals(ctx, `SELECT * FROM arrival WHERE unit = ? AND period = ? AND state <> 'seen' ORDER BY received_at, id`, unit, p.String()); err != nil {
		return h, fmt.Errorf("history: %w", err)
	}
	var rows []received
	if err := s.db.SelectContext(ctx, &rows, selectReceived+` WHERE submission.unit = ? AND submission.period = ? ORDER BY submission.revision`, until(time.Time{}), unit, p.String()); err != nil {
		return h, fmt.Errorf("history: %w", err)
	}
	for _, r := range rows {
		sub, err := r.submission()
		if err != nil {
			return h, err
		}
		h.Revisions = append(h.Revisions, sub)
		i := slices.IndexFunc(h.Arrivals, func(a report.Arrival) bool { return a.ID == r.ArrivalID })
		h.Arrivals[i].Revision = r.Revision
	}
	var reverts []revertRow
	if err := s.db.SelectContext(ctx, &reverts, `SELECT revision, at, why FROM revert WHERE unit = ? AND period = ? ORDER BY id`, unit, p.String()); err != nil {
		return h, fmt.Errorf("history: %w", err)
	}
	for _, r := range reverts {
		at, err := parseInstant(r.At)
		if err != nil {
			return h, err
		}
		h.Reverts = append(h.Reverts, report.Revert{Revision: r.Revision, At: at, Why: r.Why})
	}
	return h, nil
}

// PeriodsOf lists the periods for which submissions of a unit were accepted.
func (s *Store) PeriodsOf(ctx context.Context, unit string) ([]report.Period, error) {
	var codes []string
	if err := s.db.SelectContext(ctx, &codes, `SELECT DISTINCT period FROM submission WHERE unit = ? ORDER BY year, period`, unit); err != nil {
		return nil, fmt.Errorf("periods of %s: %w", unit, err)
	}
	var out []report.Period
	for _, c := range codes {
		p, err := report.ParsePeriod(c)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// CellsBefore gives, by unit, the filled cells of the submissions for a period that
// counted before an instant.
func (s *Store) CellsBefore(ctx context.Context, p report.Period, before time.Time) (map[string][]report.Cell, error) {
	var subs []submissionRow
	if err := s.db.SelectContext(ctx, &subs, `SELECT submission.* FROM submission JOIN arrival ON arrival.id = submission.arrival_id
		WHERE submission.period = ? AND arrival.received_at < ? AND `+setAside+` = 0 ORDER BY arrival.received_at, submission.revision`, p.String(), instant(before), until(time.Time{})); err != nil {
		return nil, fmt.Errorf("submissions of %s: %w", p, err)
	}
	last := map[string]int64{}
	for _, sub := range subs {
		last[sub.Unit] = sub.ID
	}
	units := map[int64]string{}
	for unit, id := range last {
		units[id] = unit
	}
	var rows []cellRow
	if err := s.db.SelectContext(ctx, &rows, `SELECT cell.* FROM cell JOIN submission ON submission.id = cell.submission_id WHERE submission.period = ? ORDER BY cell.submission_id, cell.seq`, p.String()); err != nil {
		return nil, fmt.Errorf("cells of %s: %w", p, err)
	}
	out := map[string][]report.Cell{}
	for _, r := range rows {
		unit, ok := units[r.Submission]
		if !ok {
			continue
		}
		c, err := r.cell()
		if err != nil {
			return nil, err
		}
		out[unit] = append(out[unit], c)
	}
	return out, nil
}
