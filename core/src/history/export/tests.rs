//! What leaves and comes back.

use super::*;
use crate::history::fixtures::{env, record, trace};
use crate::history::{Correction, NewNote, NewScore, ScoredBy, Store};
use crate::timeline::Side;
use serde_json::Value;
use tempfile::TempDir;

fn fresh() -> (TempDir, Store, Reader) {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("history.db");
    let store = Store::open(&file, &env(0)).unwrap();
    let reader = Reader::open(&file).unwrap();
    (dir, store, reader)
}

/// Two sessions of which one is in the bin, a note, a score, settings.
fn filled() -> (TempDir, Store, Reader) {
    let (dir, mut store, reader) = fresh();
    for nr in [1, 2, 3] {
        store.save(&record(&env(nr)), &trace(1_300, nr == 1), &env(nr)).unwrap();
    }
    store.delete(record(&env(3)).id, &env(4)).unwrap();
    let note = NewNote { session: None, text: "moved, \"house\"\nand back".to_owned(), lift: None, carry: None };
    store.add_note(&note, &env(5)).unwrap();
    let score = NewScore { session: None, side: Side::Left, score: 2, by: ScoredBy::Trainer };
    store.add_score(&score, &env(6)).unwrap();
    // A field that is set to nothing.
    store.correct(record(&env(1)).id, &[Correction::Landmark(None), Correction::PainAfter(None)], &env(7)).unwrap();
    store.set_setting("voice", "off", &env(7)).unwrap();
    store.set_setting("voice", "low", &env(8)).unwrap();
    (dir, store, reader)
}

fn exported(reader: &Reader, format: Format, wanted: &Wanted) -> (Vec<u8>, Exported) {
    let mut bytes = Vec::new();
    let done = reader.export(format, wanted, &mut bytes, &mut |_, _| {}).unwrap();
    (bytes, done)
}

fn import(store: &mut Store, bytes: &[u8]) -> Result<Imported, ImportError> {
    store.import(&mut &*bytes, &mut |_| {})
}

fn all_ops(reader: &Reader) -> Vec<crate::history::Op> {
    reader.ops(0, 100_000).unwrap().map(|(_, ops)| ops).unwrap_or_default()
}

#[test]
fn everything_comes_back_equal_and_a_second_time_takes_nothing() {
    let (_dir, _store, reader) = filled();
    let (bytes, done) = exported(&reader, Format::Lines, &Wanted::default());
    assert_eq!(done.sessions, 2);
    let (_dir, mut other, there) = fresh();
    let taken = import(&mut other, &bytes).unwrap();
    assert_eq!(taken.things["session"], Taken { new: 3, changed: 0, known: 0 });
    assert_eq!((taken.things["rep"].new, taken.traces.new, taken.for_newer), (12, 3, 0));
    assert!(all_ops(&there) == all_ops(&reader), "the log is the same to the byte");
    assert!(!String::from_utf8_lossy(&bytes).contains("\"cbor\""), "every value is legible");
    let id = record(&env(1)).id;
    assert_eq!(there.session(&id.to_string()).unwrap(), reader.session(&id.to_string()).unwrap());
    assert_eq!(there.trace(id).unwrap(), reader.trace(id).unwrap());
    assert_eq!(there.notes(None).unwrap(), reader.notes(None).unwrap());
    assert_eq!(there.deleted().unwrap(), reader.deleted().unwrap());
    let again = import(&mut other, &bytes).unwrap();
    assert!(again.is_empty() && again.things["session"].known == 3 && again.traces.known == 3, "{again:?}");
    assert_eq!(all_ops(&there), all_ops(&reader));
    // What was exported there is the same file but for whose history it is.
    let (back, _) = exported(&there, Format::Lines, &Wanted::default());
    let tail = |bytes: &[u8]| bytes.splitn(2, |b| *b == b'\n').nth(1).unwrap().to_vec();
    assert!(tail(&back) == tail(&bytes));
}

