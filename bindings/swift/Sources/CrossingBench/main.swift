// What Swift adds to a block of samples: the block through Swift minus the same block in Rust, in the same run, beside an
// empty call. Prints a table, and fails where a block crosses in more than the bar.
//
//   swift run -c release CrossingBench        (README.md has the whole line)

import Foundation
import Proximal

/// A block through Swift may cost so much more than in Rust, nanoseconds.
let bar = 1000.0
// Short rounds: few of them are broken into by other programs, and the middle one is not.
let rounds = 401
let times = 20

/// Nanoseconds that `work` takes, in the mean over `times`.
func nanoseconds(_ work: () throws -> Void) rethrows -> Double {
    let began = DispatchTime.now().uptimeNanoseconds
    for _ in 0..<times { try work() }
    return Double(DispatchTime.now().uptimeNanoseconds - began) / Double(times)
}

func middle(_ all: [Double]) -> Double { all.sorted()[all.count / 2] }

func row(_ name: String, _ ns: [Double]) {
    let sorted = ns.sorted()
    let (low, high) = (sorted[sorted.count / 10], sorted[sorted.count * 9 / 10])
    let told = String(format: "%8.0f  (%.0f to %.0f)", middle(ns), low, high)
    print(name.padding(toLength: 44, withPad: " ", startingAt: 0) + told)
}

func pack(_ packer: inout MotionPacker) {
    for at in 0..<25 {
        packer.accelerometer(timestamp: Double(at) / 100, x: 0.01, y: -0.02, z: -1)
        packer.gyroscope(timestamp: Double(at) / 100 + 0.002, x: 0, y: 0.01, z: 0)
    }
}

/// Prints the table; returns what Swift adds to a block, nanoseconds.
func bench() throws -> Double {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("proximal-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }

    let engine = try Engine(file: folder.appendingPathComponent("history.db").path, now: .now)
    let session = try engine.begin(
        ask: SessionAsk(
            routine: builtInRoutine(name: "leg-lowering")!, firstSide: .left, source: .phone, laid: .upright,
            settings: SessionSettings(cuesOnly: false, bandTone: true)), now: .now)
    _ = try session.command(now: 0, command: .start)

    var packer = MotionPacker()
    pack(&packer)
    let frame = packer.take(received: 0) { Data($0) }

    var (empty, inRust, inSwift, crossing, drawn, packed) =
        ([Double](), [Double](), [Double](), [Double](), [Double](), [Double]())
    for round in 0..<rounds {
        var now = MonoTime(round) * 1_000_000
        empty.append(nanoseconds { _ = engine.wasShaken() })
        let rust = try session.measureFeed(now: now, frame: frame, times: UInt32(times))
        let swift = try nanoseconds { _ = try session.feed(now: now, frame: frame) }
        // Once more the other way round: what one leaves behind, a journal that grew, the other finds.
        let swiftFirst = try nanoseconds { _ = try session.feed(now: now, frame: frame) }
        let rustLast = try session.measureFeed(now: now, frame: frame, times: UInt32(times))
        inRust.append((rust + rustLast) / 2)
        inSwift.append((swift + swiftFirst) / 2)
        crossing.append(inSwift.last! - inRust.last!)
        now += 1
        let withSnapshot = try nanoseconds {
            _ = try session.feed(now: now, frame: frame)
            _ = try session.take(withSnapshot: true)
        }
        drawn.append(withSnapshot)
        let packing = nanoseconds {
            pack(&packer)
            packer.take(received: now) { _ in }
        }
        packed.append(packing)
    }
    print("nanoseconds, middle of \(rounds) rounds of \(times) (10th to 90th percentile); a block is 50 readings\n")
    row("an empty call", empty)
    row("a block in Rust", inRust)
    row("a block through Swift", inSwift)
    row("what Swift adds", crossing)
    row("a block through Swift, with a snapshot", drawn)
    row("packing a block", packed)
    return middle(crossing)
}

let adds = try bench()
print(String(format: "\nSwift adds %.0f ns to a block; the bar is %.0f", adds, bar))
exit(adds <= bar ? 0 : 1)
