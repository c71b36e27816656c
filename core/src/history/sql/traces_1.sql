-- Schema 1 of FILE.traces: signals by the id that a session names. Frozen.

CREATE TABLE local (
    key   TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE traces (
    id         BLOB PRIMARY KEY,
    written_ms INTEGER NOT NULL,
    bytes      BLOB NOT NULL
) STRICT;
