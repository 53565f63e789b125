package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

type arrivalRow struct {
	ID         int64  `db:"id"`
	Path       string `db:"path"`
	Name       string `db:"name"`
	SHA256     string `db:"sha256"`
	Size       int64  `db:"size"`
	ReceivedAt string `db:"received_at"`
	State      string `db:"state"`
	Unit       string `db:"unit"`
	Period     string `db:"period"`
	Kept       string `db:"kept"`
	Cleared    bool   `db:"cleared"`
}

type submissionRow struct {
	ID          int64  `db:"id"`
	ArrivalID   int64  `db:"arrival_id"`
	Unit        string `db:"unit"`
	Period      string `db:"period"`
	Year        int    `db:"year"`
	Revision    int    `db:"revision"`
	PlanVersion int    `db:"plan_version"`
	Warnings    int    `db:"warnings"`
}

type cellRow struct {
	Submission int64  `db:"submission_id"`
	Seq        int    `db:"seq"`
	Item       string `db:"item"`
	Product    string `db:"product"`
	Measure    string `db:"measure"`
	State      string `db:"state"`
	Value      string `db:"value"`
}

type placeRow struct {
	Submission int64  `db:"submission_id"`
	Seq        int    `db:"seq"`
	N          int    `db:"n"`
	Sheet      string `db:"sheet"`
	Cell       string `db:"cell"`
	Text       string `db:"text"`
	Value      string `db:"value"`
}

type remarkRow struct {
	Submission int64  `db:"submission_id"`
	Seq        int    `db:"seq"`
	Item       string `db:"item"`
	Product    string `db:"product"`
	Field      string `db:"field"`
	Text       string `db:"text"`
	Sheet      string `db:"sheet"`
	Cell       string `db:"cell"`
}

type problemRow struct {
	Arrival  int64  `db:"arrival_id"`
	Seq      int    `db:"seq"`
	Severity int    `db:"severity"`
	Code     string `db:"code"`
	Part     string `db:"part"`
	Sheet    string `db:"sheet"`
	Cell     string `db:"cell"`
	Spot     string `db:"spot"`
	Found    string `db:"found"`
	Message  string `db:"message"`
	Hint     string `db:"hint"`
}

func (r cellRow) cell() (report.Cell, error) {
	value, err := report.ParseNumber(r.Value)
	return report.Cell{Item: r.Item, Product: r.Product, Measure: report.Measure(r.Measure), State: report.State(r.State), Value: value}, err
}

func (r arrivalRow) arrival() (report.Arrival, error) {
	at, err := parseInstant(r.ReceivedAt)
	if err != nil {
		return report.Arrival{}, err
	}
	a := report.Arrival{
		ID: r.ID, Path: r.Path, ReceivedAt: at, State: report.ArrivalState(r.State), Unit: r.Unit, Cleared: r.Cleared,
		File: report.File{Name: r.Name, SHA256: r.SHA256, Size: r.Size, Archive: r.Kept},
	}
	if r.Period != "" {
		if a.Period, err = report.ParsePeriod(r.Period); err != nil {
			return report.Arrival{}, err
		}
	}
	return a, nil
}

// See records that files have come, each once, all in one transaction: where an
// uncleared arrival of the same path and bytes stands, that one is given back,
// with its time of receipt and what has become of it. A file that cannot be read
// yet comes without its hash; the arrival that is recorded for it becomes that of
// the next file of its path, which so keeps the time at which it was first seen.
func (s *Store) See(ctx context.Context, arrivals []report.Arrival) ([]report.Arrival, error) {
	out := make([]report.Arrival, 0, len(arrivals))
	err := s.write(ctx, func(tx *sqlx.Tx) error {
		for _, a := range arrivals {
			seen, err := see(ctx, tx, a)
			if err != nil {
				return fmt.Errorf("see %q: %w", a.Path, err)
			}
			out = append(out, seen)
		}
		return nil
	})
	return out, err
}

