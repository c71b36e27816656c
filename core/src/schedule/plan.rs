//! The plan as the user, or a trainer, has set it.
//!
//! In: the text of its registers (settings, each the last writer's). Out: [`WeeklyPlan`], or [`PlanError`] that names the
//! register. Two devices may each write a part: what does not go together is never refused here but resolved where the
//! week is made, to the side of asking less.

use super::Level;
use super::day::{MAX_ROLLOVER_H, is_before_rollover};
use crate::timeline::{BlockKind, Side};
use crate::words::Text;
use jiff::civil::{Time, Weekday};
use std::fmt;

/// The registers, in the order in which they are shown.
pub const KEYS: [&str; 8] = [TIMES, REST, ROLLOVER, LIMIT_WEEK, LIMIT_DAY, LEVEL, LOCK, EXTRA];

const TIMES: &str = "plan.times";
const REST: &str = "plan.rest";
const ROLLOVER: &str = "plan.rollover";
const LIMIT_WEEK: &str = "plan.limit-week";
const LIMIT_DAY: &str = "plan.limit-day";
const LEVEL: &str = "plan.level";
const LOCK: &str = "plan.lock";
const EXTRA: &str = "plan.extra";

/// Times a week at most: a drill before each of three meals is no short session any more.
pub const MAX_TIMES: usize = 21;
/// Sessions a day at most.
pub const MAX_DAY: u8 = 3;

/// Names of the days, Monday first.
const DAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

/// One session of the week: on which of the user's days, at which local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// The user's day: before the rollover hour it is still the evening of that day.
    pub day: Weekday,
    /// Local time, to the minute.
    pub time: Time,
}

/// Which side gets an extra set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ExtraRule {
    /// The one that went farther, when the gap exceeds noise.
    #[default]
    Auto,
    /// None.
    Off,
    /// This one, whatever was measured.
    Always(Side),
}

/// The plan.
#[derive(Debug, Clone, PartialEq)]
pub struct WeeklyPlan {
    /// When to train, in the order of the week, none twice.
    pub times: Vec<Slot>,
    /// Days on which nothing is asked, whatever was missed; in the order of the week.
    pub rest: Vec<Weekday>,
    /// The hour at which the user's day begins, 0 to 12.
    pub rollover_h: u8,
    /// Most sessions the plan may ask for in a week.
    pub limit_week: u8,
    /// Most sessions it may ask for in a day.
    pub limit_day: u8,
    /// The level somebody chose.
    pub level: Level,
    /// Since when, milliseconds UTC: earlier sessions say nothing about it.
    pub level_since_ms: i64,
    /// Whether the level stays where it is.
    pub locked: bool,
    /// Which side gets an extra set.
    pub extra: ExtraRule,
}

/// A register that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanError {
    /// Which.
    pub key: &'static str,
    /// What it holds.
    pub value: String,
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: is '{}', wanted {}", self.key, self.value, wanted(self.key))
    }
}

impl std::error::Error for PlanError {}

impl PlanError {
    /// The sentence to show.
    pub fn text(&self) -> Text {
        Text::new("plan-bad-register").word("key", self.key).word("value", self.value.clone())
    }
}

/// What a register may hold.
fn wanted(key: &str) -> &'static str {
    match key {
        TIMES => "days with times, at most 21: 'mon=18:00 wed=18:00'",
        REST => "days: 'sat sun', or nothing",
        ROLLOVER => "an hour, 0 to 12",
        LIMIT_WEEK => "a number, 1 to 21",
        LIMIT_DAY => "a number, 1 to 3",
        LEVEL => "a level and since when: 'leg-lower/knee-break/up/knee@0'",
        LOCK => "on or off",
        _ => "auto, off, left or right",
    }
}

impl Default for WeeklyPlan {
    /// Three short sessions a week (FIELD F20) with days between, one a day; the article's exercise at its least depth.
    fn default() -> Self {
        let time = Time::constant(18, 0, 0, 0);
        let level = Level {
            exercise: BlockKind::LegLower,
            variant: Some(crate::routine::Variant::KneeBreak),
            other_leg: Some(crate::routine::OtherLeg::Up),
            landmark: Some(crate::routine::Landmark::Knee),
        };
        Self {
            times: [Weekday::Monday, Weekday::Wednesday, Weekday::Friday].map(|day| Slot { day, time }).to_vec(),
            rest: Vec::new(),
            rollover_h: 4,
            limit_week: 7,
            limit_day: 1,
            level,
            level_since_ms: 0,
            locked: false,
            extra: ExtraRule::Auto,
        }
    }
}

