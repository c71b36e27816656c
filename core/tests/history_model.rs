//! Ten thousand random sequences of what a user and their other devices do, against a plain model in memory.
//!
//! In: sequences of keeping, changing, deleting, undoing, redoing, importing, opening again and migrating, from a seed. Out:
//! after every step the history says what the model says. The model knows no log, no clock and no SQL: values, whether they
//! are deleted, and a list of what to put back.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that cannot go on stops")]

use proximal_core::history::{Correction, Env, Item, ItemId, ItemKind, NewNote, NewScore, Op, Reader, ScoredBy, Store};
use proximal_core::routine::{Landmark, built_in};
use proximal_core::session::{Answers, Ending, Felt, SessionId, SessionRecord, Source, Trace};
use proximal_core::time::{MonoTime, WallTime};
use proximal_core::timeline::{Performed, Side};
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::thread;
use tempfile::TempDir;

/// So many sequences, of so many steps.
const SEQUENCES: u32 = 10_000;
const STEPS: u32 = 6;
/// A history is used for so many sequences, each of which begins where the one before ended; then a new one begins.
const TOGETHER: u32 = 20;

const SCHEMA_1: &str = include_str!("fixtures/history_1.sql");

/// A folder that lies in memory, where there is such a thing: 140,000 commits need not wait for a disk.
fn in_memory() -> TempDir {
    TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap()
}

struct Dice(ChaCha8Rng);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.0.next_u64() % n as u64).unwrap()
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        (!all.is_empty()).then(|| all[self.below(all.len())])
    }
}

/// What a thing is, in the model.
#[derive(Debug, Clone, PartialEq)]
enum Thing {
    Session { landmark: Option<Landmark>, felt: Option<Felt>, hurts: Option<bool> },
    Note(String),
    Score(u8),
}

/// All there is.
#[derive(Debug, Clone, Default, PartialEq)]
struct Model {
    things: BTreeMap<Item, Thing>,
    deleted: BTreeSet<Item>,
    settings: BTreeMap<&'static str, String>,
}

/// One thing that an action changed: what it was and what it became.
#[derive(Debug, Clone)]
enum Change {
    Made(Item),
    Hidden(Item, bool),
    Text(Item, String, String),
    Landmark(Item, Option<Landmark>, Option<Landmark>),
    Setting(&'static str, Option<String>, Option<String>),
}

impl Change {
    /// The change the other way round.
    fn back(&self) -> Self {
        match self.clone() {
            Self::Made(item) => Self::Hidden(item, true),
            Self::Hidden(item, hidden) => Self::Hidden(item, !hidden),
            Self::Text(item, old, new) => Self::Text(item, new, old),
            Self::Landmark(item, old, new) => Self::Landmark(item, new, old),
            Self::Setting(key, old, new) => Self::Setting(key, new, old),
        }
    }
}

impl Model {
    fn put(&mut self, change: &Change) {
        match change.clone() {
            Change::Made(_) => {}
            Change::Hidden(item, true) => drop(self.deleted.insert(item)),
            Change::Hidden(item, false) => drop(self.deleted.remove(&item)),
            Change::Text(item, _, new) => drop(self.things.insert(item, Thing::Note(new))),
            Change::Landmark(item, _, new) => {
                let Some(Thing::Session { landmark, .. }) = self.things.get_mut(&item) else { panic!("{item:?}") };
                *landmark = new;
            }
            Change::Setting(key, _, new) => match new {
                Some(value) => drop(self.settings.insert(key, value)),
                None => drop(self.settings.remove(key)),
            },
        }
    }

    fn of(&self, kind: ItemKind) -> Vec<Item> {
        self.things.keys().filter(|item| item.kind == kind && !self.deleted.contains(item)).copied().collect()
    }
}

/// A history and the model of it.
struct World {
    dir: TempDir,
    store: Option<Store>,
    reader: Option<Reader>,
    other: Option<Store>,
    model: Model,
    done: Vec<Change>,
    undone: Vec<Change>,
    /// Commands so far; each has its own moment and entropy.
    nr: u64,
    steps: BTreeMap<&'static str, u32>,
}

const KEYS: [&str; 2] = ["voice", "rollover"];

impl World {
    fn new(dice: &mut Dice) -> Self {
        let dir = in_memory();
        let file = dir.path().join("history.db");
        let mut model = Model::default();
        // Every third history was begun by version 0.1.
        if dice.below(3) == 0 {
            Connection::open(&file).unwrap().execute_batch(SCHEMA_1).unwrap();
            let session = SessionId::parse("019ab698-d260-7627-a829-2a2b2c2d2e2f").unwrap();
            model.things.insert(session.into(), Thing::Session { landmark: None, felt: None, hurts: None });
            model.settings.insert("voice", "off".to_owned());
        }
        let mut world = Self {
            dir,
            store: None,
            reader: None,
            other: None,
            model,
            done: vec![],
            undone: vec![],
            nr: dice.0.next_u64(),
            steps: BTreeMap::new(),
        };
        world.open();
        if let Some(note) = world.reader().notes(None).unwrap().first() {
            world.model.things.insert(Item { kind: ItemKind::Note, id: note.id }, Thing::Note(note.text.clone()));
        }
        world
    }

