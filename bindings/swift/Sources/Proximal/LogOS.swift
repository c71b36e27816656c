// The log of the core in Apple's unified logging. In: lines as the core writes them. Out: an `os.Logger` for each target.

#if canImport(os)
import os

/// Hands each line to unified logging: subsystem is the app's, category the part of Proximal that wrote it.
public final class UnifiedLogSink: LogSink {
    private let subsystem: String

    /// Lines appear under `subsystem`.
    public init(subsystem: String = "app.proximal") {
        self.subsystem = subsystem
    }

    /// Called by the core.
    public func log(level: LogLevel, target: String, message: String) throws {
        // Public: the core logs no name, no path and no measurement.
        Logger(subsystem: subsystem, category: target).log(level: level.type, "\(message, privacy: .public)")
    }
}

extension LogLevel {
    fileprivate var type: OSLogType {
        switch self {
        case .error: .error
        case .warn: .default
        case .info: .info
        case .debug, .trace: .debug
        }
    }
}
#endif
