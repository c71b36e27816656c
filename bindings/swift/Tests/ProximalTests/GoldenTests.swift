// The golden sessions, played through Swift: what went in, and what must come of it (tests/golden/README.md).

import XCTest

@testable import Proximal

final class GoldenTests: XCTestCase {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appendingPathComponent("../../../../tests/golden").standardizedFileURL

    func testEveryGoldenComesOutAsItIsWritten() throws {
        for (name, bytes) in try goldens() {
            XCTAssertNoThrow(try play(GoldenFrame.read(bytes)), name)
        }
    }

    func testAGoldenWithOneBitOfANumberChangedFails() throws {
        let bytes = try XCTUnwrap(goldens()["leg_lower_lopsided.golden"])
        for kind in [GoldenFrame.Kind.event, .rep] {
            XCTAssertThrowsError(try play(withFirstPeak(bytes, in: kind, bit: 30)), "\(kind)") {
                XCTAssert("\($0)".contains("tilt.peakDeg.value"), "\($0)")
            }
            // Platforms may differ in the last bit.
            XCTAssertNoThrow(try play(withFirstPeak(bytes, in: kind, bit: 0)))
        }
    }

    func testAGoldenWithoutAnEventOrWithAnotherPageFails() throws {
        let frames = try GoldenFrame.read(XCTUnwrap(goldens()["bent_knee_stopped_by_pain.golden"]))
        var short = frames
        short.remove(at: try XCTUnwrap(frames.lastIndex { $0.kind == .event }))
        XCTAssertThrowsError(try play(short))
        var long = frames
        long.insert(frames[try XCTUnwrap(frames.firstIndex { $0.kind == .event })], at: frames.count - 1)
        XCTAssertThrowsError(try play(long))
        var page = frames
        page[frames.count - 1].payload.append(0x20)
        XCTAssertThrowsError(try play(page)) { XCTAssertEqual("\($0)", "the page is another") }
    }

    func testADamagedOrCutGoldenIsTold() throws {
        let bytes = try XCTUnwrap(goldens()["bent_knee_stopped_by_pain.golden"])
        XCTAssertEqual(try GoldenFrame.write(GoldenFrame.read(bytes)), bytes)
        var damaged = bytes
        damaged[1000] ^= 1
        XCTAssertThrowsError(try GoldenFrame.read(damaged))
        XCTAssertThrowsError(try GoldenFrame.read(bytes.dropLast()))
    }

    /// By name; there must be some.
    private func goldens() throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter {
            $0.hasSuffix(".golden")
        }
        XCTAssertFalse(names.isEmpty)
        return try Dictionary(
            uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: Self.folder.appendingPathComponent($0))) })
    }

    private func play(_ frames: [GoldenFrame]) throws {
        let folder = try Folder()
        let now = WallTime(utcMs: 0, offsetMin: 0)
        let engine = try Engine(file: folder.file("golden.db").path, now: now)
        guard let header = frames.first, header.kind == .header else { throw Difference("no header") }
        let session = try engine.beginAs(header: header.payload, now: now)
        var (told, reps, page): ([SessionEvent], [JSON], Data?) = ([], [], nil)
        for (nr, frame) in frames.enumerated().dropFirst() {
            switch frame.kind {
            case .header: throw Difference("frame \(nr): a second header")
            case .input:
                if let event = told.first { throw Difference("frame \(nr): not expected: \(event)") }
                let (at, tag, rest) = frame.input
                if tag == 0 {
                    told = try session.feed(now: at, frame: rest) == 0 ? [] : session.take(withSnapshot: false).events
                } else {
                    told = try session.replay(input: frame.payload, withSnapshot: false).events
                }
            case .rep: reps.append(try frame.json)
            case .event:
                if told.isEmpty { throw Difference("frame \(nr): did not happen: \(try frame.json)") }
                try check(told.removeFirst(), is: frame.json, at: "frame \(nr)")
            case .page: page = frame.payload
            }
        }
        if let event = told.first { throw Difference("at the end: not expected: \(event)") }
        let id = try session.save(now: now).id
        try engine.shut()
        let again = try Engine(file: folder.file("golden.db").path, now: now)
        try check(again.session(id: id).reps, is: .array(reps), at: "reps")
        let drawn = try within { try await again.sessionPage(id: id, lang: .en) }
        if Data(drawn.utf8) != page { throw Difference("the page is another") }
    }

    /// The golden with one bit of its first rep's peak flipped, in the first frame of `kind` that has one.
    private func withFirstPeak(_ bytes: Data, in kind: GoldenFrame.Kind, bit: UInt64) throws -> [GoldenFrame] {
        var frames = try GoldenFrame.read(bytes)
        let marker = "\"tilt\":{\"peak_deg\":{\"value\":"
        for (nr, frame) in frames.enumerated() where frame.kind == kind {
            let text = String(decoding: frame.payload, as: UTF8.self)
            guard let start = text.range(of: marker) else { continue }
            let digits = text[start.upperBound...].prefix { "0123456789.-e+".contains($0) }
            let peak = try XCTUnwrap(Double(digits))
            let changed = Double(bitPattern: peak.bitPattern ^ (1 << bit))
            frames[nr].payload = Data((text[..<start.upperBound] + "\(changed)" + text[digits.endIndex...]).utf8)
            return frames
        }
        throw Difference("no peak in it")
    }
}
