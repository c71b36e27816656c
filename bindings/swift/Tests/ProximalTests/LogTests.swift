// The log: what a sink is told, and that one which misbehaves changes nothing.

import XCTest

@testable import Proximal

final class LogTests: XCTestCase {
    override func tearDown() {
        XCTAssertNoThrow(try setLogSink(sink: nil, level: .error))
    }

    func testASinkIsToldLevelAndTargetAndNothingPersonal() throws {
        let folder = try Folder()
        let (lines, told) = try sink(from: .trace)
        try misbehave(folder)
        XCTAssertEqual(told.wait(timeout: .now() + 30), .success)
        try setLogSink(sink: nil, level: .error)
        let all = lines.with { $0 }
        XCTAssert(all.contains { $0.level == .error && $0.target == "proximal::engine::writer" }, "\(all)")
        XCTAssert(all.contains { $0.level == .warn && $0.target.hasPrefix("proximal_core::session") }, "\(all)")
        for line in all {
            XCTAssert(line.target.hasPrefix("proximal"), line.target)
            XCTAssertFalse(line.message.contains("/") || line.message.contains("history.db"), line.message)
            XCTAssertFalse(line.message.contains("\n"), line.message)
        }
    }

    func testASinkThatThrowsChangesNothing() throws {
        let folder = try Folder()
        let heard = DispatchSemaphore(value: 0)
        try setLogSink(from: .trace) { _ in
            heard.signal()
            throw CocoaError(.fileWriteUnknown)
        }
        let engine = try misbehave(folder)
        XCTAssertEqual(heard.wait(timeout: .now() + 30), .success)
        XCTAssertEqual(try engine.sessions(limit: 10).count, 1)
    }

    /// A sink that calls back in, also for something to be written, while a session or the writer has just logged.
    func testASinkMayCallBackIn() throws {
        let folder = try Folder()
        let engine = try folder.engine()
        let session = try engine.run(.legLowering())
        let heard = DispatchSemaphore(value: 0)
        let failed = Locked<[String]>([])
        try setLogSink(from: .trace) { line in
            do {
                try engine.setSetting(key: "told", value: line.target, now: .now)
                _ = try session.tick(now: second)
                // What it brings about itself does not come back to it.
                _ = try session.feed(badReading(), now: second)
            } catch {
                failed.with { $0.append("\(error)") }
            }
            heard.signal()
        }
        _ = try within(seconds: 30) { try session.command(.start, now: 0) }
        let step = try within(seconds: 30) { try session.feed(badReading(), now: 0) }
        XCTAssertNotNil(step.fault)
        XCTAssertEqual(heard.wait(timeout: .now() + 30), .success)
        XCTAssertEqual(try within(seconds: 30) { kind { try engine.panicOnPurpose() } }, .internal)
        XCTAssertEqual(heard.wait(timeout: .now() + 30), .success)
        XCTAssertEqual(heard.wait(timeout: .now() + 0.2), .timedOut)
        XCTAssertEqual(failed.with { $0 }, [])
        XCTAssertEqual(try engine.setting(key: "told"), "proximal::engine::writer")
    }

    func testTheLastSinkCountsAndALevelFilters() throws {
        let (first, _) = try sink(from: .trace)
        let (second, told) = try sink(from: .error)
        try misbehave(Folder())
        XCTAssertEqual(told.wait(timeout: .now() + 30), .success)
        try setLogSink(sink: nil, level: .error)
        XCTAssertEqual(first.with { $0 }, [])
        XCTAssertEqual(Set(second.with { $0 }.map(\.level)), [.error])
    }

    /// A sink that keeps what it is told, and signals an error.
    private func sink(from level: LogLevel) throws -> (Locked<[LogLine]>, DispatchSemaphore) {
        let (lines, told) = (Locked<[LogLine]>([]), DispatchSemaphore(value: 0))
        try setLogSink(from: level) { line in
            lines.with { $0.append(line) }
            if line.level == .error { told.signal() }
        }
        return (lines, told)
    }

    /// What is logged: a reading that cannot be, and last a panic.
    @discardableResult
    private func misbehave(_ folder: Folder) throws -> Engine {
        let engine = try folder.engine()
        let session = try engine.run(.legLowering())
        try session.command(.start, now: 0)
        try session.feed(badReading(), now: 0)
        try session.save()
        XCTAssertEqual(kind { try engine.panicOnPurpose() }, .internal)
        return engine
    }
}

/// A frame with a reading of no sensor in it.
func badReading() -> Data {
    var packer = MotionPacker()
    packer.accelerometer(timestamp: 0, x: 0, y: 0, z: -1)
    packer.accelerometer(timestamp: 0.01, x: 0, y: 0, z: -1)
    return packer.take(received: 0) {
        var frame = Data($0)
        frame[16 + 24 + 8] = 7
        return frame
    }
}
