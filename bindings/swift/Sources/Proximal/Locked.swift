// A value that one thread at a time may touch. In: a closure. Out: what it returns.

import Foundation

/// Guards `Value` by a lock. Nothing foreign is to be called while it is held.
final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    init(_ value: Value) {
        self.value = value
    }

    func with<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
