-- Schema 2 of FILE.traces: which main file wrote a trace, when it was thinned, since when no session names it. Frozen.

ALTER TABLE traces ADD COLUMN store BLOB;
ALTER TABLE traces ADD COLUMN thinned_ms INTEGER;
ALTER TABLE traces ADD COLUMN unnamed_since_ms INTEGER;
UPDATE traces SET store = (SELECT value FROM local WHERE key = 'store');
