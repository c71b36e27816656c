//! The screens against a plain model in memory, on random histories: corrections, deletions, attempts and zones included.

use super::*;
use crate::history::fixtures::{env, record};
use crate::history::{Correction, NewScore, ScoredBy, Store, outcome};
use crate::insight::{CarryOver, Change, Dot, RepNumbers};
use crate::motion::{Estimate, RepRecord, Verdict};
use crate::routine::{Landmark, Variant};
use crate::schedule::{Level, Work};
use crate::session::{Felt as Told, Place, SessionId, Trace};
use crate::time::WallTime;
use crate::timeline::{RepKey, Side};
use jiff::civil::{Date, date};
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use std::collections::BTreeMap;
use tempfile::TempDir;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// 2025-11-24 00:00 UTC.
const START_MS: i64 = 1_763_942_400_000;

fn fresh() -> (TempDir, Store, Reader) {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("history.db");
    let store = Store::open(&file, &env(0)).unwrap();
    let reader = Reader::open(&file).unwrap();
    (dir, store, reader)
}

/// What the model knows of one session.
struct Known {
    record: SessionRecord,
    deleted: bool,
    excluded: Vec<RepKey>,
}

struct Dice(ChaCha8Rng);

impl Dice {
    fn below(&mut self, n: u32) -> u32 {
        self.0.next_u32() % n
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(u32::try_from(of.len()).unwrap()) as usize]
    }

    /// A session somewhere in 60 days, with a clock somewhere on earth.
    fn session(&mut self, nr: u8) -> SessionRecord {
        let base = record(&env(nr));
        let mut routine = base.routine.clone();
        routine.blocks[0].landmark = self.pick(&[None, Some(Landmark::Knee), Some(Landmark::Floor)]);
        routine.blocks[0].variant = Some(self.pick(&[Variant::KneeBreak, Variant::StraightLeg]));
        let mut reps: Vec<RepRecord> = Vec::new();
        for side in [Side::Left, Side::Right] {
            for rep in 1..=u16::try_from(self.below(6)).unwrap() {
                for attempt in 1..=u16::try_from(1 + self.below(2)).unwrap() {
                    let mut one = base.reps[0].clone();
                    one.key = RepKey { block_index: 3, set: 1, side, rep };
                    one.attempt = attempt;
                    let peak = f64::from(self.below(80)) / 10.0;
                    one.tilt.peak_deg = Estimate { value: -peak, ci95: [-peak - 0.5, -peak + 0.5] };
                    one.verdict = self.pick(&[
                        Verdict::Steady,
                        Verdict::Steady,
                        Verdict::Drifting,
                        Verdict::Lost,
                        Verdict::Unclear,
                    ]);
                    reps.push(one);
                }
            }
        }
        let to_landmark = self.pick(&[None, Some(true), Some(true), Some(false)]);
        let felt = Told { steady_reps: Some(4), places: [Place::Belly].into_iter().collect(), to_landmark };
        let utc_ms = START_MS + i64::from(self.below(60 * 24 * 60)) * 60_000 + i64::from(nr);
        let offset_min = i16::try_from(self.below(53)).unwrap() * 30 - 12 * 60;
        SessionRecord {
            started: WallTime { utc_ms, offset_min },
            first_side: self.pick(&[Side::Left, Side::Right]),
            routine,
            reps,
            felt: (self.below(4) > 0).then_some(felt),
            ..base
        }
    }
}

impl Known {
    fn level(&self) -> Level {
        Level::of(&self.record.routine.blocks[0])
    }

    /// The reps that count: the last attempt of each key, unless it was taken out.
    fn counting(&self) -> Vec<&RepRecord> {
        let mut last: BTreeMap<RepKey, &RepRecord> = BTreeMap::new();
        for rep in &self.record.reps {
            let newest = last.entry(rep.key).or_insert(rep);
            if rep.attempt > newest.attempt {
                *newest = rep;
            }
        }
        last.retain(|key, _| !self.excluded.contains(key) && !self.deleted);
        last.into_values().collect()
    }

