// The host's monotonic clock: the session's only clock. In: nothing. Out: nanoseconds.

import Foundation

/// The clock that a live session runs by. It counts the time this device sleeps, so that a session which was suspended
/// knows for how long.
public enum HostClock {
    /// Nanoseconds since some instant before this process began. It never goes back.
    public static var now: MonoTime {
        var at = timespec()
        #if canImport(Darwin)
        // Apple's counts sleep, and nobody sets it.
        clock_gettime(CLOCK_MONOTONIC_RAW, &at)
        #else
        clock_gettime(CLOCK_BOOTTIME, &at)
        #endif
        return MonoTime(at.tv_sec) * 1_000_000_000 + MonoTime(at.tv_nsec)
    }
}
