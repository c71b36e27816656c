//! SQLite: sessions, reps, references, notes and settings, with the log of every change.
