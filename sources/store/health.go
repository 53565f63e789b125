package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"syscall"

	"vanthu/pipeline/report"
)

// Health is what the store's file says of itself.
type Health struct {
	Integrity []string // what PRAGMA integrity_check found; empty where all is well
	Orphans   []string // rows that point to rows that are not there: "cell 17 → submission"
	Schema    int64    // the version of the store's schema
	Known     int64    // the newest version that this program knows
}

// Health reads the whole store and tells what is wrong with it.
func (s *Store) Health(ctx context.Context) (Health, error) {
	var h Health
	if err := s.db.SelectContext(ctx, &h.Integrity, `PRAGMA integrity_check`); err != nil {
		return h, fmt.Errorf("check store: %w", err)
	}
	if len(h.Integrity) == 1 && h.Integrity[0] == "ok" {
		h.Integrity = nil
	}
	var orphans []struct {
		Table  string `db:"table"`
		RowID  *int64 `db:"rowid"` // NULL for a table without row numbers
		Parent string `db:"parent"`
		Key    int    `db:"fkid"`
	}
	if err := s.db.SelectContext(ctx, &orphans, `PRAGMA foreign_key_check`); err != nil {
		return h, fmt.Errorf("check store: %w", err)
	}
	for _, o := range orphans {
		row := "?"
		if o.RowID != nil {
			row = fmt.Sprint(*o.RowID)
		}
		h.Orphans = append(h.Orphans, fmt.Sprintf("%s %s → %s", o.Table, row, o.Parent))
	}
	if err := s.db.GetContext(ctx, &h.Schema, `SELECT MAX(version_id) FROM goose_db_version WHERE is_applied = 1`); err != nil {
		return h, fmt.Errorf("check store: %w", err)
	}
	files, err := fs.Glob(migrations, "migrations/*.sql")
	h.Known = int64(len(files)) // numbered from 1 without a gap
	return h, err
}

// Arrivals lists every file that has ever come, in the order of receipt; of an
// accepted one without its revision.
func (s *Store) Arrivals(ctx context.Context) ([]report.Arrival, error) {
	return s.arrivals(ctx, `SELECT * FROM arrival ORDER BY received_at, id`)
}

// Holder gives what the lock file of the store at the path says: the computer and
// the process that hold the store, or have left it behind. ok is false where
// there is none.
func Holder(path string) (holder string, ok bool) {
	text, err := os.ReadFile(path + ".lock")
	return string(text), err == nil
}

// Busy tells whether an error says that another program holds the store for now.
func Busy(err error) bool {
	return errors.Is(err, ErrLocked) || says(err, "database is locked", "database table is locked")
}

// Full tells whether an error says that there is no room for the store to grow.
func Full(err error) bool { return says(err, "database or disk is full", syscall.ENOSPC.Error()) }

// Damaged tells whether an error says that the file is no store, or a broken one.
func Damaged(err error) bool {
	return says(err, "database disk image is malformed", "file is not a database")
}

// says looks for SQLite's own words (sqlite3ErrStr), which have not changed in
// twenty years: the driver's error codes cannot be named where it is not compiled.
func says(err error, words ...string) bool {
	return err != nil && slices.ContainsFunc(words, func(w string) bool { return strings.Contains(err.Error(), w) })
}
