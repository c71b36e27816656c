// The packer against a frame written by hand, and against the core.

import XCTest

@testable import Proximal

final class PackerTests: XCTestCase {
    func testAFrameIsWhatTheCoreReads() throws {
        var packer = MotionPacker(room: 1)
        packer.accelerometer(timestamp: 1.5, x: 0.25, y: -0.5, z: -1)
        packer.gyroscope(timestamp: 1.502, x: 1, y: 2, z: -3)
        XCTAssertEqual(packer.count, 2)
        let frame = packer.take(received: 0x0102_0304_0506_0708) { Data($0) }
        let header: [UInt8] = [0x50, 0x78, 1, 1, 2, 0, 0, 0, 8, 7, 6, 5, 4, 3, 2, 1]
        XCTAssertEqual(Array(frame.prefix(16)), header)
        XCTAssertEqual(frame.count, 16 + 2 * 24)
        XCTAssertEqual(int64(frame, 16), 1_500_000_000)
        XCTAssertEqual(Array(frame[24..<28]), [0, 0, 0, 0])
        XCTAssertEqual([28, 32, 36].map { float(frame, $0) }, [0.25, -0.5, -1])
        XCTAssertEqual(int64(frame, 40), 1_502_000_000)
        XCTAssertEqual(Array(frame[48..<52]), [1, 0, 0, 0])
        XCTAssertEqual([52, 56, 60].map { float(frame, $0) }, [1, 2, -3])
        XCTAssertEqual(packer.count, 0)
    }

    func testItsMemoryIsUsedAgain() {
        var packer = MotionPacker()
        func block() -> UnsafeRawPointer? {
            for at in 0..<50 { packer.accelerometer(timestamp: Double(at), x: 0, y: 0, z: -1) }
            return packer.take(received: 0) { $0.withUnsafeBytes { $0.baseAddress } }
        }
        let first = block()
        XCTAssertEqual(block(), first)
        // A frame that was kept is not written over.
        packer.accelerometer(timestamp: 1, x: 0, y: 0, z: -1)
        let kept = packer.take(received: 7) { $0 }
        let was = Array(kept)
        packer.accelerometer(timestamp: 2, x: 9, y: 9, z: 9)
        packer.take(received: 8) { _ in }
        XCTAssertEqual(Array(kept), was)
    }

    func testAFullOneSaysSoAndNoStampIsTooStrange() throws {
        var packer = MotionPacker()
        for _ in 0..<65_535 { XCTAssert(packer.gyroscope(timestamp: 1, x: 0, y: 0, z: 0)) }
        XCTAssertFalse(packer.gyroscope(timestamp: 1, x: 0, y: 0, z: 0))
        let analyzer = Analyzer(laid: .upright, performed: [], masks: [])
        _ = try packer.take { try analyzer.feed(frame: $0) }
        for stamp in [Double.nan, .infinity, -.infinity, 1e300, -1, .leastNonzeroMagnitude] {
            packer.accelerometer(timestamp: stamp, x: .nan, y: .infinity, z: -.greatestFiniteMagnitude)
        }
        _ = try? packer.take { try analyzer.feed(frame: $0) }
        _ = try analyzer.finish()
    }

    /// The core turns g and Apple's signs into its own: a phone at rest with its screen up lies level, face up.
    func testUnitsAndSignsAreTheCores() throws {
        let analyzer = Analyzer(laid: .upright, performed: [], masks: [])
        var packer = MotionPacker()
        var track: [TrackPoint] = []
        for block in 0..<40 {
            for at in 0..<10 {
                let t = Double(block * 10 + at) / 100
                packer.accelerometer(timestamp: t, x: 0, y: -0.5, z: -0.75.squareRoot())
                packer.gyroscope(timestamp: t, x: 0, y: 0, z: 0)
            }
            track += try packer.take(received: MonoTime(block) * second / 10) { try analyzer.feed(frame: $0) }
        }
        // g is turned to y up by +0.5: the top edge 30° higher than the lower one.
        let phone = try XCTUnwrap(track.last).phoneDeg
        XCTAssertEqual(phone[0], 30, accuracy: 0.1)
        XCTAssertEqual(phone[1], 0, accuracy: 0.1)
    }

    private func int64(_ data: Data, _ at: Int) -> Int64 {
        data.withUnsafeBytes { Int64(littleEndian: $0.loadUnaligned(fromByteOffset: at, as: Int64.self)) }
    }

    private func float(_ data: Data, _ at: Int) -> Float {
        data.withUnsafeBytes {
            Float(bitPattern: UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: at, as: UInt32.self)))
        }
    }
}
