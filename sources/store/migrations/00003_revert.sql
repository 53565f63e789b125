-- A person's word on which revision of a unit's submission counts. Rows are never
-- changed; the newest of a unit and period holds.

-- +goose Up
CREATE TABLE revert (
    id       INTEGER PRIMARY KEY,
    unit     TEXT    NOT NULL,
    period   TEXT    NOT NULL,
    revision INTEGER NOT NULL, -- the one that counts again; 0: none
    accepted INTEGER NOT NULL, -- the last revision at that time: later ones are not set aside
    at       TEXT    NOT NULL,
    why      TEXT    NOT NULL
) STRICT;
CREATE INDEX revert_unit ON revert (unit, period);

-- +goose Down
DROP TABLE revert;