    fn file(&self) -> PathBuf {
        self.dir.path().join("history.db")
    }

    fn reader(&self) -> &Reader {
        self.reader.as_ref().unwrap()
    }

    fn open(&mut self) {
        let env = self.env();
        let store = Store::open(&self.file(), &env).unwrap();
        self.store = Some(store);
        self.reader = Some(Reader::open(&self.file()).unwrap());
    }

    /// The next moment, sometimes one before the last: the log's clock has to see to it.
    fn env(&mut self) -> Env {
        self.nr = self.nr.wrapping_add(1);
        let mut entropy = [0; 32];
        entropy[..8].copy_from_slice(&self.nr.to_be_bytes());
        entropy[16..24].copy_from_slice(&self.nr.to_le_bytes());
        let backwards = i64::try_from(self.nr % 7).unwrap() * 1_000;
        Env {
            now: WallTime {
                utc_ms: 1_764_000_000_000 + i64::try_from(self.nr % 1_000_000).unwrap() - backwards,
                offset_min: 0,
            },
            entropy,
        }
    }

    fn store(&mut self) -> &mut Store {
        self.store.as_mut().unwrap()
    }

    fn did(&mut self, change: Change) {
        self.model.put(&change);
        self.done.push(change);
        self.undone.clear();
    }

    #[allow(clippy::too_many_lines, reason = "one arm a step")]
    fn step(&mut self, dice: &mut Dice) {
        let kinds = [
            "session", "answer", "note", "text", "score", "landmark", "delete", "undelete", "setting", "undo", "redo",
            "import", "again", "reopen",
        ];
        let kind = kinds[dice.below(kinds.len())];
        *self.steps.entry(kind).or_default() += 1;
        let env = self.env();
        match kind {
            "session" => {
                let record = session(&env);
                self.store().save(&record, &Trace::default(), &env).unwrap();
                // It is not taken back: a session says for itself what was done.
                self.model.things.insert(record.id.into(), Thing::Session { landmark: None, felt: None, hurts: None });
            }
            "answer" => {
                let Some(item) = dice.pick(&self.model.of(ItemKind::Session)) else { return };
                let answers = match dice.below(3) {
                    0 => Answers { felt: None, pain_after: Some(dice.below(2) == 0) },
                    1 => Answers { felt: Some(Felt { steady_reps: Some(3), ..Felt::default() }), pain_after: None },
                    _ => Answers { felt: Some(Felt::default()), pain_after: Some(false) },
                };
                self.store().answer(SessionId(item.id.0), answers, &env).unwrap();
                let Some(Thing::Session { felt, hurts, .. }) = self.model.things.get_mut(&item) else { panic!() };
                *felt = felt.or(answers.felt);
                *hurts = hurts.or(answers.pain_after);
            }
            "note" => {
                let text = format!("note {}", dice.below(1_000));
                let note = NewNote { text: text.clone(), ..NewNote::default() };
                let id = self.store().add_note(&note, &env).unwrap();
                let item = Item { kind: ItemKind::Note, id };
                self.model.things.insert(item, Thing::Note(text));
                self.did(Change::Made(item));
            }
            "text" => {
                let Some(item) = dice.pick(&self.model.of(ItemKind::Note)) else { return };
                let text = format!("other words {}", dice.below(1_000));
                self.store().edit_note(item.id, &text, &env).unwrap();
                let Thing::Note(old) = self.model.things[&item].clone() else { panic!() };
                self.did(Change::Text(item, old, text));
            }
            "score" => {
                let score = u8::try_from(dice.below(4)).unwrap();
                let new = NewScore { session: None, side: Side::Left, score, by: ScoredBy::Myself };
                let id = self.store().add_score(&new, &env).unwrap();
                let item = Item { kind: ItemKind::Score, id };
                self.model.things.insert(item, Thing::Score(score));
                self.did(Change::Made(item));
            }
            "landmark" => {
                let Some(item) = dice.pick(&self.model.of(ItemKind::Session)) else { return };
                let new = [None, Some(Landmark::Box), Some(Landmark::Floor)][dice.below(3)];
                self.store().correct(SessionId(item.id.0), &[Correction::Landmark(new)], &env).unwrap();
                let Thing::Session { landmark: old, .. } = self.model.things[&item] else { panic!() };
                self.did(Change::Landmark(item, old, new));
            }
            "delete" | "undelete" => {
                let hidden = kind == "delete";
                let all: Vec<Item> = self.model.things.keys().copied().collect();
                let fitting: Vec<Item> =
                    all.into_iter().filter(|item| self.model.deleted.contains(item) != hidden).collect();
                let Some(item) = dice.pick(&fitting) else { return };
                let done = if hidden { self.store().delete(item, &env) } else { self.store().undelete(item, &env) };
                done.unwrap();
                self.did(Change::Hidden(item, hidden));
            }
            "setting" => {
                let key = dice.pick(&KEYS).unwrap();
                let value = dice.below(1_000).to_string();
                self.store().set_setting(key, &value, &env).unwrap();
                let old = self.model.settings.get(key).cloned();
                self.did(Change::Setting(key, old, Some(value)));
            }
            "undo" => {
                let undone = self.store().undo(&env).unwrap();
                let change = self.done.pop();
                assert_eq!(undone.is_some(), change.is_some());
                if let Some(change) = change {
                    assert_eq!(undone.unwrap().left, 0);
                    self.model.put(&change.back());
                    self.undone.push(change);
                }
            }
            "redo" => {
                let redone = self.store().redo(&env).unwrap();
                let change = self.undone.pop();
                assert_eq!(redone.is_some(), change.is_some());
                if let Some(change) = change {
                    // Made a second time, it is there again: it was only hidden.
                    let again =
                        if let Change::Made(item) = &change { Change::Hidden(*item, false) } else { change.clone() };
                    self.model.put(&again);
                    self.done.push(change);
                }
            }
            "import" => self.import(dice, env),
            "again" => {
                let ops = self.ops();
                let from = dice.below(ops.len().max(1));
                self.store().apply(&ops[from..ops.len().min(from + 20)]).unwrap();
            }
            _ => {
                (self.store, self.reader) = (None, None);
                self.open();
            }
        }
    }

