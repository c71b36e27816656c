// The log of the core, handed to a closure. In: lines as the core writes them. Out: the closure, called with each.

/// One line of the log. It holds no name, no path and no measurement.
public struct LogLine: Sendable, Hashable {
    /// How grave it is.
    public let level: LogLevel
    /// The part of Proximal that wrote it: a Rust module's path.
    public let target: String
    /// What it says, in English.
    public let message: String
}

/// Hands each line to a closure.
public final class ClosureLogSink: LogSink {
    private let take: @Sendable (LogLine) throws -> Void

    /// `take` is called on a thread of the core's own, a line after the other, and may call into Proximal. What it throws is
    /// dropped, and what the core logs while it calls does not come back to it.
    public init(_ take: @escaping @Sendable (LogLine) throws -> Void) {
        self.take = take
    }

    /// Called by the core.
    public func log(level: LogLevel, target: String, message: String) throws {
        try take(LogLine(level: level, target: target, message: message))
    }
}

/// Sends the log to `take` from `level` on, in place of where it went before, which is told nothing any more.
///
/// Throws `ProximalError.Unsupported` when this process has another logger already.
public func setLogSink(from level: LogLevel, _ take: @escaping @Sendable (LogLine) throws -> Void) throws {
    try setLogSink(sink: ClosureLogSink(take), level: level)
}
