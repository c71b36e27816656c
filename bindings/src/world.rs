//! What the core is handed of the world: the time and fresh randomness, once per command.

use crate::error::{Error, ErrorKind};
use proximal_core::history::Env;
use proximal_core::time::WallTime;
use proximal_core::words::Text;
use std::ops::RangeInclusive;
use std::time::{SystemTime, UNIX_EPOCH};

/// Now, by the machine's clock, with the user's offset from UTC in minutes, and 32 bytes from the operating system.
///
/// # Errors
/// [`ErrorKind::Internal`] when the operating system has no randomness to give.
pub fn env(offset_min: i16) -> Result<Env, Error> {
    env_at(WallTime { utc_ms: utc_ms(SystemTime::now()), offset_min })
}

/// The same where the face says what time it is.
///
/// # Errors
/// As [`env()`]; `InvalidInput` for a time that no clock shows: what is kept is reckoned with later.
pub fn env_at(now: WallTime) -> Result<Env, Error> {
    if !YEARS_1_TO_9999_MS.contains(&now.utc_ms) || now.offset_min.unsigned_abs() > MOST_OFFSET_MIN {
        let detail = format!("no clock shows {} ms, {} min ahead of UTC", now.utc_ms, now.offset_min);
        return Err(Error::new(ErrorKind::InvalidInput, Text::new("error-invalid"), detail));
    }
    let mut entropy = [0; 32];
    getrandom::fill(&mut entropy)
        .map_err(|e| Error::new(ErrorKind::Internal, Text::new("error-internal"), format!("no randomness: {e}")))?;
    Ok(Env { now, entropy })
}

/// What calendars can hold, milliseconds since 1970.
const YEARS_1_TO_9999_MS: RangeInclusive<i64> = -62_135_596_800_000..=253_402_300_799_999;
/// More than any zone ever was off UTC, minutes.
const MOST_OFFSET_MIN: u16 = 26 * 60;

/// Milliseconds since 1970, negative before.
fn utc_ms(now: SystemTime) -> i64 {
    match now.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |ms| -ms),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn two_commands_share_the_clock_and_no_randomness() {
        let (a, b) = (env(60).unwrap(), env(60).unwrap());
        assert_ne!(a.entropy, b.entropy);
        assert!(a.now.utc_ms > 1_700_000_000_000 && (b.now.utc_ms - a.now.utc_ms).abs() < 60_000);
        assert_eq!(a.now.offset_min, 60);
    }

    #[test]
    fn a_time_that_no_clock_shows_is_refused() {
        let at = |utc_ms, offset_min| env_at(WallTime { utc_ms, offset_min }).map_err(|e| e.kind);
        assert!(at(0, -720).is_ok() && at(253_402_300_799_999, 840).is_ok());
        for (utc_ms, offset_min) in [(i64::MIN, 0), (i64::MAX, 0), (0, i16::MIN), (0, i16::MAX)] {
            assert_eq!(at(utc_ms, offset_min), Err(ErrorKind::InvalidInput));
        }
    }

    #[test]
    fn a_clock_before_1970_counts_backwards() {
        assert_eq!(utc_ms(UNIX_EPOCH - Duration::from_secs(2)), -2_000);
    }
}