    fn numbers(&self, side: Side) -> Vec<RepNumbers> {
        let own = self.counting().into_iter().filter(|r| r.key.side == side);
        own.map(|r| RepNumbers {
            verdict: r.verdict,
            tilt_deg: r.tilt.peak_deg,
            roll_deg: r.roll.peak_deg,
            drift_deg: r.tilt.drift_deg,
            wiggle_deg: r.tilt.wiggle_deg,
            in_band: r.tilt.in_band,
            creep_deg: r.creep_deg,
            loss_s: r.moment_of_loss_s,
            stillness: r.stillness_ratio,
        })
        .collect()
    }

    fn to_depth(&self) -> Option<bool> {
        self.record.felt.and_then(|f| f.to_landmark)
    }
}

/// A random history, in the store and in memory.
fn history(seed: u64, store: &mut Store) -> Vec<Known> {
    let mut dice = Dice(ChaCha8Rng::seed_from_u64(seed));
    let mut all = Vec::new();
    for nr in 1..=25 {
        let record = dice.session(nr);
        store.save(&record, &Trace::default(), &env(nr)).unwrap();
        let mut known = Known { record, deleted: false, excluded: Vec::new() };
        let keys: Vec<RepKey> = known.record.reps.iter().map(|r| r.key).collect();
        if !keys.is_empty() && dice.below(3) == 0 {
            let key = dice.pick(&keys);
            store.correct(known.record.id, &[Correction::Excluded(key, true)], &env(nr)).unwrap();
            known.excluded.push(key);
        }
        if dice.below(6) == 0 {
            store.delete(known.record.id, &env(nr)).unwrap();
            known.deleted = true;
        }
        all.push(known);
    }
    all.sort_by_key(|k| k.record.started.utc_ms);
    all
}

fn range(dice: &mut Dice) -> Range {
    let from = START_MS + i64::from(dice.below(40)) * DAY_MS;
    let to = from + i64::from(dice.below(40)) * DAY_MS;
    Range { from_ms: (dice.below(2) == 0).then_some(from), to_ms: (dice.below(2) == 0).then_some(to) }
}

fn inside(range: Range, known: &Known) -> bool {
    let at = known.record.started.utc_ms;
    range.from_ms.is_none_or(|from| at >= from) && range.to_ms.is_none_or(|to| at < to)
}

#[test]
fn a_trend_is_that_of_a_plain_model() {
    for seed in 0..10 {
        let (_dir, mut store, reader) = fresh();
        let all = history(seed, &mut store);
        let mut dice = Dice(ChaCha8Rng::seed_from_u64(seed + 1_000));
        for metric in Metric::ALL {
            let range = range(&mut dice);
            let variant = dice.pick(&[None, Some(Variant::KneeBreak), Some(Variant::StraightLeg)]);
            let landmark = dice.pick(&[None, Some(Landmark::Knee), Some(Landmark::Floor)]);
            let filter = Filter { variant, landmark, ..Filter::default() };
            let fits = |k: &&Known| {
                let level = k.level();
                inside(range, k)
                    && !k.counting().is_empty()
                    && variant.is_none_or(|v| level.variant == Some(v))
                    && landmark.is_none_or(|l| level.landmark == Some(l))
            };
            let level = all.iter().rev().find(fits).map(Known::level);
            let found = reader.trend(metric, filter, range).unwrap();
            assert_eq!(found.as_ref().map(|f| f.level), level, "{metric:?}");
            let Some(found) = found else { continue };
            for side in [Side::Left, Side::Right, Side::Both] {
                let dot = |k: &Known| {
                    let value = metric.of(&k.numbers(side))?;
                    Some(Dot::new(k.record.started, k.record.id, value))
                };
                let own = all.iter().filter(|k| inside(range, k) && Some(k.level()) == level);
                let expected: Vec<Dot> = own.filter(|k| k.to_depth() != Some(false)).filter_map(dot).collect();
                let got = found.sides.iter().find(|s| s.side == side).map_or(&[][..], |s| &s.trend.dots);
                assert_eq!(got, expected, "seed {seed} {metric:?} {side:?}");
            }
        }
    }
}

