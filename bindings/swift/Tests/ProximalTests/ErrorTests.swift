// Errors: each kind has a sentence in both languages, and real ones come with theirs.

import XCTest

@testable import Proximal

final class ErrorTests: XCTestCase {
    func testEachKindHasASentenceInBothLanguages() {
        let all: [ProximalError] = [
            .InvalidInput(text: key("error-invalid"), detail: "d"), .Closed(text: key("error-closed"), detail: "d"),
            .Busy(text: key("error-busy"), detail: "d"), .Cancelled(text: key("error-cancelled"), detail: "d"),
            .Unsupported(text: key("error-unsupported"), detail: "d"),
            .NewerSchema(text: key("error-newer-import"), detail: "d"),
            .Storage(text: key("error-disk-full"), detail: "d"),
            .Corrupt(
                text: Sentence(key: "error-damaged-history", args: ["file": .word("history.db")]), detail: "d"),
            .SyncRetry(text: key("error-unsupported"), detail: "d"),
            .SyncRejected(text: key("error-unsupported"), detail: "d"),
            .Internal(text: key("error-internal"), detail: "d"),
        ]
        XCTAssertEqual(all.map(\.kind), ProximalError.Kind.allCases)
        for error in all {
            let (en, de) = (error.sentence(in: .en), error.sentence(in: .de))
            XCTAssert(en.hasSuffix(".") && de.hasSuffix("."), "\(en) \(de)")
            XCTAssertNotEqual(en, de)
            XCTAssertFalse(en.contains("error-"), en)
            XCTAssertEqual(error.detail, "d")
            XCTAssertEqual(error.localizedDescription, error.sentence())
        }
        // A sentence that nobody has written is its key: not a crash, and not another one.
        XCTAssertEqual(ProximalError.Busy(text: key("no-such"), detail: "").sentence(in: .en), "no-such")
    }

    func testRealErrorsAreOfTheirKind() throws {
        let folder = try Folder()
        let engine = try folder.engine()
        XCTAssertEqual(kind { try engine.session(id: "0") }, .invalidInput)
        XCTAssertEqual(kind { try routineFromJson(json: "{") }, .invalidInput)
        XCTAssertEqual(kind { try Engine(file: folder.file("none/history.db").path, now: .now) }, .storage)
        let (lines, newer) = (folder.file("all.jsonl"), folder.file("newer.jsonl"))
        _ = try within { try await engine.export(.lines, to: lines) }
        let written = try String(contentsOf: lines, encoding: .utf8)
        try Data(written.replacingOccurrences(of: "proximal.history/1", with: "proximal.history/99").utf8).write(
            to: newer)
        XCTAssertEqual(try kind { try await engine.importFile(newer) }, .newerSchema)
        XCTAssertEqual(
            try kind { try await engine.export(.lines, to: folder.file("none/all.jsonl")) }, .storage)
        XCTAssertEqual(try kind { try await engine.importFile(folder.file("none.jsonl")) }, .storage)
        try Data("no history".utf8).write(to: folder.file("other.db"))
        let other = kind { try Engine(file: folder.file("other.db").path, now: .now) }
        XCTAssert(other == .invalidInput || other == .corrupt, "\(String(describing: other))")
        try engine.shut()
        XCTAssertEqual(kind { try engine.sessions(limit: 1) }, .closed)
    }

    func testASentenceNamesNoFolder() throws {
        let folder = try Folder()
        XCTAssertThrowsError(try Engine(file: folder.file("none/history.db").path, now: .now)) {
            XCTAssertFalse($0.localizedDescription.contains(folder.url.lastPathComponent), $0.localizedDescription)
        }
    }

    func testTheUsersFirstLanguageThatIsSpokenIsTaken() {
        XCTAssertEqual(Lang.among(["de-AT", "en"]), .de)
        XCTAssertEqual(Lang.among(["fr-FR", "de_CH"]), .de)
        XCTAssertEqual(Lang.among(["EN-gb", "de"]), .en)
        XCTAssertEqual(Lang.among(["ja"]), .en)
        XCTAssertEqual(Lang.among([]), .en)
    }

    func testTheUsersClockHasTheOffsetOfItsDay() throws {
        let berlin = try XCTUnwrap(TimeZone(identifier: "Europe/Berlin"))
        let summer = WallTime(at: Date(timeIntervalSince1970: 1_782_864_000.0629), in: berlin)
        XCTAssertEqual(summer, WallTime(utcMs: 1_782_864_000_062, offsetMin: 120))
        XCTAssertEqual(WallTime(at: Date(timeIntervalSince1970: 1_797_984_000), in: berlin).offsetMin, 60)
        let before = HostClock.now
        XCTAssertLessThanOrEqual(before, HostClock.now)
    }

    private func key(_ key: String) -> Sentence { Sentence(key: key, args: [:]) }
}