    /// Another device hears of what was done last here and writes a note; we take it over.
    fn import(&mut self, dice: &mut Dice, env: Env) {
        let ops = self.ops();
        let file = self.dir.path().join("other.db");
        let other = self.other.get_or_insert_with(|| Store::open(&file, &Env { entropy: [0xee; 32], ..env }).unwrap());
        other.apply(&ops[ops.len().saturating_sub(10)..]).unwrap();
        let text = format!("elsewhere {}", dice.below(1_000));
        let id = other.add_note(&NewNote { text: text.clone(), ..NewNote::default() }, &env).unwrap();
        let theirs = Reader::open(&file).unwrap().ops(0, 1_000_000).unwrap().unwrap().1;
        let theirs: Vec<Op> = theirs.into_iter().filter(|op| op.ent_id == id.0).collect();
        assert_eq!(theirs.len(), 1);
        self.store().apply(&theirs).unwrap();
        self.model.things.insert(Item { kind: ItemKind::Note, id }, Thing::Note(text));
    }

    /// Our whole log.
    fn ops(&self) -> Vec<Op> {
        self.reader().ops(0, 1_000_000).unwrap().map(|(_, ops)| ops).unwrap_or_default()
    }

    /// What the history says.
    fn said(&self) -> Model {
        let reader = self.reader();
        let mut model = Model { deleted: reader.deleted().unwrap().into_iter().collect(), ..Model::default() };
        for summary in reader.sessions(10_000).unwrap() {
            let session = reader.session(&summary.id.to_string()).unwrap();
            let landmark = reader.corrections(summary.id).unwrap().landmark;
            let thing = Thing::Session { landmark, felt: session.felt, hurts: session.pain_after };
            model.things.insert(summary.id.into(), thing);
        }
        for note in reader.notes(None).unwrap() {
            model.things.insert(Item { kind: ItemKind::Note, id: note.id }, Thing::Note(note.text));
        }
        for score in reader.scores().unwrap() {
            model.things.insert(Item { kind: ItemKind::Score, id: score.id }, Thing::Score(score.score));
        }
        for key in KEYS {
            if let Some(value) = reader.setting(key).unwrap() {
                model.settings.insert(key, value);
            }
        }
        model
    }

    fn check(&self, seed: u64) {
        let mut shown = self.model.clone();
        shown.things.retain(|item, _| !self.model.deleted.contains(item));
        let said = self.said();
        assert!(said == shown, "sequence {seed}: the history says {said:#?}, the model {shown:#?}");
    }

