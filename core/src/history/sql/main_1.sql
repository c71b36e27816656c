-- Schema 1 of the main file. Frozen: what comes later is a migration of its own.
-- Rows are made from `ops` alone (ops.rs), in whatever order ops arrive, so no row may demand another one: a rep may
-- come before its session.

CREATE TABLE ops (
    seq        INTEGER PRIMARY KEY,
    stream     BLOB NOT NULL,
    n          INTEGER NOT NULL,
    hlc        INTEGER NOT NULL,
    ent_type   TEXT NOT NULL,
    ent_id     BLOB NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('insert', 'field', 'delete', 'undelete')),
    field      INTEGER,
    value      BLOB,
    base       INTEGER,
    min_reader INTEGER NOT NULL,
    extra      BLOB,
    -- Two restored copies of one phone may both go on counting: (stream, n) alone is not unique (SYNC, failure table).
    UNIQUE (stream, n, hlc, ent_type, ent_id)
) STRICT;
CREATE INDEX ops_by_entity ON ops (ent_type, ent_id, hlc);
CREATE INDEX ops_by_hlc ON ops (hlc);

-- What stays on this device and enters no log: incarnation, store id.
CREATE TABLE local (
    key   TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    id             BLOB PRIMARY KEY,
    started_ms     INTEGER NOT NULL,
    offset_min     INTEGER NOT NULL,
    started_at_ns  INTEGER NOT NULL,
    routine        TEXT NOT NULL,
    routine_json   TEXT NOT NULL,
    first_side     TEXT NOT NULL,
    ending         TEXT NOT NULL,
    source         TEXT NOT NULL,
    source_name    TEXT,
    variant        TEXT,
    other_leg      TEXT,
    performed      BLOB NOT NULL, -- JSON, deflated: a tenth of its bytes
    events_json    TEXT NOT NULL,
    trace          BLOB,
    deleted        INTEGER NOT NULL,
    extra          BLOB
) STRICT;
CREATE INDEX sessions_by_start ON sessions (started_ms, id);
CREATE INDEX sessions_by_routine ON sessions (routine, started_ms);

-- A REAL that is NULL is not a number.
CREATE TABLE reps (
    id                  BLOB PRIMARY KEY,
    session             BLOB NOT NULL,
    nth                 INTEGER NOT NULL,
    block               TEXT NOT NULL,
    block_index         INTEGER NOT NULL,
    set_nr              INTEGER NOT NULL,
    side                TEXT NOT NULL,
    rep                 INTEGER NOT NULL,
    attempt             INTEGER NOT NULL,
    start_ns            INTEGER NOT NULL,
    end_ns              INTEGER NOT NULL,
    tilt_peak_deg       REAL,
    tilt_peak_low_deg   REAL,
    tilt_peak_high_deg  REAL,
    tilt_drift_deg      REAL,
    tilt_drift_low_deg  REAL,
    tilt_drift_high_deg REAL,
    tilt_wiggle_deg     REAL,
    tilt_in_band        REAL,
    roll_peak_deg       REAL,
    roll_peak_low_deg   REAL,
    roll_peak_high_deg  REAL,
    roll_drift_deg      REAL,
    roll_drift_low_deg  REAL,
    roll_drift_high_deg REAL,
    roll_wiggle_deg     REAL,
    roll_in_band        REAL,
    creep_deg           REAL,
    creep_low_deg       REAL,
    creep_high_deg      REAL,
    moment_of_loss_s    REAL,
    stillness_ratio     REAL,
    verdict             TEXT NOT NULL,
    reasons_json        TEXT NOT NULL,
    breath              TEXT NOT NULL,
    deleted             INTEGER NOT NULL,
    extra               BLOB
) STRICT;
CREATE INDEX reps_by_session ON reps (session, nth);

CREATE TABLE refs (
    id                BLOB PRIMARY KEY,
    session           BLOB NOT NULL,
    start_ns          INTEGER NOT NULL,
    end_ns            INTEGER NOT NULL,
    breaths           INTEGER NOT NULL,
    tilt_zero_deg     REAL,
    roll_zero_deg     REAL,
    depth_deg         REAL,
    tilt_spread_deg   REAL,
    roll_spread_deg   REAL,
    delay_s           REAL,
    tilt_drifting_deg REAL,
    roll_drifting_deg REAL,
    tilt_lost_deg     REAL,
    roll_lost_deg     REAL,
    bias_x_rad_s      REAL,
    bias_y_rad_s      REAL,
    bias_z_rad_s      REAL,
    fault             TEXT,
    deleted           INTEGER NOT NULL,
    extra             BLOB
) STRICT;
CREATE INDEX refs_by_session ON refs (session);

CREATE TABLE notes (
    id         BLOB PRIMARY KEY,
    session    BLOB,
    written_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    text       TEXT NOT NULL,
    deleted    INTEGER NOT NULL,
    extra      BLOB
) STRICT;
CREATE INDEX notes_by_time ON notes (written_ms, id);

CREATE TABLE settings (
    id      BLOB PRIMARY KEY,
    value   TEXT,
    deleted INTEGER NOT NULL,
    extra   BLOB
) STRICT;