#[test]
fn a_change_made_since_is_taken_and_what_was_here_stays() {
    let (_dir, mut store, reader) = filled();
    let (before, _) = exported(&reader, Format::Lines, &Wanted::default());
    store.undelete(record(&env(3)).id, &env(20)).unwrap();
    store.save(&record(&env(21)), &trace(10, false), &env(21)).unwrap();
    let (after, _) = exported(&reader, Format::Lines, &Wanted { no_signals: true, ..Wanted::default() });
    let (_dir, mut other, there) = fresh();
    other.set_setting("rate", "slow", &env(9)).unwrap();
    import(&mut other, &before).unwrap();
    let taken = import(&mut other, &after).unwrap();
    assert_eq!(taken.things["session"], Taken { new: 1, changed: 1, known: 2 });
    assert_eq!(there.sessions(9).unwrap().len(), 4);
    assert_eq!(there.setting("rate").unwrap().as_deref(), Some("slow"));
    other.set_setting("voice", "loud", &env(10)).unwrap();
    assert_eq!(there.setting("voice").unwrap().as_deref(), Some("loud"), "a change after an import counts");
}

#[test]
fn a_file_that_was_cut_or_spoilt_anywhere_changes_nothing_and_names_the_line() {
    let (_dir, _store, reader) = filled();
    let (bytes, _) = exported(&reader, Format::Lines, &Wanted { no_signals: true, ..Wanted::default() });
    let (_dir, mut other, there) = fresh();
    for at in (0..bytes.len() - 1).step_by(211) {
        let error = import(&mut other, &bytes[..at]).unwrap_err();
        assert!(matches!(error, ImportError::Line { .. }), "cut at {at}: {error}");
        assert!(all_ops(&there).is_empty(), "cut at {at}");
    }
    let text = String::from_utf8(bytes).unwrap();
    for (from, to, says) in [
        ("\"kind\":\"delete\"", "\"kind\":\"forget\"", "this is no change"),
        ("\"started_ms\":1764", "\"started_ms\":\"x\",\"n\":1764", "line "),
        ("proximal.history/1", "proximal.history/2", "a newer version wrote this"),
        ("{\"proximal\":", "{\"diary\":", "line 1: this is no export of Proximal"),
        ("\"changes\":", "\"changes\":1", "does not belong here"),
    ] {
        let spoilt = text.replacen(from, to, 1);
        assert!(spoilt != text, "{from}");
        let error = import(&mut other, spoilt.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(says) && error.contains("nothing was taken"), "{from}: {error}");
        assert!(all_ops(&there).is_empty());
    }
    assert!(import(&mut other, b"t,ax,ay,az\n").unwrap_err().to_string().contains("line 1"));
    import(&mut other, text.as_bytes()).unwrap();
}

#[test]
fn what_only_a_newer_version_knows_is_kept_and_told() {
    let (_dir, mut store, reader) = fresh();
    store.set_setting("voice", "off", &env(1)).unwrap();
    let (bytes, _) = exported(&reader, Format::Lines, &Wanted::default());
    let newer = String::from_utf8(bytes)
        .unwrap()
        .replace("\"of\":\"setting\"", "\"of\":\"gadget\"")
        .replace("\"value\"", "\"99\"");
    let (_dir, mut other, there) = fresh();
    // Field names of an entity nobody knows are tags.
    let newer = newer.replace("\"field\":\"99\"", "\"field\":\"1\"").replace("\"99\":\"off\"", "\"value\":\"off\"");
    let taken = import(&mut other, newer.as_bytes()).unwrap();
    assert_eq!((taken.for_newer, taken.things.len(), all_ops(&there)[0].ent_type.as_str()), (1, 0, "gadget"));
}

#[test]
fn numbers_that_json_lacks_survive() {
    let (_dir, mut store, reader) = fresh();
    let mut session = record(&env(1));
    session.reps[0].tilt.wiggle_deg = f64::NAN;
    session.reps[1].tilt.peak_deg.value = -0.0;
    session.reps[1].tilt.drift_deg.value = 3.0;
    store.save(&session, &crate::session::Trace::default(), &env(1)).unwrap();
    let (bytes, _) = exported(&reader, Format::Lines, &Wanted::default());
    let (_dir, mut other, there) = fresh();
    import(&mut other, &bytes).unwrap();
    assert_eq!(all_ops(&there), all_ops(&reader));
}

