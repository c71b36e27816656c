// One whole session through Swift: simulated, run, saved, opened again, told.

import XCTest

@testable import Proximal

final class WholeSessionTests: XCTestCase {
    func testASessionIsTheSameAfterItWasSavedAndOpenedAgain() throws {
        let folder = try Folder()
        let engine = try folder.engine()
        let session = try engine.run(.legLowering())
        var rehearsal = Rehearsal(session, SimulatedPhone(seed: 1, person: .lopsided))
        try rehearsal.start()
        try rehearsal.go()
        XCTAssert(try session.isDone)
        XCTAssertEqual(rehearsal.faults, [])
        let record = try session.save()
        try engine.shut()

        let again = try folder.engine()
        let saved = try again.session(id: record.id)
        XCTAssertEqual(saved, record)
        for (reread, was) in zip(saved.reps, record.reps) {
            XCTAssertEqual(reread.tilt.peakDeg.value.bitPattern, was.tilt.peakDeg.value.bitPattern)
        }
        XCTAssertEqual(saved.reps.filter { $0.block == .legLower }.count, 10)
        XCTAssertEqual(Set(saved.reps.filter { $0.key.side == .left }.map(\.verdict)), [.steady])
        XCTAssert(saved.reps.contains { $0.key.side == .right && $0.verdict == .lost })
        let id = record.id
        let page = try within { try await again.sessionPage(id: id, lang: .en) }
        let words = Words(lang: .en)
        for verdict in Set(saved.reps.map(\.verdict)) {
            XCTAssert(page.contains(words.verdict(is: verdict)), "\(verdict)")
        }
        XCTAssertEqual(try again.sessions(limit: 10).map(\.id), [record.id])
    }

    func testReadersSeeWhatTheCallerSees() throws {
        let folder = try Folder()
        let engine = try folder.engine()
        let session = try engine.run(.legLowering())
        let (snapshots, events) = (session.snapshots, session.events)
        let told = Locked<[SessionEvent]>([])
        let reading = Task { for await event in events { told.with { $0.append(event) } } }
        let started = try session.command(.start, now: 0)
        var all = started.events
        var newest = started.snapshot
        for at in 1...200 {
            let step = try session.tick(now: MonoTime(at) * Rehearsal.tick)
            all += step.events
            newest = step.snapshot
        }
        let late = session.snapshots
        _ = try session.save()
        try within { await reading.value }
        XCTAssertEqual(told.with { $0 }, all)
        // A slow reader finds the newest and none of those between; so does one who came late, and then the end.
        let slow = try within { await snapshots.reduce(into: []) { $0.append($1) } }
        XCTAssertEqual(slow, [try XCTUnwrap(newest)])
        XCTAssertEqual(try within { await late.reduce(into: []) { $0.append($1) } }, slow)
        XCTAssertEqual(try within { await session.events.reduce(0) { n, _ in n + 1 } }, 0)
    }

    func testAReaderEndsWithItsTaskAndWithItsSession() throws {
        let folder = try Folder()
        let engine = try folder.engine()
        var session: RunningSession? = try engine.run(.legLowering())
        let events = try XCTUnwrap(session).events
        let snapshots = try XCTUnwrap(session).snapshots
        let cancelled = Task { await events.reduce(0) { n, _ in n + 1 } }
        cancelled.cancel()
        XCTAssertEqual(try within { await cancelled.value }, 0)
        session = nil
        XCTAssertEqual(try within { await snapshots.reduce(0) { n, _ in n + 1 } }, 0)
    }
}