    /// The log alone, in a new history, from its end to its beginning, gives the same.
    fn check_log(&self, seed: u64) {
        let mut ops = self.ops();
        ops.reverse();
        let dir = in_memory();
        let file = dir.path().join("again.db");
        Store::open(&file, &Env { entropy: [1; 32], now: WallTime { utc_ms: 0, offset_min: 0 } })
            .unwrap()
            .apply(&ops)
            .unwrap();
        assert!(rows(&file) == rows(&self.file()), "sequence {seed}: the log backwards gives other tables");
    }
}

fn rows(file: &Path) -> Vec<String> {
    let conn = Connection::open(file).unwrap();
    let mut all = Vec::new();
    for table in ["sessions", "reps", "refs", "notes", "settings", "scores"] {
        let mut select = conn.prepare(&format!("SELECT * FROM {table} ORDER BY id")).unwrap();
        let width = select.column_count();
        let mut found = select.query([]).unwrap();
        while let Some(row) = found.next().unwrap() {
            let values: Vec<rusqlite::types::Value> = (0..width).map(|i| row.get(i).unwrap()).collect();
            all.push(format!("{table} {values:?}"));
        }
    }
    all
}

fn session(env: &Env) -> SessionRecord {
    SessionRecord {
        id: SessionId::new(env.now, &env.entropy),
        started: env.now,
        started_at: MonoTime(0),
        routine: built_in("leg-lowering").unwrap(),
        first_side: Side::Left,
        ending: Ending::Finished,
        source: Source::Phone,
        performed: Performed::default(),
        reference: None,
        reps: Vec::new(),
        events: Vec::new(),
        pain_before: None,
        felt: None,
        pain_after: None,
    }
}

/// Sequences of one history after the other, each history of `TOGETHER` of them; how often which step was done.
fn run(histories: impl Iterator<Item = u32>) -> BTreeMap<&'static str, u32> {
    let mut steps: BTreeMap<&'static str, u32> = BTreeMap::new();
    for history in histories {
        let mut world = World::new(&mut Dice(ChaCha8Rng::seed_from_u64(u64::from(history))));
        for nr in 0..TOGETHER {
            let seed = u64::from(history * TOGETHER + nr) + 1_000_000;
            let mut dice = Dice(ChaCha8Rng::seed_from_u64(seed));
            for _ in 0..STEPS {
                world.step(&mut dice);
            }
            world.check(seed);
        }
        world.check_log(u64::from(history));
        for (kind, count) in &world.steps {
            *steps.entry(kind).or_default() += count;
        }
    }
    steps
}

#[test]
fn ten_thousand_random_sequences_leave_what_a_plain_model_says() {
    let all = SEQUENCES / TOGETHER;
    let halves = [0, 1].map(|half| thread::spawn(move || run((half..all).step_by(2))));
    let mut steps: BTreeMap<&'static str, u32> = BTreeMap::new();
    for half in halves {
        for (kind, count) in half.join().unwrap() {
            *steps.entry(kind).or_default() += count;
        }
    }
    println!("{SEQUENCES} sequences of {STEPS} steps: {steps:?}");
    assert_eq!(steps.len(), 14, "every kind of step was done: {steps:?}");
}

/// Whoever changes a thing elsewhere after us is not overruled by our undo.
#[test]
fn what_another_device_changed_since_is_left_as_it_is_by_undo_and_counted() {
    let mut dice = Dice(ChaCha8Rng::seed_from_u64(3));
    let mut world = World::new(&mut dice);
    let env = world.env();
    let note = NewNote { text: "first".to_owned(), ..NewNote::default() };
    let id = world.store().add_note(&note, &env).unwrap();
    let env = world.env();
    world.store().edit_note(id, "second", &env).unwrap();
    let ours = world.reader().ops(0, 100).unwrap().unwrap().1;
    let edit = ours.iter().max_by_key(|op| op.hlc).unwrap();
    let theirs = Op {
        stream: [0xee; 16],
        n: 1,
        hlc: edit.hlc.next(0),
        value: Some(b"\x65third".to_vec()),
        extra: None,
        ..edit.clone()
    };
    world.store().apply(&[theirs]).unwrap();
    let text = |world: &World| world.reader().notes(None).unwrap()[0].text.clone();
    let env = world.env();
    let undone = world.store().undo(&env).unwrap().unwrap();
    assert_eq!((undone.left, undone.actions.len(), text(&world).as_str()), (1, 0, "third"));
    // The next undo goes on with what was before.
    let env = world.env();
    let undone = world.store().undo(&env).unwrap().unwrap();
    assert_eq!(undone.left, 0);
    assert!(world.reader().notes(None).unwrap().iter().all(|note| note.id != ItemId(id.0)));
}
