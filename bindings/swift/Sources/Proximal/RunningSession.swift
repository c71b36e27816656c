// A live session as streams. In: frames, ticks, commands, answers, from any thread. Out: what came of each, and the same
// again as an `AsyncSequence` of snapshots and one of events, in the order of the inputs.

import Foundation

/// A live session that whoever wants can watch. Every input answers with what came of it, as on `LiveSession`; readers of
/// `snapshots` and `events` are told of it too. Inputs of several threads are taken one after the other.
public final class RunningSession: Sendable {
    private struct Readers {
        var latest: Snapshot?
        var isOver = false
        var next = 0
        var snapshots: [Int: AsyncStream<Snapshot>.Continuation] = [:]
        var events: [Int: AsyncStream<SessionEvent>.Continuation] = [:]
        var faults: [Int: AsyncStream<Sentence>.Continuation] = [:]
    }

    private let session: LiveSession
    private let readers = Locked(Readers())
    /// Held during an input, so that readers are told in the order of the inputs. The thread that holds it may take it
    /// again: a log sink that is told something during an input may itself call.
    private let order = NSRecursiveLock()

    /// Makes streams of `session`, which from now on is to be told everything through this.
    public init(_ session: LiveSession) {
        self.session = session
    }

    deinit {
        end()
    }

    /// Snapshots: the latest at once, then each new one. A slow reader gets the newest and none of those between. It ends
    /// when the session is saved or let go of. Any number may be read, each for itself.
    public var snapshots: AsyncStream<Snapshot> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { reader in
            readers.with {
                $0.latest.map { _ = reader.yield($0) }
                self.add(reader, to: \.snapshots, &$0)
            }
        }
    }

    /// Events from now on, all of them, in order. It ends when the session is saved or let go of.
    public var events: AsyncStream<SessionEvent> {
        AsyncStream { reader in
            readers.with { self.add(reader, to: \.events, &$0) }
        }
    }

    /// From now on, what could not be kept or read, in a sentence to show; the session goes on. It ends when the session
    /// is saved or let go of.
    public var faults: AsyncStream<Sentence> {
        AsyncStream { reader in
            readers.with { self.add(reader, to: \.faults, &$0) }
        }
    }

    /// Samples: one block frame that the host had at `now`. A snapshot is made only where `withSnapshot` asks for it:
    /// a screen draws less often than sensors speak.
    @discardableResult
    public func feed(_ frame: Data, now: MonoTime = HostClock.now, withSnapshot: Bool = false) throws -> Step {
        try count(withSnapshot) { try $0.feed(now: now, frame: frame) }
    }

    /// Samples: all that waits in `packer`, which begins anew.
    @discardableResult
    public func feed(
        _ packer: inout MotionPacker, now: MonoTime = HostClock.now, withSnapshot: Bool = false
    ) throws -> Step {
        try packer.take(received: now) { try feed($0, now: now, withSnapshot: withSnapshot) }
    }

    /// Time has passed; to be told 10 to 20 times a second.
    @discardableResult
    public func tick(now: MonoTime = HostClock.now, withSnapshot: Bool = true) throws -> Step {
        try count(withSnapshot) { try $0.tick(now: now) }
    }

    /// The user wants something; `start` comes first.
    @discardableResult
    public func command(_ command: SessionCommand, now: MonoTime = HostClock.now) throws -> Step {
        try step { try $0.command(now: now, command: command) }
    }

    /// The world got in the way; the session pauses and does not go on by itself.
    @discardableResult
    public func interrupt(by interruption: Interruption, now: MonoTime = HostClock.now) throws -> Step {
        try step { try $0.interrupt(now: now, by: interruption) }
    }

    /// The user answers what `Snapshot.ask` asked.
    @discardableResult
    public func answer(_ answer: Answer, now: MonoTime = HostClock.now) throws -> Step {
        try step { try $0.answer(now: now, answer: answer) }
    }

    /// The cue `id` was heard at `at`.
    @discardableResult
    public func cuePlayed(_ id: CueId, at: MonoTime, now: MonoTime = HostClock.now) throws -> Step {
        try step { try $0.cuePlayed(now: now, id: id, at: at) }
    }

    /// Whether it is over, its questions too.
    public var isDone: Bool {
        get throws { try session.isDone() }
    }

    /// Its id.
    public var id: SessionId {
        get throws { try session.id() }
    }

    /// The session as it would be saved now.
    public var record: SessionRecord {
        get throws { try session.record() }
    }

    /// Whether a call was broken off by an error inside. The journal has what came before it.
    public var wasShaken: Bool { session.wasShaken() }

    /// Saves the session as it stands and ends it: streams end, calls after it throw `ProximalError.Closed`. When it
    /// cannot be saved, it goes on and so does its journal.
    @discardableResult
    public func save(now: WallTime = .now) throws -> SessionRecord {
        let saved = try session.save(now: now)
        end()
        return saved
    }

    /// Of most blocks and ticks there is nothing to tell, and to fetch a step costs more than they do.
    private func count(_ withSnapshot: Bool, _ input: (LiveSession) throws -> UInt32) throws -> Step {
        try step {
            let waits = try input($0)
            return waits == 0 && !withSnapshot
                ? Step(snapshot: nil, events: [], fault: nil) : try $0.take(withSnapshot: withSnapshot)
        }
    }

    private func step(_ input: (LiveSession) throws -> Step) throws -> Step {
        order.lock()
        defer { order.unlock() }
        let step = try input(session)
        readers.with { readers in
            if let snapshot = step.snapshot {
                readers.latest = snapshot
                for reader in readers.snapshots.values { reader.yield(snapshot) }
            }
            for event in step.events {
                for reader in readers.events.values { reader.yield(event) }
            }
            if let fault = step.fault {
                for reader in readers.faults.values { reader.yield(fault) }
            }
        }
        return step
    }

    private func add<Value>(
        _ reader: AsyncStream<Value>.Continuation,
        to list: WritableKeyPath<Readers, [Int: AsyncStream<Value>.Continuation]> & Sendable,
        _ readers: inout Readers
    ) {
        guard !readers.isOver else { return reader.finish() }
        let name = readers.next
        readers.next += 1
        readers[keyPath: list][name] = reader
        reader.onTermination = { [weak self] _ in
            self?.readers.with { $0[keyPath: list][name] = nil }
        }
    }

    private func end() {
        let all = readers.with { readers in
            defer {
                readers = Readers(latest: readers.latest, isOver: true)
            }
            return readers
        }
        // Outside of the lock: each tells its reader, and takes itself off the list.
        for reader in all.snapshots.values { reader.finish() }
        for reader in all.events.values { reader.finish() }
        for reader in all.faults.values { reader.finish() }
    }
}

extension Engine {
    /// A session that begins with the command `start`; its journal lies beside the database until it is saved.
    ///
    /// Throws `ProximalError.InvalidInput` with the field of the routine that cannot be.
    public func run(_ ask: SessionAsk, now: WallTime = .now) throws -> RunningSession {
        RunningSession(try begin(ask: ask, now: now))
    }
}
