//! What needs the inside of a store: full disks, cut saves, and the door through which every change must go.

use super::entity::{ALL, Entity};
use super::fixtures::{env, raise_tries, record, trace};
use super::{
    Carry, Correction, Fault, Kind, Lift, NewNote, NewScore, Op, PaperKind, Reader, ScoredBy, Store, traces_file,
};
use crate::routine::{Landmark, built_in};
use crate::session::Source;
use crate::timeline::Side;
use rusqlite::Connection;
use rusqlite::types::Value as Sql;
use std::collections::BTreeSet;
use std::path::PathBuf;
use tempfile::TempDir;

fn fresh() -> (TempDir, PathBuf, Store) {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("history.db");
    let store = Store::open(&file, &env(0)).unwrap();
    (dir, file, store)
}

/// One of every write there is.
fn write_everything(store: &mut Store) {
    for nr in [1, 2] {
        store.save(&record(&env(nr)), &trace(300, nr == 1), &env(nr)).unwrap();
    }
    let id = record(&env(1)).id;
    let about = |session, text: &str| NewNote { session, text: text.to_owned(), ..NewNote::default() };
    let note = store.add_note(&about(Some(id), "hip pinched at the end"), &env(3)).unwrap();
    store.edit_note(note, "hip pinched", &env(10)).unwrap();
    let squat = NewNote { lift: Some(Lift::Squat), carry: Some(Carry::Better), ..about(None, "steady at the bottom") };
    store.add_note(&squat, &env(4)).unwrap();
    let score = NewScore { session: Some(id), side: Side::Left, score: 2, by: ScoredBy::Trainer };
    store.add_score(&score, &env(11)).unwrap();
    store.add_raise(Side::Right, &raise_tries(), &Source::Phone, &env(12)).unwrap();
    let mut own = built_in("heel-slide").unwrap();
    own.name = "mine".to_owned();
    store.keep_routine(&own, &env(13)).unwrap();
    own.tempo.exhale_s = 6.0;
    store.keep_routine(&own, &env(14)).unwrap();
    store.receive(PaperKind::Prescription, Some("Kim"), "{}", &env(15)).unwrap();
    let first = record(&env(1)).reps[0].key;
    let corrections = [Correction::Landmark(Some(Landmark::Shin)), Correction::Excluded(first, true)];
    store.correct(id, &corrections, &env(16)).unwrap();
    store.undo(&env(17)).unwrap().unwrap();
    store.redo(&env(18)).unwrap().unwrap();
    store.set_setting("voice", "off", &env(5)).unwrap();
    store.set_setting("voice", "low", &env(6)).unwrap();
    store.delete(id, &env(7)).unwrap();
    store.delete(record(&env(2)).id, &env(8)).unwrap();
    store.undelete(id, &env(9)).unwrap();
}

fn count(conn: &Connection, table: &str) -> i64 {
    conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
}

fn rows(conn: &Connection, entity: &Entity) -> Vec<Vec<Sql>> {
    let mut select = conn.prepare(&format!("SELECT * FROM {} ORDER BY id", entity.table)).unwrap();
    let width = select.column_count();
    let all = select.query_map([], |row| (0..width).map(|i| row.get(i)).collect::<Result<Vec<Sql>, _>>()).unwrap();
    all.map(Result::unwrap).collect()
}

fn all_rows(store: &Store) -> Vec<Vec<Vec<Sql>>> {
    ALL.iter().map(|entity| rows(&store.main, entity)).collect()
}

fn ops_of(file: &std::path::Path) -> Vec<Op> {
    let reader = Reader::open(file).unwrap();
    let (mut place, mut all) = (0, Vec::new());
    while let Some((next, ops)) = reader.ops(place, 3).unwrap() {
        place = next;
        all.extend(ops);
    }
    all
}

#[test]
fn every_columns_tag_has_its_column_and_every_column_its_tag() {
    let (_dir, _, store) = fresh();
    for entity in ALL {
        let select = store.main.prepare(&format!("SELECT * FROM {}", entity.table)).unwrap();
        // A migration adds its columns at the end of the table.
        let wanted: BTreeSet<_> = entity.columns.iter().copied().chain(["id", "deleted", "extra"]).collect();
        assert_eq!(wanted.len(), entity.columns.len() + 3, "no name stands twice");
        let names: BTreeSet<_> = select.column_names().collect();
        assert!(names.is_superset(&wanted), "{}", entity.table);
        assert!(names.difference(&wanted).all(|name| super::derived::COLUMNS.contains(name)), "{}", entity.table);
    }
}