#[test]
fn a_table_has_a_row_a_rep_and_units_in_its_header() {
    let (_dir, _store, reader) = filled();
    let (bytes, done) = exported(&reader, Format::Reps, &Wanted::default());
    let mut table = csv::Reader::from_reader(bytes.as_slice());
    let header = table.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!((rows.len() as u64, done.sessions), (done.rows, 2));
    let cell = |row: usize, name: &str| rows[row][header.iter().position(|h| h == name).unwrap()].to_owned();
    assert_eq!(
        (cell(0, "started"), cell(0, "verdict")),
        ("2025-11-24T17:01:00.000+01:00".to_owned(), "steady".to_owned())
    );
    assert_eq!((cell(0, "tilt_peak_deg"), cell(0, "creep_deg")), ("0.330".to_owned(), String::new()));
    assert!(header.iter().any(|name| name == "moment_of_loss_s") && cell(3, "reasons").contains(' '));
    let one = Wanted { session: Some(record(&env(2)).id), ..Wanted::default() };
    assert_eq!(exported(&reader, Format::Reps, &one).1, Exported { sessions: 1, rows: 4, damaged: 0 });
}

#[test]
fn signals_are_a_recording_and_a_part_of_them_is_that_part() {
    let (_dir, mut store, reader) = fresh();
    let session = crate::session::SessionRecord { started_at: crate::time::MonoTime(0), ..record(&env(1)) };
    store.save(&session, &trace(1_300, true), &env(1)).unwrap();
    let (bytes, done) = exported(&reader, Format::Signals, &Wanted::default());
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("t,ax,ay,az,gx,gy,gz,session\n"));
    assert_eq!((text.lines().count() as u64, done.rows), (1_301, 1_300));
    let part = Wanted { span: Some(Span::from_s(2.0, 3.0)), ..Wanted::default() };
    let (part, done) = exported(&reader, Format::Signals, &part);
    assert!((98..=102).contains(&done.rows), "{done:?}");
    assert!(text.contains(std::str::from_utf8(&part).unwrap().lines().nth(1).unwrap()));
    assert_eq!(exported(&reader, Format::Track, &Wanted::default()).1.rows, 260);
}

#[test]
fn a_bundle_holds_an_observation_a_side_and_a_score_and_one_of_nothing_has_no_entries() {
    let (_dir, _store, reader) = filled();
    let (bytes, done) = exported(&reader, Format::Fhir, &Wanted::default());
    let bundle: Value = serde_json::from_slice(&bytes).unwrap();
    let entries = bundle["entry"].as_array().unwrap();
    assert_eq!((entries.len() as u64, done.rows), (5, 5));
    let left = &entries[0]["resource"];
    assert_eq!((&left["status"], &left["component"][0]["valueInteger"]), (&Value::from("final"), &Value::from(1)));
    let (_dir, _store, nothing) = fresh();
    let empty: Value = serde_json::from_slice(&exported(&nothing, Format::Fhir, &Wanted::default()).0).unwrap();
    assert_eq!((empty["type"].as_str(), empty.get("entry")), (Some("collection"), None));
}

#[test]
fn a_platform_gets_kind_start_and_end_and_an_end_after_the_start_whatever_was_done() {
    let mut session = record(&env(1));
    session.started_at = crate::time::MonoTime::from_s(50.0);
    let given = health(&session);
    assert_eq!(given.apple.start, "2025-11-24T17:01:00.000+01:00");
    assert_eq!(given.health_connect.end_time_ms - given.health_connect.start_time_ms, 19_900);
    assert_eq!(given.health_connect.start_zone_offset_s, 3_600);
    assert_eq!(given.apple.sync_identifier, given.health_connect.client_record_id);
    session.performed = crate::timeline::Performed::default();
    let nothing = health(&session).health_connect;
    assert!(nothing.end_time_ms > nothing.start_time_ms);
}
