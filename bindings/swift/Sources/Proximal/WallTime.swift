// The user's clock. In: the system's. Out: the instant and its offset, which a command carries into the core.

import Foundation

extension WallTime {
    /// Now, by this device's clock and time zone.
    public static var now: WallTime { WallTime(at: Date()) }

    /// `date` as the user's clock shows it in `zone`.
    public init(at date: Date, in zone: TimeZone = .current) {
        self.init(
            utcMs: Int64((date.timeIntervalSince1970 * 1000).rounded(.down)),
            offsetMin: Int16(zone.secondsFromGMT(for: date) / 60)
        )
    }
}