#[test]
fn the_log_applied_to_an_empty_history_gives_equal_tables_in_any_order_and_more_than_once() {
    let (_dir, file, mut store) = fresh();
    write_everything(&mut store);
    let (wanted, ops) = (all_rows(&store), ops_of(&file));
    assert!(wanted.iter().all(|table| !table.is_empty()), "every table is used");
    let backwards: Vec<Op> = ops.iter().rev().cloned().collect();
    let (evens, odds): (Vec<Op>, Vec<Op>) = ops.iter().cloned().partition(|op| op.n % 2 == 0);
    for order in [vec![ops.clone()], vec![backwards], vec![odds, evens], vec![ops.clone(), ops.clone()]] {
        let (_dir, _, mut other) = fresh();
        for batch in &order {
            other.apply(batch).unwrap();
        }
        assert_eq!(all_rows(&other), wanted);
        assert_eq!(count(&other.main, "ops"), i64::try_from(ops.len()).unwrap());
    }
    let (_dir, _, mut short) = fresh();
    short.apply(&ops[..ops.len() - 1]).unwrap();
    assert_ne!(all_rows(&short), wanted, "the last op matters");
}

#[test]
fn no_row_changes_without_an_op_that_names_it() {
    let (_dir, _, mut store) = fresh();
    for entity in ALL {
        let Entity { name, table, .. } = entity;
        for change in ["INSERT", "UPDATE"] {
            let trigger = format!(
                "CREATE TEMP TRIGGER {table}_{change} BEFORE {change} ON main.{table}
                 WHEN NOT EXISTS (SELECT 1 FROM main.ops WHERE ent_type = '{name}' AND ent_id = NEW.id)
                 BEGIN SELECT RAISE(ABORT, 'a change without an op'); END"
            );
            store.main.execute_batch(&trigger).unwrap();
        }
    }
    write_everything(&mut store);
    let past = store.main.execute("INSERT INTO settings (id, value, deleted) VALUES (x'01', 'x', 0)", []);
    assert!(past.unwrap_err().to_string().contains("without an op"));
}

#[test]
fn the_logs_clock_and_numbers_rise_even_when_the_wall_clock_falls() {
    let (_dir, file, mut store) = fresh();
    for nr in [9, 3, 3, 1] {
        store.set_setting("voice", &nr.to_string(), &env(nr)).unwrap();
    }
    let ops = ops_of(&file);
    assert!(ops.is_sorted_by(|a, b| a.hlc < b.hlc && a.n + 1 == b.n));
    assert_eq!(ops[1].base, Some(ops[0].hlc));
    assert_eq!(Reader::open(&file).unwrap().setting("voice").unwrap().as_deref(), Some("1"));
}

#[test]
fn what_a_newer_version_knows_is_kept_and_not_misread() {
    let (_dir, file, mut store) = fresh();
    store.set_setting("voice", "off", &env(1)).unwrap();
    let mut ops = ops_of(&file);
    let known = ops.remove(0);
    let newer = |n: u64, change: fn(&mut Op)| {
        let mut op = Op { n, stream: [7; 16], hlc: known.hlc.next(0), ..known.clone() };
        change(&mut op);
        op
    };
    let map = [0xa1, 0x18, 0x63, 0x01];
    let unknown = [
        newer(1, |op| op.ent_type = "ladder".to_owned()),
        newer(2, |op| op.min_reader = 99),
        newer(3, |op| op.field = Some(99)),
        newer(4, |op| op.extra = Some(vec![0xa0])),
    ];
    store.apply(&unknown).unwrap();
    let kept = ops_of(&file);
    assert!(unknown.iter().all(|op| kept.contains(op)));
    let extra: Vec<u8> = store.main.query_row("SELECT extra FROM settings", [], |row| row.get(0)).unwrap();
    assert_eq!(
        (extra[..3].to_vec(), Reader::open(&file).unwrap().setting("voice").unwrap().unwrap()),
        (map[..3].to_vec(), "off".to_owned())
    );
}

#[test]
fn an_op_its_table_cannot_hold_is_refused_with_all_that_came_with_it() {
    let (_dir, file, mut store) = fresh();
    store.set_setting("voice", "off", &env(1)).unwrap();
    let good = Op { stream: [7; 16], ..ops_of(&file).remove(0) };
    let truncated = Op { n: 2, value: Some(vec![0x64]), ..good.clone() };
    let empty = Op { n: 2, kind: Kind::Insert, value: None, ..good.clone() };
    let nameless =
        Op { n: 2, ent_type: "note".to_owned(), kind: Kind::Insert, value: Some(vec![0xa0]), ..good.clone() };
    for bad in [truncated, empty, nameless] {
        assert!(store.apply(&[good.clone(), bad]).is_err());
        assert_eq!(count(&store.main, "ops"), 1);
    }
}

