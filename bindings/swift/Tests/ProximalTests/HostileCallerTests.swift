// Callers that do what they should not: many at once, after the end, in the middle, from within.

import XCTest

@testable import Proximal

final class HostileCallerTests: XCTestCase {
    /// PROXIMAL_LONG=1 goes on for ten seconds.
    private var lasts: Double { ProcessInfo.processInfo.environment["PROXIMAL_LONG"] == nil ? 2 : 10 }

    func testAfterTheEndEverythingSaysClosed() throws {
        let folder = try Folder()
        let engine = try folder.engine()
        let session = try engine.run(.legLowering())
        try session.command(.start, now: 0)
        try session.save()
        XCTAssertEqual(kind { try session.tick(now: 1) }, .closed)
        XCTAssertEqual(kind { try session.feed(goodFrame(), now: 1) }, .closed)
        XCTAssertEqual(kind { try session.isDone }, .closed)
        XCTAssertEqual(kind { try session.record }, .closed)
        XCTAssertEqual(kind { try session.save() }, .closed)
        try engine.suspend()
        XCTAssertEqual(kind { try engine.newest() }, .closed)
        XCTAssertEqual(try kind { try await engine.export(.lines, to: folder.file("all.jsonl")) }, .closed)
        try engine.resume(now: .now)
        XCTAssertNotNil(try engine.newest())
        try engine.shut()
        try engine.shut()
        XCTAssertEqual(kind { try engine.newest() }, .closed)
        XCTAssertEqual(kind { try engine.run(.legLowering()) }, .closed)
        XCTAssertEqual(kind { try engine.resume(now: .now) }, .closed)
        XCTAssertFalse(try folder.contents.contains("all.jsonl"))
    }

    func testAPanicIsAnErrorAndTheEngineGoesOn() throws {
        let folder = try Folder()
        let engine = try folder.engine()
        XCTAssertFalse(engine.wasShaken())
        XCTAssertThrowsError(try engine.panicOnPurpose()) {
            XCTAssertEqual(($0 as? ProximalError)?.kind, .internal)
        }
        XCTAssert(engine.wasShaken())
        try engine.setSetting(key: "after", value: "it goes on", now: .now)
        XCTAssertEqual(try engine.setting(key: "after"), "it goes on")
    }

    func testASessionOutlivesTheEngineObject() throws {
        let folder = try Folder()
        var engine: Engine? = try folder.engine()
        let session = try XCTUnwrap(engine).run(.legLowering())
        engine = nil
        try session.command(.start, now: 0)
        let id = try session.save().id
        XCTAssertEqual(try folder.engine().session(id: id).id, id)
    }

    func testEightThreadsAtOnceAndASessionSavedUnderThem() throws {
        let folder = try Folder()
        let engine = try folder.engine()
        let session = try engine.run(.legLowering())
        try session.command(.start, now: 0)
        let until = Date(timeIntervalSinceNow: lasts)
        let (calls, failures) = (Locked(0), Locked<[String]>([]))
        let ended = expectation(description: "eight threads")
        ended.expectedFulfillmentCount = 8
        for thread in 0..<8 {
            Thread.detachNewThread {
                var packer = MotionPacker()
                var nr: Int64 = 0
                while Date() < until {
                    nr += 1
                    do {
                        switch thread {
                        case 0...3:
                            for at in 0..<20 {
                                packer.accelerometer(timestamp: Double(nr * 20 + Int64(at)) / 1000, x: 0, y: 0, z: -1)
                            }
                            try session.feed(&packer, now: nr * second / 50, withSnapshot: nr % 5 == 0)
                        case 4: try session.tick(now: nr * second / 20)
                        case 5: _ = try session.record
                        case 6: try engine.setSetting(key: "n", value: "\(nr)", now: .now)
                        default: _ = try engine.sessions(limit: 50)
                        }
                        calls.with { $0 += 1 }
                    } catch let error as ProximalError where error.kind == .closed {
                    } catch {
                        failures.with { $0.append("\(thread): \(error)") }
                        break
                    }
                }
                ended.fulfill()
            }
        }
        // In the middle of it all the session is saved: who comes after is told.
        Thread.sleep(until: Date(timeIntervalSinceNow: lasts * 0.8))
        let id = try session.save().id
        wait(for: [ended], timeout: lasts + 60)
        XCTAssertEqual(failures.with { $0 }, [])
        XCTAssertGreaterThan(calls.with { $0 }, 100)
        XCTAssertFalse(session.wasShaken || engine.wasShaken())
        XCTAssertEqual(try engine.session(id: id).id, id)
    }

    func testShutDuringCallsSaysClosedAndLosesNothing() throws {
        let folder = try Folder()
        let engine = try folder.engine()
        let busy = expectation(description: "forty settings kept")
        busy.expectedFulfillmentCount = 40
        busy.assertForOverFulfill = false
        let ended = expectation(description: "four threads")
        ended.expectedFulfillmentCount = 4
        for thread in 0..<4 {
            Thread.detachNewThread {
                let wrong: ProximalError.Kind? = {
                    for nr in 0... {
                        let got = kind { try engine.setSetting(key: "t\(thread)", value: "\(nr)", now: .now) }
                        if got != nil { return got }
                        busy.fulfill()
                    }
                    return nil
                }()
                XCTAssertEqual(wrong, .closed)
                ended.fulfill()
            }
        }
        wait(for: [busy], timeout: 30)
        try within(seconds: 30) { try engine.shut() }
        wait(for: [ended], timeout: 30)
        let again = try folder.engine()
        for thread in 0..<4 {
            XCTAssertNotNil(try again.setting(key: "t\(thread)"))
        }
    }
}
