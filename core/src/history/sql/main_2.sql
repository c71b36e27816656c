-- Schema 2 of the main file: how the phone lay on the belly. Frozen.

ALTER TABLE refs ADD COLUMN laid TEXT;
ALTER TABLE refs ADD COLUMN lies TEXT;
ALTER TABLE refs ADD COLUMN askew_deg REAL;
ALTER TABLE refs ADD COLUMN askew_low_deg REAL;
ALTER TABLE refs ADD COLUMN askew_high_deg REAL;
