-- Order is important: never edit a migration that has been released, add one.
--
-- Dates are YYYY-MM-DD or '' for none; instants RFC 3339 with +07:00; numbers
-- canonical decimals as text ("12", "1234.5"), so that nothing is rounded.

-- +goose Up
CREATE TABLE plan_version (
    id          INTEGER PRIMARY KEY,
    year        INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    effective   TEXT    NOT NULL,
    imported_at TEXT    NOT NULL,
    file_name   TEXT    NOT NULL,
    file_sha256 TEXT    NOT NULL,
    UNIQUE (year, version)
) STRICT;

CREATE TABLE plan_info (
    plan_id INTEGER NOT NULL REFERENCES plan_version (id),
    name    TEXT    NOT NULL,
    value   TEXT    NOT NULL,
    PRIMARY KEY (plan_id, name)
) STRICT;

CREATE TABLE plan_signer (
    plan_id   INTEGER NOT NULL REFERENCES plan_version (id),
    seq       INTEGER NOT NULL,
    doc_type  TEXT    NOT NULL,
    from_date TEXT    NOT NULL,
    to_date   TEXT    NOT NULL,
    lines     TEXT    NOT NULL, -- one a line
    name      TEXT    NOT NULL,
    PRIMARY KEY (plan_id, seq)
) STRICT;

-- The lists that templates print: can_cu, noi_dung_tuyen_truyen, hinh_thuc,
-- to_chuc, chu_thich.
CREATE TABLE plan_line (
    plan_id INTEGER NOT NULL REFERENCES plan_version (id),
    list    TEXT    NOT NULL,
    seq     INTEGER NOT NULL,
    number  TEXT    NOT NULL,
    unit    TEXT    NOT NULL,
    text    TEXT    NOT NULL,
    PRIMARY KEY (plan_id, list, seq)
) STRICT;

CREATE TABLE plan_item (
    plan_id       INTEGER NOT NULL REFERENCES plan_version (id),
    seq           INTEGER NOT NULL,
    code          TEXT    NOT NULL,
    number        TEXT    NOT NULL,
    text          TEXT    NOT NULL,
    form          TEXT    NOT NULL,
    lead          TEXT    NOT NULL,
    time          TEXT    NOT NULL,
    outcome       TEXT    NOT NULL,
    previous_code TEXT    NOT NULL,
    PRIMARY KEY (plan_id, seq),
    UNIQUE (plan_id, code)
) STRICT;

CREATE TABLE plan_product (
    plan_id     INTEGER NOT NULL REFERENCES plan_version (id),
    seq         INTEGER NOT NULL,
    code        TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    unit        TEXT    NOT NULL,
    kind        TEXT    NOT NULL CHECK (kind IN ('nguyên', 'thập phân')),
    combine     TEXT    NOT NULL CHECK (combine IN ('cộng', 'lớn nhất', 'gần nhất', 'có/không')),
    form_group  TEXT    NOT NULL,
    requires    TEXT    NOT NULL,
    denominator TEXT    NOT NULL,
    evidence    INTEGER NOT NULL,
    PRIMARY KEY (plan_id, seq),
    UNIQUE (plan_id, code)
) STRICT;

CREATE TABLE plan_target (
    plan_id INTEGER NOT NULL REFERENCES plan_version (id),
    seq     INTEGER NOT NULL,
    item    TEXT    NOT NULL,
    product TEXT    NOT NULL,
    target  TEXT, -- NULL: asked, without a target
    units   TEXT    NOT NULL, -- codes, groups or *, one a line
    shared  INTEGER NOT NULL,
    place   TEXT    NOT NULL,
    PRIMARY KEY (plan_id, seq)
) STRICT;

CREATE TABLE plan_unit (
    plan_id   INTEGER NOT NULL REFERENCES plan_version (id),
    seq       INTEGER NOT NULL,
    code      TEXT    NOT NULL,
    name      TEXT    NOT NULL,
    unit_group TEXT   NOT NULL,
    sort      INTEGER NOT NULL,
    email     TEXT    NOT NULL,
    from_date TEXT    NOT NULL,
    to_date   TEXT    NOT NULL,
    successor TEXT    NOT NULL,
    PRIMARY KEY (plan_id, seq),
    UNIQUE (plan_id, code)
) STRICT;

CREATE TABLE plan_recipient (
    plan_id  INTEGER NOT NULL REFERENCES plan_version (id),
    seq      INTEGER NOT NULL,
    doc_type TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    note     TEXT    NOT NULL,
    role     INTEGER NOT NULL,
    PRIMARY KEY (plan_id, seq)
) STRICT;

CREATE TABLE plan_period (
    plan_id   INTEGER NOT NULL REFERENCES plan_version (id),
    seq       INTEGER NOT NULL,
    period    TEXT    NOT NULL,
    from_date TEXT    NOT NULL,
    to_date   TEXT    NOT NULL,
    due_date  TEXT    NOT NULL,
    PRIMARY KEY (plan_id, seq)
) STRICT;

