// What the tests share: folders that go away, a simulated person, and a limit to waiting.

import Foundation
import XCTest

@testable import Proximal

let second: MonoTime = 1_000_000_000

/// A folder of its own, gone with the object.
final class Folder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("proximal-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func file(_ name: String) -> URL { url.appendingPathComponent(name) }

    func engine() throws -> Engine { try Engine(file: file("history.db").path, now: .now) }

    var contents: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
    }
}

extension SessionAsk {
    static func legLowering() throws -> SessionAsk {
        SessionAsk(
            routine: try XCTUnwrap(builtInRoutine(name: "leg-lowering")), firstSide: .left, source: .simulated(1),
            laid: .upright, settings: SessionSettings(cuesOnly: false, bandTone: true))
    }
}

/// A simulated person who does a session, hears its cues and answers its questions; no clock is waited for.
struct Rehearsal {
    static let tick = second / 20
    /// A question is thought about for so long.
    private static let thinks = 2 * second
    /// A pelvis that turns by so much is felt, degrees.
    private static let feltDeg = 6.0

    let session: RunningSession
    let phone: SimulatedPhone
    private(set) var now: MonoTime = 0
    private(set) var state = SessionState.idle
    private(set) var faults: [Sentence] = []
    private(set) var frames = 0
    private var waiting: [CueAt] = []
    private var asked: MonoTime = 0

    init(_ session: RunningSession, _ phone: SimulatedPhone) {
        (self.session, self.phone) = (session, phone)
    }

    mutating func start() throws {
        try obey(session.command(.start, now: now))
    }

    /// Until its questions are answered, or `until` nanoseconds have passed.
    mutating func go(until: MonoTime = 4 * 3600 * second) throws {
        while try !session.isDone && now < until {
            try step()
        }
    }

    private mutating func step() throws {
        now += Self.tick
        try obey(session.tick(now: now))
        for cue in waiting where cue.due <= now {
            try phone.play(cue: cue)
            try obey(session.cuePlayed(cue.id, at: cue.due, now: now))
        }
        waiting.removeAll { $0.due <= now }
        frames += 1
        try obey(session.feed(phone.frame(until: now), now: now, withSnapshot: frames % 2 == 0))
        try answer()
    }

    private mutating func answer() throws {
        let wants: Bool =
            switch state {
            case .felt, .result, .painCheck: true
            default: false
            }
        asked = wants ? asked + Self.tick : 0
        guard asked >= Self.thinks else { return }
        asked = 0
        switch state {
        case .felt:
            let judged = try phone.truth().reps.filter {
                ![.deadbug, .setup, .settle].contains($0.block) && !$0.aborted
            }
            let steady = judged.filter { max(abs($0.tiltPeakDeg), abs($0.rollPeakDeg)) < Self.feltDeg }.count
            let felt = FeltAnswer(steadyReps: UInt16(steady), places: [.belly, .frontOfHip], toLandmark: nil)
            try obey(session.answer(.felt(felt), now: now))
        case .result: try obey(session.command(.skip, now: now))
        default: try obey(session.answer(.pain(false), now: now))
        }
    }

    private mutating func obey(_ step: Step) throws {
        state = step.snapshot?.state ?? state
        step.fault.map { faults.append($0) }
        for event in step.events {
            switch event {
            case let .cue(cue): waiting.append(cue)
            case let .cancelCuesFrom(id): waiting.removeAll { $0.id >= id }
            default: break
            }
        }
        try phone.hear(now: now, events: step.events)
    }
}

/// Runs `work` elsewhere, and fails instead of hanging when it does not come to its end.
func within<Done: Sendable>(
    seconds: Double = 60, line: UInt = #line, _ work: @escaping @Sendable () async throws -> Done
) throws -> Done {
    let done = DispatchSemaphore(value: 0)
    let result = Locked<Result<Done, any Error>?>(nil)
    Task.detached {
        do {
            let value = try await work()
            result.with { $0 = .success(value) }
        } catch {
            result.with { $0 = .failure(error) }
        }
        done.signal()
    }
    guard done.wait(timeout: .now() + seconds) == .success else {
        XCTFail("still not done after \(seconds) s", line: line)
        throw StillWaiting()
    }
    return try XCTUnwrap(result.with { $0 }).get()
}

struct StillWaiting: Error {}

/// The kind of the `ProximalError` that `body` throws; nil when it throws none.
func kind(_ body: () throws -> some Any) -> ProximalError.Kind? {
    do {
        _ = try body()
        return nil
    } catch {
        return (error as? ProximalError)?.kind
    }
}

/// The same when it is awaited.
func kind(seconds: Double = 60, _ body: @escaping @Sendable () async throws -> some Sendable) throws -> ProximalError
    .Kind?
{
    try within(seconds: seconds) { () async throws -> ProximalError.Kind? in
        do {
            _ = try await body()
            return nil
        } catch let error as ProximalError {
            return error.kind
        }
    }
}