#[test]
fn a_disk_that_fills_up_leaves_nothing_half_written() {
    let (_dir, file, mut store) = fresh();
    store.save(&record(&env(1)), &trace(100, true), &env(1)).unwrap();
    let before = (all_rows(&store), count(&store.main, "ops"));
    let pages: i64 = store.main.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    store.main.pragma_update(None, "max_page_count", pages).unwrap();
    let full = (2..40).find_map(|nr| store.save(&record(&env(nr)), &trace(100, true), &env(nr)).err().map(|e| (nr, e)));
    let (nr, error) = full.unwrap();
    assert!(matches!(error.fault, Fault::Full), "{error}");
    assert!(error.to_string().contains("history.db: could not save the session: the disk is full"), "{error}");
    let after = Reader::open(&file).unwrap();
    assert!(after.session(&record(&env(nr)).id.to_string()).is_err());
    assert_eq!(count(&store.main, "sessions"), i64::from(nr) - 1);
    assert_eq!(count(&store.main, "reps"), 4 * (i64::from(nr) - 1));
    assert_eq!(before.0[0].len(), 1);

    store.main.pragma_update(None, "max_page_count", 1_000_000).unwrap();
    store.save(&record(&env(nr)), &trace(100, true), &env(nr)).unwrap();
    assert!(after.trace(record(&env(nr)).id).unwrap().is_some(), "the trace left behind is taken up again");
    assert_eq!(count(&store.traces, "traces"), i64::from(nr));
}

#[test]
fn a_disk_too_full_for_the_trace_gets_no_session_that_names_it() {
    let (_dir, _, mut store) = fresh();
    store.traces.pragma_update(None, "max_page_count", 4).unwrap();
    let error = store.save(&record(&env(1)), &trace(5_000, true), &env(1)).unwrap_err();
    assert!(matches!(error.fault, Fault::Full));
    assert!(error.to_string().contains("history.db.traces: could not save the signals"), "{error}");
    assert_eq!(["sessions", "reps", "refs", "ops"].map(|table| count(&store.main, table)), [0; 4]);
}

#[test]
fn a_save_cut_between_its_two_files_leaves_a_trace_and_no_session() {
    let (_dir, file, mut store) = fresh();
    store
        .main
        .execute_batch("CREATE TEMP TRIGGER cut BEFORE INSERT ON main.reps BEGIN SELECT RAISE(ABORT, 'cut'); END")
        .unwrap();
    store.save(&record(&env(1)), &trace(100, true), &env(1)).unwrap_err();
    assert_eq!((count(&store.traces, "traces"), count(&store.main, "sessions")), (1, 0));
    store.main.execute_batch("DROP TRIGGER cut").unwrap();
    store.save(&record(&env(1)), &trace(70, true), &env(1)).unwrap();
    let kept = Reader::open(&file).unwrap().trace(record(&env(1)).id).unwrap().unwrap();
    assert_eq!((kept.trace.samples.len(), count(&store.traces, "traces")), (70, 1));
}

#[test]
fn settings_that_are_set_together_are_all_set_or_none_and_undone_together() {
    let (_dir, _, mut store) = fresh();
    let set = |store: &mut Store, to| store.set_settings(&[("voice", to), ("rate", to), ("tone", to)], &env(5));
    let held = |store: &Store| ["voice", "rate", "tone"].map(|key| super::settings::get(&store.main, key).unwrap());
    set(&mut store, "low").unwrap();
    let ops = count(&store.main, "ops");
    // The last row fails when the first two are written.
    let fault = "CREATE TEMP TRIGGER fault BEFORE INSERT ON main.settings WHEN new.id = CAST('tone' AS BLOB)
                 BEGIN SELECT RAISE(FAIL, 'the last one'); END";
    store.main.execute_batch(fault).unwrap();
    let error = set(&mut store, "high").unwrap_err();
    assert!(error.to_string().contains("the last one"), "{error}");
    assert_eq!(held(&store), ["low"; 3].map(|v| Some(v.to_owned())));
    assert_eq!(count(&store.main, "ops"), ops);
    store.main.execute_batch("DROP TRIGGER fault").unwrap();
    set(&mut store, "high").unwrap();
    store.undo(&env(6)).unwrap().unwrap();
    assert_eq!(held(&store), ["low"; 3].map(|v| Some(v.to_owned())));
    store.undo(&env(7)).unwrap().unwrap();
    assert_eq!(held(&store), [None, None, None]);
}

#[test]
fn a_store_that_may_not_write_says_so() {
    let (_dir, _, mut store) = fresh();
    store.main.pragma_update(None, "query_only", true).unwrap();
    let error = store.set_setting("voice", "off", &env(1)).unwrap_err();
    assert!(matches!(error.fault, Fault::ReadOnly), "{error}");
}

