-- The office's own words on a period. Each import is a version that stands beside
-- the earlier ones; the newest counts, also where it has no words at all.

-- +goose Up
CREATE TABLE note_version (
    id          INTEGER PRIMARY KEY,
    period      TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    imported_at TEXT    NOT NULL,
    file_name   TEXT    NOT NULL,
    file_sha256 TEXT    NOT NULL,
    UNIQUE (period, version)
) STRICT;

CREATE TABLE note (
    note_id INTEGER NOT NULL REFERENCES note_version (id),
    seq     INTEGER NOT NULL,
    section TEXT    NOT NULL,
    text    TEXT    NOT NULL,
    sheet   TEXT    NOT NULL,
    cell    TEXT    NOT NULL,
    PRIMARY KEY (note_id, seq)
) STRICT, WITHOUT ROWID;

-- +goose Down
DROP TABLE note;
DROP TABLE note_version;