impl WeeklyPlan {
    /// The plan whose registers `get` gives; what was never set is as in the default.
    ///
    /// # Errors
    /// [`PlanError`] with the first register that cannot be read.
    pub fn read(get: impl Fn(&'static str) -> Option<String>) -> Result<Self, PlanError> {
        let mut plan = Self::default();
        for key in KEYS {
            if let Some(value) = get(key) {
                plan.set(key, &value).ok_or(PlanError { key, value })?;
            }
        }
        Ok(plan)
    }

    fn set(&mut self, key: &str, value: &str) -> Option<()> {
        match key {
            TIMES => self.times = times(value)?,
            REST => self.rest = days(value)?,
            ROLLOVER => self.rollover_h = within(value, 0, MAX_ROLLOVER_H)?,
            LIMIT_WEEK => self.limit_week = within(value, 1, 21)?,
            LIMIT_DAY => self.limit_day = within(value, 1, MAX_DAY)?,
            LEVEL => {
                let (level, since_ms) = value.split_once('@')?;
                self.level = Level::parse(level)?;
                self.level_since_ms = since_ms.parse().ok()?;
            }
            LOCK => self.locked = on(value)?,
            _ => self.extra = extra(value)?,
        }
        Some(())
    }

    /// What its registers hold, in the order of [`KEYS`].
    pub fn registers(&self) -> [(&'static str, String); 8] {
        let times = self.times.iter().map(|s| format!("{}={}", name(s.day), clock(s.time)));
        let rest = self.rest.iter().map(|day| name(*day).to_owned());
        let extra = match self.extra {
            ExtraRule::Auto => "auto",
            ExtraRule::Off | ExtraRule::Always(Side::Both) => "off",
            ExtraRule::Always(Side::Left) => "left",
            ExtraRule::Always(Side::Right) => "right",
        };
        [
            (TIMES, times.collect::<Vec<_>>().join(" ")),
            (REST, rest.collect::<Vec<_>>().join(" ")),
            (ROLLOVER, self.rollover_h.to_string()),
            (LIMIT_WEEK, self.limit_week.to_string()),
            (LIMIT_DAY, self.limit_day.to_string()),
            (LEVEL, format!("{}@{}", self.level, self.level_since_ms)),
            (LOCK, if self.locked { "on" } else { "off" }.to_owned()),
            (EXTRA, extra.to_owned()),
        ]
    }

    /// The times on `day` in the order in which that day of the user's has them; none on a day of rest.
    pub fn times_on(&self, day: Weekday) -> Vec<Time> {
        if self.rest.contains(&day) {
            return Vec::new();
        }
        let mut times: Vec<Time> = self.times.iter().filter(|slot| slot.day == day).map(|slot| slot.time).collect();
        times.sort_by_key(|time| (is_before_rollover(*time, self.rollover_h), *time));
        times.truncate(usize::from(self.limit_day));
        times
    }

    /// Sessions the plan asks for in a week: the times that are no rest, within both limits.
    pub fn goal(&self) -> u8 {
        let times: usize = DAYS.iter().map(|(_, day)| self.times_on(*day).len()).sum();
        u8::try_from(times).unwrap_or(u8::MAX).min(self.limit_week)
    }
}

/// The short English name of a day, as registers and words spell it.
pub fn name(day: Weekday) -> &'static str {
    DAYS.iter().find(|(_, d)| *d == day).map_or("mon", |(name, _)| name)
}

/// The day of that name.
pub fn weekday(name: &str) -> Option<Weekday> {
    DAYS.iter().find(|(n, _)| *n == name).map(|(_, day)| *day)
}

/// Hours and minutes, as [`time`] reads them.
pub fn clock(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `18:30`, hours and minutes.
pub fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |t: &str| t.len() <= 2 && t.chars().all(|c| c.is_ascii_digit());
    if !digits(hour) || minute.len() != 2 || !digits(minute) {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// Days in words apart by blanks or commas, in the order of the week, none twice.
pub fn days(text: &str) -> Option<Vec<Weekday>> {
    let mut days = text.split([' ', ',']).filter(|w| !w.is_empty()).map(weekday).collect::<Option<Vec<_>>>()?;
    days.sort_by_key(|day| day.to_monday_zero_offset());
    days.dedup();
    Some(days)
}

/// `mon=18:00 wed=7:30`, in the order of the week, none twice, [`MAX_TIMES`] at most.
pub fn times(text: &str) -> Option<Vec<Slot>> {
    let slot = |word: &str| {
        let (day, at) = word.split_once('=')?;
        Some(Slot { day: weekday(day)?, time: time(at)? })
    };
    let mut slots = text.split([' ', ',']).filter(|w| !w.is_empty()).map(slot).collect::<Option<Vec<_>>>()?;
    slots.sort_by_key(|slot| (slot.day.to_monday_zero_offset(), slot.time));
    slots.dedup();
    (slots.len() <= MAX_TIMES).then_some(slots)
}

fn within(text: &str, low: u8, high: u8) -> Option<u8> {
    text.parse().ok().filter(|n| (low..=high).contains(n))
}

fn on(text: &str) -> Option<bool> {
    match text {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    }
}

fn extra(text: &str) -> Option<ExtraRule> {
    match text {
        "auto" => Some(ExtraRule::Auto),
        "off" => Some(ExtraRule::Off),
        "left" => Some(ExtraRule::Always(Side::Left)),
        "right" => Some(ExtraRule::Always(Side::Right)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn with(key: &'static str, value: &str) -> Result<WeeklyPlan, PlanError> {
        WeeklyPlan::read(|k| (k == key).then(|| value.to_owned()))
    }

    #[test]
    fn a_plan_nobody_set_is_three_sessions_with_days_between() {
        let plan = WeeklyPlan::read(|_| None).unwrap();
        assert_eq!((plan.goal(), plan.clone()), (3, WeeklyPlan::default()));
        assert!(plan.level.is_possible());
    }

    #[test]
    fn each_register_that_cannot_be_read_is_named_with_what_it_holds() {
        for (key, value) in [
            (TIMES, "mon"),
            (TIMES, "mon=24:00"),
            (TIMES, "mon=7:5"),
            (TIMES, "mon=+7:05"),
            (TIMES, "lun=07:00"),
            (REST, "never"),
            (ROLLOVER, "13"),
            (ROLLOVER, "-1"),
            (LIMIT_WEEK, "0"),
            (LIMIT_WEEK, "22"),
            (LIMIT_DAY, "4"),
            (LEVEL, "leg-lower/knee-break/up/knee"),
            (LEVEL, "leg-lower/knee-break/up/none@0"),
            (LOCK, "yes"),
            (EXTRA, "both"),
        ] {
            let error = with(key, value).unwrap_err();
            assert_eq!((error.key, error.value.as_str()), (key, value));
            assert!(error.to_string().starts_with(&format!("{key}: is '{value}', wanted ")), "{error}");
        }
        let many: Vec<String> = (0..22).map(|n| format!("{}={:02}:00", DAYS[n % 7].0, n / 7)).collect();
        assert!(with(TIMES, &many.join(" ")).is_err());
    }

    #[test]
    fn a_day_of_rest_wins_over_a_time_on_it_and_a_limit_over_times() {
        let plan = WeeklyPlan { rest: vec![Weekday::Wednesday], ..WeeklyPlan::default() };
        assert_eq!((plan.goal(), plan.times_on(Weekday::Wednesday).len()), (2, 0));
        let twice = times("mon=07:00 mon=19:00 tue=07:00").unwrap();
        let plan = WeeklyPlan { times: twice, ..WeeklyPlan::default() };
        assert_eq!(plan.goal(), 2);
        assert_eq!(WeeklyPlan { limit_day: 2, ..plan.clone() }.goal(), 3);
        assert_eq!(WeeklyPlan { limit_day: 2, limit_week: 1, ..plan }.goal(), 1);
    }

    #[test]
    fn a_daily_drill_is_a_plan_and_so_is_none_at_all() {
        let daily = "mon=06:30,tue=06:30,wed=06:30,thu=06:30,fri=06:30,sat=06:30,sun=06:30";
        assert_eq!(with(TIMES, daily).unwrap().goal(), 7);
        assert_eq!(with(TIMES, "").unwrap().goal(), 0);
    }

    #[test]
    fn half_past_midnight_comes_last_in_a_day_that_begins_at_four() {
        let plan = with(TIMES, "mon=00:30 mon=18:00").unwrap();
        let plan = WeeklyPlan { limit_day: 3, ..plan };
        assert_eq!(plan.times_on(Weekday::Monday), [time("18:00").unwrap(), time("00:30").unwrap()]);
    }

    fn any_plan() -> impl Strategy<Value = WeeklyPlan> {
        let slot = (0..7_usize, 0..24_i8, 0..60_i8).prop_map(|(day, h, m)| format!("{}={h:02}:{m:02}", DAYS[day].0));
        let parts = (
            prop::collection::vec(slot, 0..=MAX_TIMES),
            prop::collection::vec(0..7_usize, 0..4),
            0..=MAX_ROLLOVER_H,
            1..=21_u8,
            1..=MAX_DAY,
            any::<i64>(),
            any::<bool>(),
            prop::sample::select(vec!["auto", "off", "left", "right"]),
        );
        parts.prop_map(|(slots, rest, rollover_h, limit_week, limit_day, level_since_ms, locked, rule)| WeeklyPlan {
            times: times(&slots.join(" ")).unwrap(),
            rest: days(&rest.iter().map(|d| DAYS[*d].0).collect::<Vec<_>>().join(",")).unwrap(),
            rollover_h,
            limit_week,
            limit_day,
            level: WeeklyPlan::default().level,
            level_since_ms,
            locked,
            extra: extra(rule).unwrap(),
        })
    }

    proptest! {
        #[test]
        fn what_the_registers_hold_reads_back_the_same(plan in any_plan()) {
            let registers = plan.registers();
            let read = WeeklyPlan::read(|k| registers.iter().find(|(key, _)| *key == k).map(|(_, v)| v.clone()));
            prop_assert_eq!(read, Ok(plan));
        }

        #[test]
        fn no_text_makes_a_register_panic(key in 0..8_usize, value in "\\PC{0,40}") {
            let _ = with(KEYS[key], &value);
        }
    }
}
