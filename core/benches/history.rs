//! What a history of years costs: open, newest 50, a year's trend, days, beside plain SQLite on the same file.
//!
//! In: generated sessions of one person, one a day, reps and phases as the article's routine has them. Out: a table on
//! standard output. The floor is the same rows of the same file read by bare queries in the same round, without words,
//! values or lines made of them. `--sessions N --times K` adds a history of N times K sessions, made by copying rows;
//! `--make FILE --sessions N` writes a history to look at instead.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "its table is what it is for")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a bench may stop with a panic")]

use proximal_core::history::{Carry, DaysAsk, Env, Lift, NewNote, NewScore, Reader, ScoredBy, Store, traces_file};
use proximal_core::insight::{Filter, Metric, Range};
use proximal_core::motion::{
    AxisRecord, BreathVerdict, Estimate, Laid, Lies, MotionEvent, MotionEventKind, RaiseTry, Reason, ReferenceRecord,
    RepRecord, Verdict,
};
use proximal_core::routine::{Landmark, OtherLeg, Routine, SidePlan, Variant, compile, leg_lowering};
use proximal_core::schedule::{self, WeeklyPlan};
use proximal_core::session::{Ending, Felt, Place, SessionId, SessionRecord, Source, Trace};
use proximal_core::sim::{Person, Phone, Simulator, run};
use proximal_core::time::{MonoTime, WallTime};
use proximal_core::timeline::{Performed, Side, Span};
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use rusqlite::{Connection, OpenFlags};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

/// 2026-11-25 18:00 UTC: the last session's evening.
const LAST_MS: i64 = 1_795_629_600_000;
const DAY_MS: i64 = 86_400_000;
const ROUNDS: usize = 31;

/// One person's days.
struct Made {
    rng: ChaCha8Rng,
    routine: Routine,
    performed: [Performed; 2],
}

impl Made {
    fn new() -> Self {
        let mut routine = leg_lowering(Variant::KneeBreak, OtherLeg::Up, SidePlan::Alternating);
        for block in routine.blocks.iter_mut().filter(|b| b.exercise.lowers_a_leg()) {
            block.landmark = Some(Landmark::Knee);
        }
        let performed = [Side::Left, Side::Right].map(|first| {
            let plan = compile(&routine, first).unwrap();
            run(&plan, MonoTime(15_000_000_000), Simulator::new(1, Person::steady(), Phone::typical())).performed
        });
        Self { rng: ChaCha8Rng::seed_from_u64(20), routine, performed }
    }

    fn uniform(&mut self) -> f64 {
        (f64::from(self.rng.next_u32()) + 0.5) / 4_294_967_296.0
    }

    fn normal(&mut self) -> f64 {
        let (u, v) = (self.uniform(), self.uniform());
        libm::sqrt(-2.0 * libm::log(u)) * libm::cos(std::f64::consts::TAU * v)
    }

    fn env(&mut self, utc_ms: i64) -> Env {
        let mut entropy = [0; 32];
        self.rng.fill_bytes(&mut entropy);
        Env { now: WallTime { utc_ms, offset_min: 60 }, entropy }
    }

