//! The log's clock: a hybrid logical clock in 64 bits (SYNC, rules 4.1).
//!
//! In: the newest stamp of the log and the wall clock. Out: a stamp later than both. A wrong wall clock bends the order
//! towards causal order, never breaks it.

/// 48 bits of milliseconds above 16 bits of counter; a full counter carries into the milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hlc(pub u64);

/// SQLite orders signed integers, so the top bit stays clear: good until the year 6429.
const LAST: u64 = i64::MAX.cast_unsigned();

impl Hlc {
    /// The stamp of the next local change, when `self` is the newest known and the wall shows `utc_ms`.
    #[must_use]
    pub fn next(self, utc_ms: i64) -> Self {
        let wall = u64::try_from(utc_ms).unwrap_or(0).min(LAST >> 16) << 16;
        Self(wall.max(self.0.saturating_add(1)).min(LAST))
    }

    pub(super) fn to_sql(self) -> i64 {
        i64::try_from(self.0).unwrap_or(i64::MAX)
    }

    pub(super) fn from_sql(stored: i64) -> Self {
        Self(u64::try_from(stored).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_changes_in_one_millisecond_differ_and_the_wall_clock_leads_when_it_is_ahead() {
        let first = Hlc::default().next(1_000);
        assert_eq!(first, Hlc(1_000 << 16));
        assert_eq!(first.next(1_000), Hlc((1_000 << 16) + 1));
        assert_eq!(first.next(1_001), Hlc(1_001 << 16));
    }

    #[test]
    fn a_clock_set_back_by_years_still_counts_up() {
        let now = Hlc(2_000_000 << 16);
        assert_eq!(now.next(-5), Hlc((2_000_000 << 16) + 1));
    }

    #[test]
    fn the_counters_overflow_carries_into_the_milliseconds() {
        let full = Hlc((7 << 16) | 0xffff);
        assert_eq!(full.next(0), Hlc(8 << 16));
    }

    #[test]
    fn no_wall_clock_makes_a_stamp_sqlite_would_sort_wrongly() {
        for utc_ms in [i64::MIN, -1, 0, i64::MAX] {
            let stamp = Hlc::default().next(utc_ms);
            assert!(stamp.to_sql() >= 0);
            assert_eq!(Hlc::from_sql(stamp.to_sql()), stamp);
        }
    }
}