func see(ctx context.Context, tx *sqlx.Tx, a report.Arrival) (report.Arrival, error) {
	var rows []arrivalRow
	if err := tx.SelectContext(ctx, &rows, `SELECT * FROM arrival WHERE path = ? AND sha256 IN (?, '') AND cleared = 0`, a.Path, a.File.SHA256); err != nil {
		return a, err
	}
	if len(rows) > 0 { // rarely, and few: sorted with a limit in SQL, every query is planned anew
		known, err := slices.MinFunc(rows, func(a, b arrivalRow) int {
			return cmp.Or(strings.Compare(b.SHA256, a.SHA256), cmp.Compare(a.ID, b.ID))
		}).arrival()
		switch {
		case err != nil:
			return a, err
		case known.File.SHA256 != a.File.SHA256: // it was seen and could not be read
			_, err = tx.ExecContext(ctx, `UPDATE arrival SET sha256 = ?, size = ? WHERE id = ?`, a.File.SHA256, a.File.Size, known.ID)
			known.File = a.File
		case known.State == report.Accepted:
			err = tx.GetContext(ctx, &known.Revision, `SELECT COALESCE(MAX(revision), 0) FROM submission WHERE arrival_id = ?`, known.ID)
		}
		return known, err
	}
	res, err := tx.ExecContext(ctx, `INSERT INTO arrival (path, name, sha256, size, received_at, state, unit, period, kept, cleared) VALUES (?, ?, ?, ?, ?, 'seen', '', '', '', 0)`,
		a.Path, a.File.Name, a.File.SHA256, a.File.Size, instant(a.ReceivedAt))
	if err != nil {
		return a, err
	}
	a.State = report.Seen
	a.ID, err = res.LastInsertId()
	return a, err
}

// Forget drops the arrivals of files that were seen, could never be read, and lie
// there no longer: another file that comes by that name comes at its own time.
func (s *Store) Forget(ctx context.Context, lies func(path string) bool) error {
	waiting, err := s.arrivals(ctx, `SELECT * FROM arrival WHERE sha256 = '' AND cleared = 0`)
	if err != nil {
		return err
	}
	for _, a := range waiting {
		if lies(a.Path) {
			continue
		}
		if _, err := s.db.ExecContext(ctx, `DELETE FROM arrival WHERE id = ? AND sha256 = ''`, a.ID); err != nil {
			return fmt.Errorf("forget %q: %w", a.Path, err)
		}
	}
	return nil
}

// hasSent tells whether the unit has sent anything for the period. Mostly it has not,
// and this takes a tenth of the time of the joins that look closer.
func (s *Store) hasSent(ctx context.Context, unit string, p report.Period) (sent bool, err error) {
	if err := s.db.GetContext(ctx, &sent, `SELECT EXISTS (SELECT 1 FROM submission WHERE unit = ? AND period = ?)`, unit, p.String()); err != nil {
		return false, fmt.Errorf("submissions of %s for %v: %w", unit, p, err)
	}
	return sent, nil
}

// Known gives the accepted submission of the same bytes for the unit and period,
// without its cells, if there is one: a file that comes again is a duplicate of it.
func (s *Store) Known(ctx context.Context, sha256, unit string, p report.Period) (report.Submission, bool, error) {
	if sent, err := s.hasSent(ctx, unit, p); err != nil || !sent {
		return report.Submission{}, false, err
	}
	var rows []received
	if err := s.db.SelectContext(ctx, &rows, selectReceived+` WHERE submission.unit = ? AND submission.period = ? AND arrival.sha256 = ? ORDER BY submission.revision LIMIT 1`, until(time.Time{}), unit, p.String(), sha256); err != nil {
		return report.Submission{}, false, fmt.Errorf("known submission: %w", err)
	}
	if len(rows) == 0 {
		return report.Submission{}, false, nil
	}
	sub, err := rows[0].submission()
	return sub, err == nil, err
}