    /// The `nr`th of `of` sessions; `every_days` apart. The right side learns, the left stays.
    fn session(&mut self, nr: u32, of: u32, every_days: f64) -> (SessionRecord, Env) {
        #[expect(clippy::cast_possible_truncation, reason = "days of a life in milliseconds")]
        let back_ms = (f64::from(of - 1 - nr) * every_days * DAY_MS as f64) as i64;
        let jitter_ms = i64::from(self.rng.next_u32() % 7_200_000);
        let env = self.env(LAST_MS - back_ms + jitter_ms);
        let first_side = if nr.is_multiple_of(2) { Side::Left } else { Side::Right };
        let learned = f64::from(nr) / f64::from(of.max(2) - 1);
        let today = [0.4 * self.normal(), 0.4 * self.normal()];
        let performed = {
            let [left, right] = &self.performed;
            if first_side == Side::Left { left.clone() } else { right.clone() }
        };
        let mut reps: Vec<RepRecord> = Vec::new();
        for cycle in performed.cycles().filter(|c| c.block.is_judged()) {
            let right = cycle.key.side == Side::Right;
            let size = if right { 4.4 - 2.2 * learned + today[1] } else { 2.1 + today[0] };
            let tilt = size + 0.6 * self.normal();
            let verdict = match tilt {
                _ if self.uniform() < 0.06 => Verdict::Unclear,
                t if t < 2.5 => Verdict::Steady,
                t if t < 5.0 => Verdict::Drifting,
                _ => Verdict::Lost,
            };
            let loss = matches!(verdict, Verdict::Drifting | Verdict::Lost);
            let around = |v: f64, half: f64| Estimate { value: v, ci95: [v - half, v + half] };
            let axis = |peak: f64, noise: f64| AxisRecord {
                peak_deg: around(peak, 0.6),
                drift_deg: around(0.3 * peak + 0.2 * noise, 0.5),
                wiggle_deg: 0.05 + 0.02 * noise.abs(),
                in_band: (1.1 - 0.1 * peak.abs()).clamp(0.0, 1.0),
            };
            let (a, b, c, d) = (self.normal(), self.normal(), self.normal(), self.normal());
            reps.push(RepRecord {
                block: cycle.block,
                key: cycle.key,
                attempt: 1,
                span: cycle.span,
                tilt: axis(tilt, a),
                roll: axis(0.3 * tilt * b, b),
                creep_deg: Some(around(0.5 * c, 0.4)),
                moment_of_loss_s: loss.then_some((3.4 + 0.5 * d - 0.2 * tilt).max(0.3)),
                stillness_ratio: Some((0.6 + 0.35 * tilt.abs()).max(0.2)),
                verdict,
                reasons: match verdict {
                    Verdict::Steady => Vec::new(),
                    Verdict::Unclear => vec![Reason::TooCloseToCall],
                    _ => vec![Reason::TiltedForward],
                }
                .into_iter()
                .collect(),
                breath: BreathVerdict::InTime,
            });
        }
        let steady = reps.iter().filter(|r| r.verdict == Verdict::Steady).count() as f64;
        // The feeling learns too.
        let felt = (steady + (1.0 - learned) * 3.0 + 0.8 * self.normal()).round().clamp(0.0, 10.0);
        let places = [Place::Belly, Place::FrontOfHip, Place::LowBack];
        let places = places.into_iter().filter(|p| self.uniform() < if *p == Place::Belly { 0.8 } else { 0.2 });
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 10")]
        let felt = Felt { steady_reps: Some(felt as u16), places: places.collect(), to_landmark: Some(true) };
        let spread = 0.35 + 0.05 * self.normal();
        let record = SessionRecord {
            id: SessionId::new(env.now, &env.entropy),
            started: env.now,
            started_at: MonoTime(15_000_000_000),
            routine: self.routine.clone(),
            first_side,
            ending: Ending::Finished,
            source: Source::Simulated(u64::from(nr)),
            performed,
            reference: Some(ReferenceRecord {
                span: Span::from_s(20.0, 65.0),
                breaths: 5,
                tilt_zero_deg: 12.0 + self.normal(),
                roll_zero_deg: self.normal(),
                depth_deg: 2.0 + 0.3 * self.normal(),
                spread_deg: [spread, 0.1],
                delay_s: 0.3,
                drifting_deg: [2.5, 2.5],
                lost_deg: [5.0, 5.0],
                gyro_bias: Some([1e-3, -2e-4, 1e-4]),
                fault: None,
                laid: Laid::Upright,
                lies: Lies::Upright,
                askew_deg: None,
            }),
            reps,
            events: vec![MotionEvent { at: MonoTime::from_s(100.0), kind: MotionEventKind::HeelDown }],
            pain_before: Some(false),
            felt: Some(felt),
            pain_after: Some(false),
        };
        (record, env)
    }