-- Every file that came, once for each time it came. 'seen' rows are files whose
-- intake has begun and not ended; a row is cleared when nothing of it is left to
-- do in the inbox.
CREATE TABLE arrival (
    id          INTEGER PRIMARY KEY,
    path        TEXT    NOT NULL, -- as it lay in the inbox, or the name given
    name        TEXT    NOT NULL,
    sha256      TEXT    NOT NULL,
    size        INTEGER NOT NULL,
    received_at TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('seen', 'accepted', 'rejected', 'duplicate')),
    unit        TEXT    NOT NULL,
    period      TEXT    NOT NULL,
    kept        TEXT    NOT NULL, -- where the original lies, relative to the workspace
    cleared     INTEGER NOT NULL
) STRICT;
CREATE INDEX arrival_open ON arrival (path, sha256) WHERE cleared = 0;
CREATE INDEX arrival_period ON arrival (period, unit);

CREATE TABLE submission (
    id           INTEGER PRIMARY KEY,
    arrival_id   INTEGER NOT NULL UNIQUE REFERENCES arrival (id),
    unit         TEXT    NOT NULL,
    period       TEXT    NOT NULL,
    year         INTEGER NOT NULL,
    revision     INTEGER NOT NULL,
    plan_version INTEGER NOT NULL, -- of the form; 0 unknown
    warnings     INTEGER NOT NULL,
    UNIQUE (unit, period, revision)
) STRICT;
CREATE INDEX submission_year ON submission (year);

CREATE TABLE cell (
    submission_id INTEGER NOT NULL REFERENCES submission (id),
    seq           INTEGER NOT NULL,
    item          TEXT    NOT NULL,
    product       TEXT    NOT NULL,
    measure       TEXT    NOT NULL CHECK (measure IN ('result', 'people')),
    state         TEXT    NOT NULL CHECK (state IN ('value', 'not_applicable')),
    value         TEXT    NOT NULL,
    PRIMARY KEY (submission_id, seq)
) STRICT, WITHOUT ROWID;

-- Where a figure stands in its file, and what was typed there. Several where
-- rows of one code were added up.
CREATE TABLE cell_place (
    submission_id INTEGER NOT NULL,
    seq           INTEGER NOT NULL,
    n             INTEGER NOT NULL,
    sheet         TEXT    NOT NULL,
    cell          TEXT    NOT NULL,
    text          TEXT    NOT NULL,
    value         TEXT    NOT NULL,
    PRIMARY KEY (submission_id, seq, n),
    FOREIGN KEY (submission_id, seq) REFERENCES cell (submission_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE remark (
    submission_id INTEGER NOT NULL REFERENCES submission (id),
    seq           INTEGER NOT NULL,
    item          TEXT    NOT NULL, -- '' for a text of the sheet Đánh giá chung
    product       TEXT    NOT NULL,
    field         TEXT    NOT NULL,
    text          TEXT    NOT NULL,
    sheet         TEXT    NOT NULL,
    cell          TEXT    NOT NULL,
    PRIMARY KEY (submission_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE problem (
    arrival_id INTEGER NOT NULL REFERENCES arrival (id),
    seq        INTEGER NOT NULL,
    severity   INTEGER NOT NULL,
    code       TEXT    NOT NULL,
    part       TEXT    NOT NULL,
    sheet      TEXT    NOT NULL,
    cell       TEXT    NOT NULL,
    spot       TEXT    NOT NULL,
    found      TEXT    NOT NULL,
    message    TEXT    NOT NULL,
    hint       TEXT    NOT NULL,
    PRIMARY KEY (arrival_id, seq)
) STRICT, WITHOUT ROWID;

-- The files that builds wrote: what a later build may overwrite is a file whose
-- bytes are still these.
CREATE TABLE document (
    path           TEXT NOT NULL PRIMARY KEY, -- relative to the workspace
    scope          TEXT NOT NULL, -- the period, or YYYY-KH
    doc            TEXT NOT NULL,
    sha256         TEXT NOT NULL,
    before_sha256  TEXT NOT NULL, -- of what stood there before; ours too, if the build was stopped
    figures_sha256 TEXT NOT NULL,
    built_at       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- +goose Down
DROP TABLE document;
DROP TABLE problem;
DROP TABLE remark;
DROP TABLE cell_place;
DROP TABLE cell;
DROP TABLE submission;
DROP TABLE arrival;
DROP TABLE plan_period;
DROP TABLE plan_recipient;
DROP TABLE plan_unit;
DROP TABLE plan_target;
DROP TABLE plan_product;
DROP TABLE plan_item;
DROP TABLE plan_line;
DROP TABLE plan_signer;
DROP TABLE plan_info;
DROP TABLE plan_version;
