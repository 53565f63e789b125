package store

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/report"
)

type documentRow struct {
	Path          string `db:"path"`
	Scope         string `db:"scope"`
	Doc           string `db:"doc"`
	SHA256        string `db:"sha256"`
	BeforeSHA256  string `db:"before_sha256"`
	FiguresSHA256 string `db:"figures_sha256"`
	BuiltAt       string `db:"built_at"`
}

// Built notes the files that a build is about to write; a file of the same path
// replaces the older note, whose hash stays known as that of what stood before.
func (s *Store) Built(ctx context.Context, docs []report.Document) error {
	err := s.write(ctx, func(tx *sqlx.Tx) error {
		for _, d := range docs {
			if _, err := tx.ExecContext(ctx, `INSERT INTO document (path, scope, doc, sha256, before_sha256, figures_sha256, built_at) VALUES (?, ?, ?, ?, '', ?, ?)
				ON CONFLICT (path) DO UPDATE SET scope = excluded.scope, doc = excluded.doc, before_sha256 = document.sha256, sha256 = excluded.sha256, figures_sha256 = excluded.figures_sha256, built_at = excluded.built_at`,
				d.Path, d.Scope, d.Doc, d.SHA256, d.FiguresSHA256, instant(d.BuiltAt)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("note documents: %w", err)
	}
	return nil
}

// Documents lists what builds wrote for a period (or YYYY-KH), by path.
func (s *Store) Documents(ctx context.Context, scope string) ([]report.Document, error) {
	var rows []documentRow
	if err := s.db.SelectContext(ctx, &rows, `SELECT * FROM document WHERE scope = ? ORDER BY path`, scope); err != nil {
		return nil, fmt.Errorf("documents of %s: %w", scope, err)
	}
	var out []report.Document
	for _, r := range rows {
		at, err := parseInstant(r.BuiltAt)
		if err != nil {
			return nil, err
		}
		out = append(out, report.Document{Path: r.Path, Scope: r.Scope, Doc: r.Doc, SHA256: r.SHA256, Before: r.BeforeSHA256, FiguresSHA256: r.FiguresSHA256, BuiltAt: at})
	}
	return out, nil
}