    /// Writes `of` sessions to `file`.
    fn write(&mut self, file: &Path, of: u32, every_days: f64) {
        let env = self.env(LAST_MS);
        let mut store = Store::open(file, &env).unwrap();
        let begun = Instant::now();
        for nr in 0..of {
            let (record, env) = self.session(nr, of, every_days);
            store.save(&record, &Trace::default(), &env).unwrap();
            if nr % 5_000 == 4_999 {
                eprintln!("  {} of {of} sessions written, {:.0} s", nr + 1, begun.elapsed().as_secs_f64());
            }
        }
        store.checkpoint().unwrap();
    }

    /// Scores, checks and notes of a few months.
    fn write_checks(&mut self, file: &Path) {
        let mut store = Store::open(file, &self.env(LAST_MS)).unwrap();
        for (weeks_ago, left, right) in [(11, 2, 1), (5, 2, 2), (1, 3, 2)] {
            for (side, score) in [(Side::Left, left), (Side::Right, right)] {
                let env = self.env(LAST_MS - weeks_ago * 7 * DAY_MS);
                store.add_score(&NewScore { session: None, side, score, by: ScoredBy::Trainer }, &env).unwrap();
            }
            for (side, deg) in [(Side::Left, 71.0), (Side::Right, 58.0 + 1.1 * (11 - weeks_ago) as f64)] {
                let held = Estimate { value: deg, ci95: [deg - 1.2, deg + 1.2] };
                let one = RaiseTry {
                    span: Span::from_s(4.0, 9.0),
                    held_deg: Some(held),
                    sway_deg: 0.4,
                    flat_change_deg: Some(0.3),
                    fault: None,
                };
                let env = self.env(LAST_MS - weeks_ago * 7 * DAY_MS + 600_000);
                store.add_raise(side, &[one], &Source::Phone, &env).unwrap();
            }
        }
        for (days_ago, lift, carry, text) in [
            (3, Lift::Deadlift, Carry::Better, "hips level at 100 kg"),
            (9, Lift::Squat, Carry::Same, ""),
            (17, Lift::Swing, Carry::Better, "less pull in the low back"),
        ] {
            let env = self.env(LAST_MS - days_ago * DAY_MS);
            let note = NewNote { session: None, lift: Some(lift), carry: Some(carry), text: text.to_owned() };
            store.add_note(&note, &env).unwrap();
        }
    }
}