#[test]
fn gap_felt_and_bests_are_those_of_a_plain_model() {
    for seed in 0..6 {
        let (_dir, mut store, reader) = fresh();
        let all = history(seed, &mut store);
        let shown = || all.iter().filter(|k| !k.counting().is_empty());

        let newest = shown().next_back().map(Known::level);
        let gap = reader.gap(Filter::default(), Range::default()).unwrap();
        assert_eq!(gap.as_ref().map(|g| g.level), newest);
        let of = |k: &Known, side| Metric::Peak.of(&k.numbers(side)).filter(|_| k.to_depth() != Some(false));
        let both = shown().filter(|k| Some(k.level()) == newest);
        let expected: Vec<f64> =
            both.filter_map(|k| Some(of(k, Side::Left)?.value - of(k, Side::Right)?.value)).collect();
        let got: Vec<f64> = gap.unwrap().sessions.iter().map(|s| s.dot.value).collect();
        assert_eq!(got, expected);

        let felt = reader.felt(Range::default()).unwrap();
        let told = shown().filter(|k| k.record.felt.is_some()).count();
        assert_eq!(felt.told as usize, told);

        let bests = reader.bests(Range::default()).unwrap();
        for found in &bests.bests {
            let own = shown().filter(|k| k.level() == found.level && k.to_depth() == Some(true));
            let values: Vec<f64> = own.filter_map(|k| Some(of(k, found.side)?.value)).collect();
            let least = values.iter().copied().fold(f64::INFINITY, f64::min);
            assert_eq!((found.best.value, found.best.of as usize), (least, values.len()));
        }
        let unknown = shown().filter(|k| k.to_depth() != Some(true)).count();
        assert_eq!(bests.unconfirmed as usize, unknown);
    }
}

#[test]
fn what_sessions_say_to_the_plan_is_the_same_from_rows_as_from_the_record() {
    let (_dir, mut store, reader) = fresh();
    let mut all = history(3, &mut store);
    all.retain(|k| !k.deleted);
    let from_rows = reader.outcomes(Range::default()).unwrap();
    assert_eq!(from_rows.len(), all.len());
    let bare = |works: &[Work]| works.iter().map(|w| Work { to_depth: None, ..*w }).collect::<Vec<_>>();
    for (rows, known) in from_rows.iter().zip(&all).filter(|(_, k)| k.excluded.is_empty()) {
        let whole = outcome(&known.record);
        assert_eq!((rows.began, rows.first_side, rows.ending), (whole.began, whole.first_side, whole.ending));
        // The fixture's routine has one block and its reps name another: only rows find their way back to it.
        if !whole.work.is_empty() {
            assert_eq!(bare(&rows.work), bare(&whole.work));
        }
        assert_eq!(rows.pain_after, known.record.pain_after);
    }
}

/// The day on the wall by plain sums.
fn day(at: WallTime, rollover_h: u8) -> Date {
    let local = at.utc_ms + i64::from(at.offset_min) * 60_000 - i64::from(rollover_h) * HOUR_MS;
    let days = i32::try_from(local.div_euclid(DAY_MS)).unwrap();
    date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap()
}

#[test]
fn days_are_those_of_the_clock_on_the_wall_page_by_page() {
    for seed in 0..8 {
        let (_dir, mut store, reader) = fresh();
        let all = history(seed, &mut store);
        for rollover_h in [0, 4, 12] {
            let mut expected: BTreeMap<Date, Vec<SessionId>> = BTreeMap::new();
            for known in all.iter().rev().filter(|k| !k.deleted) {
                expected.entry(day(known.record.started, rollover_h)).or_default().push(known.record.id);
            }
            for days in [1, 3, 100] {
                let (mut before, mut found) = (None, Vec::new());
                loop {
                    let page = reader.days(&DaysAsk { before, days, rollover_h }).unwrap();
                    let Some(last) = page.last() else { break };
                    assert!(page.len() <= days as usize);
                    before = Some(last.date);
                    found.extend(page);
                }
                let found: Vec<_> =
                    found.into_iter().map(|d| (d.date, d.sessions.iter().map(|s| s.id).collect())).collect();
                assert_eq!(found, expected.iter().rev().map(|(d, s)| (*d, s.clone())).collect::<Vec<_>>());
            }
        }
    }
}