#[test]
fn a_store_that_another_program_holds_says_so() {
    let (_dir, file, mut store) = fresh();
    let other = Connection::open(&file).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    store.main.busy_timeout(std::time::Duration::from_millis(10)).unwrap();
    let error = store.set_setting("voice", "off", &env(1)).unwrap_err();
    assert!(matches!(error.fault, Fault::Busy), "{error}");
    other.execute_batch("ROLLBACK").unwrap();
    store.set_setting("voice", "off", &env(1)).unwrap();
}

#[test]
fn both_files_carry_the_same_store_id_and_a_stream_of_their_own() {
    let (_dir, _, store) = fresh();
    let id = |conn: &Connection| super::schema::local(conn, "store").unwrap();
    assert_eq!(id(&store.main), id(&store.traces));
    assert_ne!(id(&store.main), super::schema::local(&store.main, "stream").unwrap());
    let dir = TempDir::new().unwrap();
    let other = Store::open(&dir.path().join("b.db"), &env(1)).unwrap();
    assert_ne!(id(&store.main), id(&other.main));
}

#[test]
fn durability_is_what_was_promised() {
    let (_dir, file, store) = fresh();
    assert!(traces_file(&file).exists());
    for conn in [&store.main, &store.traces] {
        let ask = |name| conn.pragma_query_value(None, name, |row| row.get::<_, Sql>(0)).unwrap();
        assert_eq!(ask("journal_mode"), Sql::Text("wal".to_owned()));
        assert_eq!([ask("synchronous"), ask("foreign_keys")], [Sql::Integer(2), Sql::Integer(1)]);
    }
}

#[test]
fn eight_years_of_sessions_stay_under_the_phones_backup_limit() {
    // Android's automatic backup silently skips apps above 25 MB (SYNC, rules 4.4); four sessions a week are 1,664.
    let (_dir, file, mut store) = fresh();
    let mut whole = record(&env(1));
    let phase = whole.performed.phases()[0];
    let key = |nth: u16| crate::timeline::RepKey { rep: nth, side: Side::Right, ..phase.key };
    let span = |nth: u16| crate::timeline::Span::from_s(5_000.0 + 9.0 * f64::from(nth), 5_004.7 + 9.0 * f64::from(nth));
    let phases = (1..=42).map(|nth| crate::timeline::PerformedPhase { key: key(nth), span: span(nth), ..phase });
    whole.performed = crate::timeline::Performed::from_phases(phases.collect()).unwrap();
    let reps = (0..10).map(|nth| {
        let mut rep = whole.reps[usize::from(nth % 4)].clone();
        rep.key.rep = 10 + nth;
        rep
    });
    whole.reps = reps.collect();
    whole.routine.blocks = vec![whole.routine.blocks[0].clone(); 3];
    let mut bytes_after = |some: std::ops::RangeInclusive<u8>| {
        for nr in some {
            let mut session = whole.clone();
            session.id = crate::session::SessionId::new(env(nr).now, &env(nr).entropy);
            store.save(&session, &trace(10, false), &env(nr)).unwrap();
        }
        store.checkpoint().unwrap();
        std::fs::metadata(&file).unwrap().len()
    };
    // Tables that are empty as yet cost a page each, once.
    let first = bytes_after(1..=10);
    let eight_years = first + (bytes_after(11..=110) - first) * 1_654 / 100;
    assert!(eight_years < 25_000_000, "{eight_years} bytes in eight years");
}

#[test]
fn two_devices_that_change_one_thing_at_once_agree_whoever_hears_first() {
    let (_dir, file, mut store) = fresh();
    store.save(&record(&env(1)), &trace(0, false), &env(1)).unwrap();
    store.set_setting("voice", "off", &env(2)).unwrap();
    let (mine, theirs) = (ops_of(&file), {
        let rename = |op: &Op| Op { stream: [0xff; 16], ..op.clone() };
        let mut ops: Vec<Op> = ops_of(&file).iter().map(rename).collect();
        let [session, .., setting] = ops.as_mut_slice() else { panic!("a session and a setting") };
        // The session as if it had begun a second time on the other device, and another choice at the same stamp.
        session.value = session.value.as_ref().map(|bytes| {
            let at = bytes.windows(7).position(|text| text == b"stopped").unwrap();
            [&bytes[..at], b"paining", &bytes[at + 7..]].concat()
        });
        setting.value = Some(b"\x62on".to_vec());
        ops
    });
    let end = |first: &[Op], second: &[Op]| {
        let (_dir, _, mut device) = fresh();
        device.apply(first).unwrap();
        device.apply(second).unwrap();
        all_rows(&device)
    };
    let agreed = end(&mine, &theirs);
    assert_eq!(agreed, end(&theirs, &mine));
    let text = |words: &str| Sql::Text(words.to_owned());
    assert!(
        agreed[0][0].contains(&text("stopped")),
        "of two beginnings the oldest stands; ties go to the lower stream"
    );
    assert!(agreed[4][0].contains(&text("on")), "of two values the newest stands; ties go to the higher stream");
}
