// Core Motion's own types into a packer. In: a reading as `CMMotionManager` hands it over. Out: it is packed.
// Read on Linux, compiled where Core Motion is.

#if canImport(CoreMotion) && !os(macOS)
import CoreMotion

extension MotionPacker {
    /// Takes a reading of the accelerometer. False when a frame holds no more.
    @discardableResult
    public mutating func add(_ reading: CMAccelerometerData) -> Bool {
        let g = reading.acceleration
        return accelerometer(timestamp: reading.timestamp, x: g.x, y: g.y, z: g.z)
    }

    /// Takes a reading of the gyroscope. False when a frame holds no more.
    @discardableResult
    public mutating func add(_ reading: CMGyroData) -> Bool {
        let rate = reading.rotationRate
        return gyroscope(timestamp: reading.timestamp, x: rate.x, y: rate.y, z: rate.z)
    }
}
#endif
