// The container of the goldens. In: bytes. Out: frames, and from frames bytes again.
// A frame: length u32, kind u8, payload, CRC-32 (as in zlib) u32 over all three, little-endian.

import Foundation

struct GoldenFrame {
    enum Kind: UInt8 {
        case header = 1
        case input, rep, event, page
    }

    var kind: Kind
    var payload: Data

    /// What an input says of itself: when, and what it is.
    var input: (now: Int64, tag: UInt8, rest: Data) {
        let now = payload.withUnsafeBytes { Int64(littleEndian: $0.loadUnaligned(as: Int64.self)) }
        return (now, payload[payload.startIndex + 8], payload.dropFirst(9))
    }

    var json: JSON {
        get throws { try JSON(payload) }
    }

    static func read(_ bytes: Data) throws -> [GoldenFrame] {
        var frames: [GoldenFrame] = []
        var rest = Data(bytes)
        while !rest.isEmpty {
            let nr = frames.count
            guard rest.count >= 9 else { throw Difference("frame \(nr): ends within") }
            let length = Int(u32(rest, 0))
            guard rest.count >= 9 + length else { throw Difference("frame \(nr): ends within") }
            let checked = rest.prefix(5 + length)
            guard crc32(checked) == u32(rest, 5 + length) else { throw Difference("frame \(nr): damaged") }
            guard let kind = Kind(rawValue: rest[rest.startIndex + 4]) else { throw Difference("frame \(nr): unknown") }
            frames.append(GoldenFrame(kind: kind, payload: Data(checked.dropFirst(5))))
            rest = rest.dropFirst(9 + length)
        }
        return frames
    }

    static func write(_ frames: [GoldenFrame]) -> Data {
        frames.reduce(into: Data()) { all, frame in
            var bytes = Data()
            withUnsafeBytes(of: UInt32(frame.payload.count).littleEndian) { bytes.append(contentsOf: $0) }
            bytes.append(frame.kind.rawValue)
            bytes.append(frame.payload)
            withUnsafeBytes(of: crc32(bytes).littleEndian) { bytes.append(contentsOf: $0) }
            all.append(bytes)
        }
    }

    private static func u32(_ data: Data, _ at: Int) -> UInt32 {
        data.withUnsafeBytes { UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: at, as: UInt32.self)) }
    }

    static func crc32(_ bytes: Data) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { crc, byte in table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] ^ (crc >> 8) }
    }

    private static let table: [UInt32] = (0..<256).map { (byte: UInt32) in
        (0..<8).reduce(byte) { crc, _ in crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
    }
}

/// Where something is otherwise than it should be.
struct Difference: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