// LatestCells gives the filled cells of the accepted submission that counts for
// the unit and period, and its revision; 0 where there is none.
func (s *Store) LatestCells(ctx context.Context, unit string, p report.Period) (revision int, cells []report.Cell, err error) {
	if sent, err := s.hasSent(ctx, unit, p); err != nil || !sent {
		return 0, nil, err
	}
	var last []submissionRow
	if err := s.db.SelectContext(ctx, &last, `SELECT submission.* FROM submission JOIN arrival ON arrival.id = submission.arrival_id WHERE submission.unit = ? AND submission.period = ? AND `+setAside+` = 0 ORDER BY arrival.received_at DESC, submission.revision DESC LIMIT 1`, unit, p.String(), until(time.Time{})); err != nil {
		return 0, nil, fmt.Errorf("latest submission: %w", err)
	}
	if len(last) == 0 {
		return 0, nil, nil
	}
	var rows []cellRow
	if err := s.db.SelectContext(ctx, &rows, `SELECT * FROM cell WHERE submission_id = ? ORDER BY seq`, last[0].ID); err != nil {
		return 0, nil, fmt.Errorf("latest cells: %w", err)
	}
	for _, r := range rows {
		c, err := r.cell()
		if err != nil {
			return 0, nil, err
		}
		cells = append(cells, c)
	}
	return last[0].Revision, cells, nil
}

