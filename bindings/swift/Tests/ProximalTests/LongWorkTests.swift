// Long work: its progress, its end by the task's cancellation, and that nothing half-written stays.

import XCTest

@testable import Proximal

final class LongWorkTests: XCTestCase {
    func testAnExportTellsItsProgressAndIsTakenInElsewhere() throws {
        let folder = try history()
        let engine = try folder.engine()
        let heard = Locked<[WorkDone]>([])
        let file = folder.file("all.jsonl")
        _ = try within { try await engine.export(.lines, to: file) { done in heard.with { $0.append(done) } } }
        let last = try XCTUnwrap(heard.with { $0 }.last)
        XCTAssertEqual(last.fraction, 1)
        let other = try Folder()
        let there = try other.engine()
        _ = try within { try await there.importFile(file) }
        XCTAssertEqual(try there.sessions(limit: 100), try engine.sessions(limit: 100))
    }

    /// In the middle of it: a pipe has given some lines and gives no more until the task is cancelled.
    func testATaskThatIsCancelledEndsItsImportAndNothingIsTaken() throws {
        let folder = try history()
        let engine = try folder.engine()
        let whole = folder.file("all.jsonl")
        _ = try within { try await engine.export(.lines, to: whole) }
        let lines = try Data(contentsOf: whole)
        let other = try Folder()
        let there = try other.engine()
        let pipe = other.file("pipe")
        XCTAssertEqual(mkfifo(pipe.path, 0o600), 0)
        let task = Task.detached { try await there.importFile(pipe) }
        let writer = try FileHandle(forWritingTo: pipe)
        writer.write(lines.prefix(lines.count / 2))
        task.cancel()
        // The import may have closed it by now.
        signal(SIGPIPE, SIG_IGN)
        try? writer.write(contentsOf: lines.dropFirst(lines.count / 2))
        try writer.close()
        XCTAssertThrowsError(try within { try await task.value }) { XCTAssert($0 is CancellationError, "\($0)") }
        XCTAssertEqual(try there.sessions(limit: 100), [])
        XCTAssertFalse(there.wasShaken())
        _ = try within { try await there.importFile(whole) }
        XCTAssertEqual(try there.sessions(limit: 100).count, 20)
    }

    /// Whenever it comes, the file is there whole or not at all.
    func testATaskThatIsCancelledLeavesAWholeFileOrNone() throws {
        let folder = try history()
        let engine = try folder.engine()
        let before = try folder.contents
        let file = folder.file("all.jsonl")
        _ = try within { try await engine.export(.lines, to: file) }
        let whole = try Data(contentsOf: file)
        for after in 0..<20 {
            try FileManager.default.removeItem(at: file)
            let told = DispatchSemaphore(value: 0)
            let task = Task.detached { try await engine.export(.lines, to: file) { _ in told.signal() } }
            for _ in 0..<after { _ = told.wait(timeout: .now() + 0.001) }
            task.cancel()
            do {
                _ = try within { try await task.value }
                XCTAssertEqual(try Data(contentsOf: file), whole)
            } catch is CancellationError {
                XCTAssertEqual(try folder.contents, before)
                try whole.write(to: file)
            }
        }
        XCTAssertFalse(engine.wasShaken())
    }

    func testATaskThatWasCancelledBeforeDoesNothing() throws {
        let folder = try history(sessions: 1)
        let engine = try folder.engine()
        let file = folder.file("all.jsonl")
        let task = Task.detached {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await engine.export(.lines, to: file)
        }
        XCTAssertThrowsError(try within { try await task.value }) { XCTAssert($0 is CancellationError, "\($0)") }
        XCTAssertFalse(try folder.contents.contains("all.jsonl"))
    }

    func testACancelOfOnesOwnSaysCancelled() throws {
        let folder = try history(sessions: 1)
        let engine = try folder.engine()
        let cancel = Cancel()
        cancel.cancel()
        XCTAssert(cancel.isCancelled())
        let file = folder.file("all.jsonl").path
        XCTAssertEqual(
            try kind { try await engine.export(format: .lines, wish: .everything, file: file, cancel: cancel) },
            .cancelled)
        XCTAssertFalse(try folder.contents.contains("all.jsonl"))
    }

    func testAProgressThatThrowsOrCallsBackInChangesNothing() throws {
        let folder = try history()
        let engine = try folder.engine()
        let file = folder.file("all.jsonl")
        let wrong = Locked<[String]>([])
        _ = try within {
            try await engine.export(.lines, to: file) { _ in
                do {
                    try engine.setSetting(key: "told", value: "yes", now: .now)
                    _ = try engine.sessions(limit: 3)
                } catch {
                    wrong.with { $0.append("\(error)") }
                }
                throw CocoaError(.fileReadUnknown)
            }
        }
        XCTAssertEqual(wrong.with { $0 }, [])
        XCTAssertEqual(try engine.setting(key: "told"), "yes")
        XCTAssertGreaterThan(try Data(contentsOf: file).count, 1000)
    }

    /// A history of short sessions.
    private func history(sessions: Int = 20) throws -> Folder {
        let folder = try Folder()
        let engine = try folder.engine()
        for nr in 0..<sessions {
            let session = try engine.run(.legLowering(), now: WallTime(utcMs: Int64(nr) * 86_400_000, offsetMin: 0))
            var rehearsal = Rehearsal(session, SimulatedPhone(seed: UInt64(nr), person: .steady))
            try rehearsal.start()
            try rehearsal.go(until: 2 * second)
            try session.save()
        }
        try engine.shut()
        return folder
    }
}
