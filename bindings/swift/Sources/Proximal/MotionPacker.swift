// Core Motion samples to the block frames that a session takes.
//
// In: readings as they come, with their own stamps. Out: one frame for many of them, little-endian: magic u16, version u8,
// convention u8, count u16, flags u16, received i64; then for each reading t_ns i64, kind u8, 3 bytes of padding, x y z f32.

import Foundation

/// Packs readings of accelerometer and gyroscope into block frames. Its memory is used again: once it is as large as the
/// largest block, packing allocates nothing.
///
/// Values go in as Core Motion gives them, iOS signs included; the core turns them into SI units and its own axes' signs.
/// Each sensor keeps its own stamps: do not wait for the other.
public struct MotionPacker: Sendable {
    private enum Kind: UInt8 {
        case accelerometer = 0
        case gyroscope = 1
    }

    private static let magic: UInt16 = 0x7850
    private static let version: UInt8 = 1
    /// Core Motion's units and signs.
    private static let convention: UInt8 = 1
    private static let headerBytes = 16
    private static let readingBytes = 24

    private var bytes: Data

    /// How many readings wait.
    public private(set) var count = 0

    /// Room for `readings` at first; it grows by itself.
    public init(room readings: Int = 64) {
        bytes = Data(count: Self.headerBytes + max(readings, 1) * Self.readingBytes)
    }

    /// Takes a reading of the accelerometer: `timestamp` in seconds since the device started, `x`, `y`, `z` in g, as in
    /// `CMAccelerometerData`. False, and nothing is taken, when a frame holds no more (65,535 readings).
    @discardableResult
    public mutating func accelerometer(timestamp: TimeInterval, x: Double, y: Double, z: Double) -> Bool {
        add(.accelerometer, timestamp, x, y, z)
    }

    /// Takes a reading of the gyroscope: `timestamp` in seconds since the device started, `x`, `y`, `z` in rad/s, as in
    /// `CMGyroData`. False, and nothing is taken, when a frame holds no more (65,535 readings).
    @discardableResult
    public mutating func gyroscope(timestamp: TimeInterval, x: Double, y: Double, z: Double) -> Bool {
        add(.gyroscope, timestamp, x, y, z)
    }

    /// Hands the frame of all that waits to `body`, with `received` as the instant by the host's clock at which the host
    /// had it, and begins the next one, also when `body` throws: a frame that was refused is refused again.
    ///
    /// The frame is valid without a reading too. A `body` that keeps the frame costs a copy, nothing else.
    public mutating func take<Result>(
        received: MonoTime = HostClock.now, _ body: (Data) throws -> Result
    ) rethrows -> Result {
        let used = Self.headerBytes + count * Self.readingBytes
        bytes.withUnsafeMutableBytes { to in
            to.store(Self.magic, at: 0)
            to[2] = Self.version
            to[3] = Self.convention
            to.store(UInt16(count), at: 4)
            to.store(UInt16(0), at: 6)
            to.store(received, at: 8)
        }
        count = 0
        return try body(bytes[..<used])
    }

    private mutating func add(_ kind: Kind, _ timestamp: TimeInterval, _ x: Double, _ y: Double, _ z: Double) -> Bool {
        guard count < UInt16.max else { return false }
        let at = Self.headerBytes + count * Self.readingBytes
        if at + Self.readingBytes > bytes.count {
            bytes.append(Data(count: bytes.count))
        }
        bytes.withUnsafeMutableBytes { to in
            to.store(Self.nanoseconds(timestamp), at: at)
            to.store(UInt32(kind.rawValue), at: at + 8)
            to.store(Float(x).bitPattern, at: at + 12)
            to.store(Float(y).bitPattern, at: at + 16)
            to.store(Float(z).bitPattern, at: at + 20)
        }
        count += 1
        return true
    }

    /// Seconds to the nearest nanosecond. What no clock shows becomes the end of all time, which the core drops.
    private static func nanoseconds(_ seconds: TimeInterval) -> Int64 {
        Int64(exactly: (seconds * 1e9).rounded()) ?? .min
    }
}

extension UnsafeMutableRawBufferPointer {
    /// Little-endian, at any byte.
    fileprivate func store(_ value: some FixedWidthInteger, at byte: Int) {
        storeBytes(of: value.littleEndian, toByteOffset: byte, as: type(of: value))
    }
}
