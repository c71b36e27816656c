// Long work as Swift has it: awaited, with a closure for its progress, ended by the task that awaits it.
// In: files by URL. Out: what was done. A file is written whole or not at all, and read whole or not at all.

import Foundation

/// How far long work is.
public struct WorkDone: Sendable, Hashable {
    /// So much is done.
    public let done: UInt64
    /// Of so much; nil where nobody knows.
    public let total: UInt64?

    /// From 0 to 1; nil where nobody knows.
    public var fraction: Double? {
        total.map { min(Double(done) / Double($0), 1) }
    }
}

/// Hears how far long work is, on a thread of the engine's.
public typealias OnProgress = @Sendable (WorkDone) throws -> Void

/// Hands progress to a closure; what that throws is dropped.
final class ClosureProgress: ProgressSink {
    private let take: OnProgress

    init(_ take: @escaping OnProgress) {
        self.take = take
    }

    func onProgress(done: UInt64, total: UInt64) throws {
        try take(WorkDone(done: done, total: total == 0 ? nil : total))
    }
}

extension Engine {
    /// Writes the history to `file`, which is there whole or not at all; one that was there is replaced.
    ///
    /// Without `wish` all of it. Throws `CancellationError` when the task was cancelled, else a `ProximalError`; neither
    /// leaves anything behind.
    public func export(
        _ format: ExportFormat, _ wish: ExportWish = .everything, to file: URL, onProgress: OnProgress? = nil
    ) async throws -> Exported {
        try await endedByTask { cancel in
            try await self.export(
                format: format, wish: wish, file: file.path, progress: onProgress.map(ClosureProgress.init),
                cancel: cancel)
        }
    }

    /// Takes in what an export held, all of it or nothing.
    ///
    /// Throws `CancellationError` when the task was cancelled, else a `ProximalError`; nothing is taken in then.
    public func importFile(_ file: URL, onProgress: OnProgress? = nil) async throws -> Imported {
        try await endedByTask { cancel in
            try await self.importFile(
                file: file.path, progress: onProgress.map(ClosureProgress.init), cancel: cancel)
        }
    }

    /// Thins the signals of sessions that began more than `days` days ago, or tells what that would free. It cannot be
    /// undone, so ask first; it runs to its end, even when the task is cancelled.
    public func thin(
        olderThanDays days: UInt16, _ wish: Wish, now: WallTime = .now, onProgress: @escaping OnProgress
    ) async throws -> Freed {
        try await thin(days: days, wish: wish, now: now, progress: ClosureProgress(onProgress))
    }
}

extension ExportWish {
    /// All sessions, with their signals.
    public static var everything: ExportWish { ExportWish(session: nil, span: nil, noSignals: false) }
}

/// Runs `work` with a `Cancel` that the task's own cancellation pulls: the core's futures do not see it themselves.
private func endedByTask<Done: Sendable>(_ work: (Cancel) async throws -> Done) async throws -> Done {
    let cancel = Cancel()
    return try await withTaskCancellationHandler {
        do {
            return try await work(cancel)
        } catch let error as ProximalError where error.kind == .cancelled {
            throw CancellationError()
        }
    } onCancel: {
        cancel.cancel()
    }
}