#[test]
fn half_past_midnight_is_still_the_evening_and_a_flight_changes_no_day_that_was() {
    let (_dir, mut store, reader) = fresh();
    let at = |nr: u8, utc_h: i64, offset_h: i16| {
        let started = WallTime { utc_ms: START_MS + utc_h * HOUR_MS, offset_min: offset_h * 60 };
        SessionRecord { started, ..record(&env(nr)) }
    };
    // Berlin, 00:30 on the 25th; Auckland, the 26th; then Honolulu, once more the 25th.
    let berlin = SessionRecord {
        started: WallTime { utc_ms: START_MS + 23 * HOUR_MS + HOUR_MS / 2, offset_min: 60 },
        ..record(&env(1))
    };
    for session in [&berlin, &at(2, 36, 13), &at(3, 40, -10)] {
        store.save(session, &Trace::default(), &env(9)).unwrap();
    }
    let ask = DaysAsk { before: None, days: 9, rollover_h: 4 };
    let days: Vec<_> = reader.days(&ask).unwrap().iter().map(|d| (d.date, d.sessions.len())).collect();
    assert_eq!(days, [(date(2025, 11, 25), 2), (date(2025, 11, 24), 1)]);
    let midnight = reader.days(&DaysAsk { rollover_h: 0, ..ask }).unwrap();
    assert_eq!(midnight.iter().map(|d| d.date.day()).collect::<Vec<_>>(), [26, 25]);
    assert!(reader.days(&DaysAsk { days: 0, ..ask }).unwrap().is_empty());
}

#[test]
fn an_empty_history_has_screens_that_say_nothing() {
    let (_dir, _store, reader) = fresh();
    assert_eq!(reader.trend(Metric::Peak, Filter::default(), Range::default()).unwrap(), None);
    assert_eq!(reader.gap(Filter::default(), Range::default()).unwrap(), None);
    assert_eq!(reader.hold_and_lowers(Filter::default(), Range::default()).unwrap(), None);
    assert_eq!(reader.bests(Range::default()).unwrap(), BestsScreen::default());
    let felt = reader.felt(Range::default()).unwrap();
    assert!(matches!(felt.apart.change, Change::TooFew { dots: 0, .. }));
    assert_eq!(reader.checks().unwrap().carry_over, CarryOver::NoScore);
    assert!(reader.outcomes(Range::default()).unwrap().is_empty());
}

#[test]
fn lifts_are_asked_about_only_after_scores_above_one() {
    let (_dir, mut store, reader) = fresh();
    let score = |side, score| NewScore { session: None, side, score, by: ScoredBy::Trainer };
    for (nr, side, points, then) in [
        (1, Side::Left, 3, CarryOver::NoScore),
        (2, Side::Right, 1, CarryOver::AskTrainer),
        (3, Side::Right, 2, CarryOver::Asked),
        (4, Side::Left, 0, CarryOver::SeeClinician),
    ] {
        store.add_score(&score(side, points), &env(nr)).unwrap();
        assert_eq!(reader.checks().unwrap().carry_over, then);
    }
}

#[test]
fn a_detail_holds_all_that_was_said_of_the_session() {
    let (_dir, mut store, reader) = fresh();
    let session = record(&env(1));
    store.save(&session, &Trace::default(), &env(1)).unwrap();
    let score = NewScore { session: Some(session.id), side: Side::Left, score: 2, by: ScoredBy::Myself };
    store.add_score(&score, &env(2)).unwrap();
    let detail = reader.detail(&session.id.to_string()).unwrap();
    assert_eq!((detail.scores.len(), detail.notes.len(), detail.has_trace), (1, 0, false));
    assert_eq!(detail.record, session);
    assert!(reader.detail("ffff").is_err());
}