// Decide commits what has become of a file, with all its facts, in one
// transaction: its state, unit, period and place; its problems; and for an
// accepted one the submission as the next revision, whose number it gives.
func (s *Store) Decide(ctx context.Context, a report.Arrival, sub *report.Submission, problems []finding.Finding) (revision int, err error) {
	period := ""
	if !a.Period.IsZero() {
		period = a.Period.String()
	}
	err = s.write(ctx, func(tx *sqlx.Tx) error {
		if _, err := tx.ExecContext(ctx, `UPDATE arrival SET state = ?, unit = ?, period = ?, kept = ? WHERE id = ? AND state = 'seen'`,
			string(a.State), a.Unit, period, a.File.Archive, a.ID); err != nil {
			return err
		}
		if err := insertProblems(ctx, tx, a.ID, problems); err != nil {
			return err
		}
		if a.State != report.Accepted || sub == nil { // a zip has no figures of its own
			return nil
		}
		if err := tx.GetContext(ctx, &revision, `SELECT COALESCE(MAX(revision), 0) + 1 FROM submission WHERE unit = ? AND period = ?`, a.Unit, period); err != nil {
			return err
		}
		res, err := tx.ExecContext(ctx, `INSERT INTO submission (arrival_id, unit, period, year, revision, plan_version, warnings) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			a.ID, a.Unit, period, a.Period.Year, revision, sub.PlanVersion, countWarnings(problems))
		if err != nil {
			return err
		}
		id, err := res.LastInsertId()
		if err != nil {
			return err
		}
		return insertSubmission(ctx, tx, id, sub)
	})
	if err != nil {
		return 0, fmt.Errorf("record %q: %w", a.Path, err)
	}
	return revision, nil
}

func countWarnings(fs []finding.Finding) (n int) {
	for _, f := range fs {
		if f.Severity == finding.Warning {
			n++
		}
	}
	return n
}

func insertProblems(ctx context.Context, tx *sqlx.Tx, arrival int64, problems []finding.Finding) error {
	var rows []problemRow
	for i, f := range problems {
		rows = append(rows, problemRow{arrival, i, int(f.Severity), f.Code, f.Pos.Part, f.Pos.Sheet, f.Pos.Cell, f.Pos.Spot, f.Found, f.Message, f.Hint})
	}
	return insert(ctx, tx, "problem", rows)
}

func insertSubmission(ctx context.Context, tx *sqlx.Tx, id int64, sub *report.Submission) error {
	var cells []cellRow
	var places []placeRow
	for i, c := range sub.Cells {
		cells = append(cells, cellRow{id, i, c.Item, c.Product, string(c.Measure), string(c.State), c.Value.String()})
		for n, p := range c.Places {
			places = append(places, placeRow{id, i, n, p.Sheet, p.Cell, p.Text, p.Value.String()})
		}
	}
	if err := insert(ctx, tx, "cell", cells); err != nil {
		return err
	}
	if err := insert(ctx, tx, "cell_place", places); err != nil {
		return err
	}
	var remarks []remarkRow
	for _, r := range sub.Remarks {
		remarks = append(remarks, remarkRow{id, len(remarks), r.Item, r.Product, r.Field, r.Text, r.Place.Sheet, r.Place.Cell})
	}
	for _, a := range sub.Assessments {
		remarks = append(remarks, remarkRow{id, len(remarks), "", "", a.Section, a.Text, a.Place.Sheet, a.Place.Cell})
	}
	return insert(ctx, tx, "remark", remarks)
}

// Sync makes what was committed last over a power cut, where the store was opened
// relaxed.
func (s *Store) Sync(ctx context.Context) error {
	if !s.relaxed {
		return nil
	}
	s.before("checkpoint")
	// A checkpoint syncs the log before anything else; that it may end early, for a
	// reader's sake, does not matter.
	var busy, log, done int
	if err := s.db.QueryRowContext(ctx, `PRAGMA wal_checkpoint(PASSIVE)`).Scan(&busy, &log, &done); err != nil {
		return fmt.Errorf("sync store: %w", err)
	}
	return nil
}

// Clear notes that nothing of the arrivals is left to do in the inbox.
func (s *Store) Clear(ctx context.Context, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	return s.write(ctx, func(tx *sqlx.Tx) error {
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, `UPDATE arrival SET cleared = 1 WHERE id = ?`, id); err != nil {
				return fmt.Errorf("clear arrival %d: %w", id, err)
			}
		}
		return nil
	})
}

// Unfinished lists the arrivals that are decided and not cleared: a run was
// interrupted between the two.
func (s *Store) Unfinished(ctx context.Context) ([]report.Arrival, error) {
	return s.arrivals(ctx, `SELECT * FROM arrival WHERE cleared = 0 AND state <> 'seen' ORDER BY id`)
}

func (s *Store) arrivals(ctx context.Context, query string, args ...any) ([]report.Arrival, error) {
	var rows []arrivalRow
	if err := s.db.SelectContext(ctx, &rows, query, args...); err != nil {
		return nil, fmt.Errorf("arrivals: %w", err)
	}
	var out []report.Arrival
	for _, r := range rows {
		a, err := r.arrival()
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}

// Problems gives what was said of an arrival's file.
func (s *Store) Problems(ctx context.Context, a report.Arrival) ([]finding.Finding, error) {
	var rows []problemRow
	if err := s.db.SelectContext(ctx, &rows, `SELECT * FROM problem WHERE arrival_id = ? ORDER BY seq`, a.ID); err != nil {
		return nil, fmt.Errorf("problems: %w", err)
	}
	var out []finding.Finding
	for _, r := range rows {
		out = append(out, finding.Finding{
			Severity: finding.Severity(r.Severity), Code: r.Code, Found: r.Found, Message: r.Message, Hint: r.Hint,
			Pos: finding.Pos{File: a.Path, Part: r.Part, Sheet: r.Sheet, Cell: r.Cell, Spot: r.Spot},
		})
	}
	return out, nil
}

// RefusedUnits gives, by unit, the last refused file that came for the period; as of
// an instant where it is not zero.
func (s *Store) RefusedUnits(ctx context.Context, p report.Period, asOf time.Time) (map[string]report.Refusal, error) {
	refused, err := s.arrivals(ctx, `SELECT * FROM arrival WHERE period = ? AND state = 'rejected' AND unit <> '' ORDER BY id`, p.String())
	if err != nil {
		return nil, fmt.Errorf("refused units: %w", err)
	}
	out := map[string]report.Refusal{}
	for _, a := range refused {
		if !asOf.IsZero() && a.ReceivedAt.After(asOf) || a.ReceivedAt.Before(out[a.Unit].At) {
			continue
		}
		problems, err := s.Problems(ctx, a)
		if err != nil {
			return nil, err
		}
		r := report.Refusal{At: a.ReceivedAt}
		for _, f := range problems {
			if f.Severity == finding.Error {
				r.Faults++
			}
		}
		out[a.Unit] = r
	}
	return out, nil
}

// Submissions gives every accepted submission for the periods of a year, all
// revisions, by unit, period and revision; as of an instant where it is not zero.
func (s *Store) Submissions(ctx context.Context, year int, asOf time.Time) ([]report.Submission, error) {
	out, index, err := s.received(ctx, year, asOf)
	if err != nil {
		return nil, err
	}
	if err := s.loadCells(ctx, year, index, out); err != nil {
		return nil, err
	}
	return out, s.loadRemarks(ctx, year, index, out)
}

// Received gives what Submissions gives, without figures and words: enough to tell
// who has sent what and when.
func (s *Store) Received(ctx context.Context, year int, asOf time.Time) ([]report.Submission, error) {
	out, _, err := s.received(ctx, year, asOf)
	return out, err
}

// received gives them, and where each stands by its number in the store.
func (s *Store) received(ctx context.Context, year int, asOf time.Time) (out []report.Submission, index map[int64]int, err error) {
	var rows []received
	if err := s.db.SelectContext(ctx, &rows, selectReceived+` WHERE submission.year = ? ORDER BY submission.unit, submission.period, submission.revision`, until(asOf), year); err != nil {
		return nil, nil, fmt.Errorf("submissions %d: %w", year, err)
	}
	index = map[int64]int{}
	for _, r := range rows {
		sub, err := r.submission()
		if err != nil {
			return nil, nil, err
		}
		if !asOf.IsZero() && sub.ReceivedAt.After(asOf) {
			continue
		}
		index[r.ID] = len(out)
		out = append(out, sub)
	}
	return out, index, nil
}

func (s *Store) loadCells(ctx context.Context, year int, index map[int64]int, out []report.Submission) error {
	var cells []cellRow
	if err := s.db.SelectContext(ctx, &cells, `SELECT cell.* FROM cell JOIN submission ON submission.id = cell.submission_id WHERE submission.year = ? ORDER BY cell.submission_id, cell.seq`, year); err != nil {
		return fmt.Errorf("cells %d: %w", year, err)
	}
	for _, c := range cells {
		i, ok := index[c.Submission]
		if !ok {
			continue
		}
		cell, err := c.cell()
		if err != nil {
			return err
		}
		out[i].Cells = append(out[i].Cells, cell)
	}
	var places []placeRow
	if err := s.db.SelectContext(ctx, &places, `SELECT cell_place.* FROM cell_place JOIN submission ON submission.id = cell_place.submission_id WHERE submission.year = ? ORDER BY cell_place.submission_id, cell_place.seq, cell_place.n`, year); err != nil {
		return fmt.Errorf("places %d: %w", year, err)
	}
	for _, p := range places {
		i, ok := index[p.Submission]
		if !ok {
			continue
		}
		value, err := report.ParseNumber(p.Value)
		if err != nil {
			return err
		}
		c := &out[i].Cells[p.Seq]
		c.Places = append(c.Places, report.Place{Sheet: p.Sheet, Cell: p.Cell, Text: p.Text, Value: value})
	}
	return nil
}

func (s *Store) loadRemarks(ctx context.Context, year int, index map[int64]int, out []report.Submission) error {
	var remarks []remarkRow
	if err := s.db.SelectContext(ctx, &remarks, `SELECT remark.* FROM remark JOIN submission ON submission.id = remark.submission_id WHERE submission.year = ? ORDER BY remark.submission_id, remark.seq`, year); err != nil {
		return fmt.Errorf("remarks %d: %w", year, err)
	}
	for _, r := range remarks {
		i, ok := index[r.Submission]
		if !ok {
			continue
		}
		place := report.Place{Sheet: r.Sheet, Cell: r.Cell, Text: r.Text}
		if r.Item == "" {
			out[i].Assessments = append(out[i].Assessments, report.Assessment{Section: r.Field, Text: r.Text, Place: place})
			continue
		}
		out[i].Remarks = append(out[i].Remarks, report.Remark{Item: r.Item, Product: r.Product, Field: r.Field, Text: r.Text, Place: place})
	}
	return nil
}