/// Writes `times` as many sessions: copies of all rows and ops, each a lifetime earlier, under ids of their own.
fn multiply(file: &Path, times: u8) {
    let conn = Connection::open(file).unwrap();
    conn.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN").unwrap();
    let columns = |table: &str| -> Vec<String> {
        let mut select = conn.prepare("SELECT name FROM pragma_table_info(?1)").unwrap();
        select.query_map([table], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    let span: i64 =
        conn.query_row("SELECT max(started_ms) - min(started_ms) + 86400000 FROM sessions", [], |r| r.get(0)).unwrap();
    let last: Vec<i64> = ["sessions", "reps", "refs", "ops"]
        .iter()
        .map(|t| conn.query_row(&format!("SELECT max(rowid) FROM {t}"), [], |r| r.get(0)).unwrap())
        .collect();
    for copy in 1..times {
        for (table, last) in ["sessions", "reps", "refs", "ops"].iter().zip(&last) {
            let own = columns(table);
            let named: Vec<&String> = own.iter().filter(|c| *c != "seq").collect();
            let value = |column: &str| match column {
                "id" | "session" | "ent_id" => {
                    format!("CAST(unhex('{:02x}') || substr({column}, 2) AS BLOB)", 0x80 + copy)
                }
                "started_ms" => format!("started_ms - {}", span * i64::from(copy)),
                "n" => format!("n + {}", i64::from(copy) * 1_000_000_000),
                other => other.to_owned(),
            };
            let into = named.iter().map(|c| c.as_str()).collect::<Vec<_>>().join(", ");
            let values = named.iter().map(|c| value(c)).collect::<Vec<_>>().join(", ");
            conn.execute_batch(&format!(
                "INSERT INTO {table} ({into}) SELECT {values} FROM {table} WHERE rowid <= {last}"
            ))
            .unwrap();
        }
    }
    conn.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(0.0)
}

fn ms(work: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    work();
    begun.elapsed().as_secs_f64() * 1e3
}

fn year() -> Range {
    Range { from_ms: Some(LAST_MS - 365 * DAY_MS), to_ms: None }
}

/// What the screen asks: open, the newest 50, a year's trend of both sides.
fn ours(file: &Path) -> [f64; 4] {
    let mut reader = None;
    let open = ms(|| reader = Some(Reader::open(file).unwrap()));
    let reader = reader.unwrap();
    let list = ms(|| assert_eq!(black_box(reader.sessions(50).unwrap()).len(), 50));
    let trend = ms(|| {
        let trend = reader.trend(Metric::Peak, Filter::default(), year()).unwrap().unwrap();
        assert!(black_box(trend).sides.len() == 2);
    });
    [open, list, trend, open + list + trend]
}

/// The same rows by bare queries, both files opened as ours are.
fn floor(file: &Path) -> f64 {
    ms(|| {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let main = Connection::open_with_flags(file, flags).unwrap();
        let _traces = Connection::open_with_flags(traces_file(file), flags).unwrap();
        let mut newest = main
            .prepare(
                "SELECT id, started_ms, offset_min, routine, ending, source, source_name FROM sessions
                 WHERE deleted = 0 ORDER BY started_ms DESC, id DESC LIMIT 50",
            )
            .unwrap();
        let mut counts = main
            .prepare("SELECT side, verdict, count(*) FROM reps WHERE id >= ?1 AND id < ?2 AND counts = 1 GROUP BY 1, 2")
            .unwrap();
        let mut rows = newest.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let id: Vec<u8> = row.get(0).unwrap();
            let end = [id.as_slice(), &[0xff; 16]].concat();
            let mut of = counts.query([id, end]).unwrap();
            while let Some(row) = of.next().unwrap() {
                black_box(row.get_ref(1).unwrap());
            }
        }
        let mut trend = main
            .prepare(
                "SELECT id, started_ms, exercise, variant, other_leg, landmark, side, to_depth, verdict, tilt_peak_deg,
                        tilt_peak_low_deg, tilt_peak_high_deg, roll_peak_deg, roll_peak_low_deg, roll_peak_high_deg
                 FROM reps INDEXED BY reps_by_time WHERE counts = 1 AND started_ms >= ?1 ORDER BY started_ms",
            )
            .unwrap();
        let mut rows = trend.query([LAST_MS - 365 * DAY_MS]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for place in 0..15 {
                black_box(row.get_ref(place).unwrap());
            }
        }
    })
}

fn rounds(of: usize, mut work: impl FnMut()) -> f64 {
    median((0..of).map(|_| ms(&mut work)).collect())
}

fn measure(file: &Path, sessions: u32, rounds_of: usize) {
    let bytes = std::fs::metadata(file).unwrap().len();
    println!(
        "\n{sessions} sessions, one a day; {:.1} MB, {:.0} bytes a session",
        bytes as f64 / 1e6,
        bytes as f64 / f64::from(sessions)
    );
    ours(file);
    let (mut parts, mut floors): ([Vec<f64>; 4], Vec<f64>) = Default::default();
    for _ in 0..rounds_of {
        floors.push(floor(file));
        for (all, one) in parts.iter_mut().zip(ours(file)) {
            all.push(one);
        }
    }
    let least = |all: &[f64]| all.iter().copied().fold(f64::INFINITY, f64::min);
    let quiet = [least(&parts[3]), least(&floors)];
    let [open, list, trend, all] = parts.map(median);
    let floor = median(floors);
    println!("open + newest 50 + a year's trend   {all:7.2} ms  (open {open:.2}, list {list:.2}, trend {trend:.2})");
    println!("  plain SQLite, the same rows       {floor:7.2} ms  ours {:.2} times that", all / floor);
    println!("  the quietest of {rounds_of} rounds         {:7.2} ms  plain {:.2}", quiet[0], quiet[1]);
    let reader = Reader::open(file).unwrap();
    let days = DaysAsk { before: None, days: 30, rollover_h: 4 };
    println!(
        "day list, newest 30 days            {:7.2} ms",
        rounds(rounds_of, || drop(black_box(reader.days(&days).unwrap())))
    );
    let middle = reader.sessions(sessions).unwrap().get(sessions as usize / 2).map(|s| s.started).unwrap();
    let before = schedule::day_of(middle, 4);
    let deep = DaysAsk { before, ..days };
    println!(
        "day list, 30 days from the middle   {:7.2} ms",
        rounds(rounds_of, || drop(black_box(reader.days(&deep).unwrap())))
    );
    let few = rounds_of.min(7);
    let none = Filter::default();
    println!(
        "left against right, a year          {:7.2} ms",
        rounds(few, || drop(black_box(reader.gap(none, year()).unwrap())))
    );
    println!(
        "felt against measured, a year       {:7.2} ms",
        rounds(few, || drop(black_box(reader.felt(year()).unwrap())))
    );
    println!(
        "bests, all of it                    {:7.2} ms",
        rounds(few, || drop(black_box(reader.bests(Range::default()).unwrap())))
    );
    println!(
        "trend of all of it                  {:7.2} ms",
        rounds(few, || drop(black_box(reader.trend(Metric::Peak, none, Range::default()).unwrap())))
    );
    // The default plan's level was never chosen, so that every session ever is replayed.
    let (plan, now) = (WeeklyPlan::default(), WallTime { utc_ms: LAST_MS, offset_min: 60 });
    let outcomes = || reader.outcomes(Range::default()).unwrap();
    println!(
        "what is due, all of it replayed     {:7.2} ms  (of it reading {:.2})",
        rounds(few, || assert!(black_box(schedule::next(&plan, &outcomes(), &[], now)).is_some())),
        rounds(few, || drop(black_box(outcomes())))
    );
    // A process of its own: this one has written the history.
    let fresh =
        std::process::Command::new(std::env::current_exe().unwrap()).arg("--memory").arg(file).output().unwrap();
    print!("{}", String::from_utf8_lossy(&fresh.stdout));
}

/// What reading takes in a process that did nothing else.
fn memory(file: &Path) {
    let kb = || peak_kb().map_or("?".to_owned(), |kb| kb.to_string());
    let reader = Reader::open(file).unwrap();
    let opened = kb();
    drop(black_box(reader.sessions(50).unwrap()));
    drop(black_box(reader.trend(Metric::Peak, Filter::default(), year()).unwrap()));
    let year = kb();
    drop(black_box(reader.trend(Metric::Peak, Filter::default(), Range::default()).unwrap()));
    println!(
        "memory at its peak, kB              opened {opened}, newest 50 and a year {year}, a trend of all {}",
        kb()
    );
}

/// The most memory this process ever held, kB; only Linux tells.
fn peak_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let after = |name: &str| args.iter().position(|a| a == name).and_then(|at| args.get(at + 1));
    let number = |name: &str| after(name).and_then(|n| n.parse::<u32>().ok());
    let mut made = Made::new();
    if let Some(file) = after("--make") {
        made.write(Path::new(file), number("--sessions").unwrap_or(60), 1.7);
        made.write_checks(Path::new(file));
        return;
    }
    if let Some(file) = after("--memory") {
        return memory(Path::new(file));
    }
    // `cargo test --benches` runs it once, to see that it still runs.
    let measured = args.iter().any(|a| a == "--bench");
    let sizes = match number("--sessions") {
        Some(n) => vec![n],
        None if measured => vec![1_000, 10_000],
        None => vec![60],
    };
    for sessions in sizes {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("history.db");
        let begun = Instant::now();
        made.write(&file, sessions, 1.0);
        let each: Duration = begun.elapsed() / sessions;
        measure(&file, sessions, if measured { ROUNDS } else { 1 });
        println!("saving a session                    {:7.2} ms  (synced to the disk)", each.as_secs_f64() * 1e3);
        if let Some(times) = number("--times").and_then(|t| u8::try_from(t).ok()) {
            multiply(&file, times);
            measure(&file, sessions * u32::from(times), if measured { ROUNDS } else { 1 });
        }
    }
}
