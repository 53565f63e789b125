package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/report"
)

type noteRow struct {
	Note    int64  `db:"note_id"`
	Seq     int    `db:"seq"`
	Section string `db:"section"`
	Text    string `db:"text"`
	Sheet   string `db:"sheet"`
	Cell    string `db:"cell"`
}

// ImportNotes stores the office's own words on a period as its next version and
// gives that version. A workbook whose bytes are those of the newest version makes
// none.
func (s *Store) ImportNotes(ctx context.Context, p report.Period, notes []report.Assessment, file report.File, at time.Time) (version int, err error) {
	err = s.write(ctx, func(tx *sqlx.Tx) error {
		var last struct {
			Version int    `db:"version"`
			SHA256  string `db:"file_sha256"`
		}
		err := tx.GetContext(ctx, &last, `SELECT version, file_sha256 FROM note_version WHERE period = ? ORDER BY version DESC LIMIT 1`, p.String())
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("last version: %w", err)
		}
		if err == nil && last.SHA256 == file.SHA256 {
			version = last.Version
			return nil
		}
		version = last.Version + 1
		res, err := tx.ExecContext(ctx, `INSERT INTO note_version (period, version, imported_at, file_name, file_sha256) VALUES (?, ?, ?, ?, ?)`,
			p.String(), version, instant(at), file.Name, file.SHA256)
		if err != nil {
			return err
		}
		id, err := res.LastInsertId()
		if err != nil {
			return err
		}
		var rows []noteRow
		for i, n := range notes {
			rows = append(rows, noteRow{id, i, n.Section, n.Text, n.Place.Sheet, n.Place.Cell})
		}
		return insert(ctx, tx, "note", rows)
	})
	if err != nil {
		return 0, fmt.Errorf("import notes on %s: %w", p, err)
	}
	return version, nil
}

// Notes gives the office's own words on a period, of the newest version imported
// by asOf where that is not zero; none where there are none.
func (s *Store) Notes(ctx context.Context, p report.Period, asOf time.Time) ([]report.Assessment, error) {
	var versions []struct {
		ID         int64  `db:"id"`
		ImportedAt string `db:"imported_at"`
	}
	if err := s.db.SelectContext(ctx, &versions, `SELECT id, imported_at FROM note_version WHERE period = ? ORDER BY version DESC`, p.String()); err != nil {
		return nil, fmt.Errorf("notes on %s: %w", p, err)
	}
	for _, v := range versions {
		at, err := parseInstant(v.ImportedAt)
		if err != nil {
			return nil, err
		}
		if !asOf.IsZero() && at.After(asOf) {
			continue
		}
		var rows []noteRow
		if err := s.db.SelectContext(ctx, &rows, `SELECT * FROM note WHERE note_id = ? ORDER BY seq`, v.ID); err != nil {
			return nil, fmt.Errorf("notes on %s: %w", p, err)
		}
		var notes []report.Assessment
		for _, r := range rows {
			notes = append(notes, report.Assessment{Section: r.Section, Text: r.Text, Place: report.Place{Sheet: r.Sheet, Cell: r.Cell, Text: r.Text}})
		}
		return notes, nil
	}
	return nil, nil
}
