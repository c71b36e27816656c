// Bytes and instants that cannot be: a typed error or a step, never a crash.

import XCTest

@testable import Proximal

final class HostileFrameTests: XCTestCase {
    func testFramesOfEveryLengthAreAStepOrTold() throws {
        let folder = try Folder()
        let session = try folder.engine().begin(ask: .legLowering(), now: .now)
        _ = try session.command(now: 0, command: .start)
        let good = goodFrame()
        var taken = 0
        for length in 0...200 {
            // Longer ones with the good one at their beginning.
            let longer = good.prefix(length) + Data(count: max(length - good.count, 0))
            for frame in [longer, Data(count: length), Data(repeating: 0xFF, count: length)] {
                do {
                    _ = try session.feed(now: 0, frame: frame)
                    taken += 1
                } catch let error as ProximalError {
                    XCTAssertEqual(error.kind, .invalidInput)
                    XCTAssertFalse(error.sentence(in: .de).isEmpty)
                }
            }
        }
        // The count in the header fits one length only.
        XCTAssertEqual(taken, 1)
        XCTAssertFalse(session.wasShaken())
    }

    func testEachBitOfTheHeaderFlippedIsAStepOrTold() throws {
        let folder = try Folder()
        let engine = try folder.engine()
        let session = try engine.begin(ask: .legLowering(), now: .now)
        _ = try session.command(now: 0, command: .start)
        let (raise, analyzer) = (RaiseTest(), Analyzer(laid: .upright, performed: [], masks: []))
        var refused: Set<Int> = []
        for byte in 0..<16 {
            for bit in 0..<8 {
                var frame = goodFrame()
                frame[byte] ^= 1 << bit
                for feed: () throws -> Void in [
                    { _ = try session.feed(now: 0, frame: frame) },
                    { _ = try raise.feed(frame: frame) },
                    { _ = try analyzer.feed(frame: frame) },
                ] {
                    do {
                        try feed()
                    } catch let error as ProximalError {
                        XCTAssertEqual(error.kind, .invalidInput)
                        refused.insert(byte)
                    }
                }
            }
        }
        XCTAssert(refused.isSuperset(of: [0, 1, 2, 4, 5]), "\(refused)")
        _ = try raise.finish()
        _ = try analyzer.finish()
        XCTAssertFalse(session.wasShaken() || engine.wasShaken())
    }

    func testASliceOfOtherBytesIsReadFromWhereItBegins() throws {
        let folder = try Folder()
        let session = try folder.engine().begin(ask: .legLowering(), now: .now)
        let padded = Data(repeating: 0xAA, count: 13) + goodFrame() + Data(repeating: 0xAA, count: 5)
        XCTAssertNoThrow(try session.feed(now: 0, frame: padded.dropFirst(13).dropLast(5)))
        XCTAssertThrowsError(try session.feed(now: 0, frame: padded))
    }

    func testInstantsAndCountsAtTheEndsAreAStepOrTold() throws {
        let folder = try Folder()
        let engine = try folder.engine()
        let session = try engine.begin(ask: .legLowering(), now: .now)
        let ends: [MonoTime] = [.min, -1, 0, 1, .max]
        for now in ends {
            ignoringTyped { try session.command(now: now, command: .start) }
            for at in ends {
                ignoringTyped { try session.tick(now: at) }
                ignoringTyped { try session.feed(now: at, frame: goodFrame(received: now)) }
                ignoringTyped { try session.cuePlayed(now: now, id: .max, at: at) }
                ignoringTyped { try session.interrupt(now: at, by: .sourceEnded) }
            }
        }
        ignoringTyped { try engine.sessions(limit: .max) }
        ignoringTyped { try engine.sessions(limit: 0) }
        for at in [WallTime(utcMs: .min, offsetMin: .min), WallTime(utcMs: .max, offsetMin: .max)] {
            XCTAssertEqual(kind { try engine.begin(ask: .legLowering(), now: at) }, .invalidInput)
            XCTAssertEqual(kind { try engine.setSetting(key: "k", value: "v", now: at) }, .invalidInput)
            ignoringTyped { try engine.due(now: at) }
            ignoringTyped { try engine.week(now: at) }
            ignoringTyped { try engine.ladder(now: at) }
        }
        let phone = SimulatedPhone(seed: .max, person: .sloppy)
        for at in ends where at <= second { ignoringTyped { try phone.frame(until: at) } }
        XCTAssertEqual(kind { try session.replay(input: Data(), withSnapshot: false) }, .invalidInput)
        XCTAssertEqual(kind { try engine.beginAs(header: Data([0xFF]), now: .now) }, .invalidInput)
        XCTAssertFalse(session.wasShaken() || engine.wasShaken())
    }

    /// Ids, days and spans that cannot be are typed too.
    func testTextsThatCannotBeAreTold() throws {
        let folder = try Folder()
        let engine = try folder.engine()
        for id in ["", "x", "\u{0}", String(repeating: "f", count: 10_000), "'; drop table sessions"] {
            XCTAssertEqual(kind { try engine.session(id: id) }, .invalidInput, id)
        }
        let level = LevelFilter(exercise: nil, variant: nil, otherLeg: nil, landmark: nil)
        XCTAssertEqual(
            try kind {
                try await engine.daysPage(
                    from: "2026-13-01", to: "x", filter: level, forTrainer: false, lang: .de, now: .now)
            }, .invalidInput)
    }

    private func ignoringTyped(line: UInt = #line, _ body: () throws -> some Any) {
        do {
            _ = try body()
        } catch {
            XCTAssert(error is ProximalError, "\(error)", line: line)
            XCTAssertNotEqual((error as? ProximalError)?.kind, .internal, "\(error)", line: line)
        }
    }
}

/// Four readings, 112 bytes.
func goodFrame(received: MonoTime = 0) -> Data {
    var packer = MotionPacker()
    for at in 0..<4 {
        packer.accelerometer(timestamp: Double(at) / 100, x: 0, y: 0, z: -1)
    }
    return packer.take(received: received) { Data($0) }
}
