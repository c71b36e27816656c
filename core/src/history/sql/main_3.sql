-- Schema 3 of the main file: what was felt and hurt, corrections, typed scores, leg-raise checks, own routines, papers
-- that came from somebody else, and columns that let a year's trend read reps alone. Frozen.

ALTER TABLE sessions ADD COLUMN landmark TEXT;
ALTER TABLE sessions ADD COLUMN felt_steady INTEGER;
ALTER TABLE sessions ADD COLUMN felt_places TEXT; -- JSON; not NULL: the question was answered
ALTER TABLE sessions ADD COLUMN felt_to_landmark INTEGER;
ALTER TABLE sessions ADD COLUMN pain_before INTEGER;
ALTER TABLE sessions ADD COLUMN pain_after INTEGER;
-- What it was in fact, where the user says so afterwards.
ALTER TABLE sessions ADD COLUMN as_exercise TEXT;
ALTER TABLE sessions ADD COLUMN as_variant TEXT;
ALTER TABLE sessions ADD COLUMN as_other_leg TEXT;
ALTER TABLE sessions ADD COLUMN as_landmark TEXT;
-- Derived (derived.rs), no op sets it.
ALTER TABLE sessions ADD COLUMN measured INTEGER;

ALTER TABLE reps ADD COLUMN excluded INTEGER;
-- Derived (derived.rs), no op sets them: of its session and its block, with the corrections.
ALTER TABLE reps ADD COLUMN started_ms INTEGER;
ALTER TABLE reps ADD COLUMN exercise TEXT;
ALTER TABLE reps ADD COLUMN variant TEXT;
ALTER TABLE reps ADD COLUMN other_leg TEXT;
ALTER TABLE reps ADD COLUMN landmark TEXT;
ALTER TABLE reps ADD COLUMN to_depth INTEGER;
ALTER TABLE reps ADD COLUMN counts INTEGER NOT NULL DEFAULT 0; -- the last attempt of a session that is shown, not excluded
CREATE INDEX reps_by_time ON reps (started_ms) WHERE counts = 1;
-- A rep's id begins with its session's: the primary key finds the reps of a session.
DROP INDEX reps_by_session;

-- What a user did by hand carries a mark in `extra` (undo.rs).
CREATE INDEX ops_by_mark ON ops (stream, hlc) WHERE extra IS NOT NULL;

ALTER TABLE notes ADD COLUMN lift TEXT;
ALTER TABLE notes ADD COLUMN carry TEXT;
CREATE INDEX notes_by_session ON notes (session, written_ms);

-- A leg-raise score as somebody saw and typed it (FIELD F32); never measured.
CREATE TABLE scores (
    id         BLOB PRIMARY KEY,
    session    BLOB,
    scored_ms  INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    side       TEXT NOT NULL,
    score      INTEGER NOT NULL,
    scored_by  TEXT NOT NULL,
    deleted    INTEGER NOT NULL,
    extra      BLOB
) STRICT;
CREATE INDEX scores_by_time ON scores (scored_ms, id);

-- A leg-raise check: the best of three tries of one leg, degrees from its flat start.
CREATE TABLE raises (
    id          BLOB PRIMARY KEY,
    raised_ms   INTEGER NOT NULL,
    offset_min  INTEGER NOT NULL,
    side        TEXT NOT NULL,
    best_deg    REAL,
    low_deg     REAL,
    high_deg    REAL,
    tries_json  TEXT NOT NULL,
    source      TEXT NOT NULL,
    source_name TEXT,
    deleted     INTEGER NOT NULL,
    extra       BLOB
) STRICT;
CREATE INDEX raises_by_time ON raises (raised_ms, id);

-- The user's own routines, each one document: checked whole, so changed whole.
CREATE TABLE routines (
    id         BLOB PRIMARY KEY,
    name       TEXT NOT NULL,
    json       TEXT NOT NULL,
    made_ms    INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    deleted    INTEGER NOT NULL,
    extra      BLOB
) STRICT;
CREATE INDEX routines_by_name ON routines (name);

-- What came from somebody else as it came: a trainer's prescription, a client's result (FIELD F35).
CREATE TABLE papers (
    id          BLOB PRIMARY KEY,
    kind        TEXT NOT NULL,
    sender      TEXT,
    json        TEXT NOT NULL,
    received_ms INTEGER NOT NULL,
    offset_min  INTEGER NOT NULL,
    deleted     INTEGER NOT NULL,
    extra       BLOB
) STRICT;
CREATE INDEX papers_by_kind ON papers (kind, received_ms);
